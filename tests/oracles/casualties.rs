//! Casualties of an incident: killed and wounded, the harm factor, and the ratio that each replication draws.

use truceline::model::Setup;
use truceline::model::world::Act;

use crate::heavy_fire::{ACTS, AT_ONCE_HOURS, RATIO, heavy_fire};
use crate::oracle::{Oracle, Sample, all_hold};
use crate::setting::{Runs, border};

/// Acts of many runs.
pub fn acts_of(setup: Setup, runs: u64, mut each: impl FnMut(&Act)) {
    let mut world = Runs::new(setup);
    for replication in 0..runs {
        let acts = &world.until(replication, AT_ONCE_HOURS).acts;
        assert_eq!(acts.len(), ACTS as usize);
        acts.iter().for_each(&mut each);
    }
}

#[test]
fn the_killed_are_binomial_among_the_hit() {
    // Few hit by each act, so that the spread of the killed of one act shows too.
    let (mut killed, mut hit, mut of_five) = (0, 0, Sample::near(1.0));
    acts_of(heavy_fire(1.0), 150, |act| {
        let (dead, hurt) = (act.harm.killed_military, act.harm.wounded_military);
        killed += u64::from(dead);
        hit += u64::from(dead + hurt);
        if dead + hurt > 0 {
            // Given the number hit, (killed - n p)^2 / (n p q) has mean 1.
            let (n, p) = (f64::from(dead + hurt), 1.0 / (1.0 + RATIO));
            let difference = f64::from(dead) - n * p;
            of_five.add(difference * difference / (n * p * (1.0 - p)));
        }
    });
    let oracles = [
        Oracle::share("share of the hit who die, 1 / (1 + W)", killed, hit, 1.0 / (1.0 + RATIO)),
        Oracle::mean("squared deviation over n p q", &of_five, 1.0),
    ];
    all_hold("casualties: binomial killed among the hit", &oracles);
}

#[test]
fn the_harm_factor_is_a_cut_pareto() {
    let killed_mean = 1.2;
    let setup = heavy_fire(killed_mean);
    let (exponent, limit) = (setup.parameters.incident.harm_exponent, setup.parameters.incident.harm_limit);
    let (mut killed, mut none) = (Sample::near(1.0), 0);
    acts_of(setup, 1_000, |act| {
        killed.add(f64::from(act.harm.killed_military));
        none += u64::from(act.harm.killed_military == 0);
    });
    // Midpoints of the survival function: the killed of an act are Poisson given its factor.
    let steps = 1_000_000;
    let factor = |step: u32| {
        let survival = (f64::from(step) + 0.5) / f64::from(steps);
        (libm::pow(survival, -1.0 / exponent) * (exponent - 1.0) / exponent).min(limit)
    };
    let average = |f: &dyn Fn(f64) -> f64| (0..steps).map(|step| f(factor(step))).sum::<f64>() / f64::from(steps);
    let oracles = [
        Oracle::mean("mean killed of an act, m E X", &killed, killed_mean * average(&|x| x)),
        Oracle::share("nobody killed, E exp(-m X)", none, killed.count, average(&|x| libm::exp(-killed_mean * x))),
    ];
    all_hold("casualties: harm factor", &oracles);
}

#[test]
fn the_ratio_of_a_replication_is_log_uniform() {
    let setup = border();
    let incident = setup.parameters.incident.clone();
    let mut world = Runs::new(setup);
    let (mut military, mut civilian) = (Sample::near(1.8), Sample::near(1.0));
    for replication in 0..120_000 {
        let [soldiers, civilians] = world.until(replication, AT_ONCE_HOURS).wounded_per_killed;
        military.add(libm::log(soldiers));
        civilian.add(libm::log(civilians));
    }
    let middle = |low: f64, high: f64| libm::log(low * high) / 2.0;
    let [low, high] = [incident.wounded_per_killed_military_low, incident.wounded_per_killed_military_high];
    let of_military = middle(low, high);
    let [low, high] = [incident.wounded_per_killed_civilian_low, incident.wounded_per_killed_civilian_high];
    let oracles = [
        Oracle::logarithm("mean logarithm, soldiers", &military, of_military),
        Oracle::logarithm("mean logarithm, civilians", &civilian, middle(low, high)),
    ];
    all_hold("casualties: wounded for each killed", &oracles);
}
