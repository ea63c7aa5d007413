//! The one observer that keeps what a run tells: both logs, decisions and reports, and curves at fixed grid times. It schedules nothing and
//! changes nothing, so a run with it and one without it are the same run.

use crate::engine::{Observer, Time};

use super::border::Border;
use super::curves::{self, Curves};
use super::decision::{Decision, ReportRow};
use super::record::{ClaimRow, LogRow, Watch};
use super::setup::Setup;
use super::tally::is_act;
use super::timeline::{self, Truce};

/// Runs up to this length are sampled every [`FINE_STEP`].
const EPISODE: Time = Time::from_days(30);
const FINE_STEP: Time = Time::from_milliseconds(15 * 60_000);
/// Longer runs get at most about this many grid times, an hour or more apart.
const LONG_POINTS: u64 = 3_000;
const HOUR_MILLISECONDS: u64 = 3_600_000;

/// Everything that a run told.
#[derive(Clone, Debug)]
pub struct Recorder {
    /// Truth log.
    pub rows: Vec<LogRow>,
    /// Claims log.
    pub claims: Vec<ClaimRow>,
    /// Decisions, in the order in which they were told.
    pub decisions: Vec<Decision>,
    /// What commands heard, by time.
    pub reports: Vec<ReportRow>,
    /// Curves.
    pub curves: Curves,
    keeps_logs: bool,
    step: Time,
    next: Time,
    sectors: usize,
    acts: Vec<u32>,
    last_act: Option<u32>,
}

impl Recorder {
    /// An empty recorder for a run up to `horizon`.
    pub fn new(setup: &Setup, horizon: Time) -> Recorder {
        Recorder { keeps_logs: true, ..Recorder::of_curves(setup, step_for(horizon)) }
    }

    /// An empty recorder that keeps curves every `step`, and no logs: for the many runs of a study.
    ///
    /// # Panics
    /// When the step is zero.
    pub fn of_curves(setup: &Setup, step: Time) -> Recorder {
        assert!(step > Time::ZERO, "the step of a time grid is longer than nothing");
        let (sides, sectors) = (setup.sides.len(), setup.sectors.len());
        Recorder {
            rows: Vec::new(),
            claims: Vec::new(),
            decisions: Vec::new(),
            reports: Vec::new(),
            curves: Curves::new(sides, sectors),
            keeps_logs: false,
            step,
            next: Time::ZERO,
            sectors,
            acts: vec![0; sides * sectors],
            last_act: None,
        }
    }

    /// Time between grid times.
    pub fn step(&self) -> Time {
        self.step
    }

    /// The ceasefire attempts in order of their proposal.
    pub fn timeline(&self) -> Vec<Truce> {
        timeline::of_log(&self.rows)
    }
}

/// 15 minutes for an episode, else whole hours so that the grid stays small.
fn step_for(horizon: Time) -> Time {
    if horizon <= EPISODE {
        return FINE_STEP;
    }
    let hours = horizon.milliseconds().div_ceil(HOUR_MILLISECONDS).div_ceil(LONG_POINTS);
    Time::from_milliseconds(hours * HOUR_MILLISECONDS)
}

impl Observer<Border> for Recorder {
    fn clock_passes(&mut self, model: &Border, until: Time) {
        while self.next <= until {
            let values = curves::read(model, self.next, &self.acts, &self.curves.columns);
            self.curves.push(self.next, values);
            self.next = self.next + self.step;
        }
    }
}

impl Watch for Recorder {
    fn logged(&mut self, row: &LogRow) {
        if self.keeps_logs {
            self.rows.push(*row);
        }
        if is_act(row)
            && self.last_act.replace(row.event) != Some(row.event)
            && let (Some(side), Some(sector)) = (row.side, row.sector)
        {
            self.acts[side.index() * self.sectors + sector.index()] += 1;
        }
    }

    fn claimed(&mut self, row: &ClaimRow) {
        if self.keeps_logs {
            self.claims.push(*row);
        }
    }

    fn hears_decisions(&self) -> bool {
        self.keeps_logs
    }

    fn decided(&mut self, decision: &Decision) {
        self.decisions.push(*decision);
    }

    fn reported(&mut self, row: &ReportRow) {
        self.reports.push(*row);
    }

    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grids_are_fine_for_episodes_and_small_for_decades() {
        assert_eq!(step_for(Time::from_days(7)), FINE_STEP);
        assert_eq!(step_for(Time::from_days(30)), FINE_STEP);
        for days in [31, 365, 20 * 366, 1000 * 366] {
            let step = step_for(Time::from_days(days));
            assert!(Time::from_days(days).milliseconds() / step.milliseconds() <= LONG_POINTS, "{days} days");
            assert_eq!(step.milliseconds() % HOUR_MILLISECONDS, 0);
        }
    }
}
