//! Documents that come in from outside: checked, kept, and shown as pages. A refused file is named with its
//! reason, and nothing else changes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

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
/// How many opened documents are kept for their page images; a scan may take twenty megabytes.
const OPEN_DOCUMENTS: usize = 8;
/// How many pages of konsep are kept besides, each with the letter it is of: the last keys on a letter of several pages.
const OPEN_PAGES: usize = 32;

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
    opened: Mutex<BTreeMap<String, Opened>>,
    drawn: Mutex<u64>,
    /// How wide the last page of a konsep was asked for, in pixels; 0 before the first.
    width: AtomicU32,
}

/// A document that is open.
struct Opened {
    used: u64,
    /// One page of a konsep, and not a document of its own.
    page: bool,
    document: Arc<Document>,
    pictures: Arc<Pictures>,
}

/// A page as PNG: drawn once, by whoever comes first; the others wait for it. `None` in it is a page that cannot be drawn.
type Picture = Arc<OnceLock<Option<Vec<u8>>>>;

/// Pages of a konsep as pictures, by page and width in pixels.
#[derive(Default)]
pub(crate) struct Pictures(Mutex<BTreeMap<(u32, u32), Picture>>);

impl Pictures {
    /// A page as PNG, pages from 0; `None` if there is none or it cannot be drawn.
    fn page(&self, document: &Document, page: u32, width: u32) -> Option<Vec<u8>> {
        let place = {
            let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(places.entry((page, width)).or_default())
        };
        place.get_or_init(|| document.page_png(page, width).ok()).clone()
    }
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
        let (page, width) = (page.checked_sub(1)?, width.clamp(16, 4000));
        let bytes = match family {
            "preview" => {
                self.width.store(width, Ordering::Relaxed);
                let (document, pictures) = self.used(key)?;
                pictures.page(&document, page, width)?
            }
            "document" => open(key)?.page_png(page, width).ok()?,
            _ => return None,
        };
        Some(Image { media_type: "image/png", bytes })
    }

    /// Keeps the pages of a drawn konsep, each under what it looks like; the path of each page's picture. It begins to draw the
    /// pages that changed as wide as the last one was wanted: the answer is still on its way to whoever will ask for them.
    pub(crate) fn keep_looks(&self, document: &Arc<Document>, looks: &[u64]) -> Vec<String> {
        let mut paths = Vec::with_capacity(looks.len());
        let mut changed = Vec::new();
        for (page, look) in (0..).zip(looks) {
            let key = format!("{look:016x}");
            paths.push(format!("preview/{key}/{}", page + 1));
            if self.used(&key).is_none() {
                changed.push((page, self.keep_as(&key, document, true)));
            }
        }
        let (width, document) = (self.width.load(Ordering::Relaxed), Arc::clone(document));
        if width > 0 && !changed.is_empty() {
            std::thread::spawn(move || {
                for (page, pictures) in changed {
                    pictures.page(&document, page, width);
                }
            });
        }
        paths
    }

    /// Keeps an opened document under a key.
    pub(crate) fn keep(&self, key: &str, document: &Arc<Document>) {
        self.keep_as(key, document, false);
    }

    /// Keeps a document, or a page of one, under a key; the place of its pictures.
    fn keep_as(&self, key: &str, document: &Arc<Document>, page: bool) -> Arc<Pictures> {
        let used = self.tick();
        let pictures = Arc::<Pictures>::default();
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = Opened { used, page, document: Arc::clone(document), pictures: Arc::clone(&pictures) };
        opened.insert(key.to_owned(), kept);
        let most = if page { OPEN_PAGES } else { OPEN_DOCUMENTS };
        while opened.values().filter(|one| one.page == page).count() > most {
            let alike = opened.iter().filter(|(_, one)| one.page == page);
            let Some(oldest) = alike.min_by_key(|(_, one)| one.used).map(|(key, _)| key.clone()) else {
                break;
            };
            opened.remove(&oldest);
        }
        pictures
    }

    /// The document under a key, and that it was used now.
    fn used(&self, key: &str) -> Option<(Arc<Document>, Arc<Pictures>)> {
        let now = self.tick();
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.get_mut(key).map(|one| {
            one.used = now;
            (Arc::clone(&one.document), Arc::clone(&one.pictures))
        })
    }

    /// The document under a key, opened with `open` when it is not there.
    pub(crate) fn document(
        &self,
        key: &str,
        open: impl FnOnce() -> Option<Document>,
    ) -> Option<Arc<Document>> {
        if let Some((document, _)) = self.used(key) {
            return Some(document);
        }
        let document = Arc::new(open()?);
        self.keep(key, &document);
        Some(document)
    }
}
