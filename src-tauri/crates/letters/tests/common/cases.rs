//! What the product prints and is kept as a golden reference. A new kind is a line in [`CASES`]; its files are made with
//! `UPDATE_GOLDEN=1 cargo test -p letters --test golden`, looked at, and reviewed like code.

use base64::Engine;
use letters::{
    Addressee, ArchiveCode, CopyKind, FieldValue, Kind, LayoutSettings, LetterDate, NaskahData, Paper,
    SecondSignature, Signature, SigningForm, State, TestSheet, example, render, test_sheet,
};

use super::{merge, set, sop};

/// One thing the product prints, to keep.
pub(crate) struct Case {
    /// Name of its files.
    pub(crate) name: &'static str,
    /// How it is made.
    pub(crate) make: Make,
    /// Layout settings as JSON.
    pub(crate) settings: &'static str,
    /// Pages whose picture is kept; of a long naskah the telling ones.
    pub(crate) pictures: Pictures,
}

/// How a case is made.
pub(crate) enum Make {
    /// From the data of a naskah.
    Naskah(fn() -> NaskahData),
    /// As a file of another kind: a sheet of the SOP, the buku ekspedisi, a print file.
    File(fn(&LayoutSettings) -> Vec<u8>),
}

/// A file, and what the maker said of it.
pub(crate) struct Made {
    pub(crate) pdf: Vec<u8>,
    pub(crate) notes: Vec<String>,
}

impl Case {
    /// Makes it.
    pub(crate) fn made(&self) -> Result<Made, String> {
        let settings = LayoutSettings::from_json(self.settings).expect("settings");
        let data = match self.make {
            Make::File(make) => return Ok(Made { pdf: make(&settings), notes: Vec::new() }),
            Make::Naskah(data) => data(),
        };
        let rendered = render(&data, &settings, None).map_err(|error| format!("{}: {error}", self.name))?;
        let empty = rendered.missing.iter().map(|field| format!("kosong: {} ({})", field.label, field.key));
        let doubts = rendered.warnings.iter().map(|warning| format!("peringatan: {warning}"));
        Ok(Made { notes: empty.chain(doubts).collect(), pdf: rendered.pdf })
    }
}

