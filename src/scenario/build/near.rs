//! What lies near posts and sites, found on a grid so that a long border costs no more than its length.

use std::collections::BTreeMap;

use crate::model::geometry::Position;
use crate::model::ids::{LinkId, PostId, SiteId, VillageId};
use crate::model::setup::{Near, Neighbour, Setup};
use crate::scenario::limits;

/// Range of the widest weapon class.
const WEAPON_KM: f64 = 15.0;

/// Beyond this nothing is near, whatever the parameters say.
const FAR_KM: f64 = 60.0;

/// Fills `Post::near` and `Site::villages`. False when the lists would grow beyond their limit.
pub fn join(setup: &mut Setup) -> bool {
    let radius = setup.parameters.crowd.radius_km;
    let reach = WEAPON_KM
        .max(setup.parameters.incident.patrol_radius_km)
        .max(setup.parameters.post.assault_radius_km)
        .min(FAR_KM);
    let grid = Grid::of(setup, reach.max(radius));
    let mut total = 0;
    for index in 0..setup.posts.len() {
        let post = PostId::at(index);
        let here = setup.place(setup.post(post).place).position;
        let mut near: Vec<Neighbour> = grid
            .around(here)
            .into_iter()
            .filter(|&what| what != Near::Post(post))
            .map(|what| Neighbour { what, distance_km: distance(setup, here, what) })
            .filter(|neighbour| neighbour.distance_km <= reach)
            .collect();
        near.sort_by(|one, other| {
            one.distance_km.total_cmp(&other.distance_km).then_with(|| order(one.what).cmp(&order(other.what)))
        });
        total += near.len();
        if total > limits::NEAR {
            return false;
        }
        setup.posts[index].near = near;
    }
    for index in 0..setup.sites.len() {
        let here = setup.place(setup.sites[index].place).position;
        let mut villages: Vec<(f64, VillageId)> = grid
            .around(here)
            .into_iter()
            .filter_map(|what| match what {
                Near::Village(village) => Some((distance(setup, here, what), village)),
                _ => None,
            })
            .filter(|(distance_km, _)| *distance_km <= radius)
            .collect();
        villages.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        total += villages.len();
        if total > limits::NEAR {
            return false;
        }
        setup.sites[index].villages = villages.into_iter().map(|(_, village)| village).collect();
    }
    true
}

fn distance(setup: &Setup, here: Position, what: Near) -> f64 {
    let at = |place| here.distance_km(setup.place(place).position);
    match what {
        Near::Post(post) => at(setup.post(post).place),
        Near::Village(village) => at(setup.village(village).place),
        Near::Site(site) => at(setup.site(site).place),
        Near::Link(link) => {
            let link = setup.link(link);
            here.distance_to_line_km(setup.place(link.from).position, setup.place(link.to).position)
        }
    }
}

/// Order among equals: posts, villages, sites, links, each in the order of the file.
fn order(what: Near) -> (u8, usize) {
    match what {
        Near::Post(post) => (0, post.index()),
        Near::Village(village) => (1, village.index()),
        Near::Site(site) => (2, site.index()),
        Near::Link(link) => (3, link.index()),
    }
}

/// Things by square cell.
struct Grid {
    cell_km: f64,
    cells: BTreeMap<(i64, i64), Vec<Near>>,
}

impl Grid {
    fn of(setup: &Setup, cell_km: f64) -> Grid {
        let mut grid = Grid { cell_km, cells: BTreeMap::new() };
        for (index, post) in setup.posts.iter().enumerate() {
            grid.put(setup.place(post.place).position, Near::Post(PostId::at(index)));
        }
        for (index, village) in setup.villages.iter().enumerate() {
            grid.put(setup.place(village.place).position, Near::Village(VillageId::at(index)));
        }
        for (index, site) in setup.sites.iter().enumerate() {
            grid.put(setup.place(site.place).position, Near::Site(SiteId::at(index)));
        }
        for (index, link) in setup.links.iter().enumerate() {
            let (from, to) = (setup.place(link.from).position, setup.place(link.to).position);
            let (one, other) = (grid.cell(from), grid.cell(to));
            for east in one.0.min(other.0)..=one.0.max(other.0) {
                for north in one.1.min(other.1)..=one.1.max(other.1) {
                    grid.cells.entry((east, north)).or_default().push(Near::Link(LinkId::at(index)));
                }
            }
        }
        grid
    }

    fn cell(&self, position: Position) -> (i64, i64) {
        ((position.east_km / self.cell_km).floor() as i64, (position.north_km / self.cell_km).floor() as i64)
    }

    fn put(&mut self, position: Position, what: Near) {
        self.cells.entry(self.cell(position)).or_default().push(what);
    }

    /// Everything in the nine cells about a point, each thing once.
    fn around(&self, position: Position) -> Vec<Near> {
        let (east, north) = self.cell(position);
        let mut things: Vec<Near> = (east - 1..=east + 1)
            .flat_map(|east| (north - 1..=north + 1).filter_map(move |north| self.cells.get(&(east, north))))
            .flatten()
            .copied()
            .collect();
        things.sort_unstable_by_key(|&what| order(what));
        things.dedup();
        things
    }
}
