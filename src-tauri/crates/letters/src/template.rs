//! Templates: a TOML head, a CommonMark body, `{{ fields }}`; and what comes out when the fields are filled.
//!
//! A template is text that staff edit, so every error names the template and the line, and near misses are suggested.
//! Values are put in after the CommonMark is parsed: whatever a user types is text, never markup and never another
//! template, so nothing expands twice and nothing can grow without bound.
//!
//! Body syntax beyond CommonMark: `1.` lists count with numbers, `1)` lists with letters; a list whose every item
//! reads `label : value` is set in columns; `{{ key | text }}` prints the text when the field is empty; an item or a
//! paragraph with an empty optional field disappears; `[[ … {{ key }} … ]]` disappears alone, and `[[?key … ]]` stands
//! or falls with a field that it does not print.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization;

use crate::content::{Block, ColumnOf, Item, Marker, Span, TableBlock};
use crate::data::{FieldValue, Kind, NaskahData, State};
use crate::error::{LetterError, MissingField};
use crate::fields::{self, FieldSpec, Input};
use crate::settings::Paper;
use crate::wording;

/// A template may be this long, in bytes; the delivered ones are under 4 KB.
pub const MAX_TEMPLATE_BYTES: usize = 64 * 1024;
/// Places of fields in one template.
const MAX_PLACES: usize = 500;
/// Characters of one value.
pub(crate) const MAX_VALUE_CHARS: usize = 20_000;
/// Characters of a whole naskah after the fields are in.
pub(crate) const MAX_TEXT_CHARS: usize = 200_000;
/// Entries of a list, rows of a table.
pub(crate) const MAX_ENTRIES: usize = 2_000;
/// Lists inside lists.
const MAX_DEPTH: usize = 6;

/// Marks a field's place while the CommonMark parser runs: a private-use character for each place.
const SENTINEL: u32 = 0xE000;

/// The outer form of a naskah.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Letter: meta rows and addressee.
    Surat,
    /// Title in the middle: pengumuman.
    Judul,
    /// Staff study.
    Telaahan,
    /// A form with boxes.
    Lembar,
}

impl Shape {
    const NAMES: [(&'static str, Self); 4] = [
        ("surat", Self::Surat),
        ("judul", Self::Judul),
        ("telaahan", Self::Telaahan),
        ("lembar", Self::Lembar),
    ];
}

/// A parsed template. Parsing checks everything that does not depend on a naskah's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its kind.
    pub kind: Kind,
    /// Its name on the screen.
    pub title: String,
    /// Its outer form.
    pub shape: Shape,
    /// Its paper, if it asks for one.
    pub paper: Option<Paper>,
    /// Its number pattern; `None` means that this naskah carries no number row.
    pub number: Option<String>,
    /// The role that signs: a name the office maps to an official, `kepala-ukpbj`.
    pub signer: String,
    /// Its copies to.
    pub tembusan: Vec<String>,
    sifat: String,
    lampiran: Vec<Part>,
    hal: Vec<Part>,
    heading: String,
    about: Vec<Part>,
    body: Vec<Part>,
    body_line: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field {
        key: String,
        default: Option<String>,
        line: u32,
    },
    /// `[[`, or `[[?key` for text that stands or falls with a field it does not print.
    Open {
        when: Option<String>,
    },
    Close,
}

const HEAD_KEYS: [&str; 12] = [
    "kind", "title", "paper", "shape", "number", "signer", "sifat", "lampiran", "hal", "heading", "about",
    "tembusan",
];

/// The template that is delivered for a kind.
#[must_use]
pub fn delivered(kind: Kind) -> &'static str {
    match kind {
        Kind::SuratUsulan => include_str!("../templates/surat-usulan.md"),
        Kind::LembarDisposisi => include_str!("../templates/lembar-disposisi.md"),
        Kind::Telaah => include_str!("../templates/telaah.md"),
        Kind::Pengumuman => include_str!("../templates/pengumuman.md"),
        Kind::SuratPemberitahuan => include_str!("../templates/surat-pemberitahuan.md"),
        Kind::LembarKendali => include_str!("../templates/lembar-kendali.md"),
    }
}

