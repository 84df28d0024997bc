//! Complete data for each kind: for `etalase-cli letter KIND --example`, for tests, and to learn from.
//!
//! Names are invented; the office's address is marked as an example, because the real one is confirmed at first run
//! (facts 8.2).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::data::{
    Addressee, Addressees, FieldValue, Kind, Kop, KopRow, KopRowStyle, LetterDate, LetterNumber, NaskahData,
    ParafRow, Signature, SigningForm, State,
};
use crate::fields;
use crate::template::{Shape, Template, delivered};

/// Complete plain data of a delivered kind: siap, every required field filled.
#[must_use]
pub fn example(kind: Kind) -> NaskahData {
    match kind {
        Kind::Declared(_) => match delivered(kind).map(|source| Template::parse(kind, source)) {
            Some(Ok(template)) => example_of(&template),
            _ => NaskahData::empty(kind),
        },
        _ => known(kind),
    }
}

/// Data that shows a template: what its fields declare as examples. A required field without one is missing.
#[must_use]
pub fn example_of(template: &Template) -> NaskahData {
    let mut data = known(template.kind);
    for spec in &template.fields {
        let proposed = || match spec.initial.as_slice() {
            [] => None,
            [one] if spec.input != fields::Input::List => Some(FieldValue::Text(one.clone())),
            many => Some(FieldValue::List(many.to_vec())),
        };
        if !data.fields.contains_key(&spec.key)
            && let Some(value) = spec.example.clone().or_else(proposed)
        {
            data.fields.insert(spec.key.clone(), value);
        }
    }
    if matches!(template.kind, Kind::Declared(_)) {
        let post = match template.shape {
            Shape::Nota | Shape::Telaahan => "Sekretaris Daerah Kabupaten Mojokerto",
            Shape::Surat | Shape::Judul | Shape::Lembar => "Kepala Dinas Pendidikan Kabupaten Mojokerto",
        };
        data.addressees = to(post);
    }
    data
}

fn known(kind: Kind) -> NaskahData {
    let data = NaskahData {
        state: State::Siap,
        id: "N2026-00117 R1".to_owned(),
        place: "Mojokerto".to_owned(),
        kop: office_kop(),
        number: office_number(),
        signature: kabag(),
        ..NaskahData::empty(kind)
    };
    match kind {
        Kind::SuratUsulan => surat_usulan(data),
        Kind::LembarDisposisi => lembar_disposisi(data),
        Kind::Telaah => telaah(data),
        Kind::Pengumuman => pengumuman(data),
        Kind::SuratPemberitahuan => surat_pemberitahuan(data),
        Kind::LembarKendali => lembar_kendali(data),
        Kind::Declared(_) => {
            NaskahData { date: day(2026, 11, 16), paraf: paraf(&["Konseptor", "Sub Koordinator"]), ..data }
        }
    }
}

fn row(text: &str, style: KopRowStyle) -> KopRow {
    KopRow { text: text.to_owned(), style }
}

fn office_kop() -> Kop {
    Kop {
        rows: vec![
            row("PEMERINTAH KABUPATEN MOJOKERTO", KopRowStyle::Government),
            row("SEKRETARIAT DAERAH", KopRowStyle::Agency),
            row("Jalan Contoh Nomor 1, Mojokerto, Jawa Timur, Kode Pos 61300", KopRowStyle::Address),
            row(
                "Telepon (0321) 000000, Pos-el setda@mojokertokab.go.id, Laman mojokertokab.go.id",
                KopRowStyle::Address,
            ),
        ],
        lambang: None,
    }
}

fn office_number() -> LetterNumber {
    let tokens = [("kode", "000.3"), ("wilayah", "416"), ("unit", "023"), ("tahun", "2026")]
        .map(|(k, v)| (k.to_owned(), v.to_owned()));
    LetterNumber { given: None, pattern: None, tokens: BTreeMap::from(tokens) }
}

fn kabag() -> Signature {
    Signature {
        form: SigningForm::Acting,
        post: "Kepala Bagian Pengadaan Barang dan Jasa".to_owned(),
        name: "BAMBANG CONTOH, S.T., M.T.".to_owned(),
        rank: Some("Pembina Tingkat I".to_owned()),
        nip: Some("197504122001121003".to_owned()),
        ..Signature::default()
    }
}

fn text(value: &str) -> FieldValue {
    FieldValue::Text(value.to_owned())
}

fn list(values: &[&str]) -> FieldValue {
    FieldValue::List(values.iter().map(|value| (*value).to_owned()).collect())
}

fn table(rows: &[&[&str]]) -> FieldValue {
    FieldValue::Table(rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect())
}

fn with(mut data: NaskahData, values: Vec<(&str, FieldValue)>) -> NaskahData {
    data.fields = values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    data
}

