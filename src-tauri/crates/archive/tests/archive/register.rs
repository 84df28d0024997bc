use std::collections::BTreeMap;

use archive::{
    error::ArchiveError,
    office::Archive,
    register::{Page, RegisterFilter, RegisterOrder, RegisterRow},
};

use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, proptest};

use crate::common::{row, text};

/// Seven usulan that differ in everything by which a list can be filtered or ordered.
fn office() -> Archive {
    let base = |n: u32, status: &str| row(&format!("2026-{n:04}"), status);
    let at = |hour: u32| Some(format!("2026-11-10T{hour:02}:00:00+07:00"));
    let rows = [
        RegisterRow { due: at(10), step: Some(5), ..base(1, "berjalan") },
        RegisterRow {
            due: at(9),
            step: Some(4),
            place: Some("subkoordinator".into()),
            ..base(2, "berjalan")
        },
        RegisterRow { due: None, step: None, place: None, incomplete: false, seq: 99, ..base(3, "selesai") },
        RegisterRow { due: at(14), late: true, agency: Some("rsud".into()), ..base(4, "berjalan") },
        RegisterRow {
            due: None,
            agency_name: "badan Pendapatan".into(),
            incomplete: false,
            ..base(5, "ditahan")
        },
        RegisterRow { year: 2025, due: None, received: None, ..row("2025-0009", "selesai") },
        RegisterRow { due: at(16), etalase: "Alat Kebersihan".into(), ..base(6, "berjalan") },
    ];
    let archive = Archive::scratch().unwrap();
    archive
        .write(move |tx| -> Result<(), ArchiveError> {
            for row in &rows {
                tx.put_register_row(row)?;
                tx.index_texts(&row.id, &[text("nomor", &row.id), text("etalase", &row.etalase)])?;
            }
            Ok(())
        })
        .unwrap();
    archive
}

fn ids(archive: &Archive, filter: RegisterFilter, order: RegisterOrder, page: Page) -> Vec<String> {
    let part = archive.read(move |tx| tx.register_part(&filter, order, page, false)).unwrap();
    part.rows.into_iter().map(|row| row.id).collect()
}

#[test]
fn filters_let_through_what_they_say() {
    let archive = office();
    let none = RegisterFilter::default;
    let cases: Vec<(&str, RegisterFilter, &[&str])> = vec![
        (
            "nothing asked",
            none(),
            &["2025-0009", "2026-0001", "2026-0002", "2026-0003", "2026-0004", "2026-0005", "2026-0006"],
        ),
        (
            "one of two statuses",
            RegisterFilter { statuses: vec!["selesai".into(), "ditahan".into()], ..none() },
            &["2025-0009", "2026-0003", "2026-0005"],
        ),
        ("a year", RegisterFilter { year: Some(2025), ..none() }, &["2025-0009"]),
        ("an agency", RegisterFilter { agency: Some("rsud".into()), ..none() }, &["2026-0004"]),
        ("a step", RegisterFilter { step: Some(5), ..none() }, &["2026-0001"]),
        ("a place", RegisterFilter { place: Some("subkoordinator".into()), ..none() }, &["2026-0002"]),
        (
            "late at ten: due before it, or late already",
            RegisterFilter { late_at: Some("2026-11-10T10:00:00+07:00".into()), ..none() },
            &["2026-0002", "2026-0004"],
        ),
        (
            "something owed, and running",
            RegisterFilter { incomplete: true, statuses: vec!["berjalan".into()], ..none() },
            &["2026-0001", "2026-0002", "2026-0004", "2026-0006"],
        ),
        ("typed", RegisterFilter { search: "kebersih".into(), ..none() }, &["2026-0006"]),
        (
            "typed, in two fields",
            RegisterFilter { search: "2026 tulis".into(), step: Some(5), ..none() },
            &["2026-0001"],
        ),
        ("typed, found nowhere", RegisterFilter { search: "mobil".into(), ..none() }, &[]),
        ("a value is no SQL", RegisterFilter { place: Some("' OR 1 --".into()), ..none() }, &[]),
    ];
    for (what, filter, expected) in cases {
        assert_eq!(ids(&archive, filter.clone(), RegisterOrder::Oldest, Page::ALL), expected, "{what}");
        let part = archive
            .read(move |tx| tx.register_part(&filter, RegisterOrder::Oldest, Page::first(1), true))
            .unwrap();
        let counted = (part.total, part.more);
        assert_eq!(counted, (expected.len() as u64, false), "{what}: the count is that of the list");
    }
}

