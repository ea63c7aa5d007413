//! Runs reduced to samples, and scenarios with one change.

use std::path::Path;
use std::sync::Arc;

use truceline::engine::{Limits, Time};
use truceline::experiment::facts::{Arm, Change, Gathering, Goal, changed, next_label, run_sample};
use truceline::experiment::replicate;
use truceline::experiment::study::Study;
use truceline::model::Setup;
use truceline::scenario::study::load_study;
use truceline::scenario::{Files, Loaded, Texts, load};

fn shipped(name: &str) -> Loaded {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    load(&Files, path.to_str().unwrap(), &[]).unwrap()
}

fn study(fields: &str) -> Study {
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let text = |name: &str| std::fs::read_to_string(scenarios.join(name)).unwrap();
    let study = format!("(format: 1, id: \"s\", title: \"S\", scenarios: [\"water-intake.ron\"], {fields})");
    let texts = Texts::one("study.ron", &study).and("water-intake.ron", &text("water-intake.ron"));
    Study::new(load_study(&texts, "study.ron").unwrap()).unwrap()
}

#[test]
fn samples_agree_with_the_measures_of_the_run() {
    let setup = shipped("border-decades.ron").setup;
    let limits = Limits::until(Time::from_days(3 * 366));
    for replication in 0..6 {
        let sample = run_sample(&setup, 7, replication, &limits, true);
        let run = replicate(&setup, 7, replication, &limits, &mut ());
        let measure = |name: &str| run.measure(name).unwrap();
        assert_eq!(sample.events, run.events);
        assert_eq!(sample.failure, None);
        assert_eq!(sample.episodes.len() as f64, measure("episodes"));
        assert_eq!(sample.acts.len() as f64, measure("acts.total"));
        let share = |holds: usize| holds as f64 / sample.episodes.len() as f64;
        let fatal = sample.episodes.iter().filter(|episode| episode.harm.killed() > 0).count();
        let major = sample.episodes.iter().filter(|episode| episode.is_major()).count();
        assert_eq!(share(fatal), measure("episodes.with_death_share"));
        assert_eq!(share(major), measure("episodes.ten_or_more_killed_share"));
        let killed: u32 = sample.episodes.iter().map(|episode| episode.harm.killed()).sum();
        let wounded: u32 = sample.episodes.iter().map(|episode| episode.harm.wounded()).sum();
        assert_eq!((f64::from(killed), f64::from(wounded)), (measure("killed.total"), measure("wounded.total")));
        let truces = || sample.episodes.iter().flat_map(|episode| &episode.truces);
        assert_eq!(truces().count() as f64, measure("truces.agreed"));
        assert_eq!(truces().filter(|truce| truce.collapsed).count() as f64, measure("truces.failed"));
        for episode in &sample.episodes {
            let at_once: u32 = episode.act_deaths.iter().sum();
            assert!(
                at_once <= episode.harm.killed() && episode.start <= episode.last && episode.acts > episode.switches
            );
            assert_eq!(episode.fire_hour.is_some(), episode.rung >= 2);
        }
    }
}

#[test]
fn the_displaced_of_a_large_run_are_followed_hour_by_hour() {
    let setup = shipped("batken-2021-fire.ron").setup;
    let limits = Limits::until(setup.horizon);
    let found = (0..40).find_map(|replication| {
        let sample = run_sample(&setup, 1, replication, &limits, false);
        sample.episodes.into_iter().find(|episode| episode.is_major()).map(|episode| (replication, episode))
    });
    let (replication, episode) = found.expect("large runs are common in this scenario");
    let displacement = episode.displacement.expect("a large episode has heavy fire");
    let run = replicate(&setup, 1, replication, &limits, &mut ());
    let (most, _) = displacement.peak();
    let peak = run.measure("displaced_peak.total").unwrap();
    assert!(f64::from(most) <= peak && f64::from(most) >= 0.9 * peak, "{most} by the hour, {peak} in all");
    assert!(displacement.hourly.len() <= 241 && displacement.hourly.len() > 48);
    assert!(displacement.hourly[0] < most);
}

