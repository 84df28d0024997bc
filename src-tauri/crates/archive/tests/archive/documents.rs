use std::{
    fs,
    io::{Seek, SeekFrom, Write},
};

use archive::{
    error::ArchiveError,
    office::{Archive, Settings},
    sha::Sha256,
    verify::{Expectations, Finding, Weight},
};

use crate::common::{Office, facts, overwrite, owner, remove};

fn record(archive: &Archive, bytes: &[u8]) -> Sha256 {
    let stored = archive.store_bytes("surat.pdf", bytes).unwrap();
    archive.write(move |tx| tx.record_document(&stored, &facts("application/pdf"))).unwrap().sha256
}

#[test]
fn a_document_is_a_file_named_by_its_bytes() {
    let office = Office::new();
    let archive = office.create();
    let source = office.beside("pindai 1.pdf");
    // More than one chunk, and not a whole number of them.
    let bytes: Vec<u8> = (0..200_001_u32).map(|n| (n % 251) as u8).collect();
    fs::write(&source, &bytes).unwrap();

    let read = archive.read_file(&source).unwrap();
    assert_eq!(fs::read_dir(office.dir().join("documents")).unwrap().count(), 0, "reading keeps nothing");
    let stored = archive.store_bytes("pindai 1.pdf", &read).unwrap();
    assert_eq!(stored.sha256(), Sha256::of(&bytes));
    assert_eq!((stored.bytes(), stored.name()), (200_001, "pindai 1.pdf"));
    let path = office.dir().join("documents").join(stored.sha256().to_string());
    assert_eq!(archive.document_path(stored.sha256()), Ok(path.clone()));
    assert_eq!(fs::read(&path).unwrap(), bytes, "it is on disk before any row names it");
    assert!(source.exists(), "the file that was picked stays where it is");
    assert!(fs::metadata(&path).unwrap().permissions().readonly(), "no program changes it by accident");
    assert_eq!(archive.read(move |tx| tx.documents()), Ok(vec![]), "storing makes no row");

    let kept = stored.clone();
    let row = archive.write(move |tx| tx.record_document(&kept, &facts("application/pdf"))).unwrap();
    assert_eq!(
        (row.sha256, row.bytes, row.media_type.as_str()),
        (stored.sha256(), 200_001, "application/pdf")
    );
    assert_eq!(archive.read_document(stored.sha256()), Ok(bytes));

    let again = archive.store_bytes("pindai 1.pdf", &read).unwrap();
    assert_eq!(again, stored, "the same bytes are the same document");
    let same = archive.write(move |tx| tx.record_document(&again, &facts("image/png"))).unwrap();
    assert_eq!(same, row, "and its row stays as it is");
    let sha256 = stored.sha256();
    assert_eq!(archive.read(move |tx| tx.document(sha256)), Ok(Some(row)));
    assert_eq!(
        fs::read_dir(office.dir().join("documents")).unwrap().count(),
        1,
        "nothing else is left lying there"
    );
    assert_eq!(archive.verify(&Expectations::default()), Ok(vec![]));
}

#[test]
fn broken_files_are_refused_with_their_reason() {
    let office = Office::new();
    let settings = Settings { document_limit: 1000, ..Settings::default() };
    let archive = Archive::create_with(&office.dir(), &owner(), &settings).unwrap();
    let path = |name: &str| office.beside(name);
    fs::write(path("kosong.pdf"), b"").unwrap();
    fs::write(path("pas.pdf"), vec![7; 1000]).unwrap();
    fs::write(path("lebih.pdf"), vec![7; 1001]).unwrap();
    fs::create_dir(path("folder.pdf")).unwrap();
    let name = |name: &str| name.to_owned();
    let cases = [
        ("kosong.pdf", ArchiveError::EmptyDocument { name: name("kosong.pdf") }),
        ("lebih.pdf", ArchiveError::DocumentTooLarge { name: name("lebih.pdf"), bytes: 1001, limit: 1000 }),
        ("hilang.pdf", ArchiveError::Vanished { name: name("hilang.pdf") }),
        ("folder.pdf", ArchiveError::NotAFile { name: name("folder.pdf") }),
    ];
    for (file, expected) in cases {
        assert_eq!(archive.read_file(&path(file)), Err(expected), "{file}");
    }
    assert_eq!(
        archive.store_bytes("surat.pdf", &[]),
        Err(ArchiveError::EmptyDocument { name: name("surat.pdf") }),
        "bytes are judged as files are"
    );
    assert_eq!(
        archive.store_bytes("surat.pdf", &[7; 1001]),
        Err(ArchiveError::DocumentTooLarge { name: name("surat.pdf"), bytes: 1001, limit: 1000 })
    );
    assert_eq!(fs::read_dir(office.dir().join("documents")).unwrap().count(), 0, "nothing of them is left");
    assert_eq!(archive.read_file(&path("pas.pdf")), Ok(vec![7; 1000]), "the limit itself is allowed");
    assert!(archive.store_bytes("pas.pdf", &[7; 1000]).is_ok(), "to be stored as well");
}

