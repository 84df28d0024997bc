//! The office folder: its parts, and whether its place is a good one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Serialize;

use crate::error::ArchiveError;

/// Name of the database in an office folder.
pub const DATABASE: &str = "etalase.db";
/// Name of the file that says who has the folder open.
pub const LOCK: &str = "office.lock";

const DOCUMENTS: &str = "documents";
const INBOX: &str = "inbox";
const REJECTED: &str = "rejected";
const BACKUP: &str = "backup";
const BERKAS: &str = "berkas";

/// The parts of an office folder (DESIGN section 6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeFolder {
    root: PathBuf,
}

impl OfficeFolder {
    /// The office folder at `root`, whether or not it is there.
    pub fn at(root: &Path) -> OfficeFolder {
        OfficeFolder { root: root.to_owned() }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The SQLite database.
    pub fn database(&self) -> PathBuf {
        self.root.join(DATABASE)
    }

    /// Who has the folder open.
    pub fn lock(&self) -> PathBuf {
        self.root.join(LOCK)
    }

    /// Immutable files named by SHA-256.
    pub fn documents(&self) -> PathBuf {
        self.root.join(DOCUMENTS)
    }

    /// Scans waiting to be taken in.
    pub fn inbox(&self) -> PathBuf {
        self.root.join(INBOX)
    }

    /// What could not be read, each with its reason.
    pub fn rejected(&self) -> PathBuf {
        self.root.join(REJECTED)
    }

    /// Verified copies of the database.
    pub fn backup(&self) -> PathBuf {
        self.root.join(BACKUP)
    }

    /// Dossiers exported as plain folders.
    pub fn berkas(&self) -> PathBuf {
        self.root.join(BERKAS)
    }

    /// Makes the folder and its subfolders, in so far as they are not there.
    pub(crate) fn make(&self) -> Result<(), ArchiveError> {
        for dir in [self.documents(), self.inbox(), self.rejected(), self.backup(), self.berkas()] {
            fs::create_dir_all(&dir).map_err(|e| ArchiveError::of_file(&dir, &e))?;
        }
        Ok(())
    }

    /// Whether an office may be made here: nothing but what an interrupted attempt, or the system, left behind.
    pub(crate) fn check_free(&self) -> Result<(), ArchiveError> {
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(ArchiveError::of_file(&self.root, &error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|e| ArchiveError::of_file(&self.root, &e))?;
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        if names.iter().any(|name| name == DATABASE) {
            return Err(ArchiveError::AlreadyAnOffice);
        }
        match names.into_iter().find(|name| !is_ours(name) && !is_litter(name)) {
            Some(name) => Err(ArchiveError::NotEmpty { name }),
            None => Ok(()),
        }
    }
}

/// Whether an entry of this name is a part of an office folder.
pub(crate) fn is_ours(name: &str) -> bool {
    [LOCK, DOCUMENTS, INBOX, REJECTED, BACKUP, BERKAS].contains(&name) || name.starts_with(DATABASE)
}

/// What file managers leave in every folder that somebody has looked at.
fn is_litter(name: &str) -> bool {
    name.starts_with('.') || ["desktop.ini", "thumbs.db"].contains(&name.to_lowercase().as_str())
}

/// Whether there is an office in `dir`, of whatever version and whether or not it can be opened.
pub fn is_office(dir: &Path) -> bool {
    OfficeFolder::at(dir).database().is_file()
}

/// Whether nothing lies at `dir`: no entry of that name, or an empty folder. It says nothing of whether one can be made.
pub fn is_vacant(dir: &Path) -> bool {
    match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => fs::symlink_metadata(dir).is_err(),
    }
}

/// Where a folder lies, as far as it matters for a database (PROCEDURE section 6).
///
/// On anything but [`FolderRisk::Local`] the journal of SQLite is a rollback journal instead of a write-ahead log,
/// since that one needs memory which all its users share; and the office says the risk in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "risk", rename_all = "snake_case")]
pub enum FolderRisk {
    /// A disk of this computer.
    Local,
    /// A network path such as `\\server\share`, typed so or behind a mapped drive letter.
    NetworkPath {
        /// The path's server and share as Windows gives them.
        share: String,
    },
    /// A file system that another computer serves (Linux).
    NetworkFileSystem {
        /// Its kind as the kernel names it: `nfs4`, `cifs`, `fuse.sshfs`, …
        kind: String,
    },
    /// A folder that a program copies to and from a server on its own, such as OneDrive. It may copy the database in
    /// the middle of a transaction.
    Synchronised {
        /// Name of the synchronised folder, without its path.
        name: String,
    },
}

/// Finds out where `dir` lies. `synchronised` are the roots of OneDrive and its like, as the caller knows them; this
/// crate reads no environment.
pub fn folder_risk(dir: &Path, synchronised: &[PathBuf]) -> FolderRisk {
    // On Windows the canonical form of a mapped drive is the network path behind it. A folder yet to be made is judged
    // by the nearest one above it.
    let place = dir.ancestors().find_map(|d| fs::canonicalize(d).ok()).unwrap_or_else(|| dir.to_owned());
    if let Some(share) =
        network_path(&dir.to_string_lossy()).or_else(|| network_path(&place.to_string_lossy()))
    {
        return FolderRisk::NetworkPath { share };
    }
    if let Ok(mounts) = fs::read_to_string("/proc/mounts")
        && let Some(kind) = network_file_system(&mounts, &place)
    {
        return FolderRisk::NetworkFileSystem { kind };
    }
    for root in synchronised.iter().filter(|root| !root.as_os_str().is_empty()) {
        let canonical = fs::canonicalize(root).unwrap_or_else(|_| root.clone());
        if place.starts_with(&canonical) || dir.starts_with(root) {
            return FolderRisk::Synchronised { name: crate::error::name_of(root) };
        }
    }
    FolderRisk::Local
}

/// Server and share of a Windows network path, `\\server\share\…` or `\\?\UNC\server\share\…`.
fn network_path(path: &str) -> Option<String> {
    let rest = match path.strip_prefix(r"\\?\UNC\") {
        Some(rest) => rest,
        None => path.strip_prefix(r"\\").filter(|rest| !rest.starts_with(['?', '.']))?,
    };
    let parts: Vec<&str> = rest.split('\\').filter(|part| !part.is_empty()).take(2).collect();
    Some(format!(r"\\{}", parts.join(r"\")))
}

/// File systems of Linux that are served by another computer, or by the host of a virtual machine.
const NETWORK_FILE_SYSTEMS: [&str; 16] = [
    "9p",
    "afs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.sshfs",
    "glusterfs",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
];

/// The kind of the network file system on which `dir` lies, read from a table of mounts in the form of `/proc/mounts`.
fn network_file_system(mounts: &str, dir: &Path) -> Option<String> {
    let mut nearest: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let mut fields = line.split(' ');
        let (Some(_), Some(point), Some(kind)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let point = PathBuf::from(unescape_mount(point));
        let depth = point.components().count();
        // A later mount on the same point hides the earlier one.
        if dir.starts_with(&point) && nearest.is_none_or(|(deepest, _)| deepest <= depth) {
            nearest = Some((depth, kind));
        }
    }
    nearest.map(|(_, kind)| kind).filter(|kind| NETWORK_FILE_SYSTEMS.contains(kind)).map(str::to_owned)
}

/// Blanks, tabs, newlines and backslashes stand as octal escapes in `/proc/mounts`.
fn unescape_mount(point: &str) -> String {
    point.replace(r"\040", " ").replace(r"\011", "\t").replace(r"\012", "\n").replace(r"\134", r"\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_paths_of_windows() {
        let cases = [
            (r"\\srv\bpbj\kantor", Some(r"\\srv\bpbj")),
            (r"\\?\UNC\srv\bpbj\kantor", Some(r"\\srv\bpbj")),
            (r"\\?\C:\Kantor", None),
            (r"\\.\C:\Kantor", None),
            (r"C:\Kantor", None),
            ("/home/kantor", None),
        ];
        for (path, share) in cases {
            assert_eq!(network_path(path).as_deref(), share, "{path}");
        }
    }

    #[test]
    fn network_file_systems_of_linux() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nsrv:/x /mnt/bersama nfs4 rw 0 0\n//srv/y /mnt/folder\\040kita cifs rw 0 0\n\
                      /dev/sdb1 /mnt/bersama/lokal ext4 rw 0 0\n";
        let cases = [
            ("/home/kantor", None),
            ("/mnt/bersama/kantor", Some("nfs4")),
            ("/mnt/bersamaan/kantor", None),
            ("/mnt/folder kita/kantor", Some("cifs")),
            ("/mnt/bersama/lokal/kantor", None),
        ];
        for (dir, kind) in cases {
            assert_eq!(
                network_file_system(mounts, Path::new(dir)).as_deref(),
                kind,
                "{dir}: the nearest mount decides"
            );
        }
    }

    #[test]
    fn a_synchronised_folder_is_known_by_its_root() {
        let home = tempfile::tempdir().unwrap();
        let cloud = home.path().join("OneDrive");
        fs::create_dir(&cloud).unwrap();
        let roots = [PathBuf::new(), cloud.clone()];
        assert_eq!(
            folder_risk(&cloud.join("Kantor"), &roots),
            FolderRisk::Synchronised { name: "OneDrive".to_owned() },
            "a folder yet to be made in it is judged by where it will lie"
        );
        assert_eq!(
            folder_risk(&home.path().join("Kantor"), &roots),
            FolderRisk::Local,
            "beside it is not in it"
        );
    }
}
