//! Compliance of one month: stored measures, three results, no persons (DESK 6.9, PROCEDURE section 4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sop::act::Deviation;
use sop::definition::{Length, Step, StepKind};
use sop::measure::{
    Outcome, Stretch, judged, measured_rounds, outside_waits, readings, step_minutes, stretches,
    summed_minutes,
};
use sop::record::{Happened, Instant};
use sop::usulan::{Hold, Mark, Status, Usulan};

use super::Look;
use super::books::Kept;
use super::path::standard_view;
use crate::api::{MonthReport, ReportCause, ReportDeviation, ReportRow, SpentTime};

/// A completed round of a step, as the archive keeps it: as it was measured then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptRound {
    /// The step.
    step: u32,
    /// Its round.
    round: u32,
    /// SHA-256 of the definition on which the usulan stays.
    definition: String,
    /// Its result; none where there is nothing to judge by.
    result: Option<Judged>,
    /// Middle of its readings, working minutes.
    middle: u32,
    /// A date marked "perkiraan" was used.
    estimated: bool,
    /// When it was completed.
    at: Instant,
    /// A paper that was missing at the act ("dengan penyimpangan").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deviation: Option<Deviation>,
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
        /// By so many working minutes.
        by: u32,
        /// What was said of it, when somebody explained it.
        explained: Option<Deviation>,
    },
}

/// A finished usulan, as the archive keeps it: times and not minutes where these follow from the calendar, since a
/// calendar that changes rewrites nothing that has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptFinish {
    /// SHA-256 of the definition on which the usulan stays.
    definition: String,
    /// Working minutes of each step, all rounds together, as they were measured.
    steps: Vec<(u32, u32)>,
    /// Signatures outside the SOP: post, from, until.
    outside: Vec<(String, Happened, Happened)>,
    /// Holds: reason, from, until.
    held: Vec<(String, Happened, Happened)>,
}

/// What an usulan adds to the reports: the rounds that were completed, and when it was finished.
pub(crate) struct Completed {
    /// Each round with the time at which it was completed.
    pub(crate) rounds: Vec<(Instant, KeptRound)>,
    /// When step 9 was completed, and where its time went.
    pub(crate) finished: Option<(Instant, KeptFinish)>,
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
            Some(Outcome::Late(by)) => {
                Some(Judged::Late { by, explained: usulan.explanations.get(&(step, round)).cloned() })
            }
            Some(Outcome::NoStandard) | None => None,
        });
        let mut of_round = usulan.measures.values().filter(|m| m.step == step && m.round == round);
        let kept = KeptRound {
            step,
            round,
            definition: usulan.definition.hash.clone(),
            result,
            middle: reading.map_or(0, middle),
            estimated: of_round.any(|measure| measure.estimated),
            at,
            deviation: usulan.deviations.get(&(step, round)).cloned(),
        };
        rounds.push((at, kept));
    }
    Completed { rounds, finished: finished_at(usulan).map(|at| (at, finish(usulan))) }
}

/// Where the time of a finished usulan went.
pub(crate) fn finish(usulan: &Usulan) -> KeptFinish {
    let mut steps: Vec<(u32, u32)> = Vec::new();
    for (step, _) in measured_rounds(usulan) {
        if steps.last().is_none_or(|(last, _)| *last != step) {
            steps.push((step, middle(summed_minutes(usulan, step))));
        }
    }
    let signer = usulan
        .sending_lane()
        .and_then(|lane| usulan.naskah.values().find(|n| n.lane.as_ref() == Some(&lane.id)));
    let post = signer.and_then(|naskah| naskah.valid()).and_then(|revision| revision.ready.signer.clone());
    let outside = outside_waits(usulan)
        .into_iter()
        .filter_map(|wait| Some((post.clone().unwrap_or_default(), wait.from.happened, wait.to?.happened)))
        .collect();
    let held = usulan
        .holds
        .iter()
        .filter_map(|hold| Some((hold.reason.clone(), hold.from.happened, hold.to?.happened)))
        .collect();
    KeptFinish { definition: usulan.definition.hash.clone(), steps, outside, held }
}