fn to(post: &str) -> Addressees {
    Addressees {
        list: vec![Addressee {
            post: post.to_owned(),
            place: "Mojokerto".to_owned(),
            ..Addressee::default()
        }],
        ..Addressees::default()
    }
}

fn paraf(posts: &[&str]) -> Vec<ParafRow> {
    posts.iter().map(|post| ParafRow { post: (*post).to_owned() }).collect()
}

fn day(year: i32, month: u32, day: u32) -> LetterDate {
    NaiveDate::from_ymd_opt(year, month, day).map_or(LetterDate::Blank, LetterDate::Given)
}

fn surat_usulan(data: NaskahData) -> NaskahData {
    let data = with(
        data,
        vec![
            ("nama_pd", text("Dinas Pendidikan")),
            ("uraian_kebutuhan", text("alat tulis kantor bagi sekolah dan kantor cabang")),
            ("tahun", text("2026")),
            ("nama_etalase", text("Alat Tulis Kantor")),
            ("jenis", text("Barang")),
            ("uraian_produk", text("kertas, alat tulis, map, tinta dan toner, serta perlengkapan arsip")),
            ("volume", text("12 (dua belas) bulan untuk 412 satuan kerja")),
            ("pagu", text("Rp1.250.000.000,00")),
            ("kode_rup", text("45871203")),
            ("kbli", list(&["47611", "46421"])),
            ("jumlah_penyedia", text("14")),
            ("narahubung", text("Dewi Contoh, S.E.")),
            ("telepon", text("0812-0000-0000")),
            (
                "daftar_produk",
                table(&[
                    &["1", "Kertas HVS F4 70 gram", "500 lembar tiap rim, putih, bebas asam", "rim", "9.600"],
                    &["2", "Kertas HVS A4 80 gram", "500 lembar tiap rim, putih", "rim", "4.200"],
                    &["3", "Map arsip", "Karton 400 gram dengan pengait plastik", "buah", "18.000"],
                    &["4", "Tinta pencetak", "Botol 70 ml, hitam dan warna, asli pabrikan", "botol", "2.150"],
                    &["5", "Bolpoin", "Tinta gel hitam 0,5 mm", "lusin", "3.600"],
                ]),
            ),
        ],
    );
    NaskahData {
        kop: Kop {
            rows: vec![
                row("PEMERINTAH KABUPATEN MOJOKERTO", KopRowStyle::Government),
                row("DINAS PENDIDIKAN", KopRowStyle::Agency),
                row("Jalan Contoh Nomor 2, Mojokerto, Jawa Timur, Kode Pos 61300", KopRowStyle::Address),
            ],
            lambang: None,
        },
        number: LetterNumber::default(),
        addressees: to("Kepala Bagian Pengadaan Barang dan Jasa Sekretariat Daerah Kabupaten Mojokerto"),
        signature: Signature {
            form: SigningForm::Own,
            post: "Kepala Dinas Pendidikan".to_owned(),
            name: "Dr. ANI CONTOH, M.Pd.".to_owned(),
            rank: Some("Pembina Utama Muda".to_owned()),
            nip: Some("196908171994032005".to_owned()),
            ..Signature::default()
        },
        ..data
    }
}

fn lembar_disposisi(data: NaskahData) -> NaskahData {
    with(
        data,
        vec![
            ("surat_dari", text("Dinas Pendidikan")),
            ("nomor_surat", text("400.3/311/416-101/2026")),
            ("tanggal_surat", text("2026-11-06")),
            ("tanggal_diterima", text("10 November 2026, 08.10 WIB")),
            ("nomor_agenda", text("512")),
            ("hal", text("Usulan Pembuatan Etalase Katalog Elektronik Lokal Alat Tulis Kantor")),
            ("diteruskan", list(&["Sub Koordinator Pengelolaan LPSE"])),
            ("harap", list(&["Kaji usulan, buat telaah dan konsep pengumuman"])),
            (
                "catatan",
                text(
                    "Kaji kelengkapan dan kelayakan usulan; siapkan telaah dan konsep pengumuman pendaftaran \
                     penyedia sesuai SOP.",
                ),
            ),
            ("batas_waktu", text("Rabu, 11 November 2026, 11.30 WIB")),
        ],
    )
}

