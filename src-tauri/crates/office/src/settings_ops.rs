//! The requests about settings. Each is checked, recorded as an event, and in force at once for new records
//! and letters; nothing that was recorded or locked changes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use letters::SettingInput;
use pages::DocumentKind;
use sop::calendar::Calendar;
use sop::people::{Account, Posts, Role};

use crate::api::{
    AgencySetting, Answer, CalendarSettings, LayoutSetting, NumberSettings, OfficeSettings, Settings,
    TenureNote,
};
use crate::delivered;
use crate::desk::Desk;
use crate::documents;
use crate::fault::Fault;
use crate::letters_desk;
use crate::state::SettingEvent;

impl Desk {
    pub(crate) fn settings(&self) -> Result<Answer, Fault> {
        let state = self.state();
        Ok(Answer::Settings(Box::new(Settings {
            office: state.office.clone(),
            layout: layout_form(),
            posts: state.posts.clone(),
            signing_forms: state
                .posts
                .posts
                .iter()
                .map(|post| (post.id.clone(), crate::letters_desk::forms(&post.id)))
                .collect(),
            tenure_notes: tenure_notes(&state.posts, self.now().date_naive()),
            accounts: state.accounts.clone(),
            agencies: state.agencies.clone(),
            recipient_lists: state.recipient_lists.clone(),
            numbers: state.numbers.clone(),
            calendar: CalendarSettings { calendar: state.calendar.plan().clone() },
            delivered_office: delivered::office(),
            delivered_numbers: delivered::numbers(),
            delivered_calendar: CalendarSettings {
                calendar: Calendar::mojokerto().map_err(Fault::unknown)?.plan().clone(),
            },
            used_tenures: self.used_tenures()?,
            refused: self.admin().err().map(|_| "act.not_permitted".to_owned()),
        })))
    }

    /// Tenures that records name, with how many. Where two of a person overlap, a record is of the first.
    fn used_tenures(&self) -> Result<Vec<(String, u32)>, Fault> {
        let state = self.state();
        self.archive.read(move |tx| -> Result<_, Fault> {
            let tenures = &state.posts.tenures;
            let officials: BTreeSet<_> =
                tenures.iter().map(|tenure| (&tenure.post, &tenure.person)).collect();
            let mut used = BTreeMap::new();
            for (post, person) in officials {
                for (day, count) in tx.acts_of_official(post, person)? {
                    let day: NaiveDate = day.parse().map_err(Fault::unknown)?;
                    let tenure = tenures.iter().find(|tenure| {
                        tenure.post == *post && tenure.person == *person && tenure.covers(day)
                    });
                    if let Some(tenure) = tenure {
                        *used.entry(tenure.id.clone()).or_default() += count;
                    }
                }
            }
            Ok(used.into_iter().collect())
        })
    }

    pub(crate) fn save_office(&self, mut office: OfficeSettings) -> Result<Answer, Fault> {
        // Lines that are still empty while somebody types.
        office.sifat.retain(|word| !word.trim().is_empty());
        office.legal_bases.retain(|basis| !basis.trim().is_empty());
        office.retention.retain(|line| !line.code.trim().is_empty());
        if office.name.trim().is_empty() || office.place.trim().is_empty() {
            return Err(Fault::setting(
                "Nama kantor dan tempat surat perlu diisi. Pengaturan yang lama tetap berlaku.",
            ));
        }
        if let Some(second) = &office.second_signer
            && self.state().posts.post(&second.post).is_none()
        {
            return Err(Fault::setting(
                "Jabatan blok kedua telaah tidak ada. Pengaturan yang lama tetap berlaku. Pilih jabatan lain.",
            ));
        }
        if !(1..=100).contains(&office.good_from) {
            return Err(Fault::setting(
                "Ambang kepatuhan perlu di antara 1 dan 100 persen. Pengaturan yang lama tetap berlaku.",
            ));
        }
        letters_desk::layout(&office)
            .map_err(|error| Fault::setting(format!("{error} Pengaturan yang lama tetap berlaku.")))?;
        let state = self.set(SettingEvent::OfficeSet { office: Box::new(office) })?;
        Ok(Answer::SaveOffice(state.office.clone()))
    }

