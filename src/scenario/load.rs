//! Loading: read the files that a scenario names, join them into one document, apply overrides, check and build.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::model::Setup;
use crate::model::parameters::{Parameters, TABLE};

use super::at::{Complaint, Complaints};
use super::document::{ChannelDocument, GeographyDocument, ScenarioDocument};
use super::error::{Problem, ScenarioError};
use super::source::{Source, beside};
use super::text::{Read, place};
use super::{build, channels, overrides};

/// A scenario, ready to run.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The validated setup.
    pub setup: Arc<Setup>,
    /// Paths and texts of all files that went in, for the hash in the manifest.
    pub text_hash_inputs: Vec<(String, String)>,
    /// The whole document: shared files joined in, usual channels written out, overrides applied.
    pub document: ScenarioDocument,
}

/// Loads the scenario at a path with overrides `(path, value in RON)`.
///
/// # Errors
/// The first structural problem, or all semantic ones.
pub fn load(source: &dyn Source, path: &str, set: &[(String, String)]) -> Result<Loaded, ScenarioError> {
    let prepared = Prepared::read(source, path)?;
    let (setup, document) = prepared.with(set)?;
    Ok(Loaded { setup, text_hash_inputs: prepared.texts(), document })
}

/// A sound scenario, read once, from which many setups can be made that differ by overrides.
pub struct Prepared {
    files: FilesRead,
    document: ScenarioDocument,
    setup: Arc<Setup>,
}

impl Prepared {
    /// Reads and checks the scenario at a path.
    ///
    /// # Errors
    /// The first structural problem, or all semantic ones.
    pub fn read(source: &dyn Source, path: &str) -> Result<Prepared, ScenarioError> {
        let mut files = FilesRead::default();
        // Overrides travel through JSON, which has no NaN: the document must be sound before.
        let result = files.join(source, path).and_then(|document| {
            let setup = build::build(&document).map_err(|complaints| Failure::Semantic(complaints, Vec::new()))?;
            Ok((document, Arc::new(setup)))
        });
        match result {
            Ok((document, setup)) => Ok(Prepared { files, document, setup }),
            Err(failure) => Err(files.error(failure)),
        }
    }

    /// The setup, and the document it was made from, with overrides `(path, value in RON)`.
    ///
    /// # Errors
    /// The first override that does not fit, or everything that is wrong with the document they give.
    pub fn with(&self, set: &[(String, String)]) -> Result<(Arc<Setup>, ScenarioDocument), ScenarioError> {
        if set.is_empty() {
            return Ok((Arc::clone(&self.setup), self.document.clone()));
        }
        let changed = overrides::apply(&self.document, set).map_err(Failure::Structural);
        let result = changed.and_then(|document| match build::build(&document) {
            Ok(setup) => Ok((Arc::new(setup), document)),
            Err(complaints) => Err(Failure::Semantic(complaints, set.to_vec())),
        });
        result.map_err(|failure| self.files.error(failure))
    }

    /// The document with overrides `(path, value in RON)`, from which setups can be made that differ by parameters.
    ///
    /// # Errors
    /// As [`Prepared::with`].
    pub fn varied(&self, set: &[(String, String)]) -> Result<Varied, ScenarioError> {
        self.with(set).map(|(_, document)| Varied { document })
    }

    /// Paths and texts of all files that went in.
    pub fn texts(&self) -> Vec<(String, String)> {
        self.files.texts()
    }

    /// A failure with its place in the files.
    pub(super) fn error(&self, failure: Failure) -> ScenarioError {
        self.files.error(failure)
    }
}

/// A sound document, from which setups are made that differ by parameters only: a hundred times as quick as overrides,
/// which go by way of text.
#[derive(Clone, Debug)]
pub struct Varied {
    document: ScenarioDocument,
}

impl Varied {
    /// The setup with some parameters, by their names in the table.
    ///
    /// # Errors
    /// A name that is none, or a value that the model does not take, in words.
    pub fn with_parameters(&self, values: &[(String, f64)]) -> Result<Arc<Setup>, String> {
        let mut document = self.document.clone();
        for (name, value) in values {
            if !document.parameters.set(name, *value) {
                return Err(format!("no parameter is named `{name}`"));
            }
        }
        let first = |complaints: Complaints| {
            let complaint = complaints.list.into_iter().next();
            complaint.map_or_else(String::new, |complaint| format!("{}: {}", complaint.by_id, complaint.message))
        };
        build::build(&document).map(Arc::new).map_err(first)
    }

