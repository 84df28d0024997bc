//! The memory of an office: everything that one office folder holds, and the only code that opens it.
//!
//! An office is one folder, portable as a whole (DESIGN section 6):
//!
//! ```text
//! etalase.db     journal, register, books, numbers, search, drafts, running   (SQLite)
//! documents/     immutable files, each named by the SHA-256 of its bytes
//! inbox/  rejected/  backup/  berkas/
//! office.lock    who has the folder open
//! ```
//!
//! How to use it:
//!
//! 1. [`office::Archive::create`] or [`office::Archive::open`] owns the folder; a second process is told who has it,
//!    and may use [`office::Archive::open_read_only`].
//! 2. [`office::Archive::write`] runs a closure in one transaction on the one writer thread: all of it is committed,
//!    or nothing. [`office::Archive::read`] runs one on a reader's thread, over a snapshot.
//! 3. A document goes to disk first ([`office::Archive::store_bytes`]); what that returns is the only thing from which
//!    [`tx::WriteTx::record_document`] makes a row (invariant 4). A file from outside is read with
//!    [`office::Archive::read_file`] and judged before, so that nothing is kept of what is refused.
//! 4. [`verify::verify`] judges a folder, in use or not, without changing it.
//!
//! What is deliberately absent: any knowledge of the procedure (bodies are JSON text made by the office), any clock
//! (times come in as text, and are stored and hashed as they came), and any way to change an entry of the journal.
//!
//! What is evidence and what is not: the journal and the files in `documents/` are evidence. The register, the
//! lines of the books, the numbers and the search index are projections, which the office rebuilds from the journal
//! ([`tx::WriteTx::clear_projections`]) and compares with what is stored ([`tx::ReadTx::projection_dump`]). Drafts and
//! running usulan are working rows.

pub mod books;
pub mod documents;
pub mod drafts;
pub mod error;
pub mod floor;
pub mod folder;
pub mod journal;
pub mod numbers;
pub mod office;
pub mod owner;
pub mod register;
pub mod running;
pub mod search;
pub mod sha;
pub mod staging;
#[cfg(feature = "tamper")]
pub mod tamper;
pub mod tx;
pub mod verify;

mod connection;
mod key;
mod migration;
mod worker;
