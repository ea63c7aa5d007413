//! Closed forms and rules of ceasefires.

use std::sync::Arc;

use super::trial::{A, B, Trial, channel, pair, setup};
use super::{Form, Phase, Standing};
use crate::engine::Time;
use crate::model::ids::{PostId, SectorId};
use crate::model::kind::Kind;
use crate::model::setup::{Presence, Scope, Setup, ThirdParty, ThirdPartyKind};

const RUNS: u64 = 2_000;

/// Share of runs in which something holds.
fn share(setup: Setup, holds: impl Fn(&mut Trial) -> bool) -> f64 {
    let setup = Arc::new(setup);
    let count = (0..RUNS).filter(|&replication| holds(&mut Trial::begin(&setup, replication))).count();
    count as f64 / RUNS as f64
}

/// Asserts that a share of the runs agrees with its expectation within four standard errors.
fn assert_share(found: f64, expected: f64) {
    let error = (expected * (1.0 - expected) / RUNS as f64).sqrt();
    assert!((found - expected).abs() < 4.0 * error, "found {found}, expected {expected} ± {error}");
}

/// Whether a truce agreed in one sector under fire stands after so many hours.
fn stands(trial: &mut Trial, hours: f64) -> bool {
    trial.fire(0, 2);
    trial.talk(0);
    assert_eq!(trial.attempt(0).agreed, Some(Time::ZERO));
    trial.run_to(hours);
    trial.attempt(0).phase != Phase::Collapsed
}

#[test]
fn one_sector_survives_as_weibull() {
    let expected = libm::exp(-libm::pow(24.0 / 35.0, 0.6));
    assert_share(share(setup(1, Scope::Sector), |trial| stands(trial, 24.0)), expected);
}

#[test]
fn frailty_mixes_lives_as_gamma() {
    let mut setup = setup(1, Scope::Sector);
    setup.parameters.ceasefire.frailty_variance = 0.5;
    let integrated = libm::pow(48.0 / 35.0, 0.6);
    assert_share(share(setup, |trial| stands(trial, 48.0)), libm::pow(1.0 + 0.5 * integrated, -2.0));
}

#[test]
fn a_changed_ratio_spends_what_has_passed() {
    let mut setup = setup(1, Scope::Sector);
    setup.parameters.ceasefire.hazard_heavy_act = 1.0;
    let at = |hours: f64| libm::pow(hours / 35.0, 0.6);
    let expected = libm::exp(-(at(10.0) + 2.0 * (at(30.0) - at(10.0))));
    let found = share(setup, |trial| {
        let standing = stands(trial, 10.0);
        trial.fire(0, 4);
        trial.run_to(30.0);
        standing && trial.attempt(0).phase != Phase::Collapsed
    });
    assert_share(found, expected);
}

/// Hour at which the truce of a replication collapses, when it is prevented from holding.
fn end_hours(setup: &Arc<Setup>, replication: u64) -> f64 {
    let mut trial = Trial::begin(setup, replication);
    trial.run_to(0.0);
    trial.fire(0, 2);
    trial.talk(0);
    trial.run_to(1000.0);
    trial.attempt(0).ended.filter(|_| trial.attempt(0).phase == Phase::Collapsed).map_or(1000.0, |time| time.hours())
}

fn monitors() -> ThirdParty {
    ThirdParty {
        id: "monitors".into(),
        name: "monitors".into(),
        lineage: crate::engine::Lineage::of_text("monitors"),
        kind: ThirdPartyKind::Monitoring,
        presence: Presence::Between { from: Time::ZERO, until: Time::from_hours(2000.0) },
        pressure: vec![0.0; 3],
        mediation: 0.0,
        hazard_ratio: 1.0,
        leaving_hurts: false,
    }
}