    /// The parameters of the document.
    pub fn parameters(&self) -> &Parameters {
        &self.document.parameters
    }
}

pub(super) enum Failure {
    Structural(Box<Problem>),
    Semantic(Complaints, Vec<(String, String)>),
}

/// The files of a scenario, and which item of the joined lists came from where.
#[derive(Default)]
struct FilesRead {
    scenario: Option<Read>,
    geography: Option<Read>,
    parameters: Option<Read>,
    /// A text that could not be parsed, kept for the diagnostic.
    broken: Option<(String, String)>,
    /// Items of the geography file, by list.
    shared: Vec<(&'static str, usize)>,
    /// For each channel of the joined list, its number in the file.
    channels: Vec<Option<usize>>,
}

impl FilesRead {
    /// Reads the files and joins them into one document.
    fn join(&mut self, source: &dyn Source, path: &str) -> Result<ScenarioDocument, Failure> {
        let (read, mut document): (Read, ScenarioDocument) = self.read(source, path)?;
        let format = document.format;
        self.scenario = Some(read);
        check_format(format)?;
        self.join_geography(source, path, &mut document)?;
        self.join_parameters(source, path, &mut document)?;
        self.join_channels(&mut document);
        Ok(document)
    }

    fn error(&self, failure: Failure) -> ScenarioError {
        let (problems, more) = match failure {
            Failure::Structural(problem) => (vec![*problem], 0),
            Failure::Semantic(complaints, overridden) => {
                let locate = |complaint| self.locate(complaint, &overridden);
                (complaints.list.into_iter().map(locate).collect(), complaints.more)
            }
        };
        ScenarioError { problems, more, texts: self.texts() }
    }

    fn read<D: DeserializeOwned>(&mut self, source: &dyn Source, path: &str) -> Result<(Read, D), Failure> {
        let text = source.read(path).map_err(|error| {
            let mut problem = place(path, "", 0, 0, error.message());
            problem.line = 0;
            Failure::Structural(Box::new(problem))
        })?;
        Read::parse(path, text).map_err(|(problem, text)| {
            self.broken = Some((path.to_owned(), text));
            Failure::Structural(problem)
        })
    }

    fn join_geography(
        &mut self,
        source: &dyn Source,
        path: &str,
        document: &mut ScenarioDocument,
    ) -> Result<(), Failure> {
        let Some(relative) = document.geography.take() else { return Ok(()) };
        let (read, shared): (Read, GeographyDocument) = self.read(source, &beside(path, &relative))?;
        let format = shared.format;
        self.geography = Some(read);
        check_format(format)?;
        let mut join = Join { shared: &mut self.shared };
        join.lists("sectors", &mut document.sectors, shared.sectors);
        join.lists("districts", &mut document.districts, shared.districts);
        join.lists("villages", &mut document.villages, shared.villages);
        join.lists("posts", &mut document.posts, shared.posts);
        join.lists("sites", &mut document.sites, shared.sites);
        join.lists("towns", &mut document.towns, shared.towns);
        join.lists("waypoints", &mut document.waypoints, shared.waypoints);
        join.lists("roads", &mut document.roads, shared.roads);
        Ok(())
    }

    /// Parameters that the scenario itself names win over those of the shared file.
    fn join_parameters(
        &mut self,
        source: &dyn Source,
        path: &str,
        document: &mut ScenarioDocument,
    ) -> Result<(), Failure> {
        let Some(relative) = document.parameter_file.take() else { return Ok(()) };
        let (read, mut shared): (Read, Parameters) = self.read(source, &beside(path, &relative))?;
        self.parameters = Some(read);
        let own = self.scenario.as_ref();
        for row in TABLE {
            let named = own.is_some_and(|own| own.layout.descend(&own.text, &format!("parameters.{}", row.name)).1);
            // Without a layout, what differs from the default was named.
            let unread = own.is_some_and(|own| matches!(own.layout.shape, super::layout::Shape::Leaf));
            let named = named || (unread && document.parameters.get(row.name) != Some(row.default));
            if named && let Some(value) = document.parameters.get(row.name) {
                shared.set(row.name, value);
            }
        }
        document.parameters = shared;
        Ok(())
    }

