//! Submodel 3, incident: an actor fires at a target, and what it does there.
//!
//! Killed and wounded: casualties ~ Poisson(m_r X (1 + W) E), killed ~ Binomial(casualties, 1 / (1 + W)), with the
//! harm factor X = U^(-1/1.5) / 3 cut at 60 (mean near 1), W wounded per killed by class, E the exposure.

use super::decision::{Chance, Decision, Draw, Topic};
use super::event::Event;
use super::ids::{ActId, PostId, SideId, SiteId, VillageId};
use super::kind::Kind;
use super::purpose::Purpose;
use super::record::{Harm, LogRow, Watch};
use super::setup::{RUNG_STANDING, SiteKind};
use super::step::Step;
use super::target::Target;
use super::world::Act;
use crate::engine::{Lineage, Stream};

/// One armed act about to happen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shot {
    /// What it is logged as.
    pub kind: Kind,
    /// Who fires.
    pub post: PostId,
    /// Against whom.
    pub adversary: SideId,
    /// At what.
    pub target: Target,
    /// Rung.
    pub rung: u8,
    /// Root of its draws and of those of its offspring.
    pub lineage: Lineage,
}

/// Rung of an armed act, and how it was drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct RungDraw {
    /// Rung of the act.
    pub rung: u8,
    /// Rung before weapons and stock held it down.
    wanted: u8,
    /// Rung of the order, 5 at most.
    highest: u8,
    /// Whether it is that of the order.
    own: Chance,
    /// That a post under standing orders goes beyond them.
    beyond: Option<Chance>,
    /// Whether it is a ground action, where that is allowed and feasible.
    pub ground: Chance,
    /// Whether the order allows a ground action.
    pub may_go: bool,
}

/// People hit by one act, before the ledgers were asked.
#[derive(Clone, Copy, Debug, Default)]
struct Casualties {
    killed: u32,
    wounded: u32,
}

/// Casualties of an act as they were drawn.
#[derive(Clone, Copy, Debug)]
struct CasualtyDraw {
    /// Harm factor X.
    factor: f64,
    /// Mean number of people hit.
    mean: f64,
    /// Probability that one who is hit is killed.
    killed_share: f64,
    hit: Casualties,
}

