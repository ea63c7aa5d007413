//! What a scenario fixes before a run: the world as it stands at the start. Valid by construction: the scenario layer
//! checks every number and reference before it makes one.

use crate::engine::{Lineage, Time};

use super::geometry::Position;
use super::ids::{
    ChannelId, DistrictId, LinkId, PlaceId, PostId, SectorId, SideId, SiteId, ThirdPartyId, TownId, VillageId,
};
use super::parameters::Parameters;

/// The highest rung of the ladder.
pub const RUNG_MAX: u8 = 6;
/// Standing authority of every command.
pub const RUNG_STANDING: u8 = 2;

/// How one act brings forth others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetaliationVariant {
    /// Self and mutual excitation on both sides.
    Hawkes,
    /// One reply whose size follows from the size of the act; no self-excitation.
    ResponseCurve,
    /// Like `Hawkes`, but the side hit often holds its fire, the more so the higher the rung.
    Deterrence,
}

/// The start in the calendar and the local clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Milliseconds from 1970-01-01 00:00 UTC to the start.
    pub start_unix_milliseconds: i64,
    /// Local time minus UTC, in minutes.
    pub utc_offset_minutes: i32,
}

impl Calendar {
    fn local_milliseconds(&self, time: Time) -> i64 {
        self.start_unix_milliseconds + i64::from(self.utc_offset_minutes) * 60_000 + time.milliseconds() as i64
    }

    /// Local hour of the day, 0..24.
    #[inline]
    pub fn hour(&self, time: Time) -> f64 {
        self.local_milliseconds(time).rem_euclid(86_400_000) as f64 / 3_600_000.0
    }

    /// Day of a 365.25-day year, 0..365.25, for the season.
    #[inline]
    pub fn day_of_year(&self, time: Time) -> f64 {
        (self.local_milliseconds(time) as f64 / 86_400_000.0).rem_euclid(365.25)
    }

    /// The next moment after `time` at which the local clock shows a whole `hour`.
    pub fn next_hour(&self, time: Time, hour: u32) -> Time {
        let since = (self.local_milliseconds(time) - i64::from(hour) * 3_600_000).rem_euclid(86_400_000);
        time + Time::from_milliseconds((86_400_000 - since) as u64)
    }
}

/// A place on the map; all villages, posts, sites and towns are places, and places are the nodes of the road graph.
#[derive(Clone, Debug)]
pub struct Place {
    /// Id text of the scenario.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Where it is.
    pub position: Position,
    /// The sector it belongs to.
    pub sector: SectorId,
    /// What it is.
    pub kind: PlaceKind,
    /// Root of the draws that belong to it: a mix of its id text.
    pub lineage: Lineage,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A border post.
    Post(PostId),
    /// A village.
    Village(VillageId),
    /// A contested site.
    Site(SiteId),
    /// A town with shelters.
    Town(TownId),
    /// A node of the road graph and no more.
    Waypoint,
}

/// A side.
#[derive(Clone, Debug)]
pub struct Side {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Root of its draws.
    pub lineage: Lineage,
    /// Highest rung that its weapons allow, 2..=6 (6 is ground entry).
    pub weapons_rung: u8,
    /// Soldiers that can still be sent to the border.
    pub reserves: u32,
    /// Probability that a household hears of an evacuation order.
    pub order_reach: f64,
    /// Share of households with an own car.
    pub own_car_share: f64,
    /// Factor on the delay of orders (hotline below 1, courier above).
    pub order_delay_factor: f64,
    /// Factor on the delay of reports.
    pub report_delay_factor: f64,
    /// Outside pressure at the start, 0..=1.
    pub pressure: f64,
    /// Whether it has a claims office.
    pub has_office: bool,
}

/// A sector.
#[derive(Clone, Debug)]
pub struct Sector {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Root of its draws.
    pub lineage: Lineage,
    /// Centre of its places.
    pub centre: Position,
    /// Province; talks of governors cover one province.
    pub province: u32,
    /// Share of the border's sparks, summing to 1 over the sectors.
    pub spark_share: f64,
}

/// A border post.
#[derive(Clone, Debug)]
pub struct Post {
    /// Where it stands.
    pub place: PlaceId,
    /// Its owner.
    pub side: SideId,
    /// Soldiers at the start.
    pub crew: u32,
    /// Highest rung of the weapons at hand, 2..=5.
    pub weapons_rung: u8,
    /// What lies in reach, nearest first.
    pub near: Vec<Neighbour>,
}

