//! A door of the application: with an office behind it, or none yet (DESK 6.13).
//!
//! Whoever shows a page asks here. What belongs to an open office is handed to its [`Desk`]; what is needed before there is
//! one, or to open another, is answered here. The page never learns a path: places are picked with the native dialog and
//! named by the names of their folders.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use archive::folder::{FolderRisk, folder_risk, is_office, is_vacant};
use archive::staging::clear_unfinished;
use devices::{Devices, Notebook};
use serde::{Deserialize, Serialize};
use sop::calendar::Calendar;
use sop::record::Instant;

use crate::api::{OpenPlace, OpenedOffice, PlaceView, StartAnswer, StartAnswers, StartRequest, StartView};
use crate::desk::{Desk, Image, now};
use crate::documents::Viewer;
use crate::dropped::Point;
use crate::fault::{Code, Fault, shown};
use crate::founding::{self, FIRST_ACCOUNT, create_office};
use crate::settings_ops::judged_lambang;
use crate::{letter_ops, start_answers};

/// Name of the folder that is made for an office in a folder that was picked.
const FOLDER: &str = "Kantor Etalase";

/// Pages of the notebook.
const LAST: &str = "kantor";
const ANSWERS: &str = "mulai-pertama";
const LAMBANG: &str = "lambang";

/// Where offices lie on this PC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The folder that was named at the start, on the command line or by the environment.
    pub named: Option<PathBuf>,
    /// The usual place of an office.
    pub usual: PathBuf,
    /// The place of the sample office.
    pub sample: PathBuf,
}

/// Which offices were open, as the notebook keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Remembered {
    /// The last one.
    last: Option<PathBuf>,
    /// The last one that was no sample.
    own: Option<PathBuf>,
}

/// The answers so far, as the notebook keeps them.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptAnswers {
    answers: StartAnswers,
    saved_at: Instant,
    /// The place that was picked; none for the usual one.
    place: Option<PathBuf>,
}

/// What is behind the door.
enum Behind {
    /// No office was ever opened from here.
    Nobody,
    /// An office that could not be opened, and why.
    Refused { place: PathBuf, fault: Fault },
    /// An open office.
    Open { place: PathBuf, desk: Arc<Desk> },
    /// The door is closed: the program ends.
    Closed,
}

type Hear = Arc<dyn Fn(&str) + Send + Sync>;

/// A door of the application. It owns the open office until it is closed or dropped.
pub struct Entrance {
    devices: Devices,
    notebook: Arc<dyn Notebook>,
    places: Places,
    behind: RwLock<Behind>,
    /// Where a new office is to lie. Also the turn: what opens or makes an office holds it, so that two clicks make one.
    target: Mutex<PathBuf>,
    viewer: Viewer,
    hear: Hear,
}

impl std::fmt::Debug for Entrance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entrance").field("places", &self.places).finish_non_exhaustive()
    }
}

impl Entrance {
    /// Opens what there is to open: the office that was named, else the one that was open last, else the one in the usual
    /// place. Never fails: an office that cannot be opened answers every request with the reason.
    ///
    /// `hear` gets the notices of the office that is open, and `{"notice": "opened", "sample": …}` for each that is opened.
    pub fn begin(
        places: Places,
        devices: Devices,
        notebook: Arc<dyn Notebook>,
        hear: impl Fn(&str) + Send + Sync + 'static,
    ) -> Entrance {
        let target = Mutex::new(places.usual.clone());
        // What an office remembers of this PC's printers stands where the door remembers its offices.
        let devices = Devices { notebook: Arc::clone(&notebook), ..devices };
        let entrance = Entrance {
            devices,
            notebook,
            places,
            behind: RwLock::new(Behind::Nobody),
            target,
            viewer: Viewer::default(),
            hear: Arc::new(hear),
        };
        *entrance.turn() = entrance.first_target();
        if let Some(place) = entrance.first_place()
            && let Err(fault) = entrance.open(&place, Open::Unremembered).map_err(|fault| gone(&place, fault))
        {
            *entrance.behind_mut() = Behind::Refused { place, fault };
        }
        entrance
    }

    /// Answers a request given as JSON: `{"ok": answer}` or `{"fault": …}`. Never panics out.
    pub fn ask_json(&self, request: &str) -> String {
        let Ok(request) = serde_json::from_str::<StartRequest>(request) else {
            return match self.desk() {
                Ok(desk) => desk.ask_json(request),
                Err(fault) => shown(&Err::<(), _>(fault)),
            };
        };
        shown(&self.ask(request))
    }

