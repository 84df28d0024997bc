//! Reads a TOML tree field by field, so that every fault knows its line and its path.

use std::collections::BTreeSet;

use thiserror::Error;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Why a definition file was refused. The sentence is for the screen.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("baris {line}, {field}: {problem}")]
pub struct DefinitionError {
    /// Line in the file, from 1.
    pub line: usize,
    /// Path of the field, such as `step[5].actor`; entries count from 1. `berkas` when the file as a whole is not
    /// TOML.
    pub field: String,
    /// What is wrong there.
    pub problem: Problem,
}

/// What can be wrong with a field.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Problem {
    /// Not TOML; the TOML reader's own words.
    #[error("bukan TOML yang sah ({0})")]
    Syntax(String),
    /// A field that must be there is not.
    #[error("isian ini wajib ada")]
    Missing,
    /// A field that the form does not know: most likely misspelt.
    #[error("isian ini tidak dikenal")]
    UnknownField,
    /// A value of another type than the form's.
    #[error("harus berupa {0}")]
    WrongType(&'static str),
    /// Text that must say something is empty.
    #[error("tidak boleh kosong")]
    Empty,
    /// A key with other characters than small letters, digits and hyphens.
    #[error("\"{0}\" bukan kunci yang sah; pakai huruf kecil, angka, dan tanda hubung")]
    BadKey(String),
    /// A key that is taken.
    #[error("kunci \"{0}\" sudah dipakai")]
    DuplicateKey(String),
    /// Not a date as the document writes them.
    #[error("\"{0}\" bukan tanggal; tulis seperti 9 November 2022")]
    NotADate(String),
    /// Not one of the step kinds.
    #[error(
        "jenis langkah \"{0}\" tidak dikenal; yang ada: register, dispose, receive, write, decide, publish, send"
    )]
    UnknownKind(String),
    /// No actor with that key.
    #[error("pelaksana \"{0}\" tidak ada dalam daftar [[actor]]")]
    UnknownActor(String),
    /// No step with that number.
    #[error("langkah {0} tidak ada")]
    UnknownStep(u32),
    /// No output with that key.
    #[error("keluaran \"{0}\" tidak dihasilkan langkah mana pun")]
    UnknownOutput(String),
    /// No such place in the document.
    #[error("tempat \"{0}\" tidak ada dalam dokumen ini")]
    UnknownPlace(String),
    /// A step number that is taken.
    #[error("nomor langkah {0} sudah dipakai")]
    DuplicateStep(u32),
    /// A step number below the one before it.
    #[error("langkah {number} ditulis sesudah langkah {after}; urutkan menurut nomor")]
    OutOfOrder {
        /// The number.
        number: u32,
        /// The number of the step before it.
        after: u32,
    },
    /// A field that only another kind of step has.
    #[error("hanya untuk langkah berjenis {0}")]
    NotForThisKind(&'static str),
    /// A decision about something that is not written by a step.
    #[error("\"{0}\" bukan keluaran langkah berjenis write, sehingga tidak dapat diputuskan")]
    NotALane(String),
    /// A lane that two steps decide on.
    #[error("\"{lane}\" sudah diputuskan pada langkah {step}")]
    DecidedTwice {
        /// The lane's key.
        lane: String,
        /// The step that decides on it already.
        step: u32,
    },
    /// A correction that leads elsewhere than to where the lane is written.
    #[error("koreksi \"{lane}\" harus kembali ke langkah {writer}, yang menulisnya")]
    CorrectionElsewhere {
        /// The lane's key.
        lane: String,
        /// The step that writes it.
        writer: u32,
    },
    /// A decision before its lane is written.
    #[error("\"{lane}\" baru ditulis pada langkah {writer}")]
    DecidedTooEarly {
        /// The lane's key.
        lane: String,
        /// The step that writes it.
        writer: u32,
    },
    /// An output that approves a lane which its step does not decide on.
    #[error("langkah ini tidak memutuskan \"{0}\"")]
    ApprovesOther(String),
    /// A jump that does not lead forward.
    #[error("langkah berikutnya harus sesudah langkah {0}")]
    NotForward(u32),
    /// A standard time in minutes and in days at once.
    #[error("isi minutes atau days, tidak keduanya")]
    TwoLengths,
    /// A number outside what makes sense.
    #[error("harus bilangan bulat antara {least} dan {most}")]
    OutOfRange {
        /// Least value.
        least: u32,
        /// Greatest value.
        most: u32,
    },
    /// A requirement that is said both to come from outside and to be made by a step.
    #[error("isi output atau outside, tidak keduanya")]
    TwoSources,
}

