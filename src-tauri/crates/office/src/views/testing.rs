//! An office of one usulan for the tests of views: acts go through `sop::decide`, as at a real desk.

use std::sync::Arc;

use archive::register::RegisterRow;
use chrono::{DateTime, NaiveDate, NaiveDateTime};
use sop::act::{
    Act, Agency, Arrival, Checklist, Delivery, Deviation, Disposition, Etalase, LaneDecision, LaneRevision,
    LetterForm, NaskahCopy, NumberSource, Numbering, ProposalLetter, Publication, ReadyRevision, Recipient,
    RevisionSource, Submission, Verdict,
};
use sop::decide::{Context, decide};
use sop::event::Entry;
use sop::people::{Account, Capacity, Person, Role, Tenure};
use sop::record::{Evidence, Instant, When};
use sop::sha256::sha256_hex;
use sop::usulan::Usulan;

use super::{Look, row};
use crate::delivered::{ASISTEN, KABAG, SEKDA, SUBKOORD};
use crate::state::State;

/// "2026-11-10 09.32" in the office's zone.
pub(crate) fn at(text: &str) -> Instant {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H.%M").expect("a time of the tests");
    DateTime::from_naive_utc_and_offset(
        local - chrono::Duration::hours(7),
        chrono::FixedOffset::east_opt(7 * 3600).expect("WIB"),
    )
}

fn person(id: &str, name: &str) -> Person {
    Person { id: id.into(), name: name.into(), rank: String::new(), nip: String::new() }
}

fn account(id: &str, roles: &[Role], person: Option<&str>) -> Account {
    Account {
        id: id.into(),
        name: format!("Akun {id}"),
        roles: roles.to_vec(),
        person: person.map(str::to_owned),
        active: true,
    }
}

fn office() -> State {
    let mut state = State::delivered().expect("delivered");
    state.office.contact = "Layanan Pengadaan Bagian PBJ".into();
    let held = [
        ("p-kabag", "Nama Kabag, S.T.", KABAG, Capacity::Plt),
        ("p-subkoord", "Nama Subkoord, S.Kom.", SUBKOORD, Capacity::Definitif),
        ("p-sekda", "Nama Sekda", SEKDA, Capacity::Definitif),
        ("p-asisten", "Nama Asisten", ASISTEN, Capacity::Definitif),
    ];
    for (id, name, post, capacity) in held {
        state.posts.persons.push(person(id, name));
        state.posts.tenures.push(Tenure {
            id: format!("t-{id}"),
            post: post.into(),
            person: id.into(),
            capacity,
            from: NaiveDate::from_ymd_opt(2026, 1, 1).expect("date"),
            to: None,
            basis: String::new(),
        });
    }
    state.accounts = vec![
        account("siti", &[Role::Petugas], None),
        account("kabag", &[Role::Pejabat], Some("p-kabag")),
        account("subkoord", &[Role::Pejabat], Some("p-subkoord")),
        account("sekda", &[Role::Pejabat], Some("p-sekda")),
        account("arsip", &[Role::Arsiparis], None),
        account("admin", &[Role::Admin], None),
    ];
    state
}

/// The usulan of DESK section 1 on its way, with the office around it.
pub(crate) struct Day {
    /// Settings.
    pub(crate) state: State,
    /// The usulan.
    pub(crate) usulan: Usulan,
}

impl Day {
    /// Nothing recorded yet.
    pub(crate) fn new() -> Day {
        let state = office();
        let usulan = Usulan::new(Arc::clone(&state.definition));
        Day { state, usulan }
    }

    /// Received on Tuesday at 08.10; its scan follows.
    pub(crate) fn received() -> Day {
        let mut day = Day::new();
        day.record(Submission::paper(receive("512"), at("2026-11-10 08.10")), "2026-11-10 08.15");
        day
    }

