//! `decide`: may this act be recorded, and which events does it make? Pure: state, act, people, calendar and
//! the present minute come in; events or a rejection go out (PROCEDURE sections 1 to 4).

mod mend;

use chrono::{Datelike, Duration, NaiveTime};

use crate::act::{
    Act, ActorChoice, Change, Deviation, Etalase, LaneDecision, LaneRevision, NaskahCopy, NumberSource,
    Numbering, RevisionSource, Slot, Submission, Verdict,
};
use crate::calendar::{Calendar, CalendarError};
use crate::definition::{Definition, StepKind};
use crate::dossier::owed;
use crate::event::{Entry, Event, Recorded};
use crate::measure::{Outcome, judged, measures};
use crate::people::{Account, Holder, Post, Posts, Role};
use crate::record::{Actor, Basis, Certainty, Evidence, Happened, Instant, Record, When, whole_minute};
use crate::rejection::Rejection;
use crate::usulan::{LaneState, Mark, RevisionState, Status, Usulan};

use mend::{amend, undo};
pub use mend::{amendable, undoable};

/// Minutes on either side of "sekitar jam ini" (DESK 2.2).
const ABOUT_MINUTES: i64 = 15;
/// Years in which an event can lie. A year with a digit too many or too few is a slip of the hand, and no
/// working time is counted over centuries.
const PLAUSIBLE_YEARS: std::ops::RangeInclusive<i32> = 2000..=9000;
/// How long an act can be taken back (PROCEDURE section 1).
pub const UNDO_MINUTES: i64 = 10;

/// What a decision rests on beside the usulan.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The PC's clock.
    pub now: Instant,
    /// Working time.
    pub calendar: &'a Calendar,
    /// Who holds what.
    pub posts: &'a Posts,
    /// Who types.
    pub recorder: &'a Account,
}

impl From<CalendarError> for Rejection {
    fn from(_: CalendarError) -> Rejection {
        // The only error of a checked calendar: it never opens.
        Rejection::NoWorkingTime
    }
}

/// Whose act it is.
enum Doer {
    /// The proposing agency; a petugas records it.
    Agency,
    /// The post of a step.
    Step(u32),
    /// The signer of a naskah, by post key when it names one.
    Signer(Option<String>),
    /// The staff: petugas and the listed roles. An official of the SOP counts as `Role::Pejabat`.
    Staff(&'static [Role]),
}

/// Decides on one act.
///
/// # Errors
/// A [`Rejection`]; nothing is to be recorded then.
pub fn decide(
    usulan: &Usulan,
    submission: &Submission,
    context: &Context<'_>,
) -> Result<Vec<Recorded>, Rejection> {
    plausible(submission.when)?;
    let doer = doer(usulan, &submission.act);
    check_recorder(usulan, &doer, submission, context)?;
    check_state(usulan, &submission.act)?;
    match &submission.act {
        Act::Undo => return undo(usulan, context),
        Act::Amend { target, change, reason } => return amend(usulan, *target, change, reason, context),
        _ => {}
    }
    let events = events(usulan, submission, context)?;
    // One act, one time: it waits for what each of its events waited for.
    let enabled: Vec<_> = events.iter().filter_map(|event| enabling(usulan, event)).collect();
    let happened = happened(submission.when, floor(&enabled), context)?;
    for bound in &enabled {
        check_order(happened, Some(*bound), context)?;
    }
    check_order(happened, None, context)?;
    let actor = actor(usulan, &doer, submission, happened, context)?;
    check_person(&actor, submission.basis, context)?;
    let record = Record {
        actor,
        recorder: context.recorder.id.clone(),
        recorder_name: context.recorder.name.clone(),
        basis: submission.basis,
        evidence: submission.evidence.clone(),
        happened,
        entered_at: local(context.now, context),
        act: usulan.acts + 1,
    };
    let recorded =
        events.into_iter().map(|event| Recorded { record: record.clone(), event }).collect::<Vec<_>>();
    with_measures(usulan, recorded, context)
}

/// Adds a `Measured` event for every stretch that the new events completed or changed.
fn with_measures(
    before: &Usulan,
    mut recorded: Vec<Recorded>,
    context: &Context<'_>,
) -> Result<Vec<Recorded>, Rejection> {
    let mut after = before.clone();
    for (offset, new) in recorded.iter().enumerate() {
        // Any number above the last one will do: the journal gives the real ones.
        let seq = before.seen + 1 + offset as u32;
        after = after.evolve(Entry { seq, record: new.record.clone(), event: new.event.clone() });
    }
    let old = measures(before, context.calendar)?;
    let new = measures(&after, context.calendar)?;
    let Some(frame) = recorded.first().map(|first| first.record.clone()) else { return Ok(recorded) };
    let frame = Record { evidence: Evidence::NotNeeded, ..frame };
    for (key, measure) in new {
        // The same calendar on both sides: a changed calendar alone changes no stored result (PROCEDURE 4).
        let unchanged = old.get(&key) == Some(&measure);
        if unchanged && before.measures.contains_key(&key) {
            continue;
        }
        recorded.push(Recorded {
            record: frame.clone(),
            event: Event::Measured {
                step: measure.step,
                lane: measure.lane,
                round: measure.round,
                low: measure.low,
                high: measure.high,
                standard: measure.standard,
                calendar: measure.calendar,
                estimated: measure.estimated,
            },
        });
    }
    Ok(recorded)
}

/// The step an act of a step belongs to: the open one of its kind, else the first one of its kind.
pub fn step_of_act(usulan: &Usulan, act: &Act) -> Option<u32> {
    let kind = match act {
        Act::Dispose { .. } => StepKind::Dispose,
        Act::AcceptDisposition => StepKind::Receive,
        // The checklist is that of the first written outputs, not of every letter.
        Act::AnswerChecklist { .. } => return first_write(&usulan.definition),
        Act::Publish { .. } => StepKind::Publish,
        Act::Send { .. } => StepKind::Send,
        Act::HandOver { outputs } => {
            return outputs.first().and_then(|o| usulan.lane(&o.lane)).map(|lane| lane.write);
        }
        Act::Decide { decisions } => {
            return decisions.first().and_then(|d| usulan.lane(&d.lane)).map(|lane| lane.decide);
        }
        Act::WithdrawApproval { lane, .. } => return usulan.lane(lane).map(|lane| lane.decide),
        _ => return None,
    };
    let of_kind = |step: &u32| usulan.kind_of(*step) == Some(kind);
    usulan
        .open_steps()
        .into_iter()
        .find(|step| of_kind(step))
        .or_else(|| usulan.definition.steps.iter().map(|step| step.number).find(of_kind))
}

fn first_write(definition: &Definition) -> Option<u32> {
    definition.steps.iter().find(|step| step.kind == StepKind::Write).map(|step| step.number)
}

fn doer(usulan: &Usulan, act: &Act) -> Doer {
    const DESK: &[Role] = &[Role::Petugas];
    const OFFICE: &[Role] = &[Role::Petugas, Role::Pejabat];
    const ARCHIVE: &[Role] = &[Role::Petugas, Role::Pejabat, Role::Arsiparis];
    match act {
        Act::Receive { .. } => Doer::Agency,
        Act::Dispose { .. }
        | Act::AcceptDisposition
        | Act::HandOver { .. }
        | Act::Decide { .. }
        | Act::Publish { .. }
        | Act::Send { .. }
        | Act::WithdrawApproval { .. } => match step_of_act(usulan, act) {
            Some(step) => Doer::Step(step),
            None => Doer::Staff(OFFICE),
        },
        Act::Sign { naskah, revision, .. } => Doer::Signer(
            usulan
                .naskah
                .get(naskah)
                .and_then(|naskah| naskah.revision(*revision))
                .and_then(|revision| revision.ready.signer.clone()),
        ),
        Act::Draft { .. } => Doer::Staff(DESK),
        Act::AnswerChecklist { .. }
        | Act::Ready { .. }
        | Act::Number { .. }
        | Act::ReturnOutside { .. }
        | Act::Hold { .. }
        | Act::Resume
        | Act::ReturnToProposer { .. }
        | Act::Cancel { .. }
        | Act::Reopen { .. }
        | Act::MoveFolder { .. }
        | Act::Explain { .. }
        | Act::PreferRevision { .. }
        | Act::DropRevision { .. }
        | Act::VoidNaskah { .. }
        | Act::RevokeNaskah { .. }
        | Act::Print { .. }
        | Act::PrintSheet { .. }
        | Act::Merge { .. } => Doer::Staff(OFFICE),
        Act::FileCopy { .. }
        | Act::Receipt { .. }
        | Act::Close
        | Act::Attach { .. }
        | Act::Amend { .. }
        | Act::Undo => Doer::Staff(ARCHIVE),
    }
}

/// The post that plays the actor of a step.
pub fn post_of_step<'a>(definition: &Definition, posts: &'a Posts, step: u32) -> Option<&'a Post> {
    posts.post_of_actor(&definition.step(step)?.actor)
}

