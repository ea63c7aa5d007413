//! Measures of ceasefires, made from the record of attempts.

use crate::engine::Time;

use super::{Attempt, Phase};
use crate::model::ids::ChannelId;
use crate::model::world::World;

/// Attempts through one channel, or through all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TruceCounts {
    /// Talks begun.
    pub proposed: u32,
    /// Talks that ended without agreement.
    pub talks_failed: u32,
    /// Agreed.
    pub agreed: u32,
    /// Collapsed.
    pub failed: u32,
    /// Held.
    pub held: u32,
    /// Superseded.
    pub superseded: u32,
    /// Breaches, counted by sector.
    pub breaches: u32,
}

impl TruceCounts {
    fn add(&mut self, attempt: &Attempt) {
        self.proposed += 1;
        self.agreed += u32::from(attempt.agreed.is_some());
        self.breaches += attempt.breached_sectors() as u32;
        match attempt.phase {
            Phase::Failed => self.talks_failed += 1,
            Phase::Collapsed => self.failed += 1,
            Phase::Held => self.held += 1,
            Phase::Superseded => self.superseded += 1,
            Phase::Talks | Phase::Spreading | Phase::InForce => {}
        }
    }
}

impl World {
    /// Counts of ceasefire attempts through a channel, or through all.
    pub fn truce_counts(&self, channel: Option<ChannelId>) -> TruceCounts {
        let mut counts = TruceCounts::default();
        for attempt in self.attempts.iter().filter(|attempt| channel.is_none_or(|channel| attempt.channel == channel)) {
            counts.add(attempt);
        }
        counts
    }

    /// When the first ceasefire was agreed.
    pub fn first_truce_agreed(&self) -> Option<Time> {
        self.attempts.iter().filter_map(|attempt| attempt.agreed).min()
    }

    /// When a ceasefire was first in force at every post of its scope.
    pub fn first_truce_in_force(&self) -> Option<Time> {
        self.attempts.iter().filter_map(|attempt| attempt.in_force).min()
    }
}
