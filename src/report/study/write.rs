//! The tables and pictures of a study, in its directory.

use crate::experiment::study::Study;
use crate::scenario::study::CurvesKept;
use crate::store::study::{RunData, StudyDirectory, shards_counted};
use crate::store::{FileSystem, Gate, StoreError};

use super::{FANS_MOST, PointCurves, curves_parquet, figures, measure_tables, sensitivity_csv};
use crate::report::{png, svg};

/// The runs that the tables of a complete study are made of.
pub fn complete_data<'a, F: FileSystem>(study: &'a Study, directory: &'a StudyDirectory<'a, F>) -> RunData<'a, F> {
    RunData::new(study, directory, (0..shards_counted(study, directory)).collect())
}

/// Writes the tables and pictures of a study whose shards are known to be whole.
///
/// # Errors
/// When a shard cannot be read, the disk is full or the system refuses.
pub fn write_files<F: FileSystem>(
    study: &Study,
    directory: &StudyDirectory<'_, F>,
    plots: bool,
) -> Result<(), StoreError> {
    let _gate = Gate::pass(&directory.path().join("log"), "tables")?;
    for folder in ["", "tables", "plots"] {
        directory.clean_files(folder)?;
    }
    let data = complete_data(study, directory);
    for (name, bytes) in measure_tables(&data)? {
        directory.write(&format!("tables/{name}"), &bytes)?;
    }
    if study.text.design.tells_sensitivity() {
        directory.write("tables/sensitivity.csv", &sensitivity_csv(&data)?)?;
    }
    let mut curves: Vec<PointCurves> = Vec::new();
    if study.text.curves != CurvesKept::None {
        let mut keep = |one: &PointCurves| {
            if plots && one.point < FANS_MOST {
                curves.push(one.clone());
            }
        };
        directory.write("tables/curves.parquet", &curves_parquet(&data, &mut keep)?)?;
    }
    if plots {
        figures(&data, &curves, &mut |name, picture| {
            directory.write(&format!("plots/{name}.svg"), svg(picture).as_bytes())?;
            let bytes = png(picture).expect("a picture in memory is encoded without fail");
            directory.write(&format!("plots/{name}.png"), &bytes)
        })?;
    }
    Ok(())
}
