//! The exponent of the upper tail of a sample.

use serde::Serialize;

use super::alternative::against_exponential;
use super::hurwitz::{Zeta, scaled_zeta};
use super::sorted;

/// Fewest values that a tail is fitted to. Source: Clauset, Shalizi and Newman (2009), section 3: estimates from fewer are
/// biased.
pub const TAIL_LEAST: usize = 50;

/// Most beginnings of the tail that are tried.
const CANDIDATES: usize = 200;

/// Largest exponent of the density. Steeper tails are lighter than any that matters here.
const EXPONENT_LIMIT: f64 = 100.0;

/// What values a measure can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// Any number, as times and distances.
    Continuous,
    /// Whole numbers, as people.
    Whole,
}

/// A power law fitted to the upper tail.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Tail {
    /// Exponent of the density (of the probability of a whole number): it falls with x^-exponent. Above 1.
    pub exponent: f64,
    /// Exponent of the probability to exceed x: `exponent` - 1. Moments of this order and above are infinite.
    pub complementary_exponent: f64,
    /// Standard error of both exponents, given the beginning of the tail.
    pub standard_error: f64,
    /// Where the tail begins, a value of the sample, in its unit.
    pub minimum: f64,
    /// Values in the tail.
    pub count: usize,
    /// Largest distance between the fitted and the found distribution function within the tail, 0..=1.
    pub distance: f64,
    /// How much better the power law fits than an exponential one, in standard deviations: above 1.645 the tail is
    /// heavier than exponential, beyond chance.
    pub against_exponential: f64,
    /// How the values were taken.
    pub support: Support,
}

/// The support that a sample shows: whole when every value is.
#[must_use]
pub fn support_of(values: &[f64]) -> Support {
    if values.iter().all(|value| value.fract() == 0.0) { Support::Whole } else { Support::Continuous }
}

/// Fits a power law to the upper tail of a sample; None when fewer than [`TAIL_LEAST`] values are in every tail that
/// could be fitted. Only values above 0 can be in it, whole ones from 1.
///
/// Formula, for a tail of n values from x_min: continuous exponent 1 + n / Σ log(x / x_min), and the standard error is
/// the complementary exponent / √n; whole: the exponent s at which (log ζ)'(s, x_min) = -mean log x, ζ the Hurwitz zeta
/// function, standard error 1 / √(n (log ζ)''). Of at most 200 beginnings, at values of the sample whose tails' sizes are
/// evenly spaced in their logarithm, the one with the least Kolmogorov-Smirnov distance is taken. Source: A. Clauset,
/// C. R. Shalizi and M. E. J. Newman, *Power-Law Distributions in Empirical Data*, SIAM Review 51 (2009), section 3
/// (there every value is a beginning).
///
/// # Panics
/// When a value is not finite, or not whole though the support is.
#[must_use]
pub fn tail(values: &[f64], support: Support) -> Option<Tail> {
    let values = sorted(values);
    assert!(support == Support::Continuous || support_of(&values) == support, "sample: expected whole numbers");
    let least = match support {
        Support::Continuous => f64::MIN_POSITIVE,
        Support::Whole => 1.0,
    };
    let sample = Sample::new(&values[values.partition_point(|&value| value < least)..]);
    let mut best: Option<Tail> = None;
    for start in sample.starts() {
        let found = match support {
            Support::Continuous => sample.fit_continuous(start),
            Support::Whole => sample.fit_whole(start),
        };
        if let Some(found) = found
            && best.is_none_or(|best| found.distance < best.distance)
        {
            best = Some(found);
        }
    }
    best.map(|best| {
        let values = &sample.values[sample.values.len() - best.count..];
        Tail { against_exponential: against_exponential(values, best.exponent, support), ..best }
    })
}

/// Positive values in ascending order, with their logarithms.
struct Sample<'a> {
    values: &'a [f64],
    logs: Vec<f64>,
    /// Sum of the logarithms from a position to the end.
    log_sums: Vec<f64>,
}

