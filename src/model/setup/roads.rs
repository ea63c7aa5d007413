//! Road links.

use crate::model::ids::{PlaceId, SectorId, SideId};

/// Class of a road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoadClass {
    /// Main road.
    Highway,
    /// Local road.
    Local,
    /// Track used for evacuation.
    Track,
}

/// Who controls a road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// One side; others' civilians may pass while things are quiet.
    Side(SideId),
    /// Crosses the other side's territory or an undivided stretch: shut to civilians at high rungs.
    Mixed,
}

/// A road link, usable both ways.
#[derive(Clone, Debug)]
pub struct Link {
    /// Id text: `from--to`.
    pub id: String,
    /// One end.
    pub from: PlaceId,
    /// The other end.
    pub to: PlaceId,
    /// Length in km.
    pub length_km: f64,
    /// Class.
    pub class: RoadClass,
    /// Control.
    pub control: Control,
    /// Capacity in vehicles an hour each way, when the scenario fixes it.
    pub capacity_per_hour: Option<f64>,
    /// Sector of its middle.
    pub sector: SectorId,
}
