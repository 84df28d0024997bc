//! Every PDF of the product, judged: by the product's own checker, by qpdf, and by Apache PDFBox Preflight. The files lie
//! in the target's `tmp/produk` afterwards, for whoever wants to look at one.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use common::cases::{CASES, Make, shield};
use letters::{
    CopyKind, Kind, LayoutSettings, MergedLetter, NaskahData, State, check, example, render, render_each,
    render_many,
};
use lopdf::Object;

/// Without these a test says what is missing and is not run; `cargo xtask test` installs them and asks for them.
const TOOLS_REQUIRED: &str = "ETALASE_TOOLS_REQUIRED";

/// Everything the product can print: name and file.
fn products() -> &'static [(String, Vec<u8>)] {
    static MADE: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    MADE.get_or_init(|| {
        let mut all: Vec<(String, Vec<u8>)> = Vec::new();
        for case in CASES {
            all.push((case.name.to_owned(), case.made().unwrap().pdf));
            let Make::Naskah(data) = case.make else { continue };
            let draft = NaskahData { state: State::Konsep, ..data() };
            let settings = LayoutSettings::from_json(case.settings).unwrap();
            all.push((format!("{}-draf", case.name), render(&draft, &settings, None).unwrap().pdf));
        }
        for kind in Kind::ALL {
            let mut bare = with_lambang(kind);
            bare.state = State::Konsep;
            bare.fields.clear();
            bare.signature.name.clear();
            let name = format!("{kind}-tanpa-isian-draf");
            all.push((name, render(&bare, &LayoutSettings::default(), None).unwrap().pdf));
            let mut copy = with_lambang(kind);
            copy.copy = CopyKind::Pertinggal;
            let name = format!("{kind}-lambang-pertinggal");
            all.push((name, render(&copy, &LayoutSettings::default(), None).unwrap().pdf));
        }
        let letter = |index: usize| {
            let mut data = with_lambang(Kind::SuratPemberitahuan);
            data.place = format!("Tempat {index}");
            data
        };
        let (settings, mut merged) = (LayoutSettings::default(), Vec::new());
        let go_on = &mut |_: &MergedLetter| ControlFlow::Continue(());
        render_many(60, &letter, &settings, None, "Surat gabungan", &mut merged, go_on).unwrap();
        all.push(("gabungan-60".to_owned(), merged));
        render_each(3, &letter, &settings, None, &mut |index, rendered| {
            all.push((format!("satuan-{index}"), rendered.pdf));
            ControlFlow::Continue(())
        })
        .unwrap();
        let folder = folder("produk");
        for (name, pdf) in &all {
            std::fs::write(folder.join(format!("{name}.pdf")), pdf).unwrap();
        }
        all
    })
}

fn with_lambang(kind: Kind) -> NaskahData {
    let mut data = example(kind);
    if !data.kop.rows.is_empty() {
        data.kop.lambang = Some(shield());
    }
    data
}

/// An empty folder of this name.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A tool, or `None` with a clear word where it is not installed and may be missing.
fn tool(there: bool, name: &str, packages: &str) -> bool {
    assert!(
        there || std::env::var_os(TOOLS_REQUIRED).is_none(),
        "{name} is not installed (Debian: apt-get install {packages})"
    );
    if !there {
        println!("skipped: {name} is not installed (Debian: apt-get install {packages})");
    }
    there
}

