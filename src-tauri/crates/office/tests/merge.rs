//! One letter to many: lists of recipients, each recipient's own letter with its progress and its way to stop, the buku
//! ekspedisi, and the reprint of one.

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, Weak};

use common::{Office, nov, word};
use office::api::{
    Answer, FieldContent, LetterDraft, LetterExit, LetterView, MergeOutcome, MergedPart, MergedView,
    PrintOutcome, RecipientColumn, RecipientList, RecipientSheet, Request,
};
use office::fault::Code;
use office::{Desk, Fault};
use sop::act::Recipient;
use sop::event::Event;

const KIND: &str = "surat-pemberitahuan";

/// A usulan whose letter is locked for these recipients.
fn locked(recipients: Vec<Recipient>) -> Office {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let view = letter(&office);
    let draft = LetterDraft { recipients, ..filled(view.draft) };
    lock(&mut office, draft);
    office
}

fn letter(office: &Office) -> LetterView {
    let request = Request::OpenLetter { usulan: office.usulan.clone(), kind: KIND.into() };
    match office.ask(request).expect("the form opens") {
        Answer::OpenLetter(view) => *view,
        other => panic!("not a letter: {other:?}"),
    }
}

/// What the usulan does not know yet.
fn filled(mut draft: LetterDraft) -> LetterDraft {
    for key in ["tanggal_tayang", "narahubung", "telepon"] {
        draft.fields.insert(key.into(), FieldContent::Text("2026-11-12".into()));
    }
    draft
}

fn lock(office: &mut Office, draft: LetterDraft) {
    let request =
        Request::LockLetter { usulan: office.usulan.clone(), kind: KIND.into(), seen: office.seen, draft };
    match office.ask(request).expect("the letter is locked") {
        Answer::LockLetter(locked) => office.seen = locked.seen,
        other => panic!("not a locked letter: {other:?}"),
    }
}

fn three() -> Vec<Recipient> {
    let of = |id: &str, name: &str, address: Option<&str>| Recipient {
        id: id.into(),
        name: name.into(),
        address: address.map(Into::into),
    };
    vec![
        of("dinkes", "Kepala Dinas Kesehatan", None),
        of("koperasi", "Ketua Koperasi Contoh", Some("Jalan Contoh Nomor 5\nTrowulan")),
        of("dinsos", "Kepala Dinas Sosial", None),
    ]
}

fn merging(office: &Office) -> Request {
    Request::MergeLetter {
        usulan: office.usulan.clone(),
        seen: office.seen,
        kind: KIND.into(),
        revision: 1,
        job: "gabung-1".into(),
        both_sides: true,
        portrait: false,
    }
}

fn merge(office: &mut Office) -> Result<MergeOutcome, Fault> {
    match office.ask(merging(office))? {
        Answer::MergeLetter(outcome) => {
            office.seen = outcome.seen;
            Ok(outcome)
        }
        other => panic!("not a merge: {other:?}"),
    }
}

fn merged(office: &Office) -> Option<MergedView> {
    let view = office.view();
    let naskah = view.naskah.iter().find(|naskah| naskah.kind == KIND)?;
    naskah.revisions.iter().find(|one| Some(one.revision) == naskah.valid)?.merged.clone()
}

