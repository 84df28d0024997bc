//! The requests about naskah and documents.

use std::path::Path;
use std::sync::Arc;

use archive::drafts::Draft;
use chrono::Datelike;
use devices::{DeviceError, PrintJob, Sides};
use letters::{CopyKind, Kind, Rendered, State as LetterState, Template, render};
use pages::Document;
use sop::act::{Act, NumberSource, RETURN_LETTER, ReadyRevision, RevisionSource};
use sop::people::Role;
use sop::record::DocumentId;
use sop::usulan::{Naskah, Revision, Usulan};

use crate::api::{
    Answer, ExportPlace, FieldPlace, LetterDraft, LetterExit, LetterPreview, LetterView, LockedLetter,
    Picked, PrintOutcome,
};
use crate::desk::{Desk, Image, KeptLetter, SHARED};
use crate::documents::{self, Viewer};
use crate::fault::{Code, Fault};
use crate::journal::stamp;
use crate::letters_desk::{self, DOTTED, field_text, papers};
use crate::store::{load_known, next_naskah};
use crate::template_ops::TemplateText;
use crate::views;

/// Content of a locked revision, kept as a document: what it was made from, and with which settings.
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct LockedContent {
    kind: String,
    pub(crate) draft: LetterDraft,
    pub(crate) settings: letters::LayoutSettings,
    pub(crate) template: String,
}

/// As what a naskah is rendered.
#[derive(Clone, Copy)]
struct Print<'a> {
    /// Its name in the office, for the file's own data.
    name: &'a str,
    /// Konsep or siap.
    state: LetterState,
    /// Asli or pertinggal.
    copy: CopyKind,
    /// Id and revision for the code on the page; a konsep has none.
    code: Option<(&'a str, u32)>,
}

impl Print<'_> {
    /// A konsep: DRAF, asli, without a name.
    const KONSEP: Print<'static> =
        Print { name: "", state: LetterState::Konsep, copy: CopyKind::Asli, code: None };
}

fn draft_key(usulan: &str, kind: Kind) -> String {
    format!("letter:{usulan}:{kind}")
}

/// File name of an exported letter: ASCII, sortable (facts section 6).
pub(crate) fn file_name(usulan: &str, kind: &str, revision: Option<u32>, etalase: &str) -> String {
    let slug: String = etalase
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .collect();
    let slug: Vec<&str> = slug.split('-').filter(|part| !part.is_empty()).collect();
    let revision = revision.map_or_else(|| "konsep".to_owned(), |revision| format!("R{revision}"));
    format!("{usulan}_{kind}_{}_{revision}.pdf", slug.join("-"))
}

impl Desk {
    pub(crate) fn lambang(&self) -> Result<Option<Vec<u8>>, Fault> {
        match &self.state().office.lambang {
            Some(document) => Ok(Some(self.archive.read_document(documents::sha(document)?)?)),
            None => Ok(None),
        }
    }

    pub(crate) fn kept(
        &self,
        usulan: &str,
        kind: Kind,
    ) -> Result<Option<(KeptLetter, sop::record::Instant)>, Fault> {
        let key = draft_key(usulan, kind);
        let draft = self.archive.read(move |tx| -> Result<_, Fault> { Ok(tx.draft(SHARED, &key)?) })?;
        draft
            .map(|draft| {
                let kept = serde_json::from_str(&draft.body).map_err(Fault::unknown)?;
                let at = chrono::DateTime::parse_from_rfc3339(&draft.at).map_err(Fault::unknown)?;
                Ok((kept, at))
            })
            .transpose()
    }

    /// The konsep of a naskah written anew: its key, number and content.
    fn next_revision(naskah: Option<&Naskah>) -> u32 {
        naskah.map_or(1, |naskah| 1 + naskah.revisions.iter().map(|r| r.ready.revision).max().unwrap_or(0))
    }

