//! What is wrong with a template is said with its line and, where something near exists, a suggestion (DESK 6.6).
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use letters::{FieldValue, Kind, LayoutSettings, LetterError, State, Template, delivered, example, render};

fn with_body(body: &str) -> String {
    format!("+++\nkind = \"pengumuman\"\nshape = \"judul\"\n+++\n{body}\n")
}

#[test]
fn every_delivered_template_parses() {
    for kind in Kind::ALL {
        let template =
            Template::parse(kind, delivered(kind).unwrap()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(template.kind, kind, "a template is of its kind");
        assert!(!template.title.is_empty(), "{kind} has a title");
    }
}

#[test]
fn broken_templates_name_their_line() {
    let big = "{{nama_etalase}} ".repeat(600);
    for (source, line, part) in [
        (with_body("a\nb {{jadwl}} c"), 6, "isian {{jadwl}} tidak dikenal. Mungkin {{jadwal}}."),
        (with_body("a\n\n{{ gudang_besar }}"), 7, "{{gudang_besar}} tidak dikenal."),
        (with_body("a {{jadwal b"), 5, "{{ tidak ditutup"),
        (with_body("a {{jadwal\n}} b"), 5, "{{ tidak ditutup"),
        (with_body("a {{ {{jadwal}} }} b"), 5, "{{ tidak ditutup"),
        (with_body("a }} b"), 5, "}} tanpa {{"),
        (with_body("a {{}} b"), 5, "tidak bernama"),
        (with_body("a [[b {{jadwal}}\nc]]"), 5, "[[ tidak ditutup"),
        (with_body("a ]] b"), 5, "]] tanpa [["),
        (with_body("a [[ b [[ c ]] ]]"), 5, "[[ di dalam [["),
        (with_body("a [[?jadwl b]]"), 5, "Mungkin {{jadwal}}"),
        (with_body("a\n\n<b>x</b>"), 7, "HTML"),
        (with_body("a\n\n![x](y)"), 7, "gambar"),
        (with_body("a\n\n    kode"), 7, "blok kode"),
        (with_body("a\n\n> kutip"), 7, "kutipan"),
        (with_body("a\u{7}"), 5, "U+0007"),
        (with_body("a\u{e001}"), 5, "U+E001"),
        ("tanpa kepala".to_owned(), 1, "+++"),
        ("+++\nkind = \"pengumuman\"\n".to_owned(), 1, "tidak ditutup"),
        ("+++\nshape = \"judul\"\n+++\n".to_owned(), 1, "tidak memuat kind"),
        ("+++\nkind = \"pengumumn\"\nshape = \"judul\"\n+++\n".to_owned(), 2, "Mungkin \"pengumuman\""),
        ("+++\nkind = \"telaah\"\nshape = \"judul\"\n+++\n".to_owned(), 2, "untuk telaah, bukan pengumuman"),
        ("+++\nkind = \"pengumuman\"\nshape = \"judl\"\n+++\n".to_owned(), 3, "Mungkin \"judul\""),
        (
            "+++\nkind = \"pengumuman\"\nshape = \"judul\"\ntembusn = []\n+++\n".to_owned(),
            4,
            "Mungkin tembusan",
        ),
        ("+++\nkind = \"pengumuman\"\nshape = \"judul\"\ntembusan = 3\n+++\n".to_owned(), 4, "daftar teks"),
        ("+++\nkind = \"pengumuman\"\nshape = \"judul\"\npaper = \"F5\"\n+++\n".to_owned(), 4, "A4"),
        (
            "+++\nkind = \"pengumuman\"\nshape = \"judul\"\nnumber = \"{nomr}\"\n+++\n".to_owned(),
            4,
            "Mungkin {nomor}",
        ),
        ("+++\nkind = \"pengumuman\"\nshape = = 1\n+++\n".to_owned(), 3, "tidak dapat dibaca"),
        (
            "+++\nkind = \"pengumuman\"\nshape = \"judul\"\nabout = \"{{nama_etalas}}\"\n+++\n".to_owned(),
            4,
            "Mungkin {{nama_etalase}}",
        ),
    ] {
        match Template::parse(Kind::Pengumuman, &source) {
            Err(LetterError::Template { template, line: at, problem }) => {
                assert_eq!(template, "pengumuman", "the template is named");
                assert_eq!(at, line, "the line of {problem:?} in\n{source}");
                assert!(problem.contains(part), "{problem:?} should say {part:?}");
                assert!(problem.ends_with('.'), "{problem:?} is a sentence, for others to follow it");
            }
            other => panic!("{source:?} should be refused, not {other:?}"),
        }
    }
    for large in [with_body(&big), with_body(&"x".repeat(70_000))] {
        let error = Template::parse(Kind::Pengumuman, &large).unwrap_err();
        assert!(matches!(error, LetterError::TooLarge { .. }), "{error}");
    }
}

#[test]
fn values_are_text_and_never_templates_or_markup() {
    let mut data = example(Kind::Pengumuman);
    common::set(&mut data, "nama_etalase", "{{jadwal}} **tebal** <b> [a](b) | x");
    common::set(&mut data, "alamat_lpse", "1. satu\n2. dua {{{{ [[ ]] }}");
    let rendered = render(&data, &LayoutSettings::default(), None).unwrap();
    let text = common::squeezed(&rendered.text.concat());
    for part in ["{{jadwal}} **tebal** <b> [a](b) | x", "1. satu 2. dua {{{{ [[ ]] }}"] {
        assert!(text.contains(&common::squeezed(part)), "{part} is printed as it was typed:\n{text}");
    }
}

#[test]
fn growth_is_bounded() {
    let source = with_body(&"{{nama_etalase}}\n".repeat(400));
    let mut data = example(Kind::Pengumuman);
    common::set(&mut data, "nama_etalase", &"{{nama_etalase}} ".repeat(1_000));
    let error = render(&data, &LayoutSettings::default(), Some(&source)).unwrap_err();
    assert!(
        matches!(error, LetterError::TooLarge { .. }),
        "400 times 17,000 characters are refused: {error}"
    );
    common::set(&mut data, "nama_etalase", &"x".repeat(50_000));
    let error = render(&data, &LayoutSettings::default(), None).unwrap_err();
    assert!(matches!(error, LetterError::TooLong { .. }), "a value of 50,000 characters is refused: {error}");
    let deep = (0..30).fold(String::new(), |text, depth| format!("{text}{}- a\n", "  ".repeat(depth)));
    let error = render(&data, &LayoutSettings::default(), Some(&with_body(&deep)));
    assert!(error.is_err(), "thirty lists inside each other are refused");
}

#[test]
fn optional_things_disappear_and_defaults_step_in() {
    let mut data = example(Kind::Pengumuman);
    let with = render(&data, &LayoutSettings::default(), None).unwrap().text.concat();
    assert!(with.contains("keagenan"), "the item of the permit is there");
    assert!(with.contains("pos-el"), "the address is there");
    data.fields.remove("izin");
    data.fields.insert("pos_el".to_owned(), FieldValue::Text("  ".to_owned()));
    let without = render(&data, &LayoutSettings::default(), None).unwrap();
    let text = without.text.concat();
    assert!(!text.contains("memiliki ."), "the item disappears whole");
    assert!(
        text.contains("e. menyampaikan") || text.contains("e.\tmenyampaikan"),
        "the next takes its letter:\n{text}"
    );
    assert!(
        !text.contains("pos-el") && text.contains("(0321) 000000, pada jam kerja"),
        "the group disappears:\n{text}"
    );
    assert!(without.missing.is_empty(), "optional fields are not missing");
    let source = with_body("Jadwal: {{ jadwal | menyusul }}. Izin: {{ izin | tidak ada }}.");
    data.fields.remove("jadwal");
    let text = render(&data, &LayoutSettings::default(), Some(&source)).unwrap().text.concat();
    assert!(text.contains("Jadwal: menyusul. Izin: tidak ada."), "defaults step in:\n{text}");
}

#[test]
fn a_konsep_shows_what_is_missing_and_siap_refuses() {
    let mut data = example(Kind::Pengumuman);
    data.fields.remove("jadwal");
    data.fields.remove("kbli");
    data.signature.name.clear();
    let error = render(&data, &LayoutSettings::default(), None).unwrap_err();
    let LetterError::Missing { fields, .. } = &error else { panic!("{error}") };
    let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(keys, ["kbli", "jadwal", "signature"], "in the order of the form");
    assert!(error.to_string().starts_with("Surat belum bisa disiapkan: 3 isian kosong (KBLI, "), "{error}");
    data.state = State::Konsep;
    let rendered = render(&data, &LayoutSettings::default(), None).unwrap();
    let text = rendered.text.concat();
    for label in ["[KBLI]", "[Jadwal pendaftaran]", "[Nama penanda tangan]"] {
        assert!(text.contains(label), "{label} stands in the page:\n{text}");
    }
    assert_eq!(rendered.missing.len(), 3, "and is listed");
    assert!(rendered.field_places.contains_key("jadwal"), "its place is known, to be framed");
    let empty = letters::NaskahData::empty(Kind::Telaah);
    let rendered = render(&empty, &LayoutSettings::default(), None).unwrap();
    assert!(
        rendered.missing.iter().filter(|field| field.required).count() > 15,
        "an empty konsep renders too"
    );
}

#[test]
fn unknown_data_is_named() {
    let mut data = example(Kind::Pengumuman);
    data.fields.insert("jadwl".to_owned(), FieldValue::Text("x".to_owned()));
    let error = render(&data, &LayoutSettings::default(), None).unwrap_err().to_string();
    assert!(error.contains("fields.jadwl") && error.contains("Mungkin jadwal"), "{error}");
    let error =
        letters::NaskahData::from_json(r#"{"kind": "pengumuman", "plce": "x"}"#).unwrap_err().to_string();
    assert!(error.contains("plce"), "{error}");
    let error =
        letters::NaskahData::from_json(r#"{"kind": "pengumuman", "date": "9/11"}"#).unwrap_err().to_string();
    assert!(error.contains("9/11"), "{error}");
    for kind in Kind::ALL {
        let json = serde_json::to_string(&example(kind)).unwrap();
        assert_eq!(letters::NaskahData::from_json(&json).unwrap(), example(kind), "{kind} survives JSON");
    }
}