#[test]
fn orders_put_first_what_they_say() {
    let archive = office();
    let cases: [(RegisterOrder, [&str; 7]); 9] = [
        (RegisterOrder::Due, ["0002", "0001", "0004", "0006", "0005", "0003", "0009"]),
        (RegisterOrder::Newest, ["0006", "0005", "0004", "0003", "0002", "0001", "0009"]),
        (RegisterOrder::Oldest, ["0009", "0001", "0002", "0003", "0004", "0005", "0006"]),
        (RegisterOrder::Changed, ["0003", "0006", "0005", "0004", "0002", "0001", "0009"]),
        (RegisterOrder::Received, ["0006", "0005", "0004", "0003", "0002", "0001", "0009"]),
        (RegisterOrder::Agency, ["0005", "0006", "0004", "0003", "0002", "0001", "0009"]),
        (RegisterOrder::Etalase, ["0006", "0005", "0004", "0003", "0002", "0001", "0009"]),
        (RegisterOrder::Step, ["0006", "0005", "0004", "0002", "0009", "0001", "0003"]),
        (RegisterOrder::Place, ["0006", "0005", "0004", "0001", "0009", "0002", "0003"]),
    ];
    for (order, expected) in cases {
        let all = ids(&archive, RegisterFilter::default(), order, Page::ALL);
        let short: Vec<&str> = all.iter().map(|id| &id[5..]).collect();
        assert_eq!(short, expected, "{order:?}");
        let mut paged = Vec::new();
        for offset in [0, 3, 6] {
            paged.extend(ids(&archive, RegisterFilter::default(), order, Page { limit: 3, offset }));
        }
        assert_eq!(paged, all, "{order:?}: pages do not overlap and leave nothing out");
    }
    assert_eq!(
        ids(&archive, RegisterFilter::default(), RegisterOrder::Newest, Page::first(2)),
        ["2026-0006", "2026-0005"]
    );
}

#[test]
fn the_state_switch_counts_with_the_other_filters() {
    let archive = office();
    let counts = |filter: RegisterFilter| archive.read(move |tx| tx.register_counts(&filter)).unwrap();
    let expected = |counts: &[(&str, u64)]| -> BTreeMap<String, u64> {
        counts.iter().map(|(status, n)| ((*status).to_owned(), *n)).collect()
    };
    assert_eq!(
        counts(RegisterFilter { statuses: vec!["selesai".into()], ..RegisterFilter::default() }),
        expected(&[("berjalan", 4), ("ditahan", 1), ("selesai", 2)]),
        "the switch itself does not narrow its own counts"
    );
    assert_eq!(
        counts(RegisterFilter { search: "tulis".into(), year: Some(2026), ..RegisterFilter::default() }),
        expected(&[("berjalan", 4), ("ditahan", 1), ("selesai", 1)]),
        "nor does what is typed"
    );
}

