//! Submodel 6, escalation: reviews, authorised rungs and orders.
//!
//! P above the threshold of a higher rung calls a review (one pending per front). At its end the candidate is the
//! highest rung then exceeded, approved with logistic(c0 + c1 (P - θ) / θ - c2 pressure - c3 talks), × 0.4 in a truce.
//! While P is below half the threshold of the rung in force, it is stepped down one rung at a time.

use serde::{Deserialize, Serialize};

use super::decision::{Chance, Decision, Draw, Factors, Topic, Typical};
use super::event::{Event, events};
use super::ids::{FrontId, OperationId, PostId, SectorId, SideId};
use super::kind::Kind;
use super::purpose::Purpose;
use super::record::{LogRow, Watch};
use super::setup::{RUNG_MAX, RUNG_STANDING, Setup};
use super::step::Step;
use super::world::Decaying;
use crate::engine::{Draws, Handle, Lineage, Time};

/// State of a front: a side against an adversary in a sector.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Front {
    /// Root of its draws.
    pub lineage: Lineage,
    /// Perceived threat P.
    pub threat: Decaying,
    /// Authorised rung.
    pub rung: u8,
    /// Orders issued so far.
    pub orders: u32,
    /// The pending review.
    pub review: Handle,
    /// Reviews so far.
    pub reviews: u32,
    /// No new review before this moment.
    pub refused_until: Time,
    /// Unit exponential left until the next step down.
    pub step_budget: f64,
    /// From when on it is spent: P is low enough from then on.
    pub step_since: Time,
    /// The pending step down.
    pub step_down: Handle,
    /// Steps down so far.
    pub steps: u32,
    /// Last report of an act at rung 3 or more against the own side here.
    pub last_heavy_report: Option<Time>,
}

impl Front {
    pub(super) fn start(setup: &Setup, draws: &Draws, front: FrontId) -> Front {
        let (sides, sectors) = (setup.sides.len(), setup.sectors.len());
        let pair = front.index() / sectors;
        let side = setup.sides[pair / sides].lineage;
        let adversary = setup.sides[pair % sides].lineage;
        let sector = setup.sectors[front.index() % sectors].lineage;
        let lineage = side.child(adversary.0).child(sector.0);
        Front {
            lineage,
            threat: Decaying::default(),
            rung: RUNG_STANDING,
            orders: 0,
            review: Handle::NONE,
            reviews: 0,
            refused_until: Time::ZERO,
            step_budget: draws.open(lineage.child(0), Purpose::StepDown as u32).exponential(1.0),
            step_since: Time::MAX,
            step_down: Handle::NONE,
            steps: 0,
            last_heavy_report: None,
        }
    }
}

