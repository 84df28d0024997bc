use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sop::act::{NumberSource, Recipient};
use sop::record::{DocumentId, Instant};
use ts_rs::TS;

use crate::api::{HolderView, RevisionView};

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum FieldContent {
    /// A line or paragraphs.
    Text(String),
    /// A list of lines.
    List(Vec<String>),
    /// A table: rows of cells.
    Table(Vec<Vec<String>>),
}

/// One field of a naskah's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldView {
    /// Key in the template.
    pub key: String,
    /// Label.
    pub label: String,
    /// Group: tujuan, isi, lampiran, …
    pub group: String,
    /// Input: short, long, list, choice, date, table.
    pub input: String,
    /// Choices; a choice may also take other words.
    pub options: Vec<String>,
    /// Column heads of a table.
    pub columns: Vec<String>,
    /// Must be filled before locking.
    pub required: bool,
    /// A line of help.
    pub help: String,
}

/// Form of signing (facts 1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SigningForm {
    /// Atas nama sendiri.
    #[default]
    Own,
    /// a.n.
    OnBehalf,
    /// a.n. and u.b.
    OnBehalfFor,
}

/// Everything that can be filled in a naskah's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LetterDraft {
    /// Field contents by key.
    pub fields: BTreeMap<String, FieldContent>,
    /// Addressees; more than a few go into "daftar terlampir".
    pub recipients: Vec<Recipient>,
    /// Post of the signer.
    pub signer: Option<String>,
    /// Own name, a.n., u.b.
    pub form: SigningForm,
    /// Tembusan.
    pub copies_to: Vec<String>,
    /// Number given by hand ("Sudah ada"); none leaves it blank for handwriting.
    pub number: Option<String>,
    /// Date given; none leaves it blank.
    pub date: Option<NaiveDate>,
    /// Paper: `a4`, `f4-215`, `f4-210`.
    pub paper: String,
    /// A surat usulan that a bagian of Setda writes as nota dinas.
    #[serde(default)]
    pub nota: bool,
}

/// A post that can sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignerOption {
    /// Key of the post.
    pub post: String,
    /// Its name.
    pub name: String,
    /// Who holds it today, none: "jabatan belum ada pemegangnya".
    pub holder: Option<HolderView>,
    /// Forms that fit.
    pub forms: Vec<SigningForm>,
    /// Tembusan as proposed when this post signs; the signer is never among them.
    pub copies_to: Vec<String>,
}

/// Where a field stands on the page, in micrometres from the top left corner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldPlace {
    /// Key of the field.
    pub key: String,
    /// Page, from 1.
    pub page: u32,
    /// Left.
    pub x: u32,
    /// Top.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// A naskah opened for writing or reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LetterView {
    /// The usulan.
    pub usulan: String,
    /// Its `seen`.
    pub seen: u32,
    /// Kind.
    pub kind: String,
    /// Key of the naskah; empty while nothing was kept.
    pub naskah: String,
    /// Revision of the konsep, or of the locked one shown.
    pub revision: u32,
    /// `konsep` or `siap`.
    pub state: String,
    /// When the konsep was kept.
    pub saved_at: Option<Instant>,
    /// The locked revision, when `siap`.
    pub locked: Option<RevisionView>,
    /// The form.
    pub fields: Vec<FieldView>,
    /// What stands in it.
    pub draft: LetterDraft,
    /// Posts that can sign.
    pub signers: Vec<SignerOption>,
    /// Paraf chain by short names, konseptor first.
    pub route: Vec<String>,
    /// All possible addressees, by group.
    pub recipient_groups: Vec<RecipientGroup>,
    /// Papers to choose from: key and label.
    pub papers: Vec<(String, String)>,
    /// Whether the kind carries a number.
    pub numbered: bool,
    /// Where numbers come from.
    pub number_source: NumberSource,
    /// The pattern with a gap, as it prints when blank.
    pub number_blank: String,
    /// The template was changed since this konsep was begun: it stays on the one it began with until the new one is
    /// taken.
    pub template_changed: bool,
    /// Whether this letter may go as nota dinas.
    pub may_be_nota: bool,
    /// Whether this account may write it; else the fault code.
    pub refused: Option<String>,
}

/// A group of addressees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecipientGroup {
    /// Name: "Perangkat daerah", "RSUD", "Kecamatan".
    pub name: String,
    /// Who is in it, in protocol order.
    pub recipients: Vec<Recipient>,
}

/// A drawn konsep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LetterPreview {
    /// The picture of each page, to be asked for as `<picture>?w=<pixels>`. A page that looks as before keeps its picture's name.
    pub pictures: Vec<String>,
    /// Pages.
    pub pages: u32,
    /// Width and height of each page in micrometres.
    pub sizes: Vec<(u32, u32)>,
    /// Keys of required fields that are empty.
    pub missing: Vec<String>,
    /// Where the fields stand.
    pub places: Vec<FieldPlace>,
    /// Text of each page, for screen readers.
    pub texts: Vec<String>,
}

/// A revision that was just locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LockedLetter {
    /// The usulan.
    pub usulan: String,
    /// Its `seen` now.
    pub seen: u32,
    /// The naskah.
    pub naskah: String,
    /// The revision.
    pub revision: u32,
    /// The locked PDF.
    pub document: DocumentId,
}

/// What became of a printing, saving or opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintOutcome {
    /// Whether anything was handed over or written (false: a dialog was closed).
    pub done: bool,
    /// Name of the queue or of the file.
    pub name: String,
    /// Sheets handed over.
    pub sheets: u32,
    /// `seen` of the usulan after it.
    pub seen: u32,
}
