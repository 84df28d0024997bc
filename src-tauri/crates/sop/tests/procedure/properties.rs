//! What holds whatever is submitted: random acts, fitting and unfitting, by anybody, at any time.
//!
//! An ended usulan is left by reopening only. Two things look like exceptions and are not: *Tutup berkas* goes
//! from one end to the next, and *Urungkan* takes back the very act that brought the end (PROCEDURE 1: the last
//! act, by its recorder, within ten minutes), which puts everything back as it was before that act.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Duration, Timelike};
use serde_json::json;
use sop::act::{
    Act, ActorChoice, Change, Checklist, LaneDecision, NaskahCopy, ReadyRevision, Slot, Submission, Verdict,
};
use sop::decide::{enabling, missing_revision, reopenable};
use sop::definition::StepKind;
use sop::event::{Entry, Event};
use sop::measure::measures;
use sop::people::Role;
use sop::record::{Basis, Evidence, When};
use sop::usulan::{LaneState, Status, Usulan};

use crate::common::*;

const LANES: [&str; 3] = ["telaah", "pengumuman", "pemberitahuan"];

/// SplitMix64: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let index = self.below(from.len() as u64) as usize;
        &from[index]
    }
}

/// The key of the naskah that an output's next revision belongs to, and that revision's number.
fn next_revision(usulan: &Usulan, lane: &str) -> (String, u32) {
    if let Some(naskah) = usulan.naskah_of_lane(lane) {
        return (naskah.id.clone(), 1 + naskah.revisions.last().map_or(0, |last| last.ready.revision));
    }
    (format!("{}-{}", naskah_of(lane), usulan.naskah.len()), 1)
}

fn next_ready(usulan: &Usulan, lane: &str, negative: bool) -> Act {
    let (naskah, number) = next_revision(usulan, lane);
    Act::Ready { revision: ReadyRevision { naskah, negative, ..revision(lane, number) } }
}

fn on_desk(usulan: &Usulan, lane: &str, verdict: Verdict) -> Option<LaneDecision> {
    let revision = usulan.lane(lane)?.current()?.handed?.revision;
    let body_hash = usulan.naskah_of_lane(lane)?.revision(revision)?.ready.body_hash.clone();
    Some(LaneDecision { lane: lane.into(), revision, body_hash, verdict })
}

