//! The running clock of a step (PROCEDURE section 4, DESK 7.2).
//!
//! A time that is not certain is read late here: a step is over only when even the shortest reading is, the same
//! rule by which its result will be judged.

use serde::{Deserialize, Serialize};
use sop::act::{LaneId, NaskahId};
use sop::calendar::Calendar;
use sop::definition::StepKind;
use sop::measure::{Stretch, excluded, outside_waits, standard_minutes, stretches};
use sop::record::{Happened, Instant};
use sop::usulan::{LaneState, Mark, Naskah, Pass, Status, Usulan};

use super::count;
use crate::api::{Standing, StandingKind};

/// What runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClockKind {
    /// The step's own time.
    Running,
    /// Ditahan.
    Held,
    /// A wait that no step owns.
    Outside,
}

/// A running clock without the present minute: what the register keeps, so that a list needs no replay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Clock {
    /// What runs.
    pub(crate) kind: ClockKind,
    /// Since when.
    pub(crate) since: Happened,
    /// Standard in working minutes.
    pub(crate) standard: Option<u32>,
    /// Deadline.
    pub(crate) due: Option<Instant>,
    /// It rests on a date marked "perkiraan".
    pub(crate) estimated: bool,
    /// Holds that are over.
    pub(crate) excluded: Vec<(Instant, Instant)>,
    /// Why it is held.
    pub(crate) reason: String,
}

impl Clock {
    /// Where the clock stands at `now`.
    pub(crate) fn standing(&self, calendar: &Calendar, now: Instant) -> Standing {
        let span = calendar.elapsed_without(self.since.to, now, &self.excluded);
        let elapsed = count(span.minutes);
        let remaining = self
            .standard
            .map(|standard| i32::try_from(i64::from(standard) - i64::from(elapsed)).unwrap_or(i32::MIN));
        let kind = match (self.kind, self.standard, remaining) {
            (ClockKind::Held, _, _) => StandingKind::Held,
            (ClockKind::Outside, _, _) => StandingKind::Outside,
            (ClockKind::Running, Some(_), Some(left)) if left < 0 => StandingKind::Over,
            (ClockKind::Running, Some(standard), Some(left))
                if i64::from(left) * 4 <= i64::from(standard) =>
            {
                StandingKind::Soon
            }
            (ClockKind::Running, Some(_), Some(_)) => StandingKind::Plenty,
            (ClockKind::Running, _, _) => StandingKind::None,
        };
        Standing {
            kind,
            elapsed,
            standard: self.standard,
            remaining,
            due: self.due,
            estimated: self.estimated || span.estimated,
            since: self.since,
            reason: self.reason.clone(),
        }
    }
}

/// The running clock of a step, none when nothing of it runs.
pub(crate) fn clock(usulan: &Usulan, stretches: &[Stretch], step: u32, calendar: &Calendar) -> Option<Clock> {
    if usulan.status != Status::Berjalan || usulan.returned.is_some() {
        return None;
    }
    let apart = |kind: ClockKind, since: Happened, reason: &str| Clock {
        kind,
        since,
        standard: None,
        due: None,
        estimated: false,
        excluded: Vec::new(),
        reason: reason.to_owned(),
    };
    let running = running(stretches, step);
    if let Some(hold) = usulan.hold() {
        let open = running.is_some() || usulan.open_pass(step).is_some();
        return open.then(|| apart(ClockKind::Held, hold.from.happened, &hold.reason));
    }
    if let Some(wait) = wait_now(usulan).filter(|wait| wait.step == step) {
        return Some(apart(ClockKind::Outside, wait.from.happened, ""));
    }
    let since = running?.start.happened;
    // A calendar without any hour gives no standard and no deadline; it is said where hours are set.
    let standard = standard_minutes(usulan, calendar, step, since.from).ok().flatten();
    let over = excluded(&usulan.holds, true, since.to);
    let due = standard.and_then(|minutes| calendar.due_without(since.to, minutes, &over).ok());
    Some(Clock {
        kind: ClockKind::Running,
        since,
        standard,
        estimated: due.as_ref().is_some_and(|due| due.estimated),
        due: due.map(|due| due.at),
        excluded: over,
        reason: String::new(),
    })
}

