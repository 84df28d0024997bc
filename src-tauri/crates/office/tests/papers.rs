//! What comes out of the printer: sheets that travel with the map, and whose name and kop a letter carries.

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

mod common;

use common::{Office, agency, etalase, nov};
use office::api::{
    AgencyHead, Answer, Fate, FieldContent, LetterDraft, LetterExit, LetterView, OfficeSettings,
    PrintOutcome, Request, Retention, SecondSigner,
};
use sop::act::{Act, Submission};
use sop::event::Event;

fn print_sheet(office: &Office, kind: &str, exit: LetterExit) -> PrintOutcome {
    let request = Request::SheetOut { usulan: office.usulan.clone(), kind: kind.into(), exit };
    match office.ask(request).expect("a sheet of a running usulan can leave") {
        Answer::SheetOut(outcome) => outcome,
        other => panic!("not a printing: {other:?}"),
    }
}

fn letter(office: &Office, kind: &str) -> LetterView {
    let request = Request::OpenLetter { usulan: office.usulan.clone(), kind: kind.into() };
    match office.ask(request).expect("the form opens") {
        Answer::OpenLetter(view) => *view,
        other => panic!("not a letter: {other:?}"),
    }
}

/// Text of the pages as they would print now.
fn text(office: &Office, kind: &str, draft: LetterDraft) -> String {
    let request = Request::PreviewLetter { usulan: office.usulan.clone(), kind: kind.into(), draft };
    match office.ask(request).expect("a konsep is drawn") {
        Answer::PreviewLetter(preview) => preview.texts.join("\n"),
        other => panic!("not a preview: {other:?}"),
    }
}

#[test]
fn a_page_that_looks_as_before_keeps_its_picture() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let draft = letter(&office, "telaah").draft;
    let pictures = |draft: LetterDraft| {
        let request = Request::PreviewLetter { usulan: office.usulan.clone(), kind: "telaah".into(), draft };
        match office.ask(request).expect("a konsep is drawn") {
            Answer::PreviewLetter(preview) => preview.pictures,
            other => panic!("not a preview: {other:?}"),
        }
    };
    let image = |path: &str| office.desk.image(&format!("{path}?w=300")).map(|image| image.bytes);
    let before = pictures(draft.clone());
    assert!(before.len() > 1, "a telaah has several pages, {before:?}");
    let drawn: Vec<_> = before.iter().map(|path| image(path).expect("each is a picture")).collect();
    assert_eq!(pictures(draft.clone()), before, "nothing changed, nothing is named anew");
    let mut changed = draft;
    changed.date = Some(nov(12, 0, 0).date_naive());
    let after = pictures(changed);
    assert_eq!(after.len(), before.len(), "a date moves no page");
    let (moved, stayed): (Vec<_>, Vec<_>) = (0..before.len()).partition(|page| before[*page] != after[*page]);
    assert!(
        !moved.is_empty() && !stayed.is_empty(),
        "a date stands on some pages only: {before:?} {after:?}"
    );
    for page in moved {
        assert_ne!(image(&after[page]).expect("a picture"), drawn[page], "page {page} shows the date");
    }
    for page in stayed {
        assert_eq!(image(&after[page]).expect("a picture"), drawn[page], "page {page} is the same");
    }
    assert!(office.desk.image("preview/0000000000000000/1?w=300").is_none(), "no other page");
    assert!(office.desk.image(&format!("{}9?w=300", after[0])).is_none(), "nor a page that is not there");
}

#[test]
fn a_printed_sheet_is_kept_and_recorded() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let outcome = print_sheet(&office, "lembar-disposisi", LetterExit::Print);
    assert_eq!(outcome.sheets, 1, "one page lies in the queue");
    let view = office.view();
    assert_eq!(outcome.seen, view.seen, "the next act is not refused as stale");
    let printed = view.history.iter().find_map(|entry| match &entry.event {
        Event::SheetQueued { sheet, document, copies, .. } => {
            Some((sheet.clone(), document.clone(), *copies))
        }
        _ => None,
    });
    let (sheet, document, copies) = printed.expect("the printing is an event");
    assert_eq!((sheet.as_str(), copies), ("lembar-disposisi", 1));
    let kept = std::fs::read_dir(office.dir().join("documents")).expect("documents are a folder");
    let names: Vec<String> =
        kept.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    assert!(names.contains(&document), "what was laid on the desk is kept under its hash");
    let disposition = view.papers.iter().find(|paper| paper.name == "lembar-disposisi");
    let disposition = disposition.expect("the sheet is a paper of the berkas");
    assert_eq!(disposition.printed_at, Some(nov(10, 8, 20)), "and it says since when it is out");
    assert_eq!(view.place, "Meja Kabag PBJ", "the map went with it");
    assert!(office::verification::verify(&office.dir(), None).expect("an office").sound);
}

