//! Onset of talks: one hazard per hostile pair.

use crate::engine::Time;

use super::{CeasefireEvent, Phase};
use crate::model::decision::{Decision, Topic, choice};
use crate::model::event::Event;
use crate::model::ids::{ChannelId, PairId, SectorId};
use crate::model::pool::Few;
use crate::model::purpose::Purpose;
use crate::model::record::Watch;
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// P of a side of the pair, fatigue, trust, pressure or mediation has changed.
    ///
    /// Between refreshes the hazard decays like P; the slower decay of the pressure of calls is followed only at the next
    /// refresh, which the next report brings. O(sectors).
    pub(in crate::model) fn refresh_onset(&mut self, pair: PairId) {
        let rate = if self.world.pairs[pair.index()].in_talks.is_some() { 0.0 } else { self.onset_rate(pair) };
        let (now, memory) = (self.now(), self.setup.parameters.perception.memory_hours);
        let hazard = &mut self.world.pairs[pair.index()].onset;
        if rate == 0.0 && hazard.rate == 0.0 {
            return;
        }
        let handle = hazard.handle;
        let delay = hazard.set(now, rate, memory);
        // The pending event takes the present cause: what last changed the hazard.
        let handle = self.move_to(handle, delay, Event::Ceasefire(CeasefireEvent::Onset { pair }));
        self.world.pairs[pair.index()].onset.handle = handle;
    }

    /// Hazard of talks per hour: h0 × max over sectors without a live truce of (P_A + P_B) × (1 + m mediation + p mean
    /// pressure) × (1 + mean fatigue there) × trust × g^failed.
    pub(in crate::model) fn onset_rate(&self, pair: PairId) -> f64 {
        let (low, high) = self.world.pair_sides(pair);
        if low == high || self.setup.hostility(low, high) <= 0.0 && self.setup.hostility(high, low) <= 0.0 {
            return 0.0;
        }
        let Some((sector, threat)) = self.worst_sector(pair, true) else { return 0.0 };
        let parameters = &self.setup.parameters.ceasefire;
        let state = &self.world.pairs[pair.index()];
        let pressed =
            1.0 + parameters.onset_mediation * self.mediation() + parameters.onset_pressure * self.mean_pressure(pair);
        let fatigue = (self.fatigue(low, sector) + self.fatigue(high, sector)) / 2.0;
        // Far above any use, and below what could overflow in a war of a thousand failed truces.
        let learning = libm::pow(parameters.onset_failed, f64::from(state.failed)).min(1e12);
        parameters.onset_per_hour * threat * pressed * (1.0 + fatigue) * state.trust * learning
    }

    /// Mean outside pressure on the two sides of a pair.
    fn mean_pressure(&self, pair: PairId) -> f64 {
        let (low, high) = self.world.pair_sides(pair);
        (self.pressure(low) + self.pressure(high)) / 2.0
    }

    /// The sector with the highest P_A + P_B, if any is above 0; the first of equals. `uncovered`: only where no live
    /// truce stands (one that has held no longer counts as live).
    pub(super) fn worst_sector(&self, pair: PairId, uncovered: bool) -> Option<(SectorId, f64)> {
        let (low, high) = self.world.pair_sides(pair);
        let (now, memory) = (self.now(), self.setup.parameters.perception.memory_hours);
        let mut worst: Option<(SectorId, f64)> = None;
        for sector in SectorId::all(self.setup.sectors.len()) {
            if uncovered && self.live_truce(pair, sector) {
                continue;
            }
            let threat = self.world.front(low, high, sector).threat.read(now, memory)
                + self.world.front(high, low, sector).threat.read(now, memory);
            if threat > worst.map_or(0.0, |(_, most)| most) {
                worst = Some((sector, threat));
            }
        }
        worst
    }

    /// Whether an agreement that is neither held nor ended binds a pair in a sector.
    pub(in crate::model) fn live_truce(&self, pair: PairId, sector: SectorId) -> bool {
        let standing = self.world.truces.standing(pair, sector);
        standing.is_some_and(|attempt| self.world.attempts[attempt.index()].phase.is_live())
    }

    /// The budget of onset is spent: talks begin through a channel, or, when none is open yet, nothing happens.
    pub(super) fn onset(&mut self, pair: PairId) {
        let state = &mut self.world.pairs[pair.index()];
        let lineage = state.lineage.child(u64::from(state.onsets));
        let spent = state.onset;
        state.next_onset(self.engine.draws());
        state.onset.since = self.engine.now();
        let worst = self.worst_sector(pair, true);
        let weights = self.channel_weights(pair);
        let channel = self.draw(lineage, Purpose::Channel).weighted(&weights).map(ChannelId::at);
        match (worst, channel) {
            (Some((sector, _)), Some(channel)) => {
                self.decide_next(|step| step.onset_told(spent, lineage));
                self.decide_next(|_| Decision::new(Topic::Channel, choice(&weights, channel.index())));
                self.propose(pair, channel, sector);
            }
            _ => self.refresh_onset(pair),
        }
    }

    /// Weights of the channels open to a pair: those whose rung the last day has reached in any sector, or whose pressure
    /// the mean pressure on the two sides exceeds; 0 for the others.
    fn channel_weights(&self, pair: PairId) -> Few<f64> {
        let (now, hours) = (self.now(), self.setup.parameters.ceasefire.channel_hours);
        let highest = SectorId::all(self.setup.sectors.len())
            .map(|sector| self.world.truces.last_acts(pair, sector).highest_within(now, hours))
            .max()
            .unwrap_or(0);
        let pressure = self.mean_pressure(pair);
        let open = |from_rung: u8, from_pressure: f64| highest >= from_rung || pressure > from_pressure;
        self.setup
            .channels
            .iter()
            .map(|channel| if open(channel.from_rung, channel.from_pressure) { channel.weight } else { 0.0 })
            .collect()
    }

    /// Begins talks through a channel (an inject), unless talks already run. They are about the sector of the worst
    /// threat, else of the last act, else the first that both share.
    pub(in crate::model) fn begin_talks(&mut self, pair: PairId, channel: ChannelId) {
        let (low, high) = self.world.pair_sides(pair);
        if low == high || self.world.pairs[pair.index()].in_talks.is_some() || self.setup.sectors.is_empty() {
            return;
        }
        let worst = self.worst_sector(pair, true).or_else(|| self.worst_sector(pair, false));
        let sector = worst.map_or_else(|| self.sector_of_last_act(pair), |(sector, _)| sector);
        self.propose(pair, channel, sector);
    }

    fn sector_of_last_act(&self, pair: PairId) -> SectorId {
        let (low, high) = self.world.pair_sides(pair);
        let theirs = |&sector: &SectorId| self.setup.is_present(low, sector) && self.setup.is_present(high, sector);
        let first = SectorId::all(self.setup.sectors.len()).find(theirs).unwrap_or(SectorId::at(0));
        let mut latest: (Option<Time>, SectorId) = (None, first);
        for sector in SectorId::all(self.setup.sectors.len()) {
            let last = self.world.truces.last_acts(pair, sector).last();
            if last > latest.0 {
                latest = (last, sector);
            }
        }
        latest.1
    }

    /// After days of calm trust and failed truces are back at their start, and agreements that have held are forgotten.
    pub(in crate::model) fn calm_restores_trust(&mut self) {
        for pair in self.hostile_pairs() {
            let state = &mut self.world.pairs[pair.index()];
            (state.trust, state.failed) = (1.0, 0);
            for sector in SectorId::all(self.setup.sectors.len()) {
                let standing = self.world.truces.standing(pair, sector);
                if standing.is_some_and(|id| self.world.attempts[id.index()].phase == Phase::Held) {
                    self.lapse(pair, sector);
                }
            }
            self.refresh_onset(pair);
        }
    }
}
