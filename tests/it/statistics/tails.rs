//! Exponents of known tails, and what is said next to a mean.

use truceline::engine::{Draws, Lineage, Stream};
use truceline::experiment::statistics::{
    HeavyTail, Support, TAIL_LEAST, Tail, heavy_tail, summarize, support_of, tail,
};

fn sample(seed: u64, count: usize, mut draw: impl FnMut(&mut Stream) -> f64) -> Vec<f64> {
    let mut stream = Draws::new(1, seed, 0).open(Lineage(0), 0);
    (0..count).map(|_| draw(&mut stream)).collect()
}

/// A whole number from 1 with probability proportional to x^-exponent, by rejection. Source: Devroye, *Non-Uniform
/// Random Variate Generation* (1986), X.6.1.
fn zeta(stream: &mut Stream, exponent: f64) -> f64 {
    let b = libm::pow(2.0, exponent - 1.0);
    loop {
        let value = libm::pow(stream.unit(), -1.0 / (exponent - 1.0)).floor();
        let t = libm::pow(1.0 + 1.0 / value, exponent - 1.0);
        if stream.unit() * value * (t - 1.0) / (b - 1.0) <= t / b {
            return value;
        }
    }
}

/// Asserts that in all but one of ten samples the exponent is within three standard errors (which suppose that the
/// beginning of the tail is known).
fn assert_recovers(exponent: f64, support: Support, mut draw: impl FnMut(&mut Stream) -> f64) {
    let fits: Vec<Tail> = (0..10).map(|seed| tail(&sample(seed, 5_000, &mut draw), support).expect("a tail")).collect();
    let near = fits.iter().filter(|fit| (fit.exponent - exponent).abs() <= 3.0 * fit.standard_error).count();
    assert!(near >= 9, "{exponent} {support:?}: {fits:#?}");
    assert!(fits.iter().all(|fit| fit.count >= TAIL_LEAST && fit.complementary_exponent == fit.exponent - 1.0));
}

#[test]
fn continuous_exponents_are_recovered() {
    for exponent in [1.8, 2.5, 3.2] {
        assert_recovers(exponent, Support::Continuous, |stream| stream.pareto(7.0, exponent - 1.0));
    }
}

#[test]
fn whole_exponents_are_recovered() {
    for exponent in [1.8, 2.5, 3.2] {
        assert_recovers(exponent, Support::Whole, |stream| zeta(stream, exponent));
    }
}

#[test]
fn the_beginning_of_the_tail_is_found() {
    // Four fifths of the values are spread below it.
    let values =
        sample(
            3,
            20_000,
            |stream| {
                if stream.bernoulli(0.8) { stream.uniform(0.0, 50.0) } else { stream.pareto(50.0, 1.5) }
            },
        );
    let fit = tail(&values, Support::Continuous).unwrap();
    assert!((fit.exponent - 2.5).abs() <= 3.0 * fit.standard_error, "{fit:?}");
    assert!((45.0..80.0).contains(&fit.minimum), "{fit:?}");
    // The same without a choice of the beginning is far off.
    let from_least = 1.0 + 1.0 / (values.iter().map(|value| libm::log(value / 0.01)).sum::<f64>() / 20_000.0);
    assert!((from_least - 2.5).abs() > 1.0, "{from_least}");
}

#[test]
fn a_continuous_formula_for_whole_values_is_caught() {
    // The twin of the test above: whole values from 1 taken as continuous, all of them in the tail.
    let values = sample(1, 5_000, |stream| zeta(stream, 2.5));
    let mean_log = values.iter().map(|&value| libm::log(value)).sum::<f64>() / 5_000.0;
    let fit = tail(&values, Support::Whole).unwrap();
    assert!((1.0 + 1.0 / mean_log - 2.5).abs() > 10.0 * fit.standard_error, "{mean_log} {fit:?}");
}

#[test]
fn units_do_not_matter() {
    let values = sample(4, 3_000, |stream| stream.pareto(1.0, 1.2));
    let scaled: Vec<f64> = values.iter().map(|value| value * 1024.0).collect();
    let (one, other) = (tail(&values, Support::Continuous).unwrap(), tail(&scaled, Support::Continuous).unwrap());
    assert!((one.exponent - other.exponent).abs() < 1e-9 && one.count == other.count, "{one:?} {other:?}");
    assert_eq!(other.minimum, one.minimum * 1024.0);
}

