//! `bench`: the product's own benchmarks, each beside a floor measured in the same run.

mod desk;

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use archive::floor::BareTable;
use devices::fake::FakeDevices;
use letters::{Kind, LayoutSettings, example, render, unlaid};
use office::Desk;
use office::api::{Answer, Request};
use serde_json::{Value, json};
use sop::act::{Act, Agency, Arrival, Etalase, LetterForm, ProposalLetter, Submission};
use sop::record::Basis;

use crate::{End, Outcome};

/// Repetitions of one letter; acts are as many as the issue asks.
const LETTERS: usize = 100;
/// Acts from request to commit, and bare inserts beside them.
const ACTS: usize = 200;

pub(crate) fn perform(
    name: Option<&str>,
    dir: Option<&Path>,
    now: Option<chrono::DateTime<chrono::FixedOffset>>,
) -> Outcome {
    match name {
        Some("desk") => {
            let (Some(dir), Some(now)) = (dir, now) else {
                return Err(End::Wrong(
                    "desk: --dir of a generated office and its --now are needed".to_owned(),
                ));
            };
            line(&desk::measure(dir, now)?)
        }
        None => {
            line(&letter()?)?;
            line(&act(dir)?)
        }
        Some("letter") => line(&letter()?),
        Some("act") => line(&act(dir)?),
        Some(other) => Err(End::Wrong(format!("no benchmark {other}: letter, act, desk"))),
    }
}

/// One object on one line.
fn line(value: &Value) -> Outcome {
    writeln!(io::stdout(), "{value}").map_err(|error| End::Wrong(error.to_string()))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// One letter from data to bytes, beside printpdf writing the same lines unlaid; taken in turn.
fn letter() -> Result<Value, End> {
    let settings = LayoutSettings::default();
    let mut data = example(Kind::SuratPemberitahuan);
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for turn in 0..LETTERS {
        data.fields.insert(
            "nama_etalase".to_owned(),
            letters::FieldValue::Text(format!("Alat Tulis Kantor {turn}")),
        );
        let start = Instant::now();
        let rendered = render(&data, &settings, None).map_err(|error| End::Wrong(error.to_string()))?;
        ours.push(milliseconds(start));
        let lines: Vec<String> =
            rendered.text.iter().flat_map(|page| page.lines().map(str::to_owned)).collect();
        let start = Instant::now();
        let bytes = unlaid(&lines);
        floor.push(milliseconds(start));
        if bytes.is_empty() {
            return Err(End::Wrong("the floor wrote nothing".to_owned()));
        }
    }
    Ok(
        json!({ "bench": "letter", "measures": [measure("one letter, data to bytes", "ms", median(ours), median(floor), LETTERS)] }),
    )
}

/// An act from request to commit, beside a bare INSERT with the same `synchronous` on the same disk; in turn.
fn act(dir: Option<&Path>) -> Result<Value, End> {
    let wrong = |error: &dyn std::fmt::Display| End::Wrong(error.to_string());
    let folder = match dir {
        Some(dir) => tempfile::tempdir_in(dir),
        // Where it starts: on the disk, where a temporary folder may not be.
        None => tempfile::tempdir_in("."),
    }
    .map_err(|error| wrong(&error))?;
    let now =
        chrono::DateTime::parse_from_rfc3339("2026-11-10T09:00:00+07:00").map_err(|error| wrong(&error))?;
    let devices = FakeDevices::new(now, folder.path().join("cetak")).devices();
    let office = folder.path().join("kantor");
    office::create_office(&office, true, &devices)?;
    let desk = Desk::open(&office, devices)?;
    desk.sign_in(office::sample::PETUGAS)?;
    let (usulan, mut seen) = begin(&desk, now)?;
    let floor_folder = folder.path().join("lantai");
    std::fs::create_dir(&floor_folder).map_err(|error| wrong(&error))?;
    let bare = BareTable::create(&floor_folder).map_err(|error| wrong(&error))?;
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    let (mut our_bytes, mut floor_bytes) = (0, 0);
    mark(folder.path(), BEGIN)?;
    for turn in 0..ACTS {
        let act = Act::MoveFolder { place: format!("Meja {turn}") };
        let request = Request::Record { usulan: usulan.clone(), seen, acts: vec![Submission::own(act)] };
        let before = written();
        let start = Instant::now();
        let answered = desk.ask(request)?;
        ours.push(milliseconds(start));
        our_bytes += written() - before;
        if let Answer::Record(recorded) = answered {
            seen = recorded.seen;
        }
        let text = format!("{turn}: {}", "x".repeat(900));
        let before = written();
        let start = Instant::now();
        bare.insert(&text).map_err(|error| wrong(&error))?;
        floor.push(milliseconds(start));
        floor_bytes += written() - before;
    }
    mark(folder.path(), END)?;
    let runs = ACTS as f64;
    Ok(json!({ "bench": "act", "measures": [
        measure("an act, request to commit", "ms", median(ours), median(floor), ACTS),
        measure("written to the disk", "bytes", our_bytes as f64 / runs, floor_bytes as f64 / runs, ACTS),
    ] }))
}

/// Files that are synced once before the first and once after the last act that counts: whoever watches the process from
/// outside (`xtask bench act` counts its syncs) knows by them what belongs to the acts.
const BEGIN: &str = "mulai";
const END: &str = "selesai";

fn mark(folder: &Path, name: &str) -> Outcome {
    std::fs::File::create(folder.join(name))
        .and_then(|file| file.sync_all())
        .map_err(|error| End::Wrong(format!("{name}: {error}")))
}

/// One measure beside its floor, as `xtask bench` reads it.
fn measure(what: &str, unit: &str, value: f64, floor: f64, runs: usize) -> Value {
    json!({ "what": what, "unit": unit, "value": value, "floor": floor, "ratio": value / floor, "runs": runs })
}

/// Milliseconds that this process worked so far, on all processors, where the system counts it (Linux, in hundredths of a
/// second); zero elsewhere.
fn worked() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name in brackets may hold anything; user and system time are the 14th and 15th of all.
    let rest = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let ticks: u32 = rest.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u32>().ok()).sum();
    f64::from(ticks) * 10.0
}

/// Bytes that this process caused to be sent to the disk so far: what synced commits cost, where the system counts it
/// (Linux); zero elsewhere.
fn written() -> u64 {
    std::fs::read_to_string("/proc/self/io")
        .ok()
        .and_then(|text| {
            text.lines().find_map(|line| line.strip_prefix("write_bytes: ")?.trim().parse().ok())
        })
        .unwrap_or_default()
}

fn begin(desk: &Desk, now: sop::record::Instant) -> Result<(String, u32), End> {
    let letter = ProposalLetter {
        arrival: Arrival::Hand,
        number: "400.3/311/416-101/2026".into(),
        date: None,
        form: LetterForm::SuratDinas,
        subject: String::new(),
        sifat: String::new(),
        attachments: String::new(),
        agenda: String::new(),
        agenda_double_reason: None,
        agenda_setda: String::new(),
        leader_disposition: None,
    };
    let act = Act::Receive {
        agency: Agency { id: "dispendik".into(), name: "Dinas Pendidikan".into() },
        etalase: Etalase { name: "Alat Tulis Kantor".into(), ..Etalase::default() },
        letter,
    };
    let submission = Submission { basis: Basis::Paper, ..Submission::paper(act, now) };
    match desk.ask(Request::Begin { submission: Box::new(submission) })? {
        Answer::Begin(begun) => Ok((begun.usulan, begun.seen)),
        other => Err(End::Wrong(format!("not the answer to a beginning: {other:?}"))),
    }
}