impl Template {
    /// Parses a template of a kind.
    ///
    /// # Errors
    /// [`LetterError::Template`] with the line, or [`LetterError::TooLarge`].
    pub fn parse(kind: Kind, source: &str) -> Result<Self, LetterError> {
        if source.len() > MAX_TEMPLATE_BYTES {
            return Err(LetterError::TooLarge {
                what: "templat (byte)",
                actual: source.len(),
                limit: MAX_TEMPLATE_BYTES,
            });
        }
        let source = source.strip_prefix('\u{feff}').unwrap_or(source).replace("\r\n", "\n");
        let fail = |line: u32, problem: String| template_error(kind, line, problem);
        if let Some((line, c)) = source.lines().enumerate().find_map(|(line, text)| {
            text.chars().find(|c| is_private(*c) || (c.is_control() && *c != '\t')).map(|c| (line, c))
        }) {
            return Err(fail(line as u32 + 1, format!("karakter U+{:04X} tidak dapat dipakai.", c as u32)));
        }
        let Some(rest) = source.strip_prefix("+++\n") else {
            return Err(fail(1, "templat harus diawali baris +++.".to_owned()));
        };
        let (head, body) = match (rest.find("\n+++\n"), rest.strip_prefix("+++\n")) {
            (Some(end), _) => (&rest[..end], &rest[end + 5..]),
            (None, Some(body)) => ("", body),
            (None, None) => match rest.strip_suffix("\n+++") {
                Some(head) => (head, ""),
                None => return Err(fail(1, "kepala templat tidak ditutup dengan baris +++.".to_owned())),
            },
        };
        let body_line = source[..source.len() - body.len()].matches('\n').count() as u32 + 1;
        let head = Head::parse(kind, head)?;
        let stated = head.text("kind")?.unwrap_or_default();
        if stated.parse::<Kind>().is_err() {
            let near = wording::nearest(&stated, Kind::ALL.map(Kind::as_str));
            let hint = near.map(|near| format!(" Mungkin {near:?}.")).unwrap_or_default();
            return Err(fail(head.line("kind"), format!("jenis naskah {stated:?} tidak dikenal.{hint}")));
        }
        if stated != kind.as_str() {
            return Err(fail(head.line("kind"), format!("templat ini untuk {stated}, bukan {kind}.")));
        }
        let shape = head.text("shape")?.unwrap_or_default();
        let Some((_, shape)) = Shape::NAMES.iter().find(|(name, _)| *name == shape) else {
            let near = wording::nearest(&shape, Shape::NAMES.map(|(name, _)| name));
            let hint = near.map(|near| format!(" Mungkin {near:?}.")).unwrap_or_default();
            return Err(fail(
                head.line("shape"),
                format!("bentuk {shape:?} tidak dikenal; yang ada surat, judul, telaahan, lembar.{hint}"),
            ));
        };
        let paper = match head.text("paper")? {
            None => None,
            Some(name) if name.is_empty() => None,
            Some(name) => Some(Paper::named(&name).ok_or_else(|| {
                let known = Paper::NAMED.map(|(name, _, _)| name).join(", ");
                fail(head.line("paper"), format!("kertas {name:?} tidak dikenal; yang ada {known}."))
            })?),
        };
        let parts = |key: &str| -> Result<Vec<Part>, LetterError> {
            parse_parts(kind, &head.text(key)?.unwrap_or_default(), head.line(key))
        };
        let template = Self {
            kind,
            title: head.text("title")?.unwrap_or_else(|| kind.label().to_owned()),
            shape: *shape,
            paper,
            number: head.text("number")?.filter(|pattern| !pattern.is_empty()),
            signer: head.text("signer")?.unwrap_or_default(),
            tembusan: head.list("tembusan")?,
            sifat: head.text("sifat")?.unwrap_or_default(),
            lampiran: parts("lampiran")?,
            hal: parts("hal")?,
            heading: head.text("heading")?.unwrap_or_else(|| kind.label().to_uppercase()),
            about: parts("about")?,
            body: parse_parts(kind, body, body_line)?,
            body_line,
        };
        if let Some(pattern) = &template.number {
            check_pattern(pattern).map_err(|problem| fail(head.line("number"), problem))?;
        }
        template.check_body()?;
        Ok(template)
    }

