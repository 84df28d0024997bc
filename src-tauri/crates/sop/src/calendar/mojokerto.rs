//! The calendar that the application delivers: office hours of Pemkab Mojokerto, Ramadan, holidays 2025–2027
//! (facts 5.1 and 5.2). It is only the starting point; the office edits its own copy.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::CalendarError;
use super::plan::{CalendarPlan, ClockTime, DayOff, DayOffKind, Week, WeekRange, Window, Zone};

/// The national table as it is kept in the repository: `tanggal,hari,jenis,nama`.
const HOLIDAYS: &str = include_str!("../../data/holidays-2025-2027.csv");

/// Reads a holiday table of the national form `tanggal,hari,jenis,nama` (a head line, then one date a line;
/// `nama` is the rest of the line, commas included). Used for the delivered table and for a table of another
/// year that the office takes in.
///
/// # Errors
///
/// [`CalendarError::HolidayTable`] names the first line that is not of this form, whose kind is not LN, CB or
/// LD, or whose weekday is not that of its date.
pub fn read_holidays(table: &str) -> Result<Vec<DayOff>, CalendarError> {
    let mut days_off = Vec::new();
    for (index, line) in table.lines().enumerate() {
        let line = line.trim_end().trim_start_matches('\u{feff}');
        let fault = |problem: &'static str| CalendarError::HolidayTable { line: index + 1, problem };
        if index == 0 {
            if line != "tanggal,hari,jenis,nama" {
                return Err(fault("kepala tabel harus tanggal,hari,jenis,nama"));
            }
            continue;
        }
        if line.is_empty() {
            continue;
        }
        let mut cells = line.splitn(4, ',');
        let (Some(date), Some(weekday), Some(kind), Some(name)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            return Err(fault("baris harus berisi tanggal, hari, jenis, dan nama"));
        };
        let date = NaiveDate::parse_from_str(date, "%Y-%m-%d")
            .map_err(|_| fault("tanggal harus ditulis seperti 2026-01-31"))?;
        if weekday != weekday_name(date.weekday()) {
            return Err(fault("hari tidak cocok dengan tanggalnya"));
        }
        let kind = DayOffKind::from_code(kind).ok_or_else(|| fault("jenis harus LN, CB, atau LD"))?;
        if name.trim().is_empty() {
            return Err(fault("nama hari libur kosong"));
        }
        days_off.push(DayOff { date, kind, name: name.to_owned(), estimated: false });
    }
    Ok(days_off)
}

/// The plan behind [`super::Calendar::mojokerto`].
pub(super) fn plan() -> Result<CalendarPlan, CalendarError> {
    // Facts 5.1: 450 net minutes a day in five days; breaks of one hour, on Friday one and a half.
    let ordinary =
        week(&[((7, 30), (12, 0)), ((13, 0), (16, 0))], &[((7, 30), (11, 30)), ((13, 0), (16, 30))])?;
    // Facts 5.1, the circular of 2021: 390 net minutes a day.
    let ramadan =
        week(&[((8, 0), (12, 0)), ((12, 30), (15, 0))], &[((8, 0), (11, 30)), ((12, 30), (15, 30))])?;
    // Facts 5.1: 1446 H is past and known; the start of 1447 H and of 1448 H is set by the Ministry of Religious
    // Affairs shortly before, so both stay marked. 1448 H begins on 8 or 9 February: the earlier is taken.
    let ranges = vec![
        range("Ramadan 1446 H", (2025, 3, 1), (2025, 3, 30), false, &ramadan)?,
        range("Ramadan 1447 H", (2026, 2, 19), (2026, 3, 20), true, &ramadan)?,
        range("Ramadan 1448 H", (2027, 2, 8), (2027, 3, 9), true, &ramadan)?,
    ];
    Ok(CalendarPlan {
        zone: Zone { name: "WIB".to_owned(), offset_minutes: 7 * 60 },
        week: ordinary,
        ranges,
        days_off: read_holidays(HOLIDAYS)?,
        complete_years: BTreeSet::from([2025, 2026, 2027]),
    })
}

type Hours = ((u16, u16), (u16, u16));

fn week(monday_to_thursday: &[Hours], friday: &[Hours]) -> Result<Week, CalendarError> {
    let ordinary = windows(monday_to_thursday)?;
    Ok(Week {
        monday: ordinary.clone(),
        tuesday: ordinary.clone(),
        wednesday: ordinary.clone(),
        thursday: ordinary,
        friday: windows(friday)?,
        saturday: Vec::new(),
        sunday: Vec::new(),
    })
}

fn windows(hours: &[Hours]) -> Result<Vec<Window>, CalendarError> {
    let time = |(hour, minute)| ClockTime::new(hour, minute).ok_or(CalendarError::Clock { hour, minute });
    hours.iter().map(|&(open, close)| Ok(Window { open: time(open)?, close: time(close)? })).collect()
}

fn range(
    name: &str,
    from: (i32, u32, u32),
    to: (i32, u32, u32),
    estimated: bool,
    week: &Week,
) -> Result<WeekRange, CalendarError> {
    let date = |(year, month, day)| {
        NaiveDate::from_ymd_opt(year, month, day).ok_or(CalendarError::Date { year, month, day })
    };
    Ok(WeekRange { name: name.to_owned(), from: date(from)?, to: date(to)?, estimated, week: week.clone() })
}

/// The Indonesian name of a weekday, as the national table spells it.
fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Senin",
        Weekday::Tue => "Selasa",
        Weekday::Wed => "Rabu",
        Weekday::Thu => "Kamis",
        Weekday::Fri => "Jumat",
        Weekday::Sat => "Sabtu",
        Weekday::Sun => "Minggu",
    }
}
