//! The requests about templates: the text that is in force for a kind of naskah, the editor's preview, and the change
//! as an event. A change alters no naskah that is issued or siap: those keep the text that they were made from, and a
//! konsep in hand stays on its own until the new one is taken (PROCEDURE sections 2 and 5).

use std::sync::Arc;

use letters::{Kind, LayoutSettings, LetterError, State as LetterState, Template, example_of, render};
use similar::{ChangeTag, TextDiff};
use sop::record::DocumentId;

use crate::api::{
    Answer, LineChange, TemplateFault, TemplateInfo, TemplateLine, TemplatePreview, TemplateView,
};
use crate::delivered::KINDS;
use crate::desk::{Desk, KeptLetter};
use crate::documents;
use crate::fault::{Code, Fault};
use crate::letters_desk;
use crate::state::{SettingEvent, State};

/// Media type of a template's text.
const MARKDOWN: &str = "text/markdown";
/// Kinds that an office may make of its own.
const MAX_OWN_KINDS: usize = 40;

/// A template as a letter is made from it.
pub(crate) struct TemplateText {
    pub(crate) parsed: Template,
    pub(crate) source: Arc<str>,
}

/// Under which key an account's unfinished text is kept.
pub(crate) fn draft_key(kind: Kind) -> String {
    format!("template:{kind}")
}

impl Desk {
    /// The kind of naskah with this name: a delivered one, or one that the office made.
    pub(crate) fn kind_of(&self, name: &str) -> Result<Kind, Fault> {
        let own = || Kind::named(name).ok().filter(|kind| self.state().template(*kind).is_some());
        name.parse().ok().or_else(own).ok_or_else(|| {
            Fault::new(
                Code::UnknownKind,
                format!("Jenis naskah “{name}” tidak dikenal. Tidak ada yang berubah. Pilih jenis naskah dari usulannya."),
            )
        })
    }

    /// The template that a konsep is on; the one in force where nothing is kept yet.
    pub(crate) fn template_of_konsep(
        &self,
        kind: Kind,
        kept: Option<&KeptLetter>,
    ) -> Result<TemplateText, Fault> {
        let source: Arc<str> = match kept.and_then(|kept| kept.template.as_deref()) {
            Some(document) => {
                let bytes = self.archive.read_document(documents::sha(document)?)?;
                String::from_utf8(bytes).map_err(Fault::unknown)?.into()
            }
            None => in_force(&self.state(), kind)?,
        };
        Ok(TemplateText { parsed: Template::parse(kind, &source)?, source })
    }

    /// Keeps the text that is in force as a document: what a konsep is begun with.
    pub(crate) fn keep_template_in_force(&self, kind: Kind) -> Result<DocumentId, Fault> {
        let state = self.state();
        match state.templates.get(kind.as_str()) {
            Some(set) => Ok(set.document.clone()),
            None => self.keep_template(kind, &in_force(&state, kind)?),
        }
    }

    /// Keeps a template's text as a document.
    pub(crate) fn keep_template(&self, kind: Kind, source: &str) -> Result<DocumentId, Fault> {
        let name = format!("{kind}.md");
        let stored = self.archive.store_bytes(&name, source.as_bytes())?;
        documents::record(&self.archive, &stored, MARKDOWN, Some(&name), "template", self.hand()?.now)?;
        Ok(stored.sha256().to_string())
    }

    /// "Pakai naskah baru": the konsep goes over to the template in force. What the new one does not know of the form is
    /// left out of it; what it asks for beside is proposed.
    pub(crate) fn take_template(&self, id: &str, kind: &str) -> Result<Answer, Fault> {
        let kind = self.kind_of(kind)?;
        if let Some((kept, _)) = self.kept(id, kind)? {
            let usulan = self.load(id)?;
            let template = self.template_of_konsep(kind, None)?;
            let fresh = self.with_letter(id, &usulan, &template.parsed, |desk| Ok(desk.fresh(kind)))?;
            let mut draft = kept.draft;
            let typed = std::mem::take(&mut draft.fields);
            draft.fields = fresh.fields;
            for (key, content) in typed {
                if let Some(place) = draft.fields.get_mut(&key)
                    && std::mem::discriminant(place) == std::mem::discriminant(&content)
                {
                    *place = content;
                }
            }
            let document = self.keep_template_in_force(kind)?;
            self.keep_letter(id, kind, draft, Some(document))?;
        }
        Ok(Answer::TakeTemplate(Box::new(self.letter_view(id, kind)?)))
    }

