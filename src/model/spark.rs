//! Submodel 1, spark: where episodes begin.
//!
//! Sparks of a sector are a Poisson process with rate = yearly rate × year factor × sector share × d(t) / mean d ×
//! (1 + b season) × min(1, H / 0.9). Candidates come at the highest rate and are thinned; the unit exponential of each
//! candidate and its acceptance are keyed by (sector, ordinal).

use serde::{Deserialize, Serialize};

use super::decision::{Chance, Decision, Draw, Topic};
use super::event::{Event, events};
use super::ids::{InjectId, PostId, SectorId, SideId, SiteId};
use super::kind::Kind;
use super::pool::Few;
use super::purpose::Purpose;
use super::record::{LogRow, Watch};
use super::setup::Setup;
use super::step::Step;
use super::world::Hazard;
use crate::engine::{Draws, Lineage, Time};

/// Spark process of a sector.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SparkState {
    /// Candidates so far.
    pub ordinal: u32,
    /// The next candidate.
    pub candidates: Hazard,
}

impl SparkState {
    pub(super) fn start(setup: &Setup, draws: &Draws, sector: SectorId) -> SparkState {
        let lineage = setup.sectors[sector.index()].lineage.child(0);
        let budget = draws.open(lineage, Purpose::SparkTime as u32).exponential(1.0);
        SparkState { ordinal: 0, candidates: Hazard::new(budget) }
    }
}

events! {
    /// Events of the calendar and of sparks.
    SparkEvent {
        /// A spark may occur in a sector.
        Due { sector: SectorId } = 100,
        /// A scripted event is due.
        Inject { inject: InjectId } = 101,
        /// A new year of the run begins.
        Year { ordinal: u32 } = 102,
        /// Days without an act may have passed.
        CalmCheck {} = 103,
    }
}

const HOURS_PER_YEAR: f64 = 8766.0;

