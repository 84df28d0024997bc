//! The SOP on paper in the form of PermenPANRB 35/2012 (facts 3): identity page and flowchart pages, drawn from the
//! definition; and the same table as one usulan lived it.
//!
//! Landscape, on A4 or F4. The way from a definition to its pages: `chart` says what stands where and what follows
//! what, `lanes` gives the actors their columns, `pages` parts the acts, `route` draws symbols and ways, `table` the
//! rest.

mod cells;
mod chart;
mod identity;
mod lanes;
mod lived;
mod pages;
mod route;
mod table;
#[cfg(test)]
mod tests;

use sop::definition::{Definition, Step, StepKind};

use crate::error::LetterError;
use crate::flow::{self, Row};
use crate::lambang;
use crate::measure::FontSize;
use crate::paragraph::Align;
use crate::pdf::{self, About, Mark, Sheet};
use crate::render::{fit_lambang, page_text};
use crate::settings::{LayoutSettings, Paper};
use crate::symbol::Symbol;
use crate::tags::{self, Role};

use chart::{Act, Chart, Column};
pub use lived::{Interruption, InterruptionKind, LivedRound, LivedSop, LivedStep, LivedTotals, lived_sheet};
use table::Frame;

/// A finished sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SopSheet {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
    /// The text of each page, line by line, cells parted by tabulators.
    pub text: Vec<String>,
    /// Width and height of the paper in micrometres.
    pub paper_um: (i64, i64),
}

/// Draws the SOP: the identity page, then the flowchart.
///
/// The paper is that of the settings, laid across; on paper smaller than A4 the form has no room, and A4 is taken.
///
/// # Errors
/// [`LetterError::TooLong`] when what stands on every page leaves no room for anything else, [`LetterError::Lambang`]
/// when the lambang (base64 of a PNG, JPEG or SVG) cannot be read, [`LetterError::Pdf`] when the file cannot be written.
pub fn sop_sheet(
    definition: &Definition,
    lambang: Option<&str>,
    settings: &LayoutSettings,
) -> Result<SopSheet, LetterError> {
    fits(definition)?;
    let frame = frame(settings.paper);
    let lambang = lambang.filter(|text| !text.is_empty());
    let mut pages = identity::pages(definition, frame, lambang.is_some());
    let title = format!("SOP {}", definition.identity.title);
    let opening = heading(&title, frame);
    let note = inferred(definition, frame);
    let room = Frame { bottom: frame.bottom - flow::height(&note), ..frame };
    let mut drawn = table::draw(&standard(definition), room, &opening, &opening);
    if let Some(last) = drawn.marks.last_mut() {
        last.extend(cells::place(&note, drawn.end));
    }
    pages.extend(drawn.marks);
    let about = About {
        title: title.clone(),
        subject: "Standar Operasional Prosedur".to_owned(),
        author: definition.identity.heading.last().cloned().unwrap_or_default(),
        identifier: definition.id.clone(),
        date: Some(definition.identity.effective.date.to_string()),
        number: definition.identity.number.clone(),
        ..About::default()
    };
    finish(pages, frame, &format!("SOP Nomor {}", definition.identity.number), lambang, settings, &about)
}

/// Characters of what stands over or under every page.
const MAX_HEAD: usize = 400;
/// Characters of an actor's name, which stands in a column of its own.
const MAX_ACTOR: usize = 120;

/// What is repeated on every page leaves room for the rest.
fn fits(definition: &Definition) -> Result<(), LetterError> {
    bounded("Judul SOP", &definition.identity.title, MAX_HEAD)?;
    bounded("Nomor SOP", &definition.identity.number, MAX_HEAD)?;
    definition.actors.iter().try_for_each(|actor| bounded("Nama pelaksana", &actor.name, MAX_ACTOR))
}

fn bounded(field: &str, text: &str, limit: usize) -> Result<(), LetterError> {
    let actual = text.chars().count();
    if actual <= limit {
        return Ok(());
    }
    Err(LetterError::TooLong { field: field.to_owned(), actual, limit })
}

/// The paper across, with its margins: 20 mm where it is bound, 12 mm elsewhere.
fn frame(paper: Paper) -> Frame {
    let (short, long) = (paper.width.min(paper.height), paper.width.max(paper.height));
    let a4 = (Paper::A4.width, Paper::A4.height);
    let (short, long) = if short < a4.0 || long < a4.1 { a4 } else { (short, long) };
    Frame {
        width: long.as_um(),
        height: short.as_um(),
        left: 20_000,
        right: long.as_um() - 12_000,
        top: 14_000,
        bottom: short.as_um() - 16_000,
    }
}

