//! `cargo xtask windows --test`: what was built, tried under Wine.
//!
//! Every part is tried, to the end even when one fails, and the last line counts them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::cross::{Cross, Test};
use super::package::Signing;
use super::wine::Wine;
use super::{Built, copy, fresh, sha256};
use crate::printing::{self, Office, Server};
use crate::program::{Done, answer, command_line, of, root, run, target};
use crate::run::naskah;

/// The packages whose tests run as Windows programs: the pure ones, and those that write the office's files.
const TESTED: &[&str] = &["files", "sop", "letters", "pages", "archive", "devices", "office"];

/// When the demonstration ends, so that both systems write the same bytes.
const NOW: &str = "2026-12-18T15:00:00+07:00";

/// An older version, made of the same programs: what is tried is the setup.
const OLDER: &str = "0.0.9";

/// Where the setup is told to install in one of the trials.
const ODD_FOLDER: &str = r"C:\Program Kantor\Etalase ñ";

/// Exit statuses of the setup (`src-tauri/windows/setup.nsi`) and of the application.
const STILL_OPEN: i32 = 3;
const NEWER_THERE: i32 = 4;
const NO_WEB_VIEW: i32 = 3;

const APPS_KEY: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Etalase";
const RUNTIME_KEY: &str =
    r"HKCU\Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";

/// Tries everything; `only` is a word in the names of the parts that are wanted.
pub(super) fn trial(built: &Built, only: Option<&str>) -> Done {
    let mut failed = Vec::new();
    let mut passed = 0;
    let mut part = |name: &str, done: &mut dyn FnMut() -> Done| {
        if only.is_some_and(|word| !name.contains(word)) {
            return;
        }
        println!("\n=== {name}");
        let began = Instant::now();
        match done() {
            Ok(()) => {
                passed += 1;
                println!("ok ({} s)", began.elapsed().as_secs());
            }
            Err(reason) => {
                println!("FAILED: {reason}");
                failed.push(name.to_owned());
            }
        }
    };
    let cross = Cross::of(&root(), &built.build)?;
    println!(
        "xtask: {}; {}",
        Cross::version(),
        answer(of("wine").arg("--version")).unwrap_or_default().trim()
    );
    part("no path of this machine in what is handed out", &mut || no_paths(built));
    part("signing with a certificate of one's own", &mut || signing(built));
    part("Tauri's command line takes the configuration", &mut tauri_takes_it);
    let wine = Wine::start()?;
    part("the same office on both systems", &mut || same_office(&wine, built));
    part("setup: install, upgrade, refuse a downgrade, uninstall", &mut || installation(&wine, built));
    part("setup: a folder with a blank and beyond ASCII", &mut || odd_folder(&wine, built));
    part("setup: an open window is closed as its cross does", &mut || closes_politely(&wine, built));
    part("setup: for all users of the PC", &mut || all_users(&wine, built));
    part("setup: the runtime's installer beside it is run", &mut || runtime_beside(&wine, built));
    part("portable zip", &mut || portable(&wine, built));
    part("the window without its runtime", &mut || without_runtime(&wine, built));
    part("printing: GDI into a queue of CUPS", &mut || printing(&wine, built));
    part("tests as Windows programs", &mut || tests(&wine, &cross.tests(TESTED)?));
    println!(
        "\n{passed} passed, {} failed{}",
        failed.len(),
        failed.iter().fold(String::new(), |all, name| all + "\n  " + name)
    );
    if failed.is_empty() { Ok(()) } else { Err(format!("{} parts of the trial failed", failed.len())) }
}

