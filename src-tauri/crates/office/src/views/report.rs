//! Compliance of one month: stored measures, three results, no persons (DESK 6.9, PROCEDURE section 4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sop::definition::{Length, Step, StepKind};
use sop::measure::{Outcome, Stretch, judged, measured_rounds, step_minutes, stretches};
use sop::record::Instant;
use sop::usulan::{Status, Usulan};

use super::Look;
use super::books::Kept;
use super::path::standard_view;
use crate::api::{MonthReport, ReportRow};

/// A completed round of a step, as the archive keeps it: as it was measured then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptRound {
    /// The step.
    step: u32,
    /// SHA-256 of the definition on which the usulan stays.
    definition: String,
    /// Its result; none where there is nothing to judge by.
    result: Option<Judged>,
    /// Middle of its readings, working minutes.
    middle: u32,
    /// A date marked "perkiraan" was used.
    estimated: bool,
}

/// The three results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum Judged {
    /// Dalam waktu baku.
    Within,
    /// Belum pasti.
    Unsure,
    /// Lewat.
    Late {
        /// The cause that was given; empty when nobody explained it.
        cause: String,
    },
}

/// What an usulan adds to the reports: the rounds that were completed, and when it was finished.
pub(crate) struct Completed {
    /// Each round with the time at which it was completed.
    pub(crate) rounds: Vec<(Instant, KeptRound)>,
    /// When step 9 was completed.
    pub(crate) finished: Option<Instant>,
}

/// What is to be reported of an usulan.
pub(crate) fn completed(usulan: &Usulan) -> Completed {
    let stretches = stretches(usulan);
    let mut rounds = Vec::new();
    for (step, round) in measured_rounds(usulan) {
        let Some(definition) = usulan.definition.step(step) else { continue };
        let Some(at) = completed_at(&stretches, step, round) else { continue };
        if definition.time.length == Length::None {
            continue;
        }
        let reading = step_minutes(usulan, step, round);
        let result = reading.and_then(|_| match judged(usulan, step, round) {
            Some(Outcome::Within) => Some(Judged::Within),
            Some(Outcome::Unsure) => Some(Judged::Unsure),
            Some(Outcome::Late(_)) => {
                let explained = usulan.explanations.get(&(step, round));
                let cause = explained.map(|deviation| deviation.cause.trim().to_owned());
                Some(Judged::Late { cause: cause.unwrap_or_default() })
            }
            Some(Outcome::NoStandard) | None => None,
        });
        let mut of_round = usulan.measures.values().filter(|m| m.step == step && m.round == round);
        let kept = KeptRound {
            step,
            definition: usulan.definition.hash.clone(),
            result,
            middle: reading.map_or(0, middle),
            estimated: of_round.any(|measure| measure.estimated),
        };
        rounds.push((at, kept));
    }
    Completed { rounds, finished: finished_at(usulan) }
}

