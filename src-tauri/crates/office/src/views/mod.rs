//! What the desk shows, made from usulan and settings. Pure functions: no archive, no clock.

pub mod agenda;
pub mod desk;
pub mod report;
pub mod row;
pub mod sop_text;
pub mod standing;
pub mod susulan;
pub mod usulan;
