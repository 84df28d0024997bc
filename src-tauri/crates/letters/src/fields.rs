//! The fields of each kind, as the editor's form shows them (DESK 6.6) and as templates may name them.

use serde::Serialize;

use crate::data::Kind;

/// A group of the form, in the order in which a letter reads (DESK 6.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Group {
    /// To whom.
    Tujuan,
    /// Content.
    Isi,
    /// Number and date.
    #[serde(rename = "Nomor dan tanggal")]
    NomorTanggal,
    /// Signature and paraf.
    #[serde(rename = "Tanda tangan")]
    TandaTangan,
    /// Copies to.
    Tembusan,
    /// Attachments.
    Lampiran,
    /// Paper and kop.
    Kertas,
}

impl Group {
    /// The group's heading on the form.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Tujuan => "Tujuan",
            Self::Isi => "Isi",
            Self::NomorTanggal => "Nomor dan tanggal",
            Self::TandaTangan => "Tanda tangan",
            Self::Tembusan => "Tembusan",
            Self::Lampiran => "Lampiran",
            Self::Kertas => "Kertas",
        }
    }
}

/// How a field is typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Input {
    /// One line.
    Short,
    /// Several lines; blank lines make paragraphs.
    Long,
    /// Several entries.
    List,
    /// One of some options; where `open`, something else may be typed.
    Choice {
        /// The options.
        options: &'static [&'static str],
        /// Whether free text is allowed too.
        open: bool,
    },
    /// Several of some options, ticked on the paper; more may be typed.
    Ticks {
        /// The options, in the order of the boxes.
        options: &'static [&'static str],
    },
    /// A date, `2026-11-09` in data; other text prints as typed.
    Date,
    /// Rows with these columns.
    Table {
        /// The columns.
        columns: &'static [Column],
    },
    /// Not a value of `fields` but a member of the plain data, edited with a part of its own.
    Member,
}

/// A column of a table field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its head.
    pub label: &'static str,
    /// Its share of the width.
    pub weight: u16,
    /// Numbers stand right.
    pub right: bool,
}

/// One field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FieldSpec {
    /// Key in data and templates; for [`Input::Member`] the member of the plain data.
    pub key: &'static str,
    /// Indonesian label; in a konsep an empty field prints as `[label]`.
    pub label: &'static str,
    /// Where it stands on the form.
    pub group: Group,
    /// How it is typed.
    pub input: Input,
    /// Whether a siap naskah needs it.
    pub required: bool,
    /// A sentence under the field; may be empty.
    pub help: &'static str,
    /// What an empty form proposes; several entries for lists.
    pub initial: &'static [&'static str],
}

/// The fields of a kind, in the order of the form.
#[must_use]
pub fn fields(kind: Kind) -> &'static [FieldSpec] {
    match kind {
        Kind::SuratUsulan => SURAT_USULAN,
        Kind::LembarDisposisi => LEMBAR_DISPOSISI,
        Kind::Telaah => TELAAH,
        Kind::Pengumuman => PENGUMUMAN,
        Kind::SuratPemberitahuan => SURAT_PEMBERITAHUAN,
        Kind::LembarKendali => LEMBAR_KENDALI,
    }
}

/// The field of a key, or `None`.
#[must_use]
pub fn field(kind: Kind, key: &str) -> Option<&'static FieldSpec> {
    fields(kind).iter().find(|spec| spec.key == key)
}

/// The urgencies and secrecies to offer (facts 1.4).
pub const SIFAT: &[&str] =
    &["Biasa", "Penting", "Segera", "Sangat Segera", "Terbatas", "Rahasia", "Sangat Rahasia"];

const fn short(key: &'static str, label: &'static str, help: &'static str) -> FieldSpec {
    FieldSpec { key, label, group: Group::Isi, input: Input::Short, required: true, help, initial: &[] }
}

const fn long(key: &'static str, label: &'static str, help: &'static str) -> FieldSpec {
    FieldSpec { input: Input::Long, ..short(key, label, help) }
}

const fn list(key: &'static str, label: &'static str, help: &'static str) -> FieldSpec {
    FieldSpec { input: Input::List, ..short(key, label, help) }
}

