//! Large invented scenarios: the deterministic text of a valid file, for benches and for trying out scale.
//!
//! A straight border of sectors 20 km long. The last side holds all of the south, the others share the north in
//! stretches. Each half of a sector has its posts at the line, villages on a grid behind them, one town behind those, and
//! a site in the middle; a highway joins the towns of a side.

use std::fmt::Write;

use crate::engine::{Draws, Lineage, Stream};

/// Length of a sector.
const SECTOR_KM: f64 = 20.0;
/// First and last row of villages, distance from the line.
const DEPTH_KM: (f64, f64) = (2.0, 14.0);
/// Towns, distance from the line.
const TOWN_KM: f64 = 22.0;
/// Most exchanges of fire at the opening: each takes two of the injects that a scenario may have.
const FIRES: u64 = super::limits::SCRIPT as u64 / 2 - 1;

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Synthetic {
    /// Sides, 2..=8.
    pub sides: usize,
    /// Sectors, 1..=200.
    pub sectors: usize,
    /// Posts, at least two a sector.
    pub posts: usize,
    /// Villages, at least two a sector.
    pub villages: usize,
    /// People, at least five a village.
    pub people: usize,
    /// Seed of positions and populations.
    pub seed: u64,
    /// Exchanges of fire at the opening, at most one for two posts: one hour after the start a post on either side
    /// fires three times with small arms, spread evenly over the sectors and along each. 0 is a border of quarrels only,
    /// where little happens in a week.
    pub fires: usize,
}

impl Synthetic {
    /// From `posts=1000,villages=10000,people=5000000,sectors=50,sides=2,seed=1,fires=50`; what is absent follows from
    /// the rest, and without `fires` there are none.
    ///
    /// # Errors
    /// What is wrong, in one line.
    pub fn parse(text: &str) -> Result<Synthetic, String> {
        const NAMES: [&str; 7] = ["sides", "sectors", "posts", "villages", "people", "seed", "fires"];
        let mut values: [Option<u64>; 7] = [None; 7];
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let (name, value) = part.split_once('=').ok_or_else(|| format!("{part}: expected name=number"))?;
            let Some(index) = NAMES.iter().position(|known| *known == name.trim()) else {
                let near = super::error::nearest(name.trim(), NAMES.into_iter());
                let hint = near.map_or_else(
                    || format!("expected one of {}", NAMES.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(format!("unknown name `{}`: {hint}", name.trim()));
            };
            let number = value.trim().replace('_', "").parse();
            values[index] =
                Some(number.map_err(|_| format!("{}: found `{value}`, expected a whole number", NAMES[index]))?);
        }
        let [sides, sectors, posts, villages, people, seed, fires] = values;
        let sides = sides.unwrap_or(2);
        let posts = posts.unwrap_or(sectors.unwrap_or(5) * 20);
        let sectors = sectors.unwrap_or((posts / 20).clamp(sides.saturating_sub(1).max(1), 200));
        let villages = villages.unwrap_or(posts * 10);
        let people = people.unwrap_or(villages.saturating_mul(500));
        let check = |name: &str, value: u64, low: u64, high: u64| {
            if (low..=high).contains(&value) {
                Ok(())
            } else {
                Err(format!("{name}: found {value}, expected {low}..={high}"))
            }
        };
        check("sides", sides, 2, 8)?;
        check("sectors", sectors, sides - 1, 200)?;
        check("posts", posts, 2 * sectors, 10_000)?;
        check("villages", villages, 2 * sectors, 50_000)?;
        check("people", people, 5 * villages, 100_000_000)?;
        check("seed", seed.unwrap_or(1), 0, super::limits::SEED as u64)?;
        check("fires", fires.unwrap_or(0), 0, (posts / 2).min(FIRES))?;
        Ok(Synthetic {
            sides: sides as usize,
            sectors: sectors as usize,
            posts: posts as usize,
            villages: villages as usize,
            people: people as usize,
            seed: seed.unwrap_or(1),
            fires: fires.unwrap_or(0) as usize,
        })
    }
}

/// The text of a valid scenario file.
pub fn synthetic(what: &Synthetic) -> String {
    let mut lists = Lists::default();
    let draws = Draws::new(1, what.seed, 0);
    let mut stream = draws.open(Lineage::of_text("synthetic"), 0);
    for sector in 0..what.sectors {
        lists.sector(what, sector, &mut stream);
    }
    lists.highways(what);
    lists.fires(what);
    lists.text(what)
}

/// The side that holds one half of a sector.
fn side(what: &Synthetic, sector: usize, half: usize) -> usize {
    if half == 1 { what.sides - 1 } else { sector * (what.sides - 1) / what.sectors }
}

/// How many of `total` things fall to a half sector: `2 × sectors` parts, as even as can be.
fn part(total: usize, what: &Synthetic, sector: usize, half: usize) -> usize {
    let parts = 2 * what.sectors;
    let number = 2 * sector + half;
    total * (number + 1) / parts - total * number / parts
}

/// The lists of the file as they grow.
#[derive(Default)]
struct Lists {
    sectors: String,
    districts: String,
    villages: String,
    posts: String,
    sites: String,
    towns: String,
    roads: String,
    fires: String,
    people_left: usize,
    villages_left: usize,
    started: bool,
}

impl Lists {
    fn sector(&mut self, what: &Synthetic, sector: usize, stream: &mut Stream) {
        if !self.started {
            (self.people_left, self.villages_left, self.started) = (what.people, what.villages, true);
        }
        let west = (sector as f64 - what.sectors as f64 / 2.0) * SECTOR_KM;
        let province = sector / 5;
        line(
            &mut self.sectors,
            format_args!("(id: \"s{sector}\", name: \"Sector {sector}\", province: \"p{province}\", spark_share: 1)"),
        );
        let kind = ["intake", "bridge", "junction", "crossing", "land"][sector % 5];
        let middle = west + SECTOR_KM / 2.0;
        line(
            &mut self.sites,
            format_args!(
                "(id: \"site_{sector}\", name: \"Site {sector}\", sector: \"s{sector}\", kind: {kind}, east_km: {middle}, north_km: 0)"
            ),
        );
        for half in 0..2 {
            self.half(what, sector, half, west, stream);
        }
    }

