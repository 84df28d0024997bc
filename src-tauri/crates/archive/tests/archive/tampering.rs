//! Whatever is changed behind the office's back, verification names it.

use std::{fs, path::Path};

use archive::{
    error::ArchiveError,
    journal::{Entry, Head, NewEntry},
    office::Archive,
    sha::Sha256,
    verify::{Expectations, Finding, SchemaMatter, Weight, verify},
};
use rusqlite::{Connection, types::Value};

use crate::common::{Office, append, contents, entry, facts, raw};

/// An office with a little history: settings, two usulan, entries with and without every optional column.
fn office() -> (Office, Vec<Entry>) {
    let office = Office::new();
    let archive = office.create();
    let bare = NewEntry {
        kind: "office_named".into(),
        version: 1,
        body: r#"{"name":"Bagian PBJ"}"#.into(),
        entered_at: "2026-11-09T09:00:00+07:00".into(),
        recorder: "admin".into(),
        ..NewEntry::default()
    };
    let at = |hour: &str| Some(format!("2026-11-10T{hour}:00+07:00"));
    let entries = [
        bare.clone(),
        entry(None, "officials_changed", r#"{"kabag":"Ir. Hartono"}"#),
        entry(Some("2026-0001"), "received", r#"{"agency":"dindik"}"#),
        NewEntry {
            happened_from: at("09:40"),
            happened_to: at("09:40"),
            ..entry(Some("2026-0001"), "disposed", "{}")
        },
        NewEntry { version: 2, basis: Some("own".into()), ..entry(Some("2026-0002"), "received", "{}") },
        NewEntry { actor: None, basis: None, ..entry(Some("2026-0002"), "withdrawn", r#"{"why":"ganda"}"#) },
        NewEntry { kind: "calendar_changed".into(), ..bare },
    ];
    let entries = entries.into_iter().map(|new| append(&archive, new)).collect();
    let stored = archive.store_bytes("surat.pdf", b"%PDF-1.7").unwrap();
    archive.write(move |tx| tx.record_document(&stored, &facts("application/pdf"))).unwrap();
    drop(archive);
    (office, entries)
}

/// Changes the journal as somebody does who knows SQLite: the triggers out of the way, and back again afterwards.
fn tamper(database: &Path, change: impl FnOnce(&Connection)) {
    let connection = raw(database);
    let triggers: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    change(&connection);
    for (_, sql) in &triggers {
        connection.execute_batch(sql).unwrap();
    }
}

fn findings(office: &Office, head: Option<Head>) -> Vec<Finding> {
    let head = head.map(|head| head.to_string().parse().unwrap());
    verify(&office.dir(), &Expectations { head, ..Expectations::default() }).unwrap()
}

fn fresh_database(office: &Office, original: &[u8]) {
    fs::write(office.database(), original).unwrap();
    for litter in ["etalase.db-wal", "etalase.db-shm"] {
        let _ = fs::remove_file(office.dir().join(litter));
    }
}

const COLUMNS: [&str; 13] = [
    "seq",
    "usulan",
    "kind",
    "version",
    "body",
    "happened_from",
    "happened_to",
    "entered_at",
    "recorder",
    "actor",
    "basis",
    "prev",
    "hash",
];

#[test]
fn every_column_of_every_entry() {
    let (office, entries) = office();
    assert_eq!(findings(&office, None), [], "before anything is touched");
    let original = fs::read(office.database()).unwrap();
    let last = entries.last().unwrap().seq;
    let mut tried = 0;
    for Entry { seq, .. } in &entries {
        for column in COLUMNS {
            fresh_database(&office, &original);
            let stored: Value = raw(&office.database())
                .query_row(&format!("SELECT {column} FROM journal WHERE seq = ?1"), [seq], |row| row.get(0))
                .unwrap();
            // Each in several ways: another value, a value of another entry, nothing.
            let changes: Vec<Value> = match (&stored, column) {
                (Value::Integer(_), "seq") => {
                    vec![Value::Integer(seq + 100), Value::Integer(-seq), Value::Integer(0)]
                }
                (Value::Integer(n), _) => vec![Value::Integer(n + 1), Value::Integer(0), Value::Null],
                (Value::Text(text), _) => {
                    vec![
                        Value::Text(format!("{text} ")),
                        Value::Text("x".into()),
                        Value::Text(String::new()),
                        Value::Null,
                    ]
                }
                (Value::Null, "version") => vec![Value::Integer(1)],
                (Value::Null, _) => vec![Value::Text(String::new()), Value::Text("2026-0001".into())],
                (Value::Blob(bytes), _) => {
                    let mut flipped = bytes.clone();
                    flipped[31] ^= 1;
                    vec![Value::Blob(flipped), Value::Blob(vec![]), Value::Blob(vec![9; 32]), Value::Null]
                }
                (Value::Real(_), _) => panic!("no column of the journal holds one"),
            };
            for value in changes {
                fresh_database(&office, &original);
                tamper(&office.database(), |c| {
                    c.execute(&format!("UPDATE journal SET {column} = ?1 WHERE seq = ?2"), (&value, seq))
                        .unwrap();
                });
                let found = findings(&office, None);
                tried += 1;
                // An entry with another seq is named by the one that it has now.
                let named = match (&value, column) {
                    (Value::Integer(now), "seq") => *now,
                    _ => *seq,
                };
                let entry = found.iter().find_map(|finding| match finding {
                    Finding::Entry { seq, column, was } if *seq == named => {
                        Some((column.clone(), was.clone()))
                    }
                    _ => None,
                });
                let (said, was) = entry
                    .unwrap_or_else(|| panic!("entry {seq}, {column} = {value:?} must be named: {found:?}"));
                if let Some(said) = &said {
                    assert_eq!(said, column, "entry {seq}, {column} = {value:?}: no other column is accused");
                }
                // Links and places can be told exactly; only of the last entry nothing follows that knew its hash.
                let certain = match column {
                    "prev" => true,
                    "hash" => *seq != last,
                    // Moved, it stands between others, and what was before it is guessed from there.
                    "seq" => *seq == last && 0 < named,
                    _ => false,
                };
                if certain {
                    assert_eq!(said.as_deref(), Some(column), "entry {seq}, {column} = {value:?}: {found:?}");
                }
                if let (Some(was), Value::Text(text)) = (&was, &stored) {
                    assert_eq!(was, text, "entry {seq}, {column}: what is said to have stood there did");
                }
                let accused = found.iter().filter(|f| matches!(f, Finding::Entry { .. })).count();
                assert_eq!(accused, 1, "entry {seq}, {column} = {value:?}: and nobody else: {found:?}");
            }
        }
    }
    assert!(300 < tried, "{tried} changes were tried");
}

#[test]
fn a_value_that_stands_elsewhere_is_recognised() {
    let (office, _) = office();
    let original = fs::read(office.database()).unwrap();
    let cases = [
        ("usulan", "2026-0002", 3, "2026-0001"),
        ("recorder", "budi", 3, "siti"),
        ("actor", "sekda", 3, "kabag"),
        ("basis", "own", 4, "paper"),
        ("version", "7", 3, "1"),
        ("happened_to", "2026-11-10T09:55:00+07:00", 4, "2026-11-10T09:40:00+07:00"),
        ("kind", "disposed", 3, "received"),
        ("actor", "kabag", 6, "null"),
    ];
    for (column, forged, seq, was) in cases {
        fresh_database(&office, &original);
        tamper(&office.database(), |c| {
            c.execute(&format!("UPDATE journal SET {column} = ?1 WHERE seq = ?2"), (forged, seq)).unwrap();
        });
        let expected = Finding::Entry { seq, column: Some(column.into()), was: Some(was.into()) };
        assert_eq!(findings(&office, None), [expected], "{column} of entry {seq} was {was}");
    }
}

#[test]
fn deleted_inserted_and_reordered_entries() {
    let (office, entries) = office();
    let original = fs::read(office.database()).unwrap();
    let last = entries.last().unwrap();
    let head = Head { seq: last.seq, hash: last.hash };
    for seq in 1..last.seq {
        fresh_database(&office, &original);
        tamper(&office.database(), |c| {
            c.execute("DELETE FROM journal WHERE seq = ?1", [seq]).unwrap();
        });
        assert_eq!(
            findings(&office, None),
            [Finding::Gap { from: seq, to: seq }, Finding::Link { seq: seq + 1 }],
            "entry {seq} is missing, and the next one does not follow"
        );
    }
    // Deleted, and the rest moved up to close the gap.
    fresh_database(&office, &original);
    tamper(&office.database(), |c| {
        c.execute_batch("DELETE FROM journal WHERE seq = 3").unwrap();
        for seq in 4..=last.seq {
            c.execute("UPDATE journal SET seq = seq - 1 WHERE seq = ?1", [seq]).unwrap();
        }
    });
    let found = findings(&office, None);
    for seq in 3..last.seq {
        assert!(
            found.iter().any(|f| matches!(f, Finding::Entry { seq: s, .. } if *s == seq)),
            "moved up, entry {seq} is not what it was: {found:?}"
        );
    }
    // Two entries exchanged.
    fresh_database(&office, &original);
    tamper(&office.database(), |c| {
        c.execute_batch(
            "UPDATE journal SET seq = 99 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = 5;
             UPDATE journal SET seq = 5 WHERE seq = 99;",
        )
        .unwrap();
    });
    let found = findings(&office, None);
    for seq in [3, 5] {
        assert!(
            found.iter().any(|f| matches!(f, Finding::Entry { seq: s, .. } if *s == seq)),
            "exchanged, entry {seq} is named: {found:?}"
        );
    }
    // An entry pushed in, with a hash of its own, the others moved down.
    fresh_database(&office, &original);
    tamper(&office.database(), |c| {
        for seq in (3..=last.seq).rev() {
            c.execute("UPDATE journal SET seq = seq + 1 WHERE seq = ?1", [seq]).unwrap();
        }
        let forged = entry(Some("2026-0001"), "received", r#"{"agency":"rsud"}"#);
        let prev = entries[1].hash;
        insert(c, 3, &forged, prev, forged.hash_at(3, prev));
    });
    let found = findings(&office, None);
    for seq in 4..=last.seq + 1 {
        assert!(
            found.iter().any(|f| matches!(f, Finding::Entry { seq: s, .. } if *s == seq)),
            "moved down, entry {seq} is named: {found:?}"
        );
    }
    // Pushed in at the end it is a whole entry, as every entry was once; the printed head still fits.
    fresh_database(&office, &original);
    assert_eq!(findings(&office, Some(head)), [], "the head on paper is the journal's");
}

fn insert(c: &Connection, seq: i64, new: &NewEntry, prev: Sha256, hash: Sha256) {
    c.execute(
        "INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        (
            seq,
            &new.usulan,
            &new.kind,
            new.version,
            &new.body,
            &new.happened_from,
            &new.happened_to,
            &new.entered_at,
            &new.recorder,
            &new.actor,
            &new.basis,
            &prev.0,
            &hash.0,
        ),
    )
    .unwrap();
}

#[test]
fn truncation_and_rewriting_are_found_against_a_printed_head() {
    let (office, entries) = office();
    let original = fs::read(office.database()).unwrap();
    let last = entries.last().unwrap();
    let head = Head { seq: last.seq, hash: last.hash };
    for kept in 0..last.seq {
        fresh_database(&office, &original);
        tamper(&office.database(), |c| {
            c.execute("DELETE FROM journal WHERE ?1 < seq", [kept]).unwrap();
        });
        assert_eq!(findings(&office, None), [], "a shorter journal is sound in itself");
        let found = findings(&office, Some(head));
        assert!(
            matches!(&found[..], [Finding::HeadMissing { printed, .. }] if *printed == head.to_string()),
            "cut after {kept}, the printed head finds it: {found:?}"
        );
    }
    // The whole journal written anew, one word different, every hash right.
    fresh_database(&office, &original);
    tamper(&office.database(), |c| {
        c.execute_batch("DELETE FROM journal").unwrap();
        let mut prev = Sha256::ZERO;
        for Entry { seq, entry, .. } in &entries {
            let forged = NewEntry { body: entry.body.replace("dindik", "rsud"), ..entry.clone() };
            let hash = forged.hash_at(*seq, prev);
            insert(c, *seq, &forged, prev, hash);
            prev = hash;
        }
    });
    assert_eq!(findings(&office, None), [], "a forged journal is sound in itself");
    let found = findings(&office, Some(head));
    assert!(
        matches!(&found[..], [Finding::HeadDiffers { printed, .. }] if *printed == head.to_string()),
        "the printed head finds it: {found:?}"
    );
    let digits = head.hash.to_string();
    let alone = Expectations { head: Some(digits[..16].parse().unwrap()), ..Expectations::default() };
    let found = verify(&office.dir(), &alone).unwrap();
    assert!(matches!(&found[..], [Finding::HeadMissing { .. }]), "also the digits alone: {found:?}");
    fresh_database(&office, &original);
    assert_eq!(verify(&office.dir(), &alone), Ok(vec![]));
}

#[test]
fn the_schema_and_the_rows_of_documents() {
    let (office, _) = office();
    let original = fs::read(office.database()).unwrap();
    let schema = |object: &str, matter| Finding::Schema { object: object.into(), matter };
    let document = Sha256::of(b"%PDF-1.7");
    let cases: [(&str, &str, Vec<Finding>); 5] = [
        (
            "a trigger away",
            "DROP TRIGGER journal_is_never_changed",
            vec![schema("trigger journal_is_never_changed", SchemaMatter::Missing)],
        ),
        (
            "a trigger that does nothing",
            "DROP TRIGGER journal_is_never_deleted;
             CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal BEGIN SELECT 1; END",
            vec![schema("trigger journal_is_never_deleted", SchemaMatter::Changed)],
        ),
        ("a table more", "CREATE TABLE hidden (x)", vec![schema("table hidden", SchemaMatter::Foreign)]),
        (
            "another length",
            "DROP TRIGGER documents_are_never_changed; UPDATE documents SET bytes = 7",
            vec![
                schema("trigger documents_are_never_changed", SchemaMatter::Missing),
                Finding::DocumentRow { sha256: document },
            ],
        ),
        (
            "another name",
            "DROP TRIGGER documents_are_never_changed; UPDATE documents SET sha256 = 'x'",
            vec![
                schema("trigger documents_are_never_changed", SchemaMatter::Missing),
                Finding::DocumentName { name: "x".into() },
                Finding::Orphan { sha256: document },
            ],
        ),
    ];
    for (what, sql, expected) in cases {
        fresh_database(&office, &original);
        raw(&office.database()).execute_batch(sql).unwrap();
        assert_eq!(findings(&office, None), expected, "{what}");
    }
}

/// A sound verdict must mean that the journal reads as it did: no flip may slip through.
#[test]
fn a_flipped_byte_anywhere_in_the_database_is_found_or_harmless() {
    let (office, entries) = office();
    let original = fs::read(office.database()).unwrap();
    let mut found = 0;
    // A step that shares no factor with the page size, so that it visits every kind of place.
    for at in (0..original.len()).step_by(331) {
        let mut bytes = original.clone();
        bytes[at] ^= 0x41;
        fresh_database(&office, &bytes);
        let sound = match verify(&office.dir(), &Expectations::default()) {
            Ok(findings) => !findings.iter().any(|finding| finding.weight() == Weight::Fault),
            Err(_) => false,
        };
        if sound {
            let read = Archive::open_read_only(&office.dir()).and_then(|a| a.read(|tx| tx.entries_after(0)));
            assert_eq!(
                read.as_ref(),
                Ok(&entries),
                "byte {at}: judged sound, so the journal must be as it was"
            );
        } else {
            found += 1;
        }
    }
    assert!(20 < found, "flips were found: {found}");
}

#[test]
fn verifying_changes_nothing() {
    let (office, entries) = office();
    let before = contents(&office.dir());
    assert_eq!(findings(&office, None), []);
    let mut after = contents(&office.dir());
    // A reader of a database with a log brings the log's index into being; it holds nothing.
    after.retain(|path, bytes| {
        !(path.ends_with("etalase.db-shm") || path.ends_with("etalase.db-wal") && bytes.is_empty())
    });
    assert_eq!(after, before);
    let archive = office.open();
    assert_eq!(archive.read(|tx| Ok::<_, ArchiveError>(tx.entries_after(0)?.len())), Ok(entries.len()));
    assert_eq!(findings(&office, None), [], "in use, too");
}
