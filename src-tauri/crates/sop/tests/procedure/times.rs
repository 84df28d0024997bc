//! When: intervals, order, three results, and the clocks of PROCEDURE section 4.

use std::sync::Arc;

use sop::act::{Act, Submission};
use sop::calendar::{Calendar, DayOff, DayOffKind};
use sop::measure::{Outcome, measures, outside_waits};
use sop::record::{Certainty, When};
use sop::rejection::Rejection;

use crate::common::*;

fn when(act: Act, when: When) -> Submission {
    Submission { when, ..Submission::paper(act, at("10 08.10")) }
}

#[test]
fn three_words_of_certainty_and_their_intervals() {
    // Received 10 08.10; the clock stands at 10 15.45.
    let table = [
        (
            When::Written { at: at("10 09.32") },
            "10 09.32",
            "10 09.32",
            Certainty::Written,
            "an hour is one instant",
        ),
        (When::Now, "10 15.45", "10 15.45", Certainty::Written, "now is one instant"),
        (
            When::About { at: at("10 09.30") },
            "10 09.15",
            "10 09.45",
            Certainty::About,
            "sekitar is ± 15 minutes",
        ),
        (
            When::About { at: at("10 08.15") },
            "10 08.10",
            "10 08.30",
            Certainty::About,
            "cut by the event before",
        ),
        (When::About { at: at("10 15.40") }, "10 15.25", "10 15.45", Certainty::About, "cut by now"),
        (
            When::DateOnly { date: date("2026-11-10") },
            "10 08.10",
            "10 15.45",
            Certainty::DateOnly,
            "office hours, cut on both sides",
        ),
    ];
    for (stated, from, to, certainty, reason) in table {
        let mut case = Case::open_at(2);
        case.clock("10 15.45");
        let entries = case.ok("siti", &when(dispose(), stated));
        let happened = entries[0].record.happened;
        assert_eq!(
            (happened.from, happened.to, happened.certainty),
            (at(from), at(to), certainty),
            "{reason}"
        );
    }
}

#[test]
fn only_the_date_of_other_days() {
    let table = [
        ("2026-11-11", "11 07.30", "11 16.00", "a Wednesday's office hours, break and all"),
        ("2026-11-13", "13 07.30", "13 16.30", "a Friday's"),
        ("2026-11-14", "14 00.00", "14 23.59", "a Saturday has no office hours: the whole day"),
    ];
    for (day, from, to, reason) in table {
        let mut case = Case::open_at(2);
        case.clock("16 10.00");
        let entries = case.ok("siti", &date_only(dispose(), day));
        let happened = entries[0].record.happened;
        assert_eq!((happened.from, happened.to), (at(from), at(to)), "{day}: {reason}");
    }
    // What came before lies after closing time: the rest of that evening.
    let mut case = Case::new();
    case.clock("11 08.00");
    case.paper("10 16.20", receive("512"));
    let entries = case.ok("siti", &date_only(dispose(), "2026-11-10"));
    assert_eq!(
        (entries[0].record.happened.from, entries[0].record.happened.to),
        (at("10 16.20"), at("10 23.59")),
        "an evening is not outside the day"
    );
}

#[test]
fn refused_only_if_the_whole_interval_lies_outside() {
    let mut case = Case::open_at(3);
    case.clock("10 12.00");
    // The disposisi was initialled at 09.00; it is 12.00 now.
    let table: [(When, Option<&str>, &str); 9] = [
        (When::Written { at: at("10 08.59") }, Some("before"), "a minute before the disposisi"),
        (When::Written { at: at("10 09.00") }, None, "the same minute"),
        (When::About { at: at("10 08.44") }, Some("before"), "until 08.59 at the latest"),
        (When::About { at: at("10 08.45") }, None, "09.00 is possible"),
        (When::DateOnly { date: date("2026-11-09") }, Some("before"), "the day before"),
        (When::Written { at: at("10 12.01") }, Some("future"), "in a minute"),
        (When::About { at: at("10 12.15") }, None, "12.00 is possible"),
        (When::About { at: at("10 12.16") }, Some("future"), "from 12.01 on"),
        (When::DateOnly { date: date("2026-11-11") }, Some("future"), "tomorrow"),
    ];
    for (stated, expected, reason) in table {
        let found = case.try_as("siti", &when(Act::AcceptDisposition, stated));
        match (expected, found) {
            (None, Ok(_)) => {}
            (Some("before"), Err(Rejection::BeforePrevious { step, previous, .. })) => {
                assert_eq!((step, previous.from), (Some(2), at("10 09.00")), "{reason}: it says after what");
            }
            (Some("future"), Err(Rejection::Future { now, .. })) => assert_eq!(now, case.now, "{reason}"),
            (expected, found) => panic!("{reason}: wanted {expected:?}, found {found:?}"),
        }
    }
}

