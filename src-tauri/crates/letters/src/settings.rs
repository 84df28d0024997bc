//! Every value of the layout that an office may change, with its default and where the default comes from.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::LetterError;
use crate::measure::{FontSize, Length};
use crate::wording;

/// A size of paper. In JSON `"A4"`, `"F4-215"`, `"F4-210"`, `"A5"` or `{"width": 215, "height": 330}` in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Paper {
    /// Across.
    pub width: Length,
    /// Along.
    pub height: Length,
}

impl Paper {
    /// 210 × 297 mm, the national rule (facts 1.2).
    pub const A4: Self = Self { width: Length::mm(210), height: Length::mm(297) };
    /// 215 × 330 mm, one of the two sizes called F4 (facts 1.2).
    pub const F4_215: Self = Self { width: Length::mm(215), height: Length::mm(330) };
    /// 210 × 330 mm, the other one.
    pub const F4_210: Self = Self { width: Length::mm(210), height: Length::mm(330) };
    /// 148 × 210 mm, half of an A4 (facts 1.2, half sheet).
    pub const A5: Self = Self { width: Length::mm(148), height: Length::mm(210) };

    /// The sizes that have a name, with that name and a label for the form.
    pub const NAMED: [(&'static str, &'static str, Self); 4] = [
        ("A4", "A4 (210 × 297 mm)", Self::A4),
        ("F4-215", "F4 (215 × 330 mm)", Self::F4_215),
        ("F4-210", "F4 (210 × 330 mm)", Self::F4_210),
        ("A5", "A5 (148 × 210 mm)", Self::A5),
    ];

    /// The paper of a name, or `None`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(name)).map(|(_, _, paper)| *paper)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum PaperForm {
    Named(String),
    Sized { width: Length, height: Length },
}

impl Serialize for Paper {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match Self::NAMED.iter().find(|(_, _, paper)| paper == self) {
            Some((name, _, _)) => PaperForm::Named((*name).to_owned()).serialize(serializer),
            None => PaperForm::Sized { width: self.width, height: self.height }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Paper {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match PaperForm::deserialize(deserializer)? {
            PaperForm::Named(name) => Self::named(&name).ok_or_else(|| {
                D::Error::custom(format!("kertas {name:?} tidak dikenal; yang ada {}", names()))
            }),
            PaperForm::Sized { width, height } => {
                let allowed = 100_000..=600_000;
                if allowed.contains(&width.as_um()) && allowed.contains(&height.as_um()) {
                    Ok(Self { width, height })
                } else {
                    Err(D::Error::custom("kertas harus antara 100 dan 600 mm"))
                }
            }
        }
    }
}

fn names() -> String {
    Paper::NAMED.map(|(name, _, _)| name).join(", ")
}

macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal),+ $(,)? } default $default:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_meta])* #[serde(rename = $text)] $variant),+ }
        impl Default for $name { fn default() -> Self { Self::$default } }
    };
}

choice! {
    /// The line that closes the kop (facts 1.3).
    KopRule {
        /// One solid line, as the local sample has it.
        Single = "tunggal",
        /// A thick line above a thin one.
        Double = "ganda",
    } default Single
}

choice! {
    /// How the lambang prints (facts 1.3).
    LambangInk {
        /// In the colours of the file.
        Colour = "warna",
        /// In shades of black.
        Black = "hitam",
    } default Colour
}

choice! {
    /// Where the Yth. block stands (facts 1.4).
    AddressSide {
        /// Left below Hal.
        Left = "kiri",
        /// Right, with "Kepada", as the older regional look has it.
        Right = "kanan",
    } default Left
}

choice! {
    /// What the subject row is called (facts 1.4).
    SubjectLabel {
        /// Hal.
        Hal = "Hal",
        /// Perihal.
        Perihal = "Perihal",
    } default Hal
}

choice! {
    /// What a letter without attachments shows (facts 1.4).
    EmptyAttachment {
        /// No row at all.
        Omit = "hilangkan",
        /// `Lampiran : -`.
        Dash = "strip",
    } default Dash
}

choice! {
    /// How the signer's post is written (facts 1.5).
    PostCase {
        /// In capitals.
        Capital = "kapital",
        /// As typed.
        AsTyped = "biasa",
    } default Capital
}

