//! Spans to lines: shaping, and breaking a whole paragraph at once (after Knuth and Plass), in whole micrometres.

use crate::content::Span;
use crate::font::{Face, metrics};
use crate::hyphen;
use crate::measure::FontSize;
use crate::settings::BodyFont;

/// How a paragraph is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) family: BodyFont,
    pub(crate) size: FontSize,
    pub(crate) width: i64,
    pub(crate) indent: i64,
    pub(crate) align: Align,
    pub(crate) hyphenate: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Justify,
    Left,
    Centre,
    Right,
}

/// A line: runs of text with their places from the line's left edge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    /// A word is divided at the line's end.
    pub(crate) divided: bool,
}

/// Text of one look on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) face: Face,
    pub(crate) x: i64,
    pub(crate) width: i64,
    /// Pieces with their place from the line's left edge; a piece ends with its space.
    pub(crate) pieces: Vec<(i64, String)>,
    pub(crate) field: Option<String>,
    pub(crate) missing: bool,
}

/// The hyphen of a word divided at the end of a line.
pub(crate) const SOFT_HYPHEN: char = '\u{ad}';

/// Width of a text in micrometres.
pub(crate) fn text_width(face: Face, size: FontSize, text: &str) -> i64 {
    let metrics = metrics(face);
    scale(metrics.width(text), metrics.units, size)
}

fn scale(units: i64, em: i64, size: FontSize) -> i64 {
    // Units of which `em` make an em, an em being size hundredths of a point of 25,400 / 7,200 µm each.
    let (numerator, denominator) = (units * size.as_hundredths() * 25_400, em * 7_200);
    if numerator < 0 {
        (numerator - denominator / 2) / denominator
    } else {
        (numerator + denominator / 2) / denominator
    }
}

/// The smallest width in which spans stand on one line.
pub(crate) fn natural_width(spans: &[Span], family: BodyFont, size: FontSize) -> i64 {
    let text = |s: &Span| text_width(Face::of(family, s.bold, s.italic), size, &s.text);
    spans.iter().map(|s| s.gap.map_or(0, |g| g.as_um()) + text(s)).sum()
}

