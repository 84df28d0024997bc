//! The fields of each kind, as the editor's form shows them (DESK 6.6) and as templates may name them.

mod known;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;

use crate::data::FieldValue;
use crate::kind::Kind;
use crate::template::{Shape, Template, delivered};

pub use known::{DITERUSKAN, HARAP};

/// A group of the form, in the order in which a letter reads (DESK 6.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Group {
    /// To whom.
    Tujuan,
    /// Content.
    Isi,
    /// Number and date.
    #[serde(rename = "Nomor dan tanggal")]
    NomorTanggal,
    /// Signature and paraf.
    #[serde(rename = "Tanda tangan")]
    TandaTangan,
    /// Copies to.
    Tembusan,
    /// Attachments.
    Lampiran,
    /// Paper and kop.
    Kertas,
}

impl Group {
    /// All groups, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::Tujuan,
        Self::Isi,
        Self::NomorTanggal,
        Self::TandaTangan,
        Self::Tembusan,
        Self::Lampiran,
        Self::Kertas,
    ];

    /// The group's heading on the form.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Tujuan => "Tujuan",
            Self::Isi => "Isi",
            Self::NomorTanggal => "Nomor dan tanggal",
            Self::TandaTangan => "Tanda tangan",
            Self::Tembusan => "Tembusan",
            Self::Lampiran => "Lampiran",
            Self::Kertas => "Kertas",
        }
    }
}

/// How a field is typed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Input {
    /// One line.
    Short,
    /// Several lines; blank lines make paragraphs.
    Long,
    /// Several entries.
    List,
    /// One of some options; where `open`, something else may be typed.
    Choice {
        /// The options.
        options: Vec<String>,
        /// Whether free text is allowed too.
        open: bool,
    },
    /// Boxes to tick; more may be typed.
    Ticks {
        /// The options, in the order of the boxes.
        options: Vec<String>,
    },
    /// A date, `2026-11-09` in data; other text prints as typed.
    Date,
    /// A date that prints with its weekday: `Senin, 9 November 2026`.
    Day,
    /// Rows with these columns.
    Table {
        /// The columns.
        columns: Vec<Column>,
    },
    /// Not a value of `fields` but a member of the plain data, edited with a part of its own.
    Member,
}

/// A column of a table field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its head.
    pub label: String,
    /// Its share of the width.
    pub weight: u16,
    /// Numbers stand right.
    pub right: bool,
}

/// One field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldSpec {
    /// Key in data and templates; for [`Input::Member`] the member of the plain data.
    pub key: String,
    /// Indonesian label; in a konsep an empty field prints as `[label]`.
    pub label: String,
    /// Where it stands on the form.
    pub group: Group,
    /// How it is typed.
    pub input: Input,
    /// Whether a siap naskah needs it.
    pub required: bool,
    /// A sentence under the field; may be empty.
    pub help: String,
    /// What an empty form proposes; several entries for lists.
    pub initial: Vec<String>,
    /// What stands in it in example data; only fields that a template declares have it here.
    #[serde(skip)]
    pub example: Option<FieldValue>,
}

/// The fields of every delivered kind, as its delivered template has them.
static DELIVERED: LazyLock<BTreeMap<Kind, Vec<FieldSpec>>> = LazyLock::new(|| {
    let fields = |kind: Kind| Some((kind, Template::parse(kind, delivered(kind)?).ok()?.fields));
    Kind::ALL.into_iter().filter_map(fields).collect()
});

/// The fields of a kind as it is delivered, in the order of the form; none for a kind of which no template is
/// delivered. A template that an office edits may declare others: [`Template::fields`].
#[must_use]
pub fn fields(kind: Kind) -> &'static [FieldSpec] {
    DELIVERED.get(&kind).map_or(&[], Vec::as_slice)
}

/// The field of a key of a kind as it is delivered, or `None`.
#[must_use]
pub fn field(kind: Kind, key: &str) -> Option<&'static FieldSpec> {
    fields(kind).iter().find(|spec| spec.key == key)
}

/// The fields of a template: those that its kind and shape have, and those that its head declares.
pub(crate) fn of_template(kind: Kind, shape: Shape, declared: Vec<FieldSpec>) -> Vec<FieldSpec> {
    known::with_declared(kind, shape, declared)
}

/// The urgencies and secrecies to offer (facts 1.4).
pub const SIFAT: &[&str] =
    &["Biasa", "Penting", "Segera", "Sangat Segera", "Terbatas", "Rahasia", "Sangat Rahasia"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_readable() {
        for kind in Kind::ALL {
            let specs = fields(kind);
            for (index, spec) in specs.iter().enumerate() {
                assert!(
                    specs[..index].iter().all(|other| other.key != spec.key),
                    "{kind}: the key {} stands twice",
                    spec.key
                );
                assert!(
                    spec.key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit()),
                    "{kind}: the key {} cannot be written in a template",
                    spec.key
                );
                assert!(!spec.label.is_empty(), "{kind}: {} has no label", spec.key);
                assert!(field(kind, &spec.key).is_some(), "{kind}: {} is found by its key", spec.key);
            }
        }
    }
}
