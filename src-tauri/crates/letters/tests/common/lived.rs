//! Usulan as they were lived, for the sheets that show them. Read by the tests of the crate and by those beside it.

use letters::{Interruption, InterruptionKind, LivedRound, LivedSop, LivedStep, LivedTotals};
use sop::measure::Outcome;
use sop::record::{Certainty, Happened, Instant};

/// "2026-11-10 09.32" in the office's zone.
fn at(text: &str) -> Instant {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H.%M").expect("a time");
    local
        .and_local_timezone(chrono::FixedOffset::east_opt(7 * 3_600).expect("WIB"))
        .single()
        .expect("one hour")
}

fn between(from: &str, to: &str, certainty: Certainty) -> Happened {
    Happened { from: at(from), to: at(to), certainty }
}

fn round(number: u32, from: &str, to: Option<&str>, minutes: u32, result: Outcome) -> LivedRound {
    LivedRound {
        round: number,
        started: Happened::at(at(from)),
        ended: to.map(|to| Happened::at(at(to))),
        minutes: to.map(|_| (minutes, minutes)),
        result: to.map(|_| result),
        estimated: false,
        remarks: Vec::new(),
    }
}

fn told(round: LivedRound, remarks: &[&str]) -> LivedRound {
    LivedRound { remarks: remarks.iter().map(|remark| (*remark).to_owned()).collect(), ..round }
}

fn step(number: u32, rounds: Vec<LivedRound>) -> LivedStep {
    LivedStep { step: number, rounds, skipped: false, corrections: 0 }
}

/// The day of DESK 1, with a round of correction, a hold, a wait outside and a time that is not certain.
pub(crate) fn a_lived_usulan() -> LivedSop {
    let first = LivedRound {
        minutes: None,
        ..round(1, "2026-11-10 08.10", Some("2026-11-10 08.10"), 0, Outcome::NoStandard)
    };
    let unsure = LivedRound {
        ended: Some(between("2026-11-12 07.30", "2026-11-12 16.00", Certainty::DateOnly)),
        minutes: Some((5, 455)),
        result: Some(Outcome::Unsure),
        ..round(1, "2026-11-11 15.55", Some("2026-11-12 16.00"), 0, Outcome::Unsure)
    };
    let late = told(
        round(1, "2026-11-10 08.10", Some("2026-11-10 09.32"), 82, Outcome::Late(22)),
        &["Sebab: pejabat rapat di luar kantor.", "Tindak lanjut: disposisi dititipkan pada Sekretaris."],
    );
    LivedSop {
        usulan: "2026-0042".to_owned(),
        etalase: "Alat Tulis Kantor".to_owned(),
        proposer: "Dinas Pendidikan".to_owned(),
        letter: "400.3/311/416-101/2026, tanggal 9 November 2026".to_owned(),
        received: Some(Happened::at(at("2026-11-10 08.10"))),
        status: "Selesai".to_owned(),
        as_of: at("2026-11-13 10.10"),
        steps: vec![
            step(1, vec![first]),
            step(2, vec![late]),
            step(3, vec![round(1, "2026-11-10 09.32", Some("2026-11-10 09.40"), 8, Outcome::Within)]),
            step(
                4,
                vec![
                    round(1, "2026-11-10 09.40", Some("2026-11-11 08.30"), 380, Outcome::Within),
                    told(
                        round(2, "2026-11-11 08.55", Some("2026-11-11 09.48"), 53, Outcome::Within),
                        &["Perbaikan Pengumuman Pendaftaran."],
                    ),
                ],
            ),
            LivedStep {
                corrections: 1,
                ..step(
                    5,
                    vec![
                        told(
                            round(1, "2026-11-11 08.30", Some("2026-11-11 08.55"), 25, Outcome::Within),
                            &[
                                "Telaah R1 disetujui.",
                                "Pengumuman Pendaftaran R1 dikoreksi: jadwal masih terbuka.",
                            ],
                        ),
                        told(
                            round(2, "2026-11-11 09.48", Some("2026-11-11 10.10"), 22, Outcome::Within),
                            &["Pengumuman Pendaftaran R2 disetujui."],
                        ),
                    ],
                )
            },
            step(6, vec![round(1, "2026-11-11 10.10", Some("2026-11-11 14.20"), 50, Outcome::Within)]),
            step(7, vec![round(1, "2026-11-11 14.20", Some("2026-11-11 15.55"), 95, Outcome::Late(65))]),
            step(8, vec![unsure]),
            step(9, vec![round(1, "2026-11-13 09.30", Some("2026-11-13 09.38"), 8, Outcome::Within)]),
        ],
        interruptions: vec![
            Interruption {
                kind: InterruptionKind::Hold,
                from: Happened::at(at("2026-11-11 10.20")),
                to: Some(Happened::at(at("2026-11-11 13.40"))),
                minutes: (140, 140),
                reason: "Aplikasi LKPP gangguan.".to_owned(),
            },
            Interruption {
                kind: InterruptionKind::Outside,
                from: between("2026-11-12 07.30", "2026-11-12 16.00", Certainty::DateOnly),
                to: Some(Happened::at(at("2026-11-13 09.30"))),
                minutes: (120, 570),
                reason: "Tanda tangan Sekda, nomor, dan cap. Surat kembali untuk diperbaiki 1 kali."
                    .to_owned(),
            },
        ],
        totals: LivedTotals {
            standard: 760,
            first: (653, 1_103),
            all: (728, 1_178),
            held: (140, 140),
            outside: (120, 570),
        },
    }
}

/// The same way with so many rounds of correction at both decisions; with none, an usulan that was just received.
pub(crate) fn with_rounds(corrections: u32) -> LivedSop {
    let mut lived = a_lived_usulan();
    lived.interruptions.clear();
    lived.totals.held = (0, 0);
    lived.totals.outside = (0, 0);
    if corrections == 0 {
        let mut running = round(1, "2026-11-10 08.10", None, 0, Outcome::Within);
        running.result = None;
        lived.steps.truncate(1);
        lived.steps.push(step(2, vec![running]));
        lived.status = "Menunggu disposisi Kabag".to_owned();
        lived.totals = LivedTotals::default();
        return lived;
    }
    for one in lived.steps.iter_mut().filter(|one| matches!(one.step, 4 | 5 | 7 | 8)) {
        let decides = matches!(one.step, 5 | 8);
        one.corrections = if decides { corrections } else { 0 };
        one.rounds = (1..=corrections + 1)
            .map(|number| {
                let day = 10 + number % 18;
                let (from, to) = (format!("2026-11-{day} 08.30"), format!("2026-11-{day} 09.48"));
                let made = round(number, &from, Some(&to), 78, Outcome::Within);
                let last = number > corrections;
                match (decides, last) {
                    (true, true) => told(made, &["Disetujui."]),
                    (true, false) => told(made, &["Dikoreksi: jadwal pendaftaran masih terbuka."]),
                    (false, _) if number > 1 => told(made, &["Perbaikan Pengumuman Pendaftaran."]),
                    (false, _) => made,
                }
            })
            .collect();
    }
    lived
}
