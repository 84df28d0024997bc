use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use archive::{
    drafts::Draft,
    error::ArchiveError,
    floor::BareTable,
    office::Archive,
    register::{Page, RegisterFilter, RegisterOrder},
    verify::Expectations,
};
use proptest::prelude::*;

use crate::common::{Office, append, entry, row, text};

/// What an office does with a refusal: its own error, which an error of the archive can become.
#[derive(Debug, PartialEq)]
enum Refusal {
    Rule(&'static str),
    Archive(ArchiveError),
}

impl From<ArchiveError> for Refusal {
    fn from(error: ArchiveError) -> Refusal {
        Refusal::Archive(error)
    }
}

#[test]
fn an_act_is_whole_or_did_not_happen() {
    let office = Office::new();
    let archive = office.create();
    append(&archive, entry(Some("2026-0001"), "received", "{}"));
    let before = archive.read(|tx| Ok::<_, ArchiveError>((tx.head()?, tx.projection_dump()?))).unwrap();

    let act = |tx: &archive::tx::WriteTx<'_>| -> Result<i64, ArchiveError> {
        tx.append(&entry(Some("2026-0002"), "received", "{}"))?;
        tx.put_register_row(&row("2026-0002", "berjalan"))?;
        tx.index_texts("2026-0002", &[text("etalase", "Alat Tulis")])?;
        tx.next_id("usulan", 2026)
    };
    let refused = archive.write(move |tx| -> Result<(), Refusal> {
        act(tx)?;
        Err(Refusal::Rule("not today"))
    });
    assert_eq!(refused, Err(Refusal::Rule("not today")), "the refusal comes back as it is");
    let panicked = archive.write(move |tx| -> Result<(), Refusal> {
        act(tx)?;
        panic!("a defect")
    });
    let message = "a defect".to_owned();
    assert_eq!(panicked, Err(Refusal::Archive(ArchiveError::Panicked { message })), "a panic is an error");
    let after = archive.read(|tx| Ok::<_, ArchiveError>((tx.head()?, tx.projection_dump()?))).unwrap();
    assert_eq!(before, after, "neither left anything behind");

    assert_eq!(archive.write(act), Ok(1), "the archive goes on, and the id was not used up");
    assert_eq!(archive.write(|tx| tx.next_id("usulan", 2026)), Ok(2), "ids count up");
    assert_eq!(archive.write(|tx| tx.next_id("usulan", 2027)), Ok(1), "every year begins anew");
    assert_eq!(archive.write(|tx| tx.next_id("naskah", 2026)), Ok(1), "every kind counts for itself");
}

#[test]
fn a_panic_while_reading_is_an_error_too() {
    let office = Office::new();
    let archive = office.create();
    for _ in 0..4 {
        let panicked = archive.read(|_| -> Result<(), ArchiveError> { panic!("a defect") });
        assert_eq!(panicked, Err(ArchiveError::Panicked { message: "a defect".to_owned() }));
    }
    assert!(archive.read(|tx| tx.head()).is_ok(), "the readers are still there");
}

#[test]
fn a_transaction_inside_a_transaction_is_refused_and_does_not_wait_for_itself() {
    let office = Office::new();
    let archive = office.create();
    let same = archive.clone();
    assert_eq!(archive.write(move |_| same.write(|tx| tx.head())), Err(ArchiveError::Nested));
    let same = archive.clone();
    assert_eq!(archive.write(move |_| same.read(|tx| tx.head())), Err(ArchiveError::Nested));
    let same = archive.clone();
    assert_eq!(archive.read(move |_| same.read(|tx| tx.head())), Err(ArchiveError::Nested));
}

#[test]
fn the_last_handle_may_be_dropped_anywhere() {
    let office = Office::new();
    let archive = office.create();
    let last = archive.clone();
    let (dropped, wait) = std::sync::mpsc::channel();
    let job = thread::spawn(move || {
        let inner = archive.clone();
        let done = archive.write(move |tx| {
            drop(inner);
            tx.head()
        });
        drop(archive);
        dropped.send(()).unwrap();
        done
    });
    wait.recv().unwrap();
    assert!(job.join().unwrap().is_ok());
    assert!(last.read(|tx| tx.head()).is_ok(), "as long as one handle is left the archive is open");
    drop(last);
    drop(office.open());
}

#[test]
fn a_closed_office_is_one_file_without_a_log() {
    let office = Office::new();
    let archive = office.create();
    append(&archive, entry(None, "officials_changed", "{}"));
    archive.read(|tx| tx.head()).unwrap();
    assert!(office.dir().join("etalase.db-wal").exists(), "on a local disk transactions go to a log first");
    drop(archive);
    let mut names: Vec<String> = std::fs::read_dir(office.dir())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["backup", "berkas", "documents", "etalase.db", "inbox", "office.lock", "rejected"],
        "closed, the folder holds what DESIGN section 6 names and nothing else"
    );
}

