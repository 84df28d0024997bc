//! Faults: a closed list of codes, each with its Indonesian sentence. What happened, what is safe, what to
//! do next (DESK section 8); the same words in the window, on the command line and in the tests.

use std::collections::BTreeMap;

use archive::error::ArchiveError;
use chrono::FixedOffset;
use letters::LetterError;
use pages::PageError;
use serde::{Deserialize, Serialize};
use sop::people::Capacity;
use sop::rejection::Rejection;
use sop::usulan::Status;
use ts_rs::TS;

use crate::words::{capacity_word, clock, kind_word, list, moment, paper_word, short_date, size};

/// What kind of refusal or failure it is. Closed: a door may switch on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub enum Code {
    /// The account may not record this.
    #[serde(rename = "act.not_permitted")]
    NotPermitted,
    /// The person did not hold the post on that date.
    #[serde(rename = "act.not_holder")]
    NotHolder,
    /// The post lets nobody record for it.
    #[serde(rename = "act.only_self")]
    OnlySelf,
    /// Basis "own" for another's act.
    #[serde(rename = "act.own_by_other")]
    OwnByOther,
    /// An earlier step is missing.
    #[serde(rename = "act.wrong_order")]
    WrongOrder,
    /// The step is recorded already.
    #[serde(rename = "act.already_done")]
    AlreadyDone,
    /// Nothing was received yet.
    #[serde(rename = "act.not_received")]
    NotReceived,
    /// Received already.
    #[serde(rename = "act.already_received")]
    AlreadyReceived,
    /// Ended.
    #[serde(rename = "act.finished")]
    Finished,
    /// Not ended.
    #[serde(rename = "act.not_finished")]
    NotFinished,
    /// Held.
    #[serde(rename = "act.held")]
    Held,
    /// Not held.
    #[serde(rename = "act.not_held")]
    NotHeld,
    /// Returned to the proposer.
    #[serde(rename = "act.returned")]
    Returned,
    /// Outputs missing.
    #[serde(rename = "act.missing_output")]
    MissingOutput,
    /// A paper does not exist: may go on with a deviation.
    #[serde(rename = "act.missing_paper")]
    MissingPaper,
    /// Before what enabled it.
    #[serde(rename = "act.before_previous")]
    BeforePrevious,
    /// Not happened yet.
    #[serde(rename = "act.future")]
    Future,
    /// Correction without content.
    #[serde(rename = "act.empty_correction")]
    EmptyCorrection,
    /// A reason is asked for.
    #[serde(rename = "act.no_reason")]
    NoReason,
    /// A part of the form is empty.
    #[serde(rename = "act.incomplete")]
    Incomplete,
    /// The usulan changed meanwhile.
    #[serde(rename = "act.stale")]
    Stale,
    /// The decision names another revision.
    #[serde(rename = "act.stale_decision")]
    StaleDecision,
    /// The output is not on the desk.
    #[serde(rename = "act.not_on_desk")]
    NotOnDesk,
    /// No approval to withdraw.
    #[serde(rename = "act.no_approval")]
    NoApproval,
    /// Cancelled by a negative telaah.
    #[serde(rename = "act.lane_cancelled")]
    LaneCancelled,
    /// No such naskah or revision.
    #[serde(rename = "letter.no_such_revision")]
    NoSuchRevision,
    /// Not the next revision.
    #[serde(rename = "letter.revision_not_expected")]
    RevisionNotExpected,
    /// An older revision was signed.
    #[serde(rename = "letter.older_revision")]
    OlderRevision,
    /// Not signed.
    #[serde(rename = "letter.not_signed")]
    NotSigned,
    /// Signed already.
    #[serde(rename = "letter.already_signed")]
    AlreadySigned,
    /// Numbered already.
    #[serde(rename = "letter.already_numbered")]
    AlreadyNumbered,
    /// Signed: revoke it.
    #[serde(rename = "letter.signed_not_void")]
    SignedNotVoid,
    /// Another post signs.
    #[serde(rename = "letter.not_signer")]
    NotSigner,
    /// Required fields are empty.
    #[serde(rename = "letter.missing_fields")]
    LetterMissing,
    /// The template is broken.
    #[serde(rename = "letter.template")]
    Template,
    /// The letter cannot be made.
    #[serde(rename = "letter.unmade")]
    LetterUnmade,
    /// No holder of the signing post.
    #[serde(rename = "letter.no_holder")]
    NoSignatory,
    /// The konsep changed meanwhile.
    #[serde(rename = "letter.changed")]
    LetterChanged,
    /// No such kind of naskah here.
    #[serde(rename = "letter.unknown_kind")]
    UnknownKind,
    /// A list of recipients that cannot be read.
    #[serde(rename = "recipients.unreadable")]
    RecipientsUnreadable,
    /// Recipient unknown or served.
    #[serde(rename = "act.recipient")]
    Recipient,
    /// Step not reached.
    #[serde(rename = "act.not_reached")]
    NotReached,
    /// Too late to return.
    #[serde(rename = "act.too_late_to_return")]
    TooLateToReturn,
    /// Old agenda number.
    #[serde(rename = "act.same_agenda")]
    SameAgenda,
    /// Number used before.
    #[serde(rename = "number.double")]
    DoubleNumber,
    /// Nothing to undo.
    #[serde(rename = "act.nothing_to_undo")]
    NothingToUndo,
    /// Too late to undo.
    #[serde(rename = "act.undo_too_late")]
    UndoTooLate,
    /// Another's record.
    #[serde(rename = "act.undo_not_yours")]
    UndoNotYours,
    /// Cannot be undone.
    #[serde(rename = "act.cannot_undo")]
    CannotUndo,
    /// Cannot be amended.
    #[serde(rename = "act.cannot_amend")]
    CannotAmend,
    /// Nothing to explain.
    #[serde(rename = "act.nothing_to_explain")]
    NothingToExplain,
    /// Dossier incomplete.
    #[serde(rename = "act.dossier_incomplete")]
    DossierIncomplete,
    /// The calendar never opens.
    #[serde(rename = "calendar.no_working_time")]
    NoWorkingTime,
    /// Empty file.
    #[serde(rename = "doc.empty")]
    DocEmpty,
    /// Unreadable file.
    #[serde(rename = "doc.unreadable")]
    DocUnreadable,
    /// Too large.
    #[serde(rename = "doc.too_large")]
    DocTooLarge,
    /// Vanished.
    #[serde(rename = "doc.vanished")]
    DocVanished,
    /// Encrypted.
    #[serde(rename = "doc.encrypted")]
    DocEncrypted,
    /// Not in the archive.
    #[serde(rename = "doc.missing")]
    DocMissing,
    /// Changed on the disk.
    #[serde(rename = "doc.changed")]
    DocChanged,
    /// No account chosen.
    #[serde(rename = "account.none")]
    NoAccount,
    /// No such account.
    #[serde(rename = "account.unknown")]
    UnknownAccount,
    /// No such usulan.
    #[serde(rename = "usulan.unknown")]
    UnknownUsulan,
    /// A setting is wrong.
    #[serde(rename = "setting.invalid")]
    InvalidSetting,
    /// Printer does not answer.
    #[serde(rename = "print.gone")]
    PrinterGone,
    /// The printer is there and gives no paper: paused, out of paper, switched off.
    #[serde(rename = "print.stopped")]
    PrinterStopped,
    /// Another program has a file of the office open.
    #[serde(rename = "file.held")]
    FileHeld,
    /// A file could not be written or opened.
    #[serde(rename = "file.failed")]
    FileFailed,
    /// Open elsewhere.
    #[serde(rename = "office.in_use")]
    InUse,
    /// Made by a newer version.
    #[serde(rename = "office.newer")]
    Newer,
    /// Not an office.
    #[serde(rename = "office.none")]
    NoOffice,
    /// No office is open behind this door.
    #[serde(rename = "office.not_chosen")]
    NotChosen,
    /// An office is there already.
    #[serde(rename = "office.exists")]
    OfficeExists,
    /// Disk full.
    #[serde(rename = "office.disk_full")]
    DiskFull,
    /// Folder cannot be written.
    #[serde(rename = "office.not_writable")]
    NotWritable,
    /// Open for reading only.
    #[serde(rename = "office.read_only")]
    ReadOnly,
    /// Damaged.
    #[serde(rename = "office.unsound")]
    Unsound,
    /// Busy.
    #[serde(rename = "office.busy")]
    Busy,
    /// The request is not understood.
    #[serde(rename = "request.invalid")]
    InvalidRequest,
    /// Anything else: a defect of ours.
    #[serde(rename = "unknown")]
    Unknown,
}

