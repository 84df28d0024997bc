//! Search over the texts of usulan (PROCEDURE section 6).
//!
//! What the user types is data, never search syntax: it is cut at blanks into terms, each is quoted. A term of three
//! characters or more is found anywhere, also inside words (trigrams); a shorter one at the beginning of words. All
//! terms must be found in the same usulan, each in whichever of its texts.

use rusqlite::CachedStatement;
use serde::{Deserialize, Serialize};

use crate::{
    error::ArchiveError,
    key::{NEWEST, key_of, of_text_row, text_row, text_rows},
    register::dump_line,
    tx::{ReadTx, WriteTx},
};

/// More terms than anybody types; the rest is ignored.
const MOST_TERMS: usize = 12;
/// Characters kept before a hit: few, so that it is seen where a line is cut off.
const BEFORE: usize = 20;
/// Characters kept after it.
const AFTER: usize = 64;

/// One searchable text of an usulan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchText {
    /// Where it stands, as the office names it: `etalase`, `telaah`, …
    pub field: String,
    /// The text, one or many lines.
    pub text: String,
}

/// An usulan that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Its id.
    pub usulan: String,
    /// Where in it, in the order in which the office gave the texts.
    pub places: Vec<HitPlace>,
}

/// A place where something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitPlace {
    /// The field in which it stands.
    pub field: String,
    /// The words around it, in order.
    pub snippet: Vec<SnippetPart>,
}

/// A run of characters of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnippetPart {
    /// The characters; `…` where the text was cut.
    pub text: String,
    /// Whether they are what was looked for.
    pub hit: bool,
}

/// What the user typed, as terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query {
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// Three characters or more, to be found anywhere.
    Inside(String),
    /// One or two letters or digits, to be found where a word begins.
    Prefix(String),
}

impl Query {
    pub(crate) fn new(typed: &str) -> Query {
        let words =
            typed.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        let terms = words.filter_map(|word| {
            if 3 <= word.chars().count() {
                return Some(Term::Inside(word.to_owned()));
            }
            let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
            // A lone sign is in no word, so it cannot be looked up; it must not hide what the other terms find.
            (!letters.is_empty()).then_some(Term::Prefix(letters))
        });
        Query { terms: terms.take(MOST_TERMS).collect() }
    }

    /// What is left of it without the terms that stand in one of these texts.
    fn beyond(mut self, shown: &[&str]) -> Query {
        for text in shown {
            let text: Vec<char> = text.chars().collect();
            self.terms.retain(|term| Query { terms: vec![term.clone()] }.ranges_in(&text).is_empty());
        }
        self
    }

    /// Where the terms stand in a text: ranges of characters, sorted, without overlap.
    fn ranges_in(&self, text: &[char]) -> Vec<(usize, usize)> {
        let folded: Vec<char> = text.iter().copied().map(fold).collect();
        let mut ranges = Vec::new();
        for term in &self.terms {
            let (term, only_at_start) = match term {
                Term::Inside(term) => (term, false),
                Term::Prefix(term) => (term, true),
            };
            let term: Vec<char> = term.chars().map(fold).collect();
            for (at, window) in folded.windows(term.len()).enumerate() {
                let starts_word = at == 0 || !folded[at - 1].is_alphanumeric();
                if window == term.as_slice() && (starts_word || !only_at_start) {
                    ranges.push((at, at + term.len()));
                }
            }
        }
        ranges.sort_unstable();
        let mut merged: Vec<(usize, usize)> = Vec::new();
        for (from, to) in ranges {
            match merged.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                Some(_) | None => merged.push((from, to)),
            }
        }
        merged
    }

    /// The words around the first hit in a text, if there is one.
    fn snippet(&self, text: &str) -> Option<Vec<SnippetPart>> {
        let text: Vec<char> = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        let ranges = self.ranges_in(&text);
        let first = *ranges.first()?;
        let mut from = first.0.saturating_sub(BEFORE);
        if 0 < from {
            // Begin with a whole word, if one begins before the hit.
            from = (from..first.0).find(|&at| text[at - 1] == ' ').unwrap_or(first.0);
        }
        let mut to = text.len().min(first.1 + AFTER);
        if to < text.len() {
            to = (first.1..to).rev().find(|&at| text[at] == ' ').unwrap_or(to);
        }
        let mut parts: Vec<SnippetPart> = Vec::new();
        let mut push = |text: String, hit: bool| {
            if !text.is_empty() {
                parts.push(SnippetPart { text, hit });
            }
        };
        let mut plain = String::from(if 0 < from { "…" } else { "" });
        let mut at = from;
        for &(start, end) in ranges.iter().filter(|range| from <= range.0 && range.0 < to) {
            plain.extend(&text[at..start]);
            push(std::mem::take(&mut plain), false);
            at = end.min(to);
            push(text[start..at].iter().collect(), true);
        }
        plain.extend(&text[at..to]);
        if to < text.len() {
            plain.push('…');
        }
        push(plain, false);
        Some(parts)
    }
}

