//! "Tiap penerima mendapat surat sendiri": one locked revision to many, each with a letter of his own, one print file in
//! folding order, and the buku ekspedisi (DESIGN section 5).
//!
//! All of it is drawn and lies synced under passing names before any of it has its own; then one short transaction names
//! the documents and the event. Cancelled or crashed before that, nothing of it is there.

use std::ops::ControlFlow;

use archive::documents::{DocumentBatch, DocumentFacts};
use chrono::Datelike;
use devices::Sides;
use letters::{
    CopyKind, DispatchBook, DispatchPaper, Kind, LayoutSettings, LetterDate, LetterError, ManyError,
    MergeRecipient, NaskahData, PrintedSides, State as LetterState, Template, dispatch_book, dispatch_office,
    dispatch_row, for_recipient, print_file, render_each,
};
use sop::act::{Act, Merged, MergedLetter, Recipient, RevisionSource, Submission};
use sop::record::DocumentId;
use sop::usulan::{Naskah, Revision, Usulan};

use crate::api::{Answer, LetterExit, MergeOutcome, MergedPart};
use crate::desk::Desk;
use crate::documents;
use crate::fault::{Code, Fault};
use crate::jobs::{Job, MergeStage};
use crate::journal::stamp;
use crate::letter_ops::{file_name, no_such_revision, revision_of};
use crate::printing::DISPATCH;
use crate::store::{check_seen, load_known, record_all};

/// What is to be merged, and how it is to be printed.
pub(crate) struct MergeOrder {
    pub(crate) revision: u32,
    pub(crate) job: String,
    pub(crate) both_sides: bool,
    pub(crate) portrait: bool,
}

/// The common letter of a merge, as it was locked, and who gets one of his own.
struct Common {
    letter: NaskahData,
    settings: LayoutSettings,
    template: String,
    recipients: Vec<Recipient>,
    merging: Vec<MergeRecipient>,
}

impl Common {
    /// The letter of the recipient at a place in the order, from 0.
    fn own(&self, index: usize) -> NaskahData {
        for_recipient(&self.letter, &self.merging[index], index)
    }
}

/// Why a merge ended without letters.
enum Ended {
    /// The user's word.
    Cancelled,
    /// A fault.
    Failed(Fault),
}

impl From<Fault> for Ended {
    fn from(fault: Fault) -> Ended {
        Ended::Failed(fault)
    }
}

impl From<LetterError> for Ended {
    fn from(error: LetterError) -> Ended {
        Ended::Failed(error.into())
    }
}

/// A stop is the user's; of a wrong letter it goes along which one, for whoever looks after the program.
fn ended(error: ManyError) -> Ended {
    let words = error.to_string();
    match error {
        ManyError::Letter { error, .. } | ManyError::Write(error) => {
            Ended::Failed(Fault::from(error).with("detail", words))
        }
        ManyError::Stopped => Ended::Cancelled,
    }
}

