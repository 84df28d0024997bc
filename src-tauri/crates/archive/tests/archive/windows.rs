//! What an office meets on an office PC: long paths, odd names, and programs that hold its files.

use archive::office::Archive;
use archive::staging::Staging;

use crate::common::{Office, append, entry, owner};

#[test]
fn an_office_lies_as_deep_as_its_folders_go() {
    let office = Office::new();
    // Longer than the 260 characters of old Windows programs, in names that offices give; and with the name of the database's
    // journal still within the 512 bytes that SQLite takes elsewhere, wherever the tests' own folder lies.
    let deep = (0..5).fold(office.beside("data"), |path, n| {
        path.join(format!("Bagian Pengadaan ñ é – tahun ke-{n} {}", "a".repeat(20)))
    });
    let length = deep.as_os_str().len();
    assert!((300..460).contains(&length), "{length}: {}", deep.display());
    let archive = Archive::create(&deep, &owner()).unwrap();
    let stored = archive.store_bytes("surat.pdf", b"%PDF-1.7").unwrap();
    append(&archive, entry(Some("2026-0001"), "received", "{}"));
    drop(archive);
    let archive = Archive::open(&deep, &owner()).unwrap();
    assert_eq!(archive.read_document(stored.sha256()).unwrap(), b"%PDF-1.7");
    drop(archive);
    drop(Archive::open_read_only(&deep).unwrap());
}

#[test]
fn a_folder_takes_its_place_deep_below_too() {
    let office = Office::new();
    let target = office.beside("data").join("b".repeat(200)).join("c".repeat(100)).join("kantor");
    let staging = Staging::beside(&target).unwrap();
    drop(Archive::create(staging.path(), &owner()).unwrap());
    staging.settle().unwrap();
    drop(Archive::open(&target, &owner()).unwrap());
}

#[test]
fn names_that_windows_keeps_for_devices_are_only_names_of_documents() {
    let office = Office::new();
    let archive = office.create();
    for name in ["CON", "lpt1.pdf", "nul.txt", "titik.", "a:b?.pdf"] {
        let stored = archive.store_bytes(name, name.as_bytes()).unwrap();
        // On disk it is named by its hash, so no name from outside can be a wrong one there.
        assert_eq!(archive.read_document(stored.sha256()).unwrap(), name.as_bytes(), "{name}");
    }
}

/// Another program, as Windows lets it: it opens a file and shares nothing.
#[cfg(windows)]
mod held {
    use std::fs::{File, OpenOptions};
    use std::os::windows::fs::OpenOptionsExt;
    use std::path::{Path, PathBuf};
    use std::thread::{self, JoinHandle};
    use std::time::Duration;

    use archive::error::ArchiveError;
    use archive::sha::Sha256;

    use super::*;
    use crate::common::overwrite;

    /// An office with one document: its hash, and where it lies.
    fn keeping() -> (Office, Archive, Sha256, PathBuf) {
        let office = Office::new();
        let archive = office.create();
        let sha256 = archive.store_bytes("surat.pdf", b"%PDF-1.7").unwrap().sha256();
        let path = archive.document_path(sha256).unwrap();
        (office, archive, sha256, path)
    }

    fn hold(path: &Path) -> File {
        OpenOptions::new().read(true).share_mode(0).open(path).unwrap()
    }

    /// Lets go after a moment, as a scanner does.
    fn let_go_soon(holder: File) -> JoinHandle<()> {
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(200));
            drop(holder);
        })
    }

    #[test]
    fn a_document_is_waited_for_and_then_named_as_held() {
        let (_office, archive, sha256, path) = keeping();
        let holder = hold(&path);
        let refused = archive.read_document(sha256).unwrap_err();
        assert!(matches!(refused, ArchiveError::Held { .. }), "{refused:?}");
        let scanner = let_go_soon(holder);
        assert_eq!(
            archive.read_document(sha256).unwrap(),
            b"%PDF-1.7",
            "a scanner that is soon done is not noticed"
        );
        scanner.join().unwrap();
    }

    #[test]
    fn a_held_document_is_never_taken_for_a_damaged_one() {
        let (_office, archive, sha256, path) = keeping();
        let holder = hold(&path);
        let refused = archive.store_bytes("surat.pdf", b"%PDF-1.7").unwrap_err();
        assert!(matches!(refused, ArchiveError::Held { .. }), "{refused:?}");
        assert!(path.is_file(), "it lies where it lay");
        drop(holder);

        let reader = let_go_soon(hold(&path));
        archive.store_bytes("surat.pdf", b"%PDF-1.7").unwrap();
        reader.join().unwrap();
        assert_eq!(archive.read_document(sha256).unwrap(), b"%PDF-1.7");
        let files = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(files, 1, "nothing is left of what arrived in vain");
    }

    #[test]
    fn a_damaged_document_is_replaced_once_it_is_let_go() {
        let (_office, archive, sha256, path) = keeping();
        overwrite(&path, b"rusak");
        let mut permissions = std::fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions).unwrap();
        // A reader of PDF: others may read and write, but not remove.
        let holder = OpenOptions::new().read(true).share_mode(3).open(&path).unwrap();
        let refused = archive.store_bytes("surat.pdf", b"%PDF-1.7").unwrap_err();
        assert!(matches!(refused, ArchiveError::Held { .. }), "{refused:?}");
        assert!(std::fs::metadata(&path).unwrap().permissions().readonly(), "left as it was");
        drop(holder);
        archive.store_bytes("surat.pdf", b"%PDF-1.7").unwrap();
        assert_eq!(archive.read_document(sha256).unwrap(), b"%PDF-1.7", "the archive heals itself");
        assert!(std::fs::metadata(&path).unwrap().permissions().readonly(), "and guards it again");
    }
}
