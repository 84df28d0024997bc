//! Development and test only: the same office behind a loopback address, for browser tests. Never part of a release.
//!
//! ```text
//! devserver --office DIR [--port N] [--page DIR]     the real clock; no file dialogs (they answer "cancelled")
//! devserver --test       [--port N] [--page DIR]     an office in a temporary folder, a clock and dialogs to play with
//! devserver --test --nothing                         the same, on a PC that has no office yet
//! ```
//!
//! The first line on standard output is the address, such as `http://127.0.0.1:4179`. What it serves:
//!
//! | request | answer |
//! | --- | --- |
//! | `POST /rpc` | one request of the page, as the window's command |
//! | `GET /letter/<path>` | one page as a picture, as the window's protocol |
//! | `GET /notices` | the office's notices, as server-sent events |
//! | `GET /…` | the built page |
//! | `POST /test/reset {"sample": bool, "nothing": bool, "now": T}` | with `--test`: a fresh office, or none; answers `{"folder": …}` |
//! | `POST /test/restart` | with `--test`: the application ends and starts again |
//! | `POST /test/clock {"now": T}` | with `--test`: sets the clock |
//! | `POST /test/picks {"paths": [...]}` | with `--test`: answers the next file dialog; `[]` cancels it |
//! | `POST /test/printer {"turn": …, "after": N}` | with `--test`: something happens at the printers, now or after so many more jobs |
//! | `GET /test/opened` | with `--test`: what was handed to the system's own programs |

mod page;
mod server;
mod world;

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use crate::world::{Begin, World, WorldError};

/// Exit status of wrong arguments, the same as the command line's (DESIGN 9).
const WRONG_USE: u8 = 2;

/// When the clock of a test office stands before its first reset: a Monday morning in office hours.
const TEST_NOW: &str = "2026-03-02T08:15:00+07:00";

#[derive(Debug, Default, PartialEq, Eq)]
struct Arguments {
    office: Option<PathBuf>,
    page: Option<PathBuf>,
    port: u16,
    test: bool,
    nothing: bool,
}

impl Arguments {
    fn read(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut read = Self::default();
        let mut arguments = arguments.into_iter();
        while let Some(flag) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{flag} wants a value"));
            match flag.as_str() {
                "--office" => read.office = Some(value()?.into()),
                "--page" => read.page = Some(value()?.into()),
                "--port" => read.port = value()?.parse().map_err(|_| "--port wants a number".to_owned())?,
                "--test" => read.test = true,
                "--nothing" => read.nothing = true,
                _ => return Err(format!("unknown argument {flag}")),
            }
        }
        if read.test == read.office.is_some() {
            return Err("either --office DIR or --test".to_owned());
        }
        if read.nothing && !read.test {
            return Err("--nothing goes with --test".to_owned());
        }
        Ok(read)
    }
}

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    World(#[from] WorldError),
    #[error("the loopback address cannot be used: {0}")]
    Address(#[from] std::io::Error),
}

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(wrong) => return complain(&wrong, ExitCode::from(WRONG_USE)),
    };
    match serve(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => complain(&failed.to_string(), ExitCode::FAILURE),
    }
}

fn complain(words: &str, status: ExitCode) -> ExitCode {
    // Standard error may be closed; there is then nobody left to tell.
    let _ = writeln!(std::io::stderr(), "devserver: {words}");
    status
}

fn serve(arguments: Arguments) -> Result<(), Failed> {
    let world = match arguments.office {
        Some(folder) => World::real(&folder)?,
        None if arguments.nothing => World::test(Begin::Nothing, TEST_NOW)?,
        None => World::test(Begin::Sample, TEST_NOW)?,
    };
    let page = arguments.page.unwrap_or_else(page::built);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
        let listener = tokio::net::TcpListener::bind(address).await?;
        let mut out = std::io::stdout();
        writeln!(out, "http://{}", listener.local_addr()?)?;
        out.flush()?;
        axum::serve(listener, server::router(Arc::new(world), page)).await?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Result<Arguments, String> {
        Arguments::read(arguments.iter().map(ToString::to_string))
    }

    #[test]
    fn an_office_or_a_test_but_not_both() {
        assert!(read(&[]).is_err(), "an office must be named");
        assert!(read(&["--office", "a", "--test"]).is_err(), "test requests never reach a real office");
        let test = read(&["--test", "--port", "4179"]).unwrap();
        assert_eq!(
            test,
            Arguments { test: true, port: 4179, ..Arguments::default() },
            "a test on a fixed port"
        );
        assert_eq!(read(&["--office", "a"]).unwrap().office, Some("a".into()), "a real office");
        assert!(read(&["--office", "a", "--port", "x"]).is_err(), "a port is a number");
    }
}
