//! The two sheets with boxes: lembar disposisi (facts 2.4) and lembar kendali (DESK 2.6).

use crate::content::{Block, Span};
use crate::data::{FieldValue, Kind};
use crate::fields::{self, Input};
use crate::flow::{self, Row, Text, line_height, together};
use crate::layout::{Page, labelled, signature};
use crate::measure::FontSize;
use crate::paragraph::Align;
use crate::pdf::Mark;
use crate::table::{self, Place};
use crate::tags::{self, Role};
use crate::template::{self, Filled, one_line};

/// Side of a box to tick.
pub(crate) const TICK: i64 = 3_800;
const STROKE: i64 = 212;
const PAD: i64 = 2_200;

/// An empty box to tick, its top left corner given.
pub(crate) fn tick_box(x: i64, y: i64) -> Mark {
    Mark::Frame { x, y, width: TICK, height: TICK, stroke: STROKE }
}

/// The body of a sheet.
pub(crate) fn lembar(page: &Page<'_>, filled: &Filled) -> Vec<Row> {
    match page.data.kind {
        Kind::LembarKendali => kendali(page, filled),
        Kind::LembarDisposisi
        | Kind::SuratUsulan
        | Kind::Telaah
        | Kind::Pengumuman
        | Kind::SuratPemberitahuan => disposisi(page, filled),
    }
}

fn text(page: &Page<'_>, x: i64, width: i64) -> Text {
    Text { size: FontSize::pt(11), spacing: 108, ..page.plain(x, width) }
}

/// A field as spans: its value, `[Label]` in a konsep when it is required, else nothing.
fn field(page: &Page<'_>, key: &str) -> Vec<Span> {
    let spec = fields::field(page.data.kind, key);
    let value = page.data.fields.get(key).filter(|value| !value.is_empty());
    let text = match value {
        Some(FieldValue::Text(text)) if spec.is_some_and(|spec| spec.input == Input::Date) => {
            match chrono::NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d") {
                Ok(date) => crate::wording::date(date),
                Err(_) => one_line(text),
            }
        }
        Some(FieldValue::Text(text)) => one_line(text),
        Some(FieldValue::List(list)) => {
            crate::wording::enumeration(&list.iter().map(|e| one_line(e)).collect::<Vec<_>>())
        }
        Some(FieldValue::Table(_)) | None => String::new(),
    };
    match spec {
        Some(spec) if text.is_empty() && spec.required => vec![page.value_or_label("", spec.label, key)],
        _ if text.is_empty() => Vec::new(),
        _ => vec![Span::plain(text).of_field(key)],
    }
}

/// Several entries of a field, whatever form they were typed in.
fn entries(page: &Page<'_>, key: &str) -> Vec<String> {
    let clean =
        |list: &[String]| list.iter().map(|e| one_line(e)).filter(|e| !e.is_empty()).collect::<Vec<_>>();
    match page.data.fields.get(key) {
        Some(FieldValue::Text(text)) => clean(std::slice::from_ref(text)),
        Some(FieldValue::List(list)) => clean(list),
        Some(FieldValue::Table(rows)) => clean(&rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>()),
        None => Vec::new(),
    }
}

fn title(page: &Page<'_>, heading: &str) -> Vec<Row> {
    let size = page.size().scaled(13, 12);
    let setting = Text { size, spacing: 100, align: Align::Centre, ..page.plain(page.left, page.width) };
    let mut rows = flow::rows(&[Span::bold(heading)], setting);
    tags::as_one(&mut rows, Role::H1);
    rows.into_iter().map(|row| Row { keep: true, ..row }).collect()
}

