use archive::{error::ArchiveError, office::Archive};

use crate::common::text;

fn office() -> Archive {
    let archive = Archive::scratch().unwrap();
    archive
        .write(|tx| -> Result<(), ArchiveError> {
            tx.index_texts(
                "2026-0042",
                &[
                    text("nomor", "2026-0042"),
                    text("agenda", "000.3/145.a/416-023/2026"),
                    text("dinas", "Dinas Pendidikan"),
                    text("etalase", "Alat Tulis Kantor (ATK)"),
                    text("telaah", "Spesifikasi kertas HVS ukuran F4, 70 gram,\nlayak ditayangkan."),
                ],
            )?;
            tx.index_texts(
                "2026-0041",
                &[
                    text("dinas", "Dinas Perumahan Rakyat"),
                    text("etalase", "Penerangan Jalan Umum \"PJU\" 50% AND"),
                ],
            )?;
            tx.index_texts(
                "2025-0007",
                &[text("dinas", "RSUD R.A. Basoeni"), text("etalase", "Kertas dan Café")],
            )
        })
        .unwrap();
    archive
}

fn found(archive: &Archive, typed: &str) -> Vec<String> {
    let typed = typed.to_owned();
    let hits = archive.read(move |tx| tx.search(&typed, 50)).unwrap();
    hits.into_iter().map(|hit| hit.usulan).collect()
}

#[test]
fn what_is_typed_finds_what_one_would_expect() {
    let archive = office();
    let (atk, pju, rsud) = ("2026-0042", "2026-0041", "2025-0007");
    let cases: [(&str, &[&str]); 37] = [
        ("kertas", &[atk, rsud]),
        ("KERTAS", &[atk, rsud]),
        ("ertas", &[atk, rsud]),
        ("dinas", &[atk, pju]),
        ("dinas kertas", &[atk]),
        ("  dinas \t kertas ", &[atk]),
        ("dinas mobil", &[]),
        ("hv", &[atk]),
        ("vs", &[]),
        ("f4", &[atk]),
        ("F", &[atk]),
        ("70", &[atk]),
        ("pj", &[pju]),
        ("ju", &[]),
        ("hvs f4 pendidikan", &[atk]),
        ("2026-00", &[atk]),
        ("0042", &[atk]),
        ("000.3/145.a", &[atk]),
        ("145.a", &[atk]),
        ("\"PJU\"", &[pju]),
        ("\"", &[]),
        ("\"\"\"", &[]),
        ("AND", &[pju]),
        ("50% AND", &[pju]),
        ("NOT", &[]),
        ("kertas OR", &[]),
        ("ker*", &[]),
        ("(ATK)", &[atk]),
        ("text:kertas", &[]),
        ("kertas -dinas", &[]),
        ("caf", &[rsud]),
        ("CAFÉ", &[rsud]),
        ("- kertas", &[atk, rsud]),
        ("r.", &[pju, rsud]),
        ("", &[]),
        (" ", &[]),
        ("; DROP TABLE journal", &[]),
    ];
    for (typed, expected) in cases {
        assert_eq!(found(&archive, typed), expected, "typed {typed:?}, newest first");
    }
    assert_eq!(found(&archive, &"x".repeat(10_000)), Vec::<String>::new(), "a long word is only a word");
    assert_eq!(found(&archive, &"kertas ".repeat(500)), [atk, rsud], "and many words are only words");
}

#[test]
fn a_hit_says_where_and_marks_what() {
    let archive = office();
    let hits = archive.read(|tx| tx.search("hvs dinas", 10)).unwrap();
    let lines: Vec<String> = hits
        .iter()
        .flat_map(|hit| &hit.places)
        .map(|place| {
            let parts =
                place.snippet.iter().map(|p| if p.hit { format!("<{}>", p.text) } else { p.text.clone() });
            format!("di {}: {}", place.field, parts.collect::<String>())
        })
        .collect();
    assert_eq!(
        lines,
        [
            "di dinas: <Dinas> Pendidikan",
            "di telaah: Spesifikasi kertas <HVS> ukuran F4, 70 gram, layak ditayangkan.",
        ]
    );
    let places = archive.read(|tx| tx.search_places("hvs dinas", "2026-0042")).unwrap();
    assert_eq!(places, hits[0].places, "asked for one usulan it is the same");
}

#[test]
fn a_row_tells_only_what_it_does_not_show_itself() {
    let archive = office();
    let place = |typed: &'static str| {
        let place = archive
            .read(move |tx| {
                let shown = ["2026-0042", "Alat Tulis Kantor", "Dinas Pendidikan"];
                tx.search_place(typed, "2026-0042", &shown)
            })
            .unwrap();
        place.map(|place| place.field)
    };
    assert_eq!(place("dinas"), None, "all of it is in the row");
    assert_eq!(place("0042 pendidikan"), None, "if in two places");
    assert_eq!(place("hvs dinas").as_deref(), Some("telaah"), "a word that is not is told");
    assert_eq!(place("").as_deref(), None);
}

#[test]
fn the_limit_keeps_the_newest() {
    let archive = office();
    let hits = archive.read(|tx| tx.search("kertas", 1)).unwrap();
    assert_eq!(hits.iter().map(|hit| hit.usulan.as_str()).collect::<Vec<_>>(), ["2026-0042"]);
}

#[test]
fn a_changed_text_is_forgotten_and_the_new_one_found() {
    let archive = office();
    let change = |texts: Vec<archive::search::SearchText>| {
        archive.write(move |tx| tx.index_texts("2026-0042", &texts)).unwrap();
    };
    change(vec![text("dinas", "Dinas Pendidikan"), text("etalase", "Meja dan Kursi")]);
    assert_eq!(found(&archive, "kertas"), ["2025-0007"], "the text that had it is gone");
    assert_eq!(found(&archive, "f4"), Vec::<String>::new());
    assert_eq!(found(&archive, "kursi dinas"), ["2026-0042"]);
    assert_eq!(archive.read(|tx| Ok::<_, ArchiveError>(tx.search_texts("2026-0042")?.len())), Ok(2));
    change(Vec::new());
    assert_eq!(found(&archive, "kursi"), Vec::<String>::new(), "no texts, nothing found");
    change(vec![text("etalase", "Kertas")]);
    assert_eq!(found(&archive, "kertas"), ["2026-0042", "2025-0007"]);
}
