//! What the application remembers on this PC beside any office: which one was opened last, and what was typed before
//! there was one. Small pages, each kept whole.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::DeviceError;

/// The pages that the application keeps for the person at this PC. Each has a name of lower-case letters and `-`.
pub trait Notebook: Send + Sync {
    /// What a page holds; `None` when there is none, or when it cannot be read.
    fn read(&self, page: &str) -> Option<Vec<u8>>;

    /// Writes a page in the place of what it held, whole or not at all.
    ///
    /// # Errors
    /// The page cannot be written; what it held stays.
    fn write(&self, page: &str, bytes: &[u8]) -> Result<(), DeviceError>;

    /// Takes a page out. One that is not there is no failure, and one that cannot be taken out stays.
    fn tear_out(&self, page: &str);
}

/// A notebook that is forgotten with the process: for a command line, which serves no person at this PC.
#[derive(Debug, Default)]
pub struct PassingNotebook {
    pages: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Notebook for PassingNotebook {
    fn read(&self, page: &str) -> Option<Vec<u8>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).get(page).cloned()
    }

    fn write(&self, page: &str, bytes: &[u8]) -> Result<(), DeviceError> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.insert(page.to_owned(), bytes.to_owned());
        Ok(())
    }

    fn tear_out(&self, page: &str) {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).remove(page);
    }
}

/// A notebook as a folder: one file for each page.
#[derive(Debug, Clone)]
pub struct NotebookFolder {
    folder: PathBuf,
}

impl NotebookFolder {
    /// The notebook in a folder, which is made with the first page.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn page(&self, page: &str) -> PathBuf {
        self.folder.join(format!("{page}.etalase"))
    }
}

impl Notebook for NotebookFolder {
    fn read(&self, page: &str) -> Option<Vec<u8>> {
        files::read(&self.page(page)).ok()
    }

    fn write(&self, page: &str, bytes: &[u8]) -> Result<(), DeviceError> {
        let path = self.page(page);
        let failed = |source: io::Error| DeviceError::NotWritten { path: path.clone(), source };
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let next = path.with_extension("baru");
        let mut file = fs::File::create(&next).map_err(failed)?;
        io::Write::write_all(&mut file, bytes).and_then(|()| file.sync_all()).map_err(failed)?;
        drop(file);
        files::rename(&next, &path).map_err(failed)
    }

    fn tear_out(&self, page: &str) {
        // Whoever reads it again finds what was there, which is what the trait says.
        let _ = files::remove_file(&self.page(page));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_kept_until_it_is_torn_out() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("pengaturan").join("Etalase");
        let notebook = NotebookFolder::at(&folder);
        assert_eq!(notebook.read("kantor"), None, "an empty notebook");
        notebook.write("kantor", b"satu").unwrap();
        notebook.write("kantor", b"dua").unwrap();
        assert_eq!(
            NotebookFolder::at(&folder).read("kantor").as_deref(),
            Some(&b"dua"[..]),
            "the last word counts"
        );
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "and nothing half written lies about");
        notebook.tear_out("kantor");
        notebook.tear_out("kantor");
        assert_eq!(notebook.read("kantor"), None);
    }

    #[test]
    fn a_passing_notebook_keeps_its_pages_apart() {
        let notebook = PassingNotebook::default();
        notebook.write("printer", b"satu").unwrap();
        notebook.write("kantor", b"dua").unwrap();
        notebook.tear_out("kantor");
        assert_eq!(notebook.read("printer").as_deref(), Some(&b"satu"[..]));
        assert_eq!(notebook.read("kantor"), None);
    }

    #[test]
    fn a_notebook_that_cannot_be_written_says_so() {
        let home = tempfile::tempdir().unwrap();
        let in_the_way = home.path().join("berkas");
        fs::write(&in_the_way, "bukan folder").unwrap();
        let notebook = NotebookFolder::at(&in_the_way);
        assert!(matches!(notebook.write("kantor", b"satu"), Err(DeviceError::NotWritten { .. })));
        assert_eq!(notebook.read("kantor"), None, "and reading it is no failure");
    }
}
