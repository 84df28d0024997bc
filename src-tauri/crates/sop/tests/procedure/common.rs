//! An office with posts, tenures and accounts, and one usulan on its way through the delivered SOP.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime};
use serde_json::json;
use sop::act::{
    Act, ActorChoice, Agency, Change, Checklist, Deviation, Disposition, Etalase, LaneDecision, LaneRevision,
    Merged, MergedLetter, Publication, ReadyRevision, Recipient, Submission, Verdict,
};
use sop::calendar::Calendar;
use sop::decide::{Context, decide};
use sop::definition::Definition;
use sop::event::{Entry, Event};
use sop::measure::measures;
use sop::people::{Account, Capacity, Person, Post, Posts, Role, Tenure};
use sop::record::{Basis, Evidence, Instant, When};
use sop::rejection::Rejection;
use sop::sha256::sha256_hex;
use sop::usulan::Usulan;

/// The naskah of the four outputs, as this office would key them.
pub(crate) const TELAAH: &str = "N2026-00041";
pub(crate) const PENGUMUMAN: &str = "N2026-00042";
pub(crate) const SURAT: &str = "N2026-00043";

pub(crate) fn date(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect(text)
}

/// `10 08.10` is 10 November 2026, 08.10 WIB; `2026-12-01 08.10` is that day.
pub(crate) fn at(text: &str) -> Instant {
    let full = if text.len() < 10 { format!("2026-11-{text}") } else { text.to_owned() };
    let naive = NaiveDateTime::parse_from_str(&full, "%Y-%m-%d %H.%M").expect(text);
    DateTime::parse_from_rfc3339(&format!("{}+07:00", naive.format("%Y-%m-%dT%H:%M:%S"))).expect(text)
}

fn post(id: &str, name: &str, short: &str, actor: Option<&str>) -> Post {
    Post {
        id: id.into(),
        name: name.into(),
        short: short.into(),
        sop_actor: actor.map(Into::into),
        recordable: true,
    }
}

fn person(id: &str, name: &str) -> Person {
    Person { id: id.into(), name: name.into(), rank: "Pembina".into(), nip: String::new() }
}

fn tenure(post: &str, person: &str, capacity: Capacity, from: &str, to: Option<&str>) -> Tenure {
    Tenure {
        id: format!("{post}-{person}-{from}"),
        post: post.into(),
        person: person.into(),
        capacity,
        from: date(from),
        to: to.map(date),
        basis: String::new(),
    }
}

/// Kabag: Budi as Plt. until 30 November, Citra as Plh. on 19 and 20 November, Ani definitif from December.
pub(crate) fn posts() -> Posts {
    Posts {
        posts: vec![
            post("kabag", "Kepala Bagian Pengadaan Barang dan Jasa", "Kabag PBJ", Some("kepala-ukpbj")),
            post("subkoord", "Sub Koordinator LPSE", "Sub Koordinator", Some("sub-koordinator-lpse")),
            post("asisten", "Asisten Perekonomian dan Pembangunan", "Asisten", None),
            post("sekda", "Sekretaris Daerah", "Sekda", None),
        ],
        persons: vec![
            person("budi", "Budi Santoso"),
            person("citra", "Citra Lestari"),
            person("ani", "Ani Wijaya"),
            person("rini", "Rini Utami"),
            person("dedi", "Dedi Kurnia"),
            person("eko", "Eko Prasetyo"),
        ],
        tenures: vec![
            tenure("kabag", "budi", Capacity::Plt, "2026-09-01", Some("2026-11-30")),
            tenure("kabag", "citra", Capacity::Plh, "2026-11-19", Some("2026-11-20")),
            tenure("kabag", "ani", Capacity::Definitif, "2026-12-01", None),
            tenure("subkoord", "rini", Capacity::Definitif, "2022-01-03", None),
            tenure("sekda", "dedi", Capacity::Definitif, "2024-01-02", None),
            tenure("asisten", "eko", Capacity::Definitif, "2024-01-02", None),
        ],
    }
}