/// Whether the account belongs to an official of the SOP today.
fn holds_sop_post(context: &Context<'_>) -> bool {
    let today = context.calendar.date(context.now);
    context
        .posts
        .posts
        .iter()
        .filter(|post| post.sop_actor.is_some())
        .any(|post| context.recorder.holds(context.posts, &post.id, today))
}

fn check_recorder(
    usulan: &Usulan,
    doer: &Doer,
    submission: &Submission,
    context: &Context<'_>,
) -> Result<(), Rejection> {
    let recorder = context.recorder;
    if !recorder.active {
        return Err(not_permitted(None, None));
    }
    let petugas = recorder.is(Role::Petugas);
    match doer {
        // No account exists for agency heads: nobody does their act in the application.
        Doer::Agency if petugas && submission.basis == Basis::Own => {
            let post = match &submission.act {
                Act::Receive { agency, .. } => agency.name.clone(),
                _ => String::new(),
            };
            Err(Rejection::OwnByOther { post })
        }
        Doer::Agency if petugas => Ok(()),
        Doer::Agency => Err(Rejection::NotPermitted {
            step: usulan.definition.first_step().map(|step| step.number),
            post: String::new(),
        }),
        Doer::Step(step) => {
            let Some(post) = post_of_step(&usulan.definition, context.posts, *step) else {
                return if petugas { Ok(()) } else { Err(not_permitted(Some(*step), None)) };
            };
            check_recorder_of_post(Some(*step), post, submission, context)
        }
        Doer::Signer(signer) => {
            let chosen = submission.actor.as_ref().map(|actor| &actor.post).or(signer.as_ref());
            match chosen.and_then(|post| context.posts.post(post)) {
                Some(post) => check_recorder_of_post(None, post, submission, context),
                None if petugas => Ok(()),
                None => Err(not_permitted(None, None)),
            }
        }
        Doer::Staff(roles) => {
            let allowed = roles.iter().any(|role| match role {
                Role::Pejabat => recorder.is(Role::Pejabat) && holds_sop_post(context),
                Role::Petugas | Role::Arsiparis | Role::Admin => recorder.is(*role),
            });
            if allowed { Ok(()) } else { Err(not_permitted(None, None)) }
        }
    }
}

fn not_permitted(step: Option<u32>, post: Option<&Post>) -> Rejection {
    Rejection::NotPermitted { step, post: post.map(|post| post.short.clone()).unwrap_or_default() }
}

fn check_recorder_of_post(
    step: Option<u32>,
    post: &Post,
    submission: &Submission,
    context: &Context<'_>,
) -> Result<(), Rejection> {
    let date = match submission.when {
        When::Now => context.calendar.date(context.now),
        When::Written { at } | When::About { at } => context.calendar.date(at),
        When::DateOnly { date } => date,
    };
    let holder = context.recorder.holds(context.posts, &post.id, date);
    if holder {
        return Ok(());
    }
    if !context.recorder.is(Role::Petugas) {
        return Err(not_permitted(step, Some(post)));
    }
    if !post.recordable {
        return Err(Rejection::OnlySelf { post: post.short.clone() });
    }
    if submission.basis == Basis::Own {
        return Err(Rejection::OwnByOther { post: post.short.clone() });
    }
    Ok(())
}

/// Nobody is impersonated: an official who is not the one at the keyboard is recorded by a petugas, from paper
/// or by message, and only if the post allows it.
fn check_person(actor: &Actor, basis: Basis, context: &Context<'_>) -> Result<(), Rejection> {
    let Actor::Official { post, short, person, .. } = actor else { return Ok(()) };
    if is_recorder(person, context) {
        return Ok(());
    }
    if !context.recorder.is(Role::Petugas) {
        return Err(Rejection::NotPermitted { step: None, post: short.clone() });
    }
    if context.posts.post(post).is_some_and(|post| !post.recordable) {
        return Err(Rejection::OnlySelf { post: short.clone() });
    }
    if basis == Basis::Own {
        return Err(Rejection::OwnByOther { post: short.clone() });
    }
    Ok(())
}

fn is_recorder(person: &str, context: &Context<'_>) -> bool {
    context.recorder.is(Role::Pejabat) && context.recorder.person.as_deref() == Some(person)
}

