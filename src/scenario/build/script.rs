//! Moments, injects and observed points: checked and built.

use crate::engine::{Lineage, Time};
use crate::model::ids::{ChannelId, DistrictId, LinkId, PlaceId, SectorId, SideId, SiteId, ThirdPartyId};
use crate::model::setup::{Inject, InjectAction, ObservedPoint, RUNG_MAX, RUNG_STANDING};
use crate::scenario::at::{At, Complaints};
use crate::scenario::document::{ActionDocument, InjectDocument, ScenarioDocument};
use crate::scenario::error::show;
use crate::scenario::{limits, moment};

use super::Head;
use super::names::Names;

/// A local date-time between start and horizon.
pub fn local(at: &At<'_>, text: &str, head: &Head, complaints: &mut Complaints) -> Option<Time> {
    let Some(minutes) = moment::minutes(text) else {
        super::bad_moment(at, text, complaints);
        return None;
    };
    // A start that is no moment has its own complaint.
    let since = minutes - head.start_minutes?;
    if since < 0 {
        complaints.say(at, format!("\"{text}\" lies before the start"));
        return None;
    }
    within(at, &format!("\"{text}\""), Time::from_hours(since as f64 / 60.0), head, complaints)
}

/// Hours since the start, up to the horizon.
pub fn hours(at: &At<'_>, hours: f64, head: &Head, complaints: &mut Complaints) -> Option<Time> {
    if !(0.0 <= hours && hours <= limits::HORIZON_DAYS * 24.0) {
        complaints.value(at, show(hours), format!("0..={}", show(head.horizon.hours())));
        return None;
    }
    within(at, &show(hours), Time::from_hours(hours), head, complaints)
}

fn within(at: &At<'_>, found: &str, time: Time, head: &Head, complaints: &mut Complaints) -> Option<Time> {
    if time > head.horizon {
        let days = show(head.horizon.hours() / 24.0);
        complaints.say(at, format!("{found} lies beyond the horizon of {days} days"));
        return None;
    }
    Some(time)
}

/// Exactly one of a date-time and hours.
fn either(
    at: &At<'_>,
    text: Option<&String>,
    number: Option<f64>,
    head: &Head,
    complaints: &mut Complaints,
) -> Option<Time> {
    match (text, number) {
        (Some(text), None) => local(&at.other("at"), text, head, complaints),
        (None, Some(number)) => hours(&at.other("at_hours"), number, head, complaints),
        (None, None) => {
            complaints.say(&at.other(""), "no time: expected `at` or `at_hours`".to_owned());
            None
        }
        (Some(_), Some(_)) => {
            complaints.say(&at.other("at_hours"), "two times: expected `at` or `at_hours`, not both".to_owned());
            None
        }
    }
}

/// Injects in order of time.
pub fn injects(
    document: &ScenarioDocument,
    names: &Names<'_>,
    head: &Head,
    hostility: &[f64],
    complaints: &mut Complaints,
) -> Vec<Inject> {
    let mut injects = Vec::with_capacity(document.injects.len());
    for (index, inject) in document.injects.iter().enumerate() {
        let at = At::item("injects", index, &inject.id, "");
        let time = either(&at, inject.at.as_ref(), inject.at_hours, head, complaints);
        if inject.note.len() > limits::TEXT_BYTES {
            complaints.words(&at.other("note"), &inject.note, limits::TEXT_BYTES);
        }
        let mut reader = Reader { at, names, hostility, sides: document.sides.len(), complaints };
        let action = reader.action(inject);
        if let (Some(time), Some(action)) = (time, action) {
            let lineage = Lineage::of_text(&format!("inject:{}", inject.id));
            injects.push(Inject { at: time, action, lineage, note: inject.note.clone() });
        }
    }
    injects.sort_by_key(|inject| inject.at);
    injects
}

struct Reader<'r> {
    at: At<'r>,
    names: &'r Names<'r>,
    hostility: &'r [f64],
    sides: usize,
    complaints: &'r mut Complaints,
}

