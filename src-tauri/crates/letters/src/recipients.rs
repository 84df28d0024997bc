//! A list of recipients as a table of text (CSV), as offices keep it: whatever separator and encoding their spreadsheet
//! wrote, columns named by their heads, and every row that cannot be used named with its line, its column and why.
//!
//! Nothing is left out here: the caller shows the faults, and the user says whether the letters go without those rows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::data::{Addressee, FieldValue, Kind};
use crate::fields::{self, Input};
use crate::template::one_line;

/// Bytes of a list; 20,000 recipients take about 3 MB.
pub const MAX_SHEET_BYTES: usize = 16 * 1024 * 1024;
/// Rows of a list.
pub const MAX_SHEET_ROWS: usize = 20_000;
/// Columns of a list.
const MAX_COLUMNS: usize = 60;
/// Bytes of one cell, as of every short text of a naskah.
const MAX_CELL_BYTES: usize = 2_000;
/// Lines in one cell: an address has a few; more of them come from a quotation mark that was never closed.
const MAX_CELL_LINES: usize = 6;

/// What separates the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`, what an Indonesian Excel writes.
    Semicolon,
    /// A tabulator.
    Tab,
}

impl Separator {
    const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// Its name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Comma => "koma",
            Self::Semicolon => "titik koma",
            Self::Tab => "tabulasi",
        }
    }
}

/// A list as the merge takes it, to learn from: six recipients, one of them a person without a post.
#[must_use]
pub const fn example_sheet() -> &'static str {
    "jabatan,nama,alamat,kota\n\
     Kepala Dinas Pendidikan Kabupaten Mojokerto,,,Mojokerto\n\
     Kepala Dinas Kesehatan Kabupaten Mojokerto,,,Mojokerto\n\
     Camat Trowulan,,Jalan Contoh Nomor 3,Trowulan\n\
     Camat Ngoro,,Jalan Contoh Nomor 4,Ngoro\n\
     Ketua Koperasi Contoh Makmur,\"Hj. Siti Contoh, S.E.\",\"Jalan Contoh Nomor 5, RT 02 RW 01\",Mojosari\n\
     ,\"Drs. Budi Contoh, M.M.\",Jalan Contoh Nomor 6,Mojokerto\n"
}

/// Why a list cannot be read at all. The texts go to the screen as they are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// Nothing in it.
    #[error("Daftar itu kosong. Baris pertama memuat nama kolom, misalnya jabatan;nama;alamat;kota.")]
    Empty,
    /// A workbook or another file that is no text.
    #[error("Berkas itu bukan daftar CSV. Di Excel: Simpan sebagai › CSV, lalu pilih lagi.")]
    NotText,
    /// Larger than a list of recipients can be.
    #[error("Daftar itu terlalu besar: {what} {actual}, batasnya {limit}. Bagi menjadi beberapa daftar.")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// How much there is.
        actual: usize,
        /// The limit.
        limit: usize,
    },
    /// No column says to whom.
    #[error("Kolom jabatan atau nama tidak ditemukan. Kolom yang ada: {}.", columns.join(", "))]
    NoAddressee {
        /// The heads that are there.
        columns: Vec<String>,
    },
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its cells, without the spaces around them.
    pub cells: Vec<String>,
}

/// A list as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What separated the cells.
    pub separator: Separator,
    /// `UTF-8`, `windows-1252`, `UTF-16LE` …
    pub encoding: &'static str,
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows below the head; empty ones are passed over.
    pub rows: Vec<SheetRow>,
}

