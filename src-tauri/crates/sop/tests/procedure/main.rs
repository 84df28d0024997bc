//! The procedure from outside: acts go in, events and states come out (PROCEDURE sections 1 to 4).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod common;
mod day;
mod ends;
mod fixtures;
mod lanes;
mod mending;
mod naskah;
mod people;
mod properties;
mod times;
