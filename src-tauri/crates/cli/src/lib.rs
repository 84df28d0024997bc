//! `etalase-cli`: the same office without a window, for automation and for checks from outside (DESIGN section 9).
//!
//! Answers are JSON on standard output, messages on standard error. Exit status: 0 done, 1 the check found
//! something, 2 wrong use, 3 refused.

mod bench;
mod letter;
mod merge;
mod time;

use std::ffi::OsString;
use std::fs;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use archive::journal::PrintedHead;
use chrono::{DateTime, FixedOffset};
use clap::{Parser, Subcommand};
use devices::Devices;
use devices::fake::FixedClock;
use office::{Desk, Fault};
use serde::Serialize;
use sop::definition::Definition;

/// The office without a window.
#[derive(Parser)]
#[command(name = "etalase-cli", version, about, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make an office folder.
    Init {
        /// The folder; must be empty or absent.
        dir: PathBuf,
        /// With the sample office: officials and accounts, marked CONTOH.
        #[arg(long)]
        sample: bool,
        /// Fix the clock (RFC 3339).
        #[arg(long)]
        now: Option<DateTime<FixedOffset>>,
    },
    /// Take one sample usulan through all nine steps with a correction round, and print its naskah.
    Demo {
        /// The office; made with the sample office if there is none.
        dir: PathBuf,
        /// The demonstration ends at this time (RFC 3339).
        #[arg(long)]
        now: Option<DateTime<FixedOffset>>,
    },
    /// Make an office of many usulan for trials and measurements; the same seed and clock give the same journal.
    Generate {
        /// The folder; must be empty or absent.
        dir: PathBuf,
        /// How many usulan; about eleven rows of the journal each.
        #[arg(long)]
        usulan: usize,
        /// What chance begins with.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The present of that office (RFC 3339).
        #[arg(long)]
        now: Option<DateTime<FixedOffset>>,
    },
    /// One JSON request a line, one JSON answer a line.
    Run {
        /// The office.
        dir: PathBuf,
        /// The requests; standard input without it.
        file: Option<PathBuf>,
        /// Fix the clock (RFC 3339).
        #[arg(long)]
        now: Option<DateTime<FixedOffset>>,
        /// Who is at the desk.
        #[arg(long = "as")]
        account: Option<String>,
    },
    /// Render one naskah from plain data.
    Letter(letter::Letter),
    /// One letter to many recipients: print file, single files, buku ekspedisi.
    Merge(merge::Merge),
    /// The SOP as data.
    Sop {
        #[command(subcommand)]
        command: Sop,
    },
    /// Working time.
    Time {
        #[command(subcommand)]
        command: time::Time,
    },
    /// Is the office sound: chain, replay, register, documents.
    Verify {
        /// The office.
        dir: PathBuf,
        /// A printed head of the chain (`117:3f2a90bc4d5e6f70` or the hash alone).
        #[arg(long)]
        head: Option<PrintedHead>,
    },
    /// The product's own benchmarks, as JSON.
    Bench {
        /// `letter`, `act` or `desk`; the first two without it.
        name: Option<String>,
        /// Folder on the disk to be measured, a temporary one without it; for `desk` a generated office.
        #[arg(long)]
        dir: Option<PathBuf>,
        /// The present of that office (RFC 3339).
        #[arg(long)]
        now: Option<DateTime<FixedOffset>>,
    },
}

#[derive(Subcommand)]
enum Sop {
    /// Check a definition.
    Lint {
        /// The file.
        file: PathBuf,
    },
    /// Draw its sheet: identity page and flowchart in the form of PermenPANRB 35/2012.
    Sheet {
        /// The definition.
        file: PathBuf,
        /// Where the PDF goes.
        out: PathBuf,
        /// Layout settings, JSON: paper, ink of the lambang.
        #[arg(long)]
        settings: Option<PathBuf>,
        /// The lambang, PNG or JPEG; none without it.
        #[arg(long)]
        lambang: Option<PathBuf>,
    },
}

/// How a command ended.
pub(crate) enum End {
    /// The check found something.
    Found,
    /// Wrong use, with a message.
    Wrong(String),
    /// Refused, with the fault.
    Refused(Box<Fault>),
}

impl From<Fault> for End {
    fn from(fault: Fault) -> End {
        End::Refused(Box::new(fault))
    }
}

/// A command's work: `Err` ends it early, for better or worse.
pub(crate) type Outcome = Result<(), End>;

/// Does what the arguments say, those after the program's own name; the exit status is that of DESIGN section 9.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = Arguments::parse_from(std::iter::once("etalase-cli".into()).chain(arguments));
    match perform(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(End::Found) => ExitCode::from(1),
        Err(End::Wrong(message)) => {
            tell(&message);
            ExitCode::from(2)
        }
        Err(End::Refused(fault)) => {
            tell(&fault.message);
            if let Some(detail) = fault.params.get("detail") {
                tell(detail);
            }
            ExitCode::from(3)
        }
    }
}

pub(crate) fn tell(message: &str) {
    // Nobody is left to hear of a closed standard error.
    let _ = writeln!(io::stderr(), "{message}");
}

