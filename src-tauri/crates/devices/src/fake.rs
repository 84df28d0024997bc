//! Stand-ins for the devices: for tests, for the development server, and for a command line whose clock is fixed.
//!
//! They keep what they were asked, and answer what they were told to, in order. All are cheap to clone; clones share
//! one memory, so a test keeps one and gives the other away.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset};

use crate::{
    Clock, DeviceError, Devices, FOLDER_QUEUE, FilePicker, FolderPrinter, Notebook, Opener, PassingNotebook,
    PrintJob, Printer, Queue, QueueState, SpoolId, Tray,
};

/// The memory behind a stand-in. A test that panicked while it held the lock has already failed, and its data are whole.
fn lock<T>(memory: &Mutex<T>) -> MutexGuard<'_, T> {
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A clock that stands still until it is set.
#[derive(Debug, Clone)]
pub struct FixedClock {
    now: Arc<Mutex<DateTime<FixedOffset>>>,
}

impl FixedClock {
    /// A clock that stands at this moment.
    #[must_use]
    pub fn at(now: DateTime<FixedOffset>) -> Self {
        Self { now: Arc::new(Mutex::new(now)) }
    }

    /// A clock that stands at a moment written in RFC 3339, such as `2026-03-02T08:15:00+07:00`.
    ///
    /// # Errors
    /// The reader's own error, if that is not such a moment.
    pub fn parse(now: &str) -> Result<Self, chrono::ParseError> {
        DateTime::parse_from_rfc3339(now).map(Self::at)
    }

    /// Sets the clock, forwards or backwards, for every clone of it.
    pub fn set(&self, now: DateTime<FixedOffset>) {
        *lock(&self.now) = now;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<FixedOffset> {
        *lock(&self.now)
    }
}

/// A clock that stands wherever a file says, for a test that plays the world from another process.
///
/// The file holds one moment in RFC 3339. While it holds none (it is being written, it is gone), the clock stands where
/// it last stood. A writer that replaces the file by renaming is never seen half way.
#[derive(Debug, Clone)]
pub struct ClockFile {
    path: PathBuf,
    last: FixedClock,
}

impl ClockFile {
    /// The clock of this file; `None` if it holds no moment now.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Option<Self> {
        let path = path.into();
        let last = FixedClock::at(Self::read(&path)?);
        Some(Self { path, last })
    }

    fn read(path: &Path) -> Option<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(std::fs::read_to_string(path).ok()?.trim()).ok()
    }
}

impl Clock for ClockFile {
    fn now(&self) -> DateTime<FixedOffset> {
        if let Some(now) = Self::read(&self.path) {
            self.last.set(now);
        }
        self.last.now()
    }
}

/// A person who answers every dialog from a list that was written beforehand.
///
/// One answer is a list of paths; an empty one is "cancelled", and so is every dialog after the list has run out. A
/// dialog for one file takes the first path of its answer.
#[derive(Debug, Clone, Default)]
pub struct ScriptedPicker {
    answers: Arc<Mutex<VecDeque<Vec<PathBuf>>>>,
    suggested: Arc<Mutex<Vec<String>>>,
}

impl ScriptedPicker {
    /// A person with nothing to answer yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the answer to one more dialog.
    pub fn then(&self, paths: impl IntoIterator<Item = impl Into<PathBuf>>) {
        lock(&self.answers).push_back(paths.into_iter().map(Into::into).collect());
    }

    /// Forgets every answer that has not been used.
    pub fn forget(&self) {
        lock(&self.answers).clear();
    }

    /// How many answers wait for a dialog.
    #[must_use]
    pub fn waiting(&self) -> usize {
        lock(&self.answers).len()
    }

    /// The names that were suggested to the dialogs for saving, in order.
    #[must_use]
    pub fn suggested_names(&self) -> Vec<String> {
        lock(&self.suggested).clone()
    }

    fn answer(&self) -> Vec<PathBuf> {
        lock(&self.answers).pop_front().unwrap_or_default()
    }
}

impl FilePicker for ScriptedPicker {
    fn pick_documents(&self) -> Vec<PathBuf> {
        self.answer()
    }

    fn pick_image(&self) -> Option<PathBuf> {
        self.answer().into_iter().next()
    }

    fn pick_table(&self) -> Option<PathBuf> {
        self.answer().into_iter().next()
    }

    fn save_place(&self, suggested_name: &str) -> Option<PathBuf> {
        lock(&self.suggested).push(suggested_name.to_owned());
        self.answer().into_iter().next()
    }

    fn pick_folder(&self) -> Option<PathBuf> {
        self.answer().into_iter().next()
    }
}

/// A person whose answers another process writes into a file while the dialogs come: each line is a JSON array of
/// paths, the first line for the first dialog and so on. A line that is missing or no such array is "cancelled", but
/// only a line that is there is used up.
#[derive(Debug, Clone)]
pub struct PicksFile {
    path: PathBuf,
    used: Arc<Mutex<usize>>,
}

