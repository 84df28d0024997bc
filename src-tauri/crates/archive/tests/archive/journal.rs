use archive::{
    error::ArchiveError,
    journal::{Head, NewEntry, PrintedHead},
    sha::Sha256,
    verify::Expectations,
};

use crate::common::{Office, append, entry, raw};

#[test]
fn entries_form_a_chain_in_the_order_of_entry() {
    let office = Office::new();
    let archive = office.create();
    assert_eq!(archive.read(|tx| tx.head()), Ok(Head::EMPTY), "a new office has an empty journal");

    let settings = append(&archive, entry(None, "officials_changed", "{}"));
    let first = append(&archive, entry(Some("2026-0001"), "received", r#"{"agency":"dindik"}"#));
    let other = append(&archive, entry(Some("2026-0002"), "received", "{}"));
    let second = append(&archive, entry(Some("2026-0001"), "disposed", "{}"));

    assert_eq!([settings.seq, first.seq, other.seq, second.seq], [1, 2, 3, 4], "seq has no gaps");
    assert_eq!(settings.prev, Sha256::ZERO, "the first entry follows nothing");
    assert_eq!(first.prev, settings.hash, "every entry follows the one before");
    for e in [&settings, &first, &other, &second] {
        assert_eq!(e.entry.hash_at(e.seq, e.prev), e.hash, "what was stored hashes to what was said");
    }

    let (mine, of_settings, rest, one, ids, last, last_settings) = archive
        .read(|tx| -> Result<_, ArchiveError> {
            Ok((
                tx.entries_of("2026-0001")?,
                tx.settings_entries()?,
                tx.entries_after(2)?,
                (tx.entry(3)?, tx.entry(5)?),
                tx.usulan_ids()?,
                tx.last_seq_of("2026-0001")?,
                tx.last_settings_seq()?,
            ))
        })
        .unwrap();
    assert_eq!(mine, [first, second.clone()], "the entries of one usulan");
    assert_eq!(of_settings, [settings], "settings are the entries of no usulan");
    assert_eq!(rest, [other.clone(), second.clone()], "what came after one that was seen");
    assert_eq!(one, (Some(other), None), "an entry is found by its seq, and one that is not there is not");
    assert_eq!(ids, ["2026-0001", "2026-0002"]);
    assert_eq!((last, last_settings), (Some(4), Some(1)));
    assert_eq!(archive.read(|tx| tx.head()), Ok(Head { seq: 4, hash: second.hash }));
    assert_eq!(archive.verify(&Expectations::default()), Ok(vec![]), "what was only appended is sound");
}

#[test]
fn what_an_official_did_is_counted_by_post_person_and_day() {
    let office = Office::new();
    let archive = office.create();
    let act = |usulan: Option<&str>, actor: &str, day: &str| {
        let at = format!("2026-11-{day}T08:10:00+07:00");
        let acted = NewEntry {
            actor: Some(actor.to_owned()),
            happened_from: Some(at.clone()),
            happened_to: Some(at),
            ..entry(usulan, "disposed", "{}")
        };
        append(&archive, acted);
    };
    let kabag = r#"{"who":"official","post":"kabag","person":"p1","name":"A"}"#;
    for day in ["09", "10", "10", "12"] {
        act(Some("2026-0001"), kabag, day);
    }
    act(Some("2026-0001"), r#"{"who":"official","post":"kabag","person":"p2"}"#, "10");
    act(Some("2026-0001"), r#"{"who":"official","post":"sekda","person":"p1"}"#, "10");
    act(Some("2026-0001"), r#"{"who":"staff","account":"kabag"}"#, "10");
    act(Some("2026-0001"), "kabag", "10");
    act(None, kabag, "10");

    let of = |person: &'static str| archive.read(move |tx| tx.acts_of_official("kabag", person)).unwrap();
    let days = [("2026-11-09", 1), ("2026-11-10", 2), ("2026-11-12", 1)];
    assert_eq!(
        of("p1"),
        days.map(|(day, count)| (day.to_owned(), count)),
        "of usulan, by that person in that post"
    );
    assert_eq!(of("p3"), []);
    assert_eq!(archive.verify(&Expectations::default()), Ok(vec![]));
}

/// The two hashes were computed by another program, in another language, from the documentation alone.
#[test]
fn the_hash_is_what_the_documentation_says() {
    let settings = NewEntry {
        kind: "officials_changed".to_owned(),
        version: 1,
        body: "{}".to_owned(),
        entered_at: "2026-11-10T07:25:00+07:00".to_owned(),
        recorder: "siti".to_owned(),
        ..NewEntry::default()
    };
    let received = NewEntry {
        usulan: Some("2026-0001".to_owned()),
        kind: "received".to_owned(),
        version: 3,
        body: r#"{"etalase":"Alat Tulis Kantor — «ATK»"}"#.to_owned(),
        happened_from: Some("2026-11-10T08:10:00+07:00".to_owned()),
        happened_to: Some("2026-11-10T08:40:00+07:00".to_owned()),
        entered_at: "2026-11-10T14:02:11+07:00".to_owned(),
        recorder: "siti".to_owned(),
        actor: Some("agency:dindik".to_owned()),
        basis: Some("paper".to_owned()),
    };
    let first: Sha256 = "5cc33b195c99055b64cd0338d7a735dc74e9f7700ce0fc0f2834c90a35134a7f".parse().unwrap();
    let second: Sha256 = "1d00198b252c2af51c0d3cb1ca5c6baef0f8797adbf6cbae8afea76fe24a549f".parse().unwrap();
    assert_eq!(settings.hash_at(1, Sha256::ZERO), first, "absent texts, and the first entry of all");
    assert_eq!(received.hash_at(2, first), second, "every text, some of it outside ASCII");

    let office = Office::new();
    let archive = office.create();
    append(&archive, settings);
    append(&archive, received);
    assert_eq!(archive.read(|tx| tx.head()), Ok(Head { seq: 2, hash: second }), "stored it is the same");
}

#[test]
fn an_absent_text_is_not_an_empty_one_and_texts_do_not_run_together() {
    let base = entry(Some("2026-0001"), "received", "{}");
    let variants = [
        NewEntry { actor: None, ..base.clone() },
        NewEntry { actor: Some(String::new()), ..base.clone() },
        NewEntry { basis: None, ..base.clone() },
        NewEntry { actor: Some("kabagp".to_owned()), basis: Some("aper".to_owned()), ..base.clone() },
        NewEntry { actor: Some("kabagpaper".to_owned()), basis: Some(String::new()), ..base.clone() },
        NewEntry { usulan: None, ..base.clone() },
        base,
    ];
    let hashes: std::collections::BTreeSet<Sha256> =
        variants.iter().map(|v| v.hash_at(1, Sha256::ZERO)).collect();
    assert_eq!(hashes.len(), variants.len(), "every difference shows in the hash");
}

#[test]
fn the_journal_refuses_to_be_rewritten() {
    let office = Office::new();
    let archive = office.create();
    for n in 1..=3 {
        append(&archive, entry(Some("2026-0001"), "received", &format!("{{\"n\":{n}}}")));
    }
    drop(archive);
    let database = raw(&office.database());
    for refused in [
        "UPDATE journal SET body = '{}'",
        "UPDATE journal SET seq = 9 WHERE seq = 3",
        "UPDATE OR REPLACE journal SET seq = 1 WHERE seq = 3",
        "DELETE FROM journal WHERE seq = 3",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2",
        "INSERT INTO journal (seq, prev) SELECT 5, hash FROM journal WHERE seq = 3",
        "INSERT INTO journal (prev) SELECT hash FROM journal WHERE seq = 3",
        "INSERT INTO journal (seq, prev) SELECT 4, hash FROM journal WHERE seq = 2",
        "INSERT INTO journal (seq, prev) VALUES (4, NULL)",
    ] {
        assert!(database.execute_batch(refused).is_err(), "{refused} must be refused");
    }
    drop(database);
    let archive = office.open();
    assert_eq!(archive.verify(&Expectations::default()), Ok(vec![]), "and nothing of it has happened");
}

#[test]
fn a_head_prints_short_and_is_read_back() {
    let hash = Sha256::of(b"x");
    let head = Head { seq: 1234, hash };
    let digits = hash.to_string();
    assert_eq!(head.to_string(), format!("1234:{}", &digits[..16]));
    for text in [
        head.to_string(),
        format!(" 1234:{} ", digits.to_uppercase()),
        digits[..16].to_owned(),
        digits.clone(),
    ] {
        let printed: PrintedHead = text.parse().unwrap();
        assert!(printed.fits(1234, hash), "{text:?} is this head");
        assert!(!printed.fits(1234, Sha256::of(b"y")), "{text:?} is no other");
    }
    assert!(!head.to_string().parse::<PrintedHead>().unwrap().fits(1235, hash), "the place counts too");
    for text in [
        "",
        "1234",
        "1234:",
        "1234:abc",
        "x:2d711642b726b044",
        "-1:2d711642b726b044",
        "1234:zd711642b726b044",
    ] {
        assert!(text.parse::<PrintedHead>().is_err(), "{text:?} is no head");
    }
}