/// What stands between two possible breaks.
#[derive(Debug, Clone)]
enum Element {
    /// Text that is never parted.
    Box { text: String, look: usize, width: i64 },
    /// Space kept for handwriting.
    Gap { width: i64, look: usize },
    /// A space between words, where a line may end.
    Glue { width: i64, look: usize, tied: bool },
    /// A place inside a word where a line may end, with a hyphen or without.
    Cut { hyphen: bool, width: i64 },
    /// A forced end of line.
    End,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Look {
    face: Face,
    field: Option<String>,
    missing: bool,
}

/// Breaks spans into lines.
pub(crate) fn lines(spans: &[Span], setting: Setting) -> Vec<Line> {
    let (elements, looks) = elements(spans, setting);
    let breaks = best_breaks(&elements, setting);
    let mut lines = Vec::with_capacity(breaks.len());
    let mut start = 0;
    for (index, end) in breaks.iter().enumerate() {
        let indent = if index == 0 { setting.indent } else { 0 };
        let last = matches!(elements.get(*end), None | Some(Element::End));
        lines.push(line(&elements, &looks, start, *end, indent, last, setting));
        start = match elements.get(*end) {
            Some(Element::Glue { .. } | Element::End | Element::Cut { .. }) => end + 1,
            _ => *end,
        };
        // Spaces at the head of a line print nothing.
        while matches!(elements.get(start), Some(Element::Glue { .. })) {
            start += 1;
        }
    }
    lines
}

fn elements(spans: &[Span], setting: Setting) -> (Vec<Element>, Vec<Look>) {
    let mut elements = Vec::new();
    let mut looks: Vec<Look> = Vec::new();
    for span in spans {
        let face = Face::of(setting.family, span.bold, span.italic);
        let look = Look { face, field: span.field.clone(), missing: span.missing };
        let index = match looks.last() {
            Some(last) if *last == look => looks.len() - 1,
            _ => {
                looks.push(look.clone());
                looks.len() - 1
            }
        };
        if span.new_line {
            elements.push(Element::End);
            continue;
        }
        if let Some(gap) = span.gap {
            // Room for handwriting never reaches beyond its column.
            let most = (setting.width - setting.indent.max(0)).max(0);
            elements.push(Element::Gap { width: gap.as_um().min(most), look: index });
            elements.push(Element::Cut { hyphen: false, width: 0 });
            continue;
        }
        let mut word = String::new();
        for c in span.text.chars() {
            if c == ' ' || c == '\t' || c == '\n' {
                push_word(&mut elements, &word, index, look.face, setting);
                word.clear();
                if !matches!(elements.last(), Some(Element::Glue { .. })) {
                    elements.push(Element::Glue {
                        width: text_width(look.face, setting.size, " "),
                        look: index,
                        tied: false,
                    });
                }
            } else {
                word.push(printable(look.face, c));
            }
        }
        push_word(&mut elements, &word, index, look.face, setting);
    }
    tie(&mut elements);
    (elements, looks)
}

/// Words before which a number must not be torn off: `Nomor 16`, `Pasal 5`.
const BEFORE_NUMBER: [&str; 7] = ["Nomor", "nomor", "No.", "Pasal", "Tahun", "ayat", "butir"];

/// Marks the spaces at which no line may end: before the number of a `Nomor`, between a day and its month, between an hour
/// and its zone.
fn tie(elements: &mut [Element]) {
    let whole = |at: Option<usize>, elements: &[Element]| match at.and_then(|at| elements.get(at)) {
        Some(Element::Box { text, .. }) => Some(text.clone()),
        _ => None,
    };
    for at in 0..elements.len() {
        if !matches!(elements[at], Element::Glue { .. }) {
            continue;
        }
        let (Some(before), Some(after)) = (whole(at.checked_sub(1), elements), whole(Some(at + 1), elements))
        else {
            continue;
        };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let numbered =
            BEFORE_NUMBER.contains(&before.as_str()) && after.starts_with(|c: char| c.is_ascii_digit());
        let zone = ["WIB", "WITA", "WIT"].iter().any(|zone| after.trim_end_matches([',', ';', '.']) == *zone);
        let hour = before.starts_with(|c: char| c.is_ascii_digit()) && before.contains('.') && zone;
        let month = (1..=12).any(|month| after.starts_with(crate::wording::month_name(month)));
        if (numbered || hour || (digits(&before) && before.len() <= 2 && month))
            && let Element::Glue { tied, .. } = &mut elements[at]
        {
            *tied = true;
        }
    }
}

/// A character that the font cannot draw prints as a question mark rather than as an empty box.
fn printable(face: Face, c: char) -> char {
    match c {
        '\u{2010}' => '-',
        // Becomes a hyphen when it is known that no line ends behind it.
        '\u{2011}' => c,
        _ if metrics(face).has(c) => c,
        _ => '?',
    }
}

fn push_word(elements: &mut Vec<Element>, word: &str, look: usize, face: Face, setting: Setting) {
    if word.is_empty() {
        return;
    }
    // A hyphen at the end of a line would read as one of the address: it parts after a stroke only.
    let address = word.contains("://") || word.contains('@') || word.starts_with("www.");
    let setting = Setting { hyphenate: setting.hyphenate && !address, ..setting };
    // Compound words and long numbers may part after their own hyphen or stroke.
    let mut start = 0;
    let bytes = word.char_indices().collect::<Vec<_>>();
    for (index, (at, c)) in bytes.iter().enumerate() {
        let inner = index > 1 && index + 2 < bytes.len();
        let digits = word.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit);
        // "se-Kabupaten" stays whole: two letters at a line's end read as a word of their own.
        let long = index > 2;
        if inner && (matches!(c, '/' | '–' | '—') || (*c == '-' && long && !digits && !address)) {
            let end = at + c.len_utf8();
            push_part(elements, &word[start..end], look, face, setting);
            elements.push(Element::Cut { hyphen: false, width: 0 });
            start = end;
        }
    }
    push_part(elements, &word[start..], look, face, setting);
}

