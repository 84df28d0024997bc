//! Letters that break layouts, and whatever a keyboard can produce.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use letters::{
    Addressee, Attachment, CopyKind, FieldValue, Kind, LayoutSettings, LetterDate, NaskahData, Paper,
    SigningForm, State, example, fields, render,
};
use proptest::prelude::*;

/// Everything stays on the paper: places of fields are the witnesses.
#[track_caller]
fn fits(data: &NaskahData, settings: &LayoutSettings) -> letters::Rendered {
    let rendered = render(data, settings, None).unwrap_or_else(|error| panic!("{error}"));
    let (width, height) = rendered.paper_um;
    for (key, places) in &rendered.field_places {
        for place in places {
            let right = place.x_um + place.width_um;
            let bottom = place.y_um + place.height_um;
            assert!(place.x_um >= 0 && right <= width - 8_000, "{key} ends at {right} of {width} µm");
            assert!(place.y_um >= 0 && bottom <= height - 8_000, "{key} ends at {bottom} of {height} µm");
            assert!(place.page < rendered.pages, "{key} is on a page that exists");
        }
    }
    rendered
}

#[test]
fn a_subject_of_three_hundred_characters() {
    for paper in [Paper::A4, Paper::F4_215, Paper::F4_210] {
        let mut data = example(Kind::SuratPemberitahuan);
        let subject = "Pemberitahuan Ketersediaan Etalase ".repeat(9);
        assert!(subject.len() > 300, "the case is hard enough");
        common::set(&mut data, "hal", &subject);
        let settings = LayoutSettings { paper, ..LayoutSettings::default() };
        let rendered = fits(&data, &settings);
        assert_eq!(
            common::squeezed(&rendered.text.concat()).matches("PemberitahuanKetersediaan").count(),
            9,
            "no word of it is lost"
        );
    }
}

#[test]
fn a_name_with_three_titles_and_every_form_of_signing() {
    let mut data = example(Kind::SuratPemberitahuan);
    data.signature.name =
        "Prof. Dr. H. Raden Mas Abdurrahman Wahid Sastrawinata, S.E., M.Si., Ph.D.".to_owned();
    data.signature.through = Some("Asisten Perekonomian dan Pembangunan".to_owned());
    for (form, first) in [
        (SigningForm::Own, "ASISTEN PEREKONOMIAN"),
        (SigningForm::Acting, "Plt. ASISTEN"),
        (SigningForm::Daily, "Plh. ASISTEN"),
        (SigningForm::OnBehalf, "a.n. SEKRETARIS DAERAH"),
        (SigningForm::OnBehalfThrough, "u.b."),
    ] {
        data.signature.form = form;
        let rendered = fits(&data, &LayoutSettings::default());
        let text = rendered.text.concat();
        assert!(text.contains(first), "{form:?} prints {first}:\n{text}");
        assert!(text.contains("NIP. 19671105 199303 1 007"), "{form:?}: the NIP is grouped");
    }
}