#[test]
fn the_sentence_names_the_step_that_came_before() {
    let mut case = Case::open_at(5);
    case.soon("11 08.55", decisions(&[correct("telaah", 1, "x"), approve("pengumuman", 1)]));
    case.ready("telaah", 2);
    let refused = case.refused_paper("11 08.50", hand_over(&[("telaah", 2)]));
    assert!(
        matches!(refused, Rejection::BeforePrevious { step: Some(5), .. }),
        "after a correction it is step 5 that came before, not step 3: {refused:?}"
    );
}

#[test]
fn a_deviation_does_not_lift_the_order() {
    let mut case = Case::open_at(4);
    case.clock("10 14.00");
    case.ready("telaah", 1);
    let early = deviating(Submission::paper(hand_over(&[("telaah", 1)]), at("10 09.00")), "Tergesa");
    let refused = case.refused("siti", &early);
    assert!(
        matches!(refused, Rejection::BeforePrevious { step: Some(3), .. }),
        "handed over before step 3 was received: {refused:?}"
    );
}

#[test]
fn entry_need_not_be_monotone() {
    let mut case = Case::open_at(3);
    // The PC's clock was reset: seq is the order of entry.
    case.clock("10 09.03");
    case.paper("10 09.02", Act::AcceptDisposition);
    assert_eq!(case.usulan.open_steps(), [4]);
}

#[test]
fn within_over_and_not_certain() {
    // Step 3 has 60 minutes and starts at 09.00.
    let table = [
        (
            When::Written { at: at("10 10.00") },
            (60, 60),
            Outcome::Within,
            "the standard is closed at its end",
        ),
        (When::Written { at: at("10 10.01") }, (61, 61), Outcome::Late(1), "a minute over"),
        (When::About { at: at("10 09.45") }, (30, 60), Outcome::Within, "even the longest reading fits"),
        (When::About { at: at("10 09.46") }, (31, 61), Outcome::Unsure, "it cannot be said"),
        (When::About { at: at("10 10.16") }, (61, 91), Outcome::Late(1), "even the shortest reading is over"),
        (When::DateOnly { date: date("2026-11-10") }, (0, 360), Outcome::Unsure, "only the date is written"),
        (
            When::DateOnly { date: date("2026-11-11") },
            (360, 810),
            Outcome::Late(300),
            "the day after, at the earliest",
        ),
    ];
    for (stated, minutes, outcome, reason) in table {
        let mut case = Case::open_at(3);
        case.clock("12 08.00");
        case.ok("siti", &when(Act::AcceptDisposition, stated));
        assert_eq!(case.minutes(3, None, 1), minutes, "{reason}");
        assert_eq!(case.usulan.measures[&(3, None, 1)].outcome(), outcome, "{reason}");
    }
}

#[test]
fn what_follows_cuts_what_was_not_certain() {
    let mut case = Case::open_at(2);
    case.clock("10 15.45");
    case.ok("siti", &date_only(dispose(), "2026-11-10"));
    assert_eq!(case.minutes(2, None, 1), (0, 395), "any time from 08.10 to 15.45");
    case.ok("siti", &date_only(Act::AcceptDisposition, "2026-11-10"));
    assert_eq!(case.minutes(2, None, 1), (0, 395), "that tells nothing more");
    case.desk(checklist());
    case.ready("telaah", 1);
    case.ready("pengumuman", 1);
    case.paper("10 09.05", hand_over(&[("telaah", 1)]));
    assert_eq!(
        case.minutes(2, None, 1),
        (0, 55),
        "the telaah lay on the desk at 09.05: all before it was done"
    );
    assert_eq!(case.minutes(3, None, 1), (0, 55), "step 3 as well");
    assert_eq!(case.usulan.measures[&(2, None, 1)].outcome(), Outcome::Within, "so the hour is not needed");
}

#[test]
fn a_decision_without_an_hour_is_cut_by_the_tayang() {
    let mut case = Case::open_at(5);
    case.clock("11 15.00");
    case.ok(
        "siti",
        &date_only(decisions(&[approve("telaah", 1), approve_signed("pengumuman", 1)]), "2026-11-11"),
    );
    assert_eq!(
        case.usulan.measures[&(5, Some("telaah".into()), 1)].outcome(),
        Outcome::Unsure,
        "any time of the day"
    );
    case.paper("11 09.20", publish());
    for lane in ["telaah", "pengumuman"] {
        assert_eq!(case.minutes(5, Some(lane), 1), (0, 50), "{lane}: tayang at 09.20, so decided by then");
    }
}

#[test]
fn each_approval_is_cut_not_only_the_last() {
    let mut case = Case::open_at(5);
    case.clock("11 15.00");
    case.ok("siti", &date_only(decisions(&[approve("telaah", 1)]), "2026-11-11"));
    case.paper("11 09.00", decisions(&[approve_signed("pengumuman", 1)]));
    case.paper("11 09.20", publish());
    assert_eq!(case.minutes(5, Some("telaah"), 1), (0, 50), "step 6 waited for the telaah, too");
}

