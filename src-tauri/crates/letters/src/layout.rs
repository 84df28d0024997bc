//! Where everything stands: kop, meta rows, addressee, body, signature, tembusan, paraf table, page numbers.

use crate::content::{Block, Item, Marker, Span, TableBlock};
use crate::data::{
    Addressee, Attachment, CopyKind, Kind, KopRowStyle, LetterDate, NaskahData, Signature, SigningForm, State,
};
use crate::error::{LetterError, MissingField};
use crate::fields;
use crate::flow::{self, Column, Row, Text, beside, line_height, together};
use crate::font::Face;
use crate::forms;
use crate::measure::FontSize;
use crate::paragraph::{Align, text_width};
use crate::pdf::{Mark, Sheet};
use crate::settings::{
    AddressSide, EmptyAttachment, KopRule, LayoutSettings, Paper, ParafTable, PostCase, SubjectLabel,
};
use crate::table::{self, Place};
use crate::template::{self, Filled, MAX_ENTRIES, MAX_VALUE_CHARS, Shape, Template, one_line};
use crate::wording;

/// Pages that one naskah may have.
pub(crate) const MAX_PAGES: usize = 300;

/// The measures of a page and how text is set on it.
pub(crate) struct Page<'a> {
    pub(crate) settings: &'a LayoutSettings,
    pub(crate) data: &'a NaskahData,
    pub(crate) paper: Paper,
    pub(crate) left: i64,
    pub(crate) width: i64,
}

impl<'a> Page<'a> {
    pub(crate) fn new(settings: &'a LayoutSettings, data: &'a NaskahData, paper: Paper) -> Self {
        let left = settings.margin_left.as_um();
        let width = paper.width.as_um() - left - settings.margin_right.as_um();
        Self { settings, data, paper, left, width }
    }

    pub(crate) fn size(&self) -> FontSize {
        self.settings.font_size
    }

    fn spacing(&self) -> i64 {
        i64::from(self.settings.line_spacing_percent)
    }

    /// Body text over a part of the width, ragged.
    pub(crate) fn plain(&self, x: i64, width: i64) -> Text {
        Text {
            x,
            width,
            size: self.size(),
            spacing: self.spacing(),
            align: Align::Left,
            indent: 0,
            hyphenate: false,
        }
    }

    fn body(&self, x: i64, width: i64) -> Text {
        let align = if self.settings.justify { Align::Justify } else { Align::Left };
        Text { align, hyphenate: self.settings.hyphenate, ..self.plain(x, width) }
    }

    pub(crate) fn konsep(&self) -> bool {
        self.data.state == State::Konsep
    }

    /// A member of the data as text, or `[Label]` in a konsep.
    pub(crate) fn value_or_label(&self, value: &str, label: &str, key: &str) -> Span {
        let value = one_line(value);
        if value.is_empty() && self.konsep() {
            Span { text: format!("[{label}]"), missing: true, field: Some(key.to_owned()), ..Span::default() }
        } else {
            Span::plain(value).of_field(key)
        }
    }
}

/// The laid out pages and what is missing on them.
pub(crate) struct Laid {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) missing: Vec<MissingField>,
}

/// Lays out a naskah.
pub(crate) fn lay_out(
    template: &Template,
    filled: Filled,
    data: &NaskahData,
    settings: &LayoutSettings,
) -> Result<Laid, LetterError> {
    let paper = data.paper.or(template.paper).unwrap_or(settings.paper);
    settings.check(paper)?;
    check_members(data)?;
    let page = Page::new(settings, data, paper);
    let mut missing = filled.missing.clone();
    missing.extend(missing_members(template, data));
    order_by_form(data.kind, &mut missing);
    template::refuse_missing(data, &missing)?;

    let (kop, first_top) = kop(&page);
    let mut rows = match template.shape {
        Shape::Surat => surat(&page, template, &filled),
        Shape::Judul => judul(&page, template, &filled),
        Shape::Telaahan => telaahan(&page, template, &filled),
        Shape::Lembar => forms::lembar(&page, &filled),
    };
    rows.extend(attachments(&page, template));

    let top = settings.margin_top.as_um();
    let foot = paper.height.as_um() - settings.margin_bottom.as_um();
    let catch = if settings.catchword { line_height(page.size(), 100) } else { 0 };
    let mut columns = flow::paginate(rows, first_top, top, foot - catch);
    if columns.len() > MAX_PAGES {
        return Err(LetterError::TooLarge { what: "halaman", actual: columns.len(), limit: MAX_PAGES });
    }
    if let Some(first) = columns.first_mut() {
        first.marks.extend(kop);
    }
    place_paraf(&page, template, &mut columns, foot);
    Ok(Laid { sheets: finish_pages(&page, columns), missing })
}

