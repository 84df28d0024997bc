//! Renders the example of a kind, or plain data from a file: `letter KIND OUT.pdf [DATA.json|-] [SETTINGS.json]`;
//! `letter KIND --example` prints the data.

use std::io::Write;

use letters::{Kind, LayoutSettings, NaskahData, example, render};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [kind, out, rest @ ..] = args.as_slice() else {
        return Err("letter KIND OUT.pdf [DATA.json|-] [SETTINGS.json]".into());
    };
    let kind: Kind = kind.parse()?;
    if out == "--example" {
        let text = serde_json::to_string_pretty(&example(kind))?;
        return Ok(writeln!(std::io::stdout(), "{text}")?);
    }
    let data = match rest.first().filter(|path| path.as_str() != "-") {
        Some(path) => NaskahData::from_json(&std::fs::read_to_string(path)?)?,
        None => example(kind),
    };
    let settings = match rest.get(1) {
        Some(path) => LayoutSettings::from_json(&std::fs::read_to_string(path)?)?,
        None => LayoutSettings::default(),
    };
    let rendered = render(&data, &settings, None)?;
    std::fs::write(out, &rendered.pdf)?;
    Ok(())
}