impl<O: Watch> Step<'_, O> {
    /// Rung of an armed act of a post: the rung of the order it acts on with probability `own_rung_share`, else uniform
    /// 2..L; at rung 6 as at 5; under standing orders rung 3 with probability `discretion_share`; capped by weapons and
    /// ammunition. Four draws.
    pub(super) fn draw_rung(&self, post: PostId, adversary: SideId, lineage: Lineage) -> RungDraw {
        let incident = &self.setup.parameters.incident;
        let authorised = self.order(post, adversary);
        let mut stream = self.draw(lineage, Purpose::Rung);
        let highest = authorised.min(5);
        let own = Chance::draw(&mut stream, incident.own_rung_share);
        let lower = RUNG_STANDING + stream.index(usize::from(highest - RUNG_STANDING) + 1) as u8;
        let ground = Chance::draw(&mut stream, incident.ground_share);
        let beyond = self.discretion(&mut stream, authorised);
        let wanted = match beyond {
            Some(_) => RUNG_STANDING + 1,
            None if own.happens() => highest,
            None => lower,
        };
        RungDraw { rung: self.cap_rung(post, wanted), wanted, highest, own, beyond, ground, may_go: authorised == 6 }
    }

    /// Whether a post that acts on an order at some rung goes one rung further on its own account: only beyond standing
    /// orders. One draw.
    pub(super) fn discretion(&self, stream: &mut Stream, authorised: u8) -> Option<Chance> {
        let beyond = Chance::draw(stream, self.setup.parameters.incident.discretion_share);
        (authorised == RUNG_STANDING && beyond.happens()).then_some(beyond)
    }

    /// Tells how the rung of an act came about.
    pub(super) fn tell_rung(&mut self, act: Option<ActId>, drawn: &RungDraw) {
        if let Some(beyond) = drawn.beyond {
            self.decide_of_act(act, |_| Decision::chance(Topic::Discretion, beyond).rung(drawn.wanted));
        } else if drawn.highest > RUNG_STANDING {
            self.decide_of_act(act, |_| Decision::chance(Topic::OwnRung, drawn.own).rung(drawn.highest));
        }
        if drawn.rung < drawn.wanted {
            let draw = Draw::Below { value: f64::from(drawn.rung), threshold: f64::from(drawn.wanted) };
            self.decide_of_act(act, |_| Decision::new(Topic::RungCapped, draw).rung(drawn.rung));
        }
    }

    /// Caps a rung by the weapons of a post and the heavy stock of its garrison.
    pub(super) fn cap_rung(&self, post: PostId, rung: u8) -> u8 {
        let setup = self.setup.post(post);
        let holder = self.world.posts[post.index()].holder;
        let rung = rung.min(setup.weapons_rung).min(self.setup.sides[holder.index()].weapons_rung);
        let sector = self.setup.place(setup.place).sector;
        if rung >= 4 && self.world.garrison(holder, sector).heavy_stock == 0 { 3 } else { rung }
    }

    /// A post fires at what it chooses; None when nothing of the adversary is in reach.
    pub(super) fn fire_at_will(
        &mut self,
        kind: Kind,
        post: PostId,
        adversary: SideId,
        rung: u8,
        lineage: Lineage,
    ) -> Option<ActId> {
        let target = self.choose_target(post, adversary, rung, lineage)?;
        let share = if self.is_heard() { self.target_share(post, adversary, rung, target) } else { None };
        let act = self.fire(Shot { kind, post, adversary, target, rung, lineage });
        if let Some((share, of)) = share {
            self.decide_of_act(Some(act), |_| Decision::new(Topic::Target, Draw::Choice { share, of }));
        }
        Some(act)
    }

    /// Executes an armed act with everything that follows from it.
    pub(super) fn fire(&mut self, shot: Shot) -> ActId {
        let side = self.world.posts[shot.post.index()].holder;
        if shot.rung >= 4 {
            self.spend_heavy(shot.post, side);
        }
        let sector = self.target_sector(shot.target);
        let (event, cause) = self.open_event();
        let harm = self.do_harm(&shot, event);
        let mut row = LogRow::new(shot.kind)
            .at(self.setup.post(shot.post).place)
            .sector(sector)
            .by(side)
            .against(shot.adversary)
            .rung(shot.rung)
            .harm(harm);
        row.target = self.target_place(shot.target);
        if let Target::Convoy(link) = shot.target {
            row.link = Some(link);
        }
        self.log_as(event, cause, row);
        let act = self.remember(Act {
            event,
            time: self.now(),
            lineage: shot.lineage,
            side,
            adversary: shot.adversary,
            sector,
            post: Some(shot.post),
            position: self.target_position(shot.target),
            rung: shot.rung,
            report_factor: 1.0,
            accident: shot.kind == Kind::Accident,
            harm,
            own_harm: Harm::default(),
        });
        self.damage(&shot, act);
        self.engine.set_cause(event);
        if let Target::Post(post) = shot.target {
            self.post_is_hit(post, &shot, act);
        }
        self.act_spreads(act);
        self.bear_offspring(act);
        act
    }

    /// Enters an act into the memory of the run.
    pub(super) fn remember(&mut self, act: Act) -> ActId {
        let id = self.world.next_act();
        self.world.acts.push(act);
        self.world.last_act = Some(self.now());
        id
    }

    /// Everyone who sees, hears or counts an act: villages, roads, garrisons, ceasefires, commands, third parties.
    pub(super) fn act_spreads(&mut self, act: ActId) {
        let Act { side, adversary, sector, position, rung, harm, own_harm, accident, .. } =
            self.world.acts[act.index()];
        self.threaten_villages(position, rung);
        if rung >= 2 {
            // Ground action puts roads under fire by small arms and machine guns, not by artillery.
            self.fire_on_roads(position, if rung == 6 { 3 } else { rung });
            self.garrisons_in_fire(side, adversary, sector);
            self.act_keeps_alert(side, adversary);
        }
        if rung >= 3 {
            self.world.last_heavy_acts[sector.index()] = Some(self.now());
        }
        if !accident {
            self.truce_sees_act(act);
            self.third_parties_see_rung(rung);
        }
        self.register_harm(adversary, harm);
        self.register_harm(side, own_harm);
        self.send_reports(act);
        self.calm_is_broken();
    }

    /// Draws and takes the casualties of a shot from the ledgers.
    fn do_harm(&mut self, shot: &Shot, event: u32) -> Harm {
        let exposure = self.exposure(shot.target, shot.adversary);
        let military = matches!(shot.target, Target::Post(_));
        let hit = self.draw_casualties(shot.rung, exposure, military, shot.lineage);
        if self.is_heard() && exposure > 0.0 {
            self.tell_casualties(event, shot.rung, exposure, military, shot.lineage);
        }
        match shot.target {
            Target::Post(post) => self.harm_post(post, hit.killed, hit.wounded, shot.lineage),
            Target::Village(village) => self.harm_villagers(village, hit, shot.lineage),
            Target::Crowd(site) => self.harm_crowd(site, shot.adversary, hit.killed, hit.wounded, shot.lineage),
            Target::Convoy(link) => {
                let (killed, wounded) = self.harm_on_link(link, shot.adversary, hit.killed, hit.wounded, shot.lineage);
                Harm { killed_civilian: killed, wounded_civilian: wounded, ..Harm::default() }
            }
            Target::Site(_) => Harm::default(),
        }
    }

    fn harm_villagers(&mut self, village: VillageId, hit: Casualties, lineage: Lineage) -> Harm {
        let (killed, wounded) = self.harm_village(village, hit.killed, hit.wounded);
        self.villagers_wounded(village, wounded, lineage);
        Harm { killed_civilian: killed, wounded_civilian: wounded, ..Harm::default() }
    }

    /// Casualties of an incident. Three draws: harm factor, casualties, killed.
    fn draw_casualties(&self, rung: u8, exposure: f64, military: bool, lineage: Lineage) -> Casualties {
        self.casualties_in_full(rung, exposure, military, lineage).hit
    }

    #[inline]
    fn casualties_in_full(&self, rung: u8, exposure: f64, military: bool, lineage: Lineage) -> CasualtyDraw {
        let incident = &self.setup.parameters.incident;
        let mut stream = self.draw(lineage, Purpose::Harm);
        let minimum = (incident.harm_exponent - 1.0).max(0.0) / incident.harm_exponent;
        let factor = stream.pareto(minimum.max(1e-9), incident.harm_exponent).min(incident.harm_limit);
        let wounded_per_killed = self.world.wounded_per_killed[usize::from(!military)];
        let mean = incident.killed_mean(rung) * factor * (1.0 + wounded_per_killed) * exposure;
        let casualties = stream.poisson(mean);
        let killed_share = 1.0 / (1.0 + wounded_per_killed);
        let killed = stream.binomial(casualties, killed_share);
        let hit = Casualties { killed: killed as u32, wounded: (casualties - killed) as u32 };
        CasualtyDraw { factor, mean, killed_share, hit }
    }

    /// Tells how the casualties of an event were drawn.
    #[cold]
    fn tell_casualties(&mut self, event: u32, rung: u8, exposure: f64, military: bool, lineage: Lineage) {
        let CasualtyDraw { factor, mean, killed_share, hit } =
            self.casualties_in_full(rung, exposure, military, lineage);
        let of = hit.killed + hit.wounded;
        self.decide_of(event, |_| Decision::new(Topic::HarmFactor, Draw::Factor { value: factor }).rung(rung));
        self.decide_of(event, |_| Decision::new(Topic::Casualties, Draw::Count { mean, count: of }).rung(rung));
        if of > 0 {
            let draw = Draw::Part { of, probability: killed_share, count: hit.killed };
            self.decide_of(event, |_| Decision::new(Topic::Killed, draw));
        }
    }

    /// Killed and wounded civilians of an act that is about to be logged as `event`, before the ledgers were asked.
    pub(super) fn draw_civilian_casualties(
        &mut self,
        event: u32,
        rung: u8,
        exposure: f64,
        lineage: Lineage,
    ) -> (u32, u32) {
        let hit = self.draw_casualties(rung, exposure, false, lineage);
        if self.is_heard() {
            self.tell_casualties(event, rung, exposure, false, lineage);
        }
        (hit.killed, hit.wounded)
    }

    /// Exposure of a target, 1 for the reference target of its kind.
    pub(super) fn exposure(&self, target: Target, adversary: SideId) -> f64 {
        let incident = &self.setup.parameters.incident;
        match target {
            Target::Post(post) => {
                let crew = f64::from(self.world.posts[post.index()].crew);
                (crew / incident.post_reference_crew).sqrt() * self.posture(post)
            }
            Target::Village(village) => self.village_exposure(village),
            Target::Crowd(site) => {
                let people = f64::from(self.world.sites[site.index()].crowd[adversary.index()]);
                (people / incident.crowd_reference_people).sqrt()
            }
            Target::Convoy(link) => {
                let people = self.people_near_on_link(link, adversary);
                (people / incident.convoy_reference_people).sqrt().min(incident.convoy_exposure_limit)
            }
            Target::Site(_) => 0.0,
        }
    }

    /// Exposure of a village: (N / 1000)^0.5 × (open + 0.1 cover) × occupancy.
    fn village_exposure(&self, village: VillageId) -> f64 {
        let incident = &self.setup.parameters.incident;
        let present = f64::from(self.world.villages[village.index()].within_reach());
        let cover = self.cover_share(village);
        let hour = self.setup.calendar.hour(self.now());
        let occupancy = if (7.0..19.0).contains(&hour) { incident.occupancy_day } else { incident.occupancy_night };
        let open = 1.0 - cover + incident.cover_residual * cover;
        (present / incident.village_reference_people).sqrt() * open * occupancy
    }

    /// Things broken by a shot: posts damaged or burning, bridges, houses. Draws in the order of the targets' kinds.
    fn damage(&mut self, shot: &Shot, act: ActId) {
        if shot.rung < 3 {
            return;
        }
        let incident = &self.setup.parameters.incident;
        let mut stream = self.draw(shot.lineage, Purpose::Damage);
        match shot.target {
            Target::Post(post) => {
                let damaged = Chance::draw(&mut stream, incident.post_damage_share);
                let burning = Chance::draw(&mut stream, incident.post_burning_share);
                self.post_damaged(post, damaged, burning);
            }
            Target::Village(village) => {
                let ruined = Chance::draw(&mut stream, incident.ruin_share(shot.rung));
                let houses = 1 + stream.poisson((incident.ruined_mean - 1.0).max(0.0)) as u32;
                if ruined.happens() {
                    self.houses_ruined(village, houses, ruined, act);
                }
            }
            Target::Site(site) => {
                let breaks = Chance::draw(&mut stream, incident.bridge_break_share);
                if breaks.happens() {
                    self.break_site(site, breaks, shot.lineage);
                }
            }
            Target::Crowd(_) | Target::Convoy(_) => {}
        }
    }

    fn houses_ruined(&mut self, village: VillageId, houses: u32, chance: Chance, act: ActId) {
        let ruined = self.ruin_houses(village, houses);
        if ruined > 0 {
            self.decide_next(|_| Decision::chance(Topic::Damage, chance));
            self.decide_next(|step| {
                let mean = step.setup.parameters.incident.ruined_mean;
                Decision::new(Topic::RuinedHouses, Draw::Count { mean, count: houses })
            });
            let Act { side, sector, rung, .. } = self.world.acts[act.index()];
            let setup = self.setup.village(village);
            let row = LogRow::new(Kind::HousesRuined)
                .at(setup.place)
                .sector(sector)
                .by(side)
                .against(setup.side)
                .rung(rung)
                .count(ruined);
            self.log(row);
        }
    }

    /// A bridge breaks (other works are not destroyed by fire); it is repaired some time after.
    fn break_site(&mut self, site: SiteId, chance: Chance, lineage: Lineage) {
        let setup = self.setup.site(site);
        if setup.kind != SiteKind::Bridge || self.world.sites[site.index()].destroyed {
            return;
        }
        self.world.sites[site.index()].destroyed = true;
        let place = self.setup.place(setup.place);
        self.decide_next(|_| Decision::chance(Topic::Damage, chance));
        self.log(LogRow::new(Kind::BridgeBroken).at(setup.place).sector(place.sector));
        for &link in &setup.links {
            self.close_link(link, super::evacuation::Closure::Bridge);
        }
        let incident = &self.setup.parameters.incident;
        let hours =
            self.draw(lineage, Purpose::Repair).lognormal(incident.bridge_repair_hours, incident.bridge_repair_sigma);
        self.decide(|step| {
            let median = step.setup.parameters.incident.bridge_repair_hours;
            Decision::median(Topic::Repair, step.now(), hours, median).at(setup.place)
        });
        self.after_hours(hours, Event::Crowd(super::crowd::CrowdEvent::Repaired { site }));
    }
}
