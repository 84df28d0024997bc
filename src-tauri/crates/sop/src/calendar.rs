//! Working time: how many office minutes lie between two instants, and when a number of them has passed
//! (DESIGN 4, PROCEDURE 4, facts 5).
//!
//! All arithmetic is in whole minutes of the office's zone. Times of events are whole minutes already; an instant
//! with seconds (the PC's "now") is cut down to its minute before anything is computed. Instants with another
//! offset are taken as the moment they name; every answer is in the office's zone.
//!
//! Windows are closed at their end: sixty minutes from 15.00 are over at 16.00, not at the next opening.

mod mojokerto;
mod plan;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

pub use mojokerto::read_holidays;
pub use plan::{CalendarPlan, ClockTime, DayOff, DayOffKind, Week, WeekRange, Window, Zone};

use crate::sha256::sha256_hex;

/// An instant with the offset of the office's zone.
type Instant = DateTime<FixedOffset>;

/// Minutes of a day, as the arithmetic uses them.
const DAY: i64 = plan::DAY as i64;

/// A deadline is looked for across at most this many days in a row without an open minute (ten years): a
/// calendar that stays closed longer is a mistake in its file.
const CLOSED_DAYS: u32 = 3660;

/// The last year whose instants RFC 3339 can write.
const LAST_YEAR: i32 = 9999;

/// What is wrong with a calendar, or why it has no answer. The sentences are for the screen.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum CalendarError {
    /// The text is not the JSON of a calendar.
    #[error("kalender tidak dapat dibaca, baris {line} kolom {column}: {message}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader says, naming the field.
        message: String,
    },
    /// The JSON of a calendar cannot be written.
    #[error("kalender tidak dapat ditulis: {0}")]
    Unwritable(String),
    /// The offset of the zone is a day or more.
    #[error("selisih zona waktu {offset_minutes} menit tidak ada; WIB adalah 420")]
    Zone {
        /// Minutes east of UTC as given.
        offset_minutes: i32,
    },
    /// A window that does not end after it begins.
    #[error("{place}, {day}: jam kerja {open}-{close} berakhir sebelum dimulai")]
    WindowReversed {
        /// The ordinary week, or the name of the range.
        place: String,
        /// Weekday in Indonesian.
        day: &'static str,
        /// Opening.
        open: ClockTime,
        /// Closing.
        close: ClockTime,
    },
    /// Two windows of a day overlap or stand in the wrong order.
    #[error("{place}, {day}: jam kerja yang dimulai {open} bertumpuk dengan yang berakhir {close}")]
    WindowsOverlap {
        /// The ordinary week, or the name of the range.
        place: String,
        /// Weekday in Indonesian.
        day: &'static str,
        /// Closing of the earlier window.
        close: ClockTime,
        /// Opening of the one listed after it.
        open: ClockTime,
    },
    /// A range that ends before it begins.
    #[error("rentang \"{name}\" berakhir {to}, sebelum dimulai {from}")]
    RangeReversed {
        /// Name of the range.
        name: String,
        /// First date.
        from: NaiveDate,
        /// Last date.
        to: NaiveDate,
    },
    /// Two ranges claim one date.
    #[error("rentang \"{first}\" dan \"{second}\" bertumpuk pada {date}")]
    RangesOverlap {
        /// The range that begins earlier.
        first: String,
        /// The range that begins later.
        second: String,
        /// First date that both claim.
        date: NaiveDate,
    },
    /// One date is listed twice under one name.
    #[error("hari libur {date} \"{name}\" tercantum dua kali")]
    DayOffTwice {
        /// The date.
        date: NaiveDate,
        /// The name.
        name: String,
    },
    /// A line of a holiday table is not of its form.
    #[error("tabel hari libur, baris {line}: {problem}")]
    HolidayTable {
        /// Line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// No such time of day.
    #[error("jam {hour}.{minute} tidak ada")]
    Clock {
        /// Hour.
        hour: u16,
        /// Minute.
        minute: u16,
    },
    /// No such date.
    #[error("tanggal {year}-{month}-{day} tidak ada")]
    Date {
        /// Year.
        year: i32,
        /// Month.
        month: u32,
        /// Day.
        day: u32,
    },
    /// Nothing is open for ten years on end, so no deadline can be named.
    #[error("kalender ini tidak punya jam kerja selama sepuluh tahun sejak {from}")]
    NeverOpens {
        /// The first date of the closed stretch.
        from: NaiveDate,
    },
    /// The answer lies after the year 9999.
    #[error("hasilnya lewat dari tahun 9999")]
    TooFar,
}

