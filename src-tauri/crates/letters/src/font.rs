//! The faces of the two families: metrics for the layout, subsets for the file.
//!
//! Liberation Sans 2.1.5 (Debian `fonts-liberation2`, SIL Open Font License, text beside the fonts): the metrics of
//! Arial, which the rules name and whose licence forbids shipping it (facts 1.2). Debian's `fonts-liberation` 1.07 is
//! under the GPL with an exception and is not used.
//!
//! TeX Gyre Bonum 2.004 (Debian `fonts-texgyre`, GUST Font License, text beside the fonts): the widths of ITC Bookman,
//! of which Bookman Old Style, the rule for decrees (facts 1.2), is a cut. Renamed and with quadratic outlines, as its licence
//! file says, so that both families go into the file in one way; its own kerning of ASCII pairs was carried from GPOS into a
//! `kern` table. Debian's `fonts-urw-base35` is under the AGPL with an exception and is not used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use subsetter::GlyphRemapper;
use ttf_parser::{Face as Ttf, GlyphId};

use crate::error::LetterError;
use crate::pdf::deflate;
use crate::settings::BodyFont;

/// One of the faces of the two families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Face {
    Regular,
    Bold,
    Italic,
    BoldItalic,
    BookRegular,
    BookBold,
    BookItalic,
    BookBoldItalic,
}

impl Face {
    const ALL: [Self; 8] = [
        Self::Regular,
        Self::Bold,
        Self::Italic,
        Self::BoldItalic,
        Self::BookRegular,
        Self::BookBold,
        Self::BookItalic,
        Self::BookBoldItalic,
    ];

    pub(crate) fn of(family: BodyFont, bold: bool, italic: bool) -> Self {
        match (family, bold, italic) {
            (BodyFont::Sans, false, false) => Self::Regular,
            (BodyFont::Sans, true, false) => Self::Bold,
            (BodyFont::Sans, false, true) => Self::Italic,
            (BodyFont::Sans, true, true) => Self::BoldItalic,
            (BodyFont::Bookman, false, false) => Self::BookRegular,
            (BodyFont::Bookman, true, false) => Self::BookBold,
            (BodyFont::Bookman, false, true) => Self::BookItalic,
            (BodyFont::Bookman, true, true) => Self::BookBoldItalic,
        }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../fonts/LiberationSans-Regular.ttf"),
            Self::Bold => include_bytes!("../fonts/LiberationSans-Bold.ttf"),
            Self::Italic => include_bytes!("../fonts/LiberationSans-Italic.ttf"),
            Self::BoldItalic => include_bytes!("../fonts/LiberationSans-BoldItalic.ttf"),
            Self::BookRegular => include_bytes!("../fonts/EtalaseBonum-Regular.ttf"),
            Self::BookBold => include_bytes!("../fonts/EtalaseBonum-Bold.ttf"),
            Self::BookItalic => include_bytes!("../fonts/EtalaseBonum-Italic.ttf"),
            Self::BookBoldItalic => include_bytes!("../fonts/EtalaseBonum-BoldItalic.ttf"),
        }
    }

    fn post_script_name(self) -> &'static str {
        match self {
            Self::Regular => "LiberationSans",
            Self::Bold => "LiberationSans-Bold",
            Self::Italic => "LiberationSans-Italic",
            Self::BoldItalic => "LiberationSans-BoldItalic",
            Self::BookRegular => "EtalaseBonum-Regular",
            Self::BookBold => "EtalaseBonum-Bold",
            Self::BookItalic => "EtalaseBonum-Italic",
            Self::BookBoldItalic => "EtalaseBonum-BoldItalic",
        }
    }

    const fn is_bookman(self) -> bool {
        matches!(self, Self::BookRegular | Self::BookBold | Self::BookItalic | Self::BookBoldItalic)
    }

    /// The name of the face inside a file: our own, since printpdf would count through the process (PROCEDURE 6).
    pub(crate) fn id(self) -> FontId {
        FontId(
            match self {
                Self::Regular => "FR",
                Self::Bold => "FB",
                Self::Italic => "FI",
                Self::BoldItalic => "FX",
                Self::BookRegular => "KR",
                Self::BookBold => "KB",
                Self::BookItalic => "KI",
                Self::BookBoldItalic => "KX",
            }
            .to_owned(),
        )
    }
}