#[test]
fn forty_eight_recipients_in_both_layouts_and_both_ways() {
    let mut data = example(Kind::SuratPemberitahuan);
    data.addressees.list = (1..=48)
        .map(|n| Addressee {
            post: format!("Kepala Dinas {n:02}"),
            place: "Mojokerto".to_owned(),
            ..Addressee::default()
        })
        .collect();
    for side in ["kiri", "kanan"] {
        let settings = LayoutSettings::from_json(&format!(r#"{{"address_side": "{side}"}}"#)).unwrap();
        for attached in [Some("Kepala Perangkat Daerah".to_owned()), None] {
            data.addressees.attached_as.clone_from(&attached);
            let text = fits(&data, &settings).text.concat();
            for n in 1..=48 {
                let post = format!("Kepala Dinas {n:02}");
                assert!(text.contains(&post), "{side}, attached {attached:?}: {post} is there");
            }
            assert_eq!(
                text.contains("(daftar terlampir)"),
                attached.is_some(),
                "said only when it is attached"
            );
        }
    }
}

#[test]
fn the_signature_never_stands_alone() {
    // Ever longer bodies push the signature over the page's edge; two lines of text must go with it each time.
    let mut data = example(Kind::SuratUsulan);
    data.fields.remove("daftar_produk");
    data.tembusan = Some(Vec::new());
    let mut crossed = 0;
    for count in 1..120 {
        common::set(&mut data, "uraian_produk", &"kertas dan alat tulis ".repeat(count));
        let rendered = fits(&data, &LayoutSettings::default());
        let page =
            rendered.text.iter().find(|page| page.contains("Dr. ANI CONTOH")).expect("the name is printed");
        assert!(page.contains("KEPALA DINAS PENDIDIKAN,"), "post and name are on one page ({count})");
        if rendered.pages > 1 {
            crossed += 1;
            assert!(
                page.contains("Demikian usulan ini") && page.contains("ucapkan terima kasih."),
                "two lines of text stand above the signature ({count}):\n{page}"
            );
        }
    }
    assert!(crossed > 10, "the case was met {crossed} times");
}

#[test]
fn number_and_date_blank_or_given_change_no_content() {
    let mut data = example(Kind::SuratPemberitahuan);
    let blank = fits(&data, &LayoutSettings::default());
    assert!(blank.text[0].contains("000.3/"), "the pattern stands with room for the number");
    assert!(blank.text[0].contains("/416-023/2026"), "and its other parts");
    let gap = blank.field_places["number"].iter().map(|place| place.width_um).max().unwrap();
    assert!(gap > 18_000, "the room is wide enough to write in: {gap} µm");
    data.number.given = Some("000.3/145/416-023/2026".to_owned());
    data.date = LetterDate::Given(chrono::NaiveDate::from_ymd_opt(2026, 11, 16).unwrap());
    let given = fits(&data, &LayoutSettings::default());
    assert!(given.text[0].contains("000.3/145/416-023/2026"), "the number is printed");
    assert!(given.text[0].contains("Mojokerto, 16 November 2026"), "and the date");
    assert!(given.text[1].contains("16 November 2026"), "in the attachment's head too");
    assert_eq!(blank.body_hash, given.body_hash, "the decision stays valid (PROCEDURE 2)");
    data.copy = CopyKind::Pertinggal;
    data.addressees.list.pop();
    data.kop.rows.pop();
    data.paraf.clear();
    assert_eq!(
        fits(&data, &LayoutSettings::default()).body_hash,
        blank.body_hash,
        "recipient and head are no content"
    );
    for change in [0, 1, 2, 3] {
        let mut other = data.clone();
        let mut settings = LayoutSettings::default();
        let mut template = letters::delivered(Kind::SuratPemberitahuan).unwrap().to_owned();
        match change {
            0 => common::set(&mut other, "telepon", "1"),
            1 => other.signature.name.push('x'),
            2 => settings.justify = false,
            _ => template.push_str("\nSatu kalimat lagi.\n"),
        }
        let hash = render(&other, &settings, Some(&template)).unwrap().body_hash;
        assert_ne!(hash, blank.body_hash, "change {change} is a change of content");
    }
}

#[test]
fn attachments_and_an_empty_place_for_the_lambang() {
    let mut data = example(Kind::Pengumuman);
    data.attachments = vec![
        Attachment {
            title: "SATU".to_owned(),
            text: "Kalimat pertama.\nKalimat kedua.".to_owned(),
            columns: vec!["No".to_owned(), "Uraian".to_owned()],
            rows: (1..90).map(|n| vec![n.to_string(), format!("uraian {n}")]).collect(),
        },
        Attachment { title: "DUA".to_owned(), ..Attachment::default() },
    ];
    let rendered = fits(&data, &LayoutSettings::default());
    let text = rendered.text.concat();
    assert!(text.contains("Lampiran 1") && text.contains("Lampiran 2"), "each has its head");
    assert!(rendered.pages >= 4, "each begins a page, the table goes over: {}", rendered.pages);
    data.kop.lambang = Some("bukan gambar".to_owned());
    let error = render(&data, &LayoutSettings::default(), None).unwrap_err().to_string();
    assert!(error.starts_with("Lambang tidak dapat dibaca"), "{error}");
}

#[test]
fn a_cell_taller_than_a_page_goes_down() {
    let mut data = example(Kind::Telaah);
    let cell = "kata ".repeat(2_000);
    data.fields.insert("tabel_harga".to_owned(), FieldValue::Table(vec![vec!["1".to_owned(), cell]]));
    let rendered = fits(&data, &LayoutSettings::default());
    let words = common::squeezed(&rendered.text.concat()).matches("kata").count();
    assert!(words >= 2_000, "no word of the cell is lost: {words}");
}

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-Z0-9 ,.;:()/\\-]{0,300}",
        "[\\PC]{0,80}",
        "[{}\\[\\]|*_#<>`~!+\\-0-9. \n\t]{0,120}",
        Just("x".repeat(1_500)),
        Just("\u{202e}\u{0}\u{7f}\u{ad}\u{feff}e\u{301}\u{10ffff}\u{e000}".to_owned()),
    ]
}

