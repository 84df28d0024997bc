//! Placed marks to a file: PDF/A-2b, tagged (`codes`, `content`, `structure`, `metadata`, `profile`, `file`).
//!
//! printpdf names fonts and pictures from a process-wide counter and the file from a random one (PROCEDURE 6); here
//! every name is our own, the file's `/ID` is the hash of what it says, and dates come from the data or not at all.

mod codes;
mod content;
mod file;
mod metadata;
mod objects;
mod profile;
mod structure;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

use printpdf::{ExternalStream, ExternalXObject};

use crate::code::Pattern;
use crate::error::LetterError;
use crate::font::Face;
use crate::measure::FontSize;
use crate::symbol::Symbol;
use crate::tags::Tag;

pub(crate) use content::part;
pub(crate) use file::File;
pub(crate) use metadata::About;

/// A mark on a page; places in micrometres from the paper's top left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Text on a baseline. Pieces have their own place across.
    Text {
        baseline: i64,
        face: Face,
        size: FontSize,
        pieces: Vec<(i64, String)>,
        width: i64,
        field: Option<String>,
        /// The structure element it belongs to; an artifact without.
        tag: Option<Tag>,
    },
    /// A filled rectangle, from black (0) to white (1000).
    Fill { x: i64, y: i64, width: i64, height: i64, shade: u16 },
    /// The outline of a rectangle.
    Frame { x: i64, y: i64, width: i64, height: i64, stroke: i64 },
    /// A straight line.
    Stroke { from: (i64, i64), to: (i64, i64), stroke: i64 },
    /// The lambang.
    Lambang { x: i64, y: i64, width: i64, height: i64, tag: Option<Tag> },
    /// The archive code: its 20 mm from the top left corner. Read by machines; its words stand beside it.
    Code { x: i64, y: i64, pattern: Pattern },
    /// A line with corners that ends in an arrow head: the way from one act to the next.
    Arrow { points: Vec<(i64, i64)>, stroke: i64, tag: Option<Tag> },
    /// The outline of a symbol inside a rectangle.
    Outline { symbol: Symbol, x: i64, y: i64, width: i64, height: i64, stroke: i64, tag: Option<Tag> },
    /// The word across the page of a konsep.
    Draft { text: String },
}

/// A page of marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sheet {
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) marks: Vec<Mark>,
}

impl Sheet {
    /// A number for what the eye sees of the page, the same as long as nothing on it changes: the marks without their tags and
    /// fields, and the lambang. Only for comparing within one run of the program.
    pub(crate) fn look(&self, picture: Option<&Picture>) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.width, self.height).hash(&mut hasher);
        for mark in &self.marks {
            std::mem::discriminant(mark).hash(&mut hasher);
            match mark {
                Mark::Text { baseline, face, size, pieces, width, field: _, tag: _ } => {
                    (baseline, face, size, pieces, width).hash(&mut hasher);
                }
                Mark::Fill { x, y, width, height, shade } => (x, y, width, height, shade).hash(&mut hasher),
                Mark::Frame { x, y, width, height, stroke } => {
                    (x, y, width, height, stroke).hash(&mut hasher);
                }
                Mark::Stroke { from, to, stroke } => (from, to, stroke).hash(&mut hasher),
                Mark::Lambang { x, y, width, height, tag: _ } => {
                    (x, y, width, height).hash(&mut hasher);
                    picture.map(|picture| &picture.deflated).hash(&mut hasher);
                }
                Mark::Code { x, y, pattern } => (x, y, pattern).hash(&mut hasher),
                Mark::Arrow { points, stroke, tag: _ } => (points, stroke).hash(&mut hasher),
                Mark::Outline { symbol, x, y, width, height, stroke, tag: _ } => {
                    (symbol, x, y, width, height, stroke).hash(&mut hasher);
                }
                Mark::Draft { text } => text.hash(&mut hasher),
            }
        }
        hasher.finish()
    }
}

/// A decoded picture, ready to embed: rows of red, green, blue, deflated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) grey: bool,
    pub(crate) deflated: Vec<u8>,
}

/// The picture's name in every file.
const LAMBANG: &str = "IL";

/// Writes one naskah to a file.
pub(crate) fn write(
    sheets: &[Sheet],
    picture: Option<&Picture>,
    about: &About,
) -> Result<Vec<u8>, LetterError> {
    let mut bytes = Vec::with_capacity(64 * 1024);
    let mut file = File::begin(&mut bytes, false)?;
    file.add(&part(sheets)?)?;
    file.finish(picture, about)?;
    Ok(bytes)
}

/// Compresses a stream; always alike, so that equal pages give equal bytes.
pub(crate) fn deflate(raw: &[u8]) -> Result<Vec<u8>, LetterError> {
    thread_local! {
        // Its tables are larger than most of what it compresses: made once a thread, not once a stream.
        static COMPRESS: RefCell<flate2::Compress> =
            RefCell::new(flate2::Compress::new(flate2::Compression::default(), true));
    }
    let failed = |reason: &str| LetterError::Pdf { reason: reason.to_owned() };
    COMPRESS.with_borrow_mut(|compress| {
        compress.reset();
        let mut out = Vec::with_capacity(raw.len() / 2 + 256);
        loop {
            let read = usize::try_from(compress.total_in()).map_err(|error| failed(&error.to_string()))?;
            let status = compress
                .compress_vec(raw.get(read..).unwrap_or_default(), &mut out, flate2::FlushCompress::Finish)
                .map_err(|error| failed(&error.to_string()))?;
            match status {
                flate2::Status::StreamEnd => return Ok(out),
                flate2::Status::Ok | flate2::Status::BufError => out.reserve(out.capacity().max(256)),
            }
        }
    })
}

/// A stream that is the same in every file: deflated when it is first asked for.
fn deflated_once(
    made: &'static OnceLock<Vec<u8>>,
    raw: impl FnOnce() -> Vec<u8>,
) -> Result<&'static [u8], LetterError> {
    match made.get() {
        Some(made) => Ok(made),
        None => deflate(&raw()).map(|deflated| made.get_or_init(|| deflated).as_slice()),
    }
}

fn xobject(picture: &Picture) -> ExternalXObject {
    use printpdf::DictItem::{Int, Name};
    let name = |text: &str| Name(text.as_bytes().to_vec());
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), Int(i64::from(picture.width))),
        ("Height".to_owned(), Int(i64::from(picture.height))),
        ("BitsPerComponent".to_owned(), Int(8)),
        ("ColorSpace".to_owned(), name(if picture.grey { "DeviceGray" } else { "DeviceRGB" })),
        ("Filter".to_owned(), name("FlateDecode")),
    ]);
    ExternalXObject {
        stream: ExternalStream { dict, content: picture.deflated.clone(), compress: false },
        width: None,
        height: None,
        dpi: None,
    }
}
