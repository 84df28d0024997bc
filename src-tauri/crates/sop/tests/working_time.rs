//! Working time by example: each line a case of the office, in the words of the calendar.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::Path;

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime};
use sop::calendar::{
    Calendar, CalendarError, CalendarPlan, ClockTime, DayOff, DayOffKind, Week, Window, read_holidays,
};

type Instant = DateTime<FixedOffset>;

fn wib() -> FixedOffset {
    FixedOffset::east_opt(7 * 3600).unwrap()
}

/// "2026-03-05 15.30" in WIB.
fn at(text: &str) -> Instant {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H.%M").unwrap().and_local_timezone(wib()).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// "Kam 2026-03-05 15.30-16.00, …": dates only where they change.
fn windows(windows: &[(Instant, Instant)]) -> String {
    let mut last = None;
    let mut parts = Vec::new();
    for (from, to) in windows {
        let weekday =
            ["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"][from.weekday().num_days_from_monday() as usize];
        let date = from.date_naive();
        let head =
            if last == Some(date) { String::new() } else { format!("{weekday} {} ", from.format("%d/%m")) };
        parts.push(format!("{head}{}-{}", from.format("%H.%M"), to.format("%H.%M")));
        last = Some(date);
    }
    parts.join(", ")
}

fn certain_or_estimated(estimated: bool) -> &'static str {
    if estimated { " (perkiraan)" } else { "" }
}

#[track_caller]
fn check_elapsed(from: &str, to: &str, expected: &str) {
    let span = Calendar::mojokerto().unwrap().elapsed(at(from), at(to));
    let found =
        format!("{}{}: {}", span.minutes, certain_or_estimated(span.estimated), windows(&span.windows));
    assert_eq!(found.trim_end(), expected, "elapsed from {from} to {to}");
    assert!(span.missing_years.is_empty(), "2025 to 2027 are listed");
}

#[track_caller]
fn check_due(start: &str, minutes: u32, expected: &str) {
    let due = Calendar::mojokerto().unwrap().due(at(start), minutes).unwrap();
    let found = format!(
        "{}{}: {}",
        due.at.format("%Y-%m-%d %H.%M"),
        certain_or_estimated(due.estimated),
        windows(&due.windows)
    );
    assert_eq!(found.trim_end(), expected, "{minutes} minutes from {start}");
}

#[track_caller]
fn check_due_days(start: &str, days: u32, expected: &str) {
    let due = Calendar::mojokerto().unwrap().due_days(at(start), days).unwrap();
    let found = format!("{}{}", due.at.format("%Y-%m-%d %H.%M"), certain_or_estimated(due.estimated));
    assert_eq!(found, expected, "{days} days from {start}");
}

#[test]
fn the_day_of_the_desk() {
    // DESK 1 and 7.1: Tuesday 10 November 2026 and the days after it.
    check_elapsed("2026-11-10 08.10", "2026-11-10 09.32", "82: Sel 10/11 08.10-09.32");
    check_elapsed("2026-11-10 09.32", "2026-11-10 09.40", "8: Sel 10/11 09.32-09.40");
    check_elapsed(
        "2026-11-10 09.40",
        "2026-11-11 08.30",
        "380: Sel 10/11 09.40-12.00, 13.00-16.00, Rab 11/11 07.30-08.30",
    );
    check_elapsed("2026-11-11 08.30", "2026-11-11 08.55", "25: Rab 11/11 08.30-08.55");
    check_elapsed("2026-11-11 08.55", "2026-11-11 09.48", "53: Rab 11/11 08.55-09.48");
    check_elapsed("2026-11-11 09.48", "2026-11-11 10.05", "17: Rab 11/11 09.48-10.05");
    check_elapsed("2026-11-11 10.45", "2026-11-11 13.20", "95: Rab 11/11 10.45-12.00, 13.00-13.20");
    // The wait for the Sekda's signature, outside the SOP: one working day, one hour, five minutes.
    check_elapsed(
        "2026-11-11 13.55",
        "2026-11-12 15.00",
        "515: Rab 11/11 13.55-16.00, Kam 12/11 07.30-12.00, 13.00-15.00",
    );
    // "sisa 5 j 50 m, s.d. Rabu 11 Nov 09.40" at step 4, and the forecast of the whole.
    check_due_days("2026-11-10 09.40", 1, "2026-11-11 09.40");
    check_due(
        "2026-11-11 09.40",
        60 + 60 + 30 + 30 + 10,
        "2026-11-11 13.50: Rab 11/11 09.40-12.00, 13.00-13.50",
    );
}

