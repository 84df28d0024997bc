//! The flags by which a test plays the world. They are not in a release.
//!
//! `--now T` fixes the clock; `--clock FILE` reads it from a file each time it is asked, so that a test can move it;
//! `--picks FILE` answers the file dialogs from a file of JSON arrays, one line for each dialog; `--prints FOLDER` takes
//! what is printed, so that no test reaches the machine's own printer; `--as ACCOUNT` signs an account in before the page
//! asks; `--report-paint` prints `painted MS` when the page says that it has painted its first rows.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use devices::fake::{ClockFile, FixedClock, PicksFile};
use devices::{Clock, Devices, FilePicker, FolderPrinter, Printer};

use crate::arguments::WrongUse;
use crate::rpc::WhenPainted;

/// What a test wants of the world; nothing, unless it says so.
pub(crate) struct TestDoor {
    started: Instant,
    clock: Option<Arc<dyn Clock>>,
    picker: Option<Arc<dyn FilePicker>>,
    printer: Option<Arc<dyn Printer>>,
    account: Option<String>,
    report_paint: bool,
}

impl Default for TestDoor {
    fn default() -> Self {
        Self {
            started: Instant::now(),
            clock: None,
            picker: None,
            printer: None,
            account: None,
            report_paint: false,
        }
    }
}

impl TestDoor {
    /// Reads one flag, and its value if it has one; false if it is not one of these.
    pub(crate) fn reads(
        &mut self,
        flag: &str,
        value: impl FnOnce() -> Result<OsString, WrongUse>,
    ) -> Result<bool, WrongUse> {
        match flag {
            "--now" => {
                let now = value()?.to_string_lossy().into_owned();
                let clock = FixedClock::parse(&now)
                    .map_err(|_| WrongUse::BadValue { flag: flag.to_owned(), value: now })?;
                self.clock = Some(Arc::new(clock));
            }
            "--clock" => {
                let path = PathBuf::from(value()?);
                let bad = || WrongUse::BadValue { flag: flag.to_owned(), value: path.display().to_string() };
                self.clock = Some(Arc::new(ClockFile::at(&path).ok_or_else(bad)?));
            }
            "--picks" => self.picker = Some(Arc::new(PicksFile::at(PathBuf::from(value()?)))),
            "--prints" => self.printer = Some(Arc::new(FolderPrinter::new(PathBuf::from(value()?)))),
            "--as" => self.account = Some(value()?.to_string_lossy().into_owned()),
            "--report-paint" => self.report_paint = true,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Puts the test's devices in the place of the real ones.
    pub(crate) fn take_over(&self, devices: &mut Devices) {
        if let Some(clock) = &self.clock {
            devices.clock = Arc::clone(clock);
        }
        if let Some(picker) = &self.picker {
            devices.picker = Arc::clone(picker);
        }
        if let Some(printer) = &self.printer {
            devices.printer = Arc::clone(printer);
        }
    }

    /// What is asked of the office as soon as it is open.
    pub(crate) fn first_request(&self) -> Option<String> {
        let account = self.account.as_ref()?;
        Some(serde_json::json!({ "ask": "sign_in", "account": account }).to_string())
    }

    /// What to do when the page has painted its first rows: with `--report-paint`, tell how long after the start.
    pub(crate) fn when_painted(&self) -> WhenPainted {
        if !self.report_paint {
            return WhenPainted::default();
        }
        let started = self.started;
        WhenPainted::tell(move || {
            let mut out = std::io::stdout().lock();
            // The benchmark reads this line; without a reader there is nobody to tell.
            let _ = writeln!(out, "painted {}", started.elapsed().as_millis()).and_then(|()| out.flush());
        })
    }
}

impl std::fmt::Debug for TestDoor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("TestDoor")
            .field("clock", &self.clock.as_ref().map(|clock| clock.now()))
            .field("picker", &self.picker.is_some())
            .field("printer", &self.printer.is_some())
            .field("account", &self.account)
            .field("report_paint", &self.report_paint)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use devices::PrintJob;

    use super::*;
    use crate::arguments::Arguments;

    fn read(arguments: &[&str]) -> Result<TestDoor, WrongUse> {
        Arguments::read(arguments.iter().map(OsString::from), None).map(|read| read.test_door)
    }

    #[test]
    fn a_start_without_flags_leaves_the_world_alone() {
        let door = read(&[]).unwrap();
        assert!(
            door.clock.is_none() && door.picker.is_none() && door.printer.is_none() && !door.report_paint,
            "nothing is faked by itself"
        );
    }

    #[test]
    fn the_flags_take_over_what_they_name() {
        let folder = tempfile::tempdir().unwrap();
        let picks = folder.path().join("pilihan");
        std::fs::write(&picks, "[\"a.pdf\"]").unwrap();
        let door =
            read(&["--now", "2026-03-02T08:15:00+07:00", "--picks", &picks.display().to_string()]).unwrap();
        let mut devices = Devices::of_this_pc(folder.path());
        door.take_over(&mut devices);
        assert_eq!(devices.clock.now().to_rfc3339(), "2026-03-02T08:15:00+07:00", "the clock is the test's");
        assert_eq!(devices.picker.pick_documents(), [PathBuf::from("a.pdf")], "the dialogs are the test's");
    }

    #[test]
    fn what_is_printed_lands_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let prints = folder.path().join("cetak");
        let door = read(&["--prints", &prints.display().to_string()]).unwrap();
        let mut devices = Devices::of_this_pc(folder.path());
        door.take_over(&mut devices);
        devices.printer.print(b"%PDF", &PrintJob::titled("Telaah")).unwrap();
        assert_eq!(
            std::fs::read(prints.join("0001-telaah.pdf")).unwrap(),
            b"%PDF",
            "not at the real printer"
        );
    }

    #[test]
    fn an_account_is_signed_in_before_the_page_asks() {
        let request = read(&["--as", "petugas"]).unwrap().first_request();
        assert_eq!(
            request.as_deref(),
            Some(r#"{"account":"petugas","ask":"sign_in"}"#),
            "as the page would ask"
        );
    }

    #[test]
    fn a_value_that_is_no_moment_is_refused() {
        let bad = |flag: &str, value: &str| WrongUse::BadValue { flag: flag.into(), value: value.into() };
        assert_eq!(read(&["--now", "besok"]).unwrap_err(), bad("--now", "besok"));
        assert_eq!(read(&["--clock", "tidak/ada"]).unwrap_err(), bad("--clock", "tidak/ada"));
        assert_eq!(read(&["--now"]).unwrap_err(), WrongUse::NoValue("--now".into()));
    }
}
