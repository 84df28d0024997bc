//! What is handed out: the staged files, the setup made of them, and the portable zip.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{copy, fresh, name_of, size};
use crate::program::{Done, answer, of, run};

/// The file that makes the portable folder a carried one (`src-tauri/src/home.rs`), and what it says to whoever opens it.
const MARKER: &str = "etalase-portabel.txt";
const MARKER_WORDS: &str = "Berkas ini membuat Etalase menyimpan kantor, pengaturan, dan cetakan di folder ini juga, sehingga semuanya \
    dapat dibawa dengan flashdisk.\r\nJangan dihapus. Buka etalase.exe; sebelum mencabut flashdisk, tutup jendelanya.\r\n";

/// When there is no repository to ask: a time that every archive format can hold.
const SOME_TIME: u64 = 1_767_225_600;

/// A certificate to sign with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signing {
    certificate: PathBuf,
    key: Option<PathBuf>,
    password_file: Option<PathBuf>,
    timestamp: Option<String>,
}

impl Signing {
    /// Reads what follows `--sign`: `None` if it is not understood, a reason if it cannot be used.
    pub(super) fn read(certificate: &str, mut rest: &[&str]) -> Option<Result<Self, String>> {
        let mut signing =
            Self { certificate: certificate.into(), key: None, password_file: None, timestamp: None };
        while let [flag, value, more @ ..] = rest {
            match *flag {
                "--key" => signing.key = Some(value.into()),
                "--password-file" => signing.password_file = Some(value.into()),
                "--timestamp" => signing.timestamp = Some((*value).to_owned()),
                _ => return None,
            }
            rest = more;
        }
        if !rest.is_empty() {
            return None;
        }
        let files = [Some(&signing.certificate), signing.key.as_ref(), signing.password_file.as_ref()];
        let missing = files.into_iter().flatten().find(|file| !file.is_file());
        Some(match missing {
            Some(file) => Err(format!("there is no file {}", file.display())),
            None => Ok(signing),
        })
    }

    /// The words of `osslsigncode sign`, without the files.
    fn words(&self) -> Result<Vec<String>, String> {
        let text = |path: &Path| {
            let whole = fs::canonicalize(path).map_err(|error| format!("{}: {error}", path.display()))?;
            Ok::<_, String>(whole.to_string_lossy().into_owned())
        };
        let certificate = text(&self.certificate)?;
        let mut words: Vec<String> = ["sign", "-h", "sha256", "-n", "Etalase"].map(str::to_owned).into();
        if certificate.ends_with(".pem") {
            let key = self.key.as_deref().map_or_else(|| Ok(certificate.clone()), text)?;
            words.extend(["-certs".into(), certificate, "-key".into(), key]);
        } else {
            words.extend(["-pkcs12".into(), certificate]);
        }
        if let Some(file) = &self.password_file {
            words.extend(["-readpass".into(), text(file)?]);
        }
        if let Some(address) = &self.timestamp {
            words.extend(["-ts".into(), address.clone()]);
        }
        Ok(words)
    }

    /// Signs a program in its place.
    fn sign(&self, program: &Path) -> Done {
        let signed = program.with_extension("ditandatangani");
        run(of("osslsigncode").args(self.words()?).arg("-in").arg(program).arg("-out").arg(&signed))?;
        fs::rename(&signed, program).map_err(|error| format!("{}: {error}", program.display()))
    }

    /// A script that signs the file given to it, for the uninstaller, which only exists while the setup is made.
    fn script(&self, folder: &Path) -> Result<PathBuf, String> {
        let quoted = |word: &String| format!("'{}'", word.replace('\'', r"'\''"));
        let words: Vec<String> = self.words()?.iter().map(quoted).collect();
        let script = folder.join("tanda-tangan.sh");
        let text = format!(
            "set -eu\nosslsigncode {} -in \"$1\" -out \"$1.signed\"\nmv \"$1.signed\" \"$1\"\n",
            words.join(" ")
        );
        fs::write(&script, text).map_err(|error| format!("{}: {error}", script.display()))?;
        Ok(script)
    }
}

