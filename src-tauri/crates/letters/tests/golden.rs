//! The text of every kind as it is laid out, compared with files that were looked at (STYLE 1.4, first level).
//! `UPDATE_GOLDEN=1 cargo test -p letters --test golden` rewrites them; the change is then reviewed like code.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use std::fmt::Write;
use std::path::Path;

use letters::{
    CopyKind, Kind, LayoutSettings, LetterDate, NaskahData, Rendered, SigningForm, State, example, render,
};

fn snapshot(rendered: &Rendered) -> String {
    let mut text = String::new();
    for (index, page) in rendered.text.iter().enumerate() {
        let _ = writeln!(text, "=== {} / {}", index + 1, rendered.pages);
        let _ = writeln!(text, "{page}");
    }
    let _ = writeln!(text, "=== isian (halaman, mm)");
    for (key, places) in &rendered.field_places {
        let first = places[0];
        let _ = writeln!(text, "{key}: {} {},{}", first.page + 1, first.x_um / 1_000, first.y_um / 1_000);
    }
    for field in &rendered.missing {
        let _ = writeln!(text, "kosong: {} ({})", field.label, field.key);
    }
    for warning in &rendered.warnings {
        let _ = writeln!(text, "peringatan: {warning}");
    }
    text
}

#[track_caller]
fn check(name: &str, data: &NaskahData, settings: &str) {
    let settings = LayoutSettings::from_json(settings).expect("settings");
    let rendered = render(data, &settings, None).unwrap_or_else(|error| panic!("{name}: {error}"));
    let actual = snapshot(&rendered);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &actual).expect("the golden folder can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(actual, expected, "{name} is laid out differently than the file that was looked at");
}

#[test]
fn every_example_as_it_was_looked_at() {
    for kind in Kind::ALL {
        check(kind.as_str(), &example(kind), "{}");
    }
}

#[test]
fn a_konsep_with_empty_fields_on_f4() {
    let mut data = example(Kind::Pengumuman);
    data.state = State::Konsep;
    for key in ["kbli", "jadwal", "narahubung", "izin", "pos_el"] {
        data.fields.remove(key);
    }
    data.signature.name.clear();
    check("pengumuman-konsep-f4", &data, r#"{"paper": "F4-215"}"#);
}

#[test]
fn the_older_regional_look() {
    let mut data = example(Kind::SuratPemberitahuan);
    data.copy = CopyKind::Pertinggal;
    data.date = LetterDate::Given(chrono::NaiveDate::from_ymd_opt(2026, 11, 16).unwrap());
    data.number.given = Some("000.3/145.a/416-023/2026".to_owned());
    data.signature.form = SigningForm::OnBehalfThrough;
    data.signature.through = Some("Asisten Perekonomian dan Pembangunan".to_owned());
    data.signature.post = "Kepala Bagian Pengadaan Barang dan Jasa".to_owned();
    check(
        "surat-pemberitahuan-pertinggal",
        &data,
        r#"{"address_side": "kanan", "subject_label": "Perihal", "kop_rule": "ganda", "paper": "F4-210",
            "catchword": true, "tembusan_heading": "Tembusan disampaikan kepada Yth.:"}"#,
    );
}

#[test]
fn a_telaah_over_several_pages_with_a_long_table() {
    let mut data = example(Kind::Telaah);
    let rows = (1..=39).map(|n| {
        vec![
            n.to_string(),
            format!("Produk contoh nomor {n}"),
            "buah".to_owned(),
            format!("{n}.000"),
            "Survei".to_owned(),
        ]
    });
    data.fields.insert("tabel_harga".to_owned(), letters::FieldValue::Table(rows.collect()));
    let settings = r#"{"catchword": true}"#;
    check("telaah-panjang", &data, settings);
    let rendered = render(&data, &LayoutSettings::from_json(settings).unwrap(), None).unwrap();
    for page in &rendered.text {
        if page.contains("Produk contoh nomor") {
            assert!(
                page.contains("Harga (Rp)"),
                "the table's head is repeated on each of its pages:\n{page}"
            );
        }
    }
    assert!(rendered.pages > 2, "the table goes over pages");
}

#[test]
fn a_disposisi_left_empty_for_the_hand() {
    let mut data = example(Kind::LembarDisposisi);
    for key in ["diteruskan", "harap", "catatan", "batas_waktu", "sifat"] {
        data.fields.remove(key);
    }
    check("lembar-disposisi-kosong", &data, "{}");
}
