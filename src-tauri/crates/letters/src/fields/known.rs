//! The fields of the kinds that the program knows, as tables; and the members of the plain data that a shape prints.

use super::{Column, FieldSpec, Group, Input, SIFAT};
use crate::kind::Kind;
use crate::template::Shape;

/// A field as a table holds it.
#[derive(Clone, Copy)]
struct Def {
    key: &'static str,
    label: &'static str,
    group: Group,
    input: InputDef,
    required: bool,
    help: &'static str,
    initial: &'static [&'static str],
}

#[derive(Clone, Copy)]
enum InputDef {
    Short,
    Long,
    List,
    Choice { options: &'static [&'static str], open: bool },
    Ticks { options: &'static [&'static str] },
    Date,
    Table { columns: &'static [ColumnDef] },
    Member,
}

#[derive(Clone, Copy)]
struct ColumnDef {
    label: &'static str,
    weight: u16,
    right: bool,
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

impl Def {
    fn spec(&self) -> FieldSpec {
        FieldSpec {
            key: self.key.to_owned(),
            label: self.label.to_owned(),
            group: self.group,
            input: match self.input {
                InputDef::Short => Input::Short,
                InputDef::Long => Input::Long,
                InputDef::List => Input::List,
                InputDef::Choice { options, open } => Input::Choice { options: texts(options), open },
                InputDef::Ticks { options } => Input::Ticks { options: texts(options) },
                InputDef::Date => Input::Date,
                InputDef::Table { columns } => Input::Table {
                    columns: columns
                        .iter()
                        .map(|column| Column {
                            label: column.label.to_owned(),
                            weight: column.weight,
                            right: column.right,
                        })
                        .collect(),
                },
                InputDef::Member => Input::Member,
            },
            required: self.required,
            help: self.help.to_owned(),
            initial: texts(self.initial),
            example: None,
        }
    }
}

/// The fields of a kind, with those that its template declares: they stand after the kind's own content, before the
/// members of the data that end the form.
pub(super) fn with_declared(kind: Kind, shape: Shape, declared: Vec<FieldSpec>) -> Vec<FieldSpec> {
    let known: &[Def] = match kind {
        Kind::SuratUsulan => SURAT_USULAN,
        Kind::LembarDisposisi => LEMBAR_DISPOSISI,
        Kind::Telaah => TELAAH,
        Kind::Pengumuman => PENGUMUMAN,
        Kind::SuratPemberitahuan => SURAT_PEMBERITAHUAN,
        Kind::LembarKendali => LEMBAR_KENDALI,
        Kind::Declared(_) => match shape {
            Shape::Judul | Shape::Lembar => TITLED,
            Shape::Surat => ADDRESSED,
            Shape::Nota | Shape::Telaahan => FROM_A_POST,
        },
    };
    let mut specs: Vec<FieldSpec> = known.iter().map(Def::spec).collect();
    let ends = |spec: &FieldSpec| spec.input == Input::Member && spec.group > Group::Isi;
    let at = specs.iter().position(ends).unwrap_or(specs.len());
    specs.splice(at..at, declared);
    specs
}

/// A letter with its addressee.
const ADDRESSED: &[Def] = &[
    ADDRESSEES,
    SIFAT_FIELD,
    LAMPIRAN_FIELD,
    HAL_FIELD,
    NUMBER,
    DATE,
    SIGNATURE,
    PARAF,
    TEMBUSAN,
    ATTACHMENTS,
    PAPER,
    KOP,
];

/// A nota that names from whom it comes.
const FROM_A_POST: &[Def] = &[
    ADDRESSEES,
    DARI,
    SIFAT_FIELD,
    LAMPIRAN_FIELD,
    HAL_FIELD,
    NUMBER,
    DATE,
    SIGNATURE,
    PARAF,
    TEMBUSAN,
    ATTACHMENTS,
    PAPER,
    KOP,
];

/// A naskah with a title, to nobody by name.
const TITLED: &[Def] = &[NUMBER, DATE, SIGNATURE, PARAF, TEMBUSAN, ATTACHMENTS, PAPER, KOP];

const DARI: Def =
    optional(Def { group: Group::Tujuan, ..short("dari", "Dari", "Kosong: jabatan penanda tangan.") });

const fn short(key: &'static str, label: &'static str, help: &'static str) -> Def {
    Def { key, label, group: Group::Isi, input: InputDef::Short, required: true, help, initial: &[] }
}

const fn long(key: &'static str, label: &'static str, help: &'static str) -> Def {
    Def { input: InputDef::Long, ..short(key, label, help) }
}

const fn list(key: &'static str, label: &'static str, help: &'static str) -> Def {
    Def { input: InputDef::List, ..short(key, label, help) }
}

const fn date(key: &'static str, label: &'static str) -> Def {
    Def { input: InputDef::Date, ..short(key, label, "") }
}

const fn choice(key: &'static str, label: &'static str, options: &'static [&'static str], open: bool) -> Def {
    Def { input: InputDef::Choice { options, open }, ..short(key, label, "") }
}

