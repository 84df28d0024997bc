//! Who did it, who typed it, on what ground (PROCEDURE section 1).

use sop::act::{Act, Slot, Submission};
use sop::people::Capacity;
use sop::record::{Actor, Basis, When};
use sop::rejection::Rejection;

use crate::common::*;

fn not_permitted(step: Option<u32>, post: &str) -> Rejection {
    Rejection::NotPermitted { step, post: post.into() }
}

fn actor(entries: &[sop::event::Entry]) -> (String, Capacity) {
    match &entries[0].record.actor {
        Actor::Official { person, capacity, .. } => (person.clone(), *capacity),
        other => panic!("not an official: {other:?}"),
    }
}

#[test]
fn who_may_record_the_disposisi() {
    let own = |act| Submission::own(act);
    let paper = |act| Submission::paper(act, at("10 09.00"));
    let table: [(&str, Submission, Result<(), Rejection>, &str); 12] = [
        ("budi", own(dispose()), Ok(()), "the Kabag for himself"),
        ("budi", paper(dispose()), Ok(()), "the Kabag from his own paper"),
        ("siti", paper(dispose()), Ok(()), "a petugas from paper"),
        ("siti", with_basis(paper(dispose()), Basis::Message), Ok(()), "a petugas from a message"),
        (
            "siti",
            own(dispose()),
            Err(Rejection::OwnByOther { post: "Kabag PBJ".into() }),
            "there is no 'log in as': own is by the actor",
        ),
        ("rini", paper(dispose()), Err(not_permitted(Some(2), "Kabag PBJ")), "neither holder nor petugas"),
        ("dedi", own(dispose()), Err(not_permitted(Some(2), "Kabag PBJ")), "a post outside the SOP"),
        ("ani", own(dispose()), Err(not_permitted(Some(2), "Kabag PBJ")), "she holds the post from December"),
        (
            "citra",
            own(dispose()),
            Err(not_permitted(Some(2), "Kabag PBJ")),
            "she is Plh. on the 19th and 20th",
        ),
        ("arsip", paper(dispose()), Err(not_permitted(Some(2), "Kabag PBJ")), "the archivist keeps"),
        ("admin", paper(dispose()), Err(not_permitted(Some(2), "Kabag PBJ")), "the admin sets up"),
        ("keluar", paper(dispose()), Err(not_permitted(None, "")), "a closed account records nothing"),
    ];
    for (who, submission, expected, reason) in table {
        let mut case = Case::open_at(2);
        case.clock("10 09.30");
        let found = case.try_as(who, &submission).map(|_| ());
        assert_eq!(found, expected, "{who}: {reason}");
    }
}

#[test]
fn the_actor_is_whoever_held_the_post_on_that_date() {
    let table = [
        ("10 09.00", None, Ok(("budi", Capacity::Plt)), "the Plt. until November ends"),
        ("19 09.00", None, Ok(("citra", Capacity::Plh)), "the Plh. signs while she stands in"),
        ("19 09.00", Some("budi"), Ok(("budi", Capacity::Plt)), "the Plt. is still a holder"),
        ("2026-12-01 09.00", None, Ok(("ani", Capacity::Definitif)), "the definitif from December"),
        (
            "2026-12-01 09.00",
            Some("budi"),
            Err(Some(("Ani Wijaya", Capacity::Definitif))),
            "Budi's time is over",
        ),
        (
            "11 09.00",
            Some("citra"),
            Err(Some(("Budi Santoso", Capacity::Plt))),
            "Citra was not Plh. that day",
        ),
        ("11 09.00", Some("siapa"), Err(Some(("Budi Santoso", Capacity::Plt))), "nobody of that name"),
    ];
    for (time, person, expected, reason) in table {
        let mut case = Case::open_at(2);
        case.clock("2026-12-02 09.00");
        let mut submission = Submission::paper(dispose(), at(time));
        if let Some(person) = person {
            submission = by(submission, "kabag", person);
        }
        match (case.try_as("siti", &submission), expected) {
            (Ok(entries), Ok((person, capacity))) => {
                assert_eq!(actor(&entries), (person.to_owned(), capacity), "{time}: {reason}");
            }
            (Err(Rejection::NotHolder { date, post, holder }), Err(holds)) => {
                assert_eq!((date, post.as_str()), (at(time).date_naive(), "Kabag PBJ"), "{time}: {reason}");
                let holds = holds.map(|(name, capacity): (&str, _)| (name.to_owned(), capacity));
                assert_eq!(holder, holds, "{time}: {reason}, and who held it is said");
            }
            (found, _) => panic!("{time}: {reason}: {found:?}"),
        }
    }
}

#[test]
fn an_own_act_is_the_person_at_the_keyboard() {
    let mut case = Case::open_at(2);
    case.clock("19 09.00");
    let entries = case.try_as("budi", &Submission::own(dispose())).unwrap();
    assert_eq!(actor(&entries).0, "budi", "not the Plh., though she signs first on that day");
    let entries = case.try_as("budi", &Submission::paper(dispose(), at("19 08.30"))).unwrap();
    assert_eq!(actor(&entries).0, "budi", "an official records nobody else's paper");
    assert_eq!(
        case.try_as("budi", &by(Submission::own(dispose()), "kabag", "citra")).unwrap_err(),
        not_permitted(None, "Kabag PBJ"),
        "one holder does not act as the other"
    );
}

