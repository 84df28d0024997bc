//! Kinds that are data: a template declares its fields, and a naskah of it is made like any other.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use letters::{
    FieldValue, Input, Kind, LayoutSettings, LetterError, NaskahData, Shape, State, Template, delivered,
    example, example_of, fields, render,
};

const BERITA: &str = r#"+++
kind = "berita-acara"
title = "Berita acara"
shape = "judul"
heading = "BERITA ACARA"
about = "Serah Terima {{barang}}"

[[field]]
key = "barang"
label = "Barang"
required = true

[[field]]
key = "hari"
label = "Hari"
input = "day"
required = true

[[field]]
key = "saksi"
label = "Saksi"
input = "list"

[[field]]
key = "rincian"
label = "Rincian"
input = "table"
columns = ["No", { label = "Barang", weight = 40 }, { label = "Jumlah", weight = 12, right = true }]
+++
Pada hari ini, {{hari}}, telah diserahkan {{barang}}.

{{rincian}}

Disaksikan oleh {{saksi}}.
"#;

fn berita() -> (Template, NaskahData) {
    let kind = Kind::named("berita-acara").unwrap();
    let template = Template::parse(kind, BERITA).unwrap();
    let mut data = NaskahData { kind, ..example(Kind::NOTA_DINAS) };
    data.fields.clear();
    common::set(&mut data, "barang", "Dokumen lelang");
    common::set(&mut data, "hari", "2026-11-09");
    (template, data)
}

fn text(data: &NaskahData, template: Option<&str>) -> String {
    common::squeezed(&render(data, &LayoutSettings::default(), template).unwrap().text.concat())
}

#[test]
fn a_kind_of_an_office_needs_nothing_but_its_template() {
    let (template, mut data) = berita();
    assert_eq!(template.shape, Shape::Judul);
    assert_eq!(template.field("hari").unwrap().input, Input::Day);
    let page = text(&data, Some(BERITA));
    for part in ["BERITA ACARA", "SERAH TERIMA DOKUMEN LELANG", "Senin, 9 November 2026, telah diserahkan"] {
        assert!(page.contains(&common::squeezed(part)), "{part} in {page}");
    }
    assert!(!page.contains("Disaksikan"), "an optional field takes its paragraph along");
    data.fields.insert("saksi".into(), FieldValue::List(vec!["Budi".into(), "Wati".into()]));
    data.fields
        .insert("rincian".into(), FieldValue::Table(vec![vec!["1".into(), "Map".into(), "1.250".into()]]));
    let page = text(&data, Some(BERITA));
    assert!(page.contains(&common::squeezed("Disaksikan oleh Budi dan Wati.")), "{page}");
    assert!(page.contains("Jumlah") && page.contains("1.250"), "the table has the declared heads: {page}");

    data.fields.remove("hari");
    match render(&data, &LayoutSettings::default(), Some(BERITA)) {
        Err(LetterError::Missing { kind, fields }) => {
            assert_eq!(kind.as_str(), "berita-acara");
            assert_eq!(fields[0].label, "Hari", "a siap naskah needs what its template requires");
        }
        other => panic!("a missing field is named, not {other:?}"),
    }
    data.state = State::Konsep;
    assert!(text(&data, Some(BERITA)).contains("[Hari]"), "a konsep shows it");

    match render(&data, &LayoutSettings::default(), None) {
        Err(LetterError::Data { field, .. }) => assert_eq!(field, "kind", "no such template is delivered"),
        other => panic!("{other:?}"),
    }
    let json = serde_json::to_string(&data).unwrap();
    assert_eq!(NaskahData::from_json(&json).unwrap(), data, "plain data of it are read again");
}

#[test]
fn the_delivered_kinds_that_are_data_print_what_their_example_says() {
    for (kind, parts) in [
        (
            Kind::SURAT_PENGEMBALIAN,
            vec![
                "Hal : Pengembalian Usulan Etalase Alat Tulis Kantor",
                "Yth. Kepala Dinas Pendidikan",
                "Nomor 400.3/311/416-101/2026 tanggal 9 November 2026",
                "kami kembalikan karena belum lengkap",
                "1. Kode KBLI untuk produk kertas",
                "2. Menyampaikan kembali usulan dengan surat dinas yang baru.",
                "Tembusan: Sekretaris Daerah Kabupaten Mojokerto",
            ],
        ),
        (
            Kind::NOTA_DINAS,
            vec![
                "NOTA DINAS",
                "Yth. : Sekretaris Daerah Kabupaten Mojokerto",
                "Dari : Kepala Bagian Pengadaan Barang dan Jasa",
                "Tanggal : 16 November 2026",
                "Hal : Laporan Perkembangan Usulan Etalase Alat Tulis Kantor",
                "Demikian untuk menjadi periksa",
            ],
        ),
        (
            Kind::SURAT_UNDANGAN,
            vec![
                "Hal : Undangan",
                "hari/tanggal : Selasa, 17 November 2026",
                "waktu : pukul 09.00 WIB sampai selesai",
                "tempat : Ruang Rapat",
                "acara : Pembahasan",
            ],
        ),
    ] {
        let page = text(&example(kind), None);
        for part in parts {
            assert!(page.contains(&common::squeezed(part)), "{kind}: {part:?} in\n{page}");
        }
        assert!(!page.contains('['), "{kind}: the example is complete: {page}");
        let template = Template::parse(kind, delivered(kind).unwrap()).unwrap();
        assert_eq!(template.fields, fields(kind), "{kind}: one list of fields");
    }
}

