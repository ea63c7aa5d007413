//! JSON Schema of scenario files and of what they share, derived from the documents that the loader reads: an editor then
//! completes names, shows meanings with units, and marks what the loader would refuse. What only the loader can judge
//! (references, sums, exactly one of two fields) stands in no schema.

mod fields;

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::document::{FORMAT, GeographyDocument, ScenarioDocument};
use super::units::unit_of_field;
use crate::model::parameters::{ParameterRow, TABLE};

pub use fields::{Field, fields};

/// A kind of file that a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaOf {
    /// A scenario.
    Scenario,
    /// A file with sectors, places, roads and districts that scenarios share.
    Geography,
    /// A file with parameters that scenarios share.
    Parameters,
}

/// The schema of a kind of file, JSON Schema draft 7: the version that most editors know.
pub fn schema(of: SchemaOf) -> Value {
    let (mut schema, title) = match of {
        SchemaOf::Scenario => (root::<ScenarioDocument>(), "scenario"),
        SchemaOf::Geography => (root::<GeographyDocument>(), "geography"),
        SchemaOf::Parameters => (parameter_groups(), "parameters"),
    };
    annotate(&mut schema, "");
    let head = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("Truceline {title} file, format {FORMAT}"),
    });
    match (head, schema) {
        (Value::Object(mut head), Value::Object(mut fields)) => {
            for name in ["$schema", "title"] {
                fields.remove(name);
            }
            head.append(&mut fields);
            Value::Object(head)
        }
        (_, schema) => schema,
    }
}

fn root<D: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<D>().to_value()
}

/// The schema of a scenario's own parameters.
pub(super) fn parameters_within(_: &mut SchemaGenerator) -> Schema {
    Schema::try_from(parameter_groups()).expect("an object is a schema")
}

/// All parameters by submodel, from the table of the model.
fn parameter_groups() -> Value {
    let mut groups: Map<String, Value> = Map::new();
    for row in TABLE {
        let (group, name) = row.name.split_once('.').unwrap_or((row.name, ""));
        let fresh = || {
            json!({
                "type": "object",
                "description": format!("Parameters of the submodel {group}."),
                "properties": {},
                "additionalProperties": false,
            })
        };
        let fields = groups.entry(group).or_insert_with(fresh);
        fields["properties"][name] = parameter(row);
    }
    json!({ "type": "object", "properties": groups, "additionalProperties": false })
}

fn parameter(row: &ParameterRow) -> Value {
    let ((low, high), (least, most)) = (row.plausible, row.bounds.range());
    let marked = row.evidence.words();
    json!({
        "type": "number",
        "description": format!("{} [{}]; plausible {low} to {high}; {} ({marked})", row.meaning, row.unit, row.source),
        "default": row.default,
        "minimum": least,
        "maximum": most,
        "x-unit": row.unit,
        "x-plausible": [low, high],
        "x-evidence": row.evidence.mark(),
    })
}

/// Adds units, and takes away what says nothing: formats of numbers, and defaults that stand for "absent".
fn annotate(schema: &mut Value, name: &str) {
    let numeric = is_numeric(schema);
    let Value::Object(fields) = schema else { return };
    if fields.get("default").is_some_and(Value::is_null) {
        fields.remove("default");
    }
    if numeric {
        fields.remove("format");
        // Parameters come with theirs.
        if let (Some(unit), false) = (unit_of_field(name), fields.contains_key("x-unit")) {
            fields.insert("x-unit".to_owned(), unit.into());
            if let Some(Value::String(meaning)) = fields.get_mut("description") {
                *meaning = format!("{} [{unit}].", meaning.trim_end_matches('.'));
            }
        }
    }
    if let Some(Value::Object(properties)) = fields.get_mut("properties") {
        properties.iter_mut().for_each(|(name, inner)| annotate(inner, name));
    }
    if let Some(items) = fields.get_mut("items") {
        annotate(items, name);
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        for inner in fields.get_mut(choice).and_then(Value::as_array_mut).into_iter().flatten() {
            annotate(inner, name);
        }
    }
}

/// Whether a schema is of a number, or of a number or nothing.
fn is_numeric(schema: &Value) -> bool {
    let number = |name: &Value| name == "integer" || name == "number";
    match &schema["type"] {
        Value::Array(types) => types.iter().any(number),
        one => number(one),
    }
}
