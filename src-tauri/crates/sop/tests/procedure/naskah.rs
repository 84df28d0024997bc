//! The life of a naskah (PROCEDURE section 2), and papers that do not exist.

use sop::act::{Act, LaneDecision, NaskahCopy, ReadyRevision, RevisionSource, Slot, Submission};
use sop::dossier::{Place, owed, place};
use sop::rejection::Rejection;
use sop::usulan::{LaneState, RevisionState, Status};

use crate::common::*;

fn prefer(naskah: &str, revision: u32) -> Act {
    Act::PreferRevision { naskah: naskah.into(), revision, reason: "R ini yang ditandatangani".into() }
}

fn drop_revision(naskah: &str, revision: u32) -> Act {
    Act::DropRevision { naskah: naskah.into(), revision, reason: "salah cetak".into() }
}

fn void(naskah: &str) -> Act {
    Act::VoidNaskah { naskah: naskah.into(), reason: "tidak jadi".into() }
}

fn revoke(naskah: &str) -> Act {
    Act::RevokeNaskah { naskah: naskah.into(), successor: None, reason: "keliru".into() }
}

#[test]
fn a_stale_decision_is_refused() {
    let case = Case::open_at(5);
    let table = [
        (LaneDecision { revision: 2, ..approve("telaah", 1) }, "another revision"),
        (LaneDecision { body_hash: document("lain"), ..approve("telaah", 1) }, "other content"),
        (LaneDecision { body_hash: String::new(), ..approve("telaah", 1) }, "no content"),
    ];
    for (decision, reason) in table {
        assert_eq!(
            case.refused_paper("11 08.40", decisions(&[decision])),
            Rejection::StaleDecision { lane: "telaah".into(), revision: Some(1) },
            "{reason}: and what lies there is said"
        );
    }
}

#[test]
fn facts_wait_only_for_what_they_must() {
    // Signing, numbering and copying do not wait for one another, nor does the next step wait for them.
    let mut case = Case::open_at(9);
    case.soon("11 14.00", sign(SURAT, 1));
    assert_eq!(case.refused_paper("11 14.00", sign(SURAT, 1)), Rejection::AlreadySigned, "once");
    case.soon("11 14.05", send(&["dikpora", "dinkes"]));
    assert_eq!(case.usulan.status, Status::Selesai, "sent without number and copy");
    assert_eq!(owed(&case.usulan).numbers, [PENGUMUMAN, SURAT], "the numbers are owed");
    case.desk(number(SURAT, 1, "145.a"));
    assert_eq!(case.refused_desk(number(SURAT, 1, "146")), Rejection::AlreadyNumbered, "once");
    let original = NaskahCopy::OriginalAt { place: "Bagian Umum".into() };
    case.desk(Act::FileCopy { naskah: SURAT.into(), revision: 1, copy: original });
    assert!(
        !owed(&case.usulan).copies.iter().any(|(slot, _)| *slot == Slot::Naskah { naskah: SURAT.into() }),
        "'asli ada di …' is a copy"
    );
    let unsigned = Case::open_at(5);
    assert_eq!(
        unsigned.refused_desk(scan(PENGUMUMAN, 1)),
        Rejection::NotSigned,
        "a copy of what nobody signed"
    );
    assert_eq!(
        unsigned.refused_desk(attach(Slot::Naskah { naskah: PENGUMUMAN.into() }, "x")),
        Rejection::NotSigned,
        "nor by the other door"
    );
    assert_eq!(
        unsigned.refused_desk(attach(Slot::Naskah { naskah: "N2026-99999".into() }, "x")),
        Rejection::NoSuchRevision,
        "nor of nothing"
    );
    assert_eq!(unsigned.refused_paper("11 08.30", sign("N2026-99999", 1)), Rejection::NoSuchRevision);
    assert_eq!(unsigned.refused_paper("11 08.30", sign(PENGUMUMAN, 2)), Rejection::NoSuchRevision);
    assert_eq!(
        Case::open_at(9).refused_paper("11 10.12", send(&["dinkes"])),
        Rejection::NotSigned,
        "terkirim waits for ditandatangani"
    );
}