    /// The body must be CommonMark that the layout knows, whatever the values.
    fn check_body(&self) -> Result<(), LetterError> {
        let (markdown, lines, _) = self.markdown(|_, _| false);
        for (event, range) in Parser::new_ext(&markdown, Options::ENABLE_TABLES).into_offset_iter() {
            let what = match event {
                Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => "HTML",
                Event::Start(Tag::Image { .. }) => "gambar",
                Event::Start(Tag::CodeBlock(_)) => "blok kode (baris yang menjorok empat spasi)",
                Event::Start(Tag::BlockQuote(_)) => "kutipan",
                _ => continue,
            };
            let line = line_at(&lines, &markdown, range.start, self.body_line);
            return Err(template_error(self.kind, line, format!("{what} tidak dapat dipakai dalam naskah.")));
        }
        Ok(())
    }

    /// The body with a sentinel for each field; groups for which `drop` holds are left out. Returns also where each
    /// output line began in the source, and the places in the order of their sentinels.
    fn markdown(&self, drop: impl Fn(&str, Option<&str>) -> bool) -> (String, Vec<u32>, Vec<usize>) {
        let mut text = String::new();
        let mut places = Vec::new();
        let mut index = 0;
        while index < self.body.len() {
            match &self.body[index] {
                Part::Text(part) => text.push_str(part),
                Part::Field { .. } => {
                    if let Some(c) = char::from_u32(SENTINEL + places.len() as u32) {
                        text.push(c);
                        places.push(index);
                    }
                }
                Part::Open { .. } => {
                    let end = self.body[index..]
                        .iter()
                        .position(|part| matches!(part, Part::Close))
                        .map_or(self.body.len(), |offset| index + offset);
                    let gone = self.body[index..end].iter().any(|part| match part {
                        Part::Field { key, default, .. } => drop(key, default.as_deref()),
                        Part::Open { when } => when.as_ref().is_some_and(|key| drop(key, None)),
                        Part::Text(_) | Part::Close => false,
                    });
                    if gone {
                        // Lines inside the group vanish with it; line numbers after it are kept by blank text only
                        // within a line, so groups are refused across lines when parsing.
                        index = end;
                    }
                }
                Part::Close => {}
            }
            index += 1;
        }
        let lines = (0..=text.matches('\n').count() as u32).collect();
        (text, lines, places)
    }
}

fn line_at(lines: &[u32], markdown: &str, offset: usize, first: u32) -> u32 {
    let row = markdown.get(..offset).map_or(0, |before| before.matches('\n').count());
    first + lines.get(row).copied().unwrap_or(row as u32)
}

fn template_error(kind: Kind, line: u32, problem: String) -> LetterError {
    LetterError::Template { template: kind.as_str().to_owned(), line, problem }
}

fn is_private(c: char) -> bool {
    matches!(c as u32, 0xE000..=0xF8FF)
}

/// The head as TOML, with the line of each key.
struct Head {
    kind: Kind,
    table: toml::Table,
    source: String,
}

impl Head {
    fn parse(kind: Kind, source: &str) -> Result<Self, LetterError> {
        let table: toml::Table = source.parse().map_err(|error: toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start).min(source.len());
            let line = source.get(..at).map_or(0, |before| before.matches('\n').count()) as u32 + 2;
            template_error(kind, line, format!("kepala templat tidak dapat dibaca ({}).", error.message()))
        })?;
        let head = Self { kind, table, source: source.to_owned() };
        for key in head.table.keys() {
            if !HEAD_KEYS.contains(&key.as_str()) {
                let near = wording::nearest(key, HEAD_KEYS);
                let hint = near.map(|near| format!(" Mungkin {near}.")).unwrap_or_default();
                return Err(template_error(
                    kind,
                    head.line(key),
                    format!("kunci {key} tidak dikenal.{hint}"),
                ));
            }
        }
        for key in ["kind", "shape"] {
            if !head.table.contains_key(key) {
                return Err(template_error(kind, 1, format!("kepala templat tidak memuat {key}.")));
            }
        }
        Ok(head)
    }

    fn line(&self, key: &str) -> u32 {
        self.source
            .lines()
            .position(|line| {
                let line = line.trim_start();
                line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
            })
            .map_or(1, |row| row as u32 + 2)
    }

    fn text(&self, key: &str) -> Result<Option<String>, LetterError> {
        match self.table.get(key) {
            None => Ok(None),
            Some(toml::Value::String(text)) => Ok(Some(text.trim().to_owned())),
            Some(_) => Err(template_error(
                self.kind,
                self.line(key),
                format!("{key} harus berupa teks dalam tanda petik."),
            )),
        }
    }

    fn list(&self, key: &str) -> Result<Vec<String>, LetterError> {
        let wrong = || {
            template_error(
                self.kind,
                self.line(key),
                format!("{key} harus berupa daftar teks: [\"…\", \"…\"]."),
            )
        };
        match self.table.get(key) {
            None => Ok(Vec::new()),
            Some(toml::Value::Array(entries)) => entries
                .iter()
                .map(|entry| entry.as_str().map(|text| text.trim().to_owned()).ok_or_else(wrong))
                .collect(),
            Some(_) => Err(wrong()),
        }
    }
}

