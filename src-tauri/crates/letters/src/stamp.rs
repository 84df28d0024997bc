//! Where the archive code stands, and on which pages (PROCEDURE 2).
//!
//! It stands in the bottom margin, flush with the text: below every signature, stamp, tembusan and paraf table, whatever
//! the paper, so nothing is ever stamped or signed over it, and a reader finds it in the same corner of every sheet. Its
//! text stands beside it, not below: the margin of 25 mm (facts 1.2) holds the 20 mm of the code and no line more. The
//! asli keeps the same margin, so that asli and pertinggal break their lines and pages alike.

use crate::code::{self, CAPTION, SIDE};
use crate::content::Span;
use crate::data::{CopyKind, Kind};
use crate::error::LetterError;
use crate::flow::{self, Text, line_height};
use crate::layout::Page;
use crate::measure::FontSize;
use crate::pdf::{Mark, Sheet};
use crate::settings::{CodePages, SigningMethod};
use crate::tags::untagged;
use crate::template::{Shape, Template};

/// From the lower edge of the paper to the code: what printers leave white, with the code's own quiet zone above it.
const EDGE: i64 = 4_500;

/// How a naskah travels, which decides where its code prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Stays in the house: disposisi, lembar kendali, telaah.
    Internal,
    /// Leaves it.
    Outgoing,
    /// An agency's own letter, which is not ours to mark.
    Foreign,
}

fn way(page: &Page<'_>, template: &Template) -> Way {
    match (page.data.kind, template.shape) {
        (Kind::SuratUsulan, _) => Way::Foreign,
        (_, Shape::Telaahan | Shape::Lembar) => Way::Internal,
        (_, Shape::Surat | Shape::Judul | Shape::Nota) => Way::Outgoing,
    }
}

/// The height of the bottom margin that the code needs; 0 when neither asli nor pertinggal of this naskah has one. A konsep
/// prints none and keeps the room, so that its pages are those that will be signed.
pub(crate) fn strip(page: &Page<'_>, template: &Template) -> i64 {
    let coded = (page.data.code.is_some() || page.konsep())
        && page.settings.code_pages != CodePages::Never
        && way(page, template) != Way::Foreign;
    if coded { SIDE + EDGE } else { 0 }
}

/// Puts the code on the pages that carry one.
pub(crate) fn codes(
    page: &Page<'_>,
    template: &Template,
    sheets: &mut [Sheet],
    check: impl FnOnce() -> String,
) -> Result<(), LetterError> {
    let Some(code) = &page.data.code else { return Ok(()) };
    let way = way(page, template);
    let wanted = match (page.settings.code_pages, way) {
        (CodePages::Never, _) | (_, Way::Foreign) => false,
        (CodePages::Every, _) | (CodePages::ByKind, Way::Internal) => true,
        (CodePages::ByKind, Way::Outgoing) => page.data.copy == CopyKind::Pertinggal,
    };
    // A konsep is not filed: its code would name a revision that does not exist yet.
    if !wanted || page.konsep() {
        return Ok(());
    }
    let check = check();
    let head = code.head.as_deref().filter(|_| way == Way::Internal || page.settings.code_head_outgoing);
    let pages = sheets.len();
    for (index, sheet) in sheets.iter_mut().enumerate() {
        let payload = code.payload(page.data.copy, index + 1, pages, &check);
        let y = sheet.height - EDGE - SIDE;
        // The first dark module stands flush with the text; the quiet zone lies in the left margin.
        let pattern = code::pattern(&payload)?;
        let x = page.left - pattern.quiet;
        let beside = x + SIDE;
        let width = page.left + page.width - beside;
        let text = Text { size: FontSize::pt(7), spacing: 110, ..page.plain(beside, width) };
        let mut lines = vec![payload, CAPTION.to_owned()];
        lines.extend(head.map(|head| format!("Kepala rantai {head}")));
        let height = line_height(text.size, text.spacing);
        let mut line_y = y + SIDE - pattern.quiet - height * lines.len() as i64 + height / 6;
        for line in lines {
            for row in flow::rows(&[Span::plain(line)], text) {
                sheet.marks.extend(row.marks.into_iter().map(|mark| untagged(mark).moved(0, line_y)));
                line_y += row.height;
            }
        }
        sheet.marks.push(Mark::Code { x, y, pattern });
    }
    Ok(())
}

/// The sentence about the certificate at the foot of the page that is signed; only where the office signs so (facts 1.7:
/// on a letter signed by hand it would be untrue).
pub(crate) fn certificate(page: &Page<'_>, template: &Template, sheets: &mut [Sheet]) {
    let outgoing = way(page, template) == Way::Outgoing;
    if page.settings.signing_method != SigningMethod::Certificate || !outgoing {
        return;
    }
    let signed = sheets.iter_mut().rev().find(|sheet| {
        let of_signature =
            |mark: &Mark| matches!(mark, Mark::Text { field: Some(field), .. } if field == "signature");
        sheet.marks.iter().any(of_signature)
    });
    let Some(sheet) = signed else { return };
    // Beside the place of the code, on the asli too: both copies look alike.
    let inset = if strip(page, template) > 0 { SIDE } else { 0 };
    let text = Text {
        size: FontSize::hundredths(750),
        spacing: 100,
        ..page.plain(page.left + inset, page.width - inset)
    };
    let mut y = sheet.height - EDGE - SIDE + 2_500;
    for row in
        flow::rows(&[Span { italic: true, ..Span::plain(page.settings.certificate_sentence.clone()) }], text)
    {
        sheet.marks.extend(row.marks.into_iter().map(|mark| mark.moved(0, y)));
        y += row.height;
    }
}
