//! `merge`: one letter to many from plain data and a list, as it is called from outside.

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::{Ran, cli};
use serde_json::json;
use tempfile::TempDir;

const KIND: &str = "surat-pemberitahuan";

/// A folder with the common letter and the example of a list.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().expect("a temporary folder"));
        fs::write(desk.path("data.json"), cli(&[&"letter", &KIND, &"--example"]).out).expect("the letter");
        fs::write(desk.path("list.csv"), cli(&[&"merge", &KIND, &"--example"]).out).expect("the list");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn merge(&self, list: &str, out: &str, more: &[&str]) -> Ran {
        let (data, list, out) = (self.path("data.json"), self.path(list), self.path(out));
        let mut arguments: Vec<&dyn AsRef<std::ffi::OsStr>> = vec![&"merge", &KIND, &data, &list, &out];
        arguments.extend(more.iter().map(|one| one as &dyn AsRef<std::ffi::OsStr>));
        cli(&arguments)
    }
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_example_list_becomes_three_things() {
    let desk = Desk::new();
    let made = desk.merge("list.csv", "hasil", &["--duplex"]);
    assert_eq!((made.status, made.err.as_str()), (0, ""), "{made:?}");
    let answer = made.json();
    assert_eq!((&answer["recipients"], &answer["skipped"]), (&json!(6), &json!([])), "{answer:#}");
    assert_eq!(answer["list"]["columns"][0], json!({ "head": "jabatan", "use": { "use": "post" } }));
    let out = desk.path("hasil");
    assert_eq!(names(&out), set(&["all.pdf", "ekspedisi.pdf", "single"]), "nothing else is left there");
    let singles = set(&["0001.pdf", "0002.pdf", "0003.pdf", "0004.pdf", "0005.pdf", "0006.pdf"]);
    assert_eq!(names(&out.join("single")), singles);
    assert_eq!(answer["all"]["pages"], json!(12), "on both sides each has a sheet of its own: {answer:#}");
    assert_eq!(answer["single"]["pages"], json!(6));
    for name in ["all.pdf", "ekspedisi.pdf", "single/0006.pdf"] {
        assert!(fs::read(out.join(name)).expect("a file").starts_with(b"%PDF-"), "{name}");
    }
    let again = desk.merge("list.csv", "lagi", &["--duplex"]);
    assert_eq!(again.status, 0, "{again:?}");
    for name in ["all.pdf", "ekspedisi.pdf", "single/0001.pdf", "single/0006.pdf"] {
        let read = |folder: &str| fs::read(desk.path(folder).join(name)).expect("a file");
        assert!(read("hasil") == read("lagi"), "{name}: the same data, the same bytes, on every core");
    }
    let over = desk.merge("list.csv", "hasil", &[]);
    assert_eq!((over.status, over.out.as_str()), (3, ""), "never over earlier results: {over:?}");
    assert!(over.err.contains("sudah berisi all.pdf"), "{over:?}");
}

#[test]
fn a_wrong_row_is_named_and_left_out_only_by_the_users_word() {
    let desk = Desk::new();
    let list =
        "Nama Jabatan;Kota\r\nCamat Bangsal;Bangsal\r\n;Jetis\r\nCamat Puri;Puri\r\ncamat puri;Puri\r\n";
    fs::write(desk.path("salah.csv"), list).expect("a list");
    let refused = desk.merge("salah.csv", "hasil", &[]);
    assert_eq!((refused.status, refused.out.as_str()), (3, ""), "{refused:?}");
    for words in [
        "Baris 3, kolom Nama Jabatan: kosong.",
        "Baris 5: penerima yang sama sudah ada di baris 4.",
        "--skip-bad",
    ] {
        assert!(refused.err.contains(words), "{words}: {}", refused.err);
    }
    assert!(!desk.path("hasil").exists(), "nothing was made");
    let made = desk.merge("salah.csv", "hasil", &["--skip-bad", "--portrait"]);
    assert_eq!(made.status, 0, "{made:?}");
    let answer = made.json();
    assert_eq!((&answer["recipients"], &answer["skipped"][0]["line"]), (&json!(2), &json!(3)), "{answer:#}");
    assert!(made.err.contains("Baris 3"), "what was left out is said all the same: {made:?}");
    assert_eq!(names(&desk.path("hasil").join("single")), set(&["0001.pdf", "0002.pdf"]));
}

#[test]
fn what_cannot_be_merged_leaves_nothing_behind() {
    let desk = Desk::new();
    let write = |name: &str, text: &[u8]| fs::write(desk.path(name), text).expect("a file");
    write("buku.csv", b"PK\x03\x04isi");
    write("lain.csv", b"a;b\n1;2\n");
    write("kosong.csv", b"jabatan\n");
    write("hal.csv", b"jabatan;tanggal_tayang\nCamat Puri;\nCamat Jetis;\n");
    for (list, words) in [
        ("buku.csv", "bukan daftar CSV"),
        ("lain.csv", "Kolom yang ada: a, b"),
        ("kosong.csv", "tidak memuat penerima"),
    ] {
        let refused = desk.merge(list, "hasil", &[]);
        assert_eq!((refused.status, refused.out.as_str()), (3, ""), "{refused:?}");
        assert!(refused.err.contains(words), "{list}: {}", refused.err);
        assert!(!desk.path("hasil").exists(), "{list}");
    }
    let mut data: serde_json::Value =
        serde_json::from_slice(&fs::read(desk.path("data.json")).expect("the letter")).expect("JSON");
    data["fields"].as_object_mut().expect("fields").remove("tanggal_tayang");
    write("data.json", data.to_string().as_bytes());
    let refused = desk.merge("hal.csv", "hasil", &[]);
    assert_eq!(refused.status, 3, "a field is missing: {refused:?}");
    assert!(refused.err.contains("Baris 2: ") && refused.err.contains("Tanggal tayang"), "{}", refused.err);
    assert_eq!(names(&desk.path("hasil")), set(&[]), "not even half of it");
    let (data, list, out) = (desk.path("data.json"), desk.path("list.csv"), desk.path("x"));
    let wrong = cli(&[&"merge", &"lembar-kendali", &data, &list, &out]);
    assert_eq!(wrong.status, 2, "a lembar kendali is addressed to nobody: {wrong:?}");
    let other = cli(&[&"merge", &"telaah", &data, &list, &out]);
    assert_eq!(other.status, 2, "the data are of another kind: {other:?}");
}
