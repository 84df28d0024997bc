//! One generated usulan from its receipt to where its course ends.

use archive::tx::WriteTx;
use chrono::{Datelike, Duration};
use sop::act::{
    Act, Agency, Arrival, Checklist, Delivery, Deviation, Disposition, LaneDecision, LaneRevision,
    LetterForm, NumberSource, Numbering, ProposalLetter, Publication, ReadyRevision, Recipient,
    RevisionSource, Slot, Submission, Verdict,
};
use sop::dossier::owed;
use sop::record::{Basis, DocumentId, Evidence, Instant, When};
use sop::usulan::Usulan;

use super::{Clerk, Dice, words};
use crate::api::AgencySetting;
use crate::delivered::CHECKLIST;
use crate::fault::Fault;
use crate::store::{Hand, next_naskah, next_usulan, project, record_act};

/// Stages of the whole way: receive, dispose, accept, write, hand over, decide, publish, notify, decide, sign, send.
const WHOLE: u32 = 11;
/// Stages after which the telaah is decided on.
const DECIDED: u32 = 6;

/// How far an usulan goes, and how it ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    /// Stages done.
    stages: u32,
    /// The telaah says "belum layak".
    negative: bool,
    end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Nothing more.
    None,
    /// The agency takes it back.
    Withdrawn,
    /// The dossier is closed.
    Closed,
    /// Ditahan.
    Held,
    /// Dikembalikan.
    Returned,
}

impl Course {
    /// Of an usulan that has ended. Most end before the whole way: about ten rows of the journal each on the whole.
    pub(super) fn ended(dice: &mut Dice) -> Course {
        match dice.between(1, 100) {
            1..=15 => {
                let end = if dice.happens(90) { End::Closed } else { End::None };
                Course { stages: WHOLE, negative: false, end }
            }
            16..=55 => Course { stages: DECIDED, negative: true, end: End::None },
            _ => Course { stages: dice.between(1, 3), negative: false, end: End::Withdrawn },
        }
    }

    /// Of an usulan that still runs.
    pub(super) fn running(dice: &mut Dice) -> Course {
        let stages = dice.between(1, WHOLE - 1);
        let end = match dice.between(1, 12) {
            1 => End::Held,
            2 if stages <= 3 => End::Returned,
            _ => End::None,
        };
        Course { stages, negative: false, end }
    }
}

/// Records one usulan that comes in on a day, and projects it once.
pub(super) fn record_case(
    clerk: &mut Clerk,
    tx: &WriteTx<'_>,
    day: Instant,
    course: Course,
) -> Result<(), Fault> {
    let wait = clerk.dice.between(10, 420);
    let at = clerk.state.calendar.due(day, wait).map_err(Fault::unknown)?.at;
    let agency = clerk.dice.pick(&clerk.agencies.clone()).clone();
    let mut case = Case {
        id: next_usulan(tx, at.year())?,
        usulan: Usulan::new(std::sync::Arc::clone(&clerk.state.definition)),
        agency,
        clerk,
        tx,
        at,
    };
    case.follow(course)?;
    project(tx, &case.clerk.state, &case.id, &case.usulan)
}

struct Case<'a, 'c> {
    clerk: &'a mut Clerk,
    tx: &'a WriteTx<'c>,
    id: String,
    usulan: Usulan,
    agency: AgencySetting,
    /// When the last act happened.
    at: Instant,
}

impl Case<'_, '_> {
    fn follow(&mut self, course: Course) -> Result<(), Fault> {
        for stage in 1..=course.stages {
            if 1 < stage && !self.later(stage)? {
                break;
            }
            self.stage(stage, course.negative)?;
        }
        self.explain()?;
        let reason = (*self.clerk.dice.pick(words::WAITS)).to_owned();
        match course.end {
            End::None if course.negative => {
                let document = self.clerk.papers.scan.clone();
                let name = "surat-pengembalian.pdf".to_owned();
                self.own(Act::Attach { slot: Slot::ReturnLetter, document, name })
            }
            End::None => Ok(()),
            End::Withdrawn => {
                let reason = (*self.clerk.dice.pick(words::WITHDRAWN)).to_owned();
                self.own(Act::Cancel { reason })
            }
            End::Closed => self.own(Act::Close),
            End::Held => self.own(Act::Hold { reason }),
            End::Returned => self.own(Act::ReturnToProposer { reason }),
        }
    }