    pub(crate) fn with_letter<T>(
        &self,
        id: &str,
        usulan: &Usulan,
        template: &Template,
        make: impl FnOnce(&letters_desk::Desk<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let state = self.state();
        let desk = letters_desk::Desk {
            state: &state,
            id,
            usulan,
            today: self.now().date_naive(),
            template,
            lambang: self.lambang()?,
        };
        make(&desk)
    }

    fn may_write(&self) -> Option<String> {
        let account = self.account()?;
        let today = self.now().date_naive();
        let state = self.state();
        let official = state
            .posts
            .posts
            .iter()
            .filter(|post| post.sop_actor.is_some())
            .any(|post| account.holds(&state.posts, &post.id, today));
        (!account.is(Role::Petugas) && !official).then(|| "act.not_permitted".to_owned())
    }

    pub(crate) fn letter_view(&self, id: &str, kind: Kind) -> Result<LetterView, Fault> {
        let usulan = self.load(id)?;
        let kept = self.kept(id, kind)?;
        let naskah = naskah_in_hand(&usulan, kind).cloned();
        let valid = naskah.as_ref().and_then(Naskah::valid).cloned();
        let state = self.state();
        let template = self.template_of_konsep(kind, kept.as_ref().map(|(kept, _)| kept))?;
        let in_force = state.template(kind).is_some_and(|source| source == &*template.source);
        // A konsep in hand is shown before the revision that is locked already.
        let locked = valid.as_ref().filter(|_| kept.is_none());
        let (draft, revision, saved_at) = match (&kept, locked) {
            (Some((kept, at)), _) => (kept.draft.clone(), kept.revision, Some(*at)),
            (None, Some(locked)) => {
                (self.locked_draft(id, &usulan, kind, locked)?, locked.ready.revision, None)
            }
            (None, None) => {
                let fresh = self.with_letter(id, &usulan, &template.parsed, |desk| Ok(desk.fresh(kind)))?;
                (fresh, Desk::next_revision(naskah.as_ref()), None)
            }
        };
        let locked_view = locked.map(views::usulan::revision_view);
        self.with_letter(id, &usulan, &template.parsed, |desk| {
            Ok(LetterView {
                usulan: id.to_owned(),
                seen: usulan.seen,
                kind: kind.as_str().to_owned(),
                naskah: kept
                    .as_ref()
                    .map(|(kept, _)| kept.naskah.clone())
                    .or_else(|| naskah.as_ref().map(|naskah| naskah.id.clone()))
                    .unwrap_or_default(),
                revision,
                state: if locked.is_some() { "siap" } else { "konsep" }.to_owned(),
                saved_at,
                locked: locked_view,
                fields: letters_desk::form(&template.parsed, &state.office.sifat),
                draft,
                signers: desk.signers(kind),
                route: desk.route(kind),
                recipient_groups: desk.recipient_groups(kind),
                papers: papers(),
                numbered: state.numbering(kind.as_str()).is_some(),
                number_source: state
                    .numbering(kind.as_str())
                    .map_or(NumberSource::Book, |setting| setting.source),
                number_blank: desk.number_blank(kind),
                template_changed: locked.is_none() && !in_force,
                may_be_nota: desk.may_be_nota(kind),
                refused: self.may_write(),
            })
        })
    }

    /// What stood in the form of a locked revision; a fresh form when it was made elsewhere.
    fn locked_draft(
        &self,
        id: &str,
        usulan: &Usulan,
        kind: Kind,
        revision: &Revision,
    ) -> Result<LetterDraft, Fault> {
        match &revision.ready.source {
            RevisionSource::Made { content, .. } => Ok(self.locked_content(content)?.draft),
            RevisionSource::Outside { .. } => self.fresh(id, usulan, kind),
        }
    }

    pub(crate) fn locked_content(&self, content: &str) -> Result<LockedContent, Fault> {
        let bytes = self.archive.read_document(documents::sha(content)?)?;
        serde_json::from_slice(&bytes).map_err(Fault::unknown)
    }

    /// A fresh form on the template in force.
    fn fresh(&self, id: &str, usulan: &Usulan, kind: Kind) -> Result<LetterDraft, Fault> {
        let template = self.template_of_konsep(kind, None)?;
        self.with_letter(id, usulan, &template.parsed, |desk| Ok(desk.fresh(kind)))
    }

    pub(crate) fn open_letter(&self, usulan: &str, kind: &str) -> Result<Answer, Fault> {
        let kind = self.kind_of(kind)?;
        Ok(Answer::OpenLetter(Box::new(self.letter_view(usulan, kind)?)))
    }

    pub(crate) fn save_letter(&self, id: &str, kind: &str, draft: LetterDraft) -> Result<Answer, Fault> {
        let kind = self.kind_of(kind)?;
        // A konsep stays on the template that it is begun with, so that text is kept before the konsep is.
        let begins = self.kept(id, kind)?.is_none();
        let template = if begins { Some(self.keep_template_in_force(kind)?) } else { None };
        self.keep_letter(id, kind, draft, template)?;
        Ok(Answer::SaveLetter(self.now()))
    }

    /// Keeps a konsep; with a template it goes over to that one.
    pub(crate) fn keep_letter(
        &self,
        id: &str,
        kind: Kind,
        draft: LetterDraft,
        template: Option<DocumentId>,
    ) -> Result<(), Fault> {
        let hand = self.hand()?;
        let id = id.to_owned();
        self.archive.write(move |tx| -> Result<(), Fault> {
            let usulan = load_known(tx, &hand.state, &id)?;
            let key = draft_key(&id, kind);
            let earlier = tx.draft(SHARED, &key)?;
            let earlier: Option<KeptLetter> =
                earlier.and_then(|draft| serde_json::from_str(&draft.body).ok());
            let naskah = naskah_in_hand(&usulan, kind);
            let kept = KeptLetter {
                template: template.or_else(|| earlier.as_ref().and_then(|kept| kept.template.clone())),
                naskah: match (earlier.map(|kept| kept.naskah), naskah) {
                    (_, Some(naskah)) => naskah.id.clone(),
                    (Some(naskah), None) => naskah,
                    (None, None) => next_naskah(tx, hand.now.year())?,
                },
                revision: Desk::next_revision(naskah),
                draft,
            };
            let body = serde_json::to_string(&kept).map_err(Fault::unknown)?;
            tx.save_draft(&Draft { account: SHARED.to_owned(), key, body, at: stamp(hand.now) })?;
            Ok(())
        })
    }

    fn rendered(
        &self,
        id: &str,
        usulan: &Usulan,
        template: &TemplateText,
        draft: &LetterDraft,
        print: Print<'_>,
    ) -> Result<Rendered, Fault> {
        self.with_letter(id, usulan, &template.parsed, |desk| {
            let mut data = desk.data(template.parsed.kind, draft, print.name, print.state, print.copy)?;
            data.code =
                print.code.map(|(naskah, revision)| self.archive_code(naskah, revision)).transpose()?;
            Ok(render(&data, &desk.layout(), Some(&template.source))?)
        })
    }

    /// What the code on the page says of this office and this moment: four digits of the hash with which its journal
    /// begins tell the office from another, and the journal's head is witnessed by the paper (PROCEDURE section 2).
    pub(crate) fn archive_code(&self, naskah: &str, revision: u32) -> Result<letters::ArchiveCode, Fault> {
        let (first, head) = self.archive.read(|tx| -> Result<_, Fault> {
            Ok((tx.entry(1)?.map(|first| first.hash.to_string()), tx.head()?))
        })?;
        let office = first.as_deref().and_then(|hash| hash.get(..4)).unwrap_or("0000").to_uppercase();
        Ok(letters::ArchiveCode {
            office,
            naskah: naskah.to_owned(),
            revision,
            recipient: 0,
            head: (head.seq > 0).then(|| head.to_string()),
        })
    }

    pub(crate) fn preview_letter(&self, id: &str, kind: &str, draft: &LetterDraft) -> Result<Answer, Fault> {
        let kind = self.kind_of(kind)?;
        let usulan = self.load(id)?;
        let kept = self.kept(id, kind)?;
        let template = self.template_of_konsep(kind, kept.as_ref().map(|(kept, _)| kept))?;
        let rendered = self.rendered(id, &usulan, &template, draft, Print::KONSEP)?;
        self.shown(rendered).map(Answer::PreviewLetter)
    }

    /// Keeps the pages of a drawn konsep for the preview.
    pub(crate) fn shown(&self, rendered: Rendered) -> Result<LetterPreview, Fault> {
        shown(&self.viewer, rendered)
    }

    /// Locks the konsep: snapshot, render, write and sync the documents; then one short transaction checks that
    /// what it was made from still holds, and appends the event (PROCEDURE section 2).
    pub(crate) fn lock_letter(
        &self,
        id: &str,
        kind: &str,
        seen: u32,
        draft: LetterDraft,
    ) -> Result<Answer, Fault> {
        let kind = self.kind_of(kind)?;
        self.save_letter(id, kind.as_str(), draft.clone())?;
        let usulan = self.load(id)?;
        let hand = self.hand()?;
        crate::store::check_seen(&usulan, seen, hand.zone())?;
        let Some((kept, _)) = self.kept(id, kind)? else {
            return Err(Fault::unknown("the konsep was not kept"));
        };
        let name = format!("{} R{}", kept.naskah, kept.revision);
        let code = Some((kept.naskah.as_str(), kept.revision));
        let siap = |copy| Print { name: &name, state: LetterState::Siap, copy, code };
        let template = self.template_of_konsep(kind, Some(&kept))?;
        let asli = self.rendered(id, &usulan, &template, &draft, siap(CopyKind::Asli))?;
        let file_copy = self.rendered(id, &usulan, &template, &draft, siap(CopyKind::Pertinggal))?;
        let settings = self.with_letter(id, &usulan, &template.parsed, |desk| Ok(desk.layout()))?;
        let content = LockedContent {
            kind: kind.as_str().to_owned(),
            draft: draft.clone(),
            settings,
            template: template.source.to_string(),
        };
        let content = serde_json::to_vec(&content).map_err(Fault::unknown)?;
        let file = |suffix: &str| format!("{} R{}{suffix}", kind.label(), kept.revision);
        let pdf = self.keep_rendered(&file(".pdf"), &asli.pdf, "application/pdf")?;
        let copy = self.keep_rendered(&file(" pertinggal.pdf"), &file_copy.pdf, "application/pdf")?;
        let content = self.keep_rendered(&file(".json"), &content, "application/json")?;
        let revision = ReadyRevision {
            naskah: kept.naskah.clone(),
            kind: kind.as_str().to_owned(),
            lane: lane_of(&usulan, kind.as_str()),
            revision: kept.revision,
            body_hash: asli.body_hash.clone(),
            pdf_sha256: pdf.clone(),
            source: RevisionSource::Made { content, pdf: pdf.clone(), file_copy: Some(copy) },
            signer: draft.signer.clone(),
            signer_outside: false,
            recipients: draft.recipients.clone(),
            negative: field_text(&draft, "kelayakan") == "belum layak",
            numbered: hand.state.numbering(kind.as_str()).is_some(),
            pages: asli.pages,
            text: asli.text.join("\n"),
            subject: subject(kind, &draft, &usulan),
        };
        let seen = self.record_one(id, Some(seen), Act::Ready { revision })?;
        self.drop_kept(id, kind)?;
        Ok(Answer::LockLetter(LockedLetter {
            usulan: id.to_owned(),
            seen,
            naskah: kept.naskah,
            revision: kept.revision,
            document: pdf,
        }))
    }

    fn drop_kept(&self, id: &str, kind: Kind) -> Result<(), Fault> {
        let key = draft_key(id, kind);
        self.archive.write(move |tx| -> Result<_, Fault> { Ok(tx.drop_draft(SHARED, &key)?) })?;
        Ok(())
    }

    pub(crate) fn revise_letter(&self, id: &str, kind: &str) -> Result<Answer, Fault> {
        let kind = self.kind_of(kind)?;
        if self.kept(id, kind)?.is_none() {
            let usulan = self.load(id)?;
            let valid = naskah_in_hand(&usulan, kind).and_then(Naskah::valid);
            let (draft, template) = match valid.map(|valid| &valid.ready.source) {
                // The next revision begins where the locked one stands, its template included.
                Some(RevisionSource::Made { content, .. }) => {
                    let content = self.locked_content(content)?;
                    (content.draft, self.keep_template(kind, &content.template)?)
                }
                Some(RevisionSource::Outside { .. }) | None => {
                    (self.fresh(id, &usulan, kind)?, self.keep_template_in_force(kind)?)
                }
            };
            self.keep_letter(id, kind, draft, Some(template))?;
        }
        Ok(Answer::ReviseLetter(Box::new(self.letter_view(id, kind)?)))
    }

    /// "Pakai dokumen lain…": a document made elsewhere is the next revision.
    pub(crate) fn use_document(
        &self,
        id: &str,
        kind: &str,
        seen: u32,
        document: String,
        editable: Option<String>,
        negative: bool,
    ) -> Result<Answer, Fault> {
        let kind = self.kind_of(kind)?;
        let hand = self.hand()?;
        let bytes = self.archive.read_document(documents::sha(&document)?)?;
        let opened = Document::open(bytes).map_err(|error| crate::fault::of_page(&kind.label(), &error))?;
        let usulan = self.load(id)?;
        crate::store::check_seen(&usulan, seen, hand.zone())?;
        let existing = naskah_in_hand(&usulan, kind);
        let kept = self.kept(id, kind)?;
        let naskah = match (existing, &kept) {
            (Some(naskah), _) => naskah.id.clone(),
            (None, Some((kept, _))) => kept.naskah.clone(),
            (None, None) => {
                let year = hand.now.year();
                self.archive.write(move |tx| next_naskah(tx, year))?
            }
        };
        let fresh = self.fresh(id, &usulan, kind)?;
        let revision = ReadyRevision {
            naskah: naskah.clone(),
            kind: kind.as_str().to_owned(),
            lane: lane_of(&usulan, kind.as_str()),
            revision: Desk::next_revision(existing),
            body_hash: document.clone(),
            pdf_sha256: document.clone(),
            source: RevisionSource::Outside { document: document.clone(), editable },
            signer: fresh.signer.clone(),
            signer_outside: false,
            recipients: fresh.recipients.clone(),
            negative,
            numbered: hand.state.numbering(kind.as_str()).is_some(),
            pages: opened.page_count(),
            text: String::new(),
            subject: subject(kind, &fresh, &usulan),
        };
        let number = revision.revision;
        let seen = self.record_one(id, Some(seen), Act::Ready { revision })?;
        Ok(Answer::UseDocument(LockedLetter {
            usulan: id.to_owned(),
            seen,
            naskah,
            revision: number,
            document,
        }))
    }

    pub(crate) fn letter_out(
        &self,
        id: &str,
        kind: &str,
        revision: Option<u32>,
        exit: LetterExit,
    ) -> Result<Answer, Fault> {
        let kind = self.kind_of(kind)?;
        let usulan = self.load(id)?;
        let name = file_name(id, kind.as_str(), revision, &usulan.etalase.name);
        let Some(number) = revision else {
            let kept = self.kept(id, kind)?.map(|(kept, _)| kept);
            let template = self.template_of_konsep(kind, kept.as_ref())?;
            let draft = match kept {
                Some(kept) => kept.draft,
                None => self.with_letter(id, &usulan, &template.parsed, |desk| Ok(desk.fresh(kind)))?,
            };
            let rendered = self.rendered(id, &usulan, &template, &draft, Print::KONSEP)?;
            return self
                .out(usulan.seen, &name, &kind.label(), &[rendered.pdf], exit, Sides::One)
                .map(Answer::LetterOut);
        };
        let (naskah, found) = revision_of(&usulan, kind, number)?;
        let mut files = vec![self.archive.read_document(documents::sha(&found.ready.pdf_sha256)?)?];
        if let (RevisionSource::Made { file_copy: Some(copy), .. }, LetterExit::Print) =
            (&found.ready.source, exit)
        {
            files.push(self.archive.read_document(documents::sha(copy)?)?);
        }
        let mut outcome = self.out(usulan.seen, &name, &kind.label(), &files, exit, Sides::One)?;
        if exit == LetterExit::Print {
            let act = Act::Print {
                naskah: naskah.id.clone(),
                revision: number,
                printer: outcome.name.clone(),
                copies: u32::try_from(files.len()).unwrap_or(u32::MAX),
            };
            // Handed to the queue already: a printing is repeatable, and a refused note of it loses nothing.
            if let Ok(seen) = self.record_one(id, None, act) {
                outcome.seen = seen;
            }
        }
        Ok(Answer::LetterOut(outcome))
    }

    pub(crate) fn sheet_out(&self, id: &str, kind: &str, exit: LetterExit) -> Result<Answer, Fault> {
        let kind = self.kind_of(kind)?;
        if !matches!(kind, Kind::LembarDisposisi | Kind::LembarKendali) {
            return Err(Fault::new(
                Code::UnknownKind,
                "Hanya lembar disposisi dan lembar kendali yang dicetak dari sini. Tidak ada yang berubah.",
            ));
        }
        let usulan = self.load(id)?;
        let rendered = self.sheet_of(id, &usulan, kind)?;
        let name = file_name(id, kind.as_str(), Some(1), &usulan.etalase.name);
        // What is laid on a desk is kept as it was printed, before it is printed.
        let document = match exit {
            LetterExit::Print => Some(self.keep_rendered(&name, &rendered.pdf, "application/pdf")?),
            LetterExit::Save | LetterExit::Open => None,
        };
        let mut outcome = self.out(usulan.seen, &name, &kind.label(), &[rendered.pdf], exit, Sides::One)?;
        if let Some(document) = document {
            let act = Act::PrintSheet {
                sheet: kind.as_str().to_owned(),
                document,
                printer: outcome.name.clone(),
                copies: 1,
            };
            // Handed to the queue already: a printing is repeatable, and a refused note of it loses nothing.
            if let Ok(seen) = self.record_one(id, None, act) {
                outcome.seen = seen;
            }
        }
        Ok(Answer::SheetOut(outcome))
    }

    /// Keeps what the application drew as a document: its SHA-256.
    fn keep_rendered(&self, name: &str, bytes: &[u8], media: &str) -> Result<String, Fault> {
        let stored = self.archive.store_bytes(name, bytes)?;
        documents::record(&self.archive, &stored, media, Some(name), "rendered", self.hand()?.now)?;
        Ok(stored.sha256().to_string())
    }

    /// A sheet that travels with the map: printed clean, boxes empty. Heads that follow stay empty too.
    pub(crate) fn sheet(
        &self,
        id: &str,
        usulan: &Usulan,
        kind: Kind,
        draft: &LetterDraft,
    ) -> Result<Rendered, Fault> {
        let template = self.template_of_konsep(kind, None)?;
        self.with_letter(id, usulan, &template.parsed, |desk| {
            let mut data = desk.data(kind, draft, id, LetterState::Siap, CopyKind::Asli)?;
            data.code = Some(self.archive_code(&sheet_id(kind, id), 1)?);
            // What the paper will say is no gap in a sheet: a dotted line takes its place.
            for spec in template.parsed.fields.iter().filter(|spec| spec.required) {
                let empty = data.fields.get(&spec.key).is_none_or(letters::FieldValue::is_empty);
                if empty && !matches!(spec.input, letters::Input::Member) {
                    data.fields.insert(spec.key.clone(), letters::FieldValue::Text(DOTTED.to_owned()));
                }
            }
            Ok(render(&data, &desk.layout(), Some(&template.source))?)
        })
    }

    /// A sheet as the usulan makes it, boxes empty.
    pub(crate) fn sheet_of(&self, id: &str, usulan: &Usulan, kind: Kind) -> Result<Rendered, Fault> {
        let draft = self.fresh(id, usulan, kind)?;
        self.sheet(id, usulan, kind, &draft)
    }

    /// Hands files to the way out, if that is paper on one or both of its sides; the answer carries `seen` back.
    pub(crate) fn out(
        &self,
        seen: u32,
        name: &str,
        title: &str,
        files: &[Vec<u8>],
        exit: LetterExit,
        sides: Sides,
    ) -> Result<PrintOutcome, Fault> {
        let mut outcome = PrintOutcome { done: true, name: name.to_owned(), sheets: 0, seen };
        match exit {
            LetterExit::Print => {
                let queues = self.devices.printer.queues().map_err(|error| printer_fault(&error))?;
                let queue = queues.iter().find(|queue| queue.is_default).or(queues.first());
                let queue = queue.map(|queue| queue.name.clone());
                for file in files {
                    let job = PrintJob { queue: queue.clone(), sides, ..PrintJob::titled(title) };
                    self.devices.printer.print(file, &job).map_err(|error| printer_fault(&error))?;
                    let sheets = Document::open(file.clone()).map(|document| document.page_count());
                    outcome.sheets += sheets.unwrap_or(1);
                }
                outcome.name = queue.unwrap_or_default();
            }
            LetterExit::Save => {
                let Some(place) = self.devices.picker.save_place(name) else {
                    return Ok(PrintOutcome { done: false, ..outcome });
                };
                let bytes = files.first().map(Vec::as_slice).unwrap_or_default();
                write_file(&place, bytes)?;
                outcome.name =
                    place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            }
            LetterExit::Open => {
                let bytes = files.first().map(Vec::as_slice).unwrap_or_default();
                let place = std::env::temp_dir().join("Etalase").join(name);
                write_file(&place, bytes)?;
                self.devices.opener.open(&place).map_err(|error| file_fault(&error))?;
            }
        }
        Ok(outcome)
    }

    pub(crate) fn pick_documents(&self) -> Result<Answer, Fault> {
        let hand = self.hand()?;
        let picked = self
            .devices
            .picker
            .pick_documents()
            .iter()
            .map(|path| documents::take(&self.archive, path, documents::Way::Dialog, hand.now))
            .collect::<Vec<Picked>>();
        Ok(Answer::PickDocuments(picked))
    }

    pub(crate) fn save_document(&self, document: &str, name: &str) -> Result<Answer, Fault> {
        let bytes = self.archive.read_document(documents::sha(document)?)?;
        let Some(place) = self.devices.picker.save_place(name) else {
            return Ok(Answer::SaveDocument(ExportPlace { saved: false, name: String::new() }));
        };
        write_file(&place, &bytes)?;
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Answer::SaveDocument(ExportPlace { saved: true, name }))
    }

