//! Who knew what when: the report that moved a command.

use crate::experiment::dates;
use crate::model::{Kind, LogRow, News, ReportRow, Topic};

use super::{Reason, Source};
use crate::experiment::story::Story;
use crate::experiment::story::numbers::{apart, span};

impl Story<'_> {
    /// The news behind an event of a command, of organisers or of talks.
    pub(super) fn reports_behind(&self, row: &LogRow) -> Vec<Reason> {
        let report = match row.kind {
            Kind::ReviewCalled => self.last_heard(row, |heard| {
                heard.time == row.time
                    && Some(heard.side) == row.side
                    && Some(heard.adversary) == row.target_side
                    && Some(heard.sector) == row.sector
            }),
            Kind::TruceProposed => {
                let sides = self.truces.sides(self.setup, row.attempt);
                let theirs = |heard: &ReportRow| {
                    sides.is_some_and(|sides| sides.contains(&heard.side) && sides.contains(&heard.adversary))
                };
                self.last_heard(row, |heard| {
                    theirs(heard) && heard.time <= row.time && Some(heard.sector) == row.sector
                })
            }
            Kind::EvacuationOrdered => {
                let order = self.index.wake(row.cause).map(|position| &self.recorder.decisions[position]);
                let mut order =
                    order.filter(|order| order.topic == Topic::EvacuationOrder && order.due == Some(row.time));
                let decided = order.find(|order| order.side == row.side);
                decided.and_then(|order| {
                    self.last_heard(row, |heard| {
                        heard.time == order.time && Some(heard.side) == row.side && Some(heard.sector) == order.sector
                    })
                })
            }
            _ => None,
        };
        let told = report
            .map(|heard| Reason { text: self.heard_words(heard), source: Source::Report(self.report_source(heard)) });
        told.into_iter().collect()
    }

    /// The last news in the wake of a row's cause that fits.
    fn last_heard(&self, row: &LogRow, fits: impl Fn(&ReportRow) -> bool) -> Option<&ReportRow> {
        self.index.heard(row.cause).map(|position| &self.recorder.reports[position]).filter(|heard| fits(heard)).last()
    }

    /// What a command heard, when, and what it made of it.
    fn heard_words(&self, heard: &ReportRow) -> String {
        let side = self.names.side(Some(heard.side));
        let moment = dates::local(&self.setup.calendar, heard.time.hours()).clock_text();
        let (before, after) = apart(heard.before, heard.after);
        let place = if heard.sector == heard.origin {
            format!(" in {}", self.names.sector(Some(heard.sector)))
        } else {
            let (sector, origin) = (self.names.sector(Some(heard.sector)), self.names.sector(Some(heard.origin)));
            format!(" in {sector}, to which fire in {origin} carries over")
        };
        let threat = format!("perceived threat rose from {before} to {after}{place}");
        match heard.news {
            News::Act { event, happened, rung, read, deaths, delay_hours_median } => {
                let after = span(heard.time.hours_since(happened));
                let half = span(delay_hours_median);
                let read = if read == rung {
                    format!("read as rung {read}")
                } else {
                    format!("read as rung {read} and not as rung {rung}, which it was")
                };
                let deaths = match deaths {
                    0 => String::new(),
                    1 => ", with 1 own dead".to_owned(),
                    deaths => format!(", with {deaths} own dead"),
                };
                format!(
                    "The report of #{event} reached the command of {side} after {after}, at {moment} (half of such reports \
                     take less than {half}), {read}{deaths}; {threat}."
                )
            }
            News::Preparations => {
                format!("The command of {side} learnt of the preparations at {moment}; {threat}.")
            }
            News::Statement => {
                format!("The office of {side} published own dead that no report had told of, at {moment}; {threat}.")
            }
        }
    }
}
