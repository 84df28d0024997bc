//! The journal: everything that ever happened in an office, in the order of entry, chained by SHA-256.
//!
//! # The hash, exactly
//!
//! Whoever wants to check a journal without this program needs no more than this. The hash of an entry is the SHA-256
//! of these bytes, one after the other:
//!
//! 1. the 32 bytes of `prev`, without a length. `prev` is the `hash` of the entry before; for `seq` 1 it is 32 zero
//!    bytes;
//! 2. the eleven columns `seq`, `usulan`, `kind`, `version`, `body`, `happened_from`, `happened_to`, `entered_at`,
//!    `recorder`, `actor`, `basis`, in this order. For each:
//!    - NULL: eight bytes `FF`, and nothing after them;
//!    - a text: its length in bytes as an unsigned 64-bit big-endian number, then its UTF-8 bytes as they are stored
//!      (nothing is normalised, and `body` is not re-serialised);
//!    - an integer (`seq`, `version`): the length 8 in the same form, then the number as a signed 64-bit big-endian
//!      number.
//!
//! `seq` runs 1, 2, 3, … without gaps. Triggers refuse UPDATE, DELETE and any INSERT that is not the next entry.
//!
//! The head of the chain is the last entry's `seq` and `hash`, printed as `<seq>:<first 16 hexadecimal digits>`
//! (PROCEDURE section 2). A printed head is what finds a truncated or wholly rewritten journal.

use std::{fmt, str::FromStr};

use rusqlite::{OptionalExtension, Row, types::ValueRef};
use serde::{Deserialize, Serialize};
use sha2::Digest;

use crate::{
    error::ArchiveError,
    sha::Sha256,
    tx::{ReadTx, WriteTx},
};

/// An entry to be appended. Every text is stored and hashed as it is given (PROCEDURE section 1 for the meaning).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewEntry {
    /// The usulan that it is about; `None` for a change of settings.
    pub usulan: Option<String>,
    /// Kind of the event.
    pub kind: String,
    /// Version of the form of `body`.
    pub version: u32,
    /// The event's content, JSON.
    pub body: String,
    /// Earliest minute at which it can have happened, RFC 3339.
    pub happened_from: Option<String>,
    /// Latest minute at which it can have happened, RFC 3339.
    pub happened_to: Option<String>,
    /// When it was typed, by the PC's clock, RFC 3339. Need not be monotone.
    pub entered_at: String,
    /// The account that typed it.
    pub recorder: String,
    /// Post, person and capacity that did it, as the office writes them.
    pub actor: Option<String>,
    /// On what ground: `own`, `paper` or `message`.
    pub basis: Option<String>,
}

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place in the order of entry, from 1.
    pub seq: i64,
    /// What was entered.
    #[serde(flatten)]
    pub entry: NewEntry,
    /// Hash of the entry before; [`Sha256::ZERO`] for the first.
    pub prev: Sha256,
    /// Hash of this entry.
    pub hash: Sha256,
}

/// The end of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Head {
    /// `seq` of the last entry, 0 if there is none.
    pub seq: i64,
    /// Its hash, [`Sha256::ZERO`] if there is none.
    pub hash: Sha256,
}

impl Head {
    /// The head of an empty journal.
    pub const EMPTY: Head = Head { seq: 0, hash: Sha256::ZERO };
}

impl fmt::Display for Head {
    /// The printed form, `<seq>:<16 hex>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, &self.hash.to_string()[..16])
    }
}

/// A head that somebody has on paper: `<seq>:<16 to 64 hex>`, or the hexadecimal digits alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedHead {
    seq: Option<i64>,
    digits: String,
}

/// The text is not the printed head of a journal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a printed head (<seq>:<16 hexadecimal digits>): {0:?}")]
pub struct NotAHead(
    /// The text as it was given.
    pub String,
);

impl PrintedHead {
    /// The entry that it names, if the paper has its `seq`.
    pub fn seq(&self) -> Option<i64> {
        self.seq
    }