    /// One side's half of a sector.
    fn half(&mut self, what: &Synthetic, sector: usize, half: usize, west: f64, stream: &mut Stream) {
        let side = side(what, sector, half);
        let sign = if half == 0 { 1.0 } else { -1.0 };
        let key = format!("{sector}_{}", ["n", "s"][half]);
        let villages = part(what.villages, what, sector, half);
        let columns = (1..).find(|columns| columns * columns >= villages).unwrap_or(1);
        let rows = villages.div_ceil(columns);
        let mut people_here = 0;
        for number in 0..villages {
            let (row, column) = (number / columns, number % columns);
            let (width, depth) = (SECTOR_KM / columns as f64, (DEPTH_KM.1 - DEPTH_KM.0) / rows as f64);
            let east = west + (column as f64 + 0.2 + 0.6 * stream.unit()) * width;
            let north = sign * (DEPTH_KM.0 + (row as f64 + 0.2 + 0.6 * stream.unit()) * depth);
            let people = self.people(stream.unit());
            people_here += people;
            line(
                &mut self.villages,
                format_args!(
                    "(id: \"v{key}_{number}\", name: \"Village {key} {number}\", sector: \"s{sector}\", side: \"side_{side}\", district: \"d{key}\", people: {people}, east_km: {east:.2}, north_km: {north:.2})"
                ),
            );
            // Along the row, and from the first of a row to the row before.
            let before = if column > 0 { Some(number - 1) } else { number.checked_sub(columns) };
            if let Some(before) = before {
                self.road(&format!("v{key}_{before}"), &format!("v{key}_{number}"), "local", side);
            }
        }
        line(
            &mut self.districts,
            format_args!(
                "(id: \"d{key}\", name: \"District {key}\", side: \"side_{side}\", buses: {})",
                people_here / 500 + 2
            ),
        );
        let (middle, deep) = (west + SECTOR_KM / 2.0, sign * TOWN_KM);
        line(
            &mut self.towns,
            format_args!(
                "(id: \"t{key}\", name: \"Town {key}\", sector: \"s{sector}\", side: \"side_{side}\", public_capacity: {}, host_capacity: {}, east_km: {middle}, north_km: {deep})",
                people_here / 4,
                people_here * 2
            ),
        );
        self.road(&format!("v{key}_{}", columns.min(villages) / 2), &format!("site_{sector}"), "local", side);
        self.road(&format!("v{key}_{}", (rows - 1) * columns), &format!("t{key}"), "highway", side);
        let posts = part(what.posts, what, sector, half);
        for number in 0..posts {
            let east = west + (number as f64 + 0.2 + 0.6 * stream.unit()) * SECTOR_KM / posts as f64;
            let north = sign * (0.3 + 1.2 * stream.unit());
            line(
                &mut self.posts,
                format_args!(
                    "(id: \"p{key}_{number}\", name: \"Post {key} {number}\", sector: \"s{sector}\", side: \"side_{side}\", crew: 40, east_km: {east:.2}, north_km: {north:.2})"
                ),
            );
            let village = (number * columns.min(villages) / posts).min(villages - 1);
            self.road(&format!("p{key}_{number}"), &format!("v{key}_{village}"), "local", side);
        }
    }

