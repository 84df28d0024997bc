//! Which acts can be recorded now, by whom, and within which times.

use std::collections::BTreeMap;

use sop::act::{
    Act, Agency, Arrival, Delivery, Disposition, LetterForm, NumberSource, Numbering, ProposalLetter,
    Publication, Submission, Verdict,
};
use sop::decide::{
    Context, decide, enabling, missing_revision, post_of_step, reopenable, step_of_act, undoable,
    unsigned_before,
};
use sop::definition::StepKind;
use sop::dossier::owed;
use sop::event::Event;
use sop::measure::Stretch;
use sop::people::Role;
use sop::record::{Happened, whole_minute};
use sop::usulan::{Lane, LaneState, Naskah, RevisionState, Status, Usulan};

use super::standing::{clock, round_now};
use super::{ARCHIVE, DESK, Doer, LetterDraftInfo, Look, OFFICE, step_now};
use crate::api::{BoundsView, OpenAct, OpenOutput};

/// Acts of steps that can be recorded now, in the order of the steps.
pub(crate) fn open_acts(
    usulan: &Usulan,
    look: &Look<'_>,
    drafts: &[LetterDraftInfo],
    stretches: &[Stretch],
) -> Vec<OpenAct> {
    let mut acts = Acts { usulan, look, drafts, stretches, found: Vec::new() };
    acts.collect();
    acts.found
}

struct Acts<'a> {
    usulan: &'a Usulan,
    look: &'a Look<'a>,
    drafts: &'a [LetterDraftInfo],
    stretches: &'a [Stretch],
    found: Vec<OpenAct>,
}

