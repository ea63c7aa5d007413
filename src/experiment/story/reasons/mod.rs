//! Why each event came about, beyond the event that caused it: who knew what when, which draw decided, what was waited for.

mod chances;
mod index;
mod report;
mod rules;
mod topics;

use serde::Serialize;

use crate::model::{Decision, Draw, Factors, News, ReportRow};

pub(super) use index::Index;

use super::Story;

/// One reason.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// A plain sentence.
    pub text: String,
    /// What it is made from.
    #[serde(flatten)]
    pub source: Source,
}

/// What a reason is made from. Ids are those of the scenario, times hours since the start.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum Source {
    /// A rule of the model without a number of its own.
    Rule,
    /// A decision.
    Decision(DecisionSource),
    /// What a command heard.
    Report(ReportSource),
}

/// A decision as a machine reads it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionSource {
    /// [`crate::model::Topic::name`].
    pub topic: &'static str,
    /// When it was made, in hours since the start.
    pub time_hours: f64,
    /// When what was decided came, if it was put off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_hours: Option<f64>,
    /// Who decided or acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// Against whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adversary: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// In which sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Rung, 0 for none.
    pub rung: u8,
    /// What was drawn.
    pub draw: Draw,
    /// What went into it.
    pub factors: Factors,
    /// Whether it happened; true for all but a chance that failed.
    pub happened: bool,
}

/// What a command heard, as a machine reads it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportSource {
    /// When the command heard, in hours since the start.
    pub time_hours: f64,
    /// Of what: `report`, `preparations` or `statement`.
    pub news: &'static str,
    /// The act that a report is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<u32>,
    /// When that act happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act_hours: Option<f64>,
    /// Its rung.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rung: Option<u8>,
    /// The rung that the command took it for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rung_read: Option<u8>,
    /// Who heard.
    pub side: String,
    /// Whom it is about.
    pub adversary: String,
    /// Where it happened.
    pub origin: String,
    /// The sector at whose front threat is told.
    pub sector: String,
    /// Perceived threat there before.
    pub threat_before: f64,
    /// Perceived threat there after.
    pub threat_after: f64,
}

impl Story<'_> {
    /// Why an event came about, beyond the event that caused it, each reason with what it is made from.
    pub fn explanations(&self, event: u32) -> Vec<Reason> {
        let rows = self.rows(event);
        let Some(row) = rows.first() else { return Vec::new() };
        let mut reasons = self.reports_behind(row);
        reasons.extend(self.decisions_behind(row));
        reasons.extend(self.rule(row).map(|text| Reason { text, source: Source::Rule }));
        reasons
    }

    /// What was decided in the wake of an event and led to nothing, or is still to come: acts that were to follow and were
    /// held back, reports that were lost.
    pub fn aftermath(&self, event: u32) -> Vec<Reason> {
        let told = self.index.wake(event).filter_map(|position| {
            let decision = &self.recorder.decisions[position];
            let text = self.aftermath_words(decision)?;
            Some(Reason { text, source: Source::Decision(self.decision_source(decision)) })
        });
        told.collect()
    }

    fn decision_source(&self, decision: &Decision) -> DecisionSource {
        let setup = self.setup;
        DecisionSource {
            topic: decision.topic.name(),
            time_hours: decision.time.hours(),
            due_hours: decision.due.map(|due| due.hours()),
            side: decision.side.map(|side| setup.sides[side.index()].id.clone()),
            adversary: decision.adversary.map(|side| setup.sides[side.index()].id.clone()),
            place: decision.place.map(|place| setup.place(place).id.clone()),
            sector: decision.sector.map(|sector| setup.sectors[sector.index()].id.clone()),
            rung: decision.rung,
            draw: decision.draw,
            factors: decision.factors,
            happened: decision.happened(),
        }
    }

    fn report_source(&self, row: &ReportRow) -> ReportSource {
        let setup = self.setup;
        let (news, act) = match row.news {
            News::Act { event, happened, rung, read, .. } => ("report", Some((event, happened, rung, read))),
            News::Preparations => ("preparations", None),
            News::Statement => ("statement", None),
        };
        ReportSource {
            time_hours: row.time.hours(),
            news,
            act: act.map(|act| act.0),
            act_hours: act.map(|act| act.1.hours()),
            rung: act.map(|act| act.2),
            rung_read: act.map(|act| act.3),
            side: setup.sides[row.side.index()].id.clone(),
            adversary: setup.sides[row.adversary.index()].id.clone(),
            origin: setup.sectors[row.origin.index()].id.clone(),
            sector: setup.sectors[row.sector.index()].id.clone(),
            threat_before: row.before,
            threat_after: row.after,
        }
    }
}
