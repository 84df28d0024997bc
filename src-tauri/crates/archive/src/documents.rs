//! Documents: immutable files named by the SHA-256 of their bytes (invariant 4).
//!
//! A file is written under a passing name, synced, renamed to its hash, and its folder synced. Only then can a row name
//! it: a row is made from a [`StoredDocument`], and only storing makes one of those. So a row without its file can only
//! come from loss or tampering; a file without its row can also come from an interrupted act, and harms nothing.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use sha2::Digest;

use crate::{
    error::{ArchiveError, name_of},
    migration::sync_dir,
    sha::Sha256,
    tx::{ReadTx, WriteTx},
};

/// Read and hashed at a time.
const CHUNK: usize = 64 * 1024;

/// Beginning of the passing names under which documents arrive.
const ARRIVING: &str = ".arriving-";

/// Proof that a document is on disk and synced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDocument {
    sha256: Sha256,
    bytes: u64,
    name: String,
}

impl StoredDocument {
    /// Its name.
    pub fn sha256(&self) -> Sha256 {
        self.sha256
    }

    /// Its length in bytes, more than 0.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The name of the file that it was taken from, or that the caller gave it.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// What a document is, beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFacts {
    /// Media type, such as `application/pdf`.
    pub media_type: String,
    /// The name under which it came, if it came from outside.
    pub original_name: Option<String>,
    /// When it was stored, RFC 3339.
    pub stored_at: String,
    /// Where it came from, as the office names it: `rendered`, `dialog`, `scanner`, …
    pub source: String,
}

/// A document that the archive knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentRow {
    /// Its name.
    pub sha256: Sha256,
    /// Media type, such as `application/pdf`.
    pub media_type: String,
    /// Length in bytes.
    pub bytes: u64,
    /// The name under which it came, if it came from outside.
    pub original_name: Option<String>,
    /// When it was first stored, RFC 3339.
    pub stored_at: String,
    /// Where it came from, as the office names it.
    pub source: String,
}

/// The folder of the documents.
#[derive(Debug, Clone)]
pub(crate) struct DocumentStore {
    dir: PathBuf,
    limit: u64,
}

/// What lies in the folder of the documents.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// Files whose names are hashes, with their lengths.
    pub(crate) documents: BTreeMap<Sha256, u64>,
    /// Whatever else lies there.
    pub(crate) others: BTreeSet<String>,
}

impl DocumentStore {
    pub(crate) fn new(dir: PathBuf, limit: u64) -> DocumentStore {
        DocumentStore { dir, limit }
    }

    pub(crate) fn path_of(&self, sha256: Sha256) -> PathBuf {
        self.dir.join(sha256.to_string())
    }

    /// The bytes of the file at `path`, if they may be a document.
    pub(crate) fn read_file(&self, path: &Path) -> Result<Vec<u8>, ArchiveError> {
        let mut bytes = Vec::new();
        // One more than the limit, so that a file that grows while it is read is found out.
        let mut file = self.source(path)?.take(self.limit.saturating_add(1));
        file.read_to_end(&mut bytes).map_err(|error| ArchiveError::of_source(path, &error))?;
        self.check_length(&name_of(path), bytes.len() as u64)?;
        Ok(bytes)
    }

    /// A file from outside, opened, if it may be a document.
    fn source(&self, path: &Path) -> Result<File, ArchiveError> {
        // Asked before opening: opening a pipe would wait for its other end.
        let facts = fs::metadata(path).map_err(|error| ArchiveError::of_source(path, &error))?;
        if !facts.is_file() {
            return Err(ArchiveError::NotAFile { name: name_of(path) });
        }
        // One that is too large is not read first. One without a length is: not every file tells its own.
        self.check_length(&name_of(path), facts.len().max(1))?;
        files::open(path).map_err(|error| ArchiveError::of_source(path, &error))
    }

    fn check_length(&self, name: &str, bytes: u64) -> Result<(), ArchiveError> {
        let name = name.to_owned();
        match bytes {
            0 => Err(ArchiveError::EmptyDocument { name }),
            bytes if self.limit < bytes => {
                Err(ArchiveError::DocumentTooLarge { name, bytes, limit: self.limit })
            }
            _ => Ok(()),
        }
    }

    /// Stores bytes under their hash.
    pub(crate) fn store_bytes(&self, name: &str, bytes: &[u8]) -> Result<StoredDocument, ArchiveError> {
        let mut batch = DocumentBatch::new(self);
        let stored = batch.take_in(name, bytes)?;
        batch.keep()?;
        Ok(stored)
    }

    /// A passing name that nobody else has.
    fn passing(&self) -> PathBuf {
        static ARRIVALS: AtomicU64 = AtomicU64::new(0);
        let arrival = ARRIVALS.fetch_add(1, Ordering::Relaxed);
        self.dir.join(format!("{ARRIVING}{}-{arrival}", std::process::id()))
    }

