//! Submodel 12, claims: what each side's office publishes of its own and of the other's losses.
//!
//! Registration and publication are the same for every side. Truth reaches an office late; the office publishes a share of
//! its own toll and a multiple of the other's; claims never enter harm. With feedback 0 nothing here touches the truth.

mod office;
mod registration;
mod statement;

#[cfg(test)]
mod tests;

pub use office::Office;
pub use registration::Registration;

use super::event::events;
use super::ids::{RegistrationId, SideId};
use super::record::Watch;
use super::step::Step;

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
    pub(super) fn claims_event(&mut self, event: ClaimsEvent) {
        match event {
            ClaimsEvent::Publishes { side } => self.office_publishes(side),
            ClaimsEvent::Registered { registration } => self.registration_made(registration),
        }
    }

    /// Starts the offices. Nothing is scheduled: each publishes from its first registration on.
    pub(super) fn start_offices(&mut self) {}

    /// Own deaths have been reported to a side's command: the office's toll tells it nothing new of these.
    pub(super) fn deaths_reported(&mut self, side: SideId, deaths: u32) {
        self.world.offices[side.index()].reported_deaths += deaths;
    }

    /// A hostile act has happened: each side will name the other as first shooter.
    pub(super) fn offices_see_act(&mut self, side: SideId, adversary: SideId) {
        self.world.offices[side.index()].last_adversary = Some(adversary);
        self.world.offices[adversary.index()].last_adversary = Some(side);
    }
}
