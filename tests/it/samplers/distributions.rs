//! Each sampler has the distribution it claims, as sharply as this: at the same number of draws a twin whose parameter is
//! wrong by 2 % is found out. Both halves are asserted, so a test too weak to see the twin fails as well.

use truceline::engine::{Draws, Lineage, Stream};

const EULER: f64 = 0.577_215_664_901_532_9;
const PI: f64 = std::f64::consts::PI;

/// A statistic of one variate with known expectation.
struct Trial {
    draws: u64,
    /// Expectation of the statistic.
    expected: f64,
    /// Standard deviation of the statistic.
    deviation: f64,
    statistic: fn(f64) -> f64,
}

impl Trial {
    /// The distance of the mean statistic from its expectation, in standard errors. Each variate is the first of its own
    /// stream, as in the model.
    fn z(&self, sampler: impl Fn(&mut Stream) -> f64) -> f64 {
        let draws = Draws::new(1, 20_260_101, 3);
        let parent = Lineage::of_text("distributions test");
        let mut sum = 0.0;
        for decision in 0..self.draws {
            sum += (self.statistic)(sampler(&mut draws.open(parent.child(decision), 1)));
        }
        (sum / self.draws as f64 - self.expected) * (self.draws as f64).sqrt() / self.deviation
    }

    fn accepts(&self, sampler: impl Fn(&mut Stream) -> f64) {
        let z = self.z(sampler);
        assert!(z.abs() < 4.0, "the sampler is off: z = {z:.1}");
    }

    fn rejects(&self, twin: impl Fn(&mut Stream) -> f64) {
        let z = self.z(twin);
        assert!(z.abs() > 6.0, "the twin passes: z = {z:.1}");
    }
}

/// The variate itself.
fn plain(x: f64) -> f64 {
    x
}

fn log(x: f64) -> f64 {
    libm::log(x)
}

fn square(x: f64) -> f64 {
    x * x
}

#[test]
fn unit() {
    let trial = Trial { draws: 120_000, expected: 0.5, deviation: (1.0_f64 / 12.0).sqrt(), statistic: plain };
    trial.accepts(|stream| stream.unit());
    trial.rejects(|stream| stream.unit() * 1.02);
    let spread = |u: f64| square(u - 0.5);
    Trial { draws: 120_000, expected: 1.0 / 12.0, deviation: (1.0_f64 / 180.0).sqrt(), statistic: spread }
        .accepts(|stream| stream.unit());
}

#[test]
fn bernoulli() {
    let trial = Trial { draws: 800_000, expected: 0.3, deviation: (0.21_f64).sqrt(), statistic: plain };
    trial.accepts(|stream| f64::from(u8::from(stream.bernoulli(0.3))));
    trial.rejects(|stream| f64::from(u8::from(stream.bernoulli(0.3 * 1.02))));
}

#[test]
fn uniform() {
    let trial = Trial { draws: 250_000, expected: 3.5, deviation: (0.75_f64).sqrt(), statistic: plain };
    trial.accepts(|stream| stream.uniform(2.0, 5.0));
    trial.rejects(|stream| stream.uniform(2.0 * 1.02, 5.0));
    trial.rejects(|stream| stream.uniform(2.0, 5.0 * 1.02));
}

#[test]
fn log_uniform() {
    let deviation = libm::log(40.0) / f64::sqrt(12.0);
    let trial = Trial { draws: 1_700_000, expected: 0.5 * libm::log(0.5 * 20.0), deviation, statistic: log };
    trial.accepts(|stream| stream.log_uniform(0.5, 20.0));
    trial.rejects(|stream| stream.log_uniform(0.5 * 1.02, 20.0));
    trial.rejects(|stream| stream.log_uniform(0.5, 20.0 * 1.02));
}

#[test]
fn normal() {
    let mean = Trial { draws: 400_000, expected: 0.0, deviation: 1.0, statistic: plain };
    mean.accepts(|stream| stream.normal());
    mean.rejects(|stream| stream.normal() + 0.02);
    let variance = Trial { draws: 400_000, expected: 1.0, deviation: f64::sqrt(2.0), statistic: square };
    variance.accepts(|stream| stream.normal());
    variance.rejects(|stream| stream.normal() * 1.02);
}

#[test]
fn exponential() {
    let trial = Trial { draws: 350_000, expected: 3.0, deviation: 3.0, statistic: plain };
    trial.accepts(|stream| stream.exponential(3.0));
    trial.rejects(|stream| stream.exponential(3.0 * 1.02));
}

#[test]
fn weibull() {
    let expected = libm::log(10.0) - EULER / 1.5;
    let trial = Trial { draws: 1_900_000, expected, deviation: PI / f64::sqrt(6.0) / 1.5, statistic: log };
    trial.accepts(|stream| stream.weibull(1.5, 10.0));
    trial.rejects(|stream| stream.weibull(1.5 * 1.02, 10.0));
    trial.rejects(|stream| stream.weibull(1.5, 10.0 * 1.02));
}

#[test]
fn lognormal() {
    let median = Trial { draws: 200_000, expected: libm::log(8.0), deviation: 0.5, statistic: log };
    median.accepts(|stream| stream.lognormal(8.0, 0.5));
    median.rejects(|stream| stream.lognormal(8.0 * 1.02, 0.5));
    let statistic = |x: f64| square(libm::log(x / 8.0));
    let sigma = Trial { draws: 200_000, expected: 0.25, deviation: 0.25 * f64::sqrt(2.0), statistic };
    sigma.accepts(|stream| stream.lognormal(8.0, 0.5));
    sigma.rejects(|stream| stream.lognormal(8.0, 0.5 * 1.02));
}

