//! Sides, hostility, districts, channels, third parties and spoilers: checked and built.

use crate::engine::{Lineage, Time};
use crate::model::ids::{PlaceId, SectorId, SideId};
use crate::model::setup::{
    Channel, District, Presence, RUNG_MAX, RUNG_STANDING, Scope, Side, Spoiler, ThirdParty, ThirdPartyKind,
};
use crate::scenario::at::{At, Complaints};
use crate::scenario::document::{
    ChannelDocument, PresenceDocument, ScenarioDocument, ScopeDocument, ThirdPartyDocument, ThirdPartyKindDocument,
};
use crate::scenario::{channels, limits};

use super::names::Names;
use super::{Head, script};

const RUNG_LOW: i64 = RUNG_STANDING as i64;
const RUNG_HIGH: i64 = RUNG_MAX as i64;

/// Sides.
pub fn sides(document: &ScenarioDocument, complaints: &mut Complaints) -> Vec<Side> {
    let build = |(index, side): (usize, &crate::scenario::SideDocument)| {
        let at = At::item("sides", index, &side.id, "name");
        complaints.words(&at, &side.name, limits::NAME_BYTES);
        Side {
            id: side.id.clone(),
            name: side.name.clone(),
            lineage: Lineage::of_text(&format!("side:{}", side.id)),
            weapons_rung: complaints.whole(&at.other("weapons_rung"), side.weapons_rung, RUNG_LOW, RUNG_HIGH) as u8,
            reserves: complaints.whole(&at.other("reserves"), side.reserves, 0, limits::RESERVES) as u32,
            order_reach: complaints.number(&at.other("order_reach"), side.order_reach, 0.0, 1.0),
            own_car_share: complaints.number(&at.other("own_car_share"), side.own_car_share, 0.0, 1.0),
            order_delay_factor: complaints.number(&at.other("order_delay_factor"), side.order_delay_factor, 0.0, 1e3),
            report_delay_factor: complaints.number(
                &at.other("report_delay_factor"),
                side.report_delay_factor,
                0.0,
                1e3,
            ),
            pressure: complaints.number(&at.other("pressure"), side.pressure, 0.0, 1.0),
            has_office: side.office,
        }
    };
    document.sides.iter().enumerate().map(build).collect()
}

/// The matrix of hostility.
pub fn hostility(document: &ScenarioDocument, names: &Names<'_>, complaints: &mut Complaints) -> Vec<f64> {
    let count = document.sides.len();
    let mut matrix: Vec<Option<f64>> = vec![None; count * count];
    for (index, row) in document.hostility.iter().enumerate() {
        let id = super::names::road_id(&row.side, &row.against);
        let at = At::item("hostility", index, &id, "side");
        let side = names.sides.find(&at, &row.side, complaints);
        let against = names.sides.find(&at.other("against"), &row.against, complaints);
        let value = complaints.number(&at.other("value"), row.value, 0.0, 1.0);
        let (Some(side), Some(against)) = (side, against) else { continue };
        if side == against {
            complaints.say(&at.other("against"), "a side has no hostility against itself".to_owned());
        } else if matrix[side * count + against].replace(value).is_some() {
            complaints.say(&at.other(""), "this pair stands twice".to_owned());
        }
    }
    matrix.into_iter().map(Option::unwrap_or_default).collect()
}

/// A side that may act needs a post to act from.
pub fn sides_can_act(document: &ScenarioDocument, names: &Names<'_>, hostility: &[f64], complaints: &mut Complaints) {
    let mut posts = vec![0_usize; document.sides.len()];
    let mut ignored = Complaints::default();
    for post in &document.posts {
        if let Some(side) = names.sides.find(&At::field(""), &post.side, &mut ignored) {
            posts[side] += 1;
        }
    }
    let count = document.sides.len();
    for (index, side) in document.sides.iter().enumerate() {
        let acts = hostility[index * count..(index + 1) * count].iter().any(|&value| value > 0.0);
        if acts && posts[index] == 0 {
            let at = At::item("sides", index, &side.id, "");
            complaints.say(&at, "hostile to another side, but without a post to act from".to_owned());
        }
    }
}

