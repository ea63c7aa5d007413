//! What the model decides, told to whoever wants to hear it: the draw behind a decision and when it takes effect; and what
//! a command has heard, when, and how far that moved the threat that it perceives.
//!
//! Telling draws nothing and changes nothing. Draws are keyed, so a teller may open a stream again and read what was drawn.

mod topic;

pub use topic::Topic;

use serde::{Deserialize, Serialize};

use crate::engine::{NO_CAUSE, Stream, Time, samplers};

use super::ids::{PlaceId, SectorId, SideId};

/// A chance as it was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chance {
    /// Probability, 0..=1.
    pub probability: f64,
    /// The number drawn, uniform on (0, 1); it happens when this is below the probability.
    pub drawn: f64,
}

impl Chance {
    /// Draws it. One draw, as [`Stream::bernoulli`].
    #[inline]
    pub(super) fn draw(stream: &mut Stream, probability: f64) -> Chance {
        Chance { probability, drawn: stream.unit() }
    }

    /// Whether it happens.
    #[inline]
    pub fn happens(self) -> bool {
        samplers::bernoulli(self.drawn, self.probability)
    }
}

/// Which typical value a delay is told beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Typical {
    /// Half of such delays are shorter.
    Median,
    /// Mean of such delays, which are exponential.
    Mean,
}

/// What was drawn for a decision, or read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Draw {
    /// A value was above a threshold, or at it; nothing was drawn.
    Above {
        /// The value.
        value: f64,
        /// The threshold, in its unit.
        threshold: f64,
    },
    /// A value was below a threshold, or at it; nothing was drawn.
    Below {
        /// The value.
        value: f64,
        /// The threshold, in its unit.
        threshold: f64,
    },
    /// Whether something happens.
    Chance(Chance),
    /// A delay.
    Delay {
        /// As drawn, in hours.
        hours: f64,
        /// Its typical value, in hours.
        typical_hours: f64,
        /// What is typical of it.
        typical: Typical,
    },
    /// A Poisson count.
    Count {
        /// Mean.
        mean: f64,
        /// As drawn.
        count: u32,
    },
    /// How many of a number, each with the same probability.
    Part {
        /// Of how many.
        of: u32,
        /// Probability of each, 0..=1.
        probability: f64,
        /// As drawn.
        count: u32,
    },
    /// One of several.
    Choice {
        /// Probability of the one that was drawn, 0..=1.
        share: f64,
        /// Of how many.
        of: u32,
    },
    /// A factor with mean near 1.
    Factor {
        /// As drawn.
        value: f64,
    },
    /// Something that comes at a rate, which may change before it comes.
    Hazard {
        /// Rate at the moment at which it came, an hour.
        rate_per_hour: f64,
        /// Integrated rate that it waited for: a unit exponential number.
        drawn: f64,
    },
}

/// A choice by weight: the one at `chosen` among those with weight above 0.
pub(super) fn choice(weights: &[f64], chosen: usize) -> Draw {
    let total: f64 = weights.iter().sum();
    let of = weights.iter().filter(|weight| **weight > 0.0).count() as u32;
    Draw::Choice { share: weights[chosen] / total, of }
}

/// What went into the probability of a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factors {
    /// Nothing that is told.
    #[default]
    None,
    /// Approval of a rung.
    Approval {
        /// Perceived threat P.
        threat: f64,
        /// Threshold of the rung.
        threshold: f64,
        /// Outside pressure on the side, 0..=1.
        pressure: f64,
        /// Whether talks run with the adversary.
        talks: bool,
        /// Whether a truce stands in the sector.
        truce: bool,
    },
    /// Acceptance of a retaliation when its time has come.
    Acceptance {
        /// Day cycle, at most 1.
        day: f64,
        /// Factor of talks and of a truce of which the post has notice.
        truce: f64,
        /// exp(-suppression).
        suppression: f64,
        /// 1 less the effect of fatigue.
        fatigue: f64,
    },
    /// Outside pressure on the side that decides, 0..=1.
    Pressure(f64),
}

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// When it was made.
    pub time: Time,
    /// The logged event that came of it at once, if one did.
    pub event: Option<u32>,
    /// The event in whose wake it was made, when no event came of it at once; else [`NO_CAUSE`], as the log has the cause
    /// of `event`.
    pub cause: u32,
    /// When what was decided comes, if it was put off.
    pub due: Option<Time>,
    /// What it is about.
    pub topic: Topic,
    /// Who decides or acts.
    pub side: Option<SideId>,
    /// Against whom.
    pub adversary: Option<SideId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// In which sector.
    pub sector: Option<SectorId>,
    /// Rung that it is about, 0 for none.
    pub rung: u8,
    /// What was drawn.
    pub draw: Draw,
    /// What went into it.
    pub factors: Factors,
}

