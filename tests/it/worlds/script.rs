//! The script of a random world: injects of every kind, third parties and spoilers.

use super::Dice;
use super::text::{World, line};

const CHANNELS: [&str; 6] =
    ["local_commanders", "border_services", "governors", "security_chiefs", "foreign_ministers", "presidents"];

fn any<'n>(dice: &mut Dice, of: &'n [String]) -> &'n str {
    &of[dice.whole(0, of.len() - 1)]
}

/// Two different sides.
fn two_sides(dice: &mut Dice, of: &[String]) -> (String, String) {
    let one = dice.whole(0, of.len() - 1);
    let other = (one + dice.whole(1, of.len() - 1)) % of.len();
    (of[one].clone(), of[other].clone())
}

/// Up to three third parties of any kind; their effects reach beyond the usual.
pub fn third_parties(world: &mut World, dice: &mut Dice) {
    for number in 0..dice.whole(0, 3) {
        let kind = dice.pick(&["call", "summit", "mediation", "monitoring"]);
        let presence = if dice.chance(0.5) {
            let from = dice.between(0.0, 100.0);
            format!("between_hours(from_hours: {from:.2}, until_hours: {:.2})", from + dice.between(1.0, 100.0))
        } else {
            let (rung, delay, stay) = (dice.whole(1, 5), dice.between(0.1, 12.0), dice.between(1.0, 96.0));
            format!("after_rung(rung: {rung}, delay_hours_median: {delay:.2}, stay_hours: {stay:.2})")
        };
        let side = any(dice, &world.names.sides).to_owned();
        let (pressure, mediation, ratio) = (dice.between(0.0, 0.8), dice.between(0.0, 3.0), dice.between(0.2, 2.0));
        let hurts = dice.chance(0.5);
        line(
            &mut world.third_parties,
            format_args!(
                "(id: \"party_{number}\", name: \"Party {number}\", kind: {kind}, presence: {presence}, pressure: [(side: \"{side}\", value: {pressure:.2})], mediation: {mediation:.2}, hazard_ratio: {ratio:.2}, leaving_hurts: {hurts})"
            ),
        );
        world.names.third_parties.push(format!("party_{number}"));
    }
}

/// Up to two groups that fire during talks and truces.
pub fn spoilers(world: &mut World, dice: &mut Dice) {
    for number in 0..dice.whole(0, 2) {
        let (side, adversary) = two_sides(dice, &world.names.sides);
        let sector = any(dice, &world.names.sectors).to_owned();
        let rate = dice.between(0.0, 1.0);
        line(
            &mut world.spoilers,
            format_args!(
                "(id: \"spoiler_{number}\", side: \"{side}\", adversary: \"{adversary}\", sector: \"{sector}\", per_hour: {rate:.3})"
            ),
        );
    }
}

/// An opening, then ten to thirty injects of any kind in the first days.
pub fn injects(world: &mut World, dice: &mut Dice) {
    for number in 0..dice.whole(10, 30) {
        let at_hours = if dice.chance(0.7) { dice.between(0.0, 30.0) } else { dice.between(30.0, 240.0) };
        // Half of them fire or authorise: the rules of a quiet world are hardly tried.
        let kind = if dice.chance(0.5) { dice.whole(0, 2) } else { dice.whole(0, 12) };
        let action = action(world, dice, kind);
        let item = format_args!("(id: \"inject_{number}\", at_hours: {at_hours:.3}, action: {action})");
        line(&mut world.injects, item);
    }
}

fn action(world: &World, dice: &mut Dice, kind: usize) -> String {
    let names = &world.names;
    let (side, adversary) = two_sides(dice, &names.sides);
    let sector = any(dice, &names.sectors);
    match kind {
        0 => {
            let (near, rung, count) = (any(dice, &names.places), dice.whole(2, 5), dice.whole(1, 6));
            format!(
                "fire(side: \"{side}\", adversary: \"{adversary}\", near: \"{near}\", rung: {rung}, count: {count})"
            )
        }
        1 => {
            let rung = dice.whole(3, 6);
            format!("authorise(side: \"{side}\", adversary: \"{adversary}\", sector: \"{sector}\", rung: {rung})")
        }
        2 => format!("armed_spark(sector: \"{sector}\")"),
        3 => format!("open_grievance(site: \"{}\")", any(dice, &names.sites)),
        4 => format!("settle_grievance(site: \"{}\")", any(dice, &names.sites)),
        5 | 6 => {
            let (site, people) = (any(dice, &names.sites), dice.whole(0, 400));
            format!("crowd(site: \"{site}\", side: \"{side}\", people: {people})")
        }
        7 => format!("evacuate(district: \"{}\")", any(dice, &names.districts)),
        8 => format!("close_road(road: \"{}\")", any(dice, &names.roads)),
        9 => format!("open_road(road: \"{}\")", any(dice, &names.roads)),
        10 => {
            let channel = dice.pick(&CHANNELS);
            format!("talks(side: \"{side}\", adversary: \"{adversary}\", channel: \"{channel}\")")
        }
        11 => format!("pressure(side: \"{side}\", amount: {:.2})", dice.between(-0.5, 0.9)),
        _ if names.third_parties.is_empty() => format!("pressure(side: \"{side}\", amount: -0.20)"),
        _ => format!("third_party(party: \"{}\")", any(dice, &names.third_parties)),
    }
}
