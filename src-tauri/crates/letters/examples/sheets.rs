//! Contact sheets of every golden case, all pages side by side: `sheets FOLDER`. `cargo xtask sheets` calls it.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool for who changes the layout; it shares its cases with the tests"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::PathBuf;

use common::cases::CASES;
use common::picture::Picture;

/// Resolution of a page on a sheet: the form of a letter can be judged, its words just about be read.
const DPI: i64 = 48;
/// Pages beside each other.
const ACROSS: usize = 4;
/// Pixels between pages.
const GAP: u32 = 8;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("sheets FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    let mut text =
        "# Naskah, seperti tercetak\n\nLembar kontak setiap contoh, dibuat dengan `cargo xtask sheets`.\n"
            .to_owned();
    for case in CASES {
        let document = pages::Document::open(case.made()?.pdf)?;
        let pages: Vec<Picture> =
            (0..document.page_count()).map(|page| Picture::of_page(&document, page, DPI)).collect();
        sheet(&pages).write(&folder.join(format!("{}.png", case.name)));
        text.push_str(&format!("\n## {}, {} halaman\n\n![]({}.png)\n", case.name, pages.len(), case.name));
    }
    std::fs::write(folder.join("README.md"), text)?;
    println!("{} sheets in {}", CASES.len(), folder.display());
    Ok(())
}

/// Pages in rows on a grey table.
fn sheet(pages: &[Picture]) -> Picture {
    let page_width = pages.iter().map(|page| page.width).max().unwrap_or(0) + GAP;
    let page_height = pages.iter().map(|page| page.height).max().unwrap_or(0) + GAP;
    let across = pages.len().min(ACROSS) as u32;
    let down = pages.len().div_ceil(ACROSS) as u32;
    let (width, height) = (across * page_width + GAP, down * page_height + GAP);
    let mut sheet = Picture { width, height, grey: vec![204; (width * height) as usize] };
    for (index, page) in pages.iter().enumerate() {
        let left = GAP + (index % ACROSS) as u32 * page_width;
        let top = GAP + (index / ACROSS) as u32 * page_height;
        for (row, pixels) in page.grey.chunks_exact(page.width as usize).enumerate() {
            let start = ((top + row as u32) * width + left) as usize;
            sheet.grey[start..start + pixels.len()].copy_from_slice(pixels);
        }
    }
    sheet
}
