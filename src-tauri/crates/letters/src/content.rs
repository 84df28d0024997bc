//! What a naskah says, before anyone knows where it stands on paper: spans of text in blocks.

use crate::measure::Length;

/// A run of text of one look and one origin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    /// Key of the field the text comes from: its place is reported to the preview.
    pub(crate) field: Option<String>,
    /// An empty field's `[Label]`, shown with a tint.
    pub(crate) missing: bool,
    /// Space kept free for handwriting; the text is then empty.
    pub(crate) gap: Option<Length>,
    /// A forced new line; the text is then empty.
    pub(crate) new_line: bool,
}

impl Span {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(crate) fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true, ..Self::default() }
    }

    pub(crate) fn gap(width: Length) -> Self {
        Self { gap: Some(width), ..Self::default() }
    }

    pub(crate) fn of_field(mut self, key: &str) -> Self {
        self.field = Some(key.to_owned());
        self
    }
}

/// How a list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    /// `1.`, from a number.
    Number(u64),
    /// `a.`
    Letter,
    /// `1)`
    NumberBracket,
    /// `–`
    Dash,
    /// No mark: rows `label : value`.
    Plain,
}

impl Marker {
    pub(crate) fn text(self, index: usize) -> String {
        match self {
            Self::Number(start) => format!("{}.", start.saturating_add(index as u64)),
            Self::Letter => format!("{}.", letters(index)),
            Self::NumberBracket => format!("{})", index + 1),
            Self::Dash => "–".to_owned(),
            Self::Plain => String::new(),
        }
    }

    /// The same as a value of `ListNumbering` (ISO 32000-1, table 347).
    pub(crate) fn numbering(self) -> &'static str {
        match self {
            Self::Number(_) | Self::NumberBracket => "Decimal",
            Self::Letter => "LowerAlpha",
            Self::Dash => "Disc",
            Self::Plain => "None",
        }
    }

    /// How a list inside an item of this one counts.
    pub(crate) fn inner(self) -> Self {
        match self {
            Self::Number(_) => Self::Letter,
            Self::Letter => Self::NumberBracket,
            Self::NumberBracket | Self::Dash | Self::Plain => Self::Dash,
        }
    }
}

/// `a` … `z`, `aa` …
fn letters(index: usize) -> String {
    let mut text = String::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        text.insert(0, char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    text
}

/// A part of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph(Vec<Span>),
    Heading(Vec<Span>),
    List { marker: Marker, items: Vec<Item> },
    Table(TableBlock),
}

/// An entry of a list; with a label it stands in a column `label : value`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Item {
    pub(crate) label: Option<Vec<Span>>,
    pub(crate) blocks: Vec<Block>,
}

/// A table: heads, then rows of cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct TableBlock {
    pub(crate) columns: Vec<ColumnOf>,
    pub(crate) rows: Vec<Vec<Vec<Span>>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ColumnOf {
    pub(crate) head: String,
    pub(crate) weight: u16,
    pub(crate) right: bool,
    pub(crate) centre: bool,
}
