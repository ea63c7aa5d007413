//! The tables of all measures, from one reading of the shards.

use crate::store::study::RunData;
use crate::store::{FileSystem, StoreError};

use super::{effects, exceedance, measures};

/// The tables with the names of their files: statistics of every measure, shares of runs that reach thresholds, effects
/// of factors.
///
/// # Errors
/// When a shard cannot be read.
pub fn measure_tables<F: FileSystem>(data: &RunData<'_, F>) -> Result<[(&'static str, Vec<u8>); 3], StoreError> {
    let study = data.study;
    let (mut all, mut reached, mut changed) = (measures::begin(study), exceedance::begin(study), effects::begin());
    data.every_measure(&mut |measure, values| {
        measures::add(&mut all, study, measure, values);
        exceedance::add(&mut reached, study, measure, values);
        effects::add(&mut changed, study, measure, values);
    })?;
    Ok([("measures.csv", all.bytes()), ("exceedance.csv", reached.bytes()), ("effects.csv", changed.bytes())])
}