#[test]
fn better_designs_live_longer_in_every_run() {
    let plain = || {
        let mut plain = setup(1, Scope::Sector);
        plain.parameters.ceasefire.held_hours = 5000.0;
        plain
    };
    let (mut written, mut withdrawal, mut monitored, mut remote) = (plain(), plain(), plain(), plain());
    written.channels[0].forms = [0.0, 1.0, 0.0];
    withdrawal.channels[0].forms = [0.0, 0.0, 1.0];
    monitored.third_parties = vec![monitors()];
    remote.channels[0].remote = true;
    let [plain, written, withdrawal, monitored, remote] =
        [plain(), written, withdrawal, monitored, remote].map(Arc::new);
    let mut longer = 0;
    for replication in 0..50 {
        let end = |setup| end_hours(setup, replication);
        let base = end(&plain);
        assert!(end(&written) >= base && end(&withdrawal) >= end(&written));
        assert!(end(&monitored) >= base && end(&remote) <= base);
        longer += u32::from(end(&withdrawal) > base);
    }
    assert!(longer > 25, "hazard ratios move most lives: {longer}");
}

#[test]
fn life_runs_only_where_there_was_fire() {
    let setup = Arc::new(setup(3, Scope::All));
    let mut trial = Trial::begin(&setup, 1);
    trial.fire(1, 3);
    trial.fire(2, 1);
    trial.talk(0);
    let at_risk: Vec<bool> = trial.attempt(0).scope.iter().map(|entry| entry.at_risk).collect();
    assert_eq!(at_risk, [false, true, false]);
}

#[test]
fn notice_spreads_post_by_post() {
    let setup = Arc::new(setup(2, Scope::Sector));
    let mut trial = Trial::begin(&setup, 3);
    trial.threaten(0, 0.001);
    trial.talk(0);
    assert_eq!(trial.act(|step| step.truce_in(A, B, SectorId(0))), Some(crate::model::ids::AttemptId(0)));
    assert_eq!(trial.act(|step| step.fire_factor(PostId(0), B)), 1.0, "nobody has heard yet");
    trial.run_to(60.0);
    let factors = [0, 1, 2].map(|post| {
        let adversary = if post % 2 == 0 { B } else { A };
        trial.act(|step| step.fire_factor(PostId(post), adversary))
    });
    assert_eq!(factors, [0.12, 0.12, 1.0]);
    assert_eq!((trial.count(Kind::TruceNotice), trial.count(Kind::TruceInForce)), (2, 1));
    let attempt = trial.attempt(0);
    assert!(attempt.phase == Phase::InForce && attempt.in_force > attempt.agreed);
    let last = trial.told.rows.iter().rfind(|row| row.kind == Kind::TruceNotice).map(|row| row.time);
    assert_eq!(attempt.in_force, last);
}

#[test]
fn a_newer_truce_supersedes_an_older_one() {
    let mut setup = setup(2, Scope::Sector);
    setup.channels.push(channel(Scope::All));
    setup.parameters.ceasefire.life_hours = 1e6;
    let mut trial = Trial::begin(&Arc::new(setup), 0);
    trial.fire(0, 2);
    trial.threaten(0, 0.001);
    trial.talk(0);
    trial.run_to(5.0);
    trial.talk(1);
    assert_eq!(trial.attempt(0).phase, Phase::Superseded);
    assert_eq!(trial.attempt(0).scope[0].standing, Standing::Superseded);
    assert_eq!(trial.count(Kind::TruceSuperseded), 1);
    assert_eq!(trial.simulation.model.world.pairs[1].live.len(), 1);
    trial.run_to(200.0);
    assert_eq!((trial.attempt(1).phase, trial.simulation.model.world.pairs[1].failed), (Phase::Held, 0));
    let counts = trial.simulation.model.world.truce_counts(None);
    assert_eq!((counts.agreed, counts.superseded, counts.held, counts.failed), (2, 1, 1, 0));
}

