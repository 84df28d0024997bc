//! Renaming and removing files that other programs look at too.
//!
//! On Windows a file that another program has open cannot be renamed, replaced or removed; and there is nearly always
//! one for a moment: the virus scanner that looks at every new file, the indexer, OneDrive. So what fails for that reason
//! alone is tried again for about two seconds ([`PATIENCE`]). After that the failure comes back as it is, and
//! [`is_held`] tells it from others, so that whoever asked can say "close the other program" and mean it.
//!
//! Elsewhere nobody holds a file in this way; there these are the functions of `std`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// How long is waited before each further try, in milliseconds: soon at first, since most scanners are done at once.
pub const PATIENCE: [u64; 8] = [5, 15, 30, 60, 120, 240, 500, 1000];

/// Longest path that every call of Windows takes without its verbatim form: `MAX_PATH` less a file name of 8.3.
const USUAL_PATH: usize = 247;

/// Whether another program had the file open, as Windows tells it: sharing violation, lock violation, or a file that is
/// mapped into memory. On other systems never.
#[must_use]
pub fn is_held(error: &io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    const USER_MAPPED_FILE: i32 = 1224;
    let held = [SHARING_VIOLATION, LOCK_VIOLATION, USER_MAPPED_FILE];
    cfg!(windows) && error.raw_os_error().is_some_and(|code| held.contains(&code))
}

/// Whether trying again may help. Replacing or removing a file that is held is also refused as "access denied", the word
/// that Windows has for missing rights too; and a folder whose file is still going is "not empty".
fn may_pass(error: &io::Error) -> bool {
    let kinds = [io::ErrorKind::PermissionDenied, io::ErrorKind::DirectoryNotEmpty];
    is_held(error) || (cfg!(windows) && kinds.contains(&error.kind()))
}

/// Renames a file or folder; a file of the new name is replaced.
///
/// # Errors
/// As [`std::fs::rename`], after [`PATIENCE`].
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(|| fs::rename(from, to), may_pass, thread::sleep)
}

/// Removes a file.
///
/// # Errors
/// As [`std::fs::remove_file`], after [`PATIENCE`].
pub fn remove_file(path: &Path) -> io::Result<()> {
    patiently(|| fs::remove_file(path), may_pass, thread::sleep)
}

/// Removes a folder with what is in it.
///
/// # Errors
/// As [`std::fs::remove_dir_all`], after [`PATIENCE`]; some of it may be gone then.
pub fn remove_dir_all(path: &Path) -> io::Result<()> {
    patiently(|| fs::remove_dir_all(path), may_pass, thread::sleep)
}

/// Reads a whole file, waiting for a program that is writing it just now.
///
/// # Errors
/// As [`std::fs::read`], after [`PATIENCE`] where the file is held.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    patiently(|| fs::read(path), is_held, thread::sleep)
}

/// Opens a file for reading, waiting for a program that is writing it just now.
///
/// # Errors
/// As [`std::fs::File::open`], after [`PATIENCE`] where the file is held.
pub fn open(path: &Path) -> io::Result<fs::File> {
    patiently(|| fs::File::open(path), is_held, thread::sleep)
}

fn patiently<T>(
    mut act: impl FnMut() -> io::Result<T>,
    may_pass: impl Fn(&io::Error) -> bool,
    wait: impl Fn(Duration),
) -> io::Result<T> {
    for pause in PATIENCE {
        match act() {
            Err(error) if may_pass(&error) => wait(Duration::from_millis(pause)),
            done => return done,
        }
    }
    act()
}

/// The path in the form in which libraries other than `std` take it at any length: on Windows a long one is made
/// absolute and verbatim (`\\?\C:\…`, `\\?\UNC\server\share\…`); `std` does the same by itself. Short paths, and all
/// paths elsewhere, stay as they are.
#[must_use]
pub fn at_any_length(path: &Path) -> PathBuf {
    if !cfg!(windows) {
        return path.to_owned();
    }
    let Ok(absolute) = std::path::absolute(path) else {
        return path.to_owned();
    };
    let text = absolute.to_string_lossy();
    if text.encode_utf16().count() <= USUAL_PATH { path.to_owned() } else { PathBuf::from(verbatim(&text)) }
}

