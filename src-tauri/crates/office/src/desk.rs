//! One door's session on an open office. Every request of every door comes through here.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use archive::drafts::Draft;
use archive::office::Archive;
use archive::owner::Owner;
use archive::register::{Page, RegisterFilter, RegisterOrder};
use archive::tx::ReadTx;
use chrono::{Datelike, Timelike};
use devices::Devices;
use serde::{Deserialize, Serialize};
use sop::act::{Act, Submission};
use sop::people::{Account, Role};
use sop::record::Instant;
use sop::usulan::Usulan;

use crate::api::{
    AccountView, Answer, DocumentView, DraftView, HolderView, Request, SessionView, SimilarUsulan,
};
use crate::documents::Viewer;
use crate::fault::{Code, Fault, shown};
use crate::jobs::{Jobs, MergeStage};
use crate::journal::{documents_of, setting_of, setting_row, stamp};
use crate::merge_ops::MergeOrder;
use crate::running::RunningUsulan;
use crate::state::{SettingEvent, State};
use crate::store::{Hand, bring_up_to_date, check_seen, load, load_known, next_usulan, record_all};
use crate::views::desk::Open;
use crate::views::{self, LetterDraftInfo, Look};
use crate::words::roles_words;

/// Account under which shared drafts (naskah) are kept: a konsep belongs to the usulan, not to who types.
pub(crate) const SHARED: &str = "*";
/// Statuses of usulan that can still change by acts of the procedure.
pub(crate) const OPEN: [&str; 4] = ["konsep", "berjalan", "ditahan", "dikembalikan"];

/// A page as an image, for the `letter:` protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Media type.
    pub media_type: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

type Listener = Box<dyn Fn(&str) + Send + Sync>;

/// One door's session on an open office.
pub struct Desk {
    pub(crate) archive: Archive,
    pub(crate) devices: Devices,
    state: RwLock<Arc<State>>,
    account: RwLock<Option<String>>,
    pub(crate) viewer: Viewer,
    pub(crate) jobs: Jobs,
    listeners: Mutex<Vec<Listener>>,
    /// What Meja looked at last, by id.
    pub(crate) running: Arc<Mutex<RunningUsulan>>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("account", &self.account).finish_non_exhaustive()
    }
}

/// A konsep as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptLetter {
    pub(crate) naskah: String,
    pub(crate) revision: u32,
    /// The template that the konsep was begun with, as a document; none for one that is older than editable templates.
    #[serde(default)]
    pub(crate) template: Option<sop::record::DocumentId>,
    pub(crate) draft: crate::api::LetterDraft,
}

/// The present second in whole seconds: what a record can hold.
pub(crate) fn now(devices: &Devices) -> Instant {
    let now = devices.clock.now();
    now.with_nanosecond(0).unwrap_or(now)
}

pub(crate) fn owner(who: &str, now: Instant) -> Owner {
    let host = std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).unwrap_or_default();
    Owner {
        host: if host.is_empty() { "komputer ini".to_owned() } else { host },
        account: who.to_owned(),
        since: stamp(now),
        pid: std::process::id(),
    }
}

/// What an archive must know of this PC.
pub(crate) fn surroundings(devices: &Devices) -> archive::office::Settings {
    archive::office::Settings {
        synchronised: devices.synchronised.to_vec(),
        ..archive::office::Settings::default()
    }
}

impl Desk {
    /// Opens the office in `dir`; this process owns it until the desk is dropped.
    ///
    /// # Errors
    /// Not an office, in use, made by a newer version, damaged.
    pub fn open(dir: &Path, devices: Devices) -> Result<Desk, Fault> {
        let archive = Archive::open_with(dir, &owner("Etalase", now(&devices)), &surroundings(&devices))?;
        Desk::on(archive, devices)
    }

    /// Opens the office in `dir` for reading, whether or not another process owns it.
    ///
    /// # Errors
    /// As [`Desk::open`], in use excepted.
    pub fn open_read_only(dir: &Path, devices: Devices) -> Result<Desk, Fault> {
        Desk::on(Archive::open_read_only(dir)?, devices)
    }

    pub(crate) fn on(archive: Archive, devices: Devices) -> Result<Desk, Fault> {
        let state = Arc::new(read_state(&archive)?);
        bring_up_to_date(&archive, &state)?;
        Ok(Desk {
            archive,
            devices,
            state: RwLock::new(state),
            account: RwLock::new(None),
            viewer: Viewer::default(),
            jobs: Jobs::default(),
            listeners: Mutex::new(Vec::new()),
            running: Arc::default(),
        })
    }

