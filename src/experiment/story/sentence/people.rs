//! People of villages, shelters and roads.

use crate::model::evacuation::Closure;
use crate::model::setup::PlaceKind;
use crate::model::{Detail, Kind, LogRow};

use super::Telling;
use crate::experiment::story::names;

impl Telling<'_> {
    pub(super) fn people(&self, row: &LogRow) -> String {
        let (place, people) = (self.names.place_of(row.place, row.side), names::people(row.count));
        let one = row.count == 1;
        match row.kind {
            Kind::Alarm => format!("the {} in {place} {} alarmed", people, if one { "is" } else { "are" }),
            Kind::EvacuationOrdered => {
                format!("the {} in {place} {} told to leave", people, if one { "is" } else { "are" })
            }
            Kind::FirstDepartures => format!("the first {} leave{} {place}", people, if one { "s" } else { "" }),
            Kind::BusWave => format!("a bus leaves {place} with {people}"),
            Kind::FleeOnFoot => format!("{people} flee{} {place} on foot", if one { "s" } else { "" }),
            Kind::Stranded => self.stranded(row),
            Kind::ShelterFull => format!("the shelters of {place} are full, with {people}"),
            Kind::ReturnBegins => {
                format!("people begin to return to {place}; {} {} away", people, if one { "is" } else { "are" })
            }
            Kind::LinkUnderFire => format!("{} comes under fire", self.names.road(row.link)),
            Kind::LinkClosed => format!("{} is closed to civilians{}", self.names.road(row.link), reason(row)),
            Kind::LinkOpened => format!("{} is open to civilians again", self.names.road(row.link)),
            _ => row.kind.words().to_owned(),
        }
    }

    /// Held in a village that soldiers have entered, or without a way on at a place of the road.
    fn stranded(&self, row: &LogRow) -> String {
        let (side, place, people) = (self.names.side(row.side), self.names.place(row.place), names::people(row.count));
        let are = if row.count == 1 { "is" } else { "are" };
        let village = row.place.is_some_and(|place| matches!(self.setup.place(place).kind, PlaceKind::Village(_)));
        if village && self.cause == Some(Kind::VillageEntered) {
            format!("{people} of {side} {are} held in {place}")
        } else {
            format!("{people} of {side} {are} stranded at {place}, with no way on")
        }
    }
}

/// Why a road is closed.
fn reason(row: &LogRow) -> &'static str {
    match row.detail {
        Detail::Closure(Closure::Bridge) => ", as its bridge is broken",
        Detail::Closure(Closure::Crowd) => ", as a crowd blocks it",
        Detail::Closure(Closure::Order) => " by order",
        Detail::Closure(Closure::Crossing) => ", as a high rung is authorised in its sector",
        Detail::Closure(Closure::Control) => ", as soldiers are in a village at its end",
        _ => "",
    }
}
