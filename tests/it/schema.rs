//! The JSON Schema says what the loader says: the same fields, the same bounds, the same names.

use std::process::Command;

use serde_json::{Value, json};

use truceline::model::parameters::TABLE;
use truceline::scenario::{Field, Files, ScenarioError, SchemaOf, Texts, fields, json_twin, load, schema};

fn twin(id: &str) -> Value {
    let path = format!("{}/scenarios/{id}.ron", env!("CARGO_MANIFEST_DIR"));
    let loaded = load(&Files, &path, &[]).unwrap_or_else(|error| panic!("{error}"));
    serde_json::from_str(&json_twin(&loaded.document)).unwrap()
}

fn check(document: &Value) -> Result<(), ScenarioError> {
    load(&Texts::one("full.json", &document.to_string()), "full.json", &[]).map(|_| ())
}

/// A scenario in which every list has an item, and every form of action and presence occurs.
fn full() -> Value {
    let mut document = twin("one-bridge");
    let presences = [
        json!({ "between": { "from": "2030-05-05 12:00", "until": "2030-05-06 12:00" } }),
        json!({ "between_hours": { "from_hours": 1, "until_hours": 2 } }),
        json!({ "after_rung": { "rung": 3, "delay_hours_median": 2, "stay_hours": 3 } }),
    ];
    for (number, presence) in presences.iter().enumerate() {
        let party = json!({
            "id": format!("party_{number}"), "name": "Party", "kind": "mediation", "presence": presence,
            "pressure": [{ "side": "north", "value": 0.1 }],
        });
        document["third_parties"].as_array_mut().unwrap().push(party);
    }
    document["spoilers"] =
        json!([{ "id": "group", "side": "north", "adversary": "south", "sector": "a", "per_hour": 0.1 }]);
    document["waypoints"] = json!([{ "id": "fork", "name": "Fork", "sector": "a", "east_km": 0, "north_km": 20 }]);
    let actions = [
        json!({ "open_grievance": { "site": "bridge" } }),
        json!({ "settle_grievance": { "site": "bridge" } }),
        json!({ "crowd": { "site": "bridge", "side": "north", "people": 20 } }),
        json!({ "armed_spark": { "sector": "a" } }),
        json!({ "authorise": { "side": "north", "adversary": "south", "sector": "a", "rung": 3 } }),
        json!({ "close_road": { "road": "north_3--bridge" } }),
        json!({ "open_road": { "road": "north_3--bridge" } }),
        json!({ "talks": { "side": "north", "adversary": "south", "channel": "presidents" } }),
        json!({ "pressure": { "side": "north", "amount": 0.1 } }),
        json!({ "third_party": { "party": "party_0" } }),
    ];
    for (number, action) in actions.iter().enumerate() {
        let inject = json!({ "id": format!("extra_{number}"), "at_hours": 2, "action": action });
        document["injects"].as_array_mut().unwrap().push(inject);
    }
    document["observed"] = json!([{
        "measure": "killed.north", "at_hours": 3, "low": 0, "best": 1, "high": 2, "claimant": "Office", "source": "S1",
    }]);
    document
}

/// Sets a field in the first item that can hold it; false when none can.
fn put(value: &mut Value, steps: &[&str], new: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter_mut().any(|item| put(item, steps, new)),
        Value::Object(fields) => match steps {
            [last] => {
                fields.insert((*last).to_owned(), new.clone());
                true
            }
            [first, rest @ ..] => fields.get_mut(*first).is_some_and(|inner| put(inner, rest, new)),
            [] => false,
        },
        _ => false,
    }
}

/// Positions are in kilometres or in degrees.
fn base(field: &Field) -> Value {
    match field.path.rsplit('.').next() {
        Some("lat" | "lon") => {
            let mut document = twin("batken-2021");
            document["waypoints"] = json!([{ "id": "fork", "name": "Fork", "sector": "a", "lat": 40.0, "lon": 70.0 }]);
            document
        }
        _ => full(),
    }
}

fn show(value: f64) -> String {
    if value == value.trunc() { format!("{value:.0}") } else { format!("{value:?}") }
}

