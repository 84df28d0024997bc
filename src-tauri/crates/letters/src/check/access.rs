//! PDF/UA-1: what lets a reader that cannot see the page read the letter.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content::{Drawn, drawn};
use super::{Check, dictionary, entry, judged, name, text, unpacked};

/// Structure types that mean the same everywhere (ISO 32000-1, 14.8.4).
const STANDARD: [&str; 33] = [
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Figure",
];

/// All demands of PDF/UA-1 that a letter can break.
pub(super) fn checks(document: &Document) -> Vec<Check> {
    let pages: Vec<(u32, ObjectId, Drawn)> = document
        .get_pages()
        .into_iter()
        .map(|(number, id)| (number, id, drawn(document, id, number)))
        .collect();
    let tree = Walked::of(document);
    let unmarked: Vec<String> = pages.iter().flat_map(|(.., drawn)| drawn.unmarked.clone()).collect();
    let marked: usize = pages.iter().map(|(.., drawn)| drawn.marked.len()).sum();
    let bad_pages: Vec<String> = pages
        .iter()
        .filter(|(_, id, _)| {
            let page = document.get_dictionary(*id).ok();
            page.is_none_or(|page| name(entry(document, page, b"Tabs")) != b"S")
        })
        .map(|(number, ..)| format!("halaman {number} tanpa Tabs /S"))
        .collect();
    vec![
        judged(
            "ua-identified",
            "ISO 14289-1, 5",
            "XMP menyebut pdfuaid:part 1.",
            if xmp_has(document, "<pdfuaid:part>1</pdfuaid:part>") {
                Vec::new()
            } else {
                vec!["tidak ada".to_owned()]
            },
            "PDF/UA-1",
        ),
        judged(
            "title",
            "ISO 14289-1, 7.1",
            "Judul dokumen ada pada XMP dan ditampilkan pada jendela (DisplayDocTitle).",
            title(document),
            "judul ditampilkan",
        ),
        judged(
            "language",
            "ISO 14289-1, 7.2",
            "Bahasa dokumen tertulis pada katalog.",
            language(document),
            "id-ID",
        ),
        judged(
            "tagged",
            "ISO 14289-1, 7.1",
            "MarkInfo menyebut Marked, tanpa Suspects, dan ada StructTreeRoot dengan ParentTree.",
            tagged(document),
            format!("{} unsur", tree.count),
        ),
        judged(
            "marked-content",
            "ISO 14289-1, 7.1",
            "Semua yang digambar adalah isi bertanda atau artefak.",
            unmarked,
            format!("{marked} isi bertanda"),
        ),
        judged(
            "parent-tree",
            "ISO 32000-1, 14.7.4.4",
            "Setiap isi bertanda dimiliki tepat satu unsur, dan ParentTree menunjuk unsur itu.",
            parents(document, &pages, &tree),
            "cocok",
        ),
        judged(
            "structure",
            "ISO 14289-1, 7.1 sampai 7.6",
            "Jenis unsur baku; judul bertingkat tanpa loncatan; daftar, tabel, dan gambar tersusun lengkap.",
            tree.wrong.clone(),
            "lengkap",
        ),
        judged("tab-order", "ISO 14289-1, 7.18.3", "Urutan tab mengikuti struktur.", bad_pages, "Tabs /S"),
    ]
}

fn xmp_has(document: &Document, part: &str) -> bool {
    document
        .catalog()
        .ok()
        .and_then(|catalog| unpacked(entry(document, catalog, b"Metadata")))
        .is_some_and(|xmp| String::from_utf8_lossy(&xmp).contains(part))
}

fn title(document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    if !xmp_has(document, "<dc:title>") {
        wrong.push("tanpa dc:title".to_owned());
    }
    let shown = document
        .catalog()
        .ok()
        .and_then(|catalog| dictionary(document, catalog, b"ViewerPreferences"))
        .and_then(|preferences| entry(document, preferences, b"DisplayDocTitle"))
        .and_then(|shown| shown.as_bool().ok());
    if shown != Some(true) {
        wrong.push("DisplayDocTitle tidak ada".to_owned());
    }
    wrong
}

fn language(document: &Document) -> Vec<String> {
    let language =
        document.catalog().ok().and_then(|catalog| entry(document, catalog, b"Lang")).and_then(text);
    match language {
        Some(language) if !language.is_empty() => Vec::new(),
        _ => vec!["tanpa Lang".to_owned()],
    }
}

