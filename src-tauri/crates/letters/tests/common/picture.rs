//! Pictures of pages: small grey PNGs that were looked at, compared with a tolerance; on failure a picture shows where.

use std::path::{Path, PathBuf};

use pages::Document;

/// Shades that are kept: sixteen, four bits a pixel.
const STEP: u8 = 17;
/// How much a pixel may differ before it counts: more than two rasterisers disagree on an edge.
const UNLIKE: u8 = 60;
/// Of ten thousand pixels so many may differ: the edge of a line that another platform rounds otherwise.
const TOLERATED: usize = 4;

/// A grey picture in sixteen shades.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) grey: Vec<u8>,
}

impl Picture {
    /// A page at a resolution.
    pub(crate) fn of_page(document: &Document, page: u32, dpi: i64) -> Self {
        let size = document.page_size_um(page).expect("a size");
        let width = u32::try_from(size.width_um * dpi / 25_400).expect("a width");
        let pixels = document.page_rgb(page, width).expect("a drawn page");
        let grey = pixels
            .rgb
            .chunks_exact(3)
            .map(|p| (u16::from(p[0]) * 3 + u16::from(p[1]) * 6 + u16::from(p[2])) / 10)
            .map(|luma| ((luma + u16::from(STEP) / 2) / u16::from(STEP)) as u8 * STEP)
            .collect();
        Self { width: pixels.width, height: pixels.height, grey }
    }

    fn read(path: &Path) -> Option<Self> {
        let mut decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).ok()?));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().ok()?;
        let mut grey = vec![0; reader.output_buffer_size()?];
        let info = reader.next_frame(&mut grey).ok()?;
        grey.truncate(info.buffer_size());
        Some(Self { width: info.width, height: info.height, grey })
    }

    pub(crate) fn write(&self, path: &Path) {
        let file = std::io::BufWriter::new(std::fs::File::create(path).expect("the folder can be written"));
        let mut encoder = png::Encoder::new(file, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        let rows = self.grey.chunks_exact(self.width as usize).flat_map(|row| {
            row.chunks(2).map(|two| (two[0] / STEP) << 4 | two.get(1).map_or(0, |shade| shade / STEP))
        });
        let packed: Vec<u8> = rows.collect();
        encoder.write_header().expect("a header").write_image_data(&packed).expect("a picture");
    }

    /// How many pixels differ from another picture of the same size.
    fn unlike(&self, other: &Self) -> usize {
        self.grey.iter().zip(&other.grey).filter(|(a, b)| a.abs_diff(**b) > UNLIKE).count()
    }
}

/// Expected, actual and where they differ (in black on a faint page), side by side.
fn difference(expected: &Picture, actual: &Picture) -> Picture {
    let (width, height) = (expected.width.max(actual.width), expected.height.max(actual.height));
    let shade = |picture: &Picture, x: u32, y: u32| {
        let inside = x < picture.width && y < picture.height;
        if inside { picture.grey[(y * picture.width + x) as usize] } else { 2 * STEP }
    };
    let mut grey = Vec::with_capacity((width * 3 * height) as usize);
    for y in 0..height {
        grey.extend((0..width).map(|x| shade(expected, x, y)));
        grey.extend((0..width).map(|x| shade(actual, x, y)));
        grey.extend((0..width).map(|x| {
            let (a, b) = (shade(expected, x, y), shade(actual, x, y));
            if a.abs_diff(b) > UNLIKE { 0 } else { 255 - (255 - a) / STEP / 4 * STEP }
        }));
    }
    Picture { width: width * 3, height, grey }
}

/// Compares a picture with the one in a file; the error names the picture that shows the difference.
pub(crate) fn compare(name: &str, actual: &Picture, file: &Path, update: bool) -> Result<(), String> {
    if update {
        // A picture that looks the same is not written again, whatever its bytes.
        let kept = Picture::read(file).is_some_and(|known| known == *actual);
        if !kept {
            actual.write(file);
        }
        return Ok(());
    }
    let Some(expected) = Picture::read(file) else {
        return Err(format!("{name}: {} is not there; it is made with UPDATE_GOLDEN=1", file.display()));
    };
    let same_size = (expected.width, expected.height) == (actual.width, actual.height);
    let unlike = if same_size { expected.unlike(actual) } else { usize::MAX };
    if unlike <= actual.grey.len() * TOLERATED / 10_000 {
        return Ok(());
    }
    let folder =
        option_env!("CARGO_TARGET_TMPDIR").map_or_else(std::env::temp_dir, PathBuf::from).join("golden");
    std::fs::create_dir_all(&folder).expect("the folder for differences can be made");
    let shown = folder.join(format!("{name}.png"));
    difference(&expected, actual).write(&shown);
    Err(format!(
        "{name}: {unlike} pixels look different; expected, actual and difference are in {}",
        shown.display()
    ))
}
