//! Lengths and sizes as whole numbers, so that a layout never depends on a platform's floating point.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A length on paper in whole micrometres. In JSON a number of millimetres (`30`, `12.5`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(i64);

impl Length {
    /// A length of whole millimetres.
    #[must_use]
    pub const fn mm(millimetres: i64) -> Self {
        Self(millimetres * 1_000)
    }

    /// A length of whole micrometres.
    #[must_use]
    pub const fn um(micrometres: i64) -> Self {
        Self(micrometres)
    }

    /// The length in micrometres.
    #[must_use]
    pub const fn as_um(self) -> i64 {
        self.0
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 1_000 == 0 {
            serializer.serialize_i64(self.0 / 1_000)
        } else {
            serializer.serialize_f64(self.0 as f64 / 1_000.0)
        }
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let millimetres = f64::deserialize(deserializer)?;
        if !(0.0..=2_000.0).contains(&millimetres) {
            return Err(D::Error::custom(format!("{millimetres} mm is not a length between 0 and 2000 mm")));
        }
        Ok(Self((millimetres * 1_000.0).round() as i64))
    }
}

/// A size of type in hundredths of a point. In JSON a number of points (`12`, `13.5`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontSize(i64);

impl FontSize {
    /// A size of whole points.
    #[must_use]
    pub const fn pt(points: i64) -> Self {
        Self(points * 100)
    }

    /// A size of hundredths of a point.
    #[must_use]
    pub const fn hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// The size in hundredths of a point.
    #[must_use]
    pub const fn as_hundredths(self) -> i64 {
        self.0
    }

    /// The same size, larger or smaller by a ratio.
    #[must_use]
    pub const fn scaled(self, numerator: i64, denominator: i64) -> Self {
        Self(self.0 * numerator / denominator)
    }

    /// The height of the em square in micrometres, rounded to the nearest.
    #[must_use]
    pub const fn em_um(self) -> i64 {
        // 1 pt = 25,400 / 72 µm.
        (self.0 * 25_400 + 3_600) / 7_200
    }
}

impl Serialize for FontSize {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            serializer.serialize_i64(self.0 / 100)
        } else {
            serializer.serialize_f64(self.0 as f64 / 100.0)
        }
    }
}

impl<'de> Deserialize<'de> for FontSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let points = f64::deserialize(deserializer)?;
        if !(5.0..=72.0).contains(&points) {
            return Err(D::Error::custom(format!("{points} pt is not a size between 5 and 72 pt")));
        }
        Ok(Self((points * 100.0).round() as i64))
    }
}
