//! PDF/A-2b: what makes a file readable in thirty years.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content::{Drawn, drawn, fonts};
use super::{Check, dictionary, entry, judged, name, text, unpacked};

/// All demands of PDF/A-2b that a letter can break.
pub(super) fn checks(bytes: &[u8], document: &Document) -> Vec<Check> {
    let pages: Vec<(u32, ObjectId, Drawn)> = document
        .get_pages()
        .into_iter()
        .map(|(number, id)| (number, id, drawn(document, id, number)))
        .collect();
    let xmp = xmp(document);
    let (fonts, count) = fonts(document, &pages);
    vec![
        judged(
            "header",
            "ISO 19005-2, 6.1.2",
            "Berkas dimulai dengan %PDF-1.n dan komentar berisi empat byte di atas 127.",
            header(bytes),
            String::from_utf8_lossy(bytes.get(..8).unwrap_or_default()).into_owned(),
        ),
        judged(
            "trailer",
            "ISO 19005-2, 6.1.3",
            "Trailer memuat ID, tidak memuat Encrypt, dan tidak ada isi sesudah %%EOF.",
            trailer(bytes, document),
            "ID ada, tanpa sandi",
        ),
        judged(
            "output-intent",
            "ISO 19005-2, 6.2.3",
            "Ada satu OutputIntent GTS_PDFA1 dengan profil ICC yang sah.",
            output_intent(document),
            "GTS_PDFA1 dengan profil RGB",
        ),
        judged(
            "xmp",
            "ISO 19005-2, 6.6.2 dan 6.6.4",
            "Metadata XMP ada, tidak dikemas, dan menyebut pdfaid:part 2, pdfaid:conformance B.",
            identified(document, xmp.as_deref()),
            "PDF/A-2B",
        ),
        judged(
            "metadata-in-step",
            "ISO 19005-2, 6.6.3",
            "Isi Info sama dengan isi XMP.",
            in_step(document, xmp.as_deref().unwrap_or_default()),
            "sama",
        ),
        judged(
            "extension-schemas",
            "ISO 19005-2, 6.6.2.3",
            "Setiap skema XMP di luar daftar PDF/A dijelaskan dengan skema perluasan.",
            extensions(xmp.as_deref().unwrap_or_default()),
            "semua dijelaskan",
        ),
        judged(
            "fonts",
            "ISO 19005-2, 6.2.11",
            "Setiap fon ditanam; kode, lebar, CIDToGIDMap, CIDSet, dan ToUnicode cocok dengan gambar hurufnya.",
            fonts,
            format!("{count} fon ditanam"),
        ),
        judged(
            "colours",
            "ISO 19005-2, 6.2.4",
            "Warna hanya DeviceGray dan DeviceRGB, sesuai dengan OutputIntent.",
            colours(document, &pages),
            "abu-abu dan RGB",
        ),
        judged(
            "transparency",
            "ISO 19005-2, 6.2.10",
            "Tidak ada bagian tembus pandang.",
            transparency(document),
            "tidak ada",
        ),
        judged(
            "forbidden",
            "ISO 19005-2, 6.1.7, 6.2.8, 6.3, 6.5, dan 6.9",
            "Tidak ada skrip, tindakan, lampiran, isi di luar berkas, kompresi LZW, atau gambar yang dihaluskan.",
            forbidden(document),
            "tidak ada",
        ),
    ]
}

fn header(bytes: &[u8]) -> Vec<String> {
    let mut wrong = Vec::new();
    let version = bytes.get(..8).unwrap_or_default();
    if !(version.starts_with(b"%PDF-1.") && version[7].is_ascii_digit() && version[7] <= b'7') {
        wrong.push("baris pertama bukan %PDF-1.n".to_owned());
    }
    let second = bytes.split(|byte| *byte == b'\n').nth(1).unwrap_or_default();
    if !(second.starts_with(b"%") && second.iter().skip(1).take(4).filter(|byte| **byte > 127).count() == 4) {
        wrong.push("baris kedua bukan komentar dengan empat byte di atas 127".to_owned());
    }
    wrong
}

fn trailer(bytes: &[u8], document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    let id = document.trailer.get(b"ID").and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    if id.len() != 2
        || id.iter().any(|half| half.as_str().is_ok_and(<[u8]>::is_empty) || half.as_str().is_err())
    {
        wrong.push("ID tidak ada atau kosong".to_owned());
    }
    if document.trailer.has(b"Encrypt") {
        wrong.push("berkas bersandi".to_owned());
    }
    let end = bytes.trim_ascii_end();
    if !end.ends_with(b"%%EOF") {
        wrong.push("ada isi sesudah %%EOF".to_owned());
    }
    wrong
}