/// Has Tauri's own command line read the project as in the build that it supports officially (docs/BUILD.md), and go as far as
/// calling cargo; cargo's place is taken by a script that notes how it was called. And an error in the configuration must be
/// found, or being accepted would say nothing.
fn tauri_takes_it() -> Done {
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let copy = folder.path().join("proyek");
    fresh(&copy)?;
    // In a copy, since it sets the manifest in order as it likes it.
    run(of("cp")
        .arg("-r")
        .args(
            ["Cargo.toml", "Cargo.lock", "tauri.conf.json", "icons", "src-tauri"]
                .map(|name| root().join(name)),
        )
        .arg(&copy))?;
    let (page, cargo, called) =
        (copy.join("ui/dist"), folder.path().join("cargo"), folder.path().join("panggilan"));
    fresh(&page)?;
    let write = |path: &Path, text: &str| {
        fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
    };
    write(&page.join("index.html"), "<!doctype html>")?;
    write(&cargo, &format!("#!/bin/sh\necho \"$@\" > '{}'\n", called.display()))?;
    run(of("chmod").arg("+x").arg(&cargo))?;
    let tauri = || {
        let mut tauri = of(root().join("ui/node_modules/.bin/tauri"));
        tauri.current_dir(&copy).env("CI", "true");
        tauri
    };
    run_quiet(tauri().args(["build", "--no-bundle", "--runner"]).arg(&cargo))?;
    let words = fs::read_to_string(&called).map_err(|error| format!("cargo was not called: {error}"))?;
    println!("cargo {}", words.trim());
    for word in ["build", "--release"] {
        expect(
            &format!("{word} among what cargo was told"),
            words.split_whitespace().any(|one| one == word),
            true,
        )?;
    }
    let settings = copy.join("tauri.conf.json");
    let text = fs::read_to_string(&settings).map_err(|error| format!("{}: {error}", settings.display()))?;
    write(&settings, &text.replacen("\"bundle\": {", "\"bundle\": { \"no such thing\": 1,", 1))?;
    match output(tauri().args(["inspect", "wix-upgrade-code"])) {
        Err(told) if told.contains("no such thing") => Ok(()),
        other => Err(format!("a setting that does not exist was not refused: {other:?}")),
    }
}

fn no_paths(built: &Built) -> Done {
    // With what parts it from a name that only begins like it.
    let home = std::env::var("HOME").unwrap_or_default() + "/";
    let paths = [root().display().to_string(), target()?.display().to_string(), home];
    for name in ["etalase.exe", "etalase-cli.exe"] {
        let file = built.stage.folder().join(name);
        let bytes = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        for path in paths.iter().filter(|path| path.len() > 4) {
            let found = bytes.windows(path.len()).position(|bytes| bytes == path.as_bytes());
            if let Some(at) = found {
                let end = bytes.len().min(at + 160);
                return Err(format!("{name} names {path}: {}", String::from_utf8_lossy(&bytes[at..end])));
            }
        }
    }
    Ok(())
}

/// Makes a certificate, signs with it, and has the signatures checked.
fn signing(built: &Built) -> Done {
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let (key, certificate) = (folder.path().join("kunci.pem"), folder.path().join("sertifikat.pem"));
    run(of("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "30",
            "-subj",
            "/CN=Etalase (percobaan)",
        ])
        .args(["-addext", "extendedKeyUsage=codeSigning"])
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .stderr(std::process::Stdio::null()))?;
    let words = ["--key", &key.to_string_lossy()].map(str::to_owned);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let signing =
        Signing::read(&certificate.to_string_lossy(), &words).ok_or("--sign is not understood")??;
    let stage = built.stage.signed(&folder.path().join("files"), signing)?;
    let setup = stage.setup(&folder.path().join("Etalase-Setup.exe"), stage.version())?;
    for program in [setup, stage.folder().join("etalase.exe"), stage.folder().join("etalase-cli.exe")] {
        let mut verify = of("osslsigncode");
        let output = verify
            .arg("verify")
            .arg("-CAfile")
            .arg(&certificate)
            .arg("-in")
            .arg(&program)
            .output()
            .map_err(|error| format!("osslsigncode does not start: {error}"))?;
        let told = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() || !told.contains("Signature verification: ok") {
            return Err(format!("{}: {told}", program.display()));
        }
    }
    Ok(())
}