fn out(office: &mut Office, part: MergedPart, exit: LetterExit) -> Result<PrintOutcome, Fault> {
    let usulan = office.usulan.clone();
    match office.ask(Request::MergedOut { usulan, kind: KIND.into(), revision: 1, part, exit })? {
        Answer::MergedOut(outcome) => {
            office.seen = outcome.seen;
            Ok(outcome)
        }
        other => panic!("not an exit: {other:?}"),
    }
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

/// Pages of a kept document.
fn pages(office: &Office, document: &str) -> u32 {
    let bytes = std::fs::read(office.dir().join("documents").join(document)).expect("it is kept");
    pages::Document::open(bytes).expect("a PDF").page_count()
}

#[test]
fn each_recipient_has_a_letter_and_the_three_documents_are_kept() {
    let mut office = locked(three());
    assert_eq!(merged(&office), None, "the default is one letter");
    let outcome = merge(&mut office).expect("the letters are made");
    assert_eq!((outcome.done, outcome.letters), (true, 3));
    let made = merged(&office).expect("they stand on their revision");
    let to: Vec<&str> = made.letters.iter().map(|one| one.recipient.name.as_str()).collect();
    assert_eq!(
        to,
        ["Kepala Dinas Kesehatan", "Ketua Koperasi Contoh", "Kepala Dinas Sosial"],
        "in folding order"
    );
    let singles: u32 = made.letters.iter().map(|one| pages(&office, &one.document)).sum();
    assert_eq!(singles, made.letters.iter().map(|one| one.pages).sum::<u32>());
    assert_eq!(pages(&office, &made.print_file), made.pages);
    assert_eq!(
        made.pages, 6,
        "printed on both sides each of the three one-page letters has a sheet of its own"
    );
    assert_eq!(pages(&office, &made.dispatch), 1, "three rows on one page");
    let kinds: Vec<&str> = office.view().history.iter().map(|entry| entry.event.kind()).collect::<Vec<_>>();
    assert!(kinds.contains(&"merged"), "journaled: {kinds:?}");
    assert!(office::verification::verify(&office.dir(), None).expect("an office").sound, "and evidence");
    for (document, what) in [
        (&made.print_file, "the print file"),
        (&made.letters[0].document, "one letter"),
        (&made.dispatch, "the buku ekspedisi"),
    ] {
        let bytes = std::fs::read(office.dir().join("documents").join(document)).expect("it is kept");
        let report = letters::check(&bytes).expect("a PDF");
        assert!(report.holds, "{what}: {report:?}");
    }
    let before = names(&office.dir().join("documents"));
    assert!(merge(&mut office).expect("once more").done);
    assert_eq!(names(&office.dir().join("documents")), before, "the same data, the same bytes");
}

#[test]
fn each_letter_carries_a_code_of_its_own_where_the_office_wants_codes() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let Answer::Settings(settings) = office.ask(Request::Settings).expect("settings") else { panic!() };
    let mut kantor = settings.office.clone();
    kantor.layout.insert("code_pages".into(), "semua".into());
    office.ask(Request::SaveOffice { office: Box::new(kantor) }).expect("a setting");
    let draft = LetterDraft { recipients: three(), ..filled(letter(&office).draft) };
    lock(&mut office, draft);
    merge(&mut office).expect("the letters are made");
    let made = merged(&office).expect("letters");
    let (_, _, naskah) = office.naskah(KIND);
    for (index, letter) in made.letters.iter().enumerate() {
        let bytes = std::fs::read(office.dir().join("documents").join(&letter.document)).expect("kept");
        let text = lopdf::Document::load_mem(&bytes).expect("a PDF").extract_text(&[1]).expect("text");
        let text: String = text.split_whitespace().collect();
        let code = format!("/{naskah}/R1/P{}/A1-{}/", index + 1, letter.pages);
        assert!(text.contains(&code), "recipient {}: {code} in {text}", index + 1);
    }
}

#[test]
fn one_letter_is_printed_again_and_its_document_is_named() {
    let mut office = locked(three());
    merge(&mut office).expect("the letters are made");
    let made = merged(&office).expect("letters");
    let printed = out(&mut office, MergedPart::Letter { recipient: "koperasi".into() }, LetterExit::Print);
    assert_eq!(printed.expect("one letter").sheets, 1);
    assert_eq!(
        out(&mut office, MergedPart::All, LetterExit::Print).expect("all").sheets,
        3,
        "three sheets, six pages"
    );
    assert_eq!(out(&mut office, MergedPart::Dispatch, LetterExit::Print).expect("the book").sheets, 1);
    let view = office.view();
    let sheets: Vec<(&str, &str)> = view
        .history
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::SheetQueued { sheet, document, .. } => Some((sheet.as_str(), document.as_str())),
            _ => None,
        })
        .collect();
    assert!(sheets.contains(&(KIND, &made.letters[1].document)), "what was printed is named: {sheets:?}");
    assert!(sheets.contains(&("buku-ekspedisi", &made.dispatch)), "{sheets:?}");
    let naskah = view.naskah.iter().find(|naskah| naskah.kind == KIND).expect("the letter");
    assert_eq!(naskah.revisions[0].printed, 1, "the print file is a printing of the letter");
    let head = office.head();
    let nobody =
        out(&mut office, MergedPart::Letter { recipient: "x".into() }, LetterExit::Print).unwrap_err();
    assert_eq!((nobody.code, office.head()), (Code::Recipient, head), "{nobody:?}");
}

