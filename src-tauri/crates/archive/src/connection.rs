//! Opening the database of an office: what it must be, and how it is set.

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use crate::{
    error::ArchiveError,
    folder::{FolderRisk, OfficeFolder},
    migration::{APPLICATION_ID, MIGRATIONS, known_version},
    owner,
};

/// How long a connection waits for another process before it says [`ArchiveError::Busy`].
const PATIENCE: Duration = Duration::from_secs(5);

/// More than the archive has statements, so that none is prepared twice.
const STATEMENTS: usize = 96;

/// How much of the database each connection holds in its own memory: half a mebibyte, as SQLite counts it (negative: KiB). The system
/// keeps the file's pages anyway, once for all connections; an old PC has little memory to give.
const CACHE_KIB: i64 = -512;

/// How SQLite keeps a transaction undoable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JournalMode {
    /// Write-ahead log: readers and the writer do not wait for each other. Local disks only.
    Wal,
    /// Rollback journal, removed at commit: for folders that other computers or programs reach.
    Delete,
}

impl JournalMode {
    /// The mode for a folder that lies there (PROCEDURE section 6).
    pub(crate) fn on(risk: &FolderRisk) -> JournalMode {
        match risk {
            FolderRisk::Local => JournalMode::Wal,
            FolderRisk::NetworkPath { .. }
            | FolderRisk::NetworkFileSystem { .. }
            | FolderRisk::Synchronised { .. } => JournalMode::Delete,
        }
    }

    fn name(self) -> &'static str {
        match self {
            JournalMode::Wal => "wal",
            JournalMode::Delete => "delete",
        }
    }
}

/// Reads the header of the database with plain file access, so that what is not ours is refused without any change:
/// even opening a database may create files beside it.
pub(crate) fn check_header(database: &Path) -> Result<(), ArchiveError> {
    let mut file = match File::open(database) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(ArchiveError::NotAnOffice),
        Err(error) => return Err(ArchiveError::of_file(database, &error)),
    };
    let mut header = [0_u8; 100];
    match file.read_exact(&mut header) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            return Err(ArchiveError::NotADatabase);
        }
        Err(error) => return Err(ArchiveError::of_file(database, &error)),
    }
    // Offsets: "The Database Header" in SQLite's file format.
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(ArchiveError::NotADatabase);
    }
    let number_at =
        |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    check_identity(number_at(68), number_at(60))
}

fn check_identity(application_id: u32, version: u32) -> Result<(), ArchiveError> {
    let known = known_version(MIGRATIONS);
    if application_id != APPLICATION_ID {
        return Err(ArchiveError::Foreign { application_id });
    }
    if known < version {
        return Err(ArchiveError::Newer { found: version, known });
    }
    Ok(())
}

/// The version of the database's schema.
pub(crate) fn user_version(connection: &Connection) -> Result<u32, ArchiveError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// As [`check_header`], but through SQLite: what a write-ahead log holds counts too.
pub(crate) fn check_version(connection: &Connection) -> Result<u32, ArchiveError> {
    let application_id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = user_version(connection)?;
    check_identity(application_id.cast_unsigned(), version)?;
    Ok(version)
}

/// What every connection is set to.
pub(crate) fn configure(connection: &Connection) -> Result<(), ArchiveError> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    Ok(())
}

/// Sets how transactions are kept undoable. Another process that is reading may hinder a change; then it stays as it
/// is until the next time.
pub(crate) fn set_journal_mode(connection: &Connection, mode: JournalMode) -> Result<(), ArchiveError> {
    let set: Result<String, ArchiveError> = connection
        .pragma_update_and_check(None, "journal_mode", mode.name(), |row| row.get(0))
        .map_err(Into::into);
    match set {
        Ok(_) | Err(ArchiveError::Busy) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Opens the database for writing. It must be there.
pub(crate) fn open_for_writing(database: &Path) -> Result<Connection, ArchiveError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(files::at_any_length(database), flags)?;
    configure(&connection)?;
    Ok(connection)
}

/// Opens the database for reading beside a writer.
pub(crate) fn open_for_reading(database: &Path) -> Result<Connection, ArchiveError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(files::at_any_length(database), flags)?;
    configure(&connection)?;
    // Opening reads nothing yet; what cannot be read should say so here.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    Ok(connection)
}

/// Opens the database as a file that cannot change: no locks, no files beside it, and a write-ahead log not seen.
fn open_immutable(database: &Path) -> Result<Connection, ArchiveError> {
    let uri = format!("{}?mode=ro&immutable=1", file_uri(&files::at_any_length(database)));
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(uri, flags)?;
    configure(&connection)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    Ok(connection)
}

/// How to read a folder that this process does not own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Approach {
    /// With SQLite's locks, as beside an owner.
    Shared,
    /// Shared, but if the folder cannot be written, as a file that cannot change.
    SharedElseImmutable,
    /// As a file that cannot change.
    Immutable,
}

/// `immutable=1` is only safe when nobody writes and no write-ahead log is waiting (PROCEDURE section 6).
fn approach(owned: bool, log_waiting: bool, media_read_only: bool) -> Approach {
    match (owned || log_waiting, media_read_only) {
        (true, true | false) => Approach::Shared,
        (false, true) => Approach::Immutable,
        (false, false) => Approach::SharedElseImmutable,
    }
}

