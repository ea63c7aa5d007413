//! Every file that a command leaves, with what it holds and what its columns mean. The columns are those that the writers
//! of the files use themselves.

use crate::store::ColumnRow;
use crate::store::study::{RUN_END, RUN_HEAD};

use super::calibration::GENERATIONS;
use super::comparison::{DIFFERENCES, PAIRS};
use super::facts::FACTS;
use super::score::{ONE_AT_A_TIME, POINT as SCORED_POINT, SCORES, TARGET};
use super::study::{EFFECTS, EXCEEDANCE, MEASURES, SENSITIVITY};
use super::tables::{CLAIMS, CURVES, EVENTS, TREES};

/// A file, or a set of files of one kind.
#[derive(Clone, Copy, Debug)]
pub struct OutputFile {
    /// Command that writes it.
    pub command: &'static str,
    /// Path below the output directory.
    pub path: &'static str,
    /// What it holds.
    pub meaning: &'static str,
    /// Columns of a table, or names of the fields of an object, in order. Empty for pictures and texts.
    pub columns: &'static [&'static [ColumnRow]],
    /// What else stands beside these columns.
    pub more: &'static str,
}

impl OutputFile {
    /// All columns that have fixed names.
    pub fn columns(&self) -> impl Iterator<Item = &'static ColumnRow> {
        self.columns.iter().copied().flatten()
    }
}

const fn file(command: &'static str, path: &'static str, meaning: &'static str) -> OutputFile {
    OutputFile { command, path, meaning, columns: &[], more: "" }
}

const fn table(
    command: &'static str,
    path: &'static str,
    meaning: &'static str,
    columns: &'static [&'static [ColumnRow]],
    more: &'static str,
) -> OutputFile {
    OutputFile { command, path, meaning, columns, more }
}

/// Fields of `summary.json`.
const SUMMARY: [ColumnRow; 9] = [
    ColumnRow::new("scenario", "", "id of the scenario"),
    ColumnRow::new("seed", "", "seed"),
    ColumnRow::new("replication", "", "replication: another run of the same seed"),
    ColumnRow::new("outcome", "", "why the run ended; horizon and exhausted are natural ends"),
    ColumnRow::new(
        "digest",
        "",
        "fingerprint of all events and measures, hexadecimal: the same for the same run anywhere",
    ),
    ColumnRow::new("events", "events", "events executed, the unlogged included"),
    ColumnRow::new("end_hours", "h", "end of the run since the start of the scenario"),
    ColumnRow::new("note", "", "what a run is not"),
    ColumnRow::new("measures", "", "value of every measure, null for none; `truceline explain measures` lists them"),
];
/// Fields of `manifest.json` of a run.
const MANIFEST: [ColumnRow; 13] = [
    ColumnRow::new("program", "", "truceline"),
    ColumnRow::new("version", "", "version of the program"),
    ColumnRow::new("result_version", "", "version of the results: digests of another one do not apply"),
    ColumnRow::new("scenario", "", "id of the scenario"),
    ColumnRow::new("scenario_texts", "", "path and blake3 of every scenario text that went in"),
    ColumnRow::new("overrides", "", "overrides as typed"),
    ColumnRow::new("seed", "", "seed"),
    ColumnRow::new("replication", "", "replication"),
    ColumnRow::new("limits", "", "limits of the run: horizon, events, events at one instant, pending events"),
    ColumnRow::new("digest", "", "fingerprint of the run"),
    ColumnRow::new("command", "", "command that does it again"),
    ColumnRow::new("note", "", "what a run is not"),
    ColumnRow::new("files", "", "blake3 of every other file of the directory"),
];
/// Columns of the tables that are one row a design point, before the others.
const POINT: [ColumnRow; 2] =
    [ColumnRow::new("point", "", "number of the design point"), ColumnRow::new("scenario", "", "scenario")];

/// First columns of the table of a posterior.
const POSTERIOR: [ColumnRow; 3] = [
    ColumnRow::new("particle", "", "number of the particle"),
    ColumnRow::new("weight", "", "its weight; all sum to 1"),
    ColumnRow::new("distance", "spreads", "distance of its runs from the documented values"),
];

