//! What the office keeps of running usulan from one start to the next.

use std::collections::BTreeMap;

use archive::{error::ArchiveError, office::Archive, running::RunningRow};

use crate::common::Office;

fn row(usulan: &str, seq: i64, body: &str) -> RunningRow {
    RunningRow { usulan: usulan.to_owned(), seq, body: body.to_owned() }
}

fn keep(archive: &Archive, program: &'static str, rows: Vec<RunningRow>, ended: &[&str]) {
    let ended: Vec<String> = ended.iter().map(|id| (*id).to_owned()).collect();
    archive.write(move |tx| tx.keep_running(program, &rows, &ended)).unwrap();
}

fn read(archive: &Archive, program: &'static str) -> Vec<(String, String)> {
    archive
        .read(move |tx| -> Result<_, ArchiveError> {
            let mut found = Vec::new();
            tx.running(program, |usulan, body| found.push((usulan.to_owned(), body.to_owned())))?;
            found.sort();
            Ok(found)
        })
        .unwrap()
}

fn pair(usulan: &str, text: &str) -> (String, String) {
    (usulan.to_owned(), text.to_owned())
}

#[test]
fn what_runs_is_kept_under_the_name_of_its_program() {
    let office = Office::new();
    let archive = office.create();
    assert_eq!(read(&archive, "1.0"), []);
    keep(&archive, "1.0", vec![row("2026-0001", 7, "satu"), row("2026-0002", 9, "dua")], &[]);
    assert_eq!(read(&archive, "1.0"), [pair("2026-0001", "satu"), pair("2026-0002", "dua")]);
    assert_eq!(read(&archive, "1.1"), [], "another program reads none of it");
    let seqs = |program: &'static str| archive.read(move |tx| tx.running_seqs(program)).unwrap();
    assert_eq!(seqs("1.0"), BTreeMap::from([("2026-0001".to_owned(), 7), ("2026-0002".to_owned(), 9)]));
    assert_eq!(seqs("1.1"), BTreeMap::from([("2026-0001".to_owned(), 0), ("2026-0002".to_owned(), 0)]));

    keep(&archive, "1.1", vec![row("2026-0001", 12, "satu lagi")], &["2026-0002", "2026-0009"]);
    assert_eq!(read(&archive, "1.1"), [pair("2026-0001", "satu lagi")], "written over the older one");
    assert_eq!(read(&archive, "1.0"), [], "and what has ended is gone");
}
