//! Draws the sheet of a definition: `sop_sheet OUT.pdf [FILE]`.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("sop_sheet OUT.pdf [FILE]")?;
    let definition = match args.next() {
        Some(file) => sop::definition::Definition::parse(&std::fs::read_to_string(file)?)?,
        None => sop::definition::Definition::delivered()?,
    };
    std::fs::write(out, letters::sop_sheet(&definition, None, &letters::LayoutSettings::default())?.pdf)?;
    Ok(())
}
