//! Where the application keeps what it keeps: with the user of this PC, or beside the program itself when that is carried
//! from PC to PC.

use std::path::{Path, PathBuf};

use office::Places;

/// The file that makes a folder a carried one when it lies beside the program; it comes with the portable zip.
pub(crate) const MARKER: &str = "etalase-portabel.txt";

/// The folders of one start.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Home {
    /// Offices, and what waits to be printed.
    pub(crate) data: PathBuf,
    /// What is remembered beside any office.
    pub(crate) notebook: PathBuf,
    /// Where the web view keeps its own files; `None` for where it usually does.
    pub(crate) web_view: Option<PathBuf>,
    carried: bool,
}

impl Home {
    /// With the user: `local` and `config` are that user's folders for local data and for settings.
    pub(crate) fn of_user(local: &Path, config: &Path) -> Self {
        Self { data: local.join("Etalase"), notebook: config.join("Etalase"), web_view: None, carried: false }
    }

    /// Beside the program at `program`, if the marker lies there.
    pub(crate) fn carried(program: &Path) -> Option<Self> {
        let folder = program.parent().filter(|folder| folder.join(MARKER).is_file())?;
        Some(Self {
            data: folder.to_owned(),
            notebook: folder.join("pengaturan"),
            web_view: Some(folder.join("webview")),
            carried: true,
        })
    }

    /// Where offices lie: the folder that was `named`, else those of this home. A carried one always opens its own: the
    /// next PC may call the stick by another letter, so that what was open last is found nowhere.
    pub(crate) fn places(&self, named: Option<PathBuf>) -> Places {
        let usual = self.data.join("kantor");
        let named = named.or_else(|| self.carried.then(|| usual.clone()));
        Places { named, usual, sample: self.data.join("kantor-contoh") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_office_never_lies_where_a_real_one_would() {
        let places = Home::of_user(Path::new("data"), Path::new("config")).places(None);
        assert_eq!(places.named, None, "nobody named one");
        assert_ne!(places.usual, places.sample, "apart from a real office");
        assert!(
            places.usual.starts_with("data") && places.sample.starts_with("data"),
            "in the user's own data"
        );
    }

    #[test]
    fn a_marker_beside_the_program_carries_everything_with_it() {
        let stick = tempfile::tempdir().unwrap();
        let program = stick.path().join("etalase.exe");
        assert_eq!(Home::carried(&program), None, "a program alone keeps with its user");
        std::fs::write(stick.path().join(MARKER), "").unwrap();
        let home = Home::carried(&program).expect("the marker is there");
        for folder in [&home.data, &home.notebook, home.web_view.as_ref().unwrap()] {
            assert!(folder.starts_with(stick.path()), "{} stays on the stick", folder.display());
        }
        let places = home.places(None);
        assert_eq!(places.named, Some(stick.path().join("kantor")), "whatever was open on another PC");
        let named = home.places(Some(PathBuf::from("lain")));
        assert_eq!(named.named, Some(PathBuf::from("lain")), "a word on the command line counts more");
    }
}
