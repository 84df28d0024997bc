//! One usulan through all nine steps, by hand and eye: what a petugas reads, clicks and types, from the agency's letter
//! to the last recipient, with a correction at step 5 and one at step 8. What it leaves behind is read from outside.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Office;
use crate::desk::Window;
use crate::kept::{Kept, Words};

/// The first usulan of the year.
const NO: &str = "2026-0001";
const ETALASE: &str = "Alat Tulis Kantor";
/// The schedule as first written, and as the Kabag wanted it.
const FIRST_SCHEDULE: &str = "tanggal 16 sampai 30 November 2026";
const SCHEDULE: &str = "terbuka sejak pengumuman ini ditayangkan sampai ada pengumuman penutupan";
const FIRST_CORRECTION: &str = "Jadwal jangan dibatasi; terbuka sampai ada pengumuman penutupan.";
/// To whom a copy goes that the Kabag missed; nobody of the list of recipients.
const COPY_TO: &str = "Ketua DPRD Kabupaten Mojokerto";
const SECOND_CORRECTION: &str = "Tembusan: tambahkan Ketua DPRD.";

/// The walk: a window, the office behind it, and a folder for what the copier and the browser give.
struct Walk {
    office: Office,
    window: Window,
    papers: tempfile::TempDir,
}

#[test]
fn one_usulan_goes_through_all_nine_steps_in_the_window() {
    let walk = Walk::begin("2026-11-09T09:00:00+07:00");
    walk.drafts_the_letter_for_the_agency();
    walk.receives_the_letter();
    walk.records_the_disposition();
    walk.writes_telaah_and_pengumuman();
    walk.records_approval_and_correction();
    walk.mends_the_pengumuman();
    walk.puts_the_etalase_on_air();
    walk.writes_the_notification_and_has_it_corrected();
    walk.mends_the_notification();
    walk.records_signature_and_number();
    walk.sends();
    walk.closes_and_opens_the_folder();
}

