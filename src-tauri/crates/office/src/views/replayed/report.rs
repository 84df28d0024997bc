//! The report, made by replaying every usulan: what the kept lines are compared with.

use std::collections::BTreeMap;

use chrono::Datelike;
use sop::definition::{Length, Step, StepKind};
use sop::measure::{
    Outcome, Stretch, judged, measured_rounds, outside_waits, readings, step_minutes, stretches,
    summed_minutes,
};
use sop::record::Instant;
use sop::usulan::{Status, Usulan};

use super::super::Look;
use super::super::path::standard_view;
use crate::api::{MonthReport, ReportCause, ReportDeviation, ReportRow, SpentTime};

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
    let mut causes: Vec<ReportCause> = Vec::new();
    let (mut finished_usulan, mut estimated) = (Vec::new(), 0);
    let (mut deviations, mut spent) = (Vec::new(), Vec::new());
    for (id, usulan) in all {
        if finished_at(usulan).is_some_and(inside) {
            finished_usulan.push(id.clone());
            spend(&mut spent, id, usulan, look);
        }
        let stretches = stretches(usulan);
        for (step, round) in measured_rounds(usulan) {
            let Some(definition) = usulan.definition.step(step) else { continue };
            let Some(at) = completed_at(&stretches, step, round).filter(|at| inside(*at)) else { continue };
            let Some(table) = open_row(&mut tables, definition) else { continue };
            let mut deviated = |by: u32, said: Option<&sop::act::Deviation>| {
                let (mut missing, mut cause, mut answerable, mut remedy) =
                    <(String, String, String, String)>::default();
                if let Some(said) = said {
                    missing = said.missing.trim().to_owned();
                    cause = said.cause.trim().to_owned();
                    remedy = said.remedy.trim().to_owned();
                    answerable = said.answerable.trim().to_owned();
                }
                deviations.push(ReportDeviation {
                    usulan: id.clone(),
                    step,
                    name: definition.name.clone(),
                    round,
                    at,
                    by,
                    missing,
                    cause,
                    answerable: if answerable.is_empty() { answerable } else { look.short(&answerable) },
                    remedy,
                });
            };
            if let Some(said) = usulan.deviations.get(&(step, round)) {
                deviated(0, Some(said));
            }
            let Some(reading) = step_minutes(usulan, step, round) else { continue };
            let (count, behind) = match judged(usulan, step, round) {
                Some(Outcome::Within) => (&mut table.row.within, &mut table.row.within_usulan),
                Some(Outcome::Unsure) => (&mut table.row.unsure, &mut table.row.unsure_usulan),
                Some(Outcome::Late(by)) => {
                    let explained = usulan.explanations.get(&(step, round));
                    deviated(by, explained);
                    let cause = explained.map(|said| said.cause.trim().to_owned()).unwrap_or_default();
                    let known = causes.iter().position(|one| one.cause == cause).unwrap_or_else(|| {
                        causes.push(ReportCause { cause, count: 0, usulan: Vec::new() });
                        causes.len() - 1
                    });
                    causes[known].count += 1;
                    if !causes[known].usulan.contains(id) {
                        causes[known].usulan.push(id.clone());
                    }
                    (&mut table.row.late, &mut table.row.late_usulan)
                }
                Some(Outcome::NoStandard) | None => continue,
            };
            *count += 1;
            if !behind.contains(id) {
                behind.push(id.clone());
            }
            table.middles.push(middle(reading));
            let guessed = usulan
                .measures
                .values()
                .any(|measure| measure.step == step && measure.round == round && measure.estimated);
            estimated += u32::from(guessed);
        }
    }
    // Most frequent first; what nobody explained stands last.
    causes.sort_by(|a, b| {
        (a.cause.is_empty(), b.count, &a.cause).cmp(&(b.cause.is_empty(), a.count, &b.cause))
    });
    deviations.sort_by(|a, b| (&a.usulan, a.step, a.round, a.by).cmp(&(&b.usulan, b.step, b.round, b.by)));
    spent.retain(|one: &SpentTime| one.minutes > 0);
    spent.sort_by(|a, b| (b.minutes, &a.kind, a.step, &a.name).cmp(&(a.minutes, &b.kind, b.step, &b.name)));
    MonthReport {
        year,
        month,
        finished: u32::try_from(finished_usulan.len()).expect("few"),
        good_from: look.state.office.good_from,
        rows: tables.into_values().map(Table::close).collect(),
        causes,
        spent,
        finished_usulan,
        deviations,
        estimated,
    }
}

/// Adds where the time of a finished usulan went.
fn spend(spent: &mut Vec<SpentTime>, id: &str, usulan: &Usulan, look: &Look<'_>) {
    let mut add = |kind: &str, step: u32, name: String, minutes: u32| {
        let known = spent.iter().position(|one| (&*one.kind, one.step, &one.name) == (kind, step, &name));
        let at = known.unwrap_or_else(|| {
            spent.push(SpentTime { kind: kind.to_owned(), name, step, minutes: 0, usulan: Vec::new() });
            spent.len() - 1
        });
        spent[at].minutes += minutes;
        if !spent[at].usulan.iter().any(|one| one == id) {
            spent[at].usulan.push(id.to_owned());
        }
    };
    for step in &usulan.definition.steps {
        if measured_rounds(usulan).iter().any(|(of, _)| *of == step.number) {
            add("step", step.number, step.name.clone(), middle(summed_minutes(usulan, step.number)));
        }
    }
    let lane = usulan.sending_lane().map(|lane| lane.id.clone());
    let naskah = usulan.naskah.values().find(|naskah| lane.is_some() && naskah.lane == lane);
    let signer = naskah.and_then(|naskah| naskah.valid()).and_then(|valid| valid.ready.signer.clone());
    let signer = signer.unwrap_or_default();
    for wait in outside_waits(usulan) {
        let Some(to) = wait.to else { continue };
        let both = readings(look.calendar(), &usulan.holds, wait.from.happened, to.happened);
        add("outside", 0, look.short(&signer), middle(both));
    }
    for hold in &usulan.holds {
        let Some(to) = hold.to else { continue };
        add(
            "held",
            0,
            hold.reason.clone(),
            middle(readings(look.calendar(), &[], hold.from.happened, to.happened)),
        );
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
            within_usulan: Vec::new(),
            late_usulan: Vec::new(),
            unsure_usulan: Vec::new(),
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