impl PicksFile {
    /// The answers of this file, which need not exist yet.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), used: Arc::default() }
    }

    fn answer(&self) -> Vec<PathBuf> {
        let mut used = lock(&self.used);
        let text = std::fs::read_to_string(&self.path).unwrap_or_default();
        let Some(line) = text.lines().nth(*used) else { return Vec::new() };
        *used += 1;
        serde_json::from_str(line).unwrap_or_default()
    }
}

impl FilePicker for PicksFile {
    fn pick_documents(&self) -> Vec<PathBuf> {
        self.answer()
    }

    fn pick_image(&self) -> Option<PathBuf> {
        self.answer().into_iter().next()
    }

    fn pick_table(&self) -> Option<PathBuf> {
        self.answer().into_iter().next()
    }

    fn save_place(&self, _suggested_name: &str) -> Option<PathBuf> {
        self.answer().into_iter().next()
    }

    fn pick_folder(&self) -> Option<PathBuf> {
        self.answer().into_iter().next()
    }
}

/// An opener that starts nothing and keeps what it was asked. Like the real one it refuses a file that is missing.
#[derive(Debug, Clone, Default)]
pub struct RecordingOpener {
    opened: Arc<Mutex<Vec<PathBuf>>>,
    revealed: Arc<Mutex<Vec<PathBuf>>>,
}

impl RecordingOpener {
    /// An opener that has been asked nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What was to be opened, in order.
    #[must_use]
    pub fn opened(&self) -> Vec<PathBuf> {
        lock(&self.opened).clone()
    }

    /// What was to be shown in the file manager, in order.
    #[must_use]
    pub fn revealed(&self) -> Vec<PathBuf> {
        lock(&self.revealed).clone()
    }

    fn keep(list: &Mutex<Vec<PathBuf>>, path: &Path) -> Result<(), DeviceError> {
        if !path.exists() {
            return Err(DeviceError::NotFound { path: path.to_owned() });
        }
        lock(list).push(path.to_owned());
        Ok(())
    }
}

impl Opener for RecordingOpener {
    fn open(&self, path: &Path) -> Result<(), DeviceError> {
        Self::keep(&self.opened, path)
    }

    fn reveal(&self, path: &Path) -> Result<(), DeviceError> {
        Self::keep(&self.revealed, path)
    }
}

/// What happens at the printers of a [`ScriptedPrinter`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "turn", rename_all = "snake_case")]
pub enum Turn {
    /// A queue is there, ready; the first of all is the default.
    There {
        /// Its name.
        queue: String,
    },
    /// A queue is there no more.
    Gone {
        /// Its name.
        queue: String,
    },
    /// A queue is in another state.
    Now {
        /// Its name.
        queue: String,
        /// The state.
        state: QueueState,
    },
    /// A queue has these trays.
    Trays {
        /// Its name.
        queue: String,
        /// Their names.
        trays: Vec<String>,
    },
    /// There is no spooler at all.
    NoSpooler,
}

/// Printers that do what was written beforehand: queues that come and go, pause, and run out of paper, at once or after so
/// many more jobs. What they take lies in a folder, like "Cetak nanti", which is their one queue at first.
#[derive(Debug, Clone)]
pub struct ScriptedPrinter {
    folder: FolderPrinter,
    stage: Arc<Mutex<PrinterStage>>,
}

#[derive(Debug)]
struct PrinterStage {
    /// None is a PC without a spooler.
    queues: Option<Vec<Queue>>,
    /// What happens after so many jobs in all.
    script: Vec<(usize, Turn)>,
    handed: Vec<PrintJob>,
}

impl PrinterStage {
    fn take(&mut self, turn: Turn) {
        if turn == Turn::NoSpooler {
            self.queues = None;
            return;
        }
        let queues = self.queues.get_or_insert_default();
        match turn {
            Turn::There { queue } => {
                let is_default = queues.is_empty();
                queues.push(Queue { name: queue, is_default, state: QueueState::Ready, trays: Vec::new() });
            }
            Turn::Gone { queue } => queues.retain(|one| one.name != queue),
            Turn::Now { queue, state } => {
                for one in queues.iter_mut().filter(|one| one.name == queue) {
                    one.state = state;
                }
            }
            Turn::Trays { queue, trays } => {
                for one in queues.iter_mut().filter(|one| one.name == queue) {
                    let tray = |key: &String| Tray { key: key.clone(), label: key.clone() };
                    one.trays = trays.iter().map(tray).collect();
                }
            }
            Turn::NoSpooler => {}
        }
    }
}

