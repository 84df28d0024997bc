//! The real application in a real window: WebKitGTK under Xvfb, driven through the system's own WebDriver.
//!
//! These are few, and slow; whatever a browser can prove stands in `tests/ui`. They skip nothing: a machine without a
//! screen server or driver fails them, with the line that installs both.

#![allow(clippy::expect_used, reason = "a test ends where it cannot go on")]

#[allow(dead_code, reason = "a vocabulary is whole before every word of it is used")]
#[path = "window/desk.rs"]
mod desk;
#[path = "window/display.rs"]
mod display;
#[path = "window/driver.rs"]
mod driver;
#[path = "window/kept.rs"]
mod kept;
#[path = "window/walk.rs"]
mod walk;

use std::path::{Path, PathBuf};

use chrono::DateTime;
use devices::fake::FakeDevices;
use serde_json::json;
use tempfile::TempDir;

use crate::desk::Window;

/// The moment at which a window test begins, unless it says otherwise: a Monday morning in office hours.
const MORNING: &str = "2026-03-02T08:15:00+07:00";

/// A sample office in a temporary folder.
struct Office {
    _folder: TempDir,
    path: PathBuf,
}

impl Office {
    fn sample(now: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("kantor");
        let now = DateTime::parse_from_rfc3339(now).expect("a moment");
        let devices = FakeDevices::new(now, folder.path().join("cetak")).devices();
        office::create_office(&path, true, &devices).expect("a sample office");
        Self { _folder: folder, path }
    }

    /// How many documents it holds.
    fn documents(&self) -> usize {
        std::fs::read_dir(self.path.join("documents")).expect("the documents").count()
    }
}

#[test]
fn the_window_opens_on_its_office() {
    let office = Office::sample(MORNING);
    let window = Window::start(&office.path, MORNING);
    window.see("Siapa yang memakai komputer ini?");
    let picture = window.screenshot("pilih-pengguna");
    assert!(std::fs::metadata(&picture).expect("a picture").len() > 1000, "the window drew something");
}

#[test]
fn the_page_reaches_nothing_but_its_office() {
    let office = Office::sample(MORNING);
    let window = Window::start(&office.path, MORNING);
    window.see("Siapa yang memakai komputer ini?");
    let global = window.ask("return typeof window.__TAURI__", &[]);
    assert_eq!(global, "undefined", "no ready-made way to the shell");
    let frozen = window.ask("return Object.isFrozen(Object.prototype)", &[]);
    assert_eq!(frozen, true, "prototypes are frozen");
}

#[test]
fn an_office_that_cannot_be_opened_is_said_in_the_window() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("surat.docx"), "milik orang").expect("a file");
    let window = Window::start(folder.path(), MORNING);
    window.see("Kantor tidak dapat dibuka.");
    window.see("Folder ini bukan kantor Etalase. Tidak ada yang diubah.");
    window.click("Siapkan kantor baru…");
    window.see("1 dari 5");
}

/// Each view is a file of its own, read in a page whose prototypes are frozen.
#[test]
fn every_view_opens_in_the_window() {
    let office = Office::sample(MORNING);
    let window = Window::start(&office.path, MORNING);
    window.click("Siti Rahmawati");
    window.see_view("Meja");
    for (place, title) in [
        ("#/usulan", "Usulan"),
        ("#/usulan/baru", "Usulan baru"),
        ("#/pindai", "Pindai"),
        ("#/agenda", "Agenda"),
        ("#/laporan", "Laporan"),
        ("#/atur", "Atur"),
        ("#/bantuan", "Bantuan"),
    ] {
        window.ask("location.hash = arguments[0]", &[json!(place)]);
        window.see_view(title);
    }
}

/// What was done in the office and not on this page is told to it, and Meja shows it.
#[test]
fn what_happens_in_the_office_is_told_to_the_page() {
    let office = Office::sample(MORNING);
    let window = Window::start(&office.path, MORNING);
    window.click("Siti Rahmawati");
    window.see("Meja Anda masih kosong.");
    // Meja also asks by itself once a minute; here it may not.
    window.ask("for (let timer = 0; timer < 10_000; timer++) clearInterval(timer)", &[]);
    let act = json!({
        "act": "receive",
        "agency": { "id": "dispendik", "name": "Dinas Pendidikan" },
        "etalase": { "name": "Alat Tulis Kantor" },
        "letter": { "arrival": "hand", "number": "400.3/71/416-101/2026", "agenda": "671" },
    });
    let when = json!({ "certainty": "written", "at": "2026-03-02T08:05:00+07:00" });
    let submission = json!({ "act": act, "basis": "paper", "evidence": { "copy": "later" }, "when": when });
    let request = json!({ "ask": "begin", "submission": submission });
    window.ask(
        "window.__TAURI_INTERNALS__.invoke('rpc', { request: arguments[0] })",
        std::slice::from_ref(&request),
    );
    window.see("2026-0001 · Alat Tulis Kantor · Dinas Pendidikan");
}

