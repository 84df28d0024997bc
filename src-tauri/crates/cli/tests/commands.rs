//! Every command of DESIGN section 9 as it is called from outside: its answer on standard output, its message on
//! standard error, its exit status (0 done, 1 the check found something, 2 wrong use, 3 refused).

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use common::{Demo, NOW, cli, cli_told, command, names};
use letters::Kind;
use serde_json::{Value, json};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn write(path: &Path, text: &str) -> PathBuf {
    fs::write(path, text).expect("a file is written");
    path.to_owned()
}

/// A definition among the fixtures of `sop`.
fn definition(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../sop/tests/fixtures").join(name)
}

#[test]
fn init_makes_an_office_and_never_over_something() {
    let home = folder();
    for (name, sample) in [("kosong", false), ("contoh", true)] {
        let dir = home.path().join(name);
        let mut arguments: Vec<&dyn AsRef<std::ffi::OsStr>> = vec![&"init", &dir, &"--now", &NOW];
        if sample {
            arguments.push(&"--sample");
        }
        let made = cli(&arguments);
        assert_eq!(made.status, 0, "{made:?}");
        assert_eq!(made.json(), json!({ "office": dir, "sample": sample }), "{made:?}");
        let verified = cli(&[&"verify", &dir]);
        assert_eq!((verified.status, &verified.json()["sound"]), (0, &json!(true)), "{verified:?}");
        let before = fs::read(dir.join("etalase.db")).expect("the database");
        let again = cli(&arguments);
        assert_eq!((again.status, again.out.as_str()), (3, ""), "an office is there already: {again:?}");
        assert!(again.err.contains("tidak kosong"), "{again:?}");
        assert_eq!(fs::read(dir.join("etalase.db")).expect("the database"), before, "it is as it was");
    }
    let accounts = write(&home.path().join("tanya"), "{\"ask\":\"accounts\"}\n");
    let count = |name: &str| {
        let ran = cli(&[&"run", &home.path().join(name), &accounts]);
        ran.lines()[0]["ok"]["data"].as_array().map(Vec::len)
    };
    assert_eq!(count("kosong"), Some(1), "the first user");
    assert!(count("contoh") > Some(3), "officials and petugas of the sample");
}

#[test]
fn demo_goes_through_all_nine_steps_and_lists_what_it_wrote() {
    let demo = Demo::get();
    let Value::Array(naskah) = &demo.answer["naskah"] else { panic!("a list: {:#}", demo.answer) };
    for kind in Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Declared(_))) {
        let found = naskah.iter().find(|found| found["kind"] == kind.as_str());
        let found = found.unwrap_or_else(|| panic!("{kind} was written: {:#}", demo.answer));
        let document = found["document"].as_str().expect("its place in the folder");
        let bytes = fs::read(demo.dir().join(document)).expect("it is there");
        assert!(bytes.starts_with(b"%PDF-"), "{kind} is a PDF");
        assert!(found["pages"].as_u64() >= Some(1), "{kind} has pages");
    }
    let telaah = naskah.iter().find(|found| found["kind"] == "telaah").expect("a telaah");
    assert!(telaah["revision"].as_u64() >= Some(1), "{telaah}");
    let rounds = naskah.iter().any(|found| found["revision"].as_u64() >= Some(2));
    assert!(rounds, "one of them came back for a correction: {:#}", demo.answer);

    // A second run plays a second usulan in the same office.
    let copy = demo.copy();
    let again = cli(&[&"demo", &copy.dir(), &"--now", &"2026-12-18T15:00:00+07:00"]);
    assert_eq!(again.status, 0, "{again:?}");
    assert_ne!(again.json()["usulan"], demo.answer["usulan"], "another usulan");
    assert_eq!(copy.verify().status, 0, "and the office is sound");
}

#[test]
fn the_same_clock_gives_the_same_demonstration() {
    let demo = Demo::get();
    let home = folder();
    let dir = home.path().join("kantor");
    let again = cli(&[&"demo", &dir, &"--now", &NOW]);
    assert_eq!(again.json(), demo.answer, "ids, revisions and documents");
    assert_eq!(names(&dir.join("documents")), demo.documents(), "and every byte of every document");
    let head = |dir: &Path| cli(&[&"verify", &dir]).json()["head"].clone();
    assert_eq!(head(&dir), head(&demo.dir()), "and every event");
}

