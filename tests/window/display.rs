//! A screen of its own for each window: Xvfb on a free display, and surroundings that leave the home folder alone.
//!
//! Also used by `cargo xtask bench window`, so that what is measured runs as what is tested.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// What a window test needs on this machine beside the toolchain, as Debian packages.
pub(crate) const PACKAGES: &[&str] =
    &["libwebkit2gtk-4.1-dev", "xvfb", "webkit2gtk-driver", "fonts-liberation"];

/// Why a program of the system did not start, with the line that mends it.
pub(crate) fn missing(program: &str, error: &std::io::Error) -> String {
    format!(
        "{program} does not start ({error}); install what is missing:\n    apt-get install {}",
        PACKAGES.join(" ")
    )
}

/// A running Xvfb. It ends when this is dropped, or by itself when its last client leaves.
pub(crate) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts Xvfb on a display that it chooses itself.
    pub(crate) fn start() -> Result<Self, String> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| missing("Xvfb", &error))?;
        let mut line = String::new();
        if let Some(out) = server.stdout.take() {
            // Nothing to read means that it ended; the number stays empty and is refused below.
            let _ = BufReader::new(out).read_line(&mut line);
        }
        let display = Self { server, name: format!(":{}", line.trim()) };
        if line.trim().parse::<u32>().is_ok() {
            Ok(display)
        } else {
            Err("Xvfb started and ended at once".into())
        }
    }
}

impl Display {
    /// Its name, as `DISPLAY` wants it.
    #[allow(dead_code, reason = "only a trial takes pictures of a whole screen")]
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Surroundings of one application: its screen, and folders of its own in the place of the user's.
pub(crate) struct Surroundings {
    display: Display,
    home: PathBuf,
}

impl Surroundings {
    /// A screen, and folders under `home`, which is made if need be.
    pub(crate) fn new(home: &Path) -> Result<Self, String> {
        for folder in ["data", "config", "cache", "state", "run"] {
            fs::create_dir_all(home.join(folder)).map_err(|error| format!("{}: {error}", home.display()))?;
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The web view refuses a runtime folder that others may enter.
            fs::set_permissions(home.join("run"), fs::Permissions::from_mode(0o700))
                .map_err(|error| format!("{}: {error}", home.display()))?;
        }
        Ok(Self { display: Display::start()?, home: home.to_owned() })
    }

    /// Puts a program that is about to start into these surroundings.
    pub(crate) fn apply(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.display.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("HOME", &self.home)
            .env("XDG_DATA_HOME", self.home.join("data"))
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .env("XDG_STATE_HOME", self.home.join("state"))
            .env("XDG_RUNTIME_DIR", self.home.join("run"))
            // A window of the person at this machine, or of another test, is never taken for the first instance.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            // Without a bus, GTK would complain about settings that it cannot keep.
            .env("GSETTINGS_BACKEND", "memory")
            .env("NO_AT_BRIDGE", "1")
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "Asia/Jakarta")
            .env_remove("ETALASE_OFFICE")
            // Without a graphics card the web view stays white unless it draws the plain way. Compositing stays on: without
            // it, `requestAnimationFrame` never fires while a page is at rest.
            .env("GDK_BACKEND", "x11")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1");
    }
}