/// The parts of the data outside `fields` are bounded too.
fn check_members(data: &NaskahData) -> Result<(), LetterError> {
    let too_many = |what: &'static str, actual: usize, limit: usize| {
        if actual > limit { Err(LetterError::TooLarge { what, actual, limit }) } else { Ok(()) }
    };
    too_many("baris kop", data.kop.rows.len(), 10)?;
    too_many("penerima", data.addressees.list.len(), MAX_ENTRIES)?;
    too_many("jalur paraf", data.paraf.len(), 12)?;
    too_many("tembusan", data.tembusan.as_ref().map_or(0, Vec::len), 100)?;
    too_many("lampiran", data.attachments.len(), 50)?;
    too_many("token nomor", data.number.tokens.len(), 20)?;
    let mut texts: Vec<&str> = vec![&data.id, &data.place];
    texts.extend(data.kop.rows.iter().map(|row| row.text.as_str()));
    texts.extend(data.number.given.as_deref());
    texts.extend(data.number.pattern.as_deref());
    texts.extend(data.number.tokens.values().map(String::as_str));
    for addressee in &data.addressees.list {
        texts.extend([addressee.post.as_str(), addressee.place.as_str()]);
        texts.extend(addressee.attention.as_deref());
    }
    texts.extend(data.addressees.attached_as.as_deref());
    let second = data.second_signature.as_ref();
    texts.extend(second.map(|second| second.heading.as_str()));
    for signature in [Some(&data.signature), second.map(|second| &second.signature)].into_iter().flatten() {
        texts.extend([signature.post.as_str(), signature.name.as_str()]);
        texts.extend(
            [&signature.on_behalf_of, &signature.through, &signature.rank, &signature.nip]
                .into_iter()
                .flatten()
                .map(String::as_str),
        );
    }
    texts.extend(data.tembusan.iter().flatten().map(String::as_str));
    texts.extend(data.paraf.iter().map(|row| row.post.as_str()));
    if let Some(long) = texts.iter().find(|text| text.len() > 2_000) {
        return Err(LetterError::TooLarge { what: "isian (byte)", actual: long.len(), limit: 2_000 });
    }
    for attachment in &data.attachments {
        too_many("kolom lampiran", attachment.columns.len(), 12)?;
        too_many("baris lampiran", attachment.rows.len(), MAX_ENTRIES)?;
        let cells: usize = attachment.rows.iter().flatten().map(String::len).sum();
        too_many(
            "isi lampiran (byte)",
            cells + attachment.text.len() + attachment.title.len(),
            MAX_VALUE_CHARS * 10,
        )?;
    }
    if let Some(pattern) = &data.number.pattern {
        template::check_pattern(pattern)
            .map_err(|problem| LetterError::Data { field: "number.pattern".to_owned(), problem })?;
    }
    Ok(())
}

/// Required members of the data that the shape prints.
fn missing_members(template: &Template, data: &NaskahData) -> Vec<MissingField> {
    let mut keys = Vec::new();
    let addressed = matches!(template.shape, Shape::Surat | Shape::Telaahan);
    let attached = data.addressees.attached_as.as_deref().is_some_and(|text| !text.trim().is_empty());
    if addressed && !attached && data.addressees.list.iter().all(|to| to.post.trim().is_empty()) {
        keys.push("addressees");
    }
    let signs = fields::field(data.kind, "signature").is_some();
    if signs && (data.signature.name.trim().is_empty() || data.signature.post.trim().is_empty()) {
        keys.push("signature");
    }
    keys.into_iter()
        .filter_map(|key| fields::field(data.kind, key))
        .map(|spec| MissingField { key: spec.key.to_owned(), label: spec.label.to_owned(), required: true })
        .collect()
}

fn order_by_form(kind: Kind, missing: &mut [MissingField]) {
    let place =
        |key: &str| fields::fields(kind).iter().position(|spec| spec.key == key).unwrap_or(usize::MAX);
    missing.sort_by_key(|field| place(&field.key));
}

