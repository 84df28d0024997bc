//! From whom a letter comes and to whom it goes: kop, signer and route, addressees, tembusan.

use chrono::NaiveDate;
use letters::{
    Addressee, Addressees, Kind, Kop, KopRow, KopRowStyle, MergeRecipient, SecondSignature, Shape, Signature,
    State as LetterState,
};
use sop::act::Recipient;
use sop::people::Capacity;

use super::{DOTTED, Desk, holder_view};
use crate::api::{LetterDraft, RecipientGroup, SignerOption, SigningForm};
use crate::delivered::{ASISTEN, KABAG, SEKDA, SETDA_GROUP, SUBKOORD};
use crate::fault::{Code, Fault};

/// More addressees than this go into "daftar terlampir".
const LISTED_ADDRESSEES: usize = 3;

/// A recipient at the office's own place.
fn here(id: &str, name: impl Into<String>) -> Recipient {
    Recipient { id: id.to_owned(), name: name.into(), address: None }
}

impl Desk<'_> {
    /// Whether the proposer is a bagian of Setda: its kop is Setda's, and its proposal goes as nota dinas.
    pub(super) fn of_setda(&self) -> bool {
        let agency = self.usulan.agency.as_ref().and_then(|agency| self.state.agency(&agency.id));
        agency.is_some_and(|agency| agency.group == SETDA_GROUP)
    }

    /// Whether a letter of this kind may go as nota dinas.
    pub(crate) fn may_be_nota(&self, kind: Kind) -> bool {
        kind == Kind::SuratUsulan
    }

    /// The post that signs a kind unless another is chosen: that of its route, else the role that the template names.
    pub(super) fn default_signer(&self, kind: Kind) -> Option<String> {
        let posts = &self.state.posts;
        let role = &self.template.signer;
        let of_role = || posts.post_of_actor(role).or_else(|| posts.post(role)).map(|post| post.id.clone());
        self.state.signer(kind.as_str()).map(str::to_owned).or_else(of_role)
    }

    /// Whom a fresh letter is addressed to.
    pub(super) fn recipients(&self, kind: Kind) -> Vec<Recipient> {
        let of_post = |post: &str| self.state.posts.post(post).map(|post| here(&post.id, &post.name));
        match kind {
            Kind::SuratPemberitahuan => self
                .state
                .agencies
                .iter()
                .filter(|agency| !agency.not_recipient && !agency.closed)
                .map(|agency| here(&agency.id, &agency.addressee))
                .collect(),
            Kind::Telaah => of_post(KABAG).into_iter().collect(),
            Kind::NOTA_DINAS => of_post(SEKDA).into_iter().collect(),
            Kind::SuratUsulan => self.addressees_of_a_proposal().into_iter().take(1).collect(),
            Kind::SURAT_PENGEMBALIAN => self.proposer().into_iter().collect(),
            Kind::LembarDisposisi | Kind::Pengumuman | Kind::LembarKendali | Kind::Declared(_) => Vec::new(),
        }
    }

    fn proposer(&self) -> Option<Recipient> {
        let agency = self.usulan.agency.as_ref()?;
        let addressee = self.state.agency(&agency.id).map(|setting| setting.addressee.clone());
        let name = addressee.unwrap_or_else(|| format!("Kepala {}", agency.name));
        Some(here(&agency.id, name))
    }

    /// A proposal goes to the Kepala Bagian, or to the Sekretaris Daerah for his attention (PROCEDURE section 2).
    fn addressees_of_a_proposal(&self) -> Vec<Recipient> {
        [(KABAG, "Sekretariat Daerah Kabupaten Mojokerto"), (SEKDA, "Kabupaten Mojokerto")]
            .into_iter()
            .filter_map(|(post, of)| {
                let post = self.state.posts.post(post)?;
                Some(here(&post.id, format!("{} {of}", post.name)))
            })
            .collect()
    }

    /// How the addressees stand on the letter.
    pub(super) fn addressees(&self, kind: Kind, draft: &LetterDraft) -> Addressees {
        let recipients = &draft.recipients;
        let list = recipients.iter().map(|recipient| self.addressee(kind, recipient)).collect();
        let listed = matches!(kind, Kind::SuratPemberitahuan | Kind::Declared(_));
        let many = listed && self.template.shape == Shape::Surat && recipients.len() > LISTED_ADDRESSEES;
        let all = recipients.iter().all(|recipient| self.state.agency(&recipient.id).is_some());
        let together = if all { "Kepala Perangkat Daerah se-Kabupaten Mojokerto" } else { "Bapak/Ibu" };
        Addressees {
            list,
            attached_as: many.then(|| together.to_owned()),
            attached_place: many.then(|| self.state.office.place.clone()),
        }
    }

    /// A recipient as a letter addresses him; his own lines say where, the last one the place.
    fn addressee(&self, kind: Kind, recipient: &Recipient) -> Addressee {
        let lines = recipient.address.iter().flat_map(|text| text.lines()).map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        let here = self.state.office.place.as_str();
        let (place, above) = lines.split_last().map_or((here, [].as_slice()), |(last, above)| (*last, above));
        let through = kind == Kind::SuratUsulan && recipient.id == SEKDA;
        Addressee {
            post: recipient.name.clone(),
            attention: self.state.posts.post(KABAG).filter(|_| through).map(|post| post.name.clone()),
            address: (!above.is_empty()).then(|| above.join("\n")),
            place: place.to_owned(),
            ..Addressee::default()
        }
    }

    /// The recipients of a letter, each with one of his own.
    pub(crate) fn merging(&self, kind: Kind, recipients: &[Recipient]) -> Vec<MergeRecipient> {
        let own = |recipient| MergeRecipient {
            addressee: self.addressee(kind, recipient),
            ..MergeRecipient::default()
        };
        recipients.iter().map(own).collect()
    }

    /// Addressees by group, in protocol order.
    pub(crate) fn recipient_groups(&self, kind: Kind) -> Vec<RecipientGroup> {
        let addressed = matches!(self.template.shape, Shape::Surat | Shape::Nota);
        match kind {
            Kind::SuratUsulan => vec![RecipientGroup {
                name: "Bagian Pengadaan Barang dan Jasa".to_owned(),
                recipients: self.addressees_of_a_proposal(),
            }],
            Kind::SuratPemberitahuan => self.agencies().into_iter().chain(self.own_lists()).collect(),
            Kind::Declared(_) if addressed => {
                let posts = self.state.posts.posts.iter();
                let posts = posts.map(|post| here(&post.id, &post.name));
                let mut groups =
                    vec![RecipientGroup { name: "Pejabat".to_owned(), recipients: posts.collect() }];
                groups.extend(self.agencies());
                groups.extend(self.own_lists());
                groups
            }
            _ => Vec::new(),
        }
    }

    fn agencies(&self) -> Vec<RecipientGroup> {
        let mut groups: Vec<RecipientGroup> = Vec::new();
        for agency in self.state.agencies.iter().filter(|agency| !agency.not_recipient && !agency.closed) {
            let name = match agency.group.as_str() {
                "perangkat-daerah" => "Perangkat daerah".to_owned(),
                "rsud" => "RSUD".to_owned(),
                "kecamatan" => "Kecamatan".to_owned(),
                SETDA_GROUP => "Bagian di Sekretariat Daerah".to_owned(),
                other => other.to_owned(),
            };
            let recipient = here(&agency.id, &agency.addressee);
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.recipients.push(recipient),
                None => groups.push(RecipientGroup { name, recipients: vec![recipient] }),
            }
        }
        groups
    }

    /// The office's own lists, those without anybody left out.
    fn own_lists(&self) -> impl Iterator<Item = RecipientGroup> {
        let lists = self.state.recipient_lists.iter().filter(|list| !list.recipients.is_empty());
        lists.map(|list| RecipientGroup { name: list.name.clone(), recipients: list.recipients.clone() })
    }

    /// Tembusan as proposed: what the template says, with the Sekretaris Daerah in the place of the Bupati where another
    /// signs the notification. The signer is never among them (DESK 6.6), nor who is addressed.
    pub(super) fn copies_to(&self, kind: Kind, signer: Option<&str>) -> Vec<String> {
        let regency = "Kabupaten Mojokerto";
        let mut copies = self.template.tembusan.clone();
        let by_sekda = signer == Some(SEKDA);
        if kind == Kind::SuratPemberitahuan && !by_sekda {
            copies.retain(|copy| !copy.starts_with("Bupati"));
            copies.insert(0, format!("Sekretaris Daerah {regency}"));
        }
        let signing = signer.and_then(|post| self.state.posts.post(post)).map(|post| post.name.as_str());
        copies.retain(|copy| signing.is_none_or(|post| !names(copy, post)));
        copies
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
                forms: forms(&post.id),
                copies_to: self.copies_to(kind, Some(&post.id)),
            })
            .collect()
    }

    /// Paraf chain by short names, konseptor first.
    pub(crate) fn route(&self, kind: Kind) -> Vec<String> {
        let Some(route) = self.state.route(kind.as_str()) else { return Vec::new() };
        let short = |post: &String| self.state.posts.post(post).map(|post| post.short.clone());
        let mut names = vec!["Konseptor".to_owned()];
        names.extend(route.paraf.iter().filter_map(short));
        names
    }

    pub(super) fn kop(&self, kind: Kind, draft: &LetterDraft) -> Kop {
        let row = |text: &str, style: KopRowStyle| KopRow { text: text.to_owned(), style };
        let office = &self.state.office;
        let mut rows = vec![row(&office.kop_government, KopRowStyle::Government)];
        if kind == Kind::SuratUsulan {
            // An agency's letter carries its own kop, and nothing of ours (PROCEDURE section 3).
            let agency = self.usulan.agency.as_ref();
            let name = agency.map(|agency| agency.name.to_uppercase()).unwrap_or_default();
            if self.of_setda() {
                rows.push(row(&office.kop_agency, KopRowStyle::Agency));
                rows.push(row(&name, KopRowStyle::Unit));
            } else {
                rows.push(row(&name, KopRowStyle::Agency));
            }
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
        let for_setda = draft.signer.as_deref() == Some(SEKDA) || draft.form != SigningForm::Own;
        if !for_setda && !office.kop_unit.trim().is_empty() {
            rows.push(row(&office.kop_unit, KopRowStyle::Unit));
        }
        for address in office.kop_address.iter().filter(|address| !address.trim().is_empty()) {
            rows.push(row(address, KopRowStyle::Address));
        }
        Kop { rows, lambang: self.lambang_base64() }
    }

    pub(super) fn proposer_signature(&self) -> Signature {
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

    pub(super) fn signature(&self, draft: &LetterDraft, state: LetterState) -> Result<Signature, Fault> {
        let Some(post_id) = draft.signer.as_deref() else {
            return Ok(Signature::default());
        };
        self.signature_of(post_id, draft.form, draft.date.unwrap_or(self.today), state)
    }

    /// The block that the office wants beside the writer's on a telaah.
    pub(super) fn second_signature(
        &self,
        kind: Kind,
        draft: &LetterDraft,
        state: LetterState,
    ) -> Result<Option<SecondSignature>, Fault> {
        let Some(second) = self.state.office.second_signer.as_ref().filter(|_| kind == Kind::Telaah) else {
            return Ok(None);
        };
        let date = draft.date.unwrap_or(self.today);
        let signature = self.signature_of(&second.post, SigningForm::Own, date, state)?;
        Ok(Some(SecondSignature { heading: second.heading.clone(), signature }))
    }

    fn signature_of(
        &self,
        post_id: &str,
        form: SigningForm,
        date: NaiveDate,
        state: LetterState,
    ) -> Result<Signature, Fault> {
        let post = self.state.posts.post(post_id).ok_or_else(|| no_holder(post_id, date))?;
        let holder = match self.state.posts.holder(post_id, date) {
            Some(holder) => holder,
            None if state == LetterState::Konsep => {
                return Ok(Signature { post: post.name.clone(), ..Signature::default() });
            }
            None => return Err(no_holder(&post.short, date)),
        };
        let name_of = |post: &str| self.state.posts.post(post).map(|post| post.name.clone());
        let asked = form;
        let form = match (asked, holder.capacity) {
            (SigningForm::OnBehalf, _) => letters::SigningForm::OnBehalf,
            (SigningForm::OnBehalfFor, _) => letters::SigningForm::OnBehalfThrough,
            (SigningForm::Own, Capacity::Plt) => letters::SigningForm::Acting,
            (SigningForm::Own, Capacity::Plh) => letters::SigningForm::Daily,
            (SigningForm::Own, Capacity::Definitif) => letters::SigningForm::Own,
        };
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
        // Who signs for another and holds his own post for a time says both.
        let post = match (asked, holder.capacity) {
            (SigningForm::OnBehalf | SigningForm::OnBehalfFor, Capacity::Plt) => {
                format!("Plt. {}", post.name)
            }
            (SigningForm::OnBehalf | SigningForm::OnBehalfFor, Capacity::Plh) => {
                format!("Plh. {}", post.name)
            }
            _ => post.name.clone(),
        };
        Ok(Signature {
            form,
            post,
            on_behalf_of: matches!(asked, SigningForm::OnBehalf | SigningForm::OnBehalfFor)
                .then(|| name_of(SEKDA).unwrap_or_else(|| "Sekretaris Daerah".to_owned())),
            through: (asked == SigningForm::OnBehalfFor).then(|| name_of(ASISTEN).unwrap_or_default()),
            name: holder.person.name.clone(),
            rank: filled(&holder.person.rank),
            nip: filled(&holder.person.nip),
        })
    }
}

/// Whether an entry of the tembusan names a post: `Sekretaris Daerah Kabupaten Mojokerto` names the Sekretaris Daerah.
fn names(copy: &str, post: &str) -> bool {
    copy.strip_prefix(post).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// In whose name a post may sign (facts 1.5): for the Sekretaris Daerah one level down, with u.b. two.
pub(crate) fn forms(post: &str) -> Vec<SigningForm> {
    match post {
        SEKDA | SUBKOORD => vec![SigningForm::Own],
        KABAG => vec![SigningForm::Own, SigningForm::OnBehalf, SigningForm::OnBehalfFor],
        _ => vec![SigningForm::Own, SigningForm::OnBehalf],
    }
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
