//! Who has the office folder open: one process at a time.
//!
//! The claim is the operating system's, not the text's: when the process dies, however it dies, the claim is gone. The
//! text in `office.lock` only says who to ask.
//!
//! On Unix the claim is an exclusive lock on `office.lock`. On Windows a locked region cannot be read by others, so a
//! second process could not say who has the folder; there the claim is an open handle that shares reading only.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::error::ArchiveError;

/// Who opens the folder, as the second one will be told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Owner {
    /// Name of the computer.
    pub host: String,
    /// Name of the person's account on it.
    pub account: String,
    /// When it was opened, RFC 3339. It also dates the backup before a migration.
    pub since: String,
    /// Process id.
    pub pid: u32,
}

/// The claim on an office folder. Dropping it gives the folder free.
#[derive(Debug)]
pub(crate) struct Claim {
    file: File,
}

/// A reader that asks whether the folder is owned holds the lock for an instant; an owner that comes in that instant
/// must not be turned away.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);

impl Claim {
    /// Claims the folder whose lock file is at `path`.
    pub(crate) fn take(path: &Path, owner: &Owner) -> Result<Claim, ArchiveError> {
        for attempt in 1..=TRIES {
            if let Some(mut file) = claim(path).map_err(|e| ArchiveError::of_file(path, &e))? {
                write_owner(&mut file, owner).map_err(|e| ArchiveError::of_file(path, &e))?;
                return Ok(Claim { file });
            }
            if attempt < TRIES {
                thread::sleep(PAUSE);
            }
        }
        let Owner { host, account: who, since, pid: _ } = read_owner(path);
        Err(ArchiveError::InUse { who, host, since })
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // The file stays (removing it would let two processes lock two files of one name); only its text goes.
        // If that fails the text is merely out of date, and nobody reads it while the lock is free.
        let _ = self.file.set_len(0);
    }
}

/// Whether some process owns the folder whose lock file is at `path`.
pub(crate) fn is_claimed(path: &Path) -> bool {
    imp::is_claimed(path)
}

/// The owner that the lock file names, empty fields if it names none.
pub(crate) fn read_owner(path: &Path) -> Owner {
    let mut text = String::new();
    let read = File::open(path).and_then(|mut file| file.read_to_string(&mut text));
    read.ok().and_then(|_| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn claim(path: &Path) -> std::io::Result<Option<File>> {
    imp::claim(path)
}

fn write_owner(file: &mut File, owner: &Owner) -> std::io::Result<()> {
    let mut text = serde_json::to_vec_pretty(owner)?;
    text.push(b'\n');
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&text)?;
    file.sync_all()
}

#[cfg(not(windows))]
mod imp {
    use std::{fs::TryLockError, io};

    use super::*;

    pub(super) fn claim(path: &Path) -> io::Result<Option<File>> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    pub(super) fn is_claimed(path: &Path) -> bool {
        match File::open(path).map(|file| file.try_lock_shared()) {
            Ok(Err(TryLockError::WouldBlock)) => true,
            // No lock file, or a file system without locks: nobody can own it in our sense.
            Ok(Ok(()) | Err(TryLockError::Error(_))) | Err(_) => false,
        }
    }
}

#[cfg(windows)]
mod imp {
    use std::{io, os::windows::fs::OpenOptionsExt};

    use super::*;

    const FILE_SHARE_READ: u32 = 1;
    const ERROR_SHARING_VIOLATION: i32 = 32;

    pub(super) fn claim(path: &Path) -> io::Result<Option<File>> {
        let opened = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .share_mode(FILE_SHARE_READ)
            .open(path);
        match opened {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.raw_os_error() == Some(ERROR_SHARING_VIOLATION) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) fn is_claimed(path: &Path) -> bool {
        // Sharing reading only collides with the owner's right to write.
        let opened = OpenOptions::new().read(true).share_mode(FILE_SHARE_READ).open(path);
        matches!(opened, Err(error) if error.raw_os_error() == Some(ERROR_SHARING_VIOLATION))
    }
}
