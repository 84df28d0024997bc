//! The pages of any document as pixels. Pure over bytes.
//!
//! A [`Document`] is opened from the bytes of a PDF, JPEG, PNG or (multi-page) TIFF. What it is, is read from its
//! content, never from its name. Everything a stranger's file can do wrong comes back as a typed [`PageError`]: an
//! empty file, something else under the name of a PDF, a locked PDF, a picture that would unpack into gigabytes.
//!
//! One rasteriser (hayro) serves preview, scans and print (DESIGN section 5), so what the screen shows is what the
//! paper gets. Pages come out as PNG, grey where the page is grey: three times less to compress and to send.

mod encode;
mod picture;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

use crate::picture::Raster;

/// Pixels that one page of a picture may have: A3 at 600 dpi is 70 million, a decompression bomb is billions.
pub const MAX_PIXELS: u64 = 120_000_000;

/// The widest picture of a page that is drawn, in pixels: A3 across at 600 dpi.
pub const MAX_WIDTH_PX: u32 = 10_000;

/// Pages that one document may have; a scanner's stack is a hundred, a berkas a few hundred.
pub const MAX_PAGES: u32 = 5_000;

/// Why a document cannot be opened or a page cannot be drawn. The words for the user are the desk's (DESK section 8).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// The file has no bytes at all: an interrupted scan.
    #[error("the document is empty (0 bytes)")]
    Empty,
    /// Not a PDF, JPEG, PNG or TIFF, or one so broken that nothing can be drawn.
    #[error("not a readable PDF, JPEG, PNG or TIFF: {reason}")]
    Unreadable {
        /// What the reader stumbled over, for the log.
        reason: String,
    },
    /// A PDF that asks for a password.
    #[error("the PDF is locked with a password")]
    Encrypted,
    /// More pixels, pages or width than this program agrees to unpack.
    #[error("too large: {what} is {actual}, the limit is {limit}")]
    TooLarge {
        /// What is too large: `pixels`, `pages` or `width`.
        what: &'static str,
        /// How much was found.
        actual: u64,
        /// The limit.
        limit: u64,
    },
    /// There is no page of that index.
    #[error("there is no page {index}, the document has {count}")]
    NoSuchPage {
        /// The asked index, from 0.
        index: u32,
        /// How many pages there are.
        count: u32,
    },
}

impl PageError {
    fn unreadable(reason: impl std::fmt::Display) -> Self {
        Self::Unreadable { reason: reason.to_string() }
    }
}

/// What a document is, read from its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// Portable Document Format.
    Pdf,
    /// One JPEG picture.
    Jpeg,
    /// One PNG picture.
    Png,
    /// One or several pictures of a scanner or a fax.
    Tiff,
}

impl DocumentKind {
    /// What the first bytes say, or `None` when they say nothing known. A PDF may have up to 1,024 bytes before its
    /// mark, as scanners and mail gateways leave them.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let head = &bytes[..bytes.len().min(1_029)];
        if head.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(Self::Jpeg)
        } else if head.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if head.starts_with(b"II\x2a\0")
            || head.starts_with(b"MM\0\x2a")
            || head.starts_with(b"II\x2b\0")
            || head.starts_with(b"MM\0\x2b")
        {
            Some(Self::Tiff)
        } else if head.windows(5).any(|five| five == b"%PDF-") {
            Some(Self::Pdf)
        } else {
            None
        }
    }

    /// The media type, as the preview protocol and the archive name it.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Tiff => "image/tiff",
        }
    }

    /// The usual ending of a file's name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Tiff => "tif",
        }
    }
}

/// An opened document. Opening reads the structure; a page is drawn only when it is asked for.
pub struct Document {
    inner: Inner,
}

enum Inner {
    Pdf(Box<Pdf>),
    Picture { kind: DocumentKind, bytes: Vec<u8>, pages: Vec<PageSize> },
}

/// Width and height of a page on paper, in micrometres, turned as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize {
    /// Width in micrometres.
    pub width_um: i64,
    /// Height in micrometres.
    pub height_um: i64,
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Document({:?}, {} pages)", self.kind(), self.page_count())
    }
}

impl Document {
    /// Opens a document from its bytes.
    ///
    /// # Errors
    /// [`PageError::Empty`], [`PageError::Unreadable`], [`PageError::Encrypted`] or [`PageError::TooLarge`].
    pub fn open(bytes: Vec<u8>) -> Result<Self, PageError> {
        if bytes.is_empty() {
            return Err(PageError::Empty);
        }
        let kind = DocumentKind::of(&bytes)
            .ok_or_else(|| PageError::unreadable("the first bytes are none of the four kinds"))?;
        let inner = match kind {
            DocumentKind::Pdf => Inner::Pdf(Box::new(open_pdf(bytes)?)),
            DocumentKind::Jpeg | DocumentKind::Png | DocumentKind::Tiff => {
                let pages = guarded(|| picture::sizes(kind, &bytes))??;
                Inner::Picture { kind, bytes, pages }
            }
        };
        Ok(Self { inner })
    }

    /// What the document is.
    #[must_use]
    pub fn kind(&self) -> DocumentKind {
        match &self.inner {
            Inner::Pdf(_) => DocumentKind::Pdf,
            Inner::Picture { kind, .. } => *kind,
        }
    }

