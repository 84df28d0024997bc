//! How the office writes dates, numbers, money and civil-servant numbers (facts 1.5 and 9.6). Pure functions.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

const WEEKDAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];

/// The name of a month, 1 to 12; empty for anything else.
#[must_use]
pub fn month_name(month: u32) -> &'static str {
    month.checked_sub(1).and_then(|index| MONTHS.get(index as usize)).copied().unwrap_or("")
}

/// The name of a date's weekday: `Senin`.
#[must_use]
pub fn weekday_name(date: NaiveDate) -> &'static str {
    WEEKDAYS[date.weekday().num_days_from_monday() as usize]
}

/// `10 Nov 2026`, the form of narrow columns (DESK 8).
#[must_use]
pub fn short_date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), short_month(date.month()), date.year())
}

/// The first three letters of a month's name.
#[must_use]
pub fn short_month(month: u32) -> String {
    month_name(month).chars().take(3).collect()
}

/// A date as letters write it: `9 November 2026`.
#[must_use]
pub fn date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// A date with its weekday: `Senin, 9 November 2026`.
#[must_use]
pub fn date_with_weekday(day: NaiveDate) -> String {
    format!("{}, {}", weekday_name(day), date(day))
}

/// A time of day on paper, with a dot and the zone: `07.30 WIB`.
#[must_use]
pub fn time_wib(time: NaiveTime) -> String {
    format!("{:02}.{:02} WIB", time.hour(), time.minute())
}

/// A whole number with dots between thousands: `1.250.000`.
#[must_use]
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// Money from whole rupiah: `Rp1.250.000,00`, without a space (facts 9.6).
#[must_use]
pub fn rupiah(amount: i64) -> String {
    if amount < 0 {
        format!("-Rp{},00", grouped(amount.saturating_neg()))
    } else {
        format!("Rp{},00", grouped(amount))
    }
}

/// A number in words, up to hundreds of trillions (`triliun`, 10¹²) and a little beyond: `seribu dua ratus`.
#[must_use]
pub fn terbilang(number: u64) -> String {
    if number == 0 {
        return "nol".to_owned();
    }
    let mut words = Vec::new();
    spell(number, &mut words);
    words.join(" ")
}

/// A number with its words in brackets, as the lampiran row wants: `1 (satu)`.
#[must_use]
pub fn number_with_words(number: u64) -> String {
    let digits = i64::try_from(number).map_or_else(|_| number.to_string(), grouped);
    format!("{digits} ({})", terbilang(number))
}

const UNITS: [&str; 12] = [
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
];

const SCALES: [(u64, &str); 6] = [
    (1_000_000_000_000_000_000, "kuintiliun"),
    (1_000_000_000_000_000, "kuadriliun"),
    (1_000_000_000_000, "triliun"),
    (1_000_000_000, "miliar"),
    (1_000_000, "juta"),
    (1_000, "ribu"),
];

fn spell(number: u64, words: &mut Vec<&'static str>) {
    for (scale, name) in SCALES {
        if number >= scale {
            if scale == 1_000 && number < 2_000 {
                words.push("seribu");
            } else {
                spell(number / scale, words);
                words.push(name);
            }
            spell(number % scale, words);
            return;
        }
    }
    match number {
        0 => {}
        1..=11 => words.push(UNITS[number as usize]),
        12..=19 => {
            words.push(UNITS[(number - 10) as usize]);
            words.push("belas");
        }
        20..=99 => {
            words.push(UNITS[(number / 10) as usize]);
            words.push("puluh");
            spell(number % 10, words);
        }
        100..=199 => {
            words.push("seratus");
            spell(number - 100, words);
        }
        _ => {
            words.push(UNITS[(number / 100) as usize]);
            words.push("ratus");
            spell(number % 100, words);
        }
    }
}

/// A civil-servant number as printed, and what looks wrong about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nip {
    /// Grouped 8-6-1-3 when it has 18 digits (`19680327 198809 1 002`), else as typed.
    pub printed: String,
    /// Doubts in Indonesian; they warn and never refuse (facts 1.5).
    pub warnings: Vec<String>,
}

/// Groups a NIP and checks its parts: birth date, month of appointment (21 for PPPK), sex, running number.
#[must_use]
pub fn nip(typed: &str) -> Nip {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let foreign = typed.chars().any(|c| !c.is_ascii_digit() && !c.is_whitespace() && c != '.' && c != '-');
    if digits.len() != 18 || foreign {
        let warnings = if typed.trim().is_empty() {
            Vec::new()
        } else {
            vec![format!("NIP biasanya 18 angka; yang diketik {} angka.", digits.len())]
        };
        return Nip { printed: typed.trim().to_owned(), warnings };
    }
    let number = |from: usize, to: usize| digits[from..to].parse::<u32>().unwrap_or(0);
    let mut warnings = Vec::new();
    if NaiveDate::from_ymd_opt(number(0, 4) as i32, number(4, 6), number(6, 8)).is_none() {
        warnings.push("Delapan angka pertama NIP bukan tanggal lahir.".to_owned());
    }
    let month = number(12, 14);
    if !(1..=12).contains(&month) && month != 21 {
        warnings.push("Angka ke-13 dan ke-14 NIP bukan bulan pengangkatan.".to_owned());
    }
    if number(8, 12) < number(0, 4) + 15 {
        warnings.push("Tahun pengangkatan pada NIP terlalu dekat dengan tahun lahir.".to_owned());
    }
    if !(1..=2).contains(&number(14, 15)) {
        warnings.push("Angka ke-15 NIP biasanya 1 atau 2.".to_owned());
    }
    let printed = format!("{} {} {} {}", &digits[..8], &digits[8..14], &digits[14..15], &digits[15..]);
    Nip { printed, warnings }
}

