//! Submodel 1, spark: where episodes begin.

use super::event::events;
use super::ids::{InjectId, SectorId};
use super::record::Watch;
use super::step::Step;

events! {
    /// Events of the calendar and of sparks.
    SparkEvent {
        /// A spark may occur in a sector; `ordinal` counts the candidates.
        Due { sector: SectorId, ordinal: u32 } = 100,
        /// A scripted event is due.
        Inject { inject: InjectId } = 101,
        /// A new year begins.
        Year { ordinal: u32 } = 102,
        /// Days without an act may have passed.
        CalmCheck {} = 103,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn spark_event(&mut self, _event: SparkEvent) {}
    /// Schedules the calendar at the start.
    pub(super) fn start_calendar(&mut self) {}
}
