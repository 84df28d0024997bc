//! Outside the straight way: drafts, holds, returns, withdrawals, cancelling, reopening, closing.

use sop::act::{Act, Etalase, Slot, Submission};
use sop::decide::{reached, reopenable};
use sop::dossier::{Place, owed, place};
use sop::event::Event;
use sop::measure::stretches;
use sop::rejection::Rejection;
use sop::usulan::{LaneState, RevisionState, Status};

use crate::common::*;

fn draft() -> Act {
    let etalase = Etalase {
        description: "Kertas dan pena".into(),
        kbli: vec!["47611".into()],
        contact: "Wati".into(),
        ..etalase()
    };
    Act::Draft { agency: agency(), etalase }
}

#[test]
fn a_draft_has_no_clock_until_its_letter_is_received() {
    let mut case = Case::new();
    case.desk(draft());
    assert_eq!(case.usulan.status, Status::Konsep, "drafted here for the agency");
    assert!(case.usulan.open_steps().is_empty() && stretches(&case.usulan).is_empty(), "no clock runs");
    let letter = sop::act::ReadyRevision {
        naskah: "N2026-00040".into(),
        kind: "surat-usulan".into(),
        lane: None,
        signer: None,
        ..revision("telaah", 1)
    };
    case.desk(Act::Ready { revision: letter });
    for (act, reason) in [
        (dispose(), "there is nothing to dispose of"),
        (ready("telaah", 1), "a telaah of an unreceived letter"),
        (hold("x"), "nothing runs"),
        (Act::Close, "nothing is finished"),
        (reopen(2), "nothing was reached"),
    ] {
        assert_eq!(case.refused_paper("10 08.10", act), Rejection::NotReceived, "{reason}");
    }
    // The form names the etalase and leaves the rest empty.
    case.clock("12 09.00");
    let received = Act::Receive {
        agency: agency(),
        etalase: Etalase { name: "ATK".into(), description: "Alat tulis".into(), ..Etalase::default() },
        letter: match receive("512") {
            Act::Receive { letter, .. } => letter,
            _ => unreachable!(),
        },
    };
    case.paper("12 08.30", received);
    assert_eq!(case.usulan.open_steps(), [2], "the clock starts with the receipt");
    assert_eq!(case.usulan.passes[1].start.happened.from, at("12 08.30"), "at the hour of the receipt");
    let kept = &case.usulan.etalase;
    assert_eq!(
        (kept.name.as_str(), kept.description.as_str()),
        ("ATK", "Alat tulis"),
        "what was received wins"
    );
    assert_eq!((kept.kbli.as_slice(), kept.contact.as_str()), (["47611".to_owned()].as_slice(), "Wati"));
    assert!(case.usulan.naskah.contains_key("N2026-00040"), "the drafted letter stays in the berkas");
    assert_eq!(case.refused_paper("12 08.30", receive("513")), Rejection::AlreadyReceived, "once only");
}

#[test]
fn a_return_stops_the_clock_and_a_resubmission_begins_anew() {
    for step in [2, 3, 4] {
        let mut case = Case::open_at(step);
        case.clock("10 14.30");
        if step == 4 {
            case.desk(checklist());
        }
        case.paper("10 14.00", give_back());
        assert!(case.usulan.open_steps().is_empty(), "from step {step}: nothing is open at the office");
        assert!(
            stretches(&case.usulan).iter().all(|s| s.end.is_some() || s.superseded),
            "from step {step}: the clock stops"
        );
        assert_eq!(place(&case.usulan).0, Place::Proposer, "from step {step}: the map is with the agency");
        assert!(
            owed(&case.usulan).copies.iter().any(|(slot, _)| *slot == Slot::ReturnLetter),
            "surat pengembalian"
        );
        assert_eq!(
            case.refused_paper("10 14.10", dispose()),
            Rejection::Returned,
            "from step {step}: no step goes on"
        );
        case.desk(attach(Slot::ReturnLetter, "surat pengembalian"));
        case.clock("17 09.00");
        assert_eq!(
            case.refused_paper("17 08.00", receive("512")),
            Rejection::SameAgenda { agenda: "512".into() },
            "from step {step}: a resubmission gets a new agenda number"
        );
        let early = case.refused_paper("10 11.00", receive("590"));
        assert!(matches!(early, Rejection::BeforePrevious { .. }), "not before the return: {early:?}");
        case.paper("17 08.00", receive("590"));
        assert_eq!(case.usulan.open_steps(), [2], "from step {step}: berjalan at step 2");
        let pass = case.usulan.open_pass(2).unwrap();
        assert_eq!(
            (pass.round, pass.start.happened.from),
            (2, at("17 08.00")),
            "from step {step}: a new round"
        );
        assert_eq!(case.usulan.checklist, None, "from step {step}: the new letter is checked anew");
        assert_eq!(case.usulan.letters.len(), 2, "both letters stay");
        case.soon("17 08.30", dispose());
        assert_eq!(
            case.minutes(2, None, 2),
            (30, 30),
            "from step {step}: the time with the agency is not counted"
        );
    }
}

