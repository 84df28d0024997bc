//! The shapes of a naskah from its head to its signature: letter, titled naskah, staff study.

use super::Page;
use super::body::body;
use super::closing::close;
use super::opening::{
    addressee_left, addressee_right, date_spans, labelled, lampiran_spans, number_spans, subject_label,
};
use crate::content::Span;
use crate::data::Addressee;
use crate::flow::{self, Row, Text, line_height};
use crate::forms;
use crate::paragraph::Align;
use crate::pdf::Mark;
use crate::settings::AddressSide;
use crate::tags::{self, Role, Tag};
use crate::template::{Filled, Template, one_line};
use crate::wording;

/// A letter: meta rows and date, addressee, body, signature, tembusan.
pub(super) fn surat(page: &Page<'_>, template: &Template, filled: &Filled) -> Vec<Row> {
    let date = date_spans(page, true);
    let date_width = crate::paragraph::natural_width(&date, page.settings.body_font, page.size()) + 500;
    let date_x = page.left + (page.width - date_width).max(0);
    let date_rows = flow::rows(&date, page.plain(date_x, date_width.min(page.width)));
    let right_block = page.width * 57 / 100;
    let widest = match page.settings.address_side {
        AddressSide::Left => page.width * 62 / 100,
        AddressSide::Right => right_block - 5_000,
    };
    let beside_date = (page.width - date_width - 6_000).clamp(page.width * 45 / 100, widest);
    // The date stands beside the number alone: a long Hal below it may take more room.
    let number = number_spans(page, template);
    let family = page.settings.body_font;
    let number_width = crate::paragraph::natural_width(&number, family, page.size())
        + crate::paragraph::text_width(page.face(), page.size(), "Lampiran  :  ");
    let meta_width = if number_width <= beside_date { widest } else { beside_date };
    let mut meta = vec![("Nomor".to_owned(), number), ("Sifat".to_owned(), filled.sifat.clone())];
    if let Some(lampiran) = lampiran_spans(page, filled) {
        meta.push(("Lampiran".to_owned(), lampiran));
    }
    meta.push((subject_label(page), filled.hal.clone()));
    let mut meta = labelled(&meta, page.left, meta_width, page.plain(page.left, meta_width));
    // Read one after the other, though they stand side by side.
    tags::within(&mut meta, &Tag::new(Role::Div));
    let line = line_height(page.size(), page.spacing());
    let mut rows = Vec::new();
    match page.settings.address_side {
        AddressSide::Left => {
            rows.extend(flow::line_by_line(meta, date_rows));
            rows.push(Row::space(line));
            rows.extend(addressee_left(page));
        }
        AddressSide::Right => {
            let x = page.left + right_block;
            let mut right = date_rows;
            right.push(Row { height: line, ..Row::default() });
            right.extend(addressee_right(page, x, page.left + page.width - x));
            tags::within(&mut right, &Tag::new(Role::Div));
            // The meta rows begin at the date's level, the address one line below it.
            rows.extend(flow::line_by_line(meta, right));
        }
    }
    rows.push(Row::space(line));
    rows.extend(body(page, &filled.blocks, page.settings.first_line_indent.as_um()));
    close(page, template, &mut rows, false);
    rows
}

/// A title in the middle, then the body, then place, date and signature.
pub(super) fn judul(page: &Page<'_>, template: &Template, filled: &Filled) -> Vec<Row> {
    let line = line_height(page.size(), 100);
    let centre = Text { align: Align::Centre, ..page.plain(page.left + 8_000, page.width - 16_000) };
    let mut rows = Vec::new();
    let title = |spans: &[Span], rows: &mut Vec<Row>| {
        for row in flow::rows(spans, centre) {
            rows.push(Row { keep: true, text: false, ..row });
        }
    };
    title(&[Span::bold(filled.heading.clone())], &mut rows);
    tags::as_one(&mut rows, Role::H1);
    if template.number.is_some() || page.data.number.given.is_some() || page.data.number.pattern.is_some() {
        let mut number = vec![Span::plain("NOMOR ").of_field("number")];
        number.extend(number_spans(page, template));
        title(&number, &mut rows);
    }
    if !filled.about.is_empty() {
        rows.push(Row { keep: true, ..Row::space(line / 2) });
        title(&[Span::plain("TENTANG")], &mut rows);
        rows.push(Row { keep: true, ..Row::space(line / 2) });
        let about: Vec<Span> = filled
            .about
            .iter()
            .map(|span| Span { text: span.text.to_uppercase(), bold: true, ..span.clone() })
            .collect();
        title(&about, &mut rows);
    }
    rows.push(Row { keep: true, ..Row::space(line * 5 / 4) });
    rows.extend(body(page, &filled.blocks, page.settings.first_line_indent.as_um()));
    close(page, template, &mut rows, true);
    rows
}

