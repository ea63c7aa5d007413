//! Prediction files: which scenario is run over a posterior, which quantities are written down, and the baseline they
//! stand beside. Text → checked [`PredictionText`].

use serde::Deserialize;

use super::at::{At, Complaints};
use super::error::ScenarioError;
use super::limits;
use super::load::Prepared;
use super::opening::{located, open};
use super::source::{Source, beside};

/// Name of the quantity that is read from curves and not from measures: hours from the first shot at rung 2 or above
/// until nine in ten of all who are ever registered as displaced at one time are.
pub const NINE_IN_TEN_DISPLACED: &str = "curve.registered_90_percent_hours";

/// Most members: their runs are kept in memory.
const MEMBERS_MOST: i64 = 1_000_000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PredictionDocument {
    format: i64,
    id: String,
    title: String,
    about: String,
    seen: String,
    scenario: String,
    given: GivenDocument,
    seeds_most: i64,
    members: i64,
    seed: i64,
    #[serde(default)]
    events_most: Option<i64>,
    quantities: Vec<Quantity>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenDocument {
    measure: String,
    at_least: f64,
}

/// A quantity that is written down.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// Name for people, with its unit.
    pub name: String,
    /// The measure that it is, or [`NINE_IN_TEN_DISPLACED`].
    pub measure: String,
    /// The value of the episode before: the median of the baseline.
    pub baseline: f64,
    /// Added before the logarithm is taken.
    pub offset: f64,
    /// Where the baseline comes from.
    pub source: String,
}

/// A checked prediction file, its scenario read.
pub struct PredictionText {
    /// Id text.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What is predicted from what.
    pub about: String,
    /// What its authors had seen of what is predicted.
    pub seen: String,
    /// Path of the scenario, from where the prediction was read.
    pub path: String,
    /// The scenario.
    pub scenario: Prepared,
    /// Measure and its least value of the runs that are to be scored.
    pub given: (String, f64),
    /// Replications tried until one meets it.
    pub seeds_most: u64,
    /// Draws from the posterior.
    pub members: u64,
    /// Seed.
    pub seed: u64,
    /// Most events of a run.
    pub events_most: Option<u64>,
    /// What is written down.
    pub quantities: Vec<Quantity>,
    /// Paths and texts of all files that went in, the prediction file first.
    pub texts: Vec<(String, String)>,
}

/// Loads the prediction at a path, and its scenario.
///
/// # Errors
/// The first structural problem of the prediction or of the scenario, or all semantic ones of the prediction.
pub fn load_prediction(source: &dyn Source, path: &str) -> Result<PredictionText, ScenarioError> {
    let (read, document) = open(source, path, |document: &PredictionDocument| document.format)?;
    let mut complaints = Complaints::default();
    let scenario_path = beside(path, &document.scenario);
    let scenario = match Prepared::read(source, &scenario_path) {
        Ok(scenario) => scenario,
        Err(error) if error.texts.is_empty() => {
            let message = error.problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
            complaints.say(&At::field("scenario"), format!("{scenario_path}: {message}"));
            return Err(located(&read, complaints));
        }
        Err(error) => return Err(error),
    };
    check(&mut complaints, &document, &scenario);
    if !complaints.is_empty() {
        return Err(located(&read, complaints));
    }
    let texts = [(read.path.clone(), read.text.clone())].into_iter().chain(scenario.texts()).collect();
    let PredictionDocument { id, title, about, seen, given, quantities, .. } = document;
    Ok(PredictionText {
        id,
        title,
        about,
        seen,
        path: scenario_path,
        scenario,
        given: (given.measure, given.at_least),
        seeds_most: document.seeds_most as u64,
        members: document.members as u64,
        seed: document.seed as u64,
        events_most: document.events_most.map(|most| most as u64),
        quantities,
        texts,
    })
}

fn check(complaints: &mut Complaints, document: &PredictionDocument, scenario: &Prepared) {
    complaints.scenario_id(&At::field("id"), &document.id);
    complaints.words(&At::field("title"), &document.title, limits::NAME_BYTES);
    for (field, value, low, high) in [
        ("seeds_most", document.seeds_most, 1, limits::SEED),
        ("members", document.members, 2, MEMBERS_MOST),
        ("seed", document.seed, 0, limits::SEED),
        ("events_most", document.events_most.unwrap_or(1), 1, limits::SEED),
    ] {
        complaints.whole(&At::field(field), value, low, high);
    }
    if !document.given.at_least.is_finite() {
        complaints.say(&At::field("given.at_least"), "expected a finite number".to_owned());
    }
    let names: Vec<String> = match scenario.with(&[]) {
        Ok((setup, _)) => crate::model::measure_names(&setup).into_iter().map(|(_, name)| name).collect(),
        Err(_) => return,
    };
    let known = |measure: &str| names.iter().any(|name| name == measure);
    let mut unknown = |at: &At<'_>, measure: &str| {
        let message = format!("no measure is named `{measure}`");
        complaints.unlike(at, message, measure, names.iter().map(String::as_str));
    };
    if !known(&document.given.measure) {
        unknown(&At::field("given.measure"), &document.given.measure);
    }
    for (index, quantity) in document.quantities.iter().enumerate() {
        if quantity.measure != NINE_IN_TEN_DISPLACED && !known(&quantity.measure) {
            unknown(&At::item("quantities", index, "", "measure"), &quantity.measure);
        }
    }
    for (index, quantity) in document.quantities.iter().enumerate() {
        let (baseline, offset) = (quantity.baseline, quantity.offset);
        if !(baseline >= 0.0 && offset >= 0.0 && baseline + offset > 0.0 && (baseline + offset).is_finite()) {
            let at = At::item("quantities", index, "", "baseline");
            let found = format!("{:?} and an offset of {:?}", quantity.baseline, quantity.offset);
            complaints.value(&at, found, "two finite numbers, 0 or more, with a sum above 0".to_owned());
        }
    }
    if document.quantities.is_empty() {
        complaints.value(&At::field("quantities"), "none".to_owned(), "at least one".to_owned());
    }
}
