//! Where marks may stand, shown on the marks themselves: whatever the data, nothing leaves the page's margins, and the
//! room for signature and stamp stays free.

use proptest::prelude::*;

use crate::data::{Addressee, FieldValue, Kind, NaskahData, ParafRow, SigningForm, State};
use crate::layout::lay_out;
use crate::pdf::{Mark, Sheet};
use crate::render::template_or_delivered;
use crate::settings::{LayoutSettings, Paper};
use crate::template::{self, Template};
use crate::{ArchiveCode, LetterError, example, fields};

fn sheets(data: &NaskahData, settings: &LayoutSettings) -> Result<Vec<Sheet>, LetterError> {
    let source = template_or_delivered(data.kind, None)?;
    let template = Template::parse(data.kind, source)?;
    let filled = template::fill(&template, data)?;
    Ok(lay_out(&template, filled, data, settings, source)?.sheets)
}

/// Left, top, right and bottom of a mark.
fn extent(mark: &Mark) -> Option<(i64, i64, i64, i64)> {
    match mark {
        Mark::Text { baseline, pieces, width, size, .. } => {
            let x = pieces.first()?.0;
            Some((x, baseline - size.em_um() * 7 / 10, x + width, baseline + size.em_um() * 2 / 10))
        }
        Mark::Fill { x, y, width, height, .. }
        | Mark::Frame { x, y, width, height, .. }
        | Mark::Outline { x, y, width, height, .. }
        | Mark::Lambang { x, y, width, height, .. } => Some((*x, *y, x + width, y + height)),
        Mark::Arrow { points, .. } => {
            let (across, down) = (points.iter().map(|point| point.0), points.iter().map(|point| point.1));
            Some((across.clone().min()?, down.clone().min()?, across.max()?, down.max()?))
        }
        Mark::Stroke { from, to, .. } => {
            Some((from.0.min(to.0), from.1.min(to.1), from.0.max(to.0), from.1.max(to.1)))
        }
        Mark::Code { x, y, pattern } => {
            let (inset, side) = (pattern.quiet, crate::code::SIDE);
            Some((x + inset, y + inset, x + side - inset, y + side - inset))
        }
        Mark::Draft { .. } => None,
    }
}

/// What stands outside the margins, in words.
fn outside(data: &NaskahData, settings: &LayoutSettings, sheets: &[Sheet]) -> Option<String> {
    let lembar = matches!(data.kind, Kind::LembarDisposisi | Kind::LembarKendali);
    for (index, sheet) in sheets.iter().enumerate() {
        let half = settings.for_half_sheet();
        let settings = if lembar && sheet.width < 180_000 { &half } else { settings };
        let left = settings.margin_left.as_um();
        let right = sheet.width - settings.margin_right.as_um();
        let foot = sheet.height - settings.margin_bottom.as_um();
        for mark in &sheet.marks {
            let Some((x, top, end, bottom)) = extent(mark) else { continue };
            // Page number and kop stand above the text, the code and its words below it.
            let upper =
                if matches!(mark, Mark::Text { .. }) { 3_000 } else { settings.kop_top.as_um().min(10_000) };
            let strip = x >= left && top >= sheet.height - 24_500;
            let lower = if strip { sheet.height - 4_500 } else { foot + 600 };
            if x < left - 50 || end > right + 300 || top < upper || bottom > lower {
                return Some(format!(
                    "page {}: {mark:?} at {x},{top} – {end},{bottom} leaves {left} – {right}, {upper} – {lower}",
                    index + 1
                ));
            }
        }
    }
    None
}

fn code() -> ArchiveCode {
    ArchiveCode {
        office: "4F7A".to_owned(),
        naskah: "N2026-00117".to_owned(),
        revision: 1,
        ..ArchiveCode::default()
    }
}

fn hard() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("x".repeat(10_000)),
        Just("W".repeat(400)),
        Just("kata ".repeat(350)),
        Just(
            "\u{202e}\u{627}\u{644}\u{633}\u{644}\u{627}\u{645} \u{5e9}\u{5dc}\u{5d5}\u{5dd}\u{202c}"
                .to_owned()
        ),
        Just("🏛️ Etalase 👩‍💼 \u{0}\u{1b}[31m\u{7f}\u{85}\u{ad}".to_owned()),
        Just("baris satu\nbaris dua\r\n\n\nbaris tiga\u{2028}".to_owned()),
        "[a-zA-Z0-9 ,.;:()/\\-]{0,300}",
        "\\PC{0,80}",
        any::<String>(),
    ]
}