/// Opens `count` connections for reading a folder that this process does not own.
pub(crate) fn open_read_only(folder: &OfficeFolder, count: usize) -> Result<Vec<Connection>, ArchiveError> {
    let database = folder.database();
    check_header(&database)?;
    let mut log = database.clone().into_os_string();
    log.push("-wal");
    let log_waiting = fs::metadata(Path::new(&log)).is_ok_and(|log| 0 < log.len());
    let owned = owner::is_claimed(&folder.lock());
    let several =
        |open: fn(&Path) -> Result<Connection, ArchiveError>| -> Result<Vec<Connection>, ArchiveError> {
            (0..count).map(|_| open(&database)).collect()
        };
    let connections = match approach(owned, log_waiting, is_read_only(folder.root())) {
        Approach::Immutable => several(open_immutable)?,
        Approach::SharedElseImmutable => match several(open_for_reading) {
            Err(ArchiveError::NotPermitted { .. }) => several(open_immutable)?,
            other => other?,
        },
        Approach::Shared => match several(open_for_reading) {
            Err(ArchiveError::NotPermitted { .. }) if !owned => return Err(ArchiveError::NotClosed),
            other => other?,
        },
    };
    for connection in &connections {
        check_version(connection)?;
    }
    Ok(connections)
}

/// Whether the folder's own rights say that nobody may write into it. (On Windows that attribute of a folder means
/// something else; there, and where rights do not tell, the attempt decides.)
fn is_read_only(dir: &Path) -> bool {
    cfg!(unix) && fs::metadata(dir).is_ok_and(|dir| dir.permissions().readonly())
}

/// The path as a `file:` URI, as SQLite reads it.
fn file_uri(path: &Path) -> String {
    uri_of(&path.to_string_lossy(), cfg!(windows))
}

/// On Windows SQLite takes a drive or a verbatim path (`\\?\`) behind one slash for what it is; before either stands an
/// authority, which must be empty.
fn uri_of(path: &str, windows: bool) -> String {
    let verbatim = windows && path.starts_with(r"\\?\");
    // A verbatim path takes backslashes alone; they are written as numbers below.
    let path = if windows && !verbatim { path.replace('\\', "/") } else { path.to_owned() };
    let mut uri = String::from("file:");
    match (path.starts_with("//"), path.as_bytes().get(1)) {
        (true, _) => uri.push_str("//"),
        (false, _) if verbatim => uri.push_str("///"),
        (false, Some(b':')) if windows => uri.push_str("///"),
        (false, _) => {}
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' | b':' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn immutable_only_when_nobody_owns_and_nothing_waits() {
        for (owned, waiting, read_only, expected) in [
            (false, false, true, Approach::Immutable),
            (false, false, false, Approach::SharedElseImmutable),
            (true, false, true, Approach::Shared),
            (true, false, false, Approach::Shared),
            (false, true, true, Approach::Shared),
            (false, true, false, Approach::Shared),
            (true, true, true, Approach::Shared),
            (true, true, false, Approach::Shared),
        ] {
            assert_eq!(
                approach(owned, waiting, read_only),
                expected,
                "owned {owned}, log waiting {waiting}, read-only {read_only}"
            );
        }
    }

    #[test]
    fn every_kind_of_path_is_a_uri_of_its_own() {
        for (path, windows, uri) in [
            ("/home/kantor/etalase.db", false, "file:/home/kantor/etalase.db"),
            ("kantor/etalase.db", false, "file:kantor/etalase.db"),
            (r"a\b.db", false, "file:a%5Cb.db"),
            (r"C:\Kantor ñ\a#b.db", true, "file:///C:/Kantor%20%C3%B1/a%23b.db"),
            (r"kantor\etalase.db", true, "file:kantor/etalase.db"),
            (r"\\srv\bpbj\etalase.db", true, "file:////srv/bpbj/etalase.db"),
            (r"\\?\C:\Kantor\a.db", true, "file:///%5C%5C%3F%5CC:%5CKantor%5Ca.db"),
            (r"\\?\UNC\srv\bpbj\a.db", true, "file:///%5C%5C%3F%5CUNC%5Csrv%5Cbpbj%5Ca.db"),
        ] {
            assert_eq!(uri_of(path, windows), uri, "{path}");
        }
    }

    #[test]
    fn a_database_that_lies_deep_is_opened_as_one_that_cannot_change() {
        let home = tempfile::tempdir().unwrap();
        for folder in [
            home.path().join("100% é #1 &immutable=0"),
            home.path().join("a".repeat(150)).join("b".repeat(150)),
        ] {
            fs::create_dir_all(&folder).unwrap();
            let path = folder.join("etalase.db");
            let made = Connection::open(files::at_any_length(&path)).unwrap();
            made.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (7);").unwrap();
            drop(made);
            // As a program may be given it: already in its verbatim form.
            for path in [path.clone(), files::at_any_length(&path)] {
                let read = open_immutable(&path).unwrap();
                let x: i64 = read.query_row("SELECT x FROM t", [], |row| row.get(0)).unwrap();
                assert_eq!(x, 7, "{}", path.display());
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn odd_names_survive_the_uri() {
        let home = tempfile::tempdir().unwrap();
        for name in ["Kantor #1?.db", "100% é.db", "a&immutable=0.db"] {
            let path = home.path().join(name);
            let made = Connection::open(&path).unwrap();
            made.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (7);").unwrap();
            drop(made);
            let read = open_immutable(&path).unwrap();
            let x: i64 = read.query_row("SELECT x FROM t", [], |row| row.get(0)).unwrap();
            assert_eq!(x, 7, "{name} must be the file that is opened");
        }
    }
}
