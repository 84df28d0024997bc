//! The table of act × state × role (PROCEDURE, first paragraph). `fixtures/act-state-role.csv` is checked in and read
//! by people; this test runs every cell: the events, or the Indonesian message and an unchanged journal.
//!
//! After a deliberate change of the rules: `UPDATE_TABLE=1 cargo test -p office --test act_state_role`, and read the
//! difference line by line.

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use common::{
    Office, agency, approve, by_oneself, checklist, code, correct, disposition, etalase, nov, numbering,
    publication, received, scan,
};
use office::api::Request;
use office::{Desk, Fault};
use sop::act::{
    Act, Change, Delivery, Deviation, LaneDecision, LaneRevision, ReadyRevision, RevisionSource, Slot,
    Submission,
};
use sop::record::{Basis, Evidence, Instant, When};

const ROLES: [(&str, &str); 5] = [
    ("petugas", "siti"),
    ("kabag", "kabag"),
    ("subkoord", "subkoord"),
    ("arsiparis", "arsiparis"),
    ("admin", "admin"),
];

const STATES: [&str; 17] = [
    "baru",
    "konsep",
    "langkah_2",
    "langkah_3",
    "langkah_4",
    "langkah_5",
    "langkah_6",
    "langkah_7",
    "langkah_8",
    "langkah_8_9",
    "langkah_9",
    "ditahan",
    "dikembalikan",
    "selesai",
    "berkas_lengkap",
    "tidak_dilanjutkan",
    "batal",
];

const ACTS: [&str; 36] = [
    "draft",
    "receive",
    "dispose",
    "accept_disposition",
    "answer_checklist",
    "ready",
    "hand_over",
    "approve",
    "correct",
    "publish",
    "sign",
    "number",
    "file_copy",
    "return_outside",
    "send",
    "receipt",
    "hold",
    "resume",
    "return_to_proposer",
    "withdraw_approval",
    "withdraw_notification",
    "cancel",
    "reopen",
    "close",
    "move_folder",
    "attach",
    "explain",
    "prefer_revision",
    "drop_revision",
    "void_naskah",
    "revoke_naskah",
    "print",
    "print_sheet",
    "merge",
    "amend",
    "undo",
];

/// When every cell is tried: after everything that led to its state, within the hours of the office.
fn late() -> Instant {
    nov(18, 10, 0)
}

/// What the acts of the cells point at, found in the state.
#[derive(Clone, Default)]
struct Points {
    usulan: String,
    seen: u32,
    scan: String,
    /// Valid revision by output: revision, body hash, key.
    valid: BTreeMap<String, (u32, String, String)>,
    /// Event of step 2, or the first one.
    target: u32,
}

/// Brings a fresh office to a state; the entries lie on working days before the cells are tried.
fn reach(state: &str) -> (Office, Points) {
    let mut office = Office::sample(nov(9, 8, 0));
    let scan = office.document(200).document;
    let mut minute = 0;
    let mut at = |office: &Office| {
        minute += 5;
        let now = nov(9, 8, 0) + chrono::Duration::minutes(minute);
        office.clock(now);
        now
    };
    walk(state, &mut office, &mut at);
    office.clock(late());
    let mut points = Points { usulan: office.usulan.clone(), seen: office.seen, scan, ..Points::default() };
    if points.usulan.is_empty() {
        points.usulan = "2026-0001".into();
        return (office, points);
    }
    let view = office.view();
    points.seen = view.seen;
    for lane in ["telaah", "pengumuman", "pemberitahuan"] {
        points.valid.insert(lane.into(), office.naskah(lane));
    }
    let amended = view.history.iter().find(|entry| entry.event.kind() == "disposed");
    points.target = amended.or(view.history.last()).map_or(0, |entry| entry.seq);
    (office, points)
}