/// The letterhead, and where the text below it begins.
fn kop(page: &Page<'_>) -> (Vec<Mark>, i64) {
    let settings = page.settings;
    let kop = &page.data.kop;
    if kop.rows.iter().all(|row| row.text.trim().is_empty()) {
        return (Vec::new(), settings.margin_top.as_um());
    }
    let top = settings.kop_top.as_um();
    let (place_width, place_height) = (settings.lambang_width.as_um(), settings.lambang_height.as_um());
    let gap = 3_000;
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
        let size = fitting(&text, bold, size, width);
        let span = if bold { Span::bold(text) } else { Span::plain(text) };
        let setting = Text { size, spacing: 100, align: Align::Centre, ..page.plain(x, width) };
        rows.extend(flow::rows(&[span], setting));
    }
    let text_height = flow::height(&rows);
    let height = text_height.max(place_height);
    let mut marks = Vec::new();
    let block = together(rows);
    marks.extend(block.marks.into_iter().map(|mark| mark.moved(0, top + (height - text_height) / 2)));
    if kop.lambang.as_deref().is_some_and(|text| !text.is_empty()) {
        marks.push(Mark::Lambang {
            x: page.left,
            y: top + (height - place_height) / 2,
            width: place_width,
            height: place_height,
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

/// A long name is set smaller, down to six tenths, before it is broken into two lines.
fn fitting(text: &str, bold: bool, size: FontSize, width: i64) -> FontSize {
    let natural = text_width(Face::of(bold, false), size, text);
    if natural <= width {
        return size;
    }
    let smaller = FontSize::hundredths(size.as_hundredths() * width / natural.max(1) / 10 * 10);
    smaller.max(size.scaled(6, 10))
}

/// Rows `Label : value`, aligned at the colon.
pub(crate) fn labelled(rows: &[(String, Vec<Span>)], x: i64, width: i64, text: Text) -> Vec<Row> {
    let space = text.size.em_um() / 4;
    let label = rows.iter().map(|(label, _)| text_width(Face::Regular, text.size, label)).max().unwrap_or(0);
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
        out.push(Row { keep: !column.is_empty(), ..beside(vec![names, colons, vec![first]]) });
        out.extend(column);
    }
    out
}

fn label_width(x: i64, colon: i64) -> i64 {
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

fn subject_label(page: &Page<'_>) -> String {
    match page.settings.subject_label {
        SubjectLabel::Hal => "Hal".to_owned(),
        SubjectLabel::Perihal => "Perihal".to_owned(),
    }
}

/// What the lampiran row says: as typed, or counted.
fn lampiran_spans(page: &Page<'_>, filled: &Filled) -> Option<Vec<Span>> {
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

fn attachment_count(data: &NaskahData) -> usize {
    let table =
        data.kind == Kind::SuratUsulan && data.fields.get("daftar_produk").is_some_and(|v| !v.is_empty());
    let list = attached_list(data);
    data.attachments.len() + usize::from(table) + usize::from(list)
}

fn attached_list(data: &NaskahData) -> bool {
    data.addressees.attached_as.as_deref().is_some_and(|text| !text.trim().is_empty())
        && !data.addressees.list.is_empty()
}

/// A letter: meta rows and date, addressee, body, signature, tembusan.
fn surat(page: &Page<'_>, template: &Template, filled: &Filled) -> Vec<Row> {
    let date = date_spans(page, true);
    let date_width = crate::paragraph::natural_width(&date, page.size()) + 500;
    let date_x = page.left + (page.width - date_width).max(0);
    let date_rows = flow::rows(&date, page.plain(date_x, date_width.min(page.width)));
    let right_block = page.width * 57 / 100;
    let widest = match page.settings.address_side {
        AddressSide::Left => page.width * 62 / 100,
        AddressSide::Right => right_block - 5_000,
    };
    let meta_width = (page.width - date_width - 6_000).clamp(page.width * 45 / 100, widest);
    let mut meta =
        vec![("Nomor".to_owned(), number_spans(page, template)), ("Sifat".to_owned(), filled.sifat.clone())];
    if let Some(lampiran) = lampiran_spans(page, filled) {
        meta.push(("Lampiran".to_owned(), lampiran));
    }
    meta.push((subject_label(page), filled.hal.clone()));
    let meta = labelled(&meta, page.left, meta_width, page.plain(page.left, meta_width));
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
            // The meta rows begin at the date's level, the address one line below it.
            rows.extend(flow::line_by_line(meta, right));
        }
    }
    rows.push(Row::space(line));
    rows.extend(body(page, &filled.blocks, page.settings.first_line_indent.as_um()));
    close(page, template, &mut rows, false);
    rows
}

fn addressee_lines(to: &Addressee) -> Vec<Vec<Span>> {
    let mut lines = Vec::new();
    if let Some(attention) = to.attention.as_deref().map(one_line).filter(|text| !text.is_empty()) {
        lines.push(vec![Span::plain(format!("u.p. {attention}")).of_field("addressees")]);
    }
    lines
}

fn addressee_left(page: &Page<'_>) -> Vec<Row> {
    let to = &page.data.addressees;
    let hang = text_width(Face::Regular, page.size(), "Yth. ") + 300;
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
        column.extend(flow::rows(&[page.value_or_label(&one.post, "Yth.", "addressees")], text));
        for line in addressee_lines(one) {
            column.extend(flow::rows(&line, text));
        }
        place = one_line(&one.place);
    } else if to.list.is_empty() {
        column.extend(flow::rows(&[page.value_or_label("", "Yth.", "addressees")], text));
    } else {
        let step = text_width(Face::Regular, page.size(), "00. ");
        for (index, one) in to.list.iter().enumerate() {
            let number = flow::rows(&[Span::plain(format!("{}.", index + 1))], page.plain(x, step));
            let inner = page.plain(x + step, width - step);
            let mut lines = flow::rows(&[page.value_or_label(&one.post, "Yth.", "addressees")], inner);
            for line in addressee_lines(one) {
                lines.extend(flow::rows(&line, inner));
            }
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
    rows
}

/// The older regional look: Kepada, Yth., di – PLACE (facts 1.4).
fn addressee_right(page: &Page<'_>, x: i64, width: i64) -> Vec<Row> {
    let to = &page.data.addressees;
    let text = page.plain(x, width);
    let hang = text_width(Face::Regular, page.size(), "Yth. ") + 300;
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
            let mut span = page.value_or_label(&one.post, "Yth.", "addressees");
            if many {
                span.text = format!("{}. {}", index + 1, span.text);
            }
            names.extend(flow::rows(&[span], inner));
            for line in addressee_lines(one) {
                names.extend(flow::rows(&line, inner));
            }
            place = one_line(&one.place);
        }
    }
    rows.extend(flow::line_by_line(flow::rows(&[Span::plain("Yth.")], text), names));
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

/// A title in the middle, then the body, then place, date and signature.
fn judul(page: &Page<'_>, template: &Template, filled: &Filled) -> Vec<Row> {
    let line = line_height(page.size(), 100);
    let centre = Text { align: Align::Centre, ..page.plain(page.left + 8_000, page.width - 16_000) };
    let mut rows = Vec::new();
    let title = |spans: &[Span], rows: &mut Vec<Row>| {
        for row in flow::rows(spans, centre) {
            rows.push(Row { keep: true, text: false, ..row });
        }
    };
    title(&[Span::bold(filled.heading.clone())], &mut rows);
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

/// A staff study: title, rows of the head, a line, six parts, signature, the answer of the superior.
fn telaahan(page: &Page<'_>, template: &Template, filled: &Filled) -> Vec<Row> {
    let line = line_height(page.size(), 100);
    let centre = Text { align: Align::Centre, ..page.plain(page.left, page.width) };
    let mut rows = flow::rows(&[Span::bold(filled.heading.clone())], centre);
    rows.push(Row::space(line * 3 / 4));
    let from = page.data.fields.get("dari").and_then(|value| match value {
        crate::data::FieldValue::Text(text) => Some(one_line(text)),
        crate::data::FieldValue::List(_) | crate::data::FieldValue::Table(_) => None,
    });
    let from = from.filter(|text| !text.is_empty()).unwrap_or_else(|| one_line(&page.data.signature.post));
    let to = page.data.addressees.list.iter().map(|to| one_line(&to.post)).filter(|to| !to.is_empty());
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

/// The superior's answer on a telaah: two boxes and room for a note (facts 9.3).
fn approval(page: &Page<'_>) -> Row {
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
    let (first, second) = (x + 36_000, x + 76_000);
    for (at, word) in [(first, "Disetujui"), (second, "Dikoreksi, catatan:")] {
        put(&[Span::plain(word)], Text { x: at + 6_000, width: 60_000, ..text }, y);
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

/// The body's blocks as rows.
fn body(page: &Page<'_>, blocks: &[Block], indent: i64) -> Vec<Row> {
    let mut rows = Vec::new();
    // Under roman headings everything is set in by the width of the widest of them.
    let hanging = blocks.iter().any(|block| matches!(block, Block::Heading(_)));
    let step = if hanging { 9_000 } else { 0 };
    blocks_into(page, blocks, page.left + step, page.width - step, indent, &mut rows);
    rows
}

fn gap(page: &Page<'_>) -> Row {
    Row::space(page.settings.paragraph_gap.as_um())
}

fn blocks_into(page: &Page<'_>, blocks: &[Block], x: i64, width: i64, indent: i64, rows: &mut Vec<Row>) {
    spaced_blocks_into(page, blocks, x, width, indent, page.settings.paragraph_gap.as_um(), rows);
}

/// Blocks with their own space between them: less inside the items of a list.
fn spaced_blocks_into(
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

fn table_rows(page: &Page<'_>, table: &TableBlock, x: i64, width: i64) -> Vec<Row> {
    let place =
        Place { x, width, size: page.size().scaled(5, 6), hyphenate: page.settings.hyphenate, row_height: 0 };
    table::table(table, place)
}

/// `I. Persoalan`: the number hangs to the left, the words stand with the text.
fn heading(page: &Page<'_>, spans: &[Span], x: i64, width: i64) -> Vec<Row> {
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
    rows.into_iter().map(|row| Row { keep: true, text: true, ..row }).collect()
}

fn list(page: &Page<'_>, marker: Marker, items: &[Item], x: i64, width: i64, rows: &mut Vec<Row>) {
    let em = page.size().em_um();
    let widest = (0..items.len())
        .map(|index| text_width(Face::Regular, page.size(), &marker.text(index)))
        .max()
        .unwrap_or(0);
    let step = (widest + em / 3).max(em * 5 / 3).min(width / 3);
    let (x_text, width_text) = (x + step, width - step);
    // Labels of the whole list share one colon.
    let colon = items
        .iter()
        .filter_map(|item| item.label.as_ref())
        .map(|label| crate::paragraph::natural_width(label, page.size()))
        .max()
        .map(|widest| x_text + widest.min(width_text * 45 / 100) + em / 3);
    let count = items.len();
    let between = page.settings.paragraph_gap.as_um() * 2 / 5;
    for (index, item) in items.iter().enumerate() {
        let mark = flow::rows(&[Span::plain(marker.text(index))], page.plain(x, step));
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

fn trim(rows: &mut Vec<Row>) {
    while rows.last().is_some_and(|row| row.gap) {
        rows.pop();
    }
    if let Some(last) = rows.last_mut() {
        last.keep = false;
    }
}

/// Signature, tembusan and, on the pertinggal, the paraf table if it flows.
fn close(page: &Page<'_>, template: &Template, rows: &mut Vec<Row>, dated: bool) {
    trim(rows);
    // The last two lines of text go with the signature, whatever stands between them (facts 1.4).
    let mut texts = 0;
    for row in rows.iter_mut().rev() {
        row.keep = true;
        if row.text {
            texts += 1;
        }
        if texts == 2 {
            break;
        }
    }
    let line = line_height(page.size(), page.spacing());
    rows.push(Row { keep: true, ..Row::space(line) });
    let signed = rows.len();
    rows.push(signatures(page, dated));
    let copies: Vec<String> = page
        .data
        .tembusan
        .as_ref()
        .unwrap_or(&template.tembusan)
        .iter()
        .map(|copy| one_line(copy))
        .filter(|copy| !copy.is_empty())
        .collect();
    if !copies.is_empty() {
        // A page that holds nothing but copies-to looks lost; only a long list may go over alone.
        let together = copies.len() <= 8;
        rows[signed].keep = together;
        rows.push(Row { keep: together, ..Row::space(line) });
        rows.extend(tembusan(page, &copies));
    }
}

fn tembusan(page: &Page<'_>, copies: &[String]) -> Vec<Row> {
    let size = page.size().scaled(11, 12);
    let text = Text { size, spacing: 105, ..page.plain(page.left, page.width * 3 / 4) };
    let mut rows: Vec<Row> = flow::rows(&[Span::plain(one_line(&page.settings.tembusan_heading))], text)
        .into_iter()
        .map(|row| Row { keep: true, ..row })
        .collect();
    if let [one] = copies {
        rows.extend(flow::rows(&[Span::plain(one.clone()).of_field("tembusan")], text));
        return rows;
    }
    let step = text_width(Face::Regular, size, &format!("{}. ", copies.len())) + 800;
    for (index, copy) in copies.iter().enumerate() {
        let number = flow::rows(&[Span::plain(format!("{}.", index + 1))], Text { width: step, ..text });
        let name = flow::rows(
            &[Span::plain(copy.clone()).of_field("tembusan")],
            Text { x: page.left + step, width: text.width - step, ..text },
        );
        rows.push(Row { keep: index + 1 < copies.len(), ..beside(vec![number, name]) });
    }
    rows
}

/// The signer's block in the right half; a second block stands left of it, the names on one line.
fn signatures(page: &Page<'_>, dated: bool) -> Row {
    let half = page.width / 2;
    let right_x = page.left + half;
    let mut right = Vec::new();
    if dated {
        right.extend(flow::rows(&date_spans(page, true), page.plain(right_x, half)));
    }
    let block = signature_parts(page, &page.data.signature, right_x, half);
    right.extend(block.head);
    let Some(second) = &page.data.second_signature else {
        right.extend(block.tail);
        return together(right);
    };
    let width = half - 6_000;
    let mut left = Vec::new();
    let heading = one_line(&second.heading);
    if !heading.is_empty() {
        left.extend(flow::rows(
            &[Span::plain(format!("{heading},"))],
            Text { spacing: 100, ..page.plain(page.left, width) },
        ));
    }
    let other = signature_parts(page, &second.signature, page.left, width);
    left.extend(other.head);
    let level = flow::height(&left).max(flow::height(&right));
    for (rows, tail) in [(&mut left, other.tail), (&mut right, block.tail)] {
        rows.push(Row { height: level - flow::height(rows), ..Row::default() });
        rows.extend(tail);
    }
    beside(vec![left, right])
}

/// A block above and below the room for the hand.
struct SignatureParts {
    head: Vec<Row>,
    tail: Vec<Row>,
}

/// One block as rows.
pub(crate) fn signature(page: &Page<'_>, signature: &Signature, x: i64, width: i64) -> Vec<Row> {
    let SignatureParts { mut head, tail } = signature_parts(page, signature, x, width);
    head.extend(tail);
    head
}

/// One block: capacity and post, room to sign, name, pangkat, NIP (facts 1.5).
fn signature_parts(page: &Page<'_>, signature: &Signature, x: i64, width: i64) -> SignatureParts {
    let text = Text { spacing: 100, ..page.plain(x, width) };
    let case = |text: &str| match page.settings.post_case {
        PostCase::Capital => one_line(text).to_uppercase(),
        PostCase::AsTyped => one_line(text),
    };
    let typed = |text: &Option<String>| text.as_deref().map(one_line).unwrap_or_default();
    let of = |text: String| Span::plain(text).of_field("signature");
    let post = one_line(&signature.post);
    let mut lines: Vec<Vec<Span>> = Vec::new();
    if post.is_empty() {
        lines.push(vec![page.value_or_label("", "Jabatan penanda tangan", "signature")]);
    } else {
        match signature.form {
            SigningForm::Own => lines.push(vec![of(format!("{},", case(&post)))]),
            SigningForm::Acting => lines.push(vec![of(format!("Plt. {},", case(&post)))]),
            SigningForm::Daily => lines.push(vec![of(format!("Plh. {},", case(&post)))]),
            SigningForm::OnBehalf => {
                lines.push(vec![of(format!("a.n. {}", case(&typed(&signature.on_behalf_of))))]);
                lines.push(vec![of(format!("{post},"))]);
            }
            SigningForm::OnBehalfThrough => {
                lines.push(vec![of(format!("a.n. {}", case(&typed(&signature.on_behalf_of))))]);
                lines.push(vec![of(typed(&signature.through))]);
                lines.push(vec![of("u.b.".to_owned())]);
                lines.push(vec![of(format!("{post},"))]);
            }
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    let hang = match signature.form {
        SigningForm::Own => 0,
        SigningForm::OnBehalf | SigningForm::OnBehalfThrough => {
            text_width(Face::Regular, page.size(), "a.n. ")
        }
        SigningForm::Acting => text_width(Face::Regular, page.size(), "Plt. "),
        SigningForm::Daily => text_width(Face::Regular, page.size(), "Plh. "),
    };
    for (index, line) in lines.iter().enumerate() {
        // Below "a.n." the posts stand under the post that is signed for, not under the abbreviation.
        let (x, width, indent) =
            if index == 0 { (x + hang, width - hang, -hang) } else { (x + hang, width - hang, 0) };
        rows.extend(flow::rows(line, Text { x, width, indent, ..text }));
    }
    let head = std::mem::take(&mut rows);
    rows.push(Row {
        height: line_height(page.size(), 100) * i64::from(page.settings.signature_lines),
        ..Row::default()
    });
    let mut name = page.value_or_label(&signature.name, "Nama penanda tangan", "signature");
    name.bold = page.settings.name_bold;
    let x = x + hang;
    let width = width - hang;
    let text = Text { x, width, ..text };
    let mut name_rows = flow::rows(&[name], text);
    if page.settings.name_underlined {
        for row in &mut name_rows {
            underline(row);
        }
    }
    rows.extend(name_rows);
    for line in [
        signature.rank.as_deref().map(one_line),
        signature
            .nip
            .as_deref()
            .map(|nip| wording::nip(&one_line(nip)).printed)
            .map(|nip| format!("NIP. {nip}")),
    ]
    .into_iter()
    .flatten()
    {
        if !line.is_empty() && line != "NIP. " {
            rows.extend(flow::rows(&[of(line)], text));
        }
    }
    SignatureParts { head, tail: rows }
}

fn underline(row: &mut Row) {
    let mut strokes = Vec::new();
    for mark in &row.marks {
        if let Mark::Text { baseline, pieces, width, .. } = mark
            && let Some((x, _)) = pieces.first()
        {
            let y = baseline + 550;
            strokes.push(Mark::Stroke { from: (*x, y), to: (x + width, y), stroke: 212 });
        }
    }
    row.marks.extend(strokes);
}

/// Each attachment on a page of its own, with its head (DESK 2.3: number and date blank there too).
fn attachments(page: &Page<'_>, template: &Template) -> Vec<Row> {
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
                blocks: vec![Block::Paragraph(vec![Span::plain(one_line(&to.post)).of_field("addressees")])],
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
        let half = page.width * 45 / 100;
        let head_x = page.left + page.width - half;
        let text = Text { size: page.size().scaled(11, 12), spacing: 100, ..page.plain(head_x, half) };
        let name = if many { format!("Lampiran {}", index + 1) } else { "Lampiran".to_owned() };
        let meta = vec![
            (name, vec![Span::plain(template.title.clone())]),
            ("Nomor".to_owned(), number_spans(page, template)),
            ("Tanggal".to_owned(), date_spans(page, false)),
        ];
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
            out.extend(
                flow::rows(&[Span::bold(title)], centre).into_iter().map(|row| Row { keep: true, ..row }),
            );
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
    }
    out
}

fn attachment_rows(page: &Page<'_>, attachment: &Attachment) -> Vec<Row> {
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

/// The paraf table of the pertinggal: at the bottom left of the page that is signed, or beside the signature when the
/// page is full (facts 1.5).
fn place_paraf(page: &Page<'_>, template: &Template, columns: &mut [Column], foot: i64) {
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

fn paraf_table(page: &Page<'_>) -> Row {
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
        let natural = text_width(Face::Regular, size, &text);
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

/// Page numbers, the catchword and the DRAF mark; then the sheets.
fn finish_pages(page: &Page<'_>, columns: Vec<Column>) -> Vec<Sheet> {
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
                    marks.extend(row.marks.into_iter().map(|mark| mark.moved(0, top.max(4_000))));
                }
            }
            marks.extend(column.marks);
            if page.settings.catchword
                && let Some(Some(word)) = next.get(index)
            {
                let text = Text { align: Align::Right, spacing: 100, ..page.plain(page.left, page.width) };
                let y = page.paper.height.as_um()
                    - page.settings.margin_bottom.as_um()
                    - line_height(page.size(), 100);
                for row in flow::rows(&[Span::plain(format!("{word}..."))], text) {
                    marks.extend(row.marks.into_iter().map(|mark| mark.moved(0, y)));
                }
            }
            Sheet { width: page.paper.width.as_um(), height: page.paper.height.as_um(), marks }
        })
        .collect()
}
