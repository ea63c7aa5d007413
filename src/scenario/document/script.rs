//! Third parties, spoilers, injects and observed points as written. Moments are either local date-times (`at`) or hours
//! since the start (`at_hours`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::one;
use crate::scenario::limits;

/// A third party; all effects default to none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThirdPartyDocument {
    /// Id: small letters, digits and underscores, a letter first. Others refer to it, and draws hang on it.
    #[schemars(length(min = 1, max = limits::ID_BYTES), regex(pattern = limits::ID_PATTERN))]
    pub id: String,
    /// Name for people.
    #[schemars(length(min = 1, max = limits::NAME_BYTES))]
    pub name: String,
    /// What it does.
    pub kind: ThirdPartyKindDocument,
    /// When it acts.
    pub presence: PresenceDocument,
    /// Pressure added while present.
    #[serde(default)]
    pub pressure: Vec<PressureDocument>,
    /// Mediation added while present.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10))]
    pub mediation: f64,
    /// Hazard ratio on truces while present.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 1000))]
    pub hazard_ratio: f64,
    /// Whether its leaving raises the hazard of truces.
    #[serde(default)]
    pub leaving_hurts: bool,
}

/// What a third party does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ThirdPartyKindDocument {
    /// Calls on the sides.
    Call,
    /// A summit at which the sides are present.
    Summit,
    /// A mediator.
    Mediation,
    /// Monitors on the ground.
    Monitoring,
}

/// When a third party acts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PresenceDocument {
    /// Between two local date-times.
    Between {
        /// Local date-time at which it begins.
        #[schemars(regex(pattern = limits::MOMENT_PATTERN))]
        from: String,
        /// Local date-time at which it ends.
        #[schemars(regex(pattern = limits::MOMENT_PATTERN))]
        until: String,
    },
    /// Between two moments in hours since the start.
    BetweenHours {
        /// Beginning, since the start of the scenario.
        #[schemars(range(min = 0, max = limits::HORIZON_DAYS * 24.0))]
        from_hours: f64,
        /// End, since the start of the scenario.
        #[schemars(range(min = 0, max = limits::HORIZON_DAYS * 24.0))]
        until_hours: f64,
    },
    /// Once fire has reached a rung, after a delay, for a time.
    AfterRung {
        /// The rung that an act must reach.
        #[schemars(range(min = 1, max = 6))]
        rung: i64,
        /// Median of the lognormal delay after that act.
        #[schemars(range(min = 0, max = 10_000))]
        delay_hours_median: f64,
        /// How long it stays.
        #[schemars(range(min = 0, max = 1_000_000))]
        stay_hours: f64,
    },
}

/// Pressure on one side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PressureDocument {
    /// The side on which: its id.
    pub side: String,
    /// How much.
    #[schemars(range(min = 0, max = 1))]
    pub value: f64,
}

/// A group that fires only during talks and truces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpoilerDocument {
    /// Id: small letters, digits and underscores, a letter first. Others refer to it, and draws hang on it.
    #[schemars(length(min = 1, max = limits::ID_BYTES), regex(pattern = limits::ID_PATTERN))]
    pub id: String,
    /// The side on whose behalf it claims to act: its id.
    pub side: String,
    /// The side at which it fires: its id.
    pub adversary: String,
    /// The sector in which: its id.
    pub sector: String,
    /// Rate while talks run or a truce is in force.
    #[schemars(range(min = 0, max = 1000))]
    pub per_hour: f64,
}

/// A scripted event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InjectDocument {
    /// Id: small letters, digits and underscores, a letter first. Draws hang on it.
    #[schemars(length(min = 1, max = limits::ID_BYTES), regex(pattern = limits::ID_PATTERN))]
    pub id: String,
    /// When, as a local date-time like `2021-04-28 15:00`.
    #[serde(default)]
    #[schemars(regex(pattern = limits::MOMENT_PATTERN))]
    pub at: Option<String>,
    /// The same as time since the start of the scenario; one of the two is needed.
    #[serde(default)]
    #[schemars(range(min = 0, max = limits::HORIZON_DAYS * 24.0))]
    pub at_hours: Option<f64>,
    /// What happens.
    pub action: ActionDocument,
    /// What it stands for, for the log.
    #[serde(default)]
    #[schemars(length(max = limits::TEXT_BYTES))]
    pub note: String,
}

/// What an inject does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ActionDocument {
    /// Opens a grievance at a site.
    OpenGrievance {
        /// The site: its id.
        site: String,
    },
    /// Settles it.
    SettleGrievance {
        /// The site: its id.
        site: String,
    },
    /// Brings people of a side to a site.
    Crowd {
        /// The site: its id.
        site: String,
        /// The side of the people: its id.
        side: String,
        /// How many people.
        #[schemars(range(min = 0, max = limits::PEOPLE))]
        people: i64,
    },
    /// Has one side fire.
    Fire {
        /// The side that fires: its id.
        side: String,
        /// The side at which it fires: its id.
        adversary: String,
        /// The manned post of the side nearest to this place fires: the id of a place.
        near: String,
        /// Rung of the incidents.
        #[schemars(range(min = 2, max = 5))]
        rung: i64,
        /// Number of incidents.
        #[schemars(range(min = 1, max = 1000))]
        count: i64,
    },
    /// An armed spark whose actor is drawn.
    ArmedSpark {
        /// The sector: its id.
        sector: String,
    },
    /// Authorises a rung.
    Authorise {
        /// The side whose command: its id.
        side: String,
        /// The side against which: its id.
        adversary: String,
        /// The sector: its id.
        sector: String,
        /// The rung.
        #[schemars(range(min = 2, max = 6))]
        rung: i64,
    },
    /// Orders villages of a district to leave.
    Evacuate {
        /// The district: its id.
        district: String,
    },
    /// Closes a road.
    CloseRoad {
        /// The road, as `from--to`.
        road: String,
    },
    /// Opens a road.
    OpenRoad {
        /// The road, as `from--to`.
        road: String,
    },
    /// Begins talks between two sides through a channel.
    Talks {
        /// One side: its id.
        side: String,
        /// The other side: its id.
        adversary: String,
        /// The channel: its id.
        channel: String,
    },
    /// Changes outside pressure on a side by an amount.
    Pressure {
        /// The side: its id.
        side: String,
        /// By how much; negative for less.
        #[schemars(range(min = -1, max = 1))]
        amount: f64,
    },
    /// A third party begins its presence.
    ThirdParty {
        /// The third party: its id.
        party: String,
    },
}

/// A documented point to draw over a curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObservedDocument {
    /// Name of the measure or curve.
    #[schemars(length(min = 1, max = limits::NAME_BYTES))]
    pub measure: String,
    /// When, as a local date-time like `2021-04-28 15:00`.
    #[serde(default)]
    #[schemars(regex(pattern = limits::MOMENT_PATTERN))]
    pub at: Option<String>,
    /// The same as time since the start of the scenario; one of the two is needed.
    #[serde(default)]
    #[schemars(range(min = 0, max = limits::HORIZON_DAYS * 24.0))]
    pub at_hours: Option<f64>,
    /// Lowest value.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub low: f64,
    /// Best value.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub best: f64,
    /// Highest value.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub high: f64,
    /// Who says so.
    #[schemars(length(min = 1, max = limits::NAME_BYTES))]
    pub claimant: String,
    /// Key of the source.
    #[schemars(length(min = 1, max = limits::NAME_BYTES))]
    pub source: String,
}