#[test]
fn rayleigh() {
    let expected = 4.0 * (PI / 2.0).sqrt();
    let trial = Trial { draws: 100_000, expected, deviation: 4.0 * (2.0 - PI / 2.0).sqrt(), statistic: plain };
    trial.accepts(|stream| stream.rayleigh(4.0));
    trial.rejects(|stream| stream.rayleigh(4.0 * 1.02));
}

#[test]
fn pareto() {
    let expected = libm::log(2.0) + 1.0 / 1.5;
    let trial = Trial { draws: 400_000, expected, deviation: 1.0 / 1.5, statistic: log };
    trial.accepts(|stream| stream.pareto(2.0, 1.5));
    trial.rejects(|stream| stream.pareto(2.0 * 1.02, 1.5));
    trial.rejects(|stream| stream.pareto(2.0, 1.5 * 1.02));
}

#[test]
fn gamma() {
    let mean = Trial { draws: 150_000, expected: 6.0, deviation: 6.0 / f64::sqrt(2.5), statistic: plain };
    mean.accepts(|stream| stream.gamma(2.5, 6.0));
    mean.rejects(|stream| stream.gamma(2.5, 6.0 * 1.02));
    // The mean of the logarithm is digamma(shape) - log(shape / mean), its variance trigamma(shape); shape 1/2.
    let expected = -EULER - 2.0 * libm::log(2.0) - libm::log(0.5 / 6.0);
    let shape = Trial { draws: 800_000, expected, deviation: PI / f64::sqrt(2.0), statistic: log };
    shape.accepts(|stream| stream.gamma(0.5, 6.0));
    shape.rejects(|stream| stream.gamma(0.5 * 1.02, 6.0));
}

#[test]
fn poisson() {
    let mean = Trial { draws: 60_000, expected: 6.5, deviation: (6.5_f64).sqrt(), statistic: plain };
    mean.accepts(|stream| stream.poisson(6.5) as f64);
    mean.rejects(|stream| stream.poisson(6.5 * 1.02) as f64);
    let statistic = |x: f64| square(x - 6.5);
    let variance = Trial { draws: 600_000, expected: 6.5, deviation: (6.5_f64 + 2.0 * 42.25).sqrt(), statistic };
    variance.accepts(|stream| stream.poisson(6.5) as f64);
    variance.rejects(|stream| stream.poisson(6.5 * 1.02) as f64);
    let large = Trial { draws: 10_000, expected: 2000.0, deviation: (2000.0_f64).sqrt(), statistic: plain };
    large.accepts(|stream| stream.poisson(2000.0) as f64);
    large.rejects(|stream| stream.poisson(2000.0 * 1.02) as f64);
}

#[test]
fn binomial() {
    let mean = Trial { draws: 30_000, expected: 12.0, deviation: (8.4_f64).sqrt(), statistic: plain };
    mean.accepts(|stream| stream.binomial(40, 0.3) as f64);
    mean.rejects(|stream| stream.binomial(40, 0.3 * 1.02) as f64);
    mean.rejects(|stream| stream.binomial(41, 0.3) as f64);
    // The fourth central moment is 3 V^2 + V (1 - 6 p q), with V = 8.4 and p q = 0.21.
    let deviation = (2.0 * 8.4 * 8.4 + 8.4 * (1.0 - 6.0 * 0.21_f64)).sqrt();
    let variance = Trial { draws: 850_000, expected: 8.4, deviation, statistic: |x| square(x - 12.0) };
    variance.accepts(|stream| stream.binomial(40, 0.3) as f64);
    variance.rejects(|stream| stream.binomial(40, 0.3 * 1.02) as f64);
}

#[test]
fn negative_binomial() {
    let expected = 5.0 + 25.0 / 1.5;
    let mean = Trial { draws: 300_000, expected: 5.0, deviation: f64::sqrt(expected), statistic: plain };
    mean.accepts(|stream| stream.negative_binomial(5.0, 1.5) as f64);
    mean.rejects(|stream| stream.negative_binomial(5.0 * 1.02, 1.5) as f64);
    // The excess kurtosis is 6 / d + 1 / V, with V the variance.
    let deviation = expected * (2.0 + 6.0 / 1.5 + 1.0 / expected).sqrt();
    let variance = Trial { draws: 4_000_000, expected, deviation, statistic: |x| square(x - 5.0) };
    variance.accepts(|stream| stream.negative_binomial(5.0, 1.5) as f64);
    variance.rejects(|stream| stream.negative_binomial(5.0, 1.5 * 1.02) as f64);
}

#[test]
fn index() {
    let deviation = ((2500.0_f64 - 1.0) / 12.0).sqrt();
    let trial = Trial { draws: 120_000, expected: 24.5, deviation, statistic: plain };
    trial.accepts(|stream| stream.index(50) as f64);
    trial.rejects(|stream| stream.index(51) as f64);
}

#[test]
fn weighted() {
    let weights = [1.0, 2.0, 4.0, 0.0, 3.0];
    for position in [0, 1, 2, 4] {
        let share: f64 = weights[position] / 10.0;
        // The twin's share is 1.02 s / (1 + 0.02 s): draw enough for eleven standard errors.
        let shift = 1.02 * share / (1.0 + 0.02 * share) - share;
        let deviation = (share * (1.0 - share)).sqrt();
        let draws = libm::ceil(libm::pow(11.0 * deviation / shift, 2.0)) as u64;
        let trial = Trial { draws, expected: share, deviation, statistic: plain };
        let chosen = |stream: &mut Stream, weights: &[f64]| {
            let choice = stream.weighted(weights).unwrap();
            assert_ne!(choice, 3);
            f64::from(u8::from(choice == position))
        };
        trial.accepts(|stream| chosen(stream, &weights));
        let mut twin = weights;
        twin[position] *= 1.02;
        trial.rejects(|stream| chosen(stream, &twin));
    }
}
