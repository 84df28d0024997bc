//! Outputs decided on by themselves: loops 5 to 4 and 8 to 7, rounds, and the negative telaah.

use sop::act::{Act, LaneDecision, Submission, Verdict};
use sop::event::Event;
use sop::measure::summed_minutes;
use sop::rejection::Rejection;
use sop::usulan::{LaneState, Status};

use crate::common::*;

#[test]
fn a_corrected_output_loops_alone_and_the_other_goes_on() {
    let mut case = Case::open_at(4);
    case.clock("10 14.00");
    case.desk(checklist());
    case.ready("telaah", 1);
    case.ready("pengumuman", 1);
    // The telaah reaches the desk a day before the pengumuman.
    case.soon("10 15.00", hand_over(&[("telaah", 1)]));
    assert_eq!(case.usulan.open_steps(), [4, 5], "step 5 opens for what lies on the desk");
    case.soon("10 15.20", decisions(&[correct("telaah", 1, "dasar hukum")]));
    assert_eq!(case.usulan.open_steps(), [4], "a correction sends that output to step 4 at once");
    case.soon("11 08.00", hand_over(&[("pengumuman", 1)]));
    case.soon("11 08.10", decisions(&[approve("pengumuman", 1)]));
    assert_eq!(case.usulan.open_steps(), [4], "step 6 opens only when all outputs are approved");
    assert_eq!(
        case.refused_paper("11 08.10", publish()),
        Rejection::WrongOrder { step: 4 },
        "the telaah comes first"
    );
    case.ready("telaah", 2);
    case.soon("11 09.00", hand_over(&[("telaah", 2)]));
    case.soon("11 09.30", decisions(&[approve("telaah", 2)]));
    assert_eq!(case.usulan.open_steps(), [6], "now it opens");
    let pass = case.usulan.open_pass(6).unwrap();
    assert_eq!(pass.start.happened.from, at("11 09.30"), "with the last approval");
    let table = [
        (4, "telaah", 1, 290, "10 09.10 to 15.00 without the break"),
        (5, "telaah", 1, 20, "to the correction"),
        (4, "telaah", 2, 130, "40 on Tuesday and 90 on Wednesday"),
        (5, "telaah", 2, 30, "to the approval"),
        (4, "pengumuman", 1, 380, "its own way to the desk"),
        (5, "pengumuman", 1, 10, "its own decision"),
    ];
    for (step, lane, round, minutes, reason) in table {
        assert_eq!(
            case.minutes(step, Some(lane), round),
            (minutes, minutes),
            "{lane} {step}/{round}: {reason}"
        );
    }
    assert_eq!(summed_minutes(&case.usulan, 5), (50, 50), "round 1 is its latest output, 20; round 2 is 30");
}

#[test]
fn the_letter_loops_from_8_to_7_as_often_as_it_takes() {
    let mut case = Case::open_at(8);
    case.soon("11 10.10", decisions(&[correct("pemberitahuan", 1, "tembusan")]));
    assert_eq!(case.usulan.open_steps(), [7], "back to step 7");
    assert_eq!(
        case.refused_paper("11 10.12", hand_over(&[("pemberitahuan", 1)])),
        Rejection::MissingOutput { outputs: vec!["pemberitahuan:R2".into()] },
        "the corrected revision is not the answer to its correction"
    );
    case.ready("pemberitahuan", 2);
    case.soon("11 10.30", hand_over(&[("pemberitahuan", 2)]));
    case.soon("11 10.40", decisions(&[correct("pemberitahuan", 2, "tembusan lagi")]));
    case.ready("pemberitahuan", 3);
    case.soon("11 11.00", hand_over(&[("pemberitahuan", 3)]));
    case.soon("11 11.05", decisions(&[approve("pemberitahuan", 3)]));
    assert_eq!(case.usulan.open_steps(), [9], "approved in the third round");
    assert_eq!(case.usulan.lane("pemberitahuan").unwrap().rounds.len(), 3, "each round is counted and kept");
    let readings: Vec<_> = (1..=3).map(|round| case.minutes(7, Some("pemberitahuan"), round)).collect();
    assert_eq!(readings, [(20, 20), (20, 20), (20, 20)], "each from the correction before it");
    assert_eq!(summed_minutes(&case.usulan, 7), (60, 60), "and summed");
}

