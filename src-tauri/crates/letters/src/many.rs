//! Many letters of one kind: one merged file, or a file for each, made on all cores and handed out in order.
//!
//! A letter is asked for by its place, so that no more of them are in memory than the cores work on: twenty thousand need no
//! more than fifty. Which core made a page is nowhere in the bytes.

use std::io::Write;
use std::ops::ControlFlow;
use std::sync::mpsc;

use crate::data::{Kind, NaskahData};
use crate::error::{LetterError, MissingField};
use crate::merge::PrintedSides;
use crate::pdf::{self, About, File, Picture, Sheet};
use crate::render::{self, Rendered, Set};
use crate::settings::LayoutSettings;
use crate::template::Template;

/// Letters that a core makes before it hands them over.
const BATCH: usize = 8;
/// Batches of a core that may wait to be taken.
const WAITING: usize = 2;
/// Cores that help; more of them only wait for the one that writes.
const MOST_CORES: usize = 8;

/// A letter of a merged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedLetter {
    /// Its place in the order, from 0.
    pub index: usize,
    /// Its first page in the file, from 0.
    pub first_page: usize,
    /// How many pages it has.
    pub pages: usize,
    /// Fields without a value, in the order of the form.
    pub missing: Vec<MissingField>,
    /// Doubts that refuse nothing.
    pub warnings: Vec<String>,
}

/// What a merge came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// Letters in it.
    pub letters: usize,
    /// Pages of the file.
    pub pages: usize,
}

/// Why many letters were not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManyError {
    /// One of them is wrong; what was written before it is not a whole file.
    #[error("Surat ke-{}: {error}", index + 1)]
    Letter {
        /// Its place in the order, from 0.
        index: usize,
        /// What is wrong with it.
        error: LetterError,
    },
    /// The file could not be written.
    #[error("{0}")]
    Write(LetterError),
    /// Whoever watches the progress asked to stop.
    #[error("Penggabungan dihentikan. Berkas yang belum selesai tidak dipakai; data surat tidak berubah.")]
    Stopped,
}

/// Renders `count` letters of one kind into one PDF/A-2b file, tagged, in the order of `letter(0)`, `letter(1)`, …
///
/// All letters share one subset of each font and one lambang (that of the first letter that has one). `title` is the title of
/// the file; author, date and sifat are the first letter's. The file is written to `out` as the letters come, in bounded
/// memory; it is whole only if the answer is `Ok`. `done` hears of every letter in order and may stop the work. The bytes
/// depend on the data alone, not on how many cores made them.
///
/// # Errors
/// [`ManyError`]: the first letter that is wrong, by its place; a file that cannot be written; a stop.
pub fn render_many(
    count: usize,
    letter: &(dyn Fn(usize) -> NaskahData + Sync),
    settings: &LayoutSettings,
    template: Option<&str>,
    title: &str,
    out: &mut dyn Write,
    done: &mut dyn FnMut(&MergedLetter) -> ControlFlow<()>,
) -> Result<Merged, ManyError> {
    render_many_on(cores(), count, letter, settings, template, PrintedSides::One, title, out, done)
}