#[test]
fn run_answers_line_by_line_from_a_file_and_from_standard_input() {
    let demo = Demo::get();
    let copy = demo.copy();
    let usulan = demo.answer["usulan"].as_str().expect("its number");
    let requests = write(
        &copy.dir().join("permintaan.jsonl"),
        &format!("{{\"ask\":\"session\"}}\n\n{}\n", json!({ "ask": "usulan", "usulan": usulan })),
    );
    let now = "2026-11-23T08:00:00+07:00";
    let dir = copy.dir();
    let of_file = cli(&[&"run", &dir, &requests, &"--now", &now, &"--as", &"siti"]);
    assert_eq!((of_file.status, of_file.err.as_str()), (0, ""), "{of_file:?}");
    let answers = of_file.lines();
    assert_eq!(answers.len(), 2, "an empty line is no request: {of_file:?}");
    let session = &answers[0]["ok"]["data"];
    assert_eq!(answers[0]["ok"]["answer"], "session", "{session:#}");
    assert_eq!((&session["account"]["id"], &session["now"]), (&json!("siti"), &json!(now)), "{session:#}");
    assert_eq!(answers[1]["ok"]["answer"], "usulan", "{:#}", answers[1]);
    let of_input = cli_told(&[&"run", &dir, &"--now", &now, &"--as", &"siti"], &requests);
    assert_eq!((of_input.status, &of_input.out), (0, &of_file.out), "the same from standard input");
    let nobody = cli_told(&[&"run", &dir, &"--now", &now], &requests);
    assert_eq!(nobody.lines()[0]["ok"]["data"]["account"], Value::Null, "without --as nobody is there");
}

#[test]
fn run_says_each_refusal_where_its_request_stood() {
    let demo = Demo::get();
    let copy = demo.copy();
    let dir = copy.dir();
    let lines = [
        "bukan json".to_owned(),
        json!({ "ask": "tidak_ada" }).to_string(),
        json!({ "ask": "save_draft", "key": "x", "body": {} }).to_string(),
        json!({ "ask": "usulan", "usulan": "2026-9999" }).to_string(),
        json!({ "ask": "session" }).to_string(),
    ];
    let requests = write(&dir.join("permintaan.jsonl"), &lines.join("\n"));
    let ran = cli(&[&"run", &dir, &requests]);
    assert_eq!(ran.status, 3, "{ran:?}");
    let codes: Vec<Value> = ran.lines().iter().map(|line| line["fault"]["code"].clone()).collect();
    let expected = ["request.invalid", "request.invalid", "account.none", "usulan.unknown"].map(Value::from);
    assert_eq!(codes[..4], expected, "{ran:?}");
    assert_eq!(codes[4], Value::Null, "what comes after a refusal is answered: {ran:?}");
    for line in &ran.lines()[..4] {
        let message = line["fault"]["message"].as_str().unwrap_or_default();
        assert!(message.ends_with('.') && message.contains(' '), "a sentence: {line}");
    }

    let stranger = cli_told(&[&"run", &dir, &"--as", &"bukan-siapa-siapa"], &requests);
    assert_eq!((stranger.status, stranger.out.as_str()), (3, ""), "{stranger:?}");
    assert!(stranger.err.contains("bukan-siapa-siapa"), "{stranger:?}");
}

#[test]
fn letter_renders_its_own_example_of_every_kind() {
    let home = folder();
    for kind in Kind::ALL {
        let example = cli(&[&"letter", &kind.as_str(), &"--example"]);
        assert_eq!(example.status, 0, "{kind}: {example:?}");
        assert_eq!(example.json()["kind"], kind.as_str(), "{kind}");
        let data = write(&home.path().join(format!("{kind}.json")), &example.out);
        let pdf = home.path().join(format!("{kind}.pdf"));
        let made = cli(&[&"letter", &kind.as_str(), &data, &pdf]);
        assert_eq!((made.status, made.err.as_str()), (0, ""), "{kind}: {made:?}");
        let bytes = fs::read(&pdf).expect("the PDF is there");
        assert!(bytes.starts_with(b"%PDF-"), "{kind} is a PDF");
        let answer = made.json();
        assert_eq!(answer["bytes"], json!(bytes.len()), "{kind}: {answer}");
        assert_eq!(answer["missing"], json!([]), "{kind}: the example is complete");
        assert_eq!(answer["body_hash"].as_str().map(str::len), Some(64), "{kind}: {answer}");
        assert!(answer["pages"].as_u64() >= Some(1), "{kind}: {answer}");
    }
}

