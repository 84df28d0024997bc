//! Ports to the world and their adapters: clock, file picker, opener, printer, and the notebook in which the application
//! remembers what belongs to no office.
//!
//! The office never touches the world itself. It is given a [`Devices`], and asks that: what time it is, which file the
//! person picked, to open a document with the system's own program, to hand a PDF to a printer. Each of these is a small
//! trait here, with the real adapter beside it, and a stand-in for tests in [`fake`].
//!
//! Every call may block (a dialog stays open as long as the person likes), so none is made on a main thread.

mod clock;
#[cfg(feature = "dialogs")]
mod dialogs;
pub mod fake;
mod notebook;
mod opener;
mod picker;
mod printer;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use clock::{Clock, SystemClock};
#[cfg(feature = "dialogs")]
pub use dialogs::{DialogOwner, NativePicker, say};
pub use notebook::{Notebook, NotebookFolder, PassingNotebook};
pub use opener::{Opener, SystemOpener};
pub use picker::{FilePicker, NoPicker};
#[cfg(windows)]
pub use printer::GdiPrinter;
pub use printer::{
    CupsPrinter, FOLDER_QUEUE, FolderPrinter, PaperSize, PrintJob, Printer, PrinterOrLater, Queue,
    QueueState, Sides, SpoolId, Tray,
};

/// Everything of the world that an office may use. Cheap to clone; all clones share the same devices.
#[derive(Clone)]
pub struct Devices {
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Which files the person picks.
    pub picker: Arc<dyn FilePicker>,
    /// The system's own programs for files.
    pub opener: Arc<dyn Opener>,
    /// The printers of this PC.
    pub printer: Arc<dyn Printer>,
    /// What is remembered on this PC: which printer and tray a kind of naskah goes to.
    pub notebook: Arc<dyn Notebook>,
    /// Folders that some program copies to a server on its own ([`synchronised_folders`]).
    pub synchronised: Arc<[PathBuf]>,
}

impl Devices {
    /// The devices of this PC without a person in front of it (command line, development server): the real clock,
    /// opener and printer, a picker that always answers "cancelled", and a notebook that is forgotten with the process. The
    /// shell replaces the picker by its dialogs, an entrance the notebook by its own.
    ///
    /// `outbox` is the folder that receives the jobs of "Cetak nanti", which Windows lists beside the spooler's own queues;
    /// on Linux it is not used.
    #[must_use]
    pub fn of_this_pc(outbox: &Path) -> Self {
        Self {
            clock: Arc::new(SystemClock::wib()),
            picker: Arc::new(NoPicker),
            opener: Arc::new(SystemOpener),
            printer: printer::of_this_pc(outbox),
            notebook: Arc::new(PassingNotebook::default()),
            synchronised: synchronised_folders(|name| std::env::var_os(name)).into(),
        }
    }
}

/// Where OneDrive keeps its folders on this PC, as it tells every program through the environment (one for a private
/// account, one for that of an organisation); `environment` answers what a variable holds.
fn synchronised_folders(environment: impl Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let named = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"].into_iter().filter_map(environment);
    let mut folders: Vec<PathBuf> = named.filter(|folder| !folder.is_empty()).map(PathBuf::from).collect();
    folders.sort();
    folders.dedup();
    folders
}

impl std::fmt::Debug for Devices {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Devices")
    }
}

/// Why a device did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The file or folder to open, to show or to print into is not there.
    #[error("not found: {}", path.display())]
    NotFound {
        /// What was looked for.
        path: PathBuf,
    },
    /// The system has no program for this file, or that program failed to start.
    #[error("the system could not open {}", path.display())]
    NotOpened {
        /// What was to be opened.
        path: PathBuf,
        /// The launcher's own reason.
        source: std::io::Error,
    },
    /// This PC has no print spooler (on Linux: no `lp` command), or none that runs.
    #[error("no print spooler on this PC")]
    NoSpooler {
        /// The system's own reason.
        source: std::io::Error,
    },
    /// The spooler refused the job or the question; nothing was printed.
    #[error("the print spooler refused: {reason}")]
    SpoolerRefused {
        /// The spooler's own words.
        reason: String,
    },
    /// The spooler has no such queue (any more); nothing was handed over.
    #[error("the print spooler has no queue called {queue}")]
    QueueGone {
        /// The queue.
        queue: String,
    },
    /// The queue would let the job lie; nothing was handed over.
    #[error("the queue {queue} gives no paper now: {state:?}")]
    QueueStopped {
        /// The queue.
        queue: String,
        /// What the spooler says of it.
        state: QueueState,
    },
    /// The pages of a job could not be drawn for the printer; nothing was handed over.
    #[error("the pages could not be drawn: {reason}")]
    NotDrawn {
        /// What the reader of the file or the printer's driver said.
        reason: String,
    },
    /// The file system failed while a job was being written.
    #[error("could not write {}", path.display())]
    NotWritten {
        /// The file that was being written.
        path: PathBuf,
        /// The file system's own reason.
        source: std::io::Error,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_of_onedrive_are_each_named_once() {
        let environment = |name: &str| match name {
            "OneDrive" | "OneDriveCommercial" => Some(OsString::from(r"C:\Kantor\OneDrive - Pemkab")),
            "OneDriveConsumer" => Some(OsString::new()),
            _ => panic!("{name} is nothing of OneDrive"),
        };
        assert_eq!(synchronised_folders(environment), [PathBuf::from(r"C:\Kantor\OneDrive - Pemkab")]);
        assert_eq!(synchronised_folders(|_| None), [] as [PathBuf; 0], "a PC without OneDrive");
    }
}