    pub(crate) fn open_document(&self, document: &str) -> Result<Answer, Fault> {
        let sha = documents::sha(document)?;
        let bytes = self.archive.read_document(sha)?;
        let extension = pages::DocumentKind::of(&bytes).map_or("bin", pages::DocumentKind::extension);
        let name = format!("{}.{extension}", &document[..12.min(document.len())]);
        // A copy: the reader must not hold, lock or change the archive's own file.
        let place = std::env::temp_dir().join("Etalase").join(name);
        write_file(&place, &bytes)?;
        self.devices.opener.open(&place).map_err(|error| file_fault(&error))?;
        Ok(Answer::OpenDocument)
    }

    /// Pages of a document, 0 when it has none.
    pub(crate) fn pages_of(&self, document: &str, media: &str) -> u32 {
        if !(media == "application/pdf" || media.starts_with("image/")) {
            return 0;
        }
        self.opened(document).map_or(0, |document| document.page_count())
    }

    fn opened(&self, document: &str) -> Option<Arc<Document>> {
        self.viewer.document(document, || {
            let sha = documents::sha(document).ok()?;
            Document::open(self.archive.read_document(sha).ok()?).ok()
        })
    }

    /// A page as an image: `preview/<key>/<page>?w=<pixels>` or `document/<sha256>/<page>?w=<pixels>`, pages from 1.
    pub fn image(&self, path: &str) -> Option<Image> {
        self.viewer.image(path, |document| self.opened(document))
    }
}

