//! How often an act waits for the disk, beside the one sync that a bare INSERT cannot do without. Counted from outside: the
//! same benchmark runs once more under `strace`, which sees every sync with the file it is for. That run is not timed.

use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::program::{of, run};
use crate::setup;

/// Syncs of the product and of the floor, while the marked acts ran.
#[derive(Debug, Default, PartialEq, Eq)]
struct Syncs {
    office: u32,
    floor: u32,
}

/// Runs `etalase-cli bench act` in `folder` under `strace`; one measure, per act.
pub(super) fn measure(cli: &Path, folder: &Path, acts: f64) -> Result<Value, String> {
    setup::packages(&[&["strace"]])?;
    let scratch = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let log = scratch.path().join("syncs");
    run(of("strace")
        .args(["--follow-forks", "--decode-fds=path", "--quiet=all", "--trace=fsync,fdatasync", "--output"])
        .arg(&log)
        .arg(cli)
        .args(["bench", "act"])
        .current_dir(folder)
        .stdout(Stdio::null()))?;
    let text = std::fs::read_to_string(&log).map_err(|error| format!("{}: {error}", log.display()))?;
    let Syncs { office, floor } = count(&text)?;
    let (value, floor) = (f64::from(office) / acts, f64::from(floor) / acts);
    Ok(json!({
        "what": "syncs of an act", "unit": "syncs", "value": value, "floor": floor, "ratio": value / floor, "runs": acts,
    }))
}

/// Counts what lies between the two marks: lines such as `812 fdatasync(7</disk/x/kantor/etalase.db-wal>) = 0`.
fn count(log: &str) -> Result<Syncs, String> {
    let mut counted = None;
    for line in log.lines() {
        let Some((_, file)) = line.split_once('<') else { continue };
        let Some((file, _)) = file.split_once('>') else { continue };
        match (&mut counted, Path::new(file)) {
            (None, file) if file.ends_with("mulai") => counted = Some(Syncs::default()),
            (Some(_), file) if file.ends_with("selesai") => return counted.ok_or_else(String::new),
            (Some(syncs), file) if file.iter().any(|part| part == "kantor") => syncs.office += 1,
            (Some(syncs), file) if file.iter().any(|part| part == "lantai") => syncs.floor += 1,
            _ => {}
        }
    }
    Err("the benchmark was watched, and its marks were not seen".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_between_the_marks_counts() {
        let log = "1 fsync(3</t/a/kantor/etalase.db>) = 0\n\
                   1 fsync(4</t/a/mulai>) = 0\n\
                   2 fdatasync(5</t/a/kantor/etalase.db-wal>) = 0\n\
                   1 fdatasync(6</t/a/lantai/floor.db-wal>) = 0\n\
                   2 fsync(7</t/a/kantor/documents/ab>) = 0\n\
                   1 fsync(8</t/elsewhere>) = 0\n\
                   1 fsync(4</t/a/selesai>) = 0\n\
                   2 fsync(5</t/a/kantor/etalase.db>) = 0\n";
        assert_eq!(count(log), Ok(Syncs { office: 2, floor: 1 }));
    }

    #[test]
    fn a_run_that_was_not_seen_counts_nothing() {
        assert!(count("").is_err(), "no line at all");
        assert!(count("1 fsync(4</t/a/mulai>) = 0\n").is_err(), "it broke off");
    }
}