choice! {
    /// When the paraf table prints (facts 1.5, PROCEDURE 2).
    ParafTable {
        /// Never.
        Never = "tidak",
        /// On the pertinggal only.
        FileCopy = "pertinggal",
        /// On every copy.
        Always = "selalu",
    } default FileCopy
}

/// All values of the layout. As JSON it is the file that `--settings` reads: every key optional, unknown ones refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LayoutSettings {
    /// Paper, unless the naskah names its own.
    pub paper: Paper,
    /// Left margin.
    pub margin_left: Length,
    /// Right margin.
    pub margin_right: Length,
    /// Top margin of pages without kop.
    pub margin_top: Length,
    /// Bottom margin.
    pub margin_bottom: Length,
    /// From the paper's edge to the kop.
    pub kop_top: Length,
    /// Size of the body.
    pub font_size: FontSize,
    /// Line spacing in percent of the font's own line.
    pub line_spacing_percent: u16,
    /// Indent of a paragraph's first line.
    pub first_line_indent: Length,
    /// Space between paragraphs.
    pub paragraph_gap: Length,
    /// Both edges straight.
    pub justify: bool,
    /// Words may be divided at the end of a line.
    pub hyphenate: bool,
    /// `- 2 -` at the top from the second page.
    pub page_numbers: bool,
    /// The next page's first word at the bottom right ("yang...").
    pub catchword: bool,
    /// Size of the kop's first row; the agency's row is 4/3 of it.
    pub kop_font_size: FontSize,
    /// Size of the kop's address rows.
    pub kop_address_size: FontSize,
    /// The closing line of the kop.
    pub kop_rule: KopRule,
    /// Height of the lambang.
    pub lambang_height: Length,
    /// Width of the place that is kept for the lambang.
    pub lambang_width: Length,
    /// Colour of the lambang.
    pub lambang_ink: LambangInk,
    /// Side of the Yth. block.
    pub address_side: AddressSide,
    /// Hal or Perihal.
    pub subject_label: SubjectLabel,
    /// Row of a letter without attachments.
    pub empty_attachment: EmptyAttachment,
    /// Capitals or not for the signer's post.
    pub post_case: PostCase,
    /// The signer's name in bold.
    pub name_bold: bool,
    /// The signer's name underlined.
    pub name_underlined: bool,
    /// Empty lines for signature and stamp.
    pub signature_lines: u8,
    /// Heading of the tembusan.
    pub tembusan_heading: String,
    /// When the paraf table prints.
    pub paraf_table: ParafTable,
    /// Width left for a handwritten number.
    pub blank_number_width: Length,
    /// Width left for a handwritten date; a known month leaves a third for the day.
    pub blank_date_width: Length,
    /// The signer signs the attachment's page too.
    pub sign_attachments: bool,
}

impl Default for LayoutSettings {
    fn default() -> Self {
        Self {
            paper: Paper::A4,
            margin_left: Length::mm(30),
            margin_right: Length::mm(20),
            margin_top: Length::mm(20),
            margin_bottom: Length::mm(25),
            kop_top: Length::mm(12),
            font_size: FontSize::pt(12),
            line_spacing_percent: 100,
            first_line_indent: Length::um(12_500),
            paragraph_gap: Length::mm(2),
            justify: true,
            hyphenate: true,
            page_numbers: true,
            catchword: false,
            kop_font_size: FontSize::hundredths(1_350),
            kop_address_size: FontSize::hundredths(950),
            kop_rule: KopRule::Single,
            lambang_height: Length::mm(24),
            lambang_width: Length::mm(20),
            lambang_ink: LambangInk::Colour,
            address_side: AddressSide::Left,
            subject_label: SubjectLabel::Hal,
            empty_attachment: EmptyAttachment::Dash,
            post_case: PostCase::Capital,
            name_bold: true,
            name_underlined: false,
            signature_lines: 4,
            tembusan_heading: "Tembusan:".to_owned(),
            paraf_table: ParafTable::FileCopy,
            blank_number_width: Length::mm(18),
            blank_date_width: Length::mm(42),
            sign_attachments: false,
        }
    }
}

