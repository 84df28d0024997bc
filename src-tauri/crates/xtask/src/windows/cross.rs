//! Debian's Rust toolchain, used to build for Windows beside whatever toolchain runs us.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::program::{Done, answer, npm, of, run};

/// The system that is built for. Its GNU flavour is the one that can be linked here.
const TARGET: &str = "x86_64-pc-windows-gnu";

/// The page for Windows, apart from that of this system: it shows the licences of what the Windows programs carry. Relative
/// to the sources, since the programs keep this name.
const PAGE: &str = "ui/dist-windows";

/// One checkout, and where its Windows programs are built.
#[derive(Debug)]
pub(super) struct Cross {
    source: PathBuf,
    target: PathBuf,
    flags: String,
    c_flags: String,
}

impl Cross {
    /// Debian's toolchain over the sources at `source`; what it builds goes into `target`.
    pub(super) fn of(source: &Path, target: &Path) -> Result<Self, String> {
        let rust = fs::canonicalize("/usr/lib/rustlib/src/rust")
            .map_err(|error| format!("the sources of std, of Debian's rust-web-src: {error}"))?;
        let registry = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
            let home = std::env::var_os("HOME")?;
            Some(PathBuf::from(home).join(".cargo"))
        });
        let registry = registry.ok_or("neither CARGO_HOME nor HOME is set")?;
        let folders = [
            (source, "/etalase"),
            (&registry, "/cargo"),
            (&rust, "/rust"),
            // After the sources, since it may lie in them and the last that fits counts. Code that build scripts make is there.
            (target, "/bangun"),
        ];
        // No path of this machine gets into the programs, and no time: the same sources give the same bytes.
        let mut flags: Vec<String> = folders
            .iter()
            .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
            .collect();
        flags.push("-Clink-arg=-Wl,--no-insert-timestamp".to_owned());
        // SQLite is C, and names its own file in places.
        let mapped: Vec<String> = folders
            .iter()
            .map(|(folder, name)| format!("'-ffile-prefix-map={}={name}'", folder.display()))
            .collect();
        Ok(Self {
            source: source.to_owned(),
            target: target.to_owned(),
            flags: flags.join("\u{1f}"),
            c_flags: mapped.join(" "),
        })
    }

    /// Debian's cargo, told to use Debian's compiler.
    fn cargo(&self, words: &[&str]) -> Command {
        let mut command = of("/usr/bin/cargo");
        command.current_dir(&self.source);
        let ours: Vec<_> = std::env::vars_os()
            .filter(|(name, _)| {
                let name = name.to_string_lossy();
                let kept = ["CARGO_HOME", "CARGO_HTTP_CAINFO", "CARGO_NET_OFFLINE"].contains(&name.as_ref());
                (name.starts_with("CARGO") || name.starts_with("RUST")) && !kept
            })
            .collect();
        for (name, _) in ours {
            // Whoever runs us (another cargo, rustup) has settings of its own there.
            command.env_remove(name);
        }
        command
            .env("PATH", "/usr/bin:/bin")
            .env("RUSTC", "/usr/bin/rustc")
            // Debian ships no std for Windows, so it is built from its sources, which cargo only does when it takes itself for
            // an unstable one.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_ENCODED_RUSTFLAGS", &self.flags)
            .env("CFLAGS_x86_64_pc_windows_gnu", &self.c_flags)
            // A folder with a blank in its name must not become two words.
            .env("CC_SHELL_ESCAPED_FLAGS", "1")
            .env("ETALASE_PAGE", PAGE)
            .env("TAURI_CONFIG", format!(r#"{{"build":{{"frontendDist":"{PAGE}"}}}}"#))
            .args(&words[..1])
            .args(["-Zbuild-std=std,panic_unwind", "--target", TARGET])
            .args(&words[1..]);
        command
    }

    /// Builds the page; its packages must be there.
    pub(super) fn page(&self) -> Done {
        let folder = self.source.join(PAGE);
        let mut build = npm();
        build
            .current_dir(self.source.join("ui"))
            .env("ETALASE_TARGET", TARGET)
            .args(["run", "build", "--", "--emptyOutDir", "--outDir"])
            .arg(folder);
        run(&mut build)
    }

    /// Builds both programs: name and file, the loader of the web view among them. The program called `etalase-cli.exe`
    /// starts the command line within `etalase.exe`.
    pub(super) fn programs(&self) -> Result<BTreeMap<&'static str, PathBuf>, String> {
        let mut programs = BTreeMap::new();
        for (package, program) in [("etalase-console", "etalase-cli.exe"), ("etalase", "etalase.exe")] {
            println!("xtask: building {program} with Debian's toolchain, for size; this takes minutes");
            let words = ["build", "--locked", "--profile", "windows", "--package", package, "--bin", package];
            run(&mut self.cargo(&words))?;
            programs.insert(program, self.target.join(TARGET).join("windows").join(format!("{package}.exe")));
        }
        programs.insert("WebView2Loader.dll", self.loader()?);
        Ok(programs)
    }

    /// The loader of the web view, as its crate ships it: linked statically it can only be by Microsoft's linker.
    fn loader(&self) -> Result<PathBuf, String> {
        let beside = self.target.join(TARGET).join("windows/WebView2Loader.dll");
        if beside.is_file() {
            return Ok(beside);
        }
        Err(format!("tauri-build left no {}", beside.display()))
    }

    /// Builds the tests of some packages, and does not run them: for each, the folder of its package and the program.
    pub(super) fn tests(&self, packages: &[&str]) -> Result<Vec<Test>, String> {
        let mut words =
            vec!["test", "--locked", "--no-run", "--profile", "windows-test", "--message-format=json"];
        for package in packages {
            words.extend(["--package", package]);
        }
        let output = self
            .cargo(&words)
            .stderr(std::process::Stdio::inherit())
            .output()
            .map_err(|error| format!("cargo does not start: {error}"))?;
        let told = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            let rendered = told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            let said: Vec<String> =
                rendered.filter_map(|line| line["message"]["rendered"].as_str().map(str::to_owned)).collect();
            return Err(format!("the tests do not build for Windows:\n{}", said.join("\n")));
        }
        Ok(told.lines().filter_map(Test::read).collect())
    }

    /// Compiles a few lines of C; `kind` is the compiler's word for what they become, a library or a program with a window.
    pub(super) fn compile(kind: &str, code: &Path, result: &Path) -> Done {
        run(of("x86_64-w64-mingw32-gcc").args([kind, "-O1", "-o"]).arg(result).arg(code).arg("-ladvapi32"))
    }

    /// What a user of this toolchain would want to know.
    pub(super) fn version() -> String {
        answer(of("/usr/bin/rustc").arg("--version")).unwrap_or_default().trim().to_owned()
    }
}