fn value() -> impl Strategy<Value = FieldValue> {
    prop_oneof![
        anything().prop_map(FieldValue::Text),
        prop::collection::vec(anything(), 0..6).prop_map(FieldValue::List),
        prop::collection::vec(prop::collection::vec(anything(), 0..7), 0..5).prop_map(FieldValue::Table),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_typed_makes_a_letter_panic(
        kind in prop::sample::select(Kind::ALL.to_vec()),
        values in prop::collection::vec(value(), 40),
        texts in prop::collection::vec(anything(), 12),
        konsep in any::<bool>(),
        pertinggal in any::<bool>(),
        paper in 0..4_usize,
    ) {
        let mut data = example(kind);
        data.state = if konsep { State::Konsep } else { State::Siap };
        data.copy = if pertinggal { CopyKind::Pertinggal } else { CopyKind::Asli };
        for (spec, value) in fields(kind).iter().filter(|spec| spec.input != letters::Input::Member).zip(values) {
            data.fields.insert(spec.key.to_owned(), value);
        }
        data.place.clone_from(&texts[0]);
        data.signature.name.clone_from(&texts[1]);
        data.signature.post.clone_from(&texts[2]);
        data.signature.nip = Some(texts[3].clone());
        data.number.given = Some(texts[4].clone());
        data.tembusan = Some(vec![texts[5].clone(), texts[6].clone()]);
        data.addressees.attached_as = Some(texts[7].clone());
        for row in &mut data.kop.rows {
            row.text.clone_from(&texts[8]);
        }
        data.paraf.push(letters::ParafRow { post: texts[9].clone() });
        data.attachments.push(Attachment {
            title: texts[10].clone(),
            text: texts[11].clone(),
            columns: vec![texts[0].clone()],
            rows: vec![vec![texts[1].clone(), texts[2].clone()]],
        });
        let settings = LayoutSettings { paper: Paper::NAMED[paper].2, catchword: konsep, ..LayoutSettings::default() };
        if let Ok(rendered) = render(&data, &settings, None) {
            prop_assert!(rendered.pdf.starts_with(b"%PDF-1.7"), "what renders is a PDF");
            let again = render(&data, &settings, None).map(|again| again.pdf);
            prop_assert_eq!(again.ok(), Some(rendered.pdf), "and the same one again");
        } else if konsep {
            let error = render(&data, &settings, None).unwrap_err();
            let bounded = matches!(
                error,
                letters::LetterError::TooLarge { .. } | letters::LetterError::Data { .. } | letters::LetterError::Settings { .. }
            );
            prop_assert!(bounded, "a konsep is refused only for its size or its data: {}", error);
        }
    }

    #[test]
    fn nothing_written_makes_a_template_panic(body in anything(), head in anything()) {
        let source = format!("+++\nkind = \"pengumuman\"\nshape = \"judul\"\nabout = {head:?}\n+++\n{body}");
        let mut data = example(Kind::Pengumuman);
        data.state = State::Konsep;
        let _ = render(&data, &LayoutSettings::default(), Some(&source));
        let _ = render(&data, &LayoutSettings::default(), Some(&body));
    }

    #[test]
    fn no_settings_make_a_letter_panic(
        left in 0..90_i64, right in 0..90_i64, size in 500..3_600_i64, spacing in 80..300_u16, width in 100..300_i64,
    ) {
        let settings = LayoutSettings {
            margin_left: letters::Length::mm(left),
            margin_right: letters::Length::mm(right),
            font_size: letters::FontSize::hundredths(size),
            line_spacing_percent: spacing,
            paper: Paper { width: letters::Length::mm(width), height: letters::Length::mm(297) },
            ..LayoutSettings::default()
        };
        for kind in Kind::ALL {
            match render(&example(kind), &settings, None) {
                Ok(rendered) => prop_assert!(rendered.pages > 0, "pages"),
                Err(error) => prop_assert!(matches!(error, letters::LetterError::Settings { .. } | letters::LetterError::TooLarge { .. }), "{}", error),
            }
        }
    }
}