const fn date(key: &'static str, label: &'static str) -> FieldSpec {
    FieldSpec { input: Input::Date, ..short(key, label, "") }
}

const fn choice(
    key: &'static str,
    label: &'static str,
    options: &'static [&'static str],
    open: bool,
) -> FieldSpec {
    FieldSpec { input: Input::Choice { options, open }, ..short(key, label, "") }
}

const fn member(key: &'static str, label: &'static str, group: Group, help: &'static str) -> FieldSpec {
    FieldSpec { key, label, group, input: Input::Member, required: false, help, initial: &[] }
}

const fn optional(spec: FieldSpec) -> FieldSpec {
    FieldSpec { required: false, ..spec }
}

const fn proposing(spec: FieldSpec, initial: &'static [&'static str]) -> FieldSpec {
    FieldSpec { initial, ..spec }
}

const ADDRESSEES: FieldSpec = FieldSpec {
    required: true,
    ..member(
        "addressees",
        "Yth.",
        Group::Tujuan,
        "Nama jabatan, bukan nama instansi. Lebih dari satu: daftar terlampir.",
    )
};
const SIFAT_FIELD: FieldSpec = FieldSpec {
    group: Group::Tujuan,
    ..optional(proposing(choice("sifat", "Sifat", SIFAT, true), &["Biasa"]))
};
const LAMPIRAN_FIELD: FieldSpec = FieldSpec {
    group: Group::Tujuan,
    ..optional(short("lampiran", "Lampiran", "Misalnya 1 (satu) berkas. Kosong: dihitung dari lampiran."))
};
const HAL_FIELD: FieldSpec =
    FieldSpec { group: Group::Tujuan, ..optional(short("hal", "Hal", "Kosong: menurut templat.")) };
const NUMBER: FieldSpec =
    member("number", "Nomor", Group::NomorTanggal, "Kosong: ruang untuk ditulis tangan.");
const DATE: FieldSpec = member("date", "Tanggal", Group::NomorTanggal, "Kosong: ruang untuk ditulis tangan.");
const SIGNATURE: FieldSpec = FieldSpec {
    required: true,
    ..member("signature", "Penanda tangan", Group::TandaTangan, "Bentuk: sendiri, a.n., u.b., Plt., Plh.")
};
const PARAF: FieldSpec =
    member("paraf", "Jalur paraf", Group::TandaTangan, "Dari konseptor ke atas; tercetak di pertinggal.");
const TEMBUSAN: FieldSpec = member(
    "tembusan",
    "Tembusan",
    Group::Tembusan,
    "Jabatan atau orang, bukan instansi; tanpa penanda tangan.",
);
const ATTACHMENTS: FieldSpec =
    member("attachments", "Lampiran", Group::Lampiran, "Setiap lampiran dicetak di halaman sendiri.");
const PAPER: FieldSpec = member("paper", "Kertas", Group::Kertas, "");
const KOP: FieldSpec = member("kop", "Kop", Group::Kertas, "");

const NAMA_ETALASE: FieldSpec =
    short("nama_etalase", "Nama etalase", "Seperti nama yang akan tampil di katalog.");
const NAMA_PD: FieldSpec = short("nama_pd", "Perangkat daerah", "Nama perangkat daerah pengusul.");
const KBLI: FieldSpec = list("kbli", "KBLI", "Kode lima angka; boleh lebih dari satu.");
const NARAHUBUNG: FieldSpec = short("narahubung", "Narahubung", "Nama yang dapat dihubungi.");
const TELEPON: FieldSpec = short("telepon", "Telepon", "");
const NOMOR_USULAN: FieldSpec =
    short("nomor_surat_usulan", "Nomor surat usulan", "Seperti tertulis pada surat perangkat daerah.");
const TANGGAL_USULAN: FieldSpec = date("tanggal_surat_usulan", "Tanggal surat usulan");
const TIPE_PELAKU: &[&str] =
    &["Tidak terbatas", "Usaha mikro, usaha kecil, dan koperasi", "Perorangan dan badan usaha"];

