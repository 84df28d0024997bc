//! The SOP as one usulan lived it: the same table with real times, rounds and deviations (DESIGN 5, DESK 7).

use chrono::Timelike;
use sop::definition::{Definition, Step};
use sop::measure::Outcome;
use sop::record::{Certainty, Happened, Instant};

use crate::content::{ColumnOf, Span, TableBlock};
use crate::error::LetterError;
use crate::flow::{self, Row, Text};
use crate::layout::labelled;
use crate::measure::FontSize;
use crate::paragraph::Align;
use crate::pdf::{About, Mark};
use crate::settings::{BodyFont, LayoutSettings};
use crate::table as form;
use crate::tags::{self, Role};
use crate::wording;

use super::cells::BODY;
use super::chart::{Act, Chart, Column};
use super::table::{self, Frame, Pages};
use super::{MAX_HEAD, SopSheet, acts, bounded, finish, fits, frame};

/// What the office knows of one usulan's way through its SOP. Times carry the office's offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LivedSop {
    /// Number of the usulan: `2026-0042`.
    pub usulan: String,
    /// The etalase proposed.
    pub etalase: String,
    /// The proposing agency.
    pub proposer: String,
    /// Number and date of its letter, as written; empty before it is received.
    pub letter: String,
    /// When the letter was received.
    pub received: Option<Happened>,
    /// How it stands, in the words of the screen: "Selesai".
    pub status: String,
    /// The hour for which this holds.
    pub as_of: Instant,
    /// What became of each step; a step that is not named was not begun.
    pub steps: Vec<LivedStep>,
    /// Holds and waits outside the SOP, in the order of time.
    pub interruptions: Vec<Interruption>,
    /// The sums.
    pub totals: LivedTotals,
}

/// One step as it was lived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LivedStep {
    /// Number of the step in the SOP.
    pub step: u32,
    /// Its rounds, oldest first; none when it was not begun.
    pub rounds: Vec<LivedRound>,
    /// It will not be begun any more: the usulan has ended.
    pub skipped: bool,
    /// How often its decision was a correction.
    pub corrections: u32,
}

/// One round of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LivedRound {
    /// From 1.
    pub round: u32,
    /// When the clock started; for a step without a standard, when it happened.
    pub started: Happened,
    /// When it stopped; none while it runs.
    pub ended: Option<Happened>,
    /// Shortest and longest reading in working minutes, without holds; none while it runs or where nothing is measured.
    pub minutes: Option<(u32, u32)>,
    /// The result; none while it runs.
    pub result: Option<Outcome>,
    /// It rests on a holiday that is only estimated.
    pub estimated: bool,
    /// Sentences for the last column: what was corrected, why a standard was missed, what was missing.
    pub remarks: Vec<String>,
}

/// Time that counts for no step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interruption {
    /// A hold, or a wait for somebody outside the SOP.
    pub kind: InterruptionKind,
    /// Since when.
    pub from: Happened,
    /// Until when; none while it lasts.
    pub to: Option<Happened>,
    /// Shortest and longest reading in working minutes.
    pub minutes: (u32, u32),
    /// Why, or for whom.
    pub reason: String,
}

/// Which kind of interruption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InterruptionKind {
    /// Ditahan: the clock stopped.
    Hold,
    /// Di luar waktu baku: signature and number of others (PROCEDURE 2).
    Outside,
}

/// Sums in working minutes, shortest and longest reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LivedTotals {
    /// The standards of the first rounds that are completed.
    pub standard: u32,
    /// First rounds.
    pub first: (u32, u32),
    /// All rounds.
    pub all: (u32, u32),
    /// Held.
    pub held: (u32, u32),
    /// Outside the SOP.
    pub outside: (u32, u32),
}

