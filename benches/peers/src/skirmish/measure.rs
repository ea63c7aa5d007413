//! The skirmish timed, replication by replication, and its statistics compared.

use serde::Serialize;

use super::{Engine, Tally, ixa, nexosim, simpy, simrs, truceline};
use crate::pairs::{Comparison, Side};

/// Mean of a count over replications, with its standard error.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
}

/// What one engine counted.
#[derive(Debug, Serialize)]
pub struct Statistics {
    /// Name of the simulator.
    pub engine: &'static str,
    /// Shots fired in a replication.
    pub shots: Mean,
    /// People killed in a replication.
    pub killed: Mean,
    /// Truces begun in a replication.
    pub truces: Mean,
    /// Whether every replication counted the same as in Truceline.
    pub identical: bool,
    /// Greatest distance of a mean from Truceline's, in standard errors of the difference.
    pub greatest_z: f64,
}

/// What was measured.
#[derive(Debug, Serialize)]
pub struct Measured {
    /// Truceline beside each peer.
    pub comparisons: Vec<Comparison>,
    /// One for each engine, Truceline first.
    pub statistics: Vec<Statistics>,
}

impl Measured {
    /// Whether all engines agree: no mean lies four standard errors or more from Truceline's.
    pub fn agrees(&self) -> bool {
        self.statistics.iter().all(|engine| engine.identical || engine.greatest_z < 4.0)
    }
}

/// So many replications of so many hours in all engines, Truceline before each of the others.
pub fn measure(replications: u64, hours: u64, tell: &dyn Fn(&str)) -> Measured {
    let mut peers: Vec<(&'static str, Box<dyn Engine>)> = vec![
        ("ixa", Box::new(ixa::Ixa)),
        ("simrs", Box::new(simrs::Simrs)),
        ("NeXosim", Box::new(nexosim::Nexosim)),
        ("SimPy", Box::new(simpy::Simpy::new())),
    ];
    let until = hours * 3_600_000;
    let mut sides = vec![Vec::new(); peers.len()];
    let (mut our_tallies, mut tallies) = (Vec::new(), vec![Vec::new(); peers.len()]);
    tell(&format!("skirmish, {replications} replications of {hours} hours"));
    for replication in 0..replications {
        for (((_, peer), sides), tallies) in peers.iter_mut().zip(&mut sides).zip(&mut tallies) {
            let (ours, our_seconds) = truceline::Truceline.run(replication, until);
            let (theirs, their_seconds) = peer.run(replication, until);
            sides.push([
                Side { seconds: our_seconds, events: ours.events },
                Side { seconds: their_seconds, events: theirs.events },
            ]);
            our_tallies.resize(replication as usize + 1, ours);
            tallies.push(theirs);
        }
    }
    let mut statistics = vec![Statistics::new("Truceline", &our_tallies, &our_tallies)];
    statistics
        .extend(peers.iter().zip(&tallies).map(|((engine, _), theirs)| Statistics::new(engine, theirs, &our_tallies)));
    let comparisons =
        peers.iter().zip(sides).map(|((peer, _), sides)| Comparison::new("skirmish", 3, peer, &sides)).collect();
    Measured { comparisons, statistics }
}

impl Statistics {
    fn new(engine: &'static str, tallies: &[Tally], ours: &[Tally]) -> Statistics {
        let counts: [fn(&Tally) -> u64; 3] = [|tally| tally.shots, |tally| tally.killed, |tally| tally.truces];
        let [shots, killed, truces] = counts.map(|count| Mean::new(tallies, count));
        let greatest_z = [shots, killed, truces]
            .iter()
            .zip(counts)
            .map(|(mean, count)| mean.z(Mean::new(ours, count)))
            .fold(0.0, f64::max);
        Statistics { engine, shots, killed, truces, identical: tallies == ours, greatest_z }
    }
}

impl Mean {
    fn new(tallies: &[Tally], count: fn(&Tally) -> u64) -> Mean {
        let number = tallies.len() as f64;
        let mean = tallies.iter().map(|tally| count(tally) as f64).sum::<f64>() / number;
        let squares: f64 =
            tallies.iter().map(|tally| (count(tally) as f64 - mean) * (count(tally) as f64 - mean)).sum();
        Mean { mean, error: (squares / (number - 1.0) / number).sqrt() }
    }

    /// Distance from another mean in standard errors of the difference of independent means; 0 for equal ones.
    fn z(self, other: Mean) -> f64 {
        let distance = (self.mean - other.mean).abs();
        if distance == 0.0 { 0.0 } else { distance / (self.error * self.error + other.error * other.error).sqrt() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tallies(shots: [u64; 4]) -> Vec<Tally> {
        shots.map(|shots| Tally { shots, ..Tally::default() }).to_vec()
    }

    #[test]
    fn other_numbers_are_not_the_same() {
        let ours = tallies([100, 102, 98, 100]);
        let near = Statistics::new("near", &tallies([101, 102, 98, 100]), &ours);
        assert!(!near.identical && near.greatest_z > 0.0 && near.greatest_z < 4.0);
        let far = Statistics::new("far", &tallies([200, 202, 198, 200]), &ours);
        assert!(far.greatest_z > 4.0);
        assert!(!Measured { comparisons: Vec::new(), statistics: vec![near, far] }.agrees());
        assert!(Statistics::new("same", &ours, &ours).identical);
    }

    #[test]
    fn standard_errors() {
        let mean = Mean::new(&tallies([1, 2, 3, 4]), |tally| tally.shots);
        assert_eq!(mean.mean, 2.5);
        // Variance 5/3, of the mean 5/12.
        assert!((mean.error * mean.error - 5.0 / 12.0).abs() < 1e-12);
    }
}