impl Sample<'_> {
    fn new(values: &[f64]) -> Sample<'_> {
        let logs: Vec<f64> = values.iter().map(|&value| libm::log(value)).collect();
        let mut log_sums = logs.clone();
        for index in (1..log_sums.len()).rev() {
            log_sums[index - 1] += log_sums[index];
        }
        Sample { values, logs, log_sums }
    }

    /// Positions at which tails to try begin, ascending: each the first of its value.
    fn starts(&self) -> Vec<usize> {
        let count = self.values.len();
        if count < TAIL_LEAST {
            return Vec::new();
        }
        let step = libm::log(count as f64 / TAIL_LEAST as f64) / (CANDIDATES - 1) as f64;
        let mut starts: Vec<usize> = (0..CANDIDATES)
            .map(|candidate| {
                let size = (count as f64 * libm::exp(-step * candidate as f64)).round() as usize;
                let begin = self.values[count - size.clamp(TAIL_LEAST, count)];
                self.values.partition_point(|&value| value < begin)
            })
            .collect();
        starts.dedup();
        starts
    }

    /// Mean of log(x / x_min) over a tail; None when all its values are equal, as no exponent fits those.
    fn mean_log(&self, start: usize) -> Option<f64> {
        let count = self.values.len() - start;
        let varies = self.values[start] < self.values[self.values.len() - 1];
        let mean = self.log_sums[start] / count as f64 - self.logs[start];
        (varies && mean > 0.0).then_some(mean)
    }

    fn fit_continuous(&self, start: usize) -> Option<Tail> {
        let complementary = 1.0 / self.mean_log(start)?;
        let share_from = |index: usize| libm::exp(-complementary * (self.logs[index] - self.logs[start]));
        let distance = self.distance(start, |index| (share_from(index), share_from(index)));
        let standard_error = complementary / ((self.values.len() - start) as f64).sqrt();
        self.tail(start, 1.0 + complementary, standard_error, distance, Support::Continuous)
    }

    fn fit_whole(&self, start: usize) -> Option<Tail> {
        let minimum = self.values[start];
        let exponent = whole_exponent(minimum, self.mean_log(start)?)?;
        let whole = scaled_zeta(exponent, minimum);
        let count = (self.values.len() - start) as f64;
        let standard_error = 1.0 / (count * log_curvature(&whole)).sqrt();
        let distance = self.distance(start, |index| {
            let mass = libm::exp(-exponent * (self.logs[index] - self.logs[start])) / whole.value;
            let from = mass * scaled_zeta(exponent, self.values[index]).value;
            (from, from - mass)
        });
        self.tail(start, exponent, standard_error, distance, Support::Whole)
    }

    /// Largest distance between the shares of the tail from a value on, and above it, found and fitted. `fitted` gives
    /// both for the value at a position.
    fn distance(&self, start: usize, fitted: impl Fn(usize) -> (f64, f64)) -> f64 {
        let end = self.values.len();
        let count = (end - start) as f64;
        let (mut first, mut distance) = (start, 0.0_f64);
        while first < end {
            let value = self.values[first];
            let ties = self.values[first..].iter().take_while(|&&other| other == value).count();
            let (from, above) = fitted(first);
            let next = first + ties;
            distance = distance.max((from - (end - first) as f64 / count).abs());
            distance = distance.max((above - (end - next) as f64 / count).abs());
            first = next;
        }
        distance
    }

    fn tail(&self, start: usize, exponent: f64, standard_error: f64, distance: f64, support: Support) -> Option<Tail> {
        (exponent <= EXPONENT_LIMIT).then(|| Tail {
            exponent,
            complementary_exponent: exponent - 1.0,
            standard_error,
            minimum: self.values[start],
            count: self.values.len() - start,
            distance,
            against_exponential: 0.0,
            support,
        })
    }
}

/// The exponent of greatest likelihood of whole numbers from `minimum`, given the mean of log(x / minimum); None when
/// it exceeds [`EXPONENT_LIMIT`]. Newton steps, halving the bracket where they leave it; the score falls in the
/// exponent.
fn whole_exponent(minimum: f64, mean_log: f64) -> Option<f64> {
    let score = |zeta: &Zeta| -zeta.slope / zeta.value - mean_log;
    if score(&scaled_zeta(EXPONENT_LIMIT, minimum)) > 0.0 {
        return None;
    }
    let (mut low, mut high) = (1.0, EXPONENT_LIMIT);
    let mut exponent = (1.0 + 1.0 / mean_log).clamp(1.0 + 1e-6, EXPONENT_LIMIT);
    for _ in 0..200 {
        let zeta = scaled_zeta(exponent, minimum);
        let score = score(&zeta);
        if score > 0.0 {
            low = exponent;
        } else {
            high = exponent;
        }
        let newton = exponent + score / log_curvature(&zeta);
        let next = if low < newton && newton < high { newton } else { (low + high) / 2.0 };
        let change = (next - exponent).abs();
        exponent = next;
        if change <= 1e-13 * exponent {
            break;
        }
    }
    Some(exponent)
}

/// The second derivative of log Z, which is that of log ζ: they differ by a linear term.
fn log_curvature(zeta: &Zeta) -> f64 {
    let slope = zeta.slope / zeta.value;
    zeta.curvature / zeta.value - slope * slope
}