/// The report of a month: the rounds that were completed in it, as they were measured then, and how many usulan were
/// finished. A later change of the calendar changes none of it.
pub(crate) fn month(
    rounds: &[Kept<KeptRound>],
    finished: &[Kept<KeptFinish>],
    year: i32,
    month: u32,
    look: &Look<'_>,
) -> MonthReport {
    let mut tables: BTreeMap<u32, Table> = BTreeMap::new();
    for step in &look.state.definition.steps {
        open_row(&mut tables, step);
    }
    let mut causes: BTreeMap<String, (u32, Vec<String>)> = BTreeMap::new();
    let mut deviations = Vec::new();
    let mut estimated = 0;
    for Kept { usulan, body: round, .. } in rounds {
        let definition = look.state.definitions.get(&round.definition);
        let Some(step) = definition.and_then(|definition| definition.step(round.step)) else { continue };
        let Some(table) = open_row(&mut tables, step) else { continue };
        deviations
            .extend(round.deviation.iter().map(|said| deviation(usulan, step, round, 0, Some(said), look)));
        match &round.result {
            Some(Judged::Within) => {
                table.row.within += 1;
                note(&mut table.row.within_usulan, usulan);
            }
            Some(Judged::Unsure) => {
                table.row.unsure += 1;
                note(&mut table.row.unsure_usulan, usulan);
            }
            Some(Judged::Late { by, explained }) => {
                table.row.late += 1;
                note(&mut table.row.late_usulan, usulan);
                let cause = explained.as_ref().map(|said| said.cause.trim().to_owned()).unwrap_or_default();
                let (count, behind) = causes.entry(cause).or_default();
                *count += 1;
                note(behind, usulan);
                deviations.push(deviation(usulan, step, round, *by, explained.as_ref(), look));
            }
            None => continue,
        }
        table.middles.push(round.middle);
        estimated += u32::from(round.estimated);
    }
    deviations.sort_by(|a, b| (&a.usulan, a.step, a.round, a.by).cmp(&(&b.usulan, b.step, b.round, b.by)));
    MonthReport {
        year,
        month,
        finished: super::number(finished.len()),
        good_from: look.state.office.good_from,
        rows: tables.into_values().map(Table::close).collect(),
        causes: listed(causes),
        spent: spent(finished, look),
        finished_usulan: finished.iter().map(|kept| kept.usulan.clone()).collect(),
        deviations,
        estimated,
    }
}

/// Adds an usulan to those behind a figure. They come by usulan, so the same one stands last.
fn note(behind: &mut Vec<String>, usulan: &String) {
    if behind.last() != Some(usulan) {
        behind.push(usulan.clone());
    }
}

/// Most frequent first; what nobody explained stands last.
fn listed(causes: BTreeMap<String, (u32, Vec<String>)>) -> Vec<ReportCause> {
    let mut causes: Vec<ReportCause> =
        causes.into_iter().map(|(cause, (count, usulan))| ReportCause { cause, count, usulan }).collect();
    causes.sort_by(|a, b| {
        (a.cause.is_empty(), b.count, &a.cause).cmp(&(b.cause.is_empty(), a.count, &b.cause))
    });
    causes
}

/// One line of Penyimpangan.
fn deviation(
    usulan: &str,
    step: &Step,
    round: &KeptRound,
    by: u32,
    said: Option<&Deviation>,
    look: &Look<'_>,
) -> ReportDeviation {
    let of =
        |text: fn(&Deviation) -> &String| said.map(|said| text(said).trim().to_owned()).unwrap_or_default();
    let answerable = of(|said| &said.answerable);
    ReportDeviation {
        usulan: usulan.to_owned(),
        step: step.number,
        name: step.name.clone(),
        round: round.round,
        at: round.at,
        by,
        missing: of(|said| &said.missing),
        cause: of(|said| &said.cause),
        answerable: if answerable.is_empty() { answerable } else { look.short(&answerable) },
        remedy: of(|said| &said.remedy),
    }
}

