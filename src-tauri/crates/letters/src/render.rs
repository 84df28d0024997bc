//! From plain data to a finished file, and to what the desk needs beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::data::{KopRowStyle, LetterDate, NaskahData};
use crate::disposisi::TickPlace;
use crate::error::{LetterError, MissingField};
use crate::font::{Face, metrics};
use crate::kind::Kind;
use crate::lambang;
use crate::layout;
use crate::paragraph::SOFT_HYPHEN;
use crate::pdf::{self, About, Mark, Picture, Sheet};
use crate::settings::LayoutSettings;
use crate::template::{self, Template, delivered};
use crate::wording;

/// A finished naskah.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
    /// Fields without a value, in the order of the form; a konsep shows them as `[Label]`.
    pub missing: Vec<MissingField>,
    /// The text of each page as it reads, line by line, without the DRAF mark.
    pub text: Vec<String>,
    /// What the eye sees of each page, as a number that changes when the page does: a page that looks as before need not be
    /// drawn again. Only for comparing within one run of the program.
    pub looks: Vec<u64>,
    /// [`body_hash`] of the naskah, as 64 hexadecimal digits.
    pub body_hash: String,
    /// Where each field stands: for the thin frame around the field in focus (DESK 6.6).
    pub field_places: BTreeMap<String, Vec<FieldPlace>>,
    /// Width and height of the paper in micrometres.
    pub paper_um: (i64, i64),
    /// Boxes to tick on a lembar disposisi, for a reader of the scanned sheet; the same on every sheet of a paper.
    pub ticks: Vec<TickPlace>,
    /// Doubts that refuse nothing: about NIPs, about characters the font cannot draw.
    pub warnings: Vec<String>,
}

/// A rectangle on a page, in micrometres from the page's top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FieldPlace {
    /// The page, from 0.
    pub page: u32,
    /// From the left edge.
    pub x_um: i64,
    /// From the upper edge.
    pub y_um: i64,
    /// Across.
    pub width_um: i64,
    /// Down.
    pub height_um: i64,
}

/// Renders a naskah. Without a template the delivered one of its kind is used.
///
/// # Errors
/// [`LetterError`] says what is wrong with the template, the data or the settings; nothing is rendered then.
pub fn render(
    data: &NaskahData,
    settings: &LayoutSettings,
    template: Option<&str>,
) -> Result<Rendered, LetterError> {
    let source = template_or_delivered(data.kind, template)?;
    render_with(data, settings, source, &Template::parse(data.kind, source)?)
}

/// The template to render with: the one given, else the delivered one of the kind.
pub(crate) fn template_or_delivered(kind: Kind, template: Option<&str>) -> Result<&str, LetterError> {
    template.or_else(|| delivered(kind)).ok_or_else(|| crate::kind::unknown(kind.as_str()))
}

/// Renders with a template that is parsed already.
pub(crate) fn render_with(
    data: &NaskahData,
    settings: &LayoutSettings,
    source: &str,
    parsed: &Template,
) -> Result<Rendered, LetterError> {
    let Set { sheets, picture, about, missing, ticks } = set(data, settings, source, parsed)?;
    let pdf = pdf::write(&sheets, picture.as_deref(), &about)?;
    Ok(Rendered {
        pdf,
        pages: u32::try_from(sheets.len()).unwrap_or(u32::MAX),
        missing,
        text: sheets.iter().map(page_text).collect(),
        looks: sheets.iter().map(|sheet| sheet.look(picture.as_deref())).collect(),
        body_hash: body_hash(data, settings, source),
        field_places: field_places(&sheets),
        paper_um: sheets.first().map_or((0, 0), |sheet| (sheet.width, sheet.height)),
        ticks,
        warnings: warnings(data, settings),
    })
}

/// A naskah that is set and not yet written.
pub(crate) struct Set {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) picture: Option<Arc<Picture>>,
    pub(crate) about: About,
    pub(crate) missing: Vec<MissingField>,
    pub(crate) ticks: Vec<TickPlace>,
}

