//! The day of DESK section 1, as one petugas types it: paper is ahead of the screen by minutes or by days.

use sop::act::{Act, ReadyRevision, RevisionSource, Slot, Submission};
use sop::dossier::{Place, owed, place};
use sop::event::Event;
use sop::measure::{Outcome, judged, outside_waits, step_minutes, summed_minutes};
use sop::people::Capacity;
use sop::record::{Actor, Basis, Certainty, Evidence};
use sop::usulan::{LaneState, Status};

use crate::common::*;

/// The telaah is typed on a laptop: the PDF is the naskah, the DOCX lies beside it.
fn telaah_from_laptop() -> ReadyRevision {
    ReadyRevision {
        source: RevisionSource::Outside {
            document: document("telaah.pdf"),
            editable: Some(document("telaah.docx")),
        },
        body_hash: String::new(),
        pdf_sha256: String::new(),
        ..revision("telaah", 1)
    }
}

fn decided_telaah() -> sop::act::LaneDecision {
    sop::act::LaneDecision { body_hash: document("telaah.pdf"), ..approve("telaah", 1) }
}

fn the_day() -> Case {
    let mut case = Case::new();
    // Tue 08.20: registered with the scan of the letter; both forms are printed before step 2 has happened.
    case.clock("10 08.20");
    let received = Submission::paper(receive("512"), at("10 08.10"));
    case.ok("siti", &with_copy(received, "surat usulan.pdf"));
    for sheet in ["lembar-disposisi", "lembar-kendali"] {
        case.desk(print_sheet(sheet));
    }

    // Tue 15.45: the whole day in one go, true times, each entered at 15.45.
    case.clock("10 15.45");
    case.paper("10 09.32", dispose());
    case.paper("10 09.40", Act::AcceptDisposition);
    case.desk(checklist());
    case.desk(Act::Ready { revision: telaah_from_laptop() });
    case.ready("pengumuman", 1);

    // Wed 08.30 the map lies on the Kabag's desk; 08.55 one output approved, the other scribbled on in red.
    case.clock("11 08.40");
    case.paper("11 08.30", hand_over(&[("telaah", 1), ("pengumuman", 1)]));
    case.clock("11 09.02");
    case.paper("11 08.55", decisions(&[decided_telaah(), correct("pengumuman", 1, "jadwal: terbuka")]));
    assert_eq!(
        case.usulan.lane("telaah").unwrap().state(),
        LaneState::Approved,
        "one output returns, the other stays approved"
    );
    assert_eq!(
        case.usulan.lane("pengumuman").unwrap().state(),
        LaneState::Writing,
        "the corrected one loops"
    );

    // 09.48 R2, clean and without a number; 10.05 approved and signed with ink in one act.
    case.clock("11 09.40");
    case.ready("pengumuman", 2);
    case.clock("11 09.50");
    case.paper("11 09.48", hand_over(&[("pengumuman", 2)]));
    case.clock("11 10.10");
    let entries = case.paper("11 10.05", decisions(&[approve_signed("pengumuman", 2)]));
    assert!(
        matches!(facts(&entries)[..], [Event::Decided { .. }, Event::Signed { .. }]),
        "approval and signature are one act: {entries:?}"
    );

    // 10.12 number and stamp at Bagian Umum, typed later; 10.34 the scan.
    case.clock("11 10.30");
    case.paper("11 10.12", number(PENGUMUMAN, 2, "000.3/145.a/416-023/2026"));
    case.clock("11 10.40");
    case.desk(scan(PENGUMUMAN, 2));

    // 10.45 – 13.20 LKPP's site is slow.
    case.clock("11 10.50");
    case.ok(
        "siti",
        &Submission { when: written("11 10.45"), ..Submission::own(hold("Aplikasi LKPP gangguan")) },
    );
    case.clock("11 13.21");
    case.ok("siti", &Submission { when: written("11 13.20"), ..Submission::own(Act::Resume) });
    case.clock("11 13.26");
    case.paper("11 13.25", publish());

    // 13.40 on the desk, 13.50 initialled.
    case.clock("11 13.35");
    case.ready("pemberitahuan", 1);
    case.clock("11 13.52");
    case.paper("11 13.40", hand_over(&[("pemberitahuan", 1)]));
    case.paper("11 13.50", decisions(&[approve("pemberitahuan", 1)]));
    assert_eq!(
        place(&case.usulan).0,
        Place::Signer(Some("sekda".into())),
        "the map is on its way to the Sekda"
    );

    // The Sekda's secretary sent it back once; R2 goes without a new decision of the Kabag.
    case.clock("11 15.40");
    case.paper("11 15.30", return_outside(SURAT, 1));
    case.ready("pemberitahuan", 2);
    case.clock("12 15.05");
    case.paper("12 15.00", sign(SURAT, 2));

    // Thu 15.20 numbered and stamped; SRIKANDI and e-mail at 15.24, the couriers' bag at 15.28.
    case.clock("12 15.40");
    case.paper("12 15.20", number(SURAT, 2, "000.3/146/416-023/2026"));
    case.paper("12 15.24", send(&["dikpora"]));
    assert_eq!(case.usulan.status, Status::Berjalan, "one recipient is still to be served");
    case.paper("12 15.28", send(&["dinkes"]));

    // Friday the courier brings a receipt back.
    case.clock("13 09.00");
    case.paper("13 08.40", Act::Receipt { recipient: "dinkes".into(), taken_by: "Wati".into() });
    case
}