fn walk(state: &str, office: &mut Office, at: &mut dyn FnMut(&Office) -> Instant) {
    if state == "baru" {
        return;
    }
    if state == "konsep" {
        at(office);
        office
            .begin(Submission::own(Act::Draft { agency: agency(), etalase: etalase() }))
            .expect("a letter is drafted for an agency");
        return;
    }
    let now = at(office);
    office.receive(now);
    match state {
        "langkah_2" => return,
        "batal" => {
            office.own(Act::Cancel { reason: "pengusul menarik usulannya".into() });
            return;
        }
        "dikembalikan" => {
            office.own(Act::ReturnToProposer { reason: "belum lengkap".into() });
            return;
        }
        _ => {}
    }
    let now = at(office);
    office.paper(now, disposition());
    if state == "langkah_3" {
        return;
    }
    let now = at(office);
    office.paper(now, Act::AcceptDisposition);
    if state == "langkah_4" {
        return;
    }
    office.checklist();
    office.use_document("telaah", 1, state == "tidak_dilanjutkan");
    office.use_document("pengumuman", 2, false);
    let now = at(office);
    office.hand_over(now, &["telaah", "pengumuman"]);
    if state == "langkah_5" {
        return;
    }
    let now = at(office);
    let telaah = office.decision("telaah", approve(false));
    if state == "tidak_dilanjutkan" {
        office.decide(now, vec![telaah]);
        return;
    }
    let pengumuman = office.decision("pengumuman", approve(true));
    office.decide(now, vec![telaah, pengumuman]);
    if state == "langkah_6" {
        return;
    }
    if state == "ditahan" {
        office.own(Act::Hold { reason: "aplikasi LKPP gangguan".into() });
        return;
    }
    let now = at(office);
    office.publish(now, 3);
    if state == "langkah_7" {
        return;
    }
    office.use_document("surat-pemberitahuan", 4, false);
    let now = at(office);
    office.hand_over(now, &["pemberitahuan"]);
    if state == "langkah_8" {
        return;
    }
    let now = at(office);
    let notification = office.decision("pemberitahuan", approve(false));
    office.decide(now, vec![notification]);
    if state == "langkah_8_9" {
        return;
    }
    let now = at(office);
    office.sign(now, "pemberitahuan");
    if state == "langkah_9" {
        return;
    }
    let now = at(office);
    office.send_all(now);
    if state == "berkas_lengkap" {
        settle(office, at);
    }
}

/// Pays every debt, and closes the dossier.
fn settle(office: &mut Office, at: &mut dyn FnMut(&Office) -> Instant) {
    let now = at(office);
    office.number(now, "pengumuman", "000.3/145/416-023/2026").expect("a number from the book");
    office.number(now, "pemberitahuan", "000.3/2291/416-012/2026").expect("a number from the book");
    let document = office.document(9).document;
    let owed = office.view().papers;
    for paper in owed.into_iter().filter(|paper| paper.state == "owed") {
        let name = "salinan.png".into();
        office.own(Act::Attach { slot: paper.slot, document: document.clone(), name });
    }
    for (step, round) in office.view().owed.unexplained {
        let deviation = deviation();
        office.own(Act::Explain { step, round, deviation });
    }
    office.own(Act::Close);
}

fn deviation() -> Deviation {
    Deviation {
        missing: String::new(),
        cause: "Beban kerja".into(),
        answerable: String::new(),
        remedy: String::new(),
    }
}

