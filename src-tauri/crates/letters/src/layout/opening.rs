//! What stands above the body: labelled rows, number, date, addressee.

use super::Page;
use crate::content::Span;
use crate::data::{Addressee, Kind, LetterDate, NaskahData};
use crate::flow::{self, Row, Text, beside, line_height};
use crate::paragraph::text_width;
use crate::settings::{EmptyAttachment, SubjectLabel};
use crate::tags::{self, Role, Tag};
use crate::template::{Filled, Template, one_line};
use crate::wording;

/// Rows `Label : value`, aligned at the colon.
pub(crate) fn labelled(rows: &[(String, Vec<Span>)], x: i64, width: i64, text: Text) -> Vec<Row> {
    let space = text.size.em_um() / 4;
    let label = rows.iter().map(|(label, _)| text_width(text.face(), text.size, label)).max().unwrap_or(0);
    let colon = x + label + 2 * space;
    let value = colon + 2 * space;
    let mut out = Vec::new();
    for (label, spans) in rows {
        let cell = Text { x: value, width: width - (value - x), ..text };
        let mut column = flow::rows(spans, cell);
        if column.is_empty() {
            column.push(Row { height: line_height(text.size, text.spacing), ..Row::default() });
        }
        let names =
            flow::rows(&[Span::plain(label.clone())], Text { x, width: label_width(x, colon), ..text });
        let colons = flow::rows(&[Span::plain(":")], Text { x: colon, width: 10_000, ..text });
        let first = column.remove(0);
        let mut read = vec![Row { keep: !column.is_empty(), ..beside(vec![names, colons, vec![first]]) }];
        read.extend(column);
        tags::as_one(&mut read, Role::P);
        out.extend(read);
    }
    out
}

pub(super) fn label_width(x: i64, colon: i64) -> i64 {
    (colon - x).max(1_000)
}

/// The number as printed: as given, or the pattern with room for a hand (facts 2.1).
pub(crate) fn number_spans(page: &Page<'_>, template: &Template) -> Vec<Span> {
    let number = &page.data.number;
    if let Some(given) = number.given.as_deref().map(one_line).filter(|given| !given.is_empty()) {
        return vec![Span::plain(given).of_field("number")];
    }
    let pattern = number.pattern.as_ref().or(template.number.as_ref());
    let width = page.settings.blank_number_width;
    let Some(pattern) = pattern.filter(|pattern| !pattern.trim().is_empty()) else {
        return vec![Span::gap(width).of_field("number")];
    };
    let mut spans = Vec::new();
    let mut rest = pattern.as_str();
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        spans.push(Span::plain(one_line(&rest[..open])).of_field("number"));
        let token = &rest[open + 1..open + close];
        match number.tokens.get(token).map(|value| one_line(value)).filter(|value| !value.is_empty()) {
            Some(value) => spans.push(Span::plain(value).of_field("number")),
            None if token == "tahun" => match page.data.date {
                LetterDate::Given(date) => {
                    use chrono::Datelike;
                    spans.push(Span::plain(date.year().to_string()).of_field("number"));
                }
                LetterDate::Month { year, .. } => {
                    spans.push(Span::plain(year.to_string()).of_field("number"));
                }
                LetterDate::Blank => spans.push(Span::gap(width).of_field("number")),
            },
            None => spans.push(Span::gap(width).of_field("number")),
        }
        rest = &rest[open + close + 1..];
    }
    spans.push(Span::plain(one_line(rest)).of_field("number"));
    spans.retain(|span| !span.text.is_empty() || span.gap.is_some());
    spans
}

/// The date as printed, with room for a hand where it is not known.
pub(crate) fn date_spans(page: &Page<'_>, with_place: bool) -> Vec<Span> {
    let place = one_line(&page.data.place);
    let mut spans = Vec::new();
    if with_place && !place.is_empty() {
        spans.push(Span::plain(format!("{place}, ")).of_field("date"));
    }
    let width = page.settings.blank_date_width;
    match page.data.date {
        LetterDate::Given(date) => spans.push(Span::plain(wording::date(date)).of_field("date")),
        LetterDate::Month { year, month } => {
            spans.push(Span::gap(crate::measure::Length::um(width.as_um() / 4)).of_field("date"));
            spans.push(Span::plain(format!(" {} {year}", wording::month_name(month))).of_field("date"));
        }
        LetterDate::Blank => spans.push(Span::gap(width).of_field("date")),
    }
    spans
}

pub(super) fn subject_label(page: &Page<'_>) -> String {
    match page.settings.subject_label {
        SubjectLabel::Hal => "Hal".to_owned(),
        SubjectLabel::Perihal => "Perihal".to_owned(),
    }
}

/// What the lampiran row says: as typed, or counted.
pub(super) fn lampiran_spans(page: &Page<'_>, filled: &Filled) -> Option<Vec<Span>> {
    if !filled.lampiran.is_empty() {
        return Some(filled.lampiran.clone());
    }
    let count = attachment_count(page.data);
    if count > 0 {
        return Some(vec![
            Span::plain(format!("{} berkas", wording::number_with_words(count as u64))).of_field("lampiran"),
        ]);
    }
    match page.settings.empty_attachment {
        EmptyAttachment::Omit => None,
        EmptyAttachment::Dash => Some(vec![Span::plain("-").of_field("lampiran")]),
    }
}

