//! One thing that can be explained.

use serde_json::Value;

/// Sorts of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Numbers of the model.
    Parameter,
    /// What a run is summed up by.
    Measure,
    /// What is read over time.
    Curve,
    /// Kinds of logged events.
    Kind,
    /// Rungs of the ladder.
    Rung,
    /// What acts and is acted upon.
    Entity,
    /// Fields of a scenario file.
    Field,
    /// Usual channels of talks.
    Channel,
    /// Files that commands leave.
    Output,
    /// Columns and fields of those files.
    Column,
}

impl Sort {
    /// All sorts.
    pub const ALL: [Sort; 10] = [
        Sort::Parameter,
        Sort::Measure,
        Sort::Curve,
        Sort::Kind,
        Sort::Rung,
        Sort::Entity,
        Sort::Field,
        Sort::Channel,
        Sort::Output,
        Sort::Column,
    ];

    /// Name of the list of all of a sort.
    pub const fn list(self) -> &'static str {
        match self {
            Sort::Parameter => "parameters",
            Sort::Measure => "measures",
            Sort::Curve => "curves",
            Sort::Kind => "kinds",
            Sort::Rung => "rungs",
            Sort::Entity => "entities",
            Sort::Field => "fields",
            Sort::Channel => "channels",
            Sort::Output => "outputs",
            Sort::Column => "columns",
        }
    }

    /// What one of a sort is called.
    pub const fn one(self) -> &'static str {
        match self {
            Sort::Parameter => "parameter",
            Sort::Measure => "measure",
            Sort::Curve => "curve",
            Sort::Kind => "event kind",
            Sort::Rung => "rung",
            Sort::Entity => "entity",
            Sort::Field => "scenario field",
            Sort::Channel => "channel of talks",
            Sort::Output => "output",
            Sort::Column => "column",
        }
    }

    /// What the list holds.
    pub const fn words(self) -> &'static str {
        match self {
            Sort::Parameter => "numbers of the model, each with default, range and source",
            Sort::Measure => "what a run is summed up by",
            Sort::Curve => "what is read over time",
            Sort::Kind => "kinds of logged events",
            Sort::Rung => "rungs of the ladder of violence",
            Sort::Entity => "what acts and is acted upon, with its state and behaviour",
            Sort::Field => "fields of a scenario file",
            Sort::Channel => "usual channels of talks",
            Sort::Output => "files that commands leave",
            Sort::Column => "columns and fields of those files",
        }
    }
}

/// One thing with its name and what is known of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub sort: Sort,
    /// Its name.
    pub name: String,
    /// Other names that lead to it.
    pub other_names: Vec<String>,
    /// What it means.
    pub meaning: String,
    /// What else is known, by name: texts, numbers, pairs of numbers, lists of names with meanings.
    pub facts: Vec<(&'static str, Value)>,
}

impl Entry {
    /// An entry without facts.
    pub fn new(sort: Sort, name: &str, meaning: &str) -> Entry {
        Entry { sort, name: name.to_owned(), other_names: Vec::new(), meaning: meaning.to_owned(), facts: Vec::new() }
    }

    /// With a fact; an empty text is none.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Entry {
        let value = value.into();
        if value != "" && !value.is_null() {
            self.facts.push((name, value));
        }
        self
    }

    /// With other names.
    pub fn known_as(mut self, names: impl IntoIterator<Item = String>) -> Entry {
        self.other_names.extend(names);
        self
    }

    /// A fact by name.
    pub fn fact(&self, name: &str) -> Option<&Value> {
        self.facts.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}
