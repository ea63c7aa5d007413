//! The moments that the slider of a page stops at, and the numbers that stand beside it at each of them.

use crate::model::ids::SideId;

use super::super::run::Run;

/// A row of numbers, one a moment.
#[derive(Clone, Debug)]
pub struct Column {
    /// What is counted, in words.
    pub name: String,
    /// The same without the side.
    pub short: String,
    /// Side that the number speaks of.
    pub side: Option<usize>,
    /// Who says so; None for the truth of the run.
    pub claimant: Option<usize>,
    /// Values at the moments.
    pub values: Vec<i64>,
}

/// Number of moments: the grid times of the curves, and the end when it lies beyond the last of them.
pub fn number(run: &Run) -> usize {
    let times = &run.recorder.curves.times;
    let beyond = times.last().is_none_or(|last| last.hours() < run.replication.end_hours - 1e-9);
    times.len() + usize::from(beyond)
}

/// Hours since the start of a moment.
pub fn hours(run: &Run, moment: usize) -> f64 {
    run.recorder.curves.times.get(moment).map_or(run.replication.end_hours, |time| time.hours())
}

/// About `wanted` moments evenly over the run, first and last among them.
pub fn moments(run: &Run, wanted: usize) -> Vec<usize> {
    let last = number(run) - 1;
    let parts = wanted.min(last + 1).max(2) - 1;
    let mut moments: Vec<usize> = (0..=parts).map(|part| part * last / parts).collect();
    moments.dedup();
    moments
}

/// All rows of numbers: side by side, truth before claims.
pub fn columns(run: &Run) -> Vec<Column> {
    let mut columns = Vec::new();
    for side in 0..run.setup.sides.len() {
        let name = run.side_name(side);
        let own = run.setup.sides[side].has_office.then_some(side);
        let mut add = |short: &str, claimant: Option<usize>, points: Vec<(f64, f64)>| {
            let says = claimant
                .map_or_else(|| "in truth".to_string(), |claimant| format!("as {} says", run.side_name(claimant)));
            let values =
                (0..number(run)).map(|moment| points.get(moment).or(points.last()).map_or(0, |point| point.1 as i64));
            columns.push(Column {
                name: format!("{short}, {name}, {says}"),
                short: short.to_string(),
                side: Some(side),
                claimant,
                values: values.collect(),
            });
        };
        add("Killed", None, run.curve(&["killed_military", "killed_civilian"], side));
        for claimant in (0..run.setup.sides.len()).filter(|&claimant| run.setup.sides[claimant].has_office) {
            if claimant == side {
                add("Killed", Some(side), run.curve(&["published_killed"], side));
            } else if let Some(column) = run.recorder.curves.find_claim(SideId::at(claimant), SideId::at(side)) {
                add("Killed", Some(claimant), run.recorder.curves.points(column));
            }
        }
        add("Wounded", None, run.curve(&["wounded_military", "wounded_civilian"], side));
        if own.is_some() {
            add("Wounded", own, run.curve(&["published_wounded"], side));
        }
        add("Away from home", None, run.curve(&["displaced"], side));
        if own.is_some() {
            add("Away from home", own, run.curve(&["displaced_registered"], side));
        }
    }
    columns
}
