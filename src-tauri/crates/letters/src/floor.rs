//! The floor of `xtask bench`: the same lines written by printpdf, without template, line breaking or layout.

use printpdf::{Op, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem, TextMatrix};

use crate::font::{self, Face, Used};

/// Lines of text as a PDF: one font subset, one text operation a line, fifty lines a page.
#[must_use]
pub fn unlaid(lines: &[String]) -> Vec<u8> {
    let used: Used = lines.iter().flat_map(|line| line.chars()).collect();
    let mut document = PdfDocument::new("unlaid");
    if let Ok(subset) = font::exact_subset(Face::Regular, &used) {
        document.resources.fonts.map.insert(Face::Regular.id(), PdfFont::new(subset.font.clone()));
    }
    for chunk in lines.chunks(50) {
        let mut ops = vec![
            Op::StartTextSection,
            Op::SetFont { font: PdfFontHandle::External(Face::Regular.id()), size: Pt(12.0) },
        ];
        for (index, line) in chunk.iter().enumerate() {
            let y = 780.0 - index as f32 * 14.0;
            ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(85.0), Pt(y)) });
            ops.push(Op::ShowText { items: vec![TextItem::Text(line.clone())] });
        }
        ops.push(Op::EndTextSection);
        document.pages.push(PdfPage::new(printpdf::Mm(210.0), printpdf::Mm(297.0), ops));
    }
    document.save(&PdfSaveOptions::default(), &mut Vec::new())
}