fn written(time: &str) -> sop::record::When {
    sop::record::When::Written { at: at(time) }
}

#[test]
fn nine_steps_with_their_times() {
    let case = the_day();
    assert_eq!(case.usulan.status, Status::Selesai, "step 9 is recorded");
    let table = [
        (2, None, 1, 82, Outcome::Late(22), "the disposisi took 1 j 22 m of 1 jam"),
        (3, None, 1, 8, Outcome::Within, "handed on at 09.40 though no scan of step 2 exists"),
        (4, Some("telaah"), 1, 380, Outcome::Within, "6 j 20 m of one working day"),
        (4, Some("pengumuman"), 1, 380, Outcome::Within, "both outputs began with step 3"),
        (5, Some("telaah"), 1, 25, Outcome::Within, "08.30 to 08.55"),
        (5, Some("pengumuman"), 1, 25, Outcome::Within, "a correction is a decision too"),
        (4, Some("pengumuman"), 2, 53, Outcome::Within, "from the correction to R2 on the desk"),
        (5, Some("pengumuman"), 2, 17, Outcome::Within, "09.48 to 10.05"),
        (6, None, 1, 45, Outcome::Within, "10.05 to 13.25 without the hold and the break"),
        (7, Some("pemberitahuan"), 1, 15, Outcome::Within, "13.25 to 13.40"),
        (8, Some("pemberitahuan"), 1, 10, Outcome::Within, "13.40 to 13.50"),
        (9, None, 1, 8, Outcome::Within, "from the number at 15.20: in time although the Sekda took a day"),
        (1, None, 1, 0, Outcome::NoStandard, "step 1 has no clock"),
    ];
    for (step, lane, round, minutes, outcome, reason) in table {
        let key = (step, lane.map(ToOwned::to_owned), round);
        if step == 1 {
            assert!(!case.usulan.measures.contains_key(&key), "{reason}");
            continue;
        }
        assert_eq!(
            case.minutes(step, lane, round),
            (minutes, minutes),
            "step {step} round {round}: {reason}"
        );
        assert_eq!(case.usulan.measures[&key].outcome(), outcome, "step {step} round {round}: {reason}");
    }
    assert_eq!(case.usulan.measures.len(), 12, "and nothing else was measured");
    assert_eq!(summed_minutes(&case.usulan, 4), (433, 433), "rounds are judged singly and also summed");
    assert_eq!(
        step_minutes(&case.usulan, 5, 1),
        Some((25, 25)),
        "a round's time is that of its latest output"
    );
    assert_eq!(judged(&case.usulan, 2, 1), Some(Outcome::Late(22)), "the one late step");
}

