//! A process that is killed in the middle of its work.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};

use archive::{
    error::ArchiveError,
    journal::Entry,
    office::Archive,
    register::{Page, RegisterFilter, RegisterOrder, RegisterRow},
    verify::{Expectations, Weight},
};

use crate::common::{Office, entry, facts, owner, row, text};

const OFFICE: &str = "ETALASE_TEST_CRASH_OFFICE";

/// Acts without end; says after each what is committed.
fn work(dir: &Path) {
    let archive = match Archive::open(dir, &owner()) {
        Err(ArchiveError::NotAnOffice) => Archive::create(dir, &owner()).unwrap(),
        opened => opened.unwrap(),
    };
    for turn in 0.. {
        let stored =
            archive.store_bytes("surat.pdf", format!("surat {turn} of {}", std::process::id()).as_bytes());
        let stored = stored.unwrap();
        let second: Entry = archive
            .write(move |tx| -> Result<Entry, ArchiveError> {
                let id = format!("2026-{:04}", tx.next_id("usulan", 2026)?);
                tx.append(&entry(Some(&id), "received", "{}"))?;
                let document = tx.record_document(&stored, &facts("application/pdf"))?;
                let second = tx.append(&entry(
                    Some(&id),
                    "rendered",
                    &format!("{{\"pdf\":\"{}\"}}", document.sha256),
                ))?;
                tx.put_register_row(&RegisterRow { seq: second.seq, ..row(&id, "berjalan") })?;
                tx.index_texts(&id, &[text("isi", "Alat Tulis Kantor")])?;
                Ok(second)
            })
            .unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "@{} {}", second.seq, second.hash).unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn a_process_killed_in_the_middle_loses_nothing_that_it_had_said() {
    if let Some(dir) = std::env::var_os(OFFICE) {
        work(Path::new(&dir));
        return;
    }
    let office = Office::new();
    // The first time it makes the office, too.
    for (round, acts) in [3, 1, 17, 40, 8].into_iter().enumerate() {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "crash::a_process_killed_in_the_middle_loses_nothing_that_it_had_said",
                "--nocapture",
            ])
            .env(OFFICE, office.dir())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = Vec::new();
        while said.len() < acts {
            let line = lines.next().expect("the worker goes on until it is killed").unwrap();
            said.extend(line.split_once('@').map(|(_, rest)| rest.to_owned()));
        }
        // Somewhere in the next act: SIGKILL on Unix, TerminateProcess on Windows.
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before it died counts as well.
        said.extend(
            lines.map_while(Result::ok).filter_map(|l| l.split_once('@').map(|(_, rest)| rest.to_owned())),
        );

        let archive = office.open();
        let (entries, rows, documents) = archive
            .read(|tx| -> Result<_, ArchiveError> {
                let rows = tx.register(&RegisterFilter::default(), RegisterOrder::Oldest, Page::ALL)?;
                Ok((tx.entries_after(0)?, rows, tx.documents()?))
            })
            .unwrap();
        for said in &said {
            let (seq, hash) = said.split_once(' ').unwrap();
            let kept = entries.iter().find(|entry| entry.seq.to_string() == seq);
            assert_eq!(
                kept.map(|entry| entry.hash.to_string()).as_deref(),
                Some(hash),
                "round {round}: entry {seq} was committed and must be there"
            );
        }
        assert_eq!(entries.len(), 2 * rows.len(), "round {round}: acts are whole");
        assert_eq!(documents.len(), rows.len(), "round {round}: with their documents");
        let faults: Vec<_> = archive
            .verify(&Expectations::default())
            .unwrap()
            .into_iter()
            .filter(|finding| finding.weight() == Weight::Fault)
            .collect();
        assert_eq!(faults, [], "round {round}: the chain holds, and every document is there");
        let hits = archive.read(|tx| tx.search("tulis", u32::MAX)).unwrap();
        assert_eq!(hits.len(), rows.len(), "round {round}: the index is of the same moment");
    }
}

/// Killed while it makes the office: what is left is no office, or a whole one.
#[test]
fn a_process_killed_while_making_an_office_leaves_one_or_none() {
    const HERE: &str = "ETALASE_TEST_MAKE_OFFICE";
    if let Some(dir) = std::env::var_os(HERE) {
        let mut out = std::io::stdout().lock();
        writeln!(out, "@begins").unwrap();
        out.flush().unwrap();
        let made = Archive::create(Path::new(&dir), &owner());
        writeln!(out, "@{}", made.is_ok()).unwrap();
        out.flush().unwrap();
        std::io::stdin().read_line(&mut String::new()).unwrap();
        return;
    }
    for pause in [0, 1, 3, 6, 10, 20, 40] {
        let office = Office::new();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "crash::a_process_killed_while_making_an_office_leaves_one_or_none",
                "--nocapture",
            ])
            .env(HERE, office.dir())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("@begins")), "the other process runs");
        // Not a measure of time: whenever the kill comes, what follows must hold.
        std::thread::sleep(std::time::Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        let archive = match Archive::open(&office.dir(), &owner()) {
            Err(ArchiveError::NotAnOffice) => Archive::create(&office.dir(), &owner()).unwrap(),
            opened => opened.unwrap(),
        };
        assert_eq!(archive.verify(&Expectations::default()), Ok(vec![]), "killed after {pause} ms");
    }
}
