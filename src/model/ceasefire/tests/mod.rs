//! Closed forms and rules of ceasefires. The wrong programs that they were seen to catch: a changed hazard ratio that
//! forgets what has passed, no frailty, a whole that falls at its first breach, sectors bound after the fall, armed acts
//! that do not restart the clock of holding.

mod course;
mod life;

use std::sync::Arc;

use super::trial::Trial;
use crate::model::setup::Setup;

const RUNS: u64 = 2_000;

/// Share of runs in which something holds.
pub(super) fn share(setup: Setup, holds: impl Fn(&mut Trial) -> bool) -> f64 {
    let setup = Arc::new(setup);
    let count = (0..RUNS).filter(|&replication| holds(&mut Trial::begin(&setup, replication))).count();
    count as f64 / RUNS as f64
}

/// Asserts that a share of the runs agrees with its expectation within four standard errors.
pub(super) fn assert_share(found: f64, expected: f64) {
    let error = (expected * (1.0 - expected) / RUNS as f64).sqrt();
    assert!((found - expected).abs() < 4.0 * error, "found {found}, expected {expected} ± {error}");
}
