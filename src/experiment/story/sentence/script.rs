//! How things begin: sparks, the script, grievances, crowds, third parties.

use crate::experiment::words;
use crate::model::ids::InjectId;
use crate::model::setup::InjectAction;
use crate::model::{Detail, Kind, LogRow};

use super::Telling;
use crate::experiment::story::names;

impl Telling<'_> {
    pub(super) fn opening(&self, row: &LogRow) -> String {
        let (side, other) = (self.names.side(row.side), self.names.side(row.target_side));
        let place = self.names.place(row.place);
        match row.kind {
            Kind::CivilianSpark => format!("residents of {side} and {other} quarrel at {place}"),
            Kind::ArmedSpark => format!("armed men of {side} and {other} meet near {place}, and a shot is fired"),
            Kind::Inject => match row.detail {
                Detail::Inject(inject) => self.script(inject),
                _ => "an event of the script".to_owned(),
            },
            Kind::CalmRestored => {
                let days = words::value(self.setup.parameters.spark.reset_days);
                format!("after {days} days without a hostile act crews, stocks and trust are back at their start")
            }
            Kind::GrievanceOpened => format!("a grievance opens at {place}"),
            Kind::GrievanceClosed => format!("the grievance at {place} is over"),
            Kind::CrowdGathers => format!("{} of {side} gather at {place}", residents(row.count)),
            Kind::CrowdDisperses => format!("the crowd of {side} at {place} has gone home"),
            Kind::Settlement => {
                // By script it is for good and leaves no number behind.
                let good = row.count > 0 || self.cause == Some(Kind::Inject);
                let until = if good { "for good" } else { "until the next morning" };
                format!("local officials settle the quarrel at {place} {until}")
            }
            Kind::GuardsDrawnIn => {
                format!("border guards of {side} are drawn into the quarrel with {other} at {place}")
            }
            _ => row.kind.words().to_owned(),
        }
    }

    pub(super) fn third_party(&self, row: &LogRow) -> String {
        let words = match row.kind {
            Kind::ThirdPartyCall => "a third party calls on the sides",
            Kind::SummitHeld => "a summit is held at which the sides are present",
            Kind::MediationBegins => "mediation begins",
            Kind::MonitorsArrive => "monitors arrive",
            _ => "a third party ends its presence",
        };
        match row.detail {
            Detail::ThirdParty(third_party) => format!("{words}: {}", self.names.third_party(third_party)),
            _ => words.to_owned(),
        }
    }

    /// An entry of the script: what it does, and the note that it bears.
    fn script(&self, inject: InjectId) -> String {
        let inject = &self.setup.injects[inject.index()];
        let action = self.action(&inject.action);
        let note = names::note(&inject.note);
        if note.is_empty() { format!("by script, {action}") } else { format!("by script, {action} (“{note}”)") }
    }

    fn action(&self, action: &InjectAction) -> String {
        let place = |site: crate::model::ids::SiteId| self.names.place(Some(self.setup.site(site).place));
        let name = |side| self.names.side(Some(side));
        match *action {
            InjectAction::OpenGrievance(site) => format!("a grievance opens at {}", place(site)),
            InjectAction::SettleGrievance(site) => format!("the grievance at {} is settled", place(site)),
            InjectAction::Crowd { site, side, people } => {
                format!("{} of {} come to {}", residents(people), name(side), place(site))
            }
            InjectAction::Fire { side, adversary, near, rung, count } => {
                let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
                format!(
                    "{} fires on {} {times} from near {}, at {}",
                    name(side),
                    name(adversary),
                    self.names.place(Some(near)),
                    names::rung(rung)
                )
            }
            InjectAction::ArmedSpark(sector) => format!("armed men meet in {}", self.names.sector(Some(sector))),
            InjectAction::Authorise { side, adversary, sector, rung } => {
                let sector = self.names.sector(Some(sector));
                let rung = names::rung(rung);
                format!("the command of {} authorises {rung} against {} in {sector}", name(side), name(adversary))
            }
            InjectAction::Evacuate(district) => format!("{} is told to leave", self.names.district(district)),
            InjectAction::CloseLink(link) => format!("{} is closed", self.names.road(Some(link))),
            InjectAction::OpenLink(link) => format!("{} is opened", self.names.road(Some(link))),
            InjectAction::Talks { side, adversary, channel } => {
                let channel = words::one_line(self.setup.channels[channel.index()].name.trim(), 60);
                format!(
                    "talks between {} and {} are to begin through the channel “{channel}”",
                    name(side),
                    name(adversary)
                )
            }
            InjectAction::Pressure { side, amount } => {
                let direction = if amount < 0.0 { "falls" } else { "rises" };
                format!("outside pressure on {} {direction} by {}", name(side), words::value(amount.abs()))
            }
            InjectAction::ThirdParty(third_party) => {
                format!("a third party comes in ({})", self.names.third_party(third_party))
            }
        }
    }
}

fn residents(number: u32) -> String {
    words::number_of(number as usize, "resident", "residents")
}
