//! The first run (DESK 6.13): a PC without an office, the answers, the office that they make, and what stays when it does
//! not come to that.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where it cannot go on"
)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use chrono::DateTime;
use devices::NotebookFolder;
use devices::fake::FakeDevices;
use office::api::{
    Answer, OpenedOffice, PlaceView, Request, StartAnswer, StartAnswers, StartOfficial, StartRequest,
    StartSigner, StartView,
};
use office::fault::{Code, Fault};
use office::{Desk, Entrance, Places, create_office};
use sop::act::NumberSource;
use sop::people::{Capacity, Role};
use tempfile::TempDir;

const NOW: &str = "2026-11-10T08:20:00+07:00";

/// A PC with folders of its own.
struct Pc {
    home: TempDir,
    fakes: FakeDevices,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Pc {
    fn new() -> Pc {
        let home = tempfile::tempdir().unwrap();
        let fakes = FakeDevices::new(DateTime::parse_from_rfc3339(NOW).unwrap(), home.path().join("cetak"));
        Pc { home, fakes, heard: Arc::default() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The data of the user, in which the usual office lies.
    fn usual(&self) -> PathBuf {
        self.path("data").join("kantor")
    }

    fn start(&self) -> Entrance {
        self.start_named(None)
    }

    fn start_named(&self, named: Option<PathBuf>) -> Entrance {
        let places = Places { named, usual: self.usual(), sample: self.path("data").join("kantor-contoh") };
        let notebook = Arc::new(NotebookFolder::at(&self.path("catatan")));
        let heard = Arc::clone(&self.heard);
        let hear = move |notice: &str| heard.lock().unwrap().push(notice.to_owned());
        Entrance::begin(places, self.fakes.devices(), notebook, hear)
    }

    /// What lies in a folder, sorted.
    fn names(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(folder)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn view(entrance: &Entrance) -> StartView {
    match entrance.ask(StartRequest::Start).unwrap() {
        StartAnswer::Start(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn create(entrance: &Entrance, answers: &StartAnswers) -> Result<OpenedOffice, Fault> {
    match entrance.ask(StartRequest::CreateOffice { answers: Box::new(answers.clone()) })? {
        StartAnswer::CreateOffice(opened) => Ok(opened),
        other => panic!("{other:?}"),
    }
}

fn keep(entrance: &Entrance, answers: &StartAnswers) {
    entrance.ask(StartRequest::SaveStart { answers: Box::new(answers.clone()) }).unwrap();
}

fn pick_place(pc: &Pc, entrance: &Entrance, folder: &Path) -> Result<Option<PlaceView>, Fault> {
    pc.fakes.picker.then([folder]);
    match entrance.ask(StartRequest::PickPlace)? {
        StartAnswer::PickPlace(place) => Ok(place),
        other => panic!("{other:?}"),
    }
}

fn session(entrance: &Entrance) -> Result<office::api::SessionView, Fault> {
    match entrance.desk()?.ask(Request::Session)? {
        Answer::Session(session) => Ok(session),
        other => panic!("{other:?}"),
    }
}

fn settings(entrance: &Entrance) -> office::api::Settings {
    match entrance.desk().unwrap().ask(Request::Settings).unwrap() {
        Answer::Settings(settings) => *settings,
        other => panic!("{other:?}"),
    }
}

fn official(name: &str) -> StartOfficial {
    StartOfficial {
        name: name.to_owned(),
        rank: "Pembina".to_owned(),
        nip: "197504122001121003".to_owned(),
        capacity: Capacity::Plt,
    }
}

#[test]
fn a_pc_without_an_office_says_so_and_makes_none() {
    let pc = Pc::new();
    let entrance = pc.start();
    let fault = entrance.desk().unwrap_err();
    assert_eq!(fault.code, Code::NotChosen, "{fault}");
    assert!(entrance.ask_json(r#"{"ask":"session"}"#).contains("office.not_chosen"), "the page hears so too");
    let view = view(&entrance);
    assert!(view.open.is_none() && view.own.is_none() && view.saved_at.is_none(), "nothing is there");
    assert_eq!(
        (view.place.folder.as_str(), view.place.usual),
        ("kantor", true),
        "the usual place is proposed"
    );
    assert!(view.holidays.contains(&2026), "days off are delivered: {:?}", view.holidays);
    assert_eq!(view.answers, view.delivered, "and every answer is proposed");
    assert_eq!(pc.names("data"), [""; 0], "looking makes nothing");
    assert!(!pc.path("catatan").exists(), "nor does it remember anything");
}

#[test]
fn answers_become_the_office() {
    let pc = Pc::new();
    let entrance = pc.start();
    let mut answers = view(&entrance).answers;
    answers.office.kop_address = vec!["Jalan Gajah Mada Nomor 9, Mojokerto".to_owned()];
    answers.office.address_unconfirmed = false;
    answers.office.paper = "f4-215".to_owned();
    answers.clerk = "  Siti Rahmawati ".to_owned();
    answers.kabag = official("BAMBANG CONTOH, S.T.");
    answers.signer = StartSigner::KabagFor;
    answers.numbers = NumberSource::Application;
    answers.pattern = "027/{nomor}/416-023/{tahun}".to_owned();
    answers.week.friday.clear();
    let opened = create(&entrance, &answers).unwrap();
    assert!(!opened.sample, "a real office");

    let session = session(&entrance).unwrap();
    let account = session.account.expect("who set it up is signed in");
    assert_eq!(
        (account.name.as_str(), account.roles.as_slice()),
        ("Siti Rahmawati", &[Role::Petugas, Role::Admin][..])
    );
    let settings = settings(&entrance);
    assert_eq!(settings.office.kop_address, answers.office.kop_address);
    assert_eq!((settings.office.paper.as_str(), settings.office.address_unconfirmed), ("f4-215", false));
    let route = settings.office.signing.iter().find(|route| route.kind == "surat-pemberitahuan").unwrap();
    assert_eq!((route.signer.as_str(), route.form), ("kabag-pbj", office::api::SigningForm::OnBehalfFor));
    let holder = settings.posts.holder("kabag-pbj", session.now.date_naive()).expect("the Kabag is named");
    assert_eq!((holder.person.name.as_str(), holder.capacity), ("BAMBANG CONTOH, S.T.", Capacity::Plt));
    assert!(
        settings.posts.holder("subkoord-lpse", session.now.date_naive()).is_none(),
        "who was skipped is nobody"
    );
    let pattern = |kind: &str| settings.numbers.kinds.iter().find(|one| one.kind == kind).unwrap();
    assert_eq!(pattern("pengumuman").pattern, "027/{nomor}/416-023/{tahun}");
    assert_eq!(pattern("pengumuman").source, NumberSource::Application);
    assert_eq!(
        pattern("surat-pemberitahuan").pattern,
        "000.3/{nomor}/416-012/{tahun}",
        "the Sekda's code stays"
    );
    assert_eq!(pattern("telaah").pattern, "", "what has no number gets none");
    assert!(settings.calendar.calendar.week.friday.is_empty(), "the week is the answered one");
    assert_eq!(settings.calendar.calendar.days_off, settings.delivered_calendar.calendar.days_off);

    assert_eq!(pc.names("data"), ["kantor"], "one folder, and nothing half made beside it");
    entrance.close();
    let verdict = office::verification::verify(&pc.usual(), None).unwrap();
    assert!(verdict.sound, "{verdict:?}");
}

#[test]
fn everything_may_be_skipped() {
    let pc = Pc::new();
    let entrance = pc.start();
    let proposed = view(&entrance).delivered;
    create(&entrance, &proposed).unwrap();
    assert_eq!(session(&entrance).unwrap().account.unwrap().name, "Petugas");
    let settings = settings(&entrance);
    assert!(settings.posts.tenures.is_empty() && settings.posts.persons.is_empty(), "nobody is invented");
    assert_eq!(settings.office, settings.delivered_office);
    assert_eq!(settings.numbers, settings.delivered_numbers);
    assert_eq!(settings.calendar, settings.delivered_calendar);
}

#[test]
fn what_cannot_be_an_office_is_refused_and_leaves_nothing() {
    let pc = Pc::new();
    let entrance = pc.start();
    let proposed = view(&entrance).delivered;
    type Spoil = fn(&mut StartAnswers);
    let cases: [(&str, Spoil); 4] = [
        ("Tempat", |answers| answers.office.place = "  ".to_owned()),
        ("{nomor}", |answers| answers.pattern = "027/416-023".to_owned()),
        ("Belum ada yang dibuat", |answers| answers.week = sop::calendar::Week::default()),
        ("lambang", |answers| answers.office.lambang = Some("ab".repeat(32))),
    ];
    for (words, spoil) in cases {
        let mut answers = proposed.clone();
        spoil(&mut answers);
        let fault = create(&entrance, &answers).unwrap_err();
        assert_eq!(fault.code, Code::InvalidSetting, "{fault}");
        assert!(fault.message.to_lowercase().contains(&words.to_lowercase()), "{words}: {fault}");
    }
    assert_eq!(pc.names("data"), [""; 0], "nothing was made");
    assert_eq!(entrance.desk().unwrap_err().code, Code::NotChosen);
}

#[test]
fn a_folder_that_cannot_be_written_is_said_before_anything_is_made() {
    let pc = Pc::new();
    let entrance = pc.start();
    let proposed = view(&entrance).delivered;
    let in_the_way = pc.path("berkas.txt");
    std::fs::write(&in_the_way, "bukan folder").unwrap();
    // Nobody makes folders in /proc, not even root, as whom tests may run.
    let nowhere = cfg!(target_os = "linux").then(|| PathBuf::from("/proc"));
    for folder in nowhere.iter().chain([&in_the_way]) {
        let fault = pick_place(&pc, &entrance, folder).unwrap_err();
        assert_eq!(fault.code, Code::NotWritable, "{fault}");
        assert_eq!(
            fault.message,
            "Folder ini tidak dapat ditulisi. Belum ada yang dibuat. Pilih folder lain, misalnya Dokumen."
        );
    }
    assert!(view(&entrance).place.usual, "the place that was proposed stays");

    // The same when it shows only as the office is made: the usual place itself is barred.
    std::fs::write(pc.path("data"), "bukan folder").unwrap();
    let fault = create(&entrance, &proposed).unwrap_err();
    assert_eq!(fault.code, Code::NotWritable, "{fault}");
    assert!(fault.message.contains("Belum ada yang dibuat"), "{fault}");
    assert_eq!(std::fs::read(pc.path("data")).unwrap(), b"bukan folder", "what lies there is left alone");
    assert_eq!(entrance.desk().unwrap_err().code, Code::NotChosen, "and no office is open");
}

/// Killed at some moment of making an office: what is found afterwards is an office, or none.
#[test]
fn a_program_killed_while_it_makes_an_office_leaves_one_or_none() {
    const HERE: &str = "ETALASE_TEST_FIRST_RUN";
    if let Some(home) = std::env::var_os(HERE) {
        let fakes =
            FakeDevices::new(DateTime::parse_from_rfc3339(NOW).unwrap(), Path::new(&home).join("cetak"));
        println!("@making");
        create_office(&Path::new(&home).join("data").join("kantor"), false, &fakes.devices()).unwrap();
        println!("@made");
        std::thread::sleep(std::time::Duration::from_secs(60));
        return;
    }
    let mut outcomes = Vec::new();
    for milliseconds in [0, 1, 2, 4, 8, 16, 32, 2_000] {
        let pc = Pc::new();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_program_killed_while_it_makes_an_office_leaves_one_or_none", "--nocapture"])
            .env(HERE, pc.home.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("@making")), "it begins");
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        let made = pc.usual().exists();
        outcomes.push(made);
        let entrance = pc.start();
        if made {
            assert!(session(&entrance).is_ok(), "after {milliseconds} ms: what is there is a whole office");
        } else {
            let proposed = view(&entrance).delivered;
            create(&entrance, &proposed).unwrap();
        }
        assert_eq!(pc.names("data"), ["kantor"], "after {milliseconds} ms: and nothing else stays");
    }
    assert!(outcomes.contains(&true), "the longest time is long enough: {outcomes:?}");
}

#[test]
fn an_attempt_that_was_interrupted_is_cleared_away() {
    let pc = Pc::new();
    // As a power cut leaves it: all but the last rename is done.
    let half = pc.path("data").join("kantor.belum-jadi");
    create_office(&half, false, &pc.fakes.devices()).unwrap();
    let entrance = pc.start();
    assert_eq!(entrance.desk().unwrap_err().code, Code::NotChosen, "half an office is none");
    let mut answers = view(&entrance).delivered;
    answers.clerk = "Siti".to_owned();
    create(&entrance, &answers).unwrap();
    assert_eq!(pc.names("data"), ["kantor"], "what was left is gone");
    assert_eq!(session(&entrance).unwrap().account.unwrap().name, "Siti", "and the office is that of now");
}

#[test]
fn a_folder_with_other_files_gets_a_folder_of_its_own() {
    let pc = Pc::new();
    let documents = pc.path("Dokumen");
    std::fs::create_dir(&documents).unwrap();
    std::fs::write(documents.join("surat.docx"), "milik orang").unwrap();
    let entrance = pc.start();
    let proposed = view(&entrance).delivered;
    let place = pick_place(&pc, &entrance, &documents).unwrap().unwrap();
    assert_eq!(
        (place.folder.as_str(), place.within.as_str(), place.usual),
        ("Kantor Etalase", "Dokumen", false)
    );
    assert_eq!(pc.names("Dokumen"), ["surat.docx"], "choosing makes nothing");
    create(&entrance, &proposed).unwrap();
    assert_eq!(pc.names("Dokumen"), ["Kantor Etalase", "surat.docx"]);
    assert!(pc.names("Dokumen/Kantor Etalase").contains(&"etalase.db".to_owned()));

    // A second one there gets the next name, and the picked office itself is no place for another.
    let second = pick_place(&pc, &entrance, &documents).unwrap().unwrap();
    assert_eq!(second.folder, "Kantor Etalase 2");
    let taken = pick_place(&pc, &entrance, &documents.join("Kantor Etalase")).unwrap_err();
    assert_eq!(taken.code, Code::OfficeExists, "{taken}");
    let StartAnswer::UsualPlace(usual) = entrance.ask(StartRequest::UsualPlace).unwrap() else { panic!() };
    assert!(usual.usual, "and one can go back to the usual place");
}

#[test]
fn two_presses_make_one_office() {
    let pc = Pc::new();
    let entrance = pc.start();
    let proposed = view(&entrance).delivered;
    let (one, two) = std::thread::scope(|scope| {
        let first = scope.spawn(|| create(&entrance, &proposed));
        let second = scope.spawn(|| create(&entrance, &proposed));
        (first.join().unwrap(), second.join().unwrap())
    });
    assert!(one.is_ok() != two.is_ok(), "one is made: {one:?} {two:?}");
    let fault = one.and(two).unwrap_err();
    assert_eq!(fault.code, Code::OfficeExists, "{fault}");
    assert_eq!(pc.names("data"), ["kantor"]);
}

#[test]
fn answers_and_place_outlive_the_program() {
    let pc = Pc::new();
    let shared = pc.path("bersama");
    std::fs::create_dir(&shared).unwrap();
    let entrance = pc.start();
    let mut answers = view(&entrance).answers;
    answers.screen = 3;
    answers.clerk = "Siti Rahmawati".to_owned();
    keep(&entrance, &answers);
    pick_place(&pc, &entrance, &shared).unwrap();
    let picture = pc.path("lambang.png");
    let bytes = png(40, 40);
    std::fs::write(&picture, &bytes).unwrap();
    pc.fakes.picker.then([&picture]);
    let StartAnswer::PickStartLambang(Some(lambang)) = entrance.ask(StartRequest::PickStartLambang).unwrap()
    else {
        panic!("a picture is taken")
    };
    answers.office.lambang = Some(lambang);
    keep(&entrance, &answers);
    drop(entrance);
    std::fs::remove_file(&picture).unwrap();

    let again = pc.start();
    let view = view(&again);
    assert_eq!(view.answers, answers, "as it was left");
    assert_eq!(view.saved_at.map(|at| at.to_rfc3339()).as_deref(), Some(NOW));
    assert_eq!(view.place.within, "bersama");
    create(&again, &view.answers).unwrap();
    assert!(shared.join("Kantor Etalase").is_dir(), "in the place that was picked");
    let lambang = settings(&again).office.lambang.expect("the lambang is the office's");
    assert!(again.image(&format!("document/{lambang}/1?w=64")).is_some(), "and can be shown");
    drop(again);
    let third = pc.start();
    let StartAnswer::Start(view) = third.ask(StartRequest::Start).unwrap() else { panic!() };
    assert_eq!(view.saved_at, None, "once the office is made, the answers are forgotten");
    assert!(!view.open.unwrap().sample, "and it is opened again");
}

#[test]
fn a_picture_that_letters_refuse_is_no_lambang() {
    let pc = Pc::new();
    let entrance = pc.start();
    let broken = pc.path("lambang.png");
    std::fs::write(&broken, b"bukan gambar").unwrap();
    pc.fakes.picker.then([&broken]);
    let fault = entrance.ask(StartRequest::PickStartLambang).unwrap_err();
    assert!(fault.message.starts_with("lambang.png tidak dapat dipakai"), "{fault}");
    assert!(fault.message.contains("Isian Anda tetap ada."), "{fault}");
    pc.fakes.picker.forget();
    assert_eq!(
        entrance.ask(StartRequest::PickStartLambang).unwrap(),
        StartAnswer::PickStartLambang(None),
        "cancelled"
    );
}

#[test]
fn the_example_is_the_letter_that_the_office_would_send() {
    let pc = Pc::new();
    let entrance = pc.start();
    let mut answers = view(&entrance).answers;
    answers.office.kop_agency = "SEKRETARIAT DAERAH CONTOH".to_owned();
    answers.kabag = official("BAMBANG CONTOH, S.T.");
    answers.above = official("Drs. HADI CONTOH, M.Si.");
    let mut draw = |kind: &str, change: fn(&mut StartAnswers)| -> String {
        change(&mut answers);
        let request =
            StartRequest::PreviewStart { answers: Box::new(answers.clone()), kind: kind.to_owned() };
        let StartAnswer::PreviewStart(drawn) = entrance.ask(request).unwrap() else { panic!() };
        let path = format!("{}?w=200", drawn.pictures[0]);
        assert!(
            entrance.image(&path).is_some_and(|image| image.bytes.starts_with(b"\x89PNG")),
            "it is a picture"
        );
        drawn.texts[0].split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let book = draw("pengumuman", |_| {});
    assert!(book.contains("SEKRETARIAT DAERAH CONTOH") && book.contains("BAMBANG CONTOH, S.T."), "{book}");
    assert!(!book.contains("000.3/1/416-023/2026"), "what the book gives is left open: {book}");
    let application = draw("pengumuman", |answers| answers.numbers = NumberSource::Application);
    assert!(
        application.contains("000.3/1/416-023/2026"),
        "what the application gives stands there: {application}"
    );
    let letter = draw("surat-pemberitahuan", |_| {});
    assert!(letter.contains("HADI CONTOH"), "signed by the Sekretaris Daerah: {letter}");
    let own = draw("surat-pemberitahuan", |answers| answers.signer = StartSigner::Kabag);
    assert!(own.contains("BAMBANG CONTOH") && !own.contains("HADI CONTOH"), "or by the Kabag: {own}");
    let unknown = StartRequest::PreviewStart { answers: Box::new(answers), kind: "tidak-ada".to_owned() };
    assert_eq!(entrance.ask(unknown).unwrap_err().code, Code::UnknownKind);
    assert_eq!(pc.names("data"), [""; 0], "an example makes no office");
}

#[test]
fn the_sample_is_apart_and_one_comes_back_from_it() {
    let pc = Pc::new();
    let entrance = pc.start();
    let StartAnswer::OpenSample(opened) = entrance.ask(StartRequest::OpenSample).unwrap() else { panic!() };
    assert!(opened.sample && session(&entrance).unwrap().sample, "it says that it is one");
    assert_eq!(pc.names("data"), ["kantor-contoh"], "apart from where an office would lie");
    assert!(
        pc.heard
            .lock()
            .unwrap()
            .iter()
            .any(|notice| notice.contains(r#""notice":"opened""#) && notice.contains(r#""sample":true"#))
    );
    assert_eq!(
        entrance.ask(StartRequest::OpenOwn).unwrap_err().code,
        Code::NotChosen,
        "there is none to go back to"
    );
    assert!(session(&entrance).unwrap().sample, "the sample stays open");

    let start = view(&entrance);
    assert!(start.open.unwrap().sample && start.own.is_none());
    create(&entrance, &start.delivered).unwrap();
    entrance.ask(StartRequest::OpenSample).unwrap();
    drop(entrance);

    let again = pc.start();
    assert!(session(&again).unwrap().sample, "what was open last is opened again");
    assert_eq!(view(&again).own.unwrap().folder, "kantor", "and the own office is offered");
    again.ask(StartRequest::OpenOwn).unwrap();
    assert!(!session(&again).unwrap().sample);
    assert!(view(&again).own.is_none(), "in it there is nothing to go back to");
}

#[test]
fn an_office_that_is_there_is_opened_from_its_folder_or_the_one_above() {
    let pc = Pc::new();
    for name in ["flashdisk", "bersama/Kantor Etalase"] {
        create_office(&pc.path(name), false, &pc.fakes.devices()).unwrap();
    }
    let entrance = pc.start();
    for (picked, folder) in [("flashdisk", "flashdisk"), ("bersama", "Kantor Etalase")] {
        pc.fakes.picker.then([pc.path(picked)]);
        let StartAnswer::OpenOffice(Some(_)) = entrance.ask(StartRequest::OpenOffice).unwrap() else {
            panic!()
        };
        assert_eq!(view(&entrance).open.unwrap().place.folder, folder);
    }
    // The first one is free again: whoever goes on elsewhere lets go of it.
    drop(Desk::open(&pc.path("flashdisk"), pc.fakes.devices()).unwrap());
    assert_eq!(entrance.ask(StartRequest::OpenOffice).unwrap(), StartAnswer::OpenOffice(None), "cancelled");
    drop(entrance);
    assert_eq!(view(&pc.start()).open.unwrap().place.within, "bersama", "the last one is remembered");
}

#[test]
fn what_is_no_office_leaves_the_open_one_open() {
    let pc = Pc::new();
    let entrance = pc.start();
    entrance.ask(StartRequest::OpenSample).unwrap();
    let other = pc.path("foto");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("foto.jpg"), "gambar").unwrap();
    pc.fakes.picker.then([&other]);
    let fault = entrance.ask(StartRequest::OpenOffice).unwrap_err();
    assert_eq!(fault.code, Code::NoOffice, "{fault}");
    assert!(session(&entrance).unwrap().sample, "nothing changed");
    assert_eq!(pc.names("foto"), ["foto.jpg"], "nor in that folder");
}

#[test]
fn the_open_office_picked_again_stays_open_and_is_remembered() {
    let pc = Pc::new();
    let named = pc.path("bersama");
    create_office(&named, false, &pc.fakes.devices()).unwrap();
    let entrance = pc.start_named(Some(named.clone()));
    pc.fakes.picker.then([&named]);
    let StartAnswer::OpenOffice(Some(_)) = entrance.ask(StartRequest::OpenOffice).unwrap() else { panic!() };
    drop(entrance);
    assert!(session(&pc.start()).is_ok(), "whoever picks it means it for the next time too");
}

#[test]
fn an_office_in_use_can_be_tried_again_or_read() {
    let pc = Pc::new();
    create_office(&pc.usual(), false, &pc.fakes.devices()).unwrap();
    let elsewhere = Desk::open(&pc.usual(), pc.fakes.devices()).unwrap();
    let entrance = pc.start();
    assert_eq!(entrance.desk().unwrap_err().code, Code::InUse);
    assert_eq!(entrance.ask(StartRequest::TryAgain).unwrap_err().code, Code::InUse, "it still is");
    entrance.ask(StartRequest::OpenToRead).unwrap();
    assert!(session(&entrance).unwrap().read_only, "it can be read meanwhile");
    drop(entrance);
    let entrance = pc.start();
    drop(elsewhere);
    entrance.ask(StartRequest::TryAgain).unwrap();
    assert!(!session(&entrance).unwrap().read_only, "and opened when it is free");
}

#[test]
fn a_newer_office_is_left_alone() {
    let pc = Pc::new();
    create_office(&pc.usual(), false, &pc.fakes.devices()).unwrap();
    archive::tamper::tamper(&pc.usual(), "PRAGMA user_version = 9999").unwrap();
    let fault = pc.start().desk().unwrap_err();
    assert_eq!(fault.code, Code::Newer, "{fault}");
}

#[test]
fn an_office_that_went_away_is_not_made_anew() {
    let pc = Pc::new();
    let stick = pc.path("flashdisk");
    create_office(&stick, false, &pc.fakes.devices()).unwrap();
    let entrance = pc.start();
    pc.fakes.picker.then([&stick]);
    entrance.ask(StartRequest::OpenOffice).unwrap();
    drop(entrance);
    std::fs::rename(&stick, pc.path("dicabut")).unwrap();
    let entrance = pc.start();
    let fault = entrance.desk().unwrap_err();
    assert_eq!(fault.code, Code::NoOffice, "{fault}");
    assert!(fault.message.contains("tidak ada lagi di tempatnya"), "{fault}");
    assert!(!stick.exists(), "nothing is put there");
    std::fs::rename(pc.path("dicabut"), &stick).unwrap();
    entrance.ask(StartRequest::TryAgain).unwrap();
    assert!(session(&entrance).is_ok(), "it is back");
}

#[test]
fn a_named_place_is_opened_or_proposed() {
    let pc = Pc::new();
    let named = pc.path("portabel").join("kantor");
    let entrance = pc.start_named(Some(named.clone()));
    assert_eq!(entrance.desk().unwrap_err().code, Code::NotChosen, "nothing is there");
    let start = view(&entrance);
    assert_eq!((start.place.within.as_str(), start.place.usual), ("portabel", true), "so it is made there");
    create(&entrance, &start.delivered).unwrap();
    drop(entrance);
    assert!(named.join("etalase.db").is_file());
    assert!(session(&pc.start_named(Some(named.clone()))).is_ok(), "the next time it is opened");

    let pc = Pc::new();
    create_office(&pc.path("lain"), true, &pc.fakes.devices()).unwrap();
    assert!(session(&pc.start_named(Some(pc.path("lain")))).unwrap().sample, "what is named is opened");
    assert_eq!(pc.start().desk().unwrap_err().code, Code::NotChosen, "whoever names one says so each time");
}

/// A picture of one colour.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let data = vec![0x40; (width * height * 3) as usize];
    encoder.write_header().unwrap().write_image_data(&data).unwrap();
    bytes
}
