//! Truceline for the browser: the engine behind a small interface that JavaScript can call.
//!
//! The page sends the name of a question and its arguments as JSON, and gets JSON back, with large numeric data beside it as
//! 64-bit floats ([`abi`]). Scenarios, runs and ensembles live in a [`Session`] and are named by numbers. Nothing here changes
//! a result: a run has the digest that the command line prints.

#![warn(missing_docs)]

pub mod abi;
mod answer;
mod arguments;
mod describe;
mod ensemble;
mod error;
mod kept;
mod log;
mod nobody;
mod plan;
mod play;
mod session;
mod state;
mod underway;
mod version;
mod view;
mod why;

pub use error::LabError;
pub use session::{Reply, Session};
