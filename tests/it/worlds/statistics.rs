//! Two-sample tests. Counts with many ties are compared by chi-square over bins, sizes by Kolmogorov and Smirnov, pairs
//! of one run by the sign test.

use statrs::distribution::{ChiSquared, ContinuousCDF, Normal};

/// Least expected number in a bin of a chi-square test.
const LEAST_EXPECTED: f64 = 10.0;
/// Most bins.
const BINS: usize = 12;

/// p value of Kolmogorov and Smirnov's two-sample test, asymptotic; with ties it errs on the side of no difference.
///
/// Formula: D the largest distance between the two distribution functions, n = n1 n2 / (n1 + n2),
/// p = 2 Σ (-1)^(k-1) exp(-2 k² λ²) with λ = D (√n + 0.12 + 0.11 / √n). Source: Stephens 1970.
pub fn kolmogorov_smirnov(one: &[f64], other: &[f64]) -> f64 {
    let (mut one, mut other) = (one.to_vec(), other.to_vec());
    one.sort_by(f64::total_cmp);
    other.sort_by(f64::total_cmp);
    let (mut i, mut k, mut distance) = (0, 0, 0.0_f64);
    while i < one.len() && k < other.len() {
        let at = one[i].min(other[k]);
        i += one[i..].iter().take_while(|&&value| value <= at).count();
        k += other[k..].iter().take_while(|&&value| value <= at).count();
        distance = distance.max((i as f64 / one.len() as f64 - k as f64 / other.len() as f64).abs());
    }
    let root = ((one.len() * other.len()) as f64 / (one.len() + other.len()) as f64).sqrt();
    let lambda = distance * (root + 0.12 + 0.11 / root);
    if lambda < 0.2 {
        return 1.0;
    }
    let term = |k: i32| {
        let sign = if k % 2 == 1 { 2.0 } else { -2.0 };
        sign * libm::exp(-2.0 * f64::from(k * k) * lambda * lambda)
    };
    (1..=100).map(term).sum::<f64>().clamp(0.0, 1.0)
}

/// p value of the chi-square test that two samples of counts are alike. Bins hold neighbouring values and about equal
/// numbers of the pooled sample; their bounds depend on the pooled sample only.
pub fn chi_square(one: &[f64], other: &[f64]) -> f64 {
    let mut pooled: Vec<f64> = one.iter().chain(other).copied().collect();
    pooled.sort_by(f64::total_cmp);
    let share = one.len().min(other.len()) as f64 / pooled.len() as f64;
    let least = (LEAST_EXPECTED / share).max(pooled.len() as f64 / BINS as f64);
    // Upper bounds of bins: a bin ends at the first new value after it holds enough.
    let mut bounds = Vec::new();
    let mut begun = 0;
    for index in 1..pooled.len() {
        let enough = (index - begun) as f64 >= least && (pooled.len() - index) as f64 >= LEAST_EXPECTED / share;
        if pooled[index] > pooled[index - 1] && enough {
            bounds.push(pooled[index]);
            begun = index;
        }
    }
    if bounds.is_empty() {
        return 1.0;
    }
    let counts = |sample: &[f64]| {
        let mut counts = vec![0.0; bounds.len() + 1];
        for value in sample {
            counts[bounds.partition_point(|bound| bound <= value)] += 1.0;
        }
        counts
    };
    let (first, second) = (counts(one), counts(other));
    let mut statistic = 0.0;
    for (a, b) in first.iter().zip(&second) {
        for (found, size) in [(a, one.len()), (b, other.len())] {
            let expected = (a + b) * size as f64 / pooled.len() as f64;
            statistic += (found - expected) * (found - expected) / expected;
        }
    }
    let degrees = ChiSquared::new(bounds.len() as f64).expect("at least two bins");
    degrees.sf(statistic)
}

/// p value of the sign test on pairs: among unequal ones, either is as likely the larger. Normal approximation.
pub fn sign_test(pairs: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut larger, mut smaller) = (0.0_f64, 0.0_f64);
    for (one, other) in pairs {
        larger += f64::from(u8::from(one > other));
        smaller += f64::from(u8::from(one < other));
    }
    if larger + smaller < LEAST_EXPECTED {
        return 1.0;
    }
    let score = (larger - smaller).abs() / (larger + smaller).sqrt();
    2.0 * Normal::new(0.0, 1.0).expect("the standard normal").sf(score)
}

#[test]
fn tests_give_known_values() {
    let counts = |zeros: usize, ones: usize| [vec![0.0; zeros], vec![1.0; ones]].concat();
    // 50 of 100 against 70 of 100: chi-square 8.3333 with one degree of freedom.
    assert!((chi_square(&counts(50, 50), &counts(30, 70)) - 0.003_892).abs() < 1e-5);
    let ramp: Vec<f64> = (0..1000).map(f64::from).collect();
    let moved: Vec<f64> = ramp.iter().map(|value| value + 100.0).collect();
    // D = 0.1, n = 500: lambda 2.2489, p = 2 exp(-2 lambda²).
    assert!((kolmogorov_smirnov(&ramp, &moved) / 8.09e-5 - 1.0).abs() < 0.02);
    assert!((kolmogorov_smirnov(&ramp, &ramp) - 1.0).abs() < 1e-12);
    let pairs = (0..100).map(|index| (f64::from(u8::from(index < 60)), 0.5));
    assert!((sign_test(pairs) - 0.0455).abs() < 1e-4);
}
