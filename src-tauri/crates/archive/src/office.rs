//! An office folder, open: the handle through which everything else is reached.

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::{Connection, OpenFlags};

use crate::{
    connection::{
        JournalMode, check_header, check_version, configure, open_for_reading, open_for_writing,
        open_read_only, set_journal_mode,
    },
    documents::{DocumentBatch, DocumentStore, StoredDocument},
    error::ArchiveError,
    folder::{FolderRisk, OfficeFolder, folder_risk},
    migration::{MIGRATIONS, known_version, migrate, sync_dir},
    owner::{self, Claim, Owner},
    sha::Sha256,
    tx::{ReadTx, WriteTx},
    worker::Crew,
};

/// PROCEDURE section 6: two read connections for lists, reports and backup.
const READERS: usize = 2;

/// What an archive needs to know of its surroundings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Roots of folders that some program copies to a server on its own (OneDrive and its like).
    pub synchronised: Vec<PathBuf>,
    /// Longest document that is stored, in bytes.
    pub document_limit: u64,
}

impl Default for Settings {
    /// No synchronised folders; documents up to 100 MiB, some hundred scanned pages.
    fn default() -> Settings {
        Settings { synchronised: Vec::new(), document_limit: 100 * 1024 * 1024 }
    }
}

/// An office folder, open. Cheap to clone; all clones are one archive, which closes when the last is dropped.
///
/// Every method waits until it is done. Call them from threads that may wait, not from the one that draws the window.
#[derive(Debug, Clone)]
pub struct Archive {
    inner: Arc<Inner>,
}

/// Dropped from the top: the readers end first, so that the writer is the last to close the database and leaves no
/// write-ahead log; the claim on the folder ends with the writer's thread.
#[derive(Debug)]
struct Inner {
    readers: Option<Crew>,
    writer: Option<Crew>,
    store: Option<DocumentStore>,
    folder: Option<OfficeFolder>,
    risk: FolderRisk,
}

impl Archive {
    /// Makes an office in `dir`, which must be empty or not there, and opens it.
    ///
    /// The database appears complete or not at all; after a failure or a crash the same call can be made again.
    pub fn create(dir: &Path, owner: &Owner) -> Result<Archive, ArchiveError> {
        Archive::create_with(dir, owner, &Settings::default())
    }

    /// As [`Archive::create`], in other surroundings.
    pub fn create_with(dir: &Path, owner: &Owner, settings: &Settings) -> Result<Archive, ArchiveError> {
        let folder = OfficeFolder::at(dir);
        folder.check_free()?;
        folder.make()?;
        let claim = Claim::take(&folder.lock(), owner)?;
        // Whoever was faster may have made one and gone again.
        folder.check_free()?;
        make_database(&folder, owner)?;
        Archive::open_claimed(folder, claim, owner, settings)
    }

    /// Opens the office in `dir` and owns it until the archive is dropped. An older database is migrated, after a
    /// verified copy was put into `backup/`.
    ///
    /// Fails without touching anything if another process owns the folder ([`ArchiveError::InUse`]), or the database is
    /// newer than this build ([`ArchiveError::Newer`]), another application's ([`ArchiveError::Foreign`]), or none.
    pub fn open(dir: &Path, owner: &Owner) -> Result<Archive, ArchiveError> {
        Archive::open_with(dir, owner, &Settings::default())
    }

    /// As [`Archive::open`], in other surroundings.
    pub fn open_with(dir: &Path, owner: &Owner, settings: &Settings) -> Result<Archive, ArchiveError> {
        let folder = OfficeFolder::at(dir);
        check_header(&folder.database())?;
        let claim = Claim::take(&folder.lock(), owner)?;
        Archive::open_claimed(folder, claim, owner, settings)
    }

    fn open_claimed(
        folder: OfficeFolder,
        claim: Claim,
        owner: &Owner,
        settings: &Settings,
    ) -> Result<Archive, ArchiveError> {
        let risk = folder_risk(folder.root(), &settings.synchronised);
        let mut connection = open_for_writing(&folder.database())?;
        check_version(&connection)?;
        // A copy of the folder may have lost its empty parts.
        folder.make()?;
        migrate(&mut connection, MIGRATIONS, &folder.backup(), &owner.since)?;
        set_journal_mode(&connection, JournalMode::on(&risk))?;
        let store = DocumentStore::new(folder.documents(), settings.document_limit);
        store.clear_arrivals()?;
        let readers = (0..READERS).map(|_| open_for_reading(&folder.database())).collect::<Result<_, _>>()?;
        Ok(Archive {
            inner: Arc::new(Inner {
                readers: Some(Crew::start("archive-reader", readers, ())?),
                writer: Some(Crew::start("archive-writer", vec![connection], claim)?),
                store: Some(store),
                folder: Some(folder),
                risk,
            }),
        })
    }

    /// Opens the office in `dir` for reading, whether or not another process owns it. Nothing in the folder is changed,
    /// and a closed office is readable on read-only media.
    pub fn open_read_only(dir: &Path) -> Result<Archive, ArchiveError> {
        let folder = OfficeFolder::at(dir);
        let connections = open_read_only(&folder, READERS)?;
        let known = known_version(MIGRATIONS);
        for connection in &connections {
            let found = check_version(connection)?;
            if found < known {
                return Err(ArchiveError::Older { found, known });
            }
        }
        Ok(Archive {
            inner: Arc::new(Inner {
                readers: Some(Crew::start("archive-reader", connections, ())?),
                writer: None,
                store: Some(DocumentStore::new(folder.documents(), 0)),
                risk: folder_risk(folder.root(), &[]),
                folder: Some(folder),
            }),
        })
    }

