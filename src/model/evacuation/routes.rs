//! Routes: for each side the quickest way from every place to the nearest own town with room, as a tree that says which
//! link comes next.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Closure, Means, Vehicle};
use crate::model::ids::{LinkId, PlaceId, SideId, TownId, VehicleId};
use crate::model::record::Watch;
use crate::model::setup::{Control, PlaceKind, RoadClass, Setup};
use crate::model::step::Step;
use crate::model::world::World;

/// No link, or no town.
const NONE: u32 = u32::MAX;

/// Trees of all sides, by car and on foot. A pure function of closures and full towns: never stored, made anew when
/// one is asked for after they have changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Routes {
    trees: Vec<Tree>,
    /// How often closures or full towns have changed.
    changes: u64,
    /// The changes before the last look of the stranded for a way.
    looked_after: Option<u64>,
    work: Work,
}

/// Room in which a tree is grown: the time from each place, and the places to go on from.
#[derive(Clone, Debug, Default)]
struct Work {
    best: Vec<u64>,
    edge: BinaryHeap<Reverse<(u64, PlaceId)>>,
}

#[derive(Clone, Debug, Default)]
struct Tree {
    fresh: bool,
    next: Vec<u32>,
}

/// What a group finds at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is in a town with room.
    Here(TownId),
    /// It goes on by a link.
    By(LinkId),
    /// It goes to a town across country, on foot: no road leads to one.
    AcrossCountry(TownId),
    /// There is none.
    None,
}

impl Routes {
    /// At the start of a run: the memory of one that is over.
    pub(super) fn reuse_memory(&mut self, old: &mut Routes) {
        std::mem::swap(&mut self.trees, &mut old.trees);
        std::mem::swap(&mut self.work, &mut old.work);
        self.change();
    }

    /// Closures have changed, or which towns have room.
    pub(super) fn change(&mut self) {
        self.changes += 1;
        for tree in &mut self.trees {
            tree.fresh = false;
        }
    }

    /// Whether the stranded may find a way that they did not find at their last look. A group is stranded when it finds
    /// none, so that those who joined since need not look either.
    pub(super) fn worth_a_look(&mut self) -> bool {
        self.looked_after.replace(self.changes) != Some(self.changes)
    }

    /// A group was stranded that has not looked yet.
    pub(super) fn someone_must_look(&mut self) {
        self.looked_after = None;
    }
}

/// Whether civilians of a side may enter a link by car.
pub(super) fn is_open(setup: &Setup, world: &World, link: LinkId, side: SideId) -> bool {
    let closures = world.links[link.index()].closures;
    let crossing = Closure::Crossing as u8;
    closures & !crossing == 0 && (closures & crossing == 0 || setup.link(link).control == Control::Side(side))
}

/// Time over a link without queue, in hours: length / speed of the road class, or of walkers.
pub fn travel_hours(setup: &Setup, link: LinkId, means: Means) -> f64 {
    let (link, parameters) = (setup.link(link), &setup.parameters.evacuation);
    let speed_km_h = match (means, link.class) {
        (Means::Foot, _) => setup.parameters.post.foot_speed_km_h,
        (_, RoadClass::Highway) => parameters.highway_km_h,
        (_, RoadClass::Local) => parameters.local_km_h,
        (_, RoadClass::Track) => parameters.track_km_h,
    };
    link.length_km / speed_km_h
}

/// Dijkstra's algorithm from all own towns with room outwards; ties go to the place with the lower number. Times are
/// whole milliseconds, at least one a link, so that the tree has no circles.
fn grow(setup: &Setup, world: &World, side: SideId, means: Means, next: &mut Vec<u32>, work: &mut Work) {
    let Work { best, edge } = work;
    next.clear();
    best.clear();
    next.resize(setup.places.len(), NONE);
    best.resize(setup.places.len(), u64::MAX);
    for (town, state) in setup.towns.iter().zip(&world.towns) {
        if town.side == side && !state.full {
            best[town.place.index()] = 0;
            edge.push(Reverse((0, town.place)));
        }
    }
    while let Some(Reverse((time, place))) = edge.pop() {
        if time > best[place.index()] {
            continue;
        }
        for &link in &setup.place_links[place.index()] {
            if means != Means::Foot && !is_open(setup, world, link, side) {
                continue;
            }
            let ends = setup.link(link);
            let other = if ends.from == place { ends.to } else { ends.from };
            let through = time + ((travel_hours(setup, link, means) * 3.6e6) as u64).max(1);
            if through < best[other.index()] {
                best[other.index()] = through;
                next[other.index()] = link.0;
                edge.push(Reverse((through, other)));
            }
        }
    }
}

impl<O: Watch> Step<'_, O> {
    /// The link that comes next on the way from a place to the nearest own town with room.
    fn next_link(&mut self, side: SideId, place: PlaceId, means: Means) -> Option<LinkId> {
        let index = 2 * side.index() + usize::from(means == Means::Foot);
        let trees = &mut self.world.roads.routes.trees;
        if trees.len() != 2 * self.setup.sides.len() {
            *trees = vec![Tree::default(); 2 * self.setup.sides.len()];
        }
        if !trees[index].fresh {
            let mut tree = std::mem::take(&mut trees[index]);
            let mut work = std::mem::take(&mut self.world.roads.routes.work);
            grow(self.setup, self.world, side, means, &mut tree.next, &mut work);
            tree.fresh = true;
            let routes = &mut self.world.roads.routes;
            (routes.trees[index], routes.work) = (tree, work);
        }
        let link = self.world.roads.routes.trees[index].next[place.index()];
        (link != NONE).then_some(LinkId(link))
    }

    /// The way of a group from where it is. Those by car take open links only; walkers go beside the road and pass
    /// closures. Where no road at all leads to an own town with room, people walk to the nearest in a straight line.
    pub(super) fn way_of(&mut self, vehicle: VehicleId) -> Way {
        let &Vehicle { village, place, means, .. } = &self.world.vehicles[vehicle.index()];
        let side = self.setup.village(village).side;
        if let PlaceKind::Town(town) = self.setup.place(place).kind
            && self.setup.towns[town.index()].side == side
            && !self.world.towns[town.index()].full
        {
            return Way::Here(town);
        }
        if let Some(link) = self.next_link(side, place, means) {
            return Way::By(link);
        }
        let road_somehow = means != Means::Foot && self.next_link(side, place, Means::Foot).is_some();
        if road_somehow || means == Means::Bus {
            return Way::None;
        }
        self.nearest_town(side, place).map_or(Way::None, Way::AcrossCountry)
    }

    /// Whether cars have an open way from a place.
    pub(super) fn has_open_road(&mut self, side: SideId, place: PlaceId) -> bool {
        self.next_link(side, place, Means::Car).is_some()
    }

    /// The nearest own town with room, in a straight line.
    fn nearest_town(&self, side: SideId, place: PlaceId) -> Option<TownId> {
        let from = self.setup.place(place).position;
        let distance = |town: TownId| self.setup.place(self.setup.towns[town.index()].place).position.distance_km(from);
        TownId::all(self.setup.towns.len())
            .filter(|town| self.setup.towns[town.index()].side == side && !self.world.towns[town.index()].full)
            .min_by(|&one, &other| distance(one).total_cmp(&distance(other)))
    }
}
