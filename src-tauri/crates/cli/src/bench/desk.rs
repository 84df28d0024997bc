//! `bench desk`: how long the core takes to answer what the desk asks, over an office that `generate` made.

use std::path::Path;
use std::time::Instant;

use archive::error::ArchiveError;
use archive::folder::OfficeFolder;
use chrono::Datelike;
use devices::fake::FakeDevices;
use office::api::{AgendaDirection, Answer, RegisterQuery, Request};
use office::{Desk, Fault};
use serde_json::{Value, json};
use sop::act::{Act, Submission};

use crate::End;

/// Answers of each kind; the slowest twentieth is left out.
const RUNS: usize = 200;

/// Measures every question 200 times. `dir` is the office, `now` the present in it.
pub(super) fn measure(dir: &Path, now: chrono::DateTime<chrono::FixedOffset>) -> Result<Value, End> {
    let outbox = tempfile::tempdir().map_err(|error| End::Wrong(error.to_string()))?;
    let desk = Desk::open(dir, FakeDevices::new(now, outbox.path().to_owned()).devices())?;
    desk.sign_in(office::sample::PETUGAS)?;
    let page = |query: RegisterQuery| -> Result<office::api::RegisterPage, Fault> {
        match desk.ask(Request::Register { query })? {
            Answer::Register(page) => Ok(page),
            _ => Err(ArchiveError::Closed.into()),
        }
    };
    let total = page(RegisterQuery { limit: 1, ..RegisterQuery::default() })?.total;
    let mut ids = Vec::new();
    for run in 0..RUNS as u32 {
        let offset = u32::try_from(u64::from(total) * u64::from(run) / RUNS as u64).unwrap_or(0);
        let rows = page(RegisterQuery { limit: 1, offset, ..RegisterQuery::default() })?.rows;
        ids.extend(rows.into_iter().map(|row| row.usulan));
    }
    let middle = ids.get(ids.len() / 2).cloned().unwrap_or_default();
    let mut measures = Vec::new();
    let searches = [
        ("search for one letter", "k"),
        ("search for “dinas”", "dinas"),
        ("search for a full number", middle.as_str()),
        ("search for part of a word", "ebersih"),
        ("search for what is nowhere", "xqzwv"),
    ];
    for (what, search) in searches {
        let search = search.to_owned();
        let query = RegisterQuery { search, limit: 50, ..RegisterQuery::default() };
        let found = page(query.clone())?.total;
        let ask = |_| desk.ask(Request::Register { query: query.clone() }).map(drop);
        measures.push(measured(what, Some(20.0), json!(found), ask)?);
    }
    let paged = |offset: u32, state: &str| RegisterQuery {
        state: state.to_owned(),
        limit: 200,
        offset,
        ..RegisterQuery::default()
    };
    for (what, query) in [
        ("first page of the register", paged(0, "semua")),
        ("last page of the register", paged(total.saturating_sub(200), "semua")),
        ("page in the middle of what has ended", paged(total / 2, "selesai")),
    ] {
        let ask = |_| desk.ask(Request::Register { query: query.clone() }).map(drop);
        measures.push(measured(what, Some(20.0), json!(total), ask)?);
    }
    let ask = |run: usize| desk.ask(Request::Usulan { usulan: ids[run % ids.len()].clone() }).map(drop);
    measures.push(measured("one usulan opened", Some(5.0), Value::Null, ask)?);
    let year = now.year();
    for (what, asked, request) in [
        ("Meja", Some(20.0), Request::Desk { all: false }),
        ("Catat susulan", Some(20.0), Request::Susulan),
        ("Agenda of a year", None, Request::Agenda { direction: AgendaDirection::Out, year }),
        ("papers that are out", None, Request::Outstanding),
        ("Laporan of a month", None, Request::Report { year, month: now.month() }),
        ("Atur", None, Request::Settings),
    ] {
        measures.push(measured(what, asked, Value::Null, |_| desk.ask(request.clone()).map(drop))?);
    }
    let query = RegisterQuery { state: "berjalan".into(), limit: RUNS as u32, ..RegisterQuery::default() };
    let running: Vec<String> = page(query)?.rows.into_iter().map(|row| row.usulan).collect();
    drop(desk);
    measures.extend(acts(dir, now, &running)?);
    Ok(json!({ "bench": "desk", "usulan": total, "measures": measures }))
}