/// The first day on a PC: the wizard, left midway by a power cut; then the sample office, a letter received with its scan,
/// a konsep beside its preview; and after another power cut all of it is there.
#[test]
fn a_first_day_outlives_two_power_cuts() {
    let pc = tempfile::tempdir().expect("a temporary folder");
    let window = Window::start_on(pc.path(), MORNING);
    window.see("Etalase mencatat usulan etalase dari surat masuk sampai surat terkirim.");
    window.click("Siapkan kantor baru");
    window.see("2 dari 5");
    window.see_picture("Contoh surat: PEMERINTAH KABUPATEN MOJOKERTO");
    window.screenshot("mulai-2-kop");
    window.click("Lanjut");
    window.type_into("Nama Anda", "Siti Rahmawati");
    // Nothing is pressed after the last letter: what is typed is kept by itself.
    window.kept_on(&pc.path().join("config/Etalase/mulai-pertama.etalase"), "Siti Rahmawati");
    window.kill();

    let window = Window::start_on(pc.path(), "2026-03-02T08:20:00+07:00");
    window.see("3 dari 5");
    window.see("Dilanjutkan dari isian 08.");
    window.see_in_field("Nama Anda", "Siti Rahmawati");
    let scan = window.screenshot("mulai-3-orang");
    window.click("Selamat datang");
    window.click("Coba kantor contoh");
    window.see("Siapa yang memakai komputer ini?");
    window.click("Siti Rahmawati");
    window.see("CONTOH");
    window.see("Meja Anda masih kosong.");

    window.press("Ctrl+N");
    window.type_into("Perangkat daerah", "Dinas Pendidikan");
    window.press("Enter");
    window.type_in("Diterima tanggal dan jam", "Jam", "810");
    window.type_into("Nama etalase", "Alat Tulis Kantor");
    window.pick(&[&scan]);
    window.click_in("Pindaian surat", "Lampirkan…");
    window.see("mulai-3-orang.png");
    window.click("Daftarkan saja");
    window.see("Usulan 2026-0001 didaftarkan.");

    begin_letter(&window, "Dinas Kesehatan", "Makanan dan Minuman", "makanan dan minuman rapat");
    window.see_picture("Halaman 1");
    window.press("Ctrl+S");
    // What Ctrl+S answers; the line in the form, "tersimpan …", may still tell of what was kept while typing.
    window.see("Tersimpan 08.");
    window.kill();

    let window = Window::start_on(pc.path(), "2026-03-02T08:40:00+07:00");
    window.see("CONTOH");
    window.click("Siti Rahmawati");
    window.see("Terima surat usulan dari Dinas Kesehatan");
    // Where only what has arrived is listed, so that the palette alone names the konsep.
    window.press("Ctrl+2");
    window.see_no_more("Makanan dan Minuman");
    window.press("Ctrl+K");
    window.type_into("Cari usulan atau perintah", "2026-0002");
    window.see("Makanan dan Minuman");
    window.press("Enter");
    window.click("Buka");
    window.see("tersimpan 08.");
    window.see_in_field("Uraian kebutuhan", "makanan dan minuman rapat");
}

/// Begins the surat usulan of an agency that has none of its own, up to what it needs.
fn begin_letter(window: &Window, agency: &str, etalase: &str, needs: &str) {
    window.press("Ctrl+N");
    window.click("Dibuatkan di sini");
    window.type_into("Perangkat daerah", agency);
    window.press("Enter");
    window.type_into("Nama etalase", etalase);
    window.click("Buat konsep surat");
    window.type_into("Uraian kebutuhan", needs);
}

#[test]
fn a_konsep_outlives_a_power_cut() {
    let office = Office::sample(MORNING);
    let window = Window::start(&office.path, MORNING);
    window.click("Siti Rahmawati");
    window.see("Meja Anda masih kosong.");
    begin_letter(
        &window,
        "Dinas Pendidikan",
        "Alat Tulis Kantor",
        "alat tulis kantor dan perlengkapan arsip",
    );
    window.press("Ctrl+S");
    window.see("Tersimpan 08.");
    window.kill();

    let window = Window::start(&office.path, "2026-03-02T08:40:00+07:00");
    window.click("Siti Rahmawati");
    window.see("Terima surat usulan dari Dinas Pendidikan");
    window.click("Buka usulan");
    window.click("Buka");
    window.see("tersimpan 08.");
    window.see_in_field("Uraian kebutuhan", "alat tulis kantor dan perlengkapan arsip");
    window.see_in_field("Nama etalase", "Alat Tulis Kantor");
}

#[test]
fn a_broken_file_is_said_and_leaves_the_form_alone() {
    let office = Office::sample(MORNING);
    let papers = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = papers.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    let empty = file("surat kosong.pdf", b"");
    let other = file("bukan surat.pdf", b"MZ this is a program");
    let before = office.documents();
    let window = Window::start(&office.path, MORNING);
    window.click("Siti Rahmawati");
    window.see("Meja Anda masih kosong.");
    window.press("Ctrl+N");
    window.type_into("Nama etalase", "Alat Tulis Kantor");
    window.type_into("Nomor surat", "400.3/311/416-101/2026");
    let refused = |broken: &Path, sentence: &str| {
        window.pick(&[broken]);
        window.click_in("Pindaian surat", "Lampirkan…");
        window.see(sentence);
        window.see_in_field("Nama etalase", "Alat Tulis Kantor");
        window.see_in_field("Nomor surat", "400.3/311/416-101/2026");
    };
    refused(&empty, "surat kosong.pdf kosong (0 byte). Tidak dilampirkan.");
    assert_eq!(office.documents(), before, "an empty file is not kept");
    refused(&other, "bukan surat.pdf bukan PDF atau gambar yang dapat dibaca. Tidak dilampirkan;");
    window.screenshot("dokumen-rusak");
}
