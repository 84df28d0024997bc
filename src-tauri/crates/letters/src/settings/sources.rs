//! The form of the settings: their words, how they are typed in, and where each default comes from (facts 10).

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{
    AddressSide, BodyFont, CodePages, EmptyAttachment, KopRule, LambangInk, LayoutSettings, Paper,
    ParafTable, PostCase, SigningMethod, SubjectLabel,
};
use crate::error::LetterError;

/// Where the default of a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SettingSource {
    /// The setting's key.
    pub key: &'static str,
    /// Its Indonesian label.
    pub label: &'static str,
    /// Section of the facts and the mark of evidence there.
    pub source: &'static str,
    /// How it is typed in.
    pub input: SettingInput,
}

/// How a setting is typed in, and in which unit its value stands in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum SettingInput {
    /// Millimetres.
    Millimetres,
    /// Points, of type.
    Points,
    /// Percent.
    Percent,
    /// A whole number.
    Count,
    /// Yes or no.
    Switch,
    /// Words.
    Text,
    /// One of several values, each with its words.
    Choice {
        /// Value and words.
        options: &'static [(&'static str, &'static str)],
    },
    /// A size of paper by its name.
    Paper,
}

/// The source of every default, in the order of the form.
#[must_use]
pub fn setting_sources() -> &'static [SettingSource] {
    SOURCES
}

const fn source(
    key: &'static str,
    label: &'static str,
    input: SettingInput,
    source: &'static str,
) -> SettingSource {
    SettingSource { key, label, source, input }
}

pub(super) const SOURCES: &[SettingSource] = &[
    source("paper", "Kertas", SettingInput::Paper, "facts 1.2, Permendagri 1/2023 Ps. 28(2) [S1*]"),
    source("margin_left", "Margin kiri", SettingInput::Millimetres, "facts 1.2 [S8*][S10]"),
    source("margin_right", "Margin kanan", SettingInput::Millimetres, "facts 1.2 [S8*]"),
    source("margin_top", "Margin atas tanpa kop", SettingInput::Millimetres, "facts 1.2 [S8*], ANRI [M-hi]"),
    source("margin_bottom", "Margin bawah", SettingInput::Millimetres, "facts 1.2 [S8*][S10]"),
    source(
        "kop_top",
        "Jarak kop dari tepi atas",
        SettingInput::Millimetres,
        "dugaan, agar kop dan alinea pertama seimbang [INF]",
    ),
    source(
        "body_font",
        "Huruf",
        SettingInput::Choice { options: BodyFont::OPTIONS },
        "facts 1.2, Permendagri 1/2023 Ps. 32(2) [S1*][S3*]",
    ),
    source(
        "font_size",
        "Ukuran huruf isi",
        SettingInput::Points,
        "facts 1.2, Permendagri 1/2023 Ps. 32(2) [S1*][S3*]",
    ),
    source("line_spacing_percent", "Jarak baris", SettingInput::Percent, "facts 1.2 [S5], nilai [INF]"),
    source("first_line_indent", "Indentasi alinea", SettingInput::Millimetres, "facts 1.4 [M-med]"),
    source("paragraph_gap", "Jarak antaralinea", SettingInput::Millimetres, "dugaan [INF]"),
    source("justify", "Rata kiri dan kanan", SettingInput::Switch, "facts 1.4 [M-med]"),
    source("hyphenate", "Pemenggalan kata", SettingInput::Switch, "DESIGN 5; EYD V"),
    source("page_numbers", "Nomor halaman", SettingInput::Switch, "facts 1.2 [S11]"),
    source(
        "catchword",
        "Kata penyambung",
        SettingInput::Switch,
        "facts 1.2, Ps. 33 [S1*]; bentuk [M-hi]; bawaan mati",
    ),
    source(
        "kop_font_size",
        "Ukuran baris pertama kop",
        SettingInput::Points,
        "facts 1.3, perbandingan 3 : 4 [S9]; ukuran [INF]",
    ),
    source("kop_address_size", "Ukuran alamat kop", SettingInput::Points, "facts 1.3 [INF]"),
    source(
        "kop_rule",
        "Garis penutup kop",
        SettingInput::Choice { options: KopRule::OPTIONS },
        "facts 1.3, contoh Diskominfo [S51]",
    ),
    source("lambang_height", "Tinggi lambang", SettingInput::Millimetres, "facts 1.3 [INF] dari [S51]"),
    source(
        "lambang_width",
        "Lebar tempat lambang",
        SettingInput::Millimetres,
        "facts 8.3, tempat 20 × 25 mm",
    ),
    source(
        "lambang_ink",
        "Warna lambang",
        SettingInput::Choice { options: LambangInk::OPTIONS },
        "facts 1.3 [S14]",
    ),
    source(
        "address_side",
        "Letak Yth.",
        SettingInput::Choice { options: AddressSide::OPTIONS },
        "facts 1.4 [S15]",
    ),
    source(
        "subject_label",
        "Hal atau Perihal",
        SettingInput::Choice { options: SubjectLabel::OPTIONS },
        "facts 1.4 [S17]",
    ),
    source(
        "empty_attachment",
        "Tanpa lampiran",
        SettingInput::Choice { options: EmptyAttachment::OPTIONS },
        "facts 1.4, kebiasaan daerah [M-hi]",
    ),
    source(
        "post_case",
        "Huruf jabatan",
        SettingInput::Choice { options: PostCase::OPTIONS },
        "facts 1.5 [M-hi]",
    ),
    source("name_bold", "Nama tebal", SettingInput::Switch, "facts 1.5 [M-hi]"),
    source("name_underlined", "Nama bergaris bawah", SettingInput::Switch, "facts 1.5 [M-hi]"),
    source("signature_lines", "Baris kosong tanda tangan", SettingInput::Count, "facts 1.4"),
    source("tembusan_heading", "Judul tembusan", SettingInput::Text, "facts 1.4 [S18]"),
    source(
        "paraf_table",
        "Tabel paraf",
        SettingInput::Choice { options: ParafTable::OPTIONS },
        "facts 1.5 [M-med], PROCEDURE 2",
    ),
    source(
        "blank_number_width",
        "Ruang nomor tulis tangan",
        SettingInput::Millimetres,
        "facts 2.1; lebar [INF]",
    ),
    source(
        "blank_date_width",
        "Ruang tanggal tulis tangan",
        SettingInput::Millimetres,
        "DESK 2.3; lebar [INF]",
    ),
    source("sign_attachments", "Tanda tangan pada lampiran", SettingInput::Switch, "dugaan [INF]"),
    source(
        "signing_method",
        "Cara menandatangani",
        SettingInput::Choice { options: SigningMethod::OPTIONS },
        "facts 1.7",
    ),
    source("certificate_sentence", "Kalimat tanda tangan elektronik", SettingInput::Text, "facts 1.7 [S53]"),
    source(
        "half_sheet_left",
        "Margin kiri lembar setengah",
        SettingInput::Millimetres,
        "facts 2.4; ukuran [INF]",
    ),
    source(
        "half_sheet_right",
        "Margin kanan lembar setengah",
        SettingInput::Millimetres,
        "facts 2.4; ukuran [INF]",
    ),
    source(
        "code_pages",
        "Halaman berkode arsip",
        SettingInput::Choice { options: CodePages::OPTIONS },
        "PROCEDURE 2",
    ),
    source(
        "code_head_outgoing",
        "Kepala rantai pada surat keluar",
        SettingInput::Switch,
        "PROCEDURE 2, bawaan mati",
    ),
];

