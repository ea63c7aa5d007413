//! Places, sectors and positions: checked and built.

use crate::engine::Lineage;
use crate::model::geometry::Position;
use crate::model::ids::{DistrictId, PlaceId, PostId, SectorId, SideId, SiteId, TownId, VillageId};
use crate::model::setup::{Place, PlaceKind, Post, RUNG_STANDING, Site, SiteKind, Town, Village};
use crate::scenario::at::{At, Complaints};
use crate::scenario::document::{
    PostDocument, ScenarioDocument, SiteDocument, SiteKindDocument, TownDocument, VillageDocument,
};
use crate::scenario::limits;

use super::names::Names;

/// Mean radius of the Earth.
const EARTH_KM: f64 = 6371.0088;
/// Highest rung of the weapons of a post; rung 6 is ground entry.
const POST_RUNG_HIGH: i64 = 5;

/// All places, without what lies near them and without roads.
#[derive(Default)]
pub struct Places {
    /// Positions by place, None where the document gives none that is sound.
    pub positions: Vec<Option<Position>>,
    /// Places: villages, posts, sites, towns, waypoints, in this order.
    pub places: Vec<Place>,
    /// Posts.
    pub posts: Vec<Post>,
    /// Villages.
    pub villages: Vec<Village>,
    /// Sites.
    pub sites: Vec<Site>,
    /// Towns.
    pub towns: Vec<Town>,
}

/// What all kinds of place have in common.
struct Common<'d> {
    at: At<'d>,
    id: &'d str,
    name: &'d str,
    sector: &'d str,
    kind: PlaceKind,
    coordinates: [Option<f64>; 4],
}

/// Checks and builds the places.
pub fn places(document: &ScenarioDocument, names: &Names<'_>, complaints: &mut Complaints) -> Places {
    let mut places = Places::default();
    let mut coordinates = Vec::new();
    macro_rules! each {
        ($list:ident, $label:literal, $kind:expr, $build:expr) => {
            for (index, place) in document.$list.iter().enumerate() {
                let common = Common {
                    at: At::item($label, index, &place.id, ""),
                    id: &place.id,
                    name: &place.name,
                    sector: &place.sector,
                    kind: $kind(index),
                    coordinates: [place.lat, place.lon, place.east_km, place.north_km],
                };
                coordinates.push(coordinate(&common, complaints));
                let number = PlaceId::at(places.places.len());
                places.places.push(common_place(&common, names, complaints));
                #[allow(clippy::redundant_closure_call)]
                $build(&mut places, place, number, &common.at, complaints);
            }
        };
    }
    let mut total = 0_i64;
    each!(
        villages,
        "villages",
        |index| PlaceKind::Village(VillageId::at(index)),
        |places: &mut Places, place: &VillageDocument, number, at: &At<'_>, complaints: &mut Complaints| {
            total = total.saturating_add(place.people.clamp(0, limits::PEOPLE));
            places.villages.push(village(document, names, place, number, at, complaints));
        }
    );
    if total > limits::PEOPLE_TOTAL {
        complaints.value(
            &At::field("villages"),
            format!("{total} people"),
            format!("at most {}", limits::PEOPLE_TOTAL),
        );
    }
    each!(
        posts,
        "posts",
        |index| PlaceKind::Post(PostId::at(index)),
        |places: &mut Places, place, number, at: &At<'_>, complaints: &mut Complaints| {
            places.posts.push(post(document, names, place, number, at, complaints));
        }
    );
    each!(
        sites,
        "sites",
        |index| PlaceKind::Site(SiteId::at(index)),
        |places: &mut Places, place, number, at: &At<'_>, complaints: &mut Complaints| {
            places.sites.push(site(names, place, number, at, complaints));
        }
    );
    each!(
        towns,
        "towns",
        |index| PlaceKind::Town(TownId::at(index)),
        |places: &mut Places, place, number, at: &At<'_>, complaints: &mut Complaints| {
            places.towns.push(town(names, place, number, at, complaints));
        }
    );
    each!(waypoints, "waypoints", |_| PlaceKind::Waypoint, |_: &mut Places, _, _, _: &At<'_>, _: &mut Complaints| ());
    places.positions = project(&coordinates, complaints);
    for (place, position) in places.places.iter_mut().zip(&places.positions) {
        place.position = position.unwrap_or_default();
    }
    places
}

