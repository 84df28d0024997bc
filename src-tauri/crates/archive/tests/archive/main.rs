//! Tests of the archive through its doors. Each works in a folder of its own.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod common;
mod journal;