/// A value with the place it was read from, for faults that only show later.
#[derive(Clone, Debug)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) line: usize,
    pub(super) field: String,
}

impl<T> Located<T> {
    pub(super) fn fault(&self, problem: Problem) -> DefinitionError {
        DefinitionError { line: self.line, field: self.field.clone(), problem }
    }
}

/// The TOML reader's fault in our form.
pub(super) fn syntax(source: &str, error: &toml::de::Error) -> DefinitionError {
    let line = error.span().map_or(1, |span| line_of(source, span.start));
    let message = error.message().lines().collect::<Vec<_>>().join("; ");
    DefinitionError { line, field: "berkas".to_owned(), problem: Problem::Syntax(message) }
}

/// One table of the file, which knows its path and which of its fields were read.
pub(super) struct Table<'a, 'i> {
    source: &'a str,
    path: String,
    line: usize,
    table: &'a DeTable<'i>,
    read: BTreeSet<&'static str>,
}

impl<'a, 'i> Table<'a, 'i> {
    pub(super) fn root(source: &'a str, table: &'a DeTable<'i>) -> Table<'a, 'i> {
        Table { source, path: String::new(), line: 1, table, read: BTreeSet::new() }
    }

    /// A fault of the field `key`, on its own line, or on the table's where the field is missing.
    pub(super) fn fault(&self, key: &str, problem: Problem) -> DefinitionError {
        let line = self.table.get(key).map_or(self.line, |value| self.line_at(value));
        DefinitionError { line, field: self.path_of(key), problem }
    }

    /// Whether the field is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Text that must be there and say something.
    pub(super) fn text(&mut self, key: &'static str) -> Result<Located<String>, DefinitionError> {
        let text = self.text_or_empty(key)?.ok_or_else(|| self.fault(key, Problem::Missing))?;
        if text.value.trim().is_empty() {
            return Err(text.fault(Problem::Empty));
        }
        Ok(text)
    }

    /// Text that may be missing, but not empty where it is given.
    pub(super) fn optional_text(
        &mut self,
        key: &'static str,
    ) -> Result<Option<Located<String>>, DefinitionError> {
        match self.text_or_empty(key)? {
            Some(text) if text.value.trim().is_empty() => Err(text.fault(Problem::Empty)),
            text => Ok(text),
        }
    }

    /// Text that may be missing or empty.
    pub(super) fn text_or_empty(
        &mut self,
        key: &'static str,
    ) -> Result<Option<Located<String>>, DefinitionError> {
        let Some(value) = self.take(key) else { return Ok(None) };
        match value.get_ref().as_str() {
            Some(text) => Ok(Some(self.located(key, value, text.to_owned()))),
            None => Err(self.fault(key, Problem::WrongType("teks"))),
        }
    }

    /// A key: small letters, digits and hyphens.
    pub(super) fn key(&mut self, key: &'static str) -> Result<Located<String>, DefinitionError> {
        let text = self.text(key)?;
        check_key(&text)?;
        Ok(text)
    }

    /// A key that may be missing.
    pub(super) fn optional_key(
        &mut self,
        key: &'static str,
    ) -> Result<Option<Located<String>>, DefinitionError> {
        let text = self.optional_text(key)?;
        text.as_ref().map_or(Ok(()), check_key)?;
        Ok(text)
    }