impl Sheet {
    /// Reads a list from the bytes of a file: UTF-8 or UTF-16 by their mark, else UTF-8 if it is that, else Windows-1252;
    /// the separator is the one that the head has most of (or that Excel's own line `sep=;` names).
    ///
    /// # Errors
    /// [`SheetError`], when there is no table in it.
    pub fn read(bytes: &[u8]) -> Result<Self, SheetError> {
        let too_large = |what, actual, limit| Err(SheetError::TooLarge { what, actual, limit });
        if bytes.len() > MAX_SHEET_BYTES {
            return too_large("byte", bytes.len(), MAX_SHEET_BYTES);
        }
        let (text, encoding) = decoded(bytes)?;
        let (named, text, skipped) = excel_separator(&text);
        let first = text.lines().find(|line| !line.trim().is_empty()).ok_or(SheetError::Empty)?;
        let separator = named.unwrap_or_else(|| most_frequent(first));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator.byte())
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut lines = Lines { text, byte: 0, line: 1 };
        let mut head = Vec::new();
        let mut rows = Vec::new();
        for record in reader.records() {
            // The text is UTF-8 and rows may be of any length: nothing else can be wrong with a record.
            let Ok(record) = record else { return Err(SheetError::NotText) };
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if head.is_empty() {
                if cells.len() > MAX_COLUMNS {
                    return too_large("kolom", cells.len(), MAX_COLUMNS);
                }
                head = cells;
                continue;
            }
            if rows.len() == MAX_SHEET_ROWS {
                return too_large("baris lebih dari", MAX_SHEET_ROWS, MAX_SHEET_ROWS);
            }
            let line = lines.at(record.position().map_or(0, |at| at.byte() as usize)) + skipped;
            rows.push(SheetRow { line, cells });
        }
        if head.is_empty() { Err(SheetError::Empty) } else { Ok(Self { separator, encoding, head, rows }) }
    }

    /// What each column is taken for, by its head: the known names of the office, then the fields of the kind by key or
    /// label. A head that is named twice counts once.
    #[must_use]
    pub fn matched(&self, kind: Kind) -> Vec<Option<ColumnUse>> {
        let mut taken: Vec<ColumnUse> = Vec::new();
        self.head
            .iter()
            .map(|head| {
                let found = ColumnUse::of_head(head, kind).filter(|found| !taken.contains(found))?;
                taken.push(found.clone());
                Some(found)
            })
            .collect()
    }

    /// The recipients, and the rows that cannot be used.
    ///
    /// # Errors
    /// [`SheetError::NoAddressee`] when no column is taken for jabatan or nama.
    pub fn recipients(&self, columns: &[Option<ColumnUse>]) -> Result<RecipientList, SheetError> {
        let addressed = |used: &Option<ColumnUse>| matches!(used, Some(ColumnUse::Post | ColumnUse::Name));
        if !columns.iter().any(addressed) {
            return Err(SheetError::NoAddressee { columns: self.head.clone() });
        }
        let mut list = RecipientList::default();
        let mut known: BTreeMap<String, u64> = BTreeMap::new();
        for row in &self.rows {
            match self.recipient(row, columns) {
                Ok(recipient) => {
                    let key = recipient.addressee.key();
                    if let Some(earlier) = known.get(&key) {
                        let reason = format!("penerima yang sama sudah ada di baris {earlier}");
                        list.faults.push(RowFault { line: row.line, column: None, reason });
                        continue;
                    }
                    known.insert(key, row.line);
                    list.recipients.push(recipient);
                }
                Err(fault) => list.faults.push(fault),
            }
        }
        Ok(list)
    }

    fn recipient(&self, row: &SheetRow, columns: &[Option<ColumnUse>]) -> Result<MergeRecipient, RowFault> {
        let fault = |column: Option<&String>, reason: String| RowFault {
            line: row.line,
            column: column.cloned(),
            reason,
        };
        let surplus = row.cells.iter().skip(self.head.len()).any(|cell| !cell.is_empty());
        if surplus {
            return Err(fault(
                None,
                format!("{} sel, padahal kolomnya {}", row.cells.len(), self.head.len()),
            ));
        }
        let mut recipient = MergeRecipient { line: row.line, ..MergeRecipient::default() };
        for (index, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let Some(Some(used)) = columns.get(index) else { continue };
            let head = self.head.get(index);
            let lines = cell.lines().count();
            if lines > MAX_CELL_LINES {
                return Err(fault(
                    head,
                    format!("{lines} baris dalam satu sel; mungkin tanda kutip tidak ditutup"),
                ));
            }
            if cell.len() > MAX_CELL_BYTES {
                return Err(fault(head, format!("{} byte, batasnya {MAX_CELL_BYTES}", cell.len())));
            }
            if cell.contains('\u{fffd}') || cell.chars().any(|c| c.is_control() && !c.is_whitespace()) {
                return Err(fault(head, "memuat huruf yang rusak; simpan lagi sebagai CSV UTF-8".to_owned()));
            }
            let line = || one_line(cell);
            let addressee = &mut recipient.addressee;
            match used {
                ColumnUse::Post => addressee.post = line(),
                ColumnUse::Name => addressee.name = Some(line()),
                ColumnUse::Attention => addressee.attention = Some(line()),
                ColumnUse::Address => addressee.address = Some(cell.clone()),
                ColumnUse::Place => addressee.place = line(),
                ColumnUse::Number => recipient.number = Some(line()),
                ColumnUse::Count => recipient.count = Some(line()),
                ColumnUse::Field { key } => {
                    recipient.fields.insert(key.clone(), FieldValue::Text(cell.clone()));
                }
            }
        }
        if recipient.addressee.is_nobody() {
            let at = columns.iter().position(|used| *used == Some(ColumnUse::Post));
            let at = at.or_else(|| columns.iter().position(|used| *used == Some(ColumnUse::Name)));
            return Err(fault(at.and_then(|at| self.head.get(at)), "kosong".to_owned()));
        }
        Ok(recipient)
    }
}