#[test]
fn a_correction_has_a_sentence_or_the_scribbled_draft() {
    let case = Case::open_at(5);
    assert_eq!(
        case.refused_paper("11 08.40", decisions(&[correct("telaah", 1, "  ")])),
        Rejection::EmptyCorrection,
        "neither is none"
    );
    let scribbled = LaneDecision {
        verdict: Verdict::Correct { note: String::new(), document: Some(document("foto.jpg")) },
        ..approve("telaah", 1)
    };
    let mut case = Case::open_at(5);
    case.soon("11 08.40", decisions(&[scribbled]));
    let correction = case.usulan.naskah[TELAAH].revisions[0].corrected.clone().unwrap();
    assert_eq!(correction.document, Some(document("foto.jpg")), "the photo is the correction");
}

fn negative_telaah() -> Case {
    let mut case = Case::open_at(4);
    case.clock("10 14.00");
    case.desk(checklist());
    case.desk(Act::Ready { revision: sop::act::ReadyRevision { negative: true, ..revision("telaah", 1) } });
    case.ready("pengumuman", 1);
    case
}

#[test]
fn a_negative_telaah_ends_the_usulan_and_cancels_the_pengumuman() {
    for (other, reason) in [
        (None, "the pengumuman is still being written"),
        (Some(false), "the pengumuman lies on the desk"),
        (Some(true), "the pengumuman was approved before"),
    ] {
        let mut case = negative_telaah();
        case.soon("11 08.30", hand_over(&[("telaah", 1)]));
        if other.is_some() {
            case.paper("11 08.30", hand_over(&[("pengumuman", 1)]));
        }
        if other == Some(true) {
            case.soon("11 08.40", decisions(&[approve("pengumuman", 1)]));
        }
        let entries = case.soon("11 08.55", decisions(&[approve("telaah", 1)]));
        assert!(
            facts(&entries)
                .iter()
                .any(|event| matches!(event, Event::NotContinued { lane } if lane == "telaah")),
            "{reason}: the journal says why it ends"
        );
        assert_eq!(case.usulan.status, Status::TidakDilanjutkan, "{reason}");
        assert_eq!(
            case.usulan.lane("pengumuman").unwrap().state(),
            LaneState::Cancelled,
            "{reason}: approved or not, it is cancelled"
        );
        assert!(case.usulan.passes.iter().all(|pass| pass.step != 6), "{reason}: step 6 never opened");
        assert!(
            sop::measure::stretches(&case.usulan).iter().all(|s| s.end.is_some() || s.superseded),
            "{reason}: no clock runs on"
        );
        assert!(
            sop::dossier::owed(&case.usulan)
                .copies
                .iter()
                .any(|(slot, _)| *slot == sop::act::Slot::ReturnLetter),
            "{reason}: the surat pengembalian is owed"
        );
        let letter = sop::act::ReadyRevision {
            naskah: "N2026-00091".into(),
            kind: sop::act::RETURN_LETTER.into(),
            lane: None,
            signer: Some("kabag".into()),
            ..revision("telaah", 1)
        };
        case.desk(Act::Ready { revision: letter });
        case.soon("11 09.30", sign("N2026-00091", 1));
        assert_eq!(case.usulan.status, Status::TidakDilanjutkan, "{reason}: its letter changes nothing");
        assert!(
            matches!(case.refused_desk(ready("pengumuman", 2)), Rejection::Finished { .. }),
            "{reason}: no output of the SOP is written any more"
        );
        assert!(
            matches!(case.refused_desk(reopen(6)), Rejection::NotReached { step: 6 }),
            "{reason}: what a negative telaah ended cannot be reopened behind it"
        );
        case.desk(reopen(5));
        assert_eq!(case.usulan.status, Status::Berjalan, "{reason}: but the decision can be taken again");
    }
}