/// An act that fits where the usulan stands; straight on, or with a correction or a negative telaah sometimes.
fn fitting(usulan: &Usulan, dice: &mut Dice, straight: bool) -> Act {
    let agenda = (1000 + dice.below(1_000_000)).to_string();
    match usulan.status {
        Status::Baru if !straight && dice.chance(20) => Act::Draft { agency: agency(), etalase: etalase() },
        Status::Baru | Status::Konsep => receive(&agenda),
        Status::Selesai => {
            let owed = sop::dossier::owed(usulan);
            if let Some((slot, _)) = owed.copies.first() {
                attach(slot.clone(), "salinan")
            } else if let Some(naskah) = owed.numbers.first() {
                let revision = usulan.naskah[naskah].valid().map_or(1, |valid| valid.ready.revision);
                number(naskah, revision, "000.3/7/416-023/2026")
            } else if let Some((step, round)) = owed.unexplained.first() {
                explain(*step, *round)
            } else {
                Act::Close
            }
        }
        Status::BerkasLengkap | Status::TidakDilanjutkan | Status::Batal => {
            reopenable(usulan).last().map_or(Act::Undo, |step| reopen(*step))
        }
        Status::Berjalan if usulan.returned.is_some() => receive(&agenda),
        Status::Berjalan if usulan.hold().is_some() => Act::Resume,
        Status::Berjalan => {
            let open = usulan.open_steps();
            let step = if straight { open[0] } else { *dice.pick(&open) };
            let writing =
                || usulan.lanes.iter().filter(|l| l.write == step && l.state() == LaneState::Writing);
            match usulan.kind_of(step).expect("an open step is one of the SOP") {
                StepKind::Register => Act::Undo,
                StepKind::Dispose => dispose(),
                StepKind::Receive => Act::AcceptDisposition,
                StepKind::Write
                    if step == 4 && usulan.checklist.is_none() && (straight || dice.chance(45)) =>
                {
                    checklist()
                }
                StepKind::Write => {
                    let unwritten = writing().find(|lane| missing_revision(usulan, &lane.id).is_some());
                    match unwritten {
                        Some(lane) => {
                            let negative = !straight && lane.id == "telaah" && dice.chance(10);
                            next_ready(usulan, &lane.id, negative)
                        }
                        None => {
                            let outputs: Vec<(&str, u32)> = writing()
                                .filter_map(|lane| {
                                    let valid = usulan.naskah_of_lane(&lane.id)?.valid()?;
                                    Some((lane.id.as_str(), valid.ready.revision))
                                })
                                .collect();
                            hand_over(&outputs)
                        }
                    }
                }
                StepKind::Decide => {
                    let lanes: Vec<&str> = usulan
                        .lanes
                        .iter()
                        .filter(|l| l.decide == step && l.state() == LaneState::OnDesk)
                        .map(|l| l.id.as_str())
                        .collect();
                    // A paper that no longer holds is replaced on the desk before it is decided on.
                    for lane in &lanes {
                        let there = usulan.lane(lane).and_then(|l| l.current()).and_then(|r| r.handed);
                        let naskah = usulan.naskah_of_lane(lane);
                        match (there, naskah.and_then(|naskah| naskah.valid())) {
                            (_, None) => return next_ready(usulan, lane, false),
                            (Some(there), Some(valid))
                                if there.revision != valid.ready.revision
                                    || there.mark.seq < valid.mark.seq =>
                            {
                                return hand_over(&[(lane, valid.ready.revision)]);
                            }
                            _ => {}
                        }
                    }
                    let mut all = Vec::new();
                    for lane in &lanes {
                        let verdict = if !straight && dice.chance(30) {
                            Verdict::Correct { note: "perbaiki".into(), document: None }
                        } else {
                            Verdict::Approve { signed: *lane == "pengumuman" }
                        };
                        all.extend(on_desk(usulan, lane, verdict));
                        if !straight && dice.chance(40) {
                            break;
                        }
                    }
                    let negative = all.iter().position(|decision| {
                        let found =
                            usulan.naskah_of_lane(&decision.lane).and_then(|n| n.revision(decision.revision));
                        found.is_some_and(|found| found.ready.negative)
                            && matches!(decision.verdict, Verdict::Approve { .. })
                    });
                    match negative {
                        Some(index) => decisions(&all[index..=index]),
                        None => decisions(&all),
                    }
                }
                StepKind::Publish => publish(),
                StepKind::Send => {
                    match usulan.letter_to_send().and_then(|naskah| Some((naskah, naskah.valid()?))) {
                        None => next_ready(usulan, "pemberitahuan", false),
                        Some((naskah, valid)) if valid.signed.is_none() => {
                            if !straight && dice.chance(25) {
                                return_outside(&naskah.id, valid.ready.revision)
                            } else {
                                sign(&naskah.id, valid.ready.revision)
                            }
                        }
                        Some((naskah, valid)) if valid.numbered.is_none() && dice.chance(50) => {
                            number(&naskah.id, valid.ready.revision, "000.3/8/416-023/2026")
                        }
                        Some(_) => {
                            let sent: BTreeSet<_> =
                                usulan.sendings.iter().map(|s| s.recipient.id.as_str()).collect();
                            let left: Vec<&str> =
                                ["dikpora", "dinkes"].into_iter().filter(|id| !sent.contains(id)).collect();
                            let some = if !straight && dice.chance(50) { &left[..1] } else { &left[..] };
                            send(some)
                        }
                    }
                }
            }
        }
    }
}

