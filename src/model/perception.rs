//! Submodel 5, perception: reports, and the threat that a command perceives.
//!
//! P of a side against an adversary in a sector decays with `memory_hours` and jumps by
//! (w_r + 1.5 per own death) × weight of the act's sector, when the report arrives. Only acts of the adversary count,
//! never one's own.

use super::decision::{Chance, Decision, News, ReportRow, Topic};
use super::event::{Event, events};
use super::ids::{ActId, SectorId, SideId};
use super::purpose::Purpose;
use super::record::Watch;
use super::step::Step;
use super::world::Act;
use crate::engine::Lineage;

events! {
    /// Events of perception.
    PerceptionEvent {
        /// A report of an act reaches a side's command, read as of a rung.
        Report { act: ActId, side: SideId, rung: u8 } = 400,
    }
}

/// Weights between sectors below this are not felt.
const WEIGHT_FELT: f64 = 1e-3;

impl<O: Watch> Step<'_, O> {
    pub(super) fn perception_event(&mut self, event: PerceptionEvent) {
        let PerceptionEvent::Report { act, side, rung } = event;
        self.report_arrives(act, side, rung);
    }

    /// Sends reports of an act to every command that is hostile to its actor. A crowd act is an act of both crowds.
    pub(super) fn send_reports(&mut self, act: ActId) {
        let Act { side, adversary, rung, lineage, accident, .. } = self.world.acts[act.index()];
        if accident {
            let chance = self.accident_misread(lineage);
            self.decide(|_| Decision::chance(Topic::AccidentMisread, chance));
            if !chance.happens() {
                return;
            }
        }
        for command in self.sides() {
            let about_other = command != side && self.setup.hostility(command, side) > 0.0;
            let about_crowd = rung == 1 && command == side && self.setup.hostility(side, adversary) > 0.0;
            if about_other || about_crowd {
                self.send_report(act, command);
            }
        }
    }

    /// Sends a report to a command. Draws: whether it is sent, delay, misreading, up or down.
    fn send_report(&mut self, act: ActId, command: SideId) {
        let Act { lineage, rung, .. } = self.world.acts[act.index()];
        let perception = &self.setup.parameters.perception;
        let side = &self.setup.sides[command.index()];
        let mut stream = self.draw(lineage.child(side.lineage.0), Purpose::Report);
        let sent = Chance::draw(&mut stream, perception.report_share);
        let minutes = stream.lognormal(perception.report_minutes_median, perception.report_sigma);
        let misread = stream.bernoulli(perception.misread_rung_share);
        let up = stream.bernoulli(0.5);
        let read = match (misread, up) {
            (false, _) => rung,
            (true, true) => (rung + 1).min(6),
            (true, false) => (rung - 1).max(1),
        };
        if sent.happens() {
            let hours = minutes * side.report_delay_factor / 60.0;
            self.after_hours(hours, Event::Perception(PerceptionEvent::Report { act, side: command, rung: read }));
        } else {
            self.decide(|_| Decision::chance(Topic::ReportSent, sent).by(command));
        }
    }

    /// Whether an accident is read as an attack: one draw, the same for reports and for retaliation.
    pub(super) fn accident_misread(&self, lineage: Lineage) -> Chance {
        let share = self.setup.parameters.perception.accident_as_attack_share;
        Chance::draw(&mut self.draw(lineage, Purpose::Misread), share)
    }

    fn report_arrives(&mut self, act: ActId, command: SideId, rung: u8) {
        let act = self.world.acts[act.index()];
        let perception = &self.setup.parameters.perception;
        let crowd_of_own = command == act.side;
        let actor = if crowd_of_own { act.adversary } else { act.side };
        let own_deaths = match command {
            side if side == act.adversary => act.harm.killed(),
            side if side == act.side => act.own_harm.killed(),
            _ => 0,
        };
        let factor = if command == act.adversary || crowd_of_own { 1.0 } else { self.setup.hostility(command, actor) };
        let deaths = perception.weight_per_death * f64::from(own_deaths);
        let jump = (perception.weight(rung) * act.report_factor + deaths) * factor;
        self.deaths_reported(command, own_deaths);
        let side = &self.setup.sides[command.index()];
        let news = News::Act {
            event: act.event,
            happened: act.time,
            rung: act.rung,
            read: rung,
            deaths: own_deaths,
            delay_hours_median: perception.report_minutes_median * side.report_delay_factor / 60.0,
        };
        self.feel_threat(command, actor, act.sector, jump, news);
        if command == act.adversary && rung >= 3 {
            self.consider_evacuation(command, actor, act.sector);
        }
    }

    /// A jump of threat in a sector by some news, felt in the others by distance, or by the alert's share.
    #[inline]
    pub(super) fn feel_threat(&mut self, side: SideId, adversary: SideId, sector: SectorId, jump: f64, news: News) {
        if self.is_heard() {
            self.tell_news(side, adversary, sector, jump, news);
        }
        self.spread_threat(side, adversary, sector, jump);
    }

    fn spread_threat(&mut self, side: SideId, adversary: SideId, sector: SectorId, jump: f64) {
        if jump <= 0.0 {
            return;
        }
        let (now, cause) = (self.now(), self.engine.cause());
        let hours = self.setup.parameters.perception.memory_hours;
        let share = self.alert_share(side, adversary);
        for other in SectorId::all(self.setup.sectors.len()) {
            if let Some(weight) = self.felt_weight(side, sector, other, share) {
                let front = self.world.front_id(side, adversary, other);
                self.world.fronts[front.index()].threat.add(now, hours, jump * weight);
                self.threat_changed(front);
                // A review here is no cause of one there.
                self.engine.set_cause(cause);
            }
        }
        let pair = self.world.pair_id(side, adversary);
        self.refresh_onset(pair);
    }

    /// Share of a jump of threat that an alert carries to every sector, 0 without one.
    #[inline]
    fn alert_share(&self, side: SideId, adversary: SideId) -> f64 {
        let alert = self.world.alerts[side.index() * self.setup.sides.len() + adversary.index()].on;
        if alert { self.setup.parameters.escalation.alert_share } else { 0.0 }
    }

    /// Weight with which a side feels in `other` what happens in `sector`; None where it does not.
    #[inline]
    fn felt_weight(&self, side: SideId, sector: SectorId, other: SectorId, share: f64) -> Option<f64> {
        let weight = self.setup.weight(sector, other).max(share);
        // Where a side has nothing there is nothing to fear for, however far an alert reaches.
        let own = other == sector || self.setup.is_present(side, other);
        (weight > WEIGHT_FELT && own).then_some(weight)
    }

    /// Tells what a command has heard, front by front, before it feels it.
    #[cold]
    fn tell_news(&mut self, side: SideId, adversary: SideId, origin: SectorId, jump: f64, news: News) {
        let (time, cause, share) = (self.now(), self.engine.cause(), self.alert_share(side, adversary));
        for sector in SectorId::all(self.setup.sectors.len()) {
            if let Some(weight) = self.felt_weight(side, origin, sector, share) {
                let before = self.threat(side, adversary, sector);
                let after = before + jump.max(0.0) * weight;
                let row = ReportRow { time, news, cause, side, adversary, origin, sector, before, after };
                self.observer.reported(&row);
            }
        }
    }

    /// Raises P of a side in all sectors by a claim of its own office.
    pub(super) fn raise_threat(&mut self, side: SideId, adversary: SideId, amount: f64) {
        // The office speaks of the whole border; the worst sector carries it, the others feel it by distance.
        let worst = self.most_threatened_sector(side, adversary);
        self.feel_threat(side, adversary, worst, amount, News::Statement);
    }

    /// The sector in which a side perceives most threat from an adversary, of those where it has a post or village.
    pub(super) fn most_threatened_sector(&self, side: SideId, adversary: SideId) -> SectorId {
        SectorId::all(self.setup.sectors.len())
            .filter(|&sector| self.setup.is_present(side, sector))
            .max_by(|&one, &other| {
                let threat = |sector| self.threat(side, adversary, sector);
                // The first of equals, so that the order of sectors decides and nothing else.
                threat(one).total_cmp(&threat(other)).then(other.cmp(&one))
            })
            .unwrap_or(SectorId(0))
    }

    /// Perceived threat P now.
    pub fn threat(&self, side: SideId, adversary: SideId, sector: SectorId) -> f64 {
        let hours = self.setup.parameters.perception.memory_hours;
        self.world.front(side, adversary, sector).threat.read(self.now(), hours)
    }

    /// A heavy act against the own side in a sector that was calm for a day is a new front: organisers react.
    fn consider_evacuation(&mut self, side: SideId, adversary: SideId, sector: SectorId) {
        let now = self.now();
        let calm_hours = self.setup.parameters.escalation.alert_calm_hours;
        let front = self.world.front_id(side, adversary, sector);
        let last = self.world.fronts[front.index()].last_heavy_report.replace(now);
        if last.is_none_or(|last| now.hours_since(last) >= calm_hours) {
            self.order_evacuations(side, sector);
        }
    }
}
