//! From start to the frame in which the rows of Meja are painted, and the memory it takes, beside a Tauri window with an
//! empty page: release builds, pairs in turn, each start in a fresh process on a screen of our own, and none before every process of
//! the start before has ended.
//!
//! An empty window starts in one of two ways: at once, or after half a second in which its web view's network process does
//! nothing. What its page draws makes no difference, and Etalase has never been seen to wait so. A floor with the pause would flatter
//! Etalase, so that a turn with one is left out and another measured; how many were left out is told.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{desk, keys, measured_in_pairs};
use crate::display;
use crate::program::{built, cargo, of, run};
use crate::setup;

/// Pairs that count. One more goes before them, so that both find their files in memory, and the office what the start before
/// kept of its running usulan, as on any morning but the first. It is then closed, as in any evening.
const PAIRS: usize = 20;

/// Turns after which the run is given up. Up to half of the empty windows were seen to pause.
const TURNS: usize = 4 * PAIRS;

/// A floor that comes this much later than the quickest one had the pause, in milliseconds. It lasts about 500; all others lie
/// within 100.
const PAUSE: f64 = 300.0;

/// Monday morning in the life of the sample office; also fixes its ids.
const NOW: &str = "2026-03-02T08:15:00+07:00";

/// The petugas of the sample office, so that the page goes straight to Meja.
const ACCOUNT: &str = "siti";

/// Usulan that run on Meja when the window opens.
const OPEN: u32 = 12;

/// What is asked of both ratios.
const ASKED: f64 = 1.25;

/// How long a start may take before the run is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// After the rows are painted a web view still tidies up; its memory is read when that is over.
const SETTLED: Duration = Duration::from_millis(700);

/// One start: milliseconds to the marked frame, and MiB of memory.
#[derive(Clone, Copy)]
struct Start {
    paint: f64,
    memory: f64,
}

pub(super) fn measure() -> Result<Value, String> {
    setup::packages(&[setup::WINDOW, &["xvfb", "webkit2gtk-driver"]])?;
    setup::page()?;
    run(cargo()
        .args(["build", "--release", "--package", "etalase", "--package", "etalase-cli", "--bins"])
        .args(["--features", "etalase/test-door"]))?;
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let office = folder.path().join("kantor");
    run(of(built("release", "etalase-cli")?)
        .arg("demo")
        .arg(&office)
        .args(["--now", NOW])
        .stdout(Stdio::null()))?;
    let requests = folder.path().join("permintaan.jsonl");
    fs::write(&requests, morning()).map_err(|error| format!("{}: {error}", requests.display()))?;
    run(of(built("release", "etalase-cli")?)
        .arg("run")
        .arg(&office)
        .arg(&requests)
        .args(["--as", ACCOUNT, "--now", NOW])
        .stdout(Stdio::null()))?;
    let surroundings = display::Surroundings::new(&folder.path().join("home"))?;

    let application = built("release", "etalase")?;
    let empty = built("release", "empty-window")?;
    let (many, many_now) = (desk::office(&built("release", "etalase-cli")?, desk::LARGEST)?, desk::NOW);
    let of_office = |office: &Path, now: &str| {
        start(&surroundings, &application, |command| {
            command.arg("--office").arg(office).args(["--now", now, "--as", ACCOUNT, "--report-paint"]);
        })
    };
    let turn = || {
        Ok::<_, String>([
            start(&surroundings, &empty, |_| {})?,
            of_office(&office, NOW)?,
            of_office(&many, many_now)?,
        ])
    };
    turn()?;
    let nothing = folder.path().join("tidak-ada.jsonl");
    fs::write(&nothing, "").map_err(|error| format!("{}: {error}", nothing.display()))?;
    for (office, now) in [(&office, NOW), (&many, many_now)] {
        close(office, &nothing, now)?;
    }
    let mut turns = Vec::new();
    while counted(&turns).len() < PAIRS {
        if turns.len() == TURNS {
            return Err(format!(
                "fewer than {PAIRS} of {TURNS} empty windows came without a pause; measure again"
            ));
        }
        turns.push(turn()?);
        let shown = turns.last().into_iter().flatten().map(|start| format!("{:.0} ms", start.paint));
        eprint!("\rturn {}: {}   ", turns.len(), shown.collect::<Vec<_>>().join(", "));
    }
    eprintln!();
    let left_out = turns.len() - PAIRS;
    if left_out > 0 {
        eprintln!("left out: {left_out} turns in which the empty window paused");
    }
    let turns = counted(&turns);
    let [floors, products, large] =
        [0, 1, 2].map(|which| turns.iter().map(|turn| turn[which]).collect::<Vec<_>>());
    let of = |starts: &[Start], what: fn(&Start) -> f64| starts.iter().map(what).collect::<Vec<f64>>();
    let measure = |starts: &[Start], what: &str, unit: &str, read: fn(&Start) -> f64| {
        measured_in_pairs(what, unit, &mut of(starts, read), &mut of(&floors, read), ASKED)
    };
    let mut measures = vec![
        measure(&products, "first rows painted", "ms", |start| start.paint),
        measure(&products, "memory (PSS of all processes)", "MiB", |start| start.memory),
        measure(&large, "first rows painted over 100,000 usulan", "ms", |start| start.paint),
        measure(&large, "memory over 100,000 usulan", "MiB", |start| start.memory),
    ];
    measures.extend(keys::measure(&surroundings, &application, &office, &["--now", NOW, "--as", ACCOUNT])?);
    Ok(json!({
        "bench": "window",
        "measures": measures,
        "floor": "an empty Tauri window, up to its second frame",
        "pairs": PAIRS,
        "paused": left_out,
        "open": OPEN,
    }))
}

