//! `letter`: one naskah from plain data, and a look at a finished one. `sop sheet`: the SOP on paper.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use clap::Args;
use letters::{Kind, LayoutSettings, LetterError, NaskahData, Template, example, example_of, render};
use office::Fault;
use sop::definition::Definition;

use crate::{End, Outcome, answer, read};

/// Render one naskah from plain data, print an example of such data, or check a finished PDF (`letter check FILE`).
#[derive(Args)]
pub(crate) struct Letter {
    /// Kind of naskah, e.g. `telaah`; or `check`, to see what PDF/A-2b and PDF/UA-1 ask of a file and what it has.
    kind: String,
    /// Print complete example data instead of rendering.
    #[arg(long, conflicts_with_all = ["data", "out", "settings"])]
    example: bool,
    /// The data, JSON; the PDF to check.
    #[arg(required_unless_present = "example")]
    data: Option<PathBuf>,
    /// Where the PDF goes.
    out: Option<PathBuf>,
    /// Layout settings, JSON.
    #[arg(long)]
    settings: Option<PathBuf>,
    /// A template of one's own, also of a kind of one's own; the delivered one without it.
    #[arg(long)]
    template: Option<PathBuf>,
}

/// A letter that cannot be made, with its own words as detail.
pub(crate) fn refused(error: LetterError) -> End {
    let words = error.to_string();
    End::from(Fault::from(error).with("detail", words))
}

/// Every demand with what was found; 1 if one of them does not hold.
fn look(file: &Path) -> Outcome {
    let bytes = fs::read(file).map_err(|error| End::Wrong(format!("{}: {error}", file.display())))?;
    let report =
        letters::check(&bytes).map_err(|error| End::Wrong(format!("{}: {error}", file.display())))?;
    answer(&report)?;
    if report.holds { Ok(()) } else { Err(End::Found) }
}

fn settings(file: Option<&Path>) -> Result<LayoutSettings, End> {
    match file {
        Some(file) => LayoutSettings::from_json(&read(file)?).map_err(refused),
        None => Ok(LayoutSettings::default()),
    }
}

/// Draws the sheet of a definition to a file.
pub(crate) fn sop_sheet(file: &Path, out: &Path, layout: Option<&Path>, lambang: Option<&Path>) -> Outcome {
    let wrong =
        |file: &Path, error: &dyn std::fmt::Display| End::Wrong(format!("{}: {error}", file.display()));
    let definition = Definition::parse(&read(file)?).map_err(|error| wrong(file, &error))?;
    let lambang = lambang
        .map(|file| fs::read(file).map_err(|error| wrong(file, &error)))
        .transpose()?
        .map(|bytes| base64::engine::general_purpose::STANDARD.encode(bytes));
    let sheet = letters::sop_sheet(&definition, lambang.as_deref(), &settings(layout)?).map_err(refused)?;
    fs::write(out, &sheet.pdf).map_err(|error| wrong(out, &error))?;
    answer(&serde_json::json!({ "pages": sheet.pages, "bytes": sheet.pdf.len() }))
}

pub(crate) fn perform(letter: Letter) -> Outcome {
    if letter.kind == "check" {
        return match (&letter.data, &letter.out) {
            (Some(file), None) => look(file),
            (None, _) | (_, Some(_)) => Err(End::Wrong("letter check FILE: one PDF".to_owned())),
        };
    }
    let template = letter.template.as_deref().map(read).transpose()?;
    // A kind that is not delivered is whatever its template says.
    let kind = if template.is_some() { Kind::named(&letter.kind) } else { letter.kind.parse() };
    let kind = kind.map_err(|error| End::Wrong(error.to_string()))?;
    if letter.example {
        return match &template {
            Some(source) => answer(&example_of(&Template::parse(kind, source).map_err(refused)?)),
            None => answer(&example(kind)),
        };
    }
    let (Some(data), Some(out)) = (letter.data, letter.out) else {
        return Err(End::Wrong("DATA.json and OUT.pdf are needed".to_owned()));
    };
    let data = NaskahData::from_json(&read(&data)?).map_err(refused)?;
    if data.kind != kind {
        return Err(End::Wrong(format!("the data are of a {}, not of a {kind}", data.kind)));
    }
    let settings = settings(letter.settings.as_deref())?;
    let rendered = render(&data, &settings, template.as_deref()).map_err(refused)?;
    fs::write(&out, &rendered.pdf).map_err(|error| End::Wrong(format!("{}: {error}", out.display())))?;
    answer(&serde_json::json!({
        "pages": rendered.pages,
        "bytes": rendered.pdf.len(),
        "body_hash": rendered.body_hash,
        "missing": rendered.missing,
        "warnings": rendered.warnings,
    }))
}
