use std::collections::BTreeMap;

use archive::{
    error::ArchiveError,
    office::Archive,
    register::{Page, RegisterFilter, RegisterOrder, RegisterRow},
};

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
    let rows = archive.read(move |tx| tx.register(&filter, order, page)).unwrap();
    rows.into_iter().map(|row| row.id).collect()
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
        let count = archive.read(move |tx| tx.register_count(&filter)).unwrap();
        assert_eq!(count, expected.len() as u64, "{what}: the count is that of the list");
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
        expected(&[("berjalan", 3), ("ditahan", 1), ("selesai", 1)])
    );
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
