//! The database of every version that an office may have, and of the one that it gets today.
//!
//! Fixtures are kept for ever. After a deliberate change of the schema, `SNAPSHOTS=overwrite` writes `schema.txt` anew.

use std::{fs, path::PathBuf};

use archive::{error::ArchiveError, office::Archive, verify::Expectations};

use crate::common::{Office, entry, owner, raw};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

#[test]
fn an_empty_office_gets_the_schema_of_the_snapshot() {
    let office = Office::new();
    drop(office.create());
    let database = raw(&office.database());
    let objects: Vec<String> = database
        .prepare("SELECT type || ' ' || name || char(10) || sql || char(10) FROM sqlite_schema WHERE sql NOT NULL ORDER BY type, name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let pragma =
        |name: &str| -> i64 { database.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).unwrap() };
    let schema = format!(
        "application_id {:#010x}\nuser_version {}\n\n{}",
        pragma("application_id"),
        pragma("user_version"),
        objects.join("\n")
    );
    let path = fixture("schema.txt");
    if std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        fs::write(&path, &schema).unwrap();
    }
    assert_eq!(
        schema,
        fs::read_to_string(&path).unwrap(),
        "the schema changes only by a new migration, and on purpose"
    );
}

#[test]
fn an_office_of_version_1_is_read_and_carried_on() {
    let office = Office::new();
    fs::create_dir(office.dir()).unwrap();
    raw(&office.database()).execute_batch(&fs::read_to_string(fixture("v1.sql")).unwrap()).unwrap();
    let head = "3:a6a73a45b4c340ff";

    let archive = Archive::open(&office.dir(), &owner()).unwrap();
    let on_paper = Expectations { head: Some(head.parse().unwrap()), ..Expectations::default() };
    let found = archive.verify(&on_paper).unwrap();
    let sha256 = archive::sha::Sha256::of(b"%PDF-1.7 versi 1");
    assert_eq!(
        found,
        [archive::verify::Finding::DocumentMissing { sha256 }],
        "the journal is whole to the printed head; the fixture has no files"
    );
    assert_eq!(
        archive.read(|tx| tx.projection_dump()).unwrap().join("\n") + "\n",
        fs::read_to_string(fixture("v1.dump.txt")).unwrap(),
        "register, numbers and texts are what they were"
    );
    let drafts = archive.read(|tx| tx.drafts("siti")).unwrap();
    assert_eq!(drafts.iter().map(|draft| draft.body.as_str()).collect::<Vec<_>>(), ["{\"hal\":\"Usul\"}"]);
    let hits = archive.read(|tx| tx.search("pendidik", 5)).unwrap();
    assert_eq!(hits.len(), 1, "the texts can be searched");
    let next = archive.write(|tx| -> Result<_, ArchiveError> {
        let id = tx.next_id("usulan", 2026)?;
        Ok((id, tx.next_number("keluar", 2026)?, tx.append(&entry(Some("2026-0043"), "received", "{}"))?.seq))
    });
    assert_eq!(next, Ok((43, 3, 4)), "ids, numbers and the journal go on where they were");
}