/// Whether the act fits where the usulan stands; the table of PROCEDURE section 3.
fn check_state(usulan: &Usulan, act: &Act) -> Result<(), Rejection> {
    let ended = || Rejection::Finished { status: usulan.status, at: usulan.since.map(|mark| mark.happened) };
    let held = usulan.hold().is_some();
    let returned = usulan.returned.is_some();
    let running = || match usulan.status {
        Status::Baru | Status::Konsep => Err(Rejection::NotReceived),
        Status::Berjalan if returned => Err(Rejection::Returned),
        Status::Berjalan if held => Err(Rejection::Held),
        Status::Berjalan => Ok(()),
        Status::Selesai | Status::BerkasLengkap | Status::TidakDilanjutkan | Status::Batal => Err(ended()),
    };
    let begun = || if usulan.status == Status::Baru { Err(Rejection::NotReceived) } else { Ok(()) };
    // A letter beside the SOP's outputs moves no step: the one that goes with a proposal given back, or not continued,
    // is written and signed when no step is open any more.
    let beside = |lane: Option<&str>| match usulan.status {
        Status::Berjalan if returned && lane.is_none() => Ok(()),
        Status::TidakDilanjutkan if lane.is_none() => Ok(()),
        _ => running(),
    };
    let of_naskah = |naskah: &str| match usulan.naskah.get(naskah) {
        Some(found) => beside(found.lane.as_deref()),
        None => running(),
    };
    match act {
        Act::Draft { .. } => match usulan.status {
            Status::Baru => Ok(()),
            _ => Err(Rejection::AlreadyReceived),
        },
        Act::Receive { .. } => match usulan.status {
            Status::Baru | Status::Konsep => Ok(()),
            Status::Berjalan if returned => Ok(()),
            Status::Berjalan => Err(Rejection::AlreadyReceived),
            Status::Selesai | Status::BerkasLengkap | Status::TidakDilanjutkan | Status::Batal => {
                Err(ended())
            }
        },
        Act::Dispose { .. }
        | Act::AcceptDisposition
        | Act::AnswerChecklist { .. }
        | Act::HandOver { .. }
        | Act::Decide { .. }
        | Act::Publish { .. }
        | Act::ReturnOutside { .. }
        | Act::Send { .. }
        | Act::Hold { .. }
        | Act::ReturnToProposer { .. }
        | Act::WithdrawApproval { .. } => running(),
        Act::Sign { naskah, .. }
        | Act::PreferRevision { naskah, .. }
        | Act::DropRevision { naskah, .. }
        | Act::VoidNaskah { naskah, .. } => of_naskah(naskah),
        Act::Ready { revision } => match usulan.status {
            // A letter written here for the agency is no step of the SOP yet.
            Status::Konsep if revision.lane.is_none() => Ok(()),
            _ => beside(revision.lane.as_deref()),
        },
        Act::Print { .. } | Act::PrintSheet { .. } | Act::Merge { .. } => match usulan.status {
            Status::Berjalan => running(),
            _ => begun(),
        },
        Act::Number { numbering: Numbering { naskah, .. } } | Act::RevokeNaskah { naskah, .. } => {
            match usulan.status {
                Status::Selesai | Status::TidakDilanjutkan => Ok(()),
                _ => of_naskah(naskah),
            }
        }
        Act::Receipt { .. } | Act::FileCopy { .. } | Act::Attach { .. } | Act::Explain { .. } => begun(),
        Act::Amend { .. } | Act::Undo => begun(),
        Act::Resume => match usulan.status {
            Status::Berjalan if held => Ok(()),
            Status::Berjalan if returned => Err(Rejection::Returned),
            Status::Berjalan => Err(Rejection::NotHeld),
            _ => running(),
        },
        Act::Cancel { .. } => match usulan.status {
            Status::Konsep | Status::Berjalan => Ok(()),
            Status::Baru => Err(Rejection::NotReceived),
            Status::Selesai | Status::BerkasLengkap | Status::TidakDilanjutkan | Status::Batal => {
                Err(ended())
            }
        },
        Act::Reopen { .. } => match usulan.status {
            Status::Selesai | Status::BerkasLengkap | Status::TidakDilanjutkan | Status::Batal => Ok(()),
            Status::Baru | Status::Konsep => Err(Rejection::NotReceived),
            Status::Berjalan => Err(Rejection::NotFinished),
        },
        Act::Close => match usulan.status {
            Status::Selesai => Ok(()),
            Status::Baru | Status::Konsep => Err(Rejection::NotReceived),
            Status::Berjalan => Err(Rejection::NotFinished),
            Status::BerkasLengkap | Status::TidakDilanjutkan | Status::Batal => Err(ended()),
        },
        Act::MoveFolder { .. } => match usulan.status {
            Status::Berjalan if returned => Err(Rejection::Returned),
            Status::Berjalan => Ok(()),
            _ => running(),
        },
    }
}

fn reason_given(reason: &str) -> Result<(), Rejection> {
    if reason.trim().is_empty() { Err(Rejection::NoReason) } else { Ok(()) }
}

/// The pass of a step must be open; else say which step comes first, or that it is past.
fn open_pass(usulan: &Usulan, step: u32) -> Result<(), Rejection> {
    if usulan.open_pass(step).is_some() {
        return Ok(());
    }
    Err(out_of_order(usulan, step))
}

fn out_of_order(usulan: &Usulan, step: u32) -> Rejection {
    match usulan.open_steps().first() {
        Some(first) if *first < step => Rejection::WrongOrder { step: *first },
        _ => Rejection::AlreadyDone { step },
    }
}

