//! Posterior predictive runs: parameters drawn from a posterior, a seed for each draw, and what comes of them.

mod curves;
mod member;
mod quantity;
mod score;

pub use curves::{CurveKind, MemberCurves, curve_of_measure};
pub use member::{Curves, Ensemble, Member, Ran};
pub use quantity::quantity;
pub use score::{Predictive, Scored, score};
