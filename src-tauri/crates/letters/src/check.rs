//! The product's own look at a finished PDF: what PDF/A-2b (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) ask of a letter, and what
//! was found. It reads the file as a reader would, with lopdf alone, and shares no code with what writes it.
//!
//! PDFBox Preflight, the independent look, knows PDF/A-1b only. These of its findings are differences of the two parts and no
//! faults: object and cross-reference streams (6.1.4 of part 1 forbids them, part 2 allows them), a header of 1.7 (part 1 is
//! PDF 1.4), `pdfaid:part` 2 instead of 1.

mod access;
mod archive;
mod content;

use lopdf::{Dictionary, Document, Object};
use serde::Serialize;

/// One demand and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Short name: `output-intent`.
    pub rule: &'static str,
    /// Where it is asked.
    pub source: &'static str,
    /// What is asked, in a sentence.
    pub asks: &'static str,
    /// What was found: a summary, or each thing that is wrong.
    pub found: Vec<String>,
    /// Whether it holds.
    pub holds: bool,
}

/// All demands on a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Pages of the file.
    pub pages: usize,
    /// Whether everything holds.
    pub holds: bool,
    /// Every demand, in the order in which it was looked at.
    pub checks: Vec<Check>,
}

/// The file is no PDF that can be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Berkas ini tidak dapat dibaca sebagai PDF ({reason}). Periksa apakah berkasnya utuh.")]
pub struct Unreadable {
    /// What the reader stumbled over.
    pub reason: String,
}

/// Checks a file.
///
/// # Errors
/// [`Unreadable`] if there is no PDF to check.
pub fn check(bytes: &[u8]) -> Result<Report, Unreadable> {
    let document = Document::load_mem(bytes).map_err(|error| Unreadable { reason: error.to_string() })?;
    let mut checks = archive::checks(bytes, &document);
    checks.extend(access::checks(&document));
    Ok(Report { pages: document.get_pages().len(), holds: checks.iter().all(|check| check.holds), checks })
}

/// Wrong things make the finding; without any, a word of what is there.
fn judged(
    rule: &'static str,
    source: &'static str,
    asks: &'static str,
    wrong: Vec<String>,
    there: impl Into<String>,
) -> Check {
    let holds = wrong.is_empty();
    Check { rule, source, asks, found: if holds { vec![there.into()] } else { wrong }, holds }
}

/// An entry with its reference followed.
fn entry<'a>(document: &'a Document, holder: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    holder.get(key).ok().and_then(|object| document.dereference(object).ok()).map(|(_, object)| object)
}

fn dictionary<'a>(document: &'a Document, holder: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    entry(document, holder, key).and_then(|object| object.as_dict().ok())
}

fn name(object: Option<&Object>) -> &[u8] {
    object.and_then(|object| object.as_name().ok()).unwrap_or_default()
}

/// A stream's bytes, unpacked.
fn unpacked(object: Option<&Object>) -> Option<Vec<u8>> {
    let stream = object?.as_stream().ok()?;
    if stream.dict.has(b"Filter") { stream.decompressed_content().ok() } else { Some(stream.content.clone()) }
}

/// A text string as text.
fn text(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(rest) => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
            String::from_utf16(&units).ok()
        }
        None => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}
