//! One letter to many, as files: the letter of one recipient, the print file, the buku ekspedisi.

use std::ops::ControlFlow;

use letters::{
    Addressee, DispatchBook, DispatchPaper, Kind, LayoutSettings, LetterDate, MergeRecipient, NaskahData,
    PrintedSides, Sheet, dispatch_book, dispatch_office, dispatch_row, example, example_sheet, for_recipient,
    print_file,
};

fn letter() -> NaskahData {
    let mut letter = example(Kind::SuratPemberitahuan);
    letter.date = LetterDate::Given(chrono::NaiveDate::from_ymd_opt(2026, 11, 16).expect("a day"));
    letter.number.given = Some("000.3/145/416-023/2026".to_owned());
    letter
}

fn recipients() -> Vec<MergeRecipient> {
    let sheet = Sheet::read(example_sheet().as_bytes()).expect("the example can be read");
    sheet.recipients(&sheet.matched(Kind::SuratPemberitahuan)).expect("its columns are matched").recipients
}

/// The letter of a person with name, post and address.
pub(crate) fn single_letter() -> NaskahData {
    for_recipient(&letter(), &recipients()[4], 4)
}

/// All of the example list, for both sides of the paper.
pub(crate) fn print_file_of_the_example(settings: &LayoutSettings) -> Vec<u8> {
    let mut bytes = Vec::new();
    let go_on = &mut |_: &letters::MergedLetter| ControlFlow::Continue(());
    print_file(&letter(), &recipients(), settings, None, PrintedSides::Both, &mut bytes, go_on)
        .expect("a print file");
    bytes
}

fn book(paper: DispatchPaper) -> Vec<u8> {
    let letter = letter();
    let mut recipients = recipients();
    recipients.extend((1..=34).map(|n| {
        let post = if n % 11 == 0 {
            format!("Kepala Unit Pelaksana Teknis Daerah Pusat Kesehatan Masyarakat Wilayah Nomor {n}")
        } else {
            format!("Kepala Desa Contoh Nomor {n}")
        };
        let addressee = Addressee { post, place: "Mojokerto".to_owned(), ..Addressee::default() };
        MergeRecipient { addressee, ..MergeRecipient::default() }
    }));
    let rows = recipients
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let own = for_recipient(&letter, one, index);
            dispatch_row(&own, None, one.count.as_deref()).expect("a row")
        })
        .collect();
    let office = dispatch_office(&letter.kop);
    dispatch_book(&DispatchBook { office, id: letter.id.clone(), paper, rows }).expect("a book").pdf
}

pub(crate) fn book_across(_: &LayoutSettings) -> Vec<u8> {
    book(DispatchPaper::Landscape)
}

pub(crate) fn book_upright(_: &LayoutSettings) -> Vec<u8> {
    book(DispatchPaper::Portrait)
}
