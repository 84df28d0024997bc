use serde::{Deserialize, Serialize};
use sop::act::{MergedLetter, Recipient};
use sop::record::{DocumentId, Happened};
use ts_rs::TS;

/// What a column of a list of recipients is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecipientColumn {
    /// Jabatan.
    Post,
    /// Nama.
    Name,
    /// u.p.
    Attention,
    /// Alamat.
    Address,
    /// Kota.
    Place,
}

/// A column of a list of recipients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetColumn {
    /// Its head in the file.
    pub head: String,
    /// What it is taken for; none: not used.
    pub used: Option<RecipientColumn>,
    /// Its first cells, to tell columns apart.
    pub samples: Vec<String>,
}

/// A row of the list that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetFault {
    /// Its line in the file, from 1.
    pub line: u32,
    /// The head of the column that is wrong, if it is one.
    pub column: Option<String>,
    /// Why, in words.
    pub reason: String,
}

/// A picked list of recipients as it would be taken. Nothing is kept of it but the file itself, as a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecipientSheet {
    /// The file as a document: to match its columns otherwise.
    pub document: DocumentId,
    /// Its name.
    pub name: String,
    /// What separates its cells: `comma`, `semicolon`, `tab`.
    pub separator: String,
    /// What it is written in, e.g. `UTF-8`, `windows-1252`.
    pub encoding: String,
    /// Its columns, in order.
    pub columns: Vec<SheetColumn>,
    /// Who would be taken over, in the order of the file.
    pub recipients: Vec<Recipient>,
    /// The rows that cannot be used; they are left out only by the user's word.
    pub faults: Vec<SheetFault>,
    /// No column is taken for jabatan or nama.
    pub unaddressed: bool,
}

/// A list of recipients of the office's own (Atur).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecipientList {
    /// Key.
    pub id: String,
    /// Name, e.g. "Koperasi binaan".
    pub name: String,
    /// Who is in it, in the order of the list.
    pub recipients: Vec<Recipient>,
}

/// What became of "tiap penerima mendapat surat sendiri".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MergeOutcome {
    /// False: it was cancelled, and nothing was kept.
    pub done: bool,
    /// Letters made.
    pub letters: u32,
    /// `seen` of the usulan after it.
    pub seen: u32,
}

/// What leaves the program of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum MergedPart {
    /// All letters in folding order.
    All,
    /// The buku ekspedisi.
    Dispatch,
    /// The letter of one recipient.
    Letter {
        /// His key.
        recipient: String,
    },
}

/// The letters of a revision, each recipient his own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MergedView {
    /// When they were made.
    pub made: Happened,
    /// One for each recipient, in folding order.
    pub letters: Vec<MergedLetter>,
    /// All of them as one print file.
    pub print_file: DocumentId,
    /// Its pages.
    pub pages: u32,
    /// It is laid out for both sides of the paper.
    pub both_sides: bool,
    /// The buku ekspedisi.
    pub dispatch: DocumentId,
    /// Number or date were recorded after they were made: the letters still leave room for the hand.
    pub before_number: bool,
}