/// Any act with any content, most of them unfitting.
fn any_act(usulan: &Usulan, dice: &mut Dice) -> Act {
    let lane = *dice.pick(&LANES);
    let revision = dice.below(4) as u32;
    let step = dice.below(11) as u32;
    let round = dice.below(4) as u32;
    let keys: Vec<String> = usulan.naskah.keys().cloned().chain(["N2026-99999".to_owned()]).collect();
    let naskah = dice.pick(&keys).clone();
    let valid =
        usulan.naskah.get(&naskah).and_then(|naskah| naskah.valid()).map(|valid| valid.ready.revision);
    let revision = valid.filter(|_| dice.chance(50)).unwrap_or(revision);
    let seqs: Vec<u32> = usulan.entries().iter().map(|entry| entry.seq).chain([0]).collect();
    let target = *dice.pick(&seqs);
    let reason = if dice.chance(90) { "karena" } else { " " }.to_owned();
    let outsider = *dice.pick(&["dikpora", "dinkes", "lain"]);
    match dice.below(39) {
        0 => Act::Draft { agency: agency(), etalase: etalase() },
        1 => receive(dice.pick::<&str>(&["512", "513", ""])),
        2 => dispose(),
        3 => Act::AcceptDisposition,
        4 => Act::AnswerChecklist {
            checklist: Checklist { answers: Default::default(), complete: false, note: String::new() },
        },
        5 => next_ready(usulan, lane, dice.chance(20)),
        6 => ready(lane, revision),
        7 => hand_over(&[(lane, revision)]),
        8 => hand_over(&[("telaah", revision), ("pengumuman", 1)]),
        9 => decisions(&[approve(lane, revision), correct("telaah", 1, "")]),
        10 => decisions(&[approve_signed(lane, revision)]),
        11 => publish(),
        12 => Act::Publish { publication: Default::default() },
        13 => sign(&naskah, revision),
        14 => number_from(&naskah, revision, "9", dice.pick::<&str>(&["book", "application"])),
        15 => scan(&naskah, revision),
        16 => Act::FileCopy { naskah, revision, copy: NaskahCopy::OriginalAt { place: reason } },
        17 => return_outside(&naskah, revision),
        18 => send(&[outsider]),
        19 => Act::Receipt { recipient: outsider.into(), taken_by: String::new() },
        20 => Act::Hold { reason },
        21 => Act::Resume,
        22 => Act::ReturnToProposer { reason },
        23 => Act::WithdrawApproval { lane: lane.into(), reason },
        24 => Act::Cancel { reason },
        25 => Act::Reopen { step, reason },
        26 => Act::Close,
        27 => Act::MoveFolder { place: reason },
        28 => {
            let slots = [
                Slot::ProposalLetter,
                Slot::Disposition,
                Slot::Naskah { naskah },
                Slot::ReturnLetter,
                Slot::Publication,
            ];
            attach(dice.pick(&slots).clone(), "lampiran")
        }
        29 => Act::Explain { step, round, deviation: deviation(&reason) },
        30 | 34..=37 => match dice.below(4) {
            0 => {
                let revision = valid.map_or(revision, |valid| valid.saturating_sub(1));
                Act::PreferRevision { naskah, revision, reason }
            }
            1 => Act::DropRevision { naskah, revision, reason },
            2 => Act::VoidNaskah { naskah, reason },
            _ => Act::RevokeNaskah { naskah, successor: None, reason },
        },
        31 if dice.chance(50) => merge(&naskah, revision),
        31 => Act::Print { naskah, revision, printer: "LaserJet".into(), copies: 1 },
        38 => print_sheet(dice.pick::<&str>(&["lembar-disposisi", "lembar-kendali", " "])),
        32 => {
            let change = match dice.below(4) {
                0 => Change::Actor {
                    post: (*dice.pick(&["kabag", "subkoord", "sekda"])).into(),
                    person: (*dice.pick(&["budi", "rini", "dedi", "citra"])).into(),
                },
                1 => Change::Copy { evidence: Evidence::Document { document: document("salinan") } },
                2 => Change::Number { number: (*dice.pick(&["512", "600", ""])).into() },
                _ => {
                    // Near what stands, so that some are possible.
                    let at = usulan.frame(target).map_or(at("10 09.00"), |frame| frame.happened.from);
                    let minutes = dice.below(120) as i64 - 60;
                    Change::Time { when: When::Written { at: at + Duration::minutes(minutes) } }
                }
            };
            Act::Amend { target, change, reason }
        }
        _ => Act::Undo,
    }
}

