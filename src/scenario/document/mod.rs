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

use serde::{Deserialize, Serialize};

use crate::model::Parameters;

/// The format version that this program reads.
pub const FORMAT: i64 = 1;

/// A scenario file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioDocument {
    /// Format version of the file: 1.
    pub format: i64,
    /// Id text.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What the scenario says of itself.
    pub info: InfoDocument,
    /// Start in local time, `2021-04-28 15:00`.
    pub start: String,
    /// Local time minus UTC, in hours.
    pub utc_offset_hours: f64,
    /// Length of a run, in days.
    pub horizon_days: f64,
    /// Seed when none is given.
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
    pub parameters: Parameters,
    /// Sides.
    #[serde(default)]
    pub sides: Vec<SideDocument>,
    /// Hostility of one side against another; 0 where absent.
    #[serde(default)]
    pub hostility: Vec<HostilityDocument>,
    /// Sectors.
    #[serde(default)]
    pub sectors: Vec<SectorDocument>,
    /// Evacuation districts.
    #[serde(default)]
    pub districts: Vec<DistrictDocument>,
    /// Villages.
    #[serde(default)]
    pub villages: Vec<VillageDocument>,
    /// Border posts.
    #[serde(default)]
    pub posts: Vec<PostDocument>,
    /// Contested sites.
    #[serde(default)]
    pub sites: Vec<SiteDocument>,
    /// Towns with shelters.
    #[serde(default)]
    pub towns: Vec<TownDocument>,
    /// Nodes of the road graph and no more.
    #[serde(default)]
    pub waypoints: Vec<WaypointDocument>,
    /// Roads.
    #[serde(default)]
    pub roads: Vec<RoadDocument>,
    /// Whether the usual channels of talks exist; `channels` then changes some by id, or adds others.
    #[serde(default = "yes")]
    pub usual_channels: bool,
    /// Channels of talks.
    #[serde(default)]
    pub channels: Vec<ChannelDocument>,
    /// Third parties.
    #[serde(default)]
    pub third_parties: Vec<ThirdPartyDocument>,
    /// Spoilers.
    #[serde(default)]
    pub spoilers: Vec<SpoilerDocument>,
    /// Scripted events.
    #[serde(default)]
    pub injects: Vec<InjectDocument>,
    /// Documented points to draw over the curves.
    #[serde(default)]
    pub observed: Vec<ObservedDocument>,
}

/// The info block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InfoDocument {
    /// What it shows.
    pub shows: String,
    /// What to notice.
    pub notice: String,
    /// What to try.
    #[serde(rename = "try")]
    pub try_next: String,
    /// Sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Neutrality note.
    pub neutrality: String,
}

/// How one act brings forth others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
