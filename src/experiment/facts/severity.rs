//! F1 and F2: how heavy the tails of killed are, by episode and by act.

use crate::experiment::statistics::{Interval, Support, Tail, tail, tail_p};

use super::FATAL_EPISODES;
use super::ranges::{ACT_EXPONENT, EPISODE_EXPONENT, FLATTENING};
use super::resample::{self, RESAMPLES};
use super::samples::{Episode, Samples};
use super::table::{Fact, Measured};

/// Samples drawn for a p value, which is only reported.
const P_SAMPLES: usize = 100;
/// Fewest fatal episodes that are judged.
const LEAST: usize = 100;

/// The severity of the first 500 fatal episodes, and of the acts in them.
pub fn severity(scenario: &str, samples: &Samples, seed: u64) -> Vec<Fact> {
    let fatal: Vec<&Episode> =
        samples.episodes().filter(|episode| episode.harm.killed() > 0).take(FATAL_EPISODES).collect();
    let episodes: Vec<f64> = fatal.iter().map(|episode| f64::from(episode.harm.killed())).collect();
    let acts: Vec<f64> = fatal.iter().flat_map(|episode| &episode.act_deaths).copied().map(f64::from).collect();
    let of_episodes = exponent(&episodes, seed, "F1");
    let of_acts = exponent(&acts, seed, "F2");
    let flattening = of_episodes.as_ref().zip(of_acts.as_ref()).and_then(|(_, of_acts)| {
        let difference = |episodes: &[f64], acts: &[f64]| Some(fit(acts)?.exponent - fit(episodes)?.exponent);
        let interval = resample::interval(fatal.len(), seed, "F2 less F1", RESAMPLES, |chosen| {
            let episodes: Vec<f64> = chosen.iter().map(|&item| f64::from(fatal[item].harm.killed())).collect();
            let acts = chosen.iter().flat_map(|&item| &fatal[item].act_deaths).copied().map(f64::from);
            difference(&episodes, &acts.collect::<Vec<f64>>())
        });
        let measured = Measured::new(difference(&episodes, &acts)?, interval?, of_acts.count);
        Some(measured.note("resampled by episodes"))
    });
    vec![
        Fact::judge(&EPISODE_EXPONENT, scenario, of_episodes, LEAST, FATAL_EPISODES),
        Fact::judge(&ACT_EXPONENT, scenario, of_acts, LEAST, FATAL_EPISODES),
        Fact::judge(&FLATTENING, scenario, flattening, LEAST, FATAL_EPISODES),
    ]
}

fn fit(values: &[f64]) -> Option<Tail> {
    tail(values, Support::Whole)
}

/// The exponent of the density with a bootstrap interval, for which the beginning of the tail is fitted anew.
fn exponent(values: &[f64], seed: u64, label: &str) -> Option<Measured> {
    let found = fit(values)?;
    let interval: Option<Interval> = resample::interval(values.len(), seed, label, RESAMPLES, |chosen| {
        let values: Vec<f64> = chosen.iter().map(|&item| values[item]).collect();
        fit(&values).map(|fit| fit.exponent)
    });
    let p = tail_p(values, &found, P_SAMPLES, |number| resample::stream(seed, "plausible", number))?;
    let note = format!(
        "tail of {} from {}, p {p:.2}; {:.1} standard deviations nearer than an exponential",
        found.count, found.minimum, found.against_exponential
    );
    Some(Measured::new(found.exponent, interval?, values.len()).note(note))
}
