//! Files dragged over the window. The window gets their paths; the office checks and keeps them, and the page gets what
//! became of them ([`Desk::dropped`](office::Desk::dropped)): never a path (invariant 7).

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use office::Point;
use tauri::{DragDropEvent, Manager, Runtime, WebviewWindow, WindowEvent};

use crate::door::Door;

/// A place in the page moves on only after so many of its pixels; a hand trembles more often than the page can draw.
const STEP: f64 = 3.0;

/// What an event of the window means to the office.
#[derive(Debug, PartialEq)]
pub(crate) enum Drag {
    /// Files are held over this place.
    Over(Point),
    /// They were taken away again.
    Away,
    /// They were let go at this place.
    Dropped(Vec<PathBuf>, Point),
}

/// Follows one drag after the other.
#[derive(Default)]
pub(crate) struct Drags(Mutex<Option<Point>>);

impl Drags {
    /// What `event` means; none when nothing is to be told. `scale` is how many of the event's pixels make one of the page.
    pub(crate) fn read(&self, event: &DragDropEvent, scale: f64) -> Option<Drag> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            DragDropEvent::Enter { position, .. } | DragDropEvent::Over { position } => {
                let here = Point { x: position.x / scale, y: position.y / scale };
                let near = |last: Point| (last.x - here.x).abs() < STEP && (last.y - here.y).abs() < STEP;
                if last.is_some_and(near) {
                    return None;
                }
                *last = Some(here);
                Some(Drag::Over(here))
            }
            DragDropEvent::Drop { paths, position } => {
                *last = None;
                let here = Point { x: position.x / scale, y: position.y / scale };
                Some(Drag::Dropped(paths.clone(), here))
            }
            // The event may grow; whatever else happens, nothing is held over the page any more.
            _ => last.take().map(|_| Drag::Away),
        }
    }
}

/// Hands what is dragged over the window to the office behind it.
pub(crate) fn follow<R: Runtime>(window: &WebviewWindow<R>) {
    let drags = Drags::default();
    let (app, of) = (window.app_handle().clone(), window.clone());
    window.on_window_event(move |event| {
        let WindowEvent::DragDrop(event) = event else { return };
        // GTK tells the place in the page's own pixels already, the others in those of the screen.
        let scale = if cfg!(target_os = "linux") { 1.0 } else { of.scale_factor().unwrap_or(1.0) };
        let Some(drag) = drags.read(event, scale) else { return };
        let door = app.state::<Door>().inner().clone();
        match drag {
            Drag::Over(at) => door.dragging(Some(at)),
            Drag::Away => door.dragging(None),
            // Checking a scan takes its time, and the main thread draws.
            Drag::Dropped(paths, at) => drop(std::thread::spawn(move || door.dropped(&paths, at))),
        }
    });
}

#[cfg(test)]
mod tests {
    use tauri::PhysicalPosition;

    use super::*;

    fn over(x: f64, y: f64) -> DragDropEvent {
        DragDropEvent::Over { position: PhysicalPosition::new(x, y) }
    }

    #[test]
    fn a_drag_is_told_in_the_page_s_pixels_and_only_when_it_moves() {
        let drags = Drags::default();
        let paths = vec![PathBuf::from("kertas/surat.pdf")];
        let enter =
            DragDropEvent::Enter { paths: paths.clone(), position: PhysicalPosition::new(300.0, 150.0) };
        assert_eq!(drags.read(&enter, 1.5), Some(Drag::Over(Point { x: 200.0, y: 100.0 })), "it comes in");
        assert_eq!(drags.read(&over(301.0, 151.0), 1.5), None, "the same place");
        assert_eq!(drags.read(&over(330.0, 150.0), 1.5), Some(Drag::Over(Point { x: 220.0, y: 100.0 })));
        let dropped =
            DragDropEvent::Drop { paths: paths.clone(), position: PhysicalPosition::new(330.0, 150.0) };
        assert_eq!(
            drags.read(&dropped, 1.5),
            Some(Drag::Dropped(paths, Point { x: 220.0, y: 100.0 })),
            "the paths go to the office"
        );
        assert_eq!(drags.read(&DragDropEvent::Leave, 1.5), None, "nothing is held any more");
    }

    #[test]
    fn a_drag_that_leaves_is_told_once() {
        let drags = Drags::default();
        assert!(drags.read(&over(10.0, 10.0), 1.0).is_some());
        assert_eq!(drags.read(&DragDropEvent::Leave, 1.0), Some(Drag::Away));
        assert_eq!(drags.read(&DragDropEvent::Leave, 1.0), None);
        assert!(drags.read(&over(10.0, 10.0), 1.0).is_some(), "and may come again");
    }
}
