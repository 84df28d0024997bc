//! Sizes of paper.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::measure::Length;

/// A size of paper. In JSON `"A4"`, `"F4-215"`, `"F4-210"`, `"F4-165"`, `"A5"` or `{"width": 215, "height": 330}` in millimetres.
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
    /// 165 × 215 mm, half of an F4: the disposisi's own size (facts 2.4).
    pub const HALF_F4: Self = Self { width: Length::mm(165), height: Length::mm(215) };
    /// 148 × 210 mm, half of an A4 (facts 1.2, half sheet).
    pub const A5: Self = Self { width: Length::mm(148), height: Length::mm(210) };

    /// The sizes that have a name, with that name and a label for the form.
    pub const NAMED: [(&'static str, &'static str, Self); 5] = [
        ("A4", "A4 (210 × 297 mm)", Self::A4),
        ("F4-215", "F4 (215 × 330 mm)", Self::F4_215),
        ("F4-210", "F4 (210 × 330 mm)", Self::F4_210),
        ("F4-165", "½ folio (165 × 215 mm)", Self::HALF_F4),
        ("A5", "A5 (148 × 210 mm)", Self::A5),
    ];

    /// Half of a sheet: a form on it takes smaller margins and type.
    pub(crate) const fn is_half_sheet(self) -> bool {
        self.width.as_um() < 180_000
    }

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