fn any_when(case: &Case, dice: &mut Dice) -> When {
    let recent = case.now - Duration::minutes(dice.below(90) as i64);
    match dice.below(20) {
        0..=7 => When::Now,
        8..=13 => When::Written { at: recent },
        14..=15 => When::About { at: recent },
        16..=17 => {
            When::DateOnly { date: case.calendar.date(case.now) - Duration::days(dice.below(2) as i64) }
        }
        18 => When::Written { at: case.now + Duration::minutes(dice.below(60) as i64) },
        _ => *dice.pick(&[
            When::DateOnly { date: date("2026-01-01") },
            When::DateOnly { date: chrono::NaiveDate::MAX },
            When::Written { at: chrono::DateTime::<chrono::Utc>::MIN_UTC.fixed_offset() },
            When::About { at: chrono::DateTime::<chrono::Utc>::MAX_UTC.fixed_offset() },
        ]),
    }
}

/// Whether an act is recorded as done by somebody else than the staff.
fn of_a_post(act: &Act) -> bool {
    matches!(
        act,
        Act::Receive { .. }
            | Act::Dispose { .. }
            | Act::AcceptDisposition
            | Act::HandOver { .. }
            | Act::Decide { .. }
            | Act::Publish { .. }
            | Act::Send { .. }
            | Act::WithdrawApproval { .. }
            | Act::Sign { .. }
    )
}

fn any_submission(case: &Case, dice: &mut Dice) -> (&'static str, Submission) {
    let act = if dice.chance(6) {
        Act::Undo
    } else if dice.chance(60) {
        fitting(&case.usulan, dice, false)
    } else {
        any_act(&case.usulan, dice)
    };
    let who = if dice.chance(85) { "siti" } else { *dice.pick(&ACCOUNTS) };
    let fits = if of_a_post(&act) && account(who).is(Role::Petugas) { Basis::Paper } else { Basis::Own };
    let basis = if dice.chance(92) { fits } else { *dice.pick(&[Basis::Own, Basis::Paper, Basis::Message]) };
    let evidence = match dice.below(3) {
        0 => Evidence::Later,
        1 => Evidence::NotNeeded,
        _ => Evidence::Document { document: document("bukti") },
    };
    let actor = dice.chance(6).then(|| ActorChoice {
        post: (*dice.pick(&["kabag", "subkoord", "sekda", "lain"])).into(),
        person: (*dice.pick(&["budi", "rini", "dedi", "lain"])).into(),
    });
    let deviation = dice.chance(30).then(|| deviation("Listrik padam"));
    let when = any_when(case, dice);
    (who, Submission { act, actor, basis, evidence, when, deviation })
}

fn ended(status: Status) -> bool {
    matches!(status, Status::Selesai | Status::BerkasLengkap | Status::TidakDilanjutkan | Status::Batal)
}

