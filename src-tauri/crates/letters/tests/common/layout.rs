//! Where everything stands, read from the file itself: text with its place, lines and boxes, in millimetres.

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object};

use super::{fonts, page_sizes, page_texts, to_unicode_tables};

/// The whole file as text: what a reader copies, page by page, and where it stands.
pub(crate) fn snapshot(document: &Document) -> String {
    let mut out = String::new();
    let tables = to_unicode_tables(document);
    let sizes = page_sizes(document);
    let names: BTreeMap<String, String> = fonts(document)
        .into_iter()
        .map(|(name, font)| {
            let base = font.get(b"BaseFont").and_then(Object::as_name).expect("a name");
            let base = String::from_utf8_lossy(base).into_owned();
            (name, base.split_once('+').map_or(base.clone(), |(_, name)| name.to_owned()))
        })
        .collect();
    for (index, (id, text)) in document.get_pages().values().zip(page_texts(document)).enumerate() {
        let (width, height) = sizes[index];
        let _ = writeln!(out, "=== {} / {} ({} × {} mm)", index + 1, sizes.len(), mm(width), mm(height));
        let _ = writeln!(out, "{}", text.trim());
        let _ = writeln!(out, "--- letak (mm dari kiri atas)");
        let content = Content::decode(&document.get_page_content(*id)).expect("a content stream");
        for line in places(&content.operations, &tables, &names, height) {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

/// Tenths of a millimetre are enough to see what moved, and few enough not to tremble.
fn mm(um: i64) -> String {
    format!("{}.{}", um / 1_000, um % 1_000 / 100)
}

fn um(points: f32) -> i64 {
    (f64::from(points) * 25_400.0 / 72.0).round() as i64
}

fn places(
    operations: &[Operation],
    tables: &BTreeMap<Vec<u8>, BTreeMap<Vec<u8>, String>>,
    names: &BTreeMap<String, String>,
    height: i64,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let number = |operation: &Operation, at: usize| operation.operands[at].as_float().expect("a number");
    let (mut font, mut size, mut at, mut stroke) = (Vec::new(), 0.0, (0, 0), 0.0_f32);
    let mut begin = (0.0_f32, 0.0_f32);
    let mut frame = None;
    let mut path: Vec<(i64, i64)> = Vec::new();
    let mut rectangles = 0;
    for operation in operations {
        match operation.operator.as_str() {
            "Tf" => {
                font = operation.operands[0].as_name().expect("a font name").to_vec();
                size = number(operation, 1);
            }
            "Tm" => at = (um(number(operation, 4)), height - um(number(operation, 5))),
            "BT" => (begin, at) = ((0.0, 0.0), (0, height)),
            "Td" => {
                begin = (begin.0 + number(operation, 0), begin.1 + number(operation, 1));
                at = (um(begin.0), height - um(begin.1));
            }
            "w" => stroke = number(operation, 0),
            "m" => path = vec![(um(number(operation, 0)), height - um(number(operation, 1)))],
            "l" => path.push((um(number(operation, 0)), height - um(number(operation, 1)))),
            "re" => {
                let (x, y) = (um(number(operation, 0)), height - um(number(operation, 1)));
                frame = Some((x, y, um(number(operation, 2)), um(number(operation, 3))));
                rectangles += 1;
            }
            "S" if frame.is_some() => {
                let (x, y, across, up) = frame.take().expect("a frame");
                lines.push(format!(
                    "bingkai {},{} {} × {} ({stroke:.2} pt)",
                    mm(x),
                    mm(y - up),
                    mm(across),
                    mm(up)
                ));
                rectangles -= 1;
            }
            "S" | "s" => {
                let points: Vec<String> =
                    path.drain(..).map(|(x, y)| format!("{},{}", mm(x), mm(y))).collect();
                lines.push(format!("garis {} ({stroke:.2} pt)", points.join(" – ")));
            }
            "f" | "f*" => frame = None,
            "Do" => lines.push("gambar".to_owned()),
            "Tj" | "TJ" => {
                let mut text = String::new();
                match &operation.operands[0] {
                    Object::Array(parts) => {
                        parts.iter().for_each(|part| super::decode(part, &tables[&font], &mut text));
                    }
                    single => super::decode(single, &tables[&font], &mut text),
                }
                let name = names.get(&*String::from_utf8_lossy(&font)).cloned().unwrap_or_default();
                let name = name.trim_start_matches("LiberationSans").trim_start_matches('-');
                let short: String = text.trim_end().chars().take(28).collect();
                if short.is_empty() {
                    // A space that is only heard: it parts two lines of one paragraph.
                    continue;
                }
                lines.push(format!("{:>6} {:>6}  {size} {name} {short}", mm(at.0), mm(at.1)));
            }
            _ => {}
        }
    }
    if rectangles > 0 {
        lines.push(format!("bidang: {rectangles}"));
    }
    lines
}
