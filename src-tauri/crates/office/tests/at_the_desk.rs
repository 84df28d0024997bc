//! What belongs to whoever sits at the desk: choices of an account, the order of the register, files dragged in.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test ends where it cannot go on")]

mod common;

use std::sync::{Arc, Mutex};

use archive::tamper::{Cell, rows, tamper};
use common::{Office, disposition, nov, png, received};
use office::api::{Answer, RegisterQuery, RegisterSort, Request};
use office::{Desk, Point};
use serde_json::{Value, json};
use sop::act::{Act, Submission};
use sop::people::Tenure;

fn preference(office: &Office, key: &str) -> Option<Value> {
    match office.ask(Request::Preference { key: key.into() }).expect("choices can be read") {
        Answer::Preference(body) => body,
        other => panic!("not a choice: {other:?}"),
    }
}

#[test]
fn a_choice_is_kept_with_the_office_for_one_account() {
    let office = Office::sample(nov(10, 8, 20));
    assert_eq!(preference(&office, "usulan"), None, "nobody has chosen yet");
    let body = json!({ "columns": ["step", "received"] });
    let save = Request::SavePreference { key: "usulan".into(), body: body.clone() };
    assert_eq!(office.ask(save), Ok(Answer::SavePreference));
    assert_eq!(preference(&office, "usulan"), Some(body.clone()));
    assert_eq!(preference(&office, "agenda"), None, "of this list only");
    office.desk.sign_in("admin").expect("another account");
    assert_eq!(preference(&office, "usulan"), None, "somebody else chooses for himself");
    office.desk.sign_in("siti").expect("Siti again");
    assert_eq!(preference(&office, "usulan"), Some(body.clone()));
    let draft = office.ask(Request::LoadDraft { key: "usulan".into() });
    assert_eq!(draft, Ok(Answer::LoadDraft(None)), "a choice is no draft");
    let large = Request::SavePreference { key: "usulan".into(), body: json!("x".repeat(100_000)) };
    assert!(office.ask(large).is_err(), "a mistake of the page does not fill the office");
    assert_eq!(preference(&office, "usulan"), Some(body), "and takes nothing away");
}

#[test]
fn the_register_lists_in_the_order_that_is_asked_for() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let first = office.usulan.clone();
    office.clock(nov(10, 9, 20));
    let letter = Submission::paper(received("513"), nov(10, 9, 10));
    office.begin(letter).expect("another letter is received");
    let second = office.usulan.clone();
    let listed = |order: RegisterSort| -> Vec<String> {
        let query = RegisterQuery { state: "berjalan".into(), order, ..RegisterQuery::default() };
        match office.ask(Request::Register { query }).expect("the register") {
            Answer::Register(page) => page.rows.into_iter().map(|row| row.usulan).collect(),
            other => panic!("not the register: {other:?}"),
        }
    };
    assert_eq!(listed(RegisterSort::Usual), [&*first, &*second], "what is due first");
    assert_eq!(listed(RegisterSort::Newest), [&*second, &*first]);
    assert_eq!(listed(RegisterSort::Oldest), [&*first, &*second]);
    assert_eq!(listed(RegisterSort::Received), [&*second, &*first]);
}

#[test]
fn what_is_dropped_is_kept_and_told_without_its_path() {
    let office = Office::sample(nov(10, 8, 20));
    let heard: Arc<Mutex<Vec<Value>>> = Arc::default();
    let listener = Arc::clone(&heard);
    office.desk.subscribe(Box::new(move |notice| {
        let notice = serde_json::from_str(notice).expect("a notice is JSON");
        listener.lock().expect("nobody broke").push(notice);
    }));
    let good = office.folder.path().join("surat.png");
    let empty = office.folder.path().join("kosong.pdf");
    std::fs::write(&good, png(7)).expect("a file");
    std::fs::write(&empty, "").expect("a file");
    let at = Point { x: 40.0, y: 30.5 };
    office.desk.dragging(Some(at));
    office.desk.dropped(&[good, empty, office.folder.path().to_owned()], at);
    office.desk.dragging(None);
    let heard = heard.lock().expect("nobody broke").clone();
    assert_eq!(heard[0], json!({ "notice": "dragging", "over": { "x": 40.0, "y": 30.5 } }));
    assert_eq!(heard[1], json!({ "notice": "dropping", "count": 3 }));
    assert_eq!(heard[2]["at"], json!({ "x": 40.0, "y": 30.5 }));
    let picked = &heard[2]["picked"];
    assert_eq!(picked[0]["document"]["name"], "surat.png", "taken under its own name");
    assert_eq!(picked[1]["code"], "doc.empty");
    assert_eq!(picked[2]["picked"], "refused", "a folder is no document");
    assert_eq!(heard[3], json!({ "notice": "dragging", "over": null }));
    let folder = office.folder.path().to_string_lossy().into_owned();
    assert!(heard.iter().all(|notice| !notice.to_string().contains(&folder)), "no path leaves: {heard:?}");
}

