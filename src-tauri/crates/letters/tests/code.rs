//! The code on the page, read back from the pixels of the page as a scanner would see them (PROCEDURE 2).
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use std::ops::ControlFlow;

use letters::{
    Addressee, ArchiveCode, CodePages, CopyKind, Kind, LayoutSettings, LetterDate, MergeRecipient,
    NaskahData, Paper, PrintedSides, State, example, for_recipient, print_file, render,
};

fn coded(kind: Kind) -> NaskahData {
    NaskahData {
        code: Some(ArchiveCode {
            office: "4F7A".to_owned(),
            naskah: "N2026-00117".to_owned(),
            revision: 2,
            recipient: 0,
            head: Some("1284:5f0c91d27ab34e86".to_owned()),
        }),
        ..example(kind)
    }
}

fn on(paper: Paper) -> LayoutSettings {
    LayoutSettings { paper, ..LayoutSettings::default() }
}

/// The codes of every page, read from pixels at a resolution.
fn read(data: &NaskahData, settings: &LayoutSettings, dpi: i64) -> Vec<Vec<String>> {
    codes_of(&render(data, settings, None).unwrap().pdf, dpi)
}

/// The codes of every page of a file.
fn codes_of(pdf: &[u8], dpi: i64) -> Vec<Vec<String>> {
    let document = pages::Document::open(pdf.to_vec()).unwrap();
    (0..document.page_count())
        .map(|page| {
            let width = document.page_size_um(page).unwrap().width_um * dpi / 25_400;
            let pixels = document.page_rgb(page, u32::try_from(width).unwrap()).unwrap();
            let (width, height) = (pixels.width as usize, pixels.height as usize);
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
                pixels.rgb[(y * width + x) * 3]
            });
            image
                .detect_grids()
                .iter()
                .map(|grid| grid.decode().expect("a code that can be read").1)
                .collect()
        })
        .collect()
}

#[test]
fn it_is_read_from_the_pixels_of_every_paper() {
    for paper in [Paper::A4, Paper::F4_215, Paper::F4_210, Paper::HALF_F4, Paper::A5] {
        for dpi in [200, 300] {
            let pages = read(&coded(Kind::LembarDisposisi), &on(paper), dpi);
            assert_eq!(pages.len(), 1, "{paper:?}: a disposisi is one page");
            let [code] = pages[0].as_slice() else { panic!("{paper:?} at {dpi} dpi: {:?}", pages[0]) };
            assert!(code.starts_with("ET1/4F7A/N2026-00117/R2/P0/A1-1/"), "{paper:?} at {dpi} dpi: {code}");
            let check = code.rsplit('/').next().unwrap();
            assert!(
                check.len() == 8 && check.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()),
                "{code} ends with eight digits"
            );
        }
    }
}

#[test]
fn internal_papers_carry_it_on_every_page_outgoing_ones_on_the_pertinggal() {
    let mut telaah = coded(Kind::Telaah);
    for (copy, letter) in [(CopyKind::Asli, 'A'), (CopyKind::Pertinggal, 'P')] {
        telaah.copy = copy;
        let pages = read(&telaah, &on(Paper::A4), 200);
        assert!(pages.len() > 1, "the case has pages");
        for (index, codes) in pages.iter().enumerate() {
            let part = format!("/{letter}{}-{}/", index + 1, pages.len());
            assert!(codes.len() == 1 && codes[0].contains(&part), "page {}: {codes:?} has {part}", index + 1);
        }
    }
    for kind in [Kind::Pengumuman, Kind::SuratPemberitahuan] {
        let mut data = coded(kind);
        assert!(read(&data, &on(Paper::A4), 200).concat().is_empty(), "{kind}: the asli goes out without it");
        data.copy = CopyKind::Pertinggal;
        let pages = read(&data, &on(Paper::A4), 200);
        assert!(
            pages.iter().all(|codes| codes.len() == 1),
            "{kind}: every page of the pertinggal: {pages:?}"
        );
        let every = LayoutSettings { code_pages: CodePages::Every, ..on(Paper::A4) };
        data.copy = CopyKind::Asli;
        assert!(!read(&data, &every, 200).concat().is_empty(), "{kind}: an office may want it on the asli");
        let never = LayoutSettings { code_pages: CodePages::Never, ..on(Paper::A4) };
        data.copy = CopyKind::Pertinggal;
        assert!(read(&data, &never, 200).concat().is_empty(), "{kind}: or nowhere");
    }
    let every = LayoutSettings { code_pages: CodePages::Every, ..on(Paper::A4) };
    let mut foreign = coded(Kind::SuratUsulan);
    foreign.copy = CopyKind::Pertinggal;
    assert!(read(&foreign, &every, 200).concat().is_empty(), "an agency's letter is not ours to mark");
    let mut konsep = coded(Kind::Telaah);
    konsep.state = State::Konsep;
    assert!(read(&konsep, &every, 200).concat().is_empty(), "a konsep is no revision yet");
}

