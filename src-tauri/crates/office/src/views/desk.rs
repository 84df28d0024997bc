//! Meja: what can be done now, what waits for others, what is incomplete (DESK 6.1).

use std::collections::BTreeMap;
use std::sync::Arc;

use archive::register::RegisterRow;
use chrono::Datelike;
use sop::definition::StepKind;
use sop::dossier::place;
use sop::people::Role;
use sop::record::Instant;
use sop::usulan::{Naskah, Status, Usulan};

use super::acts::{agency_of, is_officials_own, open_acts};
use super::row::{extra, place_key, place_name};
use super::standing::wait_now;
use super::susulan::is_case;
use super::{LetterDraftInfo, Look, number};
use crate::api::{
    DeskItem, DeskView, HoursView, IncompleteLine, OpenAct, OpenOutput, Standing, WaitingGroup,
};
use crate::fault::Fault;
use crate::running::Running;

/// Months from which the list of holidays of the next year is missed; before that nobody has published it.
const NEXT_YEAR_FROM: u32 = 10;

/// Acts that Meja shows before "Semua N": the one to do now and seven after it (DESK 6.1). An office with hundreds of open
/// usulan would otherwise be sent, read and held once more by a page that shows eight of them.
const FIRST_ACTS: usize = 8;

/// Usulan of a group that are named under it; the others are counted.
const NAMED: usize = 4;

/// A running usulan with its id and the konsep of its naskah.
pub type Open = (String, Arc<Running>, Vec<LetterDraftInfo>);

/// Meja as the account sees it now. `open` are the usulan that have not ended, `ended_incomplete` the rows of ended
/// ones that still owe something, `empty` that the office has no usulan at all, `all` that every act is wanted.
///
/// # Errors
/// A row that this version did not write.
pub fn desk(
    open: &[Open],
    ended_incomplete: &[RegisterRow],
    empty: bool,
    all: bool,
    look: &Look<'_>,
) -> Result<DeskView, Fault> {
    let own = is_officials_own(look);
    let mut acts = Vec::new();
    let mut waiting = Waiting::default();
    let mut incomplete = Incomplete::default();
    let mut susulan = 0;
    for (id, running, drafts) in open {
        let usulan = &running.usulan;
        let found = open_acts(usulan, look, drafts, &running.stretches);
        let desk = OneDesk { id, usulan, look, acts: &found, own, brought: running.brought };
        acts.extend(desk.items());
        desk.waits(&mut waiting);
        for (key, count) in running.debts() {
            incomplete.add(key, id, count);
        }
        susulan += u32::from(is_case(usulan, &found));
    }
    let keeps_dossiers = look.is(Role::Petugas) || look.is(Role::Arsiparis);
    for row in ended_incomplete {
        let extra = extra(row)?;
        for (key, count) in [
            ("not_back", extra.not_back),
            ("copy_owed", extra.copies),
            ("number_owed", extra.numbers),
            ("uncertain", extra.uncertain),
            ("unexplained", extra.unexplained),
        ] {
            incomplete.add(key, &row.id, count as usize);
        }
        if keeps_dossiers && row.status == "selesai" {
            acts.push(dossier_item(row, extra.copies.saturating_add(extra.not_back)));
        }
    }
    acts.sort_by(|a, b| a.order.cmp(&b.order));
    let acts_in_all = number(acts.len());
    if !all {
        acts.truncate(FIRST_ACTS);
    }
    Ok(DeskView {
        hours: hours(look),
        own,
        acts_in_all,
        acts: acts.into_iter().map(|sorted| sorted.item).collect(),
        waiting: waiting.groups(look),
        incomplete: incomplete.lines(),
        susulan,
        empty,
    })
}

/// Whether office hours run now, and what is known of the holidays (DESK 6.1).
pub fn hours(look: &Look<'_>) -> HoursView {
    let calendar = look.calendar();
    let today = look.today();
    let open = calendar.is_open(look.now);
    let closes = calendar.office_hours(today).last().map(|(_, close)| *close).filter(|at| *at > look.now);
    let complete = &calendar.plan().complete_years;
    let next = (today.month() >= NEXT_YEAR_FROM).then(|| today.year() + 1);
    HoursView {
        now: look.state.local(look.now),
        open,
        closes,
        opens: if open { None } else { calendar.next_open(look.now).ok() },
        missing_years: [today.year()]
            .into_iter()
            .chain(next)
            .filter(|year| !complete.contains(year))
            .collect(),
    }
}

