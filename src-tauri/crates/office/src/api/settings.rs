use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sop::act::NumberSource;
use sop::calendar::CalendarPlan;
use sop::people::{Account, Posts};
use sop::record::DocumentId;
use ts_rs::TS;

use crate::api::{RecipientList, SigningForm};
use crate::delivered;

/// Kantor dan kop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OfficeSettings {
    /// Name of the unit, e.g. "Bagian Pengadaan Barang dan Jasa".
    pub name: String,
    /// Short name, e.g. "Bagian PBJ".
    pub short: String,
    /// Kop, first row: "PEMERINTAH KABUPATEN MOJOKERTO".
    pub kop_government: String,
    /// Kop, second row: "SEKRETARIAT DAERAH".
    pub kop_agency: String,
    /// Kop, third row (a switch of facts 1.3): the bagian; empty for a strict kop.
    pub kop_unit: String,
    /// Kop: address rows.
    pub kop_address: Vec<String>,
    /// The address is an unconfirmed example.
    pub address_unconfirmed: bool,
    /// Place in letters.
    pub place: String,
    /// Lambang (PNG or JPEG; an SVG is kept as the PNG drawn of it), none leaves its place empty.
    pub lambang: Option<DocumentId>,
    /// Default paper: `a4`, `f4-215`, `f4-210`.
    pub paper: String,
    /// Closing rule of the kop: `single` or `double`.
    pub kop_rule: String,
    /// Wording of the platform: "v5" (etalase) or "v6" (kategori/koleksi).
    pub platform: String,
    /// Address of the catalogue in the announcement.
    pub catalogue_address: String,
    /// Address of LPSE.
    pub lpse_address: String,
    /// Narahubung of the office.
    pub contact: String,
    /// Its telephone.
    pub phone: String,
    /// Its e-mail.
    pub email: String,
    /// Measures and wording of letters that the office changed, as typed, by key; the rest is as delivered.
    #[serde(default)]
    pub layout: BTreeMap<String, String>,
    /// Post that signs, by kind of naskah (kind, post key, paraf chain of post keys).
    pub signing: Vec<SigningRoute>,
    /// Words that a letter offers for its Sifat, in their order (facts 1.4).
    #[serde(default = "delivered::sifat")]
    pub sifat: Vec<String>,
    /// Legal bases that a telaah proposes; none means those of the SOP.
    #[serde(default)]
    pub legal_bases: Vec<String>,
    /// Of a hundred rounds that are sure, so many within standard let a step be proposed as "berjalan dengan baik" in
    /// Tabel 7 (facts 3.3; no official number is known).
    #[serde(default = "delivered::good_from")]
    pub good_from: u8,
    /// The second block of signature on a telaah; none as delivered (facts 0, finding 3).
    #[serde(default)]
    pub second_signer: Option<SecondSigner>,
    /// How long a dossier is kept, by code of classification (facts 0, finding 11: the table of another region).
    #[serde(default = "delivered::retention")]
    pub retention: Vec<Retention>,
}

/// Who signs a telaah beside the one who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SecondSigner {
    /// The word above: `Mengetahui`, `Menyetujui` or `Menetapkan`.
    pub heading: String,
    /// Key of the post.
    pub post: String,
}

/// A line of the schedule of retention (jadwal retensi arsip).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Retention {
    /// Code of classification; it holds for the codes below it too.
    pub code: String,
    /// Years in the section.
    pub active: u8,
    /// Years in the store after them.
    pub inactive: u8,
    /// What becomes of it then.
    pub fate: Fate,
}

/// What becomes of a dossier after its years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Musnah.
    Destroyed,
    /// Permanen.
    Permanent,
}

/// A measure or wording of letters that an office may change (facts section 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LayoutSetting {
    /// Key in the office's `layout`.
    pub key: String,
    /// Its label.
    pub label: String,
    /// Where its default comes from, in words.
    pub source: String,
    /// How it is typed in: `millimetres`, `points`, `percent`, `count`, `switch` (`ya` or `tidak`), `text` or `choice`.
    pub input: String,
    /// For a choice: value and words.
    pub options: Vec<(String, String)>,
    /// The delivered value, as typed.
    pub delivered: String,
}