const PATTERN_TOKENS: [&str; 5] = ["kode", "nomor", "wilayah", "unit", "tahun"];

/// A number pattern knows five tokens (facts 2.1).
pub(crate) fn check_pattern(pattern: &str) -> Result<(), String> {
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            return Err(format!("pola nomor {pattern:?} tidak ditutup dengan }}."));
        };
        let token = &rest[open + 1..open + close];
        if !PATTERN_TOKENS.contains(&token) {
            let near = wording::nearest(token, PATTERN_TOKENS);
            let hint = near.map(|near| format!(" Mungkin {{{near}}}.")).unwrap_or_default();
            return Err(format!("{{{token}}} tidak dikenal dalam pola nomor.{hint}"));
        }
        rest = &rest[open + close + 1..];
    }
    Ok(())
}

/// Splits text at `{{ field }}` and `[[ group ]]`.
fn parse_parts(kind: Kind, text: &str, first_line: u32) -> Result<Vec<Part>, LetterError> {
    let mut parts = Vec::new();
    let mut line = first_line;
    let mut rest = text;
    let mut group: Option<u32> = None;
    let mut places = 0;
    while !rest.is_empty() {
        let next = ["{{", "}}", "[[", "]]"]
            .iter()
            .filter_map(|mark| rest.find(mark).map(|at| (at, *mark)))
            .min_by_key(|(at, _)| *at);
        let Some((at, mark)) = next else {
            parts.push(Part::Text(rest.to_owned()));
            if let Some(open) = group.filter(|_| rest.contains('\n')) {
                return Err(template_error(
                    kind,
                    open,
                    "[[ tidak ditutup dengan ]] pada baris yang sama.".to_owned(),
                ));
            }
            break;
        };
        let before = &rest[..at];
        if !before.is_empty() {
            if let Some(open) = group.filter(|_| before.contains('\n')) {
                return Err(template_error(
                    kind,
                    open,
                    "[[ tidak ditutup dengan ]] pada baris yang sama.".to_owned(),
                ));
            }
            parts.push(Part::Text(before.to_owned()));
            line += before.matches('\n').count() as u32;
        }
        rest = &rest[at + 2..];
        match mark {
            "[[" => {
                if group.replace(line).is_some() {
                    return Err(template_error(kind, line, "[[ di dalam [[ tidak dapat dipakai.".to_owned()));
                }
                let mut when = None;
                if let Some(named) = rest.strip_prefix('?') {
                    let end =
                        named.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(named.len());
                    if let Part::Field { key, .. } = parse_field(kind, &named[..end], line)? {
                        when = Some(key);
                    }
                    rest = named[end..].strip_prefix(' ').unwrap_or(&named[end..]);
                }
                parts.push(Part::Open { when });
            }
            "]]" => {
                if group.take().is_none() {
                    return Err(template_error(kind, line, "]] tanpa [[ di depannya.".to_owned()));
                }
                parts.push(Part::Close);
            }
            "{{" => {
                let end = rest
                    .find("}}")
                    .filter(|end| !rest[..*end].contains('\n') && !rest[..*end].contains("{{"));
                let Some(end) = end else {
                    return Err(template_error(kind, line, "{{ tidak ditutup dengan }}.".to_owned()));
                };
                parts.push(parse_field(kind, &rest[..end], line)?);
                places += 1;
                if places > MAX_PLACES {
                    return Err(LetterError::TooLarge {
                        what: "isian dalam templat",
                        actual: places,
                        limit: MAX_PLACES,
                    });
                }
                rest = &rest[end + 2..];
            }
            _ => return Err(template_error(kind, line, "}} tanpa {{ di depannya.".to_owned())),
        }
    }
    if let Some(open) = group {
        return Err(template_error(kind, open, "[[ tidak ditutup dengan ]].".to_owned()));
    }
    Ok(parts)
}