/// Sets a naskah: template filled, pages laid out, the lambang in its place.
pub(crate) fn set(
    data: &NaskahData,
    settings: &LayoutSettings,
    source: &str,
    parsed: &Template,
) -> Result<Set, LetterError> {
    let nota = data.nota.then(|| parsed.as_nota());
    let parsed = nota.as_ref().unwrap_or(parsed);
    let filled = template::fill(parsed, data)?;
    let subject = plain(&filled.hal);
    let about = plain(&filled.about);
    let sifat = plain(&filled.sifat);
    let laid = layout::lay_out(parsed, filled, data, settings, source)?;
    let lambang = data.kop.lambang.as_deref().filter(|text| !text.is_empty());
    let picture = lambang.map(|text| lambang::picture(text, settings.lambang_ink)).transpose()?;
    let mut sheets = laid.sheets;
    if let Some(picture) = &picture {
        for sheet in &mut sheets {
            fit_lambang(sheet, picture.width, picture.height);
        }
    }
    let agency = data.kop.rows.iter().find(|row| row.style == KopRowStyle::Agency);
    let subject = if subject.is_empty() { about } else { subject };
    let title =
        if subject.is_empty() { parsed.title.clone() } else { format!("{}: {subject}", parsed.title) };
    let about = About {
        title,
        subject: parsed.title.clone(),
        author: agency.map(|row| template::one_line(&row.text)).unwrap_or_default(),
        identifier: template::one_line(&data.id),
        date: match data.date {
            LetterDate::Given(date) => Some(date.format("%Y-%m-%d").to_string()),
            LetterDate::Month { .. } | LetterDate::Blank => None,
        },
        number: data.number.given.as_deref().map(template::one_line).unwrap_or_default(),
        classification: sifat,
    };
    Ok(Set { sheets, picture, about, missing: laid.missing, ticks: laid.ticks })
}

/// SHA-256 of what a decision is about: the template, the fields and the layout settings, with paper, place, signer,
/// copies-to and attachments; without number, date, recipients, head, state, copy and paraf chain (PROCEDURE 2).
/// As 64 hexadecimal digits over canonical JSON: keys sorted, no white space.
#[must_use]
pub fn body_hash(data: &NaskahData, settings: &LayoutSettings, template: &str) -> String {
    let mut text = String::new();
    canonical(&content_of(data, settings, template), &mut text);
    hex(&Sha256::digest(text))
}

/// What a decision is about, as JSON.
pub(crate) fn content_of(data: &NaskahData, settings: &LayoutSettings, template: &str) -> serde_json::Value {
    let value = |part: Result<serde_json::Value, serde_json::Error>| part.unwrap_or(serde_json::Value::Null);
    let mut content = serde_json::json!({
        "form": "naskah/1",
        "kind": data.kind.as_str(),
        "template": hex(&Sha256::digest(template.replace("\r\n", "\n"))),
        "fields": value(serde_json::to_value(&data.fields)),
        "paper": value(serde_json::to_value(data.paper)),
        "place": data.place,
        "signature": value(serde_json::to_value(&data.signature)),
        "second_signature": value(serde_json::to_value(&data.second_signature)),
        "tembusan": value(serde_json::to_value(&data.tembusan)),
        "attachments": value(serde_json::to_value(&data.attachments)),
        "settings": value(serde_json::to_value(settings)),
    });
    // A key of its own only where it says something: what was locked before it existed keeps its hash.
    if data.nota {
        content["nota"] = true.into();
    }
    content
}

