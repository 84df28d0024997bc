//! Naskah at the office: the form with what is known filled in, the konsep as it is typed, the preview, and the
//! locked revision. Rendering happens outside the transaction that issues it (PROCEDURE section 2).

use std::collections::BTreeMap;

use base64::Engine;
use chrono::{Datelike, NaiveDate};
use letters::{
    Addressee, Addressees, CopyKind, FieldValue, Input, Kind, Kop, KopRow, KopRowStyle, LayoutSettings,
    LetterDate, LetterNumber, NaskahData, Paper, ParafRow, Signature, State as LetterState,
};
use sop::act::Recipient;
use sop::people::{Capacity, Holder};
use sop::usulan::Usulan;

use crate::api::{
    FieldContent, FieldView, HolderView, LetterDraft, OfficeSettings, RecipientGroup, SignerOption,
    SigningForm,
};
use crate::delivered::{KABAG, SEKDA, SUBKOORD};
use crate::fault::{Code, Fault};
use crate::numbers::blank_number;
use crate::state::State;

/// More addressees than this go into "daftar terlampir".
const LISTED_ADDRESSEES: usize = 3;

/// A line to be written on by hand, wide enough for a name with titles.
pub(crate) const DOTTED: &str = "……………………………………";

/// The kind of naskah with this key.
pub(crate) fn kind(key: &str) -> Result<Kind, Fault> {
    key.parse().map_err(|_| {
        Fault::new(
            Code::UnknownKind,
            format!("Jenis naskah “{key}” tidak dikenal. Tidak ada yang berubah. Pilih jenis naskah dari usulannya."),
        )
    })
}

/// Everything a letter is made from beside its draft.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a State,
    pub(crate) id: &'a str,
    pub(crate) usulan: &'a Usulan,
    pub(crate) today: NaiveDate,
    /// The lambang's bytes.
    pub(crate) lambang: Option<Vec<u8>>,
}

