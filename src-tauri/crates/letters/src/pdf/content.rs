//! A page's marks as a content stream.
//!
//! Written here rather than through printpdf's operations: its translation builds an object for every operand and took four
//! fifths of the time of a merge. Numbers are whole hundredths of a point, computed from whole micrometres; a character's code
//! is its own code point, so that a stream does not depend on which other letters share the font (`super::file`).

use std::collections::BTreeMap;
use std::io::Write;

use super::structure::{Growing, Tree};
use super::{Mark, Sheet};
use crate::code::Pattern;
use crate::error::LetterError;
use crate::font::{self, Face, Used};
use crate::measure::FontSize;
use crate::paragraph::SOFT_HYPHEN;
use crate::render::SEEN_GAP;
use crate::symbol;
use crate::tags::Tag;

/// One naskah ready for a file.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) pages: Vec<Page>,
    pub(crate) tree: Tree,
    pub(crate) used: BTreeMap<Face, Used>,
}

/// A page ready for a file.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// Hundredths of a point.
    pub(crate) width: i64,
    pub(crate) height: i64,
    /// The content stream, deflated.
    pub(crate) deflated: Vec<u8>,
    /// The element of each marked content, by its number.
    pub(crate) elements: Vec<usize>,
}

/// Makes a naskah's sheets ready for a file.
pub(crate) fn part(sheets: &[Sheet]) -> Result<Part, LetterError> {
    let mut growing = Growing::new();
    let mut used: BTreeMap<Face, Used> = BTreeMap::new();
    let mut pages = Vec::with_capacity(sheets.len());
    for (index, sheet) in sheets.iter().enumerate() {
        let mut page = Drawing {
            out: Vec::with_capacity(8 * 1024),
            height: sheet.height,
            page: index,
            elements: Vec::new(),
            growing: &mut growing,
            used: &mut used,
        };
        page.draw(sheet);
        let elements = std::mem::take(&mut page.elements);
        let deflated = super::deflate(&page.out)?;
        pages.push(Page {
            width: hundredths(sheet.width),
            height: hundredths(sheet.height),
            deflated,
            elements,
        });
    }
    Ok(Part { pages, tree: growing.finish(), used })
}

/// Micrometres in hundredths of a point.
pub(crate) fn hundredths(um: i64) -> i64 {
    (um * 7_200 + if um < 0 { -12_700 } else { 12_700 }) / 25_400
}

/// A number of hundredths as PDF writes it: `12.5`.
pub(crate) fn number(out: &mut Vec<u8>, hundredths: i64) {
    if hundredths < 0 {
        out.push(b'-');
    }
    let value = hundredths.unsigned_abs();
    digits(out, value / 100);
    let rest = value % 100;
    if rest != 0 {
        out.push(b'.');
        out.push(b'0' + (rest / 10) as u8);
        if !rest.is_multiple_of(10) {
            out.push(b'0' + (rest % 10) as u8);
        }
    }
}

/// A whole number in decimal digits.
pub(crate) fn digits(out: &mut Vec<u8>, mut value: u64) {
    let mut buffer = [0_u8; 20];
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&buffer[at..]);
}

struct Drawing<'a> {
    out: Vec<u8>,
    /// Micrometres; PDF counts from the lower edge.
    height: i64,
    page: usize,
    elements: Vec<usize>,
    growing: &'a mut Growing,
    used: &'a mut BTreeMap<Face, Used>,
}