/// The running clock of a step as it stands at `now`.
pub fn standing(usulan: &Usulan, step: u32, calendar: &Calendar, now: Instant) -> Option<Standing> {
    clock(usulan, &stretches(usulan), step, calendar).map(|clock| clock.standing(calendar, now))
}

/// The stretch of a step that runs and began first: the most pressing of its outputs.
pub(crate) fn running(stretches: &[Stretch], step: u32) -> Option<&Stretch> {
    stretches
        .iter()
        .filter(|stretch| stretch.step == step && stretch.end.is_none() && !stretch.superseded)
        .min_by_key(|stretch| (stretch.start.happened.to, stretch.start.seq))
}

/// The round of a step that is open, else the first one.
pub(crate) fn round_now(usulan: &Usulan, step: u32) -> u32 {
    let of_lanes = || {
        usulan
            .lanes
            .iter()
            .filter(|lane| match lane.state() {
                LaneState::Writing => lane.write == step,
                LaneState::OnDesk => lane.decide == step,
                LaneState::Waiting | LaneState::Approved | LaneState::Cancelled => false,
            })
            .filter_map(|lane| lane.current().map(|round| round.round))
            .max()
    };
    usulan.open_pass(step).map(|pass| pass.round).or_else(of_lanes).unwrap_or(1)
}

/// A wait outside the SOP before a step, with the letter that is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wait {
    /// The step that could not start yet.
    pub(crate) step: u32,
    /// Its round.
    pub(crate) round: u32,
    /// The letter.
    pub(crate) naskah: NaskahId,
    /// Its output.
    pub(crate) lane: Option<LaneId>,
    /// Since when.
    pub(crate) from: Mark,
    /// Until when; none while it lasts.
    pub(crate) to: Option<Mark>,
}

/// The wait that lasts now: signature, then number and stamp, by others (PROCEDURE section 3, row 8 › 9).
pub(crate) fn wait_now(usulan: &Usulan) -> Option<Wait> {
    let open = usulan.passes.iter().filter(|pass| pass.end.is_none() && !pass.superseded);
    let (pass, letter) = open.filter_map(|pass| Some((pass, awaited_letter(usulan, pass)?))).next()?;
    lasts(usulan, pass, letter).then(|| wait(pass, letter, None))
}

/// The wait before a pass: the one that lasts, or the one that is over and took some time.
pub(crate) fn wait_before(usulan: &Usulan, pass: &Pass) -> Option<Wait> {
    let letter = awaited_letter(usulan, pass)?;
    if pass.end.is_none() && !pass.superseded && lasts(usulan, pass, letter) {
        return Some(wait(pass, letter, None));
    }
    let over = outside_waits(usulan).into_iter().find(|w| (w.step, w.round) == (pass.step, pass.round))?;
    let to = over.to.filter(|to| to.happened != over.from.happened)?;
    Some(wait(pass, letter, Some(to)))
}

fn wait(pass: &Pass, letter: &Naskah, to: Option<Mark>) -> Wait {
    Wait {
        step: pass.step,
        round: pass.round,
        naskah: letter.id.clone(),
        lane: letter.lane.clone(),
        from: pass.enabled,
        to,
    }
}

/// The letter whose signature and number a pass can wait for.
fn awaited_letter<'a>(usulan: &'a Usulan, pass: &Pass) -> Option<&'a Naskah> {
    match usulan.kind_of(pass.step) {
        Some(StepKind::Send) => usulan.letter_to_send(),
        Some(StepKind::Publish) => {
            let last = usulan.lanes.iter().map(|lane| lane.decide).filter(|step| *step < pass.step).max();
            usulan
                .lanes
                .iter()
                .filter(|lane| Some(lane.decide) == last)
                .filter_map(|lane| usulan.naskah_of_lane(&lane.id))
                .find(|naskah| naskah.valid().is_some_and(|revision| revision.ready.signer_outside))
        }
        Some(
            StepKind::Register | StepKind::Dispose | StepKind::Receive | StepKind::Write | StepKind::Decide,
        )
        | None => None,
    }
}

