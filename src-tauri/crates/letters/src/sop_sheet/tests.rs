//! What no arrow may do, looked for in the marks themselves: for the delivered SOP and for generated ones.

use proptest::prelude::*;
use sop::definition::Definition;

use crate::font::metrics;
use crate::pdf::Mark;
use crate::settings::Paper;
use crate::symbol::Symbol;

use super::chart::{Act, Chart, Column};
use super::lived::chart as lived_chart;
use super::{cells, frame, heading, identity, lived_sheet, sop_sheet, standard, table};
use crate::paragraph::Align;
use crate::settings::LayoutSettings;

#[path = "../../tests/common/lived.rs"]
mod lived;

/// A rectangle: left, top, right, bottom.
type Area = (i64, i64, i64, i64);

/// A stretch of an arrow may end on a symbol's outline, but lie no deeper in it than its stroke is wide.
const TOUCH: i64 = 200;

fn text_area(mark: &Mark) -> Option<(Area, String)> {
    let Mark::Text { baseline, face, size, pieces, width, .. } = mark else { return None };
    let m = metrics(*face);
    let (up, down) = (size.em_um() * m.ascent / m.units, size.em_um() * m.descent / m.units);
    let x = pieces.first().map_or(0, |(x, _)| *x);
    let text = pieces.iter().map(|(_, piece)| piece.as_str()).collect();
    Some(((x, baseline - up, x + width, baseline + down), text))
}

fn symbol_area(mark: &Mark) -> Option<(Area, Symbol)> {
    match mark {
        Mark::Outline { symbol, x, y, width, height, .. } => Some(((*x, *y, x + width, y + height), *symbol)),
        _ => None,
    }
}

fn meet(one: Area, other: Area, by: i64) -> bool {
    one.0 + by < other.2 && other.0 + by < one.2 && one.1 + by < other.3 && other.1 + by < one.3
}

/// A stretch of an arrow, as an area without width.
fn stretch(from: (i64, i64), to: (i64, i64)) -> Area {
    (from.0.min(to.0), from.1.min(to.1), from.0.max(to.0), from.1.max(to.1))
}

/// A stretch lies in an area, more than `TOUCH` deep where it only comes to its edge.
fn enters(stretch: Area, area: Area) -> bool {
    let grown = (stretch.0 - 1, stretch.1 - 1, stretch.2 + 1, stretch.3 + 1);
    meet(grown, (area.0 + TOUCH, area.1 + TOUCH, area.2 - TOUCH, area.3 - TOUCH), 0)
}

fn arrows(page: &[Mark]) -> Vec<&Vec<(i64, i64)>> {
    page.iter()
        .filter_map(|mark| match mark {
            Mark::Arrow { points, .. } => Some(points),
            _ => None,
        })
        .collect()
}

/// The lines of the table, the frames of its head among them.
fn rules(page: &[Mark]) -> Vec<Area> {
    let mut found = Vec::new();
    for mark in page {
        match mark {
            Mark::Stroke { from, to, .. } => found.push(stretch(*from, *to)),
            Mark::Frame { x, y, width, height, .. } => {
                let (right, bottom) = (x + width, y + height);
                found.extend([(*x, *y, right, *y), (*x, bottom, right, bottom)]);
                found.extend([(*x, *y, *x, bottom), (right, *y, right, bottom)]);
            }
            _ => {}
        }
    }
    found
}

/// What lines of the table run through or along that keeps clear of them.
fn ruled_through(page: &[Mark], texts: &[(Area, String)], symbols: &[(Area, Symbol)]) -> Vec<String> {
    let mut found = Vec::new();
    for rule in rules(page) {
        for (area, text) in texts.iter().filter(|(area, _)| enters(rule, *area)) {
            found.push(format!("the line {rule:?} crosses the text {text:?} at {area:?}"));
        }
        for (area, symbol) in symbols.iter().filter(|(area, _)| enters(rule, *area)) {
            found.push(format!("the line {rule:?} crosses a {symbol:?} at {area:?}"));
        }
        for points in arrows(page) {
            for way in points.windows(2).map(|pair| stretch(pair[0], pair[1])) {
                // Across is the only way over a line; beside it an arrow keeps so far that the two are told apart.
                let upright = rule.0 == rule.2 && way.0 == way.2 && (rule.0 - way.0).abs() < 700;
                let level = rule.1 == rule.3 && way.1 == way.3 && (rule.1 - way.1).abs() < 700;
                if (upright && rule.1 < way.3 && way.1 < rule.3)
                    || (level && rule.0 < way.2 && way.0 < rule.2)
                {
                    found.push(format!("the arrow {points:?} runs along the line {rule:?}"));
                }
            }
        }
    }
    // The frame around the table is the largest; what stands over it keeps clear.
    let frames = page.iter().filter_map(|mark| match mark {
        Mark::Frame { y, width, height, .. } => Some((width * height, *y)),
        _ => None,
    });
    if let Some((_, top)) = frames.max() {
        for (area, text) in texts.iter().filter(|(area, _)| area.1 < top && area.3 + 1_500 > top) {
            found.push(format!("{text:?} at {area:?} stands too close over the table at {top}"));
        }
    }
    found
}