/// A file whose bytes cannot be had is not blamed on the office folder.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_named() {
    let office = Office::new();
    let archive = office.create();
    // The system's own example: it is there, it is a file, and its first byte belongs to nobody.
    let path = std::path::Path::new("/proc/self/mem");
    let refused = archive.read_file(path);
    assert!(matches!(&refused, Err(ArchiveError::Unreadable { name, .. }) if name == "mem"), "{refused:?}");
}

#[test]
fn two_hundred_megabytes_are_refused_without_being_read() {
    let office = Office::new();
    let archive = office.create();
    let path = office.beside("besar.pdf");
    fs::File::create(&path).unwrap().set_len(200 * 1000 * 1000).unwrap();
    assert_eq!(
        archive.read_file(&path),
        Err(ArchiveError::DocumentTooLarge {
            name: "besar.pdf".to_owned(),
            bytes: 200_000_000,
            limit: Settings::default().document_limit
        })
    );
}

#[test]
fn a_damaged_document_is_not_handed_out_and_can_be_stored_again() {
    let office = Office::new();
    let archive = office.create();
    let sha256 = record(&archive, b"%PDF-1.7 asli");
    let path = archive.document_path(sha256).unwrap();

    overwrite(&path, b"%PDF-1.7 palsu");
    assert_eq!(archive.read_document(sha256), Err(ArchiveError::DocumentChanged { sha256 }));
    assert_eq!(
        archive.verify(&Expectations::default()),
        Ok(vec![Finding::DocumentChanged { sha256, now: Sha256::of(b"%PDF-1.7 palsu") }])
    );
    remove(&path);
    assert_eq!(archive.read_document(sha256), Err(ArchiveError::DocumentMissing { sha256 }));
    assert_eq!(archive.verify(&Expectations::default()), Ok(vec![Finding::DocumentMissing { sha256 }]));

    overwrite_new(&path, b"%PDF-1.7 palsu");
    assert_eq!(record(&archive, b"%PDF-1.7 asli"), sha256, "the true bytes come back");
    assert_eq!(archive.verify(&Expectations::default()), Ok(vec![]), "and heal what was damaged");
}

fn overwrite_new(path: &std::path::Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
}

#[test]
fn one_flipped_bit_in_any_document_is_found() {
    let office = Office::new();
    let archive = office.create();
    let all: Vec<Sha256> = (0..5_u8).map(|n| record(&archive, &[n; 300])).collect();
    for (n, sha256) in all.iter().enumerate() {
        let path = archive.document_path(*sha256).unwrap();
        let before = fs::read(&path).unwrap();
        let mut bytes = before.clone();
        bytes[n * 71] ^= 1;
        overwrite(&path, &bytes);
        let expected = Finding::DocumentChanged { sha256: *sha256, now: Sha256::of(&bytes) };
        assert_eq!(
            archive.verify(&Expectations::default()),
            Ok(vec![expected]),
            "named, and no other with it"
        );
        overwrite(&path, &before);
    }
    let path = archive.document_path(all[0]).unwrap();
    let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap_or_else(|_| {
        let bytes = fs::read(&path).unwrap();
        overwrite(&path, &bytes);
        fs::OpenOptions::new().append(true).open(&path).unwrap()
    });
    file.seek(SeekFrom::End(0)).unwrap();
    file.write_all(b"x").unwrap();
    drop(file);
    let findings = archive.verify(&Expectations::default()).unwrap();
    assert!(
        matches!(findings[..], [Finding::DocumentChanged { sha256, .. }] if sha256 == all[0]),
        "one byte more"
    );
}

#[test]
fn what_lies_about_is_noticed_and_is_no_fault() {
    let office = Office::new();
    let archive = office.create();
    let orphan = archive.store_bytes("surat.pdf", b"no row yet").unwrap().sha256();
    fs::write(office.dir().join("documents/Thumbs.db"), b"x").unwrap();
    fs::write(office.dir().join("documents").join("AB".repeat(32)), b"x").unwrap();
    let findings = archive.verify(&Expectations::default()).unwrap();
    assert_eq!(
        findings,
        [
            Finding::Orphan { sha256: orphan },
            Finding::UnknownFile { name: "AB".repeat(32) },
            Finding::UnknownFile { name: "Thumbs.db".to_owned() },
        ]
    );
    assert!(findings.iter().all(|finding| finding.weight() == Weight::Notice), "no evidence is touched");
}

