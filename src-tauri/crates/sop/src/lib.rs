//! The procedure: definition, working time, usulan, events. Pure: no clock, file, database or environment.
pub mod calendar;
pub mod sha256;
