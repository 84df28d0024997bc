//! `cargo xtask bench`: how long the product takes, each beside a floor that is measured in the same run on the same
//! machine. A number alone says nothing; its ratio to what cannot be done without does.
//!
//! Every benchmark is one JSON object on one line, and after it a line to read:
//!
//! ```text
//! {"bench": NAME, "measures": [{"what": …, "unit": …, "value": N, "floor": N, "ratio": N}, …], …}
//! ```

mod desk;
mod keys;
mod letters;
mod syncs;
mod window;

use serde_json::{Value, json};

use crate::program::{Done, answer, built, cargo, of, run, target};

/// All benchmarks, in the order of a run without a name.
pub(crate) const ALL: [&str; 5] = ["letter", "letters", "act", "desk", "window"];

pub(crate) fn bench(names: &[&str]) -> Done {
    for name in names {
        let found = match *name {
            "window" => window::measure()?,
            "letters" => letters::measure()?,
            "desk" => desk::measure()?,
            // What has no window is the product's own benchmark; it runs in the product's own command line.
            name => of_the_command_line(name)?,
        };
        println!("{found}");
        println!("{}", line(&found)?);
    }
    Ok(())
}

fn of_the_command_line(name: &str) -> Result<Value, String> {
    run(cargo().args(["build", "--release", "--package", "etalase-cli"]))?;
    let (cli, folder) = (built("release", "etalase-cli")?, target()?);
    // It measures in the folder in which it starts: on the disk, where a temporary folder may not be.
    let output =
        answer(of(&cli).args(["bench", name]).current_dir(&folder).stderr(std::process::Stdio::inherit()))
            .ok_or_else(|| format!("etalase-cli bench {name} failed"))?;
    let found = output.lines().find_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut found = found.ok_or_else(|| format!("etalase-cli bench {name} printed no JSON"))?;
    if name == "act"
        && let Some(measures) = found["measures"].as_array_mut()
    {
        let acts = measures.first().and_then(|measure| measure["runs"].as_f64());
        let acts = acts.ok_or("etalase-cli bench act does not say how many acts it ran")?;
        measures.push(syncs::measure(&cli, &folder, acts)?);
    }
    Ok(found)
}

/// A benchmark in words: `window: first paint 412 ms, 1.35 × its floor of 305 ms; …`.
fn line(found: &Value) -> Result<String, String> {
    let name = found["bench"].as_str().unwrap_or("bench");
    let measures = found["measures"].as_array().filter(|measures| !measures.is_empty());
    let words = |measure: &Value| {
        let (what, unit) = (measure["what"].as_str()?, measure["unit"].as_str()?);
        let number = |key: &str| measure[key].as_f64();
        let (value, floor, ratio) = (number("value")?, number("floor")?, number("ratio")?);
        let likely = number("low").zip(number("high"));
        let likely = likely.map(|(low, high)| format!(" (95 %: {low:.2} to {high:.2})")).unwrap_or_default();
        let asked = number("asked").map(|asked| format!(" (asked: {asked})")).unwrap_or_default();
        let (value, floor) = (rounded(value), rounded(floor));
        Some(format!("{what} {value} {unit}, {ratio:.2} × its floor of {floor} {unit}{likely}{asked}"))
    };
    let words: Option<Vec<String>> = measures.into_iter().flatten().map(words).collect();
    match words {
        Some(words) if !words.is_empty() => Ok(format!("{name}: {}", words.join("; "))),
        Some(_) | None => Err(format!("{name} measured nothing: {found}")),
    }
}