impl ScriptedPrinter {
    /// Printers whose jobs land in this folder.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        let queues = Some(vec![FolderPrinter::queue(true)]);
        let stage = PrinterStage { queues, script: Vec::new(), handed: Vec::new() };
        Self { folder: FolderPrinter::new(folder), stage: Arc::new(Mutex::new(stage)) }
    }

    /// Something happens now.
    pub fn take(&self, turn: Turn) {
        lock(&self.stage).take(turn);
    }

    /// Something happens when so many more jobs are handed over.
    pub fn after(&self, jobs: usize, turn: Turn) {
        let mut stage = lock(&self.stage);
        let when = stage.handed.len() + jobs;
        stage.script.push((when, turn));
    }

    /// Every job that was taken, in order.
    #[must_use]
    pub fn handed(&self) -> Vec<PrintJob> {
        lock(&self.stage).handed.clone()
    }
}

impl Printer for ScriptedPrinter {
    fn queues(&self) -> Result<Vec<Queue>, DeviceError> {
        let queues = lock(&self.stage).queues.clone();
        queues.ok_or_else(|| DeviceError::NoSpooler { source: std::io::Error::other("no spooler") })
    }

    fn print(&self, pdf: &[u8], job: &PrintJob) -> Result<SpoolId, DeviceError> {
        let queues = self.queues()?;
        let found = match &job.queue {
            Some(name) => queues.iter().find(|queue| queue.name == *name),
            None => queues.iter().find(|queue| queue.is_default),
        };
        let Some(queue) = found else {
            return Err(DeviceError::QueueGone {
                queue: job.queue.clone().unwrap_or_else(|| FOLDER_QUEUE.to_owned()),
            });
        };
        if queue.state != QueueState::Ready {
            return Err(DeviceError::QueueStopped { queue: queue.name.clone(), state: queue.state });
        }
        let id = self.folder.keep(pdf, job)?;
        let mut stage = lock(&self.stage);
        stage.handed.push(job.clone());
        let handed = stage.handed.len();
        let (due, later) = stage.script.drain(..).partition(|(when, _)| *when <= handed);
        stage.script = later;
        let due: Vec<(usize, Turn)> = due;
        for (_, turn) in due {
            stage.take(turn);
        }
        Ok(id)
    }
}

/// A whole set of stand-ins, and the handles by which a test plays the world.
#[derive(Clone)]
pub struct FakeDevices {
    /// The clock, to be set.
    pub clock: FixedClock,
    /// The person at the dialogs, to be given answers.
    pub picker: ScriptedPicker,
    /// What was opened.
    pub opener: RecordingOpener,
    /// The printers, and where their jobs land.
    pub printer: ScriptedPrinter,
    /// What is remembered on this PC.
    pub notebook: Arc<dyn Notebook>,
}

impl std::fmt::Debug for FakeDevices {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FakeDevices").field("clock", &self.clock).finish_non_exhaustive()
    }
}

impl FakeDevices {
    /// Stand-ins whose clock stands at `now` and whose print jobs land in `outbox`.
    #[must_use]
    pub fn new(now: DateTime<FixedOffset>, outbox: impl Into<PathBuf>) -> Self {
        Self {
            clock: FixedClock::at(now),
            picker: ScriptedPicker::new(),
            opener: RecordingOpener::new(),
            printer: ScriptedPrinter::new(outbox),
            notebook: Arc::new(PassingNotebook::default()),
        }
    }