fn events(usulan: &Usulan, submission: &Submission, context: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    let definition = usulan.definition.hash.clone();
    let one = |event: Event| Ok(vec![event]);
    match &submission.act {
        Act::Draft { agency, etalase } => {
            named(&agency.id, &etalase.name)?;
            one(Event::Drafted { definition, agency: agency.clone(), etalase: etalase.clone() })
        }
        Act::Receive { agency, etalase, letter } => {
            named(&agency.id, &etalase.name)?;
            let agenda = letter.agenda.trim();
            if !agenda.is_empty() && usulan.letters.iter().any(|(_, earlier)| earlier.agenda.trim() == agenda)
            {
                return Err(Rejection::SameAgenda { agenda: agenda.to_owned() });
            }
            let etalase = match usulan.status {
                Status::Konsep => completed(&usulan.etalase, etalase),
                _ => etalase.clone(),
            };
            one(Event::Received { definition, agency: agency.clone(), etalase, letter: letter.clone() })
        }
        Act::Dispose { disposition } => {
            let step = step_of_act(usulan, &submission.act).ok_or(Rejection::NotReceived)?;
            open_pass(usulan, step)?;
            one(Event::Disposed { step, disposition: disposition.clone() })
        }
        Act::AcceptDisposition => {
            let step = step_of_act(usulan, &submission.act).ok_or(Rejection::NotReceived)?;
            open_pass(usulan, step)?;
            one(Event::DispositionAccepted { step })
        }
        Act::AnswerChecklist { checklist } => {
            let step = step_of_act(usulan, &submission.act).ok_or(Rejection::NotReceived)?;
            let open = usulan.lanes.iter().any(|l| l.write == step && l.state() == LaneState::Writing);
            if !open {
                return Err(out_of_order(usulan, step));
            }
            one(Event::ChecklistAnswered { step, checklist: checklist.clone() })
        }
        Act::Ready { .. } => ready(usulan, submission, context),
        Act::HandOver { outputs } => hand_over(usulan, outputs, submission.deviation.as_ref()),
        Act::Decide { decisions } => decisions_on(usulan, decisions, context),
        Act::Publish { publication } => {
            let step = step_of_act(usulan, &submission.act).ok_or(Rejection::NotReceived)?;
            open_pass(usulan, step)?;
            let mut papers = Vec::new();
            if publication.proofs.is_empty() {
                papers.push("proof".to_owned());
            }
            papers.extend(unsigned_before(usulan, step));
            let round = usulan.open_pass(step).map_or(1, |pass| pass.round);
            let mut events = deviating(usulan, (step, round), papers, submission.deviation.as_ref())?;
            events.push(Event::Published { step, publication: publication.clone() });
            Ok(events)
        }
        Act::Sign { naskah, revision, place } => {
            let found = revision_of(usulan, naskah, *revision)?;
            if found.signed.is_some() {
                return Err(Rejection::AlreadySigned);
            }
            current(usulan, naskah, *revision)?;
            one(Event::Signed { naskah: naskah.clone(), revision: *revision, place: place.clone() })
        }
        Act::Number { numbering } => {
            let found = revision_of(usulan, &numbering.naskah, numbering.revision)?;
            if found.numbered.is_some() {
                return Err(Rejection::AlreadyNumbered);
            }
            if numbering.number.trim().is_empty() {
                return Err(Rejection::Incomplete { fields: vec!["number".into()] });
            }
            current(usulan, &numbering.naskah, numbering.revision)?;
            one(Event::Numbered { numbering: numbering.clone() })
        }
        Act::FileCopy { naskah, revision, copy } => {
            let found = revision_of(usulan, naskah, *revision)?;
            if found.signed.is_none() && found.approved.is_none() {
                return Err(Rejection::NotSigned);
            }
            if let NaskahCopy::OriginalAt { place } = copy
                && place.trim().is_empty()
            {
                return Err(Rejection::Incomplete { fields: vec!["place".into()] });
            }
            one(Event::CopyFiled { naskah: naskah.clone(), revision: *revision, copy: copy.clone() })
        }
        Act::ReturnOutside { naskah, revision, note } => {
            reason_given(note)?;
            let found = revision_of(usulan, naskah, *revision)?;
            current(usulan, naskah, *revision)?;
            let approved = lane_of(usulan, naskah).is_some_and(|lane| lane.state() == LaneState::Approved);
            let outside = found.ready.signer_outside || found.ready.signer.is_none();
            if !approved || !outside || found.signed.is_some() {
                return Err(Rejection::RevisionNotExpected);
            }
            one(Event::ReturnedOutside { naskah: naskah.clone(), revision: *revision, note: note.clone() })
        }
        Act::Send { deliveries } => {
            let step = step_of_act(usulan, &submission.act).ok_or(Rejection::NotReceived)?;
            open_pass(usulan, step)?;
            if deliveries.is_empty() {
                return Err(Rejection::Incomplete { fields: vec!["recipients".into()] });
            }
            let letter = usulan.letter_to_send().and_then(|naskah| naskah.valid());
            if letter.is_none_or(|revision| revision.signed.is_none()) {
                return Err(Rejection::NotSigned);
            }
            let known = letter.map(|revision| revision.ready.recipients.clone()).unwrap_or_default();
            for delivery in deliveries {
                let id = &delivery.recipient.id;
                let listed = known.is_empty() || known.iter().any(|recipient| recipient.id == *id);
                let served = usulan.sendings.iter().any(|sending| sending.recipient.id == *id);
                let twice = deliveries.iter().filter(|other| other.recipient.id == *id).count() > 1;
                if !listed || served || twice {
                    return Err(Rejection::RecipientUnknown { name: delivery.recipient.name.clone() });
                }
            }
            one(Event::Sent { step, deliveries: deliveries.clone() })
        }
        Act::Receipt { recipient, taken_by } => {
            if !usulan.sendings.iter().any(|sending| sending.recipient.id == *recipient) {
                return Err(Rejection::RecipientUnknown { name: recipient.clone() });
            }
            one(Event::ReceiptReturned { recipient: recipient.clone(), taken_by: taken_by.clone() })
        }
        Act::Hold { reason } => {
            reason_given(reason)?;
            one(Event::Held { reason: reason.clone() })
        }
        Act::Resume => one(Event::Resumed),
        Act::ReturnToProposer { reason } => {
            reason_given(reason)?;
            // Steps 2 to 4: nothing has reached the Kabag's desk for a decision yet.
            let first_write = first_write(&usulan.definition).unwrap_or(0);
            if usulan.open_steps().iter().any(|step| *step > first_write)
                || usulan.lanes.iter().any(|lane| lane.state() == LaneState::Approved)
            {
                return Err(Rejection::TooLateToReturn);
            }
            one(Event::ReturnedToProposer { reason: reason.clone() })
        }
        Act::WithdrawApproval { lane, reason } => {
            reason_given(reason)?;
            if !withdrawable(usulan, lane) {
                return Err(Rejection::NoApproval { lane: lane.clone() });
            }
            one(Event::ApprovalWithdrawn { lane: lane.clone(), reason: reason.clone() })
        }
        Act::Cancel { reason } => {
            reason_given(reason)?;
            one(Event::Cancelled { reason: reason.clone() })
        }
        Act::Reopen { step, reason } => {
            reason_given(reason)?;
            if !reopenable(usulan).contains(step) {
                return Err(Rejection::NotReached { step: *step });
            }
            one(Event::Reopened { step: *step, reason: reason.clone() })
        }
        Act::Close => {
            let owed = owed(usulan);
            if !owed.is_settled() {
                return Err(Rejection::DossierIncomplete {
                    copies: owed.copies.len() as u32,
                    numbers: owed.numbers.len() as u32,
                    unexplained: owed.unexplained.len() as u32,
                });
            }
            one(Event::Closed)
        }
        Act::MoveFolder { place } => {
            if place.trim().is_empty() {
                return Err(Rejection::Incomplete { fields: vec!["place".into()] });
            }
            one(Event::FolderMoved { place: place.clone() })
        }
        Act::Attach { slot, document, name } => {
            // A scan of what nobody signed or approved is no copy of it.
            if let Slot::Naskah { naskah } = slot {
                let found = usulan.naskah.get(naskah).and_then(|naskah| naskah.valid());
                let found = found.ok_or(Rejection::NoSuchRevision)?;
                if found.signed.is_none() && found.approved.is_none() {
                    return Err(Rejection::NotSigned);
                }
            }
            one(Event::Attached { slot: slot.clone(), document: document.clone(), name: name.clone() })
        }
        Act::Explain { step, round, deviation } => {
            let late =
                judged(usulan, *step, *round).is_some_and(|outcome| matches!(outcome, Outcome::Late(_)));
            if !late && !usulan.deviations.contains_key(&(*step, *round)) {
                return Err(Rejection::NothingToExplain { step: *step });
            }
            let deviation = explained(usulan, *step, deviation)?;
            one(Event::Explained { step: *step, round: *round, deviation })
        }
        Act::PreferRevision { naskah, revision, reason } => {
            reason_given(reason)?;
            prefer(usulan, naskah, *revision)?;
            one(Event::RevisionPreferred {
                naskah: naskah.clone(),
                revision: *revision,
                reason: reason.clone(),
            })
        }
        Act::DropRevision { naskah, revision, reason } => {
            reason_given(reason)?;
            let found = revision_of(usulan, naskah, *revision)?;
            if found.signed.is_some() {
                return Err(Rejection::SignedNotVoid);
            }
            // What is approved holds until the approval is withdrawn.
            let approved = lane_of(usulan, naskah).is_some_and(|lane| lane.state() == LaneState::Approved);
            if approved && found.approved.is_some() || matches!(found.state, RevisionState::TidakDipakai(_)) {
                return Err(Rejection::RevisionNotExpected);
            }
            one(Event::RevisionDropped {
                naskah: naskah.clone(),
                revision: *revision,
                reason: reason.clone(),
            })
        }
        Act::VoidNaskah { naskah, reason } => {
            reason_given(reason)?;
            let found = standing(usulan, naskah)?;
            if found.revisions.iter().any(|revision| revision.signed.is_some()) {
                return Err(Rejection::SignedNotVoid);
            }
            if lane_of(usulan, naskah).is_some_and(|lane| lane.state() == LaneState::Approved) {
                return Err(Rejection::RevisionNotExpected);
            }
            one(Event::NaskahVoided { naskah: naskah.clone(), reason: reason.clone() })
        }
        Act::RevokeNaskah { naskah, successor, reason } => {
            reason_given(reason)?;
            let found = standing(usulan, naskah)?;
            if found.revisions.iter().all(|revision| revision.signed.is_none()) {
                return Err(Rejection::NotSigned);
            }
            // Before the next step has used it, the approval goes first: it would stand for nothing.
            if lane_of(usulan, naskah).is_some_and(|lane| withdrawable(usulan, &lane.id)) {
                return Err(Rejection::RevisionNotExpected);
            }
            one(Event::NaskahRevoked {
                naskah: naskah.clone(),
                successor: successor.clone(),
                reason: reason.clone(),
            })
        }
        Act::Print { naskah, revision, printer, copies } => {
            revision_of(usulan, naskah, *revision)?;
            one(Event::Queued {
                naskah: naskah.clone(),
                revision: *revision,
                printer: printer.clone(),
                copies: *copies,
            })
        }
        Act::PrintSheet { sheet, document, printer, copies } => {
            let given = |text: &String, field: &str| text.trim().is_empty().then(|| field.to_owned());
            let missing: Vec<String> =
                given(sheet, "sheet").into_iter().chain(given(document, "document")).collect();
            if !missing.is_empty() {
                return Err(Rejection::Incomplete { fields: missing });
            }
            one(Event::SheetQueued {
                sheet: sheet.clone(),
                document: document.clone(),
                printer: printer.clone(),
                copies: *copies,
            })
        }
        Act::Merge { merged } => {
            // Letters of a revision that no longer counts would go out beside the one that does.
            current(usulan, &merged.naskah, merged.revision)?;
            let given = |text: &String, field: &str| text.trim().is_empty().then(|| field.to_owned());
            let mut missing: Vec<String> = given(&merged.print_file, "print_file")
                .into_iter()
                .chain(given(&merged.dispatch, "dispatch"))
                .collect();
            if merged.letters.is_empty() || merged.letters.iter().any(|one| one.document.trim().is_empty()) {
                missing.push("letters".to_owned());
            }
            if !missing.is_empty() {
                return Err(Rejection::Incomplete { fields: missing });
            }
            one(Event::Merged { merged: merged.clone() })
        }
        // Handled before: they make their own frames.
        Act::Amend { .. } | Act::Undo => Err(Rejection::CannotAmend),
    }
}

