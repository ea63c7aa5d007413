//! One executed event: what its rules may read and change.

use crate::engine::{Engine, Handle, Lineage, NO_CAUSE, Stream, Time};

use super::decision::Decision;
use super::event::Event;
use super::ids::{ActId, SideId};
use super::purpose::Purpose;
use super::record::{ClaimRow, LogRow, Watch};
use super::setup::Setup;
use super::world::World;

/// Everything that a rule may use while an event is executed. Each submodel adds its rules in its own module.
pub struct Step<'a, O> {
    /// What the scenario fixes.
    pub setup: &'a Setup,
    /// What changes.
    pub world: &'a mut World,
    /// Clock, pending events, draws, causes, digest.
    pub engine: &'a mut Engine<Event>,
    /// Who watches.
    pub observer: &'a mut O,
}

impl<O: Watch> Step<'_, O> {
    /// The current moment.
    #[inline]
    pub fn now(&self) -> Time {
        self.engine.now()
    }

    /// Opens the stream of one decision. Take its draws in a documented order and drop it.
    #[inline]
    pub fn draw(&self, lineage: Lineage, purpose: Purpose) -> Stream {
        self.engine.draws().open(lineage, purpose as u32)
    }

    /// The first numbers of the streams of four decisions, draw by draw.
    #[inline]
    pub fn draw_four<const DRAWS: usize>(&self, lineages: [Lineage; 4], purpose: Purpose) -> [[f64; 4]; DRAWS] {
        self.engine.draws().four(lineages, purpose as u32)
    }

    /// Schedules an event after a delay.
    #[inline]
    pub fn after_hours(&mut self, hours: f64, event: Event) -> Handle {
        let at = self.now().plus_hours(hours);
        self.engine.schedule(at, event.phase(), event)
    }

    /// Schedules an event at a moment.
    #[inline]
    pub fn at(&mut self, at: Time, event: Event) -> Handle {
        self.engine.schedule(at, event.phase(), event)
    }

    /// Moves the event of `handle` to a delay from now, or schedules it when it is not pending; None cancels it.
    pub fn move_to(&mut self, handle: Handle, delay_hours: Option<f64>, event: Event) -> Handle {
        self.engine.cancel(handle);
        match delay_hours {
            Some(hours) => self.after_hours(hours, event),
            None => Handle::NONE,
        }
    }

    /// Logs an event; it becomes the cause of everything after it in this step. Harm in the row is only told, not done:
    /// the caller has already taken it from the ledgers.
    pub fn log(&mut self, row: LogRow) -> u32 {
        let cause = self.engine.cause();
        let event = self.engine.log();
        self.tell(LogRow { event, cause, time: self.engine.now(), ..row });
        event
    }

    /// Takes the next number of the truth log before its row is known, so that what its harm schedules has it as cause.
    /// Returns the number and the cause of the event; the row follows by [`Step::log_as`].
    pub fn open_event(&mut self) -> (u32, u32) {
        let cause = self.engine.cause();
        (self.engine.log(), cause)
    }

    /// Logs the row of an event that was opened, or a further harmed side of it.
    pub fn log_as(&mut self, event: u32, cause: u32, row: LogRow) {
        self.tell(LogRow { event, cause, time: self.engine.now(), ..row });
    }

    fn tell(&mut self, row: LogRow) {
        let harm = row.harm;
        if !harm.is_none() {
            let digest = self.engine.digest_mut();
            digest.fold(u64::from(harm.killed_military) << 32 | u64::from(harm.killed_civilian));
            digest.fold(u64::from(harm.wounded_military) << 32 | u64::from(harm.wounded_civilian));
        }
        self.world.tally.count(self.setup, &row);
        self.observer.logged(&row);
    }

    /// Publishes a statement.
    pub fn claim(&mut self, row: ClaimRow) {
        self.world.tally.count_claim(&row);
        self.observer.claimed(&row);
    }

    /// Whether decisions are told. Nobody hears them in most runs; then whatever stands behind this costs nothing.
    #[inline(always)]
    pub(super) fn is_heard(&self) -> bool {
        self.observer.hears_decisions()
    }

    /// Tells a decision of which no event comes at once. It is made only when somebody hears it.
    #[inline(always)]
    pub(super) fn decide(&mut self, decision: impl FnOnce(&Self) -> Decision) {
        if self.is_heard() {
            self.tell_decision(None, decision);
        }
    }

    /// Tells a decision of which a logged event has come.
    #[inline(always)]
    pub(super) fn decide_of(&mut self, event: u32, decision: impl FnOnce(&Self) -> Decision) {
        if self.is_heard() {
            self.tell_decision(Some(event), decision);
        }
    }

    /// Tells a decision of which the event comes that is logged next.
    #[inline(always)]
    pub(super) fn decide_next(&mut self, decision: impl FnOnce(&Self) -> Decision) {
        if self.is_heard() {
            self.tell_decision(Some(self.engine.logged()), decision);
        }
    }

    /// Tells a decision of which the event has come that was logged first after `before` were logged, if one was.
    #[inline(always)]
    pub(super) fn decide_since(&mut self, before: u32, decision: impl FnOnce(&Self) -> Decision) {
        if self.is_heard() && self.engine.logged() > before {
            self.tell_decision(Some(before), decision);
        }
    }

    /// Tells a decision of which an act has come, if one has.
    #[inline(always)]
    pub(super) fn decide_of_act(&mut self, act: Option<ActId>, decision: impl FnOnce(&Self) -> Decision) {
        if self.is_heard()
            && let Some(act) = act
        {
            let event = self.world.acts[act.index()].event;
            self.tell_decision(Some(event), decision);
        }
    }

    fn tell_decision(&mut self, event: Option<u32>, decision: impl FnOnce(&Self) -> Decision) {
        let cause = if event.is_some() { NO_CAUSE } else { self.engine.cause() };
        let decision = Decision { time: self.now(), event, cause, ..decision(self) };
        self.observer.decided(&decision);
    }

    /// Ids of all sides.
    #[inline]
    pub fn sides(&self) -> impl DoubleEndedIterator<Item = SideId> + Clone + use<O> {
        SideId::all(self.setup.sides.len())
    }

    /// Outside pressure on a side now, 0..=1.
    pub fn pressure(&self, side: SideId) -> f64 {
        let pressure = &self.world.pressure[side.index()];
        let calls = pressure.calls.read(self.now(), self.setup.parameters.third_party.pressure_hours);
        (pressure.standing + calls).clamp(0.0, 1.0)
    }
}
