//! Distance of simulated from documented values: logarithms, in units of how far the prior lets them spread.

use crate::experiment::statistics::continuous_ranked_probability;
use crate::scenario::calibration::Target;

/// Distance, in spreads, of a target that has no value and no place for that.
const ABSENT: f64 = 3.0;
/// Least spread: a target that hardly varies under the prior must not rule the distance alone.
const SPREAD_LEAST: f64 = 0.1;

/// The spread of every target under the prior.
#[derive(Clone, Debug, PartialEq)]
pub struct Yardstick {
    /// By target: standard deviation of ln(value + offset) over the runs of complete particles of the first generation; 1 where fewer than
    /// two have a value.
    pub spreads: Vec<f64>,
}

impl Yardstick {
    /// From the values of the complete particles of the first generation.
    pub fn of<'v>(targets: &[Target], particles: impl Iterator<Item = &'v [Vec<Option<f64>>]> + Clone) -> Yardstick {
        let spread = |(index, target): (usize, &Target)| {
            let runs = particles.clone().flat_map(|values| values[index].iter().copied());
            let logarithms: Vec<f64> =
                runs.filter_map(|run| value(target, run)).map(|value| target.logarithm(value)).collect();
            if logarithms.len() < 2 {
                return 1.0;
            }
            let count = logarithms.len() as f64;
            let mean = logarithms.iter().sum::<f64>() / count;
            let squares: f64 = logarithms.iter().map(|one| (one - mean) * (one - mean)).sum();
            (squares / (count - 1.0)).sqrt().max(SPREAD_LEAST)
        };
        Yardstick { spreads: targets.iter().enumerate().map(spread).collect() }
    }

    /// Root of the mean square, over fitted targets, of how far the runs are off. Targets of experiments after `last` count
    /// as met exactly, so that the distance can only grow when they are run.
    pub fn distance(&self, targets: &[Target], values: &[Vec<Option<f64>>], last: usize) -> f64 {
        let fitted = || targets.iter().enumerate().filter(|(_, target)| !target.kept_back);
        let part = |(index, target): (usize, &Target)| {
            if target.experiment > last {
                return 0.0;
            }
            let off = self.off(index, target, &values[index]);
            off * off
        };
        (fitted().map(part).sum::<f64>() / fitted().count().max(1) as f64).sqrt()
    }

    /// How far runs are off, in spreads: the continuous ranked probability score of ln(value + offset). For one run that is
    /// the difference of the logarithms.
    fn off(&self, index: usize, target: &Target, runs: &[Option<f64>]) -> f64 {
        let best = target.logarithm(target.documented[1]);
        let farthest = best + ABSENT * self.spreads[index];
        let logarithms: Vec<f64> =
            runs.iter().map(|&run| value(target, run).map_or(farthest, |value| target.logarithm(value))).collect();
        if logarithms.is_empty() {
            return ABSENT;
        }
        continuous_ranked_probability(&logarithms, best) / self.spreads[index]
    }
}

/// The value of a target, or where a run without one stands.
pub fn value(target: &Target, simulated: Option<f64>) -> Option<f64> {
    simulated.or(target.absent)
}
