//! Working time of passes against their standard (PROCEDURE section 4). Times are intervals, so a result
//! is one of three: even the longest reading fits, even the shortest is over, or it cannot be said.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::act::{LaneId, Verdict};
use crate::calendar::{Calendar, CalendarError};
use crate::definition::{Length, StepKind};
use crate::record::{Happened, Instant};
use crate::usulan::{Hold, Mark, Measure, Pass, Status, Usulan};

/// Which measure: step, output, round.
pub type MeasureKey = (u32, Option<LaneId>, u32);

/// A stretch of the procedure whose clock runs or ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The step.
    pub step: u32,
    /// The output, for steps with lanes.
    pub lane: Option<LaneId>,
    /// From 1.
    pub round: u32,
    /// When the clock started.
    pub start: Mark,
    /// When it stopped, none while it runs.
    pub end: Option<Mark>,
    /// Overtaken: kept, but no longer running.
    pub superseded: bool,
}

/// Result against the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Even the longest reading fits.
    Within,
    /// Even the shortest reading is over, by so many working minutes.
    Late(u32),
    /// It cannot be said.
    Unsure,
    /// The SOP gives no standard.
    NoStandard,
}

impl Measure {
    /// The result.
    pub fn outcome(&self) -> Outcome {
        match self.standard {
            None => Outcome::NoStandard,
            Some(standard) if self.high <= standard => Outcome::Within,
            Some(standard) if self.low > standard => Outcome::Late(self.low - standard),
            Some(_) => Outcome::Unsure,
        }
    }
}

/// Every stretch of an usulan, in the order of steps and rounds. The register step has no clock.
///
/// A time that is not certain is cut by the events before and after it (PROCEDURE section 1): a decision of
/// which only the date is known had been taken when what followed from it happened.
pub fn stretches(usulan: &Usulan) -> Vec<Stretch> {
    let bounds = Bounds::of(usulan);
    // Ended, or with the agency: what is open does not run.
    let stopped = usulan.status != Status::Berjalan || usulan.returned.is_some();
    let mut found = Vec::new();
    for pass in usulan.passes.iter().filter(|pass| usulan.kind_of(pass.step) != Some(StepKind::Register)) {
        found.push(Stretch {
            step: pass.step,
            lane: None,
            round: pass.round,
            start: bounds.cut(pass.start),
            end: pass.end.map(|end| bounds.cut(end)),
            superseded: (pass.superseded || stopped) && pass.end.is_none(),
        });
    }
    for lane in &usulan.lanes {
        for round in &lane.rounds {
            let lost = round.superseded || round.withdrawn.is_some() || lane.cancelled || stopped;
            if !round.decide_only {
                found.push(Stretch {
                    step: lane.write,
                    lane: Some(lane.id.clone()),
                    round: round.round,
                    start: bounds.cut(round.start),
                    end: round.handed.map(|handed| bounds.cut(handed.mark)),
                    superseded: lost && round.handed.is_none(),
                });
            }
            if let Some(handed) = round.handed.filter(|_| lane.decide != lane.write) {
                found.push(Stretch {
                    step: lane.decide,
                    lane: Some(lane.id.clone()),
                    round: round.round,
                    start: bounds.cut(handed.mark),
                    end: round.decided.as_ref().map(|decision| bounds.cut(decision.mark)),
                    superseded: lost && round.decided.is_none(),
                });
            }
        }
    }
    found.sort_by(|a, b| (a.step, a.round, &a.lane).cmp(&(b.step, b.round, &b.lane)));
    found
}

/// How early and how late each event can have been, by what came before it and what followed from it.
struct Bounds {
    earliest: BTreeMap<u32, Instant>,
    latest: BTreeMap<u32, Instant>,
}

impl Bounds {
    fn of(usulan: &Usulan) -> Bounds {
        let mut links = links(usulan);
        let mut bounds = Bounds { earliest: BTreeMap::new(), latest: BTreeMap::new() };
        // An event is entered after what enabled it, so one walk in each direction reaches every event.
        links.sort_by_key(|(before, after)| (after.seq, before.seq));
        for (before, after) in &links {
            let from = bounds.cut(*before).happened.from;
            let earliest = bounds.earliest.entry(after.seq).or_insert(from);
            *earliest = from.max(*earliest);
        }
        links.sort_by_key(|(before, after)| std::cmp::Reverse((before.seq, after.seq)));
        for (before, after) in &links {
            let to = bounds.cut(*after).happened.to;
            let latest = bounds.latest.entry(before.seq).or_insert(to);
            *latest = to.min(*latest);
        }
        bounds
    }

