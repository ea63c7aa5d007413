//! Why an event of a run came about, and what it set off: as text for people, as JSON for machines, as a graph for Graphviz.

mod document;
mod graph;
mod question;
mod text;
mod tree;
mod wrap;

use std::collections::BTreeMap;

use crate::experiment::dates;
use crate::experiment::story::Story;
use crate::model::tally::is_act;
use crate::model::{Kind, Recorder};

use super::run::Run;

pub use question::{NoAnswer, Question};

/// A question about a run, answered.
pub struct Why<'a> {
    run: &'a Run<'a>,
    story: Story<'a>,
    event: u32,
}

/// How an answer looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The chain from the root to the event.
    Chain,
    /// What the event set off: so many events at most, those of branches with most killed.
    Tree(usize),
}

/// What an event set off, itself not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct SetOff {
    /// Events.
    pub events: u32,
    /// Hostile acts among them.
    pub acts: u32,
    /// Killed in them.
    pub killed: u32,
    /// Wounded in them, those who die later included.
    pub wounded: u32,
    /// Most steps from the event to one of them.
    pub depth: u32,
}

/// The first event of a kind; None when none happened.
pub fn first_of_kind(recorder: &Recorder, kind: Kind) -> Option<u32> {
    recorder.rows.iter().find(|row| row.kind == kind).map(|row| row.event)
}

/// The event with most killed, of those the one with most wounded, of those the first; None when nobody was hurt.
pub fn worst(recorder: &Recorder) -> Option<u32> {
    let mut harm: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for row in &recorder.rows {
        let sum = harm.entry(row.event).or_default();
        *sum = (sum.0 + row.harm.killed(), sum.1 + row.harm.wounded());
    }
    let worst = harm.into_iter().max_by_key(|&(event, harm)| (harm, std::cmp::Reverse(event)));
    worst.filter(|(_, harm)| *harm != (0, 0)).map(|(event, _)| event)
}

impl<'a> Why<'a> {
    /// The answer for an event; None when the run has none of this number.
    pub fn new(run: &'a Run<'a>, event: u32) -> Option<Why<'a>> {
        let story = Story::new(run.setup, run.recorder);
        ((event as usize) < story.causes().len()).then_some(Why { run, story, event })
    }

    /// As text of at most 100 columns.
    pub fn text(&self, extent: Extent) -> String {
        match extent {
            Extent::Chain => self.chain_text(),
            Extent::Tree(most) => self.tree_text(most),
        }
    }

    /// As JSON, with the sources of each reason.
    pub fn json(&self, extent: Extent) -> String {
        super::manifest::json(&self.document(extent))
    }

    /// As a graph in the language of Graphviz.
    pub fn dot(&self, extent: Extent) -> String {
        self.graph(extent)
    }

    /// What an event set off.
    pub fn set_off(&self, event: u32) -> SetOff {
        let causes = self.story.causes();
        let mut sum = SetOff::default();
        for below in causes.tree(event).into_iter().filter(|&below| below != event) {
            let rows = self.story.rows(below);
            sum.events += 1;
            sum.acts += u32::from(is_act(&rows[0]));
            sum.killed += rows.iter().map(|row| row.harm.killed()).sum::<u32>();
            sum.wounded += rows.iter().map(|row| row.harm.wounded()).sum::<u32>();
            sum.depth = sum.depth.max(causes.depth(below) - causes.depth(event));
        }
        sum
    }

    fn hours(&self, event: u32) -> f64 {
        self.story.rows(event)[0].time.hours()
    }

    fn moment(&self, event: u32) -> String {
        dates::moment(&self.run.setup.calendar, self.hours(event))
    }

    fn kind(&self, event: u32) -> Kind {
        self.story.rows(event)[0].kind
    }

    /// Of which run the answer is.
    fn identity(&self) -> String {
        let identity = self.run.identity;
        format!(
            "{} · seed {} · replication {} · local time {}",
            super::words::one_line(&self.run.setup.id, 40),
            identity.seed,
            identity.replication,
            dates::zone(&self.run.setup.calendar)
        )
    }
}