fn push_part(elements: &mut Vec<Element>, part: &str, look: usize, face: Face, setting: Setting) {
    let plain = part.replace('\u{2011}', "-");
    let part = plain.as_str();
    let width = text_width(face, setting.size, part);
    // A hanging first line has more room than the others, on which the word may come to stand.
    let room = setting.width - setting.indent.max(0);
    if width > room {
        // Nothing but a cut anywhere lets this stand on the page at all.
        let mut piece = String::new();
        let mut used = 0;
        for c in part.chars() {
            let next = text_width(face, setting.size, c.encode_utf8(&mut [0; 4]));
            if used + next > room * 9 / 10 && !piece.is_empty() {
                elements.push(Element::Box { width: used, text: std::mem::take(&mut piece), look });
                elements.push(Element::Cut { hyphen: false, width: 0 });
                used = 0;
            }
            piece.push(c);
            used += next;
        }
        elements.push(Element::Box { width: used, text: piece, look });
        return;
    }
    let core = part.trim_end_matches([',', '.', ';', ':', ')', '”']);
    let cuts = if setting.hyphenate { hyphen::divisions(core) } else { Vec::new() };
    let hyphen = text_width(face, setting.size, "-");
    let mut start = 0;
    for cut in cuts {
        let text = part[start..cut].to_owned();
        elements.push(Element::Box { width: text_width(face, setting.size, &text), text, look });
        elements.push(Element::Cut { hyphen: true, width: hyphen });
        start = cut;
    }
    let text = part[start..].to_owned();
    if !text.is_empty() {
        elements.push(Element::Box { width: text_width(face, setting.size, &text), text, look });
    }
}

/// Cost of dividing a word, and of doing so on two lines in a row.
const HYPHEN: i64 = 150;
const TWO_HYPHENS: i64 = 40_000;
/// Cost of a paragraph whose last line begins with the rest of a word.
const LAST_HYPHEN: i64 = 60_000;
/// Cost of a tight line beside a loose one.
const UNEVEN: i64 = 3_000;
/// The loosest line that is still told from a looser one, in thousandths of its spaces' stretch.
const LOOSEST: i64 = 60_000;
/// Cost of a line that does not fit: more than any line that does.
const OVERFULL: i64 = 10_000_000_000_000_000;
/// A space grows by this at most, in thousandths of an em; a line that would need more stays ragged.
const WIDEST: i64 = 1_000;

struct Node {
    /// Index of the element at which the line before ends; the next line starts behind it.
    at: Option<usize>,
    start: usize,
    cost: i64,
    before: Option<usize>,
    hyphen: bool,
    tightness: i8,
}

