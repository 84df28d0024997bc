//! Gives the Windows program its version, its icon and its manifest; elsewhere there is nothing to do.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = "../../windows";
    for file in ["cli.rc", "etalase.manifest", "../../icons/icon.ico"] {
        println!("cargo:rerun-if-changed={folder}/{file}");
    }
    let version = std::env::var("CARGO_PKG_VERSION")?;
    let numbers: Vec<&str> = version.split(['.', '-', '+']).take(3).collect();
    let macros = [format!("VERSION={version}"), format!("VERSION_NUMBERS={},0", numbers.join(","))];
    // The compiler looks for icon and manifest beside the text.
    embed_resource::compile(format!("{folder}/cli.rc"), &macros).manifest_required()?;
    Ok(())
}
