//! The ways between symbols as lines with corners. None can touch a text or a symbol that it does not join: rows hold
//! one symbol each, a way crosses a row beside its symbol only where that is its own, and what goes further than to
//! the next row runs in the strip right of all symbols or through a connector.

use std::collections::{BTreeMap, BTreeSet};

use crate::font::{Face, metrics};
use crate::paragraph::text_width;
use crate::pdf::Mark;
use crate::symbol::Symbol;
use crate::tags::Tag;

use super::chart::{Chart, Edge, Way};
use super::lanes::{CLEAR, CONNECTOR, Lanes, WORD, WORD_GAP, times};
use super::pages::{ABOVE, BELOW, EDGE, Spot};

/// Strokes of symbols and arrows.
const STROKE: i64 = 300;

/// What is drawn in the actors' columns, page by page.
pub(super) struct Drawing<'a> {
    chart: &'a Chart,
    lanes: &'a Lanes,
    spots: &'a [Spot],
    /// Acts that are entered from another page through the strip.
    slotted: BTreeSet<usize>,
    /// Letters of the connectors, by the act they lead to.
    letters: BTreeMap<usize, String>,
    /// Tracks of the ways in the strip, by their ends.
    tracks: BTreeMap<(usize, usize, bool), usize>,
    /// One picture for each page.
    figures: Vec<Tag>,
    pages: Vec<Vec<Mark>>,
}

/// Draws symbols and ways on so many pages.
pub(super) fn draw(chart: &Chart, lanes: &Lanes, spots: &[Spot], pages: usize) -> Vec<Vec<Mark>> {
    let edges = chart.edges();
    let slotted = edges
        .iter()
        .filter(|edge| spots[edge.from].page != spots[edge.to].page && !spots[edge.to].enters)
        .map(|edge| edge.to)
        .collect();
    let mut drawing = Drawing {
        chart,
        lanes,
        spots,
        slotted,
        letters: BTreeMap::new(),
        tracks: BTreeMap::new(),
        figures: Vec::new(),
        pages: vec![Vec::new(); pages],
    };
    drawing.name_connectors(&edges);
    drawing.give_tracks(&edges);
    drawing.figures = (0..pages).map(|page| Tag::figure(drawing.told(page, &edges))).collect();
    for act in 0..spots.len() {
        drawing.symbol(act);
    }
    for edge in &edges {
        drawing.edge(*edge);
    }
    drawing.entrances(&edges);
    drawing.pages
}

