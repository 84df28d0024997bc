//! Every naskah as it was looked at: what a reader copies, where it stands in millimetres, and how its pages look
//! (STYLE 1.4). `UPDATE_GOLDEN=1 cargo test --test golden` writes the files and the pictures in `docs` anew; the change is
//! then reviewed like code. Where a picture differs, a picture of the difference is left in the target's `tmp/golden`.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use std::path::{Path, PathBuf};

use common::cases::{CASES, Case, Pictures};
use common::picture::{Picture, compare};

/// Resolution of the pictures: letters of 12 pt can be told apart, and a page takes some twenty kilobytes.
const DPI: i64 = 70;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn updating() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

/// What is wrong with a case, in words.
fn check(case: &Case) -> Vec<String> {
    let name = case.name;
    let made = match case.made() {
        Ok(made) => made,
        Err(error) => return vec![error],
    };
    let mut actual = common::layout::snapshot(&common::open(&made.pdf));
    for note in &made.notes {
        actual.push_str(&format!("{note}\n"));
    }
    let mut faults = Vec::new();
    let path = folder().join(format!("{name}.txt"));
    if updating() {
        std::fs::write(&path, &actual).expect("the golden folder can be written");
    } else {
        let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if let Some(fault) = first_difference(&expected, &actual) {
            faults.push(format!("{name}: {fault}"));
        }
    }
    let document = pages::Document::open(made.pdf).expect("a PDF that can be drawn");
    for page in 1..=document.page_count() {
        let kept = match case.pictures {
            Pictures::All => true,
            Pictures::Pages(pages) => pages.contains(&page),
        };
        if kept {
            let picture = Picture::of_page(&document, page - 1, DPI);
            let file = format!("{name}-{page}");
            let path = folder().join(format!("{file}.png"));
            faults.extend(compare(&file, &picture, &path, updating()).err());
        }
    }
    let beyond = folder().join(format!("{name}-{}.png", document.page_count() + 1));
    if beyond.exists() && updating() {
        std::fs::remove_file(&beyond).expect("a picture of a page that is no more can be removed");
    } else if beyond.exists() {
        faults.push(format!("{name}: {} shows a page that is no more", beyond.display()));
    }
    faults
}

fn first_difference(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let mut lines = expected.lines().zip(actual.lines()).enumerate();
    let (line, expected, actual) = match lines.find(|(_, (a, b))| a != b) {
        Some((line, (a, b))) => (line, a, b),
        None => (expected.lines().count().min(actual.lines().count()), "", ""),
    };
    Some(format!("line {}: expected {expected:?}, found {actual:?}", line + 1))
}

#[test]
fn every_naskah_is_as_it_was_looked_at() {
    let faults: Vec<String> = std::thread::scope(|scope| {
        let halves = CASES.chunks(CASES.len().div_ceil(2));
        let threads: Vec<_> =
            halves.map(|cases| scope.spawn(|| cases.iter().flat_map(check).collect::<Vec<_>>())).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a thread that ends")).collect()
    });
    assert!(faults.is_empty(), "{} differences:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_pictures_in_the_docs_show_what_is_printed() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/gambar/naskah");
    let faults = common::sheets::draw(&docs, updating());
    assert!(faults.is_empty(), "`cargo xtask sheets` draws them anew:\n{}", faults.join("\n"));
}

#[test]
fn nothing_lies_beside_the_cases() {
    let known = |name: &str| {
        CASES.iter().any(|case| {
            name.strip_prefix(case.name).is_some_and(|rest| {
                rest == ".txt"
                    || rest
                        .strip_prefix('-')
                        .and_then(|rest| rest.strip_suffix(".png"))
                        .is_some_and(|page| page.bytes().all(|b| b.is_ascii_digit()))
            })
        })
    };
    for entry in std::fs::read_dir(folder()).expect("the golden folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(known(&name), "{name} belongs to no case");
    }
}

#[test]
fn a_difference_is_found_and_shown() {
    let mut page = Picture { width: 40, height: 30, grey: vec![255; 1_200] };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join("looked-at.png");
    compare("looked-at", &page, &file, true).expect("written");
    compare("looked-at", &page, &file, false).expect("the same picture is the same");
    page.grey[700..712].fill(0);
    let error = compare("looked-at", &page, &file, false).unwrap_err();
    let shown = error.split_once(" are in ").expect("the error names a picture").1;
    assert!(Path::new(shown).exists(), "{shown} shows the difference");
    page.grey = vec![204; 1_200];
    compare("looked-at", &page, &file, false).expect("a shade is no difference");
}
