//! A power law against the lightest tail that would still be called one.

use super::hurwitz::scaled_zeta;
use super::{Moments, Support};

/// How much better a power law fits the values of a tail than an exponential law (of whole numbers: a geometric one)
/// with the same mean: the sum of the logarithms of the ratios of both densities, in standard deviations. Above 0 the
/// power law is nearer; beyond ±1.645 that is no chance (5 %, one-sided). 0 when the ratios do not vary.
///
/// Source: Q. H. Vuong, *Likelihood Ratio Tests for Model Selection and Non-Nested Hypotheses*, Econometrica 57 (1989),
/// as in Clauset, Shalizi and Newman (2009), 5.1 and appendix C.
pub(super) fn against_exponential(values: &[f64], exponent: f64, support: Support) -> f64 {
    let minimum = values[0];
    let excess = values.iter().map(|value| value - minimum).sum::<f64>() / values.len() as f64;
    // Logarithms of the densities at the minimum, and how the exponential one falls from there.
    let (power, exponential, fall) = match support {
        Support::Continuous => (libm::log((exponent - 1.0) / minimum), -libm::log(excess), 1.0 / excess),
        Support::Whole => {
            (-libm::log(scaled_zeta(exponent, minimum).value), -libm::log1p(excess), libm::log1p(1.0 / excess))
        }
    };
    let mut ratios = Moments::default();
    for value in values {
        let of_power = power - exponent * libm::log(value / minimum);
        ratios.push(of_power - (exponential - fall * (value - minimum)));
    }
    match (ratios.mean(), ratios.standard_deviation()) {
        (Some(mean), Some(deviation)) if deviation > 0.0 => mean * (values.len() as f64).sqrt() / deviation,
        _ => 0.0,
    }
}
