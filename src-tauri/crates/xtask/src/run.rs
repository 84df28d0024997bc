//! `cargo xtask run`: the application on a sample office, or without a screen one usulan from end to end.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program::{Done, built, cargo, of, root, run, target};
use crate::setup;

/// Whether nobody could see a window here.
pub(crate) fn has_no_screen() -> bool {
    let named = |variable| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    cfg!(target_os = "linux") && !named("DISPLAY") && !named("WAYLAND_DISPLAY")
}

/// Opens the application, or without a screen does its whole work once.
pub(crate) fn open(headless: bool) -> Done {
    if headless { without_a_window() } else { in_a_window() }
}

fn in_a_window() -> Done {
    setup::packages(&[setup::WINDOW])?;
    setup::page()?;
    // With the features of the whole workspace, as `cargo xtask test` builds them, so that neither builds anew for the other.
    run(cargo().args(["build", "--workspace", "--bin", "etalase", "--bin", "etalase-cli"]))?;
    let office = target()?.join("sample-office");
    if !office.exists() {
        run(of(built("debug", "etalase-cli")?).arg("init").arg(&office).arg("--sample"))?;
    }
    println!("xtask: the sample office is {}; delete that folder to begin anew", office.display());
    run(of(built("debug", "etalase")?).arg("--office").arg(&office))
}

/// Takes one usulan through all nine steps with the command line, and leaves its naskah in `out/`. Needs no packages.
fn without_a_window() -> Done {
    run(cargo().args(["build", "--package", "etalase-cli"]))?;
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let office = folder.path().join("kantor");
    let output = of(built("debug", "etalase-cli")?)
        .arg("demo")
        .arg(&office)
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| format!("etalase-cli does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("etalase-cli demo failed ({})", output.status));
    }
    let naskah = naskah(&String::from_utf8_lossy(&output.stdout))?;
    let out = root().join("out");
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    }
    fs::create_dir(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    for (number, (kind, document)) in (1..).zip(&naskah) {
        let name = format!("{number:02}-{kind}.pdf");
        fs::copy(office.join(document), out.join(&name))
            .map_err(|error| format!("{}: {error}", document.display()))?;
        println!("out/{name}");
    }
    Ok(())
}

/// Kind and document, relative to the office folder, of everything that `etalase-cli demo` has written.
pub(crate) fn naskah(answer: &str) -> Result<Vec<(String, PathBuf)>, String> {
    let answer: Value = serde_json::from_str(answer).map_err(|error| format!("etalase-cli demo: {error}"))?;
    let list = answer.as_array().or_else(|| answer["naskah"].as_array());
    let list = list.ok_or_else(|| format!("etalase-cli demo lists no naskah: {answer}"))?;
    let read = |one: &Value| {
        Some((one["kind"].as_str()?.to_owned(), Path::new(one["document"].as_str()?).to_owned()))
    };
    let read: Option<Vec<_>> = list.iter().map(read).collect();
    match read {
        Some(list) if !list.is_empty() => Ok(list),
        Some(_) | None => Err(format!("etalase-cli demo lists naskah without kind or document: {answer}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_a_demo_is_read() {
        let list = r#"[{"kind":"telaah","document":"documents/ab.pdf","revision":2},{"kind":"lembar_kendali","document":"documents/cd.pdf"}]"#;
        let expected = [("telaah", "documents/ab.pdf"), ("lembar_kendali", "documents/cd.pdf")];
        let expected: Vec<_> = expected.map(|(kind, path)| (kind.to_owned(), PathBuf::from(path))).into();
        assert_eq!(naskah(list), Ok(expected.clone()), "in the order of the demo");
        assert_eq!(
            naskah(&format!(r#"{{"usulan":"2026-0001","naskah":{list}}}"#)),
            Ok(expected),
            "or beside more"
        );
    }

    #[test]
    fn a_demo_without_naskah_is_a_failure() {
        for nothing in ["", "[]", "{}", r#"[{"kind":"telaah"}]"#] {
            assert!(naskah(nothing).is_err(), "{nothing:?} leaves nothing to hold in hand");
        }
    }
}
