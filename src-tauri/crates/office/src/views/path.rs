//! The path of an usulan: nine rows with rounds, waits and sums (DESK 7.1).

use std::collections::BTreeSet;

use sop::act::Verdict;
use sop::decide::missing_revision;
use sop::definition::{Length, Step, StepKind};
use sop::event::{Entry, Event};
use sop::measure::{
    Outcome, Stretch, excluded, judged, measured_rounds, outside_waits, readings, standard_minutes,
    step_minutes,
};
use sop::record::Happened;
use sop::usulan::{Lane, LaneState, Status, Usulan};

use super::standing::{clock, running, wait_before, wait_now};
use super::{Look, number};
use crate::api::{
    LaneRoundView, Minutes, PathRow, PlannedStep, RoundView, StandardView, StepResult, TotalsView, WaitView,
};

/// The path, one row per step of the definition.
pub(crate) fn rows(
    usulan: &Usulan,
    look: &Look<'_>,
    stretches: &[Stretch],
    entries: &[Entry],
) -> Vec<PathRow> {
    usulan.definition.steps.iter().map(|step| row(usulan, step, look, stretches, entries)).collect()
}

fn row(usulan: &Usulan, step: &Step, look: &Look<'_>, stretches: &[Stretch], entries: &[Entry]) -> PathRow {
    let number = step.number;
    let state = state(usulan, step);
    PathRow {
        step: number,
        kind: step.kind.word().to_owned(),
        name: step.name.clone(),
        text: step.act_text(),
        actor: actor(usulan, step, look),
        state: state.to_owned(),
        standard: standard_view(step),
        total: total(usulan, number),
        rounds: rounds(usulan, number, look, stretches),
        standing: (state == "current")
            .then(|| clock(usulan, stretches, number, look.calendar()))
            .flatten()
            .map(|clock| clock.standing(look.calendar(), look.now)),
        wait: wait_view(usulan, step, look),
        records: entries
            .iter()
            .filter(|entry| step_of_event(usulan, &entry.event) == Some(number))
            .map(|entry| entry.seq)
            .collect(),
    }
}

/// Short name of the acting post; for the proposer the head of the agency, else the agency.
fn actor(usulan: &Usulan, step: &Step, look: &Look<'_>) -> String {
    let proposer = usulan.definition.actor(&step.actor).is_some_and(|actor| actor.proposer);
    match &usulan.agency {
        Some(agency) if proposer => look
            .state
            .agency(&agency.id)
            .map(|setting| setting.addressee.clone())
            .filter(|addressee| !addressee.is_empty())
            .unwrap_or_else(|| agency.name.clone()),
        _ => look.state.actor_name(&usulan.definition, &step.actor),
    }
}

/// The standard of a step as the SOP gives it.
pub(crate) fn standard_view(step: &Step) -> StandardView {
    match step.time.length {
        Length::None => StandardView::None,
        Length::Minutes(minutes) => StandardView::Minutes { minutes },
        Length::Days(days) => StandardView::Days { days },
    }
}

/// `done`, `current`, `waiting`, `skipped`.
fn state(usulan: &Usulan, step: &Step) -> &'static str {
    // What is not done when the usulan ends is not done any more.
    let not_begun = match usulan.status {
        Status::Baru | Status::Konsep | Status::Berjalan => "waiting",
        Status::Selesai | Status::BerkasLengkap | Status::TidakDilanjutkan | Status::Batal => "skipped",
    };
    let open = if usulan.status != Status::Berjalan {
        not_begun
    } else if usulan.returned.is_some() {
        "waiting"
    } else {
        "current"
    };
    let lanes = |wanted: fn(&Lane) -> u32| usulan.lanes.iter().filter(move |l| wanted(l) == step.number);
    match step.kind {
        // The letter is awaited: for a draft, and again after it was returned.
        StepKind::Register
            if matches!(usulan.status, Status::Baru | Status::Konsep) || usulan.returned.is_some() =>
        {
            "current"
        }
        StepKind::Register | StepKind::Dispose | StepKind::Receive | StepKind::Publish | StepKind::Send => {
            match usulan.passes.iter().rev().find(|pass| pass.step == step.number && !pass.superseded) {
                Some(pass) if pass.end.is_some() => "done",
                Some(_) => open,
                None => not_begun,
            }
        }
        StepKind::Write => {
            let states: Vec<LaneState> = lanes(|lane| lane.write).map(Lane::state).collect();
            let past =
                |s: &LaneState| matches!(s, LaneState::OnDesk | LaneState::Approved | LaneState::Cancelled);
            if states.contains(&LaneState::Writing) {
                open
            } else if !states.is_empty() && states.iter().all(|s| *s == LaneState::Cancelled) {
                "skipped"
            } else if !states.is_empty() && states.iter().all(past) {
                "done"
            } else {
                not_begun
            }
        }
        StepKind::Decide => {
            let states: Vec<LaneState> = lanes(|lane| lane.decide).map(Lane::state).collect();
            let past = |s: &LaneState| matches!(s, LaneState::Approved | LaneState::Cancelled);
            if states.contains(&LaneState::OnDesk) {
                open
            } else if !states.is_empty() && states.iter().all(|s| *s == LaneState::Cancelled) {
                "skipped"
            } else if !states.is_empty() && states.iter().all(past) {
                "done"
            } else {
                not_begun
            }
        }
    }
}

