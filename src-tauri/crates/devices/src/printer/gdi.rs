//! The spooler of Windows, through GDI: pages drawn by `pages`, and put on the sheet by the driver's own measures.
//!
//! No program for PDF is needed on the PC, and tray, sides and copies are the driver's own (`DEVMODE`). Every call into
//! the system stands in this file, which alone may be unsafe; what can be reckoned stands in `raster`.
#![allow(unsafe_code, reason = "the system's own functions are C")]

use std::io;

use pages::Document;
use windows::Win32::Graphics::Gdi::{
    BI_RGB, BITMAPINFO, BITMAPINFOHEADER, COLORONCOLOR, CreateDCW, DEVMODEW, DIB_RGB_COLORS, DM_COPIES,
    DM_DEFAULTSOURCE, DM_DUPLEX, DM_FORMNAME, DM_IN_BUFFER, DM_ORIENTATION, DM_OUT_BUFFER, DM_PAPERLENGTH,
    DM_PAPERSIZE, DM_PAPERWIDTH, DM_SCALE, DMDUP_SIMPLEX, DMDUP_VERTICAL, DMORIENT_LANDSCAPE,
    DMORIENT_PORTRAIT, DMPAPER_USER, DeleteDC, GET_DEVICE_CAPS_INDEX, GetDeviceCaps, HDC, LOGPIXELSX,
    LOGPIXELSY, PHYSICALOFFSETX, PHYSICALOFFSETY, SRCCOPY, SetStretchBltMode, StretchDIBits,
};
use windows::Win32::Graphics::Printing::{
    ClosePrinter, DocumentPropertiesW, EnumPrintersW, GetDefaultPrinterW, OpenPrinterW,
    PRINTER_ATTRIBUTE_WORK_OFFLINE, PRINTER_ENUM_CONNECTIONS, PRINTER_ENUM_LOCAL, PRINTER_HANDLE,
    PRINTER_INFO_2W, PRINTER_STATUS_NOT_AVAILABLE, PRINTER_STATUS_OFFLINE, PRINTER_STATUS_PAPER_OUT,
    PRINTER_STATUS_PAUSED, PRINTER_STATUS_PENDING_DELETION, PRINTER_STATUS_SERVER_OFFLINE,
};
use windows::Win32::Storage::Xps::{
    AbortDoc, DC_BINNAMES, DC_BINS, DC_PAPERS, DC_PAPERSIZE, DOCINFOW, DeviceCapabilitiesW, EndDoc, EndPage,
    PRINTER_DEVICE_CAPABILITIES, StartDocW, StartPage,
};
use windows::core::{HSTRING, PCWSTR, PWSTR};

use super::raster::{self, Device};
use super::{PaperSize, PrintJob, Printer, Queue, QueueState, Sides, SpoolId, Tray};
use crate::DeviceError;

/// Units of a name of a tray in the answer of a driver.
const BIN_NAME: usize = 24;
/// A driver whose paper is this near (tenths of a millimetre) has the paper under a name of its own.
const NEAR: i32 = 10;

/// The spooler of Windows.
#[derive(Debug, Clone, Copy, Default)]
pub struct GdiPrinter;

impl GdiPrinter {
    /// The spooler of this PC.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

/// A queue with the port that its driver is asked by.
struct Known {
    queue: Queue,
    port: HSTRING,
}

impl Printer for GdiPrinter {
    fn queues(&self) -> Result<Vec<Queue>, DeviceError> {
        Ok(known()?.into_iter().map(|known| Queue { trays: trays(&known), ..known.queue }).collect())
    }

