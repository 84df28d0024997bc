//! `cargo xtask printing --test`: CUPS takes real jobs from the application, and what comes out is measured.
//!
//! A CUPS server of its own runs in a temporary folder, on a port of its own, with the PDF printer of Debian as its queue;
//! the server of the machine, if there is one, is neither asked nor changed. The application is `etalase-cli run`: the same
//! requests as from the window, through the same adapter.

mod measure;
mod server;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::program::{Done, command_line, of, run};
use crate::setup;
use measure::{Grey, Ink};
pub(crate) use server::{QUEUE, Server};

/// What it takes: CUPS with its commands, a printer that makes PDF, and a second opinion on PDF.
pub(crate) const PACKAGES: &[&str] = &["cups", "cups-client", "printer-driver-cups-pdf", "poppler-utils"];
/// How far off a millimetre may be, in millimetres.
const TOLERANCE: f64 = 0.5;
/// How fine pages are drawn to be measured.
const DPI: u32 = 300;
/// How long one job may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// Letters of the run that is interrupted.
const LETTERS: usize = 20;
const KIND: &str = "surat-pemberitahuan";

/// Papers: the name in the office, and width and height in millimetres.
const PAPERS: [(&str, f64, f64); 3] =
    [("a4", 210.0, 297.0), ("f4-215", 215.0, 330.0), ("f4-210", 210.0, 330.0)];

/// Prints and measures.
pub(crate) fn test() -> Done {
    setup::packages(&[PACKAGES])?;
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let mut server = Server::start(folder.path())?;
    let cli = command_line()?;
    let dir = folder.path().join("kantor");
    let mut office = Office::open(&dir, &dir.display().to_string(), || {
        let mut command = of(&cli);
        server.clients(&mut command);
        command
    })?;
    sheets(&mut office, &server, folder.path())?;
    letters(&mut office, &server, folder.path())?;
    refusals(&mut office, &server)?;
    interrupted(&mut office, &server)?;
    gone(&mut office, &mut server)?;
    println!("printing: everything measures right to {TOLERANCE} mm, and every refusal is told apart");
    Ok(())
}

/// A lembar uji on each paper, measured as it comes out. What is drawn lies in `folder`.
pub(crate) fn sheets(office: &mut Office, server: &Server, folder: &Path) -> Done {
    for (name, width, height) in PAPERS {
        let before = server.outputs();
        office.ask(&json!({ "ask": "test_sheet_out", "queue": QUEUE, "tray": null, "paper": name }))?;
        let page = page(&output(server, &before, 1)?.remove(0), folder)?;
        sheet_is_true(&format!("lembar uji {name}"), &page, width, height)?;
    }
    Ok(())
}

/// A letter for signature on A4 and on F4, its ink compared with the document that was kept.
pub(crate) fn letters(office: &mut Office, server: &Server, folder: &Path) -> Done {
    for (name, width, height) in [PAPERS[0], PAPERS[1]] {
        let (usulan, kept) = office.lock(name, 1)?;
        let before = server.outputs();
        office.ask(&letter_out(&usulan))?;
        let printed = output(server, &before, 2)?;
        let kept = page(&kept, folder)?;
        let mut near = Vec::new();
        for copy in &printed {
            let copy = page(copy, folder)?;
            paper_is_true(&format!("surat {name}"), &copy, width, height)?;
            near.push(shift(&kept, &copy));
        }
        // One of both is the asli, which is the document that was kept.
        let nearest = near.iter().copied().fold(f64::INFINITY, f64::min);
        println!(
            "surat {name}: asli and pertinggal came out; ink at most {nearest:.2} mm from the kept document"
        );
        if nearest > TOLERANCE {
            return Err(format!("surat {name}: the ink lies {nearest:.2} mm from where the document has it"));
        }
    }
    Ok(())
}

