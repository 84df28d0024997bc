//! Usulan that have not ended, as Meja and Catat susulan look at them: replayed once for each state of their journal, and
//! kept from one start to the next. What is kept is no evidence and nothing decides by it: an act replays the journal.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use archive::register::RegisterFilter;
use archive::running::RunningRow;
use archive::tx::ReadTx;
use serde::{Deserialize, Serialize};
use sop::dossier::owed;
use sop::measure::{Stretch, stretches};
use sop::record::Instant;
use sop::usulan::Usulan;

use crate::desk::{Desk, OPEN};
use crate::fault::Fault;
use crate::state::State;
use crate::store::load;
use crate::views::berkas::{papers_out, sheet_printed};

/// The program that keeps them: another one may make something else of the same journal, so that none reads what another
/// kept. The number after the stroke is raised where that happens within a version; a test tells.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), "/1");

/// The lines of "Perlu dilengkapi", in the order of [`Running::debts`].
const DEBTS: [&str; 5] = ["not_back", "copy_owed", "number_owed", "uncertain", "unexplained"];

/// Usulan that have not ended, by id.
pub(crate) type RunningUsulan = BTreeMap<String, Arc<Running>>;

/// An usulan that has not ended, with what Meja needs of it whoever looks and whatever the time is: read and reckoned
/// once for each state of its journal, not at every look.
#[derive(Debug, Serialize, Deserialize)]
pub struct Running {
    /// The usulan, its journal let go.
    pub usulan: Usulan,
    pub(crate) stretches: Vec<Stretch>,
    /// Whether the folder has left the petugas's desk for the disposisi.
    pub(crate) brought: bool,
    debts: [usize; 5],
}

impl Running {
    /// Reckons what does not depend on who looks.
    pub fn of(usulan: Usulan) -> Running {
        let printed = sheet_printed(&usulan, "lembar-disposisi");
        let (owed, out) = (owed(&usulan), papers_out(&usulan, &usulan.standing_entries()));
        let copies = owed.copies.iter().filter(|(slot, _)| !out.iter().any(|(out, _)| out == slot)).count();
        Running {
            stretches: stretches(&usulan),
            brought: brought(&usulan, printed),
            debts: [out.len(), copies, owed.numbers.len(), owed.uncertain.len(), owed.unexplained.len()],
            usulan: usulan.without_journal(),
        }
    }

    /// How many of each debt it has, by the lines of "Perlu dilengkapi".
    pub(crate) fn debts(&self) -> impl Iterator<Item = (&'static str, usize)> {
        DEBTS.into_iter().zip(self.debts)
    }

    /// As it is kept: its SOP by hash, since an office has few of them and each is long.
    fn written(&self) -> Result<String, Fault> {
        serde_json::to_string(&(&self.usulan.definition.hash, self)).map_err(Fault::unknown)
    }

    /// One that was kept; none when it cannot be read or its SOP is not in the office: the journal can.
    fn kept(written: &str, state: &State) -> Option<Running> {
        let (sop, mut running): (String, Running) = serde_json::from_str(written).ok()?;
        running.usulan.definition = Arc::clone(state.definitions.get(&sop)?);
        Some(running)
    }
}

/// Whether the folder has left the petugas's desk for the disposisi: its sheet was printed after the letter came, or
/// somebody said where the map was brought.
fn brought(usulan: &Usulan, printed: Option<Instant>) -> bool {
    let received = usulan.letters.last().map_or(0, |(mark, _)| mark.seq);
    printed.is_some() || usulan.moved.as_ref().is_some_and(|(mark, _)| mark.seq > received)
}

/// What an earlier start kept. The journal of some may have gone on since.
fn kept(tx: &ReadTx<'_>, state: &State) -> Result<RunningUsulan, Fault> {
    let mut found = RunningUsulan::new();
    tx.running(PROGRAM, |usulan, body| {
        found.extend(Running::kept(body, state).map(|running| (usulan.to_owned(), Arc::new(running))));
    })?;
    Ok(found)
}

