use super::*;
use crate::views::testing::{Day, at};

fn meja_as(day: &Day, account: &str, now: &str) -> DeskView {
    let open = match day.usulan.status {
        Status::Konsep | Status::Berjalan => {
            vec![("2026-0042".to_owned(), Arc::new(Running::of(day.usulan.clone())), Vec::new())]
        }
        _ => Vec::new(),
    };
    let ended: Vec<RegisterRow> =
        Some(day.row()).filter(|row| open.is_empty() && row.incomplete).into_iter().collect();
    desk(&open, &ended, false, true, &day.look_as(account, now)).expect("desk")
}

fn meja(day: &Day, now: &str) -> DeskView {
    meja_as(day, "siti", now)
}

fn keys(view: &DeskView) -> Vec<&str> {
    view.acts.iter().map(|item| item.key.as_str()).collect()
}

fn groups(view: &DeskView) -> Vec<(&str, &str)> {
    view.waiting.iter().map(|group| (group.kind.as_str(), group.name.as_str())).collect()
}

fn lines(view: &DeskView) -> Vec<(&str, u32)> {
    view.incomplete.iter().map(|line| (line.key.as_str(), line.count)).collect()
}

/// The day of DESK section 1: what Meja asks for at each hour.
#[test]
fn each_hour_has_its_physical_act() {
    let mut day = Day::received();
    let first = meja(&day, "2026-11-10 08.30");
    assert_eq!(keys(&first), vec!["print_disposition"], "what is not printed cannot be fetched");
    assert_eq!(first.acts[0].name, "Kabag PBJ");
    assert!(groups(&first).is_empty(), "the map still lies with the petugas");
    let mut printed = Day::received();
    printed.print_sheet("lembar-disposisi", "2026-11-10 08.20");
    let out = meja(&printed, "2026-11-10 08.30");
    assert_eq!(keys(&out), vec!["fetch_disposition"], "the sheet went with the map");
    assert_eq!((out.acts[0].act.as_str(), out.acts[0].name.as_str()), ("dispose", "Kabag PBJ"));
    assert_eq!(groups(&out), vec![("desk", "Meja Kabag PBJ")]);
    assert_eq!(out.waiting[0].since, Some(at("2026-11-10 08.20")), "since it was printed to be brought");
    assert!(lines(&out).contains(&("not_back", 1)), "and is out until its copy is there");
    day.move_folder("Meja Kabag", "2026-11-10 08.20");
    let brought = meja(&day, "2026-11-10 08.30");
    assert_eq!(keys(&brought), vec!["fetch_disposition"]);
    assert_eq!(groups(&brought), vec![("desk", "Meja Kabag")]);
    assert_eq!(brought.waiting[0].since, Some(at("2026-11-10 08.20")));
    assert_eq!(brought.waiting[0].minutes, 10);
    day.dispose("2026-11-10 09.32");
    assert_eq!(keys(&meja(&day, "2026-11-10 09.35")), vec!["hand_disposition"]);
    day.accept("2026-11-10 09.40");
    day.checklist("2026-11-10 10.00");
    let write = meja(&day, "2026-11-10 10.00");
    assert_eq!(keys(&write), vec!["write_outputs"]);
    assert_eq!(write.acts[0].naskah, vec!["telaah", "pengumuman"]);
    day.ready("telaah", 1, "2026-11-10 14.00");
    assert_eq!(
        meja(&day, "2026-11-10 14.10").acts[0].naskah,
        vec!["pengumuman"],
        "only what is not yet written"
    );
    day.ready("pengumuman", 1, "2026-11-10 15.00");
    let bring = meja(&day, "2026-11-10 15.10");
    assert_eq!(keys(&bring), vec!["bring_outputs"]);
    assert_eq!(bring.acts[0].name, "Kabag PBJ", "to whom");
}

#[test]
fn a_decision_is_fetched_and_a_corrected_output_written_again() {
    let handed = meja(&Day::handed(), "2026-11-11 08.40");
    assert_eq!(keys(&handed), vec!["fetch_decision"]);
    assert_eq!(handed.acts[0].naskah, vec!["telaah", "pengumuman"]);
    assert_eq!(groups(&handed), vec![("desk", "Meja Kabag PBJ")]);
    let corrected = meja(&Day::corrected(), "2026-11-11 09.10");
    assert_eq!(keys(&corrected), vec!["write_outputs"]);
    assert_eq!(corrected.acts[0].naskah, vec!["pengumuman"]);
}

#[test]
fn the_signed_announcement_is_scanned_before_it_is_uploaded() {
    let mut day = Day::approved();
    let view = meja(&day, "2026-11-11 10.20");
    assert_eq!(keys(&view), vec!["attach_copy", "record_number", "publish"]);
    assert_eq!(view.acts[0].naskah, vec!["pengumuman"]);
    assert!(
        view.acts[0].standing.is_none() && view.acts[2].standing.is_some(),
        "the clock is that of step 6"
    );
    day.file_copy("pengumuman", "2026-11-11 10.34");
    day.number("pengumuman", "000.3/145.a/416-023/2026", "2026-11-11 10.35");
    assert_eq!(keys(&meja(&day, "2026-11-11 10.40")), vec!["publish"]);
}

