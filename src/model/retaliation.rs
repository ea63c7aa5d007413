//! Submodel 4, retaliation: how one act brings forth others.
//!
//! Variant `hawkes`: K ~ Poisson(n g_r / mean d) offspring on the acting side (n_self) and on the side hit
//! (n_cross H); delay Exp(fast) or Exp(slow); accepted when its time comes with
//! d(t) × truce effect × exp(-suppression) × (1 - 0.5 fatigue). n g is the mean over a day for a post that does not
//! answer. `response_curve` and `deterrence` change only how many offspring the side hit has, and how large they are.
//! `constant` is a null model to hold them against: after an act, whatever its rung and harm, one more follows with a
//! constant probability, by either side alike, after an exponential delay. The day, truces, suppression and fatigue do not
//! hold it back; a settlement still calls off what follows low acts, and rungs, targets and answers in kind are as ever.

use serde::{Deserialize, Serialize};

use super::decision::{Chance, Decision, Draw, Factors, Topic};
use super::event::{Event, events};
use super::geometry::Position;
use super::ids::{ActId, OffspringId, PostId, SectorId, SideId};
use super::incident::Shot;
use super::kind::Kind;
use super::purpose::Purpose;
use super::record::Watch;
use super::setup::RetaliationVariant;
use super::step::Step;
use super::target::{Target, choose, range_km};
use super::world::Act;
use crate::engine::{Handle, Lineage};

/// An offspring act that waits for its time.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Offspring {
    /// Its parent.
    pub parent: ActId,
    /// Who will act.
    pub side: SideId,
    /// Against whom.
    pub adversary: SideId,
    /// Where.
    pub sector: SectorId,
    /// Root of its draws.
    pub lineage: Lineage,
    /// It happens when this uniform number is below the acceptance of the moment.
    pub acceptance: f64,
    /// Rung fixed by the variant, 0 for the order in force.
    pub rung: u8,
    /// The pending event; [`Handle::NONE`] marks a free slot.
    pub handle: Handle,
}

/// Which offspring of an act are born.
#[derive(Clone, Copy, Debug)]
struct Brood {
    side: SideId,
    adversary: SideId,
    count: u64,
    first_index: u64,
    rung: u8,
}

events! {
    /// Events of retaliation.
    RetaliationEvent {
        /// An offspring act is due.
        Due { offspring: OffspringId } = 300,
        /// A post under fire answers the post that fired.
        Answer { post: PostId, act: ActId } = 301,
    }
}

/// Probability with which a retaliation that is due happens, by its factors.
#[derive(Clone, Copy, Debug)]
struct Acceptance {
    day: f64,
    truce: f64,
    suppression: f64,
    fatigue: f64,
}

impl Acceptance {
    fn certain() -> Acceptance {
        Acceptance { day: 1.0, truce: 1.0, suppression: 1.0, fatigue: 1.0 }
    }

    #[inline]
    fn probability(self) -> f64 {
        self.day * self.truce * self.suppression * self.fatigue
    }