impl Reader<'_> {
    fn side(&mut self, field: &str, id: &str) -> Option<SideId> {
        self.names.sides.find(&self.at.other(field), id, self.complaints).map(SideId::at)
    }

    fn sector(&mut self, field: &str, id: &str) -> Option<SectorId> {
        self.names.sectors.find(&self.at.other(field), id, self.complaints).map(SectorId::at)
    }

    fn site(&mut self, field: &str, id: &str) -> Option<SiteId> {
        self.names.site(&self.at.other(field), id, self.complaints).map(SiteId::at)
    }

    fn road(&mut self, field: &str, id: &str) -> Option<LinkId> {
        self.names.road(&self.at.other(field), id, self.complaints).map(LinkId::at)
    }

    fn whole(&mut self, field: &str, value: i64, low: i64, high: i64) -> i64 {
        self.complaints.whole(&self.at.other(field), value, low, high)
    }

    /// Two different sides.
    fn pair(&mut self, variant: &str, side: &str, adversary: &str) -> Option<(SideId, SideId)> {
        let one = self.side(&format!("action.{variant}.side"), side);
        let field = format!("action.{variant}.adversary");
        let other = self.side(&field, adversary);
        let (one, other) = (one?, other?);
        if one == other {
            self.complaints.say(&self.at.other(&field), "a side is not its own adversary".to_owned());
            return None;
        }
        Some((one, other))
    }

    /// Two sides of which the first is hostile to the second: without hostility nobody ever fires.
    fn hostile_pair(&mut self, variant: &str, side: &str, adversary: &str) -> Option<(SideId, SideId)> {
        let (one, other) = self.pair(variant, side, adversary)?;
        if self.hostility[one.index() * self.sides + other.index()] > 0.0 {
            return Some((one, other));
        }
        let field = format!("action.{variant}.adversary");
        self.complaints.say(&self.at.other(&field), format!("`{side}` has no hostility against `{adversary}`"));
        None
    }

    fn action(&mut self, inject: &InjectDocument) -> Option<InjectAction> {
        let (standing, highest) = (i64::from(RUNG_STANDING), i64::from(RUNG_MAX));
        Some(match &inject.action {
            ActionDocument::OpenGrievance { site } => {
                InjectAction::OpenGrievance(self.site("action.open_grievance.site", site)?)
            }
            ActionDocument::SettleGrievance { site } => {
                InjectAction::SettleGrievance(self.site("action.settle_grievance.site", site)?)
            }
            ActionDocument::Crowd { site, side, people } => {
                let people = self.whole("action.crowd.people", *people, 0, limits::PEOPLE) as u32;
                let site = self.site("action.crowd.site", site);
                let side = self.side("action.crowd.side", side);
                InjectAction::Crowd { site: site?, side: side?, people }
            }
            ActionDocument::Fire { side, adversary, near, rung, count } => {
                let rung = self.whole("action.fire.rung", *rung, standing, highest - 1) as u8;
                let count = self.whole("action.fire.count", *count, 1, 1_000) as u32;
                let near = self.names.places.find(&self.at.other("action.fire.near"), near, self.complaints);
                let (side, adversary) = self.hostile_pair("fire", side, adversary)?;
                InjectAction::Fire { side, adversary, near: PlaceId::at(near?), rung, count }
            }
            ActionDocument::ArmedSpark { sector } => {
                InjectAction::ArmedSpark(self.sector("action.armed_spark.sector", sector)?)
            }
            ActionDocument::Authorise { side, adversary, sector, rung } => {
                let rung = self.whole("action.authorise.rung", *rung, standing, highest) as u8;
                let sector = self.sector("action.authorise.sector", sector);
                let (side, adversary) = self.hostile_pair("authorise", side, adversary)?;
                InjectAction::Authorise { side, adversary, sector: sector?, rung }
            }
            ActionDocument::Evacuate { district } => {
                let at = self.at.other("action.evacuate.district");
                InjectAction::Evacuate(DistrictId::at(self.names.districts.find(&at, district, self.complaints)?))
            }
            ActionDocument::CloseRoad { road } => InjectAction::CloseLink(self.road("action.close_road.road", road)?),
            ActionDocument::OpenRoad { road } => InjectAction::OpenLink(self.road("action.open_road.road", road)?),
            ActionDocument::Talks { side, adversary, channel } => {
                let at = self.at.other("action.talks.channel");
                let channel = self.names.channels.find(&at, channel, self.complaints);
                let (side, adversary) = self.pair("talks", side, adversary)?;
                InjectAction::Talks { side, adversary, channel: ChannelId::at(channel?) }
            }
            ActionDocument::Pressure { side, amount } => {
                let amount = self.complaints.number(&self.at.other("action.pressure.amount"), *amount, -1.0, 1.0);
                InjectAction::Pressure { side: self.side("action.pressure.side", side)?, amount }
            }
            ActionDocument::ThirdParty { party } => {
                let at = self.at.other("action.third_party.party");
                let party = self.names.third_parties.find(&at, party, self.complaints)?;
                InjectAction::ThirdParty(ThirdPartyId::at(party))
            }
        })
    }
}

/// Documented points.
pub fn observed(document: &ScenarioDocument, head: &Head, complaints: &mut Complaints) -> Vec<ObservedPoint> {
    let mut points = Vec::with_capacity(document.observed.len());
    for (index, point) in document.observed.iter().enumerate() {
        let at = At::item("observed", index, "", "measure");
        complaints.words(&at, &point.measure, limits::NAME_BYTES);
        complaints.words(&at.other("claimant"), &point.claimant, limits::NAME_BYTES);
        complaints.words(&at.other("source"), &point.source, limits::NAME_BYTES);
        let time = either(&at, point.at.as_ref(), point.at_hours, head, complaints);
        let low = complaints.number(&at.other("low"), point.low, 0.0, 1e9);
        let high = complaints.number(&at.other("high"), point.high, 0.0, 1e9);
        let best = complaints.number(&at.other("best"), point.best, 0.0, 1e9);
        if !(low <= best && best <= high) {
            let allowed = format!("{}..={}, from low to high", show(low), show(high));
            complaints.value(&at.other("best"), show(best), allowed);
        }
        if let Some(time) = time {
            points.push(ObservedPoint {
                measure: point.measure.clone(),
                hours: time.hours(),
                low,
                best,
                high,
                claimant: point.claimant.clone(),
                source: point.source.clone(),
            });
        }
    }
    points
}
