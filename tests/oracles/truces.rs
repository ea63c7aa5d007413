//! Truces: life is Weibull, with hazard ratios that multiply, a ratio that changes on the way, gamma frailty, and a
//! scale that learns from failure.

use std::ops::Range;

use truceline::engine::{Lineage, Time};
use truceline::model::Setup;
use truceline::model::ceasefire::Attempt;
use truceline::model::ids::ChannelId;
use truceline::model::setup::{Channel, InjectAction, Presence, Scope, ThirdParty, ThirdPartyKind};

use crate::oracle::{Oracle, Sample, all_hold};
use crate::setting::{NORTH, Runs, SOUTH, border, north_fires, script, set};

/// Time between the truces of a run: all lives are over then but a share of e^-25, or 1 in 3,000 with frailty.
const APART_HOURS: f64 = 1e5;
const TRUCES_A_RUN: u64 = 500;

/// A channel that agrees at once and by word.
fn channel() -> Channel {
    Channel {
        id: "line".into(),
        name: "Line".into(),
        weight: 1.0,
        from_rung: 1,
        from_pressure: 2.0,
        scope: Scope::Sector,
        face_to_face: false,
        remote: false,
        talks_hours: 0.0,
        notice_hours_mean: 1.0,
        forms: [1.0, 0.0, 0.0],
        hazard_ratio: 1.0,
        venue: None,
    }
}

/// Fire, and at once a truce by this channel; and so again, as often as a run holds. No truce learns from others.
fn truces(channel: Channel) -> Setup {
    let mut setup = border();
    setup.channels = vec![channel];
    set(&mut setup, &[("ceasefire.talks_success_share", 1.0), ("ceasefire.life_failed", 1.0)]);
    for number in 0..TRUCES_A_RUN {
        agree_at(&mut setup, APART_HOURS * number as f64);
    }
    setup
}

fn agree_at(setup: &mut Setup, hours: f64) {
    north_fires(setup, hours, 2, 1);
    script(setup, hours, InjectAction::Talks { side: NORTH, adversary: SOUTH, channel: ChannelId(0) });
}

/// Lives of all truces of some replications, in hours; a life beyond the next truce is told as that long.
fn lives(setup: Setup, replications: Range<u64>) -> Vec<f64> {
    let mut world = Runs::new(setup);
    let mut lives = Vec::new();
    for replication in replications {
        let attempts = &world.until(replication, APART_HOURS * TRUCES_A_RUN as f64).attempts;
        assert_eq!(attempts.len() as u64, TRUCES_A_RUN);
        lives.extend(attempts.iter().map(|attempt| life(attempt).min(APART_HOURS)));
    }
    lives
}

fn life(attempt: &Attempt) -> f64 {
    let agreed = attempt.agreed.expect("all talks succeed");
    attempt.ended.map_or(f64::INFINITY, |ended| ended.hours_since(agreed))
}

/// Share alive after some hours, against its expectation.
fn alive(name: &str, lives: &[f64], hours: f64, expected: f64) -> Oracle {
    let alive = lives.iter().filter(|&&life| life > hours).count();
    Oracle::share(name, alive as u64, lives.len() as u64, expected)
}

/// Statistics of a Weibull life: survival to a time, the integrated hazard spent (unit exponential), and the mean
/// logarithm ln scale - (ln ratio + gamma) / shape, whose twin has a ratio 2 % larger.
fn weibull(lives: &[f64], [shape, scale, ratio]: [f64; 3], hours: f64) -> [Oracle; 3] {
    let integrated = |time: f64| ratio * libm::pow(time / scale, shape);
    let (mut spent, mut logarithms) = (Sample::near(1.0), Sample::near(2.0));
    for &life in lives {
        spent.add(integrated(life));
        // A life may be over within the first millisecond.
        logarithms.add(-shape * libm::log(life.max(1e-7)));
    }
    const EULER: f64 = 0.577_215_664_901_532_9;
    let expected = EULER + libm::log(ratio) - shape * libm::log(scale);
    [
        alive(&format!("alive after {hours} h"), lives, hours, libm::exp(-integrated(hours))),
        Oracle::mean("mean integrated hazard at the end", &spent, 1.0),
        Oracle::logarithm("mean of -k ln(life), ratio in the logarithm", &logarithms, expected),
    ]
}

#[test]
fn a_life_is_weibull() {
    let setup = truces(channel());
    let ceasefire = setup.parameters.ceasefire.clone();
    let lives = lives(setup, 0..900);
    all_hold("truces: Weibull life", &weibull(&lives, [ceasefire.life_shape, ceasefire.life_hours, 1.0], 24.0));
}

