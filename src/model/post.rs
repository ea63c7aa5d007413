//! Submodel 7, border post: crews, stock, suppression, posture and fatigue.

use serde::{Deserialize, Serialize};

use super::decision::{Chance, Decision, Topic};
use super::event::{Event, events};
use super::ids::{ActId, AssaultId, PostId, SectorId, SideId, VillageId};
use super::incident::Shot;
use super::kind::Kind;
use super::purpose::Purpose;
use super::record::{Harm, LogRow, Watch};
use super::setup::{RUNG_MAX, Setup};
use super::step::Step;
use super::world::{Decaying, Hazard};
use crate::engine::{Draws, Lineage, Time};

/// State of a post.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PostState {
    /// Who holds it; the owner unless it was seized.
    pub holder: SideId,
    /// Fit soldiers of the holder in it.
    pub crew: u32,
    /// Suppression.
    pub suppression: Decaying,
    /// Last time it was hit.
    pub last_hit: Option<Time>,
    /// First hit since the crew was last surprised.
    pub first_hit: Time,
    /// Whether it was damaged.
    pub damaged: bool,
    /// Whether it burnt.
    pub burnt: bool,
    /// The hostile post in reach of an assault that fired at it last.
    pub fired_on_by: Option<PostId>,
    /// Hazard of a counter-seizure.
    pub counter_seizure: Hazard,
    /// Counter-seizures so far.
    pub counter_seizures: u32,
    /// The assault it is under.
    pub under_assault: Option<AssaultId>,
}

impl PostState {
    pub(super) fn start(setup: &Setup, draws: &Draws, post: PostId) -> PostState {
        let lineage = setup.place(setup.post(post).place).lineage;
        PostState {
            holder: setup.post(post).side,
            crew: setup.post(post).crew,
            suppression: Decaying::default(),
            last_hit: None,
            first_hit: Time::ZERO,
            damaged: false,
            burnt: false,
            fired_on_by: None,
            counter_seizure: Hazard::new(draws.open(lineage.child(0), Purpose::CounterSeizure as u32).exponential(1.0)),
            counter_seizures: 0,
            under_assault: None,
        }
    }
}

/// Garrison of a side in a sector.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Garrison {
    /// Heavy incidents in stock.
    pub heavy_stock: u32,
    /// A resupply is under way.
    pub resupply_pending: bool,
    /// Resupplies so far.
    pub resupplies: u32,
    /// Soldiers sent here who belong to no post.
    pub reserve: u32,
    /// Soldiers under way to here.
    pub under_way: u32,
    /// Reinforcements so far.
    pub reinforcements: u32,
    /// Fatigue, 0..=1, at `fatigue_at`.
    pub fatigue: f64,
    /// When it was last reckoned.
    pub fatigue_at: Time,
    /// Last act by or against this side here.
    pub last_fire: Option<Time>,
}

impl Garrison {
    pub(super) fn start(setup: &Setup) -> Garrison {
        Garrison { heavy_stock: setup.parameters.post.heavy_stock as u32, ..Garrison::default() }
    }

    /// Fatigue at `now`: it rises over `rise` hours in fire and falls over `fall` hours of rest; a garrison counts as
    /// in fire for `memory` hours after an act.
    pub fn fatigue(&self, now: Time, rise: f64, fall: f64, memory: f64) -> f64 {
        let since = now.hours_since(self.fatigue_at);
        let in_fire = match self.last_fire {
            Some(last) => last.plus_hours(memory).hours_since(self.fatigue_at).min(since),
            None => 0.0,
        };
        let tired = (self.fatigue + in_fire / rise).min(1.0);
        (tired - (since - in_fire) / fall).max(0.0)
    }
}

