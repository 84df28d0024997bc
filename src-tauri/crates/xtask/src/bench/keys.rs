//! From a key in a field of a naskah to the new picture of its page on the glass, in the real window.
//!
//! The keys come through WebDriver, as from a keyboard; the page's own clock says when each arrived, and when the last
//! picture in view that changed for it was drawn. What the driver itself costs is therefore not in it.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::median;
use crate::display::Surroundings;
use crate::driver::{Driver, Element, patiently};

/// Keys of which the letters count, and those before them that warm up.
const KEYS: usize = 120;
const WARM: usize = 20;

/// What is asked, in milliseconds at p95.
const ASKED: f64 = 50.0;

/// The naskah: the telaah of the second usulan, whose first was made by the demonstration.
const PLACE: &str = "#/usulan/2026-0002/naskah/telaah";
/// A field of running text in the middle of it.
const FIELD: &str = r#"[data-field="alasan"] textarea"#;

/// Between two keys: a fast typist. Late pictures of a key still count as its own.
const PAUSE: Duration = Duration::from_millis(180);

/// Marks when a key arrives, and when the last picture in view that changed after it was drawn.
const WATCH: &str = r#"
window.benchKeys = [];
addEventListener("keydown", (event) => window.benchKeys.push({ at: event.timeStamp }), true);
const inView = (image) => {
  const box = image.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight && box.width > 0;
};
new MutationObserver((changes) => {
  const key = window.benchKeys.at(-1);
  if (!key) return;
  for (const { target } of changes) {
    if (!(target instanceof HTMLImageElement) || !inView(target)) continue;
    const shown = () => requestAnimationFrame(() => {
      // The message comes after the frame was drawn.
      const drawn = new MessageChannel();
      drawn.port1.onmessage = () => { key.took = performance.now() - key.at; };
      drawn.port2.postMessage(0);
    });
    // The next frame has it on the glass, if that frame is the one that decodes it.
    if (target.decoding === "sync") shown();
    else target.decode().catch(() => undefined).then(shown);
  }
}).observe(document.querySelector(".viewer"), { subtree: true, attributes: true, attributeFilter: ["src"] });
"#;

/// The median and the 95th of a hundred, each as a measure beside what is asked.
pub(super) fn measure(
    surroundings: &Surroundings,
    application: &Path,
    office: &Path,
    arguments: &[&str],
) -> Result<[Value; 2], String> {
    let office = office.to_str().ok_or("a path in UTF-8")?;
    let arguments: Vec<String> =
        ["--office", office].iter().chain(arguments).map(|word| (*word).to_owned()).collect();
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let driver = Driver::start(surroundings, application, &arguments, &folder.path().join("log"))?;
    let mut times = typed(&driver).map_err(|reason| format!("{reason}\n{}", driver.log()))?;
    times.sort_by(f64::total_cmp);
    let p95 = times.get((times.len() * 95 / 100).saturating_sub(1)).copied().unwrap_or_default();
    let told = |what: &str, value: f64| {
        json!({ "what": what, "unit": "ms", "value": value, "floor": ASKED, "ratio": value / ASKED, "asked": 1.0,
            "runs": times.len() })
    };
    let p50 = median(&mut times.clone());
    Ok([
        told("key to pixels of the live preview, p50", p50),
        told("key to pixels of the live preview, p95", p95),
    ])
}

fn typed(driver: &Driver) -> Result<Vec<f64>, String> {
    patiently(|| there(driver, "main h1"))?;
    driver.script("location.hash = arguments[0]", &[json!(PLACE)])?;
    let field = patiently(|| there(driver, FIELD))?;
    patiently(|| there(driver, ".viewer img[src]"))?;
    // The page on which the field stands comes into view with the focus.
    driver.click(&field)?;
    std::thread::sleep(Duration::from_secs(1));
    driver.script(WATCH, &[])?;
    for key in 0..WARM + KEYS {
        driver.keys(&field, if is_blank(key) { " " } else { "a" })?;
        std::thread::sleep(PAUSE);
    }
    std::thread::sleep(Duration::from_secs(1));
    let found = driver.script("return window.benchKeys.map((key) => key.took ?? null)", &[])?;
    let took: Vec<Option<f64>> = found.as_array().into_iter().flatten().map(Value::as_f64).collect();
    // A blank at the end of a text changes no pixel.
    let letters: Vec<Option<f64>> = took
        .iter()
        .enumerate()
        .skip(WARM)
        .filter(|(key, _)| !is_blank(*key))
        .map(|(_, took)| *took)
        .collect();
    let counted: Vec<f64> = letters.iter().copied().flatten().collect();
    if took.len() != WARM + KEYS || counted.len() != letters.len() {
        return Err(format!("{} of {} letters led to a picture", counted.len(), letters.len()));
    }
    Ok(counted)
}

/// Words of five letters, so that lines break as they do.
const fn is_blank(key: usize) -> bool {
    key % 6 == 5
}

/// The first element that a selector finds.
fn there(driver: &Driver, selector: &str) -> Result<Element, String> {
    let found = driver.script("return document.querySelector(arguments[0])", &[json!(selector)])?;
    Element::read(&found).ok_or_else(|| format!("no {selector}"))
}
