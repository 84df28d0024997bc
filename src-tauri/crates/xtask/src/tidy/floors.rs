//! The floors of the house (DESIGN 2), and who may name which crate (DESIGN 3, invariant 2). Rust itself sees to the
//! rest: what no manifest names, no code can.

use toml::{Table, Value};

use super::{File, Finding};

/// Crates from outside that one package alone may name. A name ending in `*` stands for all that begin so.
const OWNED: &[(&str, &str)] = &[
    ("tauri*", "etalase"),
    ("wry", "etalase"),
    ("rusqlite", "archive"),
    ("libsqlite3-sys", "archive"),
    ("printpdf", "letters"),
    ("rfd", "devices"),
    ("windows", "devices"),
    ("windows-sys", "devices"),
];

/// The floor of every package, 0 at the bottom. Each may name only what stands below it.
const FLOORS: &[(&str, u8)] = &[
    ("etalase", 4),
    ("etalase-cli", 3),
    ("devserver", 3),
    ("office", 2),
    ("letters", 1),
    ("archive", 1),
    ("devices", 1),
    ("sop", 0),
    ("pages", 0),
    ("files", 0),
    ("etalase-console", 0),
];

/// Stands beside the house: names none of its packages and is named by none.
const BESIDE: &str = "xtask";

/// A manifest of the workspace: the package, and what it names.
struct Manifest<'a> {
    file: &'a File,
    package: String,
    /// Every dependency of every kind: the crate's name, and what is said of it.
    names: Vec<(String, Value)>,
}

impl Manifest<'_> {
    /// The line that names a crate.
    fn line(&self, name: &str) -> usize {
        let named = |line: &str| {
            let line = line.trim_start().trim_start_matches('"');
            line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(['=', '.', '"']))
                || (line.contains("package") && line.contains(&format!("\"{name}\"")))
        };
        1 + self.file.text().lines().position(named).unwrap_or_default()
    }
}

/// All manifests with a package.
fn manifests(files: &[File]) -> Vec<Manifest<'_>> {
    let manifest = |file| Some(Manifest { file, ..read(file)? });
    files
        .iter()
        .filter(|file| file.path == "Cargo.toml" || file.is(&["/Cargo.toml"]))
        .filter_map(manifest)
        .collect()
}

fn read(file: &File) -> Option<Manifest<'_>> {
    let table: Table = file.text().parse().ok()?;
    let package = table.get("package")?.get("name")?.as_str()?.to_owned();
    let mut names = dependencies(&table);
    for (_, target) in table.get("target").and_then(Value::as_table).into_iter().flatten() {
        names.extend(target.as_table().map(dependencies).unwrap_or_default());
    }
    Some(Manifest { file, package, names })
}

fn dependencies(table: &Table) -> Vec<(String, Value)> {
    ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .filter_map(|kind| table.get(*kind)?.as_table())
        .flatten()
        .map(|(name, said)| {
            let renamed = said.get("package").and_then(Value::as_str);
            (renamed.unwrap_or(name).to_owned(), said.clone())
        })
        .collect()
}

/// Only the package that owns a crate names it.
pub(super) fn owners(files: &[File]) -> Vec<Finding> {
    let is = |name: &str, pattern: &str| match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == pattern,
    };
    let mut findings = Vec::new();
    for manifest in manifests(files) {
        for (name, _) in &manifest.names {
            let owner = OWNED.iter().find(|(pattern, _)| is(name, pattern)).map(|(_, owner)| *owner);
            if let Some(owner) = owner.filter(|owner| *owner != manifest.package) {
                let words = format!("only {owner} may name {name}, not {}", manifest.package);
                findings.push(manifest.file.finding(manifest.line(name), "owners", words));
            }
        }
    }
    findings
}

/// A package names only what stands on a lower floor.
pub(super) fn direction(files: &[File]) -> Vec<Finding> {
    let floor = |name: &str| FLOORS.iter().find(|(package, _)| *package == name).map(|(_, floor)| *floor);
    let mut findings = Vec::new();
    for manifest in manifests(files) {
        let own = floor(&manifest.package);
        if own.is_none() && manifest.package != BESIDE {
            let words = format!("{} has no floor yet; give it one in xtask and in DESIGN", manifest.package);
            findings.push(manifest.file.finding(1, "floors", words));
        }
        for (name, _) in &manifest.names {
            let lower = match (own, floor(name)) {
                (Some(own), Some(other)) => other < own,
                (None, Some(_)) => false,
                (_, None) => name != BESIDE,
            };
            if !lower {
                let words = format!("{} may not name {name}: it does not stand below it", manifest.package);
                findings.push(manifest.file.finding(manifest.line(name), "floors", words));
            }
        }
    }
    findings
}

