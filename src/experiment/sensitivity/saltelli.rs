//! The design behind Sobol's indices.

use crate::experiment::design::{SOBOL_DIMENSIONS_LIMIT, sobol};

/// Rows that give first and total indices.
#[derive(Clone, Debug, PartialEq)]
pub struct SaltelliDesign {
    /// How many factors, k.
    pub factors: usize,
    /// How many points of Sobol's sequence, N: each gives a block of k + 2 rows.
    pub points: usize,
    /// Rows in the unit cube, shape N (k + 2) × k. A block is: A; for each factor A with the coordinate of that factor
    /// from B; B.
    pub rows: Vec<Vec<f64>>,
}

impl SaltelliDesign {
    /// Rows in a block.
    #[must_use]
    pub fn block_rows(&self) -> usize {
        self.factors + 2
    }
}

/// The design for so many factors (1..=128) and points (up to 65,536; take a power of 2). The first half of the
/// coordinates of a scrambled Sobol sequence is A, the second B.
///
/// Source: A. Saltelli and others, *Variance Based Sensitivity Analysis of Model Output*, Computer Physics
/// Communications 181 (2010), the design A, B, A_B. Rows are in the order of the Python package SALib without
/// second-order indices.
///
/// # Panics
/// When there are no factors, or more factors or points than the limits.
#[must_use]
pub fn saltelli(factors: usize, points: usize, seed: u64) -> SaltelliDesign {
    let limit = SOBOL_DIMENSIONS_LIMIT / 2;
    assert!((1..=limit).contains(&factors), "factors: found {factors}, expected 1..={limit}");
    let mut rows = Vec::with_capacity(points * (factors + 2));
    for point in sobol(points, 2 * factors, Some(seed)) {
        let (first, second) = point.split_at(factors);
        rows.push(first.to_vec());
        for factor in 0..factors {
            let mut mixed = first.to_vec();
            mixed[factor] = second[factor];
            rows.push(mixed);
        }
        rows.push(second.to_vec());
    }
    SaltelliDesign { factors, points, rows }
}
