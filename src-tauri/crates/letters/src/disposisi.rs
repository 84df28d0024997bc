//! The lembar disposisi (facts 2.4): a form whose boxes and ticks stand at the same place on every sheet of a paper,
//! whatever is written in them, so that a reader of scanned ticks knows where to look.
//!
//! A text that does not fit its box is set smaller; one that does not fit even then goes on on a second page, and the
//! box says so. Nothing moves, nothing is lost.

use serde::Serialize;

use crate::content::Span;
use crate::data::{FieldValue, Signature};
use crate::fields::{self, Input};
use crate::flow::{self, Row, Text, line_height, together};
use crate::forms::{STROKE, TICK, dotted, entries, field, tick_box};
use crate::layout::{Page, labelled, signature};
use crate::measure::FontSize;
use crate::paragraph::{Align, text_width};
use crate::pdf::Mark;
use crate::tags::{self, Role};
use crate::template::one_line;

/// A box to tick on a printed sheet: where it stands and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TickPlace {
    /// The field: `sifat`, `diteruskan` or `harap`.
    pub field: String,
    /// The words beside the box; empty where a line is left for handwriting.
    pub option: String,
    /// The page, from 0.
    pub page: u32,
    /// Left edge of the box in micrometres from the paper's left edge.
    pub x_um: i64,
    /// Upper edge of the box in micrometres from the paper's upper edge.
    pub y_um: i64,
    /// Side of the box in micrometres.
    pub side_um: i64,
    /// Printed crossed.
    pub ticked: bool,
}

/// The smallest type in which a long text still stands in its box.
const LEAST: FontSize = FontSize::pt(7);
/// Boxes in each column of the middle part; those without an option are for handwriting.
const SLOTS: usize = 5;
/// What ends a text that goes on on the next page.
const GOES_ON: &str = "… (lanjut di halaman 2)";

/// Measures of the form on a paper.
struct Form {
    /// Left edge and width.
    x: i64,
    width: i64,
    size: FontSize,
    pad: i64,
    /// From one line of the head to the next.
    pitch: i64,
    /// From one box to tick to the next.
    slot: i64,
    /// Upper edges of the title, the head, Hal, the boxes to tick and the note; and the lower edge of the note.
    title: i64,
    head: i64,
    subject: i64,
    ticks: i64,
    note: i64,
    end: i64,
}

impl Form {
    /// The form between the room kept for the kop and the foot of the page.
    fn on(page: &Page<'_>, first_top: i64, foot: i64) -> Self {
        let half = page.half_sheet();
        let size = if half { page.size() } else { page.size().scaled(11, 12) };
        let line = line_height(size, 100);
        let pad = if half { 1_600 } else { 2_200 };
        let pitch = if half { 5_100 } else { 6_300 };
        let slot = 2 * line + if half { 900 } else { 1_500 };
        // A kop of five rows has room; a taller one moves the form down.
        let kept = if half { 40_000 } else { 49_000 };
        let title = first_top.max(kept);
        let head = title + line_height(page.size(), 100) + if half { 2_000 } else { 3_500 };
        let subject = head + 5 * pitch + 2 * pad;
        let ticks = subject + 3 * line + 2 * pad;
        let note = ticks + line + SLOTS as i64 * slot + 2 * pad;
        Self {
            x: page.left,
            width: page.width,
            size,
            pad,
            pitch,
            slot,
            title,
            head,
            subject,
            ticks,
            note,
            end: foot.max(note + 30_000),
        }
    }

    fn half(&self) -> i64 {
        self.width / 2
    }

    fn inner(&self) -> i64 {
        self.half() - 2 * self.pad
    }

    fn text(&self, page: &Page<'_>, x: i64, width: i64) -> Text {
        Text { size: self.size, spacing: 100, ..page.plain(x, width) }
    }
}

/// The sheet as rows and its boxes to tick.
pub(crate) fn disposisi(
    page: &Page<'_>,
    heading: &str,
    first_top: i64,
    foot: i64,
) -> (Vec<Row>, Vec<TickPlace>) {
    let form = Form::on(page, first_top, foot);
    let mut sheet = Sheet { page, form: &form, marks: Vec::new(), ticks: Vec::new(), over: Vec::new() };
    sheet.title(heading);
    sheet.frames();
    sheet.head();
    sheet.subject();
    sheet.choices();
    sheet.note();
    let Sheet { marks, ticks, over, .. } = sheet;
    let marks = marks.into_iter().map(|mark| mark.moved(0, -first_top)).collect();
    let mut rows = vec![Row { height: form.end - first_top, marks, ..Row::default() }];
    rows.extend(continuation(page, &form, heading, over));
    (rows, ticks)
}