#[test]
fn letter_check_finds_nothing_in_its_own_letter_and_what_is_wrong_in_another() {
    let home = folder();
    let data = write(&home.path().join("data.json"), &cli(&[&"letter", &"telaah", &"--example"]).out);
    let pdf = home.path().join("telaah.pdf");
    assert_eq!(cli(&[&"letter", &"telaah", &data, &pdf]).status, 0, "rendered");
    let good = cli(&[&"letter", &"check", &pdf]);
    assert_eq!((good.status, good.err.as_str()), (0, ""), "{good:?}");
    let report = good.json();
    assert_eq!(report["holds"], true, "{report}");
    let rules = report["checks"].as_array().expect("checks");
    assert!(rules.len() > 15 && rules.iter().all(|rule| rule["holds"] == true), "{report}");
    let mut bytes = fs::read(&pdf).expect("the PDF is there");
    bytes.extend_from_slice(b"lagi");
    let longer = home.path().join("lagi.pdf");
    fs::write(&longer, bytes).expect("written");
    let bad = cli(&[&"letter", &"check", &longer]);
    assert_eq!(bad.status, 1, "{bad:?}");
    let wrong: Vec<Value> = bad.json()["checks"]
        .as_array()
        .expect("checks")
        .iter()
        .filter(|rule| rule["holds"] == false)
        .map(|rule| rule["rule"].clone())
        .collect();
    assert_eq!(wrong, [json!("trailer")], "what stands behind the end is named, and nothing else");
    assert_eq!(cli(&[&"letter", &"check", &data]).status, 2, "JSON is no PDF");
}

#[test]
fn letter_renders_a_kind_that_is_only_a_template() {
    let home = folder();
    let template = "+++\nkind = \"berita-acara\"\ntitle = \"Berita acara\"\nshape = \"judul\"\n\n[[field]]\nkey = \"barang\"\nlabel = \"Barang\"\nrequired = true\nexample = \"Dokumen lelang\"\n+++\nTelah diserahkan {{barang}}.\n";
    let template = write(&home.path().join("berita-acara.md"), template);
    let unknown = cli(&[&"letter", &"berita-acara", &"--example"]);
    assert_eq!(unknown.status, 2, "without a template nobody knows it: {unknown:?}");
    let example = cli(&[&"letter", &"berita-acara", &"--example", &"--template", &template]);
    assert_eq!(example.json()["fields"]["barang"], "Dokumen lelang", "{example:?}");
    let data = write(&home.path().join("data.json"), &example.out);
    let pdf = home.path().join("berita-acara.pdf");
    let made = cli(&[&"letter", &"berita-acara", &data, &pdf, &"--template", &template]);
    assert_eq!((made.status, made.json()["missing"].clone()), (0, json!([])), "{made:?}");
    assert!(fs::read(&pdf).expect("the PDF is there").starts_with(b"%PDF-"));
}