/// The act of a cell. `own` is an official in an own account; everybody else records from paper.
fn submission(act: &str, state: &str, points: &Points, own: bool) -> Submission {
    let valid = |lane: &str| points.valid.get(lane).cloned().unwrap_or_default();
    let deciding = if matches!(
        state,
        "langkah_7" | "langkah_8" | "langkah_8_9" | "langkah_9" | "selesai" | "berkas_lengkap"
    ) {
        "pemberitahuan"
    } else {
        "pengumuman"
    };
    let (revision, body_hash, naskah) = valid(deciding);
    let reason = || "alasan".to_owned();
    let decided = |verdict| Act::Decide {
        decisions: vec![LaneDecision {
            lane: deciding.into(),
            revision,
            body_hash: body_hash.clone(),
            verdict,
        }],
    };
    let act = match act {
        "draft" => Act::Draft { agency: agency(), etalase: etalase() },
        "receive" => received("513"),
        "dispose" => disposition(),
        "accept_disposition" => Act::AcceptDisposition,
        "answer_checklist" => Act::AnswerChecklist { checklist: checklist() },
        "ready" => Act::Ready {
            revision: ReadyRevision {
                naskah: if naskah.is_empty() { "N2026-00099".into() } else { naskah },
                kind: if deciding == "pengumuman" { "pengumuman" } else { "surat-pemberitahuan" }.into(),
                lane: Some(deciding.into()),
                revision: revision + 1,
                body_hash: String::new(),
                pdf_sha256: String::new(),
                source: RevisionSource::Outside { document: points.scan.clone(), editable: None },
                signer: None,
                signer_outside: false,
                recipients: Vec::new(),
                negative: false,
                numbered: true,
                pages: 1,
                text: String::new(),
                subject: String::new(),
            },
        },
        "hand_over" => Act::HandOver { outputs: vec![LaneRevision { lane: deciding.into(), revision }] },
        "approve" => decided(approve(false)),
        "correct" => decided(correct("perbaiki jadwal")),
        "publish" => Act::Publish { publication: publication(vec![points.scan.clone()]) },
        "sign" => Act::Sign { naskah, revision, place: String::new() },
        "number" => Act::Number { numbering: numbering(naskah, revision, "000.3/777/416-023/2026") },
        "file_copy" => Act::FileCopy { naskah, revision, copy: scan(points.scan.clone()) },
        "return_outside" => Act::ReturnOutside { naskah, revision, note: "tembusan".into() },
        "send" => Act::Send {
            deliveries: vec![Delivery {
                recipient: common::recipient("inspektorat"),
                method: "kurir".into(),
            }],
        },
        "receipt" => Act::Receipt { recipient: "inspektorat".into(), taken_by: "Budi".into() },
        "hold" => Act::Hold { reason: reason() },
        "resume" => Act::Resume,
        "return_to_proposer" => Act::ReturnToProposer { reason: reason() },
        "withdraw_approval" => Act::WithdrawApproval { lane: "pengumuman".into(), reason: reason() },
        "withdraw_notification" => Act::WithdrawApproval { lane: "pemberitahuan".into(), reason: reason() },
        "cancel" => Act::Cancel { reason: reason() },
        "reopen" => Act::Reopen { step: 2, reason: reason() },
        "close" => Act::Close,
        "move_folder" => Act::MoveFolder { place: "Ruang rapat".into() },
        "attach" => Act::Attach {
            slot: Slot::ControlSheet,
            document: points.scan.clone(),
            name: "lembar-kendali.png".into(),
        },
        "explain" => Act::Explain { step: 2, round: 1, deviation: deviation() },
        "prefer_revision" => Act::PreferRevision { naskah, revision, reason: reason() },
        "drop_revision" => Act::DropRevision { naskah, revision, reason: reason() },
        "void_naskah" => Act::VoidNaskah { naskah, reason: reason() },
        "revoke_naskah" => Act::RevokeNaskah { naskah, successor: None, reason: reason() },
        "print" => Act::Print { naskah, revision, printer: "TU".into(), copies: 2 },
        "print_sheet" => Act::PrintSheet {
            sheet: "lembar-kendali".into(),
            document: points.scan.clone(),
            printer: "TU".into(),
            copies: 1,
        },
        "merge" => Act::Merge {
            merged: sop::act::Merged {
                naskah,
                revision,
                letters: vec![sop::act::MergedLetter {
                    recipient: common::recipient("inspektorat"),
                    document: points.scan.clone(),
                    pages: 1,
                }],
                print_file: points.scan.clone(),
                pages: 1,
                both_sides: false,
                dispatch: points.scan.clone(),
            },
        },
        "amend" => Act::Amend {
            target: points.target,
            change: Change::Time { when: When::Written { at: nov(9, 8, 10) } },
            reason: reason(),
        },
        "undo" => Act::Undo,
        other => panic!("no act {other}"),
    };
    if own {
        by_oneself(act)
    } else {
        Submission {
            basis: Basis::Paper,
            evidence: Evidence::NotNeeded,
            when: When::Now,
            ..Submission::own(act)
        }
    }
}

