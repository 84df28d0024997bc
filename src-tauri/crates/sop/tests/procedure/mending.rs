//! Urungkan and Betulkan catatan: nothing is deleted, everything is checked again.

use sop::act::{Act, Change, Slot, Submission};
use sop::dossier::owed;
use sop::event::Event;
use sop::people::Capacity;
use sop::record::{Actor, Basis, Evidence, When};
use sop::rejection::Rejection;
use sop::usulan::Status;

use crate::common::*;

#[test]
fn an_act_is_taken_back_by_its_recorder_at_once() {
    let mut case = Case::open_at(2);
    let before = case.usulan.clone();
    case.clock("10 09.00");
    case.paper("10 08.50", dispose());
    assert_eq!(
        case.refused("tono", &Submission::own(Act::Undo)),
        Rejection::UndoNotYours { name: "Akun siti".into() }
    );
    case.clock("10 09.10");
    let entries = case.desk(Act::Undo);
    assert!(
        matches!(facts(&entries)[..], [Event::Undone { undone: 2 }]),
        "an event, not an eraser: {entries:?}"
    );
    assert_eq!(
        (case.usulan.open_steps(), &case.usulan.disposition),
        (vec![2], &before.disposition),
        "as before"
    );
    assert!(!case.usulan.measures.contains_key(&(2, None, 1)), "the measure went with it");
    assert!(case.kinds().contains(&"disposed"), "what was typed first stays in the journal");
    assert_eq!(case.refused_desk(Act::Undo), Rejection::NothingToUndo, "taking back is not taken back");
    let next = case.paper("10 09.05", dispose());
    assert_eq!(next[0].record.act, 4, "acts keep counting");
    assert_eq!(case.minutes(2, None, 1), (55, 55), "and the step is recorded anew");
}

#[test]
fn ten_minutes_and_not_after_the_next_event() {
    for (minutes, allowed) in [(0, true), (10, true), (11, false)] {
        let mut case = Case::open_at(2);
        case.clock("10 09.00");
        case.paper("10 08.50", dispose());
        case.now += chrono::Duration::minutes(minutes);
        match case.try_as("siti", &Submission::own(Act::Undo)) {
            Ok(_) => assert!(allowed, "{minutes} minutes are too many"),
            Err(rejection) => {
                assert!(!allowed, "{minutes} minutes are few enough");
                assert_eq!(rejection, Rejection::UndoTooLate);
            }
        }
    }
    // Tono attached something: Siti's disposisi is not the last event any more.
    let mut case = Case::open_at(2);
    case.clock("10 09.00");
    case.paper("10 08.50", dispose());
    case.ok("tono", &Submission::own(attach(Slot::Disposition, "d")));
    assert_eq!(case.refused_desk(Act::Undo), Rejection::UndoNotYours { name: "Akun tono".into() });
}

#[test]
fn what_left_the_program_is_not_taken_back() {
    let mut case = Case::new();
    case.paper("10 08.10", receive("512"));
    assert_eq!(case.refused_desk(Act::Undo), Rejection::CannotUndo, "the first act is cancelled instead");
    let mut case = Case::open_at(9);
    case.desk(Act::Print { naskah: SURAT.into(), revision: 1, printer: "LaserJet".into(), copies: 2 });
    assert_eq!(case.refused_desk(Act::Undo), Rejection::CannotUndo, "the printer has it");
    let mut case = Case::open_at(2);
    case.desk(print_sheet("lembar-disposisi"));
    assert_eq!(case.refused_desk(Act::Undo), Rejection::CannotUndo, "the sheet is on paper");
    let mut case = Case::open_at(9);
    case.soon("11 14.00", sign(SURAT, 1));
    case.desk(number_from(SURAT, 1, "000.3/145/416-023/2026", "application"));
    assert_eq!(case.refused_desk(Act::Undo), Rejection::CannotUndo, "an issued number is used up");
    let mut case = Case::open_at(9);
    case.soon("11 14.00", sign(SURAT, 1));
    case.desk(number(SURAT, 1, "145"));
    case.desk(Act::Undo);
    assert_eq!(case.usulan.naskah[SURAT].revisions[0].numbered, None, "a number copied from the book can be");
}

