//! What the office folder holds after the window is closed, read as somebody would who trusts no program: the journal
//! row by row, every document by its own hash, every PDF by its words.

use std::path::{Path, PathBuf};
use std::process::Command;

use archive::error::ArchiveError;
use archive::office::Archive;
use office::verification::{Verdict, verify};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The folder, and the events of one usulan.
pub(crate) struct Kept {
    folder: PathBuf,
    verdict: Verdict,
    events: Vec<Value>,
    status: String,
}

impl Kept {
    /// Reads a folder that nobody has open.
    #[track_caller]
    pub(crate) fn read(folder: &Path, usulan: &str) -> Self {
        let verdict = verify(folder, None).expect("an office to verify");
        let archive = Archive::open_read_only(folder).expect("the office opens without the application");
        let number = usulan.to_owned();
        let (rows, registered) = archive
            .read(move |tx| Ok::<_, ArchiveError>((tx.entries_of(&number)?, tx.register_row(&number)?)))
            .expect("the journal is read");
        let events = rows
            .iter()
            .map(|row| {
                let body: Value = serde_json::from_str(&row.entry.body).expect("a body is JSON");
                body["event"].clone()
            })
            .collect();
        let status = registered.map(|row| row.status).unwrap_or_default();
        Self { folder: folder.to_owned(), verdict, events, status }
    }

    /// Chain, replay and documents hold, and step 9 is done.
    #[track_caller]
    pub(crate) fn is_sound_and_finished(&self) {
        assert!(self.verdict.sound, "the office verifies: {:?}", self.verdict.findings);
        assert_eq!(self.status, "selesai", "the register says so");
    }

    fn all<'a>(&'a self, kind: &'a str) -> impl DoubleEndedIterator<Item = &'a Value> {
        self.events.iter().filter(move |event| event["kind"] == kind)
    }

    #[track_caller]
    fn revision(&self, kind: &str, number: u32) -> &Value {
        self.all("revision_ready")
            .map(|event| &event["revision"])
            .find(|revision| revision["kind"] == kind && revision["revision"] == number)
            .unwrap_or_else(|| panic!("{kind} R{number} is not in the journal: {:#?}", self.events))
    }

    /// A document by its name, found to be what it is called.
    #[track_caller]
    fn document(&self, sha256: &str) -> PathBuf {
        let path = self.folder.join("documents").join(sha256);
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(format!("{:x}", Sha256::digest(&bytes)), sha256, "a document is named by its hash");
        path
    }

    /// The words of a locked revision.
    #[track_caller]
    pub(crate) fn words(&self, kind: &str, revision: u32) -> Words {
        let revision = self.revision(kind, revision);
        Words::of(&self.document(revision["pdf_sha256"].as_str().unwrap_or_default()))
    }

    /// The last siap revision of a kind is this one, its PDF is in the folder under the hash of the journal, says these
    /// words and is no DRAF. Gives all its words.
    #[track_caller]
    pub(crate) fn holds(&self, kind: &str, revision: u32, expected: &[&str]) -> Words {
        let last = self.all("revision_ready").rfind(|event| event["revision"]["kind"] == kind);
        let last = last.map(|event| event["revision"]["revision"].clone());
        assert_eq!(last, Some(revision.into()), "the last revision of {kind}");
        let words = self.words(kind, revision);
        for expected in expected {
            assert!(words.say(expected), "{kind} says {expected:?}: {words}");
        }
        assert!(!words.are_a_draft(), "{kind} is siap, so it carries no DRAF: {words}");
        words
    }

    /// The last printing of a sheet that travels with the map is kept: its PDF says these words and is no DRAF.
    #[track_caller]
    pub(crate) fn holds_sheet(&self, sheet: &str, expected: &[&str]) {
        let printed = self.all("sheet_queued").rfind(|event| event["sheet"] == sheet);
        let printed = printed.unwrap_or_else(|| panic!("{sheet} was not printed: {:#?}", self.events));
        let words = Words::of(&self.document(printed["document"].as_str().unwrap_or_default()));
        for expected in expected {
            assert!(words.say(expected), "{sheet} says {expected:?}: {words}");
        }
        assert!(!words.are_a_draft(), "{sheet} goes to a desk, so it carries no DRAF: {words}");
    }

    /// The last decision on an output approves this revision, and names the very content that is locked.
    #[track_caller]
    pub(crate) fn was_approved(&self, lane: &str, revision: u32) {
        let decided = self.decided(lane).next_back().unwrap_or_else(|| panic!("{lane} was not decided on"));
        assert_eq!(decided["verdict"]["verdict"], "approve", "{lane}: {decided}");
        assert_eq!(decided["revision"], revision, "{lane}: {decided}");
        assert_eq!(decided["body_hash"], *self.body_hash(lane, revision), "{lane}: what lay on the desk");
    }

    /// A decision sent this revision of an output back with this sentence.
    #[track_caller]
    pub(crate) fn was_corrected(&self, lane: &str, revision: u32, note: &str) {
        let decided = self.decided(lane).find(|event| event["revision"] == revision);
        let decided = decided.unwrap_or_else(|| panic!("{lane} R{revision} was not decided on"));
        assert_eq!(decided["verdict"]["note"], note, "{lane}: {decided}");
        assert_eq!(decided["body_hash"], *self.body_hash(lane, revision), "{lane}: what lay on the desk");
    }

    fn decided<'a>(&'a self, lane: &'a str) -> impl DoubleEndedIterator<Item = &'a Value> {
        self.all("decided").filter(move |event| event["lane"] == lane)
    }

    #[track_caller]
    fn body_hash(&self, lane: &str, number: u32) -> &Value {
        let of_lane = |revision: &&Value| revision["lane"] == lane && revision["revision"] == number;
        let found = self.all("revision_ready").map(|event| &event["revision"]).find(of_lane);
        &found.unwrap_or_else(|| panic!("{lane} R{number} is not in the journal"))["body_hash"]
    }
}

/// The words of a PDF as a reader copies them.
pub(crate) struct Words(String);

impl Words {
    #[track_caller]
    pub(crate) fn of(pdf: &Path) -> Self {
        let read = Command::new("pdftotext")
            // In the order in which they are drawn: the letters of the slanting DRAF are lines of their own to the reader.
            .args(["-raw", "-enc", "UTF-8"])
            .arg(pdf)
            .arg("-")
            .output()
            .expect("pdftotext runs; it is in poppler-utils");
        assert!(read.status.success(), "{}: {}", pdf.display(), String::from_utf8_lossy(&read.stderr));
        Self(String::from_utf8_lossy(&read.stdout).into_owned())
    }

    /// Whether these words are among them, wherever the lines break.
    pub(crate) fn say(&self, words: &str) -> bool {
        let joined =
            |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>();
        joined(&self.0).contains(&joined(words))
    }

    pub(crate) fn are_a_draft(&self) -> bool {
        self.say("DRAF")
    }
}

impl std::fmt::Display for Words {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}
