//! Life and breach: closed forms, hazard ratios, who breaches.

use std::sync::Arc;

use super::{assert_share, share};
use crate::engine::{Lineage, Time};
use crate::model::ceasefire::Phase;
use crate::model::ceasefire::trial::{B, Trial, setup};
use crate::model::ids::{AttemptId, PostId};
use crate::model::kind::Kind;
use crate::model::setup::{Presence, Scope, Setup, ThirdParty, ThirdPartyKind};

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
        lineage: Lineage::of_text("monitors"),
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
fn who_has_not_heard_breaches_more_often() {
    let mut setup = setup(1, Scope::Sector);
    setup.parameters.ceasefire.breach_unnotified = 4.0;
    setup.parameters.ceasefire.life_hours = 0.01;
    setup.channels[0].notice_hours_mean = 1e6;
    // One post hears at once: the other breaches in 4 of 5 runs.
    let found = share(setup, |trial| {
        trial.fire(0, 2);
        trial.talk(0);
        trial.act(|step| step.notice_arrives(AttemptId(0), PostId(0)));
        trial.run_to(100.0);
        trial.told.rows.iter().any(|row| row.kind == Kind::Breach && row.side == Some(B))
    });
    let early = 0.01; // Lives that ended before the notice, at most.
    assert!((0.8 - 0.05 - early..0.8 + 0.05).contains(&found), "found {found}, expected 0.8");
}
