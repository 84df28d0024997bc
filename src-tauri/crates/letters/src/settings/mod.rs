//! Every value of the layout that an office may change, with its default and where the default comes from.

mod paper;
mod sources;

use serde::{Deserialize, Serialize};

use crate::error::LetterError;
use crate::measure::{FontSize, Length};
use crate::wording;

pub use paper::Paper;
use sources::SOURCES;
pub use sources::{SettingInput, SettingSource, setting_sources};

macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal $label:literal),+ $(,)? } default $default:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_meta])* #[serde(rename = $text)] $variant),+ }
        impl Default for $name { fn default() -> Self { Self::$default } }
        impl $name {
            /// The values as they stand in JSON, with their words on the form.
            const OPTIONS: &'static [(&'static str, &'static str)] = &[$(($text, $label)),+];
        }
    };
}

choice! {
    /// The line that closes the kop (facts 1.3).
    KopRule {
        /// One solid line, as the local sample has it.
        Single = "tunggal" "Satu garis tebal",
        /// A thick line above a thin one.
        Double = "ganda" "Garis tebal dan tipis",
    } default Single
}

choice! {
    /// How the lambang prints (facts 1.3).
    LambangInk {
        /// In the colours of the file.
        Colour = "warna" "Berwarna",
        /// In shades of black.
        Black = "hitam" "Hitam",
    } default Colour
}

choice! {
    /// Where the Yth. block stands (facts 1.4).
    AddressSide {
        /// Left below Hal.
        Left = "kiri" "Di kiri, di bawah Hal",
        /// Right, with "Kepada", as the older regional look has it.
        Right = "kanan" "Di kanan, dengan “Kepada”",
    } default Left
}

choice! {
    /// What the subject row is called (facts 1.4).
    SubjectLabel {
        /// Hal.
        Hal = "Hal" "Hal",
        /// Perihal.
        Perihal = "Perihal" "Perihal",
    } default Hal
}

choice! {
    /// What a letter without attachments shows (facts 1.4).
    EmptyAttachment {
        /// No row at all.
        Omit = "hilangkan" "Baris dihilangkan",
        /// `Lampiran : -`.
        Dash = "strip" "Lampiran : -",
    } default Dash
}

choice! {
    /// How the signer's post is written (facts 1.5).
    PostCase {
        /// In capitals.
        Capital = "kapital" "Huruf kapital",
        /// As typed.
        AsTyped = "biasa" "Seperti diketik",
    } default Capital
}

choice! {
    /// When the paraf table prints (facts 1.5, PROCEDURE 2).
    ParafTable {
        /// Never.
        Never = "tidak" "Tidak pernah",
        /// On the pertinggal only.
        FileCopy = "pertinggal" "Pada pertinggal",
        /// On every copy.
        Always = "selalu" "Pada setiap lembar",
    } default FileCopy
}

choice! {
    /// Which pages carry the archive code (PROCEDURE 2). An agency's letter never does.
    CodePages {
        /// Every page of internal papers, the pertinggal of outgoing letters.
        ByKind = "menurut-jenis" "Menurut jenis naskah",
        /// Every page of every copy.
        Every = "semua" "Setiap halaman",
        /// None.
        Never = "tidak" "Tidak pernah",
    } default ByKind
}

choice! {
    /// The family of the body, the kop and everything else (facts 1.2).
    BodyFont {
        /// The metrics of Arial.
        Sans = "arial" "Arial (Liberation Sans)",
        /// The widths of Bookman, for decrees.
        Bookman = "bookman" "Bookman Old Style (TeX Gyre Bonum)",
    } default Sans
}

choice! {
    /// How letters are signed (facts 1.7).
    SigningMethod {
        /// By hand, with a stamp.
        Ink = "basah" "Tanda tangan basah dan cap",
        /// Electronically: the sentence about the certificate prints at the foot of the page that is signed.
        Certificate = "elektronik" "Tanda tangan elektronik (BSrE)",
    } default Ink
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
    /// Family of the type.
    pub body_font: BodyFont,
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
    /// By hand or electronically.
    pub signing_method: SigningMethod,
    /// The sentence at the foot of a page that is signed electronically.
    pub certificate_sentence: String,
    /// Left margin of a form on half a sheet.
    pub half_sheet_left: Length,
    /// Right margin of a form on half a sheet.
    pub half_sheet_right: Length,
    /// Which pages carry the archive code.
    pub code_pages: CodePages,
    /// The head of the journal's chain beside the code of outgoing letters too.
    pub code_head_outgoing: bool,
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
            body_font: BodyFont::Sans,
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
            signing_method: SigningMethod::Ink,
            certificate_sentence: "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang \
                diterbitkan oleh Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara (BSSN)."
                .to_owned(),
            half_sheet_left: Length::mm(18),
            half_sheet_right: Length::mm(12),
            code_pages: CodePages::ByKind,
            code_head_outgoing: false,
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

    /// These settings for a form on half a sheet: margins of its own, kop and type as much smaller as the paper is.
    pub(crate) fn for_half_sheet(&self) -> Self {
        Self {
            margin_left: self.half_sheet_left,
            margin_right: self.half_sheet_right,
            kop_top: Length::um(self.kop_top.as_um() * 2 / 3),
            kop_font_size: self.kop_font_size.scaled(3, 4),
            kop_address_size: self.kop_address_size.scaled(4, 5).max(FontSize::pt(6)),
            lambang_height: Length::um(self.lambang_height.as_um() * 3 / 4),
            lambang_width: Length::um(self.lambang_width.as_um() * 3 / 4),
            font_size: self.font_size.scaled(19, 24),
            signature_lines: self.signature_lines.saturating_sub(1),
            ..self.clone()
        }
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
        if self.tembusan_heading.len() > 200 || self.certificate_sentence.len() > 600 {
            return problem("judul tembusan atau kalimat tanda tangan elektronik terlalu panjang.");
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
