use chrono::NaiveDate;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sop::act::{Agency, Etalase, Submission};
use sop::record::{DocumentId, Instant};
use ts_rs::TS;

use crate::api::{
    AccountView, Agenda, AgendaDirection, BoundsView, CalendarSettings, DeskView, DraftView, ExportPlace,
    HolderView, LetterDraft, LetterPreview, LetterView, LockedLetter, MergeOutcome, MergedPart, MonthReport,
    NumberSettings, OfficeSettings, OutstandingPaper, Picked, PrintChoice, PrintOutcome, PrintRun,
    PrintersView, RecipientColumn, RecipientList, RecipientSheet, RecordedActs, RegisterPage, SessionView,
    Settings, SopView, SusulanCase, TemplateInfo, TemplatePreview, TemplateView, UsulanView,
};

/// Which part of the register is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RegisterQuery {
    /// Status switch: "berjalan", "ditahan", "selesai", "konsep", "semua".
    pub state: String,
    /// What was typed into the search field.
    pub search: String,
    /// Year of the number, 0 for all.
    pub year: i32,
    /// Key of an agency, empty for all.
    pub agency: String,
    /// Step, 0 for all.
    pub step: u32,
    /// Place, empty for all.
    pub place: String,
    /// Only those past a standard.
    pub late: bool,
    /// Only those with something missing.
    pub incomplete: bool,
    /// In which order.
    pub order: RegisterSort,
    /// First row.
    pub offset: u32,
    /// How many rows; at most 200.
    pub limit: u32,
}

/// In which order the register lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RegisterSort {
    /// What suits the state: the earliest deadline while they run, else the newest first.
    #[default]
    Usual,
    /// Earliest deadline first.
    Due,
    /// Newest number first.
    Newest,
    /// Oldest number first.
    Oldest,
    /// Last changed first.
    Changed,
    /// Last received first.
    Received,
    /// By name of the agency.
    Agency,
    /// By name of the etalase.
    Etalase,
    /// By step.
    Step,
    /// By place of the map.
    Place,
}

/// How a letter leaves the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LetterExit {
    /// To the printer: asli and pertinggal.
    Print,
    /// "Simpan PDF…" through the native dialog.
    Save,
    /// "Buka di pembaca PDF".
    Open,
}