#[test]
fn the_act_that_finished_it_can_be_taken_back() {
    // PROCEDURE 1 takes back any last act of one's own; an ended usulan is otherwise left by reopening only.
    let mut case = Case::open_at(10);
    case.desk(Act::Undo);
    assert_eq!(
        (case.usulan.status, case.usulan.open_steps()),
        (Status::Berjalan, vec![9]),
        "not sent after all"
    );
    let mut case = Case::open_at(6);
    case.desk(cancel());
    case.desk(Act::Undo);
    assert_eq!((case.usulan.status, case.usulan.open_steps()), (Status::Berjalan, vec![6]), "not cancelled");
    let mut case = Case::open_at(10);
    crate::ends::settle(&mut case);
    case.desk(Act::Close);
    case.desk(Act::Undo);
    assert_eq!(case.usulan.status, Status::Selesai, "not closed");
    case.desk(Act::Close);
    case.desk(reopen(9));
    case.desk(Act::Undo);
    assert_eq!(case.usulan.status, Status::BerkasLengkap, "not reopened");
}

#[test]
fn one_act_with_two_events_is_taken_back_whole() {
    let mut case = Case::open_at(5);
    case.clock("11 09.00");
    case.paper("11 08.55", decisions(&[approve("telaah", 1), approve_signed("pengumuman", 1)]));
    case.desk(Act::Undo);
    assert_eq!(case.usulan.open_steps(), [5], "both decisions are back");
    assert!(case.usulan.naskah[PENGUMUMAN].revisions[0].signed.is_none(), "and the signature");
}

#[test]
fn a_mended_time_is_measured_and_ordered_again() {
    let mut case = Case::open_at(4);
    case.clock("10 15.00");
    let disposed = case.last("disposed").clone();
    assert_eq!((case.minutes(2, None, 1), case.minutes(3, None, 1)), ((50, 50), (10, 10)));
    let entries = case.desk(amend_time(&disposed, "10 08.30"));
    assert_eq!(
        (case.minutes(2, None, 1), case.minutes(3, None, 1)),
        ((20, 20), (40, 40)),
        "both steps change"
    );
    let Event::Amended { old, new, reason, .. } = &entries[0].event else { panic!("{entries:?}") };
    assert_eq!(
        (old.as_str(), new.as_str(), reason.as_str()),
        ("2026-11-10 09.00", "2026-11-10 08.30", "salah ketik"),
        "field, old, new, reason"
    );
    let before = case.refused_desk(amend_time(&disposed, "10 08.00"));
    assert!(
        matches!(before, Rejection::BeforePrevious { step: Some(1), .. }),
        "before the receipt: {before:?}"
    );
    let after = case.refused_desk(amend_time(&disposed, "10 09.11"));
    assert!(
        matches!(after, Rejection::BeforePrevious { step: Some(2), at, .. } if at.from == crate::common::at("10 09.10")),
        "step 3 would lie before it: {after:?}"
    );
    let future = case.refused_desk(amend_time(&disposed, "10 15.30"));
    assert!(matches!(future, Rejection::Future { .. }), "{future:?}");
    case.desk(Act::Undo);
    assert_eq!(case.minutes(2, None, 1), (50, 50), "an amendment is an act and can be taken back");
}

#[test]
fn the_chain_is_checked_to_its_end() {
    let mut case = Case::open_at(10);
    case.clock("16 09.00");
    // Every event of a step, moved behind the one after it, is refused with the step it would leave behind.
    for (kind, time) in [
        ("received", "10 09.01"),
        ("disposed", "10 09.11"),
        ("disposition_accepted", "11 08.31"),
        ("handed_over", "11 10.11"),
        ("decided", "11 14.16"),
        ("published", "11 10.01"),
        ("signed", "11 14.16"),
    ] {
        let target = case.last(kind).clone();
        let refused = case.refused_desk(amend_time(&target, time));
        assert!(matches!(refused, Rejection::BeforePrevious { .. }), "{kind}: {refused:?}");
    }
    let received = case.last("received").clone();
    case.desk(amend_time(&received, "10 08.59"));
    assert_eq!(case.minutes(2, None, 1), (1, 1), "as far as the next event it may move");
}

