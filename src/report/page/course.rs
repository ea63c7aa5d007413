//! What changes on the map in the course of a run, read from its truth log: who holds a post, what has befallen a village,
//! which roads are closed, which bridges broken. Played to the end it gives the state in which the run ended.

use crate::engine::Time;
use crate::model::Kind;
use crate::model::ids::{LinkId, PlaceId};
use crate::model::record::LogRow;
use crate::model::setup::{PlaceKind, Setup};
use crate::model::tally::is_act;

/// Least rung of an act that is fire.
const FIRE_RUNG: u8 = 2;

/// A village was hit by fire, or entered, at some time.
pub const HIT: u32 = 1;
/// Soldiers of another side are in it.
pub const ENTERED: u32 = 2;
/// The first of its people have left, and none has begun to return.
pub const LEFT: u32 = 4;

/// Something on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A post; its state is the side that holds it.
    Post(u32),
    /// A village; its state is made of [`HIT`], [`ENTERED`] and [`LEFT`].
    Village(u32),
    /// A road; 1 when it is closed.
    Link(u32),
    /// A contested site; 1 when it is destroyed.
    Site(u32),
}

impl Thing {
    /// The sort as a number, and the position among its sort.
    pub const fn code(self) -> (u32, u32) {
        match self {
            Thing::Post(index) => (0, index),
            Thing::Village(index) => (1, index),
            Thing::Link(index) => (2, index),
            Thing::Site(index) => (3, index),
        }
    }
}

/// A thing gets another state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub time: Time,
    /// What.
    pub thing: Thing,
    /// Its state from then on.
    pub state: u32,
}

/// The states of all things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapState {
    /// Side that holds each post.
    pub holders: Vec<u32>,
    /// What has befallen each village.
    pub villages: Vec<u32>,
    /// Whether each road is closed.
    pub closed: Vec<u32>,
    /// Whether each site is destroyed.
    pub destroyed: Vec<u32>,
}

impl MapState {
    /// At the start of a run.
    pub fn start(setup: &Setup) -> MapState {
        MapState {
            holders: setup.posts.iter().map(|post| u32::from(post.side.0)).collect(),
            villages: vec![0; setup.villages.len()],
            closed: vec![0; setup.links.len()],
            destroyed: vec![0; setup.sites.len()],
        }
    }

    /// The state of a thing.
    pub fn of(&mut self, thing: Thing) -> &mut u32 {
        match thing {
            Thing::Post(index) => &mut self.holders[index as usize],
            Thing::Village(index) => &mut self.villages[index as usize],
            Thing::Link(index) => &mut self.closed[index as usize],
            Thing::Site(index) => &mut self.destroyed[index as usize],
        }
    }
}

/// All changes in order of time, and the state after the last.
pub fn changes(setup: &Setup, rows: &[LogRow]) -> (Vec<Change>, MapState) {
    let mut state = MapState::start(setup);
    let mut changes = Vec::new();
    for row in rows {
        if row.kind == Kind::CalmRestored {
            all_come_home(row.time, &mut state, &mut changes);
        }
        let Some((thing, new)) = change(setup, row, &mut state) else { continue };
        if std::mem::replace(state.of(thing), new) != new {
            changes.push(Change { time: row.time, thing, state: new });
        }
    }
    (changes, state)
}

/// After days of calm everybody is at home again without a word for each village.
fn all_come_home(time: Time, state: &mut MapState, changes: &mut Vec<Change>) {
    for (index, village) in state.villages.iter_mut().enumerate().filter(|(_, village)| **village & LEFT != 0) {
        *village &= !LEFT;
        changes.push(Change { time, thing: Thing::Village(index as u32), state: *village });
    }
}

/// What a row makes of a thing.
fn change(setup: &Setup, row: &LogRow, state: &mut MapState) -> Option<(Thing, u32)> {
    let kind = |place: PlaceId| setup.place(place).kind;
    match row.kind {
        Kind::PostSeized | Kind::PostRetaken => {
            let PlaceKind::Post(post) = kind(row.place?) else { return None };
            Some((Thing::Post(post.0), u32::from(row.side?.0)))
        }
        Kind::PostHandedBack => {
            let PlaceKind::Post(post) = kind(row.place?) else { return None };
            Some((Thing::Post(post.0), u32::from(setup.post(post).side.0)))
        }
        Kind::LinkClosed => row.link.map(|LinkId(link)| (Thing::Link(link), 1)),
        Kind::LinkOpened => row.link.map(|LinkId(link)| (Thing::Link(link), 0)),
        Kind::BridgeBroken | Kind::BridgeRepaired => {
            let PlaceKind::Site(site) = kind(row.place?) else { return None };
            Some((Thing::Site(site.0), u32::from(row.kind == Kind::BridgeBroken)))
        }
        _ => {
            let PlaceKind::Village(village) = kind(row.target.or(row.place)?) else { return None };
            let thing = Thing::Village(village.0);
            let (add, take) = befalls(row);
            (add | take != 0).then(|| (thing, (*state.of(thing) | add) & !take))
        }
    }
}

/// What a row adds to the state of a village, and what it takes away.
fn befalls(row: &LogRow) -> (u32, u32) {
    match row.kind {
        Kind::VillageEntered => (HIT | ENTERED, 0),
        Kind::VillageLeft => (0, ENTERED),
        Kind::FirstDepartures | Kind::FleeOnFoot => (LEFT, 0),
        Kind::ReturnBegins => (0, LEFT),
        // Crowds hurt each other, not the village where they meet.
        Kind::CrowdStones | Kind::HuntingGuns => (0, 0),
        _ if is_act(row) && row.rung >= FIRE_RUNG && row.target.is_some() => (HIT, 0),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Limits;
    use crate::experiment::replicate;
    use crate::model::Recorder;
    use crate::scenario;

    #[test]
    fn played_to_the_end_the_map_is_that_of_the_world() {
        let mut seen = [0_usize; 4];
        for (name, seeds) in [("batken-2021-fire", 1..9), ("border-decades", 1..2), ("one-bridge", 1..5)] {
            let path = format!("{}/scenarios/{name}.ron", env!("CARGO_MANIFEST_DIR"));
            let setup = scenario::load(&scenario::Files, &path, &[]).unwrap().setup;
            for seed in seeds {
                let limits = Limits::until(setup.horizon);
                let mut recorder = Recorder::new(&setup, limits.horizon);
                let world = replicate(&setup, seed, 0, &limits, &mut recorder).world;
                let (changes, end) = changes(&setup, &recorder.rows);
                changes.iter().for_each(|change| seen[change.thing.code().0 as usize] += 1);
                let holders: Vec<u32> = world.posts.iter().map(|post| u32::from(post.holder.0)).collect();
                assert_eq!(end.holders, holders, "{name}, seed {seed}");
                for (index, village) in world.villages.iter().enumerate() {
                    let (hit, entered) = (end.villages[index] & HIT != 0, end.villages[index] & ENTERED != 0);
                    assert_eq!(
                        (hit, entered),
                        (village.affected, village.entered_by.is_some()),
                        "{name}, village {index}"
                    );
                }
                let destroyed: Vec<u32> = world.sites.iter().map(|site| u32::from(site.destroyed)).collect();
                assert_eq!(end.destroyed, destroyed, "{name}, seed {seed}");
                assert!(changes.is_sorted_by_key(|change| change.time));
            }
        }
        assert!(seen.iter().all(|&changes| changes > 0), "every sort of change is seen: {seen:?}");
    }
}