/// Draws the sheet of one usulan.
///
/// # Errors
/// [`LetterError::TooLong`] when the head of the sheet leaves no room for its table, [`LetterError::Pdf`] when the file
/// cannot be written.
pub fn lived_sheet(
    definition: &Definition,
    lived: &LivedSop,
    settings: &LayoutSettings,
) -> Result<SopSheet, LetterError> {
    fits(definition)?;
    let head = [
        ("Nomor usulan", &lived.usulan),
        ("Etalase", &lived.etalase),
        ("Pengusul", &lived.proposer),
        ("Surat usulan", &lived.letter),
        ("Keadaan", &lived.status),
    ];
    head.iter().try_for_each(|(field, text)| bounded(field, text, MAX_HEAD))?;
    let frame = frame(settings.paper);
    let opening = opening(definition, lived, frame);
    let running = running(lived, frame);
    let mut drawn = table::draw(&chart(definition, lived), frame, &opening, &running);
    close(lived, frame, &running, &mut drawn);
    let about = About {
        title: format!("Lembar SOP sebagaimana dijalani: usulan {}", lived.usulan),
        subject: format!("SOP {}", definition.identity.title),
        author: definition.identity.heading.last().cloned().unwrap_or_default(),
        identifier: lived.usulan.clone(),
        number: lived.usulan.clone(),
        ..About::default()
    };
    let foot =
        format!("SOP Nomor {} · keadaan per {}", definition.identity.number, moment(lived.as_of, true));
    finish(drawn.marks, frame, &foot, None, settings, &about)
}

pub(super) fn chart(definition: &Definition, lived: &LivedSop) -> Chart {
    let mut acts = acts(definition);
    for (act, step) in acts.iter_mut().zip(&definition.steps) {
        fill(act, step, lived.steps.iter().find(|lived| lived.step == step.number));
    }
    let group = "Pelaksanaan";
    let column = |head: &str, align: Align, least: i64| Column::new(head, align, least).by_round();
    Chart {
        before: vec![Column::new("No", Align::Centre, 8), Column::new("Uraian Kegiatan", Align::Left, 24)],
        actors: definition.actors.iter().map(|actor| actor.name.clone()).collect(),
        after: vec![
            Column::new("Waktu Baku", Align::Centre, 15),
            column("Putaran", Align::Centre, 14).under(group),
            column("Mulai", Align::Left, 20).under(group),
            column("Selesai", Align::Left, 20).under(group),
            column("Waktu Kerja", Align::Left, 16).under(group),
            column("Hasil", Align::Left, 20).under(group),
            column("Keterangan", Align::Left, 26),
        ],
        acts,
    }
}

fn fill(act: &mut Act, step: &Step, lived: Option<&LivedStep>) {
    let empty = |hasil: &str| {
        let standard = step.time.text.clone();
        vec![
            standard,
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            hasil.to_owned(),
            String::new(),
        ]
    };
    let Some(lived) = lived.filter(|lived| !lived.rounds.is_empty()) else {
        let skipped = lived.is_some_and(|lived| lived.skipped);
        act.after = vec![empty(if skipped { "tidak dijalani" } else { "belum dijalani" })];
        return;
    };
    act.corrections = lived.corrections;
    act.after = lived
        .rounds
        .iter()
        .enumerate()
        .map(|(index, round)| {
            vec![
                if index == 0 { step.time.text.clone() } else { String::new() },
                round.round.to_string(),
                when(round.started),
                round.ended.map(when).unwrap_or_default(),
                round.minutes.map_or_else(|| "-".to_owned(), readings),
                result(round),
                round.remarks.join("\n"),
            ]
        })
        .collect();
}

fn result(round: &LivedRound) -> String {
    let result = match round.result {
        Some(Outcome::Within) => "dalam waktu baku".to_owned(),
        Some(Outcome::Late(by)) => format!("lewat {by} menit kerja"),
        Some(Outcome::Unsure) => "belum pasti".to_owned(),
        Some(Outcome::NoStandard) => "tanpa waktu baku".to_owned(),
        None => "berjalan".to_owned(),
    };
    if round.estimated { format!("{result}\n(perkiraan libur)") } else { result }
}

