//! The identity page (facts 3.1): whose SOP it is, who put it in force, on what it rests and what it asks for.

use sop::definition::{Definition, Identity};

use crate::flow::{self, Row};
use crate::measure::FontSize;
use crate::paragraph::Align;
use crate::pdf::Mark;
use crate::tags::{self, Role, Tag};

use super::cells::{self, Cell, PAD_X, PAD_Y, RULE};
use super::table::Frame;

/// Sizes of the text: the first with which everything stands on one page, else the first.
const SIZES: [FontSize; 3] = [FontSize::pt(9), FontSize::hundredths(850), FontSize::pt(8)];
/// Height of the place for the lambang; facts 1.3 give 20 to 25 mm.
const LAMBANG: i64 = 22_000;
/// Free height for signature and stamp.
const SIGNATURE: i64 = 16_000;

/// Everything that the page says, on as many pages as it takes: one, unless an SOP is very long.
pub(super) fn pages(definition: &Definition, frame: Frame, lambang: bool) -> Vec<Vec<Mark>> {
    let mut attempts = SIZES.iter().map(|size| pages_at(definition, frame, lambang, *size));
    let first = attempts.next().unwrap_or_default();
    if first.len() <= 1 { first } else { attempts.find(|pages| pages.len() == 1).unwrap_or(first) }
}

fn pages_at(definition: &Definition, frame: Frame, lambang: bool, size: FontSize) -> Vec<Vec<Mark>> {
    let mut page = Vec::new();
    let middle = frame.left + (frame.right - frame.left) * 56 / 100;
    let end = head(&definition.identity, frame, middle, lambang, size, &mut page);
    let pairs = [
        ("Dasar Hukum", &definition.legal_bases, "Kualifikasi Pelaksana", &definition.qualifications),
        ("Keterkaitan", &definition.related, "Peralatan/Perlengkapan", &definition.equipment),
        ("Peringatan", &definition.warnings, "Pencatatan dan Pendataan", &definition.records),
    ];
    let mut pages = vec![page];
    let mut y = end;
    for (left, left_list, right, right_list) in pairs {
        let one = part(left, left_list, cell(frame.left, middle, size, Align::Left));
        let other = part(right, right_list, cell(middle, frame.right, size, Align::Left));
        y = pair(&one, &other, y, frame, middle, &mut pages);
    }
    pages
}

fn cell(from: i64, to: i64, size: FontSize, align: Align) -> Cell {
    Cell { x: from + 2 * PAD_X, width: to - from - 4 * PAD_X, size, align, hyphenate: false }
}

/// A part of the page: its name, then its entries; they are numbered where there are several, as in the document.
fn part(name: &str, entries: &[String], cell: Cell) -> Vec<Row> {
    let mut rows = cells::lines(&format!("{name} :"), cell, true);
    tags::as_one(&mut rows, Role::H2);
    let numbered = entries.iter().enumerate().map(|(index, entry)| {
        let entry = entry.replace('\n', " ");
        if entries.len() > 1 { format!("{}. {entry}", index + 1) } else { entry }
    });
    rows.extend(cells::lines(&numbered.collect::<Vec<_>>().join("\n"), cell, false));
    rows
}

/// Two parts side by side under one another's lines; what does not fit goes on on the next page.
fn pair(left: &[Row], right: &[Row], top: i64, frame: Frame, middle: i64, pages: &mut Vec<Vec<Mark>>) -> i64 {
    let line = left.first().or(right.first()).map_or(1, |row| row.height);
    let count = left.len().max(right.len());
    let mut from = 0;
    let mut y = top;
    loop {
        let free = usize::try_from((frame.bottom - y - 2 * PAD_Y).max(0) / line).unwrap_or(0);
        // A part that would show less than its name and two lines begins on the next page.
        if free < (count - from).min(3) && y > frame.top {
            pages.push(Vec::new());
            y = frame.top;
            continue;
        }
        let to = (from + free.max(1)).min(count);
        let height = (to - from) as i64 * line + 2 * PAD_Y;
        if let Some(page) = pages.last_mut() {
            for rows in [left, right] {
                let rows = rows.get(from.min(rows.len())..to.min(rows.len())).unwrap_or_default();
                page.extend(cells::place(rows, y + PAD_Y));
            }
            boxed(page, frame.left, middle, y, height);
            boxed(page, middle, frame.right, y, height);
        }
        y += height;
        from = to;
        if from == count {
            return y;
        }
    }
}

