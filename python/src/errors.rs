//! From errors of the library to exceptions of the package. The classes are Python's, in `truceline/errors.py`.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use truceline::scenario::{self, ScenarioError};
use truceline::store::StoreError;
use truceline::store::study::OpenError;

/// What went wrong.
pub enum Trouble {
    /// A scenario or a study file is invalid.
    Scenario(Box<ScenarioError>),
    /// What stands in a place is no study, or not a complete one; the text is complete.
    Study(String),
    /// A run ended early, or too many did; the text is complete.
    Run(String),
    /// Storage.
    Store(Box<StoreError>),
    /// An argument has no sense; the text is complete.
    Value(String),
    /// Python's own: an interrupt as a rule.
    Python(PyErr),
}

impl From<ScenarioError> for Trouble {
    fn from(error: ScenarioError) -> Trouble {
        Trouble::Scenario(Box::new(error))
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Trouble {
        Trouble::Store(Box::new(error))
    }
}

impl From<PyErr> for Trouble {
    fn from(error: PyErr) -> Trouble {
        Trouble::Python(error)
    }
}

impl From<OpenError> for Trouble {
    fn from(error: OpenError) -> Trouble {
        match error {
            OpenError::Scenario(error) => error.into(),
            OpenError::NoStudy(text) => Trouble::Study(text),
            OpenError::Store(error) => error.into(),
        }
    }
}

/// Does something of the library without the interpreter lock. A panic, which is a defect of ours, becomes an exception
/// like any other.
pub fn without_lock<T: Send>(python: Python<'_>, work: impl FnOnce() -> Result<T, Trouble> + Send) -> PyResult<T> {
    let done = python.detach(|| panic::catch_unwind(AssertUnwindSafe(work)));
    match done {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(trouble)) => Err(exception(python, trouble)),
        Err(_) => Err(of_class(python, "TrucelineError", (internal(),))),
    }
}

/// The exception of a trouble.
pub fn exception(python: Python<'_>, trouble: Trouble) -> PyErr {
    match trouble {
        Trouble::Scenario(error) => scenario_error(python, &error).unwrap_or_else(|error| error),
        Trouble::Study(text) => of_class(python, "StudyError", (text,)),
        Trouble::Run(text) => of_class(python, "RunError", (text,)),
        Trouble::Store(error) => of_class(python, "StoreError", (error.to_string(), error.hint())),
        Trouble::Value(text) => pyo3::exceptions::PyValueError::new_err(text),
        Trouble::Python(error) => error,
    }
}

fn of_class<'py>(python: Python<'py>, name: &str, arguments: impl pyo3::call::PyCallArgs<'py>) -> PyErr {
    let made = python.import("truceline.errors").and_then(|module| module.getattr(name)?.call1(arguments));
    match made {
        Ok(value) => PyErr::from_value(value),
        Err(error) => error,
    }
}

/// The exception with the text that `truceline check` shows and the problems one by one.
fn scenario_error(python: Python<'_>, error: &ScenarioError) -> PyResult<PyErr> {
    let problems = PyList::empty(python);
    let class = python.import("truceline.errors")?.getattr("Problem")?;
    for problem in &error.problems {
        let fields = PyDict::new(python);
        fields.set_item("file", &problem.file)?;
        fields.set_item("path", &problem.path)?;
        fields.set_item("line", (problem.line > 0).then_some(problem.line))?;
        fields.set_item("column", (problem.line > 0).then_some(problem.column))?;
        fields.set_item("message", &problem.message)?;
        fields.set_item("found", &problem.found)?;
        fields.set_item("allowed", &problem.allowed)?;
        fields.set_item("nearest", &problem.nearest)?;
        problems.append(class.call((), Some(&fields))?)?;
    }
    let text = scenario::graphical(error, false);
    Ok(of_class(python, "ScenarioError", (text.trim_matches('\n'), problems)))
}

static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// Keeps panics from writing to the terminal; where they happened is told with the exception.
pub fn keep_quiet() {
    panic::set_hook(Box::new(|info| {
        let payload = info.payload();
        let words = payload.downcast_ref::<&str>().map(ToString::to_string);
        let words = words.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "unknown".to_owned());
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        if let Ok(mut last) = LAST_PANIC.lock() {
            *last = format!("{words} ({place})");
        }
    }));
}

/// Panics, so that a test can see what becomes of it.
#[pyfunction]
#[pyo3(name = "_panic")]
pub fn provoke_panic(python: Python<'_>) -> PyResult<()> {
    without_lock(python, || panic!("provoked"))
}

fn internal() -> String {
    let last = LAST_PANIC.lock().map(|last| last.clone()).unwrap_or_default();
    format!("internal error: {last}; please report it together with what was called")
}