fn lasts(usulan: &Usulan, pass: &Pass, letter: &Naskah) -> bool {
    let Some(revision) = letter.valid() else { return false };
    let unsigned = revision.signed.is_none();
    // The clock of the sending starts when the number is there too; until then nobody here is to blame.
    let sends = usulan.kind_of(pass.step) == Some(StepKind::Send);
    unsigned || (sends && revision.ready.numbered && revision.numbered.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::{Day, at};

    #[test]
    fn a_clock_goes_from_plenty_over_soon_to_over() {
        let day = Day::received();
        let calendar = &day.state.calendar;
        let stand = |hour: &str| standing(&day.usulan, 2, calendar, at(hour)).expect("step 2 runs");
        let early = stand("2026-11-10 08.30");
        assert_eq!((early.kind, early.elapsed, early.remaining), (StandingKind::Plenty, 20, Some(40)));
        assert_eq!(early.due, Some(at("2026-11-10 09.10")), "one hour after 08.10");
        assert_eq!(
            stand("2026-11-10 08.54").kind,
            StandingKind::Plenty,
            "16 of 60 minutes are more than a quarter"
        );
        assert_eq!(stand("2026-11-10 08.55").kind, StandingKind::Soon, "the last quarter begins");
        assert_eq!(stand("2026-11-10 09.10").kind, StandingKind::Soon, "windows are closed at their end");
        let over = stand("2026-11-10 09.24");
        assert_eq!((over.kind, over.remaining), (StandingKind::Over, Some(-14)));
        assert!(standing(&day.usulan, 3, calendar, at("2026-11-10 09.24")).is_none(), "step 3 is not open");
    }

    #[test]
    fn a_hold_stops_the_clock_and_is_taken_out_afterwards() {
        let mut day = Day::received();
        day.hold("2026-11-10 08.20", "aplikasi LKPP gangguan");
        let calendar = std::sync::Arc::clone(&day.state.calendar);
        let held = standing(&day.usulan, 2, &calendar, at("2026-11-10 09.20")).expect("held");
        assert_eq!((held.kind, held.elapsed, held.due), (StandingKind::Held, 60, None));
        assert_eq!(held.reason, "aplikasi LKPP gangguan");
        day.resume("2026-11-10 09.20");
        let after = standing(&day.usulan, 2, &calendar, at("2026-11-10 09.30")).expect("runs again");
        assert_eq!((after.kind, after.elapsed), (StandingKind::Plenty, 20), "10 minutes before, 10 after");
        assert_eq!(after.due, Some(at("2026-11-10 10.10")), "the hour of the hold is given back");
    }

    #[test]
    fn the_signature_and_the_number_of_others_are_a_wait_of_nobody() {
        let mut day = Day::approved_letter();
        let calendar = std::sync::Arc::clone(&day.state.calendar);
        let now = at("2026-11-11 15.00");
        let unsigned = standing(&day.usulan, 9, &calendar, now).expect("waits");
        assert_eq!(unsigned.kind, StandingKind::Outside);
        assert_eq!(unsigned.since.from, at("2026-11-11 11.25"), "since the approval of step 8");
        day.sign("pemberitahuan", "2026-11-12 15.00");
        let numberless = standing(&day.usulan, 9, &calendar, at("2026-11-12 15.10")).expect("waits on");
        assert_eq!(numberless.kind, StandingKind::Outside, "number and stamp belong to the wait");
        day.number("pemberitahuan", "000.3/300/416-012/2026", "2026-11-12 15.20");
        let runs = standing(&day.usulan, 9, &calendar, at("2026-11-12 15.24")).expect("runs");
        assert_eq!((runs.kind, runs.elapsed, runs.standard), (StandingKind::Plenty, 4, Some(10)));
    }

    #[test]
    fn a_date_without_hour_is_over_only_when_the_shortest_reading_is() {
        let day = Day::received_on_a_date();
        let calendar = &day.state.calendar;
        let same = standing(&day.usulan, 2, calendar, at("2026-11-10 15.45")).expect("runs");
        assert_eq!((same.kind, same.elapsed), (StandingKind::Plenty, 0), "it may have come at 15.45");
        let next = standing(&day.usulan, 2, calendar, at("2026-11-11 09.00")).expect("runs");
        assert_eq!(next.kind, StandingKind::Over, "even from 15.45 on an hour is gone");
    }
}
