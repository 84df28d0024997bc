//! The linter on the delivered definition (a snapshot) and on definitions that each have one fault more.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use sop::definition::{Definition, Place};
use sop::lint::lint;

const UNIT: &str = "Bagian Pengadaan Barang dan Jasa";

/// One line a finding: severity, rule, place, sentence, the first three as their JSON words.
fn findings(definition: &Definition, own_unit: Option<&str>) -> Vec<String> {
    lint(definition, own_unit)
        .iter()
        .map(|finding| {
            let word = |value: serde_json::Value| value.as_str().unwrap_or("?").to_owned();
            format!(
                "{} {} {} | {}",
                word(serde_json::to_value(finding.severity).unwrap()),
                word(serde_json::to_value(finding.rule).unwrap()),
                finding.place,
                finding.sentence
            )
        })
        .collect()
}

/// The known oddities (facts 0.1) and nothing else.
const KNOWN: [&str; 5] = [
    "warning odd_number identity.number | Nomor \"061/ 1416-023/2022\" memuat spasi dan terdiri atas 3 bagian; nomor yang lazim ditulis tanpa spasi dalam 4 bagian: klasifikasi, urut, unit, tahun.",
    "warning duplicate_legal_basis legal_basis.8 | Dasar hukum 8 sama dengan dasar hukum 6.",
    "warning clashing_unit step.1.output.surat-usulan | Tertulis \"Biro PBJ\", sedangkan nama satuan kerja ini \"Bagian Pengadaan Barang dan Jasa\".",
    "note missing_time step.1.time | Langkah 1 tidak punya waktu baku (\"-\").",
    "warning clashing_unit step.2.requirement.1 | Tertulis \"Biro PBJ\", sedangkan nama satuan kerja ini \"Bagian Pengadaan Barang dan Jasa\".",
];

#[test]
fn delivered_definition_has_exactly_the_known_oddities() {
    let found = findings(&Definition::delivered().unwrap(), Some(UNIT));
    assert_eq!(found, KNOWN, "facts 0.1, in the order of the document");
}

#[test]
fn own_unit_comes_from_the_heading_when_none_is_given() {
    let sop = Definition::delivered().unwrap();
    let clashes = |unit: Option<&str>| {
        findings(&sop, unit).iter().filter(|line| line.contains("clashing_unit")).count()
    };
    assert_eq!(clashes(None), 2, "the heading says BAGIAN PENGADAAN BARANG DAN JASA");
    assert_eq!(
        clashes(Some("Bagian PBJ Setda Kabupaten Mojokerto")),
        2,
        "by its abbreviation, parent left out"
    );
    assert_eq!(clashes(Some("Biro PBJ")), 1, "in a province the list of related SOPs would clash instead");
    assert_eq!(clashes(Some("Bagian Hukum")), 0, "another unit is not miscalled");
    assert_eq!(clashes(Some("UKPBJ")), 0, "a name without a kind of unit cannot clash");
}

#[test]
fn the_place_of_every_finding_and_note_exists() {
    let sop = Definition::delivered().unwrap();
    for finding in lint(&sop, Some(UNIT)) {
        assert!(finding.place.exists_in(&sop), "{} must be a place of the document", finding.place);
        assert_eq!(
            Place::parse(&finding.place.to_string()),
            Some(finding.place.clone()),
            "the spelling of a place reads back"
        );
    }
    for place in sop.notes.iter().flat_map(|note| &note.at) {
        assert_eq!(
            Place::parse(&place.to_string()).as_ref(),
            Some(place),
            "the spelling of a place reads back"
        );
    }
}

/// Replaces passages of the delivered file, and compares what the linter then finds beyond the known oddities.
#[track_caller]
fn check(changes: &[(&str, &str)], expected: &[&str]) {
    let mut source = Definition::delivered_source().to_owned();
    for (from, to) in changes {
        assert_eq!(
            source.matches(from).count(),
            1,
            "the passage to change must stand in the file once: {from}"
        );
        source = source.replace(from, to);
    }
    let changed = Definition::parse(&source).unwrap();
    let more: Vec<String> =
        findings(&changed, Some(UNIT)).into_iter().filter(|line| !KNOWN.contains(&line.as_str())).collect();
    assert_eq!(more, expected, "after {changes:?}");
}

#[test]
fn a_jump_leaves_steps_out() {
    check(
        &[(
            "actor = \"sub-koordinator-lpse\"\nactor_inferred = true\ntime = { text = \"1 Jam\", minutes = 60 }\n[[step.requirement]]",
            "actor = \"sub-koordinator-lpse\"\nactor_inferred = true\nnext = 9\ntime = { text = \"1 Jam\", minutes = 60 }\n[[step.requirement]]",
        )],
        &[
            "fault unreachable_step step.4 | Langkah 4 tidak dapat dicapai dari langkah pertama.",
            "fault unreachable_step step.5 | Langkah 5 tidak dapat dicapai dari langkah pertama.",
            "fault unreachable_step step.6 | Langkah 6 tidak dapat dicapai dari langkah pertama.",
            "fault unreachable_step step.7 | Langkah 7 tidak dapat dicapai dari langkah pertama.",
            "fault unreachable_step step.8 | Langkah 8 tidak dapat dicapai dari langkah pertama.",
        ],
    );
}

