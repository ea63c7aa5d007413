//! Sectors, places and roads as written. A place has either `lat` and `lon` or `east_km` and `north_km`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::DistrictDocument;
use crate::scenario::limits;

/// A file with sectors, places, roads and districts that scenarios share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GeographyDocument {
    /// Format version of the file; this program reads version 1.
    #[schemars(range(min = super::FORMAT, max = super::FORMAT))]
    pub format: i64,
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
    /// In a JSON file: where an editor finds the JSON Schema of such files (see `truceline schema geography`).
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
}

/// A sector: a border segment of 10-30 km.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectorDocument {
    /// Id: small letters, digits and underscores, a letter first. Others refer to it, and draws hang on it.
    #[schemars(length(min = 1, max = limits::ID_BYTES), regex(pattern = limits::ID_PATTERN))]
    pub id: String,
    /// Name for people.
    #[schemars(length(min = 1, max = limits::NAME_BYTES))]
    pub name: String,
    /// Province; talks of governors cover one.
    #[schemars(length(min = 1, max = limits::NAME_BYTES))]
    pub province: String,
    /// Share of the border's sparks; normalised to sum to 1.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub spark_share: f64,
}

/// Declares a kind of place: its own fields, then the four of a position.
macro_rules! place {
    ($(#[$doc:meta])* $name:ident { $( $(#[$meta:meta])* $field:ident: $kind:ty, )* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Id: small letters, digits and underscores, a letter first. Others refer to it, and draws hang on it.
            #[schemars(length(min = 1, max = limits::ID_BYTES), regex(pattern = limits::ID_PATTERN))]
            pub id: String,
            /// Name for people.
            #[schemars(length(min = 1, max = limits::NAME_BYTES))]
            pub name: String,
            /// Its sector: an id.
            pub sector: String,
            $( $(#[$meta])* pub $field: $kind, )*
            /// Latitude, north positive.
            #[serde(default)]
            #[schemars(range(min = -85, max = 85))]
            pub lat: Option<f64>,
            /// Longitude, east positive.
            #[serde(default)]
            #[schemars(range(min = -180, max = 180))]
            pub lon: Option<f64>,
            /// East of the origin of the plane.
            #[serde(default)]
            #[schemars(range(min = -5000, max = 5000))]
            pub east_km: Option<f64>,
            /// North of the origin of the plane.
            #[serde(default)]
            #[schemars(range(min = -5000, max = 5000))]
            pub north_km: Option<f64>,
        }
    };
}

place! {
    /// A village.
    VillageDocument {
        /// Its side: an id.
        side: String,
        /// Its evacuation district: an id.
        district: String,
        /// People at the start.
        #[schemars(range(min = 0, max = limits::PEOPLE))]
        people: i64,
        /// Households at the start; a fifth of the people when absent.
        #[serde(default)]
        #[schemars(range(min = 0, max = limits::PEOPLE))]
        households: Option<i64>,
        /// Share of households with an own car; the side's when absent.
        #[serde(default)]
        #[schemars(range(min = 0, max = 1))]
        own_car_share: Option<f64>,
    }
}

place! {
    /// A border post.
    PostDocument {
        /// The side that owns it: an id.
        side: String,
        /// Soldiers at the start.
        #[schemars(range(min = 0, max = limits::CREW))]
        crew: i64,
        /// Highest rung of the weapons at hand, the side's when absent.
        #[serde(default)]
        #[schemars(range(min = 2, max = 5))]
        weapons_rung: Option<i64>,
    }
}

place! {
    /// A contested site.
    SiteDocument {
        /// What kind of site it is.
        kind: SiteKindDocument,
        /// Whether a grievance is open at the start.
        #[serde(default)]
        grievance_open: bool,
        /// Roads (`from--to`) that close when it is destroyed or blocked; those that meet there when absent.
        #[serde(default)]
        closes: Option<Vec<String>>,
    }
}

place! {
    /// A town with shelters.
    TownDocument {
        /// Its side: an id.
        side: String,
        /// People that public shelters can take.
        #[schemars(range(min = 0, max = limits::PEOPLE))]
        public_capacity: i64,
        /// People that private hosts can take.
        #[schemars(range(min = 0, max = limits::PEOPLE))]
        host_capacity: i64,
    }
}

place! {
    /// A node of the road graph and no more.
    WaypointDocument {}
}

/// What a contested site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SiteKindDocument {
    /// A water intake.
    Intake,
    /// A bridge.
    Bridge,
    /// A road junction.
    Junction,
    /// A border crossing.
    Crossing,
    /// A pasture, a field, a road under construction.
    Land,
}

/// A road, usable both ways; its id is `from--to`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoadDocument {
    /// One end: the id of a place.
    pub from: String,
    /// The other end: the id of a place.
    pub to: String,
    /// Class: it gives speed and usual capacity.
    pub class: ClassDocument,
    /// Who controls it: the id of a side, or `mixed`.
    pub control: String,
    /// Length; the straight distance × 1.25 on highways and × 1.4 elsewhere when absent.
    #[serde(default)]
    #[schemars(range(min = 0.05, max = 2000))]
    pub length_km: Option<f64>,
    /// Capacity each way; that of its class when absent.
    #[serde(default)]
    #[schemars(range(min = 1, max = 100_000))]
    pub capacity_per_hour: Option<f64>,
}

/// Class of a road.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClassDocument {
    /// Main road.
    Highway,
    /// Local road.
    Local,
    /// Track used for evacuation.
    Track,
}
