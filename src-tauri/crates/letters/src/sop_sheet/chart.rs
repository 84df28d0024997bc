//! The table of acts of a PermenPANRB 35/2012 sheet as plain values: what stands in its cells, who acts, and which
//! act follows which (facts 3.2). The standard sheet and the lived one are both such a chart.

use crate::paragraph::Align;
use crate::symbol::Symbol;

/// A column of text beside the columns of the actors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) head: String,
    /// The head over it and its neighbours: "Mutu Baku".
    pub(super) group: Option<String>,
    pub(super) align: Align,
    /// It says something else for each round.
    pub(super) by_round: bool,
    /// Its least width in micrometres.
    pub(super) least: i64,
}

impl Column {
    pub(super) fn new(head: &str, align: Align, least_mm: i64) -> Self {
        Self { head: head.to_owned(), group: None, align, by_round: false, least: least_mm * 1_000 }
    }

    pub(super) fn by_round(self) -> Self {
        Self { by_round: true, ..self }
    }

    pub(super) fn under(mut self, group: &str) -> Self {
        self.group = Some(group.to_owned());
        self
    }
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Act {
    /// Index of its actor.
    pub(super) actor: usize,
    pub(super) symbol: Symbol,
    /// The cells left of the actors.
    pub(super) before: Vec<String>,
    /// The cells right of them, one set for each round; a standard sheet has one.
    pub(super) after: Vec<Vec<String>>,
    /// Index of the act that follows; none after the last.
    pub(super) next: Option<usize>,
    /// Index of the act to which a correction leads.
    pub(super) back: Option<usize>,
    /// How often it led there, on a lived sheet.
    pub(super) corrections: u32,
}

/// The whole table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chart {
    pub(super) before: Vec<Column>,
    pub(super) actors: Vec<String>,
    pub(super) after: Vec<Column>,
    pub(super) acts: Vec<Act>,
}

/// A way from one act to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    /// It is the way of a correction.
    pub(super) back: bool,
}

/// The form of a way whose ends are on one page. Every form but [`Way::Strip`] joins rows that touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Down in one column.
    Straight,
    /// Out of the symbol's side, then down onto the next one.
    Aside,
    /// Out of a decision's foot, across below it, then down: its sides belong to the correction.
    Turn,
    /// Out of a decision's side, then up to the foot of the act before.
    Elbow,
    /// In one column: out of a decision's right side, up beside it, back into the act before.
    Bracket,
    /// Along the strip right of all actors, where no symbol stands.
    Strip,
}

impl Chart {
    /// Every way, in the order of the acts they leave.
    pub(super) fn edges(&self) -> Vec<Edge> {
        let of_act = |(from, act): (usize, &Act)| {
            let forward = act.next.map(|to| Edge { from, to, back: false });
            let back = act.back.map(|to| Edge { from, to, back: true });
            [forward, back].into_iter().flatten()
        };
        self.acts.iter().enumerate().flat_map(of_act).filter(|edge| edge.to < self.acts.len()).collect()
    }

    /// The form of a way.
    pub(super) fn way(&self, edge: Edge) -> Way {
        let (from, to) = (&self.acts[edge.from], &self.acts[edge.to]);
        let one_column = from.actor == to.actor;
        if !edge.back {
            return match (edge.to == edge.from + 1, one_column, from.symbol) {
                (true, true, _) => Way::Straight,
                (true, false, Symbol::Diamond) => Way::Turn,
                (true, false, Symbol::Box | Symbol::Capsule | Symbol::Connector) => Way::Aside,
                (false, ..) => Way::Strip,
            };
        }
        let touching = edge.to + 1 == edge.from && to.symbol != Symbol::Diamond;
        match (touching, one_column) {
            // The foot of the act before is free only if its own way leaves by the side.
            (true, false) if to.next == Some(edge.from) => Way::Elbow,
            (true, true) => Way::Bracket,
            _ => Way::Strip,
        }
    }
}