    pub(crate) fn templates(&self) -> Vec<TemplateInfo> {
        self.state().templates()
    }

    pub(crate) fn open_template(&self, kind: &str) -> Result<TemplateView, Fault> {
        let kind = self.kind_of(kind)?;
        let state = self.state();
        let source = in_force(&state, kind)?;
        let key = draft_key(kind);
        let draft = match self.account() {
            Some(account) => {
                self.archive.read(move |tx| -> Result<_, Fault> { Ok(tx.draft(&account.id, &key)?) })?
            }
            None => None,
        };
        let typed = draft.and_then(|draft| {
            let text: String = serde_json::from_str(&draft.body).ok()?;
            let at = chrono::DateTime::parse_from_rfc3339(&draft.at).ok()?;
            (text != *source).then_some((text, at))
        });
        Ok(TemplateView {
            kind: kind.as_str().to_owned(),
            title: title(&state, kind),
            source: source.to_string(),
            delivered: letters::delivered(kind).map(str::to_owned),
            saved_at: typed.as_ref().map(|(_, at)| *at),
            draft: typed.map(|(text, _)| text),
            refused: self.admin().err().map(|_| "act.not_permitted".to_owned()),
        })
    }

    pub(crate) fn preview_template(&self, kind: &str, source: &str) -> Result<Answer, Fault> {
        let kind = named(kind)?;
        let state = self.state();
        let drawn = self.draw(&state, kind, source);
        let (letter, fault) = match drawn {
            Ok(letter) => (Some(letter), None),
            Err(fault) => (None, Some(fault)),
        };
        let parsed = Template::parse(kind, source).or_else(|error| {
            let source = state.template(kind).ok_or(error)?;
            Template::parse(kind, source)
        });
        Ok(Answer::PreviewTemplate(Box::new(TemplatePreview {
            letter,
            fault,
            fields: parsed.map(|parsed| letters_desk::form(&parsed, &state.office.sifat)).unwrap_or_default(),
            difference: letters::delivered(kind).map(|old| difference(old, source)).unwrap_or_default(),
            in_force: state.template(kind).is_some_and(|text| text == source),
        })))
    }

    /// The pages of a template on example data, on the office's own paper; what is wrong, as the editor shows it.
    fn draw(
        &self,
        state: &State,
        kind: Kind,
        source: &str,
    ) -> Result<crate::api::LetterPreview, TemplateFault> {
        let parsed = Template::parse(kind, source).map_err(|error| fault_of(&error))?;
        let mut data = example_of(&parsed);
        // A field without an example shows its name, as an empty one does in a konsep.
        data.state = LetterState::Konsep;
        let paper = letters::Paper::named(&state.office.paper).unwrap_or(letters::Paper::A4);
        let settings = LayoutSettings { paper, ..LayoutSettings::default() };
        let rendered = render(&data, &settings, Some(source)).map_err(|error| fault_of(&error))?;
        self.shown(rendered).map_err(|fault| TemplateFault { line: None, message: fault.message })
    }

    pub(crate) fn save_template(&self, kind: &str, source: &str) -> Result<Answer, Fault> {
        let hand = self.admin()?;
        let kind = named(kind)?;
        let own = letters::delivered(kind).is_none();
        let owned = hand.state.templates.keys().filter(|name| {
            Kind::named(name).is_ok_and(|kind| letters::delivered(kind).is_none()) && *name != kind.as_str()
        });
        if own && owned.count() >= MAX_OWN_KINDS {
            return Err(Fault::setting(format!(
                "Kantor ini sudah mempunyai {MAX_OWN_KINDS} jenis naskah sendiri. Tidak ada yang berubah. Pakai salah satunya."
            )));
        }
        let source = source.replace("\r\n", "\n");
        let parsed = Template::parse(kind, &source).map_err(|error| refused(&error))?;
        let mut data = example_of(&parsed);
        data.state = LetterState::Konsep;
        render(&data, &LayoutSettings::default(), Some(&source)).map_err(|error| refused(&error))?;
        if hand.state.template(kind) != Some(source.as_str()) {
            // The delivered text is no text of the office's own.
            let document = match letters::delivered(kind) {
                Some(delivered) if delivered == source => None,
                _ => Some(self.keep_template(kind, &source)?),
            };
            self.set(SettingEvent::TemplateSet { naskah: kind.as_str().to_owned(), document })?;
        }
        self.drop_template_draft(kind)?;
        Ok(Answer::SaveTemplate(self.open_template(kind.as_str())?))
    }

