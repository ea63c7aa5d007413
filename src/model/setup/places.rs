//! Places, sides and sectors, and what stands at a place.

use crate::engine::Lineage;
use crate::model::geometry::Position;
use crate::model::ids::{DistrictId, LinkId, PlaceId, PostId, SectorId, SideId, SiteId, TownId, VillageId};

/// A place on the map; all villages, posts, sites and towns are places, and places are the nodes of the road graph.
#[derive(Clone, Debug)]
pub struct Place {
    /// Id text of the scenario.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Where it is.
    pub position: Position,
    /// The sector it belongs to.
    pub sector: SectorId,
    /// What it is.
    pub kind: PlaceKind,
    /// Root of the draws that belong to it: a mix of its id text.
    pub lineage: Lineage,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A border post.
    Post(PostId),
    /// A village.
    Village(VillageId),
    /// A contested site.
    Site(SiteId),
    /// A town with shelters.
    Town(TownId),
    /// A node of the road graph and no more.
    Waypoint,
}

/// A side.
#[derive(Clone, Debug)]
pub struct Side {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Root of its draws.
    pub lineage: Lineage,
    /// Highest rung that its weapons allow, 2..=6 (6 is ground entry).
    pub weapons_rung: u8,
    /// Soldiers that can still be sent to the border.
    pub reserves: u32,
    /// Probability that a household hears of an evacuation order.
    pub order_reach: f64,
    /// Share of households with an own car.
    pub own_car_share: f64,
    /// Factor on the delay of orders (hotline below 1, courier above).
    pub order_delay_factor: f64,
    /// Factor on the delay of reports.
    pub report_delay_factor: f64,
    /// Outside pressure at the start, 0..=1.
    pub pressure: f64,
    /// Whether it has a claims office.
    pub has_office: bool,
}

/// A sector.
#[derive(Clone, Debug)]
pub struct Sector {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Root of its draws.
    pub lineage: Lineage,
    /// Centre of its places.
    pub centre: Position,
    /// Province; talks of governors cover one province.
    pub province: u32,
    /// Share of the border's sparks, summing to 1 over the sectors.
    pub spark_share: f64,
}

/// A border post.
#[derive(Clone, Debug)]
pub struct Post {
    /// Where it stands.
    pub place: PlaceId,
    /// Its owner.
    pub side: SideId,
    /// Soldiers at the start.
    pub crew: u32,
    /// Highest rung of the weapons at hand, 2..=5.
    pub weapons_rung: u8,
    /// What lies in reach, nearest first.
    pub near: Vec<Neighbour>,
}

/// Something near a place.
#[derive(Clone, Copy, Debug)]
pub struct Neighbour {
    /// What it is.
    pub what: Near,
    /// Distance in km.
    pub distance_km: f64,
}

/// What can lie near a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// A post.
    Post(PostId),
    /// A village.
    Village(VillageId),
    /// A site.
    Site(SiteId),
    /// A road link, at its nearest point.
    Link(LinkId),
}

/// A village.
#[derive(Clone, Debug)]
pub struct Village {
    /// Where it stands.
    pub place: PlaceId,
    /// Its side.
    pub side: SideId,
    /// Its evacuation district.
    pub district: DistrictId,
    /// People at the start.
    pub people: u32,
    /// Households at the start (at least 1 when there are people).
    pub households: u32,
    /// Share of households with an own car.
    pub own_car_share: f64,
}

/// An evacuation district: villages of one side that share an organiser and buses.
#[derive(Clone, Debug)]
pub struct District {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Root of its draws.
    pub lineage: Lineage,
    /// Its side.
    pub side: SideId,
    /// Buses at hand.
    pub buses: u32,
}

/// What a contested site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteKind {
    /// A water intake.
    Intake,
    /// A bridge; when it breaks its links close.
    Bridge,
    /// A road junction.
    Junction,
    /// A border crossing.
    Crossing,
    /// A pasture, a field, a road under construction.
    Land,
}

/// A contested site.
#[derive(Clone, Debug)]
pub struct Site {
    /// Where it is.
    pub place: PlaceId,
    /// What it is.
    pub kind: SiteKind,
    /// Whether a grievance is open at the start.
    pub grievance_open: bool,
    /// Links that close when it is destroyed, or while a crowd blocks it.
    pub links: Vec<LinkId>,
    /// Villages within the crowd radius, nearest first.
    pub villages: Vec<VillageId>,
}

/// A town with shelters.
#[derive(Clone, Debug)]
pub struct Town {
    /// Where it is.
    pub place: PlaceId,
    /// Its side.
    pub side: SideId,
    /// People that public shelters can take.
    pub public_capacity: u32,
    /// People that private hosts can take.
    pub host_capacity: u32,
}
