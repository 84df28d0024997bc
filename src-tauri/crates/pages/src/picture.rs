//! JPEG, PNG and TIFF: sizes without unpacking, and one page as pixels.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage, imageops};
use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult};
use tiff::tags::Tag;

use crate::{DocumentKind, MAX_PAGES, MAX_PIXELS, PageError, PageSize};

/// Memory that a decoder may ask for: the largest agreed page in 16 bit and four channels.
const MAX_DECODE_BYTES: u64 = MAX_PIXELS * 8;

/// Resolutions outside this range are a camera's or a program's filler, not a scanner's (dots per inch).
const PLAUSIBLE_DPI: std::ops::RangeInclusive<f64> = 50.0..=2_400.0;

/// One page unpacked: rows from the top, three bytes a pixel.
pub(crate) struct Raster {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) rgb: Vec<u8>,
}

impl Raster {
    /// The same picture at another width, its proportions kept; averaged when it shrinks.
    pub(crate) fn scaled_to_width(self, width: u32) -> Self {
        if width == self.width {
            return self;
        }
        let height = (u64::from(self.height) * u64::from(width)).div_ceil(u64::from(self.width.max(1)));
        let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
        let shrinks = width < self.width;
        let Some(image) = RgbImage::from_raw(self.width, self.height, self.rgb) else {
            return Self { width: 1, height: 1, rgb: vec![255; 3] };
        };
        let scaled = if shrinks {
            imageops::thumbnail(&image, width, height)
        } else {
            imageops::resize(&image, width, height, imageops::FilterType::Triangle)
        };
        Self { width, height, rgb: scaled.into_raw() }
    }
}

/// Size on paper of every page, from the heads only.
pub(crate) fn sizes(kind: DocumentKind, bytes: &[u8]) -> Result<Vec<PageSize>, PageError> {
    match kind {
        DocumentKind::Tiff => tiff_sizes(bytes),
        DocumentKind::Jpeg | DocumentKind::Png | DocumentKind::Pdf => {
            let mut decoder = reader(bytes)?.into_decoder().map_err(PageError::unreadable)?;
            let (mut width, mut height) = decoder.dimensions();
            check_pixels(width, height)?;
            if decoder.orientation().is_ok_and(turns_sideways) {
                std::mem::swap(&mut width, &mut height);
            }
            let dpi = if kind == DocumentKind::Png { png_dpi(bytes) } else { jpeg_dpi(bytes) };
            Ok(vec![size_on_paper(width, height, dpi)])
        }
    }
}

/// One page unpacked, turned as the camera says.
pub(crate) fn decode(kind: DocumentKind, bytes: &[u8], index: u32) -> Result<Raster, PageError> {
    if kind == DocumentKind::Tiff {
        return tiff_page(bytes, index);
    }
    let mut decoder = reader(bytes)?.into_decoder().map_err(PageError::unreadable)?;
    let (width, height) = decoder.dimensions();
    check_pixels(width, height)?;
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(PageError::unreadable)?;
    image.apply_orientation(orientation);
    Ok(on_white(&image))
}

fn reader(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, PageError> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(PageError::unreadable)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODE_BYTES);
    reader.limits(limits);
    Ok(reader)
}

fn turns_sideways(orientation: image::metadata::Orientation) -> bool {
    use image::metadata::Orientation;
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => true,
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => false,
    }
}

/// Transparent parts show the paper, which is white.
fn on_white(image: &DynamicImage) -> Raster {
    let (width, height) = (image.width(), image.height());
    if !image.color().has_alpha() {
        return Raster { width, height, rgb: image.to_rgb8().into_raw() };
    }
    let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
    for pixel in image.to_rgba8().pixels() {
        let alpha = u32::from(pixel[3]);
        for channel in &pixel.0[..3] {
            rgb.push(((u32::from(*channel) * alpha + 255 * (255 - alpha) + 127) / 255) as u8);
        }
    }
    Raster { width, height, rgb }
}

fn check_pixels(width: u32, height: u32) -> Result<(), PageError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(PageError::unreadable("the picture has no pixels"));
    }
    if pixels > MAX_PIXELS {
        return Err(PageError::TooLarge { what: "pixels", actual: pixels, limit: MAX_PIXELS });
    }
    Ok(())
}