#[test]
fn the_whole_falls_at_its_share_of_breached_sectors() {
    let setup = Arc::new(setup(6, Scope::All));
    let mut trial = Trial::begin(&setup, 0);
    for sector in 0..6 {
        trial.fire(sector, 2);
    }
    trial.talk(0);
    for hour in 1..2000 {
        trial.run_to(f64::from(hour));
        let attempt = trial.attempt(0);
        match attempt.breached_sectors() {
            0 | 1 => assert!(attempt.phase != Phase::Collapsed),
            breached => {
                assert_eq!((attempt.phase, breached), (Phase::Collapsed, 2));
                break;
            }
        }
        trial.fire(0, 2);
    }
    assert_eq!(trial.attempt(0).phase, Phase::Collapsed);
    assert_eq!((trial.count(Kind::Breach), trial.count(Kind::TruceCollapsed)), (2, 1));
    assert_eq!(trial.simulation.model.world.pairs[1].failed, 1);
    assert_eq!(trial.act(|step| step.truce_in(A, B, SectorId(3))), None);
    assert_eq!(trial.act(|step| step.fire_factor(PostId(6), B)), 1.0, "posts are no longer bound");
    for row in trial.told.rows.iter().filter(|row| row.kind == Kind::Breach) {
        assert!(row.cause != crate::engine::NO_CAUSE && (2..=3).contains(&row.rung));
    }
}

#[test]
fn a_truce_holds_after_three_quiet_days() {
    let mut setup = setup(1, Scope::Sector);
    setup.parameters.ceasefire.life_hours = 1e6;
    let mut trial = Trial::begin(&Arc::new(setup), 0);
    trial.fire(0, 2);
    trial.talk(0);
    trial.run_to(40.0);
    trial.fire(0, 2);
    trial.run_to(111.9);
    assert_eq!(trial.attempt(0).phase, Phase::InForce);
    trial.run_to(112.1);
    assert_eq!((trial.attempt(0).phase, trial.attempt(0).ended), (Phase::Held, Some(Time::from_hours(112.0))));
    assert!(trial.act(|step| step.has_notice(PostId(0), B)), "it stays in effect");
    trial.fire(0, 2);
    assert!(trial.act(|step| step.has_notice(PostId(0), B)));
    trial.fire(0, 3);
    assert!(!trial.act(|step| step.has_notice(PostId(0), B)), "until fire is back");
    trial.run_to(2000.0);
    assert_eq!((trial.count(Kind::Breach), trial.attempt(0).phase), (0, Phase::Held));
}

#[test]
fn talks_begin_with_the_hazard_of_their_formula() {
    let expected = libm::exp(-0.004 * 20.0 * 9.0 * -libm::expm1(-5.0 / 9.0));
    let found = share(setup(1, Scope::Sector), |trial| {
        trial.fire(0, 2);
        trial.threaten(0, 10.0);
        trial.run_to(5.0);
        trial.simulation.model.world.attempts.is_empty()
    });
    assert_share(found, expected);
}

#[test]
fn one_attempt_is_in_talks_at_a_time() {
    let mut setup = setup(2, Scope::Sector);
    setup.parameters.ceasefire.talks_success_share = 0.0;
    setup.channels[0].talks_hours = 2.0;
    let mut trial = Trial::begin(&Arc::new(setup), 0);
    for hour in 0..100 {
        trial.fire(hour % 2, 2);
        trial.threaten(hour % 2, 100.0);
        trial.run_to(f64::from(hour));
    }
    let mut open = 0;
    for row in &trial.told.rows {
        match row.kind {
            Kind::TruceProposed => open += 1,
            Kind::TalksFailed => open -= 1,
            _ => {}
        }
        assert!((0..=1).contains(&open));
    }
    assert!(trial.count(Kind::TruceProposed) > 10);
    assert_eq!(trial.attempt(0).form, Form::Verbal);
}

#[test]
fn no_channel_opens_without_its_rung() {
    let mut setup = setup(1, Scope::Sector);
    setup.channels[0].from_rung = 4;
    let mut trial = Trial::begin(&Arc::new(setup), 0);
    for hour in 0..50 {
        trial.fire(0, 3);
        trial.threaten(0, 100.0);
        trial.run_to(f64::from(hour));
    }
    assert!(trial.simulation.model.world.attempts.is_empty());
    trial.fire(0, 4);
    trial.threaten(0, 100.0);
    trial.run_to(60.0);
    assert!(!trial.simulation.model.world.attempts.is_empty());
    assert!(trial.simulation.model.world.pairs[pair().index()].onsets > 1);
}