/// Acts from request to commit, and Meja after each, in a copy of the office that is thrown away.
fn acts(
    dir: &Path,
    now: chrono::DateTime<chrono::FixedOffset>,
    running: &[String],
) -> Result<Vec<Value>, End> {
    let wrong = |error: std::io::Error| End::Wrong(error.to_string());
    // Beside the office: on the same disk.
    let copy = tempfile::tempdir_in(dir.parent().unwrap_or(dir)).map_err(wrong)?;
    let (office, other) = (OfficeFolder::at(dir), OfficeFolder::at(copy.path()));
    std::fs::copy(office.database(), other.database()).map_err(wrong)?;
    // The scans that all generated usulan share: a handful.
    std::fs::create_dir_all(other.documents()).map_err(wrong)?;
    for scan in std::fs::read_dir(office.documents()).map_err(wrong)? {
        let scan = scan.map_err(wrong)?;
        std::fs::copy(scan.path(), other.documents().join(scan.file_name())).map_err(wrong)?;
    }
    let desk = Desk::open(copy.path(), FakeDevices::new(now, copy.path().join("cetak")).devices())?;
    desk.sign_in(office::sample::PETUGAS)?;
    desk.ask(Request::Desk { all: false })?;
    let (mut recorded, mut meja) = (Times::default(), Times::default());
    for (run, usulan) in running.iter().cycle().take(RUNS).enumerate() {
        let Answer::Usulan(view) = desk.ask(Request::Usulan { usulan: usulan.clone() })? else {
            return Err(Fault::from(ArchiveError::Closed).into());
        };
        let act = Submission::own(Act::MoveFolder { place: format!("Meja {run}") });
        let request = Request::Record { usulan: usulan.clone(), seen: view.seen, acts: vec![act] };
        recorded.take(|| desk.ask(request).map(drop))?;
        meja.take(|| desk.ask(Request::Desk { all: false }).map(drop))?;
    }
    Ok(vec![
        recorded.told("an act, request to commit", None, Value::Null),
        meja.told("Meja after an act", Some(20.0), Value::Null),
    ])
}

/// Measures one question many times.
fn measured(
    what: &str,
    asked: Option<f64>,
    found: Value,
    mut ask: impl FnMut(usize) -> Result<(), Fault>,
) -> Result<Value, End> {
    let mut times = Times::default();
    for run in 0..RUNS {
        times.take(|| ask(run))?;
    }
    Ok(times.told(what, asked, found))
}

/// How long answers took, and what of it this process worked: on a machine with other work the two differ.
#[derive(Default)]
struct Times {
    milliseconds: Vec<f64>,
    worked: f64,
}

impl Times {
    fn take(&mut self, ask: impl FnOnce() -> Result<(), Fault>) -> Result<(), End> {
        let (worked, start) = (super::worked(), Instant::now());
        ask()?;
        self.milliseconds.push(super::milliseconds(start));
        self.worked += super::worked() - worked;
        Ok(())
    }

    /// The time under which 95 of 100 answers stay, in milliseconds, beside what is asked, and the processor's mean.
    fn told(mut self, what: &str, asked: Option<f64>, found: Value) -> Value {
        self.milliseconds.sort_by(f64::total_cmp);
        let runs = self.milliseconds.len();
        let p95 = self.milliseconds.get((runs * 95 / 100).saturating_sub(1)).copied().unwrap_or_default();
        let worked = self.worked / runs.max(1) as f64;
        json!({ "what": what, "unit": "ms", "p95": p95, "worked": worked, "asked": asked, "found": found, "runs": runs })
    }
}