/// Keeps the pages of a drawn letter in a viewer, for the preview.
pub(crate) fn shown(viewer: &Viewer, rendered: Rendered) -> Result<LetterPreview, Fault> {
    let missing = rendered.missing.iter().filter(|m| m.required).map(|m| m.key.clone()).collect();
    let document = Document::open(rendered.pdf).map_err(|error| documents_fault(&error))?;
    let sizes = (0..document.page_count())
        .filter_map(|page| document.page_size_um(page).ok())
        .map(|size| (micrometres(size.width_um), micrometres(size.height_um)))
        .collect();
    let pictures = viewer.keep_looks(&Arc::new(document), &rendered.looks);
    let places = rendered
        .field_places
        .iter()
        .flat_map(|(key, places)| places.iter().map(move |place| (key, place)))
        .map(|(key, place)| FieldPlace {
            key: key.clone(),
            page: place.page + 1,
            x: micrometres(place.x_um),
            y: micrometres(place.y_um),
            width: micrometres(place.width_um),
            height: micrometres(place.height_um),
        })
        .collect();
    Ok(LetterPreview { pictures, pages: rendered.pages, sizes, missing, places, texts: rendered.text })
}

/// The id of a sheet in its code. It has no naskah of its own (a sheet is drawn anew at each printing), so it is named
/// after the usulan, with a letter for the kind.
fn sheet_id(kind: Kind, usulan: &str) -> String {
    format!("{}{usulan}", if kind == Kind::LembarKendali { 'K' } else { 'D' })
}

