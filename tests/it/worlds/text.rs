//! Random small worlds as the text of a scenario file, so that reading and validation take part.
//!
//! Sectors stand in a row. In each, two or three sides meet at a point: posts near it, villages behind them, a town of
//! each side at the back, sites in the middle. Bridges stand between village and town, shelters are too small.

use std::fmt::Write;

use truceline::model::parameters::TABLE;

use super::Dice;
use super::people::{SectorParts, half_sector};
use super::script;

/// What a generated file consists of, list by list.
#[derive(Default)]
pub struct World {
    pub sides: String,
    pub hostility: String,
    pub sectors: String,
    pub districts: String,
    pub villages: String,
    pub posts: String,
    pub sites: String,
    pub towns: String,
    pub roads: String,
    pub third_parties: String,
    pub spoilers: String,
    pub injects: String,
    /// Ids that a script may name.
    pub names: Names,
}

/// Ids by kind.
#[derive(Default)]
pub struct Names {
    pub sides: Vec<String>,
    pub sectors: Vec<String>,
    pub districts: Vec<String>,
    pub sites: Vec<String>,
    pub places: Vec<String>,
    pub roads: Vec<String>,
    pub third_parties: Vec<String>,
}

/// A line of a list.
pub fn line(list: &mut String, item: std::fmt::Arguments<'_>) {
    writeln!(list, "        {item},").expect("writing to a text cannot fail");
}

/// The text of random world `number`; `hostile` false makes every hostility 0.
pub fn random_world(number: u64, hostile: bool) -> String {
    let dice = &mut Dice::new("random world", number);
    let mut world = World::default();
    let sides = dice.whole(2, 3);
    for side in 0..sides {
        one_side(&mut world, dice, side);
    }
    for side in 0..sides {
        for other in (0..sides).filter(|&other| other != side) {
            // Drawn in any case, so that the peaceful twin is the same world otherwise.
            let value = if dice.chance(0.8) { dice.between(0.2, 1.0) } else { 0.0 };
            let value = if hostile { value } else { 0.0 };
            let item = format_args!("(side: \"side_{side}\", against: \"side_{other}\", value: {value:.3})");
            line(&mut world.hostility, item);
        }
    }
    let sectors = if dice.chance(0.5) { dice.whole(1, 2) } else { dice.whole(3, 6) };
    let distance_km = dice.between(8.0, 25.0);
    for sector in 0..sectors {
        let present = if sides == 2 || dice.chance(0.4) { 0..sides } else { 1..sides };
        // The first sector has everybody: a hostile side needs a post somewhere.
        let present: Vec<usize> = if sector == 0 { (0..sides).collect() } else { present.collect() };
        one_sector(&mut world, dice, sector, sector as f64 * distance_km, &present);
    }
    script::third_parties(&mut world, dice);
    script::spoilers(&mut world, dice);
    script::injects(&mut world, dice);
    file(number, &world, dice)
}

fn one_side(world: &mut World, dice: &mut Dice, side: usize) {
    let (weapons, reserves) = (dice.whole(2, 6), dice.whole(0, 200));
    let (reach, cars) = (dice.between(0.0, 1.0), dice.between(0.1, 0.95));
    let (orders, reports) = (dice.between(0.2, 3.0), dice.between(0.2, 3.0));
    let (pressure, office) = (dice.between(0.0, 0.4), dice.chance(0.8));
    line(
        &mut world.sides,
        format_args!(
            "(id: \"side_{side}\", name: \"Side {side}\", weapons_rung: {weapons}, reserves: {reserves}, order_reach: {reach:.2}, own_car_share: {cars:.2}, order_delay_factor: {orders:.2}, report_delay_factor: {reports:.2}, pressure: {pressure:.2}, office: {office})"
        ),
    );
    world.names.sides.push(format!("side_{side}"));
}

