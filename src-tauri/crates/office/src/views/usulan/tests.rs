use sop::act::{Act, Verdict};
use sop::decide::{Context, decide};
use sop::people::Role;
use sop::record::Evidence;
use sop::rejection::Rejection;

use super::*;
use crate::api::{Minutes, OpenAct, PathRow, StandingKind, StepResult};
use crate::fault::Code;
use crate::views::testing::{Day, at, receive};
use crate::views::{Doer, code_word};
use sop::act::Submission;

fn view_as(day: &Day, account: &str, now: &str) -> UsulanView {
    let known = |document: &str| {
        Some(DocumentView {
            document: document.to_owned(),
            name: "scan.pdf".to_owned(),
            media: "application/pdf".to_owned(),
            bytes: 1,
            pages: 1,
        })
    };
    usulan("2026-0042", &day.usulan, &day.look_as(account, now), &[], &known).expect("view")
}

fn view(day: &Day, now: &str) -> UsulanView {
    view_as(day, "siti", now)
}

fn row(view: &UsulanView, step: u32) -> &PathRow {
    view.path.iter().find(|row| row.step == step).expect("nine rows")
}

fn states(view: &UsulanView) -> String {
    view.path.iter().map(|row| row.state.chars().next().unwrap_or(' ')).collect()
}

fn act<'a>(view: &'a UsulanView, key: &str) -> &'a OpenAct {
    view.acts.iter().find(|act| act.key == key).unwrap_or_else(|| panic!("{key} is open"))
}

fn keys(view: &UsulanView) -> Vec<&str> {
    view.acts.iter().map(|act| act.key.as_str()).collect()
}

#[test]
fn the_path_follows_an_usulan_through_its_states() {
    // d done, c current, w waiting, s skipped; nine rows that never change place.
    let mut returned = Day::received();
    returned.give_back("2026-11-10 09.00", "berkas kurang");
    let mut cancelled = Day::received();
    cancelled.cancel("2026-11-10 09.00");
    let mut held = Day::received();
    held.hold("2026-11-10 08.30", "menunggu");
    let cases = [
        ("received", Day::received(), "2026-11-10 08.30", "dcwwwwwww"),
        ("held", held, "2026-11-10 09.30", "dcwwwwwww"),
        ("handed", Day::handed(), "2026-11-11 08.40", "ddddcwwww"),
        ("one corrected", Day::corrected(), "2026-11-11 09.00", "dddcwwwww"),
        ("approved", Day::approved(), "2026-11-11 10.10", "dddddcwww"),
        ("letter approved", Day::approved_letter(), "2026-11-11 14.00", "ddddddddc"),
        ("sent", Day::sent(), "2026-11-12 15.40", "ddddddddd"),
        ("returned", returned, "2026-11-10 09.30", "cwwwwwwww"),
        ("cancelled", cancelled, "2026-11-10 09.30", "dssssssss"),
    ];
    for (name, day, now, expected) in cases {
        assert_eq!(states(&view(&day, now)), expected, "{name}");
    }
}

#[test]
fn a_negative_telaah_skips_what_does_not_happen_any_more() {
    let mut day = Day::received();
    day.dispose("2026-11-10 09.00");
    day.accept("2026-11-10 09.10");
    day.checklist("2026-11-10 09.20");
    day.ready_as("telaah", 1, true, "2026-11-10 10.00");
    let open = view(&day, "2026-11-10 10.10");
    assert!(act(&open, "hand_over").missing.is_empty(), "a telaah \"belum layak\" goes without pengumuman");
    day.hand(&[("telaah", 1)], "2026-11-10 10.20");
    let approve = day.decision("telaah", 1, Verdict::Approve { signed: false });
    day.record(
        Submission::paper(Act::Decide { decisions: vec![approve] }, at("2026-11-10 10.40")),
        "2026-11-10 10.40",
    );
    let ended = view(&day, "2026-11-10 11.00");
    assert_eq!(ended.status, "tidak_dilanjutkan");
    assert_eq!(states(&ended).get(5..), Some("ssss"), "6 to 9 are skipped");
    assert!(ended.acts.is_empty(), "nothing is left to record");
    assert!(ended.owed.copies.contains(&"surat-pengembalian".to_owned()));
}

