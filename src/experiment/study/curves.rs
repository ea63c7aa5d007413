//! The curves that a study keeps: a few sums and maxima of the curves of a run, on one time grid for all runs.

use std::sync::Arc;

use crate::engine::Time;
use crate::model::curves::METRICS;
use crate::model::{Recorder, Setup};

/// Grid times that a study gets when it does not say.
const USUAL_TIMES: u64 = 168;
const HOUR_MILLISECONDS: u64 = 3_600_000;
const MINUTE_MILLISECONDS: u64 = 60_000;

/// How a series is made from the curves of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesKind {
    /// The sum of all curves of the metrics.
    Sum,
    /// The highest of them.
    Highest,
}

/// A kind of series.
struct Row {
    name: &'static str,
    kind: SeriesKind,
    metrics: &'static [&'static str],
    by_side: bool,
    meaning: &'static str,
}

const ROWS: &[Row] = &[
    Row {
        name: "killed",
        kind: SeriesKind::Sum,
        metrics: &["killed_military", "killed_civilian"],
        by_side: true,
        meaning: "killed of the side so far, in truth",
    },
    Row {
        name: "wounded",
        kind: SeriesKind::Sum,
        metrics: &["wounded_military", "wounded_civilian"],
        by_side: true,
        meaning: "wounded of the side so far, in truth",
    },
    Row {
        name: "published_killed",
        kind: SeriesKind::Sum,
        metrics: &["published_killed"],
        by_side: true,
        meaning: "killed of the side as its own office has published",
    },
    Row {
        name: "displaced",
        kind: SeriesKind::Sum,
        metrics: &["displaced"],
        by_side: true,
        meaning: "people of the side away from home, in truth",
    },
    Row {
        name: "displaced_registered",
        kind: SeriesKind::Sum,
        metrics: &["displaced_registered"],
        by_side: true,
        meaning: "people of the side away from home, as registered by its office",
    },
    Row {
        name: "authorised_rung",
        kind: SeriesKind::Highest,
        metrics: &["authorised_rung"],
        by_side: true,
        meaning: "highest rung that the side's command authorises in any sector",
    },
    Row {
        name: "acts",
        kind: SeriesKind::Sum,
        metrics: &["acts"],
        by_side: true,
        meaning: "hostile acts of the side so far",
    },
    Row {
        name: "queue",
        kind: SeriesKind::Sum,
        metrics: &["queue"],
        by_side: false,
        meaning: "vehicles that queue on roads",
    },
];

/// A curve that a study keeps: whole numbers, never negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What it is of.
    pub metric: &'static str,
    /// Id of the side; None for the whole border.
    pub side: Option<String>,
    /// Unit.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
    kind: SeriesKind,
    metrics: &'static [&'static str],
}

impl Series {
    /// Name as a column: `killed.kg`, `queue`.
    pub fn name(&self) -> String {
        match &self.side {
            Some(side) => format!("{}.{side}", self.metric),
            None => self.metric.to_owned(),
        }
    }

    /// The values of a finished run at the grid times that it reached; None when the scenario has no such side.
    pub fn read(&self, setup: &Setup, recorder: &Recorder) -> Option<Vec<u32>> {
        let side = match &self.side {
            Some(id) => Some(setup.sides.iter().position(|side| side.id == *id)?),
            None => None,
        };
        let curves = &recorder.curves;
        let belongs = |column: &crate::model::curves::Column| {
            self.metrics.contains(&METRICS[column.metric].name) && column.side.map(|side| side.index()) == side
        };
        let columns: Vec<usize> =
            curves.columns.iter().enumerate().filter(|(_, column)| belongs(column)).map(|(index, _)| index).collect();
        let value = |row: usize| {
            let values = columns.iter().map(|&column| curves.value(row, column));
            match self.kind {
                SeriesKind::Sum => values.sum::<f64>() as u32,
                SeriesKind::Highest => values.fold(0.0, f64::max) as u32,
            }
        };
        Some((0..curves.times.len()).map(value).collect())
    }
}

/// The series of all scenarios together, in the order in which they first come.
pub fn series(setups: &[Arc<Setup>]) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    for row in ROWS {
        let unit = METRICS.iter().find(|metric| metric.name == row.metrics[0]).map_or("", |metric| metric.unit);
        let one = |side: Option<String>| Series {
            metric: row.name,
            side,
            unit,
            meaning: row.meaning,
            kind: row.kind,
            metrics: row.metrics,
        };
        if !row.by_side {
            all.push(one(None));
            continue;
        }
        for side in setups.iter().flat_map(|setup| &setup.sides) {
            let fresh = one(Some(side.id.clone()));
            if !all.contains(&fresh) {
                all.push(fresh);
            }
        }
    }
    all
}

/// A step that gives a run of this length about as many grid times as it has hours in a week: an hour for a week, whole
/// hours for longer runs, whole minutes for shorter ones.
pub fn usual_step(horizon: Time) -> Time {
    let wanted = horizon.milliseconds().div_ceil(USUAL_TIMES);
    let unit = if wanted > HOUR_MILLISECONDS { HOUR_MILLISECONDS } else { MINUTE_MILLISECONDS };
    Time::from_milliseconds(wanted.div_ceil(unit).max(1) * unit)
}

/// A time from hours, to the millisecond.
pub fn step_of_hours(hours: f64) -> Time {
    Time::from_milliseconds((hours * HOUR_MILLISECONDS as f64).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grids_suit_their_runs() {
        assert_eq!(usual_step(Time::from_days(7)), Time::from_milliseconds(HOUR_MILLISECONDS));
        assert_eq!(usual_step(Time::from_days(14)), Time::from_milliseconds(2 * HOUR_MILLISECONDS));
        assert_eq!(usual_step(Time::from_days(1)), Time::from_milliseconds(9 * MINUTE_MILLISECONDS));
    }
}
