//! Problems for people: plain lines, and (with the `cli` feature) marked in the text with a caret and a hint.

use super::error::ScenarioError;

/// One line a problem, without colour: `file:line:column: message (did you mean …?)`.
pub fn plain(error: &ScenarioError) -> String {
    format!("{error}\n")
}

#[cfg(feature = "files")]
pub use graphical::{Report, graphical};

#[cfg(feature = "files")]
mod graphical {
    use std::fmt;
    use std::sync::Arc;

    use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

    use crate::scenario::error::{Problem, ScenarioError};

    /// One problem as a diagnostic.
    pub struct Report<'e> {
        problem: &'e Problem,
        source: Option<NamedSource<Arc<String>>>,
    }

    impl<'e> Report<'e> {
        /// The diagnostics of an error.
        pub fn all(error: &'e ScenarioError) -> Vec<Report<'e>> {
            // A file may be large and have many problems: its text is copied once.
            let texts: Vec<(&String, Arc<String>)> =
                error.texts.iter().map(|(path, text)| (path, Arc::new(text.clone()))).collect();
            let source = |problem: &Problem| {
                let (path, text) = texts.iter().find(|(path, _)| **path == problem.file)?;
                (problem.line > 0).then(|| NamedSource::new(path, Arc::clone(text)))
            };
            error.problems.iter().map(|problem| Report { problem, source: source(problem) }).collect()
        }
    }

    impl fmt::Debug for Report<'_> {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            fmt::Debug::fmt(self.problem, formatter)
        }
    }

    impl fmt::Display for Report<'_> {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            // Without a text to show, the file stands in the message.
            match self.source {
                Some(_) => write!(formatter, "{}", self.problem.message),
                None => write!(formatter, "{}: {}", self.problem.file, self.problem.message),
            }
        }
    }

    impl std::error::Error for Report<'_> {}

    impl Diagnostic for Report<'_> {
        fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
            let nearest = self.problem.nearest.as_ref()?;
            Some(Box::new(format!("did you mean `{nearest}`?")))
        }

        fn source_code(&self) -> Option<&dyn SourceCode> {
            self.source.as_ref().map(|source| source as &dyn SourceCode)
        }

        fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
            self.source.as_ref()?;
            let problem = self.problem;
            let words = problem.allowed.as_ref().map_or("here".to_owned(), |allowed| format!("expected {allowed}"));
            let label = LabeledSpan::new(Some(words), problem.offset, problem.length.max(1));
            Some(Box::new(std::iter::once(label)))
        }
    }

    /// The diagnostics of an error as text, with carets and hints.
    pub fn graphical(error: &ScenarioError, colour: bool) -> String {
        let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(120);
        let mut text = String::new();
        for report in Report::all(error) {
            if handler.render_report(&mut text, &report).is_err() {
                // A caret that cannot be drawn leaves the plain line.
                text.push_str(&format!("{}\n", report.problem));
            }
        }
        if error.more > 0 {
            text.push_str(&format!("and {} more problems\n", error.more));
        }
        text
    }
}
