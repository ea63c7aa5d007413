//! Truceline beside other simulators: the same work, interleaved in one run, as ratios.

#![warn(missing_docs)]

pub mod clock;
pub mod gates;
pub mod hold;
pub mod pairs;
pub mod phold;
pub mod python;
pub mod random;
pub mod report;
pub mod resident;
pub mod skirmish;
