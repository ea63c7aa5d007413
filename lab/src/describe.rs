//! A scenario as the page draws it.

mod replies;

use truceline::model::ids::SideId;
use truceline::model::measure_names;
use truceline::model::parameters::TABLE;
use truceline::model::setup::{
    Control, PlaceKind, RetaliationVariant, RoadClass, Scope, Setup, SiteKind, ThirdPartyKind,
};

use replies::*;
pub use replies::{Description, Point};

/// A setup in full.
pub fn describe(setup: &Setup) -> Description {
    let info = &setup.info;
    Description {
        id: setup.id.clone(),
        title: setup.title.clone(),
        info: InfoReply {
            shows: info.shows.clone(),
            notice: info.notice.clone(),
            try_next: info.try_next.clone(),
            sources: info.sources.clone(),
            neutrality: info.neutrality.clone(),
        },
        calendar: CalendarReply {
            start_unix_milliseconds: setup.calendar.start_unix_milliseconds,
            utc_offset_minutes: setup.calendar.utc_offset_minutes,
        },
        horizon_milliseconds: setup.horizon.milliseconds(),
        default_seed: setup.default_seed,
        retaliation: match setup.retaliation {
            RetaliationVariant::Hawkes => "hawkes",
            RetaliationVariant::ResponseCurve => "response_curve",
            RetaliationVariant::Deterrence => "deterrence",
            RetaliationVariant::Constant => "constant",
        },
        sides: sides(setup),
        sectors: sectors(setup),
        places: places(setup),
        posts: posts(setup),
        villages: villages(setup),
        districts: districts(setup),
        sites: sites(setup),
        towns: towns(setup),
        roads: roads(setup),
        channels: channels(setup),
        third_parties: third_parties(setup),
        injects: injects(setup),
        observed: observed(setup),
        parameters: TABLE.iter().map(|row| setup.parameters.get(row.name).unwrap_or(f64::NAN)).collect(),
        measures: measure_names(setup)
            .into_iter()
            .map(|(row, name)| MeasureReply { name, unit: row.unit, meaning: row.meaning })
            .collect(),
    }
}

fn sides(setup: &Setup) -> Vec<SideReply> {
    let count = setup.sides.len();
    let side = |(index, side): (usize, &truceline::model::setup::Side)| SideReply {
        id: side.id.clone(),
        name: side.name.clone(),
        weapons_rung: side.weapons_rung,
        reserves: side.reserves,
        order_reach: side.order_reach,
        own_car_share: side.own_car_share,
        order_delay_factor: side.order_delay_factor,
        report_delay_factor: side.report_delay_factor,
        has_office: side.has_office,
        hostility: SideId::all(count).map(|other| setup.hostility(SideId::at(index), other)).collect(),
    };
    setup.sides.iter().enumerate().map(side).collect()
}

fn sectors(setup: &Setup) -> Vec<SectorReply> {
    let sector = |sector: &truceline::model::setup::Sector| SectorReply {
        id: sector.id.clone(),
        name: sector.name.clone(),
        centre: sector.centre.into(),
    };
    setup.sectors.iter().map(sector).collect()
}

fn places(setup: &Setup) -> Vec<PlaceReply> {
    let place = |place: &truceline::model::setup::Place| {
        let (kind, index) = match place.kind {
            PlaceKind::Post(id) => ("post", id.index()),
            PlaceKind::Village(id) => ("village", id.index()),
            PlaceKind::Site(id) => ("site", id.index()),
            PlaceKind::Town(id) => ("town", id.index()),
            PlaceKind::Waypoint => ("waypoint", 0),
        };
        PlaceReply {
            id: place.id.clone(),
            name: place.name.clone(),
            position: place.position.into(),
            sector: place.sector.index(),
            kind,
            index,
        }
    };
    setup.places.iter().map(place).collect()
}

fn posts(setup: &Setup) -> Vec<PostReply> {
    let post = |post: &truceline::model::setup::Post| PostReply {
        place: post.place.index(),
        side: post.side.index(),
        crew: post.crew,
        weapons_rung: post.weapons_rung,
    };
    setup.posts.iter().map(post).collect()
}

