//! Other programs: where they are, and how they are run.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a command of ours comes to: nothing, or the reason why it could not be done.
pub(crate) type Done = Result<(), String>;

/// The top folder of the repository.
pub(crate) fn root() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR"));
    crates.ancestors().nth(3).unwrap_or(crates).to_owned()
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> Result<PathBuf, String> {
    let output = cargo()
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo does not start: {error}"))?;
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .ok_or_else(|| "cargo metadata names no folder".into())
}

/// An executable that cargo has built: `debug` or `release`, and its name.
pub(crate) fn built(profile: &str, name: &str) -> Result<PathBuf, String> {
    Ok(target()?.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// The command line of this system, built from these sources. With the features of the whole workspace, as `cargo xtask test`
/// builds it, so that neither builds anew for the other.
pub(crate) fn command_line() -> Result<PathBuf, String> {
    run(cargo().args(["build", "--quiet", "--workspace", "--bin", "etalase-cli"]))?;
    built("debug", "etalase-cli")
}

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    of(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A program, started in the top folder.
pub(crate) fn of(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// npm, in the folder of the page.
pub(crate) fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root().join("ui"));
    command
}

/// Runs a program to its end, showing what it writes; an error names it.
pub(crate) fn run(command: &mut Command) -> Done {
    let status = command.status().map_err(|error| format!("{} does not start: {error}", named(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed ({status})", named(command))) }
}

/// Runs a program to its end, showing what it writes and keeping its standard output: whether it succeeded, and that.
pub(crate) fn run_kept(command: &mut Command) -> Result<(bool, String), String> {
    let name = named(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().map_err(|error| format!("{name} does not start: {error}"))?;
    let mut kept = String::new();
    if let Some(out) = child.stdout.take() {
        let mut out = BufReader::new(out);
        let mut line = Vec::new();
        // Bytes, not text: a test may print anything, and must not stop the reading.
        while matches!(out.read_until(b'\n', &mut line), Ok(read) if read > 0) {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            kept.push_str(&text);
            line.clear();
        }
    }
    let _ = std::io::stdout().flush();
    let status = child.wait().map_err(|error| format!("{name}: {error}"))?;
    Ok((status.success(), kept))
}

/// Runs a program to its end without showing its standard output: that, if it succeeded.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A command as one would type it.
pub(crate) fn named(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
