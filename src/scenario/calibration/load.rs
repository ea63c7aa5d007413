//! From the text of a calibration to a checked one: every problem with its place, all of them at once.

use crate::model::parameters::TABLE;
use crate::scenario::at::{At, Complaints};
use crate::scenario::error::ScenarioError;
use crate::scenario::limits;
use crate::scenario::load::Prepared;
use crate::scenario::opening::{located, open, settings};
use crate::scenario::source::{Source, beside};
use crate::scenario::study::Settings;
use crate::scenario::text::Read;

use super::document::{
    CalibrationDocument, ExperimentDocument, FreeDocument, PriorDocument, StructureDocument, TargetDocument,
};
use super::{CalibrationText, Experiment, Free, Plan, Prior, SetBy, Structure, Target};

/// Most particles of a generation: weights take time with their square.
const PARTICLES_MOST: i64 = 20_000;
/// Most runs of an experiment that are looked at together: each has columns of its own.
const RUNS_MOST: i64 = 100;

/// Loads the calibration at a path, and the scenarios that it names.
///
/// # Errors
/// The first structural problem of the calibration or of a scenario, or all semantic ones of the calibration.
pub fn load_calibration(source: &dyn Source, path: &str) -> Result<CalibrationText, ScenarioError> {
    let (read, document) = open(source, path, |document: &CalibrationDocument| document.format)?;
    let mut reading = Reading { read, source, complaints: Complaints::default() };
    let calibration = reading.calibration(document)?;
    if reading.complaints.is_empty() { Ok(calibration) } else { Err(located(&reading.read, reading.complaints)) }
}

struct Reading<'r> {
    read: Read,
    source: &'r dyn Source,
    complaints: Complaints,
}