pub(crate) fn account(id: &str) -> Account {
    let (roles, person): (&[Role], Option<&str>) = match id {
        "siti" | "tono" | "keluar" => (&[Role::Petugas], None),
        "budi" => (&[Role::Pejabat], Some("budi")),
        "citra" => (&[Role::Pejabat], Some("citra")),
        "ani" => (&[Role::Pejabat], Some("ani")),
        "rini" => (&[Role::Pejabat], Some("rini")),
        "dedi" => (&[Role::Pejabat], Some("dedi")),
        "arsip" => (&[Role::Arsiparis], None),
        "admin" => (&[Role::Admin], None),
        other => panic!("no account {other}"),
    };
    Account {
        id: id.into(),
        name: format!("Akun {id}"),
        roles: roles.to_vec(),
        person: person.map(Into::into),
        active: id != "keluar",
    }
}

pub(crate) const ACCOUNTS: [&str; 10] =
    ["siti", "tono", "keluar", "budi", "citra", "ani", "rini", "dedi", "arsip", "admin"];

/// One usulan, the clock, and the office around it.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) usulan: Usulan,
    pub(crate) now: Instant,
    pub(crate) posts: Posts,
    pub(crate) calendar: Arc<Calendar>,
    pub(crate) seq: u32,
}

impl Case {
    pub(crate) fn new() -> Case {
        Case {
            usulan: Usulan::new(Arc::new(Definition::delivered().unwrap())),
            now: at("10 08.20"),
            posts: posts(),
            calendar: Arc::new(Calendar::mojokerto().unwrap()),
            // The journal is the office's: an usulan does not begin at 1, nor are its numbers without gaps.
            seq: 700,
        }
    }

    /// Sets the PC's clock.
    pub(crate) fn clock(&mut self, text: &str) -> &mut Case {
        self.now = at(text);
        self
    }

    pub(crate) fn try_as(&self, who: &str, submission: &Submission) -> Result<Vec<Entry>, Rejection> {
        let recorder = account(who);
        let context =
            Context { now: self.now, calendar: &self.calendar, posts: &self.posts, recorder: &recorder };
        let recorded = decide(&self.usulan, submission, &context)?;
        let again = decide(&self.usulan, submission, &context);
        assert_eq!(again.as_ref(), Ok(&recorded), "the same act in the same state gives the same events");
        let first = self.seq + 2;
        Ok(recorded
            .into_iter()
            .zip(first..)
            .map(|(new, seq)| Entry { seq, record: new.record, event: new.event })
            .collect())
    }

    /// Records an act, and holds the state against what must be true of every state.
    pub(crate) fn submit(&mut self, who: &str, submission: &Submission) -> Result<Vec<Entry>, Rejection> {
        let entries = self.try_as(who, submission)?;
        for entry in &entries {
            let text = serde_json::to_string(entry).unwrap();
            let read: Entry = serde_json::from_str(&text).unwrap();
            assert_eq!(&read, entry, "an event is read as it was written: {text}");
            self.usulan = self.usulan.clone().evolve(read);
            self.seq = entry.seq;
        }
        self.check();
        Ok(entries)
    }

    /// What holds of every state that an act leaves behind.
    pub(crate) fn check(&self) {
        let replayed =
            Usulan::replay(Arc::clone(&self.usulan.definition), self.usulan.entries().iter().cloned());
        assert!(replayed == self.usulan, "replay of the journal equals the state that grew with it");
        let fresh = measures(&self.usulan, &self.calendar).unwrap();
        assert_eq!(self.usulan.measures, fresh, "stored measures equal measures computed from the times");
    }

    pub(crate) fn ok(&mut self, who: &str, submission: &Submission) -> Vec<Entry> {
        match self.submit(who, submission) {
            Ok(entries) => entries,
            Err(rejection) => panic!("{who}: {:?} at {} is refused: {rejection:?}", submission.act, self.now),
        }
    }

    /// Siti records from paper what happened at `time`, just now.
    pub(crate) fn paper(&mut self, time: &str, act: Act) -> Vec<Entry> {
        self.ok("siti", &Submission::paper(act, at(time)))
    }

    /// Siti records from paper what happened at `time`, five minutes later.
    pub(crate) fn soon(&mut self, time: &str, act: Act) -> Vec<Entry> {
        self.now = self.now.max(at(time) + Duration::minutes(5));
        self.paper(time, act)
    }

