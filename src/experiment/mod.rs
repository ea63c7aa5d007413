//! Runs as pure functions: one replication, and many.

mod replication;

pub use replication::{Replication, SEED_MAX, replicate, replicate_watched};
