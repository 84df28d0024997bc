//! From the events of the CommonMark parser to blocks.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::fill::Filler;
use super::{MAX_DEPTH, Part, SENTINEL, is_private, one_line, paragraphs};
use crate::content::{Block, ColumnOf, Item, Marker, Span, TableBlock};
use crate::data::FieldValue;
use crate::error::LetterError;
use crate::fields::{FieldSpec, Input};

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// Walks the events of the CommonMark parser and builds blocks.
pub(super) struct Reader<'r, 'f, 'd> {
    filler: &'r mut Filler<'d>,
    source: &'f str,
    events: &'f [(Event<'f>, Range<usize>)],
    at: usize,
    places: &'f [usize],
}

impl<'r, 'f, 'd> Reader<'r, 'f, 'd> {
    pub(super) fn new(
        filler: &'r mut Filler<'d>,
        source: &'f str,
        events: &'f [(Event<'f>, Range<usize>)],
        places: &'f [usize],
    ) -> Self {
        Self { filler, source, events, at: 0, places }
    }

    /// Blocks until the end of the surrounding container. `outer` is the marker of the list we are in.
    pub(super) fn blocks(&mut self, outer: Option<Marker>, depth: usize) -> Result<Vec<Block>, LetterError> {
        let mut blocks = Vec::new();
        let mut loose: Vec<Span> = Vec::new();
        let mut loose_gone = false;
        while let Some((event, range)) = self.events.get(self.at) {
            let inline_starts = matches!(
                event,
                Event::Text(_)
                    | Event::Code(_)
                    | Event::SoftBreak
                    | Event::HardBreak
                    | Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. })
            );
            if inline_starts {
                // Tight list items hold text without a paragraph around it.
                match self.inline(|end| {
                    matches!(
                        end,
                        Event::End(TagEnd::Item)
                            | Event::Start(
                                Tag::List(_) | Tag::Paragraph | Tag::Table(_) | Tag::Heading { .. }
                            )
                    )
                })? {
                    Some(spans) => loose.extend(spans),
                    None => loose_gone = true,
                }
                self.settle(&mut blocks, &mut loose, &mut loose_gone, outer)?;
                continue;
            }
            match event {
                Event::End(_) => break,
                Event::Start(Tag::Paragraph) => {
                    self.at += 1;
                    let spans = self.inline(|end| matches!(end, Event::End(TagEnd::Paragraph)))?;
                    self.at += 1;
                    match spans {
                        Some(spans) => loose = spans,
                        None => loose_gone = true,
                    }
                    self.settle(&mut blocks, &mut loose, &mut loose_gone, outer)?;
                }
                Event::Start(Tag::Heading { .. }) => {
                    self.at += 1;
                    let spans = self.inline(|end| matches!(end, Event::End(TagEnd::Heading(_))))?;
                    self.at += 1;
                    if let Some(spans) = spans {
                        blocks.push(Block::Heading(spans));
                    }
                }
                Event::Start(Tag::List(start)) => {
                    let letters = start.is_some() && self.counts_with_bracket(range);
                    let marker = match start {
                        Some(_) if letters => Marker::Letter,
                        Some(start) => Marker::Number(*start),
                        None if self.source_of(range).starts_with('*') => Marker::Plain,
                        None => Marker::Dash,
                    };
                    self.at += 1;
                    if depth >= MAX_DEPTH {
                        return Err(LetterError::TooLarge {
                            what: "daftar dalam daftar",
                            actual: depth + 1,
                            limit: MAX_DEPTH,
                        });
                    }
                    let items = self.items(marker, depth + 1)?;
                    if !items.is_empty() {
                        blocks.push(Block::List { marker, items });
                    }
                }
                Event::Start(Tag::Table(alignments)) => {
                    let alignments = alignments.clone();
                    self.at += 1;
                    blocks.push(Block::Table(self.table(&alignments)?));
                }
                _ => self.at += 1,
            }
        }
        Ok(blocks)
    }

    /// A finished run of spans becomes a paragraph, or what a field standing alone expands to.
    fn settle(
        &mut self,
        blocks: &mut Vec<Block>,
        loose: &mut Vec<Span>,
        gone: &mut bool,
        outer: Option<Marker>,
    ) -> Result<(), LetterError> {
        let spans = std::mem::take(loose);
        if std::mem::take(gone) || spans.is_empty() {
            return Ok(());
        }
        if let [only] = spans.as_slice()
            && let Some(key) = only.field.clone().filter(|_| !only.missing)
            && let Some(value) = self.filler.value(&key).cloned()
        {
            match value {
                FieldValue::List(entries) => {
                    let marker = outer.map_or(Marker::Number(1), Marker::inner);
                    let items = entries
                        .iter()
                        .map(|entry| one_line(entry))
                        .filter(|entry| !entry.is_empty())
                        .map(|entry| Item {
                            label: None,
                            blocks: vec![Block::Paragraph(vec![Span::plain(entry).of_field(&key)])],
                        })
                        .collect();
                    blocks.push(Block::List { marker, items });
                    return Ok(());
                }
                FieldValue::Table(rows) => {
                    blocks.push(Block::Table(field_table(self.filler.spec(&key), &key, &rows)));
                    return Ok(());
                }
                FieldValue::Text(text) => {
                    let many = paragraphs(&text);
                    if many.len() > 1 {
                        blocks.extend(
                            many.into_iter()
                                .map(|text| Block::Paragraph(vec![Span { text, ..only.clone() }])),
                        );
                        return Ok(());
                    }
                }
            }
        }
        blocks.push(Block::Paragraph(spans));
        Ok(())
    }

    /// `1)` lists count with letters: the list's first delimiter decides.
    fn counts_with_bracket(&self, range: &Range<usize>) -> bool {
        self.source
            .get(range.clone())
            .and_then(|text| {
                text.trim_start().find(|c: char| !c.is_ascii_digit()).map(|at| (text.trim_start(), at))
            })
            .is_some_and(|(text, at)| text[at..].starts_with(')'))
    }

    fn source_of(&self, range: &Range<usize>) -> &str {
        self.source.get(range.clone()).unwrap_or_default().trim_start()
    }

    fn items(&mut self, marker: Marker, depth: usize) -> Result<Vec<Item>, LetterError> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.get(self.at) {
            match event {
                Event::Start(Tag::Item) => {
                    self.at += 1;
                    let blocks = self.blocks(Some(marker), depth)?;
                    // Step over the item's end.
                    self.at += 1;
                    if !blocks.is_empty() {
                        items.push(Item { label: None, blocks });
                    }
                }
                Event::End(TagEnd::List(_)) => {
                    self.at += 1;
                    break;
                }
                _ => self.at += 1,
            }
        }
        Ok(label_items(items))
    }

    fn table(&mut self, alignments: &[Alignment]) -> Result<TableBlock, LetterError> {
        let mut table = TableBlock::default();
        let mut row: Vec<Vec<Span>> = Vec::new();
        let mut gone = false;
        while let Some((event, _)) = self.events.get(self.at) {
            match event {
                Event::Start(Tag::TableCell) => {
                    self.at += 1;
                    match self.inline(|end| matches!(end, Event::End(TagEnd::TableCell)))? {
                        Some(spans) => row.push(spans),
                        None => gone = true,
                    }
                }
                Event::End(TagEnd::TableHead) => {
                    for (index, cell) in std::mem::take(&mut row).into_iter().enumerate() {
                        let alignment = alignments.get(index).copied().unwrap_or(Alignment::None);
                        table.columns.push(ColumnOf {
                            head: cell.into_iter().map(|span| span.text).collect(),
                            weight: 1,
                            right: alignment == Alignment::Right,
                            centre: alignment == Alignment::Center,
                        });
                    }
                }
                Event::End(TagEnd::TableRow) => {
                    let cells = std::mem::take(&mut row);
                    if !std::mem::take(&mut gone) {
                        table.rows.push(cells);
                    }
                }
                Event::End(TagEnd::Table) => {
                    self.at += 1;
                    break;
                }
                _ => {}
            }
            self.at += 1;
        }
        Ok(table)
    }

    /// Spans until an event for which `ends` holds; that event is not consumed. `None` when an optional field
    /// without value makes the whole disappear.
    fn inline(&mut self, ends: impl Fn(&Event<'_>) -> bool) -> Result<Option<Vec<Span>>, LetterError> {
        let mut spans: Vec<Span> = Vec::new();
        let mut look = Look::default();
        let (mut bold, mut italic) = (0_u32, 0_u32);
        let mut gone = false;
        while let Some((event, _)) = self.events.get(self.at) {
            if ends(event) {
                break;
            }
            match event {
                Event::Start(Tag::Strong) => bold += 1,
                Event::End(TagEnd::Strong) => bold = bold.saturating_sub(1),
                Event::Start(Tag::Emphasis) => italic += 1,
                Event::End(TagEnd::Emphasis) => italic = italic.saturating_sub(1),
                Event::Text(text) | Event::Code(text) => gone |= self.text(text, look, &mut spans)?,
                Event::SoftBreak => spans.push(Span { text: " ".to_owned(), ..Span::default() }),
                Event::HardBreak => spans.push(Span { new_line: true, ..Span::default() }),
                _ => {}
            }
            look = Look { bold: bold > 0, italic: italic > 0 };
            self.at += 1;
        }
        Ok(if gone { None } else { Some(spans) })
    }

    /// Text between marks, its sentinels replaced by the fields' values. True when an optional field is empty.
    fn text(&mut self, text: &str, look: Look, spans: &mut Vec<Span>) -> Result<bool, LetterError> {
        let mut gone = false;
        let mut plain = String::new();
        for c in text.chars() {
            if !is_private(c) {
                plain.push(c);
                continue;
            }
            self.flush(&mut plain, look, spans)?;
            let place = self.places.get((c as u32 - SENTINEL) as usize).copied();
            let part = place.and_then(|place| self.filler.template.body.get(place)).cloned();
            if let Some(Part::Field { key, default, .. }) = part {
                if self.filler.vanishes(&key, default.as_deref()) {
                    gone = true;
                } else {
                    spans.extend(self.filler.field_spans(&key, default.as_deref(), look)?);
                }
            }
        }
        self.flush(&mut plain, look, spans)?;
        Ok(gone)
    }

    fn flush(&mut self, plain: &mut String, look: Look, spans: &mut Vec<Span>) -> Result<(), LetterError> {
        if !plain.is_empty() {
            self.filler.count(plain)?;
            spans.push(Span {
                text: std::mem::take(plain),
                bold: look.bold,
                italic: look.italic,
                ..Span::default()
            });
        }
        Ok(())
    }
}

