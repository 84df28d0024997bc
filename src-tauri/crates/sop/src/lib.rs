//! The procedure: definition, working time, usulan, events. Pure: no clock, file, database or environment.
pub mod act;
pub mod calendar;
pub mod definition;
pub mod event;
pub mod lint;
pub mod people;
pub mod record;
pub mod sha256;
