//! What a scenario scripts: spoilers and injects.

use crate::engine::{Lineage, Time};
use crate::model::ids::{ChannelId, DistrictId, LinkId, PlaceId, SectorId, SideId, SiteId, ThirdPartyId};

/// A group that fires only during talks and truces.
#[derive(Clone, Debug)]
pub struct Spoiler {
    /// Id text.
    pub id: String,
    /// Root of its draws.
    pub lineage: Lineage,
    /// The side on whose behalf it claims to act.
    pub side: SideId,
    /// At whom it fires.
    pub adversary: SideId,
    /// Where.
    pub sector: SectorId,
    /// Rate while talks run or a truce is in force, per hour.
    pub per_hour: f64,
}

/// A scripted event.
#[derive(Clone, Debug)]
pub struct Inject {
    /// When.
    pub at: Time,
    /// What.
    pub action: InjectAction,
    /// Root of its draws.
    pub lineage: Lineage,
    /// What it stands for, for the log.
    pub note: String,
}

/// What an inject does.
#[derive(Clone, Debug, PartialEq)]
pub enum InjectAction {
    /// Opens a grievance at a site (cameras, works, a fence).
    OpenGrievance(SiteId),
    /// Settles it.
    SettleGrievance(SiteId),
    /// Brings people of a side to a site.
    Crowd {
        /// Where.
        site: SiteId,
        /// Whose.
        side: SideId,
        /// How many.
        people: u32,
    },
    /// Has one side fire at a place or, without target, at what it would choose.
    Fire {
        /// Who fires.
        side: SideId,
        /// At whom.
        adversary: SideId,
        /// Near which place the post stands.
        near: PlaceId,
        /// At which rung.
        rung: u8,
        /// How many incidents.
        count: u32,
    },
    /// An armed spark whose actor is drawn.
    ArmedSpark(SectorId),
    /// Authorises a rung.
    Authorise {
        /// Whose command.
        side: SideId,
        /// Against whom.
        adversary: SideId,
        /// Where.
        sector: SectorId,
        /// Which rung.
        rung: u8,
    },
    /// Orders villages of a district to leave.
    Evacuate(DistrictId),
    /// Closes a link.
    CloseLink(LinkId),
    /// Opens it.
    OpenLink(LinkId),
    /// Begins talks between two sides through a channel.
    Talks {
        /// One side.
        side: SideId,
        /// The other.
        adversary: SideId,
        /// Which channel.
        channel: ChannelId,
    },
    /// Changes outside pressure on a side by an amount.
    Pressure {
        /// On whom.
        side: SideId,
        /// By how much.
        amount: f64,
    },
    /// A third party begins its presence.
    ThirdParty(ThirdPartyId),
}
