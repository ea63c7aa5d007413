//! F4 to F6: how incidents end, and how far they go.

use crate::experiment::statistics::{CONFIDENCE, Quantile, Share, quantile_estimate, share, sorted};

use super::FATAL_EPISODES;
use super::ranges::{
    COUNTER_REPLIES, DEATH_SHARE, EPISODE_LENGTH, MAJOR_SHARE, ONE_SIDED, RUNG_2, RUNG_3, RUNG_4, RUNG_5, RUNG_6,
    Target,
};
use super::samples::{Episode, Samples};
use super::table::{Fact, Measured};

/// Fewest episodes, and episodes at a rung, that are judged.
const LEAST: usize = 100;
const LEAST_AT_RUNG: usize = 30;

/// F4: one-sided share, counter-replies and length, on all episodes of the base rate.
pub fn replies(scenario: &str, samples: &Samples) -> Vec<Fact> {
    let episodes: Vec<&Episode> = samples.episodes().collect();
    let wanted = FATAL_EPISODES;
    let one_sided = episodes.iter().filter(|episode| episode.switches == 0).count();
    let fire: Vec<u32> = episodes.iter().filter_map(|episode| episode.fire_switches).collect();
    let of_fire = share(fire.iter().filter(|&&switches| switches == 0).count() as u64, fire.len() as u64, CONFIDENCE);
    let of_fire = of_fire.map_or_else(String::new, |share| format!("{:.2} counting acts of fire alone", share.share));
    let answered: Vec<f64> =
        episodes.iter().map(|episode| episode.switches).filter(|&switches| switches > 0).map(f64::from).collect();
    let fire_answered: Vec<f64> = fire.into_iter().filter(|&switches| switches > 0).map(f64::from).collect();
    let fire_median = quantile_estimate(&sorted(&fire_answered), 0.5, CONFIDENCE);
    let fire_median =
        fire_median.map_or_else(String::new, |median| format!("{} counting acts of fire alone", median.value));
    let lengths: Vec<f64> = episodes.iter().map(|episode| episode.hours()).collect();
    let lulls: Vec<f64> = samples
        .runs
        .iter()
        .flat_map(|run| run.episodes.windows(2).map(|pair| pair[1].start.hours_since(pair[0].last) / 24.0))
        .collect();
    let lull = quantile_estimate(&sorted(&lulls), 0.5, CONFIDENCE);
    let lull = lull.map_or_else(String::new, |lull| {
        format!("lull between episodes {:.1} d (3.5 in [14], where incidents are more frequent)", lull.value)
    });
    vec![
        Fact::judge(&ONE_SIDED, scenario, of_share(one_sided, episodes.len(), &of_fire), LEAST, wanted),
        Fact::judge(&COUNTER_REPLIES, scenario, of_median(&answered, &fire_median), LEAST, wanted),
        Fact::judge(&EPISODE_LENGTH, scenario, of_median(&lengths, &lull), LEAST, wanted),
    ]
}

/// F5: how many episodes kill, and F6: how many go up each further rung.
pub fn frequency(scenario: &str, samples: &Samples) -> Vec<Fact> {
    let (mut all, mut death, mut major, mut reached) = (0, 0, 0, [0_usize; 8]);
    for episode in samples.episodes() {
        all += 1;
        death += usize::from(episode.harm.killed() > 0);
        major += usize::from(episode.is_major());
        for rung in 1..=episode.rung.min(6) {
            reached[usize::from(rung)] += 1;
        }
    }
    let mut facts = vec![
        Fact::judge(&MAJOR_SHARE, scenario, of_share(major, all, ""), LEAST, FATAL_EPISODES),
        Fact::judge(&DEATH_SHARE, scenario, of_share(death, all, ""), LEAST, FATAL_EPISODES),
    ];
    let rungs: [&'static Target; 5] = [&RUNG_2, &RUNG_3, &RUNG_4, &RUNG_5, &RUNG_6];
    for (step, target) in rungs.into_iter().enumerate() {
        let (from, next) = (reached[step + 1], reached[step + 2]);
        facts.push(Fact::judge(target, scenario, of_share(next, from, ""), LEAST_AT_RUNG, LEAST_AT_RUNG));
    }
    facts
}

/// A share with Wilson's interval.
pub(super) fn of_share(successes: usize, trials: usize, note: &str) -> Option<Measured> {
    let Share { share, interval, .. } = share(successes as u64, trials as u64, CONFIDENCE)?;
    Some(Measured::new(share, interval, trials).note(note))
}

/// A median with an interval of order statistics; an end that the sample is too small to bound is that of the sample.
pub(super) fn of_median(values: &[f64], note: &str) -> Option<Measured> {
    let values = sorted(values);
    let Quantile { value, low, high, .. } = quantile_estimate(&values, 0.5, CONFIDENCE)?;
    let (first, last) = (values[0], values[values.len() - 1]);
    let interval = (low.unwrap_or(first), high.unwrap_or(last));
    Some(Measured { value, interval, count: values.len(), note: note.to_owned() })
}