    /// A written hour stays as it is; an interval loses what the events around it rule out, but never all of it.
    fn cut(&self, mark: Mark) -> Mark {
        let from = self.earliest.get(&mark.seq).map_or(mark.happened.from, |e| mark.happened.from.max(*e));
        let to = self.latest.get(&mark.seq).map_or(mark.happened.to, |l| mark.happened.to.min(*l));
        if from > to {
            return mark;
        }
        Mark { seq: mark.seq, happened: Happened { from, to, ..mark.happened } }
    }
}

/// Pairs of events of which the second followed from the first.
fn links(usulan: &Usulan) -> Vec<(Mark, Mark)> {
    let mut found = Vec::new();
    // What a step waited for: what opened it, and the approval of each output, not of the last one only.
    let mut follows = |opened: Mark, after: Mark| {
        found.push((opened, after));
        let approvals: Vec<(u32, Mark)> = usulan
            .lanes
            .iter()
            .flat_map(|lane| lane.rounds.iter().map(move |round| (lane.decide, round)))
            .filter_map(|(decide, round)| round.decided.as_ref().map(|decision| (decide, decision)))
            .filter(|(_, decision)| matches!(decision.verdict, Verdict::Approve { .. }))
            .map(|(decide, decision)| (decide, decision.mark))
            .collect();
        let Some((step, _)) = approvals.iter().find(|(_, mark)| mark.seq == opened.seq) else { return };
        for lane in usulan.lanes.iter().filter(|lane| lane.decide == *step) {
            let approval = lane
                .rounds
                .iter()
                .rev()
                .filter_map(|round| round.decided.as_ref())
                .find(|decision| decision.mark.seq < after.seq);
            if let Some(decision) = approval
                && matches!(decision.verdict, Verdict::Approve { .. })
            {
                found.push((decision.mark, after));
            }
        }
    };
    for pass in &usulan.passes {
        if let Some(end) = pass.end {
            follows(pass.enabled, end);
        }
    }
    for round in usulan.lanes.iter().flat_map(|lane| &lane.rounds) {
        if let Some(handed) = round.handed {
            follows(round.start, handed.mark);
            if let Some(decided) = &round.decided {
                follows(handed.mark, decided.mark);
                if let Some(withdrawn) = round.withdrawn {
                    follows(decided.mark, withdrawn);
                }
            }
        }
    }
    // A number recorded after the sending has a later entry than what it allowed: it bounds nothing here.
    found.retain(|(before, after)| before.seq < after.seq);
    found
}

/// What is not counted: holds, read long for the shortest result and short for the longest one.
pub fn excluded(holds: &[Hold], shortest: bool, now: Instant) -> Vec<(Instant, Instant)> {
    holds
        .iter()
        .map(|hold| {
            let to = hold.to.map(|mark| mark.happened);
            if shortest {
                (hold.from.happened.from, to.map_or(now, |to| to.to))
            } else {
                (hold.from.happened.to, to.map_or(now, |to| to.from))
            }
        })
        .filter(|(from, to)| from < to)
        .collect()
}

/// The standard of a step in working minutes for a clock that starts at `start`.
pub fn standard_minutes(
    usulan: &Usulan,
    calendar: &Calendar,
    step: u32,
    start: Instant,
) -> Result<Option<u32>, CalendarError> {
    let Some(step) = usulan.definition.step(step) else { return Ok(None) };
    Ok(match step.time.length {
        Length::None => None,
        Length::Minutes(minutes) => Some(minutes),
        Length::Days(days) => {
            // A day that a hold covers is not one on which the clock runs.
            let held: Vec<(Instant, Instant)> = usulan
                .holds
                .iter()
                .filter_map(|hold| Some((hold.from.happened.to, hold.to?.happened.from)))
                .filter(|(from, to)| from < to)
                .collect();
            Some(days * calendar.day_minutes_without(start, &held)?)
        }
    })
}

/// Shortest and longest reading of the time between two intervals, in working minutes, without the holds.
pub fn readings(calendar: &Calendar, holds: &[Hold], start: Happened, end: Happened) -> (u32, u32) {
    let shortest = excluded(holds, true, end.to);
    let longest = excluded(holds, false, end.to);
    let low = calendar.elapsed_without(start.to, end.from, &shortest).minutes;
    let high = calendar.elapsed_without(start.from, end.to, &longest).minutes;
    (count(low), count(high))
}

fn count(minutes: i64) -> u32 {
    u32::try_from(minutes.max(0)).unwrap_or(u32::MAX)
}

