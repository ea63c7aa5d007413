//! What decisions are about.

use serde::{Deserialize, Serialize};

/// Declares the topics: variant, stable name, what it is about.
macro_rules! topics {
    ($( $variant:ident, $name:literal, $words:literal; )*) => {
        /// What a decision is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Topic { $( #[doc = concat!("`", $name, "`: ", $words, ".")] $variant ),* }

        impl Topic {
            /// All topics.
            pub const ALL: &[Topic] = &[ $( Topic::$variant ),* ];

            /// Stable name.
            pub const fn name(self) -> &'static str {
                match self { $( Topic::$variant => $name ),* }
            }

            /// What it is about, in plain words.
            pub const fn words(self) -> &'static str {
                match self { $( Topic::$variant => $words ),* }
            }
        }
    };
}

topics! {
    SparkIsCivilian, "spark_is_civilian", "whether a spark is a quarrel between residents";
    FirstActor, "first_actor", "which of two sides acts first";
    Accident, "accident", "whether a shot goes off without intent";
    AccidentMisread, "accident_misread", "whether an accident is taken for an attack";
    CrowdAct, "crowd_act", "when crowds that face each other act";
    Injured, "injured", "how many of a crowd are hurt";
    HuntingGuns, "hunting_guns", "whether hunting guns are fired";
    GuardsDrawnIn, "guards_drawn_in", "whether guards are drawn in";
    Settlement, "settlement", "when local officials settle a quarrel";
    SettlementLasts, "settlement_lasts", "whether a settlement is for good";
    Fading, "fading", "when a grievance fades";
    OwnRung, "own_rung", "whether a post fires at the rung of its order or lower";
    Discretion, "discretion", "whether a post fires beyond its standing orders on its own account";
    RungCapped, "rung_capped", "whether weapons or stock hold a rung down";
    Target, "target", "what a post fires at";
    HarmFactor, "harm_factor", "how harmful an act is for its rung";
    Casualties, "casualties", "how many people an act hits";
    Killed, "killed", "how many of those hit are killed";
    Damage, "damage", "whether fire damages what it hits";
    RuinedHouses, "ruined_houses", "how many houses fire ruins";
    Repair, "repair", "how long a repair takes";
    Offspring, "offspring", "how many acts an act brings forth";
    GoesOn, "goes_on", "whether another act follows";
    RetaliationDelay, "retaliation_delay", "when a retaliation is due";
    RetaliationAccepted, "retaliation_accepted", "whether a retaliation that is due happens";
    Answers, "answers", "whether a post under fire answers without order";
    AnswerDelay, "answer_delay", "when it answers";
    AnswerAccepted, "answer_accepted", "whether talks or a truce hold an answer back";
    ReportSent, "report_sent", "whether a report is sent";
    Threat, "threat", "whether perceived threat calls for a higher rung";
    Readiness, "readiness", "how far a side is ready to go in an alert";
    ReviewLength, "review_length", "how long a review takes";
    Approval, "approval", "whether a rung is authorised";
    OrderDelay, "order_delay", "how long an order takes to a post";
    ThreatFell, "threat_fell", "whether perceived threat is low enough to step down";
    StepDown, "step_down", "how long a command waits before it steps down";
    OperationPlanned, "operation_planned", "when an operation is planned";
    OperationSectors, "operation_sectors", "how many further sectors an operation takes in";
    OperationLead, "operation_lead", "how long an operation is prepared";
    OperationSeen, "operation_seen", "whether preparations are seen";
    OperationCalledOff, "operation_called_off", "whether an operation is called off";
    OperationPost, "operation_post", "whether a post fires in an operation";
    GroundAction, "ground_action", "whether soldiers go on the ground";
    GroundTarget, "ground_target", "which post or village they go for";
    Odds, "odds", "whether there are soldiers enough for an assault";
    CounterSeizure, "counter_seizure", "when a post goes for the post that fired on it";
    AttackerHit, "attacker_hit", "whether the attacker has the next loss";
    LossKilled, "loss_killed", "whether a soldier hit is killed";
    DefendersLeft, "defenders_left", "whether so few defenders are left that they leave";
    AttackersLeft, "attackers_left", "whether so few attackers are left that they break off";
    Captured, "captured", "how many of the defenders are captured";
    Holding, "holding", "how long soldiers hold a village";
    HousesBurnt, "houses_burnt", "how many empty houses burn";
    ReinforcementDelay, "reinforcement_delay", "how long soldiers take to arrive";
    ResupplyDelay, "resupply_delay", "how long ammunition takes to arrive";
    VillageThreat, "village_threat", "whether threat at a village is high enough";
    EvacuationOrder, "evacuation_order", "how long organisers take to order people to leave";
    Leaving, "leaving", "how many households decide to leave";
    Packing, "packing", "how long a household packs";
    TalksOnset, "talks_onset", "when talks begin";
    Channel, "channel", "which channel talks go through";
    TalksLength, "talks_length", "how long talks take";
    TalksSucceed, "talks_succeed", "whether talks end in an agreement";
    Form, "form", "which form an agreement has";
    NoticeDelay, "notice_delay", "how long word of a ceasefire takes to a post";
    TruceLife, "truce_life", "how long a ceasefire lives in a sector";
    BreachPost, "breach_post", "which post breaches a ceasefire";
    BreachRung, "breach_rung", "whether a breach is at rung 3";
    ThirdPartyDelay, "third_party_delay", "how long a third party takes to act";
    SpoilerGap, "spoiler_gap", "when a group outside command fires";
    SpoilerRung, "spoiler_rung", "whether it fires at rung 3";
    Death, "death", "when a wounded person dies";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_have_the_names_by_which_they_are_stored() {
        for topic in Topic::ALL {
            assert_eq!(serde_json::to_string(topic).unwrap(), format!("\"{}\"", topic.name()));
        }
    }
}
