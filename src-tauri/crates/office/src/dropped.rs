//! Files that a person drags into the window. The door gets their paths from the system; the page gets what became of
//! them: ids and names of documents that were checked and kept, or the sentence why one was not (invariant 7).

use std::path::PathBuf;

use crate::api::Picked;
use crate::desk::Desk;
use crate::documents;

/// A place in the page, in its own pixels from the top left of the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Desk {
    /// Files are held over the page at `over`; none when they were taken away again. Tells this door's listeners
    /// `{"notice": "dragging", "over": {"x", "y"} or null}`, so that the page shows where they would go.
    pub fn dragging(&self, over: Option<Point>) {
        let over = over.map(|at| serde_json::json!({ "x": at.x, "y": at.y }));
        self.notify(&serde_json::json!({ "notice": "dragging", "over": over }));
    }

    /// Files were let go at `at`: each is checked and kept as one that was picked in the dialog, and not yet attached.
    /// Tells this door's listeners `{"notice": "dropping", "count"}` and, when all are checked,
    /// `{"notice": "dropped", "at": {"x", "y"}, "picked": […]}`. Blocks for as long as the checking takes.
    pub fn dropped(&self, paths: &[PathBuf], at: Point) {
        if paths.is_empty() {
            // A word or a link was dragged here, no file.
            return self.dragging(None);
        }
        self.notify(&serde_json::json!({ "notice": "dropping", "count": paths.len() }));
        let picked: Vec<Picked> = match self.hand() {
            Ok(hand) => paths
                .iter()
                .map(|path| documents::take(&self.archive, path, documents::Way::Dropped, hand.now))
                .collect(),
            Err(fault) => paths.iter().map(|path| documents::refused(path, &fault)).collect(),
        };
        let at = serde_json::json!({ "x": at.x, "y": at.y });
        self.notify(&serde_json::json!({ "notice": "dropped", "at": at, "picked": picked }));
    }
}
