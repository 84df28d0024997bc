//! What stands below the body: signature blocks and copies-to.

use super::Page;
use super::body::trim;
use super::opening::date_spans;
use crate::content::Span;
use crate::data::{Signature, SigningForm};
use crate::flow::{self, Row, Text, beside, line_height, together};
use crate::paragraph::text_width;
use crate::pdf::Mark;
use crate::settings::PostCase;
use crate::tags::{self, Role, Tag};
use crate::template::{Template, one_line};
use crate::wording;

/// Signature, tembusan and, on the pertinggal, the paraf table if it flows.
pub(super) fn close(page: &Page<'_>, template: &Template, rows: &mut Vec<Row>, dated: bool) {
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

/// Tembusan up to which their list is not parted.
const WHOLE_LIST: usize = 12;

pub(super) fn tembusan(page: &Page<'_>, copies: &[String]) -> Vec<Row> {
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
    let step = text_width(page.face(), size, &format!("{}. ", copies.len())) + 800;
    let list = Tag::list("Decimal");
    for (index, copy) in copies.iter().enumerate() {
        let mut number = flow::rows(&[Span::plain(format!("{}.", index + 1))], Text { width: step, ..text });
        let mut name = flow::rows(
            &[Span::plain(copy.clone()).of_field("tembusan")],
            Text { x: page.left + step, width: text.width - step, ..text },
        );
        tags::item(&mut number, &mut name, &list);
        // A short list stays whole; a long one shows three at least on either page.
        let (after, whole) = (copies.len() - index - 1, copies.len() <= WHOLE_LIST);
        let keep = after > 0 && (whole || index < 2 || after < 3);
        rows.push(Row { keep, ..beside(vec![number, name]) });
    }
    rows
}

/// The signer's block in the right half; a second block stands left of it, the names on one line.
pub(super) fn signatures(page: &Page<'_>, dated: bool) -> Row {
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
pub(super) struct SignatureParts {
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
pub(super) fn signature_parts(page: &Page<'_>, signature: &Signature, x: i64, width: i64) -> SignatureParts {
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
        SigningForm::OnBehalf | SigningForm::OnBehalfThrough => text_width(page.face(), page.size(), "a.n. "),
        SigningForm::Acting => text_width(page.face(), page.size(), "Plt. "),
        SigningForm::Daily => text_width(page.face(), page.size(), "Plh. "),
    };
    for (index, line) in lines.iter().enumerate() {
        // Below "a.n." the posts stand under the post that is signed for, not under the abbreviation.
        let (x, width, indent) =
            if index == 0 { (x + hang, width - hang, -hang) } else { (x + hang, width - hang, 0) };
        rows.extend(flow::rows(line, Text { x, width, indent, ..text }));
    }
    // Whoever hears the page hears the post, and then who holds it, as one sentence each.
    tags::as_one(&mut rows, Role::P);
    let head = std::mem::take(&mut rows);
    rows.push(Row {
        height: line_height(page.size(), 100) * i64::from(page.settings.signature_lines),
        ..Row::default()
    });
    let mut name = page.value_or_label(&signature.name, "Nama penanda tangan", "signature");
    name.bold = page.settings.name_bold;
    // A name of two parts (Al-Ghifary) is not parted between lines.
    name.text = name.text.replace('-', "\u{2011}");
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
    tags::as_one(&mut rows, Role::P);
    SignatureParts { head, tail: rows }
}

pub(super) fn underline(row: &mut Row) {
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