impl Desk<'_> {
    /// The form of a kind.
    pub(crate) fn fields(kind: Kind) -> Vec<FieldView> {
        letters::fields(kind)
            .iter()
            .filter(|spec| !matches!(spec.input, Input::Member))
            .map(|spec| FieldView {
                key: spec.key.to_owned(),
                label: spec.label.to_owned(),
                group: spec.group.label().to_owned(),
                input: match spec.input {
                    Input::Short | Input::Member => "short",
                    Input::Long => "long",
                    Input::List => "list",
                    Input::Choice { .. } => "choice",
                    Input::Ticks { .. } => "ticks",
                    Input::Date => "date",
                    Input::Table { .. } => "table",
                }
                .to_owned(),
                options: match spec.input {
                    Input::Choice { options, .. } | Input::Ticks { options } => {
                        options.iter().map(|option| (*option).to_owned()).collect()
                    }
                    _ => Vec::new(),
                },
                columns: match spec.input {
                    Input::Table { columns } => {
                        columns.iter().map(|column| column.label.to_owned()).collect()
                    }
                    _ => Vec::new(),
                },
                required: spec.required,
                help: spec.help.to_owned(),
            })
            .collect()
    }

    /// A fresh form: what the usulan and the office already know, and what the kind proposes.
    pub(crate) fn fresh(&self, kind: Kind) -> LetterDraft {
        let known = self.known(kind);
        let mut fields = BTreeMap::new();
        for spec in letters::fields(kind).iter().filter(|spec| !matches!(spec.input, Input::Member)) {
            let listed = matches!(spec.input, Input::List | Input::Ticks { .. });
            let content = match known.get(spec.key) {
                Some(FieldContent::Text(text)) if listed && !text.is_empty() => {
                    FieldContent::List(vec![text.clone()])
                }
                Some(content) => content.clone(),
                None if listed => {
                    FieldContent::List(spec.initial.iter().map(|entry| (*entry).to_owned()).collect())
                }
                None if matches!(spec.input, Input::Table { .. }) => FieldContent::Table(Vec::new()),
                None => FieldContent::Text(spec.initial.first().copied().unwrap_or_default().to_owned()),
            };
            fields.insert(spec.key.to_owned(), content);
        }
        if kind == Kind::Telaah {
            self.propose_telaah(&mut fields);
        }
        let signer = match kind {
            Kind::LembarKendali | Kind::SuratUsulan => None,
            _ => self.state.signer(kind.as_str()).map(str::to_owned),
        };
        LetterDraft {
            fields,
            recipients: self.recipients(kind),
            copies_to: self.copies_to(kind, signer.as_deref()),
            signer,
            form: SigningForm::Own,
            number: None,
            date: None,
            paper: self.state.office.paper.clone(),
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
        known
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
        set("dasar_hukum", FieldContent::List(clauses(&self.usulan.definition.legal_bases)));
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

    fn recipients(&self, kind: Kind) -> Vec<Recipient> {
        let of_post = |post: &str| {
            self.state.posts.post(post).map(|post| Recipient { id: post.id.clone(), name: post.name.clone() })
        };
        match kind {
            Kind::SuratPemberitahuan => self
                .state
                .agencies
                .iter()
                .filter(|agency| !agency.not_recipient && !agency.closed)
                .map(|agency| Recipient { id: agency.id.clone(), name: agency.addressee.clone() })
                .collect(),
            Kind::Telaah => of_post(KABAG).into_iter().collect(),
            Kind::SuratUsulan => of_post(KABAG)
                .map(|recipient| Recipient {
                    name: format!("{} Sekretariat Daerah Kabupaten Mojokerto", recipient.name),
                    ..recipient
                })
                .into_iter()
                .collect(),
            Kind::LembarDisposisi | Kind::Pengumuman | Kind::LembarKendali => Vec::new(),
        }
    }

    /// Tembusan as proposed from the signer, who is never among them (DESK 6.6).
    fn copies_to(&self, kind: Kind, signer: Option<&str>) -> Vec<String> {
        let regency = "Kabupaten Mojokerto";
        match kind {
            Kind::SuratPemberitahuan if signer == Some(SEKDA) => {
                vec!["Bupati Mojokerto".to_owned(), format!("Inspektur {regency}")]
            }
            Kind::SuratPemberitahuan => {
                vec![format!("Sekretaris Daerah {regency}"), format!("Inspektur {regency}")]
            }
            Kind::SuratUsulan => vec![format!("Sekretaris Daerah {regency}")],
            Kind::Telaah | Kind::Pengumuman | Kind::LembarDisposisi | Kind::LembarKendali => Vec::new(),
        }
    }

    /// Posts that can sign a kind, with who holds them today.
    pub(crate) fn signers(&self, kind: Kind) -> Vec<SignerOption> {
        if matches!(kind, Kind::LembarKendali | Kind::SuratUsulan) {
            return Vec::new();
        }
        self.state
            .posts
            .posts
            .iter()
            .map(|post| SignerOption {
                post: post.id.clone(),
                name: post.name.clone(),
                holder: self.state.posts.holder(&post.id, self.today).map(|holder| holder_view(&holder)),
                forms: if post.id == SEKDA {
                    vec![SigningForm::Own]
                } else if post.id == KABAG {
                    vec![SigningForm::Own, SigningForm::OnBehalf, SigningForm::OnBehalfFor]
                } else if post.id == SUBKOORD {
                    vec![SigningForm::Own]
                } else {
                    vec![SigningForm::Own, SigningForm::OnBehalf]
                },
            })
            .collect()
    }

    /// Paraf chain by short names, konseptor first.
    pub(crate) fn route(&self, kind: Kind) -> Vec<String> {
        let Some(route) = self.state.office.signing.iter().find(|route| route.kind == kind.as_str()) else {
            return Vec::new();
        };
        let short = |post: &String| self.state.posts.post(post).map(|post| post.short.clone());
        let mut names = vec!["Konseptor".to_owned()];
        names.extend(route.paraf.iter().filter_map(short));
        names
    }

    /// Addressees by group, in protocol order.
    pub(crate) fn recipient_groups(&self, kind: Kind) -> Vec<RecipientGroup> {
        if kind != Kind::SuratPemberitahuan {
            return Vec::new();
        }
        let mut groups: Vec<RecipientGroup> = Vec::new();
        for agency in self.state.agencies.iter().filter(|agency| !agency.not_recipient && !agency.closed) {
            let name = match agency.group.as_str() {
                "perangkat-daerah" => "Perangkat daerah".to_owned(),
                "rsud" => "RSUD".to_owned(),
                "kecamatan" => "Kecamatan".to_owned(),
                other => other.to_owned(),
            };
            let recipient = Recipient { id: agency.id.clone(), name: agency.addressee.clone() };
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.recipients.push(recipient),
                None => groups.push(RecipientGroup { name, recipients: vec![recipient] }),
            }
        }
        groups
    }

    /// The plain data of a naskah.
    pub(crate) fn data(
        &self,
        kind: Kind,
        draft: &LetterDraft,
        name: &str,
        state: LetterState,
        copy: CopyKind,
    ) -> Result<NaskahData, Fault> {
        let office = &self.state.office;
        let mut data = NaskahData::empty(kind);
        data.state = state;
        data.copy = copy;
        data.id = name.to_owned();
        data.paper = paper(&draft.paper);
        data.place.clone_from(&office.place);
        data.kop = self.kop(kind, draft);
        data.fields = draft.fields.iter().map(|(key, content)| (key.clone(), value(content))).collect();
        data.addressees = addressees(kind, &draft.recipients, &office.place);
        data.tembusan =
            Some(draft.copies_to.iter().filter(|copy| !copy.trim().is_empty()).cloned().collect());
        data.date = match draft.date {
            Some(date) => LetterDate::Given(date),
            // The month and year print, the day is written by hand (DESK 6.6).
            None if matches!(kind, Kind::Pengumuman | Kind::SuratPemberitahuan | Kind::Telaah) => {
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
        Ok(data)
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

    fn kop(&self, kind: Kind, draft: &LetterDraft) -> Kop {
        let row = |text: &str, style: KopRowStyle| KopRow { text: text.to_owned(), style };
        let office = &self.state.office;
        let mut rows = vec![row(&office.kop_government, KopRowStyle::Government)];
        if kind == Kind::SuratUsulan {
            // An agency's letter carries its own kop, and nothing of ours (PROCEDURE section 3).
            let agency = self.usulan.agency.as_ref();
            let name = agency.map(|agency| agency.name.to_uppercase()).unwrap_or_default();
            rows.push(row(&name, KopRowStyle::Agency));
            let setting = agency.and_then(|agency| self.state.agency(&agency.id));
            for address in setting.iter().flat_map(|agency| &agency.kop_address) {
                rows.push(row(address, KopRowStyle::Address));
            }
            return Kop { rows, lambang: self.lambang_base64() };
        }
        if kind == Kind::LembarKendali {
            return Kop::default();
        }
        rows.push(row(&office.kop_agency, KopRowStyle::Agency));
        // What the Sekretaris Daerah signs, himself or through another (a.n.), goes out on Setda's own kop (facts 1.3); the
        // bagian's row is for what the bagian signs itself.
        let of_setda = draft.signer.as_deref() == Some(SEKDA) || draft.form != SigningForm::Own;
        if !of_setda && !office.kop_unit.trim().is_empty() {
            rows.push(row(&office.kop_unit, KopRowStyle::Unit));
        }
        for address in office.kop_address.iter().filter(|address| !address.trim().is_empty()) {
            rows.push(row(address, KopRowStyle::Address));
        }
        Kop { rows, lambang: self.lambang_base64() }
    }

    fn lambang_base64(&self) -> Option<String> {
        self.lambang.as_ref().map(|bytes| base64::engine::general_purpose::STANDARD.encode(bytes))
    }

    fn proposer_signature(&self) -> Signature {
        let agency = self.usulan.agency.as_ref();
        let setting = agency.and_then(|agency| self.state.agency(&agency.id));
        let post = setting
            .map(|setting| setting.addressee.clone())
            .or_else(|| agency.map(|agency| format!("Kepala {}", agency.name)))
            .unwrap_or_default();
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let head = setting.and_then(|setting| setting.head.as_ref());
        Signature {
            form: letters::SigningForm::Own,
            post,
            // Whom we do not know is written in by the agency, by hand.
            name: head.and_then(|head| filled(&head.name)).unwrap_or_else(|| DOTTED.to_owned()),
            rank: head.and_then(|head| filled(&head.rank)),
            nip: head.and_then(|head| filled(&head.nip)),
            ..Signature::default()
        }
    }

    fn signature(&self, draft: &LetterDraft, state: LetterState) -> Result<Signature, Fault> {
        let Some(post_id) = draft.signer.as_deref() else {
            return Ok(Signature::default());
        };
        let date = draft.date.unwrap_or(self.today);
        let post = self.state.posts.post(post_id).ok_or_else(|| no_holder(post_id, date))?;
        let holder = match self.state.posts.holder(post_id, date) {
            Some(holder) => holder,
            None if state == LetterState::Konsep => {
                return Ok(Signature { post: post.name.clone(), ..Signature::default() });
            }
            None => return Err(no_holder(&post.short, date)),
        };
        let name_of = |post: &str| self.state.posts.post(post).map(|post| post.name.clone());
        let form = match (draft.form, holder.capacity) {
            (SigningForm::OnBehalf, _) => letters::SigningForm::OnBehalf,
            (SigningForm::OnBehalfFor, _) => letters::SigningForm::OnBehalfThrough,
            (SigningForm::Own, Capacity::Plt) => letters::SigningForm::Acting,
            (SigningForm::Own, Capacity::Plh) => letters::SigningForm::Daily,
            (SigningForm::Own, Capacity::Definitif) => letters::SigningForm::Own,
        };
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
        Ok(Signature {
            form,
            post: post.name.clone(),
            on_behalf_of: matches!(draft.form, SigningForm::OnBehalf | SigningForm::OnBehalfFor)
                .then(|| name_of(SEKDA).unwrap_or_else(|| "Sekretaris Daerah".to_owned())),
            through: (draft.form == SigningForm::OnBehalfFor)
                .then(|| name_of(crate::delivered::ASISTEN).unwrap_or_default()),
            name: holder.person.name.clone(),
            rank: filled(&holder.person.rank),
            nip: filled(&holder.person.nip),
        })
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

fn no_holder(post: &str, date: NaiveDate) -> Fault {
    Fault::new(
        Code::NoSignatory,
        format!(
            "Pada {} jabatan {post} belum ada pemegangnya. Konsep Anda tersimpan. Isi pejabat di Atur › Pejabat.",
            letters::wording::date(date)
        ),
    )
    .with("post", post)
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

fn addressees(kind: Kind, recipients: &[Recipient], place: &str) -> Addressees {
    let list = recipients
        .iter()
        .map(|recipient| Addressee {
            post: recipient.name.clone(),
            place: place.to_owned(),
            ..Addressee::default()
        })
        .collect();
    let many = recipients.len() > LISTED_ADDRESSEES && kind == Kind::SuratPemberitahuan;
    Addressees {
        list,
        attached_as: many.then(|| "Kepala Perangkat Daerah se-Kabupaten Mojokerto".to_owned()),
        attached_place: many.then(|| place.to_owned()),
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