fn letter_out(usulan: &str) -> Value {
    json!({ "ask": "letter_out", "usulan": usulan, "kind": KIND, "revision": 1, "exit": "print" })
}

/// Width and height of the page that came out.
fn paper_is_true(what: &str, page: &Grey, width: f64, height: f64) -> Done {
    let (found_width, found_height) = (page.mm(page.width), page.mm(page.height));
    println!("{what}: page {found_width:.2} × {found_height:.2} mm");
    near(&format!("{what}: width"), found_width, width)?;
    near(&format!("{what}: height"), found_height, height)
}

/// A lembar uji: paper, both rulers, and the frame 10 mm inside the edges.
fn sheet_is_true(what: &str, page: &Grey, width: f64, height: f64) -> Done {
    paper_is_true(what, page, width, height)?;
    let across = page.mm(page.thick_run());
    let down = page.mm(page.turned().thick_run());
    println!("{what}: rulers {across:.2} mm across, {down:.2} mm down");
    near(&format!("{what}: ruler across"), across, 100.0)?;
    near(&format!("{what}: ruler down"), down, 100.0)?;
    // The middle is free of what lies outside the frame: the short lines are in the middle of the edges.
    let frame = page.frame();
    let edges = [frame.left, frame.top, page.width - 1 - frame.right, page.height - 1 - frame.bottom];
    let edges = edges.map(|edge| page.mm(edge));
    println!("{what}: frame {edges:.2?} mm from left, top, right, bottom");
    edges.iter().try_for_each(|edge| near(&format!("{what}: frame"), *edge, 10.0))
}

fn near(what: &str, found: f64, expected: f64) -> Done {
    if (found - expected).abs() <= TOLERANCE {
        Ok(())
    } else {
        Err(format!("{what} is {found:.2} mm, not {expected}"))
    }
}

/// How far the ink of one page is moved or stretched against that of another, in millimetres.
fn shift(one: &Grey, other: &Grey) -> f64 {
    let (Some(a), Some(b)) = (one.ink(), other.ink()) else { return f64::INFINITY };
    let edges = |ink: &Ink| [ink.left, ink.top, ink.right, ink.bottom];
    let pairs = edges(&a).into_iter().zip(edges(&b));
    pairs.map(|(a, b)| one.mm(a.abs_diff(b))).fold(0.0, f64::max)
}

/// The queue that is paused or refuses: told apart, and nothing comes out.
fn refusals(office: &mut Office, server: &Server) -> Done {
    let (usulan, _) = office.lock("a4", 1)?;
    for (command, undo, state) in
        [("cupsdisable", "cupsenable", "paused"), ("cupsreject", "cupsaccept", "refusing")]
    {
        let jobs = server.jobs()?;
        server.tell(command, &[QUEUE])?;
        let fault = office.refused(&letter_out(&usulan))?;
        said(&fault, "print.stopped", Some(state))?;
        if server.jobs()? != jobs {
            return Err(format!("{command}: a job was handed over all the same"));
        }
        server.tell(undo, &[QUEUE])?;
        println!("{command}: {}", fault["message"].as_str().unwrap_or_default());
    }
    Ok(())
}

