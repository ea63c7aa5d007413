//! Registration: what happened becomes known to the authorities, late.

use serde::{Deserialize, Serialize};

use crate::engine::Lineage;

use super::ClaimsEvent;
use crate::model::event::Event;
use crate::model::ids::{AttemptId, RegistrationId, SideId};
use crate::model::purpose::Purpose;
use crate::model::record::{Harm, Watch};
use crate::model::step::Step;

/// People who wait to be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

impl<O: Watch> Step<'_, O> {
    /// People of a side have been hurt; they will be registered late. Draws of (batch, registration): delay of the dead,
    /// delay of the wounded.
    pub(in crate::model) fn register_harm(&mut self, side: SideId, harm: Harm) {
        if harm.is_none() {
            return;
        }
        let claims = &self.setup.parameters.claims;
        let lineage = self.next_batch(side);
        let mut stream = self.draw(lineage, Purpose::Registration);
        let death_hours = stream.lognormal(claims.death_hours_median, claims.death_sigma);
        let wounded_hours = stream.lognormal(claims.wounded_hours_median, claims.wounded_sigma);
        let nobody = Registration { side, killed: 0, wounded: 0, displaced: 0 };
        if harm.killed() > 0 {
            self.register_after(death_hours, Registration { killed: harm.killed(), ..nobody });
        }
        if harm.wounded() > 0 {
            self.register_after(wounded_hours, Registration { wounded: harm.wounded(), ..nobody });
        }
    }

    /// Displaced people have arrived in a town; they will be registered late. Draw of (batch, registration): delay.
    pub(in crate::model) fn register_arrival(&mut self, side: SideId, people: u32, public: bool) {
        if people == 0 {
            return;
        }
        let claims = &self.setup.parameters.claims;
        let median = if public { claims.public_hours_median } else { claims.hosted_hours_median };
        let lineage = self.next_batch(side);
        let hours = self.draw(lineage, Purpose::Registration).lognormal(median, claims.displaced_sigma);
        self.register_after(hours, Registration { side, killed: 0, wounded: 0, displaced: people });
    }

    /// Displaced people are on their way home and no longer counted.
    pub(in crate::model) fn register_return(&mut self, side: SideId, people: u32) {
        let office = &mut self.world.offices[side.index()];
        office.returns += people;
        office.count_displaced();
    }

    fn register_after(&mut self, hours: f64, registration: Registration) {
        let id = RegistrationId::at(self.world.registrations.len());
        self.world.registrations.push(registration);
        self.after_hours(hours, Event::Claims(ClaimsEvent::Registered { registration: id }));
    }

    /// Root of the draws of a batch: child of the side by moment, then by order within the moment, so that one event
    /// more shifts no other batch.
    fn next_batch(&mut self, side: SideId) -> Lineage {
        let now = self.now();
        let office = &mut self.world.offices[side.index()];
        let order = if office.last_batch.0 == now { office.last_batch.1 + 1 } else { 0 };
        office.last_batch = (now, order);
        self.setup.sides[side.index()].lineage.child(now.milliseconds()).child(u64::from(order))
    }

    /// A registration is made: a silent event. The side's own office learns of it, and so do the others, who will claim a
    /// multiple.
    pub(super) fn registration_made(&mut self, id: RegistrationId) {
        let registration = self.world.registrations[id.index()];
        let office = &mut self.world.offices[registration.side.index()];
        office.registered_killed += registration.killed;
        office.registered_wounded += registration.wounded;
        office.registered_arrivals += registration.displaced;
        office.count_displaced();
        if registration.killed + registration.wounded == 0 {
            self.office_has_news(registration.side);
            return;
        }
        for side in self.sides() {
            self.office_has_news(side);
        }
    }

    /// A truce was breached by a side: the other accuses, the breaching side denies. A proved breach lowers trust, with
    /// the weight of feedback, where the harmed side has an office to prove it.
    pub(in crate::model) fn offices_see_breach(&mut self, _attempt: AttemptId, by: SideId, against: SideId) {
        self.world.offices[against.index()].accuses = Some(by);
        self.world.offices[by.index()].denies = true;
        self.office_has_news(against);
        self.office_has_news(by);
        let claims = &self.setup.parameters.claims;
        let amount = claims.feedback * claims.trust_per_breach;
        if amount > 0.0 && self.setup.sides[against.index()].has_office {
            self.lower_trust(self.world.pair_id(by, against), amount);
        }
    }
}