/// Demonstration and verification on both sides, the same bytes, and each side's office on the other.
fn same_office(wine: &Wine, built: &Built) -> Done {
    let linux = &command_line()?;
    let cli = built.stage.folder().join("etalase-cli.exe");
    let home = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let here = home.path().join("kantor dari linux");
    let there = wine.drive().join("Kantor ñ dari Windows");

    let of_windows =
        wine.ends(wine.program(&cli).arg("demo").arg(wine.path(&there)).args(["--now", NOW]), 0)?;
    wine.ends(wine.program(&cli).arg("verify").arg(wine.path(&there)), 0)?;
    let of_linux = output(of(linux).arg("demo").arg(&here).args(["--now", NOW]))?;
    run_quiet(of(linux).arg("verify").arg(&here))?;

    let (ours, theirs) = (naskah(&of_linux)?, naskah(&of_windows)?);
    if ours != theirs {
        return Err(format!("the demonstrations wrote different naskah: {ours:?} and {theirs:?}"));
    }
    for (kind, document) in &ours {
        let (one, other) = (sha256(&here.join(document))?, sha256(&there.join(document))?);
        println!("{one} {kind}");
        if one != other {
            return Err(format!("{kind} is {one} here and {other} as Windows wrote it"));
        }
    }
    let documents = listing(&here.join("documents"))?;
    if documents != listing(&there.join("documents"))? {
        return Err("the folders of documents differ".into());
    }
    println!("{} naskah and {} documents are the same", ours.len(), documents.len());

    // Each office moves to the other system, is opened for writing there, goes on, and is judged there.
    let moved = wine.drive().join("Kantor pindahan");
    copy_office(&here, &moved)?;
    wine.ends(wine.program(&cli).arg("demo").arg(wine.path(&moved)).args(["--now", NOW]), 0)?;
    wine.ends(wine.program(&cli).arg("verify").arg(wine.path(&moved)), 0)?;
    run_quiet(of(linux).arg("verify").arg(&moved))?;
    let moved = home.path().join("pindahan");
    copy_office(&there, &moved)?;
    run_quiet(of(linux).arg("demo").arg(&moved).args(["--now", NOW]))?;
    run_quiet(of(linux).arg("verify").arg(&moved))?;
    println!("each office went on, and is sound, on the other system");
    Ok(())
}

fn installation(wine: &Wine, built: &Built) -> Done {
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let older = built.stage.setup(&folder.path().join("Etalase-Setup-lama.exe"), OLDER)?;
    let before = tree(&wine.drive())?;
    let local = wine.local_data()?;
    let installed = local.join(r"Programs/Etalase");
    let uninstaller = installed.join("hapus-etalase.exe");

    wine.ends(wine.program(&older).arg("/S"), 0)?;
    let found = names(&installed)?;
    let expected =
        ["LISENSI.txt", "WebView2Loader.dll", "etalase-cli.exe", "etalase.exe", "hapus-etalase.exe"];
    if found != expected.map(str::to_owned).into() {
        return Err(format!("installed: {found:?}"));
    }
    expect("the version in Apps", wine.registry(APPS_KEY, "DisplayVersion")?, Some(OLDER.to_owned()))?;
    let kilobytes =
        format!("{:#x}", built.stage.installed()?.iter().map(|(_, size)| size).sum::<u64>().div_ceil(1024));
    expect("the size in Apps", wine.registry(APPS_KEY, "EstimatedSize")?, Some(kilobytes))?;
    expect("the folder in Apps", wine.registry(APPS_KEY, "InstallLocation")?, Some(wine.path(&installed)))?;
    let shortcuts = |at: &Path| {
        Ok::<_, String>(tree(at)?.into_iter().filter(|path| path.ends_with("Etalase.lnk")).count())
    };
    let user = wine.roaming_data()?;
    expect("entries in the start menu", shortcuts(&user)?, 1)?;
    println!("silent install: {} files, start menu, entry in Apps", found.len());

    // An office in the usual place, made by what was installed.
    let office = local.join("Etalase/kantor");
    let cli = installed.join("etalase-cli.exe");
    wine.ends(wine.program(&cli).arg("demo").arg(wine.path(&office)).args(["--now", NOW]), 0)?;
    let kept = listing(&office)?;
    wine.ends(wine.program(&built.setup).args(["/S", "/Desktop"]), 0)?;
    expect(
        "the version in Apps after the upgrade",
        wine.registry(APPS_KEY, "DisplayVersion")?,
        Some(built.stage.version().to_owned()),
    )?;
    expect("the office after the upgrade", listing(&office)?, kept)?;
    wine.ends(wine.program(&cli).arg("verify").arg(wine.path(&office)), 0)?;
    // Wine's desktop may be a link to the home folder, which `tree` does not follow.
    let desktop = wine.user()?.join("Desktop/Etalase.lnk").is_file();
    expect("an entry on the desktop, which was asked for", desktop, true)?;
    // Reading leaves two empty files of SQLite beside the database.
    let kept = listing(&office)?;
    println!("upgrade: the office is as it was, and sound");

    wine.ends(wine.program(&older).arg("/S"), NEWER_THERE)?;
    expect(
        "the version in Apps after a refused downgrade",
        wine.registry(APPS_KEY, "DisplayVersion")?,
        Some(built.stage.version().to_owned()),
    )?;
    println!("downgrade: refused");

    // What somebody put beside the program, and what the web view and the notebook would have left.
    fs::write(installed.join("catatan saya.txt"), "tetap").map_err(|error| format!("a note: {error}"))?;
    for trace in [local.join("id.etalase.meja/EBWebView"), user.join("Etalase")] {
        fs::create_dir_all(&trace).map_err(|error| format!("{}: {error}", trace.display()))?;
    }
    fs::write(user.join("Etalase/kantor.etalase"), "x").map_err(|error| format!("a page: {error}"))?;
    wine.ends(wine.program(&uninstaller).arg("/S"), 0)?;
    wine.settle()?;
    expect("the office after uninstalling", listing(&office)?, kept)?;
    expect("the entry in Apps", wine.registry(APPS_KEY, "DisplayVersion")?, None)?;
    let left: BTreeSet<PathBuf> = tree(&wine.drive())?.difference(&before).cloned().collect();
    let ours = wine_relative(wine, &local.join("Etalase"));
    let note = wine_relative(wine, &installed);
    let stray: Vec<&PathBuf> = left
        .iter()
        .filter(|path| !path.starts_with(&ours) && !path.starts_with(&note))
        // The parent of both, and what Windows itself keeps there.
        .filter(|path| !note.starts_with(path) && !path.iter().any(|part| part == "Temp"))
        .collect();
    if !stray.is_empty() {
        return Err(format!("uninstalling left {stray:?}"));
    }
    expect("beside the program", names(&installed)?, BTreeSet::from(["catatan saya.txt".to_owned()]))?;
    fs::remove_dir_all(&installed).map_err(|error| format!("{}: {error}", installed.display()))?;
    println!("uninstall: the office and the user's own file are left, and nothing else");
    Ok(())
}

