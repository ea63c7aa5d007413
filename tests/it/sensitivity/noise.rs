//! Chance between replications: its share, and indices without it.

use super::functions::{ISHIGAMI, ISHIGAMI_VARIANCE, ishigami};
use truceline::engine::{Draws, Lineage};
use truceline::experiment::sensitivity::{
    Morris, Replications, SobolIndices, morris, saltelli, sobol_indices, trajectories,
};

/// Standard deviation of chance.
const DEVIATION: f64 = 3.0;
const REPLICATIONS: usize = 4;

/// Outputs with chance: its own for each row, or common to all.
fn noisy(rows: &[Vec<f64>], replications: Replications, function: impl Fn(&[f64]) -> f64) -> Vec<Vec<Option<f64>>> {
    let draws = Draws::new(1, 77, 0);
    let chance = |row: usize, number: usize| {
        let row = if replications == Replications::Shared { 0 } else { row as u64 };
        DEVIATION * draws.open(Lineage(row), number as u32).normal()
    };
    let output = |(index, row): (usize, &Vec<f64>)| {
        (0..REPLICATIONS).map(|number| Some(function(row) + chance(index, number))).collect()
    };
    rows.iter().enumerate().map(output).collect()
}

fn indices(replications: Replications) -> SobolIndices {
    let design = saltelli(3, 4096, 1);
    sobol_indices(&design, &noisy(&design.rows, replications, ishigami), replications, 0.95, 1).unwrap()
}

#[test]
fn independent_chance_has_its_share_and_is_taken_out() {
    let found = indices(Replications::Independent);
    let noise = found.noise.unwrap();
    let (within, left) = (DEVIATION * DEVIATION, DEVIATION * DEVIATION / REPLICATIONS as f64);
    assert!((noise.within / within - 1.0).abs() < 0.03 && (noise.remaining / left - 1.0).abs() < 0.03, "{noise:?}");
    assert!((noise.between / ISHIGAMI_VARIANCE - 1.0).abs() < 0.03, "{noise:?}");
    assert!((noise.share - within / (within + ISHIGAMI_VARIANCE)).abs() < 0.01, "{noise:?}");
    for (factor, (first, total)) in found.factors.iter().zip(ISHIGAMI.0.iter().zip(ISHIGAMI.1)) {
        let whole = ISHIGAMI_VARIANCE + left;
        let corrected = factor.corrected.unwrap();
        assert!(
            (corrected.first.value - first).abs() < 0.03 && (corrected.total.value - total).abs() < 0.03,
            "{factor:?}"
        );
        assert!(corrected.first.interval.contains(*first) && corrected.total.interval.contains(total), "{factor:?}");
        // What the indices of the mean are instead: chance in the denominator, and in the numerator of the total.
        assert!((factor.first.value - first * ISHIGAMI_VARIANCE / whole).abs() < 0.03, "{factor:?}");
        assert!((factor.total.value - (total * ISHIGAMI_VARIANCE + left) / whole).abs() < 0.03, "{factor:?}");
    }
    // The correction is no formality: without it the third total index is off by more than the tolerance.
    assert!((found.factors[2].total.value - ISHIGAMI.1[2]).abs() > 0.08);
}

#[test]
fn shared_chance_cancels_between_rows() {
    let found = indices(Replications::Shared);
    let noise = found.noise.unwrap();
    assert!(noise.remaining < 1e-20, "chance common to all rows leaves nothing between them: {noise:?}");
    assert!((noise.between / ISHIGAMI_VARIANCE - 1.0).abs() < 0.01, "{noise:?}");
    assert!(noise.within > 0.0 && (noise.share - noise.within / (noise.within + noise.between)).abs() < 1e-12);
    for (factor, (first, total)) in found.factors.iter().zip(ISHIGAMI.0.iter().zip(ISHIGAMI.1)) {
        assert!((factor.first.value - first).abs() < 0.01 && (factor.total.value - total).abs() < 0.01, "{factor:?}");
        assert_eq!(factor.corrected, None);
    }
}

#[test]
fn outputs_of_nothing_but_chance_are_all_noise() {
    let design = saltelli(2, 1024, 1);
    let outputs = noisy(&design.rows, Replications::Independent, |_| 5.0);
    let found = sobol_indices(&design, &outputs, Replications::Independent, 0.95, 1).unwrap();
    assert!(found.noise.unwrap().share > 0.97, "{:?}", found.noise);
}

fn screened(replications: Replications) -> Morris {
    let design = trajectories(3, 500, 4, 1);
    let outputs = noisy(&design.rows, replications, |row| 10.0 * row[0]);
    morris(&design, &outputs, replications, 0.95, 1).unwrap()
}

#[test]
fn screening_names_the_effect_that_chance_alone_would_show() {
    let found = screened(Replications::Independent);
    let idle = found.factors[1].mu_star.value;
    assert!((found.noise_effect.unwrap() / idle - 1.0).abs() < 0.1, "{idle} {:?}", found.noise_effect);
    assert!(found.factors[0].mu_star.value > 3.0 * idle);
    let shared = screened(Replications::Shared);
    assert!(shared.factors[1].mu_star.value < 1e-12 && shared.noise_effect.unwrap() < 1e-9, "{shared:?}");
}
