//! The shape of a description, field by field as `ScenarioDescription` of the page.

use serde::Serialize;
use truceline::model::geometry::Position;

/// A point in km.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl From<Position> for Point {
    fn from(position: Position) -> Point {
        Point { x: position.east_km, y: position.north_km }
    }
}

/// See `ScenarioDescription` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Description {
    pub id: String,
    pub title: String,
    pub info: InfoReply,
    pub calendar: CalendarReply,
    pub horizon_milliseconds: u64,
    pub default_seed: u64,
    pub retaliation: &'static str,
    pub sides: Vec<SideReply>,
    pub sectors: Vec<SectorReply>,
    pub places: Vec<PlaceReply>,
    pub posts: Vec<PostReply>,
    pub villages: Vec<VillageReply>,
    pub districts: Vec<DistrictReply>,
    pub sites: Vec<SiteReply>,
    pub towns: Vec<TownReply>,
    pub roads: Vec<RoadReply>,
    pub channels: Vec<ChannelReply>,
    pub third_parties: Vec<ThirdPartyReply>,
    pub injects: Vec<InjectReply>,
    pub observed: Vec<ObservedReply>,
    pub parameters: Vec<f64>,
    pub measures: Vec<MeasureReply>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InfoReply {
    pub shows: String,
    pub notice: String,
    pub try_next: String,
    pub sources: Vec<String>,
    pub neutrality: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CalendarReply {
    pub start_unix_milliseconds: i64,
    pub utc_offset_minutes: i32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SideReply {
    pub id: String,
    pub name: String,
    pub weapons_rung: u8,
    pub reserves: u32,
    pub order_reach: f64,
    pub own_car_share: f64,
    pub order_delay_factor: f64,
    pub report_delay_factor: f64,
    pub has_office: bool,
    pub hostility: Vec<f64>,
}

#[derive(Serialize)]
pub struct SectorReply {
    pub id: String,
    pub name: String,
    pub centre: Point,
}

#[derive(Serialize)]
pub struct PlaceReply {
    pub id: String,
    pub name: String,
    pub position: Point,
    pub sector: usize,
    pub kind: &'static str,
    pub index: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PostReply {
    pub place: usize,
    pub side: usize,
    pub crew: u32,
    pub weapons_rung: u8,
}

#[derive(Serialize)]
pub struct VillageReply {
    pub place: usize,
    pub side: usize,
    pub district: usize,
    pub people: u32,
    pub households: u32,
}

#[derive(Serialize)]
pub struct DistrictReply {
    pub id: String,
    pub name: String,
    pub side: usize,
    pub buses: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteReply {
    pub place: usize,
    pub kind: &'static str,
    pub roads: Vec<usize>,
    pub grievance_open: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TownReply {
    pub place: usize,
    pub side: usize,
    pub public_capacity: u32,
    pub host_capacity: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoadReply {
    pub id: String,
    pub from: usize,
    pub to: usize,
    pub length_km: f64,
    pub class: &'static str,
    pub control: Option<usize>,
    pub sector: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelReply {
    pub id: String,
    pub name: String,
    pub scope: &'static str,
    pub face_to_face: bool,
    pub remote: bool,
    pub talks_hours: f64,
    pub notice_hours_mean: f64,
    pub venue: Option<usize>,
}

#[derive(Serialize)]
pub struct ThirdPartyReply {
    pub id: String,
    pub name: String,
    pub kind: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InjectReply {
    pub at_milliseconds: u64,
    pub note: String,
}

#[derive(Serialize)]
pub struct ObservedReply {
    pub measure: String,
    pub hours: f64,
    pub low: f64,
    pub best: f64,
    pub high: f64,
    pub claimant: String,
    pub source: String,
}

#[derive(Serialize)]
pub struct MeasureReply {
    pub name: String,
    pub unit: &'static str,
    pub meaning: &'static str,
}