    /// Writes bytes under a passing name, and syncs them.
    fn arrive(&self, passing: &Path, name: &str, bytes: &[u8]) -> Result<StoredDocument, ArchiveError> {
        let failed = |error: io::Error| ArchiveError::of_file(passing, &error);
        let mut file = OpenOptions::new().write(true).create_new(true).open(passing).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        // No program should change it by accident.
        let mut permissions = file.metadata().map_err(failed)?.permissions();
        permissions.set_readonly(true);
        file.set_permissions(permissions).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        Ok(StoredDocument { sha256: Sha256::of(bytes), bytes: bytes.len() as u64, name: name.to_owned() })
    }

    /// Gives what arrived its lasting name. Whether the folder changed: the same document may be there already.
    fn settle(&self, passing: &Path, stored: &StoredDocument) -> Result<bool, ArchiveError> {
        let failed = |error: io::Error| ArchiveError::of_file(passing, &error);
        let target = self.path_of(stored.sha256);
        match hash_of_file(&target) {
            // The same document again. What is there counts only if it still is what its name says.
            Ok(found) if found == (stored.sha256, stored.bytes) => {
                remove_passing(passing).map_err(failed)?;
                return Ok(false);
            }
            // Not known to be damaged: it is whatever the program that has it open lets us see.
            Err(error) if files::is_held(&error) => return Err(ArchiveError::of_file(&target, &error)),
            // Not there, or damaged.
            Ok(_) | Err(_) => {}
        }
        // Renamed over whatever is there: at no moment is there no file of that name.
        files::past_read_only(&target, || files::rename(passing, &target))
            .map_err(|error| ArchiveError::of_file(&target, &error))?;
        Ok(true)
    }

    /// The bytes of a document, compared with its name.
    pub(crate) fn read(&self, sha256: Sha256) -> Result<Vec<u8>, ArchiveError> {
        let path = self.path_of(sha256);
        let bytes = match files::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(ArchiveError::DocumentMissing { sha256 });
            }
            Err(error) => return Err(ArchiveError::of_file(&path, &error)),
        };
        if Sha256::of(&bytes) == sha256 { Ok(bytes) } else { Err(ArchiveError::DocumentChanged { sha256 }) }
    }

    /// Hash and length of a document's bytes as they are now; `None` if it is not there.
    pub(crate) fn hash_now(&self, sha256: Sha256) -> Result<Option<(Sha256, u64)>, ArchiveError> {
        let path = self.path_of(sha256);
        match hash_of_file(&path) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(ArchiveError::of_file(&path, &error)),
        }
    }

    /// What lies in the folder.
    pub(crate) fn listing(&self) -> Result<Listing, ArchiveError> {
        let mut listing = Listing::default();
        let entries = match fs::read_dir(&self.dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(listing),
            Err(error) => return Err(ArchiveError::of_file(&self.dir, &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|e| ArchiveError::of_file(&self.dir, &e))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let facts = match entry.metadata() {
                Ok(facts) => facts,
                // A passing name that became a document meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(ArchiveError::of_file(&entry.path(), &error)),
            };
            match name.parse::<Sha256>() {
                // Only the very name that we give: capitals would be another file on Linux.
                Ok(sha256) if facts.is_file() && sha256.to_string() == name => {
                    listing.documents.insert(sha256, facts.len());
                }
                Ok(_) | Err(_) => {
                    listing.others.insert(name);
                }
            }
        }
        Ok(listing)
    }

    /// Removes what interrupted attempts left behind. Only for the owner of the folder: for him, none is under way.
    pub(crate) fn clear_arrivals(&self) -> Result<(), ArchiveError> {
        for name in self.listing()?.others.iter().filter(|name| is_arriving(name)) {
            let path = self.dir.join(name);
            remove_passing(&path).map_err(|e| ArchiveError::of_file(&path, &e))?;
        }
        Ok(())
    }
}

/// Removes a file under a passing name, read-only as it is.
fn remove_passing(path: &Path) -> io::Result<()> {
    files::past_read_only(path, || files::remove_file(path))
}

/// Clears what is left of an attempt; if even that fails, the next owner does.
fn clear(passing: &Path) {
    let _ = remove_passing(passing);
}

/// Documents that are stored together or not at all.
///
/// Each arrives under a passing name, written and synced; [`keep`](Self::keep) gives all of them their lasting names at
/// once. What is not kept goes with the batch; what a crash leaves behind goes when the office is opened again.
#[derive(Debug)]
pub struct DocumentBatch<'a> {
    store: &'a DocumentStore,
    arrived: VecDeque<(PathBuf, StoredDocument)>,
}

impl<'a> DocumentBatch<'a> {
    pub(crate) fn new(store: &'a DocumentStore) -> DocumentBatch<'a> {
        DocumentBatch { store, arrived: VecDeque::new() }
    }

    /// Adds a document: on disk and synced when this returns, but not yet under its name. Its hash is told.
    ///
    /// # Errors
    /// No bytes, more than the limit, or a disk that does not take them.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<Sha256, ArchiveError> {
        self.take_in(name, bytes).map(|stored| stored.sha256)
    }

