//! What is under way: groups of people, soldiers, and word that has not arrived.

use serde::Serialize;
use truceline::engine::{NO_CAUSE, Simulation, Time};
use truceline::model::ceasefire::CeasefireEvent;
use truceline::model::escalation::EscalationEvent;
use truceline::model::evacuation::{Activity, EvacuationEvent, Means, Vehicle, travel_hours};
use truceline::model::geometry::Position;
use truceline::model::ids::{FrontId, VehicleId};
use truceline::model::perception::PerceptionEvent;
use truceline::model::post::PostEvent;
use truceline::model::{Border, Event, Setup};

use crate::describe::Point;
use crate::play::Play;

/// Numbers that the page gets for each group.
pub const CONVOY_COLUMNS: usize = 10;

/// See `Message` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageReply {
    kind: &'static str,
    /// Whose command or post hears it.
    pub side: usize,
    adversary: Option<usize>,
    from: Point,
    to_post: Option<usize>,
    sector: usize,
    rung: u8,
    sent_milliseconds: Option<u64>,
    arrives_milliseconds: u64,
    event: Option<u32>,
}

impl MessageReply {
    /// Whether the side that hears it has sent it.
    pub fn is_own(&self) -> bool {
        matches!(self.kind, "order" | "resupply")
    }
}

/// See `TroopsUnderWay` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TroopsReply {
    side: usize,
    people: u32,
    sector: usize,
    arrives_milliseconds: u64,
}

/// Everything that is pending and can be drawn.
#[derive(Default)]
pub struct UnderWay {
    /// Reports, orders, notices, supplies.
    pub messages: Vec<MessageReply>,
    /// Soldiers.
    pub troops: Vec<TroopsReply>,
    /// When reviews of fronts end, by front.
    pub reviews: Vec<Option<u64>>,
    /// Ten numbers a group.
    pub convoys: Vec<f64>,
}

/// Reads the pending events of a simulation.
pub fn under_way(play: &Play, simulation: &Simulation<Border>) -> UnderWay {
    let world = &simulation.model.world;
    let mut found = UnderWay { reviews: vec![None; world.fronts.len()], ..UnderWay::default() };
    let mut arrivals: Vec<Option<Time>> = vec![None; world.vehicles.len()];
    for (time, handle, event) in simulation.engine.agenda() {
        let cause = || simulation.engine.cause_of(handle).unwrap_or(NO_CAUSE);
        match event {
            Event::Evacuation(
                EvacuationEvent::EndOfLink { vehicle }
                | EvacuationEvent::WalkEnds { vehicle }
                | EvacuationEvent::BackHome { vehicle },
            ) => arrivals[vehicle.index()] = Some(time),
            Event::Escalation(EscalationEvent::ReviewEnds { front }) => {
                found.reviews[front.index()] = Some(time.milliseconds());
            }
            Event::Post(PostEvent::ReinforcementArrives { convoy }) => {
                let convoy = world.convoys[convoy as usize];
                found.troops.push(TroopsReply {
                    side: convoy.side.index(),
                    people: convoy.people,
                    sector: convoy.sector.index(),
                    arrives_milliseconds: time.milliseconds(),
                });
            }
            other => found.messages.extend(message(play, simulation, time, other, cause())),
        }
    }
    found.convoys = convoys(simulation, &arrivals);
    found
}

fn message(play: &Play, simulation: &Simulation<Border>, time: Time, event: Event, cause: u32) -> Option<MessageReply> {
    let Border { setup, world } = &simulation.model;
    let (kind, side, adversary, from, to_post, sector, rung, event) = match event {
        Event::Perception(PerceptionEvent::Report { act, side, rung }) => {
            let act = &world.acts[act.index()];
            let about = if side == act.side { act.adversary } else { act.side };
            ("report", side, Some(about), act.position, None, act.sector, rung, act.event)
        }
        Event::Escalation(EscalationEvent::OrderArrives { post, adversary, rung, .. }) => {
            let place = setup.place(setup.post(post).place);
            let centre = setup.sectors[place.sector.index()].centre;
            ("order", world.posts[post.index()].holder, Some(adversary), centre, Some(post), place.sector, rung, cause)
        }
        Event::Ceasefire(CeasefireEvent::Notice { attempt, post }) => {
            let attempt = &world.attempts[attempt.index()];
            let (low, high) = world.pair_sides(attempt.pair);
            let holder = world.posts[post.index()].holder;
            let place = setup.place(setup.post(post).place);
            let centre = setup.sectors[place.sector.index()].centre;
            let other = if holder == low { high } else { low };
            ("notice", holder, Some(other), centre, Some(post), place.sector, 0, attempt.agreement_event)
        }
        Event::Post(PostEvent::ResupplyArrives { side, sector }) => {
            ("resupply", side, None, setup.sectors[sector.index()].centre, None, sector, 0, cause)
        }
        _ => return None,
    };
    let event = Some(event).filter(|&event| event != NO_CAUSE);
    Some(MessageReply {
        kind,
        side: side.index(),
        adversary: adversary.map(|side| side.index()),
        from: from.into(),
        to_post: to_post.map(|post| post.index()),
        sector: sector.index(),
        rung,
        sent_milliseconds: event.and_then(|event| play.time_of(event)).map(Time::milliseconds),
        arrives_milliseconds: time.milliseconds(),
        event,
    })
}

