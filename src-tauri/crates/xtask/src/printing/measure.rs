//! Measures on a drawn page.

/// Darker than this is ink.
const INK: u8 = 128;
/// How many millimetres a run of ink must last across its direction to be a ruler and no line.
const THICK: f64 = 1.5;

/// A page in shades of grey.
pub(super) struct Grey {
    pub(super) width: usize,
    pub(super) height: usize,
    dpi: u32,
    shades: Vec<u8>,
}

/// Where ink lies: first and last pixel.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ink {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
}

impl Grey {
    /// Reads a PGM of 256 shades (`P5`); `None` for anything else.
    pub(super) fn read(bytes: &[u8], dpi: u32) -> Option<Self> {
        let mut at = 0;
        let mut word = || {
            let start = at + bytes.get(at..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
            let end = start + bytes.get(start..)?.iter().position(u8::is_ascii_whitespace)?;
            at = end;
            std::str::from_utf8(&bytes[start..end]).ok()
        };
        if word()? != "P5" {
            return None;
        }
        let (width, height, shades): (usize, usize, u32) =
            (word()?.parse().ok()?, word()?.parse().ok()?, word()?.parse().ok()?);
        let shades = (shades == 255).then(|| bytes.get(at + 1..)).flatten()?;
        (shades.len() == width * height).then(|| Self { width, height, dpi, shades: shades.to_owned() })
    }

    /// Pixels as millimetres.
    pub(super) fn mm(&self, pixels: usize) -> f64 {
        pixels as f64 * 25.4 / f64::from(self.dpi)
    }

    fn is_ink(&self, x: usize, y: usize) -> bool {
        self.shades[y * self.width + x] < INK
    }

    /// The same page with its sides exchanged.
    pub(super) fn turned(&self) -> Self {
        let places = (0..self.width).flat_map(|x| (0..self.height).map(move |y| y * self.width + x));
        let shades = places.map(|place| self.shades[place]).collect();
        Self { width: self.height, height: self.width, dpi: self.dpi, shades }
    }

    /// The longest run of ink from left to right that is as thick as a ruler.
    pub(super) fn thick_run(&self) -> usize {
        let rows = (THICK / 25.4 * f64::from(self.dpi)) as usize;
        // How many rows of ink end at each pixel of the row.
        let mut depth = vec![0_usize; self.width];
        let mut longest = 0;
        for y in 0..self.height {
            let mut run = 0;
            for (x, depth) in depth.iter_mut().enumerate() {
                *depth = if self.is_ink(x, y) { *depth + 1 } else { 0 };
                run = if *depth >= rows { run + 1 } else { 0 };
                longest = longest.max(run);
            }
        }
        longest
    }

    /// Where ink lies on the whole page.
    pub(super) fn ink(&self) -> Option<Ink> {
        let places = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        places.filter(|(x, y)| self.is_ink(*x, *y)).fold(None, |ink, (x, y)| {
            let ink = ink.unwrap_or(Ink { left: x, top: y, right: x, bottom: y });
            Some(Ink {
                left: ink.left.min(x),
                top: ink.top.min(y),
                right: ink.right.max(x),
                bottom: ink.bottom.max(y),
            })
        })
    }

    /// The outermost lines that run through a quarter of the page: away from the middle of the edges, where the short lines
    /// of a lembar uji are.
    pub(super) fn frame(&self) -> Ink {
        let (x, y) = (self.width / 4, self.height / 4);
        Ink {
            left: (0..self.width).find(|x| self.is_ink(*x, y)).unwrap_or(0),
            top: (0..self.height).find(|y| self.is_ink(x, *y)).unwrap_or(0),
            right: (0..self.width).rev().find(|x| self.is_ink(*x, y)).unwrap_or(0),
            bottom: (0..self.height).rev().find(|y| self.is_ink(x, *y)).unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of 40 × 60 mm at 254 dpi (ten pixels a millimetre): a frame 5 mm inside, thin as a line, and a bar of
    /// 21.3 × 2 mm, whose ends are where they are said.
    fn page() -> Grey {
        let (width, height) = (400, 600);
        let mut shades = vec![255; width * height];
        let mut fill = |x: std::ops::Range<usize>, y: std::ops::Range<usize>| {
            for y in y {
                shades[y * width..][x.clone()].fill(0);
            }
        };
        fill(50..350, 50..52);
        fill(50..350, 548..550);
        fill(50..52, 50..550);
        fill(348..350, 50..550);
        fill(90..303, 300..320);
        Grey { width, height, dpi: 254, shades }
    }

    #[test]
    fn a_bar_is_measured_and_lines_are_not() {
        let page = page();
        assert!((page.mm(page.thick_run()) - 21.3).abs() < 0.01, "the bar, and not the longer frame");
        assert!(
            (page.mm(page.turned().thick_run()) - 2.0).abs() < 0.01,
            "down, it is as long as it is thick"
        );
        assert_eq!(page.frame(), Ink { left: 50, top: 50, right: 349, bottom: 549 });
        assert_eq!(page.ink(), Some(Ink { left: 50, top: 50, right: 349, bottom: 549 }));
        let blank = Grey { shades: vec![255; 240_000], ..page };
        assert_eq!((blank.ink(), blank.thick_run()), (None, 0));
    }

    #[test]
    fn only_a_whole_picture_is_read() {
        let read = |bytes: &[u8]| Grey::read(bytes, 300).map(|page| (page.width, page.height));
        assert_eq!(read(b"P5\n3 2\n255\n\0\0\0\xff\xff\xff"), Some((3, 2)));
        assert_eq!(read(b"P5\n3 2\n255\n\0\0\0"), None, "half of one");
        assert_eq!(read(b"P6\n3 2\n255\n\0\0\0\xff\xff\xff"), None, "another kind");
        assert_eq!(read(b""), None);
    }
}
