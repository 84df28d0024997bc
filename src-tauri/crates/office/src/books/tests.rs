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
        let changed = after.iter().flat_map(|(_, usulan)| &usulan.entries).filter(|entry| {
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
    let received = usulan.entries.iter().find(|entry| matches!(entry.event, Event::Received { .. }));
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
    archive::tamper::tamper(
        &dir,
        "DROP TABLE book_lines; DROP TABLE projections; DROP INDEX register_by_year;
         DROP INDEX register_by_agency; DROP INDEX register_by_place; PRAGMA user_version = 1",
    )
    .expect("the database as version 1 made it");
    let desk = open(home.path());
    assert_eq!(dump(&desk), before, "every line is there again");
    assert!(compare(&desk) > 0);
    drop(desk);
    let verdict = crate::verification::verify(&dir, None).expect("a verdict");
    assert!(verdict.sound, "{:?}", verdict.findings);
}