    /// Answers a request about which office is behind the door.
    ///
    /// # Errors
    /// A fault with a closed code and its sentence; nothing was changed then, and the office that was open still is.
    pub fn ask(&self, request: StartRequest) -> Result<StartAnswer, Fault> {
        catch_unwind(AssertUnwindSafe(|| self.answer(request)))
            .unwrap_or_else(|_| Err(Fault::unknown("panic while answering")))
    }

    /// The open office.
    ///
    /// # Errors
    /// None is open; the reason is that of the one that could not be opened.
    pub fn desk(&self) -> Result<Arc<Desk>, Fault> {
        match &*self.behind.read().unwrap_or_else(PoisonError::into_inner) {
            Behind::Open { desk, .. } => Ok(Arc::clone(desk)),
            Behind::Refused { fault, .. } => Err(fault.clone()),
            Behind::Nobody => Err(Fault::new(
                Code::NotChosen,
                "Belum ada kantor yang dibuka. Tidak ada yang berubah. Siapkan kantor baru, atau buka yang sudah ada.",
            )),
            Behind::Closed => Err(Fault::unknown("the door is closed")),
        }
    }

    /// A page as an image, of the open office or of the first run's example.
    pub fn image(&self, path: &str) -> Option<Image> {
        self.viewer.image(path, |_| None).or_else(|| self.desk().ok()?.image(path))
    }

    /// Files are held over the page, or were taken away ([`Desk::dragging`]). Without an office nobody has a place for them.
    pub fn dragging(&self, over: Option<Point>) {
        if let Ok(desk) = self.desk() {
            desk.dragging(over);
        }
    }

    /// Files were let go over the page ([`Desk::dropped`]). Blocks until each is checked.
    pub fn dropped(&self, paths: &[PathBuf], at: Point) {
        if let Ok(desk) = self.desk() {
            desk.dropped(paths, at);
        }
    }

    /// Lets go of the office, so that its database is closed and its folder free when the program ends. Never waits: a
    /// request that is still being answered keeps the office until then.
    pub fn close(&self) {
        *self.behind_mut() = Behind::Closed;
    }

    fn answer(&self, request: StartRequest) -> Result<StartAnswer, Fault> {
        match request {
            StartRequest::Start => self.start().map(|view| StartAnswer::Start(Box::new(view))),
            StartRequest::SaveStart { answers } => self.keep_answers(*answers).map(StartAnswer::SaveStart),
            StartRequest::PreviewStart { answers, kind } => {
                let drawn =
                    start_answers::example(&answers, self.lambang_of(&answers)?, &kind, now(&self.devices))?;
                letter_ops::shown(&self.viewer, drawn).map(StartAnswer::PreviewStart)
            }
            StartRequest::PickStartLambang => self.pick_lambang().map(StartAnswer::PickStartLambang),
            StartRequest::PickPlace => self.pick_place().map(StartAnswer::PickPlace),
            StartRequest::UsualPlace => self.usual_place().map(StartAnswer::UsualPlace),
            StartRequest::CreateOffice { answers } => self.create(&answers).map(StartAnswer::CreateOffice),
            StartRequest::OpenSample => self.open_sample().map(StartAnswer::OpenSample),
            StartRequest::OpenOwn => self.open_own().map(StartAnswer::OpenOwn),
            StartRequest::OpenOffice => self.open_picked().map(StartAnswer::OpenOffice),
            StartRequest::TryAgain => self.again(Open::Unremembered).map(StartAnswer::TryAgain),
            StartRequest::OpenToRead => self.again(Open::ToRead).map(StartAnswer::OpenToRead),
        }
    }

    // What there is.

