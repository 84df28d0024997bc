//! The answers of the first run: what is proposed, what they make of an office, and a letter that shows it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use letters::{CopyKind, Kind, Rendered, State as LetterState, Template, example_of, render};
use sop::act::NumberSource;
use sop::calendar::{Calendar, Week};
use sop::people::{Capacity, Person, Posts, Tenure};
use sop::record::Instant;
use sop::usulan::Usulan;

use crate::api::{NumberSettings, OfficeSettings, SigningForm, StartAnswers, StartOfficial, StartSigner};
use crate::delivered::{self, ASISTEN, KABAG, SEKDA, SUBKOORD};
use crate::fault::{Code, Fault};
use crate::founding::{FIRST_ACCOUNT, Founding, first_account};
use crate::letters_desk;
use crate::state::State;

/// The letter to the heads of the agencies, whose signer is asked for.
const NOTIFICATION: &str = "surat-pemberitahuan";
/// A letter of the office's own, whose number pattern is asked for.
const ANNOUNCEMENT: &str = "pengumuman";
/// What stands for a running number in an example.
const EXAMPLE_NUMBER: &str = "1";

/// What is proposed where nothing is answered.
///
/// # Errors
/// Only if the delivered data are broken, which a test forbids.
pub(crate) fn proposed() -> Result<StartAnswers, Fault> {
    let nobody = || StartOfficial {
        name: String::new(),
        rank: String::new(),
        nip: String::new(),
        capacity: Capacity::Definitif,
    };
    let calendar = Calendar::mojokerto().map_err(Fault::unknown)?;
    let numbers = delivered::numbers();
    let own = numbers.kinds.iter().find(|setting| setting.kind == ANNOUNCEMENT);
    Ok(StartAnswers {
        screen: 1,
        office: delivered::office(),
        clerk: String::new(),
        kabag: nobody(),
        subkoord: nobody(),
        signer: StartSigner::Sekda,
        above: nobody(),
        numbers: own.map_or(NumberSource::Book, |setting| setting.source),
        pattern: own.map(|setting| setting.pattern.clone()).unwrap_or_default(),
        week: calendar.plan().week.clone(),
    })
}

/// The office that the answers make. `lambang` are the bytes of the picture that they name.
///
/// # Errors
/// An answer with which no letter or no working time could be made; its sentence says which.
pub(crate) fn founding(
    answers: &StartAnswers,
    lambang: Option<Vec<u8>>,
    now: Instant,
) -> Result<Founding, Fault> {
    let mut calendar = Calendar::mojokerto().map_err(Fault::unknown)?.plan().clone();
    calendar.week = answers.week.clone();
    let calendar = Calendar::new(calendar).map_err(|error| {
        Fault::setting(format!("{error} Belum ada yang dibuat. Perbaiki jam kerjanya, lalu coba lagi."))
    })?;
    if answers.week == Week::default() {
        return Err(Fault::setting(
            "Jam kerja belum diisi, jadi waktu baku tidak dapat dihitung. Belum ada yang dibuat. Isi paling sedikit satu hari.",
        ));
    }
    if answers.office.place.trim().is_empty() || answers.office.name.trim().is_empty() {
        return Err(Fault::setting(
            "Nama kantor dan tempat surat perlu diisi. Belum ada yang dibuat. Isi dulu di Kantor dan kop.",
        ));
    }
    letters_desk::layout(&answers.office)
        .map_err(|error| Fault::setting(format!("{error} Belum ada yang dibuat. Periksa Kantor dan kop.")))?;
    if !answers.pattern.contains("{nomor}") {
        return Err(Fault::setting(format!(
            "Pola nomor “{}” belum memuat {{nomor}}. Belum ada yang dibuat. Perbaiki polanya di Nomor.",
            answers.pattern
        )));
    }
    let clerk = match answers.clerk.trim() {
        "" => "Petugas",
        name => name,
    };
    Ok(Founding {
        office: office(answers),
        lambang,
        posts: posts(answers, now.with_timezone(&calendar.offset()).year()),
        accounts: vec![first_account(clerk)],
        numbers: numbers(answers),
        by: (FIRST_ACCOUNT.to_owned(), clerk.to_owned()),
        calendar: Arc::new(calendar),
        ..Founding::delivered()?
    })
}

