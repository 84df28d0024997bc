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

const SHARING_VIOLATION: i32 = 32;

/// Whether another program had the file open, as Windows tells it: sharing violation, lock violation, or a file that is
/// mapped into memory. On other systems never.
#[must_use]
pub fn is_held(error: &io::Error) -> bool {
    const LOCK_VIOLATION: i32 = 33;
    const USER_MAPPED_FILE: i32 = 1224;
    let held = [SHARING_VIOLATION, LOCK_VIOLATION, USER_MAPPED_FILE];
    cfg!(windows) && error.raw_os_error().is_some_and(|code| held.contains(&code))
}

/// How a file or folder stands towards being renamed, replaced or removed, as far as Windows tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(windows), allow(dead_code, reason = "only Windows tells"))]
enum Standing {
    /// Nothing of itself is in the way, or it is not there.
    Free,
    /// Another program has it open.
    Held,
    /// Removed already, and going when the last program lets go of it; or of a kind that does not tell.
    Unknown,
    /// Our rights do not reach so far.
    Forbidden,
}

impl Standing {
    /// Asks for the right to remove it, without using that: a program that holds it makes that a sharing violation, where
    /// replacing or removing only says "access denied".
    #[cfg(windows)]
    fn of(path: &Path) -> Self {
        use std::os::windows::fs::OpenOptionsExt;

        const DELETE: u32 = 0x0001_0000;
        const READ_ATTRIBUTES: u32 = 0x80;
        const SHARE_ALL: u32 = 7;
        /// Folders too, and links themselves.
        const ANYTHING: u32 = 0x0200_0000 | 0x0020_0000;
        let open = |access| {
            let mut options = fs::OpenOptions::new();
            options.access_mode(access).share_mode(SHARE_ALL).custom_flags(ANYTHING).open(path)
        };
        let denied = |error: &io::Error| error.kind() == io::ErrorKind::PermissionDenied;
        match open(DELETE) {
            // What lies in a folder may be held too.
            Ok(file) if file.metadata().is_ok_and(|facts| facts.is_dir()) => Self::Unknown,
            Ok(_) => Self::Free,
            Err(error) if is_held(&error) => Self::Held,
            // Nobody may even look at a file that is going.
            Err(error) if denied(&error) => match open(READ_ATTRIBUTES) {
                Err(error) if denied(&error) => Self::Unknown,
                Ok(_) | Err(_) => Self::Forbidden,
            },
            Err(_) => Self::Free,
        }
    }

    /// Elsewhere nobody holds a file in this way.
    #[cfg(not(windows))]
    fn of(_path: &Path) -> Self {
        Self::Forbidden
    }
}

/// Renames a file or folder; a file of the new name is replaced.
///
/// # Errors
/// As [`std::fs::rename`], after [`PATIENCE`] where waiting could help. That either is held is told as such.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    change(|| fs::rename(from, to), || vec![Standing::of(from), Standing::of(to)], thread::sleep)
}

/// Removes a file.
///
/// # Errors
/// As [`std::fs::remove_file`], after [`PATIENCE`] where waiting could help. That it is held is told as such.
pub fn remove_file(path: &Path) -> io::Result<()> {
    change(|| fs::remove_file(path), || vec![Standing::of(path)], thread::sleep)
}

/// Removes a folder with what is in it, read-only files too.
///
/// # Errors
/// As [`std::fs::remove_dir_all`], after [`PATIENCE`]; some of it may be gone then.
pub fn remove_dir_all(path: &Path) -> io::Result<()> {
    let remove = || match fs::remove_dir_all(path) {
        // On sticks and shares Windows removes no file that is read-only, as every kept document is.
        Err(error) if cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied => {
            let _ = make_writable(path);
            fs::remove_dir_all(path)
        }
        removed => removed,
    };
    change(remove, || vec![Standing::of(path)], thread::sleep)
}

/// Takes "read-only" off every file under a folder.
fn make_writable(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // Of the entry itself: a link leads out of the folder.
        let facts = entry.metadata()?;
        if facts.is_dir() {
            make_writable(&entry.path())?;
        } else if facts.is_file() && facts.permissions().readonly() {
            set_readonly(&entry.path(), false)?;
        }
    }
    Ok(())
}

/// Does what Windows refuses for a read-only file and other systems do not: removing it, or renaming over it. Where that
/// fails, the file is left read-only as it was.
///
/// # Errors
/// As what is done, or that the file cannot be made writable for it.
pub fn past_read_only<T>(path: &Path, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let locked = cfg!(windows) && fs::metadata(path).is_ok_and(|facts| facts.permissions().readonly());
    if locked {
        set_readonly(path, false)?;
    }
    act().inspect_err(|_| {
        if locked {
            // If that fails too, the failure to be told is the other one.
            let _ = set_readonly(path, true);
        }
    })
}

fn set_readonly(path: &Path, readonly: bool) -> io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_readonly(readonly);
    fs::set_permissions(path, permissions)
}

/// Reads a whole file, waiting for a program that is writing it just now.
///
/// # Errors
/// As [`std::fs::read`], after [`PATIENCE`] where the file is held.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    while_held(|| fs::read(path))
}

/// Opens a file for reading, waiting for a program that is writing it just now.
///
/// # Errors
/// As [`std::fs::File::open`], after [`PATIENCE`] where the file is held.
pub fn open(path: &Path) -> io::Result<fs::File> {
    while_held(|| fs::File::open(path))
}