/// Number, x, y, road, fraction, people, side, village, means, activity of each group under way.
fn convoys(simulation: &Simulation<Border>, arrivals: &[Option<Time>]) -> Vec<f64> {
    let Border { setup, world } = &simulation.model;
    let mut numbers = Vec::new();
    for (index, vehicle) in world.vehicles.iter().enumerate() {
        let Some(activity) = activity_code(vehicle.activity).filter(|_| vehicle.people > 0) else { continue };
        let now = simulation.engine.now();
        let left = arrivals[index].map_or(0.0, |time| time.hours_since(now));
        let (position, road, fraction) = whereabouts(setup, vehicle, left);
        let village = setup.village(vehicle.village);
        let means = match vehicle.means {
            Means::Car => 0.0,
            Means::Foot => 1.0,
            Means::Bus => 2.0,
        };
        numbers.extend([
            VehicleId::at(index).0.into(),
            position.east_km,
            position.north_km,
            road.map_or(-1.0, |road| road as f64),
            fraction,
            vehicle.people.into(),
            village.side.index() as f64,
            vehicle.village.index() as f64,
            means,
            activity,
        ]);
    }
    numbers
}

fn activity_code(activity: Activity) -> Option<f64> {
    match activity {
        Activity::OnLink => Some(0.0),
        Activity::Queues | Activity::Chooses => Some(1.0),
        Activity::AcrossCountry => Some(2.0),
        Activity::Stranded => Some(3.0),
        Activity::GoesHome => Some(4.0),
        _ => None,
    }
}

/// Where a group is, on which road, and which share of it lies behind it, when it needs `left_hours` to its end.
fn whereabouts(setup: &Setup, vehicle: &Vehicle, left_hours: f64) -> (Position, Option<usize>, f64) {
    let place = |id| setup.place(id).position;
    let behind = |hours: f64| if hours > 0.0 { (1.0 - left_hours / hours).clamp(0.0, 1.0) } else { 0.0 };
    match (vehicle.activity, vehicle.link, vehicle.town) {
        (Activity::OnLink | Activity::Queues, Some(id), _) => {
            let link = setup.link(id);
            let ends = if vehicle.entered_at_far_end() { (link.to, link.from) } else { (link.from, link.to) };
            let on_it = vehicle.activity == Activity::OnLink;
            let fraction = if on_it { behind(travel_hours(setup, id, vehicle.means)) } else { 0.0 };
            (between(place(ends.0), place(ends.1), fraction), Some(id.index()), fraction)
        }
        (Activity::AcrossCountry, _, Some(town)) => {
            let (from, to) = (place(vehicle.place), place(setup.towns[town.index()].place));
            let fraction = behind(from.distance_km(to) / setup.parameters.post.foot_speed_km_h);
            (between(from, to, fraction), None, fraction)
        }
        (Activity::GoesHome, ..) => {
            let (from, to) = (place(vehicle.place), place(setup.village(vehicle.village).place));
            let fraction = behind(vehicle.way_home_hours());
            (between(from, to, fraction), None, fraction)
        }
        _ => (place(vehicle.place), None, 0.0),
    }
}

fn between(from: Position, to: Position, fraction: f64) -> Position {
    Position {
        east_km: from.east_km + fraction * (to.east_km - from.east_km),
        north_km: from.north_km + fraction * (to.north_km - from.north_km),
    }
}

/// When the review of a front ends.
pub fn review_ends(found: &UnderWay, front: FrontId) -> Option<u64> {
    found.reviews[front.index()]
}
