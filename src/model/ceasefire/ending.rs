//! How agreements end: sector by sector, as a whole, or by holding.

use super::{CeasefireEvent, Phase, Standing};
use crate::model::event::Event;
use crate::model::ids::{AttemptId, PairId, SectorId};
use crate::model::kind::Kind;
use crate::model::record::{LogRow, Watch};
use crate::model::step::Step;

/// Slack on a share of a count, so that a third of three is one.
const COUNT_SLACK: f64 = 1e-9;

impl<O: Watch> Step<'_, O> {
    /// A breached sector falls: posts there are no longer bound.
    pub(super) fn collapse_sector(&mut self, id: AttemptId, position: usize) {
        let now = self.now();
        self.end_in_sector(id, position, Standing::Breached);
        let attempt = &mut self.world.attempts[id.index()];
        attempt.scope[position].breached = Some(now);
        let (pair, sector) = (attempt.pair, attempt.scope[position].sector);
        self.unbind(id, pair, sector);
        self.log(LogRow::new(Kind::TruceSectorCollapsed).sector(sector).attempt(id));
        self.refresh_onset(pair);
    }

    /// The whole falls when breached sectors first reach their share of the scope, and at least one; or when the breach
    /// took the last sector that newer agreements had left to it.
    pub(super) fn collapse_when_due(&mut self, id: AttemptId) {
        let attempt = &self.world.attempts[id.index()];
        let (breached, pair) = (attempt.breached_sectors() as f64, attempt.pair);
        let needed = self.setup.parameters.ceasefire.collapse_share * attempt.scope.len() as f64 - COUNT_SLACK;
        let binding = attempt.scope.iter().any(|entry| entry.standing == Standing::Binding);
        if !attempt.phase.is_live() || binding && breached < needed.max(1.0) {
            return;
        }
        self.retire(id, Phase::Collapsed);
        self.release_sectors(id);
        self.world.pairs[pair.index()].failed += 1;
        let count = breached as u32;
        self.log(LogRow::new(Kind::TruceCollapsed).attempt(id).count(count));
        self.refresh_onset(pair);
    }

    fn release_sectors(&mut self, id: AttemptId) {
        let pair = self.world.attempts[id.index()].pair;
        for position in 0..self.world.attempts[id.index()].scope.len() {
            let entry = &self.world.attempts[id.index()].scope[position];
            if entry.standing == Standing::Binding {
                let sector = entry.sector;
                self.end_in_sector(id, position, Standing::Lapsed);
                self.unbind(id, pair, sector);
            }
        }
    }

    /// Takes an agreement off a sector if it stands there.
    fn unbind(&mut self, id: AttemptId, pair: PairId, sector: SectorId) {
        if self.world.truces.standing(pair, sector) == Some(id) {
            self.world.truces.replace(pair, sector, None);
        }
    }

    /// Hours enough may have passed without an armed act in the scope. Looks again later if not, so that acts need not
    /// move anything.
    pub(super) fn hold_check(&mut self, id: AttemptId) {
        let attempt = &self.world.attempts[id.index()];
        if !attempt.phase.is_live() {
            return;
        }
        let pair = attempt.pair;
        let due = attempt.last_armed_act.plus_hours(self.setup.parameters.ceasefire.held_hours);
        if due > self.now() {
            self.engine.set_cause(attempt.last_armed_event);
            let hold = self.at(due, Event::Ceasefire(CeasefireEvent::HoldCheck { attempt: id }));
            self.world.attempts[id.index()].hold = hold;
            return;
        }
        self.held(id, pair);
    }

    /// The agreement has held: the clock of life stops, and it can neither be breached nor fail any more. It stays in
    /// effect as an agreement until new fire at a high rung in a sector makes a dead letter of it there.
    fn held(&mut self, id: AttemptId, pair: PairId) {
        self.engine.set_cause(self.world.attempts[id.index()].agreement_event);
        self.retire(id, Phase::Held);
        for position in 0..self.world.attempts[id.index()].scope.len() {
            let standing = self.world.attempts[id.index()].scope[position].standing;
            self.end_in_sector(id, position, standing);
        }
        self.log(LogRow::new(Kind::TruceHeld).attempt(id));
        self.return_captives(pair);
        self.refresh_onset(pair);
    }

    /// After an agreement has held, an act at a high rung in a sector ends its effect there.
    pub(super) fn held_truce_lapses(&mut self, pair: PairId, sector: SectorId, rung: u8) {
        if f64::from(rung) < self.setup.parameters.ceasefire.held_lapse_rung {
            return;
        }
        let standing = self.world.truces.standing(pair, sector);
        if standing.is_some_and(|id| self.world.attempts[id.index()].phase == Phase::Held) {
            self.lapse(pair, sector);
        }
    }

    /// Whatever agreement stands in a sector binds no longer.
    pub(super) fn lapse(&mut self, pair: PairId, sector: SectorId) {
        if let Some(id) = self.world.truces.replace(pair, sector, None)
            && let Some(position) = self.world.attempts[id.index()].position(sector)
        {
            self.end_in_sector(id, position, Standing::Lapsed);
        }
    }
}