    fn print(&self, pdf: &[u8], job: &PrintJob) -> Result<SpoolId, DeviceError> {
        let known = known()?;
        let found = known.iter().find(|one| match &job.queue {
            Some(name) => one.queue.name == *name,
            None => one.queue.is_default,
        });
        let Some(found) = found else {
            return Err(DeviceError::QueueGone { queue: job.queue.clone().unwrap_or_default() });
        };
        let queue = &found.queue;
        if queue.state != QueueState::Ready {
            return Err(DeviceError::QueueStopped { queue: queue.name.clone(), state: queue.state });
        }
        // Opened before the job begins, so that a file that cannot be drawn leaves nothing in the queue.
        let document = Document::open(pdf.to_owned()).map_err(|error| not_drawn(&error))?;
        let first = document.page_size_um(0).map_err(|error| not_drawn(&error))?;
        let across = first.width_um > first.height_um;
        let mode = Mode::of(found, job, across)?;
        let sheet = Sheet::begin(&queue.name, &mode)?;
        sheet.print(&document, job, mode.repeats(job.copies.max(1)))
    }
}

fn not_drawn(error: &dyn std::fmt::Display) -> DeviceError {
    DeviceError::NotDrawn { reason: error.to_string() }
}

/// The system's reason for what it just refused.
fn refused(what: &str) -> DeviceError {
    DeviceError::SpoolerRefused { reason: format!("{what}: {}", io::Error::last_os_error()) }
}

/// The text behind a pointer of the spooler's; empty for none.
fn text(pointer: PWSTR) -> String {
    if pointer.is_null() {
        return String::new();
    }
    // SAFETY: the spooler ends its texts with a zero, and the buffer that holds this one is alive in the caller.
    unsafe { pointer.to_string() }.unwrap_or_default()
}

/// All queues, without their trays.
fn known() -> Result<Vec<Known>, DeviceError> {
    let flags = PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS;
    let (mut needed, mut count) = (0, 0);
    // SAFETY: with no buffer the call only says how much it needs.
    let asked = unsafe { EnumPrintersW(flags, PCWSTR::null(), 2, None, &raw mut needed, &raw mut count) };
    if needed == 0 {
        return match asked {
            Ok(()) => Ok(Vec::new()),
            Err(error) => Err(DeviceError::NoSpooler { source: io::Error::other(error.to_string()) }),
        };
    }
    // Words of eight bytes, since the answer begins with structures that hold pointers.
    let mut words = vec![0_u64; (needed as usize).div_ceil(8)];
    let room = words.len() * 8;
    // SAFETY: the bytes of the words above, which live as long as this slice.
    let buffer = unsafe { std::slice::from_raw_parts_mut(words.as_mut_ptr().cast::<u8>(), room) };
    // SAFETY: the buffer is as long as it says.
    unsafe { EnumPrintersW(flags, PCWSTR::null(), 2, Some(buffer), &raw mut needed, &raw mut count) }
        .map_err(|error| DeviceError::NoSpooler { source: io::Error::other(error.to_string()) })?;
    // SAFETY: the spooler wrote so many structures at the start of the buffer, which is aligned for them.
    let infos =
        unsafe { std::slice::from_raw_parts(words.as_ptr().cast::<PRINTER_INFO_2W>(), count as usize) };
    let default = default_queue();
    Ok(infos
        .iter()
        .filter(|info| info.Status & PRINTER_STATUS_PENDING_DELETION == 0)
        .map(|info| {
            let name = text(info.pPrinterName);
            let is_default = default.as_deref() == Some(name.as_str());
            let state = state_of(info.Status, info.Attributes);
            Known {
                queue: Queue { name, is_default, state, trays: Vec::new() },
                port: HSTRING::from(text(info.pPortName)),
            }
        })
        .collect())
}

fn default_queue() -> Option<String> {
    let mut length = 0;
    // SAFETY: with no buffer the call only says how much it needs.
    let _ = unsafe { GetDefaultPrinterW(None, &raw mut length) };
    let mut name = vec![0_u16; length as usize];
    // SAFETY: the buffer has the length that was asked for.
    let found = unsafe { GetDefaultPrinterW(Some(PWSTR(name.as_mut_ptr())), &raw mut length) };
    found.as_bool().then(|| String::from_utf16_lossy(&name).trim_end_matches('\0').to_owned())
}

/// What the spooler's bits mean. Many drivers never set any, so that a queue may be ready whose printer is not.
fn state_of(status: u32, attributes: u32) -> QueueState {
    const AWAY: u32 = PRINTER_STATUS_OFFLINE | PRINTER_STATUS_NOT_AVAILABLE | PRINTER_STATUS_SERVER_OFFLINE;
    if status & PRINTER_STATUS_PAPER_OUT != 0 {
        QueueState::OutOfPaper
    } else if status & PRINTER_STATUS_PAUSED != 0 {
        QueueState::Paused
    } else if status & AWAY != 0 || attributes & PRINTER_ATTRIBUTE_WORK_OFFLINE != 0 {
        QueueState::Away
    } else {
        QueueState::Ready
    }
}

/// Asks a driver for a list, as many units of 16 bits to an entry as said; empty where it has none.
fn capability(known: &Known, which: PRINTER_DEVICE_CAPABILITIES, units: usize) -> Vec<u16> {
    let name = HSTRING::from(&known.queue.name);
    // SAFETY: without a buffer the driver only counts.
    let count = unsafe { DeviceCapabilitiesW(&name, &known.port, which, None, None) };
    let Some(count) = usize::try_from(count).ok().filter(|count| *count > 0) else { return Vec::new() };
    let mut list = vec![0_u16; count * units];
    // SAFETY: the buffer holds as many entries as the driver counted.
    let given =
        unsafe { DeviceCapabilitiesW(&name, &known.port, which, Some(PWSTR(list.as_mut_ptr())), None) };
    let given = usize::try_from(given).unwrap_or(0).min(count);
    list.truncate(given * units);
    list
}

fn trays(known: &Known) -> Vec<Tray> {
    let keys = capability(known, DC_BINS, 1);
    let names = capability(known, DC_BINNAMES, BIN_NAME);
    keys.iter()
        .zip(names.chunks_exact(BIN_NAME))
        .map(|(key, name)| {
            let end = name.iter().position(|unit| *unit == 0).unwrap_or(name.len());
            Tray { key: key.to_string(), label: String::from_utf16_lossy(&name[..end]).trim().to_owned() }
        })
        .collect()
}

/// The driver's own number of a paper; none where it knows the paper only by measure.
fn form(known: &Known, paper: PaperSize) -> Option<i16> {
    let (width, height) = tenths(paper);
    let numbers = capability(known, DC_PAPERS, 1);
    // Each size is two numbers of 32 bits.
    let sizes = capability(known, DC_PAPERSIZE, 4);
    let near = |found: i32, wanted: i16| (found - i32::from(wanted)).abs() <= NEAR;
    numbers
        .iter()
        .zip(sizes.chunks_exact(4))
        .find(|(_, size)| {
            let long = |low: u16, high: u16| i32::from(low) | (i32::from(high) << 16);
            near(long(size[0], size[1]), width) && near(long(size[2], size[3]), height)
        })
        .and_then(|(number, _)| i16::try_from(*number).ok())
}

fn tenths(paper: PaperSize) -> (i16, i16) {
    let tenth = |um: u32| i16::try_from(um / 100).unwrap_or(i16::MAX);
    (tenth(paper.width_um), tenth(paper.height_um))
}

/// How a driver is to print: its `DEVMODE`, with the driver's own part behind it.
struct Mode {
    words: Vec<u64>,
}

impl Mode {
    /// The driver's usual way, changed as the job says, and looked over by the driver.
    fn of(known: &Known, job: &PrintJob, across: bool) -> Result<Self, DeviceError> {
        let name = HSTRING::from(&known.queue.name);
        let printer = Opened::named(&known.queue.name)?;
        // SAFETY: with no buffers and no flags the driver says how long its structure is.
        let length = unsafe { DocumentPropertiesW(None, printer.0, &name, None, None, 0) };
        let length = usize::try_from(length)
            .ok()
            .filter(|length| *length >= size_of::<DEVMODEW>())
            .ok_or_else(|| refused("DocumentProperties"))?;
        let mut mode = Self { words: vec![0; length.div_ceil(8)] };
        let usual = mode.words.as_mut_ptr().cast::<DEVMODEW>();
        // SAFETY: the buffer has the length that the driver asked for, and the alignment of its structure.
        let read = unsafe { DocumentPropertiesW(None, printer.0, &name, Some(usual), None, DM_OUT_BUFFER.0) };
        if read < 0 {
            return Err(refused("DocumentProperties"));
        }
        // SAFETY: the driver has filled the structure; all of its members are plain numbers.
        let changed = unsafe { &mut *usual };
        // SAFETY: of a printer's structure this side of the union is the one in use.
        let paper = unsafe { &mut changed.Anonymous1.Anonymous1 };
        paper.dmCopies = i16::try_from(job.copies.max(1)).unwrap_or(i16::MAX);
        let upright = if across { DMORIENT_LANDSCAPE } else { DMORIENT_PORTRAIT };
        paper.dmOrientation = i16::try_from(upright).unwrap_or(1);
        // The page is drawn at its true size; a driver that scales on top of that would undo it.
        paper.dmScale = 100;
        changed.dmFields |= DM_COPIES | DM_ORIENTATION | DM_SCALE | DM_DUPLEX;
        changed.dmDuplex = match (job.sides, across) {
            (Sides::One, _) => DMDUP_SIMPLEX,
            // GDI counts edges of the upright sheet, also where the page lies across it.
            (Sides::Both, _) => DMDUP_VERTICAL,
        };
        if let Some(tray) = job.tray.as_deref().and_then(|tray| tray.parse::<u16>().ok()) {
            paper.dmDefaultSource = tray.cast_signed();
            changed.dmFields |= DM_DEFAULTSOURCE;
        }
        if let Some(size) = job.paper {
            // The paper of the driver's usual way, by its name: it would speak against what follows.
            changed.dmFields &= !DM_FORMNAME;
            if let Some(number) = form(known, size) {
                paper.dmPaperSize = number;
                changed.dmFields |= DM_PAPERSIZE;
                changed.dmFields &= !(DM_PAPERLENGTH | DM_PAPERWIDTH);
            } else {
                (paper.dmPaperWidth, paper.dmPaperLength) = tenths(size);
                paper.dmPaperSize = i16::try_from(DMPAPER_USER).unwrap_or(0);
                changed.dmFields |= DM_PAPERSIZE | DM_PAPERLENGTH | DM_PAPERWIDTH;
            }
        }
        let both = (DM_IN_BUFFER | DM_OUT_BUFFER).0;
        // SAFETY: the driver reads and writes the one structure, as its documentation allows.
        let merged = unsafe {
            DocumentPropertiesW(None, printer.0, &name, Some(usual), Some(usual.cast_const()), both)
        };
        if merged < 0 { Err(refused("DocumentProperties")) } else { Ok(mode) }
    }

