//! Logarithms of probability masses, without the cancellation of large `lgamma` values.
//!
//! Source: C. Loader, *Fast and Accurate Computation of Binomial Probabilities* (2000).

/// log(2 π) / 2.
const HALF_LOG_TAU: f64 = 0.918_938_533_204_672_7;

/// Stirling's error: log Γ(x + 1) - (x + 1/2) log x + x - log(2 π) / 2, for x above 0.
fn stirling_error(x: f64) -> f64 {
    if x < 16.0 {
        return libm::lgamma(x + 1.0) - (x + 0.5) * libm::log(x) + x - HALF_LOG_TAU;
    }
    let square = x * x;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / square) / square) / square) / square)
        / x
}

/// The deviance x log(x / mean) + mean - x, for x and mean above 0.
fn deviance(x: f64, mean: f64) -> f64 {
    let difference = x - mean;
    if difference.abs() >= 0.1 * (x + mean) {
        return x * libm::log(x / mean) - difference;
    }
    let ratio = difference / (x + mean);
    let square = ratio * ratio;
    let mut sum = difference * ratio;
    let mut term = 2.0 * x * ratio;
    let mut divisor = 1.0;
    // |ratio| < 0.1, so that fifteen terms are far more than double precision needs.
    for _ in 0..15 {
        term *= square;
        divisor += 2.0;
        let next = sum + term / divisor;
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// log(exp(-mean) mean^x / Γ(x + 1)), for x at least 0 (not only whole) and mean above 0.
pub(super) fn poisson_log_mass(x: f64, mean: f64) -> f64 {
    if x == 0.0 {
        return -mean;
    }
    if x < 1.0 {
        // No term is large here, and the deviance would add a cancellation.
        return x * libm::log(mean) - mean - libm::lgamma(x + 1.0);
    }
    -stirling_error(x) - deviance(x, mean) - HALF_LOG_TAU - 0.5 * libm::log(x)
}

/// The logarithm of the probability of `successes` (0..=`trials`, need not be whole) in `trials` above 0, each of
/// probability strictly between 0 and 1; `failure` is 1 - `probability`.
pub(super) fn binomial_log_mass(successes: f64, trials: f64, probability: f64, failure: f64) -> f64 {
    let failures = trials - successes;
    if successes == 0.0 {
        return trials * if probability < 0.1 { libm::log1p(-probability) } else { libm::log(failure) };
    }
    if failures == 0.0 {
        return trials * if failure < 0.1 { libm::log1p(-failure) } else { libm::log(probability) };
    }
    let stirling = stirling_error(trials) - stirling_error(successes) - stirling_error(failures);
    let deviances = deviance(successes, trials * probability) + deviance(failures, trials * failure);
    let spread = libm::log(successes) + libm::log1p(-successes / trials);
    stirling - deviances - HALF_LOG_TAU - 0.5 * spread
}

/// The logarithm of the negative binomial probability of `count` with mean and dispersion above 0.
pub(super) fn negative_binomial_log_mass(count: f64, mean: f64, dispersion: f64) -> f64 {
    if count == 0.0 {
        return -dispersion * libm::log1p(mean / dispersion);
    }
    let total = dispersion + mean;
    let binomial = binomial_log_mass(dispersion, dispersion + count, dispersion / total, mean / total);
    binomial + libm::log(dispersion / (dispersion + count))
}