#[test]
fn step_one_names_the_head_of_the_agency_and_has_no_clock() {
    let day = Day::received();
    let first = row(&view(&day, "2026-11-10 08.30"), 1).clone();
    assert_eq!(first.actor, "Kepala Dinas Pendidikan");
    assert!(first.rounds.is_empty() && first.total.is_none() && first.standing.is_none());
    assert_eq!(row(&view(&day, "2026-11-10 08.30"), 2).actor, "Kabag PBJ");
}

#[test]
fn rounds_say_which_output_how_it_went_and_how_long_it_took() {
    let day = Day::approved();
    let view = view(&day, "2026-11-11 10.10");
    let write = row(&view, 4);
    assert_eq!(write.rounds.len(), 2);
    assert_eq!(write.rounds[0].minutes, Some(Minutes { low: 380, high: 380 }), "09.40 to 08.30: 6 j 20 m");
    assert_eq!(write.rounds[0].result, Some(StepResult::Within));
    assert_eq!(write.rounds[0].standard, Some(450), "1 hari");
    let counted: i64 = write.rounds[0].windows.iter().map(|(from, to)| (*to - *from).num_minutes()).sum();
    assert_eq!(counted, 380, "the windows of the reckoning sum to the measured time");
    let second = &write.rounds[1];
    assert_eq!(second.minutes, Some(Minutes { low: 53, high: 53 }), "08.55 to 09.48");
    let lanes: Vec<(&str, &str, &str)> =
        second.lanes.iter().map(|l| (l.lane.as_str(), l.outcome.as_str(), l.note.as_str())).collect();
    assert_eq!(lanes, vec![("pengumuman", "handed", "jadwal: terbuka")], "pengumuman only, and why");
    let decide = row(&view, 5);
    let outcomes: Vec<(&str, &str)> =
        decide.rounds[0].lanes.iter().map(|l| (l.lane.as_str(), l.outcome.as_str())).collect();
    assert_eq!(outcomes, vec![("telaah", "approved"), ("pengumuman", "corrected")]);
    assert_eq!(decide.total, Some(Minutes { low: 42, high: 42 }), "25 and 17 minutes");
    let late = row(&view, 2);
    assert_eq!(late.rounds[0].result, Some(StepResult::Late { by: 22 }), "1 j 22 m dari 1 j");
    assert_eq!(view.owed.unexplained, vec![(2, 1)]);
}

#[test]
fn a_running_round_counts_to_now() {
    let day = Day::handed();
    let view = view(&day, "2026-11-11 08.52");
    let decide = row(&view, 5);
    let running = &decide.rounds[0];
    assert!(running.ended.is_none() && running.minutes.is_none() && running.result.is_none());
    assert_eq!(running.standard, Some(60));
    let counted: i64 = running.windows.iter().map(|(from, to)| (*to - *from).num_minutes()).sum();
    assert_eq!(counted, 22);
    assert_eq!(decide.standing.as_ref().map(|s| (s.elapsed, s.remaining)), Some((22, Some(38))));
}

#[test]
fn the_wait_between_eight_and_nine_is_shown_apart() {
    let mut day = Day::approved_letter();
    day.return_outside("pemberitahuan", "tembusan kurang", "2026-11-11 15.00");
    day.ready("pemberitahuan", 2, "2026-11-11 15.30");
    let waiting = view(&day, "2026-11-12 09.00");
    let wait = row(&waiting, 9).wait.clone().expect("waits");
    assert_eq!((wait.name.as_str(), wait.returned), ("Sekretaris Daerah", 1));
    assert!(wait.to.is_none());
    assert_eq!(
        wait.minutes,
        Minutes { low: 305, high: 305 },
        "11.25 to 16.00 without the break, 07.30 to 09.00"
    );
    assert_eq!(row(&waiting, 9).standing.as_ref().map(|s| s.kind), Some(StandingKind::Outside));
    assert_eq!(waiting.totals.outside, wait.minutes);
    assert_eq!(keys(&waiting), vec!["sign", "number"], "nothing is sent unsigned");
    day.sign("pemberitahuan", "2026-11-12 15.00");
    day.number("pemberitahuan", "000.3/300/416-012/2026", "2026-11-12 15.20");
    let over = view(&day, "2026-11-12 15.25");
    let wait = row(&over, 9).wait.clone().expect("was waited");
    assert_eq!(wait.to.map(|to| to.from), Some(at("2026-11-12 15.20")), "until the number is there");
    assert_eq!(keys(&over), vec!["send"]);
    assert_eq!(row(&over, 9).rounds[0].started.from, at("2026-11-12 15.20"), "step 9 is charged from then");
}

