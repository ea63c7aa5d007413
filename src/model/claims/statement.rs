//! Statements: what an office publishes, and what claims do to threat and trust.

use super::ClaimsEvent;
use crate::model::event::Event;
use crate::model::ids::SideId;
use crate::model::purpose::Purpose;
use crate::model::record::{ClaimRow, Statement, Watch};
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// An office learns something new and begins to publish if it is silent. The first statement comes within one
    /// interval, so that offices do not speak at the same moment. Draw of (side child times begun, statement): share of
    /// the interval.
    pub(super) fn office_has_news(&mut self, side: SideId) {
        if !self.setup.sides[side.index()].has_office {
            return;
        }
        let (now, cause) = (self.now(), self.engine.cause());
        let office = &mut self.world.offices[side.index()];
        (office.last_news, office.news_cause) = (now, cause);
        if self.engine.is_pending(office.next) {
            return;
        }
        let begun = office.begun;
        office.begun += 1;
        let lineage = self.setup.sides[side.index()].lineage.child(u64::from(begun));
        let hours = self.draw(lineage, Purpose::Statement).unit() * self.setup.parameters.claims.interval_hours;
        let next = self.after_hours(hours, Event::Claims(ClaimsEvent::Publishes { side }));
        self.world.offices[side.index()].next = next;
    }

    /// An office publishes: its own toll, and one statement on each hostile side. It goes on every interval until
    /// nothing new has come for some time.
    pub(super) fn office_publishes(&mut self, side: SideId) {
        if !self.setup.sides[side.index()].has_office {
            return;
        }
        let office = &mut self.world.offices[side.index()];
        self.engine.set_cause(office.news_cause);
        office.update_own();
        let Some(first_shooter) = self.first_shooter(side) else { return };
        self.publish_own(side, first_shooter);
        for about in self.sides() {
            if about != side && self.hostile_either_way(side, about) {
                self.publish_claim(side, about, first_shooter);
            }
        }
        self.own_toll_raises_threat(side, first_shooter);
        let (now, claims) = (self.now(), &self.setup.parameters.claims);
        if now.hours_since(self.world.offices[side.index()].last_news) < claims.silence_hours {
            self.engine.set_cause(self.world.offices[side.index()].news_cause);
            let next = self.after_hours(claims.interval_hours, Event::Claims(ClaimsEvent::Publishes { side }));
            self.world.offices[side.index()].next = next;
        }
    }

    fn publish_own(&mut self, side: SideId, first_shooter: SideId) {
        let time = self.now();
        let office = &mut self.world.offices[side.index()];
        let denies = std::mem::take(&mut office.denies);
        let statement = if denies { Statement::DeniesBreach } else { Statement::Toll };
        let row = ClaimRow {
            time,
            claimant: side,
            about: side,
            killed: office.published_killed,
            wounded: office.published_wounded,
            displaced: Some(office.registered_displaced),
            first_shooter,
            statement,
        };
        self.claim(row);
    }

    /// What an office says of another side's losses. A claim that is higher than the last lowers trust.
    fn publish_claim(&mut self, side: SideId, about: SideId, first_shooter: SideId) {
        let time = self.now();
        let other = &self.world.offices[about.index()];
        let (killed, wounded) = (other.registered_killed, other.registered_wounded);
        let office = &mut self.world.offices[side.index()];
        let higher = office.update_claim(about, killed, wounded);
        let accuses = office.accuses == Some(about);
        if accuses {
            office.accuses = None;
        }
        let row = ClaimRow {
            time,
            claimant: side,
            about,
            killed: office.claimed_killed[about.index()],
            wounded: office.claimed_wounded[about.index()],
            displaced: None,
            first_shooter,
            statement: if accuses { Statement::AccusesOfBreach } else { Statement::Toll },
        };
        self.claim(row);
        let claims = &self.setup.parameters.claims;
        let amount = claims.feedback * claims.trust_per_claim;
        if higher && amount > 0.0 {
            self.lower_trust(self.world.pair_id(side, about), amount);
        }
    }

    /// Own published deaths beyond those that reports had brought to the command raise its threat, each once.
    fn own_toll_raises_threat(&mut self, side: SideId, adversary: SideId) {
        let claims = &self.setup.parameters.claims;
        let per_death = claims.feedback * claims.threat_per_death;
        if per_death <= 0.0 {
            return;
        }
        let office = &mut self.world.offices[side.index()];
        let surplus = office.published_killed.saturating_sub(office.reported_deaths);
        if surplus > office.surplus_felt {
            let new = surplus - office.surplus_felt;
            office.surplus_felt = surplus;
            self.raise_threat(side, adversary, per_death * f64::from(new));
        }
    }

    /// Whom an office names: always another side, that of the last hostile act; before any, the most hostile one.
    fn first_shooter(&self, side: SideId) -> Option<SideId> {
        if let Some(adversary) = self.world.offices[side.index()].last_adversary {
            return Some(adversary);
        }
        let mut chosen: Option<(f64, SideId)> = None;
        for other in self.sides().filter(|&other| other != side) {
            let hostility = self.setup.hostility(side, other).max(self.setup.hostility(other, side));
            if chosen.is_none_or(|(most, _)| hostility > most) {
                chosen = Some((hostility, other));
            }
        }
        chosen.map(|(_, other)| other)
    }

    fn hostile_either_way(&self, side: SideId, other: SideId) -> bool {
        self.setup.hostility(side, other) > 0.0 || self.setup.hostility(other, side) > 0.0
    }
}