fn return_letter(revision_number: u32) -> Act {
    let letter = sop::act::ReadyRevision {
        naskah: KEMBALI.into(),
        kind: sop::act::RETURN_LETTER.into(),
        lane: None,
        signer: Some("kabag".into()),
        numbered: true,
        ..revision("telaah", revision_number)
    };
    Act::Ready { revision: letter }
}

const KEMBALI: &str = "N2026-00090";

#[test]
fn the_letter_of_a_return_is_written_and_signed_while_the_proposal_is_with_the_agency() {
    let owes = |case: &Case, slot: &Slot| owed(&case.usulan).copies.iter().any(|(owed, _)| owed == slot);
    let own = Slot::Naskah { naskah: KEMBALI.into() };
    let mut case = Case::open_at(3);
    case.clock("10 14.30");
    case.paper("10 14.00", give_back());
    case.desk(return_letter(1));
    assert!(owes(&case, &Slot::ReturnLetter), "a letter that nobody signed is none yet");
    case.clock("10 15.30");
    case.paper("10 15.00", sign(KEMBALI, 1));
    assert!(!owes(&case, &Slot::ReturnLetter) && owes(&case, &own), "now the copy of the signed one is owed");
    case.desk(number(KEMBALI, 1, "145"));
    case.desk(scan(KEMBALI, 1));
    let debts = owed(&case.usulan);
    assert!(!owes(&case, &own) && debts.numbers.is_empty(), "and nothing more of it: {debts:?}");
    assert_eq!(place(&case.usulan).0, Place::Proposer, "it moves no map");
    assert!(case.usulan.open_steps().is_empty(), "and opens no step");
    assert_eq!(
        case.refused_desk(ready("telaah", 1)),
        Rejection::Returned,
        "an output of the SOP is not written meanwhile"
    );
    // The next return owes a letter of its own.
    case.clock("17 09.00");
    case.paper("17 08.00", receive("590"));
    case.clock("17 10.00");
    case.paper("17 09.30", give_back());
    assert!(owes(&case, &Slot::ReturnLetter), "the letter of the first return does not answer the second");
}

#[test]
fn after_step_4_a_proposal_is_not_returned() {
    for step in [5, 6, 7, 8, 9] {
        let mut case = Case::open_at(step);
        case.clock("11 15.00");
        assert_eq!(case.refused_paper("11 14.50", give_back()), Rejection::TooLateToReturn, "at step {step}");
    }
}