const SURAT_USULAN: &[FieldSpec] = &[
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
    FieldSpec {
        group: Group::Lampiran,
        ..optional(FieldSpec {
            input: Input::Table {
                columns: &[
                    Column { label: "No", weight: 6, right: false },
                    Column { label: "Nama produk", weight: 30, right: false },
                    Column { label: "Spesifikasi singkat", weight: 40, right: false },
                    Column { label: "Satuan", weight: 12, right: false },
                    Column { label: "Perkiraan jumlah", weight: 14, right: true },
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

const LEMBAR_DISPOSISI: &[FieldSpec] = &[
    short("surat_dari", "Surat dari", ""),
    short("nomor_surat", "Nomor surat", ""),
    date("tanggal_surat", "Tanggal surat"),
    short("tanggal_diterima", "Diterima", "Tanggal dan jam surat diterima."),
    short("nomor_agenda", "Nomor agenda", ""),
    optional(FieldSpec {
        input: Input::Ticks { options: &["Sangat segera", "Segera", "Rahasia"] },
        ..short("sifat", "Sifat", "Kosong: kotak dibiarkan untuk dicentang tangan.")
    }),
    short("hal", "Hal", ""),
    optional(FieldSpec {
        input: Input::Ticks { options: DITERUSKAN },
        ..short("diteruskan", "Diteruskan kepada", "Kosong: dicentang tangan oleh pimpinan.")
    }),
    optional(FieldSpec {
        input: Input::Ticks { options: HARAP },
        ..short("harap", "Dengan hormat harap", "Kosong: dicentang tangan oleh pimpinan.")
    }),
    optional(long("catatan", "Catatan", "Kosong: ruang untuk ditulis tangan.")),
    optional(short("batas_waktu", "Batas waktu", "")),
    SIGNATURE,
    PAPER,
    KOP,
];

const TELAAH: &[FieldSpec] = &[
    ADDRESSEES,
    optional(FieldSpec { group: Group::Tujuan, ..short("dari", "Dari", "Kosong: jabatan penanda tangan.") }),
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
    optional(FieldSpec {
        input: Input::Table {
            columns: &[
                Column { label: "No", weight: 6, right: false },
                Column { label: "Produk", weight: 34, right: false },
                Column { label: "Satuan", weight: 12, right: false },
                Column { label: "Harga (Rp)", weight: 18, right: true },
                Column { label: "Sumber", weight: 30, right: false },
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

const PENGUMUMAN: &[FieldSpec] = &[
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

const SURAT_PEMBERITAHUAN: &[FieldSpec] = &[
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

const LEMBAR_KENDALI: &[FieldSpec] = &[
    short("nomor_usulan", "Nomor usulan", "Nomor usulan di aplikasi: 2026-0042."),
    NAMA_ETALASE,
    short("pengusul", "Pengusul", ""),
    short("nomor_surat", "Nomor surat", ""),
    date("tanggal_surat", "Tanggal surat"),
    optional(short("nomor_agenda", "Nomor agenda", "")),
    short("tanggal_diterima", "Diterima", "Tanggal dan jam surat diterima."),
    FieldSpec {
        input: Input::Table {
            columns: &[
                Column { label: "No", weight: 7, right: false },
                Column { label: "Kegiatan", weight: 38, right: false },
                Column { label: "Pelaksana", weight: 26, right: false },
                Column { label: "Tanggal", weight: 20, right: false },
                Column { label: "Jam", weight: 14, right: false },
                Column { label: "Paraf", weight: 16, right: false },
                Column { label: "Keterangan", weight: 24, right: false },
            ],
        },
        ..short("langkah", "Langkah", "Satu baris setiap langkah; tanggal, jam, dan paraf ditulis tangan.")
    },
    PAPER,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_readable() {
        for kind in Kind::ALL {
            let specs = fields(kind);
            for (index, spec) in specs.iter().enumerate() {
                assert!(
                    specs[..index].iter().all(|other| other.key != spec.key),
                    "{kind}: the key {} stands twice",
                    spec.key
                );
                assert!(
                    spec.key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit()),
                    "{kind}: the key {} cannot be written in a template",
                    spec.key
                );
                assert!(!spec.label.is_empty(), "{kind}: {} has no label", spec.key);
                assert!(field(kind, spec.key).is_some(), "{kind}: {} is found by its key", spec.key);
            }
        }
    }
}
