//! The file: PDF 1.7, PDF/A-2b and tagged, written as its pages come in.
//!
//! printpdf makes what all pages share: the fonts, the picture, the catalog. A pass over its lopdf document adds what it
//! does not do itself; pages and structure elements go around it, because a merge of
//! thousands of letters must not be held in memory as objects. Small objects are packed into object streams (ISO 32000-1,
//! 7.5.7), which is where the size of a tagged file lies.

use std::collections::BTreeMap;
use std::io::Write;

use lopdf::{Dictionary, Object, ObjectId};
use printpdf::{
    Op, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem, XObject, XObjectId,
};
use sha2::{Digest, Sha256};

use super::content::{Page, Part, digits, number};
use super::metadata::{About, text_string};
use super::objects::{self, reference, references};
use super::structure::{Element, Kid};
use super::{Picture, codes, profile};
use crate::error::LetterError;
use crate::font::{self, Face, Used};
use crate::tags::Role;

/// Objects that every file has, by their fixed numbers.
const CATALOG: u32 = 1;
const PAGES: u32 = 2;
const STRUCTURE: u32 = 3;
const DOCUMENT: u32 = 4;
const PARENTS: u32 = 5;
const RESOURCES: u32 = 6;
const INFO: u32 = 7;
const METADATA: u32 = 8;
const PROFILE: u32 = 9;
const FIRST_FREE: u32 = 10;

/// Pages below one node of the page tree, and below one of the parent tree.
const LEAF: usize = 50;
/// Bytes of an object stream before it is compressed: about what deflate can look back over.
const PACK: usize = 48 * 1024;

/// Where an object lies.
#[derive(Debug, Clone, Copy)]
enum Place {
    Free,
    At(u64),
    Packed { stream: u32, index: u16 },
}

/// A file that is being written.
pub(crate) struct File<'w> {
    out: &'w mut dyn Write,
    written: u64,
    hash: Sha256,
    places: Vec<Place>,
    packed: Vec<(u32, usize)>,
    pack: Vec<u8>,
    used: BTreeMap<Face, Used>,
    /// Whether each naskah is a part of the document, or the only one is the document.
    parts: bool,
    /// What the document element holds.
    kids: Vec<u32>,
    pages: usize,
    leaf: Leaf,
    leaves: Vec<(u32, usize)>,
    parents: Vec<(u32, usize, usize)>,
}

/// Pages that are not yet below a node.
#[derive(Default)]
struct Leaf {
    id: u32,
    kids: Vec<u32>,
    parents: Vec<Vec<u32>>,
}

/// The numbers of the tables of codes that all fonts share.
#[derive(Clone, Copy)]
struct Tables {
    cmap: u32,
    to_unicode: u32,
}

/// The `W` of a font: `[32[277.83 …] 173[…]]`.
fn widths_of(widths: &[(u16, i64)]) -> Vec<u8> {
    let mut out = b"[".to_vec();
    let mut next = None;
    for (code, width) in widths {
        if next == Some(*code) {
            out.push(b' ');
        } else {
            if next.is_some() {
                out.push(b']');
            }
            digits(&mut out, u64::from(*code));
            out.push(b'[');
        }
        number(&mut out, *width);
        next = code.checked_add(1);
    }
    out.extend_from_slice(if widths.is_empty() { b"]" } else { b"]]" });
    out
}

fn failed(error: &dyn std::fmt::Display) -> LetterError {
    LetterError::Pdf { reason: error.to_string() }
}

impl<'w> File<'w> {
    /// Begins a file for one naskah, or for several.
    pub(crate) fn begin(out: &'w mut dyn Write, parts: bool) -> Result<Self, LetterError> {
        let mut file = Self {
            out,
            written: 0,
            hash: Sha256::new(),
            places: vec![Place::Free; FIRST_FREE as usize],
            packed: Vec::new(),
            pack: Vec::new(),
            used: BTreeMap::new(),
            parts,
            kids: Vec::new(),
            pages: 0,
            leaf: Leaf::default(),
            leaves: Vec::new(),
            parents: Vec::new(),
        };
        // Four bytes above 127 say that the file is binary (ISO 19005-2, 6.1.2).
        file.write(b"%PDF-1.7\n%\xc3\xa9\xc3\xa8\n")?;
        Ok(file)
    }

