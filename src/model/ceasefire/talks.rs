//! Talks: from the proposal to an agreement, or to nothing.

use crate::engine::{Handle, NO_CAUSE};

use super::{Attempt, CeasefireEvent, Form, Life, Phase, ScopeSector, Standing};
use crate::model::decision::{Chance, Decision, Draw, Topic, choice};
use crate::model::event::Event;
use crate::model::ids::{AttemptId, ChannelId, PairId, SectorId};
use crate::model::kind::Kind;
use crate::model::pool::Few;
use crate::model::purpose::Purpose;
use crate::model::record::{Detail, LogRow, Watch};
use crate::model::setup::Scope;
use crate::model::step::Step;

fn form_choice(shares: &[f64; 3], form: Form) -> Draw {
    let chosen = Form::ALL.iter().position(|&known| known == form).unwrap_or(0);
    if shares[chosen] > 0.0 { choice(shares, chosen) } else { Draw::Choice { share: 1.0, of: 1 } }
}

impl<O: Watch> Step<'_, O> {
    /// Talks begin. Their length is lognormal with the channel's hours as median. Draws of (attempt, talks): length,
    /// success, form.
    pub(super) fn propose(&mut self, pair: PairId, channel: ChannelId, worst: SectorId) {
        let id = AttemptId::at(self.world.attempts.len());
        let state = &mut self.world.pairs[pair.index()];
        let lineage = state.lineage.child(u64::from(state.attempts));
        state.attempts += 1;
        state.in_talks = Some(id);
        self.world.attempts.push(Attempt::propose(pair, channel, lineage, worst, self.engine.now()));
        let detail = Detail::Talks { pair, channel };
        self.log(LogRow::new(Kind::TruceProposed).sector(worst).attempt(id).detail(detail));
        let median = self.setup.channels[channel.index()].talks_hours;
        let sigma = self.setup.parameters.ceasefire.talks_sigma;
        let hours = self.draw(lineage, Purpose::Talks).lognormal(median, sigma);
        self.decide(|step| Decision::median(Topic::TalksLength, step.now(), hours, median));
        self.after_hours(hours, Event::Ceasefire(CeasefireEvent::TalksEnd { attempt: id }));
        self.refresh_onset(pair);
    }

    /// Talks end: success, and the form of the agreement.
    pub(super) fn talks_end(&mut self, id: AttemptId) {
        let attempt = &self.world.attempts[id.index()];
        let (pair, channel) = (attempt.pair, &self.setup.channels[attempt.channel.index()]);
        let mut stream = self.draw(attempt.lineage, Purpose::Talks);
        let _length = stream.raw();
        let success = Chance::draw(&mut stream, self.setup.parameters.ceasefire.talks_success_share);
        let form = stream.weighted(&channel.forms).map_or(Form::Verbal, |position| Form::ALL[position]);
        self.world.pairs[pair.index()].in_talks = None;
        self.decide_next(|_| Decision::chance(Topic::TalksSucceed, success));
        if success.happens() {
            self.decide_next(|_| Decision::new(Topic::Form, form_choice(&channel.forms, form)));
            self.agree(id, form);
        } else {
            let now = self.now();
            let attempt = &mut self.world.attempts[id.index()];
            (attempt.phase, attempt.ended) = (Phase::Failed, Some(now));
            self.log(LogRow::new(Kind::TalksFailed).attempt(id));
        }
        self.truces_changed(pair);
    }

    fn agree(&mut self, id: AttemptId, form: Form) {
        let now = self.now();
        let (pair, scope) = (self.world.attempts[id.index()].pair, self.scope_of(id));
        let count = scope.len() as u32;
        let agreement = self.log(LogRow::new(Kind::TruceAgreed).attempt(id).count(count).detail(Detail::Form(form)));
        let failed = self.world.pairs[pair.index()].failed;
        let parameters = &self.setup.parameters.ceasefire;
        let attempt = &mut self.world.attempts[id.index()];
        (attempt.form, attempt.phase, attempt.agreed) = (form, Phase::Spreading, Some(now));
        attempt.failed_before = failed;
        attempt.scale_hours = parameters.life_hours * libm::pow(parameters.life_failed, f64::from(failed));
        (attempt.last_armed_act, attempt.last_armed_event) = (now, agreement);
        attempt.agreement_event = agreement;
        attempt.scope = scope;
        self.supersede_older(id);
        self.world.pairs[pair.index()].live.push(id);
        self.engine.set_cause(agreement);
        self.begin_lives(id);
        let check = Event::Ceasefire(CeasefireEvent::HoldCheck { attempt: id });
        let hold = self.after_hours(self.setup.parameters.ceasefire.held_hours, check);
        self.world.attempts[id.index()].hold = hold;
        if form != Form::Verbal {
            self.truce_calls_off_operations(pair);
            self.engine.set_cause(agreement);
        }
        self.spread_notice(id);
    }

    /// The sectors that an agreement covers, with those at risk: an armed act in the hours before it.
    fn scope_of(&mut self, id: AttemptId) -> Vec<ScopeSector> {
        let mut scope = self.world.spare.scopes.take();
        let attempt = &self.world.attempts[id.index()];
        let (now, parameters) = (self.now(), &self.setup.parameters.ceasefire);
        let worst = attempt.worst_sector;
        let province = self.setup.sectors[worst.index()].province;
        let covered = |sector: SectorId| match self.setup.channels[attempt.channel.index()].scope {
            Scope::Sector => sector == worst,
            Scope::Neighbours => sector == worst || self.setup.weight(worst, sector) >= parameters.neighbours_weight,
            Scope::Province => self.setup.sectors[sector.index()].province == province,
            Scope::All => true,
        };
        let at_risk = |sector: SectorId| {
            let acts = self.world.truces.last_acts(attempt.pair, sector);
            acts.highest_within(now, parameters.tested_hours) >= super::ARMED_RUNG
        };
        // Sectors in which neither party has anything are none of theirs: they count for nothing.
        let (low, high) = self.world.pair_sides(attempt.pair);
        let theirs = |sector| self.setup.is_present(low, sector) || self.setup.is_present(high, sector);
        let sectors = SectorId::all(self.setup.sectors.len())
            .filter(|&sector| sector == worst || covered(sector) && theirs(sector));
        scope.extend(sectors.map(|sector| ScopeSector {
            sector,
            standing: Standing::Binding,
            at_risk: at_risk(sector),
            breached: None,
            heavy_acts: 0,
            life: Life::default(),
        }));
        scope
    }

    /// A new agreement takes the place of older ones in its scope. An older one of which nothing is left is superseded:
    /// it has neither failed nor held.
    fn supersede_older(&mut self, id: AttemptId) {
        let pair = self.world.attempts[id.index()].pair;
        let sectors: Few<SectorId> = self.world.attempts[id.index()].scope.iter().map(|entry| entry.sector).collect();
        for &sector in &sectors {
            if let Some(old) = self.world.truces.replace(pair, sector, Some(id)) {
                let entry = self.world.attempts[old.index()].position(sector);
                if let Some(position) = entry {
                    self.end_in_sector(old, position, Standing::Superseded);
                }
            }
        }
        let live = Few::from_slice(&self.world.pairs[pair.index()].live);
        for old in live {
            // Where the older one was breached, what happens now is the newer one's business.
            let attempt = &mut self.world.attempts[old.index()];
            for entry in attempt.scope.iter_mut().filter(|entry| sectors.binary_search(&entry.sector).is_ok()) {
                entry.standing = Standing::Superseded;
            }
            if attempt.scope.iter().all(|entry| entry.standing != Standing::Binding) {
                self.retire(old, Phase::Superseded);
                let agreement = self.world.attempts[id.index()].agreement_event;
                self.engine.set_cause(agreement);
                self.log(LogRow::new(Kind::TruceSuperseded).attempt(old));
            }
        }
    }

    /// An agreement ends in a sector of its scope; its life there stops.
    pub(super) fn end_in_sector(&mut self, id: AttemptId, position: usize, standing: Standing) {
        let entry = &mut self.world.attempts[id.index()].scope[position];
        entry.standing = standing;
        let handle = std::mem::replace(&mut entry.life.handle, Handle::NONE);
        self.engine.cancel(handle);
    }

    /// An agreement leaves the list of live ones in a final phase; nothing of it is pending any more but notices.
    pub(super) fn retire(&mut self, id: AttemptId, phase: Phase) {
        let now = self.now();
        let attempt = &mut self.world.attempts[id.index()];
        debug_assert!(attempt.phase.is_live() && attempt.agreement_event != NO_CAUSE);
        (attempt.phase, attempt.ended) = (phase, Some(now));
        let (pair, hold) = (attempt.pair, std::mem::replace(&mut attempt.hold, Handle::NONE));
        self.engine.cancel(hold);
        self.world.pairs[pair.index()].live.retain(|&live| live != id);
    }
}
