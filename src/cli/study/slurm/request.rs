//! What a task and the merge ask of a cluster: time and memory, from a pilot.

use crate::experiment::study::Study;
use crate::scenario::study::CurvesKept;
use crate::store::study::Pilot;

use super::SlurmArguments;

/// Times as much as the pilot says: nodes are slower than the machine at hand, and few runs do not show the longest.
const MARGIN: f64 = 2.0;
/// Beginning, the warning, and a limit that is looked at twice a minute.
const BESIDE_SECONDS: f64 = 180.0;
/// Time limits are rounded up to this.
const STEP_SECONDS: u64 = 300;
/// Most that is asked for: a year.
const SECONDS_MOST: u64 = 365 * 86_400;
/// Time before the limit at which Slurm warns a task. It may be a minute early.
pub const SIGNAL_SECONDS: u64 = 60;
/// Least that a merge asks for: pictures of many points take minutes.
const MERGE_SECONDS: u64 = 3_600;
/// Memory that the program takes where the system does not tell.
const PROGRAM_BYTES: f64 = 64e6;
/// Bytes a run of a column that a merge holds, with the copies that are sorted.
const MERGE_BYTES_A_RUN: f64 = 128.0;
/// Bytes of what is known of a run beside its measures.
const ROW_BYTES: f64 = 512.0;
/// Buckets that the histogram of a curve at one time has at most, but for rare ones, and what one takes.
const BUCKETS: u64 = 512;
const BUCKET_BYTES: f64 = 16.0;
const MEGABYTE: f64 = 1_048_576.0;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Shards of the largest task.
    pub task_shards: u64,
    /// Time of one shard, in seconds.
    pub shard_seconds: f64,
    /// Time of the largest task, in seconds.
    pub task_seconds: f64,
    /// Time limit of a task, in seconds.
    pub limit_seconds: u64,
    /// Memory of a task, in units of 1,048,576 bytes as Slurm counts them.
    pub task_megabytes: u64,
    /// Time limit of the merge, in seconds.
    pub merge_seconds: u64,
    /// Memory of the merge, in the same units.
    pub merge_megabytes: u64,
    /// What the pilot found, for the reader.
    pub pilot: String,
}

impl Request {
    /// From a pilot that this process has run with one worker.
    pub fn new(study: &Study, pilot: &Pilot, arguments: &SlurmArguments) -> Request {
        let task_shards = study.shards().div_ceil(arguments.tasks);
        let shard_seconds = pilot.seconds_a_run * study.shard_runs as f64;
        let task_seconds = shard_seconds * task_shards.div_ceil(arguments.jobs) as f64;
        let guessed = rounded((task_seconds * MARGIN + BESIDE_SECONDS) as u64, STEP_SECONDS).min(SECONDS_MOST);
        let limit_seconds = arguments.time.unwrap_or(guessed);
        let task = arguments.jobs as f64 * (peak_bytes() + shard_bytes(study)) * MARGIN;
        let merge = peak_bytes() * MARGIN + MERGE_BYTES_A_RUN * study.runs() as f64 + curve_bytes(study);
        Request {
            task_shards,
            shard_seconds,
            task_seconds,
            limit_seconds,
            task_megabytes: megabytes(task, 256),
            merge_seconds: limit_seconds.max(MERGE_SECONDS),
            merge_megabytes: megabytes(merge, 1_024),
            pilot: format!(
                "a pilot of {} runs took {:.1} ms a run on the machine that wrote this file",
                pilot.rows.len(),
                pilot.seconds_a_run * 1e3
            ),
        }
    }

    /// What the user may want to choose otherwise.
    pub fn warnings(&self, arguments: &SlurmArguments) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.shard_seconds * MARGIN + BESIDE_SECONDS > self.limit_seconds as f64 {
            warnings.push(format!(
                "a shard takes about {}: in {} a task may not finish one, and then does not go on; give --time, or make \
                 shards smaller (`shard_runs`)",
                super::duration(self.shard_seconds),
                clock(self.limit_seconds)
            ));
        }
        if arguments.jobs > self.task_shards {
            warnings.push(format!(
                "--jobs: found {}, but a task has at most {} and a worker takes a whole shard: some will idle",
                arguments.jobs,
                super::words::number_of(self.task_shards as usize, "shard", "shards"),
            ));
        }
        if arguments.tasks > 1_001 {
            warnings.push(format!(
                "--tasks: found {}; Slurm takes arrays of at most 1,001 tasks where MaxArraySize has not been raised",
                arguments.tasks
            ));
        }
        warnings
    }
}

/// Seconds as Slurm writes a time limit.
pub fn clock(seconds: u64) -> String {
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    if seconds < 86_400 { clock } else { format!("{}-{clock}", seconds / 86_400) }
}

fn rounded(number: u64, step: u64) -> u64 {
    number.div_ceil(step) * step
}

/// Memory in Slurm's megabytes, at least `least`, in steps of 128.
fn megabytes(bytes: f64, least: u64) -> u64 {
    rounded((bytes / MEGABYTE).ceil() as u64, 128).max(least)
}

/// The most memory that this process has held so far.
fn peak_bytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    kilobytes.map_or(PROGRAM_BYTES, |kilobytes| kilobytes * 1_024.0)
}

/// What one worker holds of a shard until it is written: rows and curves, and their encoded form.
fn shard_bytes(study: &Study) -> f64 {
    let row = ROW_BYTES + 16.0 * study.measures.len() as f64;
    study.shard_runs as f64 * (row + curve_values(study) * 4.0) * 2.0
}

/// What a merge holds of curves: histograms of all design points, and one shard.
fn curve_bytes(study: &Study) -> f64 {
    let buckets = study.text.replications.min(BUCKETS) as f64;
    let histograms = study.points.len() as f64 * curve_values(study) * buckets * BUCKET_BYTES;
    histograms + shard_bytes(study)
}

/// Values of the curves of one run. A worker holds them for a shard, whichever way they are kept.
fn curve_values(study: &Study) -> f64 {
    match study.text.curves {
        CurvesKept::None => 0.0,
        CurvesKept::Quantiles | CurvesKept::All => (study.series.len() * study.curve_times) as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::{clock, megabytes, rounded};

    #[test]
    fn times_and_sizes_are_written_as_slurm_reads_them() {
        assert_eq!(clock(300), "00:05:00");
        assert_eq!(clock(86_399), "23:59:59");
        assert_eq!(clock(2 * 86_400 + 3_661), "2-01:01:01");
        assert_eq!(rounded(301, 300), 600);
        assert_eq!(megabytes(1.0, 256), 256);
        assert_eq!(megabytes(257.0 * 1_048_576.0, 256), 384);
    }
}
