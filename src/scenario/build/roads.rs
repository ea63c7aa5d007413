//! Roads: checked and built; every village must reach a town of its side.

use crate::model::geometry::Position;
use crate::model::ids::{LinkId, PlaceId, PostId, SideId, SiteId, VillageId};
use crate::model::setup::{Control, Link, PlaceKind, RoadClass, Sector, Setup};
use crate::scenario::at::{At, Complaints};
use crate::scenario::document::{ClassDocument, ScenarioDocument};
use crate::scenario::error::show;

use super::names::{Names, road_id};
use super::places::Places;

/// Road length over straight distance, on highways and elsewhere.
const DETOUR: [f64; 2] = [1.25, 1.4];
/// Shortest road that anyone drives.
const SHORTEST_KM: f64 = 0.05;
/// Longest straight distance of one road; a longer one needs waypoints.
const LONGEST_KM: f64 = 500.0;

/// A checked road.
pub struct Road {
    from: usize,
    to: usize,
    control: Control,
    length_km: f64,
}

/// Checks the roads.
pub fn roads(
    document: &ScenarioDocument,
    names: &Names<'_>,
    positions: &[Option<Position>],
    complaints: &mut Complaints,
) -> Vec<Road> {
    let mut roads = Vec::with_capacity(document.roads.len());
    for (index, road) in document.roads.iter().enumerate() {
        let id = road_id(&road.from, &road.to);
        let at = At::item("roads", index, &id, "");
        let from = names.places.find(&at.other("from"), &road.from, complaints);
        let to = names.places.find(&at.other("to"), &road.to, complaints);
        let control = match road.control.as_str() {
            "mixed" => Control::Mixed,
            side => Control::Side(SideId::at(names.sides.find(&at.other("control"), side, complaints).unwrap_or(0))),
        };
        if let Some(capacity) = road.capacity_per_hour {
            complaints.number(&at.other("capacity_per_hour"), capacity, 1.0, 1e5);
        }
        let (Some(from), Some(to)) = (from, to) else { continue };
        if from == to {
            complaints.say(&at.other("to"), "a road leads from a place to another one".to_owned());
            continue;
        }
        let (Some(start), Some(end)) = (positions[from], positions[to]) else { continue };
        let straight = start.distance_km(end);
        if straight > LONGEST_KM {
            let found = format!("{straight:.0} km in a straight line");
            complaints.value(&at, found, format!("at most {LONGEST_KM}"));
        }
        let detour = DETOUR[usize::from(road.class != ClassDocument::Highway)];
        let length_km = match road.length_km {
            None => (straight * detour).max(SHORTEST_KM),
            // Lengths and positions are rounded when they are written.
            Some(length) if length < straight * 0.95 - 0.1 => {
                let found = format!("{} km", show(length));
                complaints.value(&at.other("length_km"), found, format!("at least the straight {straight:.1} km"));
                length
            }
            Some(length) => complaints.number(&at.other("length_km"), length, SHORTEST_KM, 2_000.0),
        };
        roads.push(Road { from, to, control, length_km });
    }
    roads
}

/// Every village with people reaches a town of its side, as long as all roads are open.
pub fn shelters_can_be_reached(
    document: &ScenarioDocument,
    places: &Places,
    roads: &[Road],
    complaints: &mut Complaints,
) {
    let mut parts = Parts::new(places.places.len());
    for road in roads {
        parts.join(road.from, road.to);
    }
    let mut with_town: Vec<(usize, SideId)> = places
        .towns
        .iter()
        .filter(|town| town.public_capacity + town.host_capacity > 0)
        .map(|town| (parts.root(town.place.index()), town.side))
        .collect();
    with_town.sort_unstable();
    for (index, village) in places.villages.iter().enumerate() {
        let part = parts.root(village.place.index());
        if village.people > 0 && with_town.binary_search(&(part, village.side)).is_err() {
            let at = At::item("villages", index, &document.villages[index].id, "");
            let side = &document.villages[index].side;
            complaints.say(&at, format!("no road leads from here to a town of `{side}` with room for people"));
        }
    }
}

/// Connected parts of the road graph.
struct Parts(Vec<usize>);

impl Parts {
    fn new(count: usize) -> Parts {
        Parts((0..count).collect())
    }

    fn root(&mut self, mut place: usize) -> usize {
        while self.0[place] != place {
            self.0[place] = self.0[self.0[place]];
            place = self.0[place];
        }
        place
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}

/// Builds the links.
pub fn links(document: &ScenarioDocument, places: &Places, roads: &[Road], sectors: &[Sector]) -> Vec<Link> {
    let build = |(road, written): (&Road, &crate::scenario::RoadDocument)| {
        let (from, to) = (&places.places[road.from], &places.places[road.to]);
        let middle = from.position.middle(to.position);
        let far = |sector: crate::model::ids::SectorId| sectors[sector.index()].centre.distance_km(middle);
        Link {
            id: road_id(&written.from, &written.to),
            from: PlaceId::at(road.from),
            to: PlaceId::at(road.to),
            length_km: road.length_km,
            class: match written.class {
                ClassDocument::Highway => RoadClass::Highway,
                ClassDocument::Local => RoadClass::Local,
                ClassDocument::Track => RoadClass::Track,
            },
            control: road.control,
            capacity_per_hour: written.capacity_per_hour,
            // The nearer of the sectors of its ends.
            sector: if far(to.sector) < far(from.sector) { to.sector } else { from.sector },
        }
    };
    roads.iter().zip(&document.roads).map(build).collect()
}

/// Lists by place and by sector, and the links of sites.
pub fn join(document: &ScenarioDocument, names: &Names<'_>, setup: &mut Setup) {
    setup.place_links = vec![Vec::new(); setup.places.len()];
    for (index, link) in setup.links.iter().enumerate() {
        setup.place_links[link.from.index()].push(LinkId::at(index));
        setup.place_links[link.to.index()].push(LinkId::at(index));
    }
    let mut ignored = Complaints::default();
    for (site, written) in setup.sites.iter_mut().zip(&document.sites) {
        site.links = match &written.closes {
            None => setup.place_links[site.place.index()].clone(),
            Some(ids) => {
                ids.iter().filter_map(|id| names.road(&At::field(""), id, &mut ignored)).map(LinkId::at).collect()
            }
        };
    }
    let sectors = setup.sectors.len();
    setup.sector_posts = vec![Vec::new(); sectors];
    setup.sector_villages = vec![Vec::new(); sectors];
    setup.sector_sites = vec![Vec::new(); sectors];
    for place in &setup.places {
        let sector = place.sector.index();
        match place.kind {
            PlaceKind::Post(post) => setup.sector_posts[sector].push(PostId::at(post.index())),
            PlaceKind::Village(village) => setup.sector_villages[sector].push(VillageId::at(village.index())),
            PlaceKind::Site(site) => setup.sector_sites[sector].push(SiteId::at(site.index())),
            PlaceKind::Town(_) | PlaceKind::Waypoint => {}
        }
    }
}
