//! From a path to a study: a study file, or the directory of one, which holds all texts it was made from.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::experiment::study::Study;
use crate::scenario::study::load_study;
use crate::scenario::{Files, ScenarioError, Source};
use crate::store::{FileSystem, Gate, StoreError};

use super::describe::read_inputs;
use super::directory::StudyDirectory;

/// A study and its directory.
pub struct Place {
    /// The study.
    pub study: Study,
    /// Its directory, which need not exist.
    pub directory: PathBuf,
}

/// Why there is no study.
#[derive(Debug)]
pub enum OpenError {
    /// The study file or a scenario is invalid.
    Scenario(ScenarioError),
    /// What stands there is no study; the text is complete.
    NoStudy(String),
    /// Storage.
    Store(StoreError),
}

impl From<ScenarioError> for OpenError {
    fn from(error: ScenarioError) -> OpenError {
        OpenError::Scenario(error)
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> OpenError {
        OpenError::Store(error)
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Scenario(error) => error.fmt(formatter),
            OpenError::NoStudy(text) => formatter.write_str(text),
            OpenError::Store(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for OpenError {}

/// Reads the study file, or what a study directory holds; the directory is `out`, or the one that was read, or
/// `output/study-<id>`.
///
/// # Errors
/// Everything that is wrong with the study or its scenarios, or that there is none.
pub fn open(path: &Path, out: Option<&Path>) -> Result<Place, OpenError> {
    if path.is_dir() {
        let inputs = path.join("inputs.json");
        let bytes = std::fs::read(&inputs).map_err(|_| {
            OpenError::NoStudy(format!("{}: found a directory without inputs.json, expected a study", path.display()))
        })?;
        let study = of_inputs(&bytes, &inputs.display().to_string())?;
        return Ok(Place { study, directory: out.unwrap_or(path).to_path_buf() });
    }
    let name = path.to_str().ok_or_else(|| OpenError::NoStudy(format!("{}: not a UTF-8 path", path.display())))?;
    let study = of_source(&Files, name)?;
    let directory = out.map_or_else(|| usual_directory(&study), Path::to_path_buf);
    Ok(Place { study, directory })
}

/// The study at a path of a source of texts.
///
/// # Errors
/// Everything that is wrong with the study or its scenarios.
pub fn of_source(source: &dyn Source, path: &str) -> Result<Study, ScenarioError> {
    load_study(source, path).and_then(Study::new)
}

/// The study that an `inputs.json` holds; `name` is where the bytes come from, for the message.
///
/// # Errors
/// When they are no such file, or this version does not read its texts.
pub fn of_inputs(bytes: &[u8], name: &str) -> Result<Study, OpenError> {
    let found = read_inputs(bytes).ok_or_else(|| OpenError::NoStudy(format!("{name}: found no texts of a study")))?;
    let (path, texts) = found;
    Ok(of_source(&texts, &path)?)
}

/// Where a study goes when nobody says: `output/study-<id>`.
pub fn usual_directory(study: &Study) -> PathBuf {
    PathBuf::from("output").join(format!("study-{}", study.text.id))
}

/// Begins the directory; gives the study as the directory has it when it had begun already: paths in it are those of its
/// beginning, so that it comes out the same wherever it is gone on from.
///
/// # Errors
/// As [`StudyDirectory::begin`] and [`of_inputs`].
pub fn begin<F: FileSystem>(study: &Study, directory: &StudyDirectory<'_, F>) -> Result<Option<Study>, OpenError> {
    if directory.check(study)? {
        return Ok(Some(open(directory.path(), None)?.study));
    }
    let _gate = Gate::pass(&directory.path().join("log"), "begin")?;
    directory.begin(study)?;
    directory.clean_files("")?;
    Ok(None)
}
