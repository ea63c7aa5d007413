//! The JSON twin of a scenario: the whole document in one text, with which a run can be done again anywhere.

use super::document::ScenarioDocument;

/// The document as JSON that [`load`](super::load) reads back as the same document: shared files are joined in, overrides
/// applied, and numbers have as many digits as it takes to be the same numbers.
///
/// # Panics
/// When a number is not finite; no document that became a setup has one.
pub fn json_twin(document: &ScenarioDocument) -> String {
    let mut text = serde_json::to_string_pretty(document).expect("a sound document becomes JSON without fail");
    text.push('\n');
    text
}
