//! One letter to many: each recipient's own letter, the print file in folding order, the buku ekspedisi.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use common::{open, page_sizes, page_texts, squeezed};
use std::ops::ControlFlow;

use letters::{
    Addressee, DispatchBook, DispatchPaper, DispatchRow, Kind, LayoutSettings, LetterDate, ManyError,
    MergeRecipient, NaskahData, PrintedSides, Sheet, dispatch_book, dispatch_office, dispatch_row, example,
    example_sheet, for_recipient, print_file, render,
};

fn recipients() -> Vec<MergeRecipient> {
    let sheet = Sheet::read(example_sheet().as_bytes()).unwrap();
    sheet.recipients(&sheet.matched(Kind::SuratPemberitahuan)).unwrap().recipients
}

fn letter() -> NaskahData {
    let mut letter = example(Kind::SuratPemberitahuan);
    letter.date = LetterDate::Given(chrono::NaiveDate::from_ymd_opt(2026, 11, 16).unwrap());
    letter.number.given = Some("000.3/145/416-023/2026".to_owned());
    letter
}

fn many(count: usize) -> Vec<MergeRecipient> {
    (1..=count)
        .map(|n| MergeRecipient {
            addressee: Addressee { post: format!("Kepala Desa Contoh Nomor {n:04}"), ..Addressee::default() },
            ..MergeRecipient::default()
        })
        .collect()
}

#[test]
fn each_recipient_gets_a_letter_that_names_no_other() {
    let (letter, recipients) = (letter(), recipients());
    let settings = LayoutSettings::default();
    let common = render(&letter, &settings, None).unwrap();
    for (index, recipient) in recipients.iter().enumerate() {
        let own = for_recipient(&letter, recipient, index);
        let rendered = render(&own, &settings, None).unwrap();
        let text = squeezed(&rendered.text.concat());
        for other in &recipients {
            let named = other.addressee.name.as_ref().unwrap_or(&other.addressee.post);
            assert_eq!(
                text.contains(&squeezed(named)),
                other == recipient,
                "{named} on the letter of {recipient:?}"
            );
        }
        assert!(!text.contains("daftarterlampir") && !text.contains("DAFTARPENERIMA"), "no list goes along");
        assert_eq!(
            rendered.body_hash, common.body_hash,
            "the approval is of all these letters (PROCEDURE 2)"
        );
    }
    let person = render(&for_recipient(&letter, &recipients[4], 4), &settings, None).unwrap();
    let lines: Vec<&str> = person.text[0].lines().map(str::trim).collect();
    let at = lines.iter().position(|line| line.contains("Hj. Siti Contoh, S.E.")).unwrap();
    assert_eq!(
        lines[at..at + 4].iter().map(|line| line.trim_start_matches("Yth.").trim()).collect::<Vec<_>>(),
        [
            "Hj. Siti Contoh, S.E.",
            "Ketua Koperasi Contoh Makmur",
            "Jalan Contoh Nomor 5, RT 02 RW 01",
            "Mojosari"
        ],
        "name, post, address and place under one another"
    );
}

#[test]
fn a_list_may_bring_numbers_and_fields_of_its_own() {
    let list = "jabatan;nomor;Telepon;tanggal_tayang\nCamat Puri;000.3/146/416-023/2026;0812-1;2026-11-20\nCamat Jetis;;;\n";
    let sheet = Sheet::read(list.as_bytes()).unwrap();
    let found = sheet.recipients(&sheet.matched(Kind::SuratPemberitahuan)).unwrap().recipients;
    let text = |recipient: &MergeRecipient| {
        let own = for_recipient(&letter(), recipient, 0);
        render(&own, &LayoutSettings::default(), None).unwrap().text.concat()
    };
    let (own, common) = (text(&found[0]), text(&found[1]));
    for words in ["000.3/146/416-023/2026", "0812-1", "20 November 2026"] {
        assert!(own.contains(words), "{words}:\n{own}");
    }
    for words in ["000.3/145/416-023/2026", "(0321) 000000", "13 November 2026"] {
        assert!(
            common.contains(words),
            "what a cell leaves open is as in the common letter, {words}:\n{common}"
        );
    }
}

/// The print file, and its pages.
fn printed(
    letter: &NaskahData,
    recipients: &[MergeRecipient],
    sides: PrintedSides,
) -> Result<(Vec<u8>, usize), ManyError> {
    let mut bytes = Vec::new();
    let settings = LayoutSettings::default();
    let merged = print_file(letter, recipients, &settings, None, sides, &mut bytes, &mut |_| {
        ControlFlow::Continue(())
    })?;
    Ok((bytes, merged.pages))
}

/// Letters of a text in no order: a reader of the file may go from column to column.
fn sorted(text: &str) -> String {
    let mut chars: Vec<char> = squeezed(text).chars().collect();
    chars.sort_unstable();
    chars.into_iter().collect()
}

#[test]
fn the_print_file_is_in_folding_order_and_each_letter_on_a_fresh_sheet() {
    let (letter, recipients) = (letter(), recipients());
    let settings = LayoutSettings::default();
    for sides in [PrintedSides::One, PrintedSides::Both] {
        let (bytes, pages) = printed(&letter, &recipients, sides).unwrap();
        let mut expected: Vec<String> = Vec::new();
        for (index, recipient) in recipients.iter().enumerate() {
            let single = render(&for_recipient(&letter, recipient, index), &settings, None).unwrap();
            let odd = single.text.len() % 2 == 1;
            expected.extend(page_texts(&open(&single.pdf)));
            if odd && sides == PrintedSides::Both {
                expected.push(String::new());
            }
        }
        assert_eq!(pages, expected.len(), "{sides:?}");
        let document = open(&bytes);
        assert_eq!(page_sizes(&document).len(), expected.len(), "{sides:?}: as many pages in the file");
        for (index, (read, alone)) in page_texts(&document).iter().zip(&expected).enumerate() {
            assert_eq!(sorted(read), sorted(alone), "{sides:?}, page {}: as the single letter", index + 1);
        }
        let again = printed(&letter, &recipients, sides).unwrap();
        assert!(again.0 == bytes, "{sides:?}: the same data, the same bytes");
    }
}