/// The turns whose floor, the first of each, came without the pause.
fn counted<const N: usize>(turns: &[[Start; N]]) -> Vec<[Start; N]> {
    let quickest = turns.iter().map(|turn| turn[0].paint).fold(f64::INFINITY, f64::min);
    turns.iter().filter(|turn| turn[0].paint < quickest + PAUSE).copied().collect()
}

/// The letters of a full morning, registered one after the other: Meja has as many rows as it shows, and one to do now.
fn morning() -> String {
    (0..OPEN)
        .map(|letter| {
            let received = format!("2026-03-02T07:{:02}:00+07:00", 30 + letter);
            let act = json!({
                "act": "receive",
                "agency": { "id": "dispendik", "name": "Dinas Pendidikan" },
                "etalase": { "name": format!("Alat Tulis Kantor {letter}") },
                "letter": {
                    "arrival": "hand", "number": format!("400.3/{letter}/416-101/2026"),
                    "agenda": (600 + letter).to_string(),
                },
            });
            let submission = json!({
                "act": act, "basis": "paper", "evidence": { "copy": "later" },
                "when": { "certainty": "written", "at": received },
            });
            format!("{}\n", json!({ "ask": "begin", "submission": submission }))
        })
        .collect()
}

/// Opens an office, asks it `nothing` and closes it as a person does. A start that was measured ends like one in a power
/// cut: what it wrote still lies in the database's log, which every later start would read through first.
fn close(office: &Path, nothing: &Path, now: &str) -> Result<(), String> {
    run(of(built("release", "etalase-cli")?)
        .arg("run")
        .arg(office)
        .arg(nothing)
        .args(["--as", ACCOUNT, "--now", now])
        .stdout(Stdio::null()))?;
    let log = fs::metadata(office.join("etalase.db-wal"));
    if log.is_ok_and(|log| log.len() > 0) {
        return Err(format!("{}: its database did not close", office.display()));
    }
    Ok(())
}

/// Starts a program, waits for the mark, reads its memory, ends it.
fn start(
    surroundings: &display::Surroundings,
    program: &Path,
    arguments: impl FnOnce(&mut Command),
) -> Result<Start, String> {
    let mut command = Command::new(program);
    surroundings.apply(&mut command);
    arguments(&mut command);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // A group of its own: by it the processes of the web view are known.
        command.process_group(0);
    }
    let begun = Instant::now();
    let mut child =
        command.spawn().map_err(|error| format!("{} does not start: {error}", program.display()))?;
    let marked = wait_for_mark(&mut child).map(|marked| marked.duration_since(begun));
    let found = marked.and_then(|paint| {
        std::thread::sleep(SETTLED);
        let memory = memory_of_group(child.id())?;
        Ok(Start { paint: paint.as_secs_f64() * 1000.0, memory })
    });
    // The processes of the web view end when their application does.
    let _ = child.kill();
    let _ = child.wait();
    found
        .and_then(|start| ended(child.id()).map(|()| start))
        .map_err(|reason| format!("{}: {reason}", program.display()))
}