/// Where an act stands in the list: those with a deadline by it, so over-time ones first; then those without; then
/// what waits anyway (letters to come, holds, dossiers).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    class: u8,
    due: Option<Instant>,
    step: u32,
    usulan: String,
    part: u8,
}

struct Sorted {
    order: Order,
    item: DeskItem,
}

struct OneDesk<'a> {
    id: &'a str,
    usulan: &'a Usulan,
    look: &'a Look<'a>,
    acts: &'a [OpenAct],
    own: bool,
    brought: bool,
}

impl OneDesk<'_> {
    /// The next act of the usulan; sometimes what has to be fetched or written down beside it.
    fn items(&self) -> Vec<Sorted> {
        let mut found = Vec::new();
        for act in self.acts {
            if act.refused.is_some() || (self.own && act.post.is_some() && !act.own) {
                continue;
            }
            // An official's own desk holds what is to be decided or done by that post, nothing of the clerk's.
            if self.own && !act.own {
                continue;
            }
            self.of_act(act, &mut found);
        }
        self.beside(&mut found);
        found
    }

    fn of_act(&self, act: &OpenAct, found: &mut Vec<Sorted>) {
        let own = act.own;
        let post = act.post.as_ref().map(|post| post.short.clone()).unwrap_or_default();
        let kinds = |wanted: fn(&OpenOutput) -> bool| -> Vec<String> {
            act.outputs.iter().filter(|output| wanted(output)).map(|output| output.kind.clone()).collect()
        };
        let sends = self.usulan.sending_lane().is_some_and(|lane| {
            matches!(act.key.as_str(), "hand_over" | "decide")
                && [lane.write, lane.decide].contains(&act.step)
        });
        match act.key.as_str() {
            "receive" if self.usulan.status == Status::Konsep => {
                found.push(self.item("receive_letter", act, 2, "", Vec::new(), 0));
            }
            "dispose" if own => found.push(self.item("decide", act, 0, &post, Vec::new(), 0)),
            "dispose" => {
                // One next act: what has not been brought cannot be fetched. A form of the office's own is recorded
                // from the usulan itself.
                if self.brought {
                    found.push(self.item("fetch_disposition", act, 0, &post, Vec::new(), 0));
                } else {
                    let mut print = self.item("print_disposition", act, 0, &post, Vec::new(), 0);
                    print.item.act = String::new();
                    found.push(print);
                }
            }
            "accept_disposition" => {
                found.push(self.item("hand_disposition", act, 0, &post, Vec::new(), 0));
            }
            "hand_over" => {
                let unwritten = kinds(|output| output.approved.is_none() && output.revision.is_none());
                let ready = kinds(|output| output.approved.is_none() && output.revision.is_some());
                // A telaah "belum layak" goes alone: what is missing then is asked of nobody.
                let outputs_missing = act.missing.iter().any(|key| key != "checklist");
                if outputs_missing || ready.is_empty() {
                    let key = if sends { "write_notification" } else { "write_outputs" };
                    let mut item = self.item(key, act, 0, "", unwritten, 0);
                    item.item.act = String::new();
                    found.push(item);
                } else {
                    let key = if sends { "bring_notification" } else { "bring_outputs" };
                    found.push(self.item(key, act, 0, &self.decider(act), ready, 0));
                }
            }
            "decide" => {
                let on_desk = kinds(|output| output.approved.is_none());
                let key = match (own, sends) {
                    (true, _) => "decide",
                    (false, true) => "fetch_notification_decision",
                    (false, false) => "fetch_decision",
                };
                found.push(self.item(key, act, 0, &post, on_desk, 0));
            }
            "publish" => found.push(self.item("publish", act, 0, "", Vec::new(), 0)),
            "sign" if self.returned_letter().is_some() => {
                // Sent back to be mended: the next paper is a new revision, not a signature.
                if let Some(naskah) = self.returned_letter() {
                    let mut item = self.item("write_notification", act, 1, "", vec![naskah.kind.clone()], 0);
                    item.item.act = String::new();
                    found.push(item);
                }
            }
            "sign" if own => found.push(self.item("decide", act, 1, &post, kinds(|_| true), 0)),
            "sign" => found.push(self.item("bring_to_signer", act, 1, &post, kinds(|_| true), 0)),
            "number" if self.usulan.waits_outside() => {}
            "number" => found.push(self.item("record_number", act, 1, "", kinds(|_| true), 0)),
            "send" if act.missing.is_empty() && wait_now(self.usulan).is_none() => {
                let sent = self.usulan.sendings.len();
                let left = self.usulan.recipients().len().saturating_sub(sent);
                found.push(self.item("send", act, 0, "", Vec::new(), number(left)));
            }
            "resume" => {
                let reason = self.usulan.hold().map(|hold| hold.reason.clone()).unwrap_or_default();
                found.push(self.item("resume", act, 3, &reason, Vec::new(), 0));
            }
            _ => {}
        }
    }

    /// What belongs to an earlier letter and is needed now: signature and scan before it is uploaded, number always.
    fn beside(&self, found: &mut Vec<Sorted>) {
        let runs = self.usulan.status == Status::Berjalan
            && self.usulan.returned.is_none()
            && self.usulan.hold().is_none();
        if self.own || !self.look.is(Role::Petugas) || !runs {
            return;
        }
        let publish = self.acts.iter().find(|act| act.key == "publish");
        let sending = self.usulan.letter_to_send().map(|naskah| naskah.id.clone());
        let step = self.acts.first().map_or(0, |act| act.step);
        let due = self.acts.iter().filter_map(|act| act.standing.as_ref()?.due).min();
        for lane in &self.usulan.lanes {
            let Some(naskah) = self.usulan.naskah_of_lane(&lane.id) else { continue };
            let Some(revision) = naskah.valid().filter(|_| Some(&naskah.id) != sending.as_ref()) else {
                continue;
            };
            let needed = publish.is_some()
                && naskah.lane.is_some()
                && revision.ready.numbered
                && revision.approved.is_some()
                && publish.is_some_and(|act| lane.decide < act.step);
            let signer = revision.ready.signer.as_deref();
            let outside = revision.ready.signer_outside;
            let mut push = |key: &str, act: &str, name: String| {
                let mut sorted = self.plain(key, act, step, name, vec![naskah.kind.clone()]);
                sorted.order.due = due;
                sorted.order.class = u8::from(due.is_none());
                found.push(sorted);
            };
            if needed && revision.signed.is_none() && signer.is_some() && !outside {
                let name = signer.map(|post| self.look.short(post)).unwrap_or_default();
                push("bring_to_signer", "sign", name);
            }
            if needed && revision.signed.is_some() && revision.copies.is_empty() {
                push("attach_copy", "", naskah.kind.clone());
            }
            if revision.signed.is_some() && revision.ready.numbered && revision.numbered.is_none() {
                push("record_number", "number", String::new());
            }
        }
    }

    /// The letter to be sent, when it came back to be mended and no later revision is siap.
    fn returned_letter(&self) -> Option<&Naskah> {
        let naskah = self.usulan.letter_to_send()?;
        let valid = naskah.valid()?;
        (valid.signed.is_none() && !valid.returned_outside.is_empty()).then_some(naskah)
    }

    /// Short name of the post on whose desk the outputs of a write step are laid.
    fn decider(&self, act: &OpenAct) -> String {
        let lane = act.outputs.iter().find_map(|output| self.usulan.lane(&output.lane));
        let step = lane.and_then(|lane| self.usulan.definition.step(lane.decide));
        step.map(|step| self.look.state.actor_name(&self.usulan.definition, &step.actor)).unwrap_or_default()
    }

    fn item(
        &self,
        key: &str,
        act: &OpenAct,
        class: u8,
        name: &str,
        naskah: Vec<String>,
        count: u32,
    ) -> Sorted {
        let mut sorted = self.plain(key, &act.key, act.step, name.to_owned(), naskah);
        sorted.item.count = count;
        let due = act.standing.as_ref().and_then(|standing| standing.due);
        sorted.order.due = due;
        sorted.order.class = if due.is_none() { class.max(1) } else { class };
        sorted.order.part = 1;
        sorted.item.standing = act.standing.clone();
        sorted
    }

    fn plain(&self, key: &str, act: &str, step: u32, name: String, naskah: Vec<String>) -> Sorted {
        Sorted {
            order: Order { class: 1, due: None, step, usulan: self.id.to_owned(), part: 0 },
            item: DeskItem {
                key: key.to_owned(),
                act: act.to_owned(),
                usulan: self.id.to_owned(),
                etalase: self.usulan.etalase.name.clone(),
                agency: agency_of(self.usulan).name,
                step,
                naskah,
                count: 0,
                name,
                standing: None::<Standing>,
            },
        }
    }

    /// For whom this usulan waits, if it is for somebody else.
    fn waits(&self, waiting: &mut Waiting) {
        let (usulan, look) = (self.usulan, self.look);
        if usulan.status == Status::Konsep || usulan.returned.is_some() {
            let since = usulan.returned.as_ref().map(|(mark, _)| *mark).or(usulan.since);
            let since = since.map(|mark| mark.happened.to);
            waiting.add(Group::Proposer, &agency_of(usulan).name, self.id, since);
            return;
        }
        if usulan.status != Status::Berjalan {
            return;
        }
        if let Some(hold) = usulan.hold() {
            waiting.add(Group::Held, &hold.reason, self.id, Some(hold.from.happened.to));
            return;
        }
        for act in self.acts {
            let Some(post) = &act.post else { continue };
            if act.own {
                continue;
            }
            let since = act.standing.as_ref().map(|standing| standing.since.to);
            let kind = usulan.kind_of(act.step);
            if act.key == "sign" {
                if self.returned_letter().is_none() {
                    waiting.add(Group::Outside, &post.short, self.id, since);
                }
                continue;
            }
            let lies_there = match kind {
                Some(StepKind::Decide) => true,
                Some(StepKind::Dispose) => self.brought,
                // A post that records for itself has the map while its step runs.
                _ => !post.recordable,
            };
            if lies_there {
                let (said, moved) = place(usulan);
                let name = match &said {
                    sop::dossier::Place::Said(_) => place_name(&place_key(&said), look),
                    _ => format!("Meja {}", post.short),
                };
                let since = match (&said, kind) {
                    (sop::dossier::Place::Said(_), _) | (_, Some(StepKind::Dispose)) => {
                        moved.map(|moved| moved.to).or(since)
                    }
                    _ => since,
                };
                waiting.add(Group::Desk, &name, self.id, since);
            }
        }
    }
}

