//! The curves of a member that documented points are held against.

use crate::model::ids::SideId;
use crate::model::{Recorder, Setup};

/// A kind of curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurveKind {
    /// Killed of a side, as its own office has published.
    PublishedKilled,
    /// Wounded of a side, as its own office has published.
    PublishedWounded,
    /// People of a side away from home, as registered by its office.
    DisplacedRegistered,
}

impl CurveKind {
    /// All, in the order of the curves of a member.
    pub const ALL: [CurveKind; 3] =
        [CurveKind::PublishedKilled, CurveKind::PublishedWounded, CurveKind::DisplacedRegistered];

    /// Name of the metric of a run.
    pub fn metric(self) -> &'static str {
        match self {
            CurveKind::PublishedKilled => "published_killed",
            CurveKind::PublishedWounded => "published_wounded",
            CurveKind::DisplacedRegistered => "displaced_registered",
        }
    }
}

/// The curve that a documented point of a measure is held against, and the id of its side: published counts against
/// published ones. None for measures without one.
pub fn curve_of_measure(measure: &str) -> Option<(CurveKind, &str)> {
    let (name, side) = measure.rsplit_once('.')?;
    let kind = match name {
        "killed" => CurveKind::PublishedKilled,
        "wounded" => CurveKind::PublishedWounded,
        "displaced_registered" => CurveKind::DisplacedRegistered,
        _ => return None,
    };
    Some((kind, side))
}

/// Curves of one run, on a grid that all members share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberCurves {
    /// Time between grid times, in milliseconds.
    pub step_milliseconds: u64,
    sides: usize,
    /// By kind, then side: values at the grid times.
    values: Vec<Vec<u32>>,
}

impl MemberCurves {
    /// From what a run told.
    pub fn of(setup: &Setup, recorder: &Recorder) -> MemberCurves {
        let sides = setup.sides.len();
        let curve = |(kind, side): (CurveKind, usize)| {
            let column = recorder.curves.find(kind.metric(), Some(SideId::at(side)), None);
            let rows = 0..recorder.curves.times.len();
            column.map_or_else(Vec::new, |column| rows.map(|row| recorder.curves.value(row, column) as u32).collect())
        };
        let all = CurveKind::ALL.into_iter().flat_map(|kind| (0..sides).map(move |side| (kind, side)));
        MemberCurves { step_milliseconds: recorder.step().milliseconds(), sides, values: all.map(curve).collect() }
    }

    /// The values at the grid times.
    pub fn values(&self, kind: CurveKind, side: usize) -> &[u32] {
        &self.values[kind as usize * self.sides + side]
    }

    /// The value at a time in hours since the start, that of the last grid time before; the last one after the end.
    pub fn at(&self, kind: CurveKind, side: usize, hours: f64) -> f64 {
        let values = self.values(kind, side);
        let row = (hours * 3.6e6 / self.step_milliseconds as f64) as usize;
        values.get(row.min(values.len().saturating_sub(1))).copied().map_or(0.0, f64::from)
    }

    /// Sum over sides of a kind.
    pub fn sum(&self, kind: CurveKind) -> Vec<u32> {
        let rows = self.values(kind, 0).len();
        (0..rows).map(|row| (0..self.sides).map(|side| self.values(kind, side)[row]).sum()).collect()
    }

    /// Grid times in hours.
    pub fn hours(&self) -> Vec<f64> {
        let rows = self.values.first().map_or(0, Vec::len);
        (0..rows).map(|row| row as f64 * self.step_milliseconds as f64 / 3.6e6).collect()
    }
}
