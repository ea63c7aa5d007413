//! Many replications in one process, one row each: the cheap way, without logs and curves.

use pyo3::prelude::*;
use truceline::experiment::replicate_in;
use truceline::model::{Memory, measure_names};

use crate::errors::{Trouble, without_lock};
use crate::pool;
use crate::run::{in_range, limits};
use crate::scenario::Scenario;
use crate::table::{Column, Table, Values};

struct Row {
    outcome: String,
    digest: String,
    events: i64,
    end_hours: f64,
    measures: Vec<Option<f64>>,
}

/// Runs `count` replications from `first` on; `told` hears how many are done.
#[pyfunction]
#[allow(clippy::too_many_arguments)]
#[pyo3(signature = (scenario, count, seed, first, measures, jobs, until_hours, events_most, told))]
pub fn replicate(
    python: Python<'_>,
    scenario: &Scenario,
    count: u64,
    seed: Option<u64>,
    first: u64,
    measures: Option<Vec<String>>,
    jobs: usize,
    until_hours: Option<f64>,
    events_most: Option<u64>,
    told: Option<Py<PyAny>>,
) -> PyResult<Table> {
    without_lock(python, || {
        let setup = &scenario.setup;
        let seed = in_range("seed", seed.unwrap_or(setup.default_seed))?;
        in_range("first_replication", first)?;
        in_range("replications", first.saturating_add(count))?;
        let limits = limits(setup.horizon, until_hours, events_most)?;
        let known = measure_names(setup);
        let wanted = positions(&known.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), measures)?;
        let work = |memory: &mut Memory, index: usize| {
            let replication = replicate_in(memory, setup, seed, first + index as u64, &limits, &mut ());
            let complete = replication.outcome.is_complete();
            let value = |&position: &usize| replication.measures[position].1.filter(|_| complete);
            let row = Row {
                outcome: replication.outcome.name().to_owned(),
                digest: replication.digest_text(),
                events: replication.events as i64,
                end_hours: replication.end_hours,
                measures: wanted.iter().map(value).collect(),
            };
            replication.lend_memory(memory);
            row
        };
        let rows = pool::in_order(count as usize, jobs, work, told.as_ref())?;
        let whole = |read: &dyn Fn(usize, &Row) -> i64| {
            Values::Whole(rows.iter().enumerate().map(|(index, row)| Some(read(index, row))).collect())
        };
        let text =
            |read: &dyn Fn(&Row) -> &String| Values::Text(rows.iter().map(|row| Some(read(row).clone())).collect());
        let number = |read: &dyn Fn(&Row) -> Option<f64>| Values::Number(rows.iter().map(read).collect());
        let mut columns = vec![
            Column::new("replication", "", "replication", whole(&|index, _| (first + index as u64) as i64)),
            Column::new(
                "outcome",
                "",
                "why the run ended; horizon and exhausted are natural ends, and others have no measures",
                text(&|row| &row.outcome),
            ),
            Column::new("digest", "", "fingerprint of all events and measures, hexadecimal", text(&|row| &row.digest)),
            Column::new("events", "events", "events executed", whole(&|_, row| row.events)),
            Column::new("end_hours", "h", "end of the run", number(&|row| Some(row.end_hours))),
        ];
        for (column, &position) in wanted.iter().enumerate() {
            let (row, name) = &known[position];
            columns.push(Column::new(name, row.unit, row.meaning, number(&|row| row.measures[column])));
        }
        Ok(Table::new(&columns))
    })
}

/// Positions of the wanted measures, or of all.
fn positions(known: &[&str], wanted: Option<Vec<String>>) -> Result<Vec<usize>, Trouble> {
    let Some(wanted) = wanted else { return Ok((0..known.len()).collect()) };
    let position = |name: &String| {
        known.iter().position(|known| known == name).ok_or_else(|| {
            let nearest = truceline::scenario::nearest(name, known.iter().copied());
            let hint = nearest.map(|nearest| format!(" (did you mean `{nearest}`?)")).unwrap_or_default();
            Trouble::Value(format!("the scenario has no measure named `{name}`{hint}"))
        })
    };
    wanted.iter().map(position).collect()
}
