//! The state of a run: everything that changes.

use serde::{Deserialize, Serialize};

use crate::engine::{Handle, Lineage, Time};

use super::alert::Alert;
use super::assault::Assault;
use super::ceasefire::{Attempt, PairState, Truces};
use super::claims::{Office, Registration};
use super::crowd::SiteState;
use super::escalation::Front;
use super::evacuation::{LinkState, Roads, TownState, Vehicle};
use super::geometry::Position;
use super::ids::{ActId, FrontId, OffspringId, PairId, PostId, SectorId, SideId};
use super::operation::Operation;
use super::pool::Spare;
use super::post::{Garrison, PostState, Soldiers, TroopConvoy};
use super::record::Harm;
use super::retaliation::Offspring;
use super::setup::Setup;
use super::spark::SparkState;
use super::spoiler::SpoilerState;
use super::tally::Tally;
use super::third_party::ThirdPartyState;
use super::village::{DistrictState, VillageState};

/// A quantity that decays exponentially between jumps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Decaying {
    value: f64,
    at: Time,
}

impl Decaying {
    /// Value at `now` with decay time `hours`.
    #[inline]
    pub fn read(&self, now: Time, hours: f64) -> f64 {
        if self.value == 0.0 {
            0.0
        } else if now == self.at {
            self.value
        } else {
            self.value * libm::exp(-now.hours_since(self.at) / hours)
        }
    }

    /// Adds a jump at `now`; returns the value before it.
    #[inline]
    pub fn add(&mut self, now: Time, hours: f64, jump: f64) -> f64 {
        let before = self.read(now, hours);
        (self.value, self.at) = (before + jump, now);
        before
    }

    /// Sets the value at `now`.
    pub fn set(&mut self, now: Time, value: f64) {
        *self = Decaying { value, at: now };
    }
}

/// A hazard whose rate changes: it draws its unit exponential once and spends integrated hazard, so that a change of
/// rate reschedules it and never draws anew.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hazard {
    /// Unit exponential not yet spent.
    pub budget: f64,
    /// Rate per hour since `since`.
    pub rate: f64,
    /// Decay time of the rate in hours, infinite for a constant rate.
    pub decay_hours: f64,
    /// When the rate was last set.
    pub since: Time,
    /// The pending event.
    pub handle: Handle,
}

impl Hazard {
    /// A hazard at rest with its unit exponential.
    pub fn new(budget: f64) -> Hazard {
        Hazard { budget, rate: 0.0, decay_hours: f64::INFINITY, since: Time::ZERO, handle: Handle::NONE }
    }

    /// Spends what has passed, sets a new rate and returns the delay in hours until it fires, None for never.
    pub fn set(&mut self, now: Time, rate: f64, decay_hours: f64) -> Option<f64> {
        let hours = now.hours_since(self.since);
        let spent = if self.decay_hours.is_finite() {
            self.rate * self.decay_hours * -libm::expm1(-hours / self.decay_hours)
        } else {
            self.rate * hours
        };
        self.budget = (self.budget - spent).max(0.0);
        (self.rate, self.decay_hours, self.since) = (rate, decay_hours, now);
        if rate <= 0.0 {
            return None;
        }
        if !decay_hours.is_finite() {
            return Some(self.budget / rate);
        }
        let share = self.budget / (rate * decay_hours);
        (share < 1.0).then(|| -decay_hours * libm::log1p(-share))
    }
}

/// A hostile act: what reports, offspring and the causal measures need to know of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Number in the truth log.
    pub event: u32,
    /// When.
    pub time: Time,
    /// Root of the draws of what follows from it.
    pub lineage: Lineage,
    /// Who acts.
    pub side: SideId,
    /// Against whom.
    pub adversary: SideId,
    /// Where.
    pub sector: SectorId,
    /// The post that acts, when one does.
    pub post: Option<PostId>,
    /// Where on the map.
    pub position: Position,
    /// Rung.
    pub rung: u8,
    /// Factor on its weight as a report (crowd acts weigh half).
    pub report_factor: f64,
    /// Whether it was an accident.
    pub accident: bool,
    /// Harm to the adversary's people.
    pub harm: Harm,
    /// Harm to the actor's own people (crowds, assaults).
    pub own_harm: Harm,
}

