//! The lembar uji: what a printer makes of a millimetre. Two rulers of 100 mm, the paper's edges at a known distance, greys,
//! and the names of queue and tray, so that sheets of several trays can be laid side by side.

use crate::content::Span;
use crate::error::LetterError;
use crate::flow::{self, Row, Text};
use crate::measure::FontSize;
use crate::merge::Printed;
use crate::paragraph::Align;
use crate::pdf::{self, About, Mark, Sheet};
use crate::render::page_text;
use crate::settings::{BodyFont, Paper};
use crate::tags::{self, Role, untagged};
use crate::template::one_line;

/// How far inside the paper's edge the frame runs.
const FRAME: i64 = 10_000;
/// Length of each ruler.
const RULER: i64 = 100_000;
/// Thickness of a ruler: more than any line on the sheet, so that a program finds it too.
const BAR: i64 = 2_000;
const STROKE: i64 = 200;
/// Room around text inside the frame.
const MARGIN: i64 = 22_000;
/// The narrowest paper that holds the rulers and the words beside them.
const NARROWEST: i64 = 180_000;
const SHORTEST: i64 = 260_000;

/// What is tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestSheet {
    /// Name of the queue.
    pub queue: String,
    /// Name of the tray; empty where the printer chooses.
    pub tray: String,
    /// The paper.
    pub paper: Paper,
}

/// Draws a lembar uji.
///
/// # Errors
/// [`LetterError::Data`] for a paper that is too small for two rulers, [`LetterError::Pdf`] when the file cannot be written.
pub fn test_sheet(wanted: &TestSheet) -> Result<Printed, LetterError> {
    let (width, height) = (wanted.paper.width.as_um(), wanted.paper.height.as_um());
    if width < NARROWEST || height < SHORTEST {
        return Err(LetterError::Data {
            field: "kertas".to_owned(),
            problem: "terlalu kecil untuk lembar uji; pilih A4 atau F4.".to_owned(),
        });
    }
    let mut marks = edges(width, height);
    let mut rows = head(wanted, width);
    let mut y = MARGIN;
    for row in rows.drain(..) {
        let down = row.height;
        marks.extend(row.marks.into_iter().map(|mark| mark.moved(0, y)));
        y += down;
    }
    marks.extend(across((width - RULER) / 2, 88_000));
    marks.extend(down(38_000, 118_000));
    let mut beside = 118_000;
    for row in words(62_000, width - 62_000 - MARGIN) {
        let down = row.height;
        marks.extend(row.marks.into_iter().map(|mark| mark.moved(0, beside)));
        beside += down;
    }
    marks.extend(greys(62_000, 200_000));
    let sheet = Sheet { width, height, marks };
    let about = About {
        title: format!("Lembar uji cetak, {}", one_line(&wanted.queue)),
        subject: "Lembar uji cetak".to_owned(),
        ..About::default()
    };
    let text = vec![page_text(&sheet)];
    Ok(Printed { pdf: pdf::write(&[sheet], None, &about)?, pages: 1, text })
}

fn text(x: i64, width: i64, points: i64, align: Align) -> Text {
    Text {
        x,
        width,
        family: BodyFont::Sans,
        size: FontSize::pt(points),
        spacing: 120,
        align,
        indent: 0,
        hyphenate: false,
    }
}

/// The frame, and short lines at 2, 4, 6 and 8 mm from each edge: the first that is missing says how far the printer reaches.
fn edges(width: i64, height: i64) -> Vec<Mark> {
    let mut marks = vec![Mark::Frame {
        x: FRAME,
        y: FRAME,
        width: width - 2 * FRAME,
        height: height - 2 * FRAME,
        stroke: STROKE,
    }];
    let (across, down) = (width / 2, height / 2);
    for step in 1..=4 {
        let at = step * 2_000;
        // Side by side, so that each can be counted.
        let from = (step - 3) * 6_000;
        let lines = [
            ((across + from, at), (across + from + 5_000, at)),
            ((across + from, height - at), (across + from + 5_000, height - at)),
            ((at, down + from), (at, down + from + 5_000)),
            ((width - at, down + from), (width - at, down + from + 5_000)),
        ];
        marks.extend(lines.map(|(from, to)| Mark::Stroke { from, to, stroke: STROKE }));
    }
    marks
}

fn head(wanted: &TestSheet, width: i64) -> Vec<Row> {
    let inner = width - 2 * MARGIN;
    let mut rows = flow::rows(&[Span::bold("LEMBAR UJI CETAK")], text(MARGIN, inner, 16, Align::Centre));
    tags::as_one(&mut rows, Role::H1);
    rows.push(Row::space(4_000));
    let (across, down) = (wanted.paper.width.as_um() / 1_000, wanted.paper.height.as_um() / 1_000);
    let named = Paper::NAMED.iter().find(|(_, _, paper)| *paper == wanted.paper);
    let paper = named.map_or_else(|| format!("{across} × {down} mm"), |(_, label, _)| (*label).to_owned());
    let tray = one_line(&wanted.tray);
    let tray = if tray.is_empty() { "dipilih printer".to_owned() } else { tray };
    for (label, value) in [("Antrean", one_line(&wanted.queue)), ("Baki", tray), ("Kertas", paper)] {
        let spans = [Span::plain(format!("{label}: ")), Span::bold(value)];
        rows.extend(flow::rows(&spans, text(MARGIN, inner, 11, Align::Centre)));
    }
    rows
}

/// Length of the line at a millimetre of a ruler.
fn tick(millimetre: i64) -> i64 {
    match millimetre {
        _ if millimetre % 10 == 0 => 7_000,
        _ if millimetre % 5 == 0 => 5_000,
        _ => 3_000,
    }
}

