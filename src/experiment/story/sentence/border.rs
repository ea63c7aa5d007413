//! Commands, and what posts do on the ground.

use crate::experiment::words;
use crate::model::{Kind, LogRow};

use super::Telling;
use crate::experiment::story::names;

impl Telling<'_> {
    pub(super) fn command(&self, row: &LogRow) -> String {
        let (side, other) = (self.names.side(row.side), self.names.side(row.target_side));
        let (rung, sector) = (names::rung(row.rung), self.names.in_sector(row.sector));
        match row.kind {
            Kind::ReviewCalled => {
                format!("the command of {side} begins to review whether to authorise {rung} against {other}{sector}")
            }
            Kind::RungAuthorised => format!("the command of {side} authorises {rung} against {other}{sector}"),
            Kind::RungRefused => format!("the command of {side} refuses {rung} against {other}{sector}"),
            Kind::StepDown => format!("the command of {side} steps down to {rung} against {other}{sector}"),
            Kind::OrderReceived => {
                let post = self.names.place_of(row.place, row.side);
                format!("an order against {other}, up to {rung}, reaches {post}")
            }
            Kind::FrontAlert => format!(
                "{side} puts its whole front against {other} on alert, after its command went to rung 4 or above{sector}"
            ),
            Kind::AlertLapses => format!("the alert of {side} against {other} lapses"),
            Kind::OperationPlanned => {
                let more = match row.count {
                    0 | 1 => String::new(),
                    count => format!(" and {}", words::number_of(count as usize - 1, "other sector", "other sectors")),
                };
                format!("{side} plans an operation against {other}{sector}{more}")
            }
            Kind::OperationSeen => format!("{other} sees preparations of {side} for an operation{sector}"),
            Kind::OperationCalledOff => format!("{side} calls off its operation against {other}{sector}"),
            Kind::OperationBegins => format!("an operation of {side} against {other} begins{sector}"),
            _ => row.kind.words().to_owned(),
        }
    }

    pub(super) fn ground(&self, row: &LogRow) -> String {
        let (side, other) = (self.names.side(row.side), self.names.side(row.target_side));
        let (soldiers, sector) = (names::soldiers(row.count), self.names.in_sector(row.sector));
        let (place, of_other) = (self.names.place(row.place), self.names.place_of(row.place, row.target_side));
        match row.kind {
            Kind::ReinforcementSent => format!("{side} sends {soldiers} to {}", self.names.sector(row.sector)),
            Kind::ReinforcementArrives => {
                let arrive = if row.count == 1 { "arrives" } else { "arrive" };
                format!("{} of {side} {arrive}{sector}", soldiers)
            }
            Kind::HeavyStockLow => format!("heavy ammunition of {side} runs low{sector}, and more is ordered"),
            Kind::Resupplied => format!("heavy ammunition of {side} arrives{sector}"),
            Kind::AssaultBegins => {
                let begin = if row.count == 1 { "begins" } else { "begin" };
                format!("{soldiers} of {side} {begin} an assault on {of_other}{}", self.harm())
            }
            Kind::AssaultLoss => format!("in the assault on {place}{}", self.harm()),
            Kind::AssaultBrokenOff => format!("{side} breaks off the assault on {of_other}"),
            Kind::PostSeized => format!("{side} seizes {place} from {other}; {soldiers} stay in it"),
            Kind::PostRetaken => format!("{side} retakes {place} from {other}; {soldiers} stay in it"),
            Kind::PostHandedBack => format!("{side} hands {place} back to {other}"),
            Kind::CaptivesTaken => {
                let are = if row.count == 1 { "is" } else { "are" };
                format!("{soldiers} of {other} {are} taken captive by {side} at {place}")
            }
            Kind::CaptivesReturned => {
                let captives = words::number_of(row.count as usize, "captive", "captives");
                format!("{side} returns {captives} to {other}")
            }
            Kind::ForcesWithdrawn => format!("{side} withdraws {soldiers} who were sent to the border"),
            Kind::VillageEntered => {
                let people = names::people(row.count);
                format!("soldiers of {side} enter {of_other}, with {people} in it{}", self.harm())
            }
            Kind::HousesBurnt => {
                let burn = if row.count == 1 { "burns" } else { "burn" };
                format!("{} {burn} in {of_other}, which soldiers of {side} hold", names::houses(row.count))
            }
            Kind::VillageLeft => format!("soldiers of {side} leave {of_other}"),
            _ => row.kind.words().to_owned(),
        }
    }
}
