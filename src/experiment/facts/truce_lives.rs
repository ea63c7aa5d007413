//! F11: whether the hazard of a truce falls with its age, and what lowers it.

use crate::experiment::statistics::{CONFIDENCE, Life, WeibullFit, weibull_fit};
use crate::model::ceasefire::Form;

use super::LIVES;
use super::ranges::{MONITORING, TRUCE_SHAPE, Target, WITHDRAWAL};
use super::samples::{Samples, Truce};
use super::table::{Fact, Measured};

/// Fewest lives that are judged.
const LEAST: usize = 100;

/// The life of a truce in its first sector at risk, with covariates.
fn life(truce: &Truce, covariates: Vec<f64>) -> Option<Life> {
    truce.sector.map(|(hours, ended)| Life { hours, ended, covariates })
}

/// The shape, with what differs between the truces of one scenario held fixed.
pub fn shape(scenario: &str, samples: &Samples) -> Fact {
    let lives: Vec<Life> = samples
        .truces()
        .filter_map(|truce| {
            let flag = |holds: bool| f64::from(u8::from(holds));
            let (written, withdrawal) = (truce.form != Form::Verbal, truce.form == Form::Withdrawal);
            let failed = f64::from(truce.failed_before);
            life(truce, vec![flag(written), flag(withdrawal), flag(truce.face_to_face), flag(truce.remote), failed])
        })
        .take(LIVES)
        .collect();
    let measured = fit_varying(&lives).map(|fit| {
        let note = format!("{} of {} lives ended; form, channel and failed truces held fixed", fit.ended, lives.len());
        Measured::new(fit.shape.value, fit.shape.interval, lives.len()).note(note)
    });
    Fact::judge(&TRUCE_SHAPE, scenario, measured, LEAST, LIVES)
}

/// The fit with those covariates that vary, in their order: one that does not has no ratio.
fn fit_varying(lives: &[Life]) -> Option<WeibullFit> {
    let first = lives.first()?;
    let varying: Vec<usize> = (0..first.covariates.len())
        .filter(|&index| lives.iter().any(|life| life.covariates[index] != first.covariates[index]))
        .collect();
    let lives: Vec<Life> = lives
        .iter()
        .map(|life| Life { covariates: varying.iter().map(|&index| life.covariates[index]).collect(), ..life.clone() })
        .collect();
    weibull_fit(&lives, CONFIDENCE)
}

/// The hazard ratio of monitors, and of withdrawal, between runs that share their draws.
pub fn ratio(target: &'static Target, scenario: &str, without: &Samples, with: &Samples) -> Fact {
    let lives = |samples: &Samples, is_with: f64| {
        let lives =
            samples.truces().filter_map(move |truce| life(truce, vec![is_with, f64::from(truce.failed_before)]));
        lives.take(LIVES).collect::<Vec<Life>>()
    };
    let (without, with) = (lives(without, 0.0), lives(with, 1.0));
    let count = without.len().min(with.len());
    // With lives on both sides the first covariate varies.
    let fit = (count > 0).then(|| fit_varying(&[without, with].concat())).flatten();
    let measured = fit.map(|fit| {
        let ratio = fit.ratios[0];
        Measured::new(ratio.value, ratio.interval, count)
            .note("the same seeds with and without; failed truces held fixed")
    });
    Fact::judge(target, scenario, measured, LEAST, LIVES)
}

/// The two ratios: monitors against none, withdrawal against writing alone.
pub fn ratios(
    scenario: &str,
    plain: &Samples,
    monitors: &Samples,
    written: &Samples,
    withdrawal: &Samples,
) -> Vec<Fact> {
    vec![ratio(&MONITORING, scenario, plain, monitors), ratio(&WITHDRAWAL, scenario, written, withdrawal)]
}
