//! `cargo xtask test`: every check and every test, one after the other, to the end even when one fails.
//!
//! Everything of Rust is built once, with the features of the whole workspace, and the executables are used from there:
//! the development server by the browser tests, the exporter of types, the application by the window tests.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{Done, built, cargo, npm, run, run_kept};
use crate::{setup, tidy, types};

/// What has been counted so far.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    /// One check that passed or failed.
    fn of(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed) }
    }

    fn plus(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// The same, made to agree with how the program ended: one that failed without counting a failure (it did not even
    /// build), or that counted nothing at all, is one failure.
    fn ended(self, well: bool) -> Self {
        let silent_failure = !well && self.failed == 0;
        if silent_failure || self == Self::default() { self.plus(Self::of(false)) } else { self }
    }
}

/// Runs everything; whether all passed.
pub(crate) fn test() -> bool {
    let mut lines = Vec::new();
    let mut total = Tally::default();
    let mut part = |heading: &str, tally: &mut dyn FnMut() -> Tally| {
        println!("\n=== {heading}");
        let counted = tally();
        total = total.plus(counted);
        lines.push(format!("{:>6} passed {:>4} failed  {heading}", counted.passed, counted.failed));
    };

    part("set-up: packages and page", &mut || {
        check(setup::packages(&[setup::WINDOW, setup::TESTS]).and_then(|()| setup::page()))
    });
    part("cargo fmt", &mut || check(run(cargo().args(["fmt", "--all", "--check"]))));
    part("cargo clippy", &mut || {
        let all = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        check(run(cargo().args(all)))
    });
    part("tidy", &mut || check(tidy::tidy()));
    part("cargo build", &mut || check(run(cargo().args(["build", "--workspace", "--all-targets"]))));
    part("types of the page", &mut || {
        check(built("debug/examples", "export-types").and_then(|exporter| types::check(Some(&exporter))))
    });
    part("cargo test, the real window among them", &mut || {
        // What was installed above may not be missing: a test that needs it fails then instead of standing aside.
        let mut tests = cargo();
        tests.args(["test", "--workspace", "--no-fail-fast"]).env("ETALASE_TOOLS_REQUIRED", "1");
        kept(run_kept(&mut tests), cargo_tests)
    });
    part("page: svelte-check", &mut || check(run(npm().args(["run", "check"]))));
    part("page: lint", &mut || check(run(npm().args(["run", "lint"]))));
    part("page: vitest", &mut || {
        reported(vitest, |report| {
            let report = format!("--outputFile.json={}", report.display());
            run(npm().args(["run", "test", "--", "--reporter=default", "--reporter=json", &report]))
        })
    });
    part("page: the whole application in Chromium", &mut || {
        reported(playwright, |report| {
            run(npm()
                .args(["run", "test:browser", "--", "--reporter=list,json"])
                .env("PLAYWRIGHT_JSON_OUTPUT_FILE", report)
                .env("ETALASE_DEVSERVER_BIN", built("debug", "devserver")?)
                .env("ETALASE_CLI_BIN", built("debug", "etalase-cli")?))
        })
    });

    println!("\n=== all");
    lines.iter().for_each(|line| println!("{line}"));
    println!("{} passed, {} failed", total.passed, total.failed);
    total.failed == 0
}

/// One check; the reason of a failure is shown.
fn check(done: Done) -> Tally {
    if let Err(reason) = &done {
        println!("xtask: {reason}");
    }
    Tally::of(done.is_ok())
}

/// Tests that are counted in what their program writes.
fn kept(ran: Result<(bool, String), String>, count: fn(&str) -> Tally) -> Tally {
    match ran {
        Ok((well, output)) => count(&output).ended(well),
        Err(reason) => check(Err(reason)),
    }
}

/// Tests that are counted in a report in JSON, which their program writes to the file it is given.
fn reported(count: fn(&Value) -> Tally, tests: impl FnOnce(&Path) -> Done) -> Tally {
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder,
        Err(error) => return check(Err(format!("no temporary folder: {error}"))),
    };
    let report = folder.path().join("report.json");
    let done = tests(&report);
    let read = fs::read(&report).ok().and_then(|report| serde_json::from_slice(&report).ok());
    let counted = read.map_or_else(Tally::default, |report| count(&report));
    check(done.clone());
    counted.ended(done.is_ok())
}

