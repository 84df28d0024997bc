//! `etalase-cli bench [NAME]`: the product's own benchmarks, each beside a floor that is measured in turn with it.
//!
//! The answer of each is `{"bench": NAME, "measures": [{"what", "unit", "value", "floor", "ratio", "runs"}, …], …}`,
//! values being medians. Files are written into the folder in which the command is started, since a temporary folder may
//! lie in memory, where nothing is ever synced.

use std::path::Path;
use std::time::Instant;

use archive::floor::BareTable;
use chrono::{DateTime, FixedOffset, TimeDelta};
use devices::fake::FakeDevices;
use letters::{Kind, LayoutSettings};
use office::api::{Answer, RecordedActs, Request};
use office::desk::Desk;
use office::fault::Fault;
use serde_json::{Value, json};
use sop::act::{Act, Agency, Arrival, Etalase, LetterForm, ProposalLetter, Submission};
use sop::people::Role;

/// The names of all benchmarks here.
pub(crate) const ALL: [&str; 2] = ["letter", "act"];

/// Letters of each kind that count.
const LETTERS: usize = 100;
/// Acts that count (issue: 200 acts, medians).
const ACTS: usize = 200;
/// Runs that go before, and do not count.
const WARM_UP: usize = 10;
/// A Monday in office hours; the acts follow one a minute.
const NOW: &str = "2026-03-02T07:30:00+07:00";

