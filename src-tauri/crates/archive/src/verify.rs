//! Judging an office folder: is everything that it holds still what was put into it?
//!
//! Verification changes nothing, works on a folder in use and on one that nobody owns, and re-computes every hash; it
//! never re-renders (PROCEDURE section 5). What rests on the procedure, such as comparing the register with the replay
//! of the journal, is the office's: see [`crate::tx::ReadTx::projection_dump`].
//!
//! What the chain can tell. The hash of an entry covers its columns and the entry before, so that every change inside
//! the journal shows, and at which `seq`. Which column it was is found by trying: when putting the value that another
//! place implies (the hash before, the place in the order, any value that stands elsewhere in that column) restores the
//! hash, that column was changed and that is what stood there. Entries cut off at the end leave a sound chain, as does
//! a journal that was rewritten as a whole: only a head on paper finds them.

use std::{collections::BTreeSet, fmt, path::Path};

use rusqlite::{
    Row,
    types::{Value, ValueRef},
};
use serde::Serialize;

use crate::{
    connection::{open_read_only, user_version},
    documents::{DocumentStore, Listing, is_arriving},
    error::ArchiveError,
    folder::OfficeFolder,
    journal::{PrintedHead, chain_hash},
    migration::{schema_of, schema_of_version},
    office::Archive,
    sha::Sha256,
    tx::ReadTx,
};

/// What the caller knows and the archive does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expectations {
    /// The head of the chain as somebody has it on paper.
    pub head: Option<PrintedHead>,
    /// Documents that entries of the journal name, and that must therefore be there.
    pub referenced: BTreeSet<Sha256>,
    /// Documents that were lawfully destroyed, by an entry of the journal: their absence is no fault.
    pub destroyed: BTreeSet<Sha256>,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Something lies about; no evidence is touched.
    Notice,
    /// Evidence is missing or not what it was.
    Fault,
}

/// Something that verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// The database cannot be read as one.
    Unreadable {
        /// Why.
        detail: String,
    },
    /// SQLite's own check of the database found something.
    Database {
        /// What it said.
        detail: String,
    },
    /// A table, index or trigger is missing, foreign, or not as this version made it. A missing trigger means that
    /// somebody could change what must not be changed.
    Schema {
        /// Kind and name, such as `trigger journal_is_never_changed`.
        object: String,
        /// What is the matter with it.
        matter: SchemaMatter,
    },
    /// An entry is not what was appended.
    Entry {
        /// Its place in the journal as it is now.
        seq: i64,
        /// The column that was changed, if it could be found out.
        column: Option<String>,
        /// What stood in that column, if it could be found out; `null` is written as such.
        was: Option<String>,
    },
    /// An entry is whole but does not follow the one before: something between them was deleted, inserted or
    /// reordered.
    Link {
        /// The entry.
        seq: i64,
    },
    /// Entries are missing from the order.
    Gap {
        /// First missing `seq`.
        from: i64,
        /// Last missing `seq`.
        to: i64,
    },
    /// The journal has no entry with the `seq` or hash of the printed head: it was truncated, or is another one.
    HeadMissing {
        /// The head on paper.
        printed: String,
        /// The head of the journal.
        found: String,
    },
    /// The journal has another hash at the `seq` of the printed head: it was rewritten.
    HeadDiffers {
        /// The head on paper.
        printed: String,
        /// What the journal has there.
        found: String,
    },
    /// A document is not there.
    DocumentMissing {
        /// Its name.
        sha256: Sha256,
    },
    /// A document's bytes are not those that its name promises.
    DocumentChanged {
        /// Its name.
        sha256: Sha256,
        /// The hash of its bytes as they are now.
        now: Sha256,
    },
    /// A document's row does not say its length. The row is not chained; the bytes are as they were.
    DocumentRow {
        /// Its name.
        sha256: Sha256,
    },
    /// A document's row has no SHA-256 for a name.
    DocumentName {
        /// What it has.
        name: String,
    },
    /// A document cannot be read.
    DocumentUnreadable {
        /// Its name.
        sha256: Sha256,
        /// Why.
        detail: String,
    },
    /// An entry of the journal names a document of which the archive has no row.
    DocumentUnrecorded {
        /// Its name.
        sha256: Sha256,
    },
    /// A document that was to be destroyed is still there.
    DocumentNotDestroyed {
        /// Its name.
        sha256: Sha256,
    },
    /// A file without a row, left by an interrupted act, or about to get its row.
    Orphan {
        /// Its name.
        sha256: Sha256,
    },
    /// A file in `documents/` that is no document.
    UnknownFile {
        /// Its name.
        name: String,
    },
}