fn villages(setup: &Setup) -> Vec<VillageReply> {
    let village = |village: &truceline::model::setup::Village| VillageReply {
        place: village.place.index(),
        side: village.side.index(),
        district: village.district.index(),
        people: village.people,
        households: village.households,
    };
    setup.villages.iter().map(village).collect()
}

fn districts(setup: &Setup) -> Vec<DistrictReply> {
    let district = |district: &truceline::model::setup::District| DistrictReply {
        id: district.id.clone(),
        name: district.name.clone(),
        side: district.side.index(),
        buses: district.buses,
    };
    setup.districts.iter().map(district).collect()
}

fn sites(setup: &Setup) -> Vec<SiteReply> {
    let site = |site: &truceline::model::setup::Site| SiteReply {
        place: site.place.index(),
        kind: match site.kind {
            SiteKind::Intake => "intake",
            SiteKind::Bridge => "bridge",
            SiteKind::Junction => "junction",
            SiteKind::Crossing => "crossing",
            SiteKind::Land => "land",
        },
        roads: site.links.iter().map(|link| link.index()).collect(),
        grievance_open: site.grievance_open,
    };
    setup.sites.iter().map(site).collect()
}

fn towns(setup: &Setup) -> Vec<TownReply> {
    let town = |town: &truceline::model::setup::Town| TownReply {
        place: town.place.index(),
        side: town.side.index(),
        public_capacity: town.public_capacity,
        host_capacity: town.host_capacity,
    };
    setup.towns.iter().map(town).collect()
}

fn roads(setup: &Setup) -> Vec<RoadReply> {
    let road = |link: &truceline::model::setup::Link| RoadReply {
        id: link.id.clone(),
        from: link.from.index(),
        to: link.to.index(),
        length_km: link.length_km,
        class: match link.class {
            RoadClass::Highway => "highway",
            RoadClass::Local => "local",
            RoadClass::Track => "track",
        },
        control: match link.control {
            Control::Side(side) => Some(side.index()),
            Control::Mixed => None,
        },
        sector: link.sector.index(),
    };
    setup.links.iter().map(road).collect()
}

fn channels(setup: &Setup) -> Vec<ChannelReply> {
    let channel = |channel: &truceline::model::setup::Channel| ChannelReply {
        id: channel.id.clone(),
        name: channel.name.clone(),
        scope: match channel.scope {
            Scope::Sector => "sector",
            Scope::Neighbours => "neighbours",
            Scope::Province => "province",
            Scope::All => "all",
        },
        face_to_face: channel.face_to_face,
        remote: channel.remote,
        talks_hours: channel.talks_hours,
        notice_hours_mean: channel.notice_hours_mean,
        venue: channel.venue.map(|place| place.index()),
    };
    setup.channels.iter().map(channel).collect()
}

fn third_parties(setup: &Setup) -> Vec<ThirdPartyReply> {
    let third_party = |party: &truceline::model::setup::ThirdParty| ThirdPartyReply {
        id: party.id.clone(),
        name: party.name.clone(),
        kind: match party.kind {
            ThirdPartyKind::Call => "call",
            ThirdPartyKind::Summit => "summit",
            ThirdPartyKind::Mediation => "mediation",
            ThirdPartyKind::Monitoring => "monitoring",
        },
    };
    setup.third_parties.iter().map(third_party).collect()
}

fn injects(setup: &Setup) -> Vec<InjectReply> {
    let inject = |inject: &truceline::model::setup::Inject| InjectReply {
        at_milliseconds: inject.at.milliseconds(),
        note: inject.note.clone(),
    };
    setup.injects.iter().map(inject).collect()
}

fn observed(setup: &Setup) -> Vec<ObservedReply> {
    let point = |point: &truceline::model::setup::ObservedPoint| ObservedReply {
        measure: point.measure.clone(),
        hours: point.hours,
        low: point.low,
        best: point.best,
        high: point.high,
        claimant: point.claimant.clone(),
        source: point.source.clone(),
    };
    setup.observed.iter().map(point).collect()
}
