//! The gamma distribution, by inversion of the regularised incomplete gamma function.

use super::mass::poisson_log_mass;
use super::{assert_not_negative, assert_unit, normal};

/// The smallest shape of a gamma distribution.
pub const SHAPE_LEAST: f64 = 1e-3;

/// The largest shape of a gamma distribution.
pub const SHAPE_LIMIT: f64 = 1e6;

/// Newton steps; about four are needed, and halving the bracket takes over when they leave it.
const STEPS: usize = 100;

/// Terms of the series or the continued fraction; about 8 sqrt(shape) + 60 are needed.
const TERMS: usize = 20_000;

/// Below this logarithm of the (unit-scale) variate, the first term of the series is exact to double precision.
const SMALL: f64 = -40.0;

/// A gamma number with this mean, in its unit, and this shape ([`SHAPE_LEAST`]..=[`SHAPE_LIMIT`], no unit): the
/// coefficient of variation is 1 / sqrt(`shape`), shape 1 is the exponential. 0 when the mean is 0, and when it is too
/// small for a positive number, as happens for small shapes.
///
/// Formula: x `mean` / `shape` with P(`shape`, x) = `u`, P the regularised lower incomplete gamma function, by Newton
/// steps on the logarithms of x and of the smaller tail, kept inside a bracket. Source: W. H. Press et al., *Numerical
/// Recipes* (third edition, 2007), 6.2, for the function; the first guess is Wilson and Hilferty (1931).
///
/// # Panics
///
/// When `shape` is NaN or outside its range, or `mean` is negative or not finite.
#[must_use]
pub fn gamma(u: f64, shape: f64, mean: f64) -> f64 {
    assert_unit(u);
    assert!(
        (SHAPE_LEAST..=SHAPE_LIMIT).contains(&shape),
        "gamma shape: found {shape}, expected {SHAPE_LEAST}..={SHAPE_LIMIT}"
    );
    assert_not_negative("gamma mean", mean);
    if mean == 0.0 {
        return 0.0;
    }
    (libm::exp(log_quantile(u, shape)) / shape * mean).min(f64::MAX)
}

/// The logarithm of the quantile for scale 1.
fn log_quantile(u: f64, shape: f64) -> f64 {
    let mut guess = first_guess(u, shape);
    if guess < SMALL {
        return guess;
    }
    let lower_half = u <= 0.5;
    let log_target = if lower_half { libm::log(u) } else { libm::log1p(-u) };
    let mut below = f64::NEG_INFINITY;
    // P(shape, shape + 12 sqrt(shape) + 60) is above the largest `u` for every shape.
    let mut above = libm::log(shape + 12.0 * shape.sqrt() + 60.0);
    for _ in 0..STEPS {
        let x = libm::exp(guess);
        let tails = Tails::at(shape, x);
        // Either excess rises with the guess, so that one bracket serves both halves.
        let (excess, log_tail) = if lower_half {
            (tails.log_lower - log_target, tails.log_lower)
        } else {
            (log_target - tails.log_upper, tails.log_upper)
        };
        if excess > 0.0 {
            above = guess;
        } else {
            below = guess;
        }
        let slope = shape * libm::exp(tails.log_term - log_tail);
        let step = excess / slope;
        let next = guess - step;
        if step.abs() < 1e-9 {
            // Newton doubles the digits: the next value is as good as double precision gets.
            return next;
        }
        guess = if below < next && next < above {
            next
        } else if below == f64::NEG_INFINITY {
            above - 1.0
        } else {
            0.5 * (below + above)
        };
    }
    guess
}

/// A first guess at the logarithm of the quantile for scale 1; exact to double precision below [`SMALL`].
fn first_guess(u: f64, shape: f64) -> f64 {
    // P(shape, x) = x^shape / Γ(shape + 1) (1 - shape x / (shape + 1) + …).
    let small = (libm::log(u) + libm::lgamma(shape + 1.0)) / shape;
    if small < SMALL {
        return small;
    }
    if shape < 0.5 {
        // Far in the upper tail Q(shape, x) is near shape E1(x), hence below shape exp(-x).
        let upper = shape / (1.0 - u);
        return if upper > 5.0 { libm::log(libm::log(upper)) } else { small };
    }
    let ninth = 1.0 / (9.0 * shape);
    let root = 1.0 - ninth + normal(u) * ninth.sqrt();
    if root > 0.1 { libm::log(shape) + 3.0 * libm::log(root) } else { small }
}

/// The logarithms of the two tails of the gamma distribution of scale 1, and of their common factor.
struct Tails {
    /// log(x^shape exp(-x) / Γ(shape + 1)); the density is shape / x times its exponential.
    log_term: f64,
    /// log P(shape, x).
    log_lower: f64,
    /// log Q(shape, x) = log(1 - P(shape, x)).
    log_upper: f64,
}

impl Tails {
    fn at(shape: f64, x: f64) -> Tails {
        let log_term = poisson_log_mass(shape, x);
        if x < shape + 1.0 {
            let log_lower = (log_term + libm::log(series(shape, x))).min(-f64::MIN_POSITIVE);
            Tails { log_term, log_lower, log_upper: log_complement(log_lower) }
        } else {
            let fraction = shape * continued_fraction(shape, x);
            let log_upper = (log_term + libm::log(fraction)).min(-f64::MIN_POSITIVE);
            Tails { log_term, log_lower: log_complement(log_upper), log_upper }
        }
    }
}

/// log(1 - exp(value)) for a negative value.
fn log_complement(value: f64) -> f64 {
    libm::log(-libm::expm1(value))
}

/// 1 + x / (shape + 1) + x^2 / ((shape + 1) (shape + 2)) + …, for x below shape + 1.
fn series(shape: f64, x: f64) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    let mut divisor = shape;
    for _ in 0..TERMS {
        divisor += 1.0;
        term *= x / divisor;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// 1 / (x + 1 - shape - 1 (1 - shape) / (x + 3 - shape - …)) by Lentz's method, for x of at least shape + 1.
fn continued_fraction(shape: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut partial = x + 1.0 - shape;
    let mut ratio_above = 1.0 / TINY;
    let mut ratio_below = 1.0 / partial;
    let mut fraction = ratio_below;
    for step in 1..=TERMS {
        let position = step as f64;
        let numerator = -position * (position - shape);
        partial += 2.0;
        ratio_below = 1.0 / away_from_zero(numerator * ratio_below + partial);
        ratio_above = away_from_zero(partial + numerator / ratio_above);
        let factor = ratio_below * ratio_above;
        fraction *= factor;
        if (factor - 1.0).abs() < 3e-16 {
            break;
        }
    }
    fraction
}
