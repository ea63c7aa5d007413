//! Posterior predictive runs: parameters drawn from a posterior, a seed for each draw, and what comes of them.

mod curves;
mod member;
mod score;

pub use curves::{CurveKind, MemberCurves, curve_of_measure};
pub use member::{Ensemble, Member, Ran};
pub use score::{Predictive, Scored, score};
