//! Renders the example of a letter to many: `merge OUTDIR [COUNT]` writes `all.pdf` and `ekspedisi.pdf` for the example list,
//! or for so many invented recipients, and `list.pdf`, the one letter with all of them in its attachment.

use std::ops::ControlFlow;
use std::path::Path;

use letters::{
    Addressee, DispatchBook, DispatchPaper, Kind, LayoutSettings, MergeRecipient, PrintedSides, Sheet,
    dispatch_book, dispatch_office, dispatch_row, example, example_sheet, for_recipient, print_file, render,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let out = Path::new(args.first().ok_or("merge OUTDIR [COUNT]")?);
    std::fs::create_dir_all(out)?;
    let mut letter = example(Kind::SuratPemberitahuan);
    let recipients: Vec<MergeRecipient> = match args.get(1) {
        Some(count) => (1..=count.parse::<u32>()?)
            .map(|n| {
                let addressee = Addressee {
                    post: format!("Kepala Desa Contoh Nomor {n:03} Kecamatan Trowulan"),
                    place: "Trowulan".to_owned(),
                    ..Addressee::default()
                };
                MergeRecipient { addressee, ..MergeRecipient::default() }
            })
            .collect(),
        None => {
            let sheet = Sheet::read(example_sheet().as_bytes())?;
            sheet.recipients(&sheet.matched(Kind::SuratPemberitahuan))?.recipients
        }
    };
    let settings = LayoutSettings::default();
    let mut all = std::fs::File::create(out.join("all.pdf"))?;
    print_file(&letter, &recipients, &settings, None, PrintedSides::Both, &mut all, &mut |_| {
        ControlFlow::Continue(())
    })?;
    letter.number.given = Some("000.3/145/416-023/2026".to_owned());
    for (name, paper) in
        [("ekspedisi.pdf", DispatchPaper::Landscape), ("ekspedisi-tegak.pdf", DispatchPaper::Portrait)]
    {
        let rows = recipients
            .iter()
            .enumerate()
            .map(|(index, recipient)| {
                dispatch_row(&for_recipient(&letter, recipient, index), None, recipient.count.as_deref())
            })
            .collect::<Result<_, _>>()?;
        let book = DispatchBook { office: dispatch_office(&letter.kop), id: letter.id.clone(), paper, rows };
        std::fs::write(out.join(name), dispatch_book(&book)?.pdf)?;
    }
    letter.addressees.list = recipients.into_iter().map(|recipient| recipient.addressee).collect();
    std::fs::write(out.join("list.pdf"), render(&letter, &settings, None)?.pdf)?;
    Ok(())
}