#[test]
fn windows_are_closed_at_their_end() {
    check_due("2026-11-10 15.00", 60, "2026-11-10 16.00: Sel 10/11 15.00-16.00");
    check_due("2026-11-10 11.30", 30, "2026-11-10 12.00: Sel 10/11 11.30-12.00");
    check_due("2026-11-10 11.30", 31, "2026-11-10 13.01: Sel 10/11 11.30-12.00, 13.00-13.01");
    check_due("2026-11-10 16.00", 1, "2026-11-11 07.31: Rab 11/11 07.30-07.31");
    check_due("2026-11-10 12.00", 1, "2026-11-10 13.01: Sel 10/11 13.00-13.01");
}

#[test]
fn a_start_outside_hours_counts_from_the_next_window() {
    // Facts 5.3: received Thursday 5 March 2026 15.30 in Ramadan (closes 15.00) starts Friday 08.00.
    check_due("2026-03-05 15.30", 60, "2026-03-06 09.00 (perkiraan): Jum 06/03 08.00-09.00");
    check_due("2026-11-13 17.00", 10, "2026-11-16 07.40: Sen 16/11 07.30-07.40");
    check_due("2026-11-14 09.00", 10, "2026-11-16 07.40: Sen 16/11 07.30-07.40");
    check_due("2026-11-10 03.00", 10, "2026-11-10 07.40: Sel 10/11 07.30-07.40");
    check_elapsed("2026-11-13 17.00", "2026-11-15 23.59", "0:");
    let next = Calendar::mojokerto().unwrap().next_open(at("2026-03-05 15.30")).unwrap();
    assert_eq!(next, at("2026-03-06 08.00"), "facts 5.3");
}

#[test]
fn friday_has_its_own_hours() {
    check_due("2026-11-13 11.20", 30, "2026-11-13 13.20: Jum 13/11 11.20-11.30, 13.00-13.20");
    check_elapsed("2026-11-13 00.00", "2026-11-14 00.00", "450: Jum 13/11 07.30-11.30, 13.00-16.30");
    // DESIGN 4: a deadline with its explanation, window by window.
    check_due("2026-11-13 15.20", 90, "2026-11-16 07.50: Jum 13/11 15.20-16.30, Sen 16/11 07.30-07.50");
}

#[test]
fn holidays_and_cuti_bersama_are_passed_over() {
    // 24 December 2026 is cuti bersama, 25 December a holiday, then a weekend.
    check_due("2026-12-23 15.30", 60, "2026-12-28 08.00: Rab 23/12 15.30-16.00, Sen 28/12 07.30-08.00");
    // The long Idulfitri of 2026, out of Ramadan into ordinary hours (its last day rests on the estimate).
    check_due(
        "2026-03-17 14.30",
        60,
        "2026-03-25 08.00 (perkiraan): Sel 17/03 14.30-15.00, Rab 25/03 07.30-08.00",
    );
    check_elapsed("2025-08-18 07.30", "2025-08-18 16.00", "0:");
}