    /// Adds a naskah's pages and structure.
    pub(crate) fn add(&mut self, part: &Part) -> Result<(), LetterError> {
        for (face, used) in &part.used {
            self.used.entry(*face).or_default().extend(used);
        }
        let root = if self.parts { self.reserve() } else { DOCUMENT };
        let elements: Vec<u32> =
            std::iter::once(root).chain((1..part.tree.elements.len()).map(|_| self.reserve())).collect();
        let mut pages = Vec::with_capacity(part.pages.len());
        for page in &part.pages {
            pages.push(self.page(page, &elements)?);
        }
        for (index, element) in part.tree.elements.iter().enumerate() {
            let mut kids = Vec::new();
            self_kids(&mut kids, element, &elements, &pages);
            if index == 0 && !self.parts {
                // Written at the end, as the document.
                self.kids = element_ids(element, &elements);
                continue;
            }
            let (parent, role) =
                if index == 0 { (DOCUMENT, Role::Part) } else { (elements[element.parent], element.role) };
            let mut object = Vec::with_capacity(96);
            element_into(&mut object, element, role, parent, &kids);
            self.object(elements[index], &object)?;
        }
        if self.parts {
            self.kids.push(root);
        }
        Ok(())
    }

    fn page(&mut self, page: &Page, elements: &[u32]) -> Result<u32, LetterError> {
        if self.leaf.kids.is_empty() {
            self.leaf.id = self.reserve();
        }
        let content = self.reserve();
        self.stream(content, b"/Filter/FlateDecode", &page.deflated)?;
        let id = self.reserve();
        let mut object = b"<</Type/Page/Parent ".to_vec();
        reference(&mut object, self.leaf.id);
        object.extend_from_slice(b"/MediaBox[0 0 ");
        number(&mut object, page.width);
        object.push(b' ');
        number(&mut object, page.height);
        object.extend_from_slice(b"]/Resources ");
        reference(&mut object, RESOURCES);
        object.extend_from_slice(b"/Contents ");
        reference(&mut object, content);
        object.extend_from_slice(b"/Tabs/S/StructParents ");
        digits(&mut object, self.pages as u64);
        object.extend_from_slice(b">>");
        self.object(id, &object)?;
        self.leaf.kids.push(id);
        self.leaf.parents.push(page.elements.iter().map(|element| elements[*element]).collect());
        self.pages += 1;
        if self.leaf.kids.len() == LEAF {
            self.close_leaf()?;
        }
        Ok(id)
    }

    /// Writes the node of the page tree above the last pages, and that of the parent tree.
    fn close_leaf(&mut self) -> Result<(), LetterError> {
        let leaf = std::mem::take(&mut self.leaf);
        if leaf.kids.is_empty() {
            return Ok(());
        }
        let mut node = b"<</Type/Pages/Parent ".to_vec();
        reference(&mut node, PAGES);
        node.extend_from_slice(b"/Count ");
        digits(&mut node, leaf.kids.len() as u64);
        node.extend_from_slice(b"/Kids");
        references(&mut node, &leaf.kids);
        node.extend_from_slice(b">>");
        self.object(leaf.id, &node)?;
        self.leaves.push((leaf.id, leaf.kids.len()));
        let first = self.pages - leaf.kids.len();
        let last = self.pages - 1;
        let mut node = b"<</Limits[".to_vec();
        digits(&mut node, first as u64);
        node.push(b' ');
        digits(&mut node, last as u64);
        node.extend_from_slice(b"]/Nums[");
        for (index, parents) in leaf.parents.iter().enumerate() {
            digits(&mut node, (first + index) as u64);
            references(&mut node, parents);
        }
        node.extend_from_slice(b"]>>");
        let id = self.reserve();
        self.object(id, &node)?;
        self.parents.push((id, first, last));
        Ok(())
    }

