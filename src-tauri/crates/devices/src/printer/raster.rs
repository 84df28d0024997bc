//! Where the pixels of a page go on a printer's sheet, so that a millimetre stays one. Arithmetic alone; what draws is
//! `gdi`.

use pages::{PagePixels, PageSize};

/// Rows that are handed to a driver at once: some copy all of it, and a page of 300 dpi is 26 MB.
const BAND_ROWS: usize = 256;
/// Above this a printer's dots are drawn several at a time: more cannot be seen on plain paper, and costs memory.
const DPI: u32 = 400;

/// What a driver says of its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Device {
    /// Dots per inch across.
    pub(crate) dpi_x: u32,
    /// Dots per inch down.
    pub(crate) dpi_y: u32,
    /// How many dots left of the first that can be printed the paper begins.
    pub(crate) offset_x: i32,
    /// The same above.
    pub(crate) offset_y: i32,
}

/// Where a page goes, in dots of the device from the first that can be printed, and how it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Left edge; below zero where the paper begins before the first dot that can be printed.
    pub(crate) x: i32,
    /// Upper edge, likewise.
    pub(crate) y: i32,
    /// Dots across.
    pub(crate) width: i32,
    /// Dots down.
    pub(crate) height: i32,
    /// How many pixels wide the page is drawn.
    pub(crate) pixels: u32,
}

fn dots(um: i64, dpi: u32) -> i32 {
    let dots = (um.max(0) * i64::from(dpi) + 12_700) / 25_400;
    i32::try_from(dots).unwrap_or(i32::MAX)
}

/// Places a page with its own corner on the corner of the paper, at its true size.
pub(crate) fn place(page: PageSize, device: Device) -> Placed {
    let width = dots(page.width_um, device.dpi_x);
    // A whole number of dots for each pixel, so that no stroke is thicker than its neighbour.
    let share = device.dpi_x.div_ceil(DPI).max(1);
    let pixels = width.unsigned_abs().div_ceil(share).clamp(1, pages::MAX_WIDTH_PX);
    Placed {
        x: device.offset_x.saturating_neg(),
        y: device.offset_y.saturating_neg(),
        width,
        height: dots(page.height_um, device.dpi_y),
        pixels,
    }
}

/// Some rows of a page as a driver takes them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Band {
    /// Upper edge on the device.
    pub(crate) y: i32,
    /// Dots down.
    pub(crate) height: i32,
    /// Pixels across.
    pub(crate) columns: i32,
    /// Rows, from the top.
    pub(crate) rows: i32,
    /// Blue, green, red; each row filled up to four bytes.
    pub(crate) bits: Vec<u8>,
}

/// A drawn page in bands that touch each other, whatever the numbers round to.
pub(crate) fn bands(page: &PagePixels, placed: Placed) -> impl Iterator<Item = Band> + '_ {
    let (columns, rows) = (page.width as usize, page.height as usize);
    let edge = move |row: usize| {
        let at = i64::from(placed.height) * row as i64 / rows.max(1) as i64;
        placed.y.saturating_add(i32::try_from(at).unwrap_or(i32::MAX))
    };
    (0..rows).step_by(BAND_ROWS).map(move |first| {
        let end = (first + BAND_ROWS).min(rows);
        let stride = (columns * 3).next_multiple_of(4);
        let mut bits = vec![0; stride * (end - first)];
        let sources = page.rgb.chunks_exact((columns * 3).max(1)).skip(first);
        for (row, source) in bits.chunks_exact_mut(stride.max(1)).zip(sources) {
            for (to, from) in row.chunks_exact_mut(3).zip(source.chunks_exact(3)) {
                to.copy_from_slice(&[from[2], from[1], from[0]]);
            }
        }
        Band {
            y: edge(first),
            height: edge(end) - edge(first),
            columns: i32::try_from(columns).unwrap_or(i32::MAX),
            rows: i32::try_from(end - first).unwrap_or(i32::MAX),
            bits,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const A4: PageSize = PageSize { width_um: 210_000, height_um: 297_000 };

    #[track_caller]
    fn check_place(
        dpi: (u32, u32),
        offset: (i32, i32),
        corner: (i32, i32),
        width: i32,
        height: i32,
        pixels: u32,
    ) {
        let device = Device { dpi_x: dpi.0, dpi_y: dpi.1, offset_x: offset.0, offset_y: offset.1 };
        let placed = place(A4, device);
        let expected = Placed { x: corner.0, y: corner.1, width, height, pixels };
        assert_eq!(placed, expected, "at {dpi:?}");
    }

    #[test]
    fn a_page_lies_on_the_corner_of_the_paper_at_its_true_size() {
        check_place((600, 600), (100, 96), (-100, -96), 4961, 7016, 2481);
        check_place((300, 300), (50, 48), (-50, -48), 2480, 3508, 2480);
        check_place((1200, 600), (0, 0), (0, 0), 9921, 7016, 3307);
        check_place((203, 203), (-5, 0), (5, 0), 1678, 2374, 1678);
    }

    #[test]
    fn a_hundred_millimetres_stay_a_hundred_on_every_device() {
        for dpi in [203, 300, 360, 600, 720, 1200, 2400] {
            let device = Device { dpi_x: dpi, dpi_y: dpi, offset_x: 77, offset_y: 31 };
            let placed = place(A4, device);
            // Where the ends of a ruler from 20 mm to 120 mm come to lie, in micrometres on the paper.
            let at = |um: i64| {
                let dot = i64::from(placed.width) * um / A4.width_um;
                (dot + i64::from(placed.x) + 77) * 25_400 / i64::from(dpi)
            };
            let length = at(120_000) - at(20_000);
            assert!((length - 100_000).abs() <= 254, "{length} at {dpi} dpi");
            assert!((at(20_000) - 20_000).abs() <= 254, "{} at {dpi} dpi", at(20_000));
        }
    }

    #[test]
    fn bands_touch_and_hold_every_row_once() {
        let page =
            PagePixels { width: 3, height: 600, rgb: (0..3 * 3 * 600).map(|at| (at % 251) as u8).collect() };
        let placed = Placed { x: -4, y: -7, width: 11, height: 1_999, pixels: 3 };
        let found: Vec<Band> = bands(&page, placed).collect();
        assert_eq!(found.iter().map(|band| band.rows).collect::<Vec<_>>(), [256, 256, 88]);
        let mut y = -7;
        for band in &found {
            assert_eq!(band.y, y, "a band begins where the one before it ends");
            assert_eq!(
                band.bits.len(),
                12 * band.rows as usize,
                "rows of nine bytes are filled up to twelve"
            );
            y += band.height;
        }
        assert_eq!(y, 1_999 - 7, "the last ends with the page");
        let first = &found[1].bits[..9];
        let source = &page.rgb[256 * 9..256 * 9 + 9];
        let turned: Vec<u8> = source.chunks_exact(3).flat_map(|p| [p[2], p[1], p[0]]).collect();
        assert_eq!(first, turned, "blue comes first, and no row is lost between bands");
        assert_eq!(bands(&PagePixels { width: 0, height: 0, rgb: Vec::new() }, placed).count(), 0);
    }
}