const fn member(key: &'static str, label: &'static str, group: Group, help: &'static str) -> Def {
    Def { key, label, group, input: InputDef::Member, required: false, help, initial: &[] }
}

const fn optional(spec: Def) -> Def {
    Def { required: false, ..spec }
}

const fn proposing(spec: Def, initial: &'static [&'static str]) -> Def {
    Def { initial, ..spec }
}

const ADDRESSEES: Def = Def {
    required: true,
    ..member(
        "addressees",
        "Yth.",
        Group::Tujuan,
        "Nama jabatan, bukan nama instansi. Lebih dari satu: daftar terlampir.",
    )
};
const SIFAT_FIELD: Def =
    Def { group: Group::Tujuan, ..optional(proposing(choice("sifat", "Sifat", SIFAT, true), &["Biasa"])) };
const LAMPIRAN_FIELD: Def = Def {
    group: Group::Tujuan,
    ..optional(short("lampiran", "Lampiran", "Misalnya 1 (satu) berkas. Kosong: dihitung dari lampiran."))
};
const HAL_FIELD: Def =
    Def { group: Group::Tujuan, ..optional(short("hal", "Hal", "Kosong: menurut templat.")) };
const NUMBER: Def = member("number", "Nomor", Group::NomorTanggal, "Kosong: ruang untuk ditulis tangan.");
const DATE: Def = member("date", "Tanggal", Group::NomorTanggal, "Kosong: ruang untuk ditulis tangan.");
const SIGNATURE: Def = Def {
    required: true,
    ..member("signature", "Penanda tangan", Group::TandaTangan, "Bentuk: sendiri, a.n., u.b., Plt., Plh.")
};
const PARAF: Def =
    member("paraf", "Jalur paraf", Group::TandaTangan, "Dari konseptor ke atas; tercetak di pertinggal.");
const TEMBUSAN: Def = member(
    "tembusan",
    "Tembusan",
    Group::Tembusan,
    "Jabatan atau orang, bukan instansi; tanpa penanda tangan.",
);
const ATTACHMENTS: Def =
    member("attachments", "Lampiran", Group::Lampiran, "Setiap lampiran dicetak di halaman sendiri.");
const PAPER: Def = member("paper", "Kertas", Group::Kertas, "");
const KOP: Def = member("kop", "Kop", Group::Kertas, "");

const NAMA_ETALASE: Def = short("nama_etalase", "Nama etalase", "Seperti nama yang akan tampil di katalog.");
const NAMA_PD: Def = short("nama_pd", "Perangkat daerah", "Nama perangkat daerah pengusul.");
const KBLI: Def = list("kbli", "KBLI", "Kode lima angka; boleh lebih dari satu.");
const NARAHUBUNG: Def = short("narahubung", "Narahubung", "Nama yang dapat dihubungi.");
const TELEPON: Def = short("telepon", "Telepon", "");
const NOMOR_USULAN: Def =
    short("nomor_surat_usulan", "Nomor surat usulan", "Seperti tertulis pada surat perangkat daerah.");
const TANGGAL_USULAN: Def = date("tanggal_surat_usulan", "Tanggal surat usulan");
const TIPE_PELAKU: &[&str] =
    &["Tidak terbatas", "Usaha mikro, usaha kecil, dan koperasi", "Perorangan dan badan usaha"];

