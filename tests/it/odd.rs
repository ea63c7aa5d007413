//! The document of the model names every submodel and every parameter, as the code has them.

use truceline::model::parameters::{ParameterRow, TABLE};

use crate::document::{between, compare, read, table};

const SUBMODELS: [&str; 13] = [
    "spark",
    "crowd",
    "incident",
    "retaliation",
    "perception",
    "escalation",
    "post",
    "village",
    "evacuation",
    "ceasefire",
    "third_party",
    "claims",
    "wounded",
];

const HEAD: [&str; 7] = ["name", "default", "plausible", "unit", "mark", "source", "meaning"];

fn submodel(row: &ParameterRow) -> &'static str {
    row.name.split_once('.').expect("a parameter is named submodel.name").0
}

fn cells(row: &ParameterRow) -> Vec<String> {
    let (_, name) = row.name.split_once('.').expect("a parameter is named submodel.name");
    let (low, high) = row.plausible;
    vec![
        format!("`{name}`"),
        row.default.to_string(),
        format!("{low} to {high}"),
        row.unit.to_string(),
        row.evidence.mark().to_string(),
        row.source.to_string(),
        row.meaning.to_string(),
    ]
}

#[test]
fn every_parameter_stands_in_the_table_of_its_submodel() {
    let of = |name: &str| -> Vec<Vec<String>> { TABLE.iter().filter(|row| submodel(row) == name).map(cells).collect() };
    let tables: Vec<(String, String)> =
        SUBMODELS.iter().map(|name| (format!("parameters: {name}"), table(&HEAD, &of(name)))).collect();
    compare("ODD.md", &tables);
    let rows: usize = SUBMODELS.iter().map(|name| of(name).len()).sum();
    assert_eq!(rows, TABLE.len(), "every parameter belongs to a submodel");
}

#[test]
fn sections_are_named_as_the_modules() {
    let text = read("ODD.md");
    let (_, details) = text.split_once("\n## Submodels\n").expect("a section on submodels");
    let details = details.split("\n## ").next().expect("a text has a first part");
    let sections: Vec<&str> = details.split("\n### ").skip(1).collect();
    let names: Vec<&str> = sections.iter().map(|section| section.lines().next().unwrap_or_default()).collect();
    assert_eq!(names, SUBMODELS);
    for (name, section) in SUBMODELS.iter().zip(sections) {
        between(section, &format!("parameters: {name}"));
        assert!(section.contains("**What happens.**") && section.contains("**Left out.**"), "{name}");
        let module = format!("{}/src/model/{name}", env!("CARGO_MANIFEST_DIR"));
        let file = std::path::Path::new(&module);
        assert!(file.is_dir() || file.with_extension("rs").is_file(), "{name} is a module of the model");
    }
}

#[test]
fn the_protocol_is_followed() {
    let text = read("ODD.md");
    for heading in [
        "Purpose and patterns",
        "Entities, state variables and scales",
        "Process overview and scheduling",
        "Design concepts",
        "Initialization",
        "Input data",
        "Submodels",
    ] {
        assert!(text.contains(&format!("\n## {heading}\n")), "{heading}");
    }
    for concept in [
        "Basic principles",
        "Emergence",
        "Adaptation",
        "Objectives",
        "Learning",
        "Prediction",
        "Sensing",
        "Interaction",
        "Stochasticity",
        "Collectives",
        "Observation",
    ] {
        assert!(text.contains(&format!("\n**{concept}.**")), "{concept}");
    }
}