/// The breaks that make the whole paragraph even, as indices of the elements where lines end.
fn best_breaks(elements: &[Element], setting: Setting) -> Vec<usize> {
    let mut nodes = vec![Node { at: None, start: 0, cost: 0, before: None, hyphen: false, tightness: 0 }];
    let mut active = vec![0_usize];
    // Widths up to an element, so that a line's width is a difference.
    let (mut width, mut spaces) = (vec![0_i64], vec![0_i64]);
    for element in elements {
        let (w, s) = match element {
            Element::Box { width, .. } | Element::Gap { width, .. } => (*width, 0),
            Element::Glue { width, .. } => (*width, *width),
            Element::Cut { .. } | Element::End => (0, 0),
        };
        width.push(width[width.len() - 1] + w);
        spaces.push(spaces[spaces.len() - 1] + s);
    }
    let mut ends = Vec::new();
    for at in 0..=elements.len() {
        let (forced, hyphen, extra) = match elements.get(at) {
            None | Some(Element::End) => (true, false, 0),
            Some(Element::Glue { tied: false, .. })
                if at > 0 && !matches!(elements[at - 1], Element::Glue { .. }) =>
            {
                (false, false, 0)
            }
            Some(Element::Cut { hyphen, width, .. }) => (false, *hyphen, *width),
            Some(_) => continue,
        };
        let mut best: [Option<Node>; 4] = [None, None, None, None];
        let mut keep = Vec::new();
        let mut rescue: Option<(i64, usize)> = None;
        for index in active.iter().copied() {
            let node = &nodes[index];
            if node.at.is_some_and(|before| before >= at) || node.start > at {
                keep.push(index);
                continue;
            }
            let indent = if node.at.is_none() { setting.indent } else { 0 };
            let natural = width[at] - width[node.start] + extra + indent;
            let space = spaces[at] - spaces[node.start];
            let slack = setting.width - natural;
            let (badness, tightness) = judge(slack, space, setting, forced);
            match badness {
                None => {
                    // Too long and will only get longer: this start is done, unless nothing else is left.
                    let over = node.cost.saturating_add(OVERFULL);
                    if rescue.is_none_or(|(cost, _)| over < cost) {
                        rescue = Some((over, index));
                    }
                    continue;
                }
                Some(badness) => {
                    let mut cost = (10 + badness) * (10 + badness);
                    if hyphen {
                        cost += HYPHEN * HYPHEN;
                        if node.hyphen {
                            cost += TWO_HYPHENS;
                        }
                    } else if forced && node.hyphen {
                        cost += LAST_HYPHEN;
                    }
                    if (tightness - node.tightness).abs() > 1 {
                        cost += UNEVEN;
                    }
                    let total = node.cost.saturating_add(cost);
                    let slot = &mut best[(tightness + 1) as usize];
                    if slot.as_ref().is_none_or(|known| total < known.cost) {
                        *slot = Some(Node {
                            at: Some(at),
                            start: next_start(elements, at),
                            cost: total,
                            before: Some(index),
                            hyphen,
                            tightness,
                        });
                    }
                    if !forced {
                        keep.push(index);
                    }
                }
            }
        }
        let none = best.iter().all(Option::is_none);
        if none
            && (keep.is_empty() || forced)
            && let Some((cost, index)) = rescue
        {
            best[0] = Some(Node {
                at: Some(at),
                start: next_start(elements, at),
                cost,
                before: Some(index),
                hyphen,
                tightness: 0,
            });
        }
        if forced {
            keep.clear();
        }
        active = keep;
        for node in best.into_iter().flatten() {
            nodes.push(node);
            active.push(nodes.len() - 1);
        }
    }
    let mut cursor = active.iter().copied().min_by_key(|index| (nodes[*index].cost, *index));
    while let Some(index) = cursor {
        if let Some(at) = nodes[index].at {
            ends.push(at);
        }
        cursor = nodes[index].before;
    }
    ends.reverse();
    ends
}

fn next_start(elements: &[Element], at: usize) -> usize {
    let mut start = match elements.get(at) {
        Some(Element::Glue { .. } | Element::End | Element::Cut { .. }) => at + 1,
        _ => at,
    };
    while matches!(elements.get(start), Some(Element::Glue { .. })) {
        start += 1;
    }
    start
}

/// How bad a line is, from 0, and whether it is tight (-1), even (0), loose (1) or very loose (2).
/// `None` when it does not fit.
fn judge(slack: i64, space: i64, setting: Setting, forced: bool) -> (Option<i64>, i8) {
    if setting.align != Align::Justify {
        if slack < 0 {
            return (None, 0);
        }
        if forced {
            return (Some(0), 0);
        }
        // Ragged: the rest at the line's end should be even and small.
        let ratio = slack * 1_000 / (setting.width / 5).max(1);
        return (Some(cube(ratio)), 0);
    }
    if slack >= 0 {
        if forced {
            return (Some(0), 0);
        }
        let stretch = (space / 2).max(1);
        let ratio = slack.saturating_mul(1_000) / stretch;
        let tightness = if ratio > 1_000 { 2 } else { i8::from(ratio > 500) };
        (Some(cube(ratio)), tightness)
    } else {
        let shrink = space / 4;
        if -slack > shrink {
            return (None, 0);
        }
        let ratio = -slack * 1_000 / shrink.max(1);
        (Some(cube(ratio)), if ratio > 500 { -1 } else { 0 })
    }
}

