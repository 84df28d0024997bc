//! Versions of the database's schema.
//!
//! A migration is a file of SQL, listed here by hand; the version is its place in the list and stands in SQLite's
//! `user_version`. All that are missing run in one transaction, after a verified copy of the database has been put
//! into `backup/`. No migration touches the journal (PROCEDURE section 5); that is checked, not trusted.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, TransactionBehavior, types::ValueRef};
use sha2::Digest;

use crate::{
    connection::{open_for_reading, user_version},
    error::ArchiveError,
    sha::Sha256,
};

/// `Etls` in ASCII, in the header of every office's database.
pub(crate) const APPLICATION_ID: u32 = 0x4574_6C73;

/// Every migration since the first, oldest first. Only ever appended to.
pub(crate) const MIGRATIONS: &[&str] = &[include_str!("../migrations/0001_office.sql")];

/// The version that a list of migrations leads to.
pub(crate) fn known_version(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}

/// Brings the database to the newest version. `backup` is the folder for the copy made before, and `since` (RFC 3339)
/// dates it; an empty database needs none.
pub(crate) fn migrate(
    connection: &mut Connection,
    migrations: &[&str],
    backup: &Path,
    since: &str,
) -> Result<(), ArchiveError> {
    let (found, known) = (user_version(connection)?, known_version(migrations));
    if known < found {
        return Err(ArchiveError::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    if 0 < found {
        back_up(connection, found, backup, since)?;
    }
    // A failure names the migration at fault; the transaction, dropped, undoes them all.
    let failed = |to: u32| {
        move |error: rusqlite::Error| match ArchiveError::from(error) {
            full @ (ArchiveError::DiskFull | ArchiveError::Busy) => full,
            other => ArchiveError::MigrationFailed { to, detail: other.to_string() },
        }
    };
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let journal = if 0 < found { Some(fingerprint(&transaction)?) } else { None };
    for (to, migration) in (1..).zip(migrations).skip(found as usize) {
        transaction.execute_batch(migration).map_err(failed(to))?;
    }
    let broken: Option<String> = {
        let mut check = transaction.prepare("PRAGMA foreign_key_check").map_err(failed(known))?;
        let mut rows = check.query([]).map_err(failed(known))?;
        rows.next().map_err(failed(known))?.map(|row| row.get(0)).transpose().map_err(failed(known))?
    };
    if let Some(table) = broken {
        return Err(ArchiveError::MigrationFailed {
            to: known,
            detail: format!("{table} refers to what is not there"),
        });
    }
    if let Some(before) = journal
        && fingerprint(&transaction).ok() != Some(before)
    {
        return Err(ArchiveError::MigrationFailed {
            to: known,
            detail: "the journal was touched".to_owned(),
        });
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed(known))?;
    transaction.pragma_update(None, "user_version", known).map_err(failed(known))?;
    transaction.commit().map_err(failed(known))
}

/// Copies the database beside itself, and opens and compares the copy before it counts as one.
fn back_up(connection: &Connection, version: u32, dir: &Path, since: &str) -> Result<PathBuf, ArchiveError> {
    fs::create_dir_all(dir).map_err(|e| ArchiveError::of_file(dir, &e))?;
    let date: String = since.chars().take(19).filter(char::is_ascii_digit).collect();
    let path = (1..)
        .map(|n: u32| match n {
            1 => dir.join(format!("etalase-v{version}-{date}.db")),
            n => dir.join(format!("etalase-v{version}-{date}-{n}.db")),
        })
        .find(|path| !path.exists())
        .ok_or_else(|| ArchiveError::BackupUnsound { detail: "no name is free".to_owned() })?;
    let name = path
        .to_str()
        .ok_or_else(|| ArchiveError::BackupUnsound { detail: "its name is not text".to_owned() })?;
    connection.execute("VACUUM INTO ?1", [name])?;
    File::options()
        .write(true)
        .open(&path)
        .and_then(|f| f.sync_all())
        .map_err(|e| ArchiveError::of_file(&path, &e))?;
    sync_dir(dir)?;

    let copy = open_for_reading(&path)?;
    let check: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if check != "ok" {
        return Err(ArchiveError::BackupUnsound { detail: check });
    }
    if user_version(&copy)? != version || fingerprint(&copy)? != fingerprint(connection)? {
        return Err(ArchiveError::BackupUnsound { detail: "it differs from the database".to_owned() });
    }
    Ok(path)
}

/// A SHA-256 over every column of the journal that PROCEDURE section 5 names.
fn fingerprint(connection: &Connection) -> Result<Sha256, ArchiveError> {
    let mut hasher = sha2::Sha256::new();
    let mut rows = connection.prepare(
        "SELECT seq, usulan, kind, version, body, happened_from, happened_to, entered_at, recorder, actor, basis, \
         prev, hash FROM journal ORDER BY seq",
    )?;
    let columns = rows.column_count();
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let (mark, bytes) = match row.get_ref(column)? {
                ValueRef::Null => (0_u8, Vec::new()),
                ValueRef::Integer(n) => (1, n.to_be_bytes().to_vec()),
                ValueRef::Real(x) => (2, x.to_be_bytes().to_vec()),
                ValueRef::Text(bytes) => (3, bytes.to_vec()),
                ValueRef::Blob(bytes) => (4, bytes.to_vec()),
            };
            hasher.update([mark]);
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        }
    }
    Ok(Sha256(hasher.finalize().into()))
}

/// Makes names in a folder durable. Windows does that with the file itself, and opens no folders.
pub(crate) fn sync_dir(dir: &Path) -> Result<(), ArchiveError> {
    if cfg!(unix) {
        File::open(dir).and_then(|dir| dir.sync_all()).map_err(|e| ArchiveError::of_file(dir, &e))?;
    }
    Ok(())
}

/// What the schema consists of: kind, name and text of every table, index and trigger, sorted. Tables that SQLite
/// makes for itself are left out.
pub(crate) fn schema_of(connection: &Connection) -> Result<Vec<(String, String, String)>, ArchiveError> {
    let mut objects = connection.prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
         ORDER BY type, name",
    )?;
    let objects = objects.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(objects.collect::<Result<_, _>>()?)
}

/// The schema that a database of this version has.
pub(crate) fn schema_of_version(version: u32) -> Result<Vec<(String, String, String)>, ArchiveError> {
    let connection = Connection::open_in_memory()?;
    for migration in MIGRATIONS.iter().take(version as usize) {
        connection.execute_batch(migration)?;
    }
    schema_of(&connection)
}
