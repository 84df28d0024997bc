//! CUPS, through its commands `lp`, `lpstat` and `lpoptions`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::{PaperSize, PrintJob, Printer, Queue, QueueState, Sides, SpoolId, Tray};
use crate::DeviceError;

/// CUPS, through its commands `lp`, `lpstat` and `lpoptions`. Where the server is, the commands know themselves
/// (`CUPS_SERVER`, `client.conf`).
#[derive(Debug, Clone)]
pub struct CupsPrinter {
    lp: PathBuf,
    lpstat: PathBuf,
    lpoptions: PathBuf,
}

impl CupsPrinter {
    /// The commands as the system's search path finds them.
    #[must_use]
    pub fn new() -> Self {
        Self { lp: "lp".into(), lpstat: "lpstat".into(), lpoptions: "lpoptions".into() }
    }

    /// The commands in another folder.
    #[must_use]
    pub fn with_commands_in(folder: &Path) -> Self {
        Self { lp: folder.join("lp"), lpstat: folder.join("lpstat"), lpoptions: folder.join("lpoptions") }
    }

    fn lpstat(&self, arguments: &[&str]) -> Result<Output, DeviceError> {
        let output = plain(&self.lpstat)
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .map_err(|source| DeviceError::NoSpooler { source })?;
        let words = String::from_utf8_lossy(&output.stderr);
        if unreachable(&words) {
            return Err(DeviceError::NoSpooler { source: io::Error::other(words.trim().to_owned()) });
        }
        Ok(output)
    }

    /// The trays of a queue; none where its driver names none.
    fn trays(&self, queue: &str) -> Vec<Tray> {
        // A queue without a driver has no options, and `lpoptions` then fails; its paper comes from where it comes.
        let asked = plain(&self.lpoptions).args(["-p", queue, "-l"]).stdin(Stdio::null()).output();
        asked.map(|output| trays_of(&String::from_utf8_lossy(&output.stdout))).unwrap_or_default()
    }

    /// Refuses what would lie in the queue.
    fn gives_paper(&self, queue: &str) -> Result<(), DeviceError> {
        let known = self.lpstat(&["-l", "-p", queue])?;
        if !known.status.success() {
            // A printer that is found on the network has no queue yet; `lp` makes one.
            let names = self.lpstat(&["-e"])?;
            let found = String::from_utf8_lossy(&names.stdout).lines().any(|name| name.trim() == queue);
            return if found { Ok(()) } else { Err(DeviceError::QueueGone { queue: queue.to_owned() }) };
        }
        let accepting = self.lpstat(&["-a", queue])?;
        let state = state_of(
            queue,
            &String::from_utf8_lossy(&known.stdout),
            &String::from_utf8_lossy(&accepting.stdout),
        );
        if state == QueueState::Ready {
            Ok(())
        } else {
            Err(DeviceError::QueueStopped { queue: queue.to_owned(), state })
        }
    }

    fn default_queue(&self) -> Result<Option<String>, DeviceError> {
        let answer = self.lpstat(&["-d"])?;
        Ok(default_queue(&String::from_utf8_lossy(&answer.stdout)))
    }
}

impl Default for CupsPrinter {
    fn default() -> Self {
        Self::new()
    }
}

