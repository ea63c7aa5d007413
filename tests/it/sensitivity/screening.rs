//! Morris's elementary effects.

use super::functions::{COEFFICIENTS, g_function, ishigami};
use super::outputs;
use truceline::experiment::sensitivity::{Morris, MorrisDesign, Replications, morris, trajectories};

fn effects(design: &MorrisDesign, function: impl Fn(&[f64]) -> f64) -> Morris {
    morris(design, &outputs(&design.rows, function), Replications::Independent, 0.95, 1).unwrap()
}

#[test]
fn of_a_linear_function_are_its_coefficients() {
    let coefficients = [3.0, -0.5, 0.0, 20.0];
    for (levels, seed) in [(2, 1), (4, 2), (8, 3)] {
        let design = trajectories(4, 10, levels, seed);
        let found = effects(&design, |row| row.iter().zip(coefficients).map(|(x, factor)| factor * x).sum());
        for (effect, expected) in found.factors.iter().zip(coefficients) {
            assert!((effect.mu - expected).abs() < 1e-12, "{effect:?}");
            assert!((effect.mu_star.value - expected.abs()).abs() < 1e-12 && effect.sigma < 1e-12, "{effect:?}");
            assert!(effect.mu_star.interval.half_width() < 1e-12, "{effect:?}");
        }
        assert_eq!((found.trajectories, found.incomplete_trajectories, found.noise_effect), (10, 0, None));
    }
}

#[test]
fn signs_cancel_in_mu_only() {
    // From level 0 to 2/3, or 1/3 to 1, a parabola around 1/2 falls or rises as much: effects ± 1/3.
    let design = trajectories(1, 400, 4, 1);
    let found = effects(&design, |row| (row[0] - 0.5) * (row[0] - 0.5)).factors[0];
    assert!((found.mu_star.value - 1.0 / 3.0).abs() < 1e-12 && found.mu.abs() < 0.06, "{found:?}");
    // A twin that forgets the direction of a step sees other effects: those of a linear function would cancel.
    let forgetful = |before: &[f64], after: &[f64]| (after[0] - before[0]) / design.step();
    let mean = design.rows.chunks(2).map(|pair| forgetful(&pair[0], &pair[1])).sum::<f64>() / 400.0;
    assert!(mean.abs() < 0.2, "{mean}: the coefficient is 1");
}

#[test]
fn of_ishigami_have_the_values_of_its_grid() {
    // The second factor goes between ±π and ±π/3: its effects are ± 7 · 3/4 · 3/2, and the interval of mu* has no
    // width.
    let found = effects(&trajectories(3, 4000, 4, 5), ishigami);
    let exact = exact_mu_star();
    for (effect, expected) in found.factors.iter().zip(exact) {
        assert!((effect.mu_star.value - expected).abs() < 0.05 * expected.max(1.0), "{effect:?} {expected}");
        let interval = effect.mu_star.interval;
        assert!(interval.low - 1e-9 < expected && expected < interval.high + 1e-9, "{effect:?} {expected}");
    }
}

/// The mean absolute effects of Ishigami's function over the whole grid of four levels.
fn exact_mu_star() -> [f64; 3] {
    let level = |index: usize| index as f64 / 3.0;
    let mut sums = [0.0; 3];
    for point in truceline::experiment::design::full_factorial(&[4, 4, 4]) {
        for factor in (0..3).filter(|&factor| point[factor] < 2) {
            let before: Vec<f64> = point.iter().map(|&index| level(index)).collect();
            let mut after = before.clone();
            after[factor] = level(point[factor] + 2);
            // 2 × 4 × 4 steps of each factor.
            sums[factor] += ((ishigami(&after) - ishigami(&before)) * 1.5).abs() / 32.0;
        }
    }
    sums
}

#[test]
fn the_g_function_is_ranked() {
    let found = effects(&trajectories(8, 100, 4, 1), g_function);
    let mu_star: Vec<f64> = found.factors.iter().map(|factor| factor.mu_star.value).collect();
    for (pair, coefficients) in mu_star.windows(2).zip(COEFFICIENTS.windows(2)) {
        assert!(pair[0] > pair[1] || coefficients[0] == coefficients[1], "{mu_star:?}");
    }
    assert!(found.factors[0].sigma > found.factors[7].sigma);
}

#[test]
fn trajectories_move_one_factor_at_a_time() {
    let design = trajectories(5, 200, 6, 1);
    assert_eq!((design.rows.len(), design.step()), (1200, 0.6));
    let mut levels = [0; 6];
    for trajectory in design.rows.chunks(6) {
        let mut moved = [false; 5];
        for pair in trajectory.windows(2) {
            let changed: Vec<usize> = (0..5).filter(|&factor| pair[0][factor] != pair[1][factor]).collect();
            assert_eq!(changed.len(), 1);
            assert!(((pair[0][changed[0]] - pair[1][changed[0]]).abs() - 0.6).abs() < 1e-12);
            assert!(!std::mem::replace(&mut moved[changed[0]], true), "each factor moves once");
        }
        trajectory.iter().flatten().for_each(|place| levels[(place * 5.0).round() as usize] += 1);
    }
    // 6,000 places on six levels, 1,000 each but for chance; those of a trajectory hang together.
    assert!(levels.iter().all(|&count: &i32| (count - 1000).abs() < 150), "{levels:?}");
    assert_eq!(design, trajectories(5, 200, 6, 1));
    assert_ne!(design, trajectories(5, 200, 6, 2));
}

#[test]
#[should_panic(expected = "even")]
fn odd_levels_are_refused() {
    let _ = trajectories(2, 3, 5, 1);
}