fn named(agency: &str, etalase: &str) -> Result<(), Rejection> {
    let mut fields = Vec::new();
    if agency.trim().is_empty() {
        fields.push("agency".to_owned());
    }
    if etalase.trim().is_empty() {
        fields.push("etalase".to_owned());
    }
    if fields.is_empty() { Ok(()) } else { Err(Rejection::Incomplete { fields }) }
}

/// The proposal as received, with what only the draft says of it: a form that leaves a field empty does not
/// take back what was drafted for the agency.
fn completed(draft: &Etalase, received: &Etalase) -> Etalase {
    let text = |received: &str, draft: &str| {
        if received.trim().is_empty() { draft.to_owned() } else { received.to_owned() }
    };
    Etalase {
        name: received.name.clone(),
        kind: text(&received.kind, &draft.kind),
        description: text(&received.description, &draft.description),
        kbli: if received.kbli.is_empty() { draft.kbli.clone() } else { received.kbli.clone() },
        need: text(&received.need, &draft.need),
        suppliers: text(&received.suppliers, &draft.suppliers),
        contact: text(&received.contact, &draft.contact),
        phone: text(&received.phone, &draft.phone),
    }
}

/// The output that a naskah is.
fn lane_of<'a>(usulan: &'a Usulan, naskah: &str) -> Option<&'a crate::usulan::Lane> {
    usulan.lane(usulan.naskah.get(naskah)?.lane.as_deref()?)
}

/// The naskah, if it is neither void nor revoked.
fn standing<'a>(usulan: &'a Usulan, naskah: &str) -> Result<&'a crate::usulan::Naskah, Rejection> {
    usulan
        .naskah
        .get(naskah)
        .filter(|naskah| naskah.voided.is_none() && naskah.revoked.is_none())
        .ok_or(Rejection::NoSuchRevision)
}

/// Whether the approval of an output can be withdrawn: it is approved, and no later step is recorded.
pub fn withdrawable(usulan: &Usulan, lane: &str) -> bool {
    let Some(found) = usulan.lane(lane) else { return false };
    let later_done =
        usulan.passes.iter().any(|pass| pass.step > found.decide && pass.end.is_some() && !pass.superseded);
    found.decide != found.write
        && found.state() == LaneState::Approved
        && !later_done
        && usulan.sendings.is_empty()
}

/// Steps at which an ended usulan can be reopened: those that were reached and whose way there still holds,
/// every step before completed and every output before approved. The register step has its own act.
pub fn reopenable(usulan: &Usulan) -> Vec<u32> {
    let mut found = Vec::new();
    for step in &usulan.definition.steps {
        let number = step.number;
        let passes = || usulan.passes.iter().filter(move |pass| pass.step == number && !pass.superseded);
        let written = || usulan.lanes.iter().filter(move |lane| lane.write == number);
        let decided = || usulan.lanes.iter().filter(move |lane| lane.decide == number);
        let (reached, complete) = match step.kind {
            StepKind::Register => (false, passes().any(|pass| pass.end.is_some())),
            // Whether the outputs are complete is for the step that decides on them, output by output.
            StepKind::Write => (
                written().any(|lane| !lane.rounds.is_empty()),
                written().all(|lane| lane.decide != lane.write || lane.state() == LaneState::Approved),
            ),
            StepKind::Decide => (
                decided().any(|lane| lane.rounds.last().is_some_and(|round| round.handed.is_some())),
                decided().all(|lane| lane.state() == LaneState::Approved),
            ),
            StepKind::Dispose | StepKind::Receive | StepKind::Publish | StepKind::Send => {
                (passes().next().is_some(), passes().any(|pass| pass.end.is_some()))
            }
        };
        if reached {
            found.push(number);
        }
        if !complete {
            break;
        }
    }
    found
}

/// "R2 ini yang berlaku": the signed paper wins over a later, unsigned revision. It does not make up an
/// approval: under an approved output only what came after the approved revision can be preferred.
fn prefer(usulan: &Usulan, naskah: &str, revision: u32) -> Result<(), Rejection> {
    let found = standing(usulan, naskah)?;
    let wanted = found.revision(revision).ok_or(Rejection::NoSuchRevision)?;
    if found.valid().is_some_and(|valid| valid.ready.revision == revision) {
        return Err(Rejection::RevisionNotExpected);
    }
    let later_signed = found.revisions.iter().any(|r| r.ready.revision > revision && r.signed.is_some());
    if later_signed && wanted.signed.is_none() {
        return Err(Rejection::SignedNotVoid);
    }
    let approved = lane_of(usulan, naskah)
        .and_then(|lane| lane.current())
        .and_then(|round| round.decided.as_ref())
        .map(|decision| decision.revision);
    match approved {
        Some(approved) if revision < approved => Err(Rejection::RevisionNotExpected),
        _ => Ok(()),
    }
}

/// The highest step that was reached.
pub fn reached(usulan: &Usulan) -> u32 {
    let passes = usulan.passes.iter().map(|pass| pass.step);
    let lanes = usulan.lanes.iter().flat_map(|lane| {
        lane.rounds.iter().map(|round| if round.handed.is_some() { lane.decide } else { lane.write })
    });
    passes.chain(lanes).max().unwrap_or(0)
}

fn revision_of<'a>(
    usulan: &'a Usulan,
    naskah: &str,
    revision: u32,
) -> Result<&'a crate::usulan::Revision, Rejection> {
    let found = usulan.naskah.get(naskah).ok_or(Rejection::NoSuchRevision)?;
    if found.voided.is_some() {
        return Err(Rejection::NoSuchRevision);
    }
    found.revision(revision).ok_or(Rejection::NoSuchRevision)
}

