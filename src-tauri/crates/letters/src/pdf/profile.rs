//! The colours of the output intent: sRGB (IEC 61966-2-1) as an ICC profile of version 2, made from its public definition,
//! so that no file of somebody else's has to be shipped.

use std::sync::OnceLock;

use crate::error::LetterError;

/// Entries of the tone curve.
const CURVE: u32 = 1_024;

/// The profile as a stream, deflated once.
pub(crate) fn deflated() -> Result<&'static [u8], LetterError> {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    super::deflated_once(&MADE, srgb)
}

/// The profile. Only additions, multiplications and divisions are used, which every platform rounds alike.
fn srgb() -> Vec<u8> {
    let fixed = |thousandths: [i32; 3]| {
        let mut tag = b"XYZ \0\0\0\0".to_vec();
        for value in thousandths {
            // s15Fixed16, from hundred-thousandths.
            let value = (i64::from(value) * 65_536 + 50_000) / 100_000;
            tag.extend((value as i32).to_be_bytes());
        }
        tag
    };
    let mut curve = b"curv\0\0\0\0".to_vec();
    curve.extend(CURVE.to_be_bytes());
    for step in 0..CURVE {
        let linear = linear(f64::from(step) / f64::from(CURVE - 1));
        curve.extend(((linear * 65_535.0 + 0.5) as u16).to_be_bytes());
    }
    let mut copyright = b"text\0\0\0\0".to_vec();
    copyright.extend(b"No copyright, use freely\0");
    let name = b"sRGB IEC61966-2.1\0";
    let mut description = b"desc\0\0\0\0".to_vec();
    description.extend((name.len() as u32).to_be_bytes());
    description.extend(name);
    // No Unicode and no Macintosh name.
    description.extend([0; 4 + 4 + 2 + 1 + 67]);
    // Primaries adapted to the profile connection space, D50.
    let tags: [(&[u8; 4], Vec<u8>); 7] = [
        (b"desc", description),
        (b"cprt", copyright),
        (b"wtpt", fixed([96_420, 100_000, 82_491])),
        (b"rXYZ", fixed([43_607, 22_249, 1_392])),
        (b"gXYZ", fixed([38_515, 71_687, 9_708])),
        (b"bXYZ", fixed([14_307, 6_061, 71_410])),
        (b"rTRC", curve),
    ];
    // The three tone curves are one.
    let shared: [&[u8; 4]; 2] = [b"gTRC", b"bTRC"];
    let count = tags.len() + shared.len();
    let mut table = (count as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let begin = 128 + 4 + 12 * count;
    let mut entry = |name: &[u8; 4], at: usize, length: usize| {
        table.extend(name);
        table.extend((at as u32).to_be_bytes());
        table.extend((length as u32).to_be_bytes());
    };
    for (name, content) in &tags {
        let at = begin + data.len();
        entry(name, at, content.len());
        if *name == b"rTRC" {
            for name in shared {
                entry(name, at, content.len());
            }
        }
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut header = ((begin + data.len()) as u32).to_be_bytes().to_vec();
    header.extend([0; 4]);
    header.extend([2, 0x10, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    // The day of the standard's publication: 18 October 1999.
    for part in [1999_u16, 10, 18, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.extend([0; 28]);
    // The light of the connection space, as the header writes it.
    for value in [0x0000_f6d6_u32, 0x0001_0000, 0x0000_d32d] {
        header.extend(value.to_be_bytes());
    }
    header.resize(128, 0);
    header.extend(table);
    header.extend(data);
    header
}

/// The light of a value between 0 and 1.
fn linear(value: f64) -> f64 {
    if value <= 0.040_45 {
        return value / 12.92;
    }
    let base = (value + 0.055) / 1.055;
    // base^2.4 is the square times the fifth root of the square.
    let square = base * base;
    let mut root = 1.0;
    for _ in 0..40 {
        let power = root * root * root * root;
        root = (4.0 * root + square / power) / 5.0;
    }
    square * root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_is_that_of_the_standard() {
        // Values of IEC 61966-2-1: mid grey 0.5 is 0.21404 of the light, 0.04045 the end of the straight part.
        for (value, light) in
            [(0.0, 0.0), (0.04045, 0.003_130_8), (0.5, 0.214_041), (0.8, 0.603_827), (1.0, 1.0)]
        {
            assert!((linear(value) - light).abs() < 1e-5, "{value} gives {}", linear(value));
        }
    }

    #[test]
    fn the_profile_says_its_own_length_and_finds_its_tags() {
        let profile = srgb();
        let word = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().expect("four bytes"));
        assert_eq!(word(0) as usize, profile.len(), "length");
        assert_eq!(&profile[36..40], b"acsp", "signature");
        for index in 0..word(128) as usize {
            let at = 132 + 12 * index;
            let (offset, length) = (word(at + 4) as usize, word(at + 8) as usize);
            assert!(offset % 4 == 0 && offset + length <= profile.len(), "tag {index} lies inside");
        }
    }
}