#[test]
fn the_letter_goes_to_its_signer_gets_a_number_and_is_sent() {
    let mut day = Day::approved_letter();
    day.number("pengumuman", "000.3/145.a/416-023/2026", "2026-11-11 14.00");
    let unsigned = meja(&day, "2026-11-11 15.00");
    assert_eq!(keys(&unsigned), vec!["bring_to_signer"]);
    assert_eq!(
        (unsigned.acts[0].name.as_str(), unsigned.acts[0].act.as_str()),
        ("Sekretaris Daerah", "sign")
    );
    assert_eq!(groups(&unsigned), vec![("outside", "Sekretaris Daerah")]);
    day.return_outside("pemberitahuan", "tembusan kurang", "2026-11-11 15.10");
    let back = meja(&day, "2026-11-11 15.20");
    assert_eq!(keys(&back), vec!["write_notification"], "it came back to be mended");
    assert!(groups(&back).is_empty(), "and lies with nobody else");
    day.ready("pemberitahuan", 2, "2026-11-11 15.40");
    assert_eq!(keys(&meja(&day, "2026-11-11 15.45")), vec!["bring_to_signer"]);
    day.sign("pemberitahuan", "2026-11-12 15.00");
    assert_eq!(keys(&meja(&day, "2026-11-12 15.10")), vec!["record_number"]);
    day.number("pemberitahuan", "000.3/300/416-012/2026", "2026-11-12 15.20");
    let send = meja(&day, "2026-11-12 15.24");
    assert_eq!(keys(&send), vec!["send"]);
    assert_eq!(send.acts[0].count, 2, "two recipients");
}

#[test]
fn holds_and_returns_wait_apart() {
    let mut held = Day::received();
    held.hold("2026-11-10 08.30", "aplikasi LKPP gangguan");
    let view = meja(&held, "2026-11-10 09.30");
    assert_eq!(keys(&view), vec!["resume"]);
    assert_eq!(groups(&view), vec![("held", "aplikasi LKPP gangguan")]);
    assert_eq!((view.waiting[0].minutes, view.susulan), (60, 0), "nothing is recorded while it is held");
    let mut returned = Day::received();
    returned.give_back("2026-11-10 09.00", "berkas kurang");
    let view = meja(&returned, "2026-11-10 10.00");
    assert!(view.acts.is_empty(), "the agency has it");
    assert_eq!(groups(&view), vec![("proposer", "Dinas Pendidikan")]);
}

#[test]
fn an_official_sees_only_the_own_acts() {
    let kabag = meja_as(&Day::handed(), "kabag", "2026-11-11 08.40");
    assert!(kabag.own);
    assert_eq!(keys(&kabag), vec!["decide"]);
    assert_eq!(kabag.acts[0].naskah, vec!["telaah", "pengumuman"]);
    assert!(groups(&kabag).is_empty(), "it waits for nobody but this desk");
    let other = meja_as(&Day::handed(), "subkoord", "2026-11-11 08.40");
    assert!(other.own && other.acts.is_empty());
    assert_eq!(groups(&other), vec![("desk", "Meja Kabag PBJ")]);
    let disposes = meja_as(&Day::received(), "kabag", "2026-11-10 08.30");
    assert_eq!((keys(&disposes), disposes.acts[0].act.as_str()), (vec!["decide"], "dispose"));
    assert!(keys(&meja_as(&Day::received(), "admin", "2026-11-10 08.30")).is_empty());
}

#[test]
fn a_post_that_records_for_itself_is_waited_for() {
    let mut day = Day::received();
    for post in &mut day.state.posts.posts {
        post.recordable = false;
    }
    let view = meja(&day, "2026-11-10 08.30");
    assert!(view.acts.is_empty(), "the petugas may not record it");
    assert_eq!(view.susulan, 0);
    day.move_folder("Kabag", "2026-11-10 08.30");
    assert_eq!(groups(&meja(&day, "2026-11-10 08.40")), vec![("desk", "Kabag")]);
}

#[test]
fn what_is_missing_is_counted_once() {
    let view = meja(&Day::approved_letter(), "2026-11-11 14.10");
    assert_eq!(
        lines(&view),
        vec![("not_back", 2), ("copy_owed", 3), ("number_owed", 1), ("unexplained", 1)],
        "out: disposisi, pengumuman; owed beside: surat usulan, telaah, surat pemberitahuan"
    );
    let ended = meja(&Day::sent(), "2026-11-13 10.00");
    assert_eq!(keys(&ended), vec!["complete_dossier"]);
    assert_eq!((ended.acts[0].act.as_str(), ended.acts[0].step), ("close", 0));
    assert_eq!(ended.acts[0].count, 5, "all copies that follow");
    assert_eq!(
        lines(&ended),
        vec![("not_back", 3), ("copy_owed", 2), ("number_owed", 1), ("unexplained", 1)]
    );
}

