//! Checks the configuration and writes the permissions of the commands.

use std::path::Path;

// `ETALASE_PAGE` names another built page than the usual one, which `TAURI_CONFIG` then names too.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The page is built into the executable. Its files change names with their content, so the folder is watched whole.
    println!("cargo:rerun-if-env-changed=ETALASE_PAGE");
    let page = std::env::var("ETALASE_PAGE").unwrap_or_else(|_| "ui/dist".into());
    println!("cargo:rerun-if-changed={page}");
    if !Path::new(&page).join("index.html").is_file() {
        return Err(
            "the page is not built yet: `cargo xtask run` builds it, or `npm ci && npm run build` in ui/"
                .into(),
        );
    }
    println!("cargo:rerun-if-changed=src-tauri/windows/etalase.manifest");
    println!("cargo:rerun-if-changed=icons/icon.ico");
    let manifest = include_str!("windows/etalase.manifest");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        // Where the program's own addresses stand, in thirty kilobytes instead of a megabyte that every start reads.
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    tauri_build::try_build(
        tauri_build::Attributes::new()
            .windows_attributes(tauri_build::WindowsAttributes::new().app_manifest(manifest))
            // Without this line every local window could call every command, whatever the capabilities say.
            .app_manifest(tauri_build::AppManifest::new().commands(&["rpc", "hear"])),
    )?;
    Ok(())
}
