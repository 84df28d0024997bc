//! What the desk shows, made from usulan and settings. Pure functions: no archive, no clock.

pub mod agenda;
pub(crate) mod books;
pub mod desk;
pub mod lived;
pub mod report;
pub mod row;
pub mod sop_text;
pub mod standing;
pub mod susulan;
pub mod usulan;

mod acts;
pub(crate) mod berkas;
mod path;
#[cfg(test)]
pub(crate) mod replayed;
#[cfg(test)]
mod testing;

use chrono::NaiveDate;
use sop::calendar::Calendar;
use sop::decide::post_of_step;
use sop::people::{Account, Post, Role};
use sop::record::{Happened, Instant};
use sop::usulan::{Status, Usulan};

use crate::api::HolderView;
use crate::fault::Code;
use crate::state::State;

/// What every view rests on: the settings, who looks, and the present minute.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Settings in force.
    pub state: &'a State,
    /// The account at this door, none before one is chosen.
    pub account: Option<&'a Account>,
    /// The PC's clock.
    pub now: Instant,
}

/// A konsep of an usulan as it is kept among the drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterDraftInfo {
    /// Kind of naskah.
    pub kind: String,
    /// Key of the naskah.
    pub naskah: String,
    /// Revision that it becomes when it is locked.
    pub revision: u32,
    /// When it was kept.
    pub saved_at: Instant,
}

/// Whose act it is; the same rule as in `sop::decide` (PROCEDURE section 1), tested against it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Doer<'a> {
    /// A post: its holder, or a petugas if the post lets itself be recorded.
    Post(&'a Post),
    /// Accounts with one of these roles; `Pejabat` means an official of the SOP.
    Staff(&'static [Role]),
}

/// What only the petugas records: the agency's own act, and steps whose actor has no post here.
pub(crate) const DESK: &[Role] = &[Role::Petugas];
/// What the office records of an usulan without a post.
pub(crate) const OFFICE: &[Role] = &[Role::Petugas, Role::Pejabat];
/// What belongs to keeping the dossier.
pub(crate) const ARCHIVE: &[Role] = &[Role::Petugas, Role::Pejabat, Role::Arsiparis];

impl<'a> Look<'a> {
    pub(crate) fn calendar(&self) -> &'a Calendar {
        &self.state.calendar
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.state.calendar.date(self.now)
    }

    pub(crate) fn is(&self, role: Role) -> bool {
        self.account.is_some_and(|account| account.is(role))
    }

    /// Whether the account belongs to somebody who holds the post today.
    pub(crate) fn holds(&self, post: &str) -> bool {
        self.account.is_some_and(|account| account.holds(&self.state.posts, post, self.today()))
    }

    fn is_official(&self) -> bool {
        self.state.posts.posts.iter().any(|post| post.sop_actor.is_some() && self.holds(&post.id))
    }

    /// Short name of a post; its key when the post is no longer in the list.
    pub(crate) fn short(&self, post: &str) -> String {
        self.state.posts.post(post).map_or_else(|| post.to_owned(), |post| post.short.clone())
    }

    /// Who holds the post today, stand-ins first.
    pub(crate) fn holder(&self, post: &Post) -> Option<HolderView> {
        let holder = self.state.posts.holder(&post.id, self.today())?;
        Some(HolderView {
            post: holder.post.id,
            short: holder.post.short,
            person: holder.person,
            capacity: holder.capacity,
        })
    }

    /// Whose act a step is; a step whose actor no post plays is recorded by the petugas.
    pub(crate) fn doer_of_step(&self, usulan: &Usulan, step: u32) -> Doer<'a> {
        post_of_step(&usulan.definition, &self.state.posts, step).map_or(Doer::Staff(DESK), Doer::Post)
    }

    /// Why the account may not record an act, as a fault code; none when it may.
    pub(crate) fn refused(&self, doer: Doer<'_>) -> Option<String> {
        let Some(account) = self.account else { return Some(code_word(Code::NoAccount)) };
        if !account.active {
            return Some(code_word(Code::NotPermitted));
        }
        match doer {
            Doer::Post(post) if self.holds(&post.id) => None,
            Doer::Post(_) if !self.is(Role::Petugas) => Some(code_word(Code::NotPermitted)),
            Doer::Post(post) if !post.recordable => Some(code_word(Code::OnlySelf)),
            Doer::Post(_) => None,
            Doer::Staff(roles) => {
                let allowed = roles.iter().any(|role| match role {
                    Role::Pejabat => self.is_official(),
                    Role::Petugas | Role::Arsiparis | Role::Admin => self.is(*role),
                });
                (!allowed).then(|| code_word(Code::NotPermitted))
            }
        }
    }

    /// Working minutes from the latest reading of a time until now.
    pub(crate) fn minutes_since(&self, since: Instant) -> u32 {
        count(self.calendar().elapsed(since, self.now).minutes)
    }
}

/// The word of a fault code, as doors see it.
pub(crate) fn code_word(code: Code) -> String {
    serde_json::to_value(code).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Minutes of the calendar as a count: it never gives a negative one.
pub(crate) fn count(minutes: i64) -> u32 {
    u32::try_from(minutes.max(0)).unwrap_or(u32::MAX)
}

/// A length as a count for the screen.
pub(crate) fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Status with its overlays (PROCEDURE section 3).
pub(crate) fn status_word(usulan: &Usulan) -> &'static str {
    match usulan.status {
        Status::Baru | Status::Konsep => "konsep",
        Status::Berjalan if usulan.returned.is_some() => "dikembalikan",
        Status::Berjalan if usulan.hold().is_some() => "ditahan",
        Status::Berjalan => "berjalan",
        Status::Selesai => "selesai",
        Status::BerkasLengkap => "berkas_lengkap",
        Status::TidakDilanjutkan => "tidak_dilanjutkan",
        Status::Batal => "batal",
    }
}

/// The step at which an usulan stands: the first one that is open, 0 when it has not begun or has ended.
pub(crate) fn step_now(usulan: &Usulan) -> u32 {
    usulan.open_steps().first().copied().unwrap_or(0)
}

/// When the letter that counts now was received.
pub(crate) fn received(usulan: &Usulan) -> Option<Happened> {
    usulan.letters.last().map(|(mark, _)| mark.happened)
}
