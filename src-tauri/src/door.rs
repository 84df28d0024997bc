//! The office behind the window, from before it is open.
//!
//! Opening an office takes as long as its journal is; the window must not wait for that. So the door opens it in a thread
//! of its own, and whoever asks meanwhile waits there, on a thread that may wait. Which office that is, and what happens
//! when there is none or it does not open, is the entrance's business ([`office::Entrance`]).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use office::{Entrance, Fault, Image, Point};

/// An entrance that is being opened, or open. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Door {
    /// The entrance, or nothing if the thread that opened it broke.
    entrance: Arc<OnceLock<Option<Entrance>>>,
    /// The answers to what the page asks first.
    first: Arc<Mutex<FirstAnswers>>,
}

/// What becomes of the answers to the page's first questions.
#[derive(Default)]
enum FirstAnswers {
    /// The office is being opened, or reads.
    #[default]
    Awaited,
    /// They wait for the page, as one JSON object.
    Ready(String),
    /// A page was read, with them or before them. They are of that moment: a page that is read later asks for itself.
    Past,
}

impl Door {
    /// Opens an entrance in a thread of its own, which then answers what the page will ask first, and reads ahead for Meja.
    pub(crate) fn opening(open: impl FnOnce() -> Entrance + Send + 'static) -> Self {
        let door = Self { entrance: Arc::default(), first: Arc::default() };
        let (opened, first) = (Arc::clone(&door.entrance), Arc::clone(&door.first));
        std::thread::spawn(move || {
            // Whoever asks waits for this cell, so that it is filled whatever happens.
            let _ = opened.set(catch_unwind(AssertUnwindSafe(open)).ok());
            // The window is still being built; nobody waits for what follows, and a panic ends this thread alone.
            let Some(Some(entrance)) = opened.get() else { return };
            let [session, desk] =
                ["session", "desk"].map(|what| entrance.ask_json(&format!(r#"{{"ask":"{what}"}}"#)));
            let answers = format!(r#"{{"session":{session},"desk":{desk}}}"#);
            let mut first = first.lock().unwrap_or_else(PoisonError::into_inner);
            if matches!(*first, FirstAnswers::Awaited) {
                *first = FirstAnswers::Ready(answers);
            }
            drop(first);
            if let Ok(desk) = entrance.desk() {
                desk.look_ahead();
            }
        });
        door
    }

    /// A door that never opens, but has answers for the first page.
    #[cfg(test)]
    pub(crate) fn answered(answers: &str) -> Self {
        Self { entrance: Arc::default(), first: Arc::new(Mutex::new(FirstAnswers::Ready(answers.into()))) }
    }

    /// The answers to the page's first questions, `{"session": …, "desk": …}`, for the page that is read first; `None` for every
    /// later one, and when the office was not as quick as the page. Never waits.
    pub(crate) fn first_answers(&self) -> Option<String> {
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        match std::mem::replace(&mut *first, FirstAnswers::Past) {
            FirstAnswers::Ready(answers) => Some(answers),
            FirstAnswers::Awaited | FirstAnswers::Past => None,
        }
    }

    /// One request, as JSON; its answer, as JSON. Blocks until the entrance is open and has answered.
    pub(crate) fn ask(&self, request: &str) -> String {
        self.entrance.wait().as_ref().map_or_else(broken, |entrance| entrance.ask_json(request))
    }

    /// One page as a picture; `None` if there is no such page. Blocks as [`ask`](Self::ask) does.
    pub(crate) fn image(&self, path: &str) -> Option<Image> {
        self.entrance.wait().as_ref()?.image(path)
    }

    /// Files are held over the page, or were taken away. Never waits: before the office is open nobody has a place for them.
    pub(crate) fn dragging(&self, over: Option<Point>) {
        if let Some(Some(entrance)) = self.entrance.get() {
            entrance.dragging(over);
        }
    }

    /// Files were let go over the page. Blocks until each is checked.
    pub(crate) fn dropped(&self, paths: &[PathBuf], at: Point) {
        if let Some(Some(entrance)) = self.entrance.get() {
            entrance.dropped(paths, at);
        }
    }

    /// Lets go of the office when the program ends. Never waits.
    pub(crate) fn close(&self) {
        if let Some(Some(entrance)) = self.entrance.get() {
            entrance.close();
        }
    }
}

/// The answer when a thread of the program itself broke: what happened, what is safe, what to do (DESK 8).
pub(crate) fn broken() -> String {
    serde_json::json!({ "fault": Fault::unknown("the office's thread broke") }).to_string()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use devices::NotebookFolder;
    use devices::fake::FakeDevices;
    use office::Places;

    use super::*;

    fn answer(door: &Door) -> serde_json::Value {
        serde_json::from_str(&door.ask(r#"{"ask":"desk"}"#)).expect("every answer is JSON")
    }

    fn entrance(home: &Path, named: &Path) -> Entrance {
        let now = chrono::DateTime::parse_from_rfc3339("2026-03-02T08:15:00+07:00").unwrap();
        let devices = FakeDevices::new(now, home.join("cetak")).devices();
        let places = Places {
            named: Some(named.to_owned()),
            usual: home.join("kantor"),
            sample: home.join("kantor-contoh"),
        };
        Entrance::begin(places, devices, Arc::new(NotebookFolder::at(&home.join("catatan"))), |_| {})
    }

    #[test]
    fn an_office_that_does_not_open_answers_with_the_reason() {
        let home = tempfile::tempdir().unwrap();
        let other = home.path().join("bukan-kantor");
        std::fs::create_dir(&other).unwrap();
        std::fs::write(other.join("surat.docx"), "milik orang").unwrap();
        let folder = home.path().to_owned();
        let door = Door::opening(move || entrance(&folder, &other));
        let answer = answer(&door);
        assert_eq!(answer["fault"]["code"], "office.none", "the page gets the fault itself, got {answer}");
        assert!(door.image("document/00/1").is_none(), "and no picture");
    }

    #[test]
    fn a_door_without_an_office_can_be_asked_for_one() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().to_owned();
        let door = Door::opening(move || entrance(&folder, &folder.join("baru")));
        assert_eq!(answer(&door)["fault"]["code"], "office.not_chosen", "there is none yet");
        let start: serde_json::Value = serde_json::from_str(&door.ask(r#"{"ask":"start"}"#)).unwrap();
        assert_eq!(
            start["ok"]["data"]["place"]["folder"], "baru",
            "and it would lie where it was named: {start}"
        );
        door.close();
        assert_eq!(answer(&door)["fault"]["code"], "unknown", "a closed door opens no more");
    }

    /// The first answers, once the thread that opened the office has them.
    fn first(door: &Door) -> String {
        while matches!(*door.first.lock().unwrap(), FirstAnswers::Awaited) {
            std::thread::yield_now();
        }
        door.first_answers().expect("they are there")
    }

    #[test]
    fn the_first_answers_are_what_the_page_would_have_been_told_and_of_one_page() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().to_owned();
        let door = Door::opening(move || entrance(&folder, &folder.join("baru")));
        let answers: serde_json::Value = serde_json::from_str(&first(&door)).expect("they are JSON");
        for question in ["session", "desk"] {
            let told: serde_json::Value =
                serde_json::from_str(&door.ask(&format!(r#"{{"ask":"{question}"}}"#))).unwrap();
            assert_eq!(answers[question], told, "{question}");
        }
        assert!(door.first_answers().is_none(), "a page that is read again asks what is so by then");
    }

    #[test]
    fn answers_that_come_after_the_page_are_let_go() {
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().to_owned();
        let door = Door::opening(move || {
            wait.recv().unwrap();
            entrance(&folder, &folder.join("baru"))
        });
        assert!(door.first_answers().is_none(), "the page does not wait for them");
        go.send(()).unwrap();
        assert_eq!(answer(&door)["fault"]["code"], "office.not_chosen", "and asks");
        // Whoever opens the office puts them aside, or not, before its thread ends.
        while Arc::strong_count(&door.first) > 1 {
            std::thread::yield_now();
        }
        assert!(door.first_answers().is_none(), "what was so then is told to no later page");
    }

    #[test]
    fn a_panic_while_opening_is_an_answer_too() {
        let door = Door::opening(|| panic!("on purpose"));
        assert_eq!(answer(&door)["fault"]["code"], "unknown", "nobody waits for ever");
    }

    #[test]
    fn who_asks_early_waits_for_the_office() {
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let door = Door::opening(move || {
            wait.recv().unwrap();
            panic!("on purpose")
        });
        let asking = door.clone();
        let answered = std::thread::spawn(move || asking.ask("{}"));
        assert!(!answered.is_finished(), "nothing can be answered before the office is there");
        go.send(()).unwrap();
        assert_eq!(answered.join().unwrap(), broken(), "then the answer comes");
    }
}
