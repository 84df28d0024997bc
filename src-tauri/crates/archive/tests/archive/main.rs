//! Tests of the archive through its doors. Each works in a folder of its own.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod common;
mod crash;
mod documents;
mod journal;
mod numbers;
mod ownership;
mod register;
mod running;
mod search;
mod tampering;
mod transactions;
mod versions;
mod windows;
