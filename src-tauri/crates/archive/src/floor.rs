//! The floor against which the speed of an act is measured: the least that a database can do, and nothing of ours.
//!
//! `xtask bench` divides the time of an act by the time of one bare INSERT on the same file system, with the same
//! `synchronous` and the same journal mode. It is here because only this crate names the database.

use std::path::Path;

use rusqlite::Connection;

use crate::{
    connection::{JournalMode, configure, set_journal_mode},
    error::ArchiveError,
    folder::folder_risk,
};

/// A table of one column in a database of its own.
#[derive(Debug)]
pub struct BareTable {
    connection: Connection,
}

impl BareTable {
    /// Makes the database `floor.db` in `dir`, set as an office's database in that folder would be.
    pub fn create(dir: &Path) -> Result<BareTable, ArchiveError> {
        let connection = Connection::open(dir.join("floor.db"))?;
        configure(&connection)?;
        set_journal_mode(&connection, JournalMode::on(&folder_risk(dir, &[])))?;
        connection.execute_batch("CREATE TABLE bare (text TEXT) STRICT")?;
        Ok(BareTable { connection })
    }

    /// One INSERT, with its own commit and its own sync.
    pub fn insert(&self, text: &str) -> Result<(), ArchiveError> {
        self.connection.prepare_cached("INSERT INTO bare (text) VALUES (?1)")?.execute([text])?;
        Ok(())
    }
}