fn output_intent(document: &Document) -> Vec<String> {
    let Ok(catalog) = document.catalog() else { return vec!["tanpa katalog".to_owned()] };
    let intents = entry(document, catalog, b"OutputIntents").and_then(|list| list.as_array().ok());
    let intents: Vec<&Dictionary> = intents
        .into_iter()
        .flatten()
        .filter_map(|intent| document.dereference(intent).ok()?.1.as_dict().ok())
        .collect();
    let archive: Vec<&&Dictionary> =
        intents.iter().filter(|intent| name(entry(document, intent, b"S")) == b"GTS_PDFA1").collect();
    let [intent] = archive.as_slice() else {
        return vec![format!("OutputIntent GTS_PDFA1 berjumlah {}", archive.len())];
    };
    let stream = entry(document, intent, b"DestOutputProfile");
    let Some(profile) = unpacked(stream) else { return vec!["tanpa DestOutputProfile".to_owned()] };
    let mut wrong = Vec::new();
    if profile.get(36..40) != Some(b"acsp") {
        wrong.push("profil bukan ICC".to_owned());
    }
    let length = profile.get(..4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
    if length.map(|length| length as usize) != Some(profile.len()) {
        wrong.push("panjang profil tidak sama dengan yang tertulis di dalamnya".to_owned());
    }
    if profile.get(16..20) != Some(b"RGB ") {
        wrong.push("profil bukan RGB".to_owned());
    }
    let components = stream
        .and_then(|stream| stream.as_stream().ok())
        .and_then(|stream| stream.dict.get(b"N").and_then(Object::as_i64).ok());
    if components != Some(3) {
        wrong.push("N pada profil bukan 3".to_owned());
    }
    wrong
}

fn xmp(document: &Document) -> Option<String> {
    let metadata = entry(document, document.catalog().ok()?, b"Metadata")?;
    String::from_utf8(unpacked(Some(metadata))?).ok()
}

/// What stands between a tag and its end.
fn between<'a>(xmp: &'a str, tag: &str) -> Option<&'a str> {
    let open = format!("<{tag}>");
    let start = xmp.find(&open)? + open.len();
    let length = xmp[start..].find(&format!("</{tag}>"))?;
    Some(&xmp[start..start + length])
}

fn identified(document: &Document, xmp: Option<&str>) -> Vec<String> {
    let Some(xmp) = xmp else { return vec!["tidak ada XMP yang terbaca".to_owned()] };
    let mut wrong = Vec::new();
    if !xmp.starts_with("<?xpacket begin=") {
        wrong.push("paket XMP tanpa awal".to_owned());
    }
    for (tag, wanted) in [("pdfaid:part", "2"), ("pdfaid:conformance", "B")] {
        match between(xmp, tag) {
            Some(found) if found == wanted => {}
            found => wrong.push(format!("{tag} {}", found.unwrap_or("tidak ada"))),
        }
    }
    let stream = document.catalog().ok().and_then(|catalog| entry(document, catalog, b"Metadata"));
    if stream.and_then(|stream| stream.as_stream().ok()).is_some_and(|stream| stream.dict.has(b"Filter")) {
        wrong.push("XMP dikemas".to_owned());
    }
    wrong
}

fn in_step(document: &Document, xmp: &str) -> Vec<String> {
    let Some(info) = dictionary(document, &document.trailer, b"Info") else { return Vec::new() };
    let plain = |inner: &str| {
        // The text of an element, or of the one item inside it.
        let text = inner.rsplit_once("<rdf:li").map_or(inner, |(_, rest)| {
            rest.split_once('>').map_or(rest, |(_, rest)| rest.split("</rdf:li>").next().unwrap_or(rest))
        });
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    };
    let mut wrong = Vec::new();
    for (key, tag) in [
        ("Title", "dc:title"),
        ("Author", "dc:creator"),
        ("Subject", "dc:description"),
        ("Keywords", "pdf:Keywords"),
        ("Creator", "xmp:CreatorTool"),
        ("Producer", "pdf:Producer"),
        ("CreationDate", "xmp:CreateDate"),
        ("ModDate", "xmp:ModifyDate"),
    ] {
        let said = entry(document, info, key.as_bytes()).and_then(text);
        let also = between(xmp, tag).map(plain);
        let also = if key.ends_with("Date") { also.map(|date| stamp(&date)) } else { also };
        if said != also {
            wrong.push(format!(
                "{key}: Info {}, XMP {}",
                said.as_deref().unwrap_or("tidak ada"),
                also.as_deref().unwrap_or("tidak ada")
            ));
        }
    }
    wrong
}

/// `2026-11-09T00:00:00+07:00` as the Info dictionary writes it.
fn stamp(date: &str) -> String {
    let (day, zone) = date.split_at_checked(19).unwrap_or((date, ""));
    let digits: String = day.chars().filter(char::is_ascii_digit).collect();
    let zone = zone.replace(':', "'");
    format!("D:{digits}{zone}'")
}

