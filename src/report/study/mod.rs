//! From the runs of a study to tables and pictures.

mod curves;
mod effects;
mod exceedance;
mod figures;
mod measures;
mod plan;
mod sensitivity;
mod status;
mod tables;
mod write;

use crate::experiment::study::{Point, Study};

pub use curves::{PointCurves, curve_quantiles, curves_parquet};
pub(super) use effects::EFFECTS;
pub use effects::{Effect, effects};
pub(super) use exceedance::EXCEEDANCE;
pub use figures::{FANS_MOST, figures};
pub(super) use measures::MEASURES;
pub use plan::Plan;
pub(super) use sensitivity::SENSITIVITY;
pub use sensitivity::{Bounded, FactorSensitivity, Sensitivity, sensitivity, sensitivity_csv, sensitivity_figure};
pub use status::{MeasureStatus, Status, shown_measures, status};
pub use tables::measure_tables;
pub use write::{complete_data, write_files};

/// Rows of a table in memory.
struct Csv(csv::Writer<Vec<u8>>);

const WRITTEN: &str = "a table in memory is written without fail";

impl Csv {
    fn new<'h>(header: impl IntoIterator<Item = &'h str>) -> Csv {
        let mut csv = Csv(csv::Writer::from_writer(Vec::new()));
        csv.row(header.into_iter().map(str::to_owned));
        csv
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.0.write_record(cells.into_iter().collect::<Vec<String>>()).expect(WRITTEN);
    }

    fn bytes(self) -> Vec<u8> {
        self.0.into_inner().expect(WRITTEN)
    }
}

/// A number in full, an empty cell for none.
fn cell(value: Option<f64>) -> String {
    value.map(|value| format!("{value}")).unwrap_or_default()
}

/// Names of the columns that say which design point.
fn point_header(study: &Study) -> Vec<&str> {
    let factors = study.text.factors.iter().map(|factor| factor.name.as_str());
    ["point", "scenario"].into_iter().chain(factors).collect()
}

/// The cells of those columns.
fn point_cells(study: &Study, point: &Point) -> Vec<String> {
    let values = point.values.iter().map(|value| value.trim_matches('"').to_owned());
    [point.index.to_string(), study.scenario_name(point)].into_iter().chain(values).collect()
}
