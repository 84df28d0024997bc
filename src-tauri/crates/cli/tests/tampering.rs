//! "The evidence stands up": an office that the demonstration made is sound, and whatever is changed in it behind its
//! back, `etalase-cli verify` ends with 1 and names it.
//!
//! The chain is tried cell by cell, and that twice. The library's judgement of the archive, which takes milliseconds,
//! is asked about every column of every row: 13 times as many as there are rows. The binary, which also replays the
//! journal and takes some hundred times as long in a debug build, is asked about every row in one column, and about
//! every column of one row of each sort; that shows that what the library finds reaches whoever runs the command.
//! Documents and projections are tried with the binary alone.

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

mod common;

use std::fs;

use archive::tamper::{Cell, rows};
use archive::verify::{Expectations, Finding, Weight, verify};
use common::{Copy, Demo, cli, on_all_processors};
use serde_json::json;

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

/// One cell of the journal, to be changed.
struct Spoilt {
    seq: i64,
    column: &'static str,
    /// Another value of the same kind.
    value: Cell,
}

impl Spoilt {
    fn of(seq: i64, column: &'static str, cell: &Cell) -> Spoilt {
        let value = match (cell, column) {
            // Beyond the end, where no other row is.
            (Cell::Integer(number), "seq") => Cell::Integer(number + 1_000),
            (Cell::Integer(number), _) => Cell::Integer(number + 1),
            // The least that can be done to a text, and one that its readers would not notice.
            (Cell::Text(text), _) => Cell::Text(format!("{text} ")),
            (Cell::Null, "version") => Cell::Integer(1),
            (Cell::Null, _) => Cell::Text("x".to_owned()),
            (Cell::Blob(bytes), _) => {
                let mut bytes = bytes.clone();
                *bytes.last_mut().expect("a hash has bytes") ^= 1;
                Cell::Blob(bytes)
            }
        };
        Spoilt { seq, column, value }
    }

    fn apply(&self, copy: &Copy) {
        copy.restore();
        let Spoilt { seq, column, value } = self;
        copy.tamper(&format!("UPDATE journal SET {column} = {} WHERE seq = {seq}", value.sql()));
    }

    /// The place at which the row stands now.
    fn stands_at(&self) -> i64 {
        match (&self.value, self.column) {
            (Cell::Integer(moved), "seq") => *moved,
            _ => self.seq,
        }
    }

    fn words(&self) -> String {
        format!("row {}, {} = {:?}", self.seq, self.column, self.value)
    }
}

/// Every cell of the journal, row by row.
fn journal(demo: &Demo) -> Vec<Vec<Spoilt>> {
    let select = format!("SELECT {} FROM journal ORDER BY seq", COLUMNS.join(", "));
    rows(&demo.dir(), &select)
        .expect("the journal is read")
        .iter()
        .map(|row| {
            let Some(Cell::Integer(seq)) = row.first() else { panic!("a row has its place: {row:?}") };
            row.iter().zip(COLUMNS).map(|(cell, column)| Spoilt::of(*seq, column, cell)).collect()
        })
        .collect()
}

#[test]
fn the_demonstration_leaves_a_sound_office() {
    let demo = Demo::get();
    let ran = cli(&[&"verify", &demo.dir()]);
    assert_eq!((ran.status, ran.err.as_str()), (0, "sound\n"), "{ran:?}");
    let verdict = ran.json();
    assert_eq!((&verdict["sound"], &verdict["findings"]), (&json!(true), &json!([])), "nothing is found");
    let journal = journal(&demo);
    assert_eq!(verdict["entries"], json!(journal.len()), "every row was read");
    assert!(40 <= journal.len(), "the demonstration is long enough to prove something: {}", journal.len());
    let settings = rows(&demo.dir(), "SELECT seq FROM journal WHERE usulan IS NULL").expect("settings");
    assert!(5 <= settings.len(), "settings are evidence too: {settings:?}");
    let copy = demo.copy();
    assert_eq!(copy.verify().status, 0, "a copy is as sound, so that what is found in one was done to it");
}

#[test]
fn every_column_of_every_row_of_the_journal() {
    let demo = Demo::get();
    let cells: Vec<Spoilt> = journal(&demo).into_iter().flatten().collect();
    on_all_processors(
        &cells,
        || demo.copy(),
        |copy, spoilt| {
            spoilt.apply(copy);
            let found = verify(&copy.dir(), &Expectations::default()).expect("there is an office");
            let named = found.iter().any(|finding| {
                matches!(finding, Finding::Entry { seq, .. } if *seq == spoilt.stands_at())
                    && finding.weight() == Weight::Fault
            });
            assert!(named, "{}: {found:?}", spoilt.words());
            let others = found
                .iter()
                .any(|finding| matches!(finding, Finding::Entry { seq, .. } if *seq != spoilt.stands_at()));
            assert!(!others, "{}: and no other row is accused: {found:?}", spoilt.words());
        },
    );
}

