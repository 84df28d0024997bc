//! The application as the person at it uses it: what can be read, clicked and typed, by its words on the screen.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use base64::Engine;
use serde_json::{Value, json};

use crate::display::Surroundings;
use crate::driver::{Driver, Element, patiently};

/// Finds what has a name on the screen, as a screen reader would say it: the words of its label or its own words,
/// without the shortcut shown beside them and without what is hidden.
const FIND: &str = include_str!("find.js");

/// One application in a window of its own, on an office, at a time that the test sets. Ends when it is dropped.
///
/// Every function that looks for something waits for it, and fails with what is on the screen instead.
pub(crate) struct Window {
    // Dropped in this order: the application, then its screen, then its folders.
    driver: Driver,
    _surroundings: Surroundings,
    clock: PathBuf,
    picks: PathBuf,
    prints: PathBuf,
    folder: tempfile::TempDir,
}

impl Window {
    /// Opens the application on the office in a folder, when it is `now` (RFC 3339).
    #[track_caller]
    pub(crate) fn start(office: &Path, now: &str) -> Self {
        Self::open(Some(office), None, now)
    }

    /// Opens the application as a person does who names no office, on a PC whose user has everything in `home`: what the
    /// application keeps there it finds again at the next start.
    #[track_caller]
    pub(crate) fn start_on(home: &Path, now: &str) -> Self {
        Self::open(None, Some(home), now)
    }

    #[track_caller]
    fn open(office: Option<&Path>, home: Option<&Path>, now: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = folder.path().join("clock");
        let picks = folder.path().join("picks");
        let prints = folder.path().join("prints");
        fs::write(&clock, now).expect("the clock is written");
        let said = |path: &Path| path.to_str().expect("a path in UTF-8").to_owned();
        let mut arguments =
            [["--clock", &said(&clock)], ["--picks", &said(&picks)], ["--prints", &said(&prints)]]
                .concat()
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>();
        arguments.extend(office.into_iter().flat_map(|office| ["--office".to_owned(), said(office)]));
        let log = folder.path().join("log");
        let application = Path::new(env!("CARGO_BIN_EXE_etalase"));
        let home = home.map_or_else(|| folder.path().join("home"), Path::to_owned);
        let started = Surroundings::new(&home).and_then(|surroundings| {
            Ok((Driver::start(&surroundings, application, &arguments, &log)?, surroundings))
        });
        match started {
            Ok((driver, surroundings)) => {
                Self { driver, _surroundings: surroundings, clock, picks, prints, folder }
            }
            Err(reason) => panic!("{reason}\n{}", fs::read_to_string(&log).unwrap_or_default()),
        }
    }

    /// Moves the clock of the application.
    pub(crate) fn set_clock(&self, now: &str) {
        // Renamed, so that the application never reads half a moment.
        let next = self.folder.path().join("clock.next");
        fs::write(&next, now).and_then(|()| fs::rename(&next, &self.clock)).expect("the clock is written");
    }

    /// Answers the next file dialog with these files; none is "cancelled".
    pub(crate) fn pick(&self, files: &[&Path]) {
        let mut picks = fs::read_to_string(&self.picks).unwrap_or_default();
        picks.push_str(&json!(files).to_string());
        picks.push('\n');
        fs::write(&self.picks, picks).expect("the picks are written");
    }

    /// Waits until so many PDFs were printed since the start, and gives them in the order of printing.
    #[track_caller]
    pub(crate) fn printed(&self, count: usize) -> Vec<PathBuf> {
        self.until(&format!("{count} printed PDFs"), || {
            let files = fs::read_dir(&self.prints).map_err(|error| error.to_string())?;
            let mut files: Vec<PathBuf> = files.filter_map(|file| Some(file.ok()?.path())).collect();
            // The description comes after its PDF, which is then whole.
            let described =
                files.iter().filter(|file| file.extension().is_some_and(|it| it == "json")).count();
            files.retain(|file| file.extension().is_some_and(|it| it == "pdf"));
            files.sort();
            if files.len() == count && described == count { Ok(files) } else { Err(format!("{files:?}")) }
        })
    }

    /// Ends the application as a power cut would.
    #[track_caller]
    pub(crate) fn kill(mut self) {
        if let Err(reason) = self.driver.kill_application() {
            self.fail("killing the application", &reason);
        }
    }

