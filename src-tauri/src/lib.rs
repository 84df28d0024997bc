//! The shell: one window, one command, one preview protocol.
//!
//! The shell knows nothing of the procedure. It opens an office in a thread of its own ([`door`]), hands the page's
//! requests to it ([`rpc`]) and its pictures back ([`preview`]), and shows the page in a window whose browser habits are
//! switched off ([`window`]). The main thread draws; it never waits for the office.

mod arguments;
mod door;
mod drag;
mod preview;
mod rpc;
#[cfg(test)]
#[path = "tests.rs"]
mod shipped;
#[cfg(any(debug_assertions, feature = "test-door"))]
mod test_door;
mod window;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use devices::{Devices, NativePicker};
use office::{Desk, Fault};
use tauri::Manager;

use crate::arguments::Arguments;
use crate::door::Door;

/// Exit status of a start with arguments that nobody understands, the same as the command line's (DESIGN 9).
const WRONG_USE: u8 = 2;

/// Opens the window and stays until it is closed. `arguments` are those after the program's own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::read(arguments, std::env::var_os("ETALASE_OFFICE")) {
        Ok(arguments) => arguments,
        Err(wrong) => return complain(&wrong, ExitCode::from(WRONG_USE)),
    };
    match start(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(&error, ExitCode::FAILURE),
    }
}

/// Why no window opened.
fn complain(error: &dyn std::error::Error, status: ExitCode) -> ExitCode {
    // Standard error may be closed (a start from the desktop); there is then nobody left to tell.
    let _ = writeln!(std::io::stderr(), "etalase: {error}");
    status
}

fn start(arguments: Arguments) -> tauri::Result<()> {
    let builder = tauri::Builder::default()
        // First of all plugins, so that a second start ends before it has done anything.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::come_forward(app)));
    let app = with_doors(builder).setup(move |app| Ok(set_up(app, arguments)?)).build(context())?;
    app.run(|app, event| {
        if matches!(event, tauri::RunEvent::Exit) {
            app.state::<Door>().close();
        }
    });
    Ok(())
}

/// Runs on the main thread before the first frame: only what costs nothing. The office opens beside it.
fn set_up(app: &tauri::App, arguments: Arguments) -> tauri::Result<()> {
    let data = app.path().local_data_dir()?.join("Etalase");
    let dialogs = NativePicker::new();
    let mut devices = Devices::of_this_pc(&data.join("cetak"));
    devices.picker = Arc::new(dialogs.clone());
    arguments.take_over(&mut devices);
    app.manage(arguments.when_painted());

    let first = arguments.first_request();
    let place = Place::choose(arguments.office, &data);
    let title = place.title();
    let notices = app.handle().clone();
    let open = move || {
        let desk = place.open(devices)?;
        // A refusal is seen at once: the page asks the same.
        first.map(|request| desk.ask_json(&request));
        Ok(desk)
    };
    app.manage(Door::opening(open, move |notice| window::tell(&notices, notice)));
    let window = window::build(app, title)?;
    drag::follow(&window);
    dialogs.own(Box::new(window));
    Ok(())
}

/// The command and the protocol, on any runtime: the real one, or that of a test.
fn with_doors<R: tauri::Runtime>(builder: tauri::Builder<R>) -> tauri::Builder<R> {
    builder
        .register_asynchronous_uri_scheme_protocol("letter", preview::answer)
        .invoke_handler(tauri::generate_handler![rpc::rpc])
}

/// The configuration and the page, built into the executable.
fn context<R: tauri::Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}

/// Which office folder this start is about.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// The folder that was named, or the one in its usual place.
    Office(PathBuf),
    /// The sample office, made when it is not there yet. The first-run wizard will ask instead (DESK 6.13).
    Sample(PathBuf),
}

impl Place {
    /// The office that was named; else the usual one if it exists; else the sample office beside it.
    fn choose(named: Option<PathBuf>, data: &Path) -> Self {
        let usual = data.join("kantor");
        match named {
            Some(named) => Self::Office(named),
            None if usual.exists() => Self::Office(usual),
            None => Self::Sample(data.join("kantor-contoh")),
        }
    }

    /// Title of the window; a sample office says so wherever it shows.
    fn title(&self) -> &'static str {
        match self {
            Self::Office(_) => "Etalase",
            Self::Sample(_) => "Etalase (kantor contoh)",
        }
    }

    /// Opens the office; blocks for as long as its journal takes.
    fn open(&self, devices: Devices) -> Result<Desk, Fault> {
        match self {
            Self::Office(folder) => Desk::open(folder, devices),
            Self::Sample(folder) => {
                if !folder.exists() {
                    office::create_office(folder, true, &devices)?;
                }
                Desk::open(folder, devices)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_office_wins_over_the_usual_one() {
        let data = tempfile::tempdir().unwrap();
        let named = PathBuf::from("somewhere");
        std::fs::create_dir(data.path().join("kantor")).unwrap();
        assert_eq!(
            Place::choose(Some(named.clone()), data.path()),
            Place::Office(named),
            "who names one means it"
        );
    }

    #[test]
    fn the_sample_office_is_only_for_who_has_none() {
        let data = tempfile::tempdir().unwrap();
        let sample = Place::choose(None, data.path());
        assert_eq!(sample, Place::Sample(data.path().join("kantor-contoh")), "apart from a real office");
        assert!(sample.title().contains("contoh"), "a sample office is told by its title");
        std::fs::create_dir(data.path().join("kantor")).unwrap();
        let own = Place::choose(None, data.path());
        assert_eq!(own, Place::Office(data.path().join("kantor")), "a real office is never passed over");
        assert!(!own.title().contains("contoh"), "a real office is not called a sample");
    }
}