/// The report of a month: the rounds that were completed in it, as they were measured then, and how many usulan were
/// finished. A later change of the calendar changes none of it.
pub(crate) fn month(
    rounds: &[Kept<KeptRound>],
    finished: u32,
    year: i32,
    month: u32,
    look: &Look<'_>,
) -> MonthReport {
    let mut tables: BTreeMap<u32, Table> = BTreeMap::new();
    for step in &look.state.definition.steps {
        open_row(&mut tables, step);
    }
    let mut causes: BTreeMap<String, u32> = BTreeMap::new();
    let mut estimated = 0;
    for Kept { usulan, body: round, .. } in rounds {
        let definition = look.state.definitions.get(&round.definition);
        let Some(step) = definition.and_then(|definition| definition.step(round.step)) else { continue };
        let Some(table) = open_row(&mut tables, step) else { continue };
        match &round.result {
            Some(Judged::Within) => table.row.within += 1,
            Some(Judged::Unsure) => table.row.unsure += 1,
            Some(Judged::Late { cause }) => {
                table.row.late += 1;
                // They come by usulan, so the same one stands last.
                if table.row.late_usulan.last() != Some(usulan) {
                    table.row.late_usulan.push(usulan.clone());
                }
                *causes.entry(cause.clone()).or_default() += 1;
            }
            None => continue,
        }
        table.middles.push(round.middle);
        estimated += u32::from(round.estimated);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::Day;
    use chrono::Datelike;

    /// The report of a month of these usulan, as the archive's lines give it.
    fn month(all: &[(String, Usulan)], year: i32, month: u32, look: &Look<'_>) -> MonthReport {
        let inside = |at: &Instant| {
            let date = look.calendar().date(*at);
            (date.year(), date.month()) == (year, month)
        };
        let (mut rounds, mut finished) = (Vec::new(), 0);
        for (id, usulan) in all {
            let completed = completed(usulan);
            finished += u32::from(completed.finished.as_ref().is_some_and(inside));
            let of_month = completed.rounds.into_iter().filter(|(at, _)| inside(at));
            rounds.extend(of_month.map(|(_, body)| Kept { usulan: id.clone(), seen: usulan.seen, body }));
        }
        super::month(&rounds, finished, year, month, look)
    }

    #[test]
    fn a_month_counts_what_was_completed_in_it() {
        let day = Day::sent();
        let look = day.look("2026-11-13 10.00");
        let all = vec![("2026-0042".to_owned(), day.usulan.clone())];
        let report = month(&all, 2026, 11, &look);
        assert_eq!(report.finished, 1);
        let row =
            |step: u32| report.rows.iter().find(|row| row.step == step).expect("steps 2 to 9 have rows");
        assert_eq!(report.rows.len(), 8, "step 1 has no standard and no row");
        assert_eq!((row(2).within, row(2).late, row(2).unsure), (0, 1, 0), "82 minutes of 60");
        assert_eq!((row(2).median, row(2).worst), (Some(82), Some(82)));
        assert_eq!(row(2).late_usulan, vec!["2026-0042".to_owned()]);
        assert_eq!((row(4).within, row(5).within), (2, 2), "rounds are judged singly");
        assert_eq!((row(9).within, row(9).late), (1, 0), "in time although the Sekda took a day");
        assert_eq!(report.causes, vec![(String::new(), 1)], "nobody has explained step 2");
        let other = month(&all, 2026, 10, &look);
        assert_eq!(other.finished, 0);
        assert!(other.rows.iter().all(|row| row.within + row.late + row.unsure == 0), "nothing in October");
    }

    #[test]
    fn causes_come_by_number_and_the_unexplained_last() {
        let mut explained = Day::sent();
        explained.explain(2, 1, "Pejabat rapat atau dinas luar", "2026-11-13 08.00");
        let all = vec![
            ("2026-0042".to_owned(), explained.usulan.clone()),
            ("2026-0043".to_owned(), Day::sent().usulan),
        ];
        let report = month(&all, 2026, 11, &explained.look("2026-11-13 10.00"));
        assert_eq!(report.causes, vec![("Pejabat rapat atau dinas luar".to_owned(), 1), (String::new(), 1)]);
        assert_eq!(report.finished, 2);
    }

    #[test]
    fn an_hour_that_is_not_written_gives_the_third_result() {
        let mut day = Day::received_on_a_date();
        day.dispose("2026-11-11 08.00");
        let all = vec![("2026-0042".to_owned(), day.usulan.clone())];
        let report = month(&all, 2026, 11, &day.look("2026-11-11 09.00"));
        let second = report.rows.iter().find(|row| row.step == 2).expect("row of step 2");
        assert_eq!((second.within, second.late, second.unsure), (0, 0, 1));
        assert!(report.causes.is_empty(), "nothing is owed for what cannot be said");
    }

    #[test]
    fn the_middle_of_an_even_list_lies_between_its_two() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7]), Some(7));
        assert_eq!(median(&[10, 20]), Some(15));
        assert_eq!(median(&[1, 10, 100]), Some(10));
    }
}
