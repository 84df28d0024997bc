//! Tables and ruled forms as rows: cells broken into lines, lines into slices, the head repeated on every page.

use std::rc::Rc;

use crate::content::{Span, TableBlock};
use crate::flow::{Row, Text, rows};
use crate::font::Face;
use crate::measure::FontSize;
use crate::paragraph::{self, Align};
use crate::pdf::Mark;
use crate::settings::BodyFont;
use crate::tags::{self, Role, TableTag};

const STROKE: i64 = 176;
const PAD_X: i64 = 1_500;
const PAD_Y: i64 = 800;
/// Rows of up to so many lines are never parted between pages.
const WHOLE_LINES: usize = 12;

/// Where a table stands and how its text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) x: i64,
    pub(crate) width: i64,
    pub(crate) family: BodyFont,
    pub(crate) size: FontSize,
    pub(crate) hyphenate: bool,
    /// The least height of a row: room for handwriting.
    pub(crate) row_height: i64,
}

/// A table as rows; cells are separated by lines.
pub(crate) fn table(table: &TableBlock, place: Place) -> Vec<Row> {
    if table.columns.is_empty() {
        return Vec::new();
    }
    let widths = widths(table, place);
    let headed = table.columns.iter().any(|column| !column.head.is_empty());
    let mut out = Vec::new();
    let whole = TableTag::new();
    let mut head = None;
    if headed {
        let cells: Vec<Vec<Span>> = table.columns.iter().map(|c| vec![Span::bold(c.head.clone())]).collect();
        let aligns = vec![Align::Centre; cells.len()];
        let place = Place { hyphenate: false, ..place };
        let mut slices = slices(&cells, &widths, &aligns, place, true, (&whole, Role::Th));
        for slice in &mut slices {
            slice.keep = true;
        }
        head = Some(Rc::new(slices.clone()));
        out.extend(slices);
    }
    let aligns: Vec<Align> = table
        .columns
        .iter()
        .map(|column| match (column.right, column.centre) {
            (true, _) => Align::Right,
            (false, true) => Align::Centre,
            (false, false) => Align::Left,
        })
        .collect();
    let count = table.rows.len();
    for (index, row) in table.rows.iter().enumerate() {
        let mut slices = slices(row, &widths, &aligns, place, !headed && index == 0, (&whole, Role::Td));
        let lines = slices.len();
        for (line, slice) in slices.iter_mut().enumerate() {
            slice.head.clone_from(&head);
            // A first or last row does not stand alone on its page.
            let whole = lines <= WHOLE_LINES && line + 1 < lines;
            let edge = line + 1 == lines && count > 2 && (index == 0 || index + 2 == count);
            slice.keep = whole || edge;
        }
        out.extend(slices);
    }
    out
}

/// Widths of the columns, together the width of the place. A ruled form to be written on keeps the shares that its
/// columns ask for; every other table takes them from what stands in it.
fn widths(table: &TableBlock, place: Place) -> Vec<i64> {
    let shares: Vec<i64> = if place.row_height > 0 {
        table.columns.iter().map(|column| i64::from(column.weight.max(1))).collect()
    } else {
        by_content(table, place)
    };
    let total: i64 = shares.iter().sum::<i64>().max(1);
    let mut widths: Vec<i64> = shares.iter().map(|share| place.width * share / total).collect();
    let used: i64 = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += place.width - used;
    }
    widths
}

/// Each column gets what its widest word needs, and of the rest as much as its texts are longer than that: short columns
/// stay on one line, long ones share the room.
fn by_content(table: &TableBlock, place: Place) -> Vec<i64> {
    let bold = Face::of(place.family, true, false);
    let needs: Vec<(i64, i64)> = table
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            // A head takes as many lines as it likes, but never parts a word.
            let head_word = column.head.split_whitespace();
            let head_word = head_word.map(|word| paragraph::text_width(bold, place.size, word));
            let (mut least, mut whole) = (head_word.max().unwrap_or(0), 0);
            for cell in table.rows.iter().filter_map(|row| row.get(index)) {
                whole = whole.max(paragraph::natural_width(cell, place.family, place.size));
                for span in cell {
                    let face = Face::of(place.family, span.bold, span.italic);
                    let words = span.text.split_whitespace();
                    let widest = words.map(|word| paragraph::text_width(face, place.size, word)).max();
                    least = least.max(widest.unwrap_or(0));
                }
            }
            // A word of endless length takes no more than its share; it is cut.
            let least = (least + 2 * PAD_X + 300).clamp(8_000, place.width * 2 / 5);
            (least, (whole + 2 * PAD_X + 300).max(least))
        })
        .collect();
    let least: i64 = needs.iter().map(|(least, _)| least).sum();
    let whole: i64 = needs.iter().map(|(_, whole)| whole).sum();
    if whole <= place.width || least >= place.width {
        let of = |(least_of, whole_of): &(i64, i64)| if whole <= place.width { *whole_of } else { *least_of };
        return needs.iter().map(of).collect();
    }
    let (room, wanted) = (place.width - least, whole - least);
    needs.iter().map(|(least, whole)| least + room * (whole - least) / wanted.max(1)).collect()
}

/// A row as slices of one line each, so that even a row taller than a page can go down.
fn slices(
    cells: &[Vec<Span>],
    widths: &[i64],
    aligns: &[Align],
    place: Place,
    top_line: bool,
    (whole, role): (&TableTag, Role),
) -> Vec<Row> {
    let line_of = whole.row(widths.len());
    let mut x = place.x;
    let mut columns: Vec<Vec<Row>> = Vec::new();
    let mut edges = vec![x];
    for (index, width) in widths.iter().enumerate() {
        let empty = Vec::new();
        let cell = cells.get(index).unwrap_or(&empty);
        let mut lines = rows(
            cell,
            Text {
                x: x + PAD_X,
                width: (width - 2 * PAD_X).max(4_000),
                family: place.family,
                size: place.size,
                spacing: 100,
                align: aligns.get(index).copied().unwrap_or(Align::Left),
                indent: 0,
                hyphenate: place.hyphenate,
            },
        );
        tags::within(&mut lines, &line_of.cell(role, index));
        columns.push(lines);
        x += width;
        edges.push(x);
    }
    let count = columns.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let line = columns.iter().flatten().map(|row| row.height).max().unwrap_or(place.size.em_um() * 115 / 100);
    let right = place.x + place.width;
    let spare = (place.row_height - line * count as i64 - 2 * PAD_Y).max(0);
    // Words of a row begin at its top, however many lines its longest cell has; those of the head stand in the middle.
    let above = if role == Role::Th { spare / 2 } else { 0 };
    let mut out = Vec::with_capacity(count);
    for index in 0..count {
        let (first, last) = (index == 0, index + 1 == count);
        let lead = if first { PAD_Y + above } else { 0 };
        let trail = if last { PAD_Y + spare - above } else { 0 };
        let height = line + lead + trail;
        let mut row = Row { height, ..Row::default() };
        for column in &columns {
            if let Some(part) = column.get(index) {
                row.marks.extend(part.marks.iter().cloned().map(|mark| mark.moved(0, lead)));
            }
        }
        for edge in &edges {
            row.marks.push(Mark::Stroke { from: (*edge, 0), to: (*edge, height), stroke: STROKE });
        }
        let across = |y: i64| Mark::Stroke { from: (place.x, y), to: (right, y), stroke: STROKE };
        if first && top_line {
            row.marks.push(across(0));
        }
        if last {
            row.marks.push(across(height));
        } else {
            row.foot.push(across(height));
        }
        out.push(row);
    }
    out
}
