//! What a run leaves for the facts, and the fold of many runs: a few numbers an episode instead of the truth log.

use crate::engine::Time;
use crate::experiment::statistics::Life;
use crate::model::Harm;
use crate::model::ceasefire::Form;

/// Killed from which an episode is a major one.
pub const MAJOR: u32 = 10;

/// An episode: a cluster of hostile acts anywhere on the border that 24 hours of quiet end. Deaths until the next one
/// belong to it, as in [`crate::model::episodes`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Episode {
    /// First act.
    pub start: Time,
    /// Last act.
    pub last: Time,
    /// Acts.
    pub acts: u32,
    /// Highest rung of an act.
    pub rung: u8,
    /// Times at which another side acted than the one before.
    pub switches: u32,
    /// The same, of acts at rung 2 or above alone; None without such an act.
    pub fire_switches: Option<u32>,
    /// People hurt on all sides.
    pub harm: Harm,
    /// Killed at once by each act that killed somebody.
    pub act_deaths: Vec<u32>,
    /// Whether its first act was at rung 2 or above.
    pub opens_with_fire: bool,
    /// Local hour of the first act at rung 2 or above.
    pub fire_hour: Option<f64>,
    /// Local hour at which the first households left.
    pub departure_hour: Option<f64>,
    /// From the first act at rung 3 or above on, of major episodes.
    pub displacement: Option<Displacement>,
    /// Share of the most displaced that was home again when the tenth day without an act had ended; None when another act
    /// or the end of the run came first.
    pub returned: Option<f64>,
    /// The same a minute before the tenth day of calm ends, with which the model brings home everybody whose home stands.
    pub returned_before: Option<f64>,
    /// Truces agreed from the first act to the next episode, in order.
    pub truces: Vec<Truce>,
}

impl Episode {
    /// Whether ten or more were killed.
    pub fn is_major(&self) -> bool {
        self.harm.killed() >= MAJOR
    }

    /// From first to last act, in hours.
    pub fn hours(&self) -> f64 {
        self.last.hours_since(self.start)
    }
}

/// People away from home, hour by hour after the first heavy act.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Displacement {
    /// People away from home after 0, 1, 2, … hours.
    pub hourly: Vec<u32>,
}

impl Displacement {
    /// Most people away from home at an hour, and that hour, the first of them.
    pub fn peak(&self) -> (u32, usize) {
        let most = self.hourly.iter().copied().max().unwrap_or(0);
        (most, self.hourly.iter().position(|&now| now == most).unwrap_or(0))
    }
}

/// A truce that was agreed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truce {
    /// When.
    pub agreed: Time,
    /// Hours until it collapsed, or until nothing more could be seen of its life.
    pub hours: f64,
    /// Whether it collapsed then.
    pub collapsed: bool,
    /// Form.
    pub form: Form,
    /// Truces of the pair that had failed before.
    pub failed_before: u32,
    /// Whether it came of talks in person away from the line.
    pub face_to_face: bool,
    /// Whether it came of talks at a distance.
    pub remote: bool,
    /// Hours until a breach in its first sector at risk, or until nothing more could be seen there, and whether there was
    /// a breach; None without a sector at risk.
    pub sector: Option<(f64, bool)>,
}

impl Truce {
    /// The life of the whole, without covariates.
    pub fn life(&self) -> Life {
        Life { hours: self.hours, ended: self.collapsed, covariates: Vec::new() }
    }
}

/// What one run leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunSample {
    /// Replication.
    pub replication: u64,
    /// Events executed.
    pub events: u64,
    /// Why it did not come to its natural end.
    pub failure: Option<String>,
    /// Hostile acts in order: time and rung. Empty in runs whose gaps nobody asks for.
    pub acts: Vec<(Time, u8)>,
    /// Episodes in order.
    pub episodes: Vec<Episode>,
    /// For each side in the order of the scenario: killed, wounded, displaced peak, acts.
    pub sides: Vec<[f64; 4]>,
    /// Truces agreed.
    pub truces: f64,
}

/// Runs of one arm, in the order of their replications.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples {
    /// Runs.
    pub runs: Vec<RunSample>,
    /// Events of all of them.
    pub events: u64,
}

impl Samples {
    /// Takes the next run.
    pub fn push(&mut self, run: RunSample) {
        self.events += run.events;
        self.runs.push(run);
    }

    /// All episodes.
    pub fn episodes(&self) -> impl Iterator<Item = &Episode> {
        self.runs.iter().flat_map(|run| &run.episodes)
    }

    /// The first `most` episodes with ten or more killed.
    pub fn majors(&self, most: usize) -> Vec<&Episode> {
        self.episodes().filter(|episode| episode.is_major()).take(most).collect()
    }

    /// All truces.
    pub fn truces(&self) -> impl Iterator<Item = &Truce> {
        self.episodes().flat_map(|episode| &episode.truces)
    }
}
