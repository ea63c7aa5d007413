//! Life of an agreement in each sector at risk: a Weibull hazard with shared frailty and changing hazard ratios.

use serde::{Deserialize, Serialize};

use crate::engine::samplers::{SHAPE_LEAST, SHAPE_LIMIT};
use crate::engine::{Handle, Time};

use super::{CeasefireEvent, Form, Standing};
use crate::model::event::Event;
use crate::model::ids::AttemptId;
use crate::model::pool::Few;
use crate::model::purpose::Purpose;
use crate::model::record::Watch;
use crate::model::step::Step;

/// Life in one sector. S(t) = exp(-ratio (t / scale)^shape) for a constant ratio; a changed ratio spends what has
/// passed and moves the end, so that the unit exponential is drawn once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Life {
    /// Unit exponential not yet spent.
    pub budget: f64,
    /// Hazard ratio, frailty included, since `since`.
    pub ratio: f64,
    /// When the ratio was last set.
    pub since: Time,
    /// The pending end.
    pub handle: Handle,
}

impl Default for Life {
    fn default() -> Life {
        Life { budget: 0.0, ratio: 0.0, since: Time::ZERO, handle: Handle::NONE }
    }
}

/// Weibull clock of an agreement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) begun: Time,
    pub(super) shape: f64,
    pub(super) scale_hours: f64,
}

impl Clock {
    /// Integrated baseline hazard (t / scale)^shape at a moment.
    fn integrated(&self, time: Time) -> f64 {
        libm::pow(time.hours_since(self.begun) / self.scale_hours, self.shape)
    }
}

impl Life {
    /// Spends what has passed, sets a new ratio and returns the delay in hours until the end, None for never.
    pub(super) fn set(&mut self, now: Time, ratio: f64, clock: Clock) -> Option<f64> {
        let passed = clock.integrated(now);
        self.budget = (self.budget - self.ratio * (passed - clock.integrated(self.since))).max(0.0);
        (self.ratio, self.since) = (ratio, now);
        if ratio <= 0.0 {
            return None;
        }
        let age = clock.scale_hours * libm::pow(passed + self.budget / ratio, 1.0 / clock.shape);
        Some((age - now.hours_since(clock.begun)).max(0.0))
    }
}