fn heading(title: &str, frame: Frame) -> Vec<Row> {
    let mut rows = table::over(title, frame, FontSize::pt(11), true, Align::Centre);
    tags::as_one(&mut rows, Role::H2);
    rows.push(Row::space(2_500));
    rows
}

/// A document whose chart cannot be read does not say who acts; what was inferred instead is said below the table.
fn inferred(definition: &Definition, frame: Frame) -> Vec<Row> {
    if !definition.steps.iter().any(|step| step.actor_inferred) {
        return Vec::new();
    }
    let note = "Letak simbol pada kolom Pelaksana disimpulkan dari uraian kegiatan.";
    let mut rows = vec![Row::space(1_500)];
    rows.extend(table::over(note, frame, FontSize::hundredths(750), false, Align::Left));
    rows
}

/// The symbol of a step: the first and the last begin and end the procedure, a decision is one wherever it stands.
fn symbol(definition: &Definition, index: usize, step: &Step) -> Symbol {
    if step.kind == StepKind::Decide {
        Symbol::Diamond
    } else if index == 0 || index + 1 == definition.steps.len() {
        Symbol::Capsule
    } else {
        Symbol::Box
    }
}

/// A cell of the document: its words, then each entry of its list on a line of its own.
fn listed<'a>(heading: &'a str, entries: impl Iterator<Item = &'a str>) -> String {
    let lines = std::iter::once(heading).chain(entries).filter(|line| !line.trim().is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The acts of a definition without their right hand cells.
fn acts(definition: &Definition) -> Vec<Act> {
    let index_of = |number: u32| definition.steps.iter().position(|step| step.number == number);
    definition
        .steps
        .iter()
        .enumerate()
        .map(|(index, step)| Act {
            actor: definition.actors.iter().position(|actor| actor.id == step.actor).unwrap_or(0),
            symbol: symbol(definition, index, step),
            before: vec![step.number.to_string(), listed(&step.act, step.choices.iter().map(String::as_str))],
            after: Vec::new(),
            next: definition.step_after(step.number).and_then(|next| index_of(next.number)),
            back: step.correction_to.and_then(index_of),
            corrections: 0,
        })
        .collect()
}

/// The table of the SOP itself; its heads are those of the document.
fn standard(definition: &Definition) -> Chart {
    let mut acts = acts(definition);
    for (act, step) in acts.iter_mut().zip(&definition.steps) {
        act.after = vec![vec![
            listed(&step.requirements_heading, step.requirements.iter().map(|one| one.text.as_str())),
            step.time.text.clone(),
            listed(&step.outputs_heading, step.outputs.iter().map(|one| one.text.as_str())),
            step.remark.clone(),
        ]];
    }
    let group = "Mutu Baku";
    Chart {
        before: vec![Column::new("No", Align::Centre, 8), Column::new("Uraian Kegiatan", Align::Left, 24)],
        actors: definition.actors.iter().map(|actor| actor.name.clone()).collect(),
        after: vec![
            Column::new("Persyaratan / Kelengkapan", Align::Left, 22).under(group),
            Column::new("Waktu", Align::Centre, 17).under(group),
            Column::new("Output", Align::Left, 22).under(group),
            Column::new("Keterangan", Align::Left, 22),
        ],
        acts,
    }
}

/// Feet and pages to a file.
fn finish(
    pages: Vec<Vec<Mark>>,
    frame: Frame,
    foot: &str,
    lambang: Option<&str>,
    settings: &LayoutSettings,
    about: &About,
) -> Result<SopSheet, LetterError> {
    let count = pages.len();
    let mut sheets: Vec<Sheet> = pages
        .into_iter()
        .enumerate()
        .map(|(index, mut marks)| {
            let size = FontSize::pt(8);
            let left = table::over(foot, frame, size, false, Align::Left);
            let right =
                table::over(&format!("Halaman {} dari {count}", index + 1), frame, size, false, Align::Right);
            for rows in [left, right] {
                // Counted pages are for the eye.
                marks.extend(cells::place(&rows, frame.bottom + 2_000).into_iter().map(tags::untagged));
            }
            Sheet { width: frame.width, height: frame.height, marks }
        })
        .collect();
    let picture = lambang.map(|text| lambang::picture(text, settings.lambang_ink)).transpose()?;
    if let Some(picture) = &picture {
        for sheet in &mut sheets {
            fit_lambang(sheet, picture.width, picture.height);
        }
    }
    Ok(SopSheet {
        pdf: pdf::write(&sheets, picture.as_deref(), about)?,
        pages: u32::try_from(count).unwrap_or(u32::MAX),
        text: sheets.iter().map(page_text).collect(),
        paper_um: (frame.width, frame.height),
    })
}