    /// The same stand-ins as an office takes them.
    #[must_use]
    pub fn devices(&self) -> Devices {
        Devices {
            clock: Arc::new(self.clock.clone()),
            picker: Arc::new(self.picker.clone()),
            opener: Arc::new(self.opener.clone()),
            printer: Arc::new(self.printer.clone()),
            notebook: Arc::clone(&self.notebook),
            synchronised: Arc::from([]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn a_fixed_clock_moves_only_when_it_is_set() {
        let kept = FixedClock::parse("2026-03-02T08:15:00+07:00").unwrap();
        let given: Arc<dyn Clock> = Arc::new(kept.clone());
        assert_eq!(given.now(), moment("2026-03-02T08:15:00+07:00"), "it stands where it was put");
        kept.set(moment("2026-02-27T16:30:00+07:00"));
        assert_eq!(given.now(), moment("2026-02-27T16:30:00+07:00"), "a clock may be set back");
        assert!(FixedClock::parse("kemarin").is_err(), "only RFC 3339 is a moment");
    }

    #[test]
    fn answers_are_given_in_order_and_then_all_is_cancelled() {
        let picker = ScriptedPicker::new();
        picker.then(["a.pdf", "b.pdf"]);
        picker.then(Vec::<PathBuf>::new());
        picker.then(["c.png"]);
        assert_eq!(picker.waiting(), 3, "three dialogs are answered beforehand");
        assert_eq!(
            picker.pick_documents(),
            [PathBuf::from("a.pdf"), "b.pdf".into()],
            "all files of one answer"
        );
        assert_eq!(picker.save_place("Telaah.pdf"), None, "an empty answer is cancelled");
        assert_eq!(picker.pick_image(), Some("c.png".into()), "one file where one is asked");
        assert_eq!(picker.pick_folder(), None, "nothing left is cancelled");
        assert_eq!(picker.suggested_names(), ["Telaah.pdf"], "suggested names are kept");
    }

    #[test]
    fn a_clock_file_stands_where_it_last_stood() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jam");
        assert!(ClockFile::at(&path).is_none(), "a clock needs a moment to begin with");
        std::fs::write(&path, "2026-03-02T08:15:00+07:00\n").unwrap();
        let clock = ClockFile::at(&path).unwrap();
        assert_eq!(clock.now(), moment("2026-03-02T08:15:00+07:00"), "it reads the file");
        std::fs::write(&path, "2026-03-03T").unwrap();
        assert_eq!(clock.now(), moment("2026-03-02T08:15:00+07:00"), "half a moment is none");
        std::fs::write(&path, "2026-03-03T10:00:00+07:00").unwrap();
        assert_eq!(clock.now(), moment("2026-03-03T10:00:00+07:00"), "a new moment counts at once");
        std::fs::remove_file(&path).unwrap();
        assert_eq!(clock.now(), moment("2026-03-03T10:00:00+07:00"), "without its file it stands");
    }

    #[test]
    fn picks_are_read_line_by_line_as_they_come() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pilihan");
        let picker = PicksFile::at(&path);
        assert_eq!(picker.pick_image(), None, "no file yet: cancelled");
        std::fs::write(&path, "[\"a.pdf\",\"b.pdf\"]\n[]\n").unwrap();
        assert_eq!(
            picker.pick_documents(),
            [PathBuf::from("a.pdf"), "b.pdf".into()],
            "the first line is not lost"
        );
        assert_eq!(picker.pick_folder(), None, "an empty line of answers is cancelled");
        std::fs::write(&path, "[\"a.pdf\",\"b.pdf\"]\n[]\n[\"c.pdf\"]\n").unwrap();
        assert_eq!(picker.save_place("x"), Some("c.pdf".into()), "a line added later is the next answer");
    }

    #[test]
    fn a_recording_opener_refuses_what_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let opener = RecordingOpener::new();
        opener.open(folder.path()).unwrap();
        opener.reveal(folder.path()).unwrap();
        assert!(opener.open(&folder.path().join("tidak-ada")).is_err(), "as the real one would");
        assert_eq!(opener.opened(), [folder.path()], "what was opened is kept, what failed is not");
        assert_eq!(opener.revealed(), [folder.path()], "showing is kept apart from opening");
    }

    #[test]
    fn printers_do_what_was_written_when_so_many_jobs_are_handed_over() {
        let folder = tempfile::tempdir().unwrap();
        let printer = ScriptedPrinter::new(folder.path().join("cetak"));
        printer.take(Turn::There { queue: "Kantor".to_owned() });
        printer.after(2, Turn::Now { queue: "Kantor".to_owned(), state: QueueState::OutOfPaper });
        let job = PrintJob { queue: Some("Kantor".to_owned()), ..PrintJob::titled("Telaah") };
        printer.print(b"1", &job).unwrap();
        printer.print(b"2", &job).unwrap();
        assert!(
            matches!(
                printer.print(b"3", &job),
                Err(DeviceError::QueueStopped { state: QueueState::OutOfPaper, .. })
            ),
            "the third finds no paper"
        );
        assert_eq!(printer.handed().len(), 2, "and is not among what was handed over");
        printer.take(Turn::Gone { queue: "Kantor".to_owned() });
        assert!(matches!(printer.print(b"3", &job), Err(DeviceError::QueueGone { .. })));
        printer.take(Turn::NoSpooler);
        assert!(matches!(printer.queues(), Err(DeviceError::NoSpooler { .. })));
    }

    #[test]
    fn a_set_of_stand_ins_shares_one_memory_with_its_office() {
        let folder = tempfile::tempdir().unwrap();
        let fakes = FakeDevices::new(moment("2026-03-02T08:15:00+07:00"), folder.path().join("cetak"));
        let devices = fakes.devices();
        fakes.clock.set(moment("2026-03-03T08:00:00+07:00"));
        assert_eq!(devices.clock.now(), moment("2026-03-03T08:00:00+07:00"), "the office sees the new time");
        fakes.picker.then(["x.pdf"]);
        assert_eq!(devices.picker.pick_documents(), [PathBuf::from("x.pdf")], "the office gets the answer");
        devices.opener.open(folder.path()).unwrap();
        assert_eq!(fakes.opener.opened(), [folder.path()], "the test sees what was opened");
    }
}