impl Acts<'_> {
    fn collect(&mut self) {
        let usulan = self.usulan;
        match usulan.status {
            Status::Baru | Status::Konsep => self.receive(),
            Status::Berjalan if usulan.returned.is_some() => self.receive(),
            Status::Berjalan if usulan.hold().is_some() => {
                let step = step_now(usulan);
                self.add("resume", step, "", Doer::Staff(OFFICE), Vec::new(), Vec::new());
            }
            Status::Berjalan => {
                let mut steps = usulan.open_steps();
                // A later revision of what lies on the desk is handed over again, though nothing is being written.
                steps.extend(usulan.lanes.iter().filter(|lane| renewed(usulan, lane)).map(|lane| lane.write));
                steps.sort_unstable();
                steps.dedup();
                for step in steps {
                    self.step(step);
                }
            }
            Status::Selesai => {
                let owed = owed(usulan);
                let missing = [
                    ("copies", owed.copies.is_empty()),
                    ("numbers", owed.numbers.is_empty()),
                    ("unexplained", owed.unexplained.is_empty()),
                ];
                let missing = missing.iter().filter(|(_, none)| !none).map(|(key, _)| (*key).to_owned());
                self.add("close", 0, "close", Doer::Staff(ARCHIVE), Vec::new(), missing.collect());
            }
            Status::BerkasLengkap | Status::TidakDilanjutkan | Status::Batal => {}
        }
    }

    fn receive(&mut self) {
        let step = self.usulan.definition.first_step().map_or(0, |step| step.number);
        self.add("receive", step, "", Doer::Staff(DESK), Vec::new(), Vec::new());
    }

    fn step(&mut self, step: u32) {
        let usulan = self.usulan;
        let doer = self.look.doer_of_step(usulan, step);
        match usulan.kind_of(step) {
            Some(StepKind::Dispose) => self.add("dispose", step, "", doer, Vec::new(), Vec::new()),
            Some(StepKind::Receive) => self.add("accept_disposition", step, "", doer, Vec::new(), Vec::new()),
            Some(StepKind::Write) => {
                let outputs = written(usulan, step, self.drafts);
                if outputs.iter().any(|output| output.approved.is_none()) {
                    self.add("hand_over", step, "", doer, outputs, missing_at_handing(usulan, step));
                }
            }
            Some(StepKind::Decide) => {
                let outputs = decided(usulan, step, self.look);
                if outputs.iter().any(|output| output.approved.is_none()) {
                    self.add("decide", step, "", doer, outputs, Vec::new());
                }
            }
            Some(StepKind::Publish) => {
                let mut missing = vec!["proof".to_owned()];
                missing.extend(unsigned_before(usulan, step));
                self.add("publish", step, "", doer, Vec::new(), missing);
                self.route(step);
            }
            Some(StepKind::Send) => {
                self.route(step);
                let letter = usulan.letter_to_send().and_then(Naskah::valid);
                match letter {
                    Some(letter) if letter.signed.is_some() => {
                        self.add("send", step, "", doer, Vec::new(), Vec::new());
                    }
                    // Nothing is sent before it is signed: signing is the act then.
                    Some(_) => {}
                    None => self.add("send", step, "", doer, Vec::new(), vec!["signature".to_owned()]),
                }
            }
            Some(StepKind::Register) | None => {}
        }
    }

    /// Signature and number of the letter for which a step waits outside the SOP.
    fn route(&mut self, step: u32) {
        let usulan = self.usulan;
        let sends = usulan.kind_of(step) == Some(StepKind::Send);
        for naskah in letters_on_the_way(usulan, step) {
            let Some(revision) = naskah.valid() else { continue };
            let output = OpenOutput {
                lane: naskah.lane.clone().unwrap_or_default(),
                kind: naskah.kind.clone(),
                naskah: Some(naskah.id.clone()),
                revision: Some(revision.ready.revision),
                body_hash: Some(revision.ready.body_hash.clone()),
                approved: revision.approved.map(|mark| mark.happened),
                signs: true,
                draft: is_drafted(self.drafts, naskah, &naskah.kind),
            };
            if revision.signed.is_none() {
                let signer = revision.ready.signer.as_deref();
                let post = signer.and_then(|post| self.look.state.posts.post(post));
                let doer = post.map_or(Doer::Staff(DESK), Doer::Post);
                self.add("sign", step, "route", doer, vec![output.clone()], Vec::new());
            }
            if sends && revision.ready.numbered && revision.numbered.is_none() {
                self.add("number", step, "route", Doer::Staff(OFFICE), vec![output], Vec::new());
            }
        }
    }

    fn add(
        &mut self,
        key: &str,
        step: u32,
        kind: &str,
        doer: Doer<'_>,
        outputs: Vec<OpenOutput>,
        missing: Vec<String>,
    ) {
        let (usulan, look) = (self.usulan, self.look);
        let own_kind = || usulan.kind_of(step).map(|kind| kind.word().to_owned()).unwrap_or_default();
        let post = match doer {
            Doer::Post(post) => Some(post.clone()),
            Doer::Staff(_) => None,
        };
        self.found.push(OpenAct {
            key: key.to_owned(),
            step,
            kind: if kind.is_empty() { own_kind() } else { kind.to_owned() },
            holder: post.as_ref().and_then(|post| look.holder(post)),
            refused: look.refused(doer),
            own: post.as_ref().is_some_and(|post| look.holds(&post.id)),
            post,
            outputs,
            missing,
            standing: clock(usulan, self.stretches, step, look.calendar())
                .map(|clock| clock.standing(look.calendar(), look.now)),
            round: round_now(usulan, step),
            bounds: bounds(usulan, key, look),
        });
    }
}

/// Letters for which an open publish or send step waits for a signature or a number of others.
fn letters_on_the_way(usulan: &Usulan, step: u32) -> Vec<&Naskah> {
    match usulan.kind_of(step) {
        Some(StepKind::Send) => usulan.letter_to_send().into_iter().collect(),
        Some(StepKind::Publish) => {
            let last = usulan.lanes.iter().map(|lane| lane.decide).filter(|decide| *decide < step).max();
            usulan
                .lanes
                .iter()
                .filter(|lane| Some(lane.decide) == last)
                .filter_map(|lane| usulan.naskah_of_lane(&lane.id))
                .filter(|naskah| naskah.valid().is_some_and(|revision| revision.ready.signer_outside))
                .collect()
        }
        Some(
            StepKind::Register | StepKind::Dispose | StepKind::Receive | StepKind::Write | StepKind::Decide,
        )
        | None => Vec::new(),
    }
}

/// The kind of naskah of an output, its key when it makes none.
pub(crate) fn kind_of_lane(usulan: &Usulan, lane: &str) -> String {
    usulan
        .definition
        .output(lane)
        .and_then(|(_, output)| output.naskah.clone())
        .unwrap_or_else(|| lane.to_owned())
}

