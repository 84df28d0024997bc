//! One usulan's way through its SOP as plain data for the lived sheet (DESIGN 5): the path, told for paper.

use letters::{Interruption, InterruptionKind, LivedRound, LivedSop, LivedStep, LivedTotals};
use sop::act::Deviation;
use sop::definition::StepKind;
use sop::measure::{Outcome, outside_waits, readings, stretches};
use sop::record::Happened;
use sop::usulan::Usulan;

use super::{Look, number, path, received, status_word};
use crate::api::{Minutes, PathRow, RoundView, StepResult};
use crate::words::{list, short_date};

/// What the sheet of an usulan says now.
#[must_use]
pub fn lived(id: &str, usulan: &Usulan, look: &Look<'_>) -> LivedSop {
    let stretches = stretches(usulan);
    let rows = path::rows(usulan, look, &stretches, &[]);
    let totals = path::totals(usulan, look, &stretches);
    let both = |minutes: Minutes| (minutes.low, minutes.high);
    let letter = usulan.letters.last().map(|(_, letter)| {
        let words = [letter.number.clone(), letter.date.map(short_date).unwrap_or_default()];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", tanggal ")
    });
    LivedSop {
        usulan: id.to_owned(),
        etalase: usulan.etalase.name.clone(),
        proposer: usulan.agency.as_ref().map(|agency| agency.name.clone()).unwrap_or_default(),
        letter: letter.unwrap_or_default(),
        received: received(usulan).map(|at| local(at, look)),
        status: status(usulan).to_owned(),
        as_of: look.state.local(look.now),
        steps: rows.iter().map(|row| step(usulan, row, look)).collect(),
        interruptions: interruptions(usulan, &rows, look),
        totals: LivedTotals {
            standard: rows.iter().filter_map(first_standard).fold(0, u32::saturating_add),
            first: both(totals.first),
            all: both(totals.all),
            held: both(totals.held),
            outside: both(totals.outside),
        },
    }
}

fn local(happened: Happened, look: &Look<'_>) -> Happened {
    Happened { from: look.state.local(happened.from), to: look.state.local(happened.to), ..happened }
}

/// The standard of a step whose first round is completed.
fn first_standard(row: &PathRow) -> Option<u32> {
    row.rounds.iter().find(|round| round.round == 1 && round.minutes.is_some())?.standard
}

fn status(usulan: &Usulan) -> &'static str {
    match status_word(usulan) {
        "konsep" => "Konsep",
        "berjalan" => "Berjalan",
        "ditahan" => "Ditahan",
        "dikembalikan" => "Dikembalikan ke pengusul",
        "selesai" => "Selesai",
        "berkas_lengkap" => "Selesai, berkas lengkap",
        "tidak_dilanjutkan" => "Tidak dilanjutkan",
        _ => "Batal",
    }
}

fn step(usulan: &Usulan, row: &PathRow, look: &Look<'_>) -> LivedStep {
    let register = row.kind == StepKind::Register.word();
    let rounds = if register {
        receipts(usulan, look)
    } else {
        row.rounds.iter().map(|one| round(usulan, row, one, look)).collect()
    };
    let corrected = |round: &&RoundView| round.lanes.iter().any(|lane| lane.outcome == "corrected");
    let decides = row.kind == StepKind::Decide.word();
    LivedStep {
        step: row.step,
        rounds,
        skipped: row.state == "skipped",
        corrections: if decides { number(row.rounds.iter().filter(corrected).count()) } else { 0 },
    }
}

/// The receipts of the agency's letter: a resubmission is another round. No clock runs in them.
fn receipts(usulan: &Usulan, look: &Look<'_>) -> Vec<LivedRound> {
    usulan
        .letters
        .iter()
        .enumerate()
        .map(|(index, (mark, _))| {
            let at = local(mark.happened, look);
            LivedRound {
                round: number(index + 1),
                started: at,
                ended: Some(at),
                minutes: None,
                result: Some(Outcome::NoStandard),
                estimated: false,
                remarks: if index == 0 {
                    Vec::new()
                } else {
                    vec!["Diajukan kembali oleh pengusul.".to_owned()]
                },
            }
        })
        .collect()
}

