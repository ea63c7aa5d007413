//! What one side has in one sector of a random world: posts, villages, a town, roads between them.

use super::Dice;
use super::text::{World, line, road};

/// A sector while it is made.
pub struct SectorParts {
    pub sector: usize,
    /// Where its sides meet.
    pub east_km: f64,
    /// How many sides meet.
    pub sides: usize,
}

impl SectorParts {
    /// A point at a distance from the meeting point, in the wedge of the side at `position`.
    fn point(&self, dice: &mut Dice, position: usize, distance_km: f64) -> String {
        let turn = std::f64::consts::TAU * (position as f64 + dice.between(-0.2, 0.2)) / self.sides as f64;
        let (east, north) = (self.east_km + distance_km * libm::sin(turn), distance_km * libm::cos(turn));
        format!("east_km: {east:.3}, north_km: {north:.3}")
    }
}

/// The wedge of one side.
pub fn half_sector(world: &mut World, dice: &mut Dice, parts: &SectorParts, position: usize, side: usize) {
    let key = format!("{}_{side}", parts.sector);
    let buses = dice.whole(0, 5);
    line(
        &mut world.districts,
        format_args!("(id: \"d{key}\", name: \"District {key}\", side: \"side_{side}\", buses: {buses})"),
    );
    world.names.districts.push(format!("d{key}"));
    let mut people = 0;
    let villages = dice.whole(1, 3);
    for number in 0..villages {
        let living = dice.whole(20, 700);
        people += living;
        let distance_km = dice.between(1.0, 5.0);
        village(world, &parts.point(dice, position, distance_km), (parts.sector, side, number), living);
        if number > 0 {
            road(world, dice, &format!("v{key}_{}", number - 1), &format!("v{key}_{number}"), side);
        }
    }
    // The fewest shelters are too small by far, the most are ample.
    let share = |dice: &mut Dice| (people as f64 * dice.between(0.0, 1.2) * dice.between(0.0, 1.0)) as usize;
    let (public, hosts) = (share(dice), share(dice) + 1);
    let distance_km = dice.between(8.0, 20.0);
    let at = parts.point(dice, position, distance_km);
    line(
        &mut world.towns,
        format_args!(
            "(id: \"t{key}\", name: \"Town {key}\", sector: \"s{}\", side: \"side_{side}\", public_capacity: {public}, host_capacity: {hosts}, {at})",
            parts.sector
        ),
    );
    world.names.places.push(format!("t{key}"));
    way_out(world, dice, parts, position, side);
    if parts.sector > 0 && position == 0 && side == 0 && dice.chance(0.5) {
        // The towns of the first side, which may be absent from a sector, are joined where neighbours have one.
        let before = format!("t{}_{side}", parts.sector - 1);
        if world.names.places.contains(&before) {
            road(world, dice, &before, &format!("t{key}"), side);
        }
    }
    posts(world, dice, parts, position, side);
}

fn village(world: &mut World, at: &str, (sector, side, number): (usize, usize, usize), living: usize) {
    line(
        &mut world.villages,
        format_args!(
            "(id: \"v{sector}_{side}_{number}\", name: \"Village {sector} {side} {number}\", sector: \"s{sector}\", side: \"side_{side}\", district: \"d{sector}_{side}\", people: {living}, {at})"
        ),
    );
    world.names.places.push(format!("v{sector}_{side}_{number}"));
}

/// From the first village to the town: straight, or over a bridge, with or without a second road.
fn way_out(world: &mut World, dice: &mut Dice, parts: &SectorParts, position: usize, side: usize) {
    let (sector, key) = (parts.sector, format!("{}_{side}", parts.sector));
    let (first, town) = (format!("v{key}_0"), format!("t{key}"));
    let bridge = dice.chance(0.4);
    if bridge {
        let distance_km = dice.between(3.0, 7.0);
        let at = parts.point(dice, position, distance_km);
        line(
            &mut world.sites,
            format_args!("(id: \"bridge_{key}\", name: \"Bridge {key}\", sector: \"s{sector}\", kind: bridge, {at})"),
        );
        world.names.sites.push(format!("bridge_{key}"));
        world.names.places.push(format!("bridge_{key}"));
        road(world, dice, &first, &format!("bridge_{key}"), side);
        road(world, dice, &format!("bridge_{key}"), &town, side);
    }
    if !bridge || dice.chance(0.4) {
        road(world, dice, &first, &town, side);
    }
}

fn posts(world: &mut World, dice: &mut Dice, parts: &SectorParts, position: usize, side: usize) {
    let (sector, key) = (parts.sector, format!("{}_{side}", parts.sector));
    for number in 0..dice.whole(1, 3) {
        let distance_km = dice.between(0.3, 2.5);
        let at = parts.point(dice, position, distance_km);
        let crew = dice.whole(1, 60);
        line(
            &mut world.posts,
            format_args!(
                "(id: \"p{key}_{number}\", name: \"Post {key} {number}\", sector: \"s{sector}\", side: \"side_{side}\", crew: {crew}, {at})"
            ),
        );
        world.names.places.push(format!("p{key}_{number}"));
        road(world, dice, &format!("p{key}_{number}"), &format!("v{key}_0"), side);
    }
}