#[test]
fn recipients_are_those_of_the_letter_each_once() {
    let mut case = Case::open_at(9);
    case.soon("11 14.00", sign(SURAT, 1));
    for (recipients, reason) in
        [(&["dinkes", "dinkes"][..], "twice in one act"), (&["lain"], "not on the letter")]
    {
        let refused = case.refused_paper("11 14.02", send(recipients));
        assert!(matches!(refused, Rejection::RecipientUnknown { .. }), "{reason}: {refused:?}");
    }
    assert_eq!(
        case.refused_paper("11 14.02", send(&[])),
        Rejection::Incomplete { fields: vec!["recipients".into()] }
    );
    let receipt = |recipient: &str| Act::Receipt { recipient: recipient.into(), taken_by: String::new() };
    assert!(
        matches!(case.refused_desk(receipt("dinkes")), Rejection::RecipientUnknown { .. }),
        "not sent yet"
    );
    case.paper("11 14.02", send(&["dinkes"]));
    assert!(
        matches!(case.refused_paper("11 14.03", send(&["dinkes"])), Rejection::RecipientUnknown { .. }),
        "served"
    );
    let early = case.refused_paper("11 14.01", receipt("dinkes"));
    assert!(matches!(early, Rejection::BeforePrevious { .. }), "a receipt comes after its letter: {early:?}");
    let before = case.refused_paper("11 13.59", send(&["dikpora"]));
    assert!(
        matches!(before, Rejection::BeforePrevious { .. }),
        "handed over before it was signed: {before:?}"
    );
}

#[test]
fn letters_of_their_own_are_of_the_revision_that_counts() {
    let mut case = Case::open_at(9);
    let made = case.desk(merge(SURAT, 1));
    assert_eq!(made[0].event.kind(), "merged");
    let kept = |case: &Case, revision: usize| case.usulan.naskah[SURAT].revisions[revision].merged.len();
    assert_eq!(kept(&case, 0), 1, "they stand on their revision");
    case.desk(merge(SURAT, 1));
    assert_eq!(kept(&case, 0), 2, "made again when the number is there, the first ones stay");
    case.desk(Act::Undo);
    assert_eq!(kept(&case, 0), 1, "what lies in the archive only can be taken back");
    case.soon("11 14.00", return_outside(SURAT, 1));
    case.ready("pemberitahuan", 2);
    assert_eq!(
        case.refused_desk(merge(SURAT, 1)),
        Rejection::OlderRevision { revision: 1, latest: 2 },
        "no letters of R1 go out beside R2"
    );
    assert_eq!(case.refused_desk(merge("N2026-99999", 1)), Rejection::NoSuchRevision);
    let Act::Merge { merged } = merge(SURAT, 2) else { panic!("a merge") };
    let nobody = Act::Merge { merged: sop::act::Merged { letters: Vec::new(), ..merged } };
    assert_eq!(case.refused_desk(nobody), Rejection::Incomplete { fields: vec!["letters".into()] });
}

#[test]
fn revisions_count_up_and_belong_to_one_output() {
    let case = Case::open_at(5);
    let table = [
        (ReadyRevision { revision: 3, ..revision("telaah", 2) }, "R3 after R1"),
        (ReadyRevision { revision: 1, ..revision("telaah", 1) }, "R1 again"),
        (ReadyRevision { lane: Some("pengumuman".into()), ..revision("telaah", 2) }, "another output"),
        (ReadyRevision { lane: None, ..revision("telaah", 2) }, "no output any more"),
        (ReadyRevision { kind: "pengumuman".into(), ..revision("telaah", 2) }, "another kind"),
        (
            ReadyRevision { naskah: "N2026-00050".into(), ..revision("telaah", 1) },
            "a second telaah beside the first",
        ),
    ];
    for (revision, reason) in table {
        assert_eq!(case.refused_desk(Act::Ready { revision }), Rejection::RevisionNotExpected, "{reason}");
    }
    let unknown = ReadyRevision { lane: Some("lain".into()), ..revision("telaah", 2) };
    assert_eq!(
        Case::open_at(4).refused_desk(Act::Ready { revision: ReadyRevision { revision: 1, ..unknown } }),
        Rejection::NoSuchRevision,
        "no such output"
    );
    assert_eq!(
        Case::open_at(6).refused_desk(ready("telaah", 2)),
        Rejection::RevisionNotExpected,
        "an approved output is not rewritten; its approval is withdrawn first"
    );
}