/// [`render_many`] on so many cores, for one or both sides of the paper.
#[allow(
    clippy::too_many_arguments,
    reason = "the arguments of render_many, the sides, and the cores that a test chooses"
)]
pub(crate) fn render_many_on(
    cores: usize,
    count: usize,
    letter: &(dyn Fn(usize) -> NaskahData + Sync),
    settings: &LayoutSettings,
    template: Option<&str>,
    sides: PrintedSides,
    title: &str,
    out: &mut dyn Write,
    done: &mut dyn FnMut(&MergedLetter) -> ControlFlow<()>,
) -> Result<Merged, ManyError> {
    let mut file = File::begin(out, true).map_err(ManyError::Write)?;
    let mut about = About::default();
    let mut picture: Option<std::sync::Arc<Picture>> = None;
    let mut pages = 0;
    let make = |parsed: &mut Parsed, index: usize| {
        let data = letter(index);
        let source = render::template_or_delivered(data.kind, template)?;
        let Set { mut sheets, picture, about, missing, .. } =
            render::set(&data, settings, source, parsed.template(data.kind, template)?)?;
        if let Some(last) = sheets.last().filter(|_| sides == PrintedSides::Both && sheets.len() % 2 == 1) {
            // The back of its last sheet stays empty.
            sheets.push(Sheet { width: last.width, height: last.height, ..Sheet::default() });
        }
        Ok((pdf::part(&sheets)?, picture, about, missing, render::warnings(&data, settings)))
    };
    in_order(cores, count, &make, &mut |index, made| {
        let (part, lambang, mut own, missing, warnings) =
            made.map_err(|error| ManyError::Letter { index, error })?;
        if index == 0 {
            // The name and number of one letter are not those of the file.
            own.identifier.clear();
            own.number.clear();
            own.title = title.to_owned();
            about = own;
        }
        picture = picture.take().or(lambang);
        let first_page = pages;
        pages += part.pages.len();
        file.add(&part).map_err(ManyError::Write)?;
        let letter = MergedLetter { index, first_page, pages: part.pages.len(), missing, warnings };
        if done(&letter).is_break() { Err(ManyError::Stopped) } else { Ok(()) }
    })?;
    let pages = file.finish(picture.as_deref(), &about).map_err(ManyError::Write)?;
    Ok(Merged { letters: count, pages })
}

/// Renders `count` letters, each to a file of its own, and hands them out in order.
///
/// # Errors
/// [`ManyError`]: the first letter that is wrong, by its place; a stop by `take`.
pub fn render_each(
    count: usize,
    letter: &(dyn Fn(usize) -> NaskahData + Sync),
    settings: &LayoutSettings,
    template: Option<&str>,
    take: &mut dyn FnMut(usize, Rendered) -> ControlFlow<()>,
) -> Result<(), ManyError> {
    let make = |parsed: &mut Parsed, index: usize| {
        let data = letter(index);
        let source = render::template_or_delivered(data.kind, template)?;
        render::render_with(&data, settings, source, parsed.template(data.kind, template)?)
    };
    in_order(cores(), count, &make, &mut |index, made| {
        let rendered = made.map_err(|error| ManyError::Letter { index, error })?;
        if take(index, rendered).is_break() { Err(ManyError::Stopped) } else { Ok(()) }
    })
}

pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(MOST_CORES)
}

/// The template of the last kind, parsed once by each core.
#[derive(Default)]
struct Parsed(Option<(Kind, Template)>);

impl Parsed {
    fn template(&mut self, kind: Kind, own: Option<&str>) -> Result<&Template, LetterError> {
        if self.0.as_ref().is_none_or(|(known, _)| *known != kind) {
            self.0 = None;
            let parsed = Template::parse(kind, render::template_or_delivered(kind, own)?)?;
            return Ok(&self.0.insert((kind, parsed)).1);
        }
        match &self.0 {
            Some((_, parsed)) => Ok(parsed),
            None => Err(LetterError::Pdf { reason: "a template was parsed and is gone".to_owned() }),
        }
    }
}

