//! The floor of `cargo xtask bench window`: a Tauri window with an empty page, and nothing that could be left out.

use std::io::Write;

/// The page has painted its first frame. Called as the application's own command is, so that both are permitted alike.
#[tauri::command]
fn rpc() {
    let mut out = std::io::stdout();
    // The benchmark reads this line; without a reader there is nobody to tell.
    let _ = writeln!(out, "painted 0").and_then(|()| out.flush());
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![rpc])
        .run(tauri::generate_context!("src-tauri/bench/empty-window/tauri.conf.json"))
}
