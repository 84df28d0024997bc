//! The buku ekspedisi: who took which letter, signed for by hand (facts 2.3: tanggal, nomor surat, kepada, nama penerima,
//! tanda tangan). One row per recipient, over as many pages as it takes, the head on each of them.

use serde::{Deserialize, Serialize};

use crate::content::{ColumnOf, Span, TableBlock};
use crate::data::{Kop, KopRowStyle, LetterDate};
use crate::error::LetterError;
use crate::flow::{self, Row, Text};
use crate::measure::FontSize;
use crate::merge::Printed;
use crate::paragraph::Align;
use crate::pdf::{self, About, Sheet};
use crate::render::page_text;
use crate::settings::{BodyFont, Paper};
use crate::table::{self, Place};
use crate::tags::{self, Role, untagged};
use crate::template::one_line;
use crate::wording;

/// Rows that one book may have.
pub const MAX_DISPATCH_ROWS: usize = 20_000;
/// The binding side has room for two holes.
const LEFT: i64 = 22_000;
const RIGHT: i64 = 14_000;
const TOP: i64 = 15_000;
const BOTTOM: i64 = 16_000;
/// Room for a name and a signature by hand, and for two lines of an address.
const ROW_HEIGHT: i64 = 10_000;
/// The column of Hal.
const SUBJECT: usize = 4;

/// One line of the book.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DispatchRow {
    /// The letter's date; blank for the hand.
    pub date: LetterDate,
    /// The letter's number; empty for the hand.
    pub number: String,
    /// To whom.
    pub to: String,
    /// Where.
    pub address: String,
    /// Hal or content.
    pub subject: String,
    /// Jumlah, as written: `1`, `2 berkas`.
    pub count: String,
}

/// How the sheet lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DispatchPaper {
    /// A4 across: room to write.
    #[default]
    Landscape,
    /// A4 upright, for the binder of the agenda.
    Portrait,
}

/// Pages of the book.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DispatchBook {
    /// Whose book it is, line by line below the title: unit, agency.
    pub office: Vec<String>,
    /// What the letters are, e.g. the naskah's name in the office; for the file's own data, never printed.
    pub id: String,
    /// How the sheet lies.
    pub paper: DispatchPaper,
    /// The rows, in the order in which the letters lie.
    pub rows: Vec<DispatchRow>,
}

/// Whose book it is, from the letterhead: its unit and its agency, without the government and the address.
#[must_use]
pub fn dispatch_office(kop: &Kop) -> Vec<String> {
    let named = |style: KopRowStyle| kop.rows.iter().filter(move |row| row.style == style);
    named(KopRowStyle::Unit).chain(named(KopRowStyle::Agency)).map(|row| one_line(&row.text)).collect()
}