#[test]
fn a_sheet_that_is_only_saved_or_not_printed_leaves_no_trace() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let head = office.head();
    assert!(!print_sheet(&office, "lembar-kendali", LetterExit::Save).done, "the dialog was closed");
    office.devices.picker.then([office.folder.path().join("kendali.pdf")]);
    assert!(print_sheet(&office, "lembar-kendali", LetterExit::Save).done);
    assert_eq!(office.head(), head, "a file on a stick is no paper on a desk");
}

#[test]
fn a_letter_drafted_for_an_agency_prints_its_head_or_a_line_to_write_on() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.begin(Submission::own(Act::Draft { agency: agency(), etalase: etalase() })).expect("a konsep");
    let blank = text(&office, "surat-usulan", letter(&office, "surat-usulan").draft);
    assert!(blank.contains("…………"), "room for a hand: {blank}");
    let Answer::Settings(settings) = office.ask(Request::Settings).expect("settings") else { panic!() };
    let mut agencies = settings.agencies;
    let one = agencies.iter_mut().find(|one| one.id == agency().id).expect("Dinas Pendidikan is delivered");
    one.head = Some(AgencyHead {
        name: "Drs. Nama Contoh, M.Pd.".into(),
        rank: "Pembina Utama Muda".into(),
        nip: "197001011995031002".into(),
    });
    office.ask(Request::SaveAgencies { agencies }).expect("agencies are settings");
    let named = text(&office, "surat-usulan", letter(&office, "surat-usulan").draft);
    for words in
        ["Drs. Nama Contoh, M.Pd.", "Pembina Utama Muda", "19700101 199503 1 002", "DINAS PENDIDIKAN"]
    {
        assert!(named.contains(words), "{words} in {named}");
    }
    assert!(!named.contains("BAGIAN PENGADAAN"), "the kop is the agency's own: {named}");
}

#[test]
fn the_kop_follows_who_signs() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let mut draft = letter(&office, "surat-pemberitahuan").draft;
    let unit = "BAGIAN PENGADAAN BARANG DAN JASA";
    let head = |text: &str| text.lines().take(6).collect::<Vec<_>>().join("\n");
    let of_sekda = head(&text(&office, "surat-pemberitahuan", draft.clone()));
    assert!(!of_sekda.contains(unit), "the Sekretaris Daerah writes on Setda's kop: {of_sekda}");
    draft.signer = Some(office::delivered::KABAG.into());
    draft.form = office::api::SigningForm::OnBehalf;
    let on_behalf = head(&text(&office, "surat-pemberitahuan", draft.clone()));
    assert!(!on_behalf.contains(unit), "also when another signs for him: {on_behalf}");
    draft.form = office::api::SigningForm::Own;
    let own = head(&text(&office, "surat-pemberitahuan", draft));
    assert!(own.contains(unit), "a letter of the bagian carries its row: {own}");
}

/// What a naskah is made of when nothing is left open: the example of its kind, in the form of the office.
fn complete(office: &Office, kind: &str) -> LetterDraft {
    let mut draft = letter(office, kind).draft;
    let example = letters::example(kind.parse().expect("a kind"));
    for (key, value) in example.fields {
        let content = match value {
            letters::FieldValue::Text(text) => FieldContent::Text(text),
            letters::FieldValue::List(list) => FieldContent::List(list),
            letters::FieldValue::Table(rows) => FieldContent::Table(rows),
        };
        draft.fields.insert(key, content);
    }
    draft
}