const SURAT_USULAN: &[Def] = &[
    ADDRESSEES,
    SIFAT_FIELD,
    LAMPIRAN_FIELD,
    HAL_FIELD,
    NAMA_PD,
    short("uraian_kebutuhan", "Uraian kebutuhan", "Untuk apa, misalnya: alat tulis kantor."),
    short("tahun", "Tahun anggaran", ""),
    NAMA_ETALASE,
    choice(
        "jenis",
        "Jenis pengadaan",
        &["Barang", "Jasa lainnya", "Jasa konsultansi", "Pekerjaan konstruksi"],
        false,
    ),
    long("uraian_produk", "Uraian produk", "Produk yang akan ada di etalase."),
    short("volume", "Perkiraan volume", "Jumlah dan satuan setahun."),
    optional(short("pagu", "Perkiraan pagu", "Misalnya Rp1.250.000.000,00.")),
    optional(short("kode_rup", "Kode RUP", "")),
    optional(KBLI),
    optional(short("jumlah_penyedia", "Calon penyedia yang diketahui", "Jumlah pelaku usaha.")),
    NARAHUBUNG,
    TELEPON,
    Def {
        group: Group::Lampiran,
        ..optional(Def {
            input: InputDef::Table {
                columns: &[
                    ColumnDef { label: "No", weight: 6, right: false },
                    ColumnDef { label: "Nama produk", weight: 30, right: false },
                    ColumnDef { label: "Spesifikasi singkat", weight: 40, right: false },
                    ColumnDef { label: "Satuan", weight: 12, right: false },
                    ColumnDef { label: "Perkiraan jumlah", weight: 14, right: true },
                ],
            },
            ..short("daftar_produk", "Daftar produk", "Dicetak sebagai lampiran.")
        })
    },
    NUMBER,
    DATE,
    SIGNATURE,
    PARAF,
    TEMBUSAN,
    ATTACHMENTS,
    PAPER,
    KOP,
];

/// Names behind the boxes "Diteruskan kepada Sdr." (facts 2.4).
pub const DITERUSKAN: &[&str] = &[
    "Sub Koordinator Pengelolaan LPSE",
    "Sub Koordinator Pengelolaan Pengadaan Barang dan Jasa",
    "Sub Koordinator Pembinaan dan Advokasi",
];

/// Requests behind the boxes "Dengan hormat harap" (facts 2.4).
pub const HARAP: &[&str] = &[
    "Kaji usulan, buat telaah dan konsep pengumuman",
    "Tanggapan dan saran",
    "Proses lebih lanjut",
    "Koordinasi/konfirmasikan",
];

const LEMBAR_DISPOSISI: &[Def] = &[
    short("surat_dari", "Surat dari", ""),
    short("nomor_surat", "Nomor surat", ""),
    date("tanggal_surat", "Tanggal surat"),
    short("tanggal_diterima", "Diterima", "Tanggal dan jam surat diterima."),
    short("nomor_agenda", "Nomor agenda", ""),
    optional(Def {
        input: InputDef::Ticks { options: &["Sangat segera", "Segera", "Rahasia"] },
        ..short("sifat", "Sifat", "Kosong: kotak dibiarkan untuk dicentang tangan.")
    }),
    short("hal", "Hal", ""),
    optional(Def {
        input: InputDef::Ticks { options: DITERUSKAN },
        ..short("diteruskan", "Diteruskan kepada", "Kosong: dicentang tangan oleh pimpinan.")
    }),
    optional(Def {
        input: InputDef::Ticks { options: HARAP },
        ..short("harap", "Dengan hormat harap", "Kosong: dicentang tangan oleh pimpinan.")
    }),
    optional(long("catatan", "Catatan", "Kosong: ruang untuk ditulis tangan.")),
    optional(short("batas_waktu", "Batas waktu", "")),
    SIGNATURE,
    PAPER,
    KOP,
];