fn size_on_paper(width: u32, height: u32, dpi: Option<(f64, f64)>) -> PageSize {
    let um = |pixels: u32, dpi: f64| ((f64::from(pixels) * 25_400.0 / dpi).round() as i64).max(1);
    match dpi.filter(|(x, y)| PLAUSIBLE_DPI.contains(x) && PLAUSIBLE_DPI.contains(y)) {
        Some((x, y)) => PageSize { width_um: um(width, x), height_um: um(height, y) },
        None => {
            let guess = f64::from(width.min(height)) * 25.4 / 210.0;
            PageSize { width_um: um(width, guess), height_um: um(height, guess) }
        }
    }
}

fn png_dpi(bytes: &[u8]) -> Option<(f64, f64)> {
    let reader = png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let density = reader.info().pixel_dims?;
    match density.unit {
        png::Unit::Meter => Some((f64::from(density.xppu) * 0.0254, f64::from(density.yppu) * 0.0254)),
        png::Unit::Unspecified => None,
    }
}

/// The density of a JPEG's JFIF head, which stands right behind its first mark.
fn jpeg_dpi(bytes: &[u8]) -> Option<(f64, f64)> {
    let head = bytes.get(2..20)?;
    if head[..2] != [0xff, 0xe0] || &head[4..9] != b"JFIF\0" {
        return None;
    }
    let x = f64::from(u16::from_be_bytes([head[12], head[13]]));
    let y = f64::from(u16::from_be_bytes([head[14], head[15]]));
    match head[11] {
        1 => Some((x, y)),
        2 => Some((x * 2.54, y * 2.54)),
        _ => None,
    }
}

fn tiff_decoder(bytes: &[u8]) -> Result<Decoder<Cursor<&[u8]>>, PageError> {
    let mut limits = tiff::decoder::Limits::default();
    limits.decoding_buffer_size = usize::try_from(MAX_DECODE_BYTES).unwrap_or(usize::MAX);
    Ok(Decoder::new(Cursor::new(bytes)).map_err(PageError::unreadable)?.with_limits(limits))
}

fn tiff_sizes(bytes: &[u8]) -> Result<Vec<PageSize>, PageError> {
    let mut decoder = tiff_decoder(bytes)?;
    let mut pages = Vec::new();
    loop {
        let (width, height) = decoder.dimensions().map_err(PageError::unreadable)?;
        check_pixels(width, height)?;
        let unit = decoder.find_tag_unsigned::<u16>(Tag::ResolutionUnit).ok().flatten().unwrap_or(2);
        let per_inch = if unit == 3 { 2.54 } else { 1.0 };
        let x = rational(&mut decoder, Tag::XResolution);
        let y = rational(&mut decoder, Tag::YResolution);
        let dpi = if unit == 1 { None } else { x.zip(y).map(|(x, y)| (x * per_inch, y * per_inch)) };
        pages.push(size_on_paper(width, height, dpi));
        if !decoder.more_images() {
            return Ok(pages);
        }
        if pages.len() >= MAX_PAGES as usize {
            return Err(PageError::TooLarge {
                what: "pages",
                actual: pages.len() as u64 + 1,
                limit: u64::from(MAX_PAGES),
            });
        }
        decoder.next_image().map_err(PageError::unreadable)?;
    }
}

fn rational(decoder: &mut Decoder<Cursor<&[u8]>>, tag: Tag) -> Option<f64> {
    use tiff::decoder::ifd::Value;
    let value = match decoder.find_tag(tag).ok()?? {
        Value::List(mut list) if list.len() == 1 => list.remove(0),
        other => other,
    };
    if let Value::Rational(n, d) = value
        && d != 0
    {
        return Some(f64::from(n) / f64::from(d));
    }
    None
}

fn tiff_page(bytes: &[u8], index: u32) -> Result<Raster, PageError> {
    let mut decoder = tiff_decoder(bytes)?;
    for _ in 0..index {
        decoder.next_image().map_err(PageError::unreadable)?;
    }
    let (width, height) = decoder.dimensions().map_err(PageError::unreadable)?;
    check_pixels(width, height)?;
    let color = decoder.colortype().map_err(PageError::unreadable)?;
    let palette = if matches!(color, ColorType::Palette(_)) {
        decoder.get_tag_u16_vec(Tag::ColorMap).map_err(PageError::unreadable)?
    } else {
        Vec::new()
    };
    let data = decoder.read_image().map_err(PageError::unreadable)?;
    let samples: Vec<u8> = match data {
        DecodingResult::U8(values) => values,
        DecodingResult::U16(values) => values.into_iter().map(|v| (v >> 8) as u8).collect(),
        DecodingResult::U32(values) => values.into_iter().map(|v| (v >> 24) as u8).collect(),
        DecodingResult::U64(_)
        | DecodingResult::I8(_)
        | DecodingResult::I16(_)
        | DecodingResult::I32(_)
        | DecodingResult::I64(_)
        | DecodingResult::F16(_)
        | DecodingResult::F32(_)
        | DecodingResult::F64(_) => {
            return Err(PageError::unreadable("a TIFF of measured values, not of a page"));
        }
    };
    let rgb = to_rgb(color, &samples, &palette, width as usize, height as usize)?;
    Ok(Raster { width, height, rgb })
}

