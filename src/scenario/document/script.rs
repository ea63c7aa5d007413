//! Third parties, spoilers, injects and observed points as written. Moments are either local date-times (`at`) or hours
//! since the start (`at_hours`).

use serde::{Deserialize, Serialize};

use super::one;

/// A third party; all effects default to none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThirdPartyDocument {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it does.
    pub kind: ThirdPartyKindDocument,
    /// When.
    pub presence: PresenceDocument,
    /// Pressure added while present.
    #[serde(default)]
    pub pressure: Vec<PressureDocument>,
    /// Mediation added while present.
    #[serde(default)]
    pub mediation: f64,
    /// Hazard ratio on truces while present.
    #[serde(default = "one")]
    pub hazard_ratio: f64,
    /// Whether its leaving raises the hazard of truces.
    #[serde(default)]
    pub leaving_hurts: bool,
}

/// What a third party does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PresenceDocument {
    /// Between two local date-times.
    Between {
        /// From.
        from: String,
        /// Until.
        until: String,
    },
    /// Between two moments in hours since the start.
    BetweenHours {
        /// From.
        from_hours: f64,
        /// Until.
        until_hours: f64,
    },
    /// Once fire has reached a rung, after a delay, for a time.
    AfterRung {
        /// The rung.
        rung: i64,
        /// Median delay.
        delay_hours_median: f64,
        /// How long it stays.
        stay_hours: f64,
    },
}

/// Pressure on one side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PressureDocument {
    /// On whom.
    pub side: String,
    /// How much, 0..=1.
    pub value: f64,
}

/// A group that fires only during talks and truces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpoilerDocument {
    /// Id text.
    pub id: String,
    /// The side on whose behalf it claims to act.
    pub side: String,
    /// At whom it fires.
    pub adversary: String,
    /// Where.
    pub sector: String,
    /// Rate while talks run or a truce is in force.
    pub per_hour: f64,
}

/// A scripted event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InjectDocument {
    /// Id text; its draws hang on it.
    pub id: String,
    /// Local date-time.
    #[serde(default)]
    pub at: Option<String>,
    /// Hours since the start.
    #[serde(default)]
    pub at_hours: Option<f64>,
    /// What happens.
    pub action: ActionDocument,
    /// What it stands for, for the log.
    #[serde(default)]
    pub note: String,
}

/// What an inject does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ActionDocument {
    /// Opens a grievance at a site.
    OpenGrievance {
        /// Where.
        site: String,
    },
    /// Settles it.
    SettleGrievance {
        /// Where.
        site: String,
    },
    /// Brings people of a side to a site.
    Crowd {
        /// Where.
        site: String,
        /// Whose.
        side: String,
        /// How many.
        people: i64,
    },
    /// Has one side fire.
    Fire {
        /// Who fires.
        side: String,
        /// At whom.
        adversary: String,
        /// Near which place the post stands.
        near: String,
        /// At which rung.
        rung: i64,
        /// How many incidents.
        count: i64,
    },
    /// An armed spark whose actor is drawn.
    ArmedSpark {
        /// Where.
        sector: String,
    },
    /// Authorises a rung.
    Authorise {
        /// Whose command.
        side: String,
        /// Against whom.
        adversary: String,
        /// Where.
        sector: String,
        /// Which rung.
        rung: i64,
    },
    /// Orders villages of a district to leave.
    Evacuate {
        /// Which.
        district: String,
    },
    /// Closes a road.
    CloseRoad {
        /// Which, as `from--to`.
        road: String,
    },
    /// Opens a road.
    OpenRoad {
        /// Which, as `from--to`.
        road: String,
    },
    /// Begins talks between two sides through a channel.
    Talks {
        /// One side.
        side: String,
        /// The other.
        adversary: String,
        /// Which channel.
        channel: String,
    },
    /// Changes outside pressure on a side by an amount.
    Pressure {
        /// On whom.
        side: String,
        /// By how much, -1..=1.
        amount: f64,
    },
    /// A third party begins its presence.
    ThirdParty {
        /// Which.
        party: String,
    },
}

/// A documented point to draw over a curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObservedDocument {
    /// Name of the measure or curve.
    pub measure: String,
    /// Local date-time.
    #[serde(default)]
    pub at: Option<String>,
    /// Hours since the start.
    #[serde(default)]
    pub at_hours: Option<f64>,
    /// Lowest value.
    pub low: f64,
    /// Best value.
    pub best: f64,
    /// Highest value.
    pub high: f64,
    /// Who says so.
    pub claimant: String,
    /// Key of the source.
    pub source: String,
}