#[test]
fn a_document_made_elsewhere_is_an_output() {
    let mut case = Case::open_at(4);
    case.clock("10 14.00");
    let made = ReadyRevision {
        source: RevisionSource::Outside { document: document("telaah.pdf"), editable: None },
        body_hash: "apa pun".into(),
        ..revision("telaah", 1)
    };
    case.desk(Act::Ready { revision: made });
    let ready = &case.usulan.naskah[TELAAH].revisions[0].ready;
    assert_eq!(
        (ready.body_hash.as_str(), ready.pdf_sha256.as_str()),
        (document("telaah.pdf").as_str(), document("telaah.pdf").as_str()),
        "its content is the file, whatever was sent"
    );
}

#[test]
fn a_letter_returned_from_outside_is_mended_without_a_new_decision() {
    let mut case = Case::open_at(9);
    assert_eq!(
        Case::open_at(6).refused_desk(return_outside(PENGUMUMAN, 1)),
        Rejection::RevisionNotExpected,
        "the Kabag signs the pengumuman himself: nobody outside returns it past his decision"
    );
    assert_eq!(
        Case::open_at(8).refused_paper("11 10.05", return_outside(SURAT, 1)),
        Rejection::RevisionNotExpected
    );
    case.desk(Act::MoveFolder { place: "Asisten".into() });
    assert_eq!(place(&case.usulan).0, Place::Said("Asisten".into()), "where it was said to be");
    case.soon("11 11.00", return_outside(SURAT, 1));
    assert_eq!(place(&case.usulan).0, Place::Actor("sub-koordinator-lpse".into()), "back with the writer");
    case.ready("pemberitahuan", 2);
    assert_eq!(place(&case.usulan).0, Place::Signer(Some("sekda".into())), "and out again");
    // A slip in R2, seen before it went out again: R3; R2 is not the one that goes.
    case.desk(drop_revision(SURAT, 2));
    case.ready("pemberitahuan", 3);
    assert_eq!(
        case.usulan.lane("pemberitahuan").unwrap().state(),
        LaneState::Approved,
        "step 8 is not repeated"
    );
    assert_eq!(case.usulan.lane("pemberitahuan").unwrap().rounds.len(), 1);
    assert_eq!(
        case.refused_paper("11 14.00", sign(SURAT, 1)),
        Rejection::OlderRevision { revision: 1, latest: 3 },
        "R1 came back; which one is signed is asked"
    );
    case.soon("11 14.00", sign(SURAT, 3));
    assert_eq!(
        case.refused_desk(return_outside(SURAT, 3)),
        Rejection::RevisionNotExpected,
        "signed is signed"
    );
    assert_eq!(
        case.refused_desk(ready("pemberitahuan", 4)),
        Rejection::RevisionNotExpected,
        "and not rewritten"
    );
    case.soon("11 14.05", send(&["dikpora", "dinkes"]));
    // Decided on again, it is the mended letter that lies on the desk.
    case.desk(reopen(8));
    case.soon("11 14.20", decisions(&[approve("pemberitahuan", 3)]));
}

#[test]
fn the_signed_paper_wins() {
    let mut case = Case::open_at(9);
    case.soon("11 10.30", return_outside(SURAT, 1));
    case.ready("pemberitahuan", 2);
    case.ready("pemberitahuan", 3);
    assert_eq!(
        case.refused_paper("11 14.00", sign(SURAT, 2)),
        Rejection::OlderRevision { revision: 2, latest: 3 }
    );
    assert_eq!(case.refused_desk(prefer(SURAT, 3)), Rejection::RevisionNotExpected, "R3 holds already");
    case.desk(prefer(SURAT, 2));
    let states: Vec<_> = case.usulan.naskah[SURAT].revisions.iter().map(|r| r.state.clone()).collect();
    assert_eq!(
        states,
        [
            RevisionState::Diganti,
            RevisionState::Siap,
            RevisionState::TidakDipakai("R ini yang ditandatangani".into())
        ],
        "R2 holds, R3 is not used, with the reason"
    );
    // It was R3 after all: one revision holds, never two.
    case.desk(prefer(SURAT, 3));
    let siap = |case: &Case| {
        case.usulan.naskah[SURAT].revisions.iter().map(|r| r.state == RevisionState::Siap).collect::<Vec<_>>()
    };
    assert_eq!(siap(&case), [false, false, true], "R3 holds, R2 does not any more");
    case.desk(prefer(SURAT, 2));
    case.soon("11 14.00", sign(SURAT, 2));
    case.soon("11 14.05", send(&["dikpora", "dinkes"]));
    assert_eq!(case.usulan.status, Status::Selesai);
}

