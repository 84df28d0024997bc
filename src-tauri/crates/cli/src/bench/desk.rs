//! `bench desk`: how long the core takes to answer what the desk asks, over an office that `generate` made.

use std::path::Path;
use std::time::Instant;

use archive::error::ArchiveError;
use chrono::Datelike;
use devices::fake::FakeDevices;
use office::api::{AgendaDirection, Answer, RegisterQuery, Request};
use office::{Desk, Fault};
use serde_json::{Value, json};

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
    let all = RegisterQuery { limit: 50, ..RegisterQuery::default() };
    let ask = |_| desk.ask(Request::Register { query: all.clone() }).map(drop);
    measures.push(measured("first page of the register", None, json!(total), ask)?);
    let ask = |run: usize| desk.ask(Request::Usulan { usulan: ids[run % ids.len()].clone() }).map(drop);
    measures.push(measured("one usulan opened", Some(5.0), Value::Null, ask)?);
    let year = now.year();
    for (what, request) in [
        ("Meja", Request::Desk),
        ("Agenda of a year", Request::Agenda { direction: AgendaDirection::Out, year }),
        ("papers that are out", Request::Outstanding),
        ("Laporan of a month", Request::Report { year, month: now.month() }),
    ] {
        measures.push(measured(what, None, Value::Null, |_| desk.ask(request.clone()).map(drop))?);
    }
    Ok(json!({ "bench": "desk", "usulan": total, "measures": measures }))
}

/// The time under which 95 of 100 answers stay, in milliseconds, beside what is asked.
fn measured(
    what: &str,
    asked: Option<f64>,
    found: Value,
    mut ask: impl FnMut(usize) -> Result<(), Fault>,
) -> Result<Value, End> {
    let mut times = Vec::with_capacity(RUNS);
    for run in 0..RUNS {
        let start = Instant::now();
        ask(run)?;
        times.push(super::milliseconds(start));
    }
    times.sort_by(f64::total_cmp);
    let p95 = times[RUNS * 95 / 100 - 1];
    Ok(json!({ "what": what, "unit": "ms", "p95": p95, "asked": asked, "found": found, "runs": RUNS }))
}
