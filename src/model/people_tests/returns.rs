//! Alarm, preparation, cover, return and reset.

use super::world::{Trial, empty, everyone_departs};
use crate::model::Kind;
use crate::model::geometry::Position;
use crate::model::ids::{SectorId, SideId, VillageId};
use crate::model::setup::{Control, Setup};

const NORTH: Control = Control::Side(SideId(0));
const HERE: Position = Position { east_km: 0.0, north_km: 0.0 };

fn one_village(people: u32, households: u32) -> (Setup, VillageId) {
    let mut setup = empty();
    let district = setup.district(0, 0);
    let village = setup.village_of("v", district, (0.0, 0.0), people, households, 1.0);
    let town = setup.town_of("t", 0, (3.5, 0.0), 100_000, 100_000);
    let link = setup.road(setup.home(village), setup.town_place(town), 3.5, NORTH);
    setup.links[link.index()].capacity_per_hour = Some(1e6);
    (setup, village)
}

#[test]
fn without_alarm_nobody_leaves_and_nothing_is_drawn() {
    let (setup, village) = one_village(1000, 200);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| step.threaten_villages(Position { east_km: 6.0, north_km: 0.0 }, 3));
    trial.run_until(100.0);
    assert_eq!(trial.people(village).home, 1000);
    assert!(trial.simulation.model.world.villages[village.index()].households.is_empty());
}

#[test]
fn households_leave_with_the_logistic_share_and_no_order() {
    let (setup, village) = one_village(10_000, 2_000);
    let mut trial = Trial::start(setup, 1);
    // One rung-4 act on the spot: threat 3.5, alarm, p = 1 / (1 + exp(3.5 - ln 4.5)) = 0.1196.
    trial.act(|step| step.threaten_villages(HERE, 4));
    assert_eq!(trial.log.count(Kind::Alarm), 1);
    let leaving = f64::from(trial.people(village).preparing) / 10_000.0;
    assert!((leaving - 0.1196).abs() < 0.025, "{leaving}");
    // Below twice the threat nobody decides again; beyond it more leave, and none twice.
    trial.act(|step| step.threaten_villages(Position { east_km: 3.5, north_km: 0.0 }, 4));
    assert_eq!(f64::from(trial.people(village).preparing), leaving * 10_000.0);
    trial.act(|step| step.threaten_villages(HERE, 4));
    assert!(f64::from(trial.people(village).preparing) > leaving * 10_000.0);
    assert_eq!(trial.log.count(Kind::Alarm), 1);
}

#[test]
fn preparation_is_rayleigh() {
    let (mut setup, village) = one_village(10_000, 2_000);
    setup.parameters.village.leave_constant = 100.0;
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| step.threaten_villages(HERE, 4));
    let mut worst: f64 = 0.0;
    for quarter in 1..40 {
        let hours = f64::from(quarter) / 4.0;
        trial.run_until(hours);
        let gone = 1.0 - f64::from(trial.people(village).preparing) / 10_000.0;
        let expected = 1.0 - libm::exp(-hours * hours / 8.0);
        worst = worst.max((gone - expected).abs());
    }
    // Kolmogorov-Smirnov at 2,000 households: 1.63 / sqrt(2000) at the 1 % level.
    assert!(worst < 0.0365, "{worst}");
}

#[test]
fn cover_rises_in_steps_and_ends_when_it_is_quiet() {
    let (mut setup, village) = one_village(1000, 200);
    setup.parameters.village.leave_constant = -100.0;
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| step.threaten_villages(HERE, 2));
    let cover = |trial: &Trial| trial.people(village).cover;
    assert_eq!(cover(&trial), 200);
    trial.run_until(0.5 + 1e-3);
    assert_eq!(cover(&trial), 500);
    trial.run_until(1.1);
    assert_eq!((cover(&trial), trial.act(|step| step.cover_share(village))), (800, 0.8));
    trial.run_until(2.0);
    trial.act(|step| step.threaten_villages(HERE, 2));
    trial.run_until(4.9);
    assert_eq!(cover(&trial), 800, "the second act puts it off");
    trial.run_until(5.1);
    assert_eq!(cover(&trial), 0);
}

