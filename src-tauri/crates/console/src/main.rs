//! `etalase-cli.exe` as it is installed: a console program of a few hundred kilobytes that starts the command line in
//! `etalase.exe` beside it. Two whole programs would carry letters, fonts and SQLite twice, and not fit the setup.
//!
//! A program with a window has no console, so what it reads and writes goes through pipes. Its exit status becomes ours.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread;

/// The word by which `etalase.exe` knows that it is to be the command line (`src-tauri/src/lib.rs`).
const COMMAND_LINE: &str = "--command-line";

/// Exit status when there is no program beside this one: refused, as the command line itself would say it.
const REFUSED: u8 = 3;

fn main() -> ExitCode {
    let started = std::env::current_exe().and_then(|own| {
        run(
            &own.with_file_name(format!("etalase{}", std::env::consts::EXE_SUFFIX)),
            std::env::args_os().skip(1).collect(),
        )
    });
    match started {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            // Nobody is left to hear of a closed standard error.
            let _ = writeln!(
                io::stderr(),
                "etalase.exe tidak dapat dijalankan dari folder ini ({error}). Pasang ulang Etalase."
            );
            ExitCode::from(REFUSED)
        }
    }
}

/// Runs the program with our arguments, and hands on all that it reads and writes.
fn run(program: &Path, arguments: Vec<OsString>) -> io::Result<u8> {
    let mut child = Command::new(program)
        .arg(COMMAND_LINE)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(to) = child.stdin.take() {
        // Not waited for: it may wait for a person long after the program has ended.
        thread::spawn(move || hand_on(io::stdin(), to));
    }
    let out = child.stdout.take().map(|from| thread::spawn(move || hand_on(from, io::stdout())));
    let err = child.stderr.take().map(|from| thread::spawn(move || hand_on(from, io::stderr())));
    for stream in [out, err].into_iter().flatten() {
        // A stream that panicked has nothing more to hand on.
        let _ = stream.join();
    }
    let status = child.wait()?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(REFUSED))
}

/// Hands on every piece as it comes, until either end is closed.
fn hand_on(mut from: impl Read, mut to: impl Write) {
    let mut piece = [0; 16 * 1024];
    loop {
        match from.read(&mut piece) {
            Ok(0) => return,
            Ok(read) => {
                if to.write_all(&piece[..read]).and_then(|()| to.flush()).is_err() {
                    return;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_handed_on_in_order() {
        let long: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let mut handed = Vec::new();
        hand_on(long.as_slice(), &mut handed);
        assert!(handed == long, "nothing is lost or turned round");
    }

    #[cfg(unix)]
    #[test]
    fn arguments_and_status_go_through() {
        use std::os::unix::fs::PermissionsExt;

        let home = tempfile::tempdir().unwrap();
        let program = home.path().join("etalase");
        std::fs::write(
            &program,
            "#!/bin/sh\ntest \"$1|$2\" = '--command-line|nama kantor' && exit 7\nexit 1\n",
        )
        .unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(run(&program, vec!["nama kantor".into()]).unwrap(), 7, "its status is ours");
        assert!(run(&home.path().join("tidak-ada"), Vec::new()).is_err(), "no program, no status");
    }

    #[test]
    fn the_word_is_the_one_that_the_program_knows() {
        let shell = include_str!("../../../src/lib.rs");
        assert!(shell.contains(&format!("COMMAND_LINE: &str = \"{COMMAND_LINE}\"")), "two places name it");
    }
}
