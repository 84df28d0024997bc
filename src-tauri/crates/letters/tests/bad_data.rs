//! What is wrong with the data gives a sentence or a sane page, with a bound on the work: never a panic.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use base64::Engine;
use letters::{
    Addressee, DispatchBook, DispatchRow, Input, Kind, LayoutSettings, LetterError, NaskahData, Sheet,
    SopSheet, State, Template, check_lambang, dispatch_book, drawn_lambang, example, fields, lived_sheet,
    render, sop_sheet,
};
use proptest::prelude::*;
use sop::definition::Definition;

fn settings() -> LayoutSettings {
    LayoutSettings::default()
}

#[test]
fn each_missing_field_is_named_and_a_konsep_shows_it() {
    let mut asked = 0;
    for kind in Kind::ALL {
        for spec in fields(kind).iter().filter(|spec| spec.required && spec.input != Input::Member) {
            let mut data = example(kind);
            data.fields.remove(&spec.key);
            match render(&data, &settings(), None) {
                Err(LetterError::Missing { kind: named, fields }) => {
                    assert_eq!(named, kind);
                    let named: Vec<_> = fields.iter().map(|field| field.key.as_str()).collect();
                    assert_eq!(named, [spec.key.as_str()], "{kind}: this one and no other");
                    asked += 1;
                }
                // A value that the template can do without by a default of its own is not missed.
                Ok(rendered) => assert!(rendered.missing.is_empty(), "{kind}: {} is missed", spec.key),
                Err(error) => panic!("{kind}, {}: {error}", spec.key),
            }
            data.state = State::Konsep;
            let konsep = render(&data, &settings(), None).unwrap();
            assert!(konsep.pages > 0, "{kind}: a konsep without {} is printed", spec.key);
        }
    }
    assert!(asked > 15, "{asked} fields were missed");
}

#[test]
fn a_recipient_without_a_name_is_refused_or_left_for_the_hand() {
    for list in [
        vec![],
        vec![Addressee::default()],
        vec![Addressee { post: " \t ".to_owned(), ..Addressee::default() }],
    ] {
        for kind in [Kind::SuratUsulan, Kind::SuratPemberitahuan, Kind::NOTA_DINAS, Kind::SURAT_UNDANGAN] {
            let mut data = example(kind);
            data.addressees.list.clone_from(&list);
            data.addressees.attached_as = None;
            match render(&data, &settings(), None) {
                Err(LetterError::Missing { fields, .. }) => {
                    assert!(fields.iter().any(|field| field.key == "addressees"), "{kind}: {fields:?}");
                }
                Err(error) => panic!("{kind}: {error}"),
                Ok(rendered) => panic!("{kind} with {list:?} is siap for nobody:\n{}", rendered.text[0]),
            }
            data.state = State::Konsep;
            let konsep = render(&data, &settings(), None).unwrap();
            assert!(
                konsep.missing.iter().any(|field| field.key == "addressees"),
                "{kind}: the konsep says so"
            );
        }
    }
    let csv = "Jabatan;Nama;Tempat\nKepala Dinas Contoh;;Mojokerto\n;;Mojosari\n";
    let sheet = Sheet::read(csv.as_bytes()).unwrap();
    let list = sheet.recipients(&sheet.matched(Kind::SuratPemberitahuan)).unwrap();
    assert_eq!(list.recipients.len(), 1, "the row with a post is a recipient");
    assert_eq!(list.faults.len(), 1, "the other is a fault with its line: {:?}", list.faults);
    assert_eq!(list.faults[0].line, 3, "{:?}", list.faults[0]);
}

/// A grey JPEG of any size in a few bytes: every block has no difference to the one before it and no detail, which is two
/// bits with a table of one code each (ITU-T T.81, annexes B and F).
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0];
    bytes.extend([1; 64]);
    let ([h1, h0], [w1, w0]) = (height.to_be_bytes(), width.to_be_bytes());
    bytes.extend([0xFF, 0xC0, 0, 11, 8, h1, h0, w1, w0, 1, 1, 0x11, 0]);
    for class in [0x00, 0x10] {
        bytes.extend([0xFF, 0xC4, 0, 20, class, 1]);
        bytes.extend([0; 15]);
        bytes.push(0);
    }
    bytes.extend([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]);
    let blocks = usize::from(width.div_ceil(8)) * usize::from(height.div_ceil(8));
    bytes.extend(std::iter::repeat_n(0, blocks.div_ceil(4)));
    bytes.extend([0xFF, 0xD9]);
    bytes
}

fn with_lambang(bytes: &[u8]) -> NaskahData {
    let mut data = example(Kind::Pengumuman);
    data.kop.lambang = Some(base64::engine::general_purpose::STANDARD.encode(bytes));
    data
}

