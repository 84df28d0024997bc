//! Acts over pages: rows are as tall as their text and their symbol. A break goes where it leaves little of the page
//! empty and parts few corrections from the act they lead to; a row of several rounds may be parted between two of them.
//! In micrometres.

use crate::symbol::Symbol;

use super::cells::PAD_Y;
use super::chart::{Chart, Edge, Way};
use super::lanes::{CONNECTOR, height};

/// Room above and below a symbol.
const AIR: i64 = 3_000;
/// A way that comes from the strip meets the way from above so far over the symbol.
pub(super) const ABOVE: i64 = 3_000;
/// A way that leaves by the foot turns so far below the symbol.
pub(super) const BELOW: i64 = 4_200;
/// A connector between pages keeps so far from the symbol, so that the arrow between them is seen.
const TO_CONNECTOR: i64 = 5_500;
/// And so far from the line of the table.
pub(super) const EDGE: i64 = 1_000;
/// A symbol stands in the middle of its row, but no lower than this below its place.
const LOWER: i64 = 6_000;
/// What a row may need more for a way that leaves its page than for one that stays.
const MOST_FOR_A_WAY: i64 = TO_CONNECTOR + CONNECTOR + EDGE;

/// Part of an act's row on one page; all of it, unless the row is parted between two pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) act: usize,
    /// The lines of its cells: from, and up to.
    pub(super) lines: (usize, usize),
    /// It holds the symbol.
    pub(super) first: bool,
    pub(super) last: bool,
}

/// A piece on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) piece: Piece,
    pub(super) page: usize,
    pub(super) top: i64,
    pub(super) height: i64,
}

/// A symbol on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) page: usize,
    pub(super) top: i64,
    pub(super) height: i64,
    /// The row's upper and lower line.
    pub(super) row: (i64, i64),
    /// The act before leads here from another page.
    pub(super) enters: bool,
    /// The way to the act below goes on on another page.
    pub(super) leaves: bool,
}

impl Spot {
    pub(super) fn bottom(&self) -> i64 {
        self.top + self.height
    }

    pub(super) fn middle(&self) -> i64 {
        self.top + self.height / 2
    }
}

/// The room of a page's table below its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// Where rows begin on the first page, and on the others.
    pub(super) first_top: i64,
    pub(super) top: i64,
    pub(super) bottom: i64,
}

impl Room {
    pub(super) fn top_of(&self, page: usize) -> i64 {
        if page == 0 { self.first_top } else { self.top }
    }
}

/// Room that a symbol needs above and below it.
fn needs(chart: &Chart, act: usize, enters: bool, leaves: bool) -> (i64, i64) {
    let symbol = chart.acts[act].symbol;
    let strip = |edge: &Edge| chart.way(*edge) == Way::Strip;
    let edges = chart.edges();
    // A correction that is parted from its act by a page comes through the strip too.
    let from_strip =
        symbol != Symbol::Box && edges.iter().any(|edge| edge.to == act && (edge.back || strip(edge)));
    let to_strip = edges.iter().any(|edge| edge.from == act && !edge.back && strip(edge));
    let mut above = if from_strip { ABOVE + CONNECTOR / 2 + EDGE } else { AIR };
    if enters {
        above = above.max(EDGE + CONNECTOR + TO_CONNECTOR);
    }
    let mut below = if to_strip {
        BELOW + CONNECTOR / 2 + EDGE
    } else if symbol == Symbol::Diamond && chart.acts[act].next.is_some() {
        BELOW + 1_400
    } else {
        AIR
    };
    if leaves {
        below = below.max(TO_CONNECTOR + CONNECTOR + EDGE);
    }
    (above, below)
}

fn joined(chart: &Chart, act: usize) -> bool {
    act > 0 && chart.acts[act - 1].next == Some(act)
}

/// The lines of an act's cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines {
    /// How many there are.
    pub(super) count: usize,
    /// Lines, empty but for a rule, at which the row may be parted; such a line is left out there.
    pub(super) rules: Vec<usize>,
}

/// Pieces of acts in order, and the page on which a window of them would stand.
struct Heights<'a> {
    chart: &'a Chart,
    pieces: Vec<Piece>,
    /// The first piece of each act.
    firsts: Vec<usize>,
    line: i64,
}

impl Heights<'_> {
    /// The rows of a page that holds these pieces: those of one act are one row again.
    fn rows(&self, from: usize, to: usize) -> Vec<(Piece, i64)> {
        let mut rows: Vec<Piece> = Vec::new();
        for piece in &self.pieces[from..to] {
            match rows.last_mut().filter(|row| row.act == piece.act) {
                Some(row) => (row.lines.1, row.last) = (piece.lines.1, piece.last),
                None => rows.push(*piece),
            }
        }
        rows.into_iter().map(|row| (row, self.height(row, from, to))).collect()
    }

    fn height(&self, row: Piece, from: usize, to: usize) -> i64 {
        // A round that says nothing still has the line that names its act.
        let text = (row.lines.1 - row.lines.0).max(1) as i64 * self.line + 2 * PAD_Y;
        if !row.first {
            return text;
        }
        let enters = joined(self.chart, row.act) && self.firsts[row.act - 1] < from;
        let below = row.act + 1;
        let leaves = self.firsts.get(below).is_some_and(|first| *first >= to) && joined(self.chart, below);
        let (above, below) = needs(self.chart, row.act, enters, leaves);
        text.max(above + height(self.chart.acts[row.act].symbol) + below)
    }
}

