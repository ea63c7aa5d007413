//! The names of a document: ids checked, duplicates found, references resolved.

use std::collections::BTreeMap;

use crate::scenario::at::{At, Complaints};
use crate::scenario::document::ScenarioDocument;
use crate::scenario::limits;

/// The ids of one kind of thing.
pub struct Table<'d> {
    what: &'static str,
    index: BTreeMap<&'d str, usize>,
}

impl<'d> Table<'d> {
    fn new(what: &'static str) -> Table<'d> {
        Table { what, index: BTreeMap::new() }
    }

    /// Takes up the ids of a list, numbered from `first`.
    fn add(
        &mut self,
        list: &'static str,
        first: usize,
        ids: impl Iterator<Item = &'d String>,
        complaints: &mut Complaints,
    ) {
        for (number, id) in ids.enumerate() {
            let at = At::item(list, number, id, "id");
            complaints.id(&at, id);
            if self.index.insert(id, first + number).is_some() {
                complaints.say(&at, format!("the id `{id}` stands twice"));
            }
        }
    }

    /// The number of the thing with an id; complains and gives nothing when there is none.
    pub fn find(&self, at: &At<'_>, id: &str, complaints: &mut Complaints) -> Option<usize> {
        let found = self.index.get(id).copied();
        if found.is_none() {
            complaints.name(at, self.what, id, self.index.keys().copied());
        }
        found
    }
}

/// All names of a document.
pub struct Names<'d> {
    /// Sides.
    pub sides: Table<'d>,
    /// Sectors.
    pub sectors: Table<'d>,
    /// Districts.
    pub districts: Table<'d>,
    /// Places: villages, posts, sites, towns, waypoints, in this order.
    pub places: Table<'d>,
    /// Number of the first site among the places.
    first_site: usize,
    /// Number of sites.
    sites: usize,
    /// Roads, by both ends in the order written.
    roads: BTreeMap<(&'d str, &'d str), usize>,
    /// Channels.
    pub channels: Table<'d>,
    /// Third parties.
    pub third_parties: Table<'d>,
}

impl<'d> Names<'d> {
    /// Collects the names; complains about bad and double ones.
    pub fn collect(document: &'d ScenarioDocument, complaints: &mut Complaints) -> Names<'d> {
        let mut table = |what, list, ids: &mut dyn Iterator<Item = &'d String>| {
            let mut table = Table::new(what);
            table.add(list, 0, ids, complaints);
            table
        };
        let sides = table("side", "sides", &mut document.sides.iter().map(|side| &side.id));
        let sectors = table("sector", "sectors", &mut document.sectors.iter().map(|sector| &sector.id));
        let districts = table("district", "districts", &mut document.districts.iter().map(|district| &district.id));
        let channels = table("channel", "channels", &mut document.channels.iter().map(|channel| &channel.id));
        let third_parties =
            table("third party", "third_parties", &mut document.third_parties.iter().map(|party| &party.id));
        table("spoiler", "spoilers", &mut document.spoilers.iter().map(|spoiler| &spoiler.id));
        table("inject", "injects", &mut document.injects.iter().map(|inject| &inject.id));
        let mut places = Table::new("place");
        let mut first = 0;
        places.add("villages", first, document.villages.iter().map(|place| &place.id), complaints);
        first += document.villages.len();
        places.add("posts", first, document.posts.iter().map(|place| &place.id), complaints);
        first += document.posts.len();
        let first_site = first;
        places.add("sites", first, document.sites.iter().map(|place| &place.id), complaints);
        first += document.sites.len();
        places.add("towns", first, document.towns.iter().map(|place| &place.id), complaints);
        first += document.towns.len();
        places.add("waypoints", first, document.waypoints.iter().map(|place| &place.id), complaints);
        let mut roads = BTreeMap::new();
        for (index, road) in document.roads.iter().enumerate() {
            let (from, to) = (road.from.as_str(), road.to.as_str());
            let id = road_id(from, to);
            let twice = roads.contains_key(&(to, from)) && from != to;
            if roads.insert((from, to), index).is_some() || twice {
                complaints
                    .say(&At::item("roads", index, &id, ""), format!("a road between {from} and {to} stands twice"));
            }
        }
        let sites = document.sites.len();
        if document.sides.iter().any(|side| side.id == "mixed") {
            complaints.say(&At::field("sides"), "the id `mixed` is kept for the control of roads".to_owned());
        }
        Names { sides, sectors, districts, places, first_site, sites, roads, channels, third_parties }
    }

    /// The number of a site among the sites.
    pub fn site(&self, at: &At<'_>, id: &str, complaints: &mut Complaints) -> Option<usize> {
        let place = self.places.index.get(id).copied();
        let site = place.and_then(|place| place.checked_sub(self.first_site)).filter(|&site| site < self.sites);
        if site.is_none() {
            let range = self.first_site..self.first_site + self.sites;
            let sites = self.places.index.iter().filter(|(_, place)| range.contains(place)).map(|(id, _)| *id);
            complaints.name(at, "site", id, sites);
        }
        site
    }

    /// The number of a road by its id `from--to`, its ends in either order.
    pub fn road(&self, at: &At<'_>, id: &str, complaints: &mut Complaints) -> Option<usize> {
        let ends = id.split_once("--");
        let found = ends.and_then(|(from, to)| self.roads.get(&(from, to)).or_else(|| self.roads.get(&(to, from))));
        if found.is_none() {
            // Names of all roads are made only for the message.
            let ids: Vec<String> = self.roads.keys().take(limits::POSTS).map(|(from, to)| road_id(from, to)).collect();
            complaints.name(at, "road", id, ids.iter().map(String::as_str));
        }
        found.copied()
    }
}

/// The id of a road.
pub fn road_id(from: &str, to: &str) -> String {
    format!("{from}--{to}")
}