#[test]
fn holds_are_taken_out_also_when_their_hours_are_not_certain() {
    let run = |from: When, to: When| {
        let mut case = Case::open_at(3);
        case.clock("10 15.00");
        case.ok("siti", &when(hold("rapat"), from));
        case.ok("siti", &when(Act::Resume, to));
        case.paper("10 14.00", Act::AcceptDisposition);
        case.minutes(3, None, 1)
    };
    let written = |time: &str| When::Written { at: at(time) };
    let about = |time: &str| When::About { at: at(time) };
    // 09.00 to 14.00 is 240 working minutes.
    let table = [
        (written("10 09.30"), written("10 10.30"), (180, 180), "an hour less"),
        (written("10 11.30"), written("10 13.30"), (180, 180), "the break is not held twice"),
        (
            about("10 09.30"),
            written("10 10.30"),
            (165, 195),
            "shortest with the longest hold, longest with the shortest",
        ),
        (about("10 09.30"), about("10 10.30"), (150, 210), "both ends uncertain"),
        (about("10 09.30"), about("10 09.40"), (200, 240), "09.15 to 09.55 at most, or nothing at all"),
        (written("10 09.00"), written("10 14.00"), (0, 0), "held all the time"),
    ];
    for (from, to, minutes, reason) in table {
        assert_eq!(run(from, to), minutes, "{reason}");
    }
}

#[test]
fn a_hold_across_a_boundary_counts_on_its_side_only() {
    let mut case = Case::open_at(4);
    case.clock("10 15.00");
    case.desk(checklist());
    case.ready("telaah", 1);
    case.ready("pengumuman", 1);
    case.paper("10 13.00", hand_over(&[("telaah", 1)]));
    case.paper("10 13.30", hold("listrik"));
    case.paper("10 14.30", Act::Resume);
    case.paper("10 14.40", decisions(&[approve("telaah", 1)]));
    case.paper("10 14.50", hand_over(&[("pengumuman", 1)]));
    assert_eq!(
        case.minutes(4, Some("telaah"), 1),
        (170, 170),
        "handed over before the hold: untouched by it"
    );
    assert_eq!(case.minutes(5, Some("telaah"), 1), (40, 40), "13.00 to 13.30 and 14.30 to 14.40");
    assert_eq!(case.minutes(4, Some("pengumuman"), 1), (220, 220), "280 less the hour");
}

#[test]
fn one_day_is_the_first_day_on_which_the_clock_runs() {
    let mut case = Case::new();
    let mut plan = case.calendar.plan().clone();
    // The 11th becomes a short day: "1 hari" of a clock that first runs on it is shorter.
    plan.days_off.push(DayOff {
        date: date("2026-11-12"),
        kind: DayOffKind::LiburDaerah,
        name: "Hari jadi".into(),
        estimated: true,
    });
    let mut short = plan.week.clone();
    short.wednesday.truncate(1);
    plan.ranges.push(sop::calendar::WeekRange {
        name: "Rabu pendek".into(),
        from: date("2026-11-11"),
        to: date("2026-11-11"),
        estimated: false,
        week: short,
    });
    case.calendar = Arc::new(Calendar::new(plan).unwrap());
    case.clock("13 10.00");
    case.paper("10 08.10", receive("512"));
    case.paper("10 09.00", dispose());
    case.paper("10 09.10", Act::AcceptDisposition);
    case.paper("10 09.10", hold("rapat"));
    case.paper("11 07.30", Act::Resume);
    case.desk(checklist());
    case.ready("telaah", 1);
    case.paper("13 08.00", hand_over(&[("telaah", 1)]));
    let measure = &case.usulan.measures[&(4, Some("telaah".into()), 1)];
    assert_eq!(
        measure.standard,
        Some(270),
        "the whole of the 10th was held: the first day it ran is the short 11th"
    );
    assert_eq!((measure.low, measure.high), (300, 300), "270 on the 11th and 30 on the 13th");
    assert_eq!(measure.outcome(), Outcome::Late(30), "over its own day");
    assert!(measure.estimated, "the 12th is a day off that may still move");
}

#[test]
fn step_9_starts_when_signature_and_number_are_there() {
    let mut case = Case::open_at(9);
    case.clock("12 16.00");
    assert_eq!(outside_waits(&case.usulan)[0].to, None, "the wait lasts");
    // TU gives the number before the Sekda signs: the wait goes on.
    case.paper("11 11.00", number(SURAT, 1, "145"));
    assert!(case.usulan.waits_outside(), "a number alone does not end it");
    case.paper("12 15.00", sign(SURAT, 1));
    assert_eq!(case.usulan.open_pass(9).unwrap().start.happened.from, at("12 15.00"), "the later of both");
    case.paper("12 15.08", send(&["dikpora", "dinkes"]));
    assert_eq!(case.minutes(9, None, 1), (8, 8), "the Sekda's day is charged to nobody");
}