    /// An empty archive in memory, without documents: the place into which the office replays the journal, to compare
    /// the projections ([`ReadTx::projection_dump`]) with those that are stored.
    pub fn scratch() -> Result<Archive, ArchiveError> {
        let mut connection = Connection::open_in_memory()?;
        configure(&connection)?;
        migrate(&mut connection, MIGRATIONS, Path::new(""), "")?;
        Ok(Archive {
            inner: Arc::new(Inner {
                readers: None,
                writer: Some(Crew::start("archive-scratch", vec![connection], ())?),
                store: None,
                folder: None,
                risk: FolderRisk::Local,
            }),
        })
    }

    /// Runs `act` in one transaction on the writer's thread. If it returns `Ok`, everything is committed and on disk
    /// when this returns; if it returns `Err` or panics, nothing has changed.
    ///
    /// A panic comes back as [`ArchiveError::Panicked`], and the archive goes on. Inside `act`, `read` and `write` of
    /// any archive fail with [`ArchiveError::Nested`].
    pub fn write<T, E, F>(&self, act: F) -> Result<T, E>
    where
        F: FnOnce(&WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<ArchiveError> + Send + 'static,
    {
        match &self.inner.writer {
            Some(writer) => writer.write(act),
            None => Err(ArchiveError::ReadOnly.into()),
        }
    }

    /// Runs `look` over one snapshot, on a reader's thread: it sees no act half done, and no act waits for it (on a
    /// network folder an act may have to; look there in short chunks).
    pub fn read<T, E, F>(&self, look: F) -> Result<T, E>
    where
        F: FnOnce(&ReadTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<ArchiveError> + Send + 'static,
    {
        match (&self.inner.readers, &self.inner.writer) {
            (Some(crew), _) | (None, Some(crew)) => crew.read(look),
            (None, None) => Err(ArchiveError::Closed.into()),
        }
    }

    /// The office folder.
    pub fn folder(&self) -> Result<&OfficeFolder, ArchiveError> {
        self.inner.folder.as_ref().ok_or(ArchiveError::NoFolder)
    }

    /// Where the folder lies.
    pub fn risk(&self) -> &FolderRisk {
        &self.inner.risk
    }

    /// Whether nothing can be written.
    pub fn is_read_only(&self) -> bool {
        self.inner.writer.is_none()
    }

    /// The bytes of a file from outside, to be judged before they are stored; nothing is kept of it, and the file itself
    /// stays where it is.
    ///
    /// Refused: an empty file, one above [`Settings::document_limit`], one that has vanished or cannot be read, and what
    /// is not a file.
    pub fn read_file(&self, path: &Path) -> Result<Vec<u8>, ArchiveError> {
        self.writable_store()?.read_file(path)
    }

    /// Stores bytes in `documents/`, outside any transaction: when this returns, they are on disk and synced. Storing
    /// the same bytes again changes nothing; `name` is for messages. Refused: no bytes, and more than the limit.
    pub fn store_bytes(&self, name: &str, bytes: &[u8]) -> Result<StoredDocument, ArchiveError> {
        self.writable_store()?.store_bytes(name, bytes)
    }

    /// Begins to store several documents of which all or none are to be there (see [`DocumentBatch`]).
    pub fn batch(&self) -> Result<DocumentBatch<'_>, ArchiveError> {
        Ok(DocumentBatch::new(self.writable_store()?))
    }

    /// The bytes of a document; refused if they are not those that its name promises.
    pub fn read_document(&self, sha256: Sha256) -> Result<Vec<u8>, ArchiveError> {
        self.store()?.read(sha256)
    }

    /// Where a document lies, whether or not it is there.
    pub fn document_path(&self, sha256: Sha256) -> Result<PathBuf, ArchiveError> {
        Ok(self.store()?.path_of(sha256))
    }

    pub(crate) fn store(&self) -> Result<&DocumentStore, ArchiveError> {
        self.inner.store.as_ref().ok_or(ArchiveError::NoFolder)
    }

    fn writable_store(&self) -> Result<&DocumentStore, ArchiveError> {
        if self.is_read_only() { Err(ArchiveError::ReadOnly) } else { self.store() }
    }
}

/// Who owns the office in `dir`, if somebody does.
pub fn owner_of(dir: &Path) -> Option<Owner> {
    let lock = OfficeFolder::at(dir).lock();
    owner::is_claimed(&lock).then(|| owner::read_owner(&lock))
}

/// Makes the database under another name, and renames it when it is whole.
fn make_database(folder: &OfficeFolder, owner: &Owner) -> Result<(), ArchiveError> {
    let database = folder.database();
    let unfinished = database.with_extension("db.new");
    for left in [unfinished.clone(), database.with_extension("db.new-journal")] {
        match files::remove_file(&left) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(ArchiveError::of_file(&left, &error));
            }
            Ok(()) | Err(_) => {}
        }
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(files::at_any_length(&unfinished), flags)?;
    configure(&connection)?;
    migrate(&mut connection, MIGRATIONS, &folder.backup(), &owner.since)?;
    connection.close().map_err(|(_, error)| error)?;
    let failed = |error: std::io::Error| ArchiveError::of_file(&database, &error);
    File::options().write(true).open(&unfinished).and_then(|file| file.sync_all()).map_err(failed)?;
    files::rename(&unfinished, &database).map_err(failed)?;
    sync_dir(folder.root())
}
