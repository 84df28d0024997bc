//! What the pages draw: marked or not, in which codes, in which colours.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Document, Object, ObjectId};

use super::{dictionary, entry};

/// One page as it draws.
#[derive(Default)]
pub(super) struct Drawn {
    /// Number of each marked content, and the structure type it names.
    pub(super) marked: BTreeMap<i64, String>,
    /// What is wrong with the marking.
    pub(super) unmarked: Vec<String>,
    /// Codes that each font shows, by the name of the font on the page.
    pub(super) codes: BTreeMap<Vec<u8>, Shown>,
    /// Colours that no RGB output intent explains.
    pub(super) foreign: Vec<String>,
}

/// Codes that a font shows, read both ways: how many bytes a code has is the font's affair.
#[derive(Clone, Default)]
pub(super) struct Shown {
    bytes: BTreeSet<u8>,
    pairs: BTreeSet<u16>,
}

/// Reads a page's content.
pub(super) fn drawn(document: &Document, page: ObjectId, number: u32) -> Drawn {
    let mut drawn = Drawn::default();
    let content = document.get_page_content(page);
    let Ok(content) = Content::decode(&content) else {
        drawn.unmarked.push(format!("halaman {number}: isi tidak terbaca"));
        return drawn;
    };
    let mut depth: Vec<bool> = Vec::new();
    let mut font = Vec::new();
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BDC" | "BMC" => {
                let kind = operation.operands.first().and_then(|tag| tag.as_name().ok()).unwrap_or_default();
                let mcid = operation
                    .operands
                    .get(1)
                    .and_then(|properties| properties.as_dict().ok())
                    .and_then(|properties| properties.get(b"MCID").and_then(Object::as_i64).ok());
                let kind = String::from_utf8_lossy(kind).into_owned();
                if depth.iter().any(|known| *known) && (mcid.is_some() || kind == "Artifact") {
                    drawn.unmarked.push(format!("halaman {number}: {kind} di dalam isi bertanda lain"));
                }
                depth.push(mcid.is_some() || kind == "Artifact");
                if let Some(mcid) = mcid
                    && drawn.marked.insert(mcid, kind).is_some()
                {
                    drawn.unmarked.push(format!("halaman {number}: MCID {mcid} dipakai dua kali"));
                }
            }
            "EMC" => drop(depth.pop().or_else(|| {
                drawn.unmarked.push(format!("halaman {number}: EMC tanpa awal"));
                None
            })),
            "Tf" => {
                font = operation.operands.first().and_then(|f| f.as_name().ok()).unwrap_or_default().to_vec();
            }
            "Tj" | "TJ" | "'" | "\"" => {
                let codes = drawn.codes.entry(font.clone()).or_default();
                for operand in &operation.operands {
                    shown(operand, codes);
                }
            }
            "k" | "K" => drawn.foreign.push(format!("halaman {number}: warna CMYK")),
            "cs" | "CS" => {
                let space = operation.operands.first().and_then(|s| s.as_name().ok()).unwrap_or_default();
                if !matches!(space, b"DeviceRGB" | b"DeviceGray") {
                    let space = String::from_utf8_lossy(space);
                    drawn.foreign.push(format!("halaman {number}: ruang warna {space}"));
                }
            }
            _ => {}
        }
        let paints = matches!(
            operation.operator.as_str(),
            "Tj" | "TJ"
                | "'"
                | "\""
                | "S"
                | "s"
                | "f"
                | "F"
                | "f*"
                | "B"
                | "B*"
                | "b"
                | "b*"
                | "Do"
                | "sh"
                | "BI"
        );
        if paints && !depth.iter().any(|known| *known) && drawn.unmarked.len() < 20 {
            drawn.unmarked.push(format!("halaman {number}: {} di luar isi bertanda", operation.operator));
        }
    }
    if !depth.is_empty() {
        drawn.unmarked.push(format!("halaman {number}: isi bertanda tidak ditutup"));
    }
    drawn
}

fn shown(operand: &Object, codes: &mut Shown) {
    match operand {
        Object::String(bytes, _) => {
            codes.bytes.extend(bytes);
            codes.pairs.extend(
                bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or(0)])),
            );
        }
        Object::Array(parts) => parts.iter().for_each(|part| shown(part, codes)),
        _ => {}
    }
}

/// What is wrong with the fonts that pages show text in: embedding, codes, widths, names of characters.
pub(super) fn fonts(document: &Document, pages: &[(u32, ObjectId, Drawn)]) -> (Vec<String>, usize) {
    let mut all: BTreeMap<Vec<u8>, (lopdf::Dictionary, Shown)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (number, page, drawn) in pages {
        let fonts = document.get_page_fonts(*page).unwrap_or_default();
        for (name, codes) in &drawn.codes {
            match fonts.get(name) {
                Some(font) => {
                    let known =
                        &mut all.entry(name.clone()).or_insert_with(|| ((*font).clone(), Shown::default())).1;
                    known.bytes.extend(&codes.bytes);
                    known.pairs.extend(&codes.pairs);
                }
                None => {
                    let name = String::from_utf8_lossy(name);
                    wrong.push(format!("halaman {number}: fon {name:?} tidak ada pada sumber daya"));
                }
            }
        }
    }
    for (name, (font, codes)) in &all {
        let name = String::from_utf8_lossy(name);
        wrong.extend(one_font(document, font, codes).into_iter().map(|what| format!("fon {name}: {what}")));
    }
    (wrong, all.len())
}