pub(super) fn attachment_count(data: &NaskahData) -> usize {
    let table =
        data.kind == Kind::SuratUsulan && data.fields.get("daftar_produk").is_some_and(|v| !v.is_empty());
    let list = attached_list(data);
    data.attachments.len() + usize::from(table) + usize::from(list)
}

pub(super) fn attached_list(data: &NaskahData) -> bool {
    data.addressees.attached_as.as_deref().is_some_and(|text| !text.trim().is_empty())
        && !data.addressees.list.is_empty()
}

/// Name, post, u.p. and address; in a konsep `[Yth.]` when nobody is named.
fn addressee_lines(page: &Page<'_>, to: &Addressee) -> Vec<Vec<Span>> {
    let mut lines: Vec<Vec<Span>> =
        to.lines().into_iter().map(|line| vec![Span::plain(line).of_field("addressees")]).collect();
    if to.is_nobody() {
        lines.insert(0, vec![page.value_or_label("", "Yth.", "addressees")]);
    }
    lines
}

pub(super) fn addressee_left(page: &Page<'_>) -> Vec<Row> {
    let to = &page.data.addressees;
    let hang = text_width(page.face(), page.size(), "Yth. ") + 300;
    let width = (page.width * 68 / 100).min(page.width) - hang;
    let x = page.left + hang;
    let text = page.plain(x, width);
    let mut column = Vec::new();
    let mut place = String::new();
    if let Some(attached) = to.attached_as.as_deref().map(one_line).filter(|text| !text.is_empty()) {
        column.extend(flow::rows(&[Span::plain(attached).of_field("addressees")], text));
        column.extend(flow::rows(&[Span::plain("(daftar terlampir)").of_field("addressees")], text));
        place = to.attached_place.as_deref().map(one_line).unwrap_or_default();
    } else if let [one] = to.list.as_slice() {
        for line in addressee_lines(page, one) {
            column.extend(flow::rows(&line, text));
        }
        place = one_line(&one.place);
    } else if to.list.is_empty() {
        column.extend(flow::rows(&[page.value_or_label("", "Yth.", "addressees")], text));
    } else {
        let step = text_width(page.face(), page.size(), "00. ");
        let list = Tag::list("Decimal");
        for (index, one) in to.list.iter().enumerate() {
            let mut number = flow::rows(&[Span::plain(format!("{}.", index + 1))], page.plain(x, step));
            let inner = page.plain(x + step, width - step);
            let lines = addressee_lines(page, one);
            let mut lines: Vec<Row> = lines.iter().flat_map(|line| flow::rows(line, inner)).collect();
            tags::item(&mut number, &mut lines, &list);
            column.push(beside(vec![number, lines]));
        }
        let first = one_line(&to.list[0].place);
        if to.list.iter().all(|one| one_line(&one.place) == first) {
            place = first;
        }
    }
    if !place.is_empty() {
        column.extend(flow::rows(&[Span::plain(place).of_field("addressees")], text));
    }
    let label = flow::rows(&[Span::plain("Yth.")], page.plain(page.left, hang));
    if column.is_empty() {
        return label;
    }
    // The word stands beside the first row only, so that a long list may go over the page.
    let first = column.remove(0);
    let mut rows = vec![Row { keep: true, ..beside(vec![label, vec![first]]) }];
    rows.extend(column);
    if to.list.len() <= 1 || to.attached_as.is_some() {
        // An address is read in one breath.
        tags::as_one(&mut rows, Role::P);
    }
    rows
}

/// The older regional look: Kepada, Yth., di – PLACE (facts 1.4).
pub(super) fn addressee_right(page: &Page<'_>, x: i64, width: i64) -> Vec<Row> {
    let to = &page.data.addressees;
    let text = page.plain(x, width);
    let hang = text_width(page.face(), page.size(), "Yth. ") + 300;
    let inner = page.plain(x + hang, width - hang);
    let mut rows = flow::rows(&[Span::plain("Kepada")], text);
    let mut names = Vec::new();
    let mut place = String::new();
    if let Some(attached) = to.attached_as.as_deref().map(one_line).filter(|text| !text.is_empty()) {
        names.extend(flow::rows(&[Span::plain(attached).of_field("addressees")], inner));
        names.extend(flow::rows(&[Span::plain("(daftar terlampir)").of_field("addressees")], inner));
        place = to.attached_place.as_deref().map(one_line).unwrap_or_default();
    } else if to.list.is_empty() {
        names.extend(flow::rows(&[page.value_or_label("", "Yth.", "addressees")], inner));
    } else {
        let many = to.list.len() > 1;
        for (index, one) in to.list.iter().enumerate() {
            for (row, mut line) in addressee_lines(page, one).into_iter().enumerate() {
                if let Some(first) = line.first_mut().filter(|_| many && row == 0) {
                    first.text = format!("{}. {}", index + 1, first.text);
                }
                names.extend(flow::rows(&line, inner));
            }
            place = one_line(&one.place);
        }
    }
    let mut named = flow::line_by_line(flow::rows(&[Span::plain("Yth.")], text), names);
    if to.list.len() <= 1 {
        tags::as_one(&mut named, Role::P);
    }
    rows.extend(named);
    if !place.is_empty() {
        rows.extend(flow::rows(&[Span::plain("di –").of_field("addressees")], inner));
        let spaced: String =
            place.to_uppercase().chars().flat_map(|c| [c, '\u{a0}']).collect::<String>().trim().to_owned();
        rows.extend(flow::rows(
            &[Span::bold(spaced).of_field("addressees")],
            page.plain(x + hang + 8_000, width - hang - 8_000),
        ));
    }
    rows
}