/// Which pages are kept as pictures.
pub(crate) enum Pictures {
    All,
    /// Counted from 1.
    Pages(&'static [u32]),
}

const fn case(name: &'static str, data: fn() -> NaskahData, settings: &'static str) -> Case {
    Case { name, make: Make::Naskah(data), settings, pictures: Pictures::All }
}

const fn long(
    name: &'static str,
    data: fn() -> NaskahData,
    settings: &'static str,
    pages: &'static [u32],
) -> Case {
    Case { name, make: Make::Naskah(data), settings, pictures: Pictures::Pages(pages) }
}

const fn file(
    name: &'static str,
    make: fn(&LayoutSettings) -> Vec<u8>,
    settings: &'static str,
    pictures: Pictures,
) -> Case {
    Case { name, make: Make::File(make), settings, pictures }
}

/// Every naskah that is kept.
pub(crate) const CASES: &[Case] = &[
    case("surat-usulan", || example(Kind::SuratUsulan), "{}"),
    case("telaah", || example(Kind::Telaah), "{}"),
    case("pengumuman", || example(Kind::Pengumuman), "{}"),
    case("surat-pemberitahuan", || example(Kind::SuratPemberitahuan), "{}"),
    case("nota-dinas", || example(Kind::NOTA_DINAS), "{}"),
    case("surat-undangan", || example(Kind::SURAT_UNDANGAN), "{}"),
    case("surat-pengembalian", || example(Kind::SURAT_PENGEMBALIAN), "{}"),
    case("lembar-kendali", || coded(example(Kind::LembarKendali)), "{}"),
    case("lembar-disposisi", || coded(example(Kind::LembarDisposisi)), "{}"),
    case("lembar-disposisi-kosong", || coded(empty_disposisi()), "{}"),
    case("lembar-disposisi-f4", || coded(example(Kind::LembarDisposisi)), F4),
    case("lembar-disposisi-kosong-f4", || coded(empty_disposisi()), F4),
    case("lembar-disposisi-setengah", || coded(example(Kind::LembarDisposisi)), HALF),
    case("lembar-disposisi-kosong-setengah", || coded(empty_disposisi()), HALF),
    case("lembar-disposisi-a5", || coded(example(Kind::LembarDisposisi)), A5),
    case("lembar-disposisi-kosong-a5", || coded(empty_disposisi()), A5),
    case("lembar-disposisi-panjang", || coded(long_disposisi()), A5),
    case("pengumuman-konsep-f4", konsep_with_gaps, F4),
    case("surat-pemberitahuan-pertinggal", older_look, OLDER),
    case("pertinggal-berkode", file_copy, F4),
    case("hal-300-karakter", long_subject, "{}"),
    case("nama-bergelar", long_names, "{}"),
    case("tembusan-60", many_copies, "{}"),
    case("lambang-svg-ganda", with_lambang, r#"{"kop_rule": "ganda"}"#),
    case(
        "bookman-elektronik",
        example_of_pengumuman,
        r#"{"body_font": "bookman", "signing_method": "elektronik"}"#,
    ),
    long("penerima-200", many_recipients, "{}", &[1, 2, 7]),
    long("telaah-12-halaman", long_telaah, r#"{"catchword": true}"#, &[1, 2, 4, 12]),
    case("surat-satu-penerima", merge::single_letter, "{}"),
    file("cetak-gabungan", merge::print_file_of_the_example, "{}", Pictures::Pages(&[1, 3, 10])),
    file("buku-ekspedisi", merge::book_across, "{}", Pictures::All),
    file("buku-ekspedisi-tegak", merge::book_upright, "{}", Pictures::All),
    file("lembar-uji", |_| tried(Paper::A4), "{}", Pictures::All),
    file("lembar-uji-f4", |_| tried(Paper::F4_215), "{}", Pictures::All),
    file("sop", sop::standard, "{}", Pictures::All),
    file("sop-f4", sop::standard_with_lambang, F4, Pictures::Pages(&[1])),
    file("sop-dijalani", sop::lived, "{}", Pictures::All),
    file("sop-dijalani-baru", sop::lived_0, "{}", Pictures::Pages(&[1])),
    file("sop-dijalani-1-koreksi", sop::lived_1, F4, Pictures::Pages(&[1])),
    file("sop-dijalani-3-koreksi", sop::lived_3, "{}", Pictures::Pages(&[2])),
    file("sop-dijalani-9-koreksi", sop::lived_9, "{}", Pictures::Pages(&[2, 4])),
];

const F4: &str = r#"{"paper": "F4-215"}"#;
const HALF: &str = r#"{"paper": "F4-165"}"#;
const A5: &str = r#"{"paper": "A5"}"#;
const OLDER: &str = r#"{"address_side": "kanan", "subject_label": "Perihal", "kop_rule": "ganda",
    "paper": "F4-210", "catchword": true, "tembusan_heading": "Tembusan disampaikan kepada Yth.:"}"#;

/// A printer's lembar uji.
fn tried(paper: Paper) -> Vec<u8> {
    let sheet = TestSheet { queue: "HP LaserJet TU".to_owned(), tray: "Baki 2".to_owned(), paper };
    test_sheet(&sheet).expect("a lembar uji").pdf
}

/// A drawn lambang that is none: a shield with a star.
fn with_lambang() -> NaskahData {
    let mut data = example(Kind::SuratUsulan);
    data.kop.lambang = Some(shield());
    data
}

/// A shield with a star.
const SHIELD: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 50"><path fill="#145a32" d="M1 1H39V31L20 49L1 31Z"/><path fill="#f4d03f" d="M20 8l3 9h9l-7 6 3 9-8-5-8 5 3-9-7-6h9z"/><path fill="none" stroke="#f4d03f" stroke-width="1.5" d="M4 4H36V30L20 45L4 30Z"/></svg>"##;

/// The same shield as the text that a kop carries.
pub(crate) fn shield() -> String {
    base64(SHIELD)
}

fn base64(text: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(text)
}

fn example_of_pengumuman() -> NaskahData {
    example(Kind::Pengumuman)
}

/// With the code of an office, as the sheet is printed there.
fn coded(data: NaskahData) -> NaskahData {
    NaskahData {
        code: Some(ArchiveCode {
            office: "4F7A".to_owned(),
            naskah: "N2026-00117".to_owned(),
            revision: 1,
            recipient: 0,
            head: Some("1284:5f0c91d27ab34e86".to_owned()),
        }),
        ..data
    }
}

fn empty_disposisi() -> NaskahData {
    let mut data = example(Kind::LembarDisposisi);
    for key in ["diteruskan", "harap", "catatan", "batas_waktu", "sifat"] {
        data.fields.remove(key);
    }
    data
}

/// More than the boxes hold: nothing moves, what does not fit goes on on the second page.
fn long_disposisi() -> NaskahData {
    let mut data = example(Kind::LembarDisposisi);
    set(
        &mut data,
        "surat_dari",
        "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk, dan Keluarga Berencana",
    );
    set(&mut data, "hal", &"Usulan Pembuatan Etalase Katalog Elektronik Lokal ".repeat(6));
    set(
        &mut data,
        "catatan",
        &"Periksa kelengkapan usulan, lalu laporkan kepada saya sebelum jam pulang. ".repeat(14),
    );
    data.fields.insert(
        "harap".to_owned(),
        FieldValue::List(vec![
            "Tanggapan dan saran".to_owned(),
            "Hadir mewakili pada rapat hari Rabu".to_owned(),
        ]),
    );
    data
}

fn konsep_with_gaps() -> NaskahData {
    let mut data = example(Kind::Pengumuman);
    data.state = State::Konsep;
    for key in ["kbli", "jadwal", "narahubung", "izin", "pos_el"] {
        data.fields.remove(key);
    }
    data.signature.name.clear();
    data
}

fn older_look() -> NaskahData {
    let mut data = example(Kind::SuratPemberitahuan);
    data.copy = CopyKind::Pertinggal;
    data.date = day(2026, 11, 16);
    data.number.given = Some("000.3/145.a/416-023/2026".to_owned());
    data.signature.form = SigningForm::OnBehalfThrough;
    data.signature.through = Some("Asisten Perekonomian dan Pembangunan".to_owned());
    data.signature.post = "Kepala Bagian Pengadaan Barang dan Jasa".to_owned();
    data
}

fn file_copy() -> NaskahData {
    let mut data = coded(example(Kind::SuratPemberitahuan));
    data.copy = CopyKind::Pertinggal;
    data
}

fn long_subject() -> NaskahData {
    let mut data = example(Kind::SuratPemberitahuan);
    let subject = "Pemberitahuan Ketersediaan Etalase Alat Tulis Kantor, Perlengkapan Arsip, dan Bahan Pakai Habis \
                   Perkantoran pada Katalog Elektronik Lokal Kabupaten Mojokerto serta Permintaan Dukungan Penayangan \
                   Produk oleh Pelaku Usaha Mikro, Usaha Kecil, dan Koperasi Binaan Perangkat Daerah Tahun Anggaran 2026 \
                   dan Tahun Anggaran 2027";
    assert!(subject.len() > 300, "{} characters", subject.len());
    set(&mut data, "hal", subject);
    data
}

/// Names with three titles, Arabic-derived and accented; two blocks of signature side by side.
fn long_names() -> NaskahData {
    let mut data = example(Kind::Telaah);
    data.signature.name = "Dr. H. Muhammad Syafi’i Nashrullah Al-Ghifary, S.Kom., M.T.".to_owned();
    data.second_signature = Some(SecondSignature {
        heading: "Mengetahui".to_owned(),
        signature: Signature {
            form: SigningForm::OnBehalf,
            post: "Asisten Perekonomian dan Pembangunan".to_owned(),
            on_behalf_of: Some("Sekretaris Daerah".to_owned()),
            name: "Prof. Dr. Hj. ʻĀisyah Zuhrīyah Müller-Ñúñez, S.E., M.Si., Ph.D.".to_owned(),
            rank: Some("Pembina Utama Muda".to_owned()),
            nip: Some("196711051993032007".to_owned()),
            ..Signature::default()
        },
    });
    data
}

fn many_copies() -> NaskahData {
    let mut data = example(Kind::SuratPemberitahuan);
    data.tembusan =
        Some((1..=60).map(|n| format!("Kepala Perangkat Daerah Nomor {n} Kabupaten Mojokerto")).collect());
    data
}

fn many_recipients() -> NaskahData {
    let mut data = example(Kind::SuratPemberitahuan);
    data.addressees.list = (1..=200)
        .map(|n| Addressee {
            post: if n % 9 == 0 {
                format!("Kepala Unit Pelaksana Teknis Daerah Pusat Kesehatan Masyarakat Wilayah Kerja Nomor {n} Kabupaten Mojokerto")
            } else {
                format!("Kepala Desa Contoh Nomor {n}")
            },
            ..Addressee::default()
        })
        .collect();
    data
}

fn long_telaah() -> NaskahData {
    let mut data = example(Kind::Telaah);
    let rows = (1..=120).map(|n| {
        vec![
            n.to_string(),
            if n % 7 == 0 {
                format!("Produk contoh nomor {n} dengan uraian yang panjang, ukuran, warna, dan mutu")
            } else {
                format!("Produk contoh nomor {n}")
            },
            "buah".to_owned(),
            format!("{n}.000"),
            "Survei toko setempat, November 2026".to_owned(),
        ]
    });
    data.fields.insert("tabel_harga".to_owned(), FieldValue::Table(rows.collect()));
    let analysis = "Kebutuhan tersebar pada seluruh perangkat daerah dan selama ini dipenuhi melalui pembelian langsung \
                    dengan harga yang beragam, sehingga perbandingan harga sulit dilakukan dan pencatatannya tidak seragam. ";
    set(&mut data, "latar_belakang", &analysis.repeat(24));
    set(&mut data, "hambatan", &analysis.repeat(24));
    data.fields.insert(
        "saran".to_owned(),
        FieldValue::List((1..=18).map(|n| format!("Saran ke-{n}: {}", analysis.trim())).collect()),
    );
    data
}

fn day(year: i32, month: u32, day: u32) -> LetterDate {
    LetterDate::Given(chrono::NaiveDate::from_ymd_opt(year, month, day).expect("a day"))
}
