//! Submodel 10, ceasefire: attempts as agents, from the proposal to the end of their life.

use serde::{Deserialize, Serialize};

use crate::engine::Draws;

use super::event::events;
use super::ids::{ActId, AttemptId, ChannelId, PairId, PostId, SectorId, SideId};
use super::record::Watch;
use super::setup::Setup;
use super::step::Step;
use super::world::Hazard;

/// Where an attempt stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Talks run.
    Talks,
    /// Talks ended without agreement.
    Failed,
    /// Agreed; word spreads.
    Spreading,
    /// In force at every post.
    InForce,
    /// Held.
    Held,
    /// Collapsed.
    Collapsed,
    /// A newer one took its place.
    Superseded,
}

/// Form of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// By word.
    Verbal,
    /// In writing.
    Written,
    /// In writing, with withdrawal.
    Withdrawal,
}

/// A ceasefire attempt.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attempt {
    /// Parties.
    pub pair: PairId,
    /// Channel.
    pub channel: ChannelId,
    /// Form, once agreed.
    pub form: Form,
    /// Phase.
    pub phase: Phase,
}

/// State of a pair of sides.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PairState {
    /// Trust, 0..=1, 1 at the start.
    pub trust: f64,
    /// Truces that have failed.
    pub failed: u32,
    /// Onset of talks.
    pub onset: Hazard,
    /// Attempt in talks.
    pub in_talks: Option<AttemptId>,
}

impl PairState {
    pub(super) fn start(_setup: &Setup, _draws: &Draws, _pair: PairId) -> PairState {
        PairState { trust: 1.0, failed: 0, onset: Hazard::new(1.0), in_talks: None }
    }
}

events! {
    /// Events of ceasefires.
    CeasefireEvent {
        /// Talks are proposed and begin.
        Onset { pair: PairId } = 900,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn ceasefire_event(&mut self, event: CeasefireEvent) {
        let CeasefireEvent::Onset { .. } = event;
    }

    /// P of a side of the pair, fatigue, trust, pressure or mediation has changed.
    pub(super) fn refresh_onset(&mut self, _pair: PairId) {}

    /// A hostile act has happened (not an accident): clocks of holding, hazards by heavy acts, sectors at risk.
    pub(super) fn truce_sees_act(&mut self, _act: ActId) {}

    /// Begins talks through a channel (an inject), unless talks already run.
    pub(super) fn begin_talks(&mut self, _pair: PairId, _channel: ChannelId) {}

    /// Factor on the fire of a post against an adversary: talks, or a truce of which it has notice.
    pub fn fire_factor(&self, _post: PostId, _adversary: SideId) -> f64 {
        1.0
    }

    /// Whether talks run between two sides.
    pub fn talks_run(&self, _side: SideId, _adversary: SideId) -> bool {
        false
    }

    /// The truce in force (agreed, effective, not ended) between two sides in a sector.
    pub fn truce_in(&self, _side: SideId, _adversary: SideId, _sector: SectorId) -> Option<AttemptId> {
        None
    }

    /// Whether a post has notice of a live truce with an adversary in its sector.
    pub fn has_notice(&self, _post: PostId, _adversary: SideId) -> bool {
        false
    }

    /// After days of calm trust and failed truces are back at their start.
    pub(super) fn reset_trust(&mut self) {}

    /// A post has changed hands: notices of truces are void.
    pub(super) fn forget_notices(&mut self, _post: PostId) {}

    /// Trust between two sides falls.
    pub(super) fn lower_trust(&mut self, _pair: PairId, _amount: f64) {}
}
