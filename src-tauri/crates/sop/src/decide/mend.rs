//! Taking back and mending: both are events, and the state is folded again with the frames that hold
//! (PROCEDURE section 1, "Urungkan" and "Betulkan catatan").

use super::*;

pub(super) fn undo(usulan: &Usulan, context: &Context<'_>) -> Result<Vec<Recorded>, Rejection> {
    let act = undoable(usulan, context)?;
    let record = Record {
        actor: Actor::Staff { account: context.recorder.id.clone(), name: context.recorder.name.clone() },
        recorder: context.recorder.id.clone(),
        recorder_name: context.recorder.name.clone(),
        basis: Basis::Own,
        evidence: Evidence::NotNeeded,
        happened: Happened::at(local(context.now, context)),
        entered_at: local(context.now, context),
        act: usulan.acts + 1,
    };
    with_measures(usulan, vec![Recorded { record, event: Event::Undone { undone: act } }], context)
}

/// The act that can be taken back now: the recorder's own last one of this usulan, within ten minutes.
///
/// # Errors
/// Why nothing can.
pub fn undoable(usulan: &Usulan, context: &Context<'_>) -> Result<u32, Rejection> {
    let Some(last) = usulan.entries().last() else { return Err(Rejection::NothingToUndo) };
    let act = last.record.act;
    let of_act: Vec<&Entry> = usulan.entries().iter().filter(|entry| entry.record.act == act).collect();
    if of_act.iter().any(|entry| matches!(entry.event, Event::Undone { .. })) {
        return Err(Rejection::NothingToUndo);
    }
    if last.record.recorder != context.recorder.id {
        return Err(Rejection::UndoNotYours { name: last.record.recorder_name.clone() });
    }
    if context.now - last.record.entered_at > Duration::minutes(UNDO_MINUTES) {
        return Err(Rejection::UndoTooLate);
    }
    let fixed = of_act.iter().any(|entry| match &entry.event {
        // What left the program, or used up a number, did happen; the first act is cancelled, not taken back.
        Event::Queued { .. } | Event::SheetQueued { .. } => true,
        Event::Numbered { numbering } => numbering.source == NumberSource::Application,
        _ => act <= 1,
    });
    if fixed { Err(Rejection::CannotUndo) } else { Ok(act) }
}

/// Fields that "Betulkan catatan" offers on an event.
pub fn amendable(event: &Event) -> &'static [&'static str] {
    match event {
        Event::Disposed { .. }
        | Event::DispositionAccepted { .. }
        | Event::HandedOver { .. }
        | Event::Decided { .. }
        | Event::Signed { .. }
        | Event::Published { .. }
        | Event::Sent { .. }
        | Event::ApprovalWithdrawn { .. } => &["time", "actor", "copy"],
        Event::Received { .. } => &["time", "copy", "number"],
        Event::Numbered { numbering } if numbering.source == NumberSource::Book => &["time", "number"],
        Event::Held { .. }
        | Event::Resumed
        | Event::ReturnedToProposer { .. }
        | Event::ReturnedOutside { .. }
        | Event::ReceiptReturned { .. }
        | Event::FolderMoved { .. }
        | Event::Cancelled { .. }
        | Event::Reopened { .. }
        | Event::Numbered { .. } => &["time"],
        Event::Drafted { .. }
        | Event::ChecklistAnswered { .. }
        | Event::RevisionReady { .. }
        | Event::NotContinued { .. }
        | Event::CopyFiled { .. }
        | Event::Closed
        | Event::Attached { .. }
        | Event::Explained { .. }
        | Event::Deviated { .. }
        | Event::RevisionPreferred { .. }
        | Event::RevisionDropped { .. }
        | Event::NaskahVoided { .. }
        | Event::NaskahRevoked { .. }
        | Event::Queued { .. }
        | Event::SheetQueued { .. }
        | Event::Merged { .. }
        | Event::Measured { .. }
        | Event::Amended { .. }
        | Event::Undone { .. } => &[],
    }
}

