//! The checker: it finds nothing in what the product writes, and every fault that is planted into a good file.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test code; clippy knows only the test functions as such"
)]

mod common;

use std::ops::ControlFlow;

use letters::{Kind, LayoutSettings, NaskahData, State, check, example, render, render_many};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Four pixels in two colours, half of them transparent: a picture, not a lambang.
const LAMBANG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAFElEQVR4nGM4ISf3XyRKo4EBxgAAOdEGM1W5DXgAAAAASUVORK5CYII=";

fn whole(kind: Kind) -> NaskahData {
    let mut data = example(kind);
    data.date = letters::LetterDate::Given(chrono::NaiveDate::from_ymd_opt(2026, 11, 16).unwrap());
    if !data.kop.rows.is_empty() {
        data.kop.lambang = Some(LAMBANG.to_owned());
    }
    data
}

fn good(kind: Kind) -> Vec<u8> {
    render(&whole(kind), &LayoutSettings::default(), None).unwrap().pdf
}

fn merged() -> Vec<u8> {
    let mut bytes = Vec::new();
    let letter = |index: usize| {
        let mut data = whole(Kind::SuratPemberitahuan);
        data.place = format!("Tempat {index}");
        data
    };
    let settings = LayoutSettings::default();
    let go_on = &mut |_: &letters::MergedLetter| ControlFlow::Continue(());
    render_many(60, &letter, &settings, None, "Surat gabungan", &mut bytes, go_on).unwrap();
    bytes
}

#[track_caller]
fn clean(what: &str, pdf: &[u8]) {
    let report = check(pdf).unwrap();
    let wrong: Vec<_> = report.checks.iter().filter(|check| !check.holds).collect();
    assert!(wrong.is_empty() && report.holds, "{what}: {wrong:#?}");
}

#[test]
fn nothing_is_wrong_with_what_the_product_writes() {
    for kind in Kind::ALL {
        clean(kind.as_str(), &good(kind));
        let mut konsep = whole(kind);
        konsep.state = State::Konsep;
        konsep.fields.clear();
        konsep.signature.name.clear();
        clean(kind.as_str(), &render(&konsep, &LayoutSettings::default(), None).unwrap().pdf);
    }
    let settings = r#"{"address_side": "kanan", "catchword": true, "paper": "F4-215"}"#;
    let settings = LayoutSettings::from_json(settings).unwrap();
    let mut data = whole(Kind::SuratPemberitahuan);
    data.copy = letters::CopyKind::Pertinggal;
    data.signature.name = "Prof. Dr. Abdurrahmán Müller-Øster, S.E., M.Si.".to_owned();
    clean("the older look", &render(&data, &settings, None).unwrap().pdf);
    clean("sixty letters in a file", &merged());
}

/// The file with a change, written anew by lopdf.
fn planted(change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = common::open(&good(Kind::SuratPemberitahuan));
    change(&mut document);
    document.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn root(document: &Document) -> ObjectId {
    document.trailer.get(b"Root").and_then(Object::as_reference).unwrap()
}

fn catalog(document: &mut Document) -> &mut Dictionary {
    let id = root(document);
    document.get_dictionary_mut(id).unwrap()
}

fn first_page(document: &Document) -> ObjectId {
    document.get_pages()[&1]
}

/// Every element of a structure type.
fn elements(document: &Document, role: &str) -> Vec<ObjectId> {
    document
        .objects
        .iter()
        .filter(|(_, object)| {
            object.as_dict().is_ok_and(|d| {
                d.has(b"P") && d.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == role.as_bytes())
            })
        })
        .map(|(id, _)| *id)
        .collect()
}

fn stream_with(document: &Document, key: &[u8]) -> ObjectId {
    let holder = document.objects.values().find_map(|object| {
        let holder = object.as_dict().ok()?;
        holder.get(key).ok()?.as_reference().ok()
    });
    holder.expect("the good file has one")
}

fn metadata(document: &mut Document, from: &str, to: &str) {
    let id = catalog(document).get(b"Metadata").and_then(Object::as_reference).unwrap();
    let stream = document.get_object_mut(id).and_then(Object::as_stream_mut).unwrap();
    let text = String::from_utf8(stream.content.clone()).unwrap();
    assert!(text.contains(from), "the good file says {from}");
    stream.set_content(text.replace(from, to).into_bytes());
}

/// A page's content with one thing replaced.
fn content(document: &mut Document, from: &str, to: &str) {
    let page = first_page(document);
    let id = document.get_dictionary(page).unwrap().get(b"Contents").and_then(Object::as_reference).unwrap();
    let stream = document.get_object_mut(id).and_then(Object::as_stream_mut).unwrap();
    let raw = stream.decompressed_content().unwrap();
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let at = raw.windows(from.len()).position(|part| part == from).expect("the good page draws this");
    let mut changed = raw[..at].to_vec();
    changed.extend_from_slice(to);
    changed.extend_from_slice(&raw[at + from.len()..]);
    stream.set_plain_content(changed);
}

