//! Plain data: everything that one naskah needs, as JSON. The door of the command line and of the office.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::code::ArchiveCode;
use crate::error::LetterError;
use crate::settings::Paper;
use crate::template::one_line;

pub use crate::kind::Kind;

/// Whether a naskah may still change (PROCEDURE 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Prints the DRAF mark; missing fields show as `[Label]`.
    #[default]
    Konsep,
    /// Prints clean; every required field must be there.
    Siap,
}

/// Which of the two papers of a printing (PROCEDURE 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyKind {
    /// The original, which is sent.
    #[default]
    Asli,
    /// The file copy, which carries the paraf table.
    Pertinggal,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// Text; a blank line begins a new paragraph where the field stands alone. Dates as `2026-11-09`.
    Text(String),
    /// Several entries.
    List(Vec<String>),
    /// Rows of a table; the columns are the field's own.
    Table(Vec<Vec<String>>),
}

impl FieldValue {
    /// Whether nothing was filled in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::List(list) => list.iter().all(|entry| entry.trim().is_empty()),
            Self::Table(rows) => rows.iter().flatten().all(|cell| cell.trim().is_empty()),
        }
    }
}

/// The letter's date: known, known but for the day, or blank for handwriting. In JSON `"2026-11-09"`, `"2026-11"`, `""`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LetterDate {
    /// Written by hand.
    #[default]
    Blank,
    /// The day is written by hand.
    Month {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
    },
    /// Printed.
    Given(NaiveDate),
}

impl Serialize for LetterDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Blank => serializer.serialize_str(""),
            Self::Month { year, month } => serializer.serialize_str(&format!("{year:04}-{month:02}")),
            Self::Given(date) => serializer.serialize_str(&date.format("%Y-%m-%d").to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for LetterDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::Blank);
        }
        if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Ok(Self::Given(date));
        }
        if let Ok(first) = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d") {
            use chrono::Datelike;
            return Ok(Self::Month { year: first.year(), month: first.month() });
        }
        Err(D::Error::custom(format!("tanggal {text:?} bukan 2026-11-09, 2026-11, atau kosong")))
    }
}

/// What the lines of a kop are; it decides their size and weight (facts 1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KopRowStyle {
    /// PEMERINTAH KABUPATEN MOJOKERTO: three parts of the size ratio 3 : 4.
    Government,
    /// The agency's name: four parts, bold.
    Agency,
    /// A unit of the agency: three parts, bold.
    Unit,
    /// Address, telephone, site.
    Address,
}

/// One line of the kop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KopRow {
    /// The line's text.
    pub text: String,
    /// What it is.
    pub style: KopRowStyle,
}

/// The letterhead. An empty one prints none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Kop {
    /// Lines from the top.
    pub rows: Vec<KopRow>,
    /// The lambang as base64 of a PNG or JPEG file; without it its place stays empty (facts 8.3: never redrawn).
    pub lambang: Option<String>,
}

/// The number row (facts 2.1).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LetterNumber {
    /// The whole number as it is to be printed; it wins over the pattern.
    pub given: Option<String>,
    /// The office's pattern; the template's if absent. `{nomor}` is left blank for handwriting.
    pub pattern: Option<String>,
    /// Values for the pattern's other tokens: kode, wilayah, unit, tahun.
    pub tokens: BTreeMap<String, String>,
}

/// To whom the letter goes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Addressee {
    /// The post: `Kepala Dinas Pendidikan Kabupaten Mojokerto`.
    pub post: String,
    /// The person's name, which then stands above the post; alone for who has no post.
    pub name: Option<String>,
    /// `u.p.` line, if any.
    pub attention: Option<String>,
    /// Street and other lines above the place; one line of text is one line on the letter.
    pub address: Option<String>,
    /// The place: `Mojokerto`.
    pub place: String,
}

impl Addressee {
    /// Whether nobody is named.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        self.named().is_empty()
    }

    /// Who is addressed, on one line: the name and the post, or which of them there is.
    #[must_use]
    pub fn named(&self) -> String {
        let name = self.name.as_deref().map(one_line).unwrap_or_default();
        let post = one_line(&self.post);
        if name.is_empty() || post.is_empty() { name + &post } else { format!("{name}, {post}") }
    }

    /// The lines after "Yth.", without the place: name, post, u.p., address.
    pub(crate) fn lines(&self) -> Vec<String> {
        let attention = self.attention.as_deref().map(one_line).filter(|text| !text.is_empty());
        [self.name.as_deref().map(one_line).unwrap_or_default(), one_line(&self.post)]
            .into_iter()
            .chain(attention.map(|attention| format!("u.p. {attention}")))
            .chain(self.address.iter().flat_map(|address| address.lines().map(one_line)))
            .filter(|line| !line.is_empty())
            .collect()
    }

    /// Two addressees with the same key are one, whatever capitals and spaces they were typed with.
    pub(crate) fn key(&self) -> String {
        let place = one_line(&self.place);
        let text = format!("{}|{}|{place}", self.named(), self.attention.as_deref().unwrap_or_default());
        text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    }
}