fn telaah(data: NaskahData) -> NaskahData {
    let data = with(
        data,
        vec![
            ("nama_etalase", text("Alat Tulis Kantor")),
            ("nama_pd", text("Dinas Pendidikan")),
            ("nomor_surat_usulan", text("400.3/311/416-101/2026")),
            ("tanggal_surat_usulan", text("2026-11-06")),
            ("praanggapan", FieldValue::List(initial(Kind::Telaah, "praanggapan"))),
            (
                "dasar_hukum",
                list(&[
                    "Peraturan Presiden Nomor 16 Tahun 2018 tentang Pengadaan Barang/Jasa Pemerintah sebagaimana \
                     telah beberapa kali diubah, terakhir dengan Peraturan Presiden Nomor 46 Tahun 2025",
                    "Peraturan LKPP Nomor 9 Tahun 2021 tentang Toko Daring dan Katalog Elektronik dalam Pengadaan \
                     Barang/Jasa Pemerintah",
                    "Keputusan Kepala LKPP Nomor 177 Tahun 2024",
                ]),
            ),
            ("volume", text("412 satuan kerja selama 12 bulan")),
            ("pagu", text("Rp1.250.000.000,00")),
            ("kode_rup", text("45871203")),
            (
                "etalase_serupa",
                text(
                    "belum ada pada Katalog Elektronik Lokal Kabupaten Mojokerto; pada katalog nasional tersedia, \
                     tetapi penyedia setempat belum terwakili.",
                ),
            ),
            ("jumlah_penyedia", text("14 pelaku usaha, 11 di antaranya usaha mikro dan usaha kecil")),
            (
                "referensi_harga",
                text("hasil survei pada tiga toko di Mojokerto dan dua laman niaga, tabel di bawah ini."),
            ),
            (
                "tabel_harga",
                table(&[
                    &["1", "Kertas HVS F4 70 gram", "rim", "54.500", "Survei toko setempat, November 2026"],
                    &["2", "Kertas HVS A4 80 gram", "rim", "58.000", "Survei toko setempat, November 2026"],
                    &["3", "Map arsip", "buah", "6.750", "Katalog nasional"],
                    &["4", "Tinta pencetak 70 ml", "botol", "98.000", "Laman resmi pabrikan"],
                ]),
            ),
            (
                "latar_belakang",
                text(
                    "Kebutuhan alat tulis kantor berulang setiap tahun, tersebar pada seluruh perangkat daerah, dan \
                     selama ini dipenuhi melalui pembelian langsung dengan harga yang beragam.",
                ),
            ),
            ("tipe_pelaku_usaha", text("Tidak terbatas")),
            (
                "administrasi",
                list(&[
                    "surat permohonan",
                    "surat pernyataan kebenaran informasi",
                    "daftar produk dan harga",
                ]),
            ),
            ("kbli", list(&["47611", "46421"])),
            (
                "syarat_teknis",
                text(
                    "produk baru, bukan rekondisi, bermerek terdaftar, dan bergaransi penggantian bila cacat.",
                ),
            ),
            (
                "syarat_harga",
                text(
                    "harga satuan termasuk pajak dan biaya kirim ke seluruh kecamatan, tidak melebihi harga pasar.",
                ),
            ),
            ("kategori_produk", text("alat tulis, kertas, dan perlengkapan kantor")),
            ("uraian_produk", text("kertas, alat tulis, map, tinta dan toner, serta perlengkapan arsip")),
            ("wilayah_layanan", text("seluruh kecamatan di Kabupaten Mojokerto")),
            ("satuan", text("rim, buah, lusin, botol")),
            ("jadwal", text("terbuka sejak pengumuman ditayangkan")),
            (
                "hambatan",
                text(
                    "Sebagian usaha mikro belum memiliki akun yang teragregasi; pendampingan pendaftaran diperlukan. \
                     Keuntungannya, harga dapat dibandingkan dan proses pembelian lebih cepat serta tercatat.",
                ),
            ),
            ("kelayakan", text("layak")),
            (
                "alasan",
                text(
                    "kebutuhan bersifat berulang, produknya dapat distandarkan, penyedia setempat tersedia, dan \
                     etalase serupa belum ada.",
                ),
            ),
            (
                "saran",
                list(&[
                    "Menyetujui pembuatan etalase Alat Tulis Kantor.",
                    "Mengumumkan pendaftaran penyedia mulai 16 November 2026.",
                    "Memberitahukan ketersediaan etalase kepada seluruh perangkat daerah.",
                ]),
            ),
        ],
    );
    NaskahData {
        date: day(2026, 11, 11),
        addressees: to("Kepala Bagian Pengadaan Barang dan Jasa"),
        signature: Signature {
            form: SigningForm::Own,
            post: "Sub Koordinator Pengelolaan LPSE".to_owned(),
            name: "RINA CONTOH, S.Kom.".to_owned(),
            rank: Some("Penata Tingkat I".to_owned()),
            nip: Some("198602142010012011".to_owned()),
            ..Signature::default()
        },
        paraf: paraf(&["Konseptor"]),
        ..data
    }
}

