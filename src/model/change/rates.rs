//! Hazards: their rates under old and new rules, and what is done where they differ.

use crate::engine::{Handle, NO_CAUSE};
use crate::model::ids::{AttemptId, FrontId, PairId, PostId, SectorId, SideId, SiteId};
use crate::model::record::Watch;
use crate::model::step::Step;

/// What every hazard of a run hangs on under one set of rules, at one moment.
#[derive(Debug, PartialEq)]
pub(super) struct Rates {
    /// Hours until P is low enough for a step down, mean time of the step, and the rung that P calls for; by front.
    fronts: Vec<(Option<f64>, f64, u8)>,
    /// Rate of operations, by side and adversary.
    operations: Vec<f64>,
    /// Rate of onset and its decay time, by pair.
    onsets: Vec<(f64, f64)>,
    /// Life of each sector of the live agreements of each pair.
    lives: Vec<(AttemptId, usize, Option<[f64; 3]>)>,
    /// Rate of a counter-seizure, by post.
    counter_seizures: Vec<f64>,
    /// Rate of candidates for sparks, by sector.
    sparks: Vec<f64>,
    /// Rates of acts of crowds, of settlement and of fading, by site.
    sites: Vec<[f64; 3]>,
    /// Rate of candidates, by spoiler.
    spoilers: Vec<f64>,
}

impl Rates {
    pub(super) fn of<O: Watch>(step: &Step<'_, O>) -> Rates {
        let (setup, world) = (step.setup, &*step.world);
        let mean = setup.parameters.escalation.step_down_hours_mean;
        let memory = setup.parameters.perception.memory_hours;
        let sides = setup.sides.len();
        let fronts = FrontId::all(world.fronts.len());
        let talking = |pair: PairId| world.pairs[pair.index()].in_talks.is_some();
        let onset = |pair| if talking(pair) { 0.0 } else { step.onset_rate(pair) };
        let lives = world.pairs.iter().flat_map(|pair| &pair.live).flat_map(|&id| {
            let positions = 0..world.attempts[id.index()].scope.len();
            positions.map(move |position| (id, position, step.life_rule(id, position)))
        });
        Rates {
            fronts: fronts.map(|front| (step.hours_until_low(front), mean, step.exceeded_rung(front))).collect(),
            operations: pairs(sides).map(|(side, adversary)| step.operation_rate(side, adversary)).collect(),
            onsets: PairId::all(world.pairs.len()).map(|pair| (onset(pair), memory)).collect(),
            lives: lives.collect(),
            counter_seizures: PostId::all(setup.posts.len()).map(|post| step.counter_seizure_rate(post)).collect(),
            sparks: SectorId::all(setup.sectors.len()).map(|sector| step.candidate_rate(sector)).collect(),
            sites: SiteId::all(setup.sites.len())
                .map(|site| [step.crowd_act_rate(site), step.settlement_rate(site), step.fading_rate()])
                .collect(),
            spoilers: setup.spoilers.iter().map(|spoiler| spoiler.per_hour).collect(),
        }
    }
}

/// All pairs of side and adversary, in the order of alerts.
fn pairs(sides: usize) -> impl Iterator<Item = (SideId, SideId)> {
    SideId::all(sides).flat_map(move |side| SideId::all(sides).map(move |adversary| (side, adversary)))
}

/// Positions at which two lists differ.
fn different<'l, T: PartialEq>(old: &'l [T], new: &'l [T]) -> impl Iterator<Item = usize> + use<'l, T> {
    old.iter().zip(new).enumerate().filter(|(_, (old, new))| old != new).map(|(position, _)| position)
}

impl<O: Watch> Step<'_, O> {
    /// Under the old rules: what those hazards have spent that do not keep their rate.
    pub(super) fn settle_hazards(&mut self, old: &Rates, new: &Rates) {
        for front in different(&old.fronts, &new.fronts) {
            self.settle_step_down(FrontId::at(front));
        }
        let mut last = None;
        for position in different(&old.lives, &new.lives) {
            let id = old.lives[position].0;
            if last.replace(id) != Some(id) {
                self.settle_lives(id);
            }
        }
    }

    /// Under the new rules: every hazard that has another rate goes on with it. What is pending keeps its cause.
    pub(super) fn renew_hazards(&mut self, old: &Rates, new: &Rates) {
        for front in different(&old.fronts, &new.fronts) {
            let (before, after) = (old.fronts[front], new.fronts[front]);
            let front = FrontId::at(front);
            if (before.0, before.1) != (after.0, after.1) {
                self.keep_cause(self.world.fronts[front.index()].step_down);
                self.refresh_step_down(front);
            }
            if after.2 > before.2 {
                self.engine.set_cause(NO_CAUSE);
                self.consider_review(front);
            }
        }
        self.renew_of_pairs(old, new);
        self.renew_lives_of_truces(old, new);
        for post in different(&old.counter_seizures, &new.counter_seizures) {
            self.keep_cause(self.world.posts[post].counter_seizure.handle);
            self.refresh_counter_seizure(PostId::at(post));
        }
        self.renew_sparks(old, new);
        for site in different(&old.sites, &new.sites) {
            self.renew_site(SiteId::at(site), &old.sites[site], &new.sites[site]);
        }
        for spoiler in different(&old.spoilers, &new.spoilers) {
            self.engine.set_cause(NO_CAUSE);
            self.refresh_spoiler(spoiler as u32);
        }
    }

    fn renew_of_pairs(&mut self, old: &Rates, new: &Rates) {
        for (position, (side, adversary)) in pairs(self.setup.sides.len()).enumerate() {
            if old.operations[position] != new.operations[position] {
                self.keep_cause(self.world.alerts[position].operations.handle);
                self.refresh_operations(side, adversary);
            }
        }
        for pair in different(&old.onsets, &new.onsets) {
            if (old.onsets[pair].0, new.onsets[pair].0) != (0.0, 0.0) {
                self.keep_cause(self.world.pairs[pair].onset.handle);
                self.refresh_onset(PairId::at(pair));
            }
        }
    }

    fn renew_lives_of_truces(&mut self, old: &Rates, new: &Rates) {
        let changed: Vec<(AttemptId, usize)> =
            different(&old.lives, &new.lives).map(|position| (old.lives[position].0, old.lives[position].1)).collect();
        for group in changed.chunk_by(|one, other| one.0 == other.0) {
            let positions: Vec<usize> = group.iter().map(|&(_, position)| position).collect();
            self.renew_lives(group[0].0, &positions);
        }
    }

    fn renew_sparks(&mut self, old: &Rates, new: &Rates) {
        for sector in different(&old.sparks, &new.sparks) {
            self.keep_cause(self.world.sparks[sector].candidates.handle);
            self.schedule_candidate(SectorId::at(sector));
        }
    }

    fn renew_site(&mut self, site: SiteId, old: &[f64; 3], new: &[f64; 3]) {
        let state = &self.world.sites[site.index()];
        let (acts, settlement, fading) = (state.acts.handle, state.settlement.handle, state.fading.handle);
        let open = state.grievance_open;
        if old[0] != new[0] {
            self.keep_cause(acts);
            self.refresh_crowd_acts(site);
        }
        if old[1] != new[1] {
            self.keep_cause(settlement);
            self.refresh_settlement(site);
        }
        if open && old[2] != new[2] {
            self.keep_cause(fading);
            self.refresh_fading(site);
        }
    }

    /// What is scheduled next has the cause of what is pending at this handle.
    fn keep_cause(&mut self, handle: Handle) {
        let cause = self.engine.cause_of(handle).unwrap_or(NO_CAUSE);
        self.engine.set_cause(cause);
    }
}
