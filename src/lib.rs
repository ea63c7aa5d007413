//! Truceline: a seeded discrete-event simulator of how a small border incident escalates, spreads, drives people from
//! their homes, and is stopped, or not, by ceasefire attempts.
//!
//! Layers, each of which may use only those before it: [`engine`] (time, pending events, keyed draws, samplers),
//! [`model`] (the conflict), [`scenario`] (files), [`experiment`] (many runs), with the feature `files` `store`
//! (directories) and `report` (pictures and tables), and with the feature `cli` `bench` (workloads whose time is measured)
//! and `cli` (commands).

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod engine;
pub mod experiment;
pub mod model;
pub mod scenario;

/// Hash of the sources and of the compiler that this was built with, 16 hexadecimal digits: programs that share the shards
/// of a study compare it. No result holds it.
pub const BUILD: &str = env!("TRUCELINE_BUILD");

#[cfg(feature = "cli")]
pub mod bench;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "files")]
pub mod report;
#[cfg(feature = "files")]
pub mod store;