#[test]
fn the_command_names_every_row_and_every_column() {
    let demo = Demo::get();
    let mut journal = journal(&demo);
    let (last, settings) = (journal.len() - 1, 0);
    let usulan = journal.len() / 2;
    // Row after row, each in the next column.
    let mut asked: Vec<Spoilt> = Vec::new();
    for (at, row) in journal.iter_mut().enumerate() {
        if [settings, usulan, last].contains(&at) {
            asked.append(row);
        } else {
            asked.push(row.swap_remove(at % COLUMNS.len()));
        }
    }
    on_all_processors(
        &asked,
        || demo.copy(),
        |copy, spoilt| {
            spoilt.apply(copy);
            let verified = copy.verify();
            let seq = spoilt.stands_at();
            verified.must_find(&spoilt.words(), &[("finding", json!("entry")), ("seq", json!(seq))]);
            let told = verified.told.lines().any(|line| line.starts_with(&format!("entry {seq}")));
            assert!(told, "{}: the terminal hears of it: {}", spoilt.words(), verified.told);
        },
    );
}

#[test]
fn rows_deleted_inserted_and_exchanged() {
    let demo = Demo::get();
    let copy = demo.copy();
    let last = i64::try_from(journal(&demo).len()).expect("a short journal");
    for seq in [1, 2, last / 2, last - 1] {
        copy.restore();
        copy.tamper(&format!("DELETE FROM journal WHERE seq = {seq}"));
        let gap = [("finding", json!("gap")), ("from", json!(seq)), ("to", json!(seq))];
        copy.verify().must_find(&format!("row {seq} deleted"), &gap);
    }

    let shift = |from: i64| {
        format!(
            "UPDATE journal SET seq = -seq - 1 WHERE {from} <= seq; UPDATE journal SET seq = -seq WHERE seq < 0"
        )
    };
    for seq in [2, last / 2, last] {
        copy.restore();
        copy.tamper(&format!(
            "{}; INSERT INTO journal SELECT {seq}, {} FROM journal WHERE seq = {}",
            shift(seq),
            COLUMNS[1..].join(", "),
            seq - 1
        ));
        let verified = copy.verify();
        for named in [seq, seq + 1] {
            let entry = [("finding", json!("entry")), ("seq", json!(named))];
            verified.must_find(&format!("a row pushed in at {seq}"), &entry);
        }
    }

    for (one, other) in [(1, 2), (last / 2, last / 2 + 1), (3, last)] {
        copy.restore();
        copy.tamper(&format!(
            "UPDATE journal SET seq = 0 WHERE seq = {one}; UPDATE journal SET seq = {one} WHERE seq = {other};
             UPDATE journal SET seq = {other} WHERE seq = 0"
        ));
        let verified = copy.verify();
        for named in [one, other] {
            let entry = [("finding", json!("entry")), ("seq", json!(named))];
            verified.must_find(&format!("rows {one} and {other} exchanged"), &entry);
        }
    }
}

#[test]
fn the_head_on_paper_finds_what_the_chain_alone_cannot() {
    let demo = Demo::get();
    let copy = demo.copy();
    let verify = |head: &str| cli(&[&"verify", &copy.dir(), &"--head", &head]);
    let head = copy.verify().verdict["head"].as_str().expect("the head as it prints").to_owned();
    let (seq, digits) = head.split_once(':').expect("its place and its digits");
    assert_eq!((digits.len(), seq.parse()), (16, Ok(journal(&demo).len())), "{head}");

    for right in [head.as_str(), digits] {
        assert_eq!(verify(right).status, 0, "{right} is the journal's");
    }
    let earlier = rows(&copy.dir(), "SELECT seq || ':' || lower(hex(hash)) FROM journal WHERE seq = 7")
        .expect("the journal is read");
    let [[Cell::Text(earlier)]] = earlier.iter().map(Vec::as_slice).collect::<Vec<_>>()[..] else {
        panic!("one row: {earlier:?}")
    };
    assert_eq!(
        verify(earlier).status,
        0,
        "an older page shows an older head, which the journal went through"
    );

    let other = if digits.starts_with('0') { "1" } else { "0" };
    let wrong = verify(&format!("{seq}:{other}{}", &digits[1..]));
    assert_eq!(wrong.status, 1, "one digit is another: {wrong:?}");
    assert_eq!(wrong.json()["findings"][0]["data"]["finding"], "head_differs", "{wrong:?}");

    // Cut off at the end, the chain is whole in itself.
    copy.tamper(&format!("DELETE FROM journal WHERE seq = {seq}"));
    let cut = verify(&head);
    assert_eq!(cut.status, 1, "{cut:?}");
    assert!(cut.err.contains(&format!("does not have the printed head {head}")), "{}", cut.err);
    assert_eq!(copy.verify().status, 1, "here even without the head, for the register still knows the row");
}