#[test]
fn letter_refuses_what_it_does_not_know_and_names_the_nearest() {
    let home = folder();
    let path = |name: &str| home.path().join(name);
    let example = cli(&[&"letter", &"pengumuman", &"--example"]).json();
    let with = |key: &str, value: &Value| {
        let mut data = example.clone();
        data["fields"][key] = value.clone();
        data.to_string()
    };
    let data = write(&path("data.json"), &example.to_string());
    let unknown = write(&path("isian.json"), &with("jadwl", &json!("besok")));
    let broken = write(&path("rusak.json"), "{\n  \"kind\": \"pengumuman\",\n  \"fields\": {\n");
    let settings = write(&path("atur.json"), "{ \"margin_lft\": \"30mm\" }");
    let template = write(
        &path("templat.md"),
        "+++\nkind = \"pengumuman\"\nshape = \"judul\"\n+++\nPendaftaran dibuka {{jadwl}}.\n",
    );
    let out = path("keluar.pdf");
    type Arguments<'a> = &'a [&'a dyn AsRef<std::ffi::OsStr>];
    let cases: [(Arguments<'_>, i32, &[&str]); 6] = [
        (&[&unknown, &out], 3, &["fields.jadwl", "Mungkin jadwal"]),
        (&[&broken, &out], 3, &["baris 4"]),
        (&[&data, &out, &"--settings", &settings], 3, &["margin_lft", "Mungkin \"margin_left\""]),
        (
            &[&data, &out, &"--template", &template],
            3,
            &["Templat pengumuman, baris 5: isian {{jadwl}} tidak dikenal. Mungkin {{jadwal}}."],
        ),
        (&[&path("tidak-ada.json"), &out], 2, &["tidak-ada.json"]),
        (&[&data], 2, &["OUT"]),
    ];
    for (arguments, status, parts) in cases {
        let ran = cli(&[&[&"letter" as &dyn AsRef<std::ffi::OsStr>, &"pengumuman"], arguments].concat());
        assert_eq!((ran.status, ran.out.as_str()), (status, ""), "{parts:?}: {ran:?}");
        for part in parts {
            assert!(ran.err.contains(part), "{part:?} is said: {ran:?}");
        }
        assert!(!out.exists(), "{parts:?}: nothing is written");
    }
    let other = cli(&[&"letter", &"telaah", &data, &out]);
    assert_eq!(other.status, 2, "data of another kind: {other:?}");
    let nothing = cli(&[&"letter", &"pengumumn", &data, &out]);
    assert_eq!(nothing.status, 2, "no such kind: {nothing:?}");
    assert!(nothing.err.contains("Mungkin pengumuman"), "{nothing:?}");
}

#[test]
fn letter_takes_a_template_of_ones_own() {
    let home = folder();
    let path = |name: &str| home.path().join(name);
    let data = write(&path("data.json"), &cli(&[&"letter", &"pengumuman", &"--example"]).out);
    let template = write(
        &path("templat.md"),
        "+++\nkind = \"pengumuman\"\nshape = \"judul\"\n+++\nPendaftaran dibuka {{jadwal}}.\n",
    );
    let own = cli(&[&"letter", &"pengumuman", &data, &path("a.pdf"), &"--template", &template]);
    assert_eq!(own.status, 0, "{own:?}");
    let delivered = cli(&[&"letter", &"pengumuman", &data, &path("b.pdf")]);
    assert_ne!(own.json()["body_hash"], delivered.json()["body_hash"], "it is another text");
}

#[test]
fn sop_sheet_draws_a_definition_or_says_why_not() {
    let home = folder();
    let out = home.path().join("sop.pdf");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sop/definitions/etalase-katalog-lokal.toml");
    let drawn = cli(&[&"sop", &"sheet", &file, &out]);
    assert_eq!((drawn.status, &drawn.json()["pages"]), (0, &json!(2)), "{drawn:?}");
    let first = fs::read(&out).expect("the sheet");
    assert!(first.starts_with(b"%PDF-"), "a PDF");
    assert_eq!(drawn.json()["bytes"], json!(first.len()), "{drawn:?}");
    let again = home.path().join("lagi.pdf");
    assert_eq!(cli(&[&"sop", &"sheet", &file, &again]).status, 0);
    assert_eq!(fs::read(&again).expect("the sheet"), first, "the same definition gives the same bytes");

    let broken = write(&home.path().join("rusak.toml"), "id = ");
    let unread = cli(&[&"sop", &"sheet", &broken, &out]);
    assert_eq!((unread.status, unread.out.as_str()), (2, ""), "{unread:?}");
    assert_eq!(fs::read(&out).expect("the sheet"), first, "what was drawn before stays");
    let text = write(&home.path().join("lambang.png"), "bukan gambar");
    let refused = cli(&[&"sop", &"sheet", &file, &out, &"--lambang", &text]);
    assert_eq!((refused.status, refused.out.as_str()), (3, ""), "{refused:?}");
}

#[test]
fn sop_lint_tells_good_odd_and_broken_apart() {
    let lint = |file: &Path| cli(&[&"sop", &"lint", &file]);
    let good = lint(&definition("short-sop.toml"));
    assert_eq!(good.status, 0, "a note is no finding: {good:?}");
    assert_eq!(good.json()[0]["severity"], "note", "{good:?}");

    let odd = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sop/definitions/etalase-katalog-lokal.toml");
    let odd = lint(&odd);
    assert_eq!(odd.status, 1, "the oddities of the document are found: {odd:?}");
    let places: Vec<Value> =
        odd.json().as_array().expect("a list").iter().map(|f| f["place"].clone()).collect();
    assert!(places.contains(&json!("legal_basis.8")), "{places:?}");

    let home = folder();
    let source = fs::read_to_string(definition("short-sop.toml")).expect("a definition");
    let line = 1 + source.lines().position(|line| line.starts_with("actor = ")).expect("a step has an actor");
    let mut lines: Vec<&str> = source.lines().collect();
    lines[line - 1] = "actor = \"bupati\"";
    let broken = lint(&write(&home.path().join("rusak.toml"), &lines.join("\n")));
    let sentence = "pelaksana \"bupati\" tidak ada dalam daftar [[actor]]";
    assert_eq!(broken.status, 1, "{broken:?}");
    assert_eq!(broken.err, format!("baris {line}, step[1].actor: {sentence}\n"), "line and field are named");
    let found =
        json!([{ "severity": "fault", "line": line, "place": "step[1].actor", "sentence": sentence }]);
    assert_eq!(broken.json(), found, "and a program can read them");

    let nothing = lint(&home.path().join("tidak-ada.toml"));
    assert_eq!((nothing.status, nothing.out.as_str()), (2, ""), "there is nothing to check: {nothing:?}");
}

#[test]
fn time_reckons_deadlines_and_durations() {
    let home = folder();
    // Tuesday; half an hour before the office closes.
    let (start, end) = ("2026-11-10T15:30:00+07:00", "2026-11-11T08:00:00+07:00");
    let windows = json!([
        ["2026-11-10T15:30:00+07:00", "2026-11-10T16:00:00+07:00"],
        ["2026-11-11T07:30:00+07:00", "2026-11-11T08:00:00+07:00"],
    ]);
    let due = cli(&[&"time", &"due", &"--start", &start, &"--minutes", &"60"]);
    assert_eq!((due.status, due.err.as_str()), (0, ""), "{due:?}");
    assert_eq!(due.json(), json!({ "due": end, "estimated": false, "windows": windows }));
    let day = cli(&[&"time", &"due", &"--start", &start, &"--days", &"1"]);
    assert_eq!(day.json()["due"], "2026-11-11T15:30:00+07:00", "one working day: {day:?}");
    let elapsed = cli(&[&"time", &"elapsed", &"--from", &start, &"--to", &end]);
    assert_eq!(elapsed.status, 0, "{elapsed:?}");
    assert_eq!(elapsed.json(), json!({ "minutes": 60, "estimated": false, "windows": windows }));

    let calendar = cli(&[&"time", &"calendar"]);
    assert_eq!(calendar.status, 0, "{calendar:?}");
    let file = write(&home.path().join("jam.json"), &calendar.out);
    let again = cli(&[&"time", &"due", &"--start", &start, &"--minutes", &"60", &"--calendar", &file]);
    assert_eq!(again.out, due.out, "what it prints is what it takes");
    let broken = write(&home.path().join("rusak.json"), "{}");
    let refused = cli(&[&"time", &"due", &"--start", &start, &"--minutes", &"60", &"--calendar", &broken]);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""), "{refused:?}");
}