/// Everything that changes in a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct World {
    /// Fronts, at (side × sides + adversary) × sectors + sector.
    pub fronts: Vec<Front>,
    /// Alert of each side, at side × sides + adversary.
    pub alerts: Vec<Alert>,
    /// Garrisons, at side × sectors + sector.
    pub garrisons: Vec<Garrison>,
    /// Outside pressure on each side, 0..=1: standing and decaying parts.
    pub pressure: Vec<Pressure>,
    /// Pairs of sides, at lower × sides + higher.
    pub pairs: Vec<PairState>,
    /// Posts.
    pub posts: Vec<PostState>,
    /// Soldiers of each side by state.
    pub soldiers: Vec<Soldiers>,
    /// Sites with their crowds.
    pub sites: Vec<SiteState>,
    /// Villages.
    pub villages: Vec<VillageState>,
    /// Districts.
    pub districts: Vec<DistrictState>,
    /// Towns.
    pub towns: Vec<TownState>,
    /// Links.
    pub links: Vec<LinkState>,
    /// Routes and road-wide state.
    pub roads: Roads,
    /// People on the move.
    pub vehicles: Vec<Vehicle>,
    /// Third parties.
    pub third_parties: Vec<ThirdPartyState>,
    /// Spoilers.
    pub spoilers: Vec<SpoilerState>,
    /// Claims offices, one a side.
    pub offices: Vec<Office>,
    /// Hostile acts so far.
    pub acts: Vec<Act>,
    /// Offspring that wait.
    pub offspring: Vec<Offspring>,
    /// Free slots among them.
    pub free_offspring: Vec<OffspringId>,
    /// Operations so far.
    pub operations: Vec<Operation>,
    /// Assaults so far.
    pub assaults: Vec<Assault>,
    /// Soldiers under way.
    pub convoys: Vec<TroopConvoy>,
    /// Ceasefire attempts so far.
    pub attempts: Vec<Attempt>,
    /// Which agreement stands where, and what each post has heard.
    pub truces: Truces,
    /// Registrations that wait.
    pub registrations: Vec<Registration>,
    /// Wounded per killed, drawn once a replication: soldiers, civilians.
    pub wounded_per_killed: [f64; 2],
    /// Factor on this year's spark rate.
    pub year_factor: f64,
    /// Spark process of each sector.
    pub sparks: Vec<SparkState>,
    /// Rung of the order that each post acts on, at post × sides + adversary.
    pub orders: Vec<u8>,
    /// Issue of that order by its front, in the same places.
    pub order_issues: Vec<u32>,
    /// Last act at rung 3 or more in each sector.
    pub last_heavy_acts: Vec<Option<Time>>,
    /// Last hostile act anywhere.
    pub last_act: Option<Time>,
    /// A check for days of calm is pending.
    pub calm_check_pending: bool,
    /// Whether rules changed on the way: what is there may then be more than they allow.
    pub rules_changed: bool,
    /// Counts for the measures.
    pub tally: Tally,
    /// Memory for lists.
    #[serde(skip)]
    pub(super) spare: Spare,
}

/// Outside pressure on a side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pressure {
    /// Standing part.
    pub standing: f64,
    /// Part of calls, which decays.
    pub calls: Decaying,
}

impl World {
    /// Whether this is a state of a run of this setup: as many of everything as it has.
    pub fn fits(&self, setup: &Setup) -> bool {
        let (sides, sectors) = (setup.sides.len(), setup.sectors.len());
        let of_setup = [
            sides * sides * sectors,
            sides,
            setup.posts.len(),
            setup.villages.len(),
            setup.districts.len(),
            setup.sites.len(),
            setup.towns.len(),
            setup.links.len(),
            setup.third_parties.len(),
            setup.spoilers.len(),
            sectors,
        ];
        let here = [
            self.fronts.len(),
            self.pressure.len(),
            self.posts.len(),
            self.villages.len(),
            self.districts.len(),
            self.sites.len(),
            self.towns.len(),
            self.links.len(),
            self.third_parties.len(),
            self.spoilers.len(),
            self.sparks.len(),
        ];
        of_setup == here
    }

    /// Number of sides.
    #[inline]
    pub fn side_count(&self) -> usize {
        self.pressure.len()
    }

    /// Number of sectors.
    #[inline]
    pub fn sector_count(&self) -> usize {
        self.garrisons.len() / self.pressure.len()
    }

    /// The front of a side against an adversary in a sector.
    #[inline]
    pub fn front_id(&self, side: SideId, adversary: SideId, sector: SectorId) -> FrontId {
        FrontId::at((side.index() * self.side_count() + adversary.index()) * self.sector_count() + sector.index())
    }

    /// Side, adversary and sector of a front.
    #[inline]
    pub fn front_parts(&self, front: FrontId) -> (SideId, SideId, SectorId) {
        let (sides, sectors) = (self.side_count(), self.sector_count());
        let pair = front.index() / sectors;
        (SideId::at(pair / sides), SideId::at(pair % sides), SectorId::at(front.index() % sectors))
    }

    /// A front.
    #[inline]
    pub fn front(&self, side: SideId, adversary: SideId, sector: SectorId) -> &Front {
        &self.fronts[self.front_id(side, adversary, sector).index()]
    }

    /// The pair of two sides.
    #[inline]
    pub fn pair_id(&self, one: SideId, other: SideId) -> PairId {
        let (low, high) = (one.index().min(other.index()), one.index().max(other.index()));
        PairId::at(low * self.side_count() + high)
    }

    /// The two sides of a pair, lower first.
    #[inline]
    pub fn pair_sides(&self, pair: PairId) -> (SideId, SideId) {
        (SideId::at(pair.index() / self.side_count()), SideId::at(pair.index() % self.side_count()))
    }

    /// A garrison.
    #[inline]
    pub fn garrison_mut(&mut self, side: SideId, sector: SectorId) -> &mut Garrison {
        let index = side.index() * self.sector_count() + sector.index();
        &mut self.garrisons[index]
    }

    /// A garrison.
    #[inline]
    pub fn garrison(&self, side: SideId, sector: SectorId) -> &Garrison {
        &self.garrisons[side.index() * self.sector_count() + sector.index()]
    }

    /// The next act id.
    pub(super) fn next_act(&self) -> ActId {
        ActId::at(self.acts.len())
    }
}