/// What a column of the list is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "use", rename_all = "snake_case")]
pub enum ColumnUse {
    /// The post that is addressed.
    Post,
    /// The person's name.
    Name,
    /// u.p.
    Attention,
    /// Street, or several lines.
    Address,
    /// The place.
    Place,
    /// The letter's own number.
    Number,
    /// Jumlah, for the buku ekspedisi: `1 berkas`.
    Count,
    /// A field of the naskah, which then differs from letter to letter.
    Field {
        /// The field's key.
        key: String,
    },
}

/// Heads that offices write, without spaces and marks.
const HEADS: &[(&[&str], ColumnUse)] = &[
    (
        &["jabatan", "namajabatan", "yth", "kepada", "kepadayth", "tujuan", "penerima", "jabatanpenerima"],
        ColumnUse::Post,
    ),
    (&["nama", "namapenerima", "namapejabat", "namalengkap"], ColumnUse::Name),
    (&["up", "untukperhatian", "perhatian"], ColumnUse::Attention),
    (&["alamat", "jalan", "alamatlengkap", "alamatkantor"], ColumnUse::Address),
    (&["kota", "tempat", "di", "kabupaten", "kotakabupaten", "kabupatenkota"], ColumnUse::Place),
    (&["nomor", "nomorsurat", "nosurat"], ColumnUse::Number),
    (&["jumlah", "jumlahsurat", "banyaknya"], ColumnUse::Count),
];

impl ColumnUse {
    /// What a head names, or `None`.
    fn of_head(head: &str, kind: Kind) -> Option<Self> {
        let plain = squeezed(head);
        let known = HEADS.iter().find(|(names, _)| names.contains(&plain.as_str()));
        known.map(|(_, used)| used.clone()).or_else(|| {
            Self::fields(kind)
                .find(|(key, label)| squeezed(key) == plain || squeezed(label) == plain)
                .map(|(key, _)| Self::Field { key: key.to_owned() })
        })
    }

    /// The fields of a kind that a column may hold, with their labels.
    pub fn fields(kind: Kind) -> impl Iterator<Item = (&'static str, &'static str)> {
        fields::fields(kind)
            .iter()
            .filter(|spec| {
                matches!(spec.input, Input::Short | Input::Long | Input::Date | Input::Choice { .. })
            })
            .map(|spec| (spec.key.as_str(), spec.label.as_str()))
    }
}

/// A recipient with a letter of his own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MergeRecipient {
    /// Line in the list, 0 when it comes from none.
    pub line: u64,
    /// To whom.
    pub addressee: Addressee,
    /// The number of this letter, if it has one of its own.
    pub number: Option<String>,
    /// Jumlah in the buku ekspedisi; `1` without it.
    pub count: Option<String>,
    /// Fields that differ from the other letters.
    pub fields: BTreeMap<String, FieldValue>,
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFault {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The head of the column that is wrong, if it is one.
    pub column: Option<String>,
    /// Why.
    pub reason: String,
}

impl std::fmt::Display for RowFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.column {
            Some(column) => write!(f, "Baris {}, kolom {column}: {}.", self.line, self.reason),
            None => write!(f, "Baris {}: {}.", self.line, self.reason),
        }
    }
}

/// What a list gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecipientList {
    /// The recipients, in the order of the list.
    pub recipients: Vec<MergeRecipient>,
    /// The rows that cannot be used, in the same order.
    pub faults: Vec<RowFault>,
}

