//! Attachments, each on a page of its own with its head.

use super::Page;
use super::body::{gap, list, table_rows};
use super::closing::signatures;
use super::opening::{attached_list, date_spans, labelled, number_spans};
use crate::content::{Block, Item, Marker, Span, TableBlock};
use crate::data::{Attachment, Kind};
use crate::fields;
use crate::flow::{self, Row, Text, line_height};
use crate::paragraph::Align;
use crate::tags::{self, Role, Tag};
use crate::template::{self, Template, one_line};

/// Each attachment on a page of its own, with its head (DESK 2.3: number and date blank there too).
pub(super) fn attachments(page: &Page<'_>, template: &Template) -> Vec<Row> {
    let data = page.data;
    let mut parts: Vec<(String, Vec<Row>)> = Vec::new();
    let (x, width) = (page.left, page.width);
    if attached_list(data) {
        let mut rows = Vec::new();
        let items: Vec<Item> = data
            .addressees
            .list
            .iter()
            .map(|to| Item {
                label: None,
                blocks: vec![Block::Paragraph(vec![Span::plain(to.named()).of_field("addressees")])],
            })
            .collect();
        list(page, Marker::Number(1), &items, x, width, &mut rows);
        parts.push(("DAFTAR PENERIMA".to_owned(), rows));
    }
    if data.kind == Kind::SuratUsulan
        && let Some(crate::data::FieldValue::Table(cells)) =
            data.fields.get("daftar_produk").filter(|value| !value.is_empty())
    {
        let spec = fields::field(data.kind, "daftar_produk");
        let block = template::field_table(spec, "daftar_produk", cells);
        parts.push(("DAFTAR PRODUK DAN SPESIFIKASI SINGKAT".to_owned(), table_rows(page, &block, x, width)));
    }
    for attachment in &data.attachments {
        parts.push((one_line(&attachment.title), attachment_rows(page, attachment)));
    }
    let many = parts.len() > 1;
    let line = line_height(page.size(), 100);
    let mut out = Vec::new();
    for (index, (title, rows)) in parts.into_iter().enumerate() {
        let begin = out.len();
        let size = page.size().scaled(11, 12);
        let name = if many { format!("Lampiran {}", index + 1) } else { "Lampiran".to_owned() };
        let meta = vec![
            (name, vec![Span::plain(template.title.clone())]),
            ("Nomor".to_owned(), number_spans(page, template)),
            ("Tanggal".to_owned(), date_spans(page, false)),
        ];
        // Wide enough for its widest row on one line, with room for a number written by hand.
        let value = |spans: &[Span]| crate::paragraph::natural_width(spans, page.settings.body_font, size);
        let labels = crate::paragraph::text_width(page.face(), size, "Lampiran 00  :  ");
        let widest = meta.iter().map(|(_, spans)| value(spans)).max().unwrap_or(0) + labels;
        let half = widest.clamp(page.width * 45 / 100, page.width);
        let head_x = page.left + page.width - half;
        let text = Text { size, spacing: 100, ..page.plain(head_x, half) };
        let mut head = labelled(&meta, head_x, half, text);
        for row in &mut head {
            row.keep = true;
        }
        if let Some(first) = head.first_mut() {
            first.break_before = true;
        }
        out.extend(head);
        out.push(Row { keep: true, ..Row::space(line) });
        if !title.is_empty() {
            let centre = Text { align: Align::Centre, ..page.plain(page.left, page.width) };
            let mut title = flow::rows(&[Span::bold(title)], centre);
            tags::as_one(&mut title, Role::H1);
            out.extend(title.into_iter().map(|row| Row { keep: true, ..row }));
            out.push(Row { keep: true, ..Row::space(line * 3 / 4) });
        }
        out.extend(rows);
        if page.settings.sign_attachments {
            if let Some(last) = out.last_mut() {
                last.keep = true;
            }
            out.push(Row { keep: true, ..Row::space(line) });
            out.push(signatures(page, false));
        }
        tags::within(&mut out[begin..], &Tag::new(Role::Sect));
    }
    out
}

pub(super) fn attachment_rows(page: &Page<'_>, attachment: &Attachment) -> Vec<Row> {
    let mut rows = Vec::new();
    for paragraph in template::paragraphs(&attachment.text) {
        rows.extend(flow::rows(
            &[Span::plain(paragraph).of_field("attachments")],
            page.body(page.left, page.width),
        ));
        rows.push(gap(page));
    }
    let columns =
        attachment.columns.len().max(attachment.rows.iter().map(Vec::len).max().unwrap_or(0)).min(12);
    if columns > 0 {
        let block = TableBlock {
            columns: (0..columns)
                .map(|index| crate::content::ColumnOf {
                    head: attachment.columns.get(index).map(|head| one_line(head)).unwrap_or_default(),
                    weight: 1,
                    right: false,
                    centre: attachment.columns.get(index).is_some_and(|head| head.trim() == "No"),
                })
                .collect(),
            rows: attachment
                .rows
                .iter()
                .map(|row| {
                    (0..columns)
                        .map(|index| match row.get(index) {
                            Some(cell) => vec![Span::plain(one_line(cell)).of_field("attachments")],
                            None => Vec::new(),
                        })
                        .collect()
                })
                .collect(),
        };
        rows.extend(table_rows(page, &block, page.left, page.width));
    }
    rows
}