#[test]
fn letters_of_their_own_name_their_recipient() {
    let every = LayoutSettings { code_pages: CodePages::Every, ..on(Paper::A4) };
    let common = coded(Kind::SuratPemberitahuan);
    let recipients: Vec<MergeRecipient> = ["Camat Trowulan", "Camat Ngoro"]
        .map(|post| MergeRecipient {
            addressee: Addressee { post: post.to_owned(), ..Addressee::default() },
            ..MergeRecipient::default()
        })
        .into();
    let mut checks = Vec::new();
    for (index, recipient) in recipients.iter().enumerate() {
        let own = for_recipient(&common, recipient, index);
        for code in read(&own, &every, 200).concat() {
            assert!(code.starts_with(&format!("ET1/4F7A/N2026-00117/R2/P{}/A", index + 1)), "{code}");
            checks.push(code.rsplit('/').next().unwrap().to_owned());
        }
    }
    checks.dedup();
    assert_eq!(checks.len(), 2, "another address is another text: {checks:?}");
    let (mut file, mut codes) = (Vec::new(), Vec::new());
    print_file(&common, &recipients, &every, None, PrintedSides::One, &mut file, &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    for page in codes_of(&file, 200) {
        codes.extend(page.iter().map(|code| code.split('/').nth(4).unwrap().to_owned()));
    }
    codes.dedup();
    assert_eq!(codes, ["P1", "P2"], "in the print file as well");
}

#[test]
fn it_says_in_words_what_it_is_and_what_it_is_not() {
    let rendered = render(&coded(Kind::Telaah), &on(Paper::A4), None).unwrap();
    for page in &rendered.text {
        for words in [
            "ET1/4F7A/N2026-00117/R2/",
            "Kode arsip, bukan tanda tangan elektronik",
            "Kepala rantai 1284:5f0c91d27ab34e86",
        ] {
            assert!(page.contains(words), "{words} stands on the page:\n{page}");
        }
    }
    let mut outgoing = coded(Kind::SuratPemberitahuan);
    outgoing.copy = CopyKind::Pertinggal;
    let text = |settings: &LayoutSettings| render(&outgoing, settings, None).unwrap().text.concat();
    assert!(!text(&on(Paper::A4)).contains("Kepala rantai"), "the chain is no business of who gets a letter");
    let wanted = LayoutSettings { code_head_outgoing: true, ..on(Paper::A4) };
    assert!(text(&wanted).contains("Kepala rantai"), "unless the office wants it");
}

#[test]
fn the_check_is_of_what_is_printed() {
    let check = |data: &NaskahData, settings: &LayoutSettings| {
        let text = render(data, settings, None).unwrap().text.concat();
        let at = text.find("ET1/").expect("a code in words");
        text[at..].split_whitespace().next().unwrap().rsplit('/').next().unwrap().to_owned()
    };
    let data = coded(Kind::Telaah);
    let settings = on(Paper::A4);
    let first = check(&data, &settings);
    let same = |change: fn(&mut NaskahData)| {
        let mut data = data.clone();
        change(&mut data);
        check(&data, &settings) == first
    };
    assert!(
        same(|data| data.code.as_mut().unwrap().head = Some("1:0000000000000000".to_owned())),
        "not of the head"
    );
    assert!(same(|data| data.copy = CopyKind::Pertinggal), "not of the copy");
    assert!(same(|data| data.kop.rows.clear()), "not of the kop");
    assert!(!same(|data| common::set(data, "alasan", "lain.")), "of the content");
    assert!(!same(|data| data.number.given = Some("000.3/1/416-023/2026".to_owned())), "of the number");
    assert!(
        !same(|data| data.date = LetterDate::Given(chrono::NaiveDate::from_ymd_opt(2026, 11, 16).unwrap())),
        "of the date"
    );
    assert!(!same(|data| data.addressees.list[0].post = "Bupati Mojokerto".to_owned()), "of the recipient");
}

#[test]
fn asli_and_pertinggal_break_alike_and_nothing_moves_for_the_code() {
    for margin in [10, 25] {
        let settings = LayoutSettings { margin_bottom: letters::Length::mm(margin), ..on(Paper::A4) };
        for kind in [Kind::Pengumuman, Kind::SuratPemberitahuan] {
            let mut data = coded(kind);
            data.paraf.clear();
            let asli = render(&data, &settings, None).unwrap();
            data.copy = CopyKind::Pertinggal;
            let copy = render(&data, &settings, None).unwrap();
            assert_eq!(asli.pages, copy.pages, "{kind} with a margin of {margin} mm");
            assert_eq!(asli.field_places, copy.field_places, "{kind} with a margin of {margin} mm");
        }
    }
}

#[test]
fn boxes_to_tick_stand_at_one_place_on_every_sheet_of_a_paper() {
    for paper in [Paper::A4, Paper::F4_215, Paper::HALF_F4, Paper::A5] {
        let places = |data: &NaskahData| {
            let rendered = render(data, &on(paper), None).unwrap();
            let (width, height) = rendered.paper_um;
            for tick in &rendered.ticks {
                let inside = tick.x_um > 8_000
                    && tick.x_um + tick.side_um < width - 8_000
                    && tick.y_um + tick.side_um < height - 24_000;
                assert!(inside && tick.page == 0, "{paper:?}: {tick:?} stands on the sheet");
            }
            let place = |tick: &letters::TickPlace| (tick.field.clone(), tick.x_um, tick.y_um, tick.side_um);
            rendered.ticks.iter().map(place).collect::<Vec<_>>()
        };
        let filled = coded(Kind::LembarDisposisi);
        let mut empty = filled.clone();
        for key in ["diteruskan", "harap", "catatan", "batas_waktu", "sifat"] {
            empty.fields.remove(key);
        }
        let mut long = filled.clone();
        common::set(&mut long, "hal", &"Usulan Pembuatan Etalase ".repeat(40));
        common::set(&mut long, "surat_dari", &"Dinas Pendidikan dan Kebudayaan ".repeat(9));
        common::set(&mut long, "catatan", &"Laporkan kepada saya. ".repeat(90));
        let many: Vec<String> = (1..9).map(|n| format!("Perintah lain nomor {n}")).collect();
        long.fields.insert("harap".to_owned(), letters::FieldValue::List(many));
        let expected = places(&filled);
        assert_eq!(expected.len(), 3 + 5 + 5, "{paper:?}: three of Sifat, five in each column");
        assert_eq!(places(&empty), expected, "{paper:?}: empty or filled");
        assert_eq!(places(&long), expected, "{paper:?}: short or long");
        let text = common::squeezed(&render(&long, &on(paper), None).unwrap().text.concat());
        for (words, count) in
            [("UsulanPembuatanEtalase", 40), ("DinasPendidikandanKebudayaan", 9), ("Laporkankepadasaya.", 90)]
        {
            assert!(text.matches(words).count() >= count, "{paper:?}: {words} is printed whole");
        }
        for n in 1..9 {
            assert!(text.contains(&format!("Perintahlainnomor{n}")), "{paper:?}: request {n} is printed");
        }
    }
    let rendered = render(&coded(Kind::LembarDisposisi), &on(Paper::A4), None).unwrap();
    let ticked: Vec<&str> = rendered.ticks.iter().filter(|t| t.ticked).map(|t| t.option.as_str()).collect();
    assert_eq!(
        ticked,
        ["Sub Koordinator Pengelolaan LPSE", "Kaji usulan, buat telaah dan konsep pengumuman"],
        "what is crossed says so"
    );
    assert!(
        render(&coded(Kind::Telaah), &on(Paper::A4), None).unwrap().ticks.is_empty(),
        "other naskah have none"
    );
}

#[test]
fn a_konsep_breaks_its_pages_as_the_letter_that_will_be_signed() {
    let settings = LayoutSettings { margin_bottom: letters::Length::mm(15), ..on(Paper::A4) };
    for kind in [Kind::Telaah, Kind::Pengumuman, Kind::LembarKendali] {
        let siap = NaskahData { state: State::Siap, ..coded(kind) };
        let konsep = NaskahData { state: State::Konsep, code: None, ..coded(kind) };
        let [siap, konsep] = [siap, konsep].map(|data| render(&data, &settings, None).unwrap());
        assert_eq!(konsep.pages, siap.pages, "{kind}");
        assert_eq!(konsep.field_places, siap.field_places, "{kind}: every field stands where it will stand");
    }
}
