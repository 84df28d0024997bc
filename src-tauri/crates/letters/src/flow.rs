//! Rows down the page, and pages out of rows: what stays together, what is repeated, what vanishes at an edge.

use std::rc::Rc;

use crate::content::Span;
use crate::font::{Face, metrics};
use crate::measure::FontSize;
use crate::paragraph::{self, Align, Line, Setting};
use crate::pdf::Mark;
use crate::settings::BodyFont;
use crate::tags::{Role, Tag, untagged};

/// A slice of the page that is never parted. Its marks count their heights from the row's top.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) height: i64,
    pub(crate) marks: Vec<Mark>,
    /// Stays on the page of the next row.
    pub(crate) keep: bool,
    /// Empty space; dropped at the head of a page.
    pub(crate) gap: bool,
    /// A line of the body's text, for "the last two lines go with the signature".
    pub(crate) text: bool,
    /// Begins a new page.
    pub(crate) break_before: bool,
    /// The rows to repeat when a page begins here: the head of a table.
    pub(crate) head: Option<Rc<Vec<Row>>>,
    /// Marks drawn at the row's foot only if a page ends there: the closing line of a table.
    pub(crate) foot: Vec<Mark>,
}

impl Row {
    pub(crate) fn space(height: i64) -> Self {
        Self { height, gap: true, keep: false, ..Self::default() }
    }
}

impl Mark {
    pub(crate) fn moved(mut self, dx: i64, dy: i64) -> Self {
        match &mut self {
            Self::Text { baseline, pieces, .. } => {
                *baseline += dy;
                for (x, _) in pieces {
                    *x += dx;
                }
            }
            Self::Fill { x, y, .. }
            | Self::Frame { x, y, .. }
            | Self::Lambang { x, y, .. }
            | Self::Code { x, y, .. }
            | Self::Outline { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Stroke { from, to, .. } => {
                for point in [from, to] {
                    point.0 += dx;
                    point.1 += dy;
                }
            }
            Self::Arrow { points, .. } => {
                for point in points {
                    point.0 += dx;
                    point.1 += dy;
                }
            }
            Self::Draft { .. } => {}
        }
        self
    }
}

/// The height of a line of a size at a spacing in percent.
pub(crate) fn line_height(size: FontSize, percent: i64) -> i64 {
    let m = metrics(Face::Regular);
    size.em_um() * m.line * percent / (m.units * 100)
}

/// Where the baseline stands in a line of that height.
fn baseline(size: FontSize, height: i64) -> i64 {
    let m = metrics(Face::Regular);
    let (ascent, descent) = (size.em_um() * m.ascent / m.units, size.em_um() * m.descent / m.units);
    (height - ascent - descent) / 2 + ascent
}

impl Text {
    /// The upright face of its family.
    pub(crate) fn face(self) -> Face {
        Face::of(self.family, false, false)
    }
}

/// How a block of text is set into rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text {
    pub(crate) x: i64,
    pub(crate) width: i64,
    pub(crate) family: BodyFont,
    pub(crate) size: FontSize,
    pub(crate) spacing: i64,
    pub(crate) align: Align,
    pub(crate) indent: i64,
    pub(crate) hyphenate: bool,
}

/// A paragraph as rows, with widows and orphans kept together: two lines at least on either page. It is tagged as one
/// paragraph; `tags` says how rows become something else.
pub(crate) fn rows(spans: &[Span], text: Text) -> Vec<Row> {
    let setting = Setting {
        family: text.family,
        size: text.size,
        width: text.width,
        indent: text.indent,
        align: text.align,
        hyphenate: text.hyphenate,
    };
    let lines = paragraph::lines(spans, setting);
    let count = lines.len();
    let tag = Tag::new(Role::P);
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| Row {
            // No word is divided between two pages either.
            keep: index + 1 < count && (index == 0 || index + 2 == count || line.divided),
            text: true,
            ..line_row(line, text, &tag)
        })
        .collect()
}

