//! Where an Indonesian word may be divided at the end of a line.
//!
//! Written from the rules of Ejaan yang Disempurnakan (EYD V, "pemenggalan kata"), because no permissively licensed
//! pattern file exists for Indonesian: the known one is generated for TeX under the GPL. The rules are few, since the
//! spelling is phonetic. Only divisions that every reading of the rules allows are offered: a prefix `meng-` or
//! `peng-` before a vowel and a suffix `-an` divide by meaning, which spelling does not show, so no division is
//! offered there. Names and words with capitals or digits are never divided (names of posts and persons stay whole).

/// Byte positions inside `word` where a hyphen may stand, ascending. Empty for anything but a plain lower-case word.
pub(crate) fn divisions(word: &str) -> Vec<usize> {
    if word.len() < 6 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let sounds = sounds(word.as_bytes());
    let mut cuts = Vec::new();
    for pair in 0..sounds.len().saturating_sub(1) {
        // A syllable begins with the last consonant before a vowel: V-KV and VK-KV.
        let [onset, nucleus] = [&sounds[pair], &sounds[pair + 1]];
        if onset.vowel || !nucleus.vowel || pair == 0 {
            continue;
        }
        let mut at = onset.start;
        let mut before = pair - 1;
        // A stop and a liquid behind another consonant begin the syllable together: ben-trok, elek-tro-nik. Where
        // four consonants meet (ins-truk-si or in-struk-si) nothing is offered.
        if !sounds[before].vowel && before > 0 && !sounds[before - 1].vowel {
            if !is_liquid(word, onset.start) || before < 2 || !sounds[before - 2].vowel {
                continue;
            }
            at = sounds[before].start;
            before -= 1;
        }
        if !sounds[..=before].iter().any(|sound| sound.vowel) {
            continue;
        }
        if at >= 3 && word.len() - at >= 3 && !divides_by_meaning(word, at) {
            cuts.push(at);
        }
    }
    cuts
}

struct Sound {
    start: usize,
    vowel: bool,
}

/// Letters grouped into sounds: `ng`, `ny`, `sy`, `kh` are one consonant, `ai`, `au`, `oi` one vowel.
fn sounds(bytes: &[u8]) -> Vec<Sound> {
    let mut sounds = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at..at + 2);
        let double = matches!(pair, Some(b"ng" | b"ny" | b"sy" | b"kh" | b"ai" | b"au" | b"oi"));
        sounds.push(Sound { start: at, vowel: matches!(bytes[at], b'a' | b'e' | b'i' | b'o' | b'u') });
        at += if double { 2 } else { 1 };
    }
    sounds
}

fn is_liquid(word: &str, at: usize) -> bool {
    matches!(word.as_bytes().get(at), Some(b'l' | b'r'))
}

/// Places where the root shows only to a reader: `meng|ukur` or `me|ngukur`, `makan|an` or `maka|nan`.
fn divides_by_meaning(word: &str, at: usize) -> bool {
    let rest = &word[at..];
    let prefix = ["meng", "peng", "meny", "peny", "ber", "ter", "per", "mem", "pem", "men", "pen"];
    let near_prefix = at <= 4 && prefix.iter().any(|p| word.starts_with(p) && at < p.len());
    let before_an = rest.len() <= 4 && rest.ends_with("an") && !rest.starts_with("kan");
    let before_i = rest.len() <= 3 && rest.ends_with('i');
    near_prefix || before_an || before_i
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str) -> String {
        let mut out = word.to_owned();
        for at in divisions(word).into_iter().rev() {
            out.insert(at, '-');
        }
        out
    }

    #[test]
    fn divisions_follow_the_spelling() {
        for (word, expected) in [
            ("pemberitahuan", "pem-be-ri-tahuan"),
            ("pengadaan", "pengadaan"),
            ("mendisposisikan", "men-dis-po-si-si-kan"),
            ("menyampaikan", "menyam-pai-kan"),
            ("persyaratan", "per-sya-ratan"),
            ("instruksi", "instruksi"),
            ("kualifikasi", "kua-li-fi-kasi"),
            ("penyedia", "penye-dia"),
            ("mengusulkan", "mengu-sul-kan"),
            ("elektronik", "elek-tro-nik"),
            ("bentrok", "ben-trok"),
            ("barang", "barang"),
            ("NIB", "NIB"),
            ("Mojokerto", "Mojokerto"),
            ("2026", "2026"),
        ] {
            assert_eq!(divided(word), expected, "divisions of {word}");
        }
    }

    #[test]
    fn every_division_leaves_letters_on_both_sides() {
        for word in ["aaaaaaaa", "ngngngng", "strstrstr", "iiiiii", "khususnya", "kerjasamanya"] {
            for at in divisions(word) {
                assert!(at >= 3 && word.len() - at >= 3, "{word} divided at {at} leaves a scrap");
            }
        }
    }
}