/// `1 j 22 m`, the form of tables (DESK 8).
fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} m"),
        (hours, 0) => format!("{hours} j"),
        (hours, minutes) => format!("{hours} j {minutes} m"),
    }
}

fn readings((low, high): (u32, u32)) -> String {
    if low == high { hours(low) } else { format!("antara {} dan {}", hours(low), hours(high)) }
}

fn hour(at: Instant) -> String {
    format!("{:02}.{:02}", at.hour(), at.minute())
}

fn day(at: Instant) -> String {
    wording::short_date(at.date_naive())
}

/// `10 November 2026 pukul 09.32 WIB`; the office's offset is WIB unless it says otherwise.
fn moment(at: Instant, zoned: bool) -> String {
    let zone = match (zoned, at.offset().local_minus_utc() / 3_600) {
        (true, 7) => " WIB",
        (true, 8) => " WITA",
        (true, 9) => " WIT",
        _ => "",
    };
    format!("{} pukul {}{zone}", wording::date(at.date_naive()), hour(at))
}

/// A time in a cell: the day, and below it the hour as far as it is known.
fn when(happened: Happened) -> String {
    let (from, to) = (happened.from, happened.to);
    if from.date_naive() != to.date_naive() {
        return format!("{}, {}\ns.d. {}, {}", day(from), hour(from), day(to), hour(to));
    }
    match (happened.certainty, from == to) {
        (Certainty::DateOnly, _) => format!("{}\njam tidak tertulis", day(from)),
        (_, true) => format!("{}\n{}", day(from), hour(from)),
        (_, false) => format!("{}\n{}–{}", day(from), hour(from), hour(to)),
    }
}

fn plain(x: i64, width: i64, size: FontSize) -> Text {
    Text {
        family: BodyFont::Sans,
        x,
        width,
        size,
        spacing: 112,
        align: Align::Left,
        indent: 0,
        hyphenate: false,
    }
}

/// Title and what the sheet is about.
fn opening(definition: &Definition, lived: &LivedSop, frame: Frame) -> Vec<Row> {
    let mut rows =
        table::over("LEMBAR SOP SEBAGAIMANA DIJALANI", frame, FontSize::pt(12), true, Align::Centre);
    tags::as_one(&mut rows, Role::H1);
    let title = format!("SOP {}", definition.identity.title);
    rows.extend(table::over(&title, frame, FontSize::pt(9), false, Align::Centre));
    rows.push(Row::space(3_000));
    let size = FontSize::pt(9);
    let width = frame.right - frame.left;
    let (wide, gap) = (width * 58 / 100, 6_000);
    let right_x = frame.left + wide + gap;
    let pair = |label: &str, value: &str| (label.to_owned(), vec![Span::plain(value)]);
    let received = lived.received.map(|received| when(received).replace('\n', " pukul ")).unwrap_or_default();
    let left = labelled(
        &[
            pair("Etalase", &lived.etalase),
            pair("Pengusul", &lived.proposer),
            pair("Surat usulan", &lived.letter),
        ],
        frame.left,
        wide,
        plain(frame.left, wide, size),
    );
    let right = labelled(
        &[
            pair("Nomor usulan", &lived.usulan),
            pair("Diterima", &received.replace("pukul jam", "jam")),
            pair("Keadaan", &lived.status),
        ],
        right_x,
        width - wide - gap,
        plain(right_x, width - wide - gap, size),
    );
    rows.push(flow::beside(vec![left, right]));
    rows.push(Row::space(3_000));
    rows
}

/// What stands over the table on every page but the first.
fn running(lived: &LivedSop, frame: Frame) -> Vec<Row> {
    let title = format!("Lembar SOP sebagaimana dijalani, usulan {}", lived.usulan);
    let mut rows = table::over(&title, frame, FontSize::pt(9), true, Align::Left);
    rows.push(Row::space(2_000));
    rows
}