fn line_row(line: &Line, text: Text, tag: &Tag) -> Row {
    let height = line_height(text.size, text.spacing);
    let base = baseline(text.size, height);
    let mut marks = Vec::new();
    for run in &line.runs {
        if run.missing {
            let em = text.size.em_um();
            marks.push(Mark::Fill {
                x: text.x + run.x,
                y: base - em * 85 / 100,
                width: run.width,
                height: em * 112 / 100,
                shade: 900,
            });
        }
        marks.push(Mark::Text {
            baseline: base,
            face: run.face,
            size: text.size,
            pieces: run.pieces.iter().map(|(x, piece)| (text.x + x, piece.clone())).collect(),
            width: run.width,
            field: run.field.clone(),
            tag: Some(tag.clone()),
        });
    }
    Row { height, marks, ..Row::default() }
}

/// Rows on top of each other from the same top: meta rows beside the date.
pub(crate) fn beside(columns: Vec<Vec<Row>>) -> Row {
    let mut row = Row::default();
    for column in columns {
        let mut y = 0;
        for part in column {
            row.marks.extend(part.marks.into_iter().map(|mark| mark.moved(0, y)));
            y += part.height;
        }
        row.height = row.height.max(y);
    }
    row
}

/// Two columns line by line, so that even a long one may go over the page.
pub(crate) fn line_by_line(left: Vec<Row>, right: Vec<Row>) -> Vec<Row> {
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let mut rows = Vec::new();
    loop {
        match (left.next(), right.next()) {
            (None, None) => return rows,
            (one, other) => rows.push(beside(vec![one.into_iter().collect(), other.into_iter().collect()])),
        }
    }
}

/// Rows as one that is never parted.
pub(crate) fn together(rows: Vec<Row>) -> Row {
    beside(vec![rows])
}

/// Height of several rows.
pub(crate) fn height(rows: &[Row]) -> i64 {
    rows.iter().map(|row| row.height).sum()
}

/// Marks of a page and where its text ends.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    pub(crate) marks: Vec<Mark>,
    pub(crate) end: i64,
    /// The word with which the text goes on here from the page before, for the catchword.
    pub(crate) goes_on_with: Option<String>,
}

/// Fills pages with rows. The first page's text begins at `first_top`, the others' at `top`; none goes below `bottom`.
/// What the first page has no room for below a low head begins the second.
pub(crate) fn paginate(rows: Vec<Row>, first_top: i64, top: i64, bottom: i64) -> Vec<Column> {
    let page = bottom - top;
    let rows: Vec<Row> =
        rows.into_iter().flat_map(|row| if row.height > page { cut(row, page) } else { vec![row] }).collect();
    let mut pages = vec![Column { end: first_top, ..Column::default() }];
    let mut empty = true;
    let mut foot: Vec<Mark> = Vec::new();
    let mut index = 0;
    while index < rows.len() {
        let row = &rows[index];
        if row.break_before && !empty {
            next_page(&mut pages, &mut foot, &mut empty, top, None);
        }
        if row.gap && empty && pages.len() > 1 {
            index += 1;
            continue;
        }
        let mut last = index;
        while rows[last].keep && last + 1 < rows.len() && !rows[last + 1].break_before {
            last += 1;
        }
        let chunk = &rows[index..=last];
        let solid = chunk.iter().rposition(|row| !row.gap).map_or(0, |end| height(&chunk[..=end]));
        let y = pages.last().map_or(0, |page| page.end);
        let room = bottom - y;
        // Another page has more room than this one has.
        let better = !empty || (pages.len() == 1 && y > top && solid <= page);
        if solid > room && better {
            let first = chunk.iter().find(|row| !row.gap);
            let head = first.and_then(|row| row.head.clone());
            let head = head.filter(|head| height(head) + first.map_or(0, |row| row.height) <= page);
            next_page(&mut pages, &mut foot, &mut empty, top, head);
            continue;
        }
        // A chunk larger than a page goes down row by row; there is no better place for it.
        let too_tall = solid > room;
        for row in chunk {
            let y = pages.last().map_or(0, |page| page.end);
            let low = pages.len() == 1 && y > top;
            if too_tall && !row.gap && y + row.height > bottom && (!empty || low) {
                // A head that leaves no room for the row below it is not repeated.
                let head = row.head.clone().filter(|head| height(head) + row.height <= page);
                next_page(&mut pages, &mut foot, &mut empty, top, head);
            }
            if let Some(page) = pages.last_mut() {
                if row.gap && page.end + row.height > bottom {
                    page.end = bottom.max(page.end);
                    continue;
                }
                let y = page.end;
                if empty && row.text && !row.break_before {
                    page.goes_on_with = first_word(&row.marks);
                }
                page.marks.extend(row.marks.iter().cloned().map(|mark| mark.moved(0, y)));
                page.end += row.height;
                empty = empty && row.gap;
                foot = row.foot.iter().cloned().map(|mark| mark.moved(0, y)).collect();
            }
        }
        index = last + 1;
    }
    if let Some(page) = pages.last_mut() {
        page.marks.extend(foot);
    }
    pages
}

