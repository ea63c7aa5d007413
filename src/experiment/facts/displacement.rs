//! F15 and F16: how people leave, how many, and how many come back.

use crate::experiment::statistics::{logistic, quantile, sorted};

use super::MAJORS;
use super::incidents::of_median;
use super::majors::LEAST;
use super::ranges::{DISPLACED_PEAK, DISPLACED_RATIO, DISPLACED_SHAPE, RETURNED};
use super::resample;
use super::samples::{Displacement, Episode};
use super::table::{Fact, Measured};

/// Resamples of the fit, which takes long.
const RESAMPLES: usize = 100;

/// Shape, peak and ratio of the displaced, and the share that is home again.
pub fn displacement(scenario: &str, majors: &[&Episode], seed: u64) -> Vec<Fact> {
    let of = |episode: &&Episode| episode.displacement.as_ref().map(|found| (found.clone(), episode.harm.killed()));
    let found: Vec<(Displacement, u32)> = majors.iter().filter_map(of).collect();
    let curves: Vec<&[u32]> = found.iter().map(|(displacement, _)| displacement.hourly.as_slice()).collect();
    let left: Vec<(u32, usize, u32)> = found
        .iter()
        .map(|(displacement, killed)| {
            let (people, hour) = displacement.peak();
            (people, hour, *killed)
        })
        .filter(|(people, ..)| *people > 0)
        .collect();
    let peaks: Vec<f64> = left.iter().map(|(_, hour, _)| *hour as f64 / 24.0).collect();
    let ratios: Vec<f64> =
        left.iter().map(|(people, _, killed)| libm::log10(f64::from(*people) / f64::from(*killed))).collect();
    let returned: Vec<f64> = majors.iter().filter_map(|episode| episode.returned).collect();
    let before: Vec<f64> = majors.iter().filter_map(|episode| episode.returned_before).collect();
    let calm = format!(
        "with the end of the tenth day the model brings home everybody whose home stands; a minute before, the median is {:.2}; \
         {} of {} episodes had so much calm in the run",
        quantile(&sorted(&before), 0.5).unwrap_or(f64::NAN),
        returned.len(),
        majors.len()
    );
    vec![
        Fact::judge(&DISPLACED_SHAPE, scenario, shape(&curves, seed), LEAST, MAJORS),
        Fact::judge(&DISPLACED_PEAK, scenario, of_median(&peaks, ""), LEAST, MAJORS),
        Fact::judge(&DISPLACED_RATIO, scenario, of_median(&ratios, ""), LEAST, MAJORS),
        Fact::judge(&RETURNED, scenario, of_median(&returned, &calm), LEAST, MAJORS),
    ]
}

/// R² of a logistic curve through the rise of the median curve, up to its peak.
fn shape(curves: &[&[u32]], seed: u64) -> Option<Measured> {
    let all: Vec<usize> = (0..curves.len()).collect();
    let rise = rise(curves, &all);
    let fit = logistic(&rise)?;
    let interval = resample::interval(curves.len(), seed, "F15", RESAMPLES, |chosen| {
        logistic(&self::rise(curves, chosen)).map(|fit| fit.explained)
    });
    let note = format!("rise of {} h, half of {:.0} after {:.1} h", rise.len() - 1, fit.ceiling, fit.half_time);
    Some(Measured::new(fit.explained, interval?, curves.len()).note(note))
}

/// The median of curves hour by hour, up to its peak. A curve that ends before counts as long as it is there.
fn rise(curves: &[&[u32]], chosen: &[usize]) -> Vec<f64> {
    let hours = chosen.iter().map(|&item| curves[item].len()).max().unwrap_or(0);
    let mut median = Vec::with_capacity(hours);
    for hour in 0..hours {
        let values: Vec<f64> =
            chosen.iter().filter_map(|&item| curves[item].get(hour)).map(|&value| f64::from(value)).collect();
        median.extend(quantile(&sorted(&values), 0.5));
    }
    let most = median.iter().copied().fold(0.0, f64::max);
    let peak = median.iter().position(|&value| value == most).unwrap_or(0);
    median.truncate(peak + 1);
    median
}
