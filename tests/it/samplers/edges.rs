//! Edge cases that must be exact, and arguments that must be refused.

use std::panic::catch_unwind;

use truceline::engine::samplers::*;

/// The smallest and largest `u`, and some between.
const UNITS: [f64; 5] = [f64::EPSILON / 2.0, 0.001, 0.5, 0.999, 1.0 - f64::EPSILON / 2.0];

#[test]
fn simple_parameters_give_exact_results() {
    for u in UNITS {
        assert!(!bernoulli(u, 0.0));
        assert!(bernoulli(u, 1.0));
        assert_eq!(uniform(u, -3.0, -3.0), -3.0);
        assert_eq!(log_uniform(u, 0.1, 0.1), 0.1);
        for zero in [exponential(u, 0.0), weibull(u, 0.5, 0.0), lognormal(u, 0.0, 3.0), rayleigh(u, 0.0)] {
            assert_eq!(zero.to_bits(), 0);
        }
        assert_eq!(gamma(u, 2.0, 0.0).to_bits(), 0);
        assert_eq!(lognormal(u, 8.0, 0.0), 8.0);
        assert_eq!(poisson(u, 0.0), 0);
        assert_eq!(binomial(u, 0, 0.5), 0);
        assert_eq!(binomial(u, 1_000_000, 0.0), 0);
        assert_eq!(binomial(u, 1_000_000, 1.0), 1_000_000);
        assert_eq!(negative_binomial(u, 0.0, 0.1), 0);
        assert_eq!(index(u, 1), 0);
        assert_eq!(weighted(u, &[]), None);
        assert_eq!(weighted(u, &[0.0, 0.0]), None);
        assert_eq!(weighted(u, &[0.0, 1e-300, 0.0]), Some(1));
    }
}

#[test]
fn results_stay_inside_their_ranges() {
    let (least, most) = (UNITS[0], UNITS[4]);
    for u in UNITS {
        assert!((2.0..=5.0).contains(&uniform(u, 2.0, 5.0)));
        assert!((1e-300..=1e300).contains(&log_uniform(u, 1e-300, 1e300)));
        assert!(pareto(u, 2.0, 1.5) >= 2.0);
        assert!(binomial(u, 3, 1.0 - f64::EPSILON / 2.0) <= 3);
        assert!(index(u, 1 << 32) < 1 << 32);
    }
    assert_eq!(pareto(most, 2.0, 1e-9), f64::MAX);
    assert_eq!(weibull(most, 1e-9, 2.0), f64::MAX);
    assert_eq!(lognormal(most, 2.0, 1e9), f64::MAX);
    assert_eq!(lognormal(least, 2.0, 1e9), 0.0);
    assert_eq!(normal(0.5), 0.0);
    assert_eq!(normal(least), -normal(most));
    assert_eq!(index(most, 7), 6);
    assert_eq!(weighted(most, &[1.0, 2.0, 0.0]), Some(1));
    assert_eq!(weighted(least, &[0.0, 2.0, 1.0]), Some(1));
}

#[test]
fn large_counts_are_near_their_normal_approximations() {
    for z in [-7.0, -3.0, 0.0, 3.0, 7.0] {
        let u = 0.5 * libm::erfc(-z / f64::sqrt(2.0));
        // Cornish and Fisher: the next terms are below one count.
        let skewed = |mean: f64, deviation: f64, skewness: f64| mean + deviation * (z + skewness * (z * z - 1.0) / 6.0);
        for mean in [1e5, 1e6, 1e9] {
            let expected = skewed(mean, f64::sqrt(mean), 1.0 / f64::sqrt(mean));
            assert!((poisson(u, mean) as f64 - expected).abs() < 2.0, "Poisson {mean} at {z}");
        }
        let expected = skewed(5e8, f64::sqrt(2.5e8), 0.0);
        assert!((binomial(u, 1_000_000_000, 0.5) as f64 - expected).abs() < 2.0, "binomial at {z}");
    }
}

#[test]
fn widest_negative_binomials_end() {
    assert_eq!(negative_binomial(0.5, 1e-3, 1e-9), 0);
    assert_eq!(negative_binomial(UNITS[4], 1e-3, 1e3), 4);
    let tail = negative_binomial(UNITS[4], 1e4, 0.01);
    assert!((20_000_000..40_000_000).contains(&tail), "{tail}");
    // A gamma shape of 75: the first mass at 0 underflows.
    let median = negative_binomial(0.5, 1e6, 75.0) as f64;
    let expected = gamma(0.5, 75.0, 1e6);
    assert!((median - expected).abs() < 2.0, "{median}, expected {expected}");
}