#[test]
fn who_has_not_heard_breaches_more_often() {
    let mut setup = setup(1, Scope::Sector);
    setup.parameters.ceasefire.breach_unnotified = 4.0;
    setup.parameters.ceasefire.life_hours = 0.01;
    setup.channels[0].notice_hours_mean = 1e6;
    // One post hears at once: the other breaches in 4 of 5 runs.
    let found = share(setup, |trial| {
        trial.fire(0, 2);
        trial.talk(0);
        trial.act(|step| step.notice_arrives(crate::model::ids::AttemptId(0), PostId(0)));
        trial.run_to(100.0);
        trial.told.rows.iter().any(|row| row.kind == Kind::Breach && row.side == Some(B))
    });
    let early = 0.01; // Lives that ended before the notice, at most.
    assert!((0.8 - 0.05 - early..0.8 + 0.05).contains(&found), "found {found}, expected 0.8");
}

#[test]
fn a_stored_run_goes_on_as_if_never_stored() {
    let mut setup = setup(4, Scope::Neighbours);
    setup.channels[0].talks_hours = 1.0;
    let go_on = |trial: &mut Trial, hours: std::ops::Range<u32>| {
        for hour in hours {
            trial.fire(hour % 4, 2 + (hour % 3) as u8);
            trial.threaten(hour % 4, 20.0);
            trial.run_to(f64::from(hour));
        }
    };
    let mut trial = Trial::begin(&Arc::new(setup), 11);
    go_on(&mut trial, 0..100);
    let bytes = postcard::to_allocvec(&(&trial.simulation.model.world, &trial.simulation.engine)).expect("bytes");
    let told = trial.told.rows.len();
    go_on(&mut trial, 100..300);
    let digest = trial.simulation.engine.digest().clone();
    let rows = trial.told.rows.split_off(told);
    assert!(rows.iter().any(|row| row.kind == Kind::Breach) && rows.iter().any(|row| row.kind == Kind::TruceAgreed));
    (trial.simulation.model.world, trial.simulation.engine) = postcard::from_bytes(&bytes).expect("a run");
    go_on(&mut trial, 100..300);
    assert_eq!(trial.told.rows[told..], rows);
    assert_eq!(*trial.simulation.engine.digest(), digest);
}

#[test]
fn sectors_under_a_live_truce_call_for_no_talks() {
    let mut setup = setup(2, Scope::Sector);
    setup.parameters.ceasefire.life_hours = 1e6;
    let mut trial = Trial::begin(&Arc::new(setup), 0);
    trial.threaten(0, 5.0);
    trial.threaten(1, 1.0);
    assert!((trial.act(|step| step.onset_rate(pair())) - 0.004 * 10.0).abs() < 1e-12);
    trial.talk(0);
    assert!((trial.act(|step| step.onset_rate(pair())) - 0.004 * 2.0).abs() < 1e-12);
}

#[test]
fn each_stage_is_caused_by_the_one_before() {
    let mut setup = setup(1, Scope::Sector);
    setup.parameters.ceasefire.life_hours = 1.0;
    let mut trial = Trial::begin(&Arc::new(setup), 0);
    trial.fire(0, 2);
    trial.threaten(0, 500.0);
    trial.run_to(60.0);
    let row = |kind: Kind| *trial.told.rows.iter().find(|row| row.kind == kind).expect("a row");
    let caused = [Kind::Fire, Kind::TruceProposed, Kind::TruceAgreed, Kind::Breach, Kind::TruceCollapsed];
    for pair in caused.windows(2) {
        assert_eq!(row(pair[1]).cause, row(pair[0]).event, "{:?} follows from {:?}", pair[1], pair[0]);
    }
}
