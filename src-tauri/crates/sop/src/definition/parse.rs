//! From the file to a checked [`Definition`]: first every field for itself, then what refers to something else.

use std::collections::BTreeSet;

use toml::de::DeTable;

use super::place::Place;
use super::reader::{DefinitionError, Located, Problem, Table, syntax};
use super::{
    Actor, Approver, Definition, Identity, Length, Note, Output, Requirement, StandardTime, Step, StepKind,
    WrittenDate, written_date,
};
use crate::sha256::sha256_hex;

/// Step numbers and standard times beyond this are slips of the keyboard.
const MOST_STEPS: u32 = 999;
const MOST_MINUTES: u32 = 100_000;
const MOST_DAYS: u32 = 1_000;

pub(super) fn definition(text: &str) -> Result<Definition, DefinitionError> {
    // A byte order mark is what Windows Notepad puts before the first line; it is part of the hash all the same.
    let source = text.trim_start_matches('\u{feff}');
    let tree = DeTable::parse(source).map_err(|error| syntax(source, &error))?;
    let mut root = Table::root(source, tree.get_ref());

    let id = root.key("id")?.value;
    let identity = identity(root.table("identity")?)?;
    let mut content = root.table("content")?;
    let mut list = |key| content.texts(key, true).map(values);
    let legal_bases = list("legal_bases")?;
    let qualifications = list("qualifications")?;
    let related = list("related")?;
    let equipment = list("equipment")?;
    let warnings = list("warnings")?;
    let records = list("records")?;
    content.finish()?;

    let actors = actors(root.tables("actor")?)?;
    let rows = root.tables("step")?;
    if rows.is_empty() {
        return Err(root.fault("step", Problem::Missing));
    }
    let mut references = References::default();
    let mut steps: Vec<Step> = Vec::with_capacity(rows.len());
    for row in rows {
        let step = step(row, &steps, &actors, &mut references)?;
        steps.push(step);
    }
    references.check(&steps)?;

    let notes = root.tables("note")?;
    let mut definition = Definition {
        id,
        identity,
        legal_bases,
        qualifications,
        related,
        equipment,
        warnings,
        records,
        actors,
        steps,
        notes: Vec::with_capacity(notes.len()),
        hash: sha256_hex(text.as_bytes()),
    };
    for row in notes {
        let note = note(row, &definition)?;
        definition.notes.push(note);
    }
    root.finish()?;
    Ok(definition)
}