#[test]
fn a_number_recorded_after_the_sending_still_starts_the_clock() {
    let mut case = Case::open_at(9);
    case.clock("12 16.00");
    case.paper("12 15.00", sign(SURAT, 1));
    case.paper("12 15.30", send(&["dikpora", "dinkes"]));
    assert_eq!(case.minutes(9, None, 1), (30, 30), "late, as far as is known");
    assert_eq!(case.usulan.measures[&(9, None, 1)].outcome(), Outcome::Late(20));
    case.paper("12 15.25", number(SURAT, 1, "145"));
    assert_eq!(case.minutes(9, None, 1), (5, 5), "the book says when it was numbered");
    // The letter is revoked later: the wait was real all the same.
    case.clock("13 09.00");
    case.desk(Act::RevokeNaskah { naskah: SURAT.into(), successor: None, reason: "keliru".into() });
    case.paper("11 15.00", number(PENGUMUMAN, 1, "144"));
    assert_eq!(case.minutes(9, None, 1), (5, 5), "and stays measured apart");
}

#[test]
fn a_number_after_the_sending_does_not_bound_it() {
    let mut case = Case::open_at(9);
    case.clock("12 16.00");
    case.paper("12 15.00", sign(SURAT, 1));
    case.paper("12 15.05", send(&["dikpora", "dinkes"]));
    case.paper("12 15.40", number(SURAT, 1, "145"));
    assert_eq!(case.minutes(9, None, 1), (5, 5), "numbered after it had gone: no part of the wait");
}

#[test]
fn a_later_calendar_changes_no_stored_result() {
    let mut case = Case::open_at(6);
    let before = case.usulan.measures.clone();
    let mut plan = case.calendar.plan().clone();
    plan.days_off.push(DayOff {
        date: date("2026-11-10"),
        kind: DayOffKind::LiburDaerah,
        name: "Libur susulan".into(),
        estimated: false,
    });
    let calendar = Calendar::new(plan).unwrap();
    let affected = measures(&case.usulan, &calendar).unwrap();
    assert_ne!(affected, before, "the affected results can be listed");
    case.calendar = Arc::new(calendar);
    let recorder = account("siti");
    case.clock("11 09.45");
    let context = sop::decide::Context {
        now: case.now,
        calendar: &case.calendar,
        posts: &case.posts,
        recorder: &recorder,
    };
    let events =
        sop::decide::decide(&case.usulan, &Submission::paper(publish(), at("11 09.40")), &context).unwrap();
    let measured: Vec<_> = events.iter().filter(|new| new.event.kind() == "measured").collect();
    assert_eq!(measured.len(), 1, "only step 6 itself is measured with the new calendar: {measured:?}");
}

#[test]
fn times_of_any_offset_are_the_offices() {
    let mut case = Case::open_at(2);
    case.clock("10 12.00");
    let utc = chrono::DateTime::parse_from_rfc3339("2026-11-10T02:32:00Z").unwrap();
    let entries = case.ok("siti", &Submission::paper(dispose(), utc));
    assert_eq!(
        entries[0].record.happened.from.to_rfc3339(),
        "2026-11-10T09:32:00+07:00",
        "WIB in the journal"
    );
    assert_eq!(entries[0].record.entered_at.to_rfc3339(), "2026-11-10T12:00:00+07:00");
}

#[test]
fn a_year_that_cannot_be_meant_is_refused() {
    let case = Case::open_at(2);
    let far = [
        When::Written { at: chrono::DateTime::<chrono::Utc>::MAX_UTC.fixed_offset() },
        When::Written { at: chrono::DateTime::<chrono::Utc>::MIN_UTC.fixed_offset() },
        When::About { at: chrono::DateTime::<chrono::Utc>::MIN_UTC.fixed_offset() },
        When::About { at: chrono::DateTime::<chrono::Utc>::MAX_UTC.fixed_offset() },
        When::DateOnly { date: chrono::NaiveDate::MIN },
        When::DateOnly { date: chrono::NaiveDate::MAX },
        When::DateOnly { date: date("0206-11-10") },
    ];
    let target = case.last("received").clone();
    for stated in far {
        let wanted = Rejection::Incomplete { fields: vec!["time".into()] };
        assert_eq!(case.refused("siti", &when(dispose(), stated)), wanted, "{stated:?}");
        let amended = amend(&target, sop::act::Change::Time { when: stated });
        assert_eq!(case.refused_desk(amended), wanted, "nor as an amendment: {stated:?}");
    }
}
