//! `cargo xtask windows`: the programs, the setup and the portable zip for Windows, made on Debian 12 from the distribution's
//! packages alone (ENGINEERING 3); and their trial under Wine.

mod cross;
mod package;
mod repeat;
mod trial;
mod wine;

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{Done, of, root, target};
use crate::setup;
use cross::Cross;
use package::{Signing, Stage};

/// What building for Windows needs: Debian's toolchain with the sources of `std`, a linker and a resource compiler for
/// Windows, the maker of setups, and a signer.
const BUILDING: &[&str] =
    &["rustc-web", "cargo-web", "rust-web-src", "gcc-mingw-w64-x86-64-win32", "nsis", "osslsigncode", "zip"];

/// What trying it needs besides: Wine, and a screen for the one message that is shown.
const TRYING: &[&str] = &["wine", "wine64", "xvfb", "imagemagick", "x11-utils", "unzip", "openssl"];

/// The setup travels by e-mail and on sticks (issue 5).
const LARGEST_SETUP: u64 = 8 * MEGABYTE;
/// What is installed, all of it.
const LARGEST_INSTALLED: u64 = 25 * MEGABYTE;
const MEGABYTE: u64 = 1_000_000;

/// The words after `cargo xtask windows`; `None` if they are not understood.
pub(crate) fn windows(words: &[&str]) -> Option<Done> {
    match words {
        [] => Some(build(None).map(drop)),
        ["--test"] => Some(test()),
        ["--try"] => Some(try_again(None)),
        ["--try", part] => Some(try_again(Some(part))),
        ["--reproducible"] => Some(packages(&[BUILDING, &["git"]]).and_then(|()| repeat::repeat())),
        ["--sign", certificate, rest @ ..] => {
            Some(Signing::read(certificate, rest)?.and_then(|signing| build(Some(signing))).map(drop))
        }
        _ => None,
    }
}

/// Everything that was built, all in one folder.
#[derive(Debug)]
struct Built {
    /// Where Debian's toolchain built it.
    build: PathBuf,
    /// The files, as they will be installed.
    stage: Stage,
    /// The setup.
    setup: PathBuf,
    /// The portable zip.
    portable: PathBuf,
}

fn packages(wanted: &[&[&str]]) -> Done {
    if !cfg!(target_os = "linux") {
        return Err("the build for Windows runs on Debian; on a Windows PC see docs/BUILD.md".into());
    }
    setup::packages(wanted)
}

/// Builds all of it from this repository into `<target>/windows`.
fn build(signing: Option<Signing>) -> Result<Built, String> {
    packages(&[BUILDING])?;
    setup::page()?;
    build_from(&root(), &target()?.join("windows"), signing)
}

/// Builds all of it from the sources at `source`, where the page's packages are installed, into the folder `out`.
fn build_from(source: &Path, out: &Path, signing: Option<Signing>) -> Result<Built, String> {
    let build = out.join("build");
    let cross = Cross::of(source, &build)?;
    cross.page()?;
    let programs = cross.programs()?;
    let stage = Stage::fill(source, &out.join("files"), &programs, signing)?;
    let setup = stage.setup(&out.join(setup_name(&stage)), stage.version())?;
    let zip = stage.portable(&out.join(portable_name(&stage)))?;
    let installed = stage.installed()?;
    for (name, bytes) in &installed {
        println!("{:>11} {name}", figure(*bytes));
    }
    let total = installed.iter().map(|(_, bytes)| bytes).sum();
    within("installed", total, LARGEST_INSTALLED)?;
    within(&name_of(&setup), size(&setup)?, LARGEST_SETUP)?;
    println!("{:>11} {}", figure(size(&zip)?), name_of(&zip));
    println!("xtask: all of it lies in {}", out.display());
    Ok(Built { build, stage, setup, portable: zip })
}

/// Prints a size beside its limit, and refuses one above it.
fn within(what: &str, bytes: u64, limit: u64) -> Done {
    println!("{:>11} {what} (at most {})", figure(bytes), figure(limit));
    if bytes <= limit { Ok(()) } else { Err(format!("{what}: {bytes} bytes, at most {limit}")) }
}

/// A number of bytes as a person reads it.
fn figure(bytes: u64) -> String {
    format!("{}.{:02} MB", bytes / MEGABYTE, bytes % MEGABYTE / 10_000)
}

fn size(file: &Path) -> Result<u64, String> {
    fs::metadata(file).map(|file| file.len()).map_err(|error| format!("{}: {error}", file.display()))
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Makes a folder anew.
fn fresh(folder: &Path) -> Done {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    fs::create_dir_all(folder).map_err(failed)
}

fn copy(from: &Path, to: &Path) -> Done {
    fs::copy(from, to).map(drop).map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
}

/// Builds and tries everything under Wine.
fn test() -> Done {
    packages(&[BUILDING, TRYING, crate::printing::PACKAGES])?;
    trial::trial(&build(None)?, None)
}

/// Tries what was built last, without building it again: all of it, or the parts with this word in their names.
fn try_again(only: Option<&str>) -> Done {
    packages(&[BUILDING, TRYING, crate::printing::PACKAGES])?;
    let out = target()?.join("windows");
    let stage = Stage::found(&root(), &out.join("files"))?;
    let setup = out.join(setup_name(&stage));
    let portable = out.join(portable_name(&stage));
    let built = Built { build: out.join("build"), stage, setup, portable };
    trial::trial(&built, only)
}

fn setup_name(stage: &Stage) -> String {
    format!("Etalase-Setup-{}.exe", stage.version())
}

fn portable_name(stage: &Stage) -> String {
    format!("Etalase-Portabel-{}.zip", stage.version())
}

/// The SHA-256 of a file, by the system's own tool.
fn sha256(file: &Path) -> Result<String, String> {
    let answer = crate::program::answer(of("sha256sum").arg(file));
    let sum = answer.as_deref().and_then(|answer| answer.split_whitespace().next());
    // A name with odd letters gets a backslash before the sum.
    sum.map(|sum| sum.trim_start_matches('\\').to_owned())
        .ok_or_else(|| format!("sha256sum {} failed", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_held_to_their_limits() {
        assert_eq!(figure(8_000_000), "8.00 MB");
        assert_eq!(figure(12_345_678), "12.34 MB", "never rounded up");
        assert!(within("setup", LARGEST_SETUP, LARGEST_SETUP).is_ok(), "the limit itself is allowed");
        assert!(within("setup", LARGEST_SETUP + 1, LARGEST_SETUP).is_err(), "one byte more is not");
    }

    #[test]
    fn words_that_are_not_understood_build_nothing() {
        for words in
            [&["--tset"][..], &["--sign"], &["--test", "--reproducible"], &["--sign", "a.pfx", "--kay", "b"]]
        {
            assert!(windows(words).is_none(), "{words:?}");
        }
    }
}