/// Working time between two instants, with its reckoning.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Span {
    /// Minutes inside office hours; never negative.
    #[ts(type = "number")]
    pub minutes: i64,
    /// An estimated date or range had a say in it.
    pub estimated: bool,
    /// The stretches that were counted, in order; their lengths sum to `minutes`.
    pub windows: Vec<(Instant, Instant)>,
    /// Years in which minutes were counted although their holiday list is not complete: a warning.
    pub missing_years: Vec<i32>,
}

/// The end of a number of working minutes, with its reckoning.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Due {
    /// The least instant at which that many minutes have passed.
    pub at: Instant,
    /// An estimated date or range had a say in it.
    pub estimated: bool,
    /// The stretches that lead to it, in order.
    pub windows: Vec<(Instant, Instant)>,
    /// Years in which minutes were counted although their holiday list is not complete: a warning.
    pub missing_years: Vec<i32>,
}

/// A checked calendar, ready to compute with. Its JSON is that of [`CalendarPlan`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "CalendarPlan", into = "CalendarPlan")]
pub struct Calendar {
    plan: CalendarPlan,
    offset: FixedOffset,
    /// Per date off: whether at least one entry for it is certain.
    certain_off: BTreeMap<NaiveDate, bool>,
    hash: String,
}

impl TryFrom<CalendarPlan> for Calendar {
    type Error = CalendarError;

    fn try_from(plan: CalendarPlan) -> Result<Calendar, CalendarError> {
        Calendar::new(plan)
    }
}

impl From<Calendar> for CalendarPlan {
    fn from(calendar: Calendar) -> CalendarPlan {
        calendar.plan
    }
}

/// Windows of one date: as the calendar reads it, and as it would read if what is estimated were not so.
struct Day<'a> {
    windows: &'a [Window],
    /// The readings that compete when the date rests on an estimate; empty when it is certain.
    readings: [&'a [Window]; 2],
}

/// What a walk over the days has counted so far, in minutes of the office's zone since 1970.
#[derive(Default)]
struct Tally {
    minutes: i64,
    estimated: bool,
    windows: Vec<(i64, i64)>,
    missing_years: BTreeSet<i32>,
}

impl Calendar {
    /// Checks a plan and makes it ready to compute with. Its lists are put in order, so that two plans that say
    /// the same have one hash.
    ///
    /// # Errors
    ///
    /// Windows that are reversed, overlap or stand out of order; ranges that are reversed or overlap; a day off
    /// listed twice under one name; an offset of a day or more.
    pub fn new(mut plan: CalendarPlan) -> Result<Calendar, CalendarError> {
        plan.sort();
        plan.check()?;
        let offset_minutes = plan.zone.offset_minutes;
        let offset = FixedOffset::east_opt(offset_minutes.saturating_mul(60))
            .ok_or(CalendarError::Zone { offset_minutes })?;
        let mut certain_off = BTreeMap::new();
        for day in &plan.days_off {
            *certain_off.entry(day.date).or_insert(false) |= !day.estimated;
        }
        let canonical =
            serde_json::to_vec(&plan).map_err(|error| CalendarError::Unwritable(error.to_string()))?;
        Ok(Calendar { hash: sha256_hex(&canonical), plan, offset, certain_off })
    }

    /// The calendar that the application delivers: office hours of Pemkab Mojokerto, Ramadan 2025–2027 (2026 and
    /// 2027 marked estimated), the national holidays and cuti bersama 2025–2027 (facts 5.1, 5.2).
    ///
    /// # Errors
    ///
    /// Only if the table in the repository is broken, which a test would find.
    pub fn mojokerto() -> Result<Calendar, CalendarError> {
        Calendar::new(mojokerto::plan()?)
    }

