//! Reading a PDF back with lopdf alone: what a reader of the file gets, without any tool of the machine.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "test code; clippy knows only the test functions as such"
)]

pub(crate) mod cases;
pub(crate) mod layout;
pub(crate) mod lived;
pub(crate) mod merge;
pub(crate) mod picture;
pub(crate) mod sheets;
pub(crate) mod sop;

use std::collections::BTreeMap;

use letters::{FieldValue, NaskahData};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

/// A field set to a text.
pub(crate) fn set(data: &mut NaskahData, key: &str, value: &str) {
    data.fields.insert(key.to_owned(), FieldValue::Text(value.to_owned()));
}

/// The file parsed.
pub(crate) fn open(pdf: &[u8]) -> Document {
    Document::load_mem(pdf).expect("a PDF that lopdf reads")
}

/// Width and height of every page in micrometres.
pub(crate) fn page_sizes(document: &Document) -> Vec<(i64, i64)> {
    document
        .get_pages()
        .values()
        .map(|id| {
            let page = document.get_dictionary(*id).expect("a page");
            let media = page.get(b"MediaBox").and_then(Object::as_array).expect("a media box");
            let um = |at: usize| {
                (f64::from(media[at].as_float().expect("a number")) * 25_400.0 / 72.0).round() as i64
            };
            (um(2) - um(0), um(3) - um(1))
        })
        .collect()
}

/// The fonts of the file by resource name.
pub(crate) fn fonts(document: &Document) -> BTreeMap<String, Dictionary> {
    let page = document.get_pages().into_values().next().expect("a page");
    document
        .get_page_fonts(page)
        .expect("fonts")
        .into_iter()
        .map(|(name, font)| (String::from_utf8_lossy(&name).into_owned(), font.clone()))
        .collect()
}

/// The ToUnicode table of every font of the file: codes as they stand in a string.
pub(crate) fn to_unicode_tables(document: &Document) -> BTreeMap<Vec<u8>, BTreeMap<Vec<u8>, String>> {
    fonts(document)
        .into_iter()
        .map(|(name, font)| {
            let stream = document
                .dereference(font.get(b"ToUnicode").expect("a ToUnicode table"))
                .and_then(|(_, object)| object.as_stream())
                .expect("a stream");
            let table = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            (name.into_bytes(), to_unicode(&String::from_utf8_lossy(&table)))
        })
        .collect()
}

/// The text of every page in the order in which it is drawn, decoded through the file's own ToUnicode tables.
pub(crate) fn page_texts(document: &Document) -> Vec<String> {
    let tables = to_unicode_tables(document);
    document
        .get_pages()
        .values()
        .map(|id| {
            let content = Content::decode(&document.get_page_content(*id)).expect("a content stream");
            let mut text = String::new();
            let mut font = Vec::new();
            for operation in content.operations {
                match operation.operator.as_str() {
                    "Tf" => font = operation.operands[0].as_name().expect("a font name").to_vec(),
                    "Tm" | "Td" => text.push('\n'),
                    "Tj" => decode(&operation.operands[0], &tables[&font], &mut text),
                    "TJ" => {
                        for part in operation.operands[0].as_array().expect("an array") {
                            decode(part, &tables[&font], &mut text);
                        }
                    }
                    _ => {}
                }
            }
            text
        })
        .collect()
}

pub(crate) fn decode(object: &Object, table: &BTreeMap<Vec<u8>, String>, text: &mut String) {
    // All codes of a font have as many bytes.
    let length = table.keys().next().map_or(1, Vec::len);
    if let Object::String(bytes, _) = object {
        for code in bytes.chunks(length) {
            text.push_str(
                table.get(code).unwrap_or_else(|| panic!("the code {code:02X?} has no ToUnicode entry")),
            );
        }
    }
}

/// `bfchar` and `bfrange` lines of a ToUnicode table.
fn to_unicode(table: &str) -> BTreeMap<Vec<u8>, String> {
    let mut map = BTreeMap::new();
    let mut mode = "";
    for line in table.lines() {
        let line = line.trim();
        if line.ends_with("beginbfchar") {
            mode = "char";
        } else if line.ends_with("beginbfrange") {
            mode = "range";
        } else if line.starts_with("endbf") {
            mode = "";
        } else if !mode.is_empty() {
            let codes: Vec<&str> =
                line.split(['<', '>']).map(str::trim).filter(|part| !part.is_empty()).collect();
            let number = |hex: &str| u16::from_str_radix(hex, 16).expect("hexadecimal");
            let chars = |hex: &str| {
                let units: Vec<u16> = (0..hex.len() / 4).map(|at| number(&hex[at * 4..at * 4 + 4])).collect();
                String::from_utf16(&units).expect("UTF-16")
            };
            let code = |value: u16, like: &str| match like.len() {
                2 => vec![value as u8],
                _ => value.to_be_bytes().to_vec(),
            };
            match (mode, codes.as_slice()) {
                ("char", [from, unicode]) => {
                    map.insert(code(number(from), from), chars(unicode));
                }
                ("range", [from, to, unicode]) => {
                    let first = number(unicode);
                    for (offset, value) in (number(from)..=number(to)).enumerate() {
                        let unit = first + offset as u16;
                        map.insert(code(value, from), String::from_utf16(&[unit]).expect("UTF-16"));
                    }
                }
                _ => panic!("an unknown line in a ToUnicode table: {line}"),
            }
        }
    }
    map
}

/// Text without white space, to compare what was laid out with what a reader copies.
pub(crate) fn squeezed(text: &str) -> String {
    // A word divided at a line's end shows a hyphen, which the file calls a soft one.
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '\u{ad}' { '-' } else { c }).collect()
}