fn parse_field(kind: Kind, inner: &str, line: u32) -> Result<Part, LetterError> {
    let (key, default) = match inner.split_once('|') {
        Some((key, default)) => (key.trim(), Some(default.trim().to_owned())),
        None => (inner.trim(), None),
    };
    let known =
        || fields::fields(kind).iter().filter(|spec| spec.input != Input::Member).map(|spec| spec.key);
    if key.is_empty() {
        return Err(template_error(kind, line, "isian {{ }} tidak bernama.".to_owned()));
    }
    if !known().any(|name| name == key) {
        let shown: String = key.chars().take(60).collect();
        let hint = wording::nearest(key, known())
            .map(|near| format!(" Mungkin {{{{{near}}}}}."))
            .unwrap_or_default();
        return Err(template_error(kind, line, format!("isian {{{{{shown}}}}} tidak dikenal.{hint}")));
    }
    Ok(Part::Field { key: key.to_owned(), default, line })
}

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
        for spec in fields::fields(template.kind) {
            if spec.required && spec.input != Input::Member && filler.value(spec.key).is_none() {
                filler.missing.insert(spec.key.to_owned());
            }
        }
    }
    let missing = fields::fields(template.kind)
        .iter()
        .filter(|spec| filler.missing.contains(spec.key))
        .map(|spec| MissingField {
            key: spec.key.to_owned(),
            label: spec.label.to_owned(),
            required: spec.required,
        })
        .collect();
    Ok(Filled { blocks, hal, sifat, lampiran, heading: template.heading.clone(), about, missing })
}

struct Filler<'a> {
    template: &'a Template,
    data: &'a NaskahData,
    missing: BTreeSet<String>,
    chars: usize,
}

impl Filler<'_> {
    /// Values are bounded before anything is made of them, and unknown ones are named.
    fn check_values(&mut self) -> Result<(), LetterError> {
        for (key, value) in &self.data.fields {
            let Some(spec) = fields::field(self.data.kind, key).filter(|spec| spec.input != Input::Member)
            else {
                let known =
                    fields::fields(self.data.kind).iter().filter(|s| s.input != Input::Member).map(|s| s.key);
                let hint =
                    wording::nearest(key, known).map(|near| format!(" Mungkin {near}.")).unwrap_or_default();
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

    fn spec(&self, key: &str) -> Option<&'static FieldSpec> {
        fields::field(self.template.kind, key)
    }

    fn value(&self, key: &str) -> Option<&FieldValue> {
        self.data.fields.get(key).filter(|value| !value.is_empty())
    }

    /// An optional field without a value and without a default text: what holds it disappears.
    fn vanishes(&self, key: &str, default: Option<&str>) -> bool {
        default.is_none() && self.value(key).is_none() && self.spec(key).is_some_and(|spec| !spec.required)
    }

    fn count(&mut self, text: &str) -> Result<(), LetterError> {
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
    fn field_spans(
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
                (format!("[{}]", self.spec(key).map_or(key, |spec| spec.label)), true)
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
        let mut reader = Reader { filler: self, source: &markdown, events: &events, at: 0, places: &places };
        reader.blocks(None, 0)
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
        return Err(LetterError::TooLarge { what: spec.label, actual: chars, limit: MAX_VALUE_CHARS });
    }
    if entries > MAX_ENTRIES {
        return Err(LetterError::TooLarge { what: spec.label, actual: entries, limit: MAX_ENTRIES });
    }
    Ok(())
}

/// A value inside a line: dates in words, white space as single spaces.
fn inline_text(spec: Option<&FieldSpec>, text: &str) -> String {
    if spec.is_some_and(|spec| spec.input == Input::Date)
        && let Ok(date) = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
    {
        return wording::date(date);
    }
    one_line(text)
}

/// Text cleaned for one line: composed accents, no controls, single spaces.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' {
            if !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
        } else if c == '\u{202f}' {
            out.push('\u{a0}');
        } else if !invisible(c) {
            out.push(c);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Characters that print nothing and could only confuse a reader or a search: controls, zero-width and direction
/// marks, private use.
fn invisible(c: char) -> bool {
    c.is_control()
        || is_private(c)
        || matches!(c as u32, 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF | 0xFFF0..=0xFFFB)
        || matches!(c as u32, 0xE_0000..=0x10_FFFF)
}

/// Paragraphs of a long value: parted by line breaks.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.split(['\n', '\r']).map(one_line).filter(|line| !line.is_empty()).collect()
}

#[derive(Debug, Clone, Copy, Default)]
struct Look {
    bold: bool,
    italic: bool,
}

/// Walks the events of the CommonMark parser and builds blocks.
struct Reader<'r, 'f, 'd> {
    filler: &'r mut Filler<'d>,
    source: &'f str,
    events: &'f [(Event<'f>, Range<usize>)],
    at: usize,
    places: &'f [usize],
}