/// Presses "Batalkan" in another window of the same door at a letter of a stage; what was heard of the progress.
fn cancelled_at(stage: &'static str, at: u64) -> Vec<(String, u64)> {
    let recipients: Vec<Recipient> = (1..=40)
        .map(|n| Recipient { id: format!("p{n}"), name: format!("Kepala Desa {n}"), ..Recipient::default() })
        .collect();
    let office = locked(recipients);
    let (head, before) = (office.head(), names(&office.dir().join("documents")));
    let request = merging(&office);
    let dir = office.dir();
    let Office { folder, devices, desk, usulan, .. } = office;
    drop(desk);
    let desk = Arc::new(Desk::open(&dir, devices.devices()).expect("the office opens"));
    desk.sign_in("siti").expect("Siti works here");
    let door: Arc<OnceLock<Weak<Desk>>> = Arc::default();
    let _ = door.set(Arc::downgrade(&desk));
    let heard: Arc<Mutex<Vec<(String, u64)>>> = Arc::default();
    let (ears, hand) = (Arc::clone(&heard), Arc::clone(&door));
    desk.subscribe(Box::new(move |notice| {
        let notice: serde_json::Value = serde_json::from_str(notice).expect("a notice is JSON");
        if notice["notice"] != "progress" {
            return;
        }
        assert_eq!((&notice["job"], &notice["total"]), (&"gabung-1".into(), &40.into()));
        let (now, done) =
            (notice["stage"].as_str().expect("a stage"), notice["done"].as_u64().expect("a count"));
        ears.lock().expect("nobody panicked").push((now.to_owned(), done));
        if (now, done) == (stage, at) {
            let desk = hand.get().and_then(Weak::upgrade).expect("the desk is there");
            let answer = desk.ask(Request::CancelJob { job: "gabung-1".into() });
            assert_eq!(answer.expect("it is asked"), Answer::CancelJob(true));
        }
    }));
    let Answer::MergeLetter(outcome) = desk.ask(request).expect("no refusal") else { panic!("a merge") };
    assert_eq!((outcome.done, outcome.letters), (false, 0), "{stage}");
    assert_eq!(names(&dir.join("documents")), before, "{stage}: no letter is left, not even half of one");
    let verdict = office::verification::verify(&dir, None).expect("an office");
    assert_eq!((verdict.sound, verdict.head), (true, head), "{stage}: and no event");
    let Answer::CancelJob(found) = desk.ask(Request::CancelJob { job: "gabung-1".into() }).expect("asked")
    else {
        panic!("an answer to it")
    };
    assert!(!found, "the work is over");
    assert!(matches!(desk.ask(Request::Usulan { usulan }), Ok(Answer::Usulan(_))), "the office goes on");
    drop(folder);
    heard.lock().expect("nobody panicked").clone()
}

#[test]
fn a_cancelled_work_leaves_nothing() {
    let letters = |count: u64| (1..=count).map(|n| ("letters".to_owned(), n)).collect::<Vec<_>>();
    assert_eq!(cancelled_at("letters", 3), letters(3), "told letter by letter, until it stopped");
    let mut both = letters(40);
    both.extend([("print_file".to_owned(), 1), ("print_file".to_owned(), 2)]);
    assert_eq!(cancelled_at("print_file", 2), both, "then the print file, until it stopped");
}

#[test]
fn a_number_recorded_later_is_printed_when_the_letters_are_made_again() {
    let mut office = locked(three());
    merge(&mut office).expect("the letters are made");
    let first = merged(&office).expect("letters");
    assert!(!first.before_number);
    let (_, _, naskah) = office.naskah(KIND);
    office.clock(nov(11, 9, 0));
    office.own(sop::act::Act::Number { numbering: common::numbering(naskah, 1, "000.3/146/416-012/2026") });
    assert!(merged(&office).expect("letters").before_number, "the letters leave room for the hand");
    merge(&mut office).expect("made again");
    let second = merged(&office).expect("letters");
    assert!(!second.before_number);
    assert_ne!(first.letters[0].document, second.letters[0].document, "with the number");
    assert_ne!(first.dispatch, second.dispatch, "in the book too");
}

#[test]
fn letters_that_would_say_something_else_are_refused() {
    let mut office = locked(three());
    let Answer::Settings(settings) = office.ask(Request::Settings).expect("settings") else { panic!() };
    let mut posts = settings.posts;
    for person in &mut posts.persons {
        person.name.push_str(", M.Si.");
    }
    office.ask(Request::SavePosts { posts }).expect("people are settings");
    let head = office.head();
    let fault = merge(&mut office).unwrap_err();
    assert_eq!(fault.code, Code::LetterChanged, "the signer is another than the one approved: {fault:?}");
    assert_eq!(office.head(), head);
    let mut stale = locked(three());
    stale.seen -= 1;
    assert_eq!(merge(&mut stale).unwrap_err().code, Code::Stale);
    let mut single = locked(three()[..1].to_vec());
    assert_eq!(
        merge(&mut single).unwrap_err().code,
        Code::LetterUnmade,
        "one recipient has the letter itself"
    );
    let mut outside = Office::sample(nov(10, 8, 20));
    outside.receive(nov(10, 8, 10));
    outside.use_document(KIND, 7, false);
    assert_eq!(
        merge(&mut outside).unwrap_err().code,
        Code::LetterUnmade,
        "made elsewhere, nothing can be merged"
    );
}

fn picked(office: &Office, name: &str, text: &[u8]) -> Result<RecipientSheet, Fault> {
    let path = office.folder.path().join(name);
    std::fs::write(&path, text).expect("a file is written");
    office.devices.picker.then([path]);
    match office.ask(Request::PickRecipients)? {
        Answer::PickRecipients(sheet) => Ok(sheet.expect("a file was picked")),
        other => panic!("not a list: {other:?}"),
    }
}