fn attempt(desk: &Desk, points: &Points, state: &str, submission: Submission) -> Result<String, Fault> {
    let begins = state == "baru" && matches!(submission.act, Act::Receive { .. } | Act::Draft { .. });
    let request = if begins {
        Request::Begin { submission: Box::new(submission) }
    } else {
        Request::Record { usulan: points.usulan.clone(), seen: points.seen, acts: vec![submission] }
    };
    match desk.ask(request)? {
        office::api::Answer::Begin(recorded) | office::api::Answer::Record(recorded) => {
            Ok(recorded.kinds.join("+"))
        }
        other => panic!("neither begun nor recorded: {other:?}"),
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder for the copy");
    for entry in std::fs::read_dir(from).expect("the office is a folder") {
        let entry = entry.expect("an entry of the office");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("its type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}

/// Every cell of a state, in the order of acts and roles.
fn cells(state: &str) -> BTreeMap<(String, &'static str), String> {
    let (office, points) = reach(state);
    let Office { folder, devices, desk, .. } = office;
    drop(desk);
    let base = folder.path().join("kantor");
    let mut found = BTreeMap::new();
    let mut copies = 0;
    let mut fresh = || {
        copies += 1;
        let dir = folder.path().join(format!("salinan-{copies}"));
        copy(&base, &dir);
        Desk::open(&dir, devices.devices()).expect("a copy opens")
    };
    let mut desk = fresh();
    for act in ACTS {
        for (role, account) in ROLES {
            desk.sign_in(account).expect("an account of the sample office");
            let own = matches!(role, "kabag" | "subkoord");
            let outcome = attempt(&desk, &points, state, submission(act, state, &points, own));
            let cell = match outcome {
                Ok(kinds) => {
                    // The state is used up; the next cell gets a fresh one.
                    desk = fresh();
                    kinds
                }
                Err(fault) => {
                    let message = &fault.message;
                    assert!(
                        message.ends_with('.')
                            && message.len() > 20
                            && fault.code != office::fault::Code::Unknown,
                        "{state}, {act}, {role}: a refusal says what happened in a sentence: {fault:?}"
                    );
                    code(&fault)
                }
            };
            found.insert((act.to_owned(), role), cell);
        }
    }
    // Refusals in between left no trace: the copy in use still is what it was copied from.
    let seen =
        desk.sign_in("siti").and_then(|()| desk.ask(Request::Usulan { usulan: points.usulan.clone() }));
    if let Ok(office::api::Answer::Usulan(view)) = seen {
        assert_eq!(view.seen, points.seen, "{state}: a refused act leaves the journal as it was");
    }
    found
}

#[test]
fn every_cell_of_the_table_is_as_written() {
    let mut table: BTreeMap<(usize, usize), [String; 5]> = BTreeMap::new();
    std::thread::scope(|scope| {
        let workers: Vec<_> = STATES
            .iter()
            .enumerate()
            .map(|(index, state)| scope.spawn(move || (index, cells(state))))
            .collect();
        for worker in workers {
            let (state, mut found) = worker.join().expect("a state is reached and tried");
            for (act, name) in ACTS.iter().enumerate() {
                let row =
                    ROLES.map(|(role, _)| found.remove(&((*name).to_owned(), role)).unwrap_or_default());
                table.insert((act, state), row);
            }
        }
    });
    let mut text = String::from("act,state,petugas,kabag,subkoord,arsiparis,admin\n");
    for ((act, state), row) in &table {
        writeln!(text, "{},{},{}", ACTS[*act], STATES[*state], row.join(",")).expect("a line is written");
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/act-state-role.csv");
    if std::env::var_os("UPDATE_TABLE").is_some() {
        std::fs::write(&file, &text).expect("the table is written");
    }
    let checked_in = std::fs::read_to_string(&file).expect("the table is checked in");
    for (line, (expected, found)) in checked_in.lines().zip(text.lines()).enumerate() {
        assert_eq!(found, expected, "line {} of the table", line + 1);
    }
    assert_eq!(checked_in.lines().count(), text.lines().count(), "the table has every cell and no more");
}
