//! Two clones in different folders must give the same programs and the same setup.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use super::{build_from, sha256};
use crate::program::{Done, npm, of, root, run};

/// Clones the last commit twice, builds each from nothing, and compares every byte that is handed out.
pub(super) fn repeat() -> Done {
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    // Names of different lengths: a path that got into a program would move everything behind it.
    let clones = ["satu", "folder kedua/di tempat yang lebih dalam"].map(|name| folder.path().join(name));
    // Side by side, since linking takes one processor for most of the time.
    let [one, other] = thread::scope(|scope| {
        let building = clones.each_ref().map(|clone| scope.spawn(|| build_clone(clone)));
        building.map(|clone| clone.join().unwrap_or_else(|_| Err("a build broke off".to_owned())))
    });
    compare(&one?, &other?)
}

/// Clones the last commit, builds it there, and tells where the results lie.
fn build_clone(clone: &Path) -> Result<PathBuf, String> {
    println!("xtask: cloning and building {}", clone.display());
    run(of("git").args(["clone", "--quiet", "--no-hardlinks"]).arg(root()).arg(clone))?;
    packages(clone)?;
    let out = clone.join("target/windows");
    build_from(clone, &out, None)?;
    // Only what is compared stays; a build weighs gigabytes.
    let build = out.join("build");
    fs::remove_dir_all(&build).map_err(|error| format!("{}: {error}", build.display()))?;
    Ok(out)
}

/// Installs the packages of the page of a clone.
fn packages(clone: &Path) -> Done {
    run(npm().current_dir(clone.join("ui")).args(["ci", "--no-audit", "--no-fund"]))
}

/// Compares all files of two folders, by name and content.
fn compare(one: &Path, other: &Path) -> Done {
    let (names, others) = (files(one)?, files(other)?);
    if names != others {
        return Err(format!("different files: {names:?} and {others:?}"));
    }
    let mut different = Vec::new();
    for name in names {
        let (first, second) = (sha256(&one.join(&name))?, sha256(&other.join(&name))?);
        println!("{first} {}", name.display());
        if first != second {
            println!("{second} {} in the other clone", name.display());
            different.push(name.display().to_string());
        }
    }
    if different.is_empty() {
        println!("xtask: both clones gave the same bytes");
        Ok(())
    } else {
        Err(format!("not reproducible: {}", different.join(", ")))
    }
}

/// The files under a folder, relative to it and sorted.
fn files(top: &Path) -> Result<Vec<PathBuf>, String> {
    fn walk(top: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                walk(top, &path, found)?;
            } else if let Ok(name) = path.strip_prefix(top) {
                found.push(name.to_owned());
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    walk(top, top, &mut found).map_err(|error| format!("{}: {error}", top.display()))?;
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_is_a_difference_and_so_is_one_file() {
        let home = tempfile::tempdir().unwrap();
        let (one, other) = (home.path().join("satu"), home.path().join("dua"));
        for folder in [&one, &other] {
            fs::create_dir_all(folder.join("files")).unwrap();
            fs::write(folder.join("files/a.exe"), "sama").unwrap();
        }
        assert_eq!(compare(&one, &other), Ok(()));
        fs::write(other.join("files/a.exe"), "sana").unwrap();
        assert!(compare(&one, &other).unwrap_err().contains("a.exe"), "one byte");
        fs::write(other.join("files/a.exe"), "sama").unwrap();
        fs::write(other.join("b.zip"), "").unwrap();
        assert!(compare(&one, &other).is_err(), "one file more");
    }
}
