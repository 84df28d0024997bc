//! Values put into a template.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
use pulldown_cmark::{Event, Options, Parser};

use super::read::{Look, Reader};
use super::{MAX_ENTRIES, MAX_TEXT_CHARS, MAX_VALUE_CHARS, Part, Shape, Template, one_line};
use crate::content::{Block, Span};
use crate::data::{FieldValue, NaskahData, State};
use crate::error::{LetterError, MissingField};
use crate::fields::{FieldSpec, Input};
use crate::wording;

/// A template with a naskah's values in it.
pub(crate) struct Filled {
    pub(crate) blocks: Vec<Block>,
    pub(crate) hal: Vec<Span>,
    pub(crate) sifat: Vec<Span>,
    pub(crate) lampiran: Vec<Span>,
    pub(crate) heading: String,
    pub(crate) about: Vec<Span>,
    /// Fields without a value that the naskah shows or would show, in the order of the form.
    pub(crate) missing: Vec<MissingField>,
}

/// Puts a naskah's values into a template.
pub(crate) fn fill(template: &Template, data: &NaskahData) -> Result<Filled, LetterError> {
    let mut filler = Filler { template, data, missing: BTreeSet::new(), chars: 0 };
    filler.check_values()?;
    let hal = filler.header_line("hal", &template.hal)?;
    let lampiran = filler.header_line("lampiran", &template.lampiran)?;
    let sifat = filler.header_line("sifat", &[Part::Text(template.sifat.clone())])?;
    let about = filler.inline_parts(&template.about)?.unwrap_or_default();
    let blocks = filler.blocks()?;
    if template.shape == Shape::Lembar {
        for spec in &template.fields {
            if spec.required && spec.input != Input::Member && filler.value(&spec.key).is_none() {
                filler.missing.insert(spec.key.clone());
            }
        }
    }
    let missing = template
        .fields
        .iter()
        .filter(|spec| filler.missing.contains(&spec.key))
        .map(|spec| MissingField {
            key: spec.key.clone(),
            label: spec.label.clone(),
            required: spec.required,
        })
        .collect();
    Ok(Filled { blocks, hal, sifat, lampiran, heading: template.heading.clone(), about, missing })
}

pub(super) struct Filler<'a> {
    pub(super) template: &'a Template,
    data: &'a NaskahData,
    missing: BTreeSet<String>,
    chars: usize,
}