/// Something near a place.
#[derive(Clone, Copy, Debug)]
pub struct Neighbour {
    /// What it is.
    pub what: Near,
    /// Distance in km.
    pub distance_km: f64,
}

/// What can lie near a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// A post.
    Post(PostId),
    /// A village.
    Village(VillageId),
    /// A site.
    Site(SiteId),
    /// A road link, at its nearest point.
    Link(LinkId),
}

/// A village.
#[derive(Clone, Debug)]
pub struct Village {
    /// Where it stands.
    pub place: PlaceId,
    /// Its side.
    pub side: SideId,
    /// Its evacuation district.
    pub district: DistrictId,
    /// People at the start.
    pub people: u32,
    /// Households at the start (at least 1 when there are people).
    pub households: u32,
    /// Share of households with an own car.
    pub own_car_share: f64,
}

/// An evacuation district: villages of one side that share an organiser and buses.
#[derive(Clone, Debug)]
pub struct District {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Root of its draws.
    pub lineage: Lineage,
    /// Its side.
    pub side: SideId,
    /// Buses at hand.
    pub buses: u32,
}

/// What a contested site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteKind {
    /// A water intake.
    Intake,
    /// A bridge; when it breaks its links close.
    Bridge,
    /// A road junction.
    Junction,
    /// A border crossing.
    Crossing,
    /// A pasture, a field, a road under construction.
    Land,
}

/// A contested site.
#[derive(Clone, Debug)]
pub struct Site {
    /// Where it is.
    pub place: PlaceId,
    /// What it is.
    pub kind: SiteKind,
    /// Whether a grievance is open at the start.
    pub grievance_open: bool,
    /// Links that close when it is destroyed, or while a crowd blocks it.
    pub links: Vec<LinkId>,
    /// Villages within the crowd radius, nearest first.
    pub villages: Vec<VillageId>,
}

/// A town with shelters.
#[derive(Clone, Debug)]
pub struct Town {
    /// Where it is.
    pub place: PlaceId,
    /// Its side.
    pub side: SideId,
    /// People that public shelters can take.
    pub public_capacity: u32,
    /// People that private hosts can take.
    pub host_capacity: u32,
}

/// Class of a road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoadClass {
    /// Main road.
    Highway,
    /// Local road.
    Local,
    /// Track used for evacuation.
    Track,
}

/// Who controls a road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// One side; others' civilians may pass while things are quiet.
    Side(SideId),
    /// Crosses the other side's territory or an undivided stretch: shut to civilians at high rungs.
    Mixed,
}

/// A road link, usable both ways.
#[derive(Clone, Debug)]
pub struct Link {
    /// Id text: `from--to`.
    pub id: String,
    /// One end.
    pub from: PlaceId,
    /// The other end.
    pub to: PlaceId,
    /// Length in km.
    pub length_km: f64,
    /// Class.
    pub class: RoadClass,
    /// Control.
    pub control: Control,
    /// Capacity in vehicles an hour each way, when the scenario fixes it.
    pub capacity_per_hour: Option<f64>,
    /// Sector of its middle.
    pub sector: SectorId,
}

/// Which sectors an agreement covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The sector of the worst fire.
    Sector,
    /// That sector and its neighbours (weight at least 0.3).
    Neighbours,
    /// All sectors of the province.
    Province,
    /// All sectors.
    All,
}

/// A channel of talks.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Weight in the draw among channels.
    pub weight: f64,
    /// Rung that the last 24 h must have reached.
    pub from_rung: u8,
    /// Pressure that opens the channel at any rung; above 1 for never.
    pub from_pressure: f64,
    /// What an agreement covers.
    pub scope: Scope,
    /// Whether the parties meet in person away from the line.
    pub face_to_face: bool,
    /// Whether they talk at a distance.
    pub remote: bool,
    /// Mean length of talks, in hours.
    pub talks_hours: f64,
    /// Mean delay until a post hears of the agreement, in hours.
    pub notice_hours_mean: f64,
    /// Probabilities of a verbal, a written form, and one with withdrawal; they sum to 1.
    pub forms: [f64; 3],
    /// Hazard ratio of this channel, default 1.
    pub hazard_ratio: f64,
    /// Where the parties meet, if the scenario says so.
    pub venue: Option<PlaceId>,
}

/// What a third party does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThirdPartyKind {
    /// Calls on both sides.
    Call,
    /// A summit at which the sides are present.
    Summit,
    /// A mediator.
    Mediation,
    /// Monitors on the ground.
    Monitoring,
}

