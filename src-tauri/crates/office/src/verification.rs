//! Is the office sound? The chain and the documents are judged by the archive; here the journal is replayed
//! and compared with register and numbers. Nothing is rendered again (PROCEDURE section 5).

use std::collections::BTreeSet;
use std::path::Path;

use archive::error::ArchiveError;
use archive::journal::{Entry as Row, PrintedHead};
use archive::office::Archive;
use archive::sha::Sha256;
use archive::verify::{Expectations, Weight};
use serde::Serialize;

use crate::desk::state_of;
use crate::documents::sha;
use crate::fault::{Code, Fault};
use crate::journal::{documents_of, entry_of, setting_of};
use crate::store::rebuild;

/// What was found wrong, or worth knowing.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// Whether the office is unsound by it; false is only a notice.
    pub fault: bool,
    /// What and where, in English: for logs and for who mends it.
    pub text: String,
    /// The finding's own data.
    pub data: serde_json::Value,
}

/// The verdict on an office folder.
#[derive(Debug, Clone, Serialize)]
pub struct Verdict {
    /// No fault was found.
    pub sound: bool,
    /// Rows of the journal that were read.
    pub entries: u64,
    /// Documents that the journal names.
    pub documents: u64,
    /// The head of the chain as it prints.
    pub head: String,
    /// Everything found.
    pub findings: Vec<Finding>,
}

/// Verifies the office in `dir`, without changing it. `head` is a printed head of the chain.
///
/// # Errors
/// Only if there is no office to be verified, or one that a newer version made; what is wrong with one is a finding.
pub fn verify(dir: &Path, head: Option<&str>) -> Result<Verdict, Fault> {
    let head = head
        .map(|head| {
            head.parse::<PrintedHead>().map_err(|_| {
                Fault::new(
                    Code::InvalidRequest,
                    format!(
                        "“{head}” bukan kepala rantai. Tulis seperti tercetak, misalnya 117:3f2a90bc4d5e6f70."
                    ),
                )
            })
        })
        .transpose()?;
    let archive = Archive::open_read_only(dir);
    let mut findings = Vec::new();
    let mut referenced: BTreeSet<Sha256> = BTreeSet::new();
    let (mut entries, mut printed) = (0, String::new());
    match &archive {
        Ok(archive) => match read_journal(archive) {
            Ok((rows, head)) => {
                entries = rows.len() as u64;
                printed = head;
                names(&rows, &mut referenced, &mut findings);
                replay(archive, &rows, &mut findings);
            }
            Err(fault) => findings.push(own("the journal cannot be read", &fault)),
        },
        // These say nothing about how sound the office is.
        Err(error @ (ArchiveError::NotAnOffice | ArchiveError::Newer { .. })) => {
            return Err(error.clone().into());
        }
        Err(error) => findings.push(Finding {
            fault: true,
            text: format!("the office cannot be opened: {error}"),
            data: serde_json::Value::Null,
        }),
    }
    drop(archive);
    let documents = referenced.len() as u64;
    let expected = Expectations { head, referenced, destroyed: BTreeSet::new() };
    match archive::verify::verify(dir, &expected) {
        Ok(found) => findings.extend(found.iter().map(|finding| Finding {
            fault: finding.weight() == Weight::Fault,
            text: finding.to_string(),
            data: serde_json::to_value(finding).unwrap_or_default(),
        })),
        Err(error) => findings.push(Finding {
            fault: true,
            text: format!("the archive cannot be verified: {error}"),
            data: serde_json::Value::Null,
        }),
    }
    Ok(Verdict {
        sound: findings.iter().all(|finding| !finding.fault),
        entries,
        documents,
        head: printed,
        findings,
    })
}

fn own(what: &str, fault: &Fault) -> Finding {
    let detail = fault.params.get("detail").cloned().unwrap_or_else(|| fault.message.clone());
    Finding { fault: true, text: format!("{what}: {detail}"), data: serde_json::json!({ "detail": detail }) }
}

fn read_journal(archive: &Archive) -> Result<(Vec<Row>, String), Fault> {
    archive.read(|tx| -> Result<_, Fault> { Ok((tx.entries_after(0)?, tx.head()?.to_string())) })
}

/// Documents that the journal names.
fn names(rows: &[Row], referenced: &mut BTreeSet<Sha256>, findings: &mut Vec<Finding>) {
    for row in rows {
        let documents = if row.entry.usulan.is_some() {
            entry_of(row).map(|entry| documents_of(&entry))
        } else {
            setting_of(row).map(|event| event.documents())
        };
        match documents {
            Ok(documents) => referenced.extend(documents.iter().filter_map(|document| sha(document).ok())),
            Err(fault) => findings.push(own(&format!("journal {} cannot be read", row.seq), &fault)),
        }
    }
}

/// Replays the journal into an empty archive and compares every projected row.
fn replay(archive: &Archive, rows: &[Row], findings: &mut Vec<Finding>) {
    let compared = (|| -> Result<(Vec<String>, Vec<String>), Fault> {
        let stored = archive.read(|tx| -> Result<_, Fault> { Ok(tx.projection_dump()?) })?;
        let state = state_of(rows, &mut |document| Ok(archive.read_document(sha(document)?)?))?;
        let scratch = Archive::scratch()?;
        let rows = rows.to_vec();
        scratch.write(move |tx| rebuild(&rows, &state, tx))?;
        let rebuilt = scratch.read(|tx| -> Result<_, Fault> { Ok(tx.projection_dump()?) })?;
        Ok((stored, rebuilt))
    })();
    match compared {
        Ok((stored, rebuilt)) => {
            let (stored, rebuilt): (BTreeSet<_>, BTreeSet<_>) =
                (stored.into_iter().collect(), rebuilt.into_iter().collect());
            for (rows, what) in [
                (stored.difference(&rebuilt), "a row that the journal does not explain"),
                (rebuilt.difference(&stored), "a row that the journal asks for is missing"),
            ] {
                for row in rows {
                    findings.push(Finding {
                        fault: true,
                        text: format!("{what}: {row}"),
                        data: serde_json::json!({ "row": row }),
                    });
                }
            }
        }
        Err(fault) => findings.push(own("the journal cannot be replayed", &fault)),
    }
}
