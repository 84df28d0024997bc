//! The same office without a window, for automation and for checks from outside.
fn main() {}
