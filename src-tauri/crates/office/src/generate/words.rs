//! Words of a generated office: etalase of the field (facts 4.7), names of people, reasons.

use sop::act::Etalase;

use super::Dice;

/// Name, jenis, KBLI and products of etalase that local catalogues have.
const ETALASE: &[(&str, &str, &[&str], &str)] = &[
    ("Alat Tulis Kantor", "Barang", &["47611", "46421"], "kertas, alat tulis, map, tinta dan toner"),
    ("Makanan dan Minuman", "Jasa Lainnya", &["56210", "56290"], "nasi kotak, kudapan rapat, air minum"),
    ("Jasa Kebersihan", "Jasa Lainnya", &["81210", "81290"], "petugas kebersihan, alat dan bahan pembersih"),
    ("Jasa Keamanan", "Jasa Lainnya", &["80100"], "petugas keamanan gedung dan halaman"),
    ("Bahan Material Bangunan", "Barang", &["47521"], "semen, pasir, batu bata, besi beton"),
    ("Beton Ready Mix", "Barang", &["23953"], "beton siap pakai mutu K-225 sampai K-350"),
    ("Aspal Terkirim", "Barang", &["19212"], "aspal curah dan hotmix sampai lokasi"),
    ("Paving Terkirim", "Barang", &["23951"], "paving blok segi enam dan bata"),
    ("U-Ditch Terkirim", "Barang", &["23951"], "saluran beton pracetak dengan tutup"),
    ("Seragam dan Pakaian Dinas", "Barang", &["14111", "14120"], "pakaian dinas harian, batik khas daerah"),
    ("Furnitur Kantor", "Barang", &["31001"], "meja, kursi, lemari arsip, rak buku"),
    ("Percetakan dan Penggandaan", "Jasa Lainnya", &["18111"], "cetak blangko, spanduk, penjilidan"),
    ("Servis Kendaraan Dinas", "Jasa Lainnya", &["45201"], "perawatan berkala, suku cadang, ban"),
    ("Bibit dan Pupuk", "Barang", &["46207"], "bibit padi, jagung, pupuk organik"),
    ("Ternak dan Pakan", "Barang", &["46205"], "kambing, ayam petelur, konsentrat"),
    ("Kerajinan Batik", "Barang", &["13134"], "kain batik tulis dan cap motif Mojopahit"),
    ("Suvenir Daerah", "Barang", &["32903"], "miniatur candi, gantungan kunci, plakat"),
    ("Penerangan Jalan Umum", "Barang", &["27402"], "lampu, tiang, panel surya"),
    ("Jasa Sopir", "Jasa Lainnya", &["78300"], "sopir kendaraan dinas dan ambulans"),
    ("Bio Septictank", "Barang", &["22299"], "tangki septik terpadu untuk rumah tangga"),
];

const GIVEN: &[&str] = &[
    "Agus",
    "Ahmad",
    "Bambang",
    "Budi",
    "Candra",
    "Dewi",
    "Dian",
    "Dwi",
    "Eko",
    "Endang",
    "Fitri",
    "Hadi",
    "Hendra",
    "Indah",
    "Joko",
    "Lestari",
    "Mochamad",
    "Nur",
    "Putri",
    "Ratna",
    "Rini",
    "Rizki",
    "Siti",
    "Slamet",
    "Sri",
    "Sugeng",
    "Supriyadi",
    "Tri",
    "Wahyu",
    "Yuliana",
];

const FAMILY: &[&str] = &[
    "Aisyah",
    "Cahyono",
    "Fauzi",
    "Firmansyah",
    "Handayani",
    "Hidayat",
    "Kurniawan",
    "Kusuma",
    "Laksono",
    "Maulana",
    "Nugroho",
    "Permata",
    "Prasetyo",
    "Purnomo",
    "Puspita",
    "Rahmawati",
    "Santoso",
    "Setiawan",
    "Susanti",
    "Utami",
    "Wibowo",
    "Wijaya",
    "Wulandari",
    "Yulianto",
];

const TITLE: &[&str] = &["", "", ", S.E.", ", S.Sos.", ", S.T.", ", S.Kom.", ", S.AP."];

const VILLAGES: &[&str] = &[
    "Bangsal",
    "Dawarblandong",
    "Dlanggu",
    "Gedeg",
    "Gondang",
    "Jatirejo",
    "Jetis",
    "Kemlagi",
    "Kutorejo",
    "Mojoanyar",
    "Mojosari",
    "Ngoro",
    "Pacet",
    "Pungging",
    "Puri",
    "Sooko",
    "Trawas",
    "Trowulan",
];

/// Why an usulan was withdrawn.
pub(super) const WITHDRAWN: &[&str] = &[
    "Ditarik pengusul; kebutuhan digabung dengan usulan lain.",
    "Surat dicabut oleh perangkat daerah.",
    "Usulan ganda; usulan yang lebih dahulu dilanjutkan.",
    "Anggaran dialihkan, etalase tidak jadi diperlukan.",
];

/// Why a step took longer than its standard.
pub(super) const CAUSES: &[&str] = &[
    "Pejabat rapat atau dinas luar",
    "Menunggu kelengkapan dari perangkat daerah",
    "Jaringan atau aplikasi tidak dapat dibuka",
    "Beban kerja bersamaan",
];

/// Why an usulan is held or given back.
pub(super) const WAITS: &[&str] = &[
    "Menunggu arahan pimpinan.",
    "Uraian produk belum lengkap, diminta dilengkapi.",
    "Kode KBLI perlu diperbaiki pengusul.",
];

pub(super) fn person(dice: &mut Dice) -> String {
    let (given, family, title) = (dice.pick(GIVEN), dice.pick(FAMILY), dice.pick(TITLE));
    format!("{given} {family}{title}")
}

pub(super) fn etalase(dice: &mut Dice) -> Etalase {
    let (name, kind, kbli, products) = *dice.pick(ETALASE);
    let name = if dice.happens(35) { format!("{name} {}", dice.pick(VILLAGES)) } else { name.to_owned() };
    Etalase {
        name,
        kind: kind.to_owned(),
        description: products.to_owned(),
        kbli: kbli.iter().map(|code| (*code).to_owned()).collect(),
        need: format!(
            "{} bulan untuk {} satuan kerja, pagu Rp{}.000.000",
            dice.between(3, 12),
            dice.between(1, 412),
            dice.between(15, 900)
        ),
        suppliers: dice.between(2, 40).to_string(),
        contact: person(dice),
        phone: format!("0812-{:04}-{:04}", dice.between(0, 9_999), dice.between(0, 9_999)),
    }
}

/// What a naskah says of an etalase, as far as the search reads it.
pub(super) fn text(dice: &mut Dice, what: &str, agency: &str, etalase: &Etalase) -> String {
    let (village, other) = (dice.pick(VILLAGES), dice.pick(VILLAGES));
    format!(
        "{what} etalase {} pada Katalog Elektronik Lokal Kabupaten Mojokerto.\nBerdasarkan usulan {agency}, kebutuhan \
         meliputi {} untuk {}. Penyedia setempat sejumlah {} antara lain di Kecamatan {village} dan {other}. \
         Narahubung {}, telepon {}.",
        etalase.name, etalase.description, etalase.need, etalase.suppliers, etalase.contact, etalase.phone
    )
}
