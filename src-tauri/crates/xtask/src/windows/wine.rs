//! Wine with a drive of its own, in a temporary folder that goes with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::cross::Cross;
use crate::display::Display;
use crate::program::{Done, named, of};

/// Wine 8 lacks the one function of Windows 10 by which the standard library draws chance. Only for trials: every Windows
/// that is supported has it.
const SHIM: &str = "\
#include <windows.h>\n\
#include <ntsecapi.h>\n\
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) {\n\
    return RtlGenRandom(bytes, (ULONG) length);\n\
}\n";

/// No single program of a trial takes as long; one that does hangs.
const PATIENCE: Duration = Duration::from_secs(40 * 60);

/// A fresh Windows.
pub(super) struct Wine {
    home: tempfile::TempDir,
    display: Display,
}

impl Wine {
    /// Makes the drive, and puts the shim where every program finds it.
    pub(super) fn start() -> Result<Self, String> {
        let home = tempfile::Builder::new()
            .prefix("etalase-wine-")
            .tempdir()
            .map_err(|error| format!("no temporary folder: {error}"))?;
        let wine = Self { home, display: Display::start()? };
        let mut boot = of("wineboot");
        boot.arg("--init");
        wine.surround(&mut boot);
        let booted = boot.output().map_err(|error| format!("wineboot does not start: {error}"))?;
        if !booted.status.success() {
            return Err(format!("wineboot: {}", String::from_utf8_lossy(&booted.stderr)));
        }
        let code = wine.home.path().join("shim.c");
        fs::write(&code, SHIM).map_err(|error| format!("{}: {error}", code.display()))?;
        Cross::compile("-shared", &code, &wine.drive().join("windows/system32/bcryptprimitives.dll"))?;
        Ok(wine)
    }

    /// Where drive C: lies.
    pub(super) fn drive(&self) -> PathBuf {
        self.home.path().join("awalan/drive_c")
    }

    /// The screen's name, to take a picture of it.
    pub(super) fn display(&self) -> &str {
        self.display.name()
    }

    /// The folder of the user's local application data.
    pub(super) fn local_data(&self) -> Result<PathBuf, String> {
        Ok(self.user()?.join("AppData/Local"))
    }

    /// The folder of the user's roaming application data.
    pub(super) fn roaming_data(&self) -> Result<PathBuf, String> {
        Ok(self.user()?.join("AppData/Roaming"))
    }

    /// The folder of the one user.
    pub(super) fn user(&self) -> Result<PathBuf, String> {
        let users = self.drive().join("users");
        let folders = fs::read_dir(&users).map_err(|error| format!("{}: {error}", users.display()))?;
        folders
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.join("AppData").is_dir() && !path.ends_with("Public"))
            .ok_or_else(|| format!("no user under {}", users.display()))
    }

    fn surround(&self, command: &mut Command) {
        command
            .env("WINEPREFIX", self.home.path().join("awalan"))
            .env("WINEARCH", "win64")
            .env("WINEDEBUG", "-all")
            // Neither is needed, and Wine would ask for both at its first start; nor are entries in the desktop of this system.
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=;winemenubuilder.exe=d")
            .env("DISPLAY", self.display.name())
            .env("HOME", self.home.path())
            .env("TMPDIR", self.home.path())
            // Names beyond ASCII reach the program only through a locale that has them.
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "Asia/Jakarta")
            .env_remove("ETALASE_OFFICE")
            .stdin(Stdio::null());
    }

    /// A Windows program about to start.
    pub(super) fn program(&self, program: &Path) -> Command {
        let mut command = of("wine");
        command.arg(program);
        self.surround(&mut command);
        command
    }

    /// Runs a Windows program to its end.
    pub(super) fn output(&self, command: &mut Command) -> Result<Output, String> {
        let name = named(command);
        // Files, not pipes: what Wine leaves running would hold a pipe open.
        let (out, err) = (self.home.path().join("keluaran"), self.home.path().join("kesalahan"));
        let file =
            |path: &Path| fs::File::create(path).map_err(|error| format!("{}: {error}", path.display()));
        let mut child = command
            .stdout(file(&out)?)
            .stderr(file(&err)?)
            .spawn()
            .map_err(|error| format!("{name} does not start: {error}"))?;
        let began = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().map_err(|error| format!("{name}: {error}"))? {
                break status;
            }
            if began.elapsed() > PATIENCE {
                let _ = child.kill();
                return Err(format!("{name} does not end"));
            }
            std::thread::sleep(Duration::from_millis(100));
        };
        let read = |path: &Path| fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
        Ok(Output { status, stdout: read(&out)?, stderr: read(&err)? })
    }

    /// Runs a Windows program that must end with this status: its standard output.
    pub(super) fn ends(&self, command: &mut Command, status: i32) -> Result<String, String> {
        let name = named(command);
        let output = self.output(command)?;
        if output.status.code() == Some(status) {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        Err(format!(
            "{name}: {}, not {status}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ))
    }

    /// Waits until nothing of this Windows runs any more: an uninstaller goes on in a copy of itself.
    pub(super) fn settle(&self) -> Done {
        let mut server = of("wineserver");
        self.surround(&mut server);
        let status =
            server.arg("--wait").status().map_err(|error| format!("wineserver does not start: {error}"))?;
        if status.success() { Ok(()) } else { Err(format!("wineserver --wait: {status}")) }
    }

    /// Ends everything of this Windows, and of no other: the server is found by its drive.
    pub(super) fn end(&self) {
        for word in ["--kill", "--wait"] {
            let mut server = of("wineserver");
            self.surround(&mut server);
            let _ = server.arg(word).stderr(Stdio::null()).status();
        }
    }

    /// The name by which Windows programs know a path of this system.
    pub(super) fn path(&self, path: &Path) -> String {
        match path.strip_prefix(self.drive()) {
            Ok(inside) => format!(r"C:\{}", inside.to_string_lossy().replace('/', r"\")),
            Err(_) => format!("Z:{}", path.to_string_lossy().replace('/', r"\")),
        }
    }

    /// What a value of the registry holds, as `reg query` tells it; `None` if there is none.
    pub(super) fn registry(&self, key: &str, value: &str) -> Result<Option<String>, String> {
        let mut query = self.program(Path::new("reg"));
        let output = self.output(query.args(["query", key, "/v", value]))?;
        if !output.status.success() {
            return Ok(None);
        }
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = told.lines().find_map(|line| {
            let rest = line.trim().strip_prefix(value)?.trim_start();
            let (_kind, held) = rest.split_once("    ")?;
            Some(held.trim().to_owned())
        });
        Ok(line)
    }
}

impl Drop for Wine {
    fn drop(&mut self) {
        self.end();
    }
}
