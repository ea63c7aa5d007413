//! The tables of a run and of a comparison: what the commands write as CSV, with the types of its columns.

use truceline::model::curves::METRICS;
use truceline::report::outputs::OUTPUTS;
use truceline::report::{self, Run};
use truceline::store::ColumnRow;

use crate::table::{Column, Table, Values};

/// Columns of texts; all of the others are numbers.
const TEXTS: [&str; 21] = [
    "kind",
    "place",
    "side",
    "target",
    "target_side",
    "claimant",
    "about",
    "first_shooter",
    "text",
    "measure",
    "unit",
    "scenario",
    "factor",
    "quantity",
    "note",
    "outcome_a",
    "outcome_b",
    "digest_a",
    "digest_b",
    "parted_kind",
    "metric",
];
/// Columns of whole numbers.
const WHOLE: [&str; 28] = [
    "event",
    "time_ms",
    "rung",
    "killed_military",
    "killed_civilian",
    "wounded_military",
    "wounded_civilian",
    "hostility_level",
    "cameo_root",
    "cause",
    "killed",
    "wounded",
    "displaced",
    "root",
    "events",
    "acts",
    "depth",
    "replication",
    "seed",
    "parted_event",
    "lower",
    "higher",
    "pairs",
    "values_a",
    "values_b",
    "point",
    "run",
    "tree",
];

/// The columns that a file of a command has, as the commands explain them.
pub fn columns_of(command: &str, path: &str) -> Vec<&'static ColumnRow> {
    let file = OUTPUTS.iter().find(|file| file.command == command && file.path == path);
    file.into_iter().flat_map(|file| file.columns()).collect()
}

/// A table from the bytes of a CSV file that the library wrote; columns that are not known have the unit and meaning that
/// `other` gives them, and are numbers.
pub fn of_csv(bytes: &[u8], known: &[&ColumnRow], other: &dyn Fn(&str) -> (String, String)) -> Table {
    const WRITTEN: &str = "a table that was just written is read without fail";
    let mut reader = csv::Reader::from_reader(bytes);
    let names: Vec<String> = reader.headers().expect(WRITTEN).iter().map(str::to_owned).collect();
    let mut cells: Vec<Vec<Option<String>>> = vec![Vec::new(); names.len()];
    for record in reader.records() {
        for (column, cell) in cells.iter_mut().zip(record.expect(WRITTEN).iter()) {
            column.push((!cell.is_empty()).then(|| cell.to_owned()));
        }
    }
    let column = |(name, cells): (&String, Vec<Option<String>>)| {
        let row = known.iter().find(|row| row.name == name);
        let (unit, meaning) = row.map_or_else(|| other(name), |row| (row.unit.to_owned(), row.meaning.to_owned()));
        let values = match row {
            Some(_) if TEXTS.contains(&name.as_str()) => Values::Text(cells),
            Some(_) if WHOLE.contains(&name.as_str()) => Values::Whole(parsed(&cells)),
            _ => Values::Number(parsed(&cells)),
        };
        Column::new(name, &unit, &meaning, values)
    };
    Table::new(&names.iter().zip(cells).map(column).collect::<Vec<_>>())
}

fn parsed<T: std::str::FromStr>(cells: &[Option<String>]) -> Vec<Option<T>> {
    cells.iter().map(|cell| cell.as_ref().and_then(|text| text.parse().ok())).collect()
}

fn of_run(path: &str, bytes: &[u8]) -> Table {
    of_csv(bytes, &columns_of("run", path), &|_| (String::new(), String::new()))
}

/// The truth log.
pub fn events(run: &Run<'_>) -> Table {
    of_run("events.csv", &report::events_csv(run))
}

/// What the offices published.
pub fn claims(run: &Run<'_>) -> Table {
    of_run("claims.csv", &report::claims_csv(run))
}

/// The causal trees.
pub fn trees(run: &Run<'_>) -> Table {
    of_run("trees.csv", &report::trees_csv(run))
}

/// The curves in long form; made without a text in between, for they are long.
pub fn curves(run: &Run<'_>) -> Table {
    let curves = &run.recorder.curves;
    let side = |side: truceline::model::ids::SideId| run.setup.sides[side.index()].id.clone();
    let heads: Vec<(String, Option<String>, Option<String>)> = curves
        .columns
        .iter()
        .map(|column| {
            let name = METRICS[column.metric].name;
            let metric = column.claimant.map_or_else(|| name.to_owned(), |by| format!("{name}.{}", side(by)));
            let sector = column.sector.map(|sector| run.setup.sectors[sector.index()].id.clone());
            (metric, column.side.map(side), sector)
        })
        .collect();
    let times = curves.times.len();
    let rows = |value: &dyn Fn(usize, usize) -> Option<f64>| {
        Values::Number(
            (0..times)
                .flat_map(|time| (0..heads.len()).map(move |head| (time, head)))
                .map(|(time, head)| value(time, head))
                .collect(),
        )
    };
    let texts = |text: &dyn Fn(usize) -> Option<String>| {
        Values::Text((0..times).flat_map(|_| 0..heads.len()).map(text).collect())
    };
    let values = [
        rows(&|time, _| Some(curves.times[time].hours())),
        texts(&|head| Some(heads[head].0.clone())),
        texts(&|head| heads[head].1.clone()),
        texts(&|head| heads[head].2.clone()),
        rows(&|time, head| Some(curves.value(time, head))),
    ];
    let column = |(row, values): (&ColumnRow, Values)| Column::new(row.name, row.unit, row.meaning, values);
    Table::new(&columns_of("run", "curves.csv").into_iter().zip(values).map(column).collect::<Vec<_>>())
}