    /// Whether the entry `seq` with this hash is the one on the paper.
    pub fn fits(&self, seq: i64, hash: Sha256) -> bool {
        self.seq.is_none_or(|printed| printed == seq) && hash.to_string().starts_with(&self.digits)
    }
}

impl fmt::Display for PrintedHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seq {
            Some(seq) => write!(f, "{seq}:{}", self.digits),
            None => f.write_str(&self.digits),
        }
    }
}

impl FromStr for PrintedHead {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<PrintedHead, NotAHead> {
        let wrong = || NotAHead(text.to_owned());
        let (seq, digits) = match text.trim().split_once(':') {
            Some((seq, digits)) => (Some(seq.trim().parse::<i64>().map_err(|_| wrong())?), digits.trim()),
            None => (None, text.trim()),
        };
        let hexadecimal = digits.bytes().all(|b| b.is_ascii_hexdigit());
        if !hexadecimal || !(16..=64).contains(&digits.len()) || seq.is_some_and(|seq| seq < 0) {
            return Err(wrong());
        }
        Ok(PrintedHead { seq, digits: digits.to_ascii_lowercase() })
    }
}

/// The hash of an entry over the stored values of its columns, as the module's documentation defines it.
pub(crate) fn chain_hash(prev: &[u8], columns: [ValueRef<'_>; 11]) -> Sha256 {
    let mut hasher = sha2::Sha256::new();
    hasher.update(prev);
    for column in columns {
        let mut field = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        };
        match column {
            ValueRef::Null => hasher.update([0xFF; 8]),
            ValueRef::Integer(n) => field(&n.to_be_bytes()),
            ValueRef::Text(bytes) => field(bytes),
            // A STRICT table holds neither of these in a column that is hashed.
            ValueRef::Real(x) => field(&x.to_be_bytes()),
            ValueRef::Blob(bytes) => field(bytes),
        }
    }
    Sha256(hasher.finalize().into())
}

impl NewEntry {
    /// The hash that this entry has at `seq`, after an entry whose hash is `prev`.
    pub fn hash_at(&self, seq: i64, prev: Sha256) -> Sha256 {
        fn cell(text: &Option<String>) -> ValueRef<'_> {
            text.as_deref().map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes()))
        }
        chain_hash(
            &prev.0,
            [
                ValueRef::Integer(seq),
                cell(&self.usulan),
                ValueRef::Text(self.kind.as_bytes()),
                ValueRef::Integer(i64::from(self.version)),
                ValueRef::Text(self.body.as_bytes()),
                cell(&self.happened_from),
                cell(&self.happened_to),
                ValueRef::Text(self.entered_at.as_bytes()),
                ValueRef::Text(self.recorder.as_bytes()),
                cell(&self.actor),
                cell(&self.basis),
            ],
        )
    }
}

const COLUMNS: &str = "seq, usulan, kind, version, body, happened_from, happened_to, entered_at, recorder, actor, \
                       basis, prev, hash";

fn entry_of(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let hash_in = |column: usize| -> rusqlite::Result<Sha256> {
        let bytes: Vec<u8> = row.get(column)?;
        Sha256::from_bytes(&bytes).ok_or(rusqlite::Error::InvalidColumnType(
            column,
            "not a SHA-256".to_owned(),
            rusqlite::types::Type::Blob,
        ))
    };
    Ok(Entry {
        seq: row.get(0)?,
        entry: NewEntry {
            usulan: row.get(1)?,
            kind: row.get(2)?,
            version: row.get(3)?,
            body: row.get(4)?,
            happened_from: row.get(5)?,
            happened_to: row.get(6)?,
            entered_at: row.get(7)?,
            recorder: row.get(8)?,
            actor: row.get(9)?,
            basis: row.get(10)?,
        },
        prev: hash_in(11)?,
        hash: hash_in(12)?,
    })
}

