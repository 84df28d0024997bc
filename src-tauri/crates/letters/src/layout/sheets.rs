//! Pages to sheets: the paraf table, page numbers, catchwords, the DRAF mark.

use super::Page;
use crate::content::Span;
use crate::data::CopyKind;
use crate::flow::{self, Column, Row, Text, line_height, together};
use crate::measure::FontSize;
use crate::paragraph::{Align, text_width};
use crate::pdf::{Mark, Sheet};
use crate::settings::ParafTable;
use crate::tags::untagged;
use crate::template::{Shape, Template, one_line};

/// The paraf table of the pertinggal: at the bottom left of the page that is signed, or beside the signature when the
/// page is full (facts 1.5).
pub(super) fn place_paraf(page: &Page<'_>, template: &Template, columns: &mut [Column], foot: i64) {
    let wanted = match page.settings.paraf_table {
        ParafTable::Never => false,
        ParafTable::Always => true,
        ParafTable::FileCopy => page.data.copy == CopyKind::Pertinggal,
    };
    if !wanted || page.data.paraf.is_empty() || template.shape == Shape::Lembar {
        return;
    }
    let block = paraf_table(page);
    let Some((index, signed)) = columns.iter().enumerate().rev().find_map(|(index, column)| {
        let at = column.marks.iter().filter_map(|mark| match mark {
            Mark::Text { baseline, field, .. } if field.as_deref() == Some("signature") => Some(*baseline),
            _ => None,
        });
        at.min().map(|top| (index, top))
    }) else {
        return;
    };
    let column = &mut columns[index];
    let y = if column.end + 4_000 + block.height <= foot {
        foot - block.height
    } else {
        (signed - page.size().em_um()).min(foot - block.height)
    };
    column.marks.extend(block.marks.into_iter().map(|mark| mark.moved(0, y)));
}

pub(super) fn paraf_table(page: &Page<'_>) -> Row {
    let size = FontSize::pt(9);
    let width = page.width * 33 / 100;
    let split = width * 62 / 100;
    let (head, line) = (5_500, 7_500);
    let mut marks = Vec::new();
    let mut cell = |text: &str, bold: bool, x: i64, w: i64, y: i64, h: i64, align: Align| {
        let span = if bold { Span::bold(text) } else { Span::plain(text) };
        let setting = Text { size, spacing: 95, align, ..page.plain(x + 1_000, w - 2_000) };
        let block = together(flow::rows(&[span], setting));
        let inset = (h - block.height).max(0) / 2;
        marks.extend(block.marks.into_iter().map(|mark| mark.moved(0, y + inset)));
    };
    cell("Paraf Hierarki", true, page.left, width, 0, head, Align::Centre);
    cell("Jabatan", false, page.left, split, head, head, Align::Centre);
    cell("Paraf", false, page.left + split, width - split, head, head, Align::Centre);
    let mut y = head * 2;
    let mut lines = vec![head, head * 2];
    for row in &page.data.paraf {
        let text = one_line(&row.post);
        let natural = text_width(page.face(), size, &text);
        let h = if natural > split - 2_000 { line + 3_500 } else { line };
        cell(&text, false, page.left, split, y, h, Align::Left);
        y += h;
        lines.push(y);
    }
    lines.pop();
    let stroke = 141;
    marks.push(Mark::Frame { x: page.left, y: 0, width, height: y, stroke });
    for at in lines {
        marks.push(Mark::Stroke { from: (page.left, at), to: (page.left + width, at), stroke });
    }
    marks.push(Mark::Stroke { from: (page.left + split, head), to: (page.left + split, y), stroke });
    Row { height: y, marks, ..Row::default() }
}

/// Page numbers, the catchword (where it stands, if it prints) and the DRAF mark; then the sheets.
pub(super) fn finish_pages(page: &Page<'_>, columns: Vec<Column>, catchword: Option<i64>) -> Vec<Sheet> {
    let next: Vec<Option<String>> =
        columns.iter().skip(1).map(|column| column.goes_on_with.clone()).collect();
    columns
        .into_iter()
        .enumerate()
        .map(|(index, column)| {
            let mut marks = Vec::with_capacity(column.marks.len() + 2);
            if page.konsep() {
                marks.push(Mark::Draft { text: "DRAF".to_owned() });
            }
            if page.settings.page_numbers && index > 0 {
                let text = Text { align: Align::Centre, spacing: 100, ..page.plain(page.left, page.width) };
                let top = page.settings.margin_top.as_um() - line_height(page.size(), 100) - 3_000;
                for row in flow::rows(&[Span::plain(format!("- {} -", index + 1))], text) {
                    marks.extend(row.marks.into_iter().map(|mark| untagged(mark).moved(0, top.max(4_000))));
                }
            }
            marks.extend(column.marks);
            if let Some(y) = catchword
                && let Some(Some(word)) = next.get(index)
            {
                let text = Text { align: Align::Right, spacing: 100, ..page.plain(page.left, page.width) };
                for row in flow::rows(&[Span::plain(format!("{word}..."))], text) {
                    marks.extend(row.marks.into_iter().map(|mark| untagged(mark).moved(0, y)));
                }
            }
            Sheet { width: page.paper.width.as_um(), height: page.paper.height.as_um(), marks }
        })
        .collect()
}
