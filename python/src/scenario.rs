//! Scenarios: read once, changed by overrides.

use std::sync::Arc;

use pyo3::prelude::*;
use truceline::model::parameters::TABLE;
use truceline::model::{Kind, Setup, measure_names};
use truceline::scenario::{self, Files, Prepared, ScenarioDocument, Source, Texts, json_twin, shipped_texts};

use crate::errors::{Trouble, without_lock};

/// Where shipped scenarios stand in the repository: the commands that do a run again name it.
const SHIPPED: &str = "scenarios/";

/// A scenario with overrides.
#[pyclass(frozen, module = "truceline._native")]
pub struct Scenario {
    prepared: Arc<Prepared>,
    /// Where it was read.
    pub path: String,
    /// Path and value in RON, in order.
    pub overrides: Vec<(String, String)>,
    /// What it fixes.
    pub setup: Arc<Setup>,
    document: Arc<ScenarioDocument>,
}

impl Scenario {
    fn read(source: &dyn Source, path: String) -> Result<Scenario, Trouble> {
        let prepared = Prepared::read(source, &path)?;
        Scenario::of(Arc::new(prepared), path, Vec::new())
    }

    fn of(prepared: Arc<Prepared>, path: String, overrides: Vec<(String, String)>) -> Result<Scenario, Trouble> {
        let (setup, document) = prepared.with(&overrides)?;
        Ok(Scenario { prepared, path, overrides, setup, document: Arc::new(document) })
    }

    /// The overrides as they are typed.
    pub fn typed(&self) -> Vec<String> {
        self.overrides.iter().map(|(path, value)| format!("{path}={value}")).collect()
    }

    /// Paths and texts of all files that went in.
    pub fn files(&self) -> Vec<(String, String)> {
        self.prepared.texts()
    }

    /// The whole document as JSON.
    pub fn twin(&self) -> String {
        json_twin(&self.document)
    }
}

#[pymethods]
impl Scenario {
    /// Reads a file.
    #[staticmethod]
    fn load(python: Python<'_>, path: String) -> PyResult<Scenario> {
        without_lock(python, || Scenario::read(&Files, path))
    }

    /// A shipped scenario by its id.
    #[staticmethod]
    fn shipped(python: Python<'_>, id: &str) -> PyResult<Scenario> {
        without_lock(python, || {
            if !scenario::shipped_ids().any(|known| known == id) {
                let nearest = scenario::nearest(id, scenario::shipped_ids());
                let hint = nearest.map(|nearest| format!(" (did you mean `{nearest}`?)")).unwrap_or_default();
                let all = scenario::shipped_ids().collect::<Vec<_>>().join(", ");
                return Err(Trouble::Value(format!(
                    "no shipped scenario is named `{id}`{hint}; expected one of {all}"
                )));
            }
            let texts = shipped_texts().0.into_iter().map(|(name, text)| (format!("{SHIPPED}{name}"), text));
            Scenario::read(&Texts(texts.collect()), format!("{SHIPPED}{id}.ron"))
        })
    }

    /// A scenario from texts by path.
    #[staticmethod]
    fn of_texts(python: Python<'_>, path: String, texts: Vec<(String, String)>) -> PyResult<Scenario> {
        without_lock(python, || Scenario::read(&Texts(texts), path))
    }

    /// With more overrides: path and value in RON.
    fn with_overrides(&self, python: Python<'_>, more: Vec<(String, String)>) -> PyResult<Scenario> {
        let overrides = self.overrides.iter().cloned().chain(more).collect();
        without_lock(python, || Scenario::of(Arc::clone(&self.prepared), self.path.clone(), overrides))
    }

    #[getter]
    fn path(&self) -> &str {
        &self.path
    }

    #[getter]
    fn overrides(&self) -> Vec<(String, String)> {
        self.overrides.clone()
    }

    #[getter]
    fn texts(&self) -> Vec<(String, String)> {
        self.files()
    }

    #[getter]
    fn id(&self) -> &str {
        &self.setup.id
    }

    #[getter]
    fn title(&self) -> &str {
        &self.setup.title
    }

    #[getter]
    fn default_seed(&self) -> u64 {
        self.setup.default_seed
    }

    #[getter]
    fn horizon_hours(&self) -> f64 {
        self.setup.horizon.hours()
    }

    /// Ids and names of the sides.
    #[getter]
    fn sides(&self) -> Vec<(String, String)> {
        self.setup.sides.iter().map(|side| (side.id.clone(), side.name.clone())).collect()
    }

    /// Names, units and meanings of the measures.
    #[getter]
    fn measures(&self) -> Vec<(String, &'static str, &'static str)> {
        measure_names(&self.setup).into_iter().map(|(row, name)| (name, row.unit, row.meaning)).collect()
    }

    /// Name, value, unit, default, plausible low and high, evidence, source and meaning of every parameter.
    #[getter]
    #[allow(clippy::type_complexity)]
    fn parameters(
        &self,
    ) -> Vec<(&'static str, f64, &'static str, f64, f64, f64, &'static str, &'static str, &'static str)> {
        let value = |name| self.setup.parameters.get(name).unwrap_or(f64::NAN);
        let row = |row: &truceline::model::parameters::ParameterRow| {
            let (low, high) = row.plausible;
            (row.name, value(row.name), row.unit, row.default, low, high, row.evidence.words(), row.source, row.meaning)
        };
        TABLE.iter().map(row).collect()
    }

    /// The whole scenario as JSON.
    fn to_json(&self) -> String {
        self.twin()
    }
}

/// Ids of the shipped scenarios.
#[pyfunction]
pub fn shipped_ids() -> Vec<&'static str> {
    scenario::shipped_ids().collect()
}

/// Names of the kinds of events.
#[pyfunction]
pub fn kinds() -> Vec<&'static str> {
    Kind::ALL.iter().map(|kind| kind.name()).collect()
}
