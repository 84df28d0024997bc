//! Where everything stands: kop, meta rows, addressee, body, signature, tembusan, paraf table, page numbers.

mod attachments;
mod body;
mod closing;
mod kop;
mod members;
mod opening;
mod shapes;
mod sheets;

use crate::code;
use crate::content::Span;
use crate::data::{NaskahData, State};
use crate::disposisi::TickPlace;
use crate::error::{LetterError, MissingField};
use crate::flow::{self, Text, line_height};
use crate::font::Face;
use crate::forms;
use crate::measure::FontSize;
use crate::paragraph::Align;
use crate::pdf::Sheet;
use crate::settings::{LayoutSettings, Paper};
use crate::stamp;
use crate::template::{self, Filled, Shape, Template, one_line};

pub(crate) use closing::signature;
pub(crate) use opening::labelled;

/// Pages that one naskah may have.
pub(crate) const MAX_PAGES: usize = 300;

/// The measures of a page and how text is set on it.
pub(crate) struct Page<'a> {
    pub(crate) settings: &'a LayoutSettings,
    pub(crate) data: &'a NaskahData,
    pub(crate) paper: Paper,
    pub(crate) left: i64,
    pub(crate) width: i64,
}

impl<'a> Page<'a> {
    pub(crate) fn new(settings: &'a LayoutSettings, data: &'a NaskahData, paper: Paper) -> Self {
        let left = settings.margin_left.as_um();
        let width = paper.width.as_um() - left - settings.margin_right.as_um();
        Self { settings, data, paper, left, width }
    }

    pub(crate) fn size(&self) -> FontSize {
        self.settings.font_size
    }

    /// The upright face of the body.
    pub(crate) fn face(&self) -> Face {
        Face::of(self.settings.body_font, false, false)
    }

    /// Half a sheet of paper: a form on it is set smaller.
    pub(crate) fn half_sheet(&self) -> bool {
        self.paper.is_half_sheet()
    }

    fn spacing(&self) -> i64 {
        i64::from(self.settings.line_spacing_percent)
    }

    /// Body text over a part of the width, ragged.
    pub(crate) fn plain(&self, x: i64, width: i64) -> Text {
        Text {
            x,
            width,
            family: self.settings.body_font,
            size: self.size(),
            spacing: self.spacing(),
            align: Align::Left,
            indent: 0,
            hyphenate: false,
        }
    }

    fn body(&self, x: i64, width: i64) -> Text {
        let align = if self.settings.justify { Align::Justify } else { Align::Left };
        Text { align, hyphenate: self.settings.hyphenate, ..self.plain(x, width) }
    }

    pub(crate) fn konsep(&self) -> bool {
        self.data.state == State::Konsep
    }

    /// A member of the data as text, or `[Label]` in a konsep.
    pub(crate) fn value_or_label(&self, value: &str, label: &str, key: &str) -> Span {
        let value = one_line(value);
        if value.is_empty() && self.konsep() {
            Span { text: format!("[{label}]"), missing: true, field: Some(key.to_owned()), ..Span::default() }
        } else {
            Span::plain(value).of_field(key)
        }
    }
}

/// The laid out pages and what is missing on them.
pub(crate) struct Laid {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) missing: Vec<MissingField>,
    /// Boxes to tick, on a form that has them.
    pub(crate) ticks: Vec<TickPlace>,
}

/// Lays out a naskah.
pub(crate) fn lay_out(
    template: &Template,
    filled: Filled,
    data: &NaskahData,
    settings: &LayoutSettings,
    source: &str,
) -> Result<Laid, LetterError> {
    let paper = data.paper.or(template.paper).unwrap_or(settings.paper);
    let office = settings;
    let half = settings.for_half_sheet();
    let settings = if template.shape == Shape::Lembar && paper.is_half_sheet() { &half } else { settings };
    settings.check(paper)?;
    members::check_members(data)?;
    let page = Page::new(settings, data, paper);
    let mut missing = filled.missing.clone();
    missing.extend(members::missing_members(template, data));
    members::order_by_form(template, &mut missing);
    template::refuse_missing(data, &missing)?;

    let (kop, first_top) = kop::kop(&page);
    let top = settings.margin_top.as_um();
    let foot = paper.height.as_um() - settings.margin_bottom.as_um().max(stamp::strip(&page, template));
    let mut ticks = Vec::new();
    let mut rows = match template.shape {
        Shape::Surat => shapes::surat(&page, template, &filled),
        Shape::Judul => shapes::judul(&page, template, &filled),
        Shape::Telaahan => shapes::telaahan(&page, template, &filled),
        Shape::Nota => shapes::nota(&page, template, &filled),
        Shape::Lembar => {
            let (rows, boxes) = forms::lembar(&page, &filled, first_top, foot);
            ticks = boxes;
            rows
        }
    };
    rows.extend(attachments::attachments(&page, template));

    let catchword = settings.catchword && template.shape != Shape::Lembar;
    let catch = if catchword { line_height(page.size(), 100) } else { 0 };
    let mut columns = flow::paginate(rows, first_top, top, foot - catch);
    if columns.len() > MAX_PAGES {
        return Err(LetterError::TooLarge { what: "halaman", actual: columns.len(), limit: MAX_PAGES });
    }
    if let Some(first) = columns.first_mut() {
        first.marks.splice(0..0, kop);
    }
    sheets::place_paraf(&page, template, &mut columns, foot);
    let mut sheets = sheets::finish_pages(&page, columns, catchword.then_some(foot - catch));
    let printed = |spans: &[Span]| spans.iter().map(|span| span.text.as_str()).collect::<String>();
    let number = printed(&opening::number_spans(&page, template));
    let date = printed(&opening::date_spans(&page, false));
    stamp::certificate(&page, template, &mut sheets);
    stamp::codes(&page, template, &mut sheets, || code::check_digits(data, office, source, &number, &date))?;
    Ok(Laid { sheets, missing, ticks })
}
