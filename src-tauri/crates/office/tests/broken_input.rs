//! What comes in broken is refused with a sentence that names it, nothing of it is kept, and what is being typed
//! survives: documents of the dialog, a lambang, a template, a definition (DESK 8, invariants 3 and 9).

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use archive::office::Archive;
use common::{Office, code, nov, png};
use office::Fault;
use office::api::{Answer, FieldContent, Picked, Request};

const KIND: &str = "pengumuman";
const FORM: &str = "usulan-baru";

/// An office with two drafts in hand: the konsep of a naskah and a form half filled in.
fn at_work() -> Office {
    let mut office = Office::sample(nov(10, 9, 0));
    office.receive(nov(10, 8, 10));
    let usulan = office.usulan.clone();
    let mut draft = match ask(&office, Request::OpenLetter { usulan: usulan.clone(), kind: KIND.into() }) {
        Answer::OpenLetter(letter) => letter.draft,
        other => panic!("not a letter: {other:?}"),
    };
    draft
        .fields
        .insert("jadwal".into(), FieldContent::Text("sampai {{ada}} \"tanda petik\"\nbaris dua".into()));
    ask(&office, Request::SaveLetter { usulan, kind: KIND.into(), draft });
    let body = serde_json::json!({ "etalase": "Alat Tul", "nomor": "", "catatan": "é, ✓, \u{0}" });
    ask(&office, Request::SaveDraft { key: FORM.into(), body });
    // From here on, whatever were saved again would show.
    office.clock(nov(10, 9, 30));
    office
}

fn ask(office: &Office, request: Request) -> Answer {
    office.ask(request).unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// Everything that a refused file must not change, byte for byte.
#[derive(Debug, PartialEq)]
struct Kept {
    head: String,
    documents: Vec<String>,
    rows: Vec<archive::documents::DocumentRow>,
    drafts: Vec<archive::drafts::Draft>,
    letter: Answer,
    form: Answer,
    settings: Answer,
}

impl Kept {
    fn of(office: &Office) -> Kept {
        let verdict = office::verification::verify(&office.dir(), None).expect("there is an office");
        assert_eq!(
            format!("{:?}", verdict.findings),
            "[]",
            "the office is sound, and nothing lies about in it"
        );
        let mut documents: Vec<String> = fs::read_dir(office.dir().join("documents"))
            .expect("the folder of the documents")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        documents.sort();
        let archive = Archive::open_read_only(&office.dir()).expect("the office is read");
        let (rows, drafts) = archive
            .read(|tx| -> Result<_, Fault> {
                let mut drafts = Vec::new();
                for account in ["*", "siti"] {
                    drafts.extend(tx.drafts(account)?);
                }
                Ok((tx.documents()?, drafts))
            })
            .expect("rows are read");
        assert_eq!(drafts.len(), 2, "the konsep and the form: {drafts:?}");
        let usulan = office.usulan.clone();
        Kept {
            head: verdict.head,
            documents,
            rows,
            drafts,
            letter: ask(office, Request::OpenLetter { usulan, kind: KIND.into() }),
            form: ask(office, Request::LoadDraft { key: FORM.into() }),
            settings: ask(office, Request::Settings),
        }
    }
}

/// A document of the fixtures of `pages`.
fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pages/tests/fixtures").join(name);
    fs::read(path).expect("a fixture")
}

