//! What belongs to whoever sits at the desk: choices of an account, the order of the register.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test ends where it cannot go on")]

mod common;

use common::{Office, nov, received};
use office::api::{Answer, RegisterQuery, RegisterSort, Request};
use serde_json::{Value, json};
use sop::act::Submission;

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