#[test]
fn swapping_labels_keeps_the_map_and_gives_each_side_the_id_of_the_next() {
    let loaded = shipped("batken-2021-fire.ron");
    let (plain, twin) = (&loaded.setup, changed(&loaded.document, Change::Labels).unwrap());
    assert_eq!(plain.sides.len(), twin.sides.len());
    let place = |setup: &Setup, village: usize| setup.place(setup.villages[village].place).clone();
    for (number, village) in plain.villages.iter().enumerate() {
        let id = place(plain, number).id;
        let same = (0..twin.villages.len()).find(|&other| place(&twin, other).id == id).expect("it is still there");
        let side = twin.villages[same].side;
        assert_eq!(twin.sides[side.index()].id, next_label(plain, village.side.index()), "{id}");
        assert_ne!(side, village.side, "{id}: of two sides turned round each keeps the number of its label");
        // The origin of the map is a mean, summed in another order.
        assert!(place(plain, number).position.distance_km(place(&twin, same).position) < 1e-6, "{id}");
    }
    let reach = |setup: &Setup, id: &str| setup.sides.iter().find(|side| side.id == id).unwrap().order_reach;
    assert_eq!((reach(plain, "kg"), reach(plain, "tj")), (reach(&twin, "tj"), reach(&twin, "kg")));
    assert_eq!(plain.injects.len(), twin.injects.len());
    let text = r#"(format: 1, id: "clash", title: "Clash", scenarios: ["x.ron"], replications: 1)"#;
    assert!(load_study(&Texts::one("s.ron", text), "s.ron").is_err(), "a scenario that is not there");
}

#[test]
fn an_item_with_the_id_of_a_side_is_refused() {
    let mut document = shipped("water-intake.ron").document;
    document.sectors[0].id = document.sides[0].id.clone();
    let error = changed(&document, Change::Labels).unwrap_err();
    assert!(error.contains("labels cannot be swapped"), "{error}");
}

#[test]
fn changes_change_one_thing() {
    let document = shipped("batken-2021-fire.ron").document;
    let plain = changed(&document, Change::None).unwrap();
    let flat = changed(&document, Change::NoDayCycle).unwrap();
    assert!(plain.parameters.spark.day_amplitude > 0.0);
    assert_eq!(flat.parameters.spark.day_amplitude, 0.0);
    let monitors = changed(&document, Change::Monitors).unwrap();
    assert_eq!(monitors.third_parties.len(), plain.third_parties.len() + 1);
    let written = changed(&document, Change::Written).unwrap();
    let withdrawal = changed(&document, Change::Withdrawal).unwrap();
    assert!(written.channels.iter().all(|channel| channel.forms == [0.0, 1.0, 0.0]));
    assert!(withdrawal.channels.iter().all(|channel| channel.forms == [0.0, 0.0, 1.0]));
    let digest = |setup: &Arc<Setup>| replicate(setup, 5, 0, &Limits::until(Time::from_days(3)), &mut ()).digest;
    assert_eq!(digest(&plain), digest(&shipped("batken-2021-fire.ron").setup), "no change, no difference");
    assert_ne!(digest(&plain), digest(&flat));
}

#[test]
fn gathering_ends_with_the_run_that_is_enough_or_with_the_replications() {
    let study = study("replications: 50, until_hours: 24");
    let goal = Goal { runs: 21, ..Goal::default() };
    let arm = Arm::new(&study, &study.points[0], Change::None, goal).unwrap();
    let gather = |arm: &Arm| {
        let mut gathering = Gathering::new(arm);
        while !gathering.batch().is_empty() {
            let runs = gathering.batch().into_iter().map(|replication| arm.run(replication)).collect();
            gathering.take(runs);
        }
        gathering.finish()
    };
    let samples = gather(&arm);
    assert_eq!(samples.runs.len(), 21);
    assert!(samples.runs.iter().enumerate().all(|(number, run)| run.replication == number as u64));
    assert_eq!(samples.events, samples.runs.iter().map(|run| run.events).sum::<u64>());
    let never = Goal { majors: 1_000_000, ..Goal::default() };
    let arm = Arm::new(&study, &study.points[0], Change::None, never).unwrap();
    assert_eq!(gather(&arm).runs.len(), 50, "all replications of the study");
}