    /// Settings in force.
    pub(crate) fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The account at this door.
    pub(crate) fn account(&self) -> Option<Account> {
        let id = self.account.read().unwrap_or_else(PoisonError::into_inner).clone()?;
        self.state().account(&id).cloned()
    }

    /// The present, in whole seconds and the office's zone.
    pub(crate) fn now(&self) -> Instant {
        self.state().local(now(&self.devices))
    }

    /// Chooses the account of this door.
    ///
    /// # Errors
    /// No such account.
    pub fn sign_in(&self, account: &str) -> Result<(), Fault> {
        if self.state().account(account).is_none() {
            return Err(Fault::new(
                Code::UnknownAccount,
                format!("Pengguna “{account}” tidak ada di kantor ini. Pilih nama dari daftar."),
            ));
        }
        *self.account.write().unwrap_or_else(PoisonError::into_inner) = Some(account.to_owned());
        Ok(())
    }

    /// Who writes now, with everything a transaction takes along.
    pub(crate) fn hand(&self) -> Result<Hand, Fault> {
        let account = self.account().ok_or_else(|| {
            Fault::new(Code::NoAccount, "Belum ada pengguna yang dipilih. Tidak ada yang berubah. Pilih dulu siapa yang memakai komputer ini.")
        })?;
        Ok(Hand { state: self.state(), account, now: self.now() })
    }

    /// Tells this door's listeners that something changed.
    pub(crate) fn tell(&self, usulan: &str) {
        self.notify(&serde_json::json!({ "notice": "changed", "usulan": usulan }));
    }

    /// Tells this door's listeners how far a long work is.
    pub(crate) fn tell_progress(&self, job: &str, stage: MergeStage, done: usize, total: usize) {
        let stage = stage.word();
        self.notify(&serde_json::json!({
            "notice": "progress", "job": job, "stage": stage, "done": done, "total": total,
        }));
    }