/// How a switch reads as text.
const YES: &str = "ya";
const NO: &str = "tidak";

impl LayoutSettings {
    /// Every setting as text, as a form shows it: numbers with a decimal comma, switches as `ya` and `tidak`.
    #[must_use]
    pub fn texts(&self) -> BTreeMap<String, String> {
        let json = serde_json::to_value(self).unwrap_or(Value::Null);
        let text = |value: &Value| match value {
            Value::Bool(true) => YES.to_owned(),
            Value::Bool(false) => NO.to_owned(),
            Value::Number(number) => number.to_string().replace('.', ","),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        SOURCES
            .iter()
            .filter_map(|source| Some((source.key.to_owned(), text(json.get(source.key)?))))
            .collect()
    }

    /// These settings with some of them typed anew. Keys that this build does not know are passed over: an office may
    /// have been set by another.
    ///
    /// # Errors
    /// [`LetterError::Settings`] names the setting by its label and says what it takes.
    pub fn with_texts(&self, typed: &BTreeMap<String, String>) -> Result<Self, LetterError> {
        let mut json = serde_json::to_value(self)
            .map_err(|error| LetterError::Settings { problem: error.to_string() })?;
        for source in SOURCES {
            let (Some(text), Some(map)) = (typed.get(source.key), json.as_object_mut()) else { continue };
            map.insert(source.key.to_owned(), source.value(text.trim())?);
        }
        let settings: Self = serde_json::from_value(json)
            .map_err(|error| LetterError::Settings { problem: format!("{error}.") })?;
        settings.check(settings.paper)?;
        Ok(settings)
    }
}

impl SettingSource {
    /// Where the default comes from, in words for a clerk: the rule where one is known, else on what it rests.
    #[must_use]
    pub fn ground(&self) -> String {
        let mut words = String::new();
        let mut marks = 0;
        for c in self.source.chars() {
            match c {
                '[' => marks += 1,
                ']' => marks -= 1,
                _ if marks == 0 => words.push(c),
                _ => {}
            }
        }
        let named = words
            .split([',', ';'])
            .map(str::trim)
            .filter(|part| part.contains("Permendagri") || part.contains("Pergub") || part.contains("EYD"))
            .collect::<Vec<_>>();
        if !named.is_empty() {
            return named.join(", ");
        }
        let ground = if self.source.contains("[INF]") || words.starts_with("dugaan") {
            "perkiraan, sesuaikan dengan kantor"
        } else if self.source.contains("[M-") || self.source.contains("[S51]") {
            "kebiasaan daerah"
        } else {
            "pedoman tata naskah dinas"
        };
        ground.to_owned()
    }

