//! Handing over to printers that come and go: what was handed over, what was not, and where papers go on this PC.

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

mod common;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, Weak};

use common::{Office, nov};
use devices::fake::{FakeDevices, Turn};
use devices::{Notebook, NotebookFolder, PaperSize, PassingNotebook, QueueState, Sides};
use office::api::{
    Answer, FieldContent, LetterDraft, LetterExit, PrintChoice, PrintOutcome, PrintRun, PrintersView,
    QueueStanding, Request,
};
use office::fault::Code;
use office::{Desk, Fault};
use sop::act::Recipient;
use sop::event::Event;

const KIND: &str = "surat-pemberitahuan";
const QUEUE: &str = "HP-TU";

/// A usulan whose letter is locked for so many recipients, each with a letter of his own; one printer beside the folder.
fn merged(recipients: usize, paper: &str, both_sides: bool) -> Office {
    let mut office = Office::sample(nov(10, 8, 20));
    office.devices.printer.take(Turn::Gone { queue: devices::FOLDER_QUEUE.into() });
    office.devices.printer.take(Turn::There { queue: QUEUE.into() });
    office.receive(nov(10, 8, 10));
    let usulan = office.usulan.clone();
    let Ok(Answer::OpenLetter(view)) = office.ask(Request::OpenLetter { usulan, kind: KIND.into() }) else {
        panic!("the form opens")
    };
    let of = |n: usize| Recipient {
        id: format!("p{n}"),
        name: format!("Kepala Desa {n}"),
        ..Recipient::default()
    };
    let mut draft =
        LetterDraft { recipients: (1..=recipients).map(of).collect(), paper: paper.into(), ..view.draft };
    for key in ["tanggal_tayang", "narahubung", "telepon"] {
        draft.fields.insert(key.into(), FieldContent::Text("2026-11-12".into()));
    }
    let (usulan, seen) = (office.usulan.clone(), office.seen);
    match office
        .ask(Request::LockLetter { usulan, kind: KIND.into(), seen, draft })
        .expect("the letter is locked")
    {
        Answer::LockLetter(locked) => office.seen = locked.seen,
        other => panic!("not a locked letter: {other:?}"),
    }
    let merging = Request::MergeLetter {
        usulan: office.usulan.clone(),
        seen: office.seen,
        kind: KIND.into(),
        revision: 1,
        job: "gabung-1".into(),
        both_sides,
        portrait: false,
    };
    match office.ask(merging).expect("the letters are made") {
        Answer::MergeLetter(outcome) => office.seen = outcome.seen,
        other => panic!("not a merge: {other:?}"),
    }
    office
}

fn printing(office: &Office, recipients: &[String]) -> Request {
    Request::PrintLetters {
        usulan: office.usulan.clone(),
        kind: KIND.into(),
        revision: 1,
        recipients: recipients.to_vec(),
        job: "cetak-1".into(),
    }
}

fn print(office: &Office, recipients: &[String]) -> PrintRun {
    match office.ask(printing(office, recipients)).expect("no refusal") {
        Answer::PrintLetters(run) => run,
        other => panic!("not a run: {other:?}"),
    }
}

fn ids(range: std::ops::RangeInclusive<usize>) -> Vec<String> {
    range.map(|n| format!("p{n}")).collect()
}

/// The recipients whose letters the journal says were handed over, in its order.
fn journaled(office: &Office) -> Vec<String> {
    let view = office.view();
    let naskah = view.naskah.iter().find(|naskah| naskah.kind == KIND).expect("the letter");
    let letters = &naskah.revisions[0].merged.as_ref().expect("letters").letters;
    let mut sheets: Vec<(u32, String)> = view
        .history
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::SheetQueued { sheet, document, .. } if sheet == KIND => {
                let letter = letters.iter().find(|letter| letter.document == *document)?;
                Some((entry.seq, letter.recipient.id.clone()))
            }
            _ => None,
        })
        .collect();
    sheets.sort_unstable();
    sheets.into_iter().map(|(_, id)| id).collect()
}