/// What is the matter with an object of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SchemaMatter {
    /// It is not there.
    Missing,
    /// It is not as this version made it.
    Changed,
    /// No version made it.
    Foreign,
}

impl Finding {
    /// How much it weighs. A folder with no [`Weight::Fault`] is sound.
    pub fn weight(&self) -> Weight {
        match self {
            Finding::Unreadable { .. }
            | Finding::Database { .. }
            | Finding::Schema { .. }
            | Finding::Entry { .. }
            | Finding::Link { .. }
            | Finding::Gap { .. }
            | Finding::HeadMissing { .. }
            | Finding::HeadDiffers { .. }
            | Finding::DocumentMissing { .. }
            | Finding::DocumentChanged { .. }
            | Finding::DocumentRow { .. }
            | Finding::DocumentName { .. }
            | Finding::DocumentUnreadable { .. }
            | Finding::DocumentUnrecorded { .. } => Weight::Fault,
            Finding::DocumentNotDestroyed { .. } | Finding::Orphan { .. } | Finding::UnknownFile { .. } => {
                Weight::Notice
            }
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Unreadable { detail } => write!(f, "the database cannot be read: {detail}"),
            Finding::Database { detail } => write!(f, "the database is damaged: {detail}"),
            Finding::Schema { object, matter: SchemaMatter::Missing } => write!(f, "{object} is missing"),
            Finding::Schema { object, matter: SchemaMatter::Changed } => write!(f, "{object} was changed"),
            Finding::Schema { object, matter: SchemaMatter::Foreign } => {
                write!(f, "{object} does not belong here")
            }
            Finding::Entry { seq, column: Some(column), was: Some(was) } => {
                write!(f, "entry {seq}: {column} was changed, it was {was}")
            }
            Finding::Entry { seq, column: Some(column), was: None } => {
                write!(f, "entry {seq}: {column} was changed")
            }
            Finding::Entry { seq, column: None, .. } => write!(f, "entry {seq} was changed"),
            Finding::Link { seq } => write!(f, "entry {seq} does not follow the one before it"),
            Finding::Gap { from, to } if from == to => write!(f, "entry {from} is missing"),
            Finding::Gap { from, to } => write!(f, "entries {from} to {to} are missing"),
            Finding::HeadMissing { printed, found } => {
                write!(f, "the journal ends at {found} and does not have the printed head {printed}")
            }
            Finding::HeadDiffers { printed, found } => {
                write!(f, "the journal has {found} where the printed head is {printed}")
            }
            Finding::DocumentMissing { sha256 } => write!(f, "document {sha256} is missing"),
            Finding::DocumentChanged { sha256, now } => {
                write!(f, "document {sha256} was changed, it is now {now}")
            }
            Finding::DocumentRow { sha256 } => write!(f, "the row of document {sha256} was changed"),
            Finding::DocumentName { name } => write!(f, "a document's row is named {name:?}"),
            Finding::DocumentUnreadable { sha256, detail } => {
                write!(f, "document {sha256} cannot be read: {detail}")
            }
            Finding::DocumentUnrecorded { sha256 } => write!(f, "document {sha256} has no row"),
            Finding::DocumentNotDestroyed { sha256 } => {
                write!(f, "document {sha256} was to be destroyed and is there")
            }
            Finding::Orphan { sha256 } => write!(f, "file {sha256} has no row"),
            Finding::UnknownFile { name } => write!(f, "file {name:?} in documents is no document"),
        }
    }
}

/// Verifies the office in `dir` without owning it. What makes the database unreadable is a finding, too; an error is
/// only what says nothing about the office: no office there, a newer version, a file system that refuses.
pub fn verify(dir: &Path, expected: &Expectations) -> Result<Vec<Finding>, ArchiveError> {
    let folder = OfficeFolder::at(dir);
    let store = DocumentStore::new(folder.documents(), 0);
    let opened =
        open_read_only(&folder, 1).and_then(|mut connections| connections.pop().ok_or(ArchiveError::Closed));
    let mut connection = match opened {
        Ok(connection) => connection,
        Err(
            error @ (ArchiveError::Damaged { .. }
            | ArchiveError::NotADatabase
            | ArchiveError::Database { .. }),
        ) => {
            return Ok(vec![Finding::Unreadable { detail: error.to_string() }]);
        }
        Err(error) => return Err(error),
    };
    let listing = store.listing()?;
    let database = {
        let transaction = connection.transaction()?;
        judge_database(&ReadTx::new(&transaction), expected)?
    };
    finish(&store, listing, database, expected)
}