fn value() -> impl Strategy<Value = FieldValue> {
    prop_oneof![
        hard().prop_map(FieldValue::Text),
        prop::collection::vec(hard(), 0..5).prop_map(FieldValue::List),
        prop::collection::vec(prop::collection::vec(hard(), 0..6), 0..4).prop_map(FieldValue::Table),
    ]
}

/// Shorter, for what is no field: two thousand bytes are the limit there.
fn short() -> impl Strategy<Value = String> {
    hard().prop_map(|text| text.chars().take(480).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_leaves_the_margins(
        kind in prop::sample::select(Kind::ALL.to_vec()),
        values in prop::collection::vec(prop::option::of(value()), 40),
        texts in prop::collection::vec(short(), 14),
        konsep in any::<bool>(),
        paper in prop::sample::select(vec![Paper::A4, Paper::F4_215, Paper::HALF_F4, Paper::A5]),
        form in prop::sample::select(vec![SigningForm::Own, SigningForm::Acting, SigningForm::OnBehalf, SigningForm::OnBehalfThrough]),
    ) {
        let mut data = example(kind);
        data.state = if konsep { State::Konsep } else { State::Siap };
        data.code = Some(code());
        for (spec, value) in fields(kind).iter().filter(|spec| spec.input != crate::Input::Member).zip(values) {
            if let Some(value) = value {
                data.fields.insert(spec.key.to_owned(), value);
            }
        }
        data.place.clone_from(&texts[0]);
        data.signature.form = form;
        data.signature.post.clone_from(&texts[1]);
        data.signature.name.clone_from(&texts[2]);
        data.signature.on_behalf_of = Some(texts[3].clone());
        data.signature.through = Some(texts[4].clone());
        data.signature.nip = Some(texts[5].clone());
        data.number.given = Some(texts[6].clone());
        data.tembusan = Some(vec![texts[7].clone(), texts[8].clone()]);
        data.addressees.list.push(Addressee { post: texts[9].clone(), name: Some(texts[8].clone()), attention: Some(texts[10].clone()), address: Some(texts[7].clone()), place: texts[11].clone() });
        data.paraf.push(ParafRow { post: texts[12].clone() });
        if let Some(row) = data.kop.rows.last_mut() {
            row.text.clone_from(&texts[13]);
        }
        let settings = LayoutSettings { paper, ..LayoutSettings::default() };
        match sheets(&data, &settings) {
            Ok(sheets) => {
                let found = outside(&data, &settings, &sheets);
                prop_assert!(found.is_none(), "{kind} on {paper:?}: {}", found.unwrap_or_default());
            }
            Err(LetterError::Missing { .. } | LetterError::TooLarge { .. } | LetterError::Data { .. }) => {}
            Err(error) => prop_assert!(false, "{kind}: {error}"),
        }
    }
}

#[test]
fn the_examples_stand_inside_their_margins() {
    for kind in Kind::ALL {
        for (_, _, paper) in Paper::NAMED {
            let settings = LayoutSettings { paper, ..LayoutSettings::default() };
            let data = NaskahData { code: Some(code()), ..example(kind) };
            let found = outside(&data, &settings, &sheets(&data, &settings).unwrap());
            assert!(found.is_none(), "{kind} on {paper:?}: {}", found.unwrap_or_default());
        }
    }
}

#[test]
fn a_stamp_has_room_left_of_the_name() {
    // 40 mm across and 25 mm down, left of and beside the signature (facts 1.6), on what is sent.
    for kind in [Kind::SuratUsulan, Kind::Pengumuman, Kind::SuratPemberitahuan] {
        let data = example(kind);
        let mut found = false;
        for sheet in sheets(&data, &LayoutSettings::default()).unwrap() {
            let signed: Vec<_> = sheet
                .marks
                .iter()
                .filter(|mark| matches!(mark, Mark::Text { field: Some(field), .. } if field == "signature"))
                .filter_map(extent)
                .collect();
            let Some(left) = signed.iter().map(|(x, ..)| *x).min() else { continue };
            let top = signed.iter().map(|(_, top, ..)| *top).min().unwrap();
            let bottom = signed.iter().map(|(.., bottom)| *bottom).max().unwrap();
            assert!(bottom - top >= 25_000, "{kind}: {} µm down", bottom - top);
            for mark in &sheet.marks {
                let Some((x, y, end, lower)) = extent(mark) else { continue };
                let clear = end <= left - 40_000 || x >= left || lower <= top || y >= bottom;
                assert!(clear, "{kind}: {mark:?} stands where the stamp goes");
            }
            found = true;
        }
        assert!(found, "{kind} is signed");
    }
}