#[test]
fn a_day_is_as_long_as_the_first_day_on_which_the_clock_runs() {
    let calendar = Calendar::mojokerto().unwrap();
    let length = |start: &str| calendar.day_minutes(at(start)).unwrap();
    assert_eq!(length("2026-11-10 09.40"), 450, "an ordinary Tuesday");
    assert_eq!(length("2026-11-13 09.40"), 450, "an ordinary Friday");
    assert_eq!(length("2026-03-05 09.00"), 390, "a Thursday in Ramadan");
    assert_eq!(length("2026-03-06 09.00"), 390, "a Friday in Ramadan");
    assert_eq!(
        length("2026-02-18 15.59"),
        450,
        "the last minute before Ramadan still runs on an ordinary day"
    );
    assert_eq!(length("2026-02-18 16.00"), 390, "at closing time the first day on which it runs is the next");
    assert_eq!(length("2026-03-17 15.00"), 450, "after the last hour of Ramadan it first runs on 25 March");
    check_due_days("2026-03-05 09.00", 1, "2026-03-06 09.00 (perkiraan)");
    check_due_days("2026-03-05 15.30", 1, "2026-03-06 15.30 (perkiraan)");
    // One clock, one length: two days begun before Ramadan are 900 minutes, also within it.
    check_due_days("2026-02-18 07.30", 2, "2026-02-20 09.00 (perkiraan)");
    check_due_days("2026-11-10 09.40", 0, "2026-11-10 09.40");
    check_due_days("2026-11-13 10.00", 3, "2026-11-18 10.00");
}

#[test]
fn ramadan_hours_hold_from_its_first_to_its_last_day() {
    let calendar = Calendar::mojokerto().unwrap();
    let hours = |date: &str| windows(&calendar.office_hours(day(date)));
    assert_eq!(hours("2025-02-28"), "Jum 28/02 07.30-11.30, 13.00-16.30", "the day before");
    assert_eq!(hours("2025-03-03"), "Sen 03/03 08.00-12.00, 12.30-15.00", "facts 5.1");
    assert_eq!(hours("2025-03-07"), "Jum 07/03 08.00-11.30, 12.30-15.30", "facts 5.1, Friday");
    assert_eq!(hours("2026-02-18"), "Rab 18/02 07.30-12.00, 13.00-16.00", "the day before");
    assert_eq!(hours("2026-02-19"), "Kam 19/02 08.00-12.00, 12.30-15.00", "the first day");
    assert_eq!(hours("2027-02-08"), "Sen 08/02 08.00-12.00, 12.30-15.00", "the first day");
    assert_eq!(hours("2027-03-09"), "", "the last day is cuti bersama");
    assert_eq!(hours("2026-03-25"), "Rab 25/03 07.30-12.00, 13.00-16.00", "after Idulfitri");
    assert_eq!(hours("2026-11-14"), "", "Saturday");
    // 1446 H is past and certain; what lies in 1447 H and 1448 H says that it is estimated.
    check_elapsed("2025-03-03 08.00", "2025-03-03 09.00", "60: Sen 03/03 08.00-09.00");
    check_elapsed("2026-02-19 08.00", "2026-02-19 09.00", "60 (perkiraan): Kam 19/02 08.00-09.00");
    check_elapsed("2026-02-18 08.00", "2026-02-18 09.00", "60: Rab 18/02 08.00-09.00");
}

