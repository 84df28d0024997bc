//! Naskah: template, content, layout, PDF. Pure: values in, bytes out; no clock, no file, no environment.
//!
//! The way of one naskah:
//!
//! 1. **Data** ([`NaskahData`], plain JSON) names the kind and holds everything that is printed. Its fields are
//!    described by [`fields()`], which the editor's form is built from.
//! 2. **Template** ([`Template`]): a TOML head and a CommonMark body with `{{ fields }}`, parsed and checked on its own;
//!    errors name the line. Values go in after the CommonMark is parsed, so they are always text.
//! 3. **Content**: blocks of spans that know which field they come from (`content`).
//! 4. **Paragraphs**: spans are shaped with the font's own widths and kerning, and broken over the whole paragraph at
//!    once, with Indonesian hyphenation (`paragraph`, `hyphen`).
//! 5. **Flow**: rows go down the page; widows, orphans, signatures and table heads are rules about rows (`flow`).
//! 6. **Layout**: kop, meta rows, addressee, signature, tembusan, paraf table, page numbers, DRAF mark (`layout`,
//!    `forms`), with every value from [`LayoutSettings`], whose defaults name their source.
//! 7. **PDF**: PDF/A-2b, tagged: printpdf makes fonts, picture and catalog, a pass over its lopdf document and the pages
//!    themselves follow (`pdf`, `tags`); one naskah to a file, or many (`many`).
//!
//! Many recipients: [`Sheet`] reads their list, [`for_recipient`] makes each letter of the common one, [`print_file`] puts
//! them into one file in folding order, [`dispatch_book`] draws the buku ekspedisi.
//!
//! All measures are whole micrometres, all orders are those of the data: the same data gives the same bytes, whatever
//! was rendered before (DESIGN 3.8). [`body_hash`] names the content of a revision without number, date, recipient
//! and head (PROCEDURE 2).

// The examples in `tests/common` are read by the tests of the crate as by those beside it.
#[cfg(test)]
extern crate self as letters;

#[cfg(test)]
mod bounds;
mod check;
mod code;
mod content;
mod data;
mod dispatch;
mod disposisi;
mod error;
mod example;
mod fields;
mod flow;
mod font;
mod forms;
mod hyphen;
mod kind;
mod lambang;
mod layout;
mod many;
mod measure;
mod merge;
mod paragraph;
mod pdf;
mod recipients;
mod render;
mod settings;
mod sop_sheet;
mod stamp;
mod symbol;
mod table;
mod tags;
mod template;
mod test_sheet;
pub mod wording;

#[cfg(feature = "bench")]
mod floor;

pub use check::{Check, Report, Unreadable, check};
pub use code::{ArchiveCode, MAX_PAYLOAD};
pub use data::{
    Addressee, Addressees, Attachment, CopyKind, FieldValue, Kind, Kop, KopRow, KopRowStyle, LetterDate,
    LetterNumber, NaskahData, ParafRow, SecondSignature, Signature, SigningForm, State,
};
pub use dispatch::{
    DispatchBook, DispatchPaper, DispatchRow, MAX_DISPATCH_ROWS, dispatch_book, dispatch_office,
};
pub use disposisi::TickPlace;
pub use error::{LetterError, MissingField};
pub use example::{example, example_of};
pub use fields::{Column, DITERUSKAN, FieldSpec, Group, HARAP, Input, SIFAT, field, fields};
#[cfg(feature = "bench")]
pub use floor::unlaid;
pub use kind::KindName;
pub use lambang::{MAX_LAMBANG_BYTES, check_lambang, drawn_lambang};
pub use many::{ManyError, Merged, MergedLetter, render_each, render_many};
pub use measure::{FontSize, Length};
pub use merge::{Printed, PrintedSides, dispatch_row, for_recipient, print_file};
pub use recipients::{
    ColumnUse, MAX_SHEET_BYTES, MAX_SHEET_ROWS, MergeRecipient, RecipientList, RowFault, Separator, Sheet,
    SheetError, SheetRow, example_sheet,
};
pub use render::{FieldPlace, Rendered, body_hash, render};
pub use settings::{
    AddressSide, BodyFont, CodePages, EmptyAttachment, KopRule, LambangInk, LayoutSettings, Paper,
    ParafTable, PostCase, SettingInput, SettingSource, SigningMethod, SubjectLabel, setting_sources,
};
pub use sop_sheet::{
    Interruption, InterruptionKind, LivedRound, LivedSop, LivedStep, LivedTotals, SopSheet, lived_sheet,
    sop_sheet,
};
pub use template::{MAX_TEMPLATE_BYTES, Shape, Template, delivered};
pub use test_sheet::{TestSheet, test_sheet};