/// Work that is asked for its sign to go on.
fn go_on(job: &Job<'_>) -> ControlFlow<()> {
    if job.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

impl Desk {
    /// The letter of a locked revision, with the number and the date that were recorded on it since. What it would say
    /// must still be what was locked: another holder of the signing post, say, is another letter.
    fn common(
        &self,
        id: &str,
        usulan: &Usulan,
        kind: Kind,
        naskah: &Naskah,
        revision: &Revision,
    ) -> Result<Common, Fault> {
        let RevisionSource::Made { content, .. } = &revision.ready.source else {
            return Err(Fault::new(
                Code::LetterUnmade,
                "Surat ini dibuat di luar aplikasi, jadi alamatnya tidak dapat diganti untuk tiap penerima. \
                 Tidak ada yang berubah. Gandakan suratnya, atau tulis di aplikasi.",
            ));
        };
        let content = self.locked_content(content)?;
        let parsed = Template::parse(kind, &content.template)?;
        let name = format!("{} R{}", naskah.id, revision.ready.revision);
        let (mut letter, merging) = self.with_letter(id, usulan, &parsed, |desk| {
            let letter = desk.data(kind, &content.draft, &name, LetterState::Siap, CopyKind::Asli)?;
            Ok((letter, desk.merging(kind, &content.draft.recipients)))
        })?;
        if letters::body_hash(&letter, &content.settings, &content.template) != revision.ready.body_hash {
            return Err(Fault::new(
                Code::LetterChanged,
                "Pejabat atau kantor yang tercetak pada surat sudah berubah sejak surat ini disiapkan. \
                 Tidak ada yang dibuat. Buat revisi baru, lalu ulangi.",
            ));
        }
        if let Some((_, numbering)) = &revision.numbered {
            letter.number.given = Some(numbering.number.clone());
            letter.date = LetterDate::Given(numbering.date);
        } else if let LetterDate::Month { .. } = letter.date {
            // Made in a later month, the letters still are those of the day on which the letter was locked.
            let locked = revision.mark.happened.to;
            letter.date = LetterDate::Month { year: locked.year(), month: locked.month() };
            letter.number.tokens.insert("tahun".to_owned(), locked.year().to_string());
        }
        letter.code = Some(self.archive_code(&naskah.id, revision.ready.revision)?);
        Ok(Common {
            letter,
            settings: content.settings,
            template: content.template,
            recipients: content.draft.recipients,
            merging,
        })
    }

    pub(crate) fn merge_letter(
        &self,
        id: &str,
        seen: u32,
        kind: &str,
        order: &MergeOrder,
    ) -> Result<Answer, Fault> {
        // From the first moment on, so that no word of the user comes too early to be heard.
        let job = self.jobs.begin(&order.job);
        let kind = self.kind_of(kind)?;
        let hand = self.hand()?;
        let usulan = self.load(id)?;
        check_seen(&usulan, seen, hand.zone())?;
        let (naskah, revision) = revision_of(&usulan, kind, order.revision)?;
        let common = self.common(id, &usulan, kind, naskah, revision)?;
        if common.recipients.len() < 2 {
            return Err(Fault::new(
                Code::LetterUnmade,
                "Surat ini hanya untuk satu penerima. Tidak ada yang dibuat. Cetak suratnya seperti biasa.",
            ));
        }
        let mut batch = self.archive.batch()?;
        let made = self.make_letters(&common, &naskah.id, order, &job, &mut batch);
        let (merged, names) = match made {
            Ok(made) => made,
            Err(Ended::Cancelled) => {
                return Ok(Answer::MergeLetter(MergeOutcome { done: false, letters: 0, seen }));
            }
            Err(Ended::Failed(fault)) => return Err(fault),
        };
        // The last moment at which nothing of it is there.
        check_seen(&self.load(id)?, seen, hand.zone())?;
        let stored = batch.keep()?;
        let letters = u32::try_from(merged.letters.len()).unwrap_or(u32::MAX);
        let usulan = id.to_owned();
        let recorded = self.archive.write(move |tx| -> Result<_, Fault> {
            let found = load_known(tx, &hand.state, &usulan)?;
            check_seen(&found, seen, hand.zone())?;
            for (stored, name) in stored.iter().zip(names) {
                let facts = DocumentFacts {
                    media_type: "application/pdf".to_owned(),
                    original_name: Some(name),
                    stored_at: stamp(hand.now),
                    source: "rendered".to_owned(),
                };
                tx.record_document(stored, &facts)?;
            }
            let (_, recorded) =
                record_all(tx, &hand, &usulan, found, vec![Submission::own(Act::Merge { merged })])?;
            Ok(recorded)
        })?;
        self.tell(id);
        Ok(Answer::MergeLetter(MergeOutcome { done: true, letters, seen: recorded.seen }))
    }

    /// Draws the letters, the print file and the buku ekspedisi into a batch. Answers with what they are and the names of
    /// the documents, in the order of the batch.
    fn make_letters(
        &self,
        common: &Common,
        naskah: &str,
        order: &MergeOrder,
        job: &Job<'_>,
        batch: &mut DocumentBatch<'_>,
    ) -> Result<(Merged, Vec<String>), Ended> {
        let total = common.recipients.len();
        let title = format!("{} R{}", common.letter.kind.label(), order.revision);
        let mut names: Vec<String> = Vec::with_capacity(total + 2);
        let mut keep = |name: String, pdf: &[u8]| -> Result<DocumentId, Fault> {
            let document = batch.add(&name, pdf)?.to_string();
            names.push(name);
            Ok(document)
        };
        let mut letters: Vec<MergedLetter> = Vec::with_capacity(total);
        let mut failed: Option<Fault> = None;
        let own = |index: usize| common.own(index);
        let template = Some(common.template.as_str());
        let made = render_each(total, &own, &common.settings, template, &mut |index, rendered| {
            go_on(job)?;
            let recipient = common.recipients[index].clone();
            match keep(format!("{title} {}.pdf", recipient.name), &rendered.pdf) {
                Ok(document) => {
                    letters.push(MergedLetter { recipient, document, pages: rendered.pages });
                    self.tell_progress(&order.job, MergeStage::Letters, letters.len(), total);
                    ControlFlow::Continue(())
                }
                Err(fault) => {
                    failed = Some(fault);
                    ControlFlow::Break(())
                }
            }
        });
        if let Some(fault) = failed {
            return Err(Ended::Failed(fault));
        }
        made.map_err(ended)?;
        let sides = if order.both_sides { PrintedSides::Both } else { PrintedSides::One };
        let mut all = Vec::new();
        let pages = print_file(
            &common.letter,
            &common.merging,
            &common.settings,
            template,
            sides,
            &mut all,
            &mut |letter| {
                self.tell_progress(&order.job, MergeStage::PrintFile, letter.index + 1, total);
                go_on(job)
            },
        );
        let pages = pages.map_err(ended)?.pages;
        let print_file = keep(format!("{title} semua.pdf"), &all)?;
        let rows = (0..total).map(|index| dispatch_row(&own(index), template, None));
        let book = dispatch_book(&DispatchBook {
            office: dispatch_office(&common.letter.kop),
            id: common.letter.id.clone(),
            paper: if order.portrait { DispatchPaper::Portrait } else { DispatchPaper::Landscape },
            rows: rows.collect::<Result<_, _>>()?,
        })?;
        let dispatch = keep(format!("{title} buku ekspedisi.pdf"), &book.pdf)?;
        if job.is_cancelled() {
            return Err(Ended::Cancelled);
        }
        let merged = Merged {
            naskah: naskah.to_owned(),
            revision: order.revision,
            letters,
            print_file,
            pages: u32::try_from(pages).unwrap_or(u32::MAX),
            both_sides: order.both_sides,
            dispatch,
        };
        Ok((merged, names))
    }

    pub(crate) fn merged_out(
        &self,
        id: &str,
        kind: &str,
        number: u32,
        part: &MergedPart,
        exit: LetterExit,
    ) -> Result<Answer, Fault> {
        let kind = self.kind_of(kind)?;
        let usulan = self.load(id)?;
        let (naskah, revision) = revision_of(&usulan, kind, number)?;
        let Some((_, merged)) = revision.merged.last() else { return Err(no_such_revision()) };
        let name = file_name(id, kind.as_str(), Some(number), &usulan.etalase.name);
        let named = |suffix: &str| name.replace(".pdf", &format!("_{suffix}.pdf"));
        let (document, name, title) = match part {
            MergedPart::All => (&merged.print_file, named("semua"), format!("{}, semua", kind.label())),
            MergedPart::Dispatch => (&merged.dispatch, named("ekspedisi"), "Buku ekspedisi".to_owned()),
            MergedPart::Letter { recipient } => {
                let at = merged.letters.iter().position(|one| one.recipient.id == *recipient);
                let Some((at, letter)) = at.and_then(|at| merged.letters.get(at).map(|one| (at, one))) else {
                    return Err(Fault::new(
                        Code::Recipient,
                        "Penerima itu tidak ada pada surat ini. Tidak ada yang berubah. Buka usulannya lagi.",
                    ));
                };
                let title = format!("{}, {}", kind.label(), letter.recipient.name);
                (&letter.document, named(&format!("{:04}", at + 1)), title)
            }
        };
        let file = self.archive.read_document(documents::sha(document)?)?;
        // The print file is laid out for its sides, and the book for one; a letter goes as its kind does.
        let sides = match part {
            MergedPart::All if merged.both_sides => Some(Sides::Both),
            MergedPart::All | MergedPart::Dispatch => Some(Sides::One),
            MergedPart::Letter { .. } => merged.both_sides.then_some(Sides::Both),
        };
        let paper = if *part == MergedPart::Dispatch { DISPATCH } else { kind.as_str() };
        let mut outcome = self.out(usulan.seen, &name, &title, &file, exit, paper, sides)?;
        if exit == LetterExit::Print {
            let printer = outcome.name.clone();
            let act = match part {
                MergedPart::All => {
                    Act::Print { naskah: naskah.id.clone(), revision: number, printer, copies: 1 }
                }
                MergedPart::Dispatch | MergedPart::Letter { .. } => Act::PrintSheet {
                    sheet: if *part == MergedPart::Dispatch { DISPATCH } else { kind.as_str() }.to_owned(),
                    document: document.clone(),
                    printer,
                    copies: 1,
                },
            };
            self.note(id, act, &mut outcome.seen);
        }
        Ok(Answer::MergedOut(outcome))
    }
}