    /// Goes on to when the next stage happens; false when that is not yet.
    fn later(&mut self, stage: u32) -> Result<bool, Fault> {
        let dice = &mut self.clerk.dice;
        // Within the standard most times; one in thirty not.
        let minutes = match (dice.happens(3), stage) {
            (true, _) => dice.between(500, 900),
            (false, 4 | 10) => dice.between(60, 300),
            (false, _) => dice.between(3, 12),
        };
        let next = self.clerk.state.calendar.due(self.at, minutes).map_err(Fault::unknown)?.at;
        if self.clerk.end - Duration::minutes(30) < next {
            return Ok(false);
        }
        self.at = next;
        Ok(true)
    }

    fn stage(&mut self, stage: u32, negative: bool) -> Result<(), Fault> {
        let both: &[&str] = if negative { &["telaah"] } else { &["telaah", "pengumuman"] };
        match stage {
            1 => self.receive(),
            2 => {
                let disposition = Disposition {
                    to: vec!["Sub Koordinator Pengelolaan LPSE".into()],
                    instructions: vec!["Kaji usulan, buat telaah dan konsep pengumuman".into()],
                    note: String::new(),
                    deadline: None,
                };
                self.paper(Act::Dispose { disposition })
            }
            3 => self.paper(Act::AcceptDisposition),
            4 => {
                let mut answers: std::collections::BTreeMap<String, bool> =
                    CHECKLIST.iter().map(|item| ((*item).to_owned(), true)).collect();
                if negative {
                    answers.insert(CHECKLIST[8].to_owned(), false);
                }
                let checklist = Checklist { answers, complete: !negative, note: String::new() };
                self.own(Act::AnswerChecklist { checklist })?;
                both.iter().try_for_each(|lane| self.ready(lane, lane, negative))
            }
            5 => self.hand_over(both),
            6 => {
                self.decide(both)?;
                if negative { Ok(()) } else { self.number("pengumuman", "416-023") }
            }
            7 => {
                let publication = Publication {
                    address: format!("https://e-katalog.lkpp.go.id/etalase/{}", self.id),
                    proofs: vec![self.clerk.papers.scan.clone()],
                    platform: "v5".into(),
                };
                self.paper(Act::Publish { publication })
            }
            8 => {
                self.ready("pemberitahuan", "surat-pemberitahuan", false)?;
                self.hand_over(&["pemberitahuan"])
            }
            9 => self.decide(&["pemberitahuan"]),
            10 => {
                let (naskah, revision) = self.valid("pemberitahuan")?;
                self.paper(Act::Sign { naskah, revision, place: String::new() })?;
                self.number("pemberitahuan", "416-012")
            }
            _ => {
                let recipients = self.usulan.recipients().into_iter();
                let deliveries =
                    recipients.map(|recipient| Delivery { recipient, method: "SRIKANDI".into() }).collect();
                self.paper(Act::Send { deliveries })
            }
        }
    }

    /// Records an act from its paper, whose scan is there, two minutes after it happened.
    fn paper(&mut self, act: Act) -> Result<(), Fault> {
        let document = self.clerk.papers.scan.clone();
        self.record(Submission {
            basis: Basis::Paper,
            evidence: Evidence::Document { document },
            when: When::Written { at: self.at },
            ..Submission::own(act)
        })
    }

    fn own(&mut self, act: Act) -> Result<(), Fault> {
        // The petugas is at the desk after the paper was recorded.
        self.at += Duration::minutes(2);
        self.record(Submission { when: When::Written { at: self.at }, ..Submission::own(act) })
    }

    fn record(&mut self, submission: Submission) -> Result<(), Fault> {
        let hand = Hand {
            state: std::sync::Arc::clone(&self.clerk.state),
            account: self.clerk.account.clone(),
            now: self.at + Duration::minutes(2),
        };
        let empty = Usulan::new(std::sync::Arc::clone(&self.usulan.definition));
        let usulan = std::mem::replace(&mut self.usulan, empty);
        let (usulan, _) = record_act(self.tx, &hand, &self.id, usulan, submission)?;
        self.usulan = usulan;
        Ok(())
    }

    fn receive(&mut self) -> Result<(), Fault> {
        let etalase = words::etalase(&mut self.clerk.dice);
        let dice = &mut self.clerk.dice;
        let number = format!(
            "{}/{}/416-1{:02}/{}",
            400 + dice.between(0, 99),
            dice.between(1, 4_000),
            dice.between(1, 49),
            self.at.year()
        );
        let date = self.at.date_naive() - Duration::days(i64::from(dice.between(1, 9)));
        let arrival =
            *dice.pick(&[Arrival::Hand, Arrival::GeneralAffairs, Arrival::Srikandi, Arrival::Message]);
        let letter = ProposalLetter {
            arrival,
            number,
            date: Some(date),
            form: LetterForm::SuratDinas,
            subject: format!("Usulan Pembuatan Etalase {}", etalase.name),
            sifat: "Biasa".into(),
            attachments: "1 (satu) berkas".into(),
            agenda: self.clerk.next_agenda(self.at).to_string(),
            agenda_double_reason: None,
            agenda_setda: String::new(),
            leader_disposition: None,
        };
        let agency = Agency { id: self.agency.id.clone(), name: self.agency.name.clone() };
        self.paper(Act::Receive { agency, etalase, letter })
    }

