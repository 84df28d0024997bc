//! The lambang: base64 of a PNG, JPEG or SVG to the pixels that are embedded.

mod svg;

use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use image::{DynamicImage, ImageReader, Limits, imageops};
use sha2::{Digest, Sha256};

use crate::error::LetterError;
use crate::pdf::{Picture, deflate};
use crate::settings::LambangInk;

/// Bytes of a lambang's file.
pub const MAX_LAMBANG_BYTES: usize = 4 * 1024 * 1024;
/// Pixels of its longer side that are kept: 25 mm at 600 dpi.
const KEPT_PIXELS: u32 = 590;
/// Pixels that are unpacked at all: a page scanned at 400 dpi.
const MAX_PIXELS: u64 = 20_000_000;
/// Pixels of the longer side that an office keeps of a drawing: 25 mm at 1,200 dpi.
const DRAWN_PIXELS: u32 = 1_180;

/// The last lambang made ready. A pure function's result kept: the same text gives the same picture, and an office
/// has one lambang while the preview redraws with every key.
static LAST: Mutex<Option<([u8; 32], Arc<Picture>)>> = Mutex::new(None);

/// Checks that these bytes can be the lambang of a letter, before an office keeps them as its own.
///
/// # Errors
/// [`LetterError::Lambang`], as every letter with it would say.
pub fn check_lambang(bytes: &[u8]) -> Result<(), LetterError> {
    decode(bytes, LambangInk::Black).map(drop)
}

/// Reads a lambang.
pub(crate) fn picture(text: &str, ink: LambangInk) -> Result<Arc<Picture>, LetterError> {
    let mut hash = Sha256::new();
    hash.update([u8::from(ink == LambangInk::Black)]);
    hash.update(text);
    let key: [u8; 32] = hash.finalize().into();
    {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, picture)) = last.as_ref()
            && *known == key
        {
            return Ok(Arc::clone(picture));
        }
    }
    let picture = Arc::new(decode(&unwrapped(text)?, ink)?);
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some((key, Arc::clone(&picture)));
    Ok(picture)
}

fn too_large() -> LetterError {
    LetterError::lambang(format!("berkasnya lebih besar dari {} MB", MAX_LAMBANG_BYTES / 1024 / 1024), "")
}

/// The bytes of a lambang that travels as base64.
fn unwrapped(text: &str) -> Result<Vec<u8>, LetterError> {
    if text.len() > MAX_LAMBANG_BYTES * 4 / 3 + 4 {
        return Err(too_large());
    }
    let compact: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    base64::engine::general_purpose::STANDARD
        .decode(compact)
        .map_err(|error| LetterError::lambang("datanya bukan base64 yang sah", error))
}

/// The pixels of a lambang as they are read, before anything is done with them.
fn read(bytes: &[u8], drawn: u32) -> Result<DynamicImage, LetterError> {
    if bytes.len() > MAX_LAMBANG_BYTES {
        return Err(too_large());
    }
    if svg::looks_like(bytes) {
        return Ok(DynamicImage::ImageRgba8(svg::draw(bytes, drawn)?));
    }
    const UNREADABLE: &str = "isinya bukan gambar PNG, JPEG, atau SVG yang utuh";
    let reader = || {
        ImageReader::new(Cursor::new(bytes))
            .with_guessed_format()
            .map_err(|error| LetterError::lambang(UNREADABLE, error))
    };
    let unreadable = |error: image::ImageError| LetterError::lambang(UNREADABLE, error);
    // The size stands at the file's head: a picture that would unpack into gigabytes is refused before it does.
    let (width, height) = reader()?.into_dimensions().map_err(unreadable)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        let reason = format!(
            "gambarnya {width} × {height} piksel, padahal paling banyak {} juta piksel",
            MAX_PIXELS / 1_000_000
        );
        return Err(LetterError::lambang(reason, ""));
    }
    let mut reader = reader()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PIXELS * 16);
    reader.limits(limits);
    reader.decode().map_err(unreadable)
}

/// A lambang drawn as SVG, as the PNG that an office keeps; `None` when it is a picture of pixels already.
///
/// # Errors
/// [`LetterError::Lambang`], as every letter with it would say.
pub fn drawn_lambang(bytes: &[u8]) -> Result<Option<Vec<u8>>, LetterError> {
    if bytes.len() > MAX_LAMBANG_BYTES {
        return Err(too_large());
    }
    if !svg::looks_like(bytes) {
        return Ok(None);
    }
    let mut png = Cursor::new(Vec::new());
    svg::draw(bytes, DRAWN_PIXELS)?
        .write_to(&mut png, image::ImageFormat::Png)
        .map_err(|error| LetterError::lambang("gambarnya gagal disimpan", error))?;
    Ok(Some(png.into_inner()))
}

fn decode(bytes: &[u8], ink: LambangInk) -> Result<Picture, LetterError> {
    let image = on_white(read(bytes, KEPT_PIXELS)?);
    let longer = image.width().max(image.height());
    let image = if longer > KEPT_PIXELS {
        let side = |length: u32| (length * KEPT_PIXELS / longer).max(1);
        imageops::thumbnail(&image, side(image.width()), side(image.height()))
    } else {
        image
    };
    let grey = ink == LambangInk::Black || image.pixels().all(|p| p[0] == p[1] && p[1] == p[2]);
    let raw: Vec<u8> = if grey {
        // Whole-number luma (BT.601), so that every platform rounds alike.
        image
            .pixels()
            .map(|p| {
                ((u32::from(p[0]) * 299 + u32::from(p[1]) * 587 + u32::from(p[2]) * 114 + 500) / 1_000) as u8
            })
            .collect()
    } else {
        image.as_raw().clone()
    };
    Ok(Picture { width: image.width(), height: image.height(), grey, deflated: deflate(&raw)? })
}

/// Transparency becomes the paper's white: no blending is left to the printer.
fn on_white(image: DynamicImage) -> image::RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let rgba = image.to_rgba8();
    image::RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let pixel = rgba.get_pixel(x, y);
        let alpha = u32::from(pixel[3]);
        let blend = |channel: u8| ((u32::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        image::Rgb([blend(pixel[0]), blend(pixel[1]), blend(pixel[2])])
    })
}