/// Whether a konsep is in hand that is newer than what is locked.
pub(crate) fn is_drafted(drafts: &[LetterDraftInfo], naskah: &Naskah, kind: &str) -> bool {
    let last = naskah.revisions.last().map_or(0, |revision| revision.ready.revision);
    drafts.iter().any(|draft| draft.kind == kind && draft.revision > last)
}

/// Whether a later revision than the one on the desk is siap, or that one is no longer valid.
fn renewed(usulan: &Usulan, lane: &Lane) -> bool {
    let Some(handed) = lane.current().and_then(|round| round.handed) else { return false };
    let on_desk = usulan.naskah_of_lane(&lane.id).and_then(|naskah| naskah.revision(handed.revision));
    lane.state() == LaneState::OnDesk && on_desk.is_none_or(|revision| revision.state != RevisionState::Siap)
}

/// The outputs of a write step: those to be handed over, with what is ready of them, and those approved already.
fn written(usulan: &Usulan, step: u32, drafts: &[LetterDraftInfo]) -> Vec<OpenOutput> {
    usulan
        .lanes
        .iter()
        .filter(|lane| lane.write == step)
        .filter_map(|lane| {
            let naskah = usulan.naskah_of_lane(&lane.id);
            let kind = kind_of_lane(usulan, &lane.id);
            let ready =
                naskah.and_then(Naskah::valid).filter(|_| missing_revision(usulan, &lane.id).is_none());
            let decided = lane.current().and_then(|round| round.decided.as_ref());
            let revision = match lane.state() {
                LaneState::Writing => ready,
                LaneState::OnDesk if renewed(usulan, lane) => ready,
                LaneState::Approved => {
                    let revision = decided.map(|decision| decision.revision);
                    naskah.and_then(|naskah| revision.and_then(|number| naskah.revision(number)))
                }
                LaneState::OnDesk | LaneState::Waiting | LaneState::Cancelled => return None,
            };
            Some(OpenOutput {
                lane: lane.id.clone(),
                draft: match naskah {
                    Some(naskah) => is_drafted(drafts, naskah, &kind),
                    None => drafts.iter().any(|draft| draft.kind == kind),
                },
                kind,
                naskah: naskah.map(|naskah| naskah.id.clone()),
                revision: revision.map(|revision| revision.ready.revision),
                body_hash: revision.map(|revision| revision.ready.body_hash.clone()),
                approved: decided
                    .filter(|_| lane.state() == LaneState::Approved)
                    .map(|decision| decision.mark.happened),
                signs: false,
            })
        })
        .collect()
}

/// What keeps the outputs of a write step from being handed over. A telaah "belum layak" goes alone.
fn missing_at_handing(usulan: &Usulan, step: u32) -> Vec<String> {
    let writing: Vec<&Lane> =
        usulan.lanes.iter().filter(|lane| lane.write == step && lane.state() == LaneState::Writing).collect();
    let goes_alone = writing.iter().any(|lane| {
        missing_revision(usulan, &lane.id).is_none()
            && usulan
                .naskah_of_lane(&lane.id)
                .and_then(Naskah::valid)
                .is_some_and(|revision| revision.ready.negative)
    });
    let mut missing: Vec<String> = if goes_alone {
        Vec::new()
    } else {
        writing.iter().filter_map(|lane| missing_revision(usulan, &lane.id)).collect()
    };
    let first = usulan.definition.steps.iter().find(|s| s.kind == StepKind::Write).map(|s| s.number);
    let deviated = usulan.deviations.keys().any(|(of, _)| *of == step);
    if first == Some(step) && usulan.checklist.is_none() && !deviated {
        missing.push("checklist".to_owned());
    }
    missing
}

/// The outputs on the desk of a decide step, and those that are approved there already.
fn decided(usulan: &Usulan, step: u32, look: &Look<'_>) -> Vec<OpenOutput> {
    let deciding = post_of_step(&usulan.definition, &look.state.posts, step).map(|post| post.id.clone());
    usulan
        .lanes
        .iter()
        .filter(|lane| lane.decide == step && lane.decide != lane.write)
        .filter_map(|lane| {
            let round = lane.current()?;
            let number = match lane.state() {
                LaneState::OnDesk if !renewed(usulan, lane) => round.handed?.revision,
                LaneState::Approved => round.decided.as_ref()?.revision,
                LaneState::OnDesk | LaneState::Waiting | LaneState::Writing | LaneState::Cancelled => {
                    return None;
                }
            };
            let naskah = usulan.naskah_of_lane(&lane.id)?;
            let revision = naskah.revision(number)?;
            Some(OpenOutput {
                lane: lane.id.clone(),
                kind: naskah.kind.clone(),
                naskah: Some(naskah.id.clone()),
                revision: Some(number),
                body_hash: Some(revision.ready.body_hash.clone()),
                approved: round
                    .decided
                    .as_ref()
                    .filter(|_| lane.state() == LaneState::Approved)
                    .map(|decision| decision.mark.happened),
                signs: deciding.is_some() && revision.ready.signer == deciding,
                draft: false,
            })
        })
        .collect()
}

