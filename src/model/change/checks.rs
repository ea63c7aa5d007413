//! Looks that are due some time after something: at calm, at an alert, at cover, at whether a truce has held. A look that
//! comes too early looks again by itself; one that would come too late comes earlier.

use crate::engine::{Handle, Time};
use crate::model::ceasefire::CeasefireEvent;
use crate::model::escalation::EscalationEvent;
use crate::model::evacuation::EvacuationEvent;
use crate::model::event::Event;
use crate::model::ids::VillageId;
use crate::model::record::Watch;
use crate::model::setup::Setup;
use crate::model::spark::SparkEvent;
use crate::model::step::Step;
use crate::model::village::VillageEvent;

impl<O: Watch> Step<'_, O> {
    /// Moves the looks whose time is another one under the new rules.
    pub(super) fn move_checks(&mut self, before: &Setup) {
        let (old, new) = (&before.parameters, &self.setup.parameters);
        let times = [
            (old.spark.reset_days, new.spark.reset_days),
            (old.escalation.alert_calm_hours, new.escalation.alert_calm_hours),
            (old.village.cover_leave_hours, new.village.cover_leave_hours),
            (old.ceasefire.held_hours, new.ceasefire.held_hours),
            (old.evacuation.return_calm_hours, new.evacuation.return_calm_hours),
            (old.evacuation.return_step_hours, new.evacuation.return_step_hours),
        ];
        if times.iter().all(|(old, new)| old == new) {
            return;
        }
        for (at, handle, event) in self.engine.agenda() {
            let Some(due) = self.due(before, at, event) else { continue };
            let due = due.max(self.now());
            if due != at {
                let handle = self.engine.reschedule(handle, due, event.phase()).unwrap_or(Handle::NONE);
                if let Event::Ceasefire(CeasefireEvent::HoldCheck { attempt }) = event {
                    self.world.attempts[attempt.index()].hold = handle;
                }
            }
        }
    }

    /// When a look that is pending at `at` is due under the new rules; None for whatever they do not move.
    fn due(&self, before: &Setup, at: Time, event: Event) -> Option<Time> {
        let (old, new) = (&before.parameters, &self.setup.parameters);
        let earlier = |from: Time, old_hours: f64, new_hours: f64| {
            (old_hours != new_hours).then(|| from.plus_hours(new_hours).min(at))
        };
        match event {
            Event::Spark(SparkEvent::CalmCheck {}) => {
                let last = self.world.last_act.unwrap_or(Time::ZERO);
                earlier(last, old.spark.reset_days * 24.0, new.spark.reset_days * 24.0)
            }
            Event::Escalation(EscalationEvent::AlertLapses { side, adversary }) => {
                let last = self.alert(side, adversary).last_act;
                earlier(last, old.escalation.alert_calm_hours, new.escalation.alert_calm_hours)
            }
            Event::Village(VillageEvent::CoverEnds { village }) => {
                let last = self.world.villages[village.index()].last_noticed?;
                earlier(last, old.village.cover_leave_hours, new.village.cover_leave_hours)
            }
            Event::Ceasefire(CeasefireEvent::HoldCheck { attempt }) => {
                let last = self.world.attempts[attempt.index()].last_armed_act;
                earlier(last, old.ceasefire.held_hours, new.ceasefire.held_hours)
            }
            Event::Evacuation(EvacuationEvent::ReturnStep { village }) => self.return_due(before, at, village),
            _ => None,
        }
    }

    /// Once people return, the next group comes one step after the last; before, the look is at whether it is calm.
    fn return_due(&self, before: &Setup, at: Time, village: VillageId) -> Option<Time> {
        let (old, new) = (&before.parameters.evacuation, &self.setup.parameters.evacuation);
        if self.world.villages[village.index()].returning {
            let last = Time::from_milliseconds(
                at.milliseconds().saturating_sub(Time::from_hours(old.return_step_hours).milliseconds()),
            );
            return (old.return_step_hours != new.return_step_hours).then(|| last.plus_hours(new.return_step_hours));
        }
        (old.return_calm_hours != new.return_calm_hours).then(|| self.calm_from(village).min(at))
    }
}
