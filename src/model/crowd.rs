//! Submodel 2, crowd: people at an open grievance, what they do, and settlement on the spot.
//!
//! While a grievance is open the crowd of each side follows dN/dt = (target - N) / 2 h with
//! target = N_max d(t), N_max = min(300, 5 % of the people near) × min(3, 1.5^k), k = own casualties at the site since
//! 06:00; the target is 0 at night, for some hours after an act at rung 3 or more, and until 06:00 after a settlement.

mod hazards;

use serde::{Deserialize, Serialize};

use super::decision::{Chance, Decision, Topic};
use super::evacuation::Closure;
use super::event::{Event, events};
use super::ids::{SideId, SiteId};
use super::kind::Kind;
use super::pool::PerSide;
use super::purpose::Purpose;
use super::record::{LogRow, Watch};
use super::setup::Setup;
use super::step::Step;
use super::world::Hazard;
use crate::engine::{Draws, Handle, Lineage, Time};

/// State of a site and of the crowds at it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SiteState {
    /// Whether a grievance is open.
    pub grievance_open: bool,
    /// The event that opened it.
    pub grievance_cause: u32,
    /// How often one was opened here: the ordinal of its draws.
    pub openings: u32,
    /// Whether it is destroyed (a bridge is broken).
    pub destroyed: bool,
    /// People at the site by village, in the order of the site's villages.
    pub people: Vec<u32>,
    /// Crowd by side: the sum over its villages.
    pub crowd: PerSide<u32>,
    /// Whether the crowd of a side has been logged as gathered.
    pub gathered: PerSide<bool>,
    /// Casualties of each side here since 06:00.
    pub casualties_today: PerSide<u32>,
    /// When that count was last begun.
    pub counted_since: Time,
    /// Nobody gathers before this moment.
    pub quiet_until: Time,
    /// Next act of the crowds.
    pub acts: Hazard,
    /// Acts so far: the ordinal of their draws.
    pub act_ordinal: u32,
    /// Next settlement.
    pub settlement: Hazard,
    /// Settlements so far.
    pub settlement_ordinal: u32,
    /// The grievance fades.
    pub fading: Hazard,
    /// The next update of the crowds is pending.
    pub updating: bool,
}

impl SiteState {
    pub(super) fn start(setup: &Setup, draws: &Draws, site: SiteId) -> SiteState {
        let sides = setup.sides.len();
        let lineage = setup.place(setup.site(site).place).lineage;
        SiteState {
            grievance_open: false,
            grievance_cause: crate::engine::NO_CAUSE,
            openings: 0,
            destroyed: false,
            people: vec![0; setup.site(site).villages.len()],
            crowd: PerSide::from_elem(0, sides),
            gathered: PerSide::from_elem(false, sides),
            casualties_today: PerSide::from_elem(0, sides),
            counted_since: Time::ZERO,
            quiet_until: Time::ZERO,
            acts: Hazard::new(draws.open(lineage.child(0), Purpose::CrowdTime as u32).exponential(1.0)),
            act_ordinal: 0,
            settlement: Hazard::new(draws.open(lineage.child(0), Purpose::Settlement as u32).exponential(1.0)),
            settlement_ordinal: 0,
            fading: Hazard::new(0.0),
            updating: false,
        }
    }
}

events! {
    /// Events of crowds.
    CrowdEvent {
        /// The crowds grow or shrink.
        Update { site: SiteId } = 200,
        /// The crowds act.
        Act { site: SiteId } = 201,
        /// Local officials settle.
        Settle { site: SiteId } = 202,
        /// The grievance fades.
        Fades { site: SiteId } = 203,
        /// A broken bridge is repaired.
        Repaired { site: SiteId } = 204,
    }
}

/// Time between updates of a crowd.
const UPDATE_HOURS: f64 = 0.25;