/// Metrics of a face in font units.
pub(crate) struct Metrics {
    ttf: Option<Ttf<'static>>,
    latin: Vec<(u16, i64)>,
    kerning: Vec<i16>,
    pub(crate) units: i64,
    pub(crate) ascent: i64,
    pub(crate) descent: i64,
    pub(crate) line: i64,
}

/// Characters whose metrics and kerning are kept in tables: ASCII and Latin-1.
const LATIN: usize = 256;
/// Kerning is kept for ASCII pairs; accented letters kern with nothing.
const KERNED: usize = 128;

impl Metrics {
    fn load(face: Face) -> Self {
        let Ok(ttf) = Ttf::parse(face.bytes(), 0) else {
            // Cannot happen with the fonts compiled in (a test opens each); widths of zero beat a panic in a letter.
            return Self {
                ttf: None,
                latin: vec![(0, 0); LATIN],
                kerning: vec![0; KERNED * KERNED],
                units: 2_048,
                ascent: 1_854,
                descent: 434,
                line: 2_355,
            };
        };
        let latin: Vec<(u16, i64)> = (0..LATIN as u32)
            .map(|code| {
                let glyph = char::from_u32(code).and_then(|c| ttf.glyph_index(c)).unwrap_or(GlyphId(0));
                (glyph.0, i64::from(ttf.glyph_hor_advance(glyph).unwrap_or(0)))
            })
            .collect();
        let mut kerning = vec![0_i16; KERNED * KERNED];
        if let Some(table) = ttf.tables().kern {
            for subtable in table.subtables {
                if !subtable.horizontal || subtable.variable || subtable.has_cross_stream {
                    continue;
                }
                for left in 33..KERNED {
                    for right in 33..KERNED {
                        let pair = subtable.glyphs_kerning(GlyphId(latin[left].0), GlyphId(latin[right].0));
                        if let Some(value) = pair {
                            kerning[left * KERNED + right] = value;
                        }
                    }
                }
            }
        }
        let (ascent, descent) = (i64::from(ttf.ascender()), -i64::from(ttf.descender()));
        Self {
            units: i64::from(ttf.units_per_em()),
            ascent,
            descent,
            line: ascent + descent + i64::from(ttf.line_gap()),
            latin,
            kerning,
            ttf: Some(ttf),
        }
    }

    fn glyph(&self, c: char) -> (u16, i64) {
        if let Some(known) = self.latin.get(c as usize) {
            return *known;
        }
        let Some(ttf) = &self.ttf else { return (0, 0) };
        let glyph = ttf.glyph_index(c).unwrap_or(GlyphId(0));
        (glyph.0, i64::from(ttf.glyph_hor_advance(glyph).unwrap_or(0)))
    }

    /// Whether the face can draw the character. A code in the file has two bytes, and a byte order mark is no text
    /// (ISO 14289-1, 7.21.7).
    pub(crate) fn has(&self, c: char) -> bool {
        (c as u32) < 0xfeff && self.glyph(c).0 != 0
    }

    /// Width of a character in the file's table of widths: hundredths of a thousandth of an em, so that a whole line of them
    /// ends where it was laid out.
    pub(crate) fn file_width(&self, c: char) -> i64 {
        (self.glyph(c).1 * 100_000 + self.units / 2) / self.units
    }

    /// Kerning between two characters, in font units.
    pub(crate) fn kern(&self, left: char, right: char) -> i64 {
        let (left, right) = (left as usize, right as usize);
        if left < KERNED && right < KERNED { i64::from(self.kerning[left * KERNED + right]) } else { 0 }
    }

    /// Width of a text in font units, kerned.
    pub(crate) fn width(&self, text: &str) -> i64 {
        let mut width = 0;
        let mut last = None;
        for c in text.chars() {
            if let Some(last) = last {
                width += self.kern(last, c);
            }
            width += self.glyph(c).1;
            last = Some(c);
        }
        width
    }
}

/// The metrics of a face, read once.
pub(crate) fn metrics(face: Face) -> &'static Metrics {
    static FACES: [OnceLock<Metrics>; Face::ALL.len()] = [const { OnceLock::new() }; Face::ALL.len()];
    FACES[face as usize].get_or_init(|| Metrics::load(face))
}

/// Characters that come into a file together.
const CLASSES: [&str; 4] =
    ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", " ,.-/():;&'\"+%\u{ad}–‘’“”"];