/// A refusal or failure as it leaves the office. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// Closed code.
    pub code: Code,
    /// The finished Indonesian sentence.
    pub message: String,
    /// What the sentence was made of, for other languages and for tests.
    pub params: BTreeMap<String, String>,
    /// Which act of a list was refused, from 0.
    pub act: Option<u32>,
}

impl Fault {
    /// A fault with its sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Fault {
        Fault { code, message: message.into(), params: BTreeMap::new(), act: None }
    }

    /// Adds what the sentence was made of.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Fault {
        self.params.insert(key.to_owned(), value.into());
        self
    }

    /// Something that should not happen; `detail` goes into the copied details, not on the screen.
    pub fn unknown(detail: impl std::fmt::Display) -> Fault {
        Fault::new(
            Code::Unknown,
            "Ada yang tidak beres, dan ini bukan kesalahan Anda. Isian Anda tersimpan. Salin rincian untuk dikirim ke pengelola.",
        )
        .with("detail", detail.to_string())
    }

    /// A setting that cannot be kept.
    pub fn setting(message: impl Into<String>) -> Fault {
        Fault::new(Code::InvalidSetting, message)
    }

    /// The fault of a rejected act. `roles` names the account's roles in words, `now` gives the zone.
    pub fn of_rejection(rejection: &Rejection, roles: &str, zone: FixedOffset) -> Fault {
        let at = |instant: sop::record::Instant| instant.with_timezone(&zone);
        match rejection {
            Rejection::NotPermitted { step, post } => {
                let message = match (step, post.is_empty()) {
                    (Some(step), false) => format!(
                        "Langkah {step} ada pada {post}. Akun Anda ({roles}) hanya dapat membacanya. Petugas dapat mencatatnya dari kertas."
                    ),
                    (_, false) => format!(
                        "Tindakan ini ada pada {post}. Akun Anda ({roles}) hanya dapat membacanya. Petugas dapat mencatatnya dari kertas."
                    ),
                    (Some(step), true) => format!(
                        "Langkah {step} dicatat oleh petugas. Akun Anda ({roles}) hanya dapat membacanya. Tidak ada yang berubah."
                    ),
                    (None, true) => format!(
                        "Akun Anda ({roles}) tidak dapat mencatat tindakan ini. Tidak ada yang berubah. Mintalah petugas mencatatnya."
                    ),
                };
                Fault::new(Code::NotPermitted, message).with("post", post.clone()).with("roles", roles)
            }
            Rejection::NotHolder { date, post, holder } => {
                let message = match holder {
                    Some((name, capacity)) => format!(
                        "Pada {} jabatan {post} dipegang {name} ({}). Belum dicatat. Pilih pelaku itu, atau perbarui Atur › Pejabat.",
                        short_date(*date),
                        capacity_word(*capacity)
                    ),
                    None => format!(
                        "Pada {} jabatan {post} belum ada pemegangnya. Belum dicatat; isian Anda tetap ada. Isi dulu di Atur › Pejabat.",
                        short_date(*date)
                    ),
                };
                Fault::new(Code::NotHolder, message).with("post", post.clone()).with("date", date.to_string())
            }
            Rejection::OnlySelf { post } => Fault::new(
                Code::OnlySelf,
                format!(
                    "{post} meminta keputusannya tidak dicatatkan orang lain. Belum dicatat. Ganti pengguna, atau ubah di Atur › Pejabat."
                ),
            )
            .with("post", post.clone()),
            Rejection::OwnByOther { post } => Fault::new(
                Code::OwnByOther,
                format!(
                    "Tindakan ini milik {post}, bukan Anda. Belum dicatat. Pilih dasar kertas atau pesan, lalu catat lagi."
                ),
            )
            .with("post", post.clone()),
            Rejection::WrongOrder { step } => Fault::new(
                Code::WrongOrder,
                format!(
                    "Langkah {step} belum dicatat. Isian Anda tetap ada. Catat dulu langkah {step}, atau isi keduanya di Catat susulan."
                ),
            )
            .with("step", step.to_string()),
            Rejection::AlreadyDone { step } => Fault::new(
                Code::AlreadyDone,
                format!(
                    "Langkah {step} tidak sedang menunggu catatan. Tidak ada yang berubah. Lihat jalan usulan untuk langkah yang berjalan."
                ),
            )
            .with("step", step.to_string()),
            Rejection::NotReceived => Fault::new(
                Code::NotReceived,
                "Surat usulannya belum tercatat diterima. Tidak ada yang berubah. Daftarkan dulu surat yang datang.",
            ),
            Rejection::AlreadyReceived => Fault::new(
                Code::AlreadyReceived,
                "Surat usulan ini sudah tercatat diterima. Tidak ada yang berubah. Betulkan catatannya bila ada yang salah.",
            ),
            Rejection::Finished { status, at: when } => {
                let since = when.map(|when| format!(" pada {}", moment(at(when.to)))).unwrap_or_default();
                Fault::new(
                    Code::Finished,
                    format!(
                        "Usulan ini sudah {}{since}. Tidak ada yang berubah. Buka kembali bila memang perlu.",
                        ended_word(*status)
                    ),
                )
            }
            Rejection::NotFinished => Fault::new(
                Code::NotFinished,
                "Usulan ini masih berjalan. Tidak ada yang berubah. Tindakan ini baru dapat dicatat setelah usulan berakhir.",
            ),
            Rejection::Held => Fault::new(
                Code::Held,
                "Usulan ini sedang ditahan; waktu baku berhenti. Belum dicatat. Lanjutkan dulu usulannya, lalu catat lagi.",
            ),
            Rejection::NotHeld => {
                Fault::new(Code::NotHeld, "Usulan ini tidak sedang ditahan. Tidak ada yang berubah.")
            }
            Rejection::Returned => Fault::new(
                Code::Returned,
                "Usulan ini sedang dikembalikan ke pengusul. Belum dicatat. Daftarkan dulu suratnya bila sudah datang lagi.",
            ),
            Rejection::MissingOutput { outputs } => {
                let words = list(&outputs.iter().map(|key| paper_word(key)).collect::<Vec<_>>());
                Fault::new(
                    Code::MissingOutput,
                    format!(
                        "Belum bisa diserahkan: {words}. Isian Anda tetap ada. Siapkan untuk tanda tangan dulu, atau pakai dokumen lain."
                    ),
                )
                .with("outputs", outputs.join(","))
            }
            Rejection::MissingPaper { papers } => {
                let words = list(&papers.iter().map(|key| paper_word(key)).collect::<Vec<_>>());
                Fault::new(
                    Code::MissingPaper,
                    format!(
                        "Belum ada: {words}. Belum dicatat; isian Anda tetap ada. Lengkapi dulu, atau lanjutkan dengan penyimpangan."
                    ),
                )
                .with("papers", papers.join(","))
            }
            Rejection::BeforePrevious { at: stated, step, previous } => {
                let hour = clock(at(stated.to));
                let same_day = at(stated.to).date_naive() == at(previous.from).date_naive();
                let before = if same_day { clock(at(previous.from)) } else { moment(at(previous.from)) };
                let hour = if same_day { hour } else { moment(at(stated.to)) };
                let message = match step {
                    Some(step) => format!(
                        "{hour} lebih awal daripada langkah {step} ({before}). Belum dicatat; isian Anda tetap ada. Periksa jamnya, atau betulkan langkah {step}."
                    ),
                    None => format!(
                        "{hour} lebih awal daripada catatan sebelumnya ({before}). Belum dicatat; isian Anda tetap ada. Periksa jamnya."
                    ),
                };
                Fault::new(Code::BeforePrevious, message)
            }
            Rejection::Future { at: stated, now } => {
                let today = at(stated.from).date_naive() == at(*now).date_naive();
                let (stated, present) = if today {
                    (clock(at(stated.from)), clock(at(*now)))
                } else {
                    (moment(at(stated.from)), moment(at(*now)))
                };
                Fault::new(
                    Code::Future,
                    format!("{stated} belum terjadi; sekarang {present}. Belum dicatat; isian Anda tetap ada. Periksa tanggal dan jamnya."),
                )
            }
            Rejection::EmptyCorrection => Fault::new(
                Code::EmptyCorrection,
                "Koreksi perlu satu kalimat atau konsep yang dicoret. Belum dicatat; isian Anda tetap ada.",
            ),
            Rejection::NoReason => Fault::new(
                Code::NoReason,
                "Tindakan ini perlu alasan. Belum dicatat; isian Anda tetap ada. Tulis alasannya dalam satu kalimat.",
            ),
            Rejection::Incomplete { fields } => {
                let words = list(&fields.iter().map(|key| paper_word(key)).collect::<Vec<_>>());
                Fault::new(
                    Code::Incomplete,
                    format!("Belum diisi: {words}. Belum dicatat; isian Anda tetap ada."),
                )
                .with("fields", fields.join(","))
            }
            Rejection::StaleDecision { lane, revision } => Fault::new(
                Code::StaleDecision,
                format!(
                    "Yang ada di meja sekarang {}{}. Keputusan belum dicatat. Periksa revisinya, lalu catat lagi.",
                    kind_word(lane),
                    revision.map(|revision| format!(" R{revision}")).unwrap_or_default()
                ),
            )
            .with("lane", lane.clone()),
            Rejection::NotOnDesk { lane } => Fault::new(
                Code::NotOnDesk,
                format!(
                    "{} belum diserahkan untuk diputuskan. Belum dicatat. Catat dulu penyerahannya.",
                    capital(&kind_word(lane))
                ),
            )
            .with("lane", lane.clone()),
            Rejection::NoApproval { lane } => Fault::new(
                Code::NoApproval,
                format!(
                    "Persetujuan {} tidak dapat dicabut: belum disetujui, atau langkah sesudahnya sudah dicatat. Tidak ada yang berubah.",
                    kind_word(lane)
                ),
            )
            .with("lane", lane.clone()),
            Rejection::LaneCancelled { lane } => Fault::new(
                Code::LaneCancelled,
                format!(
                    "{} tidak diputuskan karena telaahnya menyatakan belum layak. Belum dicatat. Catat keputusan atas telaah saja.",
                    capital(&kind_word(lane))
                ),
            )
            .with("lane", lane.clone()),
            Rejection::NoSuchRevision => Fault::new(
                Code::NoSuchRevision,
                "Naskah atau revisi itu tidak ada pada usulan ini. Tidak ada yang berubah. Buka usulannya lagi.",
            ),
            Rejection::RevisionNotExpected => Fault::new(
                Code::RevisionNotExpected,
                "Revisi baru tidak dapat disiapkan sekarang: naskah ini sudah disetujui, atau revisinya sudah berganti. Konsep Anda tersimpan. Cabut persetujuannya dulu bila perlu.",
            ),
            Rejection::OlderRevision { revision, latest } => Fault::new(
                Code::OlderRevision,
                format!(
                    "Yang dicatat R{revision}, yang terbaru R{latest}. Belum dicatat. Bila R{revision} yang ditandatangani, pilih dulu “R{revision} ini yang berlaku”."
                ),
            )
            .with("revision", revision.to_string())
            .with("latest", latest.to_string()),
            Rejection::NotSigned => Fault::new(
                Code::NotSigned,
                "Suratnya belum tercatat ditandatangani. Belum dicatat; isian Anda tetap ada. Catat dulu tanda tangannya.",
            ),
            Rejection::AlreadySigned => {
                Fault::new(Code::AlreadySigned, "Tanda tangan revisi ini sudah tercatat. Tidak ada yang berubah.")
            }
            Rejection::AlreadyNumbered => Fault::new(
                Code::AlreadyNumbered,
                "Nomor revisi ini sudah tercatat. Tidak ada yang berubah. Betulkan catatannya bila nomornya salah.",
            ),
            Rejection::SignedNotVoid => Fault::new(
                Code::SignedNotVoid,
                "Naskah ini sudah ditandatangani, jadi dicabut, bukan dibatalkan. Tidak ada yang berubah.",
            ),
            Rejection::NotSigner => Fault::new(
                Code::NotSigner,
                "Naskah ini ditandatangani jabatan lain. Belum dicatat. Catat persetujuannya tanpa tanda tangan.",
            ),
            Rejection::RecipientUnknown { name } => Fault::new(
                Code::Recipient,
                format!("{name} tidak ada dalam daftar penerima, atau sudah tercatat. Belum dicatat; isian Anda tetap ada."),
            )
            .with("name", name.clone()),
            Rejection::NotReached { step } => Fault::new(
                Code::NotReached,
                format!("Usulan ini belum pernah sampai di langkah {step}. Tidak ada yang berubah. Pilih langkah yang pernah dijalani."),
            )
            .with("step", step.to_string()),
            Rejection::TooLateToReturn => Fault::new(
                Code::TooLateToReturn,
                "Hanya usulan di langkah 2 sampai 4 yang dapat dikembalikan ke pengusul. Tidak ada yang berubah.",
            ),
            Rejection::SameAgenda { agenda } => Fault::new(
                Code::SameAgenda,
                format!("Nomor agenda {agenda} milik surat yang lama. Belum dicatat; isian Anda tetap ada. Surat yang datang lagi mendapat nomor agenda baru."),
            )
            .with("agenda", agenda.clone()),
            Rejection::NothingToUndo => {
                Fault::new(Code::NothingToUndo, "Tidak ada catatan yang dapat diurungkan. Tidak ada yang berubah.")
            }
            Rejection::UndoTooLate => Fault::new(
                Code::UndoTooLate,
                "Catatan terakhir sudah lebih dari sepuluh menit. Tidak ada yang berubah. Pakai “Betulkan catatan…”.",
            ),
            Rejection::UndoNotYours { name } => Fault::new(
                Code::UndoNotYours,
                format!("Catatan terakhir dibuat oleh {name}. Tidak ada yang berubah. Pakai “Betulkan catatan…” bila ada yang salah."),
            )
            .with("name", name.clone()),
            Rejection::CannotUndo => Fault::new(
                Code::CannotUndo,
                "Catatan ini tidak dapat diurungkan. Tidak ada yang berubah. Pakai “Betulkan catatan…” atau batalkan.",
            ),
            Rejection::CannotAmend => {
                Fault::new(Code::CannotAmend, "Bagian catatan ini tidak dapat dibetulkan. Tidak ada yang berubah.")
            }
            Rejection::NothingToExplain { step } => Fault::new(
                Code::NothingToExplain,
                format!("Langkah {step} tidak lewat waktu baku, jadi tidak perlu penjelasan. Tidak ada yang berubah."),
            )
            .with("step", step.to_string()),
            Rejection::DossierIncomplete { copies, numbers, unexplained } => {
                let mut parts = Vec::new();
                if *copies > 0 {
                    parts.push(format!("{copies} salinan menyusul"));
                }
                if *numbers > 0 {
                    parts.push(format!("{numbers} nomor belum dicatat"));
                }
                if *unexplained > 0 {
                    parts.push(format!("{unexplained} langkah belum dijelaskan"));
                }
                Fault::new(
                    Code::DossierIncomplete,
                    format!("Berkas belum dapat ditutup: {}. Tidak ada yang berubah. Lengkapi dulu.", list(&parts)),
                )
            }
            Rejection::NoWorkingTime => Fault::new(
                Code::NoWorkingTime,
                "Jam kerja belum diatur, jadi waktu baku tidak dapat dihitung. Belum dicatat; isian Anda tetap ada. Isi dulu di Atur › Jam kerja dan libur.",
            ),
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn ended_word(status: Status) -> &'static str {
    match status {
        Status::BerkasLengkap => "selesai dan berkasnya ditutup",
        Status::TidakDilanjutkan => "tidak dilanjutkan",
        Status::Batal => "dibatalkan",
        Status::Baru | Status::Konsep | Status::Berjalan | Status::Selesai => "selesai",
    }
}

impl From<ArchiveError> for Fault {
    fn from(error: ArchiveError) -> Fault {
        match &error {
            ArchiveError::InUse { who, host, since } => {
                let hour = chrono::DateTime::parse_from_rfc3339(since).map_or_else(|_| since.clone(), moment);
                Fault::new(
                    Code::InUse,
                    format!("Kantor ini sedang dibuka di {host} oleh {who} sejak {hour}. Tidak ada yang diubah. Tutup dulu di sana, atau buka untuk dibaca."),
                )
                .with("host", host.clone())
                .with("who", who.clone())
            }
            ArchiveError::Newer { found, known } => Fault::new(
                Code::Newer,
                "Kantor ini dibuat dengan versi yang lebih baru. Tidak ada yang diubah. Pasang versi itu, lalu buka lagi.",
            )
            .with("found", found.to_string())
            .with("known", known.to_string()),
            ArchiveError::NotAnOffice | ArchiveError::NotADatabase | ArchiveError::Foreign { .. } => Fault::new(
                Code::NoOffice,
                "Folder ini bukan kantor Etalase. Tidak ada yang diubah. Pilih folder kantor yang benar, atau siapkan kantor baru.",
            )
            .with("detail", error.to_string()),
            ArchiveError::AlreadyAnOffice | ArchiveError::NotEmpty { .. } => Fault::new(
                Code::OfficeExists,
                "Folder itu tidak kosong. Belum ada yang dibuat. Pilih folder lain yang masih kosong.",
            )
            .with("detail", error.to_string()),
            ArchiveError::DiskFull => Fault::new(
                Code::DiskFull,
                "Ruang penyimpanan habis. Catatan terakhir aman; yang ini belum dicatat. Kosongkan ruang, lalu coba lagi.",
            ),
            ArchiveError::NotPermitted { name } => Fault::new(
                Code::NotWritable,
                "Folder kantor tidak dapat ditulisi. Yang sudah tercatat aman; yang ini belum dicatat. Periksa izin folder, lalu coba lagi.",
            )
            .with("name", name.clone()),
            ArchiveError::Held { name } => Fault::new(
                Code::FileHeld,
                format!("{name} sedang dipegang program lain, misalnya pemeriksa virus. Yang sudah tercatat aman; yang ini belum dicatat. Tutup program itu atau tunggu sebentar, lalu coba lagi."),
            )
            .with("name", name.clone()),
            ArchiveError::ReadOnly => Fault::new(
                Code::ReadOnly,
                "Kantor ini dibuka hanya untuk dibaca. Tidak ada yang berubah. Buka lagi tanpa pilihan itu untuk mencatat.",
            ),
            ArchiveError::Busy => Fault::new(
                Code::Busy,
                "Data kantor sedang dipakai. Belum dicatat; isian Anda tetap ada. Coba lagi sebentar lagi.",
            ),
            ArchiveError::EmptyDocument { name, .. } => Fault::new(
                Code::DocEmpty,
                format!("{name} kosong (0 byte). Tidak dilampirkan. Langkah dan isian Anda tidak berubah. Pindai ulang."),
            )
            .with("name", name.clone()),
            ArchiveError::DocumentTooLarge { name, bytes, limit } => Fault::new(
                Code::DocTooLarge,
                format!(
                    "{name} berukuran {}; batasnya {}. Tidak dilampirkan. Pindai dengan 200 dpi, atau bagi menjadi beberapa dokumen.",
                    size(*bytes),
                    size(*limit)
                ),
            )
            .with("name", name.clone()),
            ArchiveError::Vanished { name, .. } => Fault::new(
                Code::DocVanished,
                format!("{name} tidak ada lagi di tempatnya. Tidak ada yang berubah. Pilih dokumen lain."),
            )
            .with("name", name.clone()),
            ArchiveError::Unreadable { name, .. } => Fault::new(
                Code::DocUnreadable,
                format!("{name} tidak dapat dibuka. Tidak dilampirkan; dokumen asli tidak disentuh. Tutup dulu program lain yang memakainya, lalu pilih lagi."),
            )
            .with("name", name.clone())
            .with("detail", error.to_string()),
            ArchiveError::NotAFile { name } => Fault::new(
                Code::DocUnreadable,
                format!("{name} bukan dokumen. Tidak dilampirkan. Pilih PDF atau gambarnya."),
            )
            .with("name", name.clone()),
            ArchiveError::DocumentMissing { sha256 } => Fault::new(
                Code::DocMissing,
                "Dokumen itu tidak ada di folder kantor. Catatannya aman. Periksa kantor, atau pulihkan dari cadangan.",
            )
            .with("document", sha256.to_string()),
            ArchiveError::DocumentChanged { sha256 } => Fault::new(
                Code::DocChanged,
                "Isi dokumen itu berubah sejak disimpan. Catatannya aman; dokumen jangan dihapus. Periksa kantor, atau pulihkan dari cadangan.",
            )
            .with("document", sha256.to_string()),
            ArchiveError::Damaged { detail } => Fault::new(
                Code::Unsound,
                "Data kantor rusak di sebagian tempat. Tidak ada yang diubah. Jangan dihapus; pulihkan dari cadangan.",
            )
            .with("detail", detail.clone()),
            _ => Fault::unknown(&error),
        }
    }
}

impl From<LetterError> for Fault {
    fn from(error: LetterError) -> Fault {
        match &error {
            LetterError::Missing { fields, .. } => {
                let names: Vec<String> = fields.iter().map(|field| field.label.clone()).collect();
                Fault::new(
                    Code::LetterMissing,
                    format!(
                        "Surat belum bisa disiapkan: {} isian kosong ({}). Konsep Anda tersimpan.",
                        fields.len(),
                        list(&names)
                    ),
                )
                .with("fields", fields.iter().map(|field| field.key.clone()).collect::<Vec<_>>().join(","))
            }
            LetterError::Template { line, .. } => Fault::new(
                Code::Template,
                format!(
                    "{} Konsep Anda aman; pratinjau memakai versi terakhir yang benar.",
                    sentence(&error)
                ),
            )
            .with("line", line.to_string()),
            LetterError::Data { .. }
            | LetterError::Settings { .. }
            | LetterError::TooLarge { .. }
            | LetterError::TooLong { .. }
            | LetterError::Lambang { .. }
            | LetterError::Pdf { .. } => Fault::new(
                Code::LetterUnmade,
                format!("{} Isian Anda tersimpan. Perbaiki isian itu, lalu coba lagi.", sentence(&error)),
            ),
        }
    }
}

/// What is wrong with a letter as a sentence that another one can follow; readers of JSON and pictures end without a stop.
fn sentence(error: &LetterError) -> String {
    let words = error.to_string();
    if words.ends_with('.') { words } else { format!("{words}.") }
}

/// The fault of a file that cannot be shown; `name` is its name without a folder.
pub fn of_page(name: &str, error: &PageError) -> Fault {
    let unreadable = || {
        Fault::new(
            Code::DocUnreadable,
            format!(
                "{name} bukan PDF atau gambar yang dapat dibaca. Tidak dilampirkan; dokumen asli tidak disentuh. Pindai ulang, atau pilih dokumen lain."
            ),
        )
    };
    match error {
        PageError::Empty => Fault::new(
            Code::DocEmpty,
            format!("{name} kosong (0 byte). Tidak dilampirkan. Langkah dan isian Anda tidak berubah. Pindai ulang."),
        ),
        PageError::Encrypted => Fault::new(
            Code::DocEncrypted,
            format!("{name} terkunci kata sandi. Tidak dilampirkan. Simpan dulu tanpa sandi, lalu lampirkan."),
        ),
        PageError::TooLarge { .. } => Fault::new(
            Code::DocTooLarge,
            format!("{name} terlalu besar untuk dibuka. Tidak dilampirkan. Pindai dengan 200 dpi, atau bagi menjadi beberapa dokumen."),
        ),
        _ => unreadable(),
    }
    .with("name", name)
    .with("detail", error.to_string())
}

/// The word for a capacity, for faults made elsewhere.
pub fn holder_words(name: &str, capacity: Capacity) -> String {
    format!("{name} ({})", capacity_word(capacity))
}

/// An answer as the page gets it: `{"ok": …}` or `{"fault": …}`.
pub(crate) fn shown(answer: &Result<impl Serialize, Fault>) -> String {
    let shown = match answer {
        Ok(answer) => serde_json::to_string(&serde_json::json!({ "ok": answer })),
        Err(fault) => serde_json::to_string(&serde_json::json!({ "fault": fault })),
    };
    shown.unwrap_or_else(|error| {
        format!("{{\"fault\":{{\"code\":\"unknown\",\"message\":\"{error}\",\"params\":{{}},\"act\":null}}}}")
    })
}