pub(crate) fn no_such_revision() -> Fault {
    Fault::new(
        Code::NoSuchRevision,
        "Revisi itu tidak ada pada usulan ini. Tidak ada yang berubah. Buka usulannya lagi.",
    )
}

/// A locked revision of a kind, and the naskah that it belongs to: the newest that has this revision.
pub(crate) fn revision_of(usulan: &Usulan, kind: Kind, revision: u32) -> Result<(&Naskah, &Revision), Fault> {
    usulan
        .naskah
        .values()
        .rev()
        .filter(|naskah| naskah.kind == kind.as_str())
        .find_map(|naskah| naskah.revision(revision).map(|found| (naskah, found)))
        .ok_or_else(no_such_revision)
}

pub(crate) fn micrometres(value: i64) -> u32 {
    u32::try_from(value.max(0)).unwrap_or(u32::MAX)
}

/// The naskah of a kind that is worked at. A surat pengembalian answers one letter of the agency: after the next one
/// another begins.
pub(crate) fn naskah_in_hand(usulan: &Usulan, kind: Kind) -> Option<&Naskah> {
    let since = usulan.letters.last().map_or(0, |(mark, _)| mark.seq);
    usulan.naskah_of_kind(kind.as_str()).filter(|naskah| {
        naskah.kind != RETURN_LETTER || naskah.revisions.last().is_some_and(|last| last.mark.seq > since)
    })
}

