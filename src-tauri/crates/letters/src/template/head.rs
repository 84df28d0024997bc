//! The TOML head of a template, with the line of each key.

use super::{Shape, template_error};
use crate::data::FieldValue;
use crate::error::LetterError;
use crate::fields::{self, Column, FieldSpec, Group, Input};
use crate::kind::Kind;
use crate::wording;

/// The keys that a head may have.
const HEAD_KEYS: [&str; 13] = [
    "kind", "title", "paper", "shape", "number", "signer", "sifat", "lampiran", "hal", "heading", "about",
    "tembusan", "field",
];

/// The keys that a declared field may have.
const FIELD_KEYS: [&str; 11] = [
    "key", "label", "input", "help", "group", "required", "options", "open", "columns", "initial", "example",
];

/// The inputs that a declared field may have.
const INPUTS: [&str; 8] = ["short", "long", "list", "choice", "ticks", "date", "day", "table"];

/// A naskah has at most so many fields of its own.
const MAX_DECLARED: usize = 60;

/// The head as TOML, with the line of each key.
pub(super) struct Head {
    kind: Kind,
    table: toml::Table,
    source: String,
}

impl Head {
    pub(super) fn parse(kind: Kind, source: &str) -> Result<Self, LetterError> {
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

    pub(super) fn line(&self, key: &str) -> u32 {
        let end =
            self.source.lines().position(|line| line.trim_start().starts_with("[[")).unwrap_or(usize::MAX);
        self.line_between(0, end, key).unwrap_or(1)
    }

    /// The file's line where a key is set, looked for in some rows of the head.
    fn line_between(&self, first: usize, end: usize, key: &str) -> Option<u32> {
        let sets = |line: &str| {
            let line = line.trim_start();
            line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        let rows = self.source.lines().enumerate().skip(first).take_while(|(row, _)| *row < end);
        rows.into_iter().find(|(_, line)| sets(line)).map(|(row, _)| row as u32 + 2)
    }

    /// The line of a key of a declared field, or of the field's own beginning.
    fn field_line(&self, index: usize, key: &str) -> u32 {
        let begins = |line: &str| line.trim_start().replace(' ', "").starts_with("[[field]]");
        let mut rows = self.source.lines().enumerate().filter(|(_, line)| begins(line)).map(|(row, _)| row);
        let Some(first) = rows.nth(index) else { return self.line("field") };
        let end = rows.next().unwrap_or(usize::MAX);
        self.line_between(first + 1, end, key).unwrap_or(first as u32 + 2)
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<String>, LetterError> {
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

    pub(super) fn list(&self, key: &str) -> Result<Vec<String>, LetterError> {
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

    /// The fields of the naskah: those of its kind and shape, and those that are declared here.
    pub(super) fn fields(&self, shape: Shape) -> Result<Vec<FieldSpec>, LetterError> {
        let known = fields::of_template(self.kind, shape, Vec::new());
        let mut declared: Vec<FieldSpec> = Vec::new();
        let tables: &[toml::Value] = match self.table.get("field") {
            None => &[],
            Some(toml::Value::Array(tables)) => tables,
            Some(_) => {
                let problem = "isian ditulis dengan [[field]].".to_owned();
                return Err(template_error(self.kind, self.line("field"), problem));
            }
        };
        if tables.len() > MAX_DECLARED {
            let problem = format!("paling banyak {MAX_DECLARED} isian [[field]].");
            return Err(template_error(self.kind, self.field_line(MAX_DECLARED, "key"), problem));
        }
        for (index, table) in tables.iter().enumerate() {
            let spec = Declaration { head: self, index, table: table.as_table() }.spec()?;
            if known.iter().chain(&declared).any(|other| other.key == spec.key) {
                let problem = format!("isian {} sudah ada.", spec.key);
                return Err(template_error(self.kind, self.field_line(index, "key"), problem));
            }
            declared.push(spec);
        }
        Ok(fields::of_template(self.kind, shape, declared))
    }
}

/// One `[[field]]` of a head.
struct Declaration<'a> {
    head: &'a Head,
    index: usize,
    table: Option<&'a toml::Table>,
}

impl Declaration<'_> {
    fn fail(&self, key: &str, problem: String) -> LetterError {
        template_error(self.head.kind, self.head.field_line(self.index, key), problem)
    }

    fn get(&self, key: &str) -> Option<&toml::Value> {
        self.table.and_then(|table| table.get(key))
    }

    fn text(&self, key: &str) -> Result<String, LetterError> {
        match self.get(key) {
            None => Ok(String::new()),
            Some(toml::Value::String(text)) => Ok(text.trim().to_owned()),
            Some(_) => Err(self.fail(key, format!("{key} harus berupa teks dalam tanda petik."))),
        }
    }

    fn truth(&self, key: &str, default: bool) -> Result<bool, LetterError> {
        match self.get(key) {
            None => Ok(default),
            Some(toml::Value::Boolean(value)) => Ok(*value),
            Some(_) => Err(self.fail(key, format!("{key} harus true atau false."))),
        }
    }

    /// One text or a list of texts.
    fn texts(&self, key: &str) -> Result<Vec<String>, LetterError> {
        let wrong = || self.fail(key, format!("{key} harus berupa daftar teks: [\"…\", \"…\"]."));
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(toml::Value::String(text)) => Ok(vec![text.trim().to_owned()]),
            Some(toml::Value::Array(entries)) => entries
                .iter()
                .map(|entry| entry.as_str().map(|text| text.trim().to_owned()).ok_or_else(wrong))
                .collect(),
            Some(_) => Err(wrong()),
        }
    }

    fn named<const N: usize>(&self, key: &str, name: &str, known: [&str; N]) -> LetterError {
        let near = wording::nearest(name, known);
        let hint = near.map(|near| format!(" Mungkin {near:?}.")).unwrap_or_default();
        self.fail(key, format!("{key} {name:?} tidak dikenal; yang ada {}.{hint}", known.join(", ")))
    }

    fn spec(&self) -> Result<FieldSpec, LetterError> {
        let keys = self.table.into_iter().flat_map(toml::Table::keys);
        if let Some(key) = keys.into_iter().find(|key| !FIELD_KEYS.contains(&key.as_str())) {
            let near = wording::nearest(key, FIELD_KEYS);
            let hint = near.map(|near| format!(" Mungkin {near}.")).unwrap_or_default();
            return Err(self.fail(key, format!("kunci {key} tidak dikenal untuk isian.{hint}")));
        }
        let key = self.text("key")?;
        let formed = key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.len() <= 40
            && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !formed {
            let problem =
                format!("key {key:?} harus huruf kecil, angka, dan garis bawah, paling panjang 40.");
            return Err(self.fail("key", problem));
        }
        let label = self.text("label")?;
        if label.is_empty() {
            return Err(self.fail("label", format!("isian {key} belum berlabel (label = \"…\").")));
        }
        let group = self.text("group")?;
        let group = match group.as_str() {
            "" => Group::Isi,
            name => Group::ALL
                .into_iter()
                .find(|group| group.label().eq_ignore_ascii_case(name))
                .ok_or_else(|| self.named("group", name, Group::ALL.map(Group::label)))?,
        };
        let input = self.input()?;
        let initial = self.texts("initial")?;
        Ok(FieldSpec {
            example: self.example(&input)?,
            key,
            label,
            group,
            input,
            required: self.truth("required", false)?,
            help: self.text("help")?,
            initial,
        })
    }

    fn input(&self) -> Result<Input, LetterError> {
        let name = self.text("input")?;
        let options = self.texts("options")?;
        let choices = matches!(name.as_str(), "choice" | "ticks");
        if choices && options.is_empty() {
            return Err(self.fail("input", "pilihan belum ditulis (options = [\"…\", \"…\"]).".to_owned()));
        }
        if !choices && !options.is_empty() {
            return Err(self.fail("options", "options hanya untuk input choice dan ticks.".to_owned()));
        }
        Ok(match name.as_str() {
            "" | "short" => Input::Short,
            "long" => Input::Long,
            "list" => Input::List,
            "choice" => Input::Choice { options, open: self.truth("open", true)? },
            "ticks" => Input::Ticks { options },
            "date" => Input::Date,
            "day" => Input::Day,
            "table" => Input::Table { columns: self.columns()? },
            other => return Err(self.named("input", other, INPUTS)),
        })
    }

    /// `columns = ["No", "Uraian"]`, or with measures `columns = [{ label = "No", weight = 6, right = true }]`.
    fn columns(&self) -> Result<Vec<Column>, LetterError> {
        let wrong = || {
            self.fail(
                "columns",
                "kolom tabel ditulis columns = [\"No\", \"Uraian\"], paling banyak 12.".to_owned(),
            )
        };
        let Some(toml::Value::Array(columns)) = self.get("columns") else { return Err(wrong()) };
        if columns.is_empty() || columns.len() > 12 {
            return Err(wrong());
        }
        let column = |column: &toml::Value| match column {
            toml::Value::String(label) => {
                Some(Column { label: label.trim().to_owned(), weight: 10, right: false })
            }
            toml::Value::Table(table) => Some(Column {
                label: table.get("label")?.as_str()?.trim().to_owned(),
                weight: match table.get("weight") {
                    None => 10,
                    Some(weight) => {
                        u16::try_from(weight.as_integer()?).ok().filter(|w| (1..=200).contains(w))?
                    }
                },
                right: match table.get("right") {
                    None => false,
                    Some(right) => right.as_bool()?,
                },
            }),
            _ => None,
        };
        columns.iter().map(|value| column(value).ok_or_else(wrong)).collect()
    }

    fn example(&self, input: &Input) -> Result<Option<FieldValue>, LetterError> {
        let Some(value) = self.get("example") else { return Ok(None) };
        let wrong = || self.fail("example", "contoh isian tidak cocok dengan input-nya.".to_owned());
        Ok(Some(match (input, value) {
            (Input::Table { .. }, toml::Value::Array(rows)) => {
                let cells = |row: &toml::Value| {
                    row.as_array()?
                        .iter()
                        .map(|cell| cell.as_str().map(str::to_owned))
                        .collect::<Option<Vec<_>>>()
                };
                FieldValue::Table(rows.iter().map(cells).collect::<Option<_>>().ok_or_else(wrong)?)
            }
            (Input::List | Input::Ticks { .. }, toml::Value::Array(_)) => {
                FieldValue::List(self.texts("example")?)
            }
            (Input::Table { .. }, _) | (_, toml::Value::Array(_)) => return Err(wrong()),
            (_, toml::Value::String(text)) => FieldValue::Text(text.trim().to_owned()),
            _ => return Err(wrong()),
        }))
    }
}
