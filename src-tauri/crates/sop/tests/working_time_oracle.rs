//! The fast computation against a slow one that goes minute by minute through the calendar file.
//!
//! The oracle reads the file as bare JSON, does its own arithmetic of dates, and shares no code with the crate. It
//! writes down for every minute of three years which window it lies in, and then only counts.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use serde_json::Value;
use sop::calendar::Calendar;

const FIRST_YEAR: i32 = 2025;
const LAST_YEAR: i32 = 2028;
const DAY: usize = 24 * 60;

/// The calendar file, written out minute by minute from 1 January of the first year.
struct Oracle {
    /// Per minute: 0 closed, else the number of its window in the whole table.
    window: Vec<u32>,
    /// Per minute: it would count in one of the readings that compete where a date is estimated.
    doubtful: Vec<bool>,
    /// Per day: its year, and whether that year's list is complete.
    years: Vec<(i32, bool)>,
    /// Days that lie in a range called Ramadan.
    ramadan: Vec<bool>,
}

fn days_of_month(year: i32, month: usize) -> u32 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
}

fn minute_of_day(text: &str) -> usize {
    let (hour, minute) = text.split_once(':').unwrap();
    hour.parse::<usize>().unwrap() * 60 + minute.parse::<usize>().unwrap()
}

/// Windows of one weekday of a "week" object.
fn hours(week: &Value, weekday: &str) -> Vec<(usize, usize)> {
    week[weekday].as_array().map_or(Vec::new(), |windows| {
        windows
            .iter()
            .map(|window| {
                (minute_of_day(window[0].as_str().unwrap()), minute_of_day(window[1].as_str().unwrap()))
            })
            .collect()
    })
}

impl Oracle {
    fn read(file: &str) -> Oracle {
        let file: Value = serde_json::from_str(file).unwrap();
        let is_estimated = |value: &Value| value.get("estimated").and_then(Value::as_bool).unwrap_or(false);
        // Dates compare as text: 2026-02-19.
        let mut off: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
        for day in file["days_off"].as_array().unwrap() {
            off.entry(day["date"].as_str().unwrap()).or_default().push(is_estimated(day));
        }
        let complete: BTreeSet<i64> =
            file["complete_years"].as_array().unwrap().iter().map(|year| year.as_i64().unwrap()).collect();
        let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

        let mut oracle =
            Oracle { window: Vec::new(), doubtful: Vec::new(), years: Vec::new(), ramadan: Vec::new() };
        let mut windows = 0;
        // 1 January 2025 was a Wednesday.
        let mut weekday = 2;
        for year in FIRST_YEAR..=LAST_YEAR {
            for month in 1..=12 {
                for day in 1..=days_of_month(year, month) {
                    let date = format!("{year:04}-{month:02}-{day:02}");
                    let name = weekdays[weekday];
                    let range = file["ranges"].as_array().unwrap().iter().find(|range| {
                        range["from"].as_str().unwrap() <= date.as_str()
                            && date.as_str() <= range["to"].as_str().unwrap()
                    });
                    let ordinary = hours(&file["week"], name);
                    let usual = range.map_or(ordinary.clone(), |range| hours(&range["week"], name));
                    let in_doubtful_range = range.is_some_and(is_estimated);
                    let offs = off.get(date.as_str()).map_or(&[][..], Vec::as_slice);
                    let surely_off = offs.contains(&false);
                    let open = if offs.is_empty() { usual.clone() } else { Vec::new() };
                    let mut readings = Vec::new();
                    if !surely_off && (!offs.is_empty() || in_doubtful_range) {
                        readings.extend(usual.clone());
                    }
                    if !surely_off && in_doubtful_range {
                        readings.extend(ordinary.clone());
                    }
                    for minute in 0..DAY {
                        let at = open.iter().position(|&(from, to)| from <= minute && minute < to);
                        oracle.window.push(at.map_or(0, |index| windows + 1 + u32::try_from(index).unwrap()));
                        oracle
                            .doubtful
                            .push(readings.iter().any(|&(from, to)| from <= minute && minute < to));
                    }
                    windows += u32::try_from(open.len()).unwrap();
                    oracle.years.push((year, complete.contains(&i64::from(year))));
                    oracle.ramadan.push(
                        range.is_some_and(|range| range["name"].as_str().unwrap().starts_with("Ramadan")),
                    );
                    weekday = (weekday + 1) % 7;
                }
            }
        }
        oracle
    }

