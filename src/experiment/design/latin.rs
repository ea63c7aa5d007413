//! Latin hypercubes.

use super::{draws, shuffle};
use crate::engine::Lineage;

/// Most points: up to here a stratum and the place within it are exact together.
pub const LATIN_POINTS_LIMIT: usize = 1 << 20;

/// Order of the strata, then the place within each.
const PURPOSE: u32 = 0;

/// Points in the unit cube, each coordinate in the open interval (0, 1), such that every one of `points` equal strata
/// of every dimension holds exactly one. Shape: points × dimensions. More dimensions leave the earlier ones as they
/// are.
///
/// Formula: (order + place) / points, `order` a random order of 0..points and `place` uniform. Source: M. D. McKay,
/// R. J. Beckman and W. J. Conover, *A Comparison of Three Methods for Selecting Values of Input Variables*,
/// Technometrics 21 (1979).
///
/// # Panics
/// When there are more than [`LATIN_POINTS_LIMIT`] points.
#[must_use]
pub fn latin_hypercube(points: usize, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
    assert!(points <= LATIN_POINTS_LIMIT, "points: found {points}, expected at most {LATIN_POINTS_LIMIT}");
    let draws = draws(seed);
    let lineage = Lineage::of_text("design.latin_hypercube");
    let mut rows = vec![vec![0.0; dimensions]; points];
    for dimension in 0..dimensions {
        let mut stream = draws.open(lineage.child(dimension as u64), PURPOSE);
        let mut order: Vec<usize> = (0..points).collect();
        shuffle(&mut stream, &mut order);
        for (row, stratum) in rows.iter_mut().zip(order) {
            // 32 bits and half a step, so that neither the sum nor the quotient can round into the next stratum.
            let place = ((stream.raw() >> 32) as f64 + 0.5) / 4_294_967_296.0;
            row[dimension] = (stratum as f64 + place) / points as f64;
        }
    }
    rows
}