/// One program of tests.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Test {
    /// Its package and its name: `archive archive`.
    pub(super) name: String,
    /// The folder of its package, in which tests run.
    pub(super) folder: PathBuf,
    pub(super) program: PathBuf,
}

impl Test {
    /// Reads one line of cargo's JSON; `None` if it tells of anything else.
    fn read(line: &str) -> Option<Self> {
        let told: Value = serde_json::from_str(line).ok()?;
        if told["reason"] != "compiler-artifact" || told["profile"]["test"] != true {
            return None;
        }
        let folder = Path::new(told["manifest_path"].as_str()?).parent()?.to_owned();
        let package = folder.file_name()?.to_string_lossy().into_owned();
        Some(Self {
            name: format!("{package} {}", told["target"]["name"].as_str()?),
            folder,
            program: told["executable"].as_str()?.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_found_in_what_cargo_tells() {
        let artifact = |test: bool, executable: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"/x/crates/sop/Cargo.toml","target":{{"name":"lint"}},
                "profile":{{"test":{test}}},"executable":{executable}}}"#
            )
        };
        let found = Test::read(&artifact(true, r#""/x/lint.exe""#)).unwrap();
        assert_eq!(
            found,
            Test { name: "sop lint".into(), folder: "/x/crates/sop".into(), program: "/x/lint.exe".into() }
        );
        assert_eq!(Test::read(&artifact(false, r#""/x/a.exe""#)), None, "a program is no test");
        assert_eq!(Test::read(&artifact(true, "null")), None, "nothing to run");
        assert_eq!(Test::read("warning: x"), None);
    }
}