#[test]
fn while_held_only_what_the_table_allows() {
    let mut case = Case::open_at(4);
    case.clock("10 10.30");
    case.ok("siti", &Submission::paper(hold("Menunggu KBLI"), at("10 10.10")));
    let refused: [(Act, &str); 10] = [
        (hold("lagi"), "held already"),
        (checklist(), "checklist"),
        (ready("telaah", 1), "siap"),
        (hand_over(&[("telaah", 1)]), "hand over"),
        (give_back(), "return"),
        (sign(TELAAH, 1), "sign"),
        (number(TELAAH, 1, "1"), "number"),
        (send(&["dinkes"]), "send"),
        (publish(), "publish"),
        (withdraw("telaah"), "withdraw"),
    ];
    for (act, reason) in refused {
        assert_eq!(case.refused_paper("10 10.20", act), Rejection::Held, "{reason}");
    }
    case.desk(Act::MoveFolder { place: "Bagian Hukum".into() });
    assert_eq!(place(&case.usulan).0, Place::Said("Bagian Hukum".into()), "the map may move");
    case.desk(attach(Slot::Other { step: 4 }, "nota"));
    let target = case.last("disposed").clone();
    case.desk(amend_time(&target, "10 08.50"));
    let early = case.refused_paper("10 09.30", Act::Resume);
    assert!(matches!(early, Rejection::BeforePrevious { .. }), "not resumed before the hold: {early:?}");
    case.clock("10 15.00");
    case.paper("10 14.10", Act::Resume);
    assert_eq!(case.refused_desk(Act::Resume), Rejection::NotHeld, "once");
    case.desk(checklist());
    case.ready("telaah", 1);
    case.ready("pengumuman", 1);
    case.soon("10 15.10", hand_over(&[("telaah", 1), ("pengumuman", 1)]));
    assert_eq!(case.minutes(4, Some("telaah"), 1), (120, 120), "09.10 to 10.10 and 14.10 to 15.10");
}

#[test]
fn a_held_usulan_can_be_cancelled() {
    let mut case = Case::open_at(4);
    case.clock("10 11.00");
    case.desk(hold("x"));
    case.clock("10 11.30");
    case.desk(cancel());
    assert_eq!(case.usulan.status, Status::Batal, "batal, with a reason");
    assert_eq!(case.usulan.hold(), None, "and the hold is over");
    assert!(stretches(&case.usulan).iter().all(|s| s.end.is_some() || s.superseded), "no clock runs on");
}

#[test]
fn an_approval_is_withdrawn_before_the_next_step_and_not_after() {
    let table = [
        (6, "telaah", true, "after 5 before 6"),
        (6, "pengumuman", true, "after 5 before 6"),
        (9, "pemberitahuan", true, "after 8 before 9"),
        (7, "telaah", false, "after 6 it is too late"),
        (9, "pengumuman", false, "after 6 it is too late"),
        (5, "telaah", false, "nothing is approved yet"),
        (8, "pemberitahuan", false, "nothing is approved yet"),
    ];
    for (step, lane, allowed, reason) in table {
        let mut case = Case::open_at(step);
        case.clock("11 15.00");
        if !allowed {
            assert_eq!(
                case.refused_paper("11 14.50", withdraw(lane)),
                Rejection::NoApproval { lane: lane.into() },
                "{lane} at {step}: {reason}"
            );
            continue;
        }
        case.paper("11 14.50", withdraw(lane));
        assert_eq!(
            case.usulan.lane(lane).unwrap().state(),
            LaneState::Writing,
            "{lane} at {step}: it reopens"
        );
        let write = case.usulan.lane(lane).unwrap().write;
        assert_eq!(case.usulan.open_steps(), [write], "{lane} at {step}: that output alone");
        assert_eq!(
            case.usulan.naskah[naskah_of(lane)].revisions[0].approved,
            None,
            "the approval does not hold"
        );
        // The same revision may come to the desk again and be approved.
        case.soon("11 15.10", hand_over(&[(lane, 1)]));
        case.soon("11 15.20", decisions(&[approve(lane, 1)]));
        assert_eq!(case.usulan.open_steps(), [step], "{lane} at {step}: the way goes on");
    }
    let mut case = Case::open_at(9);
    case.soon("11 14.00", sign(SURAT, 1));
    case.soon("11 14.10", send(&["dinkes"]));
    assert_eq!(
        case.refused_paper("11 14.12", withdraw("pemberitahuan")),
        Rejection::NoApproval { lane: "pemberitahuan".into() },
        "one recipient has the letter"
    );
}

