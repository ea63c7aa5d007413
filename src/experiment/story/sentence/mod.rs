//! Each event of the truth log as one plain sentence, in the same words for every side.

mod border;
mod fire;
mod people;
mod script;
mod truce;

use crate::model::record::Harm;
use crate::model::setup::Setup;
use crate::model::{Kind, LogRow};

use super::names::{self, Names};
use super::truces::Truces;

/// What a sentence is made from.
pub(super) struct Telling<'a> {
    pub(super) setup: &'a Setup,
    pub(super) names: Names<'a>,
    pub(super) truces: &'a Truces,
    /// The rows of the event.
    pub(super) rows: &'a [LogRow],
    /// Kind of the event that caused it.
    pub(super) cause: Option<Kind>,
}

impl Telling<'_> {
    /// The sentence, with a capital letter and a full stop; empty without a row.
    pub(super) fn sentence(&self) -> String {
        let Some(row) = self.rows.first() else { return String::new() };
        let text = self.words(row);
        let mut letters = text.chars();
        match letters.next() {
            Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
            None => String::new(),
        }
    }

    fn words(&self, row: &LogRow) -> String {
        use Kind::*;
        match row.kind {
            CivilianSpark | ArmedSpark | Inject | CalmRestored | GrievanceOpened | GrievanceClosed | CrowdGathers
            | CrowdDisperses | Settlement | GuardsDrawnIn => self.opening(row),
            ThirdPartyCall | SummitHeld | MediationBegins | MonitorsArrive | ThirdPartyLeaves => self.third_party(row),
            CrowdStones | HuntingGuns | Accident | Fire | AnswerInKind | SpoilerFire | OperationFire | PostDamaged
            | PostBurning | HousesRuined | BridgeBroken | BridgeRepaired | DiedOfWounds => self.fire(row),
            ReviewCalled | RungAuthorised | RungRefused | StepDown | OrderReceived | FrontAlert | AlertLapses
            | OperationPlanned | OperationSeen | OperationCalledOff | OperationBegins => self.command(row),
            ReinforcementSent | ReinforcementArrives | HeavyStockLow | Resupplied | AssaultBegins | AssaultLoss
            | AssaultBrokenOff | PostSeized | PostRetaken | PostHandedBack | CaptivesTaken | CaptivesReturned
            | ForcesWithdrawn | VillageEntered | HousesBurnt | VillageLeft => self.ground(row),
            Alarm | EvacuationOrdered | FirstDepartures | BusWave | FleeOnFoot | Stranded | ShelterFull
            | ReturnBegins | LinkUnderFire | LinkClosed | LinkOpened => self.people(row),
            TruceProposed | TalksFailed | TruceAgreed | TruceNotice | TruceInForce | Breach | TruceSectorCollapsed
            | TruceCollapsed | TruceHeld | TruceSuperseded => self.truce(row),
        }
    }

    /// `: 2 soldiers killed on the side of X; 1 resident wounded on the side of Y`, or nothing.
    fn harm(&self) -> String {
        let told: Vec<String> = self
            .rows
            .iter()
            .filter(|row| row.harm != Harm::default())
            .map(|row| {
                let hurt = names::hurt(&row.harm);
                match row.target_side {
                    Some(_) => format!("{hurt} on the side of {}", self.names.side(row.target_side)),
                    None => hurt,
                }
            })
            .collect();
        if told.is_empty() { String::new() } else { format!(": {}", told.join("; ")) }
    }
}