impl Drawing<'_> {
    fn draw(&mut self, sheet: &Sheet) {
        self.ground(sheet);
        self.pictures(sheet);
        self.chart(sheet);
        self.text(sheet);
    }

    fn y(&self, um: i64) -> i64 {
        hundredths(self.height - um)
    }

    fn numbers(&mut self, values: &[i64], operator: &str) {
        for value in values {
            number(&mut self.out, *value);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(operator.as_bytes());
        self.out.push(b'\n');
    }

    /// Below the text, and read by nobody: the draft word, tints, lines.
    fn ground(&mut self, sheet: &Sheet) {
        let start = self.out.len();
        self.out.extend_from_slice(b"/Artifact BMC\n");
        let empty = self.out.len();
        for mark in &sheet.marks {
            if let Mark::Draft { text } = mark {
                self.draft(sheet, text);
            }
        }
        let mut shade = 0;
        for mark in &sheet.marks {
            if let Mark::Fill { x, y, width, height, shade: wanted } = mark {
                if shade != *wanted {
                    self.numbers(&[i64::from(*wanted) / 10], "g");
                    shade = *wanted;
                }
                let values = [hundredths(*x), self.y(y + height), hundredths(*width), hundredths(*height)];
                self.numbers(&values, "re f");
            }
        }
        if shade != 0 {
            self.out.extend_from_slice(b"0 g\n");
        }
        let mut weight = 0;
        for mark in &sheet.marks {
            match mark {
                Mark::Frame { x, y, width, height, stroke } => {
                    self.weight(&mut weight, *stroke);
                    let values =
                        [hundredths(*x), self.y(y + height), hundredths(*width), hundredths(*height)];
                    self.numbers(&values, "re S");
                }
                Mark::Stroke { from, to, stroke } => {
                    self.weight(&mut weight, *stroke);
                    let (start, end) =
                        ([hundredths(from.0), self.y(from.1)], [hundredths(to.0), self.y(to.1)]);
                    self.numbers(&start, "m");
                    self.numbers(&end, "l S");
                }
                Mark::Code { x, y, pattern } => self.code(*x, *y, pattern),
                Mark::Text { .. }
                | Mark::Fill { .. }
                | Mark::Lambang { .. }
                | Mark::Arrow { .. }
                | Mark::Outline { .. }
                | Mark::Draft { .. } => {}
            }
        }
        if self.out.len() == empty {
            self.out.truncate(start);
        } else {
            self.out.extend_from_slice(b"EMC\n");
        }
    }

    /// All modules as one path, so that no seam shows between them, on screen or paper. Every edge is rounded by itself.
    fn code(&mut self, x: i64, y: i64, pattern: &Pattern) {
        let at = |modules: u16| pattern.quiet + i64::from(modules) * pattern.module;
        for (column, row, across, down) in &pattern.dark {
            let (left, right) = (hundredths(x + at(*column)), hundredths(x + at(column + across)));
            let (upper, lower) = (self.y(y + at(*row)), self.y(y + at(row + down)));
            self.numbers(&[left, lower, right - left, upper - lower], "re");
        }
        self.out.extend_from_slice(b"f\n");
    }

    fn weight(&mut self, current: &mut i64, wanted: i64) {
        if *current != wanted {
            self.numbers(&[hundredths(wanted)], "w");
            *current = wanted;
        }
    }

    fn pictures(&mut self, sheet: &Sheet) {
        for mark in &sheet.marks {
            if let Mark::Lambang { x, y, width, height, tag } = mark {
                let (left, bottom) = (hundredths(*x), self.y(y + height));
                let (across, up) = (hundredths(*width), hundredths(*height));
                self.open(tag.as_ref());
                if let Some(tag) = tag {
                    let element = self.growing.element(tag);
                    self.growing.bounds(element, [left, bottom, left + across, bottom + up]);
                }
                self.out.extend_from_slice(b"q\n");
                self.numbers(&[across, 0, 0, up, left, bottom], "cm");
                let _ = writeln!(self.out, "/{} Do\nQ\nEMC", super::LAMBANG);
            }
        }
    }

    /// Symbols and arrows of a flowchart: those of one element together, as a picture of its own size.
    fn chart(&mut self, sheet: &Sheet) {
        let mut open: Option<Option<&Tag>> = None;
        let mut weight = 0;
        let mut bounds: Vec<(Tag, [i64; 4])> = Vec::new();
        for mark in &sheet.marks {
            let (points, closed, stroke, tag) = match mark {
                Mark::Arrow { points, stroke, tag } => (points.clone(), false, *stroke, tag.as_ref()),
                Mark::Outline { symbol, x, y, width, height, stroke, tag } => {
                    (symbol.outline(*x, *y, *width, *height), true, *stroke, tag.as_ref())
                }
                Mark::Text { .. }
                | Mark::Fill { .. }
                | Mark::Frame { .. }
                | Mark::Stroke { .. }
                | Mark::Lambang { .. }
                | Mark::Code { .. }
                | Mark::Draft { .. } => continue,
            };
            if open != Some(tag) {
                if open.is_some() {
                    self.out.extend_from_slice(b"EMC\n");
                }
                self.open(tag);
                open = Some(tag);
            }
            if let Some(tag) = tag {
                let index = bounds.iter().position(|(known, _)| known == tag).unwrap_or_else(|| {
                    bounds.push((tag.clone(), [i64::MAX, i64::MAX, i64::MIN, i64::MIN]));
                    bounds.len() - 1
                });
                for (x, y) in &points {
                    let (x, y) = (hundredths(*x), self.y(*y));
                    let known = &mut bounds[index].1;
                    *known = [known[0].min(x), known[1].min(y), known[2].max(x), known[3].max(y)];
                }
            }
            self.weight(&mut weight, stroke);
            let head = if closed { None } else { symbol::head(&points) };
            self.path(&symbol::shaft(&points, head.as_ref()), if closed { "s" } else { "S" });
            if let Some(head) = head {
                self.path(&head, "f");
            }
        }
        if open.is_some() {
            self.out.extend_from_slice(b"EMC\n");
        }
        for (tag, bounds) in bounds {
            let element = self.growing.element(&tag);
            self.growing.bounds(element, bounds);
        }
    }

    /// A line through points, with what is done with it: `S` drawn, `s` closed and drawn, `f` filled.
    fn path(&mut self, points: &[(i64, i64)], operator: &str) {
        for (index, (x, y)) in points.iter().enumerate() {
            let place = [hundredths(*x), self.y(*y)];
            self.numbers(&place, if index == 0 { "m" } else { "l" });
        }
        self.out.extend_from_slice(operator.as_bytes());
        self.out.push(b'\n');
    }

    /// Begins marked content of an element, or of none.
    fn open(&mut self, tag: Option<&Tag>) {
        match tag {
            Some(tag) => {
                let element = self.growing.element(tag);
                let mcid = self.elements.len();
                self.elements.push(element);
                self.growing.content(element, self.page, mcid);
                self.out.push(b'/');
                self.out.extend_from_slice(tag.role().name().as_bytes());
                self.out.extend_from_slice(b"<</MCID ");
                digits(&mut self.out, mcid as u64);
                self.out.extend_from_slice(b">>BDC\n");
            }
            None => self.out.extend_from_slice(b"/Artifact<</Type/Pagination>>BDC\n"),
        }
    }

    fn text(&mut self, sheet: &Sheet) {
        let mut look: Option<(Face, FontSize)> = None;
        let mut line = (0, 0);
        let mut open: Option<Option<&Tag>> = None;
        let mut before = None;
        for mark in &sheet.marks {
            let Mark::Text { baseline, face, size, pieces, width, tag, .. } = mark else { continue };
            let left = pieces.first().map_or(0, |(x, _)| *x);
            if let (Some(tag), Some(Some(last)), Some((line, right, end))) = (tag, open, before) {
                // A line's end and a gap are seen as a space; who hears or searches the text needs one too.
                let parted = line != *baseline || left - right >= SEEN_GAP;
                if tag == last && parted && !matches!(end, Some(' ' | SOFT_HYPHEN)) {
                    self.out.extend_from_slice(b"(\0 )Tj\n");
                    if let Some((face, _)) = look {
                        self.used.entry(face).or_default().insert(' ');
                    }
                }
            }
            before = Some((*baseline, left + width, pieces.last().and_then(|(_, text)| text.chars().last())));
            if open.is_none() {
                self.out.extend_from_slice(b"BT\n");
            }
            if open != Some(tag.as_ref()) {
                if open.is_some() {
                    self.out.extend_from_slice(b"EMC\n");
                }
                self.open(tag.as_ref());
                open = Some(tag.as_ref());
            }
            if look != Some((*face, *size)) {
                self.font(*face, *size);
                look = Some((*face, *size));
            }
            let place = (hundredths(left), self.y(*baseline));
            self.numbers(&[place.0 - line.0, place.1 - line.1], "Td");
            line = place;
            self.show(*face, *size, pieces);
        }
        if open.is_some() {
            self.out.extend_from_slice(b"EMC\nET\n");
        }
    }

    fn font(&mut self, face: Face, size: FontSize) {
        self.out.push(b'/');
        self.out.extend_from_slice(face.id().0.as_bytes());
        self.out.push(b' ');
        self.numbers(&[size.as_hundredths()], "Tf");
    }

    /// Text with its kerning, and with each piece brought to its own place (thousandths of an em, whole).
    fn show(&mut self, face: Face, size: FontSize, pieces: &[(i64, String)]) {
        let metrics = font::metrics(face);
        let used = self.used.entry(face).or_default();
        let out = &mut self.out;
        // Where the reader's pen is, in thousandths of an em from the first piece, as the file's whole widths give it.
        let mut pen = 0_i64;
        let origin = pieces.first().map_or(0, |(x, _)| *x);
        let em = size.em_um().max(1);
        out.extend_from_slice(b"[(");
        let step = |out: &mut Vec<u8>, back: i64| {
            if out.ends_with(b"[(") {
                out.pop();
            } else {
                out.push(b')');
            }
            if back < 0 {
                out.push(b'-');
            }
            digits(out, back.unsigned_abs());
            out.push(b'(');
        };
        for (x, piece) in pieces {
            let wanted = ((x - origin) * 1_000 + em / 2) / em;
            if wanted != pen {
                step(out, pen - wanted);
                pen = wanted;
            }
            let mut last = None;
            for c in piece.chars() {
                if let Some(last) = last {
                    let kern = metrics.kern(last, c);
                    if kern != 0 {
                        let thousandths = (kern * 1_000 - metrics.units / 2) / metrics.units;
                        step(out, -thousandths);
                        pen += thousandths;
                    }
                }
                used.insert(c);
                code(out, c);
                pen += metrics.thousandths(c);
                last = Some(c);
            }
        }
        out.extend_from_slice(b")]TJ\n");
    }

    /// The word DRAF from corner to corner, light enough to read through. Sine and cosine are those of 54.7 degrees, the
    /// diagonal of an A4, written out so that no platform computes them.
    fn draft(&mut self, sheet: &Sheet, text: &str) {
        let size = FontSize::pt(150);
        let (sine, cosine) = (816_i64, 578_i64);
        let width = crate::paragraph::text_width(Face::Bold, size, text);
        let rise = size.em_um() * 36 / 100;
        let x = sheet.width / 2 - width * cosine / 2_000 + rise * sine / 1_000;
        let y = sheet.height / 2 - width * sine / 2_000 - rise * cosine / 1_000;
        self.out.extend_from_slice(b"q\n.9 g\nBT\n");
        self.font(Face::Bold, size);
        let _ = write!(self.out, ".{cosine} .{sine} -.{sine} .{cosine} ");
        self.numbers(&[hundredths(x), hundredths(y)], "Tm");
        self.show(Face::Bold, size, &[(0, text.to_owned())]);
        self.out.extend_from_slice(b"ET\nQ\n");
    }
}

/// A character's two bytes inside a literal string.
fn code(out: &mut Vec<u8>, c: char) {
    let code = u16::try_from(u32::from(c)).unwrap_or(u16::from(b'?'));
    for byte in code.to_be_bytes() {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            // An end of line inside a string would be read as a line feed.
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_a_zero_too_many() {
        let text = |value| {
            let mut out = Vec::new();
            number(&mut out, value);
            String::from_utf8(out).expect("digits")
        };
        let written = [0, 5, 50, 100, 1_234, -1_250, -7].map(text);
        assert_eq!(written, ["0", "0.05", "0.5", "1", "12.34", "-12.5", "-0.07"]);
    }

    #[test]
    fn brackets_and_line_ends_are_escaped_in_codes() {
        let mut out = Vec::new();
        for c in ['a', '(', '\u{2013}', '\u{0d5c}'] {
            code(&mut out, c);
        }
        assert_eq!(out, b"\0a\0\\(\x20\x13\\r\\\\", "high and low bytes alike");
    }
}
