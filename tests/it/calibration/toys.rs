//! The method against posteriors that are known exactly.

use truceline::engine::{Draws, Lineage, samplers};
use truceline::experiment::calibration::{Particle, Population, propose_first};
use truceline::experiment::statistics::weighted_quantile;

const SIGMA: f64 = 0.15;

/// One normal observation of a number that is uniform before: simulated from a stream of its own.
fn observe(theta: f64, trial: u64, generation: u64, number: u64) -> f64 {
    let lineage = Lineage::of_text("toy").child(trial).child(generation).child(number);
    theta + SIGMA * Draws::new(1, 5, 0).open(lineage, 0).normal()
}

/// Population Monte Carlo as a calibration does it: a first generation of all, then newcomers for those not kept.
fn posterior(trial: u64, observed: f64, particles: u64, generations: u64) -> Population {
    let keep = (particles / 2) as usize;
    let mut population: Option<Population> = None;
    for generation in 0..generations {
        let newcomers = population.as_ref().map_or(particles, |_| particles / 2);
        let born = |number: u64| {
            let place = match &population {
                None => propose_first(trial, number, 1),
                Some(population) => population.propose(trial, generation, number),
            };
            let weight = population.as_ref().map_or(1.0, |population| 1.0 / population.density(&place));
            let distance = (observe(place[0], trial, generation, number) - observed).abs();
            Particle { generation, number, place, distance, weight }
        };
        let born: Vec<Particle> = (0..newcomers).map(born).collect();
        population = Population::of(population.as_ref(), born, keep);
    }
    population.unwrap()
}

fn coordinates(population: &Population) -> (Vec<f64>, Vec<f64>) {
    let place = |particle: &Particle| particle.place[0];
    (population.particles.iter().map(place).collect(), population.particles.iter().map(|one| one.weight).collect())
}

#[test]
fn ranks_of_the_truth_are_uniform_over_200_trials() {
    const TRIALS: u64 = 200;
    const BINS: usize = 10;
    let mut counts = [0_u32; BINS];
    for trial in 0..TRIALS {
        let lineage = Lineage::of_text("truth").child(trial);
        let truth = Draws::new(1, 6, 0).open(lineage, 0).unit();
        let population = posterior(trial, observe(truth, trial, 1 << 40, 0), 400, 6);
        let (places, weights) = coordinates(&population);
        let below: f64 =
            places.iter().zip(&weights).filter(|(place, _)| **place < truth).map(|(_, weight)| weight).sum();
        let rank = below / weights.iter().sum::<f64>();
        counts[((rank * BINS as f64) as usize).min(BINS - 1)] += 1;
    }
    let expected = TRIALS as f64 / BINS as f64;
    let chi = chi_squared(&counts, expected);
    println!("ranks {counts:?}, chi-squared {chi:.1} with 9 degrees of freedom");
    // 99.9 % of chi-squared with nine degrees of freedom.
    assert!(chi < 27.88, "ranks {counts:?}: chi-squared {chi}");
    // A twin whose posteriors are a third as wide is far from uniform.
    let narrow = twin_counts(TRIALS, BINS);
    let chi = chi_squared(&narrow, expected);
    assert!(chi > 27.88, "a posterior a third as wide is found: {narrow:?}, chi-squared {chi}");
}

fn chi_squared(counts: &[u32], expected: f64) -> f64 {
    let off = |count: &u32| f64::from(*count) - expected;
    counts.iter().map(|count| off(count) * off(count) / expected).sum()
}

/// Ranks in posteriors shrunk to a third of their width around their mean.
fn twin_counts(trials: u64, bins: usize) -> Vec<u32> {
    let mut counts = vec![0; bins];
    for trial in 0..trials {
        let truth = Draws::new(1, 6, 0).open(Lineage::of_text("truth").child(trial), 0).unit();
        let (places, weights) = coordinates(&posterior(trial, observe(truth, trial, 1 << 40, 0), 400, 6));
        let total: f64 = weights.iter().sum();
        let mean = places.iter().zip(&weights).map(|(place, weight)| place * weight).sum::<f64>() / total;
        let below = |(place, _): &(&f64, &f64)| mean + (**place - mean) / 3.0 < truth;
        let rank = places.iter().zip(&weights).filter(below).map(|(_, weight)| weight).sum::<f64>() / total;
        counts[((rank * bins as f64) as usize).min(bins - 1)] += 1;
    }
    counts
}

#[test]
fn the_posterior_of_a_normal_observation_comes_out() {
    // Far from the walls the posterior is normal with the standard deviation of the observation.
    let population = posterior(1_000, 0.5, 4_000, 10);
    let (places, weights) = coordinates(&population);
    for (share, tolerance) in [(0.05, 0.03), (0.25, 0.02), (0.5, 0.02), (0.75, 0.02), (0.95, 0.03)] {
        let expected = 0.5 + SIGMA * samplers::normal(share);
        let found = weighted_quantile(&places, &weights, share);
        assert!((found - expected).abs() < tolerance, "quantile {share}: found {found}, expected {expected}");
    }
    assert!(population.tolerance < 0.05, "tolerance {}", population.tolerance);
    let effective = population.effective_size();
    assert!(effective > 1_000.0 && effective <= 2_000.0, "effective size {effective} of 2,000");
}
