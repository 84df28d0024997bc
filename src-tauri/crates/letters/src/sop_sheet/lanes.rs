//! Where the actors' columns stand, and the symbols and tracks in them. In micrometres.

use crate::font::Face;
use crate::measure::FontSize;
use crate::paragraph::text_width;
use crate::symbol::Symbol;

use super::cells::{HEAD, PAD_X};
use super::chart::{Chart, Way};

/// Size of the words at the arrows.
pub(super) const WORD: FontSize = FontSize::pt(7);
/// A word at an arrow keeps so far from it.
pub(super) const WORD_GAP: i64 = 700;
/// And from the lines of the table.
pub(super) const CLEAR: i64 = 1_200;
/// Width and height of a connector between pages.
pub(super) const CONNECTOR: i64 = 7_000;
/// Least room beside a symbol.
const GUTTER: i64 = 3_500;
const TRACK: i64 = 2_200;
/// The symbols are so wide where there is room, and so narrow where there is none.
const WIDEST: i64 = 16_000;
/// Shorter words are taken before symbols grow narrower than this.
const NARROW: i64 = 9_000;
const NARROWEST: i64 = 7_000;

/// What stands at the arrows of a decision. The first words that have room are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words {
    /// At the way on.
    pub(super) yes: &'static str,
    /// At the way back.
    pub(super) no: &'static str,
}

const WORDS: [Words; 2] = [Words { yes: "Setuju", no: "Koreksi" }, Words { yes: "Ya", no: "Tidak" }];

/// How often a way back was gone, below its line; nothing on a standard sheet.
pub(super) fn times(corrections: u32) -> Option<String> {
    (corrections > 0).then(|| format!("({corrections}×)"))
}

/// The columns of the actors, with the strip right of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lanes {
    /// Left edges of the columns, and the right edge of the last.
    pub(super) edges: Vec<i64>,
    /// Middles of the symbols.
    pub(super) centres: Vec<i64>,
    /// How wide symbols are.
    pub(super) symbol: i64,
    /// Left edge of the connectors that stand in the strip.
    pub(super) slot: i64,
    /// The first track of the strip.
    pub(super) tracks: i64,
    /// A column is narrower than a word of its head.
    pub(super) narrow: bool,
    /// What the arrows of a decision say.
    pub(super) words: Words,
}

/// Height of a symbol.
pub(super) fn height(symbol: Symbol) -> i64 {
    match symbol {
        Symbol::Box => 9_000,
        Symbol::Capsule => 8_000,
        Symbol::Diamond => 11_000,
        Symbol::Connector => CONNECTOR,
    }
}

