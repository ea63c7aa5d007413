//! The fields of a scenario as a list, read off its schema.

use serde_json::Value;

use super::{SchemaOf, schema};

/// A field of a scenario file, or one of the forms that it can take.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Names from the outside in, `posts.crew`; items of a list have no number.
    pub path: String,
    /// What it means.
    pub meaning: String,
    /// What stands there, in words: a number, a text, a list.
    pub kind: String,
    /// Unit of a number; `1` for plain ones.
    pub unit: Option<String>,
    /// Value when it is absent, when that is a value.
    pub default: Option<Value>,
    /// Whether it must be there.
    pub required: bool,
    /// Lowest and highest number.
    pub range: Option<(f64, f64)>,
    /// Names that can stand there, each with its meaning.
    pub names: Vec<(String, String)>,
}

/// All fields of a scenario, each before what lies in it; parameters are left to the table of the model.
pub fn fields() -> Vec<Field> {
    let mut found = Vec::new();
    inside(&schema(SchemaOf::Scenario), "", &mut found);
    found
}

/// Fields of a schema of an object, or of a list of them, or of one of several forms.
fn inside(schema: &Value, path: &str, found: &mut Vec<Field>) {
    let dot = if path.is_empty() { "" } else { "." };
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}{dot}{name}");
        let required = schema["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name));
        found.push(field(inner, path.clone(), required));
        if path != "parameters" {
            inside(inner, &path, found);
        }
    }
    if schema["items"].is_object() {
        inside(&schema["items"], path, found);
    }
    for form in forms(schema).into_iter().filter(|form| form["properties"].is_object()) {
        // A form is an object with the one field that names it.
        let described = form["description"].as_str().map(str::to_owned);
        let before = found.len();
        inside(form, path, found);
        if let (Some(meaning), Some(first)) = (described, found.get_mut(before)) {
            first.meaning = meaning;
            first.required = false;
            first.kind = "named fields: one of the forms".to_owned();
        }
    }
}

/// The forms that a value can take; what may be absent has them one level deeper, beside `null`.
fn forms(schema: &Value) -> Vec<&Value> {
    let direct = ["oneOf", "anyOf"].into_iter().flat_map(|choice| schema[choice].as_array().into_iter().flatten());
    direct
        .flat_map(|form| {
            let deeper = forms(form);
            if deeper.is_empty() { vec![form] } else { deeper }
        })
        .collect()
}

fn field(schema: &Value, path: String, required: bool) -> Field {
    let number = |name: &str| schema[name].as_f64();
    let names = forms(schema).into_iter().filter_map(|form| {
        let name = form["const"].as_str().or_else(|| form["enum"].as_array()?.first()?.as_str())?;
        Some((name.to_owned(), form["description"].as_str().unwrap_or_default().to_owned()))
    });
    Field {
        path,
        meaning: meaning(schema),
        kind: kind(schema).to_owned(),
        unit: schema["x-unit"].as_str().map(str::to_owned),
        default: schema.get("default").cloned(),
        required,
        range: number("minimum").zip(number("maximum")),
        names: names.collect(),
    }
}

/// The description without the unit that editors are shown.
fn meaning(schema: &Value) -> String {
    let text = schema["description"].as_str().unwrap_or_default();
    match schema["x-unit"].as_str() {
        Some(unit) => text.trim_end_matches('.').trim_end_matches(&format!(" [{unit}]")).to_owned() + ".",
        None => text.to_owned(),
    }
}

fn kind(schema: &Value) -> &'static str {
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).filter(|one| *one != "null").collect(),
        _ => Vec::new(),
    };
    let forms_have_fields = forms(schema).iter().any(|form| form["properties"].is_object());
    match types.first() {
        Some(&"integer") => "a whole number",
        Some(&"number") => "a number",
        Some(&"string") => "a text",
        Some(&"boolean") => "true or false",
        Some(&"array") => "a list",
        Some(&"object") => "named fields",
        _ if forms_have_fields => "one of several forms",
        _ => "one of several names",
    }
}