/// 100 times the cube of a ratio given in thousandths.
fn cube(ratio: i64) -> i64 {
    let ratio = ratio.min(LOOSEST);
    ratio * ratio / 1_000 * ratio / 10_000
}

fn line(
    elements: &[Element],
    looks: &[Look],
    start: usize,
    end: usize,
    indent: i64,
    last: bool,
    setting: Setting,
) -> Line {
    let mut end_of_text = end;
    while end_of_text > start && matches!(elements[end_of_text - 1], Element::Glue { .. }) {
        end_of_text -= 1;
    }
    // Merge what stands together, so that kerning and widths are those of the finished text.
    let mut pieces: Vec<Piece> = Vec::new();
    let mut joined = false;
    for element in elements.get(start..end_of_text).unwrap_or_default() {
        match element {
            Element::Box { text, look, .. } => match pieces.last_mut() {
                Some(piece) if joined && piece.look == *look && !piece.spaced && piece.gap == 0 => {
                    piece.text.push_str(text);
                }
                _ => pieces.push(Piece { text: text.clone(), look: *look, spaced: false, gap: 0 }),
            },
            Element::Glue { look, .. } => match pieces.last_mut() {
                Some(piece) if piece.look == *look && !piece.spaced && piece.gap == 0 => {
                    piece.text.push(' ');
                    piece.spaced = true;
                }
                _ => pieces.push(Piece { text: " ".to_owned(), look: *look, spaced: true, gap: 0 }),
            },
            Element::Gap { width, look } => {
                pieces.push(Piece { text: String::new(), look: *look, spaced: false, gap: *width });
            }
            Element::Cut { .. } | Element::End => {}
        }
        joined = matches!(element, Element::Box { .. } | Element::Cut { .. });
    }
    if let Some(Element::Cut { hyphen: true, .. }) = elements.get(end)
        && let Some(piece) = pieces.last_mut()
    {
        // Drawn like any hyphen, and read as none: the word is whole again for whoever searches or listens.
        piece.text.push(SOFT_HYPHEN);
    }
    let widths: Vec<i64> = pieces
        .iter()
        .map(|piece| {
            piece.gap + looks.get(piece.look).map_or(0, |l| text_width(l.face, setting.size, &piece.text))
        })
        .collect();
    let natural: i64 = widths.iter().sum();
    let slack = setting.width - indent - natural;
    let spaces = pieces.iter().filter(|piece| piece.spaced).count() as i64;
    let bearable = slack <= spaces * setting.size.em_um() * WIDEST / 1_000;
    let stretched = setting.align == Align::Justify && (!last || slack < 0) && spaces > 0 && bearable;
    let mut x = indent
        + match setting.align {
            Align::Centre => slack.max(0) / 2,
            Align::Right => slack.max(0),
            Align::Left | Align::Justify => 0,
        };
    let mut runs: Vec<Run> = Vec::new();
    let mut seen = 0;
    for (piece, width) in pieces.into_iter().zip(widths) {
        let mut advance = width;
        if piece.spaced && stretched {
            // Whole micrometres, the remainder spread evenly.
            advance += slack * (seen + 1) / spaces - slack * seen / spaces;
            seen += 1;
        }
        let Some(look) = looks.get(piece.look) else { continue };
        let text = if piece.gap > 0 { blank(piece.gap, setting.size) } else { piece.text };
        match runs.last_mut() {
            Some(run) if run.face == look.face && run.field == look.field && run.missing == look.missing => {
                run.pieces.push((x, text));
                run.width = x + advance - run.x;
            }
            _ => runs.push(Run {
                face: look.face,
                x,
                width: advance,
                pieces: vec![(x, text)],
                field: look.field.clone(),
                missing: look.missing,
            }),
        }
        x += advance;
    }
    Line { runs, divided: matches!(elements.get(end), Some(Element::Cut { hyphen: true, .. })) }
}