#[test]
fn holds_are_taken_out_once() {
    let calendar = Calendar::mojokerto().unwrap();
    let span = |holds: &[(&str, &str)]| {
        let holds: Vec<_> = holds.iter().map(|(from, to)| (at(from), at(to))).collect();
        let span = calendar.elapsed_without(at("2026-11-11 10.05"), at("2026-11-11 14.00"), &holds);
        format!("{}: {}", span.minutes, windows(&span.windows))
    };
    assert_eq!(span(&[]), "175: Rab 11/11 10.05-12.00, 13.00-14.00", "without a hold");
    assert_eq!(
        span(&[("2026-11-11 10.50", "2026-11-11 13.10")]),
        "95: Rab 11/11 10.05-10.50, 13.10-14.00",
        "a hold over the break"
    );
    assert_eq!(
        span(&[("2026-11-11 11.00", "2026-11-11 11.30"), ("2026-11-11 11.10", "2026-11-11 11.40")]),
        "135: Rab 11/11 10.05-11.00, 11.40-12.00, 13.00-14.00",
        "overlapping holds are counted once"
    );
    assert_eq!(span(&[("2026-11-11 11.30", "2026-11-11 11.00")]), span(&[]), "a reversed hold holds nothing");
    assert_eq!(span(&[("2026-01-01 00.00", "2026-12-31 00.00")]), "0: ", "a hold over all of it");

    let due = calendar
        .due_without(at("2026-11-11 10.05"), 60, &[(at("2026-11-11 10.50"), at("2026-11-11 13.10"))])
        .unwrap();
    assert_eq!(due.at, at("2026-11-11 13.25"), "45 minutes before the hold, 15 after it");
    let day = calendar
        .due_days_without(at("2026-02-18 10.00"), 1, &[(at("2026-02-18 09.00"), at("2026-02-19 08.00"))])
        .unwrap();
    assert_eq!(
        windows(&day.windows),
        "Kam 19/02 08.00-12.00, 12.30-15.00",
        "held until Ramadan, the day is one of Ramadan"
    );
}

#[test]
fn seconds_and_offsets() {
    let calendar = Calendar::mojokerto().unwrap();
    let parse = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
    let span = calendar.elapsed(parse("2026-11-10T08:10:59+07:00"), parse("2026-11-10T09:32:59.9+07:00"));
    assert_eq!(span.minutes, 82, "instants are cut down to their minute");
    let due = calendar.due(parse("2026-11-10T08:10:59+07:00"), 60).unwrap();
    assert_eq!(due.at, at("2026-11-10 09.10"), "the deadline is a whole minute");
    assert!(calendar.is_open(parse("2026-11-10T15:59:59+07:00")), "the last minute");
    assert!(!calendar.is_open(parse("2026-11-10T16:00:00+07:00")), "closed at closing time");
    let utc = calendar.due(parse("2026-11-10T01:10:00Z"), 60).unwrap();
    assert_eq!(utc.at.to_rfc3339(), "2026-11-10T09:10:00+07:00", "answers are in the office's zone");
    assert_eq!(calendar.date(parse("2026-11-09T18:00:00Z")), day("2026-11-10"), "01.00 WIB the next day");
    let before_1970 =
        calendar.elapsed(parse("1969-12-29T08:00:30+07:00"), parse("1969-12-29T09:00:00+07:00"));
    assert_eq!(before_1970.minutes, 60, "minutes before 1970 are cut downwards too");
}

#[test]
fn opening_and_closing() {
    let calendar = Calendar::mojokerto().unwrap();
    assert_eq!(calendar.closes_at(at("2026-11-10 09.00")), Some(at("2026-11-10 12.00")), "the break ends it");
    assert_eq!(calendar.closes_at(at("2026-11-10 12.00")), None, "in the break");
    assert_eq!(calendar.closes_at(at("2026-11-10 13.00")), Some(at("2026-11-10 16.00")), "after the break");
    assert_eq!(
        calendar.next_open(at("2026-11-10 12.10")).unwrap(),
        at("2026-11-10 13.00"),
        "after the break"
    );
    assert_eq!(calendar.next_open(at("2026-11-10 09.00")).unwrap(), at("2026-11-10 09.00"), "open already");
    assert_eq!(
        calendar.next_open(at("2026-12-23 16.00")).unwrap(),
        at("2026-12-28 07.30"),
        "after Christmas"
    );
    let names: Vec<&str> = calendar.days_off(day("2026-12-25")).map(|off| off.name.as_str()).collect();
    assert_eq!(names, ["Kelahiran Yesus Kristus (Natal)"], "why the office is closed");
}