/// The characters of a face that a document uses. Those of Latin-1, nearly all, are bits: a letter asks thousands of times.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Used {
    latin: [u64; 4],
    others: BTreeSet<char>,
}

impl Used {
    pub(crate) fn insert(&mut self, c: char) {
        let code = c as usize;
        match self.latin.get_mut(code / 64) {
            Some(bits) => *bits |= 1 << (code % 64),
            None => {
                self.others.insert(c);
            }
        }
    }

    pub(crate) fn extend(&mut self, other: &Self) {
        for (bits, more) in self.latin.iter_mut().zip(other.latin) {
            *bits |= more;
        }
        self.others.extend(&other.others);
    }

    fn has(&self, c: char) -> bool {
        let code = c as usize;
        self.latin
            .get(code / 64)
            .map_or_else(|| self.others.contains(&c), |bits| bits >> (code % 64) & 1 == 1)
    }

    /// With all of a class of characters of which there is one: letters differ in their characters, and hardly ever in their
    /// classes, so that a subset once made serves nearly all of them.
    fn rounded(&self) -> Self {
        let mut rounded = self.clone();
        for class in CLASSES {
            if class.chars().any(|c| self.has(c)) {
                class.chars().for_each(|c| rounded.insert(c));
            }
        }
        rounded
    }

    /// The characters in the order of their code points.
    pub(crate) fn chars(&self) -> impl Iterator<Item = char> + '_ {
        let latin = (0..256_u32)
            .filter(|code| self.latin[*code as usize / 64] >> (code % 64) & 1 == 1)
            .filter_map(char::from_u32);
        latin.chain(self.others.iter().copied())
    }
}

impl FromIterator<char> for Used {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut used = Self::default();
        chars.into_iter().for_each(|c| used.insert(c));
        used
    }
}

/// The part of a face that a document uses.
pub(crate) struct Subset {
    /// Ready for printpdf. The identifier of a character is its code point, so that text is written before it is known which
    /// other characters the font will hold; `cid_to_gid` leads from there to the glyphs.
    pub(crate) font: ParsedFont,
    /// The font's program, deflated.
    pub(crate) program: Vec<u8>,
    /// The stream of `CIDToGIDMap`, deflated: two bytes an identifier.
    pub(crate) cid_to_gid: Vec<u8>,
    /// The stream of `CIDSet`, deflated: one bit an identifier that has a glyph.
    pub(crate) cid_set: Vec<u8>,
    /// Identifiers in ascending order with their widths, in hundredths of a thousandth of an em.
    pub(crate) widths: Vec<(u16, i64)>,
    /// Height of capitals, in thousandths of an em.
    pub(crate) cap_height: i64,
}

/// Subsets that are kept. What is kept changes nothing but the time.
const KEPT: usize = 32;

/// Cuts a face down to exactly the characters that are used, glyphs renumbered from 1 in the order of their characters, so
/// that equal text gives equal bytes.
pub(crate) fn exact_subset(face: Face, used: &Used) -> Result<Arc<Subset>, LetterError> {
    cut(face, used).map(Arc::new)
}

/// [`exact_subset`] with the classes of the characters: ten kilobytes more for a file, and made once for many files.
pub(crate) fn subset(face: Face, used: &Used) -> Result<Arc<Subset>, LetterError> {
    static MADE: Mutex<BTreeMap<(Face, Used), Arc<Subset>>> = Mutex::new(BTreeMap::new());
    let key = (face, used.rounded());
    // A map of finished subsets is whole whatever happened to who held it.
    if let Some(made) = MADE.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Ok(Arc::clone(made));
    }
    let made = Arc::new(cut(face, &key.1)?);
    let mut kept = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(key, Arc::clone(&made));
    Ok(made)
}

