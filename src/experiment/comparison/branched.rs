//! Pairs of a branch: one run up to its moment, then both continuations.

use crate::engine::{Limits, Outcome, Simulation};
use crate::experiment::branch::Branch;
use crate::experiment::{Replication, conclude, run_on};
use crate::model::{Border, LogRow, Watch};

use super::curves::Watcher;
use super::pair::{Half, Pair, half};
use super::parting::Follower;
use super::variants::Variants;

impl Variants {
    /// One replication of both continuations of a branch, whose setups are those of the variants: unchanged is the first,
    /// changed the second. Up to the moment both are one run. A run that ends before the moment is both halves.
    ///
    /// # Panics
    /// When the seed is above [`crate::experiment::SEED_MAX`].
    pub fn branched_pair(&self, branch: &Branch, replication: u64) -> Pair {
        let sides: Vec<usize> = self.sides.iter().map(|side| side.a).collect();
        let mut first = Watcher::new(&self.grid, sides, Vec::<LogRow>::new());
        let simulation = match branch.stem(self.seed, replication, &self.limits, &mut first) {
            Ok(simulation) => simulation,
            Err(ended) => return self.ended_before(*ended, first, replication),
        };
        let stem = first.log.len();
        // What happens at the moment by the change alone comes to the second run only.
        let mut by_change = first.with_log(Vec::<LogRow>::new());
        let [unchanged, changed] = branch.both(simulation, &mut by_change);
        let a = self.run_out(unchanged, &mut first);
        let (curves_a, rows) = first.finish();
        let follower = Follower::new(&rows, &self.correspondence).after(stem);
        let (by_change, mut second) = (by_change.log.clone(), by_change.with_log(follower));
        by_change.iter().for_each(|row| second.log.logged(row));
        let b = self.run_out(changed, &mut second);
        let (curves_b, follower) = second.finish();
        Pair { replication, a: self.half_a(a, curves_a), b: self.half_b(b, curves_b), parting: follower.finish() }
    }

    fn run_out(&self, mut simulation: Simulation<Border>, watch: &mut dyn Watch) -> Replication {
        let outcome = run_on(&mut simulation, &self.limits, watch, 1, &mut |_| {});
        conclude(simulation, outcome, &self.limits)
    }

    fn half_a(&self, run: Replication, curves: Vec<u32>) -> Half {
        half(run, curves, self.measures.iter().map(|measure| measure.a))
    }

    fn half_b(&self, run: Replication, curves: Vec<u32>) -> Half {
        half(run, curves, self.measures.iter().map(|measure| measure.b))
    }

    fn ended_before(
        &self,
        (outcome, simulation): (Outcome, Simulation<Border>),
        watcher: Watcher<'_, Vec<LogRow>>,
        replication: u64,
    ) -> Pair {
        let limits = Limits { ..self.limits };
        let a = self.half_a(conclude(simulation, outcome, &limits), watcher.finish().0);
        Pair { replication, b: a.clone(), a, parting: None }
    }
}