impl ReadTx<'_> {
    fn entries(&self, condition: &str, value: impl rusqlite::Params) -> Result<Vec<Entry>, ArchiveError> {
        let mut select =
            self.statement(&format!("SELECT {COLUMNS} FROM journal WHERE {condition} ORDER BY seq"))?;
        let entries = select.query_map(value, entry_of)?;
        Ok(entries.collect::<Result<_, _>>()?)
    }

    /// All entries of one usulan, in the order of entry.
    pub fn entries_of(&self, usulan: &str) -> Result<Vec<Entry>, ArchiveError> {
        self.entries("usulan = ?1", [usulan])
    }

    /// All changes of settings: the entries of no usulan, in the order of entry.
    pub fn settings_entries(&self) -> Result<Vec<Entry>, ArchiveError> {
        self.entries("usulan IS NULL", [])
    }

    /// All entries after `seq`, in the order of entry; after 0 it is the whole journal.
    pub fn entries_after(&self, seq: i64) -> Result<Vec<Entry>, ArchiveError> {
        self.entries("?1 < seq", [seq])
    }

    /// The entry with this `seq`.
    pub fn entry(&self, seq: i64) -> Result<Option<Entry>, ArchiveError> {
        Ok(self.entries("seq = ?1", [seq])?.pop())
    }

    /// `seq` of the newest entry of an usulan: what a request must have seen to be up to date with it.
    pub fn last_seq_of(&self, usulan: &str) -> Result<Option<i64>, ArchiveError> {
        let mut select = self.statement("SELECT max(seq) FROM journal WHERE usulan = ?1")?;
        Ok(select.query_row([usulan], |row| row.get(0))?)
    }

    /// How many entries of usulan name this person in this post as who acted, for each day (`2026-11-06`) that has any.
    pub fn acts_of_official(&self, post: &str, person: &str) -> Result<Vec<(String, u32)>, ArchiveError> {
        // As the index has it (`0005_officials.sql`).
        let mut select = self.statement(
            "SELECT substr(happened_to, 1, 10) AS day, count(*) FROM journal \
             WHERE usulan IS NOT NULL AND iif(json_valid(actor), actor ->> '$.post', NULL) = ?1 \
             AND iif(json_valid(actor), actor ->> '$.person', NULL) = ?2 GROUP BY day ORDER BY day",
        )?;
        let days = select.query_map([post, person], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(days.collect::<Result<_, _>>()?)
    }

    /// `seq` of the newest change of settings.
    pub fn last_settings_seq(&self) -> Result<Option<i64>, ArchiveError> {
        let mut select = self.statement("SELECT max(seq) FROM journal WHERE usulan IS NULL")?;
        Ok(select.query_row([], |row| row.get(0))?)
    }

    /// Every usulan that the journal knows, sorted by id.
    pub fn usulan_ids(&self) -> Result<Vec<String>, ArchiveError> {
        let mut select =
            self.statement("SELECT DISTINCT usulan FROM journal WHERE usulan IS NOT NULL ORDER BY usulan")?;
        let ids = select.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The end of the journal.
    pub fn head(&self) -> Result<Head, ArchiveError> {
        let mut select = self.statement("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")?;
        let found = select.query_row([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?))).optional()?;
        match found {
            None => Ok(Head::EMPTY),
            Some((seq, hash)) => match Sha256::from_bytes(&hash) {
                Some(hash) => Ok(Head { seq, hash }),
                None => Err(ArchiveError::Damaged { detail: format!("entry {seq} has no hash") }),
            },
        }
    }
}

impl WriteTx<'_> {
    /// Appends an entry to the journal.
    pub fn append(&self, new: &NewEntry) -> Result<Entry, ArchiveError> {
        let head = self.head()?;
        let seq = head.seq + 1;
        let hash = new.hash_at(seq, head.hash);
        let mut insert = self.statement(&format!(
            "INSERT INTO journal ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
        ))?;
        insert.execute((
            seq,
            &new.usulan,
            &new.kind,
            new.version,
            &new.body,
            &new.happened_from,
            &new.happened_to,
            &new.entered_at,
            &new.recorder,
            &new.actor,
            &new.basis,
            &head.hash.0,
            &hash.0,
        ))?;
        Ok(Entry { seq, entry: new.clone(), prev: head.hash, hash })
    }
}
