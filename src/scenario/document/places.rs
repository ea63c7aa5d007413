//! Sectors, places and roads as written. A place has either `lat` and `lon` or `east_km` and `north_km`.

use serde::{Deserialize, Serialize};

use super::DistrictDocument;

/// A file with sectors, places, roads and districts that scenarios share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeographyDocument {
    /// Format version of the file: 1.
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
}

/// A sector: a border segment of 10-30 km.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectorDocument {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Province; talks of governors cover one.
    pub province: String,
    /// Share of the border's sparks; normalised to sum to 1.
    pub spark_share: f64,
}

/// Declares a kind of place: its own fields, then the four of a position.
macro_rules! place {
    ($(#[$doc:meta])* $name:ident { $( $(#[$meta:meta])* $field:ident: $kind:ty, )* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Id text.
            pub id: String,
            /// Name for people.
            pub name: String,
            /// Its sector.
            pub sector: String,
            $( $(#[$meta])* pub $field: $kind, )*
            /// Latitude in degrees.
            #[serde(default)]
            pub lat: Option<f64>,
            /// Longitude in degrees.
            #[serde(default)]
            pub lon: Option<f64>,
            /// East of the origin, in km.
            #[serde(default)]
            pub east_km: Option<f64>,
            /// North of the origin, in km.
            #[serde(default)]
            pub north_km: Option<f64>,
        }
    };
}

place! {
    /// A village.
    VillageDocument {
        /// Its side.
        side: String,
        /// Its evacuation district.
        district: String,
        /// People at the start.
        people: i64,
        /// Households at the start; a fifth of the people when absent.
        #[serde(default)]
        households: Option<i64>,
        /// Share of households with an own car; the side's when absent.
        #[serde(default)]
        own_car_share: Option<f64>,
    }
}

place! {
    /// A border post.
    PostDocument {
        /// Its owner.
        side: String,
        /// Soldiers at the start.
        crew: i64,
        /// Highest rung of the weapons at hand, 2..=5; the side's when absent.
        #[serde(default)]
        weapons_rung: Option<i64>,
    }
}

place! {
    /// A contested site.
    SiteDocument {
        /// What it is.
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
        /// Its side.
        side: String,
        /// People that public shelters can take.
        public_capacity: i64,
        /// People that private hosts can take.
        host_capacity: i64,
    }
}

place! {
    /// A node of the road graph and no more.
    WaypointDocument {}
}

/// What a contested site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoadDocument {
    /// One end: a place.
    pub from: String,
    /// The other end: a place.
    pub to: String,
    /// Class.
    pub class: ClassDocument,
    /// Who controls it: a side, or `mixed`.
    pub control: String,
    /// Length; the straight distance × 1.25 on highways and × 1.4 elsewhere when absent.
    #[serde(default)]
    pub length_km: Option<f64>,
    /// Capacity in vehicles an hour each way; that of its class when absent.
    #[serde(default)]
    pub capacity_per_hour: Option<f64>,
}

/// Class of a road.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassDocument {
    /// Main road.
    Highway,
    /// Local road.
    Local,
    /// Track used for evacuation.
    Track,
}
