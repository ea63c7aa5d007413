//! Designs: pure generators of the points at which a study runs, in the unit cube or as indices of levels, and the
//! mapping from there to values of factors.
//!
//! A design is a function of its sizes and its seed only, the same bits everywhere. Its draws are keyed by
//! [`DESIGN_VERSION`] instead of the result version, so that a change of the model moves no design.

mod factorial;
mod latin;
mod shuffle;
mod sobol;

pub use factorial::{full_factorial, full_factorial_size};
pub use latin::{LATIN_POINTS_LIMIT, latin_hypercube};
pub(crate) use shuffle::{below, shuffle};
pub use sobol::{SOBOL_DIMENSIONS_LIMIT, SOBOL_POINTS_LIMIT, sobol};

use crate::engine::Draws;

/// Version of the designs; raised when the points of some seed change.
pub const DESIGN_VERSION: u32 = 1;

/// The draws of a design.
pub(crate) fn draws(seed: u64) -> Draws {
    Draws::new(DESIGN_VERSION, seed, 0)
}