impl Reader<'_, '_, '_> {
    /// Blocks until the end of the surrounding container. `outer` is the marker of the list we are in.
    fn blocks(&mut self, outer: Option<Marker>, depth: usize) -> Result<Vec<Block>, LetterError> {
        let mut blocks = Vec::new();
        let mut loose: Vec<Span> = Vec::new();
        let mut loose_gone = false;
        while let Some((event, range)) = self.events.get(self.at) {
            let inline_starts = matches!(
                event,
                Event::Text(_)
                    | Event::Code(_)
                    | Event::SoftBreak
                    | Event::HardBreak
                    | Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. })
            );
            if inline_starts {
                // Tight list items hold text without a paragraph around it.
                match self.inline(|end| {
                    matches!(
                        end,
                        Event::End(TagEnd::Item)
                            | Event::Start(
                                Tag::List(_) | Tag::Paragraph | Tag::Table(_) | Tag::Heading { .. }
                            )
                    )
                })? {
                    Some(spans) => loose.extend(spans),
                    None => loose_gone = true,
                }
                self.settle(&mut blocks, &mut loose, &mut loose_gone, outer)?;
                continue;
            }
            match event {
                Event::End(_) => break,
                Event::Start(Tag::Paragraph) => {
                    self.at += 1;
                    let spans = self.inline(|end| matches!(end, Event::End(TagEnd::Paragraph)))?;
                    self.at += 1;
                    match spans {
                        Some(spans) => loose = spans,
                        None => loose_gone = true,
                    }
                    self.settle(&mut blocks, &mut loose, &mut loose_gone, outer)?;
                }
                Event::Start(Tag::Heading { .. }) => {
                    self.at += 1;
                    let spans = self.inline(|end| matches!(end, Event::End(TagEnd::Heading(_))))?;
                    self.at += 1;
                    if let Some(spans) = spans {
                        blocks.push(Block::Heading(spans));
                    }
                }
                Event::Start(Tag::List(start)) => {
                    let letters = start.is_some() && self.counts_with_bracket(range);
                    let marker = match start {
                        Some(_) if letters => Marker::Letter,
                        Some(start) => Marker::Number(*start),
                        None => Marker::Dash,
                    };
                    self.at += 1;
                    if depth >= MAX_DEPTH {
                        return Err(LetterError::TooLarge {
                            what: "daftar dalam daftar",
                            actual: depth + 1,
                            limit: MAX_DEPTH,
                        });
                    }
                    let items = self.items(marker, depth + 1)?;
                    if !items.is_empty() {
                        blocks.push(Block::List { marker, items });
                    }
                }
                Event::Start(Tag::Table(alignments)) => {
                    let alignments = alignments.clone();
                    self.at += 1;
                    blocks.push(Block::Table(self.table(&alignments)?));
                }
                _ => self.at += 1,
            }
        }
        Ok(blocks)
    }

    /// A finished run of spans becomes a paragraph, or what a field standing alone expands to.
    fn settle(
        &mut self,
        blocks: &mut Vec<Block>,
        loose: &mut Vec<Span>,
        gone: &mut bool,
        outer: Option<Marker>,
    ) -> Result<(), LetterError> {
        let spans = std::mem::take(loose);
        if std::mem::take(gone) || spans.is_empty() {
            return Ok(());
        }
        if let [only] = spans.as_slice()
            && let Some(key) = only.field.clone().filter(|_| !only.missing)
            && let Some(value) = self.filler.value(&key).cloned()
        {
            match value {
                FieldValue::List(entries) => {
                    let marker = outer.map_or(Marker::Number(1), Marker::inner);
                    let items = entries
                        .iter()
                        .map(|entry| one_line(entry))
                        .filter(|entry| !entry.is_empty())
                        .map(|entry| Item {
                            label: None,
                            blocks: vec![Block::Paragraph(vec![Span::plain(entry).of_field(&key)])],
                        })
                        .collect();
                    blocks.push(Block::List { marker, items });
                    return Ok(());
                }
                FieldValue::Table(rows) => {
                    blocks.push(Block::Table(field_table(self.filler.spec(&key), &key, &rows)));
                    return Ok(());
                }
                FieldValue::Text(text) => {
                    let many = paragraphs(&text);
                    if many.len() > 1 {
                        blocks.extend(
                            many.into_iter()
                                .map(|text| Block::Paragraph(vec![Span { text, ..only.clone() }])),
                        );
                        return Ok(());
                    }
                }
            }
        }
        blocks.push(Block::Paragraph(spans));
        Ok(())
    }

    /// `1)` lists count with letters: the list's first delimiter decides.
    fn counts_with_bracket(&self, range: &Range<usize>) -> bool {
        self.source
            .get(range.clone())
            .and_then(|text| {
                text.trim_start().find(|c: char| !c.is_ascii_digit()).map(|at| (text.trim_start(), at))
            })
            .is_some_and(|(text, at)| text[at..].starts_with(')'))
    }

    fn items(&mut self, marker: Marker, depth: usize) -> Result<Vec<Item>, LetterError> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.get(self.at) {
            match event {
                Event::Start(Tag::Item) => {
                    self.at += 1;
                    let blocks = self.blocks(Some(marker), depth)?;
                    // Step over the item's end.
                    self.at += 1;
                    if !blocks.is_empty() {
                        items.push(Item { label: None, blocks });
                    }
                }
                Event::End(TagEnd::List(_)) => {
                    self.at += 1;
                    break;
                }
                _ => self.at += 1,
            }
        }
        Ok(label_items(items))
    }

    fn table(&mut self, alignments: &[Alignment]) -> Result<TableBlock, LetterError> {
        let mut table = TableBlock::default();
        let mut row: Vec<Vec<Span>> = Vec::new();
        let mut gone = false;
        while let Some((event, _)) = self.events.get(self.at) {
            match event {
                Event::Start(Tag::TableCell) => {
                    self.at += 1;
                    match self.inline(|end| matches!(end, Event::End(TagEnd::TableCell)))? {
                        Some(spans) => row.push(spans),
                        None => gone = true,
                    }
                }
                Event::End(TagEnd::TableHead) => {
                    for (index, cell) in std::mem::take(&mut row).into_iter().enumerate() {
                        let alignment = alignments.get(index).copied().unwrap_or(Alignment::None);
                        table.columns.push(ColumnOf {
                            head: cell.into_iter().map(|span| span.text).collect(),
                            weight: 1,
                            right: alignment == Alignment::Right,
                            centre: alignment == Alignment::Center,
                        });
                    }
                }
                Event::End(TagEnd::TableRow) => {
                    let cells = std::mem::take(&mut row);
                    if !std::mem::take(&mut gone) {
                        table.rows.push(cells);
                    }
                }
                Event::End(TagEnd::Table) => {
                    self.at += 1;
                    break;
                }
                _ => {}
            }
            self.at += 1;
        }
        Ok(table)
    }

    /// Spans until an event for which `ends` holds; that event is not consumed. `None` when an optional field
    /// without value makes the whole disappear.
    fn inline(&mut self, ends: impl Fn(&Event<'_>) -> bool) -> Result<Option<Vec<Span>>, LetterError> {
        let mut spans: Vec<Span> = Vec::new();
        let mut look = Look::default();
        let (mut bold, mut italic) = (0_u32, 0_u32);
        let mut gone = false;
        while let Some((event, _)) = self.events.get(self.at) {
            if ends(event) {
                break;
            }
            match event {
                Event::Start(Tag::Strong) => bold += 1,
                Event::End(TagEnd::Strong) => bold = bold.saturating_sub(1),
                Event::Start(Tag::Emphasis) => italic += 1,
                Event::End(TagEnd::Emphasis) => italic = italic.saturating_sub(1),
                Event::Text(text) | Event::Code(text) => gone |= self.text(text, look, &mut spans)?,
                Event::SoftBreak => spans.push(Span { text: " ".to_owned(), ..Span::default() }),
                Event::HardBreak => spans.push(Span { new_line: true, ..Span::default() }),
                _ => {}
            }
            look = Look { bold: bold > 0, italic: italic > 0 };
            self.at += 1;
        }
        Ok(if gone { None } else { Some(spans) })
    }

    /// Text between marks, its sentinels replaced by the fields' values. True when an optional field is empty.
    fn text(&mut self, text: &str, look: Look, spans: &mut Vec<Span>) -> Result<bool, LetterError> {
        let mut gone = false;
        let mut plain = String::new();
        for c in text.chars() {
            if !is_private(c) {
                plain.push(c);
                continue;
            }
            self.flush(&mut plain, look, spans)?;
            let place = self.places.get((c as u32 - SENTINEL) as usize).copied();
            let part = place.and_then(|place| self.filler.template.body.get(place)).cloned();
            if let Some(Part::Field { key, default, .. }) = part {
                if self.filler.vanishes(&key, default.as_deref()) {
                    gone = true;
                } else {
                    spans.extend(self.filler.field_spans(&key, default.as_deref(), look)?);
                }
            }
        }
        self.flush(&mut plain, look, spans)?;
        Ok(gone)
    }

    fn flush(&mut self, plain: &mut String, look: Look, spans: &mut Vec<Span>) -> Result<(), LetterError> {
        if !plain.is_empty() {
            self.filler.count(plain)?;
            spans.push(Span {
                text: std::mem::take(plain),
                bold: look.bold,
                italic: look.italic,
                ..Span::default()
            });
        }
        Ok(())
    }
}