#[test]
fn reopening_at_every_step_that_was_reached() {
    for step in 2..=9 {
        let mut case = Case::open_at(10);
        case.clock("16 09.00");
        case.desk(reopen(step));
        assert_eq!(case.usulan.status, Status::Berjalan, "at {step}: berjalan");
        assert_eq!(case.usulan.open_steps(), [step], "at {step}: at that step and no other");
        for pass in &case.usulan.passes {
            assert_eq!(
                pass.superseded,
                pass.step >= step && pass.end.is_some(),
                "at {step}: pass {}",
                pass.step
            );
        }
        for lane in &case.usulan.lanes {
            let first = &lane.rounds[0];
            assert_eq!(first.superseded, lane.decide >= step, "at {step}: {} from there on", lane.id);
            assert!(first.decided.is_some(), "at {step}: what was decided is kept");
            let revision = &case.usulan.naskah[naskah_of(&lane.id)].revisions[0];
            let replaced = revision.state == RevisionState::Diganti;
            assert_eq!(replaced, lane.write >= step, "at {step}: {} is written again", lane.id);
            assert_eq!(revision.approved.is_some(), lane.decide < step, "at {step}: approval of {}", lane.id);
        }
        assert_eq!(case.usulan.publication.is_none(), step <= 6, "at {step}: tayang");
        assert!(
            case.usulan.sendings.is_empty() && case.usulan.receipts.is_empty(),
            "at {step}: not sent again yet"
        );
        assert_eq!(case.usulan.checklist.is_none(), step <= 4, "at {step}: checklist");
        let new = stretches(&case.usulan).into_iter().filter(|s| s.end.is_none()).collect::<Vec<_>>();
        for running in &new {
            assert!(running.round >= 2, "at {step}: a new round of step {}", running.step);
            assert_eq!(
                running.start.happened.from,
                at("16 09.00"),
                "at {step}: its clock starts with the reopening"
            );
        }
        assert!(!new.is_empty(), "at {step}: a clock runs");
    }
    for step in [0, 1, 10, 99] {
        let case = Case::open_at(10);
        assert_eq!(
            case.refused_desk(reopen(step)),
            Rejection::NotReached { step },
            "{step} is no step to reopen"
        );
    }
}

#[test]
fn a_reopened_usulan_goes_to_its_end_again() {
    let mut case = Case::open_at(10);
    case.clock("16 09.00");
    case.desk(reopen(8));
    case.soon("16 09.10", decisions(&[correct("pemberitahuan", 1, "alamat")]));
    case.ready("pemberitahuan", 2);
    case.soon("16 09.30", hand_over(&[("pemberitahuan", 2)]));
    case.soon("16 09.40", decisions(&[approve("pemberitahuan", 2)]));
    assert_eq!(
        case.refused_paper("16 09.45", send(&["dikpora"])),
        Rejection::NotSigned,
        "the signature of R1 is not one of R2"
    );
    case.soon("16 10.00", sign(SURAT, 2));
    case.soon("16 10.05", send(&["dikpora", "dinkes"]));
    assert_eq!(case.usulan.status, Status::Selesai, "selesai again");
    assert_eq!(
        case.minutes(8, Some("pemberitahuan"), 2),
        (10, 10),
        "decided on again, without being written"
    );
    assert!(
        !case.usulan.measures.contains_key(&(7, Some("pemberitahuan".into()), 2)),
        "step 7 was not repeated"
    );
    assert_eq!(case.minutes(7, Some("pemberitahuan"), 3), (20, 20), "but after the correction it was");
}

#[test]
fn rounds_stay_unique_across_a_reopening() {
    let mut case = Case::open_at(5);
    // The pengumuman needs three rounds, the telaah one.
    case.soon("11 08.55", decisions(&[approve("telaah", 1), correct("pengumuman", 1, "a")]));
    case.ready("pengumuman", 2);
    case.soon("12 15.00", hand_over(&[("pengumuman", 2)]));
    case.soon("12 15.10", decisions(&[correct("pengumuman", 2, "b")]));
    case.clock("13 09.00");
    case.desk(cancel());
    case.desk(reopen(4));
    let rounds: Vec<u32> =
        case.usulan.lanes.iter().filter(|l| l.write == 4).map(|l| l.rounds.last().unwrap().round).collect();
    assert_eq!(rounds, [4, 4], "step 4 and round 4 name one stretch of work, for both outputs");
    assert_eq!(case.usulan.open_pass(2), None, "nothing before is opened");
    // Round 2 of step 4 was late (a day and more): it is explained once and stays so.
    assert_eq!(owed(&case.usulan).unexplained, [(4, 2)], "11 08.55 to 12 15.00 is over one day");
    case.desk(explain(4, 2));
    assert!(owed(&case.usulan).unexplained.is_empty(), "the explanation covers it");
}

