//! Writes the TypeScript types of the requests and answers into a folder: `export-types DIR`.
//! `cargo xtask types` calls it and compares with what is checked in.

use office::api::{Answer, Request, StartAnswer, StartRequest};
use office::fault::Fault;
use ts_rs::{Config, TS};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: export-types DIR")?;
    // Sequence numbers and sizes stay far below 2^53, so plain numbers serve the UI better than bigint.
    let config = Config::new().with_large_int("number").with_out_dir(&folder);
    Request::export_all(&config)?;
    Answer::export_all(&config)?;
    StartRequest::export_all(&config)?;
    StartAnswer::export_all(&config)?;
    Fault::export_all(&config)?;
    Ok(())
}