/// The files as they will be installed, in one folder.
#[derive(Debug)]
pub(super) struct Stage {
    source: PathBuf,
    folder: PathBuf,
    version: String,
    time: u64,
    signing: Option<Signing>,
}

/// In the order in which they are shown and packed.
const FILES: [&str; 4] = ["etalase.exe", "etalase-cli.exe", "WebView2Loader.dll", "LISENSI.txt"];

impl Stage {
    /// Puts the programs and the licence into `folder`, signed if they are to be.
    pub(super) fn fill(
        source: &Path,
        folder: &Path,
        programs: &BTreeMap<&'static str, PathBuf>,
        signing: Option<Signing>,
    ) -> Result<Self, String> {
        fresh(folder)?;
        for (name, program) in programs {
            copy(program, &folder.join(name))?;
        }
        copy(&source.join("LICENSE"), &folder.join("LISENSI.txt"))?;
        if let Some(signing) = &signing {
            for program in programs.keys().filter(|name| name.starts_with("etalase")) {
                signing.sign(&folder.join(program))?;
            }
        }
        let stage = Self { signing, ..Self::found(source, folder)? };
        for name in FILES {
            stage.date(&folder.join(name))?;
        }
        Ok(stage)
    }

    /// The files that lie in `folder` already.
    pub(super) fn found(source: &Path, folder: &Path) -> Result<Self, String> {
        Ok(Self {
            source: source.to_owned(),
            folder: folder.to_owned(),
            version: version(source)?,
            time: time_of(source),
            signing: None,
        })
    }

    /// The same programs in another folder, signed.
    pub(super) fn signed(&self, folder: &Path, signing: Signing) -> Result<Self, String> {
        let programs = FILES.into_iter().filter(|name| *name != "LISENSI.txt");
        let programs = programs.map(|name| (name, self.folder.join(name))).collect();
        Self::fill(&self.source, folder, &programs, Some(signing))
    }

    /// The folder with the files.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// Files and sizes of what is installed, without the uninstaller.
    pub(super) fn installed(&self) -> Result<Vec<(&'static str, u64)>, String> {
        FILES.into_iter().map(|name| Ok((name, size(&self.folder.join(name))?))).collect()
    }

    /// Gives a file the time of the source: packed, that time is part of the bytes.
    fn date(&self, file: &Path) -> Done {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(self.time);
        let dated = File::options().write(true).open(file).and_then(|file| file.set_modified(time));
        dated.map_err(|error| format!("{}: {error}", file.display()))
    }

    /// Makes the setup; with another version than the source's only for the trial of upgrades.
    pub(super) fn setup(&self, output: &Path, version: &str) -> Result<PathBuf, String> {
        let bytes: u64 = self.installed()?.iter().map(|(_, bytes)| bytes).sum();
        let mut makensis = of("makensis");
        makensis
            .env("SOURCE_DATE_EPOCH", self.time.to_string())
            .env("TZ", "UTC")
            .args(["-V2", "-WX", "-INPUTCHARSET", "UTF8"])
            .arg(format!("-DVERSION={version}"))
            .arg(format!("-DVERSION_NUMBERS={}", numbers(version)))
            .arg(format!("-DFILES={}", self.folder.display()))
            .arg(format!("-DICON={}", self.source.join("icons/icon.ico").display()))
            .arg(format!("-DSIDE={}", self.source.join("icons/setup.bmp").display()))
            .arg(format!("-DKILOBYTES={}", bytes.div_ceil(1024)))
            .arg(format!("-DOUTPUT={}", output.display()));
        if let Some(signing) = &self.signing {
            let folder = output.parent().unwrap_or(output);
            makensis.arg(format!("-DSIGN=sh {}", signing.script(folder)?.display()));
        }
        run(makensis.arg(self.source.join("src-tauri/windows/setup.nsi")))?;
        if let Some(signing) = &self.signing {
            signing.sign(output)?;
        }
        Ok(output.to_owned())
    }