#[test]
fn an_explanation_does_not_cover_what_came_later() {
    let mut case = Case::open_at(4);
    case.clock("10 14.00");
    case.desk(checklist());
    case.ready("telaah", 1);
    case.ready("pengumuman", 1);
    case.soon("11 15.00", hand_over(&[("telaah", 1)]));
    assert_eq!(owed(&case.usulan).unexplained, [(4, 1)], "the telaah is late");
    case.desk(explain(4, 1));
    assert!(owed(&case.usulan).unexplained.is_empty(), "explained");
    case.soon("13 15.00", hand_over(&[("pengumuman", 1)]));
    assert_eq!(owed(&case.usulan).unexplained, [(4, 1)], "the pengumuman of the same round is later still");
    assert_eq!(
        case.refused_desk(explain(3, 1)),
        Rejection::NothingToExplain { step: 3 },
        "what was in time needs no explanation"
    );
}

#[test]
fn a_cancelled_usulan_is_reopened_only_where_its_way_holds() {
    for step in 2..=9 {
        let mut case = Case::open_at(step);
        case.clock("13 09.00");
        case.desk(cancel());
        let may: Vec<u32> =
            (2..=9).filter(|k| case.try_as("siti", &Submission::own(reopen(*k))).is_ok()).collect();
        assert_eq!(may, reopenable(&case.usulan), "cancelled at {step}: the list is what is accepted");
        assert_eq!(may, (2..=step).collect::<Vec<_>>(), "cancelled at {step}: every step up to it");
        assert!(reached(&case.usulan) >= step);
    }
    // Once at step 6, then an approval was withdrawn: the way to 6 does not hold any more.
    let mut case = Case::open_at(6);
    case.soon("11 09.10", withdraw("telaah"));
    case.desk(cancel());
    assert_eq!(reached(&case.usulan), 6, "6 was reached");
    assert_eq!(reopenable(&case.usulan), [2, 3, 4, 5], "but step 6 waits for the telaah");
    assert_eq!(case.refused_desk(reopen(6)), Rejection::NotReached { step: 6 });
    // An unfinished output goes back to be written, not to the desk.
    let mut case = Case::open_at(5);
    case.soon("11 08.55", decisions(&[correct("telaah", 1, "x")]));
    case.desk(cancel());
    case.clock("12 09.00");
    case.desk(reopen(5));
    assert_eq!(case.usulan.open_steps(), [4, 5], "the telaah at 4, the pengumuman at 5");
}

#[test]
fn what_has_ended_is_left_by_reopening_only() {
    let mut cancelled = Case::open_at(6);
    cancelled.clock("11 10.00");
    cancelled.desk(cancel());
    let mut closed = Case::open_at(10);
    settle(&mut closed);
    closed.desk(Act::Close);
    let ended =
        [(Case::open_at(10), Status::Selesai), (closed, Status::BerkasLengkap), (cancelled, Status::Batal)];
    for (mut case, status) in ended {
        case.clock("20 09.00");
        assert_eq!(case.usulan.status, status);
        let acts = [
            receive("600"),
            dispose(),
            Act::AcceptDisposition,
            checklist(),
            ready("telaah", 2),
            hand_over(&[("telaah", 1)]),
            decisions(&[approve("telaah", 1)]),
            publish(),
            send(&["dinkes"]),
            hold("x"),
            Act::Resume,
            give_back(),
            withdraw("telaah"),
            cancel(),
            return_outside(SURAT, 1),
            Act::MoveFolder { place: "x".into() },
        ];
        for act in acts {
            let refused = case.refused_paper("19 09.00", act.clone());
            assert!(
                matches!(refused, Rejection::Finished { status: s, .. } if s == status),
                "{act:?}: {refused:?}"
            );
        }
        case.desk(attach(Slot::Other { step: 9 }, "lain"));
        assert_eq!(case.usulan.status, status, "attach is always possible and changes no status");
    }
}

