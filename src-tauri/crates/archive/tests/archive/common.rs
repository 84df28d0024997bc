//! What the tests share: an office folder, and entries to put into it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use archive::{
    documents::DocumentFacts,
    error::ArchiveError,
    journal::{Entry, NewEntry},
    office::Archive,
    owner::Owner,
    register::RegisterRow,
    search::SearchText,
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

/// Everything in a folder, with its bytes: to show that nothing was touched.
pub(crate) fn contents(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.insert(path.clone(), Vec::new());
            found.extend(contents(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

/// Writes other bytes under the name of a kept file, as somebody who tampers would.
pub(crate) fn overwrite(path: &Path, bytes: &[u8]) {
    remove(path);
    fs::write(path, bytes).unwrap();
}

/// Removes a kept file, which is read-only.
pub(crate) fn remove(path: &Path) {
    files::past_read_only(path, || fs::remove_file(path)).unwrap();
}

pub(crate) fn row(id: &str, status: &str) -> RegisterRow {
    RegisterRow {
        id: id.to_owned(),
        year: 2026,
        status: status.to_owned(),
        step: Some(4),
        agency: Some("dindik".to_owned()),
        agency_name: "Dinas Pendidikan".to_owned(),
        etalase: "Alat Tulis Kantor".to_owned(),
        place: Some("kabag".to_owned()),
        due: Some("2026-11-10T10:48:00+07:00".to_owned()),
        received: Some("2026-11-09T08:10:00+07:00".to_owned()),
        late: false,
        incomplete: true,
        seq: 1,
        extra: r#"{"round":2}"#.to_owned(),
    }
}

pub(crate) fn text(field: &str, text: &str) -> SearchText {
    SearchText { field: field.to_owned(), text: text.to_owned() }
}

pub(crate) fn facts(media_type: &str) -> DocumentFacts {
    DocumentFacts {
        media_type: media_type.to_owned(),
        original_name: Some("pindai 1.pdf".to_owned()),
        stored_at: "2026-11-10T09:00:00+07:00".to_owned(),
        source: "dialog".to_owned(),
    }
}