/// Every way in which a file can be broken, with its code and its sentence.
fn broken(office: &Office) -> Vec<(PathBuf, &'static str, String)> {
    let path = |name: &str| office.folder.path().join(name);
    let written = |name: &str, bytes: &[u8]| {
        fs::write(path(name), bytes).expect("a file is written");
        path(name)
    };
    let unreadable = |name: &str| {
        format!(
            "{name} bukan PDF atau gambar yang dapat dibaca. Tidak dilampirkan; dokumen asli tidak disentuh. Pindai ulang, atau pilih dokumen lain."
        )
    };
    let sheet = fixture("sheet.pdf");
    let picture = png(128);
    let large = path("besar.pdf");
    fs::File::create(&large).and_then(|file| file.set_len(200 * 1024 * 1024)).expect("a sparse file");
    fs::create_dir_all(path("map.pdf")).expect("a folder");
    vec![
        (
            written("kosong.pdf", b""),
            "doc.empty",
            "kosong.pdf kosong (0 byte). Tidak dilampirkan. Langkah dan isian Anda tidak berubah. Pindai ulang.".into(),
        ),
        (written("catatan.pdf", b"Ini hanya teks.\n"), "doc.unreadable", unreadable("catatan.pdf")),
        (written("kepala.pdf", b"%PDF-1.7\n"), "doc.unreadable", unreadable("kepala.pdf")),
        (written("separuh.png", &picture[..picture.len() / 2]), "doc.unreadable", unreadable("separuh.png")),
        (written("laporan.docx", b"bukan arsip zip"), "doc.unreadable", unreadable("laporan.docx")),
        (written("arsip.zip", b"PK\x03\x04arsip"), "doc.unreadable", unreadable("arsip.zip")),
        (
            large,
            "doc.too_large",
            "besar.pdf berukuran 200,0 MB; batasnya 100,0 MB. Tidak dilampirkan. Pindai dengan 200 dpi, atau bagi menjadi beberapa dokumen.".into(),
        ),
        (
            path("hilang.pdf"),
            "doc.vanished",
            "hilang.pdf tidak ada lagi di tempatnya. Tidak ada yang berubah. Pilih dokumen lain.".into(),
        ),
        (
            written("terkunci.pdf", &fixture("locked.pdf")),
            "doc.encrypted",
            "terkunci.pdf terkunci kata sandi. Tidak dilampirkan. Simpan dulu tanpa sandi, lalu lampirkan.".into(),
        ),
        (
            path("map.pdf"),
            "doc.unreadable",
            "map.pdf bukan dokumen. Tidak dilampirkan. Pilih PDF atau gambarnya.".into(),
        ),
        // Cut in the middle, it has lost its table of contents.
        (written("terpotong.pdf", &sheet[..sheet.len() / 4]), "doc.unreadable", unreadable("terpotong.pdf")),
    ]
}

fn refusal(picked: &Picked) -> (&str, &str, &str) {
    match picked {
        Picked::Refused { name, code, message } => (name, code, message),
        Picked::Taken { document, .. } => panic!("taken: {document:?}"),
    }
}

#[test]
fn a_broken_document_is_refused_and_nothing_changes() {
    let office = at_work();
    let before = Kept::of(&office);
    for (path, code, sentence) in broken(&office) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let bytes = fs::metadata(&path).ok().map(|facts| (facts.len(), facts.modified().ok()));
        let picked = office.pick_path(&path);
        assert_eq!(refusal(&picked), (name.as_str(), code, sentence.as_str()));
        assert_eq!(Kept::of(&office), before, "after {name}");
        let after = fs::metadata(&path).ok().map(|facts| (facts.len(), facts.modified().ok()));
        assert_eq!(after, bytes, "{name} itself is left alone");
    }
}

#[test]
fn a_good_document_among_broken_ones_is_taken() {
    let office = at_work();
    let before = Kept::of(&office);
    let mut paths: Vec<PathBuf> = broken(&office).into_iter().map(|(path, ..)| path).collect();
    let good = office.folder.path().join("pindai.pdf");
    fs::write(&good, fixture("sheet.pdf")).expect("a file is written");
    paths.insert(paths.len() / 2, good);
    office.devices.picker.then(&paths);
    let Answer::PickDocuments(picked) = ask(&office, Request::PickDocuments) else { panic!("a list") };
    assert_eq!(picked.len(), paths.len(), "each is answered for");
    let taken: Vec<_> = picked
        .iter()
        .filter_map(|picked| match picked {
            Picked::Taken { document, .. } => Some((document.name.as_str(), document.pages)),
            Picked::Refused { .. } => None,
        })
        .collect();
    assert_eq!(taken, [("pindai.pdf", 1)], "the others are not held against it");
    let archive = Archive::open_read_only(&office.dir()).expect("the office is read");
    let rows = archive.read(|tx| -> Result<_, Fault> { Ok(tx.documents()?) }).expect("rows are read");
    assert_eq!(rows.len(), before.rows.len() + 1, "one document more");
    let verdict = office::verification::verify(&office.dir(), None).expect("there is an office");
    assert!(verdict.sound && verdict.findings.is_empty(), "and no file without its row: {verdict:?}");
    assert_eq!(verdict.head, before.head, "it is not yet attached to anything");
}