/// Districts.
pub fn districts(document: &ScenarioDocument, names: &Names<'_>, complaints: &mut Complaints) -> Vec<District> {
    let build = |(index, district): (usize, &crate::scenario::DistrictDocument)| {
        let at = At::item("districts", index, &district.id, "name");
        complaints.words(&at, &district.name, limits::NAME_BYTES);
        District {
            id: district.id.clone(),
            name: district.name.clone(),
            lineage: Lineage::of_text(&format!("district:{}", district.id)),
            side: SideId::at(names.sides.find(&at.other("side"), &district.side, complaints).unwrap_or(0)),
            buses: complaints.whole(&at.other("buses"), district.buses, 0, 10_000) as u32,
        }
    };
    document.districts.iter().enumerate().map(build).collect()
}

/// Channels of talks.
pub fn channels(document: &ScenarioDocument, names: &Names<'_>, complaints: &mut Complaints) -> Vec<Channel> {
    document
        .channels
        .iter()
        .enumerate()
        .map(|(index, channel)| build_channel(index, channel, names, complaints))
        .collect()
}

fn build_channel(index: usize, channel: &ChannelDocument, names: &Names<'_>, complaints: &mut Complaints) -> Channel {
    let at = At::item("channels", index, &channel.id, "");
    let mut required = |field: &'static str, value: Option<f64>, low: f64, high: f64| match value {
        Some(value) => complaints.number(&at.other(field), value, low, high),
        None => {
            complaints.say(&at.other(field), "missing, and this is not one of the usual channels".to_owned());
            low
        }
    };
    let weight = required("weight", channel.weight, 0.0, 1e6);
    let from_rung = required("from_rung", channel.from_rung.map(|rung| rung as f64), 0.0, f64::from(RUNG_MAX));
    let talks_hours = required("talks_hours", channel.talks_hours, 0.0, 1e4);
    let notice_hours_mean = required("notice_hours_mean", channel.notice_hours_mean, 0.0, 1e4);
    let hazard_ratio = required("hazard_ratio", channel.hazard_ratio, 0.0, 1e3);
    let from_pressure = channel.from_pressure.unwrap_or(channels::NEVER);
    let from_pressure = complaints.number(&at.other("from_pressure"), from_pressure, 0.0, 1e3);
    let scope = channel.scope.unwrap_or_else(|| {
        complaints.say(&at.other("scope"), "missing, and this is not one of the usual channels".to_owned());
        ScopeDocument::All
    });
    let name = channel.name.clone().unwrap_or_else(|| channel.id.clone());
    complaints.words(&at.other("name"), &name, limits::NAME_BYTES);
    let remote = channel.remote.unwrap_or(false);
    let face_to_face = channel.face_to_face.unwrap_or(false);
    if remote && face_to_face {
        complaints.say(&at.other("remote"), "talks are either remote or face to face".to_owned());
    }
    Channel {
        id: channel.id.clone(),
        name,
        weight,
        from_rung: from_rung as u8,
        from_pressure,
        scope: match scope {
            ScopeDocument::Sector => Scope::Sector,
            ScopeDocument::Neighbours => Scope::Neighbours,
            ScopeDocument::Province => Scope::Province,
            ScopeDocument::All => Scope::All,
        },
        face_to_face,
        remote,
        talks_hours,
        notice_hours_mean,
        forms: forms(&at, channel, complaints),
        hazard_ratio,
        venue: channel
            .venue
            .as_ref()
            .and_then(|venue| names.places.find(&at.other("venue"), venue, complaints))
            .map(PlaceId::at),
    }
}

fn forms(at: &At<'_>, channel: &ChannelDocument, complaints: &mut Complaints) -> [f64; 3] {
    let Some(forms) = channel.forms else {
        complaints.say(&at.other("forms"), "missing, and this is not one of the usual channels".to_owned());
        return [1.0, 0.0, 0.0];
    };
    let verbal = complaints.number(&at.other("forms.verbal"), forms.verbal, 0.0, 1.0);
    let written = complaints.number(&at.other("forms.written"), forms.written, 0.0, 1.0);
    let with_withdrawal = complaints.number(&at.other("forms.with_withdrawal"), forms.with_withdrawal, 0.0, 1.0);
    let sum = verbal + written + with_withdrawal;
    if (sum - 1.0).abs() > 1e-6 {
        let found = format!("a sum of {}", crate::scenario::error::show((sum * 1e6).round() / 1e6));
        complaints.value(&at.other("forms"), found, "1".to_owned());
    }
    [verbal, written, with_withdrawal]
}