/// A row that no page holds (a name of four hundred letters beside a signature) as several: nothing runs off the paper.
fn cut(row: Row, page: i64) -> Vec<Row> {
    let extents: Vec<(i64, i64)> = row.marks.iter().map(extent).collect();
    let mut starts = vec![0];
    let mut sorted = extents.clone();
    sorted.sort_unstable_by_key(|(top, bottom)| (*bottom, *top));
    for (top, bottom) in sorted {
        let start = starts[starts.len() - 1];
        if bottom > start + page && top > start {
            starts.push(top);
        }
    }
    let mut rows: Vec<Row> = starts
        .iter()
        .enumerate()
        .map(|(index, start)| {
            let end = starts.get(index + 1).copied().unwrap_or(row.height);
            Row { height: (end - start).min(page), head: row.head.clone(), text: row.text, ..Row::default() }
        })
        .collect();
    for (mark, (top, _)) in row.marks.into_iter().zip(extents) {
        let index = starts.iter().rposition(|start| *start <= top).unwrap_or(0);
        rows[index].marks.push(mark.moved(0, -starts[index]));
    }
    rows[0].break_before = row.break_before;
    if let Some(last) = rows.last_mut() {
        (last.keep, last.foot) = (row.keep, row.foot);
    }
    rows
}

/// Upper and lower edge of a mark.
fn extent(mark: &Mark) -> (i64, i64) {
    match mark {
        Mark::Text { baseline, size, .. } => (baseline - size.em_um(), baseline + size.em_um() / 4),
        Mark::Fill { y, height, .. }
        | Mark::Frame { y, height, .. }
        | Mark::Lambang { y, height, .. }
        | Mark::Outline { y, height, .. } => (*y, y + height),
        Mark::Arrow { points, .. } => {
            let heights = || points.iter().map(|(_, y)| *y);
            (heights().min().unwrap_or(0), heights().max().unwrap_or(0))
        }
        Mark::Stroke { from, to, .. } => (from.1.min(to.1), from.1.max(to.1)),
        Mark::Code { y, .. } => (*y, y + crate::code::SIDE),
        Mark::Draft { .. } => (0, 0),
    }
}

fn next_page(
    pages: &mut Vec<Column>,
    foot: &mut Vec<Mark>,
    empty: &mut bool,
    top: i64,
    head: Option<Rc<Vec<Row>>>,
) {
    if let Some(page) = pages.last_mut() {
        page.marks.append(foot);
    }
    let mut page = Column { end: top, ..Column::default() };
    for row in head.iter().flat_map(|head| head.iter()) {
        let y = page.end;
        // Said once: what is repeated is for the eye (ISO 14289-1, 7.1).
        page.marks.extend(row.marks.iter().cloned().map(|mark| untagged(mark).moved(0, y)));
        page.end += row.height;
    }
    pages.push(page);
    *empty = true;
}