#[test]
fn a_word_that_is_dropped_is_no_file() {
    let office = Office::sample(nov(10, 8, 20));
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let listener = Arc::clone(&heard);
    office.desk.subscribe(Box::new(move |notice| listener.lock().expect("nobody broke").push(notice.into())));
    office.desk.dropped(&[], Point { x: 1.0, y: 1.0 });
    assert_eq!(*heard.lock().expect("nobody broke"), [r#"{"notice":"dragging","over":null}"#]);
}

#[test]
fn who_asks_while_meja_is_read_ahead_gets_the_same_answer() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let before = office.ask(Request::Desk { all: true }).expect("Meja");
    let Answer::Desk(view) = &before else { panic!("not Meja: {before:?}") };
    assert!(!view.acts.is_empty(), "the letter waits for its next act");
    let other = Desk::open_read_only(&office.dir(), office.devices.devices()).expect("a second desk");
    other.sign_in("siti").expect("Siti");
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| other.look_ahead());
        }
        assert_eq!(
            other.ask(Request::Desk { all: true }),
            Ok(before.clone()),
            "nobody waits for ever, and nothing is missing"
        );
    });
    assert_eq!(other.ask(Request::Desk { all: true }), Ok(before), "nor afterwards");
}

/// Starts an office anew, reads Meja ahead, and says which etalase its acts are about. What is kept afterwards is in
/// [`kept`].
fn at_a_start(office: Office) -> (Office, Vec<String>) {
    let Office { folder, devices, desk, usulan, .. } = office;
    drop(desk);
    let desk = Desk::open(&folder.path().join("kantor"), devices.devices()).expect("the next start");
    desk.sign_in("siti").expect("Siti");
    desk.look_ahead();
    let names = match desk.ask(Request::Desk { all: true }) {
        Ok(Answer::Desk(view)) => view.acts.into_iter().map(|item| item.etalase).collect(),
        other => panic!("not Meja: {other:?}"),
    };
    (Office { folder, devices, desk, usulan, seen: 0 }, names)
}

/// What is kept of running usulan: their ids, and whether they are as their journal is and written by this version.
fn kept(office: &Office) -> Vec<(String, bool)> {
    let select = "SELECT running.usulan, running.seq = max(journal.seq) AND program <> 'lain' FROM running
                  JOIN journal ON journal.usulan = running.usulan GROUP BY running.usulan ORDER BY running.usulan";
    let found = rows(&office.dir(), select).expect("what is kept");
    let row = |row: Vec<Cell>| match row.as_slice() {
        [Cell::Text(usulan), Cell::Integer(current)] => (usulan.clone(), *current == 1),
        other => panic!("not a row: {other:?}"),
    };
    found.into_iter().map(row).collect()
}