    fn join_channels(&mut self, document: &mut ScenarioDocument) {
        let mut joined = if document.usual_channels { channels::usual() } else { Vec::new() };
        self.channels = vec![None; joined.len()];
        for (index, channel) in document.channels.drain(..).enumerate() {
            // Only the first of a name changes the usual one; a second stays, to be reported as a duplicate.
            let usual = joined.iter().position(|usual| usual.id == channel.id).filter(|&k| self.channels[k].is_none());
            match usual {
                Some(position) => {
                    let base = std::mem::take(&mut joined[position]);
                    joined[position] = channels::changed(base, channel);
                    self.channels[position] = Some(index);
                }
                None => {
                    let fresh = ChannelDocument { hazard_ratio: Some(1.0), ..ChannelDocument::default() };
                    joined.push(channels::changed(fresh, channel));
                    self.channels.push(Some(index));
                }
            }
        }
        document.usual_channels = false;
        document.channels = joined;
    }

    fn texts(&self) -> Vec<(String, String)> {
        let read = [&self.scenario, &self.geography, &self.parameters];
        let sound = read.into_iter().flatten().map(|read| (read.path.clone(), read.text.clone()));
        sound.chain(self.broken.clone()).collect()
    }

    /// The file and the path in it that hold a value of the joined document.
    fn origin(&self, complaint: &Complaint) -> Option<(&Read, String)> {
        let scenario = self.scenario.as_ref()?;
        let Some(list) = complaint.list else {
            let inside = complaint.field.strip_prefix("parameters.");
            if let (Some(inside), Some(shared)) = (inside, &self.parameters)
                && !scenario.layout.descend(&scenario.text, &complaint.field).1
            {
                return Some((shared, inside.to_owned()));
            }
            return Some((scenario, complaint.field.clone()));
        };
        let dot = if complaint.field.is_empty() { "" } else { "." };
        let within = |index: usize| format!("{list}[{index}]{dot}{}", complaint.field);
        if list == "channels" {
            let index = self.channels.get(complaint.index).copied().flatten();
            return Some((scenario, index.map_or_else(|| list.to_owned(), within)));
        }
        let shared = self.shared.iter().find(|(name, _)| *name == list).map_or(0, |(_, count)| *count);
        match &self.geography {
            Some(geography) if complaint.index < shared => Some((geography, within(complaint.index))),
            _ => Some((scenario, within(complaint.index - shared))),
        }
    }

    fn locate(&self, complaint: Complaint, overridden: &[(String, String)]) -> Problem {
        let touches = |path: &str| {
            let inside = |long: &str, short: &str| {
                long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            inside(&complaint.by_id, path) || inside(path, &complaint.by_id)
        };
        let mut problem = match overridden.iter().rev().find(|(path, _)| touches(path)) {
            Some((path, value)) => overrides::problem(path, value, String::new()),
            None => match self.origin(&complaint) {
                Some((read, path)) => {
                    let (node, whole) = read.layout.descend(&read.text, &path);
                    let (start, end) = (node.start as usize, node.end as usize);
                    let line = read.text[start..end].lines().next().map_or(1, str::len).max(1);
                    let leaf = whole && matches!(node.shape, super::layout::Shape::Leaf);
                    place(&read.path, &read.text, start, if leaf { line } else { 1 }, String::new())
                }
                None => place("", "", 0, 0, String::new()),
            },
        };
        problem.message = if complaint.by_id.is_empty() {
            complaint.message
        } else {
            format!("{}: {}", complaint.by_id, complaint.message)
        };
        problem.path = complaint.by_id;
        (problem.found, problem.allowed, problem.nearest) = (complaint.found, complaint.allowed, complaint.nearest);
        problem
    }
}

/// A newer format may mean anything: nothing else is checked.
fn check_format(format: i64) -> Result<(), Failure> {
    let mut complaints = Complaints::default();
    if format != super::document::FORMAT {
        complaints.value(&super::at::At::field("format"), format.to_string(), super::document::FORMAT.to_string());
        return Err(Failure::Semantic(complaints, Vec::new()));
    }
    Ok(())
}

struct Join<'f> {
    shared: &'f mut Vec<(&'static str, usize)>,
}

impl Join<'_> {
    /// Items of the geography file first, then those of the scenario.
    fn lists<T>(&mut self, name: &'static str, own: &mut Vec<T>, mut shared: Vec<T>) {
        self.shared.push((name, shared.len()));
        shared.append(own);
        *own = shared;
    }
}
