//! Paired samples.

use truceline::engine::{Draws, Lineage};
use truceline::experiment::statistics::{CompletePairs, Interval, complete_pairs, mean, paired};

#[test]
fn equal_samples_differ_by_exactly_nothing() {
    let values: Vec<f64> = (0..1000).map(|index| f64::from(index) * 0.1).collect();
    let found = paired(&values, &values, 0.95).unwrap();
    assert_eq!(found.difference.mean, 0.0);
    assert_eq!(found.difference.interval, Some(Interval { low: 0.0, high: 0.0 }));
    assert_eq!((found.variance_difference, found.variance_reduction), (Some(0.0), None));
    assert_eq!(found.independent_replications, None);
    assert!((found.correlation.unwrap() - 1.0).abs() < 1e-12);
}

#[test]
fn a_small_example() {
    let found = paired(&[1.0, 2.0, 3.0, 6.0], &[2.0, 2.0, 5.0, 7.0], 0.95).unwrap();
    assert_eq!((found.mean_first, found.mean_second, found.difference.mean), (3.0, 4.0, 1.0));
    // Deviations -2 -1 0 3 and -2 -2 1 3; differences 1 0 2 1.
    assert!((found.variance_first.unwrap() - 14.0 / 3.0).abs() < 1e-15);
    assert!((found.variance_second.unwrap() - 18.0 / 3.0).abs() < 1e-15);
    assert!((found.variance_difference.unwrap() - 2.0 / 3.0).abs() < 1e-15);
    assert!((found.correlation.unwrap() - 15.0 / (14.0_f64 * 18.0).sqrt()).abs() < 1e-15);
    assert!((found.variance_reduction.unwrap() - 16.0).abs() < 1e-13);
    assert_eq!(found.independent_replications, Some(64));
    assert_eq!(found.difference, mean(&[1.0, 0.0, 2.0, 1.0], 0.95).unwrap());
    assert_eq!(paired(&[], &[], 0.95), None);
    let single = paired(&[1.0], &[3.0], 0.95).unwrap();
    assert_eq!((single.difference.mean, single.correlation, single.variance_reduction), (2.0, None, None));
    assert_eq!(paired(&[1.0, 1.0], &[1.0, 2.0], 0.95).unwrap().correlation, None);
}

#[test]
fn pairing_saves_the_replications_it_names() {
    let draws = Draws::new(1, 5, 0);
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for number in 0..20_000 {
        let mut stream = draws.open(Lineage(number), 0);
        let common = stream.normal();
        first.push(3.0 * common + stream.normal());
        second.push(0.5 + 3.0 * common + stream.normal());
    }
    let found = paired(&first, &second, 0.95).unwrap();
    assert!(found.difference.interval.unwrap().contains(0.5));
    // (10 + 10) / 2; correlation 9 / 10.
    assert!((found.variance_reduction.unwrap() - 10.0).abs() < 0.4, "{found:?}");
    assert!((found.correlation.unwrap() - 0.9).abs() < 0.01, "{found:?}");
    assert!(found.independent_replications.unwrap().abs_diff(200_000) < 8_000);
    // Unrelated samples save nothing, and the same ones in another order neither.
    second.rotate_left(1);
    assert!((paired(&first, &second, 0.95).unwrap().variance_reduction.unwrap() - 1.0).abs() < 0.05);
}

#[test]
fn incomplete_pairs_are_counted() {
    let first = [Some(1.0), None, Some(3.0), None, Some(5.0)];
    let second = [Some(2.0), Some(4.0), None, None, Some(6.0)];
    let expected =
        CompletePairs { first: vec![1.0, 5.0], second: vec![2.0, 6.0], only_first: 1, only_second: 1, neither: 1 };
    assert_eq!(complete_pairs(&first, &second), expected);
}

#[test]
#[should_panic(expected = "same length")]
fn samples_of_different_length_are_no_pairs() {
    let _ = paired(&[1.0], &[1.0, 2.0], 0.95);
}
