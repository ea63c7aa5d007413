//! `truceline why`: how an event of a run came about, and what it set off.

use crate::report::why::{Extent, NoAnswer, Question, Why};

use super::arguments::WhyArguments;
use super::error::CliError;
use super::{directory, output};

/// Events of a tree that are shown unless all are asked for.
const TREE_MOST: usize = 40;

/// Answers for one event of the run in a directory.
pub fn why(arguments: &WhyArguments) -> Result<(), CliError> {
    // Before the run is done again, so that nobody waits for a refusal.
    let question = question(arguments)?;
    let read = directory::read(&arguments.directory)?;
    let run = read.run();
    let refused = |error: NoAnswer| CliError::Invalid(error.to_string());
    let event = question.event(&run).map_err(refused)?;
    let why = Why::new(&run, event).expect("an event that happened has an answer");
    let extent = match (arguments.tree, arguments.all) {
        (false, _) => Extent::Chain,
        (true, false) => Extent::Tree(TREE_MOST),
        (true, true) => Extent::Tree(usize::MAX),
    };
    if arguments.json {
        output::data(&why.json(extent))?;
    } else if arguments.dot {
        output::data(&why.dot(extent))?;
    } else {
        output::data(&why.text(extent))?;
    }
    let directory = arguments.directory.display();
    if arguments.tree {
        output::next(&format!("truceline why {directory} {event}"));
    } else {
        output::next(&format!("truceline why {directory} {event} --tree"));
    }
    Ok(())
}

/// Which event is asked about.
fn question(arguments: &WhyArguments) -> Result<Question, CliError> {
    if let Some(text) = &arguments.event {
        let number = text.strip_prefix('#').unwrap_or(text).parse();
        return number.map(Question::Number).map_err(|_| {
            CliError::Invalid(format!("event: found '{text}', expected a number as in events.csv, for instance 12"))
        });
    }
    match &arguments.first {
        Some(name) => Question::first(name).map_err(|error| CliError::Invalid(error.to_string())),
        None => Ok(Question::Worst),
    }
}