#[test]
fn a_year_without_a_list_is_a_warning() {
    let calendar = Calendar::mojokerto().unwrap();
    let due = calendar.due(at("2027-12-31 16.00"), 60).unwrap();
    assert_eq!(due.at, at("2028-01-03 08.00"), "2028 is counted as if it had no holidays after the weekend");
    assert_eq!(due.missing_years, [2028], "and says so");
    assert!(!due.estimated, "a missing list is another warning than an estimated date");
    let span = calendar.elapsed(at("2024-12-31 08.00"), at("2028-01-03 08.00"));
    assert_eq!(span.missing_years, [2024, 2028], "every such year is named");
    let span = calendar.elapsed(at("2027-12-31 08.00"), at("2028-01-03 07.00"));
    assert_eq!(span.missing_years, [] as [i32; 0], "no minute of 2028 was counted");
}

/// Facts 5.2: counts of the decrees and of the working days, taken from the delivered calendar.
#[test]
fn counts_of_the_decrees() {
    let calendar = Calendar::mojokerto().unwrap();
    for (year, national, joint_leave, working_days) in
        [(2025, 17, 11, 237), (2026, 17, 8, 240), (2027, 18, 8, 242)]
    {
        let count = |kind: DayOffKind| {
            calendar.plan().days_off.iter().filter(|off| off.date.year() == year && off.kind == kind).count()
        };
        assert_eq!(count(DayOffKind::LiburNasional), national, "libur nasional {year}");
        assert_eq!(count(DayOffKind::CutiBersama), joint_leave, "cuti bersama {year}");
        assert_eq!(count(DayOffKind::LiburDaerah), 0, "local days off are the office's own");
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let open = first
            .iter_days()
            .take_while(|date| date.year() == year)
            .filter(|&date| !calendar.office_hours(date).is_empty())
            .count();
        assert_eq!(open, working_days, "working days of {year}");
    }
    assert!(calendar.plan().days_off.iter().all(|off| !off.estimated), "facts 5.2: confidence high");
    let sum = |date: &str| {
        let hours = calendar.office_hours(day(date));
        hours.iter().map(|(open, close)| (*close - *open).num_minutes()).sum::<i64>()
    };
    let week = |days: [&str; 5]| days.map(sum).iter().sum::<i64>();
    let ordinary = ["2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13"];
    assert_eq!(week(ordinary), 37 * 60 + 30, "Perpres 21/2023: 37 h 30 m a week");
    let ramadan = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"];
    assert_eq!(week(ramadan), 32 * 60 + 30, "Perpres 21/2023: 32 h 30 m a week in Ramadan");
}

#[test]
fn local_and_estimated_days_off() {
    let with = |days_off: &[(&str, &str, bool)]| {
        let mut plan = Calendar::mojokerto().unwrap().plan().clone();
        for &(date, name, estimated) in days_off {
            plan.days_off.push(DayOff {
                date: day(date),
                kind: DayOffKind::LiburDaerah,
                name: name.to_owned(),
                estimated,
            });
        }
        Calendar::new(plan).unwrap()
    };
    let due = |calendar: &Calendar, start: &str, minutes: u32| {
        let due = calendar.due(at(start), minutes).unwrap();
        format!("{}{}", due.at.format("%d/%m %H.%M"), certain_or_estimated(due.estimated))
    };
    let certain = with(&[("2026-11-11", "Pilkades", false)]);
    assert_eq!(due(&certain, "2026-11-10 15.30", 60), "12/11 08.00", "a local day off is passed over");
    let estimated = with(&[("2026-11-11", "Pilkades", true)]);
    assert_eq!(
        due(&estimated, "2026-11-10 15.30", 60),
        "12/11 08.00 (perkiraan)",
        "and says that it is estimated"
    );
    assert_eq!(
        due(&estimated, "2026-11-10 15.30", 30),
        "10/11 16.00",
        "a result before it does not rest on it"
    );
    assert_eq!(due(&estimated, "2026-11-11 16.00", 30), "12/11 08.00", "nor one after its hours");
    let both = with(&[("2026-11-11", "Pilkades", true), ("2026-11-11", "Pilkada", false)]);
    assert_eq!(due(&both, "2026-11-10 15.30", 60), "12/11 08.00", "a certain reason makes the date certain");
    let weekend = with(&[("2026-11-14", "Hari jadi", true)]);
    assert_eq!(due(&weekend, "2026-11-13 16.20", 20), "16/11 07.40", "on a Saturday it changes nothing");
    // 26 February 2026 lies in the estimated Ramadan: if neither were so, 15.00 to 16.00 would be open.
    let doubly = with(&[("2026-02-26", "Pilkades", true)]);
    let evening = doubly.elapsed(at("2026-02-26 15.10"), at("2026-02-26 15.40"));
    assert_eq!((evening.minutes, evening.estimated), (0, true), "every reading that competes is looked at");
    let night = doubly.elapsed(at("2026-02-26 16.10"), at("2026-02-26 20.00"));
    assert_eq!((night.minutes, night.estimated), (0, false), "no reading is open at night");
    let held = estimated.elapsed_without(
        at("2026-11-10 15.00"),
        at("2026-11-12 08.00"),
        &[(at("2026-11-10 16.00"), at("2026-11-12 07.00"))],
    );
    assert_eq!((held.minutes, held.estimated), (90, false), "a hold over the estimated date leaves no doubt");
}