/// The text of a file, and what it was written in.
fn decoded(bytes: &[u8]) -> Result<(String, &'static str), SheetError> {
    if bytes.is_empty() {
        return Err(SheetError::Empty);
    }
    // The beginnings of an .xlsx and an .xls: what is picked by mistake most often.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(SheetError::NotText);
    }
    let encoding = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8,
        None => encoding_rs::WINDOWS_1252,
    };
    let (text, encoding, _) = encoding.decode(bytes);
    if text.contains('\0') {
        return Err(SheetError::NotText);
    }
    Ok((text.into_owned(), encoding.name()))
}

/// Excel's own first line `sep=;`: the separator, the text after it, and how many lines it took.
fn excel_separator(text: &str) -> (Option<Separator>, &str, u64) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = line
        .trim_end_matches('\r')
        .strip_prefix("sep=")
        .and_then(|mark| Separator::ALL.into_iter().find(|separator| mark.as_bytes() == [separator.byte()]));
    match named {
        Some(separator) => (Some(separator), rest, 1),
        None => (None, text, 0),
    }
}

/// Lines of a text by the bytes at which they begin, counted once from its start. The reader's own count is of no use here: a
/// record begins for it right after the one before, still among the line ends and empty lines between them.
struct Lines<'a> {
    text: &'a str,
    byte: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first character at or after a byte that ends no line. Bytes must be asked for in order.
    fn at(&mut self, byte: usize) -> u64 {
        let bytes = self.text.as_bytes();
        while let Some(found) = bytes.get(self.byte) {
            if self.byte >= byte && !matches!(found, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(*found == b'\n');
            self.byte += 1;
        }
        self.line
    }
}

/// The separator that a head has most of outside quotation marks; a comma when it has none.
fn most_frequent(head: &str) -> Separator {
    let count = |separator: Separator| {
        let mut quoted = false;
        head.bytes()
            .filter(|byte| {
                quoted ^= *byte == b'"';
                !quoted && *byte == separator.byte()
            })
            .count()
    };
    // The first of equals: a comma, then a semicolon.
    Separator::ALL.into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(Separator::Comma)
}

