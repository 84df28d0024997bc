//! What no arrow may do, looked for in the marks themselves: for the delivered SOP and for generated ones.

use proptest::prelude::*;
use sop::definition::Definition;
use sop::measure::Outcome;
use sop::record::{Certainty, Happened, Instant};

use crate::font::metrics;
use crate::pdf::Mark;
use crate::settings::Paper;
use crate::symbol::Symbol;

use super::chart::{Act, Chart, Column};
use super::lived::chart as lived_chart;
use super::{
    Interruption, InterruptionKind, LivedRound, LivedSop, LivedStep, LivedTotals, frame, heading, identity,
    lived_sheet, sop_sheet, standard, table,
};
use crate::paragraph::Align;
use crate::settings::LayoutSettings;

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

/// Everything that is wrong with the drawing of a page.
fn faults(page: &[Mark], frame: table::Frame) -> Vec<String> {
    let texts: Vec<(Area, String)> = page.iter().filter_map(text_area).collect();
    let symbols: Vec<(Area, Symbol)> = page.iter().filter_map(symbol_area).collect();
    let mut found = Vec::new();
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

/// "2026-11-10 09.32" in the office's zone.
fn at(text: &str) -> Instant {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H.%M").expect("a time");
    local
        .and_local_timezone(chrono::FixedOffset::east_opt(7 * 3_600).expect("WIB"))
        .single()
        .expect("one hour")
}

fn between(from: &str, to: &str, certainty: Certainty) -> Happened {
    Happened { from: at(from), to: at(to), certainty }
}

fn round(number: u32, from: &str, to: Option<&str>, minutes: u32, result: Outcome) -> LivedRound {
    LivedRound {
        round: number,
        started: Happened::at(at(from)),
        ended: to.map(|to| Happened::at(at(to))),
        minutes: to.map(|_| (minutes, minutes)),
        result: to.map(|_| result),
        estimated: false,
        remarks: Vec::new(),
    }
}

fn told(round: LivedRound, remarks: &[&str]) -> LivedRound {
    LivedRound { remarks: remarks.iter().map(|remark| (*remark).to_owned()).collect(), ..round }
}

fn step(number: u32, rounds: Vec<LivedRound>) -> LivedStep {
    LivedStep { step: number, rounds, skipped: false, corrections: 0 }
}

/// The day of DESK 1, with a round of correction, a hold, a wait outside and a time that is not certain.
fn a_lived_usulan() -> LivedSop {
    let first = LivedRound {
        minutes: None,
        ..round(1, "2026-11-10 08.10", Some("2026-11-10 08.10"), 0, Outcome::NoStandard)
    };
    let unsure = LivedRound {
        ended: Some(between("2026-11-12 07.30", "2026-11-12 16.00", Certainty::DateOnly)),
        minutes: Some((5, 455)),
        result: Some(Outcome::Unsure),
        ..round(1, "2026-11-11 15.55", Some("2026-11-12 16.00"), 0, Outcome::Unsure)
    };
    let late = told(
        round(1, "2026-11-10 08.10", Some("2026-11-10 09.32"), 82, Outcome::Late(22)),
        &["Sebab: pejabat rapat di luar kantor.", "Tindak lanjut: disposisi dititipkan pada Sekretaris."],
    );
    LivedSop {
        usulan: "2026-0042".to_owned(),
        etalase: "Alat Tulis Kantor".to_owned(),
        proposer: "Dinas Pendidikan".to_owned(),
        letter: "400.3/311/416-101/2026, tanggal 9 November 2026".to_owned(),
        received: Some(Happened::at(at("2026-11-10 08.10"))),
        status: "Selesai".to_owned(),
        as_of: at("2026-11-13 10.10"),
        steps: vec![
            step(1, vec![first]),
            step(2, vec![late]),
            step(3, vec![round(1, "2026-11-10 09.32", Some("2026-11-10 09.40"), 8, Outcome::Within)]),
            step(
                4,
                vec![
                    round(1, "2026-11-10 09.40", Some("2026-11-11 08.30"), 380, Outcome::Within),
                    told(
                        round(2, "2026-11-11 08.55", Some("2026-11-11 09.48"), 53, Outcome::Within),
                        &["Perbaikan Pengumuman Pendaftaran."],
                    ),
                ],
            ),
            LivedStep {
                corrections: 1,
                ..step(
                    5,
                    vec![
                        told(
                            round(1, "2026-11-11 08.30", Some("2026-11-11 08.55"), 25, Outcome::Within),
                            &[
                                "Telaah R1 disetujui.",
                                "Pengumuman Pendaftaran R1 dikoreksi: jadwal masih terbuka.",
                            ],
                        ),
                        told(
                            round(2, "2026-11-11 09.48", Some("2026-11-11 10.10"), 22, Outcome::Within),
                            &["Pengumuman Pendaftaran R2 disetujui."],
                        ),
                    ],
                )
            },
            step(6, vec![round(1, "2026-11-11 10.10", Some("2026-11-11 14.20"), 50, Outcome::Within)]),
            step(7, vec![round(1, "2026-11-11 14.20", Some("2026-11-11 15.55"), 95, Outcome::Late(65))]),
            step(8, vec![unsure]),
            step(9, vec![round(1, "2026-11-13 09.30", Some("2026-11-13 09.38"), 8, Outcome::Within)]),
        ],
        interruptions: vec![
            Interruption {
                kind: InterruptionKind::Hold,
                from: Happened::at(at("2026-11-11 10.20")),
                to: Some(Happened::at(at("2026-11-11 13.40"))),
                minutes: (140, 140),
                reason: "Aplikasi LKPP gangguan.".to_owned(),
            },
            Interruption {
                kind: InterruptionKind::Outside,
                from: between("2026-11-12 07.30", "2026-11-12 16.00", Certainty::DateOnly),
                to: Some(Happened::at(at("2026-11-13 09.30"))),
                minutes: (120, 570),
                reason: "Tanda tangan Sekda, nomor, dan cap. Surat kembali untuk diperbaiki 1 kali."
                    .to_owned(),
            },
        ],
        totals: LivedTotals {
            standard: 760,
            first: (653, 1_103),
            all: (728, 1_178),
            held: (140, 140),
            outside: (120, 570),
        },
    }
}

#[test]
fn no_arrow_of_a_lived_sheet_crosses_anything() {
    let definition = Definition::delivered().expect("the delivered SOP");
    for paper in [Paper::A4, Paper::F4_215] {
        sound(&lived_chart(&definition, &a_lived_usulan()), paper);
    }
}

/// Text, and where symbols and corners of arrows stand, in tenths of a millimetre.
fn snapshot(texts: &[String], pages: &[Vec<Mark>]) -> String {
    use std::fmt::Write;
    let mm = |um: i64| format!("{}.{}", um / 1_000, um % 1_000 / 100);
    let mut out = String::new();
    for (index, text) in texts.iter().enumerate() {
        let _ = writeln!(out, "=== {} / {}\n{text}", index + 1, texts.len());
    }
    for (index, page) in pages.iter().enumerate() {
        let _ = writeln!(out, "=== gambar {} (mm)", index + 1);
        for mark in page {
            if let Mark::Outline { symbol, x, y, width, height, .. } = mark {
                let _ = writeln!(out, "{symbol:?} {},{} {}×{}", mm(*x), mm(*y), mm(*width), mm(*height));
            }
            if let Mark::Arrow { points, .. } = mark {
                let corners: Vec<String> =
                    points.iter().map(|(x, y)| format!("{},{}", mm(*x), mm(*y))).collect();
                let _ = writeln!(out, "panah {}", corners.join(" › "));
            }
        }
    }
    out
}

#[track_caller]
fn golden(name: &str, actual: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden-sop").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, actual).expect("the golden folder can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(actual, expected, "{name} is laid out differently than the file that was looked at");
}

#[test]
fn the_delivered_sop_as_it_was_looked_at() {
    let definition = Definition::delivered().expect("the delivered SOP");
    let sheet = sop_sheet(&definition, None, &LayoutSettings::default()).expect("a sheet");
    let frame = frame(Paper::A4);
    let over = heading(&format!("SOP {}", definition.identity.title), frame);
    let drawn = table::draw(&standard(&definition), frame, &over, &over);
    assert_eq!(identity::pages(&definition, frame, false).len(), 1, "the identity is one page");
    assert_eq!(identity::pages(&definition, frame, true).len(), 1, "with the lambang as well");
    golden("sop.txt", &snapshot(&sheet.text, &drawn.marks));
}

#[test]
fn a_lived_sheet_as_it_was_looked_at() {
    let definition = Definition::delivered().expect("the delivered SOP");
    let lived = a_lived_usulan();
    let sheet = lived_sheet(&definition, &lived, &LayoutSettings::default()).expect("a sheet");
    golden("sop-dijalani.txt", &snapshot(&sheet.text, &[]));
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
    let lived = lived_sheet(&definition, &a_lived_usulan(), &settings).expect("a sheet");
    assert_eq!(one.pdf, sop_sheet(&definition, None, &settings).expect("a sheet").pdf);
    assert_eq!(lived.pdf, lived_sheet(&definition, &a_lived_usulan(), &settings).expect("a sheet").pdf);
    assert_ne!(one.pdf, lived.pdf);
}