#[test]
fn a_pengumuman_signed_outside_delays_step_6_and_is_asked_for() {
    let mut case = Case::open_at(4);
    case.clock("10 14.00");
    case.desk(checklist());
    case.ready("telaah", 1);
    let by_sekda = |number| ReadyRevision { signer: Some("sekda".into()), ..revision("pengumuman", number) };
    case.desk(Act::Ready { revision: by_sekda(1) });
    case.soon("11 08.30", hand_over(&[("telaah", 1), ("pengumuman", 1)]));
    case.soon("11 08.55", decisions(&[approve("telaah", 1), approve("pengumuman", 1)]));
    let missing = Rejection::MissingPaper { papers: vec!["signed:pengumuman".into()] };
    assert_eq!(case.refused_paper("11 08.58", publish()), missing, "the Sekda has not signed");
    case.soon("11 09.10", return_outside(PENGUMUMAN, 1));
    case.desk(Act::Ready { revision: by_sekda(2) });
    case.desk(drop_revision(PENGUMUMAN, 2));
    assert_eq!(case.refused_paper("11 09.12", publish()), missing, "nor is there anything to sign now");
    case.desk(Act::Ready { revision: by_sekda(3) });
    case.soon("12 10.00", sign(PENGUMUMAN, 3));
    case.soon("12 10.20", publish());
    assert_eq!(case.minutes(6, None, 1), (20, 20), "step 6 starts with the signature from outside");
}

#[test]
fn a_corrected_revision_that_came_back_signed_is_decided_on_again() {
    let mut case = Case::open_at(5);
    case.soon("11 08.40", decisions(&[correct("pengumuman", 1, "jadwal"), approve("telaah", 1)]));
    case.ready("pengumuman", 2);
    case.soon("11 08.50", hand_over(&[("pengumuman", 2)]));
    // The Kabag signed R1 after all.
    case.desk(prefer(PENGUMUMAN, 1));
    let stale = case.refused_paper("11 08.55", decisions(&[approve("pengumuman", 2)]));
    assert!(matches!(stale, Rejection::StaleDecision { .. }), "R2 is not used: {stale:?}");
    let unhanded = case.refused_paper("11 08.55", decisions(&[approve("pengumuman", 1)]));
    assert!(matches!(unhanded, Rejection::StaleDecision { .. }), "R1 is not on the desk: {unhanded:?}");
    case.soon("11 08.56", hand_over(&[("pengumuman", 1)]));
    case.soon("11 08.58", decisions(&[approve_signed("pengumuman", 1)]));
    assert_eq!(case.usulan.open_steps(), [6], "approved in its own act: nothing was skipped");
}

#[test]
fn an_approval_is_never_skipped() {
    // An approved output, and every way to put something unapproved in its place.
    let mut case = Case::open_at(5);
    case.soon("11 08.40", decisions(&[correct("pengumuman", 1, "jadwal"), approve("telaah", 1)]));
    case.ready("pengumuman", 2);
    case.soon("11 08.50", hand_over(&[("pengumuman", 2)]));
    case.soon("11 08.55", decisions(&[approve("pengumuman", 2)]));
    let table = [
        (prefer(PENGUMUMAN, 1), "the corrected R1 preferred"),
        (drop_revision(PENGUMUMAN, 2), "the approved R2 dropped"),
        (void(PENGUMUMAN), "the approved naskah made void"),
        (ready("pengumuman", 3), "an R3 after the approval"),
        (return_outside(PENGUMUMAN, 2), "a return that no post outside can make"),
    ];
    for (act, reason) in table {
        assert_eq!(case.refused_desk(act), Rejection::RevisionNotExpected, "{reason}");
    }
    case.soon("11 08.57", sign(PENGUMUMAN, 2));
    assert_eq!(
        case.refused_desk(revoke(PENGUMUMAN)),
        Rejection::RevisionNotExpected,
        "the signed naskah revoked"
    );
    // A deviation does not help either.
    let mut open = Case::open_at(5);
    open.soon("11 08.40", decisions(&[approve("telaah", 1)]));
    let skipped = deviating(Submission::paper(publish(), at("11 08.41")), "Mendesak");
    assert_eq!(open.refused("siti", &skipped), Rejection::WrongOrder { step: 5 }, "tayang without step 5");
    // A new naskah with the number of the one that lay on the desk was never decided on.
    let mut swapped = Case::open_at(5);
    swapped.desk(void(PENGUMUMAN));
    swapped.desk(Act::Ready {
        revision: ReadyRevision { naskah: "N2026-00060".into(), ..revision("pengumuman", 1) },
    });
    let stale = swapped.refused_paper("11 08.40", decisions(&[approve("pengumuman", 1)]));
    assert!(matches!(stale, Rejection::StaleDecision { .. }), "R1 of another naskah: {stale:?}");
    swapped.soon("11 08.45", hand_over(&[("pengumuman", 1)]));
    swapped.soon("11 08.50", decisions(&[approve("pengumuman", 1)]));
    assert_eq!(swapped.usulan.lane("pengumuman").unwrap().state(), LaneState::Approved, "handed over, it is");
}

