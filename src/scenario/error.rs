//! What is wrong with a scenario, as plain data: one structural problem, or all semantic ones of its files at once.

use std::fmt;

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, or the override, that holds it.
    pub file: String,
    /// Path of the value, list items by id: `posts.kok_tash.crew`. Empty for a whole file.
    pub path: String,
    /// What was found, when that is one value.
    pub found: Option<String>,
    /// What is allowed.
    pub allowed: Option<String>,
    /// Nearest name that exists.
    pub nearest: Option<String>,
    /// The message without its place: `crew: found 0, expected 1..=10000`.
    pub message: String,
    /// First byte in the file.
    pub offset: usize,
    /// Bytes that the caret marks.
    pub length: usize,
    /// Line, from 1; 0 when the problem has no place in a text.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.file)?;
        if self.line > 0 {
            write!(formatter, ":{}:{}", self.line, self.column)?;
        }
        write!(formatter, ": {}", self.message)?;
        match &self.nearest {
            Some(nearest) => write!(formatter, " (did you mean `{nearest}`?)"),
            None => Ok(()),
        }
    }
}

/// All problems of a scenario, with the texts that they stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScenarioError {
    /// The problems, in order of the checks.
    pub problems: Vec<Problem>,
    /// Problems beyond the limit on their number.
    pub more: usize,
    /// Paths and texts of the files read so far.
    pub texts: Vec<(String, String)>,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                writeln!(formatter)?;
            }
            write!(formatter, "{problem}")?;
        }
        if self.more > 0 {
            write!(formatter, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for ScenarioError {}

/// Line and column (in characters, both from 1) of a byte.
pub(super) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The byte of a line and column (in characters, both from 1).
pub(super) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start = if line <= 1 {
        0
    } else {
        text.match_indices('\n').nth(line - 2).map_or(text.len(), |(newline, _)| newline + 1)
    };
    text[start..].char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(index, _)| start + index)
}

/// The name nearest to a text among some, when one is near.
pub fn nearest<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let score = strsim::jaro_winkler(text, name);
        if score > 0.8 && best.is_none_or(|(best_score, _)| score > best_score) {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

/// A number for people: whole ones without a point, huge ones with an exponent.
pub(super) fn show(value: f64) -> String {
    if value.is_finite() && value == value.trunc() && value.abs() < 1e15 {
        format!("{value:.0}")
    } else {
        format!("{value:?}")
    }
}

/// A number, text or word as it stands in a file, short enough for a message.
pub(super) fn quote_token(token: &str) -> String {
    let line = token.lines().next().unwrap_or_default();
    let short: String = line.chars().take(40).collect();
    if short.len() < token.len() { format!("{short}…") } else { short }
}

/// A text from a file, short enough for a message.
pub(super) fn quote(text: &str) -> String {
    if text.chars().count() <= 60 {
        format!("{text:?}")
    } else {
        format!("{:?}…", text.chars().take(57).collect::<String>())
    }
}
