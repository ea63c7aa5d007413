//! Runs as pure functions: one replication, and many.

pub mod calibration;
pub mod comparison;
pub mod conditional;
pub mod dates;
pub mod design;
pub mod facts;
pub mod predictive;
mod replication;
pub mod sensitivity;
pub mod snapshot;
pub mod statistics;
pub mod story;
pub mod study;
pub mod words;

pub use replication::{Replication, SEED_MAX, replicate, replicate_in, replicate_watched};