/// Earliest and latest possible time of an act, by its key (`OpenAct.key`, or one of the other acts).
pub(crate) fn bounds(usulan: &Usulan, key: &str, look: &Look<'_>) -> BoundsView {
    let bound = probes(usulan, key)
        .iter()
        .filter_map(|event| enabling(usulan, event))
        .map(|(mark, _)| mark)
        .max_by_key(|mark| (mark.happened.from, mark.seq));
    let after = bound
        .and_then(|mark| usulan.trace(mark.seq))
        .map(|trace| trace.kind.into_owned())
        .unwrap_or_default();
    BoundsView {
        earliest: bound.map(|mark| mark.happened.from),
        after,
        latest: whole_minute(look.now.with_timezone(&look.calendar().offset())),
    }
}

/// Events as the act would make them: only their kind, step and output matter for what bounds them.
fn probes(usulan: &Usulan, key: &str) -> Vec<Event> {
    let step_for = |act: &Act| step_of_act(usulan, act);
    let one = |event: Option<Event>| event.into_iter().collect::<Vec<_>>();
    if let Some(lane) = key.strip_prefix("withdraw_approval:") {
        return vec![Event::ApprovalWithdrawn { lane: lane.to_owned(), reason: String::new() }];
    }
    match key {
        "receive" => one(usulan.agency.clone().map(|agency| Event::Received {
            definition: usulan.definition.hash.clone(),
            agency,
            etalase: usulan.etalase.clone(),
            letter: blank_letter(),
        })),
        "dispose" => {
            let disposition = Disposition::default();
            one(step_for(&Act::Dispose { disposition: disposition.clone() })
                .map(|step| Event::Disposed { step, disposition }))
        }
        "accept_disposition" => {
            one(step_for(&Act::AcceptDisposition).map(|step| Event::DispositionAccepted { step }))
        }
        "hand_over" => usulan
            .lanes
            .iter()
            .filter(|lane| lane.state() == LaneState::Writing || renewed(usulan, lane))
            .map(|lane| Event::HandedOver { step: lane.write, lane: lane.id.clone(), revision: 1 })
            .collect(),
        "decide" => usulan
            .lanes
            .iter()
            .filter(|lane| lane.state() == LaneState::OnDesk && !renewed(usulan, lane))
            .map(|lane| Event::Decided {
                step: lane.decide,
                lane: lane.id.clone(),
                revision: 1,
                body_hash: String::new(),
                verdict: Verdict::Approve { signed: false },
            })
            .collect(),
        "publish" => {
            let publication = Publication::default();
            one(step_for(&Act::Publish { publication: publication.clone() })
                .map(|step| Event::Published { step, publication }))
        }
        "sign" => letters_of_open_steps(usulan)
            .into_iter()
            .filter_map(|naskah| Some((naskah, naskah.valid()?)))
            .filter(|(_, revision)| revision.signed.is_none())
            .map(|(naskah, revision)| Event::Signed {
                naskah: naskah.id.clone(),
                revision: revision.ready.revision,
                place: String::new(),
            })
            .collect(),
        "number" => letters_of_open_steps(usulan)
            .into_iter()
            .filter_map(|naskah| Some((naskah, naskah.valid()?)))
            .filter(|(_, revision)| revision.numbered.is_none())
            .map(|(naskah, revision)| Event::Numbered {
                numbering: Numbering {
                    naskah: naskah.id.clone(),
                    revision: revision.ready.revision,
                    number: String::new(),
                    date: chrono::NaiveDate::default(),
                    source: NumberSource::Book,
                    pool: String::new(),
                    pattern: String::new(),
                    double_reason: None,
                },
            })
            .collect(),
        "send" => {
            let deliveries: Vec<Delivery> = Vec::new();
            one(step_for(&Act::Send { deliveries: deliveries.clone() })
                .map(|step| Event::Sent { step, deliveries }))
        }
        "resume" => vec![Event::Resumed],
        "close" => vec![Event::Closed],
        "hold" => vec![Event::Held { reason: String::new() }],
        "return_to_proposer" => vec![Event::ReturnedToProposer { reason: String::new() }],
        "cancel" => vec![Event::Cancelled { reason: String::new() }],
        "reopen" => vec![Event::Reopened { step: 0, reason: String::new() }],
        "move_folder" => vec![Event::FolderMoved { place: String::new() }],
        _ => Vec::new(),
    }
}

