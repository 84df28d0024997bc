//! The SOP as data: what the document says, word for word, and how its steps hang together (DESIGN 4).
//!
//! A definition is a TOML file; [`Definition::delivered`] is the one of Kabupaten Mojokerto, and another SOP in
//! the same form loads without code. What the words of the document are is never changed here: oddities are
//! reported by [`crate::lint`] and explained by the file's own [`Note`]s.

mod parse;
mod place;
mod reader;

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

pub use place::{IdentityField, List, Place, StepPart};
pub use reader::{DefinitionError, Problem};

/// The delivered SOP, as its file stands in the repository.
const DELIVERED: &str = include_str!("../definitions/etalase-katalog-lokal.toml");

/// One SOP document, checked: every reference in it leads somewhere.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct Definition {
    /// Key of the SOP, the same in all its versions, such as `etalase-katalog-lokal`.
    pub id: String,
    /// The head of the identity page.
    pub identity: Identity,
    /// Dasar hukum, in the document's order and words.
    pub legal_bases: Vec<String>,
    /// Kualifikasi pelaksana.
    pub qualifications: Vec<String>,
    /// Keterkaitan.
    pub related: Vec<String>,
    /// Peralatan/perlengkapan.
    pub equipment: Vec<String>,
    /// Peringatan.
    pub warnings: Vec<String>,
    /// Pencatatan dan pendataan.
    pub records: Vec<String>,
    /// The columns under "Pelaksana", in order.
    pub actors: Vec<Actor>,
    /// The steps, in order of their numbers.
    pub steps: Vec<Step>,
    /// What is worth knowing about oddities of the document.
    pub notes: Vec<Note>,
    /// SHA-256 (hex) of the file's bytes. A running usulan names the version it began with by it.
    pub hash: String,
}

/// The head of the identity page (PermenPANRB 35/2012, facts 3.1).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct Identity {
    /// The words over the page, "STANDAR OPERASIONAL PROSEDUR (SOP)".
    pub form: String,
    /// The office, from the government down to the unit that owns the SOP.
    pub heading: Vec<String>,
    /// Nomor SOP, as written.
    pub number: String,
    /// Tanggal pembuatan.
    pub created: WrittenDate,
    /// Tanggal revisi; `None` where the document leaves it empty.
    pub revised: Option<WrittenDate>,
    /// Tanggal efektif.
    pub effective: WrittenDate,
    /// Disahkan oleh.
    pub approver: Approver,
    /// Judul SOP.
    pub title: String,
}

/// A date as the document writes it, and the day it means.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct WrittenDate {
    /// The words, such as "9 November 2022".
    pub text: String,
    /// The day.
    pub date: NaiveDate,
}

/// Who put the SOP in force.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct Approver {
    /// Post.
    pub post: String,
    /// Name with titles.
    pub name: String,
    /// Rank (pangkat).
    pub rank: String,
    /// Civil-servant number, grouped as written.
    pub nip: String,
}

/// One column under "Pelaksana".
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Actor {
    /// Key, such as `kepala-ukpbj`.
    pub id: String,
    /// The head of the column.
    pub name: String,
    /// It is the proposing agency, not a post of this office; it has no account (PROCEDURE 1).
    pub proposer: bool,
}

/// What kind of act a step is; the program knows what each kind needs and makes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// The proposal comes in and is registered.
    Register,
    /// The head of the unit assigns it.
    Dispose,
    /// The assignment is received.
    Receive,
    /// Its outputs are written; each is a lane that is decided on.
    Write,
    /// Lanes are approved or returned for correction.
    Decide,
    /// Something is put on a platform outside; the proof is kept.
    Publish,
    /// The result is handed to its recipients.
    Send,
}

impl StepKind {
    /// Every kind, in the order of the delivered SOP.
    pub const ALL: [StepKind; 7] = [
        StepKind::Register,
        StepKind::Dispose,
        StepKind::Receive,
        StepKind::Write,
        StepKind::Decide,
        StepKind::Publish,
        StepKind::Send,
    ];

    /// The word of the definition file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            StepKind::Register => "register",
            StepKind::Dispose => "dispose",
            StepKind::Receive => "receive",
            StepKind::Write => "write",
            StepKind::Decide => "decide",
            StepKind::Publish => "publish",
            StepKind::Send => "send",
        }
    }
}