    fn devmode(&self) -> *const DEVMODEW {
        self.words.as_ptr().cast()
    }

    /// How often the pages are to be sent: a driver that cannot count copies has set them back.
    fn repeats(&self, wanted: u32) -> u32 {
        // SAFETY: the driver has filled the structure, and this side of the union is a printer's.
        let kept = unsafe { (*self.devmode()).Anonymous1.Anonymous1.dmCopies };
        if u32::try_from(kept) == Ok(wanted) { 1 } else { wanted }
    }
}

/// A printer that is opened to ask its driver; closed when dropped.
struct Opened(PRINTER_HANDLE);

impl Opened {
    fn named(name: &str) -> Result<Self, DeviceError> {
        let mut handle = PRINTER_HANDLE::default();
        // SAFETY: name and handle live through the call.
        unsafe { OpenPrinterW(&HSTRING::from(name), &raw mut handle, None) }
            .map_err(|_| DeviceError::QueueGone { queue: name.to_owned() })?;
        Ok(Self(handle))
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        // SAFETY: opened by `named`, closed once. There is nobody to tell of a handle that does not close.
        let _ = unsafe { ClosePrinter(self.0) };
    }
}

/// A device to draw on; deleted when dropped.
struct Sheet(HDC);

impl Drop for Sheet {
    fn drop(&mut self) {
        // SAFETY: made by `begin`, deleted once.
        let _ = unsafe { DeleteDC(self.0) };
    }
}

impl Sheet {
    fn begin(queue: &str, mode: &Mode) -> Result<Self, DeviceError> {
        // SAFETY: the name and the driver's structure live through the call.
        let device =
            unsafe { CreateDCW(PCWSTR::null(), &HSTRING::from(queue), PCWSTR::null(), Some(mode.devmode())) };
        if device.is_invalid() { Err(refused("CreateDC")) } else { Ok(Self(device)) }
    }