#[test]
fn wrong_use_is_told_apart() {
    let home = folder();
    let dir = home.path().join("kantor");
    let cases: [&[&dyn AsRef<std::ffi::OsStr>]; 8] = [
        &[],
        &[&"terbang"],
        &[&"init"],
        &[&"init", &dir, &"--now", &"kemarin"],
        &[&"letter", &"pengumuman"],
        &[&"time", &"due", &"--start", &NOW],
        &[&"time", &"due", &"--start", &NOW, &"--minutes", &"1", &"--days", &"1"],
        &[&"verify", &dir, &"--head", &"117:xyz"],
    ];
    for arguments in cases {
        let ran = cli(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(!ran.err.is_empty(), "with a message: {ran:?}");
    }
    assert!(!dir.exists(), "and nothing is made");
}

#[test]
fn a_folder_that_is_no_office_is_refused_and_left_alone() {
    let home = folder();
    let requests = write(&home.path().join("tanya"), "{\"ask\":\"session\"}");
    let dir = home.path().join("surat");
    fs::create_dir(&dir).expect("a folder is made");
    write(&dir.join("catatan.txt"), "bukan kantor");
    let foreign = home.path().join("lain");
    fs::create_dir(&foreign).expect("a folder is made");
    write(
        &foreign.join("etalase.db"),
        "bukan basis data, tetapi cukup panjang agar kepalanya dapat dibaca ".repeat(3).as_str(),
    );
    let before = [names(&dir), names(&foreign)];
    for (dir, words) in [(&dir, "tidak kosong"), (&foreign, "bukan kantor Etalase")] {
        let ran = cli(&[&"demo", dir, &"--now", &NOW]);
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "demo: {ran:?}");
        assert!(ran.err.contains(words), "demo: {ran:?}");
        let ran = cli(&[&"run", dir, &requests]);
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "run: {ran:?}");
        assert!(ran.err.contains("bukan kantor Etalase"), "run: {ran:?}");
    }
    let ran = cli(&[&"verify", &dir]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""), "nothing is there to be verified: {ran:?}");
    assert_eq!([names(&dir), names(&foreign)], before, "nothing was made beside them");
}