/// Does something with files, again from its beginning as long as another program holds one of them.
///
/// # Errors
/// As what is done, after [`PATIENCE`] where a file is held.
pub fn while_held<T>(act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    patiently(act, is_held, thread::sleep)
}

/// Renames or removes. "Access denied" is the word of Windows both for a file that is held and for missing rights, so the
/// files themselves are asked how they stand; missing rights are told at once.
fn change<T>(
    act: impl FnMut() -> io::Result<T>,
    standings: impl Fn() -> Vec<Standing>,
    wait: impl Fn(Duration),
) -> io::Result<T> {
    // One that is free now may have been let go just after the refusal: that earns one more try, not the whole patience.
    let mut once_more = cfg!(windows);
    let mut held = false;
    let may_pass = |error: &io::Error| {
        held = is_held(error);
        match error.kind() {
            _ if held => true,
            // A folder whose last file is still going.
            io::ErrorKind::DirectoryNotEmpty => cfg!(windows),
            io::ErrorKind::PermissionDenied => {
                let standings = standings();
                held = standings.contains(&Standing::Held);
                if held || standings.contains(&Standing::Unknown) {
                    true
                } else if standings.contains(&Standing::Forbidden) {
                    false
                } else {
                    std::mem::take(&mut once_more)
                }
            }
            _ => false,
        }
    };
    patiently(act, may_pass, wait).map_err(|error| {
        let denied = error.kind() == io::ErrorKind::PermissionDenied;
        // So that whoever asked can say what is the matter.
        if held && denied { io::Error::from_raw_os_error(SHARING_VIOLATION) } else { error }
    })
}

fn patiently<T>(
    mut act: impl FnMut() -> io::Result<T>,
    mut may_pass: impl FnMut(&io::Error) -> bool,
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
    fn a_denial_is_waited_for_only_where_a_file_is_in_the_way() {
        let tries = |standings: &[Standing]| {
            let tries = Cell::new(0);
            let act = || -> io::Result<()> {
                tries.set(tries.get() + 1);
                Err(denied())
            };
            let failed = change(act, || standings.to_vec(), |_| {}).unwrap_err();
            (tries.get(), failed.raw_os_error() == Some(SHARING_VIOLATION))
        };
        let all = 1 + PATIENCE.len();
        assert_eq!(tries(&[Standing::Free, Standing::Held]), (all, true), "told as held in the end");
        assert_eq!(tries(&[Standing::Unknown]), (all, false));
        assert_eq!(tries(&[Standing::Forbidden, Standing::Free]), (1, false), "missing rights stay missing");
        let free = if cfg!(windows) { 2 } else { 1 };
        assert_eq!(tries(&[Standing::Free]), (free, false), "it may have been let go just now");
    }

    #[test]
    fn a_folder_goes_with_the_read_only_files_in_it() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("kantor.belum-jadi");
        let document = folder.join("documents/ab/surat.pdf");
        fs::create_dir_all(document.parent().unwrap()).unwrap();
        fs::write(&document, "x").unwrap();
        set_readonly(&document, true).unwrap();
        remove_dir_all(&folder).unwrap();
        assert!(!folder.exists());
    }

    #[test]
    fn every_file_of_a_folder_is_made_writable() {
        let home = tempfile::tempdir().unwrap();
        let document = home.path().join("documents/ab/surat.pdf");
        fs::create_dir_all(document.parent().unwrap()).unwrap();
        fs::write(&document, "x").unwrap();
        set_readonly(&document, true).unwrap();
        make_writable(home.path()).unwrap();
        assert!(!fs::metadata(&document).unwrap().permissions().readonly());
    }

    #[test]
    fn a_read_only_file_is_replaced_and_removed_and_else_left_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        let (kept, new) = (home.path().join("surat"), home.path().join("baru"));
        fs::write(&kept, "lama").unwrap();
        set_readonly(&kept, true).unwrap();
        past_read_only(&kept, || -> io::Result<()> { Err(denied()) }).unwrap_err();
        assert!(fs::metadata(&kept).unwrap().permissions().readonly());
        fs::write(&new, "baru").unwrap();
        past_read_only(&kept, || rename(&new, &kept)).unwrap();
        assert_eq!(read(&kept).unwrap(), b"baru");
        set_readonly(&kept, true).unwrap();
        past_read_only(&kept, || remove_file(&kept)).unwrap();
        past_read_only(&kept, || remove_file(&kept)).unwrap_err();
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

    #[cfg(windows)]
    #[test]
    fn windows_tells_how_a_file_stands() {
        use std::os::windows::fs::OpenOptionsExt;

        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("surat");
        assert_eq!(Standing::of(&file), Standing::Free, "nothing there is in nobody's way");
        fs::write(&file, "x").unwrap();
        assert_eq!(Standing::of(&file), Standing::Free);
        assert_eq!(Standing::of(home.path()), Standing::Unknown, "what lies in it is not asked");
        // Shares reading and writing, as most programs do, but not removing.
        let holder = fs::OpenOptions::new().read(true).share_mode(3).open(&file).unwrap();
        assert_eq!(Standing::of(&file), Standing::Held);
        assert!(is_held(&remove_file(&file).unwrap_err()), "and so it is told");
        drop(holder);
        remove_file(&file).unwrap();
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
