//! What is odd about an SOP that loads: it reports, it fixes nothing (DESIGN 4).

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use ts_rs::TS;

use crate::definition::{Definition, IdentityField, Length, List, Place, Step, StepKind, StepPart};

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Most likely a slip of the document.
    Warning,
    /// The procedure cannot run as written.
    Fault,
}

/// What a finding is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The number does not look like a letter number.
    OddNumber,
    /// A legal basis is listed twice.
    DuplicateLegalBasis,
    /// An actor without a step.
    IdleActor,
    /// A step that no way through the procedure reaches.
    UnreachableStep,
    /// A unit is called by another kind of unit than the office's own.
    ClashingUnit,
    /// A step without a standard time.
    MissingTime,
    /// The words of a standard time say something else than its number.
    TimeMismatch,
    /// A requirement that no step makes and that does not come from outside.
    UnmetRequirement,
    /// A requirement that is made only at that step or after it.
    LateRequirement,
    /// An output that no step requires.
    UnusedOutput,
    /// A written output that no step decides on.
    UndecidedLane,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub rule: Rule,
    /// Where it is.
    pub place: Place,
    /// The finding in a sentence, in Indonesian.
    pub sentence: String,
}

/// Examines a definition. `own_unit` is the name of the office's unit, such as "Bagian Pengadaan Barang dan Jasa";
/// without it the last line of the document's heading is taken. Findings come in the order of the document:
/// identity, legal bases, actors, steps.
#[must_use]
pub fn lint(definition: &Definition, own_unit: Option<&str>) -> Vec<Finding> {
    let mut report = Report { findings: Vec::new() };
    let heading = definition.identity.heading.last().map_or("", String::as_str);
    let unit = Unit::read(own_unit.unwrap_or(heading));
    number(definition, &mut report);
    lists(definition, unit.as_ref(), &mut report);
    duplicate_legal_bases(definition, &mut report);
    idle_actors(definition, &mut report);
    let reached = reached_steps(definition);
    for (index, step) in definition.steps.iter().enumerate() {
        let is_last = index + 1 == definition.steps.len();
        if !reached.contains(&step.number) {
            let sentence = format!("Langkah {} tidak dapat dicapai dari langkah pertama.", step.number);
            report.add(Severity::Fault, Rule::UnreachableStep, at(step, StepPart::Whole), sentence);
        }
        words(step, unit.as_ref(), &mut report);
        time(step, &mut report);
        requirements(definition, step, &mut report);
        outputs(definition, step, is_last, &mut report);
    }
    report.findings
}

struct Report {
    findings: Vec<Finding>,
}

impl Report {
    fn add(&mut self, severity: Severity, rule: Rule, place: Place, sentence: String) {
        self.findings.push(Finding { severity, rule, place, sentence });
    }
}

fn at(step: &Step, part: StepPart) -> Place {
    Place::Step(step.number, part)
}

/// A letter number of the regency has four parts and no spaces: classification, running number, unit, year
/// (facts 0 no. 1).
fn number(definition: &Definition, report: &mut Report) {
    let number = &definition.identity.number;
    let parts = number.split('/').count();
    let spaced = number.chars().any(char::is_whitespace);
    let reason = match (spaced, parts) {
        (false, 4) => return,
        (true, 4) => "memuat spasi".to_owned(),
        (false, parts) => format!("terdiri atas {parts} bagian"),
        (true, parts) => format!("memuat spasi dan terdiri atas {parts} bagian"),
    };
    let sentence = format!(
        "Nomor \"{number}\" {reason}; nomor yang lazim ditulis tanpa spasi dalam 4 bagian: klasifikasi, urut, unit, tahun."
    );
    report.add(Severity::Warning, Rule::OddNumber, Place::Identity(IdentityField::Number), sentence);
}

fn lists(definition: &Definition, unit: Option<&Unit>, report: &mut Report) {
    for list in List::ALL {
        for (entry, index) in list.entries(definition).iter().zip(1..) {
            clashing_unit(unit, entry, &Place::Entry(list, index), report);
        }
    }
}

fn duplicate_legal_bases(definition: &Definition, report: &mut Report) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (text, index) in definition.legal_bases.iter().zip(1..) {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let key = words.trim_end_matches(['.', ';', ',', ' ']).to_owned();
        match first.get(&key) {
            Some(earlier) => {
                let sentence = format!("Dasar hukum {index} sama dengan dasar hukum {earlier}.");
                let place = Place::Entry(List::LegalBasis, index);
                report.add(Severity::Warning, Rule::DuplicateLegalBasis, place, sentence);
            }
            None => {
                first.insert(key, index);
            }
        }
    }
}

