//! `merge`: one letter to many recipients, from plain data and a list (DESIGN 9).

use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use letters::{
    DispatchBook, DispatchPaper, Kind, LayoutSettings, LetterError, ManyError, MergeRecipient, MergedLetter,
    NaskahData, PrintedSides, Sheet, dispatch_book, dispatch_row, example_sheet, field, for_recipient,
    print_file, render_each,
};
use office::Fault;
use office::fault::Code;

use crate::letter::refused;
use crate::{End, Outcome, answer, print, read, tell};

/// One letter to many recipients: `all.pdf` in folding order, `single/NNNN.pdf`, and `ekspedisi.pdf`.
#[derive(Args)]
pub(crate) struct Merge {
    /// Kind of naskah, e.g. `surat-pemberitahuan`.
    kind: String,
    /// Print an example of a list of recipients instead of merging.
    #[arg(long, conflicts_with_all = ["data", "recipients", "out", "settings", "template", "skip_bad", "duplex", "portrait"])]
    example: bool,
    /// The common letter, JSON as `letter KIND --example` prints it.
    #[arg(required_unless_present = "example")]
    data: Option<PathBuf>,
    /// The recipients, CSV: jabatan, nama, u.p., alamat, kota, nomor, jumlah, and fields of the kind by key or label.
    #[arg(required_unless_present = "example")]
    recipients: Option<PathBuf>,
    /// The folder for the results; made if it is not there.
    #[arg(required_unless_present = "example")]
    out: Option<PathBuf>,
    /// Layout settings, JSON.
    #[arg(long)]
    settings: Option<PathBuf>,
    /// A template of one's own; the delivered one without it.
    #[arg(long)]
    template: Option<PathBuf>,
    /// Leave out the rows that cannot be used; without it they are named and nothing is made.
    #[arg(long)]
    skip_bad: bool,
    /// `all.pdf` is for printing on both sides: each recipient begins on a fresh sheet.
    #[arg(long)]
    duplex: bool,
    /// `ekspedisi.pdf` upright instead of across.
    #[arg(long)]
    portrait: bool,
}

/// The names of the results in the folder.
const ALL: &str = "all.pdf";
const SINGLE: &str = "single";
const DISPATCH: &str = "ekspedisi.pdf";
/// Faults that are told one by one; the rest is counted.
const TOLD: usize = 20;

pub(crate) fn perform(merge: Merge) -> Outcome {
    let kind: Kind = merge.kind.parse().map_err(|error: LetterError| End::Wrong(error.to_string()))?;
    if field(kind, "addressees").is_none() {
        return Err(End::Wrong(format!("a {kind} is addressed to nobody")));
    }
    if merge.example {
        return print(example_sheet());
    }
    let (Some(data), Some(list), Some(out)) = (merge.data, merge.recipients, merge.out) else {
        return Err(End::Wrong("DATA.json, RECIPIENTS.csv and OUTDIR are needed".to_owned()));
    };
    let letter = NaskahData::from_json(&read(&data)?).map_err(refused)?;
    if letter.kind != kind {
        return Err(End::Wrong(format!("the data are of a {}, not of a {kind}", letter.kind)));
    }
    let settings = match merge.settings {
        Some(file) => LayoutSettings::from_json(&read(&file)?).map_err(refused)?,
        None => LayoutSettings::default(),
    };
    let template = merge.template.as_deref().map(read).transpose()?;
    let template = template.as_deref();
    let bytes = fs::read(&list).map_err(|error| End::Wrong(format!("{}: {error}", list.display())))?;
    let unreadable = |error: letters::SheetError| refusal(error.to_string(), None);
    let sheet = Sheet::read(&bytes).map_err(unreadable)?;
    let columns = sheet.matched(kind);
    let found = sheet.recipients(&columns).map_err(unreadable)?;
    if !found.faults.is_empty() {
        let mut words: Vec<String> = found.faults.iter().take(TOLD).map(ToString::to_string).collect();
        if let Some(more) = found.faults.len().checked_sub(TOLD).filter(|more| *more > 0) {
            words.push(format!("… dan {more} baris lagi."));
        }
        let words = words.join("\n");
        if !merge.skip_bad {
            let sentence = format!(
                "{} baris daftar tidak dapat dipakai. Tidak ada yang dibuat. Perbaiki daftarnya, atau lewati dengan --skip-bad.",
                found.faults.len()
            );
            return Err(refusal(sentence, Some(words)));
        }
        tell(&words);
    }
    if found.recipients.is_empty() {
        return Err(refusal("Daftar itu tidak memuat penerima. Tidak ada yang dibuat.".to_owned(), None));
    }
    let staged = Staged::begin(&out)?;
    let work = Work { letter: &letter, recipients: &found.recipients, settings: &settings, template };
    let singles = work.singles(&staged.folder.join(SINGLE))?;
    let sides = if merge.duplex { PrintedSides::Both } else { PrintedSides::One };
    let (all, all_bytes) = {
        let mut out = Counted { file: io::BufWriter::new(staged.create(ALL)?), bytes: 0 };
        let go_on = &mut |_: &MergedLetter| ControlFlow::Continue(());
        let all = print_file(&letter, &found.recipients, &settings, template, sides, &mut out, go_on)
            .map_err(|error| work.refused_many(error))?;
        out.flush().map_err(|error| End::Wrong(format!("{ALL}: {error}")))?;
        (all, out.bytes)
    };
    let book = work.book(if merge.portrait { DispatchPaper::Portrait } else { DispatchPaper::Landscape })?;
    let book = dispatch_book(&book).map_err(refused)?;
    staged.write(DISPATCH, &book.pdf)?;
    staged.keep()?;
    answer(&serde_json::json!({
        "recipients": found.recipients.len(),
        "skipped": found.faults,
        "list": {
            "separator": sheet.separator,
            "encoding": sheet.encoding,
            "columns": sheet.head.iter().zip(&columns)
                .map(|(head, used)| serde_json::json!({ "head": head, "use": used }))
                .collect::<Vec<_>>(),
        },
        "all": { "file": ALL, "pages": all.pages, "bytes": all_bytes },
        "single": { "folder": SINGLE, "files": singles.files, "pages": singles.pages, "bytes": singles.bytes },
        "dispatch": { "file": DISPATCH, "pages": book.pages, "bytes": book.pdf.len() },
    }))
}

