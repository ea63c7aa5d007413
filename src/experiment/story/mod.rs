//! What a run tells, for people: the truth log as plain sentences, and why each event came about.

mod causes;
mod names;
mod sentence;
mod truces;

pub use causes::Causes;

use crate::model::{LogRow, Recorder, Setup};

use names::Names;
use sentence::Telling;
use truces::Truces;

/// A run that can be asked about.
#[derive(Clone, Debug)]
pub struct Story<'a> {
    setup: &'a Setup,
    recorder: &'a Recorder,
    causes: Causes,
    truces: Truces,
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
        Story { setup, recorder, causes, truces, first_rows }
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
        let cause = self.causes.cause(event).map(|cause| self.rows(cause)[0].kind);
        let names = Names::new(self.setup);
        Telling { setup: self.setup, names, truces: &self.truces, rows: self.rows(event), cause }.sentence()
    }

    /// Why an event came about, beyond the event that caused it, as plain sentences: who knew what when, and the draws that
    /// decided it.
    pub fn reasons(&self, _event: u32) -> Vec<String> {
        Vec::new()
    }
}