fn starts(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

#[test]
fn the_checker_finds_nothing() {
    let all = products();
    assert!(all.len() > CASES.len() * 2, "{} products", all.len());
    let mut found = Vec::new();
    for (name, pdf) in all {
        let report = check(pdf).unwrap();
        let wrong = report.checks.iter().filter(|check| !check.holds);
        found.extend(wrong.map(|check| format!("{name}: {}: {:?}", check.rule, check.found)));
        assert!(report.checks.len() > 15, "{name}: {} rules were asked", report.checks.len());
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn qpdf_finds_nothing() {
    if !tool(starts("qpdf"), "qpdf", "qpdf") {
        return;
    }
    let folder = folder("qpdf");
    let mut found = Vec::new();
    for (name, pdf) in products() {
        let path = folder.join(format!("{name}.pdf"));
        std::fs::write(&path, pdf).unwrap();
        let output = Command::new("qpdf").arg("--check").arg(&path).output().unwrap();
        let words =
            [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
        if !output.status.success() || words.contains("WARNING") {
            found.push(format!("{name}: {words}"));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What Preflight says of every file of the product. It knows PDF/A-1b only; these are the differences of A-2b:
/// code, clause of either part, and its words.
const DIFFERENCES: [(&str, &str, &str); 2] = [
    (
        "1.4",
        "ISO 19005-1, 6.1.4 rests on PDF 1.4, which has no cross-reference streams; ISO 19005-2, 6.1.4 allows them",
        "Trailer Syntax error, /XRef cross reference streams are not allowed",
    ),
    (
        "7.11.2",
        "ISO 19005-1, 6.7.11 wants pdfaid:part 1; ISO 19005-2, 6.6.4 wants 2",
        "Error on MetaData, part must be 1",
    ),
];

const JARS: [&str; 8] = [
    "preflight",
    "pdfbox2",
    "xmpbox",
    "fontbox2",
    "commons-logging",
    "commons-io",
    "javax.activation",
    "jaxb-api",
];

/// What Preflight says of every file in a folder, by name; each begins with its verdict.
fn preflight(folder: &Path) -> Vec<(String, Vec<String>)> {
    let jars = JARS.map(|jar| format!("/usr/share/java/{jar}.jar")).join(":");
    let mut java = Command::new("java");
    java.arg("-cp").arg(jars).args(["org.apache.pdfbox.preflight.Validator_A1b", "batch"]).arg(folder);
    let output = java.output().unwrap();
    let words =
        [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let file = line.strip_prefix("The file ").and_then(|rest| rest.split_once(".pdf is "));
        match (file, said.last_mut()) {
            (Some((name, verdict)), _) => said.push((name.to_owned(), vec![verdict.to_owned()])),
            (None, Some((_, lines))) => lines.push(line.to_owned()),
            (None, None) => panic!("Preflight says: {words}"),
        }
    }
    said
}

/// The same pages said to be of part 1 and written without the streams of PDF 1.5.
fn as_part_one(pdf: &[u8]) -> Vec<u8> {
    let mut document = common::open(pdf);
    document.version = "1.4".to_owned();
    let id = document.catalog().unwrap().get(b"Metadata").and_then(Object::as_reference).unwrap();
    let stream = document.get_object_mut(id).and_then(Object::as_stream_mut).unwrap();
    let text = String::from_utf8(stream.content.clone()).unwrap();
    assert!(text.contains("<pdfaid:part>2</pdfaid:part>"), "the product says part 2");
    stream.set_content(text.replace("<pdfaid:part>2<", "<pdfaid:part>1<").into_bytes());
    document.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn preflight_finds_nothing_but_the_differences_of_the_two_parts() {
    let there =
        starts("java") && JARS.iter().all(|jar| Path::new(&format!("/usr/share/java/{jar}.jar")).exists());
    let packages = "default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java";
    if !tool(there, "PDFBox Preflight", packages) {
        return;
    }
    let (as_made, rewritten) = (folder("preflight"), folder("preflight-1"));
    for (name, pdf) in products() {
        std::fs::write(as_made.join(format!("{name}.pdf")), pdf).unwrap();
        std::fs::write(rewritten.join(format!("{name}.pdf")), as_part_one(pdf)).unwrap();
    }
    let known: Vec<String> = DIFFERENCES.iter().map(|(code, _, words)| format!("{code} : {words}")).collect();
    let said = preflight(&as_made);
    assert_eq!(said.len(), products().len(), "Preflight looks at every product");
    let mut found = Vec::new();
    for (name, lines) in &said {
        assert!(lines[0].starts_with("not a valid PDF/A-1b file"), "{name} is a file of part 2: {lines:?}");
        let others = lines[1..].iter().filter(|line| !known.contains(line));
        found.extend(others.map(|line| format!("{name}: {line}")));
    }
    assert!(found.is_empty(), "{found:#?}");
    // Without these two differences there is nothing left: Preflight calls the same pages a valid file of part 1.
    let said = preflight(&rewritten);
    assert_eq!(said.len(), products().len(), "every product written anew as well");
    let found: Vec<_> = said
        .iter()
        .filter(|(_, lines)| lines.len() > 1 || !lines[0].starts_with("a valid PDF/A-1b"))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}