fn refusal(sentence: String, detail: Option<String>) -> End {
    let fault = Fault::new(Code::InvalidRequest, sentence);
    End::from(match detail {
        Some(detail) => fault.with("detail", detail),
        None => fault,
    })
}

/// What is merged.
struct Work<'a> {
    letter: &'a NaskahData,
    recipients: &'a [MergeRecipient],
    settings: &'a LayoutSettings,
    template: Option<&'a str>,
}

/// The files of the recipients.
#[derive(Default)]
struct Singles {
    files: usize,
    pages: usize,
    bytes: usize,
}

impl Work<'_> {
    /// Writes each recipient's letter as a file of its own; only the letters that are being made are in memory.
    fn singles(&self, folder: &Path) -> Result<Singles, End> {
        fs::create_dir(folder).map_err(|error| End::Wrong(format!("{}: {error}", folder.display())))?;
        let digits = self.recipients.len().to_string().len().max(4);
        let mut singles = Singles::default();
        let mut failed = None;
        let own = |index: usize| for_recipient(self.letter, &self.recipients[index], index);
        let made =
            render_each(self.recipients.len(), &own, self.settings, self.template, &mut |index, rendered| {
                let file = folder.join(format!("{:0digits$}.pdf", index + 1));
                if let Err(error) = fs::write(&file, &rendered.pdf) {
                    failed = Some(End::Wrong(format!("{}: {error}", file.display())));
                    return ControlFlow::Break(());
                }
                singles.files += 1;
                singles.pages += rendered.pages as usize;
                singles.bytes += rendered.pdf.len();
                ControlFlow::Continue(())
            });
        match (failed, made) {
            (Some(end), _) => Err(end),
            (None, Err(error)) => Err(self.refused_many(error)),
            (None, Ok(())) => Ok(singles),
        }
    }

    fn refused_many(&self, error: ManyError) -> End {
        match error {
            ManyError::Letter { index, error } => self.refused_of(&self.recipients[index], error),
            ManyError::Write(error) => refused(error),
            ManyError::Stopped => End::Wrong(error.to_string()),
        }
    }

    fn refused_of(&self, recipient: &MergeRecipient, error: LetterError) -> End {
        let words = format!("Baris {}: {error}", recipient.line);
        End::from(Fault::from(error).with("detail", words))
    }

    fn book(&self, paper: DispatchPaper) -> Result<DispatchBook, End> {
        let rows = self.recipients.iter().enumerate().map(|(index, recipient)| {
            let own = for_recipient(self.letter, recipient, index);
            dispatch_row(&own, self.template, recipient.count.as_deref())
                .map_err(|error| self.refused_of(recipient, error))
        });
        Ok(DispatchBook {
            office: letters::dispatch_office(&self.letter.kop),
            id: self.letter.id.clone(),
            paper,
            rows: rows.collect::<Result<_, End>>()?,
        })
    }
}

/// A file that tells how much was written to it.
struct Counted {
    file: io::BufWriter<fs::File>,
    bytes: usize,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.bytes += written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Results that are not there yet for anybody else: they stand under a passing name in the folder until all are whole, and
/// go when they are not kept.
struct Staged {
    out: PathBuf,
    folder: PathBuf,
}

impl Staged {
    fn begin(out: &Path) -> Result<Self, End> {
        let failed = |error: std::io::Error| End::Wrong(format!("{}: {error}", out.display()));
        for name in [ALL, SINGLE, DISPATCH] {
            if out.join(name).exists() {
                let sentence = format!(
                    "{} sudah berisi {name}. Tidak ada yang berubah. Pilih folder lain.",
                    out.display()
                );
                return Err(refusal(sentence, None));
            }
        }
        fs::create_dir_all(out).map_err(failed)?;
        let folder = out.join(format!(".bagian-{}", std::process::id()));
        fs::create_dir(&folder).map_err(failed)?;
        Ok(Self { out: out.to_owned(), folder })
    }

    fn create(&self, name: &str) -> Result<fs::File, End> {
        let file = self.folder.join(name);
        fs::File::create(&file).map_err(|error| End::Wrong(format!("{}: {error}", file.display())))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Outcome {
        let file = self.folder.join(name);
        fs::write(&file, bytes).map_err(|error| End::Wrong(format!("{}: {error}", file.display())))
    }

    fn keep(self) -> Outcome {
        // The print file last: who waits for it finds the others there.
        for name in [SINGLE, DISPATCH, ALL] {
            files::rename(&self.folder.join(name), &self.out.join(name))
                .map_err(|error| End::Wrong(format!("{}: {error}", self.out.join(name).display())))?;
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // What is left of it is of no use to anybody, and nobody is left to be told.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