fn odd_folder(wine: &Wine, built: &Built) -> Done {
    // Word by word: the folder stands without quotes at the end, and Wine would put quotes around a blank.
    let folder = format!("/D={ODD_FOLDER}");
    wine.ends(wine.program(&built.setup).arg("/S").args(folder.split(' ')), 0)?;
    let installed = wine.drive().join("Program Kantor/Etalase ñ");
    // Wine's `reg` writes its last letter in some code page of DOS; what was installed there says the rest.
    let named = wine.registry(APPS_KEY, "InstallLocation")?.unwrap_or_default();
    expect("the folder in Apps", named.starts_with(ODD_FOLDER.trim_end_matches('ñ')), true)?;
    let office = wine.drive().join("Kantor percobaan ñ");
    let cli = installed.join("etalase-cli.exe");
    wine.ends(wine.program(&cli).arg("demo").arg(wine.path(&office)).args(["--now", NOW]), 0)?;
    wine.ends(wine.program(&cli).arg("verify").arg(wine.path(&office)), 0)?;

    // A path longer than what old Windows programs take.
    let deep = wine.drive().join(["folder yang namanya panjang sekali"; 8].join("/")).join("kantor");
    if wine.path(&deep).encode_utf16().count() <= 260 {
        return Err("the long path is not long".into());
    }
    wine.ends(wine.program(&cli).arg("demo").arg(wine.path(&deep)).args(["--now", NOW]), 0)?;
    wine.ends(wine.program(&cli).arg("verify").arg(wine.path(&deep)), 0)?;
    println!("an office {} characters deep", wine.path(&deep).encode_utf16().count());

    wine.ends(wine.program(&installed.join("hapus-etalase.exe")).arg("/S"), 0)?;
    wine.settle()?;
    expect("the folder", installed.exists(), false)?;
    expect("the office", office.join("etalase.db").is_file(), true)
}

