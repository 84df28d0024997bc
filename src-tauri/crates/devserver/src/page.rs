//! The built page, and the policy under which the window shows it.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// Where `npm run build` puts the page of this checkout.
pub(crate) fn built() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/dist")
}

/// One file of the page by the path of its address; `None` if there is none. The address of the page itself is `/`.
pub(crate) fn file(page: &Path, path: &str) -> Option<(&'static str, Vec<u8>)> {
    let path = path.trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    let plain = |part: &str| {
        !part.is_empty()
            && part != ".."
            && part != "."
            && !part.contains(|c: char| "\\:%".contains(c) || c.is_control())
    };
    if !path.split('/').all(plain) {
        return None;
    }
    let bytes = std::fs::read(page.join(path)).ok()?;
    Some((media_type(path), bytes))
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, end)| end) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}

/// The window's own policy, read from its configuration, so that a browser test finds what the window would refuse. Only
/// the way to the core differs: here it is this server.
pub(crate) fn policy() -> String {
    let config: Value = serde_json::from_str(include_str!("../../../../tauri.conf.json")).unwrap_or_default();
    let directives = config["app"]["security"]["csp"].as_object().into_iter().flatten();
    directives
        .map(|(directive, sources)| match directive.as_str() {
            "connect-src" => "connect-src 'self'".to_owned(),
            _ => format!("{directive} {}", sources.as_str().unwrap_or("'none'")),
        })
        .collect::<Vec<_>>()
        .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_inside_the_page_are_served() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("dist");
        std::fs::create_dir_all(page.join("assets")).unwrap();
        std::fs::write(folder.path().join("secret"), "x").unwrap();
        std::fs::write(page.join("index.html"), "page").unwrap();
        std::fs::write(page.join("assets/a.js"), "code").unwrap();
        let served =
            |path: &str| file(&page, path).map(|(kind, bytes)| (kind, String::from_utf8(bytes).unwrap()));
        assert_eq!(served("/"), Some(("text/html; charset=utf-8", "page".into())), "the page itself");
        assert_eq!(
            served("/assets/a.js"),
            Some(("text/javascript; charset=utf-8", "code".into())),
            "its code"
        );
        for outside in [
            "/../secret",
            "/assets/../../secret",
            "//secret",
            "/./index.html",
            "/assets",
            "/c:/secret",
            "/%2e%2e/secret",
        ] {
            assert_eq!(served(outside), None, "{outside} is not part of the page");
        }
    }

    #[test]
    fn the_policy_is_the_window_s_own() {
        let policy = policy();
        for part in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"] {
            assert!(policy.split("; ").any(|directive| directive == part), "{part} is missing in {policy}");
        }
        assert!(!policy.contains("unsafe"), "nothing is loosened for the tests: {policy}");
    }
}
