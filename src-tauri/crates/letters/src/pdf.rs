//! Placed marks to a file: printpdf writes, a finishing pass over its lopdf document makes it reproducible.
//!
//! printpdf names fonts and pictures from a process-wide counter and the file from a random one (PROCEDURE 6); here
//! every name is our own, the file's `/ID` is the hash of what it says, and dates come from the data or not at all.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, StringFormat};
use printpdf::{
    Color, ExternalStream, ExternalXObject, Greyscale, Line, LinePoint, Op, PaintMode, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, TextItem, TextMatrix,
    WindingOrder, XObject, XObjectId, XObjectTransform,
};
use sha2::{Digest, Sha256};

use crate::error::LetterError;
use crate::font::{self, Face};
use crate::measure::{FontSize, um_to_pt};
use crate::tags::Tag;

/// A mark on a page; places in micrometres from the paper's top left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Text on a baseline. Pieces have their own place across.
    Text {
        baseline: i64,
        face: Face,
        size: FontSize,
        pieces: Vec<(i64, String)>,
        width: i64,
        field: Option<String>,
        /// The structure element it belongs to; an artifact without.
        tag: Option<Tag>,
    },
    /// A filled rectangle, from black (0) to white (1000).
    Fill { x: i64, y: i64, width: i64, height: i64, shade: u16 },
    /// The outline of a rectangle.
    Frame { x: i64, y: i64, width: i64, height: i64, stroke: i64 },
    /// A straight line.
    Stroke { from: (i64, i64), to: (i64, i64), stroke: i64 },
    /// The lambang.
    Lambang { x: i64, y: i64, width: i64, height: i64, tag: Option<Tag> },
    /// The word across the page of a konsep.
    Draft { text: String },
}

/// A page of marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sheet {
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) marks: Vec<Mark>,
}

/// A decoded picture, ready to embed: rows of red, green, blue, deflated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) grey: bool,
    pub(crate) deflated: Vec<u8>,
}

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct About {
    pub(crate) title: String,
    pub(crate) subject: String,
    pub(crate) author: String,
    pub(crate) identifier: String,
    /// `D:20261109000000+07'00'`, or nothing when the letter's date is written by hand.
    pub(crate) date: Option<String>,
}

const LAMBANG: &str = "IL";

/// Writes pages to a file.
pub(crate) fn write(
    sheets: &[Sheet],
    picture: Option<&Picture>,
    about: &About,
) -> Result<Vec<u8>, LetterError> {
    let mut used: BTreeMap<Face, BTreeSet<char>> = BTreeMap::new();
    for mark in sheets.iter().flat_map(|sheet| &sheet.marks) {
        match mark {
            Mark::Text { face, pieces, .. } => {
                used.entry(*face).or_default().extend(pieces.iter().flat_map(|(_, text)| text.chars()));
            }
            Mark::Draft { text } => used.entry(Face::Bold).or_default().extend(text.chars()),
            Mark::Fill { .. } | Mark::Frame { .. } | Mark::Stroke { .. } | Mark::Lambang { .. } => {}
        }
    }
    let mut document = PdfDocument::new(&about.title);
    for (face, chars) in &used {
        document.resources.fonts.map.insert(face.id(), PdfFont::new(font::subset(*face, chars)?));
    }
    if let Some(picture) = picture {
        document
            .resources
            .xobjects
            .map
            .insert(XObjectId(LAMBANG.to_owned()), XObject::External(xobject(picture)));
    }
    document.pages = sheets.iter().map(page).collect();
    let options =
        PdfSaveOptions { optimize: true, subset_fonts: false, secure: true, image_optimization: None };
    let mut warnings = Vec::new();
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    finish(&mut file, about, sheets)?;
    file.compress();
    let mut bytes = Vec::with_capacity(64 * 1024);
    file.save_to(&mut bytes).map_err(|error| LetterError::Pdf { reason: error.to_string() })?;
    Ok(bytes)
}