/// Boxes to tick, one below the other; what was chosen is crossed.
fn ticks(page: &Page<'_>, key: &str, x: i64, width: i64, blank: usize) -> Vec<Row> {
    let chosen = entries(page, key);
    let mut options: Vec<String> = match fields::field(page.data.kind, key).map(|spec| spec.input) {
        Some(Input::Ticks { options }) => options.iter().map(|option| (*option).to_owned()).collect(),
        _ => Vec::new(),
    };
    for entry in &chosen {
        if !options.iter().any(|option| option.eq_ignore_ascii_case(entry)) {
            options.push(entry.clone());
        }
    }
    let mut rows = Vec::new();
    let inner = text(page, x + TICK + 2_200, width - TICK - 2_200);
    let line = line_height(inner.size, inner.spacing);
    for option in options {
        let ticked = chosen.iter().any(|entry| entry.eq_ignore_ascii_case(&option));
        let span = Span::plain(option);
        let mut row = together(flow::rows(&[if ticked { span.of_field(key) } else { span }], inner));
        let y = (line - TICK) / 2;
        row.marks.push(tick_box(x, y));
        if ticked {
            // A cross, drawn: no font of the office has a tick.
            let (a, b) = (700, TICK - 700);
            row.marks.push(Mark::Stroke { from: (x + a, y + a), to: (x + b, y + b), stroke: 400 });
            row.marks.push(Mark::Stroke { from: (x + a, y + b), to: (x + b, y + a), stroke: 400 });
        }
        row.height += 1_200;
        rows.push(row);
    }
    for _ in 0..blank {
        let y = (line - TICK) / 2;
        let base = line - 1_200;
        rows.push(Row {
            height: line + 1_600,
            marks: vec![tick_box(x, y), dotted(x + TICK + 2_200, x + width, base)],
            ..Row::default()
        });
    }
    rows
}

fn dotted(from: i64, to: i64, y: i64) -> Mark {
    Mark::Stroke { from: (from, y), to: (to, y), stroke: 106 }
}

/// Boxes side by side with one height.
fn boxes(x: i64, cells: Vec<(i64, Vec<Row>)>, least: i64) -> Row {
    let height = cells.iter().map(|(_, rows)| flow::height(rows) + 2 * PAD).max().unwrap_or(0).max(least);
    let mut row = Row { height, ..Row::default() };
    let mut left = x;
    for (width, rows) in cells {
        row.marks.extend(together(rows).marks.into_iter().map(|mark| mark.moved(0, PAD)));
        row.marks.push(Mark::Frame { x: left, y: 0, width, height, stroke: STROKE });
        left += width;
    }
    row
}

fn disposisi(page: &Page<'_>, filled: &Filled) -> Vec<Row> {
    let (x, width) = (page.left, page.width);
    let half = width / 2;
    let inner = half - 2 * PAD;
    let mut rows = title(page, &filled.heading);
    rows.push(Row { keep: true, ..Row::space(3_000) });
    let pair = |label: &str, key: &str| (label.to_owned(), field(page, key));
    let left = labelled(
        &[
            pair("Surat dari", "surat_dari"),
            pair("No. surat", "nomor_surat"),
            pair("Tgl. surat", "tanggal_surat"),
        ],
        x + PAD,
        inner,
        text(page, x + PAD, inner),
    );
    let right_x = x + half + PAD;
    let mut right = labelled(
        &[pair("Diterima tgl.", "tanggal_diterima"), pair("No. agenda", "nomor_agenda")],
        right_x,
        inner,
        text(page, right_x, inner),
    );
    right.extend(flow::rows(&[Span::plain("Sifat :")], text(page, right_x, inner)));
    right.extend(ticks(page, "sifat", right_x + 2_000, inner - 2_000, 0));
    rows.push(boxes(x, vec![(half, left), (width - half, right)], 0));
    let wide = width - 2 * PAD;
    let hal = labelled(&[pair("Hal", "hal")], x + PAD, wide, text(page, x + PAD, wide));
    rows.push(boxes(x, vec![(width, hal)], 0));
    let column = |heading: &str, key: &str, x: i64, blank: usize| {
        let mut rows = flow::rows(&[Span::plain(heading)], text(page, x, inner));
        rows.push(Row { height: 1_000, ..Row::default() });
        rows.extend(ticks(page, key, x, inner, blank));
        rows
    };
    rows.push(boxes(
        x,
        vec![
            (half, column("Diteruskan kepada Sdr. :", "diteruskan", x + PAD, 2)),
            (width - half, column("Dengan hormat harap :", "harap", right_x, 1)),
        ],
        0,
    ));
    let mut note = flow::rows(&[Span::plain("Catatan :")], text(page, x + PAD, wide));
    for paragraph in entries(page, "catatan").iter().flat_map(|text| template::paragraphs(text)) {
        note.extend(flow::rows(&[Span::plain(paragraph).of_field("catatan")], text(page, x + PAD, wide)));
    }
    let due = field(page, "batas_waktu");
    if due.is_empty() {
        // Room to write, then the time by which it is wanted, also by hand.
        note.push(Row { height: 16_000, ..Row::default() });
        note.extend(flow::rows(&[Span::plain("Batas waktu :")], text(page, x + PAD, wide)));
    } else {
        note.push(Row { height: 3_000, ..Row::default() });
        note.extend(labelled(&[("Batas waktu".to_owned(), due)], x + PAD, wide, text(page, x + PAD, wide)));
    }
    note.push(Row { height: 4_000, ..Row::default() });
    note.extend(signature(page, &page.data.signature, x + half, half - PAD));
    note.push(Row { height: 1_500, ..Row::default() });
    note.extend(flow::rows(
        &[Span { italic: true, ..Span::plain("(paraf, tanggal, dan jam)") }],
        Text { size: FontSize::pt(9), ..text(page, x + half, half - PAD) },
    ));
    rows.push(boxes(x, vec![(width, note)], 0));
    rows
}

