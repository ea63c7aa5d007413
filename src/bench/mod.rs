//! Workloads whose time is measured: the engine alone (PHOLD, the hold model, a queue), the shipped scenarios, and a
//! large invented border.
//!
//! A workload starts every repeat from the same state, made outside of the time, and gives a digest of what it did: so
//! repeats are checked against each other, and two machines can prove that they did the same work. Clocks and memory are
//! read here; they never reach a result.

mod border;
mod catalogue;
mod hold;
mod large_pages;
mod machine;
mod measure;
mod memory;
mod phold;
mod queue;
mod scenarios;
mod split_mix;
mod spread;
mod workload;

pub use border::SyntheticBorder;
pub use catalogue::{Scale, catalogue};
pub use hold::Hold;
pub use large_pages::{LARGE_PAGES_FROM, ask_for_large_pages};
pub use machine::{Cache, Machine};
pub use measure::{BenchError, Measured, PerEvent, measure};
pub use memory::{Memory, large_page_bytes, memory};
pub use phold::{DrawsOf, Phold};
pub use queue::{Queue, QueueLengths};
pub use scenarios::shipped;
pub use split_mix::SplitMix64;
pub use spread::{SPREADS, Spread};
pub use workload::{Check, Done, Group, Ready, Timed, Workload};
