//! The body: paragraphs, headings, lists and tables as rows.

use super::Page;
use crate::content::{Block, Item, Marker, Span, TableBlock};
use crate::flow::{self, Row, Text, beside};
use crate::paragraph::text_width;
use crate::table::{self, Place};
use crate::tags::{self, Role, Tag};

/// The body's blocks as rows.
pub(super) fn body(page: &Page<'_>, blocks: &[Block], indent: i64) -> Vec<Row> {
    let mut rows = Vec::new();
    // Under roman headings everything is set in by the width of the widest of them.
    let hanging = blocks.iter().any(|block| matches!(block, Block::Heading(_)));
    let step = if hanging { 9_000 } else { 0 };
    blocks_into(page, blocks, page.left + step, page.width - step, indent, &mut rows);
    rows
}

pub(super) fn gap(page: &Page<'_>) -> Row {
    Row::space(page.settings.paragraph_gap.as_um())
}

pub(super) fn blocks_into(
    page: &Page<'_>,
    blocks: &[Block],
    x: i64,
    width: i64,
    indent: i64,
    rows: &mut Vec<Row>,
) {
    spaced_blocks_into(page, blocks, x, width, indent, page.settings.paragraph_gap.as_um(), rows);
}

/// Blocks with their own space between them: less inside the items of a list.
pub(super) fn spaced_blocks_into(
    page: &Page<'_>,
    blocks: &[Block],
    x: i64,
    width: i64,
    indent: i64,
    gap: i64,
    rows: &mut Vec<Row>,
) {
    for (index, block) in blocks.iter().enumerate() {
        // What announces a list or a table stays with its first line.
        let announces = matches!(blocks.get(index + 1), Some(Block::List { .. } | Block::Table(_)));
        match block {
            Block::Paragraph(spans) => {
                let mut lines = flow::rows(spans, Text { indent, ..page.body(x, width) });
                if announces && let Some(last) = lines.last_mut() {
                    last.keep = true;
                }
                rows.extend(lines);
                rows.push(Row { keep: announces, ..Row::space(gap) });
            }
            Block::Heading(spans) => {
                rows.push(Row::space(gap));
                rows.extend(heading(page, spans, x, width));
                rows.push(Row { keep: true, ..Row::space(page.settings.paragraph_gap.as_um() / 2) });
            }
            Block::List { marker, items } => {
                list(page, *marker, items, x, width, rows);
                rows.push(Row::space(gap));
            }
            Block::Table(table) => {
                rows.extend(table_rows(page, table, x, width));
                rows.push(Row::space(page.settings.paragraph_gap.as_um() * 3 / 2));
            }
        }
    }
}

pub(super) fn table_rows(page: &Page<'_>, table: &TableBlock, x: i64, width: i64) -> Vec<Row> {
    let place = Place {
        x,
        width,
        family: page.settings.body_font,
        size: page.size().scaled(5, 6),
        hyphenate: page.settings.hyphenate,
        row_height: 0,
    };
    table::table(table, place)
}

/// `I. Persoalan`: the number hangs to the left, the words stand with the text.
pub(super) fn heading(page: &Page<'_>, spans: &[Span], x: i64, width: i64) -> Vec<Row> {
    let bold: Vec<Span> = spans.iter().map(|span| Span { bold: true, ..span.clone() }).collect();
    let text: String = bold.iter().map(|span| span.text.as_str()).collect();
    let split = text.split_once(". ").filter(|(number, _)| {
        !number.is_empty()
            && number.len() <= 5
            && number.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    });
    let rows = match (split, bold.as_slice()) {
        (Some((number, rest)), [only]) if x > page.left => {
            let label = flow::rows(&[Span::bold(format!("{number}."))], page.plain(page.left, x - page.left));
            let words = Span { text: rest.to_owned(), ..only.clone() };
            vec![beside(vec![label, flow::rows(&[words], page.plain(x, width))])]
        }
        _ => flow::rows(&bold, page.plain(page.left, page.width)),
    };
    let mut rows: Vec<Row> = rows.into_iter().map(|row| Row { keep: true, text: true, ..row }).collect();
    tags::as_one(&mut rows, Role::H2);
    rows
}

pub(super) fn list(page: &Page<'_>, marker: Marker, items: &[Item], x: i64, width: i64, rows: &mut Vec<Row>) {
    let em = page.size().em_um();
    let widest = (0..items.len())
        .map(|index| text_width(page.face(), page.size(), &marker.text(index)))
        .max()
        .unwrap_or(0);
    // Rows without marks begin where a paragraph's first line does.
    let step = match marker {
        Marker::Plain => page.settings.first_line_indent.as_um(),
        _ => (widest + em / 3).max(em * 5 / 3),
    };
    let step = step.min(width / 3);
    let (x_text, width_text) = (x + step, width - step);
    // Labels of the whole list share one colon.
    let colon = items
        .iter()
        .filter_map(|item| item.label.as_ref())
        .map(|label| crate::paragraph::natural_width(label, page.settings.body_font, page.size()))
        .max()
        .map(|widest| x_text + widest.min(width_text * 45 / 100) + em / 3);
    let count = items.len();
    let whole = Tag::list(marker.numbering());
    let between = page.settings.paragraph_gap.as_um() * 2 / 5;
    for (index, item) in items.iter().enumerate() {
        let mut mark = flow::rows(&[Span::plain(marker.text(index))], page.plain(x, step));
        let mut inner = Vec::new();
        match (&item.label, colon) {
            (Some(label), Some(colon)) => {
                let value = colon + em / 2;
                let names = flow::rows(label, page.plain(x_text, colon - x_text));
                let dots = flow::rows(&[Span::plain(":")], page.plain(colon, em));
                let mut values = Vec::new();
                spaced_blocks_into(page, &item.blocks, value, x + width - value, 0, between, &mut values);
                trim(&mut values);
                if names.len() <= 1 && !values.is_empty() {
                    let first = values.remove(0);
                    inner.push(Row {
                        keep: first.keep,
                        text: true,
                        ..beside(vec![names, dots, vec![first]])
                    });
                    inner.extend(values);
                } else {
                    inner.push(Row { text: true, ..beside(vec![names, dots, values]) });
                }
            }
            (None, _) | (_, None) => {
                spaced_blocks_into(page, &item.blocks, x_text, width_text, 0, between, &mut inner);
                trim(&mut inner);
            }
        }
        if inner.is_empty() {
            continue;
        }
        tags::item(&mut mark, &mut inner, &whole);
        let first = inner.remove(0);
        let merged = Row {
            keep: first.keep,
            text: first.text,
            head: first.head.clone(),
            foot: first.foot.clone(),
            ..beside(vec![mark, vec![first]])
        };
        let single = inner.is_empty();
        rows.push(merged);
        rows.extend(inner);
        if index + 1 < count {
            // A list's first and last items do not stand alone on a page when they are single lines.
            if single
                && count > 2
                && (index == 0 || index + 2 == count)
                && let Some(last) = rows.last_mut()
            {
                last.keep = true;
            }
            let keep = rows.last().is_some_and(|row| row.keep);
            rows.push(Row { keep, ..Row::space(between) });
        }
    }
}

pub(super) fn trim(rows: &mut Vec<Row>) {
    while rows.last().is_some_and(|row| row.gap) {
        rows.pop();
    }
    if let Some(last) = rows.last_mut() {
        last.keep = false;
    }
}