/// The pass that printpdf does not do: metadata from the data only, a stable `/ID`, the language.
fn finish(file: &mut lopdf::Document, about: &About, sheets: &[Sheet]) -> Result<(), LetterError> {
    file.version = "1.7".to_owned();
    let mut info = Dictionary::new();
    info.set("Title", text_string(&about.title));
    if !about.subject.is_empty() {
        info.set("Subject", text_string(&about.subject));
    }
    if !about.author.is_empty() {
        info.set("Author", text_string(&about.author));
    }
    if !about.identifier.is_empty() {
        info.set("Keywords", text_string(&about.identifier));
    }
    info.set("Creator", text_string("Etalase"));
    info.set("Producer", text_string("Etalase (printpdf)"));
    if let Some(date) = &about.date {
        info.set("CreationDate", Object::string_literal(date.as_str()));
        info.set("ModDate", Object::string_literal(date.as_str()));
    }
    let reason = |error: lopdf::Error| LetterError::Pdf { reason: error.to_string() };
    let id = file.trailer.get(b"Info").and_then(Object::as_reference).map_err(reason)?;
    file.set_object(id, info);
    let mut hash = Sha256::new();
    hash.update(format!("{about:?}"));
    for sheet in sheets {
        hash.update(format!("{sheet:?}"));
    }
    let id = hash.finalize()[..16].to_vec();
    let half = || Object::String(id.clone(), StringFormat::Hexadecimal);
    file.trailer.set("ID", Object::Array(vec![half(), half()]));
    let catalog = file.catalog_mut().map_err(reason)?;
    catalog.set("Lang", Object::string_literal("id-ID"));
    catalog.remove(b"PageLayout");
    Ok(())
}

/// A PDF text string: plain where it is ASCII, else UTF-16 with its mark.
fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn xobject(picture: &Picture) -> ExternalXObject {
    use printpdf::DictItem::{Int, Name};
    let name = |text: &str| Name(text.as_bytes().to_vec());
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), Int(i64::from(picture.width))),
        ("Height".to_owned(), Int(i64::from(picture.height))),
        ("BitsPerComponent".to_owned(), Int(8)),
        ("ColorSpace".to_owned(), name(if picture.grey { "DeviceGray" } else { "DeviceRGB" })),
        ("Filter".to_owned(), name("FlateDecode")),
    ]);
    ExternalXObject {
        stream: ExternalStream { dict, content: picture.deflated.clone(), compress: false },
        width: None,
        height: None,
        dpi: None,
    }
}

fn page(sheet: &Sheet) -> PdfPage {
    let mut ops = Vec::with_capacity(sheet.marks.len() * 3 + 8);
    let y = |um: i64| um_to_pt(sheet.height - um);
    let mut shade = 0_u16;
    // Below the text: the draft word, tints, lines, the lambang.
    for mark in &sheet.marks {
        match mark {
            Mark::Draft { text } => draft(&mut ops, sheet, text),
            Mark::Fill { x, y: top, width, height, shade: wanted } => {
                set_shade(&mut ops, &mut shade, *wanted);
                ops.push(rectangle(*x, *top, *width, *height, sheet.height));
            }
            Mark::Text { .. } | Mark::Frame { .. } | Mark::Stroke { .. } | Mark::Lambang { .. } => {}
        }
    }
    set_shade(&mut ops, &mut shade, 0);
    for mark in &sheet.marks {
        match mark {
            Mark::Frame { x, y: top, width, height, stroke } => {
                let (left, right, top, bottom) = (*x, x + width, *top, top + height);
                stroke_line(
                    &mut ops,
                    &[(left, top), (right, top), (right, bottom), (left, bottom)],
                    *stroke,
                    true,
                    y,
                );
            }
            Mark::Stroke { from, to, stroke } => stroke_line(&mut ops, &[*from, *to], *stroke, false, y),
            Mark::Lambang { x, y: top, width, height, .. } => ops.push(Op::UseXobject {
                id: XObjectId(LAMBANG.to_owned()),
                transform: XObjectTransform {
                    translate_x: Some(Pt(um_to_pt(*x))),
                    translate_y: Some(Pt(y(top + height))),
                    scale_x: Some(um_to_pt(*width)),
                    scale_y: Some(um_to_pt(*height)),
                    rotate: None,
                    dpi: None,
                    no_auto_scale: true,
                },
            }),
            Mark::Text { .. } | Mark::Fill { .. } | Mark::Draft { .. } => {}
        }
    }
    ops.push(Op::StartTextSection);
    let mut current = None;
    for mark in &sheet.marks {
        if let Mark::Text { baseline, face, size, pieces, .. } = mark {
            if current != Some((*face, *size)) {
                ops.push(set_font(*face, *size));
                current = Some((*face, *size));
            }
            let x = pieces.first().map_or(0, |(x, _)| *x);
            ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(um_to_pt(x)), Pt(y(*baseline))) });
            ops.push(Op::ShowText { items: items(*face, *size, pieces) });
        }
    }
    ops.push(Op::EndTextSection);
    let mut page = PdfPage::new(printpdf::Mm(0.0), printpdf::Mm(0.0), ops);
    let bounds = printpdf::Rect {
        x: Pt(0.0),
        y: Pt(0.0),
        width: Pt(um_to_pt(sheet.width)),
        height: Pt(um_to_pt(sheet.height)),
        mode: None,
        winding_order: None,
    };
    page.media_box = bounds.clone();
    page.trim_box = bounds.clone();
    page.crop_box = bounds;
    page
}