/// The output that a kind of naskah is, in the SOP of this usulan.
pub(crate) fn lane_of(usulan: &Usulan, kind: &str) -> Option<String> {
    usulan
        .definition
        .lanes()
        .iter()
        .find(|lane| lane.output.naskah.as_deref() == Some(kind))
        .map(|lane| lane.id().to_owned())
}

/// Hal of a naskah, for the agenda.
fn subject(kind: Kind, draft: &LetterDraft, usulan: &Usulan) -> String {
    let typed = field_text(draft, "hal");
    if !typed.is_empty() {
        return typed;
    }
    let etalase = &usulan.etalase.name;
    match kind {
        Kind::SuratUsulan => "Usulan Pembuatan Etalase Katalog Elektronik Lokal".to_owned(),
        Kind::Telaah => format!("Telaah Usulan Etalase {etalase}"),
        Kind::Pengumuman => format!("Pendaftaran Penyedia Etalase {etalase}"),
        Kind::SuratPemberitahuan => {
            format!("Pemberitahuan Ketersediaan Etalase {etalase} pada Katalog Elektronik Lokal")
        }
        Kind::SURAT_PENGEMBALIAN => format!("Pengembalian Usulan Etalase {etalase}"),
        Kind::LembarDisposisi | Kind::LembarKendali | Kind::Declared(_) => {
            let typed = field_text(draft, "pokok");
            if typed.is_empty() { kind.label() } else { typed }
        }
    }
}

