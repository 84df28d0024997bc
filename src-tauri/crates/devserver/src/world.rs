//! The office that is served, and what a test may change about its world.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, FixedOffset};
use devices::fake::{FakeDevices, Turn};
use devices::{Devices, NotebookFolder};
use office::fault::{Code, Fault};
use office::{Entrance, Places, Point};
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

/// What happens at a test's printers.
#[derive(Debug, Deserialize)]
pub(crate) struct PrinterPlay {
    #[serde(flatten)]
    turn: Turn,
    /// When so many more jobs are handed over; now without it.
    #[serde(default)]
    after: usize,
}

/// One door being served.
pub(crate) struct World {
    scene: RwLock<Scene>,
    notices: broadcast::Sender<String>,
}

/// The door and its surroundings, replaced as a whole by a reset.
struct Scene {
    entrance: Arc<Entrance>,
    folder: PathBuf,
    /// What a test plays with; none if this is no test.
    fakes: Option<FakeDevices>,
    /// A folder that goes when the scene does: with a test's offices, else with the notebook alone.
    _stage: TempDir,
}

/// What a test begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// The sample office.
    Sample,
    /// An office as delivered.
    Delivered,
    /// None, as on a PC on which the application was just installed.
    Nothing,
}

impl World {
    /// The office in a folder, with the clock and the printers of this PC. Where nothing is yet, the page makes one.
    pub(crate) fn real(folder: &Path) -> Result<Self, WorldError> {
        let devices = Devices::of_this_pc(&folder.join("cetak"));
        let notices = broadcast::Sender::new(NOTICES);
        let stage = tempfile::Builder::new().prefix("etalase-").tempdir()?;
        let places = Places {
            named: Some(folder.to_owned()),
            usual: folder.to_owned(),
            sample: stage.path().join("kantor-contoh"),
        };
        let entrance = enter(places, devices, stage.path(), &notices);
        match entrance.desk() {
            Err(fault) if fault.code != Code::NotChosen => return Err(fault.into()),
            Ok(_) | Err(_) => {}
        }
        let scene = Scene { entrance, folder: folder.to_owned(), fakes: None, _stage: stage };
        Ok(Self { scene: RwLock::new(scene), notices })
    }

    /// What a test begins with, in a temporary folder, when the clock stands at `now` (RFC 3339).
    pub(crate) fn test(begin: Begin, now: &str) -> Result<Self, WorldError> {
        let notices = broadcast::Sender::new(NOTICES);
        let scene = Scene::fresh(begin, moment(now)?, &notices)?;
        Ok(Self { scene: RwLock::new(scene), notices })
    }

    /// Whether a test may change this world.
    pub(crate) fn is_test(&self) -> bool {
        self.scene().fakes.is_some()
    }

    /// The door as it is now; a reset does not disturb who already has it.
    pub(crate) fn entrance(&self) -> Arc<Entrance> {
        Arc::clone(&self.scene().entrance)
    }

    /// Notices from now on, also those of the offices after a reset.
    pub(crate) fn notices(&self) -> broadcast::Receiver<String> {
        self.notices.subscribe()
    }

    /// Puts a fresh world in the place of this one; the folder of its office.
    pub(crate) fn reset(&self, begin: Begin, now: &str) -> Result<PathBuf, WorldError> {
        let fresh = Scene::fresh(begin, moment(now)?, &self.notices)?;
        let folder = fresh.folder.clone();
        let old = std::mem::replace(&mut *self.scene.write().unwrap_or_else(PoisonError::into_inner), fresh);
        drop(old);
        Ok(folder)
    }

    /// Ends the application and starts it again, as a person would; what it remembers stays. False if this is no test.
    pub(crate) fn restart(&self) -> bool {
        let mut scene = self.scene.write().unwrap_or_else(PoisonError::into_inner);
        let Some(fakes) = scene.fakes.clone() else { return false };
        scene.entrance.close();
        let stage = scene._stage.path().to_owned();
        scene.entrance = enter(places_on(&stage), fakes.devices(), &stage, &self.notices);
        true
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
        if !self.is_test() {
            return false;
        }
        let entrance = self.entrance();
        match drag {
            Drag::Over { x, y } => entrance.dragging(Some(Point { x: *x, y: *y })),
            Drag::Away => entrance.dragging(None),
            Drag::Drop { paths, x, y } => entrance.dropped(paths, Point { x: *x, y: *y }),
        }
        true
    }

    /// Something happens at the printers; false if this is no test.
    pub(crate) fn printer(&self, play: PrinterPlay) -> bool {
        let PrinterPlay { turn, after } = play;
        self.on_stage(|fakes| match after {
            0 => fakes.printer.take(turn),
            jobs => fakes.printer.after(jobs, turn),
        })
        .is_some()
    }

    /// What was handed to the system's own programs; `None` if this is no test.
    pub(crate) fn opened(&self) -> Option<Vec<PathBuf>> {
        self.on_stage(|fakes| [fakes.opener.opened(), fakes.opener.revealed()].concat())
    }

    fn on_stage<T>(&self, play: impl FnOnce(&FakeDevices) -> T) -> Option<T> {
        self.scene().fakes.as_ref().map(play)
    }

    fn scene(&self) -> std::sync::RwLockReadGuard<'_, Scene> {
        self.scene.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Scene {
    fn fresh(
        begin: Begin,
        now: DateTime<FixedOffset>,
        notices: &broadcast::Sender<String>,
    ) -> Result<Self, WorldError> {
        let stage = tempfile::Builder::new().prefix("etalase-").tempdir()?;
        let places = places_on(stage.path());
        let folder = places.usual.clone();
        let fakes = FakeDevices::new(now, stage.path().join("cetak"));
        if begin != Begin::Nothing {
            office::create_office(&folder, begin == Begin::Sample, &fakes.devices())?;
        }
        let entrance = enter(places, fakes.devices(), stage.path(), notices);
        Ok(Self { entrance, folder, fakes: Some(fakes), _stage: stage })
    }
}

/// Where a test's offices lie: as on a PC, under the stage.
fn places_on(stage: &Path) -> Places {
    Places { named: None, usual: stage.join("kantor"), sample: stage.join("kantor-contoh") }
}

fn moment(text: &str) -> Result<DateTime<FixedOffset>, WorldError> {
    DateTime::parse_from_rfc3339(text).map_err(WorldError::Moment)
}

fn enter(
    places: Places,
    devices: Devices,
    stage: &Path,
    notices: &broadcast::Sender<String>,
) -> Arc<Entrance> {
    let notebook = Arc::new(NotebookFolder::at(&stage.join("catatan")));
    let notices = notices.clone();
    Arc::new(Entrance::begin(places, devices, notebook, move |notice| {
        // Nobody listening is no fault.
        let _ = notices.send(notice.to_owned());
    }))
}
