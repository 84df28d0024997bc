use serde::{Deserialize, Serialize};
use sop::record::Instant;
use ts_rs::TS;

use crate::api::{FieldView, LetterPreview};

/// A template in the list of Atur.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateInfo {
    /// Kind of naskah.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// The office uses its own text.
    pub changed: bool,
    /// The kind was made by the office; nothing was delivered for it.
    pub own: bool,
}

/// A template opened for editing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateView {
    /// Kind of naskah.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// The text in force.
    pub source: String,
    /// The text as delivered; none for a kind that the office made.
    pub delivered: Option<String>,
    /// What this account was typing when it left, if that differs from the text in force.
    pub draft: Option<String>,
    /// When that was kept.
    pub saved_at: Option<Instant>,
    /// Whether this account may change it; else the fault code.
    pub refused: Option<String>,
}

/// How a template reads as it stands in the editor, on example data. Nothing is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplatePreview {
    /// The pages; none while the text has a fault.
    pub letter: Option<LetterPreview>,
    /// What is wrong, and where.
    pub fault: Option<TemplateFault>,
    /// Fields that may be inserted; those of the last good text while there is a fault.
    pub fields: Vec<FieldView>,
    /// The text against the delivered one, line by line; empty for a kind that the office made.
    pub difference: Vec<TemplateLine>,
    /// Whether it is the text in force.
    pub in_force: bool,
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateFault {
    /// Line in the text, from 1; none when it is not of one line.
    pub line: Option<u32>,
    /// The sentence, with the field and the nearest known one where there is one.
    pub message: String,
}

/// One line of a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateLine {
    /// What became of it.
    pub change: LineChange,
    /// Its text.
    pub text: String,
}

/// What became of a line between the delivered text and this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineChange {
    /// In both.
    Same,
    /// Only in this text.
    Added,
    /// Only in the delivered one.
    Removed,
}
