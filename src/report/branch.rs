//! From both continuations of a branch to files: each run in a directory of its own, and what parts them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::experiment::branch::BranchStep;
use crate::experiment::comparison::{Arm, Fork};
use crate::experiment::story::Story;
use crate::model::{LogRow, RESULT_VERSION};
use crate::scenario::ValueChange;
use crate::store::File;

use super::manifest::{hashes, json};
use super::run::Run;
use super::{NOTE, files};

/// Directories of the two runs.
pub const ARMS: [&str; 2] = ["unchanged", "changed"];

/// Both continuations of one replication, finished.
#[derive(Clone, Copy, Debug)]
pub struct BranchReport<'a> {
    /// As it was.
    pub unchanged: Run<'a>,
    /// With the change.
    pub changed: Run<'a>,
    /// The change, as typed.
    pub step: &'a BranchStep,
    /// The values that change.
    pub values: &'a [ValueChange],
    /// Where the truth logs part.
    pub fork: Option<&'a Fork>,
}

#[derive(Serialize)]
struct Out<'a> {
    branch: &'a str,
    seed: u64,
    replication: u64,
    at_hours: f64,
    set: Vec<Set<'a>>,
    injects: &'a [String],
    parting: Option<Parting<'a>>,
    same_digest: bool,
    measures: BTreeMap<&'a str, [Option<f64>; 2]>,
    note: &'a str,
}

#[derive(Serialize)]
struct Set<'a> {
    path: &'a str,
    before: Option<&'a RawValue>,
    after: Option<&'a RawValue>,
}

impl Set<'_> {
    fn new(value: &ValueChange) -> Set<'_> {
        Set { path: &value.path, before: raw(&value.before), after: raw(&value.after) }
    }
}

fn raw(text: &Option<String>) -> Option<&RawValue> {
    text.as_deref().and_then(|text| serde_json::from_str(text).ok())
}

#[derive(Serialize)]
struct Parting<'a> {
    hours: f64,
    first_in: &'a str,
    unchanged: Option<Told<'a>>,
    changed: Option<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    event: u32,
    hours: f64,
    kind: &'a str,
    sentence: String,
}

/// The text of `branch.json`: what was changed, where the runs part, and every measure of both, unchanged first.
pub fn branch_json(report: &BranchReport) -> String {
    let BranchReport { unchanged, changed, step, values, fork } = report;
    let [a, b] = [unchanged, changed].map(|run| run.replication);
    let measures = a.measures.iter().zip(&b.measures).map(|((name, a), (_, b))| (name.as_str(), [*a, *b])).collect();
    json(&Out {
        branch: &unchanged.setup.id,
        seed: unchanged.identity.seed,
        replication: unchanged.identity.replication,
        at_hours: step.at_milliseconds.hours(),
        set: values.iter().map(Set::new).collect(),
        injects: &step.injects,
        parting: fork.map(|fork| Parting {
            hours: fork.parting.time.hours(),
            first_in: ARMS[usize::from(fork.parting.arm == Arm::B)],
            unchanged: fork.a.map(|row| told(unchanged, &row)),
            changed: fork.b.map(|row| told(changed, &row)),
        }),
        same_digest: a.digest == b.digest,
        measures,
        note: NOTE,
    })
}

fn told<'a>(run: &Run<'a>, row: &LogRow) -> Told<'a> {
    let sentence = Story::new(run.setup, run.recorder).sentence(row.event);
    Told { event: row.event, hours: row.time.hours(), kind: row.kind.name(), sentence }
}

#[derive(Serialize)]
struct Manifest<'a> {
    program: &'a str,
    version: &'a str,
    result_version: u32,
    scenario: &'a str,
    branch: &'a BranchStep,
    runs: [&'a str; 2],
    command: &'a str,
    note: &'a str,
    files: BTreeMap<&'a str, String>,
}

/// Every file of a branch's output directory: `branch.json`, each run in its directory, the manifest last.
pub fn branch_files(report: &BranchReport, plots: bool) -> Vec<File> {
    let mut all = vec![File::new("branch.json", branch_json(report))];
    for (name, run) in ARMS.iter().zip([&report.unchanged, &report.changed]) {
        all.extend(files(run, plots).into_iter().map(|file| File::new(format!("{name}/{}", file.name), file.bytes)));
    }
    let manifest = json(&Manifest {
        program: "truceline",
        version: env!("CARGO_PKG_VERSION"),
        result_version: RESULT_VERSION,
        scenario: &report.unchanged.setup.id,
        branch: report.step,
        runs: ARMS,
        command: &report.changed.identity.command,
        note: NOTE,
        files: hashes(&all),
    });
    all.push(File::new("manifest.json", manifest));
    all
}

/// The directories of the two runs, when a manifest is that of a branch.
pub fn runs_of_branch(manifest: &[u8]) -> Option<[String; 2]> {
    #[derive(Deserialize)]
    struct Found {
        program: String,
        runs: [String; 2],
    }
    let found: Found = serde_json::from_slice(manifest).ok()?;
    (found.program == "truceline").then_some(found.runs)
}
