//! The SOP on paper: the sheet of the definition in force, and the one that an usulan lived.

use std::sync::Arc;

use base64::Engine;
use devices::Sides;
use letters::SopSheet;
use pages::Document;

use crate::api::{Answer, LetterExit, LetterPreview};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::letter_ops::{documents_fault, micrometres};
use crate::letters_desk::layout;
use crate::views;

/// A sheet made ready, with its names for people and for a file.
struct Ready {
    sheet: SopSheet,
    title: String,
    file: String,
    seen: u32,
}

impl Desk {
    /// The SOP's own sheet, or that of an usulan, on the version of the SOP with which it began.
    fn sop_ready(&self, usulan: Option<&str>) -> Result<Ready, Fault> {
        let state = self.state();
        let settings = layout(&state.office).unwrap_or_default();
        let Some(id) = usulan else {
            let lambang =
                self.lambang()?.map(|bytes| base64::engine::general_purpose::STANDARD.encode(bytes));
            let sheet = letters::sop_sheet(&state.definition, lambang.as_deref(), &settings)?;
            let file = format!("SOP_{}.pdf", state.definition.id);
            return Ok(Ready { sheet, title: "Lembar SOP".to_owned(), file, seen: 0 });
        };
        let found = self.load(id)?;
        let lived = self.look(|look| views::lived::lived(id, &found, look));
        let sheet = letters::lived_sheet(&found.definition, &lived, &settings)?;
        Ok(Ready {
            sheet,
            title: "Lembar SOP sebagaimana dijalani".to_owned(),
            file: format!("{id}_lembar-sop-dijalani.pdf"),
            seen: found.seen,
        })
    }

    pub(crate) fn sop_sheet(&self, usulan: Option<&str>) -> Result<Answer, Fault> {
        let sheet = self.sop_ready(usulan)?.sheet;
        let key = archive::sha::Sha256::of(&sheet.pdf).to_string();
        let document = Document::open(sheet.pdf).map_err(|error| documents_fault(&error))?;
        self.viewer.keep(&key, &Arc::new(document));
        let size = (micrometres(sheet.paper_um.0), micrometres(sheet.paper_um.1));
        Ok(Answer::SopSheet(LetterPreview {
            pictures: (1..=sheet.pages).map(|page| format!("preview/{key}/{page}")).collect(),
            pages: sheet.pages,
            sizes: vec![size; usize::try_from(sheet.pages).unwrap_or(0)],
            missing: Vec::new(),
            places: Vec::new(),
            texts: sheet.text,
        }))
    }

    /// Prints, saves or opens a sheet. It says what the journal says, so its printing is no event of the usulan.
    pub(crate) fn sop_sheet_out(&self, usulan: Option<&str>, exit: LetterExit) -> Result<Answer, Fault> {
        let ready = self.sop_ready(usulan)?;
        let outcome =
            self.out(ready.seen, &ready.file, &ready.title, &[ready.sheet.pdf], exit, Sides::One)?;
        Ok(Answer::SopSheetOut(outcome))
    }
}