/// The nearest of several names, for "Mungkin {{jadwal}}"; `None` when nothing is near enough.
#[must_use]
pub(crate) fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wrong.chars().count() / 3).max(2);
    names
        .into_iter()
        .map(|name| (distance(wrong, name), name))
        .filter(|(far, _)| *far <= limit)
        .min_by_key(|(far, _)| *far)
        .map(|(_, name)| name)
}

/// Letters to add, drop, change or swap (optimal string alignment). Long inputs count as far.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(80).collect(), b.chars().take(80).collect());
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// Several things in a sentence: `a`, `a dan b`, `a, b, dan c`.
#[must_use]
pub fn enumeration(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} dan {two}"),
        [head @ .., last] => format!("{}, dan {last}", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        for (number, words) in [
            (0, "nol"),
            (1, "satu"),
            (10, "sepuluh"),
            (11, "sebelas"),
            (12, "dua belas"),
            (20, "dua puluh"),
            (21, "dua puluh satu"),
            (100, "seratus"),
            (101, "seratus satu"),
            (111, "seratus sebelas"),
            (199, "seratus sembilan puluh sembilan"),
            (200, "dua ratus"),
            (1_000, "seribu"),
            (1_001, "seribu satu"),
            (1_999, "seribu sembilan ratus sembilan puluh sembilan"),
            (2_000, "dua ribu"),
            (11_000, "sebelas ribu"),
            (100_000, "seratus ribu"),
            (101_000, "seratus satu ribu"),
            (1_000_000, "satu juta"),
            (1_001_000, "satu juta seribu"),
            (1_250_000, "satu juta dua ratus lima puluh ribu"),
            (1_000_000_000, "satu miliar"),
            (2_000_000_001, "dua miliar satu"),
            (1_000_000_000_000, "satu triliun"),
            (999_000_000_000_000, "sembilan ratus sembilan puluh sembilan triliun"),
        ] {
            assert_eq!(terbilang(number), words, "terbilang of {number}");
        }
        assert_eq!(number_with_words(1), "1 (satu)", "the lampiran row");
        assert_eq!(number_with_words(1_500), "1.500 (seribu lima ratus)", "digits are grouped");
        assert!(!terbilang(u64::MAX).is_empty(), "the largest number has words too");
    }

    #[test]
    fn money_and_grouping() {
        for (amount, text) in [
            (0, "Rp0,00"),
            (999, "Rp999,00"),
            (1_000, "Rp1.000,00"),
            (1_250_000, "Rp1.250.000,00"),
            (-5_000, "-Rp5.000,00"),
        ] {
            assert_eq!(rupiah(amount), text, "rupiah of {amount}");
        }
        assert_eq!(grouped(i64::MIN), "-9.223.372.036.854.775.808", "the smallest number does not overflow");
        assert_eq!(
            rupiah(i64::MIN),
            "-Rp9.223.372.036.854.775.807,00",
            "money saturates instead of panicking"
        );
    }

    #[test]
    fn dates_and_times() {
        for (ymd, text) in [
            ((2026, 11, 9), "Senin, 9 November 2026"),
            ((2026, 11, 10), "Selasa, 10 November 2026"),
            ((2024, 2, 29), "Kamis, 29 Februari 2024"),
            ((2027, 1, 1), "Jumat, 1 Januari 2027"),
            ((2026, 12, 27), "Minggu, 27 Desember 2026"),
        ] {
            let day = NaiveDate::from_ymd_opt(ymd.0, ymd.1, ymd.2).unwrap();
            assert_eq!(date_with_weekday(day), text, "date {ymd:?}");
        }
        assert_eq!(time_wib(NaiveTime::from_hms_opt(7, 30, 0).unwrap()), "07.30 WIB", "a dot, and the zone");
        let day = NaiveDate::from_ymd_opt(2026, 8, 7).unwrap();
        assert_eq!(short_date(day), "7 Agu 2026", "three letters of the month");
        assert_eq!(month_name(13), "", "no thirteenth month, and no panic");
    }

    #[test]
    fn civil_servant_numbers() {
        for (typed, printed, doubts) in [
            ("196803271988091002", "19680327 198809 1 002", 0),
            ("19680327 198809 1 002", "19680327 198809 1 002", 0),
            ("19900512 202421 2 007", "19900512 202421 2 007", 0),
            ("199013122024211007", "19901312 202421 1 007", 1),
            ("196803271988093002", "19680327 198809 3 002", 1),
            ("1968", "1968", 1),
            ("", "", 0),
            ("tidak ada", "tidak ada", 1),
        ] {
            let read = nip(typed);
            assert_eq!(read.printed, printed, "print of NIP {typed:?}");
            assert_eq!(read.warnings.len(), doubts, "doubts about NIP {typed:?}: {:?}", read.warnings);
        }
    }

    #[test]
    fn near_misses() {
        let names = ["jadwal", "kbli", "nama_etalase", "narahubung"];
        for (wrong, right) in [
            ("jadwl", Some("jadwal")),
            ("jadawl", Some("jadwal")),
            ("nama_etalas", Some("nama_etalase")),
            ("klbi", Some("kbli")),
            ("gudang_besar", None),
        ] {
            assert_eq!(nearest(wrong, names), right, "what {wrong} may have meant");
        }
    }

    #[test]
    fn enumerations() {
        let list = |n: usize| (0..n).map(|i| format!("p{i}")).collect::<Vec<_>>();
        assert_eq!(enumeration(&list(0)), "", "nothing");
        assert_eq!(enumeration(&list(2)), "p0 dan p1", "two without a comma");
        assert_eq!(enumeration(&list(3)), "p0, p1, dan p2", "three with a comma before dan (EYD)");
    }
}
