//! The native dialogs, through `rfd`.
//!
//! On Linux this is `rfd` with GTK 3: it hands the dialog to the GTK main loop that the web view runs anyway, and needs
//! neither a session bus nor a portal. On Windows the dialog runs on the calling thread, owned by the window, so that it
//! cannot fall behind it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use raw_window_handle::{HasDisplayHandle, HasWindowHandle};

use crate::picker::FilePicker;

/// A window that can own a dialog.
pub trait DialogOwner: HasWindowHandle + HasDisplayHandle + Send + Sync {}

impl<W: HasWindowHandle + HasDisplayHandle + Send + Sync> DialogOwner for W {}

/// The system's own file dialogs. Never called on the main thread: that thread draws them.
#[derive(Clone, Default)]
pub struct NativePicker {
    owner: Arc<OnceLock<Box<dyn DialogOwner>>>,
}

impl NativePicker {
    /// Dialogs without an owner, until [`own`](Self::own) names one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the window that owns every later dialog. The devices exist before the window does, hence the two steps;
    /// only the first window named counts.
    pub fn own(&self, window: Box<dyn DialogOwner>) {
        // A second window would be a second owner; the application has one, so the first stays.
        let _ = self.owner.set(window);
    }

    fn dialog(&self, title: &str) -> rfd::FileDialog {
        let dialog = rfd::FileDialog::new().set_title(title);
        match self.owner.get() {
            Some(window) => dialog.set_parent(window.as_ref()),
            None => dialog,
        }
    }
}

impl std::fmt::Debug for NativePicker {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NativePicker").field("owned", &self.owner.get().is_some()).finish()
    }
}

/// Says something in a box of the system's own, and waits until it is read: for a start that gets no window. On Linux
/// it needs a screen; without one nothing is shown.
pub fn say(title: &str, text: &str) {
    // There is one button; which one was pressed is no question.
    let _ = rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Warning)
        .set_title(title)
        .set_description(text)
        .show();
}

/// What an office attaches: a signed paper as scan or PDF, a picture, a DOCX kept as source (PROCEDURE 2).
const DOCUMENTS: &[&str] = &["pdf", "jpg", "jpeg", "png", "tif", "tiff", "docx"];
/// What a kop's lambang or a screenshot may be.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "svg"];
/// What a list of recipients comes as; a workbook is offered too, so that its refusal can say how to save it.
const TABLES: &[&str] = &["csv", "tsv", "txt", "xlsx", "xls"];

impl FilePicker for NativePicker {
    fn pick_documents(&self) -> Vec<PathBuf> {
        self.dialog("Pilih dokumen")
            .add_filter("Dokumen (PDF, gambar, DOCX)", DOCUMENTS)
            .add_filter("Semua berkas", &["*"])
            .pick_files()
            .unwrap_or_default()
    }

    fn pick_image(&self) -> Option<PathBuf> {
        self.dialog("Pilih gambar").add_filter("Gambar (PNG, JPEG, SVG)", PICTURES).pick_file()
    }

    fn pick_table(&self) -> Option<PathBuf> {
        self.dialog("Pilih daftar penerima")
            .add_filter("Daftar (CSV, teks)", TABLES)
            .add_filter("Semua berkas", &["*"])
            .pick_file()
    }

    fn save_place(&self, suggested_name: &str) -> Option<PathBuf> {
        self.dialog("Simpan sebagai").set_file_name(suggested_name).save_file()
    }

    fn pick_folder(&self) -> Option<PathBuf> {
        self.dialog("Pilih folder").pick_folder()
    }
}
