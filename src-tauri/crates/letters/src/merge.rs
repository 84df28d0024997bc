//! One letter to many: each recipient's own letter, and all of them as one print file in folding order (DESIGN 5).
//!
//! The default for many recipients stays one letter with "daftar terlampir", signed once and copied; this is for the
//! letters of which each recipient gets his own.

use std::io::Write;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::data::{Addressees, LetterDate, LetterNumber, NaskahData};
use crate::dispatch::DispatchRow;
use crate::error::LetterError;
use crate::many::{ManyError, Merged, MergedLetter, cores, render_many_on};
use crate::recipients::MergeRecipient;
use crate::render::template_or_delivered;
use crate::settings::LayoutSettings;
use crate::template::{self, Template, one_line};
use crate::wording;

/// Which sides of a sheet of paper the print file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrintedSides {
    /// One side: the letters follow one another.
    #[default]
    One,
    /// Both: each letter begins on a fresh sheet, so that one of an odd number of pages is followed by an empty page.
    Both,
}

/// A drawn file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has, empty ones included.
    pub pages: u32,
    /// The text of each page as it reads.
    pub text: Vec<String>,
}

/// The letter of one recipient: the common letter with his address, and with his number and fields where the list has
/// them. The list of the others is not attached to it. `index` is his place in the order, from 0: the code on the page, if
/// the letter has one, names him by it.
#[must_use]
pub fn for_recipient(letter: &NaskahData, recipient: &MergeRecipient, index: usize) -> NaskahData {
    let mut own = letter.clone();
    if let Some(code) = &mut own.code {
        code.recipient = u32::try_from(index + 1).unwrap_or(u32::MAX);
    }
    let common = letter
        .addressees
        .attached_place
        .clone()
        .or_else(|| letter.addressees.list.first().map(|addressee| addressee.place.clone()));
    let mut addressee = recipient.addressee.clone();
    if addressee.place.trim().is_empty() {
        addressee.place = common.unwrap_or_default();
    }
    own.addressees = Addressees { list: vec![addressee], ..Addressees::default() };
    if let Some(number) = recipient.number.as_ref().filter(|number| !number.trim().is_empty()) {
        own.number.given = Some(number.clone());
    }
    own.fields.extend(recipient.fields.iter().map(|(key, value)| (key.clone(), value.clone())));
    own
}

/// All letters as one file, each beginning where the folding hand expects it: the asli of the first recipient, then that
/// of the second, and so on. As [`crate::render_many`] in everything else.
///
/// # Errors
/// As [`crate::render_many`].
pub fn print_file(
    letter: &NaskahData,
    recipients: &[MergeRecipient],
    settings: &LayoutSettings,
    template: Option<&str>,
    sides: PrintedSides,
    out: &mut dyn Write,
    done: &mut dyn FnMut(&MergedLetter) -> ControlFlow<()>,
) -> Result<Merged, ManyError> {
    let title = format!("{}: {} penerima", letter.kind.label(), wording::grouped(recipients.len() as i64));
    let own = |index: usize| for_recipient(letter, &recipients[index], index);
    render_many_on(cores(), recipients.len(), &own, settings, template, sides, &title, out, done)
}

/// The row of a letter in the buku ekspedisi: what stands on the letter itself.
///
/// # Errors
/// As rendering the letter.
pub fn dispatch_row(
    letter: &NaskahData,
    template: Option<&str>,
    count: Option<&str>,
) -> Result<DispatchRow, LetterError> {
    let parsed = Template::parse(letter.kind, template_or_delivered(letter.kind, template)?)?;
    let filled = template::fill(&parsed, letter)?;
    let hal: String = filled.hal.iter().map(|span| span.text.as_str()).collect();
    let about: String = filled.about.iter().map(|span| span.text.as_str()).collect();
    let subject = [hal, about, parsed.title.clone()].into_iter().find(|text| !text.is_empty());
    let to = letter.addressees.list.first();
    let mut address: Vec<String> =
        to.and_then(|to| to.address.as_deref()).into_iter().flat_map(str::lines).map(one_line).collect();
    address.extend(to.map(|to| one_line(&to.place)));
    address.retain(|line| !line.is_empty());
    Ok(DispatchRow {
        date: letter.date,
        number: number_text(&letter.number, &parsed, letter.date),
        to: to.map(crate::data::Addressee::named).unwrap_or_default(),
        address: address.join(", "),
        subject: subject.unwrap_or_default(),
        count: count.map(one_line).filter(|text| !text.is_empty()).unwrap_or_else(|| "1".to_owned()),
    })
}

/// The number in a line of the book; empty when a part of it is still written by hand.
fn number_text(number: &LetterNumber, template: &Template, date: LetterDate) -> String {
    use chrono::Datelike;
    if let Some(given) = number.given.as_deref().map(one_line).filter(|given| !given.is_empty()) {
        return given;
    }
    let pattern = number.pattern.as_ref().or(template.number.as_ref());
    let year = match date {
        LetterDate::Given(date) => Some(date.year()),
        LetterDate::Month { year, .. } => Some(year),
        LetterDate::Blank => None,
    };
    let mut text = one_line(pattern.map(String::as_str).unwrap_or_default());
    for (token, value) in &number.tokens {
        text = text.replace(&format!("{{{token}}}"), &one_line(value));
    }
    if let Some(year) = year {
        text = text.replace("{tahun}", &year.to_string());
    }
    if text.contains('{') { String::new() } else { text }
}
