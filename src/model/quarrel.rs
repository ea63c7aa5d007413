//! One act of two crowds, or a quarrel between neighbouring villages: stones, hunting guns, guards drawn in.

use super::decision::{Chance, Decision, Draw, Topic};
use super::ids::{PlaceId, SideId, SiteId, VillageId};
use super::kind::Kind;
use super::purpose::Purpose;
use super::record::{Harm, LogRow, Watch};
use super::setup::PlaceKind;
use super::step::Step;
use super::world::Act;
use crate::engine::Lineage;

/// Two groups of residents who come to blows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quarrel {
    /// Where.
    pub place: PlaceId,
    /// The site, when it is at one; else the people hurt are taken from the nearest villages.
    pub site: Option<SiteId>,
    /// Between whom.
    pub sides: [SideId; 2],
    /// Mean size of the two groups.
    pub people: f64,
    /// Root of its draws.
    pub lineage: Lineage,
}

impl<O: Watch> Step<'_, O> {
    /// Executes the act. Draws: who throws first, then injured and killed of each side, guns, who uses them, guards,
    /// whose guards.
    pub(super) fn quarrel(&mut self, quarrel: Quarrel) {
        let crowd = &self.setup.parameters.crowd;
        let mut stream = self.draw(quarrel.lineage, Purpose::CrowdAct);
        // Only a side that is hostile to the other acts; with both so, each is as likely.
        let [one, _] = quarrel.sides;
        let actor = |step: &Self, swapped| usize::from(step.actor_first(quarrel.sides, swapped)[0] != one);
        let first = actor(self, stream.bernoulli(0.5));
        let mean = quarrel.people / crowd.people_per_injury / 2.0;
        let injured = [stream.poisson(mean), stream.poisson(mean)];
        let killed = injured.map(|injured| stream.binomial(injured, crowd.injury_killed_share));
        let guns = Chance::draw(&mut stream, crowd.gun_share);
        let shooter = actor(self, stream.bernoulli(0.5));
        let guards = Chance::draw(&mut stream, -libm::expm1(-quarrel.people / crowd.guard_people));
        let guard_side = actor(self, stream.bernoulli(0.5));

        let (thrower, other) = (quarrel.sides[first], quarrel.sides[1 - first]);
        let (event, cause) = self.open_event();
        for (side, injured) in quarrel.sides.into_iter().zip(injured) {
            let draw = Draw::Count { mean, count: injured as u32 };
            self.decide_of(event, |_| Decision::new(Topic::Injured, draw).by(side));
        }
        let harm_of = |step: &mut Self, side: usize| {
            let lineage = quarrel.lineage.child(10 + side as u64);
            let wounded = (injured[side] - killed[side]) as u32;
            step.harm_residents(&quarrel, quarrel.sides[side], killed[side] as u32, wounded, lineage)
        };
        let (harm, own_harm) = (harm_of(self, 1 - first), harm_of(self, first));
        let act = self.quarrel_act((event, cause), &quarrel, Kind::CrowdStones, 1, [thrower, other], [harm, own_harm]);
        self.world.acts[act.index()].report_factor = crowd.report_weight;
        self.act_spreads(act);
        // Guns and guards follow from the quarrel, and neither from the other.
        if guns.happens() {
            self.engine.set_cause(event);
            self.decide_next(|_| Decision::chance(Topic::HuntingGuns, guns));
            self.hunting_guns(&quarrel, shooter);
        }
        if guards.happens() {
            self.engine.set_cause(event);
            self.decide_next(|_| Decision::chance(Topic::GuardsDrawnIn, guards));
            self.guards_drawn_in(&quarrel, guard_side);
        }
    }

    /// Logs an act between residents and remembers it; `harm` is of the other side and of the own.
    fn quarrel_act(
        &mut self,
        (event, cause): (u32, u32),
        quarrel: &Quarrel,
        kind: Kind,
        rung: u8,
        [side, adversary]: [SideId; 2],
        [harm, own_harm]: [Harm; 2],
    ) -> super::ids::ActId {
        let place = self.setup.place(quarrel.place);
        let (sector, position) = (place.sector, place.position);
        let row = LogRow::new(kind)
            .at(quarrel.place)
            .target(quarrel.place)
            .sector(sector)
            .by(side)
            .against(adversary)
            .rung(rung)
            .count(quarrel.people as u32)
            .harm(harm);
        self.log_as(event, cause, row);
        if !own_harm.is_none() {
            self.log_as(event, cause, LogRow { target_side: Some(side), harm: own_harm, ..row });
        }
        self.remember(Act {
            event,
            time: self.now(),
            lineage: quarrel.lineage.child(u64::from(rung)),
            side,
            adversary,
            sector,
            post: None,
            position,
            rung,
            report_factor: 1.0,
            accident: false,
            harm,
            own_harm,
        })
    }

    /// Hunting guns are fired into the other group: an act at rung 2 with its offspring.
    fn hunting_guns(&mut self, quarrel: &Quarrel, shooter: usize) {
        let (side, adversary) = (quarrel.sides[shooter], quarrel.sides[1 - shooter]);
        let incident = &self.setup.parameters.incident;
        let lineage = quarrel.lineage.child(2);
        let exposure = (quarrel.people / incident.crowd_reference_people).sqrt();
        let (killed, wounded) = self.draw_civilian_casualties(self.engine.logged(), 2, exposure, lineage);
        let opened = self.open_event();
        let harm = self.harm_residents(quarrel, adversary, killed, wounded, lineage);
        let act = self.quarrel_act(opened, quarrel, Kind::HuntingGuns, 2, [side, adversary], [harm, Harm::default()]);
        self.act_spreads(act);
        self.bear_offspring(act);
    }

    /// Guards of a side come to the place; one of them fires: an armed spark.
    fn guards_drawn_in(&mut self, quarrel: &Quarrel, guard_side: usize) {
        let (side, adversary) = (quarrel.sides[guard_side], quarrel.sides[1 - guard_side]);
        let place = self.setup.place(quarrel.place);
        let (sector, position) = (place.sector, place.position);
        self.log(LogRow::new(Kind::GuardsDrawnIn).at(quarrel.place).sector(sector).by(side).against(adversary));
        let lineage = quarrel.lineage.child(3);
        if let Some(post) = self.post_near(side, sector, position, lineage) {
            self.armed_spark(post, adversary, lineage);
        }
    }

    /// Takes casualties from the residents of a side in a quarrel.
    fn harm_residents(&mut self, quarrel: &Quarrel, side: SideId, killed: u32, wounded: u32, lineage: Lineage) -> Harm {
        if killed + wounded == 0 {
            return Harm::default();
        }
        if let Some(site) = quarrel.site {
            return self.harm_crowd(site, side, killed, wounded, lineage);
        }
        let Some(village) = self.nearest_village(quarrel.place, side) else { return Harm::default() };
        let (killed, wounded) = self.harm_village(village, killed, wounded);
        self.villagers_wounded(village, wounded, lineage);
        Harm { killed_civilian: killed, wounded_civilian: wounded, ..Harm::default() }
    }

    /// The village of a side that is nearest to a place, in the place's sector.
    pub(super) fn nearest_village(&self, place: PlaceId, side: SideId) -> Option<VillageId> {
        if let PlaceKind::Village(village) = self.setup.place(place).kind
            && self.setup.village(village).side == side
        {
            return Some(village);
        }
        let place = self.setup.place(place);
        let distance = |village: &VillageId| {
            self.setup.place(self.setup.village(*village).place).position.distance_km(place.position)
        };
        let own = self.setup.sector_villages[place.sector.index()].iter().copied();
        own.filter(|&village| self.setup.village(village).side == side)
            .min_by(|one, other| distance(one).total_cmp(&distance(other)))
    }
}
