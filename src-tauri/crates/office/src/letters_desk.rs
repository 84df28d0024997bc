//! Naskah at the office: the form with what is known filled in, and the plain data of a naskah. Rendering happens
//! outside the transaction that issues it (PROCEDURE section 2).

mod parties;

pub(crate) use parties::forms;

use std::collections::BTreeMap;

use base64::Engine;
use chrono::{Datelike, NaiveDate};
use letters::{
    CopyKind, FieldValue, Input, Kind, LayoutSettings, LetterDate, LetterNumber, NaskahData, Paper, ParafRow,
    Signature, State as LetterState, Template,
};
use sop::people::Holder;
use sop::usulan::{Status, Usulan};

use crate::api::{FieldContent, FieldView, HolderView, LetterDraft, OfficeSettings};
use crate::delivered::{CHECKLIST, wanting};
use crate::numbers::blank_number;
use crate::state::State;

/// A line to be written on by hand, wide enough for a name with titles.
pub(crate) const DOTTED: &str = "……………………………………";

/// Everything a letter is made from beside its draft.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a State,
    pub(crate) id: &'a str,
    pub(crate) usulan: &'a Usulan,
    pub(crate) today: NaiveDate,
    /// The template that the letter is made from.
    pub(crate) template: &'a Template,
    /// The lambang's bytes.
    pub(crate) lambang: Option<Vec<u8>>,
}

