//! Contact sheets of every golden case, all pages side by side, and a page of each product: `sheets FOLDER`.
//! `cargo xtask sheets` calls it.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool for who changes the layout; it shares its cases with the tests"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("sheets FOLDER")?);
    let faults = common::sheets::draw(&folder, true);
    println!("{} sheets in {}", common::cases::CASES.len(), folder.display());
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}
