//! How an office begins: with its first settings, in one piece, in a folder that takes its place whole or not at all.

use std::path::Path;
use std::sync::Arc;

use archive::error::ArchiveError;
use archive::folder::is_vacant;
use archive::office::Archive;
use archive::staging::Staging;
use devices::Devices;
use pages::DocumentKind;
use sop::calendar::Calendar;
use sop::people::{Account, Posts, Role};

use crate::api::{NumberSettings, OfficeSettings};
use crate::desk::{now, owner, surroundings};
use crate::fault::Fault;
use crate::journal::setting_row;
use crate::state::SettingEvent;
use crate::{delivered, documents, sample};

/// Key of the account of whoever set the office up.
pub(crate) const FIRST_ACCOUNT: &str = "petugas";

/// What an office begins with.
pub(crate) struct Founding {
    /// The sample office, marked CONTOH.
    pub(crate) sample: bool,
    pub(crate) office: OfficeSettings,
    /// The bytes of the lambang that `office` names.
    pub(crate) lambang: Option<Vec<u8>>,
    pub(crate) posts: Posts,
    pub(crate) accounts: Vec<Account>,
    pub(crate) numbers: NumberSettings,
    pub(crate) calendar: Arc<Calendar>,
    /// Key and name of who set it up, as the journal says it.
    pub(crate) by: (String, String),
}

impl Founding {
    /// As delivered, with one account whose name is to be given in Atur.
    ///
    /// # Errors
    /// Only if the delivered data are broken, which a test forbids.
    pub(crate) fn delivered() -> Result<Founding, Fault> {
        Ok(Founding {
            sample: false,
            office: delivered::office(),
            lambang: None,
            posts: delivered::posts(),
            accounts: vec![first_account("Petugas")],
            numbers: delivered::numbers(),
            calendar: Arc::new(Calendar::mojokerto().map_err(Fault::unknown)?),
            by: ("etalase".to_owned(), "Etalase".to_owned()),
        })
    }
}

/// The account of whoever types in an office that was just set up.
pub(crate) fn first_account(name: &str) -> Account {
    Account {
        id: FIRST_ACCOUNT.to_owned(),
        name: name.to_owned(),
        roles: vec![Role::Petugas, Role::Admin],
        person: None,
        active: true,
    }
}

/// Makes an office in `dir`, which must be empty or absent: with the delivered settings, and for a sample also with
/// officials and accounts.
///
/// # Errors
/// A folder that is not empty or cannot be written; nothing was made then.
pub fn create_office(dir: &Path, sample: bool, devices: &Devices) -> Result<(), Fault> {
    found(dir, if sample { sample::founding()? } else { Founding::delivered()? }, devices)
}

/// Makes an office in `dir`, all or nothing.
///
/// A folder that holds only what a file manager, or an earlier version's interrupted attempt, left there is filled in its
/// place; the database comes last, so that there too nobody finds an office before there is one.
///
/// # Errors
/// As [`create_office`].
pub(crate) fn found(dir: &Path, founding: Founding, devices: &Devices) -> Result<(), Fault> {
    if !is_vacant(dir) {
        return fill(dir, founding, devices);
    }
    let staging = stage(dir)?;
    fill(staging.path(), founding, devices)?;
    Ok(staging.settle()?)
}

/// The folder beside `dir` in which an office is made. Whatever stands in the way of a folder there is, to whoever chose the
/// place, one that cannot be written.
///
/// # Errors
/// The place is taken, or cannot be written.
pub(crate) fn stage(dir: &Path) -> Result<Staging, Fault> {
    Staging::beside(dir).map_err(|error| match error {
        ArchiveError::File { name, detail } => {
            Fault::from(ArchiveError::NotPermitted { name }).with("detail", detail)
        }
        other => other.into(),
    })
}

fn fill(dir: &Path, founding: Founding, devices: &Devices) -> Result<(), Fault> {
    let at = now(devices);
    let archive = Archive::create_with(dir, &owner("Etalase", at), &surroundings(devices))?;
    let keep = |name: &str, bytes: &[u8], media: &str| -> Result<String, Fault> {
        let stored = archive.store_bytes(name, bytes)?;
        documents::record(&archive, &stored, media, Some(name), "delivered", at)?;
        Ok(stored.sha256().to_string())
    };
    let calendar = founding.calendar.to_json().map_err(Fault::unknown)?;
    let calendar = keep("jam-kerja.json", calendar.as_bytes(), "application/json")?;
    let sop =
        keep("sop.toml", sop::definition::Definition::delivered_source().as_bytes(), "application/toml")?;
    let mut office = founding.office;
    office.lambang = match &founding.lambang {
        Some(bytes) => {
            let media = DocumentKind::of(bytes).map_or("application/octet-stream", DocumentKind::media_type);
            Some(keep("lambang", bytes, media)?)
        }
        None => None,
    };
    let events = [
        SettingEvent::OfficeBegun { sample: founding.sample },
        SettingEvent::OfficeSet { office: Box::new(office) },
        SettingEvent::PostsSet { posts: founding.posts },
        SettingEvent::AccountsSet { accounts: founding.accounts },
        SettingEvent::AgenciesSet { agencies: delivered::agencies()? },
        SettingEvent::NumbersSet { numbers: founding.numbers },
        SettingEvent::CalendarSet { document: calendar },
        SettingEvent::SopSet { document: sop },
    ];
    let (key, name) = &founding.by;
    let local = at.with_timezone(&founding.calendar.offset());
    let rows =
        events.iter().map(|event| setting_row(event, key, name, local)).collect::<Result<Vec<_>, _>>()?;
    archive.write(move |tx| -> Result<(), Fault> {
        for row in &rows {
            tx.append(row)?;
        }
        tx.set_projection_form(crate::views::books::FORM)?;
        Ok(())
    })
}