/// Counts the lines `test result: ok. 12 passed; 0 failed; 0 ignored; …`. An ignored test is a failed one: nothing is
/// skipped here.
fn cargo_tests(output: &str) -> Tally {
    output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")).fold(
        Tally::default(),
        |sum, line| {
            let number = |what: &str| -> u64 {
                let words: Vec<&str> = line.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
                let at = words.iter().position(|word| *word == what);
                at.and_then(|at| words.get(at.checked_sub(1)?)?.parse().ok()).unwrap_or_default()
            };
            sum.plus(Tally { passed: number("passed"), failed: number("failed") + number("ignored") })
        },
    )
}

/// Counts vitest's report, in the form of jest. A file that does not even load has no tests, so it is counted itself.
fn vitest(report: &Value) -> Tally {
    let number = |key: &str| report[key].as_u64().unwrap_or_default();
    let suites = report["testResults"].as_array().into_iter().flatten();
    let broken = suites
        .filter(|suite| {
            suite["status"] == "failed" && suite["assertionResults"].as_array().is_none_or(Vec::is_empty)
        })
        .count();
    Tally {
        passed: number("numPassedTests"),
        failed: number("numFailedTests")
            + number("numPendingTests")
            + number("numTodoTests")
            + u64::try_from(broken).unwrap_or(u64::MAX),
    }
}

/// Counts Playwright's report. A test that passed only at its second try, or that was skipped, has failed.
fn playwright(report: &Value) -> Tally {
    let number = |key: &str| report["stats"][key].as_u64().unwrap_or_default();
    let errors =
        report["errors"].as_array().map_or(0, |errors| u64::try_from(errors.len()).unwrap_or(u64::MAX));
    Tally {
        passed: number("expected"),
        failed: number("unexpected") + number("flaky") + number("skipped") + errors,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn tally(passed: u64, failed: u64) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn results_of_cargo_are_summed() {
        let output = "running 3 tests\ntest a ... ok\n\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 10 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            Doc-tests x\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(cargo_tests(output), tally(13, 3), "an ignored test is a failed one");
        assert_eq!(cargo_tests("error: could not compile"), tally(0, 0), "nothing ran");
    }

    #[test]
    fn a_bad_end_is_never_a_success() {
        assert_eq!(tally(5, 0).ended(true), tally(5, 0), "all is well");
        assert_eq!(tally(5, 0).ended(false), tally(5, 1), "it broke off after five");
        assert_eq!(tally(5, 2).ended(false), tally(5, 2), "the failures explain the end");
        assert_eq!(tally(0, 0).ended(false), tally(0, 1), "it did not even build");
        assert_eq!(tally(0, 0).ended(true), tally(0, 1), "no test at all is no success");
    }

    #[test]
    fn reports_of_the_page_are_read() {
        let report = json!({
            "numPassedTests": 40, "numFailedTests": 1, "numPendingTests": 1, "numTodoTests": 0,
            "testResults": [
                { "status": "failed", "assertionResults": [{}] },
                { "status": "failed", "assertionResults": [] },
                { "status": "passed", "assertionResults": [{}] },
            ],
        });
        assert_eq!(vitest(&report), tally(40, 3), "one failed, one skipped, one file that does not load");
        let stats = json!({ "expected": 7, "unexpected": 1, "flaky": 1, "skipped": 1 });
        assert_eq!(playwright(&json!({ "stats": stats, "errors": [] })), tally(7, 3), "flaky is failed");
        assert_eq!(playwright(&json!({ "stats": {}, "errors": [{}] })), tally(0, 1), "a broken set-up");
    }

    #[test]
    fn a_missing_report_is_a_failure() {
        assert_eq!(
            reported(vitest, |_| Ok(())),
            tally(0, 1),
            "a program that reports nothing proves nothing"
        );
        let written = |report: &Path| {
            fs::write(report, r#"{"numPassedTests": 2}"#).unwrap();
            Err("status 1".to_owned())
        };
        assert_eq!(reported(vitest, written), tally(2, 1), "its own end counts");
    }
}
