//! Pixels to PNG, fast.

use crate::PageError;
use crate::picture::Raster;

/// A picture as PNG: grey when every pixel is grey, else red, green, blue. Fast compression, for a screen.
pub(crate) fn png(raster: &Raster) -> Result<Vec<u8>, PageError> {
    let grey = raster.rgb.chunks_exact(3).all(|p| p[0] == p[1] && p[1] == p[2]);
    let mut bytes = Vec::with_capacity(raster.rgb.len() / 16 + 1024);
    let mut encoder = png::Encoder::new(&mut bytes, raster.width, raster.height);
    encoder.set_color(if grey { png::ColorType::Grayscale } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().map_err(PageError::unreadable)?;
    if grey {
        let one: Vec<u8> = raster.rgb.chunks_exact(3).map(|p| p[0]).collect();
        writer.write_image_data(&one).map_err(PageError::unreadable)?;
    } else {
        writer.write_image_data(&raster.rgb).map_err(PageError::unreadable)?;
    }
    writer.finish().map_err(PageError::unreadable)?;
    Ok(bytes)
}