impl Desk {
    /// Reads what Meja will be asked for, so that its first answer is ready when the window is: with many usulan open that
    /// reading takes longer than the answer may. What fails here fails again, in words, for whoever asks; what cannot be
    /// kept is replayed at the next start as it was at this one.
    pub fn look_ahead(&self) {
        let _ = self.running().and_then(|running| self.keep(running));
    }

    /// The usulan that have not ended. Each is replayed once for every state of its journal, which its row names: Meja is
    /// asked for at every change, and one act changes one usulan.
    pub(crate) fn running(&self) -> Result<Vec<(String, Arc<Running>)>, Fault> {
        let (state, known) = (self.state(), Arc::clone(&self.running));
        self.archive.read(move |tx| {
            let statuses = OPEN.map(str::to_owned).to_vec();
            let filter = RegisterFilter { statuses, ..RegisterFilter::default() };
            let seqs = tx.register_seqs(&filter)?;
            // Held until all are there: who asks meanwhile finds them read, and reads none a second time.
            let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
            let mut before = std::mem::take(&mut *known);
            if before.is_empty() && !seqs.is_empty() {
                before = kept(tx, &state)?;
            }
            let mut after = BTreeMap::new();
            for (id, seq) in seqs {
                let current = before.remove(&id).filter(|one| i64::from(one.usulan.seen) == seq);
                let running = match current {
                    Some(running) => Some(running),
                    None => load(tx, &state, &id)?.map(|usulan| Arc::new(Running::of(usulan))),
                };
                after.extend(running.map(|running| (id, running)));
            }
            let found = after.iter().map(|(id, running)| (id.clone(), Arc::clone(running))).collect();
            // What has ended meanwhile is let go.
            *known = after;
            Ok(found)
        })
    }

    /// Keeps for the next start those of which nothing is kept yet, or something older, and no more those that have ended.
    fn keep(&self, running: Vec<(String, Arc<Running>)>) -> Result<(), Fault> {
        if self.archive.is_read_only() {
            return Ok(());
        }
        let mut before = self.archive.read(|tx| -> Result<_, Fault> { Ok(tx.running_seqs(PROGRAM)?) })?;
        let mut rows = Vec::new();
        for (id, one) in running {
            let seq = i64::from(one.usulan.seen);
            if before.remove(&id) != Some(seq) {
                rows.push(RunningRow { body: one.written()?, usulan: id, seq });
            }
        }
        let ended: Vec<String> = before.into_keys().collect();
        if rows.is_empty() && ended.is_empty() {
            return Ok(());
        }
        self.archive.write(move |tx| -> Result<_, Fault> { Ok(tx.keep_running(PROGRAM, &rows, &ended)?) })
    }
}

#[cfg(test)]
mod tests {
    use archive::register::{Page, RegisterFilter, RegisterOrder};
    use archive::sha::Sha256;
    use chrono::DateTime;
    use devices::fake::FakeDevices;

    use super::*;

    /// What [`PROGRAM`] makes of a fixed office. Whoever changes it raises the number there and writes both anew.
    const MADE: (&str, &str) =
        ("0.1.0/1", "0d3965b4c56d92bdc8f670ee27f589b9e1f2fd6f0702a0b9bdef0865d4d1e0ac");

    #[test]
    fn another_form_of_what_is_kept_has_another_name() {
        let home = tempfile::tempdir().expect("a folder");
        let dir = home.path().join("kantor");
        let now = DateTime::parse_from_rfc3339("2026-11-20T15:00:00+07:00").expect("a time");
        let devices = FakeDevices::new(now, home.path().join("cetak")).devices();
        crate::generate::generate(&dir, 60, 7, &devices).expect("an office");
        let desk = Desk::open(&dir, devices).expect("the office opens");
        let state = desk.state();
        let written = desk.archive.read(move |tx| -> Result<String, Fault> {
            let rows = tx.register(&RegisterFilter::default(), RegisterOrder::Oldest, Page::ALL)?;
            rows.iter().map(|row| Running::of(load(tx, &state, &row.id)?.expect("known")).written()).collect()
        });
        let made = Sha256::of(written.expect("all are written").as_bytes()).to_string();
        assert_eq!((PROGRAM, made.as_str()), MADE);
    }
}
