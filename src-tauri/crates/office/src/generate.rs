//! An office of many years for trials and measurements: as many usulan as are asked for, in the sample office, each
//! through `sop::decide` and the journal as if a petugas had recorded it from paper, hundreds in one transaction.
//!
//! The same number, seed and present give the same journal, to its last hash.

mod case;
mod words;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use archive::tx::WriteTx;
use chrono::{Datelike, Duration};
use devices::Devices;
use devices::fake::FixedClock;
use letters::{Kind, LayoutSettings};
use sop::people::Account;
use sop::record::{DocumentId, Instant, whole_minute};

use crate::api::AgencySetting;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::founding::create_office;
use crate::sample::{ADMIN, PETUGAS};
use crate::state::{SettingEvent, State};
use case::{Course, record_case};

/// Usulan of one transaction: enough that its sync costs nothing, few enough that it stays in memory.
const BATCH: usize = 500;
/// Usulan that still run, at most; of a small office a quarter.
const RUNNING: usize = 300;
/// Usulan of one year at most, so that ids with four digits sort by age.
const MOST_OF_A_YEAR: usize = 9_000;
/// Days before the present in which everything that has ended was received or before.
const ENDED_DAYS: i64 = 60;
/// Days before the present in which what runs was received.
const RUNNING_DAYS: i64 = 20;

/// What was generated.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Generated {
    /// Usulan.
    pub usulan: usize,
    /// Rows of the journal, settings included.
    pub entries: i64,
    /// Head of the chain as it prints.
    pub head: String,
}

/// Makes an office in `dir`, which must be empty or absent, with so many usulan. The last was received shortly before
/// the present of `devices`; the first as many years earlier as a section needs for them.
///
/// # Errors
/// The folder cannot be used, or an act is refused.
pub fn generate(dir: &Path, usulan: usize, seed: u64, devices: &Devices) -> Result<Generated, Fault> {
    let end = whole_minute(devices.clock.now());
    let years = i64::try_from(usulan.div_ceil(MOST_OF_A_YEAR).max(1)).map_err(Fault::unknown)?;
    let begin = end - Duration::days(years * 365 + ENDED_DAYS);
    let then = Devices { clock: Arc::new(FixedClock::at(begin)), ..devices.clone() };
    create_office(dir, true, &then)?;
    let desk = Desk::open(dir, then)?;
    desk.sign_in(ADMIN)?;
    let mut posts = desk.state().posts.clone();
    for tenure in &mut posts.tenures {
        tenure.from = tenure.from.min(begin.date_naive());
    }
    let state = desk.set(SettingEvent::PostsSet { posts })?;
    let account = state.account(PETUGAS).cloned();
    let account = account.ok_or_else(|| Fault::unknown("the sample office has no petugas"))?;
    let papers = Papers {
        scan: paper(&desk, Kind::SuratUsulan)?,
        telaah: paper(&desk, Kind::Telaah)?,
        pengumuman: paper(&desk, Kind::Pengumuman)?,
        pemberitahuan: paper(&desk, Kind::SuratPemberitahuan)?,
    };
    let agencies = state.agencies.iter().filter(|a| !a.not_recipient && !a.closed).cloned().collect();
    let mut clerk = Clerk {
        state,
        account,
        papers,
        agencies,
        dice: Dice(seed),
        agenda: BTreeMap::new(),
        numbers: BTreeMap::new(),
        end,
    };
    let running = RUNNING.min(usulan / 4);
    let starts = starts(begin, end, usulan, running);
    for batch in starts.chunks(BATCH) {
        let batch = batch.to_vec();
        clerk = desk.archive.write(move |tx| -> Result<Clerk, Fault> {
            for (start, runs) in batch {
                clerk.one(tx, start, runs)?;
            }
            Ok(clerk)
        })?;
    }
    let head = desk.archive.read(|tx| -> Result<_, Fault> { Ok(tx.head()?) })?;
    Ok(Generated { usulan, entries: head.seq, head: head.to_string() })
}

/// On which day each usulan is received, oldest first, and whether it still runs.
fn starts(begin: Instant, end: Instant, usulan: usize, running: usize) -> Vec<(Instant, bool)> {
    let spread = |from: Instant, to: Instant, count: usize, runs: bool| {
        let minutes = (to - from).num_minutes();
        (0..count).map(move |n| {
            let share = minutes.saturating_mul(n as i64) / (count.max(1) as i64);
            (from + Duration::minutes(share), runs)
        })
    };
    let ended = spread(begin, end - Duration::days(ENDED_DAYS), usulan - running, false);
    ended.chain(spread(end - Duration::days(RUNNING_DAYS), end - Duration::days(2), running, true)).collect()
}

/// A naskah of the office's example data, kept as a document: the paper that many usulan share.
fn paper(desk: &Desk, kind: Kind) -> Result<DocumentId, Fault> {
    let rendered = letters::render(&letters::example(kind), &LayoutSettings::default(), None);
    let rendered = rendered.map_err(Fault::unknown)?;
    let name = format!("{}.pdf", kind.label());
    let stored = desk.archive.store_bytes(&name, &rendered.pdf)?;
    let now = desk.now();
    crate::documents::record(&desk.archive, &stored, "application/pdf", Some(&name), "generated", now)?;
    Ok(stored.sha256().to_string())
}

/// The documents that all usulan share: a hundred thousand scans would say no more.
struct Papers {
    scan: DocumentId,
    telaah: DocumentId,
    pengumuman: DocumentId,
    pemberitahuan: DocumentId,
}

/// Who records it all, with the counters of the paper books.
struct Clerk {
    state: Arc<State>,
    account: Account,
    papers: Papers,
    agencies: Vec<AgencySetting>,
    dice: Dice,
    /// Last agenda number of each year.
    agenda: BTreeMap<i32, u32>,
    /// Last letter number of each year.
    numbers: BTreeMap<i32, u32>,
    /// The present.
    end: Instant,
}

impl Clerk {
    fn one(&mut self, tx: &WriteTx<'_>, day: Instant, runs: bool) -> Result<(), Fault> {
        let course = if runs { Course::running(&mut self.dice) } else { Course::ended(&mut self.dice) };
        record_case(self, tx, day, course)
    }

    /// The next number of a year in the book of incoming letters.
    fn next_agenda(&mut self, at: Instant) -> u32 {
        next(&mut self.agenda, at.year())
    }

    /// The next number of a year in the book of outgoing letters.
    fn next_number(&mut self, at: Instant) -> u32 {
        next(&mut self.numbers, at.year())
    }
}

fn next(book: &mut BTreeMap<i32, u32>, year: i32) -> u32 {
    let last = book.entry(year).or_default();
    *last += 1;
    *last
}

/// Chance from a seed (SplitMix64): the same on every machine and in every version, which no library promises.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    fn between(&mut self, low: u32, high: u32) -> u32 {
        low + (self.roll() % u64::from(high - low + 1)) as u32
    }

    /// Whether it happens, so many times of a hundred.
    fn happens(&mut self, of_hundred: u32) -> bool {
        self.between(1, 100) <= of_hundred
    }

    /// One of a list that is not empty.
    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[(self.roll() % list.len().max(1) as u64) as usize]
    }
}