    /// Received on Tuesday, typed at 15.45, the hour not written.
    pub(crate) fn received_on_a_date() -> Day {
        let mut day = Day::new();
        let date = NaiveDate::from_ymd_opt(2026, 11, 10).expect("date");
        let when = When::DateOnly { date };
        let paper = Submission::paper(receive("512"), at("2026-11-10 08.10"));
        day.record(Submission { when, ..paper }, "2026-11-10 15.45");
        day
    }

    /// Both outputs on the Kabag's desk, Wednesday 08.30.
    pub(crate) fn handed() -> Day {
        let mut day = Day::received();
        day.dispose("2026-11-10 09.32");
        day.accept("2026-11-10 09.40");
        day.checklist("2026-11-10 10.00");
        day.ready("telaah", 1, "2026-11-10 14.00");
        day.ready("pengumuman", 1, "2026-11-10 15.00");
        day.hand(&[("telaah", 1), ("pengumuman", 1)], "2026-11-11 08.30");
        day
    }

    /// Wednesday 08.55: the telaah approved, the pengumuman returned.
    pub(crate) fn corrected() -> Day {
        let mut day = Day::handed();
        let approve = day.decision("telaah", 1, Verdict::Approve { signed: false });
        let correct = day.decision(
            "pengumuman",
            1,
            Verdict::Correct { note: "jadwal: terbuka".into(), document: None },
        );
        let act = Act::Decide { decisions: vec![approve, correct] };
        day.record(Submission::paper(act, at("2026-11-11 08.55")), "2026-11-11 09.02");
        day
    }

    /// Both outputs approved, the pengumuman signed at once in its second revision, Wednesday 10.05.
    pub(crate) fn approved() -> Day {
        let mut day = Day::corrected();
        day.ready("pengumuman", 2, "2026-11-11 09.40");
        day.hand(&[("pengumuman", 2)], "2026-11-11 09.48");
        let approve = day.decision("pengumuman", 2, Verdict::Approve { signed: true });
        let act = Act::Decide { decisions: vec![approve] };
        day.record(Submission::paper(act, at("2026-11-11 10.05")), "2026-11-11 10.10");
        day
    }

    /// The letter approved at step 8, Wednesday 11.25; signature and number of others are missing.
    pub(crate) fn approved_letter() -> Day {
        let mut day = Day::approved();
        day.publish("2026-11-11 10.50");
        day.ready("pemberitahuan", 1, "2026-11-11 11.00");
        day.hand(&[("pemberitahuan", 1)], "2026-11-11 11.10");
        let approve = day.decision("pemberitahuan", 1, Verdict::Approve { signed: false });
        let act = Act::Decide { decisions: vec![approve] };
        day.record(Submission::paper(act, at("2026-11-11 11.25")), "2026-11-11 11.30");
        day
    }

    /// Signed, numbered and sent on Thursday.
    pub(crate) fn sent() -> Day {
        let mut day = Day::approved_letter();
        day.sign("pemberitahuan", "2026-11-12 15.00");
        day.number("pemberitahuan", "000.3/300/416-012/2026", "2026-11-12 15.20");
        let deliveries = day
            .usulan
            .recipients()
            .into_iter()
            .zip(["SRIKANDI", "Kurir"])
            .map(|(recipient, method)| Delivery { recipient, method: method.into() })
            .collect();
        day.record(Submission::paper(Act::Send { deliveries }, at("2026-11-12 15.28")), "2026-11-12 15.40");
        day
    }