#[test]
fn open_acts_are_those_that_sop_lets_pass() {
    let day = Day::received();
    let early = view(&day, "2026-11-10 08.30");
    assert_eq!(keys(&early), vec!["dispose"]);
    let dispose = act(&early, "dispose");
    assert_eq!(dispose.post.as_ref().map(|post| post.short.as_str()), Some("Kabag PBJ"));
    assert_eq!(dispose.holder.as_ref().map(|h| h.person.name.as_str()), Some("Nama Kabag, S.T."));
    assert!(dispose.refused.is_none() && !dispose.own);
    assert_eq!(dispose.bounds.earliest, Some(at("2026-11-10 08.10")));
    assert_eq!(dispose.bounds.after, "received");
    assert_eq!(dispose.bounds.latest, at("2026-11-10 08.30"));

    let day = Day::corrected();
    let writing = view(&day, "2026-11-11 09.10");
    assert_eq!(keys(&writing), vec!["hand_over"], "the telaah is approved, the pengumuman is written again");
    let hand = act(&writing, "hand_over");
    assert_eq!(hand.missing, vec!["pengumuman:R2"]);
    assert_eq!(hand.round, 2);
    let approved: Vec<(&str, bool)> =
        hand.outputs.iter().map(|o| (o.lane.as_str(), o.approved.is_some())).collect();
    assert_eq!(approved, vec![("telaah", true), ("pengumuman", false)], "the approved one folds");
    assert_eq!(hand.bounds.after, "decided", "the correction opened it again");

    let day = Day::approved();
    let publish = view(&day, "2026-11-11 10.20");
    assert_eq!(
        act(&publish, "publish").missing,
        vec!["proof"],
        "the pengumuman was signed with its approval"
    );

    let day = Day::sent();
    let finished = view(&day, "2026-11-12 15.40");
    assert_eq!(finished.status, "selesai");
    assert_eq!(act(&finished, "close").missing, vec!["copies", "numbers", "unexplained"]);
    assert_eq!(finished.step, 0);
}

#[test]
fn a_decision_names_the_revision_on_the_desk() {
    let mut day = Day::handed();
    let decide = act(&view(&day, "2026-11-11 08.40"), "decide").clone();
    let outputs: Vec<(&str, Option<u32>, bool)> =
        decide.outputs.iter().map(|o| (o.lane.as_str(), o.revision, o.signs)).collect();
    assert_eq!(outputs, vec![("telaah", Some(1), false), ("pengumuman", Some(1), true)]);
    assert!(decide.outputs.iter().all(|output| output.body_hash.is_some()));
    assert_eq!(
        (decide.bounds.earliest, decide.bounds.after.as_str()),
        (Some(at("2026-11-11 08.30")), "handed_over")
    );
    // R2 is made while R1 lies on the desk: R1 can be decided on no more, R2 has to be brought first.
    day.ready("pengumuman", 2, "2026-11-11 08.45");
    let renewed = view(&day, "2026-11-11 08.50");
    assert_eq!(keys(&renewed), vec!["hand_over", "decide"]);
    let lanes = |key: &str| -> Vec<String> {
        act(&renewed, key).outputs.iter().map(|output| output.lane.clone()).collect()
    };
    assert_eq!(lanes("hand_over"), vec!["pengumuman"]);
    assert_eq!(lanes("decide"), vec!["telaah"]);
}

#[test]
fn an_account_is_told_why_it_may_not_record() {
    let mut day = Day::received();
    let refused =
        |day: &Day, account: &str| act(&view_as(day, account, "2026-11-10 08.30"), "dispose").refused.clone();
    assert_eq!(refused(&day, "siti"), None);
    assert_eq!(refused(&day, "kabag"), None);
    for account in ["subkoord", "sekda", "arsip", "admin"] {
        assert_eq!(refused(&day, account).as_deref(), Some("act.not_permitted"), "{account}");
    }
    assert!(act(&view_as(&day, "kabag", "2026-11-10 08.30"), "dispose").own);
    for post in &mut day.state.posts.posts {
        post.recordable = false;
    }
    assert_eq!(refused(&day, "siti").as_deref(), Some("act.only_self"));
    assert_eq!(refused(&day, "kabag"), None, "\"hanya sendiri\" does not hinder the holder");
    let nobody = Look { account: None, ..day.look("2026-11-10 08.30") };
    let view = usulan("2026-0042", &day.usulan, &nobody, &[], &|_| None).expect("view");
    assert_eq!(view.acts[0].refused.as_deref(), Some("account.none"));
    assert!(view.other_acts.is_empty() && view.undo_until.is_none());
}