/// Everything that is wrong with the drawing of a page.
fn faults(page: &[Mark], frame: table::Frame) -> Vec<String> {
    let texts: Vec<(Area, String)> = page.iter().filter_map(text_area).collect();
    let symbols: Vec<(Area, Symbol)> = page.iter().filter_map(symbol_area).collect();
    let mut found = ruled_through(page, &texts, &symbols);
    for points in arrows(page) {
        for pair in points.windows(2) {
            let line = stretch(pair[0], pair[1]);
            if line.0 != line.2 && line.1 != line.3 {
                found.push(format!("{pair:?} is askew"));
            }
            for (area, text) in texts.iter().filter(|(area, _)| enters(line, *area)) {
                found.push(format!("the arrow {points:?} crosses the text {text:?} at {area:?}"));
            }
            for (area, symbol) in symbols.iter().filter(|(area, _)| enters(line, *area)) {
                found.push(format!("the arrow {points:?} crosses a {symbol:?} at {area:?}"));
            }
        }
        if let [.., from, tip] = points.as_slice()
            && (from.0 - tip.0).abs() + (from.1 - tip.1).abs() < 2_000
        {
            found.push(format!("the arrow {points:?} has no room for its head"));
        }
        let (first, last) = (points[0], points[points.len() - 1]);
        for (end, at) in [("begins", first), ("ends", last)] {
            let on = |area: &Area| {
                let inside = (area.0..=area.2).contains(&at.0) && (area.1..=area.3).contains(&at.1);
                inside && (at.0 == area.0 || at.0 == area.2 || at.1 == area.1 || at.1 == area.3)
            };
            if !symbols.iter().any(|(area, _)| on(area)) {
                found.push(format!("the arrow {points:?} {end} at no symbol"));
            }
        }
    }
    for (index, (area, symbol)) in symbols.iter().enumerate() {
        for (other, second) in &symbols[index + 1..] {
            if meet(*area, *other, 0) {
                found.push(format!("{symbol:?} and {second:?} overlap at {area:?} and {other:?}"));
            }
        }
        for (other, text) in texts.iter().filter(|(other, _)| meet(*area, *other, TOUCH)) {
            if *symbol != Symbol::Connector {
                found.push(format!("{text:?} at {other:?} stands in a {symbol:?}"));
            } else if text.len() > 2 {
                found.push(format!("{text:?} stands in a connector"));
            }
        }
    }
    for (index, (area, text)) in texts.iter().enumerate() {
        for (other, second) in &texts[index + 1..] {
            if meet(*area, *other, TOUCH) {
                found.push(format!("{text:?} and {second:?} overlap at {area:?}"));
            }
        }
        if area.0 < frame.left || area.2 > frame.right + 100 || area.3 > frame.bottom {
            found.push(format!("{text:?} leaves the page's room: {area:?}"));
        }
    }
    for (area, symbol) in &symbols {
        if area.0 < frame.left || area.2 > frame.right || area.1 < frame.top || area.3 > frame.bottom {
            found.push(format!("a {symbol:?} leaves the page's room: {area:?}"));
        }
    }
    found
}