    pub(crate) fn restore_template(&self, kind: &str) -> Result<Answer, Fault> {
        let hand = self.admin()?;
        let kind = self.kind_of(kind)?;
        if letters::delivered(kind).is_none() {
            return Err(Fault::setting(
                "Jenis naskah ini dibuat kantor sendiri; tidak ada naskah bawaannya. Tidak ada yang berubah.",
            ));
        }
        if hand.state.templates.contains_key(kind.as_str()) {
            self.set(SettingEvent::TemplateSet { naskah: kind.as_str().to_owned(), document: None })?;
        }
        self.drop_template_draft(kind)?;
        Ok(Answer::RestoreTemplate(self.open_template(kind.as_str())?))
    }

    fn drop_template_draft(&self, kind: Kind) -> Result<(), Fault> {
        let hand = self.hand()?;
        let key = draft_key(kind);
        self.archive.write(move |tx| -> Result<(), Fault> {
            tx.drop_draft(&hand.account.id, &key)?;
            Ok(())
        })
    }
}

impl State {
    /// The templates of the kinds of naskah, in the order of the procedure, the office's own kinds last.
    pub(crate) fn templates(&self) -> Vec<TemplateInfo> {
        let delivered = KINDS.into_iter().filter_map(|kind| kind.parse::<Kind>().ok());
        let rest = Kind::ALL.into_iter().filter(|kind| !KINDS.contains(&kind.as_str()));
        let own = self.templates.keys().filter_map(|kind| Kind::named(kind).ok());
        let own = own.filter(|kind| letters::delivered(*kind).is_none());
        delivered
            .chain(rest)
            .chain(own)
            .map(|kind| TemplateInfo {
                kind: kind.as_str().to_owned(),
                title: title(self, kind),
                changed: self.templates.contains_key(kind.as_str()),
                own: letters::delivered(kind).is_none(),
            })
            .collect()
    }
}

fn in_force(state: &State, kind: Kind) -> Result<Arc<str>, Fault> {
    state
        .template(kind)
        .map(Arc::from)
        .ok_or_else(|| Fault::unknown(format!("no template of {kind} is in force")))
}

fn named(kind: &str) -> Result<Kind, Fault> {
    Kind::named(kind).map_err(|_| {
        Fault::setting(format!(
            "“{kind}” tidak dapat menjadi nama jenis naskah: huruf kecil, angka, dan tanda hubung, misalnya berita-acara. Tidak ada yang berubah."
        ))
    })
}

/// What a kind is called: as its template says, for a kind of the program by its own name.
fn title(state: &State, kind: Kind) -> String {
    match kind {
        Kind::Declared(_) => {
            let parsed = state.template(kind).and_then(|source| Template::parse(kind, source).ok());
            parsed.map_or_else(|| kind.label(), |parsed| parsed.title)
        }
        _ => kind.label(),
    }
}

fn fault_of(error: &LetterError) -> TemplateFault {
    match error {
        LetterError::Template { line, problem, .. } => {
            TemplateFault { line: Some(*line), message: capital(problem) }
        }
        other => TemplateFault { line: None, message: capital(&other.to_string()) },
    }
}

/// A text that is not put in force: the fault's own sentence, and what is safe.
fn refused(error: &LetterError) -> Fault {
    let words = error.to_string();
    let stop = if words.ends_with('.') { "" } else { "." };
    let fault = Fault::new(
        Code::Template,
        format!("{words}{stop} Naskah yang lama tetap berlaku, tulisan Anda tersimpan. Perbaiki baris itu."),
    );
    match error {
        LetterError::Template { line, .. } => fault.with("line", line.to_string()),
        _ => fault,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The delivered text and this one, line by line.
fn difference(delivered: &str, source: &str) -> Vec<TemplateLine> {
    let source = source.replace("\r\n", "\n");
    TextDiff::from_lines(delivered, &source)
        .iter_all_changes()
        .map(|change| TemplateLine {
            change: match change.tag() {
                ChangeTag::Equal => LineChange::Same,
                ChangeTag::Insert => LineChange::Added,
                ChangeTag::Delete => LineChange::Removed,
            },
            text: change.value().trim_end_matches('\n').to_owned(),
        })
        .collect()
}