#[test]
fn a_lambang_that_is_no_picture_is_refused_and_the_old_one_stays() {
    let office = at_work();
    office.desk.sign_in("admin").expect("the admin works here");
    let pick = |name: &str, bytes: &[u8]| {
        let path = office.folder.path().join(name);
        fs::write(&path, bytes).expect("a file is written");
        office.devices.picker.then([&path]);
        office.ask(Request::PickLambang)
    };
    match pick("lambang.png", &png(10)) {
        Ok(Answer::PickLambang(Some(settings))) => assert!(settings.lambang.is_some(), "a good one is taken"),
        other => panic!("a good lambang: {other:?}"),
    }
    office.desk.sign_in("siti").expect("Siti works here");
    let before = Kept::of(&office);
    let unusable = |name: &str| {
        format!(
            "{name} tidak dapat dipakai: isinya bukan gambar PNG, JPEG, atau SVG yang utuh. Lambang yang lama tetap dipakai. Pilih gambar lain."
        )
    };
    let picture = png(20);
    let cases = [
        ("kosong.png", Vec::new(), "doc.empty", None),
        ("teks.png", b"Ini hanya teks.".to_vec(), "setting.invalid", Some(unusable("teks.png"))),
        ("surat.pdf", fixture("sheet.pdf"), "setting.invalid", Some(unusable("surat.pdf"))),
        ("pindai.tif", fixture("scan-g4.tif"), "setting.invalid", Some(unusable("pindai.tif"))),
        // Its head is a picture's; only who draws it finds out, and every letter would.
        ("separuh.png", picture[..picture.len() - 20].to_vec(), "setting.invalid", Some(unusable("separuh.png"))),
        (
            "poster.png",
            vec![0x89; letters::MAX_LAMBANG_BYTES + 1],
            "setting.invalid",
            Some("poster.png terlalu besar untuk lambang. Lambang yang lama tetap dipakai. Perkecil gambarnya dulu.".into()),
        ),
    ];
    for (name, bytes, expected, sentence) in cases {
        office.desk.sign_in("admin").expect("the admin works here");
        let fault = pick(name, &bytes).expect_err("it is refused");
        assert_eq!(code(&fault), expected, "{name}: {fault:?}");
        assert!(fault.message.contains(name), "{name} is named: {}", fault.message);
        if let Some(sentence) = sentence {
            assert_eq!(fault.message, sentence, "{name}");
        }
        office.desk.sign_in("siti").expect("Siti works here");
        assert_eq!(Kept::of(&office), before, "after {name}");
    }
    // The lambang in force still goes into a letter.
    let usulan = office.usulan.clone();
    let Answer::OpenLetter(letter) = &before.letter else { panic!("a letter: {:?}", before.letter) };
    let preview = Request::PreviewLetter { usulan, kind: KIND.into(), draft: letter.draft.clone() };
    assert!(matches!(ask(&office, preview), Answer::PreviewLetter(_)), "the konsep is drawn");
}

/// The sentences of DESK 6.6 and 8 for what a template or the plain data of a letter can have wrong.
#[test]
fn a_template_with_an_unknown_field_is_named_with_its_line() {
    let source = letters::delivered(letters::Kind::Pengumuman).expect("it is delivered").replacen(
        "{{jadwal}}",
        "{{jadwl}}",
        1,
    );
    let line = 1 + source.lines().position(|line| line.contains("{{jadwl}}")).expect("the field is there");
    let error = letters::Template::parse(letters::Kind::Pengumuman, &source).expect_err("it is refused");
    let fault = Fault::from(error);
    assert_eq!(code(&fault), "letter.template");
    assert_eq!(
        fault.message,
        format!(
            "Templat pengumuman, baris {line}: isian {{{{jadwl}}}} tidak dikenal. Mungkin {{{{jadwal}}}}. Konsep Anda aman; pratinjau memakai versi terakhir yang benar."
        )
    );
    assert_eq!(fault.params.get("line"), Some(&line.to_string()), "the line for whoever opens the template");
}

#[test]
fn a_field_that_the_form_does_not_have_is_refused_and_the_konsep_stays() {
    let office = at_work();
    let before = Kept::of(&office);
    let usulan = office.usulan.clone();
    let Answer::OpenLetter(letter) = &before.letter else { panic!("a letter: {:?}", before.letter) };
    let mut draft = letter.draft.clone();
    draft.fields.insert("jadwl".into(), FieldContent::Text("besok".into()));
    let preview = Request::PreviewLetter { usulan, kind: KIND.into(), draft };
    let fault = office.ask(preview).expect_err("there is no such field");
    assert_eq!(code(&fault), "letter.unmade");
    assert_eq!(
        fault.message,
        "Data naskah, fields.jadwl: isian ini tidak dikenal untuk pengumuman. Mungkin jadwal. Isian Anda tersimpan. Perbaiki isian itu, lalu coba lagi."
    );
    assert_eq!(Kept::of(&office), before, "the konsep is the one that was saved");
}

#[test]
fn a_definition_with_an_unknown_actor_names_line_and_field() {
    let source = sop::definition::Definition::delivered_source();
    let line =
        1 + source.lines().position(|line| line.starts_with("actor = \"kepala-ukpbj\"")).expect("a step");
    let broken = source.replacen("actor = \"kepala-ukpbj\"", "actor = \"bupati\"", 1);
    let error = sop::definition::Definition::parse(&broken).expect_err("it is refused");
    assert_eq!(
        error.to_string(),
        format!("baris {line}, step[2].actor: pelaksana \"bupati\" tidak ada dalam daftar [[actor]]")
    );
}