/// Something happens to the printer when so many of 50 letters are handed over; what is then said.
#[track_caller]
fn check_interrupted(at: usize, turn: Turn, code: Code, words: &str) {
    let office = merged(50, "a4", false);
    let back = match &turn {
        Turn::Now { .. } => Turn::Now { queue: QUEUE.into(), state: QueueState::Ready },
        _ => Turn::There { queue: QUEUE.into() },
    };
    if at == 0 {
        office.devices.printer.take(turn);
    } else {
        office.devices.printer.after(at, turn);
    }
    // The queue is chosen, so that its going is a fault and not another queue.
    choose(&office, "semua", PrintChoice { queue: Some(QUEUE.into()), ..PrintChoice::default() })
        .expect("a choice");
    let run = print(&office, &[]);
    let fault = run.fault.expect("the printer gave up");
    assert_eq!((fault.code, fault.message.as_str()), (code, words));
    assert_eq!(
        (run.handed.clone(), run.left.clone()),
        (ids(1..=at), ids(at + 1..=50)),
        "what went and what waits"
    );
    assert_eq!(office.devices.printer.handed().len(), at, "nothing else was handed over");
    assert_eq!(journaled(&office), ids(1..=at), "and the journal says the same");
    assert!(!run.stopped, "it was not the user");
    // The printer is well again: "Lanjutkan" prints the rest alone.
    office.devices.printer.take(back);
    let rest = print(&office, &run.left);
    assert_eq!(
        (rest.handed, rest.left, rest.fault),
        (ids(at + 1..=50), vec![], None),
        "the rest and nothing twice"
    );
    assert_eq!(journaled(&office), ids(1..=50));
    let titles: Vec<String> = office.devices.printer.handed().into_iter().map(|job| job.title).collect();
    let wanted: Vec<String> = (1..=50).map(|n| format!("Surat pemberitahuan, Kepala Desa {n}")).collect();
    assert_eq!(titles, wanted, "one job for each letter, each once, in folding order");
    assert!(office::verification::verify(&office.dir(), None).expect("an office").sound);
}

#[test]
fn a_printer_that_vanishes_in_the_middle_leaves_a_right_list() {
    check_interrupted(
        23,
        Turn::Gone { queue: QUEUE.into() },
        Code::PrinterGone,
        "Printer HP-TU tidak menjawab. 23 dari 50 surat sudah diserahkan; sisanya menunggu. Periksa printer, lalu lanjutkan.",
    );
}

#[test]
fn a_spooler_that_stops_in_the_middle_leaves_a_right_list() {
    check_interrupted(
        49,
        Turn::NoSpooler,
        Code::PrinterGone,
        "Printer HP-TU tidak menjawab. 49 dari 50 surat sudah diserahkan; sisanya menunggu. Periksa printer, lalu lanjutkan.",
    );
}

#[test]
fn a_printer_out_of_paper_in_the_middle_leaves_a_right_list() {
    check_interrupted(
        1,
        Turn::Now { queue: QUEUE.into(), state: QueueState::OutOfPaper },
        Code::PrinterStopped,
        "Printer HP-TU kehabisan kertas. 1 dari 50 surat sudah diserahkan; sisanya menunggu. Periksa printer, lalu lanjutkan.",
    );
}

#[test]
fn a_paused_printer_gets_nothing() {
    check_interrupted(
        0,
        Turn::Now { queue: QUEUE.into(), state: QueueState::Paused },
        Code::PrinterStopped,
        "Printer HP-TU sedang dijeda. 0 dari 50 surat sudah diserahkan; sisanya menunggu. Periksa printer, lalu lanjutkan.",
    );
}

