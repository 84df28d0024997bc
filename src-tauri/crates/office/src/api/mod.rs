//! The typed requests and answers: the one language of every door (window, command line, devserver).
//!
//! A request is `{"ask": NAME, ...}`; its answer is `{"answer": NAME, "data": ...}` with the same name. Both are
//! exported to TypeScript and checked in, so that a drift between core and UI fails the tests. Answers
//! carry keys, times and numbers, never sentences: the desk makes the sentences. Only faults carry one, since
//! the command line must say the same (see `fault`).

mod letter;
mod merge;
mod printing;
mod request;
mod settings;
mod start;
mod template;
mod view;

pub use letter::*;
pub use merge::*;
pub use printing::*;
pub use request::*;
pub use settings::*;
pub use start::*;
pub use template::*;
pub use view::*;