    fn start(&self) -> Result<StartView, Fault> {
        {
            // A place that was taken meanwhile is not proposed again; one that a person picked stays, and says so itself.
            let mut target = self.turn();
            if self.is_usual(&target) && !is_vacant(&target) {
                *target = self.usual_target();
            }
        }
        let delivered = start_answers::proposed()?;
        let calendar = Calendar::mojokerto().map_err(Fault::unknown)?;
        let kept = self.kept();
        let open = match &*self.behind.read().unwrap_or_else(PoisonError::into_inner) {
            Behind::Open { place, desk } => {
                Some(OpenPlace { sample: desk.state().sample, place: self.view_of(place) })
            }
            Behind::Nobody | Behind::Refused { .. } | Behind::Closed => None,
        };
        let own = self.remembered().own.filter(|_| open.as_ref().is_none_or(|open| open.sample));
        Ok(StartView {
            saved_at: kept.as_ref().map(|kept| kept.saved_at),
            answers: kept.map_or_else(|| delivered.clone(), |kept| kept.answers),
            delivered,
            place: self.view_of(&self.turn()),
            open,
            own: own.filter(|own| is_office(own)).map(|own| self.view_of(&own)),
            holidays: calendar.plan().complete_years.iter().copied().collect(),
            now: now(&self.devices).with_timezone(&calendar.offset()),
        })
    }

    /// The office to open at the start; none where there is none to open.
    fn first_place(&self) -> Option<PathBuf> {
        match &self.places.named {
            // Whoever names a place where nothing is wants an office there.
            Some(named) => (!is_vacant(named)).then(|| named.clone()),
            None => {
                let usual = || Some(self.places.usual.clone()).filter(|usual| is_office(usual));
                self.remembered().last.or_else(usual)
            }
        }
    }

    /// Where a new office is to lie, as far as an earlier start has settled it.
    fn first_target(&self) -> PathBuf {
        let picked = self.kept().and_then(|kept| kept.place).filter(|_| self.places.named.is_none());
        picked.unwrap_or_else(|| self.usual_target())
    }

    /// The first free name in the usual place: `kantor`, then `kantor 2`.
    fn usual_target(&self) -> PathBuf {
        let usual = self.places.named.as_ref().unwrap_or(&self.places.usual);
        free_name(usual)
    }

    fn is_usual(&self, place: &Path) -> bool {
        let usual = self.places.named.as_ref().unwrap_or(&self.places.usual);
        place.parent() == usual.parent()
    }

    fn view_of(&self, place: &Path) -> PlaceView {
        let name = |path: &Path| {
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        };
        PlaceView {
            folder: name(place),
            within: place.parent().map(name).unwrap_or_default(),
            usual: self.is_usual(place),
            risk: match folder_risk(place, &self.devices.synchronised) {
                FolderRisk::Local => None,
                FolderRisk::NetworkPath { .. } | FolderRisk::NetworkFileSystem { .. } => {
                    Some("network".to_owned())
                }
                FolderRisk::Synchronised { .. } => Some("synchronised".to_owned()),
            },
        }
    }

    // The answers.

    fn kept(&self) -> Option<KeptAnswers> {
        // Answers of another version that cannot be read are no answers.
        serde_json::from_slice(&self.notebook.read(ANSWERS)?).ok()
    }

    fn keep_answers(&self, answers: StartAnswers) -> Result<Instant, Fault> {
        let saved_at = now(&self.devices);
        let target = self.turn();
        let place = Some(target.clone()).filter(|target| !self.is_usual(target));
        self.keep(ANSWERS, &KeptAnswers { answers, saved_at, place })?;
        Ok(saved_at)
    }

    fn keep(&self, page: &str, value: &impl Serialize) -> Result<(), Fault> {
        let text = serde_json::to_vec(value).map_err(Fault::unknown)?;
        self.notebook.write(page, &text).map_err(|error| {
            Fault::new(
                Code::FileFailed,
                "Isian belum dapat disimpan di komputer ini. Yang terlihat di layar tetap ada. Teruskan, dan jangan tutup program sebelum kantor dibuat.",
            )
            .with("detail", error.to_string())
        })
    }

    /// The bytes of the picture that the answers name.
    fn lambang_of(&self, answers: &StartAnswers) -> Result<Option<Vec<u8>>, Fault> {
        let Some(wanted) = &answers.office.lambang else { return Ok(None) };
        let kept = self.notebook.read(LAMBANG);
        kept.filter(|bytes| key_of(bytes) == *wanted).map(Some).ok_or_else(|| {
            Fault::setting(
                "Gambar lambang yang dipilih tidak ada lagi. Isian lain tetap ada. Pilih lagi gambarnya, atau kosongkan tempatnya.",
            )
        })
    }