/// Namespaces that PDF/A-2 describes itself (ISO 19005-2, 6.6.2.3.1).
const KNOWN: [&str; 14] = [
    "x",
    "rdf",
    "xml",
    "dc",
    "xmp",
    "pdf",
    "pdfaid",
    "xmpRights",
    "xmpMM",
    "tiff",
    "exif",
    "pdfaExtension",
    "pdfaSchema",
    "pdfaProperty",
];

fn extensions(xmp: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for part in xmp.split("xmlns:").skip(1) {
        let Some((prefix, _)) = part.split_once('=') else { continue };
        let described = xmp.contains(&format!("<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"));
        if !KNOWN.contains(&prefix) && !described && xmp.contains(&format!("<{prefix}:")) {
            wrong.push(format!("skema {prefix} tidak dijelaskan"));
        }
    }
    wrong
}

fn colours(document: &Document, pages: &[(u32, ObjectId, Drawn)]) -> Vec<String> {
    let mut wrong: Vec<String> = pages.iter().flat_map(|(.., drawn)| drawn.foreign.clone()).collect();
    for (id, stream) in streams(document) {
        if name(entry(document, &stream.dict, b"Subtype")) == b"Image" {
            let space = entry(document, &stream.dict, b"ColorSpace");
            if !matches!(name(space), b"DeviceRGB" | b"DeviceGray") {
                wrong.push(format!("gambar {} bukan RGB atau abu-abu", id.0));
            }
        }
    }
    wrong
}

fn streams(document: &Document) -> impl Iterator<Item = (&ObjectId, &lopdf::Stream)> {
    document.objects.iter().filter_map(|(id, object)| object.as_stream().ok().map(|stream| (id, stream)))
}

/// Every dictionary of the file, those inside others too.
fn dictionaries(document: &Document) -> Vec<(u32, &Dictionary)> {
    let mut found = Vec::new();
    let mut open: Vec<(u32, &Object)> = document.objects.iter().map(|(id, object)| (id.0, object)).collect();
    while let Some((id, object)) = open.pop() {
        let inner = match object {
            Object::Dictionary(inner) => inner,
            Object::Stream(stream) => &stream.dict,
            Object::Array(values) => {
                open.extend(values.iter().map(|value| (id, value)));
                continue;
            }
            _ => continue,
        };
        open.extend(inner.iter().map(|(_, value)| (id, value)));
        found.push((id, inner));
    }
    found
}

fn transparency(document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    for (id, inner) in dictionaries(document) {
        let alpha = |key: &[u8]| inner.get(key).and_then(Object::as_float).is_ok_and(|value| value < 1.0);
        let group = dictionary(document, inner, b"Group");
        let blend = inner.get(b"BM").and_then(Object::as_name).unwrap_or(b"Normal");
        let mask = inner.get(b"SMask").is_ok_and(|mask| mask.as_name().ok() != Some(b"None"));
        if alpha(b"ca")
            || alpha(b"CA")
            || mask
            || blend != b"Normal"
            || group.is_some_and(|group| name(entry(document, group, b"S")) == b"Transparency")
        {
            wrong.push(format!("objek {id} tembus pandang"));
        }
    }
    wrong
}

fn forbidden(document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    for (id, inner) in dictionaries(document) {
        for key in [&b"JS"[..], b"AA", b"EmbeddedFiles", b"XFA", b"OpenAction", b"OPI", b"PostScript"] {
            if inner.has(key) {
                wrong.push(format!("objek {id}: {}", String::from_utf8_lossy(key)));
            }
        }
        let action = inner.get(b"S").and_then(Object::as_name).unwrap_or_default();
        if matches!(action, b"JavaScript" | b"Launch" | b"SubmitForm" | b"ImportData" | b"Movie" | b"Sound") {
            wrong.push(format!("objek {id}: tindakan {}", String::from_utf8_lossy(action)));
        }
        if inner.get(b"Interpolate").and_then(Object::as_bool).unwrap_or(false) {
            wrong.push(format!("objek {id}: gambar dihaluskan"));
        }
        let filters = match entry(document, inner, b"Filter") {
            Some(Object::Array(filters)) => filters.iter().filter_map(|one| one.as_name().ok()).collect(),
            Some(Object::Name(filter)) => vec![filter.as_slice()],
            _ => Vec::new(),
        };
        if filters.iter().any(|filter| matches!(*filter, b"LZWDecode" | b"LZW" | b"Crypt")) {
            wrong.push(format!("objek {id}: kompresi yang tidak boleh"));
        }
    }
    for (id, stream) in streams(document) {
        if stream.dict.has(b"F") {
            wrong.push(format!("objek {}: isi di luar berkas", id.0));
        }
    }
    wrong
}