/// Texts of the pages of a kept file.
fn kept_text(office: &Office, document: &str) -> String {
    let archive = archive::office::Archive::open_read_only(&office.dir()).expect("the office is read");
    let sha = document.parse().expect("the name of a document");
    let file = lopdf::Document::load_mem(&archive.read_document(sha).expect("it is kept")).expect("a PDF");
    let pages: Vec<u32> = file.get_pages().keys().copied().collect();
    file.extract_text(&pages).expect("text")
}

#[test]
fn a_locked_letter_carries_the_code_of_this_office() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    office.paper(nov(10, 8, 15), common::disposition());
    office.paper(nov(10, 8, 18), Act::AcceptDisposition);
    let draft = complete(&office, "telaah");
    let head = office.head();
    let request = Request::LockLetter {
        usulan: office.usulan.clone(),
        kind: "telaah".into(),
        seen: office.seen,
        draft,
    };
    let Answer::LockLetter(locked) = office.ask(request).expect("the telaah is locked") else { panic!() };
    let text = kept_text(&office, &locked.document);
    let first = archive::office::Archive::open_read_only(&office.dir())
        .expect("the office is read")
        .read(|tx| -> Result<_, office::Fault> { Ok(tx.entry(1)?) })
        .expect("a journal")
        .expect("with a beginning");
    let four = first.hash.to_string()[..4].to_uppercase();
    let code = format!("ET1/{four}/{}/R1/P0/A1-", locked.naskah);
    assert!(text.contains(&code), "{code} in {text}");
    assert!(
        text.contains(&format!("Kepala rantai {head}")),
        "the paper witnesses the journal: {head} in {text}"
    );
    let sheet = print_sheet(&office, "lembar-kendali", LetterExit::Print);
    assert!(sheet.done, "the lembar kendali is printed too");
    let printed = office.view().history.into_iter().find_map(|entry| match entry.event {
        Event::SheetQueued { document, .. } => Some(document),
        _ => None,
    });
    let text = kept_text(&office, &printed.expect("its printing is an event"));
    let code = format!("ET1/{four}/K{}/R1/P0/A1-", office.usulan);
    assert!(text.contains(&code), "a sheet is named after its usulan: {code} in {text}");
}

#[test]
fn the_layout_is_the_offices_own_and_a_wrong_value_is_named() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let draft = letter(&office, "surat-pemberitahuan").draft;
    assert!(text(&office, "surat-pemberitahuan", draft.clone()).contains("Hal\t:"), "as delivered");
    office.desk.sign_in("admin").expect("the admin works here");
    let Answer::Settings(settings) = office.ask(Request::Settings).expect("settings") else { panic!() };
    let keys: Vec<&str> = settings.layout.iter().map(|setting| setting.key.as_str()).collect();
    for key in
        ["margin_left", "body_font", "code_pages", "signing_method", "certificate_sentence", "catchword"]
    {
        assert!(keys.contains(&key), "{key} can be set: {keys:?}");
    }
    let mut changed = settings.office.clone();
    changed.layout.insert("subject_label".into(), "Perihal".into());
    office
        .ask(Request::SaveOffice { office: Box::new(changed.clone()) })
        .expect("it is a value that is offered");
    let fresh = text(&office, "surat-pemberitahuan", draft);
    assert!(fresh.contains("Perihal"), "{fresh}");
    changed.layout.insert("margin_left".into(), "lebar".into());
    let fault = office.ask(Request::SaveOffice { office: Box::new(changed) }).expect_err("no measure");
    assert!(
        fault.message.contains("Margin kiri harus berupa angka dalam milimeter")
            && fault.message.contains("Pengaturan yang lama tetap berlaku"),
        "{}",
        fault.message
    );
}

