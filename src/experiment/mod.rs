//! Runs as pure functions: one replication, and many.

pub mod comparison;
mod replication;
pub mod snapshot;

pub use replication::{Replication, SEED_MAX, replicate, replicate_watched};
