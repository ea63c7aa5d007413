//! Studies: opened, begun, run, merged and read.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use pyo3::prelude::*;
use truceline::experiment::study::Study as Opened;
use truceline::report::study::{self as report, Plan};
use truceline::scenario::Texts;
use truceline::store::Native;
use truceline::store::study::{
    Options, Place, RunData, StudyDirectory, Until, begin, identity, inputs_json, missing_shards, of_inputs, of_source,
    open, pilot, standing_shards, usual_directory,
};

use crate::errors::{Trouble, without_lock};
use crate::run_tables::{columns_of, of_csv};
use crate::shards::{self, SetupsKept};
use crate::study_run;
use crate::table::{Column, Table, Values};

/// A study whose design is spread out.
#[pyclass(frozen, module = "truceline._native")]
pub struct Study {
    study: Arc<Opened>,
    directory: PathBuf,
    setups: SetupsKept,
}

impl Study {
    fn new(study: Opened, directory: PathBuf) -> Study {
        Study { study: Arc::new(study), directory, setups: SetupsKept::default() }
    }

    fn usual(study: Opened) -> Study {
        let directory = usual_directory(&study);
        Study::new(study, directory)
    }

    /// The study itself.
    pub fn opened(&self) -> &Arc<Opened> {
        &self.study
    }

    /// The wanted precision, when the study keeps its measure.
    pub fn until(&self, until: Option<(String, f64)>) -> Result<Option<Until>, Trouble> {
        let Some((measure, half_width)) = until else { return Ok(None) };
        self.study.measure(&measure).map_err(|error| Trouble::Value(error.to_string()))?;
        if !(0.0001..=1.0).contains(&half_width) {
            return Err(Trouble::Value(format!("until: found {half_width}, expected 0.0001..=1.0 of the mean")));
        }
        Ok(Some(Until { measure, half_width }))
    }

    fn begun<'a>(&self, place: &'a StudyDirectory<'a, Native>) -> Result<&'a StudyDirectory<'a, Native>, Trouble> {
        if place.check(&self.study)? {
            return Ok(place);
        }
        let text = format!("{}: found no study, expected one that has begun", place.path().display());
        Err(Trouble::Study(text))
    }
}

#[pymethods]
impl Study {
    /// Opens a study file or a study directory.
    #[staticmethod]
    fn load(python: Python<'_>, path: PathBuf) -> PyResult<Study> {
        without_lock(python, || {
            let Place { study, directory } = open(&path, None)?;
            Ok(Study::new(study, directory))
        })
    }

    /// A study from texts by path.
    #[staticmethod]
    fn of_texts(python: Python<'_>, path: String, texts: Vec<(String, String)>) -> PyResult<Study> {
        without_lock(python, || Ok(Study::usual(of_source(&Texts(texts), &path)?)))
    }

    /// A study from what `inputs` gave, here or in another process.
    #[staticmethod]
    fn of_inputs(python: Python<'_>, inputs: &[u8]) -> PyResult<Study> {
        without_lock(python, || Ok(Study::usual(of_inputs(inputs, "inputs")?)))
    }

