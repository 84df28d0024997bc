//! The key under which register and search hold an usulan: a number that is made of its own and grows with age.

use crate::error::ArchiveError;

/// More usulan than a year can have. In the migrations too.
const OF_A_YEAR: i64 = 10_000_000;
/// More searchable texts than an usulan can have. In the migrations too.
const TEXTS: i64 = 1024;

/// No usulan is newer.
pub(crate) const NEWEST: i64 = 10_000 * OF_A_YEAR;

/// The key of an usulan, from its id such as `2026-0042`.
pub(crate) fn key_of(id: &str) -> Result<i64, ArchiveError> {
    parsed(id)
        .ok_or_else(|| ArchiveError::Database { detail: format!("“{id}” is not the id of an usulan") })
}

/// The key that a whole id has, if it is one.
pub(crate) fn parsed(id: &str) -> Option<i64> {
    let (year, number) = id.split_once('-')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || number.is_empty() || !digits(year) || !digits(number) {
        return None;
    }
    of_year(year.parse().ok()?, number.parse().ok()?)
}

/// The key of the usulan with a number in a year.
pub(crate) fn of_year(year: i32, number: i64) -> Option<i64> {
    (0..OF_A_YEAR).contains(&number).then(|| i64::from(year) * OF_A_YEAR + number)
}

/// The row of a text of an usulan; none for one text too many.
pub(crate) fn text_row(key: i64, place: usize) -> Option<i64> {
    i64::try_from(place).ok().filter(|place| *place < TEXTS).map(|place| key * TEXTS + place)
}

/// The rows of all texts of an usulan, first and last.
pub(crate) fn text_rows(key: i64) -> (i64, i64) {
    (key * TEXTS, key * TEXTS + TEXTS - 1)
}

/// The usulan to which a text belongs.
pub(crate) fn of_text_row(row: i64) -> i64 {
    row.div_euclid(TEXTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_grow_with_age() {
        let ids = ["2025-9999", "2025-10000", "2026-0001", "2026-0042", "2026-0100", "2027-0001"];
        let keys: Vec<i64> = ids.iter().map(|id| key_of(id).unwrap()).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "also past four digits: {keys:?}");
        for key in keys {
            let (first, last) = text_rows(key);
            assert_eq!(text_row(key, 0), Some(first));
            assert_eq!((of_text_row(first), of_text_row(last)), (key, key), "every text leads back");
            assert_eq!(text_row(key, 1024), None, "no text slips into the next usulan");
        }
    }

    #[test]
    fn what_is_no_id_has_no_key() {
        for id in ["", "2026", "2026-", "26-0042", "2026-42a", "2026-0042-1", "-0042", "2026-99999999"] {
            assert!(key_of(id).is_err(), "{id:?}");
        }
    }
}
