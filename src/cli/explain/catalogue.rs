//! All things that can be explained, from the tables that the program runs on.

use serde_json::{Value, json};

use crate::experiment::story::CAUSAL_MEASURES;
use crate::model::curves::{METRICS, Split};
use crate::model::entities::ENTITIES;
use crate::model::kind::Kind;
use crate::model::ladder::{RUNG_MEANINGS, RUNG_NAMES};
use crate::model::measures::MEASURES;
use crate::model::parameters::{Evidence, TABLE};
use crate::report::outputs::OUTPUTS;
use crate::scenario;
use crate::scenario::{ChannelDocument, ScopeDocument};

use super::entry::{Entry, Sort};

/// Everything, sort by sort.
pub fn catalogue() -> Vec<Entry> {
    let mut all = Vec::new();
    for sort in Sort::ALL {
        all.extend(of(sort));
    }
    all
}

/// All of a sort, in the order of its table.
pub fn of(sort: Sort) -> Vec<Entry> {
    match sort {
        Sort::Parameter => parameters(),
        Sort::Measure => measures(),
        Sort::Curve => curves(),
        Sort::Kind => kinds(),
        Sort::Rung => rungs(),
        Sort::Entity => entities(),
        Sort::Field => fields(),
        Sort::Channel => channels(),
        Sort::Output => outputs(),
        Sort::Column => columns(),
    }
}

/// Names with their meanings in order; nothing when there are none.
fn named<'n>(names: impl Iterator<Item = (&'n str, String)>) -> Value {
    let names: Vec<Value> = names.map(|(name, meaning)| json!({ "name": name, "meaning": meaning })).collect();
    if names.is_empty() { Value::Null } else { Value::Array(names) }
}

fn marked(evidence: Evidence) -> String {
    format!("{}, {}", evidence.mark(), evidence.words())
}

fn parameters() -> Vec<Entry> {
    let entry = |row: &crate::model::parameters::ParameterRow| {
        let (low, high) = row.bounds.range();
        Entry::new(Sort::Parameter, row.name, row.meaning)
            .with("unit", row.unit)
            .with("default", row.default)
            .with("plausible", json!([row.plausible.0, row.plausible.1]))
            .with("allowed", json!([low, high]))
            .with("source", row.source)
            .with("evidence", marked(row.evidence))
            .with("change", format!("--set parameters.{}={}", row.name, row.plausible.1))
            .known_as([format!("parameters.{}", row.name)])
    };
    TABLE.iter().map(entry).collect()
}

fn measures() -> Vec<Entry> {
    let entry = |row: &crate::model::MeasureRow| {
        Entry::new(Sort::Measure, row.name, row.meaning)
            .with("unit", row.unit)
            .with("stands_in", "summary.json, and the tables of studies and comparisons")
    };
    let of_causes = CAUSAL_MEASURES.iter().map(|row| {
        Entry::new(Sort::Measure, row.name, row.meaning)
            .with("unit", row.unit)
            .with("stands_in", "summary.json of a run")
    });
    MEASURES.iter().map(entry).chain(of_causes).collect()
}

fn curves() -> Vec<Entry> {
    let entry = |row: &crate::model::curves::Metric| {
        let split = match row.split {
            Split::Whole => "one for the whole border",
            Split::Side => "one a side",
            Split::SideAndSector => "one a side and sector",
            Split::ClaimantAndSide => "one a claimant and side whose losses it claims; the claimant's id ends the name",
        };
        Entry::new(Sort::Curve, row.name, row.meaning)
            .with("unit", row.unit)
            .with("curves", split)
            .with("stands_in", "curves.csv")
    };
    METRICS.iter().map(entry).collect()
}

fn kinds() -> Vec<Entry> {
    let entry = |kind: &Kind| {
        Entry::new(Sort::Kind, kind.name(), kind.words())
            .with("hostility_level", format!("{} of 1 to 5, militarized interstate disputes", kind.hostility_level()))
            .with("cameo_root", format!("{:02}", kind.cameo_root()))
            .with("stands_in", "events.csv, column kind")
    };
    Kind::ALL.iter().map(entry).collect()
}

fn rungs() -> Vec<Entry> {
    let entry = |(rung, (name, meaning)): (usize, (&&str, &&str))| {
        let rung = rung.to_string();
        Entry::new(Sort::Rung, &rung, meaning).with("in_pictures", *name).known_as([
            format!("rung {rung}"),
            format!("rung{rung}"),
            format!("rung_{rung}"),
        ])
    };
    RUNG_NAMES.iter().zip(&RUNG_MEANINGS).enumerate().map(entry).collect()
}

fn entities() -> Vec<Entry> {
    let entry = |row: &crate::model::entities::Entity| {
        let list = if row.list.is_empty() { String::new() } else { format!("`{}` of a scenario", row.list) };
        Entry::new(Sort::Entity, row.name, row.behaviour)
            .with("state", row.state)
            .with("fixed_by_the_scenario", row.fixed)
            .with("stands_in", list)
            .with("submodels", json!(row.submodels))
            .with("described_in", "docs/ODD.md")
            .known_as(row.other_names.iter().map(ToString::to_string))
            .known_as([row.name.replace(' ', "_")])
    };
    ENTITIES.iter().map(entry).collect()
}