/// What a door may ask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Request {
    /// The accounts to choose from.
    Accounts,
    /// Choose the account of this door.
    SignIn {
        /// Key of the account.
        account: String,
    },
    /// Who is at the desk, in which office, at what time.
    Session,
    /// The first rows of Meja are painted (measured by the shell; an office only acknowledges it).
    Painted,

    /// Meja.
    Desk {
        /// Every act, not only those that it shows first.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        all: bool,
    },
    /// The register, searched and filtered.
    Register {
        /// Which part.
        query: RegisterQuery,
    },
    /// One usulan with everything on its screen.
    Usulan {
        /// Number, e.g. `2026-0042`.
        usulan: String,
    },
    /// Open usulan of the same agency with a similar name.
    Similar {
        /// Key of the agency.
        agency: String,
        /// Name typed.
        etalase: String,
    },
    /// Usulan that have steps which can be recorded now (Catat susulan).
    Susulan,
    /// Earliest and latest possible time of an act.
    Bounds {
        /// The usulan.
        usulan: String,
        /// Key of the act as `OpenAct.key` names it.
        key: String,
    },
    /// Who holds a post on a date.
    Holders {
        /// Key of the post.
        post: String,
        /// The date.
        date: NaiveDate,
    },
    /// Begin an usulan: `submission.act` is `receive` or `draft`.
    Begin {
        /// The act with its frame.
        submission: Box<Submission>,
    },
    /// Record acts on one usulan: all of them or none.
    Record {
        /// The usulan.
        usulan: String,
        /// The `seen` of the view that the sender looked at; a stale one is refused.
        seen: u32,
        /// The acts, in order.
        acts: Vec<Submission>,
    },

    /// Keep what is being typed.
    SaveDraft {
        /// Which form, e.g. `usulan-baru` or `act:2026-0042:5`.
        key: String,
        /// Its content; the UI's own.
        body: serde_json::Value,
    },
    /// Take it up again.
    LoadDraft {
        /// Which form.
        key: String,
    },
    /// It was recorded or given up.
    DropDraft {
        /// Which form.
        key: String,
    },

    /// What this account chose for itself, e.g. the columns of a list: the UI's own content, none before the first choice.
    Preference {
        /// What it is about, e.g. `usulan`.
        key: String,
    },
    /// Keep what this account chose.
    SavePreference {
        /// What it is about.
        key: String,
        /// Its content.
        body: serde_json::Value,
    },

    /// Open the naskah of a kind for an usulan: its konsep, or the locked revision.
    OpenLetter {
        /// The usulan.
        usulan: String,
        /// The kind, e.g. `telaah`.
        kind: String,
    },
    /// Keep the konsep.
    SaveLetter {
        /// The usulan.
        usulan: String,
        /// The kind.
        kind: String,
        /// Fields and choices.
        draft: LetterDraft,
    },
    /// Draw the konsep as it stands in the form (nothing is kept).
    PreviewLetter {
        /// The usulan.
        usulan: String,
        /// The kind.
        kind: String,
        /// Fields and choices.
        draft: LetterDraft,
    },
    /// "Siapkan untuk tanda tangan": lock the konsep as the next revision.
    LockLetter {
        /// The usulan.
        usulan: String,
        /// The kind.
        kind: String,
        /// The `seen` of the usulan.
        seen: u32,
        /// Fields and choices as shown.
        draft: LetterDraft,
    },
    /// "Ubah (buat R3)…": begin a konsep from the locked revision.
    ReviseLetter {
        /// The usulan.
        usulan: String,
        /// The kind.
        kind: String,
    },
    /// The konsep in hand goes over to the template that is in force now.
    TakeTemplate {
        /// The usulan.
        usulan: String,
        /// The kind.
        kind: String,
    },
    /// "Pakai dokumen lain…": a picked document becomes the next revision.
    UseDocument {
        /// The usulan.
        usulan: String,
        /// The kind.
        kind: String,
        /// The `seen` of the usulan.
        seen: u32,
        /// The document.
        document: DocumentId,
        /// The editable file kept beside it.
        editable: Option<DocumentId>,
        /// For a telaah: "belum layak".
        negative: bool,
    },
    /// Print, save or open a naskah: the konsep (DRAF) or a locked revision (clean).
    LetterOut {
        /// The usulan.
        usulan: String,
        /// The kind.
        kind: String,
        /// The revision; none for the konsep.
        revision: Option<u32>,
        /// Which way.
        exit: LetterExit,
    },
    /// Let the user pick a list of recipients with the native dialog; nothing but the file itself is kept.
    PickRecipients,
    /// The same list with its columns taken otherwise.
    MatchRecipients {
        /// The list, as it was picked.
        document: DocumentId,
        /// Its name.
        name: String,
        /// What each column is taken for.
        columns: Vec<Option<RecipientColumn>>,
    },
    /// "Tiap penerima mendapat surat sendiri": makes the letters of a locked revision, the print file and the buku
    /// ekspedisi, and keeps them. Answers when it is done; meanwhile notices `{"notice": "progress", "job", "done", "total"}`.
    MergeLetter {
        /// The usulan.
        usulan: String,
        /// The `seen` of the usulan.
        seen: u32,
        /// The kind.
        kind: String,
        /// The revision.
        revision: u32,
        /// The sender's name for this work, to cancel it by.
        job: String,
        /// The print file is for both sides of the paper.
        both_sides: bool,
        /// The buku ekspedisi upright instead of across.
        portrait: bool,
    },
    /// "Batalkan": the work of that name stops at its next letter, and keeps nothing.
    CancelJob {
        /// Its name.
        job: String,
    },
    /// Print, save or open what was merged: all, the buku ekspedisi, or one recipient's letter.
    MergedOut {
        /// The usulan.
        usulan: String,
        /// The kind.
        kind: String,
        /// The revision.
        revision: u32,
        /// What of it.
        part: MergedPart,
        /// Which way.
        exit: LetterExit,
    },
    /// Hand the letters of a merge to the printer, one job for each recipient. Answers when it is done, was cancelled
    /// ([`Request::CancelJob`]) or the printer gave up; meanwhile notices of progress with the stage `handing`.
    PrintLetters {
        /// The usulan.
        usulan: String,
        /// The kind.
        kind: String,
        /// The revision.
        revision: u32,
        /// Keys of the recipients whose letters are wanted, each once; all when empty.
        recipients: Vec<String>,
        /// The sender's name for this work, to cancel it by.
        job: String,
    },
    /// The printers of this PC, and what was chosen for them.
    Printers,
    /// Choose where papers go on this PC.
    SavePrintChoices {
        /// The choices, by the keys of [`PrintersView::kinds`].
        choices: BTreeMap<String, PrintChoice>,
    },
    /// "Cetak lembar uji".
    TestSheetOut {
        /// The queue; none for that of every paper.
        queue: Option<String>,
        /// Its tray.
        tray: Option<String>,
        /// `a4`, `f4-215` or `f4-210`.
        paper: String,
    },
    /// Print, save or open the lembar disposisi (empty boxes) or the lembar kendali.
    SheetOut {
        /// The usulan.
        usulan: String,
        /// `lembar-disposisi` or `lembar-kendali`.
        kind: String,
        /// Which way.
        exit: LetterExit,
    },

    /// Let the user pick documents with the native dialog; they are checked and kept, not yet attached.
    PickDocuments,
    /// Save a copy of a document ("Simpan salinan untuk diunggah…").
    SaveDocument {
        /// The document.
        document: DocumentId,
        /// Suggested name.
        name: String,
    },
    /// Open a document in the system's own reader.
    OpenDocument {
        /// The document.
        document: DocumentId,
    },
    /// Papers printed or signed whose copy is not back ("Masih di luar").
    Outstanding,

    /// The agenda books.
    Agenda {
        /// Masuk, keluar, ekspedisi.
        direction: AgendaDirection,
        /// The year.
        year: i32,
    },
    /// Compliance of one month.
    Report {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
    },
    /// The SOP as text, with its oddities.
    Sop,
    /// Draw the sheet of the SOP, or "Lembar SOP sebagaimana dijalani" of an usulan (nothing is kept).
    SopSheet {
        /// The usulan; none for the SOP itself.
        usulan: Option<String>,
    },
    /// Print, save or open that sheet.
    SopSheetOut {
        /// The usulan; none for the SOP itself.
        usulan: Option<String>,
        /// Which way.
        exit: LetterExit,
    },

    /// Everything that can be set.
    Settings,
    /// The templates of the kinds of naskah.
    Templates,
    /// One of them, for editing.
    OpenTemplate {
        /// The kind.
        kind: String,
    },
    /// Draw a template as it stands in the editor, on example data (nothing is kept).
    PreviewTemplate {
        /// The kind.
        kind: String,
        /// The text.
        source: String,
    },
    /// Put a template in force. For a name that no kind has yet, a kind of the office begins.
    SaveTemplate {
        /// The kind.
        kind: String,
        /// The text.
        source: String,
    },
    /// "Kembali ke naskah bawaan".
    RestoreTemplate {
        /// The kind.
        kind: String,
    },
    /// Kantor dan kop.
    SaveOffice {
        /// All of it.
        office: Box<OfficeSettings>,
    },
    /// Pick the lambang with the native dialog; returns the office settings with it.
    PickLambang,
    /// Pejabat.
    SavePosts {
        /// All posts, people and tenures.
        posts: sop::people::Posts,
    },
    /// Pengguna.
    SaveAccounts {
        /// All accounts.
        accounts: Vec<sop::people::Account>,
    },
    /// Perangkat daerah.
    SaveAgencies {
        /// All agencies.
        agencies: Vec<crate::api::AgencySetting>,
    },
    /// Daftar penerima sendiri.
    SaveRecipientLists {
        /// All of them.
        lists: Vec<RecipientList>,
    },
    /// Nomor surat.
    SaveNumbers {
        /// All of it.
        numbers: NumberSettings,
    },
    /// Jam kerja dan libur.
    SaveCalendar {
        /// All of it.
        calendar: CalendarSettings,
    },
}

