//! A pair: the same replication of both variants.

use std::sync::Arc;

use crate::engine::Outcome;
use crate::experiment::{Replication, replicate};
use crate::model::{LogRow, Setup};

use super::curves::Watcher;
use super::parting::{Follower, Parting};
use super::variants::Variants;

/// What is kept of one run of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Half {
    /// Why it ended.
    pub outcome: Outcome,
    /// Fingerprint of all its events and measures.
    pub digest: u128,
    /// Events executed.
    pub events: u64,
    /// End in hours since the start.
    pub end_hours: f64,
    /// The common measures, in the order of [`Variants::measures`].
    pub measures: Vec<Option<f64>>,
    /// Curves on the grid: at (time × metrics + metric) × sides + side, see [`super::CURVE_METRICS`].
    pub curves: Vec<u32>,
}

/// The same replication of both variants.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Replication.
    pub replication: u64,
    /// The first variant.
    pub a: Half,
    /// The second.
    pub b: Half,
    /// Where the truth logs part; None when they are the same to the end.
    pub parting: Option<Parting>,
}

impl Pair {
    /// Whether both runs came to their natural end, so that their measures can be compared.
    pub fn is_complete(&self) -> bool {
        self.a.outcome.is_complete() && self.b.outcome.is_complete()
    }
}

impl Variants {
    /// Runs one replication of both variants: a pure function of (variants, replication). The first run is recorded, the
    /// second follows it row by row; the rows are dropped with it.
    ///
    /// # Panics
    /// When the seed is above [`crate::experiment::SEED_MAX`].
    pub fn pair(&self, replication: u64) -> Pair {
        let sides = |position: fn(&super::CommonSide) -> usize| self.sides.iter().map(position).collect();
        let mut first = Watcher::new(&self.grid, sides(|side| side.a), Vec::<LogRow>::new());
        let a = self.run(&self.a, replication, &mut first);
        let (curves_a, rows) = first.finish();
        let follower = Follower::new(&rows, &self.correspondence);
        let mut second = Watcher::new(&self.grid, sides(|side| side.b), follower);
        let b = self.run(&self.b, replication, &mut second);
        let (curves_b, follower) = second.finish();
        Pair {
            replication,
            a: half(a, curves_a, self.measures.iter().map(|measure| measure.a)),
            b: half(b, curves_b, self.measures.iter().map(|measure| measure.b)),
            parting: follower.finish(),
        }
    }

    fn run<L: super::curves::Log>(
        &self,
        setup: &Arc<Setup>,
        replication: u64,
        watcher: &mut Watcher<'_, L>,
    ) -> Replication {
        replicate(setup, self.seed, replication, &self.limits, watcher)
    }
}

pub(super) fn half(run: Replication, curves: Vec<u32>, measures: impl Iterator<Item = usize>) -> Half {
    Half {
        digest: run.digest,
        events: run.events,
        end_hours: run.end_hours,
        measures: measures.map(|position| run.measures[position].1).collect(),
        curves,
        outcome: run.outcome,
    }
}
