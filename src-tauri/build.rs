//! Checks the configuration and writes the permission of the one command.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The page is built into the executable. Its files change names with their content, so the folder is watched whole.
    println!("cargo:rerun-if-changed=ui/dist");
    if !Path::new("ui/dist/index.html").is_file() {
        return Err(
            "the page is not built yet: `cargo xtask run` builds it, or `npm ci && npm run build` in ui/"
                .into(),
        );
    }
    tauri_build::try_build(
        tauri_build::Attributes::new()
            // Without this line every local window could call every command, whatever the capabilities say.
            .app_manifest(tauri_build::AppManifest::new().commands(&["rpc"])),
    )?;
    Ok(())
}