fn idle_actors(definition: &Definition, report: &mut Report) {
    for actor in &definition.actors {
        if !definition.steps.iter().any(|step| step.actor == actor.id) {
            let sentence = format!("Pelaksana \"{}\" tidak punya langkah.", actor.name);
            report.add(Severity::Note, Rule::IdleActor, Place::Actor(actor.id.clone()), sentence);
        }
    }
}

/// The steps that are reached from the first one, going on or back for a correction.
fn reached_steps(definition: &Definition) -> BTreeSet<u32> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<u32> = definition.first_step().map(|step| step.number).into_iter().collect();
    while let Some(number) = waiting.pop() {
        if reached.insert(number) {
            waiting.extend(definition.step_after(number).map(|step| step.number));
            waiting.extend(definition.step(number).and_then(|step| step.correction_to));
        }
    }
    reached
}

fn words(step: &Step, unit: Option<&Unit>, report: &mut Report) {
    clashing_unit(unit, &step.act_text(), &at(step, StepPart::Act), report);
    for (requirement, index) in step.requirements.iter().zip(1..) {
        clashing_unit(unit, &requirement.text, &at(step, StepPart::Requirement(index)), report);
    }
    for output in &step.outputs {
        clashing_unit(unit, &output.text, &at(step, StepPart::Output(output.id.clone())), report);
    }
}

fn time(step: &Step, report: &mut Report) {
    let place = || at(step, StepPart::Time);
    let text = &step.time.text;
    let read = read_time(text);
    match (step.time.length, read) {
        (Length::None, None) => {
            // The first step is the agency's own: that it has no standard is worth a note, not more (facts 0.1).
            let severity = if step.kind == StepKind::Register { Severity::Note } else { Severity::Warning };
            let sentence = format!("Langkah {} tidak punya waktu baku (\"{text}\").", step.number);
            report.add(severity, Rule::MissingTime, place(), sentence);
        }
        (length, Some(read)) if length != read => {
            let sentence = format!(
                "Waktu langkah {} tertulis \"{text}\", tetapi diisi {}.",
                step.number,
                length_words(length)
            );
            report.add(Severity::Warning, Rule::TimeMismatch, place(), sentence);
        }
        (Length::None | Length::Minutes(_) | Length::Days(_), Some(_) | None) => {}
    }
}

fn length_words(length: Length) -> String {
    match length {
        Length::None => "tanpa waktu baku".to_owned(),
        Length::Minutes(minutes) => format!("{minutes} menit"),
        Length::Days(days) => format!("{days} hari"),
    }
}

/// The length that words such as "1 Jam" name; `None` for words that name none.
fn read_time(text: &str) -> Option<Length> {
    let (count, unit) = text.trim().split_once(char::is_whitespace)?;
    let count: u32 = count.parse().ok()?;
    match unit.trim().to_lowercase().as_str() {
        "menit" => Some(Length::Minutes(count)),
        "jam" => count.checked_mul(60).map(Length::Minutes),
        "hari" | "hari kerja" => Some(Length::Days(count)),
        _ => None,
    }
}

fn requirements(definition: &Definition, step: &Step, report: &mut Report) {
    for (requirement, index) in step.requirements.iter().zip(1..) {
        let place = at(step, StepPart::Requirement(index));
        let label = requirement.label();
        match &requirement.output {
            None if requirement.outside => {}
            None => {
                let sentence = format!(
                    "Kelengkapan langkah {} \"{label}\" tidak dihasilkan langkah mana pun.",
                    step.number
                );
                report.add(Severity::Fault, Rule::UnmetRequirement, place, sentence);
            }
            Some(output) => {
                let maker = definition.output(output).map(|(maker, _)| maker.number);
                if let Some(maker) = maker.filter(|&maker| maker >= step.number) {
                    let sentence = format!(
                        "Kelengkapan langkah {} \"{label}\" baru dihasilkan langkah {maker}.",
                        step.number
                    );
                    report.add(Severity::Fault, Rule::LateRequirement, place, sentence);
                }
            }
        }
    }
}