fn pengumuman(data: NaskahData) -> NaskahData {
    let data = with(
        data,
        vec![
            ("nama_etalase", text("Alat Tulis Kantor")),
            (
                "daftar_produk",
                list(&["kertas", "alat tulis", "map", "tinta dan toner", "perlengkapan arsip"]),
            ),
            ("tipe_pelaku_usaha", text("tidak terbatas")),
            ("kbli", list(&["47611", "46421"])),
            ("izin", list(&["surat keterangan merek atau keagenan bagi tinta dan toner"])),
            ("jadwal", text("terbuka sejak pengumuman ini ditayangkan sampai ada pengumuman penutupan")),
            ("alamat_aplikasi", text("katalog.inaproc.id")),
            ("alamat_lpse", text("Bagian Pengadaan Barang dan Jasa, Jalan Contoh Nomor 1, Mojokerto")),
            ("narahubung", text("Rina Contoh")),
            ("telepon", text("(0321) 000000")),
            ("pos_el", text("pbj@mojokertokab.go.id")),
        ],
    );
    NaskahData {
        date: LetterDate::Month { year: 2026, month: 11 },
        paraf: paraf(&["Konseptor", "Sub Koordinator"]),
        ..data
    }
}

fn surat_pemberitahuan(data: NaskahData) -> NaskahData {
    let data = with(
        data,
        vec![
            ("nama_etalase", text("Alat Tulis Kantor")),
            ("nama_pd", text("Dinas Pendidikan")),
            ("nomor_surat_usulan", text("400.3/311/416-101/2026")),
            ("tanggal_surat_usulan", text("2026-11-06")),
            ("tanggal_tayang", text("2026-11-13")),
            ("narahubung", text("Rina Contoh")),
            ("telepon", text("(0321) 000000")),
        ],
    );
    let agencies = [
        "Dinas Pendidikan",
        "Dinas Kesehatan",
        "Dinas Pekerjaan Umum dan Penataan Ruang",
        "Dinas Koperasi dan Usaha Mikro",
        "Dinas Komunikasi dan Informatika",
        "Badan Perencanaan Pembangunan Daerah",
    ];
    NaskahData {
        addressees: Addressees {
            list: agencies
                .iter()
                .map(|agency| Addressee {
                    post: format!("Kepala {agency} Kabupaten Mojokerto"),
                    ..Addressee::default()
                })
                .collect(),
            attached_as: Some("Kepala Perangkat Daerah se-Kabupaten Mojokerto".to_owned()),
            attached_place: Some("Mojokerto".to_owned()),
        },
        signature: Signature {
            form: SigningForm::OnBehalf,
            post: "Asisten Perekonomian dan Pembangunan".to_owned(),
            on_behalf_of: Some("Sekretaris Daerah".to_owned()),
            through: None,
            name: "Drs. HADI CONTOH, M.M.".to_owned(),
            rank: Some("Pembina Utama Muda".to_owned()),
            nip: Some("196711051993031007".to_owned()),
        },
        tembusan: Some(vec![
            "Bupati Mojokerto".to_owned(),
            "Sekretaris Daerah Kabupaten Mojokerto".to_owned(),
            "Inspektur Kabupaten Mojokerto".to_owned(),
        ]),
        paraf: paraf(&["Konseptor", "Sub Koordinator", "Kabag PBJ"]),
        ..data
    }
}

fn lembar_kendali(data: NaskahData) -> NaskahData {
    let data = with(
        data,
        vec![
            ("nomor_usulan", text("2026-0042")),
            ("nama_etalase", text("Alat Tulis Kantor")),
            ("pengusul", text("Dinas Pendidikan")),
            ("nomor_surat", text("400.3/311/416-101/2026")),
            ("tanggal_surat", text("2026-11-06")),
            ("nomor_agenda", text("512")),
            ("tanggal_diterima", text("10 November 2026, 08.10")),
            (
                "langkah",
                table(&[
                    &["2", "Disposisi", "Kepala UKPBJ"],
                    &["3", "Menerima disposisi", "Sub Koordinator"],
                    &["4", "Telaah dan pengumuman", "Sub Koordinator"],
                    &["5", "Persetujuan / koreksi", "Kepala UKPBJ"],
                    &["4", "Telaah dan pengumuman (ulangan)", "Sub Koordinator"],
                    &["5", "Persetujuan / koreksi (ulangan)", "Kepala UKPBJ"],
                    &["6", "Etalase dan pengumuman tayang", "Sub Koordinator"],
                    &["7", "Surat pemberitahuan", "Sub Koordinator"],
                    &["8", "Persetujuan / koreksi", "Kepala UKPBJ"],
                    &["9", "Menyampaikan surat", "Sub Koordinator"],
                ]),
            ),
        ],
    );
    NaskahData {
        kop: Kop::default(),
        number: LetterNumber::default(),
        signature: Signature::default(),
        ..data
    }
}

fn initial(kind: Kind, key: &str) -> Vec<String> {
    fields::field(kind, key).map(|spec| spec.initial.clone()).unwrap_or_default()
}
