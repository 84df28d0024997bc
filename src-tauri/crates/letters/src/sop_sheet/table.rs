//! A chart on pages: widths of the columns, the head on every page, cells, lines, and the drawing in the actors'
//! columns.

use crate::flow::{self, Row};
use crate::measure::FontSize;
use crate::paragraph::Align;
use crate::pdf::Mark;

use crate::tags::{self, Role, RowTag, TableTag};

use super::cells::{self, BODY, Cell, HEAD, PAD_X, PAD_Y, RULE};
use super::chart::{Chart, Column};
use super::lanes::Lanes;
use super::pages::{self, Lines, Placed, Room};
use super::route;

/// Shade of the head, from black (0) to white (1000).
const TINT: u16 = 930;

/// The paper and what may be printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) left: i64,
    pub(super) right: i64,
    pub(super) top: i64,
    pub(super) bottom: i64,
}

/// Where the columns stand.
struct Grid {
    /// Left edges of the text columns, and the right edge of the last, before and after the lanes.
    before: Vec<i64>,
    after: Vec<i64>,
    lanes: Lanes,
    narrow: bool,
    /// The table as one element to a reader.
    tag: TableTag,
}

/// Pages of marks, and where the last one ends.
pub(super) struct Pages {
    pub(super) marks: Vec<Vec<Mark>>,
    pub(super) end: i64,
}

/// Draws a chart. `opening` stands over the table on the first page, `running` on the others.
pub(super) fn draw(chart: &Chart, frame: Frame, opening: &[Row], running: &[Row]) -> Pages {
    let first = attempt(chart, frame, opening, running, false);
    // A way that is parted by a page needs a connector beside it, and the strip a place for it.
    let (grid, cells, placed) = if first.0.lanes_lack_a_slot(chart, &first.2) {
        attempt(chart, frame, opening, running, true)
    } else {
        first
    };
    let spots = pages::spots(chart, &placed);
    let count = placed.last().map_or(1, |last| last.page + 1);
    let mut drawn = route::draw(chart, &grid.lanes, &spots, count).into_iter();
    let mut out = Vec::with_capacity(count);
    let mut end = frame.top;
    for page in 0..count {
        let over = if page == 0 { opening } else { running };
        let mut marks = cells::place(over, frame.top);
        let head_top = frame.top + flow::height(over);
        let body_top = grid.head(chart, head_top, &mut marks);
        if page > 0 {
            // Said once: what is repeated is for the eye (ISO 14289-1, 7.1).
            marks = marks.into_iter().map(tags::untagged).collect();
        }
        let rows: Vec<&Placed> = placed.iter().filter(|placed| placed.page == page).collect();
        end = rows.last().map_or(body_top, |last| last.top + last.height);
        for row in &rows {
            grid.row(chart, &cells[row.piece.act], row, &mut marks);
        }
        grid.rules(head_top, body_top, &rows, end, &mut marks);
        marks.extend(drawn.next().unwrap_or_default());
        out.push(marks);
    }
    Pages { marks: out, end }
}

/// The lines of the cells of one act, column by column.
struct Cells {
    before: Vec<Vec<Row>>,
    after: Vec<Vec<Row>>,
    /// The lines that part two rounds.
    rules: Vec<usize>,
}

impl Cells {
    /// How many lines there are, and where the row may be parted: past the text that belongs to all rounds.
    fn lines(&self) -> Lines {
        let tallest = |columns: &[Vec<Row>]| columns.iter().map(Vec::len).max().unwrap_or(0);
        let (common, rounds) = (tallest(&self.before), tallest(&self.after));
        let rules = self.rules.iter().copied().filter(|rule| *rule >= common).collect();
        Lines { count: common.max(rounds), rules }
    }
}

fn attempt(
    chart: &Chart,
    frame: Frame,
    opening: &[Row],
    running: &[Row],
    slot: bool,
) -> (Grid, Vec<Cells>, Vec<Placed>) {
    let grid = Grid::new(chart, frame, slot);
    let cells: Vec<Cells> = (0..chart.acts.len()).map(|act| grid.cells(chart, act)).collect();
    let mut scratch = Vec::new();
    let head = grid.head(chart, 0, &mut scratch);
    let room = Room {
        first_top: frame.top + flow::height(opening) + head,
        top: frame.top + flow::height(running) + head,
        bottom: frame.bottom,
    };
    let lines: Vec<Lines> = cells.iter().map(Cells::lines).collect();
    let placed = pages::paginate(chart, &lines, cells::line(), room);
    (grid, cells, placed)
}