    #[getter]
    fn inputs(&self) -> Cow<'static, [u8]> {
        inputs_json(&self.study).into_bytes().into()
    }

    #[getter]
    fn identity(&self) -> String {
        identity(&self.study)
    }

    #[getter]
    fn id(&self) -> &str {
        &self.study.text.id
    }

    #[getter]
    fn title(&self) -> &str {
        &self.study.text.title
    }

    #[getter]
    fn directory(&self) -> PathBuf {
        self.directory.clone()
    }

    #[getter]
    fn design(&self) -> &'static str {
        self.study.text.design.name()
    }

    #[getter]
    fn seed(&self) -> u64 {
        self.study.text.seed
    }

    #[getter]
    fn replications(&self) -> u64 {
        self.study.text.replications
    }

    #[getter]
    fn run_count(&self) -> u64 {
        self.study.runs()
    }

    #[getter]
    fn shard_count(&self) -> u64 {
        self.study.shards()
    }

    #[getter]
    fn shard_runs(&self) -> u64 {
        self.study.shard_runs
    }

    /// `none`, `quantiles` or `all`.
    #[getter]
    fn curves_kept(&self) -> String {
        format!("{:?}", self.study.text.curves).to_lowercase()
    }

    /// Names, units and meanings of the measures that are kept.
    #[getter]
    fn measures(&self) -> Vec<(String, &'static str, &'static str)> {
        self.study.measures.iter().map(|measure| (measure.name.clone(), measure.unit, measure.meaning)).collect()
    }

    /// The runs of a shard, first and end.
    fn shard_range(&self, shard: u64) -> (u64, u64) {
        let range = self.study.shard(shard);
        (range.start, range.end)
    }

    /// One row a design point: its number, scenario and the value of every factor.
    fn points(&self) -> Table {
        let (study, points) = (&self.study, &self.study.points);
        let numbers = Values::Whole(points.iter().map(|point| Some(point.index as i64)).collect());
        let scenarios = Values::Text(points.iter().map(|point| Some(study.scenario_name(point))).collect());
        let mut columns = vec![
            Column::new("point", "", "number of the design point", numbers),
            Column::new("scenario", "", "scenario", scenarios),
        ];
        for (index, factor) in study.text.factors.iter().enumerate() {
            let texts = points.iter().map(|point| point.values[index].as_str());
            let values = if study.is_numeric(index) {
                Values::Number(texts.map(|text| text.parse().ok()).collect())
            } else {
                Values::Text(texts.map(|text| Some(text.trim_matches('"').to_owned())).collect())
            };
            columns.push(Column::new(&factor.name, "", "factor of the design", values));
        }
        Table::new(&columns)
    }

    /// What the study takes, from a pilot of at most so many runs and seconds, as JSON.
    fn plan(
        &self,
        python: Python<'_>,
        jobs: usize,
        until: Option<(String, f64)>,
        runs_most: u64,
        seconds_most: f64,
    ) -> PyResult<String> {
        without_lock(python, || {
            let until = self.until(until)?;
            let patience = Duration::try_from_secs_f64(seconds_most)
                .map_err(|error| Trouble::Value(format!("seconds_most: {error}")))?;
            let pilot = pilot(&self.study, runs_most.max(1), patience);
            let plan = Plan::new(&self.study, &pilot, jobs, until.as_ref());
            Ok(serde_json::to_string(&plan).expect("plain data becomes JSON without fail"))
        })
    }

    /// Begins a directory, and gives the study as the directory has it.
    fn begin(&self, python: Python<'_>, directory: PathBuf) -> PyResult<Study> {
        without_lock(python, || {
            let begun = begin(&self.study, &StudyDirectory::new(&Native, &directory))?;
            let study = begun.map_or_else(|| Arc::clone(&self.study), Arc::new);
            Ok(Study { study, directory, setups: SetupsKept::default() })
        })
    }

    /// Makes shards of a directory that has begun; tells how it ended, and what was damaged and is made again.
    #[pyo3(signature = (directory, jobs, shards, until, failures_most, told))]
    #[allow(clippy::too_many_arguments)]
    fn run(
        &self,
        python: Python<'_>,
        directory: PathBuf,
        jobs: usize,
        shards: Vec<u64>,
        until: Option<(String, f64)>,
        failures_most: u64,
        told: Option<Py<PyAny>>,
    ) -> PyResult<(String, Vec<String>)> {
        without_lock(python, || {
            if let Some(shard) = shards.iter().find(|&&shard| shard >= self.study.shards()) {
                let most = self.study.shards() - 1;
                return Err(Trouble::Value(format!("shards: found {shard}, expected 0..={most}")));
            }
            let until = self.until(until)?;
            let options = Options { jobs, shards, until, failures_most };
            study_run::run(&self.study, &directory, &options, told.as_ref())
        })
    }

    /// The bytes of the tables of a shard: runs and curves.
    #[allow(clippy::type_complexity)]
    fn make_shard(&self, python: Python<'_>, shard: u64) -> PyResult<(Cow<'static, [u8]>, Option<Cow<'static, [u8]>>)> {
        let (runs, curves) = without_lock(python, || shards::make(&self.study, &self.setups, shard))?;
        Ok((runs.into(), curves.map(Cow::from)))
    }

    /// Writes the bytes of a shard once they are known to be what belongs there.
    #[pyo3(signature = (directory, shard, runs, curves))]
    fn write_shard(
        &self,
        python: Python<'_>,
        directory: PathBuf,
        shard: u64,
        runs: &[u8],
        curves: Option<&[u8]>,
    ) -> PyResult<()> {
        without_lock(python, || {
            let place = StudyDirectory::new(&Native, &directory);
            Ok(self.begun(&place)?.write_shard_bytes(&self.study, shard, runs, curves)?)
        })
    }

    /// The shards that a complete study has and this directory does not, and what is wrong with files that are there.
    fn missing(&self, python: Python<'_>, directory: PathBuf) -> PyResult<(Vec<u64>, Vec<String>)> {
        without_lock(python, || {
            let place = StudyDirectory::new(&Native, &directory);
            let mut damaged = Vec::new();
            let missing = missing_shards(&self.study, self.begun(&place)?, &mut |why| damaged.push(why.to_owned()))?;
            Ok((missing, damaged))
        })
    }

    /// Writes tables and pictures of a complete study.
    fn merge(&self, python: Python<'_>, directory: PathBuf, plots: bool) -> PyResult<()> {
        without_lock(python, || {
            let place = StudyDirectory::new(&Native, &directory);
            Ok(report::write_files(&self.study, self.begun(&place)?, plots)?)
        })
    }

    /// How far the study is and what it says, as JSON, and what is damaged.
    fn status(&self, python: Python<'_>, directory: PathBuf, measures: Vec<String>) -> PyResult<(String, Vec<String>)> {
        without_lock(python, || {
            for measure in &measures {
                self.study.measure(measure).map_err(|error| Trouble::Value(error.to_string()))?;
            }
            let (place, mut damaged) = (StudyDirectory::new(&Native, &directory), Vec::new());
            let shards = standing_shards(&self.study, self.begun(&place)?, &mut |why| damaged.push(why.to_owned()))?;
            let status = report::status(&RunData::new(&self.study, &place, shards), &measures)?;
            Ok((serde_json::to_string(&status).expect("plain data becomes JSON without fail"), damaged))
        })
    }

    /// Which factors move the measures, as `tables/sensitivity.csv`.
    fn sensitivity(&self, python: Python<'_>, directory: PathBuf) -> PyResult<Table> {
        without_lock(python, || {
            if !self.study.text.design.tells_sensitivity() {
                let design = self.study.text.design.name();
                return Err(Trouble::Study(format!(
                    "found the design {design}, expected morris to see which factors matter at all, or sobol_indices for \
                     shares of the variance"
                )));
            }
            let place = StudyDirectory::new(&Native, &directory);
            let data = report::complete_data(&self.study, self.begun(&place)?);
            let bytes = report::sensitivity_csv(&data)?;
            let known = columns_of("study run", "tables/sensitivity.csv");
            Ok(of_csv(&bytes, &known, &|_| (String::new(), String::new())))
        })
    }
}