#[test]
fn what_is_named_exactly_comes_first() {
    let archive = office();
    archive
        .write(|tx| -> Result<(), ArchiveError> {
            for (id, year) in [("2026-0009", 2026), ("2024-0009", 2024)] {
                tx.put_register_row(&RegisterRow { year, ..row(id, "berjalan") })?;
                tx.index_texts(id, &[text("nomor", id)])?;
            }
            tx.put_register_row(&row("2026-0077", "berjalan"))?;
            tx.index_texts("2026-0077", &[text("nomor", "2026-0077"), text("surat", "900/2025-0009/0009")])
        })
        .unwrap();
    let found = |search: &str, exact: bool| {
        let filter = RegisterFilter { search: search.to_owned(), ..RegisterFilter::default() };
        let rows = archive
            .read(move |tx| tx.register_part(&filter, RegisterOrder::Newest, Page::ALL, exact))
            .unwrap()
            .rows;
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(found("2025-0009", true), ["2025-0009", "2026-0077"], "the number before who mentions it");
    assert_eq!(found("2025-0009", false), ["2026-0077", "2025-0009"], "unless an order was chosen");
    assert_eq!(
        found("0009", true),
        ["2026-0009", "2025-0009", "2024-0009", "2026-0077"],
        "of whichever year"
    );
    assert_eq!(found("0077", true), ["2026-0077"], "once, not twice");
    let paged: Vec<String> = [0, 1, 2, 3]
        .into_iter()
        .flat_map(|offset| {
            let filter = RegisterFilter { search: "0009".to_owned(), ..RegisterFilter::default() };
            let page = Page { limit: 1, offset };
            let part =
                archive.read(move |tx| tx.register_part(&filter, RegisterOrder::Newest, page, true)).unwrap();
            part.rows.into_iter().map(|row| row.id)
        })
        .collect();
    assert_eq!(paged, found("0009", true), "and pages keep to that");
}

#[test]
fn of_very_many_hits_the_newest_are_brought_up() {
    let archive = Archive::scratch().unwrap();
    archive
        .write(|tx| -> Result<(), ArchiveError> {
            for n in 1..=1_205_u32 {
                let id = format!("2026-{n:04}");
                let status = if n % 10 == 0 { "berjalan" } else { "selesai" };
                tx.next_id("usulan", 2026)?;
                tx.put_register_row(&RegisterRow {
                    agency_name: format!("Dinas {n:04}"),
                    ..row(&id, status)
                })?;
                tx.index_texts(&id, &[text("nomor", &id), text("etalase", "Alat Tulis Kantor")])?;
            }
            Ok(())
        })
        .unwrap();
    let part = |statuses: &[&str], order: RegisterOrder, offset: u32| {
        let filter = RegisterFilter {
            search: "alat".to_owned(),
            statuses: statuses.iter().map(|status| (*status).to_owned()).collect(),
            ..RegisterFilter::default()
        };
        archive.read(move |tx| tx.register_part(&filter, order, Page { limit: 2, offset }, true)).unwrap()
    };
    let ids = |part: &archive::register::RegisterPart| {
        part.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>()
    };
    let all = part(&[], RegisterOrder::Newest, 0);
    assert_eq!((all.total, all.more), (archive::register::MOST_FOUND, true), "more than are listed");
    assert_eq!(ids(&all), ["2026-1205", "2026-1204"]);
    assert_eq!(all.counts.values().sum::<u64>(), 1_205, "the switch counts all");
    assert_eq!(ids(&part(&[], RegisterOrder::Newest, 499)), ["2026-0706"], "the last of them");
    assert_eq!(
        ids(&part(&[], RegisterOrder::Agency, 0)),
        ["2026-0706", "2026-0707"],
        "of these, in any order"
    );
    let running = part(&["berjalan"], RegisterOrder::Newest, 118);
    assert_eq!((running.total, running.more), (120, false), "a narrower question is answered whole");
    assert_eq!(ids(&running), ["2026-0020", "2026-0010"]);
    let named = RegisterFilter { search: "0007".to_owned(), ..RegisterFilter::default() };
    let named = archive
        .read(move |tx| tx.register_part(&named, RegisterOrder::Newest, Page::first(1), true))
        .unwrap();
    assert_eq!(ids(&named), ["2026-0007"], "what is named is found behind thousands");
}

/// What may be typed, with and without a hit.
const TYPED: [&str; 12] =
    ["", "a", "k", "tu", "tulis", "ulis", "alat kebersih", "dinas rsud", "2026", "0003", "2025-0002", "xqz"];
const WORDS: [&str; 6] =
    ["Alat Tulis", "Alat Kebersihan", "Kertas F4", "Dinas Kesehatan", "RSUD", "kursi, meja"];
const STATUSES: [&str; 3] = ["berjalan", "selesai", "ditahan"];

type Drawn = ((u32, usize), (usize, usize, usize), (Option<u32>, bool, bool, Option<u32>));

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let of_row = (
        (1_u32..30, 0..STATUSES.len()),
        (0..WORDS.len(), 0..WORDS.len(), 0..3_usize),
        (proptest::option::of(2_u32..5), any::<bool>(), any::<bool>(), proptest::option::of(8_u32..16)),
    );
    proptest::collection::vec(of_row, 0..30)
}

