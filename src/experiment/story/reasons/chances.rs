//! Chances as sentences: what happened or did not, the number drawn and the probability.

use crate::model::{Chance, Decision, Factors, Kind, LogRow, Topic};

use crate::experiment::story::Story;
use crate::experiment::story::names::rung;
use crate::experiment::story::numbers::{apart, number};

impl Story<'_> {
    pub(super) fn chance_words(&self, decision: &Decision, chance: Chance, row: &LogRow) -> String {
        let happened = chance.happens();
        let side = self.names.side(decision.side);
        let what = match (decision.topic, happened) {
            (Topic::SparkIsCivilian, true) => "It is a quarrel between residents and not armed men who meet".to_owned(),
            (Topic::SparkIsCivilian, false) => {
                "It is armed men who meet and not a quarrel between residents".to_owned()
            }
            (Topic::Accident, true) => "It is an accident".to_owned(),
            (Topic::Accident, false) => "It is no accident".to_owned(),
            (Topic::HuntingGuns, _) => "Hunting guns are fired".to_owned(),
            (Topic::GuardsDrawnIn, _) => "Guards are drawn in".to_owned(),
            (Topic::SettlementLasts, true) => "The settlement is for good".to_owned(),
            (Topic::SettlementLasts, false) => "The settlement is not for good".to_owned(),
            (Topic::OwnRung, true) => {
                format!(
                    "Its rung is that of its order, {}{}",
                    rung(decision.rung),
                    self.order_words(decision.rung, row)
                )
            }
            (Topic::OwnRung, false) => format!(
                "Its rung is drawn from those up to {} of its order{}, each as likely, instead of being that of the order",
                rung(decision.rung),
                self.order_words(decision.rung, row)
            ),
            (Topic::Discretion, _) => format!(
                "The post is under standing orders, rung 2, and goes to {} on its own account",
                rung(decision.rung)
            ),
            (Topic::Damage, _) => match row.kind {
                Kind::PostBurning => "The fire sets the post alight",
                Kind::BridgeBroken => "The fire breaks the bridge",
                Kind::HousesRuined => "The fire ruins houses",
                _ => "The fire damages the post",
            }
            .to_owned(),
            (Topic::RetaliationAccepted, _) => "When it is due it happens".to_owned(),
            (Topic::Answers, _) => "The post that was fired at answers without order".to_owned(),
            (Topic::AnswerAccepted, _) => "Neither talks nor a ceasefire hold the answer back".to_owned(),
            (Topic::Approval, true) => "The rung is approved".to_owned(),
            (Topic::Approval, false) => "The rung is not approved".to_owned(),
            (Topic::OperationSeen, _) => "The preparations are seen".to_owned(),
            (Topic::OperationCalledOff, true) => match decision.factors {
                Factors::Pressure(_) => "The operation is called off under outside pressure",
                _ => "The operation is called off for the ceasefire",
            }
            .to_owned(),
            (Topic::OperationCalledOff, false) => "Outside pressure does not call the operation off".to_owned(),
            (Topic::OperationPost, _) => "The post takes part and fires".to_owned(),
            (Topic::GroundAction, _) => format!("Soldiers of {side} go on the ground"),
            (Topic::AttackerHit, true) => format!("The next to be hit is one of the attackers, {side}"),
            (Topic::AttackerHit, false) => {
                format!("The next to be hit is one of the defenders, {}", self.names.side(decision.adversary))
            }
            (Topic::LossKilled, true) => "The soldier hit is killed".to_owned(),
            (Topic::LossKilled, false) => "The soldier hit is wounded and not killed".to_owned(),
            (Topic::TalksSucceed, true) => "The talks end in an agreement".to_owned(),
            (Topic::TalksSucceed, false) => "The talks end without agreement".to_owned(),
            (Topic::BreachRung | Topic::SpoilerRung, true) => format!("It is at {}", rung(3)),
            (Topic::BreachRung | Topic::SpoilerRung, false) => format!("It is at {} and not at rung 3", rung(2)),
            (topic, true) => format!("Decided: {}: yes", topic.words()),
            (topic, false) => format!("Decided: {}: no", topic.words()),
        };
        format!("{what}: {}{}.", drew(chance), self.factor_words(decision))
    }

    /// What went into a probability.
    pub(super) fn factor_words(&self, decision: &Decision) -> String {
        match decision.factors {
            Factors::None => String::new(),
            Factors::Pressure(pressure) => format!(", at an outside pressure of {}", number(pressure)),
            Factors::Approval { threat, threshold, pressure, talks, truce } => {
                let (threat, threshold) = apart(threat, threshold);
                let mut text =
                    format!(", which follows from a perceived threat of {threat} where the rung needs {threshold}");
                if pressure > 0.0 {
                    text.push_str(&format!(", an outside pressure of {}", number(pressure)));
                }
                if talks {
                    text.push_str(", talks that run");
                }
                if truce {
                    text.push_str(", a ceasefire that stands");
                }
                text
            }
            Factors::Acceptance { day, truce, suppression, fatigue } => {
                let named = [
                    (day, "for the time of day"),
                    (truce, "for talks and a known ceasefire"),
                    (suppression, "for fire on the post"),
                    (fatigue, "for fatigue"),
                ];
                let shown: Vec<String> = named
                    .into_iter()
                    .filter(|(factor, _)| *factor < 0.995)
                    .map(|(factor, why)| format!("{} {why}", number(factor)))
                    .collect();
                if shown.is_empty() { String::new() } else { format!(" ({})", shown.join(" × ")) }
            }
        }
    }
}

/// `drew 0.31, below the probability of 0.62`.
pub(super) fn drew(chance: Chance) -> String {
    let (drawn, probability) = apart(chance.drawn, chance.probability);
    let how = if chance.happens() { "below" } else { "not below" };
    format!("drew {drawn}, {how} the probability of {probability}")
}