fn round(usulan: &Usulan, row: &PathRow, round: &RoundView, look: &Look<'_>) -> LivedRound {
    LivedRound {
        round: round.round,
        started: local(round.started, look),
        ended: round.ended.map(|at| local(at, look)),
        minutes: round.minutes.map(|minutes| (minutes.low, minutes.high)),
        result: round.result.map(|result| match result {
            StepResult::Within => Outcome::Within,
            StepResult::Late { by } => Outcome::Late(by),
            StepResult::Unsure => Outcome::Unsure,
            StepResult::NoStandard => Outcome::NoStandard,
        }),
        estimated: round.estimated,
        remarks: remarks(usulan, row, round),
    }
}

/// What is told of a round: what was decided on which output, why a standard was missed, what was missing.
fn remarks(usulan: &Usulan, row: &PathRow, round: &RoundView) -> Vec<String> {
    let paper = |lane: &str| {
        usulan.definition.lane(lane).map_or_else(|| lane.to_owned(), |lane| lane.output.label().to_owned())
    };
    let mut told = Vec::new();
    for lane in &round.lanes {
        let revision = lane.revision.map(|revision| format!(" R{revision}")).unwrap_or_default();
        let named = format!("{}{revision}", paper(&lane.lane));
        match lane.outcome.as_str() {
            "approved" => told.push(format!("{named} disetujui.")),
            "corrected" if lane.note.trim().is_empty() => told.push(format!("{named} dikoreksi.")),
            "corrected" => told.push(format!("{named} dikoreksi: {}", sentence(&lane.note))),
            "withdrawn" => told.push(format!("Persetujuan {named} dicabut.")),
            _ => {}
        }
    }
    let writes = row.kind == StepKind::Write.word();
    if writes && round.round > 1 && !round.lanes.is_empty() {
        let papers: Vec<String> = round.lanes.iter().map(|lane| paper(&lane.lane)).collect();
        told.push(format!("Perbaikan {}.", list(&papers)));
    }
    if let Some(deviation) = &round.deviation {
        told.push(format!("Dilanjutkan tanpa {}", sentence(&deviation.missing)));
        told.extend(explained(deviation));
    }
    match (&round.explanation, round.result) {
        (Some(explanation), _) => told.extend(explained(explanation)),
        (None, Some(StepResult::Late { .. })) => told.push("Penjelasan belum diisi.".to_owned()),
        (None, _) => {}
    }
    told
}

fn explained(deviation: &Deviation) -> impl Iterator<Item = String> {
    let parts = [
        ("Sebab", &deviation.cause),
        ("Penanggung jawab", &deviation.answerable),
        ("Tindak lanjut", &deviation.remedy),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(_, words)| !words.trim().is_empty())
        .map(|(name, words)| format!("{name}: {}", sentence(words)))
        .collect();
    told.into_iter()
}

/// The words with a full stop, whatever was typed.
fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