fn one_font(document: &Document, font: &lopdf::Dictionary, shown: &Shown) -> Vec<String> {
    let mut wrong = Vec::new();
    if super::name(entry(document, font, b"Subtype")) != b"Type0" {
        return vec!["bukan fon Type0 yang ditanam".to_owned()];
    }
    let descendant = entry(document, font, b"DescendantFonts")
        .and_then(|list| list.as_array().ok())
        .and_then(|list| list.first())
        .and_then(|first| document.dereference(first).ok())
        .and_then(|(_, first)| first.as_dict().ok());
    let Some(descendant) = descendant else { return vec!["tanpa DescendantFonts".to_owned()] };
    let Some(descriptor) = dictionary(document, descendant, b"FontDescriptor") else {
        return vec!["tanpa FontDescriptor".to_owned()];
    };
    let program = super::unpacked(entry(document, descriptor, b"FontFile2"));
    let program = program.as_deref().and_then(|bytes| ttf_parser::Face::parse(bytes, 0).ok());
    let Some(program) = program else { return vec!["tidak ditanam, atau rusak".to_owned()] };
    let map = match entry(document, descendant, b"CIDToGIDMap") {
        Some(Object::Name(name)) if name == b"Identity" => None,
        Some(stream) => match super::unpacked(Some(stream)) {
            Some(bytes) => Some(bytes),
            None => return vec!["CIDToGIDMap tidak terbaca".to_owned()],
        },
        None => return vec!["tanpa CIDToGIDMap".to_owned()],
    };
    let glyph = |cid: u16| match &map {
        None => cid,
        Some(map) => map
            .get(usize::from(cid) * 2..usize::from(cid) * 2 + 2)
            .map_or(0, |pair| u16::from_be_bytes([pair[0], pair[1]])),
    };
    // Each code with the character it stands for.
    let codes: Vec<(u16, u16)> = match entry(document, font, b"Encoding") {
        Some(Object::Name(name)) if name == b"Identity-H" => {
            shown.pairs.iter().map(|code| (*code, *code)).collect()
        }
        Some(stream) => match encoding(document, stream, descendant) {
            Err(what) => return vec![what],
            Ok(table) => shown
                .bytes
                .iter()
                .map(|code| (u16::from(*code), table.get(code).copied().unwrap_or(0)))
                .collect(),
        },
        None => return vec!["tanpa Encoding".to_owned()],
    };
    let widths = widths(document, descendant);
    let names = super::unpacked(entry(document, font, b"ToUnicode")).map(|table| to_unicode(&table));
    if names.is_none() {
        wrong.push("tanpa ToUnicode".to_owned());
    }
    let units = f64::from(program.units_per_em()).max(1.0);
    let set =
        entry(document, descriptor, b"CIDSet").map(|set| super::unpacked(Some(set)).unwrap_or_default());
    for (code, cid) in &codes {
        let glyph = glyph(*cid);
        if glyph == 0 || glyph >= program.number_of_glyphs() {
            wrong.push(format!("kode {code:04X} tanpa gambar huruf"));
            continue;
        }
        let advance = program.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0);
        let real = f64::from(advance) * 1_000.0 / units;
        let said = widths.get(cid).copied().unwrap_or(1_000.0);
        if (real - said).abs() > 1.0 {
            wrong.push(format!("kode {code:04X}: lebar tertulis {said:.2}, sebenarnya {real:.2}"));
        }
        if let Some(names) = &names {
            match names.get(code).map(String::as_str) {
                None => wrong.push(format!("kode {code:04X} tanpa huruf Unicode")),
                Some("" | "\0" | "\u{feff}" | "\u{fffe}") => {
                    wrong.push(format!("kode {code:04X} menunjuk huruf Unicode yang tidak boleh"));
                }
                Some(_) => {}
            }
        }
        if let Some(set) = &set {
            let bit = set.get(usize::from(*cid) / 8).is_some_and(|byte| byte & (0x80 >> (cid % 8)) != 0);
            if !bit {
                wrong.push(format!("kode {code:04X} tidak ada pada CIDSet"));
            }
        }
    }
    wrong
}