#[test]
fn two_hundred_letters_share_their_fonts() {
    let (letter, recipients) = (letter(), many(200));
    let (all, _) = printed(&letter, &recipients, PrintedSides::One).unwrap();
    let one = render(&for_recipient(&letter, &recipients[0], 0), &LayoutSettings::default(), None).unwrap();
    assert!(all.len() < one.pdf.len() * 200 / 3, "{} bytes, one letter has {}", all.len(), one.pdf.len());
}

#[test]
fn the_book_has_a_row_for_every_letter_and_its_head_on_every_page() {
    let letter = letter();
    for (paper, size) in
        [(DispatchPaper::Landscape, (297_000, 210_000)), (DispatchPaper::Portrait, (210_000, 297_000))]
    {
        let rows = many(200)
            .iter()
            .enumerate()
            .map(|(index, recipient)| {
                dispatch_row(&for_recipient(&letter, recipient, index), None, None).unwrap()
            })
            .collect();
        let office = dispatch_office(&letter.kop);
        assert_eq!(office, ["SEKRETARIAT DAERAH"], "from the kop, without government and address");
        let book = DispatchBook { office, id: "N2026-00117 R1".to_owned(), paper, rows };
        let printed = dispatch_book(&book).unwrap();
        let document = open(&printed.pdf);
        assert!(
            page_sizes(&document)
                .iter()
                .all(|page| (page.0 - size.0).abs() < 20 && (page.1 - size.1).abs() < 20)
        );
        for (index, page) in printed.text.iter().enumerate() {
            let plain = squeezed(page);
            for head in ["Nomorsurat", "Jumlah", "Tujuandanalamat"] {
                assert!(plain.contains(head), "{paper:?}, page {}: {head}\n{page}", index + 1);
            }
            let place = format!("Halaman{}dari{}", index + 1, printed.pages);
            assert!(plain.contains(&place), "{paper:?}: {place}");
        }
        let text = squeezed(&printed.text.concat());
        for n in 1..=200 {
            assert_eq!(
                text.matches(&format!("Nomor{n:04}")).count(),
                1,
                "{paper:?}: recipient {n} has one row"
            );
        }
        assert_eq!(text.matches("BUKUEKSPEDISI").count(), 1, "the title stands on the first page");
        let subject = format!("Hal:{}", squeezed(&book.rows[0].subject));
        assert_eq!(text.matches(&subject).count(), 1, "{paper:?}: what all letters are about is said once");
        let most = if paper == DispatchPaper::Landscape { 14 } else { 9 };
        assert!(printed.pages <= most, "{paper:?}: {} pages for 200 rows of two lines", printed.pages);
        assert!(dispatch_book(&book).unwrap().pdf == printed.pdf, "the same data, the same bytes");
    }
}

#[test]
fn a_row_says_what_stands_on_the_letter() {
    let row = dispatch_row(&for_recipient(&letter(), &recipients()[4], 4), None, Some("2 berkas")).unwrap();
    assert_eq!(row.number, "000.3/145/416-023/2026");
    assert_eq!(row.to, "Hj. Siti Contoh, S.E., Ketua Koperasi Contoh Makmur");
    assert_eq!(row.address, "Jalan Contoh Nomor 5, RT 02 RW 01, Mojosari");
    assert!(row.subject.starts_with("Pemberitahuan Ketersediaan Etalase Alat Tulis Kantor"), "{row:?}");
    assert_eq!(row.count, "2 berkas");
    let other = DispatchRow { subject: "Undangan".to_owned(), ..row.clone() };
    let book = DispatchBook { rows: vec![row, other], ..DispatchBook::default() };
    let text = squeezed(&dispatch_book(&book).unwrap().text.concat());
    assert!(!text.contains("Hal:"), "letters that differ have a column of it: {text}");
    for subject in ["Undangan", "PemberitahuanKetersediaan"] {
        assert_eq!(text.matches(subject).count(), 1, "{subject} stands in its row");
    }
    let blank = dispatch_row(&example(Kind::SuratPemberitahuan), None, None).unwrap();
    assert_eq!(
        (blank.number.as_str(), blank.count.as_str()),
        ("", "1"),
        "what is written by hand stays empty"
    );
}

#[test]
fn hard_rows_stay_inside_the_book() {
    let word = "Kantorkecamatandandesatanpaspasi".repeat(8);
    let rows = vec![
        DispatchRow { to: word.clone(), subject: word, ..DispatchRow::default() },
        DispatchRow {
            to: "Kepala ".repeat(200),
            count: "1.000 (seribu) berkas".to_owned(),
            ..DispatchRow::default()
        },
    ];
    for paper in [DispatchPaper::Landscape, DispatchPaper::Portrait] {
        let book = DispatchBook { paper, rows: rows.clone(), ..DispatchBook::default() };
        let printed = dispatch_book(&book).unwrap();
        assert_eq!(squeezed(&printed.text.concat()).matches("Kepala").count(), 200, "no word is lost");
    }
    assert!(dispatch_book(&DispatchBook::default()).is_err(), "a book without rows is no book");
}