    /// Writes what all pages share, and the file's end.
    pub(crate) fn finish(mut self, picture: Option<&Picture>, about: &About) -> Result<usize, LetterError> {
        self.close_leaf()?;
        let mut node = b"<</Type/Pages/Count ".to_vec();
        digits(&mut node, self.pages as u64);
        node.extend_from_slice(b"/Kids");
        let leaves: Vec<u32> = self.leaves.iter().map(|(id, _)| *id).collect();
        references(&mut node, &leaves);
        node.extend_from_slice(b">>");
        self.object(PAGES, &node)?;

        let mut node = b"<</Kids".to_vec();
        let parents: Vec<u32> = self.parents.iter().map(|(id, ..)| *id).collect();
        references(&mut node, &parents);
        node.extend_from_slice(b">>");
        self.object(PARENTS, &node)?;

        let mut node = b"<</S/Document/P ".to_vec();
        reference(&mut node, STRUCTURE);
        node.extend_from_slice(b"/K");
        let kids = std::mem::take(&mut self.kids);
        references(&mut node, &kids);
        node.extend_from_slice(b">>");
        self.object(DOCUMENT, &node)?;

        let mut node = b"<</Type/StructTreeRoot/K ".to_vec();
        reference(&mut node, DOCUMENT);
        node.extend_from_slice(b"/ParentTree ");
        reference(&mut node, PARENTS);
        node.extend_from_slice(b"/ParentTreeNextKey ");
        digits(&mut node, self.pages as u64);
        node.extend_from_slice(b">>");
        self.object(STRUCTURE, &node)?;

        self.shared(picture)?;
        self.object(INFO, &about.info())?;
        self.stream(METADATA, b"/Type/Metadata/Subtype/XML", about.xmp().as_bytes())?;
        self.stream(PROFILE, b"/N 3/Filter/FlateDecode", profile::deflated()?)?;
        self.close_pack()?;
        self.cross_references()?;
        Ok(self.pages)
    }

