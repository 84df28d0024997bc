//! The code on the page (PROCEDURE 2): what it says, what it is checked with, and its pattern.
//!
//! Paper that comes back from the scanner is filed by this code. It says which office, naskah, revision, recipient,
//! copy and page a sheet is, and eight digits of a hash over what is printed on it: a page from another letter, or a
//! letter typed anew by hand, is told apart. It proves nothing about who signed, and its caption says so.

use qrcode::{EcLevel, QrCode, Version};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::data::{CopyKind, NaskahData};
use crate::error::LetterError;
use crate::render::{canonical, content_of, hex};
use crate::settings::LayoutSettings;

/// The form of the payload; another form gets another name.
const FORM: &str = "ET1";
/// What stands beside the code, so that nobody takes it for a signature (PROCEDURE 2).
pub(crate) const CAPTION: &str = "Kode arsip, bukan tanda tangan elektronik";
/// Side of the code with its quiet zone, in micrometres.
pub(crate) const SIDE: i64 = 20_000;
/// White modules that a reader needs on every side (ISO/IEC 18004, 6.3.8).
const QUIET: i64 = 4;
/// The largest version: 67 alphanumeric characters at level Q, modules of 0.48 mm.
const LARGEST: i16 = 4;
/// Characters of the largest version.
pub const MAX_PAYLOAD: usize = 67;

/// What the office says of a naskah for its code. Absent, no code is printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ArchiveCode {
    /// Four characters that tell one office from another: `4F7A`.
    pub office: String,
    /// The naskah's id in the office: `N2026-00117`.
    pub naskah: String,
    /// The revision that is printed, from 1.
    pub revision: u32,
    /// Which recipient of several the sheet is for, from 1; 0 when it is for all.
    pub recipient: u32,
    /// The head of the journal's chain at printing, `<seq>:<16 hex>`; printed on internal papers only.
    pub head: Option<String>,
}

impl ArchiveCode {
    /// Refuses parts that the payload cannot hold.
    ///
    /// # Errors
    /// [`LetterError::Data`] names the part.
    pub(crate) fn check(&self) -> Result<(), LetterError> {
        let wrong = |field: &str, problem: &str| {
            Err(LetterError::Data { field: format!("code.{field}"), problem: problem.to_owned() })
        };
        let plain =
            |text: &str| text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
        if self.office.len() != 4 || !plain(&self.office) {
            return wrong("office", "harus empat huruf kapital atau angka.");
        }
        if self.naskah.is_empty() || self.naskah.len() > 16 || !plain(&self.naskah) {
            return wrong("naskah", "harus berupa nomor naskah seperti N2026-00117.");
        }
        if self.revision == 0 || self.revision > 9_999 || self.recipient > 99_999 {
            return wrong("revision", "revisi harus 1 sampai 9999 dan penerima paling banyak 99999.");
        }
        if let Some(head) = &self.head {
            let (seq, hash) = head.split_once(':').unwrap_or_default();
            let digits = !seq.is_empty() && seq.len() <= 12 && seq.bytes().all(|b| b.is_ascii_digit());
            if !digits || hash.len() != 16 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
                return wrong("head", "harus berupa nomor catatan, titik dua, dan 16 angka heksadesimal.");
            }
        }
        Ok(())
    }

    /// The text in the code of one page, pages counted from 1.
    pub(crate) fn payload(&self, copy: CopyKind, page: usize, pages: usize, check: &str) -> String {
        let copy = match copy {
            CopyKind::Asli => 'A',
            CopyKind::Pertinggal => 'P',
        };
        let Self { office, naskah, revision, recipient, .. } = self;
        format!("{FORM}/{office}/{naskah}/R{revision}/P{recipient}/{copy}{page}-{pages}/{check}")
    }
}

/// The first eight upper-case hexadecimal digits of SHA-256 over the content with number, date and recipients as they
/// are printed; without code, page count and head, which do not change what a letter says.
pub(crate) fn check_digits(
    data: &NaskahData,
    settings: &LayoutSettings,
    template: &str,
    number: &str,
    date: &str,
) -> String {
    let mut content = content_of(data, settings, template);
    if let Some(map) = content.as_object_mut() {
        map.insert("number".to_owned(), number.into());
        map.insert("date".to_owned(), date.into());
        let to = serde_json::to_value(&data.addressees).unwrap_or(serde_json::Value::Null);
        map.insert("addressees".to_owned(), to);
    }
    let mut text = String::new();
    canonical(&content, &mut text);
    hex(&Sha256::digest(text))[..8].to_uppercase()
}