/// A string of the search language: nothing in it has a meaning but the quotes around it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Small and capital letters are one, as in the index.
fn fold(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// A term walked through its index, from the newest usulan to the oldest.
struct Walk<'t> {
    statement: CachedStatement<'t>,
    /// What the index is asked for.
    wanted: String,
    /// Keys that were read and not yet passed, the newest last.
    ahead: Vec<i64>,
    /// Rows above this one were read.
    below: i64,
    /// How many rows are read at a time.
    chunk: i64,
    /// The index has no more.
    over: bool,
}

/// Rows that a walk reads at first; the more it reads, the more at a time.
const FIRST_CHUNK: i64 = 128;
const LARGEST_CHUNK: i64 = 16_384;

impl<'t> Walk<'t> {
    fn of(tx: &ReadTx<'t>, term: &Term) -> Result<Walk<'t>, ArchiveError> {
        let (index, wanted) = match term {
            Term::Inside(text) => ("search_trigrams", quoted(text)),
            Term::Prefix(text) => ("search_words", format!("{}*", quoted(text))),
        };
        // The order of the index itself: nothing is sorted, and nothing is read beyond the limit.
        let statement = tx.statement(&format!(
            "SELECT rowid FROM {index} WHERE {index} MATCH ?1 AND rowid <= ?2 ORDER BY rowid DESC LIMIT ?3"
        ))?;
        let ahead = Vec::new();
        Ok(Walk { statement, wanted, ahead, below: i64::MAX, chunk: FIRST_CHUNK, over: false })
    }

    /// The newest usulan that has the term and is not newer than `key`.
    fn at_most(&mut self, key: i64) -> Result<Option<i64>, ArchiveError> {
        loop {
            while let Some(&found) = self.ahead.last() {
                if found <= key {
                    return Ok(Some(found));
                }
                self.ahead.pop();
            }
            if self.over {
                return Ok(None);
            }
            self.read(text_rows(key).1)?;
        }
    }

    /// Reads on below what was read, leaping over what is newer than `row`.
    fn read(&mut self, row: i64) -> Result<(), ArchiveError> {
        let from = self.below.min(row);
        let mut rows = self.statement.query((&self.wanted, from, self.chunk))?;
        let mut read = 0;
        while let Some(row) = rows.next()? {
            let row: i64 = row.get(0)?;
            read += 1;
            self.below = row - 1;
            let key = of_text_row(row);
            if self.ahead.last() != Some(&key) {
                self.ahead.push(key);
            }
        }
        self.over = read < self.chunk;
        self.chunk = (self.chunk * 2).min(LARGEST_CHUNK);
        self.ahead.reverse();
        Ok(())
    }
}

/// Usulan in which everything that was typed is found, one after the other from the newest to the oldest.
pub(crate) struct Matches<'t> {
    walks: Vec<Walk<'t>>,
}