/// JSON with sorted keys and no white space, whatever features serde_json was built with.
pub(crate) fn canonical(value: &serde_json::Value, out: &mut String) {
    match value {
        serde_json::Value::Object(map) => {
            let sorted: BTreeMap<&String, &serde_json::Value> = map.iter().collect();
            out.push('{');
            for (index, (key, value)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&serde_json::Value::String(key.clone()).to_string());
                out.push(':');
                canonical(value, out);
            }
            out.push('}');
        }
        serde_json::Value::Array(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                canonical(value, out);
            }
            out.push(']');
        }
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => out.push_str(&value.to_string()),
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn plain(spans: &[crate::content::Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// The picture keeps its proportions inside the place kept for it.
pub(crate) fn fit_lambang(sheet: &mut Sheet, pixels_x: u32, pixels_y: u32) {
    for mark in &mut sheet.marks {
        if let Mark::Lambang { x, y, width, height, .. } = mark {
            let (across, down) = (i64::from(pixels_x.max(1)), i64::from(pixels_y.max(1)));
            let by_width = *width * down / across;
            let (w, h) =
                if by_width <= *height { (*width, by_width) } else { (*height * across / down, *height) };
            *x += (*width - w) / 2;
            *y += (*height - h) / 2;
            *width = w;
            *height = h;
        }
    }
}

/// Micrometres between two marks from which on the eye sees a space: a third of the narrowest one.
pub(crate) const SEEN_GAP: i64 = 400;
/// Micrometres from which on it sees two columns.
const WIDE_GAP: i64 = 1_500;

/// A page's text: marks on one baseline make a line, gaps a space or, wide ones, a tabulator.
pub(crate) fn page_text(sheet: &Sheet) -> String {
    let mut marks: Vec<(i64, i64, i64, String)> = sheet
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text { baseline, pieces, width, .. } => {
                let x = pieces.first().map_or(0, |(x, _)| *x);
                let text: String = pieces.iter().map(|(_, text)| text.as_str()).collect();
                let text = text.replace(SOFT_HYPHEN, "-");
                Some((*baseline, x, x + width, text))
            }
            Mark::Fill { .. }
            | Mark::Frame { .. }
            | Mark::Stroke { .. }
            | Mark::Lambang { .. }
            | Mark::Code { .. }
            | Mark::Arrow { .. }
            | Mark::Outline { .. }
            | Mark::Draft { .. } => None,
        })
        .collect();
    marks.sort_by_key(|(baseline, x, ..)| (*baseline, *x));
    let mut out = String::new();
    let mut last: Option<(i64, i64)> = None;
    for (baseline, x, end, text) in marks {
        match last {
            Some((line, before)) if line == baseline => {
                let gap = if out.ends_with([' ', '\t']) { 0 } else { x - before };
                if gap > WIDE_GAP {
                    out.push('\t');
                } else if gap >= SEEN_GAP && !text.starts_with(' ') {
                    out.push(' ');
                }
            }
            Some(_) => {
                out.truncate(out.trim_end_matches([' ', '\t']).len());
                out.push('\n');
            }
            None => {}
        }
        out.push_str(&text);
        last = Some((baseline, end));
    }
    out.truncate(out.trim_end().len());
    out
}

fn field_places(sheets: &[Sheet]) -> BTreeMap<String, Vec<FieldPlace>> {
    let mut places: BTreeMap<String, Vec<FieldPlace>> = BTreeMap::new();
    let m = metrics(Face::Regular);
    for (index, sheet) in sheets.iter().enumerate() {
        for mark in &sheet.marks {
            if let Mark::Text { baseline, size, pieces, width, field: Some(field), .. } = mark {
                let (ascent, descent) =
                    (size.em_um() * m.ascent / m.units, size.em_um() * m.descent / m.units);
                places.entry(field.clone()).or_default().push(FieldPlace {
                    page: u32::try_from(index).unwrap_or(u32::MAX),
                    x_um: pieces.first().map_or(0, |(x, _)| *x),
                    y_um: baseline - ascent,
                    width_um: *width,
                    height_um: ascent + descent,
                });
            }
        }
    }
    places
}

pub(crate) fn warnings(data: &NaskahData, settings: &LayoutSettings) -> Vec<String> {
    let mut warnings = Vec::new();
    let second = data.second_signature.as_ref().map(|second| &second.signature);
    for nip in [Some(&data.signature), second].into_iter().flatten().filter_map(|s| s.nip.as_deref()) {
        warnings.extend(wording::nip(nip).warnings);
    }
    let mut strange: Vec<char> = Vec::new();
    let mut look = |text: &str| {
        for c in template::one_line(text).chars() {
            if !metrics(Face::of(settings.body_font, false, false)).has(c)
                && !matches!(c, '\u{2010}' | '\u{2011}')
                && !strange.contains(&c)
            {
                strange.push(c);
            }
        }
    };
    for value in data.fields.values() {
        match value {
            crate::data::FieldValue::Text(text) => look(text),
            crate::data::FieldValue::List(list) => list.iter().for_each(|text| look(text)),
            crate::data::FieldValue::Table(rows) => rows.iter().flatten().for_each(|text| look(text)),
        }
    }
    if !strange.is_empty() {
        let shown: Vec<String> =
            strange.iter().take(8).map(|c| format!("{c} (U+{:04X})", *c as u32)).collect();
        warnings.push(format!(
            "Huruf ini tidak ada pada fon dan dicetak sebagai tanda tanya: {}.",
            shown.join(", ")
        ));
    }
    warnings
}