impl Walk {
    /// Siti sits down at the desk.
    fn begin(now: &str) -> Self {
        let office = Office::sample(now);
        let window = Window::start(&office.path, now);
        window.see("Siapa yang memakai komputer ini?");
        window.click("Siti Rahmawati");
        window.see("Meja Anda masih kosong.");
        Self { office, window, papers: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Time passes, and Meja says what comes next; its button leads there.
    #[track_caller]
    fn next(&self, now: &str, sentence: &str, button: &str) {
        self.window.set_clock(now);
        self.window.press("Ctrl+1");
        self.window.see(sentence);
        self.window.click(button);
    }

    /// Fills the time that a question asks for, with the hour as it stands on the paper.
    #[track_caller]
    fn at(&self, question: &str, hour: &str) {
        self.window.type_in(question, "Jam", hour);
    }

    /// Locks the naskah on the screen, which lacks nothing, and prints it for signing.
    #[track_caller]
    fn locks(&self, revision: u32, printed: usize) {
        self.window.see("Semua isian yang perlu sudah terisi.");
        self.window.click("Siapkan untuk tanda tangan");
        self.window.see(&format!("R{revision} siap ditandatangani sejak"));
        self.window.click("Cetak untuk tanda tangan");
        // Asli and pertinggal.
        self.window.printed(printed);
    }

    /// A printed PDF as a scanner gives it back.
    fn scanned(&self, printed: &Path, name: &str) -> PathBuf {
        let target = self.papers.path().join(name);
        let drawn = Command::new("pdftoppm")
            .args(["-png", "-r", "75", "-singlefile"])
            .arg(printed)
            .arg(&target)
            .status()
            .expect("pdftoppm runs; it is in poppler-utils");
        assert!(drawn.success(), "a page of {} is drawn", printed.display());
        target.with_extension("png")
    }

    /// Step 1, for an agency that asked for help: its letter is written here, on its own kop.
    fn drafts_the_letter_for_the_agency(&self) {
        let window = &self.window;
        window.press("Ctrl+N");
        window.click("Dibuatkan di sini");
        window.type_into("Perangkat daerah", "Dinas Pendidikan");
        window.press("Enter");
        window.type_into("Nama etalase", ETALASE);
        window.choose("Jenis", "Barang");
        window.type_into("KBLI", "47611, 46421");
        window.type_into("Uraian", "kertas, alat tulis, map, tinta dan toner");
        window.type_into("Perkiraan kebutuhan", "12 bulan untuk 412 satuan kerja");
        window.type_into("Calon penyedia", "14");
        window.type_into("Narahubung", "Dewi Contoh, S.E.");
        window.type_into("Telepon narahubung", "0812-0000-0000");
        window.screenshot("jalan-1-usulan-baru");
        window.click("Buat konsep surat");
        window.see("Konsep R1");
        window.type_into("Uraian kebutuhan", "alat tulis kantor");
        window.see("Semua isian yang perlu sudah terisi.");
        window.screenshot("jalan-1-surat-usulan");
        self.locks(1, 2);
    }

    /// Step 1: the signed letter comes in by hand, and the two sheets of the map are printed.
    fn receives_the_letter(&self) {
        let window = &self.window;
        self.next(
            "2026-11-10T08:20:00+07:00",
            "Terima surat usulan dari Dinas Pendidikan",
            "Catat penerimaan",
        );
        window.see("Lengkapi surat usulan");
        window.type_into("Nomor surat", "400.3/311/416-101/2026");
        window.type_into("Tanggal surat", "9 nov");
        window.type_into("Hal", "Usulan Pembuatan Etalase Katalog Elektronik Lokal");
        window.type_into("Nomor agenda (dari buku)", "512");
        self.at("Kapan surat diterima?", "810");
        window.screenshot("jalan-1-surat-diterima");
        window.click("Daftarkan dan cetak");
        window.printed(4);
    }

    /// Steps 2 and 3, copied from the lembar disposisi.
    fn records_the_disposition(&self) {
        let window = &self.window;
        self.next("2026-11-10T08:52:00+07:00", "Ambil lembar disposisi dari meja Kabag", "Catat disposisi");
        window.see("Catat disposisi Kabag");
        window.type_into("Catatan", "Kaji kelengkapan dan kelayakan usulan.");
        self.at("Kapan disposisi diparaf?", "840");
        window.screenshot("jalan-2-disposisi");
        window.click("Catat disposisi");
        window.see("Disposisi dicatat.");
        window.see("Catat disposisi diterima");
        self.at("Kapan disposisi diterima?", "848");
        window.screenshot("jalan-3-diterima");
        window.click("Catat penerimaan");
        window.see("Penerimaan disposisi dicatat.");
    }

    /// Step 4: checklist, telaah and pengumuman; a konsep that is printed says so.
    fn writes_telaah_and_pengumuman(&self) {
        let window = &self.window;
        window.see("Periksa kelengkapan usulan");
        for item in [
            "Ditandatangani pejabat berwenang",
            "Nama etalase jelas",
            "Uraian dan kategori",
            "KBLI",
            "Kebutuhan dan RUP",
            "Calon penyedia",
            "Spesifikasi tidak mengarah merek",
            "Syarat izin wajar",
            "Belum ada etalase yang sama",
            "Narahubung",
        ] {
            window.click_in("Periksa kelengkapan usulan", item);
        }
        window.click_in("Periksa kelengkapan usulan", "Lengkap");
        window.click("Tulis telaah");
        window.see("Konsep R1");
        window.type_into("Etalase serupa", "belum ada pada Katalog Elektronik Lokal Kabupaten Mojokerto.");
        window.type_into(
            "Latar belakang pencantuman",
            "Kebutuhan berulang setiap tahun pada seluruh perangkat daerah.",
        );
        window.choose("Tipe pelaku usaha", "Tidak terbatas");
        window.type_into("Syarat teknis", "produk baru, bermerek terdaftar, dan bergaransi.");
        window.type_into("Syarat harga", "harga satuan termasuk pajak dan biaya kirim.");
        window.type_into("Satuan", "rim, buah, lusin");
        window.type_into("Jadwal", "terbuka sejak pengumuman ditayangkan");
        window.type_into("Hambatan dan keuntungan", "Harga dapat dibandingkan dan pembelian tercatat.");
        window.type_into("Alasan", "kebutuhan berulang dan penyedia setempat tersedia.");
        window.see("Semua isian yang perlu sudah terisi.");
        window.click("Cetak konsep");
        let konsep = window.printed(5);
        assert!(Words::of(konsep.last().expect("the fifth")).are_a_draft(), "a konsep prints with DRAF");
        let cut = window.ask(
            "return [...document.querySelectorAll('.line textarea')].some((row) => row.scrollHeight > row.clientHeight)",
            &[],
        );
        assert_eq!(cut, false, "a row of a list shows all of its text");
        window.screenshot("jalan-4-telaah");
        self.locks(1, 7);
        window.click(NO);
        window.click("Tulis pengumuman");
        window.see("Konsep R1");
        window.type_into("Ruang lingkup produk 1", "kertas");
        window.press("Enter");
        window.type_into("Ruang lingkup produk 2", "alat tulis");
        window.choose("Tipe pelaku usaha", "Tidak terbatas");
        window.choose("Jadwal pendaftaran", "Isi sendiri…");
        window.type_into("Jadwal pendaftaran: Isi sendiri", FIRST_SCHEDULE);
        self.locks(1, 9);
        window.screenshot("jalan-4-pengumuman-siap");
        self.next("2026-11-11T08:35:00+07:00", "Antar telaah dan pengumuman ke Kabag", "Catat penyerahan");
        self.at("Kapan diletakkan di meja Kabag?", "830");
        window.screenshot("jalan-4-antar");
        window.click("Catat: serahkan ke Kabag");
        window.see("Telaah dan pengumuman dibawa ke Kabag.");
    }

    /// Step 5: the telaah is approved, the pengumuman comes back with a sentence.
    fn records_approval_and_correction(&self) {
        let window = &self.window;
        self.next(
            "2026-11-11T09:05:00+07:00",
            "Ambil keputusan Kabag PBJ atas telaah dan pengumuman",
            "Catat keputusan",
        );
        window.see("Catat keputusan Kabag atas telaah dan pengumuman");
        window.click_in("Keputusan atas telaah", "Setuju");
        window.click_in("Keputusan atas pengumuman", "Koreksi");
        window.type_into("Apa yang perlu dikoreksi?", FIRST_CORRECTION);
        self.at("Kapan diputuskan?", "855");
        window.screenshot("jalan-5-koreksi");
        window.click("Catat keputusan");
        window.see("Keputusan dicatat.");
    }

    /// Step 4 again for the pengumuman alone, and its approval, which is its signature too.
    fn mends_the_pengumuman(&self) {
        let window = &self.window;
        self.next("2026-11-11T09:20:00+07:00", "Tulis pengumuman", "Buka naskah");
        window.click("Ubah (buat R2)…");
        window.see("Konsep R2");
        window.choose("Jadwal pendaftaran", SCHEDULE);
        self.locks(2, 11);
        self.next("2026-11-11T09:50:00+07:00", "Antar pengumuman ke Kabag", "Catat penyerahan");
        self.at("Kapan diletakkan di meja Kabag?", "948");
        window.click("Catat: serahkan ke Kabag");
        window.see("dibawa ke Kabag.");
        self.next(
            "2026-11-11T10:08:00+07:00",
            "Ambil keputusan Kabag PBJ atas pengumuman",
            "Catat keputusan",
        );
        window.click_in("Keputusan atas pengumuman", "Setuju");
        window.see("sekaligus ditandatangani");
        self.at("Kapan diputuskan?", "1005");
        window.screenshot("jalan-5-setuju");
        window.click("Catat keputusan");
        window.see("Keputusan dicatat.");
    }

    /// Step 6: number and scan of the signed paper, then address, proof and time on air.
    fn puts_the_etalase_on_air(&self) {
        let window = &self.window;
        window.see("Buat etalase di aplikasi katalog");
        window.set_clock("2026-11-11T10:15:00+07:00");
        window.click("Catat nomor…");
        window.type_into("Nomor (seperti di buku)", "000.3/145/416-023/2026");
        window.type_into("Tanggal surat", "11 nov");
        self.at("Kapan dicatat di buku?", "1012");
        window.screenshot("jalan-6-nomor");
        window.click("Catat nomor");
        window.see("nomor 000.3/145/416-023/2026");
        let scan = self.scanned(&window.printed(11)[9], "pengumuman-tertandatangani");
        window.pick(&[&scan]);
        window.click("Lampirkan salinan pengumuman");
        window.see("Salinan pengumuman dilampirkan.");
        window.set_clock("2026-11-11T10:55:00+07:00");
        window.type_into("Alamat etalase", "https://e-katalog.lkpp.go.id/etalase/alat-tulis-kantor");
        let proof = window.screenshot("jalan-6-tayang");
        window.pick(&[&proof]);
        window.click("Lampirkan bukti tayang…");
        window.see("jalan-6-tayang.png");
        self.at("Kapan etalase tayang?", "1050");
        window.click("Catat tayang");
        window.see("Tayang dicatat.");
    }

    /// Steps 7 and 8: the letter to all agencies, which the Kabag wants copied to one more.
    fn writes_the_notification_and_has_it_corrected(&self) {
        let window = &self.window;
        self.next("2026-11-11T11:05:00+07:00", "Tulis surat pemberitahuan", "Buka naskah");
        window.see("penerima; dicetak sebagai daftar terlampir");
        window.screenshot("jalan-7-pemberitahuan");
        self.locks(1, 13);
        self.next("2026-11-11T11:17:00+07:00", "Antar surat pemberitahuan ke Kabag", "Catat penyerahan");
        self.at("Kapan diletakkan di meja Kabag?", "1115");
        window.click("Catat: serahkan ke Kabag");
        window.see("Surat pemberitahuan dibawa ke Kabag.");
        self.next(
            "2026-11-11T11:32:00+07:00",
            "Ambil keputusan Kabag PBJ atas surat pemberitahuan",
            "Catat keputusan",
        );
        window.click_in("Keputusan atas surat pemberitahuan", "Koreksi");
        window.type_into("Apa yang perlu dikoreksi?", SECOND_CORRECTION);
        self.at("Kapan diputuskan?", "1130");
        window.screenshot("jalan-8-koreksi");
        window.click("Catat keputusan");
        window.see("Keputusan dicatat.");
    }

    /// Steps 7 and 8 again.
    fn mends_the_notification(&self) {
        let window = &self.window;
        self.next("2026-11-11T11:35:00+07:00", "Tulis surat pemberitahuan", "Buka naskah");
        window.click("Ubah (buat R2)…");
        window.see("Konsep R2");
        window.click("Tembusan (2)");
        window.click("Tambah tembusan");
        window.type_into("Tembusan 3", COPY_TO);
        self.locks(2, 15);
        self.next("2026-11-11T11:46:00+07:00", "Antar surat pemberitahuan ke Kabag", "Catat penyerahan");
        self.at("Kapan diletakkan di meja Kabag?", "1145");
        window.click("Catat: serahkan ke Kabag");
        window.see("Surat pemberitahuan dibawa ke Kabag.");
        self.next(
            "2026-11-11T11:57:00+07:00",
            "Ambil keputusan Kabag PBJ atas surat pemberitahuan",
            "Catat keputusan",
        );
        window.click_in("Keputusan atas surat pemberitahuan", "Setuju");
        self.at("Kapan diputuskan?", "1155");
        window.click("Catat keputusan");
        window.see("Keputusan dicatat.");
    }

    /// Between steps 8 and 9: the Sekretaris Daerah signs, TU gives the number.
    fn records_signature_and_number(&self) {
        let window = &self.window;
        self.next("2026-11-12T15:12:00+07:00", "minta nomor dan cap", "Catat tanda tangan");
        window.see("di luar waktu baku");
        self.at("Kapan ditandatangani?", "1500");
        window.click("Sudah bernomor dan dicap");
        window.type_into("Nomor", "000.3/2291/416-012/2026");
        window.type_into("Tanggal surat", "12 nov");
        self.at("Kapan dicatat di buku?", "1510");
        window.screenshot("jalan-8-tanda-tangan");
        window.click("Catat tanda tangan dan nomor");
        window.see("Tanda tangan dan nomor dicatat.");
    }

    /// Step 9: handed over to every recipient's way.
    fn sends(&self) {
        let window = &self.window;
        self.next("2026-11-12T15:20:00+07:00", "Kirim surat pemberitahuan", "Kirim");
        window.type_into("Cara kirim untuk semua", "SRIKANDI");
        self.at("Kapan diserahkan untuk dikirim?", "1518");
        window.screenshot("jalan-9-kirim");
        window.click("Catat terkirim");
        window.see("Selesai. Berkas belum lengkap.");
        window.screenshot("jalan-9-selesai");
        window.press("Ctrl+2");
        window.click("Selesai");
        window.see(NO);
        window.screenshot("jalan-9-daftar");
    }

    /// The window is closed, and the folder is read without it.
    fn closes_and_opens_the_folder(self) {
        drop(self.window);
        let kept = Kept::read(&self.office.path, NO);
        kept.is_sound_and_finished();
        kept.holds("surat-usulan", 1, &[ETALASE, "KEPALA DINAS PENDIDIKAN", "412 satuan kerja"]);
        kept.holds_sheet("lembar-disposisi", &["Dinas Pendidikan", "400.3/311/416-101/2026", "512"]);
        kept.holds_sheet("lembar-kendali", &[ETALASE, NO]);
        kept.holds(
            "telaah",
            1,
            &[ETALASE, "RINA CONTOH", "400.3/311/416-101/2026", "Kebutuhan berulang setiap tahun"],
        );
        let pengumuman = kept.holds("pengumuman", 2, &[ETALASE, "BAMBANG CONTOH", SCHEDULE, "alat tulis"]);
        assert!(!pengumuman.say(FIRST_SCHEDULE), "R2 no longer says what was corrected: {pengumuman}");
        let letter = kept.holds(
            "surat-pemberitahuan",
            2,
            &[ETALASE, "HADI CONTOH", COPY_TO, "https://e-katalog.lkpp.go.id/etalase/alat-tulis-kantor"],
        );
        let first = kept.words("surat-pemberitahuan", 1);
        assert!(!first.say(COPY_TO) && letter.say(COPY_TO), "only R2 says what was corrected");
        assert!(kept.words("pengumuman", 1).say(FIRST_SCHEDULE), "what was corrected is kept");
        for (lane, revision) in [("telaah", 1), ("pengumuman", 2), ("pemberitahuan", 2)] {
            kept.was_approved(lane, revision);
        }
        kept.was_corrected("pengumuman", 1, FIRST_CORRECTION);
        kept.was_corrected("pemberitahuan", 1, SECOND_CORRECTION);
    }
}