fn minutes((low, high): (u32, u32)) -> Minutes {
    Minutes { low, high }
}

fn total(usulan: &Usulan, step: u32) -> Option<Minutes> {
    measured_rounds(usulan)
        .into_iter()
        .filter(|(of, _)| *of == step)
        .filter_map(|(step, round)| step_minutes(usulan, step, round))
        .reduce(|one, other| (one.0.saturating_add(other.0), one.1.saturating_add(other.1)))
        .map(minutes)
}

fn rounds(usulan: &Usulan, step: u32, look: &Look<'_>, stretches: &[Stretch]) -> Vec<RoundView> {
    // What was overtaken before it was completed is no round; the history tells it.
    let of_step: Vec<Stretch> =
        stretches.iter().filter(|s| s.step == step && (s.end.is_some() || !s.superseded)).cloned().collect();
    let numbers: BTreeSet<u32> = of_step.iter().map(|stretch| stretch.round).collect();
    numbers
        .into_iter()
        .filter_map(|round| {
            let members: Vec<Stretch> = of_step.iter().filter(|s| s.round == round).cloned().collect();
            round_view(usulan, step, round, look, &members)
        })
        .collect()
}

fn round_view(
    usulan: &Usulan,
    step: u32,
    round: u32,
    look: &Look<'_>,
    members: &[Stretch],
) -> Option<RoundView> {
    let calendar = look.calendar();
    let measure_of = |s: &Stretch| usulan.measures.get(&(s.step, s.lane.clone(), s.round));
    let runs = running(members, step);
    // The reckoning is that of the output which decides the time of the step: the latest one.
    let shown = runs.or_else(|| {
        members.iter().filter(|s| s.end.is_some()).max_by_key(|s| measure_of(s).map(|m| (m.high, m.low)))
    })?;
    let started = shown.start.happened;
    let (ended, windows) = match shown.end.filter(|_| runs.is_none()) {
        Some(end) => {
            let holds = excluded(&usulan.holds, false, end.happened.to);
            let span = calendar.elapsed_without(started.from, end.happened.to, &holds);
            (Some(end.happened), span)
        }
        None => {
            let holds = excluded(&usulan.holds, true, look.now);
            // Before the signature of others is there, nothing of the step has run.
            let waits = wait_now(usulan).is_some_and(|wait| wait.step == step);
            let from = if waits { look.now } else { started.to };
            (None, calendar.elapsed_without(from, look.now, &holds))
        }
    };
    let done = runs.is_none();
    Some(RoundView {
        round,
        lanes: in_lane_order(usulan, members).filter_map(|stretch| lane_round(usulan, stretch)).collect(),
        started,
        ended,
        minutes: done.then(|| step_minutes(usulan, step, round)).flatten().map(minutes),
        result: done.then(|| judged(usulan, step, round)).flatten().map(result),
        standard: measure_of(shown).filter(|_| done).map_or_else(
            || standard_minutes(usulan, calendar, step, started.from).ok().flatten(),
            |measure| measure.standard,
        ),
        windows: windows.windows,
        estimated: members.iter().filter_map(measure_of).any(|measure| measure.estimated)
            || (!done && windows.estimated),
        explanation: usulan.explanations.get(&(step, round)).cloned(),
        deviation: usulan.deviations.get(&(step, round)).cloned(),
    })
}

/// Stretches of outputs in the order in which the SOP names the outputs.
fn in_lane_order<'a>(usulan: &'a Usulan, members: &'a [Stretch]) -> impl Iterator<Item = &'a Stretch> {
    let of_lane =
        |lane: &'a Lane| members.iter().find(move |stretch| stretch.lane.as_ref() == Some(&lane.id));
    usulan.lanes.iter().filter_map(of_lane)
}

