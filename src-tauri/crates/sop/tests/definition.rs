//! The delivered definition against the SOP's own text, and broken definitions against the fault they name.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::Path;

use sop::definition::{Definition, Length, StepKind};

/// The document as text; tags of the conversion are taken out, words are not touched.
fn document() -> Vec<String> {
    include_str!("fixtures/sop-061-1416-023-2022.txt").lines().map(without_markup).collect()
}

/// Takes out `<…>` tags and `**`, and joins what white space is left. Tabs part the cells of a row and stay.
fn without_markup(line: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in line.replace("**", "").chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.split('\t')
        .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\t")
}

/// "1. … 2. …" of a list.
fn numbered(entries: &[String]) -> Vec<String> {
    entries.iter().zip(1..).map(|(entry, number)| format!("{number}. {entry}")).collect()
}

/// The whole document written anew from the definition, in the order and with the fixed words of the form.
/// Comparing whole documents leaves no sentence of either side out.
fn written_anew(sop: &Definition) -> Vec<String> {
    let identity = &sop.identity;
    let approver = &identity.approver;
    let mut lines = vec![identity.form.clone()];
    lines.extend(identity.heading.iter().cloned());
    lines.push(format!("Nomor SOP\t: {}", identity.number));
    lines.push(format!("Tanggal Pembuatan\t: {}", identity.created.text));
    let revised = identity.revised.as_ref().map(|date| format!(" {}", date.text)).unwrap_or_default();
    lines.push(format!("Tanggal Revisi\t:{revised}"));
    lines.push(format!("Tanggal Efektif\t: {}", identity.effective.text));
    lines.push(format!(
        "Disahkan Oleh\t{} {} {} NIP. {}",
        approver.post, approver.name, approver.rank, approver.nip
    ));
    lines.push(format!("Judul SOP\t{}", identity.title));
    lines.push("Dasar Hukum :".to_owned());
    lines.extend(numbered(&sop.legal_bases));
    lines.push("Kualifikasi Pelaksana".to_owned());
    lines.extend(numbered(&sop.qualifications));
    lines.push("Keterkaitan :\tPeralatan/Perlengkapan :".to_owned());
    lines.push(format!("{}\t{}", sop.related.join(" "), numbered(&sop.equipment).join(" ")));
    lines.push("Peringatan :\tPencatatan dan Pendataan :".to_owned());
    lines.push(format!("{}\t{}", numbered(&sop.warnings).join(" "), sop.records.join(" ")));
    lines.push(format!("SOP {}", identity.title));
    let actors = sop.actors.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>().join("\t");
    for step in &sop.steps {
        // The document breaks its table after step 5.
        if step.number == 1 || step.number == 6 {
            lines.push("No\tUraian Kegiatan\tPelaksana\t\t\tMutu Baku\t\t\tKeterangan".to_owned());
            lines.push(format!("\t\t{actors}\tPersyaratan / Kelengkapan\tWaktu\tOutput\t"));
        }
        lines.push(format!(
            "{}\t{}\t\t\t\t{}\t{}\t{}\t{}",
            step.number,
            step.act_text(),
            step.requirements_text(),
            step.time.text,
            step.outputs_text(),
            step.remark
        ));
    }
    lines
}

#[test]
fn delivered_definition_is_the_document_word_for_word() {
    let sop = Definition::delivered().unwrap();
    let document: Vec<String> = document().into_iter().filter(|line| !line.trim().is_empty()).collect();
    let anew = written_anew(&sop);
    for (ours, theirs) in anew.iter().zip(&document) {
        assert_eq!(ours, theirs, "a line of the definition differs from the document's");
    }
    assert_eq!(
        anew.len(),
        document.len(),
        "the definition must hold every line of the document and no other"
    );
}

#[test]
fn document_has_the_parts_that_the_office_knows() {
    let sop = Definition::delivered().unwrap();
    assert_eq!(sop.legal_bases.len(), 10, "ten legal bases");
    assert_eq!(sop.actors.len(), 3, "three actors");
    assert_eq!(sop.identity.created.date.to_string(), "2022-11-09", "tanggal pembuatan");
    assert_eq!(sop.identity.effective.date.to_string(), "2022-12-14", "tanggal efektif");
    assert_eq!(sop.identity.revised, None, "the document leaves the revision empty");
    let kinds: Vec<StepKind> = sop.steps.iter().map(|step| step.kind).collect();
    assert_eq!(
        kinds,
        [
            StepKind::Register,
            StepKind::Dispose,
            StepKind::Receive,
            StepKind::Write,
            StepKind::Decide,
            StepKind::Publish,
            StepKind::Write,
            StepKind::Decide,
            StepKind::Send
        ],
        "the nine steps"
    );
    // Facts 0.2: who does what is inferred from the verbs.
    let actors: Vec<&str> = sop.steps.iter().map(|step| step.actor.as_str()).collect();
    let (agency, head, sub) = ("kepala-opd", "kepala-ukpbj", "sub-koordinator-lpse");
    assert_eq!(actors, [agency, head, sub, sub, head, sub, sub, head, sub], "facts 0.2");
    assert!(sop.steps.iter().all(|step| step.actor_inferred), "no actor column of the document can be read");
    assert!(sop.actor(agency).unwrap().proposer, "the agency is not a post of this office");
    let naskah: Vec<&str> =
        sop.steps.iter().flat_map(|step| &step.outputs).filter_map(|o| o.naskah.as_deref()).collect();
    assert_eq!(
        naskah,
        ["surat-usulan", "lembar-disposisi", "telaah", "pengumuman", "surat-pemberitahuan"],
        "the five naskah kinds"
    );
}

