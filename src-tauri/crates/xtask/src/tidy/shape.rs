//! Rules of shape: sizes, names, no path of somebody's machine, nothing skipped.

use super::source::code_of_rust;
use super::{File, Finding};

/// No file of the repository is larger.
const FILE_BYTES: u64 = 1_500_000;
/// A source file that is longer is several.
const SOURCE_LINES: usize = 1_500;

/// No file too large to be reviewed.
pub(super) fn sizes(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        if file.bytes > FILE_BYTES {
            findings.push(file.finding(1, "sizes", format!("{} bytes, at most {FILE_BYTES}", file.bytes)));
        }
        let lines = file.text().lines().count();
        if file.is(&[".rs", ".ts"]) && lines > SOURCE_LINES {
            findings.push(file.finding(
                SOURCE_LINES + 1,
                "sizes",
                format!("{lines} lines, at most {SOURCE_LINES}"),
            ));
        }
    }
    findings
}

/// Beginnings of paths that exist on one machine only. Written in two halves, so that this file does not find itself.
const MACHINE: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/t", "mp/"),
    concat!("C:\\Us", "ers\\"),
];

/// Paths that stand for any machine, in the tests of what reads paths.
const EXAMPLES: &[&str] = &[concat!("/ho", "me/kantor")];

/// No path of somebody's machine.
pub(super) fn machine_paths(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        for (number, line) in (1..).zip(file.text().lines()) {
            let starts = |at: usize| {
                let example = EXAMPLES.iter().any(|example| line[at..].starts_with(example));
                !example && !line[..at].ends_with(|c: char| c.is_alphanumeric() || "./-_}".contains(c))
            };
            if let Some(path) =
                MACHINE.iter().find(|path| line.match_indices(**path).any(|(at, _)| starts(at)))
            {
                findings.push(file.finding(number, "machine paths", format!("{path}… is one machine's own")));
            }
        }
    }
    findings
}

/// Names that say nothing about the field.
const EMPTY_NAMES: &[&str] = &["Manager", "Helper", "Util", "Utils", "Service", "Processor"];
/// What a name follows where it is given.
const GIVES_NAME: &[&str] = &["struct ", "enum ", "trait ", "type ", "class ", "interface ", "mod "];

/// Types, modules and files are called by terms of the field.
pub(super) fn names(files: &[File]) -> Vec<Finding> {
    let empty = |name: &str| {
        EMPTY_NAMES.iter().find(|empty| {
            name.ends_with(**empty)
                || name == empty.to_lowercase()
                || name.ends_with(&format!("_{}", empty.to_lowercase()))
        })
    };
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is(&[".rs", ".ts", ".svelte"])) {
        let stem = file.path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
        if let Some(word) = empty(stem) {
            findings.push(file.finding(
                1,
                "names",
                format!("a file called {word} says nothing about its content"),
            ));
        }
        let code = if file.is(&[".rs"]) { code_of_rust(file.text()) } else { file.text().to_owned() };
        for (number, line) in (1..).zip(code.lines()) {
            for name in GIVES_NAME.iter().filter_map(|word| given(line, word)) {
                if let Some(word) = empty(name) {
                    findings.push(file.finding(
                        number,
                        "names",
                        format!("{name}: {word} is no term of the field"),
                    ));
                }
            }
        }
    }
    findings
}

/// The name after a word such as `struct `, if the line has that word as a word.
fn given<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let at = line.find(word)?;
    if line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let rest = line[at + word.len()..].trim_start();
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

/// Marks that leave a test out or work undone, in Rust and in TypeScript. In two halves for the same reason as above.
const RUST_SKIPS: &[&str] = &[
    concat!("#[ig", "nore"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("#[should_", "panic"),
];
const PAGE_SKIPS: &[&str] = &[
    concat!("test.sk", "ip"),
    concat!("it.sk", "ip"),
    concat!("describe.sk", "ip"),
    concat!("test.on", "ly"),
    concat!("it.on", "ly"),
    concat!("describe.on", "ly"),
    concat!("it.to", "do"),
    concat!("test.to", "do"),
    concat!("test.fix", "me"),
];

/// No test is skipped and nothing is left to do.
pub(super) fn nothing_skipped(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        let marks = match file {
            file if file.is(&[".rs"]) => RUST_SKIPS,
            file if file.is(&[".ts"]) => PAGE_SKIPS,
            _ => continue,
        };
        for (number, line) in (1..).zip(file.text().lines()) {
            let comment = line.trim_start().starts_with("//");
            if let Some(mark) = marks.iter().find(|mark| !comment && line.contains(**mark)) {
                findings.push(file.finding(
                    number,
                    "nothing skipped",
                    format!("{mark} leaves something out"),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, repository};
    use super::*;

    #[test]
    fn large_files_are_found() {
        let mut files = repository(&[("docs/a.png", "x"), ("docs/b.png", "x")]);
        files[1].bytes = FILE_BYTES + 1;
        let findings = sizes(&files);
        assert_eq!(findings.len(), 1, "one is too large");
        assert_eq!(findings[0].path, "docs/b.png", "and named");
        check(
            sizes,
            &[("a.rs", &"x\n".repeat(SOURCE_LINES + 1)), ("a.csv", &"x\n".repeat(SOURCE_LINES + 1))],
            &["a.rs:1501"],
        );
    }

    #[test]
    fn paths_of_a_machine_are_found() {
        for machine in MACHINE {
            check(machine_paths, &[("docs/a.md", &format!("see\n{machine}x"))], &["docs/a.md:2"]);
            check(machine_paths, &[("docs/a.md", &format!("see `{machine}x`"))], &["docs/a.md:1"]);
        }
        check(machine_paths, &[("docs/a.md", concat!("https://example.com/ho", "me/x"))], &[]);
        check(machine_paths, &[("a.rs", &format!("\"{}\"", EXAMPLES[0]))], &[]);
        check(machine_paths, &[("a.svelte", concat!("\"../ho", "me/x\""))], &[]);
    }

    #[test]
    fn empty_names_are_found() {
        check(names, &[("a.rs", "pub struct UsulanManager;")], &["a.rs:1"]);
        check(names, &[("a.rs", "mod date_util {}")], &["a.rs:1"]);
        check(names, &[("a.ts", "export class PrintService {")], &["a.ts:1"]);
        check(names, &[("ui/src/shared/utils.ts", "")], &["ui/src/shared/utils.ts:1"]);
        check(
            names,
            &[("a.rs", "/// No struct FooManager here.\nstruct Services;\nfn is_manager() {}")],
            &[],
        );
    }

    #[test]
    fn skipped_tests_are_found() {
        for mark in RUST_SKIPS {
            check(nothing_skipped, &[("a.rs", &format!("fn a() {{}}\n{mark}"))], &["a.rs:2"]);
        }
        for mark in PAGE_SKIPS {
            check(
                nothing_skipped,
                &[("a.test.ts", &format!("{mark}(\"x\", () => {{}});"))],
                &["a.test.ts:1"],
            );
        }
        check(nothing_skipped, &[("a.rs", &format!("// {}", RUST_SKIPS[0]))], &[]);
    }
}