/// A list whose every item begins `label : value` is set in columns, aligned at the colon (facts 9.1).
fn label_items(items: Vec<Item>) -> Vec<Item> {
    let split: Option<Vec<Item>> = items
        .iter()
        .map(|item| {
            let Some(Block::Paragraph(spans)) = item.blocks.first() else { return None };
            let at = spans.iter().position(|span| span.field.is_none() && span.text.contains(" : "))?;
            let (left, right) = spans[at].text.split_once(" : ")?;
            let mut label: Vec<Span> = spans[..at].to_vec();
            label.push(Span { text: left.to_owned(), ..spans[at].clone() });
            let mut value = vec![Span { text: right.to_owned(), ..spans[at].clone() }];
            value.extend_from_slice(&spans[at + 1..]);
            value.retain(|span| !span.text.is_empty() || span.new_line || span.gap.is_some());
            let mut blocks = vec![Block::Paragraph(value)];
            blocks.extend_from_slice(&item.blocks[1..]);
            Some(Item { label: Some(label), blocks })
        })
        .collect();
    split.unwrap_or(items)
}

/// The rows of a table field in the columns of its specification; missing cells stay empty, surplus ones are cut.
pub(crate) fn field_table(spec: Option<&FieldSpec>, key: &str, rows: &[Vec<String>]) -> TableBlock {
    let columns: Vec<ColumnOf> = match spec.map(|spec| &spec.input) {
        Some(Input::Table { columns }) => columns
            .iter()
            .map(|column| ColumnOf {
                head: column.label.clone(),
                weight: column.weight,
                right: column.right,
                centre: column.label == "No",
            })
            .collect(),
        _ => (0..rows.iter().map(Vec::len).max().unwrap_or(0).min(12))
            .map(|_| ColumnOf { weight: 1, ..ColumnOf::default() })
            .collect(),
    };
    let rows = rows
        .iter()
        .map(|row| {
            (0..columns.len())
                .map(|index| match row.get(index) {
                    Some(cell) => vec![Span::plain(one_line(cell)).of_field(key)],
                    None => Vec::new(),
                })
                .collect()
        })
        .collect();
    TableBlock { columns, rows }
}