#[test]
fn lawful_destruction_and_what_the_journal_names() {
    let office = Office::new();
    let archive = office.create();
    let (kept, destroyed) = (record(&archive, b"kept"), record(&archive, b"retention over"));
    let unknown = Sha256::of(b"named by an entry, recorded nowhere");
    let expected = Expectations {
        referenced: [kept, destroyed, unknown].into(),
        destroyed: [destroyed].into(),
        ..Expectations::default()
    };
    assert_eq!(
        archive.verify(&expected),
        Ok(vec![
            Finding::DocumentNotDestroyed { sha256: destroyed },
            Finding::DocumentUnrecorded { sha256: unknown }
        ])
    );
    remove(&archive.document_path(destroyed).unwrap());
    let expected = Expectations { referenced: [kept, destroyed].into(), ..expected };
    assert_eq!(archive.verify(&expected), Ok(vec![]), "its absence is accepted");
    assert_eq!(
        archive.verify(&Expectations::default()),
        Ok(vec![Finding::DocumentMissing { sha256: destroyed }]),
        "but only with the event"
    );
}

#[test]
fn what_an_interrupted_attempt_left_is_cleared_by_the_next_owner() {
    let office = Office::new();
    let archive = office.create();
    let orphan = archive.store_bytes("surat.pdf", b"no row yet").unwrap().sha256();
    let left = office.dir().join("documents/.arriving-4711-0");
    fs::write(&left, b"half a docu").unwrap();
    assert_eq!(
        archive.verify(&Expectations::default()),
        Ok(vec![Finding::Orphan { sha256: orphan }]),
        "what is arriving is no finding"
    );
    drop(archive);
    let archive = office.open();
    assert!(!left.exists(), "nobody is writing it any more");
    assert!(archive.document_path(orphan).unwrap().exists(), "a whole file is never removed");
}

#[test]
fn documents_that_belong_together_are_all_there_or_none() {
    let office = Office::new();
    let archive = office.create();
    let documents = office.dir().join("documents");
    let files = || fs::read_dir(&documents).unwrap().count();
    let known = record(&archive, b"surat 2");

    let mut batch = archive.batch().unwrap();
    let hashes: Vec<Sha256> =
        (1..=3).map(|n| batch.add("surat.pdf", format!("surat {n}").as_bytes()).unwrap()).collect();
    assert_eq!(hashes[1], known, "the same bytes are the same document");
    assert!(batch.add("kosong.pdf", b"").is_err(), "no bytes are no document");
    assert_eq!(files(), 4, "three are arriving beside the one that is known");
    assert!(!documents.join(hashes[0].to_string()).exists(), "none of them has its name yet");
    drop(batch);
    assert_eq!(files(), 1, "not kept, gone");

    let mut batch = archive.batch().unwrap();
    for n in 1..=3 {
        batch.add("surat.pdf", format!("surat {n}").as_bytes()).unwrap();
    }
    let kept: Vec<Sha256> = batch.keep().unwrap().iter().map(|stored| stored.sha256()).collect();
    assert_eq!((&kept, files()), (&hashes, 3), "in their order, the known one once");
    for (n, hash) in kept.iter().enumerate() {
        assert_eq!(archive.read_document(*hash).unwrap(), format!("surat {}", n + 1).as_bytes());
        assert!(fs::metadata(documents.join(hash.to_string())).unwrap().permissions().readonly());
    }

    // A crash before they are kept: nobody runs the batch's end.
    let mut batch = archive.batch().unwrap();
    batch.add("surat.pdf", b"surat 4").unwrap();
    std::mem::forget(batch);
    assert_eq!(files(), 4);
    drop(archive);
    drop(office.open());
    assert_eq!(files(), 3, "the next owner clears away what was arriving");
}

#[test]
fn a_row_of_a_document_is_never_changed() {
    let office = Office::new();
    let archive = office.create();
    record(&archive, b"kept");
    drop(archive);
    let database = crate::common::raw(&office.database());
    for refused in [
        "UPDATE documents SET media_type = 'text/html'",
        "DELETE FROM documents",
        "INSERT OR REPLACE INTO documents SELECT sha256, 'text/html', bytes, NULL, stored_at, source FROM documents",
    ] {
        assert!(database.execute_batch(refused).is_err(), "{refused} must be refused");
    }
}
