//! The office at work: requests, answers, use cases, accounts and errors. What every door calls.
//!
//! An [`Entrance`] is a door of the application, with an office behind it or none yet; a [`Desk`] is one door's session on
//! an open office. Its answers are made in three layers: requests are
//! checked against the account here, acts are decided by `sop` inside one write transaction of `archive`
//! (`store`), and views are pure functions of usulan and settings (`views`). Letters are rendered and synced
//! before the transaction that issues them (`letter_ops`).

pub mod api;
mod books;
pub mod delivered;
pub mod demo;
mod desk;
mod documents;
mod dropped;
mod entrance;
pub mod fault;
mod founding;
pub mod generate;
mod jobs;
mod journal;
mod letter_ops;
mod letters_desk;
mod merge_ops;
mod numbers;
mod preferences;
mod printing;
mod recipients;
mod register;
pub mod running;
pub mod sample;
mod settings_ops;
mod sop_ops;
mod start_answers;
pub mod state;
mod store;
mod template_ops;
pub mod verification;
pub mod views;
pub mod words;

pub use desk::{Desk, Image};
pub use dropped::Point;
pub use entrance::{Entrance, Places};
pub use fault::Fault;
pub use founding::create_office;
