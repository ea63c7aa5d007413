//! The ensembles behind a score: members run by several threads, looked at in the order of their numbers.

use std::sync::Arc;

use crate::cli::calibrate::diagnosed;
use crate::cli::error::CliError;
use crate::cli::{output, workers};
use crate::engine::Digest;
use crate::experiment::calibration::{Posterior, limits, value};
use crate::experiment::predictive::{Curves, Ensemble, Member, Predictive, Scored, curve_of_measure, score};
use crate::model::Setup;
use crate::model::setup::ObservedPoint;
use crate::report::score::{ScoreReport, ScoredExperiment};
use crate::scenario::calibration::{CalibrationText, Target};
use crate::scenario::study::Settings;

/// Counts over time are scored with one added, so that none has a logarithm.
const POINT_OFFSET: f64 = 1.0;

/// What is asked for.
pub struct Ask<'a> {
    /// Where parameters are drawn from.
    pub posterior: Option<&'a Posterior>,
    /// Members of each experiment.
    pub members: u64,
    /// Seed.
    pub seed: u64,
    /// Threads.
    pub jobs: usize,
    /// Whether curves are wanted too.
    pub curves: bool,
}

/// Runs everything and scores it.
pub fn report<'a>(
    text: &'a CalibrationText,
    (form, set): (String, &Settings),
    setups: &'a [Arc<Setup>],
    ask: &Ask<'_>,
) -> Result<ScoreReport<'a>, CliError> {
    let mut digest = Digest::default();
    let mut experiments = Vec::new();
    for (index, setup) in setups.iter().enumerate() {
        let experiment = experiment(text, index, set, setup, ask)?;
        for ran in experiment.members.iter().filter_map(|member| member.met.as_ref()) {
            digest.fold(ran.digest as u64);
            digest.fold((ran.digest >> 64) as u64);
        }
        experiments.push(experiment);
    }
    let targets = text.targets.iter().map(|target| (target, of_target(target, &experiments[target.experiment])));
    Ok(ScoreReport {
        id: &text.id,
        title: &text.title,
        form,
        digest: digest.value(),
        seed: ask.seed,
        members: ask.members,
        targets: targets.collect(),
        experiments,
    })
}

fn experiment<'a>(
    text: &'a CalibrationText,
    index: usize,
    set: &Settings,
    setup: &'a Setup,
    ask: &Ask<'_>,
) -> Result<ScoredExperiment<'a>, CliError> {
    let experiment = &text.experiments[index];
    let all: Settings = experiment.set.iter().chain(set).cloned().collect();
    let base = experiment.scenario.varied(&all).map_err(diagnosed)?;
    let limits = |setup: &Setup| limits(experiment, setup);
    let ensemble = Ensemble {
        base: &base,
        posterior: ask.posterior,
        given: experiment.given.as_ref(),
        seeds_most: experiment.seeds_most,
        seed: ask.seed,
        limits: &limits,
    };
    let curves = ask.curves && !setup.observed.is_empty();
    let wanted = output::can_overwrite();
    let members = workers::in_order(
        ask.members as usize,
        ask.jobs,
        |number| ensemble.member(number as u64, if curves { Curves::Met } else { Curves::None }),
        |done| {
            if wanted && done % 8 == 0 {
                output::status(&format!("experiment {}: {done} of {} members", experiment.name, ask.members));
            }
        },
    );
    if wanted {
        output::status("");
    }
    let members = members.into_iter().collect::<Result<Vec<Member>, String>>().map_err(CliError::Invalid)?;
    let tried = members.iter().map(|member| member.tries.tried).sum();
    let (met, without): (Vec<Member>, Vec<Member>) = members.into_iter().partition(|member| member.met.is_some());
    let end = limits(setup).horizon.hours();
    let within = setup.observed.iter().filter(|point| point.hours <= end);
    let points = within.map(|point| (point, of_point(point, setup, &met))).collect();
    Ok(ScoredExperiment { name: &experiment.name, setup, members: met, tried, without: without.len() as u64, points })
}

fn of_target(target: &Target, experiment: &ScoredExperiment<'_>) -> Option<Scored> {
    let measured = experiment.members.iter().filter_map(|member| member.met.as_ref());
    let samples: Vec<f64> =
        measured.map(|ran| value(target, ran.measure(&target.measure)).unwrap_or(f64::INFINITY)).collect();
    let logarithm = |value| target.logarithm(value);
    (!samples.is_empty()).then(|| score(Predictive::of(samples), target.documented, logarithm, target.farthest()))
}

/// A documented point over time against the published curve; None without curves, or for measures without one.
fn of_point(point: &ObservedPoint, setup: &Setup, members: &[Member]) -> Option<Scored> {
    let (kind, side) = curve_of_measure(&point.measure)?;
    let side = setup.sides.iter().position(|known| known.id == side)?;
    let curves = members.iter().filter_map(|member| member.met.as_ref()?.curves.as_ref());
    let samples: Vec<f64> = curves.map(|curves| curves.at(kind, side, point.hours)).collect();
    let documented = [point.low, point.best, point.high];
    (!samples.is_empty())
        .then(|| score(Predictive::of(samples), documented, |value| libm::log(value + POINT_OFFSET), point.best))
}
