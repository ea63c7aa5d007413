//! Submodel 7, border post: ground actions and assaults, a stochastic Lanchester fight of integer soldiers.
//!
//! Losses of the defender come at rate a A (D / D0)^e + s S, those of the attacker at a D (A / A0)^e + s S', with a
//! per fighter-hour in an assault, e the law exponent (0 square law, 1 linear law), s and S, S' the fire and fighters
//! of neighbouring posts in support.

use serde::{Deserialize, Serialize};

use super::decision::{Chance, Decision, Draw, Topic};
use super::event::Event;
use super::ids::{AssaultId, PostId, SectorId, SideId, VillageId};
use super::kind::Kind;
use super::pool::Few;
use super::post::PostEvent;
use super::purpose::Purpose;
use super::record::{Harm, LogRow, Watch};
use super::setup::Near;
use super::step::Step;
use super::world::Act;
use crate::engine::{Handle, Lineage};

/// An assault on a post.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Assault {
    /// The post assaulted.
    pub post: PostId,
    /// Whose.
    pub side: SideId,
    /// Against whom.
    pub adversary: SideId,
    /// Attackers at the start, by where they come from; None is the garrison's reserve.
    pub from: Vec<(Option<PostId>, u32)>,
    /// Attackers at the start.
    pub attackers_start: u32,
    /// Attackers still fit.
    pub attackers: u32,
    /// Defenders at the start.
    pub defenders_start: u32,
    /// Root of its draws.
    pub lineage: Lineage,
    /// Exchanges so far.
    pub exchanges: u32,
    /// The event that began it.
    pub event: u32,
    /// The next exchange; [`Handle::NONE`] when it is over.
    pub next: Handle,
    /// Losses of attacker and defender so far.
    pub losses: [Harm; 2],
}

/// A feasible ground action.
#[derive(Clone, Copy, Debug)]
enum GroundTarget {
    Post(PostId),
    Village(VillageId),
}