/// `A` … `Z`, `AA` …
fn letter(index: usize) -> String {
    let mut text = String::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        text.insert(0, char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    text
}

impl Drawing<'_> {
    /// A way that goes through connectors: its ends are on two pages, or the place in the strip at its end is taken
    /// by the connector of a way that comes from another page.
    fn parted(&self, edge: Edge) -> bool {
        self.spots[edge.from].page != self.spots[edge.to].page
            || (self.chart.way(edge) == Way::Strip && self.slotted.contains(&edge.to))
    }

    fn name_connectors(&mut self, edges: &[Edge]) {
        for edge in edges.iter().filter(|edge| self.parted(**edge)).copied().collect::<Vec<_>>() {
            let next = self.letters.len();
            self.letters.entry(edge.to).or_insert_with(|| letter(next));
        }
    }

    /// Ways in the strip of one page that run side by side get tracks of their own.
    fn give_tracks(&mut self, edges: &[Edge]) {
        let mut runs: Vec<(usize, i64, i64, Edge)> = edges
            .iter()
            .filter(|edge| self.chart.way(**edge) == Way::Strip && !self.parted(**edge))
            .map(|edge| {
                let (one, other) = (self.level_out(*edge), self.level_in(edge.to));
                (self.spots[edge.from].page, one.min(other), one.max(other), *edge)
            })
            .collect();
        runs.sort_by_key(|(page, from, to, edge)| (*page, *from, *to, edge.from));
        let mut taken: Vec<(usize, usize, i64)> = Vec::new();
        for (page, from, to, edge) in runs {
            let busy = |track: usize| {
                taken.iter().any(|(on, of, until)| *on == page && *of == track && *until + 1_000 > from)
            };
            let track = (0..).find(|track| !busy(*track)).unwrap_or(0);
            taken.push((page, track, to));
            self.tracks.insert((edge.from, edge.to, edge.back), track);
        }
    }

    fn left(&self, act: usize) -> i64 {
        self.centre(act) - self.lanes.symbol / 2
    }

    fn right(&self, act: usize) -> i64 {
        self.left(act) + self.lanes.symbol
    }

    fn centre(&self, act: usize) -> i64 {
        self.lanes.centres.get(self.chart.acts[act].actor).copied().unwrap_or(0)
    }

    /// The height at which a way leaves an act for the strip.
    fn level_out(&self, edge: Edge) -> i64 {
        let spot = &self.spots[edge.from];
        if edge.back { spot.middle() } else { spot.bottom() + BELOW }
    }

    /// The height at which ways come in from the strip.
    fn level_in(&self, act: usize) -> i64 {
        let spot = &self.spots[act];
        match self.chart.acts[act].symbol {
            // The middle of a box's side belongs to its own way on.
            Symbol::Box => spot.top + spot.height / 4,
            Symbol::Capsule | Symbol::Diamond | Symbol::Connector => spot.top - ABOVE,
        }
    }

    /// The end of a way that comes in from the strip, from where its level is reached.
    fn way_in(&self, act: usize) -> Vec<(i64, i64)> {
        let level = self.level_in(act);
        match self.chart.acts[act].symbol {
            Symbol::Box => vec![(self.right(act), level)],
            Symbol::Capsule | Symbol::Diamond | Symbol::Connector => {
                vec![(self.centre(act), level), (self.centre(act), self.spots[act].top)]
            }
        }
    }

    /// The beginning of a way into the strip, to where its level is reached.
    fn way_out(&self, edge: Edge) -> Vec<(i64, i64)> {
        let level = self.level_out(edge);
        if edge.back {
            return vec![(self.right(edge.from), level)];
        }
        let centre = self.centre(edge.from);
        vec![(centre, self.spots[edge.from].bottom()), (centre, level)]
    }

    /// The ways of a page in words.
    fn told(&self, page: usize, edges: &[Edge]) -> String {
        let name = |act: usize| self.chart.acts[act].before.first().cloned().unwrap_or_default();
        let mut told = String::from("Bagan alir.");
        for act in (0..self.spots.len()).filter(|act| self.spots[*act].page == page) {
            let step = &self.chart.acts[act];
            let actor = self.chart.actors.get(step.actor).map_or("", String::as_str);
            let form = match step.symbol {
                Symbol::Capsule => "mulai atau selesai",
                Symbol::Diamond => "keputusan",
                Symbol::Box | Symbol::Connector => "kegiatan",
            };
            told.push_str(&format!(" Langkah {}, {actor}, {form}", name(act)));
            for edge in edges.iter().filter(|edge| edge.from == act) {
                let word = if step.symbol == Symbol::Diamond { self.word_of(*edge) } else { "" };
                let times = self.times_of(*edge).unwrap_or_default();
                let how = if edge.back { "kembali ke" } else { "ke" };
                let words: Vec<&str> =
                    [word, &times, how].into_iter().filter(|word| !word.is_empty()).collect();
                told.push_str(&format!(", {} langkah {}", words.join(" "), name(edge.to)));
                if let Some(letter) = self.letters.get(&edge.to).filter(|_| self.parted(*edge)) {
                    told.push_str(&format!(" lewat sambungan {letter}"));
                }
            }
            told.push('.');
        }
        told
    }

    fn symbol(&mut self, act: usize) {
        let spot = self.spots[act];
        let mark = Mark::Outline {
            symbol: self.chart.acts[act].symbol,
            x: self.left(act),
            y: spot.top,
            width: self.lanes.symbol,
            height: spot.height,
            stroke: STROKE,
            tag: self.figure(spot.page),
        };
        self.put(spot.page, mark);
    }

    /// The drawing on a page as one picture to a reader that cannot see it.
    fn figure(&self, page: usize) -> Option<Tag> {
        self.figures.get(page).cloned()
    }

    fn put(&mut self, page: usize, mark: Mark) {
        if let Some(page) = self.pages.get_mut(page) {
            page.push(mark);
        }
    }

    fn arrow(&mut self, page: usize, points: Vec<(i64, i64)>) {
        let tag = self.figure(page);
        self.put(page, Mark::Arrow { points, stroke: STROKE, tag });
    }

    /// A connector with its letter; the left upper corner is given.
    fn connector(&mut self, page: usize, x: i64, y: i64, to: usize) {
        let size = CONNECTOR;
        let (symbol, tag) = (Symbol::Connector, self.figure(page));
        self.put(page, Mark::Outline { symbol, x, y, width: size, height: size, stroke: STROKE, tag });
        let letter = self.letters.get(&to).cloned().unwrap_or_default();
        let width = text_width(Face::Bold, WORD, &letter);
        let baseline = y + size * 2 / 5 + ascent() / 2 - 200;
        self.text(page, Face::Bold, x + (size - width) / 2, baseline, &letter);
    }

    fn text(&mut self, page: usize, face: Face, x: i64, baseline: i64, text: &str) {
        let mark = Mark::Text {
            baseline,
            face,
            size: WORD,
            pieces: vec![(x, text.to_owned())],
            width: text_width(face, WORD, text),
            field: None,
            tag: self.figure(page),
        };
        self.put(page, mark);
    }

    fn edge(&mut self, edge: Edge) {
        let way = self.chart.way(edge);
        let (from, to) = (self.spots[edge.from], self.spots[edge.to]);
        let page = from.page;
        let (cx, tx) = (self.centre(edge.from), self.centre(edge.to));
        let decides = self.chart.acts[edge.from].symbol == Symbol::Diamond;
        if self.parted(edge) {
            self.leave(edge);
        } else {
            let points = match way {
                Way::Straight => vec![(cx, from.bottom()), (tx, to.top)],
                Way::Aside => {
                    let side = if tx > cx { self.right(edge.from) } else { self.left(edge.from) };
                    vec![(side, from.middle()), (tx, from.middle()), (tx, to.top)]
                }
                Way::Turn => {
                    let level = from.bottom() + BELOW;
                    vec![(cx, from.bottom()), (cx, level), (tx, level), (tx, to.top)]
                }
                Way::Elbow => {
                    let side = if tx > cx { self.right(edge.from) } else { self.left(edge.from) };
                    vec![(side, from.middle()), (tx, from.middle()), (tx, to.bottom())]
                }
                Way::Bracket => {
                    let x = self.right(edge.from) + self.word_width(edge) + 2 * WORD_GAP + 500;
                    vec![
                        (self.right(edge.from), from.middle()),
                        (x, from.middle()),
                        (x, to.middle()),
                        (self.right(edge.to), to.middle()),
                    ]
                }
                Way::Strip => {
                    let key = (edge.from, edge.to, edge.back);
                    let x = self.lanes.track(self.tracks.get(&key).copied().unwrap_or(0));
                    let mut points = self.way_out(edge);
                    points.push((x, self.level_out(edge)));
                    points.push((x, self.level_in(edge.to)));
                    points.extend(self.way_in(edge.to));
                    points
                }
            };
            self.arrow(page, points);
        }
        if decides {
            self.word(edge, way);
        }
    }

    /// The part of a way on its first page: to a connector below the symbol, or in the strip beside it.
    fn leave(&mut self, edge: Edge) {
        let spot = self.spots[edge.from];
        if spot.leaves && !edge.back && edge.to == edge.from + 1 {
            let (x, y) = (self.centre(edge.from), spot.row.1 - EDGE - CONNECTOR);
            self.arrow(spot.page, vec![(x, spot.bottom()), (x, y)]);
            self.connector(spot.page, x - CONNECTOR / 2, y, edge.to);
            return;
        }
        let level = self.level_out(edge);
        let mut points = self.way_out(edge);
        points.push((self.lanes.slot, level));
        self.arrow(spot.page, points);
        self.connector(spot.page, self.lanes.slot, level - CONNECTOR / 2, edge.to);
    }

    /// The parts of ways that come from other pages: one for each act, however many lead to it.
    fn entrances(&mut self, edges: &[Edge]) {
        for act in 0..self.spots.len() {
            if !edges.iter().any(|edge| edge.to == act && self.parted(*edge)) {
                continue;
            }
            let spot = self.spots[act];
            if spot.enters {
                let (x, y) = (self.centre(act), spot.row.0 + EDGE);
                self.connector(spot.page, x - CONNECTOR / 2, y, act);
                self.arrow(spot.page, vec![(x, y + CONNECTOR), (x, spot.top)]);
            } else {
                let level = self.level_in(act);
                self.connector(spot.page, self.lanes.slot, level - CONNECTOR / 2, act);
                let mut points = vec![(self.lanes.slot, level)];
                points.extend(self.way_in(act));
                self.arrow(spot.page, points);
            }
        }
    }

    fn word_of(&self, edge: Edge) -> &'static str {
        if edge.back { self.lanes.words.no } else { self.lanes.words.yes }
    }

    fn times_of(&self, edge: Edge) -> Option<String> {
        times(self.chart.acts[edge.from].corrections).filter(|_| edge.back)
    }

    /// How much room a way's words take: over its line, and under it.
    fn word_width(&self, edge: Edge) -> i64 {
        let over = text_width(Face::Regular, WORD, self.word_of(edge));
        over.max(self.times_of(edge).map_or(0, |text| text_width(Face::Regular, WORD, &text)))
    }

    /// Where the words of a way back begin: in the first column on its way that holds them whole, beside the decision if
    /// it can be.
    fn back_word_at(&self, edge: Edge, way: Way, width: i64) -> i64 {
        let (actor, to) = (self.chart.acts[edge.from].actor, self.chart.acts[edge.to].actor);
        let edges = &self.lanes.edges;
        let (left, right) = (self.left(edge.from) - WORD_GAP, self.right(edge.from) + WORD_GAP);
        let elbow = way == Way::Elbow && !self.parted(edge);
        let room = |column: usize| {
            let from = edges.get(column).map_or(0, |edge| edge + CLEAR);
            let until = edges.get(column + 1).map_or(i64::MAX, |edge| edge - CLEAR);
            (from, until)
        };
        if elbow && to < actor {
            let end = self.centre(edge.to) + WORD_GAP;
            let fitting = (to..=actor).rev().map(room).find_map(|(from, until)| {
                let x = until.min(left) - width;
                (x >= from.max(end)).then_some(x)
            });
            return fitting.unwrap_or(left - width);
        }
        let end = match way {
            Way::Bracket if !self.parted(edge) => i64::MAX,
            _ if elbow => self.centre(edge.to) - WORD_GAP,
            _ => self.lanes.slot - WORD_GAP,
        };
        let fitting = (actor..edges.len().saturating_sub(1)).map(room).find_map(|(from, until)| {
            let x = from.max(right);
            (x + width <= until.min(end)).then_some(x)
        });
        fitting.unwrap_or(right)
    }

    /// "Setuju" beside the foot of a decision; "Koreksi" over the way out of its side, and under it how often.
    fn word(&mut self, edge: Edge, way: Way) {
        let spot = self.spots[edge.from];
        let word = self.word_of(edge);
        if edge.back {
            let x = self.back_word_at(edge, way, self.word_width(edge));
            self.text(spot.page, Face::Regular, x, spot.middle() - 500 - descent(), word);
            if let Some(times) = self.times_of(edge) {
                self.text(spot.page, Face::Regular, x, spot.middle() + 500 + ascent(), &times);
            }
            return;
        }
        let width = self.word_width(edge);
        let (centre, target) = (self.centre(edge.from), self.centre(edge.to));
        // On the side to which the way does not turn.
        let rightward = way == Way::Strip || (!self.parted(edge) && way == Way::Turn && target > centre);
        let x = if rightward { centre - WORD_GAP - width } else { centre + WORD_GAP };
        self.text(spot.page, Face::Regular, x, spot.bottom() + 500 + ascent(), word);
    }
}

/// Height of the words above their baseline.
pub(super) fn ascent() -> i64 {
    let m = metrics(Face::Regular);
    WORD.em_um() * m.ascent / m.units
}

/// Depth of the words below it.
pub(super) fn descent() -> i64 {
    let m = metrics(Face::Regular);
    WORD.em_um() * m.descent / m.units
}