    fn measure(&self, what: GET_DEVICE_CAPS_INDEX) -> i32 {
        // SAFETY: the device is alive.
        unsafe { GetDeviceCaps(Some(self.0), what) }
    }

    fn device(&self) -> Device {
        let dpi = |what| u32::try_from(self.measure(what)).unwrap_or(0).max(1);
        Device {
            dpi_x: dpi(LOGPIXELSX),
            dpi_y: dpi(LOGPIXELSY),
            offset_x: self.measure(PHYSICALOFFSETX),
            offset_y: self.measure(PHYSICALOFFSETY),
        }
    }

    fn print(&self, document: &Document, job: &PrintJob, repeats: u32) -> Result<SpoolId, DeviceError> {
        let title = HSTRING::from(&job.title);
        let about = DOCINFOW {
            cbSize: i32::try_from(size_of::<DOCINFOW>()).unwrap_or(0),
            lpszDocName: PCWSTR(title.as_ptr()),
            ..DOCINFOW::default()
        };
        // SAFETY: device and title live through the call.
        let number = unsafe { StartDocW(self.0, &raw const about) };
        if number <= 0 {
            return Err(refused("StartDoc"));
        }
        let drawn = (0..repeats).try_for_each(|_| self.pages(document));
        let ended = drawn.and_then(|()| {
            // SAFETY: the document was begun on this device.
            if unsafe { EndDoc(self.0) } > 0 { Ok(()) } else { Err(refused("EndDoc")) }
        });
        if let Err(error) = ended {
            // SAFETY: the document was begun on this device; what was sent of it is thrown away.
            let _ = unsafe { AbortDoc(self.0) };
            return Err(error);
        }
        Ok(SpoolId(number.to_string()))
    }