fn dossier_item(row: &RegisterRow, copies: u32) -> Sorted {
    Sorted {
        order: Order { class: 4, due: None, step: 0, usulan: row.id.clone(), part: 0 },
        item: DeskItem {
            key: "complete_dossier".to_owned(),
            act: "close".to_owned(),
            usulan: row.id.clone(),
            etalase: row.etalase.clone(),
            agency: row.agency_name.clone(),
            step: 0,
            naskah: Vec::new(),
            count: copies,
            name: String::new(),
            standing: None,
        },
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Desk,
    Outside,
    Held,
    Proposer,
}

impl Group {
    fn word(self) -> &'static str {
        match self {
            Group::Desk => "desk",
            Group::Outside => "outside",
            Group::Held => "held",
            Group::Proposer => "proposer",
        }
    }
}

/// Usulan of a group and the earliest time since when.
type Members = (Vec<String>, Option<Instant>);

#[derive(Default)]
struct Waiting {
    groups: BTreeMap<(Group, String), Members>,
}

impl Waiting {
    fn add(&mut self, group: Group, name: &str, usulan: &str, since: Option<Instant>) {
        let (members, earliest) = self.groups.entry((group, name.to_owned())).or_default();
        if !members.iter().any(|member| member == usulan) {
            members.push(usulan.to_owned());
        }
        *earliest = match (*earliest, since) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    fn groups(self, look: &Look<'_>) -> Vec<WaitingGroup> {
        self.groups
            .into_iter()
            .map(|((group, name), (usulan, since))| WaitingGroup {
                kind: group.word().to_owned(),
                name,
                count: number(usulan.len()),
                usulan: usulan.into_iter().take(NAMED).collect(),
                minutes: since.map_or(0, |since| look.minutes_since(since)),
                since,
            })
            .collect()
    }
}

/// The lines of "Perlu dilengkapi", in the order of the desk, each with the number of its usulan.
struct Incomplete {
    lines: [(IncompleteLine, usize); 5],
}

impl Default for Incomplete {
    fn default() -> Incomplete {
        let line = |key: &str| IncompleteLine { key: key.to_owned(), count: 0, only: None };
        Incomplete {
            lines: ["not_back", "copy_owed", "number_owed", "uncertain", "unexplained"]
                .map(|key| (line(key), 0)),
        }
    }
}

impl Incomplete {
    fn add(&mut self, key: &str, usulan: &str, count: usize) {
        if count == 0 {
            return;
        }
        if let Some((line, of)) = self.lines.iter_mut().find(|(line, _)| line.key == key) {
            line.count = line.count.saturating_add(number(count));
            *of += 1;
            line.only = (*of == 1).then(|| usulan.to_owned());
        }
    }

    fn lines(self) -> Vec<IncompleteLine> {
        self.lines.into_iter().map(|(line, _)| line).filter(|line| line.count > 0).collect()
    }
}

#[cfg(test)]
mod tests;