/// What every state must satisfy.
fn sound(usulan: &Usulan, told: &str) {
    let approved = |step: u32| {
        usulan.lanes.iter().filter(|lane| lane.decide == step).all(|lane| lane.state() == LaneState::Approved)
    };
    let open = usulan.open_steps();
    if usulan.status == Status::Berjalan && usulan.returned.is_none() {
        assert!(!open.is_empty(), "{told}: a running usulan always has an open step");
    } else {
        assert!(open.is_empty(), "{told}: what does not run has none");
    }
    if open.iter().any(|step| *step > 5) || matches!(usulan.status, Status::Selesai | Status::BerkasLengkap) {
        assert!(approved(5), "{told}: nothing past step 5 without its approvals");
    }
    if open.contains(&9) || matches!(usulan.status, Status::Selesai | Status::BerkasLengkap) {
        assert!(approved(8), "{told}: nothing past step 8 without its approval");
        assert!(usulan.publication.is_some(), "{told}: nor without tayang");
    }
    let light = usulan.clone().without_journal();
    assert!(light.stands_as(usulan), "{told}: without its journal it stands as it does with it");
    for entry in usulan.entries() {
        assert_eq!(
            light.trace(entry.seq),
            usulan.trace(entry.seq),
            "{told}: and knows what {} was",
            entry.seq
        );
    }
    let written = serde_json::to_string(&light).expect("an usulan can be written down");
    let mut read: Usulan = serde_json::from_str(&written).expect("and read");
    read.definition = Arc::clone(&usulan.definition);
    assert_eq!(read, light, "{told}: written down and read it is the same");
    for lane in &usulan.lanes {
        let rounds: Vec<u32> = lane.rounds.iter().map(|round| round.round).collect();
        assert!(
            rounds.windows(2).all(|pair| pair[0] < pair[1]),
            "{told}: rounds of {} count up: {rounds:?}",
            lane.id
        );
    }
    for naskah in usulan.naskah.values() {
        let siap = naskah.revisions.iter().filter(|r| r.state == sop::usulan::RevisionState::Siap).count();
        assert!(siap <= 1, "{told}: one revision of {} holds at most", naskah.id);
    }
    let running = sop::measure::stretches(usulan).iter().any(|s| s.end.is_none() && !s.superseded);
    assert_eq!(running, !open.is_empty(), "{told}: a clock runs exactly while a step is open");
}

/// Records what was accepted, event by event, against what must hold of each.
fn record(case: &mut Case, entries: &[Entry], told: &str) {
    for entry in entries {
        let happened = entry.record.happened;
        assert!(happened.from <= happened.to, "{told}: an interval runs forward");
        assert!(happened.from <= entry.record.entered_at, "{told}: nothing before it happened");
        assert_eq!((happened.from.second(), happened.to.second()), (0, 0), "{told}: whole minutes");
        if let Some((mark, _)) = enabling(&case.usulan, &entry.event) {
            assert!(
                happened.to >= mark.happened.from,
                "{told}: {:?} lies before what enabled it",
                entry.event
            );
        }
        if let sop::record::Actor::Official { person, .. } = &entry.record.actor
            && entry.record.basis == Basis::Own
            && !matches!(entry.event, Event::Measured { .. })
        {
            let own = account(&entry.record.recorder).person;
            assert_eq!(own.as_ref(), Some(person), "{told}: 'own' is by the actor");
        }
        let read: Entry = serde_json::from_value(json!(entry)).unwrap();
        assert_eq!(&read, entry, "{told}: read as it was written");
        case.usulan = case.usulan.clone().evolve(read);
        case.seq = entry.seq;
        let replayed =
            Usulan::replay(Arc::clone(&case.usulan.definition), case.usulan.entries().iter().cloned());
        assert!(replayed == case.usulan, "{told}: every prefix of the journal replays to its state");
    }
    let fresh = measures(&case.usulan, &case.calendar).unwrap();
    assert_eq!(case.usulan.measures, fresh, "{told}: stored measures are those of the times that stand now");
}

#[derive(Default)]
struct Seen {
    statuses: BTreeSet<Status>,
    kinds: BTreeSet<&'static str>,
    rejections: BTreeSet<String>,
    accepted: usize,
    left: usize,
    undone: usize,
}