fn cut(face: Face, used: &Used) -> Result<Subset, LetterError> {
    let metrics = metrics(face);
    let mut remapper = GlyphRemapper::new();
    let mut codepoint_to_glyph = BTreeMap::new();
    let mut glyph_widths = BTreeMap::new();
    let mut widths = Vec::new();
    let (mut cid_to_gid, mut cid_set) = (vec![0_u8; 2], vec![0x80_u8]);
    for c in used.chars() {
        let Ok(code) = u16::try_from(u32::from(c)) else { continue };
        let (glyph, advance) = metrics.glyph(c);
        let new = remapper.remap(glyph);
        codepoint_to_glyph.insert(u32::from(c), code);
        glyph_widths.insert(code, u16::try_from(advance).unwrap_or(0));
        widths.push((code, metrics.file_width(c)));
        let at = usize::from(code);
        cid_to_gid.resize(at * 2 + 2, 0);
        cid_to_gid[at * 2..].copy_from_slice(&new.to_be_bytes());
        cid_set.resize(at / 8 + 1, 0);
        cid_set[at / 8] |= 0x80 >> (at % 8);
    }
    let program = subsetter::subset(face.bytes(), 0, &remapper)
        .map_err(|error| LetterError::Pdf { reason: format!("{face:?}: {error}") })?;
    let bounds = metrics.ttf.as_ref().map(|ttf| (ttf.global_bounding_box(), ttf.weight().to_number()));
    let (bounds, weight) =
        bounds.map_or(((0, -434, 2_048, 1_854), 400), |(b, w)| ((b.x_min, b.y_min, b.x_max, b.y_max), w));
    let capitals = metrics.ttf.as_ref().and_then(Ttf::capital_height).map_or(1_409, i64::from);
    let italic = matches!(face, Face::Italic | Face::BoldItalic | Face::BookItalic | Face::BookBoldItalic);
    let font = ParsedFont {
        original_bytes: program,
        font_index: 0,
        font_name: Some(format!("{}+{}", subset_tag(face, used), face.post_script_name())),
        codepoint_to_glyph,
        glyph_widths,
        units_per_em: metrics.units as u16,
        font_metrics: FontMetrics { ascent: metrics.ascent as i16, descent: -metrics.descent as i16 },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: metrics.units as u16,
            x_min: bounds.0,
            y_min: bounds.1,
            x_max: bounds.2,
            y_max: bounds.3,
            // Liberation Sans Italic leans by 12 degrees, TeX Gyre Bonum Italic by 10.
            caret_slope_rise: if italic { 1_000 } else { 1 },
            caret_slope_run: match (italic, face.is_bookman()) {
                (false, _) => 0,
                (true, false) => 213,
                (true, true) => 176,
            },
            us_weight_class: weight,
        },
    };
    Ok(Subset {
        program: deflate(&font.original_bytes)?,
        cid_to_gid: deflate(&cid_to_gid)?,
        cid_set: deflate(&cid_set)?,
        font,
        widths,
        cap_height: capitals * 1_000 / metrics.units,
    })
}

/// The six capitals that mark a subset (ISO 32000-1, 9.6.4), from the characters in it.
fn subset_tag(face: Face, used: &Used) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    hash.update(face.post_script_name());
    for c in used.chars() {
        hash.update((c as u32).to_be_bytes());
    }
    hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_opens_and_has_the_characters_of_the_office() {
        for face in Face::ALL {
            let metrics = metrics(face);
            let units = if face.is_bookman() { 1_000 } else { 2_048 };
            assert_eq!(metrics.units, units, "{face:?} is the build that was looked at");
            for c in "AZaz09 .,:;()/-–—“”‘’…éñüÖ½²°§&%+=@_\u{a0}\u{ad}".chars() {
                assert!(metrics.has(c), "{face:?} draws {c:?}");
            }
        }
        for face in Face::ALL {
            assert!(metrics(face).kern('A', 'V') < 0, "{face:?} has its kerning");
        }
        assert_eq!(metrics(Face::Regular).width("0"), 1_139, "digits are as wide as Arial's");
        assert_eq!(metrics(Face::BookRegular).width("0"), 620, "digits are as wide as Bookman's");
    }

    #[test]
    fn texts_of_the_same_classes_share_a_subset() {
        let used = |text: &str| text.chars().collect::<Used>();
        let one = subset(Face::Italic, &used("Surat usulan, 3 lembar")).expect("cut");
        let other = subset(Face::Italic, &used("Nota dinas: 12")).expect("cut");
        assert!(Arc::ptr_eq(&one, &other), "capitals, small letters, digits and signs are in both");
        let more = subset(Face::Italic, &used("Nota ḥ 1")).expect("cut");
        assert!(!Arc::ptr_eq(&one, &more), "a rare letter is only where it is used");
        let codes: Vec<u16> = more.widths.iter().map(|(code, _)| *code).collect();
        assert!(codes.contains(&0x1E25) && codes.is_sorted(), "{codes:?}");
    }
}