impl Grid {
    fn new(chart: &Chart, frame: Frame, slot: bool) -> Self {
        let width = frame.right - frame.left;
        let column = |columns: &[Column], index: usize, of: &dyn Fn(usize) -> Vec<String>| {
            let texts = of(index);
            cells::bounds(texts.iter().map(String::as_str), &columns[index].head, columns[index].least)
        };
        let before_texts =
            |index: usize| chart.acts.iter().filter_map(|act| act.before.get(index).cloned()).collect();
        let after_texts = |index: usize| {
            let rounds = chart.acts.iter().flat_map(|act| &act.after);
            rounds.filter_map(|round| round.get(index).cloned()).collect()
        };
        let mut bounds: Vec<(i64, i64)> =
            (0..chart.before.len()).map(|index| column(&chart.before, index, &before_texts)).collect();
        bounds.extend((0..chart.after.len()).map(|index| column(&chart.after, index, &after_texts)));
        let least: i64 = bounds.iter().map(|(low, _)| low).sum();
        let room = (width - least).clamp(width * 2 / 5, width * 11 / 20);
        let lanes = Lanes::new(chart, 0, room, slot);
        let (widths, narrow) = cells::share(width - lanes.right(), &bounds);
        let run = |from: i64, widths: &[i64]| {
            let mut edges = vec![from];
            for width in widths {
                edges.push(edges[edges.len() - 1] + width);
            }
            edges
        };
        let before = run(frame.left, &widths[..chart.before.len()]);
        let lanes = Lanes::new(chart, before[before.len() - 1], room, slot);
        let after = run(lanes.right(), &widths[chart.before.len()..]);
        Self { before, after, lanes, narrow, tag: TableTag::new() }
    }

    /// Some way is parted by a page, and the strip has no place for its connector.
    fn lanes_lack_a_slot(&self, chart: &Chart, placed: &[Placed]) -> bool {
        let spots = pages::spots(chart, placed);
        let without = self.lanes.right() < self.lanes.slot + super::lanes::CONNECTOR;
        without && chart.edges().iter().any(|edge| edge.back && spots[edge.from].page != spots[edge.to].page)
    }

    fn cell(&self, edges: &[i64], index: usize, size: FontSize, align: Align, hyphenate: bool) -> Cell {
        Cell {
            x: edges[index] + PAD_X,
            width: edges[index + 1] - edges[index] - 2 * PAD_X,
            size,
            align,
            hyphenate,
        }
    }

    fn row_tag(&self, chart: &Chart) -> RowTag {
        self.tag.row(chart.before.len() + chart.actors.len() + chart.after.len())
    }

    fn cells(&self, chart: &Chart, act: usize) -> Cells {
        let act = &chart.acts[act];
        let set = |edges: &[i64], columns: &[Column], index: usize, text: &str| {
            cells::lines(text, self.cell(edges, index, BODY, columns[index].align, self.narrow), false)
        };
        let empty = String::new();
        // The first round is read in the row of the act, each further one in a row of its own.
        let mut row = self.row_tag(chart);
        let before: Vec<Vec<Row>> = (0..chart.before.len())
            .map(|index| {
                let text = act.before.get(index).unwrap_or(&empty);
                let mut rows = set(&self.before, &chart.before, index, text);
                tags::within(&mut rows, &row.cell(Role::Td, index));
                rows
            })
            .collect();
        let right = chart.before.len() + chart.actors.len();
        let mut after: Vec<Vec<Row>> = vec![Vec::new(); chart.after.len()];
        let mut rules = Vec::new();
        for (round, texts) in act.after.iter().enumerate() {
            if round > 0 {
                rules.push(after.iter().map(Vec::len).max().unwrap_or(0));
                self.part_rounds(chart, &mut after);
                row = self.row_tag(chart);
            }
            let height = after.iter().map(Vec::len).max().unwrap_or(0);
            for (index, column) in after.iter_mut().enumerate() {
                column.resize_with(height, blank);
                let mut rows = set(&self.after, &chart.after, index, texts.get(index).unwrap_or(&empty));
                tags::within(&mut rows, &row.cell(Role::Td, right + index));
                column.extend(rows);
            }
        }
        Cells { before, after, rules }
    }

