//! Labels do not matter: in a world of two sides that mirror each other, swapping their order and their names leaves
//! every distribution as it is, and neither side differs from the other. A world that is unfair by a few per cent is
//! found out by the same tests with the same numbers of runs.

use super::in_parallel;
use super::mirror::{Arrangement, Counts, HOSTILITY, OF_SIDE, PLAIN, run, setup};
use super::statistics::{chi_square, kolmogorov_smirnov, sign_test};

/// Runs of one arrangement: as many as it takes to find the unfair worlds below.
const RUNS: usize = 8_000;
/// A test fails below it; fixed before the first run. With 94 tests one in eleven choices of seeds would have a
/// false alarm; the seeds are fixed.
const LEAST_P: f64 = 0.001;
/// An unfair world counts as found out below it, in any one of a dozen tests.
const FOUND_P: f64 = 1e-4;

/// Runs of an arrangement, each arrangement with its own seeds so that samples are independent.
fn runs(arrangement: Arrangement, block: u64) -> Vec<Counts> {
    let setup = setup(arrangement);
    in_parallel(RUNS, |number| run(&setup, arrangement, block * 1_000_000 + number as u64))
}

/// p values by name.
type Tests = Vec<(String, f64)>;

fn column(runs: &[Counts], side: usize, measure: usize) -> Vec<f64> {
    runs.iter().map(|run| run.of_side[side][measure]).collect()
}

/// One measure of two samples: sizes by Kolmogorov and Smirnov, counts by chi-square.
fn alike(measure: &str, one: &[f64], other: &[f64]) -> f64 {
    if measure == "displaced peak" { kolmogorov_smirnov(one, other) } else { chi_square(one, other) }
}

/// The same side of the map in two arrangements, and what belongs to no side.
fn between(name: &str, one: &[Counts], other: &[Counts]) -> Tests {
    let mut tests = Vec::new();
    for (side, place) in ["north", "south"].into_iter().enumerate() {
        for (index, measure) in OF_SIDE.iter().enumerate() {
            let p = alike(measure, &column(one, side, index), &column(other, side, index));
            tests.push((format!("{name}: {measure} of the {place}"), p));
        }
    }
    let truces = |runs: &[Counts]| runs.iter().map(|run| run.truces).collect::<Vec<f64>>();
    tests.push((format!("{name}: truces"), chi_square(&truces(one), &truces(other))));
    let first = |runs: &[Counts]| runs.iter().filter_map(|run| run.first_actor).collect::<Vec<f64>>();
    tests.push((format!("{name}: first actor"), chi_square(&first(one), &first(other))));
    tests
}

/// North against south within the runs of one arrangement: pairs of each run by signs, and the north of even seeds
/// against the south of odd ones, which are independent, by their distributions.
fn within(name: &str, runs: &[Counts]) -> Tests {
    let mut tests = Vec::new();
    for (index, measure) in OF_SIDE.iter().enumerate() {
        let pairs = runs.iter().map(|run| (run.of_side[0][index], run.of_side[1][index]));
        tests.push((format!("{name}: {measure}, pairs"), sign_test(pairs)));
        let (north, south) = (column(runs, 0, index), column(runs, 1, index));
        let half = |of: &[f64], from: usize| of.iter().skip(from).step_by(2).copied().collect::<Vec<f64>>();
        tests.push((format!("{name}: {measure}, halves"), alike(measure, &half(&north, 0), &half(&south, 1))));
    }
    let first = runs.iter().filter_map(|run| run.first_actor).map(|first| (first, 0.5));
    tests.push((format!("{name}: first actor"), sign_test(first)));
    tests
}

fn least(tests: &Tests) -> &(String, f64) {
    tests.iter().min_by(|one, other| one.1.total_cmp(&other.1)).expect("there are tests")
}

#[test]
fn swapping_labels_changes_no_distribution() {
    let arrangements = [
        ("plain", PLAIN),
        ("order swapped", Arrangement { north_first: false, ..PLAIN }),
        ("names swapped", Arrangement { names_swapped: true, ..PLAIN }),
        ("both swapped", Arrangement { north_first: false, names_swapped: true, ..PLAIN }),
    ];
    let mut tests = Tests::new();
    let mut plain = Vec::new();
    for (block, (name, arrangement)) in arrangements.into_iter().enumerate() {
        let runs = runs(arrangement, block as u64);
        means(name, &runs);
        tests.extend(within(name, &runs));
        if block == 0 {
            plain = runs;
        } else {
            tests.extend(between(&format!("plain and {name}"), &plain, &runs));
        }
    }
    let (name, p) = least(&tests);
    println!("{} tests of {RUNS} runs an arrangement; least p {p:.4} ({name})", tests.len());
    let failed: Vec<_> = tests.iter().filter(|(_, p)| *p < LEAST_P).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// What a run is like: a symmetric world in which nothing happens would show nothing.
fn means(name: &str, runs: &[Counts]) {
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
    let text: Vec<String> = OF_SIDE
        .iter()
        .enumerate()
        .map(|(index, measure)| {
            let [north, south] = [0, 1].map(|side| mean(column(runs, side, index)));
            assert!(north + south > 0.01, "{measure} hardly ever happens");
            format!("{measure} {north:.2} and {south:.2}")
        })
        .collect();
    let truces = mean(runs.iter().map(|run| run.truces).collect());
    let first = mean(runs.iter().filter_map(|run| run.first_actor).collect());
    println!("{name}: {}; truces {truces:.2}; south first {first:.3}", text.join(", "));
}

#[test]
fn a_side_a_few_per_cent_more_hostile_is_found_out() {
    let unfair = Arrangement { hostility: HOSTILITY * 1.05, ..PLAIN };
    found_out("hostility of the north 5 % higher", unfair, 10);
}

#[test]
fn a_side_with_crews_a_few_per_cent_larger_is_found_out() {
    let unfair = Arrangement { crew: 42, ..PLAIN };
    found_out("crews of the north 5 % larger", unfair, 11);
}

fn found_out(name: &str, unfair: Arrangement, block: u64) {
    let runs = runs(unfair, block);
    means(name, &runs);
    let tests = within(name, &runs);
    let (which, p) = least(&tests);
    println!("{name}: {} tests of {RUNS} runs; least p {p:.1e} ({which})", tests.len());
    assert!(*p < FOUND_P, "{tests:#?}");
}
