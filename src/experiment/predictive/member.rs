//! One member of a posterior predictive ensemble.

use std::sync::Arc;

use crate::engine::{Limits, Lineage, Time};
use crate::experiment::calibration::Posterior;
use crate::experiment::conditional::{Given, Tries, until_met};
use crate::experiment::replication::{Replication, SEED_MAX, replicate};
use crate::model::{Measure, Recorder, Setup};
use crate::scenario::Varied;

use super::curves::MemberCurves;

/// Time between grid times of the curves of members.
const CURVE_STEP: Time = Time::from_milliseconds(30 * 60_000);

/// An ensemble: pure functions from the number of a member to its runs.
pub struct Ensemble<'e> {
    /// The scenario with its overrides, before parameters are drawn.
    pub base: &'e Varied,
    /// Where parameters are drawn from; without it they are those of the scenario.
    pub posterior: Option<&'e Posterior>,
    /// Condition of the runs that are looked at.
    pub given: Option<&'e Given>,
    /// Replications tried until one meets it.
    pub seeds_most: u64,
    /// Seed of the ensemble. Ensembles with the same seed share draws and seeds, member for member.
    pub seed: u64,
    /// Limits of the runs of a setup.
    pub limits: &'e (dyn Fn(&Setup) -> Limits + Sync),
}

/// Which runs of a member are watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curves {
    /// None.
    None,
    /// The one that meets the condition.
    Met,
    /// The first too.
    All,
}

/// A run of a member.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Replication.
    pub replication: u64,
    /// Fingerprint of its events and measures.
    pub digest: u128,
    /// Measures.
    pub measures: Vec<Measure>,
    /// Curves, when they were asked for.
    pub curves: Option<MemberCurves>,
}

impl Ran {
    /// A measure by name; None when there is none of that name or it has no value.
    pub fn measure(&self, name: &str) -> Option<f64> {
        self.measures.iter().find(|(known, _)| known == name).and_then(|(_, value)| *value)
    }
}

/// A member.
#[derive(Clone, Debug)]
pub struct Member {
    /// Number of its draw in the posterior; None without one.
    pub draw: Option<usize>,
    /// Seed of its runs.
    pub seed: u64,
    /// Its first run, whatever came of it; None when it did not come to its natural end.
    pub first: Option<Ran>,
    /// Its first run that meets the condition; None when none of those tried did.
    pub met: Option<Ran>,
    /// What that took.
    pub tries: Tries,
}

impl Ensemble<'_> {
    /// A member, with the curves that are wanted.
    ///
    /// # Errors
    /// When the scenario does not take the parameters of its draw, in words.
    pub fn member(&self, number: u64, curves: Curves) -> Result<Member, String> {
        let draw = self.posterior.map(|posterior| posterior.position(self.seed, number));
        let parameters = match (self.posterior, draw) {
            (Some(posterior), Some(position)) => posterior.settings(&posterior.draws[position]),
            _ => Vec::new(),
        };
        let setup = self.base.with_parameters(&parameters)?;
        let limits = (self.limits)(&setup);
        let seed = Lineage::of_text("predictive.member").child(self.seed).child(number).0 & SEED_MAX;
        let (mut first, mut found) = (None, None);
        let tries =
            until_met((&setup, &limits), (self.given, 1), (seed, self.seeds_most), &mut |replication, run, met| {
                if replication == 0 && run.outcome.is_complete() {
                    first = Some(of_run(0, run));
                }
                if met {
                    found = Some(of_run(replication, run));
                }
            });
        let mut member = Member { draw, seed, first, met: found, tries };
        let recorded = |replication: u64| Some(record(&setup, &limits, seed, replication));
        if let Some(met) = member.met.as_mut().filter(|_| curves != Curves::None) {
            met.curves = recorded(met.replication);
        }
        if let Some(first) = member.first.as_mut().filter(|_| curves == Curves::All) {
            let same = member.met.as_ref().filter(|met| met.replication == first.replication);
            first.curves = same.map_or_else(|| recorded(first.replication), |met| met.curves.clone());
        }
        Ok(member)
    }
}

fn of_run(replication: u64, run: &Replication) -> Ran {
    Ran { replication, digest: run.digest, measures: run.measures.clone(), curves: None }
}

/// The run again, watched: members are run unwatched, since most are looked at once and dropped.
fn record(setup: &Arc<Setup>, limits: &Limits, seed: u64, replication: u64) -> MemberCurves {
    let mut recorder = Recorder::of_curves(setup, CURVE_STEP);
    replicate(setup, seed, replication, limits, &mut recorder);
    MemberCurves::of(setup, &recorder)
}
