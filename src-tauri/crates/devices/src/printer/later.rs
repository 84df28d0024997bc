//! A spooler with the folder of waiting jobs beside it.

use std::sync::Arc;

use super::folder::{FOLDER_QUEUE, FolderPrinter};
use super::{PrintJob, Printer, Queue, SpoolId};
use crate::DeviceError;

/// The queues of a spooler, and after them "Cetak nanti": a folder that takes the job on a PC whose printer is elsewhere.
/// It is chosen by name; a job that names no queue goes there only on a PC without a spooler or without a printer.
pub struct PrinterOrLater {
    spooler: Arc<dyn Printer>,
    later: FolderPrinter,
}

impl PrinterOrLater {
    /// A spooler, and where jobs wait.
    #[must_use]
    pub fn new(spooler: Arc<dyn Printer>, later: FolderPrinter) -> Self {
        Self { spooler, later }
    }

    /// The spooler's queues; a PC without one has none.
    fn of_the_spooler(&self) -> Result<Vec<Queue>, DeviceError> {
        match self.spooler.queues() {
            Err(DeviceError::NoSpooler { .. }) => Ok(Vec::new()),
            answer => answer,
        }
    }
}

impl Printer for PrinterOrLater {
    fn queues(&self) -> Result<Vec<Queue>, DeviceError> {
        let mut queues = self.of_the_spooler()?;
        queues.push(FolderPrinter::queue(queues.is_empty()));
        Ok(queues)
    }

    fn print(&self, pdf: &[u8], job: &PrintJob) -> Result<SpoolId, DeviceError> {
        match job.queue.as_deref() {
            Some(FOLDER_QUEUE) => self.later.keep(pdf, job),
            Some(_) => self.spooler.print(pdf, job),
            None if self.of_the_spooler()?.is_empty() => self.later.keep(pdf, job),
            None => self.spooler.print(pdf, job),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fake::{ScriptedPrinter, Turn};

    #[test]
    fn a_job_waits_only_where_it_was_asked_to() {
        let home = tempfile::tempdir().unwrap();
        let spooler = ScriptedPrinter::new(home.path().join("antrean"));
        let later = FolderPrinter::new(home.path().join("nanti"));
        let printer = PrinterOrLater::new(Arc::new(spooler.clone()), later);
        spooler.take(Turn::Gone { queue: FOLDER_QUEUE.to_owned() });
        let names = |printer: &PrinterOrLater| {
            printer.queues().unwrap().into_iter().map(|q| (q.name, q.is_default)).collect::<Vec<_>>()
        };
        assert_eq!(
            names(&printer),
            [(FOLDER_QUEUE.to_owned(), true)],
            "without a printer, later is all there is"
        );
        printer.print(b"x", &PrintJob::titled("Telaah")).unwrap();
        assert_eq!(std::fs::read_dir(home.path().join("nanti")).unwrap().count(), 2, "PDF and description");

        spooler.take(Turn::There { queue: "Kantor".to_owned() });
        assert_eq!(names(&printer).last(), Some(&(FOLDER_QUEUE.to_owned(), false)), "later stands last");
        printer
            .print(b"x", &PrintJob { queue: Some("Kantor".to_owned()), ..PrintJob::titled("Telaah") })
            .unwrap();
        assert_eq!(spooler.handed().len(), 1, "a queue of the spooler gets its own");
        let later = PrintJob { queue: Some(FOLDER_QUEUE.to_owned()), ..PrintJob::titled("Telaah") };
        printer.print(b"x", &later).unwrap();
        assert_eq!(spooler.handed().len(), 1, "and not what was to wait");
        assert_eq!(std::fs::read_dir(home.path().join("nanti")).unwrap().count(), 4);
        let gone = PrintJob { queue: Some("Kabag".to_owned()), ..PrintJob::titled("Telaah") };
        assert!(
            matches!(printer.print(b"x", &gone), Err(DeviceError::QueueGone { .. })),
            "a printer that is gone is said, and not replaced by the folder"
        );
    }
}
