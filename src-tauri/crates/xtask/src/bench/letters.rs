//! Many letters, beside Typst and LibreOffice setting the same texts and printpdf writing the same lines unlaid, in one
//! run. Every work is a process of its own, so that each has its own memory; Typst comes from PyPI into a folder of the
//! bench's own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::median;
use crate::program::{answer, built, cargo, of, run, target};

/// Letters of the merge and of the single files.
const LETTERS: &str = "500";
/// How often each work is done; medians are compared.
const RUNS: usize = 5;
/// The version that is compared with.
const TYPST: &str = "typst==0.15.*";

/// Measures, each with the ratio that is asked at most.
pub(super) fn measure() -> Result<Value, String> {
    let bench =
        ["build", "--release", "--package", "letters", "--features", "bench", "--bin", "letters-bench"];
    run(cargo().args(bench))?;
    let binary = built("release", "letters-bench")?;
    let folder = target()?.join("bench-letters");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let ours = |work: &str, count: &str| -> Result<Measured, String> {
        let out = folder.join(format!("{work}.pdf"));
        several(|| command(of(&binary).args([work, count]).arg(&out)))
    };
    let many = ours("many", LETTERS)?;
    let each = ours("each", LETTERS)?;
    let one = ours("one", "5")?;
    let floor = ours("floor", LETTERS)?;
    let mut measures = vec![
        compared(
            "500 letters to one tagged PDF/A, beside printpdf unlaid",
            "ms",
            many.millis,
            floor.millis,
            1.5,
        ),
        json!({ "what": "memory of 500 single files", "unit": "MiB", "value": each.mib, "floor": 200.0,
            "ratio": each.mib / 200.0, "asked": 1.0, "runs": RUNS }),
    ];
    let small = ours("many", "2000")?;
    let large = ours("many", "20000")?;
    measures.push(compared(
        "one of 20,000 letters, beside one of 2,000",
        "ms",
        large.millis / 20_000.0,
        small.millis / 2_000.0,
        1.2,
    ));
    let texts = folder.join("texts.json");
    let printed = answer(of(&binary).args(["texts", LETTERS])).ok_or("letters-bench printed no texts")?;
    fs::write(&texts, printed).map_err(|error| error.to_string())?;
    match typst(&folder) {
        Err(reason) => println!("xtask: without Typst: {reason}"),
        Ok(python) => {
            let script = folder.join("typst_peer.py");
            fs::write(&script, include_str!("typst_peer.py")).map_err(|error| error.to_string())?;
            let fonts = crate::program::root().join("src-tauri/crates/letters/fonts");
            let peer = |work: &str| {
                several(|| {
                    let mut peer = Command::new("python3");
                    peer.env("PYTHONPATH", &python).arg(&script).arg(&texts).arg(&fonts);
                    command(peer.arg(folder.join(format!("typst-{work}.pdf"))).arg(work))
                })
            };
            let (theirs, their_one) = (peer("many")?, peer("one")?);
            let their_each = peer("each")?;
            measures.extend([
                compared(
                    "500 letters to one tagged PDF/A, beside Typst",
                    "ms",
                    many.millis,
                    theirs.millis,
                    0.4,
                ),
                compared("memory of that", "MiB", many.mib, theirs.mib, 0.25),
                compared("size of that", "KiB", many.kib, theirs.kib, 0.25),
                compared("500 single files, beside Typst", "ms", each.millis, their_each.millis, 0.1),
                compared("one letter, data to bytes, beside Typst", "ms", one.millis, their_one.millis, 0.2),
            ]);
        }
    }
    if answer(of("soffice").arg("--version")).is_none() {
        println!("xtask: without LibreOffice: it is not installed (Debian: libreoffice-writer-nogui)");
    } else {
        let script = folder.join("libreoffice_peer.py");
        fs::write(&script, include_str!("libreoffice_peer.py")).map_err(|error| error.to_string())?;
        let out = folder.join("libreoffice.pdf");
        let theirs = several(|| command(of("python3").arg(&script).arg(&texts).arg(&out)))?;
        measures.extend([
            // Its own goal is not asked: it is what the office would use without the product.
            compared("500 letters to one file, beside LibreOffice", "ms", many.millis, theirs.millis, 1.0),
            compared("size of that, beside LibreOffice", "KiB", many.kib, theirs.kib, 1.0),
        ]);
    }
    // What the desk waits for between a key and the new pages: the letter alone, from its data.
    measures.push(
        json!({ "what": "keystroke to new preview bytes", "unit": "ms", "value": one.millis, "floor": 10.0,
        "ratio": one.millis / 10.0, "asked": 1.0, "runs": RUNS }),
    );
    Ok(json!({ "bench": "letters", "measures": measures }))
}

fn compared(what: &str, unit: &str, value: f64, floor: f64, asked: f64) -> Value {
    json!({ "what": what, "unit": unit, "value": value, "floor": floor, "ratio": value / floor, "asked": asked, "runs": RUNS })
}

/// Medians of some runs.
struct Measured {
    millis: f64,
    mib: f64,
    kib: f64,
}

fn several(mut work: impl FnMut() -> Result<Value, String>) -> Result<Measured, String> {
    let (mut millis, mut mib, mut kib) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let found = work()?;
        let number = |key: &str| found[key].as_f64().ok_or_else(|| format!("no {key} in {found}"));
        millis.push(number("millis")?);
        mib.push(number("peak_kib")? / 1_024.0);
        kib.push(number("bytes")? / 1_024.0);
    }
    Ok(Measured { millis: median(&mut millis), mib: median(&mut mib), kib: median(&mut kib) })
}

fn command(command: &mut Command) -> Result<Value, String> {
    let printed = answer(command).ok_or_else(|| format!("{command:?} failed"))?;
    let found = printed.lines().find_map(|line| serde_json::from_str(line).ok());
    found.ok_or_else(|| format!("{command:?} printed no JSON"))
}

/// Typst for Python in a folder of the bench's own.
fn typst(folder: &Path) -> Result<PathBuf, String> {
    let python = folder.join("python");
    if !python.join("typst").is_dir() {
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"];
        run(of("python3").args(install).arg(&python).arg(TYPST))?;
    }
    Ok(python)
}
