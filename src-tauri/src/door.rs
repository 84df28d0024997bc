//! The office behind the window, from before it is open.
//!
//! Opening an office takes as long as its journal is; the window must not wait for that. So the door opens it in a thread
//! of its own, and whoever asks meanwhile waits there, on a thread that may wait. An office that could not be opened
//! answers every request with the reason, which is how the page comes to show it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use office::{Desk, Fault, Image, Point};

/// One office, being opened, open, or not to be opened. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Door {
    /// The desk, or the answer that every request gets instead.
    desk: Arc<OnceLock<Result<OpenDesk, String>>>,
}

/// The open desk, until the door closes. Whoever asks holds the desk for as long as the answer takes.
struct OpenDesk(Mutex<Option<Arc<Desk>>>);

impl OpenDesk {
    fn desk(&self) -> Option<Arc<Desk>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Door {
    /// Opens an office in a thread of its own; `tell` gets its notices from then on.
    pub(crate) fn opening(
        open: impl FnOnce() -> Result<Desk, Fault> + Send + 'static,
        tell: impl Fn(&str) + Send + Sync + 'static,
    ) -> Self {
        let door = Self { desk: Arc::default() };
        let opened = Arc::clone(&door.desk);
        std::thread::spawn(move || {
            // Whoever asks waits for this cell, so that it is filled whatever happens.
            let desk = catch_unwind(AssertUnwindSafe(|| {
                let desk = open()?;
                desk.subscribe(Box::new(tell));
                Ok(desk)
            }));
            let _ = opened.set(match desk {
                Ok(Ok(desk)) => Ok(OpenDesk(Mutex::new(Some(Arc::new(desk))))),
                Ok(Err(fault)) => Err(refusal(&fault)),
                Err(_panic) => Err(broken()),
            });
        });
        door
    }

    /// One request, as JSON; its answer, as JSON. Blocks until the office is open and has answered.
    pub(crate) fn ask(&self, request: &str) -> String {
        match self.desk.wait() {
            Ok(open) => open.desk().map_or_else(broken, |desk| desk.ask_json(request)),
            Err(refusal) => refusal.clone(),
        }
    }

    /// One page as a picture; `None` if there is no such page. Blocks as [`ask`](Self::ask) does.
    pub(crate) fn image(&self, path: &str) -> Option<Image> {
        match self.desk.wait() {
            Ok(open) => open.desk()?.image(path),
            Err(_) => None,
        }
    }

    /// Files are held over the page, or were taken away. Never waits: before the office is open nobody has a place for them.
    pub(crate) fn dragging(&self, over: Option<Point>) {
        if let Some(desk) = self.opened() {
            desk.dragging(over);
        }
    }

    /// Files were let go over the page. Blocks until each is checked.
    pub(crate) fn dropped(&self, paths: &[PathBuf], at: Point) {
        if let Some(desk) = self.opened() {
            desk.dropped(paths, at);
        }
    }

    fn opened(&self) -> Option<Arc<Desk>> {
        self.desk.get()?.as_ref().ok()?.desk()
    }

    /// Lets go of the office, so that its database is closed and its folder free when the program ends. Never waits: a
    /// request that is still being answered keeps the office until then.
    pub(crate) fn close(&self) {
        if let Some(Ok(open)) = self.desk.get() {
            drop(open.0.lock().unwrap_or_else(PoisonError::into_inner).take());
        }
    }
}

/// A refusal as the office itself would answer it.
fn refusal(fault: &Fault) -> String {
    serde_json::json!({ "fault": fault }).to_string()
}

/// The answer when a thread of the program itself broke: what happened, what is safe, what to do (DESK 8).
pub(crate) fn broken() -> String {
    refusal(&Fault::unknown("the office's thread broke"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use devices::fake::FakeDevices;

    fn moment() -> chrono::DateTime<chrono::FixedOffset> {
        chrono::DateTime::parse_from_rfc3339("2026-03-02T08:15:00+07:00").unwrap()
    }

    fn answer(door: &Door) -> serde_json::Value {
        serde_json::from_str(&door.ask(r#"{"ask":"desk"}"#)).expect("every answer is JSON")
    }

    #[test]
    fn an_office_that_does_not_open_answers_with_the_reason() {
        let folder = tempfile::tempdir().unwrap();
        let devices = FakeDevices::new(moment(), folder.path().join("cetak")).devices();
        let missing = folder.path().join("bukan-kantor");
        let door = Door::opening(move || Desk::open(&missing, devices), |_| {});
        let answer = answer(&door);
        assert!(answer["fault"]["code"].is_string(), "the page gets the fault itself, got {answer}");
        assert!(door.image("document/00/1").is_none(), "and no picture");
    }

    #[test]
    fn a_panic_while_opening_is_an_answer_too() {
        let door = Door::opening(|| panic!("on purpose"), |_| {});
        assert_eq!(answer(&door)["fault"]["code"], "unknown", "nobody waits for ever");
    }

    #[test]
    fn who_asks_early_waits_for_the_office() {
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let door = Door::opening(
            move || {
                wait.recv().unwrap();
                panic!("on purpose")
            },
            |_| {},
        );
        let asking = door.clone();
        let answered = std::thread::spawn(move || asking.ask("{}"));
        assert!(!answered.is_finished(), "nothing can be answered before the office is there");
        go.send(()).unwrap();
        assert_eq!(answered.join().unwrap(), broken(), "then the answer comes");
    }
}
