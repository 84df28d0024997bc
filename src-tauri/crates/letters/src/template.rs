//! Templates: a TOML head, a CommonMark body, `{{ fields }}`; and what comes out when the fields are filled.
//!
//! A template is text that staff edit, so every error names the template and the line, and near misses are suggested.
//! Values are put in after the CommonMark is parsed: whatever a user types is text, never markup and never another
//! template, so nothing expands twice and nothing can grow without bound.
//!
//! Body syntax beyond CommonMark: `1.` lists count with numbers, `1)` lists with letters; a list whose every item
//! reads `label : value` is set in columns; `{{ key | text }}` prints the text when the field is empty; an item or a
//! paragraph with an empty optional field disappears; `[[ … {{ key }} … ]]` disappears alone, and `[[?key … ]]` stands
//! or falls with a field that it does not print. A list marked with `*` whose items read `label : value` stands
//! without marks, as the rows of an invitation do.
//!
//! The head may declare fields of its own, each a `[[field]]` with `key`, `label`, `input` (`short`, `long`, `list`,
//! `choice`, `ticks`, `date`, `day`, `table`), and where wanted `help`, `group`, `required`, `options`, `open`,
//! `columns`, `initial` and `example`. So a kind that the program does not know is a text file.

mod fill;
mod head;
mod parts;
mod read;

use pulldown_cmark::{Event, Options, Parser, Tag};
use unicode_normalization::UnicodeNormalization;

use crate::error::LetterError;
use crate::fields::FieldSpec;
use crate::kind::Kind;
use crate::settings::Paper;
use crate::wording;

pub(crate) use fill::{Filled, fill, refuse_missing};
use head::Head;
use parts::parse_parts;
pub(crate) use read::field_table;

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
    /// Nota: title, then the head Yth., Dari, Tanggal, Nomor, Sifat, Lampiran, Hal.
    Nota,
    /// A form with boxes.
    Lembar,
}

impl Shape {
    const NAMES: [(&'static str, Self); 5] = [
        ("surat", Self::Surat),
        ("judul", Self::Judul),
        ("telaahan", Self::Telaahan),
        ("nota", Self::Nota),
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
    /// Its fields in the order of the form: those of its kind and shape, and those that its head declares.
    pub fields: Vec<FieldSpec>,
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

/// The template that is delivered for a kind; none for a kind that an office made.
#[must_use]
pub fn delivered(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::SuratUsulan => include_str!("../templates/surat-usulan.md"),
        Kind::LembarDisposisi => include_str!("../templates/lembar-disposisi.md"),
        Kind::Telaah => include_str!("../templates/telaah.md"),
        Kind::Pengumuman => include_str!("../templates/pengumuman.md"),
        Kind::SuratPemberitahuan => include_str!("../templates/surat-pemberitahuan.md"),
        Kind::LembarKendali => include_str!("../templates/lembar-kendali.md"),
        Kind::SURAT_PENGEMBALIAN => include_str!("../templates/surat-pengembalian.md"),
        Kind::NOTA_DINAS => include_str!("../templates/nota-dinas.md"),
        Kind::SURAT_UNDANGAN => include_str!("../templates/surat-undangan.md"),
        Kind::Declared(_) => return None,
    })
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
        if stated != kind.as_str() {
            let near = wording::nearest(&stated, [kind.as_str()]);
            let hint = near.map(|near| format!(" Mungkin {near:?}.")).unwrap_or_default();
            return Err(fail(head.line("kind"), format!("templat ini untuk {stated}, bukan {kind}.{hint}")));
        }
        let shape = head.text("shape")?.unwrap_or_default();
        let Some((_, shape)) = Shape::NAMES.iter().find(|(name, _)| *name == shape) else {
            let known = Shape::NAMES.map(|(name, _)| name);
            let near = wording::nearest(&shape, known);
            let known = known.join(", ");
            let hint = near.map(|near| format!(" Mungkin {near:?}.")).unwrap_or_default();
            return Err(fail(
                head.line("shape"),
                format!("bentuk {shape:?} tidak dikenal; yang ada {known}.{hint}"),
            ));
        };
        // The boxes of a lembar are drawn for the two that the program knows.
        if *shape == Shape::Lembar && matches!(kind, Kind::Declared(_)) {
            let problem = "bentuk lembar hanya untuk lembar disposisi dan lembar kendali.";
            return Err(fail(head.line("shape"), problem.to_owned()));
        }
        let fields = head.fields(*shape)?;
        let paper = match head.text("paper")? {
            None => None,
            Some(name) if name.is_empty() => None,
            Some(name) => Some(Paper::named(&name).ok_or_else(|| {
                let known = Paper::NAMED.map(|(name, _, _)| name).join(", ");
                fail(head.line("paper"), format!("kertas {name:?} tidak dikenal; yang ada {known}."))
            })?),
        };
        let parts = |key: &str| -> Result<Vec<Part>, LetterError> {
            parse_parts(kind, &fields, &head.text(key)?.unwrap_or_default(), head.line(key))
        };
        let template = Self {
            kind,
            title: head.text("title")?.unwrap_or_else(|| kind.label()),
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
            body: parse_parts(kind, &fields, body, body_line)?,
            body_line,
            fields,
        };
        if let Some(pattern) = &template.number {
            check_pattern(pattern).map_err(|problem| fail(head.line("number"), problem))?;
        }
        template.check_body()?;
        Ok(template)
    }

    /// A letter under the head of a nota dinas.
    pub(crate) fn as_nota(&self) -> Self {
        if self.shape != Shape::Surat {
            return self.clone();
        }
        Self { shape: Shape::Nota, heading: Kind::NOTA_DINAS.label().to_uppercase(), ..self.clone() }
    }

    /// The field of a key, or `None`.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|spec| spec.key == key)
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

/// Text cleaned for one line: composed accents, no controls, single spaces.
pub(crate) fn one_line(text: &str) -> String {
    if is_one_line(text) {
        return text.to_owned();
    }
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

/// Whether a text is clean already, as nearly all are: printable ASCII with single spaces between words.
fn is_one_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|byte| (b' '..=b'~').contains(byte))
        && !bytes.starts_with(b" ")
        && !bytes.ends_with(b" ")
        && !bytes.windows(2).any(|two| two == b"  ")
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