fn values(texts: Vec<Located<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

fn identity(mut table: Table<'_, '_>) -> Result<Identity, DefinitionError> {
    let identity = Identity {
        form: table.text("form")?.value,
        heading: values(table.texts("heading", true)?),
        number: table.text("number")?.value,
        created: date(table.text("created")?)?,
        revised: match table.text_or_empty("revised")? {
            Some(text) if !text.value.trim().is_empty() => Some(date(text)?),
            Some(_) | None => None,
        },
        effective: date(table.text("effective")?)?,
        approver: {
            let mut approver = table.table("approver")?;
            let read = Approver {
                post: approver.text("post")?.value,
                name: approver.text("name")?.value,
                rank: approver.text("rank")?.value,
                nip: approver.text("nip")?.value,
            };
            approver.finish()?;
            read
        },
        title: table.text("title")?.value,
    };
    if identity.heading.is_empty() {
        return Err(table.fault("heading", Problem::Empty));
    }
    table.finish()?;
    Ok(identity)
}

fn date(text: Located<String>) -> Result<WrittenDate, DefinitionError> {
    match written_date(&text.value) {
        Some(date) => Ok(WrittenDate { text: text.value, date }),
        None => Err(text.fault(Problem::NotADate(text.value.clone()))),
    }
}

fn actors(rows: Vec<Table<'_, '_>>) -> Result<Vec<Actor>, DefinitionError> {
    let mut actors: Vec<Actor> = Vec::with_capacity(rows.len());
    for mut row in rows {
        let id = row.key("id")?;
        if actors.iter().any(|actor| actor.id == id.value) {
            return Err(id.fault(Problem::DuplicateKey(id.value.clone())));
        }
        actors.push(Actor { id: id.value, name: row.text("name")?.value, proposer: row.flag("proposer")? });
        row.finish()?;
    }
    Ok(actors)
}

fn step(
    mut row: Table<'_, '_>,
    earlier: &[Step],
    actors: &[Actor],
    references: &mut References,
) -> Result<Step, DefinitionError> {
    let number = row.number("number", 1, MOST_STEPS)?;
    if earlier.iter().any(|step| step.number == number.value) {
        return Err(number.fault(Problem::DuplicateStep(number.value)));
    }
    if let Some(before) = earlier.last().filter(|before| number.value < before.number) {
        return Err(number.fault(Problem::OutOfOrder { number: number.value, after: before.number }));
    }
    let kind = kind(&row.text("kind")?)?;
    let name = row.text("name")?.value;
    let act = row.text("act")?.value;
    let actor = row.key("actor")?;
    if !actors.iter().any(|known| known.id == actor.value) {
        return Err(actor.fault(Problem::UnknownActor(actor.value.clone())));
    }

    let choices = values(row.texts("choices", false)?);
    let lanes = row.texts("decides", false)?;
    let correction = row.optional_number("correction_to", 1, MOST_STEPS)?;
    if kind == StepKind::Decide {
        let target = correction.clone().ok_or_else(|| row.fault("correction_to", Problem::Missing))?;
        if lanes.is_empty() {
            return Err(row.fault("decides", Problem::Missing));
        }
        references.decisions.extend(lanes.iter().map(|lane| Decision {
            step: number.value,
            lane: lane.clone(),
            correction: target.clone(),
        }));
    } else if let Some(key) = ["choices", "decides", "correction_to"].into_iter().find(|key| row.has(key)) {
        return Err(row.fault(key, Problem::NotForThisKind("decide")));
    }
    let next = row.optional_number("next", 1, MOST_STEPS)?;
    if let Some(next) = &next {
        references.jumps.push((number.value, next.clone()));
    }

    let decides = values(lanes);
    let step = Step {
        number: number.value,
        kind,
        name,
        act,
        choices,
        actor: actor.value,
        actor_inferred: row.flag("actor_inferred")?,
        requirements_heading: or_empty(row.optional_text("requirements_heading")?),
        requirements: requirements(row.tables("requirement")?, references)?,
        time: time(row.table("time")?)?,
        outputs_heading: or_empty(row.optional_text("outputs_heading")?),
        outputs: outputs(row.tables("output")?, &decides, references)?,
        decides,
        correction_to: correction.map(|target| target.value),
        next: next.map(|next| next.value),
        remark: or_empty(row.text_or_empty("remark")?),
    };
    row.finish()?;
    Ok(step)
}

fn or_empty(text: Option<Located<String>>) -> String {
    text.map_or_else(String::new, |text| text.value)
}

fn kind(text: &Located<String>) -> Result<StepKind, DefinitionError> {
    StepKind::ALL
        .into_iter()
        .find(|kind| kind.word() == text.value)
        .ok_or_else(|| text.fault(Problem::UnknownKind(text.value.clone())))
}

fn time(mut table: Table<'_, '_>) -> Result<StandardTime, DefinitionError> {
    let text = table.text("text")?.value;
    let minutes = table.optional_number("minutes", 1, MOST_MINUTES)?;
    let days = table.optional_number("days", 1, MOST_DAYS)?;
    let length = match (minutes, days) {
        (None, None) => Length::None,
        (Some(minutes), None) => Length::Minutes(minutes.value),
        (None, Some(days)) => Length::Days(days.value),
        (Some(_), Some(days)) => return Err(days.fault(Problem::TwoLengths)),
    };
    table.finish()?;
    Ok(StandardTime { text, length })
}

fn requirements(
    rows: Vec<Table<'_, '_>>,
    references: &mut References,
) -> Result<Vec<Requirement>, DefinitionError> {
    let mut requirements = Vec::with_capacity(rows.len());
    for mut row in rows {
        let text = row.text("text")?.value;
        let output = row.optional_key("output")?;
        let outside = row.flag("outside")?;
        if outside && output.is_some() {
            return Err(row.fault("outside", Problem::TwoSources));
        }
        requirements.push(Requirement {
            text,
            output: output.as_ref().map(|output| output.value.clone()),
            outside,
        });
        references.requirements.extend(output);
        row.finish()?;
    }
    Ok(requirements)
}

fn outputs(
    rows: Vec<Table<'_, '_>>,
    decides: &[String],
    references: &mut References,
) -> Result<Vec<Output>, DefinitionError> {
    let mut outputs = Vec::with_capacity(rows.len());
    for mut row in rows {
        let id = row.key("id")?;
        if !references.outputs.insert(id.value.clone()) {
            return Err(id.fault(Problem::DuplicateKey(id.value.clone())));
        }
        let text = row.text("text")?.value;
        let naskah = row.optional_key("naskah")?.map(|naskah| naskah.value);
        let approves = row.optional_key("approves")?;
        if let Some(lane) = approves.as_ref().filter(|lane| !decides.contains(&lane.value)) {
            return Err(lane.fault(Problem::ApprovesOther(lane.value.clone())));
        }
        outputs.push(Output { id: id.value, text, naskah, approves: approves.map(|lane| lane.value) });
        row.finish()?;
    }
    Ok(outputs)
}

fn note(mut row: Table<'_, '_>, definition: &Definition) -> Result<Note, DefinitionError> {
    let mut at = Vec::new();
    for place in row.texts("at", true)? {
        let found = Place::parse(&place.value).filter(|found| found.exists_in(definition));
        at.push(found.ok_or_else(|| place.fault(Problem::UnknownPlace(place.value.clone())))?);
    }
    if at.is_empty() {
        return Err(row.fault("at", Problem::Empty));
    }
    let note = Note { at, text: row.text("text")?.value, source: row.text("source")?.value };
    row.finish()?;
    Ok(note)
}

/// One lane that a step decides on, and where its correction leads.
struct Decision {
    step: u32,
    lane: Located<String>,
    correction: Located<u32>,
}

/// What the steps say about each other, checked when all of them are known.
#[derive(Default)]
struct References {
    outputs: BTreeSet<String>,
    requirements: Vec<Located<String>>,
    decisions: Vec<Decision>,
    jumps: Vec<(u32, Located<u32>)>,
}

impl References {
    fn check(&self, steps: &[Step]) -> Result<(), DefinitionError> {
        if let Some(output) = self.requirements.iter().find(|output| !self.outputs.contains(&output.value)) {
            return Err(output.fault(Problem::UnknownOutput(output.value.clone())));
        }
        for (index, decision) in self.decisions.iter().enumerate() {
            decision.check(steps, self.decisions.get(..index).unwrap_or_default())?;
        }
        for (number, next) in &self.jumps {
            if !steps.iter().any(|step| step.number == next.value) {
                return Err(next.fault(Problem::UnknownStep(next.value)));
            }
            if next.value <= *number {
                return Err(next.fault(Problem::NotForward(*number)));
            }
        }
        Ok(())
    }
}

impl Decision {
    fn check(&self, steps: &[Step], earlier: &[Decision]) -> Result<(), DefinitionError> {
        let lane = &self.lane;
        let makes_it = |step: &&Step| step.outputs.iter().any(|output| output.id == lane.value);
        let Some(writer) = steps.iter().find(makes_it) else {
            return Err(lane.fault(Problem::UnknownOutput(lane.value.clone())));
        };
        if writer.kind != StepKind::Write {
            return Err(lane.fault(Problem::NotALane(lane.value.clone())));
        }
        if let Some(other) = earlier.iter().find(|other| other.lane.value == lane.value) {
            return Err(lane.fault(Problem::DecidedTwice { lane: lane.value.clone(), step: other.step }));
        }
        if writer.number > self.step {
            let problem = Problem::DecidedTooEarly { lane: lane.value.clone(), writer: writer.number };
            return Err(lane.fault(problem));
        }
        if !steps.iter().any(|step| step.number == self.correction.value) {
            return Err(self.correction.fault(Problem::UnknownStep(self.correction.value)));
        }
        if self.correction.value != writer.number {
            let problem = Problem::CorrectionElsewhere { lane: lane.value.clone(), writer: writer.number };
            return Err(self.correction.fault(problem));
        }
        Ok(())
    }
}
