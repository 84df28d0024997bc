//! The office at work: requests, answers, use cases, accounts and errors. What every door calls.

pub mod api;
pub mod delivered;
pub mod fault;
pub mod state;
pub mod views;
pub mod words;