impl Desk<'_> {
    /// A fresh form: what the usulan and the office already know, and what the kind proposes.
    pub(crate) fn fresh(&self, kind: Kind) -> LetterDraft {
        let known = self.known(kind);
        let mut fields = BTreeMap::new();
        for spec in self.template.fields.iter().filter(|spec| spec.input != Input::Member) {
            let listed = matches!(spec.input, Input::List | Input::Ticks { .. });
            let content = match known.get(spec.key.as_str()) {
                Some(FieldContent::Text(text)) if listed && !text.is_empty() => {
                    FieldContent::List(vec![text.clone()])
                }
                Some(FieldContent::Text(_)) if listed => FieldContent::List(spec.initial.clone()),
                Some(content) => content.clone(),
                None if listed => FieldContent::List(spec.initial.clone()),
                None if matches!(spec.input, Input::Table { .. }) => FieldContent::Table(Vec::new()),
                None => FieldContent::Text(spec.initial.first().cloned().unwrap_or_default()),
            };
            fields.insert(spec.key.clone(), content);
        }
        if kind == Kind::Telaah {
            self.propose_telaah(&mut fields);
        }
        let signer = match kind {
            Kind::LembarKendali | Kind::SuratUsulan => None,
            _ => self.default_signer(kind),
        };
        LetterDraft {
            fields,
            recipients: self.recipients(kind),
            copies_to: self.copies_to(kind, signer.as_deref()),
            signer,
            form: self.state.route(kind.as_str()).map(|route| route.form).unwrap_or_default(),
            number: None,
            date: None,
            paper: self.state.office.paper.clone(),
            nota: self.may_be_nota(kind) && self.of_setda(),
        }
    }

    fn known(&self, kind: Kind) -> BTreeMap<&'static str, FieldContent> {
        let text = |text: &str| FieldContent::Text(text.to_owned());
        let etalase = &self.usulan.etalase;
        let office = &self.state.office;
        let mut known = BTreeMap::new();
        let agency = self.usulan.agency.as_ref().map(|agency| agency.name.clone()).unwrap_or_default();
        known.insert("nama_etalase", text(&etalase.name));
        known.insert("nama_pd", text(&agency));
        known.insert("pengusul", text(&agency));
        known.insert("surat_dari", text(&agency));
        known.insert("nomor_usulan", text(self.id));
        known.insert("tahun", text(&self.today.year().to_string()));
        known.insert("uraian_produk", text(&etalase.description));
        known.insert("volume", text(&etalase.need));
        known.insert("jenis", text(&etalase.kind));
        known.insert("jumlah_penyedia", text(&etalase.suppliers));
        known.insert("kbli", FieldContent::List(etalase.kbli.clone()));
        if !etalase.description.trim().is_empty() {
            known.insert("daftar_produk_umum", text(&etalase.description));
        }
        known.insert("alamat_aplikasi", text(&office.catalogue_address));
        known.insert("alamat_lpse", text(&office.lpse_address));
        known.insert("pos_el", text(&office.email));
        // Providers and agencies ask the office; the proposer's own letter names the proposer's contact.
        let (contact, phone) = if kind == Kind::SuratUsulan {
            (&etalase.contact, &etalase.phone)
        } else {
            (&office.contact, &office.phone)
        };
        known.insert("narahubung", text(contact));
        known.insert("telepon", text(phone));
        if let Some((mark, letter)) = self.usulan.letters.last() {
            known.insert("nomor_surat_usulan", text(&letter.number));
            known.insert("nomor_surat", text(&letter.number));
            known.insert("nomor_agenda", text(&letter.agenda));
            // The sheet repeats what the proposal is about; our own letters have a Hal of their own.
            if kind == Kind::LembarDisposisi {
                known.insert("hal", text(&letter.subject));
            }
            let date = letter.date.map(|date| date.to_string()).unwrap_or_default();
            known.insert("tanggal_surat_usulan", text(&date));
            known.insert("tanggal_surat", text(&date));
            let received = self.state.local(mark.happened.to);
            let hour = received.format("%H.%M");
            known.insert(
                "tanggal_diterima",
                text(&format!("{}, {hour} WIB", letters::wording::date(received.date_naive()))),
            );
        }
        if let Some((mark, publication)) = &self.usulan.publication {
            known.insert("alamat_etalase", text(&publication.address));
            let day = self.state.local(mark.happened.to).date_naive();
            known.insert("tanggal_tayang", text(&day.to_string()));
        }
        known.insert("langkah", FieldContent::Table(self.control_rows()));
        if kind == Kind::SURAT_PENGEMBALIAN {
            self.know_the_return(&mut known);
        }
        known
    }

    /// Why the proposal goes back: what the checklist found wanting, and what was said when it was given back.
    fn know_the_return(&self, known: &mut BTreeMap<&'static str, FieldContent>) {
        let mut reasons = Vec::new();
        if let Some((_, checklist)) = &self.usulan.checklist {
            let unmet = CHECKLIST.iter().filter(|item| checklist.answers.get(**item) == Some(&false));
            reasons.extend(unmet.filter_map(|item| wanting(item)).map(str::to_owned));
            reasons.push(checklist.note.trim().to_owned());
        }
        reasons.extend(self.usulan.returned.as_ref().map(|(_, reason)| reason.trim().to_owned()));
        reasons.retain(|reason| !reason.is_empty());
        if !reasons.is_empty() {
            known.insert("alasan", FieldContent::List(reasons));
        }
        let refused = self.usulan.status == Status::TidakDilanjutkan;
        let because =
            if refused { "karena menurut hasil telaah belum layak" } else { "karena belum lengkap" };
        known.insert("sebab", FieldContent::Text(because.to_owned()));
    }

    /// Proposals of a telaah beside the kind's own; each stands in the form to be changed.
    fn propose_telaah(&self, fields: &mut BTreeMap<String, FieldContent>) {
        let name = &self.usulan.etalase.name;
        let mut set = |key: &str, content: FieldContent| {
            let empty = match fields.get(key) {
                Some(FieldContent::Text(text)) => text.trim().is_empty(),
                Some(FieldContent::List(list)) => list.iter().all(|entry| entry.trim().is_empty()),
                Some(FieldContent::Table(rows)) => rows.is_empty(),
                None => false,
            };
            if empty {
                fields.insert(key.to_owned(), content);
            }
        };
        let bases = &self.state.office.legal_bases;
        let bases = if bases.is_empty() { &self.usulan.definition.legal_bases } else { bases };
        set("dasar_hukum", FieldContent::List(clauses(bases)));
        set("kategori_produk", FieldContent::Text(name.clone()));
        set("wilayah_layanan", FieldContent::Text("Kabupaten Mojokerto".to_owned()));
        set("kelayakan", FieldContent::Text("layak".to_owned()));
        set(
            "administrasi",
            FieldContent::List(vec![
                "Surat Pernyataan Keabsahan dan Kebenaran Informasi Produk dan Harga".to_owned(),
            ]),
        );
        set(
            "saran",
            FieldContent::List(vec![
                format!("Menyetujui pembuatan etalase {name}."),
                "Mengumumkan pendaftaran penyedia.".to_owned(),
                "Memberitahukan ketersediaan etalase kepada seluruh perangkat daerah.".to_owned(),
            ]),
        );
    }

    /// Lines of the lembar kendali: steps from 2 on, the loop of 4 and 5 once more (DESK 2.6).
    fn control_rows(&self) -> Vec<Vec<String>> {
        let definition = &self.usulan.definition;
        let mut rows = Vec::new();
        let mut line = |number: String, name: String, actor: String| {
            rows.push(vec![number, name, actor, String::new(), String::new(), String::new(), String::new()]);
        };
        for step in definition.steps.iter().skip(1) {
            let actor = definition.actor(&step.actor).map(|actor| actor.name.clone()).unwrap_or_default();
            line(step.number.to_string(), step.name.clone(), actor);
            if let Some(back) = step.correction_to {
                for again in definition.steps.iter().filter(|s| s.number >= back && s.number <= step.number) {
                    let actor = definition.actor(&again.actor).map(|a| a.name.clone()).unwrap_or_default();
                    line(again.number.to_string(), format!("{} (ulangan)", again.name), actor);
                }
            }
        }
        rows
    }

    /// The plain data of a naskah.
    pub(crate) fn data(
        &self,
        kind: Kind,
        draft: &LetterDraft,
        name: &str,
        state: LetterState,
        copy: CopyKind,
    ) -> Result<NaskahData, crate::fault::Fault> {
        let office = &self.state.office;
        let mut data = NaskahData::empty(kind);
        data.state = state;
        data.copy = copy;
        data.id = name.to_owned();
        data.paper = paper(&draft.paper);
        data.place.clone_from(&office.place);
        data.nota = draft.nota && self.may_be_nota(kind);
        data.kop = self.kop(kind, draft);
        data.fields = draft.fields.iter().map(|(key, content)| (key.clone(), value(content))).collect();
        data.addressees = self.addressees(kind, draft);
        data.tembusan =
            Some(draft.copies_to.iter().filter(|copy| !copy.trim().is_empty()).cloned().collect());
        data.date = match draft.date {
            Some(date) => LetterDate::Given(date),
            // The month and year print, the day is written by hand (DESK 6.6).
            None if self.dated_in_the_office(kind) => {
                LetterDate::Month { year: self.today.year(), month: self.today.month() }
            }
            None => LetterDate::Blank,
        };
        data.number = self.number(kind, draft);
        data.paraf = self.route(kind).into_iter().map(|post| ParafRow { post }).collect();
        data.signature = match kind {
            Kind::LembarKendali => Signature::default(),
            Kind::SuratUsulan => self.proposer_signature(),
            _ => self.signature(draft, state)?,
        };
        data.second_signature = self.second_signature(kind, draft, state)?;
        Ok(data)
    }

    /// Whether the letter is dated here: month and year are those of now.
    fn dated_in_the_office(&self, kind: Kind) -> bool {
        !matches!(kind, Kind::SuratUsulan | Kind::LembarDisposisi | Kind::LembarKendali)
    }

    fn number(&self, kind: Kind, draft: &LetterDraft) -> LetterNumber {
        let given = draft.number.clone().filter(|number| !number.trim().is_empty());
        let pattern = self.state.numbering(kind.as_str()).map(|setting| setting.pattern.clone());
        LetterNumber {
            given,
            pattern: Some(pattern.unwrap_or_default()),
            tokens: BTreeMap::from([("tahun".to_owned(), self.today.year().to_string())]),
        }
    }

    /// How the number prints when it is written by hand.
    pub(crate) fn number_blank(&self, kind: Kind) -> String {
        self.state
            .numbering(kind.as_str())
            .map(|setting| blank_number(&setting.pattern, self.today.year()))
            .unwrap_or_default()
    }

    fn lambang_base64(&self) -> Option<String> {
        self.lambang.as_ref().map(|bytes| base64::engine::general_purpose::STANDARD.encode(bytes))
    }

    /// The layout settings in force. What was kept was checked when it was saved.
    pub(crate) fn layout(&self) -> LayoutSettings {
        layout(&self.state.office).unwrap_or_default()
    }
}