#[test]
fn void_what_nobody_signed_revoke_what_somebody_did() {
    let mut case = Case::open_at(9);
    case.soon("11 14.00", sign(SURAT, 1));
    assert_eq!(case.refused_desk(void(SURAT)), Rejection::SignedNotVoid, "it is out in the world");
    assert_eq!(case.refused_desk(drop_revision(SURAT, 1)), Rejection::SignedNotVoid);
    assert_eq!(case.refused_desk(revoke(TELAAH)), Rejection::NotSigned, "an unsigned one is made void");
    case.soon("11 14.05", send(&["dikpora", "dinkes"]));
    case.desk(number(SURAT, 1, "145"));
    case.desk(revoke(SURAT));
    let naskah = &case.usulan.naskah[SURAT];
    assert!(naskah.revoked.is_some() && naskah.revisions[0].numbered.is_some(), "dicabut keeps its number");
    assert_eq!(case.refused_desk(revoke(SURAT)), Rejection::NoSuchRevision, "once");
    let mut case = Case::open_at(7);
    case.ready("pemberitahuan", 1);
    case.desk(void(SURAT));
    assert_eq!(
        case.refused_paper("11 10.00", sign(SURAT, 1)),
        Rejection::NoSuchRevision,
        "a void naskah gets no facts"
    );
    assert_eq!(
        case.refused_desk(ready("pemberitahuan", 2)),
        Rejection::RevisionNotExpected,
        "and no revision"
    );
    // Its successor starts at R1, and an earlier naskah's corrections do not count against it.
    let other = ReadyRevision { naskah: "N2026-00044".into(), ..revision("pemberitahuan", 1) };
    case.desk(Act::Ready { revision: other });
    case.soon("11 10.00", hand_over(&[("pemberitahuan", 1)]));
}

#[test]
fn a_successor_is_not_held_to_the_corrections_of_the_void_one() {
    let mut case = Case::open_at(8);
    case.soon("11 10.10", decisions(&[correct("pemberitahuan", 1, "ganti surat")]));
    case.desk(void(SURAT));
    let other = ReadyRevision { naskah: "N2026-00044".into(), ..revision("pemberitahuan", 1) };
    case.desk(Act::Ready { revision: other });
    case.soon("11 10.20", hand_over(&[("pemberitahuan", 1)]));
    case.soon("11 10.30", decisions(&[approve("pemberitahuan", 1)]));
    assert_eq!(case.usulan.open_steps(), [9], "R1 of a new naskah answers the correction");
}

#[test]
fn what_is_missing_is_named_by_its_next_revision() {
    let mut case = Case::open_at(4);
    case.clock("10 14.00");
    case.desk(checklist());
    let missing =
        |keys: &[&str]| Rejection::MissingOutput { outputs: keys.iter().map(|k| (*k).to_owned()).collect() };
    let both = hand_over(&[("telaah", 1), ("pengumuman", 1)]);
    assert_eq!(
        case.refused_paper("10 13.50", both.clone()),
        missing(&["telaah", "pengumuman"]),
        "nothing is written"
    );
    case.ready("telaah", 1);
    assert_eq!(case.refused_paper("10 13.50", both), missing(&["pengumuman"]), "one is");
    assert!(
        matches!(
            case.refused_paper("10 13.50", hand_over(&[("telaah", 2)])),
            Rejection::StaleDecision { revision: Some(1), .. }
        ),
        "R2 is not there"
    );
    let mut reopened = Case::open_at(10);
    reopened.clock("16 09.00");
    reopened.desk(reopen(4));
    reopened.desk(checklist());
    assert_eq!(
        reopened.refused_desk(hand_over(&[("telaah", 1)])),
        Rejection::OwnByOther { post: "Sub Koordinator".into() }
    );
    assert_eq!(
        reopened.refused_paper("16 09.00", hand_over(&[("telaah", 1)])),
        missing(&["telaah:R2"]),
        "what was superseded is written again"
    );
}