    fn pick_lambang(&self) -> Result<Option<String>, Fault> {
        let Some(path) = self.devices.picker.pick_image() else { return Ok(None) };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes =
            archive::documents::read_source(&path, archive::office::Settings::default().document_limit)?;
        let bytes = judged_lambang(&name, bytes, "Isian Anda tetap ada.")?;
        self.notebook.write(LAMBANG, &bytes).map_err(|error| {
            Fault::new(
                Code::FileFailed,
                format!("{name} belum dapat disimpan. Isian Anda tetap ada. Pilih lambangnya nanti, di Atur › Kantor."),
            )
            .with("detail", error.to_string())
        })?;
        Ok(Some(key_of(&bytes)))
    }

    // The place.

    fn pick_place(&self) -> Result<Option<PlaceView>, Fault> {
        let Some(folder) = self.devices.picker.pick_folder() else { return Ok(None) };
        if is_office(&folder) {
            return Err(Fault::new(
                Code::OfficeExists,
                "Di folder ini sudah ada kantor Etalase. Belum ada yang dibuat. Pilih folder lain, atau buka kantor itu.",
            ));
        }
        // A folder of its own, so that an office never lies among other things.
        let target = free_name(&folder.join(FOLDER));
        // Whether it can be written shows by writing; what was written goes again.
        drop(founding::stage(&target).map_err(of_place)?);
        let view = self.view_of(&target);
        *self.turn() = target;
        self.keep_place()?;
        Ok(Some(view))
    }

    fn usual_place(&self) -> Result<PlaceView, Fault> {
        let target = self.usual_target();
        let view = self.view_of(&target);
        *self.turn() = target;
        self.keep_place()?;
        Ok(view)
    }

    /// The place belongs to the answers: whoever comes back finds both.
    fn keep_place(&self) -> Result<(), Fault> {
        let answers = match self.kept() {
            Some(kept) => kept.answers,
            None => start_answers::proposed()?,
        };
        self.keep_answers(answers).map(drop)
    }

    // Making and opening.

    fn create(&self, answers: &StartAnswers) -> Result<OpenedOffice, Fault> {
        let target = self.turn();
        let founding = start_answers::founding(answers, self.lambang_of(answers)?, now(&self.devices))?;
        if !is_vacant(&target) {
            return Err(Fault::new(
                Code::OfficeExists,
                "Di tempat itu sudah ada isinya. Belum ada yang dibuat. Pilih tempat lain.",
            ));
        }
        founding::found(&target, founding, &self.devices).map_err(of_place)?;
        let opened = self.open(&target, Open::Remembered)?;
        self.desk()?.sign_in(FIRST_ACCOUNT)?;
        self.notebook.tear_out(ANSWERS);
        self.notebook.tear_out(LAMBANG);
        Ok(opened)
    }

    fn open_sample(&self) -> Result<OpenedOffice, Fault> {
        let _turn = self.turn();
        if is_vacant(&self.places.sample) {
            create_office(&self.places.sample, true, &self.devices).map_err(of_place)?;
        }
        self.open(&self.places.sample, Open::Remembered)
    }

    fn open_own(&self) -> Result<OpenedOffice, Fault> {
        let _turn = self.turn();
        let own = self.remembered().own.ok_or_else(|| {
            Fault::new(
                Code::NotChosen,
                "Belum ada kantor sendiri yang pernah dibuka di komputer ini. Tidak ada yang berubah. Siapkan kantor baru, atau buka yang sudah ada.",
            )
        })?;
        self.open(&own, Open::Remembered).map_err(|fault| gone(&own, fault))
    }

    fn open_picked(&self) -> Result<Option<OpenedOffice>, Fault> {
        let Some(folder) = self.devices.picker.pick_folder() else { return Ok(None) };
        let _turn = self.turn();
        // Whoever picked the folder into which the office was put means the office.
        let within = folder.join(FOLDER);
        let place = if !is_office(&folder) && is_office(&within) { within } else { folder };
        self.open(&place, Open::Remembered).map(Some)
    }

    fn again(&self, how: Open) -> Result<OpenedOffice, Fault> {
        let _turn = self.turn();
        let refused = match &*self.behind.read().unwrap_or_else(PoisonError::into_inner) {
            Behind::Refused { place, .. } => Some(place.clone()),
            Behind::Nobody | Behind::Open { .. } | Behind::Closed => None,
        };
        let Some(place) = refused else { return self.desk().map(|desk| opened(&desk)) };
        self.open(&place, how).map_err(|fault| gone(&place, fault)).inspect_err(|fault| {
            *self.behind_mut() = Behind::Refused { place: place.clone(), fault: fault.clone() };
        })
    }