impl Filler<'_> {
    /// Values are bounded before anything is made of them, and unknown ones are named.
    fn check_values(&mut self) -> Result<(), LetterError> {
        for (key, value) in &self.data.fields {
            let Some(spec) = self.template.field(key).filter(|spec| spec.input != Input::Member) else {
                let own = self.template.fields.iter().filter(|spec| spec.input != Input::Member);
                let hint = wording::nearest(key, own.map(|spec| spec.key.as_str()))
                    .map(|near| format!(" Mungkin {near}."))
                    .unwrap_or_default();
                let shown: String = key.chars().take(60).collect();
                return Err(LetterError::Data {
                    field: format!("fields.{shown}"),
                    problem: format!("isian ini tidak dikenal untuk {}.{hint}", self.data.kind),
                });
            };
            check_size(spec, value)?;
        }
        Ok(())
    }

    pub(super) fn spec(&self, key: &str) -> Option<&FieldSpec> {
        self.template.field(key)
    }

    pub(super) fn value(&self, key: &str) -> Option<&FieldValue> {
        self.data.fields.get(key).filter(|value| !value.is_empty())
    }

    /// An optional field without a value and without a default text: what holds it disappears.
    pub(super) fn vanishes(&self, key: &str, default: Option<&str>) -> bool {
        default.is_none() && self.value(key).is_none() && self.spec(key).is_some_and(|spec| !spec.required)
    }

    pub(super) fn count(&mut self, text: &str) -> Result<(), LetterError> {
        self.chars += text.chars().count();
        if self.chars > MAX_TEXT_CHARS {
            return Err(LetterError::TooLarge {
                what: "isi (karakter)",
                actual: self.chars,
                limit: MAX_TEXT_CHARS,
            });
        }
        Ok(())
    }

    /// A row of the head: the naskah's own value wins over the template's text.
    fn header_line(&mut self, key: &str, parts: &[Part]) -> Result<Vec<Span>, LetterError> {
        if self.spec(key).is_some() && self.value(key).is_some() {
            return self.field_spans(key, None, Look::default());
        }
        let spans = self.inline_parts(parts)?.unwrap_or_default();
        Ok(spans
            .into_iter()
            .map(|span| if span.field.is_some() { span } else { span.of_field(key) })
            .collect())
    }

    /// Text with fields but without markup; `None` when an optional field empties it.
    fn inline_parts(&mut self, parts: &[Part]) -> Result<Option<Vec<Span>>, LetterError> {
        let mut spans = Vec::new();
        let mut index = 0;
        while index < parts.len() {
            match &parts[index] {
                Part::Text(text) => {
                    self.count(text)?;
                    spans.push(Span::plain(text.clone()));
                }
                Part::Field { key, default, .. } => {
                    if self.vanishes(key, default.as_deref()) {
                        return Ok(None);
                    }
                    spans.extend(self.field_spans(key, default.as_deref(), Look::default())?);
                }
                Part::Open { .. } => {
                    let end = parts[index..]
                        .iter()
                        .position(|part| matches!(part, Part::Close))
                        .map_or(parts.len(), |offset| index + offset);
                    let gone = parts[index..end].iter().any(|part| match part {
                        Part::Field { key, default, .. } => self.vanishes(key, default.as_deref()),
                        Part::Open { when } => when.as_ref().is_some_and(|key| self.vanishes(key, None)),
                        Part::Text(_) | Part::Close => false,
                    });
                    if gone {
                        index = end;
                    }
                }
                Part::Close => {}
            }
            index += 1;
        }
        spans.retain(|span| !span.text.is_empty());
        Ok(Some(spans))
    }

    /// A field inside a line.
    pub(super) fn field_spans(
        &mut self,
        key: &str,
        default: Option<&str>,
        look: Look,
    ) -> Result<Vec<Span>, LetterError> {
        let text = match (self.value(key), default) {
            (Some(FieldValue::Text(text)), _) => Some(inline_text(self.spec(key), text)),
            (Some(FieldValue::List(list)), _) => {
                let entries: Vec<String> =
                    list.iter().map(|entry| one_line(entry)).filter(|entry| !entry.is_empty()).collect();
                Some(wording::enumeration(&entries))
            }
            (Some(FieldValue::Table(rows)), _) => {
                let rows: Vec<String> = rows
                    .iter()
                    .map(|row| row.iter().map(|cell| one_line(cell)).collect::<Vec<_>>().join(" "))
                    .collect();
                Some(rows.join("; "))
            }
            (None, Some(default)) => Some(default.to_owned()),
            (None, None) => None,
        };
        let (text, missing) = match text {
            Some(text) => (text, false),
            None => {
                self.missing.insert(key.to_owned());
                (format!("[{}]", self.spec(key).map_or(key, |spec| spec.label.as_str())), true)
            }
        };
        self.count(&text)?;
        Ok(vec![Span {
            text,
            bold: look.bold,
            italic: look.italic,
            field: Some(key.to_owned()),
            missing,
            ..Span::default()
        }])
    }

    fn blocks(&mut self) -> Result<Vec<Block>, LetterError> {
        let template = self.template;
        let (markdown, _, places) = template.markdown(|key, default| self.vanishes(key, default));
        let events: Vec<(Event<'_>, Range<usize>)> =
            Parser::new_ext(&markdown, Options::ENABLE_TABLES).into_offset_iter().collect();
        Reader::new(self, &markdown, &events, &places).blocks(None, 0)
    }
}

fn check_size(spec: &FieldSpec, value: &FieldValue) -> Result<(), LetterError> {
    let (chars, entries) = match value {
        FieldValue::Text(text) => (text.chars().count(), 1),
        FieldValue::List(list) => (list.iter().map(|e| e.chars().count()).sum(), list.len()),
        FieldValue::Table(rows) => (
            rows.iter().flatten().map(|cell| cell.chars().count()).sum(),
            rows.len().max(rows.iter().map(Vec::len).max().unwrap_or(0)),
        ),
    };
    if chars > MAX_VALUE_CHARS * 4 || (matches!(value, FieldValue::Text(_)) && chars > MAX_VALUE_CHARS) {
        return Err(LetterError::TooLong {
            field: spec.label.clone(),
            actual: chars,
            limit: MAX_VALUE_CHARS,
        });
    }
    if entries > MAX_ENTRIES {
        return Err(LetterError::TooLong { field: spec.label.clone(), actual: entries, limit: MAX_ENTRIES });
    }
    Ok(())
}

/// A value inside a line: dates in words, white space as single spaces.
fn inline_text(spec: Option<&FieldSpec>, text: &str) -> String {
    let print = match spec.map(|spec| &spec.input) {
        Some(Input::Date) => Some(wording::date as fn(NaiveDate) -> String),
        Some(Input::Day) => Some(wording::date_with_weekday as fn(NaiveDate) -> String),
        _ => None,
    };
    if let Some(print) = print
        && let Ok(date) = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
    {
        return print(date);
    }
    one_line(text)
}

/// Whether a konsep's missing fields forbid `siap`.
pub(crate) fn refuse_missing(data: &NaskahData, missing: &[MissingField]) -> Result<(), LetterError> {
    let required: Vec<MissingField> = missing.iter().filter(|field| field.required).cloned().collect();
    if data.state == State::Siap && !required.is_empty() {
        return Err(LetterError::Missing { kind: data.kind, fields: required });
    }
    Ok(())
}
