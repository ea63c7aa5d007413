//! What must always hold, over many random worlds: conservation after every event, the same rules for every side,
//! nothing without hostility, the same run from the same seed, and draws that strangers do not shift.

mod broken;
mod determinism;
mod dice;
mod far_away;
mod faults;
mod ladder;
mod mirror;
mod parallel;
mod people;
mod random;
mod script;
mod snapshots;
mod statistics;
mod symmetry;
mod text;
mod zero;

pub use dice::Dice;
pub use parallel::in_parallel;