fn rows_of(drawn: &[Drawn]) -> BTreeMap<String, (RegisterRow, Vec<archive::search::SearchText>)> {
    let mut rows = BTreeMap::new();
    for ((number, status), (one, other, agency), (step, late, incomplete, due)) in drawn {
        let year = 2024 + i32::try_from(number % 3).unwrap();
        let id = format!("{year}-{number:04}");
        let at = |hour: &u32| format!("2026-11-10T{hour:02}:00:00+07:00");
        let written = RegisterRow {
            year,
            step: *step,
            late: *late,
            incomplete: *incomplete,
            due: due.as_ref().map(at),
            received: due.as_ref().map(at),
            agency: Some(["dindik", "rsud", "dinkes"][*agency].to_owned()),
            agency_name: ["Dinas Pendidikan", "rsud Basoeni", "Dinas Kesehatan"][*agency].to_owned(),
            etalase: WORDS[*one].to_owned(),
            place: step.map(|step| format!("meja {step}")),
            seq: i64::from(*number),
            ..row(&id, STATUSES[*status])
        };
        let texts = vec![text("nomor", &id), text("etalase", WORDS[*one]), text("telaah", WORDS[*other])];
        rows.insert(id, (written, texts));
    }
    rows
}

/// Whether a text holds what was typed, said again in the plainest way.
fn holds(texts: &[archive::search::SearchText], typed: &str) -> bool {
    typed.to_lowercase().split_whitespace().all(|term| {
        texts.iter().map(|text| text.text.to_lowercase()).any(|text| match term.chars().count() {
            1 | 2 => text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(term)),
            _ => text.contains(term),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Filters, searches, orders, pages and counts, beside a plain look at every row. `large` makes the office look so
    /// that each way of finding is taken.
    #[test]
    fn the_list_is_what_a_look_at_every_row_gives(
        drawn in drawn(),
        typed in 0..TYPED.len(),
        (status, year, agency, step) in (proptest::option::of(0..STATUSES.len()), any::<bool>(), any::<bool>(), any::<bool>()),
        (late, incomplete, large) in (any::<bool>(), any::<bool>(), any::<bool>()),
        order in 0..9_usize,
        limit in 1_u32..7,
    ) {
        use RegisterOrder::{Agency, Changed, Due, Etalase, Newest, Oldest, Place, Received, Step};
        let order = [Due, Newest, Oldest, Changed, Received, Agency, Etalase, Step, Place][order];
        let rows = rows_of(&drawn);
        let archive = Archive::scratch().unwrap();
        let given = rows.clone();
        archive.write(move |tx| -> Result<(), ArchiveError> {
            for _ in 0..if large { 400 } else { 0 } {
                tx.next_id("usulan", 2026)?;
            }
            for (id, (written, texts)) in &given {
                tx.put_register_row(written)?;
                tx.index_texts(id, texts)?;
            }
            Ok(())
        }).unwrap();
        let filter = RegisterFilter {
            statuses: status.map(|at| STATUSES[at].to_owned()).into_iter().collect(),
            year: year.then_some(2025),
            agency: agency.then(|| "rsud".to_owned()),
            step: step.then_some(3),
            late_at: late.then(|| "2026-11-10T12:00:00+07:00".to_owned()),
            incomplete,
            search: TYPED[typed].to_owned(),
            ..RegisterFilter::default()
        };
        let passes = |written: &RegisterRow, of_status: bool| {
            (!of_status || filter.statuses.is_empty() || filter.statuses.contains(&written.status))
                && filter.year.is_none_or(|year| written.year == year)
                && filter.agency.as_ref().is_none_or(|agency| written.agency.as_ref() == Some(agency))
                && filter.step.is_none_or(|step| written.step == Some(step))
                && filter.late_at.as_ref().is_none_or(|at| written.late || written.due.as_ref().is_some_and(|due| due < at))
                && (!incomplete || written.incomplete)
        };
        let mut expected: Vec<&RegisterRow> = rows
            .values()
            .filter(|(written, texts)| passes(written, true) && (filter.search.is_empty() || holds(texts, &filter.search)))
            .map(|(written, _)| written)
            .collect();
        let newest = |a: &RegisterRow, b: &RegisterRow| b.id.cmp(&a.id);
        let last = |a: bool, b: bool| a.cmp(&b);
        expected.sort_by(|a, b| match order {
            Due => last(a.due.is_none(), b.due.is_none()).then(a.due.cmp(&b.due)),
            Newest => newest(a, b),
            Oldest => newest(b, a),
            Changed => b.seq.cmp(&a.seq),
            Received => last(a.received.is_none(), b.received.is_none()).then(b.received.cmp(&a.received)),
            Agency => a.agency_name.to_lowercase().cmp(&b.agency_name.to_lowercase()),
            Etalase => a.etalase.to_lowercase().cmp(&b.etalase.to_lowercase()),
            Step => last(a.step.is_none(), b.step.is_none()).then(a.step.cmp(&b.step)),
            Place => last(a.place.is_none(), b.place.is_none()).then(a.place.cmp(&b.place)),
        }.then(newest(a, b)));
        let expected: Vec<String> = expected.into_iter().map(|written| written.id.clone()).collect();
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for (written, _) in rows.values().filter(|(written, _)| passes(written, false)) {
            *counts.entry(written.status.clone()).or_default() += 1;
        }
        let mut found = Vec::new();
        loop {
            let (filter, offset) = (filter.clone(), u32::try_from(found.len()).unwrap());
            let part = archive
                .read(move |tx| tx.register_part(&filter, order, Page { limit, offset }, false))
                .unwrap();
            prop_assert_eq!((part.total, part.more), (expected.len() as u64, false));
            prop_assert_eq!(&part.counts, &counts);
            if part.rows.is_empty() {
                break;
            }
            found.extend(part.rows.into_iter().map(|row| row.id));
        }
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_row_is_replaced_as_a_whole() {
    let archive = office();
    let new = RegisterRow {
        id: "2026-0001".into(),
        year: 2027,
        status: "batal".into(),
        step: None,
        agency: None,
        agency_name: "Kecamatan Trawas".into(),
        etalase: "Sewa Tenda".into(),
        place: None,
        due: None,
        received: None,
        late: true,
        incomplete: false,
        seq: 123,
        extra: r#"{"x":"é"}"#.into(),
    };
    let written = new.clone();
    archive.write(move |tx| tx.put_register_row(&written)).unwrap();
    assert_eq!(
        archive.read(|tx| tx.register_row("2026-0001")),
        Ok(Some(new)),
        "no column of the old row is left"
    );
    assert_eq!(archive.read(|tx| tx.register_row("2026-0099")), Ok(None));
}

#[test]
fn cleared_projections_are_empty_and_can_be_filled_again() {
    let archive = office();
    let before = archive.read(|tx| tx.projection_dump()).unwrap();
    assert!(
        !before.is_empty() && before.is_sorted(),
        "there is something to compare, in an order of its own"
    );
    archive.write(|tx| tx.clear_projections()).unwrap();
    assert_eq!(archive.read(|tx| tx.projection_dump()), Ok(vec![]));
    assert_eq!(archive.read(|tx| tx.search("tulis", 10)), Ok(vec![]), "the index forgets with the texts");
    let again = office();
    assert_eq!(again.read(|tx| tx.projection_dump()), Ok(before), "the same rows give the same lines");
}