const TELAAH: &[Def] = &[
    ADDRESSEES,
    DARI,
    SIFAT_FIELD,
    LAMPIRAN_FIELD,
    HAL_FIELD,
    NAMA_ETALASE,
    NAMA_PD,
    NOMOR_USULAN,
    TANGGAL_USULAN,
    proposing(
        list("praanggapan", "Praanggapan", "Anggapan beralasan menurut data yang ada."),
        &[
            "Kebutuhan bersifat berulang dan dapat distandarkan.",
            "Tersedia pelaku usaha yang mampu memasok.",
            "Pengadaan melalui katalog memperluas pilihan dan mempercepat proses.",
        ],
    ),
    list("dasar_hukum", "Dasar hukum", ""),
    short("volume", "Volume kebutuhan", ""),
    optional(short("pagu", "Pagu", "")),
    optional(short("kode_rup", "Kode RUP", "")),
    long("etalase_serupa", "Etalase serupa", "Di katalog nasional, sektoral, atau lokal lain."),
    short("jumlah_penyedia", "Jumlah calon penyedia", ""),
    optional(long("referensi_harga", "Referensi harga", "")),
    optional(Def {
        input: InputDef::Table {
            columns: &[
                ColumnDef { label: "No", weight: 6, right: false },
                ColumnDef { label: "Produk", weight: 34, right: false },
                ColumnDef { label: "Satuan", weight: 12, right: false },
                ColumnDef { label: "Harga (Rp)", weight: 18, right: true },
                ColumnDef { label: "Sumber", weight: 30, right: false },
            ],
        },
        ..short("tabel_harga", "Tabel harga", "Dicetak di bawah fakta.")
    }),
    long("latar_belakang", "Latar belakang pencantuman", ""),
    choice("tipe_pelaku_usaha", "Tipe pelaku usaha", TIPE_PELAKU, true),
    list("administrasi", "Persyaratan administrasi", ""),
    KBLI,
    optional(list("izin", "Izin atau sertifikat", "")),
    long("syarat_teknis", "Syarat teknis", ""),
    long("syarat_harga", "Syarat harga", ""),
    short("kategori_produk", "Kategori produk", ""),
    long("uraian_produk", "Uraian produk", ""),
    short("wilayah_layanan", "Wilayah layanan", ""),
    short("satuan", "Satuan", ""),
    short("jadwal", "Jadwal", ""),
    long("hambatan", "Hambatan dan keuntungan", ""),
    choice("kelayakan", "Simpulan", &["layak", "belum layak"], false),
    long("alasan", "Alasan", ""),
    list("saran", "Saran", "Tindakan yang diusulkan; sesuaikan bila belum layak."),
    NUMBER,
    DATE,
    SIGNATURE,
    member("second_signature", "Blok kedua", Group::TandaTangan, "Mengetahui atau Menyetujui, bila perlu."),
    PARAF,
    ATTACHMENTS,
    PAPER,
    KOP,
];

const PENGUMUMAN: &[Def] = &[
    NAMA_ETALASE,
    list("daftar_produk", "Ruang lingkup produk", "Setiap produk satu isian."),
    choice("tipe_pelaku_usaha", "Tipe pelaku usaha", TIPE_PELAKU, true),
    KBLI,
    optional(list("izin", "Izin atau sertifikat", "Kosong: butirnya dihilangkan.")),
    proposing(
        choice(
            "jadwal",
            "Jadwal pendaftaran",
            &["terbuka sejak pengumuman ini ditayangkan sampai ada pengumuman penutupan"],
            true,
        ),
        &["terbuka sejak pengumuman ini ditayangkan sampai ada pengumuman penutupan"],
    ),
    short("alamat_aplikasi", "Alamat aplikasi katalog", ""),
    short("alamat_lpse", "Alamat LPSE", ""),
    NARAHUBUNG,
    TELEPON,
    optional(short("pos_el", "Pos-el", "")),
    NUMBER,
    DATE,
    SIGNATURE,
    PARAF,
    TEMBUSAN,
    ATTACHMENTS,
    PAPER,
    KOP,
];

const SURAT_PEMBERITAHUAN: &[Def] = &[
    ADDRESSEES,
    SIFAT_FIELD,
    LAMPIRAN_FIELD,
    HAL_FIELD,
    NAMA_ETALASE,
    NAMA_PD,
    NOMOR_USULAN,
    TANGGAL_USULAN,
    date("tanggal_tayang", "Tanggal tayang"),
    optional(short("alamat_etalase", "Alamat etalase", "Alamat halaman pada katalog.")),
    NARAHUBUNG,
    TELEPON,
    NUMBER,
    DATE,
    SIGNATURE,
    PARAF,
    TEMBUSAN,
    ATTACHMENTS,
    PAPER,
    KOP,
];

const LEMBAR_KENDALI: &[Def] = &[
    short("nomor_usulan", "Nomor usulan", "Nomor usulan di aplikasi: 2026-0042."),
    NAMA_ETALASE,
    short("pengusul", "Pengusul", ""),
    short("nomor_surat", "Nomor surat", ""),
    date("tanggal_surat", "Tanggal surat"),
    optional(short("nomor_agenda", "Nomor agenda", "")),
    short("tanggal_diterima", "Diterima", "Tanggal dan jam surat diterima."),
    Def {
        input: InputDef::Table {
            columns: &[
                ColumnDef { label: "No", weight: 7, right: false },
                ColumnDef { label: "Kegiatan", weight: 38, right: false },
                ColumnDef { label: "Pelaksana", weight: 26, right: false },
                ColumnDef { label: "Tanggal", weight: 20, right: false },
                ColumnDef { label: "Jam", weight: 14, right: false },
                ColumnDef { label: "Paraf", weight: 16, right: false },
                ColumnDef { label: "Keterangan", weight: 24, right: false },
            ],
        },
        ..short("langkah", "Langkah", "Satu baris setiap langkah; tanggal, jam, dan paraf ditulis tangan.")
    },
    PAPER,
];
