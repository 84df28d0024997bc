//! Same data, same bytes (DESIGN 3.8, PROCEDURE 6): whatever was rendered before, on however many threads, in whichever
//! process.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

use std::process::Command;

use letters::{Kind, LayoutSettings, NaskahData, example, render};
use sha2::{Digest, Sha256};

const CHILD: &str = "LETTERS_SAME_BYTES_CHILD";

fn with_lambang(kind: Kind) -> NaskahData {
    let mut data = example(kind);
    if !data.kop.rows.is_empty() {
        data.kop.lambang = Some(LAMBANG.to_owned());
    }
    data
}

/// Four pixels in two colours, half of them transparent: a picture, not a lambang.
const LAMBANG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAFElEQVR4nGM4ISf3XyRKo4EBxgAAOdEGM1W5DXgAAAAASUVORK5CYII=";

fn hash(data: &NaskahData) -> String {
    let rendered = render(data, &LayoutSettings::default(), None).expect("the example renders");
    Sha256::digest(&rendered.pdf).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn all() -> Vec<String> {
    Kind::ALL.into_iter().map(|kind| hash(&with_lambang(kind))).collect()
}

#[test]
fn after_none_one_and_fifty_unrelated_letters() {
    let fresh = all();
    let mut other = example(Kind::SuratUsulan);
    for count in 1..=50 {
        other.place = format!("Tempat {count}");
        hash(&other);
        if count == 1 || count == 50 {
            assert_eq!(all(), fresh, "after {count} unrelated letters every kind has the same bytes");
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
        assert_eq!(lines.len(), Kind::ALL.len(), "the child printed a hash a kind: {text}");
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
        hash(&example(Kind::Telaah));
    }
    for hash in all() {
        assert_eq!(hash.len(), 64, "a SHA-256 in hexadecimal digits");
        println!("\nhash:{hash}");
    }
}
