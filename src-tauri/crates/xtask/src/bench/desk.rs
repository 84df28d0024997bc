//! What the desk asks of the core, over generated offices of 1,000, 10,000 and 100,000 usulan: the curve of each answer
//! beside what is asked of it.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::rounded;
use crate::program::{answer, built, cargo, of, run, target};

/// Sizes of the offices; what is asked holds for the last.
const SIZES: [usize; 3] = [1_000, 10_000, LARGEST];
/// Usulan of the largest office.
pub(super) const LARGEST: usize = 100_000;
/// Changed whenever `generate` makes another office or another version of its database, so that an old one is not measured.
const VERSION: u32 = 3;
/// The present of these offices.
pub(super) const NOW: &str = "2026-11-20T10:00:00+07:00";

/// Measures, each with its time at the largest size. Prints the curves.
pub(super) fn measure() -> Result<Value, String> {
    run(cargo().args(["build", "--release", "--package", "etalase-cli"]))?;
    let cli = built("release", "etalase-cli")?;
    let mut found = Vec::new();
    for size in SIZES {
        let office = office(&cli, size)?;
        let printed = answer(of(&cli).args(["bench", "desk", "--now", NOW, "--dir"]).arg(&office));
        let printed = printed.ok_or_else(|| format!("etalase-cli bench desk failed over {size} usulan"))?;
        let of_size = printed.lines().find_map(|line| serde_json::from_str::<Value>(line).ok());
        found.push(of_size.ok_or("etalase-cli bench desk printed no JSON")?);
    }
    let measures: Vec<Value> = curves(&found)?;
    for measure in &measures {
        let times = |key: &str| -> String {
            let times = measure[key].as_array().into_iter().flatten();
            let times: Vec<String> = times.map(|time| rounded(time.as_f64().unwrap_or_default())).collect();
            times.join(" / ")
        };
        println!(
            "desk, p95 at 1,000 / 10,000 / 100,000: {} ms (worked: {})  {}",
            times("curve"),
            times("worked"),
            measure["what"]
        );
    }
    Ok(json!({ "bench": "desk", "measures": measures }))
}

/// The office of a size, kept between runs; it appears under its name when it is whole.
pub(super) fn office(cli: &std::path::Path, size: usize) -> Result<PathBuf, String> {
    let folder = target()?.join("bench-desk");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let office = folder.join(format!("v{VERSION}-{size}"));
    if office.is_dir() {
        return Ok(office);
    }
    let unfinished = folder.join(format!("v{VERSION}-{size}.new"));
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).map_err(|error| format!("{}: {error}", unfinished.display()))?;
    }
    let size = size.to_string();
    run(of(cli).arg("generate").arg(&unfinished).args(["--usulan", &size, "--now", NOW]))?;
    fs::rename(&unfinished, &office).map_err(|error| format!("{}: {error}", office.display()))?;
    Ok(office)
}

/// Each question with its times by size. Its floor is what is asked; where nothing is, its time in the smallest office.
fn curves(found: &[Value]) -> Result<Vec<Value>, String> {
    let of_last = found.last().and_then(|last| last["measures"].as_array()).ok_or("no measures")?;
    let time = |measures: &Value, at: usize| measures["measures"][at]["p95"].as_f64();
    let mut curves = Vec::new();
    for (at, measure) in of_last.iter().enumerate() {
        let curve: Option<Vec<f64>> = found.iter().map(|measures| time(measures, at)).collect();
        let curve = curve.ok_or_else(|| format!("no time in {measure}"))?;
        let (first, last) = (curve.first().copied(), curve.last().copied());
        let (Some(first), Some(value)) = (first, last) else { return Err("no sizes".to_owned()) };
        let worked: Vec<Option<f64>> =
            found.iter().map(|measures| measures["measures"][at]["worked"].as_f64()).collect();
        let asked = measure["asked"].as_f64();
        let floor = asked.unwrap_or(first);
        let mut of_question = json!({ "what": measure["what"], "unit": "ms", "value": value, "floor": floor,
            "ratio": value / floor, "runs": measure["runs"], "curve": curve, "worked": worked });
        if asked.is_some() {
            of_question["asked"] = json!(1.0);
        }
        curves.push(of_question);
    }
    Ok(curves)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_judged_by_its_time_in_the_largest_office() {
        let of = |time: f64| {
            json!({ "measures": [
                { "what": "search", "p95": time, "asked": 20.0, "runs": 200 },
                { "what": "Meja", "p95": time, "asked": null, "runs": 200 },
            ] })
        };
        let curves = curves(&[of(2.0), of(5.0), of(10.0)]).expect("three sizes");
        assert_eq!(curves[0]["ratio"], 0.5, "10 ms of 20");
        assert_eq!(curves[0]["asked"], 1.0);
        assert_eq!(curves[1]["ratio"], 5.0, "five times what it takes in the smallest");
        assert_eq!(curves[1]["curve"], json!([2.0, 5.0, 10.0]));
        assert!(curves[1].get("asked").is_none(), "nothing is asked of it");
        assert!(super::curves(&[json!({})]).is_err(), "no measures");
    }
}
