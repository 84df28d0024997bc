//! What the tests share: an office folder, and entries to put into it.

use std::path::{Path, PathBuf};

use archive::{
    error::ArchiveError,
    journal::{Entry, NewEntry},
    office::Archive,
    owner::Owner,
};
use tempfile::TempDir;

/// An office folder that is removed when the test ends.
pub(crate) struct Office {
    home: TempDir,
}

impl Office {
    pub(crate) fn new() -> Office {
        Office { home: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.home.path().join("Kantor")
    }

    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.dir().join("etalase.db")
    }

    pub(crate) fn create(&self) -> Archive {
        Archive::create(&self.dir(), &owner()).unwrap()
    }

    pub(crate) fn open(&self) -> Archive {
        Archive::open(&self.dir(), &owner()).unwrap()
    }
}

pub(crate) fn owner() -> Owner {
    Owner {
        host: "PC-PBJ-01".to_owned(),
        account: "siti".to_owned(),
        since: "2026-11-10T07:25:00+07:00".to_owned(),
        pid: std::process::id(),
    }
}

pub(crate) fn entry(usulan: Option<&str>, kind: &str, body: &str) -> NewEntry {
    NewEntry {
        usulan: usulan.map(str::to_owned),
        kind: kind.to_owned(),
        version: 1,
        body: body.to_owned(),
        happened_from: Some("2026-11-10T08:10:00+07:00".to_owned()),
        happened_to: Some("2026-11-10T08:40:00+07:00".to_owned()),
        entered_at: "2026-11-10T14:02:11+07:00".to_owned(),
        recorder: "siti".to_owned(),
        actor: Some("kabag".to_owned()),
        basis: Some("paper".to_owned()),
    }
}

pub(crate) fn append(archive: &Archive, new: NewEntry) -> Entry {
    archive.write(move |tx| -> Result<_, ArchiveError> { tx.append(&new) }).unwrap()
}

/// The database as anybody with a tool of his own sees it.
pub(crate) fn raw(database: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(database).unwrap()
}
