//! The moments that the slider of a page stops at, and the numbers that stand beside it at each of them.

use super::super::claims::{Subject, offices, statements};
use super::super::run::Run;

/// What an office says before its first statement.
pub const NOTHING: i64 = -1;

/// A row of numbers, one a moment.
#[derive(Clone, Debug)]
pub struct Column {
    /// What is counted, in words.
    pub what: &'static str,
    /// Side that the number speaks of.
    pub side: usize,
    /// Who says so; None for the truth of the run.
    pub claimant: Option<usize>,
    /// Values at the moments; [`NOTHING`] where nothing has been said.
    pub values: Vec<i64>,
}

impl Column {
    /// All of it in words.
    pub fn name(&self, run: &Run) -> String {
        let side = run.side_name(self.side);
        match self.claimant {
            None => format!("{}, {side}, in this run", self.what),
            Some(claimant) => format!("{}, {side}, as {} says", self.what, run.side_name(claimant)),
        }
    }
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
    let subjects: [(&'static str, &[&str], Subject); 3] = [
        ("Killed", &["killed_military", "killed_civilian"], Subject::Killed),
        ("Wounded", &["wounded_military", "wounded_civilian"], Subject::Wounded),
        ("Away from home", &["displaced"], Subject::Away),
    ];
    let mut columns = Vec::new();
    for side in 0..run.setup.sides.len() {
        for (what, metrics, subject) in subjects {
            columns.push(Column { what, side, claimant: None, values: truth(run, side, metrics) });
            for office in offices(run) {
                let statements = statements(run, office, side, subject);
                if !statements.is_empty() {
                    columns.push(Column { what, side, claimant: Some(office), values: said(run, &statements) });
                }
            }
        }
    }
    columns
}

fn truth(run: &Run, side: usize, metrics: &[&str]) -> Vec<i64> {
    let points = run.curve(metrics, side);
    (0..number(run)).map(|moment| points.get(moment).or(points.last()).map_or(0, |point| point.1 as i64)).collect()
}

/// The last statement at each moment.
fn said(run: &Run, statements: &[(f64, u32)]) -> Vec<i64> {
    let mut next = 0;
    (0..number(run))
        .map(|moment| {
            while statements.get(next).is_some_and(|statement| statement.0 <= hours(run, moment)) {
                next += 1;
            }
            next.checked_sub(1).map_or(NOTHING, |last| i64::from(statements[last].1))
        })
        .collect()
}