#[test]
fn a_lambang_of_forty_megapixels_is_refused_by_its_head() {
    let small = jpeg(400, 500);
    check_lambang(&small).unwrap();
    assert!(render(&with_lambang(&small), &settings(), None).unwrap().pages > 0, "the maker makes pictures");
    let large = jpeg(8_000, 5_000);
    assert!(large.len() < 200_000, "{} bytes", large.len());
    let decoded = image::load_from_memory(&large).expect("forty megapixels that can be decoded");
    assert_eq!((decoded.width(), decoded.height()), (8_000, 5_000));
    let error = check_lambang(&large).unwrap_err();
    assert!(error.to_string().contains("8000 × 5000 piksel"), "{error}");
    assert_eq!(
        render(&with_lambang(&large), &settings(), None).unwrap_err(),
        error,
        "every letter says the same"
    );
    // Nothing behind the head is read: a file that ends there is refused with the same words, not as a torn one.
    let head = &large[..200];
    assert_eq!(check_lambang(head).unwrap_err(), error, "no pixel of it was unpacked");
}

#[test]
fn a_broken_lambang_is_a_sentence() {
    let svg = |inside: &str| {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 50">{inside}</svg>"#
        )
    };
    let laughs = format!(
        "<!DOCTYPE svg [<!ENTITY a \"ha\">{}]>{}",
        ('b'..='k')
            .zip('a'..='j')
            .map(|(of, by)| format!("<!ENTITY {of} \"{}\">", format!("&{by};").repeat(10)))
            .collect::<String>(),
        svg("<text>&k;</text>")
    );
    let uses = (0..30)
        .map(|n| format!(r##"<g id="g{}"><use xlink:href="#g{n}"/><use xlink:href="#g{n}"/></g>"##, n + 1));
    for (what, text) in [
        ("torn off", svg("<path d=\"M1 1H39V31\"/>")[..90].to_owned()),
        ("not closed", svg("<g><path d=\"M1 1H39V31\"/>")),
        ("no size", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>".to_owned()),
        ("an element within itself", svg(r##"<g id="a"><use xlink:href="#a"/></g>"##)),
        (
            "two within each other",
            svg(r##"<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g>"##),
        ),
        (
            "a doubling of thirty steps",
            svg(&format!("<path id=\"g0\" d=\"M1 1H9V9\"/>{}", uses.collect::<String>())),
        ),
        ("an entity of entities", laughs),
        ("a depth without end", svg(&format!("{}{}", "<g>".repeat(5_000), "</g>".repeat(5_000)))),
        ("no SVG at all", "<svg".to_owned()),
    ] {
        let kept = drawn_lambang(text.as_bytes());
        let shown = render(&with_lambang(text.as_bytes()), &settings(), None);
        match (kept, shown) {
            (Err(LetterError::Lambang { reason, .. }), Err(error)) => {
                assert!(
                    !reason.is_empty() && error.to_string().starts_with("Lambang tidak dapat dibaca"),
                    "{what}: {error}"
                );
            }
            // What can be drawn all the same is a picture like any other.
            (Ok(Some(png)), Ok(rendered)) => assert!(png.len() < 1_000_000 && rendered.pages > 0, "{what}"),
            (kept, shown) => panic!("{what}: {:?} and {:?}", kept.map(|_| ()), shown.map(|_| ())),
        }
    }
}

fn announcement(body: &str) -> String {
    format!("+++\nkind = \"pengumuman\"\nshape = \"judul\"\n+++\n{body}\n")
}

#[test]
fn what_looks_like_a_loop_or_an_inclusion_is_refused_with_its_line() {
    for part in [
        "{{#each daftar}}{{this}}{{/each}}",
        "{{#while true}}x{{/while}}",
        "{{for i in jadwal}}",
        "{{> pengumuman}}",
        "{{include \"pengumuman\"}}",
        "{{template pengumuman}}",
        "{{pengumuman}}",
        "{{{jadwal}}}",
        "[[?jadwal [[?jadwal [[?jadwal x]] ]] ]]",
    ] {
        let source = announcement(&format!("Baris pertama.\n\n{part}"));
        match Template::parse(Kind::Pengumuman, &source) {
            Err(LetterError::Template { line, problem, .. }) => {
                assert_eq!(line, 7, "{part}: {problem}");
                assert!(problem.ends_with('.'), "{part}: {problem}");
            }
            other => panic!("{part} should be refused, not {other:?}"),
        }
    }
    // The signs of other template languages are plain text, printed once.
    let source = announcement("{% for x in y %} ${jadwal} <%= jadwal %> @include(pengumuman)");
    let mut data = example(Kind::Pengumuman);
    data.state = State::Konsep;
    if let Ok(rendered) = render(&data, &settings(), Some(&source)) {
        assert_eq!(rendered.text.concat().matches("@include").count(), 1, "printed as it stands");
    }
    // A title that names itself is no way around: its own name is no field.
    let source = "+++\nkind = \"pengumuman\"\nshape = \"judul\"\nabout = \"{{about}}\"\n+++\nIsi.\n";
    let error = Template::parse(Kind::Pengumuman, source).unwrap_err();
    assert!(matches!(error, LetterError::Template { line: 4, .. }), "{error}");
    // A value that names its own field is text: it is put in once, not again into itself.
    common::set(&mut data, "nama_etalase", "{{nama_etalase}} {{nama_etalase}}");
    let text = render(&data, &settings(), None).unwrap().text.concat();
    assert!(text.contains("{{nama_etalase}}"), "{text}");
}

#[test]
fn a_word_of_ten_thousand_letters_takes_its_pages_and_no_more() {
    let word = "x".repeat(10_000);
    for kind in Kind::ALL {
        let plain = render(&example(kind), &settings(), None).unwrap().pages;
        for spec in fields(kind).iter().filter(|spec| matches!(spec.input, Input::Short | Input::Long)) {
            let mut data = example(kind);
            common::set(&mut data, &spec.key, &word);
            match render(&data, &settings(), None) {
                Ok(rendered) => {
                    // Some eighty letters to a line and forty lines to a page, in every place that prints the field.
                    let places = rendered.field_places.get(&spec.key).map_or(0, Vec::len);
                    assert!(
                        rendered.pages <= plain + 60,
                        "{kind}, {}: {} pages, {places} places",
                        spec.key,
                        rendered.pages
                    );
                    let printed = common::squeezed(&rendered.text.concat()).matches('x').count();
                    assert!(
                        places == 0 || printed >= 10_000,
                        "{kind}, {}: {printed} letters of it",
                        spec.key
                    );
                }
                Err(
                    LetterError::TooLong { .. } | LetterError::TooLarge { .. } | LetterError::Data { .. },
                ) => {}
                Err(error) => panic!("{kind}, {}: {error}", spec.key),
            }
        }
    }
}

/// A sheet of some pages, or the sentence that one of these texts is too long.
fn is_sane(sheet: &Result<SopSheet, LetterError>, heads: &[&String]) -> bool {
    match sheet {
        Ok(sheet) => (1..120).contains(&sheet.pages),
        Err(LetterError::TooLong { actual, limit, .. }) => {
            actual > limit && heads.iter().any(|head| head.chars().count() == *actual)
        }
        Err(_) => false,
    }
}

fn hard() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("x".repeat(10_000)),
        Just("kata ".repeat(400)),
        Just("\u{202e}\u{627}\u{644}\u{0}\u{1b}[31m\u{ad}\u{10ffff}".to_owned()),
        Just("a. satu\nb. dua\n- tiga\n\n\n".to_owned()),
        "\\PC{0,60}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_sheet_of_the_sop_panic(texts in prop::collection::vec(hard(), 12), rounds in 0..5_u32) {
        let mut definition = Definition::delivered().unwrap();
        definition.identity.title.clone_from(&texts[0]);
        definition.identity.number.clone_from(&texts[1]);
        definition.steps[3].act.clone_from(&texts[2]);
        definition.steps[4].remark.clone_from(&texts[3]);
        definition.actors[1].name.clone_from(&texts[4]);
        definition.legal_bases.push(texts[5].clone());
        // What stands on every page is bounded, what stands once takes its pages: ten thousand letters in a narrow
        // column some twenty-five.
        let sheet = sop_sheet(&definition, None, &settings());
        prop_assert!(is_sane(&sheet, &[&texts[0], &texts[1], &texts[4]]), "{:?}", sheet.map(|sheet| sheet.pages));
        let mut lived = common::lived::with_rounds(rounds);
        lived.etalase.clone_from(&texts[6]);
        lived.proposer.clone_from(&texts[7]);
        lived.letter.clone_from(&texts[8]);
        lived.status.clone_from(&texts[9]);
        if let Some(round) = lived.steps[1].rounds.first_mut() {
            round.remarks.push(texts[10].clone());
        }
        let sheet = lived_sheet(&definition, &lived, &settings());
        let heads = [&texts[0], &texts[1], &texts[4], &texts[6], &texts[7], &texts[8], &texts[9]];
        prop_assert!(is_sane(&sheet, &heads), "{:?}", sheet.map(|sheet| sheet.pages));
    }

    #[test]
    fn no_text_makes_the_buku_ekspedisi_panic(texts in prop::collection::vec(hard(), 5)) {
        let row = DispatchRow {
            number: texts[0].clone(),
            to: texts[1].clone(),
            address: texts[2].clone(),
            subject: texts[3].clone(),
            count: texts[4].clone(),
            ..DispatchRow::default()
        };
        let book = DispatchBook { rows: vec![row; 3], ..DispatchBook::default() };
        match dispatch_book(&book) {
            Ok(printed) => prop_assert!((1..400).contains(&printed.pages), "{} pages", printed.pages),
            Err(error) => prop_assert!(
                matches!(error, LetterError::TooLarge { .. } | LetterError::TooLong { .. } | LetterError::Data { .. }),
                "{}", error
            ),
        }
    }

    #[test]
    fn no_bytes_make_a_lambang_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..300), cut in 0..400_usize, at in 0..400_usize) {
        let _ = check_lambang(&bytes);
        let mut picture = jpeg(64, 64);
        let place = at % picture.len();
        picture.truncate(cut.max(place + 1));
        picture[place] = bytes.pop().unwrap_or(0);
        match check_lambang(&picture) {
            Ok(()) => prop_assert!(render(&with_lambang(&picture), &settings(), None).is_ok(), "what is kept is drawn"),
            Err(error) => prop_assert!(matches!(error, LetterError::Lambang { .. }), "{}", error),
        }
    }
}
