//! The two sheets that travel with a folder: lembar kendali (DESK 2.6), and what it shares with the lembar disposisi.

use crate::content::{Block, Span};
use crate::data::{FieldValue, Kind};
use crate::disposisi::{TickPlace, disposisi};
use crate::fields::{self, Input};
use crate::flow::{self, Row, Text};
use crate::layout::{Page, labelled};
use crate::measure::FontSize;
use crate::paragraph::Align;
use crate::pdf::Mark;
use crate::table::{self, Place};
use crate::tags::{self, Role};
use crate::template::{self, Filled, one_line};

/// Side of a box to tick.
pub(crate) const TICK: i64 = 3_800;
pub(crate) const STROKE: i64 = 212;

/// An empty box to tick, its top left corner given.
pub(crate) fn tick_box(x: i64, y: i64) -> Mark {
    Mark::Frame { x, y, width: TICK, height: TICK, stroke: STROKE }
}

/// The body of a sheet between two heights of the page, and its boxes to tick.
pub(crate) fn lembar(page: &Page<'_>, filled: &Filled, top: i64, foot: i64) -> (Vec<Row>, Vec<TickPlace>) {
    match page.data.kind {
        Kind::LembarKendali => (kendali(page, filled), Vec::new()),
        Kind::LembarDisposisi
        | Kind::SuratUsulan
        | Kind::Telaah
        | Kind::Pengumuman
        | Kind::SuratPemberitahuan
        | Kind::Declared(_) => disposisi(page, &filled.heading, top, foot),
    }
}

/// A field as spans: its value, `[Label]` in a konsep when it is required, else nothing.
pub(crate) fn field(page: &Page<'_>, key: &str) -> Vec<Span> {
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
        Some(spec) if text.is_empty() && spec.required => vec![page.value_or_label("", &spec.label, key)],
        _ if text.is_empty() => Vec::new(),
        _ => vec![Span::plain(text).of_field(key)],
    }
}

/// Several entries of a field, whatever form they were typed in.
pub(crate) fn entries(page: &Page<'_>, key: &str) -> Vec<String> {
    let clean =
        |list: &[String]| list.iter().map(|e| one_line(e)).filter(|e| !e.is_empty()).collect::<Vec<_>>();
    match page.data.fields.get(key) {
        Some(FieldValue::Text(text)) => clean(std::slice::from_ref(text)),
        Some(FieldValue::List(list)) => clean(list),
        Some(FieldValue::Table(rows)) => clean(&rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>()),
        None => Vec::new(),
    }
}

/// A line to write on.
pub(crate) fn dotted(from: i64, to: i64, y: i64) -> Mark {
    Mark::Stroke { from: (from, y), to: (to, y), stroke: 106 }
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
        let place = Place {
            x,
            width,
            family: page.settings.body_font,
            size: FontSize::pt(9),
            hyphenate: false,
            row_height: 11_500,
        };
        rows.extend(table::table(&block, place));
    } else if page.konsep() {
        let label = fields::field(page.data.kind, "langkah").map_or("Langkah", |spec| spec.label.as_str());
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
