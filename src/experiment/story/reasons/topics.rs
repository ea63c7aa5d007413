//! Decisions as sentences.

use crate::experiment::words;
use crate::model::ids::PlaceId;
use crate::model::{Decision, Draw, Kind, LogRow, Topic, Typical};

use super::chances::drew;
use super::{Reason, Source};
use crate::experiment::story::Story;
use crate::experiment::story::names::{self, rung};
use crate::experiment::story::numbers::{apart, number, span};

/// Natural logarithm of 2: half of exponential times are below this times their mean.
const HALF: f64 = std::f64::consts::LN_2;

impl Story<'_> {
    /// What was decided for an event: what was waited for, then what was drawn for it at once.
    pub(super) fn decisions_behind(&self, row: &LogRow) -> Vec<Reason> {
        let waited = self.index.wake(row.cause).filter(|&position| {
            let decision = &self.recorder.decisions[position];
            decision.time <= row.time && waits_for(decision, row)
        });
        let mut all: Vec<usize> = waited.collect();
        if let (Kind::FirstDepartures, Some(village)) = (row.kind, row.place) {
            // Of several looks at the threat, the last before the first left.
            let before = |position: &usize| self.recorder.decisions[*position].time <= row.time;
            all.extend(self.index.leaving(village).take_while(before).last());
        }
        let mut at_once: Vec<usize> = self.index.of_event(row.event).collect();
        at_once.sort_by_key(|&position| rank(self.recorder.decisions[position].topic));
        all.extend(at_once);
        let told = all.into_iter().filter_map(|position| {
            let decision = &self.recorder.decisions[position];
            let text = self.decision_words(decision, row)?;
            Some(Reason { text, source: Source::Decision(self.decision_source(decision)) })
        });
        told.collect()
    }

    /// A decision in the words of the event that came of it; None where they would add nothing.
    fn decision_words(&self, decision: &Decision, row: &LogRow) -> Option<String> {
        Some(match decision.draw {
            // What is certain decides nothing.
            Draw::Chance(chance) if chance.probability >= 1.0 => return None,
            Draw::Chance(chance) => self.chance_words(decision, chance, row),
            Draw::Delay { hours, typical_hours, typical } => {
                let half = if typical == Typical::Mean { typical_hours * HALF } else { typical_hours };
                self.delay_words(decision, &span(hours), &span(half), row)
            }
            Draw::Above { value, threshold } | Draw::Below { value, threshold } => {
                return self.threshold_words(decision, value, threshold, row);
            }
            Draw::Count { mean, count } => count_words(decision, &self.names.side(decision.side), mean, count)?,
            Draw::Part { of, probability, count } => part_words(decision, of, probability, count, row)?,
            Draw::Choice { share, of } => self.choice_words(decision, share, of)?,
            Draw::Factor { value } if row.harm.killed() + row.harm.wounded() > 0 => {
                format!("The harm factor drawn for the act is {}; its mean is near 1.", number(value))
            }
            Draw::Factor { .. } => return None,
            Draw::Hazard { rate_per_hour, .. } => self.hazard_words(decision, rate_per_hour, row),
        })
    }

    fn delay_words(&self, decision: &Decision, took: &str, half: &str, row: &LogRow) -> String {
        let (what, such) = match decision.topic {
            Topic::Fading => ("The grievance lasted", "such grievances fade within"),
            Topic::Repair => ("The repair took", "such repairs take less than"),
            Topic::RetaliationDelay => {
                return format!("It follows #{} after {took}; half of such acts follow within {half}.", row.cause);
            }
            Topic::AnswerDelay => ("The answer came after", "such answers come within"),
            Topic::ReviewLength => ("The review took", "such reviews take less than"),
            Topic::OrderDelay => ("The order took", "such orders arrive within"),
            Topic::StepDown => ("The command waited for", "such waits, with threat that low, are shorter than"),
            Topic::OperationLead => ("The preparations took", "such preparations take less than"),
            Topic::Holding => ("The soldiers stayed for", "such stays are shorter than"),
            Topic::ReinforcementDelay => ("The soldiers took", "such reinforcements arrive within"),
            Topic::ResupplyDelay => ("The ammunition took", "such supplies arrive within"),
            Topic::EvacuationOrder => ("The organisers took", "such orders to leave go out within"),
            Topic::Packing => ("The household packed for", "the households are ready within"),
            Topic::TalksLength => ("The talks took", "the talks through this channel take less than"),
            Topic::NoticeDelay => ("Word took", "the posts hear through this channel within"),
            Topic::TruceLife => {
                return format!(
                    "The ceasefire lived {took} in this sector; with the hazard that it had at its end, half live less than {half}."
                );
            }
            Topic::ThirdPartyDelay => ("The third party took", "the times drawn for it are shorter than"),
            Topic::SpoilerGap => ("The group's chance came after", "such gaps are shorter than"),
            Topic::Death => ("Death came after", "such deaths come within"),
            topic => return format!("Decided: {}: {took}; half are shorter than {half}.", topic.words()),
        };
        format!("{what} {took}; half of {such} {half}.")
    }

    fn hazard_words(&self, decision: &Decision, rate_per_hour: f64, row: &LogRow) -> String {
        let rate = number(rate_per_hour);
        let every = match rate_per_hour > 0.0 {
            true => format!("{rate} an hour, or once in {} on average", span(1.0 / rate_per_hour)),
            false => format!("{rate} an hour"),
        };
        match decision.topic {
            Topic::CrowdAct => format!("Crowds that face each other act at a rate of {every}."),
            Topic::Settlement => format!(
                "While a crowd is there and no command has gone beyond rung 2, local officials settle at a rate of {every}."
            ),
            Topic::OperationPlanned => format!("With the rungs in force operations are planned at a rate of {every}."),
            Topic::CounterSeizure => {
                let post = self.names.place(decision.place);
                let order = self.order_at(decision.place, row).filter(|order| order.rung >= 4);
                let order = order.map_or_else(String::new, |order| format!(" (#{})", order.event));
                format!(
                    "{} was fired on from there and has an order at rung 4 or above{order}; such a post goes for the one that \
                     fired at a rate of {every}.",
                    capital(&post)
                )
            }
            Topic::TalksOnset => {
                format!(
                    "Talks began at a rate of {every}, which threat, fatigue, pressure and failed ceasefires raise."
                )
            }
            topic => format!("Decided: {}: at a rate of {every}.", topic.words()),
        }
    }

    /// ` (#512)`: the order that a post acts on, when it came by an order of this rung.
    pub(super) fn order_words(&self, rung: u8, row: &LogRow) -> String {
        let order = self.order_at(row.place, row).filter(|order| order.rung.min(5) == rung);
        order.map_or_else(String::new, |order| format!(" (#{})", order.event))
    }

    /// The last order that reached a post before an event, against the one against whom it acts.
    fn order_at(&self, post: Option<PlaceId>, row: &LogRow) -> Option<&LogRow> {
        let orders = self.index.orders(post?, row.event).map(|event| &self.rows(event)[0]);
        orders.into_iter().find(|order| order.side == row.side && order.target_side == row.target_side)
    }

    fn threshold_words(&self, decision: &Decision, value: f64, threshold: f64, row: &LogRow) -> Option<String> {
        let (value_text, threshold_text) = apart(value, threshold);
        let side = self.names.side(decision.side);
        Some(match decision.topic {
            Topic::Threat => format!(
                "Perceived threat{} is {value_text}, above the {threshold_text} that {} needs.",
                self.names.in_sector(decision.sector),
                rung(decision.rung)
            ),
            Topic::Readiness => format!(
                "It calls for rung {threshold_text}, and in this alert {side} is ready to go to {} at most.",
                rung(decision.rung)
            ),
            Topic::ThreatFell => format!(
                "Perceived threat{} has fallen to {value_text}, below the {threshold_text} under which {} is stepped down.",
                self.names.in_sector(decision.sector),
                rung(decision.rung)
            ),
            Topic::RungCapped => format!(
                "Its weapons or its stock hold it down to {}, where rung {threshold_text} was drawn.",
                rung(decision.rung)
            ),
            Topic::Odds => {
                let soldiers = names::soldiers(value as u32);
                format!(
                    "{soldiers} of {side} are at hand, where an assault on this post needs {}.",
                    number(libm::ceil(threshold))
                )
            }
            Topic::DefendersLeft => format!(
                "{} of {side} are left in it; defenders leave at {} or fewer.",
                names::soldiers(value as u32),
                number(libm::floor(threshold))
            ),
            Topic::AttackersLeft => format!(
                "{} of {side} are left; attackers break off at {} or fewer.",
                names::soldiers(value as u32),
                number(libm::floor(threshold))
            ),
            Topic::VillageThreat if value > threshold || (value == threshold && row.kind == Kind::Alarm) => {
                let what = if row.kind == Kind::Alarm { "people are alarmed" } else { "people are told to leave" };
                format!("Threat at the village is {value_text}, above the {threshold_text} at which {what}.")
            }
            Topic::VillageThreat if row.kind == Kind::Alarm => {
                format!("Threat at the village is {value_text}, at the {threshold_text} at which people are alarmed.")
            }
            Topic::VillageThreat if self.kind(row.cause) == Some(Kind::Inject) => return None,
            Topic::VillageThreat => "It lies beside a village that soldiers have entered.".to_owned(),
            topic => format!("Decided: {}: {value_text}, with a threshold of {threshold_text}.", topic.words()),
        })
    }

    fn choice_words(&self, decision: &Decision, share: f64, of: u32) -> Option<String> {
        let drawn = format!("drawn with probability {}", number(share));
        Some(match decision.topic {
            _ if of <= 1 && decision.topic != Topic::FirstActor => match decision.topic {
                Topic::Target => "Nothing else was in its reach.".to_owned(),
                Topic::Channel => "No other channel was open.".to_owned(),
                Topic::GroundTarget => "It was the only aim within reach.".to_owned(),
                _ => return None,
            },
            Topic::FirstActor if of > 1 => {
                format!("Who acts first is drawn, each of the two as likely: {}.", self.names.side(decision.side))
            }
            Topic::FirstActor => return None,
            Topic::Target => format!("The target was {drawn} among {of} within reach."),
            Topic::GroundTarget => format!("The aim was {drawn} among {of} within reach."),
            Topic::Channel => format!("The channel was {drawn} among {of} that were open."),
            Topic::Form => format!("The form was {drawn}."),
            Topic::BreachPost => format!("The post was {drawn} among {of} of both sides in the sector."),
            topic => format!("Decided: {}: {drawn} among {of}.", topic.words()),
        })
    }

    /// A decision that led to no event at once, in its own words.
    pub(super) fn aftermath_words(&self, decision: &Decision) -> Option<String> {
        let side = self.names.side(decision.side);
        Some(match (decision.topic, decision.draw) {
            (Topic::Offspring, Draw::Count { mean, count }) if mean > 0.0 => {
                let acts = match count {
                    0 => "No act".to_owned(),
                    count => words::number_of(count as usize, "act", "acts"),
                };
                let are = if count > 1 { "are" } else { "is" };
                format!("{acts} of {side} {are} to follow, where the mean is {}.", number(mean))
            }
            (Topic::GoesOn, Draw::Chance(chance)) => {
                let goes = if chance.happens() { "Another act is to follow" } else { "No further act is to follow" };
                format!("{goes}: {}.", drew(chance))
            }
            (Topic::RetaliationAccepted, Draw::Chance(chance)) => {
                let factors = self.factor_words(decision);
                format!("An act of {side} that was due did not happen: {}{factors}.", drew(chance))
            }
            (Topic::AnswerAccepted, Draw::Chance(chance)) => {
                format!("An answer by a post of {side} was held back by talks or a ceasefire: {}.", drew(chance))
            }
            (Topic::ReportSent, Draw::Chance(chance)) => {
                format!("No report of it reached the command of {side}: {}.", drew(chance))
            }
            (Topic::AccidentMisread, Draw::Chance(chance)) if chance.happens() => {
                format!("The accident was taken for an attack: {}.", drew(chance))
            }
            (Topic::AccidentMisread, Draw::Chance(chance)) => {
                format!("The accident was taken for what it was, and not reported: {}.", drew(chance))
            }
            _ => return None,
        })
    }
}