/// Nobody but `devices` asks chrono for a clock (invariant 1): with its features off, the calls do not exist.
pub(super) fn clocks(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for manifest in manifests(files) {
        let chrono = manifest.names.iter().filter(|(name, _)| name == "chrono");
        for feature in chrono.flat_map(|(_, said)| said.get("features").and_then(Value::as_array)).flatten() {
            if matches!(feature.as_str(), Some("clock" | "now")) && manifest.package != "devices" {
                let words = "only devices reads the clock; chrono needs no such feature here";
                findings.push(manifest.file.finding(manifest.line("chrono"), "clocks", words));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    fn manifest(package: &str, rest: &str) -> String {
        format!("[package]\nname = \"{package}\"\n{rest}")
    }

    #[test]
    fn a_crate_is_named_by_its_owner_alone() {
        let with = |package: &str, rest: &str| manifest(package, rest);
        check(
            owners,
            &[(
                "Cargo.toml",
                &with("etalase", "[dependencies]\ntauri = \"2\"\n[build-dependencies]\ntauri-build = \"2\""),
            )],
            &[],
        );
        check(
            owners,
            &[("a/Cargo.toml", &with("office", "[dependencies]\nserde = \"1\"\ntauri = \"2\""))],
            &["a/Cargo.toml:5"],
        );
        check(
            owners,
            &[("a/Cargo.toml", &with("office", "[dependencies]\ntauri-plugin-x.workspace = true"))],
            &["a/Cargo.toml:4"],
        );
        check(
            owners,
            &[("a/Cargo.toml", &with("cli", "[dev-dependencies]\nrusqlite = \"0\""))],
            &["a/Cargo.toml:4"],
        );
        check(
            owners,
            &[(
                "a/Cargo.toml",
                &with("office", "[dependencies]\npdf = { package = \"printpdf\", version = \"0\" }"),
            )],
            &["a/Cargo.toml:4"],
        );
        check(
            owners,
            &[("a/Cargo.toml", &with("office", "[target.'cfg(windows)'.dependencies]\nwindows = \"0\""))],
            &["a/Cargo.toml:4"],
        );
        check(
            owners,
            &[(
                "a/Cargo.toml",
                &with(
                    "devices",
                    "[target.'cfg(windows)'.dependencies]\nwindows = \"0\"\n[dependencies]\nrfd = \"0\"",
                ),
            )],
            &[],
        );
        check(owners, &[("Cargo.toml", "[workspace.dependencies]\nrusqlite = \"0\"")], &[]);
    }

    #[test]
    fn nothing_is_named_upwards_or_beside() {
        let file = |package: &str, names: &str| {
            manifest(package, &format!("[dependencies]\n{names}.workspace = true"))
        };
        check(direction, &[("a/Cargo.toml", &file("office", "archive"))], &[]);
        check(direction, &[("a/Cargo.toml", &file("devserver", "sop"))], &[]);
        check(direction, &[("a/Cargo.toml", &file("sop", "archive"))], &["a/Cargo.toml:4"]);
        check(direction, &[("a/Cargo.toml", &file("letters", "archive"))], &["a/Cargo.toml:4"]);
        check(direction, &[("a/Cargo.toml", &file("etalase-cli", "devserver"))], &["a/Cargo.toml:4"]);
        check(direction, &[("a/Cargo.toml", &file("xtask", "sop"))], &["a/Cargo.toml:4"]);
        check(direction, &[("a/Cargo.toml", &file("office", "xtask"))], &["a/Cargo.toml:4"]);
        check(direction, &[("a/Cargo.toml", &file("somebody", "serde"))], &["a/Cargo.toml:1"]);
        let tests = manifest("sop", "[dev-dependencies]\noffice.workspace = true");
        check(direction, &[("a/Cargo.toml", &tests)], &["a/Cargo.toml:4"]);
    }

    #[test]
    fn nobody_else_has_a_clock() {
        let with = |package: &str| {
            manifest(package, "[dependencies]\nchrono = { version = \"0\", features = [\"clock\"] }")
        };
        check(clocks, &[("a/Cargo.toml", &with("sop"))], &["a/Cargo.toml:4"]);
        check(clocks, &[("a/Cargo.toml", &with("devices"))], &[]);
        check(clocks, &[("a/Cargo.toml", &manifest("sop", "[dependencies]\nchrono.workspace = true"))], &[]);
    }
}
