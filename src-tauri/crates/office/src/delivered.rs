//! What the product comes with: office, posts, agencies and numbering, each a value that the office changes
//! (facts sections 1, 2, 8 and 10).

use std::collections::BTreeMap;

use sop::act::NumberSource;
use sop::people::{Post, Posts};

use crate::api::{
    AgencySetting, Fate, NumberSetting, NumberSettings, OfficeSettings, Retention, SigningForm, SigningRoute,
};
use crate::fault::Fault;

/// The agencies of facts 8.1, as plain data.
const AGENCIES: &str = include_str!("../../sop/data/perangkat-daerah.csv");

/// Post of the Kepala UKPBJ.
pub const KABAG: &str = "kabag-pbj";
/// Post of the Sub Koordinator.
pub const SUBKOORD: &str = "subkoord-lpse";
/// Post of the Sekretaris Daerah.
pub const SEKDA: &str = "sekda";
/// Post of the Asisten.
pub const ASISTEN: &str = "asisten-ekbang";

/// Group of the bagian of Setda among the agencies: they write to this one by nota dinas.
pub const SETDA_GROUP: &str = "bagian-setda";

/// Items of the checklist of step 4, in the order of facts 4.4.
pub const CHECKLIST: [&str; 10] = [
    "penandatangan",
    "nama_etalase",
    "uraian",
    "kbli",
    "kebutuhan",
    "calon_penyedia",
    "tidak_mengarah",
    "izin_wajar",
    "belum_ada",
    "narahubung",
];

/// What a surat pengembalian says of an item of the checklist that is not met.
pub fn wanting(item: &str) -> Option<&'static str> {
    Some(match item {
        "penandatangan" => "Surat usulan belum ditandatangani pejabat yang berwenang.",
        "nama_etalase" => "Nama etalase belum jelas.",
        "uraian" => "Uraian dan kategori produk belum lengkap.",
        "kbli" => "Kode KBLI belum dicantumkan.",
        "kebutuhan" => "Kebutuhan dan Rencana Umum Pengadaan (RUP) belum diuraikan.",
        "calon_penyedia" => "Calon penyedia belum disebutkan.",
        "tidak_mengarah" => "Spesifikasi masih mengarah pada merek tertentu.",
        "izin_wajar" => "Syarat izin belum wajar untuk produk yang diusulkan.",
        "belum_ada" => "Etalase serupa sudah ada.",
        "narahubung" => "Narahubung belum dicantumkan.",
        _ => return None,
    })
}

/// Kinds of naskah in the order of the procedure, with the step at which each is made; the lembar kendali travels
/// along.
pub const KINDS: [&str; 5] =
    ["surat-usulan", "lembar-disposisi", "telaah", "pengumuman", "surat-pemberitahuan"];

/// The office as delivered. The address is an example to be confirmed (facts 8.2).
pub fn office() -> OfficeSettings {
    let route = |kind: &str, signer: &str, paraf: &[&str]| SigningRoute {
        kind: kind.into(),
        signer: signer.into(),
        paraf: paraf.iter().map(|post| (*post).to_owned()).collect(),
        form: SigningForm::Own,
    };
    OfficeSettings {
        name: "Bagian Pengadaan Barang dan Jasa".into(),
        short: "Bagian PBJ".into(),
        kop_government: "PEMERINTAH KABUPATEN MOJOKERTO".into(),
        kop_agency: "SEKRETARIAT DAERAH".into(),
        kop_unit: "BAGIAN PENGADAAN BARANG DAN JASA".into(),
        kop_address: vec![
            "Jalan Achmad Yani Nomor 16, Mojokerto 61318".into(),
            "Telepon (0321) 321001, laman mojokertokab.go.id".into(),
        ],
        address_unconfirmed: true,
        place: "Mojokerto".into(),
        lambang: None,
        layout: BTreeMap::new(),
        paper: "a4".into(),
        kop_rule: "double".into(),
        platform: "v5".into(),
        catalogue_address: "https://e-katalog.lkpp.go.id".into(),
        lpse_address: "https://lpse.mojokertokab.go.id".into(),
        // Whom people call is nothing to guess: a letter asks for it until the office says so.
        contact: String::new(),
        phone: String::new(),
        email: String::new(),
        signing: vec![
            route("lembar-disposisi", KABAG, &[]),
            route("telaah", SUBKOORD, &[]),
            route("pengumuman", KABAG, &[SUBKOORD]),
            route("surat-pemberitahuan", SEKDA, &[SUBKOORD, KABAG, ASISTEN]),
            route("surat-pengembalian", KABAG, &[SUBKOORD]),
            route("nota-dinas", KABAG, &[SUBKOORD]),
            route("surat-undangan", KABAG, &[SUBKOORD]),
        ],
        sifat: sifat(),
        legal_bases: Vec::new(),
        good_from: good_from(),
        second_signer: None,
        retention: retention(),
    }
}

