//! `cargo xtask tidy`: the invariants of DESIGN section 3, and the habits of this repository, as far as a program can
//! see them. Every rule is a function over the files, and has a test that plants a violation.

mod floors;
mod page;
mod purity;
mod shape;
mod source;

use std::fmt;
use std::fs;
use std::path::Path;

use crate::program::{Done, root};

/// One file of the repository. Paths are relative to the top, with `/`.
#[derive(Debug, Clone)]
struct File {
    path: String,
    bytes: u64,
    /// Its text, if it is one.
    text: Option<String>,
}

impl File {
    fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    /// Whether its path ends in one of these, such as `.rs`.
    fn is(&self, ends: &[&str]) -> bool {
        ends.iter().any(|end| self.path.ends_with(end))
    }

    fn under(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// One finding in this file; lines count from 1.
    fn finding(&self, line: usize, rule: &'static str, words: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line, rule, words: words.into() }
    }
}

/// One violation of one rule.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    line: usize,
    rule: &'static str,
    words: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}: {}", self.path, self.line, self.rule, self.words)
    }
}

/// A rule over all files.
type Rule = fn(&[File]) -> Vec<Finding>;

/// All rules.
const RULES: &[Rule] = &[
    floors::owners,
    floors::direction,
    floors::clocks,
    purity::world,
    page::one_door,
    page::colours,
    page::inline_style,
    page::components,
    shape::sizes,
    shape::machine_paths,
    shape::names,
    shape::nothing_skipped,
];

/// Checks the whole repository, and prints every violation.
pub(crate) fn tidy() -> Done {
    let mut files = Vec::new();
    let top = root();
    read(&top, &top, &mut files).map_err(|error| format!("reading the repository: {error}"))?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&files)).collect();
    findings.iter().for_each(|finding| println!("{finding}"));
    if findings.is_empty() {
        println!("{} files, {} rules, nothing found", files.len(), RULES.len());
        Ok(())
    } else {
        Err(format!("{} violations", findings.len()))
    }
}

/// Folders that git does not keep, by name or by path (`.gitignore`).
const IGNORED: &[&str] = &[
    ".git",
    "target",
    "node_modules",
    "out",
    "gen",
    "permissions",
    "ui/dist",
    "ui/dist-windows",
    "tests/ui/test-results",
    "tests/ui/playwright-report",
];

fn read(top: &Path, folder: &Path, files: &mut Vec<File>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let relative = path.strip_prefix(top).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !IGNORED.contains(&name.as_str()) && !IGNORED.contains(&relative.as_str()) {
                read(top, &path, files)?;
            }
        } else if kind.is_file() && !name.ends_with(".log") {
            let bytes = fs::read(&path)?;
            let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            files.push(File { path: relative, bytes: length, text: String::from_utf8(bytes).ok() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A repository of these files.
    pub(super) fn repository(files: &[(&str, &str)]) -> Vec<File> {
        let file = |(path, text): &(&str, &str)| File {
            path: (*path).to_owned(),
            bytes: text.len() as u64,
            text: Some((*text).to_owned()),
        };
        files.iter().map(file).collect()
    }

    /// Runs one rule over planted files; `expected` are the places of its findings, as `path:line`.
    #[track_caller]
    pub(super) fn check(rule: Rule, files: &[(&str, &str)], expected: &[&str]) {
        let findings = rule(&repository(files));
        let places: Vec<String> =
            findings.iter().map(|found| format!("{}:{}", found.path, found.line)).collect();
        assert_eq!(places, expected, "findings: {findings:#?}");
    }

    #[test]
    fn a_finding_is_told_with_its_place() {
        let file = File { path: "ui/a.css".into(), bytes: 1, text: None };
        let finding = file.finding(3, "colours", "a colour outside tokens.css");
        assert_eq!(finding.to_string(), "ui/a.css:3: colours: a colour outside tokens.css");
    }

    #[test]
    fn what_git_ignores_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["target/a.rs", "ui/dist/b.js", "ui/node_modules/c.js", "src/d.rs", "e.log"] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let mut files = Vec::new();
        read(folder.path(), folder.path(), &mut files).unwrap();
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["src/d.rs"], "only what is kept is judged");
    }
}
