//! The answer as JSON.

use serde::Serialize;

use super::{Extent, SetOff, Why};
use crate::experiment::dates;
use crate::experiment::story::Reason;
use crate::model::Harm;
use crate::report::NOTE;

/// The answer. Ids are those of the scenario.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    scenario: &'a str,
    seed: u64,
    replication: u64,
    digest: String,
    note: &'a str,
    event: u32,
    /// From the root to the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    chain: Option<Vec<EventDocument>>,
    /// The event and what it set off, ascending.
    #[serde(skip_serializing_if = "Option::is_none")]
    tree: Option<Vec<EventDocument>>,
    /// How many events of the tree are not in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<usize>,
    /// What was decided in the wake of the event and led to nothing.
    aftermath: Vec<Reason>,
    set_off: SetOff,
}

#[derive(Serialize)]
pub(super) struct EventDocument {
    event: u32,
    kind: &'static str,
    time_hours: f64,
    local_time: String,
    cause: Option<u32>,
    /// Steps from the root.
    depth: u32,
    text: String,
    harm: Vec<HarmDocument>,
    reasons: Vec<Reason>,
}

#[derive(Serialize)]
struct HarmDocument {
    side: Option<String>,
    #[serde(flatten)]
    harm: Harm,
}

impl Why<'_> {
    pub(super) fn document(&self, extent: Extent) -> Document<'_> {
        let (chain, tree, left_out) = match extent {
            Extent::Chain => (Some(self.events(self.story.causes().chain(self.event))), None, None),
            Extent::Tree(most) => {
                let (shown, hidden) = self.cut(most);
                (None, Some(self.events(shown)), Some(hidden))
            }
        };
        Document {
            scenario: &self.run.setup.id,
            seed: self.run.identity.seed,
            replication: self.run.identity.replication,
            digest: self.run.replication.digest_text(),
            note: NOTE,
            event: self.event,
            chain,
            tree,
            left_out,
            aftermath: self.story.aftermath(self.event),
            set_off: self.set_off(self.event),
        }
    }

    fn events(&self, events: impl IntoIterator<Item = u32>) -> Vec<EventDocument> {
        events.into_iter().map(|event| self.event_document(event)).collect()
    }

    fn event_document(&self, event: u32) -> EventDocument {
        let rows = self.story.rows(event);
        let harmed = rows.iter().filter(|row| !row.harm.is_none());
        let side =
            |row: &crate::model::LogRow| row.target_side.map(|side| self.run.setup.sides[side.index()].id.clone());
        EventDocument {
            event,
            kind: rows[0].kind.name(),
            time_hours: rows[0].time.hours(),
            local_time: local_time(&dates::local(&self.run.setup.calendar, rows[0].time.hours())),
            cause: self.story.causes().cause(event),
            depth: self.story.causes().depth(event),
            text: self.story.sentence(event),
            harm: harmed.map(|row| HarmDocument { side: side(row), harm: row.harm }).collect(),
            reasons: self.story.explanations(event),
        }
    }
}

/// `2021-04-29 14:05`.
fn local_time(local: &dates::Local) -> String {
    format!("{:04}-{:02}-{:02} {}", local.year, local.month, local.day, local.clock_text())
}
