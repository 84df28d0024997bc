//! The file itself, read back with lopdf: fonts inside, text that can be searched, the right paper, no draft mark on
//! what is siap (STYLE 1.4, second level).
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use common::{fonts, open, page_sizes, page_texts, squeezed};
use letters::{CopyKind, Kind, LayoutSettings, Paper, State, example, render};
use lopdf::Object;

#[test]
fn fonts_are_embedded_and_subset_and_the_text_reads_back() {
    for kind in Kind::ALL {
        let rendered = render(&example(kind), &LayoutSettings::default(), None).unwrap();
        let document = open(&rendered.pdf);
        for (name, font) in fonts(&document) {
            let base = font.get(b"BaseFont").and_then(Object::as_name).unwrap();
            let base = String::from_utf8_lossy(base);
            assert!(base.contains("+LiberationSans"), "{kind}: {name} is a tagged subset, not {base}");
            let descendants = font.get(b"DescendantFonts").and_then(Object::as_array).unwrap();
            let (_, descendant) = document.dereference(&descendants[0]).unwrap();
            let descriptor = descendant.as_dict().unwrap().get(b"FontDescriptor").unwrap();
            let (_, descriptor) = document.dereference(descriptor).unwrap();
            let program = descriptor.as_dict().unwrap().get(b"FontFile2");
            let (_, program) = document.dereference(program.unwrap()).unwrap();
            let size = program.as_stream().unwrap().content.len();
            assert!((500..40_000).contains(&size), "{kind}: {name} is embedded and subset, {size} bytes");
        }
        let read = page_texts(&document);
        assert_eq!(read.len(), rendered.text.len(), "{kind}: pages in the file and in the answer");
        for (index, (read, laid)) in read.iter().zip(&rendered.text).enumerate() {
            let mut in_file: Vec<char> = squeezed(read).chars().collect();
            let mut in_answer: Vec<char> = squeezed(laid).chars().collect();
            in_file.sort_unstable();
            in_answer.sort_unstable();
            assert_eq!(
                in_file.iter().collect::<String>(),
                in_answer.iter().collect::<String>(),
                "{kind}, page {}: a reader copies what was laid out",
                index + 1
            );
        }
    }
}

#[test]
fn words_and_accents_can_be_searched() {
    let mut data = example(Kind::SuratPemberitahuan);
    data.signature.name = "Prof. Dr. Abdurrahmán Müller-Øster, S.E., M.Si.".to_owned();
    common::set(&mut data, "narahubung", "Ame\u{301}lie Ñúñez");
    let rendered = render(&data, &LayoutSettings::default(), None).unwrap();
    let text = page_texts(&open(&rendered.pdf)).concat();
    for word in
        ["Abdurrahmán", "Müller-Øster", "Amélie", "Ñúñez", "PEMERINTAH KABUPATEN MOJOKERTO", "Tembusan:"]
    {
        assert!(squeezed(&text).contains(&squeezed(word)), "{word} is found in the file");
    }
}

#[test]
fn the_draft_mark_is_on_every_page_of_a_konsep_and_on_none_that_is_siap() {
    for kind in Kind::ALL {
        let mut data = example(kind);
        let siap = render(&data, &LayoutSettings::default(), None).unwrap();
        for page in page_texts(&open(&siap.pdf)) {
            assert!(!page.contains("DRAF"), "{kind}: a siap page prints clean");
        }
        data.state = State::Konsep;
        let konsep = render(&data, &LayoutSettings::default(), None).unwrap();
        assert_eq!(konsep.pages, siap.pages, "{kind}: the mark moves nothing");
        for page in page_texts(&open(&konsep.pdf)) {
            assert!(page.contains("DRAF"), "{kind}: every page of a konsep carries the mark");
        }
        assert_eq!(konsep.text, siap.text, "{kind}: the words are the same");
        assert_eq!(konsep.body_hash, siap.body_hash, "{kind}: locking changes no content");
    }
}

#[test]
fn paper_is_what_the_naskah_or_the_settings_say() {
    for (name, _, paper) in Paper::NAMED {
        let settings = LayoutSettings { paper, ..LayoutSettings::default() };
        let rendered = render(&example(Kind::SuratUsulan), &settings, None).unwrap();
        for size in page_sizes(&open(&rendered.pdf)) {
            let (width, height) = (paper.width.as_um(), paper.height.as_um());
            let near = (size.0 - width).abs() <= 20 && (size.1 - height).abs() <= 20;
            assert!(near, "{name} is {width} × {height} µm, the file says {size:?}");
        }
        let mut own = example(Kind::SuratUsulan);
        own.paper = Some(Paper::F4_210);
        let rendered = render(&own, &settings, None).unwrap();
        assert_eq!(rendered.paper_um, (210_000, 330_000), "the naskah's own paper wins over {name}");
    }
}

#[test]
fn only_the_pertinggal_carries_the_paraf_table() {
    let mut data = example(Kind::SuratPemberitahuan);
    let asli = render(&data, &LayoutSettings::default(), None).unwrap();
    data.copy = CopyKind::Pertinggal;
    let pertinggal = render(&data, &LayoutSettings::default(), None).unwrap();
    assert!(!asli.text.concat().contains("Paraf Hierarki"), "the asli is sent without it");
    assert!(pertinggal.text.concat().contains("Paraf Hierarki"), "the pertinggal has it");
    assert_eq!(asli.pages, pertinggal.pages, "and it takes no page of its own");
    assert_eq!(asli.body_hash, pertinggal.body_hash, "both are the same content");
}

#[test]
fn metadata_comes_from_the_data_only() {
    let mut data = example(Kind::Pengumuman);
    let blank = open(&render(&data, &LayoutSettings::default(), None).unwrap().pdf);
    let info = |document: &lopdf::Document| {
        let id = document.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
        document.get_dictionary(id).unwrap().clone()
    };
    assert!(!info(&blank).has(b"CreationDate"), "a date written by hand is not in the file");
    data.date = letters::LetterDate::Given(chrono::NaiveDate::from_ymd_opt(2026, 11, 16).unwrap());
    let dated = open(&render(&data, &LayoutSettings::default(), None).unwrap().pdf);
    let date = info(&dated).get(b"CreationDate").and_then(Object::as_str).unwrap().to_vec();
    assert_eq!(String::from_utf8_lossy(&date), "D:20261116000000+07'00'", "the letter's own date");
    let catalog = dated.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).unwrap(), b"id-ID", "the language is said");
}

#[test]
fn hayro_draws_what_was_written() {
    for kind in Kind::ALL {
        let rendered = render(&example(kind), &LayoutSettings::default(), None).unwrap();
        let document = pages::Document::open(rendered.pdf).unwrap();
        assert_eq!(document.page_count(), rendered.pages, "{kind}: pages");
        let page = document.page_rgb(0, 420).unwrap();
        let dark = page.rgb.chunks_exact(3).filter(|pixel| pixel[0] < 128).count();
        assert!(dark > 800, "{kind}: text is on the page, {dark} dark pixels");
        // Margins stay white: 18 mm at the left, 12 mm at the right.
        for (y, row) in page.rgb.chunks_exact(420 * 3).enumerate() {
            let white = |from: usize, to: usize| row[from * 3..to * 3].iter().all(|value| *value > 250);
            assert!(white(0, 52) && white(392, 420), "{kind}: row {y} runs into a margin");
        }
    }
}
