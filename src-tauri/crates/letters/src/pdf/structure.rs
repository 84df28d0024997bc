//! The structure tree of one naskah: elements in the order in which they are read, and which marked content of which page
//! belongs to each (ISO 32000-1, 14.7).

use std::collections::BTreeMap;

use crate::tags::{Role, Tag};

/// A rectangle in hundredths of a point, as a picture's `BBox` wants it: left, bottom, right, top.
pub(crate) type Bounds = [i64; 4];

/// What stands inside an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kid {
    /// Another element, by its place in the tree.
    Element(usize),
    /// Marked content: page of the naskah from 0, number on that page.
    Content { page: usize, mcid: usize },
}

/// A structure element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) role: Role,
    pub(crate) parent: usize,
    pub(crate) kids: Vec<Kid>,
    pub(crate) alt: Option<String>,
    pub(crate) numbering: Option<&'static str>,
    pub(crate) bounds: Option<Bounds>,
    place: usize,
    cells: usize,
}

/// The elements of a naskah. The first is the naskah itself and its own parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tree {
    pub(crate) elements: Vec<Element>,
}

/// Grows a tree while pages are written.
pub(crate) struct Growing {
    elements: Vec<Element>,
    known: BTreeMap<usize, usize>,
}

impl Growing {
    pub(crate) fn new() -> Self {
        let root = Element {
            role: Role::Document,
            parent: 0,
            kids: Vec::new(),
            alt: None,
            numbering: None,
            bounds: None,
            place: 0,
            cells: 0,
        };
        Self { elements: vec![root], known: BTreeMap::new() }
    }

    /// The element of a tag; made, with all around it, when it is met first.
    pub(crate) fn element(&mut self, tag: &Tag) -> usize {
        if let Some(known) = self.known.get(&tag.key()) {
            return *known;
        }
        let parent = tag.parent().map_or(0, |parent| self.element(parent));
        let index = self.elements.len();
        self.elements.push(Element {
            role: tag.role(),
            parent,
            kids: Vec::new(),
            alt: tag.alt().map(str::to_owned),
            numbering: tag.numbering(),
            bounds: None,
            place: tag.place(),
            cells: tag.cells(),
        });
        self.elements[parent].kids.push(Kid::Element(index));
        self.known.insert(tag.key(), index);
        index
    }

    pub(crate) fn content(&mut self, element: usize, page: usize, mcid: usize) {
        self.elements[element].kids.push(Kid::Content { page, mcid });
    }

    pub(crate) fn bounds(&mut self, element: usize, bounds: Bounds) {
        self.elements[element].bounds = Some(bounds);
    }

    /// The finished tree: rows have all their cells, headings begin at the first level.
    pub(crate) fn finish(mut self) -> Tree {
        self.fill_rows();
        self.level_headings();
        Tree { elements: self.elements }
    }

    /// A cell without text made no mark, but a row without it would be a column short (ISO 14289-1, 7.5).
    fn fill_rows(&mut self) {
        for row in 0..self.elements.len() {
            if self.elements[row].role != Role::Tr {
                continue;
            }
            let kids = std::mem::take(&mut self.elements[row].kids);
            let mut cells: BTreeMap<usize, usize> = BTreeMap::new();
            for kid in kids {
                if let Kid::Element(cell) = kid {
                    cells.insert(self.elements[cell].place, cell);
                }
            }
            let head = cells.values().any(|cell| self.elements[*cell].role == Role::Th);
            let mut whole = Vec::with_capacity(self.elements[row].cells);
            for place in 0..self.elements[row].cells {
                let cell = cells.get(&place).copied().unwrap_or_else(|| {
                    self.elements.push(Element {
                        role: if head { Role::Th } else { Role::Td },
                        parent: row,
                        kids: Vec::new(),
                        alt: None,
                        numbering: None,
                        bounds: None,
                        place,
                        cells: 0,
                    });
                    self.elements.len() - 1
                });
                whole.push(Kid::Element(cell));
            }
            self.elements[row].kids = whole;
        }
    }

    /// A naskah that prints no title begins with what would be the second level (ISO 14289-1, 7.4.2).
    fn level_headings(&mut self) {
        let first = self.elements.iter().find(|element| matches!(element.role, Role::H1 | Role::H2));
        if first.is_some_and(|element| element.role == Role::H2) {
            for element in &mut self.elements {
                if element.role == Role::H2 {
                    element.role = Role::H1;
                }
            }
        }
    }
}
