//! From a document to a setup: every number and reference is checked, all complaints of a file come at once.

mod actors;
mod names;
mod near;
mod places;
mod roads;
mod script;
mod sectors;

use crate::engine::Time;
use crate::model::parameters::{Parameters, TABLE};
use crate::model::setup::{Calendar, Info, MapOnDemand, RetaliationVariant, Setup};

use super::at::{At, Complaints};
use super::document::{RetaliationDocument, ScenarioDocument};
use super::error::show;
use super::{limits, moment};

use names::Names;

/// Checks a document and builds its setup.
pub fn build(document: &ScenarioDocument) -> Result<Setup, Complaints> {
    let mut complaints = Complaints::default();
    let head = head(document, &mut complaints);
    check_parameters(&document.parameters, &mut complaints);
    sizes(document, &mut complaints);
    let names = Names::collect(document, &mut complaints);
    let sides = actors::sides(document, &mut complaints);
    let hostility = actors::hostility(document, &names, &mut complaints);
    let districts = actors::districts(document, &names, &mut complaints);
    sectors::check(document, &mut complaints);
    let places = places::places(document, &names, &mut complaints);
    let roads = roads::roads(document, &names, &places.positions, &mut complaints);
    let channels = actors::channels(document, &names, &mut complaints);
    let third_parties = actors::third_parties(document, &names, &head, &mut complaints);
    let spoilers = actors::spoilers(document, &names, &mut complaints);
    actors::sides_can_act(document, &names, &hostility, &mut complaints);
    let injects = script::injects(document, &names, &head, &mut complaints);
    let observed = script::observed(document, &head, &mut complaints);
    if !complaints.is_empty() {
        return Err(complaints);
    }
    roads::shelters_can_be_reached(document, &places, &roads, &mut complaints);
    if !complaints.is_empty() {
        return Err(complaints);
    }
    let sectors = sectors::build(document, &places);
    let mut setup = Setup {
        id: document.id.clone(),
        title: document.title.clone(),
        info: info(document),
        calendar: head.calendar,
        horizon: head.horizon,
        default_seed: document.seed as u64,
        parameters: document.parameters.clone(),
        retaliation: match document.retaliation {
            RetaliationDocument::Hawkes => RetaliationVariant::Hawkes,
            RetaliationDocument::ResponseCurve => RetaliationVariant::ResponseCurve,
            RetaliationDocument::Deterrence => RetaliationVariant::Deterrence,
            RetaliationDocument::Constant => RetaliationVariant::Constant,
        },
        background_sparks: document.background_sparks,
        sides,
        hostility,
        sector_weight: sectors::weight(&sectors, &document.parameters),
        links: roads::links(document, &places, &roads, &sectors),
        sectors,
        places: places.places,
        posts: places.posts,
        villages: places.villages,
        districts,
        sites: places.sites,
        towns: places.towns,
        place_links: Vec::new(),
        sector_posts: Vec::new(),
        sector_villages: Vec::new(),
        sector_sites: Vec::new(),
        channels,
        third_parties,
        spoilers,
        injects,
        observed,
        map: MapOnDemand::default(),
    };
    roads::join(document, &names, &mut setup);
    if !near::join(&mut setup) {
        let message = format!("places stand too close: more than {} pairs within reach of weapons", limits::NEAR);
        complaints.say(&At::field("posts"), message);
        return Err(complaints);
    }
    Ok(setup)
}

/// What other checks need of the head of the file.
pub struct Head {
    /// Start and local clock.
    pub calendar: Calendar,
    /// Length of a run.
    pub horizon: Time,
    /// Local minutes of the start, when it is a date-time.
    pub start_minutes: Option<i64>,
}