/// All files of all commands.
pub const OUTPUTS: &[OutputFile] = &[
    table("run", "summary.json", "what the run came to, in one flat map", &[&SUMMARY], ""),
    table(
        "run",
        "events.csv",
        "truth log: one row an event, and one more for each further side that it harms",
        &[&EVENTS],
        "",
    ),
    table("run", "claims.csv", "claims log: what the offices published, apart from the truth", &[&CLAIMS], ""),
    table("run", "curves.csv", "curves over time, in long form", &[&CURVES], ""),
    table("run", "trees.csv", "the causal trees: one row a root, with what it led to", &[&TREES], ""),
    file(
        "run",
        "scenario.json",
        "the whole scenario of the run as JSON, overrides applied and shared files joined in: it runs to the same digest",
    ),
    file("run", "casualties.svg", "picture: killed and wounded by side, true and as published; also as PNG"),
    file("run", "escalation.svg", "picture: acts by rung and authorised rungs by sector, with truces; also as PNG"),
    file("run", "evacuation.svg", "picture: where people are, by side, with queues on roads; also as PNG"),
    file("run", "causes.svg", "picture: the tree of causes with most acts; also as PNG"),
    file("run", "map.svg", "picture: schematic map with acts by rung; also as PNG"),
    table(
        "run",
        "manifest.json",
        "how the directory came to be, so that anyone can make it again and check it",
        &[&MANIFEST],
        "",
    ),
    file(
        "run --save-at",
        "<file>.snapshot",
        "snapshot: the whole simulation at a moment and what the run told so far; `run --from` goes on from it",
    ),
    file("report", "<directory>.html", "the run as one page, beside its directory: map, curves, log and causes"),
    file("branch", "branch.json", "the moment, what was changed, where the two runs part, and main measures of both"),
    file("branch", "unchanged/", "the run as it was: all that `run` leaves"),
    file("branch", "changed/", "the run with the change: all that `run` leaves"),
    file("branch", "manifest.json", "how the branch came to be; with -n the files are those of `compare`"),
    table("compare", "differences.csv", "one row a measure: both means and the paired difference", &[&DIFFERENCES], ""),
    table(
        "compare",
        "pairs.csv",
        "one row a pair of runs",
        &[&PAIRS],
        "then every common measure of both runs: a.killed.total, b.killed.total and so on",
    ),
    file("compare", "difference.svg", "picture: killed by side in both variants, and the difference; also as PNG"),
    file(
        "compare",
        "difference_displaced.svg",
        "picture: displaced by side in both variants, and the difference; also as PNG",
    ),
    file("compare", "manifest.json", "how the comparison came to be"),
    file("study run", "study.json", "what the study is; compared before anything is added"),
    file(
        "study run",
        "inputs.json",
        "all texts that went in: the directory can be read, continued and replayed without them",
    ),
    table("study run", "points.csv", "the design points", &[&POINT], "then one column a factor"),
    table(
        "study run",
        "runs/000000.parquet",
        "one row a run, by shard",
        &[&RUN_HEAD, &RUN_END],
        "one column a factor before the outcome, one a measure at the end",
    ),
    file("study run", "curves/000000.parquet", "curves, by shard: one row a run and grid time, or packed histograms"),
    table(
        "study run",
        "tables/measures.csv",
        "every measure at every design point",
        &[&POINT, &MEASURES],
        "one column a factor after the scenario",
    ),
    table(
        "study run",
        "tables/exceedance.csv",
        "share of runs that reach a threshold",
        &[&POINT, &EXCEEDANCE],
        "one column a factor after the scenario",
    ),
    table("study run", "tables/effects.csv", "each level of a factor against its first", &[&EFFECTS], ""),
    table("study run", "tables/sensitivity.csv", "effects of Morris or indices of Sobol", &[&SENSITIVITY], ""),
    file("study run", "tables/curves.parquet", "quantiles of curves at every grid time"),
    file("study run", "plots/", "pictures: fans, histograms with tail, effects, sensitivity, as SVG and PNG"),
    file("study run", "stopping.json", "the precision that ended the study, if one did"),
    file("study run", "log/", "locks and wall times: the one part that may differ between two runs of a study"),
    file("calibrate", "calibration.json", "what the calibration is; compared before anything is added"),
    file("calibrate", "log/", "locks and wall times: the one part that may differ between two calibrations"),
    file("calibrate", "generations/", "particles of every generation, by shard"),
    table(
        "calibrate",
        "posterior.csv",
        "draws from the posterior, one row a particle",
        &[&POSTERIOR],
        "then one column a free quantity, and one a parameter under parameters. and its name",
    ),
    table("calibrate", "generations.csv", "one row a generation", &[&GENERATIONS], ""),
    file("score", "score.json", "coverage and scores of the documented values"),
    table(
        "score",
        "targets.csv",
        "one row a target: documented values beside the quantiles of the runs",
        &[&TARGET, &SCORES],
        "",
    ),
    table("score", "points.csv", "the same for documented points over time", &[&SCORED_POINT, &SCORES], ""),
    file("score", "fan-<experiment>-<measure>.svg", "picture: runs over time with the documented points; also as PNG"),
    table(
        "score",
        "one_at_a_time.csv",
        "what each parameter that is not free does at the ends of its plausible range; named by --one-at-a-time",
        &[&ONE_AT_A_TIME],
        "",
    ),
    file("predict", "prediction.md", "what a calibrated model predicts, beside a baseline; named by --out"),
    table("facts", "facts.csv", "one row a stylized fact and scenario; named by --out", &[&FACTS], ""),
];
