//! The shape of a state, field by field as `State` of the page.

use serde::Serialize;
use truceline::model::people::PeopleLedger;

use crate::describe::Point;
use crate::underway::{MessageReply, TroopsReply};

/// See `State` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StateReply {
    pub at_milliseconds: u64,
    pub local_hour: f64,
    pub executed_events: u64,
    pub logged_events: u32,
    pub digest: String,
    pub sides: Vec<SideReply>,
    pub fronts: Vec<FrontReply>,
    pub posts: Vec<PostReply>,
    pub villages: Vec<VillageReply>,
    pub sites: Vec<SiteReply>,
    pub towns: Vec<TownReply>,
    pub roads: Vec<RoadReply>,
    pub convoys: usize,
    pub troops: Vec<TroopsReply>,
    pub messages: Vec<MessageReply>,
    pub recent_acts: Vec<ActReply>,
    pub truces: Vec<TruceReply>,
    pub third_parties_present: Vec<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PeopleReply {
    pub home: u32,
    pub cover: u32,
    pub preparing: u32,
    pub at_site: u32,
    pub road: u32,
    pub hosted: u32,
    pub shelter: u32,
    pub stranded: u32,
    pub dead: u32,
}

impl From<&PeopleLedger> for PeopleReply {
    fn from(ledger: &PeopleLedger) -> PeopleReply {
        let &PeopleLedger { home, cover, preparing, at_site, road, hosted, shelter, stranded, dead } = ledger;
        PeopleReply { home, cover, preparing, at_site, road, hosted, shelter, stranded, dead }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SideReply {
    pub killed_military: u32,
    pub killed_civilian: u32,
    pub wounded_military: u32,
    pub wounded_civilian: u32,
    pub published_killed: Option<u32>,
    pub published_wounded: Option<u32>,
    pub claimed_killed_by: Vec<Option<u32>>,
    pub claimed_wounded_by: Vec<Option<u32>>,
    pub displaced: u32,
    pub displaced_registered: u32,
    pub people: PeopleReply,
    pub crew_fit: u32,
    pub reserves: u32,
    pub captive: u32,
    pub pressure: f64,
    pub rung: u8,
}

/// See `FrontState` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FrontReply {
    /// Whose.
    pub side: usize,
    pub adversary: usize,
    pub sector: usize,
    pub rung: u8,
    pub threat: f64,
    pub next_threshold: Option<f64>,
    pub review_ends_milliseconds: Option<u64>,
    pub alert: bool,
}

/// See `PostState` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PostReply {
    pub holder: usize,
    pub crew: u32,
    pub order_rung: Vec<u8>,
    pub suppression: f64,
    pub damaged: bool,
    pub burnt: bool,
    pub under_assault: bool,
    pub last_hit_milliseconds: Option<u64>,
    pub truce_heard: Vec<Option<usize>>,
}

/// See `VillageState` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VillageReply {
    pub people: PeopleReply,
    pub wounded: u32,
    pub houses: u32,
    pub ruined: u32,
    pub threat: f64,
    pub alarmed: bool,
    pub ordered: bool,
    pub returning: bool,
    pub entered_by: Option<usize>,
    pub waiting_for_bus: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteReply {
    pub grievance_open: bool,
    pub destroyed: bool,
    pub crowd: Vec<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TownReply {
    pub public_shelter: u32,
    pub hosted: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoadReply {
    pub closed: Vec<&'static str>,
    pub under_fire: bool,
    pub queue: u32,
    pub people: Vec<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActReply {
    pub event: u32,
    pub at_milliseconds: u64,
    pub position: Point,
    pub sector: usize,
    pub side: usize,
    pub adversary: usize,
    pub rung: u8,
    pub killed: u32,
    pub wounded: u32,
}

/// See `Truce` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TruceReply {
    pub index: usize,
    pub sides: [usize; 2],
    pub channel: usize,
    pub phase: &'static str,
    pub form: Option<&'static str>,
    pub proposed_milliseconds: u64,
    pub agreed_milliseconds: Option<u64>,
    pub in_force_milliseconds: Option<u64>,
    pub ended_milliseconds: Option<u64>,
    pub unnotified_posts: u32,
    pub sectors: Vec<TruceSectorReply>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TruceSectorReply {
    pub sector: usize,
    pub standing: &'static str,
    pub breached_milliseconds: Option<u64>,
}
