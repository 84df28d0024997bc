//! What holds for every calendar: generated weeks, ranges, days off, spans and holds.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, TimeZone};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use sop::calendar::{
    Calendar, CalendarError, CalendarPlan, ClockTime, DayOff, DayOffKind, Week, WeekRange, Window, Zone,
};

type Instant = DateTime<FixedOffset>;

fn clock(minute: u16) -> ClockTime {
    ClockTime::new(minute / 60, minute % 60).unwrap()
}

/// Windows of one day: an even number of distinct minutes, taken in pairs; sometimes one window closes where the
/// next one opens.
fn day_windows() -> impl Strategy<Value = Vec<Window>> {
    (btree_set(0_u16..=1440, 0..7), any::<bool>()).prop_map(|(minutes, touching)| {
        let minutes: Vec<u16> = minutes.into_iter().collect();
        let pairs: Vec<(u16, u16)> = if touching {
            minutes.windows(2).map(|pair| (pair[0], pair[1])).collect()
        } else {
            minutes.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
        };
        pairs.into_iter().map(|(open, close)| Window { open: clock(open), close: clock(close) }).collect()
    })
}

fn week() -> impl Strategy<Value = Week> {
    [day_windows(), day_windows(), day_windows(), day_windows(), day_windows(), day_windows(), day_windows()]
        .prop_map(|[monday, tuesday, wednesday, thursday, friday, saturday, sunday]| Week {
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
        })
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 12, 1).unwrap()
}

fn after(days: i64) -> NaiveDate {
    first_day() + Duration::days(days)
}

/// A calendar around the turn of a year, with up to two ranges and ten days off.
fn calendar() -> impl Strategy<Value = Calendar> {
    let ranges = vec((0_i64..20, 0_i64..25, week(), any::<bool>()), 0..3);
    let days_off = vec((0_i64..90, any::<bool>(), 0_usize..3), 0..10);
    (week(), ranges, days_off, -1439_i32..1440, any::<bool>()).prop_map(
        |(week, ranges, days_off, offset_minutes, listed)| {
            let mut next = 0;
            let ranges = ranges
                .into_iter()
                .map(|(gap, length, week, estimated)| {
                    let from = next + gap;
                    next = from + length + 1;
                    WeekRange {
                        name: "Rentang".to_owned(),
                        from: after(from),
                        to: after(from + length),
                        estimated,
                        week,
                    }
                })
                .collect();
            let days_off = days_off
                .into_iter()
                .enumerate()
                .map(|(index, (day, estimated, kind))| DayOff {
                    date: after(day),
                    kind: [DayOffKind::LiburNasional, DayOffKind::CutiBersama, DayOffKind::LiburDaerah][kind],
                    name: format!("Libur {index}"),
                    estimated,
                })
                .collect();
            let complete_years = if listed { BTreeSet::from([2025, 2026]) } else { BTreeSet::from([2025]) };
            let zone = Zone { name: "WIB".to_owned(), offset_minutes };
            Calendar::new(CalendarPlan { zone, week, ranges, days_off, complete_years }).unwrap()
        },
    )
}

/// A minute of ninety days from the first day, in UTC; where it falls in the office's zone does not matter.
fn instant(minute: i64) -> Instant {
    FixedOffset::east_opt(0).unwrap().from_utc_datetime(&first_day().and_hms_opt(0, 0, 0).unwrap())
        + Duration::minutes(minute)
}

const SPAN: i64 = 90 * 1440;