/// Draws the pages of a book.
///
/// # Errors
/// [`LetterError::Data`] without rows, [`LetterError::TooLarge`] with too many.
pub fn dispatch_book(book: &DispatchBook) -> Result<Printed, LetterError> {
    if book.rows.is_empty() {
        return Err(LetterError::Data {
            field: "buku ekspedisi".to_owned(),
            problem: "tidak ada penerima.".to_owned(),
        });
    }
    if book.rows.len() > MAX_DISPATCH_ROWS {
        return Err(LetterError::TooLarge {
            what: "baris",
            actual: book.rows.len(),
            limit: MAX_DISPATCH_ROWS,
        });
    }
    let across = book.paper == DispatchPaper::Landscape;
    let (width, height) = match book.paper {
        DispatchPaper::Landscape => (Paper::A4.height.as_um(), Paper::A4.width.as_um()),
        DispatchPaper::Portrait => (Paper::A4.width.as_um(), Paper::A4.height.as_um()),
    };
    let inner = width - LEFT - RIGHT;
    let line = |size: FontSize, align: Align| Text {
        family: BodyFont::Sans,
        x: LEFT,
        width: inner,
        size,
        spacing: 110,
        align,
        indent: 0,
        hyphenate: false,
    };
    let mut rows = flow::rows(&[Span::bold("BUKU EKSPEDISI")], line(FontSize::pt(14), Align::Centre));
    tags::as_one(&mut rows, Role::H1);
    for office in book.office.iter().map(|text| one_line(text)).filter(|text| !text.is_empty()) {
        rows.extend(flow::rows(&[Span::plain(office)], line(FontSize::pt(11), Align::Centre)));
    }
    rows.push(Row::space(4_000));
    // What is the same on every letter is said once; the rows then need two lines and not four.
    let common = book.rows.first().map(|row| one_line(&row.subject)).filter(|subject| {
        !subject.is_empty() && book.rows.iter().all(|row| one_line(&row.subject) == *subject)
    });
    if let Some(subject) = &common {
        let words = Span::plain(format!("Hal: {subject}"));
        rows.extend(flow::rows(&[words], line(FontSize::pt(10), Align::Left)));
        rows.push(Row::space(2_000));
    }
    for row in &mut rows {
        row.keep = true;
    }
    let size = if across { FontSize::pt(9) } else { FontSize::hundredths(850) };
    let place = Place {
        family: BodyFont::Sans,
        x: LEFT,
        width: inner,
        size,
        hyphenate: false,
        row_height: ROW_HEIGHT,
    };
    rows.extend(table::table(&block(book, across, common.is_none()), place));
    let columns = flow::paginate(rows, TOP, TOP, height - BOTTOM);
    let count = columns.len();
    let sheets: Vec<Sheet> = columns
        .into_iter()
        .enumerate()
        .map(|(index, column)| {
            let mut marks = column.marks;
            let words = format!("Halaman {} dari {count}", index + 1);
            for row in flow::rows(&[Span::plain(words)], line(FontSize::pt(8), Align::Right)) {
                let foot = row.marks.into_iter().map(|mark| untagged(mark).moved(0, height - BOTTOM + 3_000));
                marks.extend(foot);
            }
            Sheet { width, height, marks }
        })
        .collect();
    let about = About {
        title: format!("Buku ekspedisi: {} penerima", wording::grouped(book.rows.len() as i64)),
        subject: "Buku ekspedisi".to_owned(),
        author: book.office.first().map(|text| one_line(text)).unwrap_or_default(),
        identifier: one_line(&book.id),
        ..About::default()
    };
    Ok(Printed {
        pdf: pdf::write(&sheets, None, &about)?,
        pages: u32::try_from(sheets.len()).unwrap_or(u32::MAX),
        text: sheets.iter().map(page_text).collect(),
    })
}

/// The table; `subjects` when the letters differ in Hal, which then has a column.
fn block(book: &DispatchBook, across: bool, subjects: bool) -> TableBlock {
    // Widths in half millimetres; what is written by hand gets the most it can.
    let weights: [u16; 9] = match (across, subjects) {
        (true, true) => [18, 42, 82, 96, 92, 32, 60, 54, 46],
        (true, false) => [18, 44, 80, 178, 0, 32, 74, 56, 40],
        (false, true) => [14, 36, 44, 60, 50, 31, 42, 36, 35],
        (false, false) => [15, 38, 50, 98, 0, 31, 44, 40, 32],
    };
    let heads = [
        ("No", true),
        ("Tanggal surat", false),
        ("Nomor surat", false),
        ("Tujuan dan alamat", false),
        ("Hal", false),
        ("Jumlah", true),
        ("Nama penerima", false),
        ("Tanda tangan", false),
        ("Tanggal diterima", false),
    ];
    let shown = |at: &usize| subjects || *at != SUBJECT;
    let columns = heads
        .iter()
        .zip(weights)
        .enumerate()
        .filter(|(at, _)| shown(at))
        .map(|(_, ((head, centre), weight))| ColumnOf {
            head: (*head).to_owned(),
            weight,
            right: false,
            centre: *centre,
        })
        .collect();
    let rows = book
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let mut to = vec![Span::bold(one_line(&row.to))];
            if !row.address.is_empty() {
                let address = one_line(&row.address);
                // Across there is room for a line of its own.
                if across {
                    to.extend([Span { new_line: true, ..Span::default() }, Span::plain(address)]);
                } else {
                    to.push(Span::plain(format!(", {address}")));
                }
            }
            let cells = [
                vec![Span::plain((index + 1).to_string())],
                vec![Span::plain(date_text(row.date))],
                vec![Span::plain(one_line(&row.number))],
                to,
                vec![Span::plain(one_line(&row.subject))],
                vec![Span::plain(one_line(&row.count))],
                Vec::new(),
                Vec::new(),
                Vec::new(),
            ];
            cells.into_iter().enumerate().filter(|(at, _)| shown(at)).map(|(_, cell)| cell).collect()
        })
        .collect();
    TableBlock { columns, rows }
}

/// The date, with room before the month where the day is written by hand.
fn date_text(date: LetterDate) -> String {
    match date {
        LetterDate::Given(date) => wording::short_date(date),
        LetterDate::Month { year, month } => format!("…… {} {year}", wording::short_month(month)),
        LetterDate::Blank => String::new(),
    }
}
