//! The tables of a shard.

use crate::engine::Time;
use crate::experiment::study::{RunRow, Shard, ShardCurves, Study};
use crate::model::RESULT_VERSION;
use crate::store::table::{Column, Table, Values};

/// Version of the layout of the tables.
pub const TABLES_VERSION: u32 = 1;

/// The table of the runs of a shard.
pub fn runs_table(study: &Study, shard: u64, content: &Shard) -> Table {
    let rows = &content.rows;
    let mut columns = vec![
        whole("run", "", "number of the run in the study", rows, |row| Some(row.run as i64)),
        whole("point", "", "number of the design point, see points.csv", rows, |row| Some(row.point as i64)),
        text("scenario", "scenario", rows, |row| Some(study.scenario_name(&study.points[row.point]))),
        whole("seed", "", "seed: repeats the run, together with the replication", rows, |row| Some(row.seed as i64)),
        whole("replication", "", "replication", rows, |row| Some(row.replication as i64)),
    ];
    columns.extend(factor_columns(study, rows));
    columns.extend([
        text("outcome", "why the run ended; horizon and exhausted are natural ends", rows, |row| {
            Some(row.outcome.clone())
        }),
        text("reason", "what went wrong; none for a natural end", rows, |row| row.reason.clone()),
        text("command", "command that repeats a run that went wrong", rows, |row| row.command.clone()),
        text("digest", "fingerprint of all events and measures, hexadecimal", rows, |row| row.digest.clone()),
        whole("events", "events", "events executed", rows, |row| Some(row.events as i64)),
        number("end_hours", "hours", "end of the run", rows, |row| Some(row.end_hours)),
    ]);
    for (index, measure) in study.measures.iter().enumerate() {
        columns.push(number(&measure.name, measure.unit, measure.meaning, rows, |row| row.measures[index]));
    }
    Table { columns, about: about(study, "runs", shard) }
}

fn whole(name: &str, unit: &str, meaning: &str, rows: &[RunRow], read: impl Fn(&RunRow) -> Option<i64>) -> Column {
    Column::new(name, unit, meaning, Values::Whole(rows.iter().map(read).collect()))
}

fn number(name: &str, unit: &str, meaning: &str, rows: &[RunRow], read: impl Fn(&RunRow) -> Option<f64>) -> Column {
    Column::new(name, unit, meaning, Values::Number(rows.iter().map(read).collect()))
}

fn text(name: &str, meaning: &str, rows: &[RunRow], read: impl Fn(&RunRow) -> Option<String>) -> Column {
    Column::new(name, "", meaning, Values::Text(rows.iter().map(read).collect()))
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