pub(super) fn amend(
    usulan: &Usulan,
    target: u32,
    change: &Change,
    reason: &str,
    context: &Context<'_>,
) -> Result<Vec<Recorded>, Rejection> {
    reason_given(reason)?;
    let entry = usulan.entries().iter().find(|entry| entry.seq == target).ok_or(Rejection::CannotAmend)?;
    let frame = usulan.frame(target).ok_or(Rejection::CannotAmend)?;
    let field = match change {
        Change::Time { .. } => "time",
        Change::Actor { .. } => "actor",
        Change::Copy { .. } => "copy",
        Change::Number { .. } => "number",
    };
    if !amendable(&entry.event).contains(&field) {
        return Err(Rejection::CannotAmend);
    }
    let recorder = context.recorder;
    let petugas = recorder.is(Role::Petugas);
    let own_record = frame.recorder == recorder.id;
    let archivist = recorder.is(Role::Arsiparis) && field == "copy";
    if !petugas && !own_record && !archivist {
        return Err(not_permitted(None, None));
    }
    if let Actor::Official { post, person, short, .. } = &frame.actor
        && field != "copy"
        && !is_recorder(person, context)
        && context.posts.post(post).is_some_and(|post| !post.recordable)
    {
        return Err(Rejection::OnlySelf { post: short.clone() });
    }
    let happened = match change {
        Change::Time { when } => {
            plausible(*when)?;
            let enabled = state_before(usulan, target).and_then(|before| enabling(&before, &entry.event));
            let happened = happened(*when, enabled.map(|(mark, _)| mark), context)?;
            check_order(happened, enabled, context)?;
            happened
        }
        Change::Actor { .. } | Change::Copy { .. } | Change::Number { .. } => frame.happened,
    };
    let record = Record {
        actor: Actor::Staff { account: recorder.id.clone(), name: recorder.name.clone() },
        recorder: recorder.id.clone(),
        recorder_name: recorder.name.clone(),
        basis: Basis::Own,
        evidence: Evidence::NotNeeded,
        happened: Happened::at(local(context.now, context)),
        entered_at: local(context.now, context),
        act: usulan.acts + 1,
    };
    let mut events = Vec::new();
    for other in usulan.entries().iter().filter(|other| other.record.act == entry.record.act) {
        let Some(before) = usulan.frame(other.seq) else { continue };
        if other.seq != target && !mended_together(change, (&entry.event, &frame), (&other.event, &before)) {
            continue;
        }
        let now = mended(other, &before, change, happened, context)?;
        let (old, new) = match change {
            Change::Time { .. } if before.actor != now.actor => (
                format!("{}; {}", words(before.happened), actor_words(&before.actor)),
                format!("{}; {}", words(now.happened), actor_words(&now.actor)),
            ),
            Change::Time { .. } => (words(before.happened), words(now.happened)),
            Change::Actor { .. } => (actor_words(&before.actor), actor_words(&now.actor)),
            Change::Copy { .. } => (copy_words(&before.evidence), copy_words(&now.evidence)),
            Change::Number { number } => (number_before(usulan, other, number)?, number.clone()),
        };
        events.push(Recorded {
            record: record.clone(),
            event: Event::Amended {
                target: other.seq,
                change: change.clone(),
                now: Box::new(now),
                old,
                new,
                reason: reason.to_owned(),
            },
        });
    }
    check_chain(usulan, &events, context)?;
    with_measures(usulan, events, context)
}

/// Whether mending `target` mends another event of the same act: the facts of one act share their time, their
/// paper and their actor, as far as they had them in common.
fn mended_together(change: &Change, target: (&Event, &Record), other: (&Event, &Record)) -> bool {
    let ((_, frame), (event, before)) = (target, other);
    match change {
        Change::Time { .. } => {
            let recorded =
                matches!(event, Event::Measured { .. } | Event::Amended { .. } | Event::Undone { .. });
            !recorded && before.happened == frame.happened
        }
        Change::Actor { post, .. } => {
            let same_post = matches!(&before.actor, Actor::Official { post: before, .. } if before == post);
            amendable(event).contains(&"actor") && before.actor == frame.actor && same_post
        }
        Change::Copy { .. } => amendable(event).contains(&"copy") && before.evidence == frame.evidence,
        Change::Number { .. } => false,
    }
}

/// The frame that holds from now on.
fn mended(
    entry: &Entry,
    before: &Record,
    change: &Change,
    happened: Happened,
    context: &Context<'_>,
) -> Result<Record, Rejection> {
    let mut now = before.clone();
    match change {
        Change::Time { .. } => {
            now.happened = happened;
            now.actor = actor_on(before, happened, context)?;
        }
        Change::Actor { post, person } => {
            if let Actor::Official { post: held, .. } = &before.actor
                && held != post
                && !matches!(entry.event, Event::Signed { .. })
            {
                return Err(not_permitted(None, context.posts.post(held)));
            }
            let choice = ActorChoice { post: post.clone(), person: person.clone() };
            now.actor = holder_on(&choice, before.happened, context)?;
            check_person(&now.actor, before.basis, context)?;
        }
        Change::Copy { evidence } => now.evidence = evidence.clone(),
        Change::Number { .. } => {}
    }
    Ok(now)
}