#[test]
fn over_time_comes_first_then_the_nearest_deadline() {
    let late = Day::received();
    let soon = Day::handed();
    let outside = Day::approved_letter();
    let open = vec![
        ("2026-0001".to_owned(), Arc::new(Running::of(outside.usulan.clone())), Vec::new()),
        ("2026-0002".to_owned(), Arc::new(Running::of(soon.usulan.clone())), Vec::new()),
        ("2026-0003".to_owned(), Arc::new(Running::of(late.usulan.clone())), Vec::new()),
    ];
    let view = desk(&open, &[], false, true, &late.look("2026-11-11 08.40")).expect("desk");
    let order: Vec<(&str, &str)> =
        view.acts.iter().map(|item| (item.usulan.as_str(), item.key.as_str())).collect();
    assert_eq!(
        order,
        vec![
            ("2026-0003", "print_disposition"),
            ("2026-0002", "fetch_decision"),
            ("2026-0001", "record_number"),
            ("2026-0001", "bring_to_signer"),
        ],
        "over since yesterday; due at 09.30; without a deadline"
    );
    assert_eq!(view.susulan, 3);
}

#[test]
fn office_hours_and_missing_lists_are_said() {
    let day = Day::received();
    let open = hours(&day.look("2026-11-10 08.30"));
    assert!(open.open && open.opens.is_none());
    assert_eq!(open.closes, Some(at("2026-11-10 16.00")));
    let pause = hours(&day.look("2026-11-10 12.30"));
    assert!(!pause.open);
    assert_eq!((pause.closes, pause.opens), (Some(at("2026-11-10 16.00")), Some(at("2026-11-10 13.00"))));
    let evening = hours(&day.look("2026-11-10 17.00"));
    assert_eq!((evening.closes, evening.opens), (None, Some(at("2026-11-11 07.30"))));
    let complete = &day.state.calendar.plan().complete_years;
    let last = *complete.iter().next_back().expect("the delivered calendar has complete years");
    let look = |text: String| hours(&Look { now: at(&text), ..day.look("2026-11-10 08.30") }).missing_years;
    assert!(look(format!("{last}-09-30 08.00")).is_empty(), "nobody has published the next list yet");
    assert_eq!(look(format!("{last}-10-01 08.00")), vec![last + 1], "from October on it is missed");
    assert_eq!(look(format!("{}-01-05 08.00", last + 1)), vec![last + 1]);
}

#[test]
fn meja_sends_what_it_shows_first_and_counts_the_rest() {
    let (day, waits) = (Day::received(), Day::handed());
    let open: Vec<Open> = (1..=12)
        .map(|no| {
            let of = if no > 9 { &waits } else { &day };
            (format!("2026-{no:04}"), Arc::new(Running::of(of.usulan.clone())), Vec::new())
        })
        .collect();
    let of = |open: &[Open], all| desk(open, &[], false, all, &day.look("2026-11-11 08.40")).expect("desk");
    let (first, every) = (of(&open, false), of(&open, true));
    assert_eq!((first.acts.len(), first.acts_in_all), (FIRST_ACTS, every.acts_in_all));
    assert_eq!(every.acts.len(), every.acts_in_all as usize, "all when they are wanted");
    assert_eq!(first.acts[..], every.acts[..FIRST_ACTS], "the most urgent ones");
    assert_eq!((&first.waiting, &first.incomplete), (&every.waiting, &every.incomplete));
    let one = of(&open[..1], false);
    assert_eq!((one.acts.len(), one.acts_in_all), (1, 1), "as many as there are");

    let held: Vec<Open> = (1..=6)
        .map(|no| {
            let mut day = Day::received();
            day.hold("2026-11-10 08.30", "aplikasi LKPP gangguan");
            (format!("2026-{no:04}"), Arc::new(Running::of(day.usulan)), Vec::new())
        })
        .collect();
    let group = &of(&held, false).waiting[0];
    assert_eq!(
        (group.count, group.usulan.as_slice()),
        (6, ["2026-0001", "2026-0002", "2026-0003", "2026-0004"].map(String::from).as_slice())
    );
}

#[test]
fn a_line_names_its_usulan_only_where_it_is_one_alone() {
    let day = Day::handed();
    let open = |count: usize| -> Vec<Open> {
        let one = |no| (format!("2026-{no:04}"), Arc::new(Running::of(day.usulan.clone())), Vec::new());
        (1..=count).map(one).collect()
    };
    let only = |count| {
        let view = desk(&open(count), &[], false, false, &day.look("2026-11-11 08.40")).expect("desk");
        let line = view.incomplete.into_iter().find(|line| line.key == "copy_owed").expect("copies follow");
        (line.count, line.only)
    };
    let (copies, alone) = only(1);
    assert_eq!(alone.as_deref(), Some("2026-0001"), "it leads there");
    assert_eq!(only(2), (copies * 2, None), "two lead to the register");
}