impl Reading<'_> {
    fn calibration(&mut self, document: CalibrationDocument) -> Result<CalibrationText, ScenarioError> {
        self.complaints.scenario_id(&At::field("id"), &document.id);
        self.complaints.words(&At::field("title"), &document.title, limits::NAME_BYTES);
        let plan = self.plan(&document);
        let free = self.free(&document.parameters);
        let experiments = self.experiments(&document.experiments)?;
        let targets = self.targets(&document.targets, &experiments);
        let structures = self.structures("structures", &document.structures, &experiments);
        let ablations = self.structures("ablations", &document.ablations, &experiments);
        let mut texts = vec![(self.read.path.clone(), self.read.text.clone())];
        for text in experiments.iter().flat_map(|experiment| experiment.scenario.texts()) {
            if !texts.iter().any(|(path, _)| *path == text.0) {
                texts.push(text);
            }
        }
        let CalibrationDocument { id, title, about, .. } = document;
        Ok(CalibrationText { id, title, about, free, experiments, targets, structures, ablations, plan, texts })
    }

    fn plan(&mut self, document: &CalibrationDocument) -> Plan {
        let whole = |complaints: &mut Complaints, field, value, low, high| {
            complaints.whole(&At::field(field), value, low, high) as u64
        };
        let complaints = &mut self.complaints;
        Plan {
            particles: whole(complaints, "particles", document.particles, 10, PARTICLES_MOST) as usize,
            keep_share: complaints.number(&At::field("keep_share"), document.keep_share, 0.05, 0.95),
            acceptance_least: complaints.number(&At::field("acceptance_least"), document.acceptance_least, 0.0, 1.0),
            generations_most: whole(complaints, "generations_most", document.generations_most, 1, 1_000),
            runs_most: whole(complaints, "runs_most", document.runs_most, 1, limits::SEED),
            seed: whole(complaints, "seed", document.seed, 0, limits::SEED),
        }
    }

    fn free(&mut self, documents: &[FreeDocument]) -> Vec<Free> {
        if documents.is_empty() {
            self.complaints.value(&At::field("parameters"), "none".to_owned(), "at least one".to_owned());
        }
        let mut taken: Vec<&str> = Vec::new();
        let mut free: Vec<Free> = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            let at = |field| At::item("parameters", index, &document.name, field);
            self.complaints.id(&at("name"), &document.name);
            if free.iter().any(|other| other.name == document.name) {
                self.complaints.say(&at("name"), format!("`{}` stands twice", document.name));
            }
            let prior = self.prior(index, document);
            if document.sets.is_empty() {
                self.complaints.value(&at("sets"), "none".to_owned(), "at least one parameter".to_owned());
            }
            for set in &document.sets {
                if taken.contains(&set.parameter.as_str()) {
                    self.complaints.say(&at("sets"), format!("`{}` is set already", set.parameter));
                }
                taken.push(&set.parameter);
            }
            self.check_reach(index, document, &prior);
            let set = |set: &super::document::SetDocument| SetBy {
                parameter: set.parameter.clone(),
                times: set.times,
                plus: set.plus,
            };
            let (name, meaning) = (document.name.clone(), document.meaning.clone());
            free.push(Free { name, meaning, prior, sets: document.sets.iter().map(set).collect() });
        }
        free
    }

    fn prior(&mut self, index: usize, document: &FreeDocument) -> Prior {
        let (low, high, logarithmic) = match document.prior {
            PriorDocument::Uniform { low, high } => (low, high, false),
            PriorDocument::LogUniform { low, high } => (low, high, true),
        };
        let sound = low.is_finite() && high.is_finite() && low < high && (!logarithmic || low > 0.0);
        if !sound {
            let at = At::item("parameters", index, &document.name, "prior");
            let least = if logarithmic { " above 0" } else { "" };
            let allowed = format!("two finite ends{least}, the low one below the high one");
            self.complaints.value(&at, format!("{low:?} and {high:?}"), allowed);
            return Prior { low: 1.0, high: 2.0, logarithmic };
        }
        Prior { low, high, logarithmic }
    }

    /// Both ends of the prior must give parameters that the model takes; between them it takes all.
    fn check_reach(&mut self, index: usize, document: &FreeDocument, prior: &Prior) {
        for (number, set) in document.sets.iter().enumerate() {
            let field = format!("sets[{number}].parameter");
            let at = At::item("parameters", index, &document.name, &field);
            let Some(row) = TABLE.iter().find(|row| row.name == set.parameter) else {
                let names = TABLE.iter().map(|row| row.name);
                let message = format!("no parameter is named `{}`", set.parameter);
                self.complaints.unlike(&at, message, &set.parameter, names);
                continue;
            };
            let (least, most) = row.bounds.range();
            for end in [prior.low, prior.high] {
                let value = set.plus + set.times * end;
                if !(least <= value && value <= most) {
                    let allowed = format!("{least:?}..={most:?}");
                    self.complaints.value(&at, format!("{} = {value:?} at {end:?}", row.name), allowed);
                }
            }
        }
    }

    fn experiments(&mut self, documents: &[ExperimentDocument]) -> Result<Vec<Experiment>, ScenarioError> {
        let mut experiments = Vec::new();
        if documents.is_empty() {
            self.complaints.value(&At::field("experiments"), "none".to_owned(), "at least one".to_owned());
        }
        for (index, document) in documents.iter().enumerate() {
            let at = |field| At::item("experiments", index, &document.name, field);
            self.complaints.id(&at("name"), &document.name);
            if documents[..index].iter().any(|other| other.name == document.name) {
                self.complaints.say(&at("name"), format!("`{}` stands twice", document.name));
            }
            if document.given.as_ref().is_some_and(|given| !given.at_least.is_finite()) {
                self.complaints.say(&at("given"), "expected a finite number in `at_least`".to_owned());
            }
            let path = beside(&self.read.path, &document.scenario);
            let scenario = match Prepared::read(self.source, &path) {
                Ok(scenario) => scenario,
                // One that is not there is a problem of this file; a broken one has problems of its own.
                Err(error) if error.texts.is_empty() => {
                    let message = error.problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
                    self.complaints.say(&at("scenario"), format!("{path}: {message}"));
                    continue;
                }
                Err(error) => return Err(error),
            };
            let set = settings(&self.read, &format!("experiments[{index}].set"), &document.set);
            if let Err(error) = scenario.with(&set) {
                for problem in error.problems {
                    self.complaints.pass_on(&at("set"), problem);
                }
            }
            let seeds_most = self.complaints.whole(&at("seeds_most"), document.seeds_most, 1, limits::SEED) as u64;
            let until_hours = document.until_hours.map(|hours| {
                self.complaints.number(&at("until_hours"), hours, limits::STEP_HOURS, limits::HORIZON_DAYS * 24.0)
            });
            let events_most = document
                .events_most
                .map(|most| self.complaints.whole(&at("events_most"), most, 1, limits::SEED) as u64);
            let given = document.given.as_ref().map(|given| (given.measure.clone(), given.at_least));
            let runs = self.complaints.whole(&at("runs"), document.runs, 1, RUNS_MOST) as usize;
            if runs as u64 > seeds_most {
                self.complaints.value(&at("runs"), runs.to_string(), format!("at most the {seeds_most} seeds tried"));
            }
            let name = document.name.clone();
            experiments.push(Experiment {
                name,
                path,
                scenario,
                set,
                given,
                seeds_most,
                runs,
                until_hours,
                events_most,
            });
        }
        for (index, experiment) in experiments.iter().enumerate() {
            if let Some((measure, _)) = &experiment.given {
                let at = At::item("experiments", index, &experiment.name, "given");
                self.check_measure(&at, experiment, measure);
            }
        }
        Ok(experiments)
    }

    fn targets(&mut self, documents: &[TargetDocument], experiments: &[Experiment]) -> Vec<Target> {
        let mut targets: Vec<Target> = Vec::new();
        if !documents.iter().any(|document| !document.kept_back) {
            self.complaints.value(&At::field("targets"), "none to fit".to_owned(), "at least one".to_owned());
        }
        for (index, document) in documents.iter().enumerate() {
            let at = |field| At::item("targets", index, &document.name, field);
            self.complaints.id(&at("name"), &document.name);
            if targets.iter().any(|other| other.name == document.name) {
                self.complaints.say(&at("name"), format!("`{}` stands twice", document.name));
            }
            let position = experiments.iter().position(|experiment| experiment.name == document.experiment);
            let Some(experiment) = position else {
                let names = experiments.iter().map(|experiment| experiment.name.as_str());
                self.complaints.name(&at("experiment"), "experiment", &document.experiment, names);
                continue;
            };
            self.check_measure(&at("measure"), &experiments[experiment], &document.measure);
            let TargetDocument { low, best, high, offset, .. } = *document;
            let ordered = low.is_finite() && high.is_finite() && low <= best && best <= high && low + offset > 0.0;
            if !ordered || !(0.0..1e9).contains(&offset) {
                let allowed = "low <= best <= high and low + offset above 0".to_owned();
                self.complaints.value(&at("best"), format!("{low:?}, {best:?}, {high:?} and {offset:?}"), allowed);
            }
            if document.absent.is_some_and(|absent| !(absent.is_finite() && absent + offset > 0.0)) {
                let found = format!("{:?}", document.absent.unwrap_or_default());
                self.complaints.value(
                    &at("absent"),
                    found,
                    "a finite number that is above 0 with the offset".to_owned(),
                );
            }
            targets.push(Target {
                name: document.name.clone(),
                experiment,
                measure: document.measure.clone(),
                documented: [low, best, high],
                offset,
                absent: document.absent,
                kept_back: document.kept_back,
                source: document.source.clone(),
                note: document.note.clone(),
            });
        }
        targets
    }

    fn check_measure(&mut self, at: &At<'_>, experiment: &Experiment, measure: &str) {
        let Ok((setup, _)) = experiment.scenario.with(&experiment.set) else { return };
        let names: Vec<String> = crate::model::measure_names(&setup).into_iter().map(|(_, name)| name).collect();
        if !names.iter().any(|name| name == measure) {
            let message = format!("no measure is named `{measure}`");
            self.complaints.unlike(at, message, measure, names.iter().map(String::as_str));
        }
    }

    fn structures(
        &mut self,
        list: &'static str,
        documents: &[StructureDocument],
        experiments: &[Experiment],
    ) -> Vec<Structure> {
        let mut structures: Vec<Structure> = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            let at = |field| At::item(list, index, &document.name, field);
            self.complaints.id(&at("name"), &document.name);
            if structures.iter().any(|other| other.name == document.name) {
                self.complaints.say(&at("name"), format!("`{}` stands twice", document.name));
            }
            let set = settings(&self.read, &format!("{list}[{index}].set"), &document.set);
            for experiment in experiments {
                let all: Settings = experiment.set.iter().chain(&set).cloned().collect();
                if let Err(error) = experiment.scenario.with(&all) {
                    for problem in error.problems {
                        self.complaints.pass_on(&at("set"), problem);
                    }
                    break;
                }
            }
            structures.push(Structure { name: document.name.clone(), meaning: document.meaning.clone(), set });
        }
        structures
    }
}
