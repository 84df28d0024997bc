//! A CUPS server of our own, in a folder that goes with it.

use std::collections::BTreeMap;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, UNIX_EPOCH};

use crate::program::{Done, answer, named, of};

/// The name of the queue.
pub(crate) const QUEUE: &str = "Kantor";
/// The driver of Debian's PDF printer.
const DRIVER: &str = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd";
/// Where the PDF printer puts the jobs of a user whom the system does not know. Its place is compiled in.
const OUTPUT: &str = "/var/spool/cups-pdf/ANONYMOUS";
/// Such a user.
const USER: &str = "etalase-uji";
const PATIENCE: Duration = Duration::from_secs(20);

/// A running server.
pub(crate) struct Server {
    child: Child,
    folder: PathBuf,
    /// What lay in the printer's folder before.
    before: BTreeMap<PathBuf, u64>,
}

impl Server {
    /// Starts a server and gives it its queue.
    pub(crate) fn start(folder: &Path) -> Result<Self, String> {
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

    /// Gives the queue a driver that knows both cuts of F4 by a name, as that of an office printer does, and does not reach the
    /// edges of any sheet.
    pub(crate) fn drive_like_an_office_printer(&self) -> Done {
        let usual = fs::read_to_string(DRIVER).map_err(|error| format!("{DRIVER}: {error}"))?;
        let own = self.folder.join("printer kantor.ppd");
        fs::write(&own, office_printer(&usual)).map_err(|error| format!("{}: {error}", own.display()))?;
        self.tell("lpadmin", &["-p", QUEUE, "-P", &own.to_string_lossy()])
    }

    /// Makes a command a client of this server.
    pub(crate) fn clients(&self, command: &mut Command) {
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

/// The description of a printer, with F4 beside its A4, and margins.
fn office_printer(usual: &str) -> String {
    /// In points.
    const PAPERS: [(&str, u32, u32); 3] =
        [("A4/A4", 595, 842), ("F4215/F4", 609, 935), ("F4210/F4 210", 595, 935)];
    const MARGIN: u32 = 12;
    let (a4, width, height) = PAPERS[0];
    let mut text = String::new();
    for line in usual.lines() {
        match line.split_once(&format!(" {a4}: ")) {
            Some((key, value)) => {
                for (name, across, down) in PAPERS {
                    let value = match key {
                        "*ImageableArea" => {
                            format!("\"{MARGIN} {MARGIN} {} {}\"", across - MARGIN, down - MARGIN)
                        }
                        _ => value.replace(&format!("{width} {height}"), &format!("{across} {down}")),
                    };
                    text.push_str(&format!("{key} {name}: {value}\n"));
                }
            }
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_printer_knows_f4_and_has_margins() {
        let usual = "*PageSize A4/A4: \"<</PageSize[595 842]/ImagingBBox null>>setpagedevice\"\n*ImageableArea A4/A4: \"0 0 595 842\"\n\
                     *PaperDimension A5/A5: \"421 595\"\n";
        let own = office_printer(usual);
        for line in [
            "*PageSize F4215/F4: \"<</PageSize[609 935]/ImagingBBox null>>setpagedevice\"",
            "*ImageableArea A4/A4: \"12 12 583 830\"",
            "*ImageableArea F4210/F4 210: \"12 12 583 923\"",
            "*PaperDimension A5/A5: \"421 595\"",
        ] {
            assert!(own.lines().any(|one| one == line), "{line}\n{own}");
        }
    }
}