    pub(crate) fn pick_lambang(&self) -> Result<Answer, Fault> {
        let hand = self.admin()?;
        let Some(path) = self.devices.picker.pick_image() else { return Ok(Answer::PickLambang(None)) };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes =
            judged_lambang(&name, self.archive.read_file(&path)?, "Lambang yang lama tetap dipakai.")?;
        let media = DocumentKind::of(&bytes).map_or("application/octet-stream", DocumentKind::media_type);
        let stored = self.archive.store_bytes(&name, &bytes)?;
        documents::record(&self.archive, &stored, media, Some(&name), "dialog", hand.now)?;
        let mut office = self.state().office.clone();
        office.lambang = Some(stored.sha256().to_string());
        let state = self.set(SettingEvent::OfficeSet { office: Box::new(office) })?;
        Ok(Answer::PickLambang(Some(state.office.clone())))
    }

    pub(crate) fn save_posts(&self, posts: Posts) -> Result<Answer, Fault> {
        for tenure in &posts.tenures {
            if posts.post(&tenure.post).is_none() || posts.person(&tenure.person).is_none() {
                return Err(Fault::setting(
                    "Masa jabatan menunjuk jabatan atau orang yang tidak ada. Pengaturan yang lama tetap berlaku.",
                ));
            }
            if tenure.to.is_some_and(|to| to < tenure.from) {
                return Err(Fault::setting(
                    "Masa jabatan berakhir sebelum mulai. Pengaturan yang lama tetap berlaku. Periksa tanggalnya.",
                ));
            }
        }
        for (tenure, records) in self.used_tenures()? {
            if !posts.tenures.iter().any(|kept| kept.id == tenure) {
                let state = self.state();
                let name = state
                    .posts
                    .tenures
                    .iter()
                    .find(|old| old.id == tenure)
                    .and_then(|old| state.posts.person(&old.person))
                    .map(|person| person.name.clone())
                    .unwrap_or_default();
                return Err(Fault::setting(format!(
                    "{name} dipakai {records} catatan; masa jabatan dapat diakhiri, tidak dihapus."
                )));
            }
        }
        let state = self.set(SettingEvent::PostsSet { posts })?;
        Ok(Answer::SavePosts(state.posts.clone()))
    }

    pub(crate) fn save_accounts(&self, accounts: Vec<Account>) -> Result<Answer, Fault> {
        let ids: BTreeSet<&str> = accounts.iter().map(|account| account.id.as_str()).collect();
        if ids.len() != accounts.len() || accounts.iter().any(|account| account.name.trim().is_empty()) {
            return Err(Fault::setting(
                "Setiap pengguna perlu nama sendiri. Pengaturan yang lama tetap berlaku.",
            ));
        }
        if !accounts.iter().any(|a| a.active && (a.is(Role::Admin) || a.is(Role::Petugas))) {
            return Err(Fault::setting(
                "Harus ada satu petugas atau admin yang aktif. Pengaturan yang lama tetap berlaku.",
            ));
        }
        let state = self.set(SettingEvent::AccountsSet { accounts })?;
        Ok(Answer::SaveAccounts(state.accounts.clone()))
    }

    pub(crate) fn save_agencies(&self, agencies: Vec<AgencySetting>) -> Result<Answer, Fault> {
        let ids: BTreeSet<&str> = agencies.iter().map(|agency| agency.id.as_str()).collect();
        if ids.len() != agencies.len() || agencies.iter().any(|agency| agency.name.trim().is_empty()) {
            return Err(Fault::setting(
                "Setiap perangkat daerah perlu nama sendiri. Pengaturan yang lama tetap berlaku.",
            ));
        }
        let state = self.set(SettingEvent::AgenciesSet { agencies })?;
        Ok(Answer::SaveAgencies(state.agencies.clone()))
    }

    pub(crate) fn save_numbers(&self, numbers: NumberSettings) -> Result<Answer, Fault> {
        for setting in &numbers.kinds {
            if !setting.pattern.trim().is_empty() && !setting.pattern.contains("{nomor}") {
                return Err(Fault::setting(format!(
                    "Pola nomor “{}” belum memuat {{nomor}}. Pengaturan yang lama tetap berlaku.",
                    setting.pattern
                )));
            }
        }
        let state = self.set(SettingEvent::NumbersSet { numbers })?;
        Ok(Answer::SaveNumbers(state.numbers.clone()))
    }

    pub(crate) fn save_calendar(&self, calendar: CalendarSettings) -> Result<Answer, Fault> {
        let hand = self.admin()?;
        let checked = Calendar::new(calendar.calendar).map_err(|error| {
            Fault::setting(format!("{error} Jam kerja yang lama tetap berlaku. Perbaiki isiannya."))
        })?;
        let json = checked.to_json().map_err(Fault::unknown)?;
        let stored = self.archive.store_bytes("jam-kerja.json", json.as_bytes())?;
        documents::record(
            &self.archive,
            &stored,
            "application/json",
            Some("jam-kerja.json"),
            "settings",
            hand.now,
        )?;
        let state = self.set(SettingEvent::CalendarSet { document: stored.sha256().to_string() })?;
        Ok(Answer::SaveCalendar(CalendarSettings { calendar: state.calendar.plan().clone() }))
    }
}