/// What stands below the table: sums, and what counts for no step.
fn close(lived: &LivedSop, frame: Frame, running: &[Row], drawn: &mut Pages) {
    let width = frame.right - frame.left;
    let text = plain(frame.left, width, BODY);
    let totals = &lived.totals;
    let pair = |label: &str, value: String| (label.to_owned(), vec![Span::plain(value)]);
    let mut sums = if totals.all == (0, 0) {
        vec![pair("Putaran pertama", "belum ada langkah bertanda waktu baku yang selesai".to_owned())]
    } else {
        let first = format!("{} dari waktu baku {}", readings(totals.first), hours(totals.standard));
        vec![pair("Putaran pertama", first), pair("Dengan putaran koreksi", readings(totals.all))]
    };
    if !lived.interruptions.is_empty() {
        let held =
            format!("ditahan {}, di luar waktu baku {}", readings(totals.held), readings(totals.outside));
        sums.push(pair("Tidak dihitung", held));
    }
    let mut rows = vec![Row::space(3_500)];
    let together = |mut rows: Vec<Row>| {
        for row in &mut rows {
            row.keep = true;
        }
        rows
    };
    let heading = |words: &str| {
        let mut rows = table::over(words, frame, FontSize::pt(9), true, Align::Left);
        tags::as_one(&mut rows, Role::H2);
        together(rows)
    };
    rows.extend(heading("Jumlah waktu kerja"));
    rows.extend(together(labelled(&sums, frame.left, width, text)));
    // The sums are not parted from what they mean.
    rows.extend(flow::rows(
        &[Span::plain(
            "j = jam kerja, m = menit kerja, dihitung dalam jam kerja kantor. Yang ditahan dan yang menunggu pihak \
             di luar SOP tidak dibebankan pada langkah mana pun.",
        )],
        Text { size: FontSize::hundredths(750), ..text },
    ));
    if !lived.interruptions.is_empty() {
        rows.push(Row::space(3_000));
        rows.extend(heading("Penahanan dan tunggu di luar waktu baku"));
        rows.push(Row { keep: true, ..Row::space(1_000) });
        let place = form::Place {
            family: BodyFont::Sans,
            x: frame.left,
            width,
            size: BODY,
            hyphenate: false,
            row_height: 0,
        };
        rows.extend(form::table(&interruptions(&lived.interruptions), place));
    }
    let top = frame.top + flow::height(running);
    let mut columns =
        flow::paginate(rows, drawn.end, top, frame.bottom).into_iter().map(|column| column.marks);
    if let (Some(page), Some(marks)) = (drawn.marks.last_mut(), columns.next()) {
        page.extend(marks);
    }
    drawn.marks.extend(columns.map(|marks| {
        let mut page: Vec<Mark> =
            super::cells::place(running, frame.top).into_iter().map(tags::untagged).collect();
        page.extend(marks);
        page
    }));
}

fn interruptions(list: &[Interruption]) -> TableBlock {
    let column = |head: &str, weight: u16| ColumnOf { head: head.to_owned(), weight, ..ColumnOf::default() };
    let cell = |text: String| vec![Span::plain(text)];
    TableBlock {
        columns: vec![
            column("Jenis", 30),
            column("Sejak", 34),
            column("Sampai", 34),
            column("Waktu kerja", 30),
            column("Sebab atau pihak yang ditunggu", 100),
        ],
        rows: list
            .iter()
            .map(|one| {
                let kind = match one.kind {
                    InterruptionKind::Hold => "Ditahan",
                    InterruptionKind::Outside => "Di luar waktu baku",
                };
                let until =
                    one.to.map_or_else(|| "masih berlangsung".to_owned(), |to| when(to).replace('\n', ", "));
                vec![
                    cell(kind.to_owned()),
                    cell(when(one.from).replace('\n', ", ")),
                    cell(until),
                    cell(readings(one.minutes)),
                    cell(one.reason.clone()),
                ]
            })
            .collect(),
    }
}