/// The first word of a row, past a list's number.
fn first_word(marks: &[Mark]) -> Option<String> {
    marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text { pieces, .. } => {
                Some(pieces.iter().map(|(_, text)| text.as_str()).collect::<String>())
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
        .find(|text| {
            let text = text.trim();
            let number = text.len() <= 4 && text.ends_with(['.', ')']);
            !(text.is_empty() || number || text == "–")
        })
        .and_then(|text| text.split_whitespace().next().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TOP: i64 = 10;
    const BOTTOM: i64 = 110;
    /// Marks of a repeated head are told by their place.
    const HEAD: i64 = -1;

    fn boxed(x: i64, height: i64) -> Vec<Mark> {
        vec![Mark::Frame { x, y: 0, width: 1, height, stroke: 1 }]
    }

    fn row(number: usize, height: i64) -> Row {
        Row { height, marks: boxed(number as i64, height), ..Row::default() }
    }

    /// Which row each box of a page belongs to, and where it stands.
    fn boxes(page: &Column) -> Vec<(i64, i64, i64)> {
        page.marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Frame { x, y, height, .. } => Some((*x, *y, y + height)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn what_has_no_room_below_a_low_head_begins_the_next_page() {
        let kept = |number| Row { keep: true, ..row(number, 12) };
        let pages = paginate(vec![kept(0), kept(1), row(2, 12)], 90, TOP, BOTTOM);
        assert!(boxes(&pages[0]).is_empty(), "20 are left, 36 are wanted together");
        assert_eq!(boxes(&pages[1]), [(0, 10, 22), (1, 22, 34), (2, 34, 46)]);
        // What no page holds together begins where it is, and goes on row by row.
        let kept = |number| Row { keep: true, ..row(number, 15) };
        let pages = paginate((0..9).map(kept).collect(), 90, TOP, BOTTOM);
        assert_eq!(boxes(&pages[0]), [(0, 90, 105)]);
        assert_eq!(boxes(&pages[1]).len(), 6);
        let pages = paginate(vec![row(0, 30)], 200, TOP, BOTTOM);
        assert_eq!(boxes(&pages[1]), [(0, 10, 40)], "a head that is lower than the page leaves it empty");
    }

    #[test]
    fn a_head_that_leaves_no_room_is_not_repeated() {
        let head = Some(Rc::new(vec![Row { height: 80, marks: boxed(HEAD, 80), ..Row::default() }]));
        let below = |number| Row { head: head.clone(), ..row(number, 60) };
        let pages = paginate(vec![below(0), below(1)], TOP, TOP, BOTTOM);
        assert_eq!(boxes(&pages[1]), [(1, 10, 70)], "80 and 60 are more than a page");
    }

    prop_compose! {
        fn rows()(of in prop::collection::vec((1..140_i64, any::<bool>(), 0..8_u8, prop::option::weighted(0.4, 1..100_i64)), 1..40)) -> Vec<Row> {
            of.into_iter()
                .enumerate()
                .map(|(number, (height, keep, kind, head))| {
                    if kind == 0 {
                        return Row { keep, ..Row::space(height.min(60)) };
                    }
                    let head = head.map(|height| Rc::new(vec![Row { height, marks: boxed(HEAD, height), ..Row::default() }]));
                    Row { keep, head, break_before: kind == 1, ..row(number, height) }
                })
                .collect()
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_lost_or_runs_off_a_page(rows in rows(), first_top in TOP..150_i64) {
            let wanted: Vec<i64> = rows.iter().flat_map(|row| boxes(&Column { marks: row.marks.clone(), ..Column::default() })).map(|(x, ..)| x).collect();
            // One box cannot be cut: a row of one that is taller than a page hangs over, whatever is done.
            let tall: Vec<i64> = rows.iter().enumerate().filter(|(_, row)| row.height > BOTTOM - TOP).map(|(number, _)| number as i64).collect();
            let pages = paginate(rows, first_top, TOP, BOTTOM);
            let placed: Vec<(i64, i64, i64)> = pages.iter().flat_map(boxes).collect();
            let found: Vec<i64> = placed.iter().map(|(x, ..)| *x).filter(|x| *x != HEAD).collect();
            prop_assert_eq!(found, wanted, "every row once, in its order");
            for (x, top, bottom) in placed {
                prop_assert!(top >= TOP && (bottom <= BOTTOM || tall.contains(&x)), "{} stands at {}–{}", x, top, bottom);
            }
            for page in &pages {
                let mut last = 0;
                for (x, top, bottom) in boxes(page) {
                    prop_assert!(top >= last, "{} stands on the row before it", x);
                    last = bottom;
                }
            }
        }
    }
}