/// Decisions of one event are told as they were made, but for these, which come last and in this order.
fn rank(topic: Topic) -> u8 {
    match topic {
        Topic::GroundTarget => 1,
        Topic::Odds => 2,
        Topic::OwnRung | Topic::Discretion => 3,
        Topic::RungCapped => 4,
        Topic::Target => 5,
        Topic::HarmFactor => 6,
        Topic::Casualties => 7,
        Topic::Killed => 8,
        _ => 0,
    }
}

fn count_words(decision: &Decision, side: &str, mean: f64, count: u32) -> Option<String> {
    let mean = number(mean);
    Some(match decision.topic {
        Topic::Casualties if count == 0 => format!("Nobody was hit, where the mean is {mean}."),
        Topic::Casualties => format!("{} hit, where the mean is {mean}.", were(count)),
        Topic::Injured if count == 0 => return None,
        Topic::Injured => format!("{} hurt on the side of {side}, where the mean is {mean}.", were(count)),
        Topic::RuinedHouses => format!("{} ruined, where the mean is {mean}.", houses(count)),
        Topic::OperationSectors => {
            format!(
                "{} beside the first, where the mean is {mean}.",
                words::number_of(count as usize, "sector", "sectors")
            )
        }
        topic => format!("Decided: {}: {count}, where the mean is {mean}.", topic.words()),
    })
}