/// The rule of views about who may record is that of `sop::decide`, for every role and every kind of act.
#[test]
fn permission_is_the_same_as_in_sop() {
    let day = Day::received();
    let running = Day::handed();
    for account in &day.state.accounts {
        let look = day.look_as(&account.id, "2026-11-11 08.40");
        let allowed = |day: &Day, act: Act, own: bool| {
            let context = Context {
                now: look.now,
                calendar: look.calendar(),
                posts: &look.state.posts,
                recorder: account,
            };
            let submission = if own {
                Submission::own(act)
            } else {
                Submission { evidence: Evidence::NotNeeded, ..Submission::paper(act, look.now) }
            };
            !matches!(
                decide(&day.usulan, &submission, &context),
                Err(Rejection::NotPermitted { .. } | Rejection::OnlySelf { .. })
            )
        };
        let kabag = look.state.posts.post(crate::delivered::KABAG).expect("post");
        let dispose = Act::Dispose { disposition: sop::act::Disposition::default() };
        let cases = [
            ("dispose", Doer::Post(kabag), allowed(&day, dispose, look.holds(&kabag.id))),
            (
                "hold",
                Doer::Staff(crate::views::OFFICE),
                allowed(&running, Act::Hold { reason: "x".into() }, true),
            ),
            ("close", Doer::Staff(crate::views::ARCHIVE), allowed(&running, Act::Close, true)),
            ("receive", Doer::Staff(crate::views::DESK), allowed(&running, receive("513"), false)),
        ];
        for (name, doer, allowed) in cases {
            assert_eq!(look.refused(doer).is_none(), allowed, "{name} as {}", account.id);
        }
    }
    assert_eq!(code_word(Code::NotPermitted), "act.not_permitted");
}

#[test]
fn other_acts_are_those_of_the_table() {
    let other = |day: &Day, account: &str, now: &str| view_as(day, account, now).other_acts;
    let day = Day::received();
    assert_eq!(
        other(&day, "siti", "2026-11-10 08.40"),
        vec!["hold", "return_to_proposer", "cancel", "move_folder"],
        "more than ten minutes after the record, and the first act is cancelled, not undone"
    );
    assert!(other(&day, "admin", "2026-11-10 08.40").is_empty(), "the admin records no act");
    let mut held = Day::received();
    held.hold("2026-11-10 08.30", "menunggu");
    assert_eq!(
        other(&held, "siti", "2026-11-10 08.35"),
        vec!["resume", "cancel", "move_folder", "undo"],
        "while held only lanjutkan, batal and the map"
    );
    assert_eq!(
        view(&held, "2026-11-10 08.35").undo_until,
        Some(at("2026-11-10 08.40")),
        "ten minutes after the entry"
    );
    let approved = Day::approved();
    assert_eq!(
        other(&approved, "siti", "2026-11-11 11.00"),
        vec!["hold", "withdraw_approval:telaah", "withdraw_approval:pengumuman", "cancel", "move_folder"],
        "after 5 before 6 an approval can be withdrawn; it is too late to return"
    );
    let sent = Day::sent();
    assert_eq!(other(&sent, "siti", "2026-11-13 10.00"), vec!["reopen"], "closing still lacks copies");
}

#[test]
fn a_held_usulan_offers_resume_only() {
    let mut day = Day::received();
    day.hold("2026-11-10 08.20", "aplikasi LKPP gangguan");
    let held = view(&day, "2026-11-10 09.00");
    assert_eq!(keys(&held), vec!["resume"]);
    assert_eq!((held.status.as_str(), held.status_reason.as_str()), ("ditahan", "aplikasi LKPP gangguan"));
    assert_eq!(held.acts[0].bounds.after, "held");
    let mut returned = Day::received();
    returned.give_back("2026-11-10 09.00", "berkas kurang");
    let back = view(&returned, "2026-11-10 10.00");
    assert_eq!((back.status.as_str(), keys(&back)), ("dikembalikan", vec!["receive"]));
    assert_eq!(back.acts[0].bounds.after, "returned_to_proposer");
}