#[test]
fn too_few_values_have_no_tail() {
    let values = sample(5, TAIL_LEAST, |stream| stream.pareto(1.0, 1.2));
    assert!(tail(&values, Support::Continuous).is_some());
    assert_eq!(tail(&values[1..], Support::Continuous), None);
    // Zeros are not in it, and equal values have no exponent.
    let zeros = [vec![0.0; 500], vec![3.0; 49]].concat();
    assert_eq!(tail(&zeros, Support::Whole), None);
    assert_eq!(tail(&[2.0; 300], Support::Whole), None);
    assert_eq!(tail(&[2.5; 300], Support::Continuous), None);
    assert_eq!(tail(&[], Support::Whole), None);
}

#[test]
fn support_is_seen() {
    assert_eq!(support_of(&[0.0, 3.0, 1e9]), Support::Whole);
    assert_eq!(support_of(&[0.0, 3.5]), Support::Continuous);
}

fn judged(seed: u64, count: usize, mut draw: impl FnMut(&mut Stream) -> f64) -> HeavyTail {
    let values: Vec<Option<f64>> = sample(seed, count, &mut draw).into_iter().map(Some).collect();
    summarize(&values, 0.95).heavy_tail
}

#[test]
fn heavy_tails_are_named() {
    assert_eq!(judged(1, 5_000, |stream| stream.pareto(1.0, 0.8)), HeavyTail::MeanInfinite);
    assert_eq!(judged(2, 5_000, |stream| zeta(stream, 1.8)), HeavyTail::MeanInfinite);
    assert_eq!(judged(3, 5_000, |stream| stream.pareto(1.0, 1.5)), HeavyTail::VarianceInfinite);
    assert_eq!(judged(4, 5_000, |stream| zeta(stream, 2.5)), HeavyTail::VarianceInfinite);
    assert_eq!(judged(5, 5_000, |stream| stream.pareto(1.0, 3.0)), HeavyTail::VarianceFinite);
    let doubtful = |exponent| Tail {
        exponent: 1.0 + exponent,
        complementary_exponent: exponent,
        standard_error: 0.1,
        minimum: 1.0,
        count: 100,
        distance: 0.05,
        against_exponential: 5.0,
        support: Support::Whole,
    };
    let judgements = [
        (0.7, HeavyTail::MeanInfinite),
        (0.9, HeavyTail::MeanDoubtful),
        (1.1, HeavyTail::MeanDoubtful),
        (1.5, HeavyTail::VarianceInfinite),
        (1.9, HeavyTail::VarianceDoubtful),
        (2.1, HeavyTail::VarianceDoubtful),
        (2.3, HeavyTail::VarianceFinite),
    ];
    for (exponent, expected) in judgements {
        assert_eq!(heavy_tail(Some(&doubtful(exponent))), expected, "{exponent}");
        assert_eq!(expected.is_warning(), exponent < 2.2);
    }
    assert_eq!(heavy_tail(Some(&Tail { against_exponential: 1.0, ..doubtful(0.5) })), HeavyTail::NotHeavy);
    assert_eq!(heavy_tail(Some(&Tail { distance: 0.3, ..doubtful(0.5) })), HeavyTail::NoPowerLaw);
    assert_eq!(heavy_tail(None), HeavyTail::TooFewValues);
}

/// Small samples are the hard ones: their "tail" of 50 values is half of them, and the exponent alone would warn of
/// most.
#[test]
fn light_tails_raise_no_warning() {
    for (seed, count) in [(0, 60), (1, 100), (2, 200), (3, 400), (4, 2_000), (5, 20_000)] {
        let quiet = |name: &str, draw: &dyn Fn(&mut Stream) -> f64| {
            let found = judged(seed, count, draw);
            assert!(!found.is_warning(), "{name}, {count} values: {found:?}");
        };
        quiet("normal", &|stream| 50.0 + 5.0 * stream.normal());
        quiet("exponential", &|stream| stream.exponential(3.0));
        quiet("uniform", &|stream| stream.uniform(0.0, 1.0));
        quiet("Poisson", &|stream| stream.poisson(3.0) as f64);
        quiet("geometric", &|stream| stream.negative_binomial(30.0, 1.0) as f64);
        quiet("three values", &|stream| stream.index(3) as f64);
        quiet("yes or no", &|stream| f64::from(u8::from(stream.bernoulli(0.5))));
    }
}

#[test]
fn the_exponent_alone_would_warn_of_light_tails() {
    let fit = tail(&sample(2, 200, |stream| stream.exponential(3.0)), Support::Continuous).unwrap();
    let alone = heavy_tail(Some(&Tail { against_exponential: 5.0, ..fit }));
    assert!(alone.is_warning() && fit.against_exponential < 1.645, "{fit:?}");
}
