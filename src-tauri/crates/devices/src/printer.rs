//! The printers of this PC. A PDF is handed to a spooler; whether paper came out is nothing that a program can know, so
//! nothing here ever says "printed".

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::DeviceError;

/// Hands PDFs to a print spooler.
pub trait Printer: Send + Sync {
    /// The queues that exist now, in the spooler's own order.
    ///
    /// # Errors
    /// [`DeviceError::NoSpooler`] if this PC has none, [`DeviceError::SpoolerRefused`] if it does not answer.
    fn queues(&self) -> Result<Vec<Queue>, DeviceError>;

    /// Hands one PDF to a queue. May be repeated: a print is never an act of the procedure.
    ///
    /// # Errors
    /// As [`queues`](Self::queues), and [`DeviceError::NotWritten`] where the job is a file.
    fn print(&self, pdf: &[u8], job: &PrintJob) -> Result<SpoolId, DeviceError>;
}

/// One queue of the spooler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// The spooler's name for it, to be used in [`PrintJob::queue`].
    pub name: String,
    /// Whether a job that names no queue goes here.
    pub is_default: bool,
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
}

impl PrintJob {
    /// One copy, one-sided, on the default queue.
    #[must_use]
    pub fn titled(title: impl Into<String>) -> Self {
        Self { title: title.into(), queue: None, copies: 1, sides: Sides::One, tray: None }
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

/// The printer of this PC: CUPS where there is one, else a folder of waiting jobs.
pub(crate) fn of_this_pc(outbox: &Path) -> Arc<dyn Printer> {
    if cfg!(windows) { Arc::new(FolderPrinter::new(outbox)) } else { Arc::new(CupsPrinter::new()) }
}

/// CUPS, through its commands `lp` and `lpstat`.
#[derive(Debug, Clone)]
pub struct CupsPrinter {
    lp: PathBuf,
    lpstat: PathBuf,
}

impl CupsPrinter {
    /// The commands as the system's search path finds them.
    #[must_use]
    pub fn new() -> Self {
        Self { lp: "lp".into(), lpstat: "lpstat".into() }
    }

    /// The commands at other places.
    #[must_use]
    pub fn with_commands(lp: impl Into<PathBuf>, lpstat: impl Into<PathBuf>) -> Self {
        Self { lp: lp.into(), lpstat: lpstat.into() }
    }

    fn lpstat(&self, argument: &str) -> Result<std::process::Output, DeviceError> {
        plain(&self.lpstat)
            .arg(argument)
            .stdin(Stdio::null())
            .output()
            .map_err(|source| DeviceError::NoSpooler { source })
    }
}

impl Default for CupsPrinter {
    fn default() -> Self {
        Self::new()
    }
}

impl Printer for CupsPrinter {
    fn queues(&self) -> Result<Vec<Queue>, DeviceError> {
        // Both exit with 1 when there simply is no queue, and say so on standard error; that is an empty list.
        let names = self.lpstat("-e")?;
        let default = self.lpstat("-d")?;
        let default = default_queue(&String::from_utf8_lossy(&default.stdout));
        Ok(String::from_utf8_lossy(&names.stdout)
            .lines()
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| Queue { name: name.to_owned(), is_default: Some(name) == default.as_deref() })
            .collect())
    }

    fn print(&self, pdf: &[u8], job: &PrintJob) -> Result<SpoolId, DeviceError> {
        let mut command = plain(&self.lp);
        if let Some(queue) = &job.queue {
            command.arg("-d").arg(queue);
        }
        command.arg("-n").arg(job.copies.max(1).to_string());
        command.arg("-t").arg(&job.title);
        command.arg("-o").arg(match job.sides {
            Sides::One => "sides=one-sided",
            Sides::Both => "sides=two-sided-long-edge",
        });
        command.arg("-o").arg("print-scaling=none");
        if let Some(tray) = &job.tray {
            command.arg("-o").arg(format!("media={tray}"));
        }
        let mut child = command
            .args(["--", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|source| DeviceError::NoSpooler { source })?;
        // `lp` answers only after its input ends, so nothing can fill its output while this thread still writes. A
        // refusal closes the pipe early; its words on standard error say more than the broken pipe does.
        let written = child.stdin.take().map_or(Ok(()), |mut input| input.write_all(pdf));
        let output = child.wait_with_output().map_err(|source| DeviceError::NoSpooler { source })?;
        if !output.status.success() {
            let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(DeviceError::SpoolerRefused { reason });
        }
        if let Err(source) = written {
            return Err(DeviceError::SpoolerRefused { reason: source.to_string() });
        }
        let answer = String::from_utf8_lossy(&output.stdout);
        spool_id(&answer).ok_or_else(|| DeviceError::SpoolerRefused { reason: answer.trim().to_owned() })
    }
}

/// A command whose answers are in the language that the parsers below know.
fn plain(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env("LC_ALL", "C");
    command
}

/// Reads `system default destination: NAME`; `None` if there is no default.
fn default_queue(answer: &str) -> Option<String> {
    let name = answer.lines().find_map(|line| line.strip_prefix("system default destination:"))?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Reads `request id is NAME-123 (1 file(s))`.
fn spool_id(answer: &str) -> Option<SpoolId> {
    let rest = answer.lines().find_map(|line| line.strip_prefix("request id is "))?;
    rest.split_whitespace().next().map(|id| SpoolId(id.to_owned()))
}

/// A folder of jobs, each a PDF and a JSON file beside it that says how to print it: for tests, for a demonstration, and
/// as "print later" on a PC whose printer is not reachable.
#[derive(Debug, Clone)]
pub struct FolderPrinter {
    folder: PathBuf,
}

impl FolderPrinter {
    /// Jobs go into this folder, which is made when the first job comes.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }
}

/// The one queue of a [`FolderPrinter`].
const FOLDER_QUEUE: &str = "Cetak nanti";

impl Printer for FolderPrinter {
    fn queues(&self) -> Result<Vec<Queue>, DeviceError> {
        Ok(vec![Queue { name: FOLDER_QUEUE.to_owned(), is_default: true }])
    }

    fn print(&self, pdf: &[u8], job: &PrintJob) -> Result<SpoolId, DeviceError> {
        if let Some(queue) = job.queue.as_deref()
            && queue != FOLDER_QUEUE
        {
            return Err(DeviceError::SpoolerRefused { reason: format!("no queue is called {queue}") });
        }
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

    #[track_caller]
    fn check_spool_id(answer: &str, expected: Option<&str>) {
        assert_eq!(spool_id(answer).map(|id| id.0).as_deref(), expected, "reading {answer:?}");
    }

    #[test]
    fn answers_of_lp_are_read() {
        check_spool_id("request id is Kantor-17 (1 file(s))\n", Some("Kantor-17"));
        check_spool_id("warning: slow\nrequest id is HP_LaserJet-3 (0 file(s))\n", Some("HP_LaserJet-3"));
        check_spool_id("", None);
        check_spool_id("request id is \n", None);
    }

    #[test]
    fn answers_of_lpstat_are_read() {
        assert_eq!(default_queue("system default destination: Kantor\n").as_deref(), Some("Kantor"));
        assert_eq!(default_queue("no system default destination\n"), None, "no default is not a queue");
    }

    #[cfg(unix)]
    #[test]
    fn a_missing_spooler_is_said() {
        let _alone = alone();
        let folder = tempfile::tempdir().unwrap();
        let printer = CupsPrinter::with_commands(folder.path().join("lp"), folder.path().join("lpstat"));
        assert!(matches!(printer.queues(), Err(DeviceError::NoSpooler { .. })), "asking needs a spooler");
        let job = PrintJob::titled("Telaah");
        assert!(
            matches!(printer.print(b"%PDF", &job), Err(DeviceError::NoSpooler { .. })),
            "so does printing"
        );
    }

    /// Held while a test writes a script and runs it: a process forked in between by another test would inherit the
    /// script's open file, and the system refuses to run a file that is open for writing.
    #[cfg(unix)]
    fn alone() -> std::sync::MutexGuard<'static, ()> {
        static SCRIPTS: std::sync::Mutex<()> = std::sync::Mutex::new(());
        SCRIPTS.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    #[cfg(unix)]
    fn command(folder: &Path, name: &str, body: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    #[cfg(unix)]
    #[test]
    fn a_job_reaches_lp_with_all_it_says() {
        let _alone = alone();
        let folder = tempfile::tempdir().unwrap();
        let seen = folder.path().join("seen");
        let lp = command(
            folder.path(),
            "lp",
            &format!(
                "printf '%s\\n' \"$@\" > '{0}.args'; cat > '{0}.pdf'; echo 'request id is Kantor-9 (1 file(s))'",
                seen.display()
            ),
        );
        let printer = CupsPrinter::with_commands(lp, folder.path().join("lpstat"));
        let job = PrintJob {
            title: "Pengumuman R2".into(),
            queue: Some("Kantor".into()),
            copies: 0,
            sides: Sides::Both,
            tray: Some("tray-2".into()),
        };
        // Larger than a pipe holds, so that a writer that does not wait would be found out.
        let pdf = vec![b'x'; 300_000];
        assert_eq!(
            printer.print(&pdf, &job).unwrap(),
            SpoolId("Kantor-9".into()),
            "the spooler's name comes back"
        );
        let arguments = fs::read_to_string(seen.with_extension("args")).unwrap();
        let expected = "-d\nKantor\n-n\n1\n-t\nPengumuman R2\n-o\nsides=two-sided-long-edge\n-o\nprint-scaling=none\n\
                        -o\nmedia=tray-2\n--\n-\n";
        assert_eq!(arguments, expected, "everything the job says reaches lp");
        assert_eq!(fs::read(seen.with_extension("pdf")).unwrap(), pdf, "the PDF arrives whole");
    }

    #[cfg(unix)]
    #[test]
    fn a_refusal_keeps_the_spooler_s_words() {
        let _alone = alone();
        let folder = tempfile::tempdir().unwrap();
        let lp = command(folder.path(), "lp", "echo 'lp: The printer or class does not exist.' >&2; exit 1");
        let printer = CupsPrinter::with_commands(lp, folder.path().join("lpstat"));
        match printer.print(&vec![b'x'; 300_000], &PrintJob::titled("Telaah")) {
            Err(DeviceError::SpoolerRefused { reason }) => {
                assert_eq!(
                    reason, "lp: The printer or class does not exist.",
                    "the reason is the spooler's own"
                );
            }
            other => panic!("a refused job must be told as refused, got {other:?}"),
        }
    }

    #[cfg(unix)]
    #[test]
    fn queues_are_listed_with_their_default() {
        let _alone = alone();
        let folder = tempfile::tempdir().unwrap();
        let lpstat = command(
            folder.path(),
            "lpstat",
            "case \"$1\" in -e) printf 'Kantor\\nKabag\\n';; -d) echo 'system default destination: Kabag';; esac",
        );
        let printer = CupsPrinter::with_commands(folder.path().join("lp"), lpstat);
        let queue = |name: &str, is_default| Queue { name: name.into(), is_default };
        assert_eq!(
            printer.queues().unwrap(),
            [queue("Kantor", false), queue("Kabag", true)],
            "in lpstat's order"
        );
    }

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
            matches!(printer.print(b"x", &to("Kantor")), Err(DeviceError::SpoolerRefused { .. })),
            "a queue that does not exist is refused, not quietly replaced"
        );
    }
}