/// Where the time of these usulan went, longest first.
fn spent(finished: &[Kept<KeptFinish>], look: &Look<'_>) -> Vec<SpentTime> {
    let mut sums: BTreeMap<(&str, u32, String), (u32, Vec<String>)> = BTreeMap::new();
    let mut add = |kind: &'static str, step: u32, name: String, minutes: u32, usulan: &String| {
        let (sum, behind) = sums.entry((kind, step, name)).or_default();
        *sum = sum.saturating_add(minutes);
        note(behind, usulan);
    };
    for Kept { usulan, body: finish, .. } in finished {
        let definition = look.state.definitions.get(&finish.definition);
        for (number, minutes) in &finish.steps {
            let Some(step) = definition.and_then(|definition| definition.step(*number)) else { continue };
            add("step", *number, step.name.clone(), *minutes, usulan);
        }
        let mark = |happened: Happened| Mark { seq: 0, happened };
        let holds: Vec<Hold> = finish
            .held
            .iter()
            .map(|(reason, from, to)| Hold { from: mark(*from), to: Some(mark(*to)), reason: reason.clone() })
            .collect();
        for (post, from, to) in &finish.outside {
            add(
                "outside",
                0,
                look.short(post),
                middle(readings(look.calendar(), &holds, *from, *to)),
                usulan,
            );
        }
        for (reason, from, to) in &finish.held {
            add("held", 0, reason.clone(), middle(readings(look.calendar(), &[], *from, *to)), usulan);
        }
    }
    let mut spent: Vec<SpentTime> = sums
        .into_iter()
        .filter(|(_, (minutes, _))| *minutes > 0)
        .map(|((kind, step, name), (minutes, usulan))| SpentTime {
            kind: kind.to_owned(),
            name,
            step,
            minutes,
            usulan,
        })
        .collect();
    // The map gave them by kind, step and name; that order stays between equals.
    spent.sort_by_key(|one| std::cmp::Reverse(one.minutes));
    spent
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
        let (mut rounds, mut finished) = (Vec::new(), Vec::new());
        for (id, usulan) in all {
            let completed = completed(usulan);
            let (id, seen) = (id.clone(), usulan.seen);
            finished.extend(completed.finished.filter(|(at, _)| inside(at)).map(|(_, body)| Kept {
                usulan: id.clone(),
                seen,
                body,
            }));
            let of_month = completed.rounds.into_iter().filter(|(at, _)| inside(at));
            rounds.extend(of_month.map(|(_, body)| Kept { usulan: id.clone(), seen, body }));
        }
        super::month(&rounds, &finished, year, month, look)
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
        let [cause] = &*report.causes else { panic!("one cause: {:?}", report.causes) };
        assert_eq!((&*cause.cause, cause.count), ("", 1), "nobody has explained step 2");
        assert_eq!(cause.usulan, ["2026-0042"]);
        assert_eq!(report.finished_usulan, ["2026-0042"]);
        assert_eq!(row(4).within_usulan, ["2026-0042"], "an usulan stands once behind its rounds");
        let [late] = &*report.deviations else { panic!("one deviation: {:?}", report.deviations) };
        assert_eq!((late.step, late.round, late.by, &*late.answerable), (2, 1, 22, ""), "22 minutes over");
        let spent = |kind: &str| report.spent.iter().filter(|one| one.kind == kind).collect::<Vec<_>>();
        assert!(spent("step").iter().any(|one| one.step == 2 && one.minutes == 82), "{:?}", report.spent);
        assert!(
            spent("outside").iter().any(|one| one.minutes > 0 && !one.name.is_empty()),
            "the Sekda took a day"
        );
        assert!(report.spent.is_sorted_by_key(|one| std::cmp::Reverse(one.minutes)), "longest first");
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
        let causes: Vec<(&str, u32)> = report.causes.iter().map(|one| (&*one.cause, one.count)).collect();
        assert_eq!(causes, vec![("Pejabat rapat atau dinas luar", 1), ("", 1)]);
        assert_eq!(
            report.deviations.iter().map(|one| &*one.cause).collect::<Vec<_>>(),
            vec!["Pejabat rapat atau dinas luar", ""]
        );
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
