use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::fault::Fault;

/// What the spooler says of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QueueStanding {
    /// It takes jobs and prints them, as far as is known.
    Ready,
    /// Paused: jobs would lie.
    Paused,
    /// It takes no jobs.
    Refusing,
    /// No paper.
    OutOfPaper,
    /// Switched off or out of reach.
    Away,
}

/// A tray of a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrayView {
    /// The spooler's name for it.
    pub key: String,
    /// Its name for people.
    pub label: String,
}

/// A queue of this PC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QueueView {
    /// Its name.
    pub name: String,
    /// Takes what names no queue.
    pub is_default: bool,
    /// What the spooler says of it.
    pub standing: QueueStanding,
    /// Its trays, as far as they are known.
    pub trays: Vec<TrayView>,
}

/// Where papers of a kind go on this PC. What is left open follows the choice for all, then the queue itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PrintChoice {
    /// The queue; none is the PC's default.
    pub queue: Option<String>,
    /// The tray of A4 and smaller paper.
    pub tray: Option<String>,
    /// The tray of F4.
    pub f4_tray: Option<String>,
    /// Both sides of the paper; none is what is chosen for all, one side where nothing is.
    pub both_sides: Option<bool>,
}

/// The printers of this PC, and what was chosen for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintersView {
    /// The queues, in the spooler's order.
    pub queues: Vec<QueueView>,
    /// Why there are none.
    pub trouble: Option<Fault>,
    /// What a choice can be made for: first `semua`, then `konsep`, the kinds of naskah, and the sheets.
    pub kinds: Vec<String>,
    /// The choices, by those keys.
    pub choices: BTreeMap<String, PrintChoice>,
    /// Papers of a lembar uji: name and label.
    pub papers: Vec<(String, String)>,
}

/// What became of handing over letters one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintRun {
    /// Name of the queue.
    pub queue: String,
    /// Keys of the recipients whose letters were handed over, in order.
    pub handed: Vec<String>,
    /// Keys of those whose letters were not.
    pub left: Vec<String>,
    /// Sheets handed over.
    pub sheets: u32,
    /// The user stopped it.
    pub stopped: bool,
    /// Why it ended early, when that was the printer's doing.
    pub fault: Option<Fault>,
    /// `seen` of the usulan after it.
    pub seen: u32,
}