#[test]
fn a_calendar_that_never_opens_is_an_error() {
    let mut plan = Calendar::mojokerto().unwrap().plan().clone();
    plan.week = Week::default();
    plan.ranges.clear();
    let closed = Calendar::new(plan).unwrap();
    let never = CalendarError::NeverOpens { from: day("2026-11-10") };
    assert_eq!(closed.due(at("2026-11-10 08.00"), 1), Err(never.clone()), "no deadline");
    assert_eq!(closed.due_days(at("2026-11-10 08.00"), 1), Err(never.clone()), "no deadline in days");
    assert_eq!(closed.day_minutes(at("2026-11-10 08.00")), Err(never.clone()), "no length of day");
    assert_eq!(closed.next_open(at("2026-11-10 08.00")), Err(never), "no opening");
    assert_eq!(
        closed.due(at("2026-11-10 08.00"), 0).unwrap().at,
        at("2026-11-10 08.00"),
        "nothing is due at once"
    );
    assert_eq!(closed.elapsed(at("2026-01-01 00.00"), at("2027-01-01 00.00")).minutes, 0, "nothing elapses");
    let open = Calendar::mojokerto().unwrap();
    assert_eq!(
        open.due(at("9999-12-31 08.00"), 10_000),
        Err(CalendarError::TooFar),
        "RFC 3339 ends with 9999"
    );
    assert_eq!(open.due_days(at("2026-11-10 08.00"), u32::MAX), Err(CalendarError::TooFar), "too many days");
    let forever = (at("2020-01-01 00.00"), at("2100-01-01 00.00"));
    assert!(
        matches!(
            open.due_without(at("2026-11-10 08.00"), 1, &[forever]),
            Err(CalendarError::NeverOpens { .. })
        ),
        "a hold without end is not searched for ever"
    );
}

#[test]
fn nothing_elapses_backwards() {
    check_elapsed("2026-11-10 09.00", "2026-11-10 09.00", "0:");
    check_elapsed("2026-11-10 10.00", "2026-11-10 09.00", "0:");
}

#[test]
fn the_file_reads_back_and_is_the_delivered_one() {
    let calendar = Calendar::mojokerto().unwrap();
    let json = calendar.to_json().unwrap();
    let again = Calendar::from_json(&json).unwrap();
    assert_eq!(again, calendar, "the file reads back");
    assert_eq!(again.hash(), calendar.hash(), "to the same hash");
    let by_serde: Calendar = serde_json::from_str(&serde_json::to_string(&calendar).unwrap()).unwrap();
    assert_eq!(by_serde, calendar, "serde writes the same form");
    // The oracle of working_time_oracle.rs reads this file. If the delivered calendar changes on purpose, write
    // the file anew from `etalase-cli time calendar`.
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/mojokerto.json");
    assert_eq!(json, fs::read_to_string(path).unwrap(), "tests/fixtures/mojokerto.json is out of date");
}

