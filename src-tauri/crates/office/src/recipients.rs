//! Lists of recipients: picked as a file, shown with their columns and their wrong rows, kept as lists of the office's own.

use std::collections::BTreeSet;

use letters::{Addressee, ColumnUse, Kind, Separator, Sheet};
use pages::DocumentKind;
use sop::act::Recipient;

use crate::api::{Answer, RecipientColumn, RecipientList, RecipientSheet, SheetColumn, SheetFault};
use crate::desk::Desk;
use crate::documents;
use crate::fault::{Code, Fault};
use crate::state::{SettingEvent, State};

/// Cells shown of a column.
const SAMPLES: usize = 3;
/// Recipients that one own list may hold; a letter takes as many.
const MAX_LISTED: usize = 2_000;

impl From<RecipientColumn> for ColumnUse {
    fn from(column: RecipientColumn) -> ColumnUse {
        match column {
            RecipientColumn::Post => ColumnUse::Post,
            RecipientColumn::Name => ColumnUse::Name,
            RecipientColumn::Attention => ColumnUse::Attention,
            RecipientColumn::Address => ColumnUse::Address,
            RecipientColumn::Place => ColumnUse::Place,
        }
    }
}

/// What a letter's own column is for a list of addresses; numbers and fields belong to a single letter, not to a list.
fn listed(column: &ColumnUse) -> Option<RecipientColumn> {
    match column {
        ColumnUse::Post => Some(RecipientColumn::Post),
        ColumnUse::Name => Some(RecipientColumn::Name),
        ColumnUse::Attention => Some(RecipientColumn::Attention),
        ColumnUse::Address => Some(RecipientColumn::Address),
        ColumnUse::Place => Some(RecipientColumn::Place),
        ColumnUse::Number | ColumnUse::Count | ColumnUse::Field { .. } => None,
    }
}

fn unreadable(name: &str, error: &letters::SheetError) -> Fault {
    Fault::new(
        Code::RecipientsUnreadable,
        format!("{name} tidak dapat dipakai. Penerima yang ada tidak berubah. {error}"),
    )
    .with("name", name)
}

impl Desk {
    pub(crate) fn pick_recipients(&self) -> Result<Answer, Fault> {
        let hand = self.hand()?;
        let Some(path) = self.devices.picker.pick_table() else { return Ok(Answer::PickRecipients(None)) };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // Judged before it is kept, so that nothing stays of what is refused.
        let bytes = self.archive.read_file(&path)?;
        if DocumentKind::of(&bytes).is_some() {
            return Err(unreadable(&name, &letters::SheetError::NotText));
        }
        let sheet = Sheet::read(&bytes).map_err(|error| unreadable(&name, &error))?;
        let columns = sheet.matched(Kind::SuratPemberitahuan);
        let columns: Vec<Option<RecipientColumn>> =
            columns.iter().map(|column| column.as_ref().and_then(listed)).collect();
        let stored = self.archive.store_bytes(&name, &bytes)?;
        documents::record(&self.archive, &stored, "text/csv", Some(&name), "dialog", hand.now)?;
        let shown = shown(&hand.state, &stored.sha256().to_string(), name, &sheet, &columns);
        Ok(Answer::PickRecipients(Some(shown)))
    }

    pub(crate) fn match_recipients(
        &self,
        document: &str,
        name: String,
        columns: &[Option<RecipientColumn>],
    ) -> Result<Answer, Fault> {
        let bytes = self.archive.read_document(documents::sha(document)?)?;
        let sheet = Sheet::read(&bytes).map_err(|error| unreadable(&name, &error))?;
        Ok(Answer::MatchRecipients(shown(&self.state(), document, name, &sheet, columns)))
    }

    pub(crate) fn save_recipient_lists(&self, lists: Vec<RecipientList>) -> Result<Answer, Fault> {
        let ids: BTreeSet<&str> = lists.iter().map(|list| list.id.as_str()).collect();
        let names: BTreeSet<String> = lists.iter().map(|list| list.name.trim().to_lowercase()).collect();
        if ids.len() != lists.len() || names.len() != lists.len() || names.contains("") {
            return Err(Fault::setting(
                "Setiap daftar penerima perlu nama sendiri. Pengaturan yang lama tetap berlaku.",
            ));
        }
        for list in &lists {
            let ids: BTreeSet<&str> = list.recipients.iter().map(|one| one.id.as_str()).collect();
            if ids.len() != list.recipients.len()
                || list.recipients.iter().any(|one| one.name.trim().is_empty())
            {
                return Err(Fault::setting(format!(
                    "Daftar “{}” memuat penerima tanpa nama atau dua kali. Pengaturan yang lama tetap berlaku.",
                    list.name.trim()
                )));
            }
            if list.recipients.len() > MAX_LISTED {
                return Err(Fault::setting(format!(
                    "Daftar “{}” memuat {} penerima, batasnya {MAX_LISTED}. Pengaturan yang lama tetap berlaku. Bagi menjadi beberapa daftar.",
                    list.name.trim(),
                    list.recipients.len()
                )));
            }
        }
        let state = self.set(SettingEvent::RecipientListsSet { lists })?;
        Ok(Answer::SaveRecipientLists(state.recipient_lists.clone()))
    }
}