#[test]
fn what_the_day_leaves_open() {
    let case = the_day();
    let debts = owed(&case.usulan);
    let slots: Vec<&Slot> = debts.copies.iter().map(|(slot, _)| slot).collect();
    assert_eq!(
        slots,
        [&Slot::Disposition, &Slot::Naskah { naskah: TELAAH.into() }, &Slot::Naskah { naskah: SURAT.into() }],
        "three copies are still menyusul"
    );
    assert!(debts.numbers.is_empty(), "both numbers were recorded after signing");
    assert_eq!(debts.unexplained, [(2, 1)], "one late step is not explained yet");
    assert!(debts.uncertain.is_empty(), "every hour of that day was written");
    assert!(!debts.is_settled(), "Selesai, not yet Berkas lengkap");
    assert_eq!(case.usulan.naskah[PENGUMUMAN].revisions.len(), 2, "a number makes no revision");
    assert_eq!(case.usulan.naskah[SURAT].revisions.len(), 2, "R2 came from the return, not from the number");
    let rounds: Vec<usize> = case.usulan.lanes.iter().map(|lane| lane.rounds.len()).collect();
    assert_eq!(rounds, [1, 2, 1], "one round at step 5, for the pengumuman alone; none at step 8");
    assert_eq!(
        case.kinds().iter().filter(|kind| **kind == "returned_outside").count(),
        1,
        "one returned letter"
    );
    assert_eq!(case.kinds().iter().filter(|kind| **kind == "held").count(), 1, "one hold, at step 6");
    let waits = outside_waits(&case.usulan);
    assert_eq!(waits.len(), 1, "one wait that no step of the SOP owns");
    assert_eq!(
        (waits[0].step, waits[0].from.happened.from, waits[0].to.map(|to| to.happened.from)),
        (9, at("11 13.50"), Some(at("12 15.20"))),
        "from the approval to signature and number"
    );
}

#[test]
fn every_event_says_who_who_typed_on_what_ground_and_how_sure() {
    let case = the_day();
    for entry in case.usulan.entries() {
        let record = &entry.record;
        assert_eq!(record.recorder, "siti", "one petugas typed it all");
        assert!(record.happened.to <= record.entered_at, "nothing is recorded before it happened");
        match &entry.event {
            Event::Received { .. } => {
                assert!(
                    matches!(&record.actor, Actor::Agency { agency, .. } if agency == "dikpora"),
                    "step 1 is the agency's"
                );
            }
            Event::Disposed { .. } | Event::Decided { .. } => {
                let Actor::Official { person, capacity, short, .. } = &record.actor else {
                    panic!("an official decides: {:?}", record.actor)
                };
                assert_eq!(
                    (person.as_str(), short.as_str()),
                    ("budi", "Kabag PBJ"),
                    "valid on the event's date"
                );
                assert_eq!(*capacity, Capacity::Plt, "he holds the post as Plt.");
                assert_eq!((record.basis, &record.evidence), (Basis::Paper, &Evidence::Later), "from paper");
            }
            Event::Signed { naskah, .. } if naskah == SURAT => {
                assert!(matches!(&record.actor, Actor::Official { person, .. } if person == "dedi"));
            }
            Event::HandedOver { .. } | Event::DispositionAccepted { .. } | Event::Sent { .. } => {
                assert!(matches!(&record.actor, Actor::Official { person, .. } if person == "rini"));
            }
            _ => {}
        }
        assert_eq!(record.happened.certainty, Certainty::Written);
    }
    let batch: Vec<_> = case
        .usulan
        .entries()
        .iter()
        .filter(|entry| matches!(entry.event, Event::Disposed { .. } | Event::DispositionAccepted { .. }))
        .collect();
    assert_eq!(
        batch.iter().map(|entry| (entry.record.happened.from, entry.record.entered_at)).collect::<Vec<_>>(),
        [(at("10 09.32"), at("10 15.45")), (at("10 09.40"), at("10 15.45"))],
        "Catat susulan: each its own event with its own time, one time of entry"
    );
    assert_ne!(batch[0].record.act, batch[1].record.act, "each step is its own act");
}

#[test]
fn the_berkas_closes_when_the_debts_are_paid() {
    let mut case = the_day();
    case.clock("16 10.00");
    let refused = case.refused_desk(Act::Close);
    assert_eq!(
        refused,
        sop::rejection::Rejection::DossierIncomplete { copies: 3, numbers: 0, unexplained: 1 },
        "Tutup berkas says what is missing"
    );
    case.ok("arsip", &Submission::own(attach(Slot::Disposition, "disposisi.pdf")));
    case.ok("arsip", &Submission::own(scan(TELAAH, 1)));
    case.ok("arsip", &Submission::own(scan(SURAT, 2)));
    case.ok("budi", &Submission::own(explain(2, 1)));
    assert!(owed(&case.usulan).is_settled(), "all copies there, numbers recorded, late steps explained");
    case.ok("arsip", &Submission::own(Act::Close));
    assert_eq!(case.usulan.status, Status::BerkasLengkap, "closed by the archivist");
    assert_eq!(
        case.usulan.explanations[&(2, 1)].answerable,
        "Kepala UKPBJ",
        "answerable is the step's actor"
    );
}