fn head(document: &ScenarioDocument, complaints: &mut Complaints) -> Head {
    complaints.scenario_id(&At::field("id"), &document.id);
    complaints.words(&At::field("title"), &document.title, limits::NAME_BYTES);
    for (field, text) in [
        ("info.shows", &document.info.shows),
        ("info.notice", &document.info.notice),
        ("info.try", &document.info.try_next),
        ("info.neutrality", &document.info.neutrality),
    ] {
        complaints.words(&At::field(field), text, limits::TEXT_BYTES);
    }
    for (index, text) in document.info.sources.iter().enumerate() {
        complaints.words(&At::field(&format!("info.sources[{index}]")), text, limits::TEXT_BYTES);
    }
    let start_minutes = moment::minutes(&document.start);
    if start_minutes.is_none() {
        bad_moment(&At::field("start"), &document.start, complaints);
    }
    let offset = complaints.number(&At::field("utc_offset_hours"), document.utc_offset_hours, -12.0, 14.0);
    let utc_offset_minutes = (offset * 60.0).round();
    if (offset * 60.0 - utc_offset_minutes).abs() > 1e-6 {
        complaints.value(&At::field("utc_offset_hours"), show(offset), "whole minutes".to_owned());
    }
    let before = complaints.list.len();
    let days = complaints.number(&At::field("horizon_days"), document.horizon_days, 0.05, limits::HORIZON_DAYS);
    let utc_offset_minutes = utc_offset_minutes as i32;
    let head = Head {
        calendar: Calendar {
            start_unix_milliseconds: (start_minutes.unwrap_or(0) - i64::from(utc_offset_minutes)) * 60_000,
            utc_offset_minutes,
        },
        // A bad horizon has its own complaint and makes no others.
        horizon: if complaints.list.len() > before { Time::MAX } else { Time::from_hours(days * 24.0) },
        start_minutes,
    };
    complaints.whole(&At::field("seed"), document.seed, 0, limits::SEED);
    head
}

/// Complains about a text that is no date-time.
pub fn bad_moment(at: &At<'_>, text: &str, complaints: &mut Complaints) {
    complaints.value(at, super::error::quote(text), "a local date-time like \"2021-04-28 15:00\"".to_owned());
}

fn info(document: &ScenarioDocument) -> Info {
    Info {
        shows: document.info.shows.clone(),
        notice: document.info.notice.clone(),
        try_next: document.info.try_next.clone(),
        sources: document.info.sources.clone(),
        neutrality: document.info.neutrality.clone(),
    }
}

/// Pairs of parameters of which the first may not exceed the second.
const ORDERED: &[(&str, &str)] = &[
    ("incident.wounded_per_killed_military_low", "incident.wounded_per_killed_military_high"),
    ("incident.wounded_per_killed_civilian_low", "incident.wounded_per_killed_civilian_high"),
    ("village.cover_base", "village.cover_high"),
    ("claims.own_share_low", "claims.own_share_high"),
    ("claims.enemy_factor_low", "claims.enemy_factor_high"),
];

fn check_parameters(parameters: &Parameters, complaints: &mut Complaints) {
    for row in TABLE {
        let value = parameters.get(row.name).unwrap_or(row.default);
        let (low, high) = row.bounds.range();
        complaints.number(&At::field(&format!("parameters.{}", row.name)), value, low, high);
    }
    for (low, high) in ORDERED {
        if let (Some(low_value), Some(high_value)) = (parameters.get(low), parameters.get(high))
            && low_value > high_value
        {
            let at = format!("parameters.{low}");
            complaints.value(
                &At::field(&at),
                show(low_value),
                format!("at most {high}, which is {}", show(high_value)),
            );
        }
    }
}

/// Lists are neither too long nor, where a world needs them, empty.
fn sizes(document: &ScenarioDocument, complaints: &mut Complaints) {
    let mut size = |list: &'static str, found: usize, low: usize, high: usize| {
        if !(low..=high).contains(&found) {
            complaints.value(&At::field(list), format!("{found} items"), format!("{low}..={high}"));
        }
    };
    size("sides", document.sides.len(), 2, limits::SIDES);
    size("hostility", document.hostility.len(), 0, limits::SIDES * limits::SIDES);
    size("sectors", document.sectors.len(), 1, limits::SECTORS);
    size("districts", document.districts.len(), 0, limits::DISTRICTS);
    size("villages", document.villages.len(), 1, limits::PLACES);
    size("posts", document.posts.len(), 0, limits::POSTS);
    size("sites", document.sites.len(), 0, limits::POSTS);
    size("towns", document.towns.len(), 0, limits::PLACES);
    size("waypoints", document.waypoints.len(), 0, limits::PLACES);
    size("roads", document.roads.len(), 0, limits::ROADS);
    size("channels", document.channels.len(), 0, limits::ACTORS);
    size("third_parties", document.third_parties.len(), 0, limits::ACTORS);
    size("spoilers", document.spoilers.len(), 0, limits::ACTORS);
    size("injects", document.injects.len(), 0, limits::SCRIPT);
    size("observed", document.observed.len(), 0, limits::SCRIPT);
}

#[cfg(test)]
mod tests {
    #[test]
    fn ordered_parameters_exist() {
        let parameters = crate::model::Parameters::default();
        for (low, high) in super::ORDERED {
            assert!(parameters.get(low) <= parameters.get(high) && parameters.get(low).is_some(), "{low} {high}");
        }
    }
}