fn fields() -> Vec<Entry> {
    let entry = |field: scenario::Field| {
        let names = named(field.names.iter().map(|(name, meaning)| (name.as_str(), meaning.clone())));
        let list = field.kind == "a list";
        let single = !list && !field.kind.starts_with("named fields") && field.kind != "one of several forms";
        let default = field.default.filter(|default| !list && !default.is_object());
        let needed = if field.required { "yes" } else { "" };
        Entry::new(Sort::Field, &field.path, &field.meaning)
            .with("written_as", field.kind.as_str())
            .with("unit", field.unit.unwrap_or_default())
            .with("needed", needed)
            .with("default", default.unwrap_or_default())
            .with("allowed", field.range.map_or(Value::Null, |(low, high)| json!([low, high])))
            .with("names", names)
            .with("change", change(&field.path, single))
            .known_as([format!("scenario.{}", field.path)])
    };
    scenario::fields().into_iter().map(entry).collect()
}

/// How a single value is overridden; items of a list go by their ids. Empty for what lies in forms of an item.
fn change(path: &str, single: bool) -> String {
    let steps: Vec<&str> = path.split('.').collect();
    let (list, field) = match steps.as_slice() {
        _ if !single || path.starts_with('$') || path == "format" => return String::new(),
        [field] => return format!("--set {field}=VALUE"),
        ["info", field] => return format!("--set info.{field}=VALUE"),
        [list, field] => (list, field),
        _ => return String::new(),
    };
    let item = match *list {
        "roads" => "<from>--<to>",
        "hostility" => "<side>--<against>",
        "observed" => "<number>",
        _ => "<id>",
    };
    format!("--set {list}.{item}.{field}=VALUE")
}

fn channels() -> Vec<Entry> {
    scenario::usual_channels().into_iter().map(channel).collect()
}

fn channel(channel: ChannelDocument) -> Entry {
    let scope = match channel.scope {
        Some(ScopeDocument::Sector) => "the sector of the worst fire",
        Some(ScopeDocument::Neighbours) => "that sector and its neighbours",
        Some(ScopeDocument::Province) => "all sectors of the province",
        Some(ScopeDocument::All) | None => "all sectors",
    };
    let how = match (channel.face_to_face, channel.remote) {
        (Some(true), _) => "face to face, away from the line",
        (_, Some(true)) => "at a distance",
        _ => "on the spot",
    };
    let pressure = channel.from_pressure.filter(|&pressure| pressure < scenario::NEVER_BY_PRESSURE);
    let forms = channel.forms.map_or_else(String::new, |forms| {
        format!("{} verbal, {} written, {} written with withdrawal", forms.verbal, forms.written, forms.with_withdrawal)
    });
    let name = channel.name.unwrap_or_default();
    Entry::new(
        Sort::Channel,
        &channel.id,
        &format!("{name}: talks on a ceasefire, drawn by weight among the open channels"),
    )
    .with("weight", channel.weight.unwrap_or_default())
    .with("open_from_rung", channel.from_rung.unwrap_or_default())
    .with("open_from_pressure", pressure.map_or(Value::Null, Value::from))
    .with("scope", scope)
    .with("talks", how)
    .with("talks_hours_median", channel.talks_hours.unwrap_or_default())
    .with("notice_hours_mean", channel.notice_hours_mean.unwrap_or_default())
    .with("forms", forms)
    .with("hazard_ratio", channel.hazard_ratio.unwrap_or_default())
    .with("source", scenario::CHANNELS_SOURCE)
    .with("evidence", marked(scenario::CHANNELS_EVIDENCE))
    .with("change", format!("--set channels.{}.weight=0", channel.id))
    .known_as([name.to_lowercase()])
}

fn outputs() -> Vec<Entry> {
    let entry = |file: &crate::report::outputs::OutputFile| {
        let base = file.path.trim_end_matches('/').rsplit('/').next().unwrap_or(file.path);
        let stem = base.split('.').next().unwrap_or(base);
        let picture = base.strip_suffix(".svg").map(|stem| format!("{stem}.png"));
        let columns = named(file.columns().map(|column| (column.name, column_words(column))));
        Entry::new(Sort::Output, file.path, file.meaning)
            .with("written_by", format!("truceline {}", file.command))
            .with("columns", columns)
            .with("beside", file.more)
            .known_as([base.to_owned(), stem.to_owned()])
            .known_as(picture)
    };
    OUTPUTS.iter().map(entry).collect()
}

fn column_words(column: &crate::store::ColumnRow) -> String {
    if column.unit.is_empty() { column.meaning.to_owned() } else { format!("{} [{}]", column.meaning, column.unit) }
}

fn columns() -> Vec<Entry> {
    let entry = |file: &'static crate::report::outputs::OutputFile| {
        file.columns().map(|column| {
            Entry::new(Sort::Column, &format!("{}.{}", file.path, column.name), column.meaning)
                .with("unit", column.unit)
                .with("written_by", format!("truceline {}", file.command))
        })
    };
    OUTPUTS.iter().flat_map(entry).collect()
}