fn set_font(face: Face, size: FontSize) -> Op {
    Op::SetFont { font: PdfFontHandle::External(face.id()), size: Pt(size.as_hundredths() as f32 / 100.0) }
}

fn set_shade(ops: &mut Vec<Op>, current: &mut u16, wanted: u16) {
    if *current != wanted {
        ops.push(Op::SetFillColor { col: grey(wanted) });
        *current = wanted;
    }
}

fn grey(thousandths: u16) -> Color {
    Color::Greyscale(Greyscale::new(f32::from(thousandths) / 1_000.0, None))
}

fn rectangle(x: i64, top: i64, width: i64, height: i64, page: i64) -> Op {
    let point = |x: i64, y: i64| LinePoint {
        p: Point { x: Pt(um_to_pt(x)), y: Pt(um_to_pt(page - y)) },
        bezier: false,
    };
    let points =
        vec![point(x, top), point(x + width, top), point(x + width, top + height), point(x, top + height)];
    Op::DrawPolygon {
        polygon: Polygon {
            rings: vec![PolygonRing { points }],
            mode: PaintMode::Fill,
            winding_order: WindingOrder::NonZero,
        },
    }
}

fn stroke_line(ops: &mut Vec<Op>, points: &[(i64, i64)], stroke: i64, closed: bool, y: impl Fn(i64) -> f32) {
    ops.push(Op::SetOutlineThickness { pt: Pt(um_to_pt(stroke)) });
    let points = points
        .iter()
        .map(|(px, py)| LinePoint { p: Point { x: Pt(um_to_pt(*px)), y: Pt(y(*py)) }, bezier: false })
        .collect();
    ops.push(Op::DrawLine { line: Line { points, is_closed: closed } });
}

/// The word DRAF from corner to corner, light enough to read through. Sine and cosine are those of 54.7 degrees, the
/// diagonal of an A4, written out so that no platform computes them.
fn draft(ops: &mut Vec<Op>, sheet: &Sheet, text: &str) {
    let size = FontSize::pt(150);
    let (sine, cosine) = (816_i64, 578_i64);
    let width = crate::paragraph::text_width(Face::Bold, size, text);
    let rise = size.em_um() * 36 / 100;
    let x = sheet.width / 2 - width * cosine / 2_000 + rise * sine / 1_000;
    let y = sheet.height / 2 - width * sine / 2_000 - rise * cosine / 1_000;
    let ratio = |thousandths: i64| (thousandths as f64 / 1_000.0) as f32;
    ops.push(Op::SaveGraphicsState);
    ops.push(Op::SetFillColor { col: grey(900) });
    ops.push(Op::StartTextSection);
    ops.push(set_font(Face::Bold, size));
    ops.push(Op::SetTextMatrix {
        matrix: TextMatrix::Raw([
            ratio(cosine),
            ratio(sine),
            ratio(-sine),
            ratio(cosine),
            um_to_pt(x),
            um_to_pt(y),
        ]),
    });
    ops.push(Op::ShowText { items: vec![TextItem::Text(text.to_owned())] });
    ops.push(Op::EndTextSection);
    ops.push(Op::RestoreGraphicsState);
}

/// Text with its kerning, and with each piece brought to its own place (thousandths of an em, whole).
fn items(face: Face, size: FontSize, pieces: &[(i64, String)]) -> Vec<TextItem> {
    let metrics = font::metrics(face);
    let mut items = Vec::with_capacity(pieces.len() * 2);
    let mut text = String::new();
    // Where the reader's pen is, in thousandths of an em from the first piece, as the file's whole widths give it.
    let mut pen = 0_i64;
    let origin = pieces.first().map_or(0, |(x, _)| *x);
    let em = size.em_um().max(1);
    for (x, piece) in pieces {
        let wanted = ((x - origin) * 1_000 + em / 2) / em;
        if wanted != pen {
            if !text.is_empty() {
                items.push(TextItem::Text(std::mem::take(&mut text)));
            }
            items.push(TextItem::Offset((pen - wanted) as f32));
            pen = wanted;
        }
        let mut last = None;
        for c in piece.chars() {
            if let Some(last) = last {
                let kern = metrics.kern(last, c);
                if kern != 0 {
                    let thousandths = (kern * 1_000 - metrics.units / 2) / metrics.units;
                    items.push(TextItem::Text(std::mem::take(&mut text)));
                    items.push(TextItem::Offset(-thousandths as f32));
                    pen += thousandths;
                }
            }
            text.push(c);
            let mut buffer = [0; 4];
            // As printpdf writes the file's table of widths: whole thousandths, the fraction cut off.
            pen += metrics.width(c.encode_utf8(&mut buffer)) * 1_000 / metrics.units;
            last = Some(c);
        }
    }
    if !text.is_empty() {
        items.push(TextItem::Text(text));
    }
    items
}
