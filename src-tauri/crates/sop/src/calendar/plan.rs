//! What a calendar file says: zone, windows, ranges, days off. Plain data with its JSON form; [`super::Calendar`]
//! is the checked form that computes.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use super::CalendarError;

/// Minutes of a full day; the largest [`ClockTime`].
pub(super) const DAY: u16 = 24 * 60;

/// A time of day in whole minutes since midnight, 00:00 to 24:00 (24:00 closes a window at midnight).
/// In JSON it is text such as `"07:30"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, TS)]
#[ts(type = "string")]
pub struct ClockTime(u16);

impl ClockTime {
    /// The time `hour:minute`, or `None` outside 00:00 to 24:00.
    #[must_use]
    pub const fn new(hour: u16, minute: u16) -> Option<ClockTime> {
        if minute < 60 && (hour < 24 || (hour == 24 && minute == 0)) {
            Some(ClockTime(hour * 60 + minute))
        } else {
            None
        }
    }

    /// Reads `"07:30"`: two digits, a colon, two digits. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<ClockTime> {
        let (hour, minute) = text.split_once(':')?;
        let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        if !two_digits(hour) || !two_digits(minute) {
            return None;
        }
        ClockTime::new(hour.parse().ok()?, minute.parse().ok()?)
    }

    /// Minutes since midnight, 0 to 1440.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClockTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ClockTime, D::Error> {
        let text = String::deserialize(deserializer)?;
        ClockTime::parse(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("\"{text}\" bukan jam; tulis seperti \"07:30\"")))
    }
}

/// One stretch of office hours in a day, from `open` to `close`; a break is the gap between two windows.
/// In JSON it is a pair: `["07:30", "12:00"]`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, TS)]
#[ts(type = "[string, string]")]
pub struct Window {
    /// The first minute that counts begins here.
    pub open: ClockTime,
    /// The last minute that counts ends here.
    pub close: ClockTime,
}

impl Window {
    /// Length in minutes; zero for a window that closes before it opens (which a checked calendar never holds).
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.close.minutes().saturating_sub(self.open.minutes())
    }
}

impl Serialize for Window {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.open, self.close).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Window {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Window, D::Error> {
        let (open, close) = <(ClockTime, ClockTime)>::deserialize(deserializer)?;
        Ok(Window { open, close })
    }
}

/// The windows of each weekday. A day left out of the JSON has none.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Week {
    /// Senin.
    #[serde(default)]
    pub monday: Vec<Window>,
    /// Selasa.
    #[serde(default)]
    pub tuesday: Vec<Window>,
    /// Rabu.
    #[serde(default)]
    pub wednesday: Vec<Window>,
    /// Kamis.
    #[serde(default)]
    pub thursday: Vec<Window>,
    /// Jumat.
    #[serde(default)]
    pub friday: Vec<Window>,
    /// Sabtu.
    #[serde(default)]
    pub saturday: Vec<Window>,
    /// Minggu.
    #[serde(default)]
    pub sunday: Vec<Window>,
}

impl Week {
    /// The windows of one weekday, in order.
    #[must_use]
    pub fn windows(&self, weekday: chrono::Weekday) -> &[Window] {
        match weekday {
            chrono::Weekday::Mon => &self.monday,
            chrono::Weekday::Tue => &self.tuesday,
            chrono::Weekday::Wed => &self.wednesday,
            chrono::Weekday::Thu => &self.thursday,
            chrono::Weekday::Fri => &self.friday,
            chrono::Weekday::Sat => &self.saturday,
            chrono::Weekday::Sun => &self.sunday,
        }
    }

    /// The seven days with the Indonesian name that messages use.
    pub(super) fn days(&self) -> [(&'static str, &[Window]); 7] {
        [
            ("Senin", &self.monday),
            ("Selasa", &self.tuesday),
            ("Rabu", &self.wednesday),
            ("Kamis", &self.thursday),
            ("Jumat", &self.friday),
            ("Sabtu", &self.saturday),
            ("Minggu", &self.sunday),
        ]
    }
}

/// The office's zone: a fixed offset with the name that is printed on paper ("WIB").
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Name as printed, such as `WIB`.
    pub name: String,
    /// Minutes east of UTC; 420 for Asia/Jakarta. Indonesia has no summer time, so one number is the whole zone.
    pub offset_minutes: i32,
}