    pub(crate) fn notify(&self, notice: &serde_json::Value) {
        let notice = notice.to_string();
        for listener in self.listeners.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(&notice);
        }
    }

    /// Hears of changes, as JSON texts `{"notice": "changed", "usulan": …}`, and of long work as
    /// `{"notice": "progress", "job": …, "stage": "letters", "print_file" or "handing", "done": …, "total": …}`, and of files that are
    /// dragged in ([`Desk::dragging`], [`Desk::dropped`]).
    pub fn subscribe(&self, listener: Listener) {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    /// Answers a request given as JSON: `{"ok": answer}` or `{"fault": …}`. Never panics out.
    pub fn ask_json(&self, request: &str) -> String {
        let answer = match serde_json::from_str::<Request>(request) {
            Ok(request) => self.ask(request),
            Err(error) => Err(Fault::new(
                Code::InvalidRequest,
                "Permintaan tidak dipahami. Tidak ada yang berubah. Ini kesalahan program; salin rincian untuk pengelola.",
            )
            .with("detail", error.to_string())),
        };
        shown(&answer)
    }

    /// Answers a request.
    ///
    /// # Errors
    /// A fault with a closed code and its sentence; nothing was changed then.
    pub fn ask(&self, request: Request) -> Result<Answer, Fault> {
        catch_unwind(AssertUnwindSafe(|| self.answer(request)))
            .unwrap_or_else(|_| Err(Fault::unknown("panic while answering")))
    }

    fn answer(&self, request: Request) -> Result<Answer, Fault> {
        match request {
            Request::Accounts => Ok(Answer::Accounts(self.accounts())),
            Request::SignIn { account } => {
                self.sign_in(&account)?;
                Ok(Answer::SignIn(self.session()))
            }
            Request::Session => Ok(Answer::Session(self.session())),
            Request::Painted => Ok(Answer::Painted),
            Request::Desk { all } => self.meja(all),
            Request::Register { query } => self.register(query),
            Request::Usulan { usulan } => self.usulan(&usulan),
            Request::Similar { agency, etalase } => self.similar(agency, etalase),
            Request::Susulan => {
                let open = self.running()?;
                Ok(Answer::Susulan(self.look(|look| views::susulan::susulan(&open, look))))
            }
            Request::Bounds { usulan, key } => {
                let found = self.load(&usulan)?;
                Ok(Answer::Bounds(self.look(|look| views::usulan::bounds(&found, &key, look))))
            }
            Request::Holders { post, date } => Ok(Answer::Holders(self.holders(&post, date))),
            Request::Begin { submission } => self.begin(*submission),
            Request::Record { usulan, seen, acts } => self.record(usulan, seen, acts),
            Request::SaveDraft { key, body } => self.save_draft(key, &body),
            Request::LoadDraft { key } => self.load_draft(key),
            Request::DropDraft { key } => self.drop_draft(key),
            Request::Preference { key } => self.preference(&key),
            Request::SavePreference { key, body } => self.save_preference(&key, &body),
            Request::OpenLetter { usulan, kind } => self.open_letter(&usulan, &kind),
            Request::SaveLetter { usulan, kind, draft } => self.save_letter(&usulan, &kind, draft),
            Request::PreviewLetter { usulan, kind, draft } => self.preview_letter(&usulan, &kind, &draft),
            Request::LockLetter { usulan, kind, seen, draft } => {
                self.lock_letter(&usulan, &kind, seen, draft)
            }
            Request::ReviseLetter { usulan, kind } => self.revise_letter(&usulan, &kind),
            Request::TakeTemplate { usulan, kind } => self.take_template(&usulan, &kind),
            Request::UseDocument { usulan, kind, seen, document, editable, negative } => {
                self.use_document(&usulan, &kind, seen, document, editable, negative)
            }
            Request::LetterOut { usulan, kind, revision, exit } => {
                self.letter_out(&usulan, &kind, revision, exit)
            }
            Request::PickRecipients => self.pick_recipients(),
            Request::MatchRecipients { document, name, columns } => {
                self.match_recipients(&document, name, &columns)
            }
            Request::MergeLetter { usulan, seen, kind, revision, job, both_sides, portrait } => {
                self.merge_letter(&usulan, seen, &kind, &MergeOrder { revision, job, both_sides, portrait })
            }
            Request::CancelJob { job } => Ok(Answer::CancelJob(self.jobs.cancel(&job))),
            Request::MergedOut { usulan, kind, revision, part, exit } => {
                self.merged_out(&usulan, &kind, revision, &part, exit)
            }
            Request::PrintLetters { usulan, kind, revision, recipients, job } => {
                self.print_letters(&usulan, &kind, revision, &recipients, &job)
            }
            Request::Printers => self.printers(),
            Request::SavePrintChoices { choices } => self.save_print_choices(choices),
            Request::TestSheetOut { queue, tray, paper } => self.test_sheet_out(queue, tray, &paper),
            Request::SheetOut { usulan, kind, exit } => self.sheet_out(&usulan, &kind, exit),
            Request::PickDocuments => self.pick_documents(),
            Request::SaveDocument { document, name } => self.save_document(&document, &name),
            Request::OpenDocument { document } => self.open_document(&document),
            Request::Outstanding => crate::books::outstanding(self).map(Answer::Outstanding),
            Request::Agenda { direction, year } => {
                crate::books::agenda_of(self, direction, year).map(Answer::Agenda)
            }
            Request::Report { year, month } => crate::books::report_of(self, year, month).map(Answer::Report),
            Request::Sop => {
                let state = self.state();
                Ok(Answer::Sop(views::sop_text::sop(&state.definition, &state.office.name)))
            }
            Request::SopSheet { usulan } => self.sop_sheet(usulan.as_deref()),
            Request::SopSheetOut { usulan, exit } => self.sop_sheet_out(usulan.as_deref(), exit),
            Request::Settings => self.settings(),
            Request::Templates => Ok(Answer::Templates(self.templates())),
            Request::OpenTemplate { kind } => self.open_template(&kind).map(Answer::OpenTemplate),
            Request::PreviewTemplate { kind, source } => self.preview_template(&kind, &source),
            Request::SaveTemplate { kind, source } => self.save_template(&kind, &source),
            Request::RestoreTemplate { kind } => self.restore_template(&kind),
            Request::SaveOffice { office } => self.save_office(*office),
            Request::PickLambang => self.pick_lambang(),
            Request::SavePosts { posts } => self.save_posts(posts),
            Request::SaveAccounts { accounts } => self.save_accounts(accounts),
            Request::SaveAgencies { agencies } => self.save_agencies(agencies),
            Request::SaveRecipientLists { lists } => self.save_recipient_lists(lists),
            Request::SaveNumbers { numbers } => self.save_numbers(numbers),
            Request::SaveCalendar { calendar } => self.save_calendar(calendar),
        }
    }

    pub(crate) fn look<T>(&self, make: impl FnOnce(&Look<'_>) -> T) -> T {
        let state = self.state();
        let account = self.account();
        make(&Look { state: &state, account: account.as_ref(), now: self.now() })
    }

    fn account_view(&self, account: &Account) -> AccountView {
        let state = self.state();
        let today = self.now().date_naive();
        let post = account.person.as_deref().and_then(|person| {
            state
                .posts
                .posts
                .iter()
                .find(|post| state.posts.holds(person, &post.id, today))
                .map(|post| post.short.clone())
        });
        AccountView { id: account.id.clone(), name: account.name.clone(), roles: account.roles.clone(), post }
    }

    fn accounts(&self) -> Vec<AccountView> {
        let state = self.state();
        state.accounts.iter().filter(|a| a.active).map(|account| self.account_view(account)).collect()
    }

    fn session(&self) -> SessionView {
        let state = self.state();
        SessionView {
            account: self.account().map(|account| self.account_view(&account)),
            office: state.office.name.clone(),
            sample: state.sample,
            now: self.now(),
            zone: state.calendar.plan().zone.name.clone(),
            read_only: self.archive.is_read_only(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    fn holders(&self, post: &str, date: chrono::NaiveDate) -> Vec<HolderView> {
        let state = self.state();
        state.posts.holders(post, date).iter().map(crate::letters_desk::holder_view).collect()
    }

    pub(crate) fn load(&self, id: &str) -> Result<Usulan, Fault> {
        let (state, id) = (self.state(), id.to_owned());
        self.archive.read(move |tx| load_known(tx, &state, &id))
    }

    fn load_where(&self, filter: RegisterFilter) -> Result<Vec<(String, Usulan)>, Fault> {
        let state = self.state();
        self.archive.read(move |tx| {
            let rows = tx.register(&filter, RegisterOrder::Oldest, Page::ALL)?;
            let mut found = Vec::with_capacity(rows.len());
            for row in rows {
                if let Some(usulan) = load(tx, &state, &row.id)? {
                    found.push((row.id, usulan));
                }
            }
            Ok(found)
        })
    }

    fn open_usulan(&self) -> Result<Vec<Open>, Fault> {
        let open = self.running()?;
        let mut drafts = self.letter_drafts()?;
        Ok(open
            .into_iter()
            .map(|(id, running)| {
                let of = drafts.remove(&id).unwrap_or_default();
                (id, running, of)
            })
            .collect())
    }

    /// Konsep of naskah by usulan.
    fn letter_drafts(&self) -> Result<BTreeMap<String, Vec<LetterDraftInfo>>, Fault> {
        let drafts = self.archive.read(|tx| -> Result<_, Fault> { Ok(tx.drafts(SHARED)?) })?;
        let mut found: BTreeMap<String, Vec<LetterDraftInfo>> = BTreeMap::new();
        for draft in drafts {
            let Some((usulan, kind)) = draft.key.strip_prefix("letter:").and_then(|key| key.split_once(':'))
            else {
                continue;
            };
            let Ok(kept) = serde_json::from_str::<KeptLetter>(&draft.body) else { continue };
            let Ok(saved_at) = chrono::DateTime::parse_from_rfc3339(&draft.at) else { continue };
            found.entry(usulan.to_owned()).or_default().push(LetterDraftInfo {
                kind: kind.to_owned(),
                naskah: kept.naskah,
                revision: kept.revision,
                saved_at,
            });
        }
        Ok(found)
    }

    fn meja(&self, all: bool) -> Result<Answer, Fault> {
        let open = self.open_usulan()?;
        let (ended, empty) = self.archive.read(|tx: &ReadTx<'_>| -> Result<_, Fault> {
            let filter = RegisterFilter {
                statuses: vec!["selesai".to_owned(), "tidak_dilanjutkan".to_owned()],
                incomplete: true,
                ..RegisterFilter::default()
            };
            let ended = tx.register(&filter, RegisterOrder::Oldest, Page::ALL)?;
            let empty = tx.register_is_empty()?;
            Ok((ended, empty))
        })?;
        Ok(Answer::Desk(self.look(|look| views::desk::desk(&open, &ended, empty, all, look))?))
    }

    fn usulan(&self, id: &str) -> Result<Answer, Fault> {
        let found = self.load(id)?;
        let drafts = self.letter_drafts()?.remove(id).unwrap_or_default();
        let names: BTreeMap<String, String> =
            found.attachments.iter().map(|a| (a.document.clone(), a.name.clone())).collect();
        // Those that its events name, not the whole archive's.
        let named: BTreeSet<String> = found.entries().iter().flat_map(documents_of).collect();
        let rows = self.archive.read(move |tx| -> Result<_, Fault> {
            let mut rows = BTreeMap::new();
            for sha256 in named.iter().filter_map(|document| crate::documents::sha(document).ok()) {
                rows.extend(tx.document(sha256)?.map(|row| (sha256.to_string(), row)));
            }
            Ok(rows)
        })?;
        let documents = |document: &str| {
            let row = rows.get(document)?;
            let named = names.get(document).filter(|name| !name.is_empty()).cloned();
            Some(DocumentView {
                document: document.to_owned(),
                name: named.or_else(|| row.original_name.clone()).unwrap_or_default(),
                media: row.media_type.clone(),
                bytes: row.bytes,
                pages: self.pages_of(document, &row.media_type),
            })
        };
        let view = self.look(|look| views::usulan::usulan(id, &found, look, &drafts, &documents))?;
        Ok(Answer::Usulan(Box::new(view)))
    }

    /// Open usulan of the same agency whose names share a word of four letters or more.
    fn similar(&self, agency: String, etalase: String) -> Result<Answer, Fault> {
        let words = |text: &str| -> Vec<String> {
            text.to_lowercase().split_whitespace().filter(|w| w.len() >= 4).map(str::to_owned).collect()
        };
        let typed = words(&etalase);
        let statuses = OPEN.map(str::to_owned).to_vec();
        let filter = RegisterFilter { statuses, agency: Some(agency), ..RegisterFilter::default() };
        let found = self
            .load_where(filter)?
            .into_iter()
            .filter(|(_, usulan)| words(&usulan.etalase.name).iter().any(|word| typed.contains(word)))
            .filter_map(|(id, usulan)| {
                Some(SimilarUsulan { usulan: id, agency: usulan.agency?, etalase: usulan.etalase })
            })
            .collect();
        Ok(Answer::Similar(found))
    }

    fn register(&self, query: crate::api::RegisterQuery) -> Result<Answer, Fault> {
        Ok(Answer::Register(crate::register::page(self, query)?))
    }

    fn begin(&self, submission: Submission) -> Result<Answer, Fault> {
        if !matches!(submission.act, Act::Receive { .. } | Act::Draft { .. }) {
            return Err(Fault::new(
                Code::InvalidRequest,
                "Usulan dimulai dengan surat yang diterima atau konsep surat. Tidak ada yang berubah.",
            ));
        }
        let hand = self.hand()?;
        let recorded = self.archive.write(move |tx| -> Result<_, Fault> {
            let year = match &submission.act {
                Act::Receive { .. } => match submission.when {
                    sop::record::When::Written { at } | sop::record::When::About { at } => {
                        hand.state.local(at).year()
                    }
                    sop::record::When::DateOnly { date } => date.year(),
                    sop::record::When::Now => hand.now.year(),
                },
                _ => hand.now.year(),
            };
            let id = next_usulan(tx, year)?;
            let usulan = Usulan::new(Arc::clone(&hand.state.definition));
            let (_, recorded) = record_all(tx, &hand, &id, usulan, vec![submission])?;
            Ok(recorded)
        })?;
        self.tell(&recorded.usulan);
        Ok(Answer::Begin(recorded))
    }

    fn record(&self, usulan: String, seen: u32, acts: Vec<Submission>) -> Result<Answer, Fault> {
        let hand = self.hand()?;
        let recorded = self.archive.write(move |tx| -> Result<_, Fault> {
            let found = load_known(tx, &hand.state, &usulan)?;
            check_seen(&found, seen, hand.zone())?;
            let (_, recorded) = record_all(tx, &hand, &usulan, found, acts)?;
            Ok(recorded)
        })?;
        self.tell(&recorded.usulan);
        Ok(Answer::Record(recorded))
    }

    /// Records one act after a letter or print, with the `seen` that the caller saw when it is given.
    pub(crate) fn record_one(&self, usulan: &str, seen: Option<u32>, act: Act) -> Result<u32, Fault> {
        let hand = self.hand()?;
        let usulan = usulan.to_owned();
        let recorded = self.archive.write(move |tx| -> Result<_, Fault> {
            let found = load_known(tx, &hand.state, &usulan)?;
            if let Some(seen) = seen {
                check_seen(&found, seen, hand.zone())?;
            }
            let (_, recorded) = record_all(tx, &hand, &usulan, found, vec![Submission::own(act)])?;
            Ok(recorded)
        })?;
        self.tell(&recorded.usulan);
        Ok(recorded.seen)
    }

    fn save_draft(&self, key: String, body: &serde_json::Value) -> Result<Answer, Fault> {
        let hand = self.hand()?;
        let draft =
            Draft { account: hand.account.id.clone(), key, body: body.to_string(), at: stamp(hand.now) };
        self.archive.write(move |tx| -> Result<(), Fault> { Ok(tx.save_draft(&draft)?) })?;
        Ok(Answer::SaveDraft(hand.now))
    }

    fn load_draft(&self, key: String) -> Result<Answer, Fault> {
        let hand = self.hand()?;
        let draft =
            self.archive.read(move |tx| -> Result<_, Fault> { Ok(tx.draft(&hand.account.id, &key)?) })?;
        let view = draft
            .map(|draft| -> Result<DraftView, Fault> {
                Ok(DraftView {
                    body: serde_json::from_str(&draft.body).map_err(Fault::unknown)?,
                    saved_at: chrono::DateTime::parse_from_rfc3339(&draft.at).map_err(Fault::unknown)?,
                })
            })
            .transpose()?;
        Ok(Answer::LoadDraft(view))
    }

    fn drop_draft(&self, key: String) -> Result<Answer, Fault> {
        let hand = self.hand()?;
        self.archive.write(move |tx| -> Result<_, Fault> { Ok(tx.drop_draft(&hand.account.id, &key)?) })?;
        Ok(Answer::DropDraft)
    }

    /// Refuses an account that may not change settings.
    pub(crate) fn admin(&self) -> Result<Hand, Fault> {
        let hand = self.hand()?;
        if hand.account.is(Role::Admin) || hand.account.is(Role::Petugas) {
            return Ok(hand);
        }
        Err(Fault::new(
            Code::NotPermitted,
            format!(
                "Akun Anda ({}) tidak dapat mengubah pengaturan. Tidak ada yang berubah. Mintalah admin atau petugas.",
                roles_words(&hand.account.roles)
            ),
        ))
    }

    /// Records a change of settings, and puts it in force.
    pub(crate) fn set(&self, event: SettingEvent) -> Result<Arc<State>, Fault> {
        let hand = self.admin()?;
        let archive = self.archive.clone();
        let mut state = (*hand.state).clone();
        let calendar_changes = matches!(event, SettingEvent::CalendarSet { .. });
        state.apply(event.clone(), &mut |document| {
            Ok(archive.read_document(crate::documents::sha(document)?)?)
        })?;
        let state = Arc::new(state);
        let zone_changes = state.calendar.offset() != hand.state.calendar.offset();
        let row = setting_row(&event, &hand.account.id, &hand.account.name, hand.now)?;
        let after = Arc::clone(&state);
        self.archive.write(move |tx| -> Result<(), Fault> {
            tx.append(&row)?;
            if calendar_changes {
                // Deadlines of what still runs are projections of the calendar; measured results are not. The zone says
                // in which year and month everything stands.
                let statuses = if zone_changes { Vec::new() } else { OPEN.map(str::to_owned).to_vec() };
                let filter = RegisterFilter { statuses, ..RegisterFilter::default() };
                for open in tx.register(&filter, RegisterOrder::Oldest, Page::ALL)? {
                    if let Some(usulan) = load(tx, &after, &open.id)? {
                        crate::store::project(tx, &after, &open.id, &usulan)?;
                    }
                }
            }
            Ok(())
        })?;
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&state);
        self.tell("");
        Ok(state)
    }
}

/// The settings of an office, from its journal.
pub(crate) fn read_state(archive: &Archive) -> Result<State, Fault> {
    let rows = archive.read(|tx| -> Result<_, Fault> { Ok(tx.settings_entries()?) })?;
    state_of(&rows, &mut |document| Ok(archive.read_document(crate::documents::sha(document)?)?))
}

/// The settings that these entries of the journal make.
pub(crate) fn state_of(
    rows: &[archive::journal::Entry],
    read: &mut dyn FnMut(&str) -> Result<Vec<u8>, Fault>,
) -> Result<State, Fault> {
    let mut state = State::delivered()?;
    for row in rows.iter().filter(|row| row.entry.usulan.is_none()) {
        state.apply(setting_of(row)?, read)?;
    }
    Ok(state)
}