fn common_place(common: &Common<'_>, names: &Names<'_>, complaints: &mut Complaints) -> Place {
    complaints.words(&common.at.other("name"), common.name, limits::NAME_BYTES);
    let sector = names.sectors.find(&common.at.other("sector"), common.sector, complaints);
    Place {
        id: common.id.to_owned(),
        name: common.name.to_owned(),
        position: Position::default(),
        sector: SectorId::at(sector.unwrap_or(0)),
        kind: common.kind,
        lineage: Lineage::of_text(common.id),
    }
}

/// A position as written.
#[derive(Clone, Copy)]
enum Coordinate {
    Degrees { lat: f64, lon: f64 },
    Plane(Position),
}

fn coordinate(common: &Common<'_>, complaints: &mut Complaints) -> Option<Coordinate> {
    let at = |field| common.at.other(field);
    match common.coordinates {
        [Some(lat), Some(lon), None, None] => Some(Coordinate::Degrees {
            lat: complaints.number(&at("lat"), lat, -85.0, 85.0),
            lon: complaints.number(&at("lon"), lon, -180.0, 180.0),
        }),
        [None, None, Some(east_km), Some(north_km)] => Some(Coordinate::Plane(Position {
            east_km: complaints.number(&at("east_km"), east_km, -5_000.0, 5_000.0),
            north_km: complaints.number(&at("north_km"), north_km, -5_000.0, 5_000.0),
        })),
        _ => {
            complaints.say(&at(""), "no position: expected `lat` and `lon`, or `east_km` and `north_km`".to_owned());
            None
        }
    }
}

/// Degrees become kilometres on a plane about the mean of all places (equirectangular: good to 1 % over 300 km).
fn project(coordinates: &[Option<Coordinate>], complaints: &mut Complaints) -> Vec<Option<Position>> {
    let (mut degrees, mut planes, mut lat_sum, mut lon_sum) = (0_usize, 0_usize, 0.0, 0.0);
    for coordinate in coordinates.iter().flatten() {
        match coordinate {
            Coordinate::Degrees { lat, lon } => {
                (degrees, lat_sum, lon_sum) = (degrees + 1, lat_sum + lat, lon_sum + lon);
            }
            Coordinate::Plane(_) => planes += 1,
        }
    }
    if degrees > 0 && planes > 0 {
        let message = format!("{degrees} places in degrees and {planes} in km: expected one of the two for all");
        complaints.say(&At::field("villages"), message);
        return vec![None; coordinates.len()];
    }
    let (lat_mean, lon_mean) = (lat_sum / degrees.max(1) as f64, lon_sum / degrees.max(1) as f64);
    let radians = std::f64::consts::PI / 180.0;
    let shrink = libm::cos(lat_mean * radians);
    let place = |coordinate: &Option<Coordinate>| match coordinate {
        Some(Coordinate::Degrees { lat, lon }) => Some(Position {
            east_km: EARTH_KM * (lon - lon_mean) * radians * shrink,
            north_km: EARTH_KM * (lat - lat_mean) * radians,
        }),
        Some(Coordinate::Plane(position)) => Some(*position),
        None => None,
    };
    coordinates.iter().map(place).collect()
}

fn side(names: &Names<'_>, id: &str, at: &At<'_>, complaints: &mut Complaints) -> SideId {
    SideId::at(names.sides.find(&at.other("side"), id, complaints).unwrap_or(0))
}

