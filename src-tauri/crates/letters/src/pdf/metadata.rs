//! What the file says about itself: the Info dictionary, and XMP in step with it (ISO 19005-2, 6.6).

use std::fmt::Write;

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct About {
    /// The kind and the Hal.
    pub(crate) title: String,
    /// The kind.
    pub(crate) subject: String,
    /// The agency of the kop.
    pub(crate) author: String,
    /// The naskah's name in the office.
    pub(crate) identifier: String,
    /// The letter's date as `2026-11-09`, or nothing where it is written by hand.
    pub(crate) date: Option<String>,
    /// The number as printed, if it is known.
    pub(crate) number: String,
    /// Sifat of the letter: `Biasa`, `Rahasia`.
    pub(crate) classification: String,
}

/// Who made the file, in both places.
const CREATOR: &str = "Etalase";
const PRODUCER: &str = "Etalase (printpdf)";

/// The namespace of what XMP has no word for: number, date and sifat of a naskah.
const NASKAH: &str = "urn:etalase:naskah:1";

impl About {
    /// The Info dictionary.
    pub(crate) fn info(&self) -> Vec<u8> {
        let mut out = b"<<".to_vec();
        let mut entry = |key: &str, value: &str| {
            if !value.is_empty() {
                out.push(b'/');
                out.extend_from_slice(key.as_bytes());
                text_string(&mut out, value);
            }
        };
        entry("Title", &self.title);
        entry("Subject", &self.subject);
        entry("Author", &self.author);
        entry("Keywords", &self.identifier);
        entry("Creator", CREATOR);
        entry("Producer", PRODUCER);
        if let Some(date) = &self.date {
            // The day begins in the office's zone (WIB), as XMP says it too.
            let stamp = format!("D:{}000000+07'00'", date.replace('-', ""));
            entry("CreationDate", &stamp);
            entry("ModDate", &stamp);
        }
        out.extend_from_slice(b">>");
        out
    }

    /// The XMP packet.
    pub(crate) fn xmp(&self) -> String {
        let mut x = String::with_capacity(4 * 1024);
        x.push_str("<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
        x.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
        x.push_str(
            "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
             xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
             xmlns:naskah=\"",
        );
        x.push_str(NASKAH);
        x.push_str("\">\n<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n");
        x.push_str("<dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>id-ID</rdf:li></rdf:Bag></dc:language>\n");
        let language = |x: &mut String, key: &str, value: &str| {
            if !value.is_empty() {
                let value = escaped(value);
                let _ = writeln!(
                    x,
                    "<{key}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li></rdf:Alt></{key}>"
                );
            }
        };
        let simple = |x: &mut String, key: &str, value: &str| {
            if !value.is_empty() {
                let _ = writeln!(x, "<{key}>{}</{key}>", escaped(value));
            }
        };
        language(&mut x, "dc:title", &self.title);
        language(&mut x, "dc:description", &self.subject);
        if !self.author.is_empty() {
            let author = escaped(&self.author);
            let _ = writeln!(x, "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>");
        }
        simple(&mut x, "dc:identifier", &self.identifier);
        simple(&mut x, "pdf:Keywords", &self.identifier);
        simple(&mut x, "pdf:Producer", PRODUCER);
        simple(&mut x, "xmp:CreatorTool", CREATOR);
        if let Some(date) = &self.date {
            let stamp = format!("{date}T00:00:00+07:00");
            simple(&mut x, "xmp:CreateDate", &stamp);
            simple(&mut x, "xmp:ModifyDate", &stamp);
            simple(&mut x, "naskah:tanggal", date);
        }
        simple(&mut x, "naskah:nomor", &self.number);
        simple(&mut x, "naskah:sifat", &self.classification);
        x.push_str("</rdf:Description>\n");
        extensions(&mut x);
        x.push_str("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
        x
    }
}

/// Describes the schemas that PDF/A-2 does not know by itself (ISO 19005-2, 6.6.2.3.3).
fn extensions(x: &mut String) {
    x.push_str(
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
         xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
         xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n<pdfaExtension:schemas><rdf:Bag>\n",
    );
    schema(
        x,
        "PDF/UA identification",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        &[("part", "Integer", "Part of ISO 14289")],
    );
    schema(
        x,
        "Naskah dinas",
        NASKAH,
        "naskah",
        &[
            ("nomor", "Text", "Nomor naskah sebagaimana tercetak"),
            ("tanggal", "Text", "Tanggal naskah"),
            ("sifat", "Text", "Sifat naskah"),
        ],
    );
    x.push_str("</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n");
}

fn schema(x: &mut String, name: &str, uri: &str, prefix: &str, properties: &[(&str, &str, &str)]) {
    let _ = writeln!(
        x,
        "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>{name}</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
         <pdfaSchema:property><rdf:Seq>"
    );
    for (name, kind, meaning) in properties {
        let _ = writeln!(
            x,
            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
             <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>\
             <pdfaProperty:category>external</pdfaProperty:category>\
             <pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li>"
        );
    }
    x.push_str("</rdf:Seq></pdfaSchema:property></rdf:li>\n");
}

/// Text inside an element; what XML 1.0 cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// A PDF text string: plain where it is printable ASCII, else UTF-16 with its mark.
pub(crate) fn text_string(out: &mut Vec<u8>, text: &str) {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        out.push(b'(');
        for byte in text.bytes() {
            if matches!(byte, b'(' | b')' | b'\\') {
                out.push(b'\\');
            }
            out.push(byte);
        }
        out.push(b')');
        return;
    }
    out.extend_from_slice(b"<FEFF");
    for unit in text.encode_utf16() {
        for byte in unit.to_be_bytes() {
            for half in [byte >> 4, byte & 15] {
                out.push(b"0123456789ABCDEF"[usize::from(half)]);
            }
        }
    }
    out.push(b'>');
}