fn tagged(document: &Document) -> Vec<String> {
    let Ok(catalog) = document.catalog() else { return vec!["tanpa katalog".to_owned()] };
    let mut wrong = Vec::new();
    let info = dictionary(document, catalog, b"MarkInfo");
    let flag =
        |key: &[u8]| info.and_then(|info| entry(document, info, key)).and_then(|flag| flag.as_bool().ok());
    if flag(b"Marked") != Some(true) {
        wrong.push("MarkInfo tidak menyebut Marked".to_owned());
    }
    if flag(b"Suspects") == Some(true) {
        wrong.push("MarkInfo menyebut Suspects".to_owned());
    }
    match dictionary(document, catalog, b"StructTreeRoot") {
        None => wrong.push("tanpa StructTreeRoot".to_owned()),
        Some(root) if dictionary(document, root, b"ParentTree").is_none() => {
            wrong.push("tanpa ParentTree".to_owned());
        }
        Some(_) => {}
    }
    wrong
}

/// The structure tree walked once.
#[derive(Default)]
struct Walked {
    count: usize,
    wrong: Vec<String>,
    /// The element of each marked content, by page and number.
    owners: BTreeMap<(ObjectId, i64), ObjectId>,
    headings: Vec<u32>,
    seen: BTreeSet<ObjectId>,
}

impl Walked {
    fn of(document: &Document) -> Self {
        let mut walked = Self::default();
        let root = document.catalog().ok().and_then(|catalog| catalog.get(b"StructTreeRoot").ok());
        if let Some(root) = root
            && let Ok((_, object)) = document.dereference(root)
            && let Ok(dictionary) = object.as_dict()
        {
            for kid in kids(document, dictionary) {
                if let Object::Reference(id) = kid {
                    walked.element(document, id, 0);
                }
            }
        }
        let mut last = 0;
        for level in &walked.headings {
            if *level > last + 1 {
                walked.wrong.push(format!("judul H{level} sesudah tingkat {last}"));
            }
            last = *level;
        }
        walked
    }

    fn element(&mut self, document: &Document, id: ObjectId, depth: usize) {
        // A tree that leads back into itself, or down without end, is not walked.
        if depth > 64 || !self.seen.insert(id) {
            self.wrong.push(format!("unsur {} dua kali pada pohon", id.0));
            return;
        }
        let Ok(element) = document.get_dictionary(id) else {
            self.wrong.push(format!("unsur {} tidak ada", id.0));
            return;
        };
        self.count += 1;
        let role = String::from_utf8_lossy(name(entry(document, element, b"S"))).into_owned();
        if !STANDARD.contains(&role.as_str()) {
            self.wrong.push(format!("unsur {}: jenis {role:?} tidak baku", id.0));
        }
        if let Some(level) = role.strip_prefix('H').and_then(|level| level.parse::<u32>().ok()) {
            self.headings.push(level);
        }
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        let mut inner = Vec::new();
        for kid in kids(document, element) {
            match kid {
                Object::Reference(kid) => {
                    inner.push(kid);
                }
                Object::Integer(mcid) => self.own(page, mcid, id),
                Object::Dictionary(part) => {
                    let page = part.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                    if let Ok(mcid) = part.get(b"MCID").and_then(Object::as_i64) {
                        self.own(page, mcid, id);
                    }
                }
                _ => {}
            }
        }
        self.shape(document, id, &role, element, &inner);
        for kid in inner {
            let parent = document.get_dictionary(kid).ok().and_then(|kid| kid.get(b"P").ok());
            if parent.and_then(|parent| parent.as_reference().ok()) != Some(id) {
                self.wrong.push(format!("unsur {} tidak menunjuk induknya", kid.0));
            }
            self.element(document, kid, depth + 1);
        }
    }

    fn own(&mut self, page: Option<ObjectId>, mcid: i64, id: ObjectId) {
        match page {
            None => self.wrong.push(format!("unsur {}: isi tanpa halaman", id.0)),
            Some(page) => {
                if self.owners.insert((page, mcid), id).is_some() {
                    self.wrong.push(format!("isi bertanda {mcid} dimiliki dua unsur"));
                }
            }
        }
    }