    /// What it will be once it is kept: not to be given out before that, since a row is made from it.
    fn take_in(&mut self, name: &str, bytes: &[u8]) -> Result<StoredDocument, ArchiveError> {
        self.store.check_length(name, bytes.len() as u64)?;
        let passing = self.store.passing();
        let stored = self.store.arrive(&passing, name, bytes).inspect_err(|_| clear(&passing))?;
        self.arrived.push_back((passing, stored.clone()));
        Ok(stored)
    }

    /// Gives all of them their names; in the order in which they were added.
    ///
    /// # Errors
    /// A disk that fails now; those that have their names by then stay, unnamed by any row, and harm nothing.
    pub fn keep(mut self) -> Result<Vec<StoredDocument>, ArchiveError> {
        let mut kept = Vec::with_capacity(self.arrived.len());
        let mut changed = false;
        while let Some((passing, stored)) = self.arrived.pop_front() {
            changed |= self.store.settle(&passing, &stored).inspect_err(|_| clear(&passing))?;
            kept.push(stored);
        }
        if changed {
            sync_dir(&self.store.dir)?;
        }
        Ok(kept)
    }
}

impl Drop for DocumentBatch<'_> {
    fn drop(&mut self) {
        for (passing, _) in &self.arrived {
            clear(passing);
        }
    }
}

/// Whether it is a passing name, of a document that is being stored or of an attempt that was interrupted.
pub(crate) fn is_arriving(name: &str) -> bool {
    name.starts_with(ARRIVING)
}

fn hash_of_file(path: &Path) -> io::Result<(Sha256, u64)> {
    // Anew from the first byte: what was read of a file that another program was writing says nothing.
    files::while_held(|| hash_once(path))
}

fn hash_once(path: &Path) -> io::Result<(Sha256, u64)> {
    let mut file = File::open(path)?;
    let mut hasher = sha2::Sha256::new();
    let mut chunk = vec![0; CHUNK];
    let mut bytes = 0_u64;
    loop {
        match file.read(&mut chunk) {
            Ok(0) => return Ok((Sha256(hasher.finalize().into()), bytes)),
            Ok(read) => {
                bytes += read as u64;
                hasher.update(&chunk[..read]);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

const COLUMNS: &str = "sha256, media_type, bytes, original_name, stored_at, source";

fn row_of(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    let name: String = row.get(0)?;
    let sha256 = name.parse().map_err(|_| {
        rusqlite::Error::InvalidColumnType(0, "not a SHA-256".to_owned(), rusqlite::types::Type::Text)
    })?;
    Ok(DocumentRow {
        sha256,
        media_type: row.get(1)?,
        bytes: row.get::<_, i64>(2)?.unsigned_abs(),
        original_name: row.get(3)?,
        stored_at: row.get(4)?,
        source: row.get(5)?,
    })
}

impl ReadTx<'_> {
    /// The row of a document.
    pub fn document(&self, sha256: Sha256) -> Result<Option<DocumentRow>, ArchiveError> {
        let mut select = self.statement(&format!("SELECT {COLUMNS} FROM documents WHERE sha256 = ?1"))?;
        Ok(select.query_row([sha256.to_string()], row_of).optional()?)
    }

    /// The rows of all documents, sorted by name.
    pub fn documents(&self) -> Result<Vec<DocumentRow>, ArchiveError> {
        let mut select = self.statement(&format!("SELECT {COLUMNS} FROM documents ORDER BY sha256"))?;
        let rows = select.query_map([], row_of)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx<'_> {
    /// Makes the row of a stored document. If the same bytes are known already, the row that is there stays as it is;
    /// the row comes back either way.
    pub fn record_document(
        &self,
        stored: &StoredDocument,
        facts: &DocumentFacts,
    ) -> Result<DocumentRow, ArchiveError> {
        if let Some(row) = self.document(stored.sha256)? {
            return Ok(row);
        }
        let DocumentFacts { media_type, original_name, stored_at, source } = facts.clone();
        let row = DocumentRow {
            sha256: stored.sha256,
            media_type,
            bytes: stored.bytes,
            original_name,
            stored_at,
            source,
        };
        let mut insert =
            self.statement(&format!("INSERT INTO documents ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"))?;
        insert.execute((
            row.sha256.to_string(),
            &row.media_type,
            i64::try_from(row.bytes).unwrap_or(i64::MAX),
            &row.original_name,
            &row.stored_at,
            &row.source,
        ))?;
        Ok(row)
    }
}

/// The bytes of a file from outside, to be judged before there is an office that could keep them; the file itself stays
/// where it is. Refused as [`crate::office::Archive::read_file`] refuses.
pub fn read_source(path: &Path, limit: u64) -> Result<Vec<u8>, ArchiveError> {
    DocumentStore::new(PathBuf::new(), limit).read_file(path)
}
