//! What the data holds outside its fields: bounded, and asked for where the shape prints it.

use crate::data::{Addressee, NaskahData};
use crate::error::{LetterError, MissingField};
use crate::template::{self, MAX_ENTRIES, MAX_VALUE_CHARS, Shape, Template};

/// The parts of the data outside `fields` are bounded too.
pub(super) fn check_members(data: &NaskahData) -> Result<(), LetterError> {
    let too_many = |what: &'static str, actual: usize, limit: usize| {
        if actual > limit { Err(LetterError::TooLarge { what, actual, limit }) } else { Ok(()) }
    };
    too_many("baris kop", data.kop.rows.len(), 10)?;
    too_many("penerima", data.addressees.list.len(), MAX_ENTRIES)?;
    too_many("jalur paraf", data.paraf.len(), 12)?;
    too_many("tembusan", data.tembusan.as_ref().map_or(0, Vec::len), 100)?;
    too_many("lampiran", data.attachments.len(), 50)?;
    too_many("token nomor", data.number.tokens.len(), 20)?;
    let mut texts: Vec<&str> = vec![&data.id, &data.place];
    texts.extend(data.kop.rows.iter().map(|row| row.text.as_str()));
    texts.extend(data.number.given.as_deref());
    texts.extend(data.number.pattern.as_deref());
    texts.extend(data.number.tokens.values().map(String::as_str));
    for addressee in &data.addressees.list {
        texts.extend([addressee.post.as_str(), addressee.place.as_str()]);
        let others = [&addressee.attention, &addressee.name, &addressee.address];
        texts.extend(others.into_iter().flatten().map(String::as_str));
    }
    texts.extend(data.addressees.attached_as.as_deref());
    let second = data.second_signature.as_ref();
    texts.extend(second.map(|second| second.heading.as_str()));
    for signature in [Some(&data.signature), second.map(|second| &second.signature)].into_iter().flatten() {
        texts.extend([signature.post.as_str(), signature.name.as_str()]);
        texts.extend(
            [&signature.on_behalf_of, &signature.through, &signature.rank, &signature.nip]
                .into_iter()
                .flatten()
                .map(String::as_str),
        );
    }
    texts.extend(data.tembusan.iter().flatten().map(String::as_str));
    texts.extend(data.paraf.iter().map(|row| row.post.as_str()));
    if let Some(long) = texts.iter().find(|text| text.len() > 2_000) {
        return Err(LetterError::TooLarge { what: "isian (byte)", actual: long.len(), limit: 2_000 });
    }
    for attachment in &data.attachments {
        too_many("kolom lampiran", attachment.columns.len(), 12)?;
        too_many("baris lampiran", attachment.rows.len(), MAX_ENTRIES)?;
        let cells: usize = attachment.rows.iter().flatten().map(String::len).sum();
        too_many(
            "isi lampiran (byte)",
            cells + attachment.text.len() + attachment.title.len(),
            MAX_VALUE_CHARS * 10,
        )?;
    }
    if let Some(code) = &data.code {
        code.check()?;
    }
    if let Some(pattern) = &data.number.pattern {
        template::check_pattern(pattern)
            .map_err(|problem| LetterError::Data { field: "number.pattern".to_owned(), problem })?;
    }
    Ok(())
}

/// Required members of the data that the shape prints.
pub(super) fn missing_members(template: &Template, data: &NaskahData) -> Vec<MissingField> {
    let mut keys = Vec::new();
    let addressed = matches!(template.shape, Shape::Surat | Shape::Telaahan | Shape::Nota);
    let attached = data.addressees.attached_as.as_deref().is_some_and(|text| !text.trim().is_empty());
    if addressed && !attached && data.addressees.list.iter().all(Addressee::is_nobody) {
        keys.push("addressees");
    }
    let signs = template.field("signature").is_some();
    if signs && (data.signature.name.trim().is_empty() || data.signature.post.trim().is_empty()) {
        keys.push("signature");
    }
    keys.into_iter()
        .filter_map(|key| template.field(key))
        .map(|spec| MissingField { key: spec.key.clone(), label: spec.label.clone(), required: true })
        .collect()
}

pub(super) fn order_by_form(template: &Template, missing: &mut [MissingField]) {
    let place = |key: &str| template.fields.iter().position(|spec| spec.key == key).unwrap_or(usize::MAX);
    missing.sort_by_key(|field| place(&field.key));
}