pub(crate) fn documents_fault(error: &pages::PageError) -> Fault {
    Fault::new(
        Code::LetterUnmade,
        "Pratinjau gagal dibuat. Isian Anda tersimpan. Coba lagi, atau salin rincian untuk pengelola.",
    )
    .with("detail", error.to_string())
}

fn printer_fault(error: &DeviceError) -> Fault {
    Fault::new(
        Code::PrinterGone,
        "Printer tidak menjawab. Naskah tersimpan dan tidak berubah. Periksa printer, lalu cetak lagi, atau simpan PDF.",
    )
    .with("detail", error.to_string())
}

/// Writes a copy for the user: complete under its name, or not at all. The same copy that is there already stays: a reader that
/// has it open may hold it.
fn write_file(place: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let write = || -> std::io::Result<()> {
        if std::fs::read(place).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut part = place.as_os_str().to_owned();
        part.push(".bagian");
        std::fs::write(&part, bytes)?;
        files::rename(Path::new(&part), place).inspect_err(|_| {
            // The name is not to be had; what was written beside it is of no use to anybody.
            let _ = files::remove_file(Path::new(&part));
        })
    };
    write().map_err(|error| file_fault(&error))
}

fn file_fault(error: &dyn std::fmt::Display) -> Fault {
    Fault::new(
        Code::FileFailed,
        "Dokumen tidak dapat ditulis atau dibuka. Salinan di kantor aman. Tutup program lain yang memakainya, atau pilih tempat lain.",
    )
    .with("detail", error.to_string())
}
