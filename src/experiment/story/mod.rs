//! What a run tells, for people: the truth log as plain sentences, and why each event came about.

mod causes;
mod measures;
mod names;
mod numbers;
mod reasons;
mod sentence;
mod truces;

pub use causes::Causes;
pub use measures::{CAUSAL_MEASURES, CausalMeasureRow, Tree, causal_measures, trees};
pub use numbers::span;
pub use reasons::{DecisionSource, Reason, ReportSource, Source};

use crate::engine::NO_CAUSE;
use crate::model::{Kind, LogRow, Recorder, Setup};

use names::Names;
use reasons::Index;
use sentence::Telling;
use truces::Truces;

/// A run that can be asked about.
#[derive(Clone, Debug)]
pub struct Story<'a> {
    setup: &'a Setup,
    recorder: &'a Recorder,
    causes: Causes,
    truces: Truces,
    names: Names<'a>,
    index: Index,
    /// Where the rows of each event begin.
    first_rows: Vec<u32>,
}

impl<'a> Story<'a> {
    /// The story that a recorder heard.
    pub fn new(setup: &'a Setup, recorder: &'a Recorder) -> Story<'a> {
        let causes = Causes::of_log(&recorder.rows);
        let mut first_rows = Vec::with_capacity(causes.len());
        for (position, row) in recorder.rows.iter().enumerate() {
            if row.event as usize == first_rows.len() {
                first_rows.push(position as u32);
            }
        }
        let truces = Truces::of_log(&recorder.rows);
        let (names, index) = (Names::new(setup), Index::new(recorder));
        Story { setup, recorder, causes, truces, names, index, first_rows }
    }

    /// Who caused what.
    pub fn causes(&self) -> &Causes {
        &self.causes
    }

    /// The rows of an event: the first, and one for each further side that it harmed.
    pub fn rows(&self, event: u32) -> &'a [LogRow] {
        let start = self.first_rows[event as usize] as usize;
        let end = self.first_rows.get(event as usize + 1).map_or(self.recorder.rows.len(), |&end| end as usize);
        &self.recorder.rows[start..end]
    }

    /// An event as one plain sentence, without its time: what happened, where, who acted, who was harmed. It begins with a
    /// capital letter and ends with a full stop.
    pub fn sentence(&self, event: u32) -> String {
        let rows = self.rows(event);
        let cause = rows.first().and_then(|row| self.kind(row.cause));
        Telling { setup: self.setup, names: self.names, truces: &self.truces, rows, cause }.sentence()
    }

    /// Kind of an event; None for [`NO_CAUSE`].
    fn kind(&self, event: u32) -> Option<Kind> {
        (event != NO_CAUSE).then(|| self.rows(event)[0].kind)
    }

    /// Why an event came about, beyond the event that caused it, as plain sentences: who knew what when, and the draws that
    /// decided it.
    pub fn reasons(&self, event: u32) -> Vec<String> {
        self.explanations(event).into_iter().map(|reason| reason.text).collect()
    }
}
