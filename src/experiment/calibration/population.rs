//! Populations of particles in the unit cube, and how one follows from another: approximate Bayesian computation by
//! population Monte Carlo with an adaptive tolerance.
//!
//! Source: M. Lenormand, F. Jabot and G. Deffuant, *Adaptive approximate Bayesian computation for complex models*,
//! Computational Statistics 28 (2013), with the kernel of M. A. Beaumont, J.-M. Cornuet, J.-M. Marin and C. P. Robert,
//! *Adaptive approximate Bayesian computation*, Biometrika 96 (2009), cut at the walls of the cube. The prior is uniform
//! on the cube: a coordinate is the prior probability of smaller values.

use crate::engine::{Draws, Lineage, samplers};

/// Version of the method; raised when the particles of some seed, or what is kept of them, change.
pub const CALIBRATION_VERSION: u32 = 1;
/// Draws of a proposal: parent, then one a coordinate.
const PROPOSAL: u32 = 0;
/// Draws of a sample from a population.
const SAMPLE: u32 = 1;
/// Least standard deviation of the kernel: a population that has shrunk to a point still moves.
const KERNEL_LEAST: f64 = 1e-4;

/// A point of the cube that was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Particle {
    /// Generation in which it was born, from 0.
    pub generation: u64,
    /// Number in that generation.
    pub number: u64,
    /// Coordinates, each between 0 and 1.
    pub place: Vec<f64>,
    /// Distance of its runs from what is documented, 0 or more; infinite when it was given up.
    pub distance: f64,
    /// Importance weight: prior density over the density of proposals, above 0.
    pub weight: f64,
}

/// The particles that are kept, nearest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// Particles, at least one.
    pub particles: Vec<Particle>,
    /// Largest distance among them.
    pub tolerance: f64,
    /// Share of the newcomers of this generation that are among them.
    pub acceptance: f64,
    /// Standard deviation of the kernel by coordinate.
    kernel: Vec<f64>,
}

impl Population {
    /// The `keep` nearest of an earlier population and of newcomers; None when no distance is finite. Ties fall to the
    /// earlier one.
    pub fn of(previous: Option<&Population>, newcomers: Vec<Particle>, keep: usize) -> Option<Population> {
        let count = newcomers.len();
        let generation = newcomers.first().map(|particle| particle.generation);
        let mut particles: Vec<Particle> = previous.map(|old| old.particles.clone()).unwrap_or_default();
        particles.extend(newcomers.into_iter().filter(|particle| particle.distance.is_finite()));
        particles.sort_by(|one, other| {
            let key = |particle: &Particle| (particle.generation, particle.number);
            one.distance.total_cmp(&other.distance).then(key(one).cmp(&key(other)))
        });
        particles.truncate(keep);
        let tolerance = particles.last()?.distance;
        let new = particles.iter().filter(|particle| Some(particle.generation) == generation).count();
        let kernel = kernel(&particles);
        Some(Population { particles, tolerance, acceptance: new as f64 / count.max(1) as f64, kernel })
    }

    /// Coordinates of a proposal: a particle drawn by weight, moved by the kernel.
    pub fn propose(&self, seed: u64, generation: u64, number: u64) -> Vec<f64> {
        let mut stream = draws(seed).open(lineage(generation, number), PROPOSAL);
        let parent = &self.particles[stream.weighted(&self.weights()).expect("weights are positive")];
        let moved =
            parent.place.iter().zip(&self.kernel).map(|(&centre, &width)| cut_normal(stream.unit(), centre, width));
        moved.collect()
    }

    /// Density of proposals at a place of the cube.
    pub fn density(&self, place: &[f64]) -> f64 {
        let total: f64 = self.particles.iter().map(|particle| particle.weight).sum();
        let sum: f64 =
            self.particles.iter().map(|particle| particle.weight * self.kernel_density(particle, place)).sum();
        sum / total
    }

    fn kernel_density(&self, particle: &Particle, place: &[f64]) -> f64 {
        let coordinates = particle.place.iter().zip(place).zip(&self.kernel);
        coordinates.map(|((&centre, &at), &width)| cut_normal_density(at, centre, width)).product()
    }