/// People of a household where a scenario does not name households (places.csv: 17 houses, about 80 people).
const HOUSEHOLD_PEOPLE: i64 = 5;

fn village(
    document: &ScenarioDocument,
    names: &Names<'_>,
    village: &VillageDocument,
    place: PlaceId,
    at: &At<'_>,
    complaints: &mut Complaints,
) -> Village {
    let people = complaints.whole(&at.other("people"), village.people, 0, limits::PEOPLE);
    let usual = if people == 0 { 0 } else { ((people + HOUSEHOLD_PEOPLE / 2) / HOUSEHOLD_PEOPLE).max(1) };
    let households = village.households.unwrap_or(usual);
    if !(i64::from(people > 0)..=people).contains(&households) {
        let allowed = format!("{}..={people} for {people} people", i64::from(people > 0));
        complaints.value(&at.other("households"), households.to_string(), allowed);
    }
    let district = names.districts.find(&at.other("district"), &village.district, complaints);
    if let Some(district) = district.map(|district| &document.districts[district])
        && district.side != village.side
    {
        let message =
            format!("`{}` is a district of `{}`, the village is of `{}`", district.id, district.side, village.side);
        complaints.say(&at.other("district"), message);
    }
    let side = side(names, &village.side, at, complaints);
    let usual_cars = document.sides.get(side.index()).map_or(0.0, |side| side.own_car_share);
    let own_car_share = match village.own_car_share {
        Some(share) => complaints.number(&at.other("own_car_share"), share, 0.0, 1.0),
        None => usual_cars,
    };
    Village {
        place,
        side,
        district: DistrictId::at(district.unwrap_or(0)),
        people: people as u32,
        households: households as u32,
        own_car_share,
    }
}

fn post(
    document: &ScenarioDocument,
    names: &Names<'_>,
    post: &PostDocument,
    place: PlaceId,
    at: &At<'_>,
    complaints: &mut Complaints,
) -> Post {
    let side = side(names, &post.side, at, complaints);
    let highest = document.sides.get(side.index()).map_or(POST_RUNG_HIGH, |side| side.weapons_rung).min(POST_RUNG_HIGH);
    let weapons_rung = match post.weapons_rung {
        Some(rung) => complaints.whole(&at.other("weapons_rung"), rung, RUNG_STANDING.into(), POST_RUNG_HIGH),
        None => highest,
    };
    Post {
        place,
        side,
        crew: complaints.whole(&at.other("crew"), post.crew, 0, limits::CREW) as u32,
        weapons_rung: weapons_rung.min(highest) as u8,
        near: Vec::new(),
    }
}

fn site(names: &Names<'_>, site: &SiteDocument, place: PlaceId, at: &At<'_>, complaints: &mut Complaints) -> Site {
    // The links themselves are joined when the roads exist; here only their names are checked.
    for (number, road) in site.closes.iter().flatten().enumerate() {
        names.road(&at.other(&format!("closes[{number}]")), road, complaints);
    }
    Site {
        place,
        kind: match site.kind {
            SiteKindDocument::Intake => SiteKind::Intake,
            SiteKindDocument::Bridge => SiteKind::Bridge,
            SiteKindDocument::Junction => SiteKind::Junction,
            SiteKindDocument::Crossing => SiteKind::Crossing,
            SiteKindDocument::Land => SiteKind::Land,
        },
        grievance_open: site.grievance_open,
        links: Vec::new(),
        villages: Vec::new(),
    }
}

fn town(names: &Names<'_>, town: &TownDocument, place: PlaceId, at: &At<'_>, complaints: &mut Complaints) -> Town {
    Town {
        place,
        side: side(names, &town.side, at, complaints),
        public_capacity: complaints.whole(&at.other("public_capacity"), town.public_capacity, 0, limits::PEOPLE) as u32,
        host_capacity: complaints.whole(&at.other("host_capacity"), town.host_capacity, 0, limits::PEOPLE) as u32,
    }
}
