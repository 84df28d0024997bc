//! Kept lines answer as a replay of everything does.

use std::path::Path;

use archive::error::ArchiveError;
use archive::register::{Page, RegisterFilter, RegisterOrder};
use chrono::DateTime;
use devices::fake::FakeDevices;
use sop::act::{Act, Change, Submission};
use sop::event::Event;
use sop::usulan::Usulan;

use crate::Desk;
use crate::api::{AgendaDirection, Answer, Request};
use crate::sample::PETUGAS;
use crate::store::load;
use crate::views::replayed;

const NOW: &str = "2026-11-20T15:00:00+07:00";

fn devices(dir: &Path) -> devices::Devices {
    let now = DateTime::parse_from_rfc3339(NOW).expect("a time");
    FakeDevices::new(now, dir.join("cetak")).devices()
}

fn open(dir: &Path) -> Desk {
    let desk = Desk::open(&dir.join("kantor"), devices(dir)).expect("the office opens");
    desk.sign_in(PETUGAS).expect("Siti works here");
    desk
}

fn replayed(desk: &Desk) -> Vec<(String, Usulan)> {
    let state = desk.state();
    let read = desk.archive.read(move |tx| -> Result<_, crate::Fault> {
        let rows = tx.register(&RegisterFilter::default(), RegisterOrder::Oldest, Page::ALL)?;
        rows.into_iter().map(|row| Ok((row.id.clone(), load(tx, &state, &row.id)?.expect("known")))).collect()
    });
    read.expect("every usulan is replayed")
}

/// Compares every book, list and month that the office has; gives how many lines were compared.
fn compare(desk: &Desk) -> usize {
    let all: Vec<(String, Usulan)> = replayed(desk);
    let mut lines = 0;
    for year in 2024..=2027 {
        for direction in [AgendaDirection::In, AgendaDirection::Out, AgendaDirection::Dispatch] {
            let Ok(Answer::Agenda(kept)) = desk.ask(Request::Agenda { direction, year }) else {
                panic!("{direction:?} {year} is answered");
            };
            let long = desk.look(|look| replayed::agenda::agenda(&all, direction, year, look));
            assert_eq!(kept, long, "{direction:?} of {year}");
            lines += kept.lines.len() + kept.unnumbered.len();
        }
        for month in 1..=12 {
            let Ok(Answer::Report(kept)) = desk.ask(Request::Report { year, month }) else {
                panic!("{year}-{month} is answered");
            };
            let long = desk.look(|look| replayed::report::month(&all, year, month, look));
            assert_eq!(kept, long, "Laporan of {year}-{month}");
            lines += kept.rows.iter().map(|row| (row.within + row.late + row.unsure) as usize).sum::<usize>();
        }
    }
    let Ok(Answer::Outstanding(kept)) = desk.ask(Request::Outstanding) else { panic!("papers are answered") };
    assert_eq!(kept, desk.look(|look| replayed::agenda::outstanding(&all, look)), "papers that are out");
    lines + kept.len()
}

#[test]
fn the_demonstration_is_answered_as_by_replay() {
    let home = tempfile::tempdir().expect("a folder");
    crate::demo::demo(&home.path().join("kantor"), &devices(home.path())).expect("the demonstration");
    assert!(10 < compare(&open(home.path())), "one usulan on its whole way has lines in every book");
}

#[test]
fn a_generated_office_is_answered_as_by_replay_whatever_is_done_to_it() {
    for seed in 1..=3 {
        let home = tempfile::tempdir().expect("a folder");
        crate::generate::generate(&home.path().join("kantor"), 60, seed, &devices(home.path()))
            .unwrap_or_else(|fault| panic!("seed {seed}: {fault:?}"));
        let desk = open(home.path());
        assert!(100 < compare(&desk), "seed {seed}: enough to compare");
        // Reopened, mended, taken back: what rewrites lines that were there.
        for (id, usulan) in replayed(&desk) {
            for act in changes(&usulan) {
                let usulan = desk.load(&id).expect("known");
                let acts = vec![Submission::own(act)];
                // What the procedure refuses changes nothing.
                let _ = desk.ask(Request::Record { usulan: id.clone(), seen: usulan.seen, acts });
            }
        }
        let after = replayed(&desk);
        let changed = after.iter().flat_map(|(_, usulan)| usulan.entries()).filter(|entry| {
            matches!(
                entry.event,
                Event::Reopened { .. } | Event::Amended { .. } | Event::NaskahRevoked { .. }
            )
        });
        assert!(10 < changed.count(), "seed {seed}: much was changed");
        compare(&desk);
    }
}