fn office(answers: &StartAnswers) -> OfficeSettings {
    let mut office = answers.office.clone();
    let (signer, form, paraf) = match answers.signer {
        StartSigner::Sekda => (SEKDA, SigningForm::Own, &[SUBKOORD, KABAG, ASISTEN][..]),
        StartSigner::Asisten => (ASISTEN, SigningForm::OnBehalf, &[SUBKOORD, KABAG][..]),
        StartSigner::KabagFor => (KABAG, SigningForm::OnBehalfFor, &[SUBKOORD][..]),
        StartSigner::Kabag => (KABAG, SigningForm::Own, &[SUBKOORD][..]),
    };
    for route in office.signing.iter_mut().filter(|route| route.kind == NOTIFICATION) {
        route.signer = signer.to_owned();
        route.form = form;
        route.paraf = paraf.iter().map(|post| (*post).to_owned()).collect();
    }
    office
}

/// The officials who were named. Since when each holds the post is not asked on a first day: the year's beginning is
/// written, which the wizard says, and the basis says so for good.
fn posts(answers: &StartAnswers, year: i32) -> Posts {
    let mut posts = delivered::posts();
    let above = match answers.signer {
        StartSigner::Sekda => Some(SEKDA),
        StartSigner::Asisten => Some(ASISTEN),
        StartSigner::KabagFor | StartSigner::Kabag => None,
    };
    let named = [(Some(KABAG), &answers.kabag), (Some(SUBKOORD), &answers.subkoord), (above, &answers.above)];
    for (post, official) in named {
        let (Some(post), false) = (post, official.name.trim().is_empty()) else { continue };
        let person = format!("p-{post}");
        posts.persons.push(Person {
            id: person.clone(),
            name: official.name.trim().to_owned(),
            rank: official.rank.trim().to_owned(),
            nip: official.nip.trim().to_owned(),
        });
        posts.tenures.push(Tenure {
            id: format!("t-{post}"),
            post: post.to_owned(),
            person,
            capacity: official.capacity,
            from: NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default(),
            to: None,
            basis: "Diisi saat kantor disiapkan".to_owned(),
        });
    }
    posts
}

/// The pattern is that of the office's own letters. The notification carries the code of the unit whose head signs it: the
/// office's own only where the Kabag signs for himself.
fn numbers(answers: &StartAnswers) -> NumberSettings {
    let mut numbers = delivered::numbers();
    for setting in numbers.kinds.iter_mut().filter(|setting| !setting.pattern.is_empty()) {
        setting.source = answers.numbers;
        if setting.kind != NOTIFICATION || answers.signer == StartSigner::Kabag {
            setting.pattern.clone_from(&answers.pattern);
        }
    }
    numbers
}

/// A letter of the office that the answers would make, on invented data: its kop, number, place and signer are theirs.
///
/// # Errors
/// A kind that is not delivered, or answers with which no letter can be made.
pub(crate) fn example(
    answers: &StartAnswers,
    lambang: Option<Vec<u8>>,
    kind: &str,
    now: Instant,
) -> Result<Rendered, Fault> {
    let unknown = || Fault::new(Code::UnknownKind, "Jenis naskah itu tidak ada. Tidak ada yang berubah.");
    let kind = Kind::named(kind).map_err(|_| unknown())?;
    let source = letters::delivered(kind).ok_or_else(unknown)?;
    let template = Template::parse(kind, source)?;
    let mut state = State::delivered()?;
    let today = state.local(now).date_naive();
    state.office = office(answers);
    state.posts = posts(answers, today.year());
    state.numbers = numbers(answers);
    let usulan = Usulan::new(Arc::clone(&state.definition));
    let desk =
        letters_desk::Desk { state: &state, id: "", usulan: &usulan, today, template: &template, lambang };
    let mut draft = desk.fresh(kind);
    if answers.numbers == NumberSource::Application {
        // What the application gives stands in the letter; what the book gives is written by hand.
        draft.number = state.numbering(kind.as_str()).map(|setting| {
            setting.pattern.replace("{nomor}", EXAMPLE_NUMBER).replace("{tahun}", &today.year().to_string())
        });
    }
    let mut data = desk.data(kind, &draft, "", LetterState::Konsep, CopyKind::Asli)?;
    let filled: BTreeMap<_, _> = data.fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    data.fields = example_of(&template).fields;
    data.fields.extend(filled);
    // Shown as it leaves the house: an example needs no DRAF across it, and who is not named yet is a line to sign on.
    data.state = LetterState::Siap;
    if data.signature.name.trim().is_empty() {
        data.signature.name = letters_desk::DOTTED.to_owned();
    }
    Ok(render(&data, &desk.layout(), Some(source))?)
}
