//! What a posterior predictive check found: tables, fans with the documented points over them, summary.

mod figures;
mod tables;

use crate::experiment::predictive::{Member, Scored};
use crate::model::Setup;
use crate::model::setup::ObservedPoint;
use crate::scenario::calibration::Target;

pub use figures::score_figures;
pub use tables::ONE_AT_A_TIME;
pub(super) use tables::{POINT, SCORES, TARGET};
pub use tables::{points_csv, score_json, score_text, targets_csv};

/// A posterior predictive check of one form of the model.
pub struct ScoreReport<'a> {
    /// Id of the calibration.
    pub id: &'a str,
    /// Title of the calibration.
    pub title: &'a str,
    /// Name of the structure, with what is switched off.
    pub form: String,
    /// Fingerprint of all runs that were looked at.
    pub digest: u128,
    /// Seed of the ensembles.
    pub seed: u64,
    /// Members asked for, in each experiment.
    pub members: u64,
    /// By experiment.
    pub experiments: Vec<ScoredExperiment<'a>>,
    /// By target, in their order; None when no member gave a run to look at.
    pub targets: Vec<(&'a Target, Option<Scored>)>,
}

/// The members of an experiment.
pub struct ScoredExperiment<'a> {
    /// Name.
    pub name: &'a str,
    /// Any setup of it: sides, clock and documented points.
    pub setup: &'a Setup,
    /// Members that gave a run to look at.
    pub members: Vec<Member>,
    /// Runs tried by all members.
    pub tried: u64,
    /// Members that gave none.
    pub without: u64,
    /// Documented points of the scenario, with their scores.
    pub points: Vec<(&'a ObservedPoint, Option<Scored>)>,
}

impl ScoredExperiment<'_> {
    /// Coverage of documented points over time; of none when no curves were kept.
    pub fn points_coverage(&self) -> Coverage {
        Coverage::of(self.points.iter().filter_map(|(_, scored)| scored.as_ref()))
    }

    /// Runs that met the condition, among those tried.
    pub fn share_met(&self) -> f64 {
        self.members.len() as f64 / self.tried.max(1) as f64
    }
}

/// How many of some documented values lie inside their intervals.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Values.
    pub count: usize,
    /// Inside 25 % to 75 %.
    pub half: usize,
    /// Inside 25 % to 75 %, counting any value between the lowest and the highest documented one.
    pub half_by_range: usize,
    /// Inside 5 % to 95 %.
    pub nine_in_ten: usize,
    /// Mean continuous ranked probability score, in log units.
    pub score_mean: f64,
}

impl Coverage {
    /// Of some scores.
    pub fn of<'s>(scores: impl Iterator<Item = &'s Scored>) -> Coverage {
        let mut coverage = Coverage::default();
        let mut sum = 0.0;
        for scored in scores {
            coverage.count += 1;
            coverage.half += usize::from(scored.inside_half);
            coverage.half_by_range += usize::from(scored.range_inside_half);
            coverage.nine_in_ten += usize::from(scored.inside_nine_in_ten);
            sum += scored.score;
        }
        coverage.score_mean = sum / coverage.count.max(1) as f64;
        coverage
    }
}

impl ScoreReport<'_> {
    /// Coverage of fitted targets, or of those kept back.
    pub fn coverage(&self, kept_back: bool) -> Coverage {
        let wanted = self.targets.iter().filter(|(target, _)| target.kept_back == kept_back);
        Coverage::of(wanted.filter_map(|(_, scored)| scored.as_ref()))
    }

    /// Whether every target lies inside 5 % to 95 %, and at least half of the fitted ones inside 25 % to 75 %.
    pub fn holds(&self) -> bool {
        let (fitted, kept_back) = (self.coverage(false), self.coverage(true));
        let all = self.targets.iter().all(|(_, scored)| scored.is_some());
        all && fitted.nine_in_ten == fitted.count
            && kept_back.nine_in_ten == kept_back.count
            && 2 * fitted.half >= fitted.count
    }
}