impl<'t> Matches<'t> {
    pub(crate) fn of(tx: &ReadTx<'t>, query: &Query) -> Result<Matches<'t>, ArchiveError> {
        let walks = query.terms.iter().map(|term| Walk::of(tx, term)).collect::<Result<_, _>>()?;
        Ok(Matches { walks })
    }

    /// The newest one that is not newer than `key`. Each term leaps to where the others stand, so that a rare one spares
    /// reading a common one. What is asked for must not grow from call to call.
    pub(crate) fn at_most(&mut self, key: i64) -> Result<Option<i64>, ArchiveError> {
        let mut key = key;
        let mut agreed = 0;
        // Without a term nothing is found.
        while !self.walks.is_empty() {
            let Some(found) = self.walks[agreed].at_most(key)? else { return Ok(None) };
            // Whoever stands further back sets the mark anew, and all others have to reach it.
            if found < key {
                key = found;
                self.walks.swap(0, agreed);
                agreed = 0;
            }
            agreed += 1;
            if agreed == self.walks.len() {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }
}

impl ReadTx<'_> {
    /// The usulan in which everything that was typed is found, newest id first, at most `limit`.
    pub fn search(&self, typed: &str, limit: u32) -> Result<Vec<Hit>, ArchiveError> {
        let query = Query::new(typed);
        let mut matches = Matches::of(self, &query)?;
        let mut hits = Vec::new();
        let mut from = NEWEST;
        while hits.len() < limit as usize
            && let Some(key) = matches.at_most(from)?
        {
            from = key - 1;
            let usulan = self.usulan_of(key)?;
            hits.push(Hit { places: self.hit_places(&query, &usulan)?, usulan });
        }
        Ok(hits)
    }

    fn usulan_of(&self, key: i64) -> Result<String, ArchiveError> {
        let mut select =
            self.statement("SELECT usulan FROM search_text WHERE id BETWEEN ?1 AND ?2 LIMIT 1")?;
        Ok(select.query_row(text_rows(key), |row| row.get(0))?)
    }

    /// Where in one usulan something of what was typed stands.
    pub fn search_places(&self, typed: &str, usulan: &str) -> Result<Vec<HitPlace>, ArchiveError> {
        self.hit_places(&Query::new(typed), usulan)
    }

    /// The first place in one usulan of what the texts in `shown` do not have: the second line of a row in the register,
    /// none when the row itself shows all that was typed.
    pub fn search_place(
        &self,
        typed: &str,
        usulan: &str,
        shown: &[&str],
    ) -> Result<Option<HitPlace>, ArchiveError> {
        let query = Query::new(typed).beyond(shown);
        if query.terms.is_empty() {
            return Ok(None);
        }
        let mut select = self.statement(TEXTS)?;
        let mut texts = select.query(text_rows(key_of(usulan)?))?;
        while let Some(row) = texts.next()? {
            if let Some(snippet) = query.snippet(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?) {
                return Ok(Some(HitPlace { field: row.get(0)?, snippet }));
            }
        }
        Ok(None)
    }

    fn hit_places(&self, query: &Query, usulan: &str) -> Result<Vec<HitPlace>, ArchiveError> {
        let texts = self.search_texts(usulan)?;
        let places = texts.into_iter().filter_map(|SearchText { field, text }| {
            query.snippet(&text).map(|snippet| HitPlace { field, snippet })
        });
        Ok(places.collect())
    }

    /// The searchable texts of an usulan, in the order in which they were given.
    pub fn search_texts(&self, usulan: &str) -> Result<Vec<SearchText>, ArchiveError> {
        let mut select = self.statement(TEXTS)?;
        let texts = select.query_map(text_rows(key_of(usulan)?), |row| {
            Ok(SearchText { field: row.get(0)?, text: row.get(1)? })
        })?;
        Ok(texts.collect::<Result<_, _>>()?)
    }

    pub(crate) fn dump_search_texts(&self) -> Result<Vec<String>, ArchiveError> {
        let mut select = self.statement("SELECT usulan, place, field, text FROM search_text")?;
        let rows = select.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
            ))
        })?;
        rows.map(|row| dump_line("search_text", &row?)).collect()
    }
}