type Fault = (&'static str, fn(&mut Document));

const FAULTS: &[Fault] = &[
    ("trailer", |d| {
        d.trailer.remove(b"ID");
    }),
    ("output-intent", |d| {
        catalog(d).remove(b"OutputIntents");
    }),
    ("output-intent", |d| {
        let id = d
            .objects
            .values()
            .find_map(|object| {
                let intents = object.as_dict().ok()?.get(b"OutputIntents").ok()?.as_array().ok()?;
                intents[0].as_dict().ok()?.get(b"DestOutputProfile").ok()?.as_reference().ok()
            })
            .unwrap();
        d.get_object_mut(id)
            .and_then(Object::as_stream_mut)
            .unwrap()
            .set_plain_content(b"no profile".to_vec());
    }),
    ("xmp", |d| {
        catalog(d).remove(b"Metadata");
    }),
    ("xmp", |d| metadata(d, "<pdfaid:part>2</pdfaid:part>", "<pdfaid:part>9</pdfaid:part>")),
    ("xmp", |d| metadata(d, "<pdfaid:conformance>B</pdfaid:conformance>", "")),
    ("metadata-in-step", |d| {
        let info = d.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
        d.get_dictionary_mut(info).unwrap().set("Title", Object::string_literal("Judul lain"));
    }),
    ("metadata-in-step", |d| metadata(d, "2026-11-16T00", "2025-11-16T00")),
    ("extension-schemas", |d| {
        metadata(
            d,
            "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>",
            "<pdfaSchema:prefix>lain</pdfaSchema:prefix>",
        );
    }),
    ("fonts", |d| {
        let descriptor = d
            .objects
            .values_mut()
            .find_map(|object| object.as_dict_mut().ok().filter(|descriptor| descriptor.has(b"FontFile2")));
        descriptor.unwrap().remove(b"FontFile2");
    }),
    ("fonts", |d| {
        let font =
            d.objects.values_mut().find_map(|object| object.as_dict_mut().ok().filter(|font| font.has(b"W")));
        font.unwrap().set("W", Object::Array(Vec::new()));
    }),
    ("fonts", |d| {
        let id = stream_with(d, b"ToUnicode");
        d.get_object_mut(id).and_then(Object::as_stream_mut).unwrap().set_plain_content(Vec::new());
    }),
    ("fonts", |d| {
        let id = stream_with(d, b"CIDToGIDMap");
        d.get_object_mut(id).and_then(Object::as_stream_mut).unwrap().set_plain_content(vec![0; 1_000]);
    }),
    ("fonts", |d| {
        let id = stream_with(d, b"CIDSet");
        d.get_object_mut(id).and_then(Object::as_stream_mut).unwrap().set_plain_content(vec![0x80]);
    }),
    ("fonts", |d| {
        let table = stream_with(d, b"Encoding");
        let table = d.get_object_mut(table).and_then(Object::as_stream_mut).unwrap();
        let text = String::from_utf8(table.get_plain_content().unwrap()).unwrap();
        table.set_plain_content(text.replace("<20> <7E> 32", "<20> <7E> 33").into_bytes());
    }),
    ("fonts", |d| {
        let table = stream_with(d, b"Encoding");
        let table = d.get_object_mut(table).and_then(Object::as_stream_mut).unwrap();
        table.dict.set("WMode", 1);
    }),
    ("fonts", |d| {
        let table = stream_with(d, b"Encoding");
        let table = d.get_object_mut(table).and_then(Object::as_stream_mut).unwrap();
        let mut system = Dictionary::new();
        system.set("Registry", Object::string_literal("Adobe"));
        system.set("Ordering", Object::string_literal("Japan1"));
        system.set("Supplement", 0);
        table.dict.set("CIDSystemInfo", system);
    }),
    ("colours", |d| content(d, "BT\n", "0 0 0 1 k\nBT\n")),
    ("transparency", |d| {
        let page = first_page(d);
        let mut group = Dictionary::new();
        group.set("S", Object::Name(b"Transparency".to_vec()));
        d.get_dictionary_mut(page).unwrap().set("Group", Object::Dictionary(group));
    }),
    ("transparency", |d| {
        let mut state = Dictionary::new();
        state.set("ca", Object::Real(0.5));
        d.add_object(state);
    }),
    ("forbidden", |d| {
        let mut action = Dictionary::new();
        action.set("S", Object::Name(b"JavaScript".to_vec()));
        action.set("JS", Object::string_literal("app.alert(1)"));
        catalog(d).set("OpenAction", Object::Dictionary(action));
    }),
    ("forbidden", |d| {
        let picture = d.objects.values_mut().find_map(|object| {
            object.as_stream_mut().ok().filter(|stream| stream.dict.has(b"BitsPerComponent"))
        });
        picture.unwrap().dict.set("Interpolate", true);
    }),
    ("ua-identified", |d| metadata(d, "<pdfuaid:part>1</pdfuaid:part>", "")),
    ("title", |d| {
        catalog(d).remove(b"ViewerPreferences");
    }),
    ("language", |d| {
        catalog(d).remove(b"Lang");
    }),
    ("tagged", |d| {
        catalog(d).remove(b"MarkInfo");
    }),
    ("tagged", |d| {
        catalog(d).remove(b"StructTreeRoot");
    }),
    ("marked-content", |d| content(d, "/Artifact BMC\n", "/Span BMC\n")),
    ("marked-content", |d| content(d, "/P<</MCID 3>>BDC", "/P<</MCID 2>>BDC")),
    ("parent-tree", |d| {
        let first = elements(d, "P")[0];
        d.get_dictionary_mut(first).unwrap().remove(b"K");
    }),
    ("parent-tree", |d| {
        let page = first_page(d);
        d.get_dictionary_mut(page).unwrap().set("StructParents", 77);
    }),
    ("parent-tree", |d| content(d, "/P<</MCID 3>>BDC", "/H1<</MCID 3>>BDC")),
    ("structure", |d| {
        let first = elements(d, "P")[0];
        d.get_dictionary_mut(first).unwrap().set("S", Object::Name(b"Paragraf".to_vec()));
    }),
    ("structure", |d| {
        let figure = elements(d, "Figure")[0];
        d.get_dictionary_mut(figure).unwrap().remove(b"Alt");
    }),
    ("structure", |d| {
        let title = elements(d, "H1")[0];
        d.get_dictionary_mut(title).unwrap().set("S", Object::Name(b"H3".to_vec()));
    }),
    ("structure", |d| {
        let body = elements(d, "LBody")[0];
        d.get_dictionary_mut(body).unwrap().set("S", Object::Name(b"P".to_vec()));
    }),
    ("structure", |d| {
        let item = elements(d, "LI")[0];
        let parent = root(d);
        d.get_dictionary_mut(item).unwrap().set("P", Object::Reference(parent));
    }),
    ("tab-order", |d| {
        let page = first_page(d);
        d.get_dictionary_mut(page).unwrap().remove(b"Tabs");
    }),
];

#[test]
fn every_planted_fault_is_found() {
    clean("written anew without a change", &planted(|_| {}));
    for (index, (rule, change)) in FAULTS.iter().enumerate() {
        let report = check(&planted(*change)).unwrap();
        assert!(!report.holds, "fault {index} ({rule}) is found");
        let found = report.checks.iter().find(|check| check.rule == *rule).expect("the rule exists");
        assert!(!found.holds && !found.found.is_empty(), "fault {index}: {rule} is named, not {report:#?}");
    }
}

#[test]
fn a_table_without_scope_or_a_cell_short_is_found() {
    let spoiled = |change: fn(&mut Document)| {
        let mut document = common::open(&good(Kind::Telaah));
        change(&mut document);
        document.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        check(&bytes).unwrap().checks.into_iter().find(|check| check.rule == "structure").unwrap()
    };
    assert!(spoiled(|_| {}).holds, "the good telaah");
    let scope = spoiled(|d| {
        let head = elements(d, "TH")[0];
        d.get_dictionary_mut(head).unwrap().remove(b"A");
    });
    assert!(scope.found.iter().any(|what| what.contains("Scope")), "{:?}", scope.found);
    let short = spoiled(|d| {
        let row = elements(d, "TR")[1];
        let kids = d.get_dictionary_mut(row).unwrap().get_mut(b"K").and_then(Object::as_array_mut).unwrap();
        kids.pop();
    });
    assert!(short.found.iter().any(|what| what.contains("jumlah sel")), "{:?}", short.found);
}

#[test]
fn header_and_end_are_looked_at_as_bytes() {
    let rule = |bytes: &[u8], rule: &str| {
        check(bytes).unwrap().checks.into_iter().find(|check| check.rule == rule).unwrap().holds
    };
    let pdf = good(Kind::Pengumuman);
    let mut version = pdf.clone();
    version[7] = b'9';
    assert!(rule(&pdf, "header") && !rule(&version, "header"), "PDF 1.9 is none");
    let mut comment = pdf.clone();
    comment[10..14].copy_from_slice(b"abcd");
    assert!(!rule(&comment, "header"), "a comment of letters says nothing of bytes");
    let mut tail = pdf.clone();
    tail.extend_from_slice(b"lagi");
    assert!(rule(&pdf, "trailer") && !rule(&tail, "trailer"), "nothing stands behind the end");
    assert!(check(b"ini bukan PDF").is_err(), "what is no PDF is not checked");
}
