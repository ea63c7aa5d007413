//! Where two runs with the same draws part: the first row of the truth log in which they differ.

use crate::engine::Time;
use crate::model::{Kind, LogRow, Setup};

use super::correspondence::Correspondence;

/// Which of the two runs of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arm {
    /// The first variant.
    A,
    /// The second variant.
    B,
}

/// The first row of the truth log in which two runs differ. When both have a row there, it is the earlier of the two,
/// that of the first variant when they happen at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parting {
    /// Number of the event.
    pub event: u32,
    /// When.
    pub time: Time,
    /// What.
    pub kind: Kind,
    /// In which run it happens.
    pub arm: Arm,
}

impl Parting {
    fn new(row: &LogRow, arm: Arm) -> Parting {
        Parting { event: row.event, time: row.time, kind: row.kind, arm }
    }
}

/// Where two recorded runs part, with what each of them has there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fork {
    /// The first row in which they differ.
    pub parting: Parting,
    /// Rows before it, the same in both.
    pub rows: usize,
    /// The row of the first run; None when its log ends before.
    pub a: Option<LogRow>,
    /// Of the second.
    pub b: Option<LogRow>,
}

/// Where two truth logs part, each with its setup; None when they are the same to the end.
pub fn fork((setup_a, a): (&Setup, &[LogRow]), (setup_b, b): (&Setup, &[LogRow])) -> Option<Fork> {
    let correspondence = Correspondence::new(setup_a, setup_b);
    let mut follower = Follower::new(a, &correspondence);
    b.iter().for_each(|row| follower.logged(row));
    let parting = follower.finish()?;
    let rows = a.iter().zip(b).take_while(|(a, b)| correspondence.same(a, b)).count();
    Some(Fork { parting, rows, a: a.get(rows).copied(), b: b.get(rows).copied() })
}

/// Follows a run row by row beside the recorded rows of another.
#[derive(Clone, Debug)]
pub(super) struct Follower<'a> {
    rows: &'a [LogRow],
    correspondence: &'a Correspondence,
    next: usize,
    parting: Option<Parting>,
}

impl<'a> Follower<'a> {
    pub(super) fn new(rows: &'a [LogRow], correspondence: &'a Correspondence) -> Follower<'a> {
        Follower { rows, correspondence, next: 0, parting: None }
    }

    /// Follows a run that has had the first rows in common already.
    pub(super) fn after(mut self, rows: usize) -> Follower<'a> {
        self.next = rows;
        self
    }

    /// The run that follows logs a row.
    pub(super) fn logged(&mut self, row: &LogRow) {
        if self.parting.is_some() {
            return;
        }
        self.parting = match self.rows.get(self.next) {
            Some(recorded) if self.correspondence.same(recorded, row) => None,
            Some(recorded) if recorded.time <= row.time => Some(Parting::new(recorded, Arm::A)),
            _ => Some(Parting::new(row, Arm::B)),
        };
        self.next += 1;
    }

    /// Where they part, after the end of the run that follows.
    pub(super) fn finish(self) -> Option<Parting> {
        self.parting.or_else(|| self.rows.get(self.next).map(|row| Parting::new(row, Arm::A)))
    }
}
