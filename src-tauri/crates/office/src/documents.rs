//! Documents that come in from outside: checked, kept, and shown as pages. A refused file is named with its
//! reason, and nothing else changes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use archive::documents::{DocumentFacts, StoredDocument};
use archive::office::Archive;
use archive::sha::Sha256;
use pages::Document;
use sop::record::Instant;

use crate::api::{DocumentView, Picked};
use crate::desk::Image;
use crate::fault::{Code, Fault, of_page};
use crate::journal::stamp;

/// Name of a file on the screen, without its folder.
fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Media type of an editable file kept beside a naskah made elsewhere.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// How many opened documents are kept for their page images.
const OPEN_DOCUMENTS: usize = 8;

/// How a file came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Picked in the native dialog.
    Dialog,
    /// Dragged into the window.
    Dropped,
}

/// Checks a file that the user chose, and keeps it.
pub(crate) fn take(archive: &Archive, path: &Path, way: Way, now: Instant) -> Picked {
    match keep(archive, path, &name_of(path), way, now) {
        Ok((document, editable)) => Picked::Taken { document, editable },
        Err(fault) => refused(path, &fault),
    }
}

/// A file that is not taken, and why.
pub(crate) fn refused(path: &Path, fault: &Fault) -> Picked {
    Picked::Refused { name: name_of(path), code: code_word(fault), message: fault.message.clone() }
}

fn code_word(fault: &Fault) -> String {
    serde_json::to_value(fault.code)
        .ok()
        .and_then(|code| code.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn keep(
    archive: &Archive,
    path: &Path,
    name: &str,
    way: Way,
    now: Instant,
) -> Result<(DocumentView, bool), Fault> {
    // Judged before it is kept, so that nothing stays of what is refused; and kept from the bytes that were judged,
    // whatever happens to the original meanwhile.
    let bytes = archive.read_file(path)?;
    let docx = bytes.starts_with(b"PK\x03\x04") && name.to_lowercase().ends_with(".docx");
    let (media, pages) = if docx {
        (DOCX.to_owned(), 0)
    } else {
        let opened = Document::open(bytes.clone()).map_err(|error| of_page(name, &error))?;
        // A page that cannot be drawn would be found only when somebody needs it.
        opened.page_png(0, 64).map_err(|error| of_page(name, &error))?;
        (opened.kind().media_type().to_owned(), opened.page_count())
    };
    let stored = archive.store_bytes(name, &bytes)?;
    let source = match way {
        Way::Dialog => "dialog",
        Way::Dropped => "dropped",
    };
    record(archive, &stored, &media, Some(name), source, now)?;
    let view = DocumentView {
        document: stored.sha256().to_string(),
        name: name.to_owned(),
        media,
        bytes: stored.bytes(),
        pages,
    };
    Ok((view, docx))
}

/// Writes the row of a stored document.
pub(crate) fn record(
    archive: &Archive,
    stored: &StoredDocument,
    media: &str,
    name: Option<&str>,
    source: &str,
    now: Instant,
) -> Result<(), Fault> {
    let facts = DocumentFacts {
        media_type: media.to_owned(),
        original_name: name.map(str::to_owned),
        stored_at: stamp(now),
        source: source.to_owned(),
    };
    let stored = stored.clone();
    archive.write(move |tx| -> Result<(), Fault> {
        tx.record_document(&stored, &facts)?;
        Ok(())
    })
}

/// The name of a document in the archive, from its hexadecimal form.
pub(crate) fn sha(document: &str) -> Result<Sha256, Fault> {
    document.parse().map_err(|_| {
        Fault::new(
            Code::DocMissing,
            "Dokumen itu tidak ada di folder kantor. Tidak ada yang berubah. Buka usulannya lagi.",
        )
    })
}

/// Opened documents and drawn previews, for page images. Bounded; the oldest goes first.
#[derive(Default)]
pub(crate) struct Viewer {
    opened: Mutex<BTreeMap<String, (u64, Arc<Document>)>>,
    drawn: Mutex<u64>,
}

impl Viewer {
    fn tick(&self) -> u64 {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        *drawn += 1;
        *drawn
    }

    /// One page as a picture, by its path `preview/<key>/<page>?w=<pixels>` or `document/<sha>/<page>?w=<pixels>`;
    /// `open` gives a document of the archive.
    pub(crate) fn image(
        &self,
        path: &str,
        open: impl FnOnce(&str) -> Option<Arc<Document>>,
    ) -> Option<Image> {
        let (path, query) = path.trim_start_matches('/').split_once('?').unwrap_or((path, ""));
        let mut parts = path.trim_start_matches('/').split('/');
        let (family, key, page) = (parts.next()?, parts.next()?, parts.next()?);
        let page: u32 = page.parse().ok()?;
        let width: u32 = query
            .split('&')
            .find_map(|pair| pair.strip_prefix("w="))
            .and_then(|width| width.parse().ok())
            .unwrap_or(900);
        let document = match family {
            "preview" => self.document(key, || None)?,
            "document" => open(key)?,
            _ => return None,
        };
        let bytes = document.page_png(page.checked_sub(1)?, width.clamp(16, 4000)).ok()?;
        Some(Image { media_type: "image/png", bytes })
    }

    /// Keeps an opened document under a key.
    pub(crate) fn keep(&self, key: &str, document: Arc<Document>) {
        let now = self.tick();
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.insert(key.to_owned(), (now, document));
        while opened.len() > OPEN_DOCUMENTS {
            let Some(oldest) = opened.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| key.clone())
            else {
                return;
            };
            opened.remove(&oldest);
        }
    }

    /// The document under a key, opened with `open` when it is not there.
    pub(crate) fn document(
        &self,
        key: &str,
        open: impl FnOnce() -> Option<Document>,
    ) -> Option<Arc<Document>> {
        let now = self.tick();
        {
            let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((used, document)) = opened.get_mut(key) {
                *used = now;
                return Some(Arc::clone(document));
            }
        }
        let document = Arc::new(open()?);
        self.keep(key, Arc::clone(&document));
        Some(document)
    }
}
