//! The rows of the table: what was measured, what is accepted, and what follows.

use serde::Serialize;

use crate::experiment::statistics::Interval;

use super::ranges::{Rule, Target};

/// Whether an input fixes a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An input fixes it: that it comes out checks the code.
    Prescribed,
    /// No input fixes it: that it comes out is evidence.
    Emergent,
}

/// What follows for a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// Too little was seen to say.
    NotEnough,
}

/// An estimate from the runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// The value, in the unit of the fact.
    pub value: f64,
    /// Its 95 % interval: low and high.
    pub interval: (f64, f64),
    /// Sample size.
    pub count: usize,
    /// What is reported besides, p values among it.
    pub note: String,
}

impl Measured {
    /// An estimate without a note.
    pub fn new(value: f64, interval: Interval, count: usize) -> Measured {
        Measured { value, interval: (interval.low, interval.high), count, note: String::new() }
    }

    /// The same with a note.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Measured {
        Measured { note: note.into(), ..self }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// Number in the table of evidence, for instance `F1`.
    pub id: &'static str,
    /// What is measured.
    pub name: &'static str,
    /// Whether an input fixes it.
    pub kind: Kind,
    /// Scenario that it is judged on.
    pub scenario: String,
    /// Unit of value, interval and accepted range.
    pub unit: &'static str,
    /// Value; None when too little was seen.
    pub value: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval.
    pub high: Option<f64>,
    /// Lower end of the accepted range.
    pub accepted_low: f64,
    /// Upper end of the accepted range; None for none.
    pub accepted_high: Option<f64>,
    /// How interval and range are compared.
    pub rule: Rule,
    /// What follows.
    pub verdict: Verdict,
    /// Whether the value itself lies in the range.
    pub value_in_range: bool,
    /// Sample size.
    pub sample: usize,
    /// Sample size that is wanted.
    pub wanted: usize,
    /// Where the range comes from.
    pub source: &'static str,
    /// What is reported besides.
    pub note: String,
}

impl Fact {
    /// A row of a target, judged when at least `least` of the `wanted` were seen.
    pub fn judge(
        target: &'static Target,
        scenario: &str,
        measured: Option<Measured>,
        least: usize,
        wanted: usize,
    ) -> Fact {
        let enough = measured.as_ref().is_some_and(|measured| measured.count >= least);
        let verdict = match &measured {
            Some(measured) if enough && target.accepts(measured.interval) => Verdict::Holds,
            Some(_) if enough => Verdict::Fails,
            _ => Verdict::NotEnough,
        };
        let value = measured.as_ref().map(|measured| measured.value);
        Fact {
            id: target.id,
            name: target.name,
            kind: target.kind,
            scenario: scenario.to_owned(),
            unit: target.unit,
            value,
            low: measured.as_ref().map(|measured| measured.interval.0),
            high: measured.as_ref().map(|measured| measured.interval.1),
            accepted_low: target.low,
            accepted_high: target.high.is_finite().then_some(target.high),
            rule: target.rule,
            verdict,
            value_in_range: value.is_some_and(|value| target.low <= value && value <= target.high),
            sample: measured.as_ref().map_or(0, |measured| measured.count),
            wanted,
            source: target.source,
            note: measured.map(|measured| measured.note).unwrap_or_default(),
        }
    }
}