#[test]
fn stopping_keeps_what_was_handed_over_and_lists_the_rest() {
    let office = merged(12, "a4", false);
    let request = printing(&office, &[]);
    let dir = office.dir();
    let Office { folder, devices, desk, usulan, seen } = office;
    drop(desk);
    let desk = Arc::new(Desk::open(&dir, devices.devices()).expect("the office opens"));
    desk.sign_in("siti").expect("Siti works here");
    let door: Arc<OnceLock<Weak<Desk>>> = Arc::default();
    let _ = door.set(Arc::downgrade(&desk));
    let heard: Arc<Mutex<Vec<(u64, u64)>>> = Arc::default();
    let ears = Arc::clone(&heard);
    desk.subscribe(Box::new(move |notice| {
        let notice: serde_json::Value = serde_json::from_str(notice).expect("a notice is JSON");
        if notice["notice"] != "progress" {
            return;
        }
        assert_eq!((&notice["job"], &notice["stage"]), (&"cetak-1".into(), &"handing".into()));
        let done = notice["done"].as_u64().expect("a count");
        ears.lock().expect("nobody panicked").push((done, notice["total"].as_u64().expect("a count")));
        if done == 5 {
            let desk = door.get().and_then(Weak::upgrade).expect("the desk is there");
            let answer = desk.ask(Request::CancelJob { job: "cetak-1".into() });
            assert_eq!(answer.expect("it is asked"), Answer::CancelJob(true));
        }
    }));
    let Answer::PrintLetters(run) = desk.ask(request).expect("no refusal") else { panic!("a run") };
    assert_eq!((run.stopped, run.fault.is_none()), (true, true), "the user's word, no fault");
    assert_eq!((run.handed, run.left), (ids(1..=5), ids(6..=12)));
    assert_eq!(*heard.lock().expect("nobody panicked"), (1..=5).map(|n| (n, 12)).collect::<Vec<_>>());
    drop(desk);
    let desk = Desk::open(&dir, devices.devices()).expect("the office opens");
    let office = Office { folder, devices, desk, usulan, seen };
    office.desk.sign_in("siti").expect("Siti works here");
    assert_eq!(journaled(&office), ids(1..=5), "after another start the journal still says so");
}

#[test]
fn letters_of_nobody_are_refused_before_any_goes() {
    let office = merged(3, "a4", false);
    let fault = office.ask(printing(&office, &["p1".into(), "p9".into()])).unwrap_err();
    assert_eq!((fault.code, office.devices.printer.handed().len()), (Code::Recipient, 0));
}

fn choose(office: &Office, kind: &str, choice: PrintChoice) -> Result<Answer, Fault> {
    let mut choices = printers(office).choices;
    choices.insert(kind.into(), choice);
    office.ask(Request::SavePrintChoices { choices })
}

fn printers(office: &Office) -> PrintersView {
    match office.ask(Request::Printers).expect("the printers are shown") {
        Answer::Printers(view) => view,
        other => panic!("not the printers: {other:?}"),
    }
}

fn letter_out(office: &Office, kind: &str, revision: Option<u32>) -> Result<PrintOutcome, Fault> {
    let request = Request::LetterOut {
        usulan: office.usulan.clone(),
        kind: kind.into(),
        revision,
        exit: LetterExit::Print,
    };
    match office.ask(request)? {
        Answer::LetterOut(outcome) => Ok(outcome),
        other => panic!("not an exit: {other:?}"),
    }
}

#[test]
fn each_kind_goes_to_its_own_queue_tray_and_sides() {
    let office = merged(2, "f4-215", false);
    office
        .devices
        .printer
        .take(Turn::Trays { queue: QUEUE.into(), trays: vec!["Polos".into(), "Kop".into(), "F4".into()] });
    office.devices.printer.take(Turn::There { queue: "Ruang-Rapat".into() });
    let some = |text: &str| Some(text.to_owned());
    let all = PrintChoice { queue: some(QUEUE), tray: some("Polos"), f4_tray: some("F4"), both_sides: None };
    choose(&office, "semua", all).expect("a choice");
    choose(
        &office,
        KIND,
        PrintChoice { tray: some("Kop"), both_sides: Some(true), ..PrintChoice::default() },
    )
    .expect("a choice");
    choose(&office, "konsep", PrintChoice { queue: some("Ruang-Rapat"), ..PrintChoice::default() })
        .expect("a choice");
    letter_out(&office, KIND, Some(1)).expect("asli and pertinggal");
    letter_out(&office, "telaah", None).expect("a konsep");
    let jobs = office.devices.printer.handed();
    let facts: Vec<_> =
        jobs.iter().map(|job| (job.queue.as_deref(), job.tray.as_deref(), job.sides, job.paper)).collect();
    let letter = (Some(QUEUE), Some("F4"), Sides::Both, Some(PaperSize::F4));
    let konsep = (Some("Ruang-Rapat"), None, Sides::One, Some(PaperSize::A4));
    assert_eq!(
        facts,
        [letter, letter, konsep],
        "the paper decides the tray, and trays belong to their queue"
    );
    assert_eq!(printers(&office).queues[0].trays.len(), 3, "the page shows them");
    let wrong = choose(&office, "resep", PrintChoice::default()).unwrap_err();
    assert_eq!(wrong.code, Code::InvalidSetting, "of kinds that there are");
    let empty =
        choose(&office, "semua", PrintChoice { queue: some(""), ..PrintChoice::default() }).unwrap_err();
    assert_eq!(empty.code, Code::InvalidSetting);
    assert_eq!(printers(&office).choices["semua"].queue.as_deref(), Some(QUEUE), "the old choice holds");
}