impl LayoutSettings {
    /// Reads settings from JSON; every key is optional.
    ///
    /// # Errors
    /// [`LetterError::Settings`] names an unknown key with the nearest known one, a value of the wrong kind, or
    /// margins that leave no room.
    pub fn from_json(text: &str) -> Result<Self, LetterError> {
        let value: serde_json::Value = serde_json::from_str(text)
            .map_err(|e| LetterError::Settings { problem: format!("bukan JSON yang sah ({e})") })?;
        if let Some(map) = value.as_object() {
            for key in map.keys() {
                if !SOURCES.iter().any(|source| source.key == key) {
                    let near = wording::nearest(key, SOURCES.iter().map(|source| source.key));
                    let hint = near.map(|near| format!(" Mungkin {near:?}.")).unwrap_or_default();
                    return Err(LetterError::Settings { problem: format!("{key:?} tidak dikenal.{hint}") });
                }
            }
        }
        let settings: Self =
            serde_json::from_value(value).map_err(|e| LetterError::Settings { problem: e.to_string() })?;
        settings.check(settings.paper)?;
        Ok(settings)
    }

    /// Refuses values that leave no room for text on a paper.
    ///
    /// # Errors
    /// [`LetterError::Settings`].
    pub fn check(&self, paper: Paper) -> Result<(), LetterError> {
        let problem = |problem: &str| Err(LetterError::Settings { problem: problem.to_owned() });
        let size = FontSize::pt(5)..=FontSize::pt(36);
        let fonts = [self.font_size, self.kop_font_size, self.kop_address_size];
        if fonts.iter().any(|font| !size.contains(font)) {
            return problem("ukuran huruf harus antara 5 dan 36 pt.");
        }
        if !(80..=300).contains(&self.line_spacing_percent) {
            return problem("jarak baris harus antara 80 dan 300 persen.");
        }
        if self.signature_lines > 12 {
            return problem("paling banyak 12 baris kosong untuk tanda tangan.");
        }
        let across = paper.width.as_um() - self.margin_left.as_um() - self.margin_right.as_um();
        let along = paper.height.as_um() - self.margin_top.as_um() - self.margin_bottom.as_um();
        if across < 80_000 || along < 100_000 {
            return problem("margin menyisakan ruang kurang dari 80 × 100 mm.");
        }
        if self.kop_top.as_um() > 60_000
            || self.lambang_height.as_um() > 50_000
            || self.lambang_width.as_um() > 50_000
        {
            return problem("kop terlalu tinggi: jarak atas paling banyak 60 mm, lambang 50 mm.");
        }
        if self.first_line_indent.as_um() > 40_000
            || self.paragraph_gap.as_um() > 30_000
            || self.blank_number_width.as_um() > 60_000
            || self.blank_date_width.as_um() > 70_000
        {
            return problem("indentasi, jarak alinea, atau ruang kosong terlalu lebar.");
        }
        Ok(())
    }
}

/// Where the default of a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SettingSource {
    /// The setting's key.
    pub key: &'static str,
    /// Its Indonesian label.
    pub label: &'static str,
    /// Section of the facts and the mark of evidence there.
    pub source: &'static str,
}

/// The source of every default, in the order of the form.
#[must_use]
pub fn setting_sources() -> &'static [SettingSource] {
    SOURCES
}

const fn source(key: &'static str, label: &'static str, source: &'static str) -> SettingSource {
    SettingSource { key, label, source }
}

