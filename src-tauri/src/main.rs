//! Entry point of the window.
//!
//! In a release on Windows no console window opens beside it.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    etalase::run(std::env::args_os().skip(1))
}