#[test]
fn a_picked_list_shows_its_columns_and_its_wrong_rows() {
    let office = Office::sample(nov(10, 8, 20));
    let list = "Nama Jabatan;Kota;Ket\nKetua Koperasi A;Trowulan;x\n;Jetis;y\nKepala Dinas Kesehatan;;z\n";
    let sheet = picked(&office, "koperasi.csv", list.as_bytes()).expect("a list");
    assert_eq!((sheet.name.as_str(), sheet.separator.as_str()), ("koperasi.csv", "semicolon"));
    let used: Vec<Option<RecipientColumn>> = sheet.columns.iter().map(|column| column.used).collect();
    assert_eq!(used, [Some(RecipientColumn::Post), Some(RecipientColumn::Place), None]);
    assert_eq!(sheet.columns[2].samples, ["x", "y", "z"], "what is in a column that nobody knows");
    assert_eq!(sheet.recipients.len(), 2);
    assert_eq!(sheet.recipients[0].address.as_deref(), Some("Trowulan"));
    assert_eq!((sheet.faults.len(), sheet.faults[0].line), (1, 3));
    let request = Request::MatchRecipients {
        document: sheet.document.clone(),
        name: sheet.name.clone(),
        columns: vec![None, None, Some(RecipientColumn::Name)],
    };
    let Answer::MatchRecipients(other) = office.ask(request).expect("the same list") else { panic!() };
    let names: Vec<&str> = other.recipients.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["x", "y", "z"], "its columns taken otherwise");
    let request =
        Request::MatchRecipients { document: sheet.document, name: sheet.name, columns: vec![None; 3] };
    let Answer::MatchRecipients(none) = office.ask(request).expect("the same list") else { panic!() };
    assert!(none.unaddressed && none.recipients.is_empty());
    let before = names_of(&office);
    for (name, bytes) in [
        ("buku.xlsx", b"PK\x03\x04isi".as_slice()),
        ("foto.csv", common::png(3).as_slice()),
        ("kosong.csv", b"\n".as_slice()),
    ] {
        let fault = picked(&office, name, bytes).unwrap_err();
        assert_eq!(word(fault.code), "recipients.unreadable", "{name}: {fault:?}");
        assert!(fault.message.starts_with(name), "{}", fault.message);
    }
    assert_eq!(names_of(&office), before, "nothing stays of what is refused");
    assert_eq!(office.ask(Request::PickRecipients).expect("a closed dialog"), Answer::PickRecipients(None));
}

fn names_of(office: &Office) -> BTreeSet<String> {
    names(&office.dir().join("documents"))
}

#[test]
fn own_lists_are_settings_and_groups_of_the_letter() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let list = |id: &str, name: &str, recipients: Vec<Recipient>| RecipientList {
        id: id.into(),
        name: name.into(),
        recipients,
    };
    let save = |lists: Vec<RecipientList>| office.ask(Request::SaveRecipientLists { lists });
    let lists = vec![list("daftar-01", "Koperasi binaan", three())];
    assert_eq!(save(lists.clone()).expect("a setting"), Answer::SaveRecipientLists(lists.clone()));
    let groups = letter(&office).recipient_groups;
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    assert!(names.contains(&"Perangkat daerah") && names.contains(&"Kecamatan"), "{names:?}");
    assert_eq!(groups.last().map(|group| group.recipients.clone()), Some(three()), "the own list comes last");
    let own_unit = |group: &office::api::RecipientGroup| {
        group.recipients.iter().any(|one| one.name.contains("Bagian Pengadaan"))
    };
    assert!(!groups.iter().any(own_unit), "nobody writes to himself");
    for (lists, what) in [
        (vec![list("a", "Sama", vec![]), list("b", " sama ", vec![])], "one name twice"),
        (vec![list("a", " ", vec![])], "no name"),
        (vec![list("a", "A", vec![three()[0].clone(), three()[0].clone()])], "one recipient twice"),
    ] {
        assert_eq!(save(lists).unwrap_err().code, Code::InvalidSetting, "{what}");
    }
    let Answer::Settings(settings) = office.ask(Request::Settings).expect("settings") else { panic!() };
    assert_eq!(settings.recipient_lists, lists, "a refused setting changes nothing");
    let dir = office.dir();
    let Office { folder, devices, desk, .. } = office;
    drop(desk);
    let desk = Desk::open(&dir, devices.devices()).expect("the office opens again");
    desk.sign_in("siti").expect("Siti works here");
    let Answer::Settings(settings) = desk.ask(Request::Settings).expect("settings") else { panic!() };
    assert_eq!(settings.recipient_lists, lists, "it is an event of the journal");
    drop(folder);
}
