//! The state of a run at a moment, as the page draws it.

mod replies;

use truceline::engine::{Simulation, Time};
use truceline::model::ceasefire::{Attempt, Form, Phase, Standing};
use truceline::model::evacuation::Closure;
use truceline::model::ids::{FrontId, PostId, SideId, VillageId};
use truceline::model::setup::RUNG_MAX;
use truceline::model::{Border, Setup, World};

use crate::error::LabError;
use crate::play::Play;
use crate::underway::{UnderWay, review_ends, under_way};

use replies::*;
pub use replies::{FrontReply, PostReply, StateReply, TruceReply, VillageReply};

/// Acts no older than this are drawn.
const RECENT_HOURS: f64 = 12.0;
/// Most acts drawn.
const RECENT_ACTS: usize = 300;

/// The state at a moment, with the numbers of its convoys.
pub fn state(play: &mut Play, at: Time) -> Result<(StateReply, Vec<f64>), LabError> {
    // Word under way names events by their times in the log.
    play.compute(at, u64::MAX)?;
    play.logged();
    play.at(at)?;
    let simulation = play.seen(at);
    let found = under_way(play, simulation);
    let Border { setup, world } = &simulation.model;
    let look = Look { setup, world, at };
    let reply = StateReply {
        at_milliseconds: at.milliseconds(),
        local_hour: setup.calendar.hour(at),
        executed_events: simulation.engine.executed(),
        logged_events: simulation.engine.logged(),
        digest: format!("{:032x}", simulation.engine.digest().value()),
        sides: SideId::all(setup.sides.len()).map(|side| look.side(side)).collect(),
        fronts: look.fronts(&found),
        posts: PostId::all(setup.posts.len()).map(|post| look.post(post)).collect(),
        villages: VillageId::all(setup.villages.len()).map(|village| look.village(village)).collect(),
        sites: look.sites(),
        towns: world.towns.iter().map(|town| TownReply { public_shelter: town.public, hosted: town.hosted }).collect(),
        roads: look.roads(),
        convoys: found.convoys.len() / crate::underway::CONVOY_COLUMNS,
        recent_acts: look.acts(),
        truces: look.truces(),
        third_parties_present: present(world),
        troops: found.troops,
        messages: found.messages,
    };
    Ok((reply, found.convoys))
}

fn present(world: &World) -> Vec<usize> {
    let parties = world.third_parties.iter().enumerate();
    parties.filter(|(_, state)| state.present).map(|(index, _)| index).collect()
}

/// A world with its setup at a moment.
pub struct Look<'a> {
    /// What the scenario fixes.
    pub setup: &'a Setup,
    /// What changes.
    pub world: &'a World,
    /// The moment.
    pub at: Time,
}