/// A list whose every item begins `label : value` is set in columns, aligned at the colon (facts 9.1).
fn label_items(items: Vec<Item>) -> Vec<Item> {
    let split: Option<Vec<Item>> = items
        .iter()
        .map(|item| {
            let Some(Block::Paragraph(spans)) = item.blocks.first() else { return None };
            let at = spans.iter().position(|span| span.field.is_none() && span.text.contains(" : "))?;
            let (left, right) = spans[at].text.split_once(" : ")?;
            let mut label: Vec<Span> = spans[..at].to_vec();
            label.push(Span { text: left.to_owned(), ..spans[at].clone() });
            let mut value = vec![Span { text: right.to_owned(), ..spans[at].clone() }];
            value.extend_from_slice(&spans[at + 1..]);
            value.retain(|span| !span.text.is_empty() || span.new_line || span.gap.is_some());
            let mut blocks = vec![Block::Paragraph(value)];
            blocks.extend_from_slice(&item.blocks[1..]);
            Some(Item { label: Some(label), blocks })
        })
        .collect();
    split.unwrap_or(items)
}

/// The rows of a table field in the columns of its specification; missing cells stay empty, surplus ones are cut.
pub(crate) fn field_table(spec: Option<&FieldSpec>, key: &str, rows: &[Vec<String>]) -> TableBlock {
    let columns: Vec<ColumnOf> = match spec.map(|spec| spec.input) {
        Some(Input::Table { columns }) => columns
            .iter()
            .map(|column| ColumnOf {
                head: column.label.to_owned(),
                weight: column.weight,
                right: column.right,
                centre: column.label == "No",
            })
            .collect(),
        _ => (0..rows.iter().map(Vec::len).max().unwrap_or(0).min(12))
            .map(|_| ColumnOf { weight: 1, ..ColumnOf::default() })
            .collect(),
    };
    let rows = rows
        .iter()
        .map(|row| {
            (0..columns.len())
                .map(|index| match row.get(index) {
                    Some(cell) => vec![Span::plain(one_line(cell)).of_field(key)],
                    None => Vec::new(),
                })
                .collect()
        })
        .collect();
    TableBlock { columns, rows }
}

/// Whether a konsep's missing fields forbid `siap`.
pub(crate) fn refuse_missing(data: &NaskahData, missing: &[MissingField]) -> Result<(), LetterError> {
    let required: Vec<MissingField> = missing.iter().filter(|field| field.required).cloned().collect();
    if data.state == State::Siap && !required.is_empty() {
        return Err(LetterError::Missing { kind: data.kind, fields: required });
    }
    Ok(())
}