#[test]
fn an_office_made_by_a_newer_version_is_refused_and_left_alone() {
    let demo = Demo::get();
    let copy = demo.copy();
    let dir = copy.dir();
    let requests = write(&dir.join("tanya"), "{\"ask\":\"session\"}");
    copy.tamper("PRAGMA user_version = 99");
    let before = fs::read(dir.join("etalase.db")).expect("the database");
    let cases: [&[&dyn AsRef<std::ffi::OsStr>]; 3] =
        [&[&"demo", &dir, &"--now", &NOW], &[&"run", &dir, &requests], &[&"verify", &dir]];
    for arguments in cases {
        let ran = cli(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{ran:?}");
        assert!(ran.err.contains("versi yang lebih baru"), "{ran:?}");
    }
    assert_eq!(fs::read(dir.join("etalase.db")).expect("the database"), before, "not a byte was changed");
}

#[test]
fn an_office_in_use_is_refused_to_a_second_writer_but_can_be_verified() {
    let demo = Demo::get();
    let copy = demo.copy();
    let dir = copy.dir();
    let mut first = command(&[&"run", &dir, &"--as", &"siti"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let (mut asking, mut answers) = {
        let answers = first.stdout.take().expect("its standard output");
        (first.stdin.take().expect("its standard input"), BufReader::new(answers))
    };
    // Its answer shows that it has the office open.
    writeln!(asking, "{{\"ask\":\"session\"}}").expect("a request is sent");
    let mut answer = String::new();
    answers.read_line(&mut answer).expect("it answers");
    assert!(answer.starts_with("{\"ok\""), "{answer}");

    let second = cli(&[&"demo", &dir, &"--now", &NOW]);
    assert_eq!((second.status, second.out.as_str()), (3, ""), "{second:?}");
    assert!(second.err.contains("sedang dibuka"), "{second:?}");
    assert_eq!(copy.verify().status, 0, "looking on is allowed");

    drop(asking);
    assert!(first.wait().expect("it ends").success(), "the first was not disturbed");
    let third = cli(&[&"run", &dir, &write(&dir.join("tanya"), "{\"ask\":\"session\"}")]);
    assert_eq!(third.status, 0, "and the office is free again: {third:?}");
}

#[test]
fn a_generated_office_is_sound_and_the_same_for_a_seed() {
    let home = folder();
    let make = |name: &str, seed: &str| {
        let dir = home.path().join(name);
        let ran = cli(&[&"generate", &dir, &"--usulan", &"80", &"--seed", &seed, &"--now", &NOW]);
        assert_eq!(ran.status, 0, "it is made: {ran:?}");
        (dir, ran.json())
    };
    let (dir, first) = make("satu", "5");
    let (_, again) = make("dua", "5");
    let (_, other) = make("tiga", "6");
    assert_eq!(first["head"], again["head"], "one seed, one journal");
    assert_ne!(first["head"], other["head"], "another seed, another one");
    let entries = first["entries"].as_i64().expect("a count");
    assert!((600..1_600).contains(&entries), "about ten rows each, {entries} of 80");
    let verified = cli(&[&"verify", &dir, &"--head", &first["head"].as_str().expect("a head")]);
    assert_eq!(verified.status, 0, "sound: {}", verified.out);
    let query = json!({ "state": "", "search": "", "year": 0, "agency": "", "step": 0, "place": "", "late": false,
        "incomplete": false, "offset": 0, "limit": 1 });
    let asked = json!({ "ask": "register", "query": query }).to_string();
    let asked = write(&home.path().join("tanya.jsonl"), &asked);
    let ran = cli(&[&"run", &dir, &asked, &"--now", &NOW, &"--as", &"siti"]);
    let counts = &ran.lines()[0]["ok"]["data"]["counts"];
    assert_eq!(counts["semua"], 80, "{}", ran.out);
    assert!(counts["selesai"].as_u64() > counts["berjalan"].as_u64(), "most have ended: {counts}");
    assert!(counts["berjalan"].as_u64() > Some(0), "some run: {counts}");
}
