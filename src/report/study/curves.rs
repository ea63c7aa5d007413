//! Quantiles of curves at every grid time: `tables/curves.parquet`.

use crate::experiment::statistics::PROBABILITIES;
use crate::experiment::study::Study;
use crate::experiment::study::histogram::{self, Histogram};
use crate::store::study::{RunData, grid_hours};
use crate::store::table::{self, Column, Table, Values};
use crate::store::{FileSystem, StoreError};

/// Most cells (design points times series times grid times) of which histograms are held at once.
const CELLS_MOST: usize = 400_000;

/// The histograms of a design point: by series and grid time.
#[derive(Clone)]
pub struct PointCurves {
    /// Number of the design point.
    pub point: usize,
    /// Histograms by series and grid time.
    pub histograms: Vec<Vec<Histogram>>,
}

/// Tells the histograms of all design points in order. Points are taken a few at a time, so that memory stays bounded;
/// the shards are read once for each such part.
///
/// # Errors
/// When a shard cannot be read.
pub fn curve_quantiles<F: FileSystem>(
    data: &RunData<'_, F>,
    told: &mut dyn FnMut(PointCurves),
) -> Result<(), StoreError> {
    let study = data.study;
    let cells = (study.series.len() * study.curve_times).max(1);
    let at_once = (CELLS_MOST / cells).max(1);
    let points = study.points.len();
    for first in (0..points).step_by(at_once) {
        let end = (first + at_once).min(points);
        let blank = |point| PointCurves {
            point,
            histograms: vec![vec![Histogram::default(); study.curve_times]; study.series.len()],
        };
        let mut part: Vec<PointCurves> = (first..end).map(blank).collect();
        data.curves(&mut |table| add(study, &table, first, &mut part))?;
        part.into_iter().for_each(&mut *told);
    }
    Ok(())
}

/// Adds the curves of a shard to the design points from `first` on.
fn add(study: &Study, table: &Table, first: usize, part: &mut [PointCurves]) {
    let Some(Values::Whole(points)) = table.column("point").map(|column| &column.values) else { return };
    let most = part.len();
    let position = |row: usize| {
        let point = points[row].and_then(|point| usize::try_from(point).ok())?;
        point.checked_sub(first).filter(|&position| position < most)
    };
    match table.column("histograms").map(|column| &column.values) {
        Some(Values::Bytes(packed)) => {
            // Rows come in the order of the series, point after point.
            let series = study.series.len().max(1);
            for (row, bytes) in packed.iter().enumerate() {
                let (Some(position), Some(bytes)) = (position(row), bytes) else { continue };
                let histograms = histogram::unpack(bytes).unwrap_or_default();
                for (sum, one) in part[position].histograms[row % series].iter_mut().zip(&histograms) {
                    sum.merge(one);
                }
            }
        }
        _ => add_all(study, table, &position_list(points.len(), position), part),
    }
}

fn position_list(rows: usize, position: impl Fn(usize) -> Option<usize>) -> Vec<Option<usize>> {
    (0..rows).map(position).collect()
}

fn add_all(study: &Study, table: &Table, positions: &[Option<usize>], part: &mut [PointCurves]) {
    let Some(Values::Number(hours)) = table.column("time_hours").map(|column| &column.values) else { return };
    let step = study.curve_step.hours();
    let columns: Vec<Option<&Column>> = study.series.iter().map(|series| table.column(&series.name())).collect();
    for (row, position) in positions.iter().enumerate() {
        let (Some(position), Some(hours)) = (position, hours[row]) else { continue };
        let time = (hours / step).round() as usize;
        for (series, column) in columns.iter().enumerate() {
            let Some(Values::Whole(values)) = column.map(|column| &column.values) else { continue };
            let Some(value) = values[row].and_then(|value| u32::try_from(value).ok()) else { continue };
            let one = Histogram::of_buckets(&mut [histogram::bucket(value)]);
            part[*position].histograms[series][time].merge(&one);
        }
    }
}

/// The table of quantiles as a Parquet file: one row a design point, series and grid time.
///
/// # Errors
/// When a shard cannot be read.
pub fn curves_parquet<F: FileSystem>(
    data: &RunData<'_, F>,
    seen: &mut dyn FnMut(&PointCurves),
) -> Result<Vec<u8>, StoreError> {
    let study = data.study;
    let mut rows = Rows::default();
    curve_quantiles(data, &mut |curves| {
        rows.add(study, &curves);
        seen(&curves);
    })?;
    Ok(table::encode(&rows.table(study)))
}

#[derive(Default)]
struct Rows {
    point: Vec<Option<i64>>,
    metric: Vec<Option<String>>,
    side: Vec<Option<String>>,
    hours: Vec<Option<f64>>,
    runs: Vec<Option<i64>>,
    quantiles: [Vec<Option<f64>>; PROBABILITIES.len()],
}

impl Rows {
    fn add(&mut self, study: &Study, curves: &PointCurves) {
        for (series, histograms) in study.series.iter().zip(&curves.histograms) {
            for (time, histogram) in histograms.iter().enumerate() {
                let total = histogram.total();
                if total == 0 {
                    continue;
                }
                self.point.push(Some(curves.point as i64));
                self.metric.push(Some(series.metric.to_owned()));
                self.side.push(series.side.clone());
                self.hours.push(Some(grid_hours(study, time)));
                self.runs.push(Some(total as i64));
                for (column, probability) in self.quantiles.iter_mut().zip(PROBABILITIES) {
                    column.push(histogram.quantile(probability));
                }
            }
        }
    }

    fn table(self, study: &Study) -> Table {
        let mut columns = vec![
            Column::new("point", "", "number of the design point, see points.csv", Values::Whole(self.point)),
            Column::new("metric", "", "what the curve is of", Values::Text(self.metric)),
            Column::new("side", "", "side; none for the whole border", Values::Text(self.side)),
            Column::new("time_hours", "hours", "time since the start of the run", Values::Number(self.hours)),
            Column::new("runs", "count", "runs that reached this time", Values::Whole(self.runs)),
        ];
        for (values, probability) in self.quantiles.into_iter().zip(PROBABILITIES) {
            let name = format!("q{:02.0}", probability * 100.0);
            let meaning = format!("quantile {probability} over runs, within 0.8 % of the value at its rank");
            columns.push(Column::new(name, "unit of the metric", meaning, Values::Number(values)));
        }
        let about = [
            ("truceline.table", "curve quantiles".to_owned()),
            ("truceline.study", study.text.id.clone()),
            ("truceline.note", super::super::NOTE.to_owned()),
        ];
        Table { columns, about: about.map(|(key, value)| (key.to_owned(), value)).to_vec() }
    }
}
