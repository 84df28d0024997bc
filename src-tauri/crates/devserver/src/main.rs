//! Development and test only: the same office behind a loopback address, for browser tests.
fn main() {}