fn play(seed: u64, moves: usize, seen: &mut Seen) -> Case {
    let mut dice = Dice(seed);
    let mut case = Case::new();
    // The state before the last act, for Urungkan.
    let mut previous: Option<Usulan> = None;
    for step in 0..moves {
        case.now += match dice.below(20) {
            0 => Duration::minutes(-20),
            1..=3 => Duration::hours(dice.below(60) as i64),
            _ => Duration::minutes(dice.below(25) as i64),
        };
        let (who, submission) = any_submission(&case, &mut dice);
        let told = format!("seed {seed}, move {step}, {who}, {:?}", submission.act);
        let before = case.usulan.clone();
        match case.try_as(who, &submission) {
            Err(rejection) => {
                assert!(case.usulan == before, "{told}: a rejection changes nothing");
                let name = format!("{rejection:?}");
                let name = name.split([' ', '{', '(']).next().unwrap_or_default();
                seen.rejections.insert(name.to_owned());
            }
            Ok(entries) => {
                assert!(!entries.is_empty(), "{told}: an accepted act leaves an event");
                seen.accepted += 1;
                seen.kinds.extend(entries.iter().map(|entry| entry.event.kind()));
                record(&mut case, &entries, &told);
                sound(&case.usulan, &told);
                let (was, is) = (before.status, case.usulan.status);
                match &submission.act {
                    Act::Undo => {
                        seen.undone += 1;
                        let expected = previous.take().expect("only the last act is taken back");
                        assert!(
                            case.usulan.stands_as(&expected),
                            "{told}: all is as before the act that was taken back"
                        );
                    }
                    Act::Reopen { .. } => {
                        seen.left += 1;
                        assert!(
                            ended(was) && is == Status::Berjalan,
                            "{told}: reopening leads from an end: {was:?}"
                        );
                    }
                    Act::Close => assert_eq!((was, is), (Status::Selesai, Status::BerkasLengkap), "{told}"),
                    _ => assert!(
                        !ended(was) || is == was,
                        "{told}: {was:?} was left for {is:?} without reopening"
                    ),
                }
                previous = (!matches!(submission.act, Act::Undo)).then_some(before);
                seen.statuses.insert(is);
            }
        }
    }
    case
}

#[test]
fn whatever_is_submitted() {
    let mut seen = Seen::default();
    for seed in 0..120 {
        play(seed, 60, &mut seen);
    }
    // The properties are only as good as the ground they cover.
    assert!(seen.accepted > 2000, "many acts are accepted: {}", seen.accepted);
    assert!(
        seen.left > 20 && seen.undone > 20,
        "ends are left, acts taken back: {} {}",
        seen.left,
        seen.undone
    );
    let statuses = [
        Status::Konsep,
        Status::Berjalan,
        Status::Selesai,
        Status::BerkasLengkap,
        Status::TidakDilanjutkan,
        Status::Batal,
    ];
    assert_eq!(seen.statuses, BTreeSet::from(statuses), "every status is reached");
    assert_eq!(seen.kinds.len(), 37, "every kind of event is made: {:?}", seen.kinds);
    assert!(
        seen.rejections.len() >= 35,
        "and most refusals: {} {:?}",
        seen.rejections.len(),
        seen.rejections
    );
}

#[test]
fn no_state_is_a_dead_end() {
    for seed in 1000..1060 {
        let mut case = play(seed, 25, &mut Seen::default());
        let mut dice = Dice(seed);
        // Past whatever a clock that was set back has left behind.
        case.now += Duration::hours(2);
        for acts in 0.. {
            let end = matches!(case.usulan.status, Status::BerkasLengkap | Status::TidakDilanjutkan);
            // A cancelled draft has no step to go back to.
            if end || (case.usulan.status == Status::Batal && reopenable(&case.usulan).is_empty()) {
                break;
            }
            assert!(acts < 60, "seed {seed}: straight on, and still at {:?}", case.usulan.open_steps());
            case.now += Duration::minutes(10);
            let act = fitting(&case.usulan, &mut dice, true);
            let told = format!("seed {seed}, straight {acts}: {act:?}");
            let basis = if of_a_post(&act) { Basis::Paper } else { Basis::Own };
            let submission = Submission { basis, evidence: Evidence::Later, ..Submission::own(act) };
            match case.try_as("siti", &submission) {
                Ok(entries) => record(&mut case, &entries, &told),
                Err(rejection) => panic!("{told} is refused: {rejection:?}"),
            }
        }
    }
}