fn one_sector(world: &mut World, dice: &mut Dice, sector: usize, east_km: f64, present: &[usize]) {
    let (province, share) = (sector / 2, dice.between(0.1, 2.0));
    let item = format_args!(
        "(id: \"s{sector}\", name: \"Sector {sector}\", province: \"p{province}\", spark_share: {share:.2})"
    );
    line(&mut world.sectors, item);
    world.names.sectors.push(format!("s{sector}"));
    let parts = SectorParts { sector, east_km, sides: present.len() };
    for (position, &side) in present.iter().enumerate() {
        half_sector(world, dice, &parts, position, side);
    }
    for number in 0..dice.whole(1, 2) {
        let kind = dice.pick(&["intake", "bridge", "junction", "crossing", "land"]);
        let (east, north) = (east_km + dice.between(-1.5, 1.5), dice.between(-0.5, 0.5));
        let open = dice.chance(0.3);
        let item = format_args!(
            "(id: \"site_{sector}_{number}\", name: \"Site {sector} {number}\", sector: \"s{sector}\", kind: {kind}, grievance_open: {open}, east_km: {east:.3}, north_km: {north:.3})"
        );
        line(&mut world.sites, item);
        let site = format!("site_{sector}_{number}");
        for &side in present {
            let village = format!("v{sector}_{side}_0");
            road(world, dice, &village, &site, side);
        }
        world.names.places.push(site.clone());
        world.names.sites.push(site);
    }
}

/// A road, mostly under the control of the side that uses it.
pub fn road(world: &mut World, dice: &mut Dice, from: &str, to: &str, side: usize) {
    let class = dice.pick(&["highway", "local", "track"]);
    let control = if dice.chance(0.15) { "mixed".to_owned() } else { format!("side_{side}") };
    let capacity =
        if dice.chance(0.3) { format!(", capacity_per_hour: {}", dice.whole(20, 300)) } else { String::new() };
    let item = format_args!("(from: \"{from}\", to: \"{to}\", class: {class}, control: \"{control}\"{capacity})");
    line(&mut world.roads, item);
    world.names.roads.push(format!("{from}--{to}"));
}

/// A third of the parameters, each anywhere in its plausible range.
fn parameters(dice: &mut Dice) -> String {
    let mut text = String::new();
    let mut group = "";
    for row in TABLE {
        let (of, name) = row.name.split_once('.').expect("a group and a name");
        if of != group {
            text += if group.is_empty() { "" } else { "), " };
            write!(text, "{of}: (").expect("writing to a text cannot fail");
            group = of;
        }
        if dice.chance(0.33) {
            // The lower of two ordered parameters stays below whatever the higher one may be.
            let higher = row.name.strip_suffix("_low").map(|stem| format!("{stem}_high"));
            let limit =
                TABLE.iter().find(|of| higher.as_deref() == Some(of.name)).map_or(f64::MAX, |of| of.plausible.0);
            let value = dice.between(row.plausible.0, row.plausible.1.min(limit));
            write!(text, "{name}: {value:.4}, ").expect("writing to a text cannot fail");
        }
    }
    text + ")"
}

fn file(number: u64, world: &World, dice: &mut Dice) -> String {
    let retaliation = ["hawkes", "response_curve", "deterrence"][number as usize % 3];
    let (month, day, hour) = (dice.whole(1, 12), dice.whole(1, 28), dice.whole(0, 23));
    let background = dice.chance(0.7);
    let parameters = parameters(dice);
    let World { sides, hostility, sectors, districts, villages, posts, sites, towns, roads, .. } = world;
    let World { third_parties, spoilers, injects, .. } = world;
    format!(
        "(
    format: 1, id: \"random\", title: \"Random world {number}\",
    info: (shows: \"a random world\", notice: \"nothing\", try: \"another\", sources: [\"drawn\"], neutrality: \"none\"),
    start: \"2030-{month:02}-{day:02} {hour:02}:00\", utc_offset_hours: 5.5, horizon_days: 40, seed: 1,
    background_sparks: {background}, retaliation: {retaliation},
    parameters: ({parameters}),
    sides: [\n{sides}    ],
    hostility: [\n{hostility}    ],
    sectors: [\n{sectors}    ],
    districts: [\n{districts}    ],
    villages: [\n{villages}    ],
    posts: [\n{posts}    ],
    sites: [\n{sites}    ],
    towns: [\n{towns}    ],
    roads: [\n{roads}    ],
    third_parties: [\n{third_parties}    ],
    spoilers: [\n{spoilers}    ],
    injects: [\n{injects}    ],
)
"
    )
}
