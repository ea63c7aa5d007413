//! A particle: runs of every experiment with its parameters, until enough of each meet their condition.

use std::sync::Arc;

use crate::engine::{Limits, Lineage, Time};
use crate::experiment::conditional::{self, Tries};
use crate::experiment::replication::{Replication, SEED_MAX};
use crate::model::Setup;
use crate::scenario::calibration::{CalibrationText, Experiment};
use crate::scenario::study::Settings;
use crate::scenario::{ScenarioError, Varied};

use super::distance::Yardstick;

/// Values of free quantities, in their order, as parameters: name and value.
pub fn parameters(calibration: &CalibrationText, values: &[f64]) -> Vec<(String, f64)> {
    let sets = calibration.free.iter().zip(values);
    let set = sets.flat_map(|(free, value)| free.sets.iter().map(move |set| (set, value)));
    set.map(|(set, value)| (set.parameter.clone(), set.plus + set.times * value)).collect()
}

/// Values of the free quantities at a place of the unit cube.
pub fn values(calibration: &CalibrationText, place: &[f64]) -> Vec<f64> {
    calibration.free.iter().zip(place).map(|(free, &share)| free.prior.value(share)).collect()
}

/// The experiments of a calibration with the overrides of one structure, ready for any parameters.
pub struct Simulator<'c> {
    calibration: &'c CalibrationText,
    bases: Vec<Varied>,
}

/// What the runs of a particle gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulated {
    /// By target: its values in the runs that are looked at, None where a run has none; empty when there is no run.
    pub values: Vec<Vec<Option<f64>>>,
    /// By experiment; untried when an earlier one had ended the matter.
    pub tries: Vec<Tries>,
    /// Whether every experiment was run and met its condition.
    pub complete: bool,
}

impl<'c> Simulator<'c> {
    /// With the overrides of a structure.
    ///
    /// # Errors
    /// When a scenario does not take them.
    pub fn new(
        calibration: &'c CalibrationText,
        structure: &[(String, String)],
    ) -> Result<Simulator<'c>, ScenarioError> {
        let base = |experiment: &Experiment| {
            let set: Settings = experiment.set.iter().chain(structure).cloned().collect();
            experiment.scenario.varied(&set)
        };
        let bases = calibration.experiments.iter().map(base).collect::<Result<Vec<Varied>, ScenarioError>>()?;
        Ok(Simulator { calibration, bases })
    }

    /// The calibration.
    pub fn calibration(&self) -> &'c CalibrationText {
        self.calibration
    }

    /// The setup of an experiment with some parameters.
    ///
    /// # Errors
    /// A parameter that is none or out of range, in words.
    pub fn setup(&self, experiment: usize, parameters: &[(String, f64)]) -> Result<Arc<Setup>, String> {
        self.bases[experiment].with_parameters(parameters)
    }

    /// Runs the experiments in their order; gives up as soon as no run of one meets its condition, or the distance must
    /// come out above the tolerance.
    pub fn particle(
        &self,
        parameters: &[(String, f64)],
        lineage: Lineage,
        yardstick: Option<(&Yardstick, f64)>,
    ) -> Simulated {
        let targets = &self.calibration.targets;
        let experiments = &self.calibration.experiments;
        let mut simulated = Simulated {
            values: vec![Vec::new(); targets.len()],
            tries: vec![Tries::default(); experiments.len()],
            complete: false,
        };
        for index in 0..experiments.len() {
            let Simulated { values, tries, .. } = &mut simulated;
            tries[index] = self.run(index, parameters, lineage, &mut |run| {
                for (values, target) in values.iter_mut().zip(targets) {
                    if target.experiment == index {
                        values.push(run.measure(&target.measure));
                    }
                }
            });
            if tries[index].met == 0 {
                return simulated;
            }
            let beyond = yardstick.is_some_and(|(yardstick, tolerance)| {
                yardstick.distance(targets, &simulated.values, index) > tolerance
            });
            if beyond && index + 1 < experiments.len() {
                return simulated;
            }
        }
        simulated.complete = true;
        simulated
    }

    /// Runs an experiment until enough runs met its condition, or all its seeds are tried; tells those that met it.
    fn run(
        &self,
        experiment: usize,
        parameters: &[(String, f64)],
        lineage: Lineage,
        told: &mut dyn FnMut(&Replication),
    ) -> Tries {
        let Ok(setup) = self.setup(experiment, parameters) else { return Tries::default() };
        let text = &self.calibration.experiments[experiment];
        let seed = lineage.child(experiment as u64).0 & SEED_MAX;
        let limits = limits(text, &setup);
        let wanted = (text.given.as_ref(), text.runs as u64);
        conditional::until_met((&setup, &limits), wanted, (seed, text.seeds_most), &mut |_, run, met| {
            if met {
                told(run);
            }
        })
    }
}

/// Limits of the runs of an experiment.
pub fn limits(experiment: &Experiment, setup: &Setup) -> Limits {
    let horizon = experiment.until_hours.map_or(setup.horizon, Time::from_hours);
    let limits = Limits::until(horizon);
    Limits { events: experiment.events_most.unwrap_or(limits.events), ..limits }
}
