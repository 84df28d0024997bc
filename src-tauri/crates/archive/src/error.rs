//! Everything that the archive can refuse or fail at.

use std::{io, path::Path};

use rusqlite::ErrorCode;

use crate::sha::Sha256;

/// Why the archive did not do what it was asked. Nothing is half done when one of these comes back.
///
/// Texts are for logs and developers; the office turns the variants into sentences. They name files, never paths
/// (invariant 7).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// Another process owns the office folder; it may still be opened read-only.
    #[error("the office is open at {host} by {who} since {since}")]
    InUse {
        /// The account that has it open, empty if the lock's text could not be read.
        who: String,
        /// The computer on which it is open.
        host: String,
        /// Since when, as that process wrote it (RFC 3339).
        since: String,
    },
    /// The folder has no `etalase.db`.
    #[error("the folder holds no office")]
    NotAnOffice,
    /// An office cannot be made where one is.
    #[error("the folder holds an office already")]
    AlreadyAnOffice,
    /// An office cannot be made in a folder that holds other things.
    #[error("the folder is not empty: it holds {name:?}")]
    NotEmpty {
        /// One of the things in it.
        name: String,
    },
    /// `etalase.db` is no SQLite database. It was not touched.
    #[error("etalase.db is not a database")]
    NotADatabase,
    /// `etalase.db` is the database of another application. It was not touched.
    #[error("etalase.db belongs to another application (application id {application_id:#010x})")]
    Foreign {
        /// The id in its header.
        application_id: u32,
    },
    /// The database was written by a newer build. It was not touched.
    #[error("the database has version {found}, this build knows {known}")]
    Newer {
        /// Version of the database.
        found: u32,
        /// Newest version that this build knows.
        known: u32,
    },
    /// The database is older than this build; opening it read-only cannot migrate it.
    #[error("the database has version {found} and must first be opened for writing to become {known}")]
    Older {
        /// Version of the database.
        found: u32,
        /// Version that this build needs.
        known: u32,
    },
    /// The folder cannot be written, and its last owner did not close it: the newest entries are in a write-ahead log
    /// that can be read only where it can also be written. Copy the folder to a local disk.
    #[error("the office was not closed and lies on read-only media")]
    NotClosed,
    /// The backup before a migration was not as good as its source. The database was not touched.
    #[error("the backup before the migration is unsound: {detail}")]
    BackupUnsound {
        /// What was wrong with it.
        detail: String,
    },
    /// A migration failed; everything is as before.
    #[error("the migration to version {to} failed: {detail}")]
    MigrationFailed {
        /// Version that was to be reached.
        to: u32,
        /// What SQLite said, or which rule was broken.
        detail: String,
    },
    /// The archive was opened read-only.
    #[error("the archive is open read-only")]
    ReadOnly,
    /// A thread of the archive is gone.
    #[error("the archive is closed")]
    Closed,
    /// `read` or `write` was called inside a closure that was given to `read` or `write`; it would wait for itself.
    #[error("a transaction was asked for inside a transaction")]
    Nested,
    /// The closure panicked. Its transaction was rolled back.
    #[error("a transaction panicked: {message}")]
    Panicked {
        /// The message of the panic.
        message: String,
    },
    /// The disk is full, or the account's share of it.
    #[error("the disk is full")]
    DiskFull,
    /// The file system refuses: rights, or read-only media.
    #[error("not permitted: {name}")]
    NotPermitted {
        /// The file or folder, without its path.
        name: String,
    },
    /// Another process held the database for longer than the five seconds that we wait.
    #[error("the database is busy")]
    Busy,
    /// SQLite found the database damaged.
    #[error("the database is damaged: {detail}")]
    Damaged {
        /// What SQLite said.
        detail: String,
    },
    /// Any other failure of the database.
    #[error("the database failed: {detail}")]
    Database {
        /// What SQLite said.
        detail: String,
    },
    /// Another program has the file open, and did not let it go while it was waited for ([`files::PATIENCE`]).
    #[error("{name} is held by another program")]
    Held {
        /// The file or folder, without its path.
        name: String,
    },
    /// Any other failure of a file.
    #[error("{name}: {detail}")]
    File {
        /// The file or folder, without its path.
        name: String,
        /// What the operating system said.
        detail: String,
    },
    /// A document of no bytes.
    #[error("{name} is empty")]
    EmptyDocument {
        /// The file, without its path.
        name: String,
    },
    /// A document above the limit ([`crate::office::Settings::document_limit`]).
    #[error("{name} has {bytes} bytes, the limit is {limit}")]
    DocumentTooLarge {
        /// The file, without its path.
        name: String,
        /// Its length in bytes, or as much as was read of a growing file.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The file was gone when it was to be read.
    #[error("{name} is not there any more")]
    Vanished {
        /// The file, without its path.
        name: String,
    },
    /// A file from outside cannot be read: another program holds it, or the account has no right to it. The office
    /// folder has no part in this.
    #[error("{name} cannot be read: {detail}")]
    Unreadable {
        /// The file, without its path.
        name: String,
        /// What the operating system said.
        detail: String,
    },
    /// Not a regular file.
    #[error("{name} is not a file")]
    NotAFile {
        /// The thing, without its path.
        name: String,
    },
    /// The folder has no such document.
    #[error("document {sha256} is missing")]
    DocumentMissing {
        /// Its name.
        sha256: Sha256,
    },
    /// The bytes of a document are not those that its name promises.
    #[error("document {sha256} was changed")]
    DocumentChanged {
        /// Its name.
        sha256: Sha256,
    },
    /// A scratch archive keeps no documents.
    #[error("this archive has no folder")]
    NoFolder,
    /// The application may only issue the next number of a pool (invariant 5).
    #[error("number {given} of pool {pool} {year} is not the next one, which is {next}")]
    NotTheNextNumber {
        /// The pool.
        pool: String,
        /// Its year.
        year: i32,
        /// The number that was to be kept.
        given: i64,
        /// The number that is next.
        next: i64,
    },
    /// No number in use was recorded by that entry of the journal.
    #[error("entry {seq} recorded no number {item} that is in use")]
    NoSuchNumber {
        /// The entry.
        seq: i64,
        /// Which number of that entry.
        item: u32,
    },
    /// A number of a pool that the application owns is voided, never corrected away.
    #[error("an issued number can be voided, not corrected")]
    IssuedNumber,
}

