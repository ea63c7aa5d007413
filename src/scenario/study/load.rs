//! From the text of a study to a checked study: every problem with its place, all of them at once.

use crate::scenario::at::{At, Complaints};
use crate::scenario::error::{Problem, ScenarioError};
use crate::scenario::limits;
use crate::scenario::load::Prepared;
use crate::scenario::opening::{located, open, settings, within_brackets};
use crate::scenario::source::{Source, beside};
use crate::scenario::text::Read;

use super::document::{DesignDocument, StudyDocument};
use super::{Design, Settings, StudyText, factors, rows};

/// Rows of a list that are checked, each with a build of its scenarios; the rest is found out when it is run.
const ROWS_CHECKED: usize = 2_000;

/// Loads the study at a path, and the scenarios that it names.
///
/// # Errors
/// The first structural problem of the study or of a scenario, or all semantic ones of the study.
pub fn load_study(source: &dyn Source, path: &str) -> Result<StudyText, ScenarioError> {
    let (read, document) = open(source, path, |document: &StudyDocument| document.format)?;
    let mut reading = Reading { read, source, complaints: Complaints::default() };
    let study = reading.study(document)?;
    if reading.complaints.is_empty() {
        Ok(study(reading.read))
    } else {
        Err(located(&reading.read, reading.complaints))
    }
}

/// A study file while it is checked.
pub(super) struct Reading<'r> {
    pub(super) read: Read,
    pub(super) source: &'r dyn Source,
    pub(super) complaints: Complaints,
}