    /// The words on the screen, line by line.
    #[track_caller]
    pub(crate) fn text(&self) -> String {
        let text = self.ask("return document.body.innerText", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until these words are on the screen.
    #[track_caller]
    pub(crate) fn see(&self, words: &str) {
        let wanted = squeezed(words);
        self.until(&format!("the words {words:?}"), || {
            let text = self.driver.script("return document.body.innerText", &[])?;
            let there = text.as_str().is_some_and(|text| squeezed(text).contains(&wanted));
            if there { Ok(()) } else { Err("not there".to_owned()) }
        });
    }

    /// Waits until the view with this title stands.
    #[track_caller]
    pub(crate) fn see_view(&self, title: &str) {
        self.until(&format!("the view {title:?}"), || {
            let found =
                self.driver.script("return document.querySelector('main h1')?.textContent ?? ''", &[])?;
            let found = squeezed(found.as_str().unwrap_or_default());
            if found == title { Ok(()) } else { Err(format!("{found:?} stands there")) }
        });
    }

    /// Waits until these words are no longer on the screen.
    #[track_caller]
    pub(crate) fn see_no_more(&self, words: &str) {
        let wanted = squeezed(words);
        self.until(&format!("no more of {words:?}"), || {
            let text = self.driver.script("return document.body.innerText", &[])?;
            let there = text.as_str().is_some_and(|text| squeezed(text).contains(&wanted));
            if there { Err("still there".to_owned()) } else { Ok(()) }
        });
    }

    /// Waits until a file of the PC holds these words: what a power cut from now on leaves.
    #[track_caller]
    pub(crate) fn kept_on(&self, file: &Path, words: &str) {
        self.until(&format!("{words:?} kept in {}", file.display()), || {
            let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
            if text.contains(words) { Ok(()) } else { Err(text) }
        });
    }

    /// Clicks a button, link, tab, row, radio or box by its name on the screen.
    #[track_caller]
    pub(crate) fn click(&self, name: &str) {
        self.until(&format!("clicking {name:?}"), || self.driver.click(&self.find("act", name)?));
    }

    /// The same inside a part of the page that has a name: a dialog, a group, a section or a table row.
    #[track_caller]
    pub(crate) fn click_in(&self, part: &str, name: &str) {
        self.until(&format!("clicking {name:?} in {part:?}"), || {
            let part = self.find("part", part)?;
            self.driver.click(&self.find_in("act", name, Some(&part))?)
        });
    }

    /// Empties the field with this label and types into it, as a person would.
    #[track_caller]
    pub(crate) fn type_into(&self, label: &str, text: &str) {
        self.until(&format!("typing into {label:?}"), || {
            let field = self.find("field", label)?;
            self.driver.clear(&field)?;
            self.driver.keys(&field, text)
        });
    }

    /// The same inside a part of the page that has a name, where several fields bear the same label.
    #[track_caller]
    pub(crate) fn type_in(&self, part: &str, label: &str, text: &str) {
        self.until(&format!("typing into {label:?} in {part:?}"), || {
            let part = self.find("part", part)?;
            let field = self.find_in("field", label, Some(&part))?;
            self.driver.clear(&field)?;
            self.driver.keys(&field, text)
        });
    }

    /// Types where the focus is.
    #[track_caller]
    pub(crate) fn type_text(&self, text: &str) {
        self.until(&format!("typing {text:?}"), || self.driver.keys(&self.driver.focused()?, text));
    }

    /// Chooses an entry of the list (`<select>`) with this label.
    #[track_caller]
    pub(crate) fn choose(&self, label: &str, entry: &str) {
        self.until(&format!("choosing {entry:?} in {label:?}"), || {
            let list = self.find("field", label)?;
            self.driver.click(&self.find_in("option", entry, Some(&list))?)
        });
    }

    /// What stands in the field with this label.
    #[track_caller]
    pub(crate) fn value(&self, label: &str) -> String {
        self.until(&format!("reading {label:?}"), || {
            let field = self.find("field", label)?;
            let value = self.driver.script("return arguments[0].value", &[field.as_argument()])?;
            value.as_str().map(str::to_owned).ok_or_else(|| "not a field with a value".to_owned())
        })
    }

    /// Waits until the field with this label holds this text.
    #[track_caller]
    pub(crate) fn see_in_field(&self, label: &str, text: &str) {
        self.until(&format!("{text:?} in the field {label:?}"), || {
            let field = self.find("field", label)?;
            let value = self.driver.script("return arguments[0].value", &[field.as_argument()])?;
            if value == text { Ok(()) } else { Err(format!("it holds {value}")) }
        });
    }

    /// Presses keys together, such as `Ctrl+Enter`, `Alt+S`, `F6` or `Escape`.
    #[track_caller]
    pub(crate) fn press(&self, chord: &str) {
        let keys: Vec<char> = chord.split('+').map(key).collect();
        if let Err(reason) = self.driver.chord(&keys) {
            self.fail(&format!("pressing {chord}"), &reason);
        }
    }

    /// Waits until the picture whose description begins with these words is drawn.
    #[track_caller]
    pub(crate) fn see_picture(&self, description: &str) {
        let drawn = "return [...document.images].some((image) => image.alt.startsWith(arguments[0]) && image.naturalWidth > 100)";
        self.until(&format!("a picture {description:?}"), || {
            let there = self.driver.script(drawn, &[json!(description)])?;
            if there == true { Ok(()) } else { Err("not drawn".to_owned()) }
        });
    }

    /// Runs a script in the page: the body of a function of `arguments`. For what has no words on the screen.
    #[track_caller]
    pub(crate) fn ask(&self, body: &str, arguments: &[Value]) -> Value {
        match self.driver.script(body, arguments) {
            Ok(answer) => answer,
            Err(reason) => self.fail("a script", &reason),
        }
    }

    /// Keeps what the window shows as a picture among the results of the tests; the picture's file.
    #[track_caller]
    pub(crate) fn screenshot(&self, name: &str) -> PathBuf {
        match self.keep_screenshot(name) {
            Ok(path) => path,
            Err(reason) => self.fail("a screenshot", &reason),
        }
    }

    fn keep_screenshot(&self, name: &str) -> Result<PathBuf, String> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("window");
        let shot = self.driver.screenshot()?;
        let bytes =
            base64::engine::general_purpose::STANDARD.decode(shot).map_err(|error| error.to_string())?;
        let path = folder.join(format!("{name}.png"));
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&path, bytes))
            .map_err(|error| error.to_string())?;
        Ok(path)
    }

    fn find(&self, kind: &str, name: &str) -> Result<Element, String> {
        self.find_in(kind, name, None)
    }

    fn find_in(&self, kind: &str, name: &str, part: Option<&Element>) -> Result<Element, String> {
        let part = part.map_or(Value::Null, Element::as_argument);
        let found = self.driver.script(FIND, &[json!(kind), json!(name), part])?;
        Element::read(&found["element"]).ok_or_else(|| format!("there is only: {}", found["names"]))
    }

    #[track_caller]
    fn until<T>(&self, what: &str, attempt: impl FnMut() -> Result<T, String>) -> T {
        match patiently(attempt) {
            Ok(found) => found,
            Err(reason) => self.fail(what, &reason),
        }
    }

    /// Fails the test with all that helps to see why.
    #[track_caller]
    fn fail(&self, what: &str, reason: &str) -> ! {
        static FAILURES: AtomicU32 = AtomicU32::new(1);
        let number = FAILURES.fetch_add(1, Ordering::Relaxed);
        let shot = match self.keep_screenshot(&format!("gagal-{}-{number}", std::process::id())) {
            Ok(path) => path.display().to_string(),
            Err(error) => error,
        };
        let text = match self.driver.script("return document.body.innerText", &[]) {
            Ok(text) => text.as_str().unwrap_or_default().to_owned(),
            Err(error) => error,
        };
        panic!(
            "{what}: {reason}\n--- on the screen ({shot}):\n{text}\n--- the application wrote:\n{}",
            self.driver.log()
        );
    }
}

/// Words without the difference between a space, several and a new line.
fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One key by its name, in WebDriver's code.
#[track_caller]
fn key(name: &str) -> char {
    match name {
        "Ctrl" => '\u{e009}',
        "Shift" => '\u{e008}',
        "Alt" => '\u{e00a}',
        "Enter" => '\u{e007}',
        "Tab" => '\u{e004}',
        "Escape" => '\u{e00c}',
        "Backspace" => '\u{e003}',
        "Delete" => '\u{e017}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "Left" => '\u{e012}',
        "Up" => '\u{e013}',
        "Right" => '\u{e014}',
        "Down" => '\u{e015}',
        _ => {
            let function = name.strip_prefix('F').and_then(|number| number.parse::<u32>().ok());
            let mut letters = name.chars();
            match (function, letters.next(), letters.next()) {
                (Some(number @ 1..=12), _, _) => char::from_u32(0xe030 + number).expect("a key of WebDriver"),
                (_, Some(letter), None) => letter.to_ascii_lowercase(),
                _ => panic!("no key is called {name}"),
            }
        }
    }
}