/// One row of the table: an act with its actor and its mutu baku.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Step {
    /// Its number in the document.
    pub number: u32,
    /// What kind of act it is.
    pub kind: StepKind,
    /// Short name for the screen (DESK 6.4, 7.1); not a word of the document.
    pub name: String,
    /// Uraian kegiatan, without the choices below.
    pub act: String,
    /// The choices of a decision as the document lists them; empty for other steps.
    pub choices: Vec<String>,
    /// Key of the actor.
    pub actor: String,
    /// The actor was inferred, because the document's column cannot be read (facts 0.2).
    pub actor_inferred: bool,
    /// Words over the list of requirements, "Persetujuan :" of step 6; empty where there are none.
    pub requirements_heading: String,
    /// Persyaratan/kelengkapan.
    pub requirements: Vec<Requirement>,
    /// Waktu.
    pub time: StandardTime,
    /// Words over the list of outputs, "Persetujuan/ koreksi :" of step 5; empty where there are none.
    pub outputs_heading: String,
    /// Output.
    pub outputs: Vec<Output>,
    /// Keys of the lanes that a decision decides; empty for other steps.
    pub decides: Vec<String>,
    /// Where a correction leads: the step that writes those lanes. `None` for other steps.
    pub correction_to: Option<u32>,
    /// The step after this one where it is not simply the next row.
    pub next: Option<u32>,
    /// Keterangan.
    pub remark: String,
}

impl Step {
    /// The whole cell "Uraian kegiatan", as in the document.
    #[must_use]
    pub fn act_text(&self) -> String {
        cell(&self.act, self.choices.iter().map(String::as_str))
    }

    /// The whole cell "Persyaratan/Kelengkapan", as in the document.
    #[must_use]
    pub fn requirements_text(&self) -> String {
        cell(
            &self.requirements_heading,
            self.requirements.iter().map(|requirement| requirement.text.as_str()),
        )
    }

    /// The whole cell "Output", as in the document.
    #[must_use]
    pub fn outputs_text(&self) -> String {
        cell(&self.outputs_heading, self.outputs.iter().map(|output| output.text.as_str()))
    }
}

/// A paper or fact that a step needs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Requirement {
    /// The document's words, with the dash where it is an item of a list.
    pub text: String,
    /// Key of the output that meets it.
    pub output: Option<String>,
    /// It comes from outside the SOP (the agency's letter), so no step makes it.
    pub outside: bool,
}

impl Requirement {
    /// The words without the dash of the list.
    #[must_use]
    pub fn label(&self) -> &str {
        undashed(&self.text)
    }
}

/// What a step makes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Output {
    /// Key, unique in the SOP. Of a [`StepKind::Write`] step it is the key of the lane.
    pub id: String,
    /// The document's words, with the dash where it is an item of a list.
    pub text: String,
    /// Kind of the naskah, such as `telaah`, where the output is one that the office writes or receives.
    pub naskah: Option<String>,
    /// Key of the lane whose approval this output is.
    pub approves: Option<String>,
}

impl Output {
    /// The words without the dash of the list.
    #[must_use]
    pub fn label(&self) -> &str {
        undashed(&self.text)
    }
}

/// Waktu of the mutu baku, in the document's words and in numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct StandardTime {
    /// The words, such as "1 Jam" or "-".
    pub text: String,
    /// What they mean.
    pub length: Length,
}

/// The length of a standard time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(tag = "unit", content = "count", rename_all = "snake_case")]
pub enum Length {
    /// No standard: the step is left out of compliance.
    None,
    /// Working minutes.
    Minutes(u32),
    /// Working days, each as long as the first day on which the clock runs (PROCEDURE 4).
    Days(u32),
}

impl Length {
    /// Working minutes, where a day has `day_minutes` of them (450, in Ramadan 390); `None` without a standard.
    #[must_use]
    pub const fn minutes(self, day_minutes: u32) -> Option<u32> {
        match self {
            Length::None => None,
            Length::Minutes(minutes) => Some(minutes),
            Length::Days(days) => Some(days.saturating_mul(day_minutes)),
        }
    }
}

/// A remark about an oddity of the document. It explains; it changes nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Note {
    /// Where it applies.
    pub at: Vec<Place>,
    /// The remark, in Indonesian.
    pub text: String,
    /// What it rests on.
    pub source: String,
}