    /// Siti does something at the desk, now.
    pub(crate) fn desk(&mut self, act: Act) -> Vec<Entry> {
        self.ok("siti", &Submission::own(act))
    }

    pub(crate) fn refused(&self, who: &str, submission: &Submission) -> Rejection {
        match self.try_as(who, submission) {
            Ok(entries) => panic!("{who}: {:?} is accepted: {entries:?}", submission.act),
            Err(rejection) => rejection,
        }
    }

    pub(crate) fn refused_paper(&self, time: &str, act: Act) -> Rejection {
        self.refused("siti", &Submission::paper(act, at(time)))
    }

    pub(crate) fn refused_desk(&self, act: Act) -> Rejection {
        self.refused("siti", &Submission::own(act))
    }

    /// The last event of a kind, with its number in the journal.
    pub(crate) fn last(&self, kind: &str) -> &Entry {
        self.usulan
            .entries()
            .iter()
            .rev()
            .find(|entry| entry.event.kind() == kind)
            .unwrap_or_else(|| panic!("no {kind} in the journal"))
    }

    pub(crate) fn kinds(&self) -> Vec<&'static str> {
        self.usulan
            .entries()
            .iter()
            .map(|entry| entry.event.kind())
            .filter(|kind| *kind != "measured")
            .collect()
    }

    /// Shortest and longest minutes stored for a pass.
    pub(crate) fn minutes(&self, step: u32, lane: Option<&str>, round: u32) -> (u32, u32) {
        let key = (step, lane.map(ToOwned::to_owned), round);
        let measure = self.usulan.measures.get(&key).unwrap_or_else(|| panic!("no measure of {key:?}"));
        (measure.low, measure.high)
    }

    pub(crate) fn ready(&mut self, lane: &str, revision: u32) -> Vec<Entry> {
        self.desk(ready(lane, revision))
    }

    /// The usulan with step `step` open, on its straightest way; 10 is the end.
    pub(crate) fn open_at(step: u32) -> Case {
        let mut case = Case::new();
        for done in 1..step {
            case.walk(done);
        }
        case
    }

    /// Records one step on the straightest way.
    fn walk(&mut self, step: u32) {
        match step {
            1 => drop(self.soon("10 08.10", receive("512"))),
            2 => drop(self.soon("10 09.00", dispose())),
            3 => drop(self.soon("10 09.10", Act::AcceptDisposition)),
            4 => {
                self.clock("10 14.00");
                self.desk(checklist());
                self.ready("telaah", 1);
                self.ready("pengumuman", 1);
                self.soon("11 08.30", hand_over(&[("telaah", 1), ("pengumuman", 1)]));
            }
            5 => {
                self.soon("11 08.55", decisions(&[approve("telaah", 1), approve_signed("pengumuman", 1)]));
            }
            6 => drop(self.soon("11 09.40", publish())),
            7 => {
                self.clock("11 09.50");
                self.ready("pemberitahuan", 1);
                self.soon("11 10.00", hand_over(&[("pemberitahuan", 1)]));
            }
            8 => drop(self.soon("11 10.10", decisions(&[approve("pemberitahuan", 1)]))),
            9 => {
                self.soon("11 14.00", sign(SURAT, 1));
                self.soon("11 14.10", number(SURAT, 1, "000.3/145/416-023/2026"));
                self.soon("11 14.15", send(&["dikpora", "dinkes"]));
            }
            other => panic!("no step {other}"),
        }
    }
}

pub(crate) fn agency() -> Agency {
    Agency { id: "dikpora".into(), name: "Dinas Pendidikan".into() }
}

pub(crate) fn etalase() -> Etalase {
    Etalase { name: "Alat Tulis Kantor".into(), kind: "barang".into(), ..Etalase::default() }
}

pub(crate) fn receive(agenda: &str) -> Act {
    // From JSON, so that a field which a letter may get later needs no change here.
    let letter = json!({
        "arrival": "hand", "number": "400.3/311/416-101/2026", "date": "2026-11-06", "subject": "Usulan etalase",
        "agenda": agenda, "leader_disposition": null,
    });
    Act::Receive { agency: agency(), etalase: etalase(), letter: serde_json::from_value(letter).unwrap() }
}