#[test]
fn a_correction_reaches_back_over_a_jump() {
    check(&[("act = \"Menerima", "next = 5\nact = \"Menerima")], &[]);
    check(
        &[("time = { text = \"1 hari\", days = 1 }\n", "time = { text = \"1 hari\", days = 1 }\nnext = 6\n")],
        &["fault unreachable_step step.5 | Langkah 5 tidak dapat dicapai dari langkah pertama."],
    );
}

#[test]
fn a_missing_time_matters_more_after_the_first_step() {
    check(
        &[("time = { text = \"10 menit\", minutes = 10 }", "time = { text = \"-\" }")],
        &["warning missing_time step.9.time | Langkah 9 tidak punya waktu baku (\"-\")."],
    );
}

#[test]
fn words_and_number_of_a_time_must_agree() {
    check(
        &[("time = { text = \"10 menit\", minutes = 10 }", "time = { text = \"10 menit\", minutes = 100 }")],
        &[
            "warning time_mismatch step.9.time | Waktu langkah 9 tertulis \"10 menit\", tetapi diisi 100 menit.",
        ],
    );
    check(
        &[("time = { text = \"1 hari\", days = 1 }", "time = { text = \"1 hari\" }")],
        &[
            "warning time_mismatch step.4.time | Waktu langkah 4 tertulis \"1 hari\", tetapi diisi tanpa waktu baku.",
        ],
    );
    check(&[("time = { text = \"1 hari\", days = 1 }", "time = { text = \"secukupnya\", days = 1 }")], &[]);
}

#[test]
fn a_requirement_that_nobody_makes_and_an_output_that_nobody_needs() {
    check(
        &[("text = \"Penayangan etalase\"\noutput = \"tayang\"", "text = \"Penayangan etalase\"")],
        &[
            "warning unused_output step.6.output.tayang | Keluaran langkah 6 \"Etalase tayang beserta pengumuman pendaftarannya\" tidak dipakai langkah mana pun.",
            "fault unmet_requirement step.7.requirement.1 | Kelengkapan langkah 7 \"Penayangan etalase\" tidak dihasilkan langkah mana pun.",
        ],
    );
}

#[test]
fn a_requirement_that_comes_too_late() {
    check(
        &[(
            "text = \"Penayangan etalase\"\noutput = \"tayang\"",
            "text = \"Penayangan etalase\"\noutput = \"terkirim\"",
        )],
        &[
            "warning unused_output step.6.output.tayang | Keluaran langkah 6 \"Etalase tayang beserta pengumuman pendaftarannya\" tidak dipakai langkah mana pun.",
            "fault late_requirement step.7.requirement.1 | Kelengkapan langkah 7 \"Penayangan etalase\" baru dihasilkan langkah 9.",
        ],
    );
}

#[test]
fn a_requirement_that_a_step_makes_for_itself() {
    check(
        &[(
            "text = \"Persetujuan surat pemberitahuan\"\noutput = \"persetujuan-pemberitahuan\"",
            "text = \"Persetujuan surat pemberitahuan\"\noutput = \"terkirim\"",
        )],
        &[
            "warning unused_output step.8.output.persetujuan-pemberitahuan | Keluaran langkah 8 \"Persetujuan surat pemberitahuan\" tidak dipakai langkah mana pun.",
            "fault late_requirement step.9.requirement.1 | Kelengkapan langkah 9 \"Persetujuan surat pemberitahuan\" baru dihasilkan langkah 9.",
        ],
    );
}

#[test]
fn an_output_that_is_never_decided() {
    check(
        &[
            ("decides = [\"telaah\", \"pengumuman\"]", "decides = [\"pengumuman\"]"),
            ("approves = \"telaah\"\n", ""),
        ],
        &[
            "warning undecided_lane step.4.output.telaah | Keluaran langkah 4 \"Telaah\" tidak pernah diputuskan.",
        ],
    );
}

#[test]
fn an_actor_without_a_step() {
    check(
        &[(
            "[[actor]]\nid = \"kepala-ukpbj\"",
            "[[actor]]\nid = \"asisten\"\nname = \"Asisten\"\n\n[[actor]]\nid = \"kepala-ukpbj\"",
        )],
        &["note idle_actor actor.asisten | Pelaksana \"Asisten\" tidak punya langkah."],
    );
}

#[test]
fn duplicates_are_found_through_small_differences() {
    check(
        &[(
            "    \"Undang-Undang Republik Indonesia Nomor 30 Tahun 2014 tentang Administrasi Pemerintahan\",",
            "    \"UNDANG-UNDANG Republik Indonesia  Nomor 25 Tahun 2009 tentang Pelayanan Publik.\",",
        )],
        &["warning duplicate_legal_basis legal_basis.2 | Dasar hukum 2 sama dengan dasar hukum 1."],
    );
}

#[test]
fn a_unit_miscalled_by_its_full_name() {
    check(
        &[("\"Jaringan Internet\"", "\"Jaringan (Dinas Pengadaan Barang dan Jasa)\"")],
        &[
            "warning clashing_unit equipment.2 | Tertulis \"Dinas Pengadaan Barang dan Jasa\", sedangkan nama satuan kerja ini \"Bagian Pengadaan Barang dan Jasa\".",
        ],
    );
}

#[test]
fn an_ordinary_number_is_not_odd() {
    let source = Definition::delivered_source().replace("061/ 1416-023/2022", "061/12/416-023/2022");
    let found = findings(&Definition::parse(&source).unwrap(), Some(UNIT));
    assert!(
        !found.iter().any(|line| line.contains("odd_number")),
        "the regency's own pattern, facts 0 no. 1"
    );
}
