//! What a mark is to a reader that cannot see the page: paragraph, heading, list, cell, picture (ISO 32000-1, 14.7 and
//! 14.8; PDF/UA-1, ISO 14289-1).
//!
//! [`crate::flow::rows`] tags what it sets as one paragraph, so plain text needs nothing more. Layout code that means
//! something else says so about its finished rows, in one call: [`as_one`] for a title or a labelled row, [`item`] for the two
//! columns of a list, [`within`] to put rows into a section or a cell of a [`TableTag`], [`untagged`] for what only repeats or counts pages. A mark without a tag is an
//! artifact: it is drawn and not read. The order of reading is the order of the marks, except that whatever belongs to one
//! element is read together: two columns beside each other are each put `within` a [`Role::Div`].

use std::cell::OnceCell;
use std::rc::Rc;

use crate::flow::Row;
use crate::pdf::Mark;

/// The structure types that a naskah uses, with their standard names (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Role {
    /// The whole file.
    Document,
    /// One naskah of several in a file.
    Part,
    /// A part with a head of its own: an attachment.
    Sect,
    /// Marks that are read together and mean nothing as a group.
    Div,
    /// The naskah's title, or an attachment's.
    H1,
    /// A heading below a title.
    H2,
    /// A paragraph, a labelled row, a line of the signature block.
    P,
    /// A list, made by [`Tag::list`]; its items are [`Role::Li`].
    L,
    /// An item: [`Role::Lbl`] and [`Role::LBody`].
    Li,
    /// The number or letter of an item.
    Lbl,
    /// What an item says.
    LBody,
    /// A table, made by [`TableTag`].
    Table,
    /// A row of a table, made by [`TableTag::row`], which tells how many cells it has: empty ones are there too.
    Tr,
    /// A cell of the head, for the column below it; made by [`RowTag::cell`].
    Th,
    /// A cell, made by [`RowTag::cell`].
    Td,
    /// A picture with a text in its place.
    Figure,
}

impl Role {
    /// The standard structure type.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Part => "Part",
            Self::Sect => "Sect",
            Self::Div => "Div",
            Self::H1 => "H1",
            Self::H2 => "H2",
            Self::P => "P",
            Self::L => "L",
            Self::Li => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Table => "Table",
            Self::Tr => "TR",
            Self::Th => "TH",
            Self::Td => "TD",
            Self::Figure => "Figure",
        }
    }
}

/// A structure element that marks belong to. Two tags are the same only if one was cloned from the other: a paragraph that
/// goes over a page is one element, two paragraphs of the same words are two.
#[derive(Clone)]
pub(crate) struct Tag(Rc<Element>);

struct Element {
    role: Role,
    alt: Option<String>,
    numbering: Option<&'static str>,
    /// Place in its row, for a cell.
    place: usize,
    /// Cells of a row.
    cells: usize,
    parent: OnceCell<Tag>,
}

impl Tag {
    /// An element of its own.
    pub(crate) fn new(role: Role) -> Self {
        Self::of(Self::bare(role))
    }

    /// A picture, and the words that stand for it where it cannot be seen.
    pub(crate) fn figure(alt: impl Into<String>) -> Self {
        Self::of(Element { alt: Some(alt.into()), ..Self::bare(Role::Figure) })
    }

    /// A list, and how its items are counted: a value of `ListNumbering` (ISO 32000-1, table 347).
    pub(crate) fn list(numbering: &'static str) -> Self {
        Self::of(Element { numbering: Some(numbering), ..Self::bare(Role::L) })
    }

    fn bare(role: Role) -> Element {
        Element { role, alt: None, numbering: None, place: 0, cells: 0, parent: OnceCell::new() }
    }

    fn of(element: Element) -> Self {
        Self(Rc::new(element))
    }

    pub(crate) fn role(&self) -> Role {
        self.0.role
    }

    pub(crate) fn alt(&self) -> Option<&str> {
        self.0.alt.as_deref()
    }

