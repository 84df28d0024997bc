//! The codes of characters in content streams, fixed once for all files.
//!
//! Nearly every character of an Indonesian letter is one of Windows-1252 and has one byte; the others are shown by a second
//! font over the same glyphs, whose codes are the two bytes of the code point. One byte and not two halves what a page says
//! before it is compressed, and lets a line be justified by one word spacing, which counts one-byte spaces only (ISO
//! 32000-1, 9.3.3). In both fonts the character's identifier (CID) is its code point.

use std::fmt::Write;
use std::sync::OnceLock;

use crate::error::LetterError;

/// What the name of the font of two-byte codes ends with.
pub(crate) const WIDE: &str = "w";

/// The characters of Windows-1252 that are not of Latin-1, by their bytes from 0x80; 0 where there is none.
const MIDDLE: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0, 0x017E, 0x0178,
];

/// A character's byte, if it has one.
pub(crate) fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ (0x20..=0x7E | 0xA0..=0xFF) => Some(code as u8),
        code => {
            let code = u16::try_from(code).ok().filter(|code| *code != 0)?;
            MIDDLE.iter().position(|known| *known == code).map(|at| 0x80 + at as u8)
        }
    }
}

/// A byte inside a literal string.
pub(crate) fn escaped(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        // An end of line inside a string would be read as a line feed.
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => out.push(byte),
    }
}

/// Name of [`cmap`] in the files.
pub(crate) const CMAP: &str = "Etalase-Latin";

/// The stream from one-byte codes to the identifiers of characters (ISO 32000-1, 9.7.5.4), deflated.
pub(crate) fn cmap_stream() -> Result<&'static [u8], LetterError> {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    super::deflated_once(&MADE, || cmap().into_bytes())
}

/// The stream from one-byte codes to Unicode, deflated.
pub(crate) fn to_unicode_stream() -> Result<&'static [u8], LetterError> {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    super::deflated_once(&MADE, || to_unicode().into_bytes())
}

fn cmap() -> String {
    let mut middle = String::new();
    for (byte, code) in pairs() {
        // Writing to a String cannot fail.
        let _ = writeln!(middle, "<{byte:02X}> {code}");
    }
    let count = pairs().count();
    table(
        CMAP,
        1,
        "<00> <FF>",
        &format!(
            "2 begincidrange\n<20> <7E> 32\n<A0> <FF> 160\nendcidrange\n{count} begincidchar\n{middle}endcidchar\n"
        ),
    )
}

fn to_unicode() -> String {
    let mut middle = String::new();
    for (byte, code) in pairs() {
        let _ = writeln!(middle, "<{byte:02X}> <{code:04X}>");
    }
    let count = pairs().count();
    table(
        "Etalase-Latin-UCS",
        2,
        "<00> <FF>",
        &format!(
            "2 beginbfrange\n<20> <7E> <0020>\n<A0> <FF> <00A0>\nendbfrange\n{count} beginbfchar\n{middle}endbfchar\n"
        ),
    )
}

/// From the two-byte codes that are used to Unicode.
pub(crate) fn to_unicode_wide(chars: &[char]) -> String {
    let mut body = String::new();
    // A table's block has a hundred entries at most.
    for block in chars.chunks(100) {
        let _ = writeln!(body, "{} beginbfchar", block.len());
        for c in block {
            let code = u32::from(*c);
            let _ = writeln!(body, "<{code:04X}> <{code:04X}>");
        }
        body.push_str("endbfchar\n");
    }
    table("Etalase-UCS", 2, "<0000> <FFFF>", &body)
}

fn pairs() -> impl Iterator<Item = (u8, u16)> {
    MIDDLE.iter().enumerate().filter(|(_, code)| **code != 0).map(|(at, code)| (0x80 + at as u8, *code))
}

fn table(name: &str, kind: u8, space: &str, body: &str) -> String {
    format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe)/Ordering (Identity)/Supplement 0>> def\n\
         /CMapName /{name} def\n/CMapType {kind} def\n/WMode 0 def\n1 begincodespacerange\n{space}\nendcodespacerange\n\
         {body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_those_of_windows_1252() {
        let bytes: Vec<Option<u8>> = "a\u{a0}é€–”Ÿā\u{81}\u{7f}".chars().map(byte).collect();
        let expected = [
            Some(0x61),
            Some(0xA0),
            Some(0xE9),
            Some(0x80),
            Some(0x96),
            Some(0x94),
            Some(0x9F),
            None,
            None,
            None,
        ];
        assert_eq!(bytes, expected);
    }

    #[test]
    fn brackets_and_line_ends_are_escaped() {
        let mut out = Vec::new();
        for byte in *b"a()\\\r" {
            escaped(&mut out, byte);
        }
        assert_eq!(out, b"a\\(\\)\\\\\\r");
    }
}