    /// An empty line with a rule in its middle, across the columns that differ from round to round.
    fn part_rounds(&self, chart: &Chart, after: &mut [Vec<Row>]) {
        let height = after.iter().map(Vec::len).max().unwrap_or(0);
        for (index, column) in after.iter_mut().enumerate() {
            column.resize_with(height, blank);
            let mut row = blank();
            if chart.after[index].by_round {
                let y = row.height / 2;
                let (from, to) = (self.after[index], self.after[index + 1]);
                row.marks.push(Mark::Stroke { from: (from, y), to: (to, y), stroke: RULE / 2 });
            }
            column.push(row);
        }
    }

    /// The head of the table; answers where the rows begin.
    fn head(&self, chart: &Chart, top: i64, marks: &mut Vec<Mark>) -> i64 {
        let groups = !chart.after.iter().all(|column| column.group.is_none()) || !chart.actors.is_empty();
        let single = cells::lines("X", self.cell(&self.before, 0, HEAD, Align::Centre, false), true);
        let upper = flow::height(&single) + PAD_Y;
        let actor = |index: usize| {
            let (from, to) = (self.lanes.edges[index], self.lanes.edges[index + 1]);
            let cell = Cell {
                x: from + PAD_X,
                width: to - from - 2 * PAD_X,
                size: HEAD,
                align: Align::Centre,
                hyphenate: self.lanes.narrow,
            };
            (from, to, cells::lines(&chart.actors[index], cell, true))
        };
        let text = |edges: &[i64], columns: &[Column], index: usize| {
            let cell = self.cell(edges, index, HEAD, Align::Centre, self.narrow);
            (edges[index], edges[index + 1], cells::lines(&columns[index].head, cell, true))
        };
        let mut before: Vec<_> =
            (0..chart.before.len()).map(|index| text(&self.before, &chart.before, index)).collect();
        let mut actors: Vec<_> = (0..chart.actors.len()).map(actor).collect();
        let mut after: Vec<_> =
            (0..chart.after.len()).map(|index| text(&self.after, &chart.after, index)).collect();
        // What stands over several columns is read with the first of them.
        let over = |title: &str, from: i64, to: i64| {
            let cell = Cell {
                x: from + PAD_X,
                width: to - from - 2 * PAD_X,
                size: HEAD,
                align: Align::Centre,
                hyphenate: false,
            };
            cells::lines(title, cell, true)
        };
        let mut actors_title = over("Pelaksana", self.lanes.edges[0], self.lanes.right());
        let mut titles: Vec<Vec<Row>> = vec![Vec::new(); after.len()];
        for index in 0..after.len() {
            let group = chart.after[index].group.as_ref();
            let begins = index == 0 || chart.after[index - 1].group.as_ref() != group;
            if let Some(group) = group.filter(|_| begins) {
                let same = |at: &usize| chart.after[*at].group.as_ref() == Some(group);
                let until = (index..after.len()).take_while(same).last().unwrap_or(index);
                titles[index] = over(group, after[index].0, after[until].1);
            }
        }
        let row = self.row_tag(chart);
        let mut titles_of_actors = std::iter::once(&mut actors_title);
        let mut titles_after = titles.iter_mut();
        let columns = before
            .iter_mut()
            .map(|(.., rows)| (None, rows))
            .chain(actors.iter_mut().map(|(.., rows)| (titles_of_actors.next(), rows)))
            .chain(after.iter_mut().map(|(.., rows)| (titles_after.next(), rows)));
        for (place, (title, rows)) in columns.enumerate() {
            let cell = row.cell(Role::Th, place);
            for rows in title.into_iter().chain([rows]) {
                tags::within(rows, &cell);
            }
        }
        let grouped = |index: &usize| chart.after[*index].group.is_some();
        let tallest = |rows: &mut dyn Iterator<Item = &Vec<Row>>| {
            rows.map(|rows| flow::height(rows)).max().unwrap_or(0)
        };
        let lower = tallest(
            &mut actors
                .iter()
                .map(|(.., rows)| rows)
                .chain((0..after.len()).filter(grouped).map(|index| &after[index].2)),
        ) + PAD_Y;
        let alone = tallest(
            &mut before
                .iter()
                .map(|(.., rows)| rows)
                .chain((0..after.len()).filter(|index| !grouped(index)).map(|index| &after[index].2)),
        ) + PAD_Y;
        let upper = if groups { upper } else { 0 };
        let height = (upper + lower).max(alone);
        let lower = height - upper;
        let left = self.before[0];
        let right = self.after[self.after.len() - 1];
        marks.push(Mark::Fill { x: left, y: top, width: right - left, height, shade: TINT });
        let mut put = |x: (i64, i64), y: i64, height: i64, rows: &[Row]| {
            marks.extend(cells::place(rows, y + (height - flow::height(rows)) / 2));
            marks.push(Mark::Frame { x: x.0, y, width: x.1 - x.0, height, stroke: RULE });
        };
        for (from, to, rows) in &before {
            put((*from, *to), top, height, rows);
        }
        let (from, to) = (self.lanes.edges[0], self.lanes.right());
        put((from, to), top, upper, &actors_title);
        for (from, to, rows) in &actors {
            put((*from, *to), top + upper, lower, rows);
        }
        let mut index = 0;
        while index < after.len() {
            let Some(group) = &chart.after[index].group else {
                let (from, to, rows) = &after[index];
                put((*from, *to), top, height, rows);
                index += 1;
                continue;
            };
            let same = |at: &usize| chart.after[*at].group.as_ref() == Some(group);
            let until = (index..after.len()).take_while(same).last().unwrap_or(index);
            let (from, to) = (after[index].0, after[until].1);
            put((from, to), top, upper, &titles[index]);
            for (from, to, rows) in &after[index..=until] {
                put((*from, *to), top + upper, lower, rows);
            }
            index = until + 1;
        }
        top + height
    }

