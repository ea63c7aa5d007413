//! What can go wrong, as the page is told.

use serde::Serialize;
use truceline::scenario::{Problem, ScenarioError, plain};

/// Why a question has no answer.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabError {
    /// `scenario`, `request` or `run`.
    pub kind: &'static str,
    /// For people.
    pub message: String,
    /// Problems of a scenario, an override or an action.
    pub problems: Vec<ProblemReply>,
}

/// One problem with the line that it stands in.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProblemReply {
    file: String,
    path: String,
    message: String,
    allowed: Option<String>,
    nearest: Option<String>,
    line: usize,
    column: usize,
    offset: usize,
    length: usize,
    line_text: String,
}

impl LabError {
    /// The page asked for what does not exist.
    pub fn request(message: impl Into<String>) -> LabError {
        LabError { kind: "request", message: message.into(), problems: Vec::new() }
    }

    /// The engine ended a run.
    pub fn run(message: impl Into<String>) -> LabError {
        LabError { kind: "run", message: message.into(), problems: Vec::new() }
    }
}

impl From<ScenarioError> for LabError {
    fn from(error: ScenarioError) -> LabError {
        let problems = error.problems.iter().map(|problem| located(problem, &error.texts)).collect();
        LabError { kind: "scenario", message: plain(&error).trim_end().to_owned(), problems }
    }
}

fn located(problem: &Problem, texts: &[(String, String)]) -> ProblemReply {
    let text = texts.iter().find(|(path, _)| *path == problem.file).map(|(_, text)| text);
    let line_text = match text {
        Some(text) if problem.line > 0 => text.lines().nth(problem.line - 1).unwrap_or_default(),
        _ => "",
    };
    ProblemReply {
        file: problem.file.clone(),
        path: problem.path.clone(),
        message: problem.message.clone(),
        allowed: problem.allowed.clone(),
        nearest: problem.nearest.clone(),
        line: problem.line,
        column: problem.column,
        offset: problem.offset,
        length: problem.length,
        line_text: line_text.chars().take(400).collect(),
    }
}
