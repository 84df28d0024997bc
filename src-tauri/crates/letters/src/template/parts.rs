//! Text with `{{ fields }}` and `[[ groups ]]`, split at its marks.

use super::{MAX_PLACES, Part, template_error};
use crate::error::LetterError;
use crate::fields::{FieldSpec, Input};
use crate::kind::Kind;
use crate::wording;

/// Splits text at `{{ field }}` and `[[ group ]]`.
pub(super) fn parse_parts(
    kind: Kind,
    fields: &[FieldSpec],
    text: &str,
    first_line: u32,
) -> Result<Vec<Part>, LetterError> {
    let mut parts = Vec::new();
    let mut line = first_line;
    let mut rest = text;
    let mut group: Option<u32> = None;
    let mut places = 0;
    while !rest.is_empty() {
        let next = ["{{", "}}", "[[", "]]"]
            .iter()
            .filter_map(|mark| rest.find(mark).map(|at| (at, *mark)))
            .min_by_key(|(at, _)| *at);
        let Some((at, mark)) = next else {
            parts.push(Part::Text(rest.to_owned()));
            if let Some(open) = group.filter(|_| rest.contains('\n')) {
                return Err(template_error(
                    kind,
                    open,
                    "[[ tidak ditutup dengan ]] pada baris yang sama.".to_owned(),
                ));
            }
            break;
        };
        let before = &rest[..at];
        if !before.is_empty() {
            if let Some(open) = group.filter(|_| before.contains('\n')) {
                return Err(template_error(
                    kind,
                    open,
                    "[[ tidak ditutup dengan ]] pada baris yang sama.".to_owned(),
                ));
            }
            parts.push(Part::Text(before.to_owned()));
            line += before.matches('\n').count() as u32;
        }
        rest = &rest[at + 2..];
        match mark {
            "[[" => {
                if group.replace(line).is_some() {
                    return Err(template_error(kind, line, "[[ di dalam [[ tidak dapat dipakai.".to_owned()));
                }
                let mut when = None;
                if let Some(named) = rest.strip_prefix('?') {
                    let end =
                        named.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(named.len());
                    if let Part::Field { key, .. } = parse_field(kind, fields, &named[..end], line)? {
                        when = Some(key);
                    }
                    rest = named[end..].strip_prefix(' ').unwrap_or(&named[end..]);
                }
                parts.push(Part::Open { when });
            }
            "]]" => {
                if group.take().is_none() {
                    return Err(template_error(kind, line, "]] tanpa [[ di depannya.".to_owned()));
                }
                parts.push(Part::Close);
            }
            "{{" => {
                let end = rest
                    .find("}}")
                    .filter(|end| !rest[..*end].contains('\n') && !rest[..*end].contains("{{"));
                let Some(end) = end else {
                    return Err(template_error(kind, line, "{{ tidak ditutup dengan }}.".to_owned()));
                };
                parts.push(parse_field(kind, fields, &rest[..end], line)?);
                places += 1;
                if places > MAX_PLACES {
                    return Err(LetterError::TooLarge {
                        what: "isian dalam templat",
                        actual: places,
                        limit: MAX_PLACES,
                    });
                }
                rest = &rest[end + 2..];
            }
            _ => return Err(template_error(kind, line, "}} tanpa {{ di depannya.".to_owned())),
        }
    }
    if let Some(open) = group {
        return Err(template_error(kind, open, "[[ tidak ditutup dengan ]].".to_owned()));
    }
    Ok(parts)
}

fn parse_field(kind: Kind, fields: &[FieldSpec], inner: &str, line: u32) -> Result<Part, LetterError> {
    let (key, default) = match inner.split_once('|') {
        Some((key, default)) => (key.trim(), Some(default.trim().to_owned())),
        None => (inner.trim(), None),
    };
    let known = || fields.iter().filter(|spec| spec.input != Input::Member).map(|spec| spec.key.as_str());
    if key.is_empty() {
        return Err(template_error(kind, line, "isian {{ }} tidak bernama.".to_owned()));
    }
    if !known().any(|name| name == key) {
        let shown: String = key.chars().take(60).collect();
        let hint = wording::nearest(key, known())
            .map(|near| format!(" Mungkin {{{{{near}}}}}."))
            .unwrap_or_default();
        return Err(template_error(kind, line, format!("isian {{{{{shown}}}}} tidak dikenal.{hint}")));
    }
    Ok(Part::Field { key: key.to_owned(), default, line })
}
