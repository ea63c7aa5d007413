//! Retaliation as a Hawkes process: rates, sizes of clusters, and how often only one side acts. Day cycle, ladder,
//! truces, ammunition, suppression, fatigue, answers and moves are off.

use truceline::engine::{Limits, Outcome, Time};
use truceline::model::Setup;
use truceline::model::setup::RetaliationVariant;
use truceline::model::world::Act;

use crate::oracle::{Oracle, Sample, all_hold};
use crate::setting::{NORTH, Runs, border, north_fires, set};

/// Offspring of an act on its own side, and on the other at hostility 1.
const SELF: f64 = 0.22;
const CROSS: f64 = 0.47;
/// Hostility of the setting.
const HOSTILITY: f64 = 0.9;

fn offspring(n_self: f64, n_cross: f64) -> Setup {
    let mut setup = border();
    set(&mut setup, &[("retaliation.n_self", n_self), ("retaliation.n_cross", n_cross)]);
    setup
}

/// Probability that a cluster has `size` acts when each has a Poisson number of offspring of this mean.
///
/// Formula: e^(-n k) (n k)^(k - 1) / k!. Source: E. Borel, Comptes rendus 214 (1942) 452.
fn borel(mean: f64, size: u32) -> f64 {
    let k = f64::from(size);
    libm::exp(-mean * k + (k - 1.0) * libm::log(mean * k) - libm::lgamma(k + 1.0))
}

/// The least root of q = f(q) in 0..=1, from below.
fn least_root(f: impl Fn(f64) -> f64) -> f64 {
    (0..10_000).fold(0.0, |q, _| f(q))
}

/// Clusters that begin so far apart that none lasts until the next: 500 mean delays.
const APART_HOURS: f64 = 250.0;
const CLUSTERS_A_RUN: u64 = 10_000;

/// Hands each cluster of many runs to a function: all acts that follow from one at rung 2 by the north.
fn each_cluster(mut setup: Setup, runs: u64, mut each: impl FnMut(&[Act])) {
    set(&mut setup, &[("retaliation.slow_hours_mean", 0.5)]);
    for cluster in 0..CLUSTERS_A_RUN {
        north_fires(&mut setup, APART_HOURS * cluster as f64, 2, 1);
    }
    let number = |act: &Act| (act.time.hours() / APART_HOURS) as u64;
    let mut world = Runs::new(setup);
    for replication in 0..runs {
        let acts = &world.until(replication, APART_HOURS * CLUSTERS_A_RUN as f64).acts;
        let clusters = acts.chunk_by(|one, other| number(one) == number(other));
        assert_eq!(clusters.map(&mut each).count() as u64, CLUSTERS_A_RUN);
    }
}

#[test]
fn clusters_have_borel_sizes() {
    const LARGE: u32 = 6;
    let mean = SELF + CROSS * HOSTILITY;
    let (mut sizes, mut counts, mut one_sided) = (Sample::near(1.0), [0_u64; LARGE as usize], 0);
    each_cluster(offspring(SELF, CROSS), 200, |cluster| {
        sizes.add(cluster.len() as f64);
        if let Some(count) = counts.get_mut(cluster.len()) {
            *count += 1;
        }
        one_sided += u64::from(cluster.iter().all(|act| act.side == NORTH));
    });
    let all = sizes.count;
    let large = all - counts.iter().sum::<u64>();
    let below: f64 = (1..LARGE).map(|size| borel(mean, size)).sum();
    let quiet = least_root(|q| libm::exp(-CROSS * HOSTILITY + SELF * (q - 1.0)));
    let oracles = [
        Oracle::mean("mean size, 1 / (1 - n)", &sizes, 1.0 / (1.0 - mean)),
        Oracle::share("size 1", counts[1], all, borel(mean, 1)),
        Oracle::share("size 2", counts[2], all, borel(mean, 2)),
        Oracle::share("size 3", counts[3], all, borel(mean, 3)),
        Oracle::share("size 6 or more", large, all, 1.0 - below),
        Oracle::share("one-sided, q = exp(-n_cross + n_self (q - 1))", one_sided, all, quiet),
    ];
    all_hold("retaliation: clusters (Borel)", &oracles);
}

