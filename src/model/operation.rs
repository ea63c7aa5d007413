//! Submodel 6, escalation: planned operations, by which fire leaps to several sectors at one hour.

use serde::{Deserialize, Serialize};

use super::decision::{Chance, Decision, Draw, Factors, News, Topic};
use super::escalation::EscalationEvent;
use super::event::Event;
use super::ids::{OperationId, PairId, PostId, SectorId, SideId};
use super::kind::Kind;
use super::pool::Few;
use super::purpose::Purpose;
use super::record::{LogRow, Watch};
use super::setup::RUNG_MAX;
use super::step::Step;
use super::world::Hazard;
use crate::engine::{Handle, Lineage};

/// A planned operation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Operation {
    /// Whose.
    pub side: SideId,
    /// Against whom.
    pub adversary: SideId,
    /// Its sectors, the one with the highest threat first.
    pub sectors: Vec<SectorId>,
    /// Root of its draws.
    pub lineage: Lineage,
    /// Its hour is pending; [`Handle::NONE`] when it began or was called off.
    pub hour: Handle,
}

impl<O: Watch> Step<'_, O> {
    /// Sets the hazard of operations of a side: 0.02 × (L - 3)+ (1 - pressure) per hour, L its highest authorised rung;
    /// nothing is planned while another operation is, and with a truce between the two anywhere the hazard is a share.
    pub(super) fn refresh_operations(&mut self, side: SideId, adversary: SideId) {
        let (now, rate) = (self.now(), self.operation_rate(side, adversary));
        let hazard = &mut self.alert_mut(side, adversary).operations;
        let delay = hazard.set(now, rate, f64::INFINITY);
        let handle = hazard.handle;
        let event = Event::Escalation(EscalationEvent::PlanOperation { side, adversary });
        self.alert_mut(side, adversary).operations.handle = self.move_to(handle, delay, event);
    }

    /// That hazard, per hour.
    pub(super) fn operation_rate(&self, side: SideId, adversary: SideId) -> f64 {
        let sectors = SectorId::all(self.setup.sectors.len());
        let highest = sectors.map(|sector| self.world.front(side, adversary, sector).rung).max().unwrap_or(0);
        let hostile = f64::from(u8::from(self.setup.hostility(side, adversary) > 0.0));
        let free = f64::from(u8::from(!self.alert(side, adversary).operation_pending));
        let mut sectors = SectorId::all(self.setup.sectors.len());
        let truce = sectors.any(|sector| self.truce_in(side, adversary, sector).is_some());
        let restraint = if truce { self.setup.parameters.escalation.operation_in_truce } else { 1.0 };
        self.setup.parameters.escalation.operation_per_hour
            * (f64::from(highest) - 3.0).max(0.0)
            * (1.0 - self.pressure(side))
            * hostile
            * free
            * restraint
    }

    /// Plans an operation. Draws: lead time, further sectors, whether it is seen, and when within the lead time.
    pub(super) fn plan_operation(&mut self, side: SideId, adversary: SideId) {
        let now = self.now();
        let rate_per_hour = self.alert(side, adversary).operations.rate;
        let alert = self.alert_mut(side, adversary);
        alert.planned += 1;
        let lineage = alert.lineage.child(u64::from(alert.planned));
        let budget = self.draw(lineage, Purpose::Operation).exponential(1.0);
        self.alert_mut(side, adversary).operations = Hazard { since: now, ..Hazard::new(budget) };

        let escalation = &self.setup.parameters.escalation;
        let mut stream = self.draw(lineage.child(1), Purpose::Operation);
        let lead = stream.lognormal(escalation.operation_hours_median, escalation.operation_sigma);
        let further = stream.poisson(escalation.operation_sectors_mean) as usize;
        let seen = Chance::draw(&mut stream, escalation.operation_seen_share);
        let seen_after = lead * stream.unit();
        let mut sectors = self.world.spare.sectors.take();
        sectors.extend(SectorId::all(self.setup.sectors.len()).filter(|&sector| self.mans_any_post(side, sector)));
        let threat = |sector: &SectorId| self.threat(side, adversary, *sector);
        sectors.sort_by(|one, other| threat(other).total_cmp(&threat(one)));
        sectors.truncate(1 + further);
        let Some(&first) = sectors.first() else { return self.refresh_operations(side, adversary) };
        let count = sectors.len() as u32;
        let operation = OperationId::at(self.world.operations.len());
        self.decide_next(|step| step.plan_told(side, adversary, rate_per_hour));
        self.decide_next(|step| {
            let mean = step.setup.parameters.escalation.operation_sectors_mean;
            Decision::new(Topic::OperationSectors, Draw::Count { mean, count: further as u32 }).by(side)
        });
        self.log(LogRow::new(Kind::OperationPlanned).sector(first).by(side).against(adversary).count(count));
        self.decide(|step| {
            let median = step.setup.parameters.escalation.operation_hours_median;
            Decision::median(Topic::OperationLead, now, lead, median).by(side).against(adversary)
        });
        let hour = self.after_hours(lead, Event::Escalation(EscalationEvent::OperationBegins { operation }));
        let due = now.plus_hours(seen_after);
        self.decide(|_| Decision::chance(Topic::OperationSeen, seen).by(side).against(adversary).due(due));
        if seen.happens() {
            self.after_hours(seen_after, Event::Escalation(EscalationEvent::OperationSeen { operation }));
        }
        self.world.operations.push(Operation { side, adversary, sectors, lineage, hour });
        self.alert_mut(side, adversary).operation_pending = true;
        self.refresh_operations(side, adversary);
    }

    fn mans_any_post(&self, side: SideId, sector: SectorId) -> bool {
        self.setup.sector_posts[sector.index()].iter().any(|&post| self.is_hostile_post(post, side))
    }

    /// The other side sees preparations, as one report from the sector that the operation is about.
    pub(super) fn operation_seen(&mut self, operation: OperationId) {
        let Operation { side, adversary, hour, .. } = self.world.operations[operation.index()];
        if hour == Handle::NONE || self.setup.hostility(adversary, side) == 0.0 {
            return;
        }
        let weight = self.setup.parameters.escalation.operation_seen_weight;
        let sector = self.world.operations[operation.index()].sectors[0];
        self.log(LogRow::new(Kind::OperationSeen).sector(sector).by(side).against(adversary));
        self.feel_threat(adversary, side, sector, weight, News::Preparations);
    }

    /// The hour: unless called off, posts fire and a ground action may start. Draws of the operation: called off by
    /// pressure, ground action; then each post its own.
    pub(super) fn operation_begins(&mut self, operation: OperationId) {
        let Operation { side, adversary, lineage, ref sectors, .. } = self.world.operations[operation.index()];
        let sectors = Few::from_slice(sectors);
        self.operation_is_over(operation);
        let escalation = &self.setup.parameters.escalation;
        let mut stream = self.draw(lineage, Purpose::CalledOff);
        let _by_truce = stream.raw();
        let by_pressure = Chance::draw(&mut stream, escalation.operation_called_off_pressure);
        let row = LogRow::new(Kind::OperationBegins).sector(sectors[0]).by(side).against(adversary);
        let pressure = self.pressure(side);
        if pressure > 0.5 {
            let factors = Factors::Pressure(pressure);
            self.decide_next(|_| Decision::chance(Topic::OperationCalledOff, by_pressure).by(side).factors(factors));
        }
        // Rules that changed on the way may have ended hostility after it was planned.
        if by_pressure.happens() && pressure > 0.5 || self.setup.hostility(side, adversary) <= 0.0 {
            self.log(LogRow { kind: Kind::OperationCalledOff, ..row });
            return;
        }
        let begins = self.log(row);
        for &sector in &sectors {
            let rung = self.world.front(side, adversary, sector).rung.min(5);
            for index in 0..self.setup.sector_posts[sector.index()].len() {
                let post = self.setup.sector_posts[sector.index()][index];
                self.engine.set_cause(begins);
                self.operation_fire(post, side, adversary, rung, lineage);
            }
        }
        self.engine.set_cause(begins);
        let share = self.setup.parameters.escalation.operation_ground_share;
        let ground = Chance::draw(&mut self.draw(lineage, Purpose::OperationGround), share);
        let before = self.engine.logged();
        if ground.happens() && self.ready_rung(side, adversary) == RUNG_MAX {
            // The sectors in their order: the first one in which a ground action is feasible.
            let _ = sectors.iter().any(|&sector| self.ground_action(side, adversary, sector, lineage.child(2)));
        }
        self.decide_since(before, |_| Decision::chance(Topic::GroundAction, ground).by(side));
    }

    /// An operation has begun or was called off: the next one may be planned.
    fn operation_is_over(&mut self, operation: OperationId) {
        let Operation { side, adversary, .. } = self.world.operations[operation.index()];
        self.world.operations[operation.index()].hour = Handle::NONE;
        self.alert_mut(side, adversary).operation_pending = false;
        self.refresh_operations(side, adversary);
    }

    fn operation_fire(&mut self, post: PostId, side: SideId, adversary: SideId, rung: u8, lineage: Lineage) {
        if !self.is_hostile_post(post, side) {
            return;
        }
        let place = self.setup.place(self.setup.post(post).place).lineage;
        let lineage = lineage.child(place.0);
        let share = self.setup.parameters.escalation.operation_fire_share;
        let fires = Chance::draw(&mut self.draw(lineage, Purpose::OperationPost), share);
        if fires.happens() {
            let capped = self.cap_rung(post, rung);
            let act = self.fire_at_will(Kind::OperationFire, post, adversary, capped, lineage);
            self.decide_of_act(act, |_| Decision::chance(Topic::OperationPost, fires).by(side));
        }
    }

    /// A written truce between two sides may call pending operations off.
    pub(super) fn truce_calls_off_operations(&mut self, pair: PairId) {
        let share = self.setup.parameters.escalation.operation_called_off_truce;
        let cause = self.engine.cause();
        for index in 0..self.world.operations.len() {
            self.engine.set_cause(cause);
            let Operation { side, adversary, lineage, hour, .. } = self.world.operations[index];
            if hour == Handle::NONE || self.world.pair_id(side, adversary) != pair {
                continue;
            }
            // The same draw for every truce: an operation that a truce can call off falls to the first one.
            let by_truce = Chance::draw(&mut self.draw(lineage, Purpose::CalledOff), share);
            if by_truce.happens() && self.engine.cancel(hour) {
                self.operation_is_over(OperationId::at(index));
                let sector = self.world.operations[index].sectors[0];
                self.decide_next(|_| Decision::chance(Topic::OperationCalledOff, by_truce).by(side));
                self.log(LogRow::new(Kind::OperationCalledOff).sector(sector).by(side).against(adversary));
            }
        }
    }
}