#[test]
fn good_designs_multiply_the_hazard() {
    let mut setup = truces(Channel { forms: [0.0, 0.0, 1.0], face_to_face: true, ..channel() });
    setup.third_parties.push(ThirdParty {
        id: "monitors".into(),
        name: "Monitors".into(),
        lineage: Lineage::of_text("monitors"),
        kind: ThirdPartyKind::Monitoring,
        presence: Presence::Between { from: Time::ZERO, until: Time::from_hours(1e9) },
        pressure: vec![0.0; 2],
        mediation: 0.0,
        hazard_ratio: 1.0,
        leaving_hurts: false,
    });
    let ceasefire = setup.parameters.ceasefire.clone();
    let ratio = ceasefire.hazard_written
        * ceasefire.hazard_withdrawal
        * ceasefire.hazard_face_to_face
        * ceasefire.hazard_monitoring;
    let lives = lives(setup, 900..1_800);
    let oracles = weibull(&lives, [ceasefire.life_shape, ceasefire.life_hours, ratio], 240.0);
    all_hold("truces: written, withdrawal, face to face, monitored", &oracles);
}

#[test]
fn bad_designs_multiply_the_hazard() {
    let setup = truces(Channel { remote: true, hazard_ratio: 2.0, ..channel() });
    let ceasefire = setup.parameters.ceasefire.clone();
    let lives = lives(setup, 1_800..2_700);
    let ratio = 2.0 * ceasefire.hazard_remote;
    let oracles = weibull(&lives, [ceasefire.life_shape, ceasefire.life_hours, ratio], 4.0);
    all_hold("truces: at a distance, through a channel of ratio 2", &oracles);
}

#[test]
fn heavy_acts_change_the_hazard_of_what_is_left() {
    let (acts, at_hours) = (10, 8.0);
    let mut setup = truces(channel());
    for number in 0..TRUCES_A_RUN {
        north_fires(&mut setup, APART_HOURS * number as f64 + at_hours, 4, acts);
    }
    let ceasefire = setup.parameters.ceasefire.clone();
    let lives = lives(setup, 2_700..3_400);
    let integrated = |hours: f64| libm::pow(hours / ceasefire.life_hours, ceasefire.life_shape);
    let ratio = 1.0 + f64::from(acts) * ceasefire.hazard_heavy_act;
    let survival = |hours: f64| libm::exp(-integrated(at_hours) - ratio * (integrated(hours) - integrated(at_hours)));
    let oracles = [
        alive("alive after 8 h, before the acts", &lives, at_hours, libm::exp(-integrated(at_hours))),
        alive("alive after 16 h", &lives, 16.0, survival(16.0)),
    ];
    all_hold("truces: ten heavy acts after 8 h", &oracles);
}

#[test]
fn frailty_mixes_lives_as_gamma() {
    let variance = 0.5;
    let mut setup = truces(channel());
    setup.parameters.ceasefire.frailty_variance = variance;
    let ceasefire = setup.parameters.ceasefire.clone();
    let lives = lives(setup, 3_400..4_300);
    let survival = |hours: f64| {
        let integrated = libm::pow(hours / ceasefire.life_hours, ceasefire.life_shape);
        libm::pow(1.0 + variance * integrated, -1.0 / variance)
    };
    let oracles = [
        alive("alive after 12 h", &lives, 12.0, survival(12.0)),
        alive("alive after 48 h", &lives, 48.0, survival(48.0)),
    ];
    all_hold("truces: gamma frailty of variance 1/2", &oracles);
}

#[test]
fn a_failed_truce_lengthens_the_next() {
    let mut setup = border();
    setup.channels = vec![channel()];
    set(&mut setup, &[("ceasefire.talks_success_share", 1.0)]);
    for hours in [0.0, APART_HOURS] {
        agree_at(&mut setup, hours);
    }
    let ceasefire = setup.parameters.ceasefire.clone();
    let mut world = Runs::new(setup);
    let second = |replication| {
        let attempt = &world.until(replication, 2.0 * APART_HOURS).attempts[1];
        assert_eq!(attempt.failed_before, 1);
        life(attempt)
    };
    let lives: Vec<f64> = (10_000..310_000).map(second).collect();
    let scale = ceasefire.life_hours * ceasefire.life_failed;
    all_hold("truces: the second", &weibull(&lives, [ceasefire.life_shape, scale, 1.0], 24.0));
}