    /// Opens the office at a place, and lets go of the one that was open; that one stays if this one does not open.
    fn open(&self, place: &Path, how: Open) -> Result<OpenedOffice, Fault> {
        if let Behind::Open { place: open, desk } =
            &*self.behind.read().unwrap_or_else(PoisonError::into_inner)
            && same(open, place)
        {
            let answer = opened(desk);
            if how == Open::Remembered {
                self.remember(place, answer.sample);
            }
            return Ok(answer);
        }
        // What a power cut left of an attempt to make one beside it is of no use to anybody; if it cannot go, no matter.
        let _ = clear_unfinished(place);
        let devices = self.devices.clone();
        let desk = match how {
            Open::ToRead => Desk::open_read_only(place, devices),
            Open::Remembered | Open::Unremembered => Desk::open(place, devices),
        };
        let desk = desk?;
        let hear = Arc::clone(&self.hear);
        desk.subscribe(Box::new(move |notice| hear(notice)));
        let desk = Arc::new(desk);
        let answer = opened(&desk);
        if how == Open::Remembered {
            self.remember(place, answer.sample);
        }
        let before =
            std::mem::replace(&mut *self.behind_mut(), Behind::Open { place: place.to_owned(), desk });
        drop(before);
        (self.hear)(&serde_json::json!({ "notice": "opened", "sample": answer.sample }).to_string());
        Ok(answer)
    }

    fn remembered(&self) -> Remembered {
        let page = self.notebook.read(LAST);
        page.and_then(|page| serde_json::from_slice(&page).ok()).unwrap_or_default()
    }

    fn remember(&self, place: &Path, sample: bool) {
        let place = std::path::absolute(place).unwrap_or_else(|_| place.to_owned());
        let mut remembered = self.remembered();
        if !sample {
            remembered.own = Some(place.clone());
        }
        remembered.last = Some(place);
        // Not remembered, it is asked for again at the next start; the office itself is open and whole.
        let _ = self.keep(LAST, &remembered);
    }

    fn turn(&self) -> MutexGuard<'_, PathBuf> {
        self.target.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn behind_mut(&self) -> std::sync::RwLockWriteGuard<'_, Behind> {
        self.behind.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How an office is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Because a person chose it here: the next start opens it again.
    Remembered,
    /// Because it was named or remembered already.
    Unremembered,
    /// For reading only, because another process owns it.
    ToRead,
}

fn opened(desk: &Desk) -> OpenedOffice {
    let state = desk.state();
    OpenedOffice { office: state.office.name.clone(), sample: state.sample }
}

fn key_of(bytes: &[u8]) -> String {
    archive::sha::Sha256::of(bytes).to_string()
}

/// Whether two paths lead to one folder.
fn same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    one == other || real(one) == real(other)
}

/// The first place of this name where nothing is: `kantor`, then `kantor 2`.
fn free_name(place: &Path) -> PathBuf {
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let numbered = |number: u32| match number {
        1 => place.to_owned(),
        _ => place.with_file_name(format!("{name} {number}")),
    };
    (1..100).map(numbered).find(|place| is_vacant(place)).unwrap_or_else(|| place.to_owned())
}

/// A fault while an office was being made, as it looks to whoever chose its place.
fn of_place(fault: Fault) -> Fault {
    let said = match fault.code {
        Code::NotWritable => {
            "Folder ini tidak dapat ditulisi. Belum ada yang dibuat. Pilih folder lain, misalnya Dokumen."
        }
        Code::DiskFull => {
            "Ruang penyimpanan di tempat itu habis. Belum ada yang dibuat. Kosongkan ruang, atau pilih tempat lain."
        }
        _ => return fault,
    };
    Fault { message: said.to_owned(), ..fault }
}

/// The fault of an office that was at a place once: where nothing is any more, that is what is said.
fn gone(place: &Path, fault: Fault) -> Fault {
    if !is_vacant(place) {
        return fault;
    }
    Fault {
        code: Code::NoOffice,
        message: "Kantor yang terakhir dibuka tidak ada lagi di tempatnya. Tidak ada yang diubah. Pasang flashdisk atau sambungkan folder bersama itu lalu coba lagi, atau buka kantor lain.".to_owned(),
        ..fault
    }
}