/// A window of the kind and name that Etalase has, since there is no web view to open the real one; it ends as one that was
/// asked to.
const STAND_IN: &str = "\
#include <windows.h>\n\
static LRESULT CALLBACK told(HWND window, UINT what, WPARAM a, LPARAM b) {\n\
    if (what == WM_CLOSE) PostQuitMessage(7);\n\
    return what == WM_CLOSE ? 0 : DefWindowProcW(window, what, a, b);\n\
}\n\
int WINAPI WinMain(HINSTANCE program, HINSTANCE none, LPSTR words, int show) {\n\
    WNDCLASSW kind = {.lpfnWndProc = told, .hInstance = program, .lpszClassName = L\"Tauri Window\"};\n\
    MSG message;\n\
    RegisterClassW(&kind);\n\
    CreateWindowW(L\"Tauri Window\", L\"Etalase\", WS_OVERLAPPEDWINDOW | WS_VISIBLE, 0, 0, 400, 300, 0, 0, program, 0);\n\
    while (GetMessageW(&message, 0, 0, 0) > 0) DispatchMessageW(&message);\n\
    return (int) message.wParam;\n\
}\n";
const ASKED_TO_CLOSE: i32 = 7;

/// An upgrade while Etalase is open.
fn closes_politely(wine: &Wine, built: &Built) -> Done {
    wine.ends(wine.program(&built.setup).arg("/S"), 0)?;
    let installed = wine.local_data()?.join("Programs/Etalase");
    let program = installed.join("etalase.exe");
    let code = wine.drive().join("jendela.c");
    fs::write(&code, STAND_IN).map_err(|error| format!("{}: {error}", code.display()))?;
    Cross::compile("-mwindows", &code, &program)?;
    let mut open = wine.program(&program).spawn().map_err(|error| format!("wine does not start: {error}"))?;
    let seen = appears(wine, "\"Etalase\"");
    let upgraded = if seen {
        wine.ends(wine.program(&built.setup).arg("/S"), 0)
    } else {
        Err("no window appears".to_owned())
    };
    if upgraded.is_err() {
        let _ = open.kill();
    }
    upgraded?;
    let status = open.wait().map_err(|error| format!("the window: {error}"))?;
    expect("how the window ended", status.code(), Some(ASKED_TO_CLOSE))?;
    let real = built.stage.folder().join("etalase.exe");
    expect("the program that is installed", sha256(&program)?, sha256(&real)?)?;
    wine.ends(wine.program(&installed.join("hapus-etalase.exe")).arg("/S"), 0)?;
    wine.settle()
}

/// As an administrator, which Wine's user is.
fn all_users(wine: &Wine, built: &Built) -> Done {
    let key = APPS_KEY.replacen("HKCU", "HKLM", 1);
    wine.ends(wine.program(&built.setup).args(["/S", "/AllUsers"]), 0)?;
    let installed = wine.drive().join("Program Files/Etalase");
    expect("the program", installed.join("etalase.exe").is_file(), true)?;
    let version = Some(built.stage.version().to_owned());
    expect("the entry in Apps for all", wine.registry(&key, "DisplayVersion")?, version.clone())?;
    expect("the entry in Apps for one", wine.registry(APPS_KEY, "DisplayVersion")?, None)?;
    let entry = wine.drive().join("ProgramData/Microsoft/Windows/Start Menu/Programs/Etalase.lnk");
    expect("the entry in everybody's start menu", entry.is_file(), true)?;
    // Without a word for whom, it is renewed where it is.
    wine.ends(wine.program(&built.setup).arg("/S"), 0)?;
    expect("still for all", wine.registry(&key, "DisplayVersion")?, version)?;
    expect("and for nobody besides", wine.registry(APPS_KEY, "DisplayVersion")?, None)?;
    wine.ends(wine.program(&installed.join("hapus-etalase.exe")).arg("/S"), 0)?;
    wine.settle()?;
    expect("the folder", installed.exists(), false)?;
    expect("the entry in Apps", wine.registry(&key, "DisplayVersion")?, None)?;
    expect("the entry in the start menu", entry.exists(), false)
}

