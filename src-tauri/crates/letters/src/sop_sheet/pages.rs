//! Acts over pages: rows are as tall as their text and their symbol, a break parts as few corrections from the act
//! they lead to as it can, and pages fill evenly. In micrometres.

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

/// Part of an act's row on one page; all of it, unless its text is taller than a page.
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

/// Heights of pieces, by how many lines their cells have.
struct Heights<'a> {
    chart: &'a Chart,
    pieces: Vec<Piece>,
    line: i64,
}

impl Heights<'_> {
    /// Whether the piece's symbol is entered from, and left to, another page.
    fn crossings(&self, index: usize, opens: bool, closes: bool) -> (bool, bool) {
        let piece = self.pieces[index];
        let parted_before = index > 0 && !self.pieces[index - 1].first;
        let enters = piece.first && joined(self.chart, piece.act) && (opens || parted_before);
        let leaves = piece.first
            && piece.act + 1 < self.chart.acts.len()
            && joined(self.chart, piece.act + 1)
            && (closes || !piece.last);
        (enters, leaves)
    }

    fn of(&self, index: usize, opens: bool, closes: bool) -> i64 {
        let piece = self.pieces[index];
        let text = (piece.lines.1 - piece.lines.0) as i64 * self.line + 2 * PAD_Y;
        if !piece.first {
            return text;
        }
        let (enters, leaves) = self.crossings(index, opens, closes);
        let (above, below) = needs(self.chart, piece.act, enters, leaves);
        text.max(above + height(self.chart.acts[piece.act].symbol) + below)
    }
}

/// Cost of a page, and of a correction that must be followed over a break, in square millimetres of empty page.
const PAGE: i64 = 1_000_000_000;
const PARTED: i64 = 600_000_000;

/// Pages for the acts, whose cells have so many lines each.
pub(super) fn paginate(chart: &Chart, lines: &[usize], line: i64, room: Room) -> Vec<Placed> {
    let shortest = (room.bottom - room.first_top).min(room.bottom - room.top);
    let whole_page = usize::try_from((shortest - 2 * PAD_Y) / line).unwrap_or(1).max(1);
    let mut pieces = Vec::new();
    for (act, count) in lines.iter().enumerate() {
        let mut from = 0;
        loop {
            let to = (*count).min(from + whole_page);
            pieces.push(Piece { act, lines: (from, to), first: from == 0, last: to == *count });
            from = to;
            if from == *count {
                break;
            }
        }
    }
    let heights = Heights { chart, pieces, line };
    let starts = breaks(&heights, room);
    let mut placed = Vec::with_capacity(heights.pieces.len());
    for (page, window) in starts.windows(2).enumerate() {
        let (from, to) = (window[0], window[1]);
        let mut top = room.top_of(page);
        for index in from..to {
            let height = heights.of(index, index == from, index + 1 == to);
            placed.push(Placed { piece: heights.pieces[index], page, top, height });
            top += height;
        }
    }
    placed
}

/// Where pages begin, and the end: the cheapest way to part the pieces.
fn breaks(heights: &Heights<'_>, room: Room) -> Vec<usize> {
    let count = heights.pieces.len();
    let back: Vec<Edge> = heights.chart.edges().into_iter().filter(|edge| edge.back).collect();
    // Cost and number of pages of the best way to end a page before a piece, and where that page begins.
    let mut best: Vec<Option<(i64, usize)>> = vec![None; count + 1];
    best[0] = Some((0, 0));
    for from in 0..count {
        let Some((before, _)) = best[from] else { continue };
        let free = room.bottom - if from == 0 { room.first_top } else { room.top };
        let mut used = 0;
        let mut to = from;
        while to < count {
            to += 1;
            // Only the last piece of a page can leave it, so the sum of the others grows by one piece each time.
            let closing = used + heights.of(to - 1, to - 1 == from, true);
            let single = to == from + 1;
            if closing <= free || single {
                let acts = heights.pieces[from].act..=heights.pieces[to - 1].act;
                let parted =
                    back.iter().filter(|edge| acts.contains(&edge.from) && !acts.contains(&edge.to)).count()
                        as i64;
                let empty = (free - closing).max(0) / 1_000;
                let cost = before + PAGE + PARTED * parted + empty * empty;
                if best[to].is_none_or(|(known, _)| cost < known) {
                    best[to] = Some((cost, from));
                }
            }
            used += heights.of(to - 1, to - 1 == from, false);
            if used > free {
                break;
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
                top: placed.top + above + spare / 2,
                height: tall,
                row: (placed.top, placed.top + placed.height),
                enters,
                leaves,
            }
        })
        .collect()
}
