//! What comes out of the printer: sheets that travel with the map, and whose name and kop a letter carries.

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

mod common;

use common::{Office, agency, etalase, nov};
use office::api::{AgencyHead, Answer, LetterDraft, LetterExit, LetterView, PrintOutcome, Request};
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