/// The sheet as it is drawn; marks stand at their place on the page.
struct Sheet<'a> {
    page: &'a Page<'a>,
    form: &'a Form,
    marks: Vec<Mark>,
    ticks: Vec<TickPlace>,
    /// Texts that did not fit, with their label: they go on the next page whole.
    over: Vec<(String, Vec<Span>)>,
}

impl Sheet<'_> {
    fn put(&mut self, rows: Vec<Row>, y: i64) {
        self.marks.extend(together(rows).marks.into_iter().map(|mark| mark.moved(0, y)));
    }

    fn title(&mut self, heading: &str) {
        let size = self.page.size().scaled(13, 12);
        let text = Text {
            size,
            spacing: 100,
            align: Align::Centre,
            ..self.page.plain(self.form.x, self.form.width)
        };
        let mut rows = flow::rows(&[Span::bold(heading)], text);
        tags::as_one(&mut rows, Role::H1);
        self.put(rows, self.form.title);
    }

    fn frames(&mut self) {
        let &Form { x, width, head, subject, ticks, note, end, .. } = self.form;
        self.marks.push(Mark::Frame { x, y: head, width, height: end - head, stroke: STROKE });
        for y in [subject, ticks, note] {
            self.marks.push(Mark::Stroke { from: (x, y), to: (x + width, y), stroke: STROKE });
        }
        let middle = x + self.form.half();
        for (from, to) in [(head, subject), (ticks, note)] {
            self.marks.push(Mark::Stroke { from: (middle, from), to: (middle, to), stroke: STROKE });
        }
    }

    /// A text in a place of a width and a height, set smaller if it must be; what fits not even then goes on the next page.
    fn fitted(&mut self, label: &str, spans: &[Span], x: i64, y: i64, width: i64, height: i64) {
        if spans.is_empty() {
            return;
        }
        let mut size = self.form.size;
        loop {
            let rows = flow::rows(spans, Text { size, ..self.form.text(self.page, x, width) });
            if flow::height(&rows) <= height + 50 {
                // A smaller size stands on the baseline of the first line, not above it.
                let lower = (line_height(self.form.size, 100) - line_height(size, 100)) * 3 / 4;
                self.put(rows, y + lower.min(height / 4));
                return;
            }
            if size <= LEAST {
                break;
            }
            size = FontSize::hundredths(size.as_hundredths() - 50).max(LEAST);
        }
        self.over.push((label.to_owned(), spans.to_vec()));
        let rows = self.cut(spans, Text { size: LEAST, ..self.form.text(self.page, x, width) }, height);
        self.put(rows, y);
    }

    /// As many words as stand in a height, and where the rest is.
    fn cut(&self, spans: &[Span], text: Text, height: i64) -> Vec<Row> {
        let all: String = spans.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join(" ");
        let words: Vec<&str> = all.split_whitespace().collect();
        let field = spans.first().and_then(|span| span.field.clone());
        let rows = |count: usize| {
            let span = Span {
                field: field.clone(),
                ..Span::plain(format!("{}{GOES_ON}", words[..count].join(" ")))
            };
            flow::rows(&[span], text)
        };
        let (mut fits, mut too_many) = (0, words.len());
        while too_many - fits > 1 {
            let middle = (fits + too_many) / 2;
            if flow::height(&rows(middle)) <= height { fits = middle } else { too_many = middle }
        }
        rows(fits)
    }

    /// A line of the head: `label : value`, the value over several lines of the pitch.
    fn labelled(&mut self, (label, key): (&str, &str), x: i64, y: i64, colon: i64, lines: i64) {
        let inner = self.form.inner();
        let row = |text: &str, x: i64, width: i64| {
            flow::rows(&[Span::plain(text)], self.form.text(self.page, x, width))
        };
        let (names, dots) = (row(label, x, colon - x), row(":", colon, 5_000));
        self.put(names, y);
        self.put(dots, y);
        let value = colon + 2_500;
        let spans = field(self.page, key);
        let height = (lines - 1) * self.form.pitch + line_height(self.form.size, 100);
        self.fitted(label, &spans, value, y, x + inner - value, height);
    }

    fn head(&mut self) {
        let &Form { x, pad, pitch, head, size, .. } = self.form;
        let top = head + pad;
        let colon = |x: i64, labels: [&str; 3]| {
            x + labels.iter().map(|l| text_width(self.page.face(), size, l)).max().unwrap_or(0) + 1_500
        };
        let left = x + pad;
        let at = colon(left, ["Surat dari", "No. surat", "Tgl. surat"]);
        self.labelled(("Surat dari", "surat_dari"), left, top, at, 3);
        self.labelled(("No. surat", "nomor_surat"), left, top + 3 * pitch, at, 1);
        self.labelled(("Tgl. surat", "tanggal_surat"), left, top + 4 * pitch, at, 1);
        let right = x + self.form.half() + pad;
        let mut at = colon(right, ["Diterima tgl.", "No. agenda", "Sifat"]);
        self.labelled(("Diterima tgl.", "tanggal_diterima"), right, top, at, 2);
        self.labelled(("No. agenda", "nomor_agenda"), right, top + 2 * pitch, at, 1);
        if self.page.half_sheet() {
            // The colon of Sifat stands closer on half a sheet: its boxes need the room.
            at = colon(right, ["Sifat"; 3]);
        }
        let sifat = flow::rows(&[Span::plain("Sifat")], self.form.text(self.page, right, at - right));
        let dots = flow::rows(&[Span::plain(":")], self.form.text(self.page, at, 5_000));
        let y = top + 3 * pitch;
        self.put(sifat, y);
        self.put(dots, y);
        // Sangat segera above; Segera and Rahasia side by side below (facts 2.4).
        let options = options(self.page, "sifat");
        let chosen = entries(self.page, "sifat");
        let first = at + 2_500;
        let room = right + self.form.inner() - first;
        let places =
            [(first, y, room), (first, y + pitch, room / 2), (first + room / 2, y + pitch, room / 2)];
        for (option, (x, y, width)) in options.iter().zip(places) {
            let ticked = chosen.iter().any(|entry| entry.eq_ignore_ascii_case(option));
            self.tick("sifat", option, ticked, x, y, width, 1);
        }
    }

    fn subject(&mut self) {
        let &Form { x, pad, subject, width, size, .. } = self.form;
        let line = line_height(size, 100);
        let at = x + pad + text_width(self.page.face(), size, "Hal") + 1_500;
        let label = flow::rows(&[Span::plain("Hal")], self.form.text(self.page, x + pad, 20_000));
        let dots = flow::rows(&[Span::plain(":")], self.form.text(self.page, at, 5_000));
        self.put(label, subject + pad);
        self.put(dots, subject + pad);
        let spans = field(self.page, "hal");
        let value = at + 2_500;
        self.fitted("Hal", &spans, value, subject + pad, x + width - pad - value, 3 * line);
    }

    fn choices(&mut self) {
        let &Form { x, pad, ticks, slot, size, .. } = self.form;
        let line = line_height(size, 100);
        let columns = [
            ("Diteruskan kepada Sdr. :", "diteruskan", x + pad),
            ("Dengan hormat harap :", "harap", x + self.form.half() + pad),
        ];
        for (heading, key, x) in columns {
            let words = flow::rows(&[Span::plain(heading)], self.form.text(self.page, x, self.form.inner()));
            self.put(words, ticks + pad);
            let chosen = entries(self.page, key);
            let known = options(self.page, key);
            let mut slots: Vec<(String, bool)> = known
                .iter()
                .take(SLOTS)
                .map(|option| (option.clone(), chosen.iter().any(|entry| entry.eq_ignore_ascii_case(option))))
                .collect();
            // What was typed beside the options takes the lines kept for handwriting; the last one takes the rest.
            let mut others = chosen
                .iter()
                .filter(|entry| !known.iter().take(SLOTS).any(|o| o.eq_ignore_ascii_case(entry)));
            while slots.len() + 1 < SLOTS {
                match others.next() {
                    Some(other) => slots.push((other.clone(), true)),
                    None => slots.push((String::new(), false)),
                }
            }
            let rest: Vec<&str> = others.map(String::as_str).collect();
            if slots.len() < SLOTS {
                slots.push((rest.join("; "), !rest.is_empty()));
            } else if !rest.is_empty() {
                self.over.push((
                    heading.trim_end_matches(" :").to_owned(),
                    vec![Span::plain(rest.join("; ")).of_field(key)],
                ));
            }
            for (index, (option, ticked)) in slots.into_iter().enumerate() {
                let y = ticks + pad + line + 1_200 + index as i64 * slot;
                self.tick(key, &option, ticked, x, y, self.form.inner(), 2);
            }
        }
    }

    /// A box and its words, or a line to write on.
    #[expect(clippy::too_many_arguments, reason = "what and where of one box")]
    fn tick(&mut self, key: &str, option: &str, ticked: bool, x: i64, y: i64, width: i64, lines: i64) {
        let line = line_height(self.form.size, 100);
        let top = y + (line - TICK) / 2;
        self.ticks.push(TickPlace {
            field: key.to_owned(),
            option: option.to_owned(),
            page: 0,
            x_um: x,
            y_um: top,
            side_um: TICK,
            ticked,
        });
        self.marks.push(tick_box(x, top));
        let words = x + TICK + 1_800;
        let room = x + width - words;
        if option.is_empty() {
            self.marks.push(dotted(words, words + room, y + line - 600));
            return;
        }
        if ticked {
            // A cross, drawn: no font of the office has a tick.
            let (a, b) = (700, TICK - 700);
            for (from, to) in [((a, a), (b, b)), ((a, b), (b, a))] {
                let at = |(dx, dy): (i64, i64)| (x + dx, top + dy);
                self.marks.push(Mark::Stroke { from: at(from), to: at(to), stroke: 400 });
            }
        }
        let span = Span::plain(option);
        let span = if ticked { span.of_field(key) } else { span };
        let label = match key {
            "diteruskan" => "Diteruskan kepada",
            "harap" => "Dengan hormat harap",
            _ => "Sifat",
        };
        self.fitted(label, &[span], words, y, room, lines * line);
    }

    /// Catatan, the time by which it is wanted, and who gives the disposisi: paraf, date and hour (facts 2.4).
    fn note(&mut self) {
        let &Form { x, pad, note, end, width, size, .. } = self.form;
        let line = line_height(size, 100);
        let (left, inner) = (x + pad, width - 2 * pad);
        let mut block =
            signature(self.page, &self.page.data.signature, x + self.form.half(), self.form.half() - pad);
        let hint = Text {
            size: FontSize::pt(8),
            ..self.form.text(self.page, x + self.form.half(), self.form.half() - pad)
        };
        block.extend(flow::rows(&[Span { italic: true, ..Span::plain("(paraf, tanggal, dan jam)") }], hint));
        let most = end - note - 3 * pad - line;
        let signed = flow::height(&block).min(most);
        if flow::height(&block) <= most {
            self.put(block, end - pad - 800 - signed);
        } else {
            // A post or name longer than the whole box stands in it as small as it must, and whole on the next page.
            let Signature { post, name, .. } = &self.page.data.signature;
            let words = Span::plain(format!("{}, {}", one_line(post), one_line(name))).of_field("signature");
            let (at, width) = (x + self.form.half(), self.form.half() - pad);
            self.fitted("Penanda tangan", &[words], at, note + pad + line, width, most - pad);
        }
        let heading = flow::rows(&[Span::plain("Catatan :")], self.form.text(self.page, left, inner));
        self.put(heading, note + pad);
        let due_y = end - pad - line;
        let due_label =
            flow::rows(&[Span::plain("Batas waktu :")], self.form.text(self.page, left, self.form.inner()));
        let due_x = left + text_width(self.page.face(), size, "Batas waktu : ") + 500;
        let due_room = x + self.form.half() - 3_000 - due_x;
        let due = field(self.page, "batas_waktu");
        let due_top = if due.is_empty() { due_y } else { due_y - line };
        self.put(due_label, due_top);
        if due.is_empty() {
            self.marks.push(dotted(due_x, due_x + due_room, due_top + line - 600));
        } else {
            self.fitted("Batas waktu", &due, due_x, due_top, due_room, 2 * line);
        }
        // Beside the signature on a half sheet, above it where there is room.
        let top = note + pad + line + 800;
        let above = end - 2 * pad - signed - top;
        let (room, height) = if above >= 4 * line {
            (inner, above)
        } else {
            (self.form.half() - pad - 3_000, due_top - 1_000 - top)
        };
        let spans = match self.page.data.fields.get("catatan") {
            Some(FieldValue::Text(text)) => {
                let paragraphs = crate::template::paragraphs(text);
                let mut spans = Vec::new();
                for (index, paragraph) in paragraphs.into_iter().enumerate() {
                    if index > 0 {
                        spans.push(Span { new_line: true, ..Span::default() });
                    }
                    spans.push(Span::plain(paragraph).of_field("catatan"));
                }
                spans
            }
            Some(FieldValue::List(_) | FieldValue::Table(_)) | None => field(self.page, "catatan"),
        };
        if spans.iter().any(|span| !span.text.is_empty()) {
            self.fitted("Catatan", &spans, left, top, room, height);
        }
    }
}

/// The options of a field of boxes, in the order of the boxes.
fn options(page: &Page<'_>, key: &str) -> Vec<String> {
    match fields::field(page.data.kind, key).map(|spec| &spec.input) {
        Some(Input::Ticks { options }) => options.iter().map(|option| one_line(option)).collect(),
        _ => Vec::new(),
    }
}

/// A second page with the texts that did not fit, whole.
fn continuation(page: &Page<'_>, form: &Form, heading: &str, over: Vec<(String, Vec<Span>)>) -> Vec<Row> {
    if over.is_empty() {
        return Vec::new();
    }
    let centre = Text { align: Align::Centre, spacing: 100, ..page.plain(form.x, form.width) };
    let mut rows = flow::rows(&[Span::bold(format!("{heading} (LANJUTAN)"))], centre);
    if let Some(first) = rows.first_mut() {
        first.break_before = true;
    }
    rows.push(Row::space(3_000));
    let text = Text { spacing: 108, ..form.text(page, form.x, form.width) };
    for pair in over {
        rows.extend(labelled(&[pair], form.x, form.width, text));
        rows.push(Row::space(2_000));
    }
    rows
}