#[test]
fn lists_and_thresholds_reach_the_letters_and_the_reports() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let telaah = letter(&office, "telaah");
    let options = |view: &LetterView| {
        view.fields.iter().find(|field| field.key == "sifat").expect("a telaah has a Sifat").options.clone()
    };
    assert_eq!(options(&telaah).len(), 7, "as delivered: {:?}", options(&telaah));
    assert!(!text(&office, "telaah", telaah.draft.clone()).contains("Mengetahui"), "one block as delivered");
    assert_eq!(office.view().retention, None, "no line of the schedule is for all of 000.3");

    office.desk.sign_in("admin").expect("the admin works here");
    let Answer::Settings(settings) = office.ask(Request::Settings).expect("settings") else { panic!() };
    let mut changed = settings.office;
    changed.sifat = ["Biasa", "", "Kilat"].map(str::to_owned).into();
    changed.legal_bases = vec!["Peraturan Bupati Contoh Nomor 7 Tahun 2026".to_owned(), " ".to_owned()];
    changed.good_from = 75;
    changed.second_signer =
        Some(SecondSigner { heading: "Mengetahui".to_owned(), post: "kabag-pbj".to_owned() });
    changed.retention.push(Retention {
        code: "000".to_owned(),
        active: 1,
        inactive: 4,
        fate: Fate::Destroyed,
    });
    office.ask(Request::SaveOffice { office: Box::new(changed.clone()) }).expect("it is set");

    let fresh = letter(&office, "telaah");
    assert_eq!(options(&fresh), ["Biasa", "Kilat"], "what is offered, without empty lines");
    assert_eq!(
        fresh.draft.fields["dasar_hukum"],
        FieldContent::List(vec!["Peraturan Bupati Contoh Nomor 7 Tahun 2026.".to_owned()])
    );
    let page = text(&office, "telaah", fresh.draft);
    assert!(page.contains("Mengetahui,") && page.contains("BAMBANG CONTOH"), "{page}");
    assert!(page.contains("Peraturan Bupati Contoh Nomor 7 Tahun 2026"), "{page}");
    let other = letter(&office, "pengumuman").draft;
    assert!(!text(&office, "pengumuman", other).contains("Mengetahui"), "of a telaah alone");
    let kept = office.view().retention.expect("000 stands above 000.3");
    assert_eq!((kept.code.as_str(), kept.active, kept.inactive), ("000", 1, 4));
    let report = office.ask(Request::Report { year: 2026, month: 11 }).expect("a report");
    assert!(matches!(report, Answer::Report(report) if report.good_from == 75), "the office's threshold");

    for wrong in [0, 101] {
        let refused = OfficeSettings { good_from: wrong, ..changed.clone() };
        let fault = office.ask(Request::SaveOffice { office: Box::new(refused) }).expect_err("no share");
        assert!(fault.message.contains("1 dan 100 persen"), "{}", fault.message);
    }
    let nobody = Some(SecondSigner { heading: "Mengetahui".to_owned(), post: "lurah".to_owned() });
    let refused = OfficeSettings { second_signer: nobody, ..changed };
    let fault = office.ask(Request::SaveOffice { office: Box::new(refused) }).expect_err("no such post");
    assert!(fault.message.contains("Jabatan blok kedua"), "{}", fault.message);
}

#[test]
fn the_sop_and_what_an_usulan_made_of_it_are_drawn_and_leave() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let before = office.view().seen;
    for usulan in [None, Some(office.usulan.clone())] {
        let drawn = match office.ask(Request::SopSheet { usulan: usulan.clone() }).expect("a sheet") {
            Answer::SopSheet(sheet) => sheet,
            other => panic!("not a sheet: {other:?}"),
        };
        assert_eq!(drawn.sizes.len(), drawn.texts.len(), "every page has its size and its text");
        assert!(drawn.sizes.iter().all(|(width, height)| width > height), "it lies across");
        let text = drawn.texts.join("\n");
        assert_eq!(text.contains("SEBAGAIMANA DIJALANI"), usulan.is_some(), "{text}");
        let request = Request::SopSheetOut { usulan, exit: LetterExit::Print };
        match office.ask(request).expect("it can be printed") {
            Answer::SopSheetOut(outcome) => assert_eq!(outcome.sheets, drawn.pages),
            other => panic!("not a printing: {other:?}"),
        }
    }
    assert_eq!(office.view().seen, before, "a sheet that tells the journal adds nothing to it");
    let unknown = Request::SopSheet { usulan: Some("2026-9999".to_owned()) };
    assert!(office.ask(unknown).is_err(), "an usulan that is not there has no sheet");
}