/// A picture as it is kept for the kop: judged before that, and as the letters will read it, since a lambang that they
/// refuse would stop them all. `safe` says what stays when it is refused.
pub(crate) fn judged_lambang(name: &str, bytes: Vec<u8>, safe: &str) -> Result<Vec<u8>, Fault> {
    if bytes.len() > letters::MAX_LAMBANG_BYTES {
        return Err(Fault::setting(format!(
            "{name} terlalu besar untuk lambang. {safe} Perkecil gambarnya dulu."
        )));
    }
    let refused = |error: letters::LetterError| {
        let (reason, detail) = match error {
            letters::LetterError::Lambang { reason, detail } => (reason, detail),
            other => (other.to_string(), String::new()),
        };
        Fault::setting(format!("{name} tidak dapat dipakai: {reason}. {safe} Pilih gambar lain."))
            .with("name", name)
            .with("detail", detail)
    };
    letters::check_lambang(&bytes).map_err(refused)?;
    // A drawing is kept as the picture that letters print of it: what Atur shows is then what the paper gets.
    Ok(letters::drawn_lambang(&bytes).map_err(refused)?.unwrap_or(bytes))
}

/// The measures and wording that an office may change. Paper and closing line stand with the kop, where they are seen.
fn layout_form() -> Vec<LayoutSetting> {
    let delivered = letters::LayoutSettings::default().texts();
    let inputs = |input: SettingInput| match input {
        SettingInput::Millimetres => ("millimetres", &[][..]),
        SettingInput::Points => ("points", &[][..]),
        SettingInput::Percent => ("percent", &[][..]),
        SettingInput::Count => ("count", &[][..]),
        SettingInput::Switch => ("switch", &[][..]),
        SettingInput::Text | SettingInput::Paper => ("text", &[][..]),
        SettingInput::Choice { options } => ("choice", options),
    };
    letters::setting_sources()
        .iter()
        .filter(|source| !letters_desk::OF_THE_KOP.contains(&source.key))
        .map(|source| {
            let (input, options) = inputs(source.input);
            LayoutSetting {
                key: source.key.to_owned(),
                label: source.label.to_owned(),
                source: source.ground(),
                input: input.to_owned(),
                options: options
                    .iter()
                    .map(|(value, words)| ((*value).to_owned(), (*words).to_owned()))
                    .collect(),
                delivered: delivered.get(source.key).cloned().unwrap_or_default(),
            }
        })
        .collect()
}

/// Gaps and overlaps in who holds a post of the SOP or a signer. A Plh. beside the holder is no overlap: that is
/// what a Plh. is for.
pub(crate) fn tenure_notes(posts: &Posts, today: NaiveDate) -> Vec<TenureNote> {
    use sop::people::Capacity;
    let mut notes = Vec::new();
    for post in &posts.posts {
        let mut tenures: Vec<_> =
            posts.tenures.iter().filter(|t| t.post == post.id && t.capacity != Capacity::Plh).collect();
        tenures.sort_by_key(|tenure| tenure.from);
        for pair in tenures.windows(2) {
            let [earlier, later] = pair else { continue };
            let note =
                |kind: &str, from, to| TenureNote { post: post.id.clone(), kind: kind.to_owned(), from, to };
            match earlier.to {
                None => notes.push(note("overlap", later.from, later.to)),
                Some(end) if end >= later.from => {
                    let to = later.to.map_or(end, |to| to.min(end));
                    notes.push(note("overlap", later.from, Some(to)));
                }
                Some(end) => {
                    let (from, to) = (end + Days::new(1), later.from - Days::new(1));
                    if from <= to {
                        notes.push(note("gap", from, Some(to)));
                    }
                }
            }
        }
        let current = tenures.iter().any(|tenure| tenure.to.is_none_or(|to| to >= today));
        if let Some(end) = tenures.iter().filter_map(|tenure| tenure.to).max().filter(|_| !current) {
            notes.push(TenureNote {
                post: post.id.clone(),
                kind: "gap".to_owned(),
                from: end + Days::new(1),
                to: None,
            });
        }
    }
    notes
}