/// One output of a writing step on its way: written, decided on, returned alone if corrected (PROCEDURE 3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lane<'a> {
    /// The output; its key is the lane's key.
    pub output: &'a Output,
    /// Number of the step that writes it.
    pub write: u32,
    /// Number of the step that decides on it, if one does.
    pub decide: Option<u32>,
}

impl Lane<'_> {
    /// The lane's key, such as `pengumuman`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.output.id
    }
}

impl Definition {
    /// Reads a definition file.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong, with its line and field: broken TOML, a field that is missing, unknown or of
    /// the wrong type, a step number twice or out of order, an actor, step, output, kind or place that is not there.
    pub fn parse(text: &str) -> Result<Definition, DefinitionError> {
        parse::definition(text)
    }

    /// The SOP of Kabupaten Mojokerto that the application delivers (number 061/ 1416-023/2022).
    ///
    /// # Errors
    ///
    /// Only if the file in the repository is broken, which a test would find.
    pub fn delivered() -> Result<Definition, DefinitionError> {
        Definition::parse(DELIVERED)
    }

    /// The bytes of the delivered file, for an office folder that keeps its definition as a document.
    #[must_use]
    pub const fn delivered_source() -> &'static str {
        DELIVERED
    }

    /// The step with a number.
    #[must_use]
    pub fn step(&self, number: u32) -> Option<&Step> {
        self.steps.iter().find(|step| step.number == number)
    }

    /// The first step.
    #[must_use]
    pub fn first_step(&self) -> Option<&Step> {
        self.steps.first()
    }

    /// The last step; recording it makes an usulan *selesai*.
    #[must_use]
    pub fn last_step(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// The step that follows the step with a number: the one it names, else the next row. `None` after the last.
    #[must_use]
    pub fn step_after(&self, number: u32) -> Option<&Step> {
        let index = self.steps.iter().position(|step| step.number == number)?;
        match self.steps.get(index)?.next {
            Some(next) => self.step(next),
            None => self.steps.get(index + 1),
        }
    }

    /// The actor with a key.
    #[must_use]
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == id)
    }

    /// The output with a key, and the step that makes it.
    #[must_use]
    pub fn output(&self, id: &str) -> Option<(&Step, &Output)> {
        self.steps
            .iter()
            .find_map(|step| step.outputs.iter().find(|output| output.id == id).map(|output| (step, output)))
    }

    /// The outputs of the writing steps, in order, each with the step that writes it and the one that decides.
    #[must_use]
    pub fn lanes(&self) -> Vec<Lane<'_>> {
        self.steps
            .iter()
            .filter(|step| step.kind == StepKind::Write)
            .flat_map(|step| {
                step.outputs.iter().map(|output| Lane {
                    output,
                    write: step.number,
                    decide: self
                        .steps
                        .iter()
                        .find(|decision| decision.decides.contains(&output.id))
                        .map(|decision| decision.number),
                })
            })
            .collect()
    }

    /// The lane with a key.
    #[must_use]
    pub fn lane(&self, id: &str) -> Option<Lane<'_>> {
        self.lanes().into_iter().find(|lane| lane.output.id == id)
    }

    /// The sum of all standard times in working minutes, where a day has `day_minutes` of them: 760 for the
    /// delivered SOP on ordinary days (facts 0 no. 6).
    #[must_use]
    pub fn standard_total(&self, day_minutes: u32) -> u32 {
        self.steps
            .iter()
            .filter_map(|step| step.time.length.minutes(day_minutes))
            .fold(0, u32::saturating_add)
    }
}

/// The month names of Indonesian dates, January first.
const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// The day that "9 November 2022" means.
fn written_date(text: &str) -> Option<NaiveDate> {
    let mut words = text.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let month = MONTHS.iter().zip(1..).find(|(name, _)| name.eq_ignore_ascii_case(month))?.1;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?)
}

fn cell<'a>(heading: &'a str, items: impl Iterator<Item = &'a str>) -> String {
    std::iter::once(heading).filter(|heading| !heading.is_empty()).chain(items).collect::<Vec<_>>().join(" ")
}

fn undashed(text: &str) -> &str {
    text.strip_prefix('-').map_or(text, str::trim_start)
}
