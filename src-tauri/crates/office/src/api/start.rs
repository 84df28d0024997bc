//! The requests of a door that may have no office behind it yet (DESK 6.13), and what they answer. A door answers them
//! whether or not an office is open, so that another one can be opened from within.

use serde::{Deserialize, Serialize};
use sop::act::NumberSource;
use sop::calendar::Week;
use sop::people::Capacity;
use sop::record::{DocumentId, Instant};
use ts_rs::TS;

use crate::api::{LetterPreview, OfficeSettings};

/// What a door may ask before, or beside, an open office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum StartRequest {
    /// What there is to begin with.
    Start,
    /// Keeps what was answered so far.
    SaveStart {
        /// As it stands on the screens.
        answers: Box<StartAnswers>,
    },
    /// A letter of the office that these answers would make.
    PreviewStart {
        /// As they stand on the screens.
        answers: Box<StartAnswers>,
        /// Kind of naskah.
        kind: String,
    },
    /// A picture for the kop, through the native dialog.
    PickStartLambang,
    /// Where the office is to lie, through the native dialog.
    PickPlace,
    /// Back to the usual place.
    UsualPlace,
    /// Makes the office in its place, all or nothing, and opens it as who types.
    CreateOffice {
        /// As they stand on the screens.
        answers: Box<StartAnswers>,
    },
    /// Opens the sample office, which is made when it is not there yet.
    OpenSample,
    /// Back from the sample to the office that was last open before it.
    OpenOwn,
    /// Opens an office that is there already, through the native dialog.
    OpenOffice,
    /// Tries once more to open the office that could not be opened.
    TryAgain,
    /// Opens that office for reading only.
    OpenToRead,
}

/// The answer of the same name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "answer", content = "data", rename_all = "snake_case")]
pub enum StartAnswer {
    /// See the request.
    Start(Box<StartView>),
    /// When it was kept.
    SaveStart(Instant),
    /// See the request.
    PreviewStart(LetterPreview),
    /// The picture's key for the answers; none when the dialog was cancelled.
    PickStartLambang(Option<DocumentId>),
    /// None when the dialog was cancelled.
    PickPlace(Option<PlaceView>),
    /// See the request.
    UsualPlace(PlaceView),
    /// See the request.
    CreateOffice(OpenedOffice),
    /// See the request.
    OpenSample(OpenedOffice),
    /// See the request.
    OpenOwn(OpenedOffice),
    /// None when the dialog was cancelled.
    OpenOffice(Option<OpenedOffice>),
    /// See the request.
    TryAgain(OpenedOffice),
    /// See the request.
    OpenToRead(OpenedOffice),
}

/// The answers of the first run, with what is proposed where nothing was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StartAnswers {
    /// The screen that was open, from 1.
    pub screen: u32,
    /// Kantor dan kop. Who signs follows from [`StartAnswers::signer`].
    pub office: OfficeSettings,
    /// "Siapa Anda?": becomes petugas and admin.
    pub clerk: String,
    /// Kepala UKPBJ.
    pub kabag: StartOfficial,
    /// Sub Koordinator Pengelolaan LPSE.
    pub subkoord: StartOfficial,
    /// Who signs the letter to the heads of the agencies.
    pub signer: StartSigner,
    /// The Sekretaris Daerah or the Asisten, where one of them signs.
    pub above: StartOfficial,
    /// Who gives the numbers.
    pub numbers: NumberSource,
    /// How a number of the office's own letters reads.
    pub pattern: String,
    /// The week of office hours.
    pub week: Week,
}

/// An official as the first run asks for him; an empty name is nobody yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StartOfficial {
    /// Name with titles.
    pub name: String,
    /// Pangkat in words; may be empty.
    pub rank: String,
    /// NIP; may be empty.
    pub nip: String,
    /// Definitif, Plt. or Plh.
    pub capacity: Capacity,
}

/// Who signs the letter to the heads of the agencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StartSigner {
    /// Sekretaris Daerah.
    Sekda,
    /// a.n. Sekretaris Daerah, the Asisten.
    Asisten,
    /// a.n. Sekretaris Daerah, Asisten, u.b. the Kabag.
    KabagFor,
    /// The Kabag himself.
    Kabag,
}

/// What there is to begin with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StartView {
    /// The answers so far.
    pub answers: StartAnswers,
    /// When they were kept; none when nothing was answered yet.
    pub saved_at: Option<Instant>,
    /// What is proposed.
    pub delivered: StartAnswers,
    /// Where the office is to lie.
    pub place: PlaceView,
    /// The office that is open now.
    pub open: Option<OpenPlace>,
    /// The office of one's own to which one can go back.
    pub own: Option<PlaceView>,
    /// Years whose days off are delivered.
    pub holidays: Vec<i32>,
    /// The PC's clock with the delivered offset.
    pub now: Instant,
}

/// An office that is open, and where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenPlace {
    /// The sample office.
    pub sample: bool,
    /// Where it lies.
    pub place: PlaceView,
}

/// A place as the page may know it: names, never a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlaceView {
    /// Name of the office's folder.
    pub folder: String,
    /// Name of the folder that holds it; empty at the top of a disk.
    pub within: String,
    /// The usual place on this PC.
    pub usual: bool,
    /// `network` or `synchronised` where the place is a doubtful one for an office's data.
    pub risk: Option<String>,
}

/// An office that was just opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenedOffice {
    /// Name of the unit.
    pub office: String,
    /// The sample office.
    pub sample: bool,
}