#[test]
fn a_choice_belongs_to_the_pc_and_outlives_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let notebook: Arc<dyn Notebook> = Arc::new(NotebookFolder::at(&folder.path().join("catatan")));
    let fakes = FakeDevices { notebook, ..FakeDevices::new(nov(10, 8, 20), folder.path().join("cetak")) };
    let dir = folder.path().join("kantor");
    office::create_office(&dir, true, &fakes.devices()).expect("a sample office");
    let choices = BTreeMap::from([(
        "semua".to_owned(),
        PrintChoice { queue: Some("TU".into()), ..Default::default() },
    )]);
    let chosen = |devices: devices::Devices| {
        let desk = Desk::open(&dir, devices).expect("the office opens");
        desk.sign_in("siti").expect("Siti works here");
        let Answer::Printers(view) = desk.ask(Request::Printers).expect("shown") else { panic!("printers") };
        (desk, view.choices)
    };
    let (desk, before) = chosen(fakes.devices());
    assert_eq!(before, BTreeMap::new());
    desk.ask(Request::SavePrintChoices { choices: choices.clone() }).expect("kept");
    drop(desk);
    assert_eq!(chosen(fakes.devices()).1, choices, "another start of the program");
    let other = FakeDevices { notebook: Arc::new(PassingNotebook::default()), ..fakes };
    assert_eq!(chosen(other.devices()).1, BTreeMap::new(), "another PC with the same office");
}

#[test]
fn a_printer_that_fails_between_asli_and_pertinggal_is_recorded_as_far_as_it_went() {
    let office = merged(2, "a4", false);
    choose(&office, "semua", PrintChoice { queue: Some(QUEUE.into()), ..PrintChoice::default() })
        .expect("a choice");
    office.devices.printer.after(1, Turn::Now { queue: QUEUE.into(), state: QueueState::Away });
    let fault = letter_out(&office, KIND, Some(1)).unwrap_err();
    assert_eq!(
        fault.message,
        "Printer HP-TU mati atau tidak tersambung. 1 dari 2 berkas sudah diserahkan; sisanya menunggu. Periksa printer, lalu lanjutkan."
    );
    let queued: Vec<(String, u32)> = office
        .view()
        .history
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::Queued { printer, copies, .. } => Some((printer.clone(), *copies)),
            _ => None,
        })
        .collect();
    assert_eq!(queued, [(QUEUE.to_owned(), 1)], "the asli lies in the queue");
    let before = office.head();
    letter_out(&office, KIND, Some(1)).expect_err("the printer is still away");
    assert_eq!(office.head(), before, "nothing handed over, nothing recorded");
}

#[track_caller]
fn check_sentence(turn: Turn, code: Code, words: &str) {
    let office = merged(2, "a4", false);
    choose(&office, "semua", PrintChoice { queue: Some(QUEUE.into()), ..PrintChoice::default() })
        .expect("a choice");
    office.devices.printer.take(turn);
    let fault = letter_out(&office, KIND, Some(1)).expect_err("the printer does not take it");
    assert_eq!((fault.code, fault.message.as_str()), (code, words));
}

