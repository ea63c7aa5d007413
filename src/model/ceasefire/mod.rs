//! Submodel 10, ceasefire: attempts as agents, from the proposal to the end of their life.
//!
//! proposed → talks → agreed → notice spreading → in force → held, or collapsed, or superseded. An agreement takes effect
//! for both commands, and its life begins, at the moment it is agreed; each post follows it from the moment at which word
//! arrives there; it is *in force* when the last post has heard.
//!
//! Rows of the truth log about talks and agreements name the attempt and no actor: an agreement has parties, and its end
//! no culprit. Only a notice names the post's holder, and a breach the side whose post fired.

mod attempt;
mod board;
mod breach;
mod ending;
mod life;
mod measures;
mod notice;
mod onset;
mod pair;
mod talks;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(super) mod trial;

pub use attempt::{Attempt, Form, Phase, ScopeSector, Standing};
pub use board::{LastActs, Truces};
pub use life::Life;
pub use measures::TruceCounts;
pub use pair::PairState;

use super::event::events;
use super::ids::{ActId, AttemptId, PairId, PostId, SectorId, SideId};
use super::pool::Few;
use super::record::Watch;
use super::step::Step;

events! {
    /// Events of ceasefires.
    CeasefireEvent {
        /// Talks are proposed and begin.
        Onset { pair: PairId } = 900,
        /// Talks end, with or without an agreement.
        TalksEnd { attempt: AttemptId } = 901,
        /// Word of an agreement reaches a post.
        Notice { attempt: AttemptId, post: PostId } = 902,
        /// The life of an agreement in a sector is spent.
        LifeEnds { attempt: AttemptId, sector: SectorId } = 903,
        /// An agreement may have held.
        HoldCheck { attempt: AttemptId } = 904,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn ceasefire_event(&mut self, event: CeasefireEvent) {
        match event {
            CeasefireEvent::Onset { pair } => self.onset(pair),
            CeasefireEvent::TalksEnd { attempt } => self.talks_end(attempt),
            CeasefireEvent::Notice { attempt, post } => self.notice_arrives(attempt, post),
            CeasefireEvent::LifeEnds { attempt, sector } => self.life_ends(attempt, sector),
            CeasefireEvent::HoldCheck { attempt } => self.hold_check(attempt),
        }
    }

    /// A hostile act has happened (not an accident): clocks of holding, hazards by heavy acts, sectors at risk.
    pub(super) fn truce_sees_act(&mut self, act: ActId) {
        let act = &self.world.acts[act.index()];
        let (time, rung, sector, event) = (act.time, act.rung, act.sector, act.event);
        let (side, adversary) = (act.side, act.adversary);
        if side == adversary {
            return;
        }
        let pair = self.world.pair_id(side, adversary);
        self.world.truces.last_acts_mut(pair, sector).record(rung, time);
        self.offices_see_act(side, adversary);
        self.held_truce_lapses(pair, sector, rung);
        // At most one live attempt a sector stands, and each live attempt stands in at least one: O(sectors).
        for position in 0..self.world.pairs[pair.index()].live.len() {
            let attempt = self.world.pairs[pair.index()].live[position];
            self.live_truce_sees_act(attempt, sector, rung, event);
        }
    }

    fn live_truce_sees_act(&mut self, id: AttemptId, sector: SectorId, rung: u8, event: u32) {
        let now = self.now();
        let attempt = &mut self.world.attempts[id.index()];
        let Some(position) = attempt.position(sector) else { return };
        if attempt.scope[position].standing == Standing::Superseded {
            return;
        }
        if rung >= ARMED_RUNG {
            (attempt.last_armed_act, attempt.last_armed_event) = (now, event);
        }
        if rung >= HEAVY_RUNG && attempt.scope[position].at_risk {
            attempt.scope[position].heavy_acts += 1;
            self.refresh_life(id, position);
        }
    }

    /// Factor on the fire of a post against an adversary: talks, or a truce of which it has notice.
    pub fn fire_factor(&self, post: PostId, adversary: SideId) -> f64 {
        let parameters = &self.setup.parameters.ceasefire;
        let talks = if self.talks_run(self.holder(post), adversary) { parameters.talks_fire } else { 1.0 };
        let truce = if self.has_notice(post, adversary) { parameters.truce_fire } else { 1.0 };
        talks * truce
    }

    /// Whether talks run between two sides.
    pub fn talks_run(&self, side: SideId, adversary: SideId) -> bool {
        self.world.pairs[self.world.pair_id(side, adversary).index()].in_talks.is_some()
    }

    /// The truce that stands between two sides in a sector, from its agreement on: spreading, in force or held.
    pub fn truce_in(&self, side: SideId, adversary: SideId, sector: SectorId) -> Option<AttemptId> {
        self.world.truces.standing(self.world.pair_id(side, adversary), sector)
    }

    /// Whether a post has notice of a truce that stands with an adversary in its sector.
    pub fn has_notice(&self, post: PostId, adversary: SideId) -> bool {
        let Some(notice) = self.world.truces.notice(post, adversary) else { return false };
        let sector = self.setup.place(self.setup.post(post).place).sector;
        self.truce_in(self.holder(post), adversary, sector) == Some(notice)
    }

    /// Trust between two sides falls.
    pub(super) fn lower_trust(&mut self, pair: PairId, amount: f64) {
        let state = &mut self.world.pairs[pair.index()];
        state.trust = (state.trust - amount).clamp(0.0, 1.0);
        self.refresh_onset(pair);
    }

    /// A truce or a third party's presence has begun or ended: talks and operations depend on it.
    pub(super) fn truces_changed(&mut self, pair: PairId) {
        let (low, high) = self.world.pair_sides(pair);
        self.refresh_onset(pair);
        self.refresh_operations(low, high);
        self.refresh_operations(high, low);
    }

    /// Who holds a post: its owner, or who has seized it.
    fn holder(&self, post: PostId) -> SideId {
        self.world.posts[post.index()].holder
    }

    /// Pairs with hostility in either direction, lower side first.
    pub(super) fn hostile_pairs(&self) -> impl Iterator<Item = PairId> + use<O> {
        let count = self.setup.sides.len();
        let hostile: Few<PairId> = PairId::all(count * count)
            .filter(|&pair| {
                let (low, high) = self.world.pair_sides(pair);
                low < high && (self.setup.hostility(low, high) > 0.0 || self.setup.hostility(high, low) > 0.0)
            })
            .collect();
        hostile.into_iter()
    }
}

/// Acts from this rung on are armed: they put a sector at risk and restart the clock of holding.
const ARMED_RUNG: u8 = 2;
/// Acts from this rung on are heavy: they add to the hazard of a truce.
const HEAVY_RUNG: u8 = 4;