fn letters_of_open_steps(usulan: &Usulan) -> Vec<&Naskah> {
    usulan.open_steps().into_iter().flat_map(|step| letters_on_the_way(usulan, step)).collect()
}

fn blank_letter() -> ProposalLetter {
    ProposalLetter {
        arrival: Arrival::Hand,
        number: String::new(),
        date: None,
        form: LetterForm::SuratDinas,
        subject: String::new(),
        sifat: String::new(),
        attachments: String::new(),
        agenda: String::new(),
        agenda_double_reason: None,
        agenda_setda: String::new(),
        leader_disposition: None,
    }
}

/// Keys of the other acts that this account may record now: what `sop` would refuse is not offered.
pub(crate) fn other_acts(usulan: &Usulan, look: &Look<'_>) -> Vec<String> {
    let Some(account) = look.account else { return Vec::new() };
    let context = context(look, account);
    let reason = || "x".to_owned();
    let mut probes: Vec<(String, Act)> = vec![
        ("hold".into(), Act::Hold { reason: reason() }),
        ("resume".into(), Act::Resume),
        ("return_to_proposer".into(), Act::ReturnToProposer { reason: reason() }),
    ];
    for lane in usulan.lanes.iter().filter(|lane| lane.state() == LaneState::Approved) {
        let act = Act::WithdrawApproval { lane: lane.id.clone(), reason: reason() };
        probes.push((format!("withdraw_approval:{}", lane.id), act));
    }
    probes.push(("cancel".into(), Act::Cancel { reason: reason() }));
    if let Some(step) = reopenable(usulan).last() {
        probes.push(("reopen".into(), Act::Reopen { step: *step, reason: reason() }));
    }
    probes.push(("move_folder".into(), Act::MoveFolder { place: reason() }));
    probes.push(("close".into(), Act::Close));
    let mut found: Vec<String> = probes
        .into_iter()
        .filter(|(_, act)| decide(usulan, &probe(act.clone(), usulan, look), &context).is_ok())
        .map(|(key, _)| key)
        .collect();
    if undoable(usulan, &context).is_ok() {
        found.push("undo".to_owned());
    }
    found
}

/// What a decision rests on, as this door sees it.
pub(crate) fn context<'a>(look: &Look<'a>, account: &'a sop::people::Account) -> Context<'a> {
    Context { now: look.now, calendar: look.calendar(), posts: &look.state.posts, recorder: account }
}

/// An act as the account would record it now: its own if it holds the post, from paper if it does not.
fn probe(act: Act, usulan: &Usulan, look: &Look<'_>) -> Submission {
    let step = step_of_act(usulan, &act);
    let post = step.and_then(|step| post_of_step(&usulan.definition, &look.state.posts, step));
    match post {
        Some(post) if !look.holds(&post.id) => Submission::paper(act, look.now),
        Some(_) | None => Submission::own(act),
    }
}

/// Deliveries and receipts of the letter of the send step, by recipient.
pub(crate) fn sent_to(usulan: &Usulan) -> BTreeMap<&str, (&str, Happened)> {
    usulan
        .sendings
        .iter()
        .map(|sending| (sending.recipient.id.as_str(), (sending.method.as_str(), sending.mark.happened)))
        .collect()
}

/// Whether the account is an official's own: it acts for its post and records for nobody else.
pub(crate) fn is_officials_own(look: &Look<'_>) -> bool {
    look.is(Role::Pejabat) && !look.is(Role::Petugas)
}

/// The agency as it goes to the screen; a draft always has one.
pub(crate) fn agency_of(usulan: &Usulan) -> Agency {
    usulan.agency.clone().unwrap_or(Agency { id: String::new(), name: String::new() })
}