#[test]
fn an_order_reaches_its_share_after_its_delay() {
    let (mut setup, village) = one_village(10_000, 2_000);
    setup.sides[0].order_reach = 0.5;
    setup.parameters.village.order_sigma = 0.0;
    setup.parameters.village.leave_order = 1000.0;
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| step.threaten_villages(HERE, 2));
    let before = trial.people(village).preparing;
    trial.act(|step| step.order_evacuations(SideId(0), SectorId(0)));
    trial.act(|step| step.order_evacuations(SideId(0), SectorId(0)));
    trial.run_until(2.99);
    assert_eq!(trial.log.count(Kind::EvacuationOrdered), 0);
    trial.run_until(3.01);
    assert_eq!(trial.log.count(Kind::EvacuationOrdered), 1);
    let away = f64::from(trial.people(village).preparing + trial.people(village).displaced() - before) / 10_000.0;
    assert!((away - 0.5).abs() < 0.07, "{away}");
}

#[test]
fn people_return_at_the_rate_once_it_is_calm() {
    let (setup, village) = one_village(20_000, 4_000);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| {
        step.threaten_villages(HERE, 2);
        everyone_departs(step, village);
    });
    trial.run_until(24.0 + 1.0);
    assert_eq!(trial.people(village).displaced(), 20_000);
    assert_eq!(trial.log.count(Kind::ReturnBegins), 1);
    for days in [1, 5, 10] {
        trial.run_until(24.0 + 24.0 * f64::from(days) + 1.0);
        let home = f64::from(trial.people(village).home) / 20_000.0;
        let expected = 1.0 - libm::exp(-0.12 * f64::from(days));
        assert!((home - expected).abs() < 0.025, "day {days}: {home}, expected {expected}");
    }
    trial.run_until(24.0 * 200.0);
    assert_eq!(trial.people(village).home, 20_000);
    let state = &trial.simulation.model.world.villages[village.index()];
    assert!(!state.return_scheduled && state.groups.is_empty(), "a village that is home again looks at nothing");
}

#[test]
fn fire_in_the_sector_puts_the_return_off_and_ruins_delay_it() {
    let (setup, village) = one_village(2_000, 400);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| {
        step.threaten_villages(HERE, 2);
        everyone_departs(step, village);
        assert_eq!(step.ruin_houses(village, 100), 100);
    });
    for day in 1..5 {
        trial.run_until(20.0 * f64::from(day));
        trial.act(|step| step.threaten_villages(Position { east_km: 12.0, north_km: 0.0 }, 2));
    }
    trial.run_until(103.0);
    assert_eq!(trial.people(village).home, 0);
    trial.run_until(104.0 + 24.0 * 60.0);
    let away = f64::from(trial.people(village).displaced()) / 2_000.0;
    let expected = 0.25 * libm::exp(-60.0 / 90.0);
    assert!((away - expected).abs() < 0.05, "{away}, expected {expected}");
}

#[test]
fn a_reset_brings_home_all_whose_homes_stand() {
    let (setup, village) = one_village(2_000, 400);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| {
        everyone_departs(step, village);
        step.ruin_houses(village, 100);
    });
    trial.run_until(0.05);
    assert!(trial.people(village).road > 0, "some are still on the way");
    trial.run_until(2.0);
    trial.act(|step| step.reset_people());
    let away = f64::from(trial.people(village).displaced()) / 2_000.0;
    assert!((away - 0.25).abs() < 0.07, "{away}");
    trial.act(|step| {
        let state = &mut step.world.villages[village.index()];
        state.ruined = 0;
        state.houses = 400;
        step.reset_people();
    });
    assert_eq!(trial.people(village).home, 2_000);
}
