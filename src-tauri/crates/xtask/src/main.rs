//! The project's own commands: run, test, types, tidy, bench.
fn main() {}