/// A queue that is paused while letters are handed over: what the office says is what the server has.
fn interrupted(office: &mut Office, server: &Server) -> Done {
    let (usulan, _) = office.lock("a4", LETTERS)?;
    let seen = office.seen(&usulan)?;
    office.ask(&json!({
        "ask": "merge_letter", "usulan": usulan, "seen": seen, "kind": KIND, "revision": 1, "job": "gabung",
        "both_sides": false, "portrait": false,
    }))?;
    let print = |recipients: &Value| {
        json!({
            "ask": "print_letters", "usulan": usulan, "kind": KIND, "revision": 1, "recipients": recipients,
            "job": "cetak",
        })
    };
    let before = server.jobs()?;
    office.send(&print(&json!([])))?;
    let began = Instant::now();
    while server.jobs()? < before + 3 {
        if began.elapsed() > PATIENCE {
            return Err("no three letters were handed over".to_owned());
        }
    }
    server.tell("cupsdisable", &[QUEUE])?;
    let run = office.answer()?["ok"]["data"].clone();
    let listed = |run: &Value, list: &str| run[list].as_array().map_or(0, Vec::len);
    let (handed, left) = (listed(&run, "handed"), listed(&run, "left"));
    let taken = server.jobs()? - before;
    println!("paused in the middle: {handed} handed over, {left} left, {taken} jobs at the server");
    if handed + left != LETTERS || handed != taken || left == 0 {
        return Err(format!(
            "the list is wrong: {handed} handed over, {left} left, {taken} jobs, of {LETTERS}"
        ));
    }
    said(&run["fault"], "print.stopped", Some("paused"))?;
    server.tell("cupsenable", &[QUEUE])?;
    let rest = office.ask(&print(&run["left"]))?;
    let taken = server.jobs()? - before;
    if listed(&rest, "left") != 0 || taken != LETTERS {
        return Err(format!("the rest is wrong: {rest}, {taken} jobs of {LETTERS}"));
    }
    println!("continued: {} handed over, {taken} jobs in all", listed(&rest, "handed"));
    Ok(())
}

/// A queue that is removed, and a server that ends.
fn gone(office: &mut Office, server: &mut Server) -> Done {
    let (usulan, _) = office.lock("a4", 1)?;
    office.ask(&json!({ "ask": "save_print_choices", "choices": { "semua": { "queue": QUEUE } } }))?;
    server.tell("lpadmin", &["-x", QUEUE])?;
    let fault = office.refused(&letter_out(&usulan))?;
    said(&fault, "print.gone", None)?;
    println!("lpadmin -x: {}", fault["message"].as_str().unwrap_or_default());
    server.stop();
    let fault = office.refused(&letter_out(&usulan))?;
    said(&fault, "print.gone", None)?;
    println!("server ended: {}", fault["message"].as_str().unwrap_or_default());
    Ok(())
}

fn said(fault: &Value, code: &str, state: Option<&str>) -> Done {
    if fault["code"] == code && fault["params"]["state"].as_str() == state {
        Ok(())
    } else {
        Err(format!("asked for {code} {state:?}, was told {fault}"))
    }
}

