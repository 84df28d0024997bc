//! Printing: which queue and tray a paper goes to on this PC, the lembar uji, and many letters one by one.
//!
//! Handing over to a queue is all that is known and all that is recorded. What was chosen for the printers belongs to this
//! PC, so it stands in its notebook and not in the office.

use std::collections::BTreeMap;

use devices::{DeviceError, PaperSize, PrintJob, QueueState, Sides};
use letters::{Paper, TestSheet};
use pages::Document;
use sop::act::Act;

use crate::api::{
    Answer, PrintChoice, PrintOutcome, PrintRun, PrintersView, QueueStanding, QueueView, TrayView,
};
use crate::desk::Desk;
use crate::documents;
use crate::fault::{Code, Fault};
use crate::jobs::MergeStage;
use crate::letter_ops::{no_such_revision, revision_of};

/// The page of the notebook.
const PAGE: &str = "printer";
/// The choice that holds where a kind has none of its own.
const ALL: &str = "semua";
/// A konsep goes on plain paper, whatever its kind goes on later.
pub(crate) const KONSEP: &str = "konsep";
/// The name of the buku ekspedisi among the sheets.
pub(crate) const DISPATCH: &str = "buku-ekspedisi";
/// The SOP's own sheet and the one that an usulan lived.
pub(crate) const SOP_SHEET: &str = "lembar-sop";
/// No choice is longer than a name.
const LONGEST: usize = 256;

impl From<QueueState> for QueueStanding {
    fn from(state: QueueState) -> Self {
        match state {
            QueueState::Ready => Self::Ready,
            QueueState::Paused => Self::Paused,
            QueueState::Refusing => Self::Refusing,
            QueueState::OutOfPaper => Self::OutOfPaper,
            QueueState::Away => Self::Away,
        }
    }
}

/// Where papers go, settled for a whole run: a queue that changes its mind half way is a fault, not another queue.
pub(crate) struct Way {
    /// The queue.
    pub(crate) queue: String,
    choice: PrintChoice,
    sides: Option<Sides>,
}

impl Way {
    /// On these sides, whatever was chosen: what was laid out for them.
    pub(crate) fn on(self, sides: Option<Sides>) -> Self {
        Self { sides: sides.or(self.sides), ..self }
    }
}

/// What was handed over.
pub(crate) struct Handed {
    /// Files, each a job.
    pub(crate) files: u32,
    /// Sheets of paper that they take.
    pub(crate) sheets: u32,
    /// Why the rest was not.
    pub(crate) fault: Option<Fault>,
}