/// The verbatim form of an absolute Windows path.
fn verbatim(absolute: &str) -> String {
    match absolute.strip_prefix(r"\\") {
        Some(rest) if rest.starts_with(r"?\") || rest.starts_with(r".\") => absolute.to_owned(),
        Some(share) => format!(r"\\?\UNC\{share}"),
        None => format!(r"\\?\{absolute}"),
    }
}

/// A name that every system takes for a file, as near to the given one as can be: what Windows forbids in a name becomes
/// `-`, dots and blanks at its end go, and a name that Windows keeps for a device (`CON`, `LPT1.pdf`) gets `_` before it.
/// Nothing is left of a name of dots and blanks; that one becomes `_`.
#[must_use]
pub fn portable_name(name: &str) -> String {
    let forbidden = |letter: char| letter < ' ' || "<>:\"/\\|?*".contains(letter);
    let name: String = name.chars().map(|letter| if forbidden(letter) { '-' } else { letter }).collect();
    let name = name.trim_end_matches(['.', ' ']);
    if name.is_empty() || is_device(name) { format!("_{name}") } else { name.to_owned() }
}

/// Whether Windows takes a name for a device, with or without an extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |port: &str| {
        stem.strip_prefix(port).is_some_and(|number| {
            number.chars().count() == 1 && number.chars().all(|digit| "123456789¹²³".contains(digit))
        })
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || numbered("COM")
        || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;

    fn denied() -> io::Error {
        io::Error::from(io::ErrorKind::PermissionDenied)
    }

    #[test]
    fn a_file_that_is_let_go_in_time_is_a_success() {
        let tries = Cell::new(0);
        let waited = RefCell::new(Vec::new());
        let act = || {
            tries.set(tries.get() + 1);
            if tries.get() < 4 { Err(denied()) } else { Ok("done") }
        };
        let done = patiently(act, |_| true, |pause| waited.borrow_mut().push(pause.as_millis()));
        assert_eq!(done.unwrap(), "done");
        assert_eq!(*waited.borrow(), [5, 15, 30], "no longer than it took");
    }

    #[test]
    fn patience_ends_and_the_failure_is_told() {
        let tries = Cell::new(0);
        let act = || -> io::Result<()> {
            tries.set(tries.get() + 1);
            Err(denied())
        };
        let waited = Cell::new(Duration::ZERO);
        let done = patiently(act, |_| true, |pause| waited.set(waited.get() + pause));
        assert_eq!(
            done.unwrap_err().kind(),
            io::ErrorKind::PermissionDenied,
            "the failure itself, not another"
        );
        assert_eq!(tries.get(), 1 + PATIENCE.len(), "a last try after the last pause");
        assert!(waited.get() < Duration::from_secs(3), "nobody waits longer at a button: {:?}", waited.get());
    }

    #[test]
    fn what_waiting_does_not_mend_is_told_at_once() {
        let tries = Cell::new(0);
        let act = || -> io::Result<()> {
            tries.set(tries.get() + 1);
            Err(denied())
        };
        let done = patiently(act, |_| false, |_| panic!("nothing to wait for"));
        assert!(done.is_err() && tries.get() == 1);
    }

    #[test]
    fn a_name_that_exists_is_replaced() {
        let home = tempfile::tempdir().unwrap();
        let (new, old) = (home.path().join("baru"), home.path().join("lama ñ"));
        fs::write(&new, "baru").unwrap();
        fs::write(&old, "lama").unwrap();
        rename(&new, &old).unwrap();
        assert_eq!(read(&old).unwrap(), b"baru");
        remove_file(&old).unwrap();
        assert!(!old.exists());
    }

    /// What the whole crate is for, on the system that it is for.
    #[cfg(windows)]
    #[test]
    fn a_file_held_by_another_program_is_waited_for() {
        use std::os::windows::fs::OpenOptionsExt;

        let home = tempfile::tempdir().unwrap();
        let (new, held) = (home.path().join("baru"), home.path().join("dipakai"));
        fs::write(&new, "baru").unwrap();
        fs::write(&held, "lama").unwrap();
        // Shares nothing, as a program does that edits a file.
        let holder = fs::OpenOptions::new().read(true).share_mode(0).open(&held).unwrap();
        assert!(is_held(&fs::read(&held).unwrap_err()), "Windows says that it is held");
        let other = thread::spawn(move || {
            thread::sleep(Duration::from_millis(150));
            drop(holder);
        });
        rename(&new, &held).unwrap();
        other.join().unwrap();
        assert_eq!(read(&held).unwrap(), b"baru", "as soon as it was let go");
    }

    #[test]
    fn long_paths_get_their_verbatim_form() {
        for (absolute, expected) in [
            (r"C:\Kantor\etalase.db", r"\\?\C:\Kantor\etalase.db"),
            (r"\\srv\bpbj\kantor", r"\\?\UNC\srv\bpbj\kantor"),
            (r"\\?\C:\Kantor", r"\\?\C:\Kantor"),
            (r"\\.\C:\Kantor", r"\\.\C:\Kantor"),
        ] {
            assert_eq!(verbatim(absolute), expected);
        }
        let short = Path::new("kantor");
        assert_eq!(at_any_length(short), short, "what fits stays as it was typed");
        let long = Path::new("kantor").join("a".repeat(300));
        assert_eq!(at_any_length(&long) == long, !cfg!(windows), "only Windows has two forms");
    }

    #[test]
    fn every_system_takes_a_portable_name() {
        for (name, portable) in [
            ("2026-0042_telaah_R1.pdf", "2026-0042_telaah_R1.pdf"),
            ("Surat: Dinas \"A/B\"?.pdf", "Surat- Dinas -A-B--.pdf"),
            ("CON", "_CON"),
            ("con.pdf", "_con.pdf"),
            ("Lpt1 .surat.pdf", "_Lpt1 .surat.pdf"),
            ("COM¹", "_COM¹"),
            ("COM10.pdf", "COM10.pdf"),
            ("Console.pdf", "Console.pdf"),
            ("surat. . ", "surat"),
            ("...", "_"),
            ("", "_"),
            ("tab\tbaris\n", "tab-baris-"),
            ("Añ é 🙂.pdf", "Añ é 🙂.pdf"),
        ] {
            assert_eq!(portable_name(name), portable, "{name:?}");
        }
    }
}
