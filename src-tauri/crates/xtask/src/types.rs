//! `cargo xtask types`: the types of requests and answers, written by the core and read by the page.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{Done, built, cargo, of, root, run};

fn checked_in() -> PathBuf {
    root().join("ui/src/generated")
}

/// Writes the types of today's core over the checked-in ones; types that no longer exist go.
pub(crate) fn write() -> Done {
    let exported = exported(None)?;
    let folder = checked_in();
    for name in read(&folder)?.keys().filter(|name| !exported.contains_key(*name)) {
        fs::remove_file(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
        println!("- {name}");
    }
    for (name, text) in &exported {
        let path = folder.join(name);
        if fs::read_to_string(&path).is_ok_and(|old| old == *text) {
            continue;
        }
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&path, text)).map_err(|error| format!("{name}: {error}"))?;
        println!("+ {name}");
    }
    Ok(())
}

/// Compares the checked-in types with those of today's core. `exporter` is the built exporter; without one it is built.
pub(crate) fn check(exporter: Option<&Path>) -> Done {
    let drift = drift(&read(&checked_in())?, &exported(exporter)?);
    if drift.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the checked-in types are not those of the core; run `cargo xtask types`:\n{}",
        drift.join("\n")
    ))
}

/// What differs, file by file.
fn drift(checked_in: &BTreeMap<String, String>, exported: &BTreeMap<String, String>) -> Vec<String> {
    let all: std::collections::BTreeSet<&String> = checked_in.keys().chain(exported.keys()).collect();
    all.into_iter()
        .filter_map(|name| match (checked_in.get(name), exported.get(name)) {
            (Some(old), Some(new)) if old == new => None,
            (Some(_), Some(_)) => Some(format!("  differs: {name}")),
            (Some(_), None) => Some(format!("  no longer exported: {name}")),
            (None, _) => Some(format!("  not checked in: {name}")),
        })
        .collect()
}

/// The types that the core exports.
fn exported(exporter: Option<&Path>) -> Result<BTreeMap<String, String>, String> {
    let exporter = match exporter {
        Some(exporter) => exporter.to_owned(),
        None => {
            run(cargo().args(["build", "--quiet", "--workspace", "--example", "export-types"]))?;
            built("debug/examples", "export-types")?
        }
    };
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    run(of(exporter).arg(folder.path()))?;
    let exported = read(folder.path())?;
    if exported.is_empty() { Err("the exporter wrote nothing".into()) } else { Ok(exported) }
}

/// All TypeScript of a folder by its path in it, with line ends as they are checked in.
fn read(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    fn into(top: &Path, folder: &Path, found: &mut BTreeMap<String, String>) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                into(top, &path, found)?;
            } else if path.extension().is_some_and(|end| end == "ts")
                && let Ok(name) = path.strip_prefix(top)
            {
                let name = name.to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path)?.replace("\r\n", "\n"));
            }
        }
        Ok(())
    }
    let mut found = BTreeMap::new();
    match into(folder, folder, &mut found) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(error) => Err(format!("{}: {error}", folder.display())),
        Ok(()) => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn every_kind_of_drift_is_named() {
        let core = types(&[("A.ts", "a"), ("B.ts", "b"), ("inner/C.ts", "c")]);
        assert!(drift(&core, &core).is_empty(), "equal is no drift");
        let page = types(&[("A.ts", "a"), ("B.ts", "old"), ("D.ts", "d")]);
        let expected = ["  differs: B.ts", "  no longer exported: D.ts", "  not checked in: inner/C.ts"];
        assert_eq!(drift(&page, &core), expected, "changed, gone and new");
    }

    #[test]
    fn a_folder_is_read_with_what_lies_deeper() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(&folder.path().join("none")).unwrap(), types(&[]), "nothing checked in yet");
        fs::create_dir(folder.path().join("inner")).unwrap();
        fs::write(folder.path().join("A.ts"), "a\r\nb").unwrap();
        fs::write(folder.path().join("inner/C.ts"), "c").unwrap();
        fs::write(folder.path().join("README.md"), "not a type").unwrap();
        let expected = types(&[("A.ts", "a\nb"), ("inner/C.ts", "c")]);
        assert_eq!(read(folder.path()).unwrap(), expected, "types only, and a line end is no drift");
    }
}