/// What a page costs, in square millimetres: more than anything on it.
const PAGE: i64 = 1_000_000_000;
/// A correction that must be followed over a break is as bad as so much empty height, squared.
const PARTED: i64 = 55 * 55;
/// And an act whose rounds go on on the next page.
const SPLIT: i64 = 40 * 40;
/// The last page may end early, but is not left with a single row where another break does as well.
const LAST: i64 = 10;

/// The pieces into which acts may be parted: between rounds, and where a piece is taller than a page.
fn pieces(lines: &[Lines], whole_page: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (act, of) in lines.iter().enumerate() {
        let mut from = 0;
        let ends = of.rules.iter().map(|rule| (*rule, rule + 1)).chain([(of.count, of.count)]);
        for (end, next) in ends {
            loop {
                let to = end.min(from + whole_page);
                pieces.push(Piece { act, lines: (from, to), first: from == 0, last: to == of.count });
                from = to;
                if from >= end {
                    break;
                }
            }
            from = next;
        }
    }
    pieces
}

/// Pages for the acts, whose cells have these lines.
pub(super) fn paginate(chart: &Chart, lines: &[Lines], line: i64, room: Room) -> Vec<Placed> {
    let shortest = (room.bottom - room.first_top).min(room.bottom - room.top);
    let whole_page = usize::try_from((shortest - 2 * PAD_Y) / line).unwrap_or(1).max(1);
    let pieces = pieces(lines, whole_page);
    let firsts = (0..pieces.len()).filter(|index| pieces[*index].first).collect();
    let heights = Heights { chart, pieces, firsts, line };
    let starts = breaks(&heights, room);
    let mut placed = Vec::with_capacity(heights.pieces.len());
    for (page, window) in starts.windows(2).enumerate() {
        let mut top = room.top_of(page);
        for (piece, height) in heights.rows(window[0], window[1]) {
            placed.push(Placed { piece, page, top, height });
            top += height;
        }
    }
    placed
}

/// Where pages begin, and the end: the cheapest way to part the pieces.
fn breaks(heights: &Heights<'_>, room: Room) -> Vec<usize> {
    let count = heights.pieces.len();
    let back: Vec<Edge> = heights.chart.edges().into_iter().filter(|edge| edge.back).collect();
    // Cost of the best way to end a page before a piece, and where that page begins.
    let mut best: Vec<Option<(i64, usize)>> = vec![None; count + 1];
    best[0] = Some((0, 0));
    for from in 0..count {
        let Some((before, _)) = best[from] else { continue };
        let free = room.bottom - if from == 0 { room.first_top } else { room.top };
        let (_, ends) = best.split_at_mut(from + 1);
        for (further, end) in ends.iter_mut().enumerate() {
            let to = from + 1 + further;
            let used: i64 = heights.rows(from, to).iter().map(|(_, height)| height).sum();
            if used > free && to > from + 1 {
                // The last row of a page may need room for a connector that it would not need before another.
                if used > free + MOST_FOR_A_WAY {
                    break;
                }
                continue;
            }
            let firsts = |act: usize| (from..to).contains(&heights.firsts[act]);
            let parted = back.iter().filter(|edge| firsts(edge.from) && !firsts(edge.to)).count() as i64;
            let empty = (free - used).max(0) / 1_000;
            let wasted = if to == count { empty * empty / LAST } else { empty * empty };
            let split = if heights.pieces.get(to).is_some_and(|next| !next.first) { SPLIT } else { 0 };
            let cost = before + PAGE + PARTED * parted + split + wasted;
            if end.is_none_or(|(known, _)| cost < known) {
                *end = Some((cost, from));
            }
        }
    }
    let mut starts = vec![count];
    let mut at = count;
    while at > 0 {
        at = best[at].map_or(at - 1, |(_, from)| from);
        starts.push(at);
    }
    starts.reverse();
    starts
}

/// Where the symbols stand.
pub(super) fn spots(chart: &Chart, placed: &[Placed]) -> Vec<Spot> {
    let firsts: Vec<&Placed> = placed.iter().filter(|placed| placed.piece.first).collect();
    let pages: Vec<usize> = firsts.iter().map(|placed| placed.page).collect();
    firsts
        .iter()
        .map(|placed| {
            let act = placed.piece.act;
            let enters = joined(chart, act) && pages[act - 1] != pages[act];
            let leaves = pages.get(act + 1).is_some_and(|page| *page != pages[act]) && joined(chart, act + 1);
            let (above, below) = needs(chart, act, enters, leaves);
            let tall = height(chart.acts[act].symbol);
            let spare = (placed.height - above - below - tall).max(0);
            Spot {
                page: placed.page,
                // Beside a text of many lines it stands by the first of them.
                top: placed.top + above + (spare / 2).min(LOWER),
                height: tall,
                row: (placed.top, placed.top + placed.height),
                enters,
                leaves,
            }
        })
        .collect()
}
