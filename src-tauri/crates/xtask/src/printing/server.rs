//! A CUPS server of our own, in a folder that goes with it.

use std::collections::BTreeMap;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, UNIX_EPOCH};

use crate::program::{Done, answer, named, of};

/// The name of the queue.
pub(super) const QUEUE: &str = "Kantor";
/// The driver of Debian's PDF printer.
const DRIVER: &str = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd";
/// Where the PDF printer puts the jobs of a user whom the system does not know. Its place is compiled in.
const OUTPUT: &str = "/var/spool/cups-pdf/ANONYMOUS";
/// Such a user.
const USER: &str = "etalase-uji";
const PATIENCE: Duration = Duration::from_secs(20);

/// A running server.
pub(super) struct Server {
    child: Child,
    folder: PathBuf,
    /// What lay in the printer's folder before.
    before: BTreeMap<PathBuf, u64>,
}

impl Server {
    /// Starts a server and gives it its queue.
    pub(super) fn start(folder: &Path) -> Result<Self, String> {
        if answer(of("id").arg("-u")).is_none_or(|id| id.trim() != "0") {
            return Err(
                "the PDF printer of CUPS works for root only; run this as root, as in a container".to_owned()
            );
        }
        let folder = folder.join("cups");
        let port = TcpListener::bind(("127.0.0.1", 0))
            .and_then(|listener| listener.local_addr())
            .map_err(|error| format!("no free port: {error}"))?
            .port();
        write(&folder, port).map_err(|error| format!("{}: {error}", folder.display()))?;
        // In its usual place, which is not on everybody's search path.
        let mut command = of("/usr/sbin/cupsd");
        command
            .arg("-f")
            .arg("-c")
            .arg(folder.join("cupsd.conf"))
            .arg("-s")
            .arg(folder.join("cups-files.conf"));
        let child = command
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(|error| format!("cupsd does not start: {error}"))?;
        let mut server = Self { child, folder, before: BTreeMap::new() };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if began.elapsed() > PATIENCE || server.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                return Err(format!("cupsd does not answer; it says:\n{}", server.last_words()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        server.tell("lpadmin", &["-p", QUEUE, "-E", "-v", "cups-pdf:/", "-P", DRIVER])?;
        server.tell("lpadmin", &["-d", QUEUE])?;
        server.before = server.outputs();
        println!("xtask: a CUPS server of our own on port {port}, with the queue {QUEUE}");
        Ok(server)
    }

    /// Makes a command a client of this server.
    pub(super) fn clients(&self, command: &mut Command) {
        command
            .env("CUPS_SERVERROOT", self.folder.join("klien"))
            .env_remove("CUPS_SERVER")
            .env("LC_ALL", "C");
    }

    /// Runs one of CUPS' own commands.
    pub(super) fn tell(&self, program: &str, arguments: &[&str]) -> Done {
        self.said(program, arguments).map(drop)
    }

    fn said(&self, program: &str, arguments: &[&str]) -> Result<String, String> {
        // Some of them are an administrator's.
        let usual = Path::new("/usr/sbin").join(program);
        let mut command = if usual.exists() { of(usual) } else { of(program) };
        self.clients(&mut command);
        command.args(arguments).stdin(Stdio::null());
        let output = command.output().map_err(|error| format!("{program} does not start: {error}"))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(format!("{} failed: {}", named(&command), String::from_utf8_lossy(&output.stderr).trim()))
        }
    }

    /// How many jobs it was ever given.
    pub(super) fn jobs(&self) -> Result<usize, String> {
        let count = |which| Ok::<_, String>(self.said("lpstat", &["-W", which, "-o"])?.lines().count());
        Ok(count("completed")? + count("not-completed")?)
    }

    /// Whether no job is under way.
    pub(super) fn idle(&self) -> Result<bool, String> {
        Ok(self.said("lpstat", &["-W", "not-completed", "-o"])?.trim().is_empty())
    }

    /// What lies in the printer's folder, and when each file was written.
    pub(super) fn outputs(&self) -> BTreeMap<PathBuf, u64> {
        let files = fs::read_dir(OUTPUT).into_iter().flatten().flatten();
        files
            .filter(|file| file.path().extension().is_some_and(|end| end == "pdf"))
            .filter_map(|file| {
                let written = file.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
                Some((file.path(), u64::try_from(written.as_nanos()).ok()?))
            })
            .collect()
    }

    /// The end of its own log.
    pub(super) fn last_words(&self) -> String {
        let log = fs::read(self.folder.join("catatan/error")).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }

    /// Ends it.
    pub(super) fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
        // What our jobs made; what lay there before is somebody's.
        for (path, written) in self.outputs() {
            if self.before.get(&path) != Some(&written) {
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// The folder of a server: everything that it reads and writes.
fn write(folder: &Path, port: u16) -> std::io::Result<()> {
    for part in ["akar", "antrean", "sementara", "keadaan", "catatan", "klien"] {
        fs::create_dir_all(folder.join(part))?;
    }
    let open = "  Order allow,deny\n  Allow all\n";
    let conf = format!(
        "Listen 127.0.0.1:{port}\nDefaultAuthType None\nWebInterface No\nBrowsing Off\nLogLevel info\n\
         <Location />\n{open}</Location>\n<Location /admin>\n{open}</Location>\n\
         <Policy default>\n  JobPrivateAccess all\n  JobPrivateValues none\n  <Limit All>\n{open}  </Limit>\n</Policy>\n"
    );
    fs::write(folder.join("cupsd.conf"), conf)?;
    let at = |part: &str| folder.join(part).display().to_string();
    let files = format!(
        "ServerRoot {}\nRequestRoot {}\nCacheDir {}\nTempDir {}\nStateDir {}\nErrorLog {}/error\nAccessLog {}/access\n\
         PageLog {}/page\nSystemGroup root\n",
        at("akar"),
        at("antrean"),
        at("sementara"),
        at("sementara"),
        at("keadaan"),
        at("catatan"),
        at("catatan"),
        at("catatan"),
    );
    fs::write(folder.join("cups-files.conf"), files)?;
    fs::write(folder.join("klien/client.conf"), format!("ServerName 127.0.0.1:{port}\nUser {USER}\n"))
}
