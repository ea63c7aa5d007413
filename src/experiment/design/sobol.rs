//! Sobol's sequence.

use sobol_burley::parts::{owen_scramble_rev, sobol_rev};

use super::draws;
use crate::engine::Lineage;

/// Most points, a limit of the tables of direction numbers.
pub const SOBOL_POINTS_LIMIT: usize = 1 << 16;

/// Most dimensions, a limit of the tables of direction numbers.
pub const SOBOL_DIMENSIONS_LIMIT: usize = sobol_burley::NUM_DIMENSIONS as usize;

const PURPOSE: u32 = 0;

/// The first points of Sobol's sequence in the unit cube, in the order of Gray's code, from the origin on. Shape:
/// points × dimensions; more of either leave the earlier ones as they are. The first 2^m points put equally many into
/// every dyadic interval of every dimension, down to one each in 2^m: take powers of 2.
///
/// Without `scrambling`, coordinates lie in 0..1 without 1, are multiples of 2^-16, and the first point is the origin.
/// With a seed, the digits of each coordinate are permuted, each permutation depending on the higher digits, which
/// keeps the balance, and coordinates lie in the open interval (0, 1): 32 bits and half a step.
///
/// Source: direction numbers of S. Joe and F. Y. Kuo, *Constructing Sobol Sequences with Better Two-Dimensional
/// Projections*, SIAM Journal on Scientific Computing 30 (2008); order of I. A. Antonov and V. M. Saleev (1979);
/// scrambling of A. B. Owen (1995) by a hash, after B. Burley, *Practical Hash-based Owen Scrambling*, Journal of
/// Computer Graphics Techniques 9 (2020), with the constants of the crate `sobol_burley`.
///
/// # Panics
/// When there are more than [`SOBOL_POINTS_LIMIT`] points or [`SOBOL_DIMENSIONS_LIMIT`] dimensions.
#[must_use]
pub fn sobol(points: usize, dimensions: usize, scrambling: Option<u64>) -> Vec<Vec<f64>> {
    assert!(points <= SOBOL_POINTS_LIMIT, "points: found {points}, expected at most {SOBOL_POINTS_LIMIT}");
    assert!(
        dimensions <= SOBOL_DIMENSIONS_LIMIT,
        "dimensions: found {dimensions}, expected at most {SOBOL_DIMENSIONS_LIMIT}"
    );
    let keys = scrambling.map(|seed| scramble_keys(dimensions, seed));
    let coordinate = |index: u32, dimension: usize| {
        let digits = sobol_rev(index.reverse_bits(), dimension as u32);
        match &keys {
            None => f64::from(digits.reverse_bits()) / 4_294_967_296.0,
            Some(keys) => {
                (f64::from(owen_scramble_rev(digits, keys[dimension]).reverse_bits()) + 0.5) / 4_294_967_296.0
            }
        }
    };
    (0..points as u32)
        .map(|number| {
            let index = number ^ (number >> 1);
            (0..dimensions).map(|dimension| coordinate(index, dimension)).collect()
        })
        .collect()
}

/// One well mixed number a dimension.
fn scramble_keys(dimensions: usize, seed: u64) -> Vec<u32> {
    let draws = draws(seed);
    let lineage = Lineage::of_text("design.sobol");
    (0..dimensions).map(|dimension| (draws.open(lineage.child(dimension as u64), PURPOSE).raw() >> 32) as u32).collect()
}