#[test]
fn hanya_sendiri_is_respected_everywhere() {
    let mut case = Case::open_at(2);
    case.clock("10 09.30");
    case.posts.posts[0].recordable = false;
    let only_self = Rejection::OnlySelf { post: "Kabag PBJ".into() };
    assert_eq!(case.refused_paper("10 09.00", dispose()), only_self, "not from paper");
    let hold = by(Submission::paper(hold("rapat"), at("10 09.00")), "kabag", "budi");
    assert_eq!(case.refused("siti", &hold), only_self, "nor in an act that needs no post, when he is named");
    case.ok("budi", &Submission::own(dispose()));
    let target = case.last("disposed").clone();
    assert_eq!(
        case.refused_desk(amend_time(&target, "10 09.10")),
        only_self,
        "nor is his own hour mended for him"
    );
    case.ok("budi", &Submission::own(amend_time(&target, "10 09.10")));
    case.ok("siti", &Submission::own(attach(Slot::Disposition, "disposisi")));
}

#[test]
fn nobody_is_impersonated_in_acts_without_a_post() {
    let case = Case::open_at(4);
    let named = by(Submission::own(hold("rapat")), "kabag", "budi");
    assert_eq!(
        case.refused("siti", &named),
        Rejection::OwnByOther { post: "Kabag PBJ".into() },
        "Siti cannot hold in the Kabag's name on her own ground"
    );
    assert_eq!(
        case.refused("rini", &by(Submission::paper(hold("rapat"), at("10 09.12")), "kabag", "budi")),
        not_permitted(None, "Kabag PBJ"),
        "nor can an official who is no petugas name another"
    );
    let mut case = case;
    let paper = by(Submission::paper(hold("rapat"), at("10 09.12")), "kabag", "budi");
    assert_eq!(actor(&case.ok("siti", &paper)).0, "budi", "from paper she can");
}

#[test]
fn step_1_is_recorded_by_a_petugas_from_the_agencys_paper() {
    let case = Case::new();
    assert_eq!(
        case.refused_desk(receive("512")),
        Rejection::OwnByOther { post: "Dinas Pendidikan".into() },
        "no account exists for agency heads"
    );
    for who in ["budi", "rini", "arsip", "admin"] {
        let refused = case.refused(who, &Submission::paper(receive("512"), at("10 08.10")));
        assert_eq!(refused, not_permitted(Some(1), ""), "{who} does not register");
    }
}

#[test]
fn each_role_has_its_acts() {
    let case = Case::open_at(10);
    let mut case = case;
    case.clock("16 09.00");
    let acts: [(Act, &[&str], &str); 5] = [
        (
            attach(Slot::Disposition, "x"),
            &["siti", "tono", "budi", "rini", "arsip"],
            "copies are everybody's work",
        ),
        (
            Act::Receipt { recipient: "dinkes".into(), taken_by: "W".into() },
            &["siti", "tono", "budi", "rini", "arsip"],
            "receipts too",
        ),
        (scan(TELAAH, 1), &["siti", "tono", "budi", "rini", "arsip"], "scans too"),
        (reopen(9), &["siti", "tono", "budi", "rini"], "the archivist reopens nothing"),
        (number(PENGUMUMAN, 1, "1"), &["siti", "tono", "budi", "rini"], "nor numbers"),
    ];
    for (act, allowed, reason) in acts {
        for who in ACCOUNTS {
            let found = case.try_as(who, &Submission::own(act.clone()));
            match (allowed.contains(&who), found) {
                (true, Ok(_)) | (false, Err(Rejection::NotPermitted { .. })) => {}
                (expected, found) => panic!("{who}, {act:?} (allowed {expected}): {reason}: {found:?}"),
            }
        }
    }
}

#[test]
fn a_signature_is_the_signers() {
    let mut case = Case::open_at(9);
    case.clock("11 14.00");
    let signed = case.try_as("dedi", &Submission::own(sign(SURAT, 1))).unwrap();
    assert_eq!(actor(&signed), ("dedi".into(), Capacity::Definitif), "the Sekda's own account");
    assert_eq!(
        case.refused("budi", &Submission::own(sign(SURAT, 1))),
        not_permitted(None, "Sekda"),
        "the Kabag is not the Sekda"
    );
    let for_another = by(Submission::paper(sign(SURAT, 1), at("11 13.00")), "asisten", "eko");
    assert_eq!(actor(&case.ok("siti", &for_another)).0, "eko", "the Asisten signed a.n.: paper says who");
    let telaah = Case::open_at(5);
    assert_eq!(
        telaah.refused_paper("11 08.40", decisions(&[approve_signed("telaah", 1)])),
        Rejection::NotSigner,
        "approval and signature in one act only where the one who approves signs"
    );
}

#[test]
fn the_role_is_asked_on_the_date_of_the_act() {
    let mut case = Case::open_at(2);
    case.clock("2026-12-03 09.00");
    let back = Submission { when: When::Written { at: at("10 09.00") }, ..Submission::own(dispose()) };
    assert_eq!(
        case.refused("ani", &back),
        not_permitted(Some(2), "Kabag PBJ"),
        "today's Kabag did not hold the post on 10 November"
    );
    assert_eq!(actor(&case.try_as("budi", &back).unwrap()).0, "budi", "the Plt. of that day may");
}