#[test]
fn every_document() {
    let demo = Demo::get();
    let documents = demo.documents();
    assert!(15 <= documents.len(), "the demonstration leaves documents: {}", documents.len());
    on_all_processors(
        &documents,
        || demo.copy(),
        |copy, name| {
            let original = fs::read(copy.document(name)).expect("a document is read");
            let mut flipped = original.clone();
            flipped[original.len() / 2] ^= 0b100;
            copy.overwrite(name, &flipped);
            let changed = [("finding", json!("document_changed")), ("sha256", json!(name))];
            copy.verify().must_find("one bit flipped", &changed);
            copy.overwrite(name, &original);
        },
    );
    // All at once, each of them still named.
    let copy = demo.copy();
    for name in &documents {
        copy.overwrite(name, b"");
    }
    let emptied = copy.verify();
    for name in &documents {
        fs::remove_file(copy.document(name)).expect("a document is removed");
    }
    let removed = copy.verify();
    for name in &documents {
        emptied.must_find("emptied", &[("finding", json!("document_changed")), ("sha256", json!(name))]);
        removed.must_find("removed", &[("finding", json!("document_missing")), ("sha256", json!(name))]);
    }
}

/// A row of a projection, and another value for each of its columns.
#[test]
fn register_numbers_and_search_texts() {
    let demo = Demo::get();
    let mut asked: Vec<(&str, String)> = Vec::new();
    for (table, key) in [("register", "id"), ("numbers", "seq, item"), ("search_text", "id")] {
        let columns = rows(&demo.dir(), &format!("SELECT name FROM pragma_table_info('{table}')"))
            .expect("the columns are read");
        let first = format!("rowid = (SELECT rowid FROM {table} ORDER BY {key} LIMIT 1)");
        for column in columns.concat() {
            let Cell::Text(column) = column else { panic!("a column has a name: {column:?}") };
            let found = rows(&demo.dir(), &format!("SELECT {column} FROM {table} WHERE {first}"))
                .expect("the row is read")
                .concat();
            let value = match (table, column.as_str(), &found[..]) {
                // Only the index of the search knows it; the text stands where it stood.
                ("search_text", "id", _) => continue,
                ("numbers", "source", [Cell::Text(source)]) => {
                    Cell::Text(if source == "paper" { "application" } else { "paper" }.to_owned())
                }
                ("numbers", "state", _) => Cell::Text("void".to_owned()),
                ("register", "late" | "incomplete", [Cell::Integer(flag)]) => Cell::Integer(1 - flag),
                // Far enough not to meet another row of a unique pair.
                (_, _, [Cell::Integer(number)]) => Cell::Integer(number + 1000),
                (_, "extra", [Cell::Text(_)]) => Cell::Text("{\"x\":1}".to_owned()),
                (_, _, [Cell::Text(text)]) => Cell::Text(format!("{text}x")),
                (_, "step" | "number" | "ended_by", [Cell::Null]) => Cell::Integer(1),
                (_, _, [Cell::Null]) => Cell::Text("x".to_owned()),
                other => panic!("no such value in a projection: {other:?}"),
            };
            asked.push((table, format!("UPDATE {table} SET {column} = {} WHERE {first}", value.sql())));
        }
        asked.push((table, format!("DELETE FROM {table} WHERE {first}")));
    }
    assert!(30 < asked.len(), "every column of three tables: {}", asked.len());
    on_all_processors(
        &asked,
        || demo.copy(),
        |copy, (table, sql)| {
            copy.restore();
            copy.tamper(sql);
            let verified = copy.verify();
            assert_eq!(verified.status, 1, "{sql}: {verified:?}");
            let row = |fault: &serde_json::Value| fault["data"]["row"].as_str().map(str::to_owned);
            let named: Vec<String> = verified.faults().into_iter().filter_map(row).collect();
            assert!(!named.is_empty(), "{sql}: the row is named: {:?}", verified.faults());
            assert!(
                named.iter().all(|row| row.starts_with(&format!("{table} "))),
                "{sql}: and no other: {named:?}"
            );
        },
    );
}
