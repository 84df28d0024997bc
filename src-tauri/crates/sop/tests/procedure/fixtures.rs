//! Every event of every version stays readable (PROCEDURE section 5). The files are kept for ever: a new field
//! may be added with a default, a new meaning is a new version beside them, and no file here is ever edited.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sop::act::{Arrival, Change, LetterForm, NaskahCopy, NumberSource, RevisionSource, Slot, Verdict};
use sop::event::{EVENT_VERSION, Entry, Event};
use sop::people::Capacity;
use sop::record::{Actor, Basis, Certainty, Evidence, When};

fn folder(version: u32) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/events/v{version}"))
}

/// File names without ending, and their content.
fn fixtures(version: u32) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = std::fs::read_dir(folder(version))
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap())
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The names that serde knows for an enum, taken from what it says of a name it does not know.
fn variants<T: DeserializeOwned>(unknown: Value) -> BTreeSet<String> {
    let said = match serde_json::from_value::<T>(unknown) {
        Ok(_) => panic!("an unknown name is read"),
        Err(error) => error.to_string(),
    };
    let (_, expected) = said.split_once("expected").unwrap_or_else(|| panic!("no list of names in: {said}"));
    expected.split('`').skip(1).step_by(2).map(ToOwned::to_owned).collect()
}

/// Where a fixture differs from what was made of it; what was added with a default is no difference.
fn lost(path: &str, before: &Value, after: &Value) -> Vec<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => before
            .iter()
            .flat_map(|(key, value)| match after.get(key) {
                Some(now) => lost(&format!("{path}.{key}"), value, now),
                None => vec![format!("{path}.{key} is gone")],
            })
            .collect(),
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => before
            .iter()
            .zip(after)
            .enumerate()
            .flat_map(|(index, (value, now))| lost(&format!("{path}[{index}]"), value, now))
            .collect(),
        (before, after) if before == after => Vec::new(),
        (before, after) => vec![format!("{path}: {before} became {after}")],
    }
}

#[test]
fn every_version_still_reads_and_says_the_same() {
    for version in 1..=EVENT_VERSION {
        for (name, before) in fixtures(version) {
            let entry: Entry =
                serde_json::from_value(before.clone()).unwrap_or_else(|e| panic!("v{version}/{name}: {e}"));
            let kind = name.split('.').next().unwrap();
            assert_eq!(entry.event.kind(), kind, "v{version}/{name}: the column of the journal");
            assert_eq!(
                before["event"]["kind"], kind,
                "v{version}/{name}: the tag in the body is the same word"
            );
            let after = serde_json::to_value(&entry).unwrap();
            assert_eq!(lost("", &before, &after), Vec::<String>::new(), "v{version}/{name}: written again");
            let again: Entry = serde_json::from_value(after).unwrap();
            assert_eq!(again, entry, "v{version}/{name}: read again");
        }
    }
}

#[test]
fn every_kind_has_a_fixture() {
    let kinds = variants::<Event>(json!({"kind": "?"}));
    assert_eq!(kinds.len(), 37, "serde lists the kinds: {kinds:?}");
    let there: BTreeSet<String> = fixtures(EVENT_VERSION).into_iter().map(|(name, _)| name).collect();
    let missing: Vec<_> = kinds.difference(&there).collect();
    assert!(missing.is_empty(), "kinds without a fixture of the present version: {missing:?}");
}

fn tags(value: &Value, key: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(tag)) = map.get(key) {
                found.insert(tag.clone());
            }
            map.values().for_each(|value| tags(value, key, found));
        }
        Value::Array(list) => list.iter().for_each(|value| tags(value, key, found)),
        _ => {}
    }
}

#[test]
fn every_choice_inside_an_event_has_a_fixture() {
    let all = Value::Array(fixtures(EVENT_VERSION).into_iter().map(|(_, value)| value).collect());
    let unknown = |key: &str| json!({ key: "?" });
    let table = [
        ("who", variants::<Actor>(unknown("who"))),
        ("basis", variants::<Basis>(json!("?"))),
        ("certainty", &variants::<Certainty>(json!("?")) | &variants::<When>(unknown("certainty"))),
        ("copy", &variants::<Evidence>(unknown("copy")) | &variants::<NaskahCopy>(unknown("copy"))),
        ("capacity", variants::<Capacity>(json!("?"))),
        ("arrival", variants::<Arrival>(json!("?"))),
        ("form", variants::<LetterForm>(json!("?"))),
        ("source", &variants::<RevisionSource>(unknown("source")) | &variants::<NumberSource>(json!("?"))),
        ("verdict", variants::<Verdict>(unknown("verdict"))),
        ("slot", variants::<Slot>(unknown("slot"))),
        ("field", variants::<Change>(unknown("field"))),
    ];
    for (key, wanted) in table {
        let mut found = BTreeSet::new();
        tags(&all, key, &mut found);
        let missing: Vec<_> = wanted.difference(&found).collect();
        assert!(!wanted.is_empty() && missing.is_empty(), "{key}: no fixture has {missing:?}");
    }
}

#[test]
fn an_unknown_kind_is_refused_not_skipped() {
    let (_, mut newer) = fixtures(1).swap_remove(0);
    newer["event"]["kind"] = json!("archived_by_a_newer_build");
    assert!(serde_json::from_value::<Entry>(newer).is_err(), "a newer kind is no event of this build");
}
