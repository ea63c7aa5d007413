//! What a scenario fixes before a run: the world as it stands at the start. Valid by construction: the scenario layer
//! checks every number and reference before it makes one.

mod calendar;
mod information;
mod places;
mod roads;
mod script;
mod talks;

pub use calendar::Calendar;
pub use information::{Info, ObservedPoint};
pub use places::*;
pub use roads::{Control, Link, RoadClass};
pub use script::{Inject, InjectAction, Spoiler};
pub use talks::{Channel, Presence, Scope, ThirdParty, ThirdPartyKind};

use crate::engine::Time;

use super::geometry::Position;
use super::ids::{LinkId, PlaceId, PostId, SectorId, SideId, SiteId, VillageId};
use super::map_index::MapIndex;
pub use super::map_index::MapOnDemand;
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
    /// A null model: one act follows another at a constant hazard, by either side, whatever happened.
    Constant,
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
    /// Where things lie.
    pub map: MapOnDemand,
}

impl Setup {
    /// Where things lie. Change no place once this was asked for.
    pub(super) fn map(&self) -> &MapIndex {
        self.map.of(self)
    }

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
