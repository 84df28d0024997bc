//! What `cargo xtask bench letters` measures, each in a process of its own so that memory is told apart:
//! `letters-bench texts N` prints N letters as JSON for the peers; `many N OUT`, `each N`, `one N`, `floor N OUT` do the work and
//! print `{"millis": …, "bytes": …, "pages": …, "peak_kib": …}`. Every paragraph of every letter differs.

use std::io::Write;
use std::ops::ControlFlow;
use std::time::Instant;

use letters::{
    FieldValue, Kind, LayoutSettings, NaskahData, example, render, render_each, render_many, unlaid,
};

/// The body is the letter's own paragraphs; everything around it is the office's.
const TEMPLATE: &str = "+++\nkind = \"surat-usulan\"\ntitle = \"Surat usulan\"\nshape = \"surat\"\nnumber = \"\"\n\
    signer = \"kepala-perangkat-daerah\"\nsifat = \"Biasa\"\nhal = \"{{nama_etalase}}\"\n\
    tembusan = [\"Sekretaris Daerah Kabupaten Mojokerto\"]\n+++\n{{uraian_kebutuhan}}\n";

const WORDS: [&str; 64] = [
    "pengadaan",
    "barang",
    "jasa",
    "pemerintah",
    "kabupaten",
    "daerah",
    "etalase",
    "katalog",
    "elektronik",
    "lokal",
    "penyedia",
    "usaha",
    "mikro",
    "kecil",
    "koperasi",
    "produk",
    "harga",
    "spesifikasi",
    "kebutuhan",
    "anggaran",
    "tahun",
    "rencana",
    "umum",
    "pelaksanaan",
    "kegiatan",
    "dinas",
    "pendidikan",
    "kesehatan",
    "sekretariat",
    "bagian",
    "kepala",
    "pejabat",
    "pembuat",
    "komitmen",
    "pendaftaran",
    "penayangan",
    "pengumuman",
    "ketentuan",
    "peraturan",
    "dengan",
    "untuk",
    "dalam",
    "yang",
    "pada",
    "dari",
    "oleh",
    "serta",
    "kepada",
    "sebagaimana",
    "dimaksud",
    "tersebut",
    "bersama",
    "disampaikan",
    "mohon",
    "perkenan",
    "tindak",
    "lanjut",
    "sesuai",
    "kewenangan",
    "masyarakat",
    "berkelanjutan",
    "pertanggungjawaban",
    "memanfaatkan",
    "perkembangan",
];

/// A small generator of numbers, so that the texts are the same on every machine.
struct Draw(u64);

impl Draw {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

fn paragraphs(index: usize) -> Vec<String> {
    let mut draw = Draw(index as u64 * 7_919 + 1);
    (0..4)
        .map(|_| {
            let mut words: Vec<&str> = (0..34).map(|_| WORDS[draw.next(WORDS.len())]).collect();
            words.insert(draw.next(32) + 1, "Nomor 16 Tahun 2018");
            let text = words.join(" ");
            let mut chars = text.chars();
            let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
            format!("{first}{}.", chars.as_str())
        })
        .collect()
}

fn letter(index: usize) -> NaskahData {
    let mut data = example(Kind::SuratUsulan);
    data.fields.remove("daftar_produk");
    data.fields.insert("nama_etalase".to_owned(), FieldValue::Text(format!("Usulan Etalase Nomor {index}")));
    data.fields.insert("uraian_kebutuhan".to_owned(), FieldValue::Text(paragraphs(index).join("\n\n")));
    data
}

/// The most memory this process has held, in KiB, as Linux tells it; 0 elsewhere.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [work, count, rest @ ..] = args.as_slice() else {
        return Err("letters-bench texts|many|each|one|floor N [OUT]".into());
    };
    let count: usize = count.parse()?;
    let settings = LayoutSettings::default();
    let mut out = std::io::stdout();
    let start;
    let mut bytes = 0;
    let mut pages = 0;
    match work.as_str() {
        "texts" => {
            let texts: Vec<_> = (0..count)
                .map(|index| serde_json::json!({ "hal": format!("Usulan Etalase Nomor {index}"), "paragraphs": paragraphs(index) }))
                .collect();
            writeln!(out, "{}", serde_json::to_string(&texts)?)?;
            return Ok(());
        }
        "many" => {
            let path = rest.first().ok_or("many N OUT")?;
            start = Instant::now();
            let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
            let go_on = &mut |_: &letters::MergedLetter| ControlFlow::Continue(());
            pages =
                render_many(count, &letter, &settings, Some(TEMPLATE), "Gabungan", &mut file, go_on)?.pages;
            file.flush()?;
            bytes = std::fs::metadata(path)?.len();
        }
        "each" => {
            start = Instant::now();
            render_each(count, &letter, &settings, Some(TEMPLATE), &mut |_, rendered| {
                bytes += rendered.pdf.len() as u64;
                pages += rendered.pages as usize;
                ControlFlow::Continue(())
            })?;
        }
        "one" => {
            // The last of a few: the first reads the fonts, as Typst's first does.
            for index in 0..count {
                render(&letter(index), &settings, Some(TEMPLATE))?;
            }
            let data = letter(count);
            start = Instant::now();
            let rendered = render(&data, &settings, Some(TEMPLATE))?;
            bytes = rendered.pdf.len() as u64;
            pages = rendered.pages as usize;
        }
        "floor" => {
            let path = rest.first().ok_or("floor N OUT")?;
            let mut lines = Vec::new();
            for index in 0..count {
                let text = render(&letter(index), &settings, Some(TEMPLATE))?.text;
                // A page each, as the letters have.
                let mut page: Vec<String> =
                    text.iter().flat_map(|page| page.lines().map(str::to_owned)).take(50).collect();
                page.resize(50, String::new());
                lines.extend(page);
            }
            start = Instant::now();
            let file = unlaid(&lines);
            std::fs::write(path, &file)?;
            bytes = file.len() as u64;
        }
        other => return Err(format!("no work called {other}").into()),
    }
    let millis = start.elapsed().as_secs_f64() * 1_000.0;
    let answer = serde_json::json!({ "millis": millis, "bytes": bytes, "pages": pages, "peak_kib": peak() });
    writeln!(out, "{answer}")?;
    Ok(())
}