#[test]
fn a_paper_that_does_not_exist_refuses_and_offers_a_deviation() {
    let written = |case: &mut Case| {
        case.clock("10 14.00");
        case.ready("telaah", 1);
        case.ready("pengumuman", 1);
    };
    let unproved = || Act::Publish { publication: sop::act::Publication::default() };
    let table: [(u32, Act, &str, &[&str], &str); 3] = [
        (4, hand_over(&[("telaah", 1)]), "10 13.50", &["checklist"], "the checklist of step 4"),
        (6, unproved(), "11 09.40", &["proof"], "the proof of step 6"),
        (5, unproved(), "11 09.40", &["proof", "signed:pengumuman"], "and the signed pengumuman to upload"),
    ];
    for (step, act, time, papers, reason) in table {
        let mut case = Case::open_at(step);
        if step == 4 {
            written(&mut case);
        }
        if step == 5 {
            case.soon("11 08.55", decisions(&[approve("telaah", 1), approve("pengumuman", 1)]));
        }
        case.clock("11 11.00");
        let papers: Vec<String> = papers.iter().map(|paper| (*paper).to_owned()).collect();
        assert_eq!(
            case.refused_paper(time, act.clone()),
            Rejection::MissingPaper { papers: papers.clone() },
            "{reason}"
        );
        let submission = Submission::paper(act, at(time));
        assert_eq!(
            case.refused("siti", &deviating(submission.clone(), " ")),
            Rejection::Incomplete { fields: vec!["cause".into()] },
            "{reason}: a deviation has a cause"
        );
        case.ok("siti", &deviating(submission, "Listrik padam"));
        let at_step = if step == 5 { 6 } else { step };
        let deviation = &case.usulan.deviations[&(at_step, 1)];
        assert_eq!(deviation.missing, papers.join(", "), "{reason}: what is missing");
        assert_eq!(deviation.answerable, "Sub Koordinator Pengelolaan LPSE", "{reason}: who answers");
        assert_eq!(case.kinds().iter().filter(|kind| **kind == "deviated").count(), 1, "{reason}");
    }
}

#[test]
fn an_accepted_deviation_holds_for_corrections_not_for_a_new_start() {
    let mut case = Case::open_at(4);
    case.clock("10 14.00");
    case.ready("telaah", 1);
    case.ready("pengumuman", 1);
    let both = Submission::paper(hand_over(&[("telaah", 1), ("pengumuman", 1)]), at("10 13.50"));
    case.ok("siti", &deviating(both, "Mendesak"));
    case.soon("10 14.10", decisions(&[approve("telaah", 1), correct("pengumuman", 1, "x")]));
    case.ready("pengumuman", 2);
    case.soon("10 14.20", hand_over(&[("pengumuman", 2)]));
    case.desk(cancel());
    case.desk(reopen(4));
    case.ready("telaah", 2);
    assert_eq!(
        case.refused_paper("10 14.25", hand_over(&[("telaah", 2)])),
        Rejection::MissingPaper { papers: vec!["checklist".into()] },
        "a new start asks for the checklist again"
    );
}

#[test]
fn the_checklist_is_that_of_step_4() {
    let mut case = Case::open_at(7);
    let before = case.usulan.checklist.clone();
    assert_eq!(
        case.refused_desk(checklist()),
        Rejection::AlreadyDone { step: 4 },
        "not of the letter of step 7"
    );
    case.ready("pemberitahuan", 1);
    assert_eq!(case.usulan.checklist, before, "and it stays");
    assert_eq!(Case::open_at(3).refused_desk(checklist()), Rejection::WrongOrder { step: 3 });
}