const SOURCES: &[SettingSource] = &[
    source("paper", "Kertas", "facts 1.2, Permendagri 1/2023 Ps. 28(2) [S1*]"),
    source("margin_left", "Margin kiri", "facts 1.2 [S8*][S10]"),
    source("margin_right", "Margin kanan", "facts 1.2 [S8*]"),
    source("margin_top", "Margin atas tanpa kop", "facts 1.2 [S8*], ANRI [M-hi]"),
    source("margin_bottom", "Margin bawah", "facts 1.2 [S8*][S10]"),
    source("kop_top", "Jarak kop dari tepi atas", "dugaan, agar kop dan alinea pertama seimbang [INF]"),
    source("font_size", "Ukuran huruf isi", "facts 1.2, Permendagri 1/2023 Ps. 32(2) [S1*][S3*]"),
    source("line_spacing_percent", "Jarak baris (persen)", "facts 1.2 [S5], nilai [INF]"),
    source("first_line_indent", "Indentasi alinea", "facts 1.4 [M-med]"),
    source("paragraph_gap", "Jarak antaralinea", "dugaan [INF]"),
    source("justify", "Rata kiri dan kanan", "facts 1.4 [M-med]"),
    source("hyphenate", "Pemenggalan kata", "DESIGN 5; EYD V"),
    source("page_numbers", "Nomor halaman", "facts 1.2 [S11]"),
    source("catchword", "Kata penyambung", "facts 1.2, Ps. 33 [S1*]; bentuk [M-hi]; bawaan mati"),
    source("kop_font_size", "Ukuran baris pertama kop", "facts 1.3, perbandingan 3 : 4 [S9]; ukuran [INF]"),
    source("kop_address_size", "Ukuran alamat kop", "facts 1.3 [INF]"),
    source("kop_rule", "Garis penutup kop", "facts 1.3, contoh Diskominfo [S51]"),
    source("lambang_height", "Tinggi lambang", "facts 1.3 [INF] dari [S51]"),
    source("lambang_width", "Lebar tempat lambang", "facts 8.3, tempat 20 × 25 mm"),
    source("lambang_ink", "Warna lambang", "facts 1.3 [S14]"),
    source("address_side", "Letak Yth.", "facts 1.4 [S15]"),
    source("subject_label", "Hal atau Perihal", "facts 1.4 [S17]"),
    source("empty_attachment", "Tanpa lampiran", "facts 1.4, kebiasaan daerah [M-hi]"),
    source("post_case", "Huruf jabatan", "facts 1.5 [M-hi]"),
    source("name_bold", "Nama tebal", "facts 1.5 [M-hi]"),
    source("name_underlined", "Nama bergaris bawah", "facts 1.5 [M-hi]"),
    source("signature_lines", "Baris kosong tanda tangan", "facts 1.4"),
    source("tembusan_heading", "Judul tembusan", "facts 1.4 [S18]"),
    source("paraf_table", "Tabel paraf", "facts 1.5 [M-med], PROCEDURE 2"),
    source("blank_number_width", "Ruang nomor tulis tangan", "facts 2.1; lebar [INF]"),
    source("blank_date_width", "Ruang tanggal tulis tangan", "DESK 2.3; lebar [INF]"),
    source("sign_attachments", "Tanda tangan pada lampiran", "dugaan [INF]"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_source_and_every_source_a_setting() {
        let json = serde_json::to_value(LayoutSettings::default()).unwrap();
        let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        let sources: Vec<&str> = SOURCES.iter().map(|source| source.key).collect();
        let mut sorted = sources.clone();
        sorted.sort_unstable();
        let mut keys_sorted = keys.clone();
        keys_sorted.sort_unstable();
        assert_eq!(
            sorted, keys_sorted,
            "facts section 10: everything uncertain is a setting with its source"
        );
    }

    #[test]
    fn settings_survive_json_and_refuse_what_is_unknown() {
        let json = serde_json::to_string(&LayoutSettings::default()).unwrap();
        assert_eq!(LayoutSettings::from_json(&json).unwrap(), LayoutSettings::default(), "{json}");
        for (text, part) in [
            (r#"{"margin_lef": 30}"#, "Mungkin \"margin_left\""),
            (r#"{"paper": "B5"}"#, "A4, F4-215"),
            (r#"{"margin_left": 130}"#, "80 × 100"),
            (r#"{"font_size": 400}"#, "pt"),
            (r#"{"font_size": "besar"}"#, "invalid type"),
            ("[", "JSON"),
            (r#"{"line_spacing_percent": 1000}"#, "persen"),
        ] {
            let message = LayoutSettings::from_json(text).unwrap_err().to_string();
            assert!(message.contains(part), "{text} says {message:?}, which should name {part:?}");
        }
        let own = LayoutSettings::from_json(r#"{"paper": {"width": 200, "height": 300}}"#).unwrap();
        assert_eq!(own.paper.width, Length::mm(200), "paper is a value, not a list of four");
    }
}