impl<O: Watch> Step<'_, O> {
    pub(super) fn crowd_event(&mut self, event: CrowdEvent) {
        match event {
            CrowdEvent::Update { site } => self.update_crowds(site),
            CrowdEvent::Act { site } => self.crowds_act(site),
            CrowdEvent::Settle { site } => self.settle_on_the_spot(site),
            CrowdEvent::Fades { site } => self.close_grievance(site, Kind::GrievanceClosed),
            CrowdEvent::Repaired { site } => self.repair_site(site),
        }
    }

    /// Opens a grievance; nothing when one is open.
    pub(super) fn open_grievance(&mut self, site: SiteId) {
        let setup = self.setup.site(site);
        let place = self.setup.place(setup.place);
        if self.world.sites[site.index()].grievance_open {
            return;
        }
        let event = self.log(LogRow::new(Kind::GrievanceOpened).at(setup.place).sector(place.sector));
        let openings = self.world.sites[site.index()].openings + 1;
        let lineage = place.lineage.child(u64::from(openings));
        let (now, rate) = (self.now(), self.fading_rate());
        let mut fading = Hazard { since: now, ..Hazard::new(self.draw(lineage, Purpose::Fading).exponential(1.0)) };
        let delay = fading.set(now, rate, f64::INFINITY);
        if let Some(hours) = delay {
            self.decide(|_| Decision::mean(Topic::Fading, now, hours, 1.0 / rate).at(setup.place));
        }
        fading.handle = self.move_to(Handle::NONE, delay, Event::Crowd(CrowdEvent::Fades { site }));
        let state = &mut self.world.sites[site.index()];
        state.grievance_open = true;
        state.grievance_cause = event;
        state.openings = openings;
        state.fading = fading;
        self.keep_updating(site);
    }

    /// Closes a grievance and sends the crowds home over the next hours.
    pub(super) fn close_grievance(&mut self, site: SiteId, kind: Kind) {
        let state = &mut self.world.sites[site.index()];
        if !state.grievance_open {
            return;
        }
        state.grievance_open = false;
        let fading = std::mem::replace(&mut state.fading.handle, Handle::NONE);
        self.engine.cancel(fading);
        let place = self.setup.site(site).place;
        self.log(LogRow::new(kind).at(place).sector(self.setup.place(place).sector));
        self.keep_updating(site);
    }

    /// Brings people of a side to a site at once (an inject).
    pub(super) fn bring_crowd(&mut self, site: SiteId, side: SideId, people: u32) {
        if !self.world.sites[site.index()].grievance_open {
            // No grievance is there to be the cause of what they do.
            self.world.sites[site.index()].grievance_cause = self.engine.cause();
        }
        let now = self.world.sites[site.index()].crowd[side.index()];
        self.resize_crowd(site, side, now + people);
        self.keep_updating(site);
        self.crowd_hazards(site);
    }

    fn keep_updating(&mut self, site: SiteId) {
        if !self.world.sites[site.index()].updating {
            self.world.sites[site.index()].updating = true;
            self.after_hours(UPDATE_HOURS, Event::Crowd(CrowdEvent::Update { site }));
        }
    }

    fn update_crowds(&mut self, site: SiteId) {
        self.world.sites[site.index()].updating = false;
        let cause = self.world.sites[site.index()].grievance_cause;
        self.engine.set_cause(cause);
        let share = -libm::expm1(-UPDATE_HOURS / self.setup.parameters.crowd.gathering_hours);
        let mut present = false;
        for side in self.sides() {
            let size = f64::from(self.world.sites[site.index()].crowd[side.index()]);
            let target = self.crowd_target(site, side);
            let next = size + (target - size) * share;
            // Rounding towards the target, or a crowd of three would never go home.
            let next = if target > size { libm::ceil(next) } else { libm::floor(next) };
            self.resize_crowd(site, side, next as u32);
            // One crowd is no cause of the other.
            self.engine.set_cause(cause);
            present |= self.world.sites[site.index()].crowd[side.index()] > 0;
        }
        self.crowd_hazards(site);
        if present || self.world.sites[site.index()].grievance_open {
            self.keep_updating(site);
        }
    }

    /// N_max d(t), or 0 when nobody wants to be there.
    fn crowd_target(&mut self, site: SiteId, side: SideId) -> f64 {
        let now = self.now();
        let crowd = &self.setup.parameters.crowd;
        let sector = self.setup.place(self.setup.site(site).place).sector;
        let hour = self.setup.calendar.hour(now);
        let shot_at = self.last_heavy_act(sector).is_some_and(|last| now.hours_since(last) < crowd.quiet_hours);
        let state = &mut self.world.sites[site.index()];
        if now >= self.setup.calendar.next_hour(state.counted_since, 6) {
            state.casualties_today.fill(0);
            state.counted_since = now;
        }
        if !state.grievance_open || !(6.0..21.0).contains(&hour) || shot_at || now < state.quiet_until {
            return 0.0;
        }
        let casualties = f64::from(state.casualties_today[side.index()]);
        let growth = libm::pow(crowd.growth_per_casualty, casualties).min(crowd.growth_limit);
        let villages = &self.setup.site(site).villages;
        let own = villages.iter().filter(|&&village| self.setup.village(village).side == side);
        let people: u32 = own.map(|&village| self.setup.village(village).people).sum();
        crowd.people_limit.min(crowd.people_share * f64::from(people)) * growth * self.setup.day_cycle(now)
    }

    /// Brings the crowd of a side to a size, from and to its villages in proportion to their people.
    fn resize_crowd(&mut self, site: SiteId, side: SideId, size: u32) {
        let now = self.world.sites[site.index()].crowd[side.index()];
        if size > now {
            self.gather_at(site, side, size - now);
        } else {
            self.send_home(site, side, now - size);
        }
        self.crowd_changed(site, side);
    }

    fn gather_at(&mut self, site: SiteId, side: SideId, mut wanted: u32) {
        let villages = &self.setup.site(site).villages;
        let own = |village: &super::ids::VillageId| self.setup.village(*village).side == side;
        let mut people: u64 =
            villages.iter().filter(|v| own(v)).map(|v| u64::from(self.world.villages[v.index()].people.home)).sum();
        for (index, &village) in villages.iter().enumerate() {
            let home = u64::from(self.world.villages[village.index()].people.home);
            if !own(&village) || home == 0 || people == 0 {
                continue;
            }
            let share = (u64::from(wanted) * home).div_ceil(people).min(u64::from(wanted)) as u32;
            people -= home;
            let came = self.gather(village, share);
            wanted -= came;
            let state = &mut self.world.sites[site.index()];
            state.people[index] += came;
            state.crowd[side.index()] += came;
        }
    }

    fn send_home(&mut self, site: SiteId, side: SideId, mut leaving: u32) {
        for (index, &village) in self.setup.site(site).villages.iter().enumerate() {
            if self.setup.village(village).side != side || leaving == 0 {
                continue;
            }
            let state = &mut self.world.sites[site.index()];
            let people = state.people[index];
            let crowd = u64::from(state.crowd[side.index()]);
            let share = (u64::from(leaving) * u64::from(people)).div_ceil(crowd.max(1)).min(u64::from(people));
            let home = (share as u32).min(leaving);
            state.people[index] -= home;
            state.crowd[side.index()] -= home;
            leaving -= home;
            self.go_home(village, home);
        }
    }

    /// Logs gathering and dispersing, and blocks or frees the roads of the site.
    fn crowd_changed(&mut self, site: SiteId, side: SideId) {
        let crowd = &self.setup.parameters.crowd;
        let place = self.setup.site(site).place;
        let sector = self.setup.place(place).sector;
        let state = &mut self.world.sites[site.index()];
        let size = state.crowd[side.index()];
        let row = LogRow::new(Kind::CrowdGathers).at(place).sector(sector).by(side).count(size);
        if !state.gathered[side.index()] && f64::from(size) > crowd.presence_people {
            state.gathered[side.index()] = true;
            self.log(row);
        } else if state.gathered[side.index()] && size == 0 {
            state.gathered[side.index()] = false;
            self.log(LogRow { kind: Kind::CrowdDisperses, ..row });
        }
        let all: u32 = self.world.sites[site.index()].crowd.iter().sum();
        for index in 0..self.setup.site(site).links.len() {
            let link = self.setup.site(site).links[index];
            if f64::from(all) > crowd.blocking_people {
                self.close_link(link, Closure::Crowd);
            } else if all == 0 {
                self.open_link(link, Closure::Crowd);
            }
        }
    }

    /// Crowds act: stones, and perhaps hunting guns and guards. Draws of the act: who throws, injured of the one side,
    /// injured of the other, killed of each, guns, guards.
    fn crowds_act(&mut self, site: SiteId) {
        let Some((one, other)) = self.crowds_facing(site) else { return self.crowd_hazards(site) };
        let place = self.setup.site(site).place;
        let ordinal = self.world.sites[site.index()].act_ordinal + 1;
        let lineage = self.setup.place(place).lineage.child(1 << 32 | u64::from(ordinal));
        let state = &mut self.world.sites[site.index()];
        state.act_ordinal = ordinal;
        let cause = state.grievance_cause;
        let size = f64::from(state.crowd[one.index()] + state.crowd[other.index()]) / 2.0;
        let rate_per_hour = state.acts.rate;
        self.engine.set_cause(cause);
        self.decide_next(|step| step.hazard_told(Topic::CrowdAct, site, ordinal - 1, rate_per_hour));
        self.quarrel(super::quarrel::Quarrel { place, site: Some(site), sides: [one, other], people: size, lineage });
        let place_lineage = self.setup.place(place).lineage;
        let budget = self.draw(place_lineage.child(u64::from(ordinal)), Purpose::CrowdTime).exponential(1.0);
        let now = self.now();
        let state = &mut self.world.sites[site.index()];
        state.acts = Hazard { since: now, ..Hazard::new(budget) };
        self.crowd_hazards(site);
    }

    /// Local officials settle: for good, or until the morning; pending retaliation after low acts is called off.
    fn settle_on_the_spot(&mut self, site: SiteId) {
        let now = self.now();
        let place = self.setup.site(site).place;
        let sector = self.setup.place(place).sector;
        let ordinal = self.world.sites[site.index()].settlement_ordinal + 1;
        let lineage = self.setup.place(place).lineage.child(u64::from(ordinal));
        let mut stream = self.draw(lineage, Purpose::Settlement);
        let budget = stream.exponential(1.0);
        let lasts = Chance::draw(&mut stream, self.setup.parameters.crowd.settlement_lasting_share);
        let lasting = lasts.happens();
        let morning = self.setup.calendar.next_hour(now, 6);
        let state = &mut self.world.sites[site.index()];
        state.settlement_ordinal = ordinal;
        let rate_per_hour = state.settlement.rate;
        state.settlement = Hazard { since: now, ..Hazard::new(budget) };
        state.quiet_until = morning;
        let cause = state.grievance_cause;
        self.engine.set_cause(cause);
        self.decide_next(|step| step.hazard_told(Topic::Settlement, site, ordinal - 1, rate_per_hour));
        self.decide_next(|_| Decision::chance(Topic::SettlementLasts, lasts).at(place));
        let settlement = self.log(LogRow::new(Kind::Settlement).at(place).sector(sector).count(u32::from(lasting)));
        self.call_off_low_offspring(sector);
        if lasting {
            self.close_grievance(site, Kind::GrievanceClosed);
        }
        for side in self.sides() {
            self.engine.set_cause(settlement);
            self.resize_crowd(site, side, 0);
        }
        self.crowd_hazards(site);
    }

    fn repair_site(&mut self, site: SiteId) {
        self.world.sites[site.index()].destroyed = false;
        let setup = self.setup.site(site);
        self.log(LogRow::new(Kind::BridgeRepaired).at(setup.place).sector(self.setup.place(setup.place).sector));
        for &link in &setup.links {
            self.open_link(link, Closure::Bridge);
        }
    }

    /// Takes casualties from the crowd of a side, spread over its villages in proportion.
    pub(super) fn harm_crowd(
        &mut self,
        site: SiteId,
        side: SideId,
        killed: u32,
        wounded: u32,
        lineage: Lineage,
    ) -> super::record::Harm {
        let mut harm = super::record::Harm::default();
        let mut stream = self.draw(lineage, Purpose::Victims);
        for index in 0..killed + wounded {
            let dies = index < killed;
            let Some((slot, village)) = self.draw_from_crowd(site, side, stream.unit()) else { break };
            let (dead, hurt) = self.harm_at_site(village, u32::from(dies), u32::from(!dies));
            let state = &mut self.world.sites[site.index()];
            state.people[slot] -= dead;
            state.crowd[side.index()] -= dead;
            state.casualties_today[side.index()] += dead + hurt;
            harm.killed_civilian += dead;
            harm.wounded_civilian += hurt;
            self.villagers_wounded(village, hurt, lineage.child(1 << 33 | u64::from(index)));
        }
        harm
    }

    /// A person of a side's crowd at a share 0..1 of it: the slot and the village.
    fn draw_from_crowd(&self, site: SiteId, side: SideId, unit: f64) -> Option<(usize, super::ids::VillageId)> {
        let state = &self.world.sites[site.index()];
        let mut left = unit * f64::from(state.crowd[side.index()]);
        let villages = &self.setup.site(site).villages;
        let own = villages.iter().enumerate().filter(|(_, village)| self.setup.village(**village).side == side);
        let mut last = None;
        for (slot, &village) in own.filter(|(slot, _)| state.people[*slot] > 0) {
            last = Some((slot, village));
            left -= f64::from(state.people[slot]);
            if left < 0.0 {
                break;
            }
        }
        last
    }
}
