//! Submodel 12, claims: what each side's office publishes of its own and of the other's losses.

use serde::{Deserialize, Serialize};

use crate::engine::Draws;

use super::event::events;
use super::ids::{AttemptId, RegistrationId, SideId};
use super::record::{Harm, Watch};
use super::setup::Setup;
use super::step::Step;

/// A claims office.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Office {
    /// Own killed, as published.
    pub published_killed: u32,
    /// Own wounded, as published.
    pub published_wounded: u32,
    /// Own displaced at the moment, as registered.
    pub registered_displaced: u32,
    /// Highest number of registered displaced so far.
    pub registered_displaced_peak: u32,
    /// The others' killed as claimed by this office, in side order.
    pub claimed_killed: Vec<u32>,
}

/// People who wait to be registered.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Registration {
    /// Whose.
    pub side: SideId,
    /// Killed.
    pub killed: u32,
    /// Wounded.
    pub wounded: u32,
    /// Displaced who arrived.
    pub displaced: u32,
}

impl Office {
    pub(super) fn start(setup: &Setup, _draws: &Draws, _side: SideId) -> Office {
        Office { claimed_killed: vec![0; setup.sides.len()], ..Office::default() }
    }
}

events! {
    /// Events of the claims offices.
    ClaimsEvent {
        /// An office publishes.
        Publishes { side: SideId } = 1100,
        /// A registration is made.
        Registered { registration: RegistrationId } = 1101,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn claims_event(&mut self, _event: ClaimsEvent) {}

    /// Starts the offices.
    pub(super) fn start_offices(&mut self) {}

    /// People of a side have been hurt; they will be registered late.
    pub(super) fn register_harm(&mut self, _side: SideId, _harm: Harm) {}

    /// A report has told a command of own dead: its office's later surplus is reckoned against them.
    pub(super) fn deaths_reported(&mut self, _side: SideId, _deaths: u32) {}

    /// Displaced people have arrived in a town; they will be registered late.
    pub(super) fn register_arrival(&mut self, _side: SideId, _people: u32, _public: bool) {}

    /// Displaced people are on their way home and no longer counted.
    pub(super) fn register_return(&mut self, _side: SideId, _people: u32) {}

    /// A truce was breached by a side: the other accuses, the breaching side denies.
    pub(super) fn offices_see_breach(&mut self, _attempt: AttemptId, _by: SideId, _against: SideId) {}
}