    /// Makes the zip that runs from a stick.
    pub(super) fn portable(&self, output: &Path) -> Result<PathBuf, String> {
        let folder = output.with_extension("");
        let top = folder.join("Etalase");
        fresh(&folder)?;
        fs::create_dir(&top).map_err(|error| format!("{}: {error}", top.display()))?;
        fs::write(top.join(MARKER), MARKER_WORDS).map_err(|error| format!("{MARKER}: {error}"))?;
        for name in FILES {
            copy(&self.folder.join(name), &top.join(name))?;
        }
        if output.exists() {
            // zip would add to it.
            fs::remove_file(output).map_err(|error| format!("{}: {error}", output.display()))?;
        }
        let mut zip = of("zip");
        zip.current_dir(&folder).env("TZ", "UTC").args(["-X", "-9", "-q", "-D"]).arg(output);
        for name in FILES.into_iter().chain([MARKER]) {
            self.date(&top.join(name))?;
            zip.arg(format!("Etalase/{name}"));
        }
        run(&mut zip)?;
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", name_of(&folder)))?;
        Ok(output.to_owned())
    }
}

/// The version in the manifest at the top of the sources.
fn version(source: &Path) -> Result<String, String> {
    let manifest = source.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(|error| format!("{}: {error}", manifest.display()))?;
    let table: toml::Table = text.parse().map_err(|error| format!("{}: {error}", manifest.display()))?;
    let version = table["workspace"]["package"]["version"].as_str();
    version.map(str::to_owned).ok_or_else(|| "the workspace has no version".into())
}

/// The four numbers that Windows keeps of a version: `0.1.0.0`.
fn numbers(version: &str) -> String {
    let mut numbers: Vec<&str> = version.split(['.', '-', '+']).take(3).collect();
    numbers.resize(4, "0");
    numbers.join(".")
}

/// When the sources were committed, in seconds: the one time that every clone has in common.
fn time_of(source: &Path) -> u64 {
    let told = answer(of("git").arg("-C").arg(source).args(["log", "-1", "--format=%ct"]));
    told.and_then(|time| time.trim().parse().ok()).unwrap_or(SOME_TIME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_keeps_four_numbers_of_a_version() {
        assert_eq!(numbers("0.1.0"), "0.1.0.0");
        assert_eq!(numbers("1.12.3-rc.1"), "1.12.3.0", "what comes after a hyphen has no place there");
        assert_eq!(numbers("2"), "2.0.0.0");
    }

    #[test]
    fn a_certificate_is_used_as_its_kind_wants() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, "x").unwrap();
            path.to_string_lossy().into_owned()
        };
        let (pfx, pem, key, word) = (file("a.pfx"), file("a.pem"), file("a.key"), file("sandi"));
        let words = |certificate: &str, rest: &[&str]| {
            Signing::read(certificate, rest).unwrap().unwrap().words().unwrap().join(" ")
        };
        assert!(words(&pfx, &["--password-file", &word]).contains("-pkcs12"), "certificate and key in one");
        assert!(words(&pem, &[]).ends_with(&format!("-key {pem}")), "a PEM may hold its key");
        assert!(words(&pem, &["--key", &key]).ends_with(&format!("-key {key}")), "or name another file");
        assert!(Signing::read("tidak-ada.pfx", &[]).unwrap().is_err(), "a file that is not there");
        assert!(Signing::read(&pfx, &["--password", "x"]).is_none(), "no word stands in a list of processes");
    }

    #[test]
    fn the_marker_is_the_one_that_the_program_looks_for() {
        let home = include_str!("../../../../src/home.rs");
        assert!(home.contains(&format!("MARKER: &str = \"{MARKER}\"")), "two places name it");
    }
}