/// Letters of connectors: where a way leaves a page and where it goes on. `(leaves, enters)`.
fn connectors(pages: &[Vec<Mark>]) -> (Vec<String>, Vec<String>) {
    let (mut out, mut into) = (Vec::new(), Vec::new());
    for page in pages {
        for (area, _) in page.iter().filter_map(symbol_area).filter(|(_, s)| *s == Symbol::Connector) {
            let letter = page
                .iter()
                .filter_map(text_area)
                .find(|(text, _)| meet(area, *text, 0))
                .map(|(_, letter)| letter)
                .unwrap_or_default();
            let touches =
                |at: &(i64, i64)| (area.0..=area.2).contains(&at.0) && (area.1..=area.3).contains(&at.1);
            if arrows(page).iter().any(|points| touches(&points[points.len() - 1])) {
                out.push(letter.clone());
            }
            if arrows(page).iter().any(|points| touches(&points[0])) {
                into.push(letter);
            }
        }
    }
    out.sort();
    out.dedup();
    into.sort();
    (out, into)
}

#[track_caller]
fn sound(chart: &Chart, paper: Paper) {
    let frame = frame(paper);
    let over = heading("SOP CONTOH", frame);
    let drawn = table::draw(chart, frame, &over, &over);
    for (number, page) in drawn.marks.iter().enumerate() {
        let found = faults(page, frame);
        assert!(found.is_empty(), "page {}: {found:#?}\n{chart:#?}", number + 1);
    }
    let symbols = drawn.marks.iter().flatten().filter_map(symbol_area);
    let acts = symbols.filter(|(_, symbol)| *symbol != Symbol::Connector).count();
    assert_eq!(acts, chart.acts.len(), "every act has its symbol");
    let (out, into) = connectors(&drawn.marks);
    assert_eq!(out, into, "a way that leaves a page goes on once, under the same letter\n{chart:#?}");
    // Every way arrives: those that are not parted by a page once, the others in two parts.
    let parts: usize = drawn.marks.iter().map(|page| arrows(page).len()).sum();
    assert!(parts >= chart.edges().len(), "every way is drawn");
}

#[test]
fn no_arrow_of_the_delivered_sop_crosses_anything() {
    let definition = Definition::delivered().expect("the delivered SOP");
    for paper in [Paper::A4, Paper::F4_215, Paper::F4_210, Paper::A5] {
        sound(&standard(&definition), paper);
    }
}

#[test]
fn the_faults_are_found() {
    let definition = Definition::delivered().expect("the delivered SOP");
    let frame = frame(Paper::A4);
    let over = heading("SOP CONTOH", frame);
    let page = table::draw(&standard(&definition), frame, &over, &over).marks.remove(0);
    let (text, _) = page.iter().filter_map(text_area).next_back().expect("a text");
    let (symbol, _) = page.iter().find_map(symbol_area).expect("a symbol");
    for area in [text, symbol] {
        let y = (area.1 + area.3) / 2;
        let mut spoiled = page.clone();
        spoiled.push(Mark::Arrow {
            points: vec![(area.0 - 5_000, y), (area.2 + 5_000, y)],
            stroke: 300,
            tag: None,
        });
        assert!(faults(&spoiled, frame).iter().any(|fault| fault.contains("crosses")), "through {area:?}");
    }
    let (along, _) =
        rules(&page).into_iter().map(|rule| (rule, rule.3 - rule.1)).max_by_key(|(_, l)| *l).expect("a line");
    let beside = |x: i64| (x + 300, along.1);
    for (mark, fault) in [
        (
            Mark::Stroke {
                from: (text.0 + 800, text.1 - 900),
                to: (text.0 + 800, text.3 + 900),
                stroke: 176,
            },
            "crosses the text",
        ),
        (
            Mark::Stroke { from: (symbol.0 + 800, symbol.1), to: (symbol.0 + 800, symbol.3), stroke: 176 },
            "crosses a",
        ),
        (
            Mark::Arrow { points: vec![beside(along.0), (along.0 + 300, along.3)], stroke: 300, tag: None },
            "runs along",
        ),
    ] {
        let mut spoiled = page.clone();
        spoiled.push(mark);
        assert!(faults(&spoiled, frame).iter().any(|found| found.contains(fault)), "{fault}");
    }
    let low: Vec<Mark> = cells::place(&over, frame.top + 2_000);
    let mut spoiled = page.clone();
    spoiled.extend(low);
    assert!(faults(&spoiled, frame).iter().any(|found| found.contains("too close")), "a title on the table");
    let mut moved = page.clone();
    let arrow = moved.iter_mut().find_map(|mark| match mark {
        Mark::Arrow { points, .. } => Some(points),
        _ => None,
    });
    arrow.expect("an arrow").last_mut().expect("a point").1 += 1_500;
    assert!(!faults(&moved, frame).is_empty(), "an arrow that does not end at its symbol");
}