/// When a third party acts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Presence {
    /// Between two moments.
    Between {
        /// From.
        from: Time,
        /// Until.
        until: Time,
    },
    /// Once fire has reached a rung, after a lognormal delay, for a time.
    AfterRung {
        /// The rung.
        rung: u8,
        /// Median delay in hours; sigma 0.6.
        delay_hours_median: f64,
        /// How long it stays, in hours.
        stay_hours: f64,
    },
}

/// A third party; all effects default to none.
#[derive(Clone, Debug)]
pub struct ThirdParty {
    /// Id text.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Root of its draws.
    pub lineage: Lineage,
    /// What it does.
    pub kind: ThirdPartyKind,
    /// When.
    pub presence: Presence,
    /// Pressure added on each side, in side order, 0..=1.
    pub pressure: Vec<f64>,
    /// Mediation added while present (enters onset).
    pub mediation: f64,
    /// Hazard ratio on truces while present, 1 for none.
    pub hazard_ratio: f64,
    /// Whether its leaving raises the hazard of truces.
    pub leaving_hurts: bool,
}

/// A group that fires only during talks and truces.
#[derive(Clone, Debug)]
pub struct Spoiler {
    /// Id text.
    pub id: String,
    /// Root of its draws.
    pub lineage: Lineage,
    /// The side on whose behalf it claims to act.
    pub side: SideId,
    /// At whom it fires.
    pub adversary: SideId,
    /// Where.
    pub sector: SectorId,
    /// Rate while talks run or a truce is in force, per hour.
    pub per_hour: f64,
}

/// A scripted event.
#[derive(Clone, Debug)]
pub struct Inject {
    /// When.
    pub at: Time,
    /// What.
    pub action: InjectAction,
    /// Root of its draws.
    pub lineage: Lineage,
    /// What it stands for, for the log.
    pub note: String,
}

/// What an inject does.
#[derive(Clone, Debug, PartialEq)]
pub enum InjectAction {
    /// Opens a grievance at a site (cameras, works, a fence).
    OpenGrievance(SiteId),
    /// Settles it.
    SettleGrievance(SiteId),
    /// Brings people of a side to a site.
    Crowd {
        /// Where.
        site: SiteId,
        /// Whose.
        side: SideId,
        /// How many.
        people: u32,
    },
    /// Has one side fire at a place or, without target, at what it would choose.
    Fire {
        /// Who fires.
        side: SideId,
        /// At whom.
        adversary: SideId,
        /// Near which place the post stands.
        near: PlaceId,
        /// At which rung.
        rung: u8,
        /// How many incidents.
        count: u32,
    },
    /// An armed spark whose actor is drawn.
    ArmedSpark(SectorId),
    /// Authorises a rung.
    Authorise {
        /// Whose command.
        side: SideId,
        /// Against whom.
        adversary: SideId,
        /// Where.
        sector: SectorId,
        /// Which rung.
        rung: u8,
    },
    /// Orders villages of a district to leave.
    Evacuate(DistrictId),
    /// Closes a link.
    CloseLink(LinkId),
    /// Opens it.
    OpenLink(LinkId),
    /// Begins talks between two sides through a channel.
    Talks {
        /// One side.
        side: SideId,
        /// The other.
        adversary: SideId,
        /// Which channel.
        channel: ChannelId,
    },
    /// Changes outside pressure on a side by an amount.
    Pressure {
        /// On whom.
        side: SideId,
        /// By how much.
        amount: f64,
    },
    /// A third party begins its presence.
    ThirdParty(ThirdPartyId),
}

/// A documented point to draw over a curve.
#[derive(Clone, Debug)]
pub struct ObservedPoint {
    /// Name of the measure or curve, for instance `killed.kg` or `displaced_registered.kg`.
    pub measure: String,
    /// Hours since the start.
    pub hours: f64,
    /// Lowest value.
    pub low: f64,
    /// Best value.
    pub best: f64,
    /// Highest value.
    pub high: f64,
    /// Who says so.
    pub claimant: String,
    /// Key of the source.
    pub source: String,
}

/// What the scenario says of itself.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// What it shows.
    pub shows: String,
    /// What to notice.
    pub notice: String,
    /// What to try.
    pub try_next: String,
    /// Sources.
    pub sources: Vec<String>,
    /// Neutrality note.
    pub neutrality: String,
}

