//! The letterhead.

use super::Page;
use crate::content::Span;
use crate::data::KopRowStyle;
use crate::flow::{self, Row, Text, line_height, together};
use crate::font::Face;
use crate::measure::FontSize;
use crate::paragraph::{Align, text_width};
use crate::pdf::Mark;
use crate::settings::KopRule;
use crate::tags::Tag;
use crate::template::one_line;

/// The letterhead, and where the text below it begins.
pub(super) fn kop(page: &Page<'_>) -> (Vec<Mark>, i64) {
    let settings = page.settings;
    let kop = &page.data.kop;
    if kop.rows.iter().all(|row| row.text.trim().is_empty()) {
        return (Vec::new(), settings.margin_top.as_um());
    }
    let top = settings.kop_top.as_um();
    let drawn = kop.lambang.as_deref().is_some_and(|text| !text.is_empty());
    // Without a lambang the words stand in the middle of the page, not of the room beside one.
    let (place_width, place_height, gap) = if drawn {
        (settings.lambang_width.as_um(), settings.lambang_height.as_um(), 3_000)
    } else {
        (0, 0, 0)
    };
    let x = page.left + place_width + gap;
    let width = page.width - place_width - gap;
    let mut rows: Vec<Row> = Vec::new();
    let mut last = KopRowStyle::Government;
    for row in &kop.rows {
        let text = one_line(&row.text);
        if text.is_empty() {
            continue;
        }
        if row.style == KopRowStyle::Address && last != KopRowStyle::Address {
            rows.push(Row::space(700));
        }
        last = row.style;
        // Sizes stand 3 : 4 (facts 1.3, Pergub Sulteng 17/2023).
        let (size, bold) = match row.style {
            KopRowStyle::Government => (settings.kop_font_size, false),
            KopRowStyle::Agency => (settings.kop_font_size.scaled(4, 3), true),
            KopRowStyle::Unit => (settings.kop_font_size, true),
            KopRowStyle::Address => (settings.kop_address_size, false),
        };
        let size = fitting(&text, Face::of(settings.body_font, bold, false), size, width);
        let span = if bold { Span::bold(text) } else { Span::plain(text) };
        let setting = Text { size, spacing: 100, align: Align::Centre, ..page.plain(x, width) };
        rows.extend(flow::rows(&[span], setting));
    }
    let text_height = flow::height(&rows);
    let height = text_height.max(place_height);
    let mut marks = Vec::new();
    let block = together(rows);
    marks.extend(block.marks.into_iter().map(|mark| mark.moved(0, top + (height - text_height) / 2)));
    if drawn {
        marks.push(Mark::Lambang {
            x: page.left,
            y: top + (height - place_height) / 2,
            width: place_width,
            height: place_height,
            tag: Some(Tag::figure(lambang_in_words(page))),
        });
    }
    let y = top + height + 2_500;
    let right = page.left + page.width;
    let line = |y: i64, stroke: i64| Mark::Stroke { from: (page.left, y), to: (right, y), stroke };
    match settings.kop_rule {
        // 2.25 pt as the local sample; 3 pt, 1 pt apart, 0.75 pt as the widespread form (facts 1.3).
        KopRule::Single => marks.push(line(y, 794)),
        KopRule::Double => marks.extend([line(y, 1_058), line(y + 1_014, 265)]),
    }
    (marks, y + 1_300 + line_height(page.size(), 100))
}

/// What is read in place of the lambang: whose it is.
fn lambang_in_words(page: &Page<'_>) -> String {
    let government = page.data.kop.rows.iter().find(|row| row.style == KopRowStyle::Government);
    match government.map(|row| one_line(&row.text)).filter(|text| !text.is_empty()) {
        Some(government) => format!("Lambang {government}"),
        None => "Lambang".to_owned(),
    }
}

/// A long name is set smaller, down to six tenths, before it is broken into two lines.
pub(super) fn fitting(text: &str, face: Face, size: FontSize, width: i64) -> FontSize {
    let natural = text_width(face, size, text);
    if natural <= width {
        return size;
    }
    let smaller = FontSize::hundredths(size.as_hundredths() * width / natural.max(1) / 10 * 10);
    smaller.max(size.scaled(6, 10))
}
