//! Truces as bands of time.

use crate::engine::Time;
use crate::model::LogRow;
use crate::model::ids::SectorId;
use crate::model::tally::is_act;
use crate::model::timeline::{End, Truce};

use super::run::Run;

/// One truce on a time axis, in hours since the start.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    /// Agreed; word spreads until `known`.
    pub agreed: f64,
    /// Known at every post.
    pub known: f64,
    /// End.
    pub end: f64,
    /// Whether it ended by collapse.
    pub collapsed: bool,
}

/// Most collapses of which each is drawn, however short its truce was.
const COLLAPSES_FEW: usize = 12;

/// When truces collapsed that an axis of so many hours shows. In a run over decades truces are too short to be seen, and
/// their ends would hide all else.
pub fn collapses(bands: &[Band], hours: f64) -> impl Iterator<Item = f64> {
    const SEEN: f64 = 0.0013;
    let few = bands.iter().filter(|band| band.collapsed).count() <= COLLAPSES_FEW;
    let seen = move |band: &&Band| band.collapsed && (few || (band.end - band.agreed) / hours >= SEEN);
    bands.iter().filter(seen).map(|band| band.end)
}

/// The truces that covered a sector, or for None any of them.
pub fn bands(run: &Run, sector: Option<SectorId>) -> Vec<Band> {
    let truces = run.truces();
    let covers = |truce: &&Truce| sector.is_none_or(|sector| covers(run, truce, sector));
    truces.iter().filter(covers).filter_map(|truce| band(run, truce, sector)).collect()
}

fn covers(run: &Run, truce: &Truce, sector: SectorId) -> bool {
    let attempt = run.replication.world.attempts.get(truce.attempt.index());
    // Without a scope on record it counts as covering everything.
    attempt.is_none_or(|attempt| attempt.scope.is_empty() || attempt.scope.iter().any(|part| part.sector == sector))
}

fn band(run: &Run, truce: &Truce, sector: Option<SectorId>) -> Option<Band> {
    let agreed = truce.agreed?;
    let here = sector.and_then(|sector| truce.sector_ends.iter().find(|(ended, _)| *ended == sector));
    let (end, collapsed) = match (here, truce.end) {
        (Some((_, time)), _) => (time.hours(), true),
        (None, Some((time, End::Held))) => (quiet_until(run, time, sector), false),
        (None, Some((time, how))) => (time.hours(), how == End::Collapsed),
        (None, None) => (run.hours(), false),
    };
    let known = truce.in_force.map_or(end, Time::hours).min(end);
    Some(Band { agreed: agreed.hours(), known, end, collapsed })
}

/// A truce that has held goes on until somebody fires again.
fn quiet_until(run: &Run, held: Time, sector: Option<SectorId>) -> f64 {
    let fire =
        |row: &&LogRow| row.time > held && row.rung >= 2 && is_act(row) && (sector.is_none() || row.sector == sector);
    run.recorder.rows.iter().find(fire).map_or(run.hours(), |row| row.time.hours())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(agreed: f64, end: f64) -> Band {
        Band { agreed, known: end, end, collapsed: true }
    }

    #[test]
    fn a_short_truce_that_fails_is_seen_where_there_are_few() {
        let held = Band { collapsed: false, ..band(50.0, 300.0) };
        let few = [band(35.35, 35.42), band(41.0, 43.0), held];
        assert_eq!(collapses(&few, 336.0).collect::<Vec<_>>(), [35.42, 43.0]);
        let many = [0.0; 200].map(|_| band(800.0, 820.0));
        assert_eq!(collapses(&many, 175_200.0).count(), 0, "in a run over decades lines would hide all else");
    }
}