#[test]
fn impossible_arguments_are_refused() {
    const NAN: f64 = f64::NAN;
    const INFINITY: f64 = f64::INFINITY;
    let calls: &[(&str, fn())] = &[
        ("u 0", || {
            let _ = normal(0.0);
        }),
        ("u 1", || {
            let _ = exponential(1.0, 2.0);
        }),
        ("u NaN", || {
            let _ = bernoulli(NAN, 0.5);
        }),
        ("u above 1", || {
            let _ = weibull(1.5, 1.0, 0.0);
        }),
        ("u of a choice", || {
            let _ = weighted(1.0, &[1.0]);
        }),
        ("bernoulli NaN", || {
            let _ = bernoulli(0.5, NAN);
        }),
        ("bernoulli below", || {
            let _ = bernoulli(0.5, -1e-9);
        }),
        ("bernoulli above", || {
            let _ = bernoulli(0.5, 1.000_001);
        }),
        ("uniform order", || {
            let _ = uniform(0.5, 2.0, 1.0);
        }),
        ("uniform NaN", || {
            let _ = uniform(0.5, NAN, 1.0);
        }),
        ("uniform infinite", || {
            let _ = uniform(0.5, 0.0, INFINITY);
        }),
        ("uniform both infinite", || {
            let _ = uniform(0.5, INFINITY, INFINITY);
        }),
        ("log-uniform 0", || {
            let _ = log_uniform(0.5, 0.0, 1.0);
        }),
        ("log-uniform order", || {
            let _ = log_uniform(0.5, 2.0, 1.0);
        }),
        ("log-uniform infinite", || {
            let _ = log_uniform(0.5, 1.0, INFINITY);
        }),
        ("exponential negative", || {
            let _ = exponential(0.5, -1.0);
        }),
        ("exponential NaN", || {
            let _ = exponential(0.5, NAN);
        }),
        ("exponential infinite", || {
            let _ = exponential(0.5, INFINITY);
        }),
        ("weibull shape 0", || {
            let _ = weibull(0.5, 0.0, 1.0);
        }),
        ("weibull scale", || {
            let _ = weibull(0.5, 1.0, -1.0);
        }),
        ("lognormal median", || {
            let _ = lognormal(0.5, -1.0, 1.0);
        }),
        ("lognormal sigma", || {
            let _ = lognormal(0.5, 1.0, -1.0);
        }),
        ("lognormal NaN", || {
            let _ = lognormal(0.5, 1.0, NAN);
        }),
        ("rayleigh", || {
            let _ = rayleigh(0.5, -1.0);
        }),
        ("pareto minimum 0", || {
            let _ = pareto(0.5, 0.0, 1.0);
        }),
        ("pareto exponent 0", || {
            let _ = pareto(0.5, 1.0, 0.0);
        }),
        ("gamma shape 0", || {
            let _ = gamma(0.5, 0.0, 1.0);
        }),
        ("gamma shape large", || {
            let _ = gamma(0.5, 1e7, 1.0);
        }),
        ("gamma shape NaN", || {
            let _ = gamma(0.5, NAN, 1.0);
        }),
        ("gamma mean", || {
            let _ = gamma(0.5, 1.0, -1.0);
        }),
        ("poisson negative", || {
            let _ = poisson(0.5, -1e-9);
        }),
        ("poisson NaN", || {
            let _ = poisson(0.5, NAN);
        }),
        ("poisson large", || {
            let _ = poisson(0.5, 1e10);
        }),
        ("binomial probability", || {
            let _ = binomial(0.5, 0, 1.5);
        }),
        ("binomial NaN", || {
            let _ = binomial(0.5, 3, NAN);
        }),
        ("binomial trials", || {
            let _ = binomial(0.5, COUNT_LIMIT + 1, 0.5);
        }),
        ("negative binomial mean", || {
            let _ = negative_binomial(0.5, -1.0, 1.0);
        }),
        ("negative binomial dispersion", || {
            let _ = negative_binomial(0.5, 0.0, 0.0);
        }),
        ("negative binomial ratio", || {
            let _ = negative_binomial(0.5, 1e4, 1e-3);
        }),
        ("index 0", || {
            let _ = index(0.5, 0);
        }),
        ("weight NaN", || {
            let _ = weighted(0.5, &[1.0, NAN]);
        }),
        ("weight negative", || {
            let _ = weighted(0.5, &[2.0, -1.0]);
        }),
        ("weight infinite", || {
            let _ = weighted(0.5, &[INFINITY]);
        }),
    ];
    for (name, call) in calls {
        assert!(catch_unwind(call).is_err(), "{name} was accepted");
    }
}
