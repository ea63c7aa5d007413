//! A statistic of the model beside the value that theory knows, and its twin: the same statistic held against a value
//! that is wrong by 2 %. The one must agree, the other must not, so that a sample too small to tell proves nothing.

use statrs::distribution::{ContinuousCDF, Normal};

/// Standard errors within which a sound program stays.
const AGREES: f64 = 4.0;
/// Standard errors beyond which a twin must lie.
const DIFFERS: f64 = 6.0;
/// How wrong a twin is.
pub const WRONG: f64 = 1.02;

/// One statistic, with its twin.
pub struct Oracle {
    name: String,
    sample: u64,
    observed: f64,
    expected: f64,
    twin: f64,
    z: f64,
    twin_z: f64,
}

impl Oracle {
    /// A statistic with this standard error; its twin expects another value.
    pub fn new(name: &str, sample: u64, observed: f64, [expected, twin]: [f64; 2], standard_error: f64) -> Oracle {
        let z = |value: f64| (observed - value) / standard_error;
        Oracle { name: name.to_owned(), sample, observed, expected, twin, z: z(expected), twin_z: z(twin) }
    }

    /// A share of a sample, with the standard error that belongs to its expectation.
    pub fn share(name: &str, hits: u64, sample: u64, expected: f64) -> Oracle {
        let standard_error = (expected * (1.0 - expected) / sample as f64).sqrt();
        let observed = hits as f64 / sample as f64;
        Oracle::new(name, sample, observed, [expected, WRONG * expected], standard_error)
    }

    /// The mean of a sample.
    pub fn mean(name: &str, sample: &Sample, expected: f64) -> Oracle {
        Oracle::new(name, sample.count, sample.mean(), [expected, WRONG * expected], sample.error_of_mean())
    }

    /// The mean logarithm of a sample of logarithms; the twin's numbers are 2 % larger.
    pub fn logarithm(name: &str, sample: &Sample, expected: f64) -> Oracle {
        let twin = expected + libm::log(WRONG);
        Oracle::new(name, sample.count, sample.mean(), [expected, twin], sample.error_of_mean())
    }

    /// The variance of a sample.
    pub fn variance(name: &str, sample: &Sample, expected: f64) -> Oracle {
        Oracle::new(name, sample.count, sample.variance(), [expected, WRONG * expected], sample.error_of_variance())
    }

    /// The Kolmogorov-Smirnov distance of sorted numbers from a distribution and from its twin, times the root of their
    /// count. Its p value 2 exp(-2 x^2) is told as the normal number of the same p value (two-sided).
    pub fn distance(name: &str, sorted: &[f64], expected: impl Fn(f64) -> f64, twin: impl Fn(f64) -> f64) -> Oracle {
        let (observed, of_twin) = (scaled_distance(sorted, expected), scaled_distance(sorted, twin));
        Oracle {
            name: name.to_owned(),
            sample: sorted.len() as u64,
            observed,
            // The mean of Kolmogorov's distribution, sqrt(pi / 2) ln 2; for the twin its own distance.
            expected: (std::f64::consts::PI / 2.0).sqrt() * std::f64::consts::LN_2,
            twin: of_twin,
            z: as_normal(observed),
            twin_z: as_normal(of_twin),
        }
    }
}

fn scaled_distance(sorted: &[f64], distribution: impl Fn(f64) -> f64) -> f64 {
    let count = sorted.len() as f64;
    let steps = sorted.iter().enumerate().map(|(index, &value)| {
        let below = index as f64 / count;
        let probability = distribution(value);
        (probability - below).abs().max((probability - below - 1.0 / count).abs())
    });
    steps.fold(0.0, f64::max) * count.sqrt()
}

fn as_normal(distance: f64) -> f64 {
    let probability = (2.0 * libm::exp(-2.0 * distance * distance)).clamp(1e-300, 1.0);
    // Without the sign of a zero.
    0.0 - Normal::standard().inverse_cdf(probability / 2.0)
}

/// Prints all rows, then asserts that every statistic agrees and no twin does.
pub fn all_hold(part: &str, oracles: &[Oracle]) {
    let mut table = format!(
        "\n{part}\n{:<58} {:>10} {:>12} {:>12} {:>12} {:>7} {:>8}\n",
        "statistic", "sample", "observed", "expected", "twin", "z", "z twin"
    );
    for oracle in oracles {
        let Oracle { name, sample, observed, expected, twin, z, twin_z } = oracle;
        table.push_str(&format!(
            "{name:<58} {sample:>10} {observed:>12.6} {expected:>12.6} {twin:>12.6} {z:>7.2} {twin_z:>8.2}\n"
        ));
    }
    println!("{table}");
    for oracle in oracles {
        assert!(oracle.z.abs() < AGREES, "{part}: {} disagrees: z = {}", oracle.name, oracle.z);
        assert!(oracle.twin_z.abs() > DIFFERS, "{part}: the sample of {} is too small: {}", oracle.name, oracle.twin_z);
    }
}

/// Sums of powers of numbers about an origin near their mean.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sample {
    /// How many.
    pub count: u64,
    origin: f64,
    powers: [f64; 4],
}

impl Sample {
    /// An empty sample of numbers near this one.
    pub fn near(origin: f64) -> Sample {
        Sample { origin, ..Sample::default() }
    }

    /// Adds a number.
    pub fn add(&mut self, value: f64) {
        let difference = value - self.origin;
        let mut power = 1.0;
        self.count += 1;
        for sum in &mut self.powers {
            power *= difference;
            *sum += power;
        }
    }

    fn moment(&self, power: usize) -> f64 {
        self.powers[power - 1] / self.count as f64
    }

    /// Their mean.
    pub fn mean(&self) -> f64 {
        self.origin + self.moment(1)
    }

    /// Their variance.
    pub fn variance(&self) -> f64 {
        (self.moment(2) - self.moment(1) * self.moment(1)) * self.count as f64 / (self.count - 1) as f64
    }

    fn error_of_mean(&self) -> f64 {
        (self.variance() / self.count as f64).sqrt()
    }

    /// Root of (m4 - m2^2) / n, with central moments.
    fn error_of_variance(&self) -> f64 {
        let [m1, m2, m3, m4] = [1, 2, 3, 4].map(|power| self.moment(power));
        let fourth = m4 - 4.0 * m1 * m3 + 6.0 * m1 * m1 * m2 - 3.0 * m1 * m1 * m1 * m1;
        let variance = self.variance();
        ((fourth - variance * variance) / self.count as f64).sqrt()
    }
}