#[test]
fn standard_times_sum_to_760_minutes() {
    let sop = Definition::delivered().unwrap();
    let lengths: Vec<Length> = sop.steps.iter().map(|step| step.time.length).collect();
    let minutes = Length::Minutes;
    assert_eq!(
        lengths,
        [
            Length::None,
            minutes(60),
            minutes(60),
            Length::Days(1),
            minutes(60),
            minutes(60),
            minutes(30),
            minutes(30),
            minutes(10)
        ],
        "facts 0.2"
    );
    assert_eq!(sop.standard_total(450), 760, "facts 0 no. 6");
    assert_eq!(sop.standard_total(390), 700, "in Ramadan the one day is 390 minutes");
}

#[test]
fn lanes_are_the_outputs_of_writing_steps() {
    let sop = Definition::delivered().unwrap();
    let lanes: Vec<(&str, u32, Option<u32>)> =
        sop.lanes().iter().map(|lane| (lane.output.id.as_str(), lane.write, lane.decide)).collect();
    assert_eq!(
        lanes,
        [("telaah", 4, Some(5)), ("pengumuman", 4, Some(5)), ("pemberitahuan", 7, Some(8))],
        "PROCEDURE 3, lanes"
    );
    assert_eq!(sop.step(5).unwrap().correction_to, Some(4), "koreksi leads from 5 to 4");
    assert_eq!(sop.step(8).unwrap().correction_to, Some(7), "koreksi leads from 8 to 7");
    assert_eq!(sop.lane("pengumuman").unwrap().output.label(), "Pengumuman Pendaftaran", "without the dash");
    assert!(sop.lane("disposisi").is_none(), "a disposisi is not decided on");
    assert_eq!(sop.step_after(4).unwrap().number, 5, "the next row");
    assert!(sop.step_after(9).is_none(), "nothing follows the last step");
    assert!(sop.step_after(10).is_none(), "there is no step 10");
}

#[test]
fn hash_is_that_of_the_bytes() {
    let sop = Definition::delivered().unwrap();
    assert_eq!(
        sop.hash,
        sop::sha256::sha256_hex(Definition::delivered_source().as_bytes()),
        "the source bytes"
    );
    let other = Definition::parse(&format!("{}\n# berubah\n", Definition::delivered_source())).unwrap();
    assert_ne!(other.hash, sop.hash, "one more comment is another version");
    assert_eq!(other.steps, sop.steps, "a comment changes no step");
}

/// Each file under `fixtures/broken` begins with `# expect: ` and the fault that it must give. For broken TOML
/// only the beginning is fixed: the rest is the TOML reader's own.
#[test]
fn broken_definitions_name_line_and_field() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/broken");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 55, "broken definitions are missing from the folder");
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let expected = text.lines().next().unwrap().strip_prefix("# expect: ").unwrap();
        let found = match Definition::parse(&text) {
            Ok(_) => "taken".to_owned(),
            Err(error) => error.to_string(),
        };
        let agrees =
            if name.starts_with("syntax-") { found.starts_with(expected) } else { found == expected };
        if !agrees {
            wrong.push(format!("{name}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn another_sop_in_the_same_form_loads_without_code() {
    let sop = Definition::parse(include_str!("fixtures/short-sop.toml")).unwrap();
    assert_eq!(sop.steps.len(), 3, "three steps");
    assert_eq!(sop.lane("telaah").map(|lane| (lane.write, lane.decide)), Some((2, Some(3))), "its one lane");
    assert!(sop.notes.iter().all(|note| note.at.iter().all(|place| place.exists_in(&sop))), "places exist");
    let findings = sop::lint::lint(&sop, None);
    let places: Vec<String> = findings.iter().map(|finding| finding.place.to_string()).collect();
    assert_eq!(places, ["step.1.time"], "only the missing time of step 1 is odd about it");
}

#[test]
fn a_byte_order_mark_is_read_over() {
    let marked = format!("\u{feff}{}", Definition::delivered_source());
    let sop = Definition::parse(&marked).unwrap();
    assert_eq!(sop.steps.len(), 9, "Windows Notepad puts a mark before the first line");
}

#[test]
fn windows_line_ends_change_no_word() {
    let windows = Definition::delivered_source().replace('\n', "\r\n");
    let (theirs, ours) = (Definition::parse(&windows).unwrap(), Definition::delivered().unwrap());
    assert_eq!((theirs.steps, theirs.notes), (ours.steps, ours.notes), "only the hash may differ");
}