#[test]
fn with_a_negative_telaah_nothing_else_is_decided() {
    let mut case = negative_telaah();
    case.soon("11 08.30", hand_over(&[("telaah", 1), ("pengumuman", 1)]));
    assert_eq!(
        case.refused_paper("11 08.35", decisions(&[approve("telaah", 1), approve("pengumuman", 1)])),
        Rejection::LaneCancelled { lane: "pengumuman".into() },
        "a pengumuman cannot be approved with it"
    );
    case.soon("11 08.55", decisions(&[correct("telaah", 1, "alasan kurang")]));
    assert_eq!(case.usulan.status, Status::Berjalan, "a corrected negative telaah ends nothing");
}

#[test]
fn outputs_and_decisions_are_named_once_and_of_one_step() {
    let case = Case::open_at(5);
    let table: [(Act, Rejection, &str); 5] = [
        (
            decisions(&[approve("telaah", 1), approve("telaah", 1)]),
            Rejection::NoSuchRevision,
            "one output is decided on once",
        ),
        (
            decisions(&[approve("telaah", 1), approve("pemberitahuan", 1)]),
            Rejection::NoSuchRevision,
            "steps 5 and 8 are two decisions",
        ),
        (decisions(&[]), Rejection::Incomplete { fields: vec!["decisions".into()] }, "a decision decides"),
        (hand_over(&[]), Rejection::MissingOutput { outputs: vec![] }, "something is handed over"),
        (hand_over(&[("telaah", 1)]), Rejection::AlreadyDone { step: 4 }, "it lies there already"),
    ];
    for (act, rejection, reason) in table {
        assert_eq!(case.refused_paper("11 08.35", act), rejection, "{reason}");
    }
}

#[test]
fn two_lanes_in_one_act_wait_for_both() {
    let mut case = Case::open_at(4);
    case.clock("10 14.00");
    case.desk(checklist());
    case.ready("telaah", 1);
    case.ready("pengumuman", 1);
    case.soon("11 08.30", hand_over(&[("telaah", 1)]));
    case.soon("11 09.48", hand_over(&[("pengumuman", 1)]));
    case.clock("11 11.00");
    // The pengumuman was not on the desk yet at 08.55; whichever is named first, that is said.
    for order in
        [[approve("telaah", 1), approve("pengumuman", 1)], [approve("pengumuman", 1), approve("telaah", 1)]]
    {
        let refused = case.refused_paper("11 08.55", decisions(&order));
        assert!(
            matches!(&refused, Rejection::BeforePrevious { step: Some(4), previous, .. } if previous.from == at("11 09.48")),
            "each output of the act is held against its own handing over: {refused:?}"
        );
    }
    let entries = case
        .ok("siti", &date_only(decisions(&[approve("telaah", 1), approve("pengumuman", 1)]), "2026-11-11"));
    assert_eq!(entries[0].record.happened.from, at("11 09.48"), "and a date is cut by the later one");
}

#[test]
fn a_better_revision_may_replace_the_one_on_the_desk() {
    let mut case = Case::open_at(5);
    case.ready("pengumuman", 2);
    let stale = case.refused_paper("11 08.40", decisions(&[approve("pengumuman", 1)]));
    assert!(matches!(stale, Rejection::StaleDecision { .. }), "R1 no longer holds: {stale:?}");
    case.soon("11 08.45", hand_over(&[("pengumuman", 2)]));
    assert_eq!(case.minutes(4, Some("pengumuman"), 1), (425, 425), "step 4 ends with what was decided on");
    case.ok("siti", &Submission::paper(decisions(&[approve("pengumuman", 2)]), at("11 08.50")));
    assert_eq!(case.minutes(5, Some("pengumuman"), 1), (5, 5), "and step 5 starts there");
}