impl Decision {
    /// A decision of which nothing more is known; time and cause are filled in when it is told.
    pub(super) fn new(topic: Topic, draw: Draw) -> Decision {
        Decision {
            time: Time::ZERO,
            event: None,
            cause: NO_CAUSE,
            due: None,
            topic,
            side: None,
            adversary: None,
            place: None,
            sector: None,
            rung: 0,
            draw,
            factors: Factors::None,
        }
    }

    /// A chance.
    pub(super) fn chance(topic: Topic, chance: Chance) -> Decision {
        Decision::new(topic, Draw::Chance(chance))
    }

    /// A delay from now on with this median.
    pub(super) fn median(topic: Topic, now: Time, hours: f64, typical_hours: f64) -> Decision {
        Decision::new(topic, Draw::Delay { hours, typical_hours, typical: Typical::Median }).due(now.plus_hours(hours))
    }

    /// An exponential delay from now on with this mean.
    pub(super) fn mean(topic: Topic, now: Time, hours: f64, typical_hours: f64) -> Decision {
        Decision::new(topic, Draw::Delay { hours, typical_hours, typical: Typical::Mean }).due(now.plus_hours(hours))
    }

    pub(super) fn due(self, due: Time) -> Decision {
        Decision { due: Some(due), ..self }
    }

    pub(super) fn by(self, side: SideId) -> Decision {
        Decision { side: Some(side), ..self }
    }

    pub(super) fn against(self, adversary: SideId) -> Decision {
        Decision { adversary: Some(adversary), ..self }
    }

    pub(super) fn at(self, place: PlaceId) -> Decision {
        Decision { place: Some(place), ..self }
    }

    pub(super) fn sector(self, sector: SectorId) -> Decision {
        Decision { sector: Some(sector), ..self }
    }

    pub(super) fn rung(self, rung: u8) -> Decision {
        Decision { rung, ..self }
    }

    pub(super) fn factors(self, factors: Factors) -> Decision {
        Decision { factors, ..self }
    }

    /// Whether what was put to a chance happened; true for all that is no chance.
    pub fn happened(&self) -> bool {
        match self.draw {
            Draw::Chance(chance) => chance.happens(),
            _ => true,
        }
    }
}

/// What a command hears of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// A report of a hostile act.
    Act {
        /// Its number in the truth log.
        event: u32,
        /// When it happened.
        happened: Time,
        /// Its rung.
        rung: u8,
        /// The rung that the command takes it for.
        read: u8,
        /// Own dead that the report tells of.
        deaths: u32,
        /// Median delay of such a report, in hours.
        delay_hours_median: f64,
    },
    /// Preparations of an operation.
    Preparations,
    /// Own dead that its office has published.
    Statement,
}

/// What a command has heard, and what it made of it at one of its fronts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportRow {
    /// When the command heard.
    pub time: Time,
    /// Of what.
    pub news: News,
    /// The event in whose wake it heard: the act that a report is about, or what else it hears of.
    pub cause: u32,
    /// Who heard.
    pub side: SideId,
    /// Whom it is about.
    pub adversary: SideId,
    /// Where it happened.
    pub origin: SectorId,
    /// The sector at whose front threat is told.
    pub sector: SectorId,
    /// Perceived threat P there before.
    pub before: f64,
    /// Perceived threat P there after.
    pub after: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chance_happens_below_its_probability() {
        assert!(Chance { probability: 0.5, drawn: 0.499 }.happens());
        assert!(!Chance { probability: 0.5, drawn: 0.5 }.happens());
    }

    #[test]
    fn a_choice_tells_the_share_of_the_chosen_one() {
        assert_eq!(choice(&[1.0, 0.0, 3.0], 2), Draw::Choice { share: 0.75, of: 2 });
    }
}
