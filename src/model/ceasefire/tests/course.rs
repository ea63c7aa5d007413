//! The course of attempts: onset, talks, notice, and how agreements end.

use std::sync::Arc;

use super::{assert_share, share};
use crate::engine::{NO_CAUSE, Time};
use crate::model::ceasefire::trial::{A, B, Trial, channel, pair, setup};
use crate::model::ceasefire::{Form, Phase, Standing};
use crate::model::ids::{AttemptId, PostId, SectorId};
use crate::model::kind::Kind;
use crate::model::setup::Scope;

#[test]
fn notice_spreads_post_by_post() {
    let setup = Arc::new(setup(2, Scope::Sector));
    let mut trial = Trial::begin(&setup, 3);
    trial.threaten(0, 0.001);
    trial.talk(0);
    assert_eq!(trial.act(|step| step.truce_in(A, B, SectorId(0))), Some(AttemptId(0)));
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
        assert!(row.cause != NO_CAUSE && (2..=3).contains(&row.rung));
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