/// Dates with a week of their own, such as Ramadan (facts 5.1).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WeekRange {
    /// What it is, such as "Ramadan 1447 H".
    pub name: String,
    /// First date on which its week holds.
    pub from: NaiveDate,
    /// Last date on which its week holds.
    pub to: NaiveDate,
    /// Its dates are a forecast; a result that rests on them says so.
    #[serde(default)]
    pub estimated: bool,
    /// The windows while it lasts.
    pub week: Week,
}

/// Why the office is closed on a date (facts 5.2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DayOffKind {
    /// Libur nasional (LN), by joint decree.
    LiburNasional,
    /// Cuti bersama (CB): civil servants do not work on it either.
    CutiBersama,
    /// Libur daerah (LD), such as a local election.
    LiburDaerah,
}

impl DayOffKind {
    /// The two letters of the national table: LN, CB, LD.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            DayOffKind::LiburNasional => "LN",
            DayOffKind::CutiBersama => "CB",
            DayOffKind::LiburDaerah => "LD",
        }
    }

    /// The kind of a two-letter code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<DayOffKind> {
        match code {
            "LN" => Some(DayOffKind::LiburNasional),
            "CB" => Some(DayOffKind::CutiBersama),
            "LD" => Some(DayOffKind::LiburDaerah),
            _ => None,
        }
    }
}

/// One date on which the office is closed. Several may fall on one date (a holiday and a cuti bersama).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DayOff {
    /// The date.
    pub date: NaiveDate,
    /// Why.
    pub kind: DayOffKind,
    /// Its name in the decree.
    pub name: String,
    /// The date is a forecast; a result that rests on it says so.
    #[serde(default)]
    pub estimated: bool,
}

/// A calendar file: what the office stores, what `etalase-cli time calendar` prints and `--calendar` reads.
/// Fields that it does not know are refused, so that a misspelt one is not lost in silence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarPlan {
    /// The office's zone.
    pub zone: Zone,
    /// Windows of an ordinary week.
    pub week: Week,
    /// Ranges with other windows; they may not overlap.
    #[serde(default)]
    pub ranges: Vec<WeekRange>,
    /// Dates on which the office is closed.
    #[serde(default)]
    pub days_off: Vec<DayOff>,
    /// Years whose list of national holidays and cuti bersama is complete. A result that touches another year
    /// carries that year as a warning (DESIGN 4).
    #[serde(default)]
    pub complete_years: BTreeSet<i32>,
}

impl CalendarPlan {
    /// Checks what types cannot: windows in order and apart, ranges in order and apart, no date listed twice
    /// under one name, an offset that exists.
    pub(super) fn check(&self) -> Result<(), CalendarError> {
        if self.zone.offset_minutes.abs() >= i32::from(DAY) {
            return Err(CalendarError::Zone { offset_minutes: self.zone.offset_minutes });
        }
        check_week("pekan biasa", &self.week)?;
        for range in &self.ranges {
            if range.to < range.from {
                return Err(CalendarError::RangeReversed {
                    name: range.name.clone(),
                    from: range.from,
                    to: range.to,
                });
            }
            check_week(&range.name, &range.week)?;
        }
        for (earlier, later) in self.ranges.iter().zip(self.ranges.iter().skip(1)) {
            if later.from <= earlier.to {
                return Err(CalendarError::RangesOverlap {
                    first: earlier.name.clone(),
                    second: later.name.clone(),
                    date: later.from,
                });
            }
        }
        for (earlier, later) in self.days_off.iter().zip(self.days_off.iter().skip(1)) {
            if earlier.date == later.date && earlier.name == later.name {
                return Err(CalendarError::DayOffTwice { date: later.date, name: later.name.clone() });
            }
        }
        Ok(())
    }

    /// Puts lists into the order that JSON and hash use: ranges by date, days off by date and name.
    pub(super) fn sort(&mut self) {
        self.ranges.sort_by(|a, b| (a.from, a.to, &a.name).cmp(&(b.from, b.to, &b.name)));
        self.days_off.sort_by(|a, b| (a.date, &a.name, a.kind).cmp(&(b.date, &b.name, b.kind)));
    }
}

fn check_week(place: &str, week: &Week) -> Result<(), CalendarError> {
    for (day, windows) in week.days() {
        for window in windows {
            if window.close <= window.open {
                return Err(CalendarError::WindowReversed {
                    place: place.to_owned(),
                    day,
                    open: window.open,
                    close: window.close,
                });
            }
        }
        for (earlier, later) in windows.iter().zip(windows.iter().skip(1)) {
            if later.open < earlier.close {
                return Err(CalendarError::WindowsOverlap {
                    place: place.to_owned(),
                    day,
                    close: earlier.close,
                    open: later.open,
                });
            }
        }
    }
    Ok(())
}