    fn weights(&self) -> Vec<f64> {
        self.particles.iter().map(|particle| particle.weight).collect()
    }

    /// Effective sample size (sum of weights)^2 / sum of squared weights, 1 to the number of particles. Source: L. Kish,
    /// *Survey Sampling* (1965).
    pub fn effective_size(&self) -> f64 {
        let weights = self.weights();
        let (sum, squares) = (weights.iter().sum::<f64>(), weights.iter().map(|weight| weight * weight).sum::<f64>());
        sum * sum / squares
    }
}

/// Position of a weight drawn in proportion, the same for the same seed and number.
///
/// # Panics
/// When no weight is positive.
pub fn sample(weights: &[f64], seed: u64, number: u64) -> usize {
    let mut stream = draws(seed).open(Lineage::of_text("calibration.sample").child(number), SAMPLE);
    stream.weighted(weights).expect("a weight is positive")
}

/// Coordinates of a proposal of the first generation: a draw from the prior.
pub fn propose_first(seed: u64, number: u64, dimensions: usize) -> Vec<f64> {
    let mut stream = draws(seed).open(lineage(0, number), PROPOSAL);
    (0..dimensions).map(|_| stream.unit()).collect()
}

/// Lineage of a particle: its proposal and its runs follow from it.
pub fn lineage(generation: u64, number: u64) -> Lineage {
    Lineage::of_text("calibration.particle").child(generation).child(number)
}

fn draws(seed: u64) -> Draws {
    Draws::new(CALIBRATION_VERSION, seed, 0)
}

/// Square root of twice the weighted variance, by coordinate.
fn kernel(particles: &[Particle]) -> Vec<f64> {
    let dimensions = particles.first().map_or(0, |particle| particle.place.len());
    let total: f64 = particles.iter().map(|particle| particle.weight).sum();
    let width = |dimension: usize| {
        let mean: f64 = particles.iter().map(|one| one.weight * one.place[dimension]).sum::<f64>() / total;
        let square = |one: &Particle| one.weight * (one.place[dimension] - mean) * (one.place[dimension] - mean);
        (2.0 * particles.iter().map(square).sum::<f64>() / total).sqrt().max(KERNEL_LEAST)
    };
    (0..dimensions).map(width).collect()
}

/// Distribution function of the standard normal.
fn normal_share(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// A normal number cut at 0 and 1, by inversion.
fn cut_normal(u: f64, centre: f64, width: f64) -> f64 {
    let (low, high) = (normal_share(-centre / width), normal_share((1.0 - centre) / width));
    // The centre lies between the walls, so at least a part of the mass does.
    let share = (low + u * (high - low)).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0);
    (centre + width * samplers::normal(share)).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0)
}

/// Density of [`cut_normal`].
fn cut_normal_density(at: f64, centre: f64, width: f64) -> f64 {
    let mass = normal_share((1.0 - centre) / width) - normal_share(-centre / width);
    let z = (at - centre) / width;
    libm::exp(-0.5 * z * z) / (width * (2.0 * std::f64::consts::PI).sqrt() * mass)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_kernel_stays_in_the_cube_and_its_density_has_mass_one() {
        for (centre, width) in [(0.5, 0.1), (0.01, 0.3), (0.99, 2.0), (0.3, 1e-4)] {
            let steps = 400_000;
            let middle = |step: usize| (step as f64 + 0.5) / steps as f64;
            let mass: f64 =
                (0..steps).map(|step| cut_normal_density(middle(step), centre, width)).sum::<f64>() / steps as f64;
            assert!((mass - 1.0).abs() < 1e-4, "{centre} {width}: {mass}");
            let drawn: Vec<f64> = (0..1_000).map(|step| cut_normal(middle(step * 400), centre, width)).collect();
            assert!(drawn.is_sorted() && drawn.iter().all(|place| *place > 0.0 && *place < 1.0), "{centre} {width}");
        }
    }
}