/// Signing route of a kind (PROCEDURE section 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SigningRoute {
    /// Kind of naskah.
    pub kind: String,
    /// Post that signs.
    pub signer: String,
    /// Paraf chain, konseptor first, by post keys.
    pub paraf: Vec<String>,
    /// In whose name the signer signs; Plt. and Plh. follow from how the post is held on the letter's date.
    #[serde(default)]
    pub form: SigningForm,
}

/// A perangkat daerah.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgencySetting {
    /// Key.
    pub id: String,
    /// Full name.
    pub name: String,
    /// As addressed: "Kepala Dinas Pendidikan".
    pub addressee: String,
    /// Group: `perangkat-daerah`, `rsud`, `kecamatan`, or an own one.
    pub group: String,
    /// "Bukan penerima" for our own unit.
    pub not_recipient: bool,
    /// Own kop rows for a letter drafted here; empty means government and name only.
    pub kop_address: Vec<String>,
    /// No longer offered; records stay.
    pub closed: bool,
    /// Who heads it, for a letter drafted here; none leaves dotted lines for the agency to fill in.
    #[serde(default)]
    pub head: Option<AgencyHead>,
}

/// Who heads a perangkat daerah. No account, no post of ours: only what its own letter prints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgencyHead {
    /// Name with titles.
    pub name: String,
    /// Pangkat in words, e.g. "Pembina Utama Muda"; may be empty.
    pub rank: String,
    /// NIP; may be empty.
    pub nip: String,
}

/// Nomor surat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberSettings {
    /// Per kind of naskah.
    pub kinds: Vec<NumberSetting>,
}

/// Numbering of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberSetting {
    /// Kind of naskah.
    pub kind: String,
    /// Book or application.
    pub source: NumberSource,
    /// Pattern with `{nomor}` and `{tahun}`; empty means no number.
    pub pattern: String,
    /// Pool.
    pub pool: String,
}

/// Jam kerja dan libur.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CalendarSettings {
    /// The calendar, as `etalase-cli time calendar` prints it.
    pub calendar: CalendarPlan,
}

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// Kantor dan kop.
    pub office: OfficeSettings,
    /// Measures and wording of letters, in the order of the form.
    pub layout: Vec<LayoutSetting>,
    /// Pejabat.
    pub posts: Posts,
    /// In whose name each post may sign (facts 1.5), by post key.
    pub signing_forms: Vec<(String, Vec<SigningForm>)>,
    /// Warnings about tenures: gaps and overlaps, as finished data.
    pub tenure_notes: Vec<TenureNote>,
    /// Pengguna.
    pub accounts: Vec<Account>,
    /// Perangkat daerah.
    pub agencies: Vec<AgencySetting>,
    /// Daftar penerima sendiri.
    pub recipient_lists: Vec<RecipientList>,
    /// Nomor surat.
    pub numbers: NumberSettings,
    /// Jam kerja dan libur.
    pub calendar: CalendarSettings,
    /// The delivered values, for "kembali ke bawaan".
    pub delivered_office: OfficeSettings,
    /// The delivered numbering.
    pub delivered_numbers: NumberSettings,
    /// The delivered calendar.
    pub delivered_calendar: CalendarSettings,
    /// Tenures that a record names: they can be ended, not deleted (key and how many records).
    pub used_tenures: Vec<(String, u32)>,
    /// Whether the account may change settings; else the fault code.
    pub refused: Option<String>,
}

/// A gap or an overlap in who holds a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TenureNote {
    /// The post.
    pub post: String,
    /// `gap` or `overlap`.
    pub kind: String,
    /// First day.
    pub from: chrono::NaiveDate,
    /// Last day, none while it lasts.
    pub to: Option<chrono::NaiveDate>,
}