#[test]
fn readers_see_whole_acts_while_one_is_writing() {
    const ACTS: i64 = 150;
    let office = Office::new();
    let archive = office.create();
    let done = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let (archive, done) = (archive.clone(), Arc::clone(&done));
            thread::spawn(move || {
                let mut seen = BTreeSet::new();
                let mut last = 0;
                while !done.load(Ordering::Acquire) || last < 2 * ACTS {
                    let (head, rows) = archive
                        .read(|tx| -> Result<_, ArchiveError> {
                            let rows =
                                tx.register(&RegisterFilter::default(), RegisterOrder::Oldest, Page::ALL)?;
                            Ok((tx.head()?.seq, rows))
                        })
                        .unwrap();
                    assert_eq!(head % 2, 0, "an act has two entries, and both or none are seen");
                    assert_eq!(
                        rows.len() as i64,
                        head / 2,
                        "the register is of the same moment as the journal"
                    );
                    assert!(last <= head, "what was seen is not unseen");
                    last = head;
                    seen.insert(head);
                }
                seen.len()
            })
        })
        .collect();
    for n in 1..=ACTS {
        archive
            .write(move |tx| -> Result<(), ArchiveError> {
                let id = format!("2026-{n:04}");
                tx.append(&entry(Some(&id), "received", "{}"))?;
                let second = tx.append(&entry(Some(&id), "disposed", "{}"))?;
                tx.put_register_row(&archive::register::RegisterRow {
                    seq: second.seq,
                    ..row(&id, "berjalan")
                })
            })
            .unwrap();
    }
    done.store(true, Ordering::Release);
    for reader in readers {
        assert!(1 <= reader.join().unwrap(), "every reader read");
    }
    assert_eq!(archive.verify(&Expectations::default()), Ok(vec![]));
}

#[test]
fn drafts_survive_a_restart_and_are_nobody_elses() {
    let office = Office::new();
    let draft = |account: &str, key: &str, body: &str| Draft {
        account: account.to_owned(),
        key: key.to_owned(),
        body: body.to_owned(),
        at: "2026-11-10T09:00:00+07:00".to_owned(),
    };
    let archive = office.create();
    for saved in [
        draft("siti", "naskah/N2026-00001", "{\"hal\":\"Us\"}"),
        draft("siti", "catat/2026-0001", "{}"),
        draft("siti", "naskah/N2026-00001", "{\"hal\":\"Usulan\"}"),
        draft("budi", "naskah/N2026-00001", "{}"),
    ] {
        archive.write(move |tx| tx.save_draft(&saved)).unwrap();
    }
    drop(archive);

    let archive = office.open();
    let newest = draft("siti", "naskah/N2026-00001", "{\"hal\":\"Usulan\"}");
    assert_eq!(
        archive.read(|tx| tx.draft("siti", "naskah/N2026-00001")),
        Ok(Some(newest.clone())),
        "what was typed last"
    );
    assert_eq!(
        archive.read(|tx| tx.drafts("siti")),
        Ok(vec![draft("siti", "catat/2026-0001", "{}"), newest]),
        "an account's own drafts"
    );
    assert_eq!(archive.write(|tx| tx.drop_draft("siti", "catat/2026-0001")), Ok(true));
    assert_eq!(archive.write(|tx| tx.drop_draft("siti", "catat/2026-0001")), Ok(false), "it is gone already");
    archive.write(|tx| tx.clear_projections()).unwrap();
    assert_eq!(
        archive.read(|tx| Ok::<_, ArchiveError>(tx.drafts("siti")?.len())),
        Ok(1),
        "drafts are no projection"
    );
    assert_eq!(archive.read(|tx| tx.head()), Ok(archive::journal::Head::EMPTY), "and no entries");
}

#[test]
fn the_floor_is_a_database_of_its_own() {
    let office = Office::new();
    std::fs::create_dir(office.dir()).unwrap();
    let table = BareTable::create(&office.dir()).unwrap();
    for _ in 0..3 {
        table.insert("x").unwrap();
    }
    drop(table);
    let rows: i64 = crate::common::raw(&office.dir().join("floor.db"))
        .query_row("SELECT count(*) FROM bare", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 3, "every INSERT was committed");
}