fn to_rgb(
    color: ColorType,
    samples: &[u8],
    palette: &[u16],
    width: usize,
    height: usize,
) -> Result<Vec<u8>, PageError> {
    let mut rgb = Vec::with_capacity(width * height * 3);
    let short = || PageError::unreadable("the TIFF page is cut short");
    match color {
        ColorType::Gray(bits @ (1 | 2 | 4)) => {
            let top = (1_u16 << bits) - 1;
            unpack(samples, bits, width, height, |value| {
                let level = (u16::from(value) * 255 / top) as u8;
                rgb.extend_from_slice(&[level, level, level]);
            })
            .ok_or_else(short)?;
        }
        ColorType::Palette(bits @ (1 | 2 | 4 | 8)) => {
            let colours = 1_usize << bits;
            if palette.len() < colours * 3 {
                return Err(PageError::unreadable("the TIFF page has no colour table"));
            }
            unpack(samples, bits, width, height, |value| {
                for plane in 0..3 {
                    rgb.push((palette[plane * colours + usize::from(value)] >> 8) as u8);
                }
            })
            .ok_or_else(short)?;
        }
        ColorType::Gray(_) => {
            for value in samples.get(..width * height).ok_or_else(short)? {
                rgb.extend_from_slice(&[*value, *value, *value]);
            }
        }
        ColorType::GrayA(_) => {
            for pixel in samples.get(..width * height * 2).ok_or_else(short)?.chunks_exact(2) {
                rgb.extend_from_slice(&[pixel[0], pixel[0], pixel[0]]);
            }
        }
        ColorType::RGB(_) => rgb.extend_from_slice(samples.get(..width * height * 3).ok_or_else(short)?),
        ColorType::RGBA(_) => {
            for pixel in samples.get(..width * height * 4).ok_or_else(short)?.chunks_exact(4) {
                rgb.extend_from_slice(&pixel[..3]);
            }
        }
        ColorType::CMYK(_) => {
            for pixel in samples.get(..width * height * 4).ok_or_else(short)?.chunks_exact(4) {
                let paper = 255 - u16::from(pixel[3]);
                for ink in &pixel[..3] {
                    rgb.push(((255 - u16::from(*ink)) * paper / 255) as u8);
                }
            }
        }
        ColorType::YCbCr(_) => {
            for pixel in samples.get(..width * height * 3).ok_or_else(short)?.chunks_exact(3) {
                let (y, cb, cr) = (i32::from(pixel[0]), i32::from(pixel[1]) - 128, i32::from(pixel[2]) - 128);
                let channels = [
                    y + ((91_881 * cr) >> 16),
                    y - ((22_554 * cb + 46_802 * cr) >> 16),
                    y + ((116_130 * cb) >> 16),
                ];
                rgb.extend(channels.map(|c| c.clamp(0, 255) as u8));
            }
        }
        ColorType::Palette(_) | ColorType::CMYKA(_) | ColorType::Lab(_) | ColorType::Multiband { .. } => {
            return Err(PageError::unreadable(format!("a TIFF page in the colours {color:?}")));
        }
        _ => return Err(PageError::unreadable(format!("a TIFF page in the colours {color:?}"))),
    }
    Ok(rgb)
}

/// Samples of fewer than eight bits are packed from the high bit, each row filled up to a byte.
fn unpack(samples: &[u8], bits: u8, width: usize, height: usize, mut each: impl FnMut(u8)) -> Option<()> {
    let row = (width * usize::from(bits)).div_ceil(8);
    let mask = ((1_u16 << bits) - 1) as u8;
    for y in 0..height {
        let line = samples.get(y * row..(y + 1) * row)?;
        for x in 0..width {
            let bit = x * usize::from(bits);
            each((line[bit / 8] >> (8 - usize::from(bits) - bit % 8)) & mask);
        }
    }
    Some(())
}
