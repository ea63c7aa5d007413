//! The people ledger: every person of a village, one by one, in exactly one state; nobody is ever lost.

use serde::{Deserialize, Serialize};

use super::ids::VillageId;
use super::record::Watch;
use super::step::Step;

/// Where a person can be: the states of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whereabouts {
    /// At home or at work in the village, in the open.
    Home,
    /// In cover in the village.
    Cover,
    /// Packing, or waiting for a bus or a lift.
    Preparing,
    /// In a crowd at a contested site.
    AtSite,
    /// On the road.
    Road,
    /// With private hosts.
    Hosted,
    /// In a public shelter.
    Shelter,
    /// Without a way on.
    Stranded,
    /// Dead by violence.
    Dead,
}

impl Whereabouts {
    /// Whether a person in this state counts as displaced.
    pub const fn is_displaced(self) -> bool {
        matches!(self, Whereabouts::Road | Whereabouts::Hosted | Whereabouts::Shelter | Whereabouts::Stranded)
    }
}

/// People of one village, or of one side, by state. The sum never changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleLedger {
    /// At home or at work in the village, in the open.
    pub home: u32,
    /// In cover in the village.
    pub cover: u32,
    /// Packing, or waiting for a bus.
    pub preparing: u32,
    /// In a crowd at a contested site.
    pub at_site: u32,
    /// On the road, to shelter or back.
    pub road: u32,
    /// With private hosts.
    pub hosted: u32,
    /// In public shelters.
    pub shelter: u32,
    /// Stranded: on the road or in the village without a way out.
    pub stranded: u32,
    /// Dead by violence.
    pub dead: u32,
}

impl PeopleLedger {
    /// Everybody, the dead included; equals the people at the start, always.
    pub fn total(&self) -> u32 {
        self.living() + self.dead
    }

    /// Everybody but the dead.
    pub fn living(&self) -> u32 {
        self.present() + self.at_site + self.displaced()
    }

    /// People still in the village, by their own will.
    pub fn present(&self) -> u32 {
        self.home + self.cover + self.preparing
    }

    /// People away from home because they left, or held in an entered village: preparing people have not left yet.
    pub fn displaced(&self) -> u32 {
        self.road + self.hosted + self.shelter + self.stranded
    }

    /// People in a state.
    #[inline]
    pub fn count(&self, state: Whereabouts) -> u32 {
        match state {
            Whereabouts::Home => self.home,
            Whereabouts::Cover => self.cover,
            Whereabouts::Preparing => self.preparing,
            Whereabouts::AtSite => self.at_site,
            Whereabouts::Road => self.road,
            Whereabouts::Hosted => self.hosted,
            Whereabouts::Shelter => self.shelter,
            Whereabouts::Stranded => self.stranded,
            Whereabouts::Dead => self.dead,
        }
    }

    #[inline]
    fn count_mut(&mut self, state: Whereabouts) -> &mut u32 {
        match state {
            Whereabouts::Home => &mut self.home,
            Whereabouts::Cover => &mut self.cover,
            Whereabouts::Preparing => &mut self.preparing,
            Whereabouts::AtSite => &mut self.at_site,
            Whereabouts::Road => &mut self.road,
            Whereabouts::Hosted => &mut self.hosted,
            Whereabouts::Shelter => &mut self.shelter,
            Whereabouts::Stranded => &mut self.stranded,
            Whereabouts::Dead => &mut self.dead,
        }
    }

    /// Moves people from one state to another.
    ///
    /// # Panics
    /// When there are fewer than `people` in `from`: somebody would be counted twice.
    #[inline]
    pub(super) fn shift(&mut self, from: Whereabouts, to: Whereabouts, people: u32) {
        let left = self.count_mut(from);
        *left = left.checked_sub(people).expect("people leave a state only when they are in it");
        *self.count_mut(to) += people;
    }

    /// Adds another ledger, for sums over villages.
    pub(super) fn add(&mut self, other: &PeopleLedger) {
        self.home += other.home;
        self.cover += other.cover;
        self.preparing += other.preparing;
        self.at_site += other.at_site;
        self.road += other.road;
        self.hosted += other.hosted;
        self.shelter += other.shelter;
        self.stranded += other.stranded;
        self.dead += other.dead;
    }
}

/// People of one side, kept up to date with every move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SidePeople {
    /// Sum of its villages' ledgers.
    pub now: PeopleLedger,
}

impl<O: Watch> Step<'_, O> {
    /// Moves people of a village from one state to another: the only door through which a ledger changes.
    /// Inlined, because nearly every caller names both states, and then nothing is left of the matches.
    #[inline(always)]
    pub(super) fn shift_people(&mut self, village: VillageId, from: Whereabouts, to: Whereabouts, people: u32) {
        if people == 0 {
            return;
        }
        let state = &mut self.world.villages[village.index()];
        state.people.shift(from, to, people);
        if to == Whereabouts::Dead {
            state.wounded = state.wounded.min(state.people.living());
        }
        let side = &mut self.world.roads.people[self.setup.village(village).side.index()];
        side.now.shift(from, to, people);
        let (before, after) = (i32::from(from.is_displaced()), i32::from(to.is_displaced()));
        let time = self.engine.now();
        let of = self.setup.village(village).side;
        self.world.tally.displaced_changes(of, (after - before) * people as i32, time);
    }
}
