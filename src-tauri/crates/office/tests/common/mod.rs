//! A sample office in a temporary folder, with a clock that the test sets, and the acts of a clerk's day in short
//! words. Everything goes through requests, as from any door.

// Each test binary uses its own part of this.
#![allow(dead_code, unreachable_pub)]

use std::path::{Path, PathBuf};

use chrono::DateTime;
use devices::fake::FakeDevices;
use office::api::{Answer, DocumentView, Picked, RecordedActs, Request, UsulanView};
use office::fault::Code;
use office::{Desk, Fault, create_office};
use sop::act::{
    Act, Agency, Arrival, Checklist, Delivery, Disposition, Etalase, LaneDecision, LaneRevision, LetterForm,
    NaskahCopy, NumberSource, Numbering, ProposalLetter, Publication, Recipient, Submission, Verdict,
};
use sop::record::{Basis, Evidence, Instant, When};
use tempfile::TempDir;

/// A one-pixel-wide strip of a PNG: the smallest paper that can be shown.
pub fn png(shade: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().expect("a header is written to memory");
    writer.write_image_data(&[shade; 64]).expect("64 pixels fill 8 by 8");
    writer.finish().expect("the end is written to memory");
    bytes
}

/// An instant of November 2026 in the office's zone.
pub fn nov(day: u32, hour: u32, minute: u32) -> Instant {
    DateTime::parse_from_rfc3339(&format!("2026-11-{day:02}T{hour:02}:{minute:02}:00+07:00"))
        .expect("a time of November")
}

/// An office at work in a temporary folder.
pub struct Office {
    pub folder: TempDir,
    pub devices: FakeDevices,
    pub desk: Desk,
    pub usulan: String,
    pub seen: u32,
}

impl Office {
    /// A fresh sample office, Siti at the desk.
    pub fn sample(now: Instant) -> Office {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let devices = FakeDevices::new(now, folder.path().join("cetak"));
        let dir = folder.path().join("kantor");
        create_office(&dir, true, &devices.devices()).expect("a sample office is made");
        Office::open(folder, devices)
    }

    fn open(folder: TempDir, devices: FakeDevices) -> Office {
        let desk = Desk::open(&folder.path().join("kantor"), devices.devices()).expect("the office opens");
        desk.sign_in("siti").expect("Siti works here");
        Office { folder, devices, desk, usulan: String::new(), seen: 0 }
    }

    /// Where the office lies.
    pub fn dir(&self) -> PathBuf {
        self.folder.path().join("kantor")
    }

    /// Sets the clock.
    pub fn clock(&self, now: Instant) {
        self.devices.clock.set(now);
    }

    pub fn ask(&self, request: Request) -> Result<Answer, Fault> {
        self.desk.ask(request)
    }

    /// Records acts on the usulan in hand.
    pub fn record(&mut self, acts: Vec<Submission>) -> Result<RecordedActs, Fault> {
        let request = Request::Record { usulan: self.usulan.clone(), seen: self.seen, acts };
        match self.ask(request)? {
            Answer::Record(recorded) => {
                self.seen = recorded.seen;
                Ok(recorded)
            }
            other => panic!("not the answer to a record: {other:?}"),
        }
    }

    /// Records one act from paper at an hour written on it.
    pub fn paper(&mut self, at: Instant, act: Act) -> RecordedActs {
        let name = format!("{act:?}");
        self.record(vec![Submission::paper(act, at)]).unwrap_or_else(|fault| panic!("{name}: {fault:?}"))
    }

    /// Records one act of the petugas herself, now.
    pub fn own(&mut self, act: Act) -> RecordedActs {
        let name = format!("{act:?}");
        self.record(vec![Submission::own(act)]).unwrap_or_else(|fault| panic!("{name}: {fault:?}"))
    }

    /// The usulan as the screen gets it.
    pub fn view(&self) -> UsulanView {
        match self.ask(Request::Usulan { usulan: self.usulan.clone() }).expect("the usulan is shown") {
            Answer::Usulan(view) => *view,
            other => panic!("not a view: {other:?}"),
        }
    }

    /// Takes a file in through the file dialog.
    pub fn pick(&self, name: &str, bytes: &[u8]) -> Picked {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file is written");
        self.pick_path(&path)
    }

    pub fn pick_path(&self, path: &Path) -> Picked {
        self.devices.picker.then([path]);
        match self.ask(Request::PickDocuments).expect("the dialog answers") {
            Answer::PickDocuments(mut picked) => picked.remove(0),
            other => panic!("not what was picked: {other:?}"),
        }
    }

    /// A readable document.
    pub fn document(&self, shade: u8) -> DocumentView {
        match self.pick(&format!("scan{shade:03}.png"), &png(shade)) {
            Picked::Taken { document, .. } => document,
            Picked::Refused { message, .. } => panic!("refused: {message}"),
        }
    }

    /// A document made elsewhere becomes the next revision of a kind.
    pub fn use_document(&mut self, kind: &str, shade: u8, negative: bool) {
        let document = self.document(shade).document;
        let request = Request::UseDocument {
            usulan: self.usulan.clone(),
            kind: kind.into(),
            seen: self.seen,
            document,
            editable: None,
            negative,
        };
        match self.ask(request).expect("a document made elsewhere is an output") {
            Answer::UseDocument(locked) => self.seen = locked.seen,
            other => panic!("not a revision: {other:?}"),
        }
    }

    pub fn begin(&mut self, submission: Submission) -> Result<RecordedActs, Fault> {
        match self.ask(Request::Begin { submission: Box::new(submission) })? {
            Answer::Begin(begun) => {
                self.usulan.clone_from(&begun.usulan);
                self.seen = begun.seen;
                Ok(begun)
            }
            other => panic!("not a beginning: {other:?}"),
        }
    }