/// Third parties.
pub fn third_parties(
    document: &ScenarioDocument,
    names: &Names<'_>,
    head: &Head,
    complaints: &mut Complaints,
) -> Vec<ThirdParty> {
    let mut build = |(index, party): (usize, &ThirdPartyDocument)| {
        let at = At::item("third_parties", index, &party.id, "name");
        complaints.words(&at, &party.name, limits::NAME_BYTES);
        let mut pressure = vec![0.0; document.sides.len()];
        for (number, row) in party.pressure.iter().enumerate() {
            let (side_field, value_field) = (format!("pressure[{number}].side"), format!("pressure[{number}].value"));
            let side = names.sides.find(&at.other(&side_field), &row.side, complaints);
            let value = complaints.number(&at.other(&value_field), row.value, 0.0, 1.0);
            if let Some(side) = side {
                pressure[side] = value;
            }
        }
        ThirdParty {
            id: party.id.clone(),
            name: party.name.clone(),
            lineage: Lineage::of_text(&format!("third_party:{}", party.id)),
            kind: match party.kind {
                ThirdPartyKindDocument::Call => ThirdPartyKind::Call,
                ThirdPartyKindDocument::Summit => ThirdPartyKind::Summit,
                ThirdPartyKindDocument::Mediation => ThirdPartyKind::Mediation,
                ThirdPartyKindDocument::Monitoring => ThirdPartyKind::Monitoring,
            },
            presence: presence(&at, &party.presence, head, complaints),
            pressure,
            mediation: complaints.number(&at.other("mediation"), party.mediation, 0.0, 10.0),
            hazard_ratio: complaints.number(&at.other("hazard_ratio"), party.hazard_ratio, 0.0, 1e3),
            leaving_hurts: party.leaving_hurts,
        }
    };
    document.third_parties.iter().enumerate().map(&mut build).collect()
}

fn presence(at: &At<'_>, presence: &PresenceDocument, head: &Head, complaints: &mut Complaints) -> Presence {
    let (from_field, from, until_field, until) = match presence {
        PresenceDocument::AfterRung { rung, delay_hours_median, stay_hours } => {
            let rung = complaints.whole(&at.other("presence.after_rung.rung"), *rung, 1, RUNG_HIGH) as u8;
            let delay_at = at.other("presence.after_rung.delay_hours_median");
            let delay_hours_median = complaints.number(&delay_at, *delay_hours_median, 0.0, 1e4);
            let stay_at = at.other("presence.after_rung.stay_hours");
            let stay_hours = complaints.number(&stay_at, *stay_hours, 0.0, 1e6);
            return Presence::AfterRung { rung, delay_hours_median, stay_hours };
        }
        PresenceDocument::Between { from, until } => (
            "presence.between.from",
            script::local(&at.other("presence.between.from"), from, head, complaints),
            "presence.between.until",
            script::local(&at.other("presence.between.until"), until, head, complaints),
        ),
        PresenceDocument::BetweenHours { from_hours, until_hours } => (
            "presence.between_hours.from_hours",
            script::hours(&at.other("presence.between_hours.from_hours"), *from_hours, head, complaints),
            "presence.between_hours.until_hours",
            script::hours(&at.other("presence.between_hours.until_hours"), *until_hours, head, complaints),
        ),
    };
    let (from, until) = (from.unwrap_or(Time::ZERO), until.unwrap_or(Time::MAX));
    if until <= from {
        complaints.say(&at.other(until_field), format!("not after {from_field}"));
    }
    Presence::Between { from, until }
}

/// Spoilers.
pub fn spoilers(document: &ScenarioDocument, names: &Names<'_>, complaints: &mut Complaints) -> Vec<Spoiler> {
    let build = |(index, spoiler): (usize, &crate::scenario::SpoilerDocument)| {
        let at = At::item("spoilers", index, &spoiler.id, "side");
        let side = names.sides.find(&at, &spoiler.side, complaints);
        let adversary = names.sides.find(&at.other("adversary"), &spoiler.adversary, complaints);
        if side.is_some() && side == adversary {
            complaints.say(&at.other("adversary"), "a side is not its own adversary".to_owned());
        }
        Spoiler {
            id: spoiler.id.clone(),
            lineage: Lineage::of_text(&format!("spoiler:{}", spoiler.id)),
            side: SideId::at(side.unwrap_or(0)),
            adversary: SideId::at(adversary.unwrap_or(0)),
            sector: SectorId::at(names.sectors.find(&at.other("sector"), &spoiler.sector, complaints).unwrap_or(0)),
            per_hour: complaints.number(&at.other("per_hour"), spoiler.per_hour, 0.0, 1e3),
        }
    };
    document.spoilers.iter().enumerate().map(build).collect()
}
