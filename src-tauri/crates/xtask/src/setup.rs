//! What must be on the machine, and the built page.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::program::{Done, answer, npm, of, root, run};

/// What the window needs to be built and to run: the web view, a linker, and fonts to show.
pub(crate) const WINDOW: &[&str] =
    &["libwebkit2gtk-4.1-dev", "pkg-config", "build-essential", "fonts-liberation"];

/// What the tests need besides: a screen without a screen, a driver for each web view, readers of PDF, and those that judge
/// one (qpdf, PDFBox Preflight with two libraries that Java itself has given up).
pub(crate) const TESTS: &[&str] = &[
    "xvfb",
    "webkit2gtk-driver",
    "chromium",
    "poppler-utils",
    "qpdf",
    "default-jre-headless",
    "libpdfbox2-java",
    "libactivation-java",
    "libjaxb-api-java",
];

/// The oldest Node.js that builds the page (Vite 8).
const NODE: (u32, u32) = (20, 19);

/// Sees to Debian packages: installs what is missing if that may be done here, else says how.
pub(crate) fn packages(wanted: &[&[&str]]) -> Done {
    let wanted = wanted.concat();
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if answer(of("dpkg-query").arg("--version")).is_none() {
        println!("xtask: not a Debian; what is needed is called there: {}", wanted.join(" "));
        return Ok(());
    }
    let missing: Vec<&str> = wanted.into_iter().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let line = format!("apt-get install --yes --no-install-recommends {}", missing.join(" "));
    let Some(prefix) = way_to_root() else {
        return Err(format!("missing on this machine; install with:\n    sudo {line}"));
    };
    println!("xtask: {line}");
    let apt = |arguments: &str| {
        let words = prefix.iter().copied().chain(["env", "DEBIAN_FRONTEND=noninteractive"]);
        let words: Vec<&str> = words.chain(arguments.split(' ')).collect();
        run(of(words[0]).args(&words[1..]))
    };
    // The lists of a fresh machine may be empty or old.
    apt(&line).or_else(|_| apt("apt-get update").and_then(|()| apt(&line)))
}

fn is_installed(package: &str) -> bool {
    answer(of("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", package]))
        .is_some_and(|status| status.trim() == "installed")
}

/// The words before a command that make it run as root: none if we are, `sudo` if that asks nothing.
fn way_to_root() -> Option<Vec<&'static str>> {
    if answer(of("id").arg("-u")).is_some_and(|id| id.trim() == "0") {
        return Some(Vec::new());
    }
    answer(of("sudo").args(["-n", "true"])).map(|_| vec!["sudo", "-n"])
}

/// Sees to the page: its packages as the lock file names them, and the built page itself. Does nothing that is done.
pub(crate) fn page() -> Done {
    node()?;
    let ui = root().join("ui");
    // npm writes this file last, so that half an installation is not taken for one.
    if newest(&ui.join("package-lock.json")) > newest(&ui.join("node_modules/.package-lock.json")) {
        run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    }
    let sources =
        ["src", "index.html", "package-lock.json", "vite.config.ts", "svelte.config.js", "tsconfig.json"];
    let sources = sources.iter().map(|name| newest(&ui.join(name))).max().flatten();
    if sources > newest(&ui.join("dist/index.html")) {
        run(npm().args(["run", "build"]))?;
    }
    Ok(())
}

/// When the newest file at or under a path was written; `None` if there is none.
fn newest(path: &Path) -> Option<SystemTime> {
    let about = fs::metadata(path).ok()?;
    if !about.is_dir() {
        return about.modified().ok();
    }
    fs::read_dir(path).ok()?.flatten().filter_map(|entry| newest(&entry.path())).max()
}

fn node() -> Done {
    let wanted = format!("Node.js {}.{} or newer, with npm", NODE.0, NODE.1);
    let version = answer(Command::new("node").arg("--version"))
        .ok_or_else(|| format!("node does not start; the page is built with {wanted}: https://nodejs.org"))?;
    if node_version(&version) < Some(NODE) {
        return Err(format!("node is {}; the page is built with {wanted}", version.trim()));
    }
    answer(npm().arg("--version"))
        .map(drop)
        .ok_or_else(|| format!("npm does not start; the page is built with {wanted}"))
}

/// Major and minor of `v20.20.2`.
fn node_version(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_compared_as_numbers() {
        assert_eq!(node_version("v20.20.2\n"), Some((20, 20)));
        assert!(node_version("v20.9.0") < Some(NODE), "9 is older than 19");
        assert!(node_version("v22.1.0") > Some(NODE), "22.1 is newer than 20.19");
        assert_eq!(node_version("20.20.2"), None, "something else speaks");
    }

    #[test]
    fn the_newest_file_of_a_folder_counts() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(newest(&folder.path().join("none")), None, "nothing there is older than anything");
        let old = folder.path().join("a/old");
        fs::create_dir(folder.path().join("a")).unwrap();
        fs::write(&old, "x").unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1);
        fs::File::options().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();
        assert_eq!(newest(folder.path()), Some(long_ago), "folders have no age of their own");
        fs::write(folder.path().join("a/new"), "x").unwrap();
        assert!(newest(folder.path()) > Some(long_ago), "one newer file is enough");
    }
}