fn interruptions(usulan: &Usulan, rows: &[PathRow], look: &Look<'_>) -> Vec<Interruption> {
    let now = Happened::at(look.now);
    let holds = usulan.holds.iter().map(|hold| {
        let to = hold.to.map(|mark| mark.happened);
        Interruption {
            kind: InterruptionKind::Hold,
            from: local(hold.from.happened, look),
            to: to.map(|to| local(to, look)),
            minutes: readings(look.calendar(), &[], hold.from.happened, to.unwrap_or(now)),
            reason: sentence(&hold.reason),
        }
    });
    let shown = rows.iter().filter_map(|row| row.wait.as_ref()).map(|wait| {
        let back = match wait.returned {
            0 => String::new(),
            times => format!(" Surat kembali untuk diperbaiki {times} kali."),
        };
        let reason = match wait.name.as_str() {
            "" => format!("Tanda tangan, nomor, dan cap.{back}"),
            name => format!("Tanda tangan {name}, nomor, dan cap.{back}"),
        };
        Interruption {
            kind: InterruptionKind::Outside,
            from: local(wait.from, look),
            to: wait.to.map(|to| local(to, look)),
            minutes: (wait.minutes.low, wait.minutes.high),
            reason,
        }
    });
    let mut found: Vec<Interruption> = holds.chain(shown).collect();
    // Waits before passes that were overtaken; the path shows only the latest.
    for wait in outside_waits(usulan) {
        let from = local(wait.from.happened, look);
        let Some(to) = wait.to.map(|to| to.happened) else { continue };
        if found.iter().any(|one| one.kind == InterruptionKind::Outside && one.from == from) {
            continue;
        }
        found.push(Interruption {
            kind: InterruptionKind::Outside,
            from,
            to: Some(local(to, look)),
            minutes: readings(look.calendar(), &usulan.holds, wait.from.happened, to),
            reason: "Tanda tangan, nomor, dan cap.".to_owned(),
        });
    }
    found.sort_by_key(|one| (one.from.from, one.from.to));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::{Day, at};

    fn told(day: &Day, now: &str) -> LivedSop {
        lived("2026-0042", &day.usulan, &day.look(now))
    }

    fn step(lived: &LivedSop, number: u32) -> &LivedStep {
        lived.steps.iter().find(|step| step.step == number).expect("a step of the SOP")
    }

    #[test]
    fn rounds_results_and_corrections_are_those_of_the_path() {
        let mut day = Day::approved();
        let lived_before = told(&day, "2026-11-11 10.10");
        assert_eq!(step(&lived_before, 2).rounds[0].remarks, ["Penjelasan belum diisi."]);
        day.explain(2, 1, "pejabat rapat", "2026-11-11 10.12");
        let lived = told(&day, "2026-11-11 10.15");
        let dispose = step(&lived, 2);
        assert_eq!(dispose.rounds[0].result, Some(Outcome::Late(22)));
        assert!(dispose.rounds[0].remarks.contains(&"Sebab: pejabat rapat.".to_owned()), "{dispose:?}");
        let decide = step(&lived, 5);
        assert_eq!((decide.rounds.len(), decide.corrections), (2, 1), "one round was a correction");
        let remarks = decide.rounds[0].remarks.join(" ");
        assert!(remarks.contains("dikoreksi: jadwal: terbuka."), "{remarks}");
        assert_eq!(step(&lived, 4).rounds[1].minutes, Some((53, 53)), "08.55 to 09.48");
        let register = step(&lived, 1);
        assert_eq!(register.rounds[0].result, Some(Outcome::NoStandard), "no clock runs in step 1");
        assert!(step(&lived, 7).rounds.is_empty() && !step(&lived, 7).skipped, "not begun, but it may");
    }

    #[test]
    fn holds_and_waits_of_others_stand_apart() {
        let mut day = Day::approved_letter();
        day.sign("pemberitahuan", "2026-11-12 15.00");
        day.number("pemberitahuan", "000.3/300/416-012/2026", "2026-11-12 15.20");
        let lived = told(&day, "2026-11-12 15.25");
        let waits: Vec<&Interruption> =
            lived.interruptions.iter().filter(|one| one.kind == InterruptionKind::Outside).collect();
        assert_eq!(waits.len(), 1, "{waits:?}");
        assert_eq!(waits[0].to.map(|to| to.from), Some(at("2026-11-12 15.20")), "until the number is there");
        assert!(waits[0].reason.contains("Sekretaris Daerah"), "{waits:?}");
        assert_eq!(lived.totals.outside, waits[0].minutes);
        let mut held = Day::received();
        held.hold("2026-11-10 09.00", "aplikasi gangguan");
        let lived = told(&held, "2026-11-10 09.30");
        assert_eq!((lived.status.as_str(), lived.interruptions.len()), ("Ditahan", 1));
        assert_eq!(lived.interruptions[0].minutes, (30, 30), "it lasts");
        assert_eq!(lived.interruptions[0].to, None);
    }
}