/// A stand-in for Microsoft's installer, beside the setup, that registers a runtime as the real one does.
fn runtime_beside(wine: &Wine, built: &Built) -> Done {
    let folder = wine.drive().join("Pemasang");
    fresh(&folder)?;
    let setup = folder.join("Etalase-Setup.exe");
    copy(&built.setup, &setup)?;
    let (script, stand_in) =
        (folder.join("pengganti.nsi"), folder.join("MicrosoftEdgeWebView2RuntimeInstallerX64.exe"));
    let text = format!(
        "Unicode true\nTarget amd64-unicode\nRequestExecutionLevel user\nSilentInstall silent\nName x\nOutFile \"{}\"\n\
         !include FileFunc.nsh\nSection\n${{GetParameters}} $0\nWriteRegStr HKCU \"{}\" \"pv\" \"141.0.3537.71\"\n\
         WriteRegStr HKCU \"{}\" \"asked\" \"$0\"\nSectionEnd\n",
        stand_in.display(),
        RUNTIME_KEY.trim_start_matches(r"HKCU\"),
        RUNTIME_KEY.trim_start_matches(r"HKCU\"),
    );
    fs::write(&script, text).map_err(|error| format!("{}: {error}", script.display()))?;
    run(of("makensis").args(["-V1"]).arg(&script))?;
    expect("a runtime before", wine.registry(RUNTIME_KEY, "pv")?, None)?;
    wine.ends(wine.program(&setup).arg("/S"), 0)?;
    expect("the runtime's version", wine.registry(RUNTIME_KEY, "pv")?, Some("141.0.3537.71".into()))?;
    expect("how it was asked", wine.registry(RUNTIME_KEY, "asked")?, Some("/silent /install".into()))?;

    // Where there is a runtime, the installer beside the setup is left alone.
    wine.ends(wine.program(Path::new("reg")).args(["delete", RUNTIME_KEY, "/v", "asked", "/f"]), 0)?;
    wine.ends(wine.program(&setup).arg("/S"), 0)?;
    expect("asked again", wine.registry(RUNTIME_KEY, "asked")?, None)?;
    wine.ends(wine.program(Path::new("reg")).args(["delete", RUNTIME_KEY, "/f"]), 0)?;
    wine.ends(wine.program(&wine.local_data()?.join("Programs/Etalase/hapus-etalase.exe")).arg("/S"), 0)?;
    wine.settle()
}

/// The zip unpacked, and its command line at work in it.
fn portable(wine: &Wine, built: &Built) -> Done {
    let stick = wine.drive().join("Flashdisk ñ");
    fresh(&stick)?;
    run(of("unzip").arg("-q").arg(&built.portable).arg("-d").arg(&stick))?;
    let folder = stick.join("Etalase");
    let expected =
        ["LISENSI.txt", "WebView2Loader.dll", "etalase-cli.exe", "etalase-portabel.txt", "etalase.exe"];
    expect("the files of the zip", names(&folder)?, expected.map(str::to_owned).into())?;
    let office = folder.join("kantor");
    let cli = folder.join("etalase-cli.exe");
    wine.ends(wine.program(&cli).arg("demo").arg(wine.path(&office)).args(["--now", NOW]), 0)?;
    wine.ends(wine.program(&cli).arg("verify").arg(wine.path(&office)), 0).map(drop)
}

/// Without WebView2, which Wine has not: a message instead of a window, a setup that will not write over a running
/// program, and an exit status of its own.
fn without_runtime(wine: &Wine, built: &Built) -> Done {
    wine.ends(wine.program(&built.setup).arg("/S"), 0)?;
    let installed = wine.local_data()?.join("Programs/Etalase");
    let mut started = wine
        .program(&installed.join("etalase.exe"))
        .spawn()
        .map_err(|error| format!("wine does not start: {error}"))?;
    if !appears(wine, "Etalase belum dapat dibuka") {
        let _ = started.kill();
        return Err("no message appears".into());
    }
    // Drawn a moment after it is there.
    std::thread::sleep(Duration::from_secs(3));
    let picture = target()?.join("windows/tanpa-webview2.png");
    run(of("import")
        .args(["-display", wine.display(), "-window", "root", "-trim", "+repage"])
        .arg(&picture))?;
    println!("picture: {}", picture.display());
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        copy(&picture, &root().join("docs/gambar/windows-tanpa-webview2.png"))?;
    }

    let held = wine.ends(wine.program(&built.setup).arg("/S"), STILL_OPEN);
    wine.output(wine.program(Path::new("taskkill")).args(["/IM", "etalase.exe"]))?;
    let ended = wait_for(Duration::from_secs(20), || matches!(started.try_wait(), Ok(Some(_))));
    if !ended {
        let _ = started.kill();
        return Err("the message does not close".into());
    }
    let status = started.wait().map_err(|error| format!("etalase.exe: {error}"))?;
    expect("the exit status without a runtime", status.code(), Some(NO_WEB_VIEW))?;
    held?;
    println!("setup over a running program: refused");
    wine.ends(wine.program(&installed.join("hapus-etalase.exe")).arg("/S"), 0)?;
    wine.settle()
}

/// Pages drawn through GDI, by Wine's own driver for PostScript, into the queue of a PDF printer: what comes out is measured.
fn printing(wine: &Wine, built: &Built) -> Done {
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let server = Server::start(folder.path())?;
    server.drive_like_an_office_printer()?;
    let cli = built.stage.folder().join("etalase-cli.exe");
    let dir = wine.drive().join("Kantor yang mencetak");
    // What still runs knows the queues of before.
    wine.end();
    let mut office = Office::open(&dir, &wine.path(&dir), || {
        let mut command = wine.program(&cli);
        server.clients(&mut command);
        command
    })?;
    printing::sheets(&mut office, &server, folder.path())?;
    printing::letters(&mut office, &server, folder.path())
}

/// Runs every test program, each in the folder of its package.
fn tests(wine: &Wine, tests: &[Test]) -> Done {
    if tests.is_empty() {
        return Err("cargo told of no test program".into());
    }
    let mut failed = Vec::new();
    let mut passed = 0;
    for test in tests {
        let began = Instant::now();
        let output =
            wine.output(wine.program(&test.program).arg("--test-threads=2").current_dir(&test.folder))?;
        let told = String::from_utf8_lossy(&output.stdout);
        let counted = told.lines().find_map(|line| line.strip_prefix("test result: ")).unwrap_or("no result");
        println!("{:<28} {counted} ({} s)", test.name, began.elapsed().as_secs());
        let count = counted.strip_prefix("ok. ").and_then(|rest| rest.split(' ').next()?.parse::<u32>().ok());
        match count {
            Some(count) if output.status.success() && !counted.contains(" 1 ignored") => passed += count,
            _ => {
                println!("{told}\n{}", String::from_utf8_lossy(&output.stderr));
                failed.push(test.name.clone());
            }
        }
    }
    println!("{passed} tests passed as Windows programs");
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

/// Whether a window comes up in whose description these words stand.
fn appears(wine: &Wine, words: &str) -> bool {
    wait_for(Duration::from_secs(60), || {
        let windows = answer(of("xwininfo").args(["-root", "-tree", "-display", wine.display()]));
        windows.is_some_and(|windows| windows.contains(words))
    })
}

fn wait_for(limit: Duration, mut seen: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while began.elapsed() < limit {
        if seen() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(300));
    }
    false
}

fn expect<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Done {
    if found == expected { Ok(()) } else { Err(format!("{what}: {found:?}, not {expected:?}")) }
}

fn output(command: &mut Command) -> Result<String, String> {
    let name = crate::program::named(command);
    let output = command.output().map_err(|error| format!("{name} does not start: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("{name}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)))
}