impl<O: Watch> Step<'_, O> {
    /// Life begins in the sectors at risk. Draw of (attempt, frailty): gamma of mean 1; of (attempt child sector, life):
    /// unit exponential.
    pub(super) fn begin_lives(&mut self, id: AttemptId) {
        let now = self.now();
        let lineage = self.world.attempts[id.index()].lineage;
        let variance = self.setup.parameters.ceasefire.frailty_variance;
        let frailty = if variance * SHAPE_LIMIT > 1.0 {
            let shape = (1.0 / variance).clamp(SHAPE_LEAST, SHAPE_LIMIT);
            self.draw(lineage, Purpose::Frailty).gamma(shape, 1.0)
        } else {
            1.0
        };
        self.world.attempts[id.index()].frailty = frailty;
        for position in 0..self.world.attempts[id.index()].scope.len() {
            let entry = &self.world.attempts[id.index()].scope[position];
            if !entry.at_risk {
                continue;
            }
            let sector = self.setup.sectors[entry.sector.index()].lineage;
            let budget = self.draw(lineage.child(sector.0), Purpose::Life).exponential(1.0);
            let life = Life { budget, since: now, ..Life::default() };
            self.world.attempts[id.index()].scope[position].life = life;
            self.refresh_life(id, position);
        }
    }

    /// The hazard ratio in a sector may have changed: its end moves. A rise makes the present event the cause of the end;
    /// after a fall the cause stays what it was.
    pub(super) fn refresh_life(&mut self, id: AttemptId, position: usize) {
        let attempt = &self.world.attempts[id.index()];
        let entry = &attempt.scope[position];
        if !entry.at_risk || entry.standing != Standing::Binding || !attempt.phase.is_live() {
            return;
        }
        let sector = entry.sector;
        let (ratio, clock) = (attempt.frailty * self.hazard_ratio(id, entry.heavy_acts), self.clock(id));
        let now = self.now();
        let life = &mut self.world.attempts[id.index()].scope[position].life;
        let (before, handle) = (life.ratio, life.handle);
        if ratio == before {
            return;
        }
        let delay = life.set(now, ratio, clock);
        let event = Event::Ceasefire(CeasefireEvent::LifeEnds { attempt: id, sector });
        let kept = match delay {
            Some(hours) if ratio < before => self.engine.reschedule(handle, now.plus_hours(hours), event.phase()),
            _ => None,
        };
        let handle = kept.unwrap_or_else(|| self.move_to(handle, delay, event));
        self.world.attempts[id.index()].scope[position].life.handle = handle;
    }

    fn clock(&self, id: AttemptId) -> Clock {
        let attempt = &self.world.attempts[id.index()];
        Clock {
            begun: attempt.agreed.unwrap_or(attempt.proposed),
            shape: self.setup.parameters.ceasefire.life_shape,
            scale_hours: attempt.scale_hours,
        }
    }

    /// What the life of an agreement in a sector hangs on under the rules in force: ratio, shape and scale of its hazard.
    /// None where none runs.
    pub(in crate::model) fn life_rule(&self, id: AttemptId, position: usize) -> Option<[f64; 3]> {
        let attempt = &self.world.attempts[id.index()];
        let entry = &attempt.scope[position];
        let runs = entry.at_risk && entry.standing == Standing::Binding && attempt.phase.is_live();
        let ceasefire = &self.setup.parameters.ceasefire;
        runs.then(|| {
            let ratio = attempt.frailty * self.hazard_ratio(id, entry.heavy_acts);
            [ratio, ceasefire.life_shape, self.scale_hours(attempt.failed_before)]
        })
    }

    /// Scale of the life of an agreement after so many failed ones, in hours.
    pub(super) fn scale_hours(&self, failed: u32) -> f64 {
        let ceasefire = &self.setup.parameters.ceasefire;
        ceasefire.life_hours * libm::pow(ceasefire.life_failed, f64::from(failed))
    }

    /// Spends what has passed of all lives of an agreement, before their rules change.
    pub(in crate::model) fn settle_lives(&mut self, id: AttemptId) {
        let (now, clock) = (self.now(), self.clock(id));
        for entry in &mut self.world.attempts[id.index()].scope {
            let ratio = entry.life.ratio;
            entry.life.set(now, ratio, clock);
        }
    }

    /// Takes up changed rules: the scale of an agreement, and the end of its life in the sectors at these positions.
    pub(in crate::model) fn renew_lives(&mut self, id: AttemptId, positions: &[usize]) {
        let scale_hours = self.scale_hours(self.world.attempts[id.index()].failed_before);
        self.world.attempts[id.index()].scale_hours = scale_hours;
        let (now, clock) = (self.now(), self.clock(id));
        for &position in positions {
            let entry = &self.world.attempts[id.index()].scope[position];
            let (sector, handle) = (entry.sector, entry.life.handle);
            let ratio = self.world.attempts[id.index()].frailty * self.hazard_ratio(id, entry.heavy_acts);
            let delay = self.world.attempts[id.index()].scope[position].life.set(now, ratio, clock);
            let cause = self.engine.cause_of(handle);
            self.engine.set_cause(cause.unwrap_or(self.world.attempts[id.index()].agreement_event));
            let handle =
                self.move_to(handle, delay, Event::Ceasefire(CeasefireEvent::LifeEnds { attempt: id, sector }));
            self.world.attempts[id.index()].scope[position].life.handle = handle;
        }
    }

    /// Hazard ratio of an agreement: the product of its design, its channel and third parties, plus what each heavy act
    /// in the sector adds.
    pub(super) fn hazard_ratio(&self, id: AttemptId, heavy_acts: u32) -> f64 {
        let parameters = &self.setup.parameters.ceasefire;
        let attempt = &self.world.attempts[id.index()];
        let channel = &self.setup.channels[attempt.channel.index()];
        let mut ratio = channel.hazard_ratio * self.third_party_ratio();
        if attempt.form != Form::Verbal {
            ratio *= parameters.hazard_written;
        }
        if attempt.form == Form::Withdrawal {
            ratio *= parameters.hazard_withdrawal;
        }
        if channel.face_to_face {
            ratio *= parameters.hazard_face_to_face;
        }
        if channel.remote {
            ratio *= parameters.hazard_remote;
        }
        ratio *= libm::pow(self.setup.parameters.third_party.leaving_hazard, f64::from(attempt.leavings));
        ratio + parameters.hazard_heavy_act * f64::from(heavy_acts)
    }

    /// Third parties have come or gone: all lives move; `hurts` when one left that leaves a mark.
    pub(in crate::model) fn third_parties_change_lives(&mut self, hurts: bool) {
        for pair in self.hostile_pairs() {
            let live = Few::from_slice(&self.world.pairs[pair.index()].live);
            for id in live {
                self.world.attempts[id.index()].leavings += u32::from(hurts);
                for position in 0..self.world.attempts[id.index()].scope.len() {
                    self.refresh_life(id, position);
                }
            }
        }
    }
}
