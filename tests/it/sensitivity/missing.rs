//! Outputs that a run does not have.

use super::functions::{ISHIGAMI, ishigami};
use super::outputs;
use truceline::experiment::sensitivity::{
    Replications, SensitivityError, morris, saltelli, sobol_indices, trajectories,
};

#[test]
fn a_row_without_output_takes_its_block_along() {
    let design = saltelli(3, 4096, 1);
    let mut missing = outputs(&design.rows, ishigami);
    // One row in each of 512 blocks: another row of the block each time.
    for block in 0..512 {
        missing[block * 8 * 5 + block % 5] = vec![None];
    }
    let found = sobol_indices(&design, &missing, Replications::Shared, 0.95, 1).unwrap();
    assert_eq!((found.blocks, found.incomplete_blocks), (4096 - 512, 512));
    for (factor, (first, total)) in found.factors.iter().zip(ISHIGAMI.0.iter().zip(ISHIGAMI.1)) {
        assert!((factor.first.value - first).abs() < 0.03 && (factor.total.value - total).abs() < 0.03, "{factor:?}");
    }
}

#[test]
fn a_missing_replication_leaves_the_mean_of_the_others() {
    let design = trajectories(2, 5, 4, 1);
    let whole: Vec<_> = design.rows.iter().map(|row| vec![Some(row[0]), Some(row[0] + 2.0)]).collect();
    let mut holed = whole.clone();
    holed.iter_mut().for_each(|row| row.insert(1, None));
    let analyse = |outputs: &[Vec<Option<f64>>]| morris(&design, outputs, Replications::Independent, 0.95, 1).unwrap();
    assert_eq!(analyse(&whole), analyse(&holed));
}

#[test]
fn too_few_complete_blocks_are_an_error() {
    let design = saltelli(2, 8, 1);
    let mut outputs = outputs(&design.rows, |row| row[0]);
    assert!(sobol_indices(&design, &outputs, Replications::Shared, 0.95, 1).is_ok());
    outputs[3] = vec![None];
    let error = sobol_indices(&design, &outputs, Replications::Shared, 0.95, 1).unwrap_err();
    assert_eq!(error, SensitivityError::TooFewBlocks { what: "blocks", found: 7, least: 8, designed: 8 });
    assert_eq!(error.to_string(), "complete blocks: found 7 of 8, expected at least 8");
}

#[test]
fn too_few_complete_trajectories_are_an_error() {
    let design = trajectories(2, 3, 4, 1);
    let mut outputs = outputs(&design.rows, |row| row[0]);
    outputs[0] = vec![None];
    let found = morris(&design, &outputs, Replications::Shared, 0.95, 1).unwrap();
    assert_eq!((found.trajectories, found.incomplete_trajectories), (2, 1));
    outputs[4] = vec![];
    assert!(morris(&design, &outputs, Replications::Shared, 0.95, 1).is_err());
}