    /// The share of the next village in the people who are left, by a factor of 0.5 to 1.5 about the mean.
    fn people(&mut self, uniform: f64) -> usize {
        let mean = self.people_left / self.villages_left;
        self.villages_left -= 1;
        let people = if self.villages_left == 0 {
            self.people_left
        } else {
            // Those who come later keep at least one each.
            ((mean as f64 * (0.5 + uniform)) as usize).clamp(1, self.people_left - self.villages_left)
        };
        self.people_left -= people;
        people
    }

    fn road(&mut self, from: &str, to: &str, class: &str, side: usize) {
        line(
            &mut self.roads,
            format_args!("(from: \"{from}\", to: \"{to}\", class: {class}, control: \"side_{side}\")"),
        );
    }

    /// Towns of one side in a row, as far as they are neighbours.
    fn highways(&mut self, what: &Synthetic) {
        for sector in 1..what.sectors {
            for (half, name) in ["n", "s"].into_iter().enumerate() {
                let holder = side(what, sector, half);
                if holder == side(what, sector - 1, half) {
                    self.road(&format!("t{}_{name}", sector - 1), &format!("t{sector}_{name}"), "highway", holder);
                }
            }
        }
    }

    /// Exchanges of fire at the opening; both posts of each stand at the same part of the line.
    fn fires(&mut self, what: &Synthetic) {
        for sector in 0..what.sectors {
            let count = what.fires * (sector + 1) / what.sectors - what.fires * sector / what.sectors;
            for number in 0..count {
                for (half, name) in ["n", "s"].into_iter().enumerate() {
                    let post = number * part(what.posts, what, sector, half) / count;
                    line(
                        &mut self.fires,
                        format_args!(
                            "(id: \"fire_{sector}_{name}_{number}\", at_hours: 1, action: fire(side: \"side_{}\", adversary: \"side_{}\", near: \"p{sector}_{name}_{post}\", rung: 3, count: 3), note: \"exchange of fire\")",
                            side(what, sector, half),
                            side(what, sector, 1 - half),
                        ),
                    );
                }
            }
        }
    }

    fn text(&self, what: &Synthetic) -> String {
        let (mut sides, mut hostility) = (String::new(), String::new());
        let last = what.sides - 1;
        for side in 0..what.sides {
            line(
                &mut sides,
                format_args!(
                    "(id: \"side_{side}\", name: \"Side {side}\", weapons_rung: 6, reserves: {}, order_reach: 0.7, own_car_share: 0.6)",
                    10 * what.posts
                ),
            );
            if side < last {
                line(&mut hostility, format_args!("(side: \"side_{side}\", against: \"side_{last}\", value: 0.9)"));
                line(&mut hostility, format_args!("(side: \"side_{last}\", against: \"side_{side}\", value: 0.9)"));
            }
        }
        let Synthetic { sectors, posts, villages, people, seed, .. } = *what;
        format!(
            "(
    format: 1,
    id: \"synthetic\",
    title: \"Synthetic border of {posts} posts and {villages} villages\",
    info: (
        shows: \"An invented border of {sectors} sectors with {people} people, made for size and not for likeness.\",
        notice: \"How the time of a run grows with posts, villages and people.\",
        try: \"Other sizes with truceline new --synthetic; fewer sparks with --set parameters.spark.rate_per_year=14.\",
        sources: [\"generated with seed {seed}\"],
        neutrality: \"Invented sides and places; none stands for anyone.\",
    ),
    start: \"2030-05-01 06:00\",
    utc_offset_hours: 0,
    horizon_days: 14,
    seed: 1,
    background_sparks: true,
    parameters: (spark: (rate_per_year: {rate})),
    sides: [
{sides}    ],
    hostility: [
{hostility}    ],
    sectors: [
{}    ],
    districts: [
{}    ],
    villages: [
{}    ],
    posts: [
{}    ],
    sites: [
{}    ],
    towns: [
{}    ],
    roads: [
{}    ],
    injects: [
        (id: \"opening\", at_hours: 1, action: open_grievance(site: \"site_0\"), note: \"a quarrel at the first site\"),
{}    ],
)
",
            self.sectors,
            self.districts,
            self.villages,
            self.posts,
            self.sites,
            self.towns,
            self.roads,
            self.fires,
            rate = 14 * sectors,
        )
    }
}

fn line(list: &mut String, item: std::fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = writeln!(list, "        {item},");
}
