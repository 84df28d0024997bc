//! The real application in a real window: WebKitGTK under Xvfb, driven through the system's own WebDriver.
//!
//! These are few, and slow; whatever a browser can prove stands in `tests/ui`. They skip nothing: a machine without a
//! screen server or driver fails them, with the line that installs both.

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

#[allow(dead_code, reason = "a vocabulary is whole before every word of it is used")]
#[path = "window/desk.rs"]
mod desk;
#[path = "window/display.rs"]
mod display;
#[path = "window/driver.rs"]
mod driver;

use std::path::PathBuf;

use chrono::DateTime;
use devices::fake::FakeDevices;
use tempfile::TempDir;

use crate::desk::Window;

/// The moment at which a window test begins, unless it says otherwise: a Monday morning in office hours.
const MORNING: &str = "2026-03-02T08:15:00+07:00";

/// A sample office in a temporary folder.
struct Office {
    _folder: TempDir,
    path: PathBuf,
}

impl Office {
    fn sample(now: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("kantor");
        let now = DateTime::parse_from_rfc3339(now).expect("a moment");
        let devices = FakeDevices::new(now, folder.path().join("cetak")).devices();
        office::create_office(&path, true, &devices).expect("a sample office");
        Self { _folder: folder, path }
    }
}

#[test]
fn the_window_opens_on_its_office() {
    let office = Office::sample(MORNING);
    let window = Window::start(&office.path, MORNING);
    window.see("Siapa yang memakai komputer ini?");
    let picture = window.screenshot("pilih-pengguna");
    assert!(std::fs::metadata(&picture).expect("a picture").len() > 1000, "the window drew something");
}

#[test]
fn the_page_reaches_nothing_but_its_office() {
    let office = Office::sample(MORNING);
    let window = Window::start(&office.path, MORNING);
    window.see("Siapa yang memakai komputer ini?");
    let global = window.ask("return typeof window.__TAURI__", &[]);
    assert_eq!(global, "undefined", "no ready-made way to the shell");
    let frozen = window.ask("return Object.isFrozen(Object.prototype)", &[]);
    assert_eq!(frozen, true, "prototypes are frozen");
}

#[test]
fn an_office_that_cannot_be_opened_is_said_in_the_window() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let window = Window::start(&folder.path().join("bukan-kantor"), MORNING);
    window.see("kantor");
}