/// Why a benchmark measured nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unmeasured {
    /// The office refused an act of the benchmark.
    #[error("{0}")]
    Office(#[from] Fault),
    /// The letter of the benchmark could not be rendered.
    #[error("{0}")]
    Letter(#[from] letters::LetterError),
    /// The floor's database failed.
    #[error("{0}")]
    Floor(#[from] archive::error::ArchiveError),
    /// No folder to write in.
    #[error("no folder to measure in: {0}")]
    Folder(#[from] std::io::Error),
    /// The office answered something else.
    #[error("unexpected answer to {0}")]
    Answer(&'static str),
    /// No such benchmark.
    #[error("no benchmark is called {0}; there are: letter, act")]
    Unknown(String),
}

/// Runs one benchmark.
pub(crate) fn bench(name: &str) -> Result<Value, Unmeasured> {
    match name {
        "letter" => letter(),
        "act" => act(),
        _ => Err(Unmeasured::Unknown(name.to_owned())),
    }
}

/// One letter from plain data to the bytes of its PDF, beside printpdf writing the same lines without any layout.
fn letter() -> Result<Value, Unmeasured> {
    let settings = LayoutSettings::default();
    let mut measures = Vec::new();
    for (kind, what) in [(Kind::Pengumuman, "one pengumuman"), (Kind::Telaah, "one telaah")] {
        let data = letters::example(kind);
        let rendered = letters::render(&data, &settings, None)?;
        let lines: Vec<String> = rendered.text.iter().flat_map(|page| page.lines()).map(str::to_owned).collect();
        let (mut products, mut floors) = (Vec::new(), Vec::new());
        for run in 0..WARM_UP + LETTERS {
            let (product, made) = timed(|| letters::render(&data, &settings, None));
            made?;
            let (floor, _) = timed(|| letters::unlaid(&lines));
            if run >= WARM_UP {
                products.push(product);
                floors.push(floor);
            }
        }
        measures.push(measure(what, &mut products, &mut floors));
    }
    Ok(json!({
        "bench": "letter",
        "measures": measures,
        "floor": "printpdf writing the same lines, without template, line breaking or layout",
    }))
}

/// One act from its request to its commit, beside one bare INSERT with the same settings on the same file system. The act
/// is the cheapest there is, "map dibawa ke …", so that what is measured is the way of every act.
fn act() -> Result<Value, Unmeasured> {
    let folder = tempfile::Builder::new().prefix("etalase-bench-").tempdir_in(".")?;
    let place = folder.path().join("kantor");
    let fakes = FakeDevices::new(moment(), folder.path().join("cetak"));
    office::create::create_office(&place, true, &fakes.devices())?;
    let desk = Desk::open(&place, fakes.devices())?;
    let mut recorded = begin(&desk)?;
    let floor = BareTable::create(folder.path())?;

    let (mut products, mut floors) = (Vec::new(), Vec::new());
    let (mut product_flushes, mut floor_flushes) = (0, 0);
    for run in 0..WARM_UP + ACTS {
        let minutes = i64::try_from(run + 1).unwrap_or(i64::MAX);
        fakes.clock.set(moment() + TimeDelta::minutes(minutes));
        let act = Act::MoveFolder { place: format!("Meja {run}") };
        let request = Request::Record {
            usulan: recorded.usulan.clone(),
            seen: recorded.seen,
            acts: vec![Submission::own(act)],
        };
        let before = flushes(folder.path());
        let (product, answer) = timed(|| desk.ask(request));
        let between = flushes(folder.path());
        let (bare, inserted) = timed(|| floor.insert(BODY));
        let after = flushes(folder.path());
        recorded = match answer? {
            Answer::Record(recorded) => recorded,
            _ => return Err(Unmeasured::Answer("record")),
        };
        inserted?;
        if run >= WARM_UP {
            products.push(product);
            floors.push(bare);
            product_flushes += between - before;
            floor_flushes += after - between;
        }
    }
    let each = |flushes: u64| flushes as f64 / ACTS as f64;
    Ok(json!({
        "bench": "act",
        "measures": [measure("one act", &mut products, &mut floors)],
        "floor": "a bare INSERT with its own commit, same journal mode and synchronous, same folder",
        "flushes_each": { "value": each(product_flushes), "floor": each(floor_flushes) },
        "flushes_counted": "flush requests that the disk under the folder completed meanwhile, of all programs (/sys/dev/block)",
    }))
}

/// As long as the body of a small event.
const BODY: &str = r#"{"act":"move_folder","place":"Meja 117","actor":{"post":"staf","person":"p-01","capacity":"definitif"},"recorder":"petugas","basis":"own","evidence":{"copy":"not_needed"},"happened":{"from":"2026-03-02T07:30:00+07:00","to":"2026-03-02T07:30:00+07:00"}}"#;

fn moment() -> DateTime<FixedOffset> {
    // A constant of this file, read by its test.
    DateTime::parse_from_rfc3339(NOW).unwrap_or_default()
}

/// Signs a petugas in and receives one usulan.
fn begin(desk: &Desk) -> Result<RecordedActs, Unmeasured> {
    let Answer::Accounts(accounts) = desk.ask(Request::Accounts)? else {
        return Err(Unmeasured::Answer("accounts"));
    };
    let petugas = accounts.into_iter().find(|account| account.roles.contains(&Role::Petugas));
    desk.sign_in(&petugas.ok_or(Unmeasured::Answer("accounts"))?.id)?;
    let letter = ProposalLetter {
        arrival: Arrival::Hand,
        number: "000.3/1/416-101/2026".to_owned(),
        date: Some(moment().date_naive()),
        form: LetterForm::SuratDinas,
        subject: "Usulan etalase".to_owned(),
        sifat: String::new(),
        attachments: String::new(),
        agenda: "1".to_owned(),
        agenda_double_reason: None,
        agenda_setda: String::new(),
        leader_disposition: None,
    };
    let agency = Agency { id: "dinas-pendidikan".to_owned(), name: "Dinas Pendidikan".to_owned() };
    let etalase = Etalase { name: "Seragam Sekolah".to_owned(), ..Etalase::default() };
    let submission = Box::new(Submission::paper(Act::Receive { agency, etalase, letter }, moment()));
    match desk.ask(Request::Begin { submission })? {
        Answer::Begin(recorded) => Ok(recorded),
        _ => Err(Unmeasured::Answer("begin")),
    }
}

/// How many flush requests the disk under a folder has completed since it started, 0 where the system does not tell.
#[cfg(target_os = "linux")]
fn flushes(folder: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let Ok(about) = std::fs::metadata(folder) else { return 0 };
    let (major, minor) = numbers_of_device(about.dev());
    let device = Path::new("/sys/dev/block").join(format!("{major}:{minor}"));
    // A partition does not count its flushes; the disk above it does.
    let disk = if device.join("partition").exists() { device.join("../stat") } else { device.join("stat") };
    std::fs::read_to_string(disk).map_or(0, |stat| flushes_in(&stat))
}

#[cfg(not(target_os = "linux"))]
fn flushes(_folder: &Path) -> u64 {
    0
}

/// Major and minor number of a device, as Linux packs them.
#[cfg(target_os = "linux")]
fn numbers_of_device(device: u64) -> (u64, u64) {
    (((device >> 8) & 0xfff) | ((device >> 32) & !0xfff), (device & 0xff) | ((device >> 12) & !0xff))
}

/// The sixteenth number of a disk's `stat`: flush requests completed.
#[cfg(target_os = "linux")]
fn flushes_in(stat: &str) -> u64 {
    stat.split_whitespace().nth(15).and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// How many milliseconds something took, and what came of it.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begun = Instant::now();
    let done = work();
    (begun.elapsed().as_secs_f64() * 1000.0, done)
}

fn measure(what: &str, products: &mut [f64], floors: &mut [f64]) -> Value {
    let (value, floor) = (median(products), median(floors));
    json!({ "what": what, "unit": "ms", "value": value, "floor": floor, "ratio": value / floor, "runs": products.len() })
}

/// The middle of what was measured; of an even number, the mean of the two in the middle. 0 for nothing.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values {
        [] => 0.0,
        values if values.len() % 2 == 1 => values[middle],
        values => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle() {
        assert_eq!(median(&mut []).to_string(), "0", "nothing");
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 1000.0]).to_string(), "3", "one slow run does not move it");
    }

    #[test]
    fn the_first_moment_is_one() {
        assert_eq!(moment().to_rfc3339(), NOW, "the constant is written as a moment");
    }

    #[test]
    fn an_unknown_name_is_refused() {
        assert!(matches!(bench("kopi"), Err(Unmeasured::Unknown(name)) if name == "kopi"), "and named");
        assert!(ALL.iter().all(|name| !name.is_empty()), "the names that are known");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn flushes_are_read_from_the_disk() {
        let stat = "539407 36972 18496122 3358237 256079 165233 38534680 302766 0 169148 3689866 48628 88 10891928 19044 60363 9818";
        assert_eq!(flushes_in(stat), 60363, "the sixteenth number");
        assert_eq!(flushes_in("1 2 3"), 0, "an older kernel does not count them");
        assert_eq!(numbers_of_device(0xfe00), (254, 0), "a disk of a virtual machine");
        assert_eq!(numbers_of_device(0x10_0801), (8, 257), "a minor number of more than one byte");
    }
}
