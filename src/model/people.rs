//! The people ledger: every person of a village, one by one, in exactly one state; nobody is ever lost.

use serde::{Deserialize, Serialize};

/// People of one village by state. The sum never changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleLedger {
    /// At home or at work in the village, in the open.
    pub home: u32,
    /// In cover in the village.
    pub cover: u32,
    /// Packing, or waiting for a bus.
    pub preparing: u32,
    /// In a crowd at a contested site.
    pub at_site: u32,
    /// On the road, to shelter or back.
    pub road: u32,
    /// With private hosts.
    pub hosted: u32,
    /// In public shelters.
    pub shelter: u32,
    /// Stranded: on the road or in the village without a way out.
    pub stranded: u32,
    /// Dead by violence.
    pub dead: u32,
}

impl PeopleLedger {
    /// Everybody, the dead included; equals the people at the start, always.
    pub fn total(&self) -> u32 {
        self.home
            + self.cover
            + self.preparing
            + self.at_site
            + self.road
            + self.hosted
            + self.shelter
            + self.stranded
            + self.dead
    }

    /// People still in the village.
    pub fn present(&self) -> u32 {
        self.home + self.cover + self.preparing
    }

    /// People away from home because they left: preparing people have not left yet.
    pub fn displaced(&self) -> u32 {
        self.road + self.hosted + self.shelter + self.stranded
    }
}
