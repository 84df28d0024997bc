//! A page's marks as a content stream.
//!
//! Written here rather than through printpdf's operations: its translation builds an object for every operand and took four
//! fifths of the time of a merge. Numbers are whole hundredths of a point, computed from whole micrometres; a character's code
//! is fixed (`super::codes`), so that a stream does not depend on which other letters share the font (`super::file`).

use std::collections::BTreeMap;
use std::io::Write;

use super::structure::{Growing, Tree};
use super::{Mark, Sheet, codes};
use crate::code::Pattern;
use crate::error::LetterError;
use crate::font::{self, Face, Metrics, Used};
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
            look: None,
            spacing: 0,
            line: Vec::new(),
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
    /// The font in force: its face and size, and whether it is the one of two-byte codes.
    look: Option<(Face, FontSize, bool)>,
    /// The word spacing in force, in hundredths of a point.
    spacing: i64,
    /// What is being shown: the inside of a string, or of several with the steps between them.
    line: Vec<u8>,
}

/// How far from its place a word may come to stand, in micrometres: a printer's dot is 42.
const NEAR: i64 = 30;

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
                    self.space();
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
            self.font(*face, *size, false);
            let place = (hundredths(left), self.y(*baseline));
            self.numbers(&[place.0 - line.0, place.1 - line.1], "Td");
            line = place;
            self.show(*face, *size, pieces);
        }
        if open.is_some() {
            self.out.extend_from_slice(b"EMC\nET\n");
        }
    }

    fn font(&mut self, face: Face, size: FontSize, wide: bool) {
        if self.look == Some((face, size, wide)) {
            return;
        }
        self.look = Some((face, size, wide));
        self.out.push(b'/');
        self.out.extend_from_slice(face.id().0.as_bytes());
        if wide {
            self.out.extend_from_slice(codes::WIDE.as_bytes());
        }
        self.out.push(b' ');
        self.numbers(&[size.as_hundredths()], "Tf");
    }

    /// A space behind what was shown last; the pen goes elsewhere from there.
    fn space(&mut self) {
        let Some((face, size, _)) = self.look else { return };
        self.used.entry(face).or_default().insert(' ');
        for end in [&b")Tj\n"[..], b")]TJ\n"] {
            if self.look == Some((face, size, false)) && self.out.ends_with(end) {
                self.out.truncate(self.out.len() - end.len());
                self.out.push(b' ');
                self.out.extend_from_slice(end);
                return;
            }
        }
        self.font(face, size, false);
        self.out.extend_from_slice(b"( )Tj\n");
    }

    /// Text with its kerning. Words that stand evenly are shown at once with their word spacing; else each is brought to its
    /// own place by whole thousandths of an em.
    fn show(&mut self, face: Face, size: FontSize, pieces: &[(i64, String)]) {
        let metrics = font::metrics(face);
        let even = word_spacing(metrics, size, pieces);
        let spacing = even.unwrap_or(0);
        if spacing != self.spacing && pieces.iter().any(|(_, piece)| piece.contains(' ')) {
            self.numbers(&[spacing], "Tw");
            self.spacing = spacing;
        }
        // Where the reader's pen is, in hundredths of a thousandth of an em from the first piece, as the file's widths give it.
        let mut pen = 0_i64;
        let origin = pieces.first().map_or(0, |(x, _)| *x);
        let em = size.em_um().max(1);
        let mut stepped = false;
        for (x, piece) in pieces {
            if even.is_none() {
                let back = rounded(pen - (x - origin) * 100_000 / em, 100);
                if back != 0 {
                    self.step(back);
                    stepped = true;
                    pen -= back * 100;
                }
            }
            let mut last = None;
            for c in piece.chars() {
                let back = last.map_or(0, |last| -kerning(metrics, last, c));
                if back != 0 {
                    self.step(back);
                    stepped = true;
                    pen -= back * 100;
                }
                self.used.entry(face).or_default().insert(c);
                let code = codes::byte(c);
                let wide = code.is_none();
                if self.look != Some((face, size, wide)) {
                    self.shown(std::mem::take(&mut stepped));
                    self.font(face, size, wide);
                }
                match code {
                    Some(byte) => codes::escaped(&mut self.line, byte),
                    None => {
                        let code = u16::try_from(u32::from(c)).unwrap_or(u16::from(b'?'));
                        code.to_be_bytes().iter().for_each(|byte| codes::escaped(&mut self.line, *byte));
                    }
                }
                pen += metrics.file_width(c);
                last = Some(c);
            }
        }
        self.shown(stepped);
    }

    /// Moves the pen back by thousandths of an em, between two strings.
    fn step(&mut self, back: i64) {
        self.line.push(b')');
        if back < 0 {
            self.line.push(b'-');
        }
        digits(&mut self.line, back.unsigned_abs());
        self.line.push(b'(');
    }

    /// Writes what is to be shown.
    fn shown(&mut self, stepped: bool) {
        if self.line.is_empty() {
            return;
        }
        self.out.extend_from_slice(if stepped { b"[(" } else { b"(" });
        self.out.append(&mut self.line);
        self.out.extend_from_slice(if stepped { b")]TJ\n" } else { b")Tj\n" });
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
        let before = (self.look, self.spacing);
        self.font(Face::Bold, size, false);
        let _ = write!(self.out, ".{cosine} .{sine} -.{sine} .{cosine} ");
        self.numbers(&[hundredths(x), hundredths(y)], "Tm");
        self.show(Face::Bold, size, &[(0, text.to_owned())]);
        self.out.extend_from_slice(b"ET\nQ\n");
        (self.look, self.spacing) = before;
    }
}

