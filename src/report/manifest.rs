//! `manifest.json`: how a directory of output came to be, so that anyone can make it again and check it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::{Limits, Time};
use crate::experiment::branch::BranchStep;
use crate::model::RESULT_VERSION;
use crate::store::File;

use super::NOTE;
use super::run::Run;

#[derive(Serialize)]
struct Manifest<'a> {
    program: &'a str,
    version: &'a str,
    result_version: u32,
    scenario: &'a str,
    scenario_texts: Vec<Text<'a>>,
    overrides: &'a [String],
    #[serde(skip_serializing_if = "<[BranchStep]>::is_empty")]
    branches: &'a [BranchStep],
    seed: u64,
    replication: u64,
    limits: LimitsOf,
    digest: String,
    command: &'a str,
    note: &'a str,
    files: BTreeMap<&'a str, String>,
}

/// A scenario text.
#[derive(Serialize)]
pub(super) struct Text<'a> {
    path: &'a str,
    blake3: &'a str,
}

/// Limits as the manifest tells them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct LimitsOf {
    horizon_hours: f64,
    events: u64,
    events_at_one_instant: u64,
    pending: usize,
}

impl LimitsOf {
    pub(super) fn new(limits: &Limits) -> LimitsOf {
        LimitsOf {
            horizon_hours: limits.horizon.hours(),
            events: limits.events,
            events_at_one_instant: limits.events_at_one_instant,
            pending: limits.pending,
        }
    }
}

/// Scenario texts by name and hash.
pub(super) fn texts(texts: &[(String, String)]) -> Vec<Text<'_>> {
    texts.iter().map(|(path, blake3)| Text { path, blake3 }).collect()
}

/// Hashes of files by name.
pub(super) fn hashes(files: &[File]) -> BTreeMap<&str, String> {
    files.iter().map(|file| (file.name.as_str(), blake3::hash(&file.bytes).to_hex().to_string())).collect()
}

/// The text of `manifest.json` for the other files of a run.
pub fn manifest(run: &Run, files: &[File]) -> String {
    let identity = run.identity;
    json(&Manifest {
        program: "truceline",
        version: env!("CARGO_PKG_VERSION"),
        result_version: RESULT_VERSION,
        scenario: &run.setup.id,
        scenario_texts: texts(&identity.texts),
        overrides: &identity.overrides,
        branches: &identity.branches,
        seed: identity.seed,
        replication: identity.replication,
        limits: LimitsOf::new(&identity.limits),
        digest: run.replication.digest_text(),
        command: &identity.command,
        note: NOTE,
        files: hashes(files),
    })
}

/// Pretty JSON with a line end.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data becomes JSON without fail");
    text.push('\n');
    text
}

/// What the manifest of a run says of how it was asked for: enough, with the scenario beside it, to do it again.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct RunManifest {
    /// Version of the results that it was made with.
    pub result_version: u32,
    /// Paths and hashes of the scenario texts.
    scenario_texts: Vec<OwnedText>,
    /// Overrides, as typed; they are applied already in the scenario beside it.
    pub overrides: Vec<String>,
    /// What was changed on the way, in order of time.
    #[serde(default)]
    pub branches: Vec<BranchStep>,
    /// Seed.
    pub seed: u64,
    /// Replication.
    pub replication: u64,
    limits: LimitsOf,
    /// Digest, 32 hexadecimal digits.
    pub digest: String,
    /// Command that does it again.
    pub command: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct OwnedText {
    path: String,
    blake3: String,
}

impl RunManifest {
    /// Reads the manifest of a run; None for anything else, the manifest of a comparison among it.
    pub fn read(bytes: &[u8]) -> Option<RunManifest> {
        #[derive(Deserialize)]
        struct Program {
            program: String,
        }
        let program: Program = serde_json::from_slice(bytes).ok()?;
        (program.program == "truceline").then(|| serde_json::from_slice(bytes).ok()).flatten()
    }

    /// Limits of the run.
    pub fn limits(&self) -> Limits {
        let LimitsOf { horizon_hours, events, events_at_one_instant, pending } = self.limits;
        let horizon = Time::from_milliseconds((horizon_hours * 3_600_000.0).round() as u64);
        Limits { events, events_at_one_instant, pending, ..Limits::until(horizon) }
    }

    /// Paths and hashes of the scenario texts.
    pub fn texts(&self) -> Vec<(String, String)> {
        self.scenario_texts.iter().map(|text| (text.path.clone(), text.blake3.clone())).collect()
    }
}

/// The files that a manifest lists, when it is one of this program and of this scenario.
pub fn files_of_earlier_run(manifest: &[u8], scenario: &str) -> Option<Vec<String>> {
    #[derive(Deserialize)]
    struct Found {
        program: String,
        scenario: String,
        files: BTreeMap<String, String>,
    }
    let found: Found = serde_json::from_slice(manifest).ok()?;
    (found.program == "truceline" && found.scenario == scenario).then(|| found.files.into_keys().collect())
}