impl<O: Watch> Step<'_, O> {
    pub(super) fn spark_event(&mut self, event: SparkEvent) {
        match event {
            SparkEvent::Due { sector } => self.spark_due(sector),
            SparkEvent::Inject { inject } => self.inject(inject),
            SparkEvent::Year { ordinal } => self.year_begins(ordinal),
            SparkEvent::CalmCheck {} => self.calm_check(),
        }
    }

    /// Schedules the calendar at the start: injects, grievances open from the start, years and sparks.
    pub(super) fn start_calendar(&mut self) {
        for inject in InjectId::all(self.setup.injects.len()) {
            let at = self.setup.injects[inject.index()].at;
            self.at(at, Event::Spark(SparkEvent::Inject { inject }));
        }
        for site in SiteId::all(self.setup.sites.len()) {
            if self.setup.site(site).grievance_open {
                self.engine.set_cause(crate::engine::NO_CAUSE);
                self.open_grievance(site);
            }
        }
        self.engine.set_cause(crate::engine::NO_CAUSE);
        if self.setup.background_sparks {
            self.year_begins(0);
        }
    }

    /// Draws the year's factor, Gamma(shape, mean 1), and rescales the candidates of all sectors.
    fn year_begins(&mut self, ordinal: u32) {
        self.draw_year_factor(ordinal);
        self.after_hours(HOURS_PER_YEAR, Event::Spark(SparkEvent::Year { ordinal: ordinal + 1 }));
        for sector in SectorId::all(self.setup.sectors.len()) {
            self.schedule_candidate(sector);
        }
    }

    fn draw_year_factor(&mut self, ordinal: u32) {
        let shape = self.setup.parameters.spark.year_shape;
        let lineage = Lineage::of_text("year").child(u64::from(ordinal));
        self.world.year_factor = self.draw(lineage, Purpose::Year).gamma(shape, 1.0);
    }

    /// Sparks arise by themselves from now on, or no longer do: a run in which they did not is in its present year, with
    /// the factor that this year would have had. Their candidates are the caller's.
    pub(super) fn years_follow(&mut self) {
        let is_year = |event: &Event| matches!(event, Event::Spark(SparkEvent::Year { .. }));
        if self.engine.agenda().iter().any(|(_, _, event)| is_year(event)) {
            return;
        }
        let ordinal = (self.now().hours() / HOURS_PER_YEAR) as u32;
        self.draw_year_factor(ordinal);
        let next = Time::from_hours(HOURS_PER_YEAR * f64::from(ordinal + 1));
        self.at(next, Event::Spark(SparkEvent::Year { ordinal: ordinal + 1 }));
    }

    /// Rate of candidates per hour: the highest that sparks of the sector can have.
    pub(super) fn candidate_rate(&self, sector: SectorId) -> f64 {
        if !self.setup.background_sparks {
            return 0.0;
        }
        let spark = &self.setup.parameters.spark;
        let yearly = spark.rate_per_year * self.world.year_factor * self.setup.sectors[sector.index()].spark_share;
        // d(t) is at most 1, so the highest rate has d / mean d = 1 / mean d.
        yearly / HOURS_PER_YEAR / self.setup.day_cycle_mean() * (1.0 + spark.season_amplitude)
    }

    pub(super) fn schedule_candidate(&mut self, sector: SectorId) {
        let rate = self.candidate_rate(sector);
        let now = self.now();
        let state = &mut self.world.sparks[sector.index()];
        let delay = state.candidates.set(now, rate, f64::INFINITY);
        let handle = state.candidates.handle;
        let handle = self.move_to(handle, delay, Event::Spark(SparkEvent::Due { sector }));
        self.world.sparks[sector.index()].candidates.handle = handle;
    }

    /// A candidate: draws acceptance and the pair of sides, then kind and details.
    fn spark_due(&mut self, sector: SectorId) {
        let spark = &self.setup.parameters.spark;
        let ordinal = self.world.sparks[sector.index()].ordinal + 1;
        let lineage = self.setup.sectors[sector.index()].lineage.child(u64::from(ordinal));
        let budget = self.draw(lineage, Purpose::SparkTime).exponential(1.0);
        let now = self.now();
        self.world.sparks[sector.index()] =
            SparkState { ordinal, candidates: Hazard { since: now, ..Hazard::new(budget) } };
        self.schedule_candidate(sector);

        let mut stream = self.draw(lineage, Purpose::SparkKind);
        let angle =
            2.0 * std::f64::consts::PI * (self.setup.calendar.day_of_year(now) - spark.season_peak_day) / 365.25;
        let season = (1.0 + spark.season_amplitude * libm::cos(angle)) / (1.0 + spark.season_amplitude);
        let accepted = stream.unit();
        let pair_unit = stream.unit();
        let Some((one, other, hostility)) = self.spark_pair(sector, pair_unit) else { return };
        let scale = (hostility / spark.reference_hostility).min(1.0);
        if accepted >= self.setup.day_cycle(now) * season * scale {
            return;
        }
        let [side, adversary] = self.actor_first([one, other], stream.bernoulli(0.5));
        let civilian = Chance::draw(&mut stream, spark.civilian_share);
        let before = self.engine.logged();
        let neighbours = stream.bernoulli(spark.neighbours_share);
        let site_unit = stream.unit();
        if civilian.happens() {
            self.civilian_spark(sector, side, adversary, neighbours, site_unit, lineage);
        } else if let Some(post) = self.any_post(side, sector, lineage) {
            self.armed_spark(post, adversary, lineage);
        }
        self.decide_since(before, |_| Decision::chance(Topic::SparkIsCivilian, civilian).sector(sector));
        self.decide_since(before, |step| step.first_actor_told(side, adversary));
    }

    /// Which of two sides acts: each as likely, when both are hostile.
    fn first_actor_told(&self, side: SideId, adversary: SideId) -> Decision {
        let both = self.setup.hostility(adversary, side) > 0.0;
        let draw = Draw::Choice { share: if both { 0.5 } else { 1.0 }, of: if both { 2 } else { 1 } };
        Decision::new(Topic::FirstActor, draw).by(side).against(adversary)
    }

    /// An armed spark by script: the actor is drawn, each of two sides as likely.
    pub(super) fn scripted_spark(&mut self, sector: SectorId, lineage: Lineage) {
        let mut stream = self.draw(lineage, Purpose::SparkTime);
        let pair_unit = stream.unit();
        let swapped = stream.bernoulli(0.5);
        let Some((one, other, _)) = self.spark_pair(sector, pair_unit) else { return };
        let [side, adversary] = self.actor_first([one, other], swapped);
        let before = self.engine.logged();
        if let Some(post) = self.any_post(side, sector, lineage) {
            self.armed_spark(post, adversary, lineage);
        }
        self.decide_since(before, |step| step.first_actor_told(side, adversary));
    }

    /// Two sides, the one that acts first: as drawn, but only a side that is hostile to the other can.
    pub(super) fn actor_first(&self, [one, other]: [SideId; 2], swapped: bool) -> [SideId; 2] {
        let hostile = |side, adversary| self.setup.hostility(side, adversary) > 0.0;
        let swapped = if swapped { hostile(other, one) } else { !hostile(one, other) };
        if swapped { [other, one] } else { [one, other] }
    }

    /// A pair of hostile sides that both have villages or posts in the sector, weighted by hostility.
    fn spark_pair(&self, sector: SectorId, unit: f64) -> Option<(SideId, SideId, f64)> {
        let present = |side: SideId| self.setup.is_present(side, sector);
        let mut pairs: Few<(SideId, SideId, f64)> = Few::new();
        for one in self.sides().filter(|&side| present(side)) {
            for other in self.sides().filter(|&side| side > one && present(side)) {
                let hostility = self.setup.hostility(one, other).max(self.setup.hostility(other, one));
                if hostility > 0.0 {
                    pairs.push((one, other, hostility));
                }
            }
        }
        let weights: f64 = pairs.iter().map(|pair| pair.2).sum();
        let mut left = unit * weights;
        for &pair in &pairs {
            left -= pair.2;
            if left < 0.0 {
                return Some(pair);
            }
        }
        pairs.last().copied()
    }

    /// A civilian spark opens a grievance at a site of the sector, or is a quarrel between neighbouring villages.
    fn civilian_spark(
        &mut self,
        sector: SectorId,
        side: SideId,
        adversary: SideId,
        neighbours: bool,
        unit: f64,
        lineage: Lineage,
    ) {
        let sites = &self.setup.sector_sites[sector.index()];
        if !neighbours && !sites.is_empty() {
            let site = sites[((unit * sites.len() as f64) as usize).min(sites.len() - 1)];
            let place = self.setup.site(site).place;
            self.log(LogRow::new(Kind::CivilianSpark).at(place).sector(sector).by(side).against(adversary));
            return self.open_grievance(site);
        }
        let villages = self.setup.sector_villages[sector.index()].iter().copied();
        let own: Few<_> = villages.filter(|&village| self.setup.village(village).side == side).collect();
        if own.is_empty() {
            return;
        }
        let village = own[((unit * own.len() as f64) as usize).min(own.len() - 1)];
        let place = self.setup.village(village).place;
        self.log(LogRow::new(Kind::CivilianSpark).at(place).sector(sector).by(side).against(adversary));
        let people = self.setup.parameters.crowd.quarrel_people;
        self.quarrel(super::quarrel::Quarrel { place, site: None, sides: [side, adversary], people, lineage });
    }

    /// Armed men meet and one fires: by accident or intent, at rung 2, or with intent and on its own account at rung 3.
    pub(super) fn armed_spark(&mut self, post: PostId, adversary: SideId, lineage: Lineage) {
        let share = self.setup.parameters.spark.accident_share;
        let mut stream = self.draw(lineage, Purpose::Accident);
        let accident = Chance::draw(&mut stream, share);
        let beyond = self.discretion(&mut stream, self.order(post, adversary)).filter(|_| !accident.happens());
        let setup = self.setup.post(post);
        let side = self.world.posts[post.index()].holder;
        let sector = self.setup.place(setup.place).sector;
        let row = LogRow::new(Kind::ArmedSpark).at(setup.place).sector(sector).by(side).against(adversary).rung(2);
        self.log(row);
        let kind = if accident.happens() { Kind::Accident } else { Kind::Fire };
        let rung = if beyond.is_some() { self.cap_rung(post, 3) } else { 2 };
        let act = self.fire_at_will(kind, post, adversary, rung, lineage.child(1));
        self.decide_of_act(act, |_| Decision::chance(Topic::Accident, accident).by(side));
        if let Some(beyond) = beyond {
            self.decide_of_act(act, |_| Decision::chance(Topic::Discretion, beyond).rung(3));
        }
    }

    /// A manned post of a side in a sector, each as likely.
    fn any_post(&self, side: SideId, sector: SectorId, lineage: Lineage) -> Option<PostId> {
        let manned = |post: &&PostId| self.is_hostile_post(**post, side);
        let count = self.setup.sector_posts[sector.index()].iter().filter(manned).count();
        if count == 0 {
            return None;
        }
        let index = self.draw(lineage, Purpose::OffspringPost).index(count);
        self.setup.sector_posts[sector.index()].iter().filter(manned).nth(index).copied()
    }

    /// An act has happened: the return to the start after days of calm moves on.
    pub(super) fn calm_is_broken(&mut self) {
        if !self.world.calm_check_pending {
            self.world.calm_check_pending = true;
            let hours = self.setup.parameters.spark.reset_days * 24.0;
            self.after_hours(hours, Event::Spark(SparkEvent::CalmCheck {}));
        }
    }

    /// After days without an act crews, stock, trust, failed truces and unruined homes are back at their start.
    fn calm_check(&mut self) {
        self.world.calm_check_pending = false;
        let hours = self.setup.parameters.spark.reset_days * 24.0;
        let since = self.world.last_act.unwrap_or(Time::ZERO);
        let due = since.plus_hours(hours);
        if due > self.now() {
            self.world.calm_check_pending = true;
            self.at(due, Event::Spark(SparkEvent::CalmCheck {}));
            return;
        }
        self.log(LogRow::new(Kind::CalmRestored));
        self.reset_commands();
        self.reset_soldiers();
        self.calm_restores_trust();
        self.reset_people();
    }
}