fn kendali(page: &Page<'_>, filled: &Filled) -> Vec<Row> {
    let (x, width) = (page.left, page.width);
    let size = FontSize::pt(10);
    let small = |x: i64, width: i64| Text { size, spacing: 115, ..page.plain(x, width) };
    // The office's number of the usulan stands right of the title: people look a folder up by it.
    let number = flow::rows(
        &[Span { bold: true, ..field(page, "nomor_usulan").into_iter().next().unwrap_or_default() }],
        Text { align: Align::Right, size: FontSize::pt(13), spacing: 100, ..page.plain(x, width) },
    );
    let mut heading = flow::rows(
        &[Span::bold(filled.heading.clone())],
        Text { size: FontSize::pt(13), spacing: 100, ..page.plain(x, width) },
    );
    tags::as_one(&mut heading, Role::H1);
    let mut rows = vec![Row { keep: true, ..flow::beside(vec![heading, number]) }];
    rows.push(Row { keep: true, ..Row::space(3_500) });
    let pair = |label: &str, spans: Vec<Span>| (label.to_owned(), spans);
    let mut letter = field(page, "nomor_surat");
    letter.push(Span::plain(", "));
    letter.extend(field(page, "tanggal_surat"));
    let left_width = width * 58 / 100;
    let left = labelled(
        &[
            pair("Etalase", field(page, "nama_etalase")),
            pair("Pengusul", field(page, "pengusul")),
            pair("Surat", letter),
        ],
        x,
        left_width,
        small(x, left_width),
    );
    let right_x = x + left_width + 4_000;
    let right_width = width - left_width - 4_000;
    let right = labelled(
        &[pair("Agenda", field(page, "nomor_agenda")), pair("Diterima", field(page, "tanggal_diterima"))],
        right_x,
        right_width,
        small(right_x, right_width),
    );
    rows.push(Row { keep: true, ..flow::beside(vec![left, right]) });
    rows.push(Row { keep: true, ..Row::space(3_000) });
    if let Some(FieldValue::Table(cells)) = page.data.fields.get("langkah").filter(|value| !value.is_empty())
    {
        let block = template::field_table(fields::field(page.data.kind, "langkah"), "langkah", cells);
        let place = Place { x, width, size: FontSize::pt(9), hyphenate: false, row_height: 11_500 };
        rows.extend(table::table(&block, place));
    } else if page.konsep() {
        let label = fields::field(page.data.kind, "langkah").map_or("Langkah", |spec| spec.label);
        rows.extend(flow::rows(&[page.value_or_label("", label, "langkah")], small(x, width)));
    }
    rows.push(Row::space(2_500));
    for block in &filled.blocks {
        if let Block::Paragraph(spans) = block {
            rows.extend(flow::rows(spans, small(x, width)));
        }
    }
    rows
}
