//! What can be wrong with a naskah, in words that the desk can show (DESK 6.6 and 8).

use crate::kind::Kind;

/// Why a naskah was not made. The texts are Indonesian: they go to the screen as they are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// The template is broken; nothing was rendered.
    #[error("Templat {template}, baris {line}: {problem}")]
    Template {
        /// Name of the template: its kind, or what it calls itself.
        template: String,
        /// Line in the template's file, from 1.
        line: u32,
        /// What is wrong there, with a suggestion where there is one.
        problem: String,
    },
    /// A naskah that should be siap lacks required fields (PROCEDURE 2).
    #[error("Surat belum bisa disiapkan: {} isian kosong ({}).", fields.len(), labels(fields))]
    Missing {
        /// The naskah's kind.
        kind: Kind,
        /// What is missing, in the order of the form.
        fields: Vec<MissingField>,
    },
    /// The plain data cannot be read or contradicts itself.
    #[error("Data naskah, {field}: {problem}")]
    Data {
        /// Which part of the data.
        field: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The layout settings cannot be read or leave no room for text.
    #[error("Pengaturan tata letak: {problem}")]
    Settings {
        /// What is wrong, with the accepted names where a name is unknown.
        problem: String,
    },
    /// More than a letter can be.
    #[error("Naskah terlalu besar: {what} {actual}, batasnya {limit}.")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// How much there is.
        actual: usize,
        /// The limit.
        limit: usize,
    },
    /// More than a field can hold.
    #[error("{field} terlalu panjang: {actual}, batasnya {limit}.")]
    TooLong {
        /// The field's label.
        field: String,
        /// How many characters or entries there are.
        actual: usize,
        /// The limit.
        limit: usize,
    },
    /// The lambang is neither a PNG, a JPEG nor an SVG that can be read, or too large to be.
    #[error("Lambang tidak dapat dibaca: {reason}.")]
    Lambang {
        /// Why, in plain words, without a full stop.
        reason: String,
        /// What the reader stumbled over, for who helps; may be empty.
        detail: String,
    },
    /// The file could not be written; never the user's fault.
    #[error("PDF gagal dibuat: {reason}")]
    Pdf {
        /// What failed.
        reason: String,
    },
}

impl LetterError {
    /// A lambang that cannot be used, with what the reader said.
    pub(crate) fn lambang(reason: impl Into<String>, detail: impl std::fmt::Display) -> Self {
        Self::Lambang { reason: reason.into(), detail: detail.to_string() }
    }
}

/// A field that has no value yet.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MissingField {
    /// The field's key.
    pub key: String,
    /// Its label on the form: `Jadwal pendaftaran`.
    pub label: String,
    /// Whether a siap naskah needs it.
    pub required: bool,
}

fn labels(fields: &[MissingField]) -> String {
    fields.iter().map(|field| field.label.as_str()).collect::<Vec<_>>().join(", ")
}
