//! `truceline why`: how an event of a run came about, and what it set off.

use crate::model::Kind;
use crate::report::Run;
use crate::report::why::{Extent, Why, first_of_kind, worst};

use super::arguments::WhyArguments;
use super::error::CliError;
use super::{directory, output};

/// Events of a tree that are shown unless all are asked for.
const TREE_MOST: usize = 40;

/// Answers for one event of the run in a directory.
pub fn why(arguments: &WhyArguments) -> Result<(), CliError> {
    // Before the run is done again, so that nobody waits for a refusal.
    let question = Question::of(arguments)?;
    let read = directory::read(&arguments.directory)?;
    let run = read.run();
    let event = question.event(&run)?;
    let count = run.recorder.rows.last().map_or(0, |row| row.event + 1);
    let why = Why::new(&run, event).ok_or_else(|| {
        let has = match count {
            0 => "expected another run: nothing happened in this one".to_owned(),
            count => format!("expected 0..={}", count - 1),
        };
        CliError::Invalid(format!("event: found {event}, {has}; no such event happened in this run"))
    })?;
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
enum Question {
    Number(u32),
    First(Kind),
    Worst,
}

impl Question {
    fn of(arguments: &WhyArguments) -> Result<Question, CliError> {
        if let Some(text) = &arguments.event {
            let number = text.strip_prefix('#').unwrap_or(text).parse();
            return number.map(Question::Number).map_err(|_| {
                CliError::Invalid(format!("event: found '{text}', expected a number as in events.csv, for instance 12"))
            });
        }
        match &arguments.first {
            Some(name) => kind(name).map(Question::First),
            None => Ok(Question::Worst),
        }
    }

    fn event(&self, run: &Run) -> Result<u32, CliError> {
        match *self {
            Question::Number(event) => Ok(event),
            Question::First(kind) => first_of_kind(run.recorder, kind).ok_or_else(|| {
                CliError::Invalid(format!(
                    "{}: no such event happened in this run\n  hint: {}",
                    kind.name(),
                    happened(run)
                ))
            }),
            Question::Worst => worst(run.recorder)
                .ok_or_else(|| CliError::Invalid("--worst: nobody was killed or wounded in this run".to_owned())),
        }
    }
}

fn kind(name: &str) -> Result<Kind, CliError> {
    if let Some(kind) = Kind::ALL.iter().find(|kind| kind.name() == name) {
        return Ok(*kind);
    }
    let likeness = |kind: &Kind| strsim::jaro_winkler(name, kind.name());
    let best = Kind::ALL.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    let hint = match best {
        Some(kind) if likeness(kind) > 0.75 => format!("did you mean {}?", kind.name()),
        _ => "truceline explain kinds lists all".to_owned(),
    };
    Err(CliError::Invalid(format!("--first: found '{name}', which is no kind of event\n  hint: {hint}")))
}

/// Some kinds that did happen: those of which people ask most.
fn happened(run: &Run) -> String {
    const ASKED: [Kind; 10] = [
        Kind::PostSeized,
        Kind::VillageEntered,
        Kind::TruceCollapsed,
        Kind::Breach,
        Kind::OperationBegins,
        Kind::FrontAlert,
        Kind::RungAuthorised,
        Kind::EvacuationOrdered,
        Kind::Fire,
        Kind::CrowdStones,
    ];
    let known: Vec<&str> =
        ASKED.iter().filter(|&&kind| first_of_kind(run.recorder, kind).is_some()).map(|kind| kind.name()).collect();
    match known.as_slice() {
        [] => "events.csv lists what happened".to_owned(),
        known => format!("what did happen, among others: {}", known.join(", ")),
    }
}