/// The dark modules of a code: how wide one is, where the pattern begins inside the 20 mm, and its rows of runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Pattern {
    /// Width of a module in micrometres.
    pub(crate) module: i64,
    /// From the edge of the 20 mm to the first module: the quiet zone.
    pub(crate) quiet: i64,
    /// Dark rectangles in modules: column, row, how many across, how many down.
    pub(crate) dark: Vec<(u16, u16, u16, u16)>,
}

/// The pattern of a payload: the smallest version that holds it, for the largest modules.
pub(crate) fn pattern(payload: &str) -> Result<Pattern, LetterError> {
    let code = (1..=LARGEST)
        .find_map(|version| QrCode::with_version(payload, Version::Normal(version), EcLevel::Q).ok())
        .ok_or(LetterError::TooLarge {
            what: "kode arsip (karakter)",
            actual: payload.len(),
            limit: MAX_PAYLOAD,
        })?;
    let across = code.width();
    let colors = code.to_colors();
    let dark = |x: usize, y: usize| colors.get(y * across + x) == Some(&qrcode::Color::Dark);
    let module = SIDE / (across as i64 + 2 * QUIET);
    let quiet = (SIDE - module * across as i64) / 2;
    // Runs of a row, each as far down as the same run goes on: few rectangles, no seams inside them.
    let runs = |y: usize| {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for x in (0..across).filter(|x| dark(*x, y)) {
            match runs.last_mut() {
                Some((start, length)) if *start + *length == x => *length += 1,
                _ => runs.push((x, 1)),
            }
        }
        runs
    };
    let rows: Vec<Vec<(usize, usize)>> = (0..across).map(runs).collect();
    let mut rectangles = Vec::new();
    for (y, row) in rows.iter().enumerate() {
        for run in row {
            if y > 0 && rows[y - 1].contains(run) {
                continue;
            }
            let down = rows[y..].iter().take_while(|row| row.contains(run)).count();
            rectangles.push((run.0 as u16, y as u16, run.1 as u16, down as u16));
        }
    }
    Ok(Pattern { module, quiet, dark: rectangles })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> ArchiveCode {
        ArchiveCode {
            office: "4F7A".to_owned(),
            naskah: "N2026-00117".to_owned(),
            revision: 2,
            recipient: 0,
            head: Some("128:0123456789abcdef".to_owned()),
        }
    }

    #[test]
    fn the_payload_is_as_the_procedure_writes_it() {
        code().check().unwrap();
        assert_eq!(
            code().payload(CopyKind::Pertinggal, 2, 3, "1A2B3C4D"),
            "ET1/4F7A/N2026-00117/R2/P0/P2-3/1A2B3C4D"
        );
        let largest = ArchiveCode {
            revision: 9_999,
            recipient: 99_999,
            naskah: "N2026-1234567890".to_owned(),
            ..code()
        };
        let payload = largest.payload(CopyKind::Asli, 300, 300, "FFFFFFFF");
        assert!(payload.len() <= MAX_PAYLOAD, "{} characters: {payload}", payload.len());
        pattern(&payload).unwrap();
    }

    #[test]
    fn parts_that_cannot_be_coded_are_named() {
        for (part, wrong) in [
            ("office", ArchiveCode { office: "4f7a".to_owned(), ..code() }),
            ("office", ArchiveCode { office: "4F7".to_owned(), ..code() }),
            ("naskah", ArchiveCode { naskah: "N2026/117".to_owned(), ..code() }),
            ("naskah", ArchiveCode { naskah: String::new(), ..code() }),
            ("revision", ArchiveCode { revision: 0, ..code() }),
            ("head", ArchiveCode { head: Some("x".to_owned()), ..code() }),
            ("head", ArchiveCode { head: Some("12:0123".to_owned()), ..code() }),
        ] {
            let error = wrong.check().unwrap_err().to_string();
            assert!(error.contains(&format!("code.{part}")), "{error} should name {part}");
        }
    }

    #[test]
    fn the_pattern_fills_its_place_and_leaves_its_quiet_zone() {
        for payload in ["ET1/4F7A/N2026-00117/R2/P0/A1-1/1A2B3C4D".to_owned(), "A".repeat(MAX_PAYLOAD)] {
            let Pattern { module, quiet, dark } = pattern(&payload).unwrap();
            assert!(quiet >= QUIET * module, "{payload}: {quiet} µm of white for modules of {module} µm");
            assert!(module >= 480, "{payload}: modules of {module} µm can be read from 200 dpi");
            let far = dark.iter().map(|(x, y, w, h)| (x + w).max(y + h)).max().unwrap();
            assert!(2 * quiet + i64::from(far) * module <= SIDE, "{payload}: nothing stands outside");
        }
        assert!(pattern(&"A".repeat(MAX_PAYLOAD + 1)).is_err(), "one character more is refused");
    }
}
