//! Which event is asked about.

use std::fmt;

use super::{first_of_kind, worst};
use crate::model::Kind;
use crate::report::Run;
use crate::scenario::nearest;

/// Which event is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The one with this number in the truth log.
    Number(u32),
    /// The first of a kind.
    First(Kind),
    /// The one that killed most.
    Worst,
}

/// Why a question has no answer; the text is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoAnswer(String);

impl fmt::Display for NoAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for NoAnswer {}

impl Question {
    /// The first event of the kind with this name.
    ///
    /// # Errors
    /// When no kind has the name.
    pub fn first(name: &str) -> Result<Question, NoAnswer> {
        if let Some(kind) = Kind::ALL.iter().find(|kind| kind.name() == name) {
            return Ok(Question::First(*kind));
        }
        let hint = match nearest(name, Kind::ALL.iter().map(|kind| kind.name())) {
            Some(kind) => format!("did you mean {kind}?"),
            None => "truceline explain kinds lists all".to_owned(),
        };
        Err(NoAnswer(format!("--first: found '{name}', which is no kind of event\n  hint: {hint}")))
    }

    /// The number of the event in a run.
    ///
    /// # Errors
    /// When no such event happened.
    pub fn event(self, run: &Run) -> Result<u32, NoAnswer> {
        match self {
            Question::Number(event) => {
                let count = run.recorder.rows.last().map_or(0, |row| row.event + 1);
                let has = match count {
                    0 => "expected another run: nothing happened in this one".to_owned(),
                    count => format!("expected 0..={}", count - 1),
                };
                let refused = || NoAnswer(format!("event: found {event}, {has}; no such event happened in this run"));
                (event < count).then_some(event).ok_or_else(refused)
            }
            Question::First(kind) => first_of_kind(run.recorder, kind).ok_or_else(|| {
                let hint = happened(run);
                NoAnswer(format!("{}: no such event happened in this run\n  hint: {hint}", kind.name()))
            }),
            Question::Worst => worst(run.recorder)
                .ok_or_else(|| NoAnswer("--worst: nobody was killed or wounded in this run".to_owned())),
        }
    }
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
