//! The few words that sentences of faults are made of: dates, hours, names of papers (DESK section 8, Formats).

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use sop::people::{Capacity, Role};

const DAYS: [&str; 7] = ["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

/// "Sel 10 Nov 2026".
pub fn short_date(date: NaiveDate) -> String {
    let day = DAYS[date.weekday().num_days_from_monday() as usize];
    let month = MONTHS[date.month0() as usize];
    format!("{day} {} {month} {}", date.day(), date.year())
}

/// "09.32".
pub fn clock(at: DateTime<FixedOffset>) -> String {
    at.format("%H.%M").to_string()
}

/// "Sel 10 Nov 2026 09.32".
pub fn moment(at: DateTime<FixedOffset>) -> String {
    format!("{} {}", short_date(at.date_naive()), clock(at))
}

/// "a, b, dan c".
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} dan {two}"),
        [all @ .., last] => format!("{}, dan {last}", all.join(", ")),
    }
}

/// "2,4 MB".
pub fn size(bytes: u64) -> String {
    let tenths = bytes.div_ceil(104_858);
    format!("{},{} MB", tenths / 10, tenths % 10)
}

/// "definitif", "Plt.", "Plh.".
pub fn capacity_word(capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Definitif => "definitif",
        Capacity::Plt => "Plt.",
        Capacity::Plh => "Plh.",
    }
}

/// "petugas, admin".
pub fn roles_words(roles: &[Role]) -> String {
    let words: Vec<&str> = roles
        .iter()
        .map(|role| match role {
            Role::Petugas => "petugas",
            Role::Pejabat => "pejabat",
            Role::Arsiparis => "arsiparis",
            Role::Admin => "admin",
        })
        .collect();
    words.join(", ")
}

/// The name of a kind of naskah or of an output, as it stands in a sentence.
pub fn kind_word(kind: &str) -> String {
    match kind {
        "surat-usulan" => "surat usulan",
        "lembar-disposisi" | "disposisi" => "lembar disposisi",
        "lembar-kendali" => "lembar kendali",
        "pengumuman" => "pengumuman pendaftaran",
        "surat-pemberitahuan" | "pemberitahuan" => "surat pemberitahuan",
        other => return other.replace('-', " "),
    }
    .to_owned()
}

/// What a key of something missing means: `telaah`, `pengumuman:R2`, `signed:pengumuman`, `proof`, `checklist`, …
pub fn paper_word(key: &str) -> String {
    if let Some(kind) = key.strip_prefix("signed:") {
        return format!("{} yang sudah ditandatangani", kind_word(kind));
    }
    if let Some((kind, revision)) = key.split_once(':') {
        return format!("{} {revision}", kind_word(kind));
    }
    match key {
        "checklist" => "daftar periksa kelengkapan".to_owned(),
        "proof" => "bukti tayang".to_owned(),
        "agency" => "perangkat daerah".to_owned(),
        "etalase" => "nama etalase".to_owned(),
        "number" => "nomor".to_owned(),
        "recipients" => "penerima".to_owned(),
        "decisions" => "keputusan".to_owned(),
        "place" => "tempat".to_owned(),
        "cause" => "sebab".to_owned(),
        "actor" => "pelaku (jabatan dan namanya)".to_owned(),
        "time" => "tanggal dan jam yang masuk akal".to_owned(),
        "sheet" => "lembar yang dicetak".to_owned(),
        "document" => "dokumen".to_owned(),
        other => kind_word(other),
    }
}
