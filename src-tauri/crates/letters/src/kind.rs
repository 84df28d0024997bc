//! The kinds of naskah: those that the program itself knows, and those that a template declares.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::LetterError;
use crate::wording;

/// A kind of naskah. The five of the SOP and the lembar kendali (PROCEDURE 3) are known to the layout and to the
/// procedure; every other kind is data: its template's head declares its fields. In JSON and in the journal a kind is
/// its name, `surat-usulan`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Proposal of an agency (step 1).
    SuratUsulan,
    /// Disposition sheet (steps 2 and 3).
    LembarDisposisi,
    /// Staff study (step 4).
    Telaah,
    /// Announcement that providers may register (step 4).
    Pengumuman,
    /// Notification to the agencies (step 7).
    SuratPemberitahuan,
    /// Control sheet that travels in the folder (DESK 2.6).
    LembarKendali,
    /// A kind that only its template knows.
    Declared(KindName),
}

/// The name of a declared kind: `nota-dinas`. At most [`KindName::MAX`] bytes of small letters, digits and single
/// hyphens between them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindName {
    /// Filled with zeros, so that names compare as their letters do.
    bytes: [u8; Self::MAX],
}

impl KindName {
    /// The longest name, in bytes.
    pub const MAX: usize = 40;

    /// A name that is known to be well formed; anything else is an error of the build.
    const fn known(name: &str) -> Self {
        assert!(name.len() <= Self::MAX);
        let mut bytes = [0; Self::MAX];
        let mut at = 0;
        while at < name.len() {
            bytes[at] = name.as_bytes()[at];
            at += 1;
        }
        Self { bytes }
    }

    fn parse(name: &str) -> Option<Self> {
        let word = |word: &str| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        let formed = name.len() <= Self::MAX
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.split('-').all(word);
        formed.then(|| Self::known(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let end = self.bytes.iter().position(|byte| *byte == 0).unwrap_or(Self::MAX);
        std::str::from_utf8(&self.bytes[..end]).unwrap_or_default()
    }
}

impl fmt::Debug for KindName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Kind {
    /// Nota dinas, within the office.
    pub const NOTA_DINAS: Self = Self::Declared(KindName::known("nota-dinas"));
    /// Surat undangan.
    pub const SURAT_UNDANGAN: Self = Self::Declared(KindName::known("surat-undangan"));
    /// Surat pengembalian usulan (PROCEDURE 3: kembalikan ke pengusul, belum layak).
    pub const SURAT_PENGEMBALIAN: Self = Self::Declared(KindName::known("surat-pengembalian"));

    /// The kinds that are delivered: those of the SOP in the order of the procedure, then those that are data.
    pub const ALL: [Self; 9] = [
        Self::SuratUsulan,
        Self::LembarDisposisi,
        Self::Telaah,
        Self::Pengumuman,
        Self::SuratPemberitahuan,
        Self::LembarKendali,
        Self::SURAT_PENGEMBALIAN,
        Self::NOTA_DINAS,
        Self::SURAT_UNDANGAN,
    ];

    /// The name in data, templates and on the command line: `surat-usulan`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::SuratUsulan => "surat-usulan",
            Self::LembarDisposisi => "lembar-disposisi",
            Self::Telaah => "telaah",
            Self::Pengumuman => "pengumuman",
            Self::SuratPemberitahuan => "surat-pemberitahuan",
            Self::LembarKendali => "lembar-kendali",
            Self::Declared(name) => name.as_str(),
        }
    }

    /// The name on the screen: `Surat pemberitahuan`.
    #[must_use]
    pub fn label(&self) -> String {
        let words = self.as_str().replace('-', " ");
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// The kind with this name, whether or not a template of it is delivered.
    ///
    /// # Errors
    /// [`LetterError::Data`] for what cannot be a name.
    pub fn named(name: &str) -> Result<Self, LetterError> {
        if let Some(known) = Self::ALL.into_iter().find(|kind| kind.as_str() == name) {
            return Ok(known);
        }
        KindName::parse(name).map(Self::Declared).ok_or_else(|| unknown(name))
    }
}

/// No template is known for a kind of this name.
pub(crate) fn unknown(name: &str) -> LetterError {
    let near = wording::nearest(name, Kind::ALL.iter().map(Kind::as_str));
    let hint = near.map(|near| format!(" Mungkin {near}.")).unwrap_or_default();
    let shown: String = name.chars().take(60).collect();
    LetterError::Data { field: "kind".to_owned(), problem: format!("{shown:?} tidak dikenal.{hint}") }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Reads the name of a delivered kind.
impl FromStr for Kind {
    type Err = LetterError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| unknown(text))
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::named(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_delivered_kind_is_found_by_its_name_and_reads_as_in_the_journal() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse::<Kind>().unwrap(), kind);
            assert_eq!(Kind::named(kind.as_str()).unwrap(), kind, "{kind}: one value for one name");
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("\"{kind}\""), "journals name kinds so");
            assert_eq!(serde_json::from_str::<Kind>(&json).unwrap(), kind);
        }
        assert_eq!(Kind::SuratPemberitahuan.label(), "Surat pemberitahuan");
        assert_eq!(Kind::NOTA_DINAS.label(), "Nota dinas");
    }

    #[test]
    fn a_name_is_small_letters_digits_and_single_hyphens() {
        for name in ["berita-acara", "sk2", "a"] {
            assert_eq!(Kind::named(name).unwrap().as_str(), name);
        }
        for name in ["", "-a", "a-", "a--b", "Nota", "nota dinas", "2-sk", "../kop", &"a".repeat(41)] {
            assert!(Kind::named(name).is_err(), "{name:?} is no name of a kind");
        }
        let message = "surat-pemberitahuann".parse::<Kind>().unwrap_err().to_string();
        assert!(message.contains("Mungkin surat-pemberitahuan."), "{message}");
    }
}
