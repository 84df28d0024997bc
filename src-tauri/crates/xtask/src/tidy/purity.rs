//! Invariant 1: `sop`, `letters` and `pages` read no clock, no file, no database, no environment.

use super::source::{code_of_rust, has_word, is_test};
use super::{File, Finding};

/// The pure crates.
const PURE: &[&str] =
    &["src-tauri/crates/sop/src", "src-tauri/crates/letters/src", "src-tauri/crates/pages/src"];

/// What reaches the world, and what it reaches.
const WORLD: &[(&str, &str)] = &[
    ("std::fs", "files"),
    ("fs::read", "files"),
    ("fs::write", "files"),
    ("File::open", "files"),
    ("File::create", "files"),
    ("OpenOptions", "files"),
    ("std::env", "the environment"),
    ("env::var", "the environment"),
    ("std::net", "the network"),
    ("std::process", "other programs"),
    ("std::io::stdin", "the terminal"),
    ("SystemTime", "the clock"),
    ("Instant::now", "the clock"),
    ("Local::now", "the clock"),
    ("Utc::now", "the clock"),
    ("thread_rng", "chance"),
    ("RandomState", "chance"),
];

/// Nothing of the world in a pure crate, its tests aside. `include_str!` reads at build time and is no reading.
pub(super) fn world(files: &[File]) -> Vec<Finding> {
    let pure = |file: &&File| {
        file.is(&[".rs"]) && !is_test(&file.path) && PURE.iter().any(|crate_| file.under(crate_))
    };
    let mut findings = Vec::new();
    for file in files.iter().filter(pure) {
        for (number, line) in (1..).zip(code_of_rust(file.text()).lines()) {
            if let Some((word, what)) = WORLD.iter().find(|(word, _)| has_word(line, word)) {
                findings.push(file.finding(
                    number,
                    "purity",
                    format!("{word} reads {what}; a pure crate is given values"),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn a_pure_crate_does_not_reach_the_world() {
        let pure = "src-tauri/crates/letters/src/pdf.rs";
        check(world, &[(pure, "fn a() {}\nuse std::fs;")], &["src-tauri/crates/letters/src/pdf.rs:2"]);
        check(world, &[(pure, "let now = chrono::Utc::now();")], &["src-tauri/crates/letters/src/pdf.rs:1"]);
        check(world, &[(pure, "let x = std::env::var(name);")], &["src-tauri/crates/letters/src/pdf.rs:1"]);
        check(world, &[(pure, "// std::fs\nlet x = \"std::env\";")], &[]);
        check(world, &[(pure, "#[cfg(test)]\nmod tests {\n use std::fs;\n}")], &[]);
        check(world, &[(pure, "const FONT: &[u8] = include_bytes!(\"a.ttf\");")], &[]);
        check(world, &[("src-tauri/crates/letters/tests/golden.rs", "use std::fs;")], &[]);
        check(world, &[("src-tauri/crates/archive/src/lib.rs", "use std::fs;")], &[]);
    }
}
