//! Hostile acts and what they break.

use crate::experiment::words;
use crate::model::{Kind, LogRow};

use super::Telling;
use crate::experiment::story::names;

impl Telling<'_> {
    pub(super) fn fire(&self, row: &LogRow) -> String {
        let (side, other) = (self.names.side(row.side), self.names.side(row.target_side));
        let place = self.names.place(row.place);
        let by = self.names.place_of(row.place, row.side);
        let rung = names::rung(row.rung);
        match row.kind {
            Kind::CrowdStones => {
                let size = words::count(f64::from(row.count));
                format!(
                    "crowds of {side} and {other}, about {size} people each, throw stones at each other at {place}{}",
                    self.harm()
                )
            }
            Kind::HuntingGuns => {
                format!("hunting guns are fired from the crowd of {side} at that of {other} at {place}{}", self.harm())
            }
            Kind::Accident => {
                format!("without intent, {by} fires towards {} at {rung}{}", self.aim(row), self.harm())
            }
            Kind::Fire => format!("{by} fires at {} at {rung}{}", self.aim(row), self.harm()),
            Kind::AnswerInKind => {
                format!(
                    "without an order, {by} answers the fire on it and fires at {} at {rung}{}",
                    self.aim(row),
                    self.harm()
                )
            }
            Kind::OperationFire => {
                format!("as part of an operation, {by} fires at {} at {rung}{}", self.aim(row), self.harm())
            }
            Kind::SpoilerFire => {
                format!("an armed group outside command opens fire on {other} from near {by}, at {rung}")
            }
            Kind::PostDamaged => format!("{} is damaged", self.names.place_of(row.place, row.target_side)),
            Kind::PostBurning => format!("{} burns", self.names.place_of(row.place, row.target_side)),
            Kind::HousesRuined => {
                let village = self.names.place_of(row.place, row.target_side);
                let are = if row.count == 1 { "is" } else { "are" };
                format!("{} in {village} {are} ruined by fire", names::houses(row.count))
            }
            Kind::BridgeBroken => format!("{place} is broken by fire"),
            Kind::BridgeRepaired => format!("{place} is repaired"),
            Kind::DiedOfWounds if row.harm.killed_military > 0 => format!("a wounded soldier of {other} dies"),
            Kind::DiedOfWounds => {
                format!("a wounded resident of {} dies", self.names.place_of(row.place, row.target_side))
            }
            _ => row.kind.words().to_owned(),
        }
    }

    /// What is shot at: a place, or people on a road.
    fn aim(&self, row: &LogRow) -> String {
        match (row.target, row.link) {
            (None, Some(_)) => {
                format!("people of {} on {}", self.names.side(row.target_side), self.names.road(row.link))
            }
            _ => self.names.target(row.target, row.target_side),
        }
    }
}