/// Urgencies and secrecies as delivered (facts 1.4).
pub(crate) fn sifat() -> Vec<String> {
    letters::SIFAT.iter().map(|word| (*word).to_owned()).collect()
}

/// Percent of rounds within standard from which a step runs well (facts 3.3, an assumption).
pub(crate) const fn good_from() -> u8 {
    90
}

/// The schedule of retention as delivered (facts 0, finding 11, and 2.2).
pub(crate) fn retention() -> Vec<Retention> {
    let line = |code: &str, fate: Fate| Retention { code: code.to_owned(), active: 2, inactive: 3, fate };
    let mut lines: Vec<Retention> =
        ["000.3.1", "000.3.2", "000.3.3", "000.3.4"].map(|code| line(code, Fate::Destroyed)).into();
    lines.extend(["000.3.5", "000.3.6"].map(|code| line(code, Fate::Permanent)));
    lines
}

/// The posts as delivered; nobody holds them yet.
pub fn posts() -> Posts {
    let post = |id: &str, name: &str, short: &str, actor: Option<&str>| Post {
        id: id.into(),
        name: name.into(),
        short: short.into(),
        sop_actor: actor.map(str::to_owned),
        recordable: true,
    };
    Posts {
        posts: vec![
            post(KABAG, "Kepala Bagian Pengadaan Barang dan Jasa", "Kabag PBJ", Some("kepala-ukpbj")),
            post(
                SUBKOORD,
                "Sub Koordinator Pengelolaan LPSE",
                "Sub Koordinator",
                Some("sub-koordinator-lpse"),
            ),
            post(SEKDA, "Sekretaris Daerah", "Sekretaris Daerah", None),
            post(ASISTEN, "Asisten Perekonomian dan Pembangunan", "Asisten", None),
        ],
        persons: Vec::new(),
        tenures: Vec::new(),
    }
}

/// Numbering as delivered: TU's paper book (DESK 2.3), pattern of facts finding 1.
pub fn numbers() -> NumberSettings {
    let setting = |kind: &str, pattern: &str| NumberSetting {
        kind: kind.into(),
        source: NumberSource::Book,
        pattern: pattern.into(),
        pool: "keluar".into(),
    };
    let pattern = "000.3/{nomor}/416-023/{tahun}";
    NumberSettings {
        kinds: vec![
            setting("telaah", ""),
            setting("pengumuman", pattern),
            setting("surat-pemberitahuan", "000.3/{nomor}/416-012/{tahun}"),
            setting("surat-pengembalian", pattern),
            setting("nota-dinas", pattern),
            setting("surat-undangan", pattern),
        ],
    }
}

/// The agencies as delivered (facts 8.1), in protocol order.
///
/// # Errors
/// Only if the delivered list is broken, which a test forbids.
pub fn agencies() -> Result<Vec<AgencySetting>, Fault> {
    let mut agencies = Vec::new();
    for line in AGENCIES.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        let cells = cells(line.trim_end());
        let [id, name, addressee, group] = cells.as_slice() else {
            return Err(Fault::unknown(format!("perangkat-daerah.csv: {line}")));
        };
        agencies.push(AgencySetting {
            id: id.clone(),
            name: name.clone(),
            addressee: addressee.clone(),
            group: group.clone(),
            // Our own unit belongs to Setda, whose secretary signs: it does not write to itself.
            not_recipient: id == "setda",
            kop_address: Vec::new(),
            closed: false,
            head: None,
        });
    }
    Ok(agencies)
}

/// The cells of one line of a list whose names may stand in quotation marks.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            letter => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(letter);
                }
            }
        }
    }
    cells
}