impl Printer for CupsPrinter {
    fn queues(&self) -> Result<Vec<Queue>, DeviceError> {
        // All of them exit with 1 when there simply is no queue, and say so on standard error; that is an empty list.
        let names = self.lpstat(&["-e"])?;
        let default = self.default_queue()?;
        let known = self.lpstat(&["-l", "-p"])?;
        let accepting = self.lpstat(&["-a"])?;
        let known = String::from_utf8_lossy(&known.stdout);
        let accepting = String::from_utf8_lossy(&accepting.stdout);
        Ok(String::from_utf8_lossy(&names.stdout)
            .lines()
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| Queue {
                name: name.to_owned(),
                is_default: Some(name) == default.as_deref(),
                state: state_of(name, &known, &accepting),
                trays: self.trays(name),
            })
            .collect())
    }

    fn print(&self, pdf: &[u8], job: &PrintJob) -> Result<SpoolId, DeviceError> {
        let queue = match &job.queue {
            Some(queue) => Some(queue.clone()),
            None => self.default_queue()?,
        };
        let mut command = plain(&self.lp);
        if let Some(queue) = &queue {
            self.gives_paper(queue)?;
            command.arg("-d").arg(queue);
        }
        command.arg("-n").arg(job.copies.max(1).to_string());
        command.arg("-t").arg(&job.title);
        command.arg("-o").arg(match job.sides {
            Sides::One => "sides=one-sided",
            Sides::Both => "sides=two-sided-long-edge",
        });
        // Without the paper's own name the queue takes its default and cuts off what is larger; without the second it
        // makes the page smaller where the printer cannot reach the edge.
        if let Some(paper) = job.paper {
            command.arg("-o").arg(format!("media={}", media(paper)));
        }
        command.arg("-o").arg("print-scaling=none");
        if let Some(tray) = &job.tray {
            command.arg("-o").arg(format!("InputSlot={tray}"));
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
            return Err(refusal(&String::from_utf8_lossy(&output.stderr), queue.as_deref()));
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

/// Whether these are the words of a command that reaches no server.
fn unreachable(words: &str) -> bool {
    words.contains("Scheduler is not running") || words.contains("Unable to connect to server")
}

/// What `lp` means when it refuses. A queue may go between the question and the job, so its words are read too.
fn refusal(words: &str, queue: Option<&str>) -> DeviceError {
    let reason = words.trim().to_owned();
    match queue {
        _ if unreachable(words) => DeviceError::NoSpooler { source: io::Error::other(reason) },
        Some(queue) if words.contains("does not exist") => DeviceError::QueueGone { queue: queue.to_owned() },
        Some(queue) if words.contains("not accepting jobs") => {
            DeviceError::QueueStopped { queue: queue.to_owned(), state: QueueState::Refusing }
        }
        Some(_) | None => DeviceError::SpoolerRefused { reason },
    }
}

/// A paper by the name that every driver knows, else by its measures.
fn media(paper: PaperSize) -> String {
    let mm = |um: u32| {
        let (whole, rest) = (um / 1000, um % 1000);
        if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:03}") }
    };
    if paper == PaperSize::A4 {
        "A4".to_owned()
    } else {
        format!("Custom.{}x{}mm", mm(paper.width_um), mm(paper.height_um))
    }
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

/// What `lpstat -l -p` and `lpstat -a` say of a queue. One that they do not name is a printer found on the network, which
/// has no queue yet: ready.
fn state_of(queue: &str, known: &str, accepting: &str) -> QueueState {
    let (mut own, mut paused, mut alerts) = (false, false, Vec::new());
    for line in known.lines() {
        if let Some(rest) = line.strip_prefix("printer ") {
            let rest = rest.strip_prefix(queue).and_then(|rest| rest.strip_prefix(' '));
            own = rest.is_some();
            paused |= rest.is_some_and(|rest| rest.starts_with("disabled since"));
        } else if own && let Some(words) = line.trim_start().strip_prefix("Alerts:") {
            alerts.extend(words.split_whitespace());
        }
    }
    // Of several trays one may be empty: only what stops the printer counts, which is what has no milder word behind it.
    let alert = |names: &[&str]| {
        alerts.iter().any(|alert| names.contains(&alert.strip_suffix("-error").unwrap_or(alert)))
    };
    let refuses = accepting.lines().any(|line| {
        line.strip_prefix(queue).is_some_and(|rest| rest.trim_start().starts_with("not accepting requests"))
    });
    if refuses {
        QueueState::Refusing
    } else if alert(&["media-empty", "media-needed"]) {
        QueueState::OutOfPaper
    } else if paused || alert(&["paused", "moving-to-paused"]) {
        QueueState::Paused
    } else if alert(&["offline", "shutdown", "timed-out"]) || alerts.contains(&"offline-report") {
        QueueState::Away
    } else {
        QueueState::Ready
    }
}

/// Reads the trays out of `lpoptions -l`: `InputSlot/Media Source: Auto *Tray1 Tray2`.
fn trays_of(options: &str) -> Vec<Tray> {
    let line = options.lines().find(|line| line.starts_with("InputSlot/"));
    let Some((_, choices)) = line.and_then(|line| line.split_once(':')) else { return Vec::new() };
    choices
        .split_whitespace()
        .map(|choice| choice.trim_start_matches('*'))
        .map(|key| Tray { key: key.to_owned(), label: key.to_owned() })
        .collect()
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

    /// As CUPS 2.4 writes it.
    const KNOWN: &str = "printer Kantor is idle.  enabled since Thu Nov 26 2026\n\tForm mounted:\n\tAlerts: none\n\
        printer Kabag disabled since Thu Nov 26 2026 -\n\ttoner\n\tAlerts: paused\n\
        printer Kabag-2 now printing Kabag-2-7.  enabled since Thu Nov 26 2026\n\tAlerts: media-empty-error media-needed\n\
        printer Ruang is idle.  enabled since Thu Nov 26 2026\n\tAlerts: media-empty-warning toner-low-report\n\
        printer Jauh is idle.  enabled since Thu Nov 26 2026\n\tAlerts: offline-report\n\
        printer Tutup is idle.  enabled since Thu Nov 26 2026\n\tAlerts: none\n";
    const ACCEPTING: &str = "Kantor accepting requests since Thu\nKabag accepting requests since Thu\n\
        Kabag-2 accepting requests since Thu\nTutup not accepting requests since Thu -\n\tpindah ruang\n";

    #[track_caller]
    fn check_state(queue: &str, expected: QueueState) {
        assert_eq!(state_of(queue, KNOWN, ACCEPTING), expected, "of {queue}");
    }

    #[test]
    fn states_are_read_of_the_queue_that_was_asked_for() {
        check_state("Kantor", QueueState::Ready);
        check_state("Kabag", QueueState::Paused);
        check_state("Kabag-2", QueueState::OutOfPaper);
        check_state("Ruang", QueueState::Ready);
        check_state("Jauh", QueueState::Away);
        check_state("Tutup", QueueState::Refusing);
        check_state("Jaringan", QueueState::Ready);
    }

    #[test]
    fn trays_are_read_where_a_driver_names_them() {
        let options =
            "PageSize/Page Size: *A4 Letter\nInputSlot/Media Source: Auto *Tray1 Tray2\nDuplex/Sides: None\n";
        let keys: Vec<String> = trays_of(options).into_iter().map(|tray| tray.key).collect();
        assert_eq!(keys, ["Auto", "Tray1", "Tray2"], "the default is one of them");
        assert!(trays_of("PageSize/Page Size: *A4\n").is_empty(), "most drivers for PDF have none");
    }

    #[test]
    fn papers_are_named_as_every_driver_reads_them() {
        assert_eq!(media(PaperSize::A4), "A4");
        assert_eq!(media(PaperSize::F4), "Custom.215x330mm");
        assert_eq!(media(PaperSize::F4_NARROW), "Custom.210x330mm");
        assert_eq!(media(PaperSize { width_um: 165_100, height_um: 215_000 }), "Custom.165.100x215mm");
    }

    #[track_caller]
    fn check_refusal(words: &str, expected: fn(&DeviceError) -> bool) {
        let error = refusal(words, Some("Kantor"));
        assert!(expected(&error), "{words:?} was read as {error:?}");
    }

    #[test]
    fn refusals_of_lp_are_told_apart() {
        check_refusal(
            "lp: Error - The printer or class does not exist.\n",
            |error| matches!(error, DeviceError::QueueGone { queue } if queue == "Kantor"),
        );
        check_refusal("lp: Destination \"Kantor\" is not accepting jobs.\n", |error| {
            matches!(error, DeviceError::QueueStopped { state: QueueState::Refusing, .. })
        });
        check_refusal("lp: Error - Scheduler is not running.\n", |error| {
            matches!(error, DeviceError::NoSpooler { .. })
        });
        check_refusal(
            "lp: Unsupported document-format.\n",
            |error| matches!(error, DeviceError::SpoolerRefused { reason } if reason == "lp: Unsupported document-format."),
        );
    }

    #[cfg(unix)]
    mod commands {
        use std::fs;
        use std::os::unix::fs::PermissionsExt;

        use super::super::*;

        /// Held while a test writes a script and runs it: a process forked in between by another test would inherit the
        /// script's open file, and the system refuses to run a file that is open for writing.
        fn alone() -> std::sync::MutexGuard<'static, ()> {
            static SCRIPTS: std::sync::Mutex<()> = std::sync::Mutex::new(());
            SCRIPTS.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
        }

        fn command(folder: &Path, name: &str, body: &str) {
            let path = folder.join(name);
            fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }

        /// `lpstat` for one queue that is ready, and for none else.
        const READY: &str = "case \"$*\" in \
            '-l -p Kantor') printf 'printer Kantor is idle.  enabled since\\n\\tAlerts: none\\n';; \
            '-a Kantor') echo 'Kantor accepting requests since';; \
            '-d') echo 'no system default destination';; \
            '-e') echo Kantor;; \
            *) echo 'lpstat: Invalid destination name in list.' >&2; exit 1;; esac";

        #[test]
        fn a_missing_spooler_is_said() {
            let _alone = alone();
            let folder = tempfile::tempdir().unwrap();
            let printer = CupsPrinter::with_commands_in(folder.path());
            assert!(matches!(printer.queues(), Err(DeviceError::NoSpooler { .. })), "asking needs a spooler");
            let job = PrintJob::titled("Telaah");
            assert!(
                matches!(printer.print(b"%PDF", &job), Err(DeviceError::NoSpooler { .. })),
                "so does printing"
            );
            command(folder.path(), "lpstat", "echo 'lpstat: Scheduler is not running.' >&2; exit 1");
            assert!(
                matches!(printer.queues(), Err(DeviceError::NoSpooler { .. })),
                "commands alone are none"
            );
        }

        #[test]
        fn a_job_reaches_lp_with_all_it_says() {
            let _alone = alone();
            let folder = tempfile::tempdir().unwrap();
            let seen = folder.path().join("seen");
            let body = format!(
                "printf '%s\\n' \"$@\" > '{0}.args'; cat > '{0}.pdf'; echo 'request id is Kantor-9 (1 file(s))'",
                seen.display()
            );
            command(folder.path(), "lp", &body);
            command(folder.path(), "lpstat", READY);
            let printer = CupsPrinter::with_commands_in(folder.path());
            let job = PrintJob {
                title: "Pengumuman R2".into(),
                queue: Some("Kantor".into()),
                copies: 0,
                sides: Sides::Both,
                tray: Some("tray-2".into()),
                paper: Some(PaperSize::F4),
            };
            // Larger than a pipe holds, so that a writer that does not wait would be found out.
            let pdf = vec![b'x'; 300_000];
            assert_eq!(
                printer.print(&pdf, &job).unwrap(),
                SpoolId("Kantor-9".into()),
                "the spooler's name comes back"
            );
            let arguments = fs::read_to_string(seen.with_extension("args")).unwrap();
            let expected = "-d\nKantor\n-n\n1\n-t\nPengumuman R2\n-o\nsides=two-sided-long-edge\n-o\n\
                            media=Custom.215x330mm\n-o\nprint-scaling=none\n-o\nInputSlot=tray-2\n--\n-\n";
            assert_eq!(arguments, expected, "everything the job says reaches lp");
            assert_eq!(fs::read(seen.with_extension("pdf")).unwrap(), pdf, "the PDF arrives whole");
            let gone = PrintJob { queue: Some("Kabag".into()), ..job };
            assert!(
                matches!(printer.print(&pdf, &gone), Err(DeviceError::QueueGone { queue }) if queue == "Kabag")
            );
        }

        #[test]
        fn a_queue_that_lets_jobs_lie_gets_none() {
            let _alone = alone();
            let folder = tempfile::tempdir().unwrap();
            command(folder.path(), "lp", "echo 'request id is Kantor-9 (1 file(s))'");
            let paused = READY.replace("is idle.  enabled since", "disabled since").replace("none", "paused");
            command(folder.path(), "lpstat", &paused);
            let printer = CupsPrinter::with_commands_in(folder.path());
            let job = PrintJob { queue: Some("Kantor".into()), ..PrintJob::titled("Telaah") };
            assert!(
                matches!(
                    printer.print(b"x", &job),
                    Err(DeviceError::QueueStopped { state: QueueState::Paused, .. })
                ),
                "lp would have taken it"
            );
        }

        #[test]
        fn a_refusal_keeps_the_spooler_s_words() {
            let _alone = alone();
            let folder = tempfile::tempdir().unwrap();
            command(folder.path(), "lp", "echo 'lp: Unsupported document-format.' >&2; exit 1");
            command(folder.path(), "lpstat", READY);
            let printer = CupsPrinter::with_commands_in(folder.path());
            match printer.print(&vec![b'x'; 300_000], &PrintJob::titled("Telaah")) {
                Err(DeviceError::SpoolerRefused { reason }) => {
                    assert_eq!(reason, "lp: Unsupported document-format.", "the reason is the spooler's own");
                }
                other => panic!("a refused job must be told as refused, got {other:?}"),
            }
        }

        #[test]
        fn queues_are_listed_with_their_default_state_and_trays() {
            let _alone = alone();
            let folder = tempfile::tempdir().unwrap();
            let lpstat = "case \"$1\" in -e) printf 'Kantor\\nKabag\\n';; -d) echo 'system default destination: Kabag';; \
                -l) printf 'printer Kabag disabled since x -\\n\\tAlerts: paused\\n';; esac";
            command(folder.path(), "lpstat", lpstat);
            let lpoptions = "case \"$2\" in Kantor) echo 'InputSlot/Baki: *Atas Bawah';; *) exit 1;; esac";
            command(folder.path(), "lpoptions", lpoptions);
            let printer = CupsPrinter::with_commands_in(folder.path());
            let tray = |key: &str| Tray { key: key.into(), label: key.into() };
            let queue =
                |name: &str, is_default, state, trays| Queue { name: name.into(), is_default, state, trays };
            assert_eq!(
                printer.queues().unwrap(),
                [
                    queue("Kantor", false, QueueState::Ready, vec![tray("Atas"), tray("Bawah")]),
                    queue("Kabag", true, QueueState::Paused, vec![]),
                ],
                "in lpstat's order"
            );
        }
    }
}