/// The revision must be the valid one; a signed older one needs "R2 ini yang berlaku" first.
fn current(usulan: &Usulan, naskah: &str, revision: u32) -> Result<(), Rejection> {
    let found = revision_of(usulan, naskah, revision)?;
    match found.state {
        RevisionState::Siap => Ok(()),
        RevisionState::Diganti | RevisionState::TidakDipakai(_) => {
            let latest = usulan
                .naskah
                .get(naskah)
                .and_then(|naskah| naskah.revisions.last())
                .map_or(revision, |last| last.ready.revision);
            Err(Rejection::OlderRevision { revision, latest })
        }
    }
}

fn ready(usulan: &Usulan, submission: &Submission, context: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    let Act::Ready { revision } = &submission.act else { return Err(Rejection::NoSuchRevision) };
    let mut revision = revision.clone();
    let next = usulan
        .naskah
        .get(&revision.naskah)
        .map_or(1, |naskah| 1 + naskah.revisions.iter().map(|r| r.ready.revision).max().unwrap_or(0));
    if revision.revision != next {
        return Err(Rejection::RevisionNotExpected);
    }
    if let Some(naskah) = usulan.naskah.get(&revision.naskah) {
        let ended = naskah.voided.is_some() || naskah.revoked.is_some();
        if ended || naskah.kind != revision.kind || naskah.lane != revision.lane {
            return Err(Rejection::RevisionNotExpected);
        }
    }
    if let Some(lane) = &revision.lane {
        let found = usulan.lane(lane).ok_or(Rejection::NoSuchRevision)?;
        let kind = usulan.definition.output(lane).and_then(|(_, output)| output.naskah.clone());
        let other = usulan
            .naskah_of_lane(lane)
            .filter(|naskah| naskah.id != revision.naskah && naskah.valid().is_some());
        // One output is one naskah; a second one only when nothing of the first holds any more.
        if kind.is_some_and(|kind| kind != revision.kind) || other.is_some() {
            return Err(Rejection::RevisionNotExpected);
        }
        match found.state() {
            LaneState::Waiting | LaneState::Writing | LaneState::OnDesk => {}
            // A letter sent back from outside the SOP is mended without a new decision of the Kabag.
            LaneState::Approved => {
                let mended = usulan.naskah.get(&revision.naskah).is_some_and(|naskah| {
                    naskah.returned_outside() && naskah.valid().is_none_or(|valid| valid.signed.is_none())
                });
                if !mended {
                    return Err(Rejection::RevisionNotExpected);
                }
            }
            LaneState::Cancelled => return Err(Rejection::LaneCancelled { lane: lane.clone() }),
        }
    }
    if let RevisionSource::Outside { document, .. } = &revision.source {
        revision.body_hash = document.clone();
        revision.pdf_sha256 = document.clone();
    }
    revision.signer_outside = revision
        .signer
        .as_deref()
        .and_then(|post| context.posts.post(post))
        .is_some_and(|post| post.sop_actor.is_none());
    Ok(vec![Event::RevisionReady { revision }])
}

fn hand_over(
    usulan: &Usulan,
    outputs: &[LaneRevision],
    deviation: Option<&Deviation>,
) -> Result<Vec<Event>, Rejection> {
    let Some(first) = outputs.first() else {
        return Err(Rejection::MissingOutput { outputs: waiting_outputs(usulan) });
    };
    let step = usulan.lane(&first.lane).map(|lane| lane.write).ok_or(Rejection::NoSuchRevision)?;
    let mut missing = Vec::new();
    let mut events = Vec::new();
    for output in outputs {
        let lane = usulan.lane(&output.lane).ok_or(Rejection::NoSuchRevision)?;
        if lane.write != step || outputs.iter().filter(|other| other.lane == output.lane).count() > 1 {
            return Err(Rejection::NoSuchRevision);
        }
        match lane.state() {
            LaneState::Writing => {}
            LaneState::OnDesk => {
                // Another paper may take its place, a preferred older one too, but not the one that lies there.
                let valid = usulan.naskah_of_lane(&lane.id).and_then(|naskah| naskah.valid());
                let there = lane.current().and_then(|round| round.handed).is_some_and(|handed| {
                    handed.revision == output.revision
                        && valid.is_some_and(|valid| valid.mark.seq < handed.mark.seq)
                });
                if there {
                    return Err(Rejection::AlreadyDone { step });
                }
            }
            LaneState::Waiting => return Err(out_of_order(usulan, step)),
            LaneState::Approved => return Err(Rejection::AlreadyDone { step }),
            LaneState::Cancelled => return Err(Rejection::LaneCancelled { lane: lane.id.clone() }),
        }
        match missing_revision(usulan, &lane.id) {
            Some(key) => missing.push(key),
            None => {
                let valid = usulan.naskah_of_lane(&lane.id).and_then(|naskah| naskah.valid());
                if valid.is_none_or(|valid| valid.ready.revision != output.revision) {
                    return Err(Rejection::StaleDecision {
                        lane: lane.id.clone(),
                        revision: valid.map(|valid| valid.ready.revision),
                    });
                }
            }
        }
        events.push(Event::HandedOver { step, lane: lane.id.clone(), revision: output.revision });
    }
    if !missing.is_empty() {
        return Err(Rejection::MissingOutput { outputs: missing });
    }
    let rounds = || usulan.lanes.iter().filter(|lane| lane.write == step).flat_map(|lane| &lane.rounds);
    // A deviation that was accepted holds for the rounds of corrections, not past a reopening or a new letter.
    let since = rounds().filter(|round| !round.superseded).map(|round| round.round).min().unwrap_or(1);
    let accepted = usulan.deviations.keys().any(|(of, round)| *of == step && *round >= since);
    let mut papers = Vec::new();
    if Some(step) == first_write(&usulan.definition) && usulan.checklist.is_none() && !accepted {
        papers.push("checklist".to_owned());
    }
    let round = outputs
        .iter()
        .filter_map(|output| usulan.lane(&output.lane)?.current().map(|round| round.round))
        .max()
        .unwrap_or(1);
    let mut all = deviating(usulan, (step, round), papers, deviation)?;
    all.extend(events);
    Ok(all)
}

/// Outputs being written that have no revision to hand over, as keys; empty when all have.
pub fn waiting_outputs(usulan: &Usulan) -> Vec<String> {
    usulan
        .lanes
        .iter()
        .filter(|lane| lane.state() == LaneState::Writing)
        .filter_map(|lane| missing_revision(usulan, &lane.id))
        .collect()
}

/// What keeps an output from being handed over: no siap revision, or none after the correction. A corrected
/// revision that came back signed and was preferred is the output again.
pub fn missing_revision(usulan: &Usulan, lane: &str) -> Option<String> {
    let naskah = usulan.naskah_of_lane(lane);
    let last = naskah.and_then(|naskah| naskah.revisions.last()).map_or(0, |last| last.ready.revision);
    let valid = naskah.and_then(|naskah| naskah.valid());
    match valid {
        Some(valid) if valid.corrected.is_none() || valid.ready.revision < last => None,
        _ if last > 0 => Some(format!("{lane}:R{}", last + 1)),
        _ => Some(lane.to_owned()),
    }
}

