//! Every kind of document that comes in, and everything that only pretends to be one.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "test code; clippy knows only the test functions as such"
)]

use pages::{Document, DocumentKind, MAX_WIDTH_PX, PageError};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("fixtures/", $name)).to_vec()
    };
}

/// Width, height and grey values of a PNG.
fn grey(png: &[u8]) -> (u32, u32, Vec<u8>) {
    let image = image::load_from_memory(png).expect("a PNG").to_luma8();
    (image.width(), image.height(), image.into_raw())
}

/// Whether the middle of a part of the page is dark; the part in hundredths of the page.
#[track_caller]
fn dark(page: &(u32, u32, Vec<u8>), x: u32, y: u32) -> bool {
    let (width, height, values) = page;
    values[((height * y / 100) * width + width * x / 100) as usize] < 100
}

#[test]
fn kinds_are_read_from_the_content() {
    for (bytes, kind, count, width_mm) in [
        (fixture!("sheet.pdf"), DocumentKind::Pdf, 1, 210),
        (fixture!("scan-g4.tif"), DocumentKind::Tiff, 2, 216),
        (fixture!("colour-lzw.tif"), DocumentKind::Tiff, 1, 216),
        (fixture!("photo.jpg"), DocumentKind::Jpeg, 1, 102),
        (fixture!("alpha.png"), DocumentKind::Png, 1, 420),
    ] {
        assert_eq!(DocumentKind::of(&bytes), Some(kind), "the first bytes tell {kind:?}");
        let document = Document::open(bytes).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        assert_eq!(document.kind(), kind, "{kind:?} is opened as what it is");
        assert_eq!(document.page_count(), count, "{kind:?} has its pages");
        for index in 0..count {
            let size = document.page_size_um(index).unwrap();
            assert_eq!((size.width_um + 500) / 1_000, width_mm, "{kind:?} is {width_mm} mm across");
            let (width, height, _) = grey(&document.page_png(index, 300).unwrap());
            assert_eq!(width, 300, "{kind:?} is drawn as wide as asked");
            let expected = 300 * size.height_um / size.width_um;
            assert!((i64::from(height) - expected).abs() <= 2, "{kind:?}: {height} rows for {size:?}");
        }
        let missing = document.page_png(count, 300).unwrap_err();
        assert_eq!(missing, PageError::NoSuchPage { index: count, count }, "{kind:?} has no further page");
    }
}

#[test]
fn a_fax_page_is_black_on_white_and_its_second_page_upside_down() {
    let document = Document::open(fixture!("scan-g4.tif")).unwrap();
    let first = grey(&document.page_png(0, 425).unwrap());
    assert!(dark(&first, 30, 13) && !dark(&first, 70, 87), "the bar of page 1 is at the upper left");
    let second = grey(&document.page_png(1, 425).unwrap());
    assert!(!dark(&second, 30, 13) && dark(&second, 70, 87), "that of page 2 at the lower right");
}

#[test]
fn colours_and_transparency_come_out_right() {
    let document = Document::open(fixture!("colour-lzw.tif")).unwrap();
    let page = document.page_rgb(0, 425).unwrap();
    let pixel = |x: u32, y: u32| {
        let at = ((y * page.width + x) * 3) as usize;
        [page.rgb[at], page.rgb[at + 1], page.rgb[at + 2]]
    };
    assert_eq!(pixel(100, 60), [255, 0, 0], "red stays red");
    assert_eq!(pixel(300, 300), [255, 255, 255], "paper is white");
    let png = grey(&Document::open(fixture!("alpha.png")).unwrap().page_png(0, 200).unwrap());
    assert!(dark(&png, 25, 50) && !dark(&png, 75, 50), "what is transparent shows white paper");
    let inverted = grey(&Document::open(fixture!("min-is-white.tif")).unwrap().page_png(0, 400).unwrap());
    assert!(
        dark(&inverted, 10, 8) && !dark(&inverted, 60, 60),
        "a picture whose zero is white is not turned round"
    );
}

