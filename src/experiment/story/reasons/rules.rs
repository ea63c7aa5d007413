//! Rules behind events that no draw decides.

use crate::experiment::words;
use crate::model::{Kind, LogRow};

use crate::experiment::story::Story;
use crate::experiment::story::numbers::{number, span};

impl Story<'_> {
    /// The rule by which an event of this kind comes, where the sentence does not say it.
    pub(super) fn rule(&self, row: &LogRow) -> Option<String> {
        let parameters = &self.setup.parameters;
        let cause = self.kind(row.cause);
        Some(match row.kind {
            Kind::ReviewCalled if cause == Some(Kind::RungRefused) => {
                let hours = span(parameters.escalation.refusal_hours);
                format!("By rule: a command that has refused a rung looks again after {hours}.")
            }
            Kind::ReviewCalled if cause == Some(Kind::RungAuthorised) => {
                "By rule: a command that has authorised a rung looks at once whether threat calls for more.".to_owned()
            }
            Kind::FrontAlert => {
                "By rule: the whole front goes on alert when a command authorises rung 4 or above in one of its sectors."
                    .to_owned()
            }
            Kind::ReinforcementSent => "By rule: an alert sends soldiers to each sector where the side stands.".to_owned(),
            Kind::AlertLapses => {
                let hours = span(parameters.escalation.alert_calm_hours);
                format!("By rule: an alert lapses after {hours} without an act between the two.")
            }
            Kind::HeavyStockLow => {
                let stock = words::value(parameters.post.heavy_stock);
                format!("By rule: more is ordered when fewer than half of {stock} heavy acts are left in the sector.")
            }
            Kind::TruceInForce => "By rule: it is in force once the last post in its scope has heard.".to_owned(),
            Kind::TruceSectorCollapsed => "By rule: a ceasefire ends in the sector in which it is breached.".to_owned(),
            Kind::TruceCollapsed => {
                let share = number(parameters.ceasefire.collapse_share * 100.0);
                format!(
                    "By rule: a ceasefire collapses as a whole when {share} % of its sectors are breached, at least one, or \
                     when no sector is left to it."
                )
            }
            Kind::TruceHeld => {
                let hours = span(parameters.ceasefire.held_hours);
                format!("By rule: it has held after {hours} without an act at rung 2 or above in its scope.")
            }
            Kind::TruceSuperseded => "By rule: the newer one covers all that was left of it.".to_owned(),
            Kind::PostHandedBack | Kind::ForcesWithdrawn | Kind::VillageLeft if cause == Some(Kind::TruceInForce) => {
                "By rule: a ceasefire with withdrawal sends soldiers back once it is in force.".to_owned()
            }
            Kind::CaptivesReturned => "By rule: captives are returned when a ceasefire has held.".to_owned(),
            Kind::AssaultBrokenOff if self.index.of_event(row.event).next().is_none() => {
                "By rule: an assault ends when word of a ceasefire reaches a post in it, and when nobody can be hit any more."
                    .to_owned()
            }
            Kind::ReturnBegins => {
                let hours = span(parameters.evacuation.return_calm_hours);
                format!("By rule: people return after {hours} of calm.")
            }
            Kind::LinkUnderFire => {
                format!("By rule: a road is under fire when an act is within reach of rung {}.", row.rung)
            }
            Kind::ShelterFull => "By rule: public shelters and hosts take as many as they have room for.".to_owned(),
            _ => return None,
        })
    }
}
