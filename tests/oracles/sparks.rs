//! Sparks: counts and gaps of a Poisson process, negative-binomial counts of years with a gamma factor, and cycles that
//! move sparks within the day and the year but make none.

use truceline::engine::Time;
use truceline::model::Setup;

use crate::oracle::{Oracle, Sample, WRONG, all_hold};
use crate::setting::{Runs, border, set};

const YEAR_HOURS: f64 = 8766.0;

fn sparks(per_year: f64) -> Setup {
    let mut setup = border();
    setup.background_sparks = true;
    set(&mut setup, &[("spark.rate_per_year", per_year)]);
    setup
}

/// Counts in windows of one length, one after the other in long runs: their sample, windows with none, with one.
fn count_windows(setup: Setup, hours: f64, windows: usize, runs: u64) -> (Sample, [u64; 2]) {
    let mut world = Runs::new(setup);
    let (mut counts, mut shares) = (Sample::near(1.0), [0; 2]);
    for replication in 0..runs {
        let mut found = vec![0_usize; windows];
        for act in &world.until(replication, hours * windows as f64).acts {
            found[(act.time.hours() / hours) as usize] += 1;
        }
        for count in found {
            counts.add(count as f64);
            if let Some(share) = shares.get_mut(count) {
                *share += 1;
            }
        }
    }
    (counts, shares)
}

#[test]
fn counts_are_poisson() {
    // The factor of each year has shape 10^6: it is 1 but for a thousandth.
    let (mean, windows) = (1.5, 1_000_000);
    let hours = 0.9;
    let (counts, [none, one]) = count_windows(sparks(mean / hours * YEAR_HOURS), hours, windows, 1);
    let empty = libm::exp(-mean);
    let oracles = [
        Oracle::mean("mean", &counts, mean),
        Oracle::variance("variance", &counts, mean),
        Oracle::share("probability of none", none, counts.count, empty),
        Oracle::share("probability of one", one, counts.count, mean * empty),
    ];
    all_hold("sparks: Poisson counts", &oracles);
}

#[test]
fn gaps_are_exponential() {
    let (years, per_year) = (100.0, 6_000.0);
    let expected_hours = YEAR_HOURS / per_year;
    let mut world = Runs::new(sparks(per_year));
    let acts = &world.until(0, years * YEAR_HOURS).acts;
    let mut gaps = Sample::near(expected_hours);
    let (mut logarithms, mut below) = (Sample::near(0.0), 0);
    for pair in acts.windows(2) {
        let hours = pair[1].time.hours_since(pair[0].time);
        gaps.add(hours);
        // Two sparks may fall on one millisecond.
        logarithms.add(libm::log(hours.max(1e-7)));
        below += u64::from(hours < expected_hours * std::f64::consts::LN_2);
    }
    const EULER: f64 = 0.577_215_664_901_532_9;
    let oracles = [
        Oracle::mean("mean gap, h", &gaps, expected_hours),
        Oracle::share("share of gaps below the median", below, gaps.count, 0.5),
        Oracle::logarithm("mean logarithm of a gap", &logarithms, libm::log(expected_hours) - EULER),
    ];
    all_hold("sparks: exponential gaps", &oracles);
}

#[test]
fn counts_of_years_are_negative_binomial() {
    let (mean, shape) = (2.0, 4.0);
    let mut setup = sparks(mean);
    set(&mut setup, &[("spark.year_shape", shape)]);
    let (counts, [none, _]) = count_windows(setup, YEAR_HOURS, 2_000, 500);
    let oracles = [
        Oracle::mean("mean", &counts, mean),
        Oracle::variance("variance", &counts, mean + mean * mean / shape),
        Oracle::share("probability of none", none, counts.count, libm::pow(1.0 + mean / shape, -shape)),
    ];
    all_hold("sparks: negative-binomial counts of years", &oracles);
}

#[test]
fn cycles_move_sparks_and_make_none() {
    let (years, per_year, day, season) = (100.0, 6_000.0, 0.5, 0.25);
    let mut setup = sparks(per_year);
    set(&mut setup, &[("spark.day_amplitude", day), ("spark.season_amplitude", season)]);
    let (peak_hour, peak_day) = (setup.parameters.spark.peak_hour, setup.parameters.spark.season_peak_day);
    let calendar = setup.calendar;
    let mut world = Runs::new(setup);
    let acts = &world.until(0, years * YEAR_HOURS).acts;
    // Within a quarter of the cycle either way of its peak: 1/2 + a / pi of a density (1 + a cos) about the circle.
    let near = |position: f64, peak: f64, length: f64| {
        let distance = (position - peak).rem_euclid(length);
        distance < length / 4.0 || distance >= 3.0 * length / 4.0
    };
    let count = |holds: &dyn Fn(Time) -> bool| acts.iter().filter(|act| holds(act.time)).count() as u64;
    let by_day = count(&|time| near(calendar.hour(time), peak_hour, 24.0));
    let in_season = count(&|time| near(calendar.day_of_year(time), peak_day, 365.25));
    let (found, expected) = (acts.len() as u64, years * per_year);
    let share = |amplitude: f64| 0.5 + amplitude / std::f64::consts::PI;
    let oracles = [
        Oracle::new("sparks in a century", found, found as f64, [expected, WRONG * expected], expected.sqrt()),
        Oracle::share("share in the half day about the peak", by_day, found, share(day)),
        Oracle::share("share in the half year about the peak", in_season, found, share(season)),
    ];
    all_hold("sparks: day and season", &oracles);
}