struct Piece {
    text: String,
    look: usize,
    spaced: bool,
    gap: i64,
}

/// Spaces that fill a place for handwriting, so that copied text keeps its shape.
fn blank(width: i64, size: FontSize) -> String {
    let space = text_width(Face::Regular, size, " ").max(1);
    " ".repeat(usize::try_from(width / space).unwrap_or(0).clamp(1, 200))
}

#[cfg(test)]
impl Line {
    /// The line's text as it reads.
    pub(crate) fn text(&self) -> String {
        self.runs.iter().flat_map(|run| run.pieces.iter().map(|(_, text)| text.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Span;

    fn set(text: &str, width: i64) -> Vec<Line> {
        lines(
            &[Span::plain(text)],
            Setting {
                family: BodyFont::Sans,
                size: FontSize::pt(12),
                width,
                indent: 12_500,
                align: Align::Justify,
                hyphenate: true,
            },
        )
    }

    #[test]
    fn full_lines_end_at_the_margin_and_no_text_is_lost() {
        let text = "Dalam rangka memenuhi kebutuhan alat tulis kantor pada Dinas Pendidikan Tahun Anggaran 2026 serta \
                    mendorong keikutsertaan pelaku usaha mikro, usaha kecil, dan koperasi setempat, bersama ini kami \
                    mengusulkan pembuatan etalase pada Katalog Elektronik Lokal Kabupaten Mojokerto.";
        let lines = set(text, 160_000);
        assert!(lines.len() > 2, "the paragraph fills several lines: {}", lines.len());
        for line in &lines[..lines.len() - 1] {
            let end = line.runs.last().map_or(0, |run| run.x + run.width);
            assert!((end - 160_000).abs() <= 2, "{:?} ends at {end} µm, not at the margin", line.text());
        }
        let joined: String = lines
            .iter()
            .map(|line| {
                let text = line.text();
                text.strip_suffix('-').map_or_else(|| format!("{text} "), str::to_owned)
            })
            .collect();
        assert_eq!(joined.trim(), text, "breaking loses and adds nothing");
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_rather_than_run_off_the_page() {
        for line in set(&"x".repeat(400), 60_000) {
            let end = line.runs.last().map_or(0, |run| run.x + run.width);
            assert!(end <= 60_500, "{end} µm is beyond the margin");
        }
    }

    #[test]
    fn an_address_gets_no_hyphen_that_is_not_its_own() {
        let address = "https://e-katalog.lkpp.go.id/etalase/alat-tulis-kantor";
        for width in (60_000..160_000).step_by(7_000) {
            for line in set(&format!("Etalase tersebut dapat dibuka pada {address} mulai hari ini."), width) {
                let end = line.text();
                let of_address =
                    end.rsplit(' ').next().is_some_and(|word| address.contains(word.trim_end_matches('-')));
                assert!(!(of_address && end.ends_with('-')), "{end:?} at {width} µm");
            }
        }
    }

    #[test]
    fn odd_input_makes_lines_and_no_panic() {
        for text in ["", " ", "   a   ", "a\u{a0}b", "-", "---", "/", "\u{fffd}", "a/b/c-d-e"] {
            let lines = set(text, 30_000);
            let end = lines.iter().flat_map(|line| &line.runs).map(|run| run.x + run.width).max();
            assert!(end.unwrap_or(0) <= 31_000, "{text:?} stays inside");
        }
    }
}