/// Prints text that is no JSON: an example of a file.
pub(crate) fn print(text: &str) -> Outcome {
    write!(io::stdout(), "{text}").map_err(|error| End::Wrong(error.to_string()))
}

/// Prints an answer.
pub(crate) fn answer(value: &impl Serialize) -> Outcome {
    let text = serde_json::to_string_pretty(value).map_err(|error| End::Wrong(error.to_string()))?;
    writeln!(io::stdout(), "{text}").map_err(|error| End::Wrong(error.to_string()))
}

/// The file's text.
pub(crate) fn read(file: &Path) -> Result<String, End> {
    fs::read_to_string(file).map_err(|error| End::Wrong(format!("{}: {error}", file.display())))
}

fn devices(dir: &Path, now: Option<DateTime<FixedOffset>>) -> Devices {
    let devices = Devices::of_this_pc(&dir.join("cetak"));
    match now {
        Some(now) => Devices { clock: Arc::new(FixedClock::at(now)), ..devices },
        None => devices,
    }
}

fn perform(command: Command) -> Outcome {
    match command {
        Command::Init { dir, sample, now } => {
            office::create_office(&dir, sample, &devices(&dir, now))?;
            answer(&serde_json::json!({ "office": dir, "sample": sample }))
        }
        Command::Demo { dir, now } => answer(&office::demo::demo(&dir, &devices(&dir, now))?),
        Command::Generate { dir, usulan, seed, now } => {
            answer(&office::generate::generate(&dir, usulan, seed, &devices(&dir, now))?)
        }
        Command::Run { dir, file, now, account } => {
            perform_requests(&dir, file.as_deref(), now, account.as_deref())
        }
        Command::Letter(letter) => letter::perform(letter),
        Command::Merge(merge) => merge::perform(merge),
        Command::Sop { command: Sop::Lint { file } } => lint(&file),
        Command::Sop { command: Sop::Sheet { file, out, settings, lambang } } => {
            letter::sop_sheet(&file, &out, settings.as_deref(), lambang.as_deref())
        }
        Command::Time { command } => time::perform(command),
        Command::Verify { dir, head } => {
            let head = head.map(|head| head.to_string());
            let verdict = office::verification::verify(&dir, head.as_deref())?;
            answer(&verdict)?;
            if verdict.sound {
                tell("sound");
                Ok(())
            } else {
                for finding in verdict.findings.iter().filter(|finding| finding.fault) {
                    tell(&finding.text);
                }
                Err(End::Found)
            }
        }
        Command::Bench { name, dir, now } => bench::perform(name.as_deref(), dir.as_deref(), now),
    }
}

fn perform_requests(
    dir: &Path,
    file: Option<&Path>,
    now: Option<DateTime<FixedOffset>>,
    account: Option<&str>,
) -> Outcome {
    let desk = Desk::open(dir, devices(dir, now))?;
    if let Some(account) = account {
        desk.sign_in(account)?;
    }
    let lines: Box<dyn BufRead> = match file {
        Some(file) => {
            let file =
                fs::File::open(file).map_err(|error| End::Wrong(format!("{}: {error}", file.display())))?;
            Box::new(io::BufReader::new(file))
        }
        None => Box::new(io::BufReader::new(io::stdin())),
    };
    let mut refused = false;
    let mut out = io::stdout().lock();
    for line in lines.lines() {
        let line = line.map_err(|error| End::Wrong(error.to_string()))?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = desk.ask_json(&line);
        refused |= answer.starts_with("{\"fault\"");
        writeln!(out, "{answer}").map_err(|error| End::Wrong(error.to_string()))?;
    }
    if refused {
        // Each refusal was printed where its request stood.
        return Err(End::Refused(Box::new(Fault::new(
            office::fault::Code::InvalidRequest,
            "Satu atau lebih permintaan ditolak; alasannya ada pada jawabannya.",
        ))));
    }
    Ok(())
}

/// Something that `sop lint` found.
#[derive(Serialize)]
struct Oddity {
    severity: String,
    /// Line in the file; only of what keeps it from being read.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    place: String,
    sentence: String,
}

fn lint(file: &Path) -> Outcome {
    let text = read(file)?;
    let oddities: Vec<Oddity> = match Definition::parse(&text) {
        Ok(definition) => sop::lint::lint(&definition, Some("Bagian Pengadaan Barang dan Jasa"))
            .iter()
            .map(|finding| Oddity {
                severity: format!("{:?}", finding.severity).to_lowercase(),
                line: None,
                place: finding.place.to_string(),
                sentence: finding.sentence.clone(),
            })
            .collect(),
        Err(error) => {
            tell(&error.to_string());
            vec![Oddity {
                severity: "fault".to_owned(),
                line: Some(error.line),
                place: error.field.clone(),
                sentence: error.problem.to_string(),
            }]
        }
    };
    answer(&oddities)?;
    // A note is worth knowing; a warning or a fault is something that the check found.
    if oddities.iter().any(|oddity| oddity.severity != "note") { Err(End::Found) } else { Ok(()) }
}
