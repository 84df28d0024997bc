//! `time`: deadlines and durations in working time, with their windows.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use clap::{Args, Subcommand};
use serde_json::json;
use sop::calendar::Calendar;

use crate::{End, Outcome, answer, read};

/// What to reckon.
#[derive(Subcommand)]
pub(crate) enum Time {
    /// The deadline of a standard that starts at a time.
    Due {
        /// Start (RFC 3339).
        #[arg(long)]
        start: DateTime<FixedOffset>,
        #[command(flatten)]
        length: Length,
        /// The calendar, JSON; the delivered one without it.
        #[arg(long)]
        calendar: Option<PathBuf>,
    },
    /// Working minutes between two times.
    Elapsed {
        /// From (RFC 3339).
        #[arg(long)]
        from: DateTime<FixedOffset>,
        /// To (RFC 3339).
        #[arg(long)]
        to: DateTime<FixedOffset>,
        /// The calendar, JSON; the delivered one without it.
        #[arg(long)]
        calendar: Option<PathBuf>,
    },
    /// Print the delivered calendar.
    Calendar,
}

/// How long: minutes or days.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Length {
    /// Working minutes.
    #[arg(long)]
    minutes: Option<u32>,
    /// Working days.
    #[arg(long)]
    days: Option<u32>,
}

fn calendar(file: Option<&Path>) -> Result<Calendar, End> {
    let calendar = match file {
        Some(file) => Calendar::from_json(&read(file)?),
        None => Calendar::mojokerto(),
    };
    calendar.map_err(|error| End::Wrong(error.to_string()))
}

pub(crate) fn perform(command: Time) -> Outcome {
    match command {
        Time::Due { start, length, calendar: file } => {
            let calendar = calendar(file.as_deref())?;
            let due = match (length.minutes, length.days) {
                (Some(minutes), _) => calendar.due(start, minutes),
                (None, Some(days)) => calendar.due_days(start, days),
                (None, None) => return Err(End::Wrong("--minutes or --days is needed".to_owned())),
            };
            let due = due.map_err(|error| End::Wrong(error.to_string()))?;
            warn(&due.missing_years);
            answer(&json!({ "due": due.at, "estimated": due.estimated, "windows": due.windows }))
        }
        Time::Elapsed { from, to, calendar: file } => {
            let span = calendar(file.as_deref())?.elapsed(from, to);
            warn(&span.missing_years);
            answer(&json!({ "minutes": span.minutes, "estimated": span.estimated, "windows": span.windows }))
        }
        Time::Calendar => answer(calendar(None)?.plan()),
    }
}

fn warn(years: &[i32]) {
    for year in years {
        crate::tell(&format!("Daftar libur {year} belum diisi; dihitung tanpa hari libur."));
    }
}