fn holds() -> impl Strategy<Value = Vec<(Instant, Instant)>> {
    vec((0..SPAN, -100_i64..4000), 0..4).prop_map(|holds| {
        holds.into_iter().map(|(start, length)| (instant(start), instant(start + length))).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// PROCEDURE 4: `due(start, n)` is the least t with `elapsed(start, t) = n`.
    #[test]
    fn due_is_the_least_instant(calendar in calendar(), start in 0..SPAN, minutes in 1_u32..4000, holds in holds()) {
        let start = instant(start);
        match calendar.due_without(start, minutes, &holds) {
            Err(error) => prop_assert!(
                matches!(error, CalendarError::NeverOpens { .. }),
                "a calendar may be closed for ever, but nothing else: {error}"
            ),
            Ok(due) => {
                let n = i64::from(minutes);
                let span = calendar.elapsed_without(start, due.at, &holds);
                prop_assert_eq!(span.minutes, n, "so many minutes have passed at the deadline");
                let before = calendar.elapsed_without(start, due.at - Duration::minutes(1), &holds);
                prop_assert_eq!(before.minutes, n - 1, "and one fewer a minute before it");
                prop_assert_eq!(span.windows, due.windows, "deadline and duration have one explanation");
                prop_assert_eq!(span.estimated, due.estimated, "and one certainty");
                prop_assert_eq!(span.missing_years, due.missing_years, "and one warning");
            }
        }
    }

    #[test]
    fn elapsed_is_additive(calendar in calendar(), mut points in [0..SPAN, 0..SPAN, 0..SPAN], holds in holds()) {
        points.sort_unstable();
        let [a, b, c] = points.map(instant);
        let whole = calendar.elapsed_without(a, c, &holds);
        let first = calendar.elapsed_without(a, b, &holds);
        let second = calendar.elapsed_without(b, c, &holds);
        prop_assert_eq!(whole.minutes, first.minutes + second.minutes, "the parts sum to the whole");
        prop_assert_eq!(whole.estimated, first.estimated || second.estimated, "doubt in a part is doubt in the whole");
        let years: BTreeSet<i32> = first.missing_years.into_iter().chain(second.missing_years).collect();
        prop_assert_eq!(whole.missing_years, years.into_iter().collect::<Vec<_>>(), "so is a missing list");
    }

    #[test]
    fn windows_explain_the_minutes(calendar in calendar(), from in 0..SPAN, length in 0_i64..40_000, holds in holds()) {
        let (from, to) = (instant(from), instant(from + length));
        let span = calendar.elapsed_without(from, to, &holds);
        let mut end = from;
        let mut sum = 0;
        for &(open, close) in &span.windows {
            prop_assert!(end <= open && open < close && close <= to, "windows are in order, apart and within the span");
            prop_assert!(
                calendar.office_hours(calendar.date(open)).iter().any(|&(first, last)| first <= open && close <= last),
                "each lies within one window of its day"
            );
            prop_assert!(
                holds.iter().all(|&(start, stop)| stop <= start || stop <= open || close <= start),
                "and outside every hold"
            );
            sum += (close - open).num_minutes();
            end = close;
        }
        prop_assert_eq!(sum, span.minutes, "their lengths sum to the minutes");
    }

    #[test]
    fn holds_may_come_in_any_order_and_overlap(
        calendar in calendar(), from in 0..SPAN, length in 0_i64..40_000, holds in holds(),
    ) {
        let (from, to) = (instant(from), instant(from + length));
        let span = calendar.elapsed_without(from, to, &holds);
        let mut tangled: Vec<_> = holds.iter().rev().copied().collect();
        tangled.extend(holds.iter().copied());
        prop_assert_eq!(&calendar.elapsed_without(from, to, &tangled), &span, "holds are merged");
        let plain = calendar.elapsed(from, to);
        prop_assert!(span.minutes <= plain.minutes, "a hold never adds time");
        prop_assert!(!span.estimated || plain.estimated, "nor doubt");
    }

    #[test]
    fn opening_is_where_the_clock_starts(calendar in calendar(), at in 0..SPAN) {
        let at = instant(at);
        if let Ok(open) = calendar.next_open(at) {
            prop_assert!(at <= open && calendar.is_open(open), "it is not earlier, and open");
            prop_assert_eq!(calendar.elapsed(at, open).minutes, 0, "nothing is counted before it");
            prop_assert_eq!(calendar.due(at, 1).unwrap().at, open + Duration::minutes(1), "the first minute is there");
            let close = calendar.closes_at(open).unwrap();
            prop_assert_eq!(
                calendar.elapsed(open, close).minutes, (close - open).num_minutes(),
                "open without a gap until it closes"
            );
            let hours = calendar.office_hours(calendar.date(open));
            let day: i64 = hours.iter().map(|(from, to)| (*to - *from).num_minutes()).sum();
            prop_assert_eq!(i64::from(calendar.day_minutes(at).unwrap()), day, "a day is the day of its first minute");
        }
        prop_assert_eq!(calendar.is_open(at), calendar.elapsed(at, at + Duration::minutes(1)).minutes == 1, "the minute that begins");
    }

    #[test]
    fn the_file_reads_back(calendar in calendar()) {
        let again = Calendar::from_json(&calendar.to_json().unwrap()).unwrap();
        prop_assert_eq!(again.hash(), calendar.hash(), "same content, same hash");
        prop_assert_eq!(again, calendar, "same content");
    }
}
