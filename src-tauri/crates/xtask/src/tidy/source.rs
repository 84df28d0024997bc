//! Reading source: the code of a file without its comments, texts and tests, line for line as it stands.

/// Rust without comments, without the content of texts, and without what is built only for tests. Lines stay where
/// they are.
pub(super) fn code_of_rust(text: &str) -> String {
    without_tests(&without_words(text))
}

/// Blanks comments and the content of texts.
fn without_words(text: &str) -> String {
    let source: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&c) = source.get(at) {
        let end = match c {
            '/' if source.get(at + 1) == Some(&'/') => find(&source, at, |c| c == '\n'),
            '/' if source.get(at + 1) == Some(&'*') => end_of_comment(&source, at),
            '"' => end_of_text(&source, at),
            'r' if starts_raw_text(&source, at) => end_of_raw_text(&source, at),
            '\'' => end_of_char(&source, at),
            _ => at,
        };
        if end == at {
            code.push(c);
            at += 1;
        } else {
            code.extend(source[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    code
}

fn find(source: &[char], from: usize, is: impl Fn(char) -> bool) -> usize {
    source[from..].iter().position(|c| is(*c)).map_or(source.len(), |found| from + found)
}

fn end_of_comment(source: &[char], from: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = from;
    while at + 1 < source.len() {
        match (source[at], source[at + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    source.len()
}

fn end_of_text(source: &[char], from: usize) -> usize {
    let mut at = from + 1;
    while let Some(c) = source.get(at) {
        match c {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    source.len()
}

fn starts_raw_text(source: &[char], at: usize) -> bool {
    let part_of_a_name =
        at > 0 && (source[at - 1].is_alphanumeric() || source[at - 1] == '_') && source[at - 1] != 'b';
    !part_of_a_name && source.get(find(source, at + 1, |c| c != '#')) == Some(&'"')
}

fn end_of_raw_text(source: &[char], from: usize) -> usize {
    let open = find(source, from + 1, |c| c != '#');
    let hashes = open - from - 1;
    let mut at = open + 1;
    while at < source.len() {
        if source[at] == '"' && source[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes
        {
            return at + 1 + hashes;
        }
        at += 1;
    }
    source.len()
}

/// The end of a character such as `'a'` or `'\n'`; `from` itself for a lifetime.
fn end_of_char(source: &[char], from: usize) -> usize {
    match (source.get(from + 1), source.get(from + 2)) {
        (Some('\\'), _) => find(source, from + 3, |c| c == '\'').saturating_add(1).min(source.len()),
        (Some(_), Some('\'')) => from + 3,
        _ => from,
    }
}

/// Blanks every item under `#[cfg(test)]`, to its closing brace or its semicolon. Expects comments and texts gone.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find(MARK) {
        kept.push_str(&rest[..start]);
        let end = start + MARK.len() + end_of_item(&rest[start + MARK.len()..]);
        kept.extend(rest[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}

fn end_of_item(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// Whether a file of Rust is built only for tests: it stands in a folder of tests, or is called so.
pub(super) fn is_test(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "benches"))
}

/// Where a word stands in a line as a whole word, of letters, digits and `_`.
pub(super) fn has_word(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let code = code_of_rust(text);
        assert_eq!(code.lines().count(), text.lines().count(), "lines stay where they are");
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed(&code), expected, "code of {text:?}");
    }

    #[test]
    fn comments_and_texts_are_not_code() {
        check("let a = 1; // std::fs\nlet b = 2;", "let a = 1; let b = 2;");
        check("/* a /* b */ std::fs */ let c;", "let c;");
        check(r#"let d = "std::fs \" more"; let e;"#, "let d = ; let e;");
        check("let f = r#\"std::fs \" \"#; let g;", "let f = ; let g;");
        check("let h = b\"x\"; let i = br\"y\";", "let h = b ; let i = b ;");
        check(
            "let j = '\"'; let k = '\\''; fn l<'a>(m: &'a str) {}",
            "let j = ; let k = ; fn l<'a>(m: &'a str) {}",
        );
        check("let over = attr\"\";", "let over = attr ;");
    }

    #[test]
    fn tests_are_not_code() {
        check("fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { { } }\n}\nfn c() {}", "fn a() {} fn c() {}");
        check("#[cfg(test)]\nmod tests;\nfn d() {}", "fn d() {}");
        check("#[cfg(test)]\nuse std::fs;\nfn e() {}", "fn e() {}");
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("use std::fs;", "std::fs"), "a word");
        assert!(!has_word("use std::fsx;", "std::fs"), "the beginning of another");
        assert!(!has_word("my_std::fs", "std::fs"), "the end of another");
    }

    #[test]
    fn tests_are_known_by_their_place() {
        assert!(
            is_test("src-tauri/crates/sop/tests/replay.rs") && is_test("src-tauri/src/tests.rs"),
            "tests"
        );
        assert!(!is_test("src-tauri/crates/sop/src/testsuite.rs"), "a name that only sounds like it");
    }
}