/// A result of the procedure as it goes to the screen.
fn result(outcome: Outcome) -> StepResult {
    match outcome {
        Outcome::Within => StepResult::Within,
        Outcome::Late(by) => StepResult::Late { by },
        Outcome::Unsure => StepResult::Unsure,
        Outcome::NoStandard => StepResult::NoStandard,
    }
}

fn lane_round(usulan: &Usulan, stretch: &Stretch) -> Option<LaneRoundView> {
    let lane = usulan.lane(stretch.lane.as_deref()?)?;
    let index = lane.rounds.iter().position(|round| round.round == stretch.round)?;
    let round = lane.rounds.get(index)?;
    let correction =
        |round: Option<&sop::usulan::LaneRound>| match round?.decided.as_ref().map(|d| &d.verdict) {
            Some(Verdict::Correct { note, .. }) => Some(note.clone()),
            Some(Verdict::Approve { .. }) | None => None,
        };
    let view = |outcome: &str, revision: Option<u32>, note: Option<String>, happened: Option<Happened>| {
        LaneRoundView {
            lane: lane.id.clone(),
            revision,
            outcome: outcome.to_owned(),
            note: note.unwrap_or_default(),
            happened,
        }
    };
    if stretch.step == lane.write {
        // A later round of writing answers the correction of the round before.
        let answers = index.checked_sub(1).and_then(|before| correction(lane.rounds.get(before)));
        return Some(match round.handed {
            Some(handed) => view("handed", Some(handed.revision), answers, Some(handed.mark.happened)),
            None => {
                let valid = usulan.naskah_of_lane(&lane.id).and_then(|naskah| naskah.valid());
                let ready = valid.filter(|_| missing_revision(usulan, &lane.id).is_none());
                view("running", ready.map(|revision| revision.ready.revision), answers, None)
            }
        });
    }
    Some(match (&round.decided, round.withdrawn) {
        (Some(decision), Some(withdrawn)) => {
            view("withdrawn", Some(decision.revision), None, Some(withdrawn.happened))
        }
        (Some(decision), None) => match &decision.verdict {
            Verdict::Approve { .. } => {
                view("approved", Some(decision.revision), None, Some(decision.mark.happened))
            }
            Verdict::Correct { note, .. } => {
                view("corrected", Some(decision.revision), Some(note.clone()), Some(decision.mark.happened))
            }
        },
        (None, _) => view("running", round.handed.map(|handed| handed.revision), None, None),
    })
}

fn wait_view(usulan: &Usulan, step: &Step, look: &Look<'_>) -> Option<WaitView> {
    let pass = usulan.passes.iter().rev().find(|pass| pass.step == step.number && !pass.superseded)?;
    let wait = wait_before(usulan, pass)?;
    let naskah = usulan.naskah.get(&wait.naskah)?;
    let until = wait.to.map_or(Happened::at(look.now), |to| to.happened);
    Some(WaitView {
        name: naskah
            .valid()
            .and_then(|revision| revision.ready.signer.as_deref())
            .map(|post| look.short(post))
            .unwrap_or_default(),
        from: wait.from.happened,
        to: wait.to.map(|to| to.happened),
        minutes: minutes(readings(look.calendar(), &usulan.holds, wait.from.happened, until)),
        returned: number(naskah.revisions.iter().map(|revision| revision.returned_outside.len()).sum()),
    })
}

