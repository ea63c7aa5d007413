//! Truceline beside other simulators: the same work, interleaved in one run, as ratios.

#![warn(missing_docs)]

pub mod clock;
pub mod gates;
pub mod hold;
/// The program's own source: its feature would bring the whole command line along.
#[path = "../../../src/bench/large_pages.rs"]
pub mod large_pages;
pub mod pairs;
pub mod phold;
pub mod python;
pub mod random;
pub mod report;
pub mod resident;
pub mod skirmish;