/// Acts that change what an usulan has in the books.
fn changes(usulan: &Usulan) -> Vec<Act> {
    let reason = "salah catat".to_owned();
    let received = usulan.entries().iter().find(|entry| matches!(entry.event, Event::Received { .. }));
    let amended = received.map(|entry| Act::Amend {
        target: entry.seq,
        change: Change::Number { number: format!("9{}", entry.seq) },
        reason: reason.clone(),
    });
    let naskah = usulan.naskah.values().map(|naskah| Act::RevokeNaskah {
        naskah: naskah.id.clone(),
        successor: None,
        reason: reason.clone(),
    });
    let reopened = Act::Reopen { step: 4, reason: reason.clone() };
    amended
        .into_iter()
        .chain(naskah.take(1))
        .chain([reopened, Act::MoveFolder { place: "LKPP".into() }])
        .collect()
}

#[test]
fn an_office_of_the_version_before_gets_its_lines_when_it_is_opened() {
    let home = tempfile::tempdir().expect("a folder");
    let dir = home.path().join("kantor");
    crate::generate::generate(&dir, 20, 7, &devices(home.path())).expect("an office");
    let dump = |desk: &Desk| {
        desk.archive.read(|tx| -> Result<_, ArchiveError> { tx.projection_dump() }).expect("the projections")
    };
    let before = dump(&open(home.path()));
    archive::tamper::tamper(&dir, VERSION_1).expect("the database as version 1 made it");
    let desk = open(home.path());
    assert_eq!(dump(&desk), before, "every line is there again");
    assert!(compare(&desk) > 0);
    drop(desk);
    let verdict = crate::verification::verify(&dir, None).expect("a verdict");
    assert!(verdict.sound, "{:?}", verdict.findings);
}

/// Takes an office back to the tables that version 1 made.
const VERSION_1: &str = "
    DROP TABLE book_lines; DROP TABLE projections; DROP TABLE running; DROP INDEX journal_by_official;
    DROP TRIGGER register_counts_what_comes; DROP TRIGGER register_counts_what_goes;
    DROP TRIGGER register_counts_what_changes; DROP TABLE register_counts;
    CREATE TABLE before AS SELECT * FROM register; DROP TABLE register;
    CREATE TABLE register (
      id TEXT PRIMARY KEY, year INTEGER NOT NULL, status TEXT NOT NULL, step INTEGER, agency TEXT,
      agency_name TEXT NOT NULL, etalase TEXT NOT NULL, place TEXT, due TEXT, received TEXT,
      late INTEGER NOT NULL CHECK (late IN (0, 1)), incomplete INTEGER NOT NULL CHECK (incomplete IN (0, 1)),
      seq INTEGER NOT NULL, extra TEXT NOT NULL
    ) STRICT;
    INSERT INTO register SELECT id, year, status, step, agency, agency_name, etalase, place, due, received, late,
      incomplete, seq, extra FROM before;
    DROP TABLE before; CREATE INDEX register_by_status ON register (status, due);
    DROP TABLE search_words; DROP TABLE search_trigrams;
    CREATE TABLE before AS SELECT * FROM search_text; DROP TABLE search_text;
    CREATE TABLE search_text (
      id INTEGER PRIMARY KEY, usulan TEXT NOT NULL, place INTEGER NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL,
      UNIQUE (usulan, place)
    ) STRICT;
    INSERT INTO search_text (usulan, place, field, text) SELECT usulan, place, field, text FROM before;
    DROP TABLE before;
    CREATE VIRTUAL TABLE search_words USING fts5 (
      text, content = 'search_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2'
    );
    CREATE VIRTUAL TABLE search_trigrams USING fts5 (
      text, content = 'search_text', content_rowid = 'id', tokenize = 'trigram'
    );
    PRAGMA user_version = 1";

