//! The report, made by replaying every usulan: what the kept lines are compared with.

use std::collections::BTreeMap;

use chrono::Datelike;
use sop::definition::{Length, Step, StepKind};
use sop::measure::{Outcome, Stretch, judged, measured_rounds, step_minutes, stretches};
use sop::record::Instant;
use sop::usulan::{Status, Usulan};

use super::super::Look;
use super::super::path::standard_view;
use crate::api::{MonthReport, ReportRow};

/// The report of a month: the rounds that were completed in it, as they were measured then. A later change of the
/// calendar changes none of it.
pub(crate) fn month(all: &[(String, Usulan)], year: i32, month: u32, look: &Look<'_>) -> MonthReport {
    let inside = |at: Instant| {
        let date = look.calendar().date(at);
        (date.year(), date.month()) == (year, month)
    };
    let mut tables: BTreeMap<u32, Table> = BTreeMap::new();
    for step in &look.state.definition.steps {
        open_row(&mut tables, step);
    }
    let mut causes: BTreeMap<String, u32> = BTreeMap::new();
    let (mut finished, mut estimated) = (0, 0);
    for (id, usulan) in all {
        finished += u32::from(finished_at(usulan).is_some_and(inside));
        let stretches = stretches(usulan);
        for (step, round) in measured_rounds(usulan) {
            let Some(definition) = usulan.definition.step(step) else { continue };
            if !completed_at(&stretches, step, round).is_some_and(inside) {
                continue;
            }
            let Some(table) = open_row(&mut tables, definition) else { continue };
            let Some(reading) = step_minutes(usulan, step, round) else { continue };
            match judged(usulan, step, round) {
                Some(Outcome::Within) => table.row.within += 1,
                Some(Outcome::Unsure) => table.row.unsure += 1,
                Some(Outcome::Late(_)) => {
                    table.row.late += 1;
                    if !table.row.late_usulan.contains(id) {
                        table.row.late_usulan.push(id.clone());
                    }
                    let explained = usulan.explanations.get(&(step, round));
                    let cause = explained.map(|deviation| deviation.cause.trim().to_owned());
                    *causes.entry(cause.unwrap_or_default()).or_default() += 1;
                }
                Some(Outcome::NoStandard) | None => continue,
            }
            table.middles.push(middle(reading));
            let guessed = usulan
                .measures
                .values()
                .any(|measure| measure.step == step && measure.round == round && measure.estimated);
            estimated += u32::from(guessed);
        }
    }
    let mut causes: Vec<(String, u32)> = causes.into_iter().collect();
    // Most frequent first; what nobody explained stands last.
    causes.sort_by(|a, b| (a.0.is_empty(), b.1, &a.0).cmp(&(b.0.is_empty(), a.1, &b.0)));
    MonthReport {
        year,
        month,
        finished,
        rows: tables.into_values().map(Table::close).collect(),
        causes,
        estimated,
    }
}

struct Table {
    row: ReportRow,
    middles: Vec<u32>,
}

impl Table {
    fn close(mut self) -> ReportRow {
        self.middles.sort_unstable();
        self.row.worst = self.middles.last().copied();
        self.row.median = median(&self.middles);
        self.row.late_usulan.sort();
        self.row
    }
}

/// The row of a step, if the SOP gives it a standard.
fn open_row<'a>(tables: &'a mut BTreeMap<u32, Table>, step: &Step) -> Option<&'a mut Table> {
    if step.time.length == Length::None {
        return None;
    }
    Some(tables.entry(step.number).or_insert_with(|| Table {
        row: ReportRow {
            step: step.number,
            name: step.name.clone(),
            standard: standard_view(step),
            within: 0,
            late: 0,
            unsure: 0,
            median: None,
            worst: None,
            late_usulan: Vec::new(),
        },
        middles: Vec::new(),
    }))
}

/// When a round of a step was completed: its latest output counts.
fn completed_at(stretches: &[Stretch], step: u32, round: u32) -> Option<Instant> {
    stretches
        .iter()
        .filter(|stretch| stretch.step == step && stretch.round == round)
        .filter_map(|stretch| stretch.end.map(|end| end.happened.to))
        .max()
}

/// When step 9 was completed, for an usulan that is finished.
fn finished_at(usulan: &Usulan) -> Option<Instant> {
    if !matches!(usulan.status, Status::Selesai | Status::BerkasLengkap) {
        return None;
    }
    let sent = usulan.passes.iter().rev().find(|pass| {
        !pass.superseded && pass.end.is_some() && usulan.kind_of(pass.step) == Some(StepKind::Send)
    });
    sent.and_then(|pass| pass.end).or(usulan.since).map(|mark| mark.happened.to)
}

fn middle((low, high): (u32, u32)) -> u32 {
    low + (high - low.min(high)) / 2
}

fn median(sorted: &[u32]) -> Option<u32> {
    let upper = sorted.get(sorted.len() / 2).copied()?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted.get(sorted.len() / 2 - 1).copied()?;
    Some(middle((lower, upper)))
}
