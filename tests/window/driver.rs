//! A WebDriver client of the few words that these tests need, over `WebKitWebDriver` of the system.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::display::{Surroundings, missing};

/// How long anything may take on a machine that does a hundred other things. Nothing waits this long when all is well.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// Tries until something is there; the last reason why it is not, when patience ends.
pub(crate) fn patiently<T>(mut attempt: impl FnMut() -> Result<T, String>) -> Result<T, String> {
    let end = Instant::now() + PATIENCE;
    loop {
        match attempt() {
            Ok(found) => return Ok(found),
            Err(reason) if Instant::now() > end => return Err(reason),
            Err(_) => std::thread::sleep(Duration::from_millis(40)),
        }
    }
}

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An element of the page, as the driver names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element(String);

impl Element {
    /// The element in an answer of the page, if it is one.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        value.get(ELEMENT)?.as_str().map(|id| Self(id.to_owned()))
    }

    /// The element as an argument for a script.
    pub(crate) fn as_argument(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

/// The driver and the one session on it: an application under automation. Both end when this is dropped.
pub(crate) struct Driver {
    process: Child,
    address: String,
    session: Option<String>,
    log: PathBuf,
}

impl Driver {
    /// Starts the driver, and through it the application with its arguments; both write to `log`.
    pub(crate) fn start(
        surroundings: &Surroundings,
        application: &Path,
        arguments: &[String],
        log: &Path,
    ) -> Result<Self, String> {
        // The driver does not tell which port it took, so a free one is found first.
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .map_err(|error| format!("no free port: {error}"))?
            .port();
        let file = || File::create_new(log).or_else(|_| File::options().append(true).open(log));
        let out =
            file().and_then(|out| Ok((out.try_clone()?, out))).map_err(|error| format!("no log: {error}"))?;
        let mut command = Command::new("WebKitWebDriver");
        surroundings.apply(&mut command);
        let process = command
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdin(Stdio::null())
            .stdout(out.0)
            .stderr(out.1)
            .spawn()
            .map_err(|error| missing("WebKitWebDriver", &error))?;
        let mut driver =
            Self { process, address: format!("http://127.0.0.1:{port}"), session: None, log: log.to_owned() };
        patiently(|| driver.send(minreq::Method::Get, "/status", None).map(drop))?;
        let wanted = json!({
            "capabilities": { "alwaysMatch": {
                "webkitgtk:browserOptions": { "binary": application, "args": arguments },
            } }
        });
        let session = driver.send(minreq::Method::Post, "/session", Some(&wanted))?;
        let id = session["sessionId"].as_str().ok_or_else(|| format!("no session: {session}"))?;
        driver.session = Some(format!("/session/{id}"));
        Ok(driver)
    }

    /// What driver and application have written so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Kills the application as a power cut would: it gets no word of it and keeps nothing more.
    pub(crate) fn kill_application(&mut self) -> Result<(), String> {
        let threads = format!("/proc/{}/task", self.process.id());
        let threads = std::fs::read_dir(&threads).map_err(|error| format!("{threads}: {error}"))?;
        let children: Vec<String> = threads
            .filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("children")).ok())
            .flat_map(|ids| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        if children.is_empty() {
            return Err("the driver has no application to kill".to_owned());
        }
        let killed = Command::new("kill").arg("-9").args(&children).status();
        // There is nothing left that could be asked to end.
        self.session = None;
        match killed {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("kill: {status}")),
            Err(error) => Err(format!("kill: {error}")),
        }
    }

    fn send(&self, method: minreq::Method, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let mut request =
            minreq::Request::new(method, format!("{}{path}", self.address)).with_timeout(PATIENCE.as_secs());
        if let Some(body) = body {
            request = request.with_header("Content-Type", "application/json").with_body(body.to_string());
        }
        let answer = request.send().map_err(|error| format!("{path}: {error}"))?;
        let text = answer.as_str().map_err(|error| format!("{path}: {error}"))?;
        let mut read: Value =
            serde_json::from_str(text).map_err(|error| format!("{path}: {error}: {text}"))?;
        let value = read["value"].take();
        match value.get("error") {
            Some(error) => Err(format!("{path}: {error}: {}", value["message"])),
            None => Ok(value),
        }
    }

    fn of_session(&self, method: minreq::Method, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let session = self.session.as_deref().ok_or("the application has not started")?;
        self.send(method, &format!("{session}{path}"), body)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        self.of_session(minreq::Method::Post, path, Some(body))
    }

    /// Runs a script in the page: the body of a function of `arguments`; its answer.
    pub(crate) fn script(&self, body: &str, arguments: &[Value]) -> Result<Value, String> {
        self.post("/execute/sync", &json!({ "script": body, "args": arguments }))
    }

    /// Clicks in the middle of an element, after scrolling it into view.
    pub(crate) fn click(&self, element: &Element) -> Result<(), String> {
        self.scroll_to(element)?;
        self.post(&format!("/element/{}/click", element.0), &json!({})).map(drop)
    }

    /// Scrolls to an element, as a focus by Tab or a wheel would: the driver itself scrolls only as far as the window goes,
    /// not inside the part of the page that scrolls.
    pub(crate) fn scroll_to(&self, element: &Element) -> Result<(), String> {
        let center = "(arguments[0].closest('select') ?? arguments[0]).scrollIntoView({ block: 'center' })";
        self.script(center, &[element.as_argument()]).map(drop)
    }

    /// Empties a field.
    pub(crate) fn clear(&self, element: &Element) -> Result<(), String> {
        self.scroll_to(element)?;
        self.post(&format!("/element/{}/clear", element.0), &json!({})).map(drop)
    }

    /// Types into an element, key by key.
    pub(crate) fn keys(&self, element: &Element, text: &str) -> Result<(), String> {
        self.post(&format!("/element/{}/value", element.0), &json!({ "text": text })).map(drop)
    }

    /// The element that has the focus.
    pub(crate) fn focused(&self) -> Result<Element, String> {
        let found = self.of_session(minreq::Method::Get, "/element/active", None)?;
        Element::read(&found).ok_or_else(|| "nothing has the focus".to_owned())
    }

    /// Holds the first keys down while the last one is pressed, then lets go in reverse.
    pub(crate) fn chord(&self, keys: &[char]) -> Result<(), String> {
        let step = |kind: &str, key: &char| json!({ "type": kind, "value": key.to_string() });
        let down = keys.iter().map(|key| step("keyDown", key));
        let up = keys.iter().rev().map(|key| step("keyUp", key));
        let actions: Vec<Value> = down.chain(up).collect();
        let body = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] });
        self.post("/actions", &body).map(drop)
    }

    /// What the window shows, as PNG in base64.
    pub(crate) fn screenshot(&self) -> Result<String, String> {
        // The driver waits for the next frame, and a page at rest draws none: so it is kept busy for a moment, with a
        // change that nobody can see.
        let busy = "const page = document.documentElement; let turns = 0;
            const turning = setInterval(() => {
                page.style.outlineColor = turns++ % 2 ? 'transparent' : '';
                page.style.outlineStyle = turns % 2 ? 'solid' : 'none';
                if (turns > 500) { clearInterval(turning); page.style.outlineColor = page.style.outlineStyle = ''; }
            }, 10)";
        self.script(busy, &[])?;
        let shot = self.of_session(minreq::Method::Get, "/screenshot", None)?;
        shot.as_str().map(str::to_owned).ok_or_else(|| "no picture".to_owned())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Ending the session ends the application; then the driver itself.
        let _ = self.of_session(minreq::Method::Delete, "", None);
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
