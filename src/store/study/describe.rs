//! What a study is, in files that people and programs can read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::experiment::study::Study;
use crate::model::RESULT_VERSION;
use crate::scenario::Texts;
use crate::scenario::study::{CurvesKept, FactorKind, Pairing};

use super::tables::TABLES_VERSION;

#[derive(Serialize)]
struct Description<'a> {
    program: &'static str,
    version: &'static str,
    identity: String,
    title: &'a str,
    about: &'a str,
    study: Fixed<'a>,
    note: &'static str,
}

/// All that decides the content of the shards.
#[derive(Serialize)]
struct Fixed<'a> {
    result_version: u32,
    tables_version: u32,
    id: &'a str,
    scenario_texts: Vec<Vec<TextOf>>,
    factors: Vec<FactorOf<'a>>,
    design: &'static str,
    points: usize,
    points_blake3: String,
    replications: u64,
    runs: u64,
    shard_runs: u64,
    shards: u64,
    seed: u64,
    pairing: &'static str,
    curves: &'static str,
    curve_step_hours: f64,
    until_hours: Option<f64>,
    events_most: Option<u64>,
    measures: Vec<MeasureOf<'a>>,
}

#[derive(Serialize)]
struct TextOf {
    file: String,
    blake3: String,
}

#[derive(Serialize)]
struct FactorOf<'a> {
    name: &'a str,
    sets: Vec<&'a str>,
}

#[derive(Serialize)]
struct MeasureOf<'a> {
    name: &'a str,
    unit: &'a str,
    meaning: &'a str,
}

fn fixed(study: &Study) -> Fixed<'_> {
    let text = &study.text;
    Fixed {
        result_version: RESULT_VERSION,
        tables_version: TABLES_VERSION,
        id: &text.id,
        scenario_texts: text.prepared.iter().map(|scenario| texts_of(&scenario.texts())).collect(),
        factors: text.factors.iter().map(|factor| FactorOf { name: &factor.name, sets: sets(&factor.kind) }).collect(),
        design: text.design.name(),
        points: study.points.len(),
        points_blake3: points_hash(study),
        replications: text.replications,
        runs: study.runs(),
        shard_runs: study.shard_runs,
        shards: study.shards(),
        seed: text.seed,
        pairing: match text.pairing {
            Pairing::Common => "common",
            Pairing::Independent => "independent",
        },
        curves: match text.curves {
            CurvesKept::None => "none",
            CurvesKept::Quantiles => "quantiles",
            CurvesKept::All => "all",
        },
        curve_step_hours: study.curve_step.hours(),
        until_hours: text.until_hours,
        events_most: text.events_most,
        measures: study
            .measures
            .iter()
            .map(|measure| MeasureOf { name: &measure.name, unit: measure.unit, meaning: measure.meaning })
            .collect(),
    }
}

/// File names, not paths: a study is the same wherever it is started from.
fn texts_of(texts: &[(String, String)]) -> Vec<TextOf> {
    let of = |(path, text): &(String, String)| TextOf {
        file: path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned(),
        blake3: blake3::hash(text.as_bytes()).to_hex().to_string(),
    };
    texts.iter().map(of).collect()
}

fn sets(kind: &FactorKind) -> Vec<&str> {
    match kind {
        FactorKind::Levels { paths, .. } | FactorKind::Range { paths, .. } => {
            paths.iter().map(String::as_str).collect()
        }
        FactorKind::Variants(_) => Vec::new(),
    }
}

/// Hash of what every design point sets.
fn points_hash(study: &Study) -> String {
    let mut hasher = blake3::Hasher::new();
    for point in &study.points {
        let line = serde_json::to_string(&(point.scenario, &point.values, study.settings(point)));
        hasher.update(line.expect("texts become JSON without fail").as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex().to_string()
}

/// Hash of all that decides the content of the shards, 64 hexadecimal digits.
pub fn identity(study: &Study) -> String {
    let text = serde_json::to_string(&fixed(study)).expect("plain data becomes JSON without fail");
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// The text of `study.json`.
pub fn study_json(study: &Study) -> String {
    pretty(&Description {
        program: "truceline",
        version: env!("CARGO_PKG_VERSION"),
        identity: identity(study),
        title: &study.text.title,
        about: &study.text.about,
        study: fixed(study),
        note: "illustrative model, not a forecast",
    })
}

/// What a `study.json` says of itself.
#[derive(Debug, Deserialize)]
pub struct Found {
    /// Program that wrote it.
    pub program: String,
    /// Hash of what decides the shards.
    pub identity: String,
    /// The part that is looked at.
    pub study: FoundStudy,
}

/// The part of a `study.json` that is looked at.
#[derive(Debug, Deserialize)]
pub struct FoundStudy {
    /// Id of the study.
    pub id: String,
    /// Version of results.
    pub result_version: u32,
}

/// Reads a `study.json`; None when it is not one.
pub fn found(bytes: &[u8]) -> Option<Found> {
    serde_json::from_slice(bytes).ok().filter(|found: &Found| found.program == "truceline")
}

#[derive(Serialize, Deserialize)]
struct Inputs {
    study: String,
    texts: BTreeMap<String, String>,
}

/// The text of `inputs.json`: every text that went in.
pub fn inputs_json(study: &Study) -> String {
    let texts = study.text.texts.iter().cloned().collect();
    pretty(&Inputs { study: study.text.texts[0].0.clone(), texts })
}

/// The path of the study and all texts from an `inputs.json`; None when it is not one.
pub fn read_inputs(bytes: &[u8]) -> Option<(String, Texts)> {
    let inputs: Inputs = serde_json::from_slice(bytes).ok()?;
    Some((inputs.study, Texts(inputs.texts.into_iter().collect())))
}

fn pretty<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data becomes JSON without fail");
    text.push('\n');
    text
}

/// The text of `points.csv`: one row a design point.
pub fn points_csv(study: &Study) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let factors = study.text.factors.iter().map(|factor| factor.name.as_str());
    let header: Vec<&str> = ["point", "scenario"].into_iter().chain(factors).collect();
    let written = "a table in memory is written without fail";
    writer.write_record(&header).expect(written);
    for point in &study.points {
        let head = [point.index.to_string(), study.scenario_name(point)];
        let values = point.values.iter().map(|value| value.trim_matches('"').to_owned());
        writer.write_record(head.into_iter().chain(values)).expect(written);
    }
    writer.into_inner().expect(written)
}