fn boxed(page: &mut Vec<Mark>, from: i64, to: i64, y: i64, height: i64) {
    page.push(Mark::Frame { x: from, y, width: to - from, height, stroke: RULE });
}

/// The head: lambang and office left, number, dates, approval and title right.
fn head(
    identity: &Identity,
    frame: Frame,
    middle: i64,
    lambang: bool,
    size: FontSize,
    page: &mut Vec<Mark>,
) -> i64 {
    let label_end = middle + 35_000;
    let revised = identity.revised.as_ref().map_or("", |date| date.text.as_str());
    let facts = [
        ("Nomor SOP", identity.number.as_str()),
        ("Tanggal Pembuatan", &identity.created.text),
        ("Tanggal Revisi", revised),
        ("Tanggal Efektif", &identity.effective.text),
    ];
    let value = cell(label_end, frame.right, size, Align::Left);
    let mut y = frame.top;
    let mut labelled = |name: &str, rows: Vec<Row>, page: &mut Vec<Mark>| {
        let names = cells::lines(name, cell(middle, label_end, size, Align::Left), false);
        let height = flow::height(&rows).max(flow::height(&names)) + 2 * PAD_Y;
        page.extend(cells::place(&names, y + PAD_Y));
        page.extend(cells::place(&rows, y + PAD_Y));
        boxed(page, middle, label_end, y, height);
        boxed(page, label_end, frame.right, y, height);
        y += height;
    };
    for (name, text) in facts {
        labelled(name, cells::lines(text, value, false), page);
    }
    let centred = Cell { align: Align::Centre, ..value };
    let approver = &identity.approver;
    let mut signature = cells::lines(&format!("{},", approver.post.trim_end_matches(',')), centred, false);
    signature.push(Row { height: SIGNATURE, ..Row::default() });
    signature.extend(cells::lines(&approver.name, centred, true));
    signature.extend(cells::lines(&approver.rank, centred, false));
    if !approver.nip.is_empty() {
        signature.extend(cells::lines(&format!("NIP. {}", approver.nip), centred, false));
    }
    labelled("Disahkan Oleh", signature, page);
    labelled("Judul SOP", cells::lines(&identity.title, value, true), page);
    let right_end = y;
    // The office's block stands in the middle of its half, which is as tall as the other.
    let wide = Cell { size: FontSize::pt(12), ..cell(frame.left, middle, size, Align::Centre) };
    let mut office = Vec::new();
    if lambang {
        let width = LAMBANG;
        let x = frame.left + (middle - frame.left - width) / 2;
        office.push(Row {
            height: LAMBANG + 4_000,
            marks: vec![Mark::Lambang {
                x,
                y: 0,
                width,
                height: LAMBANG,
                tag: Some(Tag::figure("Lambang daerah")),
            }],
            ..Row::default()
        });
    }
    let mut form = cells::lines(&identity.form, wide, true);
    tags::as_one(&mut form, Role::H1);
    office.extend(form);
    office.push(Row { height: 2_500, ..Row::default() });
    for line in &identity.heading {
        office.extend(cells::lines(line, wide, true));
    }
    let height = (right_end - frame.top).max(flow::height(&office) + 2 * PAD_Y);
    page.extend(cells::place(&office, frame.top + (height - flow::height(&office)) / 2));
    boxed(page, frame.left, middle, frame.top, height);
    boxed(page, middle, frame.right, frame.top, height);
    frame.top + height
}
