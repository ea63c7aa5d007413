//! Submodel 11, third party: calls, summits, mediators and monitors, which may have no effect.
//!
//! What each changes is data of the scenario, with defaults of no effect: pressure on the sides, mediation (enters the
//! onset of talks), a hazard ratio on truces while present, and whether leaving hurts.

use serde::{Deserialize, Serialize};

use super::decision::{Decision, Topic};
use super::event::{Event, events};
use super::ids::ThirdPartyId;
use super::kind::Kind;
use super::purpose::Purpose;
use super::record::{Detail, LogRow, Watch};
use super::setup::{Presence, ThirdPartyKind};
use super::step::Step;

/// State of a third party.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct ThirdPartyState {
    /// Whether it is present.
    pub present: bool,
    /// Whether it has been set in motion: by the calendar, by a rung or by an inject.
    pub called: bool,
}

events! {
    /// Events of third parties and spoilers.
    ThirdPartyEvent {
        /// A third party begins its presence.
        Begins { third_party: ThirdPartyId } = 1000,
        /// A third party ends its presence.
        Ends { third_party: ThirdPartyId } = 1001,
        /// A spoiler may fire; `ordinal` counts the candidates.
        SpoilerDue { spoiler: u32, ordinal: u32 } = 1002,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn third_party_event(&mut self, event: ThirdPartyEvent) {
        match event {
            ThirdPartyEvent::Begins { third_party } => self.third_party_begins(third_party),
            ThirdPartyEvent::Ends { third_party } => self.third_party_ends(third_party),
            ThirdPartyEvent::SpoilerDue { spoiler, ordinal } => self.spoiler_due(spoiler, ordinal),
        }
    }

    /// Schedules presences and spoilers at the start.
    pub(super) fn start_third_parties(&mut self) {
        for third_party in ThirdPartyId::all(self.setup.third_parties.len()) {
            if let Presence::Between { from, .. } = self.setup.third_parties[third_party.index()].presence {
                self.world.third_parties[third_party.index()].called = true;
                self.at(from, Event::ThirdParty(ThirdPartyEvent::Begins { third_party }));
            }
        }
        for spoiler in 0..self.setup.spoilers.len() as u32 {
            self.next_spoiler(spoiler, 0);
        }
    }

    /// Fire has reached a rung for the first time: third parties that wait for it prepare to act. Draw of (third party):
    /// lognormal delay.
    pub(super) fn third_parties_see_rung(&mut self, rung: u8) {
        for third_party in ThirdPartyId::all(self.setup.third_parties.len()) {
            let fixed = &self.setup.third_parties[third_party.index()];
            let Presence::AfterRung { rung: from_rung, delay_hours_median, .. } = fixed.presence else { continue };
            if rung < from_rung || self.world.third_parties[third_party.index()].called {
                continue;
            }
            self.world.third_parties[third_party.index()].called = true;
            let sigma = self.setup.parameters.third_party.delay_sigma;
            let hours = self.draw(fixed.lineage, Purpose::ThirdParty).lognormal(delay_hours_median, sigma);
            self.decide(|step| Decision::median(Topic::ThirdPartyDelay, step.now(), hours, delay_hours_median));
            self.after_hours(hours, Event::ThirdParty(ThirdPartyEvent::Begins { third_party }));
        }
    }

    /// A third party begins now. A call is over at once, and its pressure decays; the others stay for a time.
    pub(super) fn third_party_begins(&mut self, third_party: ThirdPartyId) {
        let fixed = &self.setup.third_parties[third_party.index()];
        if self.world.third_parties[third_party.index()].present {
            return;
        }
        self.world.third_parties[third_party.index()].called = true;
        self.log(LogRow::new(beginning(fixed.kind)).detail(Detail::ThirdParty(third_party)));
        let (now, hours) = (self.now(), self.setup.parameters.third_party.pressure_hours);
        if fixed.kind == ThirdPartyKind::Call {
            for (state, &amount) in self.world.pressure.iter_mut().zip(&fixed.pressure) {
                state.calls.add(now, hours, amount);
            }
        } else {
            self.world.third_parties[third_party.index()].present = true;
            for (state, &amount) in self.world.pressure.iter_mut().zip(&fixed.pressure) {
                state.standing += amount;
            }
            let stay_hours = match fixed.presence {
                Presence::Between { from, until } => until.hours_since(from),
                Presence::AfterRung { stay_hours, .. } => stay_hours,
            };
            self.after_hours(stay_hours, Event::ThirdParty(ThirdPartyEvent::Ends { third_party }));
        }
        self.third_parties_change(false);
    }

    /// A third party ends its presence. The end of a summit is no news; a mediator or monitors who leave are.
    fn third_party_ends(&mut self, third_party: ThirdPartyId) {
        let fixed = &self.setup.third_parties[third_party.index()];
        if !std::mem::replace(&mut self.world.third_parties[third_party.index()].present, false) {
            return;
        }
        for (state, &amount) in self.world.pressure.iter_mut().zip(&fixed.pressure) {
            state.standing -= amount;
        }
        if matches!(fixed.kind, ThirdPartyKind::Mediation | ThirdPartyKind::Monitoring) {
            self.log(LogRow::new(Kind::ThirdPartyLeaves).detail(Detail::ThirdParty(third_party)));
        }
        self.third_parties_change(fixed.leaving_hurts);
    }

    /// Onset and lives follow a change among third parties, which is the cause of what they move.
    fn third_parties_change(&mut self, hurts: bool) {
        let cause = self.engine.cause();
        self.third_parties_change_lives(hurts);
        for pair in self.hostile_pairs() {
            self.engine.set_cause(cause);
            self.truces_changed(pair);
        }
    }

    /// Mediation now: the sum over those present.
    pub fn mediation(&self) -> f64 {
        let present = self.world.third_parties.iter().zip(&self.setup.third_parties);
        present.filter(|(state, _)| state.present).map(|(_, fixed)| fixed.mediation).sum()
    }

    /// Hazard ratio on truces now: that of monitoring while there are monitors, times those of all present.
    pub fn third_party_ratio(&self) -> f64 {
        let (mut ratio, mut monitored) = (1.0, false);
        for (state, fixed) in self.world.third_parties.iter().zip(&self.setup.third_parties) {
            if state.present {
                ratio *= fixed.hazard_ratio;
                monitored |= fixed.kind == ThirdPartyKind::Monitoring;
            }
        }
        if monitored { ratio * self.setup.parameters.ceasefire.hazard_monitoring } else { ratio }
    }
}

fn beginning(kind: ThirdPartyKind) -> Kind {
    match kind {
        ThirdPartyKind::Call => Kind::ThirdPartyCall,
        ThirdPartyKind::Summit => Kind::SummitHeld,
        ThirdPartyKind::Mediation => Kind::MediationBegins,
        ThirdPartyKind::Monitoring => Kind::MonitorsArrive,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::{Lineage, Time};
    use crate::model::ceasefire::trial::{A, B, Trial, pair, setup};
    use crate::model::setup::{Scope, Setup, Spoiler, ThirdParty};

    fn with(kind: ThirdPartyKind, presence: Presence) -> Setup {
        let mut setup = setup(1, Scope::Sector);
        setup.third_parties = vec![ThirdParty {
            id: "bloc".into(),
            name: "a bloc".into(),
            lineage: Lineage::of_text("bloc"),
            kind,
            presence,
            pressure: vec![0.2, 0.4, 0.0],
            mediation: 0.5,
            hazard_ratio: 0.8,
            leaving_hurts: true,
        }];
        setup
    }

    fn between(from: f64, until: f64) -> Presence {
        Presence::Between { from: Time::from_hours(from), until: Time::from_hours(until) }
    }

    #[test]
    fn a_mediator_works_while_present_and_leaves_a_mark() {
        let mut setup = with(ThirdPartyKind::Mediation, between(10.0, 20.0));
        setup.parameters.ceasefire.life_hours = 1e6;
        let mut trial = Trial::begin(&Arc::new(setup), 0);
        trial.fire(0, 2);
        trial.talk(0);
        let life = |trial: &Trial| trial.attempt(0).scope[0].life.ratio;
        assert_eq!((life(&trial), trial.act(|step| step.mediation())), (1.0, 0.0));
        trial.run_to(15.0);
        assert_eq!((life(&trial), trial.act(|step| step.mediation())), (0.8, 0.5));
        assert_eq!(trial.act(|step| (step.pressure(A), step.pressure(B))), (0.2, 0.4));
        trial.run_to(25.0);
        assert_eq!((life(&trial), trial.act(|step| step.mediation())), (1.2, 0.0));
        assert_eq!(trial.act(|step| step.pressure(A)), 0.0);
        assert_eq!((trial.count(Kind::MediationBegins), trial.count(Kind::ThirdPartyLeaves)), (1, 1));
        assert!(trial.told.rows.iter().any(|row| row.kind == Kind::MediationBegins && row.cause == u32::MAX));
    }

    #[test]
    fn a_call_decays_and_quickens_onset() {
        let mut trial = Trial::begin(&Arc::new(with(ThirdPartyKind::Call, between(1.0, 1.0))), 0);
        trial.run_to(0.5);
        trial.threaten(0, 1.0);
        let before = trial.act(|step| step.onset_rate(pair()));
        assert!((before - 0.004 * 2.0).abs() < 1e-12);
        trial.run_to(1.0);
        let expected = 0.004 * 2.0 * libm::exp(-0.5 / 9.0) * 1.3;
        assert!((trial.act(|step| step.onset_rate(pair())) - expected).abs() < 1e-12);
        trial.run_to(25.0);
        assert!((trial.act(|step| step.pressure(B)) - 0.4 * libm::exp(-1.0)).abs() < 1e-12);
        assert_eq!((trial.count(Kind::ThirdPartyCall), trial.count(Kind::ThirdPartyLeaves)), (1, 0));
    }

    #[test]
    fn some_wait_for_a_rung() {
        let presence = Presence::AfterRung { rung: 4, delay_hours_median: 5.0, stay_hours: 10.0 };
        let mut trial = Trial::begin(&Arc::new(with(ThirdPartyKind::Summit, presence)), 0);
        trial.act(|step| step.third_parties_see_rung(3));
        trial.run_to(100.0);
        assert_eq!(trial.count(Kind::SummitHeld), 0);
        trial.act(|step| step.third_parties_see_rung(4));
        trial.act(|step| step.third_parties_see_rung(5));
        trial.run_to(300.0);
        assert_eq!(trial.count(Kind::SummitHeld), 1);
        assert!(!trial.simulation.model.world.third_parties[0].present);
    }

    #[test]
    fn spoilers_fire_only_during_talks_and_truces() {
        let mut setup = setup(1, Scope::Sector);
        setup.parameters.ceasefire.life_hours = 1e6;
        setup.spoilers = vec![Spoiler {
            id: "group".into(),
            lineage: Lineage::of_text("group"),
            side: A,
            adversary: B,
            sector: crate::model::ids::SectorId(0),
            per_hour: 0.5,
        }];
        let mut trial = Trial::begin(&Arc::new(setup), 0);
        trial.run_to(100.0);
        assert_eq!(trial.count(Kind::SpoilerFire), 0);
        trial.talk(0);
        trial.run_to(160.0);
        let during = trial.count(Kind::SpoilerFire);
        assert!((15..45).contains(&during), "about 30: {during}");
        let rows = trial.told.rows.iter().filter(|row| row.kind == Kind::SpoilerFire);
        assert!(rows.clone().all(|row| row.side == Some(A) && row.cause == u32::MAX));
    }
}