fn run_quiet(command: &mut Command) -> Done {
    output(command).map(drop)
}

/// Copies an office folder that nobody has open.
fn copy_office(from: &Path, to: &Path) -> Done {
    run(of("cp").arg("-r").arg(from).arg(to))
}

/// The names in a folder.
fn names(folder: &Path) -> Result<BTreeSet<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
}

/// Every path under a folder, relative to it.
fn tree(top: &Path) -> Result<BTreeSet<PathBuf>, String> {
    fn walk(top: &Path, folder: &Path, found: &mut BTreeSet<PathBuf>) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            // Wine links folders of the real home into its drive.
            if entry.file_type()?.is_dir() {
                walk(top, &path, found)?;
            }
            if let Ok(name) = path.strip_prefix(top) {
                found.insert(name.to_owned());
            }
        }
        Ok(())
    }
    let mut found = BTreeSet::new();
    walk(top, top, &mut found).map_err(|error| format!("{}: {error}", top.display()))?;
    Ok(found)
}

/// Every file under a folder with the hash of its content.
fn listing(top: &Path) -> Result<BTreeMap<PathBuf, String>, String> {
    let files = tree(top)?.into_iter().filter(|path| top.join(path).is_file());
    files.map(|path| Ok((path.clone(), sha256(&top.join(&path))?))).collect()
}

/// A path of the drive as [`tree`] gives it.
fn wine_relative(wine: &Wine, path: &Path) -> PathBuf {
    path.strip_prefix(wine.drive()).unwrap_or(path).to_owned()
}