/// Keys of the layout that are set with the kop, by members of their own.
pub(crate) const OF_THE_KOP: [&str; 2] = ["paper", "kop_rule"];

/// The layout of an office's letters.
pub(crate) fn layout(office: &OfficeSettings) -> Result<LayoutSettings, letters::LetterError> {
    let kop = LayoutSettings {
        paper: paper(&office.paper).unwrap_or(Paper::A4),
        kop_rule: if office.kop_rule == "double" {
            letters::KopRule::Double
        } else {
            letters::KopRule::Single
        },
        ..LayoutSettings::default()
    };
    let typed = office.layout.iter().filter(|(key, _)| !OF_THE_KOP.contains(&key.as_str()));
    kop.with_texts(&typed.map(|(key, text)| (key.clone(), text.clone())).collect())
}

/// The form of a template, in an office that offers these words for Sifat.
pub(crate) fn form(template: &Template, sifat: &[String]) -> Vec<FieldView> {
    template
        .fields
        .iter()
        .filter(|spec| spec.input != Input::Member)
        .map(|spec| FieldView {
            key: spec.key.clone(),
            label: spec.label.clone(),
            group: spec.group.label().to_owned(),
            input: match spec.input {
                Input::Short | Input::Member => "short",
                Input::Long => "long",
                Input::List => "list",
                Input::Choice { .. } => "choice",
                Input::Ticks { .. } => "ticks",
                Input::Date | Input::Day => "date",
                Input::Table { .. } => "table",
            }
            .to_owned(),
            options: match &spec.input {
                Input::Choice { .. } if spec.key == "sifat" && !sifat.is_empty() => sifat.to_vec(),
                Input::Choice { options, .. } | Input::Ticks { options } => options.clone(),
                _ => Vec::new(),
            },
            columns: match &spec.input {
                Input::Table { columns } => columns.iter().map(|column| column.label.clone()).collect(),
                _ => Vec::new(),
            },
            required: spec.required,
            help: spec.help.clone(),
        })
        .collect()
}