/// Kerning between two characters as the file has it, in whole thousandths of an em.
fn kerning(metrics: &Metrics, left: char, right: char) -> i64 {
    rounded(metrics.kern(left, right) * 1_000, metrics.units)
}

/// A division, rounded to the nearest.
fn rounded(value: i64, by: i64) -> i64 {
    (value + if value < 0 { -by / 2 } else { by / 2 }) / by
}

/// The one word spacing that brings every piece to its place, in hundredths of a point; none if there is no such.
fn word_spacing(metrics: &Metrics, size: FontSize, pieces: &[(i64, String)]) -> Option<i64> {
    let ((first, _), (last, tail)) = (pieces.first()?, pieces.last()?);
    let em = size.em_um().max(1);
    let gaps = pieces.len() as i64 - 1;
    let mut ends = Vec::with_capacity(pieces.len());
    let mut pen = 0;
    for (_, piece) in &pieces[..pieces.len() - 1] {
        // Each but the last ends with its only space.
        if piece.find(' ') != Some(piece.len().checked_sub(1)?) {
            return None;
        }
        let mut before = None;
        for c in piece.chars() {
            pen += before.map_or(0, |before| kerning(metrics, before, c) * 100) + metrics.file_width(c);
            before = Some(c);
        }
        ends.push(pen * em / 100_000);
    }
    if gaps == 0 {
        return Some(0);
    }
    let extra = last - first - ends.last()?;
    // So little is what rounding to whole micrometres left.
    let stretch = if extra.abs() <= NEAR / 3 { 0 } else { rounded(extra * 7_200, 25_400 * gaps) };
    // A space inside the last piece would be stretched too.
    if stretch != 0 && tail.trim_end().contains(' ') {
        return None;
    }
    let near = ends.iter().zip(&pieces[1..]).enumerate().all(|(index, (end, (x, _)))| {
        let stretched = stretch * (index as i64 + 1) * 25_400 / 7_200;
        (first + end + stretched - x).abs() <= NEAR
    });
    near.then_some(stretch)
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

    fn drawn(pieces: &[(i64, &str)]) -> String {
        let (mut growing, mut used) = (Growing::new(), BTreeMap::new());
        let mut drawing = Drawing {
            out: Vec::new(),
            height: 0,
            page: 0,
            elements: Vec::new(),
            growing: &mut growing,
            used: &mut used,
            look: Some((Face::Regular, FontSize::pt(12), false)),
            spacing: 0,
            line: Vec::new(),
        };
        let pieces: Vec<(i64, String)> = pieces.iter().map(|(x, text)| (*x, (*text).to_owned())).collect();
        drawing.show(Face::Regular, FontSize::pt(12), &pieces);
        drawing.space();
        String::from_utf8_lossy(&drawing.out).into_owned()
    }

    #[test]
    fn even_words_are_one_string_and_uneven_ones_are_brought_to_their_places() {
        let width = |text| crate::paragraph::text_width(Face::Regular, FontSize::pt(12), text);
        let (one, two) = (width("satu "), width("dua "));
        assert_eq!(drawn(&[(0, "satu "), (one, "dua "), (one + two, "tiga")]), "(satu dua tiga )Tj\n");
        // 353 µm are a point.
        let even = drawn(&[(500, "satu "), (500 + one + 353, "dua "), (500 + one + two + 706, "tiga")]);
        assert_eq!(even, "1 Tw\n(satu dua tiga )Tj\n");
        let uneven = drawn(&[(0, "satu "), (one + 353, "dua "), (one + two + 353, "tiga")]);
        assert_eq!(uneven, "[(satu )-84(dua tiga )]TJ\n");
        assert_eq!(drawn(&[(0, "AV")]), "[(A)74(V )]TJ\n", "kerned");
    }

    #[test]
    fn a_character_without_a_byte_is_shown_by_the_wide_font() {
        assert_eq!(
            drawn(&[(0, "a\u{101}–")]),
            "(a)Tj\n/FRw 12 Tf\n(\u{1}\u{1})Tj\n/FR 12 Tf\n(\u{fffd} )Tj\n",
            "two bytes of a macron between bytes of Windows-1252"
        );
    }
}