/// How the addressees stand on the letter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Addressees {
    /// The addressees; one or several.
    pub list: Vec<Addressee>,
    /// What stands after Yth. when the list goes into an attachment: `Kepala Perangkat Daerah se-Kabupaten Mojokerto`.
    /// With it the letter says "(daftar terlampir)" and the list prints on its own page.
    pub attached_as: Option<String>,
    /// Place below `attached_as`.
    pub attached_place: Option<String>,
}

/// In which capacity the signer signs (facts 1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SigningForm {
    /// In his own name.
    #[default]
    Own,
    /// a.n.: for the post one level above.
    OnBehalf,
    /// a.n. and u.b.: two levels down.
    OnBehalfThrough,
    /// Plt.: the post is empty.
    Acting,
    /// Plh.: the holder is away for a short time.
    Daily,
}

/// A block of signature.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Signature {
    /// The capacity.
    pub form: SigningForm,
    /// The signer's own post; for Plt. and Plh. the post that is acted for.
    pub post: String,
    /// For a.n.: the post in whose name it is signed.
    pub on_behalf_of: Option<String>,
    /// For a.n. with u.b.: the post between.
    pub through: Option<String>,
    /// Name with titles.
    pub name: String,
    /// Pangkat in words: `Pembina Tingkat I`.
    pub rank: Option<String>,
    /// NIP, grouped or not.
    pub nip: Option<String>,
}

/// A row of the paraf table, from the drafter up (facts 1.5).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ParafRow {
    /// Short name of the post: `Sub Koordinator`.
    pub post: String,
}

/// An attachment on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Attachment {
    /// Its title: `DAFTAR PRODUK`.
    pub title: String,
    /// Paragraphs before the table.
    pub text: String,
    /// Heads of the table's columns.
    pub columns: Vec<String>,
    /// Rows of the table.
    pub rows: Vec<Vec<String>>,
}

/// Everything that one naskah needs. Unknown keys are refused; absent ones take their default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NaskahData {
    /// The kind.
    pub kind: Kind,
    /// Konsep or siap.
    #[serde(default)]
    pub state: State,
    /// Asli or pertinggal.
    #[serde(default)]
    pub copy: CopyKind,
    /// The naskah's name in the office (`N2026-00117 R2`): for the file's metadata, never printed.
    #[serde(default)]
    pub id: String,
    /// Paper of this naskah; else the template's, else the settings'.
    #[serde(default)]
    pub paper: Option<Paper>,
    /// A letter that goes as nota dinas, as between a bagian of Setda and another (facts 1.1): the same words under
    /// the head of a nota.
    #[serde(default)]
    pub nota: bool,
    /// The letterhead.
    #[serde(default)]
    pub kop: Kop,
    /// Place before the date: `Mojokerto`.
    #[serde(default)]
    pub place: String,
    /// The date.
    #[serde(default)]
    pub date: LetterDate,
    /// The number.
    #[serde(default)]
    pub number: LetterNumber,
    /// To whom.
    #[serde(default)]
    pub addressees: Addressees,
    /// The fields of the kind (see `fields`).
    #[serde(default)]
    pub fields: BTreeMap<String, FieldValue>,
    /// Who signs.
    #[serde(default)]
    pub signature: Signature,
    /// A second block: "Mengetahui" or "Menyetujui" on the telaah (facts 0, finding 3).
    #[serde(default)]
    pub second_signature: Option<SecondSignature>,
    /// Copies to; the template's when absent, none when empty.
    #[serde(default)]
    pub tembusan: Option<Vec<String>>,
    /// The chain of paraf, from the drafter up.
    #[serde(default)]
    pub paraf: Vec<ParafRow>,
    /// Attachments.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// What the code on the page says (PROCEDURE 2); without it none is printed.
    #[serde(default)]
    pub code: Option<ArchiveCode>,
}

/// A second block of signature with the word above it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SecondSignature {
    /// `Mengetahui`, `Menyetujui` or `Menetapkan`.
    pub heading: String,
    /// The block.
    pub signature: Signature,
}

impl NaskahData {
    /// An empty konsep of a kind.
    #[must_use]
    pub fn empty(kind: Kind) -> Self {
        Self {
            kind,
            state: State::Konsep,
            copy: CopyKind::Asli,
            id: String::new(),
            paper: None,
            nota: false,
            kop: Kop::default(),
            place: String::new(),
            date: LetterDate::Blank,
            number: LetterNumber::default(),
            addressees: Addressees::default(),
            fields: BTreeMap::new(),
            signature: Signature::default(),
            second_signature: None,
            tembusan: None,
            paraf: Vec::new(),
            attachments: Vec::new(),
            code: None,
        }
    }

    /// Reads plain data from JSON.
    ///
    /// # Errors
    /// [`LetterError::Data`] with what is wrong and where.
    pub fn from_json(text: &str) -> Result<Self, LetterError> {
        serde_json::from_str(text).map_err(|error| LetterError::Data {
            field: format!("baris {}, kolom {}", error.line(), error.column()),
            problem: error.to_string(),
        })
    }
}