#[test]
fn the_hash_is_of_what_is_said_not_of_its_order() {
    let calendar = Calendar::mojokerto().unwrap();
    let mut plan = calendar.plan().clone();
    plan.days_off.reverse();
    plan.ranges.reverse();
    assert_eq!(Calendar::new(plan.clone()).unwrap().hash(), calendar.hash(), "order does not matter");
    plan.days_off.pop();
    assert_ne!(Calendar::new(plan).unwrap().hash(), calendar.hash(), "content does");
    assert_eq!(calendar.hash().len(), 64, "SHA-256 in hex");
}

/// A small file, changed in one place; expected: the whole sentence.
#[test]
fn broken_calendar_files_say_where() {
    let good = r#"{
  "zone": {"name": "WIB", "offset_minutes": 420},
  "week": {"monday": [["07:30", "12:00"], ["13:00", "16:00"]]},
  "ranges": [{"name": "Ramadan", "from": "2026-02-19", "to": "2026-03-20", "week": {}}],
  "days_off": [{"date": "2026-01-01", "kind": "libur_nasional", "name": "Tahun Baru"}],
  "complete_years": [2026]
}"#;
    Calendar::from_json(good).unwrap();
    Calendar::from_json(&format!("\u{feff}{good}")).unwrap();
    let cases = [
        ("\"WIB\",", "\"WIB\"", "kalender tidak dapat dibaca, baris 2 kolom 26: expected `,` or `}`"),
        (
            "\"monday\"",
            "\"senin\"",
            "kalender tidak dapat dibaca, baris 3 kolom 18: unknown field `senin`, expected one of `monday`, `tuesday`, `wednesday`, `thursday`, `friday`, `saturday`, `sunday`",
        ),
        (
            "\"07:30\"",
            "\"7.30\"",
            "kalender tidak dapat dibaca, baris 3 kolom 31: \"7.30\" bukan jam; tulis seperti \"07:30\"",
        ),
        (
            "\"16:00\"",
            "\"24:01\"",
            "kalender tidak dapat dibaca, baris 3 kolom 60: \"24:01\" bukan jam; tulis seperti \"07:30\"",
        ),
        (
            "\"complete_years\"",
            "\"years\"",
            "kalender tidak dapat dibaca, baris 6 kolom 9: unknown field `years`, expected one of `zone`, `week`, `ranges`, `days_off`, `complete_years`",
        ),
        (
            "libur_nasional",
            "libur",
            "kalender tidak dapat dibaca, baris 5 kolom 53: unknown variant `libur`, expected one of `libur_nasional`, `cuti_bersama`, `libur_daerah`",
        ),
        ("2026-01-01", "2026-02-30", "kalender tidak dapat dibaca, baris 5 kolom 36: input is out of range"),
        ("420", "1440", "selisih zona waktu 1440 menit tidak ada; WIB adalah 420"),
        (
            "[\"13:00\", \"16:00\"]",
            "[\"13:00\", \"13:00\"]",
            "pekan biasa, Senin: jam kerja 13:00-13:00 berakhir sebelum dimulai",
        ),
        (
            "[\"13:00\", \"16:00\"]",
            "[\"11:59\", \"16:00\"]",
            "pekan biasa, Senin: jam kerja yang dimulai 11:59 bertumpuk dengan yang berakhir 12:00",
        ),
        (
            "\"week\": {}",
            "\"week\": {\"friday\": [[\"15:30\", \"08:00\"]]}",
            "Ramadan, Jumat: jam kerja 15:30-08:00 berakhir sebelum dimulai",
        ),
        ("2026-03-20", "2026-01-20", "rentang \"Ramadan\" berakhir 2026-01-20, sebelum dimulai 2026-02-19"),
        (
            "\"week\": {}}",
            "\"week\": {}}, {\"name\": \"Lain\", \"from\": \"2026-03-20\", \"to\": \"2026-03-21\", \"week\": {}}",
            "rentang \"Ramadan\" dan \"Lain\" bertumpuk pada 2026-03-20",
        ),
        (
            "\"name\": \"Tahun Baru\"}",
            "\"name\": \"Tahun Baru\"}, {\"date\": \"2026-01-01\", \"kind\": \"cuti_bersama\", \"name\": \"Tahun Baru\"}",
            "hari libur 2026-01-01 \"Tahun Baru\" tercantum dua kali",
        ),
    ];
    let mut wrong = Vec::new();
    for (from, to, expected) in cases {
        assert_eq!(
            good.matches(from).count(),
            1,
            "the passage to change must stand in the file once: {from}"
        );
        let found = Calendar::from_json(&good.replace(from, to)).unwrap_err().to_string();
        if found != expected {
            wrong.push(format!("{from} > {to}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn holiday_tables_say_which_line_is_wrong() {
    let table = |line: &str| format!("tanggal,hari,jenis,nama\n2026-01-01,Kamis,LN,Tahun Baru\n{line}\n");
    assert_eq!(
        read_holidays(&table("2026-05-09,Sabtu,LD,Hari jadi, kabupaten")).unwrap()[1].name,
        "Hari jadi, kabupaten",
        "commas in the name stay"
    );
    assert_eq!(
        read_holidays(&table("").replace('\n', "\r\n")).unwrap().len(),
        1,
        "Windows line ends, empty line"
    );
    let cases = [
        ("2026-05-09,Sabtu,LD", "baris 3: baris harus berisi tanggal, hari, jenis, dan nama"),
        ("9 Mei 2026,Sabtu,LD,Hari jadi", "baris 3: tanggal harus ditulis seperti 2026-01-31"),
        ("2026-05-09,Minggu,LD,Hari jadi", "baris 3: hari tidak cocok dengan tanggalnya"),
        ("2026-05-09,Sabtu,XX,Hari jadi", "baris 3: jenis harus LN, CB, atau LD"),
        ("2026-05-09,Sabtu,LD, ", "baris 3: nama hari libur kosong"),
    ];
    for (line, expected) in cases {
        let error = read_holidays(&table(line)).unwrap_err().to_string();
        assert_eq!(error, format!("tabel hari libur, {expected}"), "{line}");
    }
    let error = read_holidays("date,day\n").unwrap_err().to_string();
    assert_eq!(
        error, "tabel hari libur, baris 1: kepala tabel harus tanggal,hari,jenis,nama",
        "the head line"
    );
}

#[test]
fn windows_may_touch_and_reach_midnight() {
    let time = |text: &str| ClockTime::parse(text).unwrap();
    let window = |open: &str, close: &str| Window { open: time(open), close: time(close) };
    let plan = CalendarPlan {
        week: Week {
            monday: vec![window("08:00", "12:00"), window("12:00", "13:00"), window("22:00", "24:00")],
            tuesday: vec![window("00:00", "01:00")],
            ..Week::default()
        },
        ..Calendar::mojokerto().unwrap().plan().clone()
    };
    let calendar = Calendar::new(plan).unwrap();
    let due = calendar.due(at("2026-11-09 12.30"), 180).unwrap();
    assert_eq!(
        due.windows.iter().map(|(from, to)| (*to - *from).num_minutes()).collect::<Vec<_>>(),
        [30, 120, 30],
        "a window may close at midnight"
    );
    assert_eq!(due.at, at("2026-11-10 00.30"), "and go on the next day");
    assert_eq!(calendar.closes_at(at("2026-11-09 23.59")), Some(at("2026-11-10 00.00")), "24:00 is midnight");
    assert_eq!(
        calendar.elapsed(at("2026-11-09 11.00"), at("2026-11-09 12.30") + Duration::seconds(59)).minutes,
        90
    );
}