/// A staff study: head, six parts, signature, the answer of the superior.
pub(super) fn telaahan(page: &Page<'_>, template: &Template, filled: &Filled) -> Vec<Row> {
    let line = line_height(page.size(), 100);
    let mut rows = nota_head(page, template, filled);
    rows.extend(body(page, &filled.blocks, 0));
    close(page, template, &mut rows, false);
    // The superior's answer stands on the page that is signed.
    if let Some(last) = rows.last_mut() {
        last.keep = true;
    }
    rows.push(Row { keep: true, ..Row::space(line) });
    rows.push(approval(page));
    rows
}

/// A nota dinas: its head, body, signature, tembusan.
pub(super) fn nota(page: &Page<'_>, template: &Template, filled: &Filled) -> Vec<Row> {
    let mut rows = nota_head(page, template, filled);
    rows.push(Row::space(line_height(page.size(), 100) / 3));
    rows.extend(body(page, &filled.blocks, page.settings.first_line_indent.as_um()));
    close(page, template, &mut rows, false);
    rows
}

/// Title, the rows Yth., Dari, Tanggal, Nomor, Sifat, Lampiran, Hal, and a line below them.
fn nota_head(page: &Page<'_>, template: &Template, filled: &Filled) -> Vec<Row> {
    let line = line_height(page.size(), 100);
    let centre = Text { align: Align::Centre, ..page.plain(page.left, page.width) };
    let mut rows = flow::rows(&[Span::bold(filled.heading.clone())], centre);
    tags::as_one(&mut rows, Role::H1);
    rows.push(Row::space(line * 3 / 4));
    let from = page.data.fields.get("dari").and_then(|value| match value {
        crate::data::FieldValue::Text(text) => Some(one_line(text)),
        crate::data::FieldValue::List(_) | crate::data::FieldValue::Table(_) => None,
    });
    let from = from.filter(|text| !text.is_empty()).unwrap_or_else(|| one_line(&page.data.signature.post));
    let to = page.data.addressees.list.iter().map(Addressee::named).filter(|to| !to.is_empty());
    let to = wording::enumeration(&to.collect::<Vec<_>>());
    let mut meta = vec![
        ("Yth.".to_owned(), vec![page.value_or_label(&to, "Yth.", "addressees")]),
        ("Dari".to_owned(), vec![page.value_or_label(&from, "Penanda tangan", "dari")]),
        ("Tanggal".to_owned(), date_spans(page, false)),
        ("Nomor".to_owned(), number_spans(page, template)),
        ("Sifat".to_owned(), filled.sifat.clone()),
    ];
    if let Some(lampiran) = lampiran_spans(page, filled) {
        meta.push(("Lampiran".to_owned(), lampiran));
    }
    meta.push((subject_label(page), filled.hal.clone()));
    rows.extend(labelled(&meta, page.left, page.width, page.plain(page.left, page.width)));
    let rule = Mark::Stroke { from: (page.left, 1_500), to: (page.left + page.width, 1_500), stroke: 353 };
    rows.push(Row { height: 3_500, marks: vec![rule], ..Row::default() });
    rows
}

/// The superior's answer on a telaah: two boxes and room for a note (facts 9.3).
pub(super) fn approval(page: &Page<'_>) -> Row {
    let size = page.size().scaled(11, 12);
    let inner = page.width - 6_000;
    let x = page.left + 3_000;
    let text = Text { size, spacing: 100, ..page.plain(x, inner) };
    let line = line_height(size, 100);
    let mut marks = Vec::new();
    let mut y = 2_000;
    let mut put = |spans: &[Span], text: Text, y: i64| {
        for row in flow::rows(spans, text) {
            marks.extend(row.marks.into_iter().map(|mark| mark.moved(0, y)));
        }
    };
    put(&[Span::bold("Persetujuan:")], text, y);
    let (first, second) = (x + inner * 23 / 100, x + inner * 49 / 100);
    for (at, word) in [(first, "Disetujui"), (second, "Dikoreksi, catatan:")] {
        put(
            &[Span::plain(word)],
            Text { x: at + 6_000, width: (x + inner - at - 6_000).min(60_000), ..text },
            y,
        );
    }
    for at in [first, second] {
        marks.push(forms::tick_box(at, y + (line - forms::TICK) / 2));
    }
    y += line;
    for _ in 0..2 {
        y += 8_000;
        marks.push(Mark::Stroke { from: (x, y), to: (x + inner, y), stroke: 106 });
    }
    let mut put = |spans: &[Span], text: Text, y: i64| {
        for row in flow::rows(spans, text) {
            marks.extend(row.marks.into_iter().map(|mark| mark.moved(0, y)));
        }
    };
    y += 3_000;
    put(
        &[Span::plain("Tanggal dan paraf:")],
        Text { x: page.left + page.width / 2, width: page.width / 2, ..text },
        y,
    );
    let height = y + line + 12_000;
    marks.push(Mark::Frame { x: page.left, y: 0, width: page.width, height, stroke: 176 });
    Row { height, marks, ..Row::default() }
}
