//! The tables of a shard.

use crate::engine::Time;
use crate::experiment::study::{RunRow, Shard, ShardCurves, Study};
use crate::model::RESULT_VERSION;
use crate::store::ColumnRow;
use crate::store::table::{Column, Table, Values};

/// Version of the layout of the tables.
pub const TABLES_VERSION: u32 = 1;

/// Columns of the table of runs before those of the factors.
pub const RUN_HEAD: [ColumnRow; 5] = [
    ColumnRow::new("run", "", "number of the run in the study"),
    ColumnRow::new("point", "", "number of the design point, see points.csv"),
    ColumnRow::new("scenario", "", "scenario"),
    ColumnRow::new("seed", "", "seed: repeats the run, together with the replication"),
    ColumnRow::new("replication", "", "replication"),
];
/// Columns of the table of runs between those of the factors and those of the measures.
pub const RUN_END: [ColumnRow; 6] = [
    ColumnRow::new("outcome", "", "why the run ended; horizon and exhausted are natural ends"),
    ColumnRow::new("reason", "", "what went wrong; none for a natural end"),
    ColumnRow::new("command", "", "command that repeats a run that went wrong"),
    ColumnRow::new("digest", "", "fingerprint of all events and measures, hexadecimal"),
    ColumnRow::new("events", "events", "events executed"),
    ColumnRow::new("end_hours", "hours", "end of the run"),
];

/// The table of the runs of a shard.
pub fn runs_table(study: &Study, shard: u64, content: &Shard) -> Table {
    let rows = &content.rows;
    let mut columns = vec![
        whole(RUN_HEAD[0], rows, |row| Some(row.run as i64)),
        whole(RUN_HEAD[1], rows, |row| Some(row.point as i64)),
        text(RUN_HEAD[2], rows, |row| Some(study.scenario_name(&study.points[row.point]))),
        whole(RUN_HEAD[3], rows, |row| Some(row.seed as i64)),
        whole(RUN_HEAD[4], rows, |row| Some(row.replication as i64)),
    ];
    columns.extend(factor_columns(study, rows));
    columns.extend([
        text(RUN_END[0], rows, |row| Some(row.outcome.clone())),
        text(RUN_END[1], rows, |row| row.reason.clone()),
        text(RUN_END[2], rows, |row| row.command.clone()),
        text(RUN_END[3], rows, |row| row.digest.clone()),
        whole(RUN_END[4], rows, |row| Some(row.events as i64)),
        named(RUN_END[5], Values::Number(rows.iter().map(|row| Some(row.end_hours)).collect())),
    ]);
    for (index, measure) in study.measures.iter().enumerate() {
        let values = Values::Number(rows.iter().map(|row| row.measures[index]).collect());
        columns.push(Column::new(&measure.name, measure.unit, measure.meaning, values));
    }
    Table { columns, about: about(study, "runs", shard) }
}

fn named(row: ColumnRow, values: Values) -> Column {
    Column::new(row.name, row.unit, row.meaning, values)
}

fn whole(row: ColumnRow, rows: &[RunRow], read: impl Fn(&RunRow) -> Option<i64>) -> Column {
    named(row, Values::Whole(rows.iter().map(read).collect()))
}

fn text(row: ColumnRow, rows: &[RunRow], read: impl Fn(&RunRow) -> Option<String>) -> Column {
    named(row, Values::Text(rows.iter().map(read).collect()))
}

/// One column a factor: of numbers when all its values in the design are numbers.
fn factor_columns(study: &Study, rows: &[RunRow]) -> Vec<Column> {
    let column = |(index, factor): (usize, &crate::scenario::study::Factor)| {
        let value = |row: &RunRow| study.points[row.point].values[index].as_str();
        let values = if study.is_numeric(index) {
            Values::Number(rows.iter().map(|row| value(row).parse().ok()).collect())
        } else {
            Values::Text(rows.iter().map(|row| Some(value(row).trim_matches('"').to_owned())).collect())
        };
        Column::new(&factor.name, "", "factor of the design", values)
    };
    study.text.factors.iter().enumerate().map(column).collect()
}

/// The table of the curves of a shard; None when the study keeps none.
pub fn curves_table(study: &Study, shard: u64, content: &Shard) -> Option<Table> {
    let columns = match &content.curves {
        ShardCurves::None => return None,
        ShardCurves::Quantiles(points) => histogram_columns(study, points),
        ShardCurves::All(runs) => curve_columns(study, runs),
    };
    Some(Table { columns, about: about(study, "curves", shard) })
}

/// One row a design point and series: histograms at all grid times, packed.
fn histogram_columns(study: &Study, points: &[(usize, Vec<Vec<u8>>)]) -> Vec<Column> {
    let (mut point, mut metric, mut side, mut packed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (number, histograms) in points {
        for (series, bytes) in study.series.iter().zip(histograms) {
            point.push(Some(*number as i64));
            metric.push(Some(series.metric.to_owned()));
            side.push(series.side.clone());
            packed.push(Some(bytes.clone()));
        }
    }
    vec![
        Column::new("point", "", "number of the design point, see points.csv", Values::Whole(point)),
        Column::new("metric", "", "what the curve is of", Values::Text(metric)),
        Column::new("side", "", "side; none for the whole border", Values::Text(side)),
        Column::new(
            "histograms",
            "",
            "histograms of the runs of the shard at every grid time, packed",
            Values::Bytes(packed),
        ),
    ]
}

/// One row a run and grid time, one column a series.
fn curve_columns(study: &Study, runs: &[(u64, Vec<Option<Vec<u32>>>)]) -> Vec<Column> {
    let (mut run, mut point, mut replication, mut hours) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut values: Vec<Vec<Option<i64>>> = vec![Vec::new(); study.series.len()];
    for (number, curves) in runs {
        let of = study.run(*number);
        let times = curves.iter().flatten().map(Vec::len).max().unwrap_or(0);
        for time in 0..times {
            run.push(Some(*number as i64));
            point.push(Some(of.point as i64));
            replication.push(Some(of.replication as i64));
            hours.push(Some(grid_hours(study, time)));
            for (column, curve) in values.iter_mut().zip(curves) {
                column.push(curve.as_ref().and_then(|curve| curve.get(time)).map(|&value| i64::from(value)));
            }
        }
    }
    let mut columns = vec![
        Column::new("run", "", "number of the run in the study", Values::Whole(run)),
        Column::new("point", "", "number of the design point, see points.csv", Values::Whole(point)),
        Column::new("replication", "", "replication", Values::Whole(replication)),
        Column::new("time_hours", "hours", "time since the start of the run", Values::Number(hours)),
    ];
    let series = study.series.iter().zip(values);
    columns.extend(series.map(|(one, values)| Column::new(one.name(), one.unit, one.meaning, Values::Whole(values))));
    columns
}

/// Hours of a grid time.
pub fn grid_hours(study: &Study, time: usize) -> f64 {
    Time::from_milliseconds(study.curve_step.milliseconds() * time as u64).hours()
}

fn about(study: &Study, table: &str, shard: u64) -> Vec<(String, String)> {
    let pairs = [
        ("truceline.table", table.to_owned()),
        ("truceline.tables_version", TABLES_VERSION.to_string()),
        ("truceline.result_version", RESULT_VERSION.to_string()),
        ("truceline.study", study.text.id.clone()),
        ("truceline.identity", super::describe::identity(study)),
        ("truceline.shard", shard.to_string()),
        ("truceline.note", "illustrative model, not a forecast".to_owned()),
    ];
    pairs.map(|(key, value)| (key.to_owned(), value)).to_vec()
}
