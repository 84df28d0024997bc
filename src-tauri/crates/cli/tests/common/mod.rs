//! The binary, run as anybody runs it, and an office in which the demonstration was played.

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]
// Each test binary uses its own part of this.
#![allow(dead_code, unreachable_pub)]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use serde_json::Value;
use tempfile::TempDir;

/// When the demonstration ends.
pub const NOW: &str = "2026-11-20T15:00:00+07:00";

/// What a run of the binary gave.
#[derive(Debug)]
pub struct Ran {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    fn of(output: &Output) -> Ran {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the binary writes UTF-8");
        let status = output.status.code().expect("it ended by itself");
        Ran { status, out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Its answer.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("no JSON ({error}): {self:?}"))
    }

    /// Its answers, one a line.
    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        let line = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        self.out.lines().map(line).collect()
    }
}

/// The binary with its arguments, to be run or spawned.
pub fn command(arguments: &[&dyn AsRef<OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_etalase-cli"));
    command.args(arguments.iter().map(|argument| argument.as_ref())).stdin(Stdio::null());
    command
}

/// Runs the binary to its end.
pub fn cli(arguments: &[&dyn AsRef<OsStr>]) -> Ran {
    Ran::of(&command(arguments).output().expect("the binary starts"))
}

/// Runs the binary with a text on its standard input.
pub fn cli_told(arguments: &[&dyn AsRef<OsStr>], told: &Path) -> Ran {
    let input = fs::File::open(told).expect("the text is there");
    Ran::of(&command(arguments).stdin(input).output().expect("the binary starts"))
}

/// The office of the demonstration, made once for all tests that run at a time.
pub struct Demo {
    home: TempDir,
    /// What `demo` answered.
    pub answer: Value,
}

impl Demo {
    /// The demonstration; played when no test holds one.
    pub fn get() -> Arc<Demo> {
        static PLAYED: Mutex<Weak<Demo>> = Mutex::new(Weak::new());
        let mut played = PLAYED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(demo) = played.upgrade() {
            return demo;
        }
        let home = tempfile::tempdir().expect("a temporary folder");
        let ran = cli(&[&"demo", &home.path().join("kantor"), &"--now", &NOW]);
        assert_eq!(ran.status, 0, "the demonstration goes through: {ran:?}");
        let demo = Arc::new(Demo { answer: ran.json(), home });
        *played = Arc::downgrade(&demo);
        demo
    }

    pub fn dir(&self) -> PathBuf {
        self.home.path().join("kantor")
    }

    /// A copy to be spoilt: its own database, the same documents.
    pub fn copy(&self) -> Copy {
        let home = tempfile::tempdir().expect("a temporary folder");
        let copy = Copy { original: self.dir().join("etalase.db"), home };
        fs::create_dir_all(copy.dir().join("documents")).expect("a folder is made");
        copy.restore();
        for document in self.documents() {
            let from = self.dir().join("documents").join(&document);
            let to = copy.document(&document);
            fs::hard_link(&from, &to)
                .or_else(|_| fs::copy(&from, &to).map(drop))
                .expect("a document is linked");
        }
        copy
    }

    /// Names of all its documents, sorted.
    pub fn documents(&self) -> Vec<String> {
        names(&self.dir().join("documents"))
    }
}

/// What lies in a folder, sorted.
pub fn names(dir: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("an entry").file_name().into_string().expect("a name of text")
    };
    let mut names: Vec<String> = fs::read_dir(dir).expect("a folder").map(name).collect();
    names.sort();
    names
}

/// A copy of the office of the demonstration.
pub struct Copy {
    original: PathBuf,
    home: TempDir,
}

impl Copy {
    pub fn dir(&self) -> PathBuf {
        self.home.path().join("kantor")
    }

    /// The database as the demonstration left it.
    pub fn restore(&self) {
        fs::copy(&self.original, self.dir().join("etalase.db")).expect("the database is copied");
        for log in ["etalase.db-wal", "etalase.db-shm"] {
            // A reader may have left one; it belongs to the database before.
            let _ = fs::remove_file(self.dir().join(log));
        }
    }

    /// Where a document lies.
    pub fn document(&self, name: &str) -> PathBuf {
        self.dir().join("documents").join(name)
    }

    /// Puts other bytes in a document's place; the original, which is linked, stays as it is.
    pub fn overwrite(&self, name: &str, bytes: &[u8]) {
        fs::remove_file(self.document(name)).expect("a document is removed");
        fs::write(self.document(name), bytes).expect("another is written");
    }

    /// Runs `verify` on it.
    pub fn verify(&self) -> Verified {
        let ran = cli(&[&"verify", &self.dir()]);
        Verified { verdict: ran.json(), status: ran.status, told: ran.err }
    }

    #[track_caller]
    pub fn tamper(&self, sql: &str) {
        archive::tamper::tamper(&self.dir(), sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

/// What `verify` said.
#[derive(Debug)]
pub struct Verified {
    /// Exit status.
    pub status: i32,
    /// Its answer.
    pub verdict: Value,
    /// What it told the person at the terminal.
    pub told: String,
}

impl Verified {
    /// Faults that it found.
    pub fn faults(&self) -> Vec<&Value> {
        let findings = self.verdict["findings"].as_array().expect("a list of findings");
        findings.iter().filter(|finding| finding["fault"] == true).collect()
    }

    /// Whether a fault with these data was found.
    pub fn found(&self, data: &[(&str, Value)]) -> bool {
        self.faults().iter().any(|fault| data.iter().all(|(key, value)| fault["data"][*key] == *value))
    }

    /// The check found something, and what it found says this.
    #[track_caller]
    pub fn must_find(&self, what: &str, data: &[(&str, Value)]) {
        assert_eq!(self.status, 1, "{what}: the check found something: {self:?}");
        assert_eq!(self.verdict["sound"], false, "{what}: and says so");
        assert!(self.found(data), "{what}: {data:?} must be named: {:#?}", self.faults());
    }
}

/// Works on every item, on as many threads as there are processors; each thread has what `make` gives it.
pub fn on_all_processors<T: Sync, W>(
    items: &[T],
    make: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, &T) + Sync,
) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut own = make();
                while let Some(item) = items.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    work(&mut own, item);
                }
            });
        }
    });
}