    /// A list of texts, none of them empty; an empty list where the field may be missing and is.
    pub(super) fn texts(
        &mut self,
        key: &'static str,
        required: bool,
    ) -> Result<Vec<Located<String>>, DefinitionError> {
        let Some(value) = self.take(key) else {
            return if required { Err(self.fault(key, Problem::Missing)) } else { Ok(Vec::new()) };
        };
        let Some(entries) = value.get_ref().as_array() else {
            return Err(self.fault(key, Problem::WrongType("daftar teks")));
        };
        let mut texts = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            let place = Located {
                value: (),
                line: self.line_at(entry),
                field: format!("{}[{}]", self.path_of(key), index + 1),
            };
            let Some(text) = entry.get_ref().as_str() else {
                return Err(place.fault(Problem::WrongType("teks")));
            };
            if text.trim().is_empty() {
                return Err(place.fault(Problem::Empty));
            }
            texts.push(Located { value: text.to_owned(), line: place.line, field: place.field });
        }
        Ok(texts)
    }

    /// A whole number from `least` to `most`, or `None` where the field is missing.
    pub(super) fn optional_number(
        &mut self,
        key: &'static str,
        least: u32,
        most: u32,
    ) -> Result<Option<Located<u32>>, DefinitionError> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let Some(integer) = value.get_ref().as_integer() else {
            return Err(self.fault(key, Problem::WrongType("bilangan bulat")));
        };
        match u32::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) if (least..=most).contains(&number) => Ok(Some(self.located(key, value, number))),
            Ok(_) | Err(_) => Err(self.fault(key, Problem::OutOfRange { least, most })),
        }
    }

    /// As [`Table::optional_number`], for a field that must be there.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        least: u32,
        most: u32,
    ) -> Result<Located<u32>, DefinitionError> {
        self.optional_number(key, least, most)?.ok_or_else(|| self.fault(key, Problem::Missing))
    }

    /// A flag; `false` where it is missing.
    pub(super) fn flag(&mut self, key: &'static str) -> Result<bool, DefinitionError> {
        match self.take(key) {
            None => Ok(false),
            Some(value) => value
                .get_ref()
                .as_bool()
                .ok_or_else(|| self.fault(key, Problem::WrongType("true atau false"))),
        }
    }

    /// A table that must be there.
    pub(super) fn table(&mut self, key: &'static str) -> Result<Table<'a, 'i>, DefinitionError> {
        let value = self.take(key).ok_or_else(|| self.fault(key, Problem::Missing))?;
        let table = value.get_ref().as_table().ok_or_else(|| self.fault(key, Problem::WrongType("tabel")))?;
        Ok(self.below(self.path_of(key), value, table))
    }

    /// The tables `[[key]]`, in the file's order; none where there are none.
    pub(super) fn tables(&mut self, key: &'static str) -> Result<Vec<Table<'a, 'i>>, DefinitionError> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let wrong = || self.fault(key, Problem::WrongType("daftar tabel [[…]]"));
        let entries = value.get_ref().as_array().ok_or_else(wrong)?;
        entries
            .iter()
            .enumerate()
            .map(|(index, entry)| {
                let table = entry.get_ref().as_table().ok_or_else(wrong)?;
                Ok(self.below(format!("{}[{}]", self.path_of(key), index + 1), entry, table))
            })
            .collect()
    }

    /// Refuses the field that stands first in the file among those that nobody asked for.
    pub(super) fn finish(self) -> Result<(), DefinitionError> {
        let unknown = self
            .table
            .keys()
            .filter(|key| !self.read.contains(key.get_ref().as_ref()))
            .min_by_key(|key| key.span().start);
        match unknown {
            None => Ok(()),
            Some(key) => Err(DefinitionError {
                line: line_of(self.source, key.span().start),
                field: self.path_of(key.get_ref()),
                problem: Problem::UnknownField,
            }),
        }
    }

    fn take(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.read.insert(key);
        self.table.get(key)
    }

    fn below(&self, path: String, value: &'a Spanned<DeValue<'i>>, table: &'a DeTable<'i>) -> Table<'a, 'i> {
        Table { source: self.source, path, line: self.line_at(value), table, read: BTreeSet::new() }
    }

    fn located<T>(&self, key: &str, value: &Spanned<DeValue<'i>>, content: T) -> Located<T> {
        Located { value: content, line: self.line_at(value), field: self.path_of(key) }
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn line_at(&self, value: &Spanned<DeValue<'i>>) -> usize {
        line_of(self.source, value.span().start)
    }
}

fn check_key(text: &Located<String>) -> Result<(), DefinitionError> {
    let valid = text.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if valid { Ok(()) } else { Err(text.fault(Problem::BadKey(text.value.clone()))) }
}

/// The line, from 1, on which a byte of the source stands.
fn line_of(source: &str, byte: usize) -> usize {
    source.bytes().take(byte).filter(|&b| b == b'\n').count() + 1
}
