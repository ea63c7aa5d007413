//! Sides, districts and channels as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{one, yes};
use crate::scenario::limits;

/// A side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SideDocument {
    /// Id: small letters, digits and underscores, a letter first. Others refer to it, and draws hang on it.
    #[schemars(length(min = 1, max = limits::ID_BYTES), regex(pattern = limits::ID_PATTERN))]
    pub id: String,
    /// Name for people.
    #[schemars(length(min = 1, max = limits::NAME_BYTES))]
    pub name: String,
    /// Highest rung that its weapons allow; 6 is ground entry.
    #[schemars(range(min = 2, max = 6))]
    pub weapons_rung: i64,
    /// Soldiers that can still be sent to the border.
    #[schemars(range(min = 0, max = limits::RESERVES))]
    pub reserves: i64,
    /// Probability that a household hears of an evacuation order.
    #[schemars(range(min = 0, max = 1))]
    pub order_reach: f64,
    /// Share of households with an own car.
    #[schemars(range(min = 0, max = 1))]
    pub own_car_share: f64,
    /// Factor on the delay of orders (hotline below 1, courier above).
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 1000))]
    pub order_delay_factor: f64,
    /// Factor on the delay of reports.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 1000))]
    pub report_delay_factor: f64,
    /// Outside pressure at the start.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1))]
    pub pressure: f64,
    /// Whether it has a claims office.
    #[serde(default = "yes")]
    pub office: bool,
}

/// Hostility of one side against another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostilityDocument {
    /// The side that is hostile: its id.
    pub side: String,
    /// The side against which: its id.
    pub against: String,
    /// How hostile; 0 is not at all, and at the reference (0.9) sparks come at their full rate.
    #[schemars(range(min = 0, max = 1))]
    pub value: f64,
}

/// An evacuation district.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DistrictDocument {
    /// Id: small letters, digits and underscores, a letter first. Others refer to it, and draws hang on it.
    #[schemars(length(min = 1, max = limits::ID_BYTES), regex(pattern = limits::ID_PATTERN))]
    pub id: String,
    /// Name for people.
    #[schemars(length(min = 1, max = limits::NAME_BYTES))]
    pub name: String,
    /// Its side: an id.
    pub side: String,
    /// Buses at hand.
    #[schemars(range(min = 0, max = 10_000))]
    pub buses: i64,
}

/// A channel of talks. With the usual channels in place only the id and what differs need be written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelDocument {
    /// Id: small letters, digits and underscores, a letter first. Others refer to it, and draws hang on it.
    #[schemars(length(min = 1, max = limits::ID_BYTES), regex(pattern = limits::ID_PATTERN))]
    pub id: String,
    /// Name for people.
    #[serde(default)]
    #[schemars(length(min = 1, max = limits::NAME_BYTES))]
    pub name: Option<String>,
    /// Weight in the draw among channels.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub weight: Option<f64>,
    /// Rung that the last 24 h must have reached.
    #[serde(default)]
    #[schemars(range(min = 0, max = 6))]
    pub from_rung: Option<i64>,
    /// Pressure that opens the channel at any rung; above 1 for never.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1000))]
    pub from_pressure: Option<f64>,
    /// What an agreement covers.
    #[serde(default)]
    pub scope: Option<ScopeDocument>,
    /// Whether the parties meet in person away from the line.
    #[serde(default)]
    pub face_to_face: Option<bool>,
    /// Whether they talk at a distance.
    #[serde(default)]
    pub remote: Option<bool>,
    /// Median length of talks.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10_000))]
    pub talks_hours: Option<f64>,
    /// Mean delay until a post hears of the agreement.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10_000))]
    pub notice_hours_mean: Option<f64>,
    /// Probabilities of the forms of an agreement.
    #[serde(default)]
    pub forms: Option<FormsDocument>,
    /// Hazard ratio of this channel.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1000))]
    pub hazard_ratio: Option<f64>,
    /// Where the parties meet: the id of a place.
    #[serde(default)]
    pub venue: Option<String>,
}

/// Probabilities of the forms of an agreement; they sum to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormsDocument {
    /// By word of mouth.
    #[schemars(range(min = 0, max = 1))]
    pub verbal: f64,
    /// In writing.
    #[schemars(range(min = 0, max = 1))]
    pub written: f64,
    /// In writing, with withdrawal.
    #[schemars(range(min = 0, max = 1))]
    pub with_withdrawal: f64,
}

/// Which sectors an agreement covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScopeDocument {
    /// The sector of the worst fire.
    Sector,
    /// That sector and its neighbours.
    Neighbours,
    /// All sectors of the province.
    Province,
    /// All sectors.
    All,
}