impl<'a> Look<'a> {
    /// A simulation at a moment.
    pub fn new(simulation: &'a Simulation<Border>, at: Time) -> Look<'a> {
        Look { setup: &simulation.model.setup, world: &simulation.model.world, at }
    }

    fn side(&self, side: SideId) -> SideReply {
        let (world, index) = (self.world, side.index());
        let (harm, people) = (&world.tally.harm[index], &world.roads.people[index].now);
        let (office, soldiers) = (&world.offices[index], &world.soldiers[index]);
        let published = |value: u32| self.setup.sides[index].has_office.then_some(value);
        let claimed = |of: fn(&truceline::model::claims::Office) -> &Vec<u32>| {
            let by = |claimant: SideId| {
                let speaks = claimant != side && self.setup.sides[claimant.index()].has_office;
                speaks.then(|| of(&world.offices[claimant.index()])[index])
            };
            SideId::all(self.setup.sides.len()).map(by).collect()
        };
        let held = world.posts.iter().filter(|post| post.holder == side);
        let pressure = &world.pressure[index];
        let hours = self.setup.parameters.third_party.pressure_hours;
        SideReply {
            killed_military: harm.killed_military,
            killed_civilian: harm.killed_civilian,
            wounded_military: harm.wounded_military,
            wounded_civilian: harm.wounded_civilian,
            published_killed: published(office.published_killed),
            published_wounded: published(office.published_wounded),
            claimed_killed_by: claimed(|office| &office.claimed_killed),
            claimed_wounded_by: claimed(|office| &office.claimed_wounded),
            displaced: people.displaced(),
            displaced_registered: office.registered_displaced,
            people: people.into(),
            crew_fit: held.map(|post| post.crew).sum(),
            reserves: soldiers.reserve,
            captive: soldiers.captive,
            pressure: (pressure.standing + pressure.calls.read(self.at, hours)).clamp(0.0, 1.0),
            rung: self.highest_rung(side),
        }
    }

    fn highest_rung(&self, side: SideId) -> u8 {
        let fronts = FrontId::all(self.world.fronts.len());
        let of_side = fronts.filter(|&front| {
            let (own, adversary, _) = self.world.front_parts(front);
            own == side && adversary != side
        });
        of_side.map(|front| self.world.fronts[front.index()].rung).max().unwrap_or(0)
    }

    /// Fronts of sides that are hostile to each other.
    pub fn fronts(&self, found: &UnderWay) -> Vec<FrontReply> {
        let mut replies = Vec::new();
        for id in FrontId::all(self.world.fronts.len()) {
            let (side, adversary, sector) = self.world.front_parts(id);
            if side == adversary || self.setup.hostility(side, adversary) <= 0.0 {
                continue;
            }
            let front = &self.world.fronts[id.index()];
            let highest = self.setup.sides[side.index()].weapons_rung.min(RUNG_MAX);
            let next = (front.rung + 1..=highest).find(|rung| *rung >= 3);
            replies.push(FrontReply {
                side: side.index(),
                adversary: adversary.index(),
                sector: sector.index(),
                rung: front.rung,
                threat: front.threat.read(self.at, self.setup.parameters.perception.memory_hours),
                next_threshold: next.map(|rung| self.setup.parameters.escalation.threshold(rung)),
                review_ends_milliseconds: review_ends(found, id),
                alert: self.world.alerts[side.index() * self.setup.sides.len() + adversary.index()].on,
            });
        }
        replies
    }

    /// A post.
    pub fn post(&self, id: PostId) -> PostReply {
        let (state, sides) = (&self.world.posts[id.index()], self.setup.sides.len());
        let order = |other: SideId| {
            if other == state.holder { 0 } else { self.world.orders[id.index() * sides + other.index()] }
        };
        PostReply {
            holder: state.holder.index(),
            crew: state.crew,
            order_rung: SideId::all(sides).map(order).collect(),
            suppression: state.suppression.read(self.at, self.setup.parameters.post.suppression_minutes / 60.0),
            damaged: state.damaged,
            burnt: state.burnt,
            under_assault: state.under_assault.is_some(),
            last_hit_milliseconds: state.last_hit.map(Time::milliseconds),
            truce_heard: SideId::all(sides).map(|other| self.truce_heard(id, other)).collect(),
        }
    }

    fn truce_heard(&self, post: PostId, other: SideId) -> Option<usize> {
        let holder = self.world.posts[post.index()].holder;
        if other == holder {
            return None;
        }
        let sector = self.setup.place(self.setup.post(post).place).sector;
        let standing = self.world.truces.standing(self.world.pair_id(holder, other), sector)?;
        (self.world.truces.notice(post, other) == Some(standing)).then_some(standing.index())
    }

    /// A village.
    pub fn village(&self, id: VillageId) -> VillageReply {
        let state = &self.world.villages[id.index()];
        VillageReply {
            people: (&state.people).into(),
            wounded: state.wounded,
            houses: state.houses,
            ruined: state.ruined,
            threat: state.threat.read(self.at, self.setup.parameters.village.memory_hours),
            alarmed: state.is_alarmed(),
            ordered: state.is_ordered(),
            returning: state.is_returning(),
            entered_by: state.entered_by.map(|side| side.index()),
            waiting_for_bus: state.waiting_for_bus(),
        }
    }

    fn sites(&self) -> Vec<SiteReply> {
        let site = |state: &truceline::model::crowd::SiteState| SiteReply {
            grievance_open: state.grievance_open,
            destroyed: state.destroyed,
            crowd: state.crowd.to_vec(),
        };
        self.world.sites.iter().map(site).collect()
    }

    fn roads(&self) -> Vec<RoadReply> {
        const REASONS: [(Closure, &str); 5] = [
            (Closure::Bridge, "bridge"),
            (Closure::Crowd, "crowd"),
            (Closure::Order, "order"),
            (Closure::Crossing, "crossing"),
            (Closure::Control, "control"),
        ];
        let road = |state: &truceline::model::evacuation::LinkState| RoadReply {
            closed: REASONS.iter().filter(|(why, _)| state.closures & *why as u8 != 0).map(|(_, name)| *name).collect(),
            under_fire: state.under_fire(self.at),
            queue: state.queue,
            people: state.people.to_vec(),
        };
        self.world.links.iter().map(road).collect()
    }

    fn acts(&self) -> Vec<ActReply> {
        let recent = self.world.acts.iter().rev().take_while(|act| self.at.hours_since(act.time) <= RECENT_HOURS);
        let mut acts: Vec<ActReply> = recent
            .take(RECENT_ACTS)
            .map(|act| ActReply {
                event: act.event,
                at_milliseconds: act.time.milliseconds(),
                position: act.position.into(),
                sector: act.sector.index(),
                side: act.side.index(),
                adversary: act.adversary.index(),
                rung: act.rung,
                killed: act.harm.killed() + act.own_harm.killed(),
                wounded: act.harm.wounded() + act.own_harm.wounded(),
            })
            .collect();
        acts.reverse();
        acts
    }

    /// All ceasefire attempts so far.
    pub fn truces(&self) -> Vec<TruceReply> {
        self.world.attempts.iter().enumerate().map(|(index, attempt)| self.truce(index, attempt)).collect()
    }

    fn truce(&self, index: usize, attempt: &Attempt) -> TruceReply {
        let (low, high) = self.world.pair_sides(attempt.pair);
        let sector = |entry: &truceline::model::ceasefire::ScopeSector| TruceSectorReply {
            sector: entry.sector.index(),
            standing: match entry.standing {
                Standing::Binding => "binding",
                Standing::Breached => "breached",
                Standing::Superseded => "superseded",
                Standing::Lapsed => "lapsed",
            },
            breached_milliseconds: entry.breached.map(Time::milliseconds),
        };
        TruceReply {
            index,
            sides: [low.index(), high.index()],
            channel: attempt.channel.index(),
            phase: match attempt.phase {
                Phase::Talks => "talks",
                Phase::Failed => "failed",
                Phase::Spreading => "spreading",
                Phase::InForce => "in_force",
                Phase::Held => "held",
                Phase::Collapsed => "collapsed",
                Phase::Superseded => "superseded",
            },
            form: attempt.agreed.map(|_| match attempt.form {
                Form::Verbal => "verbal",
                Form::Written => "written",
                Form::Withdrawal => "withdrawal",
            }),
            proposed_milliseconds: attempt.proposed.milliseconds(),
            agreed_milliseconds: attempt.agreed.map(Time::milliseconds),
            in_force_milliseconds: attempt.in_force.map(Time::milliseconds),
            ended_milliseconds: attempt.ended.map(Time::milliseconds),
            unnotified_posts: attempt.unnotified,
            sectors: attempt.scope.iter().map(sector).collect(),
        }
    }
}