/// Makes things on several cores and takes them in order. Each core has every so-manieth batch and a short queue of its own,
/// so that none can run ahead of the one that takes.
fn in_order<T: Send>(
    cores: usize,
    count: usize,
    make: &(dyn Fn(&mut Parsed, usize) -> Result<T, LetterError> + Sync),
    take: &mut dyn FnMut(usize, Result<T, LetterError>) -> Result<(), ManyError>,
) -> Result<(), ManyError> {
    let cores = cores.min(count.div_ceil(BATCH)).max(1);
    if cores == 1 {
        let mut parsed = Parsed::default();
        return (0..count).try_for_each(|index| take(index, make(&mut parsed, index)));
    }
    std::thread::scope(|scope| {
        let mut queues = Vec::with_capacity(cores);
        for core in 0..cores {
            let (give, queue) = mpsc::sync_channel::<Vec<Result<T, LetterError>>>(WAITING);
            queues.push(queue);
            scope.spawn(move || {
                let mut parsed = Parsed::default();
                for start in (core * BATCH..count).step_by(cores * BATCH) {
                    let batch = (start..count.min(start + BATCH)).map(|at| make(&mut parsed, at)).collect();
                    // Nobody takes any more: the work was stopped.
                    if give.send(batch).is_err() {
                        return;
                    }
                }
            });
        }
        for start in (0..count).step_by(BATCH) {
            let queue = &queues[start / BATCH % cores];
            let Ok(batch) = queue.recv() else {
                let reason = "a core stopped before its work was done".to_owned();
                return Err(ManyError::Write(LetterError::Pdf { reason }));
            };
            for (offset, made) in batch.into_iter().enumerate() {
                take(start + offset, made)?;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::State;
    use crate::example;

    fn numbered(index: usize) -> NaskahData {
        let mut data = example(Kind::SuratPemberitahuan);
        data.id = format!("N2026-{index:05} R1");
        data.place = format!("Tempat {index}");
        data
    }

    fn merged(cores: usize, count: usize) -> (Vec<u8>, Vec<MergedLetter>) {
        let (mut bytes, mut heard) = (Vec::new(), Vec::new());
        let settings = LayoutSettings::default();
        let merged = render_many_on(
            cores,
            count,
            &numbered,
            &settings,
            None,
            PrintedSides::One,
            "Gabungan",
            &mut bytes,
            &mut |one| {
                heard.push(one.clone());
                ControlFlow::Continue(())
            },
        )
        .expect("the examples merge");
        assert_eq!(merged.letters, count, "all of them");
        assert_eq!(merged.pages, heard.iter().map(|one| one.pages).sum::<usize>(), "pages add up");
        (bytes, heard)
    }

    #[test]
    fn one_and_four_cores_write_the_same_file() {
        let (alone, heard) = merged(1, 53);
        assert_eq!(merged(4, 53).0, alone, "the bytes tell nothing about cores");
        assert!(heard.iter().enumerate().all(|(index, one)| one.index == index), "in order");
        let pages = lopdf::Document::load_mem(&alone).expect("a PDF").get_pages().len();
        assert_eq!(pages, heard.iter().map(|one| one.pages).sum::<usize>(), "every page is in the file");
    }

    #[test]
    fn each_file_is_what_the_letter_alone_would_be() {
        let settings = LayoutSettings::default();
        let mut count = 0;
        render_each(20, &numbered, &settings, None, &mut |index, rendered| {
            let alone = render::render(&numbered(index), &settings, None).expect("renders");
            assert_eq!(rendered, alone, "letter {index}");
            count += 1;
            ControlFlow::Continue(())
        })
        .expect("all are made");
        assert_eq!(count, 20, "none is left out");
    }

    #[test]
    fn a_wrong_letter_is_named_and_a_stop_is_heard() {
        let wrong = |index: usize| {
            let mut data = numbered(index);
            if index == 30 {
                data.state = State::Siap;
                data.signature.name.clear();
            }
            data
        };
        let settings = LayoutSettings::default();
        let go_on = &mut |_: &MergedLetter| ControlFlow::Continue(());
        let error = render_many(40, &wrong, &settings, None, "", &mut Vec::new(), go_on)
            .expect_err("one lacks a name");
        assert!(matches!(error, ManyError::Letter { index: 30, .. }), "{error}");
        assert!(error.to_string().starts_with("Surat ke-31:"), "{error}");
        let mut heard = 0;
        let stop = &mut |_: &MergedLetter| {
            heard += 1;
            if heard == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let error =
            render_many(400, &numbered, &settings, None, "", &mut Vec::new(), stop).expect_err("stopped");
        assert_eq!((error, heard), (ManyError::Stopped, 5), "no letter after the stop");
    }
}