#[test]
fn every_way_to_fail_has_its_sentence() {
    let now = |state| Turn::Now { queue: QUEUE.into(), state };
    check_sentence(
        Turn::Gone { queue: QUEUE.into() },
        Code::PrinterGone,
        "Printer HP-TU tidak ada lagi di komputer ini. Naskah tersimpan dan tidak berubah. Pilih printer lain di Atur, lalu cetak lagi, atau simpan PDF.",
    );
    check_sentence(
        now(QueueState::Paused),
        Code::PrinterStopped,
        "Printer HP-TU sedang dijeda, jadi tidak ada kertas yang akan keluar. Naskah tersimpan dan tidak berubah. Lanjutkan antreannya di pengaturan printer, lalu cetak lagi, atau simpan PDF.",
    );
    check_sentence(
        now(QueueState::OutOfPaper),
        Code::PrinterStopped,
        "Printer HP-TU kehabisan kertas. Naskah tersimpan dan tidak berubah. Isi kertas, lalu cetak lagi, atau simpan PDF.",
    );
    check_sentence(
        Turn::NoSpooler,
        Code::PrinterGone,
        "Layanan cetak komputer ini tidak berjalan. Naskah tersimpan dan tidak berubah. Nyalakan layanannya atau minta bantuan pengelola komputer, lalu cetak lagi, atau simpan PDF.",
    );
}

#[test]
fn a_pc_without_printers_says_so_and_still_shows_its_page() {
    let office = merged(2, "a4", false);
    office.devices.printer.take(Turn::Gone { queue: QUEUE.into() });
    assert_eq!(letter_out(&office, KIND, Some(1)).unwrap_err().code, Code::PrinterGone);
    office.devices.printer.take(Turn::NoSpooler);
    let view = printers(&office);
    assert_eq!((view.queues.len(), view.trouble.expect("a reason").code), (0, Code::PrinterGone));
    assert_eq!(view.kinds[..2], ["semua", "konsep"]);
    assert_eq!(
        view.papers.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["a4", "f4-215", "f4-210"]
    );
}

#[test]
fn a_lembar_uji_goes_where_it_is_sent_and_names_it() {
    let office = merged(2, "a4", false);
    office.devices.printer.take(Turn::Trays { queue: QUEUE.into(), trays: vec!["Baki 2".into()] });
    office.devices.printer.take(Turn::Now { queue: QUEUE.into(), state: QueueState::Ready });
    let test = |queue: Option<&str>, tray: Option<&str>, paper: &str| {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        office.ask(Request::TestSheetOut { queue: owned(queue), tray: owned(tray), paper: paper.into() })
    };
    let before = office.head();
    test(Some(QUEUE), Some("Baki 2"), "f4-215").expect("F4");
    test(None, None, "a4").expect("A4");
    let jobs = office.devices.printer.handed();
    assert_eq!((jobs[0].paper, jobs[0].tray.as_deref()), (Some(PaperSize::F4), Some("Baki 2")));
    assert_eq!(
        (jobs[1].paper, jobs[1].queue.as_deref(), jobs[1].tray.as_deref()),
        (Some(PaperSize::A4), Some(QUEUE), None)
    );
    assert_eq!(office.head(), before, "a lembar uji is nothing of the procedure");
    let printed = office.folder.path().join("cetak").join("0001-lembar-uji.pdf");
    let bytes = std::fs::read(printed).expect("the job lies in its folder");
    let text = lopdf::Document::load_mem(&bytes).expect("a PDF").extract_text(&[1]).expect("text");
    let text: String = text.split_whitespace().collect();
    // The reader drops the sign between the two sizes.
    assert!(text.contains(QUEUE) && text.contains("Baki2") && text.contains("F4(215"), "{text}");
    assert_eq!(test(None, None, "kwarto").unwrap_err().code, Code::InvalidRequest);
    office.devices.printer.take(Turn::Now { queue: QUEUE.into(), state: QueueState::OutOfPaper });
    assert_eq!(test(None, None, "a4").unwrap_err().code, Code::PrinterStopped);
    assert_eq!(printers(&office).queues[0].standing, QueueStanding::OutOfPaper);
}
