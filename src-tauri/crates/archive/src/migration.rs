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
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_office.sql"),
    include_str!("../migrations/0002_books.sql"),
    include_str!("../migrations/0003_search.sql"),
    include_str!("../migrations/0004_running.sql"),
    include_str!("../migrations/0005_officials.sql"),
];

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
    let whole = files::at_any_length(&path);
    let name = whole
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
        // The folder of a bare name is the one we stand in.
        let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{connection::configure, journal::NewEntry, tx::WriteTx};

    const SINCE: &str = "2026-11-10T07:25:00+07:00";
    const FIRST: &str = MIGRATIONS[0];
    const SECOND: &str =
        "ALTER TABLE register ADD COLUMN round INTEGER; CREATE TABLE second (x INTEGER) STRICT;";

    /// A database of version 1 with three entries, in a file, and the folder for its backups.
    fn database() -> (tempfile::TempDir, Connection, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let backup = home.path().join("backup");
        let mut connection = Connection::open(home.path().join("etalase.db")).unwrap();
        configure(&connection).unwrap();
        migrate(&mut connection, &[FIRST], &backup, SINCE).unwrap();
        assert!(!backup.exists(), "an empty database needs no backup");
        for body in ["{}", r#"{"etalase":"ATK"}"#, "{}"] {
            let new = NewEntry { kind: "received".to_owned(), body: body.to_owned(), ..NewEntry::default() };
            WriteTx::new(&connection).append(&new).unwrap();
        }
        (home, connection, backup)
    }

    fn backups(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> = match fs::read_dir(dir) {
            Ok(entries) => entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect(),
            Err(_) => Vec::new(),
        };
        names.sort();
        names
    }

    fn state(connection: &Connection) -> (u32, Vec<(String, String, String)>, Sha256) {
        (user_version(connection).unwrap(), schema_of(connection).unwrap(), fingerprint(connection).unwrap())
    }

    #[test]
    fn a_migration_keeps_the_data_and_a_verified_copy() {
        let (_home, mut connection, backup) = database();
        let before = state(&connection);
        migrate(&mut connection, &[FIRST, SECOND], &backup, SINCE).unwrap();
        assert_eq!(user_version(&connection), Ok(2));
        assert_eq!(fingerprint(&connection), Ok(before.2), "the journal is what it was");
        connection.execute_batch("INSERT INTO second VALUES (1)").unwrap();

        assert_eq!(backups(&backup), ["etalase-v1-20261110072500.db"], "the copy says its version and date");
        let copy = open_for_reading(&backup.join("etalase-v1-20261110072500.db")).unwrap();
        assert_eq!(state(&copy), before, "it is the database as it was");
        let id: i32 = copy.pragma_query_value(None, "application_id", |row| row.get(0)).unwrap();
        assert_eq!(id.cast_unsigned(), APPLICATION_ID, "and can be opened as one");

        migrate(&mut connection, &[FIRST, SECOND], &backup, SINCE).unwrap();
        assert_eq!(backups(&backup).len(), 1, "the newest version is left alone");
    }

    #[test]
    fn all_or_nothing() {
        let touches_journal =
            "DROP TRIGGER journal_is_never_changed; UPDATE journal SET body = '[]' WHERE seq = 2;";
        let drops_journal = "DROP TABLE journal;";
        let dangles = "CREATE TABLE child (id TEXT REFERENCES register (id)) STRICT;
                       PRAGMA defer_foreign_keys = ON; INSERT INTO child VALUES ('2026-0099');";
        let cases: [(&str, &[&str], u32); 5] = [
            ("no SQL", &[FIRST, SECOND, "CREATE TABEL x"], 3),
            (
                "a statement that fails at its end",
                &[FIRST, "CREATE TABLE x (y); INSERT INTO nowhere VALUES (1)"],
                2,
            ),
            ("a changed journal", &[FIRST, SECOND, touches_journal], 3),
            ("no journal any more", &[FIRST, drops_journal], 2),
            ("a reference to nothing", &[FIRST, dangles, SECOND], 3),
        ];
        let (_home, mut connection, backup) = database();
        let before = state(&connection);
        for (n, (what, migrations, at)) in cases.into_iter().enumerate() {
            let failed = migrate(&mut connection, migrations, &backup, SINCE);
            assert!(
                matches!(failed, Err(ArchiveError::MigrationFailed { to, .. }) if to == at),
                "{what}: refused at {at}: {failed:?}"
            );
            assert_eq!(state(&connection), before, "{what}: everything is as before, the good part too");
            assert_eq!(backups(&backup).len(), n + 1, "{what}: every attempt has a copy of its own");
        }
        migrate(&mut connection, &[FIRST, SECOND], &backup, SINCE).unwrap();
        assert_eq!(user_version(&connection), Ok(2), "a good migration still goes through");
    }

    #[test]
    fn without_a_backup_there_is_no_migration() {
        let (home, mut connection, _) = database();
        let before = state(&connection);
        let occupied = home.path().join("occupied");
        fs::write(&occupied, b"a file where the folder should be").unwrap();
        let failed = migrate(&mut connection, &[FIRST, SECOND], &occupied, SINCE);
        assert!(failed.is_err(), "no copy can be made there");
        assert_eq!(state(&connection), before, "so nothing was done");
    }

    #[test]
    fn a_newer_database_is_refused() {
        let (_home, mut connection, backup) = database();
        connection.pragma_update(None, "user_version", 7).unwrap();
        let before = state(&connection);
        let refused = migrate(&mut connection, &[FIRST, SECOND], &backup, SINCE);
        assert_eq!(refused, Err(ArchiveError::Newer { found: 7, known: 2 }));
        assert_eq!((state(&connection), backups(&backup)), (before, vec![]), "nothing was touched");
    }
}