    fn pages(&self, document: &Document) -> Result<(), DeviceError> {
        for index in 0..document.page_count() {
            // SAFETY: a document is begun on this device.
            if unsafe { StartPage(self.0) } <= 0 {
                return Err(refused("StartPage"));
            }
            self.page(document, index)?;
            // SAFETY: the page was begun above.
            if unsafe { EndPage(self.0) } <= 0 {
                return Err(refused("EndPage"));
            }
        }
        Ok(())
    }

    fn page(&self, document: &Document, index: u32) -> Result<(), DeviceError> {
        let size = document.page_size_um(index).map_err(|error| not_drawn(&error))?;
        let placed = raster::place(size, self.device());
        let drawn = document.page_rgb(index, placed.pixels).map_err(|error| not_drawn(&error))?;
        // SAFETY: the device is alive. Pixels are repeated whole, never blended.
        unsafe { SetStretchBltMode(self.0, COLORONCOLOR) };
        for band in raster::bands(&drawn, placed) {
            let about = BITMAPINFO {
                bmiHeader: BITMAPINFOHEADER {
                    biSize: u32::try_from(size_of::<BITMAPINFOHEADER>()).unwrap_or(0),
                    biWidth: band.columns,
                    // Below zero: rows from the top.
                    biHeight: -band.rows,
                    biPlanes: 1,
                    biBitCount: 24,
                    biCompression: BI_RGB.0,
                    ..BITMAPINFOHEADER::default()
                },
                ..BITMAPINFO::default()
            };
            // SAFETY: the bits hold as many rows and columns as the header says, and live through the call.
            let lines = unsafe {
                StretchDIBits(
                    self.0,
                    placed.x,
                    band.y,
                    placed.width,
                    band.height,
                    0,
                    0,
                    band.columns,
                    band.rows,
                    Some(band.bits.as_ptr().cast()),
                    &raw const about,
                    DIB_RGB_COLORS,
                    SRCCOPY,
                )
            };
            if lines == 0 {
                return Err(refused("StretchDIBits"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_of_the_spooler_are_read() {
        assert_eq!(state_of(0, 0), QueueState::Ready);
        assert_eq!(state_of(PRINTER_STATUS_PAUSED, 0), QueueState::Paused);
        assert_eq!(state_of(PRINTER_STATUS_PAPER_OUT | PRINTER_STATUS_PAUSED, 0), QueueState::OutOfPaper);
        assert_eq!(state_of(PRINTER_STATUS_OFFLINE, 0), QueueState::Away);
        assert_eq!(state_of(0, PRINTER_ATTRIBUTE_WORK_OFFLINE), QueueState::Away);
    }

    #[test]
    fn a_queue_that_does_not_exist_is_said() {
        let job = PrintJob { queue: Some("Tidak ada".to_owned()), ..PrintJob::titled("Telaah") };
        let answer = GdiPrinter::new().print(b"%PDF-1.7", &job);
        assert!(
            matches!(answer, Err(DeviceError::QueueGone { .. } | DeviceError::NoSpooler { .. })),
            "{answer:?}"
        );
    }
}
