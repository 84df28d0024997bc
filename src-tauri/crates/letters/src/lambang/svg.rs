//! An SVG to pixels, within bounds that are checked before anything is drawn.
//!
//! A drawing can be small as a file and endless as a picture: elements that use elements that use elements, patterns in
//! patterns, dashes a hair apart. What it would unfold into is counted first, on the parsed text, and refused in a
//! sentence; only what is small enough reaches the renderer.

use std::collections::BTreeMap;

use image::RgbaImage;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use resvg::usvg::{Options, Tree};

use crate::error::LetterError;

/// Elements of the file itself.
const MAX_NODES: u32 = 60_000;
/// Elements after everything that is used is written out; coats of arms have a few thousand.
const MAX_DRAWN: u64 = 60_000;
/// Bytes of shapes after everything is written out.
const MAX_SHAPE_BYTES: u64 = 24 * 1024 * 1024;
/// Groups in groups, each of which may need a picture of its own to be blended.
const MAX_DEPTH: usize = 48;
/// What a dashed line counts for: it falls into many.
const DASHED: u64 = 6_000;

/// Whether bytes look like an SVG: text that names the element early.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4_096)];
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<') && text.contains("<svg")
}

/// Draws an SVG so that its longer side has so many pixels.
pub(super) fn draw(bytes: &[u8], longer: u32) -> Result<RgbaImage, LetterError> {
    let sizeless = || LetterError::lambang("gambar SVG itu tidak punya ukuran", "");
    let text =
        std::str::from_utf8(bytes).map_err(|error| LetterError::lambang("berkas SVG itu rusak", error))?;
    // A DTD may declare texts that unfold into gigabytes; drawing programs write an empty one at most.
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let plain = without_doctype(text);
    let document = Document::parse_with_options(&plain, options)
        .map_err(|error| LetterError::lambang("berkas SVG itu rusak atau terlalu rumit", error))?;
    Weight::of(&document)?;
    let tree = Tree::from_xmltree(&document, &Options::default())
        .map_err(|error| LetterError::lambang("berkas SVG itu tidak dapat digambar", error))?;
    let size = tree.size();
    let across = size.width().max(size.height());
    if !across.is_finite() || across <= 0.0 {
        return Err(sizeless());
    }
    let scale = longer as f32 / across;
    let side = |length: f32| ((length * scale).round() as u32).clamp(1, longer);
    let (width, height) = (side(size.width()), side(size.height()));
    let mut pixels = Pixmap::new(width, height).ok_or_else(sizeless)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let raw = pixels.pixels().iter().flat_map(|pixel| {
        let colour = pixel.demultiply();
        [colour.red(), colour.green(), colour.blue(), colour.alpha()]
    });
    RgbaImage::from_raw(width, height, raw.collect()).ok_or_else(sizeless)
}

/// The text without a document type that declares nothing: older drawing programs write one.
fn without_doctype(text: &str) -> std::borrow::Cow<'_, str> {
    let Some(start) = text.find("<!DOCTYPE") else { return text.into() };
    let Some(end) = text[start..].find('>').map(|end| start + end) else { return text.into() };
    if text[start..end].contains('[') {
        return text.into();
    }
    format!("{}{}", &text[..start], &text[end + 1..]).into()
}

/// What a drawing unfolds into.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    elements: u64,
    bytes: u64,
}

/// Counting: what each element with a name weighs, and which are being counted.
struct Scale<'a, 'input> {
    named: BTreeMap<&'a str, Node<'a, 'input>>,
    weighed: BTreeMap<&'a str, Option<Weight>>,
}

impl Weight {
    /// Counts a drawing, or says why it is refused.
    fn of(document: &Document<'_>) -> Result<Self, LetterError> {
        let named = document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
        let mut scale = Scale { named, weighed: BTreeMap::new() };
        let weight = scale.weigh(document.root_element(), 0)?;
        if weight.elements > MAX_DRAWN || weight.bytes > MAX_SHAPE_BYTES {
            return Err(too_much());
        }
        Ok(weight)
    }