    /// How many pages there are; at least one.
    #[must_use]
    pub fn page_count(&self) -> u32 {
        let count = match &self.inner {
            Inner::Pdf(pdf) => pdf.pages().len(),
            Inner::Picture { pages, .. } => pages.len(),
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Size of a page on paper in micrometres, turned as it is shown. A picture that does not say its resolution
    /// counts as 210 mm across (or along, if it lies on its side).
    ///
    /// # Errors
    /// [`PageError::NoSuchPage`].
    pub fn page_size_um(&self, index: u32) -> Result<PageSize, PageError> {
        match &self.inner {
            Inner::Pdf(pdf) => {
                let page = pdf.pages().get(index as usize).ok_or_else(|| self.no_such_page(index))?;
                let (width, height) = page.render_dimensions();
                Ok(PageSize { width_um: points_to_um(width), height_um: points_to_um(height) })
            }
            Inner::Picture { pages, .. } => {
                pages.get(index as usize).copied().ok_or_else(|| self.no_such_page(index))
            }
        }
    }

    /// A page as PNG, `width_px` wide, on white. Compressed for speed: it goes to a screen, not to an archive.
    ///
    /// # Errors
    /// [`PageError::NoSuchPage`], [`PageError::TooLarge`] for a width of 0 or above [`MAX_WIDTH_PX`], and
    /// [`PageError::Unreadable`] for a page that cannot be drawn.
    pub fn page_png(&self, index: u32, width_px: u32) -> Result<Vec<u8>, PageError> {
        let raster = self.page_raster(index, width_px)?;
        encode::png(&raster)
    }

    /// A page as rows of red, green and blue bytes, `width_px` wide, on white: for printing and for reading codes.
    ///
    /// # Errors
    /// As [`Document::page_png`].
    pub fn page_rgb(&self, index: u32, width_px: u32) -> Result<PagePixels, PageError> {
        let raster = self.page_raster(index, width_px)?;
        Ok(PagePixels { width: raster.width, height: raster.height, rgb: raster.rgb })
    }

    fn no_such_page(&self, index: u32) -> PageError {
        PageError::NoSuchPage { index, count: self.page_count() }
    }

    fn page_raster(&self, index: u32, width_px: u32) -> Result<Raster, PageError> {
        if width_px == 0 || width_px > MAX_WIDTH_PX {
            return Err(PageError::TooLarge {
                what: "width",
                actual: u64::from(width_px),
                limit: u64::from(MAX_WIDTH_PX),
            });
        }
        let size = self.page_size_um(index)?;
        let height = (i128::from(size.height_um) * i128::from(width_px)) / i128::from(size.width_um.max(1));
        let pixels = u64::try_from(height).unwrap_or(u64::MAX).saturating_mul(u64::from(width_px));
        if pixels > MAX_PIXELS {
            return Err(PageError::TooLarge { what: "pixels", actual: pixels, limit: MAX_PIXELS });
        }
        match &self.inner {
            Inner::Pdf(pdf) => guarded(|| draw_pdf_page(pdf, index, width_px))?,
            Inner::Picture { kind, bytes, .. } => guarded(|| {
                let raster = picture::decode(*kind, bytes, index)?;
                Ok(raster.scaled_to_width(width_px))
            })?,
        }
    }
}

/// A drawn page as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Rows from the top, three bytes a pixel.
    pub rgb: Vec<u8>,
}

fn open_pdf(bytes: Vec<u8>) -> Result<Pdf, PageError> {
    let pdf = guarded(|| Pdf::new(bytes))?.map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected
            | DecryptionError::UnsupportedAlgorithm
            | DecryptionError::MissingIDEntry
            | DecryptionError::InvalidEncryption,
        ) => PageError::Encrypted,
        LoadPdfError::Invalid => PageError::unreadable("the PDF has no readable structure"),
    })?;
    let count = pdf.pages().len() as u64;
    if count == 0 {
        return Err(PageError::unreadable("the PDF has no page"));
    }
    if count > u64::from(MAX_PAGES) {
        return Err(PageError::TooLarge { what: "pages", actual: count, limit: u64::from(MAX_PAGES) });
    }
    Ok(pdf)
}

fn draw_pdf_page(pdf: &Pdf, index: u32, width_px: u32) -> Result<Raster, PageError> {
    let page = pdf.pages().get(index as usize).ok_or(PageError::NoSuchPage {
        index,
        count: u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX),
    })?;
    let (width, height) = page.render_dimensions();
    if !(width > 0.0 && height > 0.0) {
        return Err(PageError::unreadable("the page has no size"));
    }
    // A hair more than the exact ratio: the rasteriser cuts the fraction off, and the page must be `width_px` wide.
    let scale = (width_px as f32 + 0.01) / width;
    if height * scale >= f32::from(u16::MAX) {
        return Err(PageError::TooLarge {
            what: "pixels",
            actual: (height * scale) as u64,
            limit: u64::from(u16::MAX),
        });
    }
    let pixmap = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings { hinting: false, ..RenderSettings::default() },
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
    for pixel in pixmap.data_as_u8_slice().chunks_exact(4) {
        rgb.extend_from_slice(&pixel[..3]);
    }
    Ok(Raster { width, height, rgb })
}

/// Decoders of foreign bytes are other people's code; a slip in one must not take the office down with it.
fn guarded<T>(read: impl FnOnce() -> T) -> Result<T, PageError> {
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| PageError::unreadable("the reader gave up on it"))
}

fn points_to_um(points: f32) -> i64 {
    (f64::from(points) * 25_400.0 / 72.0).round() as i64
}