    /// Counts from `from` until `to`, or until `needed` minutes are counted.
    fn count(&self, from: usize, to: usize, needed: Option<i64>, holds: &[(usize, usize)]) -> Counted {
        let mut counted = Counted { end: from, ..Counted::default() };
        let mut last = None;
        for minute in from..to {
            if needed == Some(counted.minutes) {
                return counted;
            }
            if holds.iter().any(|&(start, end)| start <= minute && minute < end) {
                last = None;
                continue;
            }
            counted.estimated |= self.doubtful[minute];
            let window = self.window[minute];
            if window == 0 {
                last = None;
                continue;
            }
            counted.minutes += 1;
            counted.end = minute + 1;
            counted.in_ramadan |= self.ramadan[minute / DAY];
            if last == Some(window) {
                counted.windows.last_mut().unwrap().1 = minute + 1;
            } else {
                counted.windows.push((minute, minute + 1));
                last = Some(window);
            }
            let (year, complete) = self.years[minute / DAY];
            if !complete && counted.missing_years.last() != Some(&year) {
                counted.missing_years.push(year);
            }
        }
        counted
    }

    /// Net minutes of the day of the first minute that counts.
    fn day_minutes(&self, from: usize, holds: &[(usize, usize)]) -> usize {
        let first = (from..)
            .find(|&minute| {
                self.window[minute] != 0 && !holds.iter().any(|&(start, end)| start <= minute && minute < end)
            })
            .unwrap();
        let midnight = first / DAY * DAY;
        self.window[midnight..midnight + DAY].iter().filter(|&&window| window != 0).count()
    }
}

#[derive(Default, PartialEq, Debug)]
struct Counted {
    minutes: i64,
    end: usize,
    estimated: bool,
    windows: Vec<(usize, usize)>,
    missing_years: Vec<i32>,
    in_ramadan: bool,
}

/// SplitMix64: the same cases on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % (limit as u64)).unwrap()
    }
}

/// What the cases of one run met, so that a run over nothing is noticed.
#[derive(Default, Debug)]
struct Met {
    ramadan: usize,
    holds_that_took: usize,
    estimated: usize,
    certain: usize,
    missing_years: usize,
    closed_starts: usize,
    zero: usize,
}