/// Measures a completed stretch; none while it runs.
///
/// # Errors
/// A calendar without any open window.
pub fn measure(
    usulan: &Usulan,
    calendar: &Calendar,
    stretch: &Stretch,
) -> Result<Option<Measure>, CalendarError> {
    let Some(end) = stretch.end else { return Ok(None) };
    let (low, high) = readings(calendar, &usulan.holds, stretch.start.happened, end.happened);
    let standard = standard_minutes(usulan, calendar, stretch.step, stretch.start.happened.from)?;
    let span = calendar.elapsed(stretch.start.happened.from, end.happened.to);
    Ok(Some(Measure {
        step: stretch.step,
        lane: stretch.lane.clone(),
        round: stretch.round,
        low: low.min(high),
        high,
        standard,
        calendar: calendar.hash().to_owned(),
        estimated: span.estimated,
    }))
}

/// All measures of an usulan as its events now read, by step, output and round.
///
/// # Errors
/// A calendar without any open window.
pub fn measures(
    usulan: &Usulan,
    calendar: &Calendar,
) -> Result<BTreeMap<MeasureKey, Measure>, CalendarError> {
    let mut found = BTreeMap::new();
    for stretch in stretches(usulan) {
        if let Some(measure) = measure(usulan, calendar, &stretch)? {
            found.insert((measure.step, measure.lane.clone(), measure.round), measure);
        }
    }
    Ok(found)
}

/// The stored measure of the output that took longest in a round of a step. For the result of the round use
/// [`judged`] and [`step_minutes`], which look at all its outputs.
pub fn of_round(usulan: &Usulan, step: u32, round: u32) -> Option<&Measure> {
    usulan
        .measures
        .values()
        .filter(|measure| measure.step == step && measure.round == round)
        .max_by_key(|measure| (measure.high, measure.low))
}

/// The result of a round of a step by its stored measures: late as soon as one output is, within only when
/// every output is. That is the time of its latest output (PROCEDURE section 4), also where the times are not
/// certain. None when nothing of it is completed.
pub fn judged(usulan: &Usulan, step: u32, round: u32) -> Option<Outcome> {
    usulan
        .measures
        .values()
        .filter(|measure| measure.step == step && measure.round == round)
        .map(Measure::outcome)
        .max_by_key(|outcome| match outcome {
            Outcome::NoStandard => (0, 0),
            Outcome::Within => (1, 0),
            Outcome::Unsure => (2, 0),
            Outcome::Late(minutes) => (3, *minutes),
        })
}

/// Shortest and longest reading of the time that a step took in one round, in working minutes: that of its
/// latest output, bound by bound. None when nothing of it is completed.
pub fn step_minutes(usulan: &Usulan, step: u32, round: u32) -> Option<(u32, u32)> {
    usulan
        .measures
        .values()
        .filter(|measure| measure.step == step && measure.round == round)
        .map(|measure| (measure.low, measure.high))
        .reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)))
}

/// Shortest and longest reading of the time that a step took in all its rounds together, in working minutes.
pub fn summed_minutes(usulan: &Usulan, step: u32) -> (u32, u32) {
    measured_rounds(usulan)
        .into_iter()
        .filter(|(of, _)| *of == step)
        .filter_map(|(step, round)| step_minutes(usulan, step, round))
        .fold((0, 0), |sum, one| (sum.0.saturating_add(one.0), sum.1.saturating_add(one.1)))
}

/// A wait that no step of the SOP owns: "di luar waktu baku", between what opened a step and the signature and
/// number of others that let its clock start (PROCEDURE sections 2 and 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideWait {
    /// The step that could not start yet.
    pub step: u32,
    /// Its round.
    pub round: u32,
    /// Since when.
    pub from: Mark,
    /// Until when; none while it lasts.
    pub to: Option<Mark>,
}

/// The waits outside the SOP, in the order of the passes they precede.
pub fn outside_waits(usulan: &Usulan) -> Vec<OutsideWait> {
    let wait = |pass: &Pass, to: Option<Mark>| OutsideWait {
        step: pass.step,
        round: pass.round,
        from: pass.enabled,
        to,
    };
    let waiting = usulan.open_send().filter(|_| usulan.waits_outside()).map(|pass| (pass.step, pass.round));
    usulan
        .passes
        .iter()
        .filter_map(|pass| {
            if waiting == Some((pass.step, pass.round)) {
                Some(wait(pass, None))
            } else if pass.start.happened != pass.enabled.happened {
                Some(wait(pass, Some(pass.start)))
            } else {
                None
            }
        })
        .collect()
}

/// Steps and rounds that have a measure, in order.
pub fn measured_rounds(usulan: &Usulan) -> Vec<(u32, u32)> {
    let mut rounds: Vec<(u32, u32)> = usulan.measures.values().map(|m| (m.step, m.round)).collect();
    rounds.sort_unstable();
    rounds.dedup();
    rounds
}
