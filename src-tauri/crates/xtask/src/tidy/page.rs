//! Rules of the page: one door to the core, colours in one file, no inline style, small components.

use super::{File, Finding};

/// The only file with a colour in it (DESK 4.1).
const TOKENS: &str = "ui/src/shared/tokens.css";
/// The only folder that talks to the shell.
const DOOR: &str = "ui/src/backend";
/// A component that is longer is two (DESK 11).
const COMPONENT_LINES: usize = 250;
/// The one style sheet of the whole page (DESK 11).
const BASE_LINES: usize = 200;

/// Sources of the page, without what is generated and without tests.
fn sources(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| {
        let source = file.path == "ui/index.html" || file.under("ui/src");
        source && !file.under("ui/src/generated") && !file.is(&[".test.ts"])
    })
}

fn lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(file.text().lines())
}

/// Only `backend/` imports Tauri's API (invariant 2).
pub(super) fn one_door(files: &[File]) -> Vec<Finding> {
    let code = files.iter().filter(|file| {
        let source = file.under("ui") && file.is(&[".ts", ".js", ".svelte"]);
        source && !file.under(DOOR) && !file.is(&[".test.ts"])
    });
    let mut findings = Vec::new();
    for file in code {
        for (number, line) in lines(file) {
            let imports = ["import", "from", "require"].iter().any(|word| line.contains(word));
            if line.contains("@tauri-apps/") && imports {
                findings.push(file.finding(number, "one door", "only backend/ imports @tauri-apps/*"));
            }
        }
    }
    findings
}

/// Colours stand in `tokens.css` and nowhere else.
pub(super) fn colours(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in
        sources(files).filter(|file| file.path != TOKENS && file.is(&[".css", ".svelte", ".ts", ".html"]))
    {
        for (number, line) in lines(file) {
            if let Some(colour) = colour(line) {
                findings.push(file.finding(number, "colours", format!("{colour} belongs into {TOKENS}")));
            }
        }
    }
    findings
}

/// The first colour in a line: `#` and 3, 4, 6 or 8 hexadecimal digits where a value begins, or a colour function with
/// numbers.
fn colour(line: &str) -> Option<&str> {
    for (at, _) in line.match_indices('#') {
        let begins = line[..at].chars().next_back().is_none_or(|c| " \t:,(\"'`=".contains(c));
        let digits = line[at + 1..].find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(line.len() - at - 1);
        let ends =
            !line[at + 1 + digits..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        let link = line[..at].ends_with("href=\"") || line[..at].ends_with("url(");
        if begins && ends && !link && matches!(digits, 3 | 4 | 6 | 8) {
            return Some(&line[at..=at + digits]);
        }
    }
    ["rgb(", "rgba(", "hsl(", "hsla(", "oklch("].into_iter().find(|function| {
        line.match_indices(function).any(|(at, _)| {
            let whole = !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
            whole && line[at + function.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

/// No `style="…"` in markup: the window's policy refuses it. The directive `style:` sets properties one by one and is
/// allowed.
pub(super) fn inline_style(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in sources(files).filter(|file| file.is(&[".svelte", ".html"])) {
        for (number, line) in lines(file) {
            let inline = ["style=\"", "style='", "style={", "{style}"].iter().any(|attribute| {
                line.match_indices(attribute)
                    .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "-_:.".contains(c)))
            });
            if inline {
                findings.push(file.finding(
                    number,
                    "inline style",
                    "a class, or the directive style: for a number",
                ));
            }
        }
    }
    findings
}

/// Components stay short enough to be read at once, and the common style sheet stays common.
pub(super) fn components(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in sources(files) {
        let limit = match file.path.as_str() {
            "ui/src/shared/base.css" => BASE_LINES,
            path if path.ends_with(".svelte") => COMPONENT_LINES,
            _ => continue,
        };
        let count = file.text().lines().count();
        if count > limit {
            findings.push(file.finding(
                limit + 1,
                "components",
                format!("{count} lines, at most {limit}: split it"),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn only_the_door_imports_tauri() {
        let import = "import { invoke } from \"@tauri-apps/api/core\";";
        check(one_door, &[("ui/src/backend/door.ts", import)], &[]);
        check(one_door, &[("ui/src/views/Meja.svelte", import)], &["ui/src/views/Meja.svelte:1"]);
        check(one_door, &[("ui/src/shared/a.ts", "// like @tauri-apps/api")], &[]);
        check(
            one_door,
            &[("ui/src/shared/a.ts", "const x = await import(\"@tauri-apps/api\")")],
            &["ui/src/shared/a.ts:1"],
        );
    }

    #[test]
    fn colours_stand_in_one_file() {
        let at = "ui/src/views/Meja.svelte";
        check(colours, &[(TOKENS, "--ink: #1B2230;")], &[]);
        check(colours, &[(at, "<p>\n color: #1B2230;")], &["ui/src/views/Meja.svelte:2"]);
        check(colours, &[(at, "stroke=\"#fff\"")], &["ui/src/views/Meja.svelte:1"]);
        check(colours, &[(at, "background: rgba(0, 0, 0, .5)")], &["ui/src/views/Meja.svelte:1"]);
        check(colours, &[(at, "background:rgb( 10 10 10)")], &["ui/src/views/Meja.svelte:1"]);
        check(colours, &[("ui/src/shared/a.ts", "const c = '#1F3A5F80';")], &["ui/src/shared/a.ts:1"]);
        check(colours, &[(at, "{#each rows as row}{#key a}{/key}{#if b}")], &[]);
        check(colours, &[(at, "<a href=\"#add\">")], &[]);
        check(colours, &[("ui/src/shared/a.ts", "this.#dead = color(rgb);")], &[]);
        check(colours, &[("ui/src/shared/contrast.test.ts", "'#000000'")], &[]);
        check(colours, &[("ui/src/generated/A.ts", "'#000000'")], &[]);
    }

    #[test]
    fn no_inline_style() {
        let at = "ui/src/domain/Path.svelte";
        check(inline_style, &[(at, "<div style=\"width: 3px\">")], &["ui/src/domain/Path.svelte:1"]);
        check(inline_style, &[(at, "<div\n style={text}>")], &["ui/src/domain/Path.svelte:2"]);
        check(inline_style, &[(at, "<div {style}>")], &["ui/src/domain/Path.svelte:1"]);
        check(inline_style, &[(at, "<div style:width={wide} class=\"a\" data-style=\"b\">")], &[]);
    }

    #[test]
    fn components_stay_small() {
        let long = "x\n".repeat(COMPONENT_LINES + 1);
        let fits = "x\n".repeat(COMPONENT_LINES);
        check(components, &[("ui/src/views/Meja.svelte", &fits)], &[]);
        check(components, &[("ui/src/views/Meja.svelte", &long)], &["ui/src/views/Meja.svelte:251"]);
        check(components, &[("ui/src/shared/base.css", &long)], &["ui/src/shared/base.css:201"]);
        check(components, &[("ui/src/domain/usulan.svelte.ts", &long)], &[]);
    }
}