/// Mean size, and share of acts without any that follows.
fn sizes_of(setup: Setup, runs: u64, mean: f64, alone_expected: f64) -> [Oracle; 2] {
    let (mut sizes, mut alone) = (Sample::near(1.0), 0);
    each_cluster(setup, runs, |cluster| {
        sizes.add(cluster.len() as f64);
        alone += u64::from(cluster.len() == 1);
    });
    [
        Oracle::mean("mean size, 1 / (1 - n)", &sizes, 1.0 / (1.0 - mean)),
        Oracle::share("nothing follows", alone, sizes.count, alone_expected),
    ]
}

#[test]
fn in_the_response_curve_only_the_other_side_replies() {
    let mut setup = offspring(SELF, CROSS);
    setup.retaliation = RetaliationVariant::ResponseCurve;
    // At rung 2 a reply is of size 2 at least, and 0.8 r / s replies come from a side of hostility 1.
    let mean = setup.parameters.retaliation.response_slope * HOSTILITY;
    all_hold("retaliation: response curve", &sizes_of(setup, 60, mean, libm::exp(-mean)));
}

#[test]
fn in_deterrence_some_hold_their_fire() {
    let mut setup = offspring(SELF, CROSS);
    setup.retaliation = RetaliationVariant::Deterrence;
    let holds = setup.parameters.retaliation.deterrence_share;
    let cross = CROSS * HOSTILITY;
    let alone = libm::exp(-SELF) * (holds + (1.0 - holds) * libm::exp(-cross / (1.0 - holds)));
    all_hold("retaliation: deterrence", &sizes_of(setup, 60, SELF + cross, alone));
}

#[test]
fn the_rate_is_that_of_sparks_over_one_less_n() {
    let (per_year, runs, from_hours, until_hours) = (6_000.0, 160, 720.0, 8_700.0);
    let mut setup = offspring(SELF, CROSS);
    setup.background_sparks = true;
    set(&mut setup, &[("spark.rate_per_year", per_year)]);
    let mut world = Runs::new(setup);
    let expected = per_year / 8766.0 / (1.0 - SELF - CROSS * HOSTILITY);
    let mut rates = Sample::near(expected);
    for replication in 0..runs {
        let acts = &world.until(replication, until_hours).acts;
        let counted = acts.iter().filter(|act| act.time.hours() >= from_hours).count();
        rates.add(counted as f64 / (until_hours - from_hours));
    }
    all_hold("retaliation: stationary rate", &[Oracle::mean("acts an hour, mu / (1 - n)", &rates, expected)]);
}

#[test]
fn explosive_clusters_die_out_as_often_as_galton_watson() {
    let (n_self, n_cross, runs) = (0.6, 1.0, 300_000);
    let mean = n_self + n_cross * HOSTILITY;
    let mut setup = offspring(n_self, n_cross);
    set(&mut setup, &[("retaliation.slow_hours_mean", 0.5)]);
    north_fires(&mut setup, 0.0, 2, 1);
    let mut world = Runs::new(setup);
    // One event is the inject, each other one an act; what has not died out after so many counts as surviving.
    let most_acts = 60;
    let limits = Limits { events: most_acts, ..Limits::until(Time::from_hours(1e5)) };
    let extinct = (0..runs).filter(|&replication| match world.run(replication, &limits, &mut ()).0 {
        Outcome::Horizon => true,
        Outcome::EventLimit => false,
        other => panic!("{}", other.name()),
    });
    let extinct = extinct.count() as u64;
    let root = least_root(|q| libm::exp(mean * (q - 1.0)));
    let missed: f64 = (most_acts as u32..2_000).map(|size| borel(mean, size)).sum();
    let error = (root * (1.0 - root) / runs as f64).sqrt();
    assert!(missed < 0.05 * error, "counting large clusters that die later as surviving biases by {missed}");
    let oracle = Oracle::share("died out, q = exp(n (q - 1)), n = 1.5", extinct, runs, root);
    let part = format!(
        "retaliation: extinction (Galton-Watson), with a bias of {missed:.0e} by the limit of {most_acts} acts"
    );
    all_hold(&part, &[oracle]);
}