#[test]
fn naskah_come_in_the_order_of_the_procedure_with_their_facts() {
    let day = Day::approved();
    let look = day.look("2026-11-11 10.30");
    let drafts = [LetterDraftInfo {
        kind: "surat-pemberitahuan".into(),
        naskah: "N2026-00120".into(),
        revision: 1,
        saved_at: at("2026-11-11 10.20"),
    }];
    let view = usulan("2026-0042", &day.usulan, &look, &drafts, &|_| None).expect("view");
    let rows: Vec<(&str, &str, Option<u32>)> =
        view.naskah.iter().map(|n| (n.kind.as_str(), n.state.as_str(), n.valid)).collect();
    assert_eq!(
        rows,
        vec![
            ("surat-usulan", "belum", None),
            ("lembar-disposisi", "belum", None),
            ("telaah", "siap", Some(1)),
            ("pengumuman", "siap", Some(2)),
            ("surat-pemberitahuan", "konsep", None),
        ]
    );
    let announcement = &view.naskah[3];
    assert_eq!((announcement.lane.as_deref(), announcement.step), (Some("pengumuman"), 4));
    assert_eq!(announcement.revisions[0].state, "diganti");
    assert_eq!(announcement.revisions[0].correction, "jadwal: terbuka");
    assert_eq!(announcement.revisions[1].signer, "Kabag PBJ, Nama Kabag, S.T.");
    assert!(announcement.numbered && announcement.revisions[1].number.is_empty());
    let letter = &view.naskah[4];
    assert!(letter.outside_signer, "the Sekda stands outside the SOP");
    assert_eq!((letter.naskah.as_str(), letter.draft), ("N2026-00120", Some(1)));
}

#[test]
fn the_berkas_says_what_is_there_and_what_follows() {
    let mut day = Day::approved();
    day.file_copy("pengumuman", "2026-11-11 10.34");
    let view = view(&day, "2026-11-11 10.40");
    let papers: Vec<(&str, &str)> = view.papers.iter().map(|p| (p.name.as_str(), p.state.as_str())).collect();
    assert_eq!(
        papers,
        vec![
            ("surat-usulan", "owed"),
            ("lembar-disposisi", "owed"),
            ("telaah", "owed"),
            ("pengumuman", "copy"),
        ]
    );
    assert_eq!(view.papers[3].documents[0].name, "scan.pdf");
    assert_eq!(view.owed.copies, vec!["surat-usulan", "lembar-disposisi", "telaah"]);
    assert_eq!(view.owed.numbers, vec!["pengumuman"]);
}

#[test]
fn history_is_newest_first_and_keeps_what_stood_before() {
    let mut day = Day::received();
    day.dispose("2026-11-10 09.32");
    let disposed = day.usulan.entries().iter().find(|e| e.event.kind() == "disposed").expect("disposed").seq;
    let change = sop::act::Change::Time { when: sop::record::When::Written { at: at("2026-11-10 09.02") } };
    let mend = Act::Amend { target: disposed, change, reason: "salah baca".into() };
    day.record(Submission::own(mend), "2026-11-10 10.00");
    let view = view(&day, "2026-11-10 10.05");
    let seqs: Vec<u32> = view.history.iter().map(|entry| entry.seq).collect();
    let mut sorted = seqs.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    assert_eq!(seqs, sorted, "newest first");
    let entry = view.history.iter().find(|entry| entry.seq == disposed).expect("stays");
    assert_eq!(entry.record.happened.from, at("2026-11-10 09.02"), "the valid value");
    assert_eq!(entry.amended.len(), 1);
    assert_eq!((entry.amended[0].field.as_str(), entry.amended[0].reason.as_str()), ("time", "salah baca"));
    assert_eq!(entry.amendable, vec!["time", "actor", "copy"]);
    assert_eq!(row(&view, 2).records, vec![disposed]);
    assert_eq!(
        row(&view, 2).rounds[0].result,
        Some(StepResult::Within),
        "measured again with the right hour"
    );
    let archivist = view_as(&day, "arsip", "2026-11-10 10.05");
    let copy_only = archivist.history.iter().find(|entry| entry.seq == disposed).expect("entry");
    assert_eq!(copy_only.amendable, vec!["copy"], "the arsiparis mends copies");
    day.record(Submission::own(Act::Undo), "2026-11-10 10.06");
    let undone = super::tests::view(&day, "2026-11-10 10.07");
    assert!(undone.history.iter().any(|entry| entry.undone && entry.event.kind() == "amended"));
}