/// The step that a record belongs to, so that it is shown with it.
pub(crate) fn step_of_event(usulan: &Usulan, event: &Event) -> Option<u32> {
    let first = || usulan.definition.first_step().map(|step| step.number);
    let send = || usulan.definition.steps.iter().rev().find(|s| s.kind == StepKind::Send).map(|s| s.number);
    // What befalls a letter after its decision belongs to the step that uses it: the sending, else the decision.
    let of_naskah = |naskah: &str| {
        let lane = usulan.lane(usulan.naskah.get(naskah)?.lane.as_deref()?)?;
        let sent = usulan.sending_lane().is_some_and(|sending| sending.id == lane.id);
        if sent { send() } else { Some(lane.decide) }
    };
    match event {
        Event::Drafted { .. } | Event::Received { .. } => first(),
        Event::Disposed { step, .. }
        | Event::DispositionAccepted { step }
        | Event::ChecklistAnswered { step, .. }
        | Event::HandedOver { step, .. }
        | Event::Decided { step, .. }
        | Event::Published { step, .. }
        | Event::Sent { step, .. }
        | Event::Explained { step, .. }
        | Event::Deviated { step, .. } => Some(*step),
        Event::RevisionReady { revision } => {
            revision.lane.as_deref().and_then(|lane| usulan.lane(lane)).map(|lane| lane.write)
        }
        Event::Signed { naskah, .. }
        | Event::CopyFiled { naskah, .. }
        | Event::ReturnedOutside { naskah, .. } => of_naskah(naskah),
        Event::Numbered { numbering } => of_naskah(&numbering.naskah),
        Event::ReceiptReturned { .. } => send(),
        Event::ApprovalWithdrawn { lane, .. } | Event::NotContinued { lane } => {
            usulan.lane(lane).map(|lane| lane.decide)
        }
        Event::Held { .. }
        | Event::Resumed
        | Event::ReturnedToProposer { .. }
        | Event::Cancelled { .. }
        | Event::Reopened { .. }
        | Event::Closed
        | Event::FolderMoved { .. }
        | Event::Attached { .. }
        | Event::RevisionPreferred { .. }
        | Event::RevisionDropped { .. }
        | Event::NaskahVoided { .. }
        | Event::NaskahRevoked { .. }
        | Event::Queued { .. }
        | Event::SheetQueued { .. }
        | Event::Merged { .. }
        | Event::Measured { .. }
        | Event::Amended { .. }
        | Event::Undone { .. } => None,
    }
}

/// The sums below the path.
pub(crate) fn totals(usulan: &Usulan, look: &Look<'_>, stretches: &[Stretch]) -> TotalsView {
    let add = |sum: (u32, u32), one: (u32, u32)| (sum.0.saturating_add(one.0), sum.1.saturating_add(one.1));
    let (mut first, mut all) = ((0, 0), (0, 0));
    for (step, round) in measured_rounds(usulan) {
        let Some(one) = step_minutes(usulan, step, round) else { continue };
        all = add(all, one);
        if round == 1 {
            first = add(first, one);
        }
    }
    let now = Happened::at(look.now);
    let held = usulan
        .holds
        .iter()
        .map(|hold| readings(look.calendar(), &[], hold.from.happened, hold.to.map_or(now, |to| to.happened)))
        .fold((0, 0), add);
    let lasting = wait_now(usulan);
    let outside = outside_waits(usulan)
        .into_iter()
        .filter(|wait| lasting.as_ref().is_none_or(|now| (now.step, now.round) != (wait.step, wait.round)))
        .filter_map(|wait| Some((wait.from.happened, wait.to?.happened)))
        .chain(lasting.as_ref().map(|wait| (wait.from.happened, now)))
        .map(|(from, to)| readings(look.calendar(), &usulan.holds, from, to))
        .fold((0, 0), add);
    let plan = plan(usulan, look, stretches).unwrap_or_default();
    TotalsView {
        first: minutes(first),
        all: minutes(all),
        held: minutes(held),
        outside: minutes(outside),
        finish: plan.last().map(|last| last.at),
        finish_estimated: plan.iter().any(|step| step.estimated),
        plan,
    }
}

/// "Kalau semua tepat waktu, selesai …": what is left of the open step, then the standards of those after it, from
/// now on. Waits outside the SOP have no standard, so they are not in it.
fn plan(usulan: &Usulan, look: &Look<'_>, stretches: &[Stretch]) -> Option<Vec<PlannedStep>> {
    let calendar = look.calendar();
    let open = usulan.open_steps().first().copied()?;
    let over = excluded(&usulan.holds, true, look.now);
    let mut at = look.now;
    let mut plan = Vec::new();
    let mut step = usulan.definition.step(open);
    while let Some(current) = step {
        let standard = standard_minutes(usulan, calendar, current.number, at).ok()?;
        let (mut left, mut estimated) = (None, false);
        if let Some(standard) = standard {
            let spent = running(stretches, current.number)
                .filter(|_| wait_now(usulan).is_none_or(|wait| wait.step != current.number))
                .map_or(0, |s| {
                    super::count(calendar.elapsed_without(s.start.happened.to, look.now, &over).minutes)
                });
            let minutes = standard.saturating_sub(spent);
            let due = calendar.due(at, minutes).ok()?;
            (left, estimated, at) = (Some(minutes), due.estimated, due.at);
        }
        plan.push(PlannedStep {
            step: current.number,
            name: current.name.clone(),
            at,
            minutes: left,
            estimated,
        });
        step = usulan.definition.step_after(current.number);
    }
    Some(plan)
}
