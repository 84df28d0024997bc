//! A folder that takes its place whole or not at all.
//!
//! An office is made of several files. It is filled beside the place where it is to lie, under a name that says what it
//! is, and renamed when it is whole; so nobody ever finds half an office, and what an interrupted attempt left behind is
//! known by its name and goes with the next one.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    error::ArchiveError,
    folder::{OfficeFolder, is_ours, is_vacant},
    migration::sync_dir,
    owner,
};

/// End of the name of a folder that is not whole yet; words that its owner understands in a file manager.
const UNFINISHED: &str = ".belum-jadi";

/// A folder being filled. Dropping it without [`settle`](Staging::settle) takes away all that was put into it.
#[derive(Debug)]
pub struct Staging {
    target: PathBuf,
    filling: PathBuf,
}

impl Staging {
    /// Begins beside `target`, which must be absent or an empty folder. What an interrupted attempt left there goes.
    ///
    /// # Errors
    /// The target is taken, somebody is making it at this moment, or nothing can be written there.
    pub fn beside(target: &Path) -> Result<Staging, ArchiveError> {
        if !is_vacant(target) {
            return Err(taken(target));
        }
        clear_unfinished(target)?;
        let filling = unfinished(target);
        fs::create_dir_all(&filling).map_err(|error| ArchiveError::of_file(target, &error))?;
        Ok(Staging { target: target.to_owned(), filling })
    }

    /// The folder to fill.
    pub fn path(&self) -> &Path {
        &self.filling
    }

    /// Gives the folder its name. Everything in it must be written and closed.
    ///
    /// # Errors
    /// The target was taken meanwhile, or the folder cannot be renamed; it is then gone, as if never begun.
    pub fn settle(self) -> Result<(), ArchiveError> {
        let failed = |error: io::Error| ArchiveError::of_file(&self.target, &error);
        // Windows renames no folder over another, so an empty one makes way; one that was filled meanwhile does not.
        match fs::remove_dir(&self.target) {
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {
                return Err(taken(&self.target));
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            Ok(()) | Err(_) => {}
        }
        files::rename(&self.filling, &self.target).map_err(failed)?;
        match self.target.parent() {
            Some(parent) => sync_dir(parent),
            None => Ok(()),
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Renamed, there is nothing left under this name. What cannot be taken away now goes with the next attempt.
        let _ = files::remove_dir_all(&self.filling);
    }
}

/// Takes away what an interrupted attempt to make `target` left beside it; never anything that is not ours, nor what
/// another process is filling at this moment.
///
/// # Errors
/// It is being filled, holds what is not ours, or cannot be removed.
pub fn clear_unfinished(target: &Path) -> Result<(), ArchiveError> {
    let left = unfinished(target);
    let failed = |error: io::Error| ArchiveError::of_file(&left, &error);
    let entries = match fs::read_dir(&left) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    for entry in entries {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        if !is_ours(&name) {
            return Err(ArchiveError::NotEmpty { name });
        }
    }
    let lock = OfficeFolder::at(&left).lock();
    if owner::is_claimed(&lock) {
        let owner::Owner { host, account, since, pid: _ } = owner::read_owner(&lock);
        return Err(ArchiveError::InUse { who: account, host, since });
    }
    files::remove_dir_all(&left).map_err(failed)
}

fn unfinished(target: &Path) -> PathBuf {
    let mut name = target.file_name().map_or_else(OsString::new, OsString::from);
    name.push(UNFINISHED);
    target.with_file_name(name)
}

fn taken(target: &Path) -> ArchiveError {
    match OfficeFolder::at(target).check_free() {
        Err(error) => error,
        Ok(()) => ArchiveError::NotEmpty { name: crate::error::name_of(target) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_takes_its_place_whole() {
        let home = tempfile::tempdir().unwrap();
        for (name, there) in [("baru", false), ("kosong", true)] {
            let target = home.path().join("dalam").join(name);
            if there {
                fs::create_dir_all(&target).unwrap();
            }
            let staging = Staging::beside(&target).unwrap();
            fs::write(staging.path().join("etalase.db"), "isi").unwrap();
            assert!(is_vacant(&target), "{name}: nothing is there before it is whole");
            staging.settle().unwrap();
            assert_eq!(fs::read(target.join("etalase.db")).unwrap(), b"isi", "{name}");
            assert_eq!(
                fs::read_dir(home.path().join("dalam")).unwrap().count(),
                usize::from(there) + 1,
                "{name}: nothing else"
            );
        }
    }

    #[test]
    fn what_is_given_up_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("kantor");
        let staging = Staging::beside(&target).unwrap();
        fs::write(staging.path().join("etalase.db"), "isi").unwrap();
        drop(staging);
        assert_eq!(
            fs::read_dir(home.path()).unwrap().count(),
            0,
            "neither the folder nor what was being filled"
        );
    }

    #[test]
    fn a_target_that_was_filled_meanwhile_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("kantor");
        let staging = Staging::beside(&target).unwrap();
        fs::create_dir(&target).unwrap();
        fs::write(target.join("catatan.txt"), "milik orang").unwrap();
        assert!(matches!(staging.settle(), Err(ArchiveError::NotEmpty { .. })), "it is refused");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "and nothing of ours stays");
        assert!(target.join("catatan.txt").exists(), "nor is anything taken");
    }

    #[test]
    fn what_an_interrupted_attempt_left_goes_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("kantor");
        let left = home.path().join("kantor.belum-jadi");
        fs::create_dir_all(left.join("documents")).unwrap();
        fs::write(left.join("etalase.db.new"), "setengah").unwrap();
        Staging::beside(&target).unwrap().settle().unwrap();
        assert!(!left.exists() && target.is_dir(), "half an office is ours to take away");

        let other = home.path().join("lain.belum-jadi");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("surat.docx"), "milik orang").unwrap();
        let refused = Staging::beside(&home.path().join("lain")).unwrap_err();
        assert!(
            matches!(refused, ArchiveError::NotEmpty { .. }),
            "what is not ours is never taken away: {refused}"
        );
        assert!(other.join("surat.docx").exists());
    }

    #[test]
    fn what_is_being_filled_is_not_taken_away() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("kantor");
        let staging = Staging::beside(&target).unwrap();
        let claim =
            owner::Claim::take(&OfficeFolder::at(staging.path()).lock(), &owner::Owner::default()).unwrap();
        assert!(matches!(Staging::beside(&target), Err(ArchiveError::InUse { .. })), "another is at it");
        drop(claim);
        assert!(staging.path().exists(), "and goes on");
    }
}