    /// How the items of a list are counted.
    pub(crate) fn numbering(&self) -> Option<&'static str> {
        self.0.numbering
    }

    /// The place of a cell in its row.
    pub(crate) fn place(&self) -> usize {
        self.0.place
    }

    /// Cells of a row.
    pub(crate) fn cells(&self) -> usize {
        self.0.cells
    }

    /// Tells elements apart while their marks live; its value says nothing about order.
    pub(crate) fn key(&self) -> usize {
        Rc::as_ptr(&self.0) as usize
    }

    pub(crate) fn parent(&self) -> Option<&Self> {
        self.0.parent.get()
    }

    /// The outermost element around this one, or itself.
    fn root(&self) -> &Self {
        let mut root = self;
        while let Some(parent) = root.parent() {
            root = parent;
        }
        root
    }
}

/// A table. Its rows are born in it and its cells in their row, so that text put into a cell is in the whole table at
/// once: there is no order in which it could be done wrongly.
pub(crate) struct TableTag(Tag);

impl TableTag {
    /// A table of its own.
    pub(crate) fn new() -> Self {
        Self(Tag::new(Role::Table))
    }

    /// Its next row, of so many cells; those that stay empty get an element of their own in the file.
    pub(crate) fn row(&self, cells: usize) -> RowTag {
        let row = Element { cells, ..Tag::bare(Role::Tr) };
        RowTag(Tag::of(row.inside(&self.0)))
    }
}

/// A row of a table.
pub(crate) struct RowTag(Tag);

impl RowTag {
    /// The cell at a place in the row, from 0: [`Role::Th`] or [`Role::Td`].
    pub(crate) fn cell(&self, role: Role, place: usize) -> Tag {
        let cell = Element { place, ..Tag::bare(role) };
        Tag::of(cell.inside(&self.0))
    }
}

impl Element {
    fn inside(self, parent: &Tag) -> Self {
        Self { parent: OnceCell::from(parent.clone()), ..self }
    }
}

impl PartialEq for Tag {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Tag {}

impl std::fmt::Debug for Tag {
    /// `Table/TR of 3/TD 0/P`: no address, so that equal pages print equally.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(parent) = self.parent() {
            write!(f, "{parent:?}/")?;
        }
        f.write_str(self.role().name())?;
        match (self.role(), &self.0.alt) {
            (Role::Tr, _) => write!(f, " of {}", self.0.cells),
            (Role::Th | Role::Td, _) => write!(f, " {}", self.0.place),
            (_, Some(alt)) => write!(f, " {alt:?}"),
            (_, None) => Ok(()),
        }
    }
}

/// All marks of these rows are one element, whatever they were before.
pub(crate) fn as_one(rows: &mut [Row], role: Role) {
    let tag = Tag::new(role);
    for slot in slots(rows) {
        *slot = Some(tag.clone());
    }
}

/// The elements of these rows, and their marks without any, go into an element around them. What is part of the same
/// whole already stays where it is: nothing can be around what is around it.
pub(crate) fn within(rows: &mut [Row], tag: &Tag) {
    let whole = tag.root().clone();
    for slot in slots(rows) {
        match slot {
            None => *slot = Some(tag.clone()),
            Some(inner) => {
                let root = inner.root();
                if *root != whole {
                    // A root has no parent yet, so this never fails.
                    let _ = root.0.parent.set(tag.clone());
                }
            }
        }
    }
}

/// The two columns of a list's item, number and words, as an item of that list.
pub(crate) fn item(number: &mut [Row], words: &mut [Row], list: &Tag) {
    let item = Tag::new(Role::Li);
    as_one(number, Role::Lbl);
    within(number, &item);
    within(words, &Tag::new(Role::LBody));
    within(words, &item);
    within(number, list);
    within(words, list);
}

/// Drawn and not read: page numbers, catchwords, the repeated head of a table.
pub(crate) fn untagged(mark: Mark) -> Mark {
    match mark {
        Mark::Text { baseline, face, size, pieces, width, field, tag: _ } => {
            Mark::Text { baseline, face, size, pieces, width, field, tag: None }
        }
        Mark::Lambang { x, y, width, height, tag: _ } => Mark::Lambang { x, y, width, height, tag: None },
        Mark::Arrow { points, stroke, tag: _ } => Mark::Arrow { points, stroke, tag: None },
        Mark::Outline { symbol, x, y, width, height, stroke, tag: _ } => {
            Mark::Outline { symbol, x, y, width, height, stroke, tag: None }
        }
        Mark::Fill { .. }
        | Mark::Frame { .. }
        | Mark::Stroke { .. }
        | Mark::Code { .. }
        | Mark::Draft { .. } => mark,
    }
}