    fn ready(&mut self, lane: &str, kind: &str, negative: bool) -> Result<(), Fault> {
        let papers = &self.clerk.papers;
        let (document, what): (&DocumentId, &str) = match lane {
            "telaah" => (&papers.telaah, "Telaah usulan"),
            "pengumuman" => (&papers.pengumuman, "Pengumuman pembukaan"),
            _ => (&papers.pemberitahuan, "Pemberitahuan penayangan"),
        };
        let document = document.clone();
        let recipients = if lane == "pemberitahuan" { self.recipients() } else { Vec::new() };
        let text = words::text(&mut self.clerk.dice, what, &self.agency.name, &self.usulan.etalase);
        let state = &self.clerk.state;
        let revision = ReadyRevision {
            naskah: next_naskah(self.tx, self.at.year())?,
            kind: kind.to_owned(),
            lane: Some(lane.to_owned()),
            revision: 1,
            body_hash: document.clone(),
            pdf_sha256: document.clone(),
            source: RevisionSource::Outside { document, editable: None },
            signer: state.signer(kind).map(str::to_owned),
            signer_outside: false,
            recipients,
            negative,
            numbered: state.numbering(kind).is_some(),
            pages: 1,
            text,
            subject: format!("{what} Etalase {}", self.usulan.etalase.name),
        };
        self.own(Act::Ready { revision })
    }

    fn recipients(&mut self) -> Vec<Recipient> {
        let first = self.clerk.dice.between(0, 40) as usize;
        let agencies = self.clerk.agencies.iter().cycle().skip(first).take(3);
        agencies
            .map(|agency| Recipient { id: agency.id.clone(), name: agency.addressee.clone(), address: None })
            .collect()
    }

    /// Key and number of the valid revision of an output.
    fn valid(&self, lane: &str) -> Result<(String, u32), Fault> {
        let naskah = self.usulan.naskah_of_lane(lane);
        let found = naskah.and_then(|naskah| Some((naskah.id.clone(), naskah.valid()?.ready.revision)));
        found.ok_or_else(|| Fault::unknown(format!("{}: no revision of {lane}", self.id)))
    }

    fn hand_over(&mut self, lanes: &[&str]) -> Result<(), Fault> {
        let outputs =
            lanes.iter().map(|lane| LaneRevision { lane: (*lane).to_owned(), revision: 1 }).collect();
        self.at += Duration::minutes(2);
        self.paper(Act::HandOver { outputs })
    }

    fn decide(&mut self, lanes: &[&str]) -> Result<(), Fault> {
        let papers = &self.clerk.papers;
        let decisions = lanes
            .iter()
            .map(|lane| LaneDecision {
                lane: (*lane).to_owned(),
                revision: 1,
                body_hash: match *lane {
                    "telaah" => papers.telaah.clone(),
                    "pengumuman" => papers.pengumuman.clone(),
                    _ => papers.pemberitahuan.clone(),
                },
                // The Kabag signs the pengumuman with the approval.
                verdict: Verdict::Approve { signed: *lane == "pengumuman" },
            })
            .collect();
        self.paper(Act::Decide { decisions })
    }

    fn number(&mut self, lane: &str, unit: &str) -> Result<(), Fault> {
        let (naskah, revision) = self.valid(lane)?;
        let numbering = Numbering {
            naskah,
            revision,
            number: format!("000.3/{}/{unit}/{}", self.clerk.next_number(self.at), self.at.year()),
            date: self.at.date_naive(),
            source: NumberSource::Book,
            pool: String::new(),
            pattern: String::new(),
            double_reason: None,
        };
        self.own(Act::Number { numbering })
    }

    /// Explains every late step, so that nothing is owed for it.
    fn explain(&mut self) -> Result<(), Fault> {
        for (step, round) in owed(&self.usulan).unexplained {
            let deviation = Deviation {
                missing: String::new(),
                cause: (*self.clerk.dice.pick(words::CAUSES)).to_owned(),
                answerable: String::new(),
                remedy: "Diselesaikan pada hari kerja berikutnya.".into(),
            };
            self.own(Act::Explain { step, round, deviation })?;
        }
        Ok(())
    }
}
