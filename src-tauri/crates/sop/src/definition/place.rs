//! Places of an SOP document, in the spelling that notes and findings use: `identity.number`, `legal_basis.8`,
//! `actor.kepala-ukpbj`, `step.5`, `step.1.time`, `step.1.output.surat-usulan`, `step.2.requirement.1`.

use std::fmt;

use serde::{Serialize, Serializer};
use ts_rs::TS;

use super::Definition;

/// A place of an SOP document. Lists and requirements count from 1, as the document does.
#[derive(Clone, PartialEq, Eq, Debug, TS)]
#[ts(as = "String")]
pub enum Place {
    /// The document as a whole.
    Document,
    /// A field of the identity page.
    Identity(IdentityField),
    /// An entry of one of the lists.
    Entry(List, usize),
    /// A column under "Pelaksana".
    Actor(String),
    /// A step, or a part of it.
    Step(u32, StepPart),
}

/// The fields of the identity page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdentityField {
    /// Heading.
    Heading,
    /// Nomor SOP.
    Number,
    /// Tanggal pembuatan.
    Created,
    /// Tanggal revisi.
    Revised,
    /// Tanggal efektif.
    Effective,
    /// Disahkan oleh.
    Approver,
    /// Judul SOP.
    Title,
}

impl IdentityField {
    const ALL: [IdentityField; 7] = [
        IdentityField::Heading,
        IdentityField::Number,
        IdentityField::Created,
        IdentityField::Revised,
        IdentityField::Effective,
        IdentityField::Approver,
        IdentityField::Title,
    ];

    const fn word(self) -> &'static str {
        match self {
            IdentityField::Heading => "heading",
            IdentityField::Number => "number",
            IdentityField::Created => "created",
            IdentityField::Revised => "revised",
            IdentityField::Effective => "effective",
            IdentityField::Approver => "approver",
            IdentityField::Title => "title",
        }
    }
}

/// The lists of the identity page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum List {
    /// Dasar hukum.
    LegalBasis,
    /// Kualifikasi pelaksana.
    Qualification,
    /// Keterkaitan.
    Related,
    /// Peralatan/perlengkapan.
    Equipment,
    /// Peringatan.
    Warning,
    /// Pencatatan dan pendataan.
    Record,
}

impl List {
    /// Every list, in the document's order.
    pub const ALL: [List; 6] =
        [List::LegalBasis, List::Qualification, List::Related, List::Equipment, List::Warning, List::Record];

    const fn word(self) -> &'static str {
        match self {
            List::LegalBasis => "legal_basis",
            List::Qualification => "qualification",
            List::Related => "related",
            List::Equipment => "equipment",
            List::Warning => "warning",
            List::Record => "record",
        }
    }

    /// Its entries in a definition.
    #[must_use]
    pub fn entries(self, definition: &Definition) -> &[String] {
        match self {
            List::LegalBasis => &definition.legal_bases,
            List::Qualification => &definition.qualifications,
            List::Related => &definition.related,
            List::Equipment => &definition.equipment,
            List::Warning => &definition.warnings,
            List::Record => &definition.records,
        }
    }
}

/// A part of a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StepPart {
    /// The whole step.
    Whole,
    /// Uraian kegiatan.
    Act,
    /// Pelaksana.
    Actor,
    /// Waktu.
    Time,
    /// One requirement, counted from 1.
    Requirement(usize),
    /// One output, by its key.
    Output(String),
}

impl Place {
    /// Reads the spelling of a place; `None` if it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Place> {
        let mut parts = text.split('.');
        let place = match parts.next()? {
            "document" => Place::Document,
            "identity" => {
                let word = parts.next()?;
                Place::Identity(IdentityField::ALL.into_iter().find(|field| field.word() == word)?)
            }
            "actor" => Place::Actor(parts.next()?.to_owned()),
            "step" => {
                let number = parts.next()?.parse().ok()?;
                let part = match parts.next() {
                    None => StepPart::Whole,
                    Some("act") => StepPart::Act,
                    Some("actor") => StepPart::Actor,
                    Some("time") => StepPart::Time,
                    Some("requirement") => StepPart::Requirement(parts.next()?.parse().ok()?),
                    Some("output") => StepPart::Output(parts.next()?.to_owned()),
                    Some(_) => return None,
                };
                Place::Step(number, part)
            }
            word => {
                let list = List::ALL.into_iter().find(|list| list.word() == word)?;
                Place::Entry(list, parts.next()?.parse().ok()?)
            }
        };
        if parts.next().is_some() { None } else { Some(place) }
    }

    /// Whether the place exists in a definition.
    #[must_use]
    pub fn exists_in(&self, definition: &Definition) -> bool {
        match self {
            Place::Document | Place::Identity(_) => true,
            Place::Entry(list, index) => (1..=list.entries(definition).len()).contains(index),
            Place::Actor(id) => definition.actor(id).is_some(),
            Place::Step(number, part) => definition.step(*number).is_some_and(|step| match part {
                StepPart::Whole | StepPart::Act | StepPart::Actor | StepPart::Time => true,
                StepPart::Requirement(index) => (1..=step.requirements.len()).contains(index),
                StepPart::Output(id) => step.outputs.iter().any(|output| output.id == *id),
            }),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Document => f.write_str("document"),
            Place::Identity(field) => write!(f, "identity.{}", field.word()),
            Place::Entry(list, index) => write!(f, "{}.{index}", list.word()),
            Place::Actor(id) => write!(f, "actor.{id}"),
            Place::Step(number, StepPart::Whole) => write!(f, "step.{number}"),
            Place::Step(number, StepPart::Act) => write!(f, "step.{number}.act"),
            Place::Step(number, StepPart::Actor) => write!(f, "step.{number}.actor"),
            Place::Step(number, StepPart::Time) => write!(f, "step.{number}.time"),
            Place::Step(number, StepPart::Requirement(index)) => {
                write!(f, "step.{number}.requirement.{index}")
            }
            Place::Step(number, StepPart::Output(id)) => write!(f, "step.{number}.output.{id}"),
        }
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
