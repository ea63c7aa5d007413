//! Calibration directories: the particles of every generation in shards, written once, so that a killed calibration goes
//! on where it was.
//!
//! | path | content |
//! |---|---|
//! | `calibration.json` | what the calibration is: written first, compared ever after |
//! | `generations/000/000000.parquet` … | particles and what their runs gave |
//! | `posterior.csv`, `generations.csv` | what came of it |
//! | `log/` | locks and wall times: the one part in which two calibrations of the same may differ |

mod directory;
mod run;
mod tables;

pub use directory::CalibrationDirectory;
pub use run::{Ended, Told, run};
