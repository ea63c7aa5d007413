//! Generators of points.

use truceline::engine::{Draws, Lineage};
use truceline::experiment::design::{
    SOBOL_DIMENSIONS_LIMIT, full_factorial, full_factorial_size, latin_hypercube, sobol,
};

#[test]
fn a_full_factorial_has_every_combination_once() {
    let expected = [[0, 0, 0], [0, 0, 1], [0, 0, 2], [1, 0, 0], [1, 0, 1], [1, 0, 2]];
    assert_eq!(full_factorial(&[2, 1, 3]), expected);
    assert_eq!(full_factorial(&[]), [[0; 0]]);
    assert_eq!(full_factorial(&[3, 0]), [[0; 2]; 0]);
    assert_eq!(full_factorial_size(&[1 << 40, 1 << 40]), None);
    assert_eq!(full_factorial_size(&[1 << 40, 1 << 40, 0]), Some(0));
}

/// How many points lie in each of so many equal parts of a dimension.
fn counts(points: &[Vec<f64>], dimension: usize, parts: usize) -> Vec<usize> {
    let mut counts = vec![0; parts];
    for point in points {
        counts[(point[dimension] * parts as f64) as usize] += 1;
    }
    counts
}

#[test]
fn a_latin_hypercube_has_one_point_in_each_stratum() {
    for (points, dimensions) in [(1, 1), (7, 3), (100, 12), (1000, 2)] {
        for seed in 0..20 {
            let rows = latin_hypercube(points, dimensions, seed);
            assert_eq!(rows.len(), points);
            assert!((0..dimensions).all(|dimension| counts(&rows, dimension, points) == vec![1; points]));
        }
    }
    // Plain random points do not pass.
    let mut stream = Draws::new(1, 1, 0).open(Lineage(0), 0);
    let plain: Vec<Vec<f64>> = (0..100).map(|_| vec![stream.unit()]).collect();
    assert_ne!(counts(&plain, 0, 100), [1; 100]);
    assert_eq!(latin_hypercube(0, 3, 1), [[0.0; 3]; 0]);
}

#[test]
fn a_latin_hypercube_is_its_seed() {
    let rows = latin_hypercube(50, 3, 9);
    assert_eq!(rows, latin_hypercube(50, 3, 9));
    assert_ne!(rows, latin_hypercube(50, 3, 10));
    let wider = latin_hypercube(50, 4, 9);
    assert!(rows.iter().zip(&wider).all(|(narrow, wide)| narrow[..] == wide[..3]), "a further factor moves no other");
    // Orders of two dimensions are unrelated: about half the pairs of points ascend in both or in neither.
    let (mut alike, mut pairs) = (0, 0);
    for (index, one) in rows.iter().enumerate() {
        for other in &rows[index + 1..] {
            alike += i32::from((one[0] < other[0]) == (one[1] < other[1]));
            pairs += 1;
        }
    }
    assert!((0.3..0.7).contains(&(f64::from(alike) / f64::from(pairs))), "{alike} of {pairs}");
}

/// Moves only together with `DESIGN_VERSION`.
#[test]
fn bits_of_designs() {
    let latin: Vec<u64> = latin_hypercube(3, 2, 17).concat().iter().map(|value| value.to_bits()).collect();
    assert_eq!(latin, LATIN, "{latin:#x?}");
    let scrambled: Vec<u64> = sobol(2, 2, Some(17)).concat().iter().map(|value| value.to_bits()).collect();
    assert_eq!(scrambled, SCRAMBLED, "{scrambled:#x?}");
}

const LATIN: [u64; 6] = [
    0x3fd3_b5a2_c835_5555,
    0x3fe6_ed9c_f7d0_0000,
    0x3fe2_cf16_c725_5555,
    0x3fa8_2fdf_f900_0000,
    0x3feb_d08e_00da_aaab,
    0x3fe3_710e_edc5_5555,
];
const SCRAMBLED: [u64; 4] =
    [0x3faa_e458_6700_0000, 0x3fb5_b60b_7680_0000, 0x3fec_e199_9570_0000, 0x3fed_d1b3_2970_0000];

/// The first points, as on the page of S. Joe and F. Y. Kuo (three dimensions) and as SciPy 1.17 gives them (five).
#[test]
fn the_sequence_begins_as_published() {
    let expected = [
        [0.0, 0.0, 0.0, 0.0, 0.0],
        [0.5, 0.5, 0.5, 0.5, 0.5],
        [0.75, 0.25, 0.25, 0.25, 0.75],
        [0.25, 0.75, 0.75, 0.75, 0.25],
        [0.375, 0.375, 0.625, 0.875, 0.375],
        [0.875, 0.875, 0.125, 0.375, 0.875],
        [0.625, 0.125, 0.875, 0.625, 0.625],
        [0.125, 0.625, 0.375, 0.125, 0.125],
        [0.1875, 0.3125, 0.9375, 0.4375, 0.5625],
        [0.6875, 0.8125, 0.4375, 0.9375, 0.0625],
    ];
    assert_eq!(sobol(10, 5, None), expected);
}

#[test]
fn every_dyadic_interval_holds_its_share() {
    for scrambling in [None, Some(1), Some(2)] {
        for power in [0, 1, 5, 10] {
            let size = 1 << power;
            let points = sobol(size, SOBOL_DIMENSIONS_LIMIT, scrambling);
            for dimension in 0..SOBOL_DIMENSIONS_LIMIT {
                assert_eq!(counts(&points, dimension, size), vec![1; size], "dimension {dimension} {scrambling:?}");
            }
        }
    }
}

#[test]
fn every_dyadic_rectangle_of_the_first_two_dimensions_holds_one_point() {
    for scrambling in [None, Some(3)] {
        let points = sobol(256, 2, scrambling);
        for power in 0..=8 {
            let (across, up) = (1_usize << power, 256_usize >> power);
            let mut counts = vec![0; 256];
            for point in &points {
                counts[(point[0] * across as f64) as usize * up + (point[1] * up as f64) as usize] += 1;
            }
            assert_eq!(counts, [1; 256], "{across} × {up} {scrambling:?}");
        }
    }
}

#[test]
fn scrambling_moves_points_and_leaves_none_on_the_edge() {
    let (plain, one, other) = (sobol(64, 8, None), sobol(64, 8, Some(1)), sobol(64, 8, Some(2)));
    assert_eq!(one, sobol(64, 8, Some(1)));
    assert!(plain != one && one != other);
    assert!(one.concat().iter().all(|&value| 0.0 < value && value < 1.0));
    assert!(
        one.iter().all(|point| point.windows(2).any(|pair| pair[0] != pair[1])),
        "dimensions have their own scrambling"
    );
}