/// Soldiers of a side by state. With crews, garrison reserves, soldiers under way and fighters in assaults they sum to
/// `initial + recruited`, always.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Soldiers {
    /// At the start: crews and reserves.
    pub initial: u32,
    /// Who replaced the fallen after days of calm.
    pub recruited: u32,
    /// Not at the border: not yet sent, or withdrawn.
    pub reserve: u32,
    /// Wounded.
    pub wounded: u32,
    /// Dead.
    pub dead: u32,
    /// Held captive by another side.
    pub captive: u32,
}

impl Soldiers {
    pub(super) fn start(setup: &Setup, side: SideId) -> Soldiers {
        let crews: u32 = setup.posts.iter().filter(|post| post.side == side).map(|post| post.crew).sum();
        let reserve = setup.sides[side.index()].reserves;
        Soldiers { initial: crews + reserve, reserve, ..Soldiers::default() }
    }
}

/// Soldiers under way to a sector.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TroopConvoy {
    /// Whose.
    pub side: SideId,
    /// How many.
    pub people: u32,
    /// Where to.
    pub sector: SectorId,
}

events! {
    /// Events of posts.
    PostEvent {
        /// The next loss in an assault.
        AssaultExchange { assault: AssaultId } = 600,
        /// A counter-seizure may start.
        CounterSeizure { post: PostId } = 601,
        /// Soldiers arrive in a sector.
        ReinforcementArrives { convoy: u32 } = 602,
        /// Heavy ammunition arrives.
        ResupplyArrives { side: SideId, sector: SectorId } = 603,
        /// Houses may burn in an entered village.
        Burning { village: VillageId, entry: u32 } = 604,
        /// Soldiers leave an entered village.
        EntryEnds { village: VillageId, entry: u32 } = 605,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn post_event(&mut self, event: PostEvent) {
        match event {
            PostEvent::AssaultExchange { assault } => self.assault_exchange(assault),
            PostEvent::CounterSeizure { post } => self.counter_seizure(post),
            PostEvent::ReinforcementArrives { convoy } => self.reinforcement_arrives(convoy),
            PostEvent::ResupplyArrives { side, sector } => self.resupply_arrives(side, sector),
            PostEvent::Burning { village, entry } => self.houses_burn(village, entry),
            PostEvent::EntryEnds { village, entry } => self.entry_time_over(village, entry),
        }
    }

    /// Exposure factor of a crew: surprised 1 (0.3 on alert), prone 0.3 for the first minutes after a hit, then dug in
    /// 0.1, until a day has passed without a hit.
    pub(super) fn posture(&self, post: PostId) -> f64 {
        let incident = &self.setup.parameters.incident;
        let state = &self.world.posts[post.index()];
        let now = self.now();
        match state.last_hit {
            Some(last) if now.hours_since(last) < incident.surprise_after_hours => {
                let prone = now.hours_since(state.first_hit) * 60.0 < incident.dig_in_minutes;
                if prone { incident.posture_prone } else { incident.posture_dug_in }
            }
            _ => {
                let alert = self.sides().any(|other| other != state.holder && self.alert(state.holder, other).on);
                if alert { incident.posture_prone } else { 1.0 }
            }
        }
    }

    /// Suppression of a post now.
    pub(super) fn suppression(&self, post: PostId) -> f64 {
        let hours = self.setup.parameters.post.suppression_minutes / 60.0;
        self.world.posts[post.index()].suppression.read(self.now(), hours)
    }

    /// A post was fired at: posture, suppression, answer in kind, counter-seizure.
    pub(super) fn post_is_hit(&mut self, post: PostId, shot: &Shot, act: ActId) {
        let now = self.now();
        let parameters = &self.setup.parameters;
        let in_reach = self.distance_km(post, shot.post) <= parameters.post.assault_radius_km;
        let state = &mut self.world.posts[post.index()];
        let spell = parameters.incident.surprise_after_hours;
        if state.last_hit.is_none_or(|last| now.hours_since(last) >= spell) {
            state.first_hit = now;
        }
        state.last_hit = Some(now);
        state.suppression.add(now, parameters.post.suppression_minutes / 60.0, parameters.post.suppression_per_hit);
        if in_reach {
            state.fired_on_by = Some(shot.post);
        }
        self.refresh_counter_seizure(post);
        self.consider_answer(post, shot, act);
    }

    /// Distance between two posts.
    pub(super) fn distance_km(&self, one: PostId, other: PostId) -> f64 {
        let position = |post| self.setup.place(self.setup.post(post).place).position;
        position(one).distance_km(position(other))
    }

    /// Takes casualties from the crew of a post.
    pub(super) fn harm_post(&mut self, post: PostId, killed: u32, wounded: u32, lineage: Lineage) -> Harm {
        let state = &mut self.world.posts[post.index()];
        let killed = killed.min(state.crew);
        let wounded = wounded.min(state.crew - killed);
        state.crew -= killed + wounded;
        let side = state.holder;
        self.soldiers_hurt(side, killed, wounded, lineage);
        Harm { killed_military: killed, wounded_military: wounded, ..Harm::default() }
    }

    /// Books soldiers who were fit as killed and wounded.
    pub(super) fn soldiers_hurt(&mut self, side: SideId, killed: u32, wounded: u32, lineage: Lineage) {
        let soldiers = &mut self.world.soldiers[side.index()];
        soldiers.dead += killed;
        soldiers.wounded += wounded;
        self.soldiers_wounded(side, wounded, lineage);
    }

    pub(super) fn post_damaged(&mut self, post: PostId, damage: Chance, fire: Chance) {
        let (damaged, burning) = (damage.happens(), fire.happens());
        let place = self.setup.post(post).place;
        let sector = self.setup.place(place).sector;
        let state = &mut self.world.posts[post.index()];
        let side = state.holder;
        let newly_damaged = damaged && !state.damaged;
        let newly_burning = burning && !state.burnt;
        state.damaged |= damaged;
        state.burnt |= burning;
        let cause = self.engine.cause();
        if newly_damaged {
            self.decide_next(|_| Decision::chance(Topic::Damage, damage));
            self.log(LogRow::new(Kind::PostDamaged).at(place).sector(sector).against(side));
        }
        if newly_burning {
            self.engine.set_cause(cause);
            self.decide_next(|_| Decision::chance(Topic::Damage, fire));
            self.log(LogRow::new(Kind::PostBurning).at(place).sector(sector).against(side));
        }
    }

    /// Spends one heavy incident of the garrison and orders more below half.
    pub(super) fn spend_heavy(&mut self, post: PostId, side: SideId) {
        let sector = self.setup.place(self.setup.post(post).place).sector;
        let parameters = &self.setup.parameters.post;
        let lineage = self.setup.sectors[sector.index()].lineage.child(self.setup.sides[side.index()].lineage.0);
        let garrison = self.world.garrison_mut(side, sector);
        garrison.heavy_stock = garrison.heavy_stock.checked_sub(1).expect("a heavy act is fired only from stock");
        if garrison.resupply_pending || f64::from(garrison.heavy_stock) >= parameters.heavy_stock / 2.0 {
            return;
        }
        garrison.resupply_pending = true;
        garrison.resupplies += 1;
        let ordinal = garrison.resupplies;
        let mut stream = self.draw(lineage.child(u64::from(ordinal)), Purpose::Resupply);
        let hours = stream.lognormal(parameters.resupply_hours_median, parameters.resupply_sigma);
        let cause = self.engine.cause();
        self.log(LogRow::new(Kind::HeavyStockLow).sector(sector).by(side));
        self.decide(|step| {
            let median = step.setup.parameters.post.resupply_hours_median;
            Decision::median(Topic::ResupplyDelay, step.now(), hours, median).by(side).sector(sector)
        });
        self.after_hours(hours, Event::Post(PostEvent::ResupplyArrives { side, sector }));
        self.engine.set_cause(cause);
    }

    fn resupply_arrives(&mut self, side: SideId, sector: SectorId) {
        let stock = self.setup.parameters.post.heavy_stock as u32;
        let garrison = self.world.garrison_mut(side, sector);
        garrison.resupply_pending = false;
        garrison.heavy_stock = stock;
        self.log(LogRow::new(Kind::Resupplied).sector(sector).by(side));
    }

    /// An act in a sector keeps the garrisons of both sides in fire.
    pub(super) fn garrisons_in_fire(&mut self, side: SideId, adversary: SideId, sector: SectorId) {
        let now = self.now();
        for of in [side, adversary] {
            let fatigue = self.fatigue(of, sector);
            let garrison = self.world.garrison_mut(of, sector);
            (garrison.fatigue, garrison.fatigue_at, garrison.last_fire) = (fatigue, now, Some(now));
        }
    }

    /// Fatigue of a side in a sector, 0..=1.
    pub fn fatigue(&self, side: SideId, sector: SectorId) -> f64 {
        let post = &self.setup.parameters.post;
        let garrison = self.world.garrison(side, sector);
        garrison.fatigue(self.now(), post.fatigue_rise_hours, post.fatigue_fall_hours, post.fire_memory_hours)
    }

    /// Sends one reinforcement from the side's reserves to a sector. One draw.
    pub(super) fn send_reinforcement(&mut self, side: SideId, adversary: SideId, sector: SectorId) {
        let wanted = self.setup.parameters.post.reinforcement_people as u32;
        let soldiers = &mut self.world.soldiers[side.index()];
        let people = wanted.min(soldiers.reserve);
        if people == 0 {
            return;
        }
        soldiers.reserve -= people;
        let escalation = &self.setup.parameters.escalation;
        let garrison = self.world.garrison_mut(side, sector);
        garrison.under_way += people;
        garrison.reinforcements += 1;
        let ordinal = garrison.reinforcements;
        let lineage = self.setup.sectors[sector.index()].lineage.child(self.setup.sides[side.index()].lineage.0);
        let mut stream = self.draw(lineage.child(u64::from(ordinal)), Purpose::Reinforcement);
        let hours = stream.lognormal(escalation.alert_reinforcement_hours_median, escalation.alert_reinforcement_sigma);
        self.log(LogRow::new(Kind::ReinforcementSent).sector(sector).by(side).against(adversary).count(people));
        self.decide(|step| {
            let median = step.setup.parameters.escalation.alert_reinforcement_hours_median;
            Decision::median(Topic::ReinforcementDelay, step.now(), hours, median).by(side).sector(sector)
        });
        let convoy = self.world.convoys.len() as u32;
        self.world.convoys.push(TroopConvoy { side, people, sector });
        self.after_hours(hours, Event::Post(PostEvent::ReinforcementArrives { convoy }));
    }

    fn reinforcement_arrives(&mut self, convoy: u32) {
        let TroopConvoy { side, people, sector } = self.world.convoys[convoy as usize];
        let garrison = self.world.garrison_mut(side, sector);
        garrison.under_way -= people;
        garrison.reserve += people;
        self.log(LogRow::new(Kind::ReinforcementArrives).sector(sector).by(side).count(people));
    }

    /// Sets the hazard of a counter-seizure: while the order in force is rung 4 or more, the side is ready for ground
    /// action, and a hostile post within reach has fired on this one.
    pub(super) fn refresh_counter_seizure(&mut self, post: PostId) {
        let (now, rate) = (self.now(), self.counter_seizure_rate(post));
        let state = &mut self.world.posts[post.index()];
        let delay = state.counter_seizure.set(now, rate, f64::INFINITY);
        let handle = state.counter_seizure.handle;
        let handle = self.move_to(handle, delay, Event::Post(PostEvent::CounterSeizure { post }));
        self.world.posts[post.index()].counter_seizure.handle = handle;
    }

    /// That hazard, per hour.
    pub(super) fn counter_seizure_rate(&self, post: PostId) -> f64 {
        let state = &self.world.posts[post.index()];
        let active = state.fired_on_by.is_some_and(|enemy| {
            let holder = self.world.posts[enemy.index()].holder;
            self.setup.hostility(state.holder, holder) > 0.0
                && self.order(post, holder) >= 4
                && self.ready_rung(state.holder, holder) == RUNG_MAX
                && !self.has_notice(post, holder)
        });
        if active { self.setup.parameters.post.counter_seizure_per_hour } else { 0.0 }
    }

    fn counter_seizure(&mut self, post: PostId) {
        let now = self.now();
        let lineage = self.setup.place(self.setup.post(post).place).lineage;
        let state = &mut self.world.posts[post.index()];
        state.counter_seizures += 1;
        let lineage = lineage.child(1 << 40 | u64::from(state.counter_seizures));
        let enemy = state.fired_on_by;
        let rate_per_hour = state.counter_seizure.rate;
        let budget = self.draw(lineage, Purpose::CounterSeizure).exponential(1.0);
        self.world.posts[post.index()].counter_seizure = Hazard { since: now, ..Hazard::new(budget) };
        if let Some(enemy) = enemy {
            let side = self.world.posts[post.index()].holder;
            let adversary = self.world.posts[enemy.index()].holder;
            if side != adversary {
                let before = self.engine.logged();
                self.try_assault(side, enemy, lineage);
                self.decide_since(before, |step| step.counter_seizure_told(post, rate_per_hour).by(side));
            }
        }
        self.refresh_counter_seizure(post);
    }

    /// After days of calm crews, stock and fatigue are back at their start; the fallen are replaced.
    pub(super) fn reset_soldiers(&mut self) {
        let cause = self.engine.cause();
        for post in PostId::all(self.setup.posts.len()) {
            if self.world.posts[post.index()].holder != self.setup.post(post).side {
                self.hand_back(post);
                self.engine.set_cause(cause);
            }
        }
        for side in self.sides() {
            self.withdraw_reserves(side);
            self.engine.set_cause(cause);
            self.world.soldiers[side.index()].reserve += self.world.soldiers[side.index()].captive;
            self.world.soldiers[side.index()].captive = 0;
            self.world.soldiers[side.index()].reserve += self.world.soldiers[side.index()].wounded;
            self.world.soldiers[side.index()].wounded = 0;
        }
        let stock = self.setup.parameters.post.heavy_stock as u32;
        for garrison in &mut self.world.garrisons {
            if !garrison.resupply_pending {
                garrison.heavy_stock = stock;
            }
        }
        for post in PostId::all(self.setup.posts.len()) {
            let setup = self.setup.post(post);
            let state = &mut self.world.posts[post.index()];
            (state.damaged, state.burnt, state.fired_on_by) = (false, false, None);
            let missing = setup.crew.saturating_sub(state.crew);
            let surplus = state.crew.saturating_sub(setup.crew);
            state.crew = setup.crew;
            let soldiers = &mut self.world.soldiers[setup.side.index()];
            soldiers.reserve += surplus;
            let from_reserve = missing.min(soldiers.reserve);
            soldiers.reserve -= from_reserve;
            soldiers.recruited += missing - from_reserve;
            self.refresh_counter_seizure(post);
        }
        for side in self.sides() {
            let soldiers = &mut self.world.soldiers[side.index()];
            let full = self.setup.sides[side.index()].reserves;
            let missing = full.saturating_sub(soldiers.reserve);
            soldiers.reserve += missing;
            soldiers.recruited += missing;
        }
    }
}

impl<O: Watch> Step<'_, O> {
    /// A post breaches a truce, or a spoiler fires from it: one incident that nothing thins. False when the post has
    /// nothing to fire at.
    pub(super) fn breach_fire(&mut self, post: PostId, adversary: SideId, rung: u8, lineage: Lineage) -> bool {
        let rung = self.cap_rung(post, rung);
        self.fire_at_will(Kind::Fire, post, adversary, rung, lineage).is_some()
    }
}
