//! Two variants of a scenario, replication by replication with the same draws (common random numbers): where each pair
//! parts, and what the difference comes to.
//!
//! Draws are keyed by causal lineage, so whatever the edit does not reach happens in both runs alike; the difference
//! then varies less than that of independent runs, and fewer runs tell as much.

mod branched;
mod correspondence;
mod curves;
mod pair;
mod parting;
mod statistics;
mod summary;
mod variants;

pub use curves::{CURVE_METRICS, CurveComparison, FanCurves, Grid};
pub use pair::{Half, Pair};
pub use parting::{Arm, Fork, Parting, fork};
pub use statistics::Paired;
pub use summary::{MeasureDifference, Summary, summarise};
pub use variants::{CommonMeasure, CommonSide, Incompatible, Variants};
