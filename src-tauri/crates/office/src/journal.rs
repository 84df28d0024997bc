//! Between events and rows of the journal. Columns hold the frame, the body holds the rest; a body is written
//! once and read as it stands (PROCEDURE section 5).

use archive::journal::{Entry as Row, NewEntry};
use chrono::{DateTime, SecondsFormat};
use serde::{Deserialize, Serialize};
use sop::event::{EVENT_VERSION, Entry, Event, Recorded};
use sop::record::{Actor, Basis, Certainty, Evidence, Happened, Instant, Record};

use crate::fault::Fault;
use crate::state::SettingEvent;

/// What the body of an usulan's event holds beside the columns.
#[derive(Serialize, Deserialize)]
struct Body {
    certainty: Certainty,
    evidence: Evidence,
    recorder_name: String,
    act: u32,
    event: Event,
}

/// What the body of a change of settings holds.
#[derive(Serialize, Deserialize)]
struct SettingBody {
    recorder_name: String,
    event: SettingEvent,
}

/// An instant as every column holds it: RFC 3339, whole seconds, the office's offset.
pub(crate) fn stamp(at: Instant) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

fn read_stamp(text: &str) -> Result<Instant, Fault> {
    DateTime::parse_from_rfc3339(text).map_err(|error| Fault::unknown(format!("{text}: {error}")))
}

fn json<T: Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(Fault::unknown)
}

fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Own => "own",
        Basis::Paper => "paper",
        Basis::Message => "message",
    }
}

/// The row of an event.
pub(crate) fn row_of(usulan: &str, recorded: &Recorded) -> Result<NewEntry, Fault> {
    let record = &recorded.record;
    let body = Body {
        certainty: record.happened.certainty,
        evidence: record.evidence.clone(),
        recorder_name: record.recorder_name.clone(),
        act: record.act,
        event: recorded.event.clone(),
    };
    Ok(NewEntry {
        usulan: Some(usulan.to_owned()),
        kind: recorded.event.kind().to_owned(),
        version: EVENT_VERSION,
        body: json(&body)?,
        happened_from: Some(stamp(record.happened.from)),
        happened_to: Some(stamp(record.happened.to)),
        entered_at: stamp(record.entered_at),
        recorder: record.recorder.clone(),
        actor: Some(json(&record.actor)?),
        basis: Some(basis_word(record.basis).to_owned()),
    })
}

/// The event of a row.
///
/// # Errors
/// A kind or version that this build does not know is refused, never skipped.
pub(crate) fn entry_of(row: &Row) -> Result<Entry, Fault> {
    let known = |what: &str| Fault::unknown(format!("journal {}: {what}", row.seq));
    if row.entry.version != EVENT_VERSION {
        return Err(known(&format!("version {} of {}", row.entry.version, row.entry.kind)));
    }
    let body: Body = serde_json::from_str(&row.entry.body).map_err(|error| known(&error.to_string()))?;
    if body.event.kind() != row.entry.kind {
        return Err(known("kind and body differ"));
    }
    let column = |value: &Option<String>, name: &str| value.clone().ok_or_else(|| known(name));
    let actor: Actor = serde_json::from_str(&column(&row.entry.actor, "actor")?)
        .map_err(|error| known(&format!("actor: {error}")))?;
    let basis = match column(&row.entry.basis, "basis")?.as_str() {
        "own" => Basis::Own,
        "paper" => Basis::Paper,
        "message" => Basis::Message,
        other => return Err(known(&format!("basis {other}"))),
    };
    Ok(Entry {
        seq: u32::try_from(row.seq).map_err(Fault::unknown)?,
        record: Record {
            actor,
            recorder: row.entry.recorder.clone(),
            recorder_name: body.recorder_name,
            basis,
            evidence: body.evidence,
            happened: Happened {
                from: read_stamp(&column(&row.entry.happened_from, "happened_from")?)?,
                to: read_stamp(&column(&row.entry.happened_to, "happened_to")?)?,
                certainty: body.certainty,
            },
            entered_at: read_stamp(&row.entry.entered_at)?,
            act: body.act,
        },
        event: body.event,
    })
}

/// The row of a change of settings.
pub(crate) fn setting_row(
    event: &SettingEvent,
    recorder: &str,
    recorder_name: &str,
    now: Instant,
) -> Result<NewEntry, Fault> {
    let body = SettingBody { recorder_name: recorder_name.to_owned(), event: event.clone() };
    Ok(NewEntry {
        usulan: None,
        kind: event.kind().to_owned(),
        version: EVENT_VERSION,
        body: json(&body)?,
        happened_from: Some(stamp(now)),
        happened_to: Some(stamp(now)),
        entered_at: stamp(now),
        recorder: recorder.to_owned(),
        actor: None,
        basis: Some("own".to_owned()),
    })
}

/// The change of settings of a row.
///
/// # Errors
/// As [`entry_of`].
pub(crate) fn setting_of(row: &Row) -> Result<SettingEvent, Fault> {
    if row.entry.version != EVENT_VERSION {
        return Err(Fault::unknown(format!("journal {}: version {}", row.seq, row.entry.version)));
    }
    let body: SettingBody = serde_json::from_str(&row.entry.body)
        .map_err(|error| Fault::unknown(format!("journal {}: {error}", row.seq)))?;
    if body.event.kind() != row.entry.kind {
        return Err(Fault::unknown(format!("journal {}: kind and body differ", row.seq)));
    }
    Ok(body.event)
}

/// Documents that an event names, for `verify`.
pub(crate) fn documents_of(entry: &Entry) -> Vec<String> {
    use sop::act::{NaskahCopy, RevisionSource, Verdict};
    let mut found = Vec::new();
    if let Evidence::Document { document } = &entry.record.evidence {
        found.push(document.clone());
    }
    match &entry.event {
        Event::RevisionReady { revision } => match &revision.source {
            RevisionSource::Made { content, pdf, file_copy } => {
                found.extend([content.clone(), pdf.clone()]);
                found.extend(file_copy.clone());
            }
            RevisionSource::Outside { document, editable } => {
                found.push(document.clone());
                found.extend(editable.clone());
            }
        },
        Event::Received { letter, .. } => found.extend(letter.leader_disposition.clone()),
        Event::Decided { verdict: Verdict::Correct { document, .. }, .. } => found.extend(document.clone()),
        Event::Published { publication, .. } => found.extend(publication.proofs.iter().cloned()),
        Event::CopyFiled { copy: NaskahCopy::Scan { document } | NaskahCopy::Tte { document }, .. } => {
            found.push(document.clone());
        }
        Event::Attached { document, .. } | Event::SheetQueued { document, .. } => {
            found.push(document.clone());
        }
        Event::Merged { merged } => {
            found.extend(merged.letters.iter().map(|one| one.document.clone()));
            found.extend([merged.print_file.clone(), merged.dispatch.clone()]);
        }
        Event::Amended { now, .. } => {
            if let Evidence::Document { document } = &now.evidence {
                found.push(document.clone());
            }
        }
        _ => {}
    }
    found
}
