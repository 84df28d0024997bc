//! The printers of this PC. A PDF is handed to a spooler; whether paper came out is nothing that a program can know, so
//! nothing here ever says "printed".

mod cups;
mod folder;
#[cfg(windows)]
mod gdi;
mod later;
#[cfg(any(windows, test))]
mod raster;

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::DeviceError;

pub use cups::CupsPrinter;
pub use folder::{FOLDER_QUEUE, FolderPrinter};
#[cfg(windows)]
pub use gdi::GdiPrinter;
pub use later::PrinterOrLater;

/// Hands PDFs to a print spooler.
pub trait Printer: Send + Sync {
    /// The queues that exist now, in the spooler's own order.
    ///
    /// # Errors
    /// [`DeviceError::NoSpooler`] if this PC has none, [`DeviceError::SpoolerRefused`] if it does not answer.
    fn queues(&self) -> Result<Vec<Queue>, DeviceError>;

    /// Hands one PDF to a queue. May be repeated: a print is never an act of the procedure.
    ///
    /// A queue that takes jobs and lets them lie (paused, out of paper) is refused here, so that nobody waits beside a
    /// printer for a letter that does not come. That is asked at the moment of handing over; what becomes of the queue
    /// afterwards is its own affair.
    ///
    /// # Errors
    /// As [`queues`](Self::queues); [`DeviceError::QueueGone`] and [`DeviceError::QueueStopped`] for a queue that gives no
    /// paper now, [`DeviceError::NotWritten`] where the job is a file, [`DeviceError::NotDrawn`] where its pages are drawn.
    fn print(&self, pdf: &[u8], job: &PrintJob) -> Result<SpoolId, DeviceError>;
}

/// One queue of the spooler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// The spooler's name for it, to be used in [`PrintJob::queue`].
    pub name: String,
    /// Whether a job that names no queue goes here.
    pub is_default: bool,
    /// What the spooler says of it.
    pub state: QueueState,
    /// Its trays, as far as the spooler knows them; none is "whatever the printer chooses".
    pub trays: Vec<Tray>,
}

/// What the spooler says of a queue. A spooler knows what its driver tells, so that "ready" may be an empty tray.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueState {
    /// It takes jobs and prints them, as far as is known.
    Ready,
    /// Somebody paused it: jobs would lie.
    Paused,
    /// It takes no jobs.
    Refusing,
    /// The printer says that it has no paper.
    OutOfPaper,
    /// The printer is switched off or out of reach.
    Away,
}

/// A source of paper of one printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tray {
    /// The spooler's name for it, to be used in [`PrintJob::tray`].
    pub key: String,
    /// What it is called for people.
    pub label: String,
}

/// The size of a sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperSize {
    /// Across, in micrometres.
    pub width_um: u32,
    /// Down, in micrometres.
    pub height_um: u32,
}

impl PaperSize {
    /// A4.
    pub const A4: Self = Self { width_um: 210_000, height_um: 297_000 };
    /// F4 as it is mostly sold (215 × 330 mm).
    pub const F4: Self = Self { width_um: 215_000, height_um: 330_000 };
    /// F4 as some mills cut it (210 × 330 mm).
    pub const F4_NARROW: Self = Self { width_um: 210_000, height_um: 330_000 };

    /// The paper on which a page lies: pages drawn across lie on upright paper, and a size that a file rounds to points is
    /// taken to the whole millimetre.
    #[must_use]
    pub fn of_page(width_um: u32, height_um: u32) -> Self {
        let whole = |um: u32| um.saturating_add(500) / 1000 * 1000;
        let (short, long) = (width_um.min(height_um), width_um.max(height_um));
        Self { width_um: whole(short), height_um: whole(long) }
    }

    /// Whether it is one of the two cuts of F4.
    #[must_use]
    pub fn is_f4(self) -> bool {
        self == Self::F4 || self == Self::F4_NARROW
    }
}

/// How a PDF is to be printed. Always at its true size: letters are measured in millimetres, and a scaled code on the
/// page may not be readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintJob {
    /// What the spooler's list shows, e.g. "Pengumuman R2, asli".
    pub title: String,
    /// The queue; `None` is the spooler's default.
    pub queue: Option<String>,
    /// How many copies, at least 1; 0 is taken as 1.
    pub copies: u32,
    /// One or both sides of the sheet.
    pub sides: Sides,
    /// The spooler's name for the tray; `None` leaves it to the queue.
    pub tray: Option<String>,
    /// The paper; `None` leaves it to the queue, which then cuts off what is larger than its own.
    #[serde(default)]
    pub paper: Option<PaperSize>,
}

impl PrintJob {
    /// One copy, one-sided, on the default queue.
    #[must_use]
    pub fn titled(title: impl Into<String>) -> Self {
        Self { title: title.into(), queue: None, copies: 1, sides: Sides::One, tray: None, paper: None }
    }
}

/// Which sides of a sheet are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sides {
    /// One side, the office's habit for letters.
    One,
    /// Both sides, turned over the long edge.
    Both,
}

/// The spooler's own name for a job it has taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpoolId(pub String);

/// The printer of this PC: CUPS; on Windows its own spooler, with the folder of waiting jobs beside it.
#[cfg(not(windows))]
pub(crate) fn of_this_pc(_outbox: &Path) -> Arc<dyn Printer> {
    Arc::new(CupsPrinter::new())
}

/// The printer of this PC: CUPS; on Windows its own spooler, with the folder of waiting jobs beside it.
#[cfg(windows)]
pub(crate) fn of_this_pc(outbox: &Path) -> Arc<dyn Printer> {
    Arc::new(PrinterOrLater::new(Arc::new(GdiPrinter::new()), FolderPrinter::new(outbox)))
}

#[cfg(test)]
mod tests {
    use super::PaperSize;

    #[track_caller]
    fn check_paper(width_um: u32, height_um: u32, expected: PaperSize) {
        assert_eq!(PaperSize::of_page(width_um, height_um), expected, "{width_um} x {height_um}");
    }

    #[test]
    fn a_page_is_known_by_its_paper() {
        check_paper(210_000, 297_000, PaperSize::A4);
        // Whole points, as many programs write them.
        check_paper(209_903, 297_039, PaperSize::A4);
        check_paper(297_039, 209_903, PaperSize::A4);
        check_paper(214_842, 329_847, PaperSize::F4);
        check_paper(330_000, 210_000, PaperSize::F4_NARROW);
        check_paper(0, 0, PaperSize { width_um: 0, height_um: 0 });
        check_paper(u32::MAX, 1, PaperSize { width_um: 0, height_um: u32::MAX / 1000 * 1000 });
        assert!(PaperSize::F4_NARROW.is_f4() && !PaperSize::A4.is_f4());
    }
}