/// Who did it, on a mended date: the same person in the capacity of that date; else, as for an act whose actor
/// nobody names, whoever signed for the post on that day. An own act stays its doer's.
fn actor_on(before: &Record, happened: Happened, context: &Context<'_>) -> Result<Actor, Rejection> {
    let Actor::Official { post, short, person, .. } = &before.actor else { return Ok(before.actor.clone()) };
    let date = context.calendar.date(happened.to);
    if date == context.calendar.date(before.happened.to) {
        return Ok(before.actor.clone());
    }
    let holders = context.posts.holders(post, date);
    let same = holders.iter().find(|holder| holder.person.id == *person);
    match same.or_else(|| holders.first().filter(|_| before.basis != Basis::Own)) {
        Some(holder) => Ok(official(holder)),
        None => Err(Rejection::NotHolder {
            date,
            post: short.clone(),
            holder: holders.first().map(|holder| (holder.person.name.clone(), holder.capacity)),
        }),
    }
}

/// The number that stands now; a resubmission keeps an agenda number of its own.
fn number_before(usulan: &Usulan, entry: &Entry, number: &str) -> Result<String, Rejection> {
    if number.trim().is_empty() {
        return Err(Rejection::Incomplete { fields: vec!["number".into()] });
    }
    if matches!(entry.event, Event::Received { .. })
        && usulan
            .letters
            .iter()
            .any(|(mark, letter)| mark.seq != entry.seq && letter.agenda.trim() == number.trim())
    {
        return Err(Rejection::SameAgenda { agenda: number.trim().to_owned() });
    }
    let mended = crate::usulan::mended_numbers(usulan.entries()).remove(&entry.seq);
    Ok(mended.unwrap_or_else(|| match &entry.event {
        Event::Numbered { numbering } => numbering.number.clone(),
        Event::Received { letter, .. } => letter.agenda.clone(),
        _ => String::new(),
    }))
}

/// The state just before an event, with the frames that hold now.
fn state_before(usulan: &Usulan, seq: u32) -> Option<Usulan> {
    let mut state = Usulan::new(std::sync::Arc::clone(&usulan.definition));
    for entry in usulan.standing_entries() {
        if entry.seq == seq {
            return Some(state);
        }
        if !matches!(entry.event, Event::Amended { .. } | Event::Undone { .. }) {
            state = state.evolve(entry);
        }
    }
    None
}

/// Checks the order of the whole usulan again, as it reads with the amendments.
fn check_chain(usulan: &Usulan, amendments: &[Recorded], context: &Context<'_>) -> Result<(), Rejection> {
    let mut after = usulan.clone();
    for (offset, amendment) in amendments.iter().enumerate() {
        let seq = usulan.seen + 1 + offset as u32;
        after = after.evolve(Entry { seq, record: amendment.record.clone(), event: amendment.event.clone() });
    }
    let mut state = Usulan::new(std::sync::Arc::clone(&usulan.definition));
    for entry in after.standing_entries() {
        if matches!(entry.event, Event::Amended { .. } | Event::Undone { .. }) {
            continue;
        }
        let enabled = enabling(&state, &entry.event);
        check_order(entry.record.happened, enabled, context)?;
        state = state.evolve(entry);
    }
    Ok(())
}

fn words(happened: Happened) -> String {
    let certainty = match happened.certainty {
        Certainty::Written => "",
        Certainty::About => "sekitar ",
        Certainty::DateOnly => "tanggal ",
    };
    if happened.is_certain() {
        format!("{certainty}{}", happened.from.format("%Y-%m-%d %H.%M"))
    } else {
        format!(
            "{certainty}{} – {}",
            happened.from.format("%Y-%m-%d %H.%M"),
            happened.to.format("%Y-%m-%d %H.%M")
        )
    }
}

fn actor_words(actor: &Actor) -> String {
    match actor {
        Actor::Official { short, name, .. } => format!("{short}, {name}"),
        Actor::Agency { name, .. } | Actor::Staff { name, .. } => name.clone(),
    }
}

fn copy_words(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Document { document } => document.chars().take(12).collect(),
        Evidence::Later => "menyusul".to_owned(),
        Evidence::NotNeeded => "–".to_owned(),
    }
}
