//! Who did it, who typed it, on what ground, when: the frame of every event (PROCEDURE section 1).

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, Timelike};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::people::{AccountId, Capacity, PersonId, PostId};

/// A point in time with the office's offset. Times of events are whole minutes.
pub type Instant = DateTime<FixedOffset>;
/// SHA-256 of a document, lower-case hex.
pub type DocumentId = String;

/// Cuts an instant to its minute: the PC's clock has seconds, the paper has none.
pub fn whole_minute(at: Instant) -> Instant {
    at - Duration::seconds(i64::from(at.second())) - Duration::nanoseconds(i64::from(at.nanosecond()))
}

/// Who did it (Pelaku), as valid on the event's date. Names are copied in: a later change of officials
/// rewrites no record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Actor {
    /// An official in a post.
    Official {
        /// Key of the post.
        post: PostId,
        /// Name of the post.
        post_name: String,
        /// Short name of the post.
        short: String,
        /// Key of the person.
        person: PersonId,
        /// Name of the person.
        name: String,
        /// Definitif, Plt. or Plh.
        capacity: Capacity,
    },
    /// The proposing agency (step 1).
    Agency {
        /// Key of the agency.
        agency: String,
        /// Its name.
        name: String,
    },
    /// The staff member at the desk, for what needs no post (attach, print, file).
    Staff {
        /// The account.
        account: AccountId,
        /// Its name.
        name: String,
    },
}

/// On what ground it is recorded (Dasar).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// In the application, by the actor.
    Own,
    /// Paraf or signature on paper.
    Paper,
    /// Told by message or telephone.
    Message,
}

/// The copy of the paper (Salinan).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "copy", rename_all = "snake_case")]
pub enum Evidence {
    /// A document of the archive.
    Document {
        /// Its SHA-256.
        document: DocumentId,
    },
    /// Menyusul: the paper exists, its copy follows.
    Later,
    /// Nothing to copy: done in the application.
    NotNeeded,
}

/// How sure the time is (DESK 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// "Jam tertulis": written on the paper, or done in the program.
    Written,
    /// "Sekitar jam ini": plus or minus fifteen minutes.
    About,
    /// "Hanya tanggalnya": the office hours of that day.
    DateOnly,
}

/// When it happened: earliest and latest instant, in whole minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Happened {
    /// Earliest.
    pub from: Instant,
    /// Latest; equal to `from` when the hour is written.
    pub to: Instant,
    /// How the recorder knew.
    pub certainty: Certainty,
}

impl Happened {
    /// One certain instant.
    pub fn at(at: Instant) -> Happened {
        let at = whole_minute(at);
        Happened { from: at, to: at, certainty: Certainty::Written }
    }

    /// The later of two readings, bound by bound: what both of them must have waited for.
    pub fn latest(self, other: Happened) -> Happened {
        let certainty = if self.to >= other.to { self.certainty } else { other.certainty };
        Happened { from: self.from.max(other.from), to: self.to.max(other.to), certainty }
    }

    /// Whether it is one instant.
    pub fn is_certain(&self) -> bool {
        self.from == self.to
    }
}

/// When, as the recorder states it; the program never invents an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "certainty", rename_all = "snake_case")]
pub enum When {
    /// Now, by the PC's clock.
    Now,
    /// The hour is written on the paper.
    Written {
        /// That hour.
        at: Instant,
    },
    /// About this hour.
    About {
        /// That hour.
        at: Instant,
    },
    /// Only the date is known.
    DateOnly {
        /// That date.
        date: NaiveDate,
    },
}

/// The frame of one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Record {
    /// Pelaku.
    pub actor: Actor,
    /// Pencatat: the account that typed it.
    pub recorder: AccountId,
    /// Name of the recorder at that time.
    pub recorder_name: String,
    /// Dasar.
    pub basis: Basis,
    /// Salinan.
    pub evidence: Evidence,
    /// Waktu.
    pub happened: Happened,
    /// Dicatat: the PC's clock, never typed.
    pub entered_at: Instant,
    /// Which act of this usulan the event belongs to, counted from 1; one act may make several events.
    pub act: u32,
}
