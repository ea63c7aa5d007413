//! Submodel 2, crowd: people at an open grievance.

use serde::{Deserialize, Serialize};

use super::event::events;
use super::ids::SiteId;
use super::record::Watch;
use super::setup::Setup;
use super::step::Step;

/// State of a site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SiteState {
    /// Whether a grievance is open.
    pub grievance_open: bool,
    /// Whether it is destroyed (a bridge is broken).
    pub destroyed: bool,
    /// People at the site by village, in the order of the site's villages.
    pub people: Vec<u32>,
    /// Crowd by side.
    pub crowd: Vec<u32>,
}

impl SiteState {
    pub(super) fn start(setup: &Setup, site: SiteId) -> SiteState {
        let site = setup.site(site);
        SiteState { people: vec![0; site.villages.len()], crowd: vec![0; setup.sides.len()], ..SiteState::default() }
    }
}

events! {
    /// Events of crowds.
    CrowdEvent {
        /// The crowds grow or shrink.
        Update { site: SiteId } = 200,
        /// The crowds may act.
        Act { site: SiteId, ordinal: u32 } = 201,
        /// Local officials may settle.
        Settle { site: SiteId, ordinal: u32 } = 202,
        /// The grievance fades.
        Fades { site: SiteId, ordinal: u32 } = 203,
        /// A broken bridge is repaired.
        Repaired { site: SiteId } = 204,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn crowd_event(&mut self, _event: CrowdEvent) {}
}