pub(crate) fn dispose() -> Act {
    Act::Dispose { disposition: Disposition { to: vec!["Sub Koordinator".into()], ..Disposition::default() } }
}

pub(crate) fn checklist() -> Act {
    let answers = BTreeMap::from([("signed".to_owned(), true), ("kbli".to_owned(), true)]);
    Act::AnswerChecklist { checklist: Checklist { answers, complete: true, note: String::new() } }
}

pub(crate) fn document(name: &str) -> String {
    sha256_hex(name.as_bytes())
}

pub(crate) fn body_hash(lane: &str, revision: u32) -> String {
    document(&format!("isi {lane} R{revision}"))
}

pub(crate) fn naskah_of(lane: &str) -> &'static str {
    match lane {
        "telaah" => TELAAH,
        "pengumuman" => PENGUMUMAN,
        "pemberitahuan" => SURAT,
        other => panic!("no naskah for {other}"),
    }
}

pub(crate) fn revision(lane: &str, revision: u32) -> ReadyRevision {
    let (kind, signer, numbered, recipients) = match lane {
        "telaah" => ("telaah", "subkoord", false, json!([])),
        "pengumuman" => ("pengumuman", "kabag", true, json!([])),
        "pemberitahuan" => (
            "surat-pemberitahuan",
            "sekda",
            true,
            json!([
                {"id": "dikpora", "name": "Kepala Dinas Pendidikan"},
                {"id": "dinkes", "name": "Kepala Dinas Kesehatan"},
            ]),
        ),
        other => panic!("no output {other}"),
    };
    let body = body_hash(lane, revision);
    let made = json!({
        "naskah": naskah_of(lane), "kind": kind, "lane": lane, "revision": revision, "body_hash": body,
        "pdf_sha256": document(&format!("pdf {lane} R{revision}")),
        "source": {"source": "made", "content": body, "pdf": document(&format!("pdf {lane} R{revision}")), "file_copy": null},
        "signer": signer, "recipients": recipients, "numbered": numbered, "pages": 1,
    });
    serde_json::from_value(made).unwrap()
}

pub(crate) fn ready(lane: &str, number: u32) -> Act {
    Act::Ready { revision: revision(lane, number) }
}

pub(crate) fn hand_over(outputs: &[(&str, u32)]) -> Act {
    let outputs = outputs
        .iter()
        .map(|(lane, revision)| LaneRevision { lane: (*lane).to_owned(), revision: *revision })
        .collect();
    Act::HandOver { outputs }
}

fn decision(lane: &str, revision: u32, verdict: Verdict) -> LaneDecision {
    LaneDecision { lane: lane.into(), revision, body_hash: body_hash(lane, revision), verdict }
}

pub(crate) fn approve(lane: &str, revision: u32) -> LaneDecision {
    decision(lane, revision, Verdict::Approve { signed: false })
}

pub(crate) fn approve_signed(lane: &str, revision: u32) -> LaneDecision {
    decision(lane, revision, Verdict::Approve { signed: true })
}

pub(crate) fn correct(lane: &str, revision: u32, note: &str) -> LaneDecision {
    decision(lane, revision, Verdict::Correct { note: note.into(), document: None })
}

pub(crate) fn decisions(all: &[LaneDecision]) -> Act {
    Act::Decide { decisions: all.to_vec() }
}

pub(crate) fn publish() -> Act {
    Act::Publish {
        publication: Publication {
            address: "https://e-katalog.lkpp.go.id/lokal/atk".into(),
            proofs: vec![document("tangkapan layar")],
            platform: "v5".into(),
        },
    }
}

pub(crate) fn print_sheet(sheet: &str) -> Act {
    Act::PrintSheet { sheet: sheet.into(), document: document(sheet), printer: "LaserJet".into(), copies: 1 }
}

/// Letters of their own for two recipients.
pub(crate) fn merge(naskah: &str, revision: u32) -> Act {
    let letter = |id: &str| MergedLetter {
        recipient: Recipient { id: id.into(), name: format!("Kepala {id}"), ..Recipient::default() },
        document: document(id),
        pages: 1,
    };
    Act::Merge {
        merged: Merged {
            naskah: naskah.into(),
            revision,
            letters: vec![letter("dispendik"), letter("dinkes")],
            print_file: document("semua"),
            pages: 2,
            both_sides: false,
            dispatch: document("ekspedisi"),
        },
    }
}

