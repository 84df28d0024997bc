//! `cargo xtask sheets`: every page of every golden naskah as a small picture, to be looked at as one looks at letters.

use crate::program::{Done, cargo, run};

/// Where the sheets are kept.
const FOLDER: &str = "docs/gambar/naskah";

/// Draws the sheets anew.
pub(crate) fn draw() -> Done {
    run(cargo().args(["run", "--quiet", "--package", "letters", "--example", "sheets", "--", FOLDER]))
}
