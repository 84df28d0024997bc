//! Agenda, Laporan and "Masih di luar" without the kept lines: the long way round, for tests alone.

pub(crate) mod agenda;
pub(crate) mod report;