#[test]
fn bounds_are_those_of_the_loader() {
    check(&full()).unwrap_or_else(|error| panic!("{error}"));
    // Their upper bounds hang on the scenario: its length, its people, the places of a road.
    let own_words = ["format", "at_hours", "from_hours", "until_hours", "households", "length_km"];
    let mut seen = 0;
    for field in fields() {
        let Some((low, high)) = field.range else { continue };
        let steps: Vec<&str> = field.path.split('.').collect();
        let whole = field.kind == "a whole number";
        let beyond = [low - if whole { 1.0 } else { 0.01 }, high + if whole { 1.0 } else { high.abs().max(1.0) }];
        for value in beyond {
            let mut document = base(&field);
            let new = if whole { json!(value as i64) } else { json!(value) };
            assert!(put(&mut document, &steps, &new), "{}: no item has it", field.path);
            let error = check(&document).expect_err(&format!("{} takes {value}", field.path));
            let told: Vec<&str> = error.problems.iter().filter_map(|problem| problem.allowed.as_deref()).collect();
            let expected = format!("{}..={}", show(low), show(high));
            let own = own_words.contains(steps.last().unwrap());
            assert!(own || told.contains(&expected.as_str()), "{}: {expected}, told {error}", field.path);
            seen += 1;
        }
    }
    assert!(seen > 80, "{seen}");
    for (name, row) in TABLE.iter().map(|row| (row.name, row)) {
        let (group, inner) = name.split_once('.').unwrap();
        let found = &schema(SchemaOf::Scenario)["properties"]["parameters"]["properties"][group]["properties"][inner];
        assert_eq!(found["default"], row.default, "{name}");
        assert_eq!(
            (found["minimum"].as_f64(), found["maximum"].as_f64()),
            (Some(row.bounds.range().0), Some(row.bounds.range().1))
        );
        assert!(found["description"].as_str().unwrap().contains(row.meaning), "{name}");
    }
}

#[test]
fn names_that_a_field_takes_are_those_of_the_loader() {
    let mut seen = 0;
    for field in fields().iter().filter(|field| !field.names.is_empty()) {
        let steps: Vec<&str> = field.path.split('.').collect();
        for (name, meaning) in &field.names {
            let mut document = full();
            assert!(put(&mut document, &steps, &json!(name)) && !meaning.is_empty(), "{} {name}", field.path);
            check(&document).unwrap_or_else(|error| panic!("{} {name}: {error}", field.path));
            seen += 1;
        }
        let mut document = full();
        put(&mut document, &steps, &json!("nonsense"));
        assert!(check(&document).is_err(), "{}", field.path);
    }
    assert_eq!(seen, 20, "retaliation, scope, kind of site, class, kind of third party");
}

#[test]
fn needed_and_unknown_fields_are_those_of_the_loader() {
    /// Takes a field out of the first item that has it.
    fn take(value: &mut Value, steps: &[&str]) -> bool {
        match value {
            Value::Array(items) => items.iter_mut().any(|item| take(item, steps)),
            Value::Object(fields) => match steps {
                [last] => fields.remove(*last).is_some(),
                [first, rest @ ..] => fields.get_mut(*first).is_some_and(|inner| take(inner, rest)),
                [] => false,
            },
            _ => false,
        }
    }
    let structural = |document: &Value| match check(document) {
        Ok(()) => false,
        Err(error) => error.problems[0].message.contains("missing field"),
    };
    for field in fields() {
        let steps: Vec<&str> = field.path.split('.').collect();
        let mut document = full();
        if take(&mut document, &steps) && !field.kind.contains("one of the forms") {
            assert_eq!(structural(&document), field.required, "{}", field.path);
        }
    }
    // Every object of the schema is closed, as the loader's are.
    fn closed(schema: &Value, path: &str) {
        if schema["properties"].is_object() {
            assert_eq!(schema["additionalProperties"], false, "{path}");
        }
        match schema {
            Value::Object(fields) => fields.iter().for_each(|(name, inner)| closed(inner, &format!("{path}.{name}"))),
            Value::Array(items) => items.iter().for_each(|inner| closed(inner, path)),
            _ => {}
        }
    }
    for of in [SchemaOf::Scenario, SchemaOf::Geography, SchemaOf::Parameters] {
        let whole = schema(of);
        assert_eq!(whole["$schema"], "http://json-schema.org/draft-07/schema#");
        // The name of a field is no keyword.
        closed(&whole["properties"], "");
        assert_eq!(whole["additionalProperties"], false);
    }
}

#[test]
fn the_command_prints_it() {
    for (kind, field) in [
        (None, "horizon_days"),
        (Some("scenario"), "sides"),
        (Some("geography"), "roads"),
        (Some("parameters"), "spark"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_truceline")).arg("schema").args(kind).output().unwrap();
        assert!(output.status.success() && String::from_utf8_lossy(&output.stderr).contains("next: "));
        let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(printed["properties"][field].is_object(), "{kind:?}");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_truceline")).args(["schema", "nonsense"]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}
