//! Where the decisions and reports of an event stand in what a recorder kept.

use crate::engine::NO_CAUSE;
use crate::model::ids::PlaceId;
use crate::model::{Kind, Recorder, Topic};

/// Positions by event, each list sorted by event and then by position.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    of_event: Vec<(u32, u32)>,
    in_wake: Vec<(u32, u32)>,
    heard: Vec<(u32, u32)>,
    /// Orders by the place that they reached, with their events.
    orders: Vec<(u32, u32)>,
    /// Decisions of households to leave, by the place of their village.
    leaving: Vec<(u32, u32)>,
}

impl Index {
    pub(crate) fn new(recorder: &Recorder) -> Index {
        let mut index = Index::default();
        for (position, decision) in recorder.decisions.iter().enumerate() {
            if let (Topic::Leaving, Some(place)) = (decision.topic, decision.place) {
                index.leaving.push((place.0, position as u32));
            }
            match decision.event {
                Some(event) => index.of_event.push((event, position as u32)),
                None if decision.cause != NO_CAUSE => index.in_wake.push((decision.cause, position as u32)),
                None => {}
            }
        }
        index.heard = recorder.reports.iter().enumerate().map(|(position, row)| (row.cause, position as u32)).collect();
        let orders = recorder.rows.iter().filter(|row| row.kind == Kind::OrderReceived);
        index.orders = orders.filter_map(|row| Some((row.place?.0, row.event))).collect();
        for list in [&mut index.of_event, &mut index.in_wake, &mut index.heard, &mut index.orders, &mut index.leaving] {
            list.sort_unstable();
        }
        index
    }

    /// Decisions of which an event came at once.
    pub(crate) fn of_event(&self, event: u32) -> impl Iterator<Item = usize> + '_ {
        positions(&self.of_event, event)
    }

    /// Decisions in the wake of an event of which none came at once.
    pub(crate) fn wake(&self, event: u32) -> impl Iterator<Item = usize> + '_ {
        positions(&self.in_wake, event)
    }

    /// Orders that reached a place before an event, the last first.
    pub(crate) fn orders(&self, place: PlaceId, before: u32) -> impl Iterator<Item = u32> + '_ {
        let until = self.orders.partition_point(|&entry| entry < (place.0, before));
        self.orders[..until].iter().rev().take_while(move |entry| entry.0 == place.0).map(|entry| entry.1)
    }

    /// Decisions of households of a village to leave.
    pub(crate) fn leaving(&self, village: PlaceId) -> impl Iterator<Item = usize> + '_ {
        positions(&self.leaving, village.0)
    }

    /// What commands heard in the wake of an event.
    pub(crate) fn heard(&self, event: u32) -> impl Iterator<Item = usize> + '_ {
        positions(&self.heard, event)
    }
}

fn positions(list: &[(u32, u32)], event: u32) -> impl Iterator<Item = usize> + '_ {
    let from = list.partition_point(|entry| entry.0 < event);
    list[from..].iter().take_while(move |entry| entry.0 == event).map(|entry| entry.1 as usize)
}