    fn told(self, drawn: f64) -> Decision {
        let Acceptance { day, truce, suppression, fatigue } = self;
        let factors = Factors::Acceptance { day, truce, suppression, fatigue };
        let chance = Chance { probability: self.probability().min(1.0), drawn };
        Decision::chance(Topic::RetaliationAccepted, chance).factors(factors)
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn retaliation_event(&mut self, event: RetaliationEvent) {
        match event {
            RetaliationEvent::Due { offspring } => self.offspring_due(offspring),
            RetaliationEvent::Answer { post, act } => self.answer(post, act),
        }
    }

    /// Draws the offspring of an act on both sides. Draws: own count, other side's count, whether it holds its fire.
    pub(super) fn bear_offspring(&mut self, act: ActId) {
        let Act { side, adversary, rung, lineage, accident, .. } = self.world.acts[act.index()];
        if accident && !self.accident_misread(lineage).happens() {
            return;
        }
        let retaliation = &self.setup.parameters.retaliation;
        let growth = retaliation.growth(rung) / self.setup.day_cycle_mean();
        let own_hostility = self.setup.hostility(side, adversary);
        let own = if own_hostility > 0.0 { retaliation.n_self * growth } else { 0.0 };
        let cross = retaliation.n_cross * self.setup.hostility(adversary, side) * growth;
        let mut stream = self.draw(lineage, Purpose::OffspringCount);
        let (own_unit, cross_unit, holds_unit) = (stream.unit(), stream.unit(), stream.unit());
        let count = crate::engine::samplers::poisson;
        let (own_count, cross_count, reply_rung) = match self.setup.retaliation {
            RetaliationVariant::Hawkes => (count(own_unit, own), count(cross_unit, cross), 0),
            RetaliationVariant::ResponseCurve => {
                let reply = retaliation.response_slope * f64::from(rung);
                let size = libm::round(reply + holds_unit - 0.5).clamp(2.0, 6.0) as u8;
                let mean = (reply / f64::from(size)).min(1.0) * self.setup.hostility(adversary, side);
                (0, count(cross_unit, mean / self.setup.day_cycle_mean()), size)
            }
            RetaliationVariant::Deterrence => {
                let holds =
                    retaliation.deterrence_share + retaliation.deterrence_slope * f64::from(rung.saturating_sub(2));
                // Those who do not hold their fire reply with the mean that the share at rung 2 leaves over.
                let mean = cross / (1.0 - retaliation.deterrence_share).max(0.05);
                let replies = if holds_unit < holds { 0 } else { count(cross_unit, mean) };
                (count(own_unit, own), replies, 0)
            }
            RetaliationVariant::Constant => {
                let goes_on = u64::from(own_unit < retaliation.constant_share);
                let (may, other_may) = (own_hostility > 0.0, self.setup.hostility(adversary, side) > 0.0);
                let own = may && (holds_unit < 0.5 || !other_may);
                (goes_on * u64::from(own), goes_on * u64::from(!own && other_may), 0)
            }
        };
        if self.is_heard() {
            let means = [(own, own_count), (cross, cross_count)];
            self.tell_births(act, means, Chance { probability: retaliation.constant_share, drawn: own_unit });
        }
        self.bear(act, Brood { side, adversary, count: own_count, first_index: 0, rung: 0 });
        let other =
            Brood { side: adversary, adversary: side, count: cross_count, first_index: 1 << 20, rung: reply_rung };
        self.bear(act, other);
    }

    /// Tells how many acts each side was to follow with, beside the mean before a variant changed it.
    #[cold]
    fn tell_births(&mut self, act: ActId, [own, cross]: [(f64, u64); 2], goes_on: Chance) {
        let Act { side, adversary, .. } = self.world.acts[act.index()];
        if self.setup.retaliation == RetaliationVariant::Constant {
            return self.decide(|_| Decision::chance(Topic::GoesOn, goes_on));
        }
        for ((side, adversary), (mean, count)) in [((side, adversary), own), ((adversary, side), cross)] {
            let draw = Draw::Count { mean, count: count as u32 };
            self.decide(|_| Decision::new(Topic::Offspring, draw).by(side).against(adversary));
        }
    }

    fn bear(&mut self, act: ActId, brood: Brood) {
        let Act { lineage, sector, .. } = self.world.acts[act.index()];
        let retaliation = &self.setup.parameters.retaliation;
        for index in 0..brood.count {
            let lineage = lineage.child(brood.first_index + index);
            // Draws of a birth: fast or slow, delay, acceptance, sector.
            let mut stream = self.draw(lineage, Purpose::OffspringBirth);
            let fast = stream.bernoulli(retaliation.fast_share);
            let mean = match self.setup.retaliation {
                RetaliationVariant::Constant => retaliation.constant_hours_mean,
                _ if fast => retaliation.fast_hours_mean,
                _ => retaliation.slow_hours_mean,
            };
            let delay = stream.exponential(mean);
            let acceptance = stream.unit();
            let sector = self.moved_sector(sector, stream.unit());
            let offspring = Offspring {
                parent: act,
                side: brood.side,
                adversary: brood.adversary,
                sector,
                lineage,
                acceptance,
                rung: brood.rung,
                handle: Handle::NONE,
            };
            let id = self.keep_offspring(offspring);
            self.decide(|step| Decision::mean(Topic::RetaliationDelay, step.now(), delay, mean).by(brood.side));
            let handle = self.after_hours(delay, Event::Retaliation(RetaliationEvent::Due { offspring: id }));
            self.world.offspring[id.index()].handle = handle;
        }
    }

    fn keep_offspring(&mut self, offspring: Offspring) -> OffspringId {
        if let Some(id) = self.world.free_offspring.pop() {
            self.world.offspring[id.index()] = offspring;
            return id;
        }
        self.world.offspring.push(offspring);
        OffspringId::at(self.world.offspring.len() - 1)
    }

    /// The sector of an offspring: another one with probability `moves_share` × its weight, else the parent's.
    fn moved_sector(&self, sector: SectorId, unit: f64) -> SectorId {
        let share = self.setup.parameters.retaliation.moves_share;
        let mut left = unit;
        for other in SectorId::all(self.setup.sectors.len()).filter(|&other| other != sector) {
            left -= share * self.setup.weight(sector, other);
            if left < 0.0 {
                return other;
            }
        }
        sector
    }

    fn offspring_due(&mut self, id: OffspringId) {
        let offspring = self.world.offspring[id.index()];
        self.world.offspring[id.index()].handle = Handle::NONE;
        self.world.free_offspring.push(id);
        let Offspring { side, adversary, sector, lineage, .. } = offspring;
        // Rules that changed on the way may have ended hostility after it was born.
        if self.setup.hostility(side, adversary) <= 0.0 {
            return;
        }
        let Act { position, sector: origin, .. } = self.world.acts[offspring.parent.index()];
        let near = if sector == origin { position } else { self.setup.sectors[sector.index()].centre };
        let Some(post) = self.post_near(side, sector, near, lineage) else { return };
        let held_back = self.setup.retaliation != RetaliationVariant::Constant;
        let accepted = if held_back { self.acceptance(post, adversary, sector) } else { Acceptance::certain() };
        if held_back && offspring.acceptance >= accepted.probability() {
            self.decide(|_| accepted.told(offspring.acceptance).by(side).against(adversary).sector(sector));
            return;
        }
        let before = self.engine.logged();
        let drawn = self.draw_rung(post, adversary, lineage);
        if drawn.ground.happens() && drawn.may_go && self.ground_action(side, adversary, sector, lineage) {
            self.decide_since(before, |_| accepted.told(offspring.acceptance).by(side));
            self.decide_since(before, |_| Decision::chance(Topic::GroundAction, drawn.ground).by(side));
            return;
        }
        let rung = if offspring.rung > 0 { self.cap_rung(post, offspring.rung.min(5)) } else { drawn.rung };
        let act = self.fire_at_will(Kind::Fire, post, adversary, rung, lineage);
        self.decide_of_act(act, |_| accepted.told(offspring.acceptance).by(side).against(adversary).sector(sector));
        if offspring.rung == 0 {
            self.tell_rung(act, &drawn);
        }
    }

    /// d(t) × truce effect × exp(-suppression) × (1 - 0.5 fatigue).
    #[inline]
    fn acceptance(&self, post: PostId, adversary: SideId, sector: SectorId) -> Acceptance {
        let side = self.world.posts[post.index()].holder;
        let fatigue = 1.0 - self.setup.parameters.retaliation.fatigue_effect * self.fatigue(side, sector);
        let suppression = libm::exp(-self.suppression(post));
        let day = self.setup.day_cycle(self.now());
        Acceptance { day, truce: self.fire_factor(post, adversary), suppression, fatigue }
    }

    /// A manned post of a side in a sector, near a place: weight exp(-d / 5 km). One draw.
    pub(super) fn post_near(
        &mut self,
        side: SideId,
        sector: SectorId,
        position: Position,
        lineage: Lineage,
    ) -> Option<PostId> {
        let scale = self.setup.parameters.retaliation.place_km;
        let mut manned = self.world.spare.posts.take();
        let posts = self.setup.sector_posts[sector.index()].iter().copied();
        manned.extend(posts.filter(|&post| self.is_hostile_post(post, side)).map(|post| {
            let distance = self.setup.place(self.setup.post(post).place).position.distance_km(position);
            (post, libm::exp(-distance / scale).max(1e-9))
        }));
        let chosen = choose(|| self.draw(lineage, Purpose::OffspringPost).unit(), &manned);
        self.world.spare.posts.give(manned);
        chosen
    }

    /// A settlement calls off what is pending in its sector after acts at rung 2 or lower; injects are no offspring.
    pub(super) fn call_off_low_offspring(&mut self, sector: SectorId) {
        for id in OffspringId::all(self.world.offspring.len()) {
            let Offspring { handle, parent, sector: of, .. } = self.world.offspring[id.index()];
            let low = self.world.acts[parent.index()].rung <= 2;
            if handle != Handle::NONE && of == sector && low && self.engine.cancel(handle) {
                self.world.offspring[id.index()].handle = Handle::NONE;
                self.world.free_offspring.push(id);
            }
        }
    }

    /// A post that was fired at may answer without order. Draws: whether, delay.
    pub(super) fn consider_answer(&mut self, post: PostId, shot: &Shot, act: ActId) {
        let retaliation = &self.setup.parameters.retaliation;
        let mut stream = self.draw(shot.lineage, Purpose::Answer);
        let answers = Chance::draw(&mut stream, retaliation.answer_share);
        let mean = retaliation.answer_minutes_mean / 60.0;
        let hours = stream.exponential(mean);
        let side = self.world.acts[act.index()].side;
        let willing = self.setup.hostility(shot.adversary, side) > 0.0;
        if answers.happens() && willing && !self.world.acts[act.index()].accident {
            let due = self.now().plus_hours(hours);
            self.decide(|_| Decision::chance(Topic::Answers, answers).by(shot.adversary).due(due));
            self.decide(|step| Decision::mean(Topic::AnswerDelay, step.now(), hours, mean).by(shot.adversary));
            self.after_hours(hours, Event::Retaliation(RetaliationEvent::Answer { post, act }));
        }
    }

    /// Answers the post that fired, at up to the rung it was hit with, when that post is in range; else at will. Held
    /// back by a truce of which the post has notice, with the acceptance drawn here.
    fn answer(&mut self, post: PostId, act: ActId) {
        let Act { side, adversary, lineage, rung, event, .. } = self.world.acts[act.index()];
        let state = &self.world.posts[post.index()];
        if state.crew == 0 || state.holder != adversary || self.setup.hostility(adversary, side) <= 0.0 {
            return;
        }
        let lineage = lineage.child(1 << 21);
        let drawn = self.draw(lineage, Purpose::OffspringBirth).unit();
        let accepted = Chance { probability: self.fire_factor(post, side), drawn };
        if drawn >= accepted.probability {
            self.decide(|_| Decision::chance(Topic::AnswerAccepted, accepted).by(adversary));
            return;
        }
        self.engine.set_cause(event);
        let rung = self.cap_rung(post, rung.min(5));
        let near = &self.setup.post(post).near;
        let back = near.iter().find_map(|near| match near.what {
            super::setup::Near::Post(other)
                if near.distance_km <= range_km(rung) && self.world.acts[act.index()].post == Some(other) =>
            {
                Some(other)
            }
            _ => None,
        });
        let act = match back.filter(|&other| self.is_hostile_post(other, side)) {
            Some(other) => {
                let target = Target::Post(other);
                Some(self.fire(Shot { kind: Kind::AnswerInKind, post, adversary: side, target, rung, lineage }))
            }
            None => self.fire_at_will(Kind::AnswerInKind, post, side, rung, lineage),
        };
        self.decide_of_act(act, |_| Decision::chance(Topic::AnswerAccepted, accepted).by(adversary));
    }
}