/// Where the tags of all marks stand that can be read.
fn slots(rows: &mut [Row]) -> impl Iterator<Item = &mut Option<Tag>> {
    rows.iter_mut().flat_map(|row| &mut row.marks).filter_map(|mark| match mark {
        Mark::Text { tag, .. }
        | Mark::Lambang { tag, .. }
        | Mark::Arrow { tag, .. }
        | Mark::Outline { tag, .. } => Some(tag),
        Mark::Fill { .. }
        | Mark::Frame { .. }
        | Mark::Stroke { .. }
        | Mark::Code { .. }
        | Mark::Draft { .. } => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Span;
    use crate::flow::{self, Text};
    use crate::measure::FontSize;
    use crate::paragraph::Align;

    fn paragraph(text: &str) -> Vec<Row> {
        let setting = Text {
            family: crate::settings::BodyFont::Sans,
            x: 0,
            width: 60_000,
            size: FontSize::pt(12),
            spacing: 100,
            align: Align::Left,
            indent: 0,
            hyphenate: false,
        };
        flow::rows(&[Span::plain(text)], setting)
    }

    fn paths(rows: &[Row]) -> Vec<String> {
        rows.iter()
            .flat_map(|row| &row.marks)
            .filter_map(|mark| match mark {
                Mark::Text { tag, .. } => Some(tag.as_ref().map_or(String::new(), |tag| format!("{tag:?}"))),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_paragraph_of_many_lines_is_one_element_and_two_are_two() {
        let long = paragraph("Sehubungan dengan hal tersebut bersama ini kami sampaikan hal-hal berikut.");
        assert!(long.len() > 1, "the paragraph has lines to hold together");
        let tags: Vec<Tag> = long
            .iter()
            .flat_map(|row| &row.marks)
            .filter_map(|mark| match mark {
                Mark::Text { tag, .. } => tag.clone(),
                _ => None,
            })
            .collect();
        assert!(tags.windows(2).all(|pair| pair[0] == pair[1]), "its lines share their element");
        let (a, b) = (paragraph("Sama"), paragraph("Sama"));
        assert_ne!(a[0].marks, b[0].marks, "the same words twice are two elements");
    }

    #[test]
    fn rows_go_into_what_is_put_around_them_once() {
        let mut rows = paragraph("Satu");
        let item = Tag::new(Role::Li);
        within(&mut rows, &item);
        within(&mut rows, &item);
        let list = Tag::list("Decimal");
        within(&mut rows, &list);
        assert_eq!(paths(&rows), ["L/LI/P"], "the innermost element stands last, none twice");
        as_one(&mut rows, Role::H1);
        assert_eq!(paths(&rows), ["H1"], "saying it anew replaces what was said");
        let bare: Vec<Mark> = rows.remove(0).marks.into_iter().map(untagged).collect();
        assert_eq!(paths(&[Row { marks: bare, ..Row::default() }]), [""], "an artifact has no element");
    }

    #[test]
    fn nothing_is_put_around_what_is_around_it() {
        let mut rows = paragraph("Satu");
        let (inner, outer) = (Tag::new(Role::Div), Tag::new(Role::Sect));
        within(&mut rows, &inner);
        within(&mut rows, &outer);
        within(&mut rows, &inner);
        let mut other = paragraph("Dua");
        within(&mut other, &inner);
        assert_eq!(paths(&rows), ["Sect/Div/P"], "the outer one stays outside, and its root is found");
        assert_eq!(paths(&other), ["Sect/Div/P"], "and what comes later is in both");
    }

    #[test]
    fn a_cell_is_in_its_row_and_table_from_the_first() {
        let (table, mut one, mut two) = (TableTag::new(), paragraph("Satu"), paragraph("Dua"));
        let row = table.row(2);
        within(&mut one, &row.cell(Role::Td, 0));
        // The table is closed over a first cell before the second is there.
        within(&mut one, &table.0);
        within(&mut two, &row.cell(Role::Td, 1));
        within(&mut one, &row.0);
        assert_eq!(paths(&one), ["Table/TR of 2/TD 0/P"]);
        assert_eq!(paths(&two), ["Table/TR of 2/TD 1/P"]);
    }
}
