//! Study directories: shards as Parquet files, written once, checked by their hashes, finished by any number of
//! processes.
//!
//! | path | content |
//! |---|---|
//! | `study.json` | what the study is: written first, compared ever after |
//! | `inputs.json` | all texts that went in, so that the directory can be read and continued without them |
//! | `points.csv` | the design points |
//! | `runs/000000.parquet` … | one row a run |
//! | `curves/000000.parquet` … | curves, when the study keeps some |
//! | `stopping.json` | which wanted precision ended the study before its last shard, if one did |
//! | `log/` | locks and wall times: the one part in which two runs of a study may differ |

mod describe;
mod directory;
mod open;
mod pilot;
mod read;
mod run;
mod stopping;
mod tables;

pub use describe::{identity, inputs_json, points_csv, read_inputs, study_json};
pub use directory::{ShardState, StudyDirectory};
pub use open::{OpenError, Place, begin, of_inputs, of_source, open, usual_directory};
pub use pilot::{Pilot, pilot};
pub use read::{Failure, PointValues, RunData};
pub use run::{Ended, Options, Told, Until, checkpoints, run, widest_half_width};
pub use stopping::{forget_stopped, missing_shards, note_stopped, shards_counted, standing_shards};
pub use tables::{RUN_END, RUN_HEAD, curves_table, grid_hours, runs_table};
