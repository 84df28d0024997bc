//! The one window, and the browser habits it does not have.

use std::path::PathBuf;

use tauri::window::Color;
use tauri::{AppHandle, Manager, Runtime, Theme, Url, WebviewWindow, WebviewWindowBuilder};

use crate::door::Door;
use crate::first;
use crate::notices::Notices;

/// Label of the one window and its web view.
pub(crate) const MAIN: &str = "main";

/// The ground of the page while it loads; `--paper` of the light tokens (DESK 4.1).
const LIGHT_PAPER: Color = Color(0xfa, 0xf8, 0xf4, 0xff);

/// The same in a dark desktop.
const DARK_PAPER: Color = Color(0x1a, 0x1e, 0x25, 0xff);

/// Runs before the page, in its main frame. The page handles its own keys (DESK 9); what the web view would do with the
/// same keys by itself is taken away, also while the page is not there or has stopped: reload, print, find, save, view
/// source, caret browsing, developer tools, back and forward. Files dropped beside a drop zone do not replace the page. The menu of the
/// right mouse button stays where text is edited.
const HABITS: &str = r#"
(() => {
  const plain = new Set(["F3", "F5", "F7", "F12"]);
  const withCtrl = new Set(["f", "g", "j", "o", "p", "r", "s", "u"]);
  const withCtrlShift = new Set(["c", "i", "j", "r"]);
  const withhold = (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const ctrl = event.ctrlKey || event.metaKey;
    if (
      plain.has(key) ||
      (ctrl && !event.altKey && (event.shiftKey ? withCtrlShift : withCtrl).has(key)) ||
      (event.altKey && (key === "ArrowLeft" || key === "ArrowRight"))
    ) {
      event.preventDefault();
    }
  };
  // The page takes no key that was taken away before it: at every key this goes to the end of those who listen.
  addEventListener("keydown", () => {
    removeEventListener("keydown", withhold);
    addEventListener("keydown", withhold);
  }, true);
  addEventListener("contextmenu", (event) => {
    const edited = event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]");
    if (!edited) event.preventDefault();
  }, true);
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault(), true);
})();
"#;

/// Builds the window of `tauri.conf.json` and shows it at once: who starts a program sees it start, and the page's first
/// frame need not wait for the window. It is on the ground that its page will have, but for a light one outside Windows, and
/// it is built hidden, because only a window knows whether the desktop is dark.
///
/// The web view keeps what it keeps in `own_folder`, or where it usually does.
pub(crate) fn build<R: Runtime>(
    app: &tauri::App<R>,
    own_folder: Option<PathBuf>,
) -> tauri::Result<WebviewWindow<R>> {
    let config = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let door = app.state::<Door>().inner().clone();
    let builder = WebviewWindowBuilder::from_config(app, config.ok_or(tauri::Error::WindowNotFound)?)?
        .title(title(false))
        .initialization_script(HABITS)
        .initialization_script(first::QUESTIONS)
        .on_web_resource_request(move |_request, response| first::travel(response, &door))
        .on_navigation(stays_here);
    let builder = match own_folder {
        Some(folder) => builder.data_directory(folder),
        None => builder,
    };
    // Elsewhere a light page begins on white, hardly another ground: given one, WebKitGTK paints the page that is still
    // empty, and the page itself waits for that, 6 ms before the first rows.
    let builder = if cfg!(windows) { builder.background_color(LIGHT_PAPER) } else { builder };
    let window = builder.build()?;
    if matches!(window.theme(), Ok(Theme::Dark)) {
        window.set_background_color(Some(DARK_PAPER))?;
    }
    window.show()?;
    Ok(window)
}

/// Whether an address is the application's own page. Nothing in it leads anywhere else; this holds if something should.
fn stays_here(address: &Url) -> bool {
    match address.scheme() {
        "tauri" => address.host_str() == Some("localhost"),
        "http" | "https" => address.host_str() == Some("tauri.localhost"),
        "about" => address.path() == "blank",
        _ => false,
    }
}

/// Brings the window to the front: somebody started the application a second time.
pub(crate) fn come_forward<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // Each may fail on a desktop that does not know it; the others still help.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Title of the window; a sample office says so wherever it shows.
fn title(sample: bool) -> &'static str {
    if sample { "Etalase (kantor contoh)" } else { "Etalase" }
}

/// Passes a notice of the office to the page. A notice that is not JSON goes as plain text. That another office was opened
/// is told by the window's title, which says which kind it is; the page asked for it, and begins anew.
pub(crate) fn tell<R: Runtime>(app: &AppHandle<R>, notice: &str) {
    let body = serde_json::from_str(notice).unwrap_or_else(|_| serde_json::Value::from(notice));
    if body["notice"] != "opened" {
        return app.state::<Notices>().tell(body);
    }
    let (later, sample) = (app.clone(), body["sample"] == true);
    // On the main thread, which comes to it when the window is built: an office may be open before that.
    let _ = app.run_on_main_thread(move || {
        if let Some(window) = later.get_webview_window(MAIN) {
            // A window that is gone needs no title.
            let _ = window.set_title(title(sample));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, stays: bool) {
        assert_eq!(stays_here(&address.parse().unwrap()), stays, "{address}");
    }

    #[test]
    fn a_sample_office_is_told_by_the_title() {
        assert!(title(true).contains("contoh"), "a sample office is never taken for a real one");
        assert!(!title(false).contains("contoh"), "nor a real one for a sample");
    }

    #[test]
    fn the_window_has_the_ground_of_its_page() {
        let tokens = include_str!("../../ui/src/shared/tokens.css");
        for Color(red, green, blue, _) in [LIGHT_PAPER, DARK_PAPER] {
            let paper = format!("--paper: #{red:02X}{green:02X}{blue:02X};");
            assert!(tokens.contains(&paper), "{paper} is not in the tokens");
        }
    }

    #[test]
    fn the_page_leads_nowhere_else() {
        check("tauri://localhost/", true);
        check("tauri://localhost/index.html#meja", true);
        check("http://tauri.localhost/", true);
        check("about:blank", true);
        check("tauri://elsewhere/", false);
        check("http://tauri.localhost.example.com/", false);
        check("https://example.com/", false);
        check("file:///etc/passwd", false);
        check("data:text/html,x", false);
    }
}
