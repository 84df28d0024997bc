//! Pictures for people: a contact sheet of every case, all its pages side by side, and a page of each product for the
//! manual. The tests compare what lies in `docs` with what is drawn.

use std::path::Path;

use super::cases::CASES;
use super::picture::{Picture, compare};

/// Resolution of a page on a sheet: the form of a letter can be judged, its words just about be read.
const DPI: i64 = 48;
/// Resolution of a page in the manual.
const PAGE_DPI: i64 = 64;
/// Pages beside each other.
const ACROSS: usize = 4;
/// Pixels between pages, and around a page of the manual.
const GAP: u32 = 8;
/// The grey of the table on which pages lie.
const TABLE: u8 = 204;

/// Cases of which the manual shows a page, and which page.
const MANUAL: &[(&str, u32)] = &[
    ("surat-usulan", 1),
    ("lembar-disposisi", 1),
    ("lembar-disposisi-kosong-a5", 1),
    ("telaah", 1),
    ("pengumuman", 1),
    ("pengumuman-konsep-f4", 1),
    ("surat-pemberitahuan", 1),
    ("pertinggal-berkode", 1),
    ("lembar-kendali", 1),
    ("surat-pengembalian", 1),
    ("nota-dinas", 1),
    ("surat-undangan", 1),
    ("surat-satu-penerima", 1),
    ("buku-ekspedisi", 1),
    ("sop", 1),
    ("sop", 2),
    ("sop-dijalani", 1),
];

/// Draws everything into a folder, or says where it lies otherwise there.
pub(crate) fn draw(folder: &Path, update: bool) -> Vec<String> {
    let pages = folder.join("halaman");
    if update {
        std::fs::create_dir_all(&pages).expect("the folder can be made");
    }
    let mut faults = Vec::new();
    let mut text = "# Naskah, seperti tercetak\n\nSetiap contoh dengan semua halamannya, digambar dengan `cargo xtask sheets`.\n".to_owned();
    let mut known = vec!["README.md".to_owned(), "halaman".to_owned()];
    for case in CASES {
        let made = case.made().expect("a file");
        let document = pages::Document::open(made.pdf).expect("a PDF that can be drawn");
        let count = document.page_count();
        let all: Vec<Picture> = (0..count).map(|page| Picture::of_page(&document, page, DPI)).collect();
        let name = format!("{}.png", case.name);
        faults.extend(
            compare(&format!("lembar-{}", case.name), &beside(&all), &folder.join(&name), update).err(),
        );
        text.push_str(&format!("\n## {}, {count} halaman\n\n![]({name})\n", case.name));
        known.push(name);
        for (_, page) in MANUAL.iter().filter(|(name, _)| *name == case.name) {
            let name = format!("{}-{page}", case.name);
            let picture = beside(&[Picture::of_page(&document, page - 1, PAGE_DPI)]);
            faults.extend(
                compare(&format!("halaman-{name}"), &picture, &pages.join(format!("{name}.png")), update)
                    .err(),
            );
        }
    }
    let list = folder.join("README.md");
    if update {
        std::fs::write(list, text).expect("the list can be written");
    } else if std::fs::read_to_string(list).unwrap_or_default().replace("\r\n", "\n") != text {
        faults.push("README.md lists other sheets".to_owned());
    }
    let shown: Vec<String> = MANUAL.iter().map(|(name, page)| format!("{name}-{page}.png")).collect();
    for (folder, known) in [(folder, &known), (&*pages, &shown)] {
        for entry in std::fs::read_dir(folder).expect("the folder of the pictures") {
            let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
            if !known.contains(&name) {
                faults.push(format!("{name} belongs to no case"));
            }
        }
    }
    faults
}

/// Pages in rows on a grey table.
fn beside(pages: &[Picture]) -> Picture {
    let page_width = pages.iter().map(|page| page.width).max().unwrap_or(0) + GAP;
    let page_height = pages.iter().map(|page| page.height).max().unwrap_or(0) + GAP;
    let across = pages.len().min(ACROSS) as u32;
    let down = pages.len().div_ceil(ACROSS) as u32;
    let (width, height) = (across * page_width + GAP, down * page_height + GAP);
    let mut sheet = Picture { width, height, grey: vec![TABLE; (width * height) as usize] };
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
