//! `truceline schema`: the JSON Schema of scenario files.

use super::arguments::{SchemaArguments, SchemaKind};
use super::error::CliError;
use super::output;
use crate::scenario::{self, SchemaOf};

/// Prints the schema that was asked for.
pub fn schema(arguments: &SchemaArguments) -> Result<(), CliError> {
    let named = |what: &str| {
        format!("save it as {what}.schema.json, and name it in a JSON file: \"$schema\": \"{what}.schema.json\"")
    };
    let (of, next) = match arguments.of {
        SchemaKind::Scenario => (SchemaOf::Scenario, named("scenario")),
        SchemaKind::Geography => (SchemaOf::Geography, named("geography")),
        SchemaKind::Parameters => (
            SchemaOf::Parameters,
            "save it as parameters.schema.json, and tell your editor in its settings which files it is for".to_owned(),
        ),
    };
    let text = serde_json::to_string_pretty(&scenario::schema(of)).expect("a schema becomes JSON without fail");
    output::data(&format!("{text}\n"))?;
    output::next(&next);
    Ok(())
}
