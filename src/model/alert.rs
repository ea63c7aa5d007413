//! Submodel 6, escalation: the front alert, by which fire in one sector reaches the orders of the others.

use serde::{Deserialize, Serialize};

use super::escalation::EscalationEvent;
use super::event::Event;
use super::ids::{SectorId, SideId};
use super::kind::Kind;
use super::purpose::Purpose;
use super::record::{LogRow, Watch};
use super::setup::{RUNG_MAX, Setup};
use super::step::Step;
use super::world::Hazard;
use crate::engine::{Draws, Lineage, Time};

/// Alert and operations of a side against an adversary.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Alert {
    /// Root of its draws.
    pub lineage: Lineage,
    /// Whether it is on.
    pub on: bool,
    /// Alerts so far.
    pub ordinal: u32,
    /// Last act between the two.
    pub last_act: Time,
    /// Hazard of an operation.
    pub operations: Hazard,
    /// Whether one is planned and its hour not come.
    pub operation_pending: bool,
    /// Operations planned so far.
    pub planned: u32,
}

impl Alert {
    pub(super) fn start(setup: &Setup, draws: &Draws, index: usize) -> Alert {
        let sides = setup.sides.len();
        let lineage = setup.sides[index / sides].lineage.child(setup.sides[index % sides].lineage.0).child(0);
        Alert {
            lineage,
            on: false,
            ordinal: 0,
            last_act: Time::ZERO,
            operations: Hazard::new(draws.open(lineage, Purpose::Operation as u32).exponential(1.0)),
            operation_pending: false,
            planned: 0,
        }
    }
}

impl<O: Watch> Step<'_, O> {
    /// Alert of a side against an adversary.
    #[inline]
    pub fn alert(&self, side: SideId, adversary: SideId) -> &Alert {
        &self.world.alerts[side.index() * self.setup.sides.len() + adversary.index()]
    }

    pub(super) fn alert_mut(&mut self, side: SideId, adversary: SideId) -> &mut Alert {
        let sides = self.setup.sides.len();
        &mut self.world.alerts[side.index() * sides + adversary.index()]
    }

    /// Highest rung that a side is ready for in the alert that is on, or else in the next one: 4, with probability
    /// `readiness_share` 5, and with that again 6. The same until the alert lapses. One draw.
    pub(super) fn ready_rung(&self, side: SideId, adversary: SideId) -> u8 {
        let share = self.setup.parameters.escalation.readiness_share;
        if share >= 1.0 {
            return RUNG_MAX;
        }
        let alert = self.alert(side, adversary);
        let ordinal = alert.ordinal + u32::from(!alert.on);
        let unit = self.draw(alert.lineage.child(1 << 40 | u64::from(ordinal)), Purpose::Readiness).unit();
        4 + u8::from(unit < share) + u8::from(unit < share * share)
    }

    /// A side's own authorised rung has reached 4 in a sector: its other sectors get return-fire orders at rung 3,
    /// soldiers are sent, and a share of the threat here is felt everywhere.
    pub(super) fn consider_alert(&mut self, side: SideId, adversary: SideId, sector: SectorId) {
        if self.alert(side, adversary).on {
            return;
        }
        let now = self.now();
        let alert = self.alert_mut(side, adversary);
        alert.on = true;
        alert.ordinal += 1;
        alert.last_act = now;
        self.log(LogRow::new(Kind::FrontAlert).sector(sector).by(side).against(adversary));
        let alert_event = self.engine.cause();
        let share = self.setup.parameters.escalation.alert_share;
        let felt = share * self.threat(side, adversary, sector);
        let setup = self.setup;
        let own = SectorId::all(setup.sectors.len()).filter(|&own| own == sector || setup.is_present(side, own));
        for other in own {
            self.engine.set_cause(alert_event);
            self.send_reinforcement(side, adversary, other);
            self.engine.set_cause(alert_event);
            let front = self.world.front_id(side, adversary, other);
            let rung = 3.min(self.setup.sides[side.index()].weapons_rung);
            if self.world.fronts[front.index()].rung < rung {
                self.world.fronts[front.index()].rung = rung;
                self.rung_changed(front);
            }
            self.engine.set_cause(alert_event);
            let threat = self.threat(side, adversary, other);
            if other != sector && threat < felt {
                self.world.fronts[front.index()].threat.set(now, felt);
                self.threat_changed(front);
            }
        }
        self.engine.set_cause(alert_event);
        let hours = self.setup.parameters.escalation.alert_calm_hours;
        self.after_hours(hours, Event::Escalation(EscalationEvent::AlertLapses { side, adversary }));
    }

    /// An act between two sides keeps both alerts up, and gives new fronts to a side on alert.
    pub(super) fn act_keeps_alert(&mut self, side: SideId, adversary: SideId) {
        let now = self.now();
        self.alert_mut(side, adversary).last_act = now;
        self.alert_mut(adversary, side).last_act = now;
    }

    pub(super) fn alert_lapses(&mut self, side: SideId, adversary: SideId) {
        let hours = self.setup.parameters.escalation.alert_calm_hours;
        let due = self.alert(side, adversary).last_act.plus_hours(hours);
        if !self.alert(side, adversary).on {
            return;
        }
        if due > self.now() {
            self.at(due, Event::Escalation(EscalationEvent::AlertLapses { side, adversary }));
            return;
        }
        self.alert_mut(side, adversary).on = false;
        self.log(LogRow::new(Kind::AlertLapses).by(side).against(adversary));
        for sector in SectorId::all(self.setup.sectors.len()) {
            let front = self.world.front_id(side, adversary, sector);
            self.refresh_step_down(front);
        }
    }
}