/// Waits until no process of a group is left: one that is still being taken down would share the processors with the start that is
/// measured next, and the larger one longer.
fn ended(group: u32) -> Result<(), String> {
    let given_up = Instant::now() + PATIENCE;
    while !processes_of(group)?.is_empty() {
        if Instant::now() > given_up {
            return Err(format!("did not end in {PATIENCE:?}"));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

/// Waits for the line `painted …`; when it came.
fn wait_for_mark(child: &mut Child) -> Result<Instant, String> {
    let out = child.stdout.take().ok_or("no output")?;
    let (told, hear) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mark =
            BufReader::new(out).lines().map_while(Result::ok).find(|line| line.starts_with("painted "));
        // Whoever waits may have given up.
        let _ = told.send(mark.map(|_| Instant::now()));
    });
    match hear.recv_timeout(PATIENCE) {
        Ok(Some(marked)) => Ok(marked),
        Ok(None) => Err("ended before it painted".into()),
        Err(_) => Err(format!("painted nothing in {PATIENCE:?}")),
    }
}

/// Memory of all processes of a group in MiB, what is shared divided among those who share it.
fn memory_of_group(group: u32) -> Result<f64, String> {
    // A process may have ended since.
    let kib: u64 = processes_of(group)?
        .iter()
        .map(|process| fs::read_to_string(process.join("smaps_rollup")).map_or(0, |rollup| pss_in(&rollup)))
        .sum();
    let mib = u32::try_from(kib).map_err(|_| "more memory than there is".to_owned())?;
    Ok(f64::from(mib) / 1024.0)
}

/// The folders in `/proc` of the processes of a group.
fn processes_of(group: u32) -> Result<Vec<PathBuf>, String> {
    let processes = fs::read_dir("/proc").map_err(|error| format!("/proc: {error}"))?;
    let of_group = |process: &PathBuf| {
        fs::read_to_string(process.join("stat")).is_ok_and(|stat| group_in(&stat) == Some(group))
    };
    Ok(processes.flatten().map(|process| process.path()).filter(of_group).collect())
}

/// The process group in a line of `/proc/PID/stat`. The name before it stands in brackets, and may hold anything.
fn group_in(stat: &str) -> Option<u32> {
    stat.rsplit_once(')')?.1.split_whitespace().nth(2)?.parse().ok()
}

/// The sum of proportional set sizes in KiB, from `/proc/PID/smaps_rollup`.
fn pss_in(rollup: &str) -> u64 {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processes_are_known_by_their_group() {
        assert_eq!(group_in("812 (etalase) S 800 812 812 0 -1"), Some(812));
        assert_eq!(group_in("9 (a) b) c) S 1 7 7 0 -1"), Some(7), "a name with brackets");
        assert_eq!(group_in(""), None);
    }

    #[test]
    fn a_floor_with_the_pause_does_not_count() {
        let of = |paint: f64| [Start { paint, memory: 190.0 }, Start { paint: 290.0, memory: 230.0 }];
        let floors = |turns: &[f64]| {
            let turns: Vec<_> = turns.iter().copied().map(of).collect();
            counted(&turns).iter().map(|turn| turn[0].paint).collect::<Vec<f64>>()
        };
        assert_eq!(
            floors(&[731.0, 225.0, 240.0, 733.0, 310.0]),
            [225.0, 240.0, 310.0],
            "whichever came first"
        );
        assert_eq!(floors(&[225.0]), [225.0], "one alone has none");
        let late =
            [of(225.0), [Start { paint: 230.0, memory: 190.0 }, Start { paint: 900.0, memory: 230.0 }]];
        assert_eq!(counted(&late).len(), 2, "a late start of Etalase counts against it");
    }

    #[test]
    fn memory_is_the_proportional_share() {
        let rollup =
            "55d0-7ffd ---p 00000000 00:00 0 [rollup]\nRss:  20000 kB\nPss:   12345 kB\nPss_Dirty: 1 kB\n";
        assert_eq!(pss_in(rollup), 12345, "Pss alone, not its parts");
        assert_eq!(pss_in(""), 0, "a process that has ended");
    }
}