#[test]
fn facts_of_one_act_move_together_each_in_its_own_frame() {
    let mut case = Case::open_at(6);
    case.clock("12 09.00");
    let signed = case.last("signed").clone();
    let decided: Vec<_> =
        case.usulan.entries().iter().filter(|e| e.event.kind() == "decided").map(|e| e.seq).collect();
    case.desk(amend_time(&signed, "11 08.50"));
    for seq in decided.iter().chain([&signed.seq]) {
        assert_eq!(case.usulan.frame(*seq).unwrap().happened.from, at("11 08.50"), "one act, one time");
    }
    // Somebody else signed a.n.: that changes who signed, not who decided.
    let change = Change::Actor { post: "sekda".into(), person: "dedi".into() };
    case.desk(amend(&signed, change));
    let person = |seq: u32| match case.usulan.frame(seq).unwrap().actor {
        Actor::Official { person, .. } => person,
        other => panic!("{other:?}"),
    };
    assert_eq!((person(signed.seq), person(decided[0])), ("dedi".into(), "budi".into()));
    let kabag = case.last("decided").clone();
    let other_post = Change::Actor { post: "subkoord".into(), person: "rini".into() };
    assert!(
        matches!(case.refused_desk(amend(&kabag, other_post)), Rejection::NotPermitted { .. }),
        "a decision stays with the post that decides"
    );
}

#[test]
fn a_deviation_moves_with_its_act() {
    let mut case = Case::open_at(6);
    case.clock("11 11.00");
    let bare = Act::Publish { publication: sop::act::Publication::default() };
    case.ok("siti", &deviating(Submission::paper(bare, at("11 09.40")), "Aplikasi LKPP gangguan"));
    let published = case.last("published").clone();
    case.desk(amend_time(&published, "11 10.20"));
    let deviated = case.last("deviated").seq;
    assert_eq!(case.usulan.frame(deviated).unwrap().happened.from, at("11 10.20"), "it belongs to that act");
    let decided = case.last("decided").clone();
    case.desk(amend_time(&decided, "11 10.00"));
    assert_eq!(case.minutes(6, None, 1), (20, 20), "and does not stand in the way of the next mending");
}

#[test]
fn a_mended_date_is_checked_against_who_held_the_post_then() {
    let mut case = Case::open_at(2);
    case.clock("2026-12-02 10.00");
    case.paper("2026-12-01 09.00", dispose());
    let target = case.last("disposed").clone();
    // The paper says 30 November: then Budi held the post, not Ani.
    case.desk(amend_time(&target, "30 09.00"));
    let Actor::Official { person, capacity, .. } = case.usulan.frame(target.seq).unwrap().actor else {
        panic!()
    };
    assert_eq!((person.as_str(), capacity), ("budi", Capacity::Plt), "as if it had been recorded so");
    let Event::Amended { new, .. } = &case.last("amended").event else { panic!() };
    assert!(new.contains("Budi"), "and the amendment says so: {new}");
    let change = Change::Actor { post: "kabag".into(), person: "ani".into() };
    assert!(
        matches!(case.refused_desk(amend(&target, change)), Rejection::NotHolder { .. }),
        "Ani did not hold it on 30 November"
    );
    // An own act has no other doer.
    let mut case = Case::open_at(2);
    case.clock("2026-12-01 09.00");
    case.ok("ani", &Submission::own(dispose()));
    let target = case.last("disposed").clone();
    assert!(
        matches!(
            case.refused("ani", &Submission::own(amend_time(&target, "30 09.00"))),
            Rejection::NotHolder { .. }
        ),
        "Ani cannot have done it herself before she held the post"
    );
}

#[test]
fn a_mended_actor_is_a_holder_and_nobody_is_impersonated() {
    let mut case = Case::open_at(2);
    case.clock("19 10.00");
    case.paper("19 09.00", dispose());
    let target = case.last("disposed").clone();
    let to = |person: &str| Change::Actor { post: "kabag".into(), person: person.into() };
    case.desk(amend(&target, to("budi")));
    let Actor::Official { person, .. } = case.usulan.frame(target.seq).unwrap().actor else { panic!() };
    assert_eq!(person, "budi", "the Plt. had signed, not the Plh.");
    assert!(matches!(case.refused_desk(amend(&target, to("ani"))), Rejection::NotHolder { .. }));
    let mut case = Case::open_at(2);
    case.clock("19 10.00");
    case.ok("citra", &Submission::own(dispose()));
    let target = case.last("disposed").clone();
    assert_eq!(
        case.refused_desk(amend(&target, to("budi"))),
        Rejection::OwnByOther { post: "Kabag PBJ".into() },
        "what Citra did herself in the application is not made Budi's"
    );
}

