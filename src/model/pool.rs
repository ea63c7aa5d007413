//! Memory that is used again.

use std::fmt;

use smallvec::SmallVec;

use crate::engine::Lineage;

use super::ceasefire::ScopeSector;
use super::ids::{PostId, SectorId, VehicleId};
use super::target::Target;
use super::village::Household;
use super::world::World;

/// A list that one decision makes and drops: in most scenarios short enough to need no memory of its own.
pub type Few<T> = SmallVec<[T; 32]>;

/// One entry a side, for state of which there is much: with up to four sides without memory of its own.
pub type PerSide<T> = SmallVec<[T; 4]>;

/// Empty lists that keep their memory. A list taken need not come back.
pub struct Pool<T> {
    lists: Vec<Vec<T>>,
}

impl<T> Default for Pool<T> {
    fn default() -> Pool<T> {
        Pool { lists: Vec::new() }
    }
}

impl<T> Pool<T> {
    /// An empty list.
    pub(super) fn take(&mut self) -> Vec<T> {
        self.lists.pop().unwrap_or_default()
    }

    /// A list is no longer used.
    pub(super) fn give(&mut self, mut list: Vec<T>) {
        if list.capacity() > 0 {
            list.clear();
            self.lists.push(list);
        }
    }
}

/// The memory of a run that its next lists, and the next run in the same place, use again. No part of the state: a run
/// is the same with any.
#[derive(Default)]
pub struct Spare {
    pub(super) vehicles: Pool<VehicleId>,
    pub(super) points: Pool<u32>,
    pub(super) scopes: Pool<ScopeSector>,
    pub(super) sectors: Pool<SectorId>,
    pub(super) notices: Pool<(PostId, Lineage)>,
    pub(super) households: Pool<Household>,
    pub(super) targets: Pool<(Target, f64)>,
    pub(super) posts: Pool<(PostId, f64)>,
    pub(super) attackers: Pool<(Option<PostId>, u32)>,
}

/// Nothing is told: worlds with different spare memory are the same.
impl fmt::Debug for Spare {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Spare")
    }
}

/// A clone has memory of its own.
impl Clone for Spare {
    fn clone(&self) -> Spare {
        Spare::default()
    }
}

/// Gives an empty list the memory of another.
pub(super) fn reuse<T>(fresh: &mut Vec<T>, old: &mut Vec<T>) {
    debug_assert!(fresh.is_empty(), "what begins with something in it has memory");
    old.clear();
    std::mem::swap(fresh, old);
}

impl World {
    /// A new world takes over the memory of one whose run is over: of all that is empty at the start and grows.
    pub(super) fn reuse_memory(&mut self, mut old: World) {
        for mut attempt in old.attempts.drain(..) {
            old.spare.scopes.give(std::mem::take(&mut attempt.scope));
        }
        for mut operation in old.operations.drain(..) {
            old.spare.sectors.give(std::mem::take(&mut operation.sectors));
        }
        for mut assault in old.assaults.drain(..) {
            old.spare.attackers.give(std::mem::take(&mut assault.from));
        }
        reuse(&mut self.attempts, &mut old.attempts);
        reuse(&mut self.operations, &mut old.operations);
        reuse(&mut self.assaults, &mut old.assaults);
        reuse(&mut self.vehicles, &mut old.vehicles);
        reuse(&mut self.acts, &mut old.acts);
        reuse(&mut self.offspring, &mut old.offspring);
        reuse(&mut self.free_offspring, &mut old.free_offspring);
        reuse(&mut self.convoys, &mut old.convoys);
        reuse(&mut self.registrations, &mut old.registrations);
        for (village, old) in self.villages.iter_mut().zip(&mut old.villages) {
            reuse(&mut village.households, &mut old.households);
            village.groups.reuse_memory(&mut old.groups);
        }
        for (link, old) in self.links.iter_mut().zip(&mut old.links) {
            reuse(&mut link.vehicles, &mut old.vehicles);
        }
        for (pair, old) in self.pairs.iter_mut().zip(&mut old.pairs) {
            reuse(&mut pair.live, &mut old.live);
        }
        self.roads.reuse_memory(&mut old.roads);
        self.tally.reuse_memory(&mut old.tally);
        self.spare = old.spare;
    }
}