fn decisions_on(
    usulan: &Usulan,
    decisions: &[LaneDecision],
    context: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    let Some(first) = decisions.first() else {
        return Err(Rejection::Incomplete { fields: vec!["decisions".into()] });
    };
    let step = usulan.lane(&first.lane).map(|lane| lane.decide).ok_or(Rejection::NoSuchRevision)?;
    let mut events = Vec::new();
    let mut negative = None;
    for decision in decisions {
        let lane = usulan.lane(&decision.lane).ok_or(Rejection::NoSuchRevision)?;
        if lane.decide != step || decisions.iter().filter(|other| other.lane == decision.lane).count() > 1 {
            return Err(Rejection::NoSuchRevision);
        }
        match lane.state() {
            LaneState::OnDesk => {}
            LaneState::Cancelled => return Err(Rejection::LaneCancelled { lane: lane.id.clone() }),
            LaneState::Approved => return Err(Rejection::AlreadyDone { step }),
            LaneState::Writing => return Err(Rejection::NotOnDesk { lane: lane.id.clone() }),
            LaneState::Waiting => return Err(out_of_order(usulan, step)),
        }
        let handed = lane.current().and_then(|round| round.handed);
        let on_desk = handed.map(|handed| handed.revision);
        let naskah = usulan.naskah_of_lane(&lane.id).ok_or(Rejection::NoSuchRevision)?;
        let stale = || Rejection::StaleDecision { lane: lane.id.clone(), revision: on_desk };
        let revision = naskah.revision(decision.revision).ok_or_else(stale)?;
        // A revision of a naskah begun after the handover never lay on the desk, whatever its number.
        if on_desk != Some(decision.revision)
            || handed.is_none_or(|handed| handed.mark.seq < revision.mark.seq)
            || revision.ready.body_hash != decision.body_hash
            || revision.state != RevisionState::Siap
        {
            return Err(stale());
        }
        events.push(Event::Decided {
            step,
            lane: lane.id.clone(),
            revision: decision.revision,
            body_hash: decision.body_hash.clone(),
            verdict: decision.verdict.clone(),
        });
        match &decision.verdict {
            Verdict::Correct { note, document } => {
                if note.trim().is_empty() && document.is_none() {
                    return Err(Rejection::EmptyCorrection);
                }
            }
            Verdict::Approve { signed } => {
                if *signed {
                    let deciding = post_of_step(&usulan.definition, context.posts, step).map(|post| &post.id);
                    if revision.ready.signer.as_ref() != deciding {
                        return Err(Rejection::NotSigner);
                    }
                    if revision.signed.is_none() {
                        events.push(Event::Signed {
                            naskah: naskah.id.clone(),
                            revision: decision.revision,
                            place: String::new(),
                        });
                    }
                }
                if revision.ready.negative {
                    negative = Some(lane.id.clone());
                }
            }
        }
    }
    if let Some(lane) = negative {
        if let Some(other) = decisions.iter().find(|decision| decision.lane != lane) {
            return Err(Rejection::LaneCancelled { lane: other.lane.clone() });
        }
        events.push(Event::NotContinued { lane });
    }
    Ok(events)
}

/// Outputs decided just before `step` that need a signature for it and have none, as `signed:KIND`. An
/// output that its writer signs needs none here: the approval is what the step asks for.
pub fn unsigned_before(usulan: &Usulan, step: u32) -> Vec<String> {
    let last = usulan.lanes.iter().map(|lane| lane.decide).filter(|decide| *decide < step).max();
    usulan
        .lanes
        .iter()
        .filter(|lane| Some(lane.decide) == last && !lane.cancelled)
        .filter_map(|lane| {
            let naskah = usulan.naskah_of_lane(&lane.id)?;
            // A letter on its way back for mending may have no valid revision: then nothing of it is signed.
            let signed = naskah.valid().is_some_and(|revision| revision.signed.is_some());
            let ready = &naskah.valid().or(naskah.revisions.last())?.ready;
            (ready.numbered && ready.signer.is_some() && !signed).then(|| format!("signed:{}", naskah.kind))
        })
        .collect()
}

/// A paper that does not exist refuses the act, unless it goes on with a deviation.
fn deviating(
    usulan: &Usulan,
    (step, round): (u32, u32),
    papers: Vec<String>,
    deviation: Option<&Deviation>,
) -> Result<Vec<Event>, Rejection> {
    if papers.is_empty() {
        return Ok(Vec::new());
    }
    let Some(deviation) = deviation else { return Err(Rejection::MissingPaper { papers }) };
    let mut deviation = explained(usulan, step, deviation)?;
    if deviation.missing.trim().is_empty() {
        deviation.missing = papers.join(", ");
    }
    Ok(vec![Event::Deviated { step, round, deviation }])
}

/// Checks an explanation; answerable is the step's actor unless somebody else is named.
fn explained(usulan: &Usulan, step: u32, deviation: &Deviation) -> Result<Deviation, Rejection> {
    if deviation.cause.trim().is_empty() {
        return Err(Rejection::Incomplete { fields: vec!["cause".into()] });
    }
    let mut deviation = deviation.clone();
    if deviation.answerable.trim().is_empty() {
        let actor = usulan.definition.step(step).map(|step| step.actor.clone()).unwrap_or_default();
        deviation.answerable =
            usulan.definition.actor(&actor).map(|actor| actor.name.clone()).unwrap_or(actor);
    }
    Ok(deviation)
}

/// The event that made an event possible, with its step; none when nothing bounds it from below.
pub fn enabling(usulan: &Usulan, event: &Event) -> Option<(Mark, Option<u32>)> {
    enabling_mark(usulan, event).map(|mark| (mark, usulan.trace(mark.seq).and_then(|trace| trace.step)))
}

fn enabling_mark(usulan: &Usulan, event: &Event) -> Option<Mark> {
    let pass = |step: u32| usulan.open_pass(step).map(|pass| pass.enabled);
    let received = || usulan.letters.last().map(|(mark, _)| *mark);
    let earliest_open = || {
        usulan
            .passes
            .iter()
            .filter(|pass| pass.end.is_none() && !pass.superseded)
            .map(|pass| pass.enabled)
            .chain(usulan.lanes.iter().filter_map(|lane| {
                let round = lane.current()?;
                round.decided.is_none().then(|| round.handed.map_or(round.start, |handed| handed.mark))
            }))
            .min_by_key(|mark| mark.happened.from)
            .or_else(received)
    };
    let on_desk = |naskah: &str, revision: u32| {
        let lane = usulan.naskah.get(naskah)?.lane.clone()?;
        usulan
            .lane(&lane)?
            .rounds
            .iter()
            .rev()
            .find_map(|round| round.handed.filter(|handed| handed.revision <= revision))
            .map(|handed| handed.mark)
    };
    match event {
        Event::Disposed { step, .. }
        | Event::DispositionAccepted { step }
        | Event::Published { step, .. } => pass(*step),
        // Both: the step opens with the approval, and what is handed over is signed.
        Event::Sent { step, .. } => {
            let letter = usulan.letter_to_send().and_then(|naskah| naskah.valid());
            let signed = letter.and_then(|revision| revision.signed.as_ref()).map(|signed| signed.mark);
            signed.into_iter().chain(pass(*step)).max_by_key(|mark| mark.happened.from)
        }
        Event::HandedOver { lane, .. } => usulan.lane(lane)?.current().map(|round| round.start),
        Event::Decided { lane, .. } => usulan.lane(lane)?.current()?.handed.map(|handed| handed.mark),
        Event::NotContinued { .. } => None,
        Event::Signed { naskah, revision, .. } | Event::ReturnedOutside { naskah, revision, .. } => {
            on_desk(naskah, *revision).or_else(received)
        }
        Event::Resumed => usulan.hold().map(|hold| hold.from),
        Event::ApprovalWithdrawn { lane, .. } => {
            Some(usulan.lane(lane)?.current()?.decided.as_ref()?.mark)
        }
        Event::Reopened { .. } | Event::Closed => usulan.since,
        Event::Held { .. } | Event::ReturnedToProposer { .. } => earliest_open(),
        Event::Cancelled { .. } => earliest_open().or(usulan.since),
        Event::FolderMoved { .. } => received(),
        Event::ReceiptReturned { recipient, .. } => usulan
            .sendings
            .iter()
            .find(|sending| sending.recipient.id == *recipient)
            .map(|sending| sending.mark),
        // A resubmission comes after the return.
        Event::Received { .. } => usulan.returned.as_ref().map(|(mark, _)| *mark),
        Event::Drafted { .. }
        | Event::ChecklistAnswered { .. }
        | Event::RevisionReady { .. }
        | Event::Numbered { .. }
        | Event::CopyFiled { .. }
        | Event::Attached { .. }
        | Event::Explained { .. }
        | Event::Measured { .. }
        | Event::RevisionPreferred { .. }
        | Event::RevisionDropped { .. }
        | Event::NaskahVoided { .. }
        | Event::NaskahRevoked { .. }
        | Event::Queued { .. }
        | Event::SheetQueued { .. }
        | Event::Merged { .. }
        | Event::Amended { .. }
        | Event::Undone { .. }
        // The deviation belongs to the act that needed it; that act's own event is checked.
        | Event::Deviated { .. } => None,
    }
}