impl Desk {
    fn choices(&self) -> BTreeMap<String, PrintChoice> {
        // A page that cannot be read is that of another version; the printers are then chosen anew.
        let page = self.devices.notebook.read(PAGE);
        page.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Where papers of a kind go.
    pub(crate) fn way(&self, kind: &str) -> Result<Way, Fault> {
        let choices = self.choices();
        let all = choices.get(ALL).cloned().unwrap_or_default();
        let own = choices.get(kind).cloned().unwrap_or_default();
        // The trays of one printer mean nothing to another.
        let same = own.queue.is_none() || own.queue == all.queue;
        let inherited = |one: Option<String>, other: Option<String>| one.or(if same { other } else { None });
        let choice = PrintChoice {
            tray: inherited(own.tray, all.tray),
            f4_tray: inherited(own.f4_tray, all.f4_tray),
            queue: own.queue.or(all.queue),
            both_sides: own.both_sides.or(all.both_sides),
        };
        let queue = match &choice.queue {
            Some(queue) => queue.clone(),
            None => {
                let queues = self.devices.printer.queues().map_err(|error| printer_fault(&error))?;
                let queue = queues.iter().find(|queue| queue.is_default).or(queues.first());
                queue.map(|queue| queue.name.clone()).ok_or_else(no_printer)?
            }
        };
        let sides = choice.both_sides.map(|both| if both { Sides::Both } else { Sides::One });
        Ok(Way { queue, choice, sides })
    }

    /// Hands one file over as a job of its own: the sheets of paper it takes.
    fn hand_file(&self, title: &str, file: &[u8], way: &Way) -> Result<u32, DeviceError> {
        let document = Document::open(file.to_owned()).ok();
        let size = document.as_ref().and_then(|document| document.page_size_um(0).ok());
        let paper = size.map(|size| {
            let um = |um: i64| u32::try_from(um.max(0)).unwrap_or(u32::MAX);
            PaperSize::of_page(um(size.width_um), um(size.height_um))
        });
        let tray = if paper.is_some_and(PaperSize::is_f4) { &way.choice.f4_tray } else { &way.choice.tray };
        let sides = way.sides.unwrap_or(Sides::One);
        let job = PrintJob {
            queue: Some(way.queue.clone()),
            sides,
            tray: tray.clone(),
            paper,
            ..PrintJob::titled(title)
        };
        self.devices.printer.print(file, &job)?;
        let pages = document.map_or(1, |document| document.page_count());
        Ok(if sides == Sides::Both { pages.div_ceil(2) } else { pages })
    }

    /// Hands files over one after the other, until one is refused.
    pub(crate) fn hand_over(&self, title: &str, files: &[Vec<u8>], way: &Way) -> Handed {
        let mut handed = Handed { files: 0, sheets: 0, fault: None };
        for file in files {
            match self.hand_file(title, file, way) {
                Ok(sheets) => {
                    handed.files += 1;
                    handed.sheets += sheets;
                }
                Err(error) => {
                    handed.fault = Some(printer_fault(&error));
                    break;
                }
            }
        }
        handed
    }

    pub(crate) fn printers(&self) -> Result<Answer, Fault> {
        let (queues, trouble) = match self.devices.printer.queues() {
            Ok(queues) => (queues, None),
            Err(error) => (Vec::new(), Some(printer_fault(&error))),
        };
        let queues = queues
            .into_iter()
            .map(|queue| QueueView {
                name: queue.name,
                is_default: queue.is_default,
                standing: queue.state.into(),
                trays: queue
                    .trays
                    .into_iter()
                    .map(|tray| TrayView { key: tray.key, label: tray.label })
                    .collect(),
            })
            .collect();
        let papers = [Paper::A4, Paper::F4_215, Paper::F4_210];
        let papers = Paper::NAMED.iter().filter(|(_, _, paper)| papers.contains(paper));
        Ok(Answer::Printers(PrintersView {
            queues,
            trouble,
            kinds: self.printed_kinds(),
            choices: self.choices(),
            papers: papers.map(|(name, label, _)| (name.to_lowercase(), (*label).to_owned())).collect(),
        }))
    }

    fn printed_kinds(&self) -> Vec<String> {
        let kinds = self.templates().into_iter().map(|template| template.kind);
        let sheets = [DISPATCH, SOP_SHEET].map(str::to_owned);
        [ALL, KONSEP].map(str::to_owned).into_iter().chain(kinds).chain(sheets).collect()
    }

    pub(crate) fn save_print_choices(&self, choices: BTreeMap<String, PrintChoice>) -> Result<Answer, Fault> {
        let kinds = self.printed_kinds();
        let named = |choice: &PrintChoice| {
            let names = [&choice.queue, &choice.tray, &choice.f4_tray];
            names.into_iter().flatten().all(|name| !name.is_empty() && name.len() <= LONGEST)
        };
        if choices.iter().any(|(kind, choice)| !kinds.contains(kind) || !named(choice)) {
            return Err(Fault::new(
                Code::InvalidSetting,
                "Pilihan printer ini tidak dapat dipakai. Pilihan yang lama tetap berlaku. Pilih lagi dari daftar.",
            ));
        }
        let body = serde_json::to_vec(&choices).map_err(Fault::unknown)?;
        self.devices.notebook.write(PAGE, &body).map_err(|error| {
            Fault::new(
                Code::FileFailed,
                "Pilihan printer tidak dapat disimpan di komputer ini. Pilihan yang lama tetap berlaku. \
                 Periksa ruang dan izin folder pengguna, lalu coba lagi.",
            )
            .with("detail", error.to_string())
        })?;
        Ok(Answer::SavePrintChoices)
    }

    /// "Cetak lembar uji": to the queue and tray named, else to where every paper goes.
    pub(crate) fn test_sheet_out(
        &self,
        queue: Option<String>,
        tray: Option<String>,
        paper: &str,
    ) -> Result<Answer, Fault> {
        let Some(paper) = Paper::named(paper) else {
            return Err(Fault::new(
                Code::InvalidRequest,
                "Ukuran kertas itu tidak dikenal. Tidak ada yang dicetak. Pilih A4 atau F4.",
            ));
        };
        let mut way = self.way(ALL)?;
        if let Some(queue) = queue {
            if queue != way.queue {
                way.choice = PrintChoice::default();
            }
            way.queue = queue;
        }
        if let Some(tray) = tray {
            way.choice.tray = Some(tray.clone());
            way.choice.f4_tray = Some(tray);
        }
        // One page, and a tray that turns its paper is tried as it lies.
        let way = way.on(Some(Sides::One));
        let size = PaperSize::of_page(
            u32::try_from(paper.width.as_um()).unwrap_or(0),
            u32::try_from(paper.height.as_um()).unwrap_or(0),
        );
        let tray = if size.is_f4() { &way.choice.f4_tray } else { &way.choice.tray };
        let label = tray.as_ref().map(|tray| self.tray_label(&way.queue, tray)).unwrap_or_default();
        let sheet = letters::test_sheet(&TestSheet { queue: way.queue.clone(), tray: label, paper })?;
        let handed = self.hand_over("Lembar uji", &[sheet.pdf], &way);
        match handed.fault {
            Some(fault) => Err(fault),
            None => Ok(Answer::TestSheetOut(PrintOutcome {
                done: true,
                name: way.queue,
                sheets: handed.sheets,
                seen: 0,
            })),
        }
    }

    /// A tray by its name for people.
    fn tray_label(&self, queue: &str, key: &str) -> String {
        let queues = self.devices.printer.queues().unwrap_or_default();
        let trays = queues.iter().filter(|one| one.name == queue).flat_map(|one| &one.trays);
        trays
            .into_iter()
            .find(|tray| tray.key == key)
            .map_or_else(|| key.to_owned(), |tray| tray.label.clone())
    }

    /// Hands the letters of a merge over, one job for each recipient, until all are, the user says stop, or the printer
    /// gives up. Each letter is recorded when it is handed over, so that whatever ends this, the journal names what went.
    pub(crate) fn print_letters(
        &self,
        id: &str,
        kind: &str,
        number: u32,
        recipients: &[String],
        job: &str,
    ) -> Result<Answer, Fault> {
        let job_name = job;
        let job = self.jobs.begin(job_name);
        let kind = self.kind_of(kind)?;
        let usulan = self.load(id)?;
        let (naskah, revision) = revision_of(&usulan, kind, number)?;
        let Some((_, merged)) = revision.merged.last() else { return Err(no_such_revision()) };
        let wanted: Vec<_> = merged
            .letters
            .iter()
            .filter(|letter| recipients.is_empty() || recipients.contains(&letter.recipient.id))
            .collect();
        if wanted.is_empty() || (!recipients.is_empty() && wanted.len() != recipients.len()) {
            return Err(Fault::new(
                Code::Recipient,
                "Sebagian penerima itu tidak ada pada surat ini. Tidak ada yang diserahkan. Buka usulannya lagi.",
            ));
        }
        let sides = merged.both_sides.then_some(Sides::Both);
        let way = self.way(kind.as_str())?.on(sides);
        let mut run = PrintRun {
            queue: way.queue.clone(),
            handed: Vec::new(),
            left: Vec::new(),
            sheets: 0,
            stopped: false,
            fault: None,
            seen: usulan.seen,
        };
        let total = wanted.len();
        for letter in &wanted {
            if job.is_cancelled() {
                run.stopped = true;
                break;
            }
            let title = format!("{}, {}", kind.label(), letter.recipient.name);
            let file = self.archive.read_document(documents::sha(&letter.document)?);
            let handed = file
                .map_err(Fault::from)
                .and_then(|file| self.hand_file(&title, &file, &way).map_err(|error| printer_fault(&error)));
            match handed {
                Ok(sheets) => {
                    run.sheets += sheets;
                    run.handed.push(letter.recipient.id.clone());
                }
                Err(fault) => {
                    run.fault = Some(fault);
                    break;
                }
            }
            let act = Act::PrintSheet {
                sheet: kind.as_str().to_owned(),
                document: letter.document.clone(),
                printer: way.queue.clone(),
                copies: 1,
            };
            self.note(id, act, &mut run.seen);
            self.tell_progress(job_name, MergeStage::Handing, run.handed.len(), total);
        }
        run.left = wanted.iter().skip(run.handed.len()).map(|letter| letter.recipient.id.clone()).collect();
        if !run.handed.is_empty() {
            // The letters are printings of their revision: it waits to come back signed.
            let copies = u32::try_from(run.handed.len()).unwrap_or(u32::MAX);
            let act = Act::Print {
                naskah: naskah.id.clone(),
                revision: number,
                printer: way.queue.clone(),
                copies,
            };
            self.note(id, act, &mut run.seen);
        }
        run.fault = run.fault.map(|fault| in_the_middle(fault, &run.queue, "surat", run.handed.len(), total));
        Ok(Answer::PrintLetters(run))
    }

    /// Records what was handed to a queue. It is there already: a printing is repeatable, and a refused note of it loses
    /// nothing.
    pub(crate) fn note(&self, id: &str, act: Act, seen: &mut u32) {
        if let Ok(now) = self.record_one(id, None, act) {
            *seen = now;
        }
    }

    /// Hands a naskah's or sheet's files over, and gives what `LetterExit::Print` gives. When the printer refuses after
    /// some of them, the fault says how many it has.
    pub(crate) fn print_files(
        &self,
        seen: u32,
        title: &str,
        files: &[Vec<u8>],
        way: &Way,
    ) -> (PrintOutcome, u32, Option<Fault>) {
        let handed = self.hand_over(title, files, way);
        let fault = handed.fault.map(|fault| {
            let count = usize::try_from(handed.files).unwrap_or(usize::MAX);
            if count == 0 { fault } else { in_the_middle(fault, &way.queue, "berkas", count, files.len()) }
        });
        let outcome =
            PrintOutcome { done: handed.files > 0, name: way.queue.clone(), sheets: handed.sheets, seen };
        (outcome, handed.files, fault)
    }
}

fn no_printer() -> Fault {
    Fault::new(
        Code::PrinterGone,
        "Belum ada printer di komputer ini. Naskah tersimpan dan tidak berubah. Pasang printer, lalu cetak lagi, atau simpan PDF.",
    )
}

/// Why nothing was handed over, in words.
pub(crate) fn printer_fault(error: &DeviceError) -> Fault {
    let safe = "Naskah tersimpan dan tidak berubah.";
    let (code, queue, words) = match error {
        DeviceError::QueueGone { queue } => (
            Code::PrinterGone,
            queue.as_str(),
            format!(
                "Printer {queue} tidak ada lagi di komputer ini. {safe} Pilih printer lain di Atur, lalu cetak lagi, atau simpan PDF."
            ),
        ),
        DeviceError::QueueStopped { queue, state } => {
            let (what, next) = match state {
                QueueState::Paused => (
                    "sedang dijeda, jadi tidak ada kertas yang akan keluar",
                    "Lanjutkan antreannya di pengaturan printer",
                ),
                QueueState::Refusing => {
                    ("tidak menerima pekerjaan cetak", "Buka antreannya di pengaturan printer")
                }
                QueueState::OutOfPaper => ("kehabisan kertas", "Isi kertas"),
                QueueState::Away => {
                    ("mati atau tidak tersambung", "Nyalakan printer dan periksa kabel atau jaringannya")
                }
                QueueState::Ready => ("tidak menjawab", "Periksa printer"),
            };
            (
                Code::PrinterStopped,
                queue.as_str(),
                format!("Printer {queue} {what}. {safe} {next}, lalu cetak lagi, atau simpan PDF."),
            )
        }
        DeviceError::NoSpooler { .. } => (
            Code::PrinterGone,
            "",
            format!(
                "Layanan cetak komputer ini tidak berjalan. {safe} Nyalakan layanannya atau minta bantuan pengelola komputer, lalu cetak lagi, atau simpan PDF."
            ),
        ),
        DeviceError::NotDrawn { .. } => (
            Code::PrinterGone,
            "",
            format!(
                "Halaman tidak dapat digambar untuk printer ini. {safe} Simpan PDF, lalu cetak dari pembaca PDF."
            ),
        ),
        DeviceError::NotWritten { .. } => (
            Code::PrinterGone,
            "",
            format!(
                "Pekerjaan cetak tidak dapat ditulis. {safe} Periksa ruang disk, lalu cetak lagi, atau simpan PDF."
            ),
        ),
        DeviceError::NotFound { .. } | DeviceError::NotOpened { .. } | DeviceError::SpoolerRefused { .. } => {
            (
                Code::PrinterGone,
                "",
                format!("Printer tidak menjawab. {safe} Periksa printer, lalu cetak lagi, atau simpan PDF."),
            )
        }
    };
    let fault = Fault::new(code, words).with("detail", error.to_string());
    let fault = if queue.is_empty() { fault } else { fault.with("queue", queue) };
    match error {
        DeviceError::QueueStopped { state, .. } => fault.with("state", state_word(*state)),
        _ => fault,
    }
}

fn state_word(state: QueueState) -> &'static str {
    match state {
        QueueState::Ready => "ready",
        QueueState::Paused => "paused",
        QueueState::Refusing => "refusing",
        QueueState::OutOfPaper => "out_of_paper",
        QueueState::Away => "away",
    }
}

/// The same fault after some of several were handed over: what went, what waits.
fn in_the_middle(fault: Fault, queue: &str, what: &str, handed: usize, total: usize) -> Fault {
    let why = match fault.params.get("state").map(String::as_str) {
        Some("paused") => "sedang dijeda",
        Some("refusing") => "tidak menerima pekerjaan cetak",
        Some("out_of_paper") => "kehabisan kertas",
        Some("away") => "mati atau tidak tersambung",
        _ if fault.code == Code::PrinterGone || fault.code == Code::PrinterStopped => "tidak menjawab",
        _ => return fault.with("handed", handed.to_string()).with("total", total.to_string()),
    };
    Fault {
        message: format!(
            "Printer {queue} {why}. {handed} dari {total} {what} sudah diserahkan; sisanya menunggu. Periksa printer, lalu lanjutkan."
        ),
        ..fault
    }
    .with("queue", queue)
    .with("handed", handed.to_string())
    .with("total", total.to_string())
}