#[test]
fn what_a_head_declares_wrongly_is_named_with_its_line() {
    let head = |field: &str| {
        format!("+++\nkind = \"berita-acara\"\nshape = \"judul\"\n\n[[field]]\n{field}\n+++\nIsi.\n")
    };
    let good = "key = \"a\"\nlabel = \"A\"";
    for (field, line, part) in [
        ("label = \"A\"".to_owned(), 5, "key \"\" harus"),
        ("key = \"A b\"\nlabel = \"A\"".to_owned(), 6, "huruf kecil"),
        ("key = \"a\"".to_owned(), 5, "belum berlabel"),
        (format!("{good}\ninput = \"shrt\""), 8, "Mungkin \"short\""),
        (format!("{good}\nlabl = \"x\""), 8, "Mungkin label"),
        (format!("{good}\ngroup = \"Isian\""), 8, "Mungkin \"Isi\""),
        (format!("{good}\ninput = \"choice\""), 8, "options"),
        (format!("{good}\noptions = [\"x\"]"), 8, "hanya untuk input choice"),
        (format!("{good}\ninput = \"table\""), 5, "columns"),
        (format!("{good}\nrequired = \"ya\""), 8, "true atau false"),
        (format!("{good}\nexample = [\"x\"]"), 8, "tidak cocok"),
        (format!("{good}\n\n[[field]]\nkey = \"a\"\nlabel = \"B\""), 10, "sudah ada"),
        (format!("{good}\n\n[[field]]\nkey = \"number\"\nlabel = \"B\""), 10, "sudah ada"),
    ] {
        let source = head(&field);
        match Template::parse(Kind::named("berita-acara").unwrap(), &source) {
            Err(LetterError::Template { line: at, problem, .. }) => {
                assert!(problem.contains(part), "{problem:?} should say {part:?}");
                assert_eq!(at, line, "the line of {problem:?} in\n{source}");
            }
            other => panic!("{source} should be refused, not {other:?}"),
        }
    }
    let many: String = (0..61).map(|n| format!("\n[[field]]\nkey = \"f{n}\"\nlabel = \"F\"\n")).collect();
    let error = Template::parse(Kind::named("berita-acara").unwrap(), &head(&format!("{good}\n{many}")));
    assert!(matches!(error, Err(LetterError::Template { .. })), "at most sixty fields: {error:?}");
    let sheet = "+++\nkind = \"berita-acara\"\nshape = \"lembar\"\n+++\n";
    let error = Template::parse(Kind::named("berita-acara").unwrap(), sheet).unwrap_err().to_string();
    assert!(error.contains("baris 3") && error.contains("lembar"), "{error}");
}

#[test]
fn a_field_added_to_a_kind_of_the_program_stands_in_its_form_and_on_its_page() {
    let added = "tembusan = [\"Bupati Mojokerto\", \"Inspektur Kabupaten Mojokerto\"]\n\n[[field]]\nkey = \"batas\"\nlabel = \"Batas waktu\"\ninput = \"date\"\nexample = \"2026-12-01\"\n";
    let source = delivered(Kind::SuratPemberitahuan).unwrap();
    let source =
        source.replacen("tembusan = [\"Bupati Mojokerto\", \"Inspektur Kabupaten Mojokerto\"]\n", added, 1)
            + "\nMasukan diterima sampai {{batas}}.\n";
    let template = Template::parse(Kind::SuratPemberitahuan, &source).unwrap();
    let keys: Vec<&str> = template.fields.iter().map(|spec| spec.key.as_str()).collect();
    let at = |key: &str| keys.iter().position(|other| *other == key).unwrap();
    assert!(at("telepon") < at("batas") && at("batas") < at("number"), "it ends the content: {keys:?}");
    let page = text(&example_of(&template), Some(&source));
    assert!(page.contains(&common::squeezed("Masukan diterima sampai 1 Desember 2026.")), "{page}");
    // The delivered form does not know it.
    let refused = render(&example_of(&template), &LayoutSettings::default(), None).unwrap_err().to_string();
    assert!(refused.contains("fields.batas"), "{refused}");
}

#[test]
fn rows_of_an_invitation_stand_without_marks_at_one_colon() {
    let rendered = render(&example(Kind::SURAT_UNDANGAN), &LayoutSettings::default(), None).unwrap();
    let x = |key: &str| rendered.field_places[key][0].x_um;
    assert_eq!(x("hari"), x("tempat"), "one colon");
    assert!(!rendered.text.concat().contains('–'), "no dashes");
}

#[test]
fn a_surat_usulan_of_a_bagian_of_setda_goes_as_nota_dinas() {
    let letter = example(Kind::SuratUsulan);
    let nota = NaskahData { nota: true, ..letter.clone() };
    let page = text(&nota, None);
    for part in [
        "NOTA DINAS",
        "Yth. : Kepala Bagian Pengadaan",
        "Dari : Kepala Dinas",
        "Hal : Usulan Pembuatan Etalase",
    ] {
        assert!(page.contains(&common::squeezed(part)), "{part}: {page}");
    }
    let hash = |data: &NaskahData| render(data, &LayoutSettings::default(), None).unwrap().body_hash;
    assert_ne!(hash(&letter), hash(&nota), "another form is another content");
}
