//! The model with one rule broken: after an event it changes the world as that rule would if it were wrong.

use truceline::engine::{Digest, Engine, Model, Rules, Time};
use truceline::model::evacuation::Activity;
use truceline::model::ids::{LinkId, SideId};
use truceline::model::people::PeopleLedger;
use truceline::model::post::Garrison;
use truceline::model::{Border, Event, Kind};

/// Which rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// None: the control.
    Nothing,
    /// A killed villager is not booked as dead.
    DeadForgotten,
    /// People who return are added to those at home twice.
    ReturnCountedTwice,
    /// A soldier wounded in a post stays in its crew.
    WoundedStaysInCrew,
    /// The soldiers of an assault that is broken off do not come back.
    AssaultVanishes,
    /// A heavy act takes fifty from stock, below zero too.
    StockWraps,
    /// A resupply adds a full stock to what is left.
    StockOverfull,
    /// People who come to the end of a road stay on its counter.
    RoadCounterKept,
    /// An event is scheduled before now.
    EventInThePast,
}

/// A model with a broken rule.
pub struct Broken {
    pub inner: Border,
    pub fault: Fault,
    /// Events executed when the fault first showed.
    pub first: Option<u64>,
}

/// What the rules are compared with: the world before an event, as far as a fault needs it.
struct Before {
    people: Vec<PeopleLedger>,
    crews: Vec<(SideId, u32)>,
    wounded: Vec<u32>,
    garrisons: Vec<Garrison>,
    broken_off: u32,
    seized: u32,
    resupplied: u32,
    roads: Vec<Vec<u32>>,
    on_road: Vec<Option<LinkId>>,
}

impl Before {
    fn of(model: &Border) -> Before {
        let world = &model.world;
        let logged = |kind| world.tally.logged(kind);
        Before {
            people: world.villages.iter().map(|village| village.people).collect(),
            crews: world.posts.iter().map(|post| (post.holder, post.crew)).collect(),
            wounded: world.soldiers.iter().map(|soldiers| soldiers.wounded).collect(),
            garrisons: world.garrisons.clone(),
            broken_off: logged(Kind::AssaultBrokenOff),
            seized: logged(Kind::PostSeized) + logged(Kind::PostRetaken) + logged(Kind::PostHandedBack),
            resupplied: logged(Kind::Resupplied),
            roads: world.links.iter().map(|link| link.people.to_vec()).collect(),
            on_road: world.vehicles.iter().map(|v| v.link.filter(|_| v.activity == Activity::OnLink)).collect(),
        }
    }
}

impl Broken {
    /// Changes the world as the broken rule would; whether there was anything to change.
    fn corrupt(&mut self, before: &Before) -> bool {
        match self.fault {
            Fault::Nothing | Fault::EventInThePast => false,
            Fault::DeadForgotten => self.people(before, |before, now| {
                let died = now.dead - before.dead;
                now.dead -= died;
                died > 0
            }),
            Fault::ReturnCountedTwice => self.people(before, |before, now| {
                // Nobody but those who return leaves the road for home.
                let back = before.road.saturating_sub(now.road).min(now.home.saturating_sub(before.home));
                now.home += back;
                back > 0
            }),
            Fault::WoundedStaysInCrew => self.wounded_stay(before),
            Fault::AssaultVanishes => self.assault_vanishes(before),
            Fault::StockWraps => self.stock(|before, now| (*now < before).then(|| now.wrapping_sub(49)), before),
            Fault::StockOverfull => {
                let resupplied = self.inner.world.tally.logged(Kind::Resupplied) > before.resupplied;
                self.stock(|before, now| (resupplied && *now > before).then(|| *now + before), before)
            }
            Fault::RoadCounterKept => self.road_counter(before),
        }
    }

    /// Changes ledgers of villages, and the sums of their sides with them: the rule is wrong in one place only.
    fn people(&mut self, before: &Before, change: impl Fn(&PeopleLedger, &mut PeopleLedger) -> bool) -> bool {
        let mut changed = false;
        let Border { setup, world } = &mut self.inner;
        for (index, village) in setup.villages.iter().enumerate() {
            let of_side = &mut world.roads.people[village.side.index()].now;
            let now = &mut world.villages[index].people;
            let sound = *now;
            if change(&before.people[index], now) {
                (of_side.dead, of_side.home) =
                    (of_side.dead + now.dead - sound.dead, of_side.home + now.home - sound.home);
                changed = true;
            }
        }
        changed
    }

    fn wounded_stay(&mut self, before: &Before) -> bool {
        let world = &mut self.inner.world;
        for (post, &(holder, crew)) in world.posts.iter_mut().zip(&before.crews) {
            let wounded = world.soldiers[holder.index()].wounded.saturating_sub(before.wounded[holder.index()]);
            if wounded > 0 && post.holder == holder && post.crew + wounded <= crew {
                post.crew += wounded;
                return true;
            }
        }
        false
    }

    fn assault_vanishes(&mut self, before: &Before) -> bool {
        let world = &mut self.inner.world;
        let logged = |kind| world.tally.logged(kind);
        let seized = logged(Kind::PostSeized) + logged(Kind::PostRetaken) + logged(Kind::PostHandedBack);
        if logged(Kind::AssaultBrokenOff) == before.broken_off || seized != before.seized {
            return false;
        }
        let mut changed = false;
        for (post, &(_, crew)) in world.posts.iter_mut().zip(&before.crews) {
            changed |= post.crew > crew;
            post.crew = post.crew.min(crew);
        }
        for (garrison, before) in world.garrisons.iter_mut().zip(&before.garrisons) {
            changed |= garrison.reserve > before.reserve;
            garrison.reserve = garrison.reserve.min(before.reserve);
        }
        changed
    }

    /// Changes stocks; counts as shown only once a stock is beyond its bounds, for before that nothing is wrong.
    fn stock(&mut self, change: impl Fn(u32, &u32) -> Option<u32>, before: &Before) -> bool {
        let full = self.inner.setup.parameters.post.heavy_stock as u32;
        let mut shown = false;
        for (garrison, before) in self.inner.world.garrisons.iter_mut().zip(&before.garrisons) {
            if let Some(stock) = change(before.heavy_stock, &garrison.heavy_stock) {
                garrison.heavy_stock = stock;
                shown |= stock > full;
            }
        }
        shown
    }

    fn road_counter(&mut self, before: &Before) -> bool {
        let world = &mut self.inner.world;
        for (vehicle, link) in world.vehicles.iter().zip(&before.on_road) {
            let Some(link) = *link else { continue };
            let people = &mut world.links[link.index()].people;
            let left = people.iter().zip(&before.roads[link.index()]).any(|(now, before)| now < before);
            if left && vehicle.link != Some(link) {
                people.copy_from_slice(&before.roads[link.index()]);
                return true;
            }
        }
        false
    }
}

impl Model for Broken {
    type Event = Event;

    fn fold(event: &Event, digest: &mut Digest) {
        Border::fold(event, digest);
    }

    fn check(&self) -> Result<(), String> {
        self.inner.check()
    }
}

impl Rules<()> for Broken {
    fn handle(&mut self, engine: &mut Engine<Event>, event: Event, observer: &mut ()) {
        let before = Before::of(&self.inner);
        self.inner.handle(engine, event, observer);
        if self.corrupt(&before) {
            self.first.get_or_insert(engine.executed());
        }
        if self.fault == Fault::EventInThePast && engine.now() > Time::from_hours(1.0) {
            engine.schedule(Time::from_hours(1.0), 0, event);
        }
    }
}