impl Lanes {
    /// Lays out the columns in at most `room`. `slot` keeps a place in the strip for connectors between pages.
    pub(super) fn new(chart: &Chart, left: i64, room: i64, slot: bool) -> Self {
        let count = chart.actors.len().max(1);
        let edges = chart.edges();
        let strip: Vec<_> = edges.iter().filter(|edge| chart.way(**edge) == Way::Strip).collect();
        let tracks = most_at_once(strip.iter().map(|e| (e.from.min(e.to), e.from.max(e.to))));
        let slot_wanted = slot || !strip.is_empty();
        let last_decides =
            chart.acts.iter().any(|act| act.actor + 1 == count && act.symbol == Symbol::Diamond);
        let longest = |actor: &String| {
            actor.split([' ', '/']).map(|word| text_width(Face::Bold, HEAD, word)).max().unwrap_or(0)
        };
        let most = chart.acts.iter().map(|act| act.corrections).max().unwrap_or(0);
        let counted = times(most).map_or(0, |text| width(&text));
        let mut chosen = None;
        for words in WORDS {
            let word = width(words.no).max(counted);
            let strip_word = if last_decides { (word + 2 * WORD_GAP - GUTTER).max(0) } else { 0 };
            let strip = match (slot_wanted, tracks) {
                (false, _) => 0,
                (true, 0) => strip_word + CONNECTOR + 1_000,
                (true, tracks) => strip_word + CONNECTOR + 1_800 + tracks * TRACK,
            };
            let own: Vec<(i64, i64)> = (0..count).map(|actor| beside(chart, actor, word)).collect();
            let taken: i64 = own.iter().map(|(left, right)| left + right).sum();
            let symbol = (room - strip - taken) / count as i64;
            let fits = symbol >= NARROW
                && word + 2 * WORD_GAP <= symbol + 2 * GUTTER
                && width(words.yes) + WORD_GAP + CLEAR <= symbol / 2 + GUTTER;
            chosen = Some((words, strip_word, strip, own, symbol.clamp(NARROWEST, WIDEST)));
            if fits {
                break;
            }
        }
        let (words, strip_word, strip, own, symbol) =
            chosen.unwrap_or((WORDS[1], 0, 0, vec![(GUTTER, GUTTER); count], NARROWEST));
        let least: i64 = own.iter().map(|(l, r)| l + symbol + r).sum();
        let mut spare = (room - strip - least).max(0);
        let mut narrow = false;
        let mut edges_at = vec![left];
        let mut centres = Vec::with_capacity(count);
        let mut x = left;
        for (index, (l, r)) in own.iter().enumerate() {
            let base = l + symbol + r;
            let head = chart.actors.get(index).map_or(0, longest) + 2 * PAD_X;
            // A column grows for its head and for air, as long as there is room.
            let wanted = (head.max(base + 4_000) - base).max(0);
            let share = wanted.min(spare / (own.len() - index) as i64);
            narrow |= base + share < head;
            spare -= share;
            // In the middle, unless a word beside it needs more than half of what is left.
            let column = base + share;
            let (first, last) = (x + l + symbol / 2, x + column - r - symbol / 2);
            centres.push((x + column / 2).clamp(first, last.max(first)));
            x += column;
            edges_at.push(x);
        }
        let base_end = x;
        if let Some(last) = edges_at.last_mut() {
            *last += strip;
        }
        let slot = base_end + strip_word;
        Self { edges: edges_at, centres, symbol, slot, tracks: slot + CONNECTOR + 1_500, narrow, words }
    }

    /// The right edge of all columns.
    pub(super) fn right(&self) -> i64 {
        self.edges.last().copied().unwrap_or(0)
    }

    /// Where a track of the strip stands.
    pub(super) fn track(&self, index: usize) -> i64 {
        self.tracks + index as i64 * TRACK
    }
}

/// Room left and right of the symbols of an actor: where a way back leaves for a neighbour, its word stands between the
/// symbol and the line of the column; beside a way back that stays in its column, the line is there too.
fn beside(chart: &Chart, actor: usize, word: i64) -> (i64, i64) {
    let (mut left, mut right) = (GUTTER, GUTTER);
    let word = word + WORD_GAP + CLEAR;
    for edge in chart.edges().iter().filter(|edge| edge.back && chart.acts[edge.from].actor == actor) {
        match chart.way(*edge) {
            Way::Bracket => right = right.max(word + WORD_GAP + 1_500),
            Way::Elbow if chart.acts[edge.to].actor < actor => left = left.max(word),
            Way::Elbow => right = right.max(word),
            // Past the line of the column there is a whole one, or the strip.
            Way::Straight | Way::Aside | Way::Turn | Way::Strip => {}
        }
    }
    (left, right)
}

fn width(word: &str) -> i64 {
    text_width(Face::Regular, WORD, word)
}

/// The most intervals that hold one row at once.
fn most_at_once(intervals: impl Iterator<Item = (usize, usize)> + Clone) -> i64 {
    let rows = intervals.clone().map(|(_, to)| to).max().unwrap_or(0);
    (0..=rows)
        .map(|row| intervals.clone().filter(|(from, to)| (*from..=*to).contains(&row)).count())
        .max()
        .map_or(0, |most| most as i64)
}