fn part_words(decision: &Decision, of: u32, probability: f64, count: u32, row: &LogRow) -> Option<String> {
    let share = number(probability);
    Some(match decision.topic {
        Topic::Killed if row.harm.killed() + row.harm.wounded() == 0 => return None,
        Topic::Killed => format!("Of those hit each is killed with probability {share}; {}.", was(count)),
        Topic::Captured => format!("Of the {of} left each is captured with probability {share}; {}.", was(count)),
        Topic::HousesBurnt => {
            format!("Of {of} empty houses each burns within the hour with probability {share}; {}.", did(count))
        }
        Topic::Leaving => format!(
            "Of {} at home each decides to leave with probability {share}; {}.",
            words::number_of(of as usize, "household", "households"),
            did(count)
        ),
        topic => format!("Decided: {}: {count} of {of}, each with probability {share}.", topic.words()),
    })
}

/// Whether an event is what a decision in the wake of its cause was put off to.
fn waits_for(decision: &Decision, row: &LogRow) -> bool {
    use Kind::*;
    let kinds: &[Kind] = match decision.topic {
        Topic::Fading => &[GrievanceClosed],
        Topic::Repair => &[BridgeRepaired],
        Topic::RetaliationDelay => &[Fire, AssaultBegins, VillageEntered],
        Topic::Answers | Topic::AnswerDelay => &[AnswerInKind],
        Topic::ReviewLength => &[RungAuthorised, RungRefused],
        Topic::OrderDelay => &[OrderReceived],
        Topic::OperationLead => &[OperationBegins, OperationCalledOff],
        Topic::OperationSeen => &[OperationSeen],
        Topic::Holding => &[VillageLeft],
        Topic::ReinforcementDelay => &[ReinforcementArrives],
        Topic::ResupplyDelay => &[Resupplied],
        Topic::EvacuationOrder => &[EvacuationOrdered],
        Topic::TalksLength => &[TruceAgreed, TalksFailed],
        Topic::NoticeDelay => &[TruceNotice],
        Topic::ThirdPartyDelay => &[ThirdPartyCall, SummitHeld, MediationBegins, MonitorsArrive],
        Topic::Death => &[DiedOfWounds],
        _ => return false,
    };
    let place = decision.place.is_none() || decision.place == row.place;
    let side = decision.side.is_none() || row.side.is_none() || decision.side == row.side || row.kind == OperationSeen;
    decision.due == Some(row.time) && kinds.contains(&row.kind) && place && side
}

fn were(count: u32) -> String {
    if count == 1 { "1 person was".to_owned() } else { format!("{} people were", words::count(f64::from(count))) }
}

fn houses(count: u32) -> String {
    if count == 1 { "1 house is".to_owned() } else { format!("{} houses are", words::count(f64::from(count))) }
}

fn was(count: u32) -> String {
    match count {
        0 => "none was".to_owned(),
        1 => "1 was".to_owned(),
        count => format!("{} were", words::count(f64::from(count))),
    }
}

fn did(count: u32) -> String {
    match count {
        0 => "none does".to_owned(),
        1 => "1 does".to_owned(),
        count => format!("{} do", words::count(f64::from(count))),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}