/// An embedded table of one-byte codes, which must be of the same characters as the font (ISO 19005-2, 6.2.11.3).
fn encoding(
    document: &Document,
    stream: &Object,
    descendant: &lopdf::Dictionary,
) -> Result<BTreeMap<u8, u16>, String> {
    let Ok(cmap) = stream.as_stream() else {
        return Err("Encoding bukan Identity-H dan bukan CMap".to_owned());
    };
    let system = |holder: &lopdf::Dictionary| {
        let system = dictionary(document, holder, b"CIDSystemInfo")?;
        let text =
            |key: &[u8]| entry(document, system, key).and_then(|text| text.as_str().ok()).map(<[u8]>::to_vec);
        Some((text(b"Registry")?, text(b"Ordering")?))
    };
    let of_table = system(&cmap.dict);
    if of_table.is_none() || of_table != system(descendant) {
        return Err("CIDSystemInfo dari CMap lain dari milik fon".to_owned());
    }
    let Some(content) = super::unpacked(Some(stream)) else { return Err("CMap tidak terbaca".to_owned()) };
    let text = String::from_utf8_lossy(&content);
    let said = cmap.dict.get(b"WMode").and_then(Object::as_i64).unwrap_or(0);
    if !text.lines().any(|line| line.trim() == format!("/WMode {said} def")) {
        return Err("WMode dari CMap tidak sama di kamus dan di isinya".to_owned());
    }
    if text.contains("usecmap") || cmap.dict.has(b"UseCMap") {
        return Err("CMap menunjuk CMap lain".to_owned());
    }
    let mut table = BTreeMap::new();
    let mut mode = "";
    for line in text.lines().map(str::trim) {
        let parts: Vec<&str> =
            line.split(['<', '>', ' ']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let byte = |part: &str| (part.len() == 2).then(|| u8::from_str_radix(part, 16).ok()).flatten();
        match (mode, parts.as_slice()) {
            (_, [_, "begincidrange"]) => mode = "range",
            (_, [_, "begincidchar"]) => mode = "char",
            (_, ["endcidrange" | "endcidchar"]) => mode = "",
            ("range", [first, last, cid]) => {
                let (Some(first), Some(last), Ok(cid)) = (byte(first), byte(last), cid.parse::<u16>()) else {
                    return Err(format!("CMap: baris {line:?} tidak dikenal"));
                };
                table.extend((first..=last).zip(cid..));
            }
            ("char", [code, cid]) => {
                let (Some(code), Ok(cid)) = (byte(code), cid.parse::<u16>()) else {
                    return Err(format!("CMap: baris {line:?} tidak dikenal"));
                };
                table.insert(code, cid);
            }
            _ => {}
        }
    }
    Ok(table)
}

/// The widths of `W` by the identifier of the character.
fn widths(document: &Document, descendant: &lopdf::Dictionary) -> BTreeMap<u16, f64> {
    let mut widths = BTreeMap::new();
    let list = entry(document, descendant, b"W").and_then(|list| list.as_array().ok());
    let mut rest = list.map_or(&[][..], Vec::as_slice);
    let code = |value: i64| u16::try_from(value).unwrap_or(u16::MAX);
    loop {
        match rest {
            [Object::Integer(first), Object::Array(values), more @ ..] => {
                for (offset, value) in (0_i64..).zip(values) {
                    widths.insert(code(first + offset), value.as_float().map_or(0.0, f64::from));
                }
                rest = more;
            }
            [Object::Integer(first), Object::Integer(last), value, more @ ..] => {
                for at in (*first).max(0)..=(*last).min(i64::from(u16::MAX)) {
                    widths.insert(code(at), value.as_float().map_or(0.0, f64::from));
                }
                rest = more;
            }
            _ => return widths,
        }
    }
}

/// `bfchar` and `bfrange` entries of a ToUnicode table.
fn to_unicode(table: &[u8]) -> BTreeMap<u16, String> {
    let mut names = BTreeMap::new();
    let table = String::from_utf8_lossy(table);
    let hex = |part: &str| u16::from_str_radix(part, 16).ok();
    let word = |part: &str| {
        let units: Vec<u16> =
            part.as_bytes().chunks(4).filter_map(|four| hex(std::str::from_utf8(four).ok()?)).collect();
        String::from_utf16_lossy(&units)
    };
    let mut mode = "";
    for line in table.lines().map(str::trim) {
        if line.ends_with("beginbfchar") {
            mode = "char";
        } else if line.ends_with("beginbfrange") {
            mode = "range";
        } else if line.starts_with("endbf") {
            mode = "";
        } else if !mode.is_empty() {
            let parts: Vec<&str> =
                line.split(['<', '>']).map(str::trim).filter(|part| !part.is_empty()).collect();
            match (mode, parts.as_slice()) {
                ("char", [code, name]) => {
                    names.extend(hex(code).map(|code| (code, word(name))));
                }
                ("range", [first, last, name]) => {
                    if let (Some(first), Some(last), Some(name)) = (hex(first), hex(last), hex(name)) {
                        names.extend((first..=last).map(|code| {
                            (code, String::from_utf16_lossy(&[name.wrapping_add(code - first)]))
                        }));
                    }
                }
                _ => {}
            }
        }
    }
    names
}
