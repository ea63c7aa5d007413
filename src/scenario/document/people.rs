//! Sides, districts and channels as written.

use serde::{Deserialize, Serialize};

use super::{one, yes};

/// A side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideDocument {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Highest rung that its weapons allow, 2..=6 (6 is ground entry).
    pub weapons_rung: i64,
    /// Soldiers that can still be sent to the border.
    pub reserves: i64,
    /// Probability that a household hears of an evacuation order.
    pub order_reach: f64,
    /// Share of households with an own car.
    pub own_car_share: f64,
    /// Factor on the delay of orders (hotline below 1, courier above).
    #[serde(default = "one")]
    pub order_delay_factor: f64,
    /// Factor on the delay of reports.
    #[serde(default = "one")]
    pub report_delay_factor: f64,
    /// Outside pressure at the start, 0..=1.
    #[serde(default)]
    pub pressure: f64,
    /// Whether it has a claims office.
    #[serde(default = "yes")]
    pub office: bool,
}

/// Hostility of one side against another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostilityDocument {
    /// Who.
    pub side: String,
    /// Against whom.
    pub against: String,
    /// How much, 0..=1.
    pub value: f64,
}

/// An evacuation district.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistrictDocument {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Its side.
    pub side: String,
    /// Buses at hand.
    pub buses: i64,
}

/// A channel of talks. With the usual channels in place only the id and what differs need be written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelDocument {
    /// Id text.
    pub id: String,
    /// Name for people.
    #[serde(default)]
    pub name: Option<String>,
    /// Weight in the draw among channels.
    #[serde(default)]
    pub weight: Option<f64>,
    /// Rung that the last 24 h must have reached.
    #[serde(default)]
    pub from_rung: Option<i64>,
    /// Pressure that opens the channel at any rung; above 1 for never.
    #[serde(default)]
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
    /// Mean length of talks, in hours.
    #[serde(default)]
    pub talks_hours: Option<f64>,
    /// Mean delay until a post hears of the agreement, in hours.
    #[serde(default)]
    pub notice_hours_mean: Option<f64>,
    /// Probabilities of the forms of an agreement.
    #[serde(default)]
    pub forms: Option<FormsDocument>,
    /// Hazard ratio of this channel.
    #[serde(default)]
    pub hazard_ratio: Option<f64>,
    /// Where the parties meet: a place.
    #[serde(default)]
    pub venue: Option<String>,
}

/// Probabilities of the forms of an agreement; they sum to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormsDocument {
    /// By word of mouth.
    pub verbal: f64,
    /// In writing.
    pub written: f64,
    /// In writing, with withdrawal.
    pub with_withdrawal: f64,
}

/// Which sectors an agreement covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