    /// Fonts, picture, resources and catalog, as printpdf makes them.
    fn shared(&mut self, picture: Option<&Picture>) -> Result<(), LetterError> {
        let mut document = PdfDocument::new("");
        let mut ops = vec![Op::StartTextSection];
        let mut subsets = BTreeMap::new();
        for (face, used) in &self.used {
            // One file of many letters pays for its own; a file for each letter is made thousands of times.
            let subset =
                if self.parts { font::exact_subset(*face, used) } else { font::subset(*face, used) }?;
            // printpdf asks the page which characters a font needs; this page shows each once and is not kept.
            ops.push(Op::SetFont { font: PdfFontHandle::External(face.id()), size: Pt(1.0) });
            ops.push(Op::ShowText { items: vec![TextItem::Text(used.chars().collect())] });
            document.resources.fonts.map.insert(face.id(), PdfFont::new(subset.font.clone()));
            // Characters without a byte, for the second font over the same glyphs.
            let wide: Vec<char> = used.chars().filter(|c| codes::byte(*c).is_none()).collect();
            subsets.insert(face.id().0, (subset, wide));
        }
        ops.push(Op::EndTextSection);
        if let Some(picture) = picture {
            document
                .resources
                .xobjects
                .map
                .insert(XObjectId(super::LAMBANG.to_owned()), XObject::External(super::xobject(picture)));
        }
        document.pages = vec![PdfPage::new(printpdf::Mm(210.0), printpdf::Mm(297.0), ops)];
        let options =
            PdfSaveOptions { optimize: true, subset_fonts: false, secure: true, image_optimization: None };
        let made = document.to_lopdf_document(&options, &mut Vec::new());
        let page = made.page_iter().next().ok_or_else(|| failed(&"printpdf wrote no page"))?;
        let (resources, _) = made.get_page_resources(page).map_err(|error| failed(&error))?;
        let resources = match resources {
            Some(resources) => resources.clone(),
            None => {
                let id = made
                    .get_dictionary(page)
                    .and_then(|page| page.get(b"Resources"))
                    .and_then(Object::as_reference)
                    .map_err(|error| failed(&error))?;
                made.get_dictionary(id).map_err(|error| failed(&error))?.clone()
            }
        };
        let mut kept = Dictionary::new();
        let mut fonts = Dictionary::new();
        let tables = self.tables()?;
        for (name, font) in dictionary(&made, &resources, b"Font")?.iter() {
            let font = made.dereference(font).map_err(|error| failed(&error))?.1;
            let font = font.as_dict().map_err(|error| failed(&error))?;
            let name = String::from_utf8_lossy(name).into_owned();
            let (subset, wide) = subsets.get(&name).ok_or_else(|| failed(&"a font that nobody asked for"))?;
            let (font, second) = self.font(&made, font, subset, wide, tables)?;
            if let Some(second) = second {
                fonts.set(format!("{name}{}", codes::WIDE), Object::Reference((second, 0)));
            }
            fonts.set(name, Object::Reference((font, 0)));
        }
        kept.set("Font", fonts);
        let pictures = dictionary(&made, &resources, b"XObject")?;
        if !pictures.is_empty() {
            let mut copy = Dictionary::new();
            for (name, picture) in pictures.iter() {
                let id = self.copy(&made, picture)?;
                copy.set(name.clone(), id);
            }
            kept.set("XObject", copy);
        }
        self.lopdf(RESOURCES, &Object::Dictionary(kept))?;

        let mut catalog = made.catalog().map_err(|error| failed(&error))?.clone();
        catalog.remove(b"PageLayout");
        catalog.remove(b"PageMode");
        let to = |id: u32| Object::Reference((id, 0));
        catalog.set("Pages", to(PAGES));
        catalog.set("Metadata", to(METADATA));
        catalog.set("StructTreeRoot", to(STRUCTURE));
        catalog.set("Lang", Object::string_literal("id-ID"));
        catalog.set("MarkInfo", Dictionary::from_iter([("Marked", Object::Boolean(true))]));
        catalog.set("ViewerPreferences", Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]));
        let intent = Dictionary::from_iter([
            ("Type", Object::Name(b"OutputIntent".to_vec())),
            ("S", Object::Name(b"GTS_PDFA1".to_vec())),
            ("OutputConditionIdentifier", Object::string_literal("sRGB IEC61966-2.1")),
            ("Info", Object::string_literal("sRGB IEC61966-2.1")),
            ("RegistryName", Object::string_literal("http://www.color.org")),
            ("DestOutputProfile", to(PROFILE)),
        ]);
        catalog.set("OutputIntents", Object::Array(vec![Object::Dictionary(intent)]));
        self.lopdf(CATALOG, &Object::Dictionary(catalog))
    }

    /// One font of one-byte codes and, where characters need it, one of two bytes over the same glyphs: with the code table,
    /// the set of its characters, their exact widths and the true height of its capitals.
    fn font(
        &mut self,
        made: &lopdf::Document,
        font: &Dictionary,
        subset: &font::Subset,
        wide: &[char],
        tables: Tables,
    ) -> Result<(u32, Option<u32>), LetterError> {
        let lost = |error: lopdf::Error| failed(&error);
        let mut font = font.clone();
        let descendants = font.get(b"DescendantFonts").and_then(Object::as_array).map_err(lost)?;
        let first = descendants.first().ok_or_else(|| failed(&"a font without descendant"))?;
        let mut descendant = made.dereference(first).map_err(lost)?.1.as_dict().map_err(lost)?.clone();
        let descriptor = descendant.get(b"FontDescriptor").map_err(lost)?;
        let mut descriptor = made.dereference(descriptor).map_err(lost)?.1.as_dict().map_err(lost)?.clone();
        let to = |id: u32| Object::Reference((id, 0));
        let length = format!("/Length1 {}/Filter/FlateDecode", subset.font.original_bytes.len());
        descriptor.set("FontFile2", to(self.added(length.as_bytes(), &subset.program)?));
        descriptor.set("CIDSet", to(self.added(b"/Filter/FlateDecode", &subset.cid_set)?));
        descriptor.set("CapHeight", subset.cap_height);
        let id = self.reserve();
        self.lopdf(id, &Object::Dictionary(descriptor))?;
        descendant.set("FontDescriptor", to(id));
        descendant.set("CIDToGIDMap", to(self.added(b"/Filter/FlateDecode", &subset.cid_to_gid)?));
        let widths = self.reserve();
        self.object(widths, &widths_of(&subset.widths))?;
        descendant.set("W", to(widths));
        let id = self.reserve();
        self.lopdf(id, &Object::Dictionary(descendant))?;
        font.set("DescendantFonts", Object::Array(vec![to(id)]));
        let second = if wide.is_empty() {
            None
        } else {
            let mut second = font.clone();
            let names = super::deflate(codes::to_unicode_wide(wide).as_bytes())?;
            second.set("Encoding", Object::Name(b"Identity-H".to_vec()));
            second.set("ToUnicode", to(self.added(b"/Filter/FlateDecode", &names)?));
            let id = self.reserve();
            self.lopdf(id, &Object::Dictionary(second))?;
            Some(id)
        };
        font.set("Encoding", to(tables.cmap));
        font.set("ToUnicode", to(tables.to_unicode));
        let id = self.reserve();
        self.lopdf(id, &Object::Dictionary(font))?;
        Ok((id, second))
    }

    /// The tables of one-byte codes, which all fonts share.
    fn tables(&mut self) -> Result<Tables, LetterError> {
        let entries = format!(
            "/Type/CMap/CMapName/{}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/WMode 0/Filter/FlateDecode",
            codes::CMAP
        );
        Ok(Tables {
            cmap: self.added(entries.as_bytes(), codes::cmap_stream()?)?,
            to_unicode: self.added(b"/Filter/FlateDecode", codes::to_unicode_stream()?)?,
        })
    }

    /// A new stream.
    fn added(&mut self, entries: &[u8], content: &[u8]) -> Result<u32, LetterError> {
        let id = self.reserve();
        self.stream(id, entries, content)?;
        Ok(id)
    }

    /// Copies an object that refers to no other; a stream is compressed.
    fn copy(&mut self, made: &lopdf::Document, object: &Object) -> Result<Object, LetterError> {
        let (_, object) = made.dereference(object).map_err(|error| failed(&error))?;
        let id = self.reserve();
        match object {
            Object::Stream(stream) => {
                let mut stream = stream.clone();
                if !stream.dict.has(b"Filter") {
                    stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
                    stream.content = super::deflate(&stream.content)?;
                }
                stream.dict.remove(b"Length");
                let mut entries = Vec::new();
                objects::entries(&mut entries, &stream.dict);
                self.stream(id, &entries, &stream.content)?;
            }
            other => self.lopdf(id, other)?,
        }
        Ok(Object::Reference((id, 0)))
    }

    fn reserve(&mut self) -> u32 {
        self.places.push(Place::Free);
        self.places.len() as u32 - 1
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), LetterError> {
        self.out.write_all(bytes).map_err(|error| failed(&error))?;
        self.hash.update(bytes);
        self.written += bytes.len() as u64;
        Ok(())
    }

    fn lopdf(&mut self, id: u32, object: &Object) -> Result<(), LetterError> {
        let mut bytes = Vec::new();
        objects::object(&mut bytes, object);
        self.object(id, &bytes)
    }

    /// Packs a small object.
    fn object(&mut self, id: u32, bytes: &[u8]) -> Result<(), LetterError> {
        self.packed.push((id, self.pack.len()));
        self.pack.extend_from_slice(bytes);
        self.pack.push(b' ');
        if self.pack.len() >= PACK { self.close_pack() } else { Ok(()) }
    }

    fn close_pack(&mut self) -> Result<(), LetterError> {
        if self.packed.is_empty() {
            return Ok(());
        }
        let stream = self.reserve();
        let packed = std::mem::take(&mut self.packed);
        let mut content = Vec::with_capacity(self.pack.len() + packed.len() * 10);
        for (index, (id, at)) in packed.iter().enumerate() {
            digits(&mut content, u64::from(*id));
            content.push(b' ');
            digits(&mut content, *at as u64);
            content.push(b' ');
            let index = u16::try_from(index).map_err(|error| failed(&error))?;
            self.places[*id as usize] = Place::Packed { stream, index };
        }
        let first = content.len();
        content.append(&mut self.pack);
        let entries = format!("/Type/ObjStm/N {}/First {first}/Filter/FlateDecode", packed.len());
        let deflated = super::deflate(&content)?;
        self.stream(stream, entries.as_bytes(), &deflated)
    }

    fn stream(&mut self, id: u32, entries: &[u8], content: &[u8]) -> Result<(), LetterError> {
        self.places[id as usize] = Place::At(self.written);
        let mut head = Vec::with_capacity(entries.len() + 48);
        digits(&mut head, u64::from(id));
        head.extend_from_slice(b" 0 obj\n<<");
        head.extend_from_slice(entries);
        head.extend_from_slice(b"/Length ");
        digits(&mut head, content.len() as u64);
        head.extend_from_slice(b">>\nstream\n");
        self.write(&head)?;
        self.write(content)?;
        self.write(b"\nendstream\nendobj\n")
    }

    /// The table of places as a stream, and the trailer in it. The file's name is the hash of all before it.
    fn cross_references(&mut self) -> Result<(), LetterError> {
        let id = self.reserve();
        let start = self.written;
        self.places[id as usize] = Place::At(start);
        // Type, place in four bytes, index in two; each row as the difference to the one above (PNG's "up").
        let mut rows = Vec::with_capacity(self.places.len() * 8);
        let mut above = [0_u8; 7];
        for (index, place) in self.places.iter().enumerate() {
            let (kind, field, last) = match place {
                Place::Free => (0_u8, 0_u32, if index == 0 { u16::MAX } else { 0 }),
                Place::At(at) => (1, u32::try_from(*at).map_err(|error| failed(&error))?, 0),
                Place::Packed { stream, index } => (2, *stream, *index),
            };
            let mut row = [kind, 0, 0, 0, 0, 0, 0];
            row[1..5].copy_from_slice(&field.to_be_bytes());
            row[5..].copy_from_slice(&last.to_be_bytes());
            rows.push(2);
            rows.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
            above = row;
        }
        let name: String =
            self.hash.clone().finalize().iter().take(16).map(|byte| format!("{byte:02X}")).collect();
        let mut entries = b"/Type/XRef/Size ".to_vec();
        digits(&mut entries, self.places.len() as u64);
        entries
            .extend_from_slice(b"/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Filter/FlateDecode/Root ");
        reference(&mut entries, CATALOG);
        entries.extend_from_slice(b"/Info ");
        reference(&mut entries, INFO);
        entries.extend_from_slice(format!("/ID[<{name}><{name}>]").as_bytes());
        let deflated = super::deflate(&rows)?;
        self.stream(id, &entries, &deflated)?;
        self.write(format!("startxref\n{start}\n%%EOF\n").as_bytes())
    }
}

