//! Which files the person picks. The page never names a path; it only says that a person wants to pick (invariant 7).

use std::path::PathBuf;

/// The person's choice of files and places. Every call blocks until the person has chosen or cancelled.
pub trait FilePicker: Send + Sync {
    /// One or more documents: PDF, pictures, DOCX, or anything else on demand. Empty when cancelled.
    fn pick_documents(&self) -> Vec<PathBuf>;

    /// One picture (the lambang of a kop, a screenshot). `None` when cancelled.
    fn pick_image(&self) -> Option<PathBuf>;

    /// One list of recipients (CSV or other text with columns). `None` when cancelled.
    fn pick_table(&self) -> Option<PathBuf>;

    /// A place for a file that is to be written, beginning with a name. The person has already agreed to replace a file
    /// that exists there. `None` when cancelled.
    fn save_place(&self, suggested_name: &str) -> Option<PathBuf>;

    /// A folder. `None` when cancelled.
    fn pick_folder(&self) -> Option<PathBuf>;
}

/// Nobody is there to pick: every question is answered with "cancelled". For doors without a screen.
#[derive(Debug, Clone, Copy)]
pub struct NoPicker;

impl FilePicker for NoPicker {
    fn pick_documents(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    fn pick_image(&self) -> Option<PathBuf> {
        None
    }

    fn pick_table(&self) -> Option<PathBuf> {
        None
    }

    fn save_place(&self, _suggested_name: &str) -> Option<PathBuf> {
        None
    }

    fn pick_folder(&self) -> Option<PathBuf> {
        None
    }
}
