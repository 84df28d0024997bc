//! Why an act is refused. A closed list; the sentence to each is made in `office`.

use chrono::NaiveDate;

use crate::people::Capacity;
use crate::record::{Happened, Instant};
use crate::usulan::Status;

/// A refusal. Nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The account's roles do not allow the act; `post` is whose act it is, by short name.
    #[error("not permitted")]
    NotPermitted {
        /// The step, when the act belongs to one.
        step: Option<u32>,
        /// The post that may.
        post: String,
    },
    /// The named person did not hold the post on that date.
    #[error("not the holder")]
    NotHolder {
        /// The date.
        date: NaiveDate,
        /// Short name of the post.
        post: String,
        /// Who holds it, if anybody.
        holder: Option<(String, Capacity)>,
    },
    /// The post said "hanya sendiri".
    #[error("only by the official")]
    OnlySelf {
        /// Short name of the post.
        post: String,
    },
    /// Basis `own` for an act of somebody else.
    #[error("own basis for another's act")]
    OwnByOther {
        /// Short name of the post.
        post: String,
    },
    /// The step before is not recorded yet.
    #[error("wrong order")]
    WrongOrder {
        /// The step that comes first.
        step: u32,
    },
    /// The act does not fit where the usulan stands; the step is past.
    #[error("step already recorded")]
    AlreadyDone {
        /// The step.
        step: u32,
    },
    /// Nothing is recorded yet, or only a draft.
    #[error("not received yet")]
    NotReceived,
    /// The usulan is there already.
    #[error("already received")]
    AlreadyReceived,
    /// The usulan has ended.
    #[error("finished")]
    Finished {
        /// How.
        status: Status,
        /// When.
        at: Option<Happened>,
    },
    /// The act needs an usulan that has ended.
    #[error("still running")]
    NotFinished,
    /// Held: only lanjutkan, batal, attach, explain, amend and the map.
    #[error("held")]
    Held,
    /// Not held.
    #[error("not held")]
    NotHeld,
    /// Returned to the proposer.
    #[error("returned to the proposer")]
    Returned,
    /// Outputs or papers of the step are not there, by key.
    #[error("outputs missing")]
    MissingOutput {
        /// Keys: lanes, or `LANE:R2` when a new revision is wanted.
        outputs: Vec<String>,
    },
    /// A paper does not exist; the act may go on with a deviation.
    #[error("paper missing")]
    MissingPaper {
        /// Keys: `checklist`, `proof`, `signed:KIND`.
        papers: Vec<String>,
    },
    /// The whole interval lies before the event that enabled the act.
    #[error("before the previous event")]
    BeforePrevious {
        /// As stated.
        at: Happened,
        /// The step of the event that enabled it.
        step: Option<u32>,
        /// When that was.
        previous: Happened,
    },
    /// The whole interval lies after now.
    #[error("in the future")]
    Future {
        /// As stated.
        at: Happened,
        /// Now.
        now: Instant,
    },
    /// A correction without sentence and document.
    #[error("empty correction")]
    EmptyCorrection,
    /// An act that needs a reason has none.
    #[error("no reason")]
    NoReason,
    /// A required part of the form is empty, by key.
    #[error("incomplete")]
    Incomplete {
        /// Keys: `agency`, `etalase`, `number`, `recipients`, `decisions`, `place`, `cause`, `actor`, `time` (a year
        /// that cannot be meant).
        fields: Vec<String>,
    },
    /// The decision names a revision that is not the one on the desk, or other content.
    #[error("stale decision")]
    StaleDecision {
        /// The output.
        lane: String,
        /// The revision on the desk.
        revision: Option<u32>,
    },
    /// The output is not on the desk.
    #[error("not on the desk")]
    NotOnDesk {
        /// The output.
        lane: String,
    },
    /// Nothing is approved that could be withdrawn, or a later step is recorded.
    #[error("no approval to withdraw")]
    NoApproval {
        /// The output.
        lane: String,
    },
    /// With a negative telaah nothing else is decided.
    #[error("cancelled by a negative telaah")]
    LaneCancelled {
        /// The output.
        lane: String,
    },
    /// No such naskah or revision.
    #[error("no such revision")]
    NoSuchRevision,
    /// Not the next revision, or the output is approved.
    #[error("revision not expected")]
    RevisionNotExpected,
    /// The revision was replaced: "R2 ini yang berlaku" first.
    #[error("an older revision")]
    OlderRevision {
        /// The one meant.
        revision: u32,
        /// The latest.
        latest: u32,
    },
    /// Not signed yet.
    #[error("not signed")]
    NotSigned,
    /// Signed already.
    #[error("already signed")]
    AlreadySigned,
    /// Numbered already.
    #[error("already numbered")]
    AlreadyNumbered,
    /// The naskah is signed: it can be revoked, not made void.
    #[error("signed, so not void")]
    SignedNotVoid,
    /// The acting post is not the signer of this naskah.
    #[error("not the signer")]
    NotSigner,
    /// Recipients that are not on the letter or were served before.
    #[error("unknown or served recipient")]
    RecipientUnknown {
        /// Name.
        name: String,
    },
    /// The step was not reached.
    #[error("step not reached")]
    NotReached {
        /// The step.
        step: u32,
    },
    /// Only steps 2 to 4 can be returned to the proposer.
    #[error("too late to return")]
    TooLateToReturn,
    /// The resubmission carries the old agenda number.
    #[error("same agenda number")]
    SameAgenda {
        /// The number.
        agenda: String,
    },
    /// Nothing to take back.
    #[error("nothing to undo")]
    NothingToUndo,
    /// More than ten minutes ago.
    #[error("too late to undo")]
    UndoTooLate,
    /// Somebody else recorded last.
    #[error("not your record")]
    UndoNotYours {
        /// Who.
        name: String,
    },
    /// Such an act cannot be taken back.
    #[error("cannot be undone")]
    CannotUndo,
    /// No such record, or the field cannot be mended on it.
    #[error("cannot be amended")]
    CannotAmend,
    /// The step was in time; there is nothing to explain.
    #[error("nothing to explain")]
    NothingToExplain {
        /// The step.
        step: u32,
    },
    /// Copies, numbers or explanations are still owed.
    #[error("dossier incomplete")]
    DossierIncomplete {
        /// Copies owed.
        copies: u32,
        /// Numbers owed.
        numbers: u32,
        /// Late steps unexplained.
        unexplained: u32,
    },
    /// The calendar has no open hour at all.
    #[error("calendar without working time")]
    NoWorkingTime,
}