/// Meja keeps what it replayed; who opens the office anew has nothing kept.
#[test]
fn meja_keeps_nothing_that_has_changed() {
    let home = tempfile::tempdir().expect("a folder");
    crate::generate::generate(&home.path().join("kantor"), 24, 3, &devices(home.path())).expect("an office");
    let desk = open(home.path());
    let meja = |desk: &Desk| desk.ask(Request::Desk { all: true }).expect("Meja answers");
    let anew = || {
        let other =
            Desk::open_read_only(&home.path().join("kantor"), devices(home.path())).expect("it opens");
        other.sign_in(PETUGAS).expect("Siti works here");
        meja(&other)
    };
    assert_eq!(meja(&desk), anew());
    let running: Vec<(String, Usulan)> =
        replayed(&desk).into_iter().filter(|(_, usulan)| !usulan.open_steps().is_empty()).take(4).collect();
    assert!(!running.is_empty(), "something runs");
    for (id, usulan) in running {
        let before = meja(&desk);
        let act = Act::Cancel { reason: "ditarik pengusul".into() };
        desk.ask(Request::Record { usulan: id.clone(), seen: usulan.seen, acts: vec![Submission::own(act)] })
            .expect("recorded");
        let after = meja(&desk);
        assert_ne!(before, after, "{id} is gone from it");
        assert_eq!(after, anew(), "after {id}");
    }
}

/// The search of the register beside a look at every text.
#[test]
fn the_register_finds_what_a_look_at_every_text_finds() {
    let home = tempfile::tempdir().expect("a folder");
    crate::generate::generate(&home.path().join("kantor"), 60, 5, &devices(home.path())).expect("an office");
    let desk = open(home.path());
    let texts: Vec<(String, String, Vec<String>)> = desk
        .archive
        .read(|tx| -> Result<_, ArchiveError> {
            let rows = tx.register(&RegisterFilter::default(), RegisterOrder::Newest, Page::ALL)?;
            rows.into_iter()
                .map(|row| {
                    let texts = tx.search_texts(&row.id)?.into_iter().map(|text| text.text.to_lowercase());
                    Ok((row.id, row.status, texts.collect()))
                })
                .collect()
        })
        .expect("every text");
    let number = texts[17].0.clone();
    let mut hits = 0;
    for typed in ["k", "dinas", "ebersih", number.as_str(), "alat dinas", "a k", "xqzwv", "surat 2026"] {
        for state in ["semua", "selesai", "berjalan"] {
            let query = crate::api::RegisterQuery {
                state: state.to_owned(),
                search: typed.to_owned(),
                ..crate::api::RegisterQuery::default()
            };
            let Ok(Answer::Register(page)) = desk.ask(Request::Register { query }) else {
                panic!("{typed} is answered");
            };
            let holds = |texts: &[String]| {
                typed.split(' ').all(|term| {
                    texts.iter().any(|text| match term.len() {
                        1 | 2 => {
                            text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(term))
                        }
                        _ => text.contains(term),
                    })
                })
            };
            let of_state = |status: &str| match state {
                "selesai" => !["konsep", "berjalan", "ditahan", "dikembalikan"].contains(&status),
                "berjalan" => status == "berjalan",
                _ => true,
            };
            let mut expected: Vec<&str> = texts
                .iter()
                .filter(|(_, status, texts)| of_state(status) && holds(texts))
                .map(|(id, ..)| id.as_str())
                .collect();
            let mut found: Vec<&str> = page.rows.iter().map(|row| row.usulan.as_str()).collect();
            if state == "berjalan" {
                // By deadline there.
                expected.sort_unstable();
                found.sort_unstable();
            }
            assert_eq!(found, expected, "{typed:?} in {state}");
            assert_eq!((page.total as usize, page.more), (expected.len(), false));
            assert_eq!(page.counts["semua"], 60, "the switch counts all");
            hits += found.len();
        }
    }
    assert!(hits > 60, "something was compared: {hits}");
}
