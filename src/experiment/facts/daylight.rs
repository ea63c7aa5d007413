//! F17: the day cycle of fire and of departures.

use crate::experiment::statistics::{Interval, day_cycle};

use super::incidents::of_share;
use super::ranges::{DAY_FIRE, DAY_FLAT, DAY_TRAVEL, Target};
use super::samples::Samples;
use super::table::{Fact, Measured};
use super::{FLAT_GROUPS, FLAT_HOURS, ONSETS};

/// Half-width of a 95 % interval in standard errors.
const STANDARD_ERRORS: f64 = 1.96;
/// Fewest hours that are judged.
const LEAST: usize = 100;

/// The first fire and the first departures of each episode: later ones of the same episode hang on them.
pub fn cycles(scenario: &str, samples: &Samples, amplitude: f64) -> Vec<Fact> {
    let fire: Vec<f64> = samples.episodes().filter_map(|episode| episode.fire_hour).take(ONSETS).collect();
    let travel: Vec<f64> = samples.episodes().filter_map(|episode| episode.departure_hour).take(ONSETS).collect();
    vec![of_hours(&DAY_FIRE, scenario, &fire, amplitude), of_hours(&DAY_TRAVEL, scenario, &travel, amplitude)]
}

fn of_hours(target: &'static Target, scenario: &str, hours: &[f64], amplitude: f64) -> Fact {
    let measured = day_cycle(hours).map(|cycle| {
        let half = STANDARD_ERRORS * cycle.standard_error;
        let interval = Interval { low: (cycle.resultant - half).max(0.0), high: (cycle.resultant + half).min(1.0) };
        let note = format!(
            "around {:.1} h, Rayleigh p {:.1e}; amplitude set to {amplitude}, which alone gives {:.2}",
            cycle.hour,
            cycle.p,
            amplitude / 2.0
        );
        Measured::new(cycle.resultant, interval, cycle.count).note(note)
    });
    Fact::judge(target, scenario, measured, LEAST, ONSETS)
}

/// Without an amplitude p is uniform: how often it is below 0.05 in groups of fires that open an episode. Fire that a
/// crowd began is only reported: crowds stand by day, between hours of their own, whatever the amplitude.
pub fn flat(scenario: &str, samples: &Samples) -> Fact {
    let first_fires = |opening: bool| {
        let episodes = samples.episodes().filter(move |episode| episode.opens_with_fire == opening);
        episodes.filter_map(|episode| episode.fire_hour).collect::<Vec<f64>>()
    };
    let hours = first_fires(true);
    let groups: Vec<&[f64]> = hours.chunks_exact(FLAT_HOURS).take(FLAT_GROUPS).collect();
    let below = groups.iter().filter(|group| day_cycle(group).is_some_and(|cycle| cycle.p < 0.05)).count();
    let words = |hours: &[f64]| {
        let cycle = day_cycle(hours)?;
        Some(format!("{} together have length {:.3}, p {:.2}", cycle.count, cycle.resultant, cycle.p))
    };
    let own = words(&hours[..groups.len() * FLAT_HOURS]).unwrap_or_default();
    let crowds = words(&first_fires(false)).unwrap_or_else(|| "none".to_owned());
    let note = format!("all {own}; first fires that a crowd began, which stands by day only: {crowds}");
    Fact::judge(&DAY_FLAT, scenario, of_share(below, groups.len(), &note), FLAT_GROUPS / 2, FLAT_GROUPS)
}