    /// Reads a calendar file.
    ///
    /// # Errors
    ///
    /// [`CalendarError::Json`] with line and column for what is not the JSON of a calendar (an unknown field, a
    /// time that is none), else as [`Calendar::new`].
    pub fn from_json(text: &str) -> Result<Calendar, CalendarError> {
        // A byte order mark is what Windows Notepad puts before the first brace.
        let text = text.trim_start_matches('\u{feff}');
        let plan: CalendarPlan = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let message = error.to_string();
            // serde_json ends its sentence with the place, which we say ourselves.
            let place = format!(" at line {line} column {column}");
            let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
            CalendarError::Json { line, column, message }
        })?;
        Calendar::new(plan)
    }

    /// The calendar file, indented, with a line feed at its end.
    ///
    /// # Errors
    ///
    /// [`CalendarError::Unwritable`], which no checked calendar is known to cause.
    pub fn to_json(&self) -> Result<String, CalendarError> {
        let mut text = serde_json::to_string_pretty(&self.plan)
            .map_err(|error| CalendarError::Unwritable(error.to_string()))?;
        text.push('\n');
        Ok(text)
    }

    /// What the calendar says. To change one, clone this, change it, and check it with [`Calendar::new`].
    #[must_use]
    pub fn plan(&self) -> &CalendarPlan {
        &self.plan
    }

    /// SHA-256 (hex) of the canonical JSON: compact, fields in the order of [`CalendarPlan`], lists in order.
    /// A completed step stores it beside its minutes (PROCEDURE 4).
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The offset of the office's zone.
    #[must_use]
    pub fn offset(&self) -> FixedOffset {
        self.offset
    }

    /// The date on which an instant falls in the office's zone.
    #[must_use]
    pub fn date(&self, instant: Instant) -> NaiveDate {
        instant.with_timezone(&self.offset).date_naive()
    }

    /// The entries that close the office on a date, in order of name; none for a date that is not listed.
    pub fn days_off(&self, date: NaiveDate) -> impl Iterator<Item = &DayOff> {
        self.plan.days_off.iter().filter(move |day| day.date == date)
    }

    /// Working time from `from` to `to`; zero minutes when `to` is not after `from`.
    #[must_use]
    pub fn elapsed(&self, from: Instant, to: Instant) -> Span {
        self.elapsed_without(from, to, &[])
    }

    /// Working time from `from` to `to` outside the `excluded` stretches: holds and waits outside the office
    /// (PROCEDURE 4). Stretches may overlap and reach beyond both ends; a reversed one excludes nothing.
    #[must_use]
    pub fn elapsed_without(&self, from: Instant, to: Instant, excluded: &[(Instant, Instant)]) -> Span {
        let (from, to) = (self.minute(from), self.minute(to));
        let excluded = self.merged(excluded);
        let mut tally = Tally::default();
        let mut midnight = from.div_euclid(DAY) * DAY;
        while midnight < to {
            let Some(date) = date_of(midnight) else { break };
            self.count(&mut tally, date, midnight, (from, to), &excluded);
            midnight += DAY;
        }
        Span {
            minutes: tally.minutes,
            estimated: tally.estimated,
            windows: self.instants(&tally.windows),
            missing_years: tally.missing_years.into_iter().collect(),
        }
    }

    /// When `minutes` of working time from `start` have passed: the least instant t with
    /// `elapsed(start, t).minutes == minutes` (PROCEDURE 4). A start outside a window counts from the next one.
    /// For zero minutes it is the start itself.
    ///
    /// # Errors
    ///
    /// [`CalendarError::NeverOpens`] when ten years on end hold no open minute, [`CalendarError::TooFar`] past the
    /// year 9999.
    pub fn due(&self, start: Instant, minutes: u32) -> Result<Due, CalendarError> {
        self.due_without(start, minutes, &[])
    }

    /// As [`Calendar::due`], with stretches in which the clock stands still.
    ///
    /// # Errors
    ///
    /// As [`Calendar::due`].
    pub fn due_without(
        &self,
        start: Instant,
        minutes: u32,
        excluded: &[(Instant, Instant)],
    ) -> Result<Due, CalendarError> {
        let start = self.minute(start);
        let needed = i64::from(minutes);
        let excluded = self.merged(excluded);
        let mut tally = Tally::default();
        let mut at = start;
        let mut stretch = ClosedStretch::default();
        let mut midnight = start.div_euclid(DAY) * DAY;
        while tally.minutes < needed {
            let date = date_in_reach(midnight)?;
            let pieces = self.pieces(self.day(date).windows, midnight, (start, i64::MAX), &excluded);
            stretch.see(date, pieces.is_empty())?;
            at = end_within(&pieces, needed - tally.minutes).unwrap_or(midnight + DAY);
            self.count(&mut tally, date, midnight, (start, at), &excluded);
            midnight += DAY;
        }
        Ok(Due {
            at: self.instant(at),
            estimated: tally.estimated,
            windows: self.instants(&tally.windows),
            missing_years: tally.missing_years.into_iter().collect(),
        })
    }

    /// The length of "1 hari" for a clock that starts at `start`: the net minutes of the first day on which it
    /// runs, 450 on an ordinary day and 390 in Ramadan (PROCEDURE 4).
    ///
    /// # Errors
    ///
    /// As [`Calendar::due`].
    pub fn day_minutes(&self, start: Instant) -> Result<u32, CalendarError> {
        self.day_minutes_without(start, &[])
    }

    /// As [`Calendar::day_minutes`], with stretches in which the clock stands still: a day that a hold covers is
    /// not one on which it runs. A day that a hold shortens keeps its full length as the measure.
    ///
    /// # Errors
    ///
    /// As [`Calendar::due`].
    pub fn day_minutes_without(
        &self,
        start: Instant,
        excluded: &[(Instant, Instant)],
    ) -> Result<u32, CalendarError> {
        let (date, _) = self.first_open(self.minute(start), &self.merged(excluded))?;
        Ok(self.day(date).windows.iter().map(|window| u32::from(window.minutes())).sum())
    }

    /// When `days` working days from `start` have passed. One clock has one length of day: that of the first day
    /// on which it runs ([`Calendar::day_minutes`]). So n days are n times that many minutes, also where the clock
    /// runs across the first or last day of Ramadan; the standard of a step does not change while it runs
    /// (PROCEDURE 4).
    ///
    /// # Errors
    ///
    /// As [`Calendar::due`].
    pub fn due_days(&self, start: Instant, days: u32) -> Result<Due, CalendarError> {
        self.due_days_without(start, days, &[])
    }

    /// As [`Calendar::due_days`], with stretches in which the clock stands still.
    ///
    /// # Errors
    ///
    /// As [`Calendar::due`].
    pub fn due_days_without(
        &self,
        start: Instant,
        days: u32,
        excluded: &[(Instant, Instant)],
    ) -> Result<Due, CalendarError> {
        let minutes = match days {
            // Zero days ask nothing of the calendar, not even that it opens.
            0 => 0,
            days => {
                self.day_minutes_without(start, excluded)?.checked_mul(days).ok_or(CalendarError::TooFar)?
            }
        };
        self.due_without(start, minutes, excluded)
    }

    /// The office hours of a date, in order; empty on a day off.
    #[must_use]
    pub fn office_hours(&self, date: NaiveDate) -> Vec<(Instant, Instant)> {
        let midnight = minute_of_midnight(date);
        self.instants(&self.pieces(self.day(date).windows, midnight, (i64::MIN, i64::MAX), &[]))
    }

    /// Whether the minute that begins at `instant` is working time. At closing time it is not.
    #[must_use]
    pub fn is_open(&self, instant: Instant) -> bool {
        self.closes_at(instant).is_some()
    }

    /// The end of the window that `instant` lies in (a break ends it too), or `None` outside office hours.
    #[must_use]
    pub fn closes_at(&self, instant: Instant) -> Option<Instant> {
        let minute = self.minute(instant);
        let midnight = minute.div_euclid(DAY) * DAY;
        let date = date_of(midnight)?;
        self.pieces(self.day(date).windows, midnight, (i64::MIN, i64::MAX), &[])
            .into_iter()
            .find(|&(open, close)| open <= minute && minute < close)
            .map(|(_, close)| self.instant(close))
    }

    /// The first instant not before `instant` whose minute is working time; the instant itself (cut to its
    /// minute) while the office is open.
    ///
    /// # Errors
    ///
    /// As [`Calendar::due`].
    pub fn next_open(&self, instant: Instant) -> Result<Instant, CalendarError> {
        let (_, minute) = self.first_open(self.minute(instant), &[])?;
        Ok(self.instant(minute))
    }

    /// The date and minute at which a clock started at `start` begins to run.
    fn first_open(&self, start: i64, excluded: &[(i64, i64)]) -> Result<(NaiveDate, i64), CalendarError> {
        let mut stretch = ClosedStretch::default();
        let mut midnight = start.div_euclid(DAY) * DAY;
        loop {
            let date = date_in_reach(midnight)?;
            let pieces = self.pieces(self.day(date).windows, midnight, (start, i64::MAX), excluded);
            if let Some(&(open, _)) = pieces.first() {
                return Ok((date, open));
            }
            stretch.see(date, true)?;
            midnight += DAY;
        }
    }

    /// What the calendar says of one date.
    fn day(&self, date: NaiveDate) -> Day<'_> {
        let ordinary = self.plan.week.windows(date.weekday());
        // Ranges are in order and apart, so the first that ends on or after the date is the only candidate.
        let index = self.plan.ranges.partition_point(|range| range.to < date);
        let range = self.plan.ranges.get(index).filter(|range| range.from <= date);
        let hours = range.map_or(ordinary, |range| range.week.windows(date.weekday()));
        let rival = if range.is_some_and(|range| range.estimated) { ordinary } else { &[] };
        match self.certain_off.get(&date) {
            Some(true) => Day { windows: &[], readings: [&[], &[]] },
            Some(false) => Day { windows: &[], readings: [hours, rival] },
            None if range.is_some_and(|range| range.estimated) => {
                Day { windows: hours, readings: [hours, rival] }
            }
            None => Day { windows: hours, readings: [&[], &[]] },
        }
    }

    /// Adds to `tally` what the day at `midnight` holds within `bounds` and outside `excluded`. The day makes the
    /// result an estimated one when one of its competing readings would count a minute there.
    fn count(
        &self,
        tally: &mut Tally,
        date: NaiveDate,
        midnight: i64,
        bounds: (i64, i64),
        excluded: &[(i64, i64)],
    ) {
        let day = self.day(date);
        let pieces = self.pieces(day.windows, midnight, bounds, excluded);
        tally.minutes += pieces.iter().map(|(from, to)| to - from).sum::<i64>();
        tally.estimated |=
            day.readings.iter().any(|windows| !self.pieces(windows, midnight, bounds, excluded).is_empty());
        if !pieces.is_empty() && !self.plan.complete_years.contains(&date.year()) {
            tally.missing_years.insert(date.year());
        }
        tally.windows.extend(pieces);
    }

    /// The parts of a day's windows within `bounds` and outside `excluded` (merged and in order).
    fn pieces(
        &self,
        windows: &[Window],
        midnight: i64,
        bounds: (i64, i64),
        excluded: &[(i64, i64)],
    ) -> Vec<(i64, i64)> {
        let mut pieces = Vec::new();
        for window in windows {
            let mut from = (midnight + i64::from(window.open.minutes())).max(bounds.0);
            let to = (midnight + i64::from(window.close.minutes())).min(bounds.1);
            let first = excluded.partition_point(|&(_, end)| end <= from);
            for &(start, end) in excluded.iter().skip(first).take_while(|&&(start, _)| start < to) {
                if from < start {
                    pieces.push((from, start));
                }
                from = end;
            }
            if from < to {
                pieces.push((from, to));
            }
        }
        pieces
    }

    /// Excluded stretches in minutes: in order, merged where they touch or overlap, empty ones dropped.
    fn merged(&self, excluded: &[(Instant, Instant)]) -> Vec<(i64, i64)> {
        let mut stretches: Vec<(i64, i64)> = excluded
            .iter()
            .map(|&(from, to)| (self.minute(from), self.minute(to)))
            .filter(|(from, to)| from < to)
            .collect();
        stretches.sort_unstable();
        let mut merged: Vec<(i64, i64)> = Vec::with_capacity(stretches.len());
        for (from, to) in stretches {
            match merged.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                Some(_) | None => merged.push((from, to)),
            }
        }
        merged
    }

    /// Minutes of the office's zone since 1970, seconds cut off.
    fn minute(&self, instant: Instant) -> i64 {
        (instant.timestamp() + i64::from(self.offset.local_minus_utc())).div_euclid(60)
    }

    fn instant(&self, minute: i64) -> Instant {
        let seconds = minute * 60 - i64::from(self.offset.local_minus_utc());
        // Every minute here lies within a day of an instant that came in, or before the year 10000.
        DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC).with_timezone(&self.offset)
    }

    fn instants(&self, pieces: &[(i64, i64)]) -> Vec<(Instant, Instant)> {
        pieces.iter().map(|&(from, to)| (self.instant(from), self.instant(to))).collect()
    }
}