/// A validated scenario.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Id text of the scenario.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What it says of itself.
    pub info: Info,
    /// Start and local clock.
    pub calendar: Calendar,
    /// Length of a run.
    pub horizon: Time,
    /// Seed when none is given.
    pub default_seed: u64,
    /// All parameters.
    pub parameters: Parameters,
    /// Retaliation variant.
    pub retaliation: RetaliationVariant,
    /// Whether sparks arise by themselves (an episode scenario can do without).
    pub background_sparks: bool,
    /// Sides.
    pub sides: Vec<Side>,
    /// Hostility H of side i against side j at i × sides + j, 0..=1, 0 on the diagonal.
    pub hostility: Vec<f64>,
    /// Sectors.
    pub sectors: Vec<Sector>,
    /// exp(-distance / scale) between sectors at i × sectors + j.
    pub sector_weight: Vec<f64>,
    /// Places.
    pub places: Vec<Place>,
    /// Posts.
    pub posts: Vec<Post>,
    /// Villages.
    pub villages: Vec<Village>,
    /// Districts.
    pub districts: Vec<District>,
    /// Sites.
    pub sites: Vec<Site>,
    /// Towns.
    pub towns: Vec<Town>,
    /// Road links.
    pub links: Vec<Link>,
    /// For each place, its links.
    pub place_links: Vec<Vec<LinkId>>,
    /// For each sector, its posts.
    pub sector_posts: Vec<Vec<PostId>>,
    /// For each sector, its villages.
    pub sector_villages: Vec<Vec<VillageId>>,
    /// For each sector, its sites.
    pub sector_sites: Vec<Vec<SiteId>>,
    /// Channels of talks.
    pub channels: Vec<Channel>,
    /// Third parties.
    pub third_parties: Vec<ThirdParty>,
    /// Spoilers.
    pub spoilers: Vec<Spoiler>,
    /// Injects in order of time.
    pub injects: Vec<Inject>,
    /// Points to draw over the curves.
    pub observed: Vec<ObservedPoint>,
}

impl Setup {
    /// Hostility of one side against another.
    #[inline]
    pub fn hostility(&self, side: SideId, adversary: SideId) -> f64 {
        self.hostility[side.index() * self.sides.len() + adversary.index()]
    }

    /// Weight of one sector's acts in another: exp(-distance / scale), 1 for itself.
    #[inline]
    pub fn weight(&self, one: SectorId, other: SectorId) -> f64 {
        self.sector_weight[one.index() * self.sectors.len() + other.index()]
    }

    /// Whether a side has a post or a village in a sector at the start.
    pub fn is_present(&self, side: SideId, sector: SectorId) -> bool {
        self.sector_posts[sector.index()].iter().any(|&post| self.post(post).side == side)
            || self.sector_villages[sector.index()].iter().any(|&village| self.village(village).side == side)
    }

    /// A place.
    #[inline]
    pub fn place(&self, place: PlaceId) -> &Place {
        &self.places[place.index()]
    }

    /// A post.
    #[inline]
    pub fn post(&self, post: PostId) -> &Post {
        &self.posts[post.index()]
    }

    /// A village.
    #[inline]
    pub fn village(&self, village: VillageId) -> &Village {
        &self.villages[village.index()]
    }

    /// A site.
    #[inline]
    pub fn site(&self, site: SiteId) -> &Site {
        &self.sites[site.index()]
    }

    /// A link.
    #[inline]
    pub fn link(&self, link: LinkId) -> &Link {
        &self.links[link.index()]
    }

    /// Where a link's middle is.
    pub fn link_middle(&self, link: LinkId) -> Position {
        let link = self.link(link);
        self.place(link.from).position.middle(self.place(link.to).position)
    }

    /// Day cycle d(t) = (1 + a cos(2 pi (h - h*) / 24)) / (1 + a), at most 1.
    #[inline]
    pub fn day_cycle(&self, time: Time) -> f64 {
        let spark = &self.parameters.spark;
        let angle = 2.0 * std::f64::consts::PI * (self.calendar.hour(time) - spark.peak_hour) / 24.0;
        (1.0 + spark.day_amplitude * libm::cos(angle)) / (1.0 + spark.day_amplitude)
    }

    /// Mean of [`Setup::day_cycle`] over a day: 1 / (1 + a).
    pub fn day_cycle_mean(&self) -> f64 {
        1.0 / (1.0 + self.parameters.spark.day_amplitude)
    }
}