pub(crate) fn sign(naskah: &str, revision: u32) -> Act {
    Act::Sign { naskah: naskah.into(), revision, place: String::new() }
}

pub(crate) fn number(naskah: &str, revision: u32, number: &str) -> Act {
    number_from(naskah, revision, number, "book")
}

pub(crate) fn number_from(naskah: &str, revision: u32, number: &str, source: &str) -> Act {
    let numbering = json!({
        "naskah": naskah, "revision": revision, "number": number, "date": "2026-11-11", "source": source,
        "pool": "keluar", "double_reason": null,
    });
    Act::Number { numbering: serde_json::from_value(numbering).unwrap() }
}

pub(crate) fn send(recipients: &[&str]) -> Act {
    let deliveries: Vec<_> = recipients
        .iter()
        .map(|id| json!({"recipient": {"id": id, "name": format!("Kepala {id}")}, "method": "SRIKANDI"}))
        .collect();
    Act::Send { deliveries: serde_json::from_value(json!(deliveries)).unwrap() }
}

pub(crate) fn scan(naskah: &str, revision: u32) -> Act {
    let document = document(&format!("pindaian {naskah} R{revision}"));
    Act::FileCopy { naskah: naskah.into(), revision, copy: sop::act::NaskahCopy::Scan { document } }
}

pub(crate) fn deviation(cause: &str) -> Deviation {
    Deviation {
        missing: String::new(),
        cause: cause.into(),
        answerable: String::new(),
        remedy: "Disusulkan".into(),
    }
}

pub(crate) fn explain(step: u32, round: u32) -> Act {
    Act::Explain { step, round, deviation: deviation("Pejabat rapat atau dinas luar") }
}

pub(crate) fn hold(reason: &str) -> Act {
    Act::Hold { reason: reason.into() }
}

pub(crate) fn cancel() -> Act {
    Act::Cancel { reason: "Ditarik pengusul".into() }
}

pub(crate) fn reopen(step: u32) -> Act {
    Act::Reopen { step, reason: "Ada yang terlewat".into() }
}

pub(crate) fn withdraw(lane: &str) -> Act {
    Act::WithdrawApproval { lane: lane.into(), reason: "Keliru menyetujui".into() }
}

pub(crate) fn give_back() -> Act {
    Act::ReturnToProposer { reason: "KBLI tidak ada".into() }
}

pub(crate) fn return_outside(naskah: &str, revision: u32) -> Act {
    Act::ReturnOutside { naskah: naskah.into(), revision, note: "tembusan kurang".into() }
}

pub(crate) fn attach(slot: sop::act::Slot, name: &str) -> Act {
    Act::Attach { slot, document: document(name), name: name.into() }
}

pub(crate) fn amend(target: &Entry, change: Change) -> Act {
    Act::Amend { target: target.seq, change, reason: "salah ketik".into() }
}

pub(crate) fn amend_time(target: &Entry, time: &str) -> Act {
    amend(target, Change::Time { when: When::Written { at: at(time) } })
}

/// From paper, the date only.
pub(crate) fn date_only(act: Act, day: &str) -> Submission {
    Submission { when: When::DateOnly { date: date(day) }, ..Submission::paper(act, at("10 08.00")) }
}

pub(crate) fn by(submission: Submission, post: &str, person: &str) -> Submission {
    Submission { actor: Some(ActorChoice { post: post.into(), person: person.into() }), ..submission }
}

pub(crate) fn with_basis(submission: Submission, basis: Basis) -> Submission {
    Submission { basis, ..submission }
}

pub(crate) fn with_copy(submission: Submission, name: &str) -> Submission {
    Submission { evidence: Evidence::Document { document: document(name) }, ..submission }
}

pub(crate) fn deviating(submission: Submission, cause: &str) -> Submission {
    Submission { deviation: Some(deviation(cause)), ..submission }
}

/// The events of an act without its measures.
pub(crate) fn facts(entries: &[Entry]) -> Vec<&Event> {
    entries
        .iter()
        .map(|entry| &entry.event)
        .filter(|event| !matches!(event, Event::Measured { .. }))
        .collect()
}