    /// What an element of a kind must hold.
    fn shape(
        &mut self,
        document: &Document,
        id: ObjectId,
        role: &str,
        element: &Dictionary,
        kids: &[ObjectId],
    ) {
        let roles: Vec<String> = kids
            .iter()
            .map(|kid| {
                let kid = document.get_dictionary(*kid).ok().and_then(|kid| entry(document, kid, b"S"));
                String::from_utf8_lossy(name(kid)).into_owned()
            })
            .collect();
        let mut say = |what: String| self.wrong.push(format!("unsur {} ({role}): {what}", id.0));
        let only = |allowed: &[&str]| roles.iter().find(|role| !allowed.contains(&role.as_str())).cloned();
        match role {
            "Figure"
                if entry(document, element, b"Alt")
                    .and_then(text)
                    .is_none_or(|alt| alt.trim().is_empty()) =>
            {
                say("gambar tanpa teks pengganti".to_owned());
            }
            "L" => {
                if let Some(other) = only(&["LI", "Caption", "L"]) {
                    say(format!("{other} di dalam daftar"));
                }
            }
            "LI" => {
                if let Some(other) = only(&["Lbl", "LBody"]) {
                    say(format!("{other} di dalam butir"));
                }
                if !roles.iter().any(|role| role == "LBody") {
                    say("butir tanpa LBody".to_owned());
                }
            }
            "Table" => {
                if let Some(other) = only(&["TR", "THead", "TBody", "TFoot", "Caption"]) {
                    say(format!("{other} di dalam tabel"));
                }
                let counts: BTreeSet<usize> = kids
                    .iter()
                    .filter_map(|kid| document.get_dictionary(*kid).ok())
                    .map(|row| self::kids(document, row).len())
                    .collect();
                if counts.len() > 1 {
                    say(format!("baris dengan jumlah sel berbeda: {counts:?}"));
                }
            }
            "TR" => {
                if let Some(other) = only(&["TH", "TD"]) {
                    say(format!("{other} di dalam baris"));
                }
            }
            "TH" => {
                let scope = dictionary(document, element, b"A").and_then(|a| entry(document, a, b"Scope"));
                if !matches!(name(scope), b"Column" | b"Row" | b"Both") {
                    say("kepala kolom tanpa Scope".to_owned());
                }
            }
            _ => {}
        }
    }
}

/// The kids of an element as a list.
fn kids(document: &Document, element: &Dictionary) -> Vec<Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(Object::Reference(id)) => match document.get_object(*id) {
            Ok(Object::Array(kids)) => kids.clone(),
            _ => vec![Object::Reference(*id)],
        },
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    }
}

/// Marked content without owner, owners without content, and places where the parent tree says otherwise.
fn parents(document: &Document, pages: &[(u32, ObjectId, Drawn)], tree: &Walked) -> Vec<String> {
    let mut numbers = BTreeMap::new();
    let root = document
        .catalog()
        .ok()
        .and_then(|catalog| dictionary(document, catalog, b"StructTreeRoot"))
        .and_then(|root| dictionary(document, root, b"ParentTree"));
    if let Some(root) = root {
        leaves(document, root, 0, &mut numbers);
    }
    let mut wrong = Vec::new();
    let mut met = BTreeSet::new();
    for (number, id, drawn) in pages {
        let key = document
            .get_dictionary(*id)
            .ok()
            .and_then(|page| entry(document, page, b"StructParents"))
            .and_then(|key| key.as_i64().ok());
        let owners = key.and_then(|key| numbers.get(&key)).cloned().unwrap_or_default();
        for (mcid, kind) in &drawn.marked {
            met.insert((*id, *mcid));
            let Some(owner) = tree.owners.get(&(*id, *mcid)) else {
                wrong.push(format!("halaman {number}: isi bertanda {mcid} ({kind}) tanpa unsur"));
                continue;
            };
            let said = usize::try_from(*mcid).ok().and_then(|at| owners.get(at)).copied().flatten();
            if said != Some(*owner) {
                wrong.push(format!("halaman {number}: ParentTree keliru untuk isi {mcid}"));
            }
            let role = document.get_dictionary(*owner).ok().and_then(|owner| entry(document, owner, b"S"));
            if name(role) != kind.as_bytes() {
                wrong.push(format!("halaman {number}: isi {mcid} bertanda {kind}, unsurnya lain"));
            }
        }
    }
    for (page, mcid) in tree.owners.keys() {
        if !met.contains(&(*page, *mcid)) {
            wrong.push(format!("isi bertanda {mcid} pada objek {} tidak ada pada halamannya", page.0));
        }
    }
    wrong
}

fn leaves(
    document: &Document,
    node: &Dictionary,
    depth: usize,
    numbers: &mut BTreeMap<i64, Vec<Option<ObjectId>>>,
) {
    if depth > 16 {
        return;
    }
    let pairs = entry(document, node, b"Nums").and_then(|list| list.as_array().ok());
    for pair in pairs.map_or(&[][..], Vec::as_slice).chunks_exact(2) {
        if let (Ok(key), Ok((_, Object::Array(owners)))) = (pair[0].as_i64(), document.dereference(&pair[1]))
        {
            numbers.insert(key, owners.iter().map(|owner| owner.as_reference().ok()).collect());
        }
    }
    let below = entry(document, node, b"Kids").and_then(|list| list.as_array().ok());
    for kid in below.into_iter().flatten() {
        if let Ok((_, Object::Dictionary(kid))) = document.dereference(kid) {
            leaves(document, kid, depth + 1, numbers);
        }
    }
}
