//! The document of the measures lists them all, and the measure of every documented target; that of the causes lists all topics.

use truceline::experiment::story::CAUSAL_MEASURES;
use truceline::model::{MEASURES, TARGETS, Topic};

use crate::document::{compare, table};

#[test]
fn topics_of_decisions_stand_in_the_document() {
    let topics: Vec<Vec<String>> =
        Topic::ALL.iter().map(|topic| vec![format!("`{}`", topic.name()), topic.words().to_string()]).collect();
    compare("CAUSES.md", &[("topics".to_string(), table(&["topic", "what is decided"], &topics))]);
}

#[test]
fn measures_and_targets_stand_in_the_document() {
    let measures: Vec<Vec<String>> = MEASURES
        .iter()
        .map(|row| vec![format!("`{}`", row.name), row.unit.to_string(), row.meaning.to_string()])
        .collect();
    let causes: Vec<Vec<String>> = CAUSAL_MEASURES
        .iter()
        .map(|row| vec![format!("`{}`", row.name), row.unit.to_string(), row.meaning.to_string()])
        .collect();
    let targets: Vec<Vec<String>> = TARGETS
        .iter()
        .map(|(episode, row, measure)| vec![(*episode).to_string(), format!("`{row}`"), format!("`{measure}`")])
        .collect();
    compare(
        "MEASURES.md",
        &[
            ("measures".to_string(), table(&["name", "unit", "meaning"], &measures)),
            ("causes".to_string(), table(&["name", "unit", "meaning"], &causes)),
            ("targets".to_string(), table(&["episode", "row of the targets", "measure"], &targets)),
        ],
    );
}