events! {
    /// Events of commands.
    EscalationEvent {
        /// A review ends.
        ReviewEnds { front: FrontId } = 500,
        /// The time after a refusal is over.
        ReviewAllowed { front: FrontId } = 501,
        /// A rung is stepped down.
        StepsDown { front: FrontId } = 502,
        /// An order reaches a post.
        OrderArrives { post: PostId, adversary: SideId, rung: u8, issue: u32 } = 503,
        /// An alert may lapse.
        AlertLapses { side: SideId, adversary: SideId } = 504,
        /// An operation is planned.
        PlanOperation { side: SideId, adversary: SideId } = 505,
        /// Preparations of an operation are seen.
        OperationSeen { operation: OperationId } = 506,
        /// The hour of an operation.
        OperationBegins { operation: OperationId } = 507,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn escalation_event(&mut self, event: EscalationEvent) {
        match event {
            EscalationEvent::ReviewEnds { front } => self.review_ends(front),
            EscalationEvent::ReviewAllowed { front } => self.consider_review(front),
            EscalationEvent::StepsDown { front } => self.steps_down(front),
            EscalationEvent::OrderArrives { post, adversary, rung, issue } => {
                self.order_arrives(post, adversary, rung, issue);
            }
            EscalationEvent::AlertLapses { side, adversary } => self.alert_lapses(side, adversary),
            EscalationEvent::PlanOperation { side, adversary } => self.plan_operation(side, adversary),
            EscalationEvent::OperationSeen { operation } => self.operation_seen(operation),
            EscalationEvent::OperationBegins { operation } => self.operation_begins(operation),
        }
    }

    /// P of a front has jumped.
    pub(super) fn threat_changed(&mut self, front: FrontId) {
        self.consider_review(front);
        self.refresh_step_down(front);
    }

    fn front_threat(&self, front: FrontId) -> f64 {
        let hours = self.setup.parameters.perception.memory_hours;
        self.world.fronts[front.index()].threat.read(self.now(), hours)
    }

    /// Highest rung whose threshold P exceeds, within the side's weapons and as far as it is ready to go; 2 when none is.
    pub(super) fn exceeded_rung(&self, front: FrontId) -> u8 {
        let (side, adversary, _) = self.world.front_parts(front);
        self.called_rung(front).min(self.ready_rung(side, adversary))
    }

    /// The same, however far it is ready to go.
    fn called_rung(&self, front: FrontId) -> u8 {
        let (side, _, _) = self.world.front_parts(front);
        let threat = self.front_threat(front);
        let highest = self.setup.sides[side.index()].weapons_rung.min(RUNG_MAX);
        let exceeded = |rung: &u8| threat > self.setup.parameters.escalation.threshold(*rung);
        (3..=highest).rev().find(exceeded).unwrap_or(RUNG_STANDING)
    }

    pub(super) fn consider_review(&mut self, front: FrontId) {
        let state = &self.world.fronts[front.index()];
        if self.engine.is_pending(state.review) || self.now() < state.refused_until {
            return;
        }
        let wanted = self.exceeded_rung(front);
        if wanted <= state.rung {
            return;
        }
        let (side, adversary, sector) = self.world.front_parts(front);
        let reviews = state.reviews + 1;
        let lineage = state.lineage.child(u64::from(reviews));
        let escalation = &self.setup.parameters.escalation;
        let median = escalation.review_hours_median(wanted);
        let hours = self.draw(lineage, Purpose::Review).lognormal(median, escalation.review_sigma);
        self.decide_next(|step| step.threat_told(Topic::Threat, front, wanted));
        self.tell_readiness(front, wanted);
        self.log(LogRow::new(Kind::ReviewCalled).sector(sector).by(side).against(adversary).rung(wanted));
        self.decide(|step| Decision::median(Topic::ReviewLength, step.now(), hours, median).by(side));
        let review = self.after_hours(hours, Event::Escalation(EscalationEvent::ReviewEnds { front }));
        let state = &mut self.world.fronts[front.index()];
        state.reviews = reviews;
        state.review = review;
    }

    /// Decides on the highest rung then exceeded. Draws: latency (taken at the call), approval.
    fn review_ends(&mut self, front: FrontId) {
        let candidate = self.exceeded_rung(front);
        let state = &self.world.fronts[front.index()];
        if candidate <= state.rung {
            return;
        }
        let mut stream = self.draw(state.lineage.child(u64::from(state.reviews)), Purpose::Review);
        let _latency = stream.raw();
        let approved = Chance::draw(&mut stream, self.approval(front, candidate));
        self.decide_next(|step| step.approval_told(front, candidate, approved));
        if approved.happens() {
            self.authorise(front, candidate);
            self.consider_review(front);
        } else {
            let (side, adversary, sector) = self.world.front_parts(front);
            self.log(LogRow::new(Kind::RungRefused).sector(sector).by(side).against(adversary).rung(candidate));
            let hours = self.setup.parameters.escalation.refusal_hours;
            self.world.fronts[front.index()].refused_until = self.now().plus_hours(hours);
            self.after_hours(hours, Event::Escalation(EscalationEvent::ReviewAllowed { front }));
        }
    }

    /// P of a front beside the threshold of a rung.
    fn threat_told(&self, topic: Topic, front: FrontId, rung: u8) -> Decision {
        let (side, adversary, sector) = self.world.front_parts(front);
        let threshold = self.setup.parameters.escalation.threshold(rung);
        let draw = Draw::Above { value: self.front_threat(front), threshold };
        Decision::new(topic, draw).by(side).against(adversary).sector(sector).rung(rung)
    }

    /// Tells that a rung is the highest that the side is ready for, where P calls for more.
    fn tell_readiness(&mut self, front: FrontId, rung: u8) {
        if self.is_heard() && self.called_rung(front) > rung {
            let (side, adversary, sector) = self.world.front_parts(front);
            let draw = Draw::Below { value: f64::from(rung), threshold: f64::from(self.called_rung(front)) };
            self.decide_next(|_| {
                Decision::new(Topic::Readiness, draw).by(side).against(adversary).sector(sector).rung(rung)
            });
        }
    }

    fn approval_told(&self, front: FrontId, rung: u8, approved: Chance) -> Decision {
        let (side, adversary, sector) = self.world.front_parts(front);
        let factors = Factors::Approval {
            threat: self.front_threat(front),
            threshold: self.setup.parameters.escalation.threshold(rung),
            pressure: self.pressure(side),
            talks: self.talks_run(side, adversary),
            truce: self.truce_in(side, adversary, sector).is_some(),
        };
        Decision { draw: Draw::Chance(approved), ..self.threat_told(Topic::Approval, front, rung) }.factors(factors)
    }

    fn approval(&self, front: FrontId, rung: u8) -> f64 {
        let escalation = &self.setup.parameters.escalation;
        let (side, adversary, sector) = self.world.front_parts(front);
        let threshold = escalation.threshold(rung);
        let talks = f64::from(u8::from(self.talks_run(side, adversary)));
        let logit = escalation.approval_constant
            + escalation.approval_excess * (self.front_threat(front) - threshold) / threshold
            - escalation.approval_pressure * self.pressure(side)
            - escalation.approval_talks * talks;
        let truce = if self.truce_in(side, adversary, sector).is_some() { escalation.approval_truce } else { 1.0 };
        truce / (1.0 + libm::exp(-logit))
    }

    /// Authorises a rung at a front and sends orders to its posts.
    pub(super) fn authorise(&mut self, front: FrontId, rung: u8) {
        let (side, adversary, sector) = self.world.front_parts(front);
        self.world.fronts[front.index()].rung = rung;
        let row = LogRow::new(Kind::RungAuthorised).sector(sector).by(side).against(adversary).rung(rung);
        let authorised = self.log(row);
        self.rung_changed(front);
        if rung >= 4 {
            self.consider_alert(side, adversary, sector);
            self.engine.set_cause(authorised);
        }
    }

    /// Orders go out, crossings follow, step down and operations are reckoned anew.
    pub(super) fn rung_changed(&mut self, front: FrontId) {
        let (side, adversary, _) = self.world.front_parts(front);
        self.send_orders(front);
        self.crossings_follow_rungs();
        self.refresh_step_down(front);
        self.refresh_operations(side, adversary);
    }

    /// Sends the rung in force to every post of the side in the sector, each with its own delay.
    fn send_orders(&mut self, front: FrontId) {
        let (side, adversary, sector) = self.world.front_parts(front);
        self.world.fronts[front.index()].orders += 1;
        let Front { rung, lineage, orders: issue, .. } = self.world.fronts[front.index()];
        let minutes =
            self.setup.parameters.escalation.order_minutes_mean * self.setup.sides[side.index()].order_delay_factor;
        for index in 0..self.setup.sector_posts[sector.index()].len() {
            let post = self.setup.sector_posts[sector.index()][index];
            if self.world.posts[post.index()].holder != side {
                continue;
            }
            let place = self.setup.place(self.setup.post(post).place).lineage;
            let order = lineage.child(1 << 32 | u64::from(issue)).child(place.0);
            let mean = minutes.max(1e-9) / 60.0;
            let hours = self.draw(order, Purpose::Order).exponential(mean);
            self.decide(|step| {
                let place = step.setup.post(post).place;
                Decision::mean(Topic::OrderDelay, step.now(), hours, mean).by(side).against(adversary).at(place)
            });
            self.after_hours(hours, Event::Escalation(EscalationEvent::OrderArrives { post, adversary, rung, issue }));
        }
    }

    /// An order that a later one has overtaken is not followed.
    fn order_arrives(&mut self, post: PostId, adversary: SideId, rung: u8, issue: u32) {
        let at = post.index() * self.setup.sides.len() + adversary.index();
        let side = self.world.posts[post.index()].holder;
        if side == adversary || issue < self.world.order_issues[at] {
            return;
        }
        self.world.order_issues[at] = issue;
        if std::mem::replace(&mut self.world.orders[at], rung) == rung {
            return;
        }
        let place = self.setup.post(post).place;
        let sector = self.setup.place(place).sector;
        self.log(LogRow::new(Kind::OrderReceived).at(place).sector(sector).by(side).against(adversary).rung(rung));
        self.refresh_counter_seizure(post);
    }

    /// Rung of the order that a post acts on; it may be an old one.
    #[inline]
    pub fn order(&self, post: PostId, adversary: SideId) -> u8 {
        self.world.orders[post.index() * self.setup.sides.len() + adversary.index()]
    }

    /// Lowest rung that a step down may reach: 3 on alert.
    fn floor_rung(&self, side: SideId, adversary: SideId) -> u8 {
        if self.alert(side, adversary).on { 3.min(self.setup.sides[side.index()].weapons_rung) } else { RUNG_STANDING }
    }

    /// Reckons the next step down: the hazard runs while P is below half the threshold of the rung in force.
    pub(super) fn refresh_step_down(&mut self, front: FrontId) {
        let now = self.now();
        let until_low = self.hours_until_low(front);
        let mean = self.setup.parameters.escalation.step_down_hours_mean;
        self.spend_step_down(front);
        let state = &mut self.world.fronts[front.index()];
        let delay = until_low.map(|until_low| until_low + state.step_budget * mean);
        state.step_since = until_low.map_or(Time::MAX, |until_low| now.plus_hours(until_low));
        let handle = state.step_down;
        let event = Event::Escalation(EscalationEvent::StepsDown { front });
        self.world.fronts[front.index()].step_down = self.move_to(handle, delay, event);
    }

    /// Hours until P is low enough for a step down, 0 when it is; None when no step down may come.
    pub(super) fn hours_until_low(&self, front: FrontId) -> Option<f64> {
        let (side, adversary, _) = self.world.front_parts(front);
        let rung = self.world.fronts[front.index()].rung;
        (rung > self.floor_rung(side, adversary)).then(|| {
            let escalation = &self.setup.parameters.escalation;
            let (low, threat) = (escalation.step_down_share * escalation.threshold(rung), self.front_threat(front));
            if threat > low { self.setup.parameters.perception.memory_hours * libm::log(threat / low) } else { 0.0 }
        })
    }

    /// Spends what has passed of the wait for a step down.
    fn spend_step_down(&mut self, front: FrontId) {
        let (now, mean) = (self.now(), self.setup.parameters.escalation.step_down_hours_mean);
        let state = &mut self.world.fronts[front.index()];
        state.step_budget = (state.step_budget - now.hours_since(state.step_since) / mean).max(0.0);
    }

    /// The same, before the mean changes: what is spent is spent once.
    pub(super) fn settle_step_down(&mut self, front: FrontId) {
        self.spend_step_down(front);
        let now = self.now();
        let state = &mut self.world.fronts[front.index()];
        state.step_since = state.step_since.max(now);
    }

    /// P of a front beside the threshold below which the rung in force is stepped down.
    fn low_threat_told(&self, front: FrontId) -> Decision {
        let rung = self.world.fronts[front.index()].rung;
        let escalation = &self.setup.parameters.escalation;
        let threshold = escalation.step_down_share * escalation.threshold(rung);
        let draw = Draw::Below { value: self.front_threat(front), threshold };
        Decision { draw, ..self.threat_told(Topic::ThreatFell, front, rung) }
    }

    /// How long P of a front has been low enough, beside the mean of such waits.
    fn step_down_told(&self, front: FrontId) -> Decision {
        let state = &self.world.fronts[front.index()];
        let typical_hours = self.setup.parameters.escalation.step_down_hours_mean;
        let lineage = state.lineage.child(u64::from(state.steps));
        let hours = self.draw(lineage, Purpose::StepDown).exponential(1.0) * typical_hours;
        let draw = Draw::Delay { hours, typical_hours, typical: Typical::Mean };
        Decision { draw, ..self.threat_told(Topic::StepDown, front, state.rung) }
    }

    fn steps_down(&mut self, front: FrontId) {
        let (side, adversary, sector) = self.world.front_parts(front);
        self.decide_next(|step| step.low_threat_told(front));
        self.decide_next(|step| step.step_down_told(front));
        let state = &mut self.world.fronts[front.index()];
        state.steps += 1;
        state.rung -= 1;
        let rung = state.rung;
        let lineage = state.lineage.child(u64::from(state.steps));
        let budget = self.draw(lineage, Purpose::StepDown).exponential(1.0);
        let now = self.now();
        let state = &mut self.world.fronts[front.index()];
        (state.step_budget, state.step_since) = (budget, now);
        self.log(LogRow::new(Kind::StepDown).sector(sector).by(side).against(adversary).rung(rung));
        self.rung_changed(front);
    }

    /// After days of calm every command is back at standing authority without alert.
    pub(super) fn reset_commands(&mut self) {
        for front in FrontId::all(self.world.fronts.len()) {
            if self.world.fronts[front.index()].rung > RUNG_STANDING {
                self.world.fronts[front.index()].rung = RUNG_STANDING;
                self.rung_changed(front);
            }
        }
        for alert in &mut self.world.alerts {
            alert.on = false;
        }
    }

    /// Last act at rung 3 or more in a sector.
    pub(super) fn last_heavy_act(&self, sector: SectorId) -> Option<Time> {
        self.world.last_heavy_acts[sector.index()]
    }
}