impl Reading<'_> {
    /// The study, but for the file itself.
    fn study(&mut self, document: StudyDocument) -> Result<impl FnOnce(Read) -> StudyText + use<>, ScenarioError> {
        self.complaints.scenario_id(&At::field("id"), &document.id);
        self.complaints.words(&At::field("title"), &document.title, limits::NAME_BYTES);
        let (scenarios, prepared) = self.scenarios(&document.scenarios)?;
        let set = settings(&self.read, "set", &document.set);
        self.check_settings(&prepared, &set, &At::field("set"));
        let factors = self.factors(&document.factors, &set);
        let mut texts = vec![(self.read.path.clone(), self.read.text.clone())];
        // Without all its factors a design has no sense.
        let design = if factors.len() == document.factors.len() {
            self.design(&document.design, &factors, &mut texts)
        } else {
            Design::Grid
        };
        if self.complaints.is_empty() {
            self.check_levels(&prepared, &set, &factors, &design);
        }
        for text in prepared.iter().flat_map(Prepared::texts) {
            if !texts.iter().any(|(path, _)| *path == text.0) {
                texts.push(text);
            }
        }
        let replications = self.whole("replications", document.replications, 1, limits::SEED);
        let seed = self.whole("seed", document.seed, 0, limits::SEED);
        let curve_step_hours = self.hours("curve_step_hours", document.curve_step_hours);
        let until_hours = self.hours("until_hours", document.until_hours);
        let events_most = document.events_most.map(|most| self.whole("events_most", most, 1, limits::SEED));
        let shard_runs = document.shard_runs.map(|runs| self.whole("shard_runs", runs, 1, limits::SHARD_RUNS));
        Ok(move |read| StudyText {
            id: document.id,
            title: document.title,
            about: document.about,
            pairing: document.pairing,
            measures: document.measures,
            curves: document.curves,
            scenarios,
            prepared,
            set,
            factors,
            design,
            replications,
            seed,
            curve_step_hours,
            until_hours,
            events_most,
            shard_runs,
            texts,
            read,
        })
    }

    pub(super) fn whole(&mut self, field: &str, value: i64, low: i64, high: i64) -> u64 {
        self.complaints.whole(&At::field(field), value, low, high) as u64
    }

    fn hours(&mut self, field: &str, value: Option<f64>) -> Option<f64> {
        value.map(|hours| {
            self.complaints.number(&At::field(field), hours, limits::STEP_HOURS, limits::HORIZON_DAYS * 24.0)
        })
    }

    fn scenarios(&mut self, relative: &[String]) -> Result<(Vec<String>, Vec<Prepared>), ScenarioError> {
        let mut paths = Vec::new();
        let mut prepared = Vec::new();
        if relative.is_empty() {
            self.complaints.value(&At::field("scenarios"), "none".to_owned(), "at least one scenario".to_owned());
        }
        for (index, relative) in relative.iter().enumerate() {
            let path = beside(&self.read.path, relative);
            if paths.contains(&path) {
                self.complaints.say(&At::item("scenarios", index, "", ""), "the same scenario twice".to_owned());
                continue;
            }
            match Prepared::read(self.source, &path) {
                Ok(scenario) => prepared.push(scenario),
                // A scenario that is not there is a problem of the study; a broken one has problems of its own.
                Err(error) if error.texts.is_empty() => {
                    let message = error.problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
                    self.complaints.say(&At::item("scenarios", index, "", ""), format!("{path}: {message}"));
                }
                Err(error) => return Err(error),
            }
            paths.push(path);
        }
        Ok((paths, prepared))
    }

    /// The text of a value in the file.
    pub(super) fn text_at(&self, path: &str) -> Option<String> {
        let (node, whole) = self.read.layout.descend(&self.read.text, &within_brackets(&self.read, path));
        whole.then(|| self.read.text[node.start as usize..node.end as usize].to_owned())
    }

    /// Complains when a scenario does not take some overrides.
    pub(super) fn check_settings(&mut self, prepared: &[Prepared], set: &[(String, String)], at: &At<'_>) {
        for scenario in prepared {
            let Err(error) = scenario.with(set) else { continue };
            for problem in error.problems {
                match self.path_of_factor(&problem) {
                    Some(field) => self.complaints.pass_on(&At::field(&field), problem),
                    None => self.complaints.pass_on(at, problem),
                }
            }
            return;
        }
    }

    /// Where the path stands that names nothing, when a factor has it.
    fn path_of_factor(&self, problem: &Problem) -> Option<String> {
        if !problem.message.starts_with("nothing named") {
            return None;
        }
        let written = format!("{:?}", problem.path);
        let fields = (0..limits::FACTORS).map(|factor| format!("factors[{factor}]"));
        let fields = fields.take_while(|factor| self.text_at(factor).is_some());
        let paths = fields.flat_map(|factor| {
            let several = (0..).map({
                let factor = factor.clone();
                move |path| format!("{factor}.paths[{path}]")
            });
            let several = several.take_while(|path| self.text_at(path).is_some());
            [format!("{factor}.path")].into_iter().chain(several).collect::<Vec<String>>()
        });
        paths.into_iter().find(|path| self.text_at(path).as_ref() == Some(&written))
    }

    fn factors(&mut self, documents: &[super::document::FactorDocument], set: &Settings) -> Vec<super::Factor> {
        if documents.len() > limits::FACTORS {
            let allowed = format!("at most {}", limits::FACTORS);
            self.complaints.value(&At::field("factors"), format!("{} factors", documents.len()), allowed);
            return Vec::new();
        }
        let mut found: Vec<super::Factor> = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            if let Some(factor) = factors::factor(self, index, document) {
                factors::check_new(self, index, set, &found, &factor);
                found.push(factor);
            }
        }
        found
    }

    fn design(
        &mut self,
        document: &DesignDocument,
        factors: &[super::Factor],
        texts: &mut Vec<(String, String)>,
    ) -> Design {
        let positive = |reading: &mut Self, field: &str, value: i64, low: i64| {
            reading.whole(&format!("design.{}.{field}", document.name()), value, low, limits::DESIGN_POINTS as i64)
        };
        let design = match document {
            DesignDocument::Grid => Design::Grid,
            DesignDocument::List(list) => Design::List(rows::of_list(self, list, factors)),
            DesignDocument::Csv(relative) => match rows::of_csv(self, relative, factors, texts) {
                Some(rows) => Design::List(rows),
                None => return Design::Grid,
            },
            DesignDocument::LatinHypercube { points } => {
                Design::LatinHypercube { points: positive(self, "points", *points, 1) }
            }
            DesignDocument::Sobol { points } => Design::Sobol { points: positive(self, "points", *points, 1) },
            DesignDocument::Morris { trajectories, levels } => Design::Morris {
                trajectories: positive(self, "trajectories", *trajectories, 2),
                levels: self.even_levels(*levels),
            },
            DesignDocument::SobolIndices { base } => Design::SobolIndices { base: positive(self, "base", *base, 2) },
        };
        rows::check_fit(self, &design, factors);
        design
    }

    fn even_levels(&mut self, levels: i64) -> u64 {
        if levels % 2 != 0 || !(2..=100).contains(&levels) {
            self.complaints.value(
                &At::field("design.morris.levels"),
                levels.to_string(),
                "an even number 2..=100".to_owned(),
            );
        }
        levels.unsigned_abs()
    }

    /// Every level of every factor must be one that the scenarios take, each by itself; of a list every row must be.
    fn check_levels(&mut self, prepared: &[Prepared], set: &Settings, factors: &[super::Factor], design: &Design) {
        let before = self.complaints.list.len();
        if let Design::List(rows) = design {
            for (number, row) in rows.iter().take(ROWS_CHECKED).enumerate() {
                let own =
                    factors.iter().zip(row).flat_map(|(factor, value)| factor.settings(value).unwrap_or_default());
                let all: Settings = set.iter().cloned().chain(own).collect();
                let field = rows::field(self, number);
                self.check_settings(prepared, &all, &At::field(&field));
                let found = &mut self.complaints.list[before..];
                if found.is_empty() {
                    continue;
                }
                // A row that stands in a file of its own.
                for complaint in found.iter_mut().filter(|complaint| complaint.field == "design") {
                    complaint.message = format!("row {}: {}", number + 2, complaint.message);
                }
                return;
            }
            return;
        }
        for (index, factor) in factors.iter().enumerate() {
            let before = self.complaints.list.len();
            for (value, field) in factors::ends(factor) {
                let Some(settings) = factor.settings(&value) else { continue };
                let all: Settings = set.iter().cloned().chain(settings).collect();
                self.check_settings(prepared, &all, &At::item("factors", index, "", &field));
                if self.complaints.list.len() > before {
                    break;
                }
            }
        }
    }
}
