//! What the engine is: versions and its tables.

use serde::Serialize;
use truceline::model::curves::{METRICS, Split};
use truceline::model::ladder::RUNG_NAMES;
use truceline::model::parameters::TABLE;
use truceline::model::{Kind, RESULT_VERSION};

/// The line that stands on every output.
const NOTE: &str = "illustrative model, not a forecast";

/// See `EngineVersion` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionReply {
    version: &'static str,
    result_version: u32,
    note: &'static str,
    rungs: [&'static str; 7],
    kinds: Vec<KindReply>,
    parameters: Vec<ParameterReply>,
    curves: Vec<CurveReply>,
}

#[derive(Serialize)]
struct KindReply {
    name: &'static str,
    words: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ParameterReply {
    name: &'static str,
    default: f64,
    plausible_low: f64,
    plausible_high: f64,
    allowed_low: f64,
    allowed_high: f64,
    unit: &'static str,
    meaning: &'static str,
    source: &'static str,
    evidence: &'static str,
}

#[derive(Serialize)]
struct CurveReply {
    name: &'static str,
    unit: &'static str,
    split: &'static str,
    meaning: &'static str,
}

/// Versions and tables.
pub fn version() -> VersionReply {
    let parameters = TABLE.iter().map(|row| ParameterReply {
        name: row.name,
        default: row.default,
        plausible_low: row.plausible.0,
        plausible_high: row.plausible.1,
        allowed_low: row.bounds.range().0,
        allowed_high: row.bounds.range().1,
        unit: row.unit,
        meaning: row.meaning,
        source: row.source,
        evidence: row.evidence.mark(),
    });
    let curves = METRICS.iter().map(|metric| CurveReply {
        name: metric.name,
        unit: metric.unit,
        split: match metric.split {
            Split::Whole => "whole",
            Split::Side => "side",
            Split::SideAndSector => "side_and_sector",
            Split::ClaimantAndSide => "claimant_and_side",
        },
        meaning: metric.meaning,
    });
    VersionReply {
        version: env!("CARGO_PKG_VERSION"),
        result_version: RESULT_VERSION,
        note: NOTE,
        rungs: RUNG_NAMES,
        kinds: Kind::ALL.iter().map(|kind| KindReply { name: kind.name(), words: kind.words() }).collect(),
        parameters: parameters.collect(),
        curves: curves.collect(),
    }
}
