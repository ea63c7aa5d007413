//! The table of the particles of a shard.

use crate::experiment::calibration::{Calibration, Simulated, Tried};
use crate::experiment::conditional::Tries;
use crate::store::table::{Column, Table, Values};

/// Version of the layout of the tables.
pub const TABLES_VERSION: u32 = 1;

/// What the table says of itself.
fn about(identity: &str, generation: u64, shard: u64) -> Vec<(String, String)> {
    let pairs = [
        ("truceline.identity", identity.to_owned()),
        ("truceline.generation", generation.to_string()),
        ("truceline.shard", shard.to_string()),
    ];
    pairs.map(|(key, value)| (key.to_owned(), value)).to_vec()
}

/// The table of a shard.
pub fn encode(calibration: &Calibration<'_>, identity: &str, generation: u64, shard: u64, tried: &[Tried]) -> Table {
    let text = calibration.text();
    let whole = |name: &str, meaning: &str, read: &dyn Fn(&Tried) -> u64| {
        Column::new(name, "", meaning, Values::Whole(tried.iter().map(|one| Some(read(one) as i64)).collect()))
    };
    let number = |name: String, meaning: &str, read: &dyn Fn(&Tried) -> Option<f64>| {
        Column::new(name, "", meaning, Values::Number(tried.iter().map(read).collect()))
    };
    let mut columns = vec![
        whole("number", "number of the particle in its generation", &|one| one.number),
        whole("complete", "1 when every experiment met its condition", &|one| u64::from(one.simulated.complete)),
    ];
    for (index, free) in text.free.iter().enumerate() {
        let name = format!("place.{}", free.name);
        columns.push(number(name, "prior probability of smaller values", &|one| Some(one.place[index])));
    }
    for (index, target) in text.targets.iter().enumerate() {
        for run in 0..text.experiments[target.experiment].runs {
            let name = format!("value.{}.{run}", target.name);
            let value = |one: &Tried| one.simulated.values[index].get(run).copied().flatten();
            columns.push(number(name, "value in a run looked at", &value));
        }
    }
    for (index, experiment) in text.experiments.iter().enumerate() {
        let name = |what: &str| format!("{what}.{}", experiment.name);
        let of = |one: &Tried| one.simulated.tries[index];
        columns.push(whole(&name("tried"), "seeds tried", &|one| of(one).tried));
        columns.push(whole(&name("met"), "runs that met the condition", &|one| of(one).met));
        columns.push(whole(&name("events"), "events of all of them", &|one| of(one).events));
    }
    Table { columns, about: about(identity, generation, shard) }
}

/// The particles of a shard; None when the table is another one.
pub fn decode(
    calibration: &Calibration<'_>,
    identity: &str,
    generation: u64,
    shard: u64,
    table: &Table,
) -> Option<Vec<Tried>> {
    let text = calibration.text();
    if about(identity, generation, shard).iter().any(|(key, value)| table.about(key) != Some(value)) {
        return None;
    }
    let whole = |name: &str, row: usize| match &table.column(name)?.values {
        Values::Whole(values) => u64::try_from((*values.get(row)?)?).ok(),
        _ => None,
    };
    let number = |name: &str, row: usize| match &table.column(name)?.values {
        Values::Number(values) => values.get(row).copied(),
        _ => None,
    };
    let one = |row: usize| {
        let place = text.free.iter().map(|free| number(&format!("place.{}", free.name), row).flatten());
        let tries = text.experiments.iter().map(|experiment| {
            let read = |what: &str| whole(&format!("{what}.{}", experiment.name), row);
            Some(Tries { tried: read("tried")?, met: read("met")?, events: read("events")? })
        });
        let tries = tries.collect::<Option<Vec<Tries>>>()?;
        let values = text.targets.iter().map(|target| {
            let runs = 0..tries[target.experiment].met;
            runs.map(|run| number(&format!("value.{}.{run}", target.name), row)).collect::<Option<Vec<Option<f64>>>>()
        });
        let simulated = Simulated {
            values: values.collect::<Option<_>>()?,
            tries: tries.clone(),
            complete: whole("complete", row)? == 1,
        };
        Some(Tried { number: whole("number", row)?, place: place.collect::<Option<_>>()?, simulated })
    };
    (0..table.rows()).map(one).collect()
}
