//! What each office says, from the claims log: never mixed with the truth of the run.

use crate::model::ClaimRow;
use crate::model::ids::SideId;

use super::run::Run;

/// What a statement speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Killed so far.
    Killed,
    /// Wounded so far.
    Wounded,
    /// Away from home at the moment, as registered; offices speak of their own side only.
    Away,
}

impl Subject {
    fn of(self, claim: &ClaimRow) -> Option<u32> {
        match self {
            Subject::Killed => Some(claim.killed),
            Subject::Wounded => Some(claim.wounded),
            Subject::Away => claim.displaced,
        }
    }
}

/// The statements of an office about a side: hours and value, in order of time.
pub fn statements(run: &Run, claimant: usize, about: usize, subject: Subject) -> Vec<(f64, u32)> {
    let (claimant, about) = (SideId::at(claimant), SideId::at(about));
    let claims = run.recorder.claims.iter().filter(|claim| claim.claimant == claimant && claim.about == about);
    claims.filter_map(|claim| Some((claim.time.hours(), subject.of(claim)?))).collect()
}

/// The same as a stepped line over the whole run; None when the office says nothing.
pub fn line(run: &Run, claimant: usize, about: usize, subject: Subject) -> Option<Vec<(f64, f64)>> {
    let statements = statements(run, claimant, about, subject);
    let last = statements.last()?.1;
    let mut line = vec![(0.0, 0.0)];
    line.extend(statements.into_iter().map(|(hours, value)| (hours, f64::from(value))));
    line.push((run.hours(), f64::from(last)));
    Some(line)
}

/// Sides that have an office.
pub fn offices(run: &Run) -> Vec<usize> {
    (0..run.setup.sides.len()).filter(|&side| run.setup.sides[side].has_office).collect()
}