    /// The text of a row.
    fn row(&self, chart: &Chart, cells: &Cells, placed: &Placed, marks: &mut Vec<Mark>) {
        let (from, to) = placed.piece.lines;
        if !placed.piece.first && cells.before.iter().all(|column| column.len() <= from) {
            // Which act it is that goes on here; said already to who does not see the page.
            let number = chart.acts[placed.piece.act].before.first().map_or("", String::as_str);
            for (index, text) in [number, "(lanjutan)"].into_iter().enumerate().take(chart.before.len()) {
                let cell = self.cell(&self.before, index, BODY, chart.before[index].align, false);
                let rows = cells::lines(text, cell, false);
                marks.extend(cells::place(&rows, placed.top + PAD_Y).into_iter().map(tags::untagged));
            }
        }
        for column in cells.before.iter().chain(&cells.after) {
            let rows = column.get(from.min(column.len())..to.min(column.len())).unwrap_or_default();
            marks.extend(cells::place(rows, placed.top + PAD_Y));
        }
    }

    /// The lines below the head.
    fn rules(&self, head: i64, top: i64, rows: &[&Placed], end: i64, marks: &mut Vec<Mark>) {
        let (left, right) = (self.before[0], self.after[self.after.len() - 1]);
        let inner = self.lanes.edges.iter().skip(1).take(self.lanes.edges.len().saturating_sub(2));
        for x in self.before.iter().chain(inner).chain(&self.after) {
            marks.push(Mark::Stroke { from: (*x, top), to: (*x, end), stroke: RULE });
        }
        for row in rows {
            let y = row.top + row.height;
            marks.push(Mark::Stroke { from: (left, y), to: (right, y), stroke: RULE });
        }
        marks.push(Mark::Frame {
            x: left,
            y: head,
            width: right - left,
            height: end - head,
            stroke: RULE * 2,
        });
    }
}

fn blank() -> Row {
    Row { height: cells::line(), ..Row::default() }
}

/// A line of text over the table.
pub(super) fn over(text: &str, frame: Frame, size: FontSize, bold: bool, align: Align) -> Vec<Row> {
    let cell = Cell { x: frame.left, width: frame.right - frame.left, size, align, hyphenate: false };
    cells::lines(text, cell, bold)
}