fn label(words: &str, x: i64, y: i64, width: i64, align: Align) -> Vec<Mark> {
    let rows = flow::rows(&[Span::plain(words)], text(x, width, 8, align));
    rows.into_iter().flat_map(|row| row.marks).map(|mark| untagged(mark).moved(0, y)).collect()
}

/// A ruler from left to right; its bar is 100 mm long from outer edge to outer edge.
fn across(x: i64, y: i64) -> Vec<Mark> {
    let mut marks = vec![Mark::Fill { x, y, width: RULER, height: BAR, shade: 0 }];
    for millimetre in 0..=100 {
        let at = x + millimetre * 1_000;
        marks.push(Mark::Stroke { from: (at, y - tick(millimetre)), to: (at, y), stroke: 100 });
        if millimetre % 10 == 0 {
            marks.extend(label(&millimetre.to_string(), at - 5_000, y + BAR + 500, 10_000, Align::Centre));
        }
    }
    marks
}

/// The same from top to bottom.
fn down(x: i64, y: i64) -> Vec<Mark> {
    let mut marks = vec![Mark::Fill { x, y, width: BAR, height: RULER, shade: 0 }];
    for millimetre in 0..=100 {
        let at = y + millimetre * 1_000;
        marks.push(Mark::Stroke { from: (x - tick(millimetre), at), to: (x, at), stroke: 100 });
        if millimetre % 10 == 0 {
            marks.extend(label(&millimetre.to_string(), x + BAR + 1_000, at - 1_700, 10_000, Align::Left));
        }
    }
    marks
}

fn words(x: i64, width: i64) -> Vec<Row> {
    let mut rows = Vec::new();
    for paragraph in [
        "Ukur kedua garis tebal dengan penggaris: panjangnya harus tepat 100\u{a0}mm, mendatar dan tegak. Bila tidak, \
         pengaturan printer memperbesar atau memperkecil halaman; pilih ukuran sebenarnya (100%).",
        "Bingkai tipis terletak 10\u{a0}mm dari setiap tepi kertas. Bila jaraknya berbeda, kertas di baki bukan ukuran yang \
         tertulis di atas, atau printer menggeser halaman.",
        "Garis pendek di tengah setiap tepi terletak 2, 4, 6, dan 8\u{a0}mm dari tepi. Garis yang tidak tercetak menunjukkan \
         bagian yang tidak terjangkau printer.",
        "Bila lembar ini keluar dari baki yang lain, periksa nama baki di pengaturan printer.",
    ] {
        rows.extend(flow::rows(&[Span::plain(paragraph)], text(x, width, 10, Align::Left)));
        rows.push(Row::space(2_500));
    }
    rows
}

/// From black to white in steps: toner that runs low is seen here first.
fn greys(x: i64, y: i64) -> Vec<Mark> {
    let step = 10_000;
    let mut marks = Vec::new();
    for (place, shade) in (0..).zip([0, 200, 400, 600, 800, 900]) {
        marks.push(Mark::Fill { x: x + place * step, y, width: step, height: 8_000, shade });
    }
    marks.push(Mark::Frame { x, y, width: 6 * step, height: 8_000, stroke: STROKE });
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Length;

    fn sheet(paper: Paper) -> TestSheet {
        TestSheet { queue: "HP LaserJet TU".to_owned(), tray: "Baki 2".to_owned(), paper }
    }

    #[test]
    fn it_names_queue_tray_and_paper_and_is_a_sound_file() {
        for (paper, label) in [
            (Paper::A4, "A4 (210 × 297 mm)"),
            (Paper::F4_215, "F4 (215 × 330 mm)"),
            (Paper::F4_210, "F4 (210 × 330 mm)"),
        ] {
            let printed = test_sheet(&sheet(paper)).unwrap();
            let text = &printed.text[0];
            for words in ["HP LaserJet TU", "Baki 2", label] {
                assert!(text.contains(words), "{words} in {text}");
            }
            let report = crate::check(&printed.pdf).unwrap();
            assert!(report.holds, "{label}: {report:?}");
        }
        let left = test_sheet(&TestSheet { tray: String::new(), ..sheet(Paper::A4) }).unwrap();
        assert!(left.text[0].contains("dipilih printer"));
    }

    #[test]
    fn a_paper_without_room_is_refused() {
        let error = test_sheet(&sheet(Paper::A5)).unwrap_err();
        assert!(matches!(error, LetterError::Data { field, .. } if field == "kertas"));
    }

    #[test]
    fn nothing_but_the_short_lines_lies_outside_the_frame() {
        for paper in
            [Paper::A4, Paper::F4_215, Paper { width: Length::um(NARROWEST), height: Length::um(SHORTEST) }]
        {
            let (width, height) = (paper.width.as_um(), paper.height.as_um());
            let document = pages::Document::open(test_sheet(&sheet(paper)).unwrap().pdf).unwrap();
            let drawn = document.page_rgb(0, 600).unwrap();
            let um = |pixel: u32, all: u32, length: i64| i64::from(pixel) * length / i64::from(all);
            for (place, pixel) in (0_u32..).zip(drawn.rgb.chunks_exact(3)).filter(|(_, pixel)| pixel[0] < 128)
            {
                let (x, y) = (
                    um(place % drawn.width, drawn.width, width),
                    um(place / drawn.width, drawn.height, height),
                );
                let in_frame = x >= FRAME - 500
                    && x <= width - FRAME + 500
                    && y >= FRAME - 500
                    && y <= height - FRAME + 500;
                let short_lines = (x - width / 2).abs() <= 13_000 || (y - height / 2).abs() <= 13_000;
                assert!(in_frame || short_lines, "a mark at {x}, {y} of {pixel:?}");
            }
        }
    }
}