    /// A typed text as the setting's value.
    fn value(&self, text: &str) -> Result<Value, LetterError> {
        let wrong = |takes: &str| {
            Err(LetterError::Settings {
                problem: format!("{} harus berupa {takes}, bukan “{text}”.", self.label),
            })
        };
        let number = || text.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
        let within = |number: f64, most: f64| (0.0..=most).contains(&number);
        match self.input {
            SettingInput::Millimetres => match number() {
                Some(number) if within(number, 500.0) => Ok(number.into()),
                Some(_) | None => wrong("angka dalam milimeter, 0 sampai 500"),
            },
            SettingInput::Points => match number() {
                Some(number) if (5.0..=36.0).contains(&number) => Ok(number.into()),
                Some(_) | None => wrong("ukuran huruf dalam poin, 5 sampai 36"),
            },
            SettingInput::Percent | SettingInput::Count => match text.parse::<u16>() {
                Ok(number) if number <= 300 => Ok(number.into()),
                Ok(_) | Err(_) => wrong("bilangan bulat"),
            },
            SettingInput::Switch => match text {
                YES => Ok(true.into()),
                NO => Ok(false.into()),
                _ => wrong("ya atau tidak"),
            },
            SettingInput::Text => Ok(text.into()),
            SettingInput::Choice { options } => {
                if options.iter().any(|(value, _)| *value == text) {
                    return Ok(text.into());
                }
                wrong(&options.iter().map(|(value, _)| *value).collect::<Vec<_>>().join(" atau "))
            }
            SettingInput::Paper => match Paper::named(text) {
                Some(_) => Ok(text.into()),
                None => wrong(&Paper::NAMED.map(|(name, _, _)| name).join(" atau ")),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_can_be_typed_as_it_is_shown() {
        let delivered = LayoutSettings::default();
        let shown = delivered.texts();
        assert_eq!(shown.len(), SOURCES.len(), "each has a text");
        assert_eq!(shown["first_line_indent"], "12,5", "with a comma, as it is written here");
        assert_eq!(delivered.with_texts(&shown).unwrap(), delivered, "and typed back it is the same");
        let typed = |key: &str, text: &str| {
            delivered.with_texts(&BTreeMap::from([(key.to_owned(), text.to_owned())]))
        };
        assert_eq!(typed("margin_left", "32,5").unwrap().margin_left.as_um(), 32_500);
        assert!(typed("catchword", "ya").unwrap().catchword);
        assert_eq!(typed("dari_bangunan_lain", "x").unwrap(), delivered, "what is not known is passed over");
        for (key, text, part) in [
            ("margin_left", "lebar", "Margin kiri harus berupa angka dalam milimeter"),
            ("margin_left", "140", "margin menyisakan ruang"),
            ("signature_lines", "2,5", "bilangan bulat"),
            ("signature_lines", "299", ""),
            ("line_spacing_percent", "20", "persen"),
            ("catchword", "mungkin", "ya atau tidak"),
            ("kop_rule", "tiga", "tunggal atau ganda"),
            ("font_size", "60", "poin"),
            ("paper", "B5", "A4 atau"),
            ("tembusan_heading", &"x".repeat(300), "terlalu panjang"),
        ] {
            let error = typed(key, text).unwrap_err().to_string();
            assert!(error.contains(part), "{key} = {text:?} says {error:?}, which should name {part:?}");
        }
    }

    #[test]
    fn the_ground_of_a_default_is_told_without_marks() {
        let ground = |key: &str| SOURCES.iter().find(|source| source.key == key).unwrap().ground();
        assert_eq!(ground("font_size"), "Permendagri 1/2023 Ps. 32(2)");
        assert_eq!(ground("kop_top"), "perkiraan, sesuaikan dengan kantor");
        assert_eq!(ground("kop_rule"), "kebiasaan daerah");
        for source in SOURCES {
            let ground = source.ground();
            assert!(
                !ground.is_empty() && !ground.contains(['[', ']']) && !ground.contains("facts"),
                "{ground}"
            );
        }
    }

    #[test]
    fn every_choice_can_be_chosen() {
        for source in SOURCES {
            if let SettingInput::Choice { options } = source.input {
                for (value, words) in options {
                    let typed = BTreeMap::from([(source.key.to_owned(), (*value).to_owned())]);
                    LayoutSettings::default()
                        .with_texts(&typed)
                        .unwrap_or_else(|error| panic!("{value}: {error}"));
                    assert!(!words.is_empty(), "{value} has words");
                }
            }
        }
    }
}
