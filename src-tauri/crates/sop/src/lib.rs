//! The procedure: definition, working time, usulan, events. Pure: no clock, file, database or environment.
pub mod act;
pub mod calendar;
pub mod decide;
pub mod definition;
pub mod dossier;
pub mod event;
pub mod lint;
pub mod measure;
pub mod people;
pub mod record;
pub mod rejection;
pub mod sha256;
pub mod usulan;