/// Lower case, letters and digits only.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Sheet {
        Sheet::read(text.as_bytes()).unwrap_or_else(|error| panic!("{text:?}: {error}"))
    }

    fn list(text: &str) -> RecipientList {
        let sheet = read(text);
        sheet.recipients(&sheet.matched(Kind::SuratPemberitahuan)).unwrap()
    }

    #[test]
    fn every_separator_and_encoding_that_a_spreadsheet_writes() {
        for (separator, mark) in
            [(Separator::Comma, ","), (Separator::Semicolon, ";"), (Separator::Tab, "\t")]
        {
            let rows = ["jabatan|kota", "Camat Bangsal|Bangsal", "\"Kepala \"\"Dinas\"\" A|B\"|Mojosari"];
            let text = rows.join("\r\n").replace('|', mark);
            let sheet = read(&text);
            assert_eq!(sheet.separator, separator, "{text:?}");
            assert_eq!(sheet.rows[1].cells, [format!("Kepala \"Dinas\" A{mark}B"), "Mojosari".to_owned()]);
            assert_eq!(sheet.rows[1].line, 3, "the line in the file");
        }
        let words = "jabatan;kota\nKepala Dinas “Müller”;Trawas";
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(words);
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(words.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let marked = format!("\u{feff}{words}");
        for (bytes, encoding) in [
            (words.as_bytes(), "UTF-8"),
            (marked.as_bytes(), "UTF-8"),
            (&latin, "windows-1252"),
            (&utf16, "UTF-16LE"),
        ] {
            let sheet = Sheet::read(bytes).unwrap();
            assert_eq!(
                (sheet.encoding, sheet.head[0].as_str()),
                (encoding, "jabatan"),
                "no mark is left in the head"
            );
            assert_eq!(sheet.rows[0].cells[0], "Kepala Dinas “Müller”", "{encoding}");
        }
        let sheet = read("sep=;\njabatan, lengkap;kota\nCamat;Jetis");
        assert_eq!(
            (sheet.head[0].as_str(), sheet.rows[0].line),
            ("jabatan, lengkap", 3),
            "Excel's own line counts"
        );
    }

    #[test]
    fn columns_are_known_by_what_offices_call_them() {
        let sheet = read(
            "No;Nama Jabatan;NAMA;u.p.;Alamat;Kota/Kabupaten;Telepon;tanggal_tayang;jabatan;catatan\n1;a;;;;;;;;",
        );
        let matched = sheet.matched(Kind::SuratPemberitahuan);
        let field = |key: &str| Some(ColumnUse::Field { key: key.to_owned() });
        assert_eq!(
            matched,
            [
                None,
                Some(ColumnUse::Post),
                Some(ColumnUse::Name),
                Some(ColumnUse::Attention),
                Some(ColumnUse::Address),
                Some(ColumnUse::Place),
                field("telepon"),
                field("tanggal_tayang"),
                None,
                None,
            ],
            "by known names, by label, by key; a second jabatan is not taken"
        );
    }

    #[test]
    fn a_wrong_row_is_named_and_the_others_stay() {
        let found = list(
            "jabatan,nama,alamat,kota\n\
             Camat Bangsal,,Jalan Raya 1,Bangsal\n\
             ,,Jalan Raya 2,Jetis\n\
             \n\
             Camat Jetis,,\"Jalan Raya 3, Jetis\",Jetis,lebih\n\
             ,Budi Contoh,,Sooko\n\
             camat  BANGSAL,,,Bangsal\n\
             Camat Sooko\n",
        );
        let names: Vec<String> = found.recipients.iter().map(|one| one.addressee.named()).collect();
        assert_eq!(names, ["Camat Bangsal", "Budi Contoh", "Camat Sooko"], "a short row has empty cells");
        let faults: Vec<String> = found.faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            [
                "Baris 3, kolom jabatan: kosong.",
                "Baris 5: 5 sel, padahal kolomnya 4.",
                "Baris 7: penerima yang sama sudah ada di baris 2.",
            ]
        );
        assert_eq!(found.recipients[1].line, 6);
    }

    #[test]
    fn the_example_has_nothing_wrong() {
        let found = list(example_sheet());
        assert_eq!((found.recipients.len(), found.faults.len()), (6, 0), "{found:?}");
        assert_eq!(
            found.recipients[4].addressee.named(),
            "Hj. Siti Contoh, S.E., Ketua Koperasi Contoh Makmur"
        );
    }

    #[test]
    fn what_is_no_list_is_said_so() {
        let error = |bytes: &[u8]| Sheet::read(bytes).unwrap_err();
        assert_eq!(error(b""), SheetError::Empty);
        assert_eq!(error(b"\n\n ;; \n"), SheetError::Empty);
        assert_eq!(error(b"PK\x03\x04rest"), SheetError::NotText, "a workbook");
        assert_eq!(error(b"jabatan\0"), SheetError::NotText);
        let sheet = read("a;b\n1;2");
        let error = sheet.recipients(&sheet.matched(Kind::SuratPemberitahuan)).unwrap_err();
        assert!(error.to_string().contains("Kolom yang ada: a, b."), "{error}");
        let open = format!("jabatan;kota\n\"Camat;Jetis\n{}", "Camat;Jetis\n".repeat(20));
        let found = list(&open);
        assert!(found.recipients.is_empty() && found.faults[0].reason.contains("tanda kutip"), "{found:?}");
        let long = format!("jabatan\n{}", "x".repeat(MAX_CELL_BYTES + 1));
        assert!(list(&long).faults[0].reason.contains("batasnya 2000"), "a cell that no letter takes");
        let many = format!("jabatan\n{}", "x\n".repeat(MAX_SHEET_ROWS + 1));
        assert!(matches!(Sheet::read(many.as_bytes()), Err(SheetError::TooLarge { .. })));
    }

    mod anything {
        use super::*;
        use proptest::prelude::*;

        proptest! {
            #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

            #[test]
            fn no_bytes_make_a_list_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), tail in "[jabtnokm,;\"\n\t ]{0,200}") {
                let file = [b"jabatan;kota\n".as_slice(), &bytes, tail.as_bytes()].concat();
                for file in [bytes, file] {
                    if let Ok(sheet) = Sheet::read(&file)
                        && let Ok(found) = sheet.recipients(&sheet.matched(Kind::SuratPemberitahuan))
                    {
                        prop_assert_eq!(found.recipients.len() + found.faults.len(), sheet.rows.len(), "no row is lost");
                    }
                }
            }
        }
    }
}
