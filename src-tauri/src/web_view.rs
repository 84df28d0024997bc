//! Whether this PC can show the window: on Windows the page is drawn by the WebView2 runtime, which is a part of Windows 11 and
//! of most Windows 10, and can be missing or years old on a PC that is never online.

use std::fmt;

/// Title of every message that is shown in the place of the window.
pub(crate) const TITLE: &str = "Etalase belum dapat dibuka";

/// The oldest release of the runtime that understands the page; the page is built for it (`ui/vite.config.ts`).
const OLDEST: u32 = 109;

/// Why the runtime of this PC will not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// There is none.
    Missing,
    /// It is older than the page.
    TooOld {
        /// Its version.
        found: String,
    },
}

/// What is wrong with the runtime of this PC, if anything is. Elsewhere than on Windows the web view is a library that the
/// program cannot even start without.
pub(crate) fn unfit_on_this_pc() -> Option<Unfit> {
    // The loader itself is asked, not the registry: it also knows a runtime of fixed version, and what a policy prescribes.
    if cfg!(windows) { unfit(tauri::webview_version().ok().as_deref()) } else { None }
}

/// What is wrong with a runtime of this version; `None` is no runtime at all.
fn unfit(version: Option<&str>) -> Option<Unfit> {
    let Some(version) = version.map(str::trim).filter(|version| !version.is_empty()) else {
        return Some(Unfit::Missing);
    };
    // `120.0.2210.91`, or `120.0.2210.91 beta`. What cannot be read is given the benefit of the doubt: it is there.
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    major.is_some_and(|major| major < OLDEST).then(|| Unfit::TooOld { found: version.to_owned() })
}

impl Unfit {
    /// What to say to whoever sits at this PC: what happened, what is safe, what to do next.
    pub(crate) fn sentence(&self) -> String {
        let what = match self {
            Unfit::Missing => {
                "Komputer ini belum memiliki “Microsoft Edge WebView2 Runtime”, bagian Windows \
                 yang menampilkan jendela Etalase."
                    .to_owned()
            }
            Unfit::TooOld { found } => format!(
                "“Microsoft Edge WebView2 Runtime” di komputer ini versi {found}; Etalase memerlukan versi {OLDEST} atau yang lebih baru."
            ),
        };
        format!(
            "{what}\n\nData kantor aman dan tidak berubah.\n\nMinta bagian TI memasang “Microsoft Edge WebView2 Runtime” \
             (Evergreen Standalone Installer x64, berkas MicrosoftEdgeWebView2RuntimeInstallerX64.exe). Pemasangannya tidak \
             memerlukan internet di komputer ini. Setelah itu buka Etalase lagi."
        )
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::Missing => formatter.write_str("no WebView2 runtime on this PC"),
            Unfit::TooOld { found } => {
                write!(formatter, "WebView2 runtime {found}, at least {OLDEST} is needed")
            }
        }
    }
}

impl std::error::Error for Unfit {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runtime_is_judged_by_its_first_number() {
        for (version, verdict) in [
            (None, Some(Unfit::Missing)),
            (Some(""), Some(Unfit::Missing)),
            (Some("108.0.1462.76"), Some(Unfit::TooOld { found: "108.0.1462.76".into() })),
            (Some("92.0.902.67"), Some(Unfit::TooOld { found: "92.0.902.67".into() })),
            (Some("109.0.1518.140"), None),
            (Some("141.0.3537.71 beta"), None),
            (Some("unknown"), None),
        ] {
            assert_eq!(unfit(version), verdict, "{version:?}");
        }
    }

    #[test]
    fn the_oldest_runtime_is_the_one_the_page_is_built_for() {
        let config = include_str!("../../ui/vite.config.ts");
        assert!(config.contains(&format!("target: \"chrome{OLDEST}\"")), "two places name it");
    }

    #[test]
    fn the_sentence_says_what_is_safe_and_names_the_file() {
        for unfit in [Unfit::Missing, Unfit::TooOld { found: "92.0.902.67".into() }] {
            let sentence = unfit.sentence();
            for part in [
                "WebView2",
                "Data kantor aman",
                "MicrosoftEdgeWebView2RuntimeInstallerX64.exe",
                "buka Etalase lagi",
            ] {
                assert!(sentence.contains(part), "{part} is missing in {sentence}");
            }
        }
    }
}
