//! The documents of a scenario file, as written: strictly typed, unchecked. Units stand in the names of fields; numbers
//! are read wide (`i64`, `f64`) and range-checked later, so that a bad one gives a message of ours.

mod people;
mod places;
mod script;

pub use people::{ChannelDocument, DistrictDocument, FormsDocument, HostilityDocument, ScopeDocument, SideDocument};
pub use places::{
    ClassDocument, GeographyDocument, PostDocument, RoadDocument, SectorDocument, SiteDocument, SiteKindDocument,
    TownDocument, VillageDocument, WaypointDocument,
};
pub use script::{
    ActionDocument, InjectDocument, ObservedDocument, PresenceDocument, PressureDocument, SpoilerDocument,
    ThirdPartyDocument, ThirdPartyKindDocument,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{limits, schema};
use crate::model::Parameters;

/// The format version that this program reads.
pub const FORMAT: i64 = 1;

/// A scenario file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioDocument {
    /// Format version of the file; this program reads version 1.
    #[schemars(range(min = FORMAT, max = FORMAT))]
    pub format: i64,
    /// Id: small letters, digits, underscores and hyphens, a letter first. Output directories are named by it.
    #[schemars(length(min = 1, max = limits::ID_BYTES), regex(pattern = limits::SCENARIO_ID_PATTERN))]
    pub id: String,
    /// Title for people.
    #[schemars(length(min = 1, max = limits::NAME_BYTES))]
    pub title: String,
    /// What the scenario says of itself.
    pub info: InfoDocument,
    /// Start in local time, `2021-04-28 15:00`.
    #[schemars(regex(pattern = limits::MOMENT_PATTERN))]
    pub start: String,
    /// Local time minus UTC.
    #[schemars(range(min = -12, max = 14))]
    pub utc_offset_hours: f64,
    /// Length of a run.
    #[schemars(range(min = 0.05, max = limits::HORIZON_DAYS))]
    pub horizon_days: f64,
    /// Seed when none is given.
    #[schemars(range(min = 0, max = limits::SEED))]
    pub seed: i64,
    /// Whether sparks arise by themselves.
    #[serde(default = "yes")]
    pub background_sparks: bool,
    /// How one act brings forth others.
    #[serde(default)]
    pub retaliation: RetaliationDocument,
    /// File with sectors, places, roads and districts, relative to this one; what this file adds comes after it.
    #[serde(default)]
    pub geography: Option<String>,
    /// File with parameters, relative to this one; what this file sets wins.
    #[serde(default)]
    pub parameter_file: Option<String>,
    /// Parameters that differ from their defaults.
    #[serde(default)]
    #[schemars(schema_with = "schema::parameters_within")]
    pub parameters: Parameters,
    /// Sides: who acts.
    #[serde(default)]
    #[schemars(length(min = 2, max = limits::SIDES))]
    pub sides: Vec<SideDocument>,
    /// Hostility of one side against another; 0 where absent.
    #[serde(default)]
    #[schemars(length(max = limits::SIDES * limits::SIDES))]
    pub hostility: Vec<HostilityDocument>,
    /// Sectors: segments of the border of 10-30 km.
    #[serde(default)]
    #[schemars(length(max = limits::SECTORS))]
    pub sectors: Vec<SectorDocument>,
    /// Evacuation districts.
    #[serde(default)]
    #[schemars(length(max = limits::DISTRICTS))]
    pub districts: Vec<DistrictDocument>,
    /// Villages.
    #[serde(default)]
    #[schemars(length(max = limits::PLACES))]
    pub villages: Vec<VillageDocument>,
    /// Border posts.
    #[serde(default)]
    #[schemars(length(max = limits::POSTS))]
    pub posts: Vec<PostDocument>,
    /// Contested sites: water intakes, bridges, junctions, crossings, land.
    #[serde(default)]
    #[schemars(length(max = limits::POSTS))]
    pub sites: Vec<SiteDocument>,
    /// Towns with shelters: where people go.
    #[serde(default)]
    #[schemars(length(max = limits::PLACES))]
    pub towns: Vec<TownDocument>,
    /// Nodes of the road graph and no more.
    #[serde(default)]
    #[schemars(length(max = limits::PLACES))]
    pub waypoints: Vec<WaypointDocument>,
    /// Roads, usable both ways; the id of one is `from--to`.
    #[serde(default)]
    #[schemars(length(max = limits::ROADS))]
    pub roads: Vec<RoadDocument>,
    /// Whether the usual channels of talks exist; `channels` then changes some by id, or adds others.
    #[serde(default = "yes")]
    pub usual_channels: bool,
    /// Channels of talks on ceasefires.
    #[serde(default)]
    #[schemars(length(max = limits::ACTORS))]
    pub channels: Vec<ChannelDocument>,
    /// Third parties; all effects default to none.
    #[serde(default)]
    #[schemars(length(max = limits::ACTORS))]
    pub third_parties: Vec<ThirdPartyDocument>,
    /// Spoilers: groups that fire only during talks and truces.
    #[serde(default)]
    #[schemars(length(max = limits::ACTORS))]
    pub spoilers: Vec<SpoilerDocument>,
    /// Scripted events.
    #[serde(default)]
    #[schemars(length(max = limits::SCRIPT))]
    pub injects: Vec<InjectDocument>,
    /// Documented points to draw over the curves.
    #[serde(default)]
    #[schemars(length(max = limits::SCRIPT))]
    pub observed: Vec<ObservedDocument>,
    /// In a JSON file: where an editor finds the JSON Schema of scenarios (see `truceline schema`). Means nothing to a run.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
}

/// The info block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InfoDocument {
    /// What it shows.
    #[schemars(length(min = 1, max = limits::TEXT_BYTES))]
    pub shows: String,
    /// What to notice.
    #[schemars(length(min = 1, max = limits::TEXT_BYTES))]
    pub notice: String,
    /// What to try.
    #[serde(rename = "try")]
    #[schemars(length(min = 1, max = limits::TEXT_BYTES))]
    pub try_next: String,
    /// Sources, a text each.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Neutrality note.
    #[schemars(length(min = 1, max = limits::TEXT_BYTES))]
    pub neutrality: String,
}

/// How one act brings forth others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RetaliationDocument {
    /// Self and mutual excitation on both sides.
    #[default]
    Hawkes,
    /// One reply whose size follows from the size of the act.
    ResponseCurve,
    /// The side hit often holds its fire.
    Deterrence,
    /// A null model: a constant hazard of the next act, whatever happened.
    Constant,
}

pub(super) fn yes() -> bool {
    true
}

pub(super) fn one() -> f64 {
    1.0
}