/// The texts of one usulan, in order.
const TEXTS: &str = "SELECT field, text FROM search_text WHERE id BETWEEN ?1 AND ?2 ORDER BY id";

impl WriteTx<'_> {
    /// Sets the searchable texts of an usulan: all of them, in order. Those that are as before cost nothing.
    pub fn index_texts(&self, usulan: &str, texts: &[SearchText]) -> Result<(), ArchiveError> {
        let key = key_of(usulan)?;
        let old = self.search_texts(usulan)?;
        let count = texts.len().max(old.len());
        for place in 0..count {
            let Some(id) = text_row(key, place) else {
                return Err(ArchiveError::Database { detail: format!("{usulan} has too many texts") });
            };
            let (before, after) = (old.get(place), texts.get(place));
            if before == after {
                continue;
            }
            if let Some(before) = before {
                self.unindex(id, &before.text)?;
            }
            if let Some(after) = after {
                self.index(id, usulan, place, after)?;
            }
        }
        Ok(())
    }

    fn index(&self, id: i64, usulan: &str, place: usize, text: &SearchText) -> Result<(), ArchiveError> {
        let place = i64::try_from(place).unwrap_or(i64::MAX);
        self.statement(
            "INSERT INTO search_text (id, usulan, place, field, text) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((id, usulan, place, &text.field, &text.text))?;
        self.statement("INSERT INTO search_words (rowid, text) VALUES (?1, ?2)")?
            .execute((id, &text.text))?;
        self.statement("INSERT INTO search_trigrams (rowid, text) VALUES (?1, ?2)")?
            .execute((id, &text.text))?;
        Ok(())
    }

    /// An index over outside content must be told the text that it is to forget.
    fn unindex(&self, id: i64, text: &str) -> Result<(), ArchiveError> {
        self.statement("INSERT INTO search_words (search_words, rowid, text) VALUES ('delete', ?1, ?2)")?
            .execute((id, text))?;
        self.statement(
            "INSERT INTO search_trigrams (search_trigrams, rowid, text) VALUES ('delete', ?1, ?2)",
        )?
        .execute((id, text))?;
        self.statement("DELETE FROM search_text WHERE id = ?1")?.execute([id])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(typed: &str, text: &str) -> Option<String> {
        let parts = Query::new(typed).snippet(text)?;
        Some(parts.iter().map(|p| if p.hit { format!("[{}]", p.text) } else { p.text.clone() }).collect())
    }

    #[test]
    fn snippets_mark_what_was_found() {
        let long = "Berdasarkan hasil penelaahan terhadap kelengkapan usulan, spesifikasi teknis kertas HVS ukuran F4 \
                    dinyatakan lengkap dan layak ditayangkan pada etalase katalog lokal Kabupaten Mojokerto.";
        let cases = [
            ("hvs", "Kertas HVS", Some("Kertas [HVS]")),
            ("ertas", "Kertas HVS", Some("K[ertas] HVS")),
            ("f4", "map F4, 4f", Some("map [F4], 4f")),
            ("4", "F4 dan 4F", Some("F4 dan [4]F")),
            ("kertas tas", "kertas", Some("[kertas]")),
            ("dinas", "kertas", None),
            ("-", "a - b", None),
            (
                "hvs f4",
                long,
                Some(
                    "…teknis kertas [HVS] ukuran [F4] dinyatakan lengkap dan layak \
                     ditayangkan pada…",
                ),
            ),
        ];
        for (typed, text, expected) in cases {
            assert_eq!(marked(typed, text).as_deref(), expected, "{typed:?} in {text:?}");
        }
    }
}
