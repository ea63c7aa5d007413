//! `summary.json`: what a run came to, in one flat map.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::experiment::story::causal_measures;
use crate::model::Measure;

use super::NOTE;
use super::run::Run;

#[derive(Serialize)]
struct Summary<'a> {
    scenario: &'a str,
    seed: u64,
    replication: u64,
    outcome: &'a str,
    digest: String,
    events: u64,
    end_hours: f64,
    note: &'a str,
    measures: Measures<'a>,
}

/// The measures in their own order; whole numbers without a fraction.
struct Measures<'a>(&'a [Measure]);

impl Serialize for Measures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// From here on not every whole number is exact.
        const EXACT: f64 = 9e15;
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            match value {
                Some(value) if *value == value.trunc() && value.abs() < EXACT => {
                    map.serialize_entry(name, &(*value as i64))?;
                }
                value => map.serialize_entry(name, value)?,
            }
        }
        map.end()
    }
}

/// The text of `summary.json`.
pub fn summary(run: &Run) -> String {
    let replication = run.replication;
    let mut measures = replication.measures.clone();
    measures.extend(causal_measures(&run.recorder.rows));
    let summary = Summary {
        scenario: &run.setup.id,
        seed: run.identity.seed,
        replication: run.identity.replication,
        outcome: replication.outcome.name(),
        digest: replication.digest_text(),
        events: replication.events,
        end_hours: replication.end_hours,
        note: NOTE,
        measures: Measures(&measures),
    };
    super::manifest::json(&summary)
}
