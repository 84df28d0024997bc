//! Text in the cells of a sheet: lines of one height, lists with hanging marks, widths of columns by their content.

use crate::content::Span;
use crate::flow::{self, Row, Text, line_height};
use crate::font::Face;
use crate::measure::FontSize;
use crate::paragraph::{Align, natural_width, text_width};
use crate::pdf::Mark;
use crate::settings::BodyFont;
use crate::tags::{self, Role, Tag};

/// Size of the text in the table.
pub(super) const BODY: FontSize = FontSize::hundredths(850);
/// Size of the heads of its columns.
pub(super) const HEAD: FontSize = FontSize::pt(8);
/// Space left and right of the text in a cell.
pub(super) const PAD_X: i64 = 1_200;
/// Space above and below it.
pub(super) const PAD_Y: i64 = 1_200;
/// Lines of the table.
pub(super) const RULE: i64 = 176;
/// Spacing of lines in percent.
const SPACING: i64 = 108;
/// A word that is wider is divided rather than given the room of three columns.
const WIDEST_WORD: i64 = 34_000;
/// A text that is wider is broken into lines in any case.
const WIDEST_TEXT: i64 = 110_000;

/// Height of a line in the table.
pub(super) fn line() -> i64 {
    line_height(BODY, SPACING)
}

/// How a cell is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) x: i64,
    pub(super) width: i64,
    pub(super) size: FontSize,
    pub(super) align: Align,
    /// The column is narrower than its longest word.
    pub(super) hyphenate: bool,
}

impl Cell {
    fn text(self, x: i64, width: i64) -> Text {
        Text {
            family: BodyFont::Sans,
            x,
            width: width.max(2_000),
            size: self.size,
            spacing: SPACING,
            align: self.align,
            indent: 0,
            hyphenate: self.hyphenate,
        }
    }
}

/// The mark of a list with which a paragraph begins, and what follows it: `- Telaah`, `a. Memberikan koreksi`, `10. …`.
fn listed(paragraph: &str) -> Option<(&str, &str)> {
    let (mark, rest) = paragraph.split_once(' ')?;
    let inner = mark.strip_suffix(['.', ')'])?;
    let counted = (1..=2).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_alphanumeric());
    counted.then_some((mark, rest))
}

fn marked(paragraph: &str) -> Option<(&str, &str)> {
    match paragraph.strip_prefix("- ").or_else(|| paragraph.strip_prefix("– ")) {
        Some(rest) => Some(("–", rest)),
        None => listed(paragraph),
    }
}

/// The paragraphs of a cell as lines, marks of lists hanging.
pub(super) fn lines(text: &str, cell: Cell, bold: bool) -> Vec<Row> {
    let span = |text: &str| if bold { Span::bold(text) } else { Span::plain(text) };
    let paragraphs = || text.lines().map(str::trim).filter(|paragraph| !paragraph.is_empty());
    // Entries stand under each other, whether their number has one figure or two.
    let mark_width = |mark: &str| text_width(Face::of(BodyFont::Sans, bold, false), cell.size, mark);
    let widest = paragraphs().filter_map(marked).map(|(mark, _)| mark_width(mark)).max().unwrap_or(0);
    let hang = (widest + cell.size.em_um() * 2 / 5).min(cell.width / 2);
    let mut out = Vec::new();
    let mut list: Option<Tag> = None;
    for paragraph in paragraphs() {
        let Some((mark, rest)) = marked(paragraph) else {
            list = None;
            out.extend(flow::rows(&[span(paragraph)], cell.text(cell.x, cell.width)));
            continue;
        };
        let mut rows = flow::rows(&[span(rest.trim())], cell.text(cell.x + hang, cell.width - hang));
        let mark_cell = Cell { align: Align::Left, ..cell };
        let mut marks = flow::rows(&[span(mark)], mark_cell.text(cell.x, hang));
        let list = list.get_or_insert_with(|| Tag::new(Role::L));
        tags::item(&mut marks, &mut rows, list);
        if let (Some(first), Some(mark)) = (rows.first_mut(), marks.into_iter().next()) {
            first.marks.splice(0..0, mark.marks);
        }
        out.extend(rows);
    }
    out
}

/// The least and the greatest useful width of a column that holds these texts, padding included.
pub(super) fn bounds<'a>(texts: impl Iterator<Item = &'a str>, head: &str, least: i64) -> (i64, i64) {
    let word = |text: &str, face: Face, size: FontSize| {
        text.split([' ', '\n', '/']).map(|word| text_width(face, size, word)).max().unwrap_or(0)
    };
    let mut low = word(head, Face::Bold, HEAD);
    let mut high = low;
    for text in texts {
        low = low.max(word(text, Face::Regular, BODY));
        for paragraph in text.lines() {
            high = high.max(natural_width(&[Span::plain(paragraph.trim())], BodyFont::Sans, BODY) + 500);
        }
    }
    // The stroke of "scanner/printer" stays with the word before it.
    let low = (low + text_width(Face::Regular, BODY, "/")).min(WIDEST_WORD) + 2 * PAD_X;
    let low = low.max(least);
    (low, (high.min(WIDEST_TEXT) + 2 * PAD_X).max(low))
}

/// Shares a width among columns: each gets its least, and what is left goes where text still wants it. Too little
/// room for all is taken from each in proportion; the answer says so.
pub(super) fn share(width: i64, bounds: &[(i64, i64)]) -> (Vec<i64>, bool) {
    let least: i64 = bounds.iter().map(|(low, _)| low).sum::<i64>().max(1);
    let narrow = least > width;
    let wanted: i64 = bounds.iter().map(|(low, high)| high - low).sum();
    let extra = width - least;
    let mut widths: Vec<i64> = if narrow {
        bounds.iter().map(|(low, _)| low * width / least).collect()
    } else if wanted <= extra {
        // Beyond what the texts want, columns grow in proportion.
        bounds.iter().map(|(_, high)| high * width / (least + wanted)).collect()
    } else {
        bounds.iter().map(|(low, high)| low + (high - low) * extra / wanted).collect()
    };
    let used: i64 = widths.iter().sum();
    if let Some(widest) = (0..widths.len()).max_by_key(|index| widths[*index]) {
        widths[widest] += width - used;
    }
    (widths, narrow)
}

/// Lines moved down from their own tops, one below the other.
pub(super) fn place(rows: &[Row], top: i64) -> Vec<Mark> {
    let mut y = top;
    let mut marks = Vec::new();
    for row in rows {
        marks.extend(row.marks.iter().cloned().map(|mark| mark.moved(0, y)));
        y += row.height;
    }
    marks
}
