//! Working time of passes against their standard (PROCEDURE section 4). Times are intervals, so a result
//! is one of three: even the longest reading fits, even the shortest is over, or it cannot be said.

use std::collections::BTreeMap;

use crate::act::LaneId;
use crate::calendar::{Calendar, CalendarError};
use crate::definition::{Length, StepKind};
use crate::record::{Happened, Instant};
use crate::usulan::{Hold, LaneRound, Mark, Measure, Usulan};

/// Which measure: step, output, round.
pub type MeasureKey = (u32, Option<LaneId>, u32);

/// A stretch of the procedure whose clock runs or ran.
#[derive(Debug, Clone, PartialEq, Eq)]
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
pub fn stretches(usulan: &Usulan) -> Vec<Stretch> {
    let mut found = Vec::new();
    for pass in usulan.passes.iter().filter(|pass| usulan.kind_of(pass.step) != Some(StepKind::Register)) {
        // A date without an hour ends at the latest when what followed from it had happened.
        let end = pass.end.map(|end| {
            let follower =
                usulan.passes.iter().find(|next| next.enabled.seq == end.seq).and_then(|next| next.end);
            narrowed(end, follower)
        });
        found.push(Stretch {
            step: pass.step,
            lane: None,
            round: pass.round,
            start: pass.start,
            end,
            superseded: pass.superseded && pass.end.is_none(),
        });
    }
    for lane in &usulan.lanes {
        for round in &lane.rounds {
            let lost = round.superseded || round.withdrawn.is_some();
            if !round.decide_only {
                found.push(Stretch {
                    step: lane.write,
                    lane: Some(lane.id.clone()),
                    round: round.round,
                    start: round.start,
                    end: written_at(round),
                    superseded: lost && round.handed.is_none(),
                });
            }
            if let Some(handed) = round.handed {
                found.push(Stretch {
                    step: lane.decide,
                    lane: Some(lane.id.clone()),
                    round: round.round,
                    start: handed.mark,
                    end: round.decided.as_ref().map(|decision| decision.mark),
                    superseded: lost && round.decided.is_none(),
                });
            }
        }
    }
    found.sort_by(|a, b| (a.step, a.round, &a.lane).cmp(&(b.step, b.round, &b.lane)));
    found
}

fn written_at(round: &LaneRound) -> Option<Mark> {
    round.handed.map(|handed| narrowed(handed.mark, round.decided.as_ref().map(|decision| decision.mark)))
}

fn narrowed(end: Mark, follower: Option<Mark>) -> Mark {
    let Some(follower) = follower else { return end };
    let to = end.happened.to.min(follower.happened.to).max(end.happened.from);
    Mark { seq: end.seq, happened: Happened { to, ..end.happened } }
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
        Length::Days(days) => Some(days * calendar.day_minutes(start)?),
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

/// The stored measure of a step in a round: that of its latest output.
pub fn of_round(usulan: &Usulan, step: u32, round: u32) -> Option<&Measure> {
    usulan
        .measures
        .values()
        .filter(|measure| measure.step == step && measure.round == round)
        .max_by_key(|measure| (measure.high, measure.low))
}

/// Steps and rounds that have a measure, in order.
pub fn measured_rounds(usulan: &Usulan) -> Vec<(u32, u32)> {
    let mut rounds: Vec<(u32, u32)> = usulan.measures.values().map(|m| (m.step, m.round)).collect();
    rounds.sort_unstable();
    rounds.dedup();
    rounds
}