fn dictionary<'a>(
    made: &'a lopdf::Document,
    holder: &'a Dictionary,
    key: &[u8],
) -> Result<&'a Dictionary, LetterError> {
    let object = holder.get(key).map_err(|error| failed(&error))?;
    let (_, object): (Option<ObjectId>, &Object) =
        made.dereference(object).map_err(|error| failed(&error))?;
    object.as_dict().map_err(|error| failed(&error))
}

/// The elements directly inside one, by number.
fn element_ids(element: &Element, ids: &[u32]) -> Vec<u32> {
    element
        .kids
        .iter()
        .filter_map(|kid| match kid {
            Kid::Element(index) => Some(ids[*index]),
            Kid::Content { .. } => None,
        })
        .collect()
}

/// `/Pg` and `/K` of an element.
fn self_kids(out: &mut Vec<u8>, element: &Element, ids: &[u32], pages: &[u32]) {
    let own = element.kids.iter().find_map(|kid| match kid {
        Kid::Content { page, .. } => Some(*page),
        Kid::Element(_) => None,
    });
    if let Some(page) = own {
        out.extend_from_slice(b"/Pg ");
        reference(out, pages[page]);
    }
    if element.kids.is_empty() {
        return;
    }
    out.extend_from_slice(b"/K");
    let many = element.kids.len() > 1;
    out.push(if many { b'[' } else { b' ' });
    for (index, kid) in element.kids.iter().enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        match kid {
            Kid::Element(index) => reference(out, ids[*index]),
            Kid::Content { page, mcid } if Some(*page) == own => digits(out, *mcid as u64),
            Kid::Content { page, mcid } => {
                out.extend_from_slice(b"<</Type/MCR/Pg ");
                reference(out, pages[*page]);
                out.extend_from_slice(b"/MCID ");
                digits(out, *mcid as u64);
                out.extend_from_slice(b">>");
            }
        }
    }
    if many {
        out.push(b']');
    }
}

fn element_into(out: &mut Vec<u8>, element: &Element, role: Role, parent: u32, kids: &[u8]) {
    out.extend_from_slice(b"<</S/");
    out.extend_from_slice(role.name().as_bytes());
    out.extend_from_slice(b"/P ");
    reference(out, parent);
    if let Some(alt) = &element.alt {
        out.extend_from_slice(b"/Alt");
        text_string(out, alt);
    }
    match role {
        Role::Th => out.extend_from_slice(b"/A<</O/Table/Scope/Column>>"),
        Role::L => {
            out.extend_from_slice(b"/A<</O/List/ListNumbering/");
            out.extend_from_slice(element.numbering.unwrap_or("None").as_bytes());
            out.extend_from_slice(b">>");
        }
        Role::Figure => {
            if let Some(bounds) = element.bounds {
                out.extend_from_slice(b"/A<</O/Layout/Placement/Block/BBox[");
                for value in bounds {
                    number(out, value);
                    out.push(b' ');
                }
                out.extend_from_slice(b"]>>");
            }
        }
        _ => {}
    }
    out.extend_from_slice(kids);
    out.extend_from_slice(b">>");
}