#[test]
fn a_copy_and_a_number_are_mended() {
    let mut case = Case::open_at(3);
    let disposed = case.last("disposed").clone();
    let copy = Change::Copy { evidence: Evidence::Document { document: document("disposisi.pdf") } };
    case.ok("arsip", &Submission::own(amend(&disposed, copy)));
    assert!(
        !owed(&case.usulan).copies.iter().any(|(slot, _)| *slot == Slot::Disposition),
        "the copy is there"
    );
    assert!(
        matches!(
            case.refused("arsip", &Submission::own(amend_time(&disposed, "10 08.40"))),
            Rejection::NotPermitted { .. }
        ),
        "the archivist mends copies, not hours"
    );
    let received = case.last("received").clone();
    case.desk(amend(&received, Change::Number { number: "521".into() }));
    assert_eq!(case.usulan.letters[0].1.agenda, "521", "the agenda number as in the book");
    case.desk(amend(&received, Change::Number { number: "522".into() }));
    let Event::Amended { old, .. } = &case.last("amended").event else { panic!() };
    assert_eq!(
        (old.as_str(), case.usulan.letters[0].1.agenda.as_str()),
        ("521", "522"),
        "the last one holds"
    );
    case.desk(Act::Undo);
    assert_eq!(case.usulan.letters[0].1.agenda, "521", "a number's amendment can be taken back, too");
    assert_eq!(
        case.refused_desk(amend(&received, Change::Number { number: " ".into() })),
        Rejection::Incomplete { fields: vec!["number".into()] }
    );
}

#[test]
fn a_resubmission_keeps_its_own_agenda_number_when_mended() {
    let mut case = Case::open_at(2);
    case.soon("10 09.00", give_back());
    case.clock("17 09.00");
    case.paper("17 08.00", receive(""));
    let second = case.last("received").clone();
    let number = |text: &str| Change::Number { number: text.into() };
    assert_eq!(
        case.refused_desk(amend(&second, number("512"))),
        Rejection::SameAgenda { agenda: "512".into() },
        "it follows later, but it is a new one"
    );
    case.desk(amend(&second, number("590")));
    assert_eq!(case.usulan.letters[1].1.agenda, "590");
}

#[test]
fn what_cannot_be_mended() {
    let case = Case::open_at(10);
    let time = Change::Time { when: When::Now };
    let number = Change::Number { number: "9".into() };
    for (kind, change, reason) in [
        ("checklist_answered", time.clone(), "it is answered again instead"),
        ("revision_ready", time.clone(), "a revision is replaced"),
        ("measured", time.clone(), "a measure follows from the times"),
        ("disposed", number.clone(), "it has no number"),
        ("received", Change::Actor { post: "kabag".into(), person: "budi".into() }, "the agency sent it"),
    ] {
        let target = case.last(kind).clone();
        assert_eq!(case.refused_desk(amend(&target, change)), Rejection::CannotAmend, "{kind}: {reason}");
    }
    let nothing = Act::Amend { target: 9999, change: time, reason: "x".into() };
    assert_eq!(case.refused_desk(nothing), Rejection::CannotAmend, "no such event");
    let mut undone = Case::open_at(2);
    undone.clock("10 09.00");
    undone.paper("10 08.50", dispose());
    let target = undone.last("disposed").clone();
    undone.desk(Act::Undo);
    assert_eq!(
        undone.refused_desk(amend_time(&target, "10 08.40")),
        Rejection::CannotAmend,
        "what was taken back"
    );
    let mut issued = Case::open_at(9);
    issued.soon("11 14.00", sign(SURAT, 1));
    issued.desk(number_from(SURAT, 1, "145", "application"));
    let target = issued.last("numbered").clone();
    assert_eq!(issued.refused_desk(amend(&target, number)), Rejection::CannotAmend, "an issued number stays");
}

#[test]
fn a_finished_usulan_is_mended_without_leaving_its_end() {
    let mut case = Case::open_at(10);
    case.clock("16 09.00");
    crate::ends::settle(&mut case);
    case.desk(Act::Close);
    let disposed = case.last("disposed").clone();
    case.desk(amend_time(&disposed, "10 08.20"));
    assert_eq!(case.usulan.status, Status::BerkasLengkap, "state unchanged");
    assert_eq!(case.minutes(2, None, 1), (10, 10), "but the measure is right");
    assert_eq!(
        case.usulan.frame(disposed.seq).unwrap().basis,
        Basis::Paper,
        "and the rest of the frame as before"
    );
}