/// What an act had to wait for: the latest of what its events had to wait for.
fn floor(enabled: &[(Mark, Option<u32>)]) -> Option<Mark> {
    enabled.iter().map(|(mark, _)| *mark).max_by_key(|mark| mark.happened.from)
}

/// An instant in the office's own offset, so that all times of a journal read alike.
fn local(at: Instant, context: &Context<'_>) -> Instant {
    at.with_timezone(&context.calendar.offset())
}

fn plausible(when: When) -> Result<(), Rejection> {
    let year = match when {
        When::Now => return Ok(()),
        When::Written { at } | When::About { at } => at.naive_utc().year(),
        When::DateOnly { date } => date.year(),
    };
    if PLAUSIBLE_YEARS.contains(&year) {
        Ok(())
    } else {
        Err(Rejection::Incomplete { fields: vec!["time".into()] })
    }
}

/// The interval that the recorder's words mean, cut by what came before and by now.
fn happened(when: When, enabled: Option<Mark>, context: &Context<'_>) -> Result<Happened, Rejection> {
    let now = whole_minute(local(context.now, context));
    let floor = enabled.map(|mark| mark.happened.from);
    Ok(match when {
        When::Now => Happened::at(now),
        When::Written { at } => Happened::at(local(at, context)),
        When::About { at } => {
            let at = whole_minute(local(at, context));
            let (from, to) = (at - Duration::minutes(ABOUT_MINUTES), at + Duration::minutes(ABOUT_MINUTES));
            cut(from, to, floor, now, Certainty::About)
        }
        When::DateOnly { date } => {
            let hours = context.calendar.office_hours(date);
            let midnight =
                date.and_time(NaiveTime::MIN).and_local_timezone(context.calendar.offset()).single();
            let day = midnight.map(|start| (start, start + Duration::minutes(24 * 60 - 1)));
            let office = hours.first().zip(hours.last()).map(|(first, last)| (first.0, last.1));
            let Some(day) = day else { return Err(Rejection::NoWorkingTime) };
            // Office hours of that day; the whole day when it has none, or when what came before already lies
            // after closing time.
            let (from, to) = office
                .filter(|(from, to)| floor.is_none_or(|floor| floor <= *to) && *from <= now)
                .unwrap_or(day);
            cut(from, to, floor, now, Certainty::DateOnly)
        }
    })
}

/// Cuts an interval by its bounds, but never to nothing: an interval wholly outside stays as stated, so that
/// the refusal shows what was typed.
fn cut(from: Instant, to: Instant, floor: Option<Instant>, now: Instant, certainty: Certainty) -> Happened {
    let low = floor.map_or(from, |floor| floor.max(from));
    let high = to.min(now);
    if low > high { Happened { from, to, certainty } } else { Happened { from: low, to: high, certainty } }
}

fn check_order(
    happened: Happened,
    enabled: Option<(Mark, Option<u32>)>,
    context: &Context<'_>,
) -> Result<(), Rejection> {
    if happened.from > context.now {
        return Err(Rejection::Future { at: happened, now: context.now });
    }
    match enabled {
        Some((mark, step)) if happened.to < mark.happened.from => {
            Err(Rejection::BeforePrevious { at: happened, step, previous: mark.happened })
        }
        _ => Ok(()),
    }
}

fn official(holder: &Holder) -> Actor {
    Actor::Official {
        post: holder.post.id.clone(),
        post_name: holder.post.name.clone(),
        short: holder.post.short.clone(),
        person: holder.person.id.clone(),
        name: holder.person.name.clone(),
        capacity: holder.capacity,
    }
}

fn holder_on(choice: &ActorChoice, happened: Happened, context: &Context<'_>) -> Result<Actor, Rejection> {
    let date = context.calendar.date(happened.to);
    let holders = context.posts.holders(&choice.post, date);
    match holders.iter().find(|holder| holder.person.id == choice.person) {
        Some(holder) => Ok(official(holder)),
        None => Err(Rejection::NotHolder {
            date,
            post: context.posts.post(&choice.post).map_or_else(|| choice.post.clone(), |p| p.short.clone()),
            holder: holders.first().map(|holder| (holder.person.name.clone(), holder.capacity)),
        }),
    }
}

fn actor(
    usulan: &Usulan,
    doer: &Doer,
    submission: &Submission,
    happened: Happened,
    context: &Context<'_>,
) -> Result<Actor, Rejection> {
    let staff = || Actor::Staff { account: context.recorder.id.clone(), name: context.recorder.name.clone() };
    let of_post = |post: &Post| {
        if let Some(choice) = &submission.actor {
            if choice.post != post.id {
                return Err(not_permitted(None, Some(post)));
            }
            return holder_on(choice, happened, context);
        }
        let date = context.calendar.date(happened.to);
        // The one at the keyboard, if it is an own act or nobody else's can be recorded; else whoever signs for
        // the post on that day.
        let own = context
            .recorder
            .person
            .as_deref()
            .filter(|_| submission.basis == Basis::Own || !context.recorder.is(Role::Petugas));
        let holders = context.posts.holders(&post.id, date);
        let holder = holders.iter().find(|holder| Some(holder.person.id.as_str()) == own).or(holders.first());
        holder.map(official).ok_or_else(|| Rejection::NotHolder {
            date,
            post: post.short.clone(),
            holder: None,
        })
    };
    match doer {
        Doer::Agency => match &submission.act {
            Act::Receive { agency, .. } => {
                Ok(Actor::Agency { agency: agency.id.clone(), name: agency.name.clone() })
            }
            _ => Ok(staff()),
        },
        Doer::Step(step) => match post_of_step(&usulan.definition, context.posts, *step) {
            Some(post) => of_post(post),
            None => Ok(staff()),
        },
        Doer::Signer(signer) => {
            let chosen = submission.actor.as_ref().map(|actor| &actor.post).or(signer.as_ref());
            match chosen.and_then(|post| context.posts.post(post)) {
                Some(post) => of_post(post),
                None => Err(Rejection::Incomplete { fields: vec!["actor".into()] }),
            }
        }
        Doer::Staff(_) => match &submission.actor {
            Some(choice) => holder_on(choice, happened, context),
            None => Ok(staff()),
        },
    }
}