    fn plus(self, other: Self) -> Self {
        Self {
            elements: self.elements.saturating_add(other.elements),
            bytes: self.bytes.saturating_add(other.bytes),
        }
    }
}

fn too_much() -> LetterError {
    LetterError::lambang("gambar SVG itu terlalu rumit; simpan dulu sebagai PNG", "")
}

impl<'a, 'input> Scale<'a, 'input> {
    fn weigh(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Weight, LetterError> {
        let fail = |reason: &str| LetterError::lambang(reason, "");
        if depth > MAX_DEPTH {
            return Err(too_much());
        }
        let mut weight = Weight::default();
        if node.is_element() {
            match node.tag_name().name() {
                "text" | "tspan" | "textPath" => {
                    return Err(fail("gambar SVG itu memuat teks; ubah teksnya menjadi kurva dulu"));
                }
                "image" | "foreignObject" => {
                    return Err(fail("gambar SVG itu memuat gambar lain; simpan dulu sebagai PNG"));
                }
                "filter" => {
                    return Err(fail("gambar SVG itu memakai efek saringan; simpan dulu sebagai PNG"));
                }
                "style" => self.check_style(node)?,
                _ => {}
            }
            weight.elements = 1;
            for attribute in node.attributes() {
                let value = attribute.value();
                weight.bytes += value.len() as u64;
                if value.contains("stroke-dasharray") || attribute.name() == "stroke-dasharray" {
                    weight.elements += DASHED;
                }
                for name in references(attribute.name(), value) {
                    weight = weight.plus(self.weigh_named(name, depth)?);
                }
            }
        }
        for child in node.children().filter(Node::is_element) {
            weight = weight.plus(self.weigh(child, depth + 1)?);
            if weight.elements > MAX_DRAWN {
                return Err(too_much());
            }
        }
        Ok(weight)
    }

    fn weigh_named(&mut self, name: &str, depth: usize) -> Result<Weight, LetterError> {
        let Some((name, node)) = self.named.get_key_value(name).map(|(name, node)| (*name, *node)) else {
            return Ok(Weight::default());
        };
        match self.weighed.get(name) {
            Some(Some(weight)) => Ok(*weight),
            Some(None) => Err(LetterError::lambang("gambar SVG itu memakai dirinya sendiri", "")),
            None => {
                self.weighed.insert(name, None);
                let weight = self.weigh(node, depth + 1)?;
                self.weighed.insert(name, Some(weight));
                Ok(weight)
            }
        }
    }

    /// Rules for all elements at once may name gradients and colours only: what else they name would count for each.
    fn check_style(&self, node: Node<'_, '_>) -> Result<(), LetterError> {
        let rules: String = node.descendants().filter_map(|part| part.text()).collect();
        let gradients = references("style", &rules).all(|name| {
            let tag = self.named.get(name).map(|node| node.tag_name().name());
            matches!(tag, None | Some("linearGradient" | "radialGradient"))
        });
        if gradients && !rules.contains("dasharray") { Ok(()) } else { Err(too_much()) }
    }
}

/// Names of elements that an attribute refers to: `href="#a"`, `fill="url(#b)"`.
fn references<'v>(attribute: &str, value: &'v str) -> impl Iterator<Item = &'v str> {
    let direct = (attribute == "href").then(|| value.trim().strip_prefix('#')).flatten();
    let urls = value.split("url(").skip(1).filter_map(|rest| {
        let inside = rest.split(')').next()?.trim().trim_matches(['"', '\'']).trim();
        inside.strip_prefix('#')
    });
    direct.into_iter().chain(urls)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inside: &str) -> String {
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 50">{inside}</svg>"##
        )
    }

    #[test]
    fn a_shield_is_drawn_in_its_proportions_and_colours() {
        let shield = drawing(
            r##"<defs><linearGradient id="g"><stop stop-color="#0a0"/><stop offset="1" stop-color="#060"/></linearGradient>
                <g id="star"><path fill="#fd0" d="M20 5l5 10h-10z"/></g></defs>
                <path fill="url(#g)" d="M0 0H40V30L20 50L0 30Z"/><use xlink:href="#star"/>"##,
        );
        let picture = draw(shield.as_bytes(), 500).unwrap();
        assert_eq!(picture.dimensions(), (400, 500));
        assert_eq!(picture.get_pixel(200, 100).0, [255, 221, 0, 255], "the star lies over the shield");
        let green = picture.get_pixel(40, 200).0;
        assert!(green[1] > green[0] && green[3] == 255, "the shield is green: {green:?}");
        assert_eq!(picture.get_pixel(2, 495).0[3], 0, "outside it nothing is drawn");
    }

    #[test]
    fn a_drawing_that_unfolds_without_end_is_refused_before_it_is_drawn() {
        let laughs = (1..=9).fold(r#"<g id="a0"><path d="M0 0h1v1z"/></g>"#.to_owned(), |text, level| {
            format!(
                r##"{text}<g id="a{level}">{}</g>"##,
                format!(r##"<use href="#a{}"/>"##, level - 1).repeat(10)
            )
        });
        let patterns = (1..=9).fold(
            r#"<pattern id="p0" width="1" height="1"><path d="M0 0h1v1z"/></pattern>"#.to_owned(),
            |text, level| {
                let inside =
                    format!(r##"<rect width="9" height="9" fill="url(#p{})"/>"##, level - 1).repeat(10);
                format!(r#"{text}<pattern id="p{level}" width="1" height="1">{inside}</pattern>"#)
            },
        );
        let entities = format!(
            "<!DOCTYPE svg [<!ENTITY a \"ha\">{}]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"&i;\"/>",
            ('b'..='i')
                .map(|c| format!("<!ENTITY {c} \"{}\">", format!("&{};", (c as u8 - 1) as char).repeat(10)))
                .collect::<String>()
        );
        for (what, text) in [
            ("uses", drawing(&format!(r##"<defs>{laughs}</defs><use href="#a9"/>"##))),
            (
                "patterns",
                drawing(&format!(r##"<defs>{patterns}</defs><rect width="9" height="9" fill="url(#p9)"/>"##)),
            ),
            ("itself", drawing(r##"<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>"##)),
            ("depth", drawing(&format!("{}{}", "<g opacity='.5'>".repeat(400), "</g>".repeat(400)))),
            (
                "dashes",
                drawing(&r##"<path stroke="#000" stroke-dasharray="0.00001" d="M0 0H40"/>"##.repeat(40)),
            ),
            ("elements", drawing(&r#"<path d="M0 0h1"/>"#.repeat(70_000))),
            ("entities", entities),
            ("half", drawing("<path d='M0 0h1'")),
            ("nothing", r#"<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>"#.to_owned()),
            ("text", drawing("<text>MOJOKERTO</text>")),
            ("picture", drawing(r#"<image href="data:image/png;base64,AAAA"/>"#)),
            ("filter", drawing(r#"<filter id="f"><feTurbulence numOctaves="9"/></filter>"#)),
            (
                "style",
                drawing(r#"<style>path{fill:url(#p)}</style><pattern id="p"><path d="M0 0h1"/></pattern>"#),
            ),
        ] {
            match draw(text.as_bytes(), 590) {
                Err(LetterError::Lambang { reason, .. }) => {
                    assert!(reason.contains("SVG") && !reason.ends_with('.'), "{what}: {reason}");
                }
                other => panic!("{what} is refused, not {:?}", other.map(|picture| picture.dimensions())),
            }
        }
    }

    #[test]
    fn an_old_document_type_is_no_hindrance() {
        let old = format!(
            "\u{feff}<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/svg11.dtd\">\n{}",
            drawing(r##"<path fill="#000" d="M0 0H40V50H0Z"/>"##)
        );
        assert!(looks_like(old.as_bytes()), "it is an SVG");
        draw(old.trim_start_matches('\u{feff}').as_bytes(), 100).unwrap();
    }
}