#[test]
fn the_end_is_told_if_everything_is_in_time() {
    let day = Day::received();
    let view = view(&day, "2026-11-10 08.30");
    // 40 minutes of step 2 are left; 60 + 450 + 60 + 60 + 30 + 30 + 10 follow, 740 working minutes in all.
    let due = day.state.calendar.due(at("2026-11-10 08.30"), 740).expect("due");
    assert_eq!(view.totals.finish, Some(due.at));
    let planned: Vec<u32> = view.totals.plan.iter().map(|step| step.step).collect();
    assert_eq!(planned.last(), Some(&9), "every step that is left has its date");
    assert!(planned.is_sorted(), "in their order: {planned:?}");
    assert!(view.totals.plan.is_sorted_by_key(|step| step.at), "and none before the one that it waits for");
    assert_eq!(view.totals.plan.last().map(|step| step.at), view.totals.finish);
    assert!(super::tests::view(&Day::sent(), "2026-11-13 10.00").totals.finish.is_none(), "it has ended");
}

#[test]
fn sums_tell_first_rounds_corrections_and_holds_apart() {
    let mut day = Day::approved();
    day.hold("2026-11-11 10.30", "aplikasi LKPP gangguan");
    day.resume("2026-11-11 11.30");
    let view = view(&day, "2026-11-11 11.40");
    assert_eq!(view.totals.first.low, 82 + 8 + 380 + 25, "steps 2 to 5 in their first rounds");
    assert_eq!(view.totals.all.low, view.totals.first.low + 53 + 17, "the correction comes on top");
    assert_eq!(view.totals.held, Minutes { low: 60, high: 60 });
    assert_eq!(
        row(&view, 6).standing.as_ref().map(|s| s.elapsed),
        Some(35),
        "10.05 to 11.40 without the hold"
    );
}

#[test]
fn fields_of_the_catalogue_are_ready_to_paste() {
    let view = view(&Day::approved(), "2026-11-11 10.30");
    let value = |key: &str| {
        view.copy_fields.iter().find(|field| field.key == key).map(|f| f.value.clone()).unwrap_or_default()
    };
    assert_eq!(value("etalase"), "Alat Tulis Kantor");
    assert_eq!(value("catalogue"), "Katalog Elektronik Lokal Kabupaten Mojokerto");
    assert_eq!(value("proposal"), "400.3/311/2026, 06/11/2026");
    assert_eq!(value("telaah"), "11/11/2026", "a telaah without number has the date of its approval");
    assert_eq!(value("kbli"), "47611, 46421");
    assert!(value("contact").starts_with("Layanan Pengadaan Bagian PBJ"));
}

#[test]
fn recipients_show_way_time_and_receipt() {
    let mut day = Day::sent();
    day.record(
        Submission::own(Act::Receipt { recipient: "Kesehatan".into(), taken_by: "Resepsionis".into() }),
        "2026-11-13 09.00",
    );
    let view = view(&day, "2026-11-13 10.00");
    let rows: Vec<(&str, &str, bool, bool)> = view
        .recipients
        .iter()
        .map(|r| (r.recipient.id.as_str(), r.method.as_str(), r.sent.is_some(), r.receipt))
        .collect();
    assert_eq!(rows, vec![("Pendidikan", "SRIKANDI", true, false), ("Kesehatan", "Kurir", true, true)]);
    assert!(
        view.papers.iter().any(|paper| paper.name == "tanda-terima"),
        "the receipt is a paper of the berkas"
    );
}

#[test]
fn bounds_are_given_for_the_other_acts_too() {
    let day = Day::approved();
    let look = day.look("2026-11-11 11.00");
    let bound = bounds(&day.usulan, "withdraw_approval:pengumuman", &look);
    assert_eq!((bound.earliest, bound.after.as_str()), (Some(at("2026-11-11 10.05")), "decided"));
    let moved = bounds(&day.usulan, "move_folder", &look);
    assert_eq!(moved.after, "received");
    let unknown = bounds(&day.usulan, "nothing", &look);
    assert_eq!((unknown.earliest, unknown.latest), (None, at("2026-11-11 11.00")));
    assert!(look.is(Role::Petugas));
}
