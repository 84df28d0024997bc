//! The folder of waiting jobs.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{PrintJob, Printer, Queue, QueueState, SpoolId};
use crate::DeviceError;

/// A folder of jobs, each a PDF and a JSON file beside it that says how to print it: for tests, for a demonstration, and
/// as "print later" on a PC whose printer is not reachable.
#[derive(Debug, Clone)]
pub struct FolderPrinter {
    folder: PathBuf,
}

/// The one queue of a [`FolderPrinter`].
pub const FOLDER_QUEUE: &str = "Cetak nanti";

impl FolderPrinter {
    /// Jobs go into this folder, which is made when the first job comes.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Its one queue.
    pub(crate) fn queue(is_default: bool) -> Queue {
        Queue { name: FOLDER_QUEUE.to_owned(), is_default, state: QueueState::Ready, trays: Vec::new() }
    }

    /// Keeps a job, whatever queue it names.
    pub(crate) fn keep(&self, pdf: &[u8], job: &PrintJob) -> Result<SpoolId, DeviceError> {
        let not_written = |path: &Path| {
            let path = path.to_owned();
            move |source| DeviceError::NotWritten { path, source }
        };
        fs::create_dir_all(&self.folder).map_err(not_written(&self.folder))?;
        let mut number = fs::read_dir(&self.folder).map_err(not_written(&self.folder))?.count() / 2 + 1;
        // Whoever creates the PDF of a number owns that number; a job of another process moves this one on.
        let (id, path, mut file) = loop {
            let id = format!("{number:04}-{}", file_stem(&job.title));
            let path = self.folder.join(format!("{id}.pdf"));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => break (id, path, file),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
                Err(source) => return Err(DeviceError::NotWritten { path, source }),
            }
        };
        file.write_all(pdf).and_then(|()| file.sync_all()).map_err(not_written(&path))?;
        let description = self.folder.join(format!("{id}.json"));
        let body = serde_json::to_vec_pretty(job)
            .map_err(|error| DeviceError::NotWritten { path: description.clone(), source: error.into() })?;
        fs::write(&description, body).map_err(not_written(&description))?;
        Ok(SpoolId(id))
    }
}

impl Printer for FolderPrinter {
    fn queues(&self) -> Result<Vec<Queue>, DeviceError> {
        Ok(vec![Self::queue(true)])
    }

    fn print(&self, pdf: &[u8], job: &PrintJob) -> Result<SpoolId, DeviceError> {
        match job.queue.as_deref() {
            Some(queue) if queue != FOLDER_QUEUE => Err(DeviceError::QueueGone { queue: queue.to_owned() }),
            Some(_) | None => self.keep(pdf, job),
        }
    }
}

/// A title as a file name on every system: letters and digits stay, everything else becomes one hyphen.
fn file_stem(title: &str) -> String {
    let words: Vec<&str> =
        title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let stem: String = words.join("-").to_lowercase().chars().take(60).collect();
    if stem.is_empty() { "naskah".to_owned() } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_keeps_every_job_apart() {
        let folder = tempfile::tempdir().unwrap();
        let printer = FolderPrinter::new(folder.path().join("cetak"));
        let job = PrintJob { copies: 2, ..PrintJob::titled("Surat pemberitahuan: Dinas A/B") };
        let first = printer.print(b"one", &job).unwrap();
        let second = printer.print(b"two", &job).unwrap();
        assert_eq!(first.0, "0001-surat-pemberitahuan-dinas-a-b", "the name tells the job");
        assert_ne!(first, second, "the same title twice is two jobs");
        let read =
            |id: &SpoolId, end: &str| fs::read(folder.path().join("cetak").join(format!("{}.{end}", id.0)));
        assert_eq!(read(&first, "pdf").unwrap(), b"one", "a later job does not touch an earlier one");
        assert_eq!(read(&second, "pdf").unwrap(), b"two", "the second job is whole");
        let described: PrintJob = serde_json::from_slice(&read(&second, "json").unwrap()).unwrap();
        assert_eq!(described, job, "the job can be printed later exactly as asked");
    }

    #[test]
    fn a_folder_has_one_queue_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let printer = FolderPrinter::new(folder.path());
        let name = printer.queues().unwrap().remove(0).name;
        let to = |queue: &str| PrintJob { queue: Some(queue.into()), ..PrintJob::titled("Telaah") };
        assert!(printer.print(b"x", &to(&name)).is_ok(), "its own queue takes the job");
        assert!(
            matches!(printer.print(b"x", &to("Kantor")), Err(DeviceError::QueueGone { queue }) if queue == "Kantor"),
            "a queue that does not exist is refused, not quietly replaced"
        );
    }
}