fn shown(
    state: &State,
    document: &str,
    name: String,
    sheet: &Sheet,
    columns: &[Option<RecipientColumn>],
) -> RecipientSheet {
    let used: Vec<Option<ColumnUse>> = columns.iter().map(|column| column.map(ColumnUse::from)).collect();
    let found = sheet.recipients(&used);
    let unaddressed = found.is_err();
    let found = found.unwrap_or_default();
    RecipientSheet {
        document: document.to_owned(),
        name,
        separator: match sheet.separator {
            Separator::Comma => "comma",
            Separator::Semicolon => "semicolon",
            Separator::Tab => "tab",
        }
        .to_owned(),
        encoding: sheet.encoding.to_owned(),
        columns: sheet
            .head
            .iter()
            .enumerate()
            .map(|(index, head)| SheetColumn {
                head: head.clone(),
                used: columns.get(index).copied().flatten(),
                samples: sheet
                    .rows
                    .iter()
                    .filter_map(|row| row.cells.get(index))
                    .filter(|cell| !cell.is_empty())
                    .take(SAMPLES)
                    .cloned()
                    .collect(),
            })
            .collect(),
        recipients: found.recipients.iter().map(|one| recipient(state, &one.addressee)).collect(),
        faults: found
            .faults
            .into_iter()
            .map(|fault| SheetFault {
                line: u32::try_from(fault.line).unwrap_or(u32::MAX),
                column: fault.column,
                reason: fault.reason,
            })
            .collect(),
        unaddressed,
    }
}

/// A recipient of the list; one that is addressed as an agency of the master is that agency, so that it is not written to
/// twice when its group is chosen as well.
fn recipient(state: &State, addressee: &Addressee) -> Recipient {
    let name = addressee.named();
    let agency =
        state.agencies.iter().find(|agency| !agency.closed && agency.addressee.eq_ignore_ascii_case(&name));
    if let Some(agency) = agency {
        return Recipient { id: agency.id.clone(), name: agency.addressee.clone(), address: None };
    }
    let mut lines: Vec<String> = Vec::new();
    lines.extend(addressee.attention.as_ref().map(|attention| format!("u.p. {attention}")));
    lines.extend(addressee.address.iter().flat_map(|text| text.lines()).map(|line| line.trim().to_owned()));
    let place = if addressee.place.is_empty() { &state.office.place } else { &addressee.place };
    lines.push(place.clone());
    lines.retain(|line| !line.is_empty());
    let plain = lines.as_slice() == [state.office.place.clone()];
    let address = (!plain).then(|| lines.join("\n"));
    let key = archive::sha::Sha256::of(format!("{name}\n{}", lines.join("\n")).to_lowercase().as_bytes());
    Recipient { id: format!("sendiri-{}", &key.to_string()[..16]), name, address }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_in_a_list_is_the_one_of_the_master() {
        let state = State::delivered().expect("the delivered settings");
        let agency = state.agencies.iter().find(|agency| !agency.closed).expect("an agency");
        let one = |post: &str, place: &str| {
            let addressee = Addressee { post: post.into(), place: place.into(), ..Addressee::default() };
            recipient(&state, &addressee)
        };
        assert_eq!(one(&agency.addressee.to_uppercase(), "").id, agency.id, "whatever its capitals");
        let own = one("Ketua Koperasi Contoh", "");
        assert_eq!(own.address, None, "the office's own place needs no line");
        assert_eq!(one("Ketua Koperasi Contoh", &state.office.place), own, "said or not");
        let elsewhere = one("Ketua Koperasi Contoh", "Trowulan");
        assert_eq!(elsewhere.address.as_deref(), Some("Trowulan"));
        assert_ne!(elsewhere.id, own.id, "the same name elsewhere is another");
    }
}