/// Pays every debt of a finished usulan.
pub(crate) fn settle(case: &mut Case) {
    for (slot, _) in owed(&case.usulan).copies {
        let act = match &slot {
            Slot::Naskah { naskah } => {
                scan(naskah, case.usulan.naskah[naskah].valid().unwrap().ready.revision)
            }
            _ => attach(slot.clone(), "salinan"),
        };
        case.desk(act);
    }
    for naskah in owed(&case.usulan).numbers {
        let revision = case.usulan.naskah[&naskah].valid().unwrap().ready.revision;
        case.desk(number(&naskah, revision, "000.3/144/416-023/2026"));
    }
    for (step, round) in owed(&case.usulan).unexplained {
        case.desk(explain(step, round));
    }
}

#[test]
fn what_is_owed_and_where_the_map_lies() {
    let sub = || Place::Actor("sub-koordinator-lpse".into());
    let kabag = || Place::Actor("kepala-ukpbj".into());
    let table = [
        (2, Place::Staff, 1, 0, "the letter's scan; the petugas takes the map to the Kabag"),
        (3, Place::Staff, 2, 0, "and the disposisi's"),
        (4, sub(), 2, 0, "the receiver's paraf stands on the same sheet"),
        (5, kabag(), 2, 0, "on the Kabag's desk"),
        (
            6,
            sub(),
            4,
            1,
            "telaah and pengumuman were decided on paper, the pengumuman signed without a number",
        ),
        (7, sub(), 4, 1, "nothing more on paper"),
        (8, kabag(), 4, 1, "on the Kabag's desk again"),
        (9, Place::Signer(Some("sekda".into())), 5, 1, "approved on paper, on its way to the Sekda"),
        (10, Place::Dossier, 5, 1, "in the dossier"),
    ];
    for (step, lies, copies, numbers, reason) in table {
        let case = Case::open_at(step);
        assert_eq!(place(&case.usulan).0, lies, "at {step}: {reason}");
        let debts = owed(&case.usulan);
        assert_eq!(debts.copies.len(), copies, "at {step}: {reason}: {:?}", debts.copies);
        assert_eq!(debts.numbers.len(), numbers, "at {step}: {reason}");
    }
}

#[test]
fn a_reopened_disposisi_owes_a_new_sheet() {
    let mut case = Case::open_at(3);
    case.desk(attach(Slot::Disposition, "disposisi lama"));
    assert!(
        !owed(&case.usulan).copies.iter().any(|(slot, _)| *slot == Slot::Disposition),
        "its copy is there"
    );
    case.clock("10 10.00");
    case.desk(cancel());
    case.desk(reopen(2));
    case.soon("10 10.30", dispose());
    assert!(
        owed(&case.usulan).copies.iter().any(|(slot, _)| *slot == Slot::Disposition),
        "the old sheet is not the copy of the new one"
    );
}

#[test]
fn a_decision_in_the_application_leaves_no_paper() {
    let mut case = Case::open_at(2);
    case.clock("10 09.00");
    case.ok("budi", &Submission::own(dispose()));
    case.ok("rini", &Submission::own(Act::AcceptDisposition));
    assert!(
        !owed(&case.usulan).copies.iter().any(|(slot, _)| *slot == Slot::Disposition),
        "nothing to copy: it was done on the screen"
    );
}

#[test]
fn an_act_that_ends_or_turns_needs_a_reason() {
    let case = Case::open_at(6);
    let empty = String::new;
    let acts = [
        Act::Hold { reason: empty() },
        Act::Cancel { reason: " ".into() },
        Act::WithdrawApproval { lane: "telaah".into(), reason: empty() },
        Act::DropRevision { naskah: TELAAH.into(), revision: 1, reason: empty() },
        Act::VoidNaskah { naskah: TELAAH.into(), reason: empty() },
        Act::RevokeNaskah { naskah: PENGUMUMAN.into(), successor: None, reason: empty() },
        Act::PreferRevision { naskah: TELAAH.into(), revision: 1, reason: empty() },
        Act::Amend {
            target: case.last("disposed").seq,
            change: sop::act::Change::Copy { evidence: sop::record::Evidence::Later },
            reason: empty(),
        },
    ];
    for act in acts {
        assert_eq!(case.refused_paper("11 08.56", act.clone()), Rejection::NoReason, "{act:?}");
    }
    let finished = Case::open_at(10);
    assert_eq!(finished.refused_desk(Act::Reopen { step: 5, reason: empty() }), Rejection::NoReason);
    assert!(matches!(&case.last("decided").event, Event::Decided { .. }));
}
