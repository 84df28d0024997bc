//! The project's own commands: run, test, types, sheets, printing, tidy, bench, windows.
//!
//! Builds with a Rust toolchain alone, and installs what else is needed (on Debian; elsewhere it says what).
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to who called it")]

mod bench;
// The window is driven and shown as the window tests do it.
#[path = "../../../../tests/window/display.rs"]
mod display;
#[allow(dead_code, reason = "the vocabulary is that of the window tests")]
#[path = "../../../../tests/window/driver.rs"]
mod driver;
mod printing;
mod program;
mod run;
mod setup;
mod sheets;
mod test;
mod tidy;
mod types;
mod windows;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  run [--headless]   open the application on a sample office; without a screen, or with --headless:
                     take one usulan through all nine steps and leave its naskah in out/
  test               every check and test; ends with `N passed, N failed`
  types [--check]    write the request types for the page into ui/src/generated; --check only compares
  printing --test    hand real jobs to a CUPS server of its own (installed if it may be; as root), and measure
                     the pages that come out of its PDF printer on A4 and F4
  sheets             draw every page of every golden naskah into docs/gambar/naskah, to be looked at
  tidy               check the invariants that a program can check (DESIGN, section 3)
  bench [NAME]       letter, letters, act, desk or window (or all), each beside its floor; prints JSON and a line
  windows            build the programs, the setup and the portable zip for Windows (on Debian 12)
    [--sign CERT [--key KEY] [--password-file FILE] [--timestamp URL]]  sign them; CERT is a .pfx, .p12 or .pem
    [--test]         then try everything under Wine
    [--reproducible] build two clones of the last commit, and compare every byte

Environment: CARGO_TARGET_DIR as for cargo; DISPLAY decides between a window and --headless.";

/// Exit status of wrong use, the same as the application's own command line.
const WRONG_USE: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["run"] => run::open(run::has_no_screen()),
        ["run", "--headless"] => run::open(true),
        ["test"] => return if test::test() { ExitCode::SUCCESS } else { ExitCode::FAILURE },
        ["types"] => types::write(),
        ["types", "--check"] => types::check(None),
        ["printing", "--test"] => printing::test(),
        ["sheets"] => sheets::draw(),
        ["tidy"] => tidy::tidy(),
        ["bench"] => bench::bench(&bench::ALL),
        ["bench", name] if bench::ALL.contains(name) => bench::bench(&[name]),
        ["windows", words @ ..] => match windows::windows(words) {
            Some(done) => done,
            None => {
                eprintln!("{USAGE}");
                return ExitCode::from(WRONG_USE);
            }
        },
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(WRONG_USE);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}
