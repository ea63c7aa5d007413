//! The document of the model names every submodel and every parameter, as the code has them.

use truceline::model::entities::ENTITIES;
use truceline::model::ladder::{RUNG_MEANINGS, RUNG_NAMES};
use truceline::model::parameters::{ParameterRow, TABLE};
use truceline::scenario::{ChannelDocument, NEVER_BY_PRESSURE, ScopeDocument, usual_channels};

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

fn channel(channel: &ChannelDocument) -> Vec<String> {
    let number = |value: Option<f64>| value.expect("a usual channel says everything").to_string();
    let pressure = channel.from_pressure.filter(|&pressure| pressure < NEVER_BY_PRESSURE);
    let pressure = pressure.map(|pressure| format!(" or mean pressure above {pressure}")).unwrap_or_default();
    let scope = match channel.scope.expect("a scope") {
        ScopeDocument::Sector => "sector",
        ScopeDocument::Neighbours => "sector and those of weight 0.3 or more",
        ScopeDocument::Province => "all sectors of the province",
        ScopeDocument::All => "all",
    };
    let how = match (channel.face_to_face, channel.remote) {
        (Some(true), _) => ", face to face",
        (_, Some(true)) => ", remote",
        _ => "",
    };
    let forms = channel.forms.expect("forms");
    vec![
        format!("`{}`", channel.id),
        number(channel.weight),
        format!("{}{pressure}", channel.from_rung.expect("a rung")),
        format!("{scope}{how}"),
        number(channel.talks_hours),
        number(channel.notice_hours_mean),
        format!("{} / {} / {}", forms.verbal, forms.written, forms.with_withdrawal),
    ]
}

#[test]
fn entities_rungs_and_channels_stand_in_their_tables() {
    let entities: Vec<Vec<String>> = ENTITIES
        .iter()
        .map(|row| [row.name, row.state, row.fixed, row.behaviour].map(str::to_owned).to_vec())
        .collect();
    let rungs: Vec<Vec<String>> = RUNG_NAMES
        .iter()
        .zip(RUNG_MEANINGS)
        .enumerate()
        .map(|(rung, (name, meaning))| vec![rung.to_string(), (*name).to_owned(), meaning.to_owned()])
        .collect();
    let channels: Vec<Vec<String>> = usual_channels().iter().map(channel).collect();
    let entity_head = ["entity", "state variables that change", "fixed by the scenario", "what it does"];
    let channel_head = [
        "channel",
        "weight",
        "from rung",
        "scope",
        "talks, median h",
        "notice, mean h",
        "verbal / written / with withdrawal",
    ];
    compare(
        "ODD.md",
        &[
            ("rungs".to_owned(), table(&["rung", "in pictures", "meaning"], &rungs)),
            ("entities".to_owned(), table(&entity_head, &entities)),
            ("channels".to_owned(), table(&channel_head, &channels)),
        ],
    );
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