fn agree(file: &str, first: NaiveDate, days: usize, cases: usize, seed: u64) -> Met {
    let calendar = Calendar::from_json(file).unwrap();
    let oracle = Oracle::read(file);
    let offset: FixedOffset = calendar.offset();
    let table_start = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1)
        .unwrap()
        .and_hms_opt(0, 0, 0)
        .unwrap()
        .and_local_timezone(offset)
        .unwrap();
    let instant = |minute: usize| -> DateTime<FixedOffset> {
        table_start + Duration::minutes(i64::try_from(minute).unwrap())
    };
    let skipped = usize::try_from((first - table_start.date_naive()).num_days()).unwrap() * DAY;

    let mut dice = Dice(seed);
    let mut met = Met::default();
    for case in 0..cases {
        let from = skipped + dice.below(days * DAY);
        // Mostly hours and days, now and then a month; near the windows' edges more often than chance would.
        let length = match dice.below(4) {
            0 => dice.below(120),
            1 => dice.below(2 * DAY),
            2 => dice.below(8 * DAY),
            _ => dice.below(35 * DAY),
        };
        let from = if dice.below(3) == 0 { from / 30 * 30 } else { from };
        let to = if dice.below(3) == 0 { (from + length) / 30 * 30 } else { from + length };
        let holds: Vec<(usize, usize)> = (0..dice.below(4))
            .map(|_| {
                let start = (from + dice.below(length + DAY)).saturating_sub(DAY / 2);
                // One in eight is reversed and must hold nothing.
                if dice.below(8) == 0 {
                    (start, start.saturating_sub(60))
                } else {
                    (start, start + dice.below(3 * DAY))
                }
            })
            .collect();
        let excluded: Vec<_> = holds.iter().map(|&(start, end)| (instant(start), instant(end))).collect();
        let place = || format!("case {case}: {} to {}, holds {excluded:?}", instant(from), instant(to));
        let pairs = |windows: &[(usize, usize)]| -> Vec<_> {
            windows.iter().map(|&(start, end)| (instant(start), instant(end))).collect()
        };

        let slow = oracle.count(from, to, None, &holds);
        let fast = calendar.elapsed_without(instant(from), instant(to), &excluded);
        assert_eq!(fast.minutes, slow.minutes, "elapsed minutes, {}", place());
        assert_eq!(fast.windows, pairs(&slow.windows), "elapsed windows, {}", place());
        assert_eq!(fast.estimated, slow.estimated, "elapsed estimated, {}", place());
        assert_eq!(fast.missing_years, slow.missing_years, "elapsed missing years, {}", place());

        let needed = if dice.below(10) == 0 { 0 } else { dice.below(2000) };
        let horizon = oracle.window.len();
        let slow_due = oracle.count(from, horizon, Some(i64::try_from(needed).unwrap()), &holds);
        assert_eq!(slow_due.minutes, i64::try_from(needed).unwrap(), "the table is long enough, {}", place());
        let fast_due =
            calendar.due_without(instant(from), u32::try_from(needed).unwrap(), &excluded).unwrap();
        assert_eq!(fast_due.at, instant(slow_due.end), "due after {needed}, {}", place());
        assert_eq!(fast_due.windows, pairs(&slow_due.windows), "due windows after {needed}, {}", place());
        assert_eq!(fast_due.estimated, slow_due.estimated, "due estimated after {needed}, {}", place());
        assert_eq!(fast_due.missing_years, slow_due.missing_years, "due missing years, {}", place());

        let day = oracle.day_minutes(from, &holds);
        assert_eq!(
            calendar.day_minutes_without(instant(from), &excluded).unwrap() as usize,
            day,
            "length of a day, {}",
            place()
        );
        let two_days = oracle.count(from, horizon, Some(i64::try_from(2 * day).unwrap()), &holds).end;
        assert_eq!(
            calendar.due_days_without(instant(from), 2, &excluded).unwrap().at,
            instant(two_days),
            "two days, {}",
            place()
        );
        assert_eq!(
            calendar.is_open(instant(from)),
            oracle.window[from] != 0,
            "open at the start, {}",
            place()
        );

        let without_holds = oracle.count(from, to, None, &[]).minutes;
        met.ramadan += usize::from(slow.in_ramadan || slow_due.in_ramadan);
        met.holds_that_took += usize::from(slow.minutes < without_holds);
        met.estimated += usize::from(slow.estimated);
        met.certain += usize::from(!slow.estimated && slow.minutes > 0);
        met.missing_years += usize::from(!slow_due.missing_years.is_empty());
        met.closed_starts += usize::from(oracle.window[from] == 0);
        met.zero += usize::from(slow.minutes == 0);
    }
    met
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The first thousands over three years, the others around the three Ramadans, so that both are well covered.
#[test]
fn ten_thousand_cases_of_the_delivered_calendar() {
    let file = include_str!("fixtures/mojokerto.json");
    let runs = [
        (date(2025, 1, 1), 3 * 365, 5_500, 1),
        (date(2025, 2, 15), 60, 1_500, 2),
        (date(2026, 2, 5), 60, 1_500, 3),
        (date(2027, 1, 25), 60, 1_500, 4),
    ];
    let met = runs.map(|(first, days, cases, seed)| agree(file, first, days, cases, seed));
    let sum = |field: fn(&Met) -> usize| met.iter().map(field).sum::<usize>();
    assert!(sum(|met| met.ramadan) > 2_000, "Ramadan must be among the cases: {met:?}");
    assert!(sum(|met| met.holds_that_took) > 2_000, "holds must be among the cases: {met:?}");
    assert!(sum(|met| met.estimated) > 1_000, "estimated results must be among the cases: {met:?}");
    assert!(sum(|met| met.certain) > 1_000, "certain results must be among the cases: {met:?}");
    assert!(sum(|met| met.missing_years) > 10, "2028 must be among the cases: {met:?}");
    assert!(sum(|met| met.closed_starts) > 1_000, "starts outside hours must be among the cases: {met:?}");
    assert!(sum(|met| met.zero) > 100, "spans without a minute must be among the cases: {met:?}");
}

/// Windows that touch and that reach midnight, single minutes, days with a certain and an estimated reason, a range
/// without windows, a zone of 8 h 15 m, a year without a list.
#[test]
fn cases_of_a_calendar_that_tries_everything() {
    let file = include_str!("fixtures/tangled-calendar.json");
    let met = agree(file, date(2026, 1, 1), 250, 3_000, 5);
    assert!(met.ramadan > 300 && met.estimated > 300 && met.missing_years > 300, "{met:?}");
}

/// The oracle reads the calendar file; that file's days off are those of the national table, line by line.
#[test]
fn the_calendar_file_holds_the_national_table() {
    let file: Value = serde_json::from_str(include_str!("fixtures/mojokerto.json")).unwrap();
    let held: BTreeSet<String> = file["days_off"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| {
            let kind = match day["kind"].as_str().unwrap() {
                "libur_nasional" => "LN",
                "cuti_bersama" => "CB",
                other => panic!("{other} is not in the national table"),
            };
            format!("{},{kind},{}", day["date"].as_str().unwrap(), day["name"].as_str().unwrap())
        })
        .collect();
    let table: BTreeSet<String> = include_str!("../data/holidays-2025-2027.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.splitn(4, ',').collect();
            format!("{},{},{}", cells[0], cells[2], cells[3])
        })
        .collect();
    assert_eq!(table.len(), 79, "17 + 11, 17 + 8, 18 + 8 dates");
    assert_eq!(held, table, "the delivered calendar is the table in the repository");
}
