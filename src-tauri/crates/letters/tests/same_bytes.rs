//! Same data, same bytes (DESIGN 3.8, PROCEDURE 6): whatever was made before, on however many threads, in whichever
//! process, by a debug or a release build, on Linux or on Windows.
//!
//! `tests/hashes.txt` holds the SHA-256 of every product. Who changes what is written runs
//! `UPDATE_GOLDEN=1 cargo test --test same_bytes` and, to see that an optimised build writes the same,
//! `cargo test --release --test same_bytes`.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use std::path::Path;
use std::process::Command;

use common::cases::CASES;
use letters::{Kind, LayoutSettings, NaskahData, example, render};
use sha2::{Digest, Sha256};

const CHILD: &str = "LETTERS_SAME_BYTES_CHILD";

fn hash(pdf: &[u8]) -> String {
    Sha256::digest(pdf).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn letter(data: &NaskahData) -> String {
    hash(&render(data, &LayoutSettings::default(), None).expect("the example renders").pdf)
}

/// Every product and its hash, a line each.
fn all() -> Vec<String> {
    CASES.iter().map(|case| format!("{}  {}", hash(&case.made().expect("a file").pdf), case.name)).collect()
}

#[test]
fn as_written_down() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hashes.txt");
    let actual = all();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, actual.join("\n") + "\n").expect("the file can be written");
        return;
    }
    let known = std::fs::read_to_string(&path).expect("tests/hashes.txt is there");
    let known: Vec<&str> = known.lines().collect();
    let other: Vec<_> = actual.iter().filter(|line| !known.contains(&line.as_str())).collect();
    assert!(other.is_empty(), "these have other bytes than were written down: {other:#?}");
    assert_eq!(actual.len(), known.len(), "and none was written down that is not made any more");
}

#[test]
fn after_none_one_and_fifty_unrelated_letters() {
    let fresh = all();
    let mut other = example(Kind::SuratUsulan);
    for count in 1..=50 {
        other.place = format!("Tempat {count}");
        letter(&other);
        if count == 1 || count == 50 {
            assert_eq!(all(), fresh, "after {count} unrelated letters every product has the same bytes");
        }
    }
}

#[test]
fn on_four_threads() {
    let alone = all();
    let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(all)).collect();
    for thread in threads {
        assert_eq!(thread.join().expect("no thread dies"), alone, "a thread writes the same bytes");
    }
}

#[test]
fn in_two_processes() {
    let me = std::env::current_exe().expect("this test's own file");
    let run = |warm: &str| {
        let output = Command::new(&me)
            .args(["--exact", "the_child_prints_its_hashes", "--nocapture"])
            .env(CHILD, warm)
            .output()
            .expect("the test starts itself");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let lines: Vec<String> =
            text.lines().filter_map(|line| line.split("hash:").nth(1)).map(str::to_owned).collect();
        assert_eq!(lines.len(), CASES.len(), "the child printed a hash a product: {text}");
        lines
    };
    let here = all();
    assert_eq!(run("0"), here, "a fresh process writes the same bytes");
    assert_eq!(run("7"), here, "a process that has worked before writes the same bytes");
}

/// Does its work only as the child of the test above; by itself it checks that the hashes are hashes.
#[test]
fn the_child_prints_its_hashes() {
    let warm = std::env::var(CHILD).ok().and_then(|text| text.parse::<usize>().ok()).unwrap_or(0);
    for _ in 0..warm {
        letter(&example(Kind::Telaah));
    }
    for line in all() {
        assert_eq!(line.split(' ').next().map(str::len), Some(64), "a SHA-256 in hexadecimal digits");
        println!("\nhash:{line}");
    }
}