/// The answer to the request of the same name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "answer", content = "data", rename_all = "snake_case")]
pub enum Answer {
    /// See the request.
    Accounts(Vec<AccountView>),
    /// See the request.
    SignIn(SessionView),
    /// See the request.
    Session(SessionView),
    /// See the request.
    Painted,
    /// See the request.
    Desk(DeskView),
    /// See the request.
    Register(RegisterPage),
    /// See the request.
    Usulan(Box<UsulanView>),
    /// See the request.
    Similar(Vec<SimilarUsulan>),
    /// See the request.
    Susulan(Vec<SusulanCase>),
    /// See the request.
    Bounds(BoundsView),
    /// See the request.
    Holders(Vec<HolderView>),
    /// See the request.
    Begin(RecordedActs),
    /// See the request.
    Record(RecordedActs),
    /// When it was kept.
    SaveDraft(Instant),
    /// None when there is none.
    LoadDraft(Option<DraftView>),
    /// See the request.
    DropDraft,
    /// None before the first choice.
    Preference(Option<serde_json::Value>),
    /// See the request.
    SavePreference,
    /// See the request.
    OpenLetter(Box<LetterView>),
    /// When it was kept.
    SaveLetter(Instant),
    /// See the request.
    PreviewLetter(LetterPreview),
    /// See the request.
    LockLetter(LockedLetter),
    /// See the request.
    ReviseLetter(Box<LetterView>),
    /// See the request.
    TakeTemplate(Box<LetterView>),
    /// See the request.
    UseDocument(LockedLetter),
    /// See the request.
    LetterOut(PrintOutcome),
    /// None when the dialog was closed.
    PickRecipients(Option<RecipientSheet>),
    /// See the request.
    MatchRecipients(RecipientSheet),
    /// See the request.
    MergeLetter(MergeOutcome),
    /// Whether there was such work.
    CancelJob(bool),
    /// See the request.
    MergedOut(PrintOutcome),
    /// See the request.
    PrintLetters(PrintRun),
    /// See the request.
    Printers(PrintersView),
    /// See the request.
    SavePrintChoices,
    /// See the request.
    TestSheetOut(PrintOutcome),
    /// See the request.
    SheetOut(PrintOutcome),
    /// One entry per file picked, taken or refused.
    PickDocuments(Vec<Picked>),
    /// See the request.
    SaveDocument(ExportPlace),
    /// See the request.
    OpenDocument,
    /// See the request.
    Outstanding(Vec<OutstandingPaper>),
    /// See the request.
    Agenda(Agenda),
    /// See the request.
    Report(MonthReport),
    /// See the request.
    Sop(SopView),
    /// Its pages; no fields stand in it.
    SopSheet(LetterPreview),
    /// See the request.
    SopSheetOut(PrintOutcome),
    /// See the request.
    Settings(Box<Settings>),
    /// In the order of the procedure, the office's own kinds last.
    Templates(Vec<TemplateInfo>),
    /// See the request.
    OpenTemplate(TemplateView),
    /// See the request.
    PreviewTemplate(Box<TemplatePreview>),
    /// What is now in force.
    SaveTemplate(TemplateView),
    /// What is now in force.
    RestoreTemplate(TemplateView),
    /// What is now in force.
    SaveOffice(OfficeSettings),
    /// None when the dialog was closed.
    PickLambang(Option<OfficeSettings>),
    /// What is now in force.
    SavePosts(sop::people::Posts),
    /// What is now in force.
    SaveAccounts(Vec<sop::people::Account>),
    /// What is now in force.
    SaveAgencies(Vec<crate::api::AgencySetting>),
    /// What is now in force.
    SaveRecipientLists(Vec<RecipientList>),
    /// What is now in force.
    SaveNumbers(NumberSettings),
    /// What is now in force.
    SaveCalendar(CalendarSettings),
}

/// An open usulan that looks like the one being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SimilarUsulan {
    /// Its number.
    pub usulan: String,
    /// Its agency.
    pub agency: Agency,
    /// Its etalase.
    pub etalase: Etalase,
}
