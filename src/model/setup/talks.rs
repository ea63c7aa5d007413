//! Channels of talks and third parties.

use crate::engine::{Lineage, Time};
use crate::model::ids::PlaceId;

/// Which sectors an agreement covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The sector of the worst fire.
    Sector,
    /// That sector and its neighbours (weight at least 0.3).
    Neighbours,
    /// All sectors of the province.
    Province,
    /// All sectors.
    All,
}

/// A channel of talks.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Weight in the draw among channels.
    pub weight: f64,
    /// Rung that the last 24 h must have reached.
    pub from_rung: u8,
    /// Pressure that opens the channel at any rung; above 1 for never.
    pub from_pressure: f64,
    /// What an agreement covers.
    pub scope: Scope,
    /// Whether the parties meet in person away from the line.
    pub face_to_face: bool,
    /// Whether they talk at a distance.
    pub remote: bool,
    /// Mean length of talks, in hours.
    pub talks_hours: f64,
    /// Mean delay until a post hears of the agreement, in hours.
    pub notice_hours_mean: f64,
    /// Probabilities of a verbal, a written form, and one with withdrawal; they sum to 1.
    pub forms: [f64; 3],
    /// Hazard ratio of this channel, default 1.
    pub hazard_ratio: f64,
    /// Where the parties meet, if the scenario says so.
    pub venue: Option<PlaceId>,
}

/// What a third party does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThirdPartyKind {
    /// Calls on both sides.
    Call,
    /// A summit at which the sides are present.
    Summit,
    /// A mediator.
    Mediation,
    /// Monitors on the ground.
    Monitoring,
}

/// When a third party acts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Presence {
    /// Between two moments.
    Between {
        /// From.
        from: Time,
        /// Until.
        until: Time,
    },
    /// Once fire has reached a rung, after a lognormal delay, for a time.
    AfterRung {
        /// The rung.
        rung: u8,
        /// Median delay in hours; sigma 0.6.
        delay_hours_median: f64,
        /// How long it stays, in hours.
        stay_hours: f64,
    },
}

/// A third party; all effects default to none.
#[derive(Clone, Debug)]
pub struct ThirdParty {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Root of its draws.
    pub lineage: Lineage,
    /// What it does.
    pub kind: ThirdPartyKind,
    /// When.
    pub presence: Presence,
    /// Pressure added on each side, in side order, 0..=1.
    pub pressure: Vec<f64>,
    /// Mediation added while present (enters onset).
    pub mediation: f64,
    /// Hazard ratio on truces while present, 1 for none.
    pub hazard_ratio: f64,
    /// Whether its leaving raises the hazard of truces.
    pub leaving_hurts: bool,
}