fn outputs(definition: &Definition, step: &Step, is_last: bool, report: &mut Report) {
    for output in &step.outputs {
        let label = output.label();
        let place = || at(step, StepPart::Output(output.id.clone()));
        let required = definition
            .steps
            .iter()
            .flat_map(|other| &other.requirements)
            .any(|requirement| requirement.output.as_deref() == Some(output.id.as_str()));
        // What the last step makes is the result of the whole procedure.
        if !required && !is_last {
            let sentence =
                format!("Keluaran langkah {} \"{label}\" tidak dipakai langkah mana pun.", step.number);
            report.add(Severity::Warning, Rule::UnusedOutput, place(), sentence);
        }
        let decided = definition.steps.iter().any(|other| other.decides.contains(&output.id));
        if step.kind == StepKind::Write && !decided {
            let sentence = format!("Keluaran langkah {} \"{label}\" tidak pernah diputuskan.", step.number);
            report.add(Severity::Warning, Rule::UndecidedLane, place(), sentence);
        }
    }
}

/// Words that name a kind of unit in local and provincial government.
const UNIT_KINDS: [&str; 8] =
    ["biro", "bagian", "subbagian", "bidang", "badan", "dinas", "unit", "sekretariat"];

/// Words after which the name of a unit goes on with that of its parent.
const PARENTS: [&str; 7] = ["sekretariat", "setda", "kabupaten", "kota", "provinsi", "pemerintah", "pemkab"];

/// Words that an abbreviation leaves out.
const SMALL_WORDS: [&str; 3] = ["dan", "atau", "serta"];

/// The office's own unit: its kind ("bagian"), its name in words and in initials ("PBJ").
struct Unit {
    name: String,
    kind: String,
    words: Vec<String>,
    initials: String,
}

impl Unit {
    /// Takes a name such as "Bagian Pengadaan Barang dan Jasa" apart; `None` if it does not begin with the kind of
    /// a unit or says nothing after it.
    fn read(name: &str) -> Option<Unit> {
        let all: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        let (kind, rest) = all.split_first()?;
        if !UNIT_KINDS.contains(&kind.as_str()) {
            return None;
        }
        let words: Vec<String> =
            rest.iter().take_while(|word| !PARENTS.contains(&word.as_str())).cloned().collect();
        let initials = match words.as_slice() {
            [] => return None,
            // "Bagian PBJ": the one word is the abbreviation.
            [word] => word.to_uppercase(),
            words => initials(words),
        };
        Some(Unit { name: name.to_owned(), kind: kind.clone(), words, initials })
    }

    /// How many of the words that follow a kind of unit are this unit's name, in full or abbreviated on either side.
    fn length_in(&self, after: &[String]) -> Option<usize> {
        if after.first()?.to_uppercase() == self.initials {
            return Some(1);
        }
        if after.starts_with(&self.words) {
            return Some(self.words.len());
        }
        // Own name "Biro PBJ", text "Bagian Pengadaan Barang dan Jasa": the text's words spell the initials.
        (self.words.len() == 1)
            .then(|| {
                (2..=after.len()).find(|&n| after.get(..n).is_some_and(|w| initials(w) == self.initials))
            })
            .flatten()
    }

    /// The words by which `text` calls this unit a unit of another kind, such as "Biro PBJ".
    fn miscalled_in(&self, text: &str) -> Option<String> {
        let spoken: Vec<&str> = text.split_whitespace().collect();
        let plain: Vec<String> = spoken
            .iter()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .collect();
        (0..spoken.len()).find_map(|index| {
            let kind = plain.get(index)?;
            if *kind == self.kind || !UNIT_KINDS.contains(&kind.as_str()) {
                return None;
            }
            let length = self.length_in(plain.get(index + 1..)?)?;
            let called = spoken.get(index..=index + length)?.join(" ");
            Some(called.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        })
    }
}

/// The first letters, small words left out: "PBJ" of "Pengadaan Barang dan Jasa".
fn initials(words: &[String]) -> String {
    words
        .iter()
        .filter(|word| !SMALL_WORDS.contains(&word.as_str()))
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}

fn clashing_unit(unit: Option<&Unit>, text: &str, place: &Place, report: &mut Report) {
    let Some(unit) = unit else { return };
    if let Some(called) = unit.miscalled_in(text) {
        let sentence = format!("Tertulis \"{called}\", sedangkan nama satuan kerja ini \"{}\".", unit.name);
        report.add(Severity::Warning, Rule::ClashingUnit, place.clone(), sentence);
    }
}