#[test]
fn pdf_pages_are_drawn_turned_as_they_are_shown() {
    let upright = Document::open(fixture!("sheet.pdf")).unwrap();
    let (width, height, values) = grey(&upright.page_png(0, 420).unwrap());
    assert_eq!((width, height), (420, 594), "an A4 page at 2 pixels a millimetre");
    assert!(values.iter().filter(|value| **value < 128).count() > 1_000, "its text and lines are there");
    let turned = Document::open(fixture!("turned.pdf")).unwrap();
    let size = turned.page_size_um(0).unwrap();
    assert!(size.width_um > size.height_um, "a turned page lies on its side: {size:?}");
    let restricted = Document::open(fixture!("restricted.pdf")).unwrap();
    assert_eq!(restricted.page_count(), 1, "a PDF that opens without a password is readable");
}

#[test]
fn what_cannot_be_read_is_refused_by_kind() {
    let cut = |bytes: Vec<u8>, keep: usize| bytes[..keep].to_vec();
    assert_eq!(Document::open(Vec::new()).unwrap_err(), PageError::Empty, "0 bytes");
    assert_eq!(
        Document::open(fixture!("locked.pdf")).unwrap_err(),
        PageError::Encrypted,
        "a password is asked for"
    );
    for (what, bytes) in [
        ("a text", b"Surat ini hanya teks.".to_vec()),
        ("a text that calls itself a PDF", b"%PDF-1.7\nini bukan PDF".to_vec()),
        ("a cut TIFF", cut(fixture!("scan-g4.tif"), 100)),
        ("a cut PNG", cut(fixture!("alpha.png"), 20)),
        ("a cut JPEG", cut(fixture!("photo.jpg"), 12)),
        ("noise", (0..5_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
    ] {
        let error = Document::open(bytes).unwrap_err();
        assert!(matches!(error, PageError::Unreadable { .. }), "{what} is unreadable, not {error:?}");
    }
}

#[test]
fn decompression_bombs_are_refused_before_they_unpack() {
    // A PNG head of 60,000 × 60,000 pixels: 3.6 thousand million of them in a few bytes.
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bomb.extend(60_000_u32.to_be_bytes());
    bomb.extend(60_000_u32.to_be_bytes());
    bomb.extend([8, 2, 0, 0, 0]);
    let crc = crc32(&bomb[12..]);
    bomb.extend(crc.to_be_bytes());
    bomb.extend(b"\0\0\0\0IDAT");
    bomb.extend(crc32(b"IDAT").to_be_bytes());
    let error = Document::open(bomb).unwrap_err();
    assert!(matches!(error, PageError::TooLarge { what: "pixels", .. }), "{error:?}");
    let document = Document::open(fixture!("sheet.pdf")).unwrap();
    for width in [0, MAX_WIDTH_PX + 1, u32::MAX] {
        let error = document.page_png(0, width).unwrap_err();
        assert!(matches!(error, PageError::TooLarge { what: "width", .. }), "{width}: {error:?}");
    }
}

#[test]
fn damaged_documents_never_panic() {
    for original in [
        fixture!("sheet.pdf"),
        fixture!("scan-g4.tif"),
        fixture!("colour-lzw.tif"),
        fixture!("photo.jpg"),
        fixture!("alpha.png"),
    ] {
        let step = (original.len() / 60).max(1);
        for at in (0..original.len()).step_by(step) {
            let mut bytes = original.clone();
            bytes[at] ^= 0x5a;
            if let Ok(document) = Document::open(bytes) {
                // Drawn or refused; both are answers.
                let drawn = document.page_png(0, 60);
                assert!(drawn.as_ref().map_or(true, |png| png.starts_with(b"\x89PNG")), "byte {at}");
            }
            let _ = Document::open(original[..at].to_vec());
        }
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