    pub fn receive(&mut self, at: Instant) {
        self.begin(Submission::paper(received("512"), at)).expect("a letter is received");
    }

    pub fn checklist(&mut self) {
        self.own(Act::AnswerChecklist { checklist: checklist() });
    }

    /// The valid revision of an output, as an act names it.
    pub fn revision(&self, lane: &str) -> LaneRevision {
        let naskah = self.naskah(lane);
        LaneRevision { lane: lane.into(), revision: naskah.0 }
    }

    /// Revision, body hash and key of the valid revision of an output.
    pub fn naskah(&self, lane: &str) -> (u32, String, String) {
        let view = self.view();
        let found = view
            .naskah
            .iter()
            .find(|naskah| naskah.lane.as_deref() == Some(lane) || naskah.kind == lane)
            .unwrap_or_else(|| panic!("no naskah of {lane}"));
        let valid = found.valid.unwrap_or(0);
        let hash = found.revisions.iter().find(|r| r.revision == valid).map(|r| r.body_hash.clone());
        (valid, hash.unwrap_or_default(), found.naskah.clone())
    }

    pub fn decision(&self, lane: &str, verdict: Verdict) -> LaneDecision {
        let (revision, body_hash, _) = self.naskah(lane);
        LaneDecision { lane: lane.into(), revision, body_hash, verdict }
    }

    pub fn hand_over(&mut self, at: Instant, lanes: &[&str]) {
        let outputs = lanes.iter().map(|lane| self.revision(lane)).collect();
        self.paper(at, Act::HandOver { outputs });
    }

    pub fn decide(&mut self, at: Instant, decisions: Vec<LaneDecision>) {
        self.paper(at, Act::Decide { decisions });
    }

    pub fn sign(&mut self, at: Instant, lane: &str) {
        let (revision, _, naskah) = self.naskah(lane);
        self.paper(at, Act::Sign { naskah, revision, place: String::new() });
    }

    pub fn number(&mut self, at: Instant, lane: &str, number: &str) -> Result<RecordedActs, Fault> {
        let (revision, _, naskah) = self.naskah(lane);
        let numbering = numbering(naskah, revision, number);
        self.record(vec![Submission {
            evidence: Evidence::NotNeeded,
            ..Submission::paper(Act::Number { numbering }, at)
        }])
    }

    pub fn publish(&mut self, at: Instant, shade: u8) {
        let proofs = vec![self.document(shade).document];
        self.paper(at, Act::Publish { publication: publication(proofs) });
    }

    pub fn send_all(&mut self, at: Instant) {
        let deliveries = self.deliveries();
        self.paper(at, Act::Send { deliveries });
    }

    pub fn deliveries(&self) -> Vec<Delivery> {
        self.view()
            .recipients
            .iter()
            .map(|row| Delivery { recipient: row.recipient.clone(), method: "kurir".into() })
            .collect()
    }

    /// Last number of the journal: what a refused act must not change.
    pub fn head(&self) -> String {
        let verdict = office::verification::verify(&self.dir(), None).expect("there is an office");
        verdict.head
    }
}

/// A letter of Dinas Pendidikan with this agenda number.
pub fn received(agenda: &str) -> Act {
    Act::Receive {
        agency: agency(),
        etalase: etalase(),
        letter: ProposalLetter {
            arrival: Arrival::Hand,
            number: "400.3/311/416-101/2026".into(),
            date: chrono::NaiveDate::from_ymd_opt(2026, 11, 6),
            form: LetterForm::SuratDinas,
            subject: "Usulan Pembuatan Etalase".into(),
            sifat: "Biasa".into(),
            attachments: String::new(),
            agenda: agenda.into(),
            agenda_double_reason: None,
            agenda_setda: String::new(),
            leader_disposition: None,
        },
    }
}

pub fn agency() -> Agency {
    Agency { id: "dispendik".into(), name: "Dinas Pendidikan".into() }
}

pub fn etalase() -> Etalase {
    Etalase { name: "Alat Tulis Kantor".into(), ..Etalase::default() }
}

pub fn checklist() -> Checklist {
    let answers = office::delivered::CHECKLIST.iter().map(|item| ((*item).to_owned(), true)).collect();
    Checklist { answers, complete: true, note: String::new() }
}

pub fn disposition() -> Act {
    Act::Dispose { disposition: Disposition::default() }
}

pub fn publication(proofs: Vec<String>) -> Publication {
    Publication { address: "https://contoh.example/etalase".into(), proofs, platform: "v5".into() }
}

pub fn numbering(naskah: String, revision: u32, number: &str) -> Numbering {
    Numbering {
        naskah,
        revision,
        number: number.into(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 11).expect("a date"),
        source: NumberSource::Book,
        pool: String::new(),
        pattern: String::new(),
        double_reason: None,
    }
}

pub fn approve(signed: bool) -> Verdict {
    Verdict::Approve { signed }
}

pub fn correct(note: &str) -> Verdict {
    Verdict::Correct { note: note.into(), document: None }
}

pub fn scan(document: String) -> NaskahCopy {
    NaskahCopy::Scan { document }
}

pub fn recipient(id: &str) -> Recipient {
    Recipient { id: id.into(), name: id.into(), ..Recipient::default() }
}

/// The code of a fault as doors see it.
pub fn code(fault: &Fault) -> String {
    word(fault.code)
}

pub fn word(code: Code) -> String {
    serde_json::to_value(code).expect("a code is a word").as_str().unwrap_or_default().to_owned()
}

/// A submission by a person in an own account, now.
pub fn by_oneself(act: Act) -> Submission {
    Submission { basis: Basis::Own, evidence: Evidence::NotNeeded, when: When::Now, ..Submission::own(act) }
}