impl ArchiveError {
    /// The failure of an operation on the file or folder at `path`.
    pub(crate) fn of_file(path: &Path, error: &io::Error) -> ArchiveError {
        let name = name_of(path);
        if files::is_held(error) {
            return ArchiveError::Held { name };
        }
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ArchiveError::DiskFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                ArchiveError::NotPermitted { name }
            }
            _ => ArchiveError::File { name, detail: error.to_string() },
        }
    }

    /// The failure of reading the file at `path`, which lies outside the office folder.
    pub(crate) fn of_source(path: &Path, error: &io::Error) -> ArchiveError {
        let name = name_of(path);
        match error.kind() {
            io::ErrorKind::NotFound => ArchiveError::Vanished { name },
            _ => ArchiveError::Unreadable { name, detail: error.to_string() },
        }
    }
}

impl From<rusqlite::Error> for ArchiveError {
    fn from(error: rusqlite::Error) -> ArchiveError {
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => ArchiveError::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ArchiveError::Busy,
            Some(ErrorCode::NotADatabase) => ArchiveError::NotADatabase,
            Some(ErrorCode::DatabaseCorrupt) => ArchiveError::Damaged { detail },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                ArchiveError::NotPermitted { name: crate::folder::DATABASE.to_owned() }
            }
            _ => ArchiveError::Database { detail },
        }
    }
}

/// The last part of a path, for messages.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| "?".to_owned(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told_apart() {
        use std::{fs::OpenOptions, io::Write};

        let path = Path::new("/dev/full");
        let mut file = OpenOptions::new().write(true).open(path).unwrap();
        let error = file.write_all(b"x").unwrap_err();
        assert_eq!(
            ArchiveError::of_file(path, &error),
            ArchiveError::DiskFull,
            "the device that is always full"
        );
    }

    #[test]
    fn messages_name_the_file_and_not_its_path() {
        let path = Path::new("somewhere/private/telaah.pdf");
        let error = ArchiveError::of_file(path, &io::Error::from(io::ErrorKind::PermissionDenied));
        assert_eq!(
            error,
            ArchiveError::NotPermitted { name: "telaah.pdf".to_owned() },
            "invariant 7: never a path"
        );
    }
}
