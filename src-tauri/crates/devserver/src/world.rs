//! The office that is served, and what a test may change about its world.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, FixedOffset};
use devices::Devices;
use devices::fake::FakeDevices;
use office::{Desk, Fault, Point};
use serde::Deserialize;
use tempfile::TempDir;
use tokio::sync::broadcast;

/// How many notices a slow page may be behind before it misses some. A page that missed one asks anew anyway.
const NOTICES: usize = 64;

/// Why there is no office to serve.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WorldError {
    /// The office refused.
    #[error("{0}")]
    Office(#[from] Fault),
    /// No temporary folder could be made.
    #[error("no temporary folder: {0}")]
    Folder(#[from] std::io::Error),
    /// A moment is not written in RFC 3339.
    #[error("not a moment in RFC 3339: {0}")]
    Moment(chrono::ParseError),
}

/// What a test does with files over the page, as a hand would.
#[derive(Debug, Deserialize)]
#[serde(tag = "drag", rename_all = "snake_case")]
pub(crate) enum Drag {
    /// Holds them at a place, in the page's pixels.
    Over {
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
    },
    /// Takes them away.
    Away,
    /// Lets them go.
    Drop {
        /// The files.
        paths: Vec<PathBuf>,
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
    },
}

/// One office being served.
pub(crate) struct World {
    scene: RwLock<Scene>,
    notices: broadcast::Sender<String>,
    test: bool,
}

/// The office and its surroundings, replaced as a whole by a reset.
struct Scene {
    desk: Arc<Desk>,
    folder: PathBuf,
    /// What a test plays with, and the folder that goes when the scene does.
    stage: Option<(FakeDevices, TempDir)>,
}

impl World {
    /// The office in a folder, with the clock and the printers of this PC.
    pub(crate) fn real(folder: &Path) -> Result<Self, WorldError> {
        let devices = Devices::of_this_pc(&folder.join("cetak"));
        let notices = broadcast::Sender::new(NOTICES);
        let desk = open(folder, devices, &notices)?;
        let scene = Scene { desk, folder: folder.to_owned(), stage: None };
        Ok(Self { scene: RwLock::new(scene), notices, test: false })
    }

    /// A sample office in a temporary folder, whose clock stands at `now` (RFC 3339).
    pub(crate) fn test(now: &str) -> Result<Self, WorldError> {
        let notices = broadcast::Sender::new(NOTICES);
        let scene = Scene::fresh(true, moment(now)?, &notices)?;
        Ok(Self { scene: RwLock::new(scene), notices, test: true })
    }

    /// Whether a test may change this world.
    pub(crate) fn is_test(&self) -> bool {
        self.test
    }

    /// The office as it is now; a reset does not disturb who already has it.
    pub(crate) fn desk(&self) -> Arc<Desk> {
        Arc::clone(&self.scene().desk)
    }

    /// Notices from now on, also those of the offices after a reset.
    pub(crate) fn notices(&self) -> broadcast::Receiver<String> {
        self.notices.subscribe()
    }

    /// Puts a fresh office in the place of this one; its folder.
    pub(crate) fn reset(&self, sample: bool, now: &str) -> Result<PathBuf, WorldError> {
        let fresh = Scene::fresh(sample, moment(now)?, &self.notices)?;
        let folder = fresh.folder.clone();
        let old = std::mem::replace(&mut *self.scene.write().unwrap_or_else(PoisonError::into_inner), fresh);
        drop(old);
        Ok(folder)
    }

    /// Sets the clock; false if this is no test.
    pub(crate) fn set_clock(&self, now: &str) -> Result<bool, WorldError> {
        let now = moment(now)?;
        Ok(self.on_stage(|fakes| fakes.clock.set(now)).is_some())
    }

    /// Answers the next file dialog; false if this is no test.
    pub(crate) fn pick(&self, paths: Vec<PathBuf>) -> bool {
        self.on_stage(|fakes| fakes.picker.then(paths)).is_some()
    }

    /// Plays files that are dragged over the page: held at a place, taken away, or let go. Blocks until they are checked;
    /// false if this is no test.
    pub(crate) fn drag(&self, drag: &Drag) -> bool {
        if !self.test {
            return false;
        }
        let desk = self.desk();
        match drag {
            Drag::Over { x, y } => desk.dragging(Some(Point { x: *x, y: *y })),
            Drag::Away => desk.dragging(None),
            Drag::Drop { paths, x, y } => desk.dropped(paths, Point { x: *x, y: *y }),
        }
        true
    }

    /// What was handed to the system's own programs; `None` if this is no test.
    pub(crate) fn opened(&self) -> Option<Vec<PathBuf>> {
        self.on_stage(|fakes| [fakes.opener.opened(), fakes.opener.revealed()].concat())
    }

    fn on_stage<T>(&self, play: impl FnOnce(&FakeDevices) -> T) -> Option<T> {
        self.scene().stage.as_ref().map(|(fakes, _folder)| play(fakes))
    }

    fn scene(&self) -> std::sync::RwLockReadGuard<'_, Scene> {
        self.scene.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Scene {
    fn fresh(
        sample: bool,
        now: DateTime<FixedOffset>,
        notices: &broadcast::Sender<String>,
    ) -> Result<Self, WorldError> {
        let stage = tempfile::Builder::new().prefix("etalase-").tempdir()?;
        let folder = stage.path().join("kantor");
        let fakes = FakeDevices::new(now, stage.path().join("cetak"));
        office::create_office(&folder, sample, &fakes.devices())?;
        let desk = open(&folder, fakes.devices(), notices)?;
        Ok(Self { desk, folder, stage: Some((fakes, stage)) })
    }
}

fn moment(text: &str) -> Result<DateTime<FixedOffset>, WorldError> {
    DateTime::parse_from_rfc3339(text).map_err(WorldError::Moment)
}

fn open(folder: &Path, devices: Devices, notices: &broadcast::Sender<String>) -> Result<Arc<Desk>, Fault> {
    let desk = Desk::open(folder, devices)?;
    let notices = notices.clone();
    desk.subscribe(Box::new(move |notice| {
        // Nobody listening is no fault.
        let _ = notices.send(notice.to_owned());
    }));
    Ok(Arc::new(desk))
}
