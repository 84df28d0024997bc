//! The system's own programs for files: the PDF reader, the file manager.

use std::path::Path;

use crate::DeviceError;

/// Hands files to the system's own programs.
pub trait Opener: Send + Sync {
    /// Opens a file with the program that the system has for it.
    ///
    /// # Errors
    /// [`DeviceError::NotFound`] if there is no such file, [`DeviceError::NotOpened`] if the system has no program for
    /// it or could not start it. A program that starts and fails later is beyond what the system tells.
    fn open(&self, path: &Path) -> Result<(), DeviceError>;

    /// Shows a file in the system's file manager, selected where the file manager can do that.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    fn reveal(&self, path: &Path) -> Result<(), DeviceError>;
}

/// ShellExecute and Explorer on Windows, xdg-open and its kin elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct SystemOpener;

impl Opener for SystemOpener {
    fn open(&self, path: &Path) -> Result<(), DeviceError> {
        present(path)?;
        open::that_detached(path).map_err(|source| DeviceError::NotOpened { path: path.to_owned(), source })
    }

    fn reveal(&self, path: &Path) -> Result<(), DeviceError> {
        present(path)?;
        reveal(path)
    }
}

/// Says that the file is missing before a launcher says something vaguer, or nothing.
fn present(path: &Path) -> Result<(), DeviceError> {
    if path.exists() { Ok(()) } else { Err(DeviceError::NotFound { path: path.to_owned() }) }
}

#[cfg(windows)]
fn reveal(path: &Path) -> Result<(), DeviceError> {
    use std::os::windows::process::CommandExt;

    // Explorer parses its own command line: the path stands in quotes after the comma, and no quote can be part of a
    // Windows path. Its exit status is 1 even when it worked, so only the start is judged.
    std::process::Command::new("explorer.exe")
        .raw_arg(format!("/select,\"{}\"", path.display()))
        .spawn()
        .map(drop)
        .map_err(|source| DeviceError::NotOpened { path: path.to_owned(), source })
}

#[cfg(not(windows))]
fn reveal(path: &Path) -> Result<(), DeviceError> {
    // There is no launcher that every desktop has for "select this file"; the folder is what all of them can open.
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    open::that_detached(folder).map_err(|source| DeviceError::NotOpened { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_named_before_any_program_starts() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("tidak-ada.pdf");
        for answer in [SystemOpener.open(&missing), SystemOpener.reveal(&missing)] {
            match answer {
                Err(DeviceError::NotFound { path }) => assert_eq!(path, missing, "the error names the file"),
                other => panic!("a missing file must be refused as missing, got {other:?}"),
            }
        }
    }
}