impl<O: Watch> Step<'_, O> {
    /// Starts a ground action of a side in a sector: an assault on a hostile post within reach at the ratio needed, or
    /// an entry into a hostile village beside a post that the side holds. False when none is feasible. One draw.
    pub(super) fn ground_action(
        &mut self,
        side: SideId,
        adversary: SideId,
        sector: SectorId,
        lineage: Lineage,
    ) -> bool {
        let feasible = self.ground_targets(side, adversary, sector);
        if feasible.is_empty() {
            return false;
        }
        let of = feasible.len() as u32;
        let draw = Draw::Choice { share: 1.0 / f64::from(of), of };
        self.decide_next(|_| Decision::new(Topic::GroundTarget, draw).by(side));
        match feasible[self.draw(lineage, Purpose::GroundAction).index(feasible.len())] {
            GroundTarget::Post(post) => self.try_assault(side, post, lineage),
            GroundTarget::Village(village) => self.enter_village(side, village, lineage),
        }
    }

    fn ground_targets(&self, side: SideId, adversary: SideId, sector: SectorId) -> Few<GroundTarget> {
        let post = &self.setup.parameters.post;
        let mut feasible: Few<GroundTarget> = Few::new();
        for &own in &self.setup.sector_posts[sector.index()] {
            if !self.is_hostile_post(own, side) || self.has_notice(own, adversary) {
                continue;
            }
            for near in &self.setup.post(own).near {
                match near.what {
                    Near::Post(target)
                        if near.distance_km <= post.assault_radius_km
                            && self.world.posts[target.index()].holder == adversary
                            && self.assault_feasible(side, target)
                            && !feasible.iter().any(|f| matches!(f, GroundTarget::Post(p) if *p == target)) =>
                    {
                        feasible.push(GroundTarget::Post(target));
                    }
                    Near::Village(village)
                        if near.distance_km <= post.entry_radius_km
                            && self.setup.village(village).side == adversary
                            && self.world.villages[village.index()].entered_by.is_none()
                            && !feasible.iter().any(|f| matches!(f, GroundTarget::Village(v) if *v == village)) =>
                    {
                        feasible.push(GroundTarget::Village(village));
                    }
                    _ => {}
                }
            }
        }
        feasible
    }

    /// Who could attack a post: half the fit crew of own posts within reach, and the sector's reserve.
    /// Posts with notice of a truce stay out.
    fn attackers(&self, side: SideId, target: PostId) -> Few<(Option<PostId>, u32)> {
        let post = &self.setup.parameters.post;
        let mut from: Few<(Option<PostId>, u32)> = Few::new();
        for near in self.setup.post(target).near.iter().take_while(|near| near.distance_km <= post.assault_radius_km) {
            if let Near::Post(own) = near.what
                && self.is_hostile_post(own, side)
                && self.world.posts[own.index()].under_assault.is_none()
                && !self.has_notice(own, self.world.posts[target.index()].holder)
            {
                let people = (f64::from(self.world.posts[own.index()].crew) * post.assault_crew_share) as u32;
                from.push((Some(own), people));
            }
        }
        let sector = self.setup.place(self.setup.post(target).place).sector;
        from.push((None, self.world.garrison(side, sector).reserve));
        from.retain(|&mut (_, people)| people > 0);
        from
    }

    fn assault_feasible(&self, side: SideId, target: PostId) -> bool {
        let state = &self.world.posts[target.index()];
        let attackers: u32 = self.attackers(side, target).iter().map(|from| from.1).sum();
        state.under_assault.is_none()
            && attackers > 0
            && f64::from(attackers) >= self.setup.parameters.post.assault_ratio * f64::from(state.crew)
    }

    /// Begins an assault on a post when it is feasible; an act at rung 6.
    pub(super) fn try_assault(&mut self, side: SideId, target: PostId, lineage: Lineage) -> bool {
        if !self.assault_feasible(side, target) {
            return false;
        }
        let from = self.attackers(side, target);
        let place = self.setup.post(target).place;
        let sector = self.setup.place(place).sector;
        for &(own, people) in &from {
            match own {
                Some(own) => self.world.posts[own.index()].crew -= people,
                None => self.world.garrison_mut(side, sector).reserve -= people,
            }
        }
        let attackers: u32 = from.iter().map(|from| from.1).sum();
        let state = &self.world.posts[target.index()];
        let (adversary, defenders) = (state.holder, state.crew);
        let lineage = lineage.child(4);
        let mut kept = self.world.spare.attackers.take();
        kept.extend_from_slice(&from);
        let assault = AssaultId::at(self.world.assaults.len());
        self.decide_next(|step| {
            let threshold = step.setup.parameters.post.assault_ratio * f64::from(defenders);
            Decision::new(Topic::Odds, Draw::Above { value: f64::from(attackers), threshold }).by(side)
        });
        let act = self.ground_act(Kind::AssaultBegins, place, side, adversary, attackers, Harm::default(), lineage);
        self.world.assaults.push(Assault {
            post: target,
            side,
            adversary,
            from: kept,
            attackers_start: attackers,
            attackers,
            defenders_start: defenders,
            lineage,
            exchanges: 0,
            event: self.world.acts[act.index()].event,
            next: Handle::NONE,
            losses: [Harm::default(); 2],
        });
        self.world.posts[target.index()].under_assault = Some(assault);
        self.engine.set_cause(self.world.acts[act.index()].event);
        self.schedule_exchange(assault);
        true
    }

    /// Logs a ground act at rung 6 and lets it spread and bear offspring.
    #[allow(clippy::too_many_arguments, reason = "one act has this many parts; a struct would only rename them")]
    pub(super) fn ground_act(
        &mut self,
        kind: Kind,
        place: super::ids::PlaceId,
        side: SideId,
        adversary: SideId,
        people: u32,
        harm: Harm,
        lineage: Lineage,
    ) -> super::ids::ActId {
        let sector = self.setup.place(place).sector;
        let row = LogRow::new(kind)
            .at(place)
            .target(place)
            .sector(sector)
            .by(side)
            .against(adversary)
            .rung(6)
            .count(people)
            .harm(harm);
        let event = self.log(row);
        let act = self.remember(Act {
            event,
            time: self.now(),
            lineage,
            side,
            adversary,
            sector,
            post: None,
            position: self.setup.place(place).position,
            rung: 6,
            report_factor: 1.0,
            accident: false,
            harm,
            own_harm: Harm::default(),
        });
        self.act_spreads(act);
        self.bear_offspring(act);
        act
    }

    /// Loss rates per hour: of the attacker, of the defender.
    fn loss_rates(&self, assault: AssaultId) -> (f64, f64) {
        let post = &self.setup.parameters.post;
        let fight = &self.world.assaults[assault.index()];
        let attackers = f64::from(fight.attackers);
        let defenders = f64::from(self.world.posts[fight.post.index()].crew);
        let share = |now: f64, start: u32| libm::pow(now / f64::from(start.max(1)), post.lanchester_exponent);
        let support = |side| self.support(fight.post, side) * post.support_per_fighter_hour;
        let of_attacker = post.assault_per_fighter_hour * defenders * share(attackers, fight.attackers_start)
            + support(fight.adversary);
        let of_defender =
            post.assault_per_fighter_hour * attackers * share(defenders, fight.defenders_start) + support(fight.side);
        (of_attacker, of_defender)
    }

    /// Fit soldiers of a side at other posts within small-arms range of a post under assault.
    fn support(&self, target: PostId, side: SideId) -> f64 {
        let near = self.setup.post(target).near.iter();
        let crews =
            near.take_while(|near| near.distance_km <= super::target::range_km(2)).map(|near| match near.what {
                Near::Post(other) if self.is_hostile_post(other, side) => self.world.posts[other.index()].crew,
                _ => 0,
            });
        crews.map(f64::from).sum()
    }

    /// Draws of an exchange: time, who is hit, whether killed.
    fn schedule_exchange(&mut self, assault: AssaultId) {
        let (of_attacker, of_defender) = self.loss_rates(assault);
        let fight = &self.world.assaults[assault.index()];
        if self.world.posts[fight.post.index()].crew == 0 {
            return self.seize(assault);
        }
        let lineage = fight.lineage.child(u64::from(fight.exchanges));
        let rate = of_attacker + of_defender;
        if rate <= 0.0 {
            return self.break_off(assault);
        }
        let hours = self.draw(lineage, Purpose::AssaultExchange).exponential(1.0 / rate);
        let next = self.after_hours(hours, Event::Post(PostEvent::AssaultExchange { assault }));
        self.world.assaults[assault.index()].next = next;
    }

    pub(super) fn assault_exchange(&mut self, assault: AssaultId) {
        // Fire at the post may have emptied it meanwhile.
        if self.world.posts[self.world.assaults[assault.index()].post.index()].crew == 0 {
            return self.seize(assault);
        }
        let (of_attacker, of_defender) = self.loss_rates(assault);
        let fight = &self.world.assaults[assault.index()];
        let lineage = fight.lineage.child(u64::from(fight.exchanges));
        let (post, side, adversary) = (fight.post, fight.side, fight.adversary);
        let mut stream = self.draw(lineage, Purpose::AssaultExchange);
        let _time = stream.raw();
        let attacker = Chance::draw(&mut stream, of_attacker / (of_attacker + of_defender));
        let kills = Chance::draw(&mut stream, 1.0 / (1.0 + self.world.wounded_per_killed[0]));
        let (attacker_hit, killed) = (attacker.happens(), kills.happens());
        let (dead, hurt) = (u32::from(killed), u32::from(!killed));
        self.world.assaults[assault.index()].exchanges += 1;
        self.engine.set_cause(self.world.assaults[assault.index()].event);
        let (event, cause) = self.open_event();
        self.decide_of(event, |_| Decision::chance(Topic::AttackerHit, attacker).by(side).against(adversary));
        self.decide_of(event, |_| Decision::chance(Topic::LossKilled, kills));
        let hit = if attacker_hit {
            self.world.assaults[assault.index()].attackers -= 1;
            self.soldiers_hurt(side, dead, hurt, lineage);
            side
        } else {
            self.harm_post(post, dead, hurt, lineage);
            adversary
        };
        let harm = Harm { killed_military: dead, wounded_military: hurt, ..Harm::default() };
        let losses = &mut self.world.assaults[assault.index()].losses[usize::from(!attacker_hit)];
        losses.killed_military += dead;
        losses.wounded_military += hurt;
        let place = self.setup.post(post).place;
        let sector = self.setup.place(place).sector;
        let by = if attacker_hit { adversary } else { side };
        let row = LogRow::new(Kind::AssaultLoss).at(place).target(place).sector(sector).by(by).against(hit).harm(harm);
        self.log_as(event, cause, row);
        self.register_harm(hit, harm);
        self.decide_assault(assault);
    }

    /// The defender leaves at its loss share, the attacker breaks off at his.
    pub(super) fn decide_assault(&mut self, assault: AssaultId) {
        let parameters = &self.setup.parameters.post;
        let fight = &self.world.assaults[assault.index()];
        let left = f64::from(self.world.posts[fight.post.index()].crew);
        let defender_leaves = left <= f64::from(fight.defenders_start) * (1.0 - parameters.defender_loss_share);
        let attacker_leaves =
            f64::from(fight.attackers) <= f64::from(fight.attackers_start) * (1.0 - parameters.attacker_loss_share);
        if defender_leaves {
            self.seize(assault);
        } else if attacker_leaves {
            let fight = &self.world.assaults[assault.index()];
            let threshold = f64::from(fight.attackers_start) * (1.0 - parameters.attacker_loss_share);
            let (side, draw) = (fight.side, Draw::Below { value: f64::from(fight.attackers), threshold });
            self.decide_next(|_| Decision::new(Topic::AttackersLeft, draw).by(side));
            self.break_off(assault);
        } else {
            self.schedule_exchange(assault);
        }
    }

    /// The attacker goes back to where he came from.
    pub(super) fn break_off(&mut self, assault: AssaultId) {
        let fight = &self.world.assaults[assault.index()];
        let (post, side, adversary, event) = (fight.post, fight.side, fight.adversary, fight.event);
        self.engine.cancel(fight.next);
        let place = self.setup.post(post).place;
        let sector = self.setup.place(place).sector;
        self.engine.set_cause(event);
        self.log(
            LogRow::new(Kind::AssaultBrokenOff).at(place).target(place).sector(sector).by(side).against(adversary),
        );
        let survivors = self.world.assaults[assault.index()].attackers;
        self.attackers_return(assault, survivors);
        self.end_assault(assault);
    }

    /// Survivors go back in proportion to where they came from; what is left over goes to the garrison's reserve.
    pub(super) fn attackers_return(&mut self, assault: AssaultId, mut people: u32) {
        let fight = &self.world.assaults[assault.index()];
        let (side, start, target) = (fight.side, fight.attackers_start, fight.post);
        let all = people;
        for index in 0..fight.from.len() {
            let (own, sent) = self.world.assaults[assault.index()].from[index];
            let share = ((u64::from(all) * u64::from(sent) / u64::from(start)) as u32).min(people);
            if let Some(own) = own
                && self.world.posts[own.index()].holder == side
            {
                self.world.posts[own.index()].crew += share;
                people -= share;
            }
        }
        let sector = self.setup.place(self.setup.post(target).place).sector;
        self.world.garrison_mut(side, sector).reserve += people;
    }

    /// The assault is over: reports of its dead go to both commands.
    pub(super) fn end_assault(&mut self, assault: AssaultId) {
        let fight = &mut self.world.assaults[assault.index()];
        (fight.next, fight.attackers) = (Handle::NONE, 0);
        let (post, side, adversary, lineage) = (fight.post, fight.side, fight.adversary, fight.lineage);
        let [of_attacker, of_defender] = fight.losses;
        let event = fight.event;
        self.world.posts[post.index()].under_assault = None;
        let place = self.setup.place(self.setup.post(post).place);
        let (sector, position) = (place.sector, place.position);
        for (of, by, harm) in [(side, adversary, of_attacker), (adversary, side, of_defender)] {
            if harm.killed() > 0 {
                let of_side = self.setup.sides[of.index()].lineage;
                let act = self.remember(Act {
                    event,
                    time: self.now(),
                    lineage: lineage.child(1 << 30).child(of_side.0),
                    side: by,
                    adversary: of,
                    sector,
                    post: None,
                    position,
                    rung: 6,
                    report_factor: 0.0,
                    accident: false,
                    harm,
                    own_harm: Harm::default(),
                });
                self.send_reports(act);
            }
        }
    }
}