fn words(most: usize) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-z]{2,9}",
        1 => "[A-Z][a-z]{8,22}",
        1 => Just("- butir".to_owned()),
        1 => Just("\nb.".to_owned()),
    ];
    prop::collection::vec(word, 0..most).prop_map(|words| words.join(" "))
}

prop_compose! {
    fn act(actors: usize, count: usize)(
        actor in 0..actors,
        decides in prop::bool::weighted(0.3),
        back in 0..count,
        near in prop::bool::weighted(0.6),
        jump in prop::option::weighted(0.12, 0..count),
        corrections in prop_oneof![3 => Just(0_u32), 1 => 1..9_u32],
        texts in prop::collection::vec(words(25), 5),
        long in prop::option::weighted(0.03, words(900)),
        rounds in prop_oneof![4 => Just(1_usize), 1 => 2..4_usize],
    ) -> (usize, bool, usize, bool, Option<usize>, u32, Vec<String>, usize) {
        let mut texts = texts;
        if let Some(long) = long {
            texts[1] = long;
        }
        (actor, decides, back, near, jump, corrections, texts, rounds)
    }
}

prop_compose! {
    fn chart()(actors in 1..=6_usize, count in 3..=25_usize)(
        names in prop::collection::vec("[A-Z][a-z]{3,12}( [A-Z][a-z]{2,14}){0,3}", actors),
        acts in prop::collection::vec(act(actors, count), count),
    ) -> Chart {
        let count = acts.len();
        let acts = acts
            .into_iter()
            .enumerate()
            .map(|(index, (actor, decides, back, near, jump, corrections, texts, rounds))| {
                let decides = decides && index > 0;
                let symbol = match (decides, index == 0 || index + 1 == count) {
                    (true, _) => Symbol::Diamond,
                    (false, true) => Symbol::Capsule,
                    (false, false) => Symbol::Box,
                };
                let next = (index + 1 < count).then(|| jump.filter(|to| *to != index).unwrap_or(index + 1));
                Act {
                    actor,
                    symbol,
                    before: vec![(index + 1).to_string(), texts[0].clone()],
                    after: vec![texts[1..].to_vec(); rounds],
                    next,
                    back: decides.then(|| if near { index - 1 } else { back % index }),
                    corrections: if decides { corrections } else { 0 },
                }
            })
            .collect();
        Chart {
            before: vec![Column::new("No", Align::Centre, 8), Column::new("Uraian Kegiatan", Align::Left, 24)],
            actors: names,
            after: vec![
                Column::new("Persyaratan / Kelengkapan", Align::Left, 22).under("Mutu Baku"),
                Column::new("Waktu", Align::Centre, 14).under("Mutu Baku"),
                Column::new("Output", Align::Left, 22).by_round().under("Mutu Baku"),
                Column::new("Keterangan", Align::Left, 22).by_round(),
            ],
            acts,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_arrow_crosses_a_text_or_a_symbol(chart in chart(), wide in any::<bool>()) {
        sound(&chart, if wide { Paper::F4_215 } else { Paper::A4 });
    }
}

#[test]
fn the_words_at_the_arrows_name_approval_and_correction() {
    let definition = Definition::delivered().expect("the delivered SOP");
    let frame = frame(Paper::A4);
    let over = heading("SOP CONTOH", frame);
    let pages = table::draw(&standard(&definition), frame, &over, &over).marks;
    let count =
        |word: &str| pages.iter().flatten().filter_map(text_area).filter(|(_, text)| text == word).count();
    assert_eq!((count("Setuju"), count("Koreksi")), (2, 2), "5 → 4 and 8 → 7, and their ways on");
}

#[test]
fn no_arrow_of_a_lived_sheet_crosses_anything() {
    let definition = Definition::delivered().expect("the delivered SOP");
    for rounds in [0, 1, 2, 3, 9, 40] {
        for paper in [Paper::A4, Paper::F4_215] {
            sound(&lived_chart(&definition, &lived::with_rounds(rounds)), paper);
        }
    }
    for paper in [Paper::A4, Paper::F4_215] {
        sound(&lived_chart(&definition, &lived::a_lived_usulan()), paper);
    }
}

#[test]
fn pages_of_a_lived_sheet_are_filled() {
    let definition = Definition::delivered().expect("the delivered SOP");
    for rounds in [0, 1, 2, 3, 9, 40] {
        let frame = frame(Paper::A4);
        let over = heading("SOP CONTOH", frame);
        let chart = lived_chart(&definition, &lived::with_rounds(rounds));
        let drawn = table::draw(&chart, frame, &over, &over);
        let (_, filled) = drawn.marks.split_last().expect("a page");
        for (index, page) in filled.iter().enumerate() {
            let end = rules(page).iter().map(|rule| rule.3).max().expect("a table");
            let part = (end - frame.top) * 100 / (frame.bottom - frame.top);
            assert!(part >= 65, "{rounds} rounds, page {}: {part} % filled", index + 1);
        }
        let symbols = drawn.marks.iter().flatten().filter_map(symbol_area);
        let acts = symbols.filter(|(_, symbol)| *symbol != Symbol::Connector).count();
        assert_eq!(acts, definition.steps.len(), "{rounds} rounds: every act has its symbol once");
    }
}

#[test]
fn an_act_whose_rounds_go_on_names_itself_on_each_page() {
    let definition = Definition::delivered().expect("the delivered SOP");
    let mut lived = lived::with_rounds(40);
    for round in lived.steps[3].rounds.iter_mut().skip(3) {
        round.remarks.clear();
    }
    let frame = frame(Paper::A4);
    let over = heading("SOP CONTOH", frame);
    let drawn = table::draw(&lived_chart(&definition, &lived), frame, &over, &over);
    let mut parted = 0;
    for page in &drawn.marks {
        assert_eq!(faults(page, frame), Vec::<String>::new());
        let texts: Vec<(Area, String)> = page.iter().filter_map(text_area).collect();
        for (area, _) in texts.iter().filter(|(_, text)| text == "(lanjutan)") {
            let number = texts.iter().find(|(other, _)| other.1 == area.1 && other.2 < area.0);
            assert!(
                number.is_some_and(|(_, text)| ["4", "5", "7", "8"].contains(&text.as_str())),
                "{number:?}"
            );
            parted += 1;
        }
    }
    assert!(parted >= 8, "four acts of 41 rounds each go over {parted} breaks");
    let sheet = lived_sheet(&definition, &lived, &LayoutSettings::default()).expect("a sheet");
    let text = sheet.text.join("\n");
    for round in 1..=41 {
        let named = round.to_string();
        let rows = text.lines().filter(|line| line.split('\t').any(|cell| cell.trim() == named)).count();
        assert!(rows >= 4, "round {round} has {rows} rows");
    }
}

#[test]
fn the_identity_is_one_page() {
    let definition = Definition::delivered().expect("the delivered SOP");
    let frame = frame(Paper::A4);
    assert_eq!(identity::pages(&definition, frame, false).len(), 1, "the identity is one page");
    assert_eq!(identity::pages(&definition, frame, true).len(), 1, "with the lambang as well");
}

#[test]
fn an_sop_of_any_length_has_all_its_words_on_paper() {
    let mut definition = Definition::delivered().expect("the delivered SOP");
    definition.legal_bases =
        (1..=80).map(|n| format!("Dasar ke-{n} yang cukup panjang untuk sebaris")).collect();
    definition.steps[3].act = format!("Mengkaji {} selesai", "lampau ".repeat(2_000));
    let sheet = sop_sheet(&definition, None, &LayoutSettings::default()).expect("a sheet");
    let text = sheet.text.join("\n");
    assert!((1..=80).all(|n| text.contains(&format!("Dasar ke-{n} "))), "every legal basis is there");
    assert_eq!(text.matches("lampau").count(), 2_000, "every word of a step taller than a page");
    assert!(text.contains(&format!("Halaman {0} dari {0}", sheet.pages)), "{text}");
}

#[test]
fn the_same_sheet_has_the_same_bytes() {
    let definition = Definition::delivered().expect("the delivered SOP");
    let settings = LayoutSettings::default();
    let one = sop_sheet(&definition, None, &settings).expect("a sheet");
    let lived = lived_sheet(&definition, &lived::a_lived_usulan(), &settings).expect("a sheet");
    assert_eq!(one.pdf, sop_sheet(&definition, None, &settings).expect("a sheet").pdf);
    assert_eq!(
        lived.pdf,
        lived_sheet(&definition, &lived::a_lived_usulan(), &settings).expect("a sheet").pdf
    );
    assert_ne!(one.pdf, lived.pdf);
}