/// Three significant digits are all that a run of minutes can tell.
fn rounded(number: f64) -> String {
    match number.abs() {
        size if size >= 100.0 => format!("{number:.0}"),
        size if size >= 10.0 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

/// One measure: medians of the product and of its floor, and their ratio.
fn measured(what: &str, unit: &str, values: &mut [f64], floors: &mut [f64]) -> Value {
    let (value, floor) = (median(values), median(floors));
    json!({ "what": what, "unit": unit, "value": value, "floor": floor, "ratio": value / floor, "runs": values.len() })
}

/// Resamples from which the interval of a ratio is read.
const RESAMPLES: usize = 4_000;

/// As [`measured`], of pairs taken in turn, with the 95 % interval of the ratio of the medians: pairs are drawn again and
/// again from those measured (bootstrap), and the middle 95 of 100 ratios are kept. The draws are the same every time.
fn measured_in_pairs(what: &str, unit: &str, values: &mut [f64], floors: &mut [f64], asked: f64) -> Value {
    let (low, high) = interval(values, floors);
    let mut measure = measured(what, unit, values, floors);
    (measure["low"], measure["high"], measure["asked"]) = (json!(low), json!(high), json!(asked));
    measure
}

/// Where the ratio of the medians lies with 95 % confidence.
fn interval(values: &[f64], floors: &[f64]) -> (f64, f64) {
    let pairs: Vec<(f64, f64)> = values.iter().copied().zip(floors.iter().copied()).collect();
    if pairs.is_empty() {
        return (0.0, 0.0);
    }
    // SplitMix64.
    let mut state = 1_u64;
    let mut draw = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        pairs[((z ^ (z >> 31)) % pairs.len() as u64) as usize]
    };
    let mut ratios: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let (mut values, mut floors): (Vec<f64>, Vec<f64>) = (0..pairs.len()).map(|_| draw()).unzip();
            median(&mut values) / median(&mut floors)
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    (ratios[RESAMPLES / 40], ratios[RESAMPLES - 1 - RESAMPLES / 40])
}

/// The middle of what was measured; of an even number, the mean of the two in the middle. 0 for nothing.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values {
        [] => 0.0,
        values if values.len() % 2 == 1 => values[middle],
        values => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle() {
        assert_eq!(median(&mut []).to_string(), "0", "nothing");
        assert_eq!(median(&mut [3.0, 1.0, 2.0]).to_string(), "2", "the middle one");
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 1000.0]).to_string(), "3", "one slow run does not move it");
    }

    #[test]
    fn the_interval_of_a_ratio_holds_it_and_is_as_wide_as_the_pairs_differ() {
        let floors: Vec<f64> = (0..20).map(|at| 300.0 + f64::from(at)).collect();
        let values: Vec<f64> = (0..20).map(|at| 375.0 + f64::from(at)).collect();
        let (low, high) = interval(&values, &floors);
        assert!(low < 1.242 && 1.242 < high && high - low < 0.02, "{low} to {high} around 384.5 / 309.5");
        assert_eq!(interval(&[2.0; 20], &[1.0; 20]), (2.0, 2.0), "no doubt where all are alike");
        let restless: Vec<f64> = (0..20).map(|at| if at % 2 == 0 { 300.0 } else { 500.0 }).collect();
        let (low, high) = interval(&restless, &floors);
        assert!(high - low > 0.3, "{low} to {high} where they differ");
        let told = measured_in_pairs("paint", "ms", &mut [2.0; 20], &mut [1.0; 20], 1.25);
        let told = line(&json!({ "bench": "window", "measures": [told] }));
        let expected =
            "window: paint 2.00 ms, 2.00 × its floor of 1.00 ms (95 %: 2.00 to 2.00) (asked: 1.25)";
        assert_eq!(told.as_deref(), Ok(expected));
    }

    #[test]
    fn a_benchmark_is_told_in_words() {
        let paint = measured("first paint", "ms", &mut [412.0, 400.0, 500.0], &mut [300.0, 305.0, 310.0]);
        let memory = measured("memory", "MiB", &mut [12.0], &mut [8.0]);
        let found = json!({ "bench": "window", "measures": [paint, memory] });
        let expected = "window: first paint 412 ms, 1.35 × its floor of 305 ms; \
                        memory 12.0 MiB, 1.50 × its floor of 8.00 MiB";
        assert_eq!(line(&found).as_deref(), Ok(expected), "value, ratio and floor");
    }

    #[test]
    fn a_benchmark_without_a_floor_is_none() {
        assert!(line(&json!({ "bench": "letter", "measures": [] })).is_err(), "nothing was measured");
        let alone = json!({ "bench": "letter", "measures": [{ "what": "a", "unit": "ms", "value": 1.0 }] });
        assert!(line(&alone).is_err(), "a number alone says nothing");
    }
}