#[test]
fn what_runs_is_kept_from_start_to_start_and_replayed_where_its_journal_went_on() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    office.begin(Submission::paper(received("513"), nov(10, 8, 12))).expect("a second letter");
    let (first, second) = ("2026-0001".to_owned(), "2026-0002".to_owned());
    let own = "Alat Tulis Kantor".to_owned();
    assert_eq!(kept(&office), [], "nothing before a start reads ahead");

    let (office, names) = at_a_start(office);
    assert_eq!(names, [own.clone(), own.clone()]);
    assert_eq!(kept(&office), [(first.clone(), true), (second.clone(), true)]);

    // Other words in what is kept show where Meja has them from.
    let dir = office.dir();
    let change = |sql: &str| tamper(&dir, sql).expect("a row changed behind the office's back");
    change("UPDATE running SET body = replace(body, 'Alat Tulis Kantor', 'Yang disimpan')");
    let (mut office, names) = at_a_start(office);
    assert_eq!(names, ["Yang disimpan", "Yang disimpan"], "read, not replayed");
    let verdict = office::verification::verify(&dir, None).expect("a verdict");
    assert!(verdict.sound, "what is kept is no evidence: {:?}", verdict.findings);

    office.usulan.clone_from(&second);
    office.seen = office.view().seen;
    assert_eq!(office.view().etalase.name, own, "an usulan itself is always what its journal says");
    office.paper(nov(10, 8, 18), disposition());
    assert_eq!(kept(&office), [(first.clone(), true), (second.clone(), false)]);
    let (office, names) = at_a_start(office);
    assert_eq!(names, ["Yang disimpan", &own], "the one that went on is replayed");
    assert_eq!(kept(&office), [(first.clone(), true), (second.clone(), true)], "and kept anew");

    change("UPDATE running SET program = 'lain' WHERE usulan = '2026-0001'");
    let (office, names) = at_a_start(office);
    assert_eq!(names, [own.clone(), own.clone()], "what another version kept is not read");
    assert_eq!(kept(&office), [(first.clone(), true), (second.clone(), true)], "but replaced");

    change("UPDATE running SET body = '{' WHERE usulan = '2026-0001'");
    change(
        "UPDATE running SET body = replace(body, substr(body, 3, 8), 'tidakada') WHERE usulan = '2026-0002'",
    );
    let (mut office, names) = at_a_start(office);
    assert_eq!(names, [own.clone(), own], "nor what cannot be read, nor what names an SOP that is not here");

    office.usulan = first;
    office.seen = office.view().seen;
    office.own(Act::Cancel { reason: "Ditarik pengusul".into() });
    let (office, names) = at_a_start(office);
    assert_eq!(names.len(), 1);
    assert_eq!(kept(&office), [(second, true)], "what has ended is kept no more");
}

#[test]
fn whoever_may_only_read_keeps_nothing() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    let other = Desk::open_read_only(&office.dir(), office.devices.devices()).expect("a second desk");
    other.look_ahead();
    assert_eq!(kept(&office), []);
}

#[test]
fn a_tenure_that_a_record_names_is_ended_and_not_removed() {
    let mut office = Office::sample(nov(10, 8, 20));
    office.receive(nov(10, 8, 10));
    office.clock(nov(10, 9, 0));
    office.paper(nov(10, 8, 50), disposition());
    let settings = |office: &Office| match office.ask(Request::Settings).expect("settings can be read") {
        Answer::Settings(settings) => *settings,
        other => panic!("not the settings: {other:?}"),
    };
    let found = settings(&office);
    assert_eq!(found.used_tenures, [("t-kabag".to_owned(), 2)], "the disposisi and its time name the Kabag");

    let without = |id: &str| {
        let mut posts = found.posts.clone();
        posts.tenures.retain(|tenure| tenure.id != id);
        posts
    };
    let fault = office.ask(Request::SavePosts { posts: without("t-kabag") }).unwrap_err();
    assert_eq!(
        fault.message,
        "BAMBANG CONTOH, S.T., M.T. dipakai 2 catatan; masa jabatan dapat diakhiri, tidak dihapus."
    );
    assert_eq!(settings(&office).posts, found.posts, "what was in force stays");

    let mut twice = found.posts.clone();
    let again = twice.tenures.iter().find(|tenure| tenure.id == "t-kabag").expect("the Kabag").clone();
    twice.tenures.push(Tenure { id: "t-keliru".into(), ..again });
    office.ask(Request::SavePosts { posts: twice }).expect("an overlap is only noted");
    assert_eq!(settings(&office).used_tenures, found.used_tenures, "a record is of the first of two");
    office
        .ask(Request::SavePosts { posts: found.posts.clone() })
        .expect("what was written by mistake can go");

    let until = |day: u32| {
        let mut posts = found.posts.clone();
        for tenure in &mut posts.tenures {
            if tenure.id == "t-kabag" {
                tenure.to = Some(nov(day, 0, 0).date_naive());
            }
        }
        posts
    };
    for (day, used) in [(10, vec![("t-kabag".to_owned(), 2)]), (9, Vec::new())] {
        office.ask(Request::SavePosts { posts: until(day) }).expect("a tenure can be ended");
        assert_eq!(
            settings(&office).used_tenures,
            used,
            "ended on the {day}th, the disposisi was on the 10th"
        );
    }
    office.ask(Request::SavePosts { posts: without("t-kabag") }).expect("one that nothing names can go");
}