    pub(crate) fn look(&self, now: &str) -> Look<'_> {
        self.look_as("siti", now)
    }

    pub(crate) fn look_as(&self, account: &str, now: &str) -> Look<'_> {
        let account = self.state.account(account).expect("an account of the tests");
        Look { state: &self.state, account: Some(account), now: at(now) }
    }

    pub(crate) fn row(&self) -> RegisterRow {
        row::register_row("2026-0042", &self.usulan, &self.state.calendar).expect("row")
    }

    /// Records an act as the petugas, typed at `now`.
    pub(crate) fn record(&mut self, submission: Submission, now: &str) {
        self.record_as("siti", submission, now);
    }

    pub(crate) fn record_as(&mut self, account: &str, submission: Submission, now: &str) {
        let context = Context {
            now: at(now),
            calendar: &self.state.calendar,
            posts: &self.state.posts,
            recorder: self.state.account(account).expect("an account of the tests"),
        };
        let recorded = decide(&self.usulan, &submission, &context)
            .unwrap_or_else(|why| panic!("{:?} is refused: {why:?}", submission.act));
        for new in recorded {
            let seq = self.usulan.seen + 1;
            let usulan = std::mem::replace(&mut self.usulan, Usulan::new(Arc::clone(&self.state.definition)));
            self.usulan = usulan.evolve(Entry { seq, record: new.record, event: new.event });
        }
    }

    /// Recorded from paper at the hour at which it happened.
    fn paper(&mut self, act: Act, hour: &str) {
        self.record(Submission::paper(act, at(hour)), hour);
    }

    fn own(&mut self, act: Act, hour: &str) {
        self.record(Submission::own(act), hour);
    }

    pub(crate) fn dispose(&mut self, hour: &str) {
        let disposition = Disposition { to: vec!["Sub Koordinator".into()], ..Disposition::default() };
        self.paper(Act::Dispose { disposition }, hour);
    }

    pub(crate) fn accept(&mut self, hour: &str) {
        self.paper(Act::AcceptDisposition, hour);
    }

    pub(crate) fn checklist(&mut self, hour: &str) {
        let answers = crate::delivered::CHECKLIST.iter().map(|item| ((*item).to_owned(), true)).collect();
        let checklist = Checklist { answers, complete: true, note: String::new() };
        self.own(Act::AnswerChecklist { checklist }, hour);
    }

    pub(crate) fn ready(&mut self, lane: &str, revision: u32, hour: &str) {
        self.ready_as(lane, revision, false, hour);
    }

    pub(crate) fn ready_as(&mut self, lane: &str, revision: u32, negative: bool, hour: &str) {
        let kind = if lane == "pemberitahuan" { "surat-pemberitahuan" } else { lane };
        let hash = sha256_hex(format!("{lane}{revision}").as_bytes());
        let recipients = match lane {
            "pemberitahuan" => ["Pendidikan", "Kesehatan"]
                .map(|name| Recipient {
                    id: name.into(),
                    name: format!("Kepala Dinas {name}"),
                    ..Recipient::default()
                })
                .to_vec(),
            _ => Vec::new(),
        };
        let revision = ReadyRevision {
            naskah: format!("N2026-{lane}"),
            kind: kind.into(),
            lane: Some(lane.into()),
            revision,
            body_hash: hash.clone(),
            pdf_sha256: hash.clone(),
            source: RevisionSource::Made { content: hash.clone(), pdf: hash, file_copy: None },
            signer: self.state.signer(kind).map(str::to_owned),
            signer_outside: false,
            recipients,
            negative,
            numbered: self.state.numbering(kind).is_some(),
            pages: 1,
            text: format!("isi {lane} R{revision}"),
            subject: String::new(),
        };
        self.own(Act::Ready { revision }, hour);
    }

    pub(crate) fn hand(&mut self, outputs: &[(&str, u32)], hour: &str) {
        let outputs = outputs
            .iter()
            .map(|(lane, revision)| LaneRevision { lane: (*lane).to_owned(), revision: *revision })
            .collect();
        self.paper(Act::HandOver { outputs }, hour);
    }

    pub(crate) fn decision(&self, lane: &str, revision: u32, verdict: Verdict) -> LaneDecision {
        let naskah = self.usulan.naskah_of_lane(lane).expect("naskah of the output");
        let body_hash = naskah.revision(revision).expect("revision").ready.body_hash.clone();
        LaneDecision { lane: lane.into(), revision, body_hash, verdict }
    }

    pub(crate) fn publish(&mut self, hour: &str) {
        let publication = Publication {
            address: "https://e-katalog.lkpp.go.id/atk".into(),
            proofs: vec![sha256_hex(b"tangkapan layar")],
            platform: "v5".into(),
        };
        self.paper(Act::Publish { publication }, hour);
    }

    fn valid(&self, lane: &str) -> (String, u32) {
        let naskah = self.usulan.naskah_of_lane(lane).expect("naskah of the output");
        (naskah.id.clone(), naskah.valid().expect("valid revision").ready.revision)
    }

    pub(crate) fn sign(&mut self, lane: &str, hour: &str) {
        let (naskah, revision) = self.valid(lane);
        self.paper(Act::Sign { naskah, revision, place: String::new() }, hour);
    }

    pub(crate) fn number(&mut self, lane: &str, number: &str, hour: &str) {
        let (naskah, revision) = self.valid(lane);
        let numbering = Numbering {
            naskah,
            revision,
            number: number.into(),
            date: at(hour).date_naive(),
            source: NumberSource::Book,
            pool: "keluar".into(),
            pattern: String::new(),
            double_reason: None,
        };
        self.own(Act::Number { numbering }, hour);
    }

    pub(crate) fn file_copy(&mut self, lane: &str, hour: &str) {
        let (naskah, revision) = self.valid(lane);
        let copy = NaskahCopy::Scan { document: sha256_hex(format!("pindaian {lane}").as_bytes()) };
        self.own(Act::FileCopy { naskah, revision, copy }, hour);
    }

    pub(crate) fn return_outside(&mut self, lane: &str, note: &str, hour: &str) {
        let (naskah, revision) = self.valid(lane);
        let act = Act::ReturnOutside { naskah, revision, note: note.into() };
        self.record(Submission { evidence: Evidence::NotNeeded, ..Submission::paper(act, at(hour)) }, hour);
    }

    pub(crate) fn hold(&mut self, hour: &str, reason: &str) {
        self.own(Act::Hold { reason: reason.into() }, hour);
    }

    pub(crate) fn resume(&mut self, hour: &str) {
        self.own(Act::Resume, hour);
    }

    pub(crate) fn give_back(&mut self, hour: &str, reason: &str) {
        self.own(Act::ReturnToProposer { reason: reason.into() }, hour);
    }

    pub(crate) fn cancel(&mut self, hour: &str) {
        self.own(Act::Cancel { reason: "ditarik pengusul".into() }, hour);
    }

    pub(crate) fn move_folder(&mut self, place: &str, hour: &str) {
        self.own(Act::MoveFolder { place: place.into() }, hour);
    }

    pub(crate) fn print_sheet(&mut self, sheet: &str, hour: &str) {
        let document = "a".repeat(64);
        self.own(Act::PrintSheet { sheet: sheet.into(), document, printer: "TU".into(), copies: 1 }, hour);
    }

    pub(crate) fn explain(&mut self, step: u32, round: u32, cause: &str, hour: &str) {
        let deviation = Deviation {
            missing: String::new(),
            cause: cause.into(),
            answerable: String::new(),
            remedy: String::new(),
        };
        self.own(Act::Explain { step, round, deviation }, hour);
    }
}

/// Daftar: the letter of Dinas Pendidikan with an agenda number.
pub(crate) fn receive(agenda: &str) -> Act {
    Act::Receive {
        agency: Agency { id: "dispendik".into(), name: "Dinas Pendidikan".into() },
        etalase: Etalase {
            name: "Alat Tulis Kantor".into(),
            kind: "Barang".into(),
            kbli: vec!["47611".into(), "46421".into()],
            ..Etalase::default()
        },
        letter: ProposalLetter {
            arrival: Arrival::Hand,
            number: "400.3/311/2026".into(),
            date: NaiveDate::from_ymd_opt(2026, 11, 6),
            form: LetterForm::SuratDinas,
            subject: "Usulan etalase".into(),
            sifat: String::new(),
            attachments: String::new(),
            agenda: agenda.into(),
            agenda_double_reason: None,
            agenda_setda: String::new(),
            leader_disposition: None,
        },
    }
}
