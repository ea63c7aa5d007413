//! Sensitivity: which factors move a measure, alone and together.
//!
//! | function | answers |
//! |---|---|
//! | [`trajectories`], [`morris`] | which factors matter at all, in few runs (screening) |
//! | [`saltelli`], [`sobol_indices`] | what share of the variance each factor causes, alone and with others |
//! | [`Noise`] | what share of the variance is chance between replications of one point |
//!
//! A design is rows of coordinates in the unit cube (a study turns them into values);
//! outputs are one list of replications a row, in the order of the rows.
//!
//! **Missing outputs.** A replication without a value is left out of the mean of its row. A row without any value takes
//! the whole block it belongs to with it (a trajectory, or the rows of one point of Sobol's sequence), because an
//! effect needs all of it; results say how many blocks are left, and too few are an error. Indices then are those of
//! runs in which the measure exists.

pub(in crate::experiment) mod bootstrap;
mod error;
mod estimate;
mod morris;
mod noise;
mod saltelli;
mod sobol_indices;

pub use error::SensitivityError;
pub use estimate::Estimate;
pub use morris::{Morris, MorrisDesign, MorrisEffect, TRAJECTORIES_LEAST, morris, trajectories};
pub use noise::{Noise, Replications};
pub use saltelli::{SaltelliDesign, saltelli};
pub use sobol_indices::{BLOCKS_LEAST, Corrected, FactorIndices, SobolIndices, sobol_indices};