impl Archive {
    /// As [`verify`], for an archive that is open.
    pub fn verify(&self, expected: &Expectations) -> Result<Vec<Finding>, ArchiveError> {
        let store = self.store()?;
        // Files first: a document that comes in between has its row later, and is then in neither list.
        let listing = store.listing()?;
        let on_paper = expected.clone();
        let database = self.read(move |tx| judge_database(tx, &on_paper))?;
        finish(store, listing, database, expected)
    }
}

/// What the database gave: findings, and the documents that it names.
struct Judged {
    findings: Vec<Finding>,
    documents: Vec<(String, i64)>,
}

fn judge_database(tx: &ReadTx<'_>, expected: &Expectations) -> Result<Judged, ArchiveError> {
    let mut findings = Vec::new();
    let mut judged = || -> Result<Vec<(String, i64)>, ArchiveError> {
        check_database(tx, &mut findings)?;
        check_schema(tx, &mut findings)?;
        check_chain(tx, &mut findings)?;
        if let Some(printed) = &expected.head {
            check_head(tx, printed, &mut findings)?;
        }
        let mut rows = tx.connection().prepare("SELECT sha256, bytes FROM documents ORDER BY sha256")?;
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    match judged() {
        Ok(documents) => Ok(Judged { findings, documents }),
        // A database that breaks while it is judged has been judged.
        Err(
            error @ (ArchiveError::Damaged { .. }
            | ArchiveError::Database { .. }
            | ArchiveError::NotADatabase),
        ) => {
            findings.push(Finding::Unreadable { detail: error.to_string() });
            Ok(Judged { findings, documents: Vec::new() })
        }
        Err(error) => Err(error),
    }
}

fn finish(
    store: &DocumentStore,
    listing: Listing,
    judged: Judged,
    expected: &Expectations,
) -> Result<Vec<Finding>, ArchiveError> {
    let Judged { mut findings, documents } = judged;
    // Without its rows nothing can be said about the files.
    let readable = !findings.iter().any(|finding| matches!(finding, Finding::Unreadable { .. }));
    if readable {
        check_documents(store, &listing, &documents, expected, &mut findings);
    }
    Ok(findings)
}

fn check_database(tx: &ReadTx<'_>, findings: &mut Vec<Finding>) -> Result<(), ArchiveError> {
    let mut check = tx.connection().prepare("PRAGMA integrity_check")?;
    let lines = check.query_map([], |row| row.get::<_, String>(0))?;
    for line in lines {
        let detail = line?;
        if detail != "ok" {
            findings.push(Finding::Database { detail });
        }
    }
    Ok(())
}

fn check_schema(tx: &ReadTx<'_>, findings: &mut Vec<Finding>) -> Result<(), ArchiveError> {
    let found = schema_of(tx.connection())?;
    let expected = schema_of_version(user_version(tx.connection())?)?;
    let text_in = |objects: &[(String, String, String)], kind: &str, name: &str| {
        objects.iter().find(|(k, n, _)| k == kind && n == name).map(|(_, _, text)| text.clone())
    };
    for (kind, name, text) in &expected {
        let matter = match text_in(&found, kind, name) {
            Some(as_found) if as_found == *text => continue,
            Some(_) => SchemaMatter::Changed,
            None => SchemaMatter::Missing,
        };
        findings.push(Finding::Schema { object: format!("{kind} {name}"), matter });
    }
    for (kind, name, _) in &found {
        if text_in(&expected, kind, name).is_none() {
            findings
                .push(Finding::Schema { object: format!("{kind} {name}"), matter: SchemaMatter::Foreign });
        }
    }
    Ok(())
}

/// The columns of the journal that the hash covers beside `prev`, in its order.
const HASHED: [&str; 11] = [
    "seq",
    "usulan",
    "kind",
    "version",
    "body",
    "happened_from",
    "happened_to",
    "entered_at",
    "recorder",
    "actor",
    "basis",
];

/// An entry as it is stored, whatever that is.
struct Stored {
    columns: [Value; 11],
    prev: Vec<u8>,
    hash: Vec<u8>,
}

impl Stored {
    fn of(row: &Row<'_>) -> rusqlite::Result<Stored> {
        let mut columns = [const { Value::Null }; 11];
        for (column, value) in columns.iter_mut().enumerate() {
            *value = row.get(column)?;
        }
        Ok(Stored { columns, prev: bytes_of(row.get(11)?), hash: bytes_of(row.get(12)?) })
    }

    fn seq(&self) -> i64 {
        match self.columns[0] {
            Value::Integer(seq) => seq,
            Value::Null | Value::Real(_) | Value::Text(_) | Value::Blob(_) => 0,
        }
    }

    /// The hash that its columns give after `prev`, with one of them replaced.
    fn hash_with(&self, prev: &[u8], replaced: Option<(usize, &Value)>) -> Sha256 {
        let mut columns = [const { ValueRef::Null }; 11];
        for (at, (column, value)) in columns.iter_mut().zip(&self.columns).enumerate() {
            *column = match replaced {
                Some((place, value)) if place == at => value.into(),
                Some(_) | None => value.into(),
            };
        }
        chain_hash(prev, columns)
    }

    fn hash_now(&self) -> Sha256 {
        self.hash_with(&self.prev, None)
    }
}

fn bytes_of(value: Value) -> Vec<u8> {
    match value {
        Value::Blob(bytes) => bytes,
        Value::Text(text) => text.into_bytes(),
        Value::Null | Value::Integer(_) | Value::Real(_) => Vec::new(),
    }
}

fn check_chain(tx: &ReadTx<'_>, findings: &mut Vec<Finding>) -> Result<(), ArchiveError> {
    let mut select = tx.connection().prepare(
        "SELECT seq, usulan, kind, version, body, happened_from, happened_to, entered_at, recorder, actor, basis, \
         prev, hash FROM journal ORDER BY seq",
    )?;
    let mut rows = select.query([])?;
    let mut values = None;
    // What the entry before says its hash is, and what its columns give.
    let (mut before_seq, mut before_hash, mut before_now) = (0, Sha256::ZERO.0.to_vec(), Sha256::ZERO);
    let mut current = rows.next()?.map(Stored::of).transpose()?;
    while let Some(entry) = current {
        let next = rows.next()?.map(Stored::of).transpose()?;
        let (seq, now) = (entry.seq(), entry.hash_now());
        let whole = entry.hash == now.0;
        if before_seq + 1 < seq {
            findings.push(Finding::Gap { from: before_seq + 1, to: seq - 1 });
        }
        if !whole {
            let found = match &values {
                Some(found) => found,
                None => values.insert(ValuesInUse::of(tx)?),
            };
            let changed = changed_column(&entry, before_seq, &before_hash, before_now, next.as_ref(), found);
            let (column, was) = changed.map_or((None, None), |(column, was)| (Some(column.to_owned()), was));
            findings.push(Finding::Entry { seq, column, was });
        } else if entry.prev != before_hash && entry.prev != before_now.0 {
            // If it follows what the entry before gives, that one's stored hash is at fault, and named already.
            findings.push(Finding::Link { seq });
        } else if seq < 1 {
            findings.push(Finding::Link { seq });
        }
        (before_seq, before_hash, before_now) = (seq, entry.hash, now);
        current = next;
    }
    Ok(())
}

/// Every value that stands in a column of the journal: what may have stood in a changed one.
struct ValuesInUse {
    columns: [Vec<Value>; 11],
}

impl ValuesInUse {
    fn of(tx: &ReadTx<'_>) -> Result<ValuesInUse, ArchiveError> {
        let mut columns = [const { Vec::new() }; 11];
        for (name, values) in HASHED.iter().zip(&mut columns) {
            // Bodies are all different, and long; `seq` follows from the order.
            if ["seq", "body"].contains(name) {
                continue;
            }
            let mut select = tx
                .connection()
                .prepare(&format!("SELECT DISTINCT {name} FROM journal ORDER BY 1 LIMIT 10000"))?;
            let found = select.query_map([], |row| row.get(0))?;
            *values = found.collect::<Result<_, _>>()?;
            if !values.contains(&Value::Null) {
                values.push(Value::Null);
            }
        }
        Ok(ValuesInUse { columns })
    }
}

/// The column of an entry that was changed, and what stood there, as far as trying can tell.
fn changed_column(
    entry: &Stored,
    before_seq: i64,
    before_hash: &[u8],
    before_now: Sha256,
    next: Option<&Stored>,
    values: &ValuesInUse,
) -> Option<(&'static str, Option<String>)> {
    // The entry after it follows what the columns give: they are as they were, and the hash is not.
    let now = entry.hash_now();
    if next.is_some_and(|next| next.prev == now.0) {
        return Some(("hash", Some(now.to_string())));
    }
    for before in [before_hash, before_now.0.as_slice()] {
        if entry.hash_with(before, None).0.as_slice() == entry.hash {
            return Some(("prev", Some(hex(before))));
        }
    }
    let place = Value::Integer(before_seq + 1);
    if entry.hash_with(&entry.prev, Some((0, &place))).0.as_slice() == entry.hash {
        return Some(("seq", Some((before_seq + 1).to_string())));
    }
    for (at, (name, candidates)) in HASHED.iter().zip(&values.columns).enumerate() {
        // A wrong version is mostly the one beside it, or another small one.
        let versions: Vec<Value> =
            if *name == "version" { (0..=64).map(Value::Integer).collect() } else { Vec::new() };
        // The two ends of an instant are the same text.
        let twin = match *name {
            "happened_from" => Some(&entry.columns[6]),
            "happened_to" => Some(&entry.columns[5]),
            _ => None,
        };
        for candidate in candidates.iter().chain(&versions).chain(twin) {
            if entry.hash_with(&entry.prev, Some((at, candidate))).0.as_slice() == entry.hash {
                return Some((name, Some(printed(candidate))));
            }
        }
    }
    None
}

fn printed(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Integer(n) => n.to_string(),
        Value::Real(x) => x.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => hex(bytes),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn check_head(
    tx: &ReadTx<'_>,
    printed: &PrintedHead,
    findings: &mut Vec<Finding>,
) -> Result<(), ArchiveError> {
    let mut select = tx.connection().prepare("SELECT seq, hash FROM journal ORDER BY seq")?;
    let mut rows = select.query([])?;
    let mut last = (0, Sha256::ZERO);
    // The head of an empty journal is before every journal.
    if printed.fits(last.0, last.1) {
        return Ok(());
    }
    while let Some(row) = rows.next()? {
        let (seq, hash): (i64, Vec<u8>) = (row.get(0)?, bytes_of(row.get(1)?));
        last = (seq, Sha256::from_bytes(&hash).unwrap_or(Sha256::ZERO));
        if printed.fits(last.0, last.1) {
            return Ok(());
        }
        if printed.seq() == Some(seq) {
            findings.push(Finding::HeadDiffers { printed: printed.to_string(), found: short(last) });
            return Ok(());
        }
    }
    findings.push(Finding::HeadMissing { printed: printed.to_string(), found: short(last) });
    Ok(())
}

fn short((seq, hash): (i64, Sha256)) -> String {
    crate::journal::Head { seq, hash }.to_string()
}

fn check_documents(
    store: &DocumentStore,
    listing: &Listing,
    rows: &[(String, i64)],
    expected: &Expectations,
    findings: &mut Vec<Finding>,
) {
    let mut known = BTreeSet::new();
    for (name, bytes) in rows {
        let Ok(sha256) = name.parse::<Sha256>() else {
            findings.push(Finding::DocumentName { name: name.clone() });
            continue;
        };
        known.insert(sha256);
        let destroyed = expected.destroyed.contains(&sha256);
        match store.hash_now(sha256) {
            Ok(None) if destroyed => {}
            Ok(None) => findings.push(Finding::DocumentMissing { sha256 }),
            Ok(Some(_)) if destroyed => findings.push(Finding::DocumentNotDestroyed { sha256 }),
            Ok(Some((now, _))) if now != sha256 => findings.push(Finding::DocumentChanged { sha256, now }),
            Ok(Some((_, length))) if i64::try_from(length) != Ok(*bytes) => {
                findings.push(Finding::DocumentRow { sha256 });
            }
            Ok(Some(_)) => {}
            Err(error) => findings.push(Finding::DocumentUnreadable { sha256, detail: error.to_string() }),
        }
    }
    for sha256 in expected.referenced.difference(&known) {
        findings.push(Finding::DocumentUnrecorded { sha256: *sha256 });
    }
    for sha256 in listing.documents.keys().filter(|sha256| !known.contains(sha256)) {
        findings.push(Finding::Orphan { sha256: *sha256 });
    }
    for name in listing.others.iter().filter(|name| !is_arriving(name)) {
        findings.push(Finding::UnknownFile { name: name.clone() });
    }
}