/// What one act of the property test does.
#[derive(Debug, Clone)]
enum Step {
    Act { usulan: u8, body: String, index: String },
    Setting { body: String },
    Number { number: i64, suffix: String, reason: Option<String> },
    Issue,
    Refused { usulan: u8 },
    Reopened,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..5_u8, "\\PC{0,30}", "[a-z ]{0,20}").prop_map(|(usulan, body, index)| Step::Act { usulan, body, index }),
        1 => "\\PC{0,30}".prop_map(|body| Step::Setting { body }),
        2 => (1..6_i64, "[ab]?", proptest::option::of("[a-z]{1,5}"))
            .prop_map(|(number, suffix, reason)| Step::Number { number, suffix, reason }),
        2 => Just(Step::Issue),
        1 => (0..5_u8).prop_map(|usulan| Step::Refused { usulan }),
        1 => Just(Step::Reopened),
    ];
    proptest::collection::vec(step, 1..25)
}

/// The projection of an entry, as an office would make it; run once with the act and once in the replay.
fn project(tx: &archive::tx::WriteTx<'_>, stored: &archive::journal::Entry) -> Result<(), ArchiveError> {
    let number = |pool: &str, number: i64, suffix: &str| archive::numbers::NewNumber {
        seq: stored.seq,
        item: 0,
        pool: pool.to_owned(),
        year: 2026,
        number: Some(number),
        suffix: suffix.to_owned(),
        text: format!("{number}{suffix}"),
        naskah: None,
        usulan: None,
        letter_date: None,
        extra: "{}".to_owned(),
    };
    let body = stored.entry.body.as_str();
    match (stored.entry.kind.as_str(), &stored.entry.usulan) {
        ("act", Some(usulan)) => {
            tx.put_register_row(&archive::register::RegisterRow {
                seq: stored.seq,
                ..row(usulan, "berjalan")
            })?;
            tx.index_texts(usulan, &[text("body", body)])
        }
        ("number", _) => {
            let mut parts = body.split('/');
            let (n, suffix, reason) = (parts.next().unwrap(), parts.next().unwrap(), parts.next());
            tx.record_number(&number("masuk", n.parse().unwrap(), suffix), reason).map(|_| ())
        }
        ("issue", _) => tx.issue_number(&number("keluar", body.parse().unwrap(), "")),
        _ => Ok(()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_chain_holds_and_the_replay_agrees(steps in steps()) {
        let office = Office::new();
        let mut archive = office.create();
        let mut expected = 0;
        for step in steps {
            let (usulan, kind, body) = match &step {
                Step::Act { usulan, body, index } => {
                    (Some(format!("2026-000{usulan}")), "act", format!("{body} {index}"))
                }
                Step::Setting { body } => (None, "setting", body.clone()),
                Step::Number { number, suffix, reason } => {
                    let reason = reason.as_ref().map(|reason| format!("/{reason}")).unwrap_or_default();
                    (None, "number", format!("{number}/{suffix}{reason}"))
                }
                Step::Issue => {
                    let next = archive.read(|tx| tx.next_number("keluar", 2026)).unwrap();
                    (None, "issue", next.to_string())
                }
                Step::Refused { usulan } => (Some(format!("2026-000{usulan}")), "act", "{}".to_owned()),
                Step::Reopened => {
                    drop(archive);
                    archive = office.open();
                    continue;
                }
            };
            let refused = matches!(step, Step::Refused { .. });
            let new = entry(usulan.as_deref(), kind, &body);
            let done = archive.write(move |tx| -> Result<(), Refusal> {
                let stored = tx.append(&new)?;
                project(tx, &stored)?;
                if refused { Err(Refusal::Rule("refused")) } else { Ok(()) }
            });
            prop_assert_eq!(done.is_err(), refused);
            expected += i64::from(!refused);
        }
        let head = archive.read(|tx| tx.head()).unwrap();
        prop_assert_eq!(head.seq, expected, "every act that was not refused, and no other");
        let printed = Expectations { head: Some(head.to_string().parse().unwrap()), ..Expectations::default() };
        prop_assert_eq!(archive.verify(&printed).unwrap(), vec![]);

        let entries = archive.read(|tx| tx.entries_after(0)).unwrap();
        let replay = entries.clone();
        let scratch = Archive::scratch().unwrap();
        scratch
            .write(move |tx| -> Result<(), ArchiveError> { replay.iter().try_for_each(|entry| project(tx, entry)) })
            .unwrap();
        let stored = archive.read(|tx| tx.projection_dump()).unwrap();
        prop_assert_eq!(&scratch.read(|tx| tx.projection_dump()).unwrap(), &stored, "replayed beside it");
        archive
            .write(move |tx| -> Result<(), ArchiveError> {
                tx.clear_projections()?;
                entries.iter().try_for_each(|entry| project(tx, entry))
            })
            .unwrap();
        prop_assert_eq!(&archive.read(|tx| tx.projection_dump()).unwrap(), &stored, "rebuilt in its place");
        for n in archive.read(|tx| tx.numbers("keluar", 2026)).unwrap().iter().zip(1..) {
            prop_assert_eq!(n.0.number, Some(n.1), "issued without gaps");
        }
    }
}