/// Days in a row without an open minute, so that a calendar that never opens ends in an error.
#[derive(Default)]
struct ClosedStretch {
    since: Option<NaiveDate>,
    days: u32,
}

impl ClosedStretch {
    fn see(&mut self, date: NaiveDate, closed: bool) -> Result<(), CalendarError> {
        if !closed {
            *self = ClosedStretch::default();
            return Ok(());
        }
        let from = *self.since.get_or_insert(date);
        self.days += 1;
        if self.days > CLOSED_DAYS { Err(CalendarError::NeverOpens { from }) } else { Ok(()) }
    }
}

/// The instant at which `minutes` of the pieces have passed, or `None` if they hold fewer.
fn end_within(pieces: &[(i64, i64)], mut minutes: i64) -> Option<i64> {
    for &(from, to) in pieces {
        if minutes <= to - from {
            return Some(from + minutes);
        }
        minutes -= to - from;
    }
    None
}

/// The date of a midnight counted in minutes since 1970; `None` beyond what chrono can name.
fn date_of(midnight: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(midnight.div_euclid(DAY)).ok()?)
}

fn date_in_reach(midnight: i64) -> Result<NaiveDate, CalendarError> {
    date_of(midnight).filter(|date| date.year() <= LAST_YEAR).ok_or(CalendarError::TooFar)
}

fn minute_of_midnight(date: NaiveDate) -> i64 {
    i64::from(date.to_epoch_days()) * DAY
}
