//! Faults: a closed list of codes, each with its Indonesian sentence. What happened, what is safe, what to
//! do next (DESK section 8); the same words in the window, on the command line and in the tests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A refusal or failure as it leaves the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
#[ts(export)]
pub struct Fault {
    /// Closed code, e.g. `act.before_previous`.
    pub code: String,
    /// The finished Indonesian sentence.
    pub message: String,
    /// What the sentence was made of, for other languages and for tests.
    pub params: BTreeMap<String, String>,
    /// Which act of a list was refused, from 0.
    pub act: Option<u32>,
}
