//! F9, F10 and F13: major episodes, their length, their truces and their wounded.

use crate::experiment::statistics::{CONFIDENCE, Interval, Life, kaplan_meier, mean};
use crate::model::Harm;

use super::MAJORS;
use super::incidents::{of_median, of_share};
use super::ranges::{
    FIRST_FAILS, MAJOR_BELOW_TEN, MAJOR_LENGTH, TRUCES_AGREED, TRUCES_FAILED, Target, WOUNDED_ALL, WOUNDED_CIVILIANS,
    WOUNDED_SOLDIERS,
};
use super::resample::{self, RESAMPLES};
use super::samples::Episode;
use super::table::{Fact, Measured};

/// Fewest major episodes that are judged.
pub const LEAST: usize = 50;

/// F9: length.
pub fn lengths(scenario: &str, majors: &[&Episode]) -> Vec<Fact> {
    let days: Vec<f64> = majors.iter().map(|episode| episode.hours() / 24.0).collect();
    let below = days.iter().filter(|&&days| days < 10.0).count();
    vec![
        Fact::judge(&MAJOR_LENGTH, scenario, of_median(&days, ""), LEAST, MAJORS),
        Fact::judge(&MAJOR_BELOW_TEN, scenario, of_share(below, days.len(), ""), LEAST, MAJORS),
    ]
}

/// F10: truces agreed and failed, and how soon the first fails.
pub fn truces(scenario: &str, majors: &[&Episode]) -> Vec<Fact> {
    let agreed: Vec<f64> = majors.iter().map(|episode| episode.truces.len() as f64).collect();
    let failed = |episode: &&Episode| episode.truces.iter().filter(|truce| truce.collapsed).count() as f64;
    let failed: Vec<f64> = majors.iter().map(failed).collect();
    let first: Vec<Life> = majors.iter().filter_map(|episode| Some(episode.truces.first()?.life())).collect();
    let fails = kaplan_meier(&first, 24.0, CONFIDENCE).map(|survival| {
        let interval = Interval { low: 1.0 - survival.interval.high, high: 1.0 - survival.interval.low };
        let week = kaplan_meier(&first, 168.0, CONFIDENCE);
        let week = week.map_or_else(String::new, |week| {
            let (low, high) = (1.0 - week.interval.high, 1.0 - week.interval.low);
            format!("; within 7 d {:.2} ({low:.2} to {high:.2})", 1.0 - week.share)
        });
        Measured::new(1.0 - survival.share, interval, first.len()).note(format!("Kaplan-Meier, Greenwood's band{week}"))
    });
    vec![
        Fact::judge(&TRUCES_AGREED, scenario, of_mean(&agreed), LEAST, MAJORS),
        Fact::judge(&TRUCES_FAILED, scenario, of_mean(&failed), LEAST, MAJORS),
        Fact::judge(&FIRST_FAILS, scenario, fails, LEAST, MAJORS),
    ]
}

fn of_mean(values: &[f64]) -> Option<Measured> {
    let mean = mean(values, CONFIDENCE)?;
    let median = of_median(values, "")?.value;
    Some(Measured::new(mean.mean, mean.interval?, values.len()).note(format!("median {median}")))
}

/// F13: wounded to killed by class.
pub fn wounded(scenario: &str, majors: &[&Episode], seed: u64) -> Vec<Fact> {
    type Counts = fn(&Harm) -> (u32, u32);
    let classes: [(&'static Target, Counts); 3] = [
        (&WOUNDED_ALL, |harm| (harm.wounded(), harm.killed())),
        (&WOUNDED_CIVILIANS, |harm| (harm.wounded_civilian, harm.killed_civilian)),
        (&WOUNDED_SOLDIERS, |harm| (harm.wounded_military, harm.killed_military)),
    ];
    let fact = |(target, counts): (&'static Target, Counts)| {
        let ratio = |chosen: &mut dyn Iterator<Item = usize>| {
            let (wounded, killed) = chosen.fold((0_u64, 0_u64), |(wounded, killed), item| {
                let (more_wounded, more_killed) = counts(&majors[item].harm);
                (wounded + u64::from(more_wounded), killed + u64::from(more_killed))
            });
            (killed > 0).then(|| wounded as f64 / killed as f64)
        };
        let value = ratio(&mut (0..majors.len()));
        let interval =
            resample::interval(majors.len(), seed, target.name, RESAMPLES, |chosen| ratio(&mut chosen.iter().copied()));
        // Once is enough.
        let first = target.name == WOUNDED_ALL.name;
        let note = if first { "wounded who die count as both; resampled by episodes" } else { "" };
        let measured =
            value.zip(interval).map(|(value, interval)| Measured::new(value, interval, majors.len()).note(note));
        Fact::judge(target, scenario, measured, LEAST, MAJORS)
    };
    classes.into_iter().map(fact).collect()
}