/// The files that jobs have made since, when they are whole.
fn output(server: &Server, before: &BTreeMap<PathBuf, u64>, count: usize) -> Result<Vec<PathBuf>, String> {
    let began = Instant::now();
    loop {
        let made: Vec<PathBuf> = server
            .outputs()
            .into_iter()
            .filter(|one| before.get(&one.0) != Some(&one.1))
            .map(|one| one.0)
            .collect();
        if made.len() >= count && server.idle()? {
            return Ok(made);
        }
        if began.elapsed() > PATIENCE {
            return Err(format!(
                "{} of {count} jobs came out; the server says:\n{}",
                made.len(),
                server.last_words()
            ));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The first page of a file, drawn.
fn page(file: &Path, folder: &Path) -> Result<Grey, String> {
    let drawn = folder.join("halaman");
    let mut draw = of("pdftoppm");
    draw.args(["-q", "-gray", "-singlefile", "-r", &DPI.to_string()]).arg(file).arg(&drawn);
    run(&mut draw)?;
    let bytes =
        fs::read(drawn.with_extension("pgm")).map_err(|error| format!("pdftoppm made nothing: {error}"))?;
    Grey::read(&bytes, DPI).ok_or_else(|| "pdftoppm made no picture".to_owned())
}

/// An office that is asked line by line.
pub(crate) struct Office {
    dir: PathBuf,
    child: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    begun: u32,
}

impl Office {
    /// Makes a sample office in `dir`, which the command line that `program` starts knows as `named`.
    pub(crate) fn open(dir: &Path, named: &str, program: impl Fn() -> Command) -> Result<Self, String> {
        run(program()
            .args(["init", "--sample", "--now", "2026-11-10T08:00:00+07:00", named])
            .stdout(Stdio::null()))?;
        let mut child = program()
            .args(["run", "--now", "2026-11-10T08:20:00+07:00", "--as", "siti", named])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("etalase-cli does not start: {error}"))?;
        let requests = child.stdin.take();
        let answers = child.stdout.take().ok_or("etalase-cli has no output")?;
        Ok(Self { dir: dir.to_owned(), child, requests, answers: BufReader::new(answers), begun: 0 })
    }

    fn send(&mut self, request: &Value) -> Done {
        let requests = self.requests.as_mut().ok_or("the office is closed")?;
        writeln!(requests, "{request}")
            .and_then(|()| requests.flush())
            .map_err(|error| format!("etalase-cli: {error}"))
    }

    /// The next answer, without its wrapping; a fault stays as it is.
    fn answer(&mut self) -> Result<Value, String> {
        let mut line = String::new();
        self.answers.read_line(&mut line).map_err(|error| format!("etalase-cli: {error}"))?;
        serde_json::from_str(&line).map_err(|error| format!("etalase-cli answers {line:?}: {error}"))
    }

    fn ask(&mut self, request: &Value) -> Result<Value, String> {
        self.send(request)?;
        let answer = self.answer()?;
        match answer.get("ok") {
            Some(answer) => Ok(answer["data"].clone()),
            None => Err(format!("{request} was refused: {answer}")),
        }
    }

    fn refused(&mut self, request: &Value) -> Result<Value, String> {
        self.send(request)?;
        let answer = self.answer()?;
        answer.get("fault").cloned().ok_or_else(|| format!("{request} was not refused: {answer}"))
    }

    fn seen(&mut self, usulan: &str) -> Result<Value, String> {
        Ok(self.ask(&json!({ "ask": "usulan", "usulan": usulan }))?["seen"].clone())
    }

    /// Begins a usulan and locks a letter of it on a paper: its number, and the document that was kept.
    fn lock(&mut self, paper: &str, recipients: usize) -> Result<(String, PathBuf), String> {
        self.begun += 1;
        let begun = self.ask(&json!({
            "ask": "begin",
            "submission": {
                "act": {
                    "act": "receive",
                    "agency": { "id": "dispendik", "name": "Dinas Pendidikan" },
                    "etalase": { "name": format!("Alat Tulis Kantor {}", self.begun) },
                    "letter": {
                        "arrival": "hand", "number": format!("400.3/{}/416-101/2026", 310 + self.begun),
                        "date": "2026-11-06", "leader_disposition": null,
                    },
                },
                "actor": null, "basis": "paper", "evidence": { "copy": "later" },
                "when": { "certainty": "written", "at": "2026-11-10T08:10:00+07:00" }, "deviation": null,
            },
        }))?;
        let usulan = begun["usulan"].as_str().ok_or("no number")?.to_owned();
        let mut view = self.ask(&json!({ "ask": "open_letter", "usulan": usulan, "kind": KIND }))?;
        let draft = &mut view["draft"];
        for field in ["tanggal_tayang", "narahubung", "telepon"] {
            draft["fields"][field] = "2026-11-12".into();
        }
        draft["paper"] = paper.into();
        let names = 1..=recipients;
        draft["recipients"] =
            names.map(|n| json!({ "id": format!("p{n}"), "name": format!("Kepala Desa {n}") })).collect();
        let lock = json!({
            "ask": "lock_letter", "usulan": usulan, "kind": KIND, "seen": begun["seen"], "draft": view["draft"],
        });
        let locked = self.ask(&lock)?;
        let document = locked["document"].as_str().ok_or("no document")?;
        Ok((usulan, self.dir.join("documents").join(document)))
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // The end of its input ends it.
        self.requests = None;
        let _ = self.child.wait();
    }
}