/// A holder as the desk shows it.
pub(crate) fn holder_view(holder: &Holder) -> HolderView {
    HolderView {
        post: holder.post.id.clone(),
        short: holder.post.short.clone(),
        person: holder.person.clone(),
        capacity: holder.capacity,
    }
}

/// Papers to choose from.
pub(crate) fn papers() -> Vec<(String, String)> {
    Paper::NAMED.iter().map(|(name, label, _)| (name.to_lowercase(), (*label).to_owned())).collect()
}

fn paper(name: &str) -> Option<Paper> {
    Paper::named(name)
}

fn value(content: &FieldContent) -> FieldValue {
    match content {
        FieldContent::Text(text) => FieldValue::Text(text.clone()),
        FieldContent::List(list) => {
            FieldValue::List(list.iter().filter(|entry| !entry.trim().is_empty()).cloned().collect())
        }
        FieldContent::Table(rows) => FieldValue::Table(rows.clone()),
    }
}

/// The text of a field, for facts that the office reads from a naskah.
pub(crate) fn field_text(draft: &LetterDraft, key: &str) -> String {
    match draft.fields.get(key) {
        Some(FieldContent::Text(text)) => text.trim().to_owned(),
        Some(FieldContent::List(list)) => list.join(", "),
        Some(FieldContent::Table(_)) | None => String::new(),
    }
}

/// Entries of a list as a letter writes them: each once, ended by a semicolon, the last by a full stop. The SOP's own list is
/// printed word for word in its sheet; here it is only proposed.
fn clauses(entries: &[String]) -> Vec<String> {
    let mut clauses: Vec<String> = Vec::new();
    for entry in entries {
        let clause = format!("{};", entry.trim_end_matches([';', '.', ',', ' ']));
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    if let Some(last) = clauses.last_mut() {
        last.pop();
        last.push('.');
    }
    clauses
}

#[cfg(test)]
mod tests {
    use super::clauses;

    #[test]
    fn a_list_of_the_sop_is_proposed_as_a_letter_writes_it() {
        let entries = ["UU 25/2009;", "UU 30/2014", "Perlem 9/2021.", "Perlem 9/2021."].map(str::to_owned);
        assert_eq!(clauses(&entries), ["UU 25/2009;", "UU 30/2014;", "Perlem 9/2021."]);
        assert!(clauses(&[]).is_empty());
    }
}
