//! The shell: one window, one command for requests and one to listen, one preview protocol.
//!
//! The shell knows nothing of the procedure. It opens an office in a thread of its own ([`door`]), before the window is
//! there, lets the answers to the first requests travel in the page itself ([`first`]), hands the others to the office
//! ([`rpc`]), its notices ([`notices`]) and its pictures back ([`preview`]), and shows the page in a window whose browser
//! habits are switched off ([`window`]). The main thread draws; it never waits for the office.

mod arguments;
mod door;
mod drag;
mod first;
mod home;
mod notices;
mod preview;
mod rpc;
#[cfg(test)]
#[path = "tests.rs"]
mod shipped;
#[cfg(any(debug_assertions, feature = "test-door"))]
mod test_door;
mod web_view;
mod window;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use devices::{Devices, NativePicker, NotebookFolder};
use office::Entrance;
use tauri::Manager;

use crate::arguments::Arguments;
use crate::door::Door;
use crate::home::Home;
use crate::notices::{Heard, Notices};

/// Exit status of a start with arguments that nobody understands, the same as the command line's (DESIGN 9).
const WRONG_USE: u8 = 2;

/// What is said, above the system's own words, when no window could be opened.
const NOT_OPENED: &str = "Jendela Etalase tidak dapat dibuka. Data kantor aman dan tidak berubah. Nyalakan ulang komputer, lalu coba lagi; \
    bila tetap begini, salin kalimat di bawah ini untuk pengelola.";

/// The word by which the installed `etalase-cli.exe` (`crates/console`) asks for the command line.
#[cfg(windows)]
const COMMAND_LINE: &str = "--command-line";

/// Exit status of a start on a PC whose WebView2 runtime is missing or too old.
const NO_WEB_VIEW: u8 = 3;

/// Opens the window and stays until it is closed. `arguments` are those after the program's own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    #[cfg(windows)]
    if arguments.first().is_some_and(|first| first == COMMAND_LINE) {
        return etalase_cli::run(arguments.into_iter().skip(1));
    }
    let arguments = match Arguments::read(arguments, std::env::var_os("ETALASE_OFFICE")) {
        Ok(arguments) => arguments,
        Err(wrong) => return complain(&wrong, ExitCode::from(WRONG_USE)),
    };
    // Before Tauri begins: without its web view, all it could do is end without a word.
    if let Some(unfit) = web_view::unfit_on_this_pc() {
        devices::say(web_view::TITLE, &unfit.sentence());
        return complain(&unfit, ExitCode::from(NO_WEB_VIEW));
    }
    match start(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // A program without a console has no other way to say it.
            if cfg!(windows) {
                devices::say(web_view::TITLE, &format!("{NOT_OPENED}\n\n{error}"));
            }
            complain(&error, ExitCode::FAILURE)
        }
    }
}

/// Why no window opened.
fn complain(error: &dyn std::error::Error, status: ExitCode) -> ExitCode {
    // Standard error may be closed (a start from the desktop); there is then nobody left to tell.
    let _ = writeln!(std::io::stderr(), "etalase: {error}");
    status
}

fn start(arguments: Arguments) -> tauri::Result<()> {
    let home = home()?;
    let dialogs = NativePicker::new();
    let heard = Heard::default();
    let when_painted = arguments.when_painted();
    // Before anything of the window: while its toolkit starts on one core, the office opens on another.
    let door = open(arguments, &home, &dialogs, heard.clone());
    let builder = tauri::Builder::default()
        // First of all plugins, so that a second start ends before anything of it is seen. The office that it began to open it
        // found in use.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::come_forward(app)));
    let set_up = move |app: &mut tauri::App| {
        app.manage(when_painted);
        app.manage(door);
        let window = window::build(app, home.web_view)?;
        // What was heard may concern its title.
        let application = app.handle().clone();
        heard.lead_to(move |notice| window::tell(&application, notice));
        drag::follow(&window);
        dialogs.own(Box::new(window));
        Ok(())
    };
    let app = with_doors(builder).setup(set_up).build(context())?;
    app.run(|app, event| {
        if matches!(event, tauri::RunEvent::Exit) {
            app.state::<Door>().close();
        }
    });
    Ok(())
}

/// The folders of this start: beside the program if it is carried, else with the user.
fn home() -> tauri::Result<Home> {
    if let Some(home) = std::env::current_exe().ok().as_deref().and_then(Home::carried) {
        return Ok(home);
    }
    let of_user = dirs::data_local_dir().zip(dirs::config_dir());
    let (local, config) = of_user.ok_or(tauri::Error::UnknownPath)?;
    Ok(Home::of_user(&local, &config))
}

/// Begins to open the office of this start, in a thread of its own.
fn open(arguments: Arguments, home: &Home, dialogs: &NativePicker, heard: Heard) -> Door {
    let mut devices = Devices::of_this_pc(&home.data.join("cetak"));
    devices.picker = Arc::new(dialogs.clone());
    arguments.take_over(&mut devices);
    let first = arguments.first_request();
    let notebook = Arc::new(NotebookFolder::at(&home.notebook));
    let places = home.places(arguments.office);
    Door::opening(move || {
        let entrance = Entrance::begin(places, devices, notebook, move |notice| heard.tell(notice));
        // A refusal is seen at once: the page asks the same.
        first.map(|request| entrance.ask_json(&request));
        entrance
    })
}

/// The commands and the protocol, on any runtime: the real one, or that of a test.
fn with_doors<R: tauri::Runtime>(builder: tauri::Builder<R>) -> tauri::Builder<R> {
    builder
        .register_asynchronous_uri_scheme_protocol("letter", preview::answer)
        .manage(Notices::default())
        .invoke_handler(tauri::generate_handler![rpc::rpc, notices::hear])
}

/// The configuration and the page, built into the executable.
fn context<R: tauri::Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}
